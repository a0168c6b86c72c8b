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

from lovande_cli.assessment.agreement import (
    Agreement,
    Estimate,
    Metric,
    count_practices,
    identity,
    measure_agreement,
    quadratic,
)
from lovande_cli.assessment.coded_answers import HANDS, decode_voices
from lovande_cli.assessment.framework import Element, Framework, Question, Thresholds
from lovande_cli.assessment.question_study import ENOUGH_PRACTICES, LIMIT
from lovande_cli.assessment.sample import StudiedSheet
from lovande_cli.assessment.scoring import RANK, Status, kind_and_value

SheetCodes = tuple[int, ...]
"""One sheet's answers to the scored questions of an element, as numbers."""

Together = tuple[tuple[SheetCodes, bool], ...]
"""The answers of a round's sheets, in order, each with whether a group gave them."""

Openness = Literal["", "nobody-knows", "differs"]
"""Why a question has no answer that counts: nobody knows, or people differ (one alone knowing what others do not)."""

UnclearBecause = Literal["nobody-knows", "differs", "both"]

COMPARED: tuple[Status, ...] = (*RANK, "not-applicable")
"""The statuses that two sheets may agree on: those in order, then not-applicable. An unclear one may be any of them."""

MOSTLY_UNCLEAR = Fraction(1, 2)
"""The share of unclear rounds from which an element is worth a look. Our convention."""

RANDOM_ANSWERS = {Fraction(1): 6, Fraction(1, 2): 2, Fraction(0): 2}
"""How many of ten random answers have each value: made up, to show what the number of questions alone does."""


class Worth(NamedTuple):
    """What one question adds to a row, at least and at most, of its `weight`; all in the element's unit."""

    low: int
    high: int
    weight: int
    core: bool
    open: Openness = ""


ScoredRow = tuple[Worth | None, ...]
"""The scored questions of an element in a round; None for one that is answered not-applicable."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How a row is read."""

    thresholds: Thresholds
    core_counts: bool = True
    unknown_is_no: bool = False


@dataclass(frozen=True, kw_only=True)
class ElementStudy:
    """How one element works, over the `sheets`, `rounds` and `practices` in which somebody has begun it.

    `statuses` counts what each sheet says alone, `joined` what each round says together, `unclear_because` why rounds
    are unclear. `identical` is the mean over rounds of the share of pairs of sheets with the same status, unclear ones
    left out, over the `compared` practices that have such a pair; `agreement` has the measures over absent, partly and
    present. `changes` counts the rounds whose status would be another by each other rule, `without` without each scored
    question (by id). `by_chance` is the share of random answers that make it present.
    """

    element: Element
    sheets: int
    rounds: int
    practices: int
    statuses: Mapping[Status, int]
    joined: Mapping[Status, int]
    unclear_because: Mapping[UnclearBecause, int]
    compared: int
    identical: Estimate | None
    agreement: Agreement
    changes: Mapping[str, int]
    without: Mapping[str, int]
    by_chance: Fraction

    @property
    def unclear(self) -> Fraction | None:
        """The share of rounds whose status is unclear."""
        return Fraction(self.joined["unclear"], self.rounds) if self.rounds else None

    @property
    def signals(self) -> Mapping[Literal["differs", "unclear"], Fraction]:
        """Why to look at the element, with how large the share is: of pairs that differ, of rounds that are unclear.

        Pairs differ where both measures, alpha and one that does not sink where nearly all answer the same, are below
        the limit with their whole intervals.
        """
        found: dict[Literal["differs", "unclear"], Fraction] = {}
        measures = (self.agreement.alpha, self.agreement.brennan_prediger)
        ends = [measure.interval[1] for measure in measures if measure and measure.interval]
        if self.agreement.practices >= ENOUGH_PRACTICES and len(ends) == len(measures) and max(ends) < LIMIT:
            found["differs"] = 1 - self.identical.value if self.identical else Fraction(0)
        if self.practices >= ENOUGH_PRACTICES and self.unclear is not None and self.unclear >= MOSTLY_UNCLEAR:
            found["unclear"] = self.unclear
        return found

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


def study_elements(framework: Framework, rounds: Iterable[Sequence[StudiedSheet]]) -> tuple[ElementStudy, ...]:
    """How each element works, in order."""
    practices: dict[tuple[str, str], list[Sequence[StudiedSheet]]] = {}
    for of_round in rounds:
        # a sheet that does not name its practice is about one of its own
        key = of_round[0].practice if of_round[0].practice[0] else ("", of_round[0].file)
        practices.setdefault(key, []).append(of_round)
    found, at = [], 0
    for element in framework.elements:
        found.append(study_element(element, count_begun(element, at, practices.values()), framework.thresholds))
        at += len(element.questions)
    return tuple(found)


def count_begun(
    element: Element, at: int, practices: Iterable[Sequence[Sequence[StudiedSheet]]]
) -> Counter[tuple[Together, ...]]:
    """How often a practice's rounds have just these answers to the scored questions, which begin `at` this place.

    A sheet in which nobody has answered any question of the element has no status, and is left out.
    """
    end = at + len(element.questions)
    scored = [place for place, question in enumerate(element.questions) if question.weight]
    answered = Counter(
        [
            tuple(
                [tuple([(sheet.answers[at:end], sheet.participants > 1) for sheet in of_round]) for of_round in rounds]
            )
            for rounds in practices
        ]
    )
    given: Counter[tuple[Together, ...]] = Counter()
    for rounds, times in answered.items():
        of_practice = []
        for of_round in rounds:
            begun = [(codes, is_group) for codes, is_group in of_round if max(codes) > 0]
            # what a group alone knows counts, what one of several alone knows does not
            is_several = len(begun) > 1
            if begun:
                of_practice.append(
                    tuple(
                        sorted(
                            [
                                (tuple([codes[place] for place in scored]), is_several and is_group)
                                for codes, is_group in begun
                            ]
                        )
                    )
                )
        given[tuple(of_practice)] += times
    # practices in which nobody has begun the element
    del given[()]
    return given


def study_element(element: Element, given: Mapping[tuple[Together, ...], int], thresholds: Thresholds) -> ElementStudy:
    """How one element works, from the answers that practices have `given`."""
    as_it_is = Rule(thresholds=thresholds)
    statuses: Counter[Status] = Counter()
    rows: Counter[ScoredRow] = Counter()
    compared: list[list[list[int]]] = []
    # the status of each sheet by itself, found once for all sheets that are answered alike
    alone = {
        codes: read_row(join_row(element, ((codes, False),)), as_it_is)
        for codes in {codes for rounds in given for together in rounds for codes, _ in together}
    }
    for rounds, times in given.items():
        for together in rounds:
            rows[join_row(element, together)] += times
            for codes, _ in together:
                statuses[alone[codes]] += times
        # practices in which nobody can be compared say nothing, and must not count among the practices
        if any(len(together) > 1 for together in rounds):
            own = [[alone[codes] for codes, _ in together] for together in rounds]
            places = [[COMPARED.index(status) for status in of_round if status != "unclear"] for of_round in own]
            compared += [places] * times
    now = {row: read_row(row, as_it_is) for row in rows}
    joined: Counter[Status] = Counter()
    because: Counter[UnclearBecause] = Counter(dict.fromkeys(get_args(UnclearBecause), 0))
    for row, status in now.items():
        joined[status] += rows[row]
        if status == "unclear":
            because[why_unclear(row)] += rows[row]

    same = measure_agreement(
        count_practices(compared, len(COMPARED)), Metric(likeness=identity(len(COMPARED)), level="nominal")
    )
    # not-applicable is no step between absent and present, so it has no place in a measure of order
    in_order = [[[place for place in of_round if place < len(RANK)] for of_round in rounds] for rounds in compared]
    return ElementStudy(
        element=element,
        sheets=statuses.total(),
        rounds=rows.total(),
        practices=sum(given.values()),
        statuses=statuses,
        joined=joined,
        unclear_because=because,
        compared=same.practices,
        identical=same.identical,
        agreement=measure_agreement(
            count_practices(in_order, len(RANK)), Metric(likeness=quadratic(len(RANK)), level="ordinal")
        ),
        changes={
            name: sum(times for row, times in rows.items() if read_row(row, rule) != now[row])
            for name, rule in other_rules(thresholds).items()
        },
        without={
            question.id: sum(
                times for row, times in rows.items() if read_row(row[:place] + row[place + 1 :], as_it_is) != now[row]
            )
            for place, question in enumerate(question for question in element.questions if question.weight)
        },
        by_chance=chance_of_present(element, thresholds),
    )


# ---- what a row is worth, and says ----


def join_row(element: Element, together: Together) -> ScoredRow:
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
    values = lcm(*(value.denominator for question in questions for value in question.values))
    return lcm(*(question.weight.denominator for question in questions)) * values


@lru_cache(maxsize=100_000)
def weigh_codes(question: Question, unit: int, given: tuple[tuple[int, bool], ...]) -> Worth | None:
    """What the answers to one question are worth together, as `join_sheets` and `weigh_answer` have it.

    None where it does not apply to anybody who knows.
    """
    known: list[tuple[tuple[str, ...], bool]] = []
    kinds: set[str] = set()
    values: list[Fraction] = []
    voices = [
        (chosen, is_group or code < HANDS) for code, is_group in given for chosen in decode_voices(question, code)
    ]
    for chosen, is_group in voices:
        kind, value = kind_and_value(question, chosen)
        kinds.add(kind)
        if kind in ("valued", "not-applicable"):
            known.append((chosen, is_group))
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


def read_row(row: ScoredRow, rule: Rule) -> Status:
    """The status that both readings of the row agree on, else unclear."""
    total = low = high = 0
    low_blocked = high_blocked = False
    for worth in row:
        if worth is not None:
            # only what nobody knows becomes a no; where people differ the highest answer still stands
            at_most = worth.low if rule.unknown_is_no and worth.open == "nobody-knows" else worth.high
            total += worth.weight
            low += worth.low
            high += at_most
            if worth.core and rule.core_counts:
                # a key question worth 0 keeps an element from being present, in that reading
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


def why_unclear(row: ScoredRow) -> UnclearBecause:
    """Whether nobody knows, people differ, or both, in the questions that are open."""
    reasons = {worth.open for worth in row if worth is not None and worth.open}
    return "both" if len(reasons) > 1 else "differs" if "differs" in reasons else "nobody-knows"


def chance_of_present(element: Element, thresholds: Thresholds) -> Fraction:
    """The share of `RANDOM_ANSWERS`, each question by itself, that make the element present, exactly."""
    scored = [question for question in element.questions if question.weight]
    unit = lcm(*(part.denominator for part in (*RANDOM_ANSWERS, *(question.weight for question in scored)))) ** 2
    weighed = []
    for question in scored:
        weight = int(question.weight * unit)
        reached = {int(weight * value): times for value, times in RANDOM_ANSWERS.items()}
        weighed.append([(Worth(worth, worth, weight, question.core), times) for worth, times in reached.items()])
    rule = Rule(thresholds=thresholds)
    # every combination is read once: an element has some five scored questions, and three values each
    present = sum(
        prod(times for _, times in row)
        for row in product(*weighed)
        if read_row(tuple(worth for worth, _ in row), rule) == "present"
    )
    return Fraction(present, sum(RANDOM_ANSWERS.values()) ** len(scored))
