"""`lovande assess`: the interview, which saves every answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lovande_cli.commands.parameters import Elements, Lang
from lovande_cli.commands.rooms import ProgramCommands, choose_terminal, kept_files, open_sheet, today
from lovande_cli.commands.sources import choose_elements, open_framework, speak_as
from lovande_cli.errors import FileNeedsFixing, LeftEarly
from lovande_cli.language import Say
from lovande_cli.language.shell import command_line
from lovande_cli.screens import make_console

if TYPE_CHECKING:
    from lovande_cli.interview.conversation import Outcome


def command(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument()] = None,
    practice: Annotated[str, typer.Option("--practice")] = "",
    only: Annotated[list[str] | None, typer.Option("--element")] = None,
    again: Annotated[Path | None, typer.Option("--again")] = None,
    quick: Annotated[bool, typer.Option("--quick")] = False,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Ask the questions, saving every answer."""
    from lovande_cli.files.answerfiles import load_answers
    from lovande_cli.files.places import answer_folders
    from lovande_cli.files.safekeeping import Safekeeping
    from lovande_cli.interview.conversation import hold_interview

    framework = open_framework(elements)
    wanted = frozenset(choose_elements(framework, one, None)[0].id for one in only or ())
    earlier = load_answers(again, framework) if again else None
    terminal, folders = choose_terminal(plain), answer_folders()
    with Safekeeping(framework) as storage:
        sheet = open_sheet(storage, file) if file else None
        say = speak_as(sheet or earlier, ctx.obj, lang)
        files = () if file or earlier else kept_files(folders[0], framework)
        with terminal:
            outcome = hold_interview(
                framework,
                sheet,
                terminal=terminal,
                storage=storage,
                language=say.language,
                today=today(),
                only=wanted,
                practice=practice,
                files=files,
                folders=[str(folder) for folder in folders],
                earlier=earlier,
                quick=quick,
                commands=ProgramCommands(say, *(("--elements", str(elements)) if elements else ())),
            )
    options = [
        word for name, value in (("--again", again), ("--elements", elements)) if value for word in (name, str(value))
    ]
    options += [name for name, chosen in (("--quick", quick), ("--plain", plain)) if chosen]
    leave(outcome, command_line("assess", outcome.place, *options), copies=storage.copies)


def leave(outcome: Outcome, command: str, *, copies: Sequence[Path]) -> None:
    """Say where the answers are and how to go on, and exit as the conversation ended.

    What went wrong inside it is raised again when that is said: only here is it known what is saved.
    """
    from lovande_cli.interview.conversation import tell_leaving

    console = make_console(stderr=True)
    for sentence in tell_leaving(outcome, command):
        console.print(sentence, soft_wrap=True)
    for copy in copies:
        console.print(Say(outcome.language)("interview.left.copy", file=copy), soft_wrap=True)
    if outcome.failure:
        raise outcome.failure
    if outcome.ended == "interrupted" or not outcome.saved:
        raise typer.Exit(LeftEarly.exit_code if outcome.ended == "interrupted" else FileNeedsFixing.exit_code)
