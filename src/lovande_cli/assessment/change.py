"""What changed between rounds: sheets about the same practice, earliest first, the first compared with the last.

Nothing is claimed that the sheets do not show: an answer that turns from unknown to known makes an element clearer, not
stronger; and where the sheets were made with different versions of the framework, a question that one of them does not
answer may be new, and is listed as such instead of being compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, plain_words
from lovande_cli.assessment.direction import Direction, answer_readings, element_readings, find_direction
from lovande_cli.assessment.framework import Element, Framework, Question
from lovande_cli.assessment.scoring import ZERO, ElementResult, Result, ScoredAnswer, score

ActionState = Literal["done", "still-open", "dropped", "new"]
"""What became of a next step: done; still on the list; no longer mentioned nor said to be done; only in the last."""


@dataclass(frozen=True, kw_only=True)
class AnswerChange:
    """A question whose answer is not the same in all sheets; None where the question was not asked."""

    question: Question
    answers: tuple[ScoredAnswer | None, ...]

    @property
    def direction(self) -> Direction:
        """Where the answer went, by what it is worth."""
        return find_direction(answer_readings(self.answers[0]), answer_readings(self.answers[-1]))


@dataclass(frozen=True, kw_only=True)
class ElementChange:
    """One element in every sheet, the answers that changed, and the questions that may be new to one of the sheets."""

    element: Element
    results: tuple[ElementResult, ...]
    answers: tuple[AnswerChange, ...]
    perhaps_new: tuple[Question, ...]

    @property
    def direction(self) -> Direction:
        """Where the element went, by status and then by share.

        It is clearer only where something is known that was not: a question that no longer applies, or does now, makes
        the range narrower or wider too.
        """
        first, last = self.results[0], self.results[-1]
        then, now = element_readings(first), element_readings(last)
        direction = find_direction(then, now)
        earlier = {answer.question.id: open_range(answer) for answer in first.answers}
        grown = {
            later > earlier[answer.question.id]
            for answer in last.answers
            if (later := open_range(answer)) != earlier.get(answer.question.id, later)
        }
        if direction not in ("clearer", "less-clear") or (direction == "less-clear") in grown:
            return direction
        if then is None or now is None or (then[0] != now[0] and then[1] != now[1]):
            return "other"
        return "up" if now > then else "down"


@dataclass(frozen=True, kw_only=True)
class ActionTrack:
    """One next step through all sheets; None where a sheet does not mention it."""

    actions: tuple[Action | None, ...]

    @property
    def latest(self) -> Action:
        """The step as the latest sheet that mentions it has it."""
        return next(action for action in reversed(self.actions) if action is not None)

    @property
    def state(self) -> ActionState:
        """What became of it by the last sheet."""
        if self.latest.done:
            return "done"
        if self.actions[-1] is None:
            return "dropped"
        return "new" if all(action is None for action in self.actions[:-1]) else "still-open"


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changed, element by element, and what the versions of the sheets do to it.

    `renamed` are questions by the id that they had: what is answered under it counts as an answer to them. `retired`
    are the answers to questions that are no longer asked, by id, as they were written; None where there is none.
    """

    framework: Framework
    results: tuple[Result, ...]
    elements: tuple[ElementChange, ...]
    actions: tuple[ActionTrack, ...]
    renamed: Mapping[str, Question]
    retired: Mapping[str, tuple[Answer | None, ...]]

    @cached_property
    def versions(self) -> tuple[str, ...]:
        """The versions of the framework that the sheets were made with."""
        return tuple(result.sheet.framework_version for result in self.results)

    @property
    def changed(self) -> tuple[ElementChange, ...]:
        """The elements whose status or share changed, or any of whose answers did."""
        return tuple(
            element
            for element in self.elements
            if element.answers or len({element_readings(result) for result in element.results}) > 1
        )

    @property
    def answers(self) -> tuple[AnswerChange, ...]:
        """All answers that changed, in the order of the questions."""
        return tuple(answer for element in self.elements for answer in element.answers)

    @property
    def perhaps_new(self) -> tuple[Question, ...]:
        """The questions that one of the sheets may not have known."""
        return tuple(question for element in self.elements for question in element.perhaps_new)

    @property
    def is_empty(self) -> bool:
        """Nothing changed: no status, no share, no answer, no next step."""
        return not (self.changed or self.perhaps_new or any(len(set(track.actions)) > 1 for track in self.actions))


def compare(framework: Framework, sheets: Sequence[AnswerSheet]) -> Change:
    """What changed through the sheets, given earliest first; there must be at least one."""
    results = tuple(score(framework, sheet) for sheet in sheets)
    # Sheets are read under the new ids, so only a sheet of another version may have had an old one.
    older = [sheet for sheet in sheets if sheet.framework_version != framework.version]
    retired = {question for sheet in sheets for question in sheet.answers} - framework.question_by_id.keys()
    return Change(
        framework=framework,
        results=results,
        elements=tuple(
            compare_element(framework, sheets, tuple(result.elements[index] for result in results))
            for index in range(len(framework.elements))
        ),
        actions=follow_actions(sheets),
        renamed={
            old: framework.question_by_id[new]
            for old, new in framework.renamed.items()
            if any(new in sheet.answers for sheet in older)
        },
        retired={question: tuple(sheet.answers.get(question) for sheet in sheets) for question in sorted(retired)},
    )


def open_range(answer: ScoredAnswer) -> Fraction:
    """How far apart the most and the least lie that an answer may be worth; 0 for one that is known."""
    return ZERO if answer.kind in ("valued", "not-applicable") else answer.high - answer.low


def compare_element(
    framework: Framework, sheets: Sequence[AnswerSheet], results: tuple[ElementResult, ...]
) -> ElementChange:
    by_question = [{answer.question.id: answer for answer in result.answers} for result in results]
    changed: list[AnswerChange] = []
    perhaps_new: list[Question] = []
    for question in results[0].element.questions:
        answers = tuple(found.get(question.id) for found in by_question)
        if len({answer.answer.chosen if answer else () for answer in answers}) < 2:
            continue
        # A version surely has the question if it is today's, or if a sheet made with it answers. Where it may not
        # have had it, having no answer says nothing.
        answering = {sheet.framework_version for sheet in sheets if question.id in sheet.answers}
        if all(sheet.framework_version in {framework.version, *answering} for sheet in sheets):
            changed.append(AnswerChange(question=question, answers=answers))
        else:
            perhaps_new.append(question)
    return ElementChange(
        element=results[0].element, results=results, answers=tuple(changed), perhaps_new=tuple(perhaps_new)
    )


def follow_actions(sheets: Sequence[AnswerSheet]) -> tuple[ActionTrack, ...]:
    """Every next step through all sheets, the same one by its element and its words, in order of first mention."""
    tracks: dict[tuple[str, str, int], list[Action | None]] = {}
    for time, sheet in enumerate(sheets):
        seen: dict[tuple[str, str], int] = {}
        for action in sheet.actions:
            name = (action.element, plain_words(action.what))
            seen[name] = seen.get(name, 0) + 1  # the same words twice in a sheet are two steps
            tracks.setdefault((*name, seen[name]), [None] * len(sheets))[time] = action
    return tuple(ActionTrack(actions=tuple(found)) for found in tracks.values())
