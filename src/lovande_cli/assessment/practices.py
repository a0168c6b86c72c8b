"""Many practices -> a map: which elements each one has, and how many have each element. Never a ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal, NamedTuple

from lovande_cli.assessment.framework import Category, Element, Framework
from lovande_cli.assessment.scoring import STATUSES, Result, Status

Order = Literal["name", "organisation", "file"]
ORDERS: tuple[Order, ...] = ("name", "organisation", "file")

MISSPELLED = 0.8
"""Words as alike as this (difflib's ratio) are taken for one word, spelled differently."""


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
    return all(any(SequenceMatcher(a=one, b=other).ratio() >= MISSPELLED for other in there) for one in here) and len(
        here
    ) == len(there)


class Cell(NamedTuple):
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
    """One practice on the map: one answer file, its cells in the order of the elements."""

    file: str
    name: str
    organisation: str
    date: str
    framework_version: str
    tested_in_trial: bool
    cells: tuple[Cell, ...]

    @property
    def practice(self) -> tuple[str, str]:
        """What tells practices apart, however the name is spaced and capitalised."""
        return " ".join(self.name.casefold().split()), " ".join(self.organisation.casefold().split())


@dataclass(frozen=True, kw_only=True)
class PracticeMap:
    """The map: its rows in the order asked for, and how many the filters left out (`undated` for want of a date)."""

    framework: Framework
    rows: tuple[MapRow, ...]
    left_out: int = 0
    undated: int = 0

    @cached_property
    def by_element(self) -> Mapping[str, Mapping[Status, int]]:
        """How many practices have each status, by element."""
        return {
            element.id: count_statuses(row.cells[place].status for row in self.rows)
            for place, element in enumerate(self.framework.elements)
        }

    @cached_property
    def by_category(self) -> Mapping[str, Mapping[Status, int]]:
        """How many times each status stands in the columns of a category (practices times its elements)."""
        return {
            category.id: {
                status: sum(self.by_element[element.id][status] for element in elements) for status in STATUSES
            }
            for category, elements in elements_by_category(self.framework)
        }

    @cached_property
    def repeated(self) -> tuple[tuple[MapRow, ...], ...]:
        """The rows that are about the same practice (name and organisation), where there are several."""
        found: dict[tuple[str, str], list[MapRow]] = {}
        for row in self.rows:
            if row.practice[0]:
                found.setdefault(row.practice, []).append(row)
        return tuple(tuple(rows) for rows in found.values() if len(rows) > 1)


def row_of(file: str, result: Result) -> MapRow:
    """One practice's row, from its result."""
    sheet = result.sheet
    return MapRow(
        file=file,
        name=sheet.practice.name,
        organisation=sheet.practice.organisation,
        date=sheet.workshop.date,
        framework_version=sheet.framework_version,
        tested_in_trial=result.tested_in_trial,
        cells=tuple(
            Cell(
                status_low=e.status_low,
                status_high=e.status_high,
                low=None if e.low is None else float(e.low),
                high=None if e.high is None else float(e.high),
                questions=len(e.answers),
                answered=e.answered,
                documented=e.documented,
            )
            for e in result.elements
        ),
    )


def draw_map(
    framework: Framework,
    rows: Iterable[MapRow],
    *,
    organisation: str = "",
    since: str = "",
    order: Order = "name",
    alphabetical: Callable[[str], str] = str.casefold,
) -> PracticeMap:
    """The map of the rows that the filters let through, in the order asked for; `alphabetical` makes texts comparable.

    `organisation` is part of the organisation's name, in any case; `since` the first date (YYYY, YYYY-MM, YYYY-MM-DD).
    """
    wanted = " ".join(organisation.casefold().split())
    every = tuple(rows)
    there = [row for row in every if wanted in row.practice[1]]
    kept = [row for row in there if not since or row.date >= since]
    orders: Mapping[Order, Callable[[MapRow], tuple[str, ...]]] = {
        "name": lambda row: (alphabetical(row.name), alphabetical(row.organisation), row.date, row.file),
        "organisation": lambda row: (alphabetical(row.organisation), alphabetical(row.name), row.date, row.file),
        "file": lambda row: (row.file,),
    }
    return PracticeMap(
        framework=framework,
        rows=tuple(sorted(kept, key=orders[order])),
        left_out=len(every) - len(kept),
        undated=sum(not row.date for row in there) if since else 0,
    )


def count_statuses(statuses: Iterable[Status]) -> Mapping[Status, int]:
    """How many times each status stands there, none left out."""
    found = Counter(statuses)
    return {status: found[status] for status in STATUSES}


def elements_by_category(framework: Framework) -> tuple[tuple[Category, tuple[Element, ...]], ...]:
    """The categories, each with its elements."""
    return tuple((c, tuple(e for e in framework.elements if e.category == c.id)) for c in framework.categories)
