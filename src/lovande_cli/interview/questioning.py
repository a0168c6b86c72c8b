"""The questions: one on each screen, with ways back and forward, notes, and more to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from lovande_cli.assessment.framework import Option, Question, Step
from lovande_cli.assessment.interview import (
    Interview,
    annotate,
    find_position,
    find_standing,
    finished_element,
    give_answer,
    go_back,
    go_forward,
    go_on,
    toggle,
)
from lovande_cli.interview.opening import Opening
from lovande_cli.interview.overview import Overview
from lovande_cli.interview.pages import Choice, Move, Page, Remark, Reply
from lovande_cli.interview.talk import Talk
from lovande_cli.language.characters import for_file
from lovande_cli.wording.results import chosen_words, status_symbol, status_word

QUESTION_MOVES: tuple[Move, ...] = ("back", "forward", "note", "evidence", "overview", "more", "language", "pause")
NOTE_MOVES: tuple[Move, ...] = ("back", "language", "pause")


class Questioning:
    """The questions, one after the other, from wherever the interview stands."""

    def __init__(self, talk: Talk, opening: Opening, overview: Overview) -> None:
        self.talk = talk
        self.opening = opening
        self.overview = overview
        self.drafts: dict[tuple[str, str], str] = {}
        self.ticks: dict[str, frozenset[str]] = {}

    def ask_questions(self) -> None:
        """Ask from where the interview stands until it has passed the last question."""
        while self.talk.interview.question is not None:
            question = self.talk.interview.question
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
            "forward": lambda: self.go_to(go_forward(self.talk.interview)),
            "note": lambda: self.annotate("note", "note"),
            "evidence": lambda: self.annotate("evidence", "evidence"),
            "overview": self.overview.look_over,
            "more": self.tell_more,
        }
        moves[move]()

    def back(self) -> None:
        """One question back; from the first one, to what was asked before it."""
        before = go_back(self.talk.interview)
        if before.at == self.talk.interview.at:
            self.opening.describe(forward_from=len(self.opening.fields()) - 2)
        else:
            self.talk.interview = before

    def go_to(self, after: Interview) -> None:
        """Stand where `after` stands; where that leaves an element, its result stands on the next page."""
        left = finished_element(self.talk.interview, after)
        self.talk.interview = after
        if left is not None:
            say, status = self.talk.say, find_standing(after, left).result.status
            told = say(
                "interview.element-done",
                name=say.text(left.name),
                symbol=status_symbol(status, say),
                status=status_word(status, say),
            )
            self.talk.banner = (told, status)

    def take_answer(self, question: Question, chosen: Sequence[str]) -> None:
        """Keep the answer; where the question does not apply to the group, ask why; then go on."""
        if not chosen:
            many = question.choose == "many"
            self.talk.notice = self.talk.say("interview.choose-something" if many else "interview.choose-one")
            return
        self.ticks.pop(question.id, None)
        self.talk.save(give_answer(self.talk.interview, chosen))
        step = question.step_by_id.get(chosen[0])
        if step is not None and step.kind == "not-applicable" and not self.annotate("note", "reason"):
            return
        self.go_to(go_on(self.talk.interview))

    def ask_question(self, question: Question) -> Reply:
        """Put one question on the screen."""
        earlier = self.talk.interview.answer.chosen
        if question.choose != "many":
            return self.talk.choose(lambda: self.question_page(question))
        ticked = [self.ticks.get(question.id, frozenset(earlier))]

        def put(page: Page) -> Reply:
            reply = self.talk.asker.choose_many(page, ticked[0], lambda ticks, one: toggle(question, ticks, one))
            ticked[0] = frozenset(reply.chosen)
            return reply

        return self.talk.ask(lambda: self.question_page(question), put)

    def question_page(self, question: Question) -> Page:
        """All that a question's screen holds."""
        say, interview = self.talk.say, self.talk.interview
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
                elements=len(self.talk.framework.elements),
                category=say.text(self.talk.framework.category_by_id[element.category].name),
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
            keys=self.talk.keys(QUESTION_MOVES),
        )

    def remarks(self, question: Question) -> tuple[Remark, ...]:
        """What has been said about a question: each person's answer, the note, the evidence."""
        say, answer = self.talk.say, self.talk.interview.answer
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
        question = self.talk.interview.question
        if question is None:
            return False

        def page() -> Page:
            say = self.talk.say
            shown = self.question_page(question)
            return replace(
                shown,
                lead="",
                discuss="",
                heading=say.text(question.ask),
                question=say(f"interview.write.{asked}.ask"),
                hint=say(f"interview.write.{asked}.hint"),
                remarks=(),
                choices=(),
                keys=self.talk.keys(NOTE_MOVES),
            )

        earlier = getattr(self.talk.interview.answer, what)
        draft = self.drafts.pop((question.id, what), earlier)
        reply = self.talk.write(page, draft, lambda typed: self.keep_text(what, typed))
        if reply.move:
            if reply.text != earlier:
                self.drafts[question.id, what] = reply.text
            return False
        self.keep_text(what, reply.text)
        return True

    def keep_text(self, what: Literal["note", "evidence"], typed: str) -> None:
        """Keep a note or evidence as it was typed."""
        self.talk.save(annotate(self.talk.interview, **{what: for_file(typed)}))

    def tell_more(self) -> None:
        """Show everything about the question on the screen, and the keys that work everywhere."""
        question = self.talk.interview.question
        if question is None:
            return
        element = self.talk.framework.element_by_id[question.element]

        def page() -> Page:
            say = self.talk.say
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
                keys=self.talk.keys(("back", "language", "pause")),
            )

        self.talk.choose(page)
