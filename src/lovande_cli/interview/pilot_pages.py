"""The pages that only a pilot has (`assess --time`): what is written down about time, and the closing questions."""

from __future__ import annotations

from lovande_cli.assessment.framework import ClosingQuestion
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.page_model import Choice, Page, Reply
from lovande_cli.interview.stopwatch import MAX_MINUTES_ON_PAGE
from lovande_cli.language.sanitize import for_file


def announce_pilot(session: AnswerSession) -> None:
    """Say before anything else what is counted, where it is written, and that questions on the questions follow."""
    while True:
        say, count = session.say, len(session.framework.closing)
        page = Page(
            title=say("interview.pilot.title"),
            heading=say("interview.pilot.heading"),
            lead=say("interview.pilot.lead", most=MAX_MINUTES_ON_PAGE),
            question=say("interview.pilot.closing", count=count) if count and not session.only else "",
            enter=say("interview.use.go-on"),
            moves=("language", "pause"),
        )
        if session.ask(page).move != "language":
            return


def ask_closing(session: AnswerSession) -> bool:
    """Ask each closing question, none of which must be answered; False where the group goes back before the first."""
    at, questions = 0, session.framework.closing
    while 0 <= at < len(questions):
        question = questions[at]
        reply = choose_step(session, question, at) if question.scale else ask_for_text(session, question, at)
        at += -1 if reply.move == "back" else 0 if reply.move == "language" else 1
    return at >= 0


def choose_step(session: AnswerSession, question: ClosingQuestion, at: int) -> Reply:
    """Let the group choose a step of the question's scale, which is saved at once, or leave the question open."""
    say, given = session.say, session.sheet.closing.get(question.id, {}).get("", "")
    choices = [
        Choice(
            id=step.id,
            label=say.text(step.label),
            aside=say("interview.your-answer-saved") if step.id == given else "",
            style="accent" if step.id == given else "quiet",
        )
        for step in question.steps
    ]
    page = closing_page(session, question, at, choices=tuple(choices), given=frozenset(filter(None, [given])))
    reply = session.ask(page)
    if reply.chosen:
        session.save_sheet(session.sheet.with_closing(question.id, reply.chosen[0]))
    return reply


def ask_for_text(session: AnswerSession, question: ClosingQuestion, at: int) -> Reply:
    """Let the group write an answer in its own words, or nothing."""

    def keep(typed: str) -> None:
        session.save_sheet(session.sheet.with_closing(question.id, for_file(typed)))

    saved = session.sheet.closing.get(question.id, {}).get("", "")
    entry = session.open_entry(saved, keep, f"closing {question.id}")
    while (reply := session.ask_and_save(closing_page(session, question, at), entry)).move == "language":
        pass
    return reply


def closing_page(
    session: AnswerSession,
    question: ClosingQuestion,
    at: int,
    *,
    choices: tuple[Choice, ...] = (),
    given: frozenset[str] = frozenset(),
) -> Page:
    """One closing question, which stands at this place (from 0) among them."""
    say = session.say
    return Page(
        title=say("interview.pilot.closing-title"),
        count=say("interview.before.count", number=at + 1, numbers=len(session.framework.closing)),
        lead=say("interview.pilot.not-counted"),
        question=say.text(question.ask),
        hint=say.text(question.hint) if question.hint else "",
        choices=choices,
        given=given,
        pointed=next(iter(given), ""),
        several_lines=not choices,
        enter=say("interview.use.go-on") if choices else "",
    )
