"""`lovande form`: the questions to fill in on paper or in a browser."""

from __future__ import annotations

from collections.abc import Mapping

import typer

from lovande_cli.commands.parameters import Elements, Force, Lang, Output, suffix_for
from lovande_cli.commands.printing import save_document
from lovande_cli.commands.sources import open_framework


def formats() -> Mapping[str, object]:
    """How a form is written, by suffix."""
    from lovande_cli.documents import FORMS

    return FORMS


def command(
    ctx: typer.Context,
    output: Output,
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write the questionnaire to fill in on paper or in a browser."""
    from lovande_cli.documents import FORMS, write_form

    suffix = suffix_for(output, FORMS)
    save_document(output, write_form(open_framework(elements), ctx.obj, suffix), ctx.obj, force=force)
