"""Shell quoting: commands as they must be typed in the shell at hand, with the name the program was started by."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

PLAIN_WORD = re.compile(r"[\w./:+-]+")
"""What needs no quotes in any shell; Windows' own take a backslash too."""


@cache
def own_name() -> str:
    """How this program was started: lovande, .venv/bin/lovande, python -m lovande."""
    started = Path(sys.argv[0])
    if started.parts[-2:] == ("lovande_cli", "__main__.py"):
        return f"{program_name(sys.orig_argv[0])} -m lovande_cli"
    if started.name == "lovande.py" and "-m" in sys.orig_argv:
        return f"{program_name(sys.orig_argv[0])} -m lovande"
    # under any other name it was called from a program: a test, an editor
    return program_name(sys.argv[0]) if started.stem == "lovande" else "lovande"


def program_name(path: str) -> str:
    """The program at the path as the first word of a command: its name where that finds it, else a short path."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  # links stay: a virtual environment's python is one
    found = shutil.which(whole.name)
    if found and os.path.normcase(found) == os.path.normcase(whole):
        return whole.stem if os.name == "nt" else whole.name
    quoted = quote(str(whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole))
    return f"& {quoted}" if quoted[0] == "'" and shell_at_hand() == "powershell" else quoted


def command_line(*words: str | Path) -> str:
    """The command as it must be typed: this program, then the words; files are paths, everything else is text."""
    return " ".join([own_name(), *map(quote, words)])


def quote(word: str | Path) -> str:
    """The word as one word in the shell at hand; a ~ at its start is written out, which not every shell would do.

    A file whose name begins as an option does is given with its folder.
    """
    text, kind = os.path.expanduser(word), shell_at_hand()  # noqa: PTH111  # Path.expanduser raises for an unknown name
    if isinstance(word, Path) and text.startswith("-"):
        text = f"{os.curdir}{os.sep}{text}"
    plain = text if kind == "posix" else text.replace("\\", "/")
    return text if PLAIN_WORD.fullmatch(plain) else QUOTED[kind](text)


def quote_bytes(word: str) -> str:
    """The word in quotes; where it holds what nobody can type, bytes that are no UTF-8 too, these stand as numbers."""
    if word.isprintable():
        return shlex.quote(word)
    quoted = ""
    for sign in word:
        is_plain = sign.isprintable() and sign not in "\\'"
        quoted += sign if is_plain else "".join(f"\\{byte:03o}" for byte in os.fsencode(sign))
    return f"$'{quoted}'"


QUOTED: Mapping[str, Callable[[str], str]] = {
    "posix": quote_bytes,
    "powershell": lambda word: "'" + word.replace("'", "''") + "'",
    "cmd": lambda word: f'"{word}"',  # no name of a file in Windows has a " in it
}
"""How each kind of shell is given a word with signs of its own in it."""


@cache
def shell_at_hand() -> str:
    """The kind of shell, one of `QUOTED`; where none can be seen, the one that the system comes with."""
    if os.name != "nt":
        return "posix"
    from shellingham import ShellDetectionFailure, detect_shell

    try:
        name = str(detect_shell()[0])
    except (ShellDetectionFailure, OSError):
        name = "powershell"
    return {"cmd": "cmd", "powershell": "powershell", "pwsh": "powershell"}.get(name, "posix")
