"""`lovande schema`: the JSON Schema of answer files or element files, for editors and validators."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from lovande_cli.commands.loading import open_framework
from lovande_cli.commands.options import Elements, Lang
from lovande_cli.commands.output import print_data
from lovande_cli.documents.json_csv import to_json
from lovande_cli.files.json_schema import answers_schema, elements_schema


def command(
    ctx: typer.Context,
    what: Annotated[Literal["answers", "elements"], typer.Argument()],
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Print the JSON Schema of answer files or element files."""
    framework = open_framework(elements)
    schemas = {"answers": answers_schema, "elements": elements_schema}
    print_data(to_json(schemas[what](framework, ctx.obj)))
