"""After the last question, page by page: result, strengths, what to develop and find out, next steps, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from lovande_cli.assessment.answers import Action
from lovande_cli.assessment.description import Gap, find_gaps
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.interview import (
    MOST_ACTIONS,
    annotate,
    go_back,
    go_to_open,
    list_standings,
    open_questions,
    put_action,
)
from lovande_cli.assessment.scoring import ElementResult, Result, ScoredAnswer, score
from lovande_cli.interview.describing import Describing
from lovande_cli.interview.overview import element_choice, look_over, picture
from lovande_cli.interview.pages import Choice, Move, Page, Remark, Reply
from lovande_cli.interview.running import save_document
from lovande_cli.interview.saving import AnswerSession
from lovande_cli.interview.session import FIELD_MOVES
from lovande_cli.language import Say
from lovande_cli.language.characters import for_file
from lovande_cli.wording.results import (
    chosen_words,
    count_statuses,
    practice_name,
    question_number,
    signed_status,
    summary_sentence,
)

MENU_MOVES: tuple[Move, ...] = ("back", "overview", "language", "pause")

MOST_NUMBERS = 4
"""So many questions are named beside an empty part of the description."""

Went = Literal["on", "back", "question"]
"""Where the group goes from a page: to the next one, to the one before, or to a question."""


class Ending:
    """The pages after the last question; `report` is the file of the report that was saved, "" without one."""

    def __init__(self, session: AnswerSession) -> None:
        self.session = session
        self.report = ""
        self.drafts: dict[tuple[int, str], str] = {}

    def end(self) -> bool:
        """Show the result and what follows from it; False where the group goes back to a question."""
        pages: Sequence[Callable[[], Went | None]] = (
            self.show_summary,
            self.show_strengths,
            self.show_development,
            self.show_unknowns,
            self.choose_actions,
            self.show_description,
            self.save_report,
        )
        at, direction = 0, 1
        while 0 <= at < len(pages):
            went = pages[at]()  # None where there is nothing to show
            if went == "question":
                return False
            direction = direction if went is None else -1 if went == "back" else 1
            at += direction
        if at < 0:
            self.session.interview = go_back(self.session.interview)
        return at > 0

    @property
    def result(self) -> Result:
        """What the answers say, of the elements that are asked about."""
        whole = score(self.session.framework, self.session.sheet)
        only = self.session.only
        return replace(whole, elements=tuple(one for one in whole.elements if not only or one.element.id in only))

    def went(self, reply: Reply) -> Went:
        """Where a reply to a page of the ending leads."""
        if reply.move == "overview":
            look_over(self.session)
            return "question" if self.session.interview.question is not None else "on"
        return "back" if reply.move == "back" else "on"

    # The result

    def show_summary(self) -> Went:
        """Show how many elements are present, partly there and missing, and the picture of them all."""
        self.session.banners = ()  # the last element's result stands in the picture
        while True:
            waiting = open_questions(self.session.interview)
            reply = self.session.choose(partial(self.summary_page, waiting))
            if reply.chosen == ("open",):
                self.session.interview = go_to_open(self.session.interview)
                return "question"
            went = self.went(reply)
            if went != "on" or reply.move is None:
                return went

    def summary_page(self, waiting: Sequence[Question]) -> Page:
        """The result at a glance; that no element is present yet is not said alone."""
        say, result = self.session.say, self.result
        summary = (summary_sentence(result, say), say("result.no-pass-mark"))
        choices = []
        if waiting:
            choices.append(Choice(id="open", label=say("interview.ending.open-questions", count=len(waiting))))
        return Page(
            title=say("interview.ending.title"),
            count=" ".join(practice_name(result.sheet, say).split()),
            heading=count_statuses(result, say),
            lead=" ".join(summary if result.present_at_most else summary[1:]),
            boxes=picture(self.session),
            points=(Remark(label="", words=say("result.gate")),) if result.tested_in_trial else (),
            choices=tuple(choices),
            digits=say("interview.use.answer"),
            enter=say("interview.use.go-on"),
            moves=MENU_MOVES,
        )

    def reading_page(self, part: str, points: Sequence[Remark], lead: str = "") -> Went:
        """Show a part of the result that is only read."""

        def page() -> Page:
            say = self.session.say
            return Page(
                title=say(f"interview.{part}.title"),
                lead=lead,
                points=tuple(points),
                enter=say("interview.use.go-on"),
                moves=MENU_MOVES,
            )

        return self.went(self.session.choose(page))

    def show_strengths(self) -> Went:
        """Show the elements that are present, and what shows it."""
        say = self.session.say
        found = [one for one in self.result.elements if one.status == "present"]
        points = [Remark(label=name_element(one, say), words=shown_by(one, say), style="present") for one in found]
        return self.reading_page("strengths", points, "" if found else say("interview.strengths.none"))

    def show_development(self) -> Went | None:
        """Show what to develop: the questions themselves, and a first step for each element that is not there."""
        say = self.session.say
        found = [one for one in self.result.elements if one.to_develop and one.status != "present"]
        found += [one for one in self.result.elements if one.to_develop and one.status == "present"]
        points = []
        for one in found:
            asked = [f"– {answer_words(answer, say)}" for answer in one.to_develop]
            advice = [say.text(one.element.develop)] if one.status != "present" else []
            points.append(
                Remark(label=name_element(one, say), words="\n".join(["", *asked, *advice]), style=one.status)
            )
        return self.reading_page("development", points) if points else None

    def show_unknowns(self) -> Went | None:
        """Show what to find out, and let the group write who asks whom."""
        while True:
            answers = [answer for one in self.result.elements if one.answered for answer in one.to_find_out]
            if not answers:
                return None
            by_id = {answer.question.id: answer for answer in answers}
            reply = self.session.choose(partial(self.unknowns_page, answers))
            if not reply.chosen:
                return self.went(reply)
            self.ask_who(by_id[reply.chosen[0]])

    def unknowns_page(self, answers: Sequence[ScoredAnswer]) -> Page:
        """The questions to find out, each with what is written about it."""
        say = self.session.say
        return Page(
            title=say("interview.unknowns.title"),
            question=say("interview.unknowns.ask"),
            choices=tuple(
                Choice(
                    id=one.question.id,
                    label=say.text(one.question.ask),
                    aside=" ".join(one.answer.note.split()),
                    style="quiet",
                )
                for one in answers
            ),
            digits=say("interview.use.write-who"),
            enter=say("interview.use.go-on"),
            moves=MENU_MOVES,
        )

    def ask_who(self, answer: ScoredAnswer) -> None:
        """Let the group write who asks whom, as the question's note."""
        here = self.session.interview.at
        question = answer.question

        def page() -> Page:
            say = self.session.say
            return Page(
                title=say("interview.unknowns.title"),
                heading=say.text(question.ask),
                question=say("interview.unknowns.who"),
                hint=say("interview.unknowns.hint"),
                several_lines=True,
            )

        def keep(typed: str) -> None:
            noted = annotate(replace(self.session.interview, at=question.id), note=for_file(typed))
            self.session.save(replace(noted, at=here))

        self.session.write_kept(page, answer.answer.note, keep)

    # Next steps

    def choose_actions(self) -> Went:
        """Agree on up to three next steps."""
        while True:
            reply = self.session.choose(self.actions_page)
            if not reply.chosen:
                return self.went(reply)
            actions = self.session.sheet.actions
            self.ask_action(len(actions) if reply.chosen == ("add",) else int(reply.chosen[0]))

    def actions_page(self) -> Page:
        """The next steps so far, and room for another one."""
        say, actions = self.session.say, self.session.sheet.actions
        choices = [
            Choice(id=str(number), label=action.what, aside=action_details(action, say))
            for number, action in enumerate(actions)
        ]
        if sum(not action.done for action in actions) < MOST_ACTIONS:
            choices.append(Choice(id="add", label=say("interview.steps.add")))
        return Page(
            title=say("interview.steps.title"),
            count=say("interview.steps.count", most=MOST_ACTIONS),
            question=say("interview.steps.ask"),
            hint=say("interview.steps.hint"),
            choices=tuple(choices),
            enter=say("interview.use.go-on"),
            moves=MENU_MOVES,
        )

    def ask_action(self, number: int) -> None:
        """Ask for one next step: element, what, who and when; kept from the moment there is a what."""
        actions = self.session.sheet.actions
        action = actions[number] if number < len(actions) else Action()
        if action.what and not self.reopen_action(number):
            return
        asked = ("element", "what", "who", "when")
        at = 0
        while 0 <= at < len(asked):
            action = replace(action, done=False)
            reply = self.ask_action_element(action) if at == 0 else self.ask_action_part(asked[at], action, number)
            if reply.move or (at == 0 and not reply.chosen):
                nothing_yet = asked[at] == "what" and not action.what
                at += -1 if reply.move == "back" else 0 if nothing_yet or not reply.move else 1
                continue
            if at == 0:
                action = replace(action, element=reply.chosen[0])
            else:
                action = replace(action, **{asked[at]: for_file(reply.text)})  # type: ignore[arg-type]
            if asked[at] == "what" and not action.what:
                if number < len(self.session.sheet.actions):
                    self.session.save(put_action(self.session.interview, number, None))
                return
            self.keep_action(action, number)
            at += 1

    def reopen_action(self, number: int) -> bool:
        """Whether a step that is there is to be changed; it can also be marked as done, or not done after all."""
        action = self.session.sheet.actions[number]
        other = "interview.steps.undone" if action.done else "interview.steps.done"
        lines = ("interview.steps.change", other)
        chosen = self.session.pick("interview.steps.title", "interview.steps.reopen", lines, heading=action.what)
        if chosen in ("done", "undone"):
            self.session.save(put_action(self.session.interview, number, replace(action, done=chosen == "done")))
        return chosen == "change"

    def keep_action(self, action: Action, number: int) -> None:
        """Keep a next step, once it says what."""
        if action.what:
            self.session.save(put_action(self.session.interview, number, action))

    def ask_action_element(self, action: Action) -> Reply:
        """Ask which element a next step belongs to; the first that is not there yet is proposed."""
        standings = list_standings(self.session.interview)
        unready = [one.element.id for one in standings if one.result.status not in ("present", "not-applicable")]

        def page() -> Page:
            say = self.session.say
            elements = [element_choice(one, say) for one in standings]
            return Page(
                title=say("interview.steps.title"),
                question=say("interview.steps.which"),
                choices=(*elements, Choice(id="", label=say("interview.steps.none"))),
                pointed=action.element or next(iter(unready), ""),
            )

        return self.session.choose(page)

    def ask_action_part(self, part: str, action: Action, number: int) -> Reply:
        """Ask what, who or when of a next step."""

        def page() -> Page:
            say = self.session.say
            element = self.session.framework.element_by_id.get(action.element)
            idea = (
                say("interview.steps.what.idea", text=say.text(element.develop)) if element and part == "what" else ""
            )
            return Page(
                title=say("interview.steps.title"),
                heading=say.text(element.name) if element and part == "what" else action.what,
                lead=idea,
                question=say(f"interview.steps.{part}.ask"),
                hint=say(f"interview.steps.{part}.hint"),
                moves=FIELD_MOVES,
            )

        draft = self.drafts.pop((number, part), getattr(action, part))
        reply = self.session.write(
            page,
            draft,
            lambda typed: self.keep_action(replace(action, **{part: for_file(typed)}), number),  # type: ignore[arg-type]
        )
        if reply.move:
            self.drafts[number, part] = reply.text
        return reply

    # The description

    def show_description(self) -> Went | None:
        """Show the empty parts of the description that the group seems to have answers for, and let it write them."""
        describing = Describing(self.session)
        while True:
            framework, sheet = self.session.framework, self.session.sheet
            gaps = () if self.session.only else find_gaps(framework, sheet)
            if not gaps:
                return None
            reply = self.session.choose(partial(self.description_page, gaps))
            if not reply.chosen:
                return self.went(reply)
            number, part = next((n, one) for n, one in enumerate(framework.description) if one.id == reply.chosen[0])
            describing.write_part(part, number)

    def description_page(self, gaps: Sequence[Gap]) -> Page:
        """The empty parts, each with the questions whose answers say that the group knows it."""
        say, framework = self.session.say, self.session.framework
        return Page(
            title=say("interview.describe.title"),
            question=say("interview.describe.gaps"),
            choices=tuple(
                Choice(
                    id=one.part.id,
                    label=say.text(one.part.heading),
                    aside=name_questions(framework, [answer.question for answer in one.answers]),
                    style="quiet",
                )
                for one in gaps
            ),
            digits=say("interview.use.write"),
            enter=say("interview.use.go-on"),
            moves=MENU_MOVES,
        )

    # The report

    def save_report(self) -> Went | None:
        """Let the group save the report in a format of its choice, now or later."""
        path = self.session.storage.path
        if self.session.only or not path:
            return None
        output = save_document(self.session, "report", path)
        self.report = output or self.report
        return "back" if output is None else "on"


def name_questions(framework: Framework, questions: Sequence[Question]) -> str:
    """The numbers of the questions, as many as there is room for beside a choice."""
    numbers = [question_number(framework, one) for one in questions]
    return ", ".join(numbers[:MOST_NUMBERS]) + (" …" if len(numbers) > MOST_NUMBERS else "")


def name_element(one: ElementResult, say: Say) -> str:
    """An element's name with its status."""
    return f"{one.element.number} {say.text(one.element.name)} {signed_status(one.status, say)}"


def shown_by(one: ElementResult, say: Say) -> str:
    """What shows that an element is present, as far as the group wrote it; "" where it wrote nothing."""
    evidence = [" ".join(answer.answer.evidence.split()) for answer in one.answers if answer.is_documented]
    return say("interview.strengths.shown-by", evidence="; ".join(evidence)) if evidence else ""


def answer_words(answer: ScoredAnswer, say: Say) -> str:
    """A question with what was answered."""
    return f"{say.text(answer.question.ask)} ({chosen_words(answer.question, answer.answer, say)})"


def action_details(action: Action, say: Say) -> str:
    """Who does a next step, when, and whether it is done."""
    parts = (action.who, action.when, say("result.step-done") if action.done else "")
    return " · ".join(part for part in parts if part)
