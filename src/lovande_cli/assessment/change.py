"""What changed between rounds: sheets about the same practice, earliest first, the first compared with the last.

Nothing is claimed that the sheets do not show: an answer that turns from unknown to known makes an element clearer, not
stronger; where not as many people answered each on their own, nothing is clearer or less clear; and where the sheets
were made with different versions of the framework, a question that one of them does not answer may be new, and is
listed as such instead of being compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, plain_words
from lovande_cli.assessment.direction import (
    Direction,
    answer_readings,
    element_readings,
    explain_range,
    find_direction,
)
from lovande_cli.assessment.framework import Element, Framework, Question
from lovande_cli.assessment.scoring import ElementResult, Result, ScoredAnswer, score, score_element

ActionState = Literal["done", "still-open", "dropped", "new"]
"""What became of a next step: done; still on the list; no longer mentioned nor said to be done; only in the last."""


@dataclass(frozen=True, kw_only=True)
class AnswerChange:
    """A question whose answer is not the same in all sheets; None where the question was not asked.

    `as_many` says that the same number of people answered in the first and in the last, each on their own.
    """

    question: Question
    answers: tuple[ScoredAnswer | None, ...]
    as_many: bool = True

    @property
    def direction(self) -> Direction:
        """Where the answer went, by what it is worth."""
        then, now = self.answers[0], self.answers[-1]
        direction = find_direction(answer_readings(then), answer_readings(now))
        if then is None or now is None:
            return direction
        return explain_range(direction, [(then, now)], as_many=self.as_many) or direction


@dataclass(frozen=True, kw_only=True)
class ElementChange:
    """One element in every sheet, the answers that changed, and the questions that may be new to one of the sheets.

    `compared` is the first and the last over the questions that both surely had; None where there is none. `as_many` as
    in `AnswerChange`.
    """

    element: Element
    results: tuple[ElementResult, ...]
    answers: tuple[AnswerChange, ...]
    perhaps_new: tuple[Question, ...]
    compared: tuple[ElementResult, ElementResult] | None
    as_many: bool

    @cached_property
    def direction(self) -> Direction:
        """Where the element went, by status and then by share, over the questions that both had.

        It is clearer only where something is known that was not: a question that no longer applies, or does now, makes
        the range narrower or wider too.
        """
        if self.compared is None:
            return "other"
        first, last = self.compared
        then, now = element_readings(first), element_readings(last)
        earlier = {answer.question.id: answer for answer in first.answers}
        pairs = [(earlier[a.question.id], a) for a in last.answers if a.question.id in earlier]
        direction = explain_range(find_direction(then, now), pairs, as_many=self.as_many)
        if direction is not None:
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
        # done once is done, though a later sheet no longer lists it
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
    known = known_questions(framework, ((sheet.framework_version, sheet.answers) for sheet in sheets))
    may_lack = [framework.question_by_id.keys() - known[sheet.framework_version] for sheet in sheets]
    retired = {question for sheet in sheets for question in sheet.answers} - framework.question_by_id.keys()
    return Change(
        framework=framework,
        results=results,
        elements=tuple(
            compare_element(framework, sheets, element, may_lack, tuple(result.elements[index] for result in results))
            for index, element in enumerate(framework.elements)
        ),
        actions=follow_actions(sheets),
        renamed={
            old: framework.question_by_id[new]
            for old, new in framework.renamed.items()
            if any(new in sheet.answers for sheet in older)
        },
        retired={question: tuple(sheet.answers.get(question) for sheet in sheets) for question in sorted(retired)},
    )


def known_questions(
    framework: Framework, answered: Iterable[tuple[str, Iterable[str]]]
) -> Mapping[str, Collection[str]]:
    """The ids of the questions that each version of the framework surely has, given what its sheets answer.

    Today's has all of them, any other those that a sheet made with it answers.
    """
    known: defaultdict[str, set[str]] = defaultdict(set)
    for version, questions in answered:
        known[version].update(questions)
    known[framework.version].update(framework.question_by_id)
    return known


def compare_element(
    framework: Framework,
    sheets: Sequence[AnswerSheet],
    element: Element,
    may_lack: Sequence[Collection[str]],
    results: tuple[ElementResult, ...] = (),
) -> ElementChange:
    """What changed in the element; `may_lack` are the questions that the version of each sheet may not have had.

    Where it may not have had one, having no answer to it says nothing. `results` are scored unless they are given.
    """
    results = results or tuple(score_element(framework, sheet, element) for sheet in sheets)
    as_many = count_raters(sheets[0]) == count_raters(sheets[-1])
    by_question = [{answer.question.id: answer for answer in result.answers} for result in results]
    changed: list[AnswerChange] = []
    perhaps_new: list[Question] = []
    for question in element.questions:
        answers = tuple(found.get(question.id) for found in by_question)
        # a version that may not have had the question cannot be said to have left it open
        is_lacking = any(question.id in lacking for lacking in may_lack)
        if len({answer.answer.chosen if answer else () for answer in answers}) < 2:
            continue
        if is_lacking:
            perhaps_new.append(question)
        else:
            changed.append(AnswerChange(question=question, answers=answers, as_many=as_many))
    compared: tuple[ElementResult, ElementResult] | None = (results[0], results[-1])
    # the statuses shown stay as they were; only the direction is found without the new questions
    if perhaps_new:
        had = replace(element, questions=tuple(q for q in element.questions if q not in perhaps_new))
        first, last = (score_element(framework, sheet, had) for sheet in (sheets[0], sheets[-1]))
        compared = (first, last) if had.questions else None
    return ElementChange(
        element=element,
        results=results,
        answers=tuple(changed),
        perhaps_new=tuple(perhaps_new),
        compared=compared,
        as_many=as_many,
    )


def count_raters(sheet: AnswerSheet) -> int:
    """How many answered each on their own: the people of a joined sheet; a group that answered together is one."""
    return len({person for answer in sheet.answers.values() for person in answer.votes}) or 1


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
