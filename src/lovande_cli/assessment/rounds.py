"""The same practice (name and organisation), and its rounds: which sheets belong to one time (90 days).

The same practice has the same name and organisation, however they are spaced and capitalised. A round is the sheets on
one practice whose dates lie within 90 days of each other: what several people answered at one time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import Protocol, TypeVar

from lovande_cli.assessment.answers import AnswerSheet, plain_words

ROUND_DAYS = 90
"""Sheets on one practice whose dates lie within this many days of each other are one round."""

MISSPELLED = 0.8
"""Words as alike as this (difflib's ratio) are taken for one word, spelled differently: at 0.8 one letter of five."""


class DatedSheet(Protocol):
    """What is said about one practice (its `practice_key`) at one time, and the file that says so.

    `date` is YYYY-MM-DD or "".
    """

    @property
    def practice(self) -> tuple[str, str]: ...

    @property
    def date(self) -> str: ...

    @property
    def file(self) -> str: ...


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


def practice_key(name: str, organisation: str) -> tuple[str, str]:
    """What tells practices apart: name and organisation, in lower case and with single spaces."""
    return plain_words(name), plain_words(organisation)


def by_practice(rows: Iterable[Dated]) -> Iterator[tuple[Dated, ...]]:
    """The rows about each practice, in order of first mention; a row without a name is a practice of its own."""
    found: dict[tuple[str, str], list[Dated]] = {}
    for row in rows:
        key = row.practice if row.practice[0] else ("", row.file)
        found.setdefault(key, []).append(row)
    return map(tuple, found.values())


def split_rounds(rows: Iterable[Dated], days: int = ROUND_DAYS) -> tuple[tuple[Dated, ...], ...]:
    """One practice's rows by round, earliest first: the sheets whose dates lie within `days` of each other.

    The sheets without a date make one round, which comes first.
    """
    undated, rounds = split_by_date(rows, lambda row: row.date, days)
    ordered = (tuple(sorted(members, key=lambda row: (row.date, row.file))) for members in rounds)
    return (*([tuple(undated)] if undated else []), *ordered)


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
