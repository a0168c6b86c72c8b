"""Blocks as Markdown in UTF-8, for wikis, version control and teachers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from lovande_cli.documents.blocks import (
    WEB,
    Badge,
    Block,
    Cards,
    Cell,
    Chain,
    Contents,
    Document,
    Entry,
    Facts,
    Field,
    Finder,
    Heading,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Question,
    Span,
    Table,
    Text,
    Tiles,
    headings,
    printable,
    spans,
)

SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$^=])")
"""What Markdown dialects read as something other than itself, anywhere in a line."""

LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")
"""What makes a line a list when it stands first in a block."""

ADDRESS = re.compile(r"[<>\s]")
"""What an address in angle brackets may not hold."""


def write_markdown(document: Document) -> bytes:
    """The text; a status is its sign and its word."""
    return to_markdown(document).encode("utf-8")


def to_markdown(document: Document) -> str:
    """The text before it is encoded."""
    document = printable(document)
    blocks = [f"# {escape(document.title)}", *write_blocks(document, document.blocks)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def write_blocks(document: Document, blocks: Iterable[Block]) -> list[str]:
    """Each block as Markdown."""
    return [WRITERS[type(block)](document, block) for block in blocks]


def escape(text: str) -> str:
    """The text as part of a line of Markdown that reads exactly as it was written."""
    words = re.sub(r"\s+", " ", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return SPECIAL.sub(r"\\\1", words)


def begin(text: Text) -> str:
    """The text as a line of its own: what would make it a list is escaped, except where a date goes before it."""
    return LINE_START.sub(lambda found: found[1] + found[2][:-1] + "\\" + found[2][-1], within(text).strip())


def within(text: Text) -> str:
    """The text with its runs, to stand after something else."""
    return "".join(write_span(span) for span in spans(text))


def write_span(span: Span) -> str:
    """One run: bold where it is strong, an address as a link."""
    said = escape(span.text)
    bare = said.strip()
    if span.look == "strong" and bare:
        said = said.replace(bare, f"**{bare}**", 1)
    if span.to.startswith(WEB) and not ADDRESS.search(span.to):
        return f"<{span.to}>" if span.text == span.to else f"[{said}](<{span.to}>)"
    return said


def badge_words(badge: Badge | None) -> str:
    """The sign and the word."""
    return f"{badge.symbol} {escape(badge.word)}" if badge else ""


def write_heading(_: Document, block: Heading) -> str:
    """A heading below the title."""
    state = f" – {badge_words(block.badge)}" if block.badge else ""
    return f"{'#' * (block.level + 1)} {escape(block.text)}{state}"


def write_paragraph(_: Document, block: Paragraph) -> str:
    """A paragraph; a strong one in bold."""
    return f"**{begin(block.text)}**" if block.style == "strong" and block.text else begin(block.text)


def write_facts(_: Document, block: Facts) -> str:
    """A list of label and text."""
    return "\n".join(f"- {escape(fact.label)}: {within(fact.text)}" for fact in block.facts)


def write_items(_: Document, block: Items) -> str:
    """A list; details on lines of their own."""
    lines = []
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}." if block.ordered else "-"
        lines.append(f"{mark} {' '.join(part for part in (badge_words(item.badge), begin(item.text)) if part)}")
        lines += [f"{' ' * len(mark)} {begin(detail)}" for detail in item.details if detail]
    return "\n".join(lines)


def write_table(_: Document, block: Table) -> str:
    """A table."""
    return table(
        [escape(head.text) for head in block.heads], [[cell_words(cell) for cell in row] for row in block.rows]
    )


def cell_words(cell: Cell) -> str:
    """What stands in a cell."""
    return badge_words(cell) if isinstance(cell, Badge) else within(cell)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def write_field(_: Document, block: Field) -> str:
    """Choices as boxes, or a label with room."""
    boxes = [f"- [ ] {escape(choice)}" for choice in block.choices]
    return "\n".join(boxes) if boxes else f"{escape(block.label)} \\_\\_\\_\\_".strip()


def write_question(document: Document, block: Question) -> str:
    """A question with its answer, remarks below it."""
    marks = "".join(f" ({escape(mark)})" for mark in block.marks)
    answer = f" **{escape(block.answer)}**" if block.answer else ""
    lines = [f"- **{escape(block.number)}** {escape(block.ask)}{marks}{answer}"]
    lines += [f"  {begin(block.hint)}"] if block.hint else []
    lines += [f"  - {escape(fact.label)}: {within(fact.text)}" for fact in block.remarks]
    lines += [f"  {row}" for field in block.fields for row in write_field(document, field).split("\n")]
    return "\n".join(lines)


def write_note(_: Document, block: Note) -> str:
    """A quotation; the summary is bold text instead."""
    title = [f"**{escape(block.title)}**"] if block.title else []
    paragraphs = [*title, *(begin(text) for text in block.text)]
    return "\n\n".join(paragraphs) if block.style == "summary" else "\n>\n".join(f"> {text}" for text in paragraphs)


def write_tiles(_: Document, block: Tiles) -> str:
    """A list for each column."""
    parts = []
    for column in block.columns:
        tiles = [f"- {escape(f'{t.number} {t.name}')} – {badge_words(t.badge)}" for t in column.tiles]
        parts.append("\n".join((f"**{escape(column.title)}**", "", *tiles)))
    return "\n\n".join(parts)


def write_chain(_: Document, block: Chain) -> str:
    """A numbered list of links."""
    lines = []
    for number, link in enumerate(block.links, start=1):
        lines.append(f"{number}. **{escape(link.title)}**")
        lines += [f"   - {escape(text)}" for text in link.lines]
    return "\n".join(lines)


def write_cards(_: Document, block: Cards) -> str:
    """Each card as a section."""
    parts = []
    for card in block.cards:
        facts = [f"**{escape(fact.label)}:** {within(fact.text)}" for fact in card.back]
        parts.append(
            "\n\n".join(
                (f"### {escape(f'{card.front_label} {card.front_title}'.strip())}", begin(card.front_text), *facts)
            )
        )
    return "\n\n".join(parts)


def write_contents(document: Document, block: Contents) -> str:
    """The headings as a list: no two programs agree on where a link would lead."""
    lines = [f"{'  ' * (h.level - 1)}- {escape(h.text)}" for h in headings(document, block.depth)]
    return "\n".join((f"**{escape(block.title)}**", "", *lines))


def write_page_break(_: Document, __: PageBreak) -> str:
    """A line across."""
    return "---"


def write_finder(_: Document, __: Finder) -> str:
    """Nothing: a text is searched by the program that shows it."""
    return ""


def write_entry(document: Document, block: Entry) -> str:
    """Its blocks."""
    return "\n\n".join(write_blocks(document, block.blocks))


WRITERS: Mapping[type, Callable[[Document, Any], str]] = {
    Heading: write_heading,
    Paragraph: write_paragraph,
    Facts: write_facts,
    Items: write_items,
    Table: write_table,
    Field: write_field,
    Question: write_question,
    Note: write_note,
    Tiles: write_tiles,
    Chain: write_chain,
    Cards: write_cards,
    Contents: write_contents,
    PageBreak: write_page_break,
    Finder: write_finder,
    Entry: write_entry,
}
"""How each kind of block is written."""
