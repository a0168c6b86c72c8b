"""`lovande schema`: JSON Schemas, of the files that people write and of what commands print as JSON."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from lovande_cli.commands.loading import open_framework
from lovande_cli.commands.options import Elements, Lang
from lovande_cli.commands.output import print_data
from lovande_cli.documents.json_csv import to_json
from lovande_cli.documents.output_schemas import output_schema
from lovande_cli.files.json_schema import answers_schema, elements_schema

Described = Literal["answers", "elements", "score", "group", "compare", "map", "study", "problems"]


def command(
    ctx: typer.Context,
    what: Annotated[Described, typer.Argument()],
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Print a JSON Schema."""
    framework = open_framework(elements)
    if what == "answers":
        schema = answers_schema(framework, ctx.obj)
    elif what == "elements":
        schema = elements_schema(framework, ctx.obj)
    else:
        schema = output_schema(what, framework)
    print_data(to_json(schema))
