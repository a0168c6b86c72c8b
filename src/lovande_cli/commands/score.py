"""`lovande score`: which elements are present according to an answer file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lovande_cli.commands.parameters import Elements, Lang
from lovande_cli.commands.printing import print_data
from lovande_cli.commands.sources import open_answers, open_framework
from lovande_cli.errors import Problem, RequirementNotMet
from lovande_cli.language import Say
from lovande_cli.screens import make_console

if TYPE_CHECKING:
    from lovande_cli.assessment.scoring import Result


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument()],
    explain_: Annotated[bool, typer.Option("--explain")] = False,
    require: Annotated[int | None, typer.Option("--require", min=0)] = None,
    format_: Annotated[Literal["table", "json", "csv", "markdown"], typer.Option("--format")] = "table",
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Show which elements are present."""
    result = open_answers(file, open_framework(elements))
    RESULT_FORMATS[format_](result, ctx.obj, explain_)
    if require is not None and result.present_at_least < require:
        blanks = {"present": result.present_at_least, "required": require}
        raise RequirementNotMet([Problem(kind="requirement", blanks=blanks)])


def show_table(result: Result, say: Say, explained: bool) -> None:
    """Print the result for people."""
    from lovande_cli.screens.result import explain_result, show_result

    console = make_console()
    show_result(result, say, console)
    if explained:
        explain_result(result, say, console)


def show_json(result: Result, say: Say, _: bool) -> None:
    """Print the result as JSON."""
    from lovande_cli.documents.data import result_json

    print_data(result_json(result, say))


def show_csv(result: Result, say: Say, _: bool) -> None:
    """Print the result as CSV."""
    from lovande_cli.documents.data import result_csv

    print_data(result_csv(result, say))


def show_markdown(result: Result, say: Say, _: bool) -> None:
    """Print the result as markdown."""
    from lovande_cli.documents.markdown import score_markdown

    print_data(score_markdown(result, say))


RESULT_FORMATS: Mapping[str, Callable[[Result, Say, bool], None]] = {
    "table": show_table,
    "json": show_json,
    "csv": show_csv,
    "markdown": show_markdown,
}
