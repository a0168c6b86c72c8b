"""The report as an Excel workbook: result, answers, next steps and a key."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from xlsxwriter.workbook import Workbook

from lovande_cli.assessment.scoring import STATUSES, Result
from lovande_cli.documents.blocks import plain
from lovande_cli.documents.common_blocks import capital, facts_of, reference, steps, version_line
from lovande_cli.documents.report import ReportOptions, no_longer_asked, remarks, rule, summary_notes, without_notes
from lovande_cli.documents.words import (
    chosen_words,
    practice_name,
    question_number,
    signed_status,
    status_word,
    summary_sentence,
)
from lovande_cli.documents.writers.palette import LIGHT
from lovande_cli.documents.writers.xlsx import Cell, Sheet, add_sheets, open_workbook
from lovande_cli.language import Say

RESULT_COLUMNS = {
    "common.category": 28,
    "result.column.number": 6,
    "result.column.element": 36,
    "result.column.status": 20,
    "report.cell.low": 12,
    "report.cell.high": 12,
    "report.cell.maybe": 10,
    "report.cell.questions": 9,
    "result.column.answered": 8,
    "result.column.documented": 10,
}
"""The columns of the first sheet, and their widths in characters."""

ANSWER_COLUMNS = {
    "result.column.number": 6,
    "result.column.element": 20,
    "common.question": 44,
    "report.answer": 26,
    "report.cell.value": 8,
    "report.cell.weight": 7,
    "report.cell.core": 11,
}
REMARK_COLUMNS = {"common.note": 36, "common.evidence": 28, "report.votes": 18, "report.hands": 24}

KEY_WIDTHS = (24, 110, 16)


def write_excel(result: Result, say: Say, included: ReportOptions) -> bytes:
    """The workbook (.xlsx)."""
    result = result if included.notes else without_notes(result)
    title = practice_name(result.sheet, say)

    written = BytesIO()
    with open_workbook(written) as book:
        book.set_properties({"title": title[:255], "subject": say.text(result.framework.title), "author": ""})
        sheets = add_sheets(book, [say(f"report.sheet.{key}") for key in ("result", "answers", "steps", "key")], title)
        put_result(book, sheets[0], result, say, included)
        put_answers(sheets[1], result, say, included)
        put_steps(sheets[2], result, say)
        put_key(sheets[3], result, say)
    return written.getvalue()


def heads(columns: Mapping[str, int], say: Say) -> list[str]:
    """The heads of the columns."""
    return [capital(say(key)) for key in columns]


def put_result(book: Workbook, sheet: Sheet, result: Result, say: Say, included: ReportOptions) -> None:
    """What the report begins with, a row for each element, and a chart of the shares beside what is only possible."""
    lines = [f"{fact.label}: {plain(fact.text)}" for fact in facts_of(result.sheet, say).facts]
    lines += [summary_sentence(result, say), *summary_notes(result, say)]
    lines += [say("result.gate")] * result.tested_in_trial + list(included.changes)
    widths = list(RESULT_COLUMNS.values())
    sheet.put_across(0, practice_name(result.sheet, say), widths, "folded title")
    for place, line in enumerate(lines, start=1):
        sheet.put_across(place, line, widths)
    categories = result.framework.category_by_id
    rows: list[list[Cell]] = [
        [
            say.text(categories[e.element.category].name),
            e.element.number,
            say.text(e.element.name),
            signed_status(e.status, say),
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
    sheet.put_table(top, heads(RESULT_COLUMNS, say), rows, widths)
    add_chart(book, sheet, result, say, top)


def add_chart(book: Workbook, sheet: Sheet, result: Result, say: Say, top: int) -> None:
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
    description = "; ".join(f"{say.text(e.element.name)}: {status_word(e.status, say)}" for e in result.elements)
    sheet.insert_chart(last + 2, 0, chart, {"description": description, "object_position": 2})


def put_answers(sheet: Sheet, result: Result, say: Say, included: ReportOptions) -> None:
    """One row per asked question."""
    only_with_votes = ("report.votes", "report.hands")
    remarked = {key: width for key, width in REMARK_COLUMNS.items() if included.votes or key not in only_with_votes}
    columns = ANSWER_COLUMNS | remarked
    rows: list[list[Cell]] = []
    for found in result.elements:
        for a in found.answers:
            written = {fact.label: plain(fact.text) for fact in remarks(a.question, a.answer, say, included)}
            weight = a.question.weight
            row: list[Cell] = [
                question_number(result.framework, a.question),
                say.text(found.element.name),
                say.text(a.question.ask),
                chosen_words(a.question, a.answer, say),
                a.value,
                int(weight) if weight.denominator == 1 else weight,
                say("common.yes") if a.question.core else "",
            ]
            rows.append([*row, *(written.get(head, "") for head in heads(remarked, say))])
    for asked in no_longer_asked(result, say, included):
        written = {fact.label: plain(fact.text) for fact in asked.remarks}
        row = [asked.number, say("change.retired-title"), asked.ask, asked.answer, None, 0, ""]
        rows.append([*row, *(written.get(head, "") for head in heads(remarked, say))])
    sheet.put_table(0, heads(columns, say), rows, list(columns.values()))
    sheet.freeze_panes(1, 1)


def put_steps(sheet: Sheet, result: Result, say: Say) -> None:
    """One row per next step."""
    head = [capital(say(f"common.{key}")) for key in ("element", "what", "who", "when")]
    rows: list[list[Cell]] = [
        [s.element, s.what, s.who, s.when, say("result.step-done" if s.done else "report.step-open")]
        for s in steps(result, say)
    ]
    sheet.put_table(0, [*head, say("report.step-state")], rows, (30, 60, 28, 18, 12))
    sheet.freeze_panes(1, 0)


def put_key(sheet: Sheet, result: Result, say: Say) -> None:
    """What each status and value means, how it was counted, and what the tool is not."""
    framework = result.framework
    head = [say("report.key-status"), say("report.cell.meaning"), say("report.cell.number-of-elements")]
    rows: list[list[Cell]] = [
        [signed_status(status, say), say(f"common.status-meaning.{status}"), result.count(status)]
        for status in STATUSES
    ]
    sheet.put_table(0, head, rows, KEY_WIDTHS)
    sheet.freeze_panes(1, 0)
    sections = (
        ("", [say(f"report.key-{key}") for key in ("share", "value", "weight", "core")]),
        (say("report.method-title"), [*rule(result, say), version_line(result.sheet, say)]),
        (say("report.about-title"), [say.text(paragraph) for paragraph in framework.about]),
        (say("report.sources-title"), [plain(reference(source)) for source in framework.sources]),
    )
    row = len(rows) + 2
    for title, lines in sections:
        for number, line in enumerate(lines):
            sheet.put_row(row, ["" if number else title, line], KEY_WIDTHS[:2])
            row += 1
        row += 1
