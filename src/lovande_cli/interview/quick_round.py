"""The quick round (`assess --core`): key questions, a provisional picture, and two elements to go deeper into."""

from __future__ import annotations

from dataclasses import replace

from lovande_cli.assessment.framework import Question
from lovande_cli.assessment.navigation import go_back, go_to_open, open_questions
from lovande_cli.assessment.priorities import find_development
from lovande_cli.assessment.scoring import score
from lovande_cli.documents.words import chosen_words
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.page_model import Choice, Page
from lovande_cli.interview.question_pages import QuestionPages

NO_ELEMENT = "-"
"""The choice of going deeper into none of them."""

DEEPER = 2
"""So many elements are proposed to go deeper into: what is left of an hour."""


def ask_quick_round(session: AnswerSession, questions: QuestionPages) -> None:
    """Ask the key questions, then what is open in the elements that the group chooses; stand at the end."""
    whole = session.interview
    session.interview = go_to_open(replace(whole, core=True))
    keys = session.interview.path
    wanted: frozenset[str] | None = None
    while keys and wanted is None:
        questions.ask_questions()
        wanted = choose_elements(session, keys)
        if wanted is None:
            session.interview = go_back(session.interview)
    if wanted:
        session.interview = go_to_open(replace(session.interview, core=False, only=wanted, only_open=True))
        questions.ask_questions()
    session.interview = replace(session.interview, core=False, only=whole.only, only_open=False, at="")


def choose_elements(session: AnswerSession, keys: tuple[Question, ...]) -> frozenset[str] | None:
    """The elements to go deeper into, proposed by what matters most; None where the group goes back."""
    # read once: what the group ticks must not change with the language
    proposed = [priority.result.element.id for priority in find_development(score(session.framework, session.sheet))]
    among = [question.element for question in keys]
    ticked = frozenset([element for element in proposed if element in among][:DEEPER])
    pointed, are_proposed = "", bool(ticked)
    while True:
        page = picture_page(session, keys)
        hint = f"{page.hint} {session.say('interview.quick-round.proposed')}" if are_proposed else page.hint
        reply = session.ask(replace(page, hint=hint, given=ticked, pointed=pointed))
        if reply.move == "back":
            return None
        if NO_ELEMENT in reply.chosen:
            return frozenset()
        if reply.anew:
            ticked = frozenset(reply.chosen)
        elif reply.chosen:
            pointed = reply.chosen[-1]
            ticked ^= frozenset(reply.chosen)
        elif not reply.move:
            return ticked


def picture_page(session: AnswerSession, keys: tuple[Question, ...]) -> Page:
    """Each element with the answer to its key question, which is no result yet."""
    say, elements = session.say, session.framework.element_by_id
    waiting = len(open_questions(session.interview))
    pictured = [
        Choice(
            id=question.element,
            label=say.text(elements[question.element].name),
            aside=chosen_words(question, session.sheet.answer(question.id), say),
            style="quiet",
        )
        for question in keys
    ]
    return Page(
        title=say("interview.quick-round.title"),
        count=say("interview.overview.progress", answered=len(keys) - waiting, asked=len(keys)),
        question=say("interview.quick-round.ask"),
        hint=say("interview.quick-round.hint"),
        choices=(*pictured, Choice(id=NO_ELEMENT, label=say("interview.quick-round.none"))),
        many=True,
        digits=say("interview.use.tick"),
        enter=say("interview.use.go-on"),
    )
