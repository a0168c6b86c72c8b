"""Wide data for `table --wide`: a row for each sheet (and each vote), columns for each question, answers as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from lovande_cli.assessment.answers import OPEN, Answer, AnswerSheet
from lovande_cli.assessment.framework import ClosingQuestion, Element, Framework, Option, Question, Scale
from lovande_cli.assessment.tidy_rows import (
    ABOUT_SHEET,
    Column,
    Kind,
    Row,
    TableOptions,
    Value,
    about_sheet,
    hands_text,
    kind_of_answer,
    question_codes,
    questions_with_gaps,
    retired_answers,
    sheet_and_people,
)

MISSING_CODES: Mapping[Kind, int] = {
    "unknown": -9,
    "not-applicable": -8,
    "skipped": -7,
    "not-reached": -6,
    "not-in-version": -5,
    "not-asked": -4,
    "differs": -3,
}
"""What stands for an answer without a number in the programs that know such codes (.sav; .dta as .a to .g)."""


Holding = Literal["answer", "ticked", "kind", "hands", "note", "evidence"]


@dataclass(frozen=True, kw_only=True)
class AnswerColumn(Column):
    """A column of a wide table about the question of this `code`.

    `holds` says what: the answer as a number, whether the `option` is ticked (1 or 0), the kind of answer, …
    """

    question: Question
    code: str
    holds: Holding
    option: Option | None = None


@dataclass(frozen=True, kw_only=True)
class PilotColumn(Column):
    """A column of a wide table about a pilot: the answer to a `closing` question, or the minutes of an `element`."""

    closing: ClosingQuestion | None = None
    element: Element | None = None


def table_columns(framework: Framework, wanted: TableOptions) -> tuple[Column, ...]:
    """The columns of the table that is wanted, wide or not, in order."""
    return wide_columns(framework, wanted) if wanted.wide else wanted.columns


@cache
def wide_columns(framework: Framework, wanted: TableOptions) -> tuple[Column, ...]:
    """The columns of a wide table, in order; a question where many may be chosen has one for each option."""
    columns: list[Column] = [*ABOUT_SHEET]
    columns += [Column(name="vote", type="integer", added_by="votes")] if wanted.votes else []
    beside: list[Holding] = ["kind"]
    beside += ["hands"] if wanted.votes else []
    beside += ["note", "evidence"] if wanted.notes else []
    for question in framework.questions:
        code = question_codes(framework)[question.id]
        if question.choose == "many":
            columns += [
                AnswerColumn(
                    name=f"{code}_{place}", type="integer", question=question, code=code, holds="ticked", option=option
                )
                for place, option in enumerate(question.options, 1)
            ]
        else:
            columns.append(AnswerColumn(name=code, type="integer", question=question, code=code, holds="answer"))
        columns += [AnswerColumn(name=f"{code}_{what}", question=question, code=code, holds=what) for what in beside]
    columns += [Column(name="retired")] if framework.retired else []
    return (*columns, *pilot_columns(framework, wanted))


def pilot_columns(framework: Framework, wanted: TableOptions) -> Iterator[PilotColumn]:
    """The columns of what a pilot asks and measures; what people wrote only with `notes`."""
    for place, closing in enumerate(framework.closing, 1):
        if closing.scale or wanted.notes:
            yield PilotColumn(name=f"closing_{place}", type="integer" if closing.scale else "string", closing=closing)
    if framework.closing:
        for element in framework.elements:
            yield PilotColumn(name=f"minutes_{element.number}", type="number", element=element)


def wide_rows(framework: Framework, sheet: AnswerSheet, file: str, wanted: TableOptions) -> Iterator[Row]:
    """The row of the sheet; with `votes` those of every person behind a joined sheet come after it."""
    joined = sheet.holds_votes
    for one, vote in sheet_and_people(sheet, wanted):
        gaps = {question.id: gap for question, gap in questions_with_gaps(framework, one, joined=joined)}
        row = [*about_sheet(one, file, joined=joined), *([vote] if wanted.votes else [])]
        for question in framework.questions:
            # an answer to a question that is not asked does not count
            gap = gaps.get(question.id, "not-asked")
            answer = OPEN if gap == "not-asked" else one.answer(question.id)
            row += [*answer_numbers(question, answer), kind_of_answer(question, answer, gap)]
            # in the order of `wide_columns`
            row += [hands_text(answer)] if wanted.votes else []
            row += [answer.note, answer.evidence] if wanted.notes else []
        if framework.retired:
            retired = retired_answers(framework, one)
            row.append("; ".join(f"{identity}={' '.join(answer.chosen)}" for identity, answer in retired))
        row += [pilot_cell(one, column) for column in pilot_columns(framework, wanted)]
        yield tuple(row)


def pilot_cell(sheet: AnswerSheet, column: PilotColumn) -> Value:
    """What the sheet itself says in such a column, "" where nothing."""
    if column.element:
        return sheet.minutes.get(column.element.id, "")
    if not column.closing:
        return ""
    said = sheet.closing.get(column.closing.id, {}).get("", "")
    return scale_codes(column.closing.scale).get(said, "") if column.closing.scale else said


def answer_numbers(question: Question, answer: Answer) -> Row:
    """The answer as a number, or 1 and 0 for the options of which many may be chosen; "" where it has no value."""
    if question.choose == "many":
        is_valued = any(option.id in answer.chosen for option in question.options)
        return tuple(int(option.id in answer.chosen) if is_valued else "" for option in question.options)
    codes = answer_codes(question)
    return (next((codes[choice] for choice in answer.chosen if choice in codes), ""),)


@cache
def answer_codes(question: Question) -> Mapping[str, int]:
    """The number of each answer that is no missing one: options from 1, the steps of a scale from 0, the lowest."""
    if question.options:
        return {option.id: place for place, option in enumerate(question.options, 1)}
    return scale_codes(question.scale)


@cache
def scale_codes(scale: Scale) -> Mapping[str, int]:
    """The number of each step that has a value, from 0, the lowest."""
    return {step.id: place for place, step in enumerate(scale.ranked)}
