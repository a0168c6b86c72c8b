"""The scoring rule: Framework + AnswerSheet -> Result, in exact arithmetic.

For one element, over its questions of weight > 0 that are not answered not-applicable: a step is worth its value,
options the highest value chosen; unknown and unanswered are worth 0 in the low reading and 1 in the high one. A reading
is present at the present threshold unless a core question is worth 0, partly at the partly threshold, else absent.
Where the two readings differ the status is unclear; with nothing left to score it is not-applicable.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Literal

from lovande_cli.assessment.answers import OPEN, Answer, AnswerSheet, is_asked
from lovande_cli.assessment.framework import Element, Framework, Question, Thresholds

Status = Literal["present", "partly", "absent", "unclear", "not-applicable"]
STATUSES: tuple[Status, ...] = ("present", "partly", "absent", "unclear", "not-applicable")

AnswerKind = Literal["valued", "unknown", "not-applicable", "unanswered"]

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, kw_only=True)
class ScoredAnswer:
    """One asked question, its answer, and what the answer is worth (None unless `kind` is "valued" with a value)."""

    question: Question
    answer: Answer
    kind: AnswerKind
    value: Fraction | None

    @property
    def is_documented(self) -> bool:
        """A yes or partly (a value over 0) that carries evidence."""
        return bool(self.value and self.answer.evidence.strip())


@dataclass(frozen=True, kw_only=True)
class ElementResult:
    """One element's status in both readings; `low` and `high` are None when nothing is left to score."""

    element: Element
    answers: tuple[ScoredAnswer, ...]
    low: Fraction | None
    high: Fraction | None
    status_low: Status
    status_high: Status

    @property
    def status(self) -> Status:
        """The status that both readings agree on, else unclear."""
        return self.status_low if self.status_low == self.status_high else "unclear"

    @cached_property
    def scored(self) -> tuple[ScoredAnswer, ...]:
        """The answers that count: of weight > 0 and not answered not-applicable."""
        return tuple(a for a in self.answers if a.question.weight and a.kind != "not-applicable")

    @property
    def answered(self) -> int:
        """How many of the asked questions have an answer; unknown and not-applicable are answers."""
        return sum(a.kind != "unanswered" for a in self.answers)

    @property
    def documented(self) -> int:
        """How many of the yes and partly answers carry evidence."""
        return sum(a.is_documented for a in self.answers)

    @property
    def to_develop(self) -> tuple[ScoredAnswer, ...]:
        """The scored answers that are worth less than 1."""
        return tuple(a for a in self.scored if a.value is not None and a.value < 1)

    @property
    def to_find_out(self) -> tuple[ScoredAnswer, ...]:
        """The answers that are unknown or still open, scored or not."""
        return tuple(a for a in self.answers if a.kind in ("unknown", "unanswered"))


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the answers say about the practice, element by element."""

    framework: Framework
    sheet: AnswerSheet
    elements: tuple[ElementResult, ...]

    def count(self, status: Status) -> int:
        """How many elements have this status."""
        return sum(e.status == status for e in self.elements)

    @property
    def applicable(self) -> int:
        """How many elements are not not-applicable: the denominator."""
        return len(self.elements) - self.count("not-applicable")

    @property
    def present_at_least(self) -> int:
        """How many elements are present even if every unknown turns out to be a no."""
        return sum(e.status_low == "present" for e in self.elements)

    @property
    def present_at_most(self) -> int:
        """How many elements are present if every unknown turns out to be a yes."""
        return sum(e.status_high == "present" for e in self.elements)

    @property
    def questions(self) -> int:
        """How many questions are asked, given the answers."""
        return sum(len(e.answers) for e in self.elements)

    @property
    def answered(self) -> int:
        """How many of the asked questions have an answer."""
        return sum(e.answered for e in self.elements)

    @property
    def documented(self) -> int:
        """How many of the yes and partly answers carry evidence."""
        return sum(e.documented for e in self.elements)

    @property
    def tested_in_trial(self) -> bool:
        """Whether the gate question has its full value: the effect has been tested in a scientific trial."""
        return any(a.value == 1 for e in self.elements for a in e.answers if a.question.id == self.framework.gate)


def score(framework: Framework, sheet: AnswerSheet) -> Result:
    """The result of the sheet's answers; answers to retired or hidden questions are left out."""
    elements = tuple(score_element(framework, sheet, element) for element in framework.elements)
    return Result(framework=framework, sheet=sheet, elements=elements)


def score_element(framework: Framework, sheet: AnswerSheet, element: Element) -> ElementResult:
    """The status of one element in both readings."""
    answers = tuple(
        weigh_answer(question, sheet.answers.get(question.id, OPEN))
        for question in element.questions
        if question.ask_if is None or is_asked(framework, sheet, question)
    )
    scored = [a for a in answers if a.question.weight and a.kind != "not-applicable"]
    low, high = shares(scored)
    status = read_status(scored, low, unknown=ZERO, thresholds=framework.thresholds)
    return ElementResult(
        element=element,
        answers=answers,
        low=low,
        high=high,
        status_low=status,
        status_high=status if high == low else read_status(scored, high, unknown=ONE, thresholds=framework.thresholds),
    )


def weigh_answer(question: Question, answer: Answer) -> ScoredAnswer:
    """What one answer is worth: its step's value, or the highest value among the chosen options."""
    kind: AnswerKind = "unanswered"
    value: Fraction | None = None
    if answer.chosen:
        step = question.step_by_id.get(answer.chosen[0])
        if step is not None:
            kind, value = step.kind, step.value
        else:
            kind = "valued"
            values = [question.option_by_id[chosen].value for chosen in answer.chosen]
            value = max((v for v in values if v is not None), default=None)
    return ScoredAnswer(question=question, answer=answer, kind=kind, value=value)


def shares(scored: list[ScoredAnswer]) -> tuple[Fraction | None, Fraction | None]:
    """The share of the weight (0 to 1) that is reached when unknown is worth 0, and when it is worth 1.

    None with nothing to score. Summed as whole numbers over one denominator: many times faster than adding fractions.
    """
    pairs = [(a.question.weight, a.value) for a in scored]
    unit = lcm(*(weight.denominator * (1 if value is None else value.denominator) for weight, value in pairs))
    total = reached = unknown = 0
    for weight, value in pairs:
        most = weight.numerator * (unit // weight.denominator)
        total += most
        if value is None:
            unknown += most
        else:
            reached += most * value.numerator // value.denominator
    if not total:
        return None, None
    low = Fraction(reached, total)
    return low, Fraction(reached + unknown, total) if unknown else low


def read_status(
    scored: list[ScoredAnswer], reached: Fraction | None, *, unknown: Fraction, thresholds: Thresholds
) -> Status:
    """The status of one reading; a core question worth 0 keeps an element from being present."""
    if reached is None:
        return "not-applicable"
    core_missing = any(a.question.core and not (unknown if a.value is None else a.value) for a in scored)
    if reached >= thresholds.present and not core_missing:
        return "present"
    return "partly" if reached >= thresholds.partly else "absent"
