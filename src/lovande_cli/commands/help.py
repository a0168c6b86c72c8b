"""--help and shell completion in the person's language; typer's usage errors as problems of ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperArgument, TyperOption

from lovande_cli.documents import FORMATS
from lovande_cli.errors import Problem, ProblemKind, WrongCommand
from lovande_cli.files.problems import closest
from lovande_cli.language import Say, choose_language, spoken_languages, texts_in
from lovande_cli.language.shell import own_name

COMPLETING = "_LOVANDE_COMPLETE"
"""Set by the shell while it asks which words could come next."""


def command_groups() -> Sequence[Mapping[str, Any]]:
    """The groups of commands that the help lists, each with `title`, and `commands`: the line of each by its name."""
    return list(texts_in("help")["groups"].values())


def asked_for(arguments: Sequence[str], option: str) -> str | None:
    """The value of --lang or --format, read before anything else: errors are in that language and format too."""
    for at, argument in enumerate(arguments):
        if argument == option and at + 1 < len(arguments):
            return arguments[at + 1]
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
    return None


def print_help(command: Any, ctx: Any) -> None:
    """Print the help screen of a command or of the whole program."""
    from lovande_cli.commands.output import print_document
    from lovande_cli.documents.blocks import Block, Document, Fact, Facts, Heading, Paragraph

    say = ctx.obj if isinstance(ctx.obj, Say) else Say(choose_language(asked_for(sys.argv[1:], "--lang")))
    arguments = [p for p in command.get_params(ctx) if isinstance(p, TyperArgument)]
    options = [p for p in command.get_params(ctx) if isinstance(p, TyperOption)]
    groups = command_groups() if ctx.parent is None else ()
    words = [metavar(p, say) if p.required else f"[{metavar(p, say)}]" for p in arguments]
    words += [say("help.a-command")] if groups else []
    usage = f"{say('help.usage')}: {' '.join([command_path(ctx), *words, say('help.with-options')])}"
    listed = {say.text(group["title"]): group["commands"].items() for group in groups}
    parts = [
        *((title, [(name, say.text(line)) for name, line in commands]) for title, commands in listed.items()),
        (say("help.arguments"), [(metavar(p, say), meaning(p, command, say)) for p in arguments]),
        (say("help.options"), [(option_names(p, say), meaning(p, command, say)) for p in options]),
    ]
    width = max(len(name) for _, rows in parts for name, _ in rows)
    blocks: list[Block] = [Paragraph(text=say(f"help.{command.name}.about"))]
    for title, rows in parts:
        facts = tuple(Fact(label=name, text=line) for name, line in rows)
        blocks += [Heading(text=title), Facts(facts=facts, width=width)] if facts else []
    print_document(Document(title=usage, language=say.language, blocks=tuple(blocks)))


def metavar(param: Any, say: Say) -> str:
    """What stands for a parameter's value in the help: FIL, ANTAL … or the choices."""
    choices = spoken_languages() if param.name == "lang" else getattr(param.type, "choices", None)
    if choices:
        return "|".join(str(choice) for choice in choices)
    many = "…" if param.nargs == -1 or getattr(param, "multiple", False) else ""
    return say(f"help.metavar.{param.name}") + many


def option_names(param: Any, say: Say) -> str:
    """How an option is written, with what stands for its value."""
    names = " / ".join((", ".join(sorted(param.opts, key=len)), *param.secondary_opts))
    return names if param.is_flag or param.name == "help" else f"{names} {metavar(param, say)}"


def meaning(param: Any, command: Any, say: Say) -> str:
    """What a parameter does: the command's own text if it has one, else the one shared by all commands.

    Raises KeyError where there is neither.
    """
    own = texts_in("help").get(command.name)
    section = command.name if isinstance(own, Mapping) and param.name in own else "shared"
    blank, find = KNOWN.get(param.name, ("", list))
    return say(f"help.{section}.{param.name}", **{blank: say.listing(list(find(command)), "or")} if blank else {})


def lens_ids(_: Any) -> Iterable[str]:
    """The lenses that come with the program."""
    from lovande_cli.files.framework_files import load_framework, standard_folder

    return (lens.id for lens in load_framework(standard_folder()).lenses)


KNOWN: Mapping[str, tuple[str, Callable[[Any], Iterable[str]]]] = {
    "output": ("formats", lambda command: FORMATS[command.name]),
    "lens": ("lenses", lens_ids),
}
"""Parameters whose text names what can be chosen: the blank in the text, and what to fill it with."""


def is_completing() -> bool:
    """Whether the shell asks which words could come next."""
    return COMPLETING in os.environ


def complete_in_language(command: Any, say: Say) -> None:
    """Put the person's language into what shell completion shows of a command."""
    lines = {name: line for group in command_groups() for name, line in group["commands"].items()}
    command.short_help = say.text(lines[command.name])
    for param in command.params:
        param.help = meaning(param, command, say)


def prepare_completion(program: Any, say: Say) -> None:
    """Let the program install or show completion in the person's language, and answer the shell a line a candidate."""
    for param in program.params:
        if param.name == "install_completion":
            param.callback = partial(install_completion, say)
        elif param.name == "show_completion":
            param.callback = show_completion
    if is_completing():
        os.environ["TERMINAL_WIDTH"] = "10000"  # typer breaks longer helps: PowerShell would offer the rest as a word


def install_completion(say: Say, ctx: Any, param: Any, value: Any) -> Any:
    """Install completion for the shell that this runs in (or the one named), say so, and exit."""
    if not value or ctx.resilient_parsing:
        return value
    from typer._completion_shared import install

    shell = shell_to_complete_in(value)
    path = install_in_powershell(shell) if shell in ("powershell", "pwsh") else install(shell=shell)[1]
    sys.stdout.write(say("help.completion-installed", shell=shell, file=path) + "\n")
    raise typer.Exit


def show_completion(ctx: Any, param: Any, value: Any) -> Any:
    """Print what the shell that this runs in (or the one named) has to read to complete, and exit."""
    if not value or ctx.resilient_parsing:
        return value
    sys.stdout.write(completion_script(shell_to_complete_in(value)) + "\n")
    raise typer.Exit


def completion_script(shell: str) -> str:
    """What the shell has to read to complete our commands."""
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name="lovande", complete_var=COMPLETING, shell=shell)


def shell_to_complete_in(value: Any) -> str:
    """The shell named, or else the one at hand; raises WrongCommand where it cannot be found or cannot complete."""
    from typer._completion_shared import Shells, _get_shell_name

    known = [shell.value for shell in Shells]
    shell = value if isinstance(value, str) else _get_shell_name()
    if shell in known:
        return shell
    kind: ProblemKind = "no-completion" if shell else "no-shell"
    raise WrongCommand([Problem(kind=kind, blanks={"shell": shell, "known": ", ".join(known)})])


def install_in_powershell(shell: str) -> Path:
    """Add completion to the profile that PowerShell starts with; raises WrongCommand where it may not run one.

    typer's own way first allows this person to run any script, which is for them and their IT department to decide.
    """
    import subprocess

    ask = "[Console]::OutputEncoding = [Text.UTF8Encoding]::new(); Get-ExecutionPolicy; $PROFILE"
    told = subprocess.run([shell, "-NoProfile", "-Command", ask], check=True, capture_output=True, encoding="utf-8")
    policy, profile = told.stdout.splitlines()[:2]
    if policy in ("Restricted", "AllSigned", "Undefined"):
        raise WrongCommand([Problem(kind="profile-not-run", blanks={"policy": policy})])
    file = Path(profile)
    script = completion_script(shell).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_file() or script not in file.read_bytes():
        with file.open("ab") as end:
            end.write(b"\n" + script + b"\n")
    return file


def usage_problem(error: Any, say: Say) -> Problem:
    """A usage error of typer's as a problem of ours.

    typer carries a click of its own, whose errors are not public: they are told apart by the names of their classes.
    """
    param = getattr(error, "param", None)
    if isinstance(param, TyperOption):
        word = min(param.opts, key=len)
    else:
        word = metavar(param, say) if param is not None else ""
    known: Sequence[str] = getattr(getattr(param, "type", None), "choices", None) or ()
    kind: ProblemKind = "wrong-usage"
    match type(error).__name__:
        case "NoSuchOption":
            kind, word, known = "unknown-flag", error.option_name, error.possibilities or ()
        case "BadOptionUsage":
            kind, word = "missing-value", error.option_name
        case "MissingParameter":
            kind = "missing-argument"
        case "BadParameter":  # the only values that are checked without choices are counts
            kind = "bad-value" if known else "bad-number"
        case "UsageError" if error.message.startswith("Got unexpected extra argument"):
            kind = "too-many-words"
    blanks = {
        "word": word,
        "command": command_path(error.ctx) if error.ctx else own_name(),
        "known": ", ".join(map(str, known)),
        "meant": closest(word, list(known)) if kind == "unknown-flag" else "",
    }
    return Problem(kind=kind, blanks=blanks)


def command_path(ctx: Any) -> str:
    """The command as the person must type it."""
    return own_name() if ctx.parent is None else f"{own_name()} {ctx.info_name}"
