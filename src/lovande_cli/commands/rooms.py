"""What the conversations get from the command line: a terminal, files of answers, and the commands themselves."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from lovande_cli.errors import FileNeedsFixing, Problem, WrongCommand, disk_problem
from lovande_cli.language import Say
from lovande_cli.language.shell import command_line
from lovande_cli.screens import make_console

if TYPE_CHECKING:
    from lovande_cli.assessment.answers import AnswerSheet
    from lovande_cli.assessment.framework import Framework
    from lovande_cli.files.safekeeping import Safekeeping
    from lovande_cli.interview.listing import KeptFile
    from lovande_cli.interview.pages import Terminal


def choose_terminal(plain: bool) -> Terminal:
    """Line by line when asked for or when the terminal knows nothing else; else a whole screen."""
    from lovande_cli.interview.plain import Plain

    if not plain and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongCommand([Problem(kind="no-terminal")])
    if plain or os.environ.get("TERM") in ("dumb", "unknown"):
        return Plain(read=sys.stdin, show=sys.stdout, width=make_console().width)
    from lovande_cli.interview.prompts import Prompts

    return Prompts()


def open_sheet(storage: Safekeeping, file: Path) -> AnswerSheet | None:
    """What the file holds, None for a new one; a place where nothing can be kept is a FileNeedsFixing."""
    try:
        return storage.open(str(file))
    except OSError as error:
        raise FileNeedsFixing([disk_problem(error, str(file), "cannot-write")]) from None


def kept_files(folder: Path, framework: Framework) -> Sequence[KeptFile]:
    """The answer files in the folder that can be read, the latest first."""
    from lovande_cli.files.answerfiles import find_answer_files
    from lovande_cli.interview.listing import list_files

    found = find_answer_files(folder, framework) if folder.is_dir() else {}
    return list_files(framework, {str(path): sheet for path, sheet in found.items()})


def today() -> str:
    """The date where the person is, YYYY-MM-DD."""
    from datetime import UTC, datetime

    return datetime.now(UTC).astimezone().date().isoformat()


class ProgramCommands:
    """The program's own commands, run as if they had been typed with these options, without a word on the screen."""

    def __init__(self, say: Say, *options: str) -> None:
        self.say = say
        self.options = options

    def run(self, arguments: Sequence[str]) -> None:
        """Run a command; raises LovandeError."""
        from lovande_cli.commands.program import run

        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            run([*arguments, *self.options], self.say)

    def formats(self, command: str) -> Sequence[str]:
        """The suffixes of the files that the command writes."""
        return tuple(import_module(f"{__package__}.{command}").formats())

    def typed(self, arguments: Sequence[str]) -> str:
        """The command as the person would type it."""
        return command_line(*arguments, *self.options)
