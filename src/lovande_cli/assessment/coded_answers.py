"""Answers coded as whole numbers, one for each question: light enough to hold those of ten thousand sheets at once.

`map` and `study` get them from the processes that read the files, and decode them only where sheets are compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lovande_cli.assessment.answers import Answer, AnswerSheet, asked_questions
from lovande_cli.assessment.framework import Framework, Question

NOT_ASKED, SKIPPED, NOT_REACHED, NOT_IN_VERSION = -1, -2, -3, -4
"""Codes for why there is no answer: skipped is left open before an answered question, in an element that was begun.

Not in version: the file's version of the framework did not have the question (see `sample.mark_absent_questions`).
"""


class CodedAnswers(NamedTuple):
    """What was chosen in each question of the framework, in order, and which of them carry evidence, a bit for each."""

    chosen: tuple[int, ...]
    evidence: int


def encode_answers(framework: Framework, answers: Mapping[str, Answer]) -> CodedAnswers:
    """A number with a bit for each chosen one of the question's `choices`, 0 where it is open; notes are left out."""
    chosen, evidence = [], 0
    for index, question in enumerate(framework.questions):
        answer = answers.get(question.id)
        chosen.append(sum(map(question.choice_bits.__getitem__, answer.chosen)) if answer else 0)
        if answer and answer.evidence:
            evidence |= 1 << index
    return CodedAnswers(tuple(chosen), evidence)


def decode_answers(framework: Framework, coded: CodedAnswers) -> dict[str, Answer]:
    """The answers again, by question id; evidence is "." since only its being there was coded."""
    return {
        question.id: Answer(chosen=decode_choice(question, code), evidence="." if coded.evidence >> index & 1 else "")
        for index, (question, code) in enumerate(zip(framework.questions, coded.chosen, strict=True))
        if code or coded.evidence >> index & 1
    }


def decode_choice(question: Question, code: int) -> tuple[str, ...]:
    return tuple(choice for choice, bit in question.choice_bits.items() if code & bit)


def encode_with_gaps(framework: Framework, sheet: AnswerSheet) -> tuple[int, ...]:
    """The codes of the sheet's answers, with why there is none: `NOT_ASKED`, `SKIPPED`, `NOT_REACHED`."""
    asked = frozenset(question.id for question in asked_questions(framework, sheet))
    codes = encode_answers(framework, sheet.answers).chosen
    # 0 is open: left out on the way where something was answered later, else nobody came that far; who answers one
    # element only has skipped nothing in the others
    last = max((index for index, code in enumerate(codes) if code), default=-1)
    begun = {question.element for question, code in zip(framework.questions, codes, strict=True) if code}
    return tuple(
        NOT_ASKED
        if question.id not in asked
        else code or (SKIPPED if index < last and question.element in begun else NOT_REACHED)
        for index, (question, code) in enumerate(zip(framework.questions, codes, strict=True))
    )
