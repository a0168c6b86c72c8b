"""The program: finds and runs the command, is the only place that reports an error, and sets the exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from lovande_cli.commands.help import (
    asked_for,
    command_groups,
    complete_in_language,
    is_completing,
    meaning,
    prepare_completion,
    print_help,
    usage_problem,
)
from lovande_cli.commands.options import Elements, Lang
from lovande_cli.commands.output import (
    as_json,
    is_terminal,
    prepare_colors,
    prepare_streams,
    print_data,
    report_problems,
)
from lovande_cli.errors import (
    FileNeedsFixing,
    LeftEarly,
    LovandeError,
    Problem,
    WrongCommand,
    disk_problem,
    unforeseen,
)
from lovande_cli.files.problems import closest
from lovande_cli.language import Say, choose_language, spoken_languages, unknown_language

HELP_NAMES = {"help_option_names": ["-h", "--help"]}


class Helpful:
    """Help in the person's language, for a command or for the whole program."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help screen."""
        print_help(self, ctx)

    def get_help_option(self, ctx: Any) -> Any:
        """--help, which shell completion lists too."""
        option: Any = super().get_help_option(ctx)  # type: ignore[misc]
        if option and is_completing():
            option.help = meaning(option, self, ctx.obj)
        return option


class Command(Helpful, TyperCommand):
    """One of the commands."""


class Program(Helpful, TyperGroup):
    """The program itself: its commands are files of this package, imported when they are called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which the help shows them."""
        return [name for group in command_groups() for name in group["commands"]]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called, or the one that goes on with a file; raises WrongCommand where neither is meant.

        Windows calls the program with the file where one is dragged onto it or double-clicked.
        """
        word = args[0]
        found = self.get_command(ctx, word)
        if found is not None or ctx.resilient_parsing:
            return word, found, args[1:]
        # a command that is known must not wait for what lists files
        from lovande_cli.files.default_folders import list_folder
        from lovande_cli.files.file_kinds import is_named_as_answers

        file = Path(word)
        if os.path.exists(file):  # noqa: PTH110  # False, not an error, for a name that cannot be
            return "assess", make_command("assess", resume_path), args
        beside = [Path(path).name for path in list_folder(file.parent)]
        if is_named_as_answers(file.name) or len(file.parts) > 1:
            raise WrongCommand([Problem(kind="no-file", file=word, blanks={"meant": closest(file.name, beside)})])
        meant = closest(word, [*self.list_commands(ctx), *beside])
        raise WrongCommand([Problem(kind="unknown-command", blanks={"word": word, "meant": meant})])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, or None."""
        if not cmd_name.isidentifier() or not find_spec(f"{__package__}.{cmd_name}"):
            return None
        module = import_module(f"{__package__}.{cmd_name}")
        if not hasattr(module, "command"):
            return None  # a file that the commands share
        command = make_command(cmd_name, module.command)
        if is_completing():
            complete_in_language(command, ctx.obj)
        return command


def make_command(name: str, function: Callable[..., None]) -> Any:
    """The command that calls the function."""
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name, cls=Command, context_settings=HELP_NAMES)(function)
    command: Any = typer.main.get_command(alone)
    for parameter in command.params:
        if hasattr(parameter.type, "readable"):
            parameter.type.readable = False  # unreadable files are reported as every other problem
    return command


def resume_path(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument()],
    plain: Annotated[bool, typer.Option("--plain")] = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Go on with an answer file, or open the start page over a folder; the start page comes after it."""
    from lovande_cli.commands.interactive import open_start

    open_start(ctx.obj, plain=plain, elements=elements, path=file, lang=lang)


app = typer.Typer(
    name="program",
    cls=Program,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=HELP_NAMES,
)


@app.callback(invoke_without_command=True)
def program(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", is_eager=True)] = False,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    lang: Lang = None,
    # only here, so that what is typed before the command wins over the environment too
    elements: Annotated[Path | None, typer.Option("--elements", envvar="LOVANDE_ELEMENTS", show_envvar=False)] = None,
) -> None:
    """Show the version, or without a command the start page, in a terminal, or else the help."""
    if version:
        from importlib.metadata import version as installed_version

        print_data(f"lovande {installed_version('lovande')}")
    elif ctx.invoked_subcommand is None and (plain or is_terminal()):
        from lovande_cli.commands.interactive import open_start

        open_start(ctx.obj, plain=plain, elements=elements)
    elif ctx.invoked_subcommand is None:
        print_help(ctx.command, ctx)
    else:  # what stands before the command is meant for it
        ctx.default_map = {ctx.invoked_subcommand: {"plain": plain, "elements": elements}}


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the CLI and exit: 0 done, 1 a file needs fixing, 2 wrong command, 3 requirement not met, 130 Ctrl-C."""
    prepare_streams()
    prepare_colors()
    arguments = expand_patterns(sys.argv[1:]) if arguments is None else arguments
    say = Say(choose_language(asked_for(arguments, "--lang")))
    as_json.set(asked_for(arguments, "--format") == "json")
    problems: Sequence[Problem] = ()
    try:
        code = run(arguments, say)
        sys.stdout.flush()
    except LovandeError as error:
        problems, code = error.problems, error.exit_code
        say = Say(error.language) if error.language else say
    except KeyboardInterrupt:
        code = LeftEarly.exit_code
    except OSError as error:  # standard output cannot be written
        # Whoever reads our output (head, less) has what it wants, which is no fault; Windows says EINVAL then.
        is_reader_gone = isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)
        code = 0 if is_reader_gone else FileNeedsFixing.exit_code
        problems = [disk_problem(error, "", "cannot-write")] if code else ()
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python fails again when it flushes at exit
    except Exception as error:
        if os.environ.get("LOVANDE_DEBUG"):
            raise
        problems, code = [unforeseen(error)], FileNeedsFixing.exit_code
    with suppress(OSError):
        report_problems(problems, say)
    sys.exit(code)


def run(arguments: Sequence[str], say: Say) -> int:
    """Run one command and return its exit code; typer's own errors become problems of ours."""
    unknown = unknown_language(asked_for(arguments, "--lang"))
    if unknown:
        blanks = {"word": unknown, "known": ", ".join(spoken_languages())}
        raise WrongCommand([Problem(kind="unknown-language", blanks=blanks)])
    command = typer.main.get_command(app)
    prepare_completion(command, say)
    try:
        code = command.main(list(arguments), prog_name="lovande", standalone_mode=False, obj=say)
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):  # which the click inside typer answers itself, with 1
            raise left.__context__ from None
        raise
    except Exception as error:
        if hasattr(error, "format_message"):
            raise WrongCommand([usage_problem(error, say)]) from None
        raise
    return int(code or 0)


def expand_patterns(arguments: Sequence[str]) -> Sequence[str]:
    """The arguments, where the shell leaves it to the program with what svar\\*.yaml stands for (Windows does)."""
    if os.name != "nt":
        return arguments
    from glob import glob

    found = {word: sorted(glob(word)) for word in arguments if "*" in word or "?" in word}  # noqa: PTH207  # any folder
    return [name for word in arguments for name in found.get(word) or [word]]
