"""`lovande compare`: what has changed from one time to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from lovande_cli.assessment.change import compare
from lovande_cli.commands.parameters import Elements, Lang, Same
from lovande_cli.commands.printing import print_data
from lovande_cli.commands.sources import find_sheets, open_framework, speak_as, tell_listed
from lovande_cli.documents.data import change_csv, change_json
from lovande_cli.files.answerfolders import load_one_practice
from lovande_cli.screens import make_console
from lovande_cli.screens.change import show_change


def command(
    ctx: typer.Context,
    earlier: Annotated[Path, typer.Argument()],
    later: Annotated[list[Path], typer.Argument()],
    same: Same = False,
    format_: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Show what has changed from one time to the next."""
    framework = open_framework(elements)
    found = find_sheets([earlier, *later], ctx.obj)
    sheets, reading = load_one_practice(found, framework, least=2, same=same, every=True)
    say = speak_as(sheets[-1].sheet, ctx.obj, lang)
    tell_listed(reading.listed, say)
    change = compare(framework, [one.sheet for one in sheets])
    if format_ == "table":
        show_change(change, [one.path.stem for one in sheets], say, make_console())
    else:
        written = {"json": change_json, "csv": change_csv}[format_]
        print_data(written(change, [str(one.path) for one in sheets], say))
