"""How the questions themselves work: what people answer, what they leave open, and how alike they answer.

Everything is counted over sheets of single people or groups; those who answered about the same practice in the same
round are compared with each other. Shares go from 0 to 1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from lovande_cli.assessment.agreement import (
    Pattern,
    alpha_interval,
    count_units,
    item_validity,
    krippendorff_alpha,
    percent_identical,
    scale_validity,
)
from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.coded_answers import NOT_ASKED, NOT_REACHED, SKIPPED, decode_choice, encode_with_gaps
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.rounds import ROUND_DAYS, by_practice, practice_key, split_rounds
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


@dataclass(frozen=True, kw_only=True, slots=True)
class StudiedSheet:
    """One person's answers to every question, as `encode_with_gaps` has them.

    `joined` says that they come from a file that joins several people's.
    """

    file: str
    practice: tuple[str, str]
    date: str
    language: str
    answers: tuple[int, ...]
    joined: bool = False


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


@dataclass(frozen=True, kw_only=True)
class Ratings:
    """One expert's ratings of the questions, from 1 to 4: relevance and clarity by question id."""

    file: str
    relevance: Mapping[str, int]
    clarity: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Validity:
    """What experts say of the questions: I-CVI by question id, and S-CVI/Ave and S-CVI/UA of all of them."""

    experts: int
    items: Mapping[str, Fraction]
    scale: tuple[Fraction, Fraction]


@dataclass(frozen=True, kw_only=True)
class Study:
    """How all questions work; `validity` is by what experts have rated, "relevance" and "clarity"."""

    framework: Framework
    sheets: int
    practices: int
    rounds: int
    languages: Mapping[str, int]
    questions: tuple[QuestionStudy, ...]
    validity: Mapping[str, Validity] = field(default_factory=dict)

    @property
    def look_first(self) -> tuple[QuestionStudy, ...]:
        """The questions that stand out: first those that people read differently, do not know or find irrelevant.

        Within each kind those that stand out most.
        """
        order = list(LIMITS)
        found = [question for question in self.questions if question.signals]
        return tuple(
            sorted(found, key=lambda q: min((order.index(signal), -share) for signal, share in q.signals.items()))
        )

    def verdict(self, studied: QuestionStudy) -> Verdict | None:
        """What alpha says by its customary limits; None with too few practices for that."""
        if studied.interval is None or self.practices < ENOUGH_PRACTICES:
            return None
        low = studied.interval[0]
        return "reliable" if low >= RELIABLE else "tentative" if low >= TENTATIVE else "insufficient"


def studied_sheets(framework: Framework, sheet: AnswerSheet, file: str) -> tuple[StudiedSheet, ...]:
    """The sheet as numbers; one for each person behind it where it joins several people's answers."""
    people = sheet.by_person
    return tuple(
        StudiedSheet(
            file=file,
            practice=practice_key(sheet.practice.name, sheet.practice.organisation),
            date=sheet.workshop.date,
            language=sheet.language,
            answers=encode_with_gaps(framework, person),
            joined=bool(people),
        )
        for person in people.values() or [sheet]
    )


def study(
    framework: Framework, sheets: Iterable[StudiedSheet], ratings: Sequence[Ratings] = (), *, days: int = ROUND_DAYS
) -> Study:
    """How the questions work in these sheets, and what the experts say of them.

    A file that joins several people's answers is left out where those people's own sheets are there.
    """
    practices = [split_rounds(of_practice, days) for of_practice in by_practice(sheets)]
    rounds = [
        tuple(sheet for sheet in of_round if not sheet.joined) or of_round
        for of_practice in practices
        for of_round in of_practice
    ]
    languages = Counter(sheet.language for of_round in rounds for sheet in of_round)
    rated = {
        "relevance": [expert.relevance for expert in ratings],
        "clarity": [expert.clarity for expert in ratings],
    }
    validity = {}
    for what, given in rated.items():
        experts = [expert for expert in given if expert]
        items = {
            question.id: index
            for question in framework.questions
            if (index := item_validity([expert[question.id] for expert in experts if question.id in expert]))
            is not None
        }
        if (scale := scale_validity(items.values())) is not None:
            validity[what] = Validity(experts=len(experts), items=items, scale=scale)
    return Study(
        framework=framework,
        sheets=languages.total(),
        practices=len(practices),
        rounds=len(rounds),
        languages=dict(sorted(languages.items())),
        questions=tuple(study_question(question, at, rounds) for at, question in enumerate(framework.questions)),
        validity=validity,
    )


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
    interval = alpha_interval(by_value)
    several = sorted(by_language.items()) if len(by_language) > 1 else ()
    return QuestionStudy(
        question=question,
        shares=shares_of(question, column),
        by_language={language: shares_of(question, found) for language, found in several},
        identical=percent_identical(exact),
        alpha=krippendorff_alpha(by_value) if interval else None,  # it never stands alone
        interval=interval,
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
    n = column.total() - column[NOT_ASKED] - column[NOT_REACHED]
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
