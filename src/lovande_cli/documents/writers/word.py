"""Blocks as a Word document with real headings, lists and tables, so that people can go on writing in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, assert_never

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from lovande_cli.documents import blocks
from lovande_cli.documents.blocks import anchored, in_language, line, quiet, sanitize, spans, strong
from lovande_cli.documents.writers.palette import hexcode
from lovande_cli.language import languages

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell as WordCell

TILE_HEIGHT, TILE_GAP = 15.0, 4.0
"""Millimetres: how high a box of the picture is at least, and how much is between two boxes."""

TILE_FOOT = 56
"""A broad line in eighths of a point; it grows into the gap below the box, which must be higher."""

ARROW_WIDTH = 8.0
"""Millimetres between two boxes of a chain."""

MAX_WHOLE = 14
"""A table of so many rows stays on one page; a longer one might be longer than a page."""

LABEL_WIDTH = 32.0
"""Millimetres from the margin to the boxes behind a label, so that those of several rows stand in a column."""

HALF_LINE = 40
"""How many letters of a choice go into half the width of a page, in any font that stands in for ours."""


def write_word(document: blocks.Document) -> bytes:
    """The document (.docx): A4, headings in the outline, repeated table heads, its language set."""
    document = sanitize(document)
    writer = WordWriter(document)
    if document.kicker:
        writer.add(document.kicker, "Lovande Small")
    writer.add(document.title, "Title")
    for block in document.blocks:
        writer.write_block(block)
    written = BytesIO()
    writer.word.save(written)
    return written.getvalue()


# ---- the document as a whole ----


def set_page(word: WordDocument, document: blocks.Document, margin: int) -> None:
    """Page, properties, and a footer that counts the pages, in a style of ours; the margin is in millimetres."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    # Word wants both the turned measures and the word for them
    if document.landscape:
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(margin)
    section.top_margin = section.bottom_margin = Mm(margin - 4)
    section.footer_distance = Mm(7)  # the footer stands within the margin and takes nothing of the page
    properties = word.core_properties
    properties.title, properties.author, properties.comments = document.title[:255], "", ""  # python-docx's limit
    properties.created = properties.modified = datetime.now(UTC)  # else the date of python-docx's template
    properties.language = languages()[document.language].word
    footer = section.footer.paragraphs[0]
    footer.style = word.styles["Lovande Small"]
    footer.add_run(f"{document.footer[:120]}  ·  ")
    add_field(footer, "PAGE")


OUR_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>lovande</Application></Properties>"
)


def leave_template(word: WordDocument) -> None:
    """Take away what python-docx's template says of itself: its program, its thumbnail, and that it is of Word 2010."""
    package = word.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[name]
        elif relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            relation.target_part._blob = OUR_PROPERTIES
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word opens it in Compatibility Mode


def set_styles(word: WordDocument, document: blocks.Document) -> None:
    """Calm type: one family, one accent, room between paragraphs; smaller and black to be filled in by hand."""
    styles, small = word.styles, document.compact
    defaults = styles.element.find(qn("w:docDefaults"))
    for properties in (*defaults.iter(qn("w:rPr")), styles["Normal"].element.get_or_add_rPr()):
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(xml("w:lang", val=languages()[document.language].word))
    accent, muted = ("000000", "333333") if small else (hexcode("ink"), hexcode("muted"))
    text, size = ("000000" if small else hexcode("text")), (9 if small else 10)
    # size, bold, colour, space before, space after
    look: dict[str, tuple[float, bool, str, float, float]] = {
        "Normal": (size, False, text, 0, 3 if small else 4),
        "Title": (20, True, text, 0, 8),
        "Heading 1": (13 if small else 15, True, accent, 12 if small else 14, 3),
        "Heading 2": (11.5, True, accent, 8, 1),
        "Heading 3": (10.5, True, text, 7, 1),
        "Lovande Lead": (11.5, False, text, 0, 6),
        "Lovande Small": (size - 1, False, muted, 0, 3 if small else 4),
        "Lovande Summary": (16, True, text, 10, 0),
        "Lovande Note": (size, False, text, 0, 0),
        "Lovande Question": (size, False, text, 5 if small else 7, 1),
        "Lovande Answer": (size, False, text, 0, 1),
        "Lovande Tile": (9.5, False, text, 0, 0),
    }
    names = {style.name for style in styles}
    for name, (points, bold, color, before, after) in look.items():
        style: ParagraphStyle = styles[name] if name in names else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name != "Normal":
            style.base_style = styles["Normal"]
        style.font.size, style.font.bold, style.font.name = Pt(points), bold, "Calibri"
        style.font.color.rgb = RGBColor.from_string(color)
        fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        # a theme font in the template would win over the name of the font
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0
        if name == "Title":
            # the template draws a blue line under every title
            for border in style.element.iter(qn("w:pBdr")):
                border.getparent().remove(border)
    for name in ("Lovande Summary", "Lovande Note"):
        shade(styles[name].element.get_or_add_pPr(), hexcode("wash"))
        styles[name].paragraph_format.left_indent = styles[name].paragraph_format.right_indent = Mm(2)
    question = styles["Lovande Question"].paragraph_format
    question.keep_with_next, question.left_indent, question.first_line_indent = True, Mm(11), Mm(-11)
    styles["Lovande Answer"].paragraph_format.left_indent = Mm(11)


# ---- what python-docx has no word for ----


def xml(tag: str, *children: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    """An XML element of WordprocessingML."""
    made: BaseOxmlElement = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(children)
    return made


AFTER_SHADE = ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
"""What the format puts after a paragraph's shading."""


def shade(properties: BaseOxmlElement, color: str) -> None:
    """Give a paragraph or a cell a background; its place among the properties is fixed by the format."""
    properties.insert_element_before(xml("w:shd", val="clear", color="auto", fill=color), *AFTER_SHADE)


def draw_frame(paragraph: Paragraph, style: str) -> None:
    """Draw a box round the paragraph; neighbours with the same box share one."""
    look = {"val": style, "sz": "12", "space": "4", "color": hexcode("ink")}
    borders = xml("w:pBdr", *(xml(f"w:{side}", **look) for side in ("top", "left", "bottom", "right")))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", *AFTER_SHADE)


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word fills in, such as the page number."""
    text = xml("w:t")
    text.text = "1"
    paragraph._p.append(xml("w:fldSimple", xml("w:r", text), instr=instruction))


def add_runs(paragraph: Paragraph, text: blocks.Text) -> Paragraph:
    """The runs of a text, links among them."""
    for span in spans(text):
        run = paragraph.add_run()
        if span.text and "\n" not in span.text and "\t" not in span.text:
            run.add_text(span.text)  # `text` goes through it letter by letter, a fifth of the time of a catalogue
        else:
            run.text = span.text
        if span.look == "strong":
            run.bold = True
        if span.look == "quiet":
            run.font.color.rgb = RGBColor.from_string(hexcode("muted"))
        if span.language:
            run._r.get_or_add_rPr().append(xml("w:lang", val=languages()[span.language].word))
        if span.to:
            add_link(paragraph, run, span.to)
    return paragraph


def add_link(paragraph: Paragraph, run: Any, to: str) -> None:
    """Make the run a link to an address, or to the bookmark of an anchor."""
    link = xml("w:hyperlink")
    if to.startswith("#"):
        # Word knows a bookmark by 40 characters
        link.set(qn("w:anchor"), to[1:][:40])
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(to, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.color.rgb, run.font.underline = RGBColor.from_string(hexcode("ink")), True
    paragraph._p.append(link)
    link.append(run._r)


def keep_with_next(paragraph: Paragraph, *, on: bool = True) -> Paragraph:
    """Put the paragraph on the page of the next one; returns it."""
    paragraph.paragraph_format.keep_with_next = on
    return paragraph


def repeat_head(table: Table, caption: str) -> None:
    """Let the first row head every page of the table, say what the table holds, and break no row."""
    # repeated on every page, so that a column is known on the third page too
    table.rows[0]._tr.get_or_add_trPr().append(xml("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, xml("w:cantSplit"))
    table._tbl.tblPr.append(xml("w:tblCaption", val=caption))


def set_widths(table: Table, widths: Sequence[float]) -> None:
    """Fix the widths of the columns, in millimetres."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def draw_borders(cell: WordCell, style: str = "single", /, **sides: tuple[int, str]) -> None:
    """Draw lines along sides of a cell (top, left, bottom, right): how thick in eighths of a point, in which colour."""
    lines = (xml(f"w:{side}", val=style, sz=str(size), color=color) for side, (size, color) in sides.items())
    cell._tc.get_or_add_tcPr().append(xml("w:tcBorders", *lines))


def write_cell(
    cell: WordCell, head: blocks.Head, text: blocks.Text, *, grid: bool, is_head: bool = False, keeps: bool = False
) -> None:
    """One cell of a table; the head over a narrow column is turned."""
    paragraph = add_runs(cell.paragraphs[0], text)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2.5)
    keep_with_next(paragraph, on=is_head or keeps)
    if is_head or grid:
        for run in paragraph.runs:
            run.font.size = Pt(9.5)
    if head.numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif head.upright:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_head else WD_ALIGN_PARAGRAPH.CENTER
    sides = {"left": (4, hexcode("rule"))} if head.rule else {}
    draw_borders(cell, **sides, bottom=(12, hexcode("ink")) if is_head else (4, hexcode("rule")))
    if head.upright and is_head:
        paragraph.paragraph_format.left_indent = Mm(1.5)  # what is turned begins at the line below it
        cell._tc.get_or_add_tcPr().append(xml("w:textDirection", val="btLr"))


class WordWriter:
    """A Word document while blocks of any kind are added at its end."""

    def __init__(self, document: blocks.Document) -> None:
        self.contents = blocks.contents(document)
        self.anchors = [heading.anchor for heading in anchored(document)]
        self.word: WordDocument = docx.Document()
        margin = 16 if document.compact else 18
        self.width = (297.0 if document.landscape else 210.0) - 2 * margin
        leave_template(self.word)
        set_styles(self.word, document)
        set_page(self.word, document, margin)
        self.style_ids = {str(style.name): style.style_id for style in self.word.styles}
        self.on_new_page = False
        self.end = self.word.element.body.sectPr

    def add_paragraph(self) -> Paragraph:
        """An empty paragraph at the end; python-docx would look through the whole document for it, every time."""
        paragraph = OxmlElement("w:p")
        self.end.addprevious(paragraph)
        return Paragraph(paragraph, self.word._body)

    def add_table(self, rows: int, columns: int) -> Table:
        """An empty table at the end, as wide as the text."""
        table = CT_Tbl.new_tbl(rows, columns, Mm(self.width))
        self.end.addprevious(table)
        return Table(table, self.word._body)

    def add(self, text: blocks.Text = "", style: str = "Normal") -> Paragraph:
        """A paragraph of runs at the end of the document."""
        self.last = add_runs(self.set_style(self.add_paragraph(), style), text)
        if self.on_new_page:  # no break of its own: on a full page it would leave the next one empty
            self.last.paragraph_format.page_break_before, self.on_new_page = True, False
        return self.last

    def add_gap(self) -> None:
        """A little room after a table, so that two tables do not become one."""
        room = self.add().paragraph_format
        room.line_spacing, room.space_after = Pt(5), Pt(0)

    def set_style(self, paragraph: Paragraph, style: str) -> Paragraph:
        """The paragraph in the style."""
        # python-docx would search all styles for it every time, half a second in all
        paragraph._p.style = self.style_ids[style]
        return paragraph

    def write_block(self, block: blocks.Block) -> None:
        """Add a block of any kind; a search box is nothing here, since Word searches by itself."""
        match block:
            case blocks.Heading():
                self.write_heading(block)
            case blocks.Paragraph():
                style = {"lead": "Lovande Lead", "quiet": "Lovande Small"}.get(block.style, "Normal")
                keep_with_next(self.add(block.text, style), on=block.with_next)
            case blocks.Facts():
                for fact in block.facts:
                    paragraph = self.add(line(quiet(f"{fact.label}: "), *spans(fact.text)))
                    paragraph.paragraph_format.space_after = Pt(1)
            case blocks.Items():
                self.write_items(block)
            case blocks.Table():
                self.write_table(block)
            case blocks.Blank():
                self.write_blank(block, "Normal")
            case blocks.QuestionBlock():
                self.write_question(block)
            case blocks.Note():
                self.write_note(block)
            case blocks.Tiles():
                self.write_tiles(block)
            case blocks.Chain():
                self.write_chain(block)
            case blocks.Cards():
                self.write_cards(block)
            case blocks.Contents():
                self.write_contents(block)
            case blocks.PageBreak():
                self.on_new_page = True
            case blocks.SearchBox():
                pass
            case blocks.Article():
                self.on_new_page = True
                for inner in block.blocks:
                    self.write_block(inner)
            case _:
                assert_never(block)

    def write_heading(self, block: blocks.Heading) -> None:
        """A heading of the outline, its status after it; links can lead to it by its anchor."""
        text = f"{block.text} – {block.badge.signed}" if block.badge else block.text
        heading = keep_with_next(self.add(in_language(text, block.language), f"Heading {block.level}"))
        if block.anchor:
            number = str(self.anchors.index(block.anchor))
            # Word takes 40 letters of a bookmark's name
            heading._p.insert(1, xml("w:bookmarkStart", id=number, name=block.anchor[:40]))
            heading._p.append(xml("w:bookmarkEnd", id=number))

    def write_items(self, block: blocks.Items) -> None:
        """A list of Word's own."""
        numbering_id = 0
        if block.ordered:
            # without a numbering of its own a list would count on where the last one ended
            numbering = self.word.part.numbering_part.element
            style = self.word.styles["List Number"].element
            like = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
            made = numbering.add_num(like)
            made.add_lvlOverride(ilvl=0).add_startOverride(1)
            numbering_id = made.numId
        # a short list stays whole, as a short table does: else the last page may hold the end of one alone
        letters = sum(len(blocks.plain(text)) for item in block.items for text in (item.text, *item.details))
        is_short = len(block.items) <= 10 and letters <= 1800
        for place, item in enumerate(block.items, start=1):
            paragraph = self.add(item.text, "List Number" if block.ordered else "List Bullet")
            paragraph.paragraph_format.keep_together = True
            keep_with_next(paragraph, on=is_short and place < len(block.items))
            if block.ordered:
                paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbering_id
            for detail in item.details:
                paragraph.add_run().add_break()
                add_runs(paragraph, detail)

    def write_table(self, block: blocks.Table) -> None:
        """A ruled table whose head is repeated on every page; in a grid a status is its sign alone."""
        table = self.add_table(1 + len(block.rows), len(block.heads))
        share = self.width / sum(head.width for head in block.heads)
        set_widths(table, [head.width * share for head in block.heads])
        repeat_head(table, block.caption)
        rows = list(table.rows)
        for cell, head in zip(rows[0].cells, block.heads, strict=True):
            write_cell(cell, head, line(strong(head.text)), grid=block.grid, is_head=True)
        last = len(block.rows)
        for place, (row, cells) in enumerate(zip(rows[1:], block.rows, strict=True), start=1):
            for written, head, cell in zip(row.cells, block.heads, cells, strict=True):
                if isinstance(cell, blocks.Badge):
                    cell = cell.symbol if block.grid else cell.signed
                write_cell(written, head, cell, grid=block.grid, keeps=place < last <= MAX_WHOLE)
        if block.grid:
            rows[0].height = Mm(45)
        self.add_gap()

    def write_blank(self, block: blocks.Blank, style: str) -> None:
        """Choices to tick, or a label and lines to write on as wide as the page."""
        if block.choices:
            boxes = [f"☐ {choice}" for choice in block.choices]
            beside = len(boxes) if not block.columns else 2 if max(map(len, boxes)) <= HALF_LINE else 1
            for start in range(0, len(boxes), beside):
                text = ("\t" if block.columns else "      ").join(boxes[start : start + beside])
                label = (quiet(f"{block.label}\t"),) if block.label and not start else ()
                ticked = keep_with_next(self.add((*label, *line(text)), style)).paragraph_format
                ticked.space_before = Pt(2)
                ticked.tab_stops.add_tab_stop(Mm(self.width / 2 if block.columns else LABEL_WIDTH))
            return
        written = keep_with_next(self.add(line(quiet(f"{block.label} ".lstrip()), "\t"), style)).paragraph_format
        written.space_before = Pt(6)
        written.tab_stops.add_tab_stop(Mm(self.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)

    def write_question(self, block: blocks.QuestionBlock) -> None:
        """The question with its number in the margin, and below it what was answered or is to be filled in."""
        ask = strong(block.ask) if block.blanks else block.ask
        marks = [quiet(f" ({mark})") for mark in block.marks]
        paragraphs = [self.add(line(f"{block.number}\t", ask, *marks), "Lovande Question")]
        texts = [line(quiet(block.hint))] * bool(block.hint) + [line(strong(block.answer))] * bool(block.answer)
        texts += [line(quiet(f"{fact.label}: "), *spans(fact.text)) for fact in block.remarks]
        paragraphs += [self.add(text, "Lovande Answer") for text in texts]
        for paragraph in paragraphs if block.blanks else paragraphs[:-1]:
            keep_with_next(paragraph)
        for blank in block.blanks:
            self.write_blank(blank, "Lovande Answer")
        if block.blanks:
            keep_with_next(self.last, on=False)

    def write_note(self, block: blocks.Note) -> None:
        """A shaded box, or one in a frame."""
        title = "Lovande Summary" if block.style == "summary" else "Lovande Note"
        texts: list[tuple[blocks.Text, str]] = [(line(strong(block.title)), title)] if block.title else []
        texts += [(text, "Lovande Note") for text in block.text]
        made = [self.add(text, style) for text, style in texts]
        for paragraph in made[:-1]:
            keep_with_next(paragraph)
        if made:
            made[0].paragraph_format.space_before, made[-1].paragraph_format.space_after = Pt(8), Pt(8)
        for paragraph in made if block.style == "frame" else ():
            draw_frame(paragraph, "single")

    def write_tiles(self, block: blocks.Tiles) -> None:
        """The picture as a table of boxes: text that can be read aloud and changed, where a picture could not.

        A box is a cell, and a row makes its cells alike high, so that no font is too wide for it; empty rows and
        columns stand between the boxes.
        """
        most, gaps = max((len(column.tiles) for column in block.columns), default=0), len(block.columns) - 1
        box = (self.width - gaps * TILE_GAP) / len(block.columns)
        table = self.add_table(2 * most, 2 * gaps + 1)
        set_widths(table, [box, *[TILE_GAP, box] * gaps])
        repeat_head(table, block.title)
        cells = [row.cells for row in table.rows]
        for place, column in enumerate(block.columns):
            head = add_runs(cells[0][2 * place].paragraphs[0], line(strong(column.title)))
            head.runs[0].font.color.rgb = RGBColor.from_string(hexcode("ink"))
            head.paragraph_format.space_after = Pt(4)
            for row, tile in enumerate(column.tiles):
                self.write_tile(cells[2 * row + 1][2 * place], tile)
        for number, row in enumerate(table.rows):
            row.height = Mm(TILE_GAP if number % 2 == 0 else TILE_HEIGHT)
            row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST if number % 2 or not number else WD_ROW_HEIGHT_RULE.EXACTLY
            for cell in cells[number]:
                for paragraph in cell.paragraphs:
                    keep_with_next(self.set_style(paragraph, "Lovande Tile"))
        self.add_gap()

    def write_tile(self, cell: WordCell, tile: blocks.Tile) -> None:
        """One box: filled, with a broad foot for partly there, empty or dashed, its status in words."""
        status = tile.badge.status
        name = add_runs(cell.paragraphs[0], line(strong(f"{tile.number} {tile.name}")))
        word = add_runs(cell.add_paragraph(), tile.badge.signed)
        for paragraph in (name, word):
            color = "on-ink" if status == "present" else "muted" if status == "not-applicable" else "text"
            paragraph.runs[0].font.color.rgb = RGBColor.from_string(hexcode(color))
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2.5)
        if status != "not-applicable":
            thin, foot = (12, hexcode("ink")), (TILE_FOOT if status == "partly" else 12, hexcode("ink"))
            style = "dashed" if status == "unclear" else "single"
            draw_borders(cell, style, top=thin, left=thin, bottom=foot, right=thin)
        if status == "present":
            shade(cell._tc.get_or_add_tcPr(), hexcode("ink"))

    def write_chain(self, block: blocks.Chain) -> None:
        """Boxes with an arrow between each two: in a row, or beneath each other where they are many or long."""
        gaps = len(block.links) - 1
        letters = sum(len(text) for link in block.links for text in (link.title, *map(blocks.plain, link.lines)))
        beside = len(block.links) <= 4 and letters < 900  # set by eye: about half a page, as in the PDF's template
        box = (self.width - gaps * ARROW_WIDTH) / len(block.links)
        widths = [box, *[ARROW_WIDTH, box] * gaps] if beside else [self.width]
        table = self.add_table(1 if beside else 1 + 2 * gaps, len(widths))
        set_widths(table, widths)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(xml("w:cantSplit"))
        for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
            if place % 2:
                cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
                arrow = keep_with_next(add_runs(cell.paragraphs[0], "→" if beside else "↓"))
                arrow.alignment = WD_ALIGN_PARAGRAPH.CENTER
                continue
            link = block.links[place // 2]
            texts: list[blocks.Text] = [line(strong(link.title)), *link.lines]
            for text in texts:
                paragraph = cell.paragraphs[0] if text is texts[0] else cell.add_paragraph()
                self.set_style(add_runs(paragraph, text), "Lovande Tile").paragraph_format.space_after = Pt(3)
            draw_borders(cell, **dict.fromkeys(("top", "left", "bottom", "right"), (12, hexcode("ink"))))
            shade(cell._tc.get_or_add_tcPr(), hexcode("wash"))
        self.add_gap()

    def write_cards(self, block: blocks.Cards) -> None:
        """Fronts and backs on pages of their own, four on a page, the backs mirrored so that they meet the fronts."""
        self.word.add_section(WD_SECTION.ODD_PAGE)  # the first fronts lie on the front of a sheet
        for start in range(0, len(block.cards), 4):
            if start:
                self.word.add_page_break()  # type: ignore[no-untyped-call]
            cards = [*block.cards[start : start + 4], *[blocks.Card()] * 4][:4]
            fronts = [
                [(line(quiet(c.front_label)), 10.5), (line(strong(c.front_title)), 17), (line(c.front_text), 12)]
                for c in cards
            ]
            self.write_card_page(fronts)
            backs = [
                [sized for f in c.back for sized in ((line(quiet(f.label)), 10.5), (spans(f.text), 12))] for c in cards
            ]
            self.word.add_page_break()  # type: ignore[no-untyped-call]
            self.write_card_page([backs[place] for place in (1, 0, 3, 2)])

    def write_card_page(self, cards: Sequence[Sequence[tuple[blocks.Text, float]]]) -> None:
        """Four cards, in the middle of the page so that both sides meet; each text with its size in points."""
        table = self.word.add_table(rows=2, cols=2, style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        set_widths(table, (self.width / 2,) * 2)
        for row in table.rows:
            row.height, row.height_rule = Mm(127), WD_ROW_HEIGHT_RULE.EXACTLY
        for cell, texts in zip((cell for row in table.rows for cell in row.cells), cards, strict=True):
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            for place, (text, points) in enumerate(texts):
                paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
                paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(6)
                paragraph.paragraph_format.space_before = Pt(14 if points < 12 and place else 2)
                for run in add_runs(paragraph, text).runs:
                    run.font.size = Pt(points)

    def write_contents(self, block: blocks.Contents) -> None:
        """The headings as links, with page numbers that Word fills in."""
        keep_with_next(self.add(line(strong(block.title))))
        for heading in self.contents:
            entry = self.add(in_language(heading.text, heading.language))
            entry.paragraph_format.space_after = Pt(2)
            entry.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            add_link(entry, entry.runs[0], f"#{heading.anchor}")
            entry.add_run("\t")
            add_field(entry, f"PAGEREF {heading.anchor[:40]}")
