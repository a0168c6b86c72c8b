"""What several screens lay out alike: titles, a row for each element, points, and rows of short pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lovande_cli.assessment.framework import Element, Framework
from lovande_cli.language import Say
from lovande_cli.language.characters import for_screen
from lovande_cli.screens import text
from lovande_cli.wording.results import by_category


def show_title(title: str, details: Iterable[str], console: Console, *, notices: Iterable[str] = ()) -> None:
    """Print what the screen is about, in quiet below it what else is known, and what there is to know beforehand."""
    console.print(text(title, "accent"))
    known = [detail for detail in details if detail]
    if known:
        console.print(text(" · ".join(known), "quiet"))
    for notice in notices:
        console.print(text(notice, "unclear"))


def show_heading(title: str, console: Console) -> None:
    """Print the heading of a part, with space above."""
    console.print()
    console.print(text(title, "accent"))


def show_indented(shown: Text, console: Console, *, indent: int = 3) -> None:
    """Print a text that stands in from the edge, in all its lines."""
    console.print(Padding(shown, (0, 0, 0, indent), expand=False))


def grid(widths: Sequence[int], *, right: Iterable[int] = (0,)) -> Table:
    """An empty table whose columns have these widths; those at the places in `right` stand to the right."""
    table = Table.grid(padding=(0, 1, 0, 0))
    places = set(right)
    for place, width in enumerate(widths):
        table.add_column(width=width, justify="right" if place in places else "left", overflow="fold")
    return table


def show_element_table(
    framework: Framework,
    heads: Sequence[str],
    rows: Iterable[tuple[Element, Sequence[Text]]],
    widths: Sequence[int],
    say: Say,
    console: Console,
    *,
    right: Iterable[int] = (0,),
) -> None:
    """Print a row for each element under its category: number, name, and the cells that are given for it."""
    head = grid(widths, right=right)
    head.add_row(*(text(shown, "quiet") for shown in heads))
    console.print(head)
    named = (
        (element, (text(str(element.number)), text(say.text(element.name), "heading"), *cells))
        for element, cells in rows
    )
    for category, within in by_category(framework, named, say):
        table = grid(widths, right=right)
        for row in within:
            table.add_row(*row)
        console.print(text(" " * (widths[0] + 1) + category, "quiet"), table, sep="\n")


def show_point(sign: Text, said: Text, console: Console, *, width: int = 3) -> None:
    """Print a sign and what it stands before, whose lines stay together."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=width, justify="right")
    table.add_column(overflow="fold")
    table.add_row(sign, said)
    console.print(table)


def show_pieces(pieces: Iterable[str], console: Console, *, indent: int = 0) -> None:
    """Print short pieces with dots between them, in as many lines as it takes; a piece is never broken if it fits."""
    lines = [""]
    for piece in map(for_screen, pieces):
        longer = f"{lines[-1]} · {piece}" if lines[-1] else piece
        if len(longer) > console.width - indent and lines[-1]:
            lines.append(piece)
        else:
            lines[-1] = longer
    show_indented(text("\n".join(lines), "quiet"), console, indent=indent)
