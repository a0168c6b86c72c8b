"""Questions answered otherwise in one language or role are signalled; where nothing differs nothing is."""

from __future__ import annotations

import random
from dataclasses import replace
from math import erfc, sqrt

import pytest
from difference_simulation import PLANTED, make_rounds, signalled
from made import LANGUAGES, sheet

from lovande_cli.assessment.answers import Answer, Practice, Workshop
from lovande_cli.assessment.differential_functioning import (
    LEVELS,
    MIN_EFFECT,
    MIN_PRACTICES,
    QuestionDifference,
    compare_groups,
    compare_questions,
    correct_for_all,
    cut_levels,
    gather_profiles,
    mantel_test,
)
from lovande_cli.assessment.sample import StudiedSheet, studied_sheets
from lovande_cli.assessment.study import study
from lovande_cli.documents.study_differences import role_section
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say

FRAMEWORK = load_framework(standard_folder())
QUESTION = FRAMEWORK.question_by_id[PLANTED]
UNORDERED = "positive-effect.evaluated-by"
"""The one question whose options have no values, and so no order."""


def test_mantel_is_what_it_is_by_hand() -> None:
    """One level, four a side: values 1 1 1 0 beside 1 0 0 0.

    Sum of the group 3, expected 4 · 4/8 = 2; variance 4 · 4 / 7 · (4/8 - (4/8)²) = 4/7; chi-square 1 / (4/7) = 7/4. The
    group's mean less the others' is 1/2: one standard deviation of the values.
    """
    found = mantel_test(
        QUESTION, {(0.5, 1.0, True): 3, (0.5, 0.0, True): 1, (0.5, 1.0, False): 1, (0.5, 0.0, False): 3}
    )
    assert found is not None
    assert (found.practices, found.others, found.mean, found.mean_others) == (4, 4, 0.75, 0.25)
    assert found.p == pytest.approx(erfc(sqrt(7 / 4 / 2)))
    assert (found.difference, found.effect) == pytest.approx((0.5, 1.0))


def test_mantel_compares_within_levels_only() -> None:
    """A group that lies higher as a whole, with the same values at each level, does not differ; Simpson's paradox."""
    low = {(0.0, 0.0, True): 2, (0.0, 0.5, True): 1, (0.0, 0.0, False): 8, (0.0, 0.5, False): 4}
    high = {(1.0, 1.0, True): 8, (1.0, 0.5, True): 4, (1.0, 1.0, False): 2, (1.0, 0.5, False): 1}
    found = mantel_test(QUESTION, low | high)
    assert found is not None
    assert found.mean > found.mean_others + 0.3
    assert (found.difference, found.p) == pytest.approx((0, 1))


def test_nothing_is_said_where_nothing_can_be_compared() -> None:
    """All answer the same, or no level has both sides."""
    assert mantel_test(QUESTION, {(0.5, 1.0, True): 9, (0.5, 1.0, False): 9}) is None
    assert mantel_test(QUESTION, {(0.0, 1.0, True): 9, (0.0, 0.0, True): 9, (1.0, 1.0, False): 18}) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_tested_is_not_said_to_be_alike(language: str) -> None:
    """Twelve pairs in which one role says yes to everything and the other no: no level has both, and that is said."""
    say, sheets = Say(language), []
    for practice in range(12):
        for role, step in (("chef", "yes"), ("kurator", "no")):
            answers = {q.id: Answer(chosen=(step,)) for q in FRAMEWORK.questions if not q.options}
            one = replace(sheet(FRAMEWORK), answers=answers, practice=Practice(name=str(practice)))
            one = replace(one, workshop=Workshop(date="2026-01-01", answered_by=role))
            sheets += studied_sheets(FRAMEWORK, one, f"{practice}{role}")
    texts = repr(role_section(study(FRAMEWORK, sheets), say))
    assert say("study.differences.untested") in texts
    assert say("study.differences.none") not in texts


def test_levels_are_as_large_as_each_other_and_equal_ones_stay_together() -> None:
    """Ten different levels make five pairs; where half are equal these are one."""
    assert LEVELS == 5
    assert list(cut_levels({(level, 1.0, True): 1 for level in range(10)}).values()) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert cut_levels({(0.0, 1.0, True): 5, (0.5, 1.0, True): 3, (1.0, 1.0, True): 2}) == {0.0: 1, 0.5: 3, 1.0: 4}


def difference(p: float, effect: float = 1) -> QuestionDifference:
    """A difference of this p."""
    return QuestionDifference(
        question=QUESTION, practices=10, others=10, mean=1, mean_others=0, difference=effect, effect=effect, p=p,
        p_corrected=p,
    )  # fmt: skip


def test_p_is_corrected_for_all_tests_together() -> None:
    """Holm by hand: .01 · 4, .02 · 3, then .03 · 2 and .04 · 1, which may not be below what came before."""
    found = correct_for_all({"da": [difference(0.04), difference(0.01)], "nb": [difference(0.02), difference(0.03)]})
    assert [each.p_corrected for each in found["da"]] == pytest.approx([0.06, 0.04])
    assert [each.p_corrected for each in found["nb"]] == pytest.approx([0.06, 0.06])
    assert [each.is_signal for each in found["da"]] == [False, True]


@pytest.mark.parametrize(
    ("p", "effect", "is_signal"),
    [(0.049, MIN_EFFECT, True), (0.049, -MIN_EFFECT, True), (0.05, 1, False), (0.001, MIN_EFFECT - 0.01, False)],
)
def test_a_signal_is_certain_and_not_trifling(p: float, effect: float, is_signal: bool) -> None:
    """Both are asked for, in either direction."""
    assert difference(p, effect).is_signal is is_signal


def test_a_planted_difference_is_found_and_nothing_else() -> None:
    """36 % yes in Swedish and 7 % in Danish, sixty practices each; with the same practices and none planted, nothing."""
    assert signalled(FRAMEWORK, make_rounds(FRAMEWORK, random.Random(3), practices=60, planted=True)) == {PLANTED}
    assert signalled(FRAMEWORK, make_rounds(FRAMEWORK, random.Random(3), practices=60, planted=False)) == set()


@pytest.mark.parametrize("better", [0, 0.5])
def test_false_signals_are_as_rare_as_promised(better: float) -> None:
    """In forty draws without a difference, also where one language's practices are truly better, at most four have one.

    At one in twenty, five or more of forty come up in 5 % of all seeds: this one is fixed.
    """
    chance = random.Random(1)
    false = sum(
        bool(signalled(FRAMEWORK, make_rounds(FRAMEWORK, chance, practices=40, better=better, planted=False)))
        for _ in range(40)
    )
    assert false <= 4


def planted(practices: int, **sizes: int) -> list[tuple[StudiedSheet, ...]]:
    """Rounds with the planted difference."""
    return list(make_rounds(FRAMEWORK, random.Random(3), practices=practices, planted=True, **sizes))


def test_few_practices_give_no_comparison() -> None:
    """Nine in one language are too few, however many sheets they have; ten are compared."""
    few, enough = (
        compare_groups(FRAMEWORK, planted(n, people=3), "language") for n in (MIN_PRACTICES - 1, MIN_PRACTICES)
    )
    assert (few.groups, few.comparisons, few.tests) == ({}, (), 0)
    assert enough.groups == {"da": 10, "sv": 10}
    (comparison,) = enough.comparisons
    assert (comparison.group, comparison.against) == ("sv", ("da",))
    assert {(each.practices, each.others) for each in comparison.questions} == {(10, 10)}


def test_a_practice_counts_once_however_many_answer() -> None:
    """The same sheet handed in three times changes no number: what is drawn at random is the practice."""
    once = planted(20)
    thrice = [tuple(replace(sheet, file=f"{sheet.file}-{n}") for n in range(3)) for (sheet,) in once]
    assert compare_groups(FRAMEWORK, once, "language") == compare_groups(FRAMEWORK, thrice, "language")


def test_questions_without_an_order_are_left_out() -> None:
    """The others are tested, those of weight 0 too where their steps have values."""
    (comparison,) = compare_groups(FRAMEWORK, planted(40), "language").comparisons
    tested = {each.question.id for each in comparison.questions}
    assert tested == {question.id for question in FRAMEWORK.questions} - {UNORDERED}


def test_roles_are_compared_like_languages() -> None:
    """What ten practices or more write in answered-by is a role; a name that few write is none, and no answer neither."""
    rounds = [
        (replace(sheet, language="sv", answered_by={"sv": "chef", "da": "medarbetare"}[sheet.language]),)
        for (sheet,) in planted(60)
    ]
    rounds += [(replace(rounds[n][0], answered_by=f"Person {n}", practice=(f"p{n}", "")),) for n in range(60)]
    rounds += [(replace(rounds[n][0], answered_by="", practice=(f"q{n}", "")),) for n in range(60)]
    found = compare_groups(FRAMEWORK, rounds, "role")
    assert found.groups == {"chef": 60, "medarbetare": 60}
    assert [each.question.id for comparison in found.comparisons for each in comparison.signals] == [PLANTED]
    assert compare_groups(FRAMEWORK, rounds, "language").comparisons == ()


def test_three_groups_are_each_beside_the_others() -> None:
    """The one that stands out is named, and p is corrected for all three comparisons."""
    rounds = planted(60)
    rounds += [(replace(sheet, language="nb", practice=(f"nb{n}", "")),) for n, (sheet,) in enumerate(rounds[:60])]
    found = compare_groups(FRAMEWORK, rounds, "language")
    assert [(one.group, one.against) for one in found.comparisons] == [
        ("da", ("nb", "sv")), ("nb", ("da", "sv")), ("sv", ("da", "nb")),
    ]  # fmt: skip
    assert found.tests == 3 * (len(FRAMEWORK.questions) - 1)
    assert [each.question.id for each in found.comparisons[0].signals] == [PLANTED]


def test_a_question_that_stands_out_counts_in_no_other_questions_level() -> None:
    """Left out, it changes the numbers of the element's other questions, and neither its own nor other elements'."""
    rounds = planted(60)
    profiles = gather_profiles(FRAMEWORK, rounds, lambda sheet: sheet.language)
    first, second = (
        {each.question.id: each for each in compare_questions(FRAMEWORK, profiles["sv"], profiles["da"], left_out)}
        for left_out in (frozenset[str](), frozenset({PLANTED}))
    )
    changed = {question for question, each in first.items() if each != second[question]}
    assert changed == {q.id for q in FRAMEWORK.element_by_id["goals"].questions} - {PLANTED}
    (comparison,) = compare_groups(FRAMEWORK, rounds, "language").comparisons
    assert {each.question.id: each.p for each in comparison.questions} == {q: each.p for q, each in second.items()}
