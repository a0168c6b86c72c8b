"""Answers coded as whole numbers, one for each question: light enough to hold those of ten thousand sheets at once.

`map` and `study` get them from the processes that read the files, and decode them only where sheets are compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lovande_cli.assessment.answers import Answer, AnswerSheet, asked_questions
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.scoring import kind_and_value

NOT_ASKED, SKIPPED, NOT_REACHED, NOT_IN_VERSION = -1, -2, -3, -4
"""Codes for why there is no answer: skipped is left open before an answered question, in an element that was begun.

Not in version: the file's version of the framework did not have the question (see `sample.mark_absent_questions`).
"""


HANDS = -16
"""From here down are questions left open after a show of hands: so much minus a bit for each raised choice."""

Hands = tuple[tuple[str, int], ...]
"""A show of hands: the ids of steps or options, and how many raised theirs."""


class CodedAnswers(NamedTuple):
    """What was chosen in each question of the framework, in order, and which of them carry evidence, a bit for each.

    `hands` are the shows of hands over questions that are still open, by the question's place: few have any.
    """

    chosen: tuple[int, ...]
    evidence: int
    hands: tuple[tuple[int, Hands], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is answered."""
        return not self.hands and not any(self.chosen)


def encode_answers(framework: Framework, answers: Mapping[str, Answer]) -> CodedAnswers:
    """A number with a bit for each chosen one of the question's `choices`, 0 where it is open; notes are left out."""
    chosen, evidence = [], 0
    hands: tuple[tuple[int, Hands], ...] = ()
    for index, question in enumerate(framework.questions):
        answer = answers.get(question.id)
        chosen.append(sum(map(question.choice_bits.__getitem__, answer.chosen)) if answer else 0)
        if answer and answer.evidence:
            evidence |= 1 << index
        if answer and answer.hands and not answer.chosen:
            hands += ((index, tuple(answer.hands.items())),)
    return CodedAnswers(tuple(chosen), evidence, hands)


def decode_answers(framework: Framework, coded: CodedAnswers) -> dict[str, Answer]:
    """The answers again, by question id; evidence is "." since only its being there was coded."""
    hands = dict(coded.hands)
    return {
        question.id: Answer(
            chosen=decode_choice(question, code),
            evidence="." if coded.evidence >> index & 1 else "",
            hands=dict(hands.get(index, ())),
        )
        for index, (question, code) in enumerate(zip(framework.questions, coded.chosen, strict=True))
        if code or coded.evidence >> index & 1 or index in hands
    }


def decode_choice(question: Question, code: int) -> tuple[str, ...]:
    return tuple(choice for choice, bit in question.choice_bits.items() if code & bit)


def decode_voices(question: Question, code: int) -> tuple[tuple[str, ...], ...]:
    """What is chosen by those behind a code of `encode_with_gaps`: one choice, or each that hands were raised for."""
    if code > HANDS:
        return (decode_choice(question, code) if code > 0 else (),)
    return tuple((choice,) for choice in decode_choice(question, HANDS - code))


def encode_hands(question: Question, hands: Hands) -> int:
    """The code of a question that is open after a show of hands.

    Who alone knows does not decide for those who do not: then it is as if nobody knew.
    """
    unknown = {choice: kind_and_value(question, (choice,))[0] == "unknown" for choice, _ in hands}
    known = sum(people for choice, people in hands if not unknown[choice])
    return HANDS - sum(
        question.choice_bits[choice] for choice, _ in hands if unknown[choice] or known > 1 or not any(unknown.values())
    )


def encode_with_gaps(framework: Framework, sheet: AnswerSheet, *, joined: bool = False) -> tuple[int, ...]:
    """The codes of the sheet's answers, with why there is none: hands differ, `NOT_ASKED`, `SKIPPED`, `NOT_REACHED`.

    Of somebody in a joined file nothing is skipped: the question may be newer than their own sheet was.
    """
    # a follow-up question that the answers do not lead to is not open: nobody was asked
    asked = frozenset(question.id for question in asked_questions(framework, sheet))
    coded = encode_answers(framework, sheet.answers)
    codes = list(coded.chosen)
    for index, hands in coded.hands:
        codes[index] = encode_hands(framework.questions[index], hands)
    gap = NOT_REACHED if joined else SKIPPED
    # 0 is open: left out on the way where something was answered later, else nobody came that far; who answers one
    # element only has skipped nothing in the others
    last = max((index for index, code in enumerate(codes) if code), default=-1)
    begun = {question.element for question, code in zip(framework.questions, codes, strict=True) if code}
    return tuple(
        NOT_ASKED
        if question.id not in asked
        else code or (gap if index < last and question.element in begun else NOT_REACHED)
        for index, (question, code) in enumerate(zip(framework.questions, codes, strict=True))
    )
