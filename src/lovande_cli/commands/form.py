"""`lovande form`: the questionnaire for someone absent (browser, paper, YAML), and the experts' rating form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from lovande_cli.assessment.answers import Practice
from lovande_cli.commands.loading import open_answers, open_framework
from lovande_cli.commands.options import Elements, Force, Lang, Output, suffix_for
from lovande_cli.commands.output import save_document
from lovande_cli.documents import FORMATS, write_form
from lovande_cli.documents.expert_form import write_rating_form
from lovande_cli.documents.questionnaire import Prefill
from lovande_cli.interview.setup_pages import name_form


def command(
    ctx: typer.Context,
    output: Output,
    file: Annotated[Path | None, typer.Argument()] = None,
    roles: Annotated[list[str] | None, typer.Option("--for")] = None,
    practice: Annotated[str, typer.Option("--practice")] = "",
    return_to: Annotated[str, typer.Option("--return-to")] = "",
    about_questions: Annotated[bool, typer.Option("--about-questions")] = False,
    closing: Annotated[bool, typer.Option("--closing")] = False,
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write the questions for those who are not there, with what is known of the practice filled in: a form a role."""
    suffix = suffix_for(output, FORMATS["form"])
    framework = open_framework(elements)
    if about_questions:
        save_document(output, write_rating_form(framework, ctx.obj, suffix), ctx.obj, force=force)
        return
    known = Prefill(practice=Practice(name=practice), return_to=return_to, closing=framework.closing if closing else ())
    say = ctx.obj
    if file:
        result, say = open_answers(file, framework, say, lang)
        known = replace(known, practice=result.sheet.practice, date=result.sheet.workshop.date)
    several = len(roles or ()) > 1
    for role in roles or [""]:
        form = write_form(framework, say, suffix, replace(known, answered_by=role))
        save_document(Path(name_form(output, role if several else "")), form, say, force=force)
