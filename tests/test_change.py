"""Change between rounds: what changed, what may not be compared, and how it is shown."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, missing, record_console, sheet, sheets, trimmed, untimed

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet
from lovande_cli.assessment.change import Change, compare
from lovande_cli.assessment.direction import MIRRORED
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.group import join_sheets
from lovande_cli.documents.change import build_change, change_lines
from lovande_cli.documents.json_csv import change_csv, change_json
from lovande_cli.documents.writers.terminal import write_terminal
from lovande_cli.files.answer_files import read_answers
from lovande_cli.files.folders import find_files, load_one_practice
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say

FRAMEWORK = load_framework(standard_folder())


@untimed
@given(sheets(FRAMEWORK))
def test_nothing_changes_between_a_sheet_and_itself(one) -> None:
    """compare(x, x) is empty, however often x is given."""
    assert compare(FRAMEWORK, [one, one]).is_empty
    assert compare(FRAMEWORK, [one, one, one]).changed == ()


@untimed
@given(sheets(FRAMEWORK, few=True), sheets(FRAMEWORK, few=True))
def test_change_is_mirrored(one, other) -> None:
    """compare(b, a) is compare(a, b) seen from the other end: same questions and steps, arrows turned."""
    there, back = compare(FRAMEWORK, [one, other]), compare(FRAMEWORK, [other, one])
    assert [e.results[::-1] for e in there.elements] == [e.results for e in back.elements]
    assert [MIRRORED[e.direction] for e in there.elements] == [e.direction for e in back.elements]
    assert [(a.question.id, a.answers[::-1], MIRRORED[a.direction]) for a in there.answers] == [
        (a.question.id, a.answers, a.direction) for a in back.answers
    ]
    assert {track.actions[::-1] for track in there.actions} == {track.actions for track in back.actions}
    assert there.perhaps_new == back.perhaps_new
    assert there.is_empty == back.is_empty


@untimed
@given(st.lists(sheets(FRAMEWORK, few=True), min_size=2, max_size=4))
def test_every_difference_is_listed_or_said_to_be_perhaps_new(times) -> None:
    """A question whose answers differ is listed once: as changed, or as perhaps new where a version may lack it."""
    change = compare(FRAMEWORK, times)
    given: dict[str, list[tuple[str, ...]]] = {}
    for result in change.results:
        for answer in (a for element in result.elements for a in element.answers):
            given.setdefault(answer.question.id, []).append(answer.answer.chosen)
    # a question that a sheet was not asked counts as not answered there
    differing = [q for q, chosen in given.items() if len({*chosen, *[()] * (len(times) - len(chosen))}) > 1]
    listed = [a.question.id for a in change.answers] + [q.id for q in change.perhaps_new]
    assert sorted(listed) == sorted(differing)
    if set(change.versions) == {FRAMEWORK.version}:
        assert change.perhaps_new == ()


@pytest.mark.parametrize(
    ("then", "now", "direction"),
    [
        ("no", "yes", "up"),
        ("yes", "partly", "down"),
        ("unknown", "yes", "clearer"),
        ("unknown", "no", "clearer"),
        ("yes", "unknown", "less-clear"),
        ("yes", "not-applicable", "other"),
    ],
)
def test_direction_of_an_answer(then, now, direction) -> None:
    """A better answer goes up; one that becomes known is clearer, not better; not-applicable has no direction."""
    times = [sheet(FRAMEWORK, goals__time_bound=step) for step in (then, now)]
    assert [a.direction for a in compare(FRAMEWORK, times).answers] == [direction]


def test_a_core_question_that_becomes_a_no_takes_the_element_down() -> None:
    """Status goes before share: more yes answers do not hide that a core question is now a no."""
    five = {f"goals.{q.short_id}": "partly" for q in FRAMEWORK.element_by_id["goals"].questions}
    then = sheet(FRAMEWORK, **{key.replace(".", "__"): "yes" for key in five})
    now = sheet(FRAMEWORK, **{key.replace(".", "__"): "yes" for key in five} | {"goals__clear_to_participants": "no"})
    goals = next(e for e in compare(FRAMEWORK, [then, now]).elements if e.element.id == "goals")
    assert [r.status for r in goals.results] == ["present", "partly"]
    assert goals.direction == "down"


def test_clearer_only_where_something_is_known_that_was_not() -> None:
    """A question that applies now, or no longer, narrows or widens the range too; nobody knows more or less for that."""

    def direction(then: dict[str, str], now: dict[str, str]) -> str:
        change = compare(FRAMEWORK, [sheet(FRAMEWORK, **given) for given in (then, now)])
        return next(e.direction for e in change.elements if e.element.id == "monitoring")

    open_too = {"monitoring__follows_development": "yes", "monitoring__same_way": "unknown"}
    without = open_too | {
        "monitoring__against_goals": "not-applicable",
        "monitoring__shared_with_participant": "not-applicable",
    }
    assert direction(without, without | {"monitoring__against_goals": "yes"}) == "up"
    assert direction(without, without | {"monitoring__against_goals": "no"}) == "down"
    assert direction(without | {"monitoring__against_goals": "yes"}, without) == "down"
    apart = {"monitoring__same_way": "unknown"} | dict.fromkeys(
        (f"monitoring__{name}" for name in ("follows_development", "against_goals", "shared_with_participant")),
        "not-applicable",
    )
    assert direction(apart, apart | {"monitoring__against_goals": "partly"}) == "other"
    assert direction(without, without | {"monitoring__same_way": "yes"}) == "clearer"
    assert direction(without | {"monitoring__same_way": "yes"}, without) == "less-clear"


def together(*people: str) -> AnswerSheet:
    """What these people's answers to one question are joined to."""
    return join_sheets(FRAMEWORK, [sheet(FRAMEWORK, goals__time_bound=step) for step in people])


@pytest.mark.parametrize(
    ("then", "now", "direction"),
    [
        (("yes", "no"), ("yes", "yes"), "more-agreed"),
        (("yes", "yes"), ("yes", "no"), "less-agreed"),
        (("unknown", "unknown"), ("yes", "yes"), "clearer"),
        (("unknown", "unknown"), ("yes", "partly"), "clearer"),
        (("yes", "partly"), ("unknown", "unknown"), "less-clear"),
        (("yes",), ("yes", "no"), "other"),
        (("unknown",), ("yes", "yes"), "other"),
        (("yes", "no"), ("yes",), "other"),
        (("no",), ("yes", "partly"), "up"),
    ],
)
def test_what_nobody_knows_and_what_people_differ_on_are_two_things(then, now, direction) -> None:
    """Clearer is what was not known, more agreed what people differed on; neither where not as many answered."""
    change = compare(FRAMEWORK, [together(*then), together(*now)])
    assert [answer.direction for answer in change.answers] == [direction]
    assert next(e.direction for e in change.elements if e.element.id == "goals") == direction


def rated(truth: dict[str, int], raters: int, chance: random.Random) -> AnswerSheet:
    """What so many people say of a practice: mostly what is so, sometimes a step beside it or that they do not know."""
    sheets = []
    for _ in range(raters):
        answers = {}
        for question, step in truth.items():
            seen = min(2, max(0, step + chance.choices((0, -1, 1), (8, 1, 1))[0]))
            said = "unknown" if chance.random() < 0.05 else ("no", "partly", "yes")[seen]
            answers[question] = Answer(chosen=(said,))
        sheets.append(replace(sheet(FRAMEWORK), answers=answers))
    return sheets[0] if raters == 1 else join_sheets(FRAMEWORK, sheets)


@pytest.mark.parametrize(("then", "now", "better"), [(1, 3, 0), (3, 1, 0), (1, 5, 1), (2, 3, 0), (5, 2, 1)])
def test_the_number_of_raters_is_no_change(then: int, now: int, better: int) -> None:
    """In 40 simulated practices nothing is clearer, less clear, more or less agreed because more or fewer answered."""
    chance = random.Random(20_161_116)
    found: Counter[str] = Counter()
    scaled = [q.id for q in FRAMEWORK.questions if not q.choose and q.ask_if is None]
    for _ in range(40):
        truth = {question: chance.choice((0, 1)) for question in scaled}
        later = {question: step + better for question, step in truth.items()}
        change = compare(FRAMEWORK, [rated(truth, then, chance), rated(later, now, chance)])
        found.update(changed.direction for changed in change.elements)
        found.update(f"answer {answer.direction}" for answer in change.answers)
    names = ("clearer", "less-clear", "more-agreed", "less-agreed")
    assert {name: found[name] + found[f"answer {name}"] for name in names} == dict.fromkeys(names, 0)
    assert found["down"] < found["up"] if better else found["other"] > 40


def test_only_questions_of_both_versions_make_an_element_clearer() -> None:
    """An element is not clearer because a new question was answered, nor less clear because one was not yet there."""
    goals = [q.id for q in FRAMEWORK.element_by_id["goals"].questions]
    old = replace(
        sheet(FRAMEWORK), framework_version="2025.1", answers={q: Answer(chosen=("yes",)) for q in goals[:-1]}
    )
    new = replace(sheet(FRAMEWORK), answers={q: Answer(chosen=("yes",)) for q in goals})

    def direction(*times: AnswerSheet) -> str:
        return next(e.direction for e in compare(FRAMEWORK, times).elements if e.element.id == "goals")

    assert (direction(old, new), direction(new, old)) == ("same", "same")
    assert direction(old, new.with_answer(goals[0], Answer(chosen=("partly",)))) == "down"
    assert direction(old.with_answer(goals[0], Answer(chosen=("unknown",))), new) == "clearer"
    nothing = replace(old, answers={})
    assert direction(nothing, new) == "other"


def test_unanswered_in_an_older_version_is_not_silently_compared() -> None:
    """In the same version an open question is open; in another it may not have been there, and is listed so."""
    earlier, later = sheet(FRAMEWORK, goals__set_together="yes"), sheet(FRAMEWORK, goals__time_bound="yes")
    assert [a.question.short_id for a in compare(FRAMEWORK, [earlier, later]).answers] == ["time-bound", "set-together"]
    old = replace(earlier, framework_version="2025.1")
    change = compare(FRAMEWORK, [old, later])
    assert [q.short_id for q in change.perhaps_new] == ["time-bound"]
    assert [a.question.short_id for a in change.answers] == ["set-together"]
    assert "4.4" in "\n".join(change_lines(change, Say("sv")))
    # a third sheet of the old version that answers it shows that the version had it
    witness = replace(sheet(FRAMEWORK, goals__time_bound="no"), framework_version="2025.1")
    assert compare(FRAMEWORK, [old, witness, later]).perhaps_new == ()


def test_renamed_and_retired_questions_are_listed() -> None:
    """A renamed question is compared under its new id and listed; a retired one is listed with its answers."""
    framework = replace(
        FRAMEWORK,
        version="2027.1",
        renamed={"goals.deadline": "goals.time-bound"},
        retired=frozenset({"goals.smart"}),
    )
    text = (
        "lovande: 1\nframework: {id: lovande-praktik, version: %s}\nlanguage: sv\n"
        "answers: {goals: {%s: %s, smart: ja}}\n"
    )
    earlier, later = (
        read_answers((text % line).encode(), file="x.yaml", framework=framework)
        for line in (("2026.1", "deadline", "nej"), ("2027.1", "time-bound", "ja"))
    )
    change = compare(framework, [earlier, later])
    assert [(a.question.id, a.direction) for a in change.answers] == [("goals.time-bound", "up")]
    assert [(old, question.id) for old, question in change.renamed.items()] == [("goals.deadline", "goals.time-bound")]
    assert [(question, [a.chosen for a in answers if a]) for question, answers in change.retired.items()] == [
        ("goals.smart", [("ja",), ("ja",)])
    ]
    lines = "\n".join(change_lines(change, Say("sv")))
    assert "goals.deadline heter nu goals.time-bound" in lines
    assert "goals.smart: ja → ja" in lines


def test_what_became_of_the_next_steps() -> None:
    """Done in either file is done; on both lists is still open; gone without a word is said so; the rest is new."""
    then = [Action(what="Skriva", done=True), Action(what="Mäta"), Action(what="Fråga"), Action(what="Resa")]
    now = [Action(what="mäta ", who="Bo"), Action(what="Fråga", done=True), Action(what="Läsa")]
    times = [replace(sheet(FRAMEWORK), actions=tuple(actions)) for actions in (then, now)]
    found = {track.latest.what.strip().casefold(): track.state for track in compare(FRAMEWORK, times).actions}
    assert found == {"skriva": "done", "mäta": "still-open", "fråga": "done", "resa": "dropped", "läsa": "new"}


@pytest.mark.parametrize(
    ("then", "now", "empty"),
    [
        ({}, {}, True),
        ({"what": "Mäta"}, {"what": "Mäta"}, True),
        ({"what": "Mäta"}, {"what": "Mäta", "done": True}, False),
        ({"what": "Mäta"}, {"what": "Skriva"}, False),
    ],
)
def test_a_change_is_empty_only_where_nothing_changed(then, now, empty) -> None:
    """A next step that is done, dropped or new is a change, even where every answer stands."""
    times = [replace(sheet(FRAMEWORK, goals__time_bound="yes"), actions=(Action(**one),)) for one in (then, now)]
    assert compare(FRAMEWORK, times).is_empty == empty
    better = replace(times[1], answers=sheet(FRAMEWORK, goals__time_bound="no").answers)
    assert not compare(FRAMEWORK, [times[0], better]).is_empty


def test_a_next_step_written_twice_is_followed_twice() -> None:
    """The first with the first and the second with the second: neither swallows the other."""
    then = [Action(what="Mäta", who="Bo"), Action(what="Mäta", who="Eva")]
    now = [Action(what="Mäta", who="Bo", done=True), Action(what="Mäta", who="Eva")]
    times = [replace(sheet(FRAMEWORK), actions=tuple(actions)) for actions in (then, now)]
    tracks = compare(FRAMEWORK, times).actions
    assert [(track.latest.who, track.state) for track in tracks] == [("Bo", "done"), ("Eva", "still-open")]


@pytest.fixture(scope="module")
def year(framework: Framework, examples: Path) -> Change:
    """The invented practice of the examples, a year apart."""
    files = load_one_practice(find_files(examples / "change" / f"{y}.da.yaml" for y in (2025, 2026)), framework)[0]
    return compare(framework, [one.sheet for one in files])


def screen(change: Change, language: str, width: int) -> str:
    """The change as it is shown."""
    console = record_console(width)
    write_terminal(build_change(change, ["2025", "2026"], Say(language), brief=True), console)
    return trimmed(console.file.getvalue())


def test_screen_looks_as_accepted(year: Change, golden: Callable[[str, str], None]) -> None:
    """The change in a narrow window, sign for sign; README shows it at 80 columns."""
    golden("compare-sv-60.txt", screen(year, "sv", 60))


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize("language", LANGUAGES)
def test_screen_says_everything(year: Change, language: str, width: int) -> None:
    """Every element, every changed question and every agreed step is there; no line is wider than the screen."""
    say, shown = Say(language), screen(year, language, width)
    asked = [say.text(one.question.ask) for one in year.answers]
    names = [say.text(element.name) for element in FRAMEWORK.elements]
    steps = [action.what for result in year.results for action in result.sheet.actions]
    assert missing(shown, [*names, *asked, *steps]) == []
    assert max(map(len, shown.splitlines())) <= width


def test_screen_of_several_times(year: Change) -> None:
    """Five times do not fit a table at 80 columns and become a list; nothing is cut."""
    sheets = [result.sheet for result in year.results]
    change = compare(FRAMEWORK, [sheets[0], sheets[1], sheets[0], sheets[1], sheets[0]])
    console = record_console(80)
    write_terminal(build_change(change, [f"[b]{place}[/b]" for place in range(5)], Say("da"), brief=True), console)
    shown = console.file.getvalue()
    assert max(len(line.rstrip()) for line in shown.splitlines()) <= 80
    assert shown.count("[b]3[/b]") == 1 + len(FRAMEWORK.elements)


def test_lines_for_a_report(year: Change) -> None:
    """A report tells what it is compared with, each element that moved, and what became of each next step."""
    lines = change_lines(year, Say("da"))
    assert lines[0].startswith("Dengang, 8. oktober 2025: ")
    assert change_lines(year, Say("da"), file="2025.yaml")[0].startswith("Dengang, 8. oktober 2025 (2025.yaml): ")
    assert lines[1:3] == (
        "Dengang svarede 7 personer, nu 6 personer. Forskelle kan skyldes det.",
        "Dengang var 45 af 49 spørgsmål besvaret, nu 49 af 49.",
    )
    assert "↓ Faglig refleksion: mindre end før (til stede → delvist til stede)" in lines
    assert "Nyt: Finde en ny supervisor og prøve to møder" in lines


def test_json_and_csv_say_the_same(year: Change) -> None:
    """JSON has each element then and now with its direction; the CSV has a row for each element and time."""
    told = json.loads(change_json(year, ["a.yaml", "b.yaml"], Say("da")))
    rows = list(csv.DictReader(io.StringIO(change_csv(year, ["a.yaml", "b.yaml"], Say("da")))))
    for element in told["elements"]:
        mine = [row for row in rows if row["element"] == element["id"]]
        assert [row["status"] for row in mine] == [element["then"]["status"], element["now"]["status"]]
        assert {row["direction"] for row in mine} == {element["direction"]}
    assert told["changed"] is True
    assert [a["question"] for a in told["answers"]] == [a.question.id for a in year.answers]


def test_brief_lines_name_every_element_that_moved_and_every_step(year: Change) -> None:
    """A short report has one line for all that went one way; together they name what the whole report names."""
    brief, whole = change_lines(year, Say("da"), brief=True), change_lines(year, Say("da"))
    assert len(brief) < len(whole)
    assert brief[0] == whole[0]
    assert "↓ mindre end før: Faglig refleksion" in brief
    moved = [Say("da").text(changed.element.name) for changed in year.elements if changed.direction != "same"]
    steps = [track.latest.what for track in year.actions]
    assert missing("\n".join(brief), [*moved, *steps]) == []
