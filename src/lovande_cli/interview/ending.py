"""After the last question: the result, what stands out in it, and the next steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lovande_cli.assessment.answers import Action
from lovande_cli.assessment.framework import Question
from lovande_cli.assessment.interview import MOST_STEPS, go_back, go_to_open, list_standings, open_questions, put_action
from lovande_cli.assessment.scoring import ElementResult, Result, score
from lovande_cli.interview.overview import Overview
from lovande_cli.interview.pages import Choice, Move, Page, Remark, Reply
from lovande_cli.interview.talk import FIELD_MOVES, Talk
from lovande_cli.language import Say
from lovande_cli.language.characters import for_file
from lovande_cli.wording.results import practice_name, summary_sentence

MENU_MOVES: tuple[Move, ...] = ("back", "overview", "language", "pause")


class Ending:
    """The pages after the last question."""

    def __init__(self, talk: Talk, overview: Overview) -> None:
        self.talk = talk
        self.overview = overview
        self.drafts: dict[tuple[int, str], str] = {}

    def end(self) -> bool:
        """Show the result and what stands out, agree on next steps; False where the group goes back to a question."""
        while self.show_result():
            answer = ""
            while answer != "back":
                answer = self.show_standing_out()
                if answer == "change":
                    self.overview.look_over()
                    if self.talk.interview.question is not None:
                        return False
                elif answer == "finish" or (answer == "steps" and self.choose_steps()):
                    return True
        return False

    def show_result(self) -> bool:
        """Show every element's status; False when the group goes back to a question."""
        self.talk.banner = ("", "quiet")  # the last element's result stands in the table
        while True:
            waiting = open_questions(self.talk.interview)
            result = score(self.talk.framework, self.talk.interview.sheet)

            def page(result: Result = result, waiting: Sequence[Question] = waiting) -> Page:
                say = self.talk.say
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
                    rows=self.overview.standing_choices(counts=False),
                    question=say("interview.ending.ask"),
                    choices=tuple(choices),
                    pointed="on",
                    keys=self.talk.keys(MENU_MOVES),
                )

            reply = self.talk.choose(page)
            if reply.move == "back":
                self.talk.interview = go_back(self.talk.interview)
            elif reply.move == "overview" or reply.chosen == ("change",):
                self.overview.look_over()
            elif reply.chosen == ("open",):
                self.talk.interview = go_to_open(self.talk.interview)
            else:
                return True
            if self.talk.interview.question is not None:
                return False

    def show_standing_out(self) -> str:
        """Show strengths, what to develop and what to find out; the choice made: steps, change, finish or back."""

        def page() -> Page:
            say = self.talk.say
            return Page(
                place=say("interview.standing-out.place"),
                lead=say("result.no-pass-mark"),
                points=stand_out(score(self.talk.framework, self.talk.interview.sheet), self.talk.only, say),
                question=say("interview.standing-out.ask"),
                choices=tuple(
                    Choice(id=one, label=say(f"interview.standing-out.{one}")) for one in ("steps", "change", "finish")
                ),
                pointed="steps",
                keys=self.talk.keys(MENU_MOVES),
            )

        reply = self.talk.choose(page)
        if reply.move == "overview":
            return "change"
        return reply.move or reply.chosen[0]

    # Next steps

    def choose_steps(self) -> bool:
        """Agree on up to three next steps; False when the group went back."""
        if not self.talk.interview.sheet.actions:
            self.ask_step(0)
            if not self.talk.interview.sheet.actions:
                return False
        while True:

            def page() -> Page:
                say, actions = self.talk.say, self.talk.interview.sheet.actions
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
                    keys=self.talk.keys(("back", "language", "pause")),
                )

            reply = self.talk.choose(page)
            if reply.move:
                return False
            if reply.chosen == ("finish",):
                return True
            actions = self.talk.interview.sheet.actions
            self.ask_step(len(actions) if reply.chosen == ("add",) else int(reply.chosen[0]))

    def ask_step(self, place: int) -> None:
        """Ask for one next step: element, what, who and when; kept from the moment there is a what."""
        actions = self.talk.interview.sheet.actions
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
                action = fill_action(action, asked[at], for_file(reply.text))
            if asked[at] == "what" and not action.what:
                if place < len(self.talk.interview.sheet.actions):
                    self.talk.save(put_action(self.talk.interview, place, None))
                return
            self.keep_step(action, place)
            at += 1

    def keep_step(self, action: Action, place: int) -> None:
        """Keep a next step, once it says what."""
        if action.what:
            self.talk.save(put_action(self.talk.interview, place, action))

    def ask_step_element(self, action: Action) -> Reply:
        """Ask which element a next step belongs to."""
        unready = [
            one for one in list_standings(self.talk.interview) if one.result.status not in ("present", "not-applicable")
        ]

        def page() -> Page:
            say = self.talk.say
            first = unready[0].element.id if unready else ""
            return Page(
                place=say("interview.steps.place"),
                question=say("interview.steps.which"),
                choices=(
                    *self.overview.standing_choices(counts=False),
                    Choice(id="", label=say("interview.steps.none")),
                ),
                pointed=action.element or first,
                keys=self.talk.keys(("back", "language", "pause")),
            )

        return self.talk.choose(page)

    def ask_step_part(self, part: str, action: Action, place: int) -> Reply:
        """Ask what, who or when of a next step."""

        def page() -> Page:
            say = self.talk.say
            element = self.talk.framework.element_by_id.get(action.element)
            idea = (
                say("interview.steps.what.idea", text=say.text(element.develop)) if element and part == "what" else ""
            )
            return Page(
                place=say("interview.steps.place"),
                heading=say.text(element.name) if element and part == "what" else action.what,
                lead=idea,
                question=say(f"interview.steps.{part}.ask"),
                hint=say(f"interview.steps.{part}.hint"),
                keys=self.talk.keys(FIELD_MOVES),
            )

        draft = self.drafts.pop((place, part), getattr(action, part))
        reply = self.talk.write(
            page, draft, lambda typed: self.keep_step(fill_action(action, part, for_file(typed)), place)
        )
        if reply.move:
            self.drafts[place, part] = reply.text
        return reply


def fill_action(action: Action, part: str, words: str) -> Action:
    """The next step with `words` as its what, who or when."""
    parts = {"what": action.what, "who": action.who, "when": action.when, part: words}
    return replace(action, what=parts["what"], who=parts["who"], when=parts["when"])


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
