"""description.yaml, lenses.yaml, closing.yaml of an element folder: description parts, lenses, closing questions.

Each of them may be missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from lovande_cli.assessment.framework import (
    DEFAULT_SCALE,
    TIDIER_ITEMS,
    ChainLink,
    ClosingQuestion,
    DescriptionPart,
    Framework,
    Lens,
    LensPart,
    Scale,
)
from lovande_cli.errors import FileNeedsFixing, Problem
from lovande_cli.files.problems import ProblemCollector
from lovande_cli.files.readers import (
    IDENTITY,
    WORDING,
    WORDINGS,
    KeyReader,
    RecordReader,
    Schema,
    T,
    list_of,
    mapping_of,
    mapping_schema,
    one_of,
    open_yaml_file,
    optional,
    read_items,
    some_of,
)
from lovande_cli.files.yaml_nodes import MappingNode, ScalarNode


def add_parts(framework: Framework, *, description: Path, lenses: Path, closing: Path) -> Framework:
    """The framework with the description parts, lenses and closing questions that the files hold.

    Raises FileNeedsFixing with every problem of all of them.
    """
    problems: list[Problem] = []
    whole = replace(
        framework,
        description=read_listed(description, DESCRIPTION, framework, problems),
        lenses=read_listed(lenses, LENSES, framework, problems),
        closing=read_listed(closing, CLOSING, framework, problems),
    )
    if problems:
        raise FileNeedsFixing(problems)
    return whole


def read_listed(
    path: Path, reader: RecordReader[tuple[T, ...]], framework: Framework, problems: list[Problem]
) -> tuple[T, ...]:
    """What the file lists, its problems added to `problems`; nothing where there is no file."""
    if not path.exists():
        return ()
    try:
        collector, mapping = open_yaml_file(path, framework)
        parts = reader.read(collector, mapping)
        collector.stop_if_any()
    except FileNeedsFixing as error:
        problems.extend(error.problems)
        return ()
    return parts


def check_part(problems: ProblemCollector, mapping: MappingNode, values: Mapping[str, Any]) -> None:
    """Report a chain without links, and links of what is no chain."""
    if values["kind"] == "chain" and not values["links"]:
        problems.add("missing-key", mapping.line, key="links")
    if values["kind"] in ("", "text") and values["links"]:
        problems.add("links-without-chain", mapping.entries["links"].line)


LINK = RecordReader(ChainLink, id=IDENTITY, heading=WORDING, hint=WORDING)
PART = RecordReader(
    lambda *, kind, **values: DescriptionPart(**values),  # noqa: ARG005  # a part with links is a chain
    check=check_part,
    id=IDENTITY,
    heading=WORDING,
    ask=WORDING,
    hint=WORDING,
    example=optional(WORDING),
    tidier=some_of(lambda _: TIDIER_ITEMS, "bad-tidier"),
    beside=some_of(lambda framework: (*framework.element_by_id, *framework.question_by_id), "unknown-beside"),
    kind=optional(one_of(lambda _: ("text", "chain"), empty=True)),
    links=optional(list_of(LINK)),
)
DESCRIPTION: RecordReader[tuple[DescriptionPart, ...]] = RecordReader(lambda parts: parts, parts=list_of(PART))


# ---- lenses.yaml ----


def read_lens_options(problems: ProblemCollector, mapping: MappingNode, key: str) -> tuple[str, ...]:
    """The options of one question that are read; each must have a value."""
    known, line = problems.framework.question_by_id, mapping.entries[key].line
    if key not in known:
        problems.add_unknown("unknown-question", line, key, known)
        return ()
    options = known[key].option_by_id
    if not options:
        problems.add("no-options", line, word=key)
        return ()
    found: tuple[str, ...] = some_of(lambda _: options, "unknown-option").read(problems, mapping, key)
    if any(options[option].value is None for option in found):
        problems.add("lens-without-value", line, word=key)
    if not found:
        problems.add("empty-lens", line)
    return found


def options_schema(framework: Framework) -> Schema:
    return mapping_schema(
        {
            question.id: {"type": "array", "minItems": 1, "items": {"enum": list(question.option_by_id)}}
            for question in framework.questions
            if question.options
        }
    )


def check_lens_part(problems: ProblemCollector, mapping: MappingNode, values: Mapping[str, Any]) -> None:
    """Report questions none of whose options has a value, and a part that reads nothing."""
    for node in read_items(problems.without_reporting(), mapping, "questions"):
        question = problems.framework.question_by_id.get(node.value) if isinstance(node, ScalarNode) else None
        if question is not None and question.options and all(option.value is None for option in question.options):
            problems.add("lens-without-value", node.line, word=question.id)
    if not values["questions"] and not values["options"]:
        problems.add("empty-lens", mapping.line)


LENS_PART = RecordReader(
    LensPart,
    check=check_lens_part,
    id=IDENTITY,
    title=WORDING,
    questions=some_of(lambda framework: framework.question_by_id, "unknown-question", least=1),
    options=optional(mapping_of(KeyReader(read_lens_options)), options_schema),
)
LENS = RecordReader(
    Lens,
    id=IDENTITY,
    title=WORDING,
    lead=WORDING,
    source=WORDING,
    parts=list_of(LENS_PART, empty="empty-lens"),
    not_asked=WORDINGS,
)
LENSES: RecordReader[tuple[Lens, ...]] = RecordReader(lambda lenses: lenses, lenses=list_of(LENS))


# ---- closing.yaml ----

FREE_TEXT = "text"
"""The `scale` of a closing question that is answered in one's own words."""


def read_closing_scale(problems: ProblemCollector, mapping: MappingNode, key: str) -> Scale | None:
    """The scale that a closing question names, or the default one; None for a free text."""
    word = CLOSING_SCALE.read(problems, mapping, key) or DEFAULT_SCALE
    known = {scale.id: scale for scale in problems.framework.scales}
    if word not in (*known, FREE_TEXT) and key not in mapping.entries:
        problems.add_unknown("unknown-scale", mapping.line, word, (*known, FREE_TEXT))
    return known.get(word)


CLOSING_SCALE = one_of(lambda framework: (*(scale.id for scale in framework.scales), FREE_TEXT), "unknown-scale")
CLOSING_QUESTION = RecordReader(
    ClosingQuestion,
    id=IDENTITY,
    ask=WORDING,
    hint=optional(WORDING),
    scale=optional(KeyReader(read_closing_scale, CLOSING_SCALE.schema)),
)
CLOSING: RecordReader[tuple[ClosingQuestion, ...]] = RecordReader(
    lambda closing: closing, closing=list_of(CLOSING_QUESTION)
)
