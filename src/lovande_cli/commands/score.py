"""`lovande score`: which elements are present, as a screen, data or a document; --explain, --lens, --require."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from lovande_cli.assessment.lenses import LensResult, read_lens
from lovande_cli.assessment.scoring import Result
from lovande_cli.commands.loading import choose_lens, open_answers, open_framework
from lovande_cli.commands.options import Elements, Force, Lang, LensName, MaybeOutput, suffix_for
from lovande_cli.commands.output import print_data, print_document, save_document
from lovande_cli.documents import FORMATS, write_document
from lovande_cli.documents.score import build_score
from lovande_cli.errors import Problem, RequirementNotMet
from lovande_cli.language import Say


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument()],
    explain_: Annotated[bool, typer.Option("--explain")] = False,
    require: Annotated[int | None, typer.Option("--require", min=0)] = None,
    lens: LensName = None,
    output: MaybeOutput = None,
    force: Force = False,
    format_: Annotated[Literal["table", "json", "csv", "markdown"], typer.Option("--format")] = "table",
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Show which elements are present, or what the answers say through a lens."""
    suffix = suffix_for(output, FORMATS["score"]) if output else ""
    framework = open_framework(elements)
    chosen = choose_lens(framework, lens)
    result, say = open_answers(file, framework, ctx.obj, lang)
    seen = read_lens(framework, result.sheet, chosen) if chosen else None
    if output:
        document = build_score(result, say, seen=seen, explained=explain_)
        save_document(output, write_document(document, suffix), say, force=force)
    if format_ != "table":
        print_data(format_data(result, seen, say, format_))
    elif not output:
        print_document(build_score(result, say, seen=seen, explained=explain_, brief=True))
    if require is not None and result.present_at_least < require:
        blanks = {"present": result.present_at_least, "required": require}
        raise RequirementNotMet([Problem(kind="requirement", blanks=blanks)])


def format_data(result: Result, seen: LensResult | None, say: Say, format_: Literal["json", "csv", "markdown"]) -> str:
    """The result for other programs, or what is seen of it through a lens; JSON has both."""
    from lovande_cli.documents.json_csv import lens_csv, result_csv, result_json

    if format_ == "json":
        return result_json(result, say, seen)
    if format_ == "csv":
        return lens_csv(seen, say) if seen else result_csv(result, say)
    from lovande_cli.documents.writers.markdown import to_markdown

    return to_markdown(build_score(result, say, seen=seen))
