"""A sitting over one answer file: where the interview stands, and every change kept before the next page is shown."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from time import time
from typing import Protocol

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.interview import Interview, new_sheet, speak, start_interview
from lovande_cli.errors import LovandeError, disk_problem
from lovande_cli.files.answerfiles import SUFFIXES
from lovande_cli.files.safekeeping import ChangedElsewhere, Version
from lovande_cli.interview.pages import Choice, Page, Remark, Terminal
from lovande_cli.interview.session import Session
from lovande_cli.language import Say
from lovande_cli.language.characters import for_file
from lovande_cli.wording.problems import explain
from lovande_cli.wording.results import chosen_words, question_number

TROUBLES = {"disk-full": "full", "not-allowed": "read-only", "no-folder": "gone", "disk-gone": "gone"}
"""The kind of problem when saving fails, to the sentence that tells it here."""

MOST_CONFLICTS = 5
"""How many questions that were answered differently elsewhere are shown; the others are counted."""


class Storage(Protocol):
    """Where the answers are kept: one open file at a time."""

    @property
    def path(self) -> str:
        """The file as the person named it; "" until one is open."""

    def holds(self, path: str) -> bool:
        """Whether there is a file already."""

    def make_folder(self, path: str) -> None:
        """Make the folder if there is none; where it cannot be made, opening a file in it tells why."""

    def open(self, path: str) -> AnswerSheet | None:
        """Keep the answers there from now on; what it holds already, None for a new file.

        Raises OSError or LovandeError, and then keeps the earlier one.
        """

    def save(self, sheet: AnswerSheet, *, prefer: Version | None = None) -> AnswerSheet:
        """Put the sheet in the file, on the disk before this returns; what the file holds now.

        `prefer` says whose answers go where someone else has answered otherwise; without it ChangedElsewhere is raised.
        Raises OSError or LovandeError.
        """

    def put_aside(self, sheet: AnswerSheet) -> None:
        """Put the sheet beside the file, which stays as it is; raises OSError or LovandeError."""


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
        start = sheet or new_sheet(framework, language=framework.written_language(language), name=practice)
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
        return bool(self.storage.path) and not self.unsaved

    def language_changed(self) -> None:
        """Write the answers in the language that is spoken now."""
        self.save(speak(self.interview, self.framework.written_language(self.say.language)))

    def standing_notice(self) -> str:
        """That the answers are not saved, as long as they are not."""
        return self.say("interview.trouble.notice") if self.unsaved else ""

    def save(self, interview: Interview) -> None:
        """Stand here from now on, with every answer kept; where saving fails, ask what to do."""
        changed = interview.sheet != self.sheet
        self.interview = interview
        if not (changed or self.unsaved) or not self.storage.path:
            return
        self.unsaved = True
        try:
            self.save_now()
        except (OSError, LovandeError) as error:
            if not self.patient:
                self.mend_saving(error)

    def save_now(self) -> None:
        """Put everything in the file, and take in what someone else has answered; raises OSError or LovandeError."""
        prefer: Version | None = None
        while True:
            try:
                kept = self.storage.save(self.sheet, prefer=prefer)
                break
            except ChangedElsewhere as changed:
                prefer = self.choose_version(changed)
        self.unsaved = self.patient = False
        if kept != self.sheet:
            self.interview = replace(self.interview, sheet=kept)
            self.banners += (Remark(label="", words=self.say("interview.trouble.joined"), style="accent"),)

    def save_before_leaving(self) -> None:
        """Try once more to save what is not saved, and ask for another place where that fails."""
        if not self.unsaved or not self.storage.path:
            return
        try:
            self.save_now()
        except (OSError, LovandeError) as error:
            self.mend_saving(error, leaving=True)
        except (KeyboardInterrupt, EOFError):  # nobody says whose answers go: both are kept
            with suppress(OSError, LovandeError):
                self.storage.put_aside(self.sheet)
            raise

    def choose_version(self, changed: ChangedElsewhere) -> Version:
        """Whose answers go, where someone else has answered the same questions otherwise in the file."""
        while True:
            reply = self.terminal.choose(self.version_page(changed))
            if reply.move == "language":
                self.say = Say(self.next_language())
            elif reply.chosen:
                return "theirs" if reply.chosen == ("theirs",) else "ours"

    def version_page(self, changed: ChangedElsewhere) -> Page:
        """What differs between our answers and those in the file, which are newer, and the choice between them."""
        say, file = self.say, PurePath(self.storage.path).name
        shown = [self.describe_conflict(keys, changed.theirs) for keys in changed.conflicts[:MOST_CONFLICTS]]
        more = len(changed.conflicts) - len(shown)
        rest = [Remark(label="", words=say("interview.changed.more", count=more))] if more > 0 else []
        whose = ("ours", "theirs") if changed.theirs else ("ours",)
        return Page(
            language=say.language,
            title=say("interview.changed.title"),
            heading=say("interview.changed.told" if changed.theirs else "interview.changed.unreadable", file=file),
            lead=say("interview.changed.when", theirs=clock(changed.theirs_at, say), ours=clock(changed.ours_at, say)),
            points=(*shown, *rest),
            question=say("interview.changed.ask"),
            hint=say("interview.changed.hint"),
            choices=tuple(Choice(id=one, label=say(f"interview.changed.{one}")) for one in whose),
            pointed="ours",
            digits=say("interview.use.choose"),
            keys=self.keys(("language",)),
        )

    def describe_conflict(self, keys: tuple[str, ...], theirs: AnswerSheet | None) -> Remark:
        """What we say and what stands in the file, where these keys lead."""
        say, question = self.say, self.framework.question_by_id.get(keys[1] if keys[0] == "answers" else "")
        if question is None or theirs is None:
            return Remark(label="", words=say("interview.changed.detail"))
        ours, other = self.sheet.answer(question.id), theirs.answer(question.id)
        if keys[-1] in ("note", "evidence"):
            said = [" ".join((getattr(one, keys[-1]) or "–").split())[:60] for one in (ours, other)]
        else:
            said = [chosen_words(question, one, say) for one in (ours, other)]
        words = say("interview.changed.differs", ours=said[0], theirs=said[1])
        return Remark(label=question_number(self.framework, question), words=words)

    def describe_trouble(self, error: OSError | LovandeError, path: str) -> str:
        """Why a file could not be opened or saved, in one sentence."""
        if isinstance(error, LovandeError):
            return explain(error.problems[0], self.say).reason
        kind = TROUBLES.get(disk_problem(error, path, "other").kind, "other")
        return self.say(f"interview.trouble.{kind}", file=PurePath(path).name)

    def mend_saving(self, error: OSError | LovandeError, *, leaving: bool = False) -> None:
        """Tell that saving failed and find another place, try again, or go on with the answers in memory."""
        told = self.describe_trouble(error, self.storage.path)
        while self.unsaved:
            reply = self.terminal.choose(self.trouble_page(told, leaving=leaving))
            self.notice = ""
            if reply.move == "language":
                self.say = Say(self.next_language())
                told = self.describe_trouble(error, self.storage.path)
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
                told = self.describe_trouble(error, self.storage.path)

    def trouble_page(self, told: str, *, leaving: bool) -> Page:
        """What to do when the answers cannot be saved."""
        say = self.say
        choices = ("elsewhere", "again", "leave" if leaving else "go-on")
        return Page(
            language=say.language,
            title=say("interview.trouble.title"),
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
        draft = str(PurePath("~") / PurePath(self.storage.path).name)
        while True:
            page = Page(
                language=self.say.language,
                title=self.say("interview.trouble.title"),
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
            path = name_file(for_file(draft))
            if self.storage.holds(path):
                self.notice = self.say("interview.trouble.taken")
                continue
            try:
                self.storage.open(path)
            except (OSError, LovandeError) as error:
                self.notice = self.describe_trouble(error, path)
            else:
                return True


def clock(at: float, say: Say) -> str:
    """The time of day (seconds of the epoch), with the date where it is not today's."""
    then, now = (datetime.fromtimestamp(one).astimezone() for one in (at, time()))
    told = say("interview.changed.clock", clock=f"{then:%H.%M}")
    return told if then.date() == now.date() else f"{say.date(then.date().isoformat())} {told}"


def name_file(typed: str) -> str:
    """The file that was meant: its name on one line, with .yaml where no ending was typed."""
    path = " ".join(typed.split())
    return path if PurePath(path).suffix.casefold() in SUFFIXES else f"{path}.yaml"
