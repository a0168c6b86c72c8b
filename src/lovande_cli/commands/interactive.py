"""Builds what an interactive session needs (terminal, open file, folders), and exits as the session ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import typer

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.commands.loading import open_framework, speak_as
from lovande_cli.commands.output import is_terminal
from lovande_cli.documents.writers.terminal import make_console
from lovande_cli.errors import FileNeedsFixing, LeftEarly, LovandeError, Problem, WrongCommand, disk_problem
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.atomic import resolve
from lovande_cli.files.default_folders import answer_folders
from lovande_cli.files.store import AnswerStore
from lovande_cli.interview.conversation import SessionResult, leaving_sentences
from lovande_cli.interview.line_mode import LineMode
from lovande_cli.interview.page_model import Terminal
from lovande_cli.interview.session import SessionConfig
from lovande_cli.interview.start import run_start
from lovande_cli.language import Say
from lovande_cli.language.shell import command_line


def choose_terminal(plain: bool) -> Terminal:
    """Line by line when asked for or when the terminal knows nothing else; else a whole screen."""
    if not plain and not is_terminal():
        raise WrongCommand([Problem(kind="no-terminal")])
    if plain or os.environ.get("TERM") in ("dumb", "unknown"):
        return LineMode(read=sys.stdin, show=sys.stdout, width=make_console().width)
    from lovande_cli.interview.fullscreen import FullScreen

    return FullScreen()


def open_sheet(storage: AnswerStore, file: Path) -> AnswerSheet | None:
    """The sheet in the file, None for a new file; raises FileNeedsFixing where nothing can be saved there."""
    try:
        return storage.open(str(file))
    except OSError as error:
        raise FileNeedsFixing([disk_problem(error, str(file), "cannot-write")]) from None


def make_config(framework: Framework, terminal: Terminal, say: Say, elements: Path | None) -> SessionConfig:
    """The configuration of a session in this language: today, the folders for answers, options of commands."""
    return SessionConfig(
        framework=framework,
        terminal=terminal,
        language=say.language,
        today=datetime.now(UTC).astimezone().date().isoformat(),
        options=elements_option(elements),
        folders=answer_folders(),
    )


def elements_option(elements: Path | None) -> tuple[str, ...]:
    """The option that makes a command use other elements."""
    return ("--elements", str(elements)) if elements else ()


def open_start(
    say: Say, *, plain: bool, elements: Path | None, path: Path | None = None, lang: str | None = None
) -> None:
    """Open the start page, and print afterwards where the last answers are.

    With `path` it is about that folder, or about the folder of that file, which is gone on with first in its language.
    """
    framework = open_framework(elements)
    with choose_terminal(plain) as terminal:
        config = make_config(framework, terminal, say, elements)
        usual, first = config.folders[0], ""
        if path is not None:
            path = Path.cwd() / path
            folder = path if path.is_dir() else path.parent
            config = replace(config, folders=tuple(dict.fromkeys((folder, *config.folders))))
        if path is not None and not path.is_dir():
            first = str(path)
            with suppress(LovandeError):  # the start page says what is wrong with the file
                config = replace(config, language=speak_as(load_answers(path, framework), say, lang).language)
        result = run_start(config, first)
    if result is not None:
        listed = resolve(result.path).parent == resolve(usual)
        options = [*elements_option(elements), *(("--plain",) if plain else ())]
        leave(result, command_line(*(() if listed else ("assess", Path(result.path))), *options), copies=())


def leave(result: SessionResult, command: str, *, copies: Sequence[Path]) -> None:
    """Print where the answers are and how to continue, and exit as the conversation ended.

    A failure inside it is raised again only now, when it is known and printed what is saved.
    """
    console = make_console(stderr=True)
    for sentence in leaving_sentences(result, command):
        console.print(sentence, soft_wrap=True)
    for copy in copies:
        console.print(Say(result.language)("interview.left.copy", file=copy), soft_wrap=True)
    if result.failure:
        raise result.failure
    if result.ended == "interrupted" or not result.saved:
        raise typer.Exit(LeftEarly.exit_code if result.ended == "interrupted" else FileNeedsFixing.exit_code)
