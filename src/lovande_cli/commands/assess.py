"""`lovande assess`: the interview over an answer file, new or resumed; every answer is saved."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from lovande_cli.commands.interactive import choose_terminal, elements_option, leave, make_config, open_sheet
from lovande_cli.commands.loading import elements_asked_for, open_framework, speak_as
from lovande_cli.commands.options import Elements, Lang, complete_elements
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.store import AnswerStore
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.conversation import run_interview
from lovande_cli.interview.file_list import read_folder
from lovande_cli.interview.stopwatch import Stopwatch
from lovande_cli.language.shell import command_line


def command(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument()] = None,
    practice: Annotated[str, typer.Option("--practice")] = "",
    only: Annotated[list[str] | None, typer.Option("--element", autocompletion=complete_elements)] = None,
    again: Annotated[Path | None, typer.Option("--again")] = None,
    quick: Annotated[bool, typer.Option("--quick")] = False,
    core: Annotated[bool, typer.Option("--core")] = False,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    timed: Annotated[bool, typer.Option("--time")] = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Ask the questions, saving every answer."""
    framework = open_framework(elements)
    wanted = frozenset(elements_asked_for(framework, element, None)[0].id for element in only or ())
    earlier = load_answers(again, framework) if again else None
    terminal = choose_terminal(plain)
    with AnswerStore(framework) as storage:
        sheet = open_sheet(storage, file) if file else None
        config = make_config(framework, terminal, speak_as(sheet or earlier, ctx.obj, lang), elements)
        files = () if file or earlier else read_folder(config.folders[0], framework).kept
        with terminal:
            session = AnswerSession(
                config,
                sheet,
                storage,
                only=wanted,
                practice=practice,
                stopwatch=Stopwatch(monotonic) if timed else None,
            )
            result = run_interview(session, files=files, earlier=earlier, quick=quick, core=core)
    options = [*(("--again", again) if again else ()), *elements_option(elements)]
    switches = {"--quick": quick, "--core": core, "--plain": plain, "--time": timed}
    options += [name for name, chosen in switches.items() if chosen]
    leave(result, command_line("assess", Path(result.path), *options), copies=storage.copies)
