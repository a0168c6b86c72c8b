"""`lovande catalogue`: the descriptions of many practices, of those that are shared (share: public)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.scoring import score
from lovande_cli.commands.loading import find_all, open_framework, read_all, report_reading
from lovande_cli.commands.options import Elements, Force, Lang, Output, suffix_for
from lovande_cli.commands.output import save_document
from lovande_cli.documents import FORMATS
from lovande_cli.documents.catalogue import is_shared, write_catalogue
from lovande_cli.documents.writers.terminal import make_console
from lovande_cli.errors import FileNeedsFixing, Problem


def command(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument()],
    output: Output,
    title: Annotated[str, typer.Option("--title")] = "",
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write the catalogue; a file that cannot be read is named and passed over."""
    suffix = suffix_for(output, FORMATS["catalogue"])
    framework = open_framework(elements)
    reading = find_all(paths, framework, shared_sheet, ctx.obj, leave_out=[output])
    sheets = list(read_all(reading, ctx.obj))
    shared = [score(framework, sheet) for sheet in sheets if sheet]
    if not shared:
        raise FileNeedsFixing([Problem(kind="nothing-shared")])
    today = datetime.now(UTC).astimezone().date()
    save_document(output, write_catalogue(framework, shared, ctx.obj, today, title, suffix), ctx.obj, force=force)
    if len(shared) < len(sheets):
        left_out = ctx.obj("catalogue.left-out", count=len(sheets) - len(shared))
        make_console(stderr=True).print(left_out, soft_wrap=True)
    report_reading(reading, ctx.obj)


def shared_sheet(sheet: AnswerSheet, file: Path, framework: Framework) -> AnswerSheet | Literal[False]:
    """The sheet if it is shared, else False: what is not shared does not leave the process that reads it."""
    return sheet if is_shared(sheet) else False
