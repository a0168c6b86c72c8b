"""description.yaml and lenses.yaml of an element folder: the parts of a description, and the parts of each lens.

Both files may be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from lovande_cli.assessment.framework import (
    TIDIER_ITEMS,
    ChainLink,
    DescriptionPart,
    Framework,
    Lens,
    LensPart,
    Question,
    Wording,
)
from lovande_cli.errors import FileNeedsFixing, Problem
from lovande_cli.files.checking import Findings
from lovande_cli.files.yamltext import MappingNode, Node, parse, read_bytes

KINDS = ("text", "chain")
Read = TypeVar("Read")


def add_parts(framework: Framework, *, description: Path, lenses: Path) -> Framework:
    """The framework with the description parts and lenses that the two files hold.

    Raises FileNeedsFixing with every problem of both files.
    """
    problems: list[Problem] = []
    whole = replace(
        framework,
        description=read_file(description, "parts", read_part, framework, problems),
        lenses=read_file(lenses, "lenses", read_lens, framework, problems),
    )
    if problems:
        raise FileNeedsFixing(problems)
    return whole


def read_file(
    path: Path,
    key: str,
    read: Callable[[MappingNode, Framework, Findings], Read],
    framework: Framework,
    problems: list[Problem],
) -> tuple[Read, ...]:
    """What the file lists behind `key`, its problems put with the others; nothing where there is no file."""
    if not path.exists():
        return ()
    try:
        document = parse(read_bytes(path, file=str(path)), file=str(path))
    except FileNeedsFixing as error:
        problems.extend(error.problems)
        return ()
    findings = Findings(str(path), document.problems)
    mapping = findings.mapping(document.root, path.name)
    findings.keys(mapping, required=(key,))
    found = tuple(read(one, framework, findings) for one in findings.mappings(mapping, key))
    problems.extend(sorted(findings.problems, key=lambda problem: problem.line or 0))
    return found


def read_part(mapping: MappingNode, framework: Framework, findings: Findings) -> DescriptionPart:
    """One part of a description, with its links where it is a chain."""
    findings.keys(
        mapping,
        required=("id", "heading", "ask", "hint"),
        optional=("example", "tidier", "beside", "kind", "links"),
        what="parts",
    )
    entries = mapping.entries
    kind = findings.text(mapping, "kind") or "text"
    if kind not in KINDS:
        findings.add_unknown("bad-word", entries["kind"].line, kind, KINDS, key="kind")
    links = tuple(read_link(link, framework.languages, findings) for link in findings.mappings(mapping, "links"))
    if kind == "chain" and not links:
        findings.add("missing-key", mapping.line, key="links", what="parts")
    if kind == "text" and links:
        findings.add("links-without-chain", entries["links"].line)
    known = (*framework.element_by_id, *framework.question_by_id)
    return DescriptionPart(
        id=findings.id(mapping),
        heading=findings.wording(mapping, "heading", framework.languages, missing_ok=True),
        ask=findings.wording(mapping, "ask", framework.languages, missing_ok=True),
        hint=findings.wording(mapping, "hint", framework.languages, missing_ok=True),
        example=findings.wording(mapping, "example", framework.languages, missing_ok=True),
        tidier=read_tidier(mapping, findings),
        beside=known_words(findings.listed(mapping, "beside"), "unknown-beside", known, findings),
        links=links,
    )


def read_link(mapping: MappingNode, languages: Mapping[str, str], findings: Findings) -> ChainLink:
    """One link of a chain."""
    findings.keys(mapping, required=("id", "heading", "hint"), what="links")
    return ChainLink(
        id=findings.id(mapping),
        heading=findings.wording(mapping, "heading", languages, missing_ok=True),
        hint=findings.wording(mapping, "hint", languages, missing_ok=True),
    )


def read_tidier(mapping: MappingNode, findings: Findings) -> tuple[int, ...]:
    """The items of TIDieR that the part covers."""
    known = {str(number): number for number in TIDIER_ITEMS}
    words = known_words(findings.listed(mapping, "tidier"), "bad-tidier", known, findings)
    return tuple(known[word] for word in words)


def read_lens(mapping: MappingNode, framework: Framework, findings: Findings) -> Lens:
    """One lens with its parts."""
    findings.keys(mapping, required=("id", "title", "lead", "source", "parts"), optional=("not-asked",), what="lenses")
    parts = findings.mappings(mapping, "parts")
    if "parts" in mapping.entries and not parts:
        findings.add("empty-lens", mapping.entries["parts"].line)
    return Lens(
        id=findings.id(mapping),
        parts=tuple(read_lens_part(part, framework, findings) for part in parts),
        not_asked=findings.wordings(mapping, "not-asked", framework.languages),
        **lens_texts(mapping, framework, findings),
    )


def lens_texts(mapping: MappingNode, framework: Framework, findings: Findings) -> dict[str, Wording]:
    """The title of a lens, the sentences that lead in to it, and where it comes from."""
    keys = ("title", "lead", "source")
    return {key: findings.wording(mapping, key, framework.languages, missing_ok=True) for key in keys}


def read_lens_part(mapping: MappingNode, framework: Framework, findings: Findings) -> LensPart:
    """One part of a lens: the questions, and the options of questions, that are read together."""
    findings.keys(mapping, required=("id", "title"), optional=("questions", "options"), what="parts")
    known = framework.question_by_id
    questions = known_words(findings.listed(mapping, "questions"), "unknown-question", known, findings)
    for node in findings.listed(mapping, "questions"):
        question = known.get(findings.word(node, "questions"))
        if question is not None and question.options and all(option.value is None for option in question.options):
            findings.add("lens-without-value", node.line, word=question.id)
    options = {}
    chosen = findings.inner(mapping, "options")
    for identity, entry in chosen.entries.items():
        if identity not in known:
            findings.add_unknown("unknown-question", entry.line, identity, known)
        else:
            options[identity] = read_options(findings.listed(chosen, identity), known[identity], entry.line, findings)
    if not questions and not chosen.entries:
        findings.add("empty-lens", mapping.line)
    return LensPart(
        id=findings.id(mapping),
        title=findings.wording(mapping, "title", framework.languages, missing_ok=True),
        questions=questions,
        options=options,
    )


def read_options(nodes: Iterable[Node], question: Question, line: int, findings: Findings) -> tuple[str, ...]:
    """The options of the question that a lens reads; each must have a value."""
    if not question.options:
        findings.add("no-options", line, word=question.id)
        return ()
    found = known_words(nodes, "unknown-option", question.option_by_id, findings, question=question.id)
    if any(question.option_by_id[one].value is None for one in found):
        findings.add("lens-without-value", line, word=question.id)
    if not found:
        findings.add("empty-lens", line)
    return found


def known_words(
    nodes: Iterable[Node], kind: str, known: Iterable[str], findings: Findings, **blanks: object
) -> tuple[str, ...]:
    """The words that are known, each once; the others are noted as problems of this kind."""
    known = tuple(known)
    found = []
    for node in nodes:
        word = findings.word(node, kind)
        if word in known:
            found.append(word)
        else:
            findings.add_unknown(kind, node.line, word, known, **blanks)
    return tuple(dict.fromkeys(found))
