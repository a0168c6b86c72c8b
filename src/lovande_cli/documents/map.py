"""The map of many practices as a document and as a workbook: a sign, a word and a colour say the same thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from lovande_cli.assessment.direction import MIRRORED
from lovande_cli.assessment.practices import MapRow, Movements, PracticeMap
from lovande_cli.assessment.scoring import STATUSES
from lovande_cli.documents import in_formats, loading_library
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
from lovande_cli.documents.data import map_csv, map_json
from lovande_cli.documents.parts import about_tool, badge, upright_heads
from lovande_cli.language import Say
from lovande_cli.wording import map as words
from lovande_cli.wording.change import signed_direction
from lovande_cli.wording.results import signed_status, status_symbol

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from lovande_cli.documents.writers.xlsx import Sheet

WIDTHS = {"practice": 42, "organisation": 34, "target-group": 34, "date": 12, "file": 34}
"""The columns of the workbook before those of the elements, and their widths in characters."""


def build_map(practices: PracticeMap, say: Say) -> Document:
    """The map as a document: a row for each practice, then how many have each element."""
    product = say.text(practices.framework.title)
    title = words.map_title(practices, say)
    notices = (f"{say('map.no-ranking')} {say('result.no-pass-mark')}", *words.map_notices(practices, say))
    key = " · ".join(signed_status(status, say) for status in STATUSES)
    tested = [Paragraph(text=say("map.tested", count=words.tested_count(practices)), style="quiet")]
    blocks: list[Block] = [
        Note(text=notices, style="summary"),
        Heading(text=say("map.key-title")),
        Paragraph(text=key),
        *(tested if words.tested_count(practices) else []),
        Heading(text=say("map.practices-title")),
        practice_table(practices, say) if practices.rows else Paragraph(text=say("map.nothing")),
        Heading(text=words.counts_title(practices, say)),
        count_table(practices, say),
        Heading(text=words.in_place_title(practices, say)),
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
        names = tuple(words.row_name(row, say) for row in rows) or (line(quiet(say("map.in-place-nobody"))),)
        items.append(Item(text=line(strong(f"{element.number} {say.text(element.name)}")), details=names))
    return tuple(items)


def repeated_item(rows: Sequence[MapRow]) -> Item:
    """A practice that stands on the map several times, with the file and date of each."""
    details = tuple(f"{words.file_name(row.file)} {row.date}".strip() for row in rows)
    return Item(text=line(strong(rows[0].name)), details=details)


def practice_table(practices: PracticeMap, say: Say) -> Table:
    """A row for each practice, a sign for each element; rows of the same status share one cell."""
    heads = (
        Head(text=say("map.column.practice"), width=6),
        Head(text=say("map.column.date"), width=2.2, minor=True),
        *upright_heads(practices.columns, say),
    )
    badges = {status: badge(status, say) for status in STATUSES}
    labels = words.told_apart(practices)
    rows = tuple(
        (practice_cell(row, labels, say), row.date, *(badges[cell.status] for cell in row.cells))
        for row in practices.rows
    )
    return Table(caption=say("map.practices-title"), heads=heads, rows=rows, grid=True)


def practice_cell(row: MapRow, labels: Mapping[str, str], say: Say) -> Cell:
    """The practice's name, below it its organisation and what tells it from the same practice's other rows."""
    label = labels.get(row.file, "")
    detail = " · ".join(d for d in (row.organisation.strip(), row.target_group.strip(), label) if d and d != row.date)
    return line(words.marked_name(row, say), quiet(f"\n{detail}" if detail else ""))


def count_table(practices: PracticeMap, say: Say) -> Table:
    """How many practices have each status, by element."""
    heads = (
        Head(text=say("map.column.element"), width=3),
        *(Head(text=signed_status(status, say), numeric=True) for status in STATUSES),
    )
    rows = tuple(tuple(map(str, cells)) for cells in count_rows(practices, say))
    return Table(caption=words.counts_title(practices, say), heads=heads, rows=rows)


def change_table(movements: Movements, practices: PracticeMap, say: Say) -> Block:
    """In how many practices each element went up, down, and so on."""
    if not movements.pairs:
        return Paragraph(text=say("map.change-nothing"))
    heads = (
        Head(text=say("map.column.element"), width=3),
        *(Head(text=signed_direction(one, say), numeric=True) for one in MIRRORED),
    )
    rows = tuple(
        (f"{e.number} {say.text(e.name)}", *(str(movements.by_element[e.id][one]) for one in MIRRORED))
        for e in practices.columns
    )
    return Table(caption=say("map.change-title", count=movements.pairs), heads=heads, rows=rows)


def count_rows(practices: PracticeMap, say: Say) -> list[tuple[str | int, ...]]:
    """Each element's number and name, and how many rows have each status."""
    return [
        (f"{e.number} {say.text(e.name)}", *(practices.by_element[e.id][status] for status in STATUSES))
        for e in practices.columns
    ]


def map_excel(practices: PracticeMap, say: Say) -> bytes:
    """The map as a workbook (.xlsx): the map and the sums."""
    with loading_library(".xlsx"):
        from lovande_cli.documents.writers.xlsx import add_sheets, make_workbook

    title = words.map_title(practices, say)

    def fill(book: Workbook) -> None:
        book.set_properties({"title": title, "author": ""})
        main, sums = add_sheets(book, (say("map.sheet.map"), say("map.sheet.counts")), title)
        write_map(main, practices, say)
        heads = [say("map.column.element"), *(signed_status(status, say) for status in STATUSES)]
        sums.put_table(0, heads, count_rows(practices, say), (42, *[18] * len(STATUSES)))
        sums.freeze_panes(1, 1)

    return make_workbook(fill, streamed=True)


def write_map(sheet: Sheet, practices: PracticeMap, say: Say) -> None:
    """Title, key, then a row for each practice with a sign for each element; frozen at its head."""
    columns = len(WIDTHS) + len(practices.columns)
    for place, width in enumerate(WIDTHS.values()):
        sheet.set_column(place, place, width)
    sheet.set_column(len(WIDTHS), columns - 1, 5)
    key = "   ".join(signed_status(status, say) for status in STATUSES)
    lines = [words.map_title(practices, say), say("map.no-ranking"), key, *words.map_notices(practices, say)]
    lines += [say("map.tested", count=words.tested_count(practices))] * bool(words.tested_count(practices))
    for place, text in enumerate(lines):
        sheet.put(place, 0, text, "muted" if place else "title")
    top = len(lines) + 1
    sheet.set_row(top, 150)
    for place, key in enumerate(WIDTHS):
        sheet.put(top, place, say(f"map.column.{key}"), "head")
    for place, element in enumerate(practices.columns, start=len(WIDTHS)):
        sheet.put(top, place, f"{element.number} {say.text(element.name)}", "upright")
    signs = {status: status_symbol(status, say) for status in STATUSES}
    for below, row in enumerate(practices.rows, start=top + 1):
        about = (words.marked_name(row, say), row.organisation, row.target_group, row.date, words.file_name(row.file))
        for place, said in enumerate(about):
            sheet.put(below, place, said)
        for place, cell in enumerate(row.cells, start=len(WIDTHS)):
            sheet.put(below, place, signs[cell.status], cell.status)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_head(top, len(practices.rows), columns)


MAPS: Mapping[str, Callable[[PracticeMap, Say], bytes]] = {
    **in_formats(build_map),
    ".xlsx": map_excel,
    ".csv": lambda practices, say: "".join(map_csv(practices, say)).encode("utf-8"),
    ".json": lambda practices, _: "".join(map_json(practices)).encode("utf-8"),
}
"""How to write a map, by the suffix of its file; each gives the bytes of the whole file."""
