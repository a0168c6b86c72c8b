"""Key codes that arrive in pieces (SSH, slow lines): escape sequences made whole or dropped, never read as text."""

from __future__ import annotations

import os
import re
from time import monotonic

from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

ESC = "\x1b"
PASTE, PASTE_END = "\x1b[200~", "\x1b[201~"

ESCAPE_SECONDS = 0.08
ESCAPE_SECONDS_FAR = 1.0
"""So long after Esc the rest of a key's code may come; then it was Esc itself. Over SSH, as long as ncurses waits."""

LATE_SECONDS = 2.0
"""So long after an Esc that was taken for the key itself, the rest of a code is still known as one and dropped."""

UNIT = re.compile(
    r"""
      \x1b\[M...                             # a mouse, in its oldest way of telling
    | \x1b\[\[.                              # F1 to F5 of the Linux console
    | \x1b\[(?![M\[])[0-?]*[ -/]*[@-~]      # any other code of ECMA-48
    | \x1b\[(?![M\[])[0-?]*[ -/]*(?=[^ -~]) # a code that breaks off: the sign that ends it is a key of its own
    | \x1bO.
    | \x1b(?=[^\[O])                         # Esc, and then another key
    | [^\x1b]
    """,
    re.DOTALL | re.VERBOSE,
)
"""One key: its code, or its sign. No match means that the rest has not come yet."""


def escape_seconds() -> float:
    """How long to wait for the rest of a code after Esc: longer where the keys come through SSH."""
    return ESCAPE_SECONDS_FAR if {"SSH_CONNECTION", "SSH_TTY"} & os.environ.keys() else ESCAPE_SECONDS


class WholeCodes(Vt100Parser):
    """prompt_toolkit's parser, fed with whole codes only, however they were cut on the way.

    Its own flush, a moment after the last sign came, breaks a code that is not whole yet into Esc, letters and digits,
    and a code that it does not know at once. Here only a lone Esc is flushed; the beginning of a code waits for its
    rest, an unknown code is dropped, and so is the rest of one that comes after its Esc was flushed.
    """

    pending = ""
    fed_at = flushed_at = float("-inf")
    is_rest = False  # whether what is pending belongs to an Esc that has been flushed already

    def feed(self, data: str) -> None:
        """Read what came: every whole key in it, at once."""
        now = monotonic()
        if self.pending and now - self.fed_at > LATE_SECONDS:
            # begun and never ended: the text of a paste counts, the beginning of a code does not
            if self.pending.startswith(PASTE):
                self.paste(self.pending)
            self.pending = ""
        if not self.pending:
            self.is_rest = data[:1] in ("[", "O") and now - self.flushed_at < LATE_SECONDS
        self.pending += ESC + data if self.is_rest and not self.pending else data
        self.fed_at, self.flushed_at = now, float("-inf")
        while unit := self.whole_unit():
            self.pending = self.pending[len(unit) :]
            if unit.startswith(PASTE):
                self.paste(unit.removesuffix(PASTE_END))
            elif not self.is_rest and (len(unit) == 1 or unit in ANSI_SEQUENCES):  # a mouse's report is no key
                super().feed(unit)
            self.is_rest = False

    def whole_unit(self) -> str:
        """The first key, or the whole of a paste; "" while it has not all come."""
        if self.pending.startswith(PASTE):
            end = self.pending.find(PASTE_END)
            return self.pending[: end + len(PASTE_END)] if end > 0 else ""
        found = UNIT.match(self.pending)
        return found[0] if found else ""

    def flush(self) -> None:
        """Take a lone Esc for the key itself."""
        if self.pending == ESC:
            self.pending = ""
            super().feed(ESC)
            self.flushed_at = monotonic()
        super().flush()

    def paste(self, unit: str) -> None:
        """Hand on a marked paste as one key."""
        self.feed_key_callback(KeyPress(Keys.BracketedPaste, unit.removeprefix(PASTE)))
