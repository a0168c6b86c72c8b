"""The overview: every element with its status, as boxes or as a list to jump from."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from lovande_cli.assessment.navigation import go_to_element, open_questions
from lovande_cli.assessment.scoring import ElementResult
from lovande_cli.documents.words import signed_status, status_symbol
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.page_model import Box, Choice, Page
from lovande_cli.interview.setup_pages import SetupPages
from lovande_cli.language import Say

DETAILS = "/details"
"""The choice that is no element: to change what the file says of the practice."""


def element_choice(result: ElementResult, say: Say, *, counts: bool = False) -> Choice:
    """An element with its status; with `counts`, how far it has come instead, if not to its end."""
    status, asked = result.status, len(result.answers)
    aside, style = signed_status(status, say), str(status)
    if counts and result.answered < asked:
        aside = say("interview.overview.counted", answered=result.answered, asked=asked)
        style = "unclear" if result.answered else "not-applicable"
    name = say.text(result.element.name)
    return Choice(id=result.element.id, label=name, aside=aside, sign=status_symbol(status, say), style=style)


def picture(session: AnswerSession) -> tuple[Box, ...]:
    """Every element asked about with its status, in the boxes of the categories."""
    say, results = session.say, session.interview.results
    boxes = []
    for category in session.framework.categories:
        lines = tuple(element_choice(result, say) for result in results if result.element.category == category.id)
        if lines:
            boxes.append(Box(heading=say.text(category.name), lines=lines))
    return tuple(boxes)


def show_overview(session: AnswerSession) -> None:
    """Show all elements and go to the one that is chosen, or stay where the interview was."""
    while (reply := session.ask(overview_page(session))).move == "language" or reply.chosen == (DETAILS,):
        if reply.chosen:
            SetupPages(session).change_details()
    if reply.chosen:
        element, interview = reply.chosen[0], session.interview
        to = go_to_element(interview, element) if element else replace(interview, at="")
        session.interview = replace(to, only_open=False)


def overview_page(session: AnswerSession) -> Page:
    """Every element with how far it has come, and the way to the result."""
    say, interview = session.say, session.interview
    asked = len(interview.path)
    answered = asked - len(open_questions(interview))
    elements = [element_choice(result, say, counts=True) for result in interview.results]
    details = Choice(id=DETAILS, label=say("interview.details.title"))
    return Page(
        title=say("interview.overview.title"),
        count=say("interview.overview.progress", answered=answered, asked=asked),
        done=Fraction(answered, asked) if asked else None,
        question=say("interview.overview.ask"),
        choices=(*elements, Choice(id="", label=say("interview.overview.end")), details),
        pointed=interview.question.element if interview.question else "",
    )
