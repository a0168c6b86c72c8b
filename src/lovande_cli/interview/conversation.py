"""Interview and description as conversations: which part comes when, whoever draws the pages and however keys are read.

Every answer, note and detail is in the file before the next page is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.errors import LovandeError
from lovande_cli.interview.describing import Describing
from lovande_cli.interview.ending import Ending
from lovande_cli.interview.listing import KeptFile
from lovande_cli.interview.opening import Opening
from lovande_cli.interview.overview import Overview
from lovande_cli.interview.pages import Terminal
from lovande_cli.interview.questioning import Questioning
from lovande_cli.interview.running import Commands, save_document
from lovande_cli.interview.saving import AnswerSession, Storage
from lovande_cli.interview.session import Paused
from lovande_cli.language import Say

Ended = Literal["done", "paused", "interrupted", "failed"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a conversation ended: "done" through the last page, "paused", "interrupted" with Ctrl-C, or "failed".

    `path` is the file that holds the answers, "" where none was chosen; `saved` says whether it holds all of them.
    `report` is the file of the report that was saved on the last page, "" without one; `failure` is the error of ours
    that ended it.
    """

    ended: Ended
    sheet: AnswerSheet
    language: str
    path: str
    saved: bool
    report: str = ""
    failure: Exception | None = None


def hold_interview(
    framework: Framework,
    sheet: AnswerSheet | None,
    *,
    terminal: Terminal,
    storage: Storage,
    language: str,
    today: str,
    only: frozenset[str] = frozenset(),
    practice: str = "",
    files: Sequence[KeptFile] = (),
    folders: Sequence[str] = (),
    earlier: AnswerSheet | None = None,
    quick: bool = False,
    commands: Commands | None = None,
    to_result: bool = False,
) -> Outcome:
    """Talk a group through the questions in a terminal that is taken.

    `sheet` is what the storage's open file holds, None to begin anew (on one of `files`, if the group likes, else in
    the first of `folders`). `today` (YYYY-MM-DD) is proposed as the workshop's date. `earlier` is how the practice was
    answered another year. With `to_result` the result comes first. Raises LovandeError where no interview can be held;
    anything else, Ctrl-C and the unforeseen too, is in `ended` and `failure`.
    """
    session = AnswerSession(
        framework, sheet, terminal=terminal, storage=storage, language=language, only=only, practice=practice
    )
    opening, overview = Opening(session, today=today, folders=folders), Overview(session)
    questioning = Questioning(session, opening, overview, quick=quick, earlier=earlier)
    ending = Ending(session, overview, commands)

    def talk() -> None:
        opening.begin(files, earlier)
        if to_result:
            session.interview = replace(session.interview, at="")
        elif only and session.interview.question is None and session.interview.path:
            session.interview = replace(session.interview, at=session.interview.path[0].id)
        questioning.ask_questions()
        while not ending.end():
            questioning.ask_questions()

    return replace(hold(session, talk), report=ending.report)


def hold_description(
    framework: Framework,
    sheet: AnswerSheet | None,
    *,
    terminal: Terminal,
    storage: Storage,
    language: str,
    today: str,
    files: Sequence[KeptFile] = (),
    folders: Sequence[str] = (),
    commands: Commands | None = None,
) -> Outcome:
    """Write the description of a practice with a group, in a terminal that is taken; as `hold_interview` otherwise."""
    session = AnswerSession(framework, sheet, terminal=terminal, storage=storage, language=language)
    describing = Describing(session)
    saved: list[str] = []

    def talk() -> None:
        Opening(session, today=today, folders=folders).begin(files, None)
        while describing.describe():
            if commands is None:
                return
            output = save_document(session, commands, "describe", session.storage.path)
            if output is not None:
                saved.append(output)
                return

    return replace(hold(session, talk), report="".join(saved))


def hold(session: AnswerSession, talk: Callable[[], None]) -> Outcome:
    """Hold a conversation over an answer file to its end, whichever that is, and leave with everything saved."""
    ended: Ended = "done"
    failure: Exception | None = None
    try:
        try:
            talk()
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
    return Outcome(
        ended=ended,
        sheet=session.sheet,
        language=session.say.language,
        path=session.storage.path,
        saved=not session.unsaved,
        failure=failure,
    )


def tell_leaving(outcome: Outcome, command: str) -> tuple[str, ...]:
    """What to tell someone who has left: where the answers are, and where the report is or how to go on.

    `command` is the one that takes the interview up again, as the person would type it.
    """
    say = Say(outcome.language)
    if not outcome.path:
        return (say("interview.left.nowhere"),)
    if not outcome.saved:
        return (say("interview.trouble.notice"), say("interview.left.partly", file=outcome.path))
    saved = say("interview.left.saved", file=outcome.path)
    if outcome.report:
        return (saved, say("interview.left.report", file=outcome.report))
    return (saved, say("interview.left.continue", command=command))
