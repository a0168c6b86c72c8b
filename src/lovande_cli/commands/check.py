"""`lovande check`: every problem in answer files, or in the element folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from lovande_cli.assessment.framework import Framework
from lovande_cli.commands.parameters import Elements, Lang
from lovande_cli.commands.printing import print_data, print_problems
from lovande_cli.commands.sources import find_sheets, open_answers, open_framework
from lovande_cli.documents.data import problems_json
from lovande_cli.errors import FileNeedsFixing, Problem
from lovande_cli.files.answerfolders import holds_only_ratings, study_file
from lovande_cli.files.elementfiles import standard_folder
from lovande_cli.language import Say
from lovande_cli.screens import make_console


def command(
    ctx: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument()] = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Name every problem in answer files, or in the element folder."""
    found = find_problems(find_sheets(files) if files else (), elements)
    problems = [problem for of_file in found.values() for problem in of_file]
    if format_ == "json":
        print_data(problems_json(problems, ctx.obj))
    else:
        show_checked(found, ctx.obj)
    if problems:
        raise typer.Exit(FileNeedsFixing.exit_code)


def find_problems(files: Sequence[Path], folder: Path | None) -> Mapping[str, Sequence[Problem]]:
    """The problems of each file; without files, of the element folder."""
    try:
        framework = open_framework(folder)
    except FileNeedsFixing as error:
        return {str(folder or standard_folder()): error.problems}
    found: dict[str, Sequence[Problem]] = {} if files else {str(folder or standard_folder()): ()}
    for file in files:
        try:
            check_file(file, framework)
        except FileNeedsFixing as error:
            found[str(file)] = error.problems
        else:
            found[str(file)] = ()
    return found


def check_file(file: Path, framework: Framework) -> None:
    """Read the file as answers, or as an expert's ratings; raises FileNeedsFixing with every problem in it."""
    try:
        open_answers(file, framework, strict=True)
    except FileNeedsFixing as error:
        if not holds_only_ratings(error):
            raise
        study_file(file, framework)


def show_checked(found: Mapping[str, Sequence[Problem]], say: Say) -> None:
    """Print the problems of each file, or that it has none, and how many there are in all."""
    console = make_console()
    for file, problems in found.items():
        if not problems:
            console.print(say("problems.fine", file=file), soft_wrap=True)
        print_problems(problems, say, console)
    count = sum(len(problems) for problems in found.values())
    if count:
        console.print(say("problems.count", count=count))
