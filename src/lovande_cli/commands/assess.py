"""`lovande assess`: the interview, which saves every answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lovande_cli.commands.parameters import Elements, Lang
from lovande_cli.commands.sources import choose_elements, open_framework, speak_as
from lovande_cli.errors import FileNeedsFixing, LeftEarly, Problem, WrongCommand, disk_problem
from lovande_cli.language import Say
from lovande_cli.language.shell import command_line
from lovande_cli.screens import make_console

if TYPE_CHECKING:
    from lovande_cli.assessment.answers import AnswerSheet
    from lovande_cli.assessment.framework import Framework
    from lovande_cli.files.safekeeping import Safekeeping
    from lovande_cli.interview.conversation import Outcome
    from lovande_cli.interview.pages import Asker


def command(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument()] = None,
    practice: Annotated[str, typer.Option("--practice")] = "",
    only: Annotated[list[str] | None, typer.Option("--element")] = None,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Ask the questions, saving every answer."""
    from lovande_cli.files.safekeeping import Safekeeping

    framework = open_framework(elements)
    wanted = frozenset(choose_elements(framework, one, None)[0].id for one in only or ())
    asker = choose_asker(plain)
    with Safekeeping(framework) as keeper:
        sheet = open_sheet(keeper, file) if file else None
        say = speak_as(sheet, ctx.obj, lang)
        outcome = talk_through(framework, sheet, asker, keeper, say, only=wanted, practice=practice, file=file)
    options = [*(("--elements", str(elements)) if elements else ()), *(("--plain",) if plain else ())]
    leave_interview(framework, outcome, file, options, copies=keeper.copies, whole=not wanted)


def choose_asker(plain: bool) -> Asker:
    """Line by line when asked for or when the terminal knows nothing else; else a whole screen."""
    from lovande_cli.interview.plain import Plain

    if not plain and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongCommand([Problem(kind="no-terminal")])
    if plain or os.environ.get("TERM") in ("dumb", "unknown"):
        return Plain(read=sys.stdin, show=sys.stdout, width=make_console().width)
    from lovande_cli.interview.prompts import Prompts

    return Prompts()


def open_sheet(keeper: Safekeeping, file: Path) -> AnswerSheet | None:
    """What the file holds, None for a new one; a place where nothing can be kept is a FileNeedsFixing."""
    try:
        return keeper.open(str(file))
    except OSError as error:
        raise FileNeedsFixing([disk_problem(error, str(file), "cannot-write")]) from None


def talk_through(
    framework: Framework,
    sheet: AnswerSheet | None,
    asker: Asker,
    keeper: Safekeeping,
    say: Say,
    *,
    only: frozenset[str],
    practice: str,
    file: Path | None,
) -> Outcome:
    """Hold the interview; without a file the unfinished ones in this folder are offered."""
    from datetime import UTC, datetime

    from lovande_cli.files.answerfiles import find_answer_files
    from lovande_cli.interview.conversation import find_unfinished, hold_interview

    found = {} if file else {str(path): one for path, one in find_answer_files(Path(), framework).items()}
    return hold_interview(
        framework,
        sheet,
        asker=asker,
        keeper=keeper,
        language=say.language,
        today=datetime.now(UTC).astimezone().date().isoformat(),
        only=only,
        practice=practice,
        unfinished=find_unfinished(framework, found),
    )


def leave_interview(
    framework: Framework,
    outcome: Outcome,
    file: Path | None,
    options: Sequence[str],
    *,
    copies: Sequence[Path],
    whole: bool,
) -> None:
    """Show the result of a whole interview, say where the answers are and how to go on, and exit as it ended.

    What went wrong inside it is raised again when that is said: only here is it known what is saved.
    """
    from lovande_cli.assessment.scoring import score
    from lovande_cli.interview.conversation import tell_leaving
    from lovande_cli.screens.result import show_result

    place = outcome.place or str(file or "")
    command = command_line("assess", place, *options)
    report = command_line("report", place, "-o", "rapport.docx", *(one for one in options if one != "--plain"))
    if outcome.ended == "done" and outcome.place and whole:
        show_result(score(framework, outcome.sheet), Say(outcome.language), make_console())
    console = make_console(stderr=True)
    for sentence in tell_leaving(outcome, command, report):
        console.print(sentence, soft_wrap=True)
    for copy in copies:
        console.print(Say(outcome.language)("interview.left.copy", file=copy), soft_wrap=True)
    if outcome.failure:
        raise outcome.failure
    if outcome.ended == "interrupted" or not outcome.saved:
        raise typer.Exit(LeftEarly.exit_code if outcome.ended == "interrupted" else FileNeedsFixing.exit_code)
