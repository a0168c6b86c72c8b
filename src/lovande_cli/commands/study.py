"""`lovande study`: how the questions themselves work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lovande_cli.commands.parameters import Elements, Force, Lang, MaybeOutput, suffix_for
from lovande_cli.commands.printing import print_data, save_document
from lovande_cli.commands.sources import find_sheets, open_framework, work_through_all
from lovande_cli.errors import FileNeedsFixing, Problem
from lovande_cli.language import Say
from lovande_cli.screens import make_console

if TYPE_CHECKING:
    from lovande_cli.assessment.study import Ratings, StudiedSheet, Study


def formats() -> Mapping[str, Callable[[Study, Say, int], bytes]]:
    """How a study is written, by suffix."""
    from lovande_cli.documents.study import STUDIES

    return STUDIES


def command(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument()],
    output: MaybeOutput = None,
    days: Annotated[int, typer.Option("--round", min=0)] = 90,
    format_: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Study the questions in many sheets; a file that cannot be read is named and passed over."""
    from lovande_cli.assessment.study import study
    from lovande_cli.files.answerfolders import study_file

    suffix = suffix_for(output, formats()) if output else ""
    framework = open_framework(elements)
    problems: list[Problem] = []
    files = find_sheets(paths, leave_out=output)
    sheets: list[StudiedSheet] = []
    ratings: list[Ratings] = []
    for found in work_through_all(files, framework, study_file, problems, ctx.obj):
        sheets += found.sheets
        ratings += found.ratings
    studied = study(framework, sheets, ratings, days=days)
    if output:
        save_document(output, formats()[suffix](studied, ctx.obj, days), ctx.obj, force=force)
    show_studied(studied, ctx.obj, format_, days, quiet=output is not None)
    if problems:
        raise FileNeedsFixing(problems)


def show_studied(studied: Study, say: Say, format_: str, days: int, *, quiet: bool) -> None:
    """Print the study, for people (unless it went into a file) or for other programs."""
    from lovande_cli.documents.data import study_csv, study_json
    from lovande_cli.screens.study import show_study

    if format_ == "json":
        print_data(study_json(studied))
    elif format_ == "csv":
        print_data(study_csv(studied))
    elif not quiet:
        show_study(studied, say, make_console(), days=days)
