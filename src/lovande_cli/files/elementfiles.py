"""elements/ -> Framework: what we ask, in files that people edit."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from lovande_cli.assessment.framework import (
    AskIf,
    Category,
    Element,
    Framework,
    Option,
    Question,
    Scale,
    Source,
    Step,
    StepKind,
    Thresholds,
)
from lovande_cli.errors import FileNeedsFixing, Problem
from lovande_cli.files.checking import ID, Findings
from lovande_cli.files.yamltext import Entry, MappingNode, ScalarNode, parse, read_bytes

FRAMEWORK_FILE = "framework.yaml"
DESCRIPTION_FILE = "description.yaml"
LENSES_FILE = "lenses.yaml"
DEFAULT_SCALE = "agreement"
OWN = "own"
"""The `source` of what is ours: neither from the presentation nor from any other source in framework.yaml."""

ELEMENT_FILE_NAME = re.compile(r"(\d+)-(.+)\.ya?ml")
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")
ADDRESS = re.compile(r"https?://[^\s<>\"\\]+")
"""An address that documents can link to as it stands, with no sign that ends the link or begins another thing."""

ONE = Fraction(1)

Choose = Literal["one", "many"]


class Place(NamedTuple):
    """Where something stands."""

    file: str
    line: int


FRAMEWORK_KEYS = ("id", "version", "title", "languages", "thresholds", "scales", "categories")
FRAMEWORK_MORE = ("about", "grouping", "sources", "gate", "renamed", "retired")
ELEMENT_KEYS = ("id", "number", "category", "name", "description", "discuss", "develop", "questions")
QUESTION_KEYS = ("id", "ask", "hint", "source")
QUESTION_MORE = ("scale", "choose", "options", "weight", "core", "ask-if")


def standard_folder() -> Path:
    """The elements/ that come with the program: inside the installed package, or at the top of the source tree."""
    installed = Path(__file__).parents[1] / "elements"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "elements"


def load_framework(folder: Path, *, parts: bool = True) -> Framework:
    """The framework that the folder describes; without `parts` its description and lenses are left unread.

    Raises FileNeedsFixing with every problem of every file that is read.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  # False, not an error, for a name too long
        raise FileNeedsFixing([Problem(kind="no-element-folder", file=str(folder))])
    head_path = folder / FRAMEWORK_FILE
    if not head_path.exists():
        raise FileNeedsFixing([Problem(kind="no-framework-file", file=str(head_path))])
    document = parse(read_bytes(head_path, file=str(head_path)), file=str(head_path))
    findings = Findings(str(head_path), document.problems)
    head_mapping = findings.mapping(document.root, FRAMEWORK_FILE)
    head = read_head(head_mapping, findings)
    problems: list[Problem] = []
    elements: list[Element] = []
    conditions: dict[str, Place] = {}
    for path in sorted(p for p in folder.iterdir() if is_element_file(p)):
        try:
            elements.append(load_element(path, head, conditions))
        except FileNeedsFixing as error:
            problems.extend(error.problems)
    framework = replace(head, elements=tuple(sorted(elements, key=lambda element: element.number)))
    if not problems:
        check_whole(framework, head_mapping, findings)
        problems = check_conditions(framework, conditions)
    if findings.problems or problems:
        raise FileNeedsFixing([*sorted(findings.problems, key=lambda p: p.line or 0), *problems])
    if not parts:
        return framework
    from lovande_cli.files.partfiles import add_parts

    return add_parts(framework, description=folder / DESCRIPTION_FILE, lenses=folder / LENSES_FILE)


def is_element_file(path: Path) -> bool:
    """Whether the file describes an element: every YAML file but the three that are named otherwise."""
    return path.suffix.lower() in (".yaml", ".yml") and path.name not in (FRAMEWORK_FILE, DESCRIPTION_FILE, LENSES_FILE)


def read_head(mapping: MappingNode, findings: Findings) -> Framework:
    """framework.yaml, as a framework that has no elements yet."""
    findings.keys(mapping, required=FRAMEWORK_KEYS, optional=FRAMEWORK_MORE)
    languages = read_languages(mapping, findings)
    thresholds = findings.inner(mapping, "thresholds")
    findings.keys(thresholds, optional=("present", "partly"))
    return Framework(
        id=findings.id(mapping),
        version=findings.text(mapping, "version"),
        title=findings.wording(mapping, "title", languages, missing_ok=True),
        languages=languages,
        about=findings.wordings(mapping, "about", languages),
        grouping=findings.wording(mapping, "grouping", languages, missing_ok=True),
        sources=tuple(read_source(source, languages, findings) for source in findings.mappings(mapping, "sources")),
        categories=tuple(read_category(one, languages, findings) for one in findings.mappings(mapping, "categories")),
        thresholds=Thresholds(
            present=findings.number(thresholds, "present", default=Fraction(3, 4), most=ONE),
            partly=findings.number(thresholds, "partly", default=Fraction(1, 4), most=ONE),
        ),
        scales=read_scales(mapping, languages, findings),
        elements=(),
        gate=findings.text(mapping, "gate"),
        renamed=read_renamed(mapping, findings),
        retired=frozenset(findings.word(node, "retired") for node in findings.listed(mapping, "retired")),
    )


def read_languages(mapping: MappingNode, findings: Findings) -> dict[str, str]:
    """The languages that every text must be written in: code to the language's own name."""
    languages = {}
    for one in findings.mappings(mapping, "languages"):
        findings.keys(one, required=("id", "name"), what="languages")
        code = findings.text(one, "id")
        if "id" in one.entries and not LANGUAGE_CODE.fullmatch(code):
            findings.add("bad-language-code", one.entries["id"].line, word=code)
        languages[code] = findings.text(one, "name")
    if "languages" in mapping.entries and not languages:
        findings.add("no-languages", mapping.entries["languages"].line)
    return languages


def read_renamed(mapping: MappingNode, findings: Findings) -> dict[str, str]:
    """Old full question ids, each with the new one."""
    if "renamed" not in mapping.entries:
        return {}
    renamed = findings.mapping(mapping.entries["renamed"].node, "renamed")
    return {old: findings.text(renamed, old) for old in renamed.entries}


def read_category(mapping: MappingNode, languages: Mapping[str, str], findings: Findings) -> Category:
    """One category of framework.yaml."""
    findings.keys(mapping, required=("id", "name", "description"), what="categories")
    return Category(
        id=findings.id(mapping),
        name=findings.wording(mapping, "name", languages, missing_ok=True),
        description=findings.wording(mapping, "description", languages, missing_ok=True),
    )


def read_source(mapping: MappingNode, languages: Mapping[str, str], findings: Findings) -> Source:
    """One publication of framework.yaml."""
    more = ("year", "isbn", "address", "note", "short", "parts")
    findings.keys(mapping, required=("id", "author", "title"), optional=more, what="sources")
    texts = {key: findings.text(mapping, key) for key in ("author", "title", "year", "isbn", "address")}
    if texts["address"] and not ADDRESS.fullmatch(texts["address"]):
        findings.add("bad-address", mapping.entries["address"].line, word=texts["address"][:80])
    parts = findings.inner(mapping, "parts")
    for part, entry in parts.entries.items():
        if not ID.fullmatch(part):
            findings.add("bad-id", entry.line, key="parts", word=part)
    return Source(
        id=findings.id(mapping),
        note=findings.wording(mapping, "note", languages, missing_ok=True),
        short=findings.wording(mapping, "short", languages, missing_ok=True),
        parts={part: findings.wording(parts, part, languages) for part in parts.entries},
        **texts,
    )


def read_scales(mapping: MappingNode, languages: Mapping[str, str], findings: Findings) -> tuple[Scale, ...]:
    """The scales of framework.yaml, each a list of steps."""
    if "scales" not in mapping.entries:
        return ()
    scales = findings.mapping(mapping.entries["scales"].node, "scales")
    found = []
    for identity, entry in scales.entries.items():
        steps = tuple(read_step(step, languages, findings) for step in findings.mappings(scales, identity))
        if not steps:
            findings.add("no-steps", entry.line, word=identity)
        note_words_twice(steps, entry.line, findings)
        found.append(Scale(id=identity, steps=steps))
    return tuple(found)


def note_words_twice(steps: tuple[Step, ...], line: int, findings: Findings) -> None:
    """Note every word that would mean two steps of the same scale."""
    owners: dict[str, str] = {}
    for step in steps:
        for word in {w.casefold() for w in (step.id, *step.also, *(w for ws in step.words.values() for w in ws))}:
            if owners.setdefault(word, step.id) != step.id:
                findings.add("word-twice", line, word=word, first=owners[word], second=step.id)


def read_step(mapping: MappingNode, languages: Mapping[str, str], findings: Findings) -> Step:
    """One step of a scale: a value from 0 to 1, or unknown, or not-applicable."""
    findings.keys(mapping, required=("id", "value", "words"), optional=("also",), what="scales")
    value = findings.text(mapping, "value")
    kind: StepKind = "valued"
    for other in get_args(StepKind):
        if value == other != "valued":
            kind = other
    words = findings.inner(mapping, "words")
    findings.keys(words, required=tuple(languages), what="words")
    return Step(
        id=findings.id(mapping),
        kind=kind,
        value=findings.number(mapping, "value", default=Fraction(0), most=ONE) if kind == "valued" else None,
        words={language: read_words(words, language, findings) for language in languages},
        also=read_words(mapping, "also", findings),
    )


def read_words(mapping: MappingNode, key: str, findings: Findings) -> tuple[str, ...]:
    """The list of words behind `key`; at least one where the key stands."""
    if key not in mapping.entries:
        return ()
    words = tuple(findings.word(node, key).strip() for node in findings.items(mapping.entries[key].node, key))
    if not all(words) or not words:
        findings.add("no-words", mapping.entries[key].line, key=key)
    return words or ("",)


def load_element(path: Path, head: Framework, conditions: dict[str, Place]) -> Element:
    """The element that one file describes; raises FileNeedsFixing with all of its problems.

    Where the ask-if of a question stands is put into `conditions`, by the question's full id.
    """
    document = parse(read_bytes(path, file=str(path)), file=str(path))
    findings = Findings(str(path), document.problems)
    mapping = findings.mapping(document.root, path.name)
    element = read_element(mapping, head, findings)
    named = ELEMENT_FILE_NAME.fullmatch(path.name)
    if not named or (int(named[1]), named[2]) != (element.number, element.id):
        findings.add("file-name", None, expected=f"{element.number:02}-{element.id or 'id'}.yaml")
    findings.stop_if_any()
    for question, node in zip(element.questions, findings.listed(mapping, "questions"), strict=True):
        if question.ask_if:
            conditions[question.id] = Place(str(path), findings.mapping(node, "questions").entries["ask-if"].line)
    return element


def read_element(mapping: MappingNode, head: Framework, findings: Findings) -> Element:
    """One element with its questions."""
    findings.keys(mapping, required=ELEMENT_KEYS)
    identity = findings.id(mapping)
    category = findings.text(mapping, "category")
    if "category" in mapping.entries and category not in head.category_by_id:
        findings.add_unknown("unknown-category", mapping.entries["category"].line, category, head.category_by_id)
    questions = findings.mappings(mapping, "questions")
    if "questions" in mapping.entries and not questions:
        findings.add("no-questions", mapping.entries["questions"].line)
    texts = {
        key: findings.wording(mapping, key, head.languages, missing_ok=True)
        for key in ("name", "description", "discuss", "develop")
    }
    return Element(
        id=identity,
        number=read_whole_number(mapping, findings),
        category=category,
        questions=tuple(read_question(question, identity, head, findings) for question in questions),
        **texts,
    )


def read_whole_number(mapping: MappingNode, findings: Findings) -> int:
    """The element's number, 1 or more."""
    value = findings.text(mapping, "number")
    if "number" in mapping.entries and not re.fullmatch(r"[1-9]\d{0,3}", value):
        findings.add("not-a-whole-number", mapping.entries["number"].line, key="number")
        return 0
    return int(value or 0)


def read_question(mapping: MappingNode, element: str, head: Framework, findings: Findings) -> Question:
    """One question of an element."""
    findings.keys(mapping, required=QUESTION_KEYS, optional=QUESTION_MORE, what="questions")
    entries = mapping.entries
    weight = findings.number(mapping, "weight", default=ONE)
    known_sources = (*head.source_names, OWN)
    source = findings.text(mapping, "source")
    if "source" in entries and source not in known_sources:
        findings.add_unknown("unknown-source", entries["source"].line, source, known_sources)
    choose = read_choose(mapping, findings)
    scale = read_scale_of(mapping, head, findings)
    options = read_options(mapping, head.languages, findings, scored=bool(weight)) if choose else ()
    note_options_like_steps(mapping, scale, options, findings)
    ask_if = read_ask_if(entries["ask-if"], findings) if "ask-if" in entries else None
    if ask_if and weight:
        findings.add("ask-if-weight", entries["ask-if"].line)
    return Question(
        id=f"{element}.{findings.id(mapping)}",
        element=element,
        ask=findings.wording(mapping, "ask", head.languages, missing_ok=True),
        hint=findings.wording(mapping, "hint", head.languages, missing_ok=True),
        scale=scale,
        source=source,
        choose=choose,
        options=options,
        weight=weight,
        core=findings.truth(mapping, "core"),
        ask_if=ask_if,
    )


def note_options_like_steps(
    mapping: MappingNode, scale: Scale, options: tuple[Option, ...], findings: Findings
) -> None:
    """Note every option whose id would be read as a step that may answer the question too, such as unknown."""
    beside = {word for word, step in scale.by_word.items() if step.kind != "valued"}
    for option in options:
        if option.id in beside:
            findings.add("option-like-step", mapping.entries["options"].line, word=option.id)


def read_scale_of(mapping: MappingNode, head: Framework, findings: Findings) -> Scale:
    """The scale that the question names, or the default one."""
    wanted = findings.text(mapping, "scale") or DEFAULT_SCALE
    found = {scale.id: scale for scale in head.scales}
    if wanted in found:
        return found[wanted]
    line = mapping.entries["scale"].line if "scale" in mapping.entries else mapping.line
    findings.add_unknown("unknown-scale", line, wanted, found)
    return Scale(id=wanted, steps=())


def read_choose(mapping: MappingNode, findings: Findings) -> Choose | None:
    """How many options may be chosen; None for a question on a scale."""
    value = findings.text(mapping, "choose")
    if "choose" not in mapping.entries:
        if "options" in mapping.entries:
            findings.add("options-without-choose", mapping.entries["options"].line)
        return None
    for choose in get_args(Choose):
        if value == choose:
            return choose  # type: ignore[no-any-return]
    findings.add_unknown("bad-word", mapping.entries["choose"].line, value, get_args(Choose), key="choose")
    return None


def read_options(
    mapping: MappingNode, languages: Mapping[str, str], findings: Findings, *, scored: bool
) -> tuple[Option, ...]:
    """The options of a question; each needs a value where the question is scored."""
    if "options" not in mapping.entries:
        findings.add("missing-key", mapping.line, key="options", what="questions")
        return ()
    options = []
    for one in findings.mappings(mapping, "options"):
        findings.keys(
            one,
            required=("id", "label", "value") if scored else ("id", "label"),
            optional=("value", "exclusive"),
            what="options",
        )
        options.append(
            Option(
                id=findings.id(one),
                label=findings.wording(one, "label", languages, missing_ok=True),
                value=findings.number(one, "value", default=Fraction(0), most=ONE) if "value" in one.entries else None,
                exclusive=findings.truth(one, "exclusive"),
            )
        )
    return tuple(options)


def read_ask_if(entry: Entry, findings: Findings) -> AskIf:
    """The condition under which a question is asked."""
    mapping = findings.mapping(entry.node, "ask-if")
    findings.keys(mapping, required=("question", "is"), what="ask-if")
    return AskIf(
        question=findings.text(mapping, "question"),
        any_of=tuple(node.value for node in findings.listed(mapping, "is") if isinstance(node, ScalarNode)),
    )


def check_whole(framework: Framework, head: MappingNode, findings: Findings) -> None:
    """Note what is wrong between the files: ids and numbers used twice, and references to what is not there."""
    if not framework.elements:
        findings.add("no-elements", None)
    seen: dict[object, Element] = {}
    for element in framework.elements:
        for identity in (element.id, element.number):
            if identity in seen:
                findings.add("element-twice", None, word=identity, name=element_file(element))
            seen[identity] = element
    known = framework.question_by_id
    if framework.gate and framework.gate not in known:
        findings.add_unknown("unknown-question", head.entries["gate"].line, framework.gate, known)
    for old, new in framework.renamed.items():
        if new not in known:
            findings.add_unknown("unknown-question", head.entries["renamed"].line, new, known)
        if old in known:
            findings.add("still-asked", head.entries["renamed"].line, word=old)
    for old in framework.retired & known.keys():
        findings.add("still-asked", head.entries["retired"].line, word=old)
    if framework.thresholds.partly > framework.thresholds.present:
        findings.add("thresholds-order", head.entries["thresholds"].line)


def check_conditions(framework: Framework, conditions: Mapping[str, Place]) -> list[Problem]:
    """The ask-ifs that name a question not asked before, or an answer that question does not have, as problems."""
    problems: list[Problem] = []
    earlier: dict[str, Question] = {}
    for question in framework.questions:
        if question.ask_if:
            where = Findings(conditions[question.id].file)
            check_ask_if(question, question.ask_if, earlier, conditions[question.id].line, where)
            problems += where.problems
        earlier[question.id] = question
    return problems


def check_ask_if(
    question: Question, condition: AskIf, earlier: Mapping[str, Question], line: int, findings: Findings
) -> None:
    """Note what is wrong with one condition."""
    asked = earlier.get(condition.question)
    if asked is None:
        findings.add_unknown("ask-if-question", line, condition.question, earlier, question=question.short_id)
        return
    answers = (*asked.option_by_id, *asked.step_by_id)
    for one in condition.any_of:
        if one not in answers:
            findings.add_unknown("ask-if-answer", line, one, answers, question=question.short_id)
    if not condition.any_of:
        findings.add("missing-key", line, key="is", what="ask-if")


def element_file(element: Element) -> str:
    """The name that an element's file must have."""
    return f"{element.number:02}-{element.id}.yaml"
