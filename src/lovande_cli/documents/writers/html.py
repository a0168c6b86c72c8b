"""Blocks as one self-contained web page: works offline, and lets nothing in or out."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
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
    listed = blocks.contents(document)
    page = Markup(template_text("document.html")).format(
        language=document.language,
        title=document.title,
        kicker=markup('<p class="kicker">{}</p>\n', document.kicker) if document.kicker else "",
        skip=Say(document.language)("document.skip"),
        policy=Markup(f"style-src '{content_hash(style)}'" + f"; script-src '{content_hash(script)}'" * bool(script)),
        style=Markup(style),
        layout=" ".join(["page"] + ["wide"] * document.landscape),
        body=join((write_block(block, listed) for block in document.blocks), "\n"),
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
    return join(write_run(span) for span in blocks.spans(text))


def write_run(span: blocks.Span, around: str = "") -> Markup:
    """One run, its language named if it is not that `around` it; an address of the web learns nothing of this page."""
    pattern = {"plain": "{}", "strong": "<strong>{}</strong>", "quiet": '<span class="quiet">{}</span>'}[span.look]
    written = markup(pattern, span.text)
    if span.to:
        private = NOTHING if span.to[0] == "#" else Markup(' rel="noreferrer"')
        written = markup('<a href="{}"{}>{}</a>', span.to, private, written)
    return written if span.language == around else markup('<span lang="{}">{}</span>', span.language, written)


def fill_tag(tag: str | Markup, text: blocks.Text) -> Markup:
    """The text in the tag that is begun; a language that all of it has is the tag's."""
    runs = blocks.spans(text)
    found = {span.language for span in runs}
    language = found.pop() if len(found) == 1 else ""
    spoken = markup(" lang={}", language) if language else NOTHING
    return markup("{}{}>{}", Markup(tag), spoken, join(write_run(span, language) for span in runs))


def write_badge(badge: blocks.Badge | None) -> Markup:
    """The sign, hidden from those who hear the page, and the word."""
    if badge is None:
        return NOTHING
    pattern = '<span class="badge {}"><span class="sign" aria-hidden="true">{}</span>{}</span>'
    return markup(pattern, badge.status, badge.symbol, badge.word)


def write_block(block: blocks.Block, listed: Sequence[blocks.Heading]) -> Markup:
    """A block of any kind as HTML; what HTML ends by itself is left to it, since pages are mailed.

    `listed` are the headings of a table of contents.
    """
    match block:
        case blocks.Heading():
            tag = Markup(f"h{block.level + 1}")  # level 1 stands below the page's own h1
            named = attribute("id", block.anchor) + attribute("lang", block.language)
            heading = markup("<{}{}>{}</{}>", tag, named, block.text, tag)
            status = write_badge(block.badge)
            return markup('<div class="headline">{}{}</div>', heading, status) if status else heading
        case blocks.Paragraph():
            style = NOTHING if block.style == "plain" else attribute("class", block.style)
            return fill_tag(markup("<p{}", style), block.text)
        case blocks.Facts():
            lines = join(markup("<dt>{}{}", fact.label, fill_tag("<dd", fact.text)) for fact in block.facts)
            return markup('<dl class="facts">{}</dl>', lines) if block.facts else NOTHING
        case blocks.Items():
            return write_items(block)
        case blocks.Table():
            return write_table(block)
        case blocks.Blank():
            if block.choices:
                boxes = join(markup("<li>☐ {}</li>", choice) for choice in block.choices)
                label = markup('<li class="quiet">{}</li>', block.label) if block.label else NOTHING
                return markup('<ul class="boxes">{}{}</ul>', label, boxes)
            return markup('<p class="line">{}</p>', block.label)
        case blocks.QuestionBlock():
            return write_question(block)
        case blocks.Note():
            title = markup('<p class="title">{}</p>', block.title) if block.title else NOTHING
            lines = join(markup("<p>{}</p>", write_text(text)) for text in block.text)
            return markup('<div class="note {}">{}{}</div>', block.style, title, lines)
        case blocks.Tiles():
            return write_tiles(block)
        case blocks.Chain():
            links = ((link.title, join(fill_tag("<p", text) for text in link.lines)) for link in block.links)
            return markup('<ol class="chain">{}</ol>', join(markup("<li><p>{}{}", *link) for link in links))
        case blocks.Cards():
            return write_cards(block)
        case blocks.Contents():
            pattern = '<li><a href="#{}"{}>{}</a>'
            lines = join(markup(pattern, h.anchor, attribute("lang", h.language), h.text) for h in listed)
            whole = '<nav class="contents" aria-label="{0}"><p class="column">{0}</p><ul>{1}</ul></nav>'
            return markup(whole, block.title, lines)
        case blocks.PageBreak():
            return Markup('<div class="break"></div>')
        case blocks.SearchBox():
            return write_search_box(block)
        case blocks.Article():
            keys = join(attribute(f"data-{name}", "\n".join(values)) for name, values in block.keys.items())
            content = join(write_block(inner, listed) for inner in block.blocks)
            return markup('<article class="entry"{}>{}</article>', keys, content)


def write_items(block: blocks.Items) -> Markup:
    """A list, the details of each entry below it."""
    tag, look = ("ol", "steps") if block.ordered else ("ul", "items")
    entries = join(
        fill_tag("<li", item.text) + join(markup("<p>{}</p>", write_text(detail)) for detail in item.details)
        for item in block.items
    )
    return markup('<{0} class="{1}">{2}</{0}>', Markup(tag), look, entries)


def write_table(block: blocks.Table) -> Markup:
    """A table that can be scrolled where it is wider than the page; the cell that names a row is its head."""
    classes = []
    for head in block.heads:
        looks = (("n", head.numeric), ("minor", head.minor), ("upright", head.upright), ("part", head.rule))
        classes.append(attribute("class", " ".join(name for name, holds in looks if holds)))
    pattern = '<th scope="col"{}><span>{}</span></th>'
    names = join(markup(pattern, look, head.text) for look, head in zip(classes, block.heads, strict=True))
    tags = [Markup("<td") + look for look in classes]
    tags[block.name_column] = Markup('<th scope="row"') + classes[block.name_column]
    lines = []
    for row in block.rows:
        line = Markup("<tr>")
        for tag, cell in zip(tags, row, strict=True):
            if not isinstance(cell, blocks.Badge):
                line += fill_tag(tag, cell)
            else:
                line += grid_cell(cell) if block.grid else markup("{}>{}", tag, write_badge(cell))
        lines.append(line)
    table = markup(
        '<table{}><caption class="hidden">{}</caption><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>',
        attribute("class", "grid" if block.grid else ""), block.caption, names, join(lines, "\n"),
    )  # fmt: skip
    if not block.grid and sum(not head.minor for head in block.heads) <= FEW_COLUMNS:
        return table
    return markup('<div class="scroll" tabindex="0" role="group" aria-label="{}">{}</div>', block.caption, table)


@cache
def grid_cell(badge: blocks.Badge) -> Markup:
    """A cell of a grid: its word for those who hear the page, its sign in the style (`grid_signs`)."""
    # thousands of cells are alike, so each is made once
    return markup("<td class={}><i>{}</i>", badge.status, badge.word)


def grid_signs(document: blocks.Document) -> str:
    """The style that shows the signs of the grids, as ornaments: the words beside them are what is read aloud."""
    tables = (block for block in blocks.all_blocks(document.blocks) if isinstance(block, blocks.Table))
    cells = (cell for table in tables if table.grid for row in table.rows for cell in row)
    signs = {cell.status: cell.symbol for cell in cells if isinstance(cell, blocks.Badge)}
    return "".join(f'.grid td.{status}::before {{ content: "{sign}" / ""; }}\n' for status, sign in signs.items())


def write_question(block: blocks.QuestionBlock) -> Markup:
    """A question with its number before it."""
    marks = join(markup(' <span class="quiet">({})</span>', mark) for mark in block.marks)
    lines = [markup('<p><span class="ask">{}</span>{}</p>', block.ask, marks)]
    lines += [markup('<p class="quiet">{}</p>', block.hint)] * bool(block.hint)
    lines += [markup('<p class="answer">{}</p>', block.answer)] * bool(block.answer)
    pattern = '<p><span class="quiet">{}:</span> {}</p>'
    lines += [markup(pattern, fact.label, write_text(fact.text)) for fact in block.remarks]
    lines += [write_block(blank, ()) for blank in block.blanks]
    return markup('<div class="question"><span class="no">{}</span><div>{}</div></div>', block.number, join(lines))


def write_tiles(block: blocks.Tiles) -> Markup:
    """The picture as lists in boxes: text that grows, wraps and can be read aloud."""
    pattern = (
        '<li class="tile {}"><span class="name">{} {}</span>'
        '<span class="state"><span class="sign" aria-hidden="true">{}</span>{}</span></li>'
    )
    columns = []
    for column in block.columns:
        tiles = [(t.badge.status, t.number, t.name, t.badge.symbol, t.badge.word) for t in column.tiles]
        boxes = join(markup(pattern, *tile) for tile in tiles)
        columns.append(markup('<div><p class="column">{}</p><ul>{}</ul></div>', column.title, boxes))
    return markup('<div class="tiles" role="group" aria-label="{}">{}</div>', block.title, join(columns))


def write_cards(block: blocks.Cards) -> Markup:
    """Fronts and backs, four on a printed page; a back is read after its fronts, and printed behind its own."""
    front = '<div class="card"><p class="label">{}</p><p class="title">{}</p><p>{}</p></div>'
    pattern = '<p class="label">{}</p><p>{}</p>'
    written = Markup('<div class="break"></div><div class="break blank"></div>')
    for start in range(0, len(block.cards), 4):
        four = block.cards[start : start + 4]
        fronts = join(markup(front, card.front_label, card.front_title, card.front_text) for card in four)
        texts = [join(markup(pattern, fact.label, write_text(fact.text)) for fact in card.back) for card in four]
        backs = join(markup('<div class="card place-{}">{}</div>', n ^ 1, text) for n, text in enumerate(texts))
        written += markup('<div class="cards">{}</div><div class="cards">{}</div>', fronts, backs)
    return written


def write_search_box(block: blocks.SearchBox) -> Markup:
    """A search field and filters, hidden until the script that serves them runs."""
    choices = []
    for name, label in block.filters.items():
        options = join(markup('<option value="{}">{}', *option) for option in block.words.get(name, {}).items())
        pattern = '<label>{} <select data-key="{}"><option value="">{}</option>{}</select></label>'
        choices.append(markup(pattern, label, name, block.any_word, options))
    pattern = (
        '<form class="finder" role="search" hidden data-found="{}" data-none="{}">'
        '<label>{} <input type="search" autocomplete="off"></label>{}<p role="status"></p></form>'
    )
    return markup(pattern, block.found, block.none, block.label, join(choices))
