"""What stands behind each key of the files that people write: how it is read, and its JSON Schema, said once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any, Generic, TypeVar

from lovande_cli.assessment.framework import Framework
from lovande_cli.files.problems import ID, ProblemCollector
from lovande_cli.files.yaml_nodes import MappingNode

Schema = dict[str, Any]
SchemaMaker = Callable[[Framework], Schema]
Reader = Callable[[ProblemCollector, MappingNode, str], Any]
Check = Callable[[ProblemCollector, MappingNode, Mapping[str, Any]], None]
T = TypeVar("T")


@dataclass(frozen=True, eq=False, repr=False)
class Field:
    """What stands behind a key: `read` finds it, or a value for nothing, and notes what is wrong with it.

    `key` is set where it is not the name of the record's attribute with - for _.
    """

    read: Reader
    schema: SchemaMaker = lambda _: {}
    required: bool = True
    key: str = ""


class Shape(Generic[T]):
    """A mapping with these keys and no others, and the record that `make` makes of their values, by attribute.

    `check` notes what is wrong between the values.
    """

    def __init__(self, make: Callable[..., T], *, check: Check = lambda *_: None, **fields: Field) -> None:
        self.make = make
        self.check = check
        self.fields = {field.key or name.replace("_", "-"): field for name, field in fields.items()}
        self.attributes = dict(zip(self.fields, fields, strict=True))
        self.required = [key for key, field in self.fields.items() if field.required]

    def read(self, findings: ProblemCollector, mapping: MappingNode) -> T:
        """The record; what cannot be read is noted and left empty."""
        findings.keys(mapping, self.fields, required=self.required)
        said = {self.attributes[key]: field.read(findings, mapping, key) for key, field in self.fields.items()}
        self.check(findings, mapping, said)
        return self.make(**said)

    def written(self, record: T) -> dict[str, object]:
        """The record as the mapping that is read as it, without what is empty."""
        return {key: value for key, name in self.attributes.items() if (value := getattr(record, name))}

    def schema(self, framework: Framework) -> Schema:
        """The mapping's schema, of those of its fields."""
        return mapping_schema({key: field.schema(framework) for key, field in self.fields.items()}, self.required)


def mapping_schema(properties: Mapping[str, Schema], required: Sequence[str] = ()) -> Schema:
    """A mapping that holds these keys and no others; an empty one may be left as nothing."""
    schema: Schema = {"type": ["object", "null"], "additionalProperties": False, "properties": dict(properties)}
    return {**schema, "required": list(required)} if required else schema


def wording_schema(framework: Framework) -> Schema:
    """The schema of a text in every language."""
    languages = list(framework.languages)
    return mapping_schema({one: {"type": "string", "minLength": 1} for one in languages}, languages)


def fixed(schema: Schema) -> SchemaMaker:
    """A schema that is the same for every framework."""
    return lambda _: schema


def some(items: SchemaMaker) -> SchemaMaker:
    """The schema of a list of at least one of these."""
    return lambda framework: {"type": "array", "minItems": 1, "items": items(framework)}


def optional(field: Field, schema: SchemaMaker | None = None) -> Field:
    """The field of a key that may be left out, with another schema where one is given."""
    return replace(field, required=False, schema=schema or field.schema)


def number(*, default: Fraction | None, most: int | None = None) -> Field:
    """A number from 0 to `most`; the default where the key is left out."""
    schema: Schema = {"type": "number", "minimum": 0} | ({} if most is None else {"maximum": most})
    return Field(partial(ProblemCollector.number, default=default, most=most), fixed(schema), required=False)


def matching(pattern: re.Pattern[str], kind: str, *, empty: bool = False) -> Field:
    """A text of this pattern, or where `empty` is set nothing; another one is a problem of this kind."""

    def read(findings: ProblemCollector, mapping: MappingNode, key: str) -> str:
        text = findings.text(mapping, key)
        if key in mapping.entries and not pattern.fullmatch(text) and (text or not empty):
            findings.add(kind, mapping.entries[key].line, key=key, word=text[:80])
        return text

    return Field(read, fixed({"type": "string", "pattern": f"^{pattern.pattern}$"}))


def one_of(known: Callable[[Framework], Collection[str]], kind: str = "bad-word", *, empty: bool = False) -> Field:
    """One of the known words, or where `empty` is set nothing; another one is a problem of this kind."""

    def read(findings: ProblemCollector, mapping: MappingNode, key: str) -> str:
        word = findings.prose(mapping, key)
        if key in mapping.entries and word not in known(findings.framework) and (word or not empty):
            findings.add_unknown(kind, mapping.entries[key].line, word, known(findings.framework), key=key)
        return word

    return Field(read, lambda framework: {"enum": list(known(framework))})


def some_of(known: Callable[[Framework], Iterable[T]], kind: str, *, least: int = 0) -> Field:
    """A list of known things, each once; a word for none of them is a problem of this kind."""

    def read(findings: ProblemCollector, mapping: MappingNode, key: str) -> tuple[T, ...]:
        by_word = {str(one): one for one in known(findings.framework)}
        found = []
        for node in findings.listed(mapping, key):
            word = findings.word(node, key)
            if word in by_word:
                found.append(by_word[word])
            else:
                findings.add_unknown(kind, node.line, word, by_word, question=key)
        return tuple(dict.fromkeys(found))

    def schema(framework: Framework) -> Schema:
        items: Schema = {"type": "array", "items": {"enum": list(known(framework))}}
        return {**items, "minItems": least} if least else items

    return Field(read, schema, required=False)


def inner(shape: Shape[T]) -> Field:
    """A mapping of this shape; an empty one where there is none."""
    return Field(lambda findings, mapping, key: shape.read(findings, findings.inner(mapping, key)), shape.schema)


def each(field: Field) -> Field:
    """A mapping from any key to what this field reads behind it."""

    def read(findings: ProblemCollector, mapping: MappingNode, key: str) -> dict[str, Any]:
        inside = findings.inner(mapping, key)
        return {name: field.read(findings, inside, name) for name in inside.entries}

    return Field(read)


def listed(shape: Shape[T], *, empty: str = "") -> Field:
    """A list of mappings of this shape; one without any is a problem of the kind `empty`, where that is given."""

    def read(findings: ProblemCollector, mapping: MappingNode, key: str) -> tuple[T, ...]:
        found = tuple(shape.read(findings, one) for one in findings.mappings(mapping, key))
        if empty and key in mapping.entries and not found:
            findings.add(empty, mapping.entries[key].line, word=key)
        return found

    return Field(read, some(shape.schema))


TEXT = Field(ProblemCollector.text, fixed({"type": "string"}))
IDENTITY = matching(ID, "bad-id")
WORDS = Field(ProblemCollector.words, some(IDENTITY.schema))
TRUTH = Field(ProblemCollector.truth, fixed({"type": "boolean"}), required=False)
WORDING = Field(ProblemCollector.wording, wording_schema)
WORDINGS = Field(ProblemCollector.wordings, some(wording_schema), required=False)
