"""Readers of YAML mappings, key by key: text, number, list, record; each says how it is read and its JSON Schema.

A `KeyReader` reads what stands behind one key, a `RecordReader` a mapping with known keys. Both add what is wrong to a
ProblemCollector and go on with an empty value, so that a person sees all problems of a file at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from lovande_cli.assessment.framework import Framework
from lovande_cli.errors import ProblemKind
from lovande_cli.files.disk import read_bytes
from lovande_cli.files.problems import ProblemCollector
from lovande_cli.files.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, parse
from lovande_cli.language import texts_in
from lovande_cli.language.sanitize import for_title

Schema = dict[str, Any]
SchemaMaker = Callable[[Framework], Schema]
Read = Callable[[ProblemCollector, MappingNode, str], Any]
Check = Callable[[ProblemCollector, MappingNode, Mapping[str, Any]], None]
T = TypeVar("T")

NUMBER = re.compile(r"\d{1,9}([.,]\d{1,9})?")
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def open_yaml_file(path: Path, framework: Framework) -> tuple[ProblemCollector, MappingNode]:
    """The mapping that the file holds, and a collector for its problems; raises FileNeedsFixing where it is no YAML."""
    document = parse(read_bytes(path, file=str(path)), file=str(path))
    problems = ProblemCollector(str(path), framework, document.problems)
    return problems, node_mapping(problems, document.root, path.name)


# ---- nodes ----


def node_mapping(problems: ProblemCollector, node: Node, key: str) -> MappingNode:
    """The node as a mapping; nothing at all is an empty one."""
    if isinstance(node, MappingNode):
        return node
    if not is_nothing(node):
        problems.add("not-a-table", node.line, key=key)
    return MappingNode({}, node.line)


def node_text(problems: ProblemCollector, node: Node, key: str, line: int | None = None) -> str:
    """The node as text; the problem of one that is something else stands at `line`, if that is not its own."""
    if isinstance(node, ScalarNode):
        return node.value
    problems.add("not-text", line or node.line, key=key)
    return ""


def node_wording(problems: ProblemCollector, node: Node, key: str, line: int) -> dict[str, str]:
    """The node as a text in every language; one that is missing is a problem at `line`."""
    languages, texts = problems.framework.languages, node_mapping(problems, node, key)
    for language in languages:
        if not for_title(read_text(problems, texts, language)):
            problems.add("missing-language", line, key=key, language=language)
    for language, text in texts.entries.items():
        if language not in languages:
            problems.add_unknown("unknown-language", text.line, language, languages)
    return {language: read_text(problems, texts, language).strip() for language in languages}


def is_nothing(node: Node) -> bool:
    # a key with nothing behind it, as templates have them: an empty list or mapping as much as an empty text
    return isinstance(node, ScalarNode) and node.value == ""


# ---- what stands behind a key ----


def inner_mapping(problems: ProblemCollector, mapping: MappingNode, key: str) -> MappingNode:
    """The mapping behind `key`; an empty one where the key is missing."""
    if key not in mapping.entries:
        return MappingNode({}, mapping.line)
    return node_mapping(problems, mapping.entries[key].node, key)


def read_items(problems: ProblemCollector, mapping: MappingNode, key: str) -> tuple[Node, ...]:
    """The items of the list behind `key`; none where the key is missing."""
    node = mapping.entries[key].node if key in mapping.entries else SequenceNode((), 0)
    if isinstance(node, SequenceNode):
        return node.items
    if not is_nothing(node):
        problems.add("not-a-list", node.line, key=key)
    return ()


def read_mappings(problems: ProblemCollector, mapping: MappingNode, key: str) -> tuple[MappingNode, ...]:
    """The list behind `key`, each item a mapping; an id that stands twice is a problem."""
    items = tuple(node_mapping(problems, node, key) for node in read_items(problems, mapping, key))
    first_line: dict[str, int] = {}
    for item in items:
        identity = read_text(problems, item, "id") if "id" in item.entries else ""
        if identity and identity in first_line:
            problems.add("duplicate-id", item.entries["id"].line, word=identity, first=first_line[identity])
        first_line.setdefault(identity, item.line)
    return items


def read_text(problems: ProblemCollector, mapping: MappingNode, key: str) -> str:
    """The text behind `key`, "" where there is none."""
    entry = mapping.entries.get(key)
    return "" if entry is None else node_text(problems, entry.node, key, entry.line)


def read_prose(problems: ProblemCollector, mapping: MappingNode, key: str) -> str:
    """The free text behind `key`; in a strict reading one that a # cuts short is a problem: the rest may be meant."""
    entry = mapping.entries.get(key)
    if problems.strict and entry is not None and isinstance(entry.node, ScalarNode) and entry.node.cut:
        problems.add("cut-text", entry.node.line, key=key)
    return read_text(problems, mapping, key)


def read_words(problems: ProblemCollector, mapping: MappingNode, key: str) -> tuple[str, ...]:
    return tuple(node_text(problems, node, key) for node in read_items(problems, mapping, key))


def read_number(
    problems: ProblemCollector, mapping: MappingNode, key: str, *, default: Fraction | None, most: int | None = None
) -> Fraction | None:
    """The number behind `key`, from 0 to `most`; the default where there is none."""
    entry = mapping.entries.get(key)
    if entry is None:
        return default
    value = entry.node.value if isinstance(entry.node, ScalarNode) else ""
    # exact, so that 0,1 + 0,2 is a threshold of 0,3; with the decimal comma that people here write
    number = Fraction(value.replace(",", ".")) if NUMBER.fullmatch(value) else None
    if number is None or (most is not None and number > most):
        problems.add("not-a-number", entry.line, key=key, most="" if most is None else most)
        return default
    return number


def read_truth(problems: ProblemCollector, mapping: MappingNode, key: str) -> bool:
    """Whether `key` says true (or ja, yes); false where it is missing."""
    entry = mapping.entries.get(key)
    if entry is None:
        return False
    value = entry.node.value.casefold() if isinstance(entry.node, ScalarNode) else None
    if value in spellings_of("yes"):
        return True
    if value != "" and value not in spellings_of("no"):
        problems.add("not-true-or-false", entry.line, key=key)
    return False


def read_wording(problems: ProblemCollector, mapping: MappingNode, key: str) -> dict[str, str]:
    """The text behind `key` in every language; empty where the key is missing."""
    entry = mapping.entries.get(key)
    return {} if entry is None else node_wording(problems, entry.node, key, entry.line)


def read_wordings(problems: ProblemCollector, mapping: MappingNode, key: str) -> tuple[dict[str, str], ...]:
    return tuple(node_wording(problems, node, key, node.line) for node in read_items(problems, mapping, key))


def check_keys(
    problems: ProblemCollector, mapping: MappingNode, known: Collection[str], *, required: Iterable[str] = ()
) -> None:
    """Report every required key that is missing and every key that is not known."""
    # a key that is misspelt is both: missing under its name, and unknown under the other
    for key in required:
        if key not in mapping.entries:
            problems.add("missing-key", mapping.line or None, key=key)
    for key, entry in mapping.entries.items():
        if key not in known:
            problems.add_unknown("unknown-key", entry.line, key, known)


@cache
def spellings_of(answer: Literal["yes", "no"]) -> frozenset[str]:
    """How a person may write yes or no: in any language, and as YAML and JSON do."""
    spoken = texts_in("common")[answer].values()
    return frozenset({answer, "true" if answer == "yes" else "false", *map(str.casefold, spoken)})


def word_for_true(language: str) -> str:
    """How a file of this language writes that something is so, in a word that every reading understands."""
    return str(texts_in("common")["yes"].get(language, "yes"))


# ---- readers that know their schema ----


@dataclass(frozen=True, eq=False, repr=False)
class KeyReader:
    """Reads what stands behind a key, or a value for nothing.

    `key` is set where it is not the name of the record's attribute with - for _.
    """

    read: Read
    schema: SchemaMaker = lambda _: {}
    required: bool = True
    key: str = ""


class RecordReader(Generic[T]):
    """Reads a mapping with these keys and no others, and makes a record of their values, by attribute.

    `check` reports what is wrong between the values.
    """

    def __init__(self, make: Callable[..., T], *, check: Check = lambda *_: None, **readers: KeyReader) -> None:
        self.make = make
        self.check = check
        self.readers = {reader.key or name.replace("_", "-"): reader for name, reader in readers.items()}
        self.attributes = dict(zip(self.readers, readers, strict=True))
        self.required = [key for key, reader in self.readers.items() if reader.required]

    def read(self, problems: ProblemCollector, mapping: MappingNode) -> T:
        """The record; what cannot be read is reported and left empty."""
        check_keys(problems, mapping, self.readers, required=self.required)
        values = {self.attributes[key]: reader.read(problems, mapping, key) for key, reader in self.readers.items()}
        self.check(problems, mapping, values)
        return self.make(**values)

    def to_mapping(self, record: T) -> dict[str, object]:
        """The record as the mapping that it is read from, without what is empty."""
        return {key: value for key, name in self.attributes.items() if (value := getattr(record, name))}

    def schema(self, framework: Framework) -> Schema:
        return mapping_schema({key: reader.schema(framework) for key, reader in self.readers.items()}, self.required)


def mapping_schema(properties: Mapping[str, Schema], required: Sequence[str] = ()) -> Schema:
    """A mapping that holds these keys and no others; an empty one may be left as nothing."""
    schema: Schema = {"type": ["object", "null"], "additionalProperties": False, "properties": dict(properties)}
    return {**schema, "required": list(required)} if required else schema


def wording_schema(framework: Framework) -> Schema:
    languages = list(framework.languages)
    return mapping_schema({language: {"type": "string", "minLength": 1} for language in languages}, languages)


def fixed(schema: Schema) -> SchemaMaker:
    """A schema that is the same for every framework."""
    return lambda _: schema


def array_of(items: SchemaMaker) -> SchemaMaker:
    """The schema of a list of at least one of these."""
    return lambda framework: {"type": "array", "minItems": 1, "items": items(framework)}


def optional(reader: KeyReader, schema: SchemaMaker | None = None) -> KeyReader:
    """The reader for a key that may be left out, with another schema where one is given."""
    return replace(reader, required=False, schema=schema or reader.schema)


def number(*, default: Fraction | None, most: int | None = None) -> KeyReader:
    """A number from 0 to `most`; the default where the key is left out."""

    def read(problems: ProblemCollector, mapping: MappingNode, key: str) -> Fraction | None:
        return read_number(problems, mapping, key, default=default, most=most)

    schema: Schema = {"type": "number", "minimum": 0} | ({} if most is None else {"maximum": most})
    return KeyReader(read, fixed(schema), required=False)


def matching(pattern: re.Pattern[str], kind: ProblemKind, *, empty: bool = False) -> KeyReader:
    """A text of this pattern, or where `empty` is set nothing; another one is a problem of this kind."""

    def read(problems: ProblemCollector, mapping: MappingNode, key: str) -> str:
        text = read_text(problems, mapping, key)
        if key in mapping.entries and not pattern.fullmatch(text) and (text or not empty):
            problems.add(kind, mapping.entries[key].line, key=key, word=text[:80])
        return text

    return KeyReader(read, fixed({"type": "string", "pattern": f"^{pattern.pattern}$"}))


def one_of(
    known: Callable[[Framework], Collection[str]], kind: ProblemKind = "bad-word", *, empty: bool = False
) -> KeyReader:
    """One of the known words, or where `empty` is set nothing; another one is a problem of this kind."""

    def read(problems: ProblemCollector, mapping: MappingNode, key: str) -> str:
        word = read_prose(problems, mapping, key)
        if key in mapping.entries and word not in known(problems.framework) and (word or not empty):
            problems.add_unknown(kind, mapping.entries[key].line, word, known(problems.framework), key=key)
        return word

    return KeyReader(read, lambda framework: {"enum": list(known(framework))})


def some_of(known: Callable[[Framework], Iterable[T]], kind: ProblemKind, *, least: int = 0) -> KeyReader:
    """A list of known things, each once; a word for none of them is a problem of this kind."""

    def read(problems: ProblemCollector, mapping: MappingNode, key: str) -> tuple[T, ...]:
        by_word = {str(thing): thing for thing in known(problems.framework)}
        found = []
        for node in read_items(problems, mapping, key):
            word = node_text(problems, node, key)
            if word in by_word:
                found.append(by_word[word])
            else:
                problems.add_unknown(kind, node.line, word, by_word, question=key)
        return tuple(dict.fromkeys(found))

    def schema(framework: Framework) -> Schema:
        items: Schema = {"type": "array", "items": {"enum": list(known(framework))}}
        return {**items, "minItems": least} if least else items

    return KeyReader(read, schema, required=False)


def nested(record: RecordReader[T]) -> KeyReader:
    """A mapping that this reads; an empty one where there is none."""
    return KeyReader(
        lambda problems, mapping, key: record.read(problems, inner_mapping(problems, mapping, key)), record.schema
    )


def mapping_of(reader: KeyReader) -> KeyReader:
    """A mapping from any key to what this reads behind it."""

    def read(problems: ProblemCollector, mapping: MappingNode, key: str) -> dict[str, Any]:
        inside = inner_mapping(problems, mapping, key)
        return {name: reader.read(problems, inside, name) for name in inside.entries}

    return KeyReader(read)


def list_of(record: RecordReader[T], *, empty: ProblemKind | None = None) -> KeyReader:
    """A list of mappings that this reads; one without any is a problem of the kind `empty`, where that is given."""

    def read(problems: ProblemCollector, mapping: MappingNode, key: str) -> tuple[T, ...]:
        records = tuple(record.read(problems, item) for item in read_mappings(problems, mapping, key))
        if empty and key in mapping.entries and not records:
            problems.add(empty, mapping.entries[key].line, word=key)
        return records

    return KeyReader(read, array_of(record.schema))


TEXT = KeyReader(read_text, fixed({"type": "string"}))
IDENTITY = matching(ID, "bad-id")
WORDS = KeyReader(read_words, array_of(IDENTITY.schema))
TRUTH = KeyReader(read_truth, fixed({"type": "boolean"}), required=False)
WORDING = KeyReader(read_wording, wording_schema)
WORDINGS = KeyReader(read_wordings, array_of(wording_schema), required=False)
