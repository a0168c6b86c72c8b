"""Blocks as Markdown in UTF-8, for wikis, version control and teachers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lovande_cli.documents import blocks

SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$^=])")
"""What Markdown dialects read as something other than itself, anywhere in a line."""

LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")
"""What makes a line a list when it stands first in a block."""

ADDRESS = re.compile(r"[<>\s]")
"""What an address in angle brackets may not hold."""


def write_markdown(document: blocks.Document) -> bytes:
    """`to_markdown` in UTF-8."""
    return to_markdown(document).encode("utf-8")


def to_markdown(document: blocks.Document) -> str:
    """The document as text; a status is its sign and its word."""
    document = blocks.sanitize(document)
    listed = blocks.contents(document)
    pieces = [f"# {escape(document.title)}", *(format_block(block, listed) for block in document.blocks)]
    return "\n\n".join(filter(None, pieces)) + "\n"


def escape(text: str) -> str:
    """The text as part of a line of Markdown that reads exactly as it was written."""
    words = re.sub(r"\s+", " ", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return SPECIAL.sub(r"\\\1", words)


def begin(text: blocks.Text) -> str:
    """The text as a line of its own: what would make it a list is escaped, except where a date goes before it."""
    return LINE_START.sub(lambda found: found[1] + found[2][:-1] + "\\" + found[2][-1], within(text).strip())


def within(text: blocks.Text) -> str:
    """The text with its runs, to stand after something else: bold where they are strong, an address as a link."""
    pieces = []
    for span in blocks.spans(text):
        words = escape(span.text)
        bare = words.strip()
        if span.look == "strong" and bare:
            words = words.replace(bare, f"**{bare}**", 1)
        if span.to.startswith(blocks.WEB) and not ADDRESS.search(span.to):
            words = f"<{span.to}>" if span.text == span.to else f"[{words}](<{span.to}>)"
        pieces.append(words)
    return "".join(pieces)


def cell_words(cell: blocks.Cell) -> str:
    """What stands in a cell; of a status the sign and the word."""
    return f"{cell.symbol} {escape(cell.word)}" if isinstance(cell, blocks.Badge) else within(cell)


def format_block(block: blocks.Block, listed: Sequence[blocks.Heading]) -> str:
    """A block of any kind as Markdown, "" where it shows nothing; `listed` are the headings of a table of contents."""
    match block:
        case blocks.Heading():
            state = f" – {cell_words(block.badge)}" if block.badge else ""
            return f"{'#' * (block.level + 1)} {escape(block.text)}{state}"
        case blocks.Paragraph():
            return begin(block.text)
        case blocks.Facts():
            return "\n".join(f"- {escape(fact.label)}: {within(fact.text)}" for fact in block.facts)
        case blocks.Items():
            return format_items(block)
        case blocks.Table():
            rows = [[escape(head.text) for head in block.heads], ["---"] * len(block.heads)]
            rows += [list(map(cell_words, row)) for row in block.rows]
            return "\n".join(f"| {' | '.join(row)} |" for row in rows)
        case blocks.Blank():
            boxes = [f"- [ ] {escape(choice)}" for choice in block.choices]
            if block.label and boxes:
                boxes = [f"- {escape(block.label)}", *(f"  {box}" for box in boxes)]
            return "\n".join(boxes) if boxes else f"{escape(block.label)} \\_\\_\\_\\_".strip()
        case blocks.QuestionBlock():
            return format_question(block)
        case blocks.Note():
            title = [f"**{escape(block.title)}**"] if block.title else []
            lines = [*title, *(begin(text) for text in block.text)]
            return "\n\n".join(lines) if block.style == "summary" else "\n>\n".join(f"> {text}" for text in lines)
        case blocks.Tiles():
            columns = []
            for column in block.columns:
                tiles = [
                    f"- {escape(f'{tile.number} {tile.name}')} – {cell_words(tile.badge)}" for tile in column.tiles
                ]
                columns.append("\n".join((f"**{escape(column.title)}**", "", *tiles)))
            return "\n\n".join(columns)
        case blocks.Chain():
            lines = []
            for number, link in enumerate(block.links, start=1):
                lines.append(f"{number}. **{escape(link.title)}**")
                lines += [f"   - {begin(text)}" for text in link.lines]
            return "\n".join(lines)
        case blocks.Cards():
            lines = []
            for card in block.cards:
                front = f"{card.front_label} {card.front_title}".strip()
                lines += [f"### {escape(front)}", begin(card.front_text)]
                lines += [f"**{escape(fact.label)}:** {within(fact.text)}" for fact in card.back]
            return "\n\n".join(lines)
        case blocks.Contents():
            # without links: no two programs agree on where a link to a heading would lead
            return "\n".join((f"**{escape(block.title)}**", "", *(f"- {escape(heading.text)}" for heading in listed)))
        case blocks.PageBreak():
            return "---"
        case blocks.SearchBox():
            return ""
        case blocks.Article():
            return "\n\n".join(format_block(inner, listed) for inner in block.blocks)


def format_items(block: blocks.Items) -> str:
    """A list; details on lines of their own."""
    lines = []
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}." if block.ordered else "-"
        lines.append(f"{mark} {begin(item.text)}")
        lines += [f"{' ' * len(mark)} {begin(detail)}" for detail in item.details if detail]
    return "\n".join(lines)


def format_question(block: blocks.QuestionBlock) -> str:
    """A question with its answer, remarks below it."""
    marks = "".join(f" ({escape(mark)})" for mark in block.marks)
    answer = f" **{escape(block.answer)}**" if block.answer else ""
    lines = [f"- **{escape(block.number)}** {escape(block.ask)}{marks}{answer}"]
    lines += [f"  {begin(block.hint)}"] if block.hint else []
    lines += [f"  - {escape(fact.label)}: {within(fact.text)}" for fact in block.remarks]
    lines += [f"  {line}" for blank in block.blanks for line in format_block(blank, ()).split("\n")]
    return "\n".join(lines)
