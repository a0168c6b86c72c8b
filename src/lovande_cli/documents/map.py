"""The map of many practices as a document and as a workbook: a sign, a word and a colour say the same thing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from lovande_cli.assessment.change import MIRRORED
from lovande_cli.assessment.practices import MapRow, Movements, PracticeMap
from lovande_cli.assessment.scoring import STATUSES, Status
from lovande_cli.documents import write_document
from lovande_cli.documents.blocks import (
    Block,
    Cell,
    Document,
    Head,
    Heading,
    Item,
    Items,
    Note,
    Paragraph,
    Table,
    line,
    quiet,
    strong,
)
from lovande_cli.documents.palette import LIGHT
from lovande_cli.documents.parts import about_tool, badge
from lovande_cli.language import Say
from lovande_cli.language.characters import for_document
from lovande_cli.wording.change import direction_symbol, direction_word
from lovande_cli.wording.map import (
    counts_title,
    file_name,
    in_place_title,
    map_notices,
    map_title,
    row_name,
    tested_count,
    told_apart,
)
from lovande_cli.wording.results import signed_status, status_symbol

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from lovande_cli.documents.excel import Looks

FILLS: dict[Status, dict[str, object]] = {
    "present": {"bg_color": LIGHT["ink"], "font_color": LIGHT["on-ink"]},
    "partly": {"bg_color": LIGHT["tint"], "font_color": LIGHT["on-tint"]},
    "absent": {"bg_color": LIGHT["paper"], "font_color": LIGHT["text"]},
    "unclear": {"bg_color": LIGHT["paper"], "font_color": LIGHT["text"], "border": 3},
    "not-applicable": {"bg_color": LIGHT["wash"], "font_color": LIGHT["muted"]},
}
"""How a cell of each status looks in the workbook; the sign in it says the same."""


def build_map(practices: PracticeMap, say: Say) -> Document:
    """The map as a document: a row for each practice, then how many have each element."""
    product = say.text(practices.framework.title)
    title = map_title(practices, say)
    notices = (f"{say('map.no-ranking')} {say('result.no-pass-mark')}", *map_notices(practices, say))
    key = " · ".join(signed_status(status, say) for status in STATUSES)
    tested = [Paragraph(text=say("map.tested", count=tested_count(practices)), style="quiet")]
    blocks: list[Block] = [
        Note(text=notices, style="summary"),
        Heading(text=say("map.key-title")),
        Paragraph(text=key),
        *(tested if tested_count(practices) else []),
        Heading(text=say("map.practices-title")),
        practice_table(practices, say) if practices.rows else Paragraph(text=say("map.nothing")),
        Heading(text=counts_title(practices, say)),
        count_table(practices, say),
        Heading(text=in_place_title(practices, say)),
        Items(items=in_place_items(practices, say)),
    ]
    if practices.movements:
        blocks.append(Heading(text=say("map.change-title", count=practices.movements.pairs)))
        blocks.append(change_table(practices.movements, practices, say))
    if practices.repeated:
        blocks += [Heading(text=say("map.repeated-title")), Paragraph(text=say("map.repeated-note"))]
        blocks.append(Items(items=tuple(repeated_item(rows) for rows in practices.repeated)))
    return Document(
        title=title,
        language=say.language,
        kicker=product,
        footer=f"{product} · {title}",
        blocks=(*blocks, *about_tool(practices.framework, say)),
        landscape=True,
    )


def in_place_items(practices: PracticeMap, say: Say) -> tuple[Item, ...]:
    """Each element with the practices that have it."""
    items = []
    for element, rows in zip(practices.columns, practices.in_place.values(), strict=True):
        names = tuple(row_name(row, say) for row in rows) or (line(quiet(say("map.in-place-nobody"))),)
        items.append(Item(text=line(strong(f"{element.number} {say.text(element.name)}")), details=names))
    return tuple(items)


def repeated_item(rows: Sequence[MapRow]) -> Item:
    """A practice that stands on the map several times, with the file and date of each."""
    return Item(
        text=line(strong(rows[0].name)), details=tuple(f"{file_name(row.file)} {row.date}".strip() for row in rows)
    )


def practice_table(practices: PracticeMap, say: Say) -> Table:
    """A row for each practice, a sign for each element; rows of the same status share one cell."""
    elements = practices.columns
    before = (None, *(element.category for element in elements))
    heads = (
        Head(text=say("map.column.practice"), width=6),
        Head(text=say("map.column.date"), width=2.2, minor=True),
        *(
            Head(text=f"{e.number} {say.text(e.name)}", width=1, upright=True, rule=e.category != last)
            for e, last in zip(elements, before, strict=False)
        ),
    )
    cells = {status: Cell(badge=badge(status, say)) for status in STATUSES}
    labels = told_apart(practices)
    rows = tuple(
        (practice_cell(row, labels, say), Cell(text=row.date), *(cells[cell.status] for cell in row.cells))
        for row in practices.rows
    )
    return Table(caption=say("map.practices-title"), heads=heads, rows=rows, grid=True)


def practice_cell(row: MapRow, labels: Mapping[str, str], say: Say) -> Cell:
    """The practice's name, below it its organisation and what tells it from the same practice's other rows."""
    label = labels.get(row.file, "")
    detail = " · ".join(d for d in (row.organisation.strip(), row.target_group.strip(), label) if d and d != row.date)
    return Cell(text=line(marked_name(row, say), quiet(f"\n{detail}" if detail else "")))


def count_table(practices: PracticeMap, say: Say) -> Table:
    """How many practices have each status, by element."""
    heads = (
        Head(text=say("map.column.element"), width=3),
        *(Head(text=signed_status(status, say), numeric=True) for status in STATUSES),
    )
    rows = tuple(tuple(Cell(text=str(cell)) for cell in cells) for cells in count_rows(practices, say))
    return Table(caption=counts_title(practices, say), heads=heads, rows=rows)


def change_table(movements: Movements, practices: PracticeMap, say: Say) -> Block:
    """In how many practices each element went up, down, and so on."""
    if not movements.pairs:
        return Paragraph(text=say("map.change-nothing"))
    heads = (
        Head(text=say("map.column.element"), width=3),
        *(Head(text=f"{direction_symbol(one, say)} {direction_word(one, say)}", numeric=True) for one in MIRRORED),
    )
    rows = tuple(
        (
            Cell(text=f"{element.number} {say.text(element.name)}"),
            *(Cell(text=str(movements.by_element[element.id][one])) for one in MIRRORED),
        )
        for element in practices.columns
    )
    return Table(caption=say("map.change-title", count=movements.pairs), heads=heads, rows=rows)


def marked_name(row: MapRow, say: Say) -> str:
    """The practice's name, with a star where its effect is said to have been tested in a trial."""
    return row_name(row, say) + (" *" if row.tested_in_trial else "")


def tested_line(practices: PracticeMap, say: Say) -> str:
    """What the star means, where there is one."""
    count = tested_count(practices)
    return say("map.tested", count=count) if count else ""


def count_rows(practices: PracticeMap, say: Say) -> list[tuple[str | int, ...]]:
    """Each element's number and name, and how many rows have each status."""
    return [
        (f"{e.number} {say.text(e.name)}", *(practices.by_element[e.id][status] for status in STATUSES))
        for e in practices.columns
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
    look = {"bold": True, "rotation": 60, "font_color": LIGHT["ink"], "valign": "bottom", "bottom": 2}
    upright = book.add_format(look)
    heads = [say(f"map.column.{key}") for key in ("practice", "organisation", "target-group", "date", "file")]
    set_page(sheet)
    for place, width in enumerate((42, 34, 34, 12, 34)):
        sheet.set_column(place, place, width)
    sheet.set_column(len(heads), len(heads) + len(practices.columns) - 1, 5)
    key = "   ".join(signed_status(status, say) for status in STATUSES)
    lines = [map_title(practices, say), say("map.no-ranking"), key]
    lines += [*map_notices(practices, say), *([tested_line(practices, say)] if tested_count(practices) else [])]
    for place, text in enumerate(lines):
        put(sheet, place, 0, text, looks, looks.muted if place else looks.title)
    top = len(lines) + 1
    sheet.set_row(top, 150)
    for place, word in enumerate(heads):
        put(sheet, top, place, word, looks, looks.head)
    for place, element in enumerate(practices.columns, start=len(heads)):
        put(sheet, top, place, f"{element.number} {say.text(element.name)}", looks, upright)
    signs = {status: status_symbol(status, say) for status in STATUSES}
    for below, row in enumerate(practices.rows, start=top + 1):
        for place, said in enumerate(
            (marked_name(row, say), row.organisation, row.target_group, row.date, file_name(row.file))
        ):
            put(sheet, below, place, for_document(said), looks)
        for place, cell in enumerate(row.cells, start=len(heads)):
            put(sheet, below, place, signs[cell.status], looks, fills[cell.status])
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    if practices.rows:
        sheet.autofilter(top, 0, top + len(practices.rows), len(heads) + len(practices.columns) - 1)


def write_sums(sheet: Worksheet, practices: PracticeMap, say: Say, looks: Looks) -> None:
    """How many practices have each status, by element."""
    set_page(sheet)
    heads = [say("map.column.element"), *(signed_status(status, say) for status in STATUSES)]
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, len(STATUSES), 18)
    write_row(sheet, 0, heads, looks, looks.head)
    for below, cells in enumerate(count_rows(practices, say), start=1):
        write_row(sheet, below, cells, looks, looks.text)
    sheet.freeze_panes(1, 1)


def write_row(sheet: Worksheet, place: int, cells: Iterable[str | int], looks: Looks, look: Format) -> None:
    """Write cells beside each other, in one look."""
    from lovande_cli.documents.excel import put

    for column, value in enumerate(cells):
        put(sheet, place, column, value, looks, look)


def status_formats(book: Workbook) -> dict[Status, Format]:
    """A format for each status: sign in the middle, a thin border, the fill of its status."""
    middle = {"align": "center", "valign": "vcenter", "border": 1, "border_color": LIGHT["rule"]}
    return {status: book.add_format({**middle, **fill}) for status, fill in FILLS.items()}


def set_page(sheet: Worksheet) -> None:
    """A4, landscape, as wide as the page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&R&P / &N")
    sheet.hide_gridlines(2)


def map_document(suffix: str, practices: PracticeMap, say: Say) -> bytes:
    """The map in a format of documents."""
    return write_document(build_map(practices, say), suffix)


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


MAPS: Mapping[str, Callable[[PracticeMap, Say], bytes]] = {
    **{suffix: partial(map_document, suffix) for suffix in (".html", ".docx", ".pdf")},
    ".xlsx": map_excel,
    ".csv": map_table,
    ".json": map_data,
}
"""How to write a map, by the suffix of its file; each gives the bytes of the whole file."""
