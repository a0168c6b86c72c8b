"""`lovande compare`: what has changed between rounds of one practice, as a screen, data or a document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from lovande_cli.assessment.change import compare
from lovande_cli.commands.loading import find_sheets, open_framework, report_listed, speak_as
from lovande_cli.commands.options import Elements, Force, Lang, MaybeOutput, Same, suffix_for
from lovande_cli.commands.output import print_data, print_document, save_document
from lovande_cli.documents import FORMATS, write_document
from lovande_cli.documents.change import build_change
from lovande_cli.documents.json_csv import change_csv, change_json
from lovande_cli.files.folders import load_one_practice


def command(
    ctx: typer.Context,
    earlier: Annotated[Path, typer.Argument()],
    later: Annotated[list[Path], typer.Argument()],
    same: Same = False,
    format_: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    output: MaybeOutput = None,
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Show what has changed from one time to the next."""
    suffix = suffix_for(output, FORMATS["compare"]) if output else ""
    framework = open_framework(elements)
    found = find_sheets([earlier, *later], ctx.obj)
    sheets, reading = load_one_practice(found, framework, least=2, same=same, every=True)
    say = speak_as(sheets[-1].sheet, ctx.obj, lang)
    report_listed(reading.listed, say)
    change = compare(framework, [file.sheet for file in sheets])
    names = [file.path.stem for file in sheets]
    if output:
        save_document(output, write_document(build_change(change, names, say), suffix), say, force=force)
    if format_ == "table" and not output:
        print_document(build_change(change, names, say, brief=True))
    elif format_ != "table":
        write_data = {"json": change_json, "csv": change_csv}[format_]
        print_data(write_data(change, [str(file.path) for file in sheets], say))
