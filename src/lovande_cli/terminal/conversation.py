"""The interview as a conversation: which page comes when, whoever draws it and however keys are read.

Every answer, note and detail is handed to the keeper before the next page is shown.
"""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import PurePath
from typing import Literal, Protocol

from lovande_cli.assessment.answers import Action, AnswerSheet
from lovande_cli.assessment.framework import Framework, Option, Question, Step
from lovande_cli.assessment.interview import (
    MOST_STEPS,
    Interview,
    annotate,
    describe_practice,
    describe_workshop,
    find_position,
    find_standing,
    finished_element,
    give_answer,
    go_back,
    go_forward,
    go_on,
    go_to_element,
    go_to_open,
    list_standings,
    new_sheet,
    open_questions,
    put_action,
    speak,
    start_interview,
    toggle,
)
from lovande_cli.assessment.scoring import ElementResult, Result, score
from lovande_cli.errors import LovandeError
from lovande_cli.language import Say, spoken_languages
from lovande_cli.language.problems import explain
from lovande_cli.language.sentences import (
    chosen_words,
    practice_name,
    status_symbol,
    status_word,
    summary_sentence,
)
from lovande_cli.terminal.page import Asker, Choice, Key, Move, Page, Remark, Reply

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

ALSO = {"ö": ("o",)}
"""A letter to the ones that do the same on a keyboard without it."""

QUESTION_MOVES: tuple[Move, ...] = ("back", "forward", "note", "evidence", "overview", "more", "language", "pause")
FIELD_MOVES: tuple[Move, ...] = ("back", "forward", "language", "pause")
NOTE_MOVES: tuple[Move, ...] = ("back", "language", "pause")
MENU_MOVES: tuple[Move, ...] = ("back", "overview", "language", "pause")

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

DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
MANY_PEOPLE = 100_000
LONGEST_NAME = 40
"""Letters of the practice's name that a proposed file name keeps."""

UNSAVEABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no one types on purpose and a file of text cannot hold."""

WITHOUT_MARKS = str.maketrans({"æ": "ae", "ø": "o", "ð": "d", "þ": "th", "ß": "ss"})

Ended = Literal["done", "paused", "interrupted"]


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

    def save(self, sheet: AnswerSheet) -> None:
        """Put the sheet in the file, on the disk before this returns; raises OSError."""


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """An answer file found on disk where questions are still open."""

    place: str
    practice: str
    answered: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a conversation ended: "done" through the last page, "paused", or "interrupted" with Ctrl-C.

    `place` is the file that holds the answers, "" where none was chosen; `saved` says whether it holds all of them.
    """

    ended: Ended
    sheet: AnswerSheet
    language: str
    place: str
    saved: bool


class Paused(Exception):
    """The person wants to go on another time."""


def hold_interview(
    framework: Framework,
    sheet: AnswerSheet | None,
    *,
    asker: Asker,
    keeper: Keeper,
    language: str,
    today: str,
    only: frozenset[str] = frozenset(),
    practice: str = "",
    unfinished: Sequence[Unfinished] = (),
) -> Outcome:
    """Talk a group through the questions; every answer is with the keeper before the next page is shown.

    `sheet` is what the keeper's open file holds, None to begin anew (on one of `unfinished`, if the group likes).
    `today` (YYYY-MM-DD) is proposed as the workshop's date. Never raises for Ctrl-C or an end of input: see `ended`.
    """
    talk = Conversation(framework, sheet, asker, keeper, language, today, only, practice)
    ended: Ended = "done"
    with asker:
        try:
            talk.begin(unfinished)
        except (Paused, EOFError):
            ended = "paused"
        except KeyboardInterrupt:
            ended = "interrupted"
        try:
            talk.save_before_leaving()
        except (KeyboardInterrupt, EOFError, Paused):
            ended = "interrupted"
    return Outcome(
        ended=ended,
        sheet=talk.interview.sheet,
        language=talk.say.language,
        place=keeper.place,
        saved=not talk.unsaved,
    )


def find_unfinished(framework: Framework, sheets: Mapping[str, AnswerSheet]) -> tuple[Unfinished, ...]:
    """The answer files, by place, in which questions are still open."""
    found = []
    for place, sheet in sheets.items():
        interview = start_interview(framework, sheet)
        asked, waiting = len(interview.path), len(open_questions(interview))
        if waiting:
            name = " ".join(sheet.practice.name.split())
            found.append(Unfinished(place=place, practice=name, answered=asked - waiting, asked=asked))
    return tuple(found)


def tell_leaving(outcome: Outcome, command: str, report: str = "") -> tuple[str, ...]:
    """What to tell someone who has left: where the answers are, and the command that goes on with them.

    After the last page that is `report`, the command for a report; else `command`, the one that takes the interview up.
    """
    say = Say(outcome.language)
    if not outcome.place:
        return (say("interview.left.nowhere"),)
    if not outcome.saved:
        return (say("interview.trouble.notice"), say("interview.left.partly", file=outcome.place))
    told = [say("interview.left.saved", file=outcome.place)]
    if outcome.ended != "done":
        told.append(say("interview.left.continue", command=command))
    elif report:
        told.append(say("interview.left.report", command=report))
    return tuple(told)


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


def clean(typed: str) -> str:
    """A typed or pasted text as it is kept: exactly, but for outer space and signs that no file of text can hold."""
    return UNSAVEABLE.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()


class Conversation:
    """One conversation: where it stands, in which language, and whether everything is saved."""

    def __init__(
        self,
        framework: Framework,
        sheet: AnswerSheet | None,
        asker: Asker,
        keeper: Keeper,
        language: str,
        today: str,
        only: frozenset[str],
        practice: str,
    ) -> None:
        self.framework = framework
        self.asker = asker
        self.keeper = keeper
        self.say = Say(language)
        self.today = today
        self.only = only
        self.is_new = sheet is None
        start = sheet or new_sheet(framework, language=self.writable(language), name=practice)
        self.interview = start_interview(framework, start, only)
        self.unsaved = False
        self.patient = False  # the person has been told that saving fails and goes on anyway
        self.banner: tuple[str, str] = ("", "quiet")
        self.notice = ""
        self.drafts: dict[tuple[str, str], str] = {}
        self.ticks: dict[str, frozenset[str]] = {}

    def writable(self, language: str) -> str:
        """The language to write answers in: this one where the framework has it, else the framework's first."""
        return language if language in self.framework.languages else next(iter(self.framework.languages))

    # The whole

    def begin(self, unfinished: Sequence[Unfinished]) -> None:
        """Everything from the first page to the last."""
        if self.is_new and not self.keeper.place and unfinished:
            self.choose_unfinished(unfinished)
        if self.is_new or not self.interview.sheet.practice.name.strip():
            self.describe(forward_from=-1)
        if self.interview.question is None:
            if self.only and self.interview.path:
                self.interview = replace(self.interview, at=self.interview.path[0].id)
            else:
                self.look_over()
        while True:
            self.ask_questions()
            if self.end():
                return

    def save(self, interview: Interview) -> None:
        """Stand here from now on, with every answer kept; where saving fails, ask what to do."""
        changed = interview.sheet is not self.interview.sheet
        self.interview = interview
        if not (changed or self.unsaved) or not self.keeper.place:
            return
        try:
            self.keeper.save(interview.sheet)
            self.unsaved = self.patient = False
        except OSError as error:
            self.unsaved = True
            if not self.patient:
                self.mend_saving(error)

    def keys(self, moves: Sequence[Move]) -> tuple[Key, ...]:
        """The keys for these moves, in the person's language; the language key only where there is another one."""
        return tuple(self.key(move) for move in moves if move != "language" or len(spoken_languages()) > 1)

    def key(self, move: Move) -> Key:
        """The key for one move."""
        letter = self.say(f"interview.key.{move}.letter")
        label = self.say(f"interview.key.{move}.label", name=spoken_languages()[self.next_language()])
        return Key(move=move, letter=letter, function=FUNCTION_KEYS[move], label=label, also=ALSO.get(letter, ()))

    def next_language(self) -> str:
        """The language that the language key changes to."""
        languages = list(spoken_languages())
        return languages[(languages.index(self.say.language) + 1) % len(languages)]

    def choose(self, make_page: Callable[[], Page]) -> Reply:
        """The reply to a page of choices; pause and language are dealt with here."""
        return self.ask(make_page, self.asker.choose)

    def write(self, make_page: Callable[[], Page], draft: str) -> Reply:
        """The reply to a page with a line to write; pause and language are dealt with here, the draft stays."""
        typed = [draft]

        def write_on(page: Page) -> Reply:
            reply = self.asker.write(page, typed[0])
            typed[0] = reply.text
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

    # Before the first question

    def choose_unfinished(self, unfinished: Sequence[Unfinished]) -> None:
        """Let the group go on with a file it has begun on, or begin anew."""

        def page() -> Page:
            say = self.say
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
                keys=self.keys(("language", "pause")),
            )

        while True:
            place = self.choose(page).chosen[0]
            if not place or self.open(place):
                return

    def open(self, place: str) -> bool:
        """Open the file and go on with what it holds; where that fails, say why on the next page."""
        try:
            sheet = self.keeper.open(place)
        except LovandeError as error:
            self.notice = " ".join(explain(problem, self.say).reason for problem in error.problems[:1])
        except OSError as error:
            self.notice = self.describe_trouble(error, place)
        else:
            if sheet is not None:
                self.is_new = False
                self.interview = start_interview(self.framework, sheet, self.only)
            return True
        return False

    def fields(self) -> tuple[str, ...]:
        """What is asked before the first question, in order; the file only while there is none."""
        names = ("name", "file", "organisation", "target-group", "date", "participants")
        return tuple(name for name in names if name != "file" or not self.keeper.place)

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
            elif self.fill(name, clean(reply.text)):
                # with a file chosen its own page is gone, and the next field stands in its place
                place = place if name == "file" else place + 1
                if not self.is_new and name == "file":
                    return

    def ask_field(self, name: str, place: int) -> Reply:
        """Ask for one detail of the practice or the workshop; what was typed stays when the group moves on."""

        def page() -> Page:
            say = self.say
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
                keys=self.keys(FIELD_MOVES if place else FIELD_MOVES[1:]),
            )

        draft = self.drafts.pop(("before", name), None)
        reply = self.write(page, self.field(name) if draft is None else draft)
        if reply.move:
            self.drafts["before", name] = reply.text
        return reply

    def field(self, name: str) -> str:
        """What a detail holds now, or what is proposed for it."""
        sheet = self.interview.sheet
        practice, workshop = sheet.practice, sheet.workshop
        if name == "file":
            return propose_file_name(practice.name, self.today)
        return {
            "name": practice.name,
            "organisation": practice.organisation,
            "target-group": practice.target_group,
            "date": workshop.date or (self.today if self.is_new else ""),
            "participants": str(workshop.participants or ""),
        }[name]

    def fill(self, name: str, typed: str) -> bool:
        """Keep what was typed for one detail; where it cannot be used, say so on the next page."""
        if name == "file":
            return self.choose_file(typed)
        sheet = self.interview.sheet
        practice, workshop = sheet.practice, sheet.workshop
        one_line = " ".join(typed.split())
        if name == "name":
            if not one_line:
                self.notice = self.say("interview.before.name.needed")
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
        self.save(describe_workshop(describe_practice(self.interview, practice), workshop))
        return True

    def refuse(self, name: str, typed: str) -> bool:
        """Say how a detail is written, and let the person change what was typed."""
        self.notice = self.say(f"interview.before.{name}.wrong")
        self.drafts["before", name] = typed
        return False

    def choose_file(self, typed: str) -> bool:
        """Keep the answers in this file; where it exists, go on with it or take another name."""
        if not typed:
            self.notice = self.say("interview.before.file.needed")
            return False
        place = name_file(typed)
        if self.keeper.holds(place) and not self.continue_file(place):
            self.drafts["before", "file"] = typed
            return False
        described = self.interview
        if not self.open(place):
            self.drafts["before", "file"] = typed
            return False
        if self.is_new:
            self.interview = described
            self.unsaved = True  # nothing is in the file yet
            self.save(described)
        return True

    def continue_file(self, place: str) -> bool:
        """Whether the group wants to go on with the file that is there."""

        def page() -> Page:
            return Page(
                place=self.say("interview.before.place"),
                question=self.say("interview.file-exists.ask"),
                lead=place,
                choices=(
                    Choice(id="continue", label=self.say("interview.file-exists.continue")),
                    Choice(id="other", label=self.say("interview.file-exists.other")),
                ),
                pointed="continue",
                keys=self.keys(("back", "language", "pause")),
            )

        return self.choose(page).chosen == ("continue",)

    # The questions

    def ask_questions(self) -> None:
        """Ask from where the interview stands until it has passed the last question."""
        while self.interview.question is not None:
            question = self.interview.question
            reply = self.ask_question(question)
            if reply.move is None:
                self.take_answer(question, reply.chosen)
            else:
                self.ticks[question.id] = frozenset(reply.chosen)
                self.move(reply.move)

    def move(self, move: Move) -> None:
        """Do what a key on a question asks for."""
        moves: dict[Move, Callable[[], object]] = {
            "back": self.back,
            "forward": lambda: self.go_to(go_forward(self.interview)),
            "note": lambda: self.annotate("note", "note"),
            "evidence": lambda: self.annotate("evidence", "evidence"),
            "overview": self.look_over,
            "more": self.tell_more,
        }
        moves[move]()

    def back(self) -> None:
        """One question back; from the first one, to what was asked before it."""
        before = go_back(self.interview)
        if before.at == self.interview.at:
            self.describe(forward_from=len(self.fields()) - 2)
        else:
            self.interview = before

    def go_to(self, after: Interview) -> None:
        """Stand where `after` stands; where that leaves an element, its result stands on the next page."""
        left = finished_element(self.interview, after)
        self.interview = after
        if left is not None:
            status = find_standing(after, left).result.status
            told = self.say(
                "interview.element-done",
                name=self.say.text(left.name),
                symbol=status_symbol(status, self.say),
                status=status_word(status, self.say),
            )
            self.banner = (told, status)

    def take_answer(self, question: Question, chosen: Sequence[str]) -> None:
        """Keep the answer; where the question does not apply to the group, ask why; then go on."""
        if not chosen:
            many = question.choose == "many"
            self.notice = self.say("interview.choose-something" if many else "interview.choose-one")
            return
        self.ticks.pop(question.id, None)
        self.save(give_answer(self.interview, chosen))
        step = question.step_by_id.get(chosen[0])
        if step is not None and step.kind == "not-applicable" and not self.annotate("note", "reason"):
            return
        self.go_to(go_on(self.interview))

    def ask_question(self, question: Question) -> Reply:
        """Put one question on the screen."""
        earlier = self.interview.answer.chosen
        if question.choose != "many":
            return self.choose(lambda: self.question_page(question))
        ticked = [self.ticks.get(question.id, frozenset(earlier))]

        def put(page: Page) -> Reply:
            reply = self.asker.choose_many(page, ticked[0], lambda ticks, one: toggle(question, ticks, one))
            ticked[0] = frozenset(reply.chosen)
            return reply

        return self.ask(lambda: self.question_page(question), put)

    def question_page(self, question: Question) -> Page:
        """All that a question's screen holds."""
        say, interview = self.say, self.interview
        position = find_position(interview)
        if position is None:
            raise ValueError(question.id)
        element = position.element
        earlier = interview.answer.chosen
        mine = say("interview.your-answer")
        shown: list[Option | Step] = [*question.options, *question.steps]
        choices = tuple(
            Choice(
                id=one.id,
                label=say.text(one.label),
                aside=mine if one.id in earlier and question.choose != "many" else "",
                style="accent",
            )
            for one in shown
        )
        return Page(
            place=say(
                "interview.place",
                number=element.number,
                elements=len(self.framework.elements),
                category=say.text(self.framework.category_by_id[element.category].name),
            ),
            count=say("interview.count", question=position.question, questions=position.questions),
            done=position.done,
            heading=say.text(element.name),
            lead=say.text(element.description),
            opening=position.question == 1,
            discuss=f"{say('interview.discuss')}: {say.text(element.discuss)}" if position.question == 1 else "",
            question=say.text(question.ask),
            hint=say.text(question.hint),
            remarks=self.remarks(question),
            choices=choices,
            pointed=earlier[0] if earlier else "",
            keys=self.keys(QUESTION_MOVES),
        )

    def remarks(self, question: Question) -> tuple[Remark, ...]:
        """What has been said about a question: each person's answer, the note, the evidence."""
        say, answer = self.say, self.interview.answer
        votes = [
            say("interview.vote-open", person=person)
            if vote.is_open
            else say("interview.vote", person=person, answer=chosen_words(question, vote, say))
            for person, vote in answer.votes.items()
        ]
        said = (
            Remark(label=say("interview.votes"), words=" · ".join(votes)),
            Remark(label=say("interview.note"), words=answer.note),
            Remark(label=say("interview.evidence"), words=answer.evidence),
        )
        return tuple(remark for remark in said if remark.words)

    def annotate(self, what: Literal["note", "evidence"], asked: str) -> bool:
        """Let the group write, change or take away a note or evidence; False when it went back instead.

        What was half typed is there the next time.
        """
        question = self.interview.question
        if question is None:
            return False

        def page() -> Page:
            shown = self.question_page(question)
            return replace(
                shown,
                lead="",
                discuss="",
                heading=self.say.text(question.ask),
                question=self.say(f"interview.write.{asked}.ask"),
                hint=self.say(f"interview.write.{asked}.hint"),
                remarks=(),
                choices=(),
                keys=self.keys(NOTE_MOVES),
            )

        earlier = getattr(self.interview.answer, what)
        draft = self.drafts.pop((question.id, what), earlier)
        reply = self.write(page, draft)
        if reply.move:
            if reply.text != earlier:
                self.drafts[question.id, what] = reply.text
            return False
        self.save(annotate(self.interview, **{what: clean(reply.text)}))
        return True

    def tell_more(self) -> None:
        """Show everything about the question on the screen, and the keys that work everywhere."""
        question = self.interview.question
        if question is None:
            return
        element = self.framework.element_by_id[question.element]

        def page() -> Page:
            say = self.say
            shown = self.question_page(question)
            return replace(
                shown,
                heading=shown.question,
                question="",
                lead="",
                discuss="",
                hint="",
                remarks=(),
                points=(
                    Remark(label=say("interview.more-what"), words=shown.hint),
                    *shown.remarks,
                    Remark(label=say("interview.more-element"), words=say.text(element.description)),
                    Remark(label=say("interview.discuss"), words=say.text(element.discuss)),
                    Remark(label=say("interview.more-same"), words=say("interview.more-keys")),
                ),
                choices=(Choice(id="on", label=say("interview.go-on")),),
                pointed="on",
                keys=self.keys(("back", "language", "pause")),
            )

        self.choose(page)

    # Overview and end

    def standing_choices(self, *, counts: bool) -> tuple[Choice, ...]:
        """Every element asked about, with its status; with `counts`, how far it has come instead, if not to its end."""
        choices = []
        for one in list_standings(self.interview):
            status = one.result.status
            aside = f"{status_symbol(status, self.say)} {status_word(status, self.say)}"
            if counts and one.answered < one.asked:
                status = "unclear" if one.answered else "not-applicable"
                aside = self.say("interview.overview.counted", answered=one.answered, asked=one.asked)
            choices.append(Choice(id=one.element.id, label=self.say.text(one.element.name), aside=aside, style=status))
        return tuple(choices)

    def look_over(self) -> None:
        """Show all elements and go to the one that is chosen, or stay where the interview was."""
        at = self.interview.question

        def page() -> Page:
            say = self.say
            path = self.interview.path
            answered = len(path) - len(open_questions(self.interview))
            choices = self.standing_choices(counts=True)
            return Page(
                place=say("interview.overview.place"),
                count=say("interview.overview.progress", answered=answered, asked=len(path)),
                done=Fraction(answered, len(path)) if path else None,
                question=say("interview.overview.ask"),
                choices=(*choices, Choice(id="", label=say("interview.overview.end"))),
                pointed=at.element if at else "",
                keys=self.keys(("back", "language", "pause")),
            )

        reply = self.choose(page)
        if reply.move is None:
            chosen = reply.chosen[0]
            self.interview = go_to_element(self.interview, chosen) if chosen else replace(self.interview, at="")

    def end(self) -> bool:
        """Show the result and what stands out, agree on next steps; False where the group goes back to a question."""
        while self.show_result():
            answer = ""
            while answer != "back":
                answer = self.show_standing_out()
                if answer == "change":
                    self.look_over()
                    if self.interview.question is not None:
                        return False
                elif answer == "finish" or (answer == "steps" and self.choose_steps()):
                    return True
        return False

    def show_result(self) -> bool:
        """Show every element's status; False when the group goes back to a question."""
        self.banner = ("", "quiet")  # the last element's result stands in the table
        while True:
            waiting = open_questions(self.interview)
            result = score(self.framework, self.interview.sheet)

            def page(result: Result = result, waiting: Sequence[Question] = waiting) -> Page:
                say = self.say
                choices = [
                    Choice(id="on", label=say("interview.ending.stands-out")),
                    Choice(id="change", label=say("interview.ending.change")),
                ]
                if waiting:
                    choices.append(Choice(id="open", label=say("interview.ending.open-questions", count=len(waiting))))
                return Page(
                    place=say("interview.ending.place"),
                    count=practice_name(result.sheet, say),
                    heading=summary_sentence(result, say),
                    lead=say("result.no-pass-mark"),
                    rows=self.standing_choices(counts=False),
                    question=say("interview.ending.ask"),
                    choices=tuple(choices),
                    pointed="on",
                    keys=self.keys(MENU_MOVES),
                )

            reply = self.choose(page)
            if reply.move == "back":
                self.interview = go_back(self.interview)
            elif reply.move == "overview" or reply.chosen == ("change",):
                self.look_over()
            elif reply.chosen == ("open",):
                self.interview = go_to_open(self.interview)
            else:
                return True
            if self.interview.question is not None:
                return False

    def show_standing_out(self) -> str:
        """Show strengths, what to develop and what to find out; the choice made: steps, change, finish or back."""

        def page() -> Page:
            say = self.say
            return Page(
                place=say("interview.standing-out.place"),
                lead=say("result.no-pass-mark"),
                points=stand_out(score(self.framework, self.interview.sheet), self.only, say),
                question=say("interview.standing-out.ask"),
                choices=tuple(
                    Choice(id=one, label=say(f"interview.standing-out.{one}")) for one in ("steps", "change", "finish")
                ),
                pointed="steps",
                keys=self.keys(MENU_MOVES),
            )

        reply = self.choose(page)
        if reply.move == "overview":
            return "change"
        return reply.move or reply.chosen[0]

    # Next steps

    def choose_steps(self) -> bool:
        """Agree on up to three next steps; False when the group went back."""
        if not self.interview.sheet.actions:
            self.ask_step(0)
            if not self.interview.sheet.actions:
                return False
        while True:

            def page() -> Page:
                say, actions = self.say, self.interview.sheet.actions
                choices = [
                    Choice(id=str(place), label=action.what, aside=" · ".join(filter(None, (action.who, action.when))))
                    for place, action in enumerate(actions)
                ]
                if len(actions) < MOST_STEPS:
                    choices.append(Choice(id="add", label=say("interview.steps.add")))
                choices.append(Choice(id="finish", label=say("interview.steps.finish")))
                return Page(
                    place=say("interview.steps.place"),
                    count=say("interview.steps.count", most=MOST_STEPS),
                    question=say("interview.steps.ask"),
                    hint=say("interview.steps.hint"),
                    choices=tuple(choices),
                    pointed="add" if len(actions) < MOST_STEPS else "finish",
                    keys=self.keys(("back", "language", "pause")),
                )

            reply = self.choose(page)
            if reply.move:
                return False
            if reply.chosen == ("finish",):
                return True
            actions = self.interview.sheet.actions
            self.ask_step(len(actions) if reply.chosen == ("add",) else int(reply.chosen[0]))

    def ask_step(self, place: int) -> None:
        """Ask for one next step: element, what, who and when; kept from the moment there is a what."""
        actions = self.interview.sheet.actions
        action = actions[place] if place < len(actions) else Action()
        asked = ("element", "what", "who", "when")
        at = 0
        while 0 <= at < len(asked):
            reply = self.ask_step_element(action) if at == 0 else self.ask_step_part(asked[at], action, place)
            if reply.move:
                nothing_yet = asked[at] == "what" and not action.what
                at += -1 if reply.move == "back" else 0 if nothing_yet else 1
                continue
            if at == 0:
                action = replace(action, element=reply.chosen[0])
            else:
                action = fill_action(action, asked[at], clean(reply.text))
            if asked[at] == "what" and not action.what:
                if place < len(self.interview.sheet.actions):
                    self.save(put_action(self.interview, place, None))
                return
            if action.what:
                self.save(put_action(self.interview, place, action))
            at += 1

    def ask_step_element(self, action: Action) -> Reply:
        """Ask which element a next step belongs to."""
        unready = [
            one for one in list_standings(self.interview) if one.result.status not in ("present", "not-applicable")
        ]

        def page() -> Page:
            say = self.say
            first = unready[0].element.id if unready else ""
            return Page(
                place=say("interview.steps.place"),
                question=say("interview.steps.which"),
                choices=(*self.standing_choices(counts=False), Choice(id="", label=say("interview.steps.none"))),
                pointed=action.element or first,
                keys=self.keys(("back", "language", "pause")),
            )

        return self.choose(page)

    def ask_step_part(self, part: str, action: Action, place: int) -> Reply:
        """Ask what, who or when of a next step."""

        def page() -> Page:
            say = self.say
            element = self.framework.element_by_id.get(action.element)
            idea = (
                say("interview.steps.what.idea", text=say.text(element.develop)) if element and part == "what" else ""
            )
            return Page(
                place=say("interview.steps.place"),
                heading=say.text(element.name) if element and part == "what" else action.what,
                lead=idea,
                question=say(f"interview.steps.{part}.ask"),
                hint=say(f"interview.steps.{part}.hint"),
                keys=self.keys(FIELD_MOVES),
            )

        draft = self.drafts.pop((f"step {place}", part), getattr(action, part))
        reply = self.write(page, draft)
        if reply.move:
            self.drafts[f"step {place}", part] = reply.text
        return reply

    # When saving fails

    def describe_trouble(self, error: OSError, place: str) -> str:
        """Why a file could not be saved, in one sentence."""
        kind = TROUBLES.get(error.errno or 0, "other")
        return self.say(f"interview.trouble.{kind}", file=PurePath(place).name)

    def mend_saving(self, error: OSError, *, leaving: bool = False) -> None:
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
            except OSError as again:
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
            if reply.move or not clean(draft):
                return False
            place = name_file(clean(draft))
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
        except OSError as error:
            self.mend_saving(error, leaving=True)


def fill_action(action: Action, part: str, words: str) -> Action:
    """The next step with `words` as its what, who or when."""
    parts = {"what": action.what, "who": action.who, "when": action.when, part: words}
    return replace(action, what=parts["what"], who=parts["who"], when=parts["when"])


def name_file(typed: str) -> str:
    """The file that was meant: its name on one line, with .yaml where no ending was typed."""
    place = " ".join(typed.split())
    return place if PurePath(place).suffix in (".yaml", ".yml", ".json") else f"{place}.yaml"


def stand_out(result: Result, only: frozenset[str], say: Say) -> tuple[Remark, ...]:
    """What stands out in a result: strengths, what to develop, what to find out, and the message of the gate."""
    elements = [one for one in result.elements if not only or one.element.id in only]

    def names(found: Sequence[ElementResult]) -> str:
        return say.listing([say.text(one.element.name) for one in found])

    strengths = [one for one in elements if one.status == "present"]
    develop = [one for one in elements if one.status in ("partly", "absent")]
    unknown = [one for one in elements if one.to_find_out]
    count = sum(len(one.to_find_out) for one in unknown)
    key = "interview.standing-out"
    told = [
        (f"{key}.strengths", names(strengths) if strengths else say(f"{key}.no-strengths"), "present"),
        (f"{key}.develop", names(develop), "absent"),
        (f"{key}.find-out", say(f"{key}.questions", count=count, names=names(unknown)) if unknown else "", "unclear"),
        (f"{key}.gate", say("result.gate") if result.tested_in_trial else "", "accent"),
    ]
    found = [Remark(label=say(label), words=words, style=style) for label, words, style in told if words]
    return tuple(found)
