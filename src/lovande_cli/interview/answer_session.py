"""A session over one answer file: saves every change, asks when saving fails or someone else changed the file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from secrets import token_hex
from time import time

from lovande_cli.assessment.answers import ID_LENGTH, OPEN, AnswerSheet, answered_now
from lovande_cli.assessment.merge import Place, Side
from lovande_cli.assessment.navigation import Interview, new_sheet, start_interview
from lovande_cli.documents.problems import explain
from lovande_cli.documents.words import chosen_words, question_number
from lovande_cli.errors import LovandeError, Problem, disk_problem
from lovande_cli.files.answer_files import is_newer
from lovande_cli.files.drafts import Drafts
from lovande_cli.files.file_kinds import SUFFIXES
from lovande_cli.files.store import AnswerStore, ChangedElsewhere
from lovande_cli.interview.page_model import Choice, Page, Remark, Reply
from lovande_cli.interview.session import Session, SessionConfig, TextEntry
from lovande_cli.interview.stopwatch import Stopwatch
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_file

TROUBLES = {
    "disk-full": "full",
    "not-allowed": "read-only",
    "no-folder": "gone",
    "disk-gone": "gone",
    "path-too-long": "long",
    "open-elsewhere": "open",
}
"""The kind of problem when saving fails, to the sentence that tells it here."""

MAX_CONFLICTS = 5
"""How many questions that were answered differently elsewhere are shown; the others are counted."""


class AnswerSession(Session):
    """A session over one answer file; `only` are the elements it is about, all of them where it is empty.

    With a `stopwatch` it is a pilot: the file says how long each element takes. `document` is the file of the report or
    the description that was saved last, "" without one.
    """

    def __init__(
        self,
        config: SessionConfig,
        sheet: AnswerSheet | None,
        storage: AnswerStore,
        *,
        only: frozenset[str] = frozenset(),
        practice: str = "",
        stopwatch: Stopwatch | None = None,
    ) -> None:
        super().__init__(config)
        self.stopwatch = stopwatch
        self.storage = storage
        self.only = only
        self.is_new = sheet is None
        written = self.framework.written_language(config.language)
        sheet = sheet or new_sheet(self.framework, language=written, name=practice, id=token_hex(ID_LENGTH // 2))
        self.interview = start_interview(self.framework, sheet, only)
        self.document = ""
        self.unsaved = False
        self.patient = False  # the person has been told that saving fails and goes on anyway
        self.notice = self.newer_notice()
        self.find_drafts()

    @property
    def sheet(self) -> AnswerSheet:
        """What is answered so far."""
        return self.interview.sheet

    @property
    def is_saved(self) -> bool:
        """Whether everything answered is in the file."""
        return bool(self.storage.path) and not self.unsaved

    def language_changed(self) -> None:
        """Write a new file in the language that is spoken now; one that is there already stays in its own.

        One stray key must not decide how the group's file and its colleagues' forms are written.
        """
        if not self.storage.holds(self.storage.path):
            language = self.framework.written_language(self.say.language)
            self.interview = replace(self.interview, sheet=replace(self.sheet, language=language))

    def standing_notice(self) -> str:
        """That the answers are not saved, as long as they are not."""
        return self.say("interview.trouble.notice") if self.unsaved else ""

    def open(self, path: str) -> str:
        """Open the file and go on with what it holds; why that failed, "" where it did not."""
        try:
            sheet = self.storage.open(path)
        except (OSError, LovandeError) as error:
            return self.describe_trouble(error, path)
        self.find_drafts()
        if sheet is not None:
            self.is_new = False
            self.interview = start_interview(self.framework, sheet, self.only)
            self.notice = self.newer_notice()
        return ""

    def newer_notice(self) -> str:
        """That the file was made with newer questions than the program has, if it was."""
        version, ours = self.sheet.framework_version, self.framework.version
        if not is_newer(version, ours):
            return ""
        problem = explain(Problem(kind="newer-questions", blanks={"version": version, "ours": ours}), self.say)
        return f"{problem.reason} {problem.remedy}"

    def find_drafts(self) -> None:
        """Store drafts beside the file from now on, those from before too, and find the ones that lie there."""
        before = self.drafts.texts
        self.drafts = Drafts(self.storage.target if self.storage.path else None)
        for place, text in before.items():
            self.drafts.put(place, text)

    def ask_and_save(self, page: Page, entry: TextEntry) -> Reply:
        """The reply to a page where something is written, with what was typed kept however it was left.

        Only an emptied line does not take away a text that one goes back from.
        """
        reply = self.ask_text(page, entry)
        if reply.move == "language":
            return reply
        if not reply.move or reply.text.strip():
            entry.keep(reply.text)
        if self.drafts.texts.get(entry.place) == reply.text:
            self.forget_draft(entry.place)
        return reply

    def forget_draft(self, place: str) -> None:
        """Remove the place's draft, once its text is in the file."""
        if self.is_saved:
            super().forget_draft(place)

    def save(self, interview: Interview) -> None:
        """Stand here from now on, with every answer kept; where saving fails, ask what to do."""
        interview = replace(interview, sheet=answered_now(self.framework, interview.sheet, self.sheet))
        changed = interview.sheet != self.sheet
        self.interview = interview
        if not (changed or self.unsaved) or not self.storage.path:
            return
        self.unsaved = True
        try:
            self.save_now()
        except (OSError, LovandeError) as error:
            if not self.patient:
                self.recover_from_save_error(error)

    def save_sheet(self, sheet: AnswerSheet) -> None:
        """Keep this sheet, without going anywhere."""
        self.save(replace(self.interview, sheet=sheet))

    def save_now(self) -> None:
        """Put everything in the file, and take in what someone else has answered; raises OSError or LovandeError."""
        prefer: Side | None = None
        if self.stopwatch:
            self.interview = replace(self.interview, sheet=self.stopwatch.put_into(self.sheet))
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
        """Try once more to save what is not saved, and ask for another place where that fails.

        An older version may have come back after the last answer: no other answer would notice it.
        """
        has_counted = self.stopwatch is not None and any(self.stopwatch.seconds.values())
        if not self.storage.path or not (self.unsaved or has_counted or self.storage.is_changed()):
            return
        self.unsaved = True
        try:
            self.save_now()
        except (OSError, LovandeError) as error:
            self.recover_from_save_error(error, leaving=True)
        except (KeyboardInterrupt, EOFError):  # nobody says whose answers go: both are kept
            with suppress(OSError, LovandeError):
                self.storage.write_aside(self.sheet)
            raise

    def choose_version(self, changed: ChangedElsewhere) -> Side:
        """Whose answers go, where someone else has answered the same questions otherwise in the file."""
        chosen: tuple[str, ...] = ()
        while not chosen:
            chosen = self.ask_while_saving(self.version_page(changed)).chosen
        return "theirs" if chosen == ("theirs",) else "ours"

    def ask_while_saving(self, page: Page) -> Reply:
        """The reply to a page in the middle of saving: it leaves alone what the next page tells, and saves nothing."""
        reply = self.terminal.choose(self.with_keys(page))
        if reply.move == "language":
            self.say = Say(self.next_language())
        return reply

    def version_page(self, changed: ChangedElsewhere) -> Page:
        """What differs between our answers and those in the file, which are newer, and the choice between them."""
        say, file = self.say, PurePath(self.storage.path).name
        points = [self.describe_conflict(keys, changed.theirs) for keys in changed.conflicts[:MAX_CONFLICTS]]
        more = len(changed.conflicts) - len(points)
        if more:
            points.append(Remark(label="", words=say("interview.changed.more", count=more)))
        whose = ("ours", "theirs") if changed.theirs else ("ours",)
        return Page(
            title=say("interview.changed.title"),
            heading=say("interview.changed.told" if changed.theirs else "interview.changed.unreadable", file=file),
            lead=say("interview.changed.when", theirs=clock(changed.theirs_at, say), ours=clock(changed.ours_at, say)),
            points=tuple(points),
            question=say("interview.changed.ask"),
            hint=say("interview.changed.hint"),
            choices=tuple(Choice(id=side, label=say(f"interview.changed.{side}")) for side in whose),
            pointed="ours",
            moves=("language",),
        )

    def describe_conflict(self, place: Place, theirs: AnswerSheet | None) -> Remark:
        """What stands here and what stands in the file, at this place of the sheet."""
        say, (field, *keys) = self.say, place
        if theirs is None:
            return Remark(label="", words=say("interview.changed.detail"))
        if field == "actions":
            here, there = (any(step.what == keys[0] for step in sheet.actions) for sheet in (self.sheet, theirs))
            where = "differs" if here == there else "here" if here else "there"
            return Remark(label="", words=say(f"interview.changed.step-{where}", step=first_words(keys[0])))
        part = self.framework.description_part_by_id.get(keys[0]) if field == "description" else None
        if part is not None:
            return Remark(label="", words=say("interview.changed.part", part=say.text(part.heading)))
        question = self.framework.question_by_id.get(keys[0]) if field == "answers" else None
        if question is None:
            return Remark(label="", words=say("interview.changed.detail"))
        answers = [sheet.answer(question.id) for sheet in (self.sheet, theirs)]
        if keys[1] == "votes":
            answers = [answer.votes.get(keys[2], OPEN) for answer in answers]
        if keys[-1] in ("note", "evidence", "about_question"):
            said = [first_words(getattr(answer, keys[-1])) or "–" for answer in answers]
        else:
            said = [chosen_words(question, answer, say) for answer in answers]
        words = say("interview.changed.differs", ours=said[0], theirs=said[1])
        return Remark(label=question_number(self.framework, question), words=words)

    def describe_trouble(self, error: OSError | LovandeError, path: str) -> str:
        """Why a file could not be opened or saved, in one sentence."""
        if isinstance(error, LovandeError):
            return explain(error.problems[0], self.say).reason
        kind = TROUBLES.get(disk_problem(error, path, "cannot-write").kind, "other")
        return self.say(f"interview.trouble.{kind}", file=PurePath(path).name)

    def recover_from_save_error(self, error: OSError | LovandeError, *, leaving: bool = False) -> None:
        """Tell that saving failed and find another place, try again, or go on with the answers in memory."""
        while self.unsaved:
            say, choices = self.say, ("elsewhere", "again", "leave" if leaving else "go-on")
            page = Page(
                title=say("interview.trouble.title"),
                heading=self.describe_trouble(error, self.storage.path),
                lead=say("interview.trouble.kept"),
                question=say("interview.trouble.ask"),
                choices=tuple(Choice(id=choice, label=say(f"interview.trouble.{choice}")) for choice in choices),
                pointed="elsewhere",
                moves=("language",),
            )
            reply = self.ask_while_saving(page)
            if reply.chosen in (("go-on",), ("leave",)):
                self.patient = True
                return
            if reply.chosen == ("again",) or (reply.chosen == ("elsewhere",) and self.choose_other_place()):
                try:
                    self.save_now()
                except (OSError, LovandeError) as again:
                    error = again

    def choose_other_place(self) -> bool:
        """Keep the answers in another file from now on; False when none was chosen."""
        draft, notice = str(PurePath("~") / PurePath(self.storage.path).name), ""
        while True:
            page = Page(
                title=self.say("interview.trouble.title"),
                notice=notice,
                question=self.say("interview.trouble.where"),
                hint=self.say("interview.trouble.where-hint"),
                moves=("back",),
            )
            reply = self.terminal.write(self.with_keys(page), draft)
            draft = reply.text
            if reply.move or not for_file(draft):
                return False
            path = name_file(for_file(draft))
            if self.storage.holds(path):
                notice = self.say("interview.trouble.taken")
                continue
            try:
                self.storage.open(path)
            except (OSError, LovandeError) as error:
                notice = self.describe_trouble(error, path)
            else:
                self.find_drafts()
                return True


def first_words(text: str) -> str:
    """The beginning of a text, on one line."""
    return " ".join(text.split())[:60]


def clock(at: float, say: Say) -> str:
    """The time of day (seconds of the epoch), with the date where it is not today's."""
    then, now = (datetime.fromtimestamp(moment).astimezone() for moment in (at, time()))
    told = say("interview.changed.clock", clock=f"{then:%H.%M}")
    return told if then.date() == now.date() else f"{say.date(then.date().isoformat())} {told}"


def name_file(typed: str) -> str:
    """The file that was meant: its name on one line, with .yaml where no ending was typed."""
    path = " ".join(typed.split())
    return path if PurePath(path).suffix.casefold() in SUFFIXES else f"{path}.yaml"
