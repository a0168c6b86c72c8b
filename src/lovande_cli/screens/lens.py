"""How the answers are shown through a lens: each part with its status and the questions that make it."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.lenses import LensResult
from lovande_cli.language import Say
from lovande_cli.screens import text
from lovande_cli.screens.layout import show_heading, show_point
from lovande_cli.screens.result import show_answers, status_text
from lovande_cli.wording.results import practice_name


def show_lens(result: LensResult, sheet: AnswerSheet, say: Say, console: Console) -> None:
    """Print what the lens is for, its parts, and what its source also asks."""
    lens = result.lens
    console.print(text(say("result.title", practice=practice_name(sheet, say)), "accent"))
    console.print(text(say("lens.title", lens=say.text(lens.title)), "heading"))
    console.print(text(say.text(lens.lead)))
    for one in result.parts:
        console.print()
        console.print(Text.assemble(text(say.text(one.element.name), "heading"), "  ", status_text(one.status, say)))
        show_answers(one.answers, say, console)
    if lens.not_asked:
        show_heading(say("lens.not-asked"), console)
        for wording in lens.not_asked:
            show_point(text("–"), text(say.text(wording)), console)
    console.print()
    console.print(text(say("lens.source", source=say.text(lens.source)), "quiet"))
    console.print(text(say("lens.no-total"), "quiet"))
