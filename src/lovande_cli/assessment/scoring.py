"""The scoring rule: answers, votes, key questions (core), thresholds -> the status of each element, in exact fractions.

For one element, over its questions of weight > 0 that are not answered not-applicable: a step is worth its value,
options the highest value chosen; unknown and unanswered are worth 0 in the low reading and 1 in the high one. Where
several people's votes or a show of hands differ and nothing is agreed, the readings go from the lowest vote to the
highest. A reading is present at the present threshold (elements/framework.yaml) unless a core question is worth 0,
partly at the partly threshold, else absent. Where the two readings differ the status is unclear; with nothing left to
score it is not-applicable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import lcm
from typing import Literal, NamedTuple, get_args

from lovande_cli.assessment.answers import OPEN, Answer, AnswerSheet, is_asked
from lovande_cli.assessment.framework import Element, Framework, Question, Thresholds

Status = Literal["present", "partly", "absent", "unclear", "not-applicable"]
STATUSES: tuple[Status, ...] = get_args(Status)

RANK: Mapping[Status, int] = {"absent": 0, "partly": 1, "present": 2}
"""The statuses that can be put in order; unclear and not-applicable cannot."""

AnswerKind = Literal["valued", "unknown", "not-applicable", "unanswered"]

OpenReason = Literal["differs", "one-knows", "nobody-knows", "unanswered"]
"""Why a question has no answer that counts: people differ, one alone knows, nobody does, or nobody has answered."""
OPEN_REASONS: tuple[OpenReason, ...] = get_args(OpenReason)

ZERO, ONE = Fraction(0), Fraction(1)


class ScoredAnswer(NamedTuple):
    """One asked question, its answer, and what the answer is worth (None unless `kind` is "valued" with a value).

    `low` and `high` are what it is worth at least and at most: the value, else what the votes behind it say, else 0, 1.
    """

    question: Question
    answer: Answer
    kind: AnswerKind
    value: Fraction | None
    low: Fraction = ZERO
    high: Fraction = ONE

    @property
    def is_disputed(self) -> bool:
        """Open since people differ, or since one alone knows what others do not."""
        return self.kind == "unanswered" and find_reason(self.question, self.answer) in ("differs", "one-knows")

    @property
    def is_documented(self) -> bool:
        """A yes or partly (a value over 0) that carries evidence."""
        return bool(self.answer.evidence.strip() and self.value)


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
    def is_touched(self) -> bool:
        """Something in it is answered, by the group or by some of the people whose votes are joined."""
        return any(a.kind != "unanswered" or a.answer.votes or a.answer.hands for a in self.answers)

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
        return is_tested_in_trial(self.framework, self.sheet)


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
    return read_element(element, answers, framework.thresholds)


def read_element(element: Element, answers: tuple[ScoredAnswer, ...], thresholds: Thresholds) -> ElementResult:
    """The status of one element in both readings, from the answers to the questions that are asked."""
    scored = [a for a in answers if a.question.weight and a.kind != "not-applicable"]
    low, high = shares(scored)
    return ElementResult(
        element=element,
        answers=answers,
        low=low,
        high=high,
        status_low=read_status(low, [a.low for a in scored if a.question.core], thresholds),
        status_high=read_status(high, [a.high for a in scored if a.question.core], thresholds),
    )


def is_tested_in_trial(framework: Framework, sheet: AnswerSheet) -> bool:
    """Whether the gate question has its full value: the effect has been tested in a scientific trial."""
    gate = framework.question_by_id.get(framework.gate)
    if gate is None or not is_asked(framework, sheet, gate):
        return False
    return weigh_answer(gate, sheet.answer(gate.id)).value == 1


def weigh_answer(question: Question, answer: Answer) -> ScoredAnswer:
    """What one answer is worth: its step's value, or the highest value among the chosen options.

    One that is open is worth what the votes and the raised hands of those who know say at least and at most. From 0 to
    1 where nobody knows, where one alone knows and others do not, and where one of them finds that the question does
    not apply: that has no value.
    """
    kind, value = kind_and_value(question, answer.chosen)
    if value is not None:
        return ScoredAnswer(question, answer, kind, value, value, value)
    if not answer.chosen and (answer.votes or answer.hands):
        weighed = [kind_and_value(question, chosen) for chosen in individual_answers(answer)]
        values = [found for _, found in weighed if found is not None]
        is_bounded = values and not any(found == "not-applicable" for found, _ in weighed)
        if is_bounded and find_reason(question, answer) != "one-knows":
            return ScoredAnswer(question, answer, kind, None, min(values), max(values))
    return ScoredAnswer(question, answer, kind, None, ZERO, ONE)


@lru_cache(maxsize=10_000)
def kind_and_value(question: Question, chosen: tuple[str, ...]) -> tuple[AnswerKind, Fraction | None]:
    """The kind and value of what is chosen; remembered, since in thousands of files the same is chosen."""
    if not chosen:
        return "unanswered", None
    # an option never has the id of a step (files/framework_files.py refuses it), and a step is never chosen with others
    step = question.step_by_id.get(chosen[0])
    if step is not None:
        return step.kind, step.value
    values = [question.option_by_id[option].value for option in chosen]
    return "valued", max((value for value in values if value is not None), default=None)


def individual_answers(answer: Answer) -> Counter[tuple[str, ...]]:
    """What was chosen in the votes behind an answer and in shows of hands, theirs too, and how many chose it."""
    given = Counter(vote.chosen for vote in answer.votes.values())
    for hands in (answer.hands, *(vote.hands for vote in answer.votes.values() if vote.is_open)):
        for choice, count in hands.items():
            given[(choice,)] += count
    return given


def find_reason(question: Question, answer: Answer) -> OpenReason:
    """Why an answer is open or unknown, as far as the votes and the raised hands tell."""
    given = individual_answers(answer)
    kinds = {chosen: kind_and_value(question, chosen)[0] for chosen in given}
    known = [chosen for chosen, kind in kinds.items() if kind in ("valued", "not-applicable")]
    is_unknown = "unknown" in (*kinds.values(), kind_and_value(question, answer.chosen)[0])
    if len(known) > 1:
        return "differs"
    if known:
        return "one-knows" if is_unknown and given[known[0]] == 1 else "unanswered"
    return "nobody-knows" if is_unknown else "unanswered"


def shares(scored: Sequence[ScoredAnswer]) -> tuple[Fraction | None, Fraction | None]:
    """The share of the weight (0 to 1) that is reached when every answer is worth its least, and its most.

    None with nothing to score. Summed as whole numbers over one denominator: many times faster than adding fractions.
    """
    unit = lcm(*(a.question.weight.denominator * lcm(a.low.denominator, a.high.denominator) for a in scored))
    total = low = high = 0
    for answer in scored:
        weight = answer.question.weight.numerator * (unit // answer.question.weight.denominator)
        total += weight
        low += weight * answer.low.numerator // answer.low.denominator
        high += weight * answer.high.numerator // answer.high.denominator
    return (Fraction(low, total), Fraction(high, total)) if total else (None, None)


def read_status(reached: Fraction | None, core: Iterable[Fraction], thresholds: Thresholds) -> Status:
    """The status of one reading; a core question worth 0 keeps an element from being present."""
    if reached is None:
        return "not-applicable"
    if reached >= thresholds.present and all(core):  # a Fraction of 0 is false
        return "present"
    return "partly" if reached >= thresholds.partly else "absent"
