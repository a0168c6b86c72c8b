"""What has changed between sheets, in words that the screen and the reports share."""

from __future__ import annotations

from collections.abc import Sequence

from lovande_cli.assessment.answers import Answer
from lovande_cli.assessment.change import AnswerChange, Change, Outcome
from lovande_cli.assessment.direction import Direction
from lovande_cli.language import Say
from lovande_cli.wording.results import (
    all_distinct,
    chosen_words,
    question_number,
    sheets_notices,
    status_word,
    summary_sentence,
)


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


def answered_words(changed: AnswerChange, say: Say) -> tuple[str, ...]:
    """What was answered each time."""
    return tuple(
        say("change.not-asked") if a is None else chosen_words(changed.question, a.answer, say) for a in changed.answers
    )


def direction_word(direction: Direction, say: Say) -> str:
    """Where something went, in words."""
    return say(f"change.direction.{direction}")


def direction_symbol(direction: Direction, say: Say) -> str:
    """The arrow that stands beside the word, or before a legend that has it."""
    return say(f"change.direction-symbol.{direction}")


def signed_direction(direction: Direction, say: Say) -> str:
    """The arrow and the word."""
    return f"{direction_symbol(direction, say)} {direction_word(direction, say)}"


def outcome_word(outcome: Outcome, say: Say) -> str:
    """What became of a next step."""
    return say(f"change.outcome.{outcome}")


def version_lines(change: Change, say: Say) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What the versions of the framework do to the comparison: title, what it means (or ""), and the questions."""
    versions = say.listing(tuple(dict.fromkeys(change.versions)))
    new = tuple(f"{question_number(change.framework, q)} {say.text(q.ask)}" for q in change.perhaps_new)
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
    for one in change.elements:
        then, now = one.results[0].status, one.results[-1].status
        if one.direction != "same" or then != now:
            symbol, word = direction_symbol(one.direction, say), direction_word(one.direction, say)
            blanks = {"symbol": symbol, "element": say.text(one.element.name), "word": word}
            key = "report-line-same" if then == now else "report-line"
            lines.append(say(f"change.{key}", **blanks, then=status_word(then, say), now=status_word(now, say)))
    if change.is_empty:
        lines.append(say("change.nothing"))
    for track in change.actions:
        lines.append(say("change.report-action", outcome=outcome_word(track.outcome, say), what=track.latest.what))
    for title, _, questions in version_lines(change, say):
        lines += [f"{title}: {question}" for question in questions]
    return tuple(lines)
