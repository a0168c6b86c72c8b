"""What a pilot finds out about the set itself: answers to the closing questions, and how long each element took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.expert_ratings import in_no_order_of_people
from lovande_cli.assessment.framework import Framework


@dataclass(frozen=True, kw_only=True, slots=True)
class PilotAnswers:
    """What one sheet says of the set: answers to closing questions (step ids or texts), and minutes by element."""

    closing: Mapping[str, str]
    minutes: Mapping[str, float]


def pilot_answers(sheet: AnswerSheet) -> PilotAnswers | None:
    """What the sheet itself says, without the people behind one that joins several; None where it says nothing."""
    closing = {question: said[""] for question, said in sheet.closing.items() if "" in said}
    return PilotAnswers(closing=closing, minutes=sheet.minutes) if closing or sheet.minutes else None


@dataclass(frozen=True, kw_only=True)
class Pilot:
    """What the sheets of a study say of the set: each answer to a closing question, and each count of minutes."""

    closing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    minutes: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


def gather_pilot(framework: Framework, answers: Iterable[PilotAnswers | None]) -> Pilot:
    """The answers of all sheets by closing question and by element, in the framework's order."""
    found = [said for said in answers if said is not None]
    closing = {
        question.id: in_no_order_of_people(said.closing.get(question.id, "") for said in found)
        for question in framework.closing
    }
    minutes = {
        element.id: tuple(sorted(filter(None, (said.minutes.get(element.id, 0) for said in found))))
        for element in framework.elements
    }
    return Pilot(
        closing={question: said for question, said in closing.items() if said},
        minutes={element: counted for element, counted in minutes.items() if counted},
    )
