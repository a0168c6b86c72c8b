"""Contradictions: answers that hardly fit together (`odd-with` in the element files); asked about, never scored."""

from __future__ import annotations

from typing import NamedTuple

from lovande_cli.assessment.answers import AnswerSheet, is_asked
from lovande_cli.assessment.framework import Framework, Question


class Contradiction(NamedTuple):
    """Two questions whose answers hardly fit together; `earlier` is asked before `question`."""

    earlier: Question
    question: Question


def find_contradictions(framework: Framework, sheet: AnswerSheet) -> tuple[Contradiction, ...]:
    """The pairs of asked questions that the sheet answers in a way that hardly fits, in the order of the later one."""
    return tuple(
        Contradiction(framework.question_by_id[pair.question], question)
        for question in framework.questions
        for pair in question.odd_with
        if set(pair.answer) & set(sheet.answer(question.id).chosen)
        and set(pair.any_of) & set(sheet.answer(pair.question).chosen)
        and is_asked(framework, sheet, question)
        and is_asked(framework, sheet, framework.question_by_id[pair.question])
    )
