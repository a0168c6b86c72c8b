"""Blocks as one self-contained web page: works offline, and lets nothing in or out."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from lovande_cli.documents import blocks
from lovande_cli.documents.writers.palette import palette_css
from lovande_cli.language import Say

NOTHING = Markup()

FEW_COLUMNS = 3
"""As many columns, beside minor ones, as a phone has room for; a table of more is scrolled sideways."""


def write_html(document: blocks.Document) -> bytes:
    """The page in UTF-8. Its Content-Security-Policy allows its own style and script, and nothing else."""
    document = blocks.sanitize(document)
    style = palette_css() + template_text("document.css") + grid_signs(document)
    is_searched = any(isinstance(block, blocks.SearchBox) for block in document.blocks)
    script = template_text("finder.js") if is_searched else ""
    page = Markup(template_text("document.html")).format(
        language=document.language,
        title=document.title,
        kicker=markup('<p class="kicker">{}</p>\n', document.kicker) if document.kicker else "",
        skip=Say(document.language)("document.skip"),
        policy=Markup(f"style-src '{content_hash(style)}'" + f"; script-src '{content_hash(script)}'" * bool(script)),
        style=Markup(style),
        layout=" ".join(["page"] + ["wide"] * document.landscape),
        body=join(Page(document).write(document.blocks), "\n"),
        script=markup("<script>{}</script>\n", Markup(script)) if script else "",
    )
    return page.encode("utf-8")


@cache
def template_text(name: str) -> str:
    """The text of a file in templates/."""
    return (files("lovande_cli.documents") / "templates" / name).read_text(encoding="utf-8")


def content_hash(text: str) -> str:
    """What a Content-Security-Policy calls this style or script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def markup(pattern: str, *values: object) -> Markup:
    """The pattern with the values filled in; whatever is not markup is escaped."""
    return Markup(pattern).format(*values)


def join(parts: Iterable[str], between: str = "") -> Markup:
    """Pieces of markup as one."""
    return Markup(between).join(parts)


def attribute(name: str, value: str) -> Markup:
    """An attribute, or nothing where it has no value."""
    return markup(' {}="{}"', Markup(name), value) if value else NOTHING


def write_text(text: blocks.Text) -> Markup:
    """A text with its runs."""
    return join(write_span(span) for span in blocks.spans(text))


def write_span(span: blocks.Span, around: str = "") -> Markup:
    """One run, its language named if it is not that `around` it; an address of the web is told nothing of this page."""
    pattern = {"plain": "{}", "strong": "<strong>{}</strong>", "quiet": '<span class="quiet">{}</span>'}[span.look]
    written = markup(pattern, span.text)
    if span.to:
        private = NOTHING if span.to[0] == "#" else Markup(' rel="noreferrer"')
        written = markup('<a href="{}"{}>{}</a>', span.to, private, written)
    return written if span.language == around else markup('<span lang="{}">{}</span>', span.language, written)


def fill(tag: str | Markup, text: blocks.Text) -> Markup:
    """The text in the tag that is begun; a language that all of it has is the tag's."""
    found = {span.language for span in blocks.spans(text)}
    language = found.pop() if len(found) == 1 else ""
    spoken = markup(" lang={}", language) if language else NOTHING
    return markup("{}{}>{}", Markup(tag), spoken, join(write_span(span, language) for span in blocks.spans(text)))


def write_badge(badge: blocks.Badge | None) -> Markup:
    """The sign, hidden from those who hear the page, and the word."""
    if badge is None:
        return NOTHING
    pattern = '<span class="badge {}"><span class="sign" aria-hidden="true">{}</span>{}</span>'
    return markup(pattern, badge.status, badge.symbol, badge.word)


def column_class(head: blocks.Head) -> Markup:
    """How a column's cells look."""
    looks = (("n", head.numeric), ("minor", head.minor), ("upright", head.upright), ("part", head.rule))
    return attribute("class", " ".join(name for name, holds in looks if holds))


def write_row(table: blocks.Table, row: tuple[blocks.Cell, ...]) -> Markup:
    """One row; the cell that names it is its head."""
    return markup("<tr>{}", join(write_cell(table, place, cell) for place, cell in enumerate(row)))


def write_cell(table: blocks.Table, place: int, cell: blocks.Cell) -> Markup:
    """One cell; in a grid the word of its status is there for those who hear the page."""
    if table.grid and isinstance(cell, blocks.Badge):
        return small_badge(cell)
    tag = Markup('<th scope="row"' if place == table.name_column else "<td") + column_class(table.heads[place])
    return markup("{}>{}", tag, write_badge(cell)) if isinstance(cell, blocks.Badge) else fill(tag, cell)


@cache
def small_badge(badge: blocks.Badge) -> Markup:
    """A cell of a sign and its word; thousands of cells are alike, so the sign stands once, in the style."""
    return markup("<td class={}><i>{}</i>", badge.status, badge.word)


def grid_signs(document: blocks.Document) -> str:
    """The style that shows the signs of the grids, as ornaments: the words beside them are what is read aloud."""
    tables = (block for block in blocks.all_blocks(document.blocks) if isinstance(block, blocks.Table))
    cells = (cell for table in tables if table.grid for row in table.rows for cell in row)
    signs = {cell.status: cell.symbol for cell in cells if isinstance(cell, blocks.Badge)}
    return "".join(f'.grid td.{status}::before {{ content: "{sign}" / ""; }}\n' for status, sign in signs.items())


def write_tile(tile: blocks.Tile) -> Markup:
    """One box: number and name above, status below."""
    pattern = '<li class="tile {}"><span class="name">{} {}</span><span class="state">{}</span></li>'
    sign = markup('<span class="sign" aria-hidden="true">{}</span>{}', tile.badge.symbol, tile.badge.word)
    return markup(pattern, tile.badge.status, tile.number, tile.name, sign)


class Page(blocks.Writer[Markup]):
    """Each kind of block as HTML; what HTML ends by itself is left to it, since pages are mailed."""

    def heading(self, block: blocks.Heading) -> Markup:
        """A heading below the page's own, with its status beside it."""
        tag = Markup(f"h{block.level + 1}")
        named = attribute("id", block.anchor) + attribute("lang", block.language)
        heading = markup("<{}{}>{}</{}>", tag, named, block.text, tag)
        return markup('<div class="headline">{}{}</div>', heading, write_badge(block.badge)) if block.badge else heading

    def paragraph(self, block: blocks.Paragraph) -> Markup:
        """A paragraph in its style."""
        style = NOTHING if block.style == "plain" else attribute("class", block.style)
        return fill(markup("<p{}", style), block.text)

    def facts(self, block: blocks.Facts) -> Markup:
        """A description list."""
        lines = join(markup("<dt>{}{}", fact.label, fill("<dd", fact.text)) for fact in block.facts)
        return markup('<dl class="facts">{}</dl>', lines) if block.facts else NOTHING

    def items(self, block: blocks.Items) -> Markup:
        """A list, the details of each entry below it."""
        tag, look = ("ol", "steps") if block.ordered else ("ul", "items")
        entries = join(
            fill("<li", item.text) + join(markup("<p>{}</p>", write_text(detail)) for detail in item.details)
            for item in block.items
        )
        return markup('<{0} class="{1}">{2}</{0}>', Markup(tag), look, entries)

    def table(self, block: blocks.Table) -> Markup:
        """A table that can be scrolled where it is wider than the page."""
        pattern = '<th scope="col"{}><span>{}</span></th>'
        head = join(markup(pattern, column_class(head), head.text) for head in block.heads)
        rows = join((write_row(block, row) for row in block.rows), "\n")
        table = markup(
            '<table{}><caption class="hidden">{}</caption><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>',
            Markup(' class="grid"') if block.grid else NOTHING, block.caption, head, rows,
        )  # fmt: skip
        if not block.grid and sum(not head.minor for head in block.heads) <= FEW_COLUMNS:
            return table
        return markup('<div class="scroll" tabindex="0" role="group" aria-label="{}">{}</div>', block.caption, table)

    def field(self, block: blocks.Field) -> Markup:
        """A label with a line to write on, or choices to tick on paper."""
        if block.choices:
            boxes = join(markup("<li>☐ {}</li>", choice) for choice in block.choices)
            return markup('<ul class="boxes">{}</ul>', boxes)
        return markup('<p class="line">{}</p>', block.label)

    def question(self, block: blocks.Question) -> Markup:
        """A question with its number before it."""
        marks = join(markup(' <span class="quiet">({})</span>', mark) for mark in block.marks)
        said = [markup('<p><span class="ask">{}</span>{}</p>', block.ask, marks)]
        said += [markup('<p class="quiet">{}</p>', block.hint)] * bool(block.hint)
        said += [markup('<p class="answer">{}</p>', block.answer)] * bool(block.answer)
        pattern = '<p><span class="quiet">{}:</span> {}</p>'
        said += [markup(pattern, fact.label, write_text(fact.text)) for fact in block.remarks]
        said += [self.field(field) for field in block.fields]
        return markup('<div class="question"><span class="no">{}</span><div>{}</div></div>', block.number, join(said))

    def note(self, block: blocks.Note) -> Markup:
        """A box."""
        title = markup('<p class="title">{}</p>', block.title) if block.title else NOTHING
        lines = join(markup("<p>{}</p>", write_text(text)) for text in block.text)
        return markup('<div class="note {}">{}{}</div>', block.style, title, lines)

    def tiles(self, block: blocks.Tiles) -> Markup:
        """The picture as lists in boxes: text that grows, wraps and can be read aloud."""
        columns = join(
            markup('<div><p class="column">{}</p><ul>{}</ul></div>', column.title, join(map(write_tile, column.tiles)))
            for column in block.columns
        )
        return markup('<div class="tiles" role="group" aria-label="{}">{}</div>', block.title, columns)

    def chain(self, block: blocks.Chain) -> Markup:
        """Boxes in a row, each leading to the next."""
        links = ((link.title, join(fill("<p", text) for text in link.lines)) for link in block.links)
        return markup('<ol class="chain">{}</ol>', join(markup("<li><p>{}{}", *link) for link in links))

    def cards(self, block: blocks.Cards) -> Markup:
        """Fronts and backs, four on a printed page; a back is read after its fronts, and printed behind its own."""
        front = '<div class="card"><p class="label">{}</p><p class="title">{}</p><p>{}</p></div>'
        fact = '<p class="label">{}</p><p>{}</p>'
        written = Markup('<div class="break"></div><div class="break blank"></div>')
        for start in range(0, len(block.cards), 4):
            four = block.cards[start : start + 4]
            fronts = join(markup(front, card.front_label, card.front_title, card.front_text) for card in four)
            texts = [join(markup(fact, one.label, write_text(one.text)) for one in card.back) for card in four]
            backs = join(markup('<div class="card place-{}">{}</div>', n ^ 1, text) for n, text in enumerate(texts))
            written += markup('<div class="cards">{}</div><div class="cards">{}</div>', fronts, backs)
        return written

    def contents(self, block: blocks.Contents) -> Markup:
        """Links to the headings."""
        pattern = '<li><a href="#{}"{}>{}</a>'
        lines = join(markup(pattern, h.anchor, attribute("lang", h.language), h.text) for h in self.listed)
        return markup(
            '<nav class="contents" aria-label="{0}"><p class="column">{0}</p><ul>{1}</ul></nav>', block.title, lines
        )

    def pagebreak(self, _: blocks.PageBreak) -> Markup:
        """A new page when the page is printed."""
        return Markup('<div class="break"></div>')

    def finder(self, block: blocks.SearchBox) -> Markup:
        """A search field and filters, hidden until the script that serves them runs."""
        choices = join(
            markup(
                '<label>{} <select data-key="{}"><option value="">{}</option>{}</select></label>',
                label,
                name,
                block.any_word,
                join(markup('<option value="{}">{}', *one) for one in block.words.get(name, {}).items()),
            )
            for name, label in block.filters.items()
        )
        pattern = (
            '<form class="finder" role="search" hidden data-found="{}" data-none="{}">'
            '<label>{} <input type="search" autocomplete="off"></label>{}<p role="status"></p></form>'
        )
        return markup(pattern, block.found, block.none, block.label, choices)

    def entry(self, block: blocks.Entry) -> Markup:
        """What a finder shows or hides as one."""
        keys = join(attribute(f"data-{name}", "\n".join(values)) for name, values in block.keys.items())
        return markup('<article class="entry"{}>{}</article>', keys, join(self.write(block.blocks)))
