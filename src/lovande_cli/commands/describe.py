"""`lovande describe`: writing the practice description part by part, or with -o the document of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lovande_cli.assessment.description import read_description
from lovande_cli.assessment.framework import Framework
from lovande_cli.commands.interactive import choose_terminal, elements_option, leave, make_config, open_sheet
from lovande_cli.commands.loading import open_answers, open_framework, speak_as
from lovande_cli.commands.options import Elements, Force, Lang, MaybeOutput, suffix_for
from lovande_cli.commands.output import save_document
from lovande_cli.documents import FORMATS, write_document
from lovande_cli.documents.description import build_description
from lovande_cli.documents.writers.terminal import make_console
from lovande_cli.errors import Problem, WrongCommand
from lovande_cli.files.store import AnswerStore
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.conversation import run_description
from lovande_cli.interview.file_list import read_folder
from lovande_cli.language import Say
from lovande_cli.language.shell import command_line


def command(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument()] = None,
    output: MaybeOutput = None,
    force: Force = False,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write the description, saving every part; or the document of it."""
    framework = open_framework(elements)
    if output:
        save_description(file, output, framework, ctx.obj, lang, force=force)
        return
    terminal = choose_terminal(plain)
    with AnswerStore(framework) as storage:
        sheet = open_sheet(storage, file) if file else None
        config = make_config(framework, terminal, speak_as(sheet, ctx.obj, lang), elements)
        files = () if file else read_folder(config.folders[0], framework).kept
        with terminal:
            result = run_description(AnswerSession(config, sheet, storage), files=files)
    options = [*elements_option(elements), *(("--plain",) if plain else ())]
    leave(result, command_line("describe", Path(result.path), *options), copies=storage.copies)


def save_description(
    file: Path | None, output: Path, framework: Framework, say: Say, lang: str | None, *, force: bool
) -> None:
    """Write the document, and report which parts are still empty and therefore not in it."""
    suffix = suffix_for(output, FORMATS["describe"])
    if file is None:
        raise WrongCommand(
            [Problem(kind="missing-argument", blanks={"word": say("help.metavar.file"), "command": "lovande describe"})]
        )
    result, say = open_answers(file, framework, say, lang)
    save_document(output, write_document(build_description(result, say), suffix), say, force=force)
    empty = [part.part for part in read_description(framework, result.sheet) if part.extent == "empty"]
    if empty:
        names = ", ".join(say.text(part.heading) for part in empty)
        make_console(stderr=True).print(say("description.empty-parts", names=names), soft_wrap=True)
