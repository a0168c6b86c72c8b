"""Who is in a study: everybody once, compared with the others of their round; what is left out is counted and said."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import Run
from made import LANGUAGES, missing, record_console, sheet
from made_field import good_answers

from lovande_cli.assessment.answers import Answer, AnswerSheet, Practice, Workshop
from lovande_cli.assessment.coded_answers import decode_choice
from lovande_cli.assessment.group import Submission, gather
from lovande_cli.assessment.practice_map import MapOptions, MapRow, map_practices, row_of
from lovande_cli.assessment.rounds import find_slips
from lovande_cli.assessment.sample import Sample, days_between, studied_sheets, take_sample
from lovande_cli.assessment.study import Study, study
from lovande_cli.documents.map import build_map
from lovande_cli.documents.study import build_study
from lovande_cli.documents.writers.terminal import write_terminal
from lovande_cli.files.answer_files import load_answers, write_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say

FRAMEWORK = load_framework(standard_folder())
EARLIER = Path(__file__).parent / "earlier" / "2026.1"


def answered(
    person: int, name: str = "A", date: str = "2026-01-01", who: str = "", organisation: str = ""
) -> AnswerSheet:
    """A sheet with all questions answered, in a person's own way."""
    chance = random.Random(person)
    answers = {q.id: Answer(chosen=chance.choice(good_answers(q))) for q in FRAMEWORK.questions if q.ask_if is None}
    return AnswerSheet(
        framework_id=FRAMEWORK.id,
        framework_version=FRAMEWORK.version,
        language="sv",
        practice=Practice(name=name, organisation=organisation),
        workshop=Workshop(date=date, answered_by=who),
        answers=answers,
    )


def sample_of(*given: AnswerSheet) -> Sample:
    """The sample of these sheets, each in a file of its own."""
    found = [one for n, s in enumerate(given) for one in studied_sheets(FRAMEWORK, s, f"{n:03}.yaml", f"{n:03}")]
    return take_sample(FRAMEWORK, found)


def sizes(sample: Sample) -> list[int]:
    """How many sheets each round has."""
    return [len(of_round) for of_round in sample.rounds]


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, AnswerSheet], Path]:
    """Writes a sheet into a file of the folder."""

    def write(name: str, one: AnswerSheet) -> Path:
        path = tmp_path / name
        path.write_text(write_answers(one, FRAMEWORK), encoding="utf-8")
        return path

    return write


def told(run: Run, folder: Path) -> dict[str, object]:
    """What `study` says of the folder, as JSON."""
    return json.loads(run("study", str(folder), "--format", "json").out)


def test_a_copy_is_nobody(put: Callable[[str, AnswerSheet], Path], tmp_path: Path, run: Run) -> None:
    """Twenty-two practices, each file copied: twenty-two people, nothing to compare, no agreement."""
    for n in range(22):
        put(f"{n}.yaml", answered(n, name=f"P{n}"))
        put(f"{n} - Kopia.yaml", answered(n, name=f"P{n}"))
    found = told(run, tmp_path)
    assert (found["sheets"], found["sample"]["people"], found["sample"]["pairs"]) == (22, 22, 0)
    assert found["sample"]["not_compared"] == {"copy": 22, "alone": 22}
    assert {question["alpha"] for question in found["questions"]} == {None}
    shown = " ".join(run("study", str(tmp_path), "--lang", "sv").out.split())
    assert "Arbetssätt: 22 · omgångar: 22 · personer eller grupper: 22 · svarsfiler: 22" in shown
    assert "par att jämföra: 0" in shown
    assert "Räknas inte: kopior (22)." in shown


def test_a_conflict_copy_is_nobody(put: Callable[[str, AnswerSheet], Path], tmp_path: Path, run: Run) -> None:
    """What a synchroniser calls a conflict is another version of one sheet, with a name of who answered or without."""
    put("a.yaml", answered(1))
    put("a (conflicted copy).yaml", answered(2))
    put("b.yaml", answered(3, who="Bo"))
    put("b (Bos motstridiga kopia 2026-10-14).yaml", answered(4, who="Bo"))
    found = told(run, tmp_path)
    assert (found["sheets"], found["sample"]["pairs"]) == (2, 1)
    assert found["sample"]["not_compared"] == {"other_version": 2}


def test_pairs_are_those_of_rounds_with_two() -> None:
    """Fifty-eight practices with one sheet and two with two make two pairs, and fifty-eight sheets are alone."""
    many = [answered(n, name=f"P{n}") for n in range(60)]
    sample = sample_of(*many, answered(90, name="P0"), answered(91, name="P1"))
    assert (sample.practices, len(sample.sheets), sample.people, sample.pairs) == (60, 62, 62, 2)
    assert sample.not_compared == {"alone": 58}


def test_the_same_person_two_weeks_apart_is_a_retest() -> None:
    """Only their latest sheet is compared, with other people's; how alike both are is reported apart."""
    first, again = answered(1, who="Anna Berg"), answered(1, who=" anna  BERG", date="2026-01-15")
    again = again.with_answer("goals.time-bound", Answer(chosen=("unknown",)))
    alone = sample_of(first, again)
    assert (sizes(alone), alone.pairs, alone.people) == ([1], 0, 1)
    assert alone.not_compared == {"again": 1, "alone": 1}
    [(then, now)] = alone.soon_again
    assert (then.date, now.date, days_between((then, now))) == ("2026-01-01", "2026-01-15", 14)
    count = len(first.answers)
    assert alone.answers_alike == Fraction(count - 1, count)
    three = sample_of(first, again, answered(2, who="Bo"))
    assert [sheet.date for sheet in three.rounds[0]] == ["2026-01-01", "2026-01-15"]
    assert {sheet.answered_by for sheet in three.rounds[0]} == {"anna berg", "bo"}


def test_a_year_later_is_another_round_and_no_retest_to_report() -> None:
    """The pair is kept with its days, but a practice may have changed in a year."""
    sample = sample_of(answered(1, who="Anna"), answered(2, who="Anna", date="2027-01-01"))
    assert (len(sample.retests), sample.soon_again, sample.answers_alike) == (1, (), None)
    assert (sizes(sample), sample.people) == ([1, 1], 1)


def test_the_id_of_a_sheet_tells_whose_it_is() -> None:
    """The same id on another day is the same person, named or not; two ids are two people, however alike they answer."""
    named, unnamed = replace(answered(1, who="Anna"), id="a" * 12), answered(2, date="2026-01-15")
    again = sample_of(named, replace(unnamed, id="a" * 12))
    assert (again.people, again.pairs, len(again.soon_again)) == (1, 0, 1)
    alike = [replace(answered(1), id=letter * 12) for letter in "ab"]
    assert (sample_of(*alike).people, sample_of(*alike).pairs) == (2, 1)
    together = joined([replace(one, id=letter * 12) for one, letter in zip(FOUR, "abcd", strict=True)])
    changed = replace(answered(9, who="Annika"), id="a" * 12)
    assert sizes(sample_of(together, changed)) == [4]
    assert sizes(sample_of(together, replace(FOUR[0], workshop=Workshop(date="2026-01-01"), id="e" * 12))) == [5]


ROLES = [
    pytest.param(["2026-01-01"] * 5, "abcde", 5, id="five forms on one day"),
    pytest.param(["2026-01-01"] * 5, None, 5, id="five older files on one day"),
    pytest.param(["2026-01-01", "2026-01-10"], "ab", 2, id="nine days apart"),
    pytest.param(["2026-01-01", "2026-01-15"], "ab", 1, id="two weeks apart: a retest"),
    pytest.param(["2026-01-01", "2026-01-15"], None, 1, id="older files two weeks apart: a retest"),
    pytest.param(["2026-01-01", "2026-01-04"], "aa", 1, id="the same sheet on another day"),
    pytest.param(["2026-01-01", "2026-01-04", "2026-01-20"], "abc", 3, id="several have the name: so has the third"),
    pytest.param(["2026-01-01", "2026-01-04", "2026-01-20"], "aba", 2, id="of several one answers again"),
    pytest.param(["2026-01-01", ""], "ab", 2, id="one without a date"),
]
"""Days and ids of sheets that all say *Lärare*, and how many people that is."""


@pytest.mark.parametrize(("days", "ids", "people"), ROLES)
def test_a_role_is_not_a_name(days: list[str], ids: str | None, people: int, run: Run, tmp_path: Path) -> None:
    """Those of one role who answer within days of each other are several people, in study, map and group alike."""
    letters = list(ids or [""] * len(days))
    given = [
        replace(answered(n, who="Lärare", date=day), id=letter * 12)
        for n, (day, letter) in enumerate(zip(days, letters, strict=True))
    ]
    sample = sample_of(*given)
    assert (sample.people, sizes(sample)) == (people, [people])
    assert sample.not_compared.get("again", 0) == len(days) - people
    [row] = map_practices(FRAMEWORK, [row_of(f"{n}.yaml", FRAMEWORK, one) for n, one in enumerate(given)]).rows
    assert (row.sheets, row.raters) == (people, people)
    files = [tmp_path / f"{n}.yaml" for n in range(len(given))]
    for path, one in zip(files, given, strict=True):
        path.write_text(write_answers(one, FRAMEWORK), encoding="utf-8")
    found = json.loads(run("group", *map(str, files), "--format", "json").out)
    assert len(found["people"]) == people


def test_how_alike_two_answer_does_not_make_them_one() -> None:
    """Else a retest would only be of those who answered alike."""
    apart, alike = (sample_of(answered(1, who="Anna"), answered(n, who="Anna", date="2026-01-15")) for n in (2, 1))
    assert (len(apart.soon_again), len(alike.soon_again)) == (1, 1)
    assert apart.answers_alike < alike.answers_alike == 1


def test_a_show_of_hands_that_is_open_is_a_difference() -> None:
    """In an element it counts as people who differ, not as nobody knowing, and as no skipped question."""
    goals = [f"goals__{q.short_id.replace('-', '_')}" for q in FRAMEWORK.element_by_id["goals"].questions]
    [key] = [q for q in FRAMEWORK.element_by_id["goals"].questions if q.core]
    split = sheet(FRAMEWORK, **dict.fromkeys(goals, "yes")).with_answer(key.id, Answer(hands={"yes": 4, "no": 5}))
    unknown = split.with_answer(key.id, Answer(hands={"unknown": 8, "no": 1}))
    for given, reason in ((split, "differs"), (joined([split]), "differs"), (unknown, "nobody-knows")):
        studied = study_of(given)
        [found] = [one for one in studied.elements if one.element.id == "goals"]
        assert found.statuses == {"unclear": 1}
        assert {why for why, times in found.unclear_because.items() if times} == {reason}
        [question] = [one for one in studied.questions if one.question == key]
        assert (question.shares.n, question.shares.skipped, question.shares.not_reached) == (1, 0, 0)
    first = split.with_answer(key.id, Answer())  # hands alone are an answer sheet, too
    assert sample_of(replace(first, answers={key.id: Answer(hands={"yes": 4, "no": 5})})).not_compared == {"unnamed": 1}


def test_a_joined_file_does_not_make_newer_questions_skipped() -> None:
    """What somebody's older form did not have is open in the joined file, made with today's version."""
    older = [replace(one, answers=dict(list(one.answers.items())[2:])) for one in FOUR]
    [first, *_] = [q.id for q in FRAMEWORK.questions]
    late = FOUR[0].answers.keys() - older[0].answers.keys()
    assert first in late
    studied = study_of(joined([*older[1:], FOUR[0]]))
    found = [one for one in studied.questions if one.question.id in late]
    assert [(one.shares.n, one.shares.skipped, one.shares.not_reached) for one in found] == [(1, 0, 3)] * len(found)


def test_a_sheet_done_again_after_joining_is_one_person() -> None:
    """By its id, however much was changed, where the joined file calls people A, B, C."""
    four = [replace(one, id=letter * 12) for one, letter in zip(FOUR, "abcd", strict=True)]
    again = replace(answered(7, who="Anna", date="2026-01-20"), id="a" * 12)
    for given in ([joined(four), again], [*four, joined(four), again]):
        assert (sizes(sample_of(*given)), sample_of(*given).people) == ([4], 4)
        [row] = map_practices(FRAMEWORK, [row_of(f"{n}.yaml", FRAMEWORK, one) for n, one in enumerate(given)]).rows
        assert row.raters == 4


def test_who_does_not_say_who_they_are_is_somebody_else() -> None:
    """Two sheets without a name are two people."""
    sample = sample_of(answered(1), answered(2))
    assert (sample.people, sample.pairs, sample.not_compared) == (2, 1, {})


def test_an_undated_sheet_belongs_to_the_only_round() -> None:
    """With several rounds nobody can know to which; it is left alone and said."""
    assert sizes(sample_of(answered(1), answered(2, date=""))) == [2]
    assert sizes(sample_of(answered(1, date=""), answered(2, date=""))) == [2]
    several = sample_of(answered(1), answered(2, date="2027-01-01"), answered(3, date=""), answered(4, date=""))
    assert sizes(several) == [1, 1, 1, 1]
    assert several.not_compared == {"undated": 2, "alone": 2}


def test_a_sheet_without_the_name_of_a_practice_is_compared_with_none() -> None:
    """It may be about any practice."""
    assert sample_of(answered(1, name=""), answered(2, name="")).not_compared == {"unnamed": 2}


def test_an_empty_sheet_is_nobody() -> None:
    """A form that was sent back untouched is counted as that."""
    sample = sample_of(answered(1), replace(answered(2), answers={}))
    assert (len(sample.sheets), sample.not_compared) == (1, {"untouched": 1, "alone": 1})


@pytest.mark.parametrize(
    ("names", "practices"),
    [
        ([("Hembesök", "Lund"), ("Hembesök", "Lund"), ("Hembesok", "Lund")], 1),
        ([("Hembesök", "Lund"), ("Hem besök", "lund")], 1),
        ([("Hembesök", ""), ("Hembsök", "")], 1),
        ([("Hembesök", "Lunds kommun"), ("Hembesök", "Lund kommun")], 1),
        ([("Hembesök", "Lund"), ("Hembesök", "")], 1),
        ([("Hembesök", "Lund"), ("Hembesök", "Umeå"), ("Hembesök", "")], 3),
        ([("Hembesök", "Lund"), ("Hembesok", "Umeå")], 2),
        ([("Grupp 10", ""), ("Grupp 11", "")], 2),
        ([("Grupp10", ""), ("Grupp11", "")], 2),
        ([("Grupp A", ""), ("Grupp B", "")], 2),
        ([("Grupp", ""), ("Grupp A", ""), ("Grupp B", "")], 3),
        ([("Team Nordöst", ""), ("Team Nordväst", "")], 2),
        ([("Samtal", ""), ("Samtal i grupp", "")], 2),
    ],
)
def test_a_slip_of_the_pen_makes_no_other_practice(names: list[tuple[str, str]], practices: int) -> None:
    """Nor does a missing organisation where there is one only; figures, words and two slips do. It is always told."""
    given = [answered(n, name=name, organisation=organisation) for n, (name, organisation) in enumerate(names)]
    sample = sample_of(*given)
    rows = [row_of(f"{n}.yaml", FRAMEWORK, one) for n, one in enumerate(given)]
    drawn = map_practices(FRAMEWORK, rows)
    assert (sample.practices, drawn.practices, len(drawn.rows)) == (practices, practices, practices)
    assert bool(sample.same_names) == bool(drawn.same_names) == (practices < len(names))
    if practices == 1:
        assert (drawn.rows[0].name, sample.pairs) == (names[0][0], len(names) * (len(names) - 1) // 2)


def test_ten_thousand_names_are_not_all_compared() -> None:
    """Names that differ in a figure are other practices, and cost no comparison."""
    assert find_slips({(f"påhittat arbetssätt {n}", "kommunen"): 1 for n in range(10_000)}) == {}


FOUR = [answered(n, who=who) for n, who in enumerate(("Anna", "Bo", "Cilla", "Dan"))]


def joined(people: list[AnswerSheet], *, names: bool = False) -> AnswerSheet:
    """The sheet that `group` writes of these."""
    submissions = [Submission(name=one.workshop.answered_by, sheet=one) for one in people]
    return replace(gather(FRAMEWORK, submissions, names=names).sheet, workshop=Workshop(date="2026-01-01"))


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("own", [0, 1, 4])
def test_a_joined_file_is_replaced_only_as_far_as_its_people_have_files(own: int, names: bool) -> None:
    """Four joined people are four sheets, whether none, one or all of them have a file of their own beside it."""
    sample = sample_of(*FOUR[:own], joined(FOUR, names=names))
    assert (sizes(sample), sample.pairs) == ([4], 6)
    assert sample.not_compared == ({"joined": own} if own else {})


def test_somebody_else_beside_a_joined_file_counts_too() -> None:
    """A fifth person is no one of the four, and a file that joins three of them adds nobody."""
    assert sizes(sample_of(joined(FOUR), answered(8, who="Eva"))) == [5]
    assert sizes(sample_of(joined(FOUR[:3]), joined(FOUR))) == [4]


def test_the_map_counts_whom_a_joined_file_does_not_have() -> None:
    """Somebody beside a joined file is joined to it; two joined files of the same people are those people once."""
    everybody = [*FOUR, answered(8, who="Eva")]

    def drawn(*given: AnswerSheet) -> MapRow:
        [row] = map_practices(FRAMEWORK, [row_of(f"{n}.yaml", FRAMEWORK, one) for n, one in enumerate(given)]).rows
        return row

    apart = drawn(*everybody)
    for names in (False, True):
        together = joined(FOUR, names=names)
        for given in (
            (together, everybody[4]),
            (together, *everybody),
            (together, joined(FOUR[:2]), everybody[4]),
            (joined(FOUR[:3]), everybody[4], joined(FOUR[1:])),
        ):
            assert (drawn(*given).cells, drawn(*given).raters) == (apart.cells, 5)
        assert drawn(together, replace(together, id="")).raters == drawn(together, *FOUR).raters == 4
    assert drawn(joined(FOUR), *FOUR).cells == drawn(*FOUR).cells


def test_what_a_joined_file_has_settled_is_what_its_people_say() -> None:
    """Who is not in it may still say otherwise; who is in it and answers otherwise by now does not undo it."""
    question = "goals.time-bound"
    no, yes = Answer(chosen=("no",)), Answer(chosen=("yes",))
    people = [replace(one.with_answer(question, no), id=letter * 12) for one, letter in zip(FOUR, "abcd", strict=True)]
    settled = joined(people).with_answer(question, replace(joined(people).answer(question), chosen=("yes",)))
    at = next(place for place, q in enumerate(FRAMEWORK.questions) if q.id == question)

    def answer(*given: AnswerSheet) -> tuple[str, ...]:
        [row] = map_practices(FRAMEWORK, [row_of(f"{n}.yaml", FRAMEWORK, one) for n, one in enumerate(given)]).rows
        return decode_choice(FRAMEWORK.questions[at], row.joined[0].chosen[at])

    assert answer(settled, people[0].with_answer(question, no)) == ("yes",)
    assert answer(settled, answered(8, who="Eva").with_answer(question, yes)) == ("yes",)
    assert answer(settled, answered(8, who="Eva").with_answer(question, no)) == ()
    agreed = joined(people)
    assert answer(agreed, people[0].with_answer(question, yes)) == ()


def test_a_question_that_the_version_did_not_have_is_not_skipped() -> None:
    """Twelve complete files of 2026.1 skip nothing of what came later; what some of them answer was there to skip."""
    old = [load_answers(path, FRAMEWORK) for path in sorted(EARLIER.rglob("*.yaml"))]
    complete = max(old, key=lambda one: len(one.answers))
    open_in_old = [q.id for q in FRAMEWORK.questions if q.ask_if is None and complete.answer(q.id).is_open]
    assert open_in_old
    given = [replace(complete, practice=Practice(name=f"P{n}")) for n in range(12)]
    studied = study_of(*given)
    by_id = {one.question.id: one for one in studied.questions}
    assert {by_id[question].shares.n for question in open_in_old} == {0}
    assert [q for q in by_id.values() if "skipped" in q.signals] == []
    given[0] = given[0].with_answer(open_in_old[0], Answer(chosen=("yes",)))
    by_id = {one.question.id: one for one in study_of(*given).questions}
    assert by_id[open_in_old[0]].shares.n == 12
    assert {by_id[question].shares.n for question in open_in_old[1:]} <= {0}


def test_an_element_that_nobody_began_is_not_skipped() -> None:
    """Twelve files with the last element only: no question of the other ten was skipped."""
    only = sheet(FRAMEWORK, follow_up__responsible="yes")
    studied = study_of(*(replace(only, practice=Practice(name=f"P{n}")) for n in range(12)))
    assert {one.question.element for one in studied.questions if one.shares.skipped} <= {"follow-up"}
    assert [one for one in studied.questions if one.question.element != "follow-up" and one.shares.n] == []


def study_of(*given: AnswerSheet) -> Study:
    """The study of these sheets."""
    return study(FRAMEWORK, [one for n, s in enumerate(given) for one in studied_sheets(FRAMEWORK, s, f"{n:03}.yaml")])


EVERYTHING = (
    answered(1, who="Anna"), answered(1, who="Anna", date="2026-01-15"), answered(2, name="Hembesök"),
    answered(3, name="Hembesok"), answered(4, name=""), answered(5, name="C"), answered(6, name="C", date="2027-01-01"),
    answered(7, name="C", date=""), replace(answered(8), answers={}), *FOUR[1:], joined(FOUR[1:]),
)  # fmt: skip
"""A folder with every reason in it."""


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_says_what_is_counted_and_what_not(language: str, width: int) -> None:
    """Every reason stands above the numbers, in few words, and the names that were taken for one."""
    say, console = Say(language), record_console(width)
    write_terminal(build_study(study_of(*EVERYTHING), say, 90, brief=True), console)
    shown = console.file.getvalue()
    top = shown[: shown.index(say("study.first-title"))]
    counts = {"untouched": 1, "joined": 3, "again": 1, "unnamed": 1, "undated": 1, "alone": 2}
    wanted = [say(f"study.reason.{reason}", count=count) for reason, count in counts.items()]
    assert missing(top, [*wanted, "Hembesök", "Hembesok", "14"]) == []
    assert len(top.splitlines()) <= (22 if width == 80 else 30)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_says_which_names_are_one_and_what_has_no_date(language: str) -> None:
    """The map goes by the same rules as the study, and says so."""
    say, console = Say(language), record_console(80)
    rows = [row_of(f"{n}.yaml", FRAMEWORK, one) for n, one in enumerate(EVERYTHING)]
    drawn = map_practices(FRAMEWORK, rows, MapOptions())
    assert (drawn.of_no_round, drawn.same_names) == (1, (("Hembesök", "Hembesok"),))
    write_terminal(build_map(drawn, say, brief=True), console)
    shown = console.file.getvalue()
    assert missing(shown, [say("map.of-no-round", count=1), "Hembesok"]) == []
