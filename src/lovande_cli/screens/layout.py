"""What several screens lay out alike: columns of set widths, points, and rows of short pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lovande_cli.language.characters import for_screen
from lovande_cli.screens import text


def grid(widths: Sequence[int], *, right: Iterable[int] = (0,)) -> Table:
    """An empty table whose columns have these widths; those at the places in `right` stand to the right."""
    table = Table.grid(padding=(0, 1, 0, 0))
    places = set(right)
    for place, width in enumerate(widths):
        table.add_column(width=width, justify="right" if place in places else "left", overflow="fold")
    return table


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
    console.print(Padding(text("\n".join(lines), "quiet"), (0, 0, 0, indent), expand=False))
