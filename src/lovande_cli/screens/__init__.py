"""What a person sees: the console, its few styles, and text that is shown as typed, never as markup.

Everything that draws with rich lives in this package.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from pathlib import Path
from typing import Any

import rich.console
from rich.text import Text

from lovande_cli.language.characters import for_screen

STYLES = {
    "accent": "bold cyan",
    "heading": "bold",
    "quiet": "dim",
    "present": "bold blue",
    "partly": "cyan",
    "absent": "yellow",
    "unclear": "magenta",
    "not-applicable": "dim",
}
"""Status colours that differ in blue and yellow, which colour-blind people tell apart; the word stands beside."""

NARROW = 70
"""Below this many columns a table becomes a list."""

NARROWEST = 20
"""So many columns are always taken to be there."""


def text(shown: str, style: str = "") -> Text:
    """The text exactly as typed, in one of `STYLES` or a rich style; brackets and colons mean nothing."""
    return Text(for_screen(shown), style=STYLES.get(style, style), overflow="fold")


class Console(rich.console.Console):
    """A console that interprets nothing in a text it is given, nor lets the terminal do so."""

    def render_str(self, text: str, **options: Any) -> Text:
        """The text as it is printed: every plain text passes here."""
        return super().render_str(for_screen(text), **options)


def make_console(*, stderr: bool = False) -> Console:
    """A console that interprets nothing in what it is given to print, and is never too narrow to show a word."""
    into_file = not (sys.stderr if stderr else sys.stdout).isatty()
    console = Console(
        stderr=stderr,
        emoji=False,
        highlight=False,
        markup=False,
        legacy_windows=False if into_file else None,  # an older console on Windows is a column narrower, a file is not
    )
    if console.width < NARROWEST:
        console.width = NARROWEST  # COLUMNS=0
    return console


def is_terminal() -> bool:
    """Whether a person sits at the other end of standard input and output."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def prepare_streams() -> None:
    """Make the standard streams fit for any text and any shell.

    All are UTF-8, so that å, ø and ● come through where the system would use another encoding; input that is not UTF-8
    is taken for Windows' Western letters. One that the shell has closed is empty, or swallows what is written.
    """
    codecs.register_error("western", read_western)
    for name, mode, errors in (("stdin", "r", "western"), ("stdout", "w", "replace"), ("stderr", "w", "replace")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # for as long as we run
        elif isinstance(stream, io.TextIOWrapper):
            begins_marked = name == "stdin" and not stream.isatty()  # PowerShell puts a BOM before what it pipes
            stream.reconfigure(encoding="utf-8-sig" if begins_marked else "utf-8", errors=errors)


def prepare_colors() -> None:
    """Let CLICOLOR and CLICOLOR_FORCE decide about colours where NO_COLOR and FORCE_COLOR, which rich knows, do not."""
    if os.environ.get("NO_COLOR") or os.environ.get("FORCE_COLOR"):
        return
    if os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        os.environ["FORCE_COLOR"] = "1"
    elif os.environ.get("CLICOLOR") == "0":
        os.environ["NO_COLOR"] = "1"


def read_western(error: UnicodeError) -> tuple[str, int]:
    """The bytes that are no UTF-8, as the Western letters that they are in Windows, and where to read on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end
