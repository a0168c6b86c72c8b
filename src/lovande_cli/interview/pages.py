"""One screen of the interview as plain values, and what a person can do with it; how it looks is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from types import TracebackType
from typing import Literal, Protocol

Move = Literal["back", "forward", "note", "evidence", "overview", "more", "language", "pause"]
"""What a person can do on a page beside answering it."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key that makes a move: a letter where nothing is typed, a function key everywhere.

    `also` holds further letters that work without being shown.
    """

    move: Move
    letter: str
    function: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One line that can be chosen; `aside` stands beside the label, drawn in `style`, a name in the screen's STYLES."""

    id: str
    label: str
    aside: str = ""
    style: str = ""


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something said, with a word for what it is (a note, a vote, strengths), which is drawn in `style`."""

    label: str
    words: str
    style: str = "heading"


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that one screen holds, in the order it is read; every text is in `language`, "" is not shown.

    `lead`, `discuss`, `hint` and `remarks` may be left out where the screen is small, in that order: the key `more`
    shows them. `points` and `rows` are to be read, not to
    choose from. `opening` says that the lead is new to the reader. `pointed` is the choice that Enter takes first.
    """

    language: str = ""
    place: str = ""
    count: str = ""
    done: Fraction | None = None
    notice: str = ""
    banner: str = ""
    banner_style: str = "quiet"
    heading: str = ""
    lead: str = ""
    opening: bool = True
    discuss: str = ""
    question: str = ""
    hint: str = ""
    remarks: tuple[Remark, ...] = ()
    points: tuple[Remark, ...] = ()
    rows: tuple[Choice, ...] = ()
    choices: tuple[Choice, ...] = ()
    pointed: str = ""
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a person did with a page: a move, or an answer in `chosen` (a choice) or `text` (a line).

    With a move, `text` and `chosen` hold what was typed or ticked so far.
    """

    move: Move | None = None
    chosen: tuple[str, ...] = ()
    text: str = ""


Toggle = Callable[[frozenset[str], str], frozenset[str]]
"""The ticks after one choice was touched."""


class Asker(Protocol):
    """Someone who shows pages and brings back replies.

    Every method raises KeyboardInterrupt for Ctrl-C, and EOFError when nothing more can be typed. In the
    middle of a text they carry what was typed as their argument. `edits` says whether a text that was refused can be
    changed where it stands; elsewhere it is typed anew.
    """

    edits: bool

    def __enter__(self) -> Asker:
        """Take the terminal."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the terminal back as it was."""

    def choose(self, page: Page) -> Reply:
        """One of the page's choices."""

    def choose_many(self, page: Page, ticked: frozenset[str], toggle: Toggle) -> Reply:
        """Any number of the page's choices."""

    def write(self, page: Page, draft: str) -> Reply:
        """A text, which may hold line breaks; the draft is there to change."""
