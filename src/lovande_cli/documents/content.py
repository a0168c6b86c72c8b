"""What a report says, in one language and in reading order: one content that every writer lays out in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from lovande_cli.assessment.answers import Answer
from lovande_cli.assessment.framework import Question, Source
from lovande_cli.assessment.scoring import (
    STATUSES,
    AnswerKind,
    ElementResult,
    Result,
    ScoredAnswer,
    Status,
)
from lovande_cli.language import Say
from lovande_cli.language.characters import for_document
from lovande_cli.wording.results import chosen_words, practice_name, status_symbol, status_word, summary_sentence


def capital(text: str) -> str:
    """The text with a capital first letter, for a label or a heading."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of the head: what it is, and what was written."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AnswerPart:
    """One asked question with its answer; `number` is element.question, `value` None where the answer has none."""

    number: str
    id: str
    ask: str
    hint: str
    answer: str
    kind: AnswerKind
    note: str
    evidence: str
    votes: str
    value: Fraction | None
    weight: Fraction
    core: bool
    chosen: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ElementPart:
    """One element: what must be true, its status, the answers, and what to develop and find out."""

    id: str
    number: int
    name: str
    category: str
    description: str
    status: Status
    symbol: str
    word: str
    share: str
    low: Fraction | None
    high: Fraction | None
    answered: int
    documented: int
    reading: str
    develop: str
    answers: tuple[AnswerPart, ...]
    to_develop: tuple[AnswerPart, ...]
    to_find_out: tuple[AnswerPart, ...]


@dataclass(frozen=True, kw_only=True)
class CategoryPart:
    """A category with its elements."""

    id: str
    name: str
    description: str
    elements: tuple[ElementPart, ...]


@dataclass(frozen=True, kw_only=True)
class StepPart:
    """A next step; `element` is the element's name or "", `when` in words where it was a date."""

    element: str
    what: str
    who: str
    when: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class StatusPart:
    """A status for the key: sign, word, what it means, and how many elements have it."""

    id: Status
    symbol: str
    word: str
    meaning: str
    count: int


@dataclass(frozen=True, kw_only=True)
class SourcePart:
    """A source as one reference, with its address (or "") and what it was used for."""

    reference: str
    address: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """The whole report. `say` gives the headings; every text a person wrote is clean, so that any format can hold it.

    `changes` is what changed since an earlier file, empty where none is compared with.
    """

    say: Say
    title: str
    practice: str
    facts: tuple[Fact, ...]
    summary: str
    summary_notes: tuple[str, ...]
    gate: str
    categories: tuple[CategoryPart, ...]
    statuses: tuple[StatusPart, ...]
    steps: tuple[StepPart, ...]
    method: tuple[str, ...]
    about: tuple[str, ...]
    sources: tuple[SourcePart, ...]
    changes: tuple[str, ...] = ()

    @property
    def elements(self) -> tuple[ElementPart, ...]:
        """All elements, in order of number."""
        return tuple(sorted((e for c in self.categories for e in c.elements), key=lambda e: e.number))

    @property
    def strengths(self) -> tuple[ElementPart, ...]:
        """The elements that are present."""
        return tuple(e for e in self.elements if e.status == "present")

    @property
    def gaps(self) -> tuple[ElementPart, ...]:
        """The elements that are not yet present, or not surely so."""
        return tuple(e for e in self.elements if e.status in ("partly", "absent", "unclear"))

    @property
    def open_questions(self) -> tuple[AnswerPart, ...]:
        """The questions that are unknown or unanswered, in elements that the group has begun with."""
        return tuple(a for e in self.elements if e.answered for a in e.to_find_out)

    @property
    def untouched(self) -> tuple[str, ...]:
        """A line for each element that has no answer at all."""
        return tuple(
            f"{e.number}. {e.name}: {self.say('result.all-open', count=len(e.answers))}"
            for e in self.elements
            if not e.answered
        )

    @property
    def has_open(self) -> bool:
        """Whether any question is unknown or unanswered."""
        return any(e.to_find_out for e in self.elements)

    @property
    def figure_text(self) -> str:
        """What the figure shows, for those who do not see it."""
        lines = [
            f"{category.name}: {'; '.join(f'{e.number} {e.name} – {e.word}' for e in category.elements)}."
            for category in self.categories
        ]
        return " ".join((self.say("report.figure-alt"), *lines))


def write_content(result: Result, say: Say) -> Report:
    """The report of a result, in the language of `say`."""
    framework = result.framework
    parts = {found.element.id: element_part(found, say) for found in result.elements}
    return Report(
        say=say,
        title=say.text(framework.title),
        practice=for_document(practice_name(result.sheet, say)) or say("common.unnamed"),
        facts=facts(result, say),
        summary=summary_sentence(result, say),
        summary_notes=summary_notes(result, say),
        gate=say("result.gate") if result.tested_in_trial else "",
        categories=tuple(
            CategoryPart(
                id=category.id,
                name=say.text(category.name),
                description=say.text(category.description),
                elements=tuple(parts[e.id] for e in framework.elements if e.category == category.id),
            )
            for category in framework.categories
            if any(e.category == category.id for e in framework.elements)
        ),
        statuses=tuple(
            StatusPart(
                id=status,
                symbol=status_symbol(status, say),
                word=status_word(status, say),
                meaning=say(f"common.status-meaning.{status}"),
                count=result.count(status),
            )
            for status in STATUSES
        ),
        steps=step_parts(result, say),
        method=(
            say(
                "result.explain.rule",
                present=say.number(framework.thresholds.present),
                partly=say.number(framework.thresholds.partly),
            ),
            say("result.explain.own-rule"),
            say.text(framework.grouping),
        ),
        about=tuple(say.text(paragraph) for paragraph in framework.about),
        sources=tuple(source_part(source, say) for source in framework.sources),
    )


def facts(result: Result, say: Say) -> tuple[Fact, ...]:
    """What is known about practice and workshop, without what nobody wrote."""
    sheet = result.sheet
    written = (
        ("common.organisation", sheet.practice.organisation),
        ("common.target-group", sheet.practice.target_group),
        ("common.date", say.date(sheet.workshop.date)),
        ("common.participants", str(sheet.workshop.participants or "")),
        ("report.answered-by", sheet.workshop.answered_by),
        ("report.version", f"{sheet.framework_id} {sheet.framework_version}"),
    )
    return tuple(Fact(label=capital(say(key)), text=for_document(text)) for key, text in written if for_document(text))


def summary_notes(result: Result, say: Say) -> tuple[str, ...]:
    """What belongs beside the summary: how many answers, why a range, and that there is no pass mark."""
    notes = [say("result.answered", answered=result.answered, questions=result.questions, documented=result.documented)]
    if result.present_at_least != result.present_at_most:
        notes.append(say("result.range-why"))
    return (*notes, say("result.no-pass-mark"))


def element_part(found: ElementResult, say: Say) -> ElementPart:
    """One element's part of the report."""
    element = found.element
    parts = {a.question.id: answer_part(f"{element.number}.{place}", a, say) for place, a in numbered(found)}
    return ElementPart(
        id=element.id,
        number=element.number,
        name=say.text(element.name),
        category=element.category,
        description=say.text(element.description),
        status=found.status,
        symbol=status_symbol(found.status, say),
        word=status_word(found.status, say),
        share=share_words(found, say),
        low=found.low,
        high=found.high,
        answered=found.answered,
        documented=found.documented,
        reading=reading_words(found, say),
        develop=say.text(element.develop),
        answers=tuple(parts.values()),
        to_develop=tuple(parts[a.question.id] for a in found.to_develop),
        to_find_out=tuple(parts[a.question.id] for a in found.to_find_out),
    )


def numbered(found: ElementResult) -> tuple[tuple[int, ScoredAnswer], ...]:
    """The asked questions, each with its place in the element, also when one before it is not asked."""
    place = {question.id: n for n, question in enumerate(found.element.questions, start=1)}
    return tuple((place[a.question.id], a) for a in found.answers)


def answer_part(number: str, scored: ScoredAnswer, say: Say) -> AnswerPart:
    """One answer's part of the report."""
    question, answer = scored.question, scored.answer
    return AnswerPart(
        number=number,
        id=question.id,
        ask=say.text(question.ask),
        hint=say.text(question.hint),
        answer=chosen_words(question, answer, say),
        kind=scored.kind,
        note=for_document(answer.note),
        evidence=for_document(answer.evidence),
        votes=vote_words(question, answer, say),
        value=scored.value,
        weight=question.weight,
        core=question.core,
        chosen=answer.chosen,
    )


def vote_words(question: Question, answer: Answer, say: Say) -> str:
    """How the individual answers fell ("ja 3, nej 1"), without saying whose they are; "" where there are none."""
    counts: dict[str, int] = {}
    for vote in answer.votes.values():
        words = chosen_words(question, vote, say)
        counts[words] = counts.get(words, 0) + 1
    return ", ".join(f"{words} {count}" for words, count in counts.items())


def share_words(found: ElementResult, say: Say) -> str:
    """How much of the element the answers show, 0 to 1, or from–to while answers are missing."""
    if found.low is None or found.high is None:
        return "–"
    low, high = say.number(found.low), say.number(found.high)
    return low if low == high else f"{low}–{high}"


def reading_words(found: ElementResult, say: Say) -> str:
    """What an unclear element may turn out to be; "" for the others."""
    if found.status != "unclear":
        return ""
    words = {"low": status_word(found.status_low, say), "high": status_word(found.status_high, say)}
    return say("report.either", **words)


def step_parts(result: Result, say: Say) -> tuple[StepPart, ...]:
    """The next steps in words."""
    known = result.framework.element_by_id
    return tuple(
        StepPart(
            element=say.text(known[action.element].name) if action.element in known else "",
            what=for_document(action.what),
            who=for_document(action.who),
            when=say.date(for_document(action.when)),
            done=action.done,
        )
        for action in result.sheet.actions
    )


def source_part(source: Source, say: Say) -> SourcePart:
    """A source as people cite it."""
    words = (source.author, source.title, source.year, f"ISBN {source.isbn}" if source.isbn else "")
    return SourcePart(
        reference=" ".join(word if word.endswith((".", "?", "!")) else f"{word}." for word in words if word),
        address=source.address if source.address.startswith(("https://", "http://")) else "",
        note=say.text(source.note),
    )
