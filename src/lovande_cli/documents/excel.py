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

from lovande_cli.assessment.scoring import STATUSES, Result
from lovande_cli.documents.blocks import plain
from lovande_cli.documents.palette import LIGHT
from lovande_cli.documents.parts import badge, capital, facts_of, question_numbers, reference, title_of, version_line
from lovande_cli.documents.report import Included, remarks, rule, steps, summary_notes, without_notes
from lovande_cli.language import Say
from lovande_cli.language.characters import for_document
from lovande_cli.wording.results import chosen_words, status_symbol, status_word, summary_sentence

LONGEST = 32_000
"""Excel refuses a cell of more than 32,767 characters."""

RESULT_WIDTHS = (28, 6, 36, 20, 12, 12, 10, 9, 8, 10)
"""The columns of the first sheet, in characters."""

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


def write_excel(result: Result, say: Say, included: Included) -> bytes:
    """The workbook (.xlsx); every text is written as text, whatever it begins with."""
    result = result if included.notes else without_notes(result)
    title = title_of(result.sheet, say)
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"title": title[:255], "subject": say.text(result.framework.title), "author": ""})
        looks = make_looks(book)
        sheets = {key: book.add_worksheet(say(f"report.sheet.{key}")) for key in ("result", "answers", "steps", "key")}
        for sheet in sheets.values():
            set_page(sheet, title)
        write_result(book, sheets["result"], result, say, included, looks)
        write_answers(sheets["answers"], result, say, included, looks)
        write_steps(sheets["steps"], result, say, looks)
        write_key(sheets["key"], result, say, looks)
    return written.getvalue()


def make_looks(book: Workbook) -> Looks:
    """The formats: top-aligned, wrapped, one accent."""
    head = {"bold": True, "font_color": LIGHT["on-ink"], "bg_color": LIGHT["ink"]}
    base = {"valign": "top", "font_name": "Calibri", "font_size": 11}
    return Looks(
        title=book.add_format({"bold": True, "font_size": 16, "font_name": "Calibri", "font_color": LIGHT["ink"]}),
        head=book.add_format({**base, **head, "text_wrap": True}),
        text=book.add_format({**base, "text_wrap": True}),
        number=book.add_format({**base, "num_format": "0.00"}),
        muted=book.add_format({**base, "font_color": LIGHT["muted"]}),
    )


def put(sheet: Worksheet, row: int, column: int, value: Cell, looks: Looks, look: Format | None = None) -> None:
    """Write one cell: a text as text, a number as number, nothing as an empty cell."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look or looks.text)
    elif isinstance(value, str):
        sheet.write_string(row, column, for_document(value)[:LONGEST], look or looks.text)
    elif isinstance(value, Fraction):
        sheet.write_number(row, column, float(value), look or looks.number)
    else:
        sheet.write_number(row, column, value, look or looks.text)


def put_across(sheet: Worksheet, row: int, text: str, widths: Sequence[int], looks: Looks) -> None:
    """Write a text over all columns, in as many lines as it takes: printed, it must not make the page wider."""
    sheet.merge_range(row, 0, row, len(widths) - 1, "", looks.text)
    put(sheet, row, 0, text, looks)
    sheet.set_row(row, LINE * lines_needed([text], [sum(widths)]))


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


def set_page(sheet: Worksheet, title: str) -> None:
    """A4, landscape, as wide as the page; the title in the footer."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L" + title.replace("&", "&&")[:120] + "&R&P / &N")
    sheet.hide_gridlines(2)


def write_result(book: Workbook, sheet: Worksheet, result: Result, say: Say, included: Included, looks: Looks) -> None:
    """What the report begins with, a row for each element, and a chart of the shares beside what is only possible."""
    lines = [f"{fact.label}: {plain(fact.text)}" for fact in facts_of(result.sheet, say).facts]
    lines += [summary_sentence(result, say), *summary_notes(result, say)]
    lines += [say("result.gate")] * result.tested_in_trial + list(included.changes)
    put(sheet, 0, 0, title_of(result.sheet, say), looks, looks.title)
    for place, line in enumerate(lines, start=1):
        put_across(sheet, place, line, RESULT_WIDTHS, looks)
    head = ["common.category", "result.column.number", "result.column.element", "result.column.status"]
    head += ["report.cell.low", "report.cell.high", "report.cell.maybe", "report.cell.questions"]
    head += ["result.column.answered", "result.column.documented"]
    categories = result.framework.category_by_id
    rows: list[list[Cell]] = [
        [
            say.text(categories[e.element.category].name),
            e.element.number,
            say.text(e.element.name),
            f"{status_symbol(e.status, say)} {status_word(e.status, say)}",
            e.low,
            e.high,
            None if e.low is None or e.high is None else e.high - e.low,
            len(e.answers),
            e.answered,
            e.documented,
        ]
        for e in result.elements
    ]
    top = len(lines) + 2
    write_table(sheet, top, [capital(say(key)) for key in head], rows, RESULT_WIDTHS, looks)
    add_chart(book, sheet, result, say, top)


def add_chart(book: Workbook, sheet: Worksheet, result: Result, say: Say, top: int) -> None:
    """A bar for each element of the table whose head is in row `top`: what the answers surely show, and may show."""
    last = top + len(result.elements)
    name = sheet.get_name()
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    striped = {"pattern": "wide_upward_diagonal", "fg_color": LIGHT["ink"], "bg_color": LIGHT["paper"]}
    series = (
        (4, say("report.cell.sure"), {"fill": {"color": LIGHT["ink"]}}),
        (6, say("report.cell.maybe"), {"pattern": striped}),
    )
    for column, label, paint in series:
        chart.add_series(
            {
                "name": label,
                "categories": [name, top + 1, 2, last, 2],
                "values": [name, top + 1, column, last, column],
                "gap": 45,
                "border": {"color": LIGHT["ink"]},
                **paint,
            }
        )
    look = {"size": 13, "color": LIGHT["ink"]}
    chart.set_title({"name": say("report.chart-title"), "name_font": look, "overlay": False})
    lines = {"visible": True, "line": {"color": LIGHT["rule"]}}
    chart.set_x_axis({"min": 0, "max": 1, "major_unit": 0.25, "num_format": "0.00", "major_gridlines": lines})
    chart.set_y_axis({"reverse": True, "crossing": "max"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 410})
    said = "; ".join(f"{say.text(e.element.name)}: {status_word(e.status, say)}" for e in result.elements)
    sheet.insert_chart(last + 2, 0, chart, {"description": said, "object_position": 2})


def write_answers(sheet: Worksheet, result: Result, say: Say, included: Included, looks: Looks) -> None:
    """One row per asked question."""
    columns = {
        "result.column.number": 6,
        "result.column.element": 20,
        "common.question": 44,
        "report.answer": 26,
        "report.cell.value": 8,
        "report.cell.weight": 7,
        "report.cell.core": 11,
        "common.note": 36,
        "common.evidence": 28,
        "report.votes": 18,
    }
    if not included.votes:
        del columns["report.votes"]
    numbers = question_numbers(result.framework)
    rows: list[list[Cell]] = []
    for found in result.elements:
        for a in found.answers:
            said = {fact.label: plain(fact.text) for fact in remarks(a, say, included)}
            weight = a.question.weight
            row: list[Cell] = [
                numbers[a.question.id],
                say.text(found.element.name),
                say.text(a.question.ask),
                chosen_words(a.question, a.answer, say),
                a.value,
                int(weight) if weight.denominator == 1 else weight,
                say("common.yes") if a.question.core else "",
            ]
            rows.append([*row, *(said.get(capital(say(key)), "") for key in list(columns)[7:])])
    write_table(sheet, 0, [capital(say(key)) for key in columns], rows, list(columns.values()), looks)
    sheet.freeze_panes(1, 1)


def write_steps(sheet: Worksheet, result: Result, say: Say, looks: Looks) -> None:
    """One row per next step."""
    head = [capital(say(f"common.{key}")) for key in ("element", "what", "who", "when")]
    rows: list[list[Cell]] = [
        [s.element, s.what, s.who, s.when, say("result.step-done" if s.done else "report.step-open")]
        for s in steps(result, say)
    ]
    write_table(sheet, 0, [*head, say("report.step-state")], rows, (30, 60, 28, 18, 12), looks)
    sheet.freeze_panes(1, 0)


def write_key(sheet: Worksheet, result: Result, say: Say, looks: Looks) -> None:
    """What each status and value means, how it was counted, and what the tool is not."""
    framework = result.framework
    head = [say("report.key-status"), say("report.cell.meaning"), say("report.cell.number-of-elements")]
    rows: list[list[Cell]] = []
    for status in STATUSES:
        sign = badge(status, say)
        rows.append([f"{sign.symbol} {sign.word}", say(f"common.status-meaning.{status}"), result.count(status)])
    write_table(sheet, 0, head, rows, (24, 110, 16), looks)
    sheet.freeze_panes(1, 0)
    keys = ("key-share", "key-value", "key-weight", "key-core")
    sections = (
        ("", [say(f"report.{key}") for key in keys]),
        (say("report.method-title"), [*rule(result, say), version_line(result.sheet, say)]),
        (say("report.about-title"), [say.text(paragraph) for paragraph in framework.about]),
        (say("report.sources-title"), [plain(reference(source)) for source in framework.sources]),
    )
    row = len(rows) + 2
    for title, lines in sections:
        for number, line in enumerate(lines):
            put(sheet, row, 0, title if number == 0 else "", looks)
            put(sheet, row, 1, line, looks)
            sheet.set_row(row, LINE * lines_needed([line], [110]))
            row += 1
        row += 1
