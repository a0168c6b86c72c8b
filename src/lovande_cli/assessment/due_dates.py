"""Parses when a next step is due: a day, a week or a month, written as people write it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

ISO = re.compile(r"\b(\d{4})-(\d{1,2})(?:-(\d{1,2}))?\b")
YEAR = re.compile(r"\b(20\d\d)\b")
SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})\b")
DAY = re.compile(r"\b(\d{1,2})\.?\s*$")


class Due(NamedTuple):
    """The first and the last day of the time that is meant."""

    first: date
    last: date


def find_due(when: str, *, since: date, months: Mapping[str, int], weeks: Sequence[str]) -> Due | None:
    """The time that the words mean (2027-02, 15/3, 15 mars, uge 8); None where they name none.

    `months` are names by number, `weeks` the words before a week's number, all in lower case. Without a year the first
    such time that is not over on the day `since` is meant.
    """
    words = " ".join(when.casefold().split())
    if iso := ISO.search(words):
        return day_or_month(int(iso[1]), int(iso[2]), int(iso[3] or 0))
    year = int(said[1]) if (said := YEAR.search(words)) else None
    # 15/3: in both countries the day stands first
    if slashed := SLASHED.search(words):
        day, month = int(slashed[1]), int(slashed[2])
        return first_open(lambda of: day_or_month(of, month, day), year, since)
    if named := re.search(rf"\b({'|'.join(map(re.escape, months))})\b", words):
        before = DAY.search(words[: named.start()])
        return first_open(lambda of: day_or_month(of, months[named[1]], int(before[1]) if before else 0), year, since)
    numbered = re.search(rf"\b(?:{'|'.join(map(re.escape, weeks))})\.?\s*(\d{{1,2}})\b", words)
    return first_open(lambda of: week(of, int(numbered[1])), year, since) if numbered else None


def first_open(read: Callable[[int], Due | None], year: int | None, since: date) -> Due | None:
    """What `read` makes of the year, else of the first year in which it is not over on this day."""
    if year is not None:
        return read(year)
    this_year = read(since.year)
    return this_year if this_year and this_year.last >= since else read(since.year + 1)


def day_or_month(year: int, month: int, day: int) -> Due | None:
    """The day, or the whole month where `day` is 0; None where the calendar has no such day."""
    try:
        first = date(year, month, day or 1)
    except ValueError:
        return None
    return Due(first, first if day else date(year, month, monthrange(year, month)[1]))


def week(year: int, number: int) -> Due | None:
    """Monday to Friday of a week by ISO 8601; None where the year has no such week."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return Due(monday, monday + timedelta(days=4))
