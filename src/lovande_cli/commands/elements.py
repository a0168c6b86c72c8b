"""`lovande elements`: the elements, or one of them in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lovande_cli.commands.parameters import Elements, Force, Lang, MaybeOutput, suffix_for
from lovande_cli.commands.printing import print_data, save_document
from lovande_cli.commands.sources import choose_elements, open_framework
from lovande_cli.language import Say
from lovande_cli.screens import make_console

if TYPE_CHECKING:
    from lovande_cli.assessment.framework import Element, Framework


def formats() -> Mapping[str, object]:
    """What a leaflet can be written as, by suffix."""
    from lovande_cli.documents import WRITERS

    return WRITERS


def command(
    ctx: typer.Context,
    element: Annotated[str | None, typer.Argument()] = None,
    questions: Annotated[bool, typer.Option("--questions")] = False,
    category: Annotated[str | None, typer.Option("--category")] = None,
    output: MaybeOutput = None,
    force: Force = False,
    format_: Annotated[Literal["table", "json", "markdown"], typer.Option("--format")] = "table",
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Show the elements, or one of them in full."""
    # Our own description and lenses are not shown here and need not be checked: this command must start at once.
    framework = open_framework(elements, parts=elements is not None)
    chosen = choose_elements(framework, element, category)
    in_full = questions or element is not None
    if output:
        save_leaflet(output, framework, chosen, ctx.obj, questions=in_full, force=force)
    elif format_ == "json":
        from lovande_cli.documents.data import elements_json

        print_data(elements_json(chosen))
    elif format_ == "markdown":
        from lovande_cli.documents.leaflet import build_leaflet
        from lovande_cli.documents.markdown import to_markdown

        print_data(to_markdown(build_leaflet(framework, chosen, ctx.obj, questions=in_full)))
    else:
        show_chosen(framework, chosen, ctx.obj, questions=questions, alone=element is not None)


def save_leaflet(
    output: Path, framework: Framework, chosen: Sequence[Element], say: Say, *, questions: bool, force: bool
) -> None:
    """Write the elements as a leaflet."""
    from lovande_cli.documents import write_document
    from lovande_cli.documents.leaflet import build_leaflet

    document = build_leaflet(framework, chosen, say, questions=questions)
    save_document(output, write_document(document, suffix_for(output, formats())), say, force=force)


def show_chosen(framework: Framework, chosen: Sequence[Element], say: Say, *, questions: bool, alone: bool) -> None:
    """Print one element in full, or the list."""
    from lovande_cli.screens.elements import show_element, show_elements

    if alone:
        show_element(framework, chosen[0], say, make_console())
    else:
        show_elements(framework, chosen, say, make_console(), questions=questions)
