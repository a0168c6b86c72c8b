"""How one question works: what people answer, what they leave open, and how alike they answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Literal

from lovande_cli.assessment.agreement import (
    Agreement,
    Estimate,
    Metric,
    Practice,
    identity,
    measure_agreement,
    overlaps,
    pattern_of,
    practices_needed,
    quadratic,
)
from lovande_cli.assessment.coded_answers import NOT_ASKED, NOT_IN_VERSION, NOT_REACHED, SKIPPED, decode_choice
from lovande_cli.assessment.framework import Question
from lovande_cli.assessment.sample import StudiedSheet
from lovande_cli.assessment.scoring import AnswerKind, kind_and_value

ENOUGH_PRACTICES = 10
"""Of fewer practices that have the answers it takes nothing is said about a question or element. Our convention."""

Signal = Literal["answered-differently", "unknown", "not-applicable", "skipped", "ceiling", "floor"]

LIMITS: Mapping[Signal, Fraction] = {
    "unknown": Fraction(1, 4),
    "not-applicable": Fraction(1, 4),
    "skipped": Fraction(1, 4),
    "ceiling": Fraction(9, 10),
    "floor": Fraction(9, 10),
}
"""The share from which a question is worth a look. Our convention."""

Verdict = Literal["differently", "not-yet", "alike"]

LIMIT = Fraction(67, 100)
"""Alpha from which conclusions are drawn at all, with care; from 4/5 they are by custom reliable.

K. Krippendorff (2004), Content analysis, 2nd ed., p. 241-243, has .667; here rounded, so that verdicts go by what is
printed. A verdict needs the whole interval on one side.
"""

NotYet = Literal["few-practices", "little-variation"]
"""Why there is no verdict: it takes more practices, or such as are not all answered the same."""

RoundCodes = tuple[int, ...]
"""The answers to one question in a round, as numbers, in order."""

CodedRounds = tuple[RoundCodes, ...]
"""One practice's rounds."""

OUTSIDE = (NOT_ASKED, NOT_REACHED, NOT_IN_VERSION)
"""RoundCodes of those who never came to the question."""

GIVEN_KINDS: tuple[AnswerKind, ...] = ("valued", "unknown", "not-applicable")


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

    `identical` is the mean over rounds of the share of pairs of people who know, that it does not apply too, and gave
    the same answer. `agreement` is over answers that have a value, or options; `whether_answered` on whether there is
    one (an answer, unknown, not-applicable). `retest` compares the same people's answers a while apart. In so many
    `practices` somebody came to the question, and in `with_answer` of them somebody has an answer.
    """

    question: Question
    shares: AnswerShares
    by_language: Mapping[str, AnswerShares]
    practices: int
    with_answer: int
    identical: Estimate | None
    agreement: Agreement
    whether_answered: Agreement
    retest: Agreement

    @property
    def alike(self) -> Estimate | None:
        """How often two answer the same; of many options, how much of what either chose both did."""
        return self.agreement.alike if self.question.choose == "many" else self.identical

    @property
    def verdict(self) -> Verdict | None:
        return judge(self.agreement)

    @property
    def not_yet(self) -> NotYet | None:
        """Why nothing can be said yet; None where something can, or nobody is compared."""
        if self.verdict != "not-yet":
            return None
        alpha, beside = self.agreement.alpha, self.agreement.beside_alpha
        if self.agreement.practices < ENOUGH_PRACTICES:
            return "few-practices"
        if alpha is None or alpha.interval is None:
            return "little-variation"
        if beside is None or beside.interval is None or alpha.value >= LIMIT or beside.value < LIMIT:
            return "few-practices"
        # the two are on either side of the limit: once one of them stays there, more practices like these do not help
        return "little-variation" if alpha.interval[1] < LIMIT or beside.interval[0] >= LIMIT else "few-practices"

    @property
    def practices_needed(self) -> int | None:
        """About how many practices a verdict would take; None where that cannot be said, or is very many."""
        alpha, beside, practices = self.agreement.alpha, self.agreement.beside_alpha, self.agreement.practices
        if self.not_yet != "few-practices":
            return None
        # with fewer the estimate is too rough to plan by: then only the least number is given
        if practices < ENOUGH_PRACTICES or alpha is None:
            return ENOUGH_PRACTICES
        if alpha.value >= LIMIT or beside is None:
            return practices_needed(alpha, practices, LIMIT)
        if beside.value >= LIMIT:
            return None
        # to be answered differently both must come to lie below the limit
        open_yet = (measure for measure in (alpha, beside) if measure.interval and measure.interval[1] >= LIMIT)
        needed = [practices_needed(measure, practices, LIMIT) for measure in open_yet]
        return None if None in needed else max(filter(None, needed), default=None)

    @property
    def signals(self) -> Mapping[Signal, Fraction]:
        """Why to look at the question, with how large the share is; empty where nothing stands out."""
        found: dict[Signal, Fraction] = {}
        if self.verdict == "differently" and self.alike:
            found["answered-differently"] = 1 - self.alike.value
        shares: dict[Signal, Fraction | None] = {}
        if self.practices >= ENOUGH_PRACTICES:
            shares["unknown"] = self.shares.unknown
            shares["not-applicable"] = self.shares.not_applicable
            shares["skipped"] = self.shares.skipped
        if self.with_answer >= ENOUGH_PRACTICES:
            shares["ceiling"] = self.shares.ceiling
            shares["floor"] = self.shares.floor
        return found | {
            signal: share for signal, share in shares.items() if share is not None and share >= LIMITS[signal]
        }


def judge(agreement: Agreement) -> Verdict | None:
    """What the interval of alpha says, from `ENOUGH_PRACTICES`; None where nobody can be compared.

    Where nearly all answers are the same alpha is low though people agree: then it takes another measure that says so
    too before they are said to answer differently, Brennan-Prediger's or the mean overlap of options.
    """
    if not agreement.practices:
        return None
    alpha, beside = agreement.alpha, agreement.beside_alpha
    # the whole interval on one side: a limit that the value alone has passed is passed by chance in half of all
    # samples
    if agreement.practices >= ENOUGH_PRACTICES and alpha and alpha.interval:
        if alpha.interval[0] >= LIMIT:
            return "alike"
        if alpha.interval[1] < LIMIT and beside and beside.interval and beside.interval[1] < LIMIT:
            return "differently"
    return "not-yet"


def study_question(
    question: Question,
    at: int,
    practices: Iterable[Sequence[Sequence[StudiedSheet]]],
    retests: Iterable[tuple[StudiedSheet, StudiedSheet]] = (),
) -> QuestionStudy:
    """How one question works; its answers are those `at` this place of each sheet's, by practice and round.

    `retests` are the sheets of one person on one practice, one day and a later one.
    """
    given = Counter(
        [
            tuple([tuple([(sheet.language, sheet.answers[at]) for sheet in of_round]) for of_round in rounds])
            for rounds in practices
        ]
    )
    by_language: defaultdict[str, Counter[int]] = defaultdict(Counter)
    together: Counter[CodedRounds] = Counter()  # how often a practice's rounds were answered just so
    for answered, times in given.items():  # ten thousand practices give a few hundred of them
        for language, code in chain(*answered):
            by_language[language][code] += times
        # sorted, so that practices that answered alike are one kind, whoever answered first
        together[tuple(sorted([tuple(sorted([code for _, code in of_round])) for of_round in answered]))] += times
    # a retest is measured as a round of two, each a practice of its own: its person is what it has in common
    again: Counter[CodedRounds] = Counter(((first.answers[at], second.answers[at]),) for first, second in retests)
    column = sum(by_language.values(), Counter[int]())
    kinds = {code: kind_and_value(question, decode_choice(question, code))[0] for code in column if code > 0}
    # who knows that it does not apply knows: two who say so agree
    known = [code for code, kind in kinds.items() if kind in ("valued", "not-applicable")]
    several = sorted(by_language.items()) if len(by_language) > 1 else ()
    came = {code for code in column if code not in OUTSIDE}
    return QuestionStudy(
        question=question,
        shares=shares_of(question, column),
        by_language={language: shares_of(question, found) for language, found in several},
        practices=count_having(together, came),
        with_answer=count_having(together, {code for code, kind in kinds.items() if kind == "valued"}),
        identical=measure_codes(
            together, {code: place for place, code in enumerate(known)}, Metric(likeness=identity(len(known)))
        ).identical,
        agreement=measure_answers(question, together),
        whether_answered=measure_codes(
            together,
            {code: GIVEN_KINDS.index(kind) for code, kind in kinds.items()},
            Metric(likeness=identity(len(GIVEN_KINDS)), level="nominal"),
        ),
        retest=measure_answers(question, again),
    )


def measure_answers(question: Question, practices: Mapping[CodedRounds, int]) -> Agreement:
    """How far people agree on what they answer: steps in order, one option or another, several by their overlap."""
    codes = sorted({code for rounds in practices for of_round in rounds for code in of_round if code > 0})
    chosen = {code: decode_choice(question, code) for code in codes}
    valued = {code: choices for code, choices in chosen.items() if kind_and_value(question, choices)[0] == "valued"}
    if question.choose == "many":
        metric = Metric(likeness=overlaps(list(map(frozenset, valued.values()))))
        return measure_codes(practices, {code: place for place, code in enumerate(valued)}, metric)
    if question.choose == "one":
        places = {option.id: place for place, option in enumerate(question.options)}
        metric = Metric(likeness=identity(len(places)), level="nominal")
    else:
        # steps of the same value are one answer: what is worth the same is no disagreement
        values = sorted({step.value for step in question.steps if step.value is not None})
        places = {step.id: values.index(step.value) for step in question.steps if step.value is not None}
        metric = Metric(likeness=quadratic(len(values)), level="ordinal")
    return measure_codes(practices, {code: places[choice] for code, (choice,) in valued.items()}, metric)


def measure_codes(practices: Mapping[CodedRounds, int], places: Mapping[int, int], metric: Metric) -> Agreement:
    """How far people agree by the places of their answers on the scale; answers that have none are left out."""
    counted: Counter[Practice] = Counter()
    for rounds, times in practices.items():
        answered = [[places[code] for code in codes if code in places] for codes in rounds]
        patterns = [pattern_of(answers, len(metric.likeness)) for answers in answered if len(answers) > 1]
        if patterns:
            counted[tuple(sorted(patterns))] += times
    return measure_agreement(counted, metric)


def count_having(practices: Mapping[CodedRounds, int], codes: set[int]) -> int:
    """How many practices have one of these answers."""
    return sum(times for rounds, times in practices.items() if not codes.isdisjoint(chain(*rounds)))


def shares_of(question: Question, column: Counter[int]) -> AnswerShares:
    """How people answered, from how often each number stands in the column."""
    # who never came to the question says nothing of it
    n = column.total() - sum(column[code] for code in OUTSIDE)
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
    possible = question.values
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
