"""`lovande elements`: the elements as a list, one in full with its questions, or with -o a leaflet."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from lovande_cli.commands.loading import elements_asked_for, open_framework
from lovande_cli.commands.options import (
    Elements,
    Force,
    Lang,
    MaybeOutput,
    complete_categories,
    complete_elements,
    suffix_for,
)
from lovande_cli.commands.output import print_data, print_document, save_document
from lovande_cli.documents import FORMATS


def command(
    ctx: typer.Context,
    element: Annotated[str | None, typer.Argument(autocompletion=complete_elements)] = None,
    questions: Annotated[bool, typer.Option("--questions")] = False,
    category: Annotated[str | None, typer.Option("--category", autocompletion=complete_categories)] = None,
    output: MaybeOutput = None,
    force: Force = False,
    format_: Annotated[Literal["table", "json", "markdown"], typer.Option("--format")] = "table",
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Show the elements, or one of them in full."""
    # Our own description and lenses are not shown here and need not be checked: this command must start at once.
    framework = open_framework(elements, parts=elements is not None)
    chosen = elements_asked_for(framework, element, category)
    in_full = questions or element is not None
    if output or format_ == "markdown":
        from lovande_cli.documents import write_document
        from lovande_cli.documents.leaflet import build_leaflet
        from lovande_cli.documents.writers.markdown import to_markdown

        leaflet = build_leaflet(framework, chosen, ctx.obj, questions=in_full)
        if output:
            suffix = suffix_for(output, FORMATS["elements"])
            save_document(output, write_document(leaflet, suffix), ctx.obj, force=force)
        else:
            print_data(to_markdown(leaflet))
    elif format_ == "json":
        from lovande_cli.documents.json_csv import elements_json

        print_data(elements_json(chosen))
    else:
        from lovande_cli.documents.elements import build_element, build_elements

        if element is not None:
            print_document(build_element(framework, chosen[0], ctx.obj))
        else:
            print_document(build_elements(framework, chosen, ctx.obj, questions=questions))
