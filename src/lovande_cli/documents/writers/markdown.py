"""Blocks as Markdown in UTF-8, for wikis, version control and teachers."""

from __future__ import annotations

import re

from lovande_cli.documents import blocks

SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$^=])")
"""What Markdown dialects read as something other than itself, anywhere in a line."""

LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")
"""What makes a line a list when it stands first in a block."""

ADDRESS = re.compile(r"[<>\s]")
"""What an address in angle brackets may not hold."""


def write_markdown(document: blocks.Document) -> bytes:
    """The text; a status is its sign and its word."""
    return to_markdown(document).encode("utf-8")


def to_markdown(document: blocks.Document) -> str:
    """The text before it is encoded."""
    document = blocks.sanitize(document)
    lines = [f"# {escape(document.title)}", *Lines(document).write(document.blocks)]
    return "\n\n".join(filter(None, lines)) + "\n"


def escape(text: str) -> str:
    """The text as part of a line of Markdown that reads exactly as it was written."""
    words = re.sub(r"\s+", " ", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return SPECIAL.sub(r"\\\1", words)


def begin(text: blocks.Text) -> str:
    """The text as a line of its own: what would make it a list is escaped, except where a date goes before it."""
    return LINE_START.sub(lambda found: found[1] + found[2][:-1] + "\\" + found[2][-1], within(text).strip())


def within(text: blocks.Text) -> str:
    """The text with its runs, to stand after something else."""
    return "".join(write_span(span) for span in blocks.spans(text))


def write_span(span: blocks.Span) -> str:
    """One run: bold where it is strong, an address as a link."""
    said = escape(span.text)
    bare = said.strip()
    if span.look == "strong" and bare:
        said = said.replace(bare, f"**{bare}**", 1)
    if span.to.startswith(blocks.WEB) and not ADDRESS.search(span.to):
        return f"<{span.to}>" if span.text == span.to else f"[{said}](<{span.to}>)"
    return said


def badge_words(badge: blocks.Badge | None) -> str:
    """The sign and the word."""
    return f"{badge.symbol} {escape(badge.word)}" if badge else ""


def cell_words(cell: blocks.Cell) -> str:
    """What stands in a cell."""
    return badge_words(cell) if isinstance(cell, blocks.Badge) else within(cell)


class Lines(blocks.Writer[str]):
    """Each kind of block as Markdown."""

    def heading(self, block: blocks.Heading) -> str:
        """A heading below the title."""
        state = f" – {badge_words(block.badge)}" if block.badge else ""
        return f"{'#' * (block.level + 1)} {escape(block.text)}{state}"

    def paragraph(self, block: blocks.Paragraph) -> str:
        """A paragraph."""
        return begin(block.text)

    def facts(self, block: blocks.Facts) -> str:
        """A list of label and text."""
        return "\n".join(f"- {escape(fact.label)}: {within(fact.text)}" for fact in block.facts)

    def items(self, block: blocks.Items) -> str:
        """A list; details on lines of their own."""
        lines = []
        for number, item in enumerate(block.items, start=1):
            mark = f"{number}." if block.ordered else "-"
            lines.append(f"{mark} {begin(item.text)}")
            lines += [f"{' ' * len(mark)} {begin(detail)}" for detail in item.details if detail]
        return "\n".join(lines)

    def table(self, block: blocks.Table) -> str:
        """A table."""
        rows = [[escape(head.text) for head in block.heads], ["---"] * len(block.heads)]
        rows += [list(map(cell_words, row)) for row in block.rows]
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def field(self, block: blocks.Field) -> str:
        """Choices as boxes, or a label with room."""
        boxes = [f"- [ ] {escape(choice)}" for choice in block.choices]
        return "\n".join(boxes) if boxes else f"{escape(block.label)} \\_\\_\\_\\_".strip()

    def question(self, block: blocks.Question) -> str:
        """A question with its answer, remarks below it."""
        marks = "".join(f" ({escape(mark)})" for mark in block.marks)
        answer = f" **{escape(block.answer)}**" if block.answer else ""
        lines = [f"- **{escape(block.number)}** {escape(block.ask)}{marks}{answer}"]
        lines += [f"  {begin(block.hint)}"] if block.hint else []
        lines += [f"  - {escape(fact.label)}: {within(fact.text)}" for fact in block.remarks]
        lines += [f"  {row}" for field in block.fields for row in self.field(field).split("\n")]
        return "\n".join(lines)

    def note(self, block: blocks.Note) -> str:
        """A quotation; the summary is bold text instead."""
        title = [f"**{escape(block.title)}**"] if block.title else []
        paragraphs = [*title, *(begin(text) for text in block.text)]
        return "\n\n".join(paragraphs) if block.style == "summary" else "\n>\n".join(f"> {text}" for text in paragraphs)

    def tiles(self, block: blocks.Tiles) -> str:
        """A list for each column."""
        parts = []
        for column in block.columns:
            tiles = [f"- {escape(f'{t.number} {t.name}')} – {badge_words(t.badge)}" for t in column.tiles]
            parts.append("\n".join((f"**{escape(column.title)}**", "", *tiles)))
        return "\n\n".join(parts)

    def chain(self, block: blocks.Chain) -> str:
        """A numbered list of links."""
        lines = []
        for number, link in enumerate(block.links, start=1):
            lines.append(f"{number}. **{escape(link.title)}**")
            lines += [f"   - {begin(text)}" for text in link.lines]
        return "\n".join(lines)

    def cards(self, block: blocks.Cards) -> str:
        """Each card as a section."""
        parts = []
        for card in block.cards:
            front = f"{card.front_label} {card.front_title}".strip()
            parts += [f"### {escape(front)}", begin(card.front_text)]
            parts += [f"**{escape(fact.label)}:** {within(fact.text)}" for fact in card.back]
        return "\n\n".join(parts)

    def contents(self, block: blocks.Contents) -> str:
        """The headings as a list: no two programs agree on where a link would lead."""
        return "\n".join((f"**{escape(block.title)}**", "", *(f"- {escape(h.text)}" for h in self.listed)))

    def pagebreak(self, _: blocks.PageBreak) -> str:
        """A line across."""
        return "---"

    def finder(self, _: blocks.SearchBox) -> str:
        """Nothing: a text is searched by the program that shows it."""
        return ""

    def entry(self, block: blocks.Entry) -> str:
        """Its blocks."""
        return "\n\n".join(self.write(block.blocks))
