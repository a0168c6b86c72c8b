"""What a pilot finds out about the set itself: remarks on questions, closing answers, minutes per element."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lovande_cli.assessment.answers import Answer, AnswerSheet
from lovande_cli.assessment.expert_ratings import in_no_order_of_people
from lovande_cli.assessment.framework import Framework


@dataclass(frozen=True, kw_only=True, slots=True)
class PilotAnswers:
    """What one sheet says of the set: answers to closing questions (step ids or texts), minutes by element, remarks.

    Remarks are what is unclear about a question, by question id.
    """

    closing: Mapping[str, str]
    minutes: Mapping[str, float]
    remarks: Mapping[str, str]


def pilot_answers(sheet: AnswerSheet) -> PilotAnswers | None:
    """What the sheet itself says, without the people behind one that joins several; None where it says nothing."""
    closing = {question: said[""] for question, said in sheet.closing.items() if "" in said}
    remarks = {question: own_remark(answer) for question, answer in sheet.answers.items() if answer.about_question}
    remarks = {question: text for question, text in remarks.items() if text}
    if not (closing or sheet.minutes or remarks):
        return None
    return PilotAnswers(closing=closing, minutes=sheet.minutes, remarks=remarks)


def own_remark(answer: Answer) -> str:
    """What is unclear about the question, without the lines that joining has taken from the votes."""
    # what joining wrote from each person's sheet is counted where that person is
    of_votes = {line for vote in answer.votes.values() for line in vote.about_question.splitlines()}
    return "\n".join(line for line in answer.about_question.splitlines() if line not in of_votes).strip()


@dataclass(frozen=True, kw_only=True)
class Pilot:
    """What the sheets of a study say of the set: every closing answer, count of minutes, and remark."""

    closing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    minutes: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def gather_pilot(framework: Framework, answers: Iterable[PilotAnswers | None]) -> Pilot:
    """The answers of all sheets by closing question, element and question, in the framework's order."""
    found = [said for said in answers if said is not None]
    closing = {
        question.id: in_no_order_of_people(said.closing.get(question.id, "") for said in found)
        for question in framework.closing
    }
    minutes = {
        element.id: tuple(sorted(filter(None, (said.minutes.get(element.id, 0) for said in found))))
        for element in framework.elements
    }
    remarks = {
        question.id: in_no_order_of_people(said.remarks.get(question.id, "") for said in found)
        for question in framework.questions
    }
    return Pilot(
        closing={question: said for question, said in closing.items() if said},
        minutes={element: counted for element, counted in minutes.items() if counted},
        remarks={question: said for question, said in remarks.items() if said},
    )
