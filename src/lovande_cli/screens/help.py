"""How a --help screen is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from lovande_cli.screens import text


@dataclass(frozen=True, kw_only=True)
class HelpPart:
    """A part of a help screen: its title, and rows of a name and what it means."""

    title: str
    rows: Sequence[tuple[str, str]]


def show_help(usage: str, about: str, parts: Sequence[HelpPart], console: Console) -> None:
    """Print how a command is written, what it does, and each part that has rows."""
    console.print(text(usage, "heading"))
    console.print()
    console.print(text(about))
    width = min(max((len(name) for part in parts for name, _ in part.rows), default=0), console.width * 2 // 5)
    for part in parts:
        if part.rows:
            console.print()
            console.print(text(part.title, "accent"))
            console.print(Padding(help_table(part.rows, width), (0, 0, 0, 2)))


def help_table(rows: Sequence[tuple[str, str]], width: int) -> Table:
    """Names in a column of this width, meanings beside them."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=width, overflow="fold")
    table.add_column()
    for name, meaning in rows:
        table.add_row(text(name, "heading"), text(meaning))
    return table
