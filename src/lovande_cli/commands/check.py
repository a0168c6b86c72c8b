"""`lovande check`: every problem in answer files, ratings files or the element folder, as text or JSON."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

from lovande_cli.assessment.contradictions import find_contradictions
from lovande_cli.assessment.framework import Framework
from lovande_cli.commands.loading import find_sheets, open_framework, read_input, report_listed
from lovande_cli.commands.options import Elements, Lang
from lovande_cli.commands.output import print_data, print_problems
from lovande_cli.documents.json_csv import problem_content, to_json
from lovande_cli.documents.problems import explain
from lovande_cli.documents.words import chosen_words, question_number
from lovande_cli.documents.writers.terminal import make_console
from lovande_cli.errors import FileNeedsFixing, Problem
from lovande_cli.files.answer_files import find_language, read_answers
from lovande_cli.files.folders import Reading, holds_only_ratings, sheet_file
from lovande_cli.files.framework_files import standard_folder
from lovande_cli.files.rating_files import read_ratings
from lovande_cli.language import Say, speak_in


def command(
    ctx: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument()] = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Name every problem in answer files, or in the element folder."""
    try:
        framework = open_framework(elements)
    except FileNeedsFixing as error:
        found = [Checked(str(elements or standard_folder()), ctx.obj, error.problems)]
    else:
        found = [Checked(str(elements or standard_folder()), ctx.obj)]
        if files:
            reading = Reading(find_sheets(files, ctx.obj), framework, sheet_file, every=True, with_ratings=True)
            deque(reading.read(), maxlen=0)  # only for what becomes of each file: not read, a copy, a version
            found = [check_file(file, framework, ctx.obj, lang) for file in reading.files.to_read]
            report_listed(reading.listed, found[0].say, doubts=False)  # the others are problems here
    problems = [problem for checked in found for problem in checked.problems]
    if format_ == "json":
        print_data(to_json([content for checked in found for content in checked.contents()]))
    else:
        print_checked(found)
    if problems:
        raise typer.Exit(FileNeedsFixing.exit_code)


class Checked(NamedTuple):
    """A file or folder that was looked through, the language to speak about it, what is wrong in it, and doubts.

    A doubt is about answers that hardly fit together: both may be right, and nothing needs fixing.
    """

    file: str
    say: Say
    problems: Sequence[Problem] = ()
    doubts: Sequence[Problem] = ()

    def contents(self) -> list[dict[str, object]]:
        """The problems and the doubts, for JSON."""
        errors = [problem_content(problem, self.say) for problem in self.problems]
        return [*errors, *(problem_content(doubt, self.say, "doubt") for doubt in self.doubts)]


def check_file(file: Path, framework: Framework, say: Say, lang: str | None) -> Checked:
    """Every problem of the file, read strictly, as answers or as an expert's ratings."""
    data, doubts = b"", []
    try:
        data, name = read_input(file)
        try:
            sheet = read_answers(data, file=name, framework=framework, strict=True)
            speaks = speak_in(find_language(data), say, lang)
            for pair in find_contradictions(framework, sheet):
                numbers = [question_number(framework, question) for question in pair]
                answers = [chosen_words(question, sheet.answer(question.id), speaks) for question in pair]
                blanks = dict(zip(("first", "second", "one", "other"), (*numbers, *answers), strict=True))
                doubts.append(Problem(kind="hardly-fits", file=name, blanks={**blanks, "question": pair[0].id}))
        except FileNeedsFixing as error:
            if not holds_only_ratings(error):
                raise
            read_ratings(data, file=name, framework=framework)
    except FileNeedsFixing as error:
        return Checked(str(file), speak_in(find_language(data), say, lang), error.problems)
    return Checked(str(file), speak_in(find_language(data), say, lang), doubts=doubts)


def print_checked(found: Sequence[Checked]) -> None:
    """Print the problems of each file, or that it has none, and how many there are in all."""
    console = make_console()
    for file, say, problems, doubts in found:
        if not problems:
            console.print(say("problems.fine", file=file), soft_wrap=True)
        for doubt in (explain(problem, say) for problem in doubts):
            console.print(f"{doubt.reason} {doubt.remedy}", soft_wrap=True, markup=False)
        print_problems(problems, say, console)
    count = sum(len(checked.problems) for checked in found)
    if count:
        console.print(found[-1].say("problems.count", count=count))
