"""What a map of many practices says, in words that the screen and the documents share."""

from __future__ import annotations

from collections.abc import Mapping

from lovande_cli.assessment.practices import MapRow, PracticeMap
from lovande_cli.language import Say
from lovande_cli.language.characters import for_title
from lovande_cli.wording.results import all_distinct


def map_title(practices: PracticeMap, say: Say) -> str:
    """The title: the person's own, else how many practices the map is of."""
    return for_title(practices.title) or say("map.title", count=practices.practices)


def counts_title(practices: PracticeMap, say: Say) -> str:
    """What the counts by element count: practices, or sheets where a practice has several rows."""
    counted = "counts-title" if len(practices.rows) == practices.practices else "row-counts-title"
    return say(f"map.lens-{counted}" if practices.lens else f"map.{counted}")


def in_place_title(practices: PracticeMap, say: Say) -> str:
    """The title over the practices that have each element, or each part of a lens."""
    return say("map.lens-in-place-title" if practices.lens else "map.in-place-title")


def row_name(row: MapRow, say: Say) -> str:
    """The practice's name, or that it has none and which file it is."""
    return for_title(row.name) or say("map.unnamed", file=row.file)


def marked_name(row: MapRow, say: Say) -> str:
    """The practice's name, with a star where its effect is said to have been tested in a trial."""
    return row_name(row, say) + (" *" if row.tested_in_trial else "")


def map_notices(practices: PracticeMap, say: Say) -> tuple[str, ...]:
    """What there is to know about what the map shows."""
    said = []
    if practices.lens:
        said.append(say("map.lens", title=say.text(practices.lens.title), lead=say.text(practices.lens.lead)))
    if practices.sheets > len(practices.rows):
        said.append(say("map.joined", sheets=practices.sheets))
    elif practices.sheets > practices.practices:
        said.append(say("map.rows-are-sheets", rows=len(practices.rows), practices=practices.practices))
    if practices.earlier:
        said.append(say("map.earlier", count=practices.earlier))
    if practices.left_out:
        said.append(say("map.left-out", count=practices.left_out))
        if practices.undated:
            said[-1] += " " + say("map.undated", count=practices.undated)
    versions = sorted({row.framework_version for row in practices.rows})
    if len(versions) > 1:
        said.append(say("map.versions-differ", versions=say.listing(versions)))
    return tuple(said)


def told_apart(practices: PracticeMap) -> Mapping[str, str]:
    """What tells apart the rows of a practice that stands on the map several times, by file: the date or file name."""
    found: dict[str, str] = {}
    for rows in practices.repeated:
        dates = [row.date for row in rows]
        use_dates = all_distinct(dates, len(rows))
        found |= {row.file: row.date if use_dates else file_name(row.file) for row in rows}
    return found


def file_name(file: str) -> str:
    """The last part of a path, however its system writes paths."""
    return file.replace("\\", "/").rpartition("/")[2]


def file_and_date(row: MapRow) -> str:
    """The file a row comes from, with the date of the workshop."""
    return f"{row.file} ({row.date})" if row.date else row.file


def tested_count(practices: PracticeMap) -> int:
    """How many practices say that their effect has been tested in a scientific trial."""
    return sum(row.tested_in_trial for row in practices.rows)
