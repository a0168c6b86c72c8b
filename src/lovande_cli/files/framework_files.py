"""elements/ -> Framework: questions, scales, thresholds, key questions (core), ask-if, odd-with, checked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple, get_args

from lovande_cli.assessment.framework import (
    DEFAULT_SCALE,
    AskIf,
    Category,
    Element,
    Framework,
    OddWith,
    Option,
    Question,
    Scale,
    Source,
    Step,
    StepKind,
    Thresholds,
)
from lovande_cli.errors import FileNeedsFixing, Problem
from lovande_cli.files.disk import is_hidden
from lovande_cli.files.problems import ProblemCollector
from lovande_cli.files.readers import (
    ID,
    IDENTITY,
    TEXT,
    TRUTH,
    WORDING,
    WORDINGS,
    WORDS,
    KeyReader,
    RecordReader,
    check_keys,
    fixed,
    inner_mapping,
    list_of,
    mapping_of,
    matching,
    nested,
    number,
    one_of,
    open_yaml_file,
    optional,
    read_mappings,
    read_number,
    read_text,
    read_words,
)
from lovande_cli.files.yaml_nodes import MappingNode

FRAMEWORK_FILE = "framework.yaml"
DESCRIPTION_FILE = "description.yaml"
LENSES_FILE = "lenses.yaml"
CLOSING_FILE = "closing.yaml"

NOTHING_KNOWN = Framework(id="", version="", title={}, languages={})
"""The framework as it is before framework.yaml has been read."""

OWN = "own"
"""The `source` of what is ours: neither from the presentation nor from any other source in framework.yaml."""

ELEMENT_FILE_NAME = re.compile(r"(\d+)-(.+)\.ya?ml")
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")
ADDRESS = re.compile(r"https?://[^\s<>\"\\]+")
"""An address that documents can link to as it stands, with no sign that ends the link or begins another thing."""


def standard_folder() -> Path:
    """The elements/ that come with the program: inside the installed package, or at the top of the source tree."""
    installed = Path(__file__).parents[1] / "elements"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "elements"


def load_framework(folder: Path, *, parts: bool = True) -> Framework:
    """The framework that the folder describes; without `parts` its elements alone are read.

    Raises FileNeedsFixing with every problem of every file that is read.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  # False, not an error, for a name too long
        raise FileNeedsFixing([Problem(kind="no-element-folder", file=str(folder))])
    if not (folder / FRAMEWORK_FILE).exists():
        raise FileNeedsFixing([Problem(kind="no-framework-file", file=str(folder / FRAMEWORK_FILE))])
    # What a framework.yaml says is read by its own languages, so these come first.
    head_problems, mapping = open_yaml_file(folder / FRAMEWORK_FILE, NOTHING_KNOWN)
    languages = list_of(LANGUAGE, empty="no-languages").read(head_problems, mapping, "languages")
    head_problems.framework = replace(NOTHING_KNOWN, languages=dict(languages))
    head = HEAD.read(head_problems, mapping)
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    # Any other YAML file is an element. A Mac leaves ._x.yaml beside x.yaml on a disk of another kind, an editor
    # .#x.yaml while x.yaml is open.
    others = (FRAMEWORK_FILE, DESCRIPTION_FILE, LENSES_FILE, CLOSING_FILE)
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in (".yaml", ".yml") or path.name in others or is_hidden(path.name):
            continue
        try:
            loaded.append(load_element(path, head))
        except FileNeedsFixing as error:
            problems.extend(error.problems)
    loaded.sort(key=lambda file: file.element.number)
    framework = replace(head, elements=tuple(file.element for file in loaded))
    if not problems:  # with an element missing, every reference to its questions would be wrong too
        check_whole(framework, head_problems, mapping)
        check_conditions(loaded)
        problems = [problem for file in loaded for problem in file.problems.found]
    if head_problems.found or problems:
        raise FileNeedsFixing([*head_problems.by_line(), *problems])
    if not parts:
        return framework
    from lovande_cli.files.optional_element_files import add_parts

    names = {"description": DESCRIPTION_FILE, "lenses": LENSES_FILE, "closing": CLOSING_FILE}
    return add_parts(framework, **{part: folder / name for part, name in names.items()})


class Loaded(NamedTuple):
    """The element that one file describes, its problems and its mapping, to check references between files."""

    element: Element
    problems: ProblemCollector
    mapping: MappingNode


def load_element(path: Path, head: Framework) -> Loaded:
    """The element that one file describes; raises FileNeedsFixing with all of its problems."""
    problems, mapping = open_yaml_file(path, head)
    element = ELEMENT.read(problems, mapping)
    named = ELEMENT_FILE_NAME.fullmatch(path.name)
    if not named or (int(named[1]), named[2]) != (element.number, element.id):
        problems.add("file-name", None, expected=f"{element.number:02}-{element.id or 'id'}.yaml")
    problems.stop_if_any()
    return Loaded(element, problems, mapping)


# ---- framework.yaml ----


def check_source(problems: ProblemCollector, mapping: MappingNode, values: Mapping[str, Any]) -> None:
    """Report the parts whose names are no ids."""
    for part in values["parts"]:
        if not ID.fullmatch(part):
            problems.add("bad-id", inner_mapping(problems, mapping, "parts").entries[part].line, key="parts", word=part)


def read_value(problems: ProblemCollector, mapping: MappingNode, key: str) -> Fraction | str | None:
    """What a step is worth, or the kind of a step that has no value."""
    word = read_text(problems, mapping, key)
    return word if word in get_args(StepKind)[1:] else read_number(problems, mapping, key, default=Fraction(0), most=1)


def read_spellings(problems: ProblemCollector, mapping: MappingNode, key: str) -> tuple[str, ...]:
    """The list of words behind `key`; at least one where the key stands."""
    words = tuple(map(str.strip, read_words(problems, mapping, key)))
    if key not in mapping.entries or (words and all(words)):
        return words
    problems.add("no-words", mapping.entries[key].line, key=key)
    return words or ("",)


def read_step_words(problems: ProblemCollector, mapping: MappingNode, key: str) -> dict[str, tuple[str, ...]]:
    """How a step may be written in every language."""
    words, languages = inner_mapping(problems, mapping, key), problems.framework.languages
    check_keys(problems, words, languages, required=languages)
    return {language: read_spellings(problems, words, language) for language in languages}


def make_step(*, value: Fraction | str, **values: Any) -> Step:
    # in the file one key says both: what the step is worth, or the kind of one that is worth nothing
    if isinstance(value, Fraction):
        return Step(kind="valued", value=value, **values)
    return Step(kind=value, value=None, **values)  # type: ignore[arg-type]


def read_scales(problems: ProblemCollector, mapping: MappingNode, key: str) -> tuple[Scale, ...]:
    """The scales, each a list of steps; a word that would mean two steps of one is a problem."""
    found = mapping_of(list_of(STEP, empty="no-steps")).read(problems, mapping, key)
    scales = tuple(Scale(id=identity, steps=steps) for identity, steps in found.items())
    for scale in scales:
        line = inner_mapping(problems, mapping, key).entries[scale.id].line
        owners: dict[str, str] = {}
        for step in scale.steps:
            for word in {spelling.casefold() for spelling in step.spellings}:
                if owners.setdefault(word, step.id) != step.id:
                    problems.add("word-twice", line, word=word, first=owners[word], second=step.id)
    return scales


LANGUAGE = RecordReader(
    lambda **values: tuple(values.values()), id=matching(LANGUAGE_CODE, "bad-language-code"), name=TEXT
)
CATEGORY = RecordReader(Category, id=IDENTITY, name=WORDING, description=WORDING)
SOURCE = RecordReader(
    Source,
    check=check_source,
    id=IDENTITY,
    author=TEXT,
    title=TEXT,
    year=optional(TEXT),
    isbn=optional(TEXT),
    address=optional(matching(ADDRESS, "bad-address", empty=True)),
    note=optional(WORDING),
    short=optional(WORDING),
    parts=optional(mapping_of(WORDING)),
)
STEP = RecordReader(
    make_step,
    id=IDENTITY,
    value=KeyReader(read_value),
    words=KeyReader(read_step_words),
    also=optional(KeyReader(read_spellings)),
)
THRESHOLDS = RecordReader(
    Thresholds, present=number(default=Fraction(3, 4), most=1), partly=number(default=Fraction(1, 4), most=1)
)
HEAD = RecordReader(
    Framework,
    id=IDENTITY,
    version=TEXT,
    title=WORDING,
    languages=KeyReader(lambda problems, *_: problems.framework.languages),  # read before all others
    thresholds=nested(THRESHOLDS),
    scales=KeyReader(read_scales),
    categories=list_of(CATEGORY),
    about=WORDINGS,
    grouping=optional(WORDING),
    sources=optional(list_of(SOURCE)),
    gate=optional(TEXT),
    renamed=optional(mapping_of(TEXT)),
    retired=optional(WORDS),
)
"""framework.yaml, as a framework that has no elements yet."""


# ---- an element ----


def read_whole_number(problems: ProblemCollector, mapping: MappingNode, key: str) -> int:
    """A number from 1 to 9999; 0 where there is none."""
    value = read_text(problems, mapping, key)
    if re.fullmatch(r"[1-9]\d{0,3}", value):
        return int(value)
    if key in mapping.entries:
        problems.add("not-a-whole-number", mapping.entries[key].line, key=key)
    return 0


def read_scale(problems: ProblemCollector, mapping: MappingNode, key: str) -> Scale:
    """The scale that the question names, or the default one."""
    wanted = read_text(problems, mapping, key) or DEFAULT_SCALE
    found = {scale.id: scale for scale in problems.framework.scales}
    if wanted not in found:
        line = mapping.entries[key].line if key in mapping.entries else mapping.line
        problems.add_unknown("unknown-scale", line, wanted, found)
    return found.get(wanted) or Scale(id=wanted, steps=())


def read_ask_if(problems: ProblemCollector, mapping: MappingNode, key: str) -> AskIf | None:
    """The condition under which a question is asked, if there is one."""
    return ASK_IF.read(problems, inner_mapping(problems, mapping, key)) if key in mapping.entries else None


def check_question(problems: ProblemCollector, mapping: MappingNode, values: Mapping[str, Any]) -> None:
    """Report options and a choose without each other, options without a value or like a step, and a scored ask-if."""
    entries = mapping.entries
    if values["choose"] and "options" not in entries:
        problems.add("missing-key", mapping.line, key="options")
    if "choose" not in entries and "options" in entries:
        problems.add("options-without-choose", entries["options"].line)
    elif values["weight"]:
        for option in read_mappings(problems.without_reporting(), mapping, "options"):
            check_keys(problems, option, option.entries, required=["value"])
    # an answer file writes both by their word alone, so that one could not be told from the other
    beside = {word for word, step in values["scale"].by_word.items() if step.kind != "valued"}
    for option in values["options"]:
        if option.id in beside:
            problems.add("option-like-step", entries["options"].line, word=option.id)
    # what a practice can reach must not depend on which questions it happens to be asked
    if values["ask_if"] and values["weight"]:
        problems.add("ask-if-weight", entries["ask-if"].line)


def make_question(*, choose: str, **values: Any) -> Question:
    """A question without its element, which `make_element` puts in."""
    return Question(element="", choose=choose or None, **values)  # type: ignore[arg-type]


def make_element(*, questions: Iterable[Question], **values: Any) -> Element:
    """An element, its id in those of its questions."""
    element = values["id"]
    named = (replace(question, id=f"{element}.{question.id}", element=element) for question in questions)
    return Element(questions=tuple(named), **values)


OPTION = RecordReader(Option, id=IDENTITY, label=WORDING, value=number(default=None, most=1), exclusive=TRUTH)
ASK_IF = RecordReader(AskIf, question=TEXT, any_of=replace(WORDS, key="is"))
ODD_WITH = RecordReader(OddWith, answer=WORDS, question=TEXT, any_of=replace(WORDS, key="is"))
QUESTION = RecordReader(
    make_question,
    check=check_question,
    id=IDENTITY,
    ask=WORDING,
    hint=WORDING,
    source=one_of(lambda framework: (*framework.source_names, OWN), "unknown-source"),
    scale=optional(KeyReader(read_scale, lambda framework: {"enum": [scale.id for scale in framework.scales]})),
    choose=optional(one_of(lambda _: ("one", "many"))),
    options=optional(list_of(OPTION)),
    weight=number(default=Fraction(1)),
    core=TRUTH,
    ask_if=optional(KeyReader(read_ask_if, ASK_IF.schema)),
    odd_with=optional(list_of(ODD_WITH)),
)
ELEMENT = RecordReader(
    make_element,
    id=IDENTITY,
    number=KeyReader(read_whole_number, fixed({"type": "integer", "minimum": 1})),
    category=one_of(lambda framework: framework.category_by_id, "unknown-category"),
    name=WORDING,
    description=WORDING,
    discuss=WORDING,
    develop=WORDING,
    questions=list_of(QUESTION, empty="no-questions"),
)


# ---- between the files ----


def check_whole(framework: Framework, problems: ProblemCollector, head: MappingNode) -> None:
    """Report what is wrong between the files: ids and numbers used twice, and references to what is not there."""
    if not framework.elements:
        problems.add("no-elements", None)
    seen: set[object] = set()
    for element in framework.elements:
        for identity in (element.id, element.number):
            if identity in seen:
                problems.add("element-twice", None, word=identity, name=f"{element.number:02}-{element.id}.yaml")
            seen.add(identity)
    known = framework.question_by_id
    if framework.gate and framework.gate not in known:
        problems.add_unknown("unknown-question", head.entries["gate"].line, framework.gate, known)
    for old, new in framework.renamed.items():
        if new not in known:
            problems.add_unknown("unknown-question", head.entries["renamed"].line, new, known)
        if old in known:
            problems.add("still-asked", head.entries["renamed"].line, word=old)
    for old in known.keys() & set(framework.retired):
        problems.add("still-asked", head.entries["retired"].line, word=old)
    if framework.thresholds.partly > framework.thresholds.present:
        problems.add("thresholds-order", head.entries["thresholds"].line)


def check_conditions(loaded: Iterable[Loaded]) -> None:
    """Report every ask-if and odd-with that names a question not asked before, or an answer that it does not have."""
    earlier: dict[str, Question] = {}
    for element, problems, mapping in loaded:
        for question, found in zip(element.questions, read_mappings(problems, mapping, "questions"), strict=True):
            if question.ask_if:
                line = found.entries["ask-if"].line
                check_reference(question, "ask-if", question.ask_if, earlier, line, problems)
            for pair, node in zip(question.odd_with, read_mappings(problems, found, "odd-with"), strict=True):
                check_reference(question, "odd-with", pair, earlier, node.line, problems)
                check_answers(question.short_id, "answer", pair.answer, question, node.line, problems)
            earlier[question.id] = question


def check_reference(
    question: Question,
    key: str,
    condition: AskIf | OddWith,
    earlier: Mapping[str, Question],
    line: int,
    problems: ProblemCollector,
) -> None:
    """Report what is wrong with one condition on the answer to another question."""
    asked = earlier.get(condition.question)
    if asked is None:
        problems.add_unknown(
            "condition-question", line, condition.question, earlier, question=question.short_id, key=key
        )
        return
    check_answers(question.short_id, key, condition.any_of, asked, line, problems)
    if not condition.any_of:
        problems.add("missing-key", line, key="is")


def check_answers(
    short_id: str, key: str, named: Iterable[str], asked: Question, line: int, problems: ProblemCollector
) -> None:
    """Report every named answer that the asked question does not have."""
    for answer in named:
        if answer not in asked.choices:
            problems.add_unknown("condition-answer", line, answer, asked.choices, question=short_id, key=key)
