"""A sitting over one answer file: where the interview stands, and every change kept before the next page is shown."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import PurePath
from typing import Protocol

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.interview import Interview, new_sheet, speak, start_interview
from lovande_cli.errors import LovandeError
from lovande_cli.interview.pages import Choice, Page, Remark, Terminal
from lovande_cli.interview.session import Session
from lovande_cli.language import Say
from lovande_cli.language.characters import for_file
from lovande_cli.wording.problems import explain

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


class Storage(Protocol):
    """Where the answers are kept: one open file at a time."""

    @property
    def place(self) -> str:
        """The file as the person named it; "" until one is open."""

    def holds(self, place: str) -> bool:
        """Whether there is a file already."""

    def make_folder(self, place: str) -> None:
        """Make the folder if there is none; where it cannot be made, opening a file in it tells why."""

    def open(self, place: str) -> AnswerSheet | None:
        """Keep the answers there from now on; what it holds already, None for a new file.

        Raises OSError or LovandeError, and then keeps the earlier place.
        """

    def save(self, sheet: AnswerSheet) -> AnswerSheet:
        """Put the sheet in the file, on the disk before this returns; what the file holds now.

        Raises OSError or LovandeError.
        """


class AnswerSession(Session):
    """A sitting over one answer file; `only` are the elements it is about, all of them where it is empty."""

    def __init__(
        self,
        framework: Framework,
        sheet: AnswerSheet | None,
        *,
        terminal: Terminal,
        storage: Storage,
        language: str,
        only: frozenset[str] = frozenset(),
        practice: str = "",
    ) -> None:
        super().__init__(terminal, language)
        self.framework = framework
        self.storage = storage
        self.only = only
        self.is_new = sheet is None
        start = sheet or new_sheet(framework, language=self.writable(language), name=practice)
        self.interview = start_interview(framework, start, only)
        self.unsaved = False
        self.patient = False  # the person has been told that saving fails and goes on anyway

    @property
    def sheet(self) -> AnswerSheet:
        """What is answered so far."""
        return self.interview.sheet

    @property
    def is_saved(self) -> bool:
        """Whether everything answered is in the file."""
        return bool(self.storage.place) and not self.unsaved

    def writable(self, language: str) -> str:
        """The language to write answers in: this one where the framework has it, else the framework's first."""
        return language if language in self.framework.languages else next(iter(self.framework.languages))

    def language_changed(self) -> None:
        """Write the answers in the language that is spoken now."""
        self.save(speak(self.interview, self.writable(self.say.language)))

    def standing_notice(self) -> str:
        """That the answers are not saved, as long as they are not."""
        return self.say("interview.trouble.notice") if self.unsaved else ""

    def save(self, interview: Interview) -> None:
        """Stand here from now on, with every answer kept; where saving fails, ask what to do."""
        changed = interview.sheet != self.sheet
        self.interview = interview
        if not (changed or self.unsaved) or not self.storage.place:
            return
        self.unsaved = True
        try:
            self.save_now()
        except (OSError, LovandeError) as error:
            if not self.patient:
                self.mend_saving(error)

    def save_now(self) -> None:
        """Put everything in the file, and take in what someone else has answered; raises OSError or LovandeError."""
        kept = self.storage.save(self.sheet)
        self.unsaved = self.patient = False
        if kept != self.sheet:
            self.interview = replace(self.interview, sheet=kept)
            self.banners += (Remark(label="", words=self.say("interview.trouble.joined"), style="accent"),)

    def save_before_leaving(self) -> None:
        """Try once more to save what is not saved, and ask for another place where that fails."""
        if not self.unsaved or not self.storage.place:
            return
        try:
            self.save_now()
        except (OSError, LovandeError) as error:
            self.mend_saving(error, leaving=True)

    def describe_trouble(self, error: OSError | LovandeError, place: str) -> str:
        """Why a file could not be opened or saved, in one sentence."""
        if isinstance(error, LovandeError):
            return explain(error.problems[0], self.say).reason
        kind = TROUBLES.get(error.errno or 0, "other")
        return self.say(f"interview.trouble.{kind}", file=PurePath(place).name)

    def mend_saving(self, error: OSError | LovandeError, *, leaving: bool = False) -> None:
        """Tell that saving failed and find another place, try again, or go on with the answers in memory."""
        told = self.describe_trouble(error, self.storage.place)
        while self.unsaved:
            reply = self.terminal.choose(self.trouble_page(told, leaving=leaving))
            self.notice = ""
            if reply.move == "language":
                self.say = Say(self.next_language())
                told = self.describe_trouble(error, self.storage.place)
                continue
            if reply.chosen in (("go-on",), ("leave",)):
                self.patient = True
                return
            if not reply.chosen or (reply.chosen == ("elsewhere",) and not self.choose_other_place()):
                continue
            try:
                self.save_now()
            except (OSError, LovandeError) as again:
                error = again
                told = self.describe_trouble(error, self.storage.place)

    def trouble_page(self, told: str, *, leaving: bool) -> Page:
        """What to do when the answers cannot be saved."""
        say = self.say
        choices = ("elsewhere", "again", "leave" if leaving else "go-on")
        return Page(
            language=say.language,
            title=say("interview.trouble.place"),
            notice=self.notice,
            heading=told,
            lead=say("interview.trouble.kept"),
            question=say("interview.trouble.ask"),
            choices=tuple(Choice(id=one, label=say(f"interview.trouble.{one}")) for one in choices),
            pointed="elsewhere",
            digits=say("interview.use.choose"),
            keys=self.keys(("language",)),
        )

    def choose_other_place(self) -> bool:
        """Keep the answers in another file from now on; False when none was chosen."""
        draft = str(PurePath("~") / PurePath(self.storage.place).name)
        while True:
            page = Page(
                language=self.say.language,
                title=self.say("interview.trouble.place"),
                notice=self.notice,
                question=self.say("interview.trouble.where"),
                hint=self.say("interview.trouble.where-hint"),
                enter=self.say("interview.use.done"),
                keys=self.keys(("back",)),
                escape="back",
            )
            reply = self.terminal.write(page, draft)
            self.notice, draft = "", reply.text
            if reply.move or not for_file(draft):
                return False
            place = name_file(for_file(draft))
            if self.storage.holds(place):
                self.notice = self.say("interview.trouble.taken")
                continue
            try:
                self.storage.open(place)
            except (OSError, LovandeError) as error:
                self.notice = self.describe_trouble(error, place)
            else:
                return True


def name_file(typed: str) -> str:
    """The file that was meant: its name on one line, with .yaml where no ending was typed."""
    place = " ".join(typed.split())
    return place if PurePath(place).suffix.casefold() in (".yaml", ".yml", ".json") else f"{place}.yaml"
