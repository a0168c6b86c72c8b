"""How the map of many practices is shown, and how far the reading of the files has come."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from lovande_cli.assessment.direction import MIRRORED
from lovande_cli.assessment.practices import MapRow, Order, PracticeMap, columns_by_category
from lovande_cli.assessment.scoring import STATUSES
from lovande_cli.language import Say
from lovande_cli.language.characters import for_screen
from lovande_cli.screens import NARROW, layout, text
from lovande_cli.wording import map as words
from lovande_cli.wording.change import signed_direction
from lovande_cli.wording.results import signed_status, status_symbol

T = TypeVar("T")
Kind = TypeVar("Kind", bound=str)

CELL = 3
"""Columns for one element: a number of two digits and a space."""

WIDEST_NAME = 60

BAR_STEP = 20
"""How many files are read before the bar is drawn anew."""

MOST_NAMES = 8
"""So many practices are named at an element on the screen; a file names them all."""

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
    title, notices = words.map_title(practices, say), words.map_notices(practices, say)
    layout.show_title(title, [say("map.no-ranking")], console, notices=notices)
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
    show_in_place(practices, say, console)
    show_movements(practices, say, console)
    show_repeated(practices, say, console)


def show_rows(practices: PracticeMap, say: Say, console: Console, *, order: Order) -> None:
    """Print a row for each practice, under its organisation where they are ordered by that."""
    narrow = console.width < NARROW
    numbers = [str(element.number) for element in practices.columns]
    signs_width = CELL * len(numbers)
    width = console.width if narrow else min(WIDEST_NAME, console.width - signs_width - 1)
    if not narrow:
        head = say("map.column.practice").ljust(width) + "".join(number.rjust(CELL) for number in numbers)
        console.print(text(head, "quiet"))
    organisation = None
    labels = words.told_apart(practices)
    for row in practices.rows:
        if order == "organisation" and row.practice[1] != organisation:
            organisation = row.practice[1]
            console.print(text(row.organisation.strip() or say("map.no-organisation"), "quiet"))
        details = [row.organisation.strip()] if order != "organisation" else []
        details.append(row.target_group.strip())
        lines = name_lines(row, [*details, labels.get(row.file, "")], say, width)
        if narrow:
            console.print(Text("\n").join(lines))
            layout.show_indented(numbered_signs(row, numbers, say), console, indent=2)
        else:
            first = lines[0]
            first.append(" " * (width - first.cell_len))
            for cell in row.cells:
                first.append_text(text(status_symbol(cell.status, say).rjust(CELL), cell.status))
            console.print(Text("\n").join(lines), no_wrap=True, overflow="ignore", crop=False)


def name_lines(row: MapRow, details: Sequence[str], say: Say, width: int) -> list[Text]:
    """The practice's name, and in quiet below it what else there is to say, in lines of at most `width`."""
    name = wrap(words.marked_name(row, say), width)
    below = [line for detail in details if detail for line in wrap(detail, width - 2)]
    return [*(text(line, "heading") for line in name), *(text(f"  {line}", "quiet") for line in below)]


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
    layout.show_pieces((signed_status(status, say) for status in STATUSES), console)
    for category, elements in columns_by_category(practices):
        first, *rest = (f"{element.number} {say.text(element.name)}" for element in elements)
        layout.show_pieces([f"{say.text(category.name)}: {first}" if category else first, *rest], console)
    if words.tested_count(practices):
        console.print(text(say("map.tested", count=words.tested_count(practices)), "quiet"))


def show_counts(practices: PracticeMap, say: Say, console: Console) -> None:
    """Print how many rows have each status, by element."""
    layout.show_heading(words.counts_title(practices, say), console)
    legend = {status: signed_status(status, say) for status in STATUSES}
    show_count_table(practices, practices.by_element, legend, say, console)


def show_count_table(
    practices: PracticeMap,
    counts: Mapping[str, Mapping[Kind, int]],
    legend: Mapping[Kind, str],
    say: Say,
    console: Console,
) -> None:
    """Print a row for each element under its category, with a count of each kind; then what the kinds' signs mean."""
    names = [say.text(element.name) for element in practices.columns]
    figures = max(4, len(str(len(practices.rows))))
    room = console.width - 3 - len(legend) * (figures + 1)
    widths = [2, min(room, max(map(len, names))), *[figures] * len(legend)]
    table = layout.grid(widths, right=(0, *range(2, len(widths))))
    table.add_row("", "", *(text(said.split()[0], "quiet") for said in legend.values()))
    for category, elements in columns_by_category(practices):
        if category:
            table.add_row("", text(say.text(category.name), "quiet"))
        for element in elements:
            found = counts[element.id]
            cells = (text(str(found[k]) if found[k] else "·", k if found[k] else "quiet") for k in legend)
            table.add_row(text(str(element.number)), text(say.text(element.name), "heading"), *cells)
    console.print(table)
    console.print()
    layout.show_pieces(legend.values(), console)


def show_in_place(practices: PracticeMap, say: Say, console: Console) -> None:
    """Print which practices have each element in place, the first few of them by name."""
    layout.show_heading(words.in_place_title(practices, say), console)
    for element in practices.columns:
        rows = practices.in_place[element.id]
        names = list(dict.fromkeys(words.row_name(row, say) for row in rows))
        more = len(names) - MOST_NAMES
        shown = names[:MOST_NAMES] + ([say("map.and-more", count=more)] if more > 0 else [])
        console.print(text(f"{element.number:>2} {say.text(element.name)}", "heading"))
        for name in shown or [say("map.in-place-nobody")]:
            layout.show_indented(text(name, "" if names else "quiet"), console)


def show_movements(practices: PracticeMap, say: Say, console: Console) -> None:
    """Print in how many practices each element went up, down, and so on."""
    movements = practices.movements
    if movements is None:
        return
    layout.show_heading(say("map.change-title", count=movements.pairs), console)
    if not movements.pairs:
        console.print(text(say("map.change-nothing")))
        return
    legend = {one: signed_direction(one, say) for one in MIRRORED}
    show_count_table(practices, movements.by_element, legend, say, console)


def show_repeated(practices: PracticeMap, say: Say, console: Console) -> None:
    """Print which practices stand on the map more than once."""
    if not practices.repeated:
        return
    layout.show_heading(say("map.repeated-title"), console)
    if len(practices.rows) > MOST_ROWS:
        console.print(text(say("map.repeated-many", count=len(practices.repeated))))
        return
    console.print(text(say("map.repeated-note"), "quiet"))
    for rows in practices.repeated:
        console.print(text(rows[0].name.strip(), "heading"))
        for row in rows:
            layout.show_indented(text(words.file_and_date(row)), console, indent=2)
