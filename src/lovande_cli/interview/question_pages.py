"""The question pages: answers, notes, evidence, votes, last year's answers; an element's own page before its first."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Literal

from lovande_cli.assessment.answers import OPEN, Answer, AnswerSheet
from lovande_cli.assessment.contradictions import Contradiction, find_contradictions
from lovande_cli.assessment.framework import Element, Option, Question, Step
from lovande_cli.assessment.navigation import (
    Interview,
    annotate,
    answer_as_before,
    arrange,
    can_be_left_out,
    count_hands,
    find_position,
    finished_element,
    give_answer,
    go_back,
    go_forward,
    go_on,
    leave_out,
    not_applicable_step,
    toggle,
)
from lovande_cli.documents.words import chosen_words, hands_words, question_number, signed_status
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.overview import show_overview
from lovande_cli.interview.page_model import Choice, Move, Page, Remark, Reply
from lovande_cli.interview.setup_pages import SetupPages
from lovande_cli.language.sanitize import for_file

ANSWERING: tuple[Move, ...] = ("note", "evidence", "hands", "as-before")
WHEREVER: tuple[Move, ...] = ("overview", "more", "about-question", "language", "pause")
QUESTION_MOVES: tuple[Move, ...] = ("back", "forward", *ANSWERING, *WHEREVER)
ANSWERED_MOVES: tuple[Move, ...] = (*ANSWERING, "back", "forward", "clear", *WHEREVER)
"""What belongs to the answer stands first, once there is one."""

SHORT = 45
"""So many signs of what a person wrote stand beside their answer; the whole of it is shown with more."""

BESIDE = 300
"""With more signs than this in all, what people wrote has a page of its own: the choices need their room."""

Written = Literal["note", "evidence", "about-question"]
"""What people may write beside an answer; the last is about the question, and no part of the answer."""

ELEMENT_MOVES: tuple[Move, ...] = ("back", "leave-out", "overview", "language", "pause")


@dataclass(frozen=True, kw_only=True)
class News:
    """What a page tells of the one before: why nothing was done, the answer given, the result of an element."""

    notice: str = ""
    banners: tuple[Remark, ...] = ()


def with_news(page: Page, news: News) -> Page:
    """The page, telling the news too."""
    return replace(page, notice=news.notice, banners=news.banners)


class QuestionPages:
    """The questions, one after the other, from wherever the interview stands.

    With `quick` an answer goes on at once. `earlier` is how the practice was answered another year, to be seen beside.
    """

    def __init__(
        self, session: AnswerSession, setup: SetupPages, *, quick: bool = False, earlier: AnswerSheet | None = None
    ) -> None:
        self.session = session
        self.setup = setup
        self.quick = quick
        self.earlier = earlier
        self.introduced = ""  # the element whose own page has been read
        self.just_read = ""  # the question that has just been on the screen
        self.touched = ""  # the choice that was touched last
        self.more = False
        self.asked_about: set[Contradiction] = set()

    def ask_questions(self) -> None:
        """Ask from where the interview stands until it has passed the last question."""
        news, stopwatch = News(), self.session.stopwatch
        while (question := self.session.interview.question) is not None:
            with stopwatch.running(question.element) if stopwatch else nullcontext():
                news = self.ask_question(question, news)

    def ask_question(self, question: Question, news: News) -> News:
        """Show the question, or before the first one of an element its own page, and do what the group says there."""
        element = self.session.framework.element_by_id[question.element]
        # a quick round has one question of each element, and `m` shows what else its page would
        if self.introduced != element.id and self.is_first(question) and not self.session.interview.core:
            return self.introduce(element, news)
        reply = self.session.ask(with_news(self.question_page(question), news))
        self.just_read = question.id
        if reply.move is not None:
            return self.move(question, reply.move)
        return self.take_answer(question, reply) if reply.chosen else self.leave_question(question)

    def is_first(self, question: Question) -> bool:
        """Whether it is the first question asked in its element."""
        return next(asked for asked in self.session.interview.path if asked.element == question.element) == question

    # An element's own page

    def introduce(self, element: Element, news: News) -> News:
        """Show the element's own page, and go to its questions or elsewhere; what the next page tells of it."""
        say, can_leave_out = self.session.say, can_be_left_out(self.session.interview, element)
        questions = sum(question.element == element.id for question in self.session.interview.path)
        # whom the questions mean by two words is said once, before the first
        people = [Remark(label=say("interview.people.label"), words=say("interview.people.words"))]
        people = people if element is self.session.framework.elements[0] else []
        page = replace(
            self.frame(element),
            count=say("interview.element.count", count=questions),
            heading=say.text(element.name),
            lead=say("common.definition", text=say.text(element.description)),
            points=(Remark(label=say("interview.discuss"), words=say.text(element.discuss)), *people),
            enter=say("interview.use.to-questions"),
            moves=tuple(move for move in ELEMENT_MOVES if move != "leave-out" or can_leave_out),
        )
        match self.session.ask(with_news(page, news)).move:
            case None:
                self.introduced = element.id
            case "leave-out":
                return self.leave_out(element)
            case "overview":
                show_overview(self.session)
            case "back":
                before = go_back(self.session.interview)
                if before.at == self.session.interview.at:  # the first element: to what was asked before the questions
                    self.setup.ask_details("participants")
                else:
                    self.session.interview = before
                    self.introduced = before.question.element if before.question else ""
        return News()

    def leave_out(self, element: Element) -> News:
        """Ask why the element does not apply to the group, answer all its questions so, and go on after it."""
        session, is_left_out = self.session, False

        def keep(typed: str) -> None:
            nonlocal is_left_out
            is_left_out = True
            session.save(leave_out(session.interview, element, for_file(typed)))

        entry = session.open_entry("", keep)
        while True:
            say, page = session.say, self.frame(element)
            page = replace(
                page,
                heading=say.text(element.name),
                question=say("interview.write.reason.ask"),
                hint=say("interview.leave-out.hint"),
                several_lines=True,
            )
            reply = session.ask_text(page, entry)
            if reply.move == "language":
                continue
            if not reply.move:
                keep(reply.text)
            return self.go_to(go_on(session.interview)) if is_left_out else News()

    # Moving

    def move(self, question: Question, move: Move) -> News:
        """Do what a key on a question asks for; what the next page tells of it."""
        match move:
            case "back" if self.session.interview.core and question == self.session.interview.path[0]:
                self.setup.ask_details("participants")
            case "back" if self.is_first(question) and not self.session.interview.core:
                self.leave_page()
                self.introduced = ""  # the element's own page is shown again
            case "back":
                return self.go_to(go_back(self.session.interview))
            case "forward":
                return self.go_to(go_forward(self.session.interview))
            case "note" | "evidence" | "about-question":
                self.annotate(question, move)
            case "hands":
                return self.ask_hands(question)
            case "as-before":
                self.session.save(answer_as_before(self.session.interview, self.earlier_answer(question)))
                self.touched = ""
                # what hardly fits together is asked about before a quick round goes on
                if not self.ask_about_contradiction(question) or not self.quick:
                    return News()
                return self.go_on_at_once(question)
            case "clear":
                say, answer = self.session.say, chosen_words(question, self.session.interview.answer, self.session.say)
                self.session.save(give_answer(self.session.interview, ()))
                self.touched = ""
                return News(banners=(Remark(label="", words=say("interview.cleared", answer=answer), style="accent"),))
            case "overview":
                self.leave_page()
                show_overview(self.session)
                # another element begins with its own page
                self.introduced = question.element if self.session.interview.at == question.id else ""
            case "more":
                if not self.more and sum(len(vote.words) for vote in self.votes(question)) > BESIDE:
                    self.read_points(question)
                else:
                    self.more = not self.more
            case "language":
                self.just_read = ""  # nobody has read it in this language
        return News()

    def leave_page(self) -> None:
        """Nothing is open or touched on the next question."""
        self.more, self.touched, self.just_read = False, "", ""

    def go_to(self, after: Interview) -> News:
        """Stand where `after` stands; where that leaves an element, the next page tells its result."""
        left = finished_element(self.session.interview, after)
        self.session.interview = after
        self.leave_page()
        if left is None:
            return News()
        say = self.session.say
        words = signed_status(left.status, say)
        return News(banners=(Remark(label=say.text(left.element.name), words=words, style=left.status),))

    # Answering

    def take_answer(self, question: Question, reply: Reply) -> News:
        """Keep the answer at once; where the question does not apply to the group, ask why."""
        before, many = frozenset(self.session.interview.answer.chosen), question.choose == "many"
        ticked = before if many and not reply.anew else frozenset[str]()
        for choice in reply.chosen:
            ticked = toggle(question, ticked, choice)
        self.session.save(give_answer(self.session.interview, tuple(ticked)))
        self.touched = reply.chosen[-1]
        not_applicable = not_applicable_step(question)
        told = not_applicable not in ticked - before or self.annotate(question, "note", "reason")
        if not_applicable in before - ticked and self.session.interview.answer.note:
            self.ask_about_reason(question)
        if many or not told or not self.ask_about_contradiction(question) or not self.quick:
            return News()
        return self.go_on_at_once(question)

    def ask_about_reason(self, question: Question) -> None:
        """Ask whether the reason why the question did not apply stays as a note, now that it does; else it stays."""
        session, note = self.session, self.session.interview.answer.note
        lines = ("interview.reason.keep", "interview.reason.remove")
        title, ask, heading = "interview.note", "interview.reason.ask", session.say.text(question.ask)
        if session.pick(title, ask, lines, heading=heading, lead=note, pointed="keep") == "remove":
            session.save(annotate(session.interview, note=""))

    def go_on_at_once(self, question: Question) -> News:
        """Go on from an answer that nobody has seen on the screen; the next page tells it."""
        say = self.session.say
        words = say(
            "interview.given",
            number=question_number(self.session.framework, question),
            answer=chosen_words(question, self.session.interview.answer, say),
            key=say("interview.key.back.letter"),
        )
        left = self.go_to(go_on(self.session.interview))
        return News(banners=(Remark(label="", words=words, style="quiet"), *left.banners))

    def leave_question(self, question: Question) -> News:
        """Go on from an answered question; from an open one nobody goes on by mistake."""
        if self.session.interview.answer.is_open:
            say, what = self.session.say, "something" if question.choose == "many" else "one"
            return News(notice=say(f"interview.choose-{what}", key=say("interview.key.forward.letter")))
        # of several ticks the group has now made the last one
        if question.choose == "many" and not self.ask_about_contradiction(question):
            return News()
        return self.go_to(go_on(self.session.interview))

    def ask_about_contradiction(self, question: Question) -> bool:
        """Ask once about two answers that hardly fit together, this one and another; False where the group goes to one.

        They are never scored: both may well be right.
        """
        session = self.session
        path = session.interview.path
        for pair in find_contradictions(session.framework, session.sheet):
            if question not in pair or pair in self.asked_about or not set(pair) <= set(path):
                continue
            self.asked_about.add(pair)
            while True:
                page = contradiction_page(session, pair)
                reply = session.ask(replace(page, enter=session.say("interview.use.go-on")))
                if reply.move != "language":
                    break
            if reply.chosen:
                self.leave_page()
                session.interview = replace(session.interview, at=reply.chosen[0])
                self.introduced = session.framework.question_by_id[reply.chosen[0]].element
            if reply.chosen or reply.move == "back":
                return False
        return True

    # The page

    def frame(self, element: Element) -> Page:
        """What every page about an element has: where we are and how far we have come."""
        say, position = self.session.say, find_position(self.session.interview)
        return Page(
            title=say(
                "interview.title",
                number=element.number,
                elements=len(self.session.framework.elements),
                category=say.text(self.session.framework.category_by_id[element.category].name),
            ),
            done=position.done if position else None,
        )

    def question_page(self, question: Question) -> Page:
        """All that a question's screen holds."""
        say, interview = self.session.say, self.session.interview
        position = find_position(interview)
        if position is None:
            raise ValueError(question.id)
        given = interview.answer.chosen
        many = question.choose == "many"
        where = say("interview.count", question=position.question, questions=position.questions)
        moves = QUESTION_MOVES if interview.answer.is_open else ANSWERED_MOVES
        # what is read with more needs the room of a key that is there again once it is closed
        left_out = {"clear"} if self.more else set()
        left_out |= {"as-before"} if self.earlier_answer(question).is_open else set()
        verb = "tick" if many else "change" if given else "answer"
        marks = [say("form.core")] * question.core + [say("form.unscored")] * (not question.weight)
        return replace(
            self.frame(position.element),
            count="" if interview.core else where,
            heading=" · ".join([say.text(position.element.name), *marks]),
            question=say.text(question.ask),
            hint=say.text(question.hint),
            points=self.points(question, position.element) if self.more else (),
            remarks=self.remarks(question),
            choices=self.choices(question),
            many=many,
            given=frozenset(given),
            pointed=self.touched or (given[0] if given else ""),
            digits=say(f"interview.use.{verb}"),
            enter=say("interview.use.go-on") if given else "",
            moves=tuple(move for move in moves if move not in left_out),
            escape="more" if self.more else None,
            again=self.just_read == question.id,
        )

    def earlier_answer(self, question: Question) -> Answer:
        """How the question was answered another time, as far as it still has those choices."""
        earlier = self.earlier.answer(question.id) if self.earlier else OPEN
        return replace(earlier, chosen=arrange(question, earlier.chosen))

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """The steps or options; the answer is marked with a sign and words, last year's with words."""
        say, given = self.session.say, self.session.interview.answer.chosen
        before = self.earlier_answer(question).chosen
        mine = say("interview.your-answer-saved" if self.session.is_saved else "interview.your-answer")
        shown: list[Option | Step] = [*question.options, *question.steps]
        choices = []
        for choice in shown:
            marks = [mine] if choice.id in given and question.choose != "many" else []
            marks += [say("interview.earlier.mark")] if choice.id in before else []
            style = "accent" if choice.id in given else "quiet"
            choices.append(Choice(id=choice.id, label=say.text(choice.label), aside=" · ".join(marks), style=style))
        return tuple(choices)

    def read_points(self, question: Question) -> None:
        """Show what is too long to stand beside the choices on a page of its own, part by part."""
        element = self.session.framework.element_by_id[question.element]
        while True:
            say = self.session.say
            page = replace(
                self.frame(element),
                heading=say.text(question.ask),
                points=self.points(question, element),
                enter=say("interview.use.to-question"),
                moves=("more", "language", "pause"),
                escape="more",
            )
            if self.session.ask(page).move != "language":
                return

    def points(self, question: Question, element: Element) -> tuple[Remark, ...]:
        """More to read about a question: all that each person wrote, its element, and what to talk about."""
        say = self.session.say
        return (
            *(remark for remark in self.votes(question) if remark.words),
            Remark(label=say("interview.more-element"), words=say.text(element.description)),
            Remark(label=say("interview.discuss"), words=say.text(element.discuss)),
            *([Remark(label="", words=say("report.key-core"), style="")] if question.core else []),
        )

    def votes(self, question: Question) -> list[Remark]:
        """Each person's answer, with all that they wrote beside it."""
        say, votes = self.session.say, []
        for person, vote in self.session.interview.answer.votes.items():
            answer = chosen_words(question, vote, say)
            said = say(f"interview.vote{'-open' if vote.is_open else ''}", person=person, answer=answer)
            shown = f"{say('interview.evidence')}: {vote.evidence}" if vote.evidence else ""
            about = f"{say('common.about-question')}: {vote.about_question}" if vote.about_question else ""
            votes.append(Remark(label=said, words="\n".join(filter(None, (vote.note, shown, about)))))
        return votes

    def remarks(self, question: Question) -> tuple[Remark, ...]:
        """What has been said about a question: each person's answer, the note, the evidence, and another year's.

        What a person wrote is there in short, so that the choices stay on the screen; the whole of it is among the
        points.
        """
        say, answer = self.session.say, self.session.interview.answer
        votes = [
            f"{vote.label}: {shorten(vote.words, SHORT, placeholder=' …')}"
            if vote.words and not self.more
            else vote.label
            for vote in self.votes(question)
        ]
        earlier = self.earlier_answer(question)
        said = (
            Remark(label=say("interview.votes"), words=" · ".join(votes)),
            Remark(label=say("interview.hands.label"), words=hands_words(question, answer, say)),
            Remark(label=say("interview.note"), words=answer.note),
            Remark(label=say("interview.evidence"), words=answer.evidence),
            Remark(label=say("common.about-question"), words=answer.about_question, style="quiet"),
            Remark(label=say("interview.earlier.note"), words=earlier.note, style="quiet"),
            Remark(label=say("interview.earlier.evidence"), words=earlier.evidence, style="quiet"),
        )
        return tuple(remark for remark in said if remark.words)

    # A show of hands

    def ask_hands(self, question: Question) -> News:
        """Let the group count the hands raised for each answer; new counts replace the old ones, 0 removes them."""
        session, many = self.session, len(question.choices)

        def keep(typed: str) -> None:
            # an empty line leaves the counts as they are
            if counted := read_counts(typed, many):
                session.save(count_hands(session.interview, counted))

        # the old counts stand beside, not on the line: whoever types counts again would type behind them
        entry, notice = session.open_entry("", keep), ""
        while True:
            say, page = session.say, self.question_page(question)
            answers = [f"{number} {choice.label}" for number, choice in enumerate(page.choices, 1)]
            counted = hands_words(question, session.interview.answer, say)
            page = Page(
                title=page.title,
                count=page.count,
                done=page.done,
                notice=notice,
                heading=page.question,
                question=say("interview.hands.ask"),
                hint=" ".join(filter(None, (say("interview.hands.hint"), counted and say("interview.hands.replace")))),
                remarks=(Remark(label=say("interview.hands.label"), words=counted),) if counted else (),
                points=(Remark(label="", words=" · ".join(answers), style=""),),
            )
            reply, notice = session.ask_text(page, entry), ""
            if reply.move == "language":
                continue
            if reply.move:
                if reply.text.strip():
                    keep(reply.text)
                return News()
            if read_counts(reply.text, many) is None:
                notice = session.say("interview.hands.wrong", count=many)
                continue
            keep(reply.text)
            raised = bool(session.interview.answer.hands) and session.interview.answer.is_open
            decide = Remark(label="", words=session.say("interview.hands.decide"), style="accent")
            return News(banners=(decide,) if raised else ())

    # Notes and evidence

    def annotate(self, question: Question, what: Written, asked: str = "") -> bool:
        """Let the group write, change or take away what stands beside an answer; False if it went back instead."""
        answer, field = self.session.interview.answer, what.replace("-", "_")
        written = getattr(answer, field)
        asks = f"interview.write.{asked}" if asked else prompt_key(question, answer, what)

        def keep(typed: str) -> None:
            self.session.save(annotate(self.session.interview, **{field: for_file(typed)}))

        entry = self.session.open_entry(written, keep, f"{what} {question.id}")
        while True:
            say, page = self.session.say, self.question_page(question)
            given = Remark(label=say("interview.answered"), words=chosen_words(question, answer, say))
            page = Page(
                title=page.title,
                count=page.count,
                done=page.done,
                heading=page.question,
                question=say(f"{asks}.ask"),
                hint=say(f"{asks}.hint"),
                emptied=say(f"interview.write.{what}.empty") if written else "",
                remarks=() if answer.is_open else (given,),
                several_lines=True,
            )
            reply = self.session.ask_and_save(page, entry)
            if reply.move != "language":
                return reply.move is None


def contradiction_page(session: AnswerSession, pair: Contradiction) -> Page:
    """Two answers that hardly fit together, with a way to both questions."""
    say = session.say
    choices = []
    for question in pair:
        given = chosen_words(question, session.sheet.answer(question.id), say)
        label = f"{question_number(session.framework, question)} {say.text(question.ask)}"
        choices.append(Choice(id=question.id, label=label, aside=given, style="quiet"))
    return Page(
        title=say("interview.contradictions.title"),
        question=say("interview.contradictions.ask"),
        hint=say("interview.contradictions.hint"),
        choices=tuple(choices),
        digits=say("interview.use.change"),
    )


def prompt_key(question: Question, answer: Answer, what: Written) -> str:
    """The text that asks for a note or evidence: who does not know has nothing to show, but somebody to ask."""
    kinds = {question.step_by_id[chosen].kind for chosen in answer.chosen if chosen in question.step_by_id}
    shown: list[Option | Step] = [*question.options, *question.steps]
    values = {choice.value for choice in shown if choice.id in answer.chosen}
    if what == "about-question":
        return "interview.write.about-question"
    if what == "note" and answer.is_open:
        return "interview.write.open-note"
    if "unknown" in kinds:
        return "interview.unknowns" if what == "note" else "interview.write.where-to-look"
    return "interview.write.evidence-of-no" if what == "evidence" and values == {0} else f"interview.write.{what}"


def read_counts(typed: str, most: int) -> list[int] | None:
    """The numbers typed, with spaces, commas or line breaks between; None where they are no counts, or too many."""
    words = re.split(r"[\s,;·]+", typed.strip(" \t\r\n,;·"))
    if words == [""]:
        return []
    if len(words) > most or not all(re.fullmatch(r"[0-9]{1,5}", word) for word in words):
        return None
    return [int(word) for word in words]
