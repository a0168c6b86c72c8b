"""Several people's answers about one practice: what they agree on, how far they differ, and how it is shown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, missing, record_console, sheet, sheets, trimmed, untimed

from lovande_cli.assessment.answers import (
    MAX_PARTICIPANTS,
    Action,
    Answer,
    AnswerSheet,
    Practice,
    Workshop,
    is_asked,
)
from lovande_cli.assessment.framework import Framework, Scale, Step
from lovande_cli.assessment.group import (
    Consensus,
    Submission,
    agree_on_options,
    agree_on_scale,
    gather,
    join_sheets,
    letter,
)
from lovande_cli.assessment.scoring import score
from lovande_cli.documents import write_document
from lovande_cli.documents.group import build_group, group_notices
from lovande_cli.documents.json_csv import group_csv, group_json
from lovande_cli.documents.writers.terminal import write_terminal
from lovande_cli.files.answer_files import load_answers, read_answers, write_answers
from lovande_cli.files.folders import find_files, load_one_practice
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.files.store import save_answers
from lovande_cli.language import Say

FRAMEWORK = load_framework(standard_folder())

voices = st.builds(
    Submission, name=st.sampled_from(["Anna", "Bo", "Person 2", "Person 10"]), sheet=sheets(FRAMEWORK, few=True)
)


def of(*given: AnswerSheet) -> Consensus:
    """The group of these sheets, handed in as 1, 2, 3 …"""
    return gather(FRAMEWORK, [Submission(name=str(place), sheet=one) for place, one in enumerate(given, 1)])


def answered(*steps: str) -> Consensus:
    """The group of people who gave these steps as their answer to goals.time-bound, one each."""
    return of(*(sheet(FRAMEWORK, goals__time_bound=step) for step in dict.fromkeys(steps)), *extra(steps))


def extra(steps: tuple[str, ...]) -> list[AnswerSheet]:
    """A sheet for every step that has been given before, told apart by who answered."""
    return [
        replace(sheet(FRAMEWORK, goals__time_bound=step), workshop=Workshop(answered_by=f"Person {place}"))
        for place, step in enumerate(steps)
        if step in steps[:place]
    ]


def spread_of(group: Consensus, question: str = "goals.time-bound"):
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
    assert sum(person.times for person in more.respondents) == sum(person.times for person in once.respondents) + 3


def counted_once(group: Consensus) -> Consensus:
    """The group without how often each sheet was handed in."""
    return replace(group, respondents=tuple(replace(person, times=1) for person in group.respondents))


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
    """An answer is filled in exactly where all who know gave it, and one alone does not; every one is kept beside it."""
    group = gather(FRAMEWORK, handed_in)
    for spread in group.questions:
        asked = [one.sheet for one in group.respondents if is_asked(FRAMEWORK, one.sheet, spread.question)]
        chosen = [one.answer(spread.question.id).chosen for one in asked]
        known = [one for one in chosen if one not in ((), ("unknown",))]
        knows_alone = len(known) == 1 and ("unknown",) in chosen
        agreed = group.sheet.answer(spread.question.id).chosen
        if known:
            assert agreed == (known[0] if len(set(known)) == 1 and not knows_alone else ())
        else:
            assert agreed == (("unknown",) if ("unknown",) in chosen else ())
    for person in group.respondents:
        kept = {q: a.votes[person.label] for q, a in group.sheet.answers.items() if person.label in a.votes}
        assert kept == {q: a for q, a in person.sheet.answers.items() if not a.is_empty}


def with_own_words(one: AnswerSheet, person: str) -> tuple[AnswerSheet, set[str]]:
    """The sheet with words in every text that nobody else writes, a retired answer's too, and those words."""
    words: set[str] = set()

    def word(place: object) -> str:
        words.add(f"ord{person}{re.sub('[^a-z0-9]', '', str(place))}")
        return f"ord{person}{re.sub('[^a-z0-9]', '', str(place))}"

    answers = {
        question: replace(answer, note=word(f"n{question}"), evidence=word(f"e{question}"))
        for question, answer in one.answers.items()
    }
    retired = next(iter(FRAMEWORK.retired))
    answers[retired] = Answer(chosen=(word("chosen"),), note=word("retired"))
    written = {part.id: word(part.id) for part in FRAMEWORK.description[:3] if not part.links}
    actions = tuple(replace(action, what=word(f"a{place}")) for place, action in enumerate(one.actions))
    return replace(one, answers=answers, actions=actions, description=written), words


@untimed
@given(st.lists(sheets(FRAMEWORK, few=True), min_size=1, max_size=4), st.booleans())
def test_no_word_that_anybody_wrote_is_missing(given_sheets: list[AnswerSheet], joined_before: bool) -> None:
    """Notes, evidence, retired answers, steps and descriptions are in the joined file and in the document, all of them.

    So are those of people whose answers had been joined before and are now joined with others'.
    """
    marked = [with_own_words(one, "abcd"[place]) for place, one in enumerate(given_sheets)]
    handed_in, words = [one for one, _ in marked], set().union(*(found for _, found in marked))
    if joined_before and len(handed_in) > 1:
        handed_in = [of(*handed_in[:2]).sheet, *handed_in[2:]]
    group = of(*handed_in)
    saved = write_answers(group.sheet, FRAMEWORK)
    shown = write_document(build_group(group, Say("sv")), ".md").decode()
    for place in (saved, shown):
        assert words - set(re.findall(r"[a-z0-9]+", place.replace("\\", ""))) == set()


def test_long_texts_of_several_people_fit_together(tmp_path: Path, run: Run) -> None:
    """Each wrote what one person may write; what does not fit in the group's note stands with its writer."""
    part = next(one.id for one in FRAMEWORK.description if not one.links)
    for name in "abc":
        answer = Answer(chosen=("yes",), note=" ".join(name * 9_000), evidence=name)
        one = sheet(FRAMEWORK, goals__time_bound=answer).with_description(part, " ".join(name * 9_000))
        (tmp_path / f"{name}.yaml").write_text(write_answers(one, FRAMEWORK), encoding="utf-8")
    out = tmp_path / "ut.yml"
    assert run("group", *(str(tmp_path / f"{name}.yaml") for name in "abc"), "-o", str(out)).code == 0
    joined = read_answers(out.read_bytes(), file="ut.yml", framework=FRAMEWORK)
    answer = joined.answer("goals.time-bound")
    assert (len(answer.note), answer.evidence) == (17_999, "a; b; c")
    assert [set(vote.note.split()) for vote in answer.votes.values()] == [{"a"}, {"b"}, {"c"}]
    assert {"a", "b", "c"} < set(str(joined.description[part]).split())


@pytest.mark.parametrize("together", [6, 1])
def test_what_the_group_wrote_is_there_to_start_from(together: int) -> None:
    """Where people differ, the note and evidence of those who answered together stay at the open answer."""
    said = Answer(chosen=("yes",), note="Vi enades", evidence="Plan")
    workshop = replace(
        sheet(FRAMEWORK, goals__time_bound=said), workshop=Workshop(participants=together, answered_by="0")
    )
    other = sheet(FRAMEWORK, goals__time_bound=Answer(chosen=("no",), note="Nej", evidence="Brev"))
    joined = of(workshop, other).sheet.answer("goals.time-bound")
    assert joined.chosen == ()
    assert (joined.note, joined.evidence) == (("Vi enades", "Plan") if together > 1 else ("", ""))


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
        (("yes", "unknown"), (), False),
        (("not-applicable", "unknown", "unknown"), (), False),
        (("yes", "no", "unknown"), (), True),
        (("yes", "not-applicable"), (), True),
        (("not-applicable", "not-applicable", "unknown"), ("not-applicable",), False),
        (("unknown", "unknown"), ("unknown",), False),
    ],
)
def test_what_is_agreed(steps, agreed, differs) -> None:
    """All who know decide, one alone does not; not applicable differs from all; where nobody knows, that is said."""
    spread = spread_of(answered(*steps))
    assert (spread.agreed, spread.differs) == (agreed, differs)


def test_agreement_on_options_is_what_two_people_share() -> None:
    """The mean over all pairs of what both chose, as a share of what either chose."""
    assert agree_on_options([("a", "b"), ("a", "b")]) == 1
    assert agree_on_options([("a",), ("b",), ("c",)]) == 0
    assert agree_on_options([("a", "b"), ("a",), ("b",)]) == Fraction(1, 3)


def test_a_show_of_hands_is_told_with_the_one_who_wrote_it_down() -> None:
    """How many raised their hands in a group is in the document of several people's answers."""
    counted = replace(
        sheet(FRAMEWORK, goals__time_bound=Answer(hands={"yes": 4, "no": 2})), workshop=Workshop(participants=6)
    )
    shown = write_document(build_group(of(counted, sheet(FRAMEWORK, goals__time_bound="no")), Say("sv")), ".md")
    assert "Handuppräckning: ja 4, nej 2" in shown.decode()


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
        Submission(name=name, sheet=sheet(FRAMEWORK, goals__time_bound=step))
        for name, step in (("Person 10", "yes"), ("Person 2", "no"), ("Person 2", "partly"))
    ]
    assert [(p.label, p.name) for p in gather(FRAMEWORK, given).respondents] == [
        ("A", "Person 2"), ("B", "Person 2"), ("C", "Person 10"),
    ]  # fmt: skip
    group = gather(FRAMEWORK, given, names=True)
    assert [p.label for p in group.respondents] == ["Person 2", "Person 2 (2)", "Person 10"]
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
def five(framework: Framework, examples: Path) -> Consensus:
    """The five invented people of the examples."""
    files = load_one_practice(find_files([examples / "group"]), framework)[0]
    return gather(framework, [Submission(name=one.name, sheet=one.sheet) for one in files], language="sv")


def screen(group: Consensus, language: str, width: int, **how: str) -> str:
    """The people's answers as they are shown."""
    console = record_console(width)
    write_terminal(build_group(group, Say(language), **how, brief=True), console)
    return trimmed(console.file.getvalue())


def test_screen_looks_as_accepted(five: Consensus, golden: Callable[[str, str], None]) -> None:
    """Five people's answers in a narrow window, sign for sign; README shows them at 80 columns."""
    golden("group-da-60.txt", screen(five, "da", 60))


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize("language", LANGUAGES)
def test_screen_says_everything(five: Consensus, language: str, width: int) -> None:
    """Every element and every question that people answer differently is there; no line is wider than the screen."""
    say, shown = Say(language), screen(five, language, width)
    differing = [say.text(spread.question.ask) for spread in five.questions if spread.differs]
    assert missing(shown, [*(say.text(element.name) for element in FRAMEWORK.elements), *differing]) == []
    assert max(map(len, shown.splitlines())) <= width


def test_screen_in_order(five: Consensus) -> None:
    """With --sort order the questions stand as they are asked."""
    numbers = re.findall(r"^ *(\d+)\.(\d+) ", screen(five, "sv", 80, sort="order"), re.MULTILINE)
    asked = [(int(element), int(question)) for element, question in numbers]
    assert asked == sorted(asked)
    assert len(asked) > 20


def test_screen_of_many_people_with_markup_and_long_names(five: Consensus) -> None:
    """Thirty people with names that look like markup are shown as they are written, within the screen."""
    many = [
        Submission(
            name=f"[bold]{place}[/] \x1b[31m" + "långt" * 9,
            sheet=replace(five.respondents[place % 5].sheet, language=str(place)),
        )
        for place in range(30)
    ]
    for names in (True, False):
        console = record_console(80)
        write_terminal(build_group(gather(FRAMEWORK, many, names=names), Say("sv"), brief=True), console)
        shown = console.file.getvalue()
        assert "\x1b" not in shown
        assert max(len(line.rstrip()) for line in shown.splitlines()) <= 80


def test_json_and_csv_say_the_same() -> None:
    """JSON holds people, counts, N and agreement; the CSV has the same counts, a row for each question and answer."""
    consensus = of(
        sheet(FRAMEWORK, goals__time_bound="yes", goals__set_together="yes", economy__cost_assessed="unknown"),
        sheet(
            FRAMEWORK,
            goals__time_bound=Answer(chosen=("no",), note="Nej.", about_question="Vilka mål?"),
            goals__set_together="yes",
            economy__cost_assessed="unknown",
        ),
    )
    told = json.loads(group_json(consensus, Say("sv")))
    asked = len(FRAMEWORK.questions) - sum(question.ask_if is not None for question in FRAMEWORK.questions)
    assert told["people"] == ["A", "B"]
    assert told["summary"] == {
        "people": 2, "participants": 2, "questions": asked, "agreed": 1, "differing": 1, "settled": 2,
    }  # fmt: skip
    by_id = {question["question"]: question for question in told["questions"]}
    assert told["questions"][0] == {
        "question": "goals.time-bound", "people": 2, "knowing": 2,
        "counts": {"yes": 1, "partly": 0, "no": 1, "unknown": 0, "not-applicable": 0, "unanswered": 0},
        "agreement": 0, "differs": True, "agreed": [], "votes": {"A": ["yes"], "B": ["no"]},
        "open": "differs", "knows_alone": None, "written": {"A": {}, "B": {"note": "Nej.", "about_question": "Vilka mål?"}},
    }  # fmt: skip
    assert [by_id[one]["agreed"] for one in ("goals.set-together", "economy.cost-assessed")] == [["yes"], ["unknown"]]
    rows = list(csv.DictReader(io.StringIO(group_csv(consensus))))
    counts = {(q["question"], answer): str(n) for q in told["questions"] for answer, n in q["counts"].items()}
    assert {(row["question"], row["answer"]): row["people"] for row in rows} == counts
    assert {row["question"] for row in rows if row["differs"] == "true"} == {"goals.time-bound"}
    in_order = json.loads(group_json(consensus, Say("sv"), sort="order"))["questions"]
    assert [q["question"] for q in in_order] == [q.id for q in FRAMEWORK.questions if q.ask_if is None]


def written(folder: Path, name: str, one: AnswerSheet, *, date: str = "", participants: int | None = None) -> str:
    """The sheet as a file NAME.yaml in the folder, answered by NAME."""
    kept = replace(one, workshop=Workshop(date=date, participants=participants, answered_by=name))
    (folder / f"{name}.yaml").write_text(write_answers(kept, FRAMEWORK), encoding="utf-8")
    return str(folder / f"{name}.yaml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_latest_round_is_joined(language: str, run: Run, tmp_path: Path) -> None:
    """Files of another year are told with their dates and left out; one without a date belongs to the latest."""
    say, yes, no = Say(language), *(sheet(FRAMEWORK, goals__time_bound=step) for step in ("yes", "no"))
    written(tmp_path, "fjol-a", yes, date="2025-11-03", participants=5)
    written(tmp_path, "fjol-b", no, date="2025-12-01")
    written(tmp_path, "a", no, date="2026-11-05", participants=6)
    written(tmp_path, "b", yes, date="2026-11-20")
    written(tmp_path, "c", yes)
    out = tmp_path / "ut.yml"
    ran = run("group", str(tmp_path), "-o", str(out), "--lang", language)
    joined = read_answers(out.read_bytes(), file="ut.yml", framework=FRAMEWORK)
    assert (joined.workshop.date, joined.workshop.participants) == ("2026-11-20", 8)
    dates = f"{say.date('2025-11-03')} – {say.date('2025-12-01')}"
    names = say.listing(["fjol-a.yaml", "fjol-b.yaml"])
    assert say("group.earlier", count=2, dates=dates, names=names) in " ".join(ran.err.split())
    only = run("group", str(tmp_path / "fjol-a.yaml"), str(tmp_path / "fjol-b.yaml"), "--lang", language)
    assert (only.code, only.err) == (0, "")


def test_everybody_counts_once(run: Run, tmp_path: Path) -> None:
    """A joined file beside all its people's own files is left out; with a latecomer it stands for its people."""
    people = [
        written(tmp_path, name, sheet(FRAMEWORK, goals__time_bound=step, goals__set_together="yes"))
        for name, step in (("anna", "yes"), ("bo", "no"))
    ]
    together = str(tmp_path / "ihop.yaml")
    late = written(tmp_path, "cia", sheet(FRAMEWORK, economy__cost_assessed="no"))
    assert run("group", *people, "-o", together).code == 0
    for files, participants, left_out in (
        ((*people, together), 2, "ihop.yaml"),
        ((together, late), 3, ""),
        ((people[0], together, late), 3, "anna.yaml"),
        ((together,), 2, ""),
    ):
        made = set()
        for order in permutations(files):
            ran = run("group", *order, "-o", str(tmp_path / "ut.yml"), "--force")
            made.add((ran.code, ran.out, ran.err, (tmp_path / "ut.yml").read_bytes()))
        ((code, _, told, data),) = made
        assert (code, read_answers(data, file="", framework=FRAMEWORK).workshop.participants) == (0, participants)
        named = [name for name in ("ihop.yaml", "anna.yaml", "bo.yaml") if name in told]
        assert named == [left_out] * bool(left_out)


def test_own_files_are_found_by_their_id(run: Run, tmp_path: Path) -> None:
    """Whoever has changed all their answers since is the same person; whoever answered alike with an id is another."""
    scales = [question.id for question in FRAMEWORK.questions if not question.options]
    anna = replace(sheet(FRAMEWORK), id="aaaaaaaaaaaa", answers=dict.fromkeys(scales, Answer(chosen=("yes",))))
    bo = replace(anna, id="bbbbbbbbbbbb", answers=dict.fromkeys(scales, Answer(chosen=("no",))))
    files = [written(tmp_path, "anna", anna), written(tmp_path, "bo", bo)]
    together = tmp_path / "ihop.yaml"
    assert run("group", *files, "-o", str(together)).code == 0
    joined = read_answers(together.read_bytes(), file="", framework=FRAMEWORK)
    assert joined.sheet_ids == {"A": anna.id, "B": bo.id}
    assert {label: one.id for label, one in joined.by_person.items()} == joined.sheet_ids
    assert run("group", *reversed(files), "-o", str(tmp_path / "igen.yaml")).code == 0
    assert (tmp_path / "igen.yaml").read_bytes() == together.read_bytes()  # one joined sheet, and a copy of it
    (tmp_path / "igen.yaml").unlink()

    Path(files[1]).unlink()
    written(tmp_path, "anna", replace(anna, answers=dict.fromkeys(scales, Answer(chosen=("partly",)))))
    written(tmp_path, "cia", replace(bo, id="cccccccccccc"))
    assert run("group", str(tmp_path), "-o", str(tmp_path / "ut.yml")).code == 0
    votes = read_answers((tmp_path / "ut.yml").read_bytes(), file="", framework=FRAMEWORK).answer(scales[0]).votes
    assert sorted(vote.chosen or ("differ",) for vote in votes.values()) == [("differ",), ("no",)]
    assert "partly" not in together.read_text(encoding="utf-8")
    assert "delvis" in next(vote.note for vote in votes.values() if vote.is_open)


def test_one_sheet_on_two_days_of_a_round_is_one_person(run: Run, tmp_path: Path) -> None:
    """The last day counts, and the earlier file is named; a copy of it that a colleague answered in counts too."""
    anna = sheet(FRAMEWORK, goals__time_bound="no")
    first = replace(anna, id="aaaaaaaaaaaa", workshop=Workshop(date="2026-11-02", answered_by="Anna"))
    again = replace(first, workshop=Workshop(date="2026-11-20", answered_by="Anna"))
    again = again.with_answer("goals.time-bound", Answer(chosen=("yes",)))
    bo = replace(again, workshop=Workshop(date="2026-11-20", answered_by="Bo"))
    for name, one in (("nu", again), ("da", first), ("z-bo", bo)):
        (tmp_path / f"{name}.yaml").write_text(write_answers(one, FRAMEWORK), encoding="utf-8")
    ran = run("group", str(tmp_path), "-o", str(tmp_path / "ut.yml"), "--lang", "sv")
    votes = (
        read_answers((tmp_path / "ut.yml").read_bytes(), file="", framework=FRAMEWORK).answer("goals.time-bound").votes
    )
    assert [vote.chosen for vote in votes.values()] == [("yes",), ("yes",)]
    told = " ".join(ran.err.split())
    assert Say("sv")("files.other-version", file="da.yaml", original="nu.yaml") in told
    assert Say("sv")("files.copied-for-another", file="z-bo.yaml", original="da.yaml") in told


def test_what_is_unclear_to_each_stays_theirs(run: Run, tmp_path: Path) -> None:
    """A remark on a question is no answer: it stands with its writer in the joined file, once more joined too."""
    anna = sheet(FRAMEWORK, goals__time_bound=Answer(about_question="Vilka mål?"))
    bo = sheet(FRAMEWORK, goals__time_bound=Answer(chosen=("yes",), about_question="Vems mål?"))
    files = [written(tmp_path, "anna", anna), written(tmp_path, "bo", bo)]
    together = str(tmp_path / "ihop.yaml")
    shown = run("group", *files, "-o", together).out
    say = Say("sv")
    for text in ("Vilka mål?", "Vems mål?"):
        assert f"{say('common.about-question')}: {text}" in " ".join(shown.split())
    joined = read_answers(Path(together).read_bytes(), file="", framework=FRAMEWORK)
    answer = joined.answer("goals.time-bound")
    assert (answer.chosen, answer.about_question) == (("yes",), "")
    assert {label: vote.about_question for label, vote in answer.votes.items()} == {"A": "Vilka mål?", "B": "Vems mål?"}
    late = written(tmp_path, "cia", sheet(FRAMEWORK, economy__cost_assessed="no"))
    Path(files[0]).unlink()
    assert run("group", together, late, "-o", str(tmp_path / "ut.yaml")).code == 0
    again = read_answers((tmp_path / "ut.yaml").read_bytes(), file="", framework=FRAMEWORK)
    remarks = [vote.about_question for vote in again.answer("goals.time-bound").votes.values()]
    assert remarks == ["A: Vilka mål?\nB: Vems mål?"]


@pytest.mark.parametrize("names", [(), ("--names",)])
@pytest.mark.parametrize("late", [False, True])
def test_what_a_group_settled_is_joined_again(names: tuple[str, ...], late: bool, run: Run, tmp_path: Path) -> None:
    """What was agreed on in a joined file stands when its people's own files, and a latecomer's, are joined with it.

    So does what one of them wrote in their own file afterwards; an answer that was only agreed on is asked again.
    """
    scales = [question.id for question in FRAMEWORK.questions if not question.options]
    anna = replace(sheet(FRAMEWORK), answers=dict.fromkeys(scales, Answer(chosen=("yes",))))
    bo = replace(anna, answers=anna.answers | {"goals.time-bound": Answer(chosen=("no",), note="Nej, sa bo")})
    files = [written(tmp_path, "anna", anna), written(tmp_path, "bo", bo)]
    together = tmp_path / "ihop.yaml"
    assert run("group", *files, *names, "-o", str(together)).code == 0
    joined = read_answers(together.read_bytes(), file="", framework=FRAMEWORK)
    settled = replace(joined.answer("goals.time-bound"), chosen=("partly",), note="Vi enades")
    settled_sheet = replace(joined.with_answer("goals.time-bound", settled), actions=(Action(what="Mäta"),))
    together.write_text(write_answers(settled_sheet, FRAMEWORK), encoding="utf-8")
    written(tmp_path, "anna", anna.with_answer("goals.set-together", Answer(chosen=("no",), note="Ändrat sedan")))
    files += [str(together)] + [written(tmp_path, "cia", sheet(FRAMEWORK, economy__cost_assessed="no"))] * late
    made = set()
    for order in permutations(files):
        assert run("group", *order, "-o", str(tmp_path / "ut.yml"), "--force").code == 0
        made.add((tmp_path / "ut.yml").read_bytes())
    (data,) = made
    again = read_answers(data, file="ut.yml", framework=FRAMEWORK)
    assert (again.answer("goals.time-bound").chosen, again.actions) == (("partly",), (Action(what="Mäta"),))
    assert again.answer("goals.set-together").chosen == ()
    assert again.answer("goals.individual-needs").chosen == ("yes",)
    assert again.workshop.participants == 2 + late
    for words in ("Vi enades", "Nej, sa bo", "Ändrat sedan"):
        assert words in data.decode()


def test_who_answers_alike_in_other_words_is_another_person(run: Run, tmp_path: Path) -> None:
    """A latecomer with the answers of somebody in a joined file, whose own file is away, does not replace them."""
    alike = [
        written(tmp_path, name, sheet(FRAMEWORK, goals__time_bound=Answer(chosen=("yes",), note=f"Så säger {name}")))
        for name in ("anna", "bo", "cia")
    ]
    together = str(tmp_path / "ihop.yaml")
    assert run("group", *alike[:2], "-o", together).code == 0
    assert run("group", together, alike[0], alike[2], "-o", str(tmp_path / "ut.yml")).code == 0
    joined = read_answers((tmp_path / "ut.yml").read_bytes(), file="", framework=FRAMEWORK)
    assert joined.workshop.participants == 3
    note = joined.answer("goals.time-bound").note
    assert [words for words in ("Så säger anna", "Så säger bo", "Så säger cia") if words not in note] == []


@pytest.mark.parametrize(
    ("before", "last", "agreed", "reason"),
    [
        (("yes", "no"), "partly", (), "differs"),
        (("yes", "no"), "yes", (), "differs"),
        (("yes", "no"), "unknown", (), "differs"),
        (("yes", "unknown"), "unknown", (), "one-knows"),
        (("yes", "unknown"), "yes", ("yes",), None),
        (("yes", "yes"), "yes", ("yes",), None),
        (("unknown", "unknown"), "unknown", ("unknown",), "nobody-knows"),
    ],
)
def test_nobody_decides_for_those_who_differ_in_a_joined_file(before, last, agreed, reason) -> None:
    """A question that is open in a joined file is so for what its people said, which a latecomer does not replace."""
    once = of(*(sheet(FRAMEWORK, goals__time_bound=step) for step in before)).sheet
    twice = of(once, sheet(FRAMEWORK, goals__time_bound=last))
    (spread,) = [spread for spread in twice.questions if spread.question.id == "goals.time-bound"]
    assert (spread.agreed, spread.open_reason) == (agreed, reason)
    assert twice.sheet.answer("goals.time-bound").chosen == agreed


def test_what_was_open_twice_stays_open_the_third_time() -> None:
    """Two differ, a third differs from both, and each time one more file is joined: none of them decides."""
    joined = of(*(sheet(FRAMEWORK, goals__time_bound=step) for step in ("yes", "no"))).sheet
    for step in ("partly", "partly", "unknown"):
        joined = of(joined, sheet(FRAMEWORK, goals__time_bound=step)).sheet
        assert joined.answer("goals.time-bound").chosen == ()
        assert of(joined).sheet.answer("goals.time-bound").chosen == ()


def test_nobody_decides_for_a_group_whose_hands_differ() -> None:
    """Hands were raised for two answers and nothing was agreed on: the answer of one who was away is not the group's."""
    group = sheet(FRAMEWORK, goals__time_bound=Answer(hands={"yes": 4, "no": 5}))
    joined = of(group, sheet(FRAMEWORK, goals__time_bound="yes"))
    assert joined.sheet.answer("goals.time-bound").chosen == ()


def test_hands_are_there_after_a_second_joining() -> None:
    """How a group raised hands stands in the file and the document when its joined sheet is joined with more people's."""
    group = sheet(FRAMEWORK, goals__time_bound=Answer(chosen=("yes",), hands={"yes": 4, "no": 2}))
    once = of(group, sheet(FRAMEWORK, goals__time_bound="yes")).sheet
    twice = of(once, sheet(FRAMEWORK, goals__time_bound="no"))
    shown = write_document(build_group(twice, Say("sv")), ".md").decode()
    for place in (write_answers(twice.sheet, FRAMEWORK), shown):
        assert "ja 4, nej 2" in place


@pytest.mark.parametrize(("participants", "together"), [((1, 1, 1), 3), ((None, None), 2), ((6, 1, None), 8)])
def test_participants_are_all_that_the_sheets_speak_for(participants, together) -> None:
    """Three one-person sheets are three people; a sheet that a group of six filled in counts six."""
    given = [
        replace(sheet(FRAMEWORK, goals__time_bound="yes"), workshop=Workshop(participants=n, answered_by=str(place)))
        for place, n in enumerate(participants)
    ]
    assert of(*given).sheet.workshop.participants == together


def test_a_sum_beyond_every_group_is_left_out() -> None:
    """What a joined file says of its participants is a number that can be read back."""
    given = [
        replace(sheet(FRAMEWORK, goals__time_bound=step), workshop=Workshop(participants=MAX_PARTICIPANTS))
        for step in ("yes", "no")
    ]
    joined = of(*given).sheet
    assert joined.workshop.participants is None
    assert read_answers(write_answers(joined, FRAMEWORK).encode(), file="x", framework=FRAMEWORK) == joined


@untimed
@given(st.lists(st.sampled_from(["sv", "da"]), min_size=1, max_size=6), st.sampled_from(["sv", "da"]))
def test_a_joined_sheet_is_in_the_language_of_most(languages: list[str], screen: str) -> None:
    """Most sheets decide, in whatever order; as many of each leave it to the screen."""
    given = [
        Submission(name=str(n), sheet=replace(sheet(FRAMEWORK), language=one, workshop=Workshop(answered_by=str(n))))
        for n, one in enumerate(languages)
    ]
    swedish, danish = languages.count("sv"), languages.count("da")
    expected = screen if swedish == danish else "sv" if swedish > danish else "da"
    assert gather(FRAMEWORK, given, language=screen).sheet.language == expected


@pytest.mark.parametrize("options", [(), ("--names",), ("--lang", "da")])
def test_the_joined_file_does_not_depend_on_the_order_of_the_files(
    options: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    """Whoever is named first: the same file, and the same screen, in the same language."""
    steps = (Action(what="Mäta"), Action(what="Mäta"))
    sheets_by_name = {
        "anna": replace(sheet(FRAMEWORK, goals__time_bound="yes"), practice=Practice(organisation="Norr")),
        "bo": replace(sheet(FRAMEWORK, goals__time_bound="no"), language="da", actions=steps).with_description(
            "why", "Bo"
        ),
        "cia": replace(sheet(FRAMEWORK, goals__time_bound="no"), language="da", actions=steps[1:]),
        "alla": replace(sheet(FRAMEWORK, goals__set_together="yes"), workshop=Workshop(participants=6)),
    }
    for name, one in sheets_by_name.items():
        (tmp_path / f"{name}.yaml").write_text(write_answers(one, FRAMEWORK), encoding="utf-8")
    out, made = tmp_path / "ut.yml", set()
    for order in permutations(sheets_by_name):
        files = [str(tmp_path / f"{name}.yaml") for name in order]
        ran = run("group", *files, "-o", str(out), "--force", *options)
        made.add((ran.code, out.read_bytes(), ran.out, ran.err))
    assert len(made) == 1
    assert next(iter(made))[0] == 0
    assert read_answers(out.read_bytes(), file="ut.yml", framework=FRAMEWORK).actions == steps


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_file_alone_is_not_called_agreement(language: str, run: Run, examples: Path) -> None:
    """Six people who answered together have nobody to agree with: how many answers they have is said, and no more."""
    say = Say(language)
    ran = run("group", str(examples / "hembesok.sv.yaml"), "--lang", language)
    told = " ".join(ran.out.split())
    assert ran.code == 0
    assert say("group.alone", who=say("group.group", count=6), known=48, questions=50) in told
    assert say("group.alone-next") in told
    assert say("group.elements-title") not in told
    assert say("group.one-knows-summary", count=48) not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_counts_of_the_saved_file_are_those_of_the_screen(
    language: str, run: Run, examples: Path, tmp_path: Path
) -> None:
    """What has an answer, and what is open since people differ or one alone knows, is told apart; together it is all."""
    say, out = Say(language), tmp_path / "ut.yaml"
    ran = run("group", str(examples / "group"), "-o", str(out), "--lang", language)
    told = " ".join((ran.out + ran.err).split())
    assert say("group.summary", agreed=16, differing=31, questions=49) in told
    assert say("group.knows-alone-summary", count=2) in told
    settled = say("group.settled", count=16, parts=say("group.agreed-part", count=16))
    why = say.listing([say("group.open.differs", count=31), say("group.open.one-knows", count=2)])
    assert say("group.saved", settled=settled, open=say("group.settled", count=33, parts=why)) in told


def test_a_group_that_answered_together_is_no_person() -> None:
    """The workshop's own file comes first, under its number of people, and takes no letter."""
    workshop = replace(sheet(FRAMEWORK, goals__time_bound="yes"), workshop=Workshop(participants=6))
    given = [Submission(name="b", sheet=sheet(FRAMEWORK, goals__time_bound="no")), Submission(name="a", sheet=workshop)]
    consensus = gather(FRAMEWORK, given, name_group="gruppen ({})".format)
    assert [one.label for one in consensus.respondents] == ["gruppen (6)", "A"]
    console = record_console(80)
    write_terminal(build_group(consensus, Say("sv"), brief=True), console)
    shown = console.file.getvalue()
    assert shown.startswith("Svar från gruppen (6) och en person: ")
    assert "Flera personer har tillsammans gett svaren från gruppen (6)." in shown


def test_the_groups_sheet_has_the_latest_date_and_every_step_once() -> None:
    """Dates, steps and texts of several sheets become one of each."""
    steps = (Action(what="Mäta", who="Bo"), Action(what="Fråga"))
    one = replace(sheet(FRAMEWORK, goals__time_bound="yes"), workshop=Workshop(date="2026-02-01"), actions=steps[:1])
    two = replace(sheet(FRAMEWORK, goals__time_bound="no"), workshop=Workshop(date="2025-11-30"), actions=steps)
    joined = of(one, two).sheet
    assert joined.workshop.date == "2026-02-01"
    assert joined.actions == steps


def test_notes_of_those_who_left_a_question_open_do_not_speak_for_the_group() -> None:
    """What stands beside an open answer is that person's alone, and is kept as theirs."""
    given = [
        sheet(FRAMEWORK, goals__time_bound=Answer(chosen=("yes",), note="Vi vet")),
        sheet(FRAMEWORK, goals__time_bound=Answer(note="Fråga Bo")),
    ]
    joined = of(*given).sheet.answer("goals.time-bound")
    assert joined.note == "Vi vet"
    assert sorted(vote.note for vote in joined.votes.values()) == ["Fråga Bo", "Vi vet"]


def test_thin_disagreement_comes_last_and_options_stand_apart() -> None:
    """What two of five know is no reason to talk first; a scale goes before options, which are measured otherwise."""
    scale, options, thin = "goals.time-bound", "description.written-where", "goals.set-together"
    answers = [
        {scale: "yes", options: "external-web", thin: "yes"},
        {scale: "yes", options: "internal-document", thin: "no"},
        {scale: "partly", options: "external-web", thin: "unknown"},
        {scale: "yes", options: "external-web", thin: "unknown"},
        {scale: "yes", options: "external-web", thin: "unknown"},
    ]
    consensus = of(
        *(replace(sheet_with(given), workshop=Workshop(answered_by=str(place))) for place, given in enumerate(answers))
    )
    assert [spread.question.id for spread in consensus.differing] == [scale, options, thin]


def sheet_with(answers: dict[str, str]) -> AnswerSheet:
    """A sheet with these answers by question id."""
    return replace(sheet(FRAMEWORK), answers={one: Answer(chosen=(chosen,)) for one, chosen in answers.items()})


def test_ties_are_broken_by_how_far_apart_the_answers_are() -> None:
    """Two ja and one nej agree as little as one of each by Leik, but stand further apart and come first."""
    near, far = "goals.time-bound", "goals.set-together"
    answers = [{near: "yes", far: "yes"}, {near: "partly", far: "yes"}, {near: "no", far: "no"}]
    consensus = of(*map(sheet_with, answers))
    assert [spread_of(consensus, one).agreement for one in (near, far)] == [Fraction(1, 3), Fraction(1, 3)]
    assert [spread_of(consensus, one).distance for one in (near, far)] == [Fraction(1, 2), Fraction(2, 3)]
    assert [spread.question.id for spread in consensus.differing] == [far, near]


@pytest.mark.parametrize("people", range(2, 9))
def test_the_least_agreement_is_0_or_one_in_n(people: int) -> None:
    """Half at each end is 0; an odd number of people reaches 1/n and no lower."""
    low = people // 2
    assert agree_on_scale([low, 0, people - low]) == (Fraction(1, people) if people % 2 else 0)


def test_a_scale_of_five_steps_is_told_apart_and_explained() -> None:
    """Each step of the question's own scale has a sign of its own, and the legend says what it means."""
    words = ("helt", "mest", "till hälften", "lite", "inte alls")
    steps = tuple(
        Step(id=f"s{n}", kind="valued", value=Fraction(4 - n, 4), words={"sv": (word,), "da": (word,)})
        for n, word in enumerate(words)
    )
    special = tuple(step for step in FRAMEWORK.scales[0].steps if step.value is None)
    five_steps = Scale(id="five", steps=(*steps, *special))
    changed = [
        replace(
            e, questions=tuple(replace(q, scale=five_steps) if q.id == "goals.time-bound" else q for q in e.questions)
        )
        for e in FRAMEWORK.elements
    ]
    framework = replace(FRAMEWORK, elements=tuple(changed), scales=(*FRAMEWORK.scales, five_steps))
    given = [Submission(name=str(n), sheet=sheet_with({"goals.time-bound": f"s{n}"})) for n in range(5)]
    console = record_console(80)
    write_terminal(build_group(gather(framework, given), Say("sv"), brief=True), console)
    shown = console.file.getvalue()
    assert "●◕◐◔○" in shown
    assert "● helt · ◕ mest · ◐ till hälften · ◔ lite · ○ inte alls · ? vet inte" in shown
    assert "● ja · ◐ delvis · ○ nej · ? vet inte" in shown


def test_every_text_of_the_description_is_kept() -> None:
    """Where several wrote differently all of it stands in the group's sheet, under their labels, and the part is named."""
    anna = sheet(FRAMEWORK).with_description("why", "Annas skäl.").with_description("change", {"soon": "Lugn."})
    bo = sheet(FRAMEWORK).with_description("why", "Bos skäl.").with_description("change", {"later": "Jobb."})
    cia = bo.with_description("why", "Annas skäl.\n").with_description("cost", "Dyrt.")
    group = of(anna, bo, cia)
    assert len(group.respondents) == 3
    assert group.described_differently == ("why",)
    assert group.sheet.description == {
        "why": "A:\nAnnas skäl.\n\nB:\nBos skäl.",
        "change": {"soon": "Lugn.", "later": "Jobb."},
        "cost": "Dyrt.",
    }
    handed_in = [Submission(name=name, sheet=one) for name, one in (("Anna", anna), ("Bo", bo), ("Cia", cia))]
    named = gather(FRAMEWORK, handed_in, names=True)
    assert [one.label for one in named.respondents] == ["Anna", "Bo", "Cia"]
    assert named.sheet.description == group.sheet.description, "others read the description, and need no names"
    assert of(anna).described_differently == ()
    assert of(anna).sheet.description == anna.description


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_that_differ_are_told_and_written(language: str, run: Run, tmp_path: Path) -> None:
    """`group -o` names the part, keeps both texts in the file and says which command makes one text of them."""
    say, part = Say(language), next(one for one in FRAMEWORK.description if not one.links)
    for name in ("anna", "bo"):
        described = sheet(FRAMEWORK).with_description(part.id, f"Text {name}.")
        (tmp_path / f"{name}.yaml").write_text(write_answers(described, FRAMEWORK), encoding="utf-8")
    both, out = [str(tmp_path / f"{name}.yaml") for name in ("anna", "bo")], tmp_path / "group.yaml"
    ran = run("group", *both, "-o", str(out), "--lang", language)
    told = " ".join((ran.out + ran.err).split())
    assert ran.code == 0
    assert say("group.described-differently", parts=say.text(part.heading)) in told
    assert f"lovande describe {out}" in told
    kept = read_answers(out.read_bytes(), file="group.yaml", framework=FRAMEWORK).description[part.id]
    assert kept == "A:\nText anna.\n\nB:\nText bo."


@pytest.mark.parametrize("language", LANGUAGES)
def test_details_that_differ_are_told(language: str) -> None:
    """The group's sheet has one target group, organisation and contact; every other that was written is shown."""
    say = Say(language)
    practices = [
        Practice(organisation=f"Hus {name}", target_group=f"Grupp {name}", contact=f"{name}@hus") for name in "ab"
    ]
    group = of(*(replace(sheet(FRAMEWORK), practice=one) for one in practices))
    told = " ".join(group_notices(group, say))
    for one in practices:
        assert one.organisation in told
        assert one.target_group in told
        assert one.contact in told


def test_nobodys_closing_answers_are_lost_by_joining(run: Run, tmp_path: Path) -> None:
    """The joined file has each person's under their letter; a second joining keeps them, and what the group said since."""
    for name, said in (("anna", "{understandable: ja, missing: Tid}"), ("bo", "{understandable: nej}")):
        text = f"lovande: 1\npractice: {{name: Torget}}\nclosing: {said}\nanswers: {{goals: {{time-bound: ja}}}}\nworkshop: {{answered-by: {name}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    joined = tmp_path / "alla.yaml"
    assert run("group", str(tmp_path), "-o", str(joined)).code == 0
    found = load_answers(joined, FRAMEWORK)
    assert found.closing == {"understandable": {"A": "yes", "B": "no"}, "missing": {"A": "Tid"}}
    save_answers(replace(found, minutes={"goals": 4.0}).with_closing("use-again", "partly"), joined, FRAMEWORK)
    assert run("group", str(tmp_path), "-o", str(joined), "--force").code == 0
    again = load_answers(joined, FRAMEWORK)
    said = {question: sorted(by_person.values()) for question, by_person in again.closing.items()}
    assert said == {"understandable": ["no", "yes"], "missing": ["Tid"], "use-again": ["partly"]}


@pytest.mark.parametrize("late", ["yes", "no", "partly", ""])
def test_what_two_differ_on_is_not_decided_by_who_is_joined_with_them(late: str) -> None:
    """The bounds of a file joined of a joined one, and of one more joined again, are those of all joined at once."""
    people = [sheet(FRAMEWORK, positive_effect__documented=step) for step in ("yes", "no")]
    third = sheet(FRAMEWORK, **({"positive_effect__documented": late} if late else {"goals__time_bound": "yes"}))
    nested, question = join_sheets(FRAMEWORK, [join_sheets(FRAMEWORK, people), third]), "positive-effect.documented"
    again = join_sheets(FRAMEWORK, [nested, sheet(FRAMEWORK, goals__time_bound="no")])
    found = [score(FRAMEWORK, one) for one in (join_sheets(FRAMEWORK, [*people, third]), nested, again)]
    bounds = [
        next((a.low, a.high) for e in one.elements for a in e.answers if a.question.id == question) for one in found
    ]
    assert bounds == [(0, 1)] * 3
