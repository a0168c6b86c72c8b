"""The map of many practices as a document and as a workbook: a sign, a word and a colour say the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from lovande_cli.assessment.direction import MIRRORED
from lovande_cli.assessment.practice_map import MapRow, Order, PracticeMap, columns_by_category
from lovande_cli.assessment.scoring import STATUSES
from lovande_cli.documents import loading_library, write_document
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
from lovande_cli.documents.change import direction_symbol, signed_direction
from lovande_cli.documents.common_blocks import about_tool, badge, upright_heads
from lovande_cli.documents.json_csv import map_csv, map_json
from lovande_cli.documents.sample import same_names
from lovande_cli.documents.words import all_distinct, signed_status, status_symbol
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_title

if TYPE_CHECKING:
    from lovande_cli.documents.writers.xlsx import Sheet

Kind = TypeVar("Kind", bound=str)

WIDTHS = {"practice": 42, "organisation": 34, "target-group": 34, "date": 12, "file": 34}
"""The columns of the workbook before those of the elements, and their widths in characters."""


MAX_NAMES = 8
"""So many practices are named at an element on a screen (set by eye); a file names them all."""

MAX_ROWS = 500
"""A table of more rows than this is of no use on a screen: only its sums are shown, and where to get the rows."""


def build_map(practice_map: PracticeMap, say: Say, *, order: Order = "name", brief: bool = False) -> Document:
    """The map as a document: a row for each practice, then how many have each element.

    `brief` is for a screen: it names only some of many practices, and leaves out what a paper must say of itself.
    """
    product = say.text(practice_map.framework.title)
    title = map_title(practice_map, say)
    no_ranking = say("map.no-ranking") if brief else f"{say('map.no-ranking')} {say('result.no-pass-mark')}"
    blocks: list[Block] = [Note(text=(no_ranking, *map_notices(practice_map, say)), style="summary")]
    if not practice_map.rows:
        blocks.append(Paragraph(text=say("map.nothing")))
    elif brief and len(practice_map.rows) > MAX_ROWS:
        blocks.append(Paragraph(text=line(strong(say("map.too-many-rows", count=len(practice_map.rows))))))
    else:
        signs = " · ".join(signed_status(status, say) for status in STATUSES)
        tested = tested_count(practice_map)
        blocks += [Heading(text=say("map.key-title")), Paragraph(text=signs, with_next=bool(tested))]
        blocks += [Paragraph(text=say("map.tested", count=tested), style="quiet")] if tested else []
        blocks += [Heading(text=say("map.practices-title")), practice_table(practice_map, say, order)]
    if practice_map.rows or not brief:
        # where a practice has several rows, it is rows that are counted
        counted = "counts-title" if len(practice_map.rows) == practice_map.practices else "row-counts-title"
        caption = say(f"map.lens-{counted}" if practice_map.lens else f"map.{counted}")
        legend = {status: (status_symbol(status, say), signed_status(status, say)) for status in STATUSES}
        blocks += [Heading(text=caption), sums_table(practice_map, practice_map.by_element, legend, caption, say)]
        blocks.append(Heading(text=say("map.lens-in-place-title" if practice_map.lens else "map.in-place-title")))
        blocks.append(in_place(practice_map, say, brief=brief))
    movements = practice_map.movements
    if movements:
        caption = say("map.change-title", count=movements.pairs)
        arrows = {way: (direction_symbol(way, say), signed_direction(way, say)) for way in MIRRORED}
        table = sums_table(practice_map, movements.by_element, arrows, caption, say)
        unlike = {"raters": movements.other_raters, "questions": movements.other_questions}
        notes = [say(f"map.change-{what}", count=count) for what, count in unlike.items() if count]
        blocks += [Heading(text=caption), *(Paragraph(text=note, with_next=True) for note in notes)]
        blocks.append(table if movements.pairs else Paragraph(text=say("map.change-nothing")))
    if practice_map.repeated:
        blocks += [Heading(text=say("map.repeated-title")), *repeated_practices(practice_map, say, brief=brief)]
    return Document(
        title=title,
        language=say.language,
        kicker=product,
        footer=f"{product} · {title}",
        blocks=(*blocks, *([] if brief else about_tool(practice_map.framework, say))),
        landscape=True,
    )


def in_place(practice_map: PracticeMap, say: Say, *, brief: bool) -> Items:
    """Each element with the practices that have it, in brief the first of them."""
    items = []
    for element, rows in zip(practice_map.columns, practice_map.in_place.values(), strict=True):
        names = list(dict.fromkeys(row_name(row, say) for row in rows))
        more = len(names) - MAX_NAMES
        if brief and more > 0:
            names = [*names[:MAX_NAMES], say("map.and-more", count=more)]
        details = tuple(names) or (line(quiet(say("map.in-place-nobody"))),)
        items.append(Item(mark=str(element.number), text=line(strong(say.text(element.name))), details=details))
    return Items(items=tuple(items))


def repeated_practices(practice_map: PracticeMap, say: Say, *, brief: bool) -> list[Block]:
    """The practices that stand on the map several times, with the file and date of each."""
    if brief and len(practice_map.rows) > MAX_ROWS:
        return [Paragraph(text=say("map.repeated-many", count=len(practice_map.repeated)))]
    items = tuple(
        Item(
            text=line(strong(rows[0].name.strip())),
            details=tuple(f"{row.file if brief else file_name(row.file)} {row.date}".strip() for row in rows),
        )
        for rows in practice_map.repeated
    )
    return [Paragraph(text=say("map.repeated-note"), with_next=True), Items(items=items)]


def practice_table(practice_map: PracticeMap, say: Say, order: Order) -> Table:
    """A row for each practice, a sign for each element; below the name what tells a practice's several rows apart."""
    heads = (
        Head(text=say("map.column.practice"), width=6),
        Head(text=say("map.column.date"), width=2.2, minor=True),
        *upright_heads(practice_map.columns, say),
    )
    labels: dict[str, str] = {}
    for repeated in practice_map.repeated:
        use_dates = all_distinct([row.date for row in repeated], len(repeated))
        labels |= {row.file: row.date if use_dates else file_name(row.file) for row in repeated}
    # a map may have 100,000 cells: those of the same status are one object
    badges = {status: badge(status, say) for status in STATUSES}
    rows: list[tuple[Cell, ...]] = []
    organisation = None
    for row in practice_map.rows:
        if order == "organisation" and row.practice[1] != organisation:
            organisation = row.practice[1]
            rows.append((row.organisation.strip() or say("map.no-organisation"),))
        about = ["" if order == "organisation" else row.organisation.strip(), row.target_group.strip()]
        about += [labels.get(row.file, "")]
        detail = " · ".join(text for text in about if text and text != row.date)
        name = line(marked_name(row, say), quiet(f"\n{detail}" if detail else ""))
        rows.append((name, row.date, *(badges[cell.status] for cell in row.cells)))
    return Table(caption=say("map.practices-title"), heads=heads, rows=tuple(rows), grid=True)


def sums_table(
    practice_map: PracticeMap,
    sums: Mapping[str, Mapping[Kind, int]],
    legend: Mapping[Kind, tuple[str, str]],
    caption: str,
    say: Say,
) -> Table:
    """A row for each element under its category, with a sum of each kind; `legend` has each kind's sign and words."""
    heads = (
        Head(text=say("result.column.number"), width=0.5, numeric=True),
        Head(text=say("map.column.element"), width=3),
        *(Head(text=words, short=sign, numeric=True) for sign, words in legend.values()),
    )
    rows: list[tuple[Cell, ...]] = []
    for category, elements in columns_by_category(practice_map):
        rows += [(say.text(category.name),)] if category else []
        for element in elements:
            counts = [sums[element.id][kind] for kind in legend]
            # a zero is not what the eye should find
            cells = (str(count) if count else line(quiet("0")) for count in counts)
            rows.append((str(element.number), say.text(element.name), *cells))
    return Table(caption=caption, heads=heads, rows=tuple(rows), name_column=1)


def map_excel(practice_map: PracticeMap, say: Say) -> bytes:
    """The map as a workbook (.xlsx): the map and the sums."""
    with loading_library(".xlsx"):
        from lovande_cli.documents.writers.xlsx import add_sheets, open_workbook

    title = map_title(practice_map, say)
    heads = [say("map.column.element"), *(signed_status(status, say) for status in STATUSES)]
    counts: list[tuple[str | int, ...]] = [
        (f"{e.number} {say.text(e.name)}", *(practice_map.by_element[e.id][status] for status in STATUSES))
        for e in practice_map.columns
    ]
    written = BytesIO()
    with open_workbook(written, streamed=True) as book:
        book.set_properties({"title": title, "author": ""})
        main, sums = add_sheets(book, (say("map.sheet.map"), say("map.sheet.counts")), title)
        put_map(main, practice_map, say)
        sums.put_table(0, heads, counts, (42, *[18] * len(STATUSES)))
        sums.freeze_panes(1, 1)
    return written.getvalue()


def put_map(sheet: Sheet, practice_map: PracticeMap, say: Say) -> None:
    """Title, key, then a row for each practice with a sign for each element; frozen at its head."""
    columns = len(WIDTHS) + len(practice_map.columns)
    for place, width in enumerate(WIDTHS.values()):
        sheet.set_column(place, place, width)
    sheet.set_column(len(WIDTHS), columns - 1, 5)
    key = "   ".join(signed_status(status, say) for status in STATUSES)
    lines = [map_title(practice_map, say), say("map.no-ranking"), key, *map_notices(practice_map, say)]
    lines += [say("map.tested", count=tested_count(practice_map))] * bool(tested_count(practice_map))
    for place, text in enumerate(lines):
        sheet.put(place, 0, text, "muted" if place else "title")
    top = len(lines) + 1
    sheet.set_row(top, 150)
    for place, key in enumerate(WIDTHS):
        sheet.put(top, place, say(f"map.column.{key}"), "head")
    for place, element in enumerate(practice_map.columns, start=len(WIDTHS)):
        sheet.put(top, place, f"{element.number} {say.text(element.name)}", "upright")
    signs = {status: status_symbol(status, say) for status in STATUSES}
    for below, row in enumerate(practice_map.rows, start=top + 1):
        about = (marked_name(row, say), row.organisation, row.target_group, row.date, file_name(row.file))
        for place, text in enumerate(about):
            sheet.put(below, place, text)
        for place, cell in enumerate(row.cells, start=len(WIDTHS)):
            sheet.put(below, place, signs[cell.status], cell.status)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_head(top, len(practice_map.rows), columns)


def write_map(practice_map: PracticeMap, say: Say, suffix: str, *, order: Order = "name") -> bytes:
    """The map in the format of the suffix, one of those of `map`."""
    if suffix == ".xlsx":
        return map_excel(practice_map, say)
    if suffix == ".csv":
        return "".join(map_csv(practice_map, say)).encode("utf-8")
    if suffix == ".json":
        return "".join(map_json(practice_map)).encode("utf-8")
    return write_document(build_map(practice_map, say, order=order), suffix)


# ---- in words ----


def map_title(practice_map: PracticeMap, say: Say) -> str:
    """The title: the person's own, else how many practices the map is of."""
    return for_title(practice_map.title) or say("map.title", count=practice_map.practices)


def row_name(row: MapRow, say: Say) -> str:
    """The practice's name, or that it has none and which file it is."""
    return for_title(row.name) or say("map.unnamed", file=row.file)


def marked_name(row: MapRow, say: Say) -> str:
    """The practice's name, with a star where its effect is said to have been tested in a trial."""
    return row_name(row, say) + (" *" if row.tested_in_trial else "")


def map_notices(practice_map: PracticeMap, say: Say) -> tuple[str, ...]:
    """What there is to know about what the map shows."""
    sentences = []
    if practice_map.lens:
        sentences.append(
            say("map.lens", title=say.text(practice_map.lens.title), lead=say.text(practice_map.lens.lead))
        )
    if practice_map.sheets > len(practice_map.rows):
        sentences.append(say("map.joined", sheets=practice_map.sheets))
    elif practice_map.sheets > practice_map.practices:
        sentences.append(say("map.rows-are-sheets", rows=len(practice_map.rows), practices=practice_map.practices))
    if practice_map.earlier:
        sentences.append(say("map.earlier", count=practice_map.earlier))
    if practice_map.left_out:
        sentences.append(say("map.left-out", count=practice_map.left_out))
        if practice_map.undated:
            sentences[-1] += " " + say("map.undated", count=practice_map.undated)
    if practice_map.of_no_round:
        sentences.append(say("map.of-no-round", count=practice_map.of_no_round))
    if practice_map.same_names:
        sentences.append(say("files.same-practice", names=same_names(practice_map.same_names, say)))
    versions = sorted({row.framework_version for row in practice_map.rows})
    if len(versions) > 1:
        sentences.append(say("map.versions-differ", versions=say.listing(versions)))
    return tuple(sentences)


def file_name(file: str) -> str:
    """The last part of a path, however its system writes paths."""
    return file.replace("\\", "/").rpartition("/")[2]


def tested_count(practice_map: PracticeMap) -> int:
    """How many practices say that their effect has been tested in a scientific trial."""
    return sum(row.tested_in_trial for row in practice_map.rows)
