"""The sample of a study: each person's answers as numbers; which are compared, which are not and why; who came back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain, pairwise
from typing import Literal, get_args

from lovande_cli.assessment.answers import AnswerSheet, plain_words
from lovande_cli.assessment.coded_answers import HANDS, NOT_IN_VERSION, NOT_REACHED, SKIPPED, encode_with_gaps
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.people import find_people, without_joined_twice
from lovande_cli.assessment.pilot import PilotAnswers, pilot_answers
from lovande_cli.assessment.rounds import (
    ROUND_DAYS,
    PracticeKey,
    by_practice,
    day_number,
    practice_key,
    split_rounds,
    written_names,
)

Reason = Literal["copy", "other-version", "untouched", "joined", "again", "unnamed", "undated", "alone"]
"""Why a sheet is compared with no other. The first five do not count at all: a copy of another file or another version
of it, nothing answered, in a joined file beside their own, and answered again by the same person in that round."""
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, kw_only=True, slots=True)
class StudiedSheet:
    """One person's answers to every question, as `encode_with_gaps` has them.

    `joined` says that they come from a file that joins several people's. `answered_by` is what the file says of who
    answered, in plain words, "" where people's answers are joined; `respondent` is that, else the name of the file or
    the label in the joined file. `id` is the sheet's, "" in older files. `person` is who that is, as `find_people` has
    it among the sheets on one practice, or before that as far as one sheet tells. `participants` is how many answered
    together, `written` the practice's name and organisation as they are written. `pilot` is what is said of the set
    itself, `pilot_of_group` what a joined file says beside its people (in the first one's sheet).
    """

    file: str
    practice: PracticeKey
    date: str
    language: str
    answers: tuple[int, ...]
    joined: bool = False
    answered_by: str = ""
    participants: int = 1
    respondent: str = ""
    id: str = ""
    person: str = ""
    version: str = ""
    written: tuple[str, str] = ("", "")
    pilot: PilotAnswers | None = None
    pilot_of_group: PilotAnswers | None = None


Retest = tuple[StudiedSheet, StudiedSheet]
"""The sheets of one person on one practice, one day and the next time, which may be in another round."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The sheets that count, by the rounds in which they are compared, and what became of the others.

    In a round everybody is once. `people` are people, or groups that answered together; who does not say who they are
    is somebody else each time. `not_compared` says of how many sheets there is no other to compare with, or which do
    not count, by reason. `same_names` are the names of practices that were taken for one though they are written
    differently. A round lasts for so many `days`.
    """

    days: int
    practices: int
    people: int
    by_practice: tuple[tuple[tuple[StudiedSheet, ...], ...], ...]
    retests: tuple[Retest, ...]
    not_compared: Mapping[Reason, int]
    same_names: tuple[tuple[str, ...], ...]

    @cached_property
    def rounds(self) -> tuple[tuple[StudiedSheet, ...], ...]:
        """The rounds of all practices."""
        return tuple(chain(*self.by_practice))

    @cached_property
    def sheets(self) -> tuple[StudiedSheet, ...]:
        """The sheets that count."""
        return tuple(sheet for of_round in self.rounds for sheet in of_round)

    @property
    def pairs(self) -> int:
        """How many pairs of sheets can be compared: those of each round."""
        return sum(len(of_round) * (len(of_round) - 1) // 2 for of_round in self.rounds)

    @cached_property
    def soon_again(self) -> tuple[Retest, ...]:
        """The retests in which no more days lie between than a round lasts: the practice is hardly another by then."""
        return tuple(retest for retest in self.retests if days_between(retest) <= self.days)

    @property
    def answers_alike(self) -> Fraction | None:
        """The mean over these retests of the share of questions answered both times in which the answer is the same."""
        shares = []
        for first, second in self.soon_again:
            both = [(then, now) for then, now in zip(first.answers, second.answers, strict=True) if min(then, now) > 0]
            shares += [Fraction(sum(then == now for then, now in both), len(both))] if both else []
        return sum(shares, Fraction(0)) / len(shares) if shares else None


def studied_sheets(
    framework: Framework, sheet: AnswerSheet, file: str, respondent: str = ""
) -> tuple[StudiedSheet, ...]:
    """The sheet as numbers; one for each person behind it where it joins several people's answers.

    `respondent` is what the one goes by who does not say who answered: the name of the file, say.
    """
    people = sheet.by_person
    written = sheet.practice.name, sheet.practice.organisation
    answered_by = "" if people else plain_words(sheet.workshop.answered_by)
    return tuple(
        StudiedSheet(
            file=file,
            practice=practice_key(*written),
            date=sheet.workshop.date,
            language=sheet.language,
            answers=encode_with_gaps(framework, person, joined=bool(people)),
            joined=bool(people),
            answered_by=answered_by,
            participants=1 if people else sheet.workshop.participants or 1,
            respondent=plain_words(label) or answered_by or plain_words(respondent),
            id=person.id,
            person=answered_by or person.id,
            version=sheet.framework_version,
            written=written,
            pilot=pilot_answers(person),
            pilot_of_group=pilot_answers(sheet) if people and not place else None,
        )
        for place, (label, person) in enumerate((people or {"": sheet}).items())
    )


def take_sample(
    framework: Framework,
    sheets: Iterable[StudiedSheet],
    *,
    days: int = ROUND_DAYS,
    left_out: Mapping[Reason, int] | None = None,
) -> Sample:
    """The sample of these sheets; `left_out` are files that were not even read into sheets, by reason."""
    reasons = Counter(left_out)
    touched = []
    for sheet in mark_absent_questions(framework, tuple(sheets)):
        if is_answered(sheet):
            touched.append(sheet)
        else:
            reasons["untouched"] += 1
    compared: list[tuple[tuple[StudiedSheet, ...], ...]] = []
    retests: list[Retest] = []
    same_names: list[tuple[str, ...]] = []
    practices = people = 0
    for found in by_practice(touched):
        practices += 1
        same_names += written_names(found)
        # the first has the usual name: those with a slip in it come last (see `by_practice`)
        usual = found[0].practice
        of_practice = [sheet if sheet.practice == usual else replace(sheet, practice=usual) for sheet in found]
        of_practice = [
            sheet if sheet.person == person else replace(sheet, person=person)
            for sheet, person in zip(of_practice, find_people(of_practice), strict=True)
        ]
        retests += find_retests(of_practice)
        persons: list[str] = []
        rounds: list[tuple[StudiedSheet, ...]] = []
        for of_round in split_rounds(of_practice, days):
            everybody = without_joined_twice(of_round)
            once = latest_of_each(everybody)
            persons += (sheet.person for sheet in once)
            reasons["joined"] += len(of_round) - len(everybody)
            reasons["again"] += len(everybody) - len(once)
            if len(once) == 1:
                # an undated sheet of a practice with several rounds might belong to any of them
                is_undated = not once[0].date and len(of_round) < len(of_practice)
                reasons["undated" if is_undated else "alone" if once[0].practice[0] else "unnamed"] += 1
            rounds.append(once)
        compared.append(tuple(rounds))
        # a person in two rounds is one; whoever gives no name or id is counted each time, since nothing says
        # otherwise
        people += len(set(filter(None, persons))) + persons.count("")
    return Sample(
        days=days,
        practices=practices,
        people=people,
        by_practice=tuple(compared),
        retests=tuple(retests),
        not_compared={reason: reasons[reason] for reason in REASONS if reasons[reason]},
        same_names=tuple(same_names),
    )


def is_answered(sheet: StudiedSheet) -> bool:
    """Whether anything is answered in it, or hands were raised: the codes of answers are above 0."""
    return max(sheet.answers, default=0) > 0 or min(sheet.answers, default=0) < HANDS


def mark_absent_questions(framework: Framework, sheets: Sequence[StudiedSheet]) -> Iterable[StudiedSheet]:
    """The sheets, with `NOT_IN_VERSION` where a question is open that their version of the framework may not have had.

    Today's version has every question; another has those that some sheet made with it answers.
    """
    known: defaultdict[str, set[int]] = defaultdict(set)
    for sheet in sheets:
        if sheet.version not in ("", framework.version):
            known[sheet.version] |= {place for place, code in enumerate(sheet.answers) if code > 0 or code < HANDS}
    for sheet in sheets:
        if sheet.version not in known:
            yield sheet
            continue
        had = known[sheet.version]
        answers = tuple(
            NOT_IN_VERSION if code in (SKIPPED, NOT_REACHED) and place not in had else code
            for place, code in enumerate(sheet.answers)
        )
        yield replace(sheet, answers=answers)


def latest_of_each(people: Sequence[StudiedSheet]) -> tuple[StudiedSheet, ...]:
    """The sheets of a round, of everybody who can be told from others the latest only: nobody is their own second."""
    if len(people) == 1:
        return tuple(people)
    latest = {sheet.person: sheet for sheet in sorted(people, key=lambda sheet: (sheet.date, sheet.file))}
    return tuple(sheet for sheet in people if not sheet.person or latest[sheet.person] is sheet)


def find_retests(of_practice: Sequence[StudiedSheet]) -> list[Retest]:
    """The pairs of sheets in which the same person answers about the practice, and again on a later day."""
    if len(of_practice) == 1:
        return []
    by_person: defaultdict[str, list[StudiedSheet]] = defaultdict(list)
    for sheet in sorted(of_practice, key=lambda sheet: (sheet.date, sheet.file)):
        if sheet.date and not sheet.joined and sheet.person:
            by_person[sheet.person].append(sheet)
    return [
        (first, second)
        for sheets in by_person.values()
        for first, second in pairwise(sheets)
        if first.date < second.date
    ]


def days_between(retest: Retest) -> int:
    """How many days lie between the two."""
    first, second = (day_number(sheet.date) or 0 for sheet in retest)
    return second - first
