"""`lovande describe`: the description of a practice, part by part."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lovande_cli.commands.parameters import Elements, Lang
from lovande_cli.commands.rooms import ProgramCommands, choose_terminal, leave, open_sheet, today
from lovande_cli.commands.sources import open_framework, speak_as
from lovande_cli.language.shell import command_line


def command(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument()] = None,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write the description, saving every part."""
    from lovande_cli.files.places import answer_folders
    from lovande_cli.files.safekeeping import Safekeeping
    from lovande_cli.interview.conversation import hold_description
    from lovande_cli.interview.listing import read_folder

    framework = open_framework(elements)
    terminal, folders = choose_terminal(plain), answer_folders()
    options = ("--elements", str(elements)) if elements else ()
    with Safekeeping(framework) as storage:
        sheet = open_sheet(storage, file) if file else None
        say = speak_as(sheet, ctx.obj, lang)
        files = () if file else read_folder(folders[0], framework)
        with terminal:
            outcome = hold_description(
                framework,
                sheet,
                terminal=terminal,
                storage=storage,
                language=say.language,
                today=today(),
                files=files,
                folders=[str(folder) for folder in folders],
                commands=ProgramCommands(say, *options),
            )
    leave(outcome, command_line("describe", outcome.path, *options), copies=storage.copies)
