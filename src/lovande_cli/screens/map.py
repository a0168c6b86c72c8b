"""How the map of many practices is shown, and how far the reading of the files has come."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from lovande_cli.assessment.framework import Framework, Wording
from lovande_cli.assessment.practices import MapRow, Order, PracticeMap, elements_by_category
from lovande_cli.assessment.scoring import STATUSES
from lovande_cli.language import Say
from lovande_cli.language.characters import for_screen
from lovande_cli.screens import NARROW, text
from lovande_cli.screens.layout import grid, show_pieces
from lovande_cli.screens.result import show_heading
from lovande_cli.wording.map import (
    file_and_date,
    map_notices,
    row_name,
    tested_count,
    told_apart,
)
from lovande_cli.wording.results import signed_status, status_symbol

T = TypeVar("T")

CELL = 3
"""Columns for one element: a number of two digits and a space."""

WIDEST_NAME = 60

BAR_STEP = 20
"""How many files are read before the bar is drawn anew."""

MOST_ROWS = 500
"""A table of more rows than this is of no use on a screen: only its sums are shown, and where to get the rows."""


def with_progress(items: Iterable[T], total: int, say: Say, console: Console) -> Iterator[T]:
    """The items as they come, with a bar that shows how many of `total` have come where the console is a terminal."""
    with Progress(
        TextColumn(say("map.progress")), BarColumn(), MofNCompleteColumn(), console=console,
        transient=True, disable=not console.is_terminal or total < 2,
        auto_refresh=False,  # no thread: processes are forked meanwhile
    ) as progress:  # fmt: skip
        task = progress.add_task("", total=total)
        for place, item in enumerate(items, 1):
            yield item
            if place % BAR_STEP == 0 or place == total:
                progress.update(task, completed=place, refresh=True)


def show_map(practices: PracticeMap, say: Say, console: Console, *, order: Order = "name") -> None:
    """Print the map: a sign for every practice and element, then how many practices have each element."""
    console.print(text(say("map.title", count=len(practices.rows)), "accent"))
    console.print(text(say("map.no-ranking"), "quiet"))
    for notice in map_notices(practices, say):
        console.print(text(notice, "unclear"))
    if not practices.rows:
        console.print()
        console.print(text(say("map.nothing")))
        return
    console.print()
    if len(practices.rows) > MOST_ROWS:
        console.print(text(say("map.too-many-rows", count=len(practices.rows)), "heading"))
    else:
        show_rows(practices, say, console, order=order)
        console.print()
        show_key(practices, say, console)
    show_counts(practices, say, console)
    show_repeated(practices, say, console)


def show_rows(practices: PracticeMap, say: Say, console: Console, *, order: Order) -> None:
    """Print a row for each practice, under its organisation where they are ordered by that."""
    narrow = console.width < NARROW
    numbers = [str(element.number) for element in practices.framework.elements]
    signs_width = CELL * len(numbers)
    width = console.width if narrow else min(WIDEST_NAME, console.width - signs_width - 1)
    if not narrow:
        head = say("map.column.practice").ljust(width) + "".join(number.rjust(CELL) for number in numbers)
        console.print(text(head, "quiet"))
    organisation = None
    labels = told_apart(practices)
    for row in practices.rows:
        if order == "organisation" and row.practice[1] != organisation:
            organisation = row.practice[1]
            console.print(text(row.organisation.strip() or say("map.no-organisation"), "quiet"))
        details = [row.organisation.strip()] if order != "organisation" else []
        lines = name_lines(row, [*details, labels.get(row.file, "")], say, width)
        if narrow:
            console.print(Text("\n").join(lines))
            console.print(Padding(numbered_signs(row, numbers, say), (0, 0, 0, 2), expand=False))
        else:
            first = lines[0]
            first.append(" " * (width - first.cell_len))
            for cell in row.cells:
                first.append_text(text(status_symbol(cell.status, say).rjust(CELL), cell.status))
            console.print(Text("\n").join(lines), no_wrap=True, overflow="ignore", crop=False)


def name_lines(row: MapRow, details: Sequence[str], say: Say, width: int) -> list[Text]:
    """The practice's name, and in quiet below it what else there is to say, in lines of at most `width`."""
    name = row_name(row, say) + (" *" if row.tested_in_trial else "")
    below = [line for detail in details if detail for line in wrap(detail, width - 2)]
    return [*(text(line, "heading") for line in wrap(name, width)), *(text(f"  {line}", "quiet") for line in below)]


def wrap(shown: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; words that are longer are cut."""
    room = width if cell_len(shown) == len(shown) else width // 2  # signs that take two cells
    return textwrap.wrap(for_screen(shown), max(room, 1)) or [""]


def numbered_signs(row: MapRow, numbers: Sequence[str], say: Say) -> Text:
    """Every element's number with its sign, for narrow screens."""
    line = Text()
    for number, cell in zip(numbers, row.cells, strict=True):
        line.append_text(text(number, "quiet")).append_text(text(status_symbol(cell.status, say), cell.status))
        line.append("  ")
    line.rstrip()
    return line


def show_key(practices: PracticeMap, say: Say, console: Console) -> None:
    """Print what the signs and the numbers stand for."""
    show_pieces((signed_status(status, say) for status in STATUSES), console)
    for category, elements in elements_by_category(practices.framework):
        if elements:
            first, *rest = (f"{element.number} {say.text(element.name)}" for element in elements)
            show_pieces([f"{say.text(category.name)}: {first}", *rest], console)
    if tested_count(practices):
        console.print(text(say("map.tested", count=tested_count(practices)), "quiet"))


def show_counts(practices: PracticeMap, say: Say, console: Console) -> None:
    """Print how many practices have each status, by element and by category."""
    show_heading(say("map.counts-title"), console)
    names = [say.text(name) for name in names_of(practices.framework)]
    figures = max(4, len(str(len(practices.rows) * len(practices.framework.elements))))
    room = console.width - 3 - len(STATUSES) * (figures + 1)
    table = grid([2, min(room, max(map(len, names))), *[figures] * len(STATUSES)], right=(0, *range(2, 8)))
    table.add_row("", "", *(text(status_symbol(status, say), "quiet") for status in STATUSES))
    for category, elements in elements_by_category(practices.framework):
        if not elements:
            continue
        sums = practices.by_category[category.id]
        table.add_row("", text(say.text(category.name), "quiet"), *(text(str(sums[s]), "quiet") for s in STATUSES))
        for element in elements:
            counts = practices.by_element[element.id]
            cells = (text(str(counts[s]) if counts[s] else "·", s if counts[s] else "quiet") for s in STATUSES)
            table.add_row(text(str(element.number)), text(say.text(element.name), "heading"), *cells)
    console.print(table)
    console.print()
    show_pieces((signed_status(status, say) for status in STATUSES), console)
    console.print(text(say("map.category-note"), "quiet"))


def names_of(framework: Framework) -> list[Wording]:
    """The names that stand in the table of counts."""
    return [*(element.name for element in framework.elements), *(category.name for category in framework.categories)]


def show_repeated(practices: PracticeMap, say: Say, console: Console) -> None:
    """Print which practices stand on the map more than once."""
    if not practices.repeated:
        return
    show_heading(say("map.repeated-title"), console)
    if len(practices.rows) > MOST_ROWS:
        console.print(text(say("map.repeated-many", count=len(practices.repeated))))
        return
    console.print(text(say("map.repeated-note"), "quiet"))
    for rows in practices.repeated:
        console.print(text(rows[0].name.strip(), "heading"))
        for row in rows:
            console.print(Padding(text(file_and_date(row)), (0, 0, 0, 2), expand=False))
