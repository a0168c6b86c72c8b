"""The interview as a conversation: which part comes when, whoever draws the pages and however keys are read.

Every answer, note and detail is handed to the keeper before the next page is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.interview import open_questions, start_interview
from lovande_cli.errors import LovandeError
from lovande_cli.interview.ending import Ending
from lovande_cli.interview.opening import Opening, Unfinished
from lovande_cli.interview.overview import Overview
from lovande_cli.interview.pages import Asker
from lovande_cli.interview.questioning import Questioning
from lovande_cli.interview.talk import Keeper, Paused, Talk
from lovande_cli.language import Say

Ended = Literal["done", "paused", "interrupted", "failed"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a conversation ended: "done" through the last page, "paused", "interrupted" with Ctrl-C, or "failed".

    `place` is the file that holds the answers, "" where none was chosen; `saved` says whether it holds all of them.
    `failure` is the error of ours that ended it.
    """

    ended: Ended
    sheet: AnswerSheet
    language: str
    place: str
    saved: bool
    failure: Exception | None = None


def hold_interview(
    framework: Framework,
    sheet: AnswerSheet | None,
    *,
    asker: Asker,
    keeper: Keeper,
    language: str,
    today: str,
    only: frozenset[str] = frozenset(),
    practice: str = "",
    unfinished: Sequence[Unfinished] = (),
) -> Outcome:
    """Talk a group through the questions; every answer is with the keeper before the next page is shown.

    `sheet` is what the keeper's open file holds, None to begin anew (on one of `unfinished`, if the group likes).
    `today` (YYYY-MM-DD) is proposed as the workshop's date. Raises LovandeError where no interview can
    be held; anything else, Ctrl-C and the unforeseen too, is in `ended` and `failure`.
    """
    talk = Talk(framework, sheet, asker=asker, keeper=keeper, language=language, only=only, practice=practice)
    ended: Ended = "done"
    failure: Exception | None = None
    with asker:
        try:
            go_through(talk, today, unfinished)
        except (Paused, EOFError):
            ended = "paused"
        except KeyboardInterrupt:
            ended = "interrupted"
        except LovandeError:
            raise
        except Exception as error:
            ended, failure = "failed", error
        try:
            talk.save_before_leaving()
        except (KeyboardInterrupt, EOFError, Paused):
            ended = "interrupted"
    return Outcome(
        ended=ended,
        sheet=talk.interview.sheet,
        language=talk.say.language,
        place=keeper.place,
        saved=not talk.unsaved,
        failure=failure,
    )


def go_through(talk: Talk, today: str, unfinished: Sequence[Unfinished]) -> None:
    """Everything from the first page to the last."""
    opening = Opening(talk, today)
    overview = Overview(talk)
    questioning = Questioning(talk, opening, overview)
    ending = Ending(talk, overview)
    opening.begin(unfinished)
    if talk.interview.question is None:
        if talk.only and talk.interview.path:
            talk.interview = replace(talk.interview, at=talk.interview.path[0].id)
        else:
            overview.look_over()
    while True:
        questioning.ask_questions()
        if ending.end():
            return


def find_unfinished(framework: Framework, sheets: Mapping[str, AnswerSheet]) -> tuple[Unfinished, ...]:
    """The answer files, by place, in which questions are still open."""
    found = []
    for place, sheet in sheets.items():
        interview = start_interview(framework, sheet)
        asked, waiting = len(interview.path), len(open_questions(interview))
        if waiting:
            name = " ".join(sheet.practice.name.split())
            found.append(Unfinished(place=place, practice=name, answered=asked - waiting, asked=asked))
    return tuple(found)


def tell_leaving(outcome: Outcome, command: str, report: str = "") -> tuple[str, ...]:
    """What to tell someone who has left: where the answers are, and the command that goes on with them.

    After the last page that is `report`, the command for a report; else `command`, the one that takes the interview up.
    """
    say = Say(outcome.language)
    if not outcome.place:
        return (say("interview.left.nowhere"),)
    if not outcome.saved:
        return (say("interview.trouble.notice"), say("interview.left.partly", file=outcome.place))
    told = [say("interview.left.saved", file=outcome.place)]
    if outcome.ended != "done":
        told.append(say("interview.left.continue", command=command))
    elif report:
        told.append(say("interview.left.report", command=report))
    return tuple(told)
