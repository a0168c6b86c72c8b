"""`lovande score`: which elements are present according to an answer file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from lovande_cli.commands.parameters import Elements, Lang, LensName
from lovande_cli.commands.printing import print_data
from lovande_cli.commands.sources import choose_lens, open_answers, open_framework
from lovande_cli.errors import Problem, RequirementNotMet
from lovande_cli.language import Say
from lovande_cli.screens import make_console

if TYPE_CHECKING:
    from lovande_cli.assessment.framework import Lens
    from lovande_cli.assessment.lenses import LensResult
    from lovande_cli.assessment.scoring import Result


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument()],
    explain_: Annotated[bool, typer.Option("--explain")] = False,
    require: Annotated[int | None, typer.Option("--require", min=0)] = None,
    lens: LensName = None,
    format_: Annotated[Literal["table", "json", "csv", "markdown"], typer.Option("--format")] = "table",
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Show which elements are present, or what the answers say through a lens."""
    framework = open_framework(elements)
    chosen = choose_lens(framework, lens)
    result = open_answers(file, framework)
    shown = Shown(result, through(result, chosen), ctx.obj, explained=explain_)
    RESULT_FORMATS[format_](shown)
    if require is not None and result.present_at_least < require:
        blanks = {"present": result.present_at_least, "required": require}
        raise RequirementNotMet([Problem(kind="requirement", blanks=blanks)])


def through(result: Result, lens: Lens | None) -> LensResult | None:
    """The answers seen through the lens, if there is one."""
    from lovande_cli.assessment.lenses import read_lens

    return read_lens(result.framework, result.sheet, lens) if lens else None


class Shown(NamedTuple):
    """What is to be shown: a result, or what is seen of it through a lens."""

    result: Result
    lens: LensResult | None
    say: Say
    explained: bool


def show_table(shown: Shown) -> None:
    """Print it for people."""
    from lovande_cli.screens.lens import show_lens
    from lovande_cli.screens.result import explain_result, show_result

    console = make_console()
    if shown.lens:
        show_lens(shown.lens, shown.result.sheet, shown.say, console)
    else:
        show_result(shown.result, shown.say, console)
    if shown.explained:
        explain_result(shown.result, shown.say, console)


def show_json(shown: Shown) -> None:
    """Print it as JSON: always the whole result, and with a lens what is seen through it."""
    from lovande_cli.documents.data import result_json

    print_data(result_json(shown.result, shown.say, shown.lens))


def show_csv(shown: Shown) -> None:
    """Print it as CSV: a row for each element, or for each part of the lens."""
    from lovande_cli.documents.data import lens_csv, result_csv

    print_data(lens_csv(shown.lens, shown.say) if shown.lens else result_csv(shown.result, shown.say))


def show_markdown(shown: Shown) -> None:
    """Print it as Markdown."""
    from lovande_cli.documents.lens import build_lens
    from lovande_cli.documents.markdown import to_markdown
    from lovande_cli.documents.report import Included, build_report

    result, lens, say = shown.result, shown.lens, shown.say
    short = Included(short=True)
    print_data(to_markdown(build_lens(result, lens, say) if lens else build_report(result, say, short)))


RESULT_FORMATS: Mapping[str, Callable[[Shown], None]] = {
    "table": show_table,
    "json": show_json,
    "csv": show_csv,
    "markdown": show_markdown,
}
