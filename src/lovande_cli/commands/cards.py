"""`lovande cards`: cards to talk from, to print on both sides and cut."""

from __future__ import annotations

from collections.abc import Collection

import typer

from lovande_cli.commands.parameters import Elements, Force, Lang, Output, suffix_for
from lovande_cli.commands.printing import save_document
from lovande_cli.commands.sources import open_framework
from lovande_cli.documents import write_document
from lovande_cli.documents.cards import build_cards


def formats() -> Collection[str]:
    """What cards can be written as, by suffix."""
    return (".pdf", ".docx", ".html")


def command(
    ctx: typer.Context,
    output: Output,
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write the cards."""
    suffix = suffix_for(output, formats())
    document = build_cards(open_framework(elements), ctx.obj)
    save_document(output, write_document(document, suffix), ctx.obj, force=force)
