"""`lovande study`: how well the questions work: answer distributions, agreement between people, expert ratings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from lovande_cli.assessment.rounds import ROUND_DAYS
from lovande_cli.assessment.sample import StudiedSheet
from lovande_cli.assessment.study import study
from lovande_cli.commands.loading import find_all, open_framework, read_all, report_reading
from lovande_cli.commands.options import Elements, Force, Lang, MaybeOutput, suffix_for
from lovande_cli.commands.output import print_data, print_document, save_document
from lovande_cli.documents import FORMATS, write_document
from lovande_cli.documents.study import build_study
from lovande_cli.documents.study_json_csv import study_csv, study_json
from lovande_cli.files.folders import study_sheets


def command(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument()],
    output: MaybeOutput = None,
    days: Annotated[int, typer.Option("--round", min=0)] = ROUND_DAYS,
    format_: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Study the questions in many sheets; a file that cannot be read is named and passed over."""
    suffix = suffix_for(output, FORMATS["study"]) if output else ""
    framework = open_framework(elements)
    sheets: list[StudiedSheet] = []
    out = [output] if output else ()
    reading = find_all(paths, framework, study_sheets, ctx.obj, leave_out=out, with_ratings=True)
    for of_file in read_all(reading, ctx.obj):
        sheets += of_file
    studied = study(framework, sheets, reading.ratings, days=days, left_out=reading.left_out)
    if output:
        save_document(output, write_document(build_study(studied, ctx.obj, days), suffix), ctx.obj, force=force)
    if format_ != "table":
        print_data({"json": study_json, "csv": study_csv}[format_](studied))
    elif not output:
        print_document(build_study(studied, ctx.obj, days, brief=True))
    report_reading(reading, ctx.obj)
