"""Before the first question: files that are there already, the practice, where answers are kept, the workshop."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from lovande_cli.assessment.answers import DATE, MOST_PARTICIPANTS, Action, AnswerSheet, Practice
from lovande_cli.assessment.interview import describe_practice, describe_workshop, start_interview
from lovande_cli.errors import LovandeError
from lovande_cli.files.places import shown_path
from lovande_cli.interview.listing import KeptFile, file_choices
from lovande_cli.interview.pages import Choice, Move, Page, Remark, Reply
from lovande_cli.interview.saving import AnswerSession, name_file
from lovande_cli.interview.session import FIELD_MOVES, LIST_MOVES
from lovande_cli.language.characters import for_file

LONGEST_NAME = 40
"""Letters of the practice's name that a proposed file name keeps."""

WITHOUT_MARKS = str.maketrans({"æ": "ae", "ø": "o", "ð": "d", "þ": "th", "ß": "ss"})
FIELDS = ("name", "organisation", "target-group", "date", "participants")


class Opening:
    """What is asked before the first question, and can be come back to.

    New answers are kept in the first of `folders`, if the group does not ask for another; without any, in the current
    one. `today` (YYYY-MM-DD) is proposed as the workshop's date.
    """

    def __init__(self, session: AnswerSession, *, today: str, folders: Sequence[str] = ()) -> None:
        self.session = session
        self.today = today
        self.folders = folders
        self.folder = next(iter(folders), "")
        self.drafts: dict[str, str] = {}

    def begin(self, files: Sequence[KeptFile], earlier: AnswerSheet | None) -> None:
        """Ask what is not known yet, unless the group goes on with one of the files."""
        session = self.session
        if session.is_new and not session.storage.path and files and earlier is None:
            self.choose_file(files)
        if session.is_new and earlier is not None:
            self.begin_again(earlier)
        elif session.is_new or not session.sheet.practice.name.strip():
            self.describe()

    def choose_file(self, files: Sequence[KeptFile]) -> None:
        """Let the group go on with a file that is there, or begin anew."""

        def page() -> Page:
            say = self.session.say
            return Page(
                title=say("interview.files.title"),
                question=say("interview.files.ask"),
                choices=(*file_choices(files, say), Choice(id="", label=say("interview.files.new"))),
                pointed=files[0].path,
                digits=say("interview.use.choose"),
                keys=self.session.keys(("language", "pause")),
            )

        while True:
            reply = self.session.choose(page)
            if reply.chosen and (not reply.chosen[0] or self.open(reply.chosen[0])):
                return

    def open(self, path: str) -> bool:
        """Open the file and go on with what it holds; where that fails, say why on the next page."""
        session = self.session
        try:
            sheet = session.storage.open(path)
        except (OSError, LovandeError) as error:
            session.notice = session.describe_trouble(error, path)
        else:
            if sheet is not None:
                session.is_new = False
                session.interview = start_interview(session.framework, sheet, session.only)
            return True
        return False

    # The same practice another year

    def begin_again(self, earlier: AnswerSheet) -> None:
        """Take over what is known of the practice, ask for the date, and what became of the steps agreed on."""
        session = self.session
        if not session.sheet.practice.name.strip():
            session.save(describe_practice(session.interview, earlier.practice))
        self.describe("date" if session.sheet.practice.name.strip() else FIELDS[0])
        for action in earlier.actions:
            if not action.done and action.what not in {one.what for one in session.sheet.actions}:
                self.settle_action(action)

    def settle_action(self, action: Action) -> None:
        """Ask whether a step agreed on the last time is done, goes on, or is dropped."""
        chosen, details = "", " · ".join(part for part in (action.who, action.when) if part)
        while not chosen:
            lines = ("interview.settle.done", "interview.settle.carry", "interview.settle.drop")
            chosen = self.session.pick(
                "interview.settle.title", "interview.settle.ask", lines, heading=action.what, lead=details
            )
        if chosen != "drop":
            kept = replace(action, done=chosen == "done")
            sheet = replace(self.session.sheet, actions=(*self.session.sheet.actions, kept))
            self.session.save(replace(self.session.interview, sheet=sheet))

    # The practice and the workshop

    def describe(self, begin: str = FIELDS[0]) -> None:
        """Ask about the practice and the workshop, from this field to the first question."""
        at = FIELDS.index(begin)
        while at < len(FIELDS):
            name = FIELDS[at]
            reply = self.ask_field(name, at)
            if reply.move == "back":
                at = max(0, at - 1)
            elif reply.move == "elsewhere":
                self.choose_folder()
            elif self.may_pass(name) if reply.move else self.fill(name, for_file(reply.text)):
                at += 1
            if at > 0 and not self.session.storage.path:
                self.begin_file()
                if not self.session.is_new:
                    return

    def may_pass(self, name: str) -> bool:
        """Whether one may go forward without writing anything for this detail."""
        return name != "name" or bool(self.session.sheet.practice.name)

    def ask_field(self, name: str, at: int) -> Reply:
        """Ask for one detail of the practice or the workshop; what was typed stays when the group moves on."""

        def page() -> Page:
            say = self.session.say
            skip = "" if name == "name" or self.field(name) else say("interview.before.skip")
            moves: tuple[Move, ...] = FIELD_MOVES if at else ("elsewhere", "language", "pause")
            has_file = bool(self.session.storage.path)
            return Page(
                title=say("interview.before.title"),
                count=say("interview.before.count", number=at + 1, numbers=len(FIELDS)),
                lead=say("interview.before.lead") if name == "name" else "",
                question=say(f"interview.before.{name}.ask"),
                hint=" ".join(part for part in (say(f"interview.before.{name}.hint"), skip) if part),
                points=()
                if has_file
                else (Remark(label=say("interview.kept-in"), words=shown_path(self.folder or ".")),),
                enter=say("interview.use.done"),
                keys=self.session.keys([move for move in moves if move != "elsewhere" or not has_file]),
                escape="back" if at else None,
            )

        draft = self.drafts.pop(name, None)
        reply = self.session.write(
            page, self.field(name) if draft is None else draft, lambda typed: self.fill(name, for_file(typed))
        )
        if reply.move:
            self.drafts[name] = reply.text
        return reply

    def field(self, name: str) -> str:
        """What a detail holds now, or what is proposed for it."""
        practice, workshop = self.session.sheet.practice, self.session.sheet.workshop
        return {
            "name": practice.name,
            "organisation": practice.organisation,
            "target-group": practice.target_group,
            "date": workshop.date or (self.today if self.session.is_new else ""),
            "participants": str(workshop.participants or ""),
        }[name]

    def fill(self, name: str, typed: str) -> bool:
        """Keep what was typed for one detail; where it cannot be used, say so on the next page."""
        practice, workshop = self.session.sheet.practice, self.session.sheet.workshop
        one_line = " ".join(typed.split())
        if name == "name":
            if not one_line:
                self.session.notice = self.session.say("interview.before.name.needed")
                return False
            practice = replace(practice, name=one_line)
        elif name == "organisation":
            practice = replace(practice, organisation=one_line)
        elif name == "target-group":
            practice = replace(practice, target_group=one_line)
        elif name == "date":
            if one_line and not DATE.fullmatch(one_line):
                return self.refuse(name, typed)
            workshop = replace(workshop, date=one_line)
        else:
            count = int(one_line) if re.fullmatch(r"[0-9]{1,6}", one_line) else 0
            if one_line and not 0 < count <= MOST_PARTICIPANTS:
                return self.refuse(name, typed)
            workshop = replace(workshop, participants=count or None)
        self.session.save(describe_workshop(describe_practice(self.session.interview, practice), workshop))
        return True

    def refuse(self, name: str, typed: str) -> bool:
        """Say how a detail is written, and let the person change what was typed."""
        self.session.notice = self.session.say(f"interview.before.{name}.wrong")
        if self.session.terminal.edits:
            self.drafts[name] = typed
        return False

    # Where the answers are kept

    def choose_folder(self) -> None:
        """Keep new answers in another folder: one that is proposed, or one that is typed."""

        def page() -> Page:
            say = self.session.say
            return Page(
                title=say("interview.before.title"),
                question=say("interview.before.file.ask"),
                choices=(
                    *(Choice(id=folder, label=shown_path(folder or ".")) for folder in self.folders),
                    Choice(id="/", label=say("interview.before.folder.other")),
                ),
                digits=say("interview.use.choose"),
                keys=self.session.keys(LIST_MOVES),
                escape="back",
            )

        chosen = self.session.choose(page).chosen
        if chosen == ("/",):
            typed = self.session.ask_line(
                "interview.before.title", "interview.before.file.ask", "interview.before.folder.hint", self.folder
            )
            self.folder = typed or self.folder
        elif chosen:
            self.folder = chosen[0]

    def begin_file(self) -> None:
        """Keep the answers in a new file named after the practice; the next page shows where.

        Where the file cannot be made, the group is told why and asked for another place.
        """
        session = self.session
        path = next(
            one
            for one in propose_places(self.folder, session.sheet.practice, self.today)
            if not session.storage.holds(one)
        )
        described = session.interview
        session.storage.make_folder(self.folder)
        if self.open(path) or self.ask_path(path):
            if session.is_new:
                session.interview = described
                session.unsaved = True  # nothing is in the file yet
                session.save(described)
            words = shown_path(session.storage.path)
            session.banners = (Remark(label=session.say("interview.kept-in"), words=words, style="quiet"),)

    def ask_path(self, draft: str) -> bool:
        """Ask for the file to keep the answers in, and go on with it where it exists."""
        session = self.session
        while True:
            typed = session.ask_line(
                "interview.before.title", "interview.before.file.ask", "interview.before.file.hint", draft
            )
            draft = name_file(typed) if typed else draft
            if not typed:
                session.notice = session.say("interview.before.file.needed")
            elif session.storage.holds(draft) and not self.continue_file(draft):
                continue
            elif self.open(draft):
                return True

    def continue_file(self, path: str) -> bool:
        """Whether the group wants to go on with the file that is there."""
        lines = ("interview.file-exists.continue", "interview.file-exists.other")
        chosen = self.session.pick(
            "interview.before.title", "interview.file-exists.ask", lines, lead=path, pointed="continue"
        )
        return chosen == "continue"


def propose_places(folder: str, practice: Practice, date: str) -> Iterator[str]:
    """Places for a new file on the practice, the best first, then the same with a number."""
    name = PurePath(folder) / propose_file_name(practice.name, date)
    yield str(name)
    for number in range(2, 10_000):
        yield str(name.with_stem(f"{name.stem}-{number}"))


def propose_file_name(name: str, date: str) -> str:
    """A file name that every system can keep, from the practice's name and the date (YYYY-MM-DD or "")."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(WITHOUT_MARKS))
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    short = ""
    for word in words:
        if short and len(short) + len(word) >= LONGEST_NAME:
            break
        short = f"{short}-{word}" if short else word[:LONGEST_NAME]
    return "-".join(part for part in (short or "lovande", date) if part) + ".yaml"
