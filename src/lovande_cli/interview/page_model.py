"""One page of the interview as plain values, the reply to it, and the terminal that shows it; drawing.py draws."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Self

from lovande_cli.language import Say, default_language

ITEM = "– "
"""Begins each item of a list within a text."""

Move = Literal[
    "back",
    "forward",
    "save",
    "note",
    "evidence",
    "about-question",
    "hands",
    "as-before",
    "clear",
    "leave-out",
    "overview",
    "more",
    "language",
    "elsewhere",
    "pause",
    "leave",
]
"""What a person can do on a page beside answering it."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key that makes a move: a letter where nothing is typed, a function key everywhere ("" where there is none).

    `also` holds further letters that work without being shown.
    """

    move: Move
    letter: str
    function: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One line that can be chosen or read; `aside` stands beside the label, drawn in `style` (a name in STYLES).

    `sign` is one cell that stands for the aside where there is no room for words.
    """

    id: str
    label: str
    aside: str = ""
    sign: str = ""
    style: str = ""


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something said, with a word for what it is (a note, a vote, strengths), which is drawn in `style`."""

    label: str
    words: str
    style: str = "heading"


@dataclass(frozen=True, kw_only=True)
class Box:
    """Lines that belong together under a heading, drawn as a box."""

    heading: str
    lines: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that one screen holds, in the order it is read; every text is in `language`, "" is not shown.

    With choices one of them is chosen (`many`: several); without, the page is to be read or written on. `given` are the
    choices that are the answer already: Enter on one of them goes on. `pointed` is the choice that Enter takes first.
    `moves` are what can be done beside answering; a session finds the `keys` for them, and what `digits`, `enter` and
    `escape` do where the page does not say it. `lead`, `hint` and `remarks` may be left out where the screen is small.
    `emptied` is what an emptied field means, for a screen where the text can be erased.
    `more` is what the key for more says, where it is not about a question.
    `again` says that the reader has just read this page, and that only its notice, points and given choices are new.
    """

    language: str = ""
    title: str = ""
    count: str = ""
    done: Fraction | None = None
    notice: str = ""
    banners: tuple[Remark, ...] = ()
    heading: str = ""
    lead: str = ""
    boxes: tuple[Box, ...] = ()
    question: str = ""
    hint: str = ""
    emptied: str = ""
    remarks: tuple[Remark, ...] = ()
    points: tuple[Remark, ...] = ()
    choices: tuple[Choice, ...] = ()
    many: bool = False
    given: frozenset[str] = frozenset()
    pointed: str = ""
    several_lines: bool = False
    digits: str = ""
    enter: str = ""
    more: str = ""
    moves: tuple[Move, ...] = ("back", "language", "pause")
    keys: tuple[Key, ...] = ()
    escape: Move | None = None
    again: bool = False
    footnote: str = ""

    @property
    def say(self) -> Say:
        """The words of the page's language, or of the system's where it has none."""
        return Say(self.language or default_language())


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a person did with a page: a move, an answer in `chosen` or `text`, or nothing of these: Enter, to go on.

    Where many can be chosen, `chosen` are the choices touched, one after the other; with `anew` they are all that is
    meant, and what was given before does not count. With a move, `text` is what was typed so far.
    """

    move: Move | None = None
    chosen: tuple[str, ...] = ()
    anew: bool = False
    text: str = ""


Grow = Callable[[str], object]
"""Takes the whole of a text that is being written, each time that it has grown."""


def grow_nowhere(_text: str) -> None:
    """Let a text grow that nobody stores."""


class Terminal(ABC):
    """Where pages are shown and replies come from, while it is entered.

    Both methods raise KeyboardInterrupt for Ctrl-C, and EOFError when nothing more can be typed. `edits` says whether
    a text that was refused can be changed where it stands; elsewhere it is typed anew.
    """

    edits: bool

    def __enter__(self) -> Self:
        """Take the terminal."""
        return self

    def __exit__(self, *error: object) -> None:  # noqa: B027  # not every terminal is taken
        """Give the terminal back as it was."""

    @abstractmethod
    def choose(self, page: Page) -> Reply:
        """One of the page's choices, some of them, or Enter on a page to be read."""

    @abstractmethod
    def write(self, page: Page, draft: str, grow: Grow = grow_nowhere) -> Reply:
        """A text, with line breaks where the page has several lines; the draft is there to change.

        The text so far is handed to `grow` whenever a line of it is ended, and when it is left by an exception.
        """
