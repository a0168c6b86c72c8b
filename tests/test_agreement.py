"""The measures of agreement and of content validity, against published tables and another implementation."""

from __future__ import annotations

from fractions import Fraction

import krippendorff
import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made import untimed

from lovande_cli.assessment.agreement import (
    Level,
    alpha_interval,
    count_units,
    item_validity,
    krippendorff_alpha,
    percent_identical,
    scale_validity,
)

PUBLISHED = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
"""Krippendorff (2011), example C: four observers, twelve units, missing data."""

EXPERTS = (
    "444444",
    "434434",
    "444444",
    "444444",
    "344444",
    "234334",
    "444444",
    "444444",
    "334234",
    "444344",
    "444344",
    "444344",
)
"""Ratings of twelve items by six experts: PMC7253559, table 4."""

ratings = st.lists(
    st.lists(st.none() | st.integers(0, 4), min_size=3, max_size=3), min_size=3, max_size=30
)  # units by observers


def units_of(columns) -> dict[tuple[int, ...], int]:
    """The units of a table of ratings, from 0."""
    return count_units([[rating for rating in unit if rating is not None] for unit in columns], 5)


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_the_published_example(level: Level, alpha: float) -> None:
    """Krippendorff's own example with missing data gives his numbers."""
    units = units_of([[None if r is None else r - 1 for r in unit] for unit in zip(*PUBLISHED, strict=True)])
    assert sum(units.values()) == 11  # the twelfth unit has one rating and says nothing
    assert round(float(krippendorff_alpha(units, level)), 3) == alpha


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
@untimed
@given(ratings)
def test_alpha_agrees_with_the_package_krippendorff(level: Level, table) -> None:
    """On any ratings with missing ones, alpha is what another implementation gives."""
    paired = {r for unit in table if sum(one is not None for one in unit) > 1 for r in unit if r is not None}
    assume(len(paired) > 1)
    data = numpy.array([[numpy.nan if r is None else r for r in unit] for unit in table], dtype=float).T
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement=level, value_domain=list(range(5)))
    assert float(krippendorff_alpha(units_of(table), level)) == pytest.approx(theirs, abs=1e-9)


def test_alpha_is_exact_and_sometimes_not_defined() -> None:
    """A fraction, not a rounded number; nothing where all say the same or nobody is paired; below 0 for a clash."""
    assert krippendorff_alpha(count_units([(0, 0), (1, 1), (0, 1)], 2)) == Fraction(4, 9)
    assert krippendorff_alpha(count_units([(0, 0), (0, 0)], 2)) is None
    assert krippendorff_alpha(count_units([(0,), (1,)], 2)) is None
    assert krippendorff_alpha({}) is None
    assert krippendorff_alpha(count_units([(0, 1), (1, 0)], 2)) < 0


@settings(untimed, max_examples=20)
@given(ratings)
def test_the_interval_holds_alpha_and_is_the_same_every_time(table) -> None:
    """Low ≤ alpha ≤ high ≤ 1, from the same seed the same; none where alpha is not defined or one unit is all there is."""
    units = units_of(table)
    alpha, interval = krippendorff_alpha(units), alpha_interval(units)
    assert (interval is None) == (alpha is None or sum(units.values()) < 2)
    if interval:
        assert interval[0] <= float(alpha) <= interval[1] <= 1 + 1e-9
        assert alpha_interval(units) == interval


def test_more_units_give_a_narrower_interval() -> None:
    """The same pattern of answers ten times over says more than once."""
    few = count_units([(0, 0, 1), (1, 1, 1), (2, 2, 1), (0, 0, 0), (2, 1, 2), (2, 2, 2)], 3)
    many = {pattern: times * 10 for pattern, times in few.items()}
    (low, high), (low_many, high_many) = alpha_interval(few), alpha_interval(many)
    assert high_many - low_many < (high - low) / 2
    assert low < low_many < high_many < high


def test_identical_answers_are_counted_in_pairs() -> None:
    """Of three people two alike are one pair of three; a single answer is no pair."""
    assert percent_identical(count_units([(0, 0, 1)], 3)) == Fraction(1, 3)
    assert percent_identical(count_units([(0, 0, 1), (2, 2), (1,)], 3)) == Fraction(2, 4)
    assert percent_identical(count_units([(0,)], 3)) is None


def test_content_validity_of_a_published_table() -> None:
    """Twelve items and six experts: two items at 0.83, the others at 1; S-CVI/Ave 0.97, S-CVI/UA 0.83."""
    items = [item_validity([int(rating) for rating in item]) for item in EXPERTS]
    assert [round(float(item), 2) for item in items] == [1, 1, 1, 1, 1, 0.83, 1, 1, 0.83, 1, 1, 1]
    average, universal = scale_validity(items)
    assert (round(float(average), 2), round(float(universal), 2)) == (0.97, 0.83)
    assert item_validity([]) is None
    assert scale_validity([None]) is None
