"""YAML text -> nodes that know their line. Every scalar is text, whatever YAML would make of it.

Built from the parser's events, not by PyYAML's composer: that one recurses in C, and a deeply nested file would end the
process.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from lovande_cli.errors import FileNeedsFixing, Problem, disk_problem

MAX_BYTES = 1_000_000
USUAL_BYTES = 65_536
"""Read first: room for a megabyte, got ready for every small file, would take three times as long."""

MAX_DEPTH = 20
MAX_NODES = 20_000
"""Far above any real file (one with every note filled in is some 60 kB and 400 nodes); counted after aliases."""

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

NOTHING = {"", "~", "null", "Null", "NULL"}
"""How YAML writes "nothing" without quotes."""

PLAIN_TAGS = {None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}

SYNTAX_KINDS = (
    ("mapping values are not allowed", "unquoted-colon"),
    ("control characters are not allowed", "control-character"),
    ("invalid leading UTF-8", "not-utf8"),
    ("duplicate anchor", "alias"),
    ("undefined alias", "alias"),
    ("while scanning a quoted scalar", "unclosed-quote"),
    ("while scanning an alias", "special-start"),
    ("while scanning an anchor", "special-start"),
    ("while scanning for the next token", "special-start"),
    ("while scanning a directive", "special-start"),
    ("while scanning a tag", "special-start"),
    ("while parsing a flow", "unclosed-bracket"),
    ("did not find expected key", "indentation"),
    ("expected <block end>", "indentation"),
    ("could not find expected ':'", "missing-colon"),
    ("while scanning a simple key", "missing-colon"),
)
"""What the parser says, to the kind of problem that we tell; the first that fits is used."""


JSON_PAIR = re.compile(r"\\\\|\\u(?P<high>d[89ab][0-9a-f]{2})\\u(?P<low>d[c-f][0-9a-f]{2})", re.IGNORECASE)
"""How JSON writes signs beyond U+FFFF (emoji), which YAML does not know; or a backslash that is itself escaped."""


class Text(NamedTuple):
    """A scalar, as text; `cut` says that more stands behind it on its line, after a # that makes it a comment."""

    value: str
    line: int
    cut: bool = False


class Listing(NamedTuple):
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int


class Entry(NamedTuple):
    """One key of a table: the line of the key, and what stands behind it."""

    line: int
    node: Node


class Table(NamedTuple):
    """A mapping from text keys to nodes."""

    entries: Mapping[str, Entry]
    line: int


Node = Text | Listing | Table


class Document(NamedTuple):
    """A read file: its root, and the problems (duplicate keys and the like) that do not stop it from being read on."""

    root: Node
    problems: tuple[Problem, ...]


def read_bytes(path: Path, *, file: str) -> bytes:
    """The file's bytes; a missing, unreadable or too large file is a FileNeedsFixing."""
    try:
        with path.open("rb") as opened:
            data = opened.read(USUAL_BYTES)
            if len(data) == USUAL_BYTES:
                data += opened.read(MAX_BYTES + 1 - USUAL_BYTES)
    except FileNotFoundError:
        raise FileNeedsFixing([Problem(kind="no-file", file=file)]) from None
    except OSError as error:
        raise FileNeedsFixing([disk_problem(error, file, "cannot-read")]) from None
    except ValueError as error:  # a name that no file can have
        raise FileNeedsFixing([Problem(kind="cannot-read", file=file, blanks={"reason": str(error)})]) from None
    return data


def parse(data: bytes, *, file: str) -> Document:
    """The nodes of a YAML (or JSON) file.

    Raises FileNeedsFixing, with line, for text that is no YAML, not UTF-8 or UTF-16, empty, too large, too deep, or
    that grows beyond MAX_NODES through aliases.
    """
    if len(data) > MAX_BYTES:
        raise stopped("too-large", file, 1, limit=MAX_BYTES // 1_000_000)
    text = decode(data, file=file)
    try:
        loader = Loader(text)
        try:
            lines = text.splitlines() if " #" in text else []
            # half the time of yaml.parse, which asks twice
            return build(iter(loader.get_event, None), lines, file=file)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise FileNeedsFixing([syntax_problem(error, text, file=file)]) from None


def decode(data: bytes, *, file: str) -> str:
    """The text of the file, from UTF-8 (with or without BOM) or UTF-16 with BOM."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise stopped("not-utf8", file, data.count(b"\n", 0, error.start) + 1) from None
    return JSON_PAIR.sub(join_pair, text) if text.startswith("{") else text


def join_pair(found: re.Match[str]) -> str:
    """The sign that a JSON pair of escapes stands for; an escaped backslash stays."""
    high, low = found["high"], found["low"]
    return found[0] if high is None else chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))


def build(events: Iterator[Any], lines: Sequence[str], *, file: str) -> Document:
    """The root node of the one document in `events`, built without recursion.

    `lines` is the text, for texts to be told from comments, or empty where it has none.
    """
    problems: list[Problem] = []
    open_nodes: list[Unfinished] = []
    anchors: dict[str, tuple[Node, int] | None] = {}
    root: Node | None = None
    size = documents = 0
    for event in events:
        kind = type(event)
        line = event.start_mark.line + 1
        if kind is yaml.ScalarEvent:
            if event.tag not in PLAIN_TAGS:
                note_tag(event, line, problems, file)
            value = event.value
            plain = not event.style  # None in Python's parser, "" in libyaml's
            cut = plain and bool(lines) and is_cut(event.end_mark, lines)
            node: Node = Text("" if value in NOTHING and plain else value, line, cut)
            size += 1
            weight, anchor = 1, event.anchor
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.tag not in PLAIN_TAGS:
                note_tag(event, line, problems, file)
            size += 1
            if len(open_nodes) >= MAX_DEPTH:
                raise stopped("too-deep", file, line)
            if event.anchor:
                anchors[event.anchor] = None
            open_nodes.append(Unfinished(kind is yaml.MappingStartEvent, line, event.anchor, size))
            continue
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            finished = open_nodes.pop()
            node = finished.finish()
            weight, anchor = size - finished.size_before + 1, finished.anchor
        elif kind is yaml.AliasEvent:
            known = anchors.get(event.anchor)
            if known is None:
                raise stopped("alias", file, line)
            node, weight = known
            size += weight
            anchor = None
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise stopped("several-documents", file, line)
            continue
        else:
            continue
        if size > MAX_NODES:
            raise stopped("too-many-nodes", file, line)
        if anchor:
            anchors[anchor] = (node, weight)
        if open_nodes:
            open_nodes[-1].add(node, problems, file)
        else:
            root = node
    if root is None or root == Text("", root.line):
        raise stopped("empty", file, 1)
    return Document(root, tuple(problems))


def is_cut(end: Any, lines: Sequence[str]) -> bool:
    """Whether a # stands behind the end of an unquoted text, on the same line."""
    behind = lines[end.line][end.column :] if end.line < len(lines) else ""
    return behind.lstrip().startswith("#")


class Unfinished:
    """A table or list that is still being read."""

    __slots__ = ("anchor", "entries", "is_table", "items", "key", "line", "size_before")

    def __init__(self, is_table: bool, line: int, anchor: str | None, size_before: int) -> None:
        self.is_table = is_table
        self.line = line
        self.anchor = anchor
        self.size_before = size_before
        self.entries: dict[str, Entry] = {}
        self.items: list[Node] = []
        self.key: Node | None = None

    def add(self, node: Node, problems: list[Problem], file: str) -> None:
        """Take the next node: an item, a key, or the value of the key before it."""
        if not self.is_table:
            self.items.append(node)
        elif self.key is None:
            self.key = node
        else:
            key, self.key = self.key, None
            if not isinstance(key, Text):
                problems.append(Problem(kind="key-not-text", file=file, line=key.line))
            elif key.value in self.entries:
                first = self.entries[key.value].line
                problems.append(
                    Problem(kind="duplicate-key", file=file, line=key.line, blanks={"key": key.value, "first": first})
                )
            else:
                self.entries[key.value] = Entry(key.line, node)

    def finish(self) -> Node:
        """The node, now that its end has been read."""
        return Table(self.entries, self.line) if self.is_table else Listing(tuple(self.items), self.line)


def note_tag(event: Any, line: int, problems: list[Problem], file: str) -> None:
    """Note a tag (!!int, !python/object …) that asks for something other than text, list or table."""
    problems.append(Problem(kind="tag", file=file, line=line, blanks={"tag": event.tag}))


def stopped(kind: str, file: str, line: int | None, **blanks: object) -> FileNeedsFixing:
    """The error for a problem after which the file cannot be read on."""
    return FileNeedsFixing([Problem(kind=kind, file=file, line=line, blanks=blanks)])


def syntax_problem(error: yaml.YAMLError, text: str, *, file: str) -> Problem:
    """The parser's complaint as a problem of ours, with the line and column that it gives or that the text shows."""
    said = str(error)
    kind = next((kind for words, kind in SYNTAX_KINDS if words in said), "not-yaml")
    mark = getattr(error, "problem_mark", None)
    if kind in ("unclosed-quote", "unclosed-bracket"):
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        unprintable = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, unprintable.start()) + 1 if unprintable else 1
        return Problem(kind=kind, file=file, line=line, blanks={"column": 1})
    lines = text.splitlines()
    shown = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in shown[: mark.column + 1]:
        kind = "tab"
    return Problem(kind=kind, file=file, line=mark.line + 1, blanks={"column": mark.column + 1})


def dump(content: object) -> str:
    """YAML text of mappings, lists and texts, in their order; texts of several lines stand as blocks where they can."""
    written: str = yaml.dump(
        content, Dumper=BlockDumper, allow_unicode=True, sort_keys=False, width=100, default_flow_style=None
    )
    return written


class BlockDumper(Dumper):  # type: ignore[valid-type, misc]  # CSafeDumper where libyaml is there, else SafeDumper
    """Writes texts of several lines as blocks, and every mapping and list of mappings on lines of their own."""


def represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """A text, as a block if it has several lines."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def represent_table(dumper: yaml.SafeDumper, table: dict[str, object]) -> yaml.MappingNode:
    """A mapping, always on lines of its own."""
    return dumper.represent_mapping("tag:yaml.org,2002:map", table.items(), flow_style=False)


BlockDumper.add_representer(str, represent_text)
BlockDumper.add_representer(dict, represent_table)


def may_hold_comments(text: str) -> bool:
    """Whether the file has a # that may begin a comment; one within a text counts too, to be on the safe side."""
    return re.search(r"(?m)(^|\s)#", text) is not None
