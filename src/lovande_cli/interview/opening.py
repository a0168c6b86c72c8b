"""Before the first question: unfinished files, the practice, the file for the answers, the date, the participants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lovande_cli.assessment.interview import describe_practice, describe_workshop, start_interview
from lovande_cli.errors import LovandeError
from lovande_cli.interview.pages import Choice, Page, Reply
from lovande_cli.interview.talk import FIELD_MOVES, Talk, name_file
from lovande_cli.language.characters import for_file
from lovande_cli.wording.problems import explain

DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
MANY_PEOPLE = 100_000
LONGEST_NAME = 40
"""Letters of the practice's name that a proposed file name keeps."""

WITHOUT_MARKS = str.maketrans({"æ": "ae", "ø": "o", "ð": "d", "þ": "th", "ß": "ss"})


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """An answer file found on disk where questions are still open."""

    place: str
    practice: str
    answered: int
    asked: int


class Opening:
    """What is asked before the first question, and can be come back to."""

    def __init__(self, talk: Talk, today: str) -> None:
        self.talk = talk
        self.today = today
        self.drafts: dict[str, str] = {}

    def begin(self, unfinished: Sequence[Unfinished]) -> None:
        """Ask what is not known yet, unless the group goes on with one of the unfinished files."""
        if self.talk.is_new and not self.talk.keeper.place and unfinished:
            self.choose_unfinished(unfinished)
        if self.talk.is_new or not self.talk.interview.sheet.practice.name.strip():
            self.describe(forward_from=-1)

    def choose_unfinished(self, unfinished: Sequence[Unfinished]) -> None:
        """Let the group go on with a file it has begun on, or begin anew."""

        def page() -> Page:
            say = self.talk.say
            found = [
                Choice(
                    id=one.place,
                    label=one.practice or one.place,
                    aside=say("interview.unfinished.line", answered=one.answered, asked=one.asked),
                )
                for one in unfinished
            ]
            return Page(
                place=say("interview.unfinished.place"),
                question=say("interview.unfinished.ask"),
                choices=(*found, Choice(id="", label=say("interview.unfinished.new"))),
                pointed=unfinished[0].place,
                keys=self.talk.keys(("language", "pause")),
            )

        while True:
            place = self.talk.choose(page).chosen[0]
            if not place or self.open(place):
                return

    def open(self, place: str) -> bool:
        """Open the file and go on with what it holds; where that fails, say why on the next page."""
        try:
            sheet = self.talk.keeper.open(place)
        except LovandeError as error:
            self.talk.notice = " ".join(explain(problem, self.talk.say).reason for problem in error.problems[:1])
        except OSError as error:
            self.talk.notice = self.talk.describe_trouble(error, place)
        else:
            if sheet is not None:
                self.talk.is_new = False
                self.talk.interview = start_interview(self.talk.framework, sheet, self.talk.only)
            return True
        return False

    def fields(self) -> tuple[str, ...]:
        """What is asked before the first question, in order; the file only while there is none."""
        names = ("name", "file", "organisation", "target-group", "date", "participants")
        return tuple(name for name in names if name != "file" or not self.talk.keeper.place)

    def describe(self, *, forward_from: int) -> None:
        """Ask about the practice and the workshop, from the field after `forward_from` to the first question."""
        place = forward_from + 1
        while place < len(self.fields()):
            name = self.fields()[place]
            reply = self.ask_field(name, place)
            if reply.move == "back":
                place = max(0, place - 1)
            elif reply.move == "forward" and (name not in ("name", "file") or self.field(name)):
                place += 1
            elif self.fill(name, for_file(reply.text)):
                # with a file chosen its own page is gone, and the next field stands in its place
                place = place if name == "file" else place + 1
                if not self.talk.is_new and name == "file":
                    return

    def ask_field(self, name: str, place: int) -> Reply:
        """Ask for one detail of the practice or the workshop; what was typed stays when the group moves on."""

        def page() -> Page:
            say = self.talk.say
            counted = [field for field in self.fields() if field != "file"]
            numbers = {field: number for number, field in enumerate(counted, 1)}
            skip = "" if name in ("name", "file") or self.field(name) else say("interview.before.skip")
            return Page(
                place=say("interview.before.place"),
                count=say("interview.before.count", number=numbers[name], numbers=len(numbers))
                if name in numbers
                else "",
                lead=say("interview.before.lead") if name == "name" else "",
                question=say(f"interview.before.{name}.ask"),
                hint=" ".join(part for part in (say(f"interview.before.{name}.hint"), skip) if part),
                keys=self.talk.keys(FIELD_MOVES if place else FIELD_MOVES[1:]),
            )

        draft = self.drafts.pop(name, None)
        reply = self.talk.write(
            page, self.field(name) if draft is None else draft, lambda typed: self.keep(name, typed)
        )
        if reply.move:
            self.drafts[name] = reply.text
        return reply

    def keep(self, name: str, typed: str) -> None:
        """Keep a detail that was half typed, if it can be used as it is."""
        if name != "file":
            self.fill(name, for_file(typed))

    def field(self, name: str) -> str:
        """What a detail holds now, or what is proposed for it."""
        sheet = self.talk.interview.sheet
        practice, workshop = sheet.practice, sheet.workshop
        if name == "file":
            return propose_file_name(practice.name, self.today)
        return {
            "name": practice.name,
            "organisation": practice.organisation,
            "target-group": practice.target_group,
            "date": workshop.date or (self.today if self.talk.is_new else ""),
            "participants": str(workshop.participants or ""),
        }[name]

    def fill(self, name: str, typed: str) -> bool:
        """Keep what was typed for one detail; where it cannot be used, say so on the next page."""
        if name == "file":
            return self.choose_file(typed)
        sheet = self.talk.interview.sheet
        practice, workshop = sheet.practice, sheet.workshop
        one_line = " ".join(typed.split())
        if name == "name":
            if not one_line:
                self.talk.notice = self.talk.say("interview.before.name.needed")
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
            if one_line and not 0 < count < MANY_PEOPLE:
                return self.refuse(name, typed)
            workshop = replace(workshop, participants=count or None)
        self.talk.save(describe_workshop(describe_practice(self.talk.interview, practice), workshop))
        return True

    def refuse(self, name: str, typed: str) -> bool:
        """Say how a detail is written, and let the person change what was typed."""
        self.talk.notice = self.talk.say(f"interview.before.{name}.wrong")
        if self.talk.asker.edits:
            self.drafts[name] = typed
        return False

    def choose_file(self, typed: str) -> bool:
        """Keep the answers in this file; where it exists, go on with it or take another name."""
        if not typed:
            self.talk.notice = self.talk.say("interview.before.file.needed")
            return False
        place = name_file(typed)
        if self.talk.keeper.holds(place) and not self.continue_file(place):
            self.drafts["file"] = typed
            return False
        described = self.talk.interview
        if not self.open(place):
            self.drafts["file"] = typed
            return False
        if self.talk.is_new:
            self.talk.interview = described
            self.talk.unsaved = True  # nothing is in the file yet
            self.talk.save(described)
        return True

    def continue_file(self, place: str) -> bool:
        """Whether the group wants to go on with the file that is there."""

        def page() -> Page:
            say = self.talk.say
            return Page(
                place=say("interview.before.place"),
                question=say("interview.file-exists.ask"),
                lead=place,
                choices=(
                    Choice(id="continue", label=say("interview.file-exists.continue")),
                    Choice(id="other", label=say("interview.file-exists.other")),
                ),
                pointed="continue",
                keys=self.talk.keys(("back", "language", "pause")),
            )

        return self.talk.choose(page).chosen == ("continue",)


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
