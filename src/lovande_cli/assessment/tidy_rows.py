"""Tidy data for `table`: a row for each asked question of a sheet (and each vote), in ids and numbers, never words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from lovande_cli.assessment.answers import OPEN, Answer, AnswerSheet, asked_questions
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.scoring import find_reason, kind_and_value, weigh_answer

Kind = Literal[
    "valued", "unknown", "not-applicable", "skipped", "differs", "not-reached", "not-in-version", "not-asked", "retired"
]
"""What kind of answer it is; skipped is left open before an answered question, in an element where one is answered.

A question that is not asked has no row, only its columns in a wide table. What was answered to a retired question
stands as the file has it: what it meant is not known any more.
"""

KINDS: tuple[Kind, ...] = get_args(Kind)


class OpenGap(str):
    """Why a question is open in a sheet of another version of the framework: \\1q4_1:skipped\\1.

    Only when all sheets are read is known which questions that version had (`settle_gaps`). No text that a person wrote
    has such a sign when it is written.
    """

    __slots__ = ()


OPEN_GAP = re.compile("\1(q[0-9]+_[0-9]+):([a-z-]+)\1")

Value = str | int | float
Row = tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the table: its name, what it holds, and the option of `lovande table` that adds it ("" for none)."""

    name: str
    type: Literal["string", "date", "number", "integer"] = "string"
    added_by: Literal["", "options", "votes", "notes"] = ""


ABOUT_SHEET = (
    Column(name="file"),
    Column(name="id"),
    Column(name="respondent"),
    Column(name="practice"),
    Column(name="organisation"),
    Column(name="target_group"),
    Column(name="date", type="date"),
    Column(name="participants", type="integer"),
    Column(name="joined", type="integer"),
    Column(name="language"),
    Column(name="framework_version"),
    Column(name="version"),
    Column(name="wording"),
)

COLUMNS = (
    *ABOUT_SHEET,
    Column(name="element"),
    Column(name="question"),
    Column(name="code"),
    Column(name="kind"),
    Column(name="answer"),
    Column(name="value", type="number"),
    Column(name="low", type="number"),
    Column(name="high", type="number"),
    Column(name="weight", type="number"),
    Column(name="core", type="integer"),
    Column(name="documented", type="integer"),
    Column(name="vote", type="integer", added_by="votes"),
    Column(name="hands", added_by="votes"),
    Column(name="option", added_by="options"),
    Column(name="ticked", type="integer", added_by="options"),
    Column(name="note", added_by="notes"),
    Column(name="evidence", added_by="notes"),
)


@dataclass(frozen=True, kw_only=True)
class TableOptions:
    """What to put in the table beside what is always there; `wide` makes it a row for each sheet."""

    options: bool = False
    votes: bool = False
    notes: bool = False
    wide: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table with a row for each answer, in order."""
        return tuple(column for column in COLUMNS if not column.added_by or getattr(self, column.added_by))


class SheetRows(NamedTuple):
    """The rows of one sheet: the cells that all of them begin with, and the others of each."""

    about: Row
    rows: list[Row]


def sheet_rows(framework: Framework, sheet: AnswerSheet, file: str, wanted: TableOptions) -> Iterator[SheetRows]:
    """The rows of one sheet; with `votes` those of every person behind a joined sheet come after the sheet's own."""
    joined = sheet.holds_votes
    for one, vote in sheet_and_people(sheet, wanted):
        about = about_sheet(one, file, joined=joined)
        yield SheetRows(about, answer_rows(framework, one, wanted, vote=vote, joined=joined))


def sheet_and_people(sheet: AnswerSheet, wanted: TableOptions) -> Iterator[tuple[AnswerSheet, int]]:
    """The sheet and 0, and with `votes` that of every person behind it and 1; how many took part is not theirs."""
    yield sheet, 0
    if wanted.votes:
        for person, alone in sheet.by_person.items():
            workshop = replace(sheet.workshop, answered_by=person, participants=None)
            yield replace(alone, workshop=workshop), 1


def about_sheet(sheet: AnswerSheet, file: str, *, joined: bool) -> Row:
    """What every row says about its sheet, as in `ABOUT_SHEET`."""
    practice, workshop, version = sheet.practice, sheet.workshop, sheet.framework_version
    what = (practice.name, practice.organisation, practice.target_group, workshop.date)
    count = "" if workshop.participants is None else workshop.participants
    # with a letter before it no program takes 2026.10 for the number 2026.1, or a digest of figures for a number
    wordings = " ".join(f"w{wording}" for wording in sheet.wordings)
    versions = (version, f"v{version}" if version else "", wordings)
    who = (file, sheet.id, workshop.answered_by)
    return (*who, *what, count, int(joined), sheet.language, *versions)


def answer_rows(
    framework: Framework, sheet: AnswerSheet, wanted: TableOptions, *, vote: int, joined: bool
) -> list[Row]:
    """A row for each asked question of one sheet, or with `options` one for each of the question's options."""
    codes = question_codes(framework)
    rows: list[Row] = []
    for question, gap in questions_with_gaps(framework, sheet, joined=joined):
        answer = sheet.answers.get(question.id, OPEN)
        rows += unfold(answer_cells(question, answer, gap, codes[question.id]), question, answer, wanted, vote)
    for identity, answer in retired_answers(framework, sheet):
        said = (identity.partition(".")[0], identity, "", "retired", " ".join(answer.chosen))
        rows += unfold((*said, "", "", "", 0, 0, has_evidence(answer)), None, answer, wanted, vote)
    return rows


def questions_with_gaps(framework: Framework, sheet: AnswerSheet, *, joined: bool) -> Iterator[tuple[Question, str]]:
    """The questions that are asked, each with why it has no answer, should it have none: a kind, or an `OpenGap`.

    Where people are `joined` nothing is skipped: the question may be newer than their own sheets were.
    """
    codes, is_open = question_codes(framework), is_of_another_version(framework, sheet)
    asked = asked_questions(framework, sheet)
    answered = [index for index, question in enumerate(asked) if sheet.answer(question.id).chosen]
    last, begun = answered[-1] if answered else -1, {asked[index].element for index in answered}
    for index, question in enumerate(asked):
        # left open on the way to a later answer is a choice; behind the last answer nobody may have come that far
        is_skipped = not joined and index < last and question.element in begun
        gap: Kind = "skipped" if is_skipped else "not-reached"
        yield question, OpenGap(f"\1{codes[question.id]}:{gap}\1") if is_open else gap


def is_of_another_version(framework: Framework, sheet: AnswerSheet) -> bool:
    """Whether the sheet's version of the framework may lack questions that ours has."""
    return sheet.framework_version not in ("", framework.version)


def answered_codes(framework: Framework, sheet: AnswerSheet) -> frozenset[str]:
    """The codes of the questions that the sheet, or one of the people behind it, answers: its version had them."""
    codes = question_codes(framework)
    return frozenset(
        codes[identity]
        for identity, answer in sheet.answers.items()
        if identity in codes and (answer.chosen or answer.hands or any(vote.chosen for vote in answer.votes.values()))
    )


def settle_gaps(lines: str, known: Collection[str]) -> str:
    """The lines with a kind for every open gap; questions of other codes than the known were not in the version."""
    return OPEN_GAP.sub(lambda gap: gap[2] if gap[1] in known else "not-in-version", lines)


def retired_answers(framework: Framework, sheet: AnswerSheet) -> Iterator[tuple[str, Answer]]:
    """What the sheet answers to questions that are asked no more, by their ids."""
    return ((identity, sheet.answers[identity]) for identity in framework.retired if identity in sheet.answers)


def answer_cells(question: Question, answer: Answer, gap: str, code: str) -> Row:
    """What a row says of its question and answer, up to whether it is documented."""
    if answer.votes or answer.hands:
        return weighed_cells(question, answer, gap, code)
    # votes and hands are a sheet's own; all other answers are the same few in every file
    return alike_cells(question, answer.chosen, gap, code, has_evidence(answer))


@lru_cache(maxsize=10_000)
def alike_cells(question: Question, chosen: tuple[str, ...], gap: str, code: str, shown: int) -> Row:
    """`answer_cells`, remembered: in thousands of files the same is chosen."""
    return weighed_cells(question, Answer(chosen=chosen, evidence="." * shown), gap, code)


def weighed_cells(question: Question, answer: Answer, gap: str, code: str) -> Row:
    """`answer_cells`, worked out."""
    scored = weigh_answer(question, answer)
    kind = kind_of_answer(question, answer, gap)
    value = "" if scored.value is None else plain_number(scored.value)
    # not-applicable leaves the element, so it has no least and no most
    bounds = (plain_number(scored.low), plain_number(scored.high)) if kind != "not-applicable" else ("", "")
    weight, core = plain_number(question.weight), int(question.core)
    said = (question.element, question.id, code, kind, " ".join(answer.chosen), value)
    return (*said, *bounds, weight, core, has_evidence(answer))


def kind_of_answer(question: Question, answer: Answer, gap: str) -> str:
    """The kind of answer; where it is open why people leave it so, else the gap."""
    kind = kind_and_value(question, answer.chosen)[0]
    if kind != "unanswered":
        return kind
    reason = find_reason(question, answer) if answer.votes or answer.hands else "unanswered"
    return {"differs": "differs", "one-knows": "differs", "nobody-knows": "unknown", "unanswered": gap}[reason]


def unfold(cells: Row, question: Question | None, answer: Answer, wanted: TableOptions, vote: int) -> Iterator[Row]:
    """The row, or a row for each option of the question, with the cells that were asked for."""
    if wanted.votes:
        cells = (*cells, vote, hands_text(answer))
    notes = (answer.note, answer.evidence) if wanted.notes else ()
    if not wanted.options:
        yield (*cells, *notes) if notes else cells
        return
    # 1 or 0, "" where no option was chosen; a question on a scale has a row all the same, with both cells empty
    options = question.options if question else ()
    chosen = any(option.id in answer.chosen for option in options)
    for option in options:
        yield (*cells, option.id, int(option.id in answer.chosen) if chosen else "", *notes)
    if not options:
        yield (*cells, "", "", *notes)


def hands_text(answer: Answer) -> str:
    """A show of hands in one cell: "yes=4 no=5"."""
    return " ".join(f"{choice}={count}" for choice, count in answer.hands.items())


def has_evidence(answer: Answer) -> int:
    """1 where something shows what was answered, else 0."""
    return int(bool(answer.evidence.strip()))


@cache  # the same for every sheet
def question_codes(framework: Framework) -> Mapping[str, str]:
    """A short code for each question, by its id, that every program takes as a name: q4_1 is question 4.1."""
    return {
        question.id: f"q{element.number}_{place}"
        for element in framework.elements
        for place, question in enumerate(element.questions, 1)
    }


def plain_number(value: Fraction) -> int | float:
    """The fraction as a whole number where it is one, else with decimals."""
    return int(value) if value.denominator == 1 else float(value)
