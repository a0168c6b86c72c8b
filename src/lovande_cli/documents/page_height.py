"""About how high a document is on paper: enough to choose how much goes on two pages, in Word and in PDF alike.

The widest of the two writers' fonts and the largest of their distances are counted; texts of other kinds of blocks than
a report's first pages have are not known here.
"""

from __future__ import annotations

from collections.abc import Sequence

from lovande_cli.documents.blocks import Badge as BadgeCell
from lovande_cli.documents.blocks import (
    Block,
    Document,
    Facts,
    Heading,
    Items,
    Note,
    Paragraph,
    Table,
    Text,
    Tiles,
    plain,
)

TWO_PAGES = 1495
"""Points of two pages of A4 within their margins, less what stays empty where a block does not fit on the first."""

LINE = 13.0
LETTERS = 100
"""Letters of running text on a line, and its height in points."""


def estimate_height(document: Document) -> float:
    """The height in points of title and blocks, as if they stood on one long page."""
    title = 35 + lines_of(document.title, 46) * 27
    return title + sum(map(block_height, document.blocks))


def lines_of(text: Text, letters: float = LETTERS) -> int:
    """How many lines a text takes where a line has so many letters; an empty one still takes a line."""
    return sum(max(1, -int(-len(part) // letters)) for part in plain(text).split("\n"))


def block_height(block: Block) -> float:
    """The height of one block with the distance to the next."""
    match block:
        case Heading(level=level):
            return 38 if level == 1 else 25
        case Paragraph(text=text, style=style):
            return lines_of(text, 118 if style == "quiet" else LETTERS) * LINE + 3
        case Facts(facts=facts):
            return sum(lines_of(fact.text, 80) * LINE + 1 for fact in facts) + 8
        case Items(items=items):
            return sum(text_lines((item.text, *item.details), 94) * LINE + 2 for item in items) + 8
        case Table(heads=heads, rows=rows):
            total = sum(head.width for head in heads)
            widths = [LETTERS * head.width / total - 4 for head in heads]
            return 18 + sum(
                max(
                    lines_of(cell.word if isinstance(cell, BadgeCell) else cell, width)
                    for cell, width in zip(row, widths, strict=False)
                )
                * LINE
                + 4
                for row in rows
            )
        case Note(title=title, text=texts):
            return 30 + (lines_of(title, 62) * 20 + 8 if title else 0) + text_lines(texts, 94) * LINE
        case Tiles(columns=columns):
            return 20 + 52 * max(len(column.tiles) for column in columns)
        case _:
            return 0


def text_lines(texts: Sequence[Text], letters: float) -> int:
    """How many lines several texts beneath each other take."""
    return sum(lines_of(text, letters) for text in texts)
