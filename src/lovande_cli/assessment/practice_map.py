"""The map of a field: many practices, the elements that each one has, and how many have each element; no ranking.

A process that reads a file makes a `MapRow` of it: statuses, and the answers as numbers. The sheets of a round, what
several people answered at one time, are one row: only these are decoded, joined and scored again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import PureWindowsPath
from typing import Literal, NamedTuple

from lovande_cli.assessment.answers import OPEN, Answer, AnswerSheet, Practice, Workshop, is_asked, plain_words
from lovande_cli.assessment.change import compare_element, known_questions
from lovande_cli.assessment.coded_answers import CodedAnswers, decode_answers, encode_answers
from lovande_cli.assessment.direction import MIRRORED, Direction, element_readings, find_direction
from lovande_cli.assessment.framework import Category, Element, Framework, Lens, Question, Thresholds
from lovande_cli.assessment.group import agreed_on, join_sheets
from lovande_cli.assessment.lenses import parts_as_elements
from lovande_cli.assessment.people import find_people, match_people, without_joined_twice
from lovande_cli.assessment.rounds import (
    ROUND_DAYS,
    PracticeKey,
    by_practice,
    practice_key,
    split_rounds,
    written_names,
)
from lovande_cli.assessment.scoring import (
    STATUSES,
    ElementResult,
    Status,
    is_tested_in_trial,
    read_element,
    score_element,
    weigh_answer,
)

Order = Literal["name", "organisation", "file"]


class ElementSummary(NamedTuple):
    """One element of one practice, as `score` has it, but light: a map may hold a hundred thousand of these.

    `low` and `high` are the shares from 0 to 1, None when the element is not applicable.
    """

    status_low: Status
    status_high: Status
    low: float | None
    high: float | None
    questions: int
    answered: int
    documented: int

    @property
    def status(self) -> Status:
        """The status that both readings agree on, else unclear."""
        return self.status_low if self.status_low == self.status_high else "unclear"


@dataclass(frozen=True, kw_only=True, slots=True)
class MapRow:
    """One practice at one time: its cells in the order of the elements, and the answers to join with those of others.

    `sheets` is how many sheets are joined in it, `participants` how many people a sheet speaks for. `answers` is None
    where people's answers are joined already: such a row stands for them and is not joined again; `joined` has what
    they have settled and then what each of them answers, `labels` each one's label and the id of their sheet. `raters`
    is how many answered each on their own. `answered_by` is what the sheet says of who did, in plain words, `id` the
    sheet's; `person` who that is, as `find_people` has it, or before that as far as one sheet tells.
    """

    file: str
    name: str
    organisation: str
    target_group: str
    date: str
    framework_version: str
    tested_in_trial: bool
    cells: tuple[ElementSummary, ...]
    answers: CodedAnswers | None
    sheets: int = 1
    participants: int | None = None
    joined: tuple[CodedAnswers, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    raters: int = 1
    answered_by: str = ""
    id: str = ""
    person: str = ""

    @property
    def practice(self) -> PracticeKey:
        """What tells practices apart, however the name is spaced and capitalised."""
        return practice_key(self.name, self.organisation)

    @property
    def written(self) -> tuple[str, str]:
        """The practice's name and organisation as they are written."""
        return self.name, self.organisation


@dataclass(frozen=True, kw_only=True)
class Movements:
    """Where the elements went from each practice's first round to its last, in `pairs` practices that have both.

    In `other_raters` of them not as many people answered each time, in `other_questions` some questions may be new.
    """

    pairs: int
    other_raters: int
    other_questions: int
    by_element: Mapping[str, Mapping[Direction, int]]


@dataclass(frozen=True, kw_only=True)
class PracticeMap:
    """The map: its rows in the order asked for, of how many practices and sheets, and what is not shown.

    `left_out` counts the sheets that the filters left out (`undated` of them for want of a date), `earlier` those of
    earlier rounds, `of_no_round` those without a date of practices that have several. `same_names` are the names of
    practices that were taken for one though they are written differently. `columns` are the elements, or the parts of
    the lens that the map is seen through. `title` is the person's own, or "".
    """

    framework: Framework
    columns: tuple[Element, ...]
    rows: tuple[MapRow, ...]
    lens: Lens | None = None
    title: str = ""
    practices: int = 0
    sheets: int = 0
    earlier: int = 0
    left_out: int = 0
    undated: int = 0
    of_no_round: int = 0
    same_names: tuple[tuple[str, ...], ...] = ()
    movements: Movements | None = None

    @cached_property
    def by_element(self) -> Mapping[str, Mapping[Status, int]]:
        """How many rows have each status, by element."""
        counted = [Counter(row.cells[index].status for row in self.rows) for index in range(len(self.columns))]
        return {
            element.id: {status: counts[status] for status in STATUSES}
            for element, counts in zip(self.columns, counted, strict=True)
        }

    @cached_property
    def in_place(self) -> Mapping[str, tuple[MapRow, ...]]:
        """The rows that have each element, by element."""
        return {
            element.id: tuple(row for row in self.rows if row.cells[index].status == "present")
            for index, element in enumerate(self.columns)
        }

    @cached_property
    def repeated(self) -> tuple[tuple[MapRow, ...], ...]:
        """The rows that are about the same practice (name and organisation), where there are several."""
        return tuple(rows for rows in by_practice(self.rows) if len(rows) > 1)


def columns_of(framework: Framework, lens: Lens | None) -> tuple[Element, ...]:
    """What stands over the cells: the elements, or the parts of the lens."""
    return parts_as_elements(framework, lens) if lens else framework.elements


def row_of(file: str, framework: Framework, sheet: AnswerSheet, columns: Sequence[Element] = ()) -> MapRow:
    """One sheet's row: the elements, or the `columns` that are read instead of them."""
    people = sheet.by_person if sheet.holds_votes else {}
    answered_by = "" if people else plain_words(sheet.workshop.answered_by)
    voices = [sheet.answers, *(person.answers for person in people.values())] if people else []
    return MapRow(
        file=file,
        name=sheet.practice.name,
        organisation=sheet.practice.organisation,
        target_group=sheet.practice.target_group,
        date=sheet.workshop.date,
        framework_version=sheet.framework_version,
        tested_in_trial=is_tested_in_trial(framework, sheet),
        cells=tuple(read_cell(framework, sheet, column) for column in columns or framework.elements),
        answers=None if people else encode_answers(framework, sheet.answers),
        participants=sheet.workshop.participants,
        joined=tuple(encode_answers(framework, answers) for answers in voices),
        labels=tuple((label, person.id) for label, person in people.items()),
        raters=len(people) or 1,
        answered_by=answered_by,
        id="" if people else sheet.id,
        person="" if people else answered_by or sheet.id,
    )


def read_cell(framework: Framework, sheet: AnswerSheet, element: Element) -> ElementSummary:
    """What `score` says of the element, for a map."""
    chosen, documented = [], 0
    for question in element.questions:
        if question.ask_if is None or is_asked(framework, sheet, question):
            answer = sheet.answers.get(question.id, OPEN)
            # votes and hands without an answer give a range: the full rule, since they are few
            if not answer.chosen and (answer.votes or answer.hands):
                return summarise(score_element(framework, sheet, element))
            documented += bool(answer.evidence) and weigh_answer(question, answer).is_documented
            # evidence differs in every sheet and changes no status, so it is counted apart and what is remembered
            # stays small
            chosen.append((question, answer.chosen))
    summary = summarise_chosen(element, tuple(chosen), framework.thresholds)
    return summary._replace(documented=documented) if documented else summary


@lru_cache(maxsize=20_000)
def summarise_chosen(
    element: Element, chosen: tuple[tuple[Question, tuple[str, ...]], ...], thresholds: Thresholds
) -> ElementSummary:
    """The cell of undocumented answers; remembered, since thousands of sheets have the same few to an element."""
    answers = tuple(weigh_answer(question, Answer(chosen=choice)) for question, choice in chosen)
    return summarise(read_element(element, answers, thresholds))


def summarise(result: ElementResult) -> ElementSummary:
    """The element's result as the map has it."""
    return ElementSummary(
        status_low=result.status_low,
        status_high=result.status_high,
        low=None if result.low is None else float(result.low),
        high=None if result.high is None else float(result.high),
        questions=len(result.answers),
        answered=result.answered,
        documented=result.documented,
    )


def join_rows(framework: Framework, columns: Sequence[Element], rows: Sequence[MapRow]) -> MapRow:
    """One row of a round: where people differ, an element goes from the lowest answer to the highest.

    Somebody who answered twice is there with the later sheet: nobody differs from themselves. A sheet that already
    joins people's answers stands for them, the latest where there are several, and the others are joined to it.
    """
    if len(rows) == 1:
        return rows[0]
    # the last of a person wins, since later keys replace earlier ones
    latest = {row.person: row for row in sorted(rows, key=lambda row: row.date)}
    rows = [row for row in rows if not row.person or latest[row.person] is row]
    # an empty sheet, a form that nobody filled in, is no voice among the others
    rows = [row for row in rows if row.answers is None or not row.answers.is_empty] or rows[:1]
    joined = max((row for row in rows if row.answers is None), key=lambda row: (row.date, row.raters), default=None)
    if len(rows) == 1:
        return replace(rows[0], sheets=1)
    if joined is None:
        sheets = [decode_row(framework, row) for row in rows]
    else:
        others = without_joined_twice([voice for row in rows if row is not joined for voice in voices_of(row)])
        behind = voices_of(joined)
        known = match_people(behind, others)
        own = {place: others[other] for place, other in known.items() if not others[other].joined}
        if len(known) == len(others) and all(behind[place].answers == one.answers for place, one in own.items()):
            return replace(joined, sheets=len(rows))
        sheets = speak_each(framework, joined, {place: one.decode(framework).answers for place, one in own.items()})
        sheets += [one.decode(framework) for other, one in enumerate(others) if other not in known.values()]
    sheet = join_sheets(framework, sheets)
    return replace(row_of((joined or rows[0]).file, framework, sheet, columns), answers=None, sheets=len(rows))


class RowVoice(NamedTuple):
    """What one person answers in a row, as `people.Voice` has it, and how to decode it."""

    row: MapRow
    coded: CodedAnswers
    respondent: str
    id: str

    @property
    def file(self) -> str:
        return self.row.file

    @property
    def date(self) -> str:
        return self.row.date

    @property
    def joined(self) -> bool:
        return self.row.answers is None

    @property
    def answers(self) -> tuple[int, ...]:
        return self.coded.chosen

    def decode(self, framework: Framework) -> AnswerSheet:
        """The person's sheet, as far as the row tells."""
        participants = None if self.joined else self.row.participants
        return decode_row(framework, replace(self.row, answers=self.coded, joined=(), participants=participants))


def voices_of(row: MapRow) -> list[RowVoice]:
    """Everybody behind a row that one file makes."""
    if row.answers is not None:
        respondent = row.answered_by or plain_words(PureWindowsPath(row.file).stem)
        return [RowVoice(row, row.answers, respondent, row.id)]
    return [
        RowVoice(row, coded, plain_words(label), identity)
        for (label, identity), coded in zip(row.labels, row.joined[1:], strict=True)
    ]


def speak_each(framework: Framework, row: MapRow, own: Mapping[int, Mapping[str, Answer]]) -> list[AnswerSheet]:
    """The people behind a joined row, each with what they settled together, else with what their `own` file says.

    As in `joined_before`: what is settled only because they agreed on it is what they agree on now.
    """
    settled, *votes = [decode_answers(framework, voice) for voice in row.joined]
    now = [
        {**vote, **{question: answer for question, answer in own.get(place, {}).items() if answer.chosen}}
        for place, vote in enumerate(votes)
    ]
    for question, answer in settled.items():
        before, today = ([voice.get(question, OPEN).chosen for voice in voices] for voices in (votes, now))
        given = [Answer(chosen=chosen) for chosen in before]
        is_agreed = answer.chosen == agreed_on(framework.question_by_id[question], given)
        if not (is_agreed and before != today) and (answer.chosen or not any(before)):
            for person in now:
                person[question] = answer
    empty = decode_row(framework, replace(row, answers=None, joined=(), participants=None))
    return [replace(empty, answers=person) for person in now]


def decode_row(framework: Framework, row: MapRow) -> AnswerSheet:
    """The sheet that the row was made of, as far as it tells: what was chosen, by each person behind it too."""
    settled, *people = row.joined or (row.answers or CodedAnswers((0,) * len(framework.questions), 0),)
    answers = decode_answers(framework, settled)
    for label, voice in enumerate(people):
        for question, vote in decode_answers(framework, voice).items():
            answer = answers.get(question, OPEN)
            answers[question] = replace(answer, votes={**answer.votes, str(label): vote})
    return AnswerSheet(
        framework_id=framework.id,
        framework_version=row.framework_version,
        language="",
        practice=Practice(name=row.name, organisation=row.organisation, target_group=row.target_group),
        workshop=Workshop(date=row.date, participants=row.participants),
        answers=answers,
    )


@dataclass(frozen=True, kw_only=True)
class MapOptions:
    """Which rows a map shows, joined and ordered how; `sort_key` makes texts comparable.

    `organisation` and `target_group` are part of what is written there, in any case; `since` is the first date (YYYY,
    YYYY-MM, YYYY-MM-DD).
    With `join` the sheets of a round are one row, with `latest` only each practice's last round is shown. With a `lens`
    the rows must have been made with its `columns_of`.
    """

    organisation: str = ""
    target_group: str = ""
    since: str = ""
    order: Order = "name"
    sort_key: Callable[[str], str] = str.casefold
    join: bool = True
    latest: bool = True
    change: bool = False
    days: int = ROUND_DAYS
    lens: Lens | None = None
    title: str = ""

    def row_key(self, row: MapRow) -> tuple[str, ...]:
        """What rows are ordered by."""
        name, organisation = self.sort_key(row.name), self.sort_key(row.organisation)
        keys: Mapping[Order, tuple[str, ...]] = {
            "name": (name, organisation, row.date, row.file),
            "organisation": (organisation, name, row.date, row.file),
            "file": (row.file,),
        }
        return keys[self.order]


def map_practices(framework: Framework, rows: Iterable[MapRow], options: MapOptions | None = None) -> PracticeMap:
    """The map of the rows that the options let through."""
    options = options or MapOptions()
    columns = columns_of(framework, options.lens)
    every = tuple(rows)
    wanted = plain_words(options.organisation), plain_words(options.target_group)
    found = [
        row
        for row in every
        if (not wanted[0] or wanted[0] in row.practice[1])
        and (not wanted[1] or wanted[1] in plain_words(row.target_group))
    ]
    kept = [row for row in found if not options.since or row.date >= options.since]
    found_practices = list(by_practice(kept))
    practices = [split_rounds(as_one_practice(rows), options.days) for rows in found_practices]
    shown = [sheets for rounds in practices for sheets in (rounds[-1:] if options.latest else rounds)]
    hidden = [rounds[:-1] if options.latest else () for rounds in practices]
    of_no_round = sum(not row.date for rounds in hidden for sheets in rounds for row in sheets)
    if options.join:
        drawn = [join_rows(framework, columns, sheets) for sheets in shown]
    else:
        drawn = [row for sheets in shown for row in sheets]
    count = sum(map(len, shown))
    return PracticeMap(
        framework=framework,
        columns=columns,
        lens=options.lens,
        rows=tuple(sorted(drawn, key=options.row_key)),
        title=options.title,
        practices=len(practices),
        sheets=count,
        earlier=len(kept) - count - of_no_round,
        of_no_round=of_no_round,
        same_names=tuple(names for rows in found_practices for names in written_names(rows)),
        left_out=len(every) - len(kept),
        undated=sum(not row.date for row in found) if options.since else 0,
        movements=count_movements(framework, columns, practices) if options.change else None,
    )


def as_one_practice(rows: Sequence[MapRow]) -> Sequence[MapRow]:
    """The rows on one practice under the name that it mostly has, that of the first; each with who answered."""
    usual = rows[0]
    return [
        row
        if row.practice == usual.practice and row.person == person
        else replace(row, name=usual.name, organisation=usual.organisation, person=person)
        for row, person in zip(rows, find_people(rows), strict=True)
    ]


def count_movements(
    framework: Framework, columns: Sequence[Element], practices: Sequence[Sequence[Sequence[MapRow]]]
) -> Movements:
    """Where every element went from the first dated round of each practice to its last, as `compare` has it."""
    moved: list[Counter[Direction]] = [Counter() for _ in columns]
    # only sheets of other versions are looked through: today's has every question
    known = known_questions(
        framework,
        (
            (row.framework_version, answered_questions(framework, row))
            for rounds in practices
            for of_round in rounds
            for row in of_round
            if row.framework_version != framework.version
        ),
    )
    pairs = other_raters = other_questions = 0
    for rounds in practices:
        dated = [of_round for of_round in rounds if of_round[-1].date]
        if len(dated) < 2:
            continue
        pairs += 1
        ends = [join_rows(framework, columns, of_round) for of_round in (dated[0], dated[-1])]
        other_raters += ends[0].raters != ends[1].raters
        may_lack = [
            framework.question_by_id.keys() - {q for row in of_round for q in known[row.framework_version]}
            for of_round in (dated[0], dated[-1])
        ]
        sheets: list[AnswerSheet] = []
        has_new = False
        for counts, column, before, after in zip(moved, columns, ends[0].cells, ends[1].cells, strict=True):
            direction = find_direction(element_readings(before), element_readings(after))
            if direction in ("clearer", "less-clear") or any(may_lack):
                # only then do the answers behind it matter: to read them all takes longer than to read the files
                sheets = sheets or [decode_row(framework, row) for row in ends]
                change = compare_element(framework, sheets, column, may_lack)
                direction, has_new = change.direction, has_new or bool(change.perhaps_new)
            counts[direction] += 1
        other_questions += has_new
    return Movements(
        pairs=pairs,
        other_raters=other_raters,
        other_questions=other_questions,
        by_element={
            element.id: {direction: counts[direction] for direction in MIRRORED}
            for element, counts in zip(columns, moved, strict=True)
        },
    )


def answered_questions(framework: Framework, row: MapRow) -> list[str]:
    """The ids of the questions that somebody behind the row has answered."""
    voices = row.joined or ((row.answers,) if row.answers else ())
    return [q.id for at, q in enumerate(framework.questions) if any(voice.chosen[at] for voice in voices)]


def columns_by_category(practice_map: PracticeMap) -> tuple[tuple[Category | None, tuple[Element, ...]], ...]:
    """The categories that have columns, each with them; None over the parts of a lens."""
    categories = [None] if practice_map.lens else practice_map.framework.categories
    grouped = ((c, tuple(e for e in practice_map.columns if e.category == (c.id if c else ""))) for c in categories)
    return tuple((category, elements) for category, elements in grouped if elements)
