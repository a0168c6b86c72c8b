"""The overview: every element with its status, and the way to any of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from lovande_cli.assessment.interview import go_to_element, list_standings, open_questions
from lovande_cli.interview.pages import Choice, Page
from lovande_cli.interview.talk import Talk
from lovande_cli.wording.results import status_symbol, status_word


class Overview:
    """All elements at a glance, as far as the group has come."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    def standing_choices(self, *, counts: bool) -> tuple[Choice, ...]:
        """Every element asked about, with its status; with `counts`, how far it has come instead, if not to its end."""
        say, choices = self.talk.say, []
        for one in list_standings(self.talk.interview):
            status = one.result.status
            aside = f"{status_symbol(status, say)} {status_word(status, say)}"
            if counts and one.answered < one.asked:
                status = "unclear" if one.answered else "not-applicable"
                aside = say("interview.overview.counted", answered=one.answered, asked=one.asked)
            choices.append(Choice(id=one.element.id, label=say.text(one.element.name), aside=aside, style=status))
        return tuple(choices)

    def look_over(self) -> None:
        """Show all elements and go to the one that is chosen, or stay where the interview was."""
        at = self.talk.interview.question

        def page() -> Page:
            say, interview = self.talk.say, self.talk.interview
            path = interview.path
            answered = len(path) - len(open_questions(interview))
            choices = self.standing_choices(counts=True)
            return Page(
                place=say("interview.overview.place"),
                count=say("interview.overview.progress", answered=answered, asked=len(path)),
                done=Fraction(answered, len(path)) if path else None,
                question=say("interview.overview.ask"),
                choices=(*choices, Choice(id="", label=say("interview.overview.end"))),
                pointed=at.element if at else "",
                keys=self.talk.keys(("back", "language", "pause")),
            )

        reply = self.talk.choose(page)
        if reply.move is None:
            chosen, interview = reply.chosen[0], self.talk.interview
            self.talk.interview = go_to_element(interview, chosen) if chosen else replace(interview, at="")
