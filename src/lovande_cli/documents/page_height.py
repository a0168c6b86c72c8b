"""About how high a document is on paper: enough to choose how much goes on two pages, in Word and in PDF alike.

The widest of the two writers' fonts and the largest of their distances are counted; texts of other kinds of blocks than
a report's first pages have are not known here.
"""

from __future__ import annotations

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

TWO_PAGES = 1460
"""Points of two pages of A4 within their margins, less what stays empty where a block does not fit on the first."""

LINE = 13.0
LETTERS = 100
"""Letters of running text on a line, and its height in points."""


def estimate_height(document: Document) -> float:
    """The height in points of title and blocks, as if they stood on one long page."""
    title = 35 + count_lines(document.title, 46) * 27
    return title + sum(map(block_height, document.blocks))


def count_lines(text: Text, letters: float = LETTERS) -> int:
    """How many lines a text takes where a line has so many letters; an empty one still takes a line."""
    return sum(max(1, -int(-len(part) // letters)) for part in plain(text).split("\n"))


def block_height(block: Block) -> float:
    """The height of one block with the distance to the next."""
    match block:
        case Heading(level=level):
            return 38 if level == 1 else 25
        case Paragraph(text=text, style=style):
            return count_lines(text, 118 if style == "quiet" else LETTERS) * LINE + 3
        case Facts(facts=facts):
            return sum(count_lines(fact.text, 80) * LINE + 1 for fact in facts) + 8
        case Items(items=items):
            return (
                sum(sum(count_lines(text, 94) for text in (item.text, *item.details)) * LINE + 2 for item in items) + 8
            )
        case Table(heads=heads, rows=rows):
            total = sum(head.width for head in heads)
            widths = [LETTERS * head.width / total - 4 for head in heads]
            return 18 + sum(
                max(
                    count_lines(cell.word if isinstance(cell, BadgeCell) else cell, width)
                    for cell, width in zip(row, widths, strict=False)
                )
                * LINE
                + 4
                for row in rows
            )
        case Note(title=title, text=texts):
            return (
                30
                + (count_lines(title, 62) * 20 + 8 if title else 0)
                + sum(count_lines(text, 94) for text in texts) * LINE
            )
        case Tiles(columns=columns):
            return 20 + 52 * max(len(column.tiles) for column in columns)
        case _:
            return 0
