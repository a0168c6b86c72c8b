"""The interview line by line (`--plain`), by numbers and Enter: for screen readers and pipes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from typing import TextIO

from lovande_cli.interview.page_model import Grow, Key, Page, Remark, Reply, Terminal, grow_nowhere
from lovande_cli.language import Say, default_language
from lovande_cli.language.sanitize import for_screen

COMMAND = "/"
"""What stands before a letter that is a command and not text."""

GO_ON = "\\"
"""What ends a line of text that goes on with another one."""

DELETE = "-"
HELP = "?"


class LineMode(Terminal):
    """A Terminal that writes lines to `show` and reads lines from `read`; the end of `read` raises EOFError."""

    edits = False

    def __init__(self, *, read: TextIO, show: TextIO, width: int) -> None:
        """Ready to speak in lines of at most `width` columns."""
        self.say = Say(default_language())
        self.explained: set[tuple[str, ...]] = set()
        self.help = ""
        self.read = read
        self.show = show
        self.width = max(width, 20)

    def choose(self, page: Page) -> Reply:
        """One of the page's choices, by its number, or all that are meant, by their numbers on one line.

        Enter alone takes the choice that was pointed at, if it is not the answer already, or goes on.
        """
        self.write_page(page)
        names = [choice.id for choice in page.choices]
        while True:
            line = self.read_line()
            if not line:
                pointed = page.pointed if not page.many and page.pointed not in page.given else ""
                return Reply(chosen=(pointed,) if pointed in names else ())
            key = find_key(page, line)
            if key is not None:
                return Reply(move=key.move)
            typed = line.replace(",", " ").split() if page.many else [line]
            indices = [index for word in typed if (index := find_index(word, len(names))) is not None]
            # all or nothing: to take the numbers that fit and drop a slip would answer something else than was typed
            if indices and len(indices) == len(typed):
                return Reply(chosen=tuple(dict.fromkeys(names[index] for index in indices)), anew=True)
            self.put(self.say("interview.plain.not-understood", line=line[:60]))

    def write(self, page: Page, draft: str, grow: Grow = grow_nowhere) -> Reply:
        """A text on one line, or several where a line ends with a backslash; Enter alone keeps the draft."""
        self.write_page(page, writes=True, draft=draft)
        lines: list[str] = []
        while True:
            line = self.read_line(strip=False, goes_on=bool(lines))
            if not lines:
                # Enter alone must never empty a text that somebody wrote
                if not line.strip():
                    return Reply(text=draft)
                if line.strip() == DELETE:
                    return Reply(text="")
                key = find_key(page, line.strip()) if line.strip().startswith(COMMAND) else None
                if key is not None:
                    return Reply(move=key.move, text=draft)
            goes_on = page.several_lines and line.endswith(GO_ON) and not ends_in_path(line)
            lines.append(line.removesuffix(GO_ON) if goes_on else line)
            if not goes_on:
                return Reply(text="\n".join(lines))
            # stored as a draft line by line: a killed program loses the line being typed at most
            grow("\n".join(lines))

    def write_page(self, page: Page, *, writes: bool = False, draft: str = "") -> None:
        """Write the whole page, most important last; of a page that was just read, only what is new."""
        self.say = page.say
        self.show.write("\n")
        if not page.again:
            self.put(" · ".join(part for part in (page.title, page.count) if part))
        self.put(page.notice)
        self.put_remarks(page.banners)
        if not page.again:
            self.put(page.heading)
            self.put(page.lead)
            for box in page.boxes:
                self.put(f"{box.heading}:")
                for line in box.lines:
                    self.put(f"  {line.label}: {line.aside}", indent=4)
            self.show.write("\n")
            self.put(page.question)
            self.put(page.hint)
        self.put_remarks((*page.points, *page.remarks))
        if not writes:
            self.write_choices(page)
        if draft:
            self.put(self.say("interview.plain.draft", text=draft))
            self.put(self.say("interview.plain.keep"))
        self.put(page.footnote)
        self.write_keys(page, writes)

    def write_choices(self, page: Page) -> None:
        """Write the numbered choices; of a page that was just read, only those that are the answer."""
        for number, choice in enumerate(page.choices, 1):
            aside = f" ({choice.aside})" if choice.aside else ""
            tick = f" ({self.say('interview.plain.ticked')})" if page.many and choice.id in page.given else ""
            if not page.again or choice.id in page.given:
                self.put(f"{number}. {choice.label}{aside}{tick}", indent=3)
        pointed = next((c.label for c in page.choices if c.id == page.pointed and c.id not in page.given), "")
        if pointed and not page.many:
            self.put(self.say("interview.plain.pointed", label=pointed))
        elif page.enter:
            self.put(self.say("interview.plain.pointed", label=page.enter))

    def write_keys(self, page: Page, writes: bool) -> None:
        """Say what can be typed, once for each kind of page: who listens to the screen would hear it every time."""
        kind = "write" if writes else "read" if not page.choices else "choose-many" if page.many else "choose"
        slash = COMMAND if writes else ""
        keys = [self.say("interview.plain.key", key=slash + key.letter, label=key.label) for key in page.keys]
        sentences = [self.say(f"interview.plain.{kind}")] if kind != "read" else []
        sentences += [self.say("interview.plain.several-lines")] if page.several_lines else []
        sentences += [self.say("interview.plain.keys", keys=", ".join(keys))] if keys else []
        self.help = " ".join(sentences)
        known = (kind, page.language, *(key.move for key in page.keys))
        if known not in self.explained and self.help:
            self.explained.add(known)
            self.put(self.help)
            self.put(self.say("interview.plain.ask-help", key=slash + HELP))

    def put_remarks(self, remarks: Iterable[Remark]) -> None:
        """Write what was said, each after a word for what it is."""
        for remark in remarks:
            self.put(": ".join(part for part in (remark.label, remark.words) if part))

    def put(self, words: str, indent: int = 0) -> None:
        """Write a text, if there is any, in lines of whole words; what a terminal would obey is left out."""
        for paragraph in for_screen(words).split("\n") if words else ():
            folded = textwrap.wrap(paragraph, self.width, subsequent_indent=" " * indent, break_on_hyphens=False)
            self.show.write("\n".join(folded) + "\n")

    def read_line(self, *, strip: bool = True, goes_on: bool = False) -> str:
        """The next line that is typed; `goes_on` where it belongs to the same text as the line before."""
        while True:
            self.show.write(self.say("interview.plain.prompt-on" if goes_on else "interview.plain.prompt"))
            self.show.flush()
            line = self.read.readline()
            if not line:
                self.show.write("\n")
                raise EOFError
            line = line.rstrip("\r\n")
            # in a text a question mark alone may be the text; there help needs its slash
            if line.strip() not in ((HELP, COMMAND + HELP) if strip else (COMMAND + HELP,)):
                return line.strip() if strip else line
            self.put(self.help)


def ends_in_path(line: str) -> bool:
    """Whether the line ends in a folder of Windows (G:\\Gemensam\\, \\\\server\\): its last backslash is text then."""
    word = line.rpartition(" ")[2].removesuffix(GO_ON)
    return GO_ON in word or re.fullmatch("[A-Za-z]:", word) is not None


def find_key(page: Page, line: str) -> Key | None:
    """The key that is meant by its letter or its label, with or without a slash before it."""
    word = line.removeprefix(COMMAND).casefold()
    return next((key for key in page.keys if word in (key.letter, *key.also, key.label.casefold())), None)


def find_index(word: str, most: int) -> int | None:
    """The index (from 0) that a typed number means, if there are so many."""
    word = word.strip().rstrip(".")
    return int(word) - 1 if word.isascii() and word.isdigit() and len(word) < 5 and 0 < int(word) <= most else None
