"""How a --help screen is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from lovande_cli.screens import text

Rows = Sequence[tuple[str, str]]
"""Names, each with what it means."""


def show_help(usage: str, about: str, parts: Mapping[str, Rows], console: Console) -> None:
    """Print how a command is written, what it does, and each part that has rows, under its title."""
    console.print(text(usage, "heading"))
    console.print()
    console.print(text(about))
    width = min(max((len(name) for rows in parts.values() for name, _ in rows), default=0), console.width * 2 // 5)
    for title, rows in parts.items():
        if rows:
            console.print()
            console.print(text(title, "accent"))
            console.print(Padding(help_table(rows, width), (0, 0, 0, 2)))


def help_table(rows: Rows, width: int) -> Table:
    """Names in a column of this width, meanings beside them."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=width, overflow="fold")
    table.add_column()
    for name, meaning in rows:
        table.add_row(text(name, "heading"), text(meaning))
    return table
