"""The command line: one short function for each command; the only place that exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from lovande_cli.errors import (
    FileNeedsFixing,
    LeftEarly,
    LovandeError,
    Problem,
    RequirementNotMet,
    WrongCommand,
    disk_problem,
)
from lovande_cli.files.checking import closest
from lovande_cli.files.elementfiles import load_framework, standard_folder
from lovande_cli.files.yamltext import MAX_BYTES
from lovande_cli.helptext import Command, Group, language_asked_for, print_help, speak_completion, usage_problem
from lovande_cli.language import Say, choose_language, spoken_languages, unknown_language
from lovande_cli.screens import Console, make_console, speak_utf8

# What only some commands need is imported by those commands: `lovande elements` must start at once.
if TYPE_CHECKING:
    from lovande_cli.assessment.answers import AnswerSheet
    from lovande_cli.assessment.change import Change
    from lovande_cli.assessment.consensus import Group as AnswersOfGroup
    from lovande_cli.assessment.framework import Element, Framework
    from lovande_cli.assessment.practices import MapRow, Order, Overview
    from lovande_cli.assessment.scoring import Result
    from lovande_cli.files.answerfolders import SheetFile
    from lovande_cli.files.safekeeping import Safekeeping
    from lovande_cli.interview.conversation import Outcome
    from lovande_cli.interview.pages import Asker
    from lovande_cli.screens.group import Sort

app = typer.Typer(cls=Group, pretty_exceptions_enable=False, rich_markup_mode=None)

Lang = Annotated[str | None, typer.Option("--lang")]
Elements = Annotated[Path | None, typer.Option("--elements", envvar="LOVANDE_ELEMENTS", show_envvar=False)]
Voice = typer.Context
"""The typer context of a command; `ctx.obj` is the `Say` that `main` chose."""

STDIN = Path("-")

MOST_SHOWN = 50
"""So many problems of one file are shown to people; `check --format json` has them all."""


def open_framework(folder: Path | None) -> Framework:
    """The framework in the wanted folder, or the one that comes with the program."""
    return load_framework(folder or standard_folder())


def open_answers(file: Path, framework: Framework, *, strict: bool = False) -> Result:
    """The result of an answer file; - reads standard input. A `strict` reading names what is only suspicious too."""
    from lovande_cli.assessment.scoring import score
    from lovande_cli.files.answerfiles import load_answers, read_answers

    if file != STDIN:
        return score(framework, load_answers(file, framework, strict=strict))
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    return score(framework, read_answers(data, file="<stdin>", framework=framework, strict=strict))


def tell(problems: Iterable[Problem], say: Say, console: Console) -> None:
    """Print problems in the person's language."""
    from lovande_cli.screens.problems import show_problems
    from lovande_cli.wording.problems import explain

    for _, of_file in groupby(problems, key=lambda problem: problem.file):
        found = list(of_file)
        show_problems([explain(problem, say) for problem in found[:MOST_SHOWN]], console)
        if len(found) > MOST_SHOWN:
            console.print(say("problems.more", count=len(found) - MOST_SHOWN))


def say_text(shown: str) -> None:
    """Put text for other programs on standard output."""
    sys.stdout.write(shown.rstrip("\n") + "\n")


def pick(known: Mapping[str, object], word: str, kind: str) -> str:
    """The word if it is known, else a WrongCommand that says which one was probably meant."""
    if word in known:
        return word
    blanks = {"word": word, "meant": closest(word, list(known)), "known": ", ".join(known)}
    raise WrongCommand([Problem(kind=kind, blanks=blanks)])


@app.callback(invoke_without_command=True)
def program(
    ctx: Voice,
    version: Annotated[bool, typer.Option("--version", is_eager=True)] = False,
    lang: Lang = None,  # noqa: ARG001  # read by main before anything else
) -> None:
    """Show the version, or the help when no command is given."""
    if version:
        from importlib.metadata import version as installed_version

        say_text(f"lovande {installed_version('lovande')}")
    elif ctx.invoked_subcommand is None:
        print_help(ctx.command, ctx)


@app.command("elements", cls=Command)
def elements_command(
    ctx: Voice,
    element: Annotated[str | None, typer.Argument()] = None,
    questions: Annotated[bool, typer.Option("--questions")] = False,
    category: Annotated[str | None, typer.Option("--category")] = None,
    format_: Annotated[Literal["table", "json", "markdown"], typer.Option("--format")] = "table",
    lang: Lang = None,  # noqa: ARG001
    elements: Elements = None,
) -> None:
    """Show the elements, or one of them in full."""
    framework = open_framework(elements)
    chosen = choose_elements(framework, element, category)
    if format_ == "json":
        from lovande_cli.documents.data import elements_json

        say_text(elements_json(chosen))
    elif format_ == "markdown":
        from lovande_cli.documents.markdown import elements_markdown

        say_text(elements_markdown(framework, chosen, ctx.obj, questions=questions or element is not None))
    else:
        show_chosen_elements(framework, chosen, ctx.obj, questions=questions, alone=element is not None)


def choose_elements(framework: Framework, element: str | None, category: str | None) -> Sequence[Element]:
    """The elements asked for: one by id, number or name, those of a category, or all."""
    if category is not None:
        pick(framework.category_by_id, category, "unknown-category")
    if element is not None:
        called = {word: e for e in framework.elements for word in (str(e.number), *map(str.casefold, e.name.values()))}
        found = called.get(element.casefold())
        return [found or framework.element_by_id[pick(framework.element_by_id, element, "unknown-element")]]
    return [e for e in framework.elements if category in (None, e.category)]


def show_chosen_elements(
    framework: Framework, chosen: Sequence[Element], say: Say, *, questions: bool, alone: bool
) -> None:
    """Print one element in full, or the list."""
    from lovande_cli.screens.elements import show_element, show_elements

    if alone:
        show_element(framework, chosen[0], say, make_console())
    else:
        show_elements(framework, chosen, say, make_console(), questions=questions)


@app.command("assess", cls=Command)
def assess_command(
    ctx: Voice,
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
        say = voice_for(sheet, ctx.obj, lang)
        outcome = talk_through(framework, sheet, asker, keeper, say, only=wanted, practice=practice, file=file)
    options = {"--elements": str(elements) if elements else None, "--plain": "" if plain else None}
    leave_interview(framework, outcome, file, options, copy=keeper.copy, whole=not wanted)


def choose_asker(plain: bool) -> Asker:
    """Line by line when asked for or when the terminal knows nothing else; else a whole screen."""
    from lovande_cli.interview.plain import Plain

    if not plain and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongCommand([Problem(kind="no-terminal")])
    if plain or os.environ.get("TERM") in ("dumb", "unknown"):
        return Plain(read=sys.stdin, show=sys.stdout, width=make_console().width)
    from lovande_cli.interview.prompts import Prompts

    return Prompts()


def voice_for(sheet: AnswerSheet | None, say: Say, lang: str | None) -> Say:
    """The voice asked for by --lang or LOVANDE_LANG, else the one in the language that the group answered in."""
    if sheet is None or lang or os.environ.get("LOVANDE_LANG") or sheet.language not in spoken_languages():
        return say
    return Say(sheet.language)


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
    options: Mapping[str, str | None],
    *,
    copy: Path | None,
    whole: bool,
) -> None:
    """Show the result of a whole interview, say where the answers are and how to go on, and exit as it ended."""
    from lovande_cli.assessment.scoring import score
    from lovande_cli.interview.conversation import tell_leaving
    from lovande_cli.screens.result import show_result

    place = outcome.place or str(file or "")
    given = {name: f" {name} {quote(value)}".rstrip() for name, value in options.items() if value is not None}
    command = f"lovande assess {quote(place)}{''.join(given.values())}"
    report = f"lovande report {quote(place)} -o rapport.docx{given.get('--elements', '')}"
    if outcome.ended == "done" and outcome.place and whole:
        show_result(score(framework, outcome.sheet), Say(outcome.language), make_console())
    console = make_console(stderr=True)
    for sentence in tell_leaving(outcome, command, report):
        console.print(sentence, soft_wrap=True)
    if copy:
        console.print(Say(outcome.language)("interview.left.copy", file=copy), soft_wrap=True)
    if outcome.ended == "interrupted" or not outcome.saved:
        raise typer.Exit(LeftEarly.exit_code if outcome.ended == "interrupted" else FileNeedsFixing.exit_code)


def quote(place: str) -> str:
    """The file name as it must be typed: in quotes where it holds a space."""
    return f'"{place}"' if any(sign.isspace() for sign in place) else place


@app.command("score", cls=Command)
def score_command(
    ctx: Voice,
    file: Annotated[Path, typer.Argument()],
    explain_: Annotated[bool, typer.Option("--explain")] = False,
    require: Annotated[int | None, typer.Option("--require", min=0)] = None,
    format_: Annotated[Literal["table", "json", "csv", "markdown"], typer.Option("--format")] = "table",
    lang: Lang = None,  # noqa: ARG001
    elements: Elements = None,
) -> None:
    """Show which elements are present."""
    result = open_answers(file, open_framework(elements))
    RESULT_FORMATS[format_](result, ctx.obj, explain_)
    if require is not None and result.present_at_least < require:
        blanks = {"present": result.present_at_least, "required": require}
        raise RequirementNotMet([Problem(kind="requirement", blanks=blanks)])


def show_table(result: Result, say: Say, explained: bool) -> None:
    """Print the result for people."""
    from lovande_cli.screens.result import explain_result, show_result

    console = make_console()
    show_result(result, say, console)
    if explained:
        explain_result(result, say, console)


def show_json(result: Result, say: Say, _: bool) -> None:
    """Print the result as JSON."""
    from lovande_cli.documents.data import result_json

    say_text(result_json(result, say))


def show_csv(result: Result, say: Say, _: bool) -> None:
    """Print the result as CSV."""
    from lovande_cli.documents.data import result_csv

    say_text(result_csv(result, say))


def show_markdown(result: Result, say: Say, _: bool) -> None:
    """Print the result as markdown."""
    from lovande_cli.documents.markdown import score_markdown

    say_text(score_markdown(result, say))


RESULT_FORMATS: Mapping[str, Callable[[Result, Say, bool], None]] = {
    "table": show_table,
    "json": show_json,
    "csv": show_csv,
    "markdown": show_markdown,
}


@app.command("check", cls=Command)
def check_command(
    ctx: Voice,
    files: Annotated[list[Path] | None, typer.Argument()] = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    lang: Lang = None,  # noqa: ARG001
    elements: Elements = None,
) -> None:
    """Name every problem in answer files, or in the element folder."""
    from lovande_cli.files.answerfolders import find_files

    found = find_problems(find_files(files or []), elements)
    problems = [problem for of_file in found.values() for problem in of_file]
    if format_ == "json":
        from lovande_cli.documents.data import problems_json

        say_text(problems_json(problems, ctx.obj))
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
            open_answers(file, framework, strict=True)
        except FileNeedsFixing as error:
            found[str(file)] = error.problems
        else:
            found[str(file)] = ()
    return found


def show_checked(found: Mapping[str, Sequence[Problem]], say: Say) -> None:
    """Print the problems of each file, or that it has none, and how many there are in all."""
    console = make_console()
    for file, problems in found.items():
        if not problems:
            console.print(say("problems.fine", file=file), soft_wrap=True)
        tell(problems, say, console)
    count = sum(len(problems) for problems in found.values())
    if count:
        console.print(say("problems.count", count=count))


@app.command("report", cls=Command)
def report_command(
    ctx: Voice,
    file: Annotated[Path, typer.Argument()],
    output: Annotated[Path, typer.Option("--output", "-o")],
    earlier: Annotated[Path | None, typer.Option("--since")] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write the report that people take home."""
    from lovande_cli.documents import REPORTS, write_report

    suffix = suffix_for(output, REPORTS)
    framework = open_framework(elements)
    result = open_answers(file, framework)
    say = voice_for(result.sheet, ctx.obj, lang)
    changes = changes_since(earlier, file, framework, say) if earlier else ()
    save_document(output, write_report(result, say, suffix, changes=changes), say, force=force)


def changes_since(earlier: Path, later: Path, framework: Framework, say: Say) -> Sequence[str]:
    """What has changed from the earlier file to the later one, as sentences for the report."""
    from lovande_cli.assessment.change import compare
    from lovande_cli.files.answerfolders import load_one_practice
    from lovande_cli.wording.comparisons import change_lines

    sheets = load_one_practice([earlier, later], framework, least=2)
    return change_lines(compare(framework, [one.sheet for one in sheets]), say)


@app.command("form", cls=Command)
def form_command(
    ctx: Voice,
    output: Annotated[Path, typer.Option("--output", "-o")],
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Lang = None,  # noqa: ARG001
    elements: Elements = None,
) -> None:
    """Write the questionnaire to fill in on paper or in a browser."""
    from lovande_cli.documents import FORMS, write_form

    suffix = suffix_for(output, FORMS)
    save_document(output, write_form(open_framework(elements), ctx.obj, suffix), ctx.obj, force=force)


def suffix_for(output: Path, known: Mapping[str, object]) -> str:
    """The suffix of the file to write, if it is one of the known formats."""
    return pick(known, output.suffix.casefold() or output.name, "unknown-suffix")


def save_document(output: Path, data: bytes, say: Say, *, force: bool) -> None:
    """Write the file and say so."""
    from lovande_cli.files.wholefiles import write_document

    write_document(output, data, force=force)
    make_console(stderr=True).print(say("common.saved", file=output), soft_wrap=True)


@app.command("group", cls=Command)
def group_command(
    ctx: Voice,
    files: Annotated[list[Path], typer.Argument()],
    output: Annotated[Path | None, typer.Option("--output", "-o")] = None,
    sort: Annotated[Literal["disagreement", "order"], typer.Option("--sort")] = "disagreement",
    names: Annotated[bool, typer.Option("--names")] = False,
    format_: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Put several people's answers side by side."""
    from lovande_cli.assessment import consensus
    from lovande_cli.files.answerfolders import load_one_practice

    framework = open_framework(elements)
    sheets = leave_out_joined(load_one_practice(files, framework), ctx.obj)
    say = voice_for(sheets[0].sheet, ctx.obj, lang) if sheets else ctx.obj
    voices = [consensus.Voice(name=one.name, sheet=one.sheet) for one in sheets]
    group = consensus.gather(framework, voices, language=say.language, names=names)
    if output:
        save_sheet(output, group.sheet, framework, force=force)
    show_gathered(group, output, say, format_, sort)


def leave_out_joined(sheets: Sequence[SheetFile], say: Say) -> Sequence[SheetFile]:
    """The sheets of single people; one that `group` wrote is named and left out, unless there is nothing else."""
    single = [one for one in sheets if not one.sheet.holds_votes]
    for one in sheets if single else ():
        if one.sheet.holds_votes:
            make_console(stderr=True).print(say("group.joined", file=one.path), soft_wrap=True)
    return single or sheets


def save_sheet(output: Path, sheet: AnswerSheet, framework: Framework, *, force: bool) -> None:
    """Write an answer file."""
    from lovande_cli.files.answerfiles import write_answers
    from lovande_cli.files.wholefiles import write_document

    write_document(output, write_answers(sheet, framework).encode("utf-8"), force=force)


def show_gathered(group: AnswersOfGroup, output: Path | None, say: Say, format_: str, sort: Sort) -> None:
    """Print what the people say together, and how to go on with the file that was written."""
    from lovande_cli.documents.comparisons import group_csv, group_json
    from lovande_cli.screens.group import show_group, show_saved

    if format_ == "json":
        say_text(group_json(group, say, by_difference=sort == "disagreement"))
    elif format_ == "csv":
        say_text(group_csv(group, by_difference=sort == "disagreement"))
    else:
        show_group(group, say, make_console(), sort=sort)
    if output:
        show_saved(group, output, say, make_console(stderr=True))


@app.command("compare", cls=Command)
def compare_command(
    ctx: Voice,
    earlier: Annotated[Path, typer.Argument()],
    later: Annotated[list[Path], typer.Argument()],
    format_: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Show what has changed from one time to the next."""
    from lovande_cli.assessment.change import compare
    from lovande_cli.files.answerfolders import load_one_practice

    framework = open_framework(elements)
    sheets = load_one_practice([earlier, *later], framework, least=2)
    say = voice_for(sheets[-1].sheet, ctx.obj, lang)
    change = compare(framework, [one.sheet for one in sheets])
    show_compared(change, [str(one.path) for one in sheets], say, format_)


def show_compared(change: Change, files: Sequence[str], say: Say, format_: str) -> None:
    """Print what has changed, for people or for other programs."""
    from lovande_cli.documents.comparisons import change_csv, change_json
    from lovande_cli.screens.change import show_change

    if format_ == "json":
        say_text(change_json(change, files, say))
    elif format_ == "csv":
        say_text(change_csv(change, files, say))
    else:
        show_change(change, [Path(file).stem for file in files], say, make_console())


@app.command("map", cls=Command)
def map_command(
    ctx: Voice,
    paths: Annotated[list[Path], typer.Argument()],
    output: Annotated[Path | None, typer.Option("--output", "-o")] = None,
    organisation: Annotated[str, typer.Option("--organisation")] = "",
    since: Annotated[str, typer.Option("--since")] = "",
    order: Annotated[Literal["name", "organisation", "file"], typer.Option("--order")] = "name",
    format_: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Lang = None,  # noqa: ARG001
    elements: Elements = None,
) -> None:
    """Draw the map of many practices; a file that cannot be read is named and passed over."""
    from lovande_cli.assessment.practices import draw_map
    from lovande_cli.documents.map import MAPS
    from lovande_cli.files.answerfolders import check_since, find_files
    from lovande_cli.wording.comparisons import alphabetical

    suffix = suffix_for(output, MAPS) if output else ""
    framework, filters = open_framework(elements), {"organisation": organisation, "since": check_since(since)}
    rows, problems = score_all(find_files(paths, leave_out=output), framework, ctx.obj)
    overview = draw_map(framework, rows, order=order, alphabetical=alphabetical(ctx.obj), **filters)
    if output:
        save_document(output, MAPS[suffix](overview, ctx.obj), ctx.obj, force=force)
    show_mapped(overview, ctx.obj, format_, order, quiet=output is not None or not rows)
    if problems:
        raise FileNeedsFixing(problems)


def score_all(files: Sequence[Path], framework: Framework, say: Say) -> tuple[list[MapRow], list[Problem]]:
    """The rows of all files that can be read, with a bar on stderr meanwhile, and the problems of the others."""
    from lovande_cli.files.answerfolders import score_files
    from lovande_cli.screens.map import with_progress

    rows: list[MapRow] = []
    problems: list[Problem] = []
    for one in with_progress(score_files(files, framework), len(files), say, make_console(stderr=True)):
        problems.extend(one.problems)
        if one.row is not None:
            rows.append(one.row)
    return rows, problems


def show_mapped(overview: Overview, say: Say, format_: str, order: Order, *, quiet: bool) -> None:
    """Print the map, for people (unless it went into a file) or for other programs."""
    from lovande_cli.documents.comparisons import map_csv, map_json
    from lovande_cli.screens.map import show_map

    if format_ == "table":
        if not quiet:
            show_map(overview, say, make_console(), order=order)
        return
    for piece in map_json(overview) if format_ == "json" else map_csv(overview, say):
        sys.stdout.write(piece)


@app.command("schema", cls=Command)
def schema_command(
    ctx: Voice,
    what: Annotated[Literal["answers", "elements"], typer.Argument()],
    lang: Lang = None,  # noqa: ARG001
    elements: Elements = None,
) -> None:
    """Print the JSON Schema of answer files or element files."""
    from lovande_cli.documents.data import to_json
    from lovande_cli.files.schemas import answers_schema, elements_schema

    framework = open_framework(elements)
    schemas = {"answers": answers_schema, "elements": elements_schema}
    say_text(to_json(schemas[what](framework, ctx.obj.language)))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 done, 1 a file to mend, 2 wrong command, 3 requirement not met, 130 left."""
    speak_utf8()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    wanted = language_asked_for(arguments)
    say = Say(choose_language(wanted))
    try:
        sys.exit(run(arguments, say, wanted))
    except LovandeError as error:
        tell(error.problems, say, make_console(stderr=True))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(LeftEarly.exit_code)
    except BrokenPipeError:
        # The reader (head, less) has what it wants; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:  # standard output goes to a full disk, say
        tell([disk_problem(error, "", "cannot-write")], say, make_console(stderr=True))
        sys.exit(FileNeedsFixing.exit_code)
    except Exception as error:
        if os.environ.get("LOVANDE_DEBUG"):
            raise
        unexpected = Problem(kind="unexpected", blanks={"reason": f"{type(error).__name__}: {error}"})
        tell([unexpected], say, make_console(stderr=True))
        sys.exit(1)


def run(arguments: Sequence[str], say: Say, wanted: str | None) -> int:
    """Run one command and return its exit code; typer's own errors become problems of ours."""
    unknown = unknown_language(wanted)
    if unknown:
        blanks = {"word": unknown, "known": ", ".join(spoken_languages())}
        raise WrongCommand([Problem(kind="unknown-language", blanks=blanks)])
    command = typer.main.get_command(only_needed(arguments))
    speak_completion(command, say)
    try:
        code = command.main(list(arguments), prog_name="lovande", standalone_mode=False, obj=say)
    except (LovandeError, BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:
        raise (
            WrongCommand([usage_problem(error, arguments, say)]) if hasattr(error, "format_message") else error
        ) from None
    return int(code or 0)


def only_needed(arguments: Sequence[str]) -> typer.Typer:
    """The program with only the command that is called: making them all would take longer than most of them do."""
    slim = copy(app)
    called = next((word for word in arguments if not word.startswith("-")), "")
    slim.registered_commands = [c for c in app.registered_commands if c.name == called] or app.registered_commands
    return slim
