"""The setup pages: which file, the practice and the workshop, where answers are saved, last year's next steps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from lovande_cli.assessment.answers import MAX_PARTICIPANTS, Action, AnswerSheet, is_workshop_date
from lovande_cli.assessment.merge import pair_steps
from lovande_cli.files.atomic import next_free
from lovande_cli.files.default_folders import shown_path
from lovande_cli.interview.answer_session import AnswerSession, name_file
from lovande_cli.interview.file_list import KeptFile, file_choices, is_about, read_folder
from lovande_cli.interview.page_model import Choice, Move, Page, Remark, Reply
from lovande_cli.interview.session import FIELD_MOVES
from lovande_cli.language.sanitize import for_file

LONGEST_NAME = 40
"""Letters of the practice's name that a proposed file name keeps."""

WITHOUT_MARKS = str.maketrans({"æ": "ae", "ø": "o", "ð": "d", "þ": "th", "ß": "ss"})

FIELDS = ("name", "organisation", "target-group", "date", "participants")
"""What is asked before the first question, in order."""

DETAILS = (*FIELDS, "contact")
"""What can be changed about the practice and the workshop."""


class SetupPages:
    """What is asked before the first question, and can be come back to."""

    def __init__(self, session: AnswerSession) -> None:
        self.session = session
        self.folder = str(next(iter(session.config.folders), ""))
        self.drafts: dict[str, str] = {}
        self.earlier: AnswerSheet | None = None

    def begin(self, files: Sequence[KeptFile], earlier: AnswerSheet | None) -> None:
        """Ask what is not known yet, unless the group goes on with one of the files.

        `earlier` is kept, or the file with the practice's name that the group answers anew after.
        """
        session, self.earlier = self.session, earlier
        if session.is_new and not session.storage.path and files and earlier is None:
            self.choose_file(files)
        if session.is_new and earlier is not None:
            self.begin_again(earlier)
        elif session.is_new or not session.sheet.practice.name.strip():
            self.ask_details()

    def choose_file(self, files: Sequence[KeptFile]) -> None:
        """Let the group go on with a file that is there, or begin anew."""
        notice = ""
        while True:
            say = self.session.say
            page = Page(
                title=say("interview.files.title"),
                notice=notice,
                question=say("interview.files.ask"),
                choices=(*file_choices(files, say), Choice(id="", label=say("interview.files.new"))),
                pointed=files[0].path,
                moves=("language", "pause"),
            )
            reply = self.session.ask(page)
            notice = self.session.open(reply.chosen[0]) if reply.chosen and reply.chosen[0] else ""
            if reply.chosen and not notice:
                return

    # The same practice another year

    def begin_again(self, earlier: AnswerSheet) -> None:
        """Take over what is known of the practice, ask for the date, and what became of the steps agreed on."""
        session = self.session
        # another round of one sheet; of what several people's sheets were joined to, it is a sheet of its own
        if session.is_new and earlier.id and not earlier.holds_votes:
            session.save_sheet(replace(session.sheet, id=earlier.id))
        if not session.sheet.practice.name.strip():
            session.save_sheet(replace(session.sheet, practice=earlier.practice))
        self.ask_details("date" if session.sheet.practice.name.strip() else "name")
        open_steps = [action for action in earlier.actions if not action.done]
        steps = [
            step
            for step, known in zip(open_steps, pair_steps(session.sheet.actions, open_steps), strict=True)
            if known is None
        ]
        became: dict[int, Action] = {}
        at = 0
        while at < len(steps):
            if self.settle_action(steps[at], at, became):
                at += 1
            elif at:
                at -= 1
            else:
                self.ask_details(FIELDS[-1])

    def settle_action(self, action: Action, at: int, became: dict[int, Action]) -> bool:
        """Ask whether a step agreed on the last time is done, goes on, or is dropped; False for going back.

        `became` are the steps that are settled, by their number; what this one became before is replaced.
        """
        details = " · ".join(part for part in (action.who, action.when) if part)
        lines = ("interview.settle.done", "interview.settle.carry", "interview.settle.drop")
        chosen = self.session.pick(
            "interview.settle.title", "interview.settle.ask", lines, heading=action.what, lead=details
        )
        if chosen:
            actions = list(self.session.sheet.actions)
            if at in became and became[at] in actions:
                actions.remove(became.pop(at))
            if chosen != "drop":
                became[at] = replace(action, done=chosen == "done")
                actions.append(became[at])
            self.session.save_sheet(replace(self.session.sheet, actions=tuple(actions)))
        return bool(chosen)

    # The practice and the workshop

    def ask_details(self, begin: str = "name") -> None:
        """Ask about the practice and the workshop, from this field to the first question."""
        at, notice = FIELDS.index(begin), ""
        while at < len(FIELDS):
            name = FIELDS[at]
            reply = self.ask_field(name, at, notice)
            notice = ""
            if reply.move == "back":
                at = max(0, at - 1)
            elif reply.move == "elsewhere":
                self.choose_folder()
            elif reply.move == "forward" or not (notice := self.save_field(name, reply.text)):
                at += 1
            if at > 0 and not self.session.storage.path:
                same = self.find_same_name() if self.earlier is None else None
                wish = self.ask_about_same_name(same) if same else "another"
                if same and wish == "continue":
                    notice = self.session.open(same.path)
                elif same and wish == "again":
                    self.earlier = same.sheet
                    self.session.save_sheet(replace(self.session.sheet, practice=same.sheet.practice))
                    self.begin_again(same.sheet)
                    return
                elif wish == "another":
                    self.begin_file()
                if not self.session.is_new:
                    return
                if not self.session.storage.path:  # the group goes back, or the file cannot be opened
                    at = 0

    def change_details(self) -> None:
        """Let the group change what the file says of the practice and the workshop; the file keeps its name."""
        session, pointed = self.session, DETAILS[0]
        while True:
            say = session.say
            page = Page(
                title=say("interview.details.title"),
                question=say("interview.details.ask"),
                hint=say("interview.details.hint", file=PurePath(session.storage.path).name),
                choices=tuple(
                    Choice(
                        id=name, label=say(f"interview.details.{name}"), aside=self.current_value(name), style="quiet"
                    )
                    for name in DETAILS
                ),
                pointed=pointed,
            )
            reply = session.ask(page)
            if not reply.chosen and reply.move != "language":
                return
            notice = ""
            for name in reply.chosen:
                pointed = name
                while (field := self.ask_field(name, None, notice)).move is None:
                    if not (notice := self.save_field(name, field.text)):
                        break

    def ask_field(self, name: str, at: int | None, notice: str) -> Reply:
        """Ask for one detail of the practice or the workshop; what was typed stays when the group moves on."""
        draft = self.drafts.pop(name, self.current_value(name))
        entry = self.session.open_entry(draft, lambda typed: self.save_field(name, typed), f"practice {name}")
        while (reply := self.session.ask_text(self.field_page(name, at, notice), entry)).move == "language":
            notice = ""  # it is in the language before
        if reply.move:
            self.drafts[name] = reply.text
        return reply

    def field_page(self, name: str, at: int | None, notice: str) -> Page:
        """Where one detail is written, `at` this place in order; before there is a file, where answers will be kept."""
        say, has_file = self.session.say, bool(self.session.storage.path)
        skip = "" if name == "name" or self.current_value(name) else say("interview.before.skip")
        moves: tuple[Move, ...] = ("elsewhere", "language", "pause") if at == 0 else FIELD_MOVES
        counted = at is not None
        kept_in = (Remark(label=say("interview.kept-in"), words=shown_path(self.folder or ".")),)
        return Page(
            title=say("interview.before.title" if counted else "interview.details.title"),
            notice=notice,
            count="" if at is None else say("interview.before.count", number=at + 1, numbers=len(FIELDS)),
            lead=say("interview.before.lead") if name == "name" and counted else "",
            question=say(f"interview.before.{name}.ask"),
            hint=f"{say(f'interview.before.{name}.hint')} {skip}".strip(),
            points=() if has_file else kept_in,
            moves=tuple(move for move in moves if move != "elsewhere" or not has_file),
            escape="pause" if at == 0 else None,
        )

    def current_value(self, name: str) -> str:
        """What a detail holds now, or what is proposed for it."""
        practice, workshop = self.session.sheet.practice, self.session.sheet.workshop
        proposed = self.session.config.today if self.session.is_new else ""
        people = str(workshop.participants or "")
        known = (practice.name, practice.organisation, practice.target_group, workshop.date or proposed, people)
        return dict(zip(DETAILS, (*known, practice.contact), strict=True))[name]

    def save_field(self, name: str, typed: str) -> str:
        """Save what was typed for one detail; why it cannot be used, "" where it can."""
        session, line = self.session, " ".join(for_file(typed).split())
        if name == "name" and not line:
            return session.say("interview.before.name.needed")
        is_usable = {
            "date": is_workshop_date(line),
            "participants": re.fullmatch(r"[0-9]{1,6}", line) is not None and 0 < int(line) <= MAX_PARTICIPANTS,
        }
        if line and not is_usable.get(name, True):
            if session.terminal.edits:
                self.drafts[name] = for_file(typed)
            return session.say(f"interview.before.{name}.wrong")
        practice, workshop = session.sheet.practice, session.sheet.workshop
        if name == "date":
            workshop = replace(workshop, date=line)
        elif name == "participants":
            workshop = replace(workshop, participants=int(line) if line else None)
        else:
            practice = replace(practice, **{name.replace("-", "_"): line})
        session.save_sheet(replace(session.sheet, practice=practice, workshop=workshop))
        return ""

    def find_same_name(self) -> KeptFile | None:
        """The latest file about a practice of this name where the answers would be kept."""
        kept = read_folder(Path(self.folder), self.session.framework).kept
        return next((file for file in kept if not file.fault and is_about(file.sheet, self.session.sheet)), None)

    def ask_about_same_name(self, file: KeptFile) -> str:
        """Whether to "continue" with the file, answer "again" after it, or begin "another" file; "" for going back."""
        (shown,) = file_choices((file,), self.session.say)
        lines = ("interview.same-name.continue", "interview.same-name.again", "interview.same-name.another")
        title, ask = "interview.before.title", "interview.same-name.ask"
        return self.session.pick(title, ask, lines, heading=shown.label, lead=shown.aside, pointed="continue")

    # Where the answers are kept

    def choose_folder(self) -> None:
        """Keep new answers in another folder: one that is proposed, or one that is typed."""
        proposed = [Choice(id=str(folder), label=shown_path(folder)) for folder in self.session.config.folders]
        while True:
            say = self.session.say
            page = Page(
                title=say("interview.before.title"),
                question=say("interview.before.file.ask"),
                choices=(*proposed, Choice(id="/", label=say("interview.before.folder.other"))),
            )
            reply = self.session.ask(page)
            if reply.move != "language":
                break
        chosen = reply.chosen
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
        name = propose_file_name(session.sheet.practice.name, session.config.today)
        path = next_free(PurePath(self.folder) / name, session.storage.holds)
        described = session.interview
        session.storage.make_folder(self.folder)
        notice = session.open(path)
        if notice:
            self.ask_path(path, notice)
        if session.is_new:
            session.interview = described
            session.unsaved = True  # nothing is in the file yet
            session.save(described)
        words = shown_path(session.storage.path)
        session.banners = (Remark(label=session.say("interview.kept-in"), words=words, style="quiet"),)

    def ask_path(self, draft: str, notice: str) -> None:
        """Ask for the file to keep the answers in until one can be opened; go on with it where it exists."""
        session, title, ask = self.session, "interview.before.title", "interview.before.file.ask"
        while True:
            typed = session.ask_line(title, ask, "interview.before.file.hint", draft, notice=notice)
            notice = session.say("interview.before.file.needed")
            if typed:
                draft, notice = name_file(typed), ""
                if not session.storage.holds(draft) or self.continue_file(draft):
                    notice = session.open(draft)
                    if not notice:
                        return

    def continue_file(self, path: str) -> bool:
        """Whether the group wants to go on with the file that is there."""
        lines = ("interview.file-exists.continue", "interview.file-exists.other")
        chosen = self.session.pick(
            "interview.before.title", "interview.file-exists.ask", lines, lead=path, pointed="continue"
        )
        return chosen == "continue"


def name_form(path: PurePath, role: str) -> PurePath:
    """The file for this role's form, where several forms are saved as the path; the path itself for no role."""
    return path.with_stem(f"{path.stem}-{PurePath(propose_file_name(role, '')).stem}") if role else path


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
