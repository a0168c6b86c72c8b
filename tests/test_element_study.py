"""How the elements work: statuses agree, are unclear and would change exactly as the scoring rule says."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, missing, record_console, sheet, sheets, trimmed, untimed
from made_field import READ_TWO_WAYS, made_field, write_field

from lovande_cli.assessment.agreement import Estimate
from lovande_cli.assessment.answers import Answer, AnswerSheet, Practice, Workshop, is_asked
from lovande_cli.assessment.element_study import RANDOM_ANSWERS, ElementStudy
from lovande_cli.assessment.framework import Framework, Thresholds
from lovande_cli.assessment.group import join_sheets
from lovande_cli.assessment.sample import studied_sheets
from lovande_cli.assessment.scoring import STATUSES, Status, score, score_element
from lovande_cli.assessment.study import study
from lovande_cli.documents.blocks import Table
from lovande_cli.documents.study import build_study
from lovande_cli.documents.study_elements import element_tables
from lovande_cli.documents.writers.terminal import write_terminal
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say

FRAMEWORK = load_framework(standard_folder())
ECONOMY = ("cost_assessed", "price_quality", "cost_compared")
"""The three scored questions of the element that the small cases are about; the first is its key question."""


def study_of(*given: AnswerSheet, framework: Framework = FRAMEWORK) -> dict[str, ElementStudy]:
    """Each element in the study of these sheets, each in a file of its own."""
    coded = [one for n, s in enumerate(given) for one in studied_sheets(framework, s, f"{n}.yaml")]
    return {one.element.id: one for one in study(framework, coded).elements}


def answered(steps: str, practice: str = "A", people: int = 1) -> AnswerSheet:
    """A sheet with these answers to the three questions, each by its first letter; a dot is left open."""
    words = {"y": "yes", "p": "partly", "n": "no", "u": "unknown", "x": "not-applicable"}
    given = {f"economy__{q}": words[s] for q, s in zip(ECONOMY, steps, strict=True) if s != "."}
    made = sheet(FRAMEWORK, **given)
    return replace(made, practice=Practice(name=practice), workshop=Workshop(date="2026-01-01", participants=people))


def economy(*given: AnswerSheet) -> ElementStudy:
    """What the study says of the element."""
    return study_of(*given)["economy"]


def counts(found: dict[Status, int]) -> dict[Status, int]:
    """The counts that are not 0."""
    return {status: times for status, times in found.items() if times}


def test_status_agreement_is_the_mean_over_rounds() -> None:
    """Three alike and a pair that differs: (1 + 0) / 2, however many pairs each round has; one alone is no round."""
    rounds = [("yyy", "yyy", "yyp"), ("yyy", "ynn"), ("nnn",)]
    found = economy(*(answered(steps, practice=str(n)) for n, people in enumerate(rounds) for steps in people))
    assert (found.sheets, found.rounds, found.practices, found.agreement.rounds) == (6, 3, 3, 2)
    assert found.identical.value == found.agreement.identical.value == Fraction(1, 2)
    assert counts(found.statuses) == {"present": 4, "partly": 1, "absent": 1}


def test_alpha_is_over_statuses_in_order() -> None:
    """Worked out by hand: rounds (present, present), (absent, absent), (partly, absent).

    Six statuses: 3 absent, 1 partly, 2 present. Squared ordinal distances: absent to partly (3/2 + 1/2)² = 4, partly to
    present (1/2 + 2/2)² = 9/4, absent to present (3/2 + 1 + 2/2)² = 49/4. Observed 4 (one pair of two people differs),
    expected (4·3·1 + 9/4·1·2 + 49/4·3·2) / 5 = 18: 1 - 4/18 = 7/9.
    """
    rounds = [("yyy", "yyy"), ("nnn", "nnn"), ("ynn", "nnn")]
    found = economy(*(answered(steps, practice=str(n)) for n, people in enumerate(rounds) for steps in people))
    assert found.agreement.alpha.value == Fraction(7, 9)
    assert found.agreement.alpha.interval is None  # two rounds that are not absent do not say how much they vary
    more = economy(*(answered(steps, practice=str(n)) for n, people in enumerate(rounds * 3) for steps in people))
    assert more.agreement.alpha.interval[0] <= more.agreement.alpha.value <= more.agreement.alpha.interval[1]


def test_unclear_and_not_applicable_are_no_places_in_the_order() -> None:
    """An unclear sheet is compared with nobody; not-applicable differs from present, but has no place in alpha."""
    found = economy(answered("yyy"), answered("yuu"), answered("xxx", practice="B"), answered("yyy", practice="B"))
    assert (found.identical.value, found.agreement.rounds, found.agreement.alpha) == (0, 0, None)
    assert counts(found.statuses) == {"present": 2, "unclear": 1, "not-applicable": 1}


def test_an_element_that_nobody_began_is_not_counted() -> None:
    """Neither as a sheet nor as a round: nothing in it is unclear."""
    found = study_of(answered("yyy"), answered("yyn"))
    assert (found["goals"].sheets, found["goals"].rounds, found["goals"].identical) == (0, 0, None)
    assert counts(found["goals"].joined) == {}
    assert (found["economy"].sheets, found["economy"].rounds) == (2, 1)


@pytest.mark.parametrize(
    ("given", "because"),
    [
        (("yuu", "yu."), "nobody-knows"),
        (("y..",), "nobody-knows"),
        (("yyy", "ynn"), "differs"),
        (("yyy", "yxx"), "differs"),
        (("yyy", "yuu"), "differs"),  # one alone knows what the other does not
        (("yyu", "ynu"), "both"),
    ],
)
def test_unclear_says_why(given: tuple[str, ...], because: str) -> None:
    """Because nobody knows, because people differ, or both."""
    found = economy(*map(answered, given))
    assert counts(found.joined) == {"unclear": 1}
    assert counts(found.unclear_because) == {because: 1}


def test_a_group_that_knows_is_not_one_person_alone() -> None:
    """What a group of four has talked over stands where one person does not know."""
    assert counts(economy(answered("yyy", people=4), answered("yuu")).joined) == {"present": 1}


@untimed
@given(st.lists(sheets(FRAMEWORK), min_size=1, max_size=4))
def test_rows_are_read_as_a_map_reads_them(many: list[AnswerSheet]) -> None:
    """The joined status of every element is that of the joined sheet, and each sheet's own is that of its score."""
    own = [replace(one, id="", practice=Practice(name="A"), answers=plain(one)) for one in many]
    dated = [replace(one, workshop=replace(one.workshop, date="2026-01-01")) for one in own]
    found = study_of(*dated)
    joined = score(FRAMEWORK, join_sheets(FRAMEWORK, dated) if len(dated) > 1 else dated[0])
    for index, result in enumerate(joined.elements):
        studied = found[result.element.id]
        results = [score(FRAMEWORK, one).elements[index] for one in dated]
        begun = [one.status for one in results if one.is_touched]
        assert counts(studied.statuses) == {s: begun.count(s) for s in STATUSES if s in begun}
        assert counts(studied.joined) == ({result.status: 1} if begun else {})


def plain(one: AnswerSheet) -> dict:
    """The answers to asked questions without votes and hands: what a coded sheet holds."""
    asked = {question.id for question in FRAMEWORK.questions if is_asked(FRAMEWORK, one, question)}
    answers = {q: replace(answer, votes={}, hands={}) for q, answer in one.answers.items() if q in asked}
    return {q: answer for q, answer in answers.items() if answer.chosen}


@untimed
@given(sheets(FRAMEWORK))
def test_other_rules_are_what_the_scoring_rule_says_with_that_changed(one: AnswerSheet) -> None:
    """With another threshold, without core, with unknown as no and without a question: scored again in full."""
    one = replace(one, answers=plain(one))
    found = study_of(one)
    as_no = {
        q: replace(answer, chosen=("no",)) if "unknown" in answer.chosen and can_be_no(q) else answer
        for q, answer in one.answers.items()
    }
    thresholds = FRAMEWORK.thresholds
    for element in FRAMEWORK.elements:
        studied = found[element.id]
        if not studied.rounds:
            continue
        now = score_element(FRAMEWORK, one, element).status

        def changes(framework: Framework = FRAMEWORK, given: AnswerSheet = one, other=element, now=now) -> int:
            return int(score_element(framework, given, other).status != now)

        def at(present: Fraction) -> Framework:
            return replace(FRAMEWORK, thresholds=Thresholds(present=present, partly=thresholds.partly))

        coreless = replace(element, questions=tuple(replace(q, core=False) for q in element.questions))
        assert studied.changes["present_67"] == changes(at(Fraction(67, 100)))
        assert studied.changes["present_80"] == changes(at(Fraction(80, 100)))
        assert studied.changes["without_core"] == changes(other=coreless)
        for question in element.questions:
            left = replace(element, questions=tuple(q for q in element.questions if q is not question))
            assert studied.without.get(question.id, 0) == changes(other=left)
        filled = {
            q.id: as_no.get(q.id) or replace(as_no.get(q.id, sheet(FRAMEWORK).answer(q.id)), chosen=("no",))
            for q in element.questions
            if can_be_no(q.id)
        }
        if all(can_be_no(q.id) for q in element.questions if q.weight):
            assert studied.changes["unknown_as_no"] == changes(given=replace(one, answers={**as_no, **filled}))


def can_be_no(question: str) -> bool:
    """Whether the question may be answered with a step that is worth nothing."""
    return "no" in FRAMEWORK.question_by_id[question].step_by_id


def test_the_most_influential_question_is_named() -> None:
    """Without the key question, a no, half and one would be 3/4: present. Without another they stay partly."""
    found = economy(*(answered("npy", practice=str(n)) for n in range(3)), answered("yyy", practice="B"))
    assert found.most_influential == "economy.cost-assessed"
    assert found.without == {
        "economy.cost-assessed": 3,
        "economy.price-quality": 0,
        "economy.cost-compared": 0,
    }


def test_present_is_unequally_hard() -> None:
    """By exact enumeration with 6 of 10 yes, 2 partly, 2 no: 3 questions .432, 4 .518, 5 .397.

    Three: yyy, or two yes and a partly (.216 + 3 · .36 · .2 = .432). Four, at least 3 of 4 and the key question no no.
    """
    found = {len([q for q in e.element.questions if q.weight]): e.by_chance for e in study_of().values()}
    assert found == {3: Fraction(432, 1000), 4: Fraction(5184, 10_000), 5: Fraction(39_744, 100_000)}
    assert sum(RANDOM_ANSWERS.values()) == 10


def field(*steps: tuple[str, str], practices: int = 10) -> ElementStudy:
    """The element where people answer these in turn, over so many practices."""
    return economy(*(answered(s, practice=str(n)) for n in range(practices) for s in steps[n % len(steps)]))


def test_an_element_is_pointed_out_from_ten_practices() -> None:
    """Where status is as good as chance, or half of the rounds are unclear; nine practices say nothing."""
    chance = (("yyy", "ynn"), ("nnn", "yyy"), ("ynn", "nnn"), ("yyy", "nnn"))
    assert list(field(*chance, practices=12).signals) == ["differs", "unclear"]
    assert field(*chance, practices=9).signals == {}
    assert field(("yyy", "yyy"), ("nnn", "nnn"), ("ynn", "ynn"), practices=12).signals == {}
    assert field(("yu.",), ("yyy",)).signals == {"unclear": Fraction(1, 2)}
    assert field(("yu.",), ("yyy",), ("yyy",)).signals == {}  # four of ten


def screen(language: str, width: int, *given: AnswerSheet) -> str:
    """The study of the sheets as it is shown."""
    coded = [one for n, s in enumerate(given) for one in studied_sheets(FRAMEWORK, s, f"{n}.yaml")]
    console = record_console(width)
    write_terminal(build_study(study(FRAMEWORK, coded), Say(language), 90, brief=True), console)
    return trimmed(console.file.getvalue())


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize("language", LANGUAGES)
def test_screen_says_how_elements_work(language: str, width: int) -> None:
    """What stands out first, every element with its numbers, and how hard "present" is by the number of questions."""
    shown = screen(language, width, *(one for _, one in made_field(FRAMEWORK)))
    say = Say(language)
    part = shown[shown.index(say("study.elements.title")) :]
    signal = say("study.elements.signal.unclear", share="50\u00a0%")
    heads = [say(f"study.elements.column.{key}") for key in ("identical", "unclear", "without")]
    wanted = [signal, *heads, say("study.elements.rules-title"), "43\u00a0%", "52\u00a0%", "40\u00a0%"]
    assert missing(part, [*wanted, *(say.text(element.name) for element in FRAMEWORK.elements)]) == []
    assert max(map(len, part.splitlines())) <= width


def goals_answered(step: str, practice: str = "A") -> AnswerSheet:
    """A sheet in which every question about goals is answered so."""
    given = {question.id: Answer(chosen=(step,)) for question in FRAMEWORK.element_by_id["goals"].questions}
    made = replace(sheet(FRAMEWORK), answers=given, practice=Practice(name=practice))
    return replace(made, workshop=Workshop(date="2026-01-01"))


def test_what_is_compared_is_what_is_alike() -> None:
    """The number of practices beside a share is of those it is over: not-applicable is a status to agree on."""
    found = study_of(*(goals_answered("not-applicable", str(n)) for n in range(12) for _ in range(2)))["goals"]
    assert (found.compared, found.identical.value, found.agreement.practices) == (12, 1, 0)


def test_a_measure_of_an_element_is_not_printed_without_its_interval() -> None:
    """Of one practice a file says how alike, and no alpha."""
    given = [goals_answered(step) for step in ("yes", "no", "no")]
    coded = [one for n, s in enumerate(given) for one in studied_sheets(FRAMEWORK, s, f"{n}.yaml")]
    studied = study(FRAMEWORK, coded)
    assert next(one for one in studied.elements if one.element.id == "goals").agreement.alpha is not None
    table = next(b for b in element_tables(studied, Say("sv"), brief=False) if isinstance(b, Table))
    at = [head.text for head in table.heads].index("Alfa")
    assert [row[at] for row in table.rows] == ["–"]


def test_few_practices_point_nothing_out() -> None:
    """The screen says so instead of that nothing stands out."""
    say = Say("sv")
    shown = screen("sv", 80, answered("yyy"), answered("nnn"))
    assert missing(shown, [say("study.few", least=10)]) == []
    assert say("study.elements.nothing") not in shown


def test_json_and_csv_carry_elements_and_differences(tmp_path: Path, run: Run) -> None:
    """Numbers of the made field: what rounds say, what would change, and the role that reads a question another way."""
    write_field(FRAMEWORK, tmp_path)
    told = json.loads(run("study", str(tmp_path), "--format", "json").out)
    element = next(one for one in told["elements"] if one["element"] == "goals")
    assert [element[key] for key in ("sheets", "rounds", "practices")] == [60, 20, 10]
    assert element["joined"] == {"present": 6, "partly": 11, "absent": 0, "unclear": 3, "not-applicable": 0}
    assert (element["unclear"], element["unclear_because"]) == (0.15, {"nobody_knows": 0, "differs": 3, "both": 0})
    assert element["changes"] == {"present_67": 0, "present_80": 0, "without_core": 2, "unknown_as_no": 0}
    assert (element["most_influential"], element["without"]["goals.time-bound"]) == ("goals.clear-to-participants", 3)
    assert (element["identical"]["value"], element["present_by_chance"]) == (0.933, 0.397)
    alpha = element["agreement"]["alpha"]
    assert alpha["low"] < alpha["value"] < alpha["high"]
    language, role = told["differences"]
    assert (language["grouping"], language["groups"], language["comparisons"]) == ("language", {}, [])
    assert (role["grouping"], role["groups"]) == ("role", {"person 0": 10, "person 1": 10, "person 2": 10})
    found = [(one["group"], q["question"]) for one in role["comparisons"] for q in one["questions"] if q["is_signal"]]
    assert found == [("person 1", READ_TWO_WAYS)]

    rows = list(csv.DictReader(io.StringIO(run("study", str(tmp_path), "--format", "csv").out)))
    own = next(row for row in rows if (row["question"], row["language"]) == ("goals.time-bound", ""))
    assert (own["status_changes_without"], own["element_unclear"], own["element_without_core"]) == ("3", "0.15", "2")
    signals = [(row["role_signals"], row["question"]) for row in rows if row["role_signals"]]
    assert signals == found
    read_two_ways = next(row for row in rows if row["question"] == READ_TWO_WAYS)
    assert "person 1=-1" in read_two_ways["role_differences"].split("; ")


def test_statuses_differ_only_where_both_measures_say_so() -> None:
    """Alpha alone sinks where nearly all answer the same: then nothing is said."""
    found = field(("yyy", "yyy"), ("ynn", "ynn"), practices=12)
    low, high = (Estimate(value=Fraction(1, 3), interval=(0.1, end)) for end in (0.5, 0.7))
    for alpha, beside, signals in ((low, low, ["differs"]), (low, high, []), (high, low, [])):
        measured = replace(found.agreement, alpha=alpha, brennan_prediger=beside)
        assert list(replace(found, agreement=measured).signals) == signals
