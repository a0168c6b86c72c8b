"""Who is who among the sheets on one practice: the same person again, namesakes, and the people in joined files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from lovande_cli.assessment.rounds import day_number

NAMESAKE_DAYS = 10
"""Sheets under one name fewer days apart are two people's: nobody is asked again so soon (docs/pilot says two weeks).

Our convention. Answers do not decide, for a retest of those who answered alike would always be one of high agreement.
"""

SAME_PERSON = 0.9
"""A sheet with this share of the answers that a joined file has of somebody is theirs: some may have been changed."""


class SignedSheet(Protocol):
    """A sheet and what it says of who answered: `answered_by` in plain words, `id` the sheet's, both perhaps ""."""

    @property
    def file(self) -> str: ...

    @property
    def date(self) -> str: ...

    @property
    def answered_by(self) -> str: ...

    @property
    def id(self) -> str: ...


class Voice(Protocol):
    """One person's answers as numbers, those above 0 given, in a file of their own or a joined one (`joined`).

    `respondent` is the name in the sheet, else the name of the file or the label in the joined file.
    """

    @property
    def file(self) -> str: ...

    @property
    def date(self) -> str: ...

    @property
    def joined(self) -> bool: ...

    @property
    def id(self) -> str: ...

    @property
    def respondent(self) -> str: ...

    @property
    def answers(self) -> tuple[int, ...]: ...


V = TypeVar("V", bound=Voice)

NO_MATCH = (False, False, 0)
"""How sure it is that somebody in a joined file is the one of a sheet, where it is somebody else."""


def find_people(sheets: Sequence[SignedSheet]) -> list[str]:
    """Who answered each of the sheets on one practice, the same text for the same person; "" where nothing tells.

    The sheet's name tells, or that of another sheet with its id, else the id. Where a name is shared, as a role is,
    each id is a person, and so is each sheet without one.
    """
    names = {sheet.id: sheet.answered_by for sheet in sheets if sheet.id and sheet.answered_by}
    called = [sheet.answered_by or names.get(sheet.id, "") for sheet in sheets]
    shared = find_shared_names(zip(called, sheets, strict=True))
    return [
        f"{name}\0{sheet.id or sheet.file}" if name in shared else name or sheet.id
        for name, sheet in zip(called, sheets, strict=True)
    ]


def find_shared_names(called: Iterable[tuple[str, SignedSheet]]) -> set[str]:
    """The names that several people go by: two sheets under it are not one by id, and nearly as old or undated."""
    by_name: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, sheet in called:
        if name:
            # an undated one is as old as any other
            by_name[name].append((day_number(sheet.date) or 0, sheet.id))
    return {
        name
        for name, found in by_name.items()
        if any(
            not (before_id and before_id == identity) and (not before or day - before < NAMESAKE_DAYS)
            for (before, before_id), (day, identity) in pairwise(sorted(found))
        )
    }


def without_joined_twice(of_round: Sequence[V]) -> list[V]:
    """Those of a round without the people in joined files who are there already, with a file of their own.

    Or in a joined file that is later, or has more people. The others in the joined file count.
    """
    if len(of_round) == 1:
        return list(of_round)
    sizes = Counter(voice.file for voice in of_round)
    people = [voice for voice in of_round if not voice.joined]
    joined = sorted((voice for voice in of_round if voice.joined), key=lambda voice: voice.file)
    joined.sort(key=lambda voice: (voice.date, sizes[voice.file]), reverse=True)
    for file in dict.fromkeys(voice.file for voice in joined):
        behind = [voice for voice in joined if voice.file == file]
        known = match_people(behind, people)
        people += [person for place, person in enumerate(behind) if place not in known]
    return people


def match_people(behind: Sequence[Voice], people: Sequence[Voice]) -> dict[int, int]:
    """Whom of the people behind a joined file the others are: the place there, and that among these."""
    found = sorted(
        ((sureness, place, other) for place, person in enumerate(behind) for other, there in enumerate(people)
         if (sureness := same_person(person, there)) > NO_MATCH),
        reverse=True,
    )  # fmt: skip
    known: dict[int, int] = {}  # the surest first, everybody for one person only
    for _, place, other in found:
        if place not in known and other not in known.values():
            known[place] = other
    return known


def same_person(joined: Voice, other: Voice) -> tuple[bool, bool, int]:
    """How surely somebody in a joined file is the one of another sheet: by id, by name, by how many answers are alike.

    All of it nothing where it is somebody else: nearly all answers must be alike, half of them where the name is the
    same, and two sheets that have ids of their own are those of one person only where the name is.
    """
    given = sum(code > 0 for code in joined.answers)
    alike = sum(code > 0 and code == there for code, there in zip(joined.answers, other.answers, strict=True))
    has_id, has_its_id = bool(joined.id and other.id), bool(joined.id) and joined.id == other.id
    is_named = joined.respondent == other.respondent and 2 * alike >= given
    is_alike = alike >= SAME_PERSON * given and not has_id
    return (has_its_id, is_named, alike) if has_its_id or is_named or is_alike else NO_MATCH
