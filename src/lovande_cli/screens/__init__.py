"""What a person sees: the console, its few styles, and text that is shown as typed, never as markup.

Everything that draws with rich lives in this package.
"""

from __future__ import annotations

import io
import re
import sys
from typing import TextIO

from rich.console import Console as Console
from rich.text import Text

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

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Control characters, and marks that turn the writing direction or show nothing: stripped before anything is shown."""


def safe(shown: str) -> str:
    """The text without what a terminal would obey instead of show; line breaks stay, tabs become spaces."""
    return UNSEEN.sub("", shown.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "))


def text(shown: str, style: str = "") -> Text:
    """The text exactly as typed, in one of `STYLES` or a rich style; brackets and colons mean nothing."""
    return Text(safe(shown), style=STYLES.get(style, style), overflow="fold")


def make_console(*, stderr: bool = False, width: int | None = None, file: TextIO | None = None) -> Console:
    """A console that interprets nothing in what it is given to print."""
    return Console(stderr=stderr, width=width, file=file, emoji=False, highlight=False, markup=False, soft_wrap=False)


def record_console(width: int) -> Console:
    """A console of a fixed width that writes plain text into memory; read it with `console.file.getvalue()`."""
    return Console(
        file=io.StringIO(),
        width=width,
        height=100,
        emoji=False,
        highlight=False,
        markup=False,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
        _environ={},
    )


def speak_utf8() -> None:
    """Make redirected output UTF-8, so that å, ø and ● come through where the system would use another encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
