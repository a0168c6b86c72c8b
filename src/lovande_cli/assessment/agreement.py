"""Agreement of people who judged the same: percent, Krippendorff, Brennan-Prediger, Gwet, Jaccard, intervals; CVI.

A round is one thing that several people judged (a practice at one time); its pattern counts how many gave each answer.
Equal patterns, and practices of equal rounds, are kept once with how many there are, so that the measures and the
jackknife over practices cost the same for ten of a kind and ten thousand. Only answers that were given count: a missing
one is missing, and a round with a single answer says nothing of agreement.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import combinations
from operator import sub
from statistics import NormalDist
from typing import Literal

Level = Literal["nominal", "ordinal", "interval"]

Pattern = tuple[int, ...]
"""How many people gave each answer in a round, in the order of the answers."""

Practice = tuple[Pattern, ...]
"""One practice's rounds with two answers or more."""

Number = Fraction | float

Likeness = tuple[tuple[Number, ...], ...]
"""How alike each answer is each other answer, from 0 to 1."""

RELEVANT = 3
"""A rating of 3 or 4, on a scale from 1 to 4, says that a question is relevant or clear."""

TAIL = 0.025
"""What an interval leaves out at each end: together they leave 95 %."""

MIN_TO_COMPARE = 2
"""A single practice says nothing of how much practices differ."""

MIN_VARIED = 3
"""Alpha divides by how much answers vary: it gets an interval from so many practices with other than the usual answer.

With fewer the interval holds the true value in 60 to 80 of 100 samples (benchmarks/study_simulation.py).
"""

FEW = 10
"""Where so few practices disagree at all, their number alone may say more than how they differ."""

ROUNDING = 1e-9
"""What floats may be off by."""

T_STEPS = 2000
"""Steps to sum up Student's t in: five right figures for any number of degrees."""

POWER = 0.8
"""The customary chance that a study is planned to find with what it looks for."""

NEEDED = (*range(10, 100, 10), *range(100, 300, 20), 300, 400, 500)
"""The numbers of practices that are said to be needed; more than the last are too many to say."""


# ---- counting ----


def count_practices(practices: Iterable[Iterable[Sequence[int]]], categories: int) -> Counter[Practice]:
    """The practices by their rounds' patterns; a round with one answer, and a practice without others, is left out."""
    counted: Counter[Practice] = Counter()
    for rounds in practices:
        patterns = sorted(pattern_of(answers, categories) for answers in rounds if len(answers) > 1)
        if patterns:
            counted[tuple(patterns)] += 1
    return counted


def pattern_of(answers: Sequence[int], categories: int) -> Pattern:
    found = Counter(answers)
    return tuple(found[category] for category in range(categories))


def rounds_of(practices: Mapping[Practice, int]) -> Counter[Pattern]:
    """All rounds of all practices."""
    counted: Counter[Pattern] = Counter()
    for rounds, times in practices.items():
        for pattern in rounds:
            counted[pattern] += times
    return counted


# ---- how alike two answers are ----


def identity(categories: int) -> Likeness:
    """Two answers are the same or not."""
    return tuple(tuple(Fraction(row == column) for column in range(categories)) for row in range(categories))


def quadratic(categories: int) -> Likeness:
    """Ordered answers: the further apart, squared, the less alike; of three steps neighbours are 3/4 alike.

    Quadratic weights are the usual ones where a scale is ordered, and alpha squares its distances too: J. L. Fleiss,
    J. Cohen (1973), Educational and Psychological Measurement 33(3), 613-619; K. L. Gwet (2014), Handbook of
    Inter-Rater Reliability, 4th ed., ch. 3.
    """
    # a single answer is as like itself as can be: no division by 0
    most = max(categories - 1, 1)
    return tuple(
        tuple(1 - Fraction(row - column, most) ** 2 for column in range(categories)) for row in range(categories)
    )


def overlap(chosen: AbstractSet[str], others: AbstractSet[str]) -> Fraction:
    """Of all options that either chose, the share that both did; 1 means the same options, 0 that none is shared.

    P. Jaccard (1901), Bulletin de la Société Vaudoise des Sciences Naturelles 37, 547-579.
    """
    return Fraction(len(chosen & others), len(chosen | others))


def overlaps(sets: Sequence[AbstractSet[str]]) -> Likeness:
    """Answers of many options: two are as alike as they overlap."""
    return tuple(tuple(overlap(chosen, others) for others in sets) for chosen in sets)


def agree_on_options(chosen: Iterable[Iterable[str]]) -> Fraction:
    """How far people of a round agree who chose among options: the mean over all pairs of how their choices overlap."""
    # people who chose the same are one answer with a count: few sets are compared, however many people there are
    given = Counter(map(frozenset, chosen))
    return alike_share(tuple(given.values()), overlaps(tuple(given)))


def alike_share(pattern: Pattern, likeness: Likeness) -> Fraction:
    """The mean likeness of all pairs of people in a round; there must be a pair."""
    people = sum(pattern)
    present = [(answer, times) for answer, times in enumerate(pattern) if times]
    # ordered pairs, so every pair counts twice, here and in what it is divided by
    alike = Fraction(sum(times * (times - 1) for _, times in present))
    for (answer, times), (other, other_times) in combinations(present, 2):
        alike += 2 * times * other_times * Fraction(likeness[answer][other])
    return alike / (people * (people - 1))


# ---- the sums that measures are made of ----

Sums = tuple[Number, ...]
"""What the measures need to know of rounds, in numbers that can be added and taken away practice by practice.

How many rounds have two answers or more, and how many one or more; the sums over rounds of the share of pairs that are
the same, of pairs' mean likeness, and of the share of each answer; how often each answer was given where there are
pairs; and how far apart these are: how often each two answers met, or one sum where alpha's distances are fixed.
"""

ROUNDS, JUDGED, SAME, ALIKE, SHARES = range(5)
"""Where these begin in the sums; the answers and how far apart they are follow upon the shares."""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """How answers are compared: by `likeness`, and in alpha by the distances of `level`, None for those of likeness."""

    likeness: Likeness
    level: Level | None = None

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Every two different answers, by their places."""
        return tuple(combinations(range(len(self.likeness)), 2))


def sum_round(pattern: Pattern, metric: Metric) -> list[Fraction]:
    """The sums of one round, exactly."""
    people = sum(pattern)
    shares = [Fraction(times, people) for times in pattern]
    if people < 2:  # one answer says which answers there are, and nothing of agreement
        more = len(pattern) + (len(metric.pairs) if metric.level else 1)
        return [Fraction(0), Fraction(1), Fraction(0), Fraction(0), *shares, *[Fraction(0)] * more]
    same = Fraction(sum(times * (times - 1) for times in pattern), people * (people - 1))
    alike = alike_share(pattern, metric.likeness)
    # alpha weighs a round by its answers, the other measures every round alike: hence the number of people here
    apart = [(1 - alike) * people / 2]
    if metric.level:
        apart = [Fraction(pattern[low] * pattern[high], people - 1) for low, high in metric.pairs]
    return [Fraction(1), Fraction(1), same, alike, *shares, *map(Fraction, pattern), *apart]


def sum_rounds(units: Mapping[Pattern, int], metric: Metric) -> Sums:
    """The sums of all rounds, exactly; there must be one."""
    each = ([times * number for number in sum_round(pattern, metric)] for pattern, times in units.items())
    return tuple(map(sum, zip(*each, strict=True)))


# ---- the measures ----

Disagreement = tuple[Number, Number]
"""How far apart two people are on average, and how far apart they would be by chance; at most 1 each.

Every measure is 1 - observed/expected: 1 for full agreement, 0 for no more than chance gives, below 0 for less.
"""

Measure = Callable[[Sums, Metric], Disagreement]
"""A measure over rounds, of which one at least has two answers."""


def percent_identical(sums: Sums, _metric: Metric) -> Disagreement:
    """Percent agreement: the mean over rounds of the share of pairs that gave the same answer; not for chance."""
    return 1 - sums[SAME] / sums[ROUNDS], 1


def mean_likeness(sums: Sums, _metric: Metric) -> Disagreement:
    """The mean over rounds of how alike two answers are; not for chance."""
    return 1 - sums[ALIKE] / sums[ROUNDS], 1


def brennan_prediger(sums: Sums, metric: Metric) -> Disagreement:
    """By chance every answer is as likely as every other, whatever people answer.

    R. L. Brennan, D. J. Prediger (1981), Educational and Psychological Measurement 41(3), 687-699; weighted: K. L. Gwet
    (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 4.
    """
    return 1 - sums[ALIKE] / sums[ROUNDS], 1 - sum(map(sum, metric.likeness)) / len(metric.likeness) ** 2


def gwet(sums: Sums, metric: Metric) -> Disagreement:
    """AC1, weighted AC2: only those agree by chance who are unsure, and the fewer the more all answers are one.

    K. L. Gwet (2008), British Journal of Mathematical and Statistical Psychology 61(1), 29-48; weighted: (2014), ch. 4.
    """
    # who is unsure picks any answer; that all answers are one shows that few are unsure, so chance falls to 0 there,
    # where alpha's rises to 1
    answers = len(metric.likeness)
    varied = sum(share / sums[JUDGED] * (1 - share / sums[JUDGED]) for share in sums[SHARES : SHARES + answers])
    weight = sum(map(sum, metric.likeness)) / max(answers * (answers - 1), 1)
    return 1 - sums[ALIKE] / sums[ROUNDS], 1 - weight * varied


def krippendorff(sums: Sums, metric: Metric) -> Disagreement:
    """Alpha: by chance the answers that people gave are dealt out at random.

    K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania,
    https://repository.upenn.edu/asc_papers/43. Answers of many options by how they overlap: R. J. Passonneau (2006),
    Measuring agreement on set-valued items, LREC.
    """
    many = len(metric.likeness)
    answers, apart = sums[SHARES + many : SHARES + 2 * many], sums[SHARES + 2 * many :]
    total = sum(answers)
    observed: Number
    expected: Number
    longest: Number = 1
    # between sets of options no distance is given beforehand, and there may be hundreds of sets: what was observed is
    # one sum already
    if metric.level is None:
        present = [place for place, times in enumerate(answers) if times]
        observed = apart[0]
        expected = sum(
            answers[place] * answers[other] * (1 - metric.likeness[place][other])
            for place, other in combinations(present, 2)
        )
    else:
        # the ordinal distances depend on how often each answer was given, so they come from the sums of all rounds
        distances = [DISTANCES[metric.level](answers, low, high) ** 2 for low, high in metric.pairs]
        longest = max(distances, default=0) or 1
        observed = sum(distance * met for distance, met in zip(distances, apart, strict=True))
        expected = sum(
            distance * answers[low] * answers[high]
            for distance, (low, high) in zip(distances, metric.pairs, strict=True)
        )
    return 2 * observed / (total * longest), 2 * expected / (total * (total - 1) * longest)


DISTANCES: Mapping[Level, Callable[[Sequence[Number], int, int], Number]] = {
    "nominal": lambda _answers, _low, _high: 1,
    "ordinal": lambda answers, low, high: sum(answers[low : high + 1]) - (answers[low] + answers[high]) / 2,
    "interval": lambda _answers, low, high: high - low,
}
"""How far apart two answers are; ordinal: how many answers were given between them, half of their own included."""


# ---- intervals ----


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A measure with its 95 % interval; `error` is the standard error of log(1 - value).

    The interval is None where too few practices say how they differ, the error also where no two do.
    """

    value: Fraction
    interval: tuple[float, float] | None = None
    error: float | None = None


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How far people agree, over practices that have a round with two answers or more; None is not defined.

    `alike` is the mean likeness, for answers of many options Jaccard's; there Brennan-Prediger and Gwet say nothing:
    all sets of options are no answers that people might hit on by chance. `varied` is in how many practices somebody
    gave another answer than the usual one.
    """

    practices: int = 0
    rounds: int = 0
    pairs: int = 0
    varied: int = 0
    identical: Estimate | None = None
    alike: Estimate | None = None
    alpha: Estimate | None = None
    brennan_prediger: Estimate | None = None
    gwet: Estimate | None = None

    @property
    def beside_alpha(self) -> Estimate | None:
        """The measure that does not sink where nearly all answers are the same."""
        return self.brennan_prediger or self.alike


def measure_agreement(practices: Mapping[Practice, int], metric: Metric) -> Agreement:
    """Every measure over these practices, whose patterns have a place for each answer of the scale."""
    if not practices:
        return Agreement()
    units = rounds_of(practices)
    whole = sum_rounds(units, metric)
    # the value is exact; its interval is read once per kind of practice, and fractions are too slow for thousands
    rough = Metric(likeness=tuple(tuple(map(float, row)) for row in metric.likeness), level=metric.level)
    sums_by_pattern = {pattern: [float(number) for number in sum_round(pattern, metric)] for pattern in units}
    sums = [
        (tuple(map(sum, zip(*(sums_by_pattern[pattern] for pattern in rounds), strict=True))), times)
        for rounds, times in practices.items()
    ]
    given = whole[SHARES + len(metric.likeness) :]
    # the usual answer is the one given most often
    usual = max(range(len(metric.likeness)), key=given.__getitem__)
    varied = sum(
        times for rounds, times in practices.items() if any(sum(pattern) > pattern[usual] for pattern in rounds)
    )

    def estimate(measure: Measure) -> Estimate | None:
        observed, expected = measure(whole, metric)
        if not expected:
            return None
        value = 1 - Fraction(observed) / Fraction(expected)
        if measure is krippendorff and varied < MIN_VARIED:
            return Estimate(value=value)
        return find_interval(measure, value, sums, rough)

    # sets have no number of possible answers that chance could pick from
    are_sets = metric.level is None
    return Agreement(
        practices=sum(practices.values()),
        rounds=sum(units.values()),
        pairs=sum(times * sum(pattern) * (sum(pattern) - 1) // 2 for pattern, times in units.items()),
        varied=varied,
        identical=estimate(percent_identical),
        alike=estimate(mean_likeness),
        alpha=estimate(krippendorff),
        brennan_prediger=None if are_sets else estimate(brennan_prediger),
        gwet=None if are_sets else estimate(gwet),
    )


def find_interval(measure: Measure, value: Fraction, practices: Sequence[tuple[Sums, int]], metric: Metric) -> Estimate:
    """The measure with its interval: t on log(1 - value), from a jackknife over practices.

    J. Tukey (1958), Annals of Mathematical Statistics 29, 614; over practices, since the rounds of one are no samples
    of their own. Where a few practices differ from all others the degrees of freedom are fewer than their number says:
    by the kurtosis of what each practice contributes (F. E. Satterthwaite 1946, Biometrics Bulletin 2(6), 110-114).
    Where no practices differ, and where few disagree, the share of practices that may be otherwise is what their number
    leaves open: C. J. Clopper, E. S. Pearson (1934), Biometrika 26(4), 404-413.
    """
    number = sum(times for _, times in practices)
    if number < MIN_TO_COMPARE:
        return Estimate(value=value)
    # a practice's sums taken from those of all are the sums without it: no round is read again
    whole = tuple(map(sum, zip(*([times * part for part in sums] for sums, times in practices), strict=True)))
    observed, expected = measure(whole, metric)
    without = []
    for sums, times in practices:
        apart, by_chance = measure(tuple(map(sub, whole, sums)), metric)
        # without this practice everybody answers the same, and the measure is not defined: no error can be told
        if not by_chance:
            return Estimate(value=value)
        without.append((apart / by_chance, times))
    # log(1 - value) is the log of observed over expected: nearer to normal than the value itself, which piles up
    # below 1, and its interval never goes beyond 1
    center = sum(times * ratio for ratio, times in without) / number
    squares = sum(times * (ratio - center) ** 2 for ratio, times in without)
    if squares <= ROUNDING * number * center**2:
        like_these = TAIL ** (1 / number)  # of all practices at least so many are as these, the others may be anything
        lowest = 1 - (like_these * observed + 1 - like_these) / expected
        return Estimate(value=value, interval=(lowest, 1 - like_these * observed / expected))
    # by the delta method: the error of a logarithm is that of the ratio over the ratio
    error = math.sqrt((number - 1) / number * squares) / (observed / expected)
    # the variance of a variance grows with the kurtosis: one odd practice among many alike tells as little as few
    # would
    kurtosis = number * sum(times * (ratio - center) ** 4 for ratio, times in without) / squares**2
    degrees = min(max(2 * number / (kurtosis - (number - 3) / (number - 1)), 1), number - 1)
    factor = math.exp(student_t(round(degrees, 1)) * error)
    low, high = 1 - observed / expected * factor, 1 - observed / expected / factor
    # where few of many disagree, leaving out one at a time never shows that more might have
    disagreeing = sum(times for sums, times in practices if sums[SAME] < sums[ROUNDS] - ROUNDING)
    if disagreeing <= FEW:
        low = max(low, 1 - highest_share(disagreeing, number) / expected)
    return Estimate(value=value, interval=(low, high), error=error)


@lru_cache(maxsize=10_000)
def student_t(degrees: float) -> float:
    """How many standard errors a 95 % interval reaches to each side, by Student's t; degrees need not be whole.

    With t = √degrees · tan(angle) the density is cos(angle) to the power of degrees - 1: summed up from the middle.
    """
    step = math.pi / 2 / T_STEPS
    density = [math.cos((place + 0.5) * step) ** (degrees - 1) for place in range(T_STEPS)]
    left = (1 - 2 * TAIL) * sum(density)
    for place, part in enumerate(density):
        if part >= left:
            return math.sqrt(degrees) * math.tan((place + left / part) * step)
        left -= part
    raise AssertionError


def highest_share(times: int, number: int) -> float:
    """The largest share of all that it may be, where it was `times` in a sample of `number` (Clopper and Pearson)."""
    low, high = times / number, 1.0
    if times == number:
        return high
    # halving: fifty times is more than floats can tell apart
    for _ in range(50):
        share = (low + high) / 2
        fewer = sum(math.comb(number, k) * share**k * (1 - share) ** (number - k) for k in range(times + 1))
        low, high = (share, high) if fewer > TAIL else (low, share)
    return high


def practices_needed(estimate: Estimate, practices: int, limit: Fraction) -> int | None:
    """About how many practices it takes for the interval to leave the limit, with a chance of 80 %, on this estimate.

    The standard error shrinks with the root of the number of practices; where nobody disagrees, by what that number
    leaves open. Rounded up to a number that claims no more than it knows; None where it takes more than `MOST_NEEDED`.
    """
    if estimate.interval is None or estimate.value == limit:
        return None
    if estimate.error is not None:
        distance = math.log(1 - estimate.value) - math.log(1 - limit)
        # the usual formula for the size of a sample: the limit must lie outside the interval, and that in most
        # samples
        reach = NormalDist().inv_cdf(1 - TAIL) + NormalDist().inv_cdf(POWER)
        needed = practices * (reach * estimate.error / distance) ** 2
    elif estimate.value == 1:
        # nobody has disagreed: the interval ends at 1 - (1 - like_these) / expected, which gives what chance expects
        by_chance = (1 - TAIL ** (1 / practices)) / (1 - estimate.interval[0])
        needed = math.log(TAIL) / math.log(max(1 - float(1 - limit) * by_chance, TAIL))
    else:
        return None
    return next((number for number in NEEDED if number >= max(needed, practices + 1)), None)


def item_validity(ratings: Sequence[int]) -> Fraction | None:
    """I-CVI: the share of experts who rate a question 3 or 4; None without a rating.

    D. F. Polit, C. T. Beck (2006), The content validity index, Research in Nursing & Health 29(5), 489-497.
    """
    return Fraction(sum(rating >= RELEVANT for rating in ratings), len(ratings)) if ratings else None


def scale_validity(items: Iterable[Fraction | None]) -> tuple[Fraction, Fraction] | None:
    """S-CVI/Ave and S-CVI/UA of the questions' I-CVIs: their mean, and the share that every expert rates 3 or 4."""
    known = [item for item in items if item is not None]
    if not known:
        return None
    return sum(known, Fraction(0)) / len(known), Fraction(sum(item == 1 for item in known), len(known))
