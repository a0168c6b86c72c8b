"""The same practice (name and organisation), and its rounds: which sheets belong to one time (90 days).

The same practice has the same name and organisation, however they are spaced and capitalised; a slip of one letter is
forgiven. A round is the sheets on one practice whose dates lie within 90 days of each other: what several people
answered at one time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Protocol, TypeVar

from lovande_cli.assessment.answers import AnswerSheet, plain_words

ROUND_DAYS = 90
"""Sheets on one practice whose dates lie within this many days of each other are one round."""

MISSPELLED = 0.8
"""Words as alike as this (difflib's ratio) are taken for one word, spelled differently: at 0.8 one letter of five."""


class DatedSheet(Protocol):
    """What is said about one practice (its `practice_key`) at one time, and the file that says so.

    `date` is YYYY-MM-DD or "", `written` the name and organisation as they are written.
    """

    @property
    def practice(self) -> tuple[str, str]: ...

    @property
    def date(self) -> str: ...

    @property
    def file(self) -> str: ...

    @property
    def written(self) -> tuple[str, str]: ...


PracticeKey = tuple[str, str]
"""What tells practices apart: name and organisation, in lower case and with single spaces."""

T = TypeVar("T")
Dated = TypeVar("Dated", bound=DatedSheet)


def is_same_name(name: str, usual: str) -> bool:
    """Whether two names of practices, in lower case and with single spaces, differ so little that one is meant.

    A missing name is no other name. Spaces may differ, one may have words that the other lacks, and words may be
    spelled a little differently; a figure or a short word that differs makes another practice (Grupp 1, Grupp 2).
    """
    if not name or not usual or name.replace(" ", "") == usual.replace(" ", ""):
        return True
    words, usual_words = set(name.split()), set(usual.split())
    here, there = words - usual_words, usual_words - words
    if not here or not there:
        return True
    return len(here) == len(there) and all(
        any(SequenceMatcher(a=word, b=other).ratio() >= MISSPELLED for other in there) for word in here
    )


@lru_cache(maxsize=20_000)  # asked for many times of each practice
def practice_key(name: str, organisation: str) -> PracticeKey:
    """The key of a practice whose name and organisation are written so."""
    return plain_words(name), plain_words(organisation)


def by_practice(rows: Iterable[Dated]) -> Iterator[tuple[Dated, ...]]:
    """The rows about each practice, in order of first mention; a row without a name is a practice of its own.

    Rows whose name is that of another practice with a slip in it come last among the rows of that one.
    """
    found: dict[PracticeKey, list[Dated]] = {}
    for row in rows:
        key = row.practice if row.practice[0] else ("", row.file)
        found.setdefault(key, []).append(row)
    for slip, meant in find_slips({key: len(named) for key, named in found.items() if key[0]}).items():
        found[meant] += found.pop(slip)
    return map(tuple, found.values())


def written_names(of_practice: Iterable[DatedSheet]) -> list[tuple[str, ...]]:
    """The names of one practice as they are written, where they are not all the same; with the organisation if need be.

    One tuple of them or none.
    """
    written = {row.practice: row.written for row in of_practice}
    if len(written) < 2:
        return []
    is_enough = len({name for name, _ in written}) == len(written)
    return [tuple(n if is_enough or not o else f"{n} ({o})" for n, o in written.values())]


def find_slips(times: Mapping[PracticeKey, int]) -> dict[PracticeKey, PracticeKey]:
    """The practices that are another with a slip of one letter in its name or organisation, or without organisation.

    Each with the one that is meant: that which is written more `times`, or came first. Nothing is taken for a slip that
    might be one of several practices.
    """
    meant: dict[PracticeKey, PracticeKey] = {}
    for same, other in ((1, 0), (0, 1)):  # a slip in the name within one organisation, then the other way round
        groups: defaultdict[tuple[str, str], list[PracticeKey]] = defaultdict(list)
        for key in times:
            if key not in meant and key[other]:
                groups[key[same], figures_in(key[other])].append(key)
        for keys in groups.values():
            if len(keys) > 1:
                meant |= find_slips_among(sorted(keys, key=lambda key: -times[key]), other)
    of_name: defaultdict[str, list[PracticeKey]] = defaultdict(list)
    for key in times:
        if key not in meant:
            of_name[key[0]].append(key)
    # who leaves the organisation out means the only one there is
    meant |= {min(keys): max(keys) for keys in of_name.values() if len(keys) == 2 and not min(keys)[1]}
    return {slip: meant.get(usual, usual) for slip, usual in meant.items()}


def find_slips_among(keys: Iterable[PracticeKey], part: int) -> dict[PracticeKey, PracticeKey]:
    """Those of the keys whose name (part 0) or organisation (1) is that of one before with a slip of one letter in it.

    Only those are compared that are the same without one letter of each: ten thousand cannot all be compared.
    """
    usual: defaultdict[str, list[PracticeKey]] = defaultdict(list)
    meant: dict[PracticeKey, PracticeKey] = {}
    for key in keys:
        letters = key[part].replace(" ", "")
        shortened = {letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))}
        near = {other for short in shortened for other in usual.get(short, ()) if is_slip(key[part], other[part])}
        if len(near) == 1:
            meant[key] = near.pop()
        else:
            for short in shortened:
                usual[short].append(key)
    return meant


def is_slip(name: str, usual: str) -> bool:
    """Whether of two names that differ by a letter one is meant: another figure or one word more is no slip."""
    if name.replace(" ", "") == usual.replace(" ", ""):
        return True
    is_as_long = len(name.split()) == len(usual.split())
    return is_as_long and figures_in(name) == figures_in(usual) and is_same_name(name, usual)


def figures_in(name: str) -> str:
    """The figures in the name, which tell it from others: Grupp 10, Grupp 11."""
    return "".join(filter(str.isdigit, name))


def split_rounds(rows: Iterable[Dated], days: int = ROUND_DAYS) -> tuple[tuple[Dated, ...], ...]:
    """One practice's rows by round, earliest first: the sheets whose dates lie within `days` of each other.

    The sheets without a date belong to the only round there is. Where there are several nobody can know to which: those
    of each file are a round of their own, before the others.
    """
    rows = tuple(rows)
    if len(rows) == 1:
        return (rows,)
    undated, rounds = split_by_date(rows, lambda row: row.date, days)
    # one round only: there is nowhere else that an undated sheet could belong
    if undated and len(rounds) < 2:
        rounds, undated = [[*undated, *(row for of_round in rounds for row in of_round)]], []
    by_file: dict[str, list[Dated]] = {}
    for row in undated:
        by_file.setdefault(row.file, []).append(row)
    ordered = (tuple(sorted(members, key=lambda row: (row.date, row.file))) for members in rounds)
    return (*map(tuple, by_file.values()), *ordered)


def latest_round(found: Iterable[T], date_of: Callable[[T], str]) -> tuple[list[T], list[list[T]]]:
    """Those of one practice's latest round, and the earlier rounds, earliest first.

    What has no date counts to the latest round: nothing says that it is of another year.
    """
    undated, rounds = split_by_date(found, date_of, ROUND_DAYS)
    return undated + (rounds[-1] if rounds else []), rounds[:-1]


def latest_before(found: Iterable[T], sheet_of: Callable[[T], AnswerSheet], sheet: AnswerSheet) -> T | None:
    """The latest that is about the sheet's practice and from an earlier round, else about one named nearly the same.

    Of one day's, the answers of several people come first and one person's last.
    """
    day, name = day_number(sheet.workshop.date), plain_words(sheet.practice.name)
    candidates: list[tuple[tuple[bool, int, bool, bool], T]] = []
    for each in found:
        other = sheet_of(each)
        other_day, other_name = day_number(other.workshop.date), plain_words(other.practice.name)
        if (
            (day is not None and other_day is not None and day - other_day > ROUND_DAYS)
            and (name and other_name and is_same_name(other_name, name))
            and is_same_name(plain_words(other.practice.organisation), plain_words(sheet.practice.organisation))
        ):
            is_one_person = bool(other.workshop.answered_by.strip())
            candidates.append(((other_name == name, other_day, other.holds_votes, not is_one_person), each))
    return max(candidates, key=lambda candidate: candidate[0])[1] if candidates else None


def split_by_date(found: Iterable[T], date_of: Callable[[T], str], days: int) -> tuple[list[T], list[list[T]]]:
    """Those without a date as they came, and the others by round, earliest first, each in order of date."""
    undated: list[T] = []
    dated: list[tuple[int, T]] = []
    for item in found:
        day = day_number(date_of(item))
        if day is None:
            undated.append(item)
        else:
            dated.append((day, item))
    rounds: list[list[T]] = []
    first = 0
    # counted from the first of a round, not from the one before: else a sheet a month would make one round of a year
    for day, item in sorted(dated, key=lambda dated_item: dated_item[0]):
        if not rounds or day - first > days:
            rounds.append([])
            first = day
        rounds[-1].append(item)
    return undated, rounds


def day_number(text: str) -> int | None:
    """The date as a number of days, so that two can be subtracted; None where there is none."""
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None
