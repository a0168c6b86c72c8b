"""How one element works: how alike its status comes out, why it is unclear, and what would turn it into another.

A row is what a round says together, joined as a map joins it. Answers are weighed as whole numbers in the element's own
unit, and rows that are worth the same are read once: answers repeat so much that ten thousand practices give a few
hundred rows. `assessment/scoring.py` has the rule in full; a test compares the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import lcm, prod
from typing import Literal, NamedTuple, get_args

from lovande_cli.assessment.agreement import Pattern, Scale, measure_agreement, quadratic
from lovande_cli.assessment.coded_answers import decode_choice
from lovande_cli.assessment.framework import Element, Framework, Question, Thresholds
from lovande_cli.assessment.sample import StudiedSheet
from lovande_cli.assessment.scoring import RANK, Status, kind_and_value

Codes = tuple[int, ...]
"""One sheet's answers to the scored questions of an element, as numbers."""

Together = tuple[tuple[Codes, bool], ...]
"""The answers of a round's sheets, in order, each with whether a group gave them."""

Openness = Literal["", "nobody-knows", "differs"]
"""Why a question has no answer that counts: nobody knows, or people differ (one alone knowing what others do not)."""

UnclearBecause = Literal["nobody-knows", "differs", "both"]

COMPARED: tuple[Status, ...] = (*RANK, "not-applicable")
"""The statuses that two sheets may agree on: those in order, then not-applicable. An unclear one may be any of them."""

CHANCE = {Fraction(1): 6, Fraction(1, 2): 2, Fraction(0): 2}
"""How many of ten random answers have each value: made up, to show what the number of questions alone does."""


class Worth(NamedTuple):
    """What one question adds to a row, at least and at most, of its `weight`; all in the element's unit."""

    low: int
    high: int
    weight: int
    core: bool
    open: Openness = ""


Row = tuple[Worth | None, ...]
"""The scored questions of an element in a round; None for one that is answered not-applicable."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How a row is read."""

    thresholds: Thresholds
    core_counts: bool = True
    unknown_is_no: bool = False


@dataclass(frozen=True, kw_only=True)
class ElementStudy:
    """How one element works, over the `sheets` and the `rounds` in which somebody has begun it.

    `statuses` counts what each sheet says alone, `joined` what each round says together, `unclear_because` why rounds
    are unclear. `identical` is the mean, over the `compared` rounds, of the share of pairs of sheets with the same
    status; `alpha` is ordinal over absent, partly and present, with its interval. Unclear sheets are in neither.
    `changes` counts the rounds whose status would be another by each other rule, `without` without each scored question
    (by id). `by_chance` is the share of answers at random that make it present.
    """

    element: Element
    sheets: int
    rounds: int
    statuses: Mapping[Status, int]
    joined: Mapping[Status, int]
    unclear_because: Mapping[UnclearBecause, int]
    compared: int
    identical: Fraction | None
    alpha: Fraction | None
    interval: tuple[float, float] | None
    changes: Mapping[str, int]
    without: Mapping[str, int]
    by_chance: Fraction

    @property
    def most_influential(self) -> str:
        """The id of the question without which most rounds would change, the first of several; "" where none would."""
        found = max(self.without, key=lambda question: self.without[question], default="")
        return found if self.without.get(found) else ""


def other_rules(thresholds: Thresholds) -> Mapping[str, Rule]:
    """The rules that the element is also read by, each with one thing changed.

    The thresholds are those that one may write in framework.yaml: two of three questions are less than 0.67.
    """
    as_it_is = Rule(thresholds=thresholds)
    return {
        "present_67": replace(as_it_is, thresholds=Thresholds(present=Fraction(67, 100), partly=thresholds.partly)),
        "present_80": replace(as_it_is, thresholds=Thresholds(present=Fraction(80, 100), partly=thresholds.partly)),
        "without_core": replace(as_it_is, core_counts=False),
        "unknown_as_no": replace(as_it_is, unknown_is_no=True),
    }


def study_elements(framework: Framework, rounds: Sequence[Sequence[StudiedSheet]]) -> tuple[ElementStudy, ...]:
    """How each element works, in order."""
    first = {question.id: at for at, question in reversed(list(enumerate(framework.questions)))}
    return tuple(
        study_element(element, first[element.questions[0].id], rounds, framework.thresholds)
        for element in framework.elements
    )


def study_element(
    element: Element, at: int, rounds: Iterable[Sequence[StudiedSheet]], thresholds: Thresholds
) -> ElementStudy:
    """How one element works; its questions' answers begin `at` this place of each sheet's."""
    scored = [question for question in element.questions if question.weight]
    given = count_begun(element, at, rounds)
    as_it_is = Rule(thresholds=thresholds)
    statuses: Counter[Status] = Counter()
    units: Counter[Pattern] = Counter()
    rows: Counter[Row] = Counter()
    alone = {
        codes: read_row(join_row(element, ((codes, False),)), as_it_is)
        for codes in {codes for together in given for codes, _ in together}
    }
    for together, times in given.items():
        rows[join_row(element, together)] += times
        found = Counter(alone[codes] for codes, _ in together)
        for status, sheets in found.items():
            statuses[status] += sheets * times
        if len(together) > 1:
            units[tuple(found[status] for status in COMPARED)] += times
    joined = {row: read_row(row, as_it_is) for row in rows}
    counted: Counter[Status] = Counter()
    because: Counter[UnclearBecause] = Counter(dict.fromkeys(get_args(UnclearBecause), 0))
    for row, status in joined.items():
        counted[status] += rows[row]
        if status == "unclear":
            because[why_unclear(row)] += rows[row]
    compared, identical = mean_identical(units)
    ranked = Scale(likeness=quadratic(len(RANK)), level="ordinal")
    alpha = measure_agreement({(unit,): times for unit, times in in_order(units).items()}, ranked).alpha
    return ElementStudy(
        element=element,
        sheets=statuses.total(),
        rounds=rows.total(),
        statuses=statuses,
        joined=counted,
        unclear_because=because,
        compared=compared,
        identical=identical,
        alpha=alpha.value if alpha else None,
        interval=alpha.interval if alpha else None,
        changes={
            name: sum(rows[row] for row, status in joined.items() if read_row(row, rule) != status)
            for name, rule in other_rules(thresholds).items()
        },
        without={
            question.id: sum(
                rows[row]
                for row, status in joined.items()
                if read_row(row[:place] + row[place + 1 :], as_it_is) != status
            )
            for place, question in enumerate(scored)
        },
        by_chance=chance_of_present(element, thresholds),
    )


def count_begun(element: Element, at: int, rounds: Iterable[Sequence[StudiedSheet]]) -> Counter[Together]:
    """How often each set of answers to the scored questions was given in a round, by those who have begun the element.

    A sheet in which nobody has answered any of its questions has no status, and is left out.
    """
    end = at + len(element.questions)
    scored = [at + place for place, question in enumerate(element.questions) if question.weight]
    given: Counter[Together] = Counter()
    for of_round in rounds:
        begun = [sheet for sheet in of_round if max(sheet.answers[at:end]) > 0]
        # what a group alone knows counts, what one of several alone knows does not
        is_several = len(begun) > 1
        together = [
            (tuple([sheet.answers[place] for place in scored]), is_several and sheet.participants > 1)
            for sheet in begun
        ]
        given[tuple(sorted(together))] += 1
    del given[()]
    return given


# ---- what a row is worth, and says ----


def join_row(element: Element, together: Together) -> Row:
    """What the sheets of a round say together about the scored questions."""
    scored = [question for question in element.questions if question.weight]
    return tuple(
        [
            weigh_codes(question, unit_of(element), tuple([(codes[place], is_group) for codes, is_group in together]))
            for place, question in enumerate(scored)
        ]
    )


@lru_cache(maxsize=1_000)
def unit_of(element: Element) -> int:
    """So many parts of a whole make every weight times every value in the element a whole number."""
    questions = [question for question in element.questions if question.weight]
    values = [value for question in questions for value in values_of(question)]
    return lcm(*(question.weight.denominator for question in questions)) * lcm(*(value.denominator for value in values))


def values_of(question: Question) -> list[Fraction]:
    """What the question's answers may be worth."""
    known = (*(option.value for option in question.options), *(step.value for step in question.steps))
    return [value for value in known if value is not None]


@lru_cache(maxsize=100_000)
def weigh_codes(question: Question, unit: int, given: tuple[tuple[int, bool], ...]) -> Worth | None:
    """What the answers to one question are worth together, as `join_sheets` and `weigh_answer` have it.

    None where it does not apply to anybody who knows.
    """
    known: list[tuple[int, bool]] = []
    kinds: set[str] = set()
    values: list[Fraction] = []
    for code, is_group in given:
        kind, value = kind_and_value(question, decode_choice(question, code) if code > 0 else ())
        kinds.add(kind)
        if kind in ("valued", "not-applicable"):
            known.append((code, is_group))
        if value is not None:
            values.append(value)
    weight = int(question.weight * unit)
    # one person alone does not decide for those who do not know; a group has talked it over
    is_alone = len(known) == 1 and "unknown" in kinds and not known[0][1]
    if not known or is_alone:
        return Worth(0, weight, weight, question.core, "differs" if known else "nobody-knows")
    if "not-applicable" in kinds:
        return Worth(0, weight, weight, question.core, "differs") if values else None
    low, high = (int(question.weight * value * unit) for value in (min(values), max(values)))
    return Worth(low, high, weight, question.core, "differs" if low < high else "")


def read_row(row: Row, rule: Rule) -> Status:
    """The status that both readings of the row agree on, else unclear."""
    total = low = high = 0
    low_blocked = high_blocked = False
    for worth in row:
        if worth is not None:
            at_most = worth.low if rule.unknown_is_no and worth.open == "nobody-knows" else worth.high
            total += worth.weight
            low += worth.low
            high += at_most
            if worth.core and rule.core_counts:
                low_blocked |= not worth.low
                high_blocked |= not at_most
    if not total:
        return "not-applicable"
    status = read_end(low, total, low_blocked, rule.thresholds)
    return status if status == read_end(high, total, high_blocked, rule.thresholds) else "unclear"


@lru_cache(maxsize=10_000)
def read_end(reached: int, total: int, is_blocked: bool, thresholds: Thresholds) -> Status:
    """The status of one reading; blocked where a key question is worth 0."""
    share = Fraction(reached, total)
    if share >= thresholds.present and not is_blocked:
        return "present"
    return "partly" if share >= thresholds.partly else "absent"


def why_unclear(row: Row) -> UnclearBecause:
    """Whether nobody knows, people differ, or both, in the questions that are open."""
    reasons = {worth.open for worth in row if worth is not None and worth.open}
    return "both" if len(reasons) > 1 else "differs" if "differs" in reasons else "nobody-knows"


def chance_of_present(element: Element, thresholds: Thresholds) -> Fraction:
    """The share of random answers (`CHANCE`, each question by itself) that make the element present, exactly."""
    scored = [question for question in element.questions if question.weight]
    unit = lcm(*(question.weight.denominator for question in scored)) * lcm(*(value.denominator for value in CHANCE))
    weighed = [
        {
            Worth(
                int(question.weight * value * unit),
                int(question.weight * value * unit),
                int(question.weight * unit),
                question.core,
            ): times
            for value, times in CHANCE.items()
        }
        for question in scored
    ]
    rule = Rule(thresholds=thresholds)
    present = sum(
        prod(times for _, times in row)
        for row in product(*(worths.items() for worths in weighed))
        if read_row(tuple(worth for worth, _ in row), rule) == "present"
    )
    return Fraction(present, sum(CHANCE.values()) ** len(scored))


# ---- how alike statuses come out ----


def in_order(units: Mapping[Pattern, int]) -> Counter[Pattern]:
    """The units by the statuses that have an order alone, those with two or more such."""
    ordered: Counter[Pattern] = Counter()
    for unit, times in units.items():
        if sum(unit[: len(RANK)]) > 1:
            ordered[unit[: len(RANK)]] += times
    return ordered


def mean_identical(units: Mapping[Pattern, int]) -> tuple[int, Fraction | None]:
    """How many units have a pair, and the mean over them of the share of their pairs that are the same."""
    shares = {
        unit: Fraction(sum(count * (count - 1) for count in unit), sum(unit) * (sum(unit) - 1))
        for unit in units
        if sum(unit) > 1
    }
    number = sum(units[unit] for unit in shares)
    return number, sum(
        (units[unit] * share for unit, share in shares.items()), Fraction(0)
    ) / number if number else None
