"""The ground of any talk with a group: a page is put, the reply is brought back, and what changed is kept.

What holds on every page is here: changing the language, pausing, and what to do when the answers cannot be saved.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Protocol

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.interview import Interview, new_sheet, speak, start_interview
from lovande_cli.errors import LovandeError
from lovande_cli.interview.pages import Asker, Choice, Key, Move, Page, Reply
from lovande_cli.language import Say, spoken_languages
from lovande_cli.language.characters import for_file
from lovande_cli.wording.problems import explain

FUNCTION_KEYS: dict[Move, str] = {
    "back": "F2",
    "forward": "F3",
    "note": "F4",
    "evidence": "F5",
    "overview": "F6",
    "more": "F7",
    "language": "F8",
    "pause": "F9",
}
"""The key of each move that works everywhere, also while typing, and is the same in every language."""

FIELD_MOVES: tuple[Move, ...] = ("back", "forward", "language", "pause")

TROUBLES = {
    errno.ENOSPC: "full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "full",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.EROFS: "read-only",
    errno.ENOENT: "gone",
    errno.ENODEV: "gone",
    errno.ENXIO: "gone",
    errno.EIO: "gone",
}
"""What the system says when saving fails, to the sentence that tells it."""


class Keeper(Protocol):
    """Where the answers are kept: one open file at a time."""

    @property
    def place(self) -> str:
        """The file as the person named it; "" until one is open."""

    def holds(self, place: str) -> bool:
        """Whether there is a file already."""

    def open(self, place: str) -> AnswerSheet | None:
        """Keep the answers there from now on; what it holds already, None for a new file.

        Raises OSError or LovandeError, and then keeps the earlier place.
        """

    def save(self, sheet: AnswerSheet) -> AnswerSheet:
        """Put the sheet in the file, on the disk before this returns; what the file holds now.

        Raises OSError or LovandeError.
        """


class Paused(Exception):
    """The person wants to go on another time."""


class Talk:
    """One talk with a group: where it stands, in which language, and whether everything is saved."""

    def __init__(
        self,
        framework: Framework,
        sheet: AnswerSheet | None,
        *,
        asker: Asker,
        keeper: Keeper,
        language: str,
        only: frozenset[str],
        practice: str,
    ) -> None:
        self.framework = framework
        self.asker = asker
        self.keeper = keeper
        self.say = Say(language)
        self.only = only
        self.is_new = sheet is None
        start = sheet or new_sheet(framework, language=self.writable(language), name=practice)
        self.interview = start_interview(framework, start, only)
        self.unsaved = False
        self.patient = False  # the person has been told that saving fails and goes on anyway
        self.banner: tuple[str, str] = ("", "quiet")
        self.notice = ""

    def writable(self, language: str) -> str:
        """The language to write answers in: this one where the framework has it, else the framework's first."""
        return language if language in self.framework.languages else next(iter(self.framework.languages))

    def keys(self, moves: Sequence[Move]) -> tuple[Key, ...]:
        """The keys for these moves, in the person's language; the language key only where there is another one."""
        return tuple(self.key(move) for move in moves if move != "language" or len(spoken_languages()) > 1)

    def key(self, move: Move) -> Key:
        """The key for one move."""
        letter = self.say(f"interview.key.{move}.letter")
        label = self.say(f"interview.key.{move}.label", name=spoken_languages()[self.next_language()])
        also = tuple(self.say.rules.keyboard.get(letter, ""))
        return Key(move=move, letter=letter, function=FUNCTION_KEYS[move], label=label, also=also)

    def next_language(self) -> str:
        """The language that the language key changes to."""
        languages = list(spoken_languages())
        return languages[(languages.index(self.say.language) + 1) % len(languages)]

    def choose(self, make_page: Callable[[], Page]) -> Reply:
        """The reply to a page of choices; pause and language are dealt with here."""
        return self.ask(make_page, self.asker.choose)

    def write(self, make_page: Callable[[], Page], draft: str, keep: Callable[[str], object]) -> Reply:
        """The reply to a page with a line to write; pause and language are dealt with here, the draft stays.

        Whoever leaves in the middle of a line has it handed to `keep` first: nothing typed is lost.
        """
        typed = [draft]

        def write_on(page: Page) -> Reply:
            try:
                reply = self.asker.write(page, typed[0])
            except (KeyboardInterrupt, EOFError) as leaving:
                if leaving.args and leaving.args[0] != draft:
                    keep(str(leaving.args[0]))
                raise
            typed[0] = reply.text
            if reply.move == "pause" and reply.text != draft:
                keep(reply.text)
            return reply

        return self.ask(make_page, write_on)

    def ask(self, make_page: Callable[[], Page], put: Callable[[Page], Reply]) -> Reply:
        """The reply to a page that is made anew whenever the language changes."""
        while True:
            page = make_page()
            banner, style = self.banner
            notice = self.notice or (self.say("interview.trouble.notice") if self.unsaved else "")
            reply = put(replace(page, language=self.say.language, notice=notice, banner=banner, banner_style=style))
            self.notice = ""
            if reply.move == "pause":
                raise Paused
            if reply.move == "language":
                self.say = Say(self.next_language())
                self.banner = ("", "quiet")
                self.save(speak(self.interview, self.writable(self.say.language)))
                continue
            self.banner = ("", "quiet")
            return reply

    # Saving, and when it fails

    def save(self, interview: Interview) -> None:
        """Stand here from now on, with every answer kept; where saving fails, ask what to do."""
        changed = interview.sheet is not self.interview.sheet
        self.interview = interview
        if not (changed or self.unsaved) or not self.keeper.place:
            return
        try:
            self.keeper.save(interview.sheet)
            self.unsaved = self.patient = False
        except (OSError, LovandeError) as error:
            self.unsaved = True
            if not self.patient:
                self.mend_saving(error)

    def describe_trouble(self, error: OSError | LovandeError, place: str) -> str:
        """Why a file could not be saved, in one sentence."""
        if isinstance(error, LovandeError):
            return explain(error.problems[0], self.say).reason
        kind = TROUBLES.get(error.errno or 0, "other")
        return self.say(f"interview.trouble.{kind}", file=PurePath(place).name)

    def mend_saving(self, error: OSError | LovandeError, *, leaving: bool = False) -> None:
        """Tell that saving failed and find another place, try again, or go on with the answers in memory."""
        told = self.describe_trouble(error, self.keeper.place)
        while self.unsaved:

            def page(told: str = told) -> Page:
                say = self.say
                last = "leave" if leaving else "go-on"
                return Page(
                    place=say("interview.trouble.place"),
                    heading=told,
                    lead=say("interview.trouble.kept"),
                    question=say("interview.trouble.ask"),
                    choices=tuple(
                        Choice(id=one, label=say(f"interview.trouble.{one}")) for one in ("elsewhere", "again", last)
                    ),
                    pointed="elsewhere",
                    keys=self.keys(("language",)),
                    language=say.language,
                )

            reply = self.asker.choose(replace(page(), notice=self.notice))
            self.notice = ""
            if reply.move == "language":
                self.say = Say(self.next_language())
                told = self.describe_trouble(error, self.keeper.place)
                continue
            if reply.chosen in (("go-on",), ("leave",)):
                self.patient = True
                return
            if reply.chosen == ("elsewhere",) and not self.choose_other_place():
                continue
            try:
                self.keeper.save(self.interview.sheet)
                self.unsaved = self.patient = False
            except (OSError, LovandeError) as again:
                error = again
                told = self.describe_trouble(error, self.keeper.place)

    def choose_other_place(self) -> bool:
        """Keep the answers in another file from now on; False when none was chosen."""
        page = Page(
            place=self.say("interview.trouble.place"),
            question=self.say("interview.trouble.where"),
            hint=self.say("interview.trouble.where-hint"),
            keys=self.keys(("back",)),
            language=self.say.language,
        )
        draft = str(PurePath("~") / PurePath(self.keeper.place).name)
        while True:
            reply = self.asker.write(replace(page, notice=self.notice), draft)
            self.notice = ""
            draft = reply.text
            if reply.move or not for_file(draft):
                return False
            place = name_file(for_file(draft))
            if self.keeper.holds(place):
                self.notice = self.say("interview.trouble.taken")
                continue
            try:
                self.keeper.open(place)
            except LovandeError:
                self.notice = self.say("interview.trouble.could-not-open")
            except OSError as error:
                self.notice = self.describe_trouble(error, place)
            else:
                return True

    def save_before_leaving(self) -> None:
        """Try once more to save what is not saved, and ask for another place where that fails."""
        if not self.unsaved or not self.keeper.place:
            return
        try:
            self.keeper.save(self.interview.sheet)
            self.unsaved = False
        except (OSError, LovandeError) as error:
            self.mend_saving(error, leaving=True)


def name_file(typed: str) -> str:
    """The file that was meant: its name on one line, with .yaml where no ending was typed."""
    place = " ".join(typed.split())
    return place if PurePath(place).suffix in (".yaml", ".yml", ".json") else f"{place}.yaml"
