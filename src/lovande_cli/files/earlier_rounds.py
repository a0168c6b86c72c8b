"""Finds the file beside an answer file that holds an earlier round (more than 90 days before) of the same practice."""

from __future__ import annotations

import re
from pathlib import Path

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.rounds import ROUND_DAYS, day_number, latest_before
from lovande_cli.errors import LovandeError
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.default_folders import list_folder
from lovande_cli.files.disk import read_bytes
from lovande_cli.files.folders import SheetFile

DATES = re.compile(rb"\bdate[\"']?\s*:\s*[\"']?(\d{4}-\d{2}-\d{2})")


def find_earlier_round(path: Path, sheet: AnswerSheet, framework: Framework) -> SheetFile | None:
    """The latest earlier round of the sheet's practice in the folder of its file, None where there is none.

    A file that cannot be read is passed over: `check` and the start page say what is wrong with it.
    """
    today = day_number(sheet.workshop.date)
    if today is None:
        return None
    found = []
    for name in list_folder(path.parent):
        file = Path(name)
        try:
            if may_be_from(read_bytes(file, file=name), today - ROUND_DAYS):
                found.append(SheetFile(file, load_answers(file, framework)))
        except (LovandeError, OSError):
            continue
    return latest_before(found, lambda file: file.sheet, sheet)


def may_be_from(data: bytes, day: int) -> bool:
    """Whether any date in a file lies before this day: a file that cannot matter need not be read as YAML."""
    if b"\0" in data:  # UTF-16, whose letters the pattern does not see
        return True
    days = [day_number(found.decode()) for found in DATES.findall(data)]
    return any(found is not None and found < day for found in days)
