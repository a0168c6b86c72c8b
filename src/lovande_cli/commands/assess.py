"""`lovande assess`: the interview, which saves every answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lovande_cli.commands.parameters import Elements, Lang
from lovande_cli.commands.rooms import ProgramCommands, choose_terminal, leave, open_sheet, today
from lovande_cli.commands.sources import choose_elements, open_framework, speak_as
from lovande_cli.language.shell import command_line


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
    from lovande_cli.interview.listing import read_folder

    framework = open_framework(elements)
    wanted = frozenset(choose_elements(framework, one, None)[0].id for one in only or ())
    earlier = load_answers(again, framework) if again else None
    terminal, folders = choose_terminal(plain), answer_folders()
    with Safekeeping(framework) as storage:
        sheet = open_sheet(storage, file) if file else None
        say = speak_as(sheet or earlier, ctx.obj, lang)
        files = () if file or earlier else read_folder(folders[0], framework)
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
    leave(outcome, command_line("assess", outcome.path, *options), copies=storage.copies)
