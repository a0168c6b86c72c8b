"""The program: finds the command that is called, runs it, and is the only place that tells an error and exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from lovande_cli.commands.help import (
    command_groups,
    complete_in_language,
    install_in_language,
    is_completing,
    language_asked_for,
    print_help,
    usage_problem,
)
from lovande_cli.commands.parameters import Lang
from lovande_cli.commands.printing import print_data, print_problems
from lovande_cli.errors import FileNeedsFixing, LeftEarly, LovandeError, Problem, WrongCommand, disk_problem
from lovande_cli.language import Say, choose_language, spoken_languages, unknown_language
from lovande_cli.screens import make_console, speak_utf8


class Command(TyperCommand):
    """A command whose help is in the person's language; `formats` gives what it can write, by suffix."""

    formats: Callable[[], Mapping[str, object]] = dict

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help screen."""
        print_help(self, ctx)


class Program(TyperGroup):
    """The program itself: its commands are files of this package, imported when they are called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which the help shows them."""
        return [name for group in command_groups() for name in group.commands]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, or None."""
        if not cmd_name.isidentifier() or not find_spec(f"{__package__}.{cmd_name}"):
            return None
        module = import_module(f"{__package__}.{cmd_name}")
        if not hasattr(module, "command"):
            return None  # a file that the commands share
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
        alone.command(cmd_name, cls=Command)(module.command)
        command: Any = typer.main.get_command(alone)
        for parameter in command.params:
            if hasattr(parameter.type, "readable"):
                parameter.type.readable = False  # a file that cannot be read is told as every other trouble with files
        command.formats = getattr(module, "formats", dict)
        if is_completing():
            complete_in_language(command, ctx.obj)
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help screen."""
        print_help(self, ctx)


app = typer.Typer(name="program", cls=Program, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def program(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", is_eager=True)] = False,
    lang: Lang = None,
) -> None:
    """Show the version, or the help when no command is given."""
    if version:
        from importlib.metadata import version as installed_version

        print_data(f"lovande {installed_version('lovande')}")
    elif ctx.invoked_subcommand is None:
        print_help(ctx.command, ctx)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 done, 1 a file to mend, 2 wrong command, 3 requirement not met, 130 left."""
    speak_utf8()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    wanted = language_asked_for(arguments)
    say = Say(choose_language(wanted))
    try:
        sys.exit(run(arguments, say, wanted))
    except LovandeError as error:
        print_problems(error.problems, say, make_console(stderr=True))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(LeftEarly.exit_code)
    except BrokenPipeError:
        # The reader (head, less) has what it wants; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:  # standard output goes to a full disk, say
        print_problems([disk_problem(error, "", "cannot-write")], say, make_console(stderr=True))
        sys.exit(FileNeedsFixing.exit_code)
    except Exception as error:
        if os.environ.get("LOVANDE_DEBUG"):
            raise
        unexpected = Problem(kind="unexpected", blanks={"reason": f"{type(error).__name__}: {error}"})
        print_problems([unexpected], say, make_console(stderr=True))
        sys.exit(1)


def run(arguments: Sequence[str], say: Say, wanted: str | None) -> int:
    """Run one command and return its exit code; typer's own errors become problems of ours."""
    unknown = unknown_language(wanted)
    if unknown:
        blanks = {"word": unknown, "known": ", ".join(spoken_languages())}
        raise WrongCommand([Problem(kind="unknown-language", blanks=blanks)])
    command = typer.main.get_command(app)
    install_in_language(command, say)
    try:
        code = command.main(list(arguments), prog_name="lovande", standalone_mode=False, obj=say)
    except (LovandeError, BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:
        raise (
            WrongCommand([usage_problem(error, arguments, say)]) if hasattr(error, "format_message") else error
        ) from None
    return int(code or 0)
