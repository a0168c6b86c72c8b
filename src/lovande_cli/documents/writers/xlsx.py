"""Workbooks (.xlsx) as every document makes them: what a person wrote is never a formula, and a row shows all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from io import BytesIO
from itertools import chain
from math import ceil
from tempfile import TemporaryDirectory

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lovande_cli.documents.writers.palette import LIGHT
from lovande_cli.language.sanitize import for_document

LONGEST = 32_000
"""Excel refuses a cell of more than 32,767 characters."""

LINE = 15.5
"""The height of a line of text, in points."""

# xlsxwriter makes formulas, links and numbers of texts that look like it: what a person wrote stays a text

TEXTS_STAY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

BASE = {"valign": "top", "font_name": "Calibri", "font_size": 11}
SIGN = {"align": "center", "valign": "vcenter", "border": 1, "border_color": LIGHT["rule"]}

LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 16, "font_name": "Calibri", "font_color": LIGHT["ink"]},
    "folded title": {**BASE, "bold": True, "font_size": 16, "font_color": LIGHT["ink"], "text_wrap": True},
    "head": {**BASE, "bold": True, "font_color": LIGHT["on-ink"], "bg_color": LIGHT["ink"], "text_wrap": True},
    "upright": {"bold": True, "rotation": 60, "font_color": LIGHT["ink"], "valign": "bottom", "bottom": 2},
    "text": {**BASE, "text_wrap": True},
    "number": {**BASE, "num_format": "0.00"},
    "muted": {**BASE, "font_color": LIGHT["muted"]},
    "present": {**SIGN, "bg_color": LIGHT["ink"], "font_color": LIGHT["on-ink"]},
    "partly": {**SIGN, "bg_color": LIGHT["tint"], "font_color": LIGHT["on-tint"]},
    "absent": {**SIGN, "bg_color": LIGHT["paper"], "font_color": LIGHT["text"]},
    "unclear": {**SIGN, "bg_color": LIGHT["paper"], "font_color": LIGHT["text"], "border": 3},
    "not-applicable": {**SIGN, "bg_color": LIGHT["wash"], "font_color": LIGHT["muted"]},
}
"""How a cell looks: top-aligned and wrapped, one accent; that of a status has its colours round the sign in it."""

Cell = str | int | Fraction | None


@contextmanager
def open_workbook(written: BytesIO, *, streamed: bool = False) -> Iterator[Workbook]:
    """A workbook to fill, in `written` when this ends; `streamed`, its rows must be written from top to bottom."""
    with TemporaryDirectory() as folder:  # streamed rows wait on the disk, not in memory
        options = {"constant_memory": True, "tmpdir": folder} if streamed else {"in_memory": True}
        book = xlsxwriter.Workbook(written, {**TEXTS_STAY, **options})
        yield book
        book.close()  # not reached where the caller raised: it would first write all rows


def list_workbook(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one plain sheet with this name: its head, which stays in view, and the rows, however many."""
    written = BytesIO()
    with open_workbook(written, streamed=True) as book:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, cells in enumerate(chain([head], rows)):
            sheet.write_row(place, 0, cells)
    return written.getvalue()


class Sheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A sheet whose cells are written in the looks of its workbook."""

    looks: Mapping[str, Format]

    def put(self, row: int, column: int, value: Cell, look: str = "text") -> None:
        """Write one cell: a text as text, a number as number, nothing as an empty cell."""
        if value is None or value == "":
            self.write_blank(row, column, None, self.looks[look])
        elif isinstance(value, str):
            self.write_string(row, column, for_document(value)[:LONGEST], self.looks[look])
        elif isinstance(value, Fraction):
            self.write_number(row, column, float(value), self.looks["number"])
        else:
            self.write_number(row, column, value, self.looks[look])

    def put_row(self, row: int, cells: Sequence[Cell], widths: Sequence[int]) -> None:
        """Write cells beside each other, as high as the fullest of them: not every program finds the height itself."""
        for column, value in enumerate(cells):
            self.put(row, column, value)
        self.set_row(row, LINE * lines_needed(cells, widths))

    def put_across(self, row: int, text: str, widths: Sequence[int], look: str = "text") -> None:
        """Write a text over all columns, in as many lines as it takes: printed, it must not make the page wider."""
        larger = float(str(LOOKS[look]["font_size"])) / float(str(BASE["font_size"]))
        self.merge_range(row, 0, row, len(widths) - 1, "", self.looks[look])
        self.put(row, 0, text, look)
        self.set_row(row, LINE * larger * lines_needed([text], [int(sum(widths) / larger)]))

    def put_table(self, top: int, head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> None:
        """Write a table with a coloured head, a filter on it, and columns of the given widths (in characters)."""
        for column, (word, width) in enumerate(zip(head, widths, strict=True)):
            self.put(top, column, word, "head")
            self.set_column(column, column, width)
        for place, cells in enumerate(rows, start=top + 1):
            self.put_row(place, cells, widths)
        self.repeat_head(top, len(rows), len(head))

    def repeat_head(self, top: int, rows: int, columns: int) -> None:
        """Let row `top` head every page of the table below it, and filter the table's rows."""
        if rows:
            self.autofilter(top, 0, top + rows, columns - 1)
        self.repeat_rows(top)


def add_sheets(book: Workbook, names: Sequence[str], title: str) -> list[Sheet]:
    """Sheets to print: A4, landscape, as wide as the page, the title in the footer."""
    looks = {name: book.add_format(dict(look)) for name, look in LOOKS.items()}
    sheets = [book.add_worksheet(name, Sheet) for name in names]
    for sheet in sheets:
        sheet.looks = looks
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        sheet.fit_to_pages(1, 0)  # one page wide, as many high as it takes
        # in a footer & begins a command, and Excel takes 255 characters of it
        sheet.set_footer("&L" + title.replace("&", "&&")[:120] + "&R&P / &N")
        sheet.hide_gridlines(2)
    return sheets


def lines_needed(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the fullest cell of a row takes, 25 at most."""
    texts = [(cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str)]
    # a tenth more than the letters need, set by eye: fonts are not measured, and a gap is better than a cut line
    full = [sum(max(1, ceil(len(line) * 1.1 / width)) for line in text.split("\n")) for text, width in texts]
    return min(max(full, default=1), 25)
