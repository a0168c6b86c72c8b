"""The report as a Word document with real headings and tables, so that people can go on writing in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor

from lovande_cli.documents.content import ElementPart, Report, capital
from lovande_cli.documents.figure import wrap
from lovande_cli.documents.lines import counts, develop_line, element_state, find_out_line, marks, remarks, step_line
from lovande_cli.language import languages

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

INK, TEXT, MUTED, WASH, PAPER = "0F5257", "1B2A2C", "4A595B", "EEF4F4", "FFFFFF"

TILE_LETTERS = 20
"""How many letters of a name stand on one line of a tile."""

TILE_LINE = Pt(13)


def write_word(report: Report) -> bytes:
    """The document (.docx): A4, headings in the outline, repeated table headers, its language set."""
    document = start_document(report.practice, report.say.language, footer=f"{report.title} · {report.practice}")
    write_head(document, report)
    write_figure(document, report)
    write_overview(document, report)
    write_conclusions(document, report)
    write_elements(document, report)
    write_method(document, report)
    return save(document)


def save(document: WordDocument) -> bytes:
    """The document's bytes."""
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def start_document(title: str, language: str, *, footer: str, accent: str = INK, muted: str = MUTED) -> WordDocument:
    """An empty A4 document in the language, with our styles and a footer that counts the pages."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "", ""
    properties.created = properties.modified = datetime.now(UTC)  # else the date of python-docx's template
    properties.language = languages()[language].word
    set_styles(document, language, accent=accent, muted=muted)
    last = section.footer.paragraphs[0]
    last.style = document.styles["Lovande Small"]
    last.add_run(f"{footer[:120]}  ·  ")
    add_field(last, "PAGE")
    return document


def set_styles(document: WordDocument, language: str, *, accent: str, muted: str) -> None:
    """Calm type: one family, one accent, room between paragraphs."""
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults"))
    for properties in (*defaults.iter(qn("w:rPr")), styles["Normal"].element.get_or_add_rPr()):
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(element("w:lang", val=languages()[language].word))
    # size, bold, colour, space before, space after
    look: dict[str, tuple[float, bool, str, float, float]] = {
        "Normal": (10.5, False, TEXT, 0, 6),
        "Title": (24, True, TEXT, 0, 10),
        "Heading 1": (16, True, accent, 22, 6),
        "Heading 2": (13, True, accent, 16, 3),
        "Heading 3": (11.5, True, TEXT, 12, 3),
        "Lovande Small": (9, False, muted, 0, 6),
        "Lovande Summary": (16, True, TEXT, 10, 0),
        "Lovande Note": (10.5, False, TEXT, 0, 8),
        "Lovande Question": (10.5, False, TEXT, 7, 1),
        "Lovande Answer": (10.5, False, TEXT, 0, 1),
        "Lovande Tile": (9.5, False, TEXT, 0, 0),
    }
    for name, (size, bold, color, before, after) in look.items():
        known = name in [style.name for style in styles]
        style: ParagraphStyle = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not known:
            style.base_style = styles["Normal"]
        style.font.size, style.font.bold, style.font.name = Pt(size), bold, "Calibri"
        style.font.color.rgb = RGBColor.from_string(color)
        fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.12
        if name == "Title":
            for border in style.element.iter(qn("w:pBdr")):
                border.getparent().remove(border)
    for name in ("Lovande Summary", "Lovande Note"):
        shade(styles[name].element.get_or_add_pPr(), WASH)
        styles[name].paragraph_format.left_indent = styles[name].paragraph_format.right_indent = Mm(2)
    question = styles["Lovande Question"].paragraph_format
    question.keep_with_next, question.left_indent, question.first_line_indent = True, Mm(11), Mm(-11)
    styles["Lovande Answer"].paragraph_format.left_indent = Mm(11)


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """An XML element of WordprocessingML."""
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def shade(properties: BaseOxmlElement, color: str) -> None:
    """Give a paragraph or a cell a background; its place among the properties is fixed by the format."""
    shading = element("w:shd", val="clear", color="auto", fill=color)
    later = ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
    after = [child for child in properties if child.tag in [qn(name) for name in later]]
    if after:
        after[0].addprevious(shading)
    else:
        properties.append(shading)


def frame(paragraph: Paragraph, line: str, color: str) -> None:
    """Draw a box round the paragraph; neighbours with the same box share one."""
    borders = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(f"w:{side}", val=line, sz="12", space="4", color=color))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
    )


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word fills in, such as the page number."""
    field = element("w:fldSimple", instr=instruction)
    run = element("w:r")
    text = element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def add_link(paragraph: Paragraph, address: str) -> None:
    """An address that can be clicked."""
    link = element("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(address)
    run.font.color.rgb, run.font.underline = RGBColor.from_string(INK), True
    link.append(run._r)
    paragraph._p.append(link)


def add_label(paragraph: Paragraph, label: str) -> None:
    """A muted word that says what follows it."""
    paragraph.add_run(label).font.color.rgb = RGBColor.from_string(MUTED)


def repeat_header(table: Table, *, caption: str, description: str = "") -> None:
    """Let the first row head every page of the table, and say what the table holds."""
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(element("w:tblHeader"))
    for each in table.rows:
        each._tr.get_or_add_trPr().insert(0, element("w:cantSplit"))
    properties = table._tbl.tblPr
    properties.append(element("w:tblCaption", val=caption))
    if description:
        properties.append(element("w:tblDescription", val=description))


def set_widths(table: Table, widths: tuple[float, ...]) -> None:
    """Fix the widths of the columns, in millimetres."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def add_field_line(document: WordDocument, label: str, *, style: str = "Normal") -> Paragraph:
    """A label and a line to write on, as wide as the page."""
    line = document.add_paragraph(style=style)
    line.paragraph_format.space_before = Pt(6)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    line.add_run(f"{label}\t")
    return line


def add_grid(
    document: WordDocument, head: list[str], *, rows: int, widths: tuple[float, ...], height: Length, caption: str
) -> None:
    """A table with a header row and empty cells to write in."""
    table = document.add_table(rows=1 + rows, cols=len(head), style="Table Grid")
    set_widths(table, widths)
    repeat_header(table, caption=caption)
    for cell, word in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(word).bold = True
    for row in table.rows[1:]:
        row.height = height


def write_head(document: WordDocument, report: Report) -> None:
    """Practice, facts, and the summary in a box."""
    document.add_paragraph(f"{report.title} · {report.say('report.kicker')}", style="Lovande Small")
    document.add_paragraph(report.practice, style="Title")
    for fact in report.facts:
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(1)
        add_label(line, f"{fact.label}: ")
        line.add_run(fact.text)
    document.add_paragraph(report.summary, style="Lovande Summary").paragraph_format.keep_with_next = True
    document.add_paragraph(" ".join(report.summary_notes), style="Lovande Note")
    if report.gate:
        document.add_paragraph().add_run(report.gate).bold = True
    for change in report.changes:
        document.add_paragraph(change, style="List Bullet")


def write_figure(document: WordDocument, report: Report) -> None:
    """The figure as a table of boxes: text that can be read aloud and changed, where a picture could not."""
    document.add_heading(report.say("report.figure-title"), level=1)
    height = max(len(category.elements) for category in report.categories)
    table = document.add_table(rows=1 + height, cols=len(report.categories))
    widths = tuple(166 / len(report.categories) for _ in report.categories)
    set_widths(table, widths)
    repeat_header(table, caption=report.say("report.figure-title"), description=report.figure_text)
    for column, category in enumerate(report.categories):
        head = table.cell(0, column).paragraphs[0]
        head.style = document.styles["Lovande Tile"]
        head.paragraph_format.keep_with_next = True
        run = head.add_run(category.name)
        run.bold, run.font.color.rgb = True, RGBColor.from_string(INK)
        for row, part in enumerate(category.elements, start=1):
            write_tile(document, table.cell(row, column), part)
    caption = document.add_paragraph(report.say("report.figure-caption"), style="Lovande Small")
    caption.paragraph_format.space_before = Pt(8)


def write_tile(document: WordDocument, cell: _Cell, part: ElementPart) -> None:
    """One element of the figure: filled, half filled, empty or dashed, its status in words."""
    name, status = cell.paragraphs[0], cell.add_paragraph()
    missing = 2 - len(wrap(f"{part.number} {part.name}", TILE_LETTERS))
    line = {"unclear": "dashed", "not-applicable": "nil"}.get(part.status, "single")
    filled = {"present": (True, True), "partly": (False, True)}.get(part.status, (False, False))
    for paragraph, is_filled in zip((name, status), filled, strict=True):
        paragraph.style = document.styles["Lovande Tile"]
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(2.2)
        paragraph.paragraph_format.keep_with_next = True
        if is_filled:
            shade(paragraph._p.get_or_add_pPr(), INK)
        frame(paragraph, line, INK)
    name.paragraph_format.space_before = Pt(5)
    name.paragraph_format.space_after = Pt(5) + TILE_LINE * max(missing, 0)
    status.paragraph_format.space_after = Pt(7)
    name.add_run(f"{part.number} {part.name}").bold = True
    status.add_run(f"{part.symbol} {part.word}")
    for paragraph, is_filled in zip((name, status), filled, strict=True):
        paragraph.runs[0].font.color.rgb = RGBColor.from_string(PAPER if is_filled else TEXT)


def write_overview(document: WordDocument, report: Report) -> None:
    """The table of the elements."""
    say = report.say
    document.add_heading(say("report.table-title"), level=1)
    head = [say(f"result.column.{key}") for key in ("number", "element", "status", "share", "answered", "documented")]
    rows = [
        (str(e.number), e.name, f"{e.symbol} {e.word}", e.share, f"{e.answered}/{len(e.answers)}", str(e.documented))
        for e in report.elements
    ]
    add_table(document, head, rows, (11, 56, 36, 24, 14, 25), caption=say("report.table-title"), right=(0, 3, 4, 5))
    document.add_paragraph(say("report.table-note"), style="Lovande Small").paragraph_format.space_before = Pt(4)


def add_table(
    document: WordDocument,
    head: list[str],
    rows: Sequence[tuple[str, ...]],
    widths: tuple[float, ...],
    *,
    caption: str,
    right: tuple[int, ...] = (),
) -> None:
    """A ruled table with a header row that is repeated on every page."""
    table = document.add_table(rows=1 + len(rows), cols=len(head))
    set_widths(table, widths)
    repeat_header(table, caption=caption)
    for number, (row, texts) in enumerate(zip(table.rows, [tuple(head), *rows], strict=True)):
        first = number == 0
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2.5)
            paragraph.paragraph_format.keep_with_next = number < len(rows)
            run = paragraph.add_run(text)
            run.bold, run.font.size = first, Pt(9.5 if first else 10.5)
            if place in right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            borders = element("w:tcBorders")
            borders.append(
                element("w:bottom", val="single", sz="12" if first else "4", color=INK if first else "AAB8BA")
            )
            cell._tc.get_or_add_tcPr().append(borders)


def write_conclusions(document: WordDocument, report: Report) -> None:
    """Strengths first, then what to develop, what to find out, and the next steps."""
    say = report.say
    document.add_heading(say("result.strengths-title"), level=1)
    document.add_paragraph(say("report.strengths-lead" if report.strengths else "report.no-strengths"))
    for part in report.strengths:
        document.add_paragraph(part.name, style="List Bullet")
    document.add_heading(say("result.develop-title"), level=1)
    document.add_paragraph(say("report.develop-lead" if report.gaps else "report.no-gaps"))
    for part in report.gaps:
        line = document.add_paragraph(style="List Bullet")
        line.add_run(f"{part.name}: {part.word}")
        add_label(line, f" · {counts(part, say)}")
    document.add_heading(say("result.find-out-title"), level=1)
    document.add_paragraph(say("result.find-out-lead" if report.has_open else "report.no-find-out"))
    for answer in report.open_questions:
        asked = document.add_paragraph(style="Lovande Question")
        asked.add_run(f"{answer.number}\t{answer.ask}").bold = True
        add_label(asked, f" ({answer.answer})")
        if answer.note:
            document.add_paragraph(answer.note, style="Lovande Answer")
        add_label(document.add_paragraph(style="Lovande Answer"), answer.hint)
    for text in report.untouched:
        document.add_paragraph(text, style="List Bullet")
    document.add_heading(say("result.steps-title"), level=1)
    if not report.steps:
        document.add_paragraph(say("report.no-steps"))
    for step in report.steps:
        line = document.add_paragraph(style="List Number")
        line.add_run(step.what).bold = True
        if step.done:
            line.add_run(f" ({say('result.step-done')})")
        if step_line(step, say):
            line.add_run().add_break()
            add_label(line, step_line(step, say))


def write_elements(document: WordDocument, report: Report) -> None:
    """Element by element: what must be true, status, answers, advice."""
    say = report.say
    document.add_heading(say("report.elements-title"), level=1)
    for category in report.categories:
        for part in category.elements:
            document.add_heading(f"{part.number}. {part.name} – {part.symbol} {part.word}", level=2)
            document.add_paragraph(f"{category.name} · {element_state(part, say)}", style="Lovande Small")
            document.add_paragraph(" ".join((part.description, part.reading)).strip())
            for answer in part.answers:
                asked = document.add_paragraph(f"{answer.number}\t{answer.ask}", style="Lovande Question")
                for mark in marks(answer, say):
                    add_label(asked, f" ({mark})")
                document.add_paragraph(style="Lovande Answer").add_run(capital(answer.answer)).bold = True
                for label, text in remarks(answer, say):
                    line = document.add_paragraph(style="Lovande Answer")
                    add_label(line, f"{label}: ")
                    line.add_run(text)
            write_advice(document, part, report)


def write_advice(document: WordDocument, part: ElementPart, report: Report) -> None:
    """What to develop in the element and which questions are open."""
    say = report.say
    if not (part.to_develop or part.to_find_out):
        return
    box = document.add_paragraph(style="Lovande Note")
    box.paragraph_format.space_before = Pt(8)
    if part.to_develop:
        box.add_run(f"{say('report.first-step')}. ").bold = True
        box.add_run(f"{part.develop} ")
        add_label(box, develop_line(part, say))
    if part.to_find_out:
        add_label(box, f" {find_out_line(part, say)}" if part.to_develop else find_out_line(part, say))


def write_method(document: WordDocument, report: Report) -> None:
    """How it was counted, what the tool is and is not, and its sources."""
    say = report.say
    document.add_heading(say("report.method-title"), level=1)
    for text in report.method:
        document.add_paragraph(text)
    document.add_heading(say("report.about-title"), level=2)
    for text in report.about:
        document.add_paragraph(text)
    document.add_heading(say("report.sources-title"), level=2)
    for source in report.sources:
        line = document.add_paragraph(f"{source.reference} ", style="List Bullet")
        if source.address:
            add_link(line, source.address)
        if source.note:
            line.add_run().add_break()
            add_label(line, source.note)
