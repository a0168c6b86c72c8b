"""`lovande form`: the questionnaire for someone absent (browser, paper, YAML), and the experts' rating form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from lovande_cli.commands.loading import open_answers, open_framework
from lovande_cli.commands.options import Elements, Force, Lang, Output, suffix_for
from lovande_cli.commands.output import save_document
from lovande_cli.documents import FORMATS, write_form
from lovande_cli.documents.expert_form import write_rating_form
from lovande_cli.documents.questionnaire import Prefill


def command(
    ctx: typer.Context,
    output: Output,
    file: Annotated[Path | None, typer.Argument()] = None,
    return_to: Annotated[str, typer.Option("--return-to")] = "",
    about_questions: Annotated[bool, typer.Option("--about-questions")] = False,
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write the questions for someone who is not there, with what the answer file says of the practice filled in."""
    suffix = suffix_for(output, FORMATS["form"])
    framework = open_framework(elements)
    if about_questions:
        save_document(output, write_rating_form(framework, ctx.obj, suffix), ctx.obj, force=force)
        return
    say, known = ctx.obj, Prefill(return_to=return_to)
    if file:
        result, say = open_answers(file, framework, say, lang)
        known = replace(known, practice=result.sheet.practice, date=result.sheet.workshop.date)
    save_document(output, write_form(framework, say, suffix, known), say, force=force)
