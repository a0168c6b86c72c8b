"""The answer sheet of a practice: answers with notes, evidence, votes and hands; workshop, next steps, description."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from lovande_cli.assessment.framework import Framework, Question

DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
"""A workshop's date: 2026-11-22."""

FIRST_DATE, LAST_DATE = "2000-01-01", "2099-12-31"
"""A workshop before or after these is a slip of the pen: a browser makes 0026-10-14 of the year 26."""

MAX_TEXT = 20_000
"""The longest text that one person or group writes, in signs. A page of a book has some 2,000."""

ID_LENGTH = 12
"""So many hexadecimal digits has the id of a sheet: of 100,000 sheets two get the same once in 60,000 times."""

MAX_PARTICIPANTS = 99_999
"""More people than this have not answered together."""


def is_workshop_date(text: str) -> bool:
    """Whether it is a day of the calendar, as YYYY-MM-DD, on which a workshop may have been."""
    if not DATE.fullmatch(text) or not FIRST_DATE <= text <= LAST_DATE:
        return False
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer to one question: step or option ids, why, what shows it, and what is unclear about the question.

    `chosen` is empty while the question is open, one step id on a scale, one or more option ids where it has options.
    `votes` are the individual answers behind a group's answer, by person; a vote has no votes of its own. `hands` is a
    show of hands: how many (at least 1) raised theirs for each step or option id.
    """

    chosen: tuple[str, ...] = ()
    note: str = ""
    evidence: str = ""
    about_question: str = ""
    votes: Mapping[str, Answer] = field(default_factory=dict)
    hands: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Nothing has been chosen yet (there may still be a note)."""
        return not self.chosen

    @property
    def is_empty(self) -> bool:
        """There is nothing at all to keep."""
        return not (self.chosen or self.note or self.evidence or self.about_question or self.votes or self.hands)


OPEN = Answer()
"""The answer to a question that nobody has touched."""


@dataclass(frozen=True, kw_only=True)
class Practice:
    """The way of working that is talked about; texts are empty where nothing was written.

    `contact` is a role or a shared mailbox that others may turn to, not a person.
    """

    name: str = ""
    organisation: str = ""
    target_group: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """When and by whom the questions were answered; `date` is YYYY-MM-DD or "", `participants` None when not said."""

    date: str = ""
    participants: int | None = None
    answered_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Action:
    """A next step that the group agreed on; `element` is an element id or ""."""

    element: str = ""
    what: str = ""
    who: str = ""
    when: str = ""
    done: bool = False


def plain_words(text: str) -> str:
    """The text in lower case, with single spaces and without what nobody sees: names alike in all else are one.

    A Mac puts å together of two signs, and Word leaves soft hyphens and signs of no width in what is pasted.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if not text.isprintable():
            text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(text.casefold().split())


Share = Literal["internal", "public"]
"""Who may see a practice: those who have its file, or anyone who reads a catalogue."""

Description = Mapping[str, "str | Mapping[str, str]"]
"""What is written about a practice, by id of the part; a chain by id of its links. Empty texts are left out."""


@dataclass(frozen=True, kw_only=True)
class AnswerSheet:
    """All that an answer file holds; `answers` is by full question id and may hold retired or hidden questions.

    `id` is made once, so that a copy or a renamed file is known as the same sheet; "" in files from before. `sheet_ids`
    are those of the sheets that it joins, by the label of their votes. `closing` are the step ids or texts that answer
    the closing questions, by question and person ("" for the sheet's own); `minutes` is how long each element took.
    `wordings` are the digests of the texts that its questions had when they were answered, earliest first; none in
    files from before.
    """

    framework_id: str
    framework_version: str
    language: str
    id: str = ""
    practice: Practice = Practice()
    workshop: Workshop = Workshop()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    description: Description = field(default_factory=dict)
    share: Share = "internal"
    sheet_ids: Mapping[str, str] = field(default_factory=dict)
    closing: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    minutes: Mapping[str, float] = field(default_factory=dict)
    wordings: tuple[str, ...] = ()

    @property
    def holds_votes(self) -> bool:
        """Whether it joins several people's answers: it says for some question how each of them answered."""
        return any(answer.votes for answer in self.answers.values())

    @property
    def by_person(self) -> Mapping[str, AnswerSheet]:
        """The sheet of every person whose votes it joins, with their answers alone."""
        votes: dict[str, dict[str, Answer]] = {}
        for question, answer in self.answers.items():
            for person, vote in answer.votes.items():
                votes.setdefault(person, {})[question] = vote
        return {
            person: replace(
                self,
                id=self.sheet_ids.get(person, ""),
                sheet_ids={},
                answers=answers,
                closing={question: {"": said[person]} for question, said in self.closing.items() if person in said},
                minutes={},
            )
            for person, answers in votes.items()
        }

    def answer(self, question_id: str) -> Answer:
        """The answer to a question, or `OPEN`."""
        return self.answers.get(question_id, OPEN)

    def with_answer(self, question_id: str, answer: Answer) -> AnswerSheet:
        """The sheet with this answer to the question in place of the earlier one; an empty answer leaves no trace."""
        answers = {**self.answers, question_id: answer}
        if answer.is_empty:
            del answers[question_id]
        return replace(self, answers=answers)

    def with_closing(self, question_id: str, answer: str) -> AnswerSheet:
        """The sheet with its own answer to a closing question, people's answers beside it; "" leaves no trace."""
        said = {**self.closing.get(question_id, {}), "": answer}
        closing = {**self.closing, question_id: {person: text for person, text in said.items() if text}}
        return replace(self, closing={question: texts for question, texts in closing.items() if texts})

    def with_description(self, part_id: str, text: str | Mapping[str, str]) -> AnswerSheet:
        """The sheet with this text in the part of the description; an empty one leaves no trace."""
        if not isinstance(text, str):
            text = {link: said for link, said in text.items() if said.strip()}
        written = {**self.description, part_id: text}
        if not (text.strip() if isinstance(text, str) else text):
            del written[part_id]
        return replace(self, description=written)


def answered_now(framework: Framework, sheet: AnswerSheet, before: AnswerSheet) -> AnswerSheet:
    """The sheet with the wording of the framework, if something in it has just been answered.

    Where it does not say what its answers before were to, it goes on saying nothing.
    """
    if sheet.answers == before.answers or not sheet.wordings:
        return sheet
    known = before.wordings if before.answers else ()
    return replace(sheet, wordings=tuple(dict.fromkeys((*known, framework.wording_digest))))


def is_reworded(framework: Framework, sheet: AnswerSheet) -> bool:
    """Whether questions of the framework's own version had other texts when they were answered."""
    same_version = sheet.framework_version == framework.version
    return same_version and any(wording != framework.wording_digest for wording in sheet.wordings)


def is_asked(framework: Framework, sheet: AnswerSheet, question: Question) -> bool:
    """Whether the question is asked, given the answers so far: its `ask-if` holds, and so does that question's own."""
    # it ends: a condition names a question that is asked before (files/framework_files.py sees to it)
    while question.ask_if is not None:
        chosen = sheet.answer(question.ask_if.question).chosen
        if not any(choice in chosen for choice in question.ask_if.any_of):
            return False
        question = framework.question_by_id[question.ask_if.question]
    return True


def asked_questions(framework: Framework, sheet: AnswerSheet) -> tuple[Question, ...]:
    """The questions that are asked, given the answers so far, in order."""
    return tuple(q for q in framework.questions if q.ask_if is None or is_asked(framework, sheet, q))
