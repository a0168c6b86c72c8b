"""The measures of agreement and of content validity, against published tables and other implementations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import krippendorff as their_alpha
import numpy
import pandas
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from irrCAC.raw import CAC
from made import untimed
from scipy import stats

from lovande_cli.assessment.agreement import (
    Agreement,
    Estimate,
    Level,
    Measure,
    Metric,
    Pattern,
    agree_on_options,
    brennan_prediger,
    count_practices,
    gwet,
    highest_share,
    identity,
    item_validity,
    krippendorff,
    measure_agreement,
    overlaps,
    pattern_of,
    percent_identical,
    practices_needed,
    quadratic,
    scale_validity,
    student_t,
    sum_rounds,
)


def count_units(units: Iterable[Sequence[int]], categories: int) -> Counter[Pattern]:
    """The units by their pattern; a unit is the answers given, each a number from 0 below `categories`."""
    return Counter(pattern_of(unit, categories) for unit in units if len(unit) > 1)


def value_of(measure: Measure, units: Mapping[Pattern, int], metric: Metric) -> Fraction | None:
    """The measure, exactly; None where nobody is compared, and where by chance all agree anyway."""
    if not any(sum(pattern) > 1 for pattern in units):
        return None
    observed, expected = measure(sum_rounds(units, metric), metric)
    return 1 - Fraction(observed) / Fraction(expected) if expected else None


def krippendorff_alpha(units: Mapping[Pattern, int], level: Level = "ordinal") -> Fraction | None:
    """Krippendorff's alpha, exactly; None where it is not defined: no unit with two answers, or all the same."""
    return value_of(krippendorff, units, Metric(likeness=identity(max(map(len, units), default=0)), level=level))


PUBLISHED = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
"""Krippendorff (2011), example C: four observers, twelve units, missing data; also Gwet's (2008, 2014) 12 by 4."""

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
    theirs = their_alpha.alpha(reliability_data=data, level_of_measurement=level, value_domain=list(range(5)))
    assert float(krippendorff_alpha(units_of(table), level)) == pytest.approx(theirs, abs=1e-9)


def test_alpha_is_exact_and_sometimes_not_defined() -> None:
    """A fraction, not a rounded number; nothing where all say the same or nobody is paired; below 0 for a clash."""
    assert krippendorff_alpha(count_units([(0, 0), (1, 1), (0, 1)], 2)) == Fraction(4, 9)
    assert krippendorff_alpha(count_units([(0, 0), (0, 0)], 2)) is None
    assert krippendorff_alpha(count_units([(0,), (1,)], 2)) is None
    assert krippendorff_alpha({}) is None
    assert krippendorff_alpha(count_units([(0, 1), (1, 0)], 2)) < 0


def test_the_published_coefficients_of_gwet() -> None:
    """Twelve subjects, four raters, missing ratings: p_a .818, Brennan-Prediger .773, AC1 .775.

    K. L. Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., table 2.10; the same in irrCAC and its R original.
    The subject with one rating says which ratings there are, and so counts in what AC1 expects.
    """
    given = [[rating - 1 for rating in unit if rating] for unit in zip(*PUBLISHED, strict=True)]
    units = Counter(pattern_of(unit, 5) for unit in given)
    scale = Metric(likeness=identity(5), level="nominal")
    found = [value_of(measure, units, scale) for measure in (percent_identical, brennan_prediger, gwet)]
    assert [round(float(value), 3) for value in found] == [0.818, 0.773, 0.775]


@pytest.mark.parametrize("weights", ["identity", "quadratic"])
@untimed
@given(ratings)
def test_measures_agree_with_the_package_irrcac(weights: str, table) -> None:
    """On any ratings with missing ones, Brennan-Prediger and Gwet's AC1 and AC2 are what another implementation gives."""
    table = [unit for unit in table if any(rating is not None for rating in unit)]
    assume(len(table) > 1 and any(sum(rating is not None for rating in unit) > 1 for unit in table))
    units = Counter(pattern_of([rating for rating in unit if rating is not None], 5) for unit in table)
    scale = Metric(likeness={"identity": identity, "quadratic": quadratic}[weights](5))
    data = pandas.DataFrame([[numpy.nan if r is None else float(r) for r in unit] for unit in table])
    theirs = CAC(data, weights=weights, categories=[0.0, 1.0, 2.0, 3.0, 4.0], digits=9)
    with numpy.errstate(all="ignore"):
        for measure, name in ((brennan_prediger, "bp"), (gwet, "gwet")):
            wanted = getattr(theirs, name)()["est"]["coefficient_value"]
            assert float(value_of(measure, units, scale)) == pytest.approx(wanted, abs=1e-6)


def of_three(*practices: tuple[str, ...]) -> Agreement:
    """The agreement of practices whose rounds are written as answers, "012", on an ordered scale of three steps."""
    counted = count_practices([[[int(answer) for answer in given] for given in rounds] for rounds in practices], 3)
    return measure_agreement(counted, Metric(likeness=quadratic(3), level="ordinal"))


practices = st.lists(st.lists(st.text("012", min_size=1, max_size=4), min_size=1, max_size=2), max_size=12)


@settings(untimed, max_examples=60)
@given(practices)
def test_an_interval_holds_its_value_and_needs_two_practices(many) -> None:
    """Low ≤ value ≤ high ≤ 1 for every measure; none from one practice alone, whatever it holds."""
    found = of_three(*map(tuple, many))
    for measured in (found.identical, found.alike, found.alpha, found.brennan_prediger, found.gwet):
        if measured and measured.interval:
            assert measured.interval[0] - 1e-9 <= float(measured.value) <= measured.interval[1] + 1e-9 <= 1 + 2e-9
            assert found.practices > 1
        assert (measured is None) or found.practices < 2 or measured.interval or measured is found.alpha


def test_the_jackknife_leaves_out_one_practice_at_a_time() -> None:
    """The standard error is that of the textbook: of log(1 - alpha), each practice with all its rounds left out once."""
    many = (("00", "01"), ("11",), ("22", "12", "22"), ("02",), ("00",), ("11", "10"), ("22",))
    whole = of_three(*many).alpha
    without = [1 - float(of_three(*many[:n], *many[n + 1 :]).alpha.value) for n in range(len(many))]
    spread = numpy.var(without, ddof=0) * (len(many) - 1)
    assert whole.error == pytest.approx(spread**0.5 / (1 - float(whole.value)))


def test_more_practices_give_a_narrower_interval() -> None:
    """The same answers ten times over say more than once."""
    few = (("001",), ("111",), ("221",), ("000",), ("212",), ("222",))
    (low, high), (low_many, high_many) = of_three(*few).alpha.interval, of_three(*few * 10).alpha.interval
    assert high_many - low_many < (high - low) / 2
    assert low < low_many < high_many < high


def test_one_practice_and_practices_all_alike_say_no_more_than_they_may() -> None:
    """One practice has no interval; where nobody disagrees it is only at least so much, more the more practices."""
    assert of_three(("00", "02")).identical == Estimate(value=Fraction(1, 2))
    assert of_three() == Agreement()
    ten, forty = of_three(*[("00",)] * 10), of_three(*[("00",)] * 40)
    assert (ten.alpha, forty.alpha) == (None, None)
    # 3/n is the rule of three for 95 % at one end; 3.7/n is it for 97.5 %
    assert ten.identical.interval == (pytest.approx(0.025 ** (1 / 10)), 1)
    assert forty.identical.interval == (pytest.approx(1 - 3.69 / 40, abs=0.01), 1)


def test_all_rounds_split_alike_are_no_proof_that_all_practices_are() -> None:
    """Ten practices that all answer yes, no, yes: they differ, and by how much is open at both ends."""
    found = of_three(*[("020",)] * 10)
    low, high = found.identical.interval
    assert low < found.identical.value == Fraction(1, 3) < high < Fraction(2, 3)
    assert found.alpha.interval[1] < Fraction(2, 3)


def test_alpha_has_no_interval_where_answers_hardly_vary() -> None:
    """One practice that differs is all that alpha knows of differences; Brennan-Prediger and Gwet still say something."""
    found = of_three(*[("00",)] * 19, ("02",))
    assert (found.varied, found.alpha.interval) == (1, None)
    assert found.brennan_prediger.interval[0] > 0
    assert found.gwet.interval[0] > Fraction(2, 3)


def test_agreement_is_the_mean_over_rounds_not_over_pairs() -> None:
    """Twenty pairs that agree and one seminar of 32 split in halves: 98 %, though half of all pairs differ."""
    found = of_three(*[("00",)] * 20, ("0" * 16 + "2" * 16,))
    assert (found.rounds, found.pairs) == (21, 20 + 496)
    assert round(float(found.identical.value), 2) == 0.98


def test_skewed_answers_show_why_alpha_never_stands_alone() -> None:
    """Of 100 pairs 78 are the same, 62 of them yes: alpha .40, Brennan-Prediger .67 (.72 in squares), AC2 .84."""
    pairs = {"00": 62, "11": 16, "02": 5, "01": 17}
    many = [(given,) for given, times in pairs.items() for _ in range(times)]
    found = of_three(*many)
    shown = (found.identical, found.alpha, found.brennan_prediger, found.gwet)
    assert [round(float(measured.value), 2) for measured in shown] == [0.78, 0.4, 0.72, 0.84]
    units = count_units([[int(answer) for answer in given] for (given,) in many], 3)
    assert round(float(value_of(brennan_prediger, units, Metric(likeness=identity(3)))), 2) == 0.67


def test_quantiles_are_those_of_scipy() -> None:
    """Student's t for whole and broken degrees of freedom, and Clopper and Pearson's upper end."""
    for degrees in (1, 1.3, 2, 3, 5, 9.5, 19, 40, 200, 4999):
        assert student_t(degrees) == pytest.approx(stats.t.ppf(0.975, degrees), rel=1e-3)
    for times, number in ((0, 10), (1, 20), (3, 40), (10, 5000), (7, 7)):
        wanted = 1 if times == number else stats.beta.ppf(0.975, times + 1, number - times)
        assert highest_share(times, number) == pytest.approx(wanted, abs=1e-9)


def test_how_many_practices_it_takes() -> None:
    """The half width must shrink to the distance from the limit; more than 500 are not named; from none nothing."""
    limit = Fraction(2, 3)
    half = Estimate(value=Fraction(1, 2), interval=(0.0, 0.75), error=0.3)
    # log(1/2) - log(1/3) is 0.405; (1.96 + 0.84) * 0.3 * √(20/n) = 0.405 at n = 86
    assert practices_needed(half, 20, limit) == 90
    assert practices_needed(Estimate(value=Fraction(65, 100), interval=(0.0, 0.9), error=0.3), 20, limit) is None
    assert practices_needed(Estimate(value=Fraction(1, 2)), 1, limit) is None
    alike = of_three(*[("00",)] * 7, *[("22",)] * 7)
    assert practices_needed(alike.alpha, alike.practices, limit) == 20
    found = of_three(*[("00",)] * 10, *[("22",)] * 10)
    assert found.alpha.interval[0] > limit


def test_people_who_chose_among_options_agree_as_far_as_their_choices_overlap() -> None:
    """Jaccard's coefficient over pairs and then over rounds; alpha by the same overlap; no measure that knows no sets."""
    sets = [frozenset("a"), frozenset("b"), frozenset("ab")]
    scale = Metric(likeness=overlaps(sets))
    given = [[[0, 2]], [[1, 1]], [[0, 1], [0, 0]]]
    found = measure_agreement(count_practices(given, 3), scale)
    rounds = [agree_on_options([sets[answer] for answer in of_round]) for rounds in given for of_round in rounds]
    assert found.alike.value == sum(rounds) / 4 == Fraction(5, 8)
    assert (found.brennan_prediger, found.gwet) == (None, None)
    # by hand: a 4, b 3, ab 1 of eight answers; unlike pairs 1/2 + 1 of four; by chance 2 (12 + 4/2 + 3/2) / (8 * 7)
    assert found.alpha.value == 1 - Fraction(3, 8) / Fraction(31, 56)
    same = Metric(likeness=identity(3))
    counted = count_practices(given, 3)
    nominal = measure_agreement(counted, Metric(likeness=identity(3), level="nominal"))
    assert measure_agreement(counted, same).alpha == nominal.alpha
    assert value_of(krippendorff, count_units([(0, 1), (0, 0)], 2), Metric(likeness=identity(2))) == 0


def test_identical_answers_are_counted_in_pairs() -> None:
    """Of three people two alike are one pair of three; a single answer is no pair."""
    assert of_three(("001",)).identical.value == Fraction(1, 3)
    assert of_three(("001", "22"), ("1",)).identical.value == Fraction(2, 3)
    assert of_three(("0",)).identical is None


def test_content_validity_of_a_published_table() -> None:
    """Twelve items and six experts: two items at 0.83, the others at 1; S-CVI/Ave 0.97, S-CVI/UA 0.83."""
    items = [item_validity([int(rating) for rating in item]) for item in EXPERTS]
    assert [round(float(item), 2) for item in items] == [1, 1, 1, 1, 1, 0.83, 1, 1, 0.83, 1, 1, 1]
    average, universal = scale_validity(items)
    assert (round(float(average), 2), round(float(universal), 2)) == (0.97, 0.83)
    assert item_validity([]) is None
    assert scale_validity([None]) is None
