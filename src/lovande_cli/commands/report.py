"""`lovande report`: the report to take home, its picture (.png, .svg) or next steps (.ics); what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lovande_cli.assessment.change import compare
from lovande_cli.commands.loading import STDIN, find_sheets, open_answers, open_framework
from lovande_cli.commands.options import Elements, Force, Lang, Output, Same, suffix_for
from lovande_cli.commands.output import save_document
from lovande_cli.documents import FORMATS, write_report
from lovande_cli.documents.change import change_lines
from lovande_cli.documents.report import ReportOptions
from lovande_cli.documents.writers.terminal import make_console
from lovande_cli.files.earlier_rounds import find_earlier_round
from lovande_cli.files.folders import load_one_practice

NONE = Path("none")
"""What --since is given where the report shall leave out what has changed."""


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument()],
    output: Output,
    earlier: Annotated[Path | None, typer.Option("--since")] = None,
    same: Same = False,
    short: Annotated[bool, typer.Option("--short")] = False,
    without_notes: Annotated[bool, typer.Option("--without-notes")] = False,
    votes: Annotated[bool, typer.Option("--votes")] = False,
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write the report that people take home."""
    suffix = suffix_for(output, FORMATS["report"])
    framework = open_framework(elements)
    result, say = open_answers(file, framework, ctx.obj, lang)
    changes: Sequence[str] = ()
    if earlier and earlier != NONE:
        found = find_sheets([earlier, file], say)
        sheets, _ = load_one_practice(found, framework, least=2, same=same, every=True)
        changes = change_lines(compare(framework, [each.sheet for each in sheets]), say, file=earlier.name, brief=short)
    elif not earlier and file != STDIN and suffix not in (".ics", ".png", ".svg"):
        round_before = find_earlier_round(file, result.sheet, framework)
        if round_before:
            change = compare(framework, [round_before.sheet, result.sheet])
            changes = change_lines(change, say, file=round_before.path.name, brief=short)
    included = ReportOptions(short=short, notes=not without_notes, votes=votes, changes=changes)
    save_document(output, write_report(result, say, suffix, included), say, force=force)
    if suffix == ".ics":
        from lovande_cli.documents.calendar import undated_notices

        for notice in undated_notices(result.sheet, say, today=datetime.now(UTC).date()):
            make_console(stderr=True).print(notice, soft_wrap=True)
