"""`lovande compare`: what has changed from one time to the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lovande_cli.commands.parameters import Elements, Lang, Same
from lovande_cli.commands.printing import print_data
from lovande_cli.commands.sources import open_framework, speak_as
from lovande_cli.language import Say
from lovande_cli.screens import make_console

if TYPE_CHECKING:
    from lovande_cli.assessment.change import Change


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
    from lovande_cli.assessment.change import compare
    from lovande_cli.files.answerfolders import load_one_practice

    framework = open_framework(elements)
    sheets = load_one_practice([earlier, *later], framework, least=2, same=same)
    say = speak_as(sheets[-1].sheet, ctx.obj, lang)
    change = compare(framework, [one.sheet for one in sheets])
    show_compared(change, [str(one.path) for one in sheets], say, format_)


def show_compared(change: Change, files: Sequence[str], say: Say, format_: str) -> None:
    """Print what has changed, for people or for other programs."""
    from lovande_cli.documents.data import change_csv, change_json
    from lovande_cli.screens.change import show_change

    if format_ == "json":
        print_data(change_json(change, files, say))
    elif format_ == "csv":
        print_data(change_csv(change, files, say))
    else:
        show_change(change, [Path(file).stem for file in files], say, make_console())
