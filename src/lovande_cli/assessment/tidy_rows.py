"""Tidy data for `table`: a row for each asked question of a sheet (and each vote), in ids and numbers, never words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple, get_args

from lovande_cli.assessment.answers import OPEN, AnswerSheet, asked_questions
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.scoring import weigh_answer

Kind = Literal["valued", "unknown", "not-applicable", "skipped", "not-reached"]
"""What kind of answer it is; skipped is left open before an answered question, in an element where one is answered."""

KINDS: tuple[Kind, ...] = get_args(Kind)

Value = str | int | float
Row = tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the table: its name, what it holds, and the option of `lovande table` that adds it ("" for none)."""

    name: str
    type: Literal["string", "date", "number", "integer"] = "string"
    added_by: Literal["", "options", "votes", "notes"] = ""


COLUMNS = (
    Column(name="file"),
    Column(name="respondent"),
    Column(name="practice"),
    Column(name="organisation"),
    Column(name="target_group"),
    Column(name="date", type="date"),
    Column(name="language"),
    Column(name="framework_version"),
    Column(name="element"),
    Column(name="question"),
    Column(name="kind"),
    Column(name="answer"),
    Column(name="value", type="number"),
    Column(name="weight", type="number"),
    Column(name="core", type="integer"),
    Column(name="vote", type="integer", added_by="votes"),
    Column(name="hands", added_by="votes"),
    Column(name="option", added_by="options"),
    Column(name="ticked", type="integer", added_by="options"),
    Column(name="note", added_by="notes"),
    Column(name="evidence", added_by="notes"),
)


@dataclass(frozen=True, kw_only=True)
class TableOptions:
    """What to put in the table beside what is always there."""

    options: bool = False
    votes: bool = False
    notes: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table, in order."""
        return tuple(column for column in COLUMNS if not column.added_by or getattr(self, column.added_by))


class SheetRows(NamedTuple):
    """The rows of one sheet: the cells that all of them begin with, and the others of each."""

    about: Row
    rows: list[Row]


def sheet_rows(framework: Framework, sheet: AnswerSheet, file: str, wanted: TableOptions) -> Iterator[SheetRows]:
    """The rows of one sheet; with `votes` those of every person behind a joined sheet come after the sheet's own."""
    yield answer_rows(framework, sheet, file, wanted, vote=0)
    if wanted.votes:
        for person, alone in sheet.by_person.items():
            workshop = replace(sheet.workshop, answered_by=person)
            yield answer_rows(framework, replace(alone, workshop=workshop), file, wanted, vote=1)


def answer_rows(framework: Framework, sheet: AnswerSheet, file: str, wanted: TableOptions, *, vote: int) -> SheetRows:
    """A row for each asked question of one sheet, or with `options` one for each of the question's options."""
    asked = asked_questions(framework, sheet)
    answered = [index for index, question in enumerate(asked) if sheet.answer(question.id).chosen]
    last, begun = answered[-1] if answered else -1, {asked[index].element for index in answered}
    rows: list[Row] = []
    for index, question in enumerate(asked):
        scored = weigh_answer(question, sheet.answers.get(question.id, OPEN))
        gap: Kind = "skipped" if index < last and question.element in begun else "not-reached"
        kind = gap if scored.kind == "unanswered" else scored.kind
        weight, core = constants(question)
        value = "" if scored.value is None else plain_number(scored.value)
        row: Row = (question.element, question.id, kind, " ".join(scored.answer.chosen), value, weight, core)
        if wanted.votes:
            row = (*row, vote, " ".join(f"{choice}={count}" for choice, count in scored.answer.hands.items()))
        notes = (scored.answer.note, scored.answer.evidence) if wanted.notes else ()
        cells: list[tuple[Value, ...]] = [()]
        if wanted.options:
            # 1 or 0, "" where no option was chosen; a question on a scale has a row all the same, with both cells empty
            chosen = scored.answer.chosen if scored.kind == "valued" else None
            ticked = [(option.id, "" if chosen is None else int(option.id in chosen)) for option in question.options]
            cells = [*ticked] or [("", "")]
        rows += [(*row, *option, *notes) for option in cells]
    practice, workshop = sheet.practice, sheet.workshop
    about = (file, workshop.answered_by, practice.name, practice.organisation, practice.target_group, workshop.date)
    return SheetRows((*about, sheet.language, sheet.framework_version), rows)


@cache  # the same for every sheet
def constants(question: Question) -> tuple[int | float, int]:
    """The weight, and 1 where the question is core."""
    return plain_number(question.weight), int(question.core)


def plain_number(value: Fraction) -> int | float:
    """The fraction as a whole number where it is one, else with decimals."""
    return int(value) if value.denominator == 1 else float(value)
