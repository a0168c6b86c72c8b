"""The report as an Excel workbook: result, answers, next steps and a key; what a person wrote is never a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lovande_cli.documents.content import Report, capital

INK, WASH = "#0F5257", "#EEF4F4"

LONGEST = 32_000
"""Excel refuses a cell of more than 32,767 characters."""

LINE = 15.5
"""The height of a line of text, in points."""

Cell = str | int | Fraction | None


@dataclass(frozen=True, kw_only=True)
class Looks:
    """The formats that the sheets share."""

    title: Format
    head: Format
    text: Format
    number: Format
    muted: Format


def write_excel(report: Report) -> bytes:
    """The workbook (.xlsx); every text is written as text, whatever it begins with."""
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"title": report.practice[:255], "subject": report.title, "author": ""})
        looks = make_looks(book)
        say = report.say
        write_result(book, book.add_worksheet(say("report.sheet.result")), report, looks)
        write_answers(book.add_worksheet(say("report.sheet.answers")), report, looks)
        write_steps(book.add_worksheet(say("report.sheet.steps")), report, looks)
        write_key(book.add_worksheet(say("report.sheet.key")), report, looks)
    return written.getvalue()


def make_looks(book: Workbook) -> Looks:
    """The formats: top-aligned, wrapped, one accent."""
    base = {"valign": "top", "font_name": "Calibri", "font_size": 11}
    return Looks(
        title=book.add_format({"bold": True, "font_size": 16, "font_name": "Calibri", "font_color": INK}),
        head=book.add_format({**base, "bold": True, "font_color": "#FFFFFF", "bg_color": INK, "text_wrap": True}),
        text=book.add_format({**base, "text_wrap": True}),
        number=book.add_format({**base, "num_format": "0.00"}),
        muted=book.add_format({**base, "font_color": "#4A595B"}),
    )


def put(sheet: Worksheet, row: int, column: int, value: Cell, looks: Looks, look: Format | None = None) -> None:
    """Write one cell: a text as text, a number as number, nothing as an empty cell."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look or looks.text)
    elif isinstance(value, str):
        sheet.write_string(row, column, value[:LONGEST], look or looks.text)
    elif isinstance(value, Fraction):
        sheet.write_number(row, column, float(value), look or looks.number)
    else:
        sheet.write_number(row, column, value, look or looks.text)


def write_table(
    sheet: Worksheet, top: int, head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int], looks: Looks
) -> None:
    """A table with a coloured head, a filter on it, and columns of the given widths (in characters)."""
    for column, (word, width) in enumerate(zip(head, widths, strict=True)):
        put(sheet, top, column, word, looks, looks.head)
        sheet.set_column(column, column, width)
    for place, cells in enumerate(rows, start=top + 1):
        for column, value in enumerate(cells):
            put(sheet, place, column, value, looks)
        sheet.set_row(place, LINE * lines_needed(cells, widths))
    if rows:
        sheet.autofilter(top, 0, top + len(rows), len(head) - 1)
    sheet.repeat_rows(top)


def lines_needed(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the fullest cell of a row takes, 25 at most: not every program finds the height itself."""
    texts = [(cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str)]
    full = [sum(max(1, ceil(len(line) * 1.1 / width)) for line in text.split("\n")) for text, width in texts]
    return min(max(full, default=1), 25)


def set_page(sheet: Worksheet, report: Report) -> None:
    """A4, landscape, as wide as the page; the practice in the footer."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L" + report.practice.replace("&", "&&").replace("\n", " ")[:120] + "&R&P / &N")
    sheet.hide_gridlines(2)


def write_result(book: Workbook, sheet: Worksheet, report: Report, looks: Looks) -> None:
    """One row per element, frozen at its head, and a chart of the shares beside what is only possible."""
    say = report.say
    set_page(sheet, report)
    keys = ("number", "element", "status")
    head = [say("common.category"), *(say(f"result.column.{key}") for key in keys)]
    head = [capital(word) for word in (*head, say("report.cell.low"), say("report.cell.high"))]
    head += [say("report.cell.questions"), say("result.column.answered"), say("result.column.documented")]
    head += [say("report.cell.maybe"), say("report.cell.id")]
    names = {category.id: category.name for category in report.categories}
    rows: list[list[Cell]] = [
        [
            names[e.category],
            e.number,
            e.name,
            f"{e.symbol} {e.word}",
            e.low,
            e.high,
            len(e.answers),
            e.answered,
            e.documented,
            None if e.low is None or e.high is None else e.high - e.low,
            e.id,
        ]
        for e in report.elements
    ]
    write_table(sheet, 0, head, rows, (28, 6, 36, 20, 12, 12, 9, 8, 10, 10, 26), looks)
    sheet.freeze_panes(1, 3)
    add_chart(book, sheet, report)
    below = len(rows) + 2
    lines = [report.practice, *(f"{fact.label}: {fact.text}" for fact in report.facts)]
    lines += [report.summary, *report.summary_notes, *([report.gate] if report.gate else []), *report.changes]
    for place, line in enumerate(lines, start=below + 26):
        put(sheet, place, 0, line, looks, looks.title if place == below + 26 else looks.muted)


def add_chart(book: Workbook, sheet: Worksheet, report: Report) -> None:
    """A bar per element: what the answers surely show, and what they may show."""
    say = report.say
    last = len(report.elements)
    name = sheet.get_name()
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    striped = {"pattern": "wide_upward_diagonal", "fg_color": INK, "bg_color": "#FFFFFF"}
    series = (
        (4, say("report.cell.sure"), {"fill": {"color": INK}}),
        (9, say("report.cell.maybe"), {"pattern": striped}),
    )
    for column, label, paint in series:
        chart.add_series(
            {
                "name": label,
                "categories": [name, 1, 2, last, 2],
                "values": [name, 1, column, last, column],
                "gap": 45,
                "border": {"color": INK},
                **paint,
            }
        )
    chart.set_title({"name": say("report.chart-title"), "name_font": {"size": 13, "color": INK}, "overlay": False})
    lines = {"visible": True, "line": {"color": "#C3D0D1"}}
    chart.set_x_axis({"min": 0, "max": 1, "major_unit": 0.25, "num_format": "0.00", "major_gridlines": lines})
    chart.set_y_axis({"reverse": True, "crossing": "max"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 480})
    sheet.insert_chart(last + 2, 0, chart, {"description": report.figure_text, "object_position": 2})


def write_answers(sheet: Worksheet, report: Report, looks: Looks) -> None:
    """One row per asked question."""
    say = report.say
    set_page(sheet, report)
    head = [
        say("result.column.number"),
        say("result.column.element"),
        *(capital(say(f"common.{key}")) for key in ("question",)),
        capital(say("report.answer")),
        say("report.cell.value"),
        say("report.cell.weight"),
        say("report.cell.core"),
        *(capital(say(f"common.{key}")) for key in ("note", "evidence")),
        capital(say("report.votes")),
        say("report.cell.id"),
    ]
    rows: list[list[Cell]] = [
        [
            a.number,
            e.name,
            a.ask,
            a.answer,
            a.value,
            int(a.weight) if a.weight.denominator == 1 else a.weight,
            say("common.yes") if a.core else "",
            a.note,
            a.evidence,
            a.votes,
            a.id,
        ]
        for e in report.elements
        for a in e.answers
    ]
    write_table(sheet, 0, head, rows, (6, 26, 52, 34, 8, 7, 11, 44, 34, 18, 38), looks)
    sheet.freeze_panes(1, 1)


def write_steps(sheet: Worksheet, report: Report, looks: Looks) -> None:
    """One row per next step."""
    say = report.say
    set_page(sheet, report)
    head = [capital(say(f"common.{key}")) for key in ("element", "what", "who", "when")]
    rows: list[list[Cell]] = [
        [s.element, s.what, s.who, s.when, say("result.step-done" if s.done else "report.step-open")]
        for s in report.steps
    ]
    write_table(sheet, 0, [*head, say("report.step-state")], rows, (30, 60, 28, 18, 12), looks)
    sheet.freeze_panes(1, 0)


def write_key(sheet: Worksheet, report: Report, looks: Looks) -> None:
    """What each status and value means, how it was counted, and what the tool is not."""
    say = report.say
    set_page(sheet, report)
    head = [say("report.key-status"), say("report.cell.meaning"), say("report.cell.number-of-elements")]
    rows: list[list[Cell]] = [[f"{s.symbol} {s.word}", s.meaning, s.count] for s in report.statuses]
    write_table(sheet, 0, head, rows, (24, 110, 16), looks)
    sheet.freeze_panes(1, 0)
    keys = ("key-share", "key-value", "key-weight", "key-core")
    sources = [" ".join((source.reference, source.address)).strip() for source in report.sources]
    sections = (
        ("", [say(f"report.{key}") for key in keys]),
        (say("report.method-title"), report.method),
        (say("report.about-title"), report.about),
        (say("report.sources-title"), sources),
    )
    row = len(rows) + 2
    for title, lines in sections:
        for number, line in enumerate(lines):
            put(sheet, row, 0, title if number == 0 else "", looks)
            put(sheet, row, 1, line, looks)
            sheet.set_row(row, LINE * lines_needed([line], [110]))
            row += 1
        row += 1
