"""How one question works: what people answer, what they leave open, and how alike they answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lovande_cli.assessment.agreement import Pattern, Scale, count_units, measure_agreement, quadratic
from lovande_cli.assessment.coded_answers import NOT_ASKED, NOT_IN_VERSION, NOT_REACHED, SKIPPED, decode_choice
from lovande_cli.assessment.framework import Question
from lovande_cli.assessment.sample import StudiedSheet
from lovande_cli.assessment.scoring import AnswerKind, kind_and_value

ENOUGH_PRACTICES = 20
"""With fewer practices than this the interval of alpha is too wide for a verdict."""

Signal = Literal["read-differently", "unknown", "not-applicable", "skipped", "ceiling", "floor"]

LIMITS: Mapping[Signal, Fraction] = {
    "read-differently": Fraction(1, 2),
    "unknown": Fraction(1, 4),
    "not-applicable": Fraction(1, 4),
    "skipped": Fraction(1, 4),
    "ceiling": Fraction(9, 10),
    "floor": Fraction(9, 10),
}
"""The share from which a question is worth a look; of pairs that answer differently for the first. Our convention."""

MIN_ANSWERS = 10
"""With fewer answers or pairs than this nothing is said about a question."""

Verdict = Literal["reliable", "tentative", "insufficient"]

RELIABLE, TENTATIVE = Fraction(4, 5), Fraction(2, 3)
"""Alpha's customary limits: K. Krippendorff (2004), Content analysis, 2nd ed., p. 241-243."""


@dataclass(frozen=True, kw_only=True)
class AnswerShares:
    """How `n` people answered a question: the share that gave each answer, and that gave none.

    `ceiling` and `floor` are the shares of the highest and of the lowest value among answers that have one, else None.
    """

    n: int
    answers: Mapping[str, Fraction]
    unknown: Fraction
    not_applicable: Fraction
    skipped: Fraction
    not_reached: int
    ceiling: Fraction | None
    floor: Fraction | None


@dataclass(frozen=True, kw_only=True)
class QuestionStudy:
    """How one question works.

    `identical` is the share of the `pairs` of people in the same round who know and gave the same answer, `alpha`
    ordinal over what the answers are worth, with its interval; `rounds` is how many rounds that is over.
    """

    question: Question
    shares: AnswerShares
    by_language: Mapping[str, AnswerShares]
    identical: Fraction | None
    alpha: Fraction | None
    interval: tuple[float, float] | None
    rounds: int
    pairs: int

    @property
    def signals(self) -> Mapping[Signal, Fraction]:
        """Why to look at the question, with how large the share is; empty where nothing stands out."""
        found: dict[Signal, Fraction | None] = {
            "read-differently": None if self.identical is None or self.pairs < MIN_ANSWERS else 1 - self.identical
        }
        if self.shares.n >= MIN_ANSWERS:
            found |= {
                "unknown": self.shares.unknown,
                "not-applicable": self.shares.not_applicable,
                "skipped": self.shares.skipped,
                "ceiling": self.shares.ceiling,
                "floor": self.shares.floor,
            }
        return {signal: share for signal, share in found.items() if share is not None and share >= LIMITS[signal]}


def study_question(question: Question, at: int, rounds: Iterable[Sequence[StudiedSheet]]) -> QuestionStudy:
    """How one question works; its answers are those `at` this place of each sheet's."""
    by_language: defaultdict[str, Counter[int]] = defaultdict(Counter)
    together: Counter[tuple[int, ...]] = Counter()  # how often each set of answers was given in a round
    for of_round in rounds:
        for sheet in of_round:
            by_language[sheet.language][sheet.answers[at]] += 1
        if len(of_round) > 1:
            together[tuple(sorted(sheet.answers[at] for sheet in of_round))] += 1
    column = sum(by_language.values(), Counter[int]())
    weighed = {code: kind_and_value(question, decode_choice(question, code)) for code in column if code > 0}
    exact = units_of(together, {code: Fraction(code) for code, (kind, _) in weighed.items() if kind == "valued"})
    by_value = units_of(together, {code: value for code, (_, value) in weighed.items() if value is not None})
    answers = max(map(len, (*exact, *by_value)), default=0)
    alike = measure_agreement({(p,): times for p, times in exact.items()}, Scale(likeness=quadratic(answers)))
    ranked = Scale(likeness=quadratic(max(map(len, by_value), default=0)), level="ordinal")
    agreement = measure_agreement({(p,): times for p, times in by_value.items()}, ranked)
    alpha = agreement.alpha if agreement.alpha and agreement.alpha.interval else None  # it never stands alone
    several = sorted(by_language.items()) if len(by_language) > 1 else ()
    return QuestionStudy(
        question=question,
        shares=shares_of(question, column),
        by_language={language: shares_of(question, found) for language, found in several},
        identical=alike.identical.value if alike.identical else None,
        alpha=alpha.value if alpha else None,
        interval=alpha.interval if alpha else None,
        rounds=exact.total(),
        pairs=sum(times * sum(pattern) * (sum(pattern) - 1) // 2 for pattern, times in exact.items()),
    )


def units_of(given: Mapping[tuple[int, ...], int], values: Mapping[int, Fraction]) -> Counter[Pattern]:
    """The units of agreement: the answers of each round by their values, those without one left out."""
    # ordinal alpha asks only for the order of the values
    ranks = {value: rank for rank, value in enumerate(sorted(set(values.values())))}
    units: Counter[Pattern] = Counter()
    for codes, times in given.items():
        for pattern in count_units([[ranks[values[code]] for code in codes if code in values]], len(ranks)):
            units[pattern] += times
    return units


def shares_of(question: Question, column: Counter[int]) -> AnswerShares:
    """How people answered, from how often each number stands in the column."""
    n = column.total() - sum(column[code] for code in (NOT_ASKED, NOT_REACHED, NOT_IN_VERSION))
    chosen: Counter[str] = Counter()
    kinds: Counter[AnswerKind] = Counter()
    values: Counter[Fraction] = Counter()
    for code, times in column.items():
        if code > 0:
            decoded = decode_choice(question, code)
            kind, value = kind_and_value(question, decoded)
            chosen.update(dict.fromkeys(decoded, times))
            kinds[kind] += times
            values.update({} if value is None else {value: times})
    values_known = (*(option.value for option in question.options), *(step.value for step in question.steps))
    possible = [value for value in values_known if value is not None]
    valued = [
        choice
        for choice in question.choices
        if choice in question.option_by_id or question.step_by_id[choice].value is not None
    ]

    def share(times: int, of: int = n) -> Fraction:
        return Fraction(times, of) if of else Fraction(0)

    return AnswerShares(
        n=n,
        answers={choice: share(chosen[choice]) for choice in valued},
        unknown=share(kinds["unknown"]),
        not_applicable=share(kinds["not-applicable"]),
        skipped=share(column[SKIPPED]),
        not_reached=column[NOT_REACHED],
        ceiling=share(values[max(possible)], values.total()) if possible and values else None,
        floor=share(values[min(possible)], values.total()) if possible and values else None,
    )
