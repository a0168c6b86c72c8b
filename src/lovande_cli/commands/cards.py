"""`lovande cards`: cards for a discussion, to print on both sides and cut."""

from __future__ import annotations

import typer

from lovande_cli.commands.loading import open_framework
from lovande_cli.commands.options import Elements, Force, Lang, Output, suffix_for
from lovande_cli.commands.output import save_document
from lovande_cli.documents import FORMATS, write_document
from lovande_cli.documents.cards import build_cards


def command(
    ctx: typer.Context,
    output: Output,
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write the cards."""
    written = write_document(build_cards(open_framework(elements), ctx.obj), suffix_for(output, FORMATS["cards"]))
    save_document(output, written, ctx.obj, force=force)
