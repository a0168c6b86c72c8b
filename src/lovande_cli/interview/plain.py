"""The interview line by line, by numbers and Enter, without moving the cursor: for screen readers and pipes."""

from __future__ import annotations

import textwrap
from types import TracebackType
from typing import TextIO

from lovande_cli.interview.pages import Key, Page, Remark, Reply, Toggle
from lovande_cli.language import Say, default_language
from lovande_cli.language.characters import for_screen

COMMAND = "/"
"""What stands before a letter that is a command and not text."""

GO_ON = "\\"
"""What ends a line of text that goes on with another one."""

DELETE = "-"
HELP = "?"


class Plain:
    """An Asker that writes lines to `show` and reads lines from `read`; the end of `read` raises EOFError."""

    edits = False

    def __init__(self, *, read: TextIO, show: TextIO, width: int) -> None:
        """Ready to speak in lines of at most `width` columns."""
        self.say = Say(default_language())
        self.explained: set[tuple[str, str]] = set()
        self.help = ""
        self.read = read
        self.show = show
        self.width = max(width, 20)

    def __enter__(self) -> Plain:
        """Nothing needs to be taken."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing needs to be given back."""

    def choose(self, page: Page) -> Reply:
        """One of the page's choices, by its number; Enter alone takes the one that was chosen before."""
        self.tell(page, None)
        names = [choice.id for choice in page.choices]
        while True:
            line = self.read_line()
            if not line and page.pointed in names:
                return Reply(chosen=(page.pointed,))
            key = find_key(page, line)
            if key is not None:
                return Reply(move=key.move)
            place = find_place(line, len(names))
            if place is not None:
                return Reply(chosen=(names[place],))
            self.put(self.help if not line else self.say("interview.plain.not-understood", line=line[:60]))

    def choose_many(self, page: Page, ticked: frozenset[str], toggle: Toggle) -> Reply:
        """Any number of the page's choices, by their numbers on one line; Enter alone keeps what is ticked."""
        self.tell(page, ticked)
        names = [choice.id for choice in page.choices]
        while True:
            line = self.read_line()
            if not line:
                return Reply(chosen=tuple(ticked))
            key = find_key(page, line)
            if key is not None:
                return Reply(move=key.move, chosen=tuple(ticked))
            places = [find_place(word, len(names)) for word in line.replace(",", " ").split()]
            if places and None not in places:
                chosen: frozenset[str] = frozenset()
                for place in places:
                    if place is not None and names[place] not in chosen:
                        chosen = toggle(chosen, names[place])
                return Reply(chosen=tuple(chosen))
            self.put(self.say("interview.plain.not-understood", line=line[:60]))

    def write(self, page: Page, draft: str) -> Reply:
        """A text on one line, or several where a line ends with a backslash; Enter alone keeps the draft."""
        self.tell(page, None, draft=draft)
        lines: list[str] = []
        while True:
            line = self.read_line(strip=False)
            if not lines:
                if not line.strip():
                    return Reply(text=draft)
                if line.strip() == DELETE:
                    return Reply(text="")
                key = find_key(page, line.strip()) if line.strip().startswith(COMMAND) else None
                if key is not None:
                    return Reply(move=key.move, text=draft)
            lines.append(line.removesuffix(GO_ON))
            if not line.endswith(GO_ON):
                return Reply(text="\n".join(lines))

    def tell(self, page: Page, ticked: frozenset[str] | None, draft: str = "") -> None:
        """Write the whole page, most important last."""
        self.say = Say(page.language or default_language())
        say = self.say
        self.put("")
        self.put(" · ".join(part for part in (page.place, page.count) if part))
        lead = page.lead if page.opening else ""
        for part in (page.notice, page.banner, page.heading, lead, page.discuss):
            self.put_any(part)
        for number, row in enumerate(page.rows, 1):
            self.put(" ".join(part for part in (f"{number}.", row.label, row.aside) if part))
        for remark in page.points:
            self.put_remark(remark)
        self.put("")
        self.put_any(page.question)
        self.put_any(page.hint)
        for remark in page.remarks:
            self.put_remark(remark)
        for number, choice in enumerate(page.choices, 1):
            aside = f" ({choice.aside})" if choice.aside else ""
            tick = f" ({say('interview.plain.ticked')})" if ticked and choice.id in ticked else ""
            self.put(f"{number}. {choice.label}{aside}{tick}", indent=3)
        kind = "write" if not page.choices else "choose" if ticked is None else "choose-many"
        if page.choices and ticked is None:
            pointed = next((c.label for c in page.choices if c.id == page.pointed), "")
            self.put_any(say("interview.plain.pointed", label=pointed) if pointed else "")
        elif draft:
            self.put(say("interview.plain.draft", text=draft))
            self.put(say("interview.plain.keep"))
        self.help = " ".join(
            (
                say(f"interview.plain.{kind}"),
                say(
                    "interview.plain.keys",
                    keys=", ".join(
                        say(
                            "interview.plain.key",
                            key=key.letter if page.choices else COMMAND + key.letter,
                            label=key.label,
                        )
                        for key in page.keys
                    ),
                ),
            )
        )
        # said once for each kind of page: who listens to the screen would hear it at every question
        if (kind, page.language) not in self.explained:
            self.explained.add((kind, page.language))
            self.put(self.help)
            self.put(say("interview.plain.ask-help", key=HELP if page.choices else COMMAND + HELP))

    def put_remark(self, remark: Remark) -> None:
        """Write what was said after a word for what it is."""
        self.put(f"{remark.label}: {remark.words}" if remark.label else remark.words)

    def put_any(self, words: str) -> None:
        """Write the text, if there is any."""
        if words:
            self.put(words)

    def put(self, words: str, indent: int = 0) -> None:
        """Write a text in lines of whole words; what a terminal would obey is left out."""
        for paragraph in for_screen(words).split("\n"):
            folded = textwrap.wrap(paragraph, self.width, subsequent_indent=" " * indent, break_on_hyphens=False)
            self.show.write("\n".join(folded) + "\n")

    def read_line(self, *, strip: bool = True) -> str:
        """The next line that is typed."""
        asking_for_help = (HELP, COMMAND + HELP) if strip else (COMMAND + HELP,)
        while True:
            self.show.write(self.say("interview.plain.prompt"))
            self.show.flush()
            line = self.read.readline()
            if not line:
                self.show.write("\n")
                raise EOFError
            line = line.rstrip("\r\n")
            if line.strip() not in asking_for_help:
                return line.strip() if strip else line
            self.put(self.help)


def find_key(page: Page, line: str) -> Key | None:
    """The key that is meant by its letter or its label, with or without a slash before it."""
    word = line.removeprefix(COMMAND).casefold()
    return next((key for key in page.keys if word in (key.letter, *key.also, key.label.casefold())), None)


def find_place(word: str, most: int) -> int | None:
    """The place (from 0) that a typed number means, if there are so many."""
    word = word.strip().rstrip(".")
    return int(word) - 1 if word.isascii() and word.isdigit() and len(word) < 5 and 0 < int(word) <= most else None
