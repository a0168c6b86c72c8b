"""The overview: every element with its status, and the way to any of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from lovande_cli.assessment.interview import Standing, go_to_element, list_standings, open_questions
from lovande_cli.interview.pages import Box, Choice, Page
from lovande_cli.interview.saving import AnswerSession
from lovande_cli.interview.session import LIST_MOVES
from lovande_cli.wording.results import signed_status, status_symbol


class Overview:
    """All elements at a glance, as far as the group has come."""

    def __init__(self, session: AnswerSession) -> None:
        self.session = session

    def element_choices(self, *, counts: bool) -> tuple[Choice, ...]:
        """Every element asked about, with its status; with `counts`, how far it has come instead, if not to its end."""
        choices = []
        for one in list_standings(self.session.interview):
            choice = self.status_choice(one)
            if counts and one.answered < one.asked:
                aside = self.session.say("interview.overview.counted", answered=one.answered, asked=one.asked)
                choice = replace(choice, aside=aside, style="unclear" if one.answered else "not-applicable")
            choices.append(choice)
        return tuple(choices)

    def status_choice(self, one: Standing) -> Choice:
        """An element with its status."""
        say, status = self.session.say, one.result.status
        aside = signed_status(status, say)
        sign, name = status_symbol(status, say), say.text(one.element.name)
        return Choice(id=one.element.id, label=name, aside=aside, sign=sign, style=status)

    def picture(self) -> tuple[Box, ...]:
        """Every element asked about with its status, in the boxes of the categories."""
        say, standings = self.session.say, list_standings(self.session.interview)
        boxes = []
        for category in self.session.framework.categories:
            lines = tuple(self.status_choice(one) for one in standings if one.element.category == category.id)
            if lines:
                boxes.append(Box(heading=say.text(category.name), lines=lines))
        return tuple(boxes)

    def look_over(self) -> None:
        """Show all elements and go to the one that is chosen, or stay where the interview was."""
        at = self.session.interview.question

        def page() -> Page:
            say, interview = self.session.say, self.session.interview
            path = interview.path
            answered = len(path) - len(open_questions(interview))
            return Page(
                title=say("interview.overview.title"),
                count=say("interview.overview.progress", answered=answered, asked=len(path)),
                done=Fraction(answered, len(path)) if path else None,
                question=say("interview.overview.ask"),
                choices=(*self.element_choices(counts=True), Choice(id="", label=say("interview.overview.end"))),
                pointed=at.element if at else "",
                digits=say("interview.use.choose"),
                keys=self.session.keys(LIST_MOVES),
                escape="back",
            )

        reply = self.session.choose(page)
        if reply.chosen:
            chosen, interview = reply.chosen[0], self.session.interview
            self.session.interview = go_to_element(interview, chosen) if chosen else replace(interview, at="")
