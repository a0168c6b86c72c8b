"""Unfinished texts: drafts found beside the answer file are offered before anything else, to write on or remove."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import get_args

from lovande_cli.assessment.framework import Question
from lovande_cli.documents.words import question_number
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.description_pages import DescriptionPages
from lovande_cli.interview.page_model import Choice, Page, Remark
from lovande_cli.interview.question_pages import QuestionPages, Written
from lovande_cli.interview.setup_pages import SetupPages
from lovande_cli.language.sanitize import for_file

MAX_SIGNS = 400
"""As much of a draft is shown before it is opened."""


@dataclass(frozen=True, kw_only=True)
class DraftPlace:
    """Where a draft belongs: what that is called, what is saved there, and how to write on, if that can be done."""

    name: str
    saved: str
    write: Callable[[], object] | None


class UnfinishedTexts:
    """The drafts that lie beside the answer file."""

    def __init__(self, session: AnswerSession, setup: SetupPages) -> None:
        self.session = session
        self.setup = setup

    def offer(self) -> None:
        """Ask about each draft whether to write on; what is in the file already is no draft."""
        for place, text in tuple(self.session.drafts.texts.items()):
            if for_file(text) == for_file(self.find(place).saved):
                self.session.drafts.remove(place)
                continue
            chosen, is_sure = "", False
            while not chosen or (chosen == "remove" and not is_sure):
                chosen = self.ask(place, text)
                if chosen == "remove":
                    lines = ("interview.unfinished.yes", "interview.unfinished.no")
                    title, sure = "interview.unfinished.title", "interview.unfinished.sure"
                    is_sure = self.session.pick(title, sure, lines, pointed="no") == "yes"
            write = self.find(place).write
            if chosen == "remove":
                self.session.drafts.remove(place)
            elif chosen == "write" and write:
                write()

    def ask(self, place: str, text: str) -> str:
        """What to do with a draft: "write", "later" or "remove"."""
        shown = text if len(text) <= MAX_SIGNS else f"{text[:MAX_SIGNS]} …"
        chosen = ""
        while not chosen:
            say, found = self.session.say, self.find(place)
            lines = ("write", "later", "remove") if found.write else ("later", "remove")
            saved = (Remark(label=say("interview.unfinished.saved"), words=found.saved),) if found.saved else ()
            page = Page(
                title=say("interview.unfinished.title"),
                heading=say("interview.unfinished.told"),
                remarks=(Remark(label=found.name, words=shown), *saved),
                question=say("interview.unfinished.ask"),
                choices=tuple(Choice(id=line, label=say(f"interview.unfinished.{line}")) for line in lines),
                pointed=lines[0],
                moves=("language", "pause"),
            )
            chosen = "".join(self.session.ask(page).chosen)
        return chosen

    def find(self, place: str) -> DraftPlace:
        """The place that a draft belongs to, from how it was named where it was written."""
        kind, first, *link = (*place.split(" "), "")
        question = self.session.framework.question_by_id.get(first)
        if question is not None and kind in get_args(Written):
            return self.find_annotation(question, kind)  # type: ignore[arg-type]
        parts = self.session.framework.description
        at = next((at for at, part in enumerate(parts) if kind == "description" and part.id == first), None)
        if at is not None:
            return self.find_piece(at, link[0])
        return DraftPlace(name=place, saved="", write=None)

    def find_annotation(self, question: Question, what: Written) -> DraftPlace:
        """The place of a text beside an answer; where the question is not asked, nobody can write on."""
        session, answer = self.session, self.session.sheet.answer(question.id)

        def write() -> None:
            before = session.interview.at
            session.interview = replace(session.interview, at=question.id)
            QuestionPages(session, self.setup).annotate(question, what)
            session.interview = replace(session.interview, at=before)

        return DraftPlace(
            name=f"{session.say(f'interview.{what}')} {question_number(session.framework, question)}",
            saved=getattr(answer, what.replace("-", "_")),
            write=write if question in session.interview.path else None,
        )

    def find_piece(self, at: int, link: str) -> DraftPlace:
        """The place of a part of the description, or of one link of it."""
        description, part = DescriptionPages(self.session), self.session.framework.description[at]
        piece = next((part_link for part_link in part.links if part_link.id == link), None)
        heading = part.heading if piece is None else piece.heading
        return DraftPlace(
            name=self.session.say.text(heading),
            saved=description.written(part, piece),
            write=lambda: description.write_piece(part, piece, at),
        )
