"""Several people's answers about one practice: what they agree on, how far they differ, and how it is shown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, missing, sheet, sheets, trimmed, untimed

from lovande_cli.assessment.answers import Answer, AnswerSheet, Workshop
from lovande_cli.assessment.consensus import (
    Group,
    Voice,
    agree_on_options,
    agree_on_scale,
    gather,
    letter,
)
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.scoring import score
from lovande_cli.documents.comparisons import group_csv, group_json
from lovande_cli.files.answerfiles import read_answers, write_answers
from lovande_cli.files.answerfolders import load_one_practice
from lovande_cli.files.elementfiles import load_framework, standard_folder
from lovande_cli.language import Say
from lovande_cli.screens import record_console
from lovande_cli.screens.group import show_group

FRAMEWORK = load_framework(standard_folder())

voices = st.builds(
    Voice, name=st.sampled_from(["Anna", "Bo", "Person 2", "Person 10"]), sheet=sheets(FRAMEWORK, few=True)
)


def of(*given: AnswerSheet) -> Group:
    """The group of these sheets, handed in as 1, 2, 3 …"""
    return gather(FRAMEWORK, [Voice(name=str(place), sheet=one) for place, one in enumerate(given, 1)])


def answered(*steps: str) -> Group:
    """The group of people who gave these steps as their answer to goals.time-bound, one each."""
    return of(*(sheet(FRAMEWORK, goals__time_bound=step) for step in dict.fromkeys(steps)), *extra(steps))


def extra(steps: tuple[str, ...]) -> list[AnswerSheet]:
    """A sheet for every step that has been given before, told apart by who answered."""
    return [
        replace(sheet(FRAMEWORK, goals__time_bound=step), workshop=Workshop(answered_by=f"Person {place}"))
        for place, step in enumerate(steps)
        if step in steps[:place]
    ]


def spread_of(group: Group, question: str = "goals.time-bound"):
    """How the group answered one question."""
    return next(spread for spread in group.questions if spread.question.id == question)


@untimed
@given(st.lists(voices, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_group_is_free_of_order_and_of_duplicate_handing_in(handed_in, chance) -> None:
    """The same sheets say the same in any order, and however often one of them is handed in."""
    again = [*handed_in, *chance.choices(handed_in, k=3)]
    chance.shuffle(again)
    once, more = gather(FRAMEWORK, handed_in, language="sv"), gather(FRAMEWORK, again, language="sv")
    assert counted_once(more) == counted_once(once)
    assert sum(person.times for person in more.people) == sum(person.times for person in once.people) + 3


def counted_once(group: Group) -> Group:
    """The group without how often each sheet was handed in."""
    return replace(group, people=tuple(replace(person, times=1) for person in group.people))


@untimed
@given(sheets(FRAMEWORK))
def test_one_voice_gives_that_voice(alone) -> None:
    """A group of one answers what the one answered, with the same notes and evidence, and gets the same statuses."""
    group = of(alone)
    assert {q: replace(a, votes={}) for q, a in group.sheet.answers.items()} == alone.answers
    assert [e.status for e in group.result.elements] == [e.status for e in score(FRAMEWORK, alone).elements]
    assert group.differing == ()


@untimed
@given(st.lists(voices, min_size=1, max_size=4))
def test_groups_answer_is_what_all_who_know_gave(handed_in) -> None:
    """An answer is filled in exactly where all who know gave it; every individual answer is kept beside it."""
    group = gather(FRAMEWORK, handed_in)
    for spread in group.questions:
        known = {spread.votes[label].chosen for label in (*spread.people("valued"), *spread.people("not-applicable"))}
        agreed = group.sheet.answer(spread.question.id).chosen
        assert (agreed in known) == (len(known) == 1)
        assert bool(agreed) == (not spread.differs and any(vote.chosen for vote in spread.votes.values()))
    for person in group.people:
        kept = {q: a.votes[person.label] for q, a in group.sheet.answers.items() if person.label in a.votes}
        assert kept == {q: a for q, a in person.sheet.answers.items() if not a.is_empty}


@untimed
@given(st.lists(voices, min_size=1, max_size=3))
def test_groups_sheet_survives_its_file(handed_in) -> None:
    """The group's sheet, votes and all, is read back from its answer file as it was written."""
    group = gather(FRAMEWORK, handed_in, language="sv")
    data = write_answers(group.sheet, FRAMEWORK).encode()
    assert read_answers(data, file="group.yaml", framework=FRAMEWORK) == group.sheet


@untimed
@given(st.lists(st.integers(0, 9), min_size=2, max_size=7).filter(any))
def test_agreement_on_a_scale_is_leiks(counts) -> None:
    """Agreement is 1 minus the ordinal dispersion D as Leik defines it, from 0 to 1, and 1 only for a single step."""
    people, steps = sum(counts), len(counts)
    below = [Fraction(sum(counts[: i + 1]), people) for i in range(steps)]
    dispersion = sum(f if f <= Fraction(1, 2) else 1 - f for f in below) / Fraction(steps - 1, 2)
    assert agree_on_scale(counts) == 1 - dispersion
    assert 0 <= agree_on_scale(counts) <= 1
    assert (agree_on_scale(counts) == 1) == (sum(map(bool, counts)) == 1)
    assert agree_on_scale(counts) == agree_on_scale(counts[::-1])


def test_agreement_is_that_of_the_r_package_agrmt() -> None:
    """The example in the manual of agrmt's Leik(): dispersion 0.287."""
    assert float(1 - agree_on_scale([30, 40, 210, 130, 530, 50, 10])) == pytest.approx(0.287, abs=5e-4)


@pytest.mark.parametrize(
    ("steps", "agreement", "knowing"),
    [
        (("yes", "yes"), 1, 2),
        (("yes", "no"), 0, 2),
        (("yes", "partly"), Fraction(1, 2), 2),
        (("yes", "yes", "yes", "yes", "partly", "no"), Fraction(1, 2), 6),
        (("yes", "no", "unknown", "unknown"), 0, 2),
        (("yes", "partly", "not-applicable"), Fraction(1, 2), 2),
        (("yes", "unknown"), None, 1),
        (("unknown", "unknown"), None, 0),
    ],
)
def test_agreement_is_over_those_who_know(steps, agreement, knowing) -> None:
    """Unknown and not-applicable never move the agreement; fewer than two who know have none."""
    spread = spread_of(answered(*steps))
    assert (spread.agreement, spread.knowing) == (agreement, knowing)


@pytest.mark.parametrize(
    ("steps", "agreed", "differs"),
    [
        (("yes", "yes", "unknown"), ("yes",), False),
        (("yes", "no", "unknown"), (), True),
        (("yes", "not-applicable"), (), True),
        (("not-applicable", "not-applicable", "unknown"), ("not-applicable",), False),
        (("unknown", "unknown"), ("unknown",), False),
    ],
)
def test_what_is_agreed(steps, agreed, differs) -> None:
    """All who know decide; not applicable differs from every step; where nobody knows, that is the answer."""
    spread = spread_of(answered(*steps))
    assert (spread.agreed, spread.differs) == (agreed, differs)


def test_agreement_on_options_is_what_two_people_share() -> None:
    """The mean over all pairs of what both chose, as a share of what either chose."""
    assert agree_on_options([("a", "b"), ("a", "b")]) == 1
    assert agree_on_options([("a",), ("b",), ("c",)]) == 0
    assert agree_on_options([("a", "b"), ("a",), ("b",)]) == Fraction(1, 3)


def test_largest_disagreement_comes_first() -> None:
    """Half at each end, then neighbours, then those who differ on whether it applies; never what is agreed."""
    one = sheet(FRAMEWORK, goals__time_bound="yes", goals__set_together="yes", economy__cost_assessed="yes")
    two = sheet(
        FRAMEWORK, goals__time_bound="partly", goals__set_together="not-applicable", economy__cost_assessed="no"
    )
    found = [spread.question.short_id for spread in of(one, two).differing]
    assert found == ["cost-assessed", "time-bound", "set-together"]


def test_evidence_and_notes_of_those_who_agree_are_joined() -> None:
    """The group's answer carries each text once, none of those who do not know."""
    given = [
        sheet(FRAMEWORK, goals__time_bound=Answer(chosen=("yes",), note="Ett", evidence="Plan")),
        sheet(FRAMEWORK, goals__time_bound=Answer(chosen=("yes",), note="Två", evidence="Plan")),
        sheet(FRAMEWORK, goals__time_bound=Answer(chosen=("unknown",), note="Tre")),
    ]
    joined = replace(of(*given).sheet.answer("goals.time-bound"), votes={})
    assert joined == Answer(chosen=("yes",), note="Ett\nTvå", evidence="Plan")


def test_people_are_letters_in_order_of_name() -> None:
    """A, B, C by name (2 before 10), or the names themselves, told apart where two are the same."""
    given = [
        Voice(name=name, sheet=sheet(FRAMEWORK, goals__time_bound=step))
        for name, step in (("Person 10", "yes"), ("Person 2", "no"), ("Person 2", "partly"))
    ]
    assert [(p.label, p.name) for p in gather(FRAMEWORK, given).people] == [
        ("A", "Person 2"), ("B", "Person 2"), ("C", "Person 10"),
    ]  # fmt: skip
    group = gather(FRAMEWORK, given, names=True)
    assert [p.label for p in group.people] == ["Person 2", "Person 2 (2)", "Person 10"]
    assert group.namesakes == (("Person 2", "Person 2 (2)"),)
    assert [letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_question_that_a_person_was_not_asked_is_not_held_against_them() -> None:
    """A question with a condition is spread over those who met it only, and is not there where nobody did."""
    asked = sheet(
        FRAMEWORK, positive_effect__documented_how="outside-evaluation", positive_effect__evaluated_by="university"
    )
    other = sheet(FRAMEWORK, positive_effect__documented_how="own-follow-up")
    question = "positive-effect.evaluated-by"
    assert list(spread_of(of(asked, other), question).votes) == ["A"]
    assert question not in [spread.question.id for spread in of(other).questions]


@pytest.fixture(scope="module")
def five(framework: Framework, examples: Path) -> Group:
    """The five invented people of the examples."""
    files = load_one_practice([examples / "group"], framework)
    return gather(framework, [Voice(name=one.name, sheet=one.sheet) for one in files], language="sv")


def screen(group: Group, language: str, width: int, **how: str) -> str:
    """The people's answers as they are shown."""
    console = record_console(width)
    show_group(group, Say(language), console, **how)
    return trimmed(console.file.getvalue())


def test_screen_looks_as_accepted(five: Group, golden: Callable[[str, str], None]) -> None:
    """Five people's answers in a narrow window, sign for sign; README shows them at 80 columns."""
    golden("group-da-60.txt", screen(five, "da", 60))


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize("language", LANGUAGES)
def test_screen_says_everything(five: Group, language: str, width: int) -> None:
    """Every element and every question that people answer differently is there; no line is wider than the screen."""
    say, shown = Say(language), screen(five, language, width)
    differing = [say.text(spread.question.ask) for spread in five.questions if spread.differs]
    assert missing(shown, [*(say.text(element.name) for element in FRAMEWORK.elements), *differing]) == []
    assert max(map(len, shown.splitlines())) <= width


def test_screen_in_order(five: Group) -> None:
    """With --sort order the questions stand as they are asked."""
    numbers = re.findall(r"^ *(\d+)\.(\d+) ", screen(five, "sv", 80, sort="order"), re.MULTILINE)
    asked = [(int(element), int(question)) for element, question in numbers]
    assert asked == sorted(asked)
    assert len(asked) > 20


def test_screen_of_many_people_with_markup_and_long_names(five: Group) -> None:
    """Thirty people with names that look like markup are shown as they are written, within the screen."""
    many = [
        Voice(
            name=f"[bold]{place}[/] \x1b[31m" + "långt" * 9,
            sheet=replace(five.people[place % 5].sheet, language=str(place)),
        )
        for place in range(30)
    ]
    for names in (True, False):
        console = record_console(80)
        show_group(gather(FRAMEWORK, many, names=names), Say("sv"), console)
        shown = console.file.getvalue()
        assert "\x1b" not in shown
        assert max(len(line.rstrip()) for line in shown.splitlines()) <= 80


def test_json_and_csv_say_the_same(five: Group) -> None:
    """JSON holds people, counts, N and agreement; the CSV has the same counts, a row for each question and answer."""
    told = json.loads(group_json(five, Say("sv")))
    assert told["people"] == ["A", "B", "C", "D", "E"]
    assert told["summary"] == {"people": 5, "questions": len(five.questions), "agreed": len(told["questions"])
        - told["summary"]["differing"] - sum(not s.differs and not s.is_shared for s in five.questions),
        "differing": len(five.differing), "settled": len(five.settled)}  # fmt: skip
    for question in told["questions"]:
        assert sum(question["counts"].values()) >= question["people"]
        assert question["agreed"] == list(five.sheet.answer(question["question"]).chosen)
    rows = list(csv.DictReader(io.StringIO(group_csv(five))))
    by_json = {(q["question"], answer): str(n) for q in told["questions"] for answer, n in q["counts"].items()}
    assert {(row["question"], row["answer"]): row["people"] for row in rows} == by_json
    in_order = json.loads(group_json(five, Say("sv"), by_difference=False))["questions"]
    assert [q["question"] for q in in_order] == [s.question.id for s in five.questions]
