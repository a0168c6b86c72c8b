"""YAML text -> nodes with line numbers, and back; bounds, syntax errors. Every scalar is text.

Built from the parser's events, not by PyYAML's composer: that one recurses in C without a bound, and a deeply nested
file would end the process. Lines of a key and a word, nearly all of our files, are read without it; a test compares.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import yaml

from lovande_cli.errors import FileNeedsFixing, Problem, ProblemKind
from lovande_cli.files.disk import MAX_BYTES
from lovande_cli.language.sanitize import unix_lines

MAX_DEPTH = 20
MAX_NODES = 100_000
"""Far above any real file: every note of a group filled in is some 60 kB and 400 nodes, sixty people's 20,000."""

MAX_READ = 200_000
"""The longest text in a file, in signs: ten times what one person may write, since `group` puts texts together."""

MAX_LINES = 40_000
"""The most lines that the texts of a file may have together."""


Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

NOTHING = {"", "~", "null", "Null", "NULL"}
"""How YAML writes "nothing" without quotes."""

PLAIN_TAGS = {None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}

SYNTAX_KINDS: tuple[tuple[str, ProblemKind], ...] = (
    ("exceeded maximum nesting depth", "too-deep"),  # libyaml's own bound, far beyond ours, met while it looks ahead
    ("mapping values are not allowed", "unquoted-colon"),
    ("control characters are not allowed", "control-character"),
    ("invalid leading UTF-8", "not-utf8"),
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
"""The parser's messages and the problem to report for each; the first that fits is used."""


JSON_PAIR = re.compile(r"\\\\|\\u(?P<high>d[89ab][0-9a-f]{2})\\u(?P<low>d[c-f][0-9a-f]{2})", re.IGNORECASE)
"""How JSON writes signs beyond U+FFFF (emoji), which YAML does not know; or a backslash that is itself escaped."""


MERGE_MARKER, MERGE_END = re.compile(r"^<{7} ", re.MULTILINE), re.compile(r"^>{7}( |$)", re.MULTILINE)
"""What git puts at the very beginning of lines where it could not merge; what we write never begins a line so."""

ODD_SPACE = re.compile(r"^[ \t]*[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]", re.MULTILINE)
"""A line that is moved in by something that looks like spaces."""

NEARBY = 3
"""The parser stumbles at most so many lines behind such a line."""

COMMENT = re.compile(r"[ \t]+#")
"""What stands behind an unquoted text that a # cuts short."""

PLAIN_LINES = re.compile(
    r"""^(\ *)(?:
        ([^\W_](?:[\w .()-]{0,80}[\w.)])?):(?:
            \ (?:([^\W_](?:[\w ,.()/-]*[\w,.)/-])?)
                | '([^'\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*)'
                | \[([^\W_][\w-]*(?:,\ [^\W_][\w-]*)*)\])
            \n(?!\1\ |\n)
            | (\n)(?=\1\ +[^\W_][\w .()-]*:[ \n])
        )
        | (["'\w].*\n(?:\1[ -].*\n|\n)*)
    )""",
    re.MULTILINE | re.VERBOSE,
)
"""Lines of a mapping, nearly all in what we write: a key and a word, a text in single quotes or a list of words, with
nothing deeper behind it; a key with a mapping behind it; else any key, with the deeper lines behind it, or a list.
"""


class ScalarNode(NamedTuple):
    """A scalar, as text; `cut` says that more stands behind it on its line, after a # that makes it a comment."""

    value: str
    line: int
    cut: bool = False


class SequenceNode(NamedTuple):
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int


class KeyValue(NamedTuple):
    """One key of a mapping: the line of the key, and what stands behind it."""

    line: int
    node: Node


class MappingNode(NamedTuple):
    """A mapping from text keys to nodes."""

    entries: Mapping[str, KeyValue]
    line: int


Node = ScalarNode | SequenceNode | MappingNode


new_tuple = tuple.__new__
"""Makes a node without the Python function that a NamedTuple has for it: ten thousand files are two million nodes."""

SCALAR: Any = yaml.ScalarEvent
MAPPING_START, MAPPING_END = yaml.MappingStartEvent, yaml.MappingEndEvent
SEQUENCE_END = yaml.SequenceEndEvent


class YamlDocument(NamedTuple):
    """A read file: its root, and the problems (duplicate keys and the like) that do not stop it from being read on."""

    root: Node
    problems: tuple[Problem, ...]


def parse(data: bytes, *, file: str) -> YamlDocument:
    """The nodes of a YAML (or JSON) file.

    Raises FileNeedsFixing, with line, for text that is no YAML, not UTF-8 or UTF-16, empty or beyond one of the bounds
    above, and for anchors and aliases: they multiply texts, and nothing here needs them.
    """
    if len(data) > MAX_BYTES:
        raise stopped("too-large", file, 1, limit=MAX_BYTES // 1_000_000)
    text = decode(data, file=file)
    if (plain := read_plain(text, file)) is not None:
        return YamlDocument(plain, ())
    if "<<<<<<< " in text and (marker := MERGE_MARKER.search(text)) and MERGE_END.search(text):
        raise stopped("merge-markers", file, text.count("\n", 0, marker.start()) + 1)
    try:
        loader = Loader(text)
        try:
            return NodeBuilder(loader.get_event, text, file).build_document()  # yaml.parse asks twice for each event
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise FileNeedsFixing([syntax_problem(error, text, file=file)]) from None


def read_plain(text: str, file: str) -> MappingNode | None:
    """The nodes of a text whose lines are keys with words behind them, a third faster than by the parser.

    Other lines the parser reads by themselves. None for what needs to be read as a whole: comments, what is no mapping,
    and all that is a problem, so that it is reported as ever.
    """
    if not text.endswith("\n") or len(text) > MAX_LINES or any(sign in text for sign in "#\r\x85\u2028\u2029"):
        return None
    entries: dict[str, KeyValue] = {}
    above, indent, opened, line = [("", entries)], "", None, 1
    for spaces, key, word, quoted, words, opens, other in PLAIN_LINES.findall(text):
        if opened is not None:
            entries = {}
            above[-1][1][opened] = KeyValue(line - 1, MappingNode(entries, line))
            above.append((spaces, entries))
            if len(above) > MAX_DEPTH:
                return None
            indent, opened = spaces, None
        elif spaces != indent:
            while len(spaces) < len(indent):
                above.pop()
                indent, entries = above[-1]
            if spaces != indent:
                return None
        if other:
            found = read_piece(spaces + other, file, line, len(above) - 1)
            if found is None or not entries.keys().isdisjoint(found):
                return None
            entries.update(found)
            line += other.count("\n")
            continue
        if key in entries or key in NOTHING:
            return None
        if opens:
            opened = key
        elif words:
            items = [ScalarNode("" if item in NOTHING else item, line) for item in words.split(", ")]
            entries[key] = KeyValue(line, SequenceNode(tuple(items), line))
        else:
            value = quoted or ("" if word in NOTHING else word)
            entries[key] = new_tuple(KeyValue, (line, new_tuple(ScalarNode, (value, line, False))))
        line += 1
    # every line is found, or something in between is of another kind
    return MappingNode(above[0][1], 1) if line == text.count("\n") + 1 else None


def read_piece(text: str, file: str, line: int, depth: int) -> Mapping[str, KeyValue] | None:
    """The keys of a mapping that begins on this line, inside so many others, by the parser; None for any problem."""
    loader = Loader(text)
    try:
        root, problems = NodeBuilder(loader.get_event, text, file, line).build_document(depth)
    except (yaml.YAMLError, FileNeedsFixing):
        return None
    finally:
        loader.dispose()
    return root.entries if isinstance(root, MappingNode) and not problems else None


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


class NodeBuilder:
    """Makes nodes of the parser's events, and collects the `problems` that do not stop the file from being read on.

    It recurses, but never deeper than MAX_DEPTH. What only few files hold (tags, long texts, odd line breaks) is looked
    for in the whole text first: looking in every scalar would take a third more time for ten thousand files.
    """

    def __init__(self, next_event: Callable[[], Any], text: str, file: str, first_line: int = 1) -> None:
        self.next_event = next_event
        self.first_line = first_line
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.nodes = self.lines = 0
        self.may_be_odd = len(text) > MAX_LINES or "&" in text or "!" in text
        self.may_be_cut = " #" in text
        self.may_break_oddly = any(sign in text for sign in "\\\x85\u2028\u2029")  # an escape may stand for any sign
        self.is_plain = not (self.may_be_odd or self.may_be_cut or self.may_break_oddly)

    def build_document(self, depth: int = 0) -> YamlDocument:
        """The one document in the text, which stands inside so many others."""
        root: Node | None = None
        while (event := self.next_event()) is not None:
            if type(event) is yaml.DocumentStartEvent:
                if root is not None:
                    raise stopped("several-documents", self.file, event.start_mark.line + self.first_line)  # type: ignore[union-attr]
                root = self.build_node(self.next_event(), depth)
        if root is None or root == ScalarNode("", root.line):
            raise stopped("empty", self.file, 1)
        return YamlDocument(root, tuple(self.problems))

    def build_node(self, event: Any, depth: int) -> Node:
        """The node that begins with this event, inside so many others; reads on to its end."""
        kind, line = type(event), event.start_mark.line + self.first_line
        if self.may_be_odd:
            self.check_node(event, line)
        if kind is SCALAR:
            value = unix_lines(event.value) if self.may_break_oddly else event.value
            if event.style:  # None in Python's parser, "" in libyaml's: not in quotes
                return new_tuple(ScalarNode, (value, line, False))
            cut = self.may_be_cut and COMMENT.match(self.text, event.end_mark.index) is not None
            return new_tuple(ScalarNode, ("" if value in NOTHING else value, line, cut))
        if kind is yaml.AliasEvent:
            raise stopped("alias", self.file, line)
        if depth >= MAX_DEPTH:
            raise stopped("too-deep", self.file, line)
        if kind is MAPPING_START:
            return MappingNode(self.build_entries(depth + 1), line)
        items = []
        while type(item := self.next_event()) is not SEQUENCE_END:
            items.append(self.build_node(item, depth + 1))
        return SequenceNode(tuple(items), line)

    def build_entries(self, depth: int) -> dict[str, KeyValue]:
        """What stands in a mapping, whose nodes are inside so many others; reads on to its end.

        A key that is no text, or stands twice, is a problem and left out with what stands behind it.
        """
        entries: dict[str, KeyValue] = {}
        next_event, build_node, is_plain = self.next_event, self.build_node, self.is_plain
        first_line = self.first_line
        value: Node
        while type(first := next_event()) is not MAPPING_END:
            # most nodes are the keys and the words of plain files: made here, in half the time
            if is_plain and type(first) is SCALAR and first.value not in NOTHING:
                key, line = first.value, first.start_mark.line + first_line
            else:
                node = build_node(first, depth)
                if type(node) is not ScalarNode:
                    self.problems.append(Problem(kind="key-not-text", file=self.file, line=node.line))
                    build_node(next_event(), depth)
                    continue
                key, line, _ = node
            second = next_event()
            if is_plain and type(second) is SCALAR and second.value not in NOTHING:
                value = new_tuple(ScalarNode, (second.value, second.start_mark.line + first_line, False))
            else:
                value = build_node(second, depth)
            if key in entries:
                blanks = {"key": key, "first": entries[key].line}
                self.problems.append(Problem(kind="duplicate-key", file=self.file, line=line, blanks=blanks))
            else:
                entries[key] = new_tuple(KeyValue, (line, value))
        return entries

    def check_node(self, event: Any, line: int) -> None:
        """Refuse anchors and a file beyond its bounds; report tags that ask for anything but text, list or mapping."""
        value = event.value if type(event) is SCALAR else ""
        self.nodes += 1
        self.lines += value.count("\n")
        if event.anchor:
            raise stopped("alias", self.file, line)
        if getattr(event, "tag", None) not in PLAIN_TAGS:  # !!int, !python/object …
            self.problems.append(Problem(kind="tag", file=self.file, line=line, blanks={"tag": event.tag}))
        if len(value) > MAX_READ:
            raise stopped("too-long-text", self.file, line, limit=MAX_READ)
        if self.lines > MAX_LINES:
            raise stopped("too-many-lines", self.file, line, limit=MAX_LINES)
        if self.nodes > MAX_NODES:
            raise stopped("too-many-nodes", self.file, line)


def stopped(kind: ProblemKind, file: str, line: int | None, **blanks: object) -> FileNeedsFixing:
    """The error for a problem after which the file cannot be read on."""
    return FileNeedsFixing([Problem(kind=kind, file=file, line=line, blanks=blanks)])


def syntax_problem(error: yaml.YAMLError, text: str, *, file: str) -> Problem:
    """The parser's complaint as a problem of ours, with the line and column that it gives or that the text shows."""
    said = str(error)
    kind: ProblemKind = next((kind for words, kind in SYNTAX_KINDS if words in said), "not-yaml")
    mark = getattr(error, "problem_mark", None)
    if kind in ("unclosed-quote", "unclosed-bracket"):
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:  # libyaml refuses a control character before it has parsed that far
        unprintable = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, unprintable.start()) + 1 if unprintable else 1
        return Problem(kind=kind, file=file, line=line, blanks={"column": 1})
    lines = text.splitlines()
    shown = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in shown[: mark.column + 1]:
        kind = "tab"
    # the parser does not name such a space: it stumbles there, or a few lines below it
    odd = next((at for at in range(min(mark.line, len(lines) - 1), -1, -1) if ODD_SPACE.match(lines[at])), None)
    if odd is not None and mark.line - odd < NEARBY:
        return Problem(kind="odd-space", file=file, line=odd + 1)
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
    """A text, as a block if it has several lines; libyaml would break a block at other line breaks than line feeds."""
    text = unix_lines(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def represent_mapping(dumper: yaml.SafeDumper, mapping: dict[str, object]) -> yaml.MappingNode:
    """A mapping, always on lines of its own."""
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items(), flow_style=False)


BlockDumper.add_representer(str, represent_text)
BlockDumper.add_representer(dict, represent_mapping)


def holds_comments(data: bytes) -> bool:
    """Whether a # of the file begins a comment and does not stand within a text; also where it is no YAML."""
    try:
        text = decode(data, file="")
        loader, behind, last = Loader(text), 0, text.rfind("#")
        while behind <= last and (event := loader.get_event()) is not None:
            if type(event) is yaml.ScalarEvent:
                start, end = event.start_mark.index, event.end_mark.index  # type: ignore[union-attr]
                header = text.find("\n", start) if event.style in ("|", ">") else start
                if "#" in text[behind:header]:
                    return True
                behind = end
    except (FileNeedsFixing, yaml.YAMLError):
        return True
    return behind <= last
