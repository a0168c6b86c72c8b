"""The framework: elements, questions, options, scales and their values, thresholds, lenses, description parts.

It is read once, so that its records are equal only when they are the same one. That makes them hashable, and spares
`lovande elements` half the time that dataclass takes to write their methods.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal
from zlib import crc32

Wording = Mapping[str, str]
"""One text in every language, by language code."""

StepKind = Literal["valued", "unknown", "not-applicable"]

DEFAULT_SCALE = "agreement"
"""The id of the scale of a question that names none."""

TIDIER_ITEMS = range(1, 13)
"""The numbers of the items of the TIDieR checklist, BMJ 2014;348:g1687."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Step:
    """One answer on a scale; `value` is None exactly when `kind` is not "valued"."""

    id: str
    kind: StepKind
    value: Fraction | None
    words: Mapping[str, tuple[str, ...]]
    also: tuple[str, ...] = ()

    @property
    def label(self) -> Wording:
        """The word shown for the step, by language."""
        return {language: words[0] for language, words in self.words.items()}

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write the step: its words in all languages, its id, and those it had before."""
        return (*(word for words in self.words.values() for word in words), self.id, *self.also)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Scale:
    """The steps that a question can be answered with, in the order they are shown."""

    id: str
    steps: tuple[Step, ...]

    @cached_property
    def ranked(self) -> tuple[Step, ...]:
        """The steps that have a value, from the lowest to the highest."""
        return tuple(sorted((s for s in self.steps if s.value is not None), key=lambda step: step.value or 0))

    @cached_property
    def by_word(self) -> Mapping[str, Step]:
        """Every accepted way to write a step (its id, its words in all languages), in lower case."""
        found: dict[str, Step] = {}
        for step in self.steps:
            for word in step.spellings:
                found.setdefault(word.casefold(), step)
        return found


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Option:
    """One choice of a question with options; `value` is None where the question has weight 0 and gives it none."""

    id: str
    label: Wording
    value: Fraction | None = None
    exclusive: bool = False


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class AskIf:
    """The question is asked only when `question` is answered with at least one of the steps or options `any_of`."""

    question: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OddWith:
    """An answer to a question that hardly fits an answer to another: any of `answer` with any of `any_of`."""

    answer: tuple[str, ...]
    question: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Question:
    """One question; `id` is the full id (goals.time-bound), unique in the framework.

    With `choose` None it is answered by one step of `scale`; with "one" or "many" by `options`, or by a step of the
    scale that has no value (unknown, not-applicable).
    """

    id: str
    element: str
    ask: Wording
    hint: Wording
    scale: Scale
    source: str
    choose: Literal["one", "many"] | None = None
    options: tuple[Option, ...] = ()
    weight: Fraction = Fraction(1)
    core: bool = False
    ask_if: AskIf | None = None
    odd_with: tuple[OddWith, ...] = ()

    @property
    def short_id(self) -> str:
        """The id within the element, as it is written in element and answer files."""
        return self.id.partition(".")[2]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that may answer this question: all of the scale, or only those without value beside options."""
        return tuple(s for s in self.scale.steps if self.choose is None or s.kind != "valued")

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """Everything that may be chosen, by id, in the order it is shown: options, then steps."""
        return (*(option.id for option in self.options), *(step.id for step in self.steps))

    @cached_property
    def choice_bits(self) -> Mapping[str, int]:
        """A bit for each of the `choices`, so that an answer can be kept as one number."""
        return {choice: 1 << index for index, choice in enumerate(self.choices)}

    @cached_property
    def values(self) -> tuple[Fraction, ...]:
        """What its answers may be worth, in the order they are shown."""
        known = (*(option.value for option in self.options), *(step.value for step in self.steps))
        return tuple(value for value in known if value is not None)

    @cached_property
    def step_by_id(self) -> Mapping[str, Step]:
        """The steps that may answer this question, by id."""
        return {step.id: step for step in self.steps}

    @cached_property
    def option_by_id(self) -> Mapping[str, Option]:
        return {option.id: option for option in self.options}

    def words_for(self, choice: str, language: str) -> str:
        """What a step or option is called in the language; its id where there are no words for it."""
        found = self.step_by_id.get(choice) or self.option_by_id.get(choice)
        return found.label.get(language, choice) if found else choice


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Element:
    """One of the elements that characterise a promising practice."""

    id: str
    number: int
    category: str
    name: Wording
    description: Wording
    discuss: Wording
    develop: Wording
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Category:
    """A group of elements."""

    id: str
    name: Wording
    description: Wording


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Source:
    """A publication that the framework or its questions build on; empty texts where the file gives none.

    `parts` are the kinds of text in it that a question may name: presentation-example, presentation-definition.
    """

    id: str
    author: str
    title: str
    year: str = ""
    isbn: str = ""
    address: str = ""
    note: Wording = field(default_factory=dict)
    short: Wording = field(default_factory=dict)
    parts: Mapping[str, Wording] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Thresholds:
    """The share of its weight that an element must reach to be present, or partly present (0 to 1)."""

    present: Fraction
    partly: Fraction


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ChainLink:
    """One link of a description part that is a chain: each leads to the next."""

    id: str
    heading: Wording
    hint: Wording


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class DescriptionPart:
    """One part of the description of a practice: a text, or a chain of short texts where it has `links`.

    `tidier` are the items of TIDieR (1 to 12) that it covers; `beside` the ids of elements and questions whose notes
    and evidence help to write it. `example` is empty where the file gives none.
    """

    id: str
    heading: Wording
    ask: Wording
    hint: Wording
    example: Wording
    tidier: tuple[int, ...] = ()
    beside: tuple[str, ...] = ()
    links: tuple[ChainLink, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class LensPart:
    """What is read together in a lens: whole questions, and of the questions in `options` only these option ids."""

    id: str
    title: Wording
    questions: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Lens:
    """A named view over the answers; `not_asked` is what its source also asks and our questions do not."""

    id: str
    title: Wording
    lead: Wording
    source: Wording
    parts: tuple[LensPart, ...]
    not_asked: tuple[Wording, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ClosingQuestion:
    """A question on the set itself, asked at the end of a pilot and never scored; a free text where it has no scale."""

    id: str
    ask: Wording
    hint: Wording = field(default_factory=dict)
    scale: Scale | None = None

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that may answer it: who does not know leaves it open."""
        return tuple(step for step in self.scale.steps if step.kind == "valued") if self.scale else ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Framework:
    """Everything that `elements/` says, with its elements in order of number.

    `languages` maps a language code to the language's own name. `gate` is the id of the question whether the effect has
    been tested in a scientific trial, or "" where there is none. `renamed` maps old full question ids to new ones.
    """

    id: str
    version: str
    title: Wording
    languages: Mapping[str, str]
    about: tuple[Wording, ...] = ()
    grouping: Wording = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    categories: tuple[Category, ...] = ()
    thresholds: Thresholds = Thresholds(present=Fraction(3, 4), partly=Fraction(1, 4))
    scales: tuple[Scale, ...] = ()
    elements: tuple[Element, ...] = ()
    gate: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    retired: Collection[str] = ()
    description: tuple[DescriptionPart, ...] = ()
    lenses: tuple[Lens, ...] = ()
    closing: tuple[ClosingQuestion, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order they are asked."""
        return tuple(question for element in self.elements for question in element.questions)

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def wording_digest(self) -> str:
        """Eight hexadecimal digits that change with any text that is read to answer a question, in whatever language.

        That is the question, its hint, its options and steps. Where lines are broken makes no other text.
        """
        read: list[str] = []
        for question in self.questions:
            options, steps = ([one.label for one in question.options], [one.label for one in question.steps])
            for wording in (question.ask, question.hint, *options, *steps):
                read += [question.id, *(f"{code}: {' '.join(wording[code].split())}" for code in sorted(wording))]
        return f"{crc32(chr(0).join(read).encode()):08x}"

    @cached_property
    def element_by_id(self) -> Mapping[str, Element]:
        return {element.id: element for element in self.elements}

    def written_language(self, wanted: str) -> str:
        """The language to write answers in: the wanted one if the framework has it, else its first."""
        return wanted if wanted in self.languages else next(iter(self.languages))

    @cached_property
    def source_names(self) -> Mapping[str, Wording]:
        """What the `source` of a question may say, beside "own", to the words people read: else the title."""
        names: dict[str, Wording] = {}
        for source in self.sources:
            names[source.id] = source.short or dict.fromkeys(self.languages, source.title)
            names |= {f"{source.id}-{part}": wording for part, wording in source.parts.items()}
        return names

    @cached_property
    def description_part_by_id(self) -> Mapping[str, DescriptionPart]:
        return {part.id: part for part in self.description}

    @cached_property
    def closing_by_id(self) -> Mapping[str, ClosingQuestion]:
        return {question.id: question for question in self.closing}

    @cached_property
    def lens_by_id(self) -> Mapping[str, Lens]:
        return {lens.id: lens for lens in self.lenses}

    @cached_property
    def category_by_id(self) -> Mapping[str, Category]:
        return {category.id: category for category in self.categories}
