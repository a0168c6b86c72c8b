"""Differential item functioning: questions answered otherwise in a language or role, at the same level of the element.

The values of a question are compared by Mantel's test for ordered answers within levels of its element: N. Mantel
(1963), Chi-square tests with one degree of freedom, JASA 58, 690-700. The level counts the question itself: without
it, true differences between practices are taken for differences of wording, as R. Zwick, J. R. Donoghue, A. Grima
(1993), Journal of Educational Measurement 30(3), 233-251, found and benchmarks/difference_simulation.py shows here.
Other questions that stand out are left out of the level in a second pass.

Practices are what is drawn at random, not sheets: each has one value in each group, the mean of its sheets'.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import erfc, sqrt
from operator import attrgetter
from typing import Literal

from lovande_cli.assessment.coded_answers import decode_choice
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.sample import StudiedSheet
from lovande_cli.assessment.scoring import kind_and_value

Grouping = Literal["language", "role"]

MIN_PRACTICES = 10
"""A language or role is compared from this many practices; what is written by fewer is more likely a person's name."""

FALSE_SIGNALS = 0.05
"""How likely one question or more may be signalled in a grouping where nothing differs (Holm's correction)."""

MIN_EFFECT = 0.25
"""In large samples trifles are certain too: a signal differs by this many standard deviations of the answers."""

LEVELS = 5
"""Practices are compared within about as many levels of the element, of about as many practices each."""

TINY = 1e-12
"""A variance below this is that of equal values, in floating point."""

GROUP_OF: Mapping[Grouping, Callable[[StudiedSheet], str]] = {
    "language": attrgetter("language"),
    "role": attrgetter("answered_by"),
}

Profile = Sequence[float | None]
"""One practice's value in every question, 0 to 1; None where nobody gave one."""


@dataclass(frozen=True, kw_only=True)
class QuestionDifference:
    """How one question is answered in a group of `practices` and in the `others`, as means of values from 0 to 1.

    `difference` is the group's mean less the others' at the same level (the standardised mean difference: N. J. Dorans,
    A. P. Schmitt 1991), `effect` that in standard deviations of the values, `p` Mantel's with one degree of freedom,
    `p_corrected` for all tests of the grouping.
    """

    question: Question
    practices: int
    others: int
    mean: float
    mean_others: float
    difference: float
    effect: float
    p: float
    p_corrected: float

    @property
    def is_signal(self) -> bool:
        """Certain enough for all tests together, and not too small to matter."""
        return self.p_corrected < FALSE_SIGNALS and abs(self.effect) >= MIN_EFFECT


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One group's answers beside those of the groups `against` it; questions that cannot be tested are left out."""

    group: str
    against: tuple[str, ...]
    questions: tuple[QuestionDifference, ...]

    @property
    def signals(self) -> tuple[QuestionDifference, ...]:
        """The questions that are answered otherwise, the largest difference first."""
        found = (each for each in self.questions if each.is_signal)
        return tuple(sorted(found, key=lambda each: -abs(each.effect)))


@dataclass(frozen=True, kw_only=True)
class GroupDifferences:
    """The comparisons of a grouping, corrected together; `groups` says of how many practices each is."""

    grouping: Grouping
    groups: Mapping[str, int]
    comparisons: tuple[Comparison, ...]

    @property
    def tests(self) -> int:
        """How many tests p is corrected for."""
        return sum(len(comparison.questions) for comparison in self.comparisons)


def compare_groups(
    framework: Framework, rounds: Iterable[Sequence[StudiedSheet]], grouping: Grouping
) -> GroupDifferences:
    """Each language, or role, beside all others; no comparison where fewer than two have enough practices."""
    groups = gather_profiles(framework, rounds, GROUP_OF[grouping])
    names = sorted(groups, key=lambda group: (-len(groups[group]), group))
    # two groups are one comparison: of the smaller beside the larger
    compared = [] if len(names) < 2 else names[1:] if len(names) == 2 else names
    others = {name: [profile for other in names if other != name for profile in groups[other]] for name in compared}
    # two passes: a question that differs pulls its element's level, and would make the others look as if they
    # differed the other way
    found = correct_for_all({name: compare_questions(framework, groups[name], others[name]) for name in compared})
    stand_out = {name: frozenset(q.question.id for q in questions if q.is_signal) for name, questions in found.items()}
    if any(stand_out.values()):
        found = correct_for_all(
            {name: compare_questions(framework, groups[name], others[name], stand_out[name]) for name in compared}
        )
    return GroupDifferences(
        grouping=grouping,
        groups={name: len(groups[name]) for name in names},
        comparisons=tuple(
            Comparison(group=name, against=tuple(n for n in names if n != name), questions=found[name])
            for name in compared
        ),
    )


def gather_profiles(
    framework: Framework, rounds: Iterable[Sequence[StudiedSheet]], group_of: Callable[[StudiedSheet], str]
) -> dict[str, list[Profile]]:
    """The profiles of each group's practices, for groups of `MIN_PRACTICES` or more."""
    sheets: defaultdict[str, defaultdict[tuple[str, str], list[StudiedSheet]]] = defaultdict(lambda: defaultdict(list))
    for of_round in rounds:
        for sheet in of_round:
            # a sheet that does not name its practice is about one of its own
            if group := group_of(sheet):
                sheets[group][sheet.practice if sheet.practice[0] else ("", sheet.file)].append(sheet)
    worth = [ValueOf(question) for question in framework.questions]
    profiles: dict[str, list[Profile]] = {}
    for group, practices in sheets.items():
        if len(practices) >= MIN_PRACTICES:
            profiles[group] = []
            for members in practices.values():
                rows = [[values[code] for values, code in zip(worth, sheet.answers, strict=True)] for sheet in members]
                means = rows[0] if len(rows) == 1 else [mean_of(column) for column in zip(*rows, strict=True)]
                profiles[group].append(means)
    return profiles


class ValueOf(dict[int, float | None]):
    """What each code is worth in a question, found when it is first asked for."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def __missing__(self, code: int) -> float | None:
        chosen = decode_choice(self.question, code) if code > 0 else ()
        value = kind_and_value(self.question, chosen)[1]
        self[code] = found = None if value is None else float(value)
        return found


def mean_of(values: Sequence[float | None]) -> float | None:
    """The mean of those that are there; None without any."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def compare_questions(
    framework: Framework, group: Sequence[Profile], others: Sequence[Profile], left_out: frozenset[str] = frozenset()
) -> list[QuestionDifference]:
    """Every question that can be tested; those `left_out` count in no other question's level."""
    # level is the element's, as people answered it: what is asked but not scored is about something else
    scored = [at for at, question in enumerate(framework.questions) if question.weight and question.id not in left_out]
    sides = [True] * len(group) + [False] * len(others)
    profiles = [*group, *others]
    level_of = lru_cache(maxsize=10_000)(mean_of)  # the same answers to an element come again and again
    levels: dict[tuple[int, ...], list[float | None]] = {}
    found = []
    for at, question in enumerate(framework.questions):
        of_element = {place for place in scored if framework.questions[place].element == question.element}
        places = tuple(sorted(of_element | {at}))
        if places not in levels:
            levels[places] = [level_of(tuple([profile[place] for place in places])) for profile in profiles]
        values = [profile[at] for profile in profiles]
        # how often each level, value and side come together: ten thousand practices give a few hundred
        counted = Counter(zip(levels[places], values, sides, strict=True))
        known = {
            (level, value, side): times
            for (level, value, side), times in counted.items()
            if value is not None and level is not None
        }
        difference = mantel_test(question, known)
        if difference is not None:
            found.append(difference)
    return found


def mantel_test(question: Question, counted: Mapping[tuple[float, float, bool], int]) -> QuestionDifference | None:
    """Mantel's test over how often each level, value and side (True for the group) come together.

    None where the values do not differ, or no level has both sides.
    """
    # few and even levels: with many a level has one practice, which compares nobody
    cut = cut_levels(counted)
    moments: defaultdict[tuple[int, bool], list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    for (level, value, side), times in counted.items():
        for key in ((cut[level], side), (LEVELS, side)):  # each level, and behind them all together
            moment = moments[key]
            moment[0] += times
            moment[1] += times * value
            moment[2] += times * value * value
    above = variance = differences = compared = 0.0
    for stratum in range(LEVELS):
        (n, total, squares), (m, other_total, other_squares) = moments[stratum, True], moments[stratum, False]
        # a level where only one side is says nothing of a difference at the same level
        if n and m:
            mean = (total + other_total) / (n + m)
            # what the group has above what its share of the level's values would be, and how far that strays by
            # chance (the hypergeometric variance): summed over levels before it is squared, so that differences one
            # way add up
            above += total - n * mean
            variance += n * m / (n + m - 1) * ((squares + other_squares) / (n + m) - mean * mean)
            # weighed by the group's own practices: how far the group lies from others where the group is
            differences += n * (total / n - other_total / m)
            compared += n
    (n, total, squares), (m, other_total, other_squares) = moments[LEVELS, True], moments[LEVELS, False]
    if not compared or variance < TINY:
        return None
    mean = (total + other_total) / (n + m)
    # over all levels: the unit must not depend on how practices fall into levels
    spread = sqrt((squares + other_squares) / (n + m) - mean * mean)
    p = erfc(sqrt(above * above / variance / 2))  # the upper tail of chi-square with one degree of freedom
    return QuestionDifference(
        question=question,
        practices=int(n),
        others=int(m),
        mean=total / n,
        mean_others=other_total / m,
        difference=differences / compared,
        effect=differences / compared / spread,
        p=p,
        p_corrected=p,
    )


def cut_levels(counted: Mapping[tuple[float, float, bool], int]) -> dict[float, int]:
    """Each level by which of the `LEVELS` parts its middle practice belongs to; equal levels stay together."""
    times: Counter[float] = Counter()
    for (level, _, _), found in counted.items():
        times[level] += found
    cut, before = {}, 0
    for level in sorted(times):
        cut[level] = (2 * before + times[level]) * LEVELS // (2 * times.total())
        before += times[level]
    return cut


def correct_for_all(found: Mapping[str, Sequence[QuestionDifference]]) -> dict[str, tuple[QuestionDifference, ...]]:
    """The same with p corrected for all of them together: S. Holm (1979), Scandinavian Journal of Statistics 6, 65-70.

    Holm's holds however the tests depend on each other, and answers of one sheet do.
    """
    # the smallest p is multiplied by all tests, the next by one less, and none becomes less than one before it
    ranked = sorted((each.p, name, at) for name, questions in found.items() for at, each in enumerate(questions))
    corrected: dict[tuple[str, int], float] = {}
    most = 0.0
    for rank, (p, name, at) in enumerate(ranked):
        most = max(most, min(1.0, p * (len(ranked) - rank)))
        corrected[name, at] = most
    return {
        name: tuple(replace(each, p_corrected=corrected[name, at]) for at, each in enumerate(questions))
        for name, questions in found.items()
    }
