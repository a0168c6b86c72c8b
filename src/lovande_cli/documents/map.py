"""The map of many practices as a web page and as a workbook: a sign, a word and a colour say the same thing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lovande_cli.assessment.practices import MapRow, PracticeMap
from lovande_cli.assessment.scoring import STATUSES, Status
from lovande_cli.language import Say
from lovande_cli.language.characters import for_document
from lovande_cli.wording.map import (
    counts_title,
    file_and_date,
    map_notices,
    map_title,
    row_name,
    tested_count,
    told_apart,
)
from lovande_cli.wording.results import signed_status, status_symbol, status_word

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from lovande_cli.documents.excel import Looks

FILLS: dict[Status, dict[str, object]] = {
    "present": {"bg_color": "#0F5257", "font_color": "#FFFFFF"},
    "partly": {"bg_color": "#C4E2E1", "font_color": "#0B2B2D"},
    "absent": {"bg_color": "#FFFFFF", "font_color": "#1B2A2C"},
    "unclear": {"bg_color": "#FFFFFF", "font_color": "#1B2A2C", "border": 3},
    "not-applicable": {"bg_color": "#EEF4F4", "font_color": "#4A595B"},
}
"""How a cell of each status looks in the workbook; the sign in it says the same."""


@dataclass(frozen=True, kw_only=True)
class StatusSign:
    """A status as class name, sign and word."""

    id: Status
    symbol: str
    word: str


@dataclass(frozen=True, kw_only=True)
class ColumnPart:
    """An element's column; `first` where a category begins."""

    number: int
    name: str
    first: bool


@dataclass(frozen=True, kw_only=True)
class RowPart:
    """A practice's row; `detail` is its organisation and what tells it from the same practice's other rows."""

    name: str
    detail: str
    date: str
    statuses: tuple[StatusSign, ...]


@dataclass(frozen=True, kw_only=True)
class SumPart:
    """How many rows have each status of an element."""

    name: str
    counts: tuple[int, ...]


def map_html(practices: PracticeMap, say: Say) -> bytes:
    """The map as one self-contained web page (UTF-8) that loads nothing and runs nothing."""
    from markupsafe import Markup

    from lovande_cli.documents.html import content_hash, environment, template_text

    style = template_text("palette.css") + template_text("report.css") + template_text("map.css")
    page = (
        environment()
        .get_template("map.html")
        .render(
            say=say,
            product=say.text(practices.framework.title),
            title=map_title(practices, say),
            style=Markup(style),
            style_hash=content_hash(style),
            notices=map_notices(practices, say),
            tested=tested_line(practices, say),
            statuses=status_parts(say),
            elements=columns(practices, say),
            rows=row_parts(practices, say) if practices.rows else (),
            counts_title=counts_title(practices, say),
            sums=sum_parts(practices, say),
            in_place=[
                (f"{element.number} {say.text(element.name)}", [for_document(row_name(row, say)) for row in rows])
                for element, rows in zip(practices.framework.elements, practices.in_place.values(), strict=True)
            ],
            repeated=[
                (for_document(rows[0].name), [for_document(file_and_date(row)) for row in rows])
                for rows in practices.repeated
            ],
            about=[say.text(paragraph) for paragraph in practices.framework.about],
        )
    )
    return page.encode("utf-8")


def status_parts(say: Say) -> tuple[StatusSign, ...]:
    """Every status, in order."""
    return tuple(StatusSign(id=s, symbol=status_symbol(s, say), word=status_word(s, say)) for s in STATUSES)


def columns(practices: PracticeMap, say: Say) -> tuple[ColumnPart, ...]:
    """The elements' columns, in order of number."""
    elements = practices.framework.elements
    before = (None, *(element.category for element in elements))
    return tuple(
        ColumnPart(number=element.number, name=say.text(element.name), first=element.category != last)
        for element, last in zip(elements, before, strict=False)
    )


def row_parts(practices: PracticeMap, say: Say) -> Iterator[RowPart]:
    """The practices' rows, one by one: there may be thousands."""
    parts = {part.id: part for part in status_parts(say)}
    labels = told_apart(practices)
    for row in practices.rows:
        label = labels.get(row.file, "")
        detail = " · ".join(
            d for d in (row.organisation.strip(), row.target_group.strip(), label) if d and d != row.date
        )
        yield RowPart(
            name=for_document(marked_name(row, say)),
            detail=for_document(detail),
            date=row.date,
            statuses=tuple(parts[cell.status] for cell in row.cells),
        )


def marked_name(row: MapRow, say: Say) -> str:
    """The practice's name, with a star where its effect is said to have been tested in a trial."""
    return row_name(row, say) + (" *" if row.tested_in_trial else "")


def tested_line(practices: PracticeMap, say: Say) -> str:
    """What the star means, where there is one."""
    count = tested_count(practices)
    return say("map.tested", count=count) if count else ""


def sum_parts(practices: PracticeMap, say: Say) -> list[SumPart]:
    """The counts of every element."""
    return [
        SumPart(
            name=f"{element.number} {say.text(element.name)}",
            counts=tuple(practices.by_element[element.id][status] for status in STATUSES),
        )
        for element in practices.framework.elements
    ]


def map_excel(practices: PracticeMap, say: Say) -> bytes:
    """The map as a workbook (.xlsx): the map and the sums; every text is written as text, whatever it begins with."""
    import xlsxwriter

    from lovande_cli.documents.excel import make_looks

    written = BytesIO()
    with tempfile.TemporaryDirectory() as folder:  # rows go to the disk as they are written, not into memory
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False}
        with xlsxwriter.Workbook(written, {**options, "strings_to_urls": False, "strings_to_numbers": False}) as book:
            book.set_properties({"title": map_title(practices, say), "author": ""})
            looks = make_looks(book)
            write_map(book, book.add_worksheet(say("map.sheet.map")), practices, say, looks)
            write_sums(book.add_worksheet(say("map.sheet.counts")), practices, say, looks)
    return written.getvalue()


def write_map(book: Workbook, sheet: Worksheet, practices: PracticeMap, say: Say, looks: Looks) -> None:
    """Title, key, then a row for each practice with a sign for each element; frozen at its head."""
    from lovande_cli.documents.excel import put

    fills = status_formats(book)
    upright = book.add_format({"bold": True, "rotation": 60, "font_color": "#0F5257", "valign": "bottom", "bottom": 2})
    heads = [say(f"map.column.{key}") for key in ("practice", "organisation", "target-group", "date", "file")]
    set_page(sheet)
    for place, width in enumerate((42, 34, 34, 12, 34)):
        sheet.set_column(place, place, width)
    sheet.set_column(len(heads), len(heads) + len(practices.framework.elements) - 1, 5)
    key = "   ".join(signed_status(status, say) for status in STATUSES)
    lines = [map_title(practices, say), say("map.no-ranking"), key]
    lines += [*map_notices(practices, say), *([tested_line(practices, say)] if tested_count(practices) else [])]
    for place, line in enumerate(lines):
        put(sheet, place, 0, line, looks, looks.muted if place else looks.title)
    top = len(lines) + 1
    sheet.set_row(top, 150)
    for place, word in enumerate(heads):
        put(sheet, top, place, word, looks, looks.head)
    for place, element in enumerate(practices.framework.elements, start=len(heads)):
        put(sheet, top, place, f"{element.number} {say.text(element.name)}", looks, upright)
    signs = {status: status_symbol(status, say) for status in STATUSES}
    for below, row in enumerate(practices.rows, start=top + 1):
        for place, said in enumerate((marked_name(row, say), row.organisation, row.target_group, row.date, row.file)):
            put(sheet, below, place, for_document(said), looks)
        for place, cell in enumerate(row.cells, start=len(heads)):
            put(sheet, below, place, signs[cell.status], looks, fills[cell.status])
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    if practices.rows:
        sheet.autofilter(top, 0, top + len(practices.rows), len(heads) + len(practices.framework.elements) - 1)


def write_sums(sheet: Worksheet, practices: PracticeMap, say: Say, looks: Looks) -> None:
    """How many practices have each status, by category and element."""

    set_page(sheet)
    heads = [say("map.column.element"), *(signed_status(status, say) for status in STATUSES)]
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, len(STATUSES), 18)
    write_row(sheet, 0, heads, looks, looks.head)
    for below, part in enumerate(sum_parts(practices, say), start=1):
        write_row(sheet, below, (part.name, *part.counts), looks, looks.text)
    sheet.freeze_panes(1, 1)


def write_row(sheet: Worksheet, place: int, cells: Iterable[str | int], looks: Looks, look: Format) -> None:
    """Write cells beside each other, in one look."""
    from lovande_cli.documents.excel import put

    for column, value in enumerate(cells):
        put(sheet, place, column, value, looks, look)


def status_formats(book: Workbook) -> dict[Status, Format]:
    """A format for each status: sign in the middle, a thin border, the fill of its status."""
    middle = {"align": "center", "valign": "vcenter", "border": 1, "border_color": "#8AA0A2"}
    return {status: book.add_format({**middle, **fill}) for status, fill in FILLS.items()}


def set_page(sheet: Worksheet) -> None:
    """A4, landscape, as wide as the page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&R&P / &N")
    sheet.hide_gridlines(2)


def map_text(pieces: Iterable[str]) -> bytes:
    """Pieces of text as one file."""
    return "".join(pieces).encode("utf-8")


def map_data(practices: PracticeMap, _: Say) -> bytes:
    """The map as a JSON file."""
    from lovande_cli.documents.data import map_json

    return map_text(map_json(practices))


def map_table(practices: PracticeMap, say: Say) -> bytes:
    """The map as a CSV file."""
    from lovande_cli.documents.data import map_csv

    return map_text(map_csv(practices, say))


MAPS = {".xlsx": map_excel, ".html": map_html, ".csv": map_table, ".json": map_data}
"""How to write a map, by the suffix of its file; each gives the bytes of the whole file."""
