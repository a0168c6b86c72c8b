"""Documents about all answer files of a folder, for the start page: the map, the catalogue, the table and the study."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from lovande_cli.assessment.scoring import score
from lovande_cli.documents import write_document
from lovande_cli.errors import FileNeedsFixing, Problem
from lovande_cli.files.atomic import write_file
from lovande_cli.files.folders import Reading, find_files, map_row, sheet_file, study_sheets
from lovande_cli.interview.session import Session


def write_folder_document(session: Session, command: str, folder: Path, output: Path) -> Reading[Any]:
    """Write the command's document of every answer file in the folder, and return what became of the files.

    Raises LovandeError where no file can be read, or nothing in them is meant for others (catalogue).
    """
    say, framework = session.say, session.framework
    work: Any = {"map": map_row, "catalogue": sheet_file, "study": study_sheets}.get(command)
    if command == "table":
        from lovande_cli.assessment.tidy_rows import TableOptions
        from lovande_cli.documents.data_package import check_beside, describe_table
        from lovande_cli.documents.table import WIDE, encode_table, table_lines

        wanted = TableOptions(wide=output.suffix in WIDE)
        check_beside(output)
        work = partial(table_lines, base=str(folder), wanted=wanted, suffix=output.suffix)
    reading: Reading[Any] = Reading(find_files([folder]), framework, work, with_ratings=command == "study")
    made = list(reading.read())
    if reading.is_empty:
        raise FileNeedsFixing(reading.problems or [Problem(kind="no-answer-files", file=str(folder))])
    if command == "map":
        from lovande_cli.assessment.practice_map import MapOptions, map_practices
        from lovande_cli.documents.map import write_map

        practice_map = map_practices(framework, made, MapOptions(sort_key=say.rules.sort_key))
        data: Any = write_map(practice_map, say, output.suffix)
    elif command == "catalogue":
        from lovande_cli.documents.catalogue import is_shared, write_catalogue

        shared = [score(framework, found.sheet) for found in made if is_shared(found.sheet)]
        if not shared:
            raise FileNeedsFixing([Problem(kind="nothing-shared")])
        data = write_catalogue(framework, shared, say, date.fromisoformat(session.config.today), "", output.suffix)
    elif command == "study":
        from lovande_cli.assessment.rounds import ROUND_DAYS
        from lovande_cli.assessment.study import study
        from lovande_cli.documents.study import build_study

        sheets = [sheet for of_file in made for sheet in of_file]
        studied = study(framework, sheets, reading.ratings, days=ROUND_DAYS, left_out=reading.left_out)
        data = write_document(build_study(studied, say, ROUND_DAYS), output.suffix)
    else:
        data = encode_table(output.suffix, framework, wanted, made, say)
        for file, described in describe_table(output, framework, wanted, say).items():
            write_file(file, described, force=True)
    write_file(output, data, force=False)
    return reading
