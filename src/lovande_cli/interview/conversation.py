"""Runs an interview or a description to its end: which pages come when, how it ended (SessionResult), last words.

Every answer, note and detail is in the file before the next page is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.errors import LovandeError
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.description_pages import DescriptionPages
from lovande_cli.interview.file_list import KeptFile, find_earlier
from lovande_cli.interview.pilot_pages import announce_pilot
from lovande_cli.interview.question_pages import QuestionPages
from lovande_cli.interview.quick_round import ask_quick_round
from lovande_cli.interview.result_pages import ResultPages
from lovande_cli.interview.save_document import offer_document
from lovande_cli.interview.session import Paused
from lovande_cli.interview.setup_pages import SetupPages
from lovande_cli.interview.unfinished import UnfinishedTexts
from lovande_cli.language import Say

ExitReason = Literal["done", "paused", "interrupted", "failed"]


@dataclass(frozen=True, kw_only=True)
class SessionResult:
    """How a conversation ended: "done" through the last page, "paused", "interrupted" with Ctrl-C, or "failed".

    `path` is the file that holds the answers, "" where there is none; `saved` says whether it holds all of them.
    `document` is the file of the report or the description that was saved, "" without one; `unfinished` says whether
    a text is left as a draft; `failure` is the error of ours that ended it.
    """

    ended: ExitReason
    sheet: AnswerSheet
    language: str
    path: str
    saved: bool
    document: str
    unfinished: bool
    failure: Exception | None


def run_interview(
    session: AnswerSession,
    *,
    files: Sequence[KeptFile] = (),
    earlier: AnswerSheet | None = None,
    quick: bool = False,
    core: bool = False,
    to_result: bool = False,
) -> SessionResult:
    """Ask a group the questions; a new session may go on with one of `files`.

    `earlier` is how the practice was answered another year. With `core` the key questions come first, and then the two
    elements that the group goes deeper into. With `to_result` the result comes first. Raises
    LovandeError where no interview can be held; anything else, Ctrl-C and the unforeseen too, is in `ended` and
    `failure`.
    """
    setup, results = SetupPages(session), ResultPages(session, earlier)
    questions = QuestionPages(session, setup, quick=quick, earlier=earlier)

    def ask_everything() -> None:
        if session.stopwatch is not None:
            announce_pilot(session)
        setup.begin(files, earlier)
        UnfinishedTexts(session, setup).offer()
        if setup.earlier is not None:
            questions.earlier = results.earlier = setup.earlier
        elif found := find_earlier(files, session.sheet):
            questions.earlier = found.sheet
        if core:
            ask_quick_round(session, questions)
        interview = session.interview
        if core or to_result:
            session.interview = replace(interview, at="")
        elif session.only and interview.question is None and interview.path:
            session.interview = replace(interview, at=interview.path[0].id)
        questions.ask_questions()
        while not results.end():
            questions.ask_questions()

    return run_session(session, ask_everything)


def run_description(session: AnswerSession, *, files: Sequence[KeptFile] = ()) -> SessionResult:
    """Write the description of a practice with a group; as `run_interview` otherwise."""
    description = DescriptionPages(session)

    def ask_everything() -> None:
        setup = SetupPages(session)
        setup.begin(files, None)
        UnfinishedTexts(session, setup).offer()
        while description.describe():
            output = offer_document(session, "describe", session.storage.path)
            if output is not None:
                session.document = output
                return

    return run_session(session, ask_everything)


def run_session(session: AnswerSession, ask_everything: Callable[[], None]) -> SessionResult:
    """Run a session over an answer file to its end, whichever that is, and leave with everything saved."""
    ended: ExitReason = "done"
    failure: Exception | None = None
    try:
        try:
            ask_everything()
        except (Paused, EOFError):
            ended = "paused"
        except KeyboardInterrupt:
            ended = "interrupted"
        session.save_before_leaving()
    except (KeyboardInterrupt, EOFError, Paused):
        ended = "interrupted"
    except LovandeError:
        raise
    except Exception as error:  # nothing is asked any more: the terminal itself may have failed
        ended, failure = "failed", error
        if session.unsaved and session.storage.path:
            with suppress(Exception):
                session.save_now()
    return SessionResult(
        ended=ended,
        sheet=session.sheet,
        language=session.say.language,
        path=session.storage.path if session.storage.holds(session.storage.path) else "",
        saved=not session.unsaved,
        document=session.document,
        unfinished=bool(session.drafts.texts),
        failure=failure,
    )


def leaving_sentences(result: SessionResult, command: str) -> tuple[str, ...]:
    """The sentences for someone who has left: where the answers are, and where the report is or how to go on.

    `command` is the one that takes the interview up again, as the person would type it.
    """
    say = Say(result.language)
    if not result.saved:
        earlier = (say("interview.left.partly", file=result.path),) if result.path else ()
        return (say("interview.trouble.notice"), *earlier)
    if not result.path:
        return (say("interview.left.nowhere"),)
    saved = [say("interview.left.saved", file=result.path)]
    if result.unfinished:
        saved.append(say("interview.left.unfinished"))
    if result.document:
        return (*saved, say("interview.left.report", file=result.document))
    return (*saved, say("interview.left.continue", command=command))
