"""Agreement statistics for `study`: percent identical, Krippendorff's alpha with 95 % interval; content validity (CVI).

A unit is one thing that several people judged (a practice at one time); it counts how many gave each answer. Units of
the same counts are kept once, with how many there are, so that the measures cost the same for ten units and ten
thousand. Only answers that were given count: a missing one is missing, and a unit with a single answer says nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Literal

Level = Literal["nominal", "ordinal", "interval"]

Pattern = tuple[int, ...]
"""How many people gave each answer in a unit, in the order of the answers."""

Number = Fraction | float

RELEVANT = 3
"""A rating of 3 or 4, on a scale from 1 to 4, says that a question is relevant or clear."""

RESAMPLES = 500
MIDDLE = 0.95

MIN_UNITS = 2
"""A single unit says nothing of how much units differ."""


def count_units(units: Iterable[Sequence[int]], categories: int) -> Counter[Pattern]:
    """The units by their pattern; a unit is the answers given, each a number from 0 below `categories`."""
    counted: Counter[Pattern] = Counter()
    for unit in units:
        if len(unit) > 1:
            found = Counter(unit)
            counted[tuple(found[category] for category in range(categories))] += 1
    return counted


def percent_identical(units: Mapping[Pattern, int]) -> Fraction | None:
    """The share (0 to 1) of all pairs of people in the same unit that gave the same answer; None without a pair."""
    pairs = alike = 0
    for pattern, times in units.items():
        people = sum(pattern)
        pairs += times * people * (people - 1)
        alike += times * sum(count * (count - 1) for count in pattern)
    return Fraction(alike, pairs) if pairs else None


def krippendorff_alpha(units: Mapping[Pattern, int], level: Level = "ordinal") -> Fraction | None:
    """Krippendorff's alpha, exactly: 1 for full agreement, 0 for what chance gives, below 0 for less.

    None where it is not defined: no unit with two answers, or all answers the same. K. Krippendorff (2011), Computing
    Krippendorff's Alpha-Reliability, University of Pennsylvania, https://repository.upenn.edu/asc_papers/43.
    """
    alpha = weighted_alpha({pattern: Fraction(times) for pattern, times in units.items()}, level)
    return None if alpha is None else Fraction(alpha)


DISTANCES: Mapping[Level, Callable[[Sequence[Number], int, int], Number]] = {
    "nominal": lambda _totals, _lower, _higher: 1,
    "ordinal": lambda totals, lower, higher: sum(totals[lower : higher + 1]) - (totals[lower] + totals[higher]) / 2,
    "interval": lambda _totals, lower, higher: higher - lower,
}
"""How far apart two answers are; ordinal: how many answers were given between them, half of their own included."""


def weighted_alpha(units: Mapping[Pattern, Number], level: Level = "ordinal") -> Number | None:
    """Alpha where each pattern of counts weighs as much as units have it; in the arithmetic of the weights."""
    categories = range(max(map(len, units), default=0))
    totals = [sum(weight * pattern[c] for pattern, weight in units.items()) for c in categories]
    observed: Number = 0
    expected: Number = 0
    for lower, higher in combinations(categories, 2):
        apart = DISTANCES[level](totals, lower, higher) ** 2
        observed += apart * sum(
            weight * pattern[lower] * pattern[higher] / (sum(pattern) - 1)
            for pattern, weight in units.items()
            if pattern[lower] and pattern[higher]
        )
        expected += apart * totals[lower] * totals[higher]
    return 1 - (sum(totals) - 1) * observed / expected if expected else None


def alpha_interval(units: Mapping[Pattern, int]) -> tuple[float, float] | None:
    """The 95 % interval of alpha, by a bootstrap over the units.

    Each draw gives every unit a random weight instead of drawing units with return: Rubin (1981), The Bayesian
    bootstrap, Annals of Statistics 9(1), 130-134. Units of one pattern share a gamma-distributed weight, so that a draw
    costs as much as there are patterns. The same units give the same interval, and it always holds alpha. None
    without an alpha, and with fewer units than `MIN_UNITS`.
    """
    alpha, number = krippendorff_alpha(units), sum(units.values())
    if alpha is None or number < MIN_UNITS:
        return None
    chance = random.Random(1)
    patterns, times = zip(*sorted(units.items()), strict=True)
    drawn: list[Number | None] = [alpha]
    for _ in range(RESAMPLES):
        weights = [chance.gammavariate(count, 1.0) for count in times]
        scale = number / sum(weights)  # together as many as there are units: alpha corrects for few of them
        drawn.append(weighted_alpha({pattern: w * scale for pattern, w in zip(patterns, weights, strict=True)}))
    found = sorted(float(draw) for draw in drawn if draw is not None)
    cut = int(len(found) * (1 - MIDDLE) / 2)
    return min(found[cut], float(alpha)), max(found[-1 - cut], float(alpha))


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
