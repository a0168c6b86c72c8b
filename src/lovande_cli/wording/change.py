"""What has changed between sheets, in words that the screen and the reports share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lovande_cli.assessment.answers import Answer
from lovande_cli.assessment.change import ActionTrack, AnswerChange, Change, Direction, Outcome
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.scoring import ScoredAnswer, Status
from lovande_cli.language import Say
from lovande_cli.wording.results import (
    all_distinct,
    chosen_words,
    question_number,
    sheets_notices,
    status_word,
    summary_sentence,
)


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """An answer that changed: the question's number and words, the arrow and its word, the answer each time."""

    number: str
    ask: str
    direction: Direction
    symbol: str
    word: str
    answers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ElementLine:
    """An element through time: number and name, the status each time, the arrow and its word, the changed answers."""

    number: int
    name: str
    category: str
    statuses: tuple[Status, ...]
    words: tuple[str, ...]
    direction: Direction
    symbol: str
    word: str
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """A next step and what became of it; `details` are element, who and when, without what nobody wrote."""

    what: str
    outcome: Outcome
    word: str
    details: tuple[str, ...]


def moment_labels(change: Change, names: Sequence[str], say: Say) -> tuple[str, ...]:
    """What to call each time: its date; where dates are missing or alike its name (the file's, say), else a number."""
    dates = [result.sheet.workshop.date for result in change.results]
    numbers = [say("change.time", number=number) for number in range(1, len(dates) + 1)]
    return next(tuple(labels) for labels in (dates, names, numbers) if all_distinct(labels, len(dates)))


def change_notices(change: Change, say: Say) -> tuple[str, ...]:
    """What there is to know before the sheets are compared."""
    sheets = [result.sheet for result in change.results]
    said = []
    if sheets[0].workshop.date > sheets[-1].workshop.date > "":
        said.append(say("change.dates-turned"))
    if change.versions_differ and not change.perhaps_new:
        said.append(say("change.versions-differ", versions=say.listing(tuple(dict.fromkeys(change.versions)))))
    return (*said, *sheets_notices(sheets, say))


def element_lines(change: Change, say: Say) -> tuple[ElementLine, ...]:
    """Every element through time, in words and arrows."""
    return tuple(
        ElementLine(
            number=one.element.number,
            name=say.text(one.element.name),
            category=one.element.category,
            statuses=tuple(result.status for result in one.results),
            words=tuple(status_word(result.status, say) for result in one.results),
            direction=one.direction,
            symbol=direction_symbol(one.direction, say),
            word=direction_word(one.direction, say),
            answers=tuple(answer_line(change.framework, answer, say) for answer in one.answers),
        )
        for one in change.elements
    )


def answer_line(framework: Framework, changed: AnswerChange, say: Say) -> AnswerLine:
    """One changed answer in words."""
    return AnswerLine(
        number=question_number(framework, changed.question),
        ask=say.text(changed.question.ask),
        direction=changed.direction,
        symbol=direction_symbol(changed.direction, say),
        word=say("change.same-worth") if changed.direction == "same" else direction_word(changed.direction, say),
        answers=tuple(answered_words(changed.question, answer, say) for answer in changed.answers),
    )


def answered_words(question: Question, answer: ScoredAnswer | None, say: Say) -> str:
    """What was answered at one time."""
    return say("change.not-asked") if answer is None else chosen_words(question, answer.answer, say)


def direction_word(direction: Direction, say: Say) -> str:
    """Where something went, in words."""
    return say(f"change.direction.{direction}")


def direction_symbol(direction: Direction, say: Say) -> str:
    """The arrow that stands beside the word, or before a legend that has it."""
    return say(f"change.direction-symbol.{direction}")


def action_lines(change: Change, say: Say) -> tuple[ActionLine, ...]:
    """Every next step and what became of it."""
    return tuple(action_line(change.framework, track, say) for track in change.actions)


def action_line(framework: Framework, track: ActionTrack, say: Say) -> ActionLine:
    """One next step, as it was last written down."""
    action = track.latest
    element = framework.element_by_id.get(action.element)
    details = (say.text(element.name) if element else "", action.who, action.when)
    return ActionLine(
        what=action.what,
        outcome=track.outcome,
        word=say(f"change.outcome.{track.outcome}"),
        details=tuple(detail for detail in details if detail),
    )


def version_lines(change: Change, say: Say) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What the versions of the framework do to the comparison: title, what it means (or ""), and the questions."""
    numbers = {q.id: question_number(change.framework, q) for q in change.framework.questions}
    versions = say.listing(tuple(dict.fromkeys(change.versions)))
    new = tuple(f"{numbers[q.id]} {say.text(q.ask)}" for q in change.perhaps_new)
    renamed = tuple(say("change.renamed", old=one.old, new=one.question.id) for one in change.renamed)
    retired = tuple(
        say("change.retired", id=one.question_id, answers=" → ".join(retired_words(a, say) for a in one.answers))
        for one in change.retired
    )
    parts = (
        (say("change.perhaps-new-title"), say("change.perhaps-new-lead", versions=versions), new),
        (say("change.renamed-title"), "", renamed),
        (say("change.retired-title"), "", retired),
    )
    return tuple(part for part in parts if part[2])


def retired_words(answer: Answer | None, say: Say) -> str:
    """The answer to a retired question, as it was written."""
    return "; ".join(answer.chosen) if answer and answer.chosen else say("common.unanswered")


def change_lines(change: Change, say: Say) -> tuple[str, ...]:
    """The change from the first sheet to the last as plain lines for a report.

    What it is compared with, the elements that moved, what became of the next steps, and what the versions do to it.
    """
    first = change.results[0]
    label = first.sheet.workshop.date or say("change.earlier")
    lines = [
        *change_notices(change, say),
        say("change.report-since", label=label, summary=summary_sentence(first, say)),
    ]
    for one in element_lines(change, say):
        if one.direction != "same" or one.statuses[0] != one.statuses[-1]:
            blanks = {"symbol": one.symbol, "element": one.name, "word": one.word}
            key = "report-line" if one.words[0] != one.words[-1] else "report-line-same"
            lines.append(say(f"change.{key}", **blanks, then=one.words[0], now=one.words[-1]))
    if change.is_empty:
        lines.append(say("change.nothing"))
    lines += [say("change.report-action", outcome=one.word, what=one.what) for one in action_lines(change, say)]
    for title, _, questions in version_lines(change, say):
        lines += [f"{title}: {question}" for question in questions]
    return tuple(lines)
