"""Three-way merge of two versions of one sheet: what one alone wrote is merged, what both changed is a conflict."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import sheet as make_sheet
from made import sheets, untimed

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, Practice, Workshop
from lovande_cli.assessment.merge import merge, record, three_way
from lovande_cli.files.framework_files import load_framework, standard_folder

FRAMEWORK = load_framework(standard_folder())
BASE = replace(
    make_sheet(FRAMEWORK, goals__time_bound=Answer(chosen=("yes",), note="först"), goals__set_together="no"),
    practice=Practice(name="Hjärtat", organisation="Norr"),
    actions=(Action(what="Mäta"), Action(what="Skriva")),
)


@untimed
@given(sheets(FRAMEWORK, few=True), sheets(FRAMEWORK, few=True))
def test_a_version_that_nobody_changed_gives_way(base: AnswerSheet, changed: AnswerSheet) -> None:
    """With one side unchanged the other is the result, but for what theirs removed, which is asked about."""
    assert merge(base, changed, base).sheet == changed
    assert merge(base, changed, base).conflicts == ()
    theirs = merge(base, base, changed)
    removed = {at for at, answer in base.answers.items() if changed.answer(at).is_empty and not answer.is_empty}
    named = {place[1] for place in theirs.conflicts if place[0] == "answers"}
    assert removed <= named
    for at, answer in changed.answers.items():
        if at not in named:
            assert theirs.sheet.answer(at) == answer


@untimed
@given(sheets(FRAMEWORK, few=True), sheets(FRAMEWORK, few=True), st.data())
def test_no_answer_of_either_is_lost_without_a_word(
    first: AnswerSheet, second: AnswerSheet, data: st.DataObject
) -> None:
    """Every text and answer of both versions is in the joined sheet, or its place is named as a conflict."""
    base = data.draw(st.sampled_from([None, first, replace(first, answers={}), second]))
    joined = merge(base, first, second)
    named = {place[1] for place in joined.conflicts if place[0] == "answers"}
    for version in (first, second):
        for at, answer in version.answers.items():
            kept = joined.sheet.answer(at)
            changed = base is None or base.answer(at) != answer
            if changed and at not in named:
                assert kept.chosen == answer.chosen or not answer.chosen or base is not None
                for what in ("note", "evidence", "about_question"):
                    text = getattr(answer, what)
                    assert text in (getattr(kept, what), "") or (base and getattr(base.answer(at), what) == text)


@pytest.mark.parametrize(
    ("first", "second", "conflicts"),
    [
        (Answer(chosen=("no",), note="först"), Answer(chosen=("yes",), note="sedan"), []),
        (Answer(chosen=("no",), note="först"), Answer(chosen=("partly",), note="först"), ["chosen"]),
        (Answer(chosen=("yes",), note="a"), Answer(chosen=("yes",), note="b"), ["note"]),
        (Answer(chosen=("no",), note="a"), Answer(chosen=("no",), note="b"), ["note"]),
        (Answer(chosen=("yes",), note="först"), Answer(), ["chosen", "note"]),
        (Answer(), Answer(chosen=("yes",), note="först"), []),
        (Answer(chosen=("yes",), note="först"), Answer(chosen=("yes",), note="först", about_question="Vilka?"), []),
        (
            Answer(chosen=("yes",), note="först", about_question="Vem?"),
            Answer(chosen=("yes",), note="först", about_question="Vilka?"),
            ["about_question"],
        ),
    ],
)
def test_one_question(first: Answer, second: Answer, conflicts: list[str]) -> None:
    """Answer, note, evidence and what is said of the question are joined each for itself; the same word twice is no conflict."""
    ours, theirs = (BASE.with_answer("goals.time-bound", one) for one in (first, second))
    joined = merge(BASE, ours, theirs)
    assert joined.conflicts == tuple(("answers", "goals.time-bound", part) for part in conflicts)


def test_details_are_merged() -> None:
    """Details of practice and workshop field by field; the same detail changed by both is a conflict."""
    ours = replace(BASE, practice=replace(BASE.practice, name="Hjärtat 2"))
    theirs = replace(
        BASE, practice=replace(BASE.practice, organisation="Söder"), workshop=Workshop(participants=6), share="public"
    )
    merged = merge(BASE, ours, theirs)
    assert merged.sheet.practice == Practice(name="Hjärtat 2", organisation="Söder")
    assert merged.sheet.workshop.participants == 6
    assert merged.sheet.share == "public"
    assert merged.conflicts == ()
    other = replace(theirs, practice=Practice(name="Hjärtat 3"))
    assert merge(BASE, ours, other).conflicts == (("practice", "name"), ("practice", "organisation"))


MEASURE, WRITE, ASK = Action(what="Mäta"), Action(what="Skriva"), Action(what="Fråga")


@pytest.mark.parametrize(
    ("ours", "theirs", "merged", "conflicts"),
    [
        ([MEASURE, WRITE, ASK], [MEASURE, WRITE], [MEASURE, WRITE, ASK], []),
        ([MEASURE, WRITE], [WRITE, MEASURE, ASK, ASK], [MEASURE, WRITE, ASK, ASK], []),
        ([MEASURE, WRITE, ASK], [MEASURE, WRITE, ASK], [MEASURE, WRITE, ASK], []),
        ([MEASURE, WRITE], [MEASURE], [MEASURE, WRITE], ["Skriva"]),
        ([MEASURE], [MEASURE, WRITE, ASK], [MEASURE, ASK], ["Skriva"]),
        ([MEASURE], [MEASURE], [MEASURE], []),
        ([MEASURE, WRITE], [replace(MEASURE, done=True), WRITE], [replace(MEASURE, done=True), WRITE], []),
        (
            [replace(MEASURE, who="Bo"), WRITE],
            [replace(MEASURE, when="maj"), WRITE],
            [replace(MEASURE, who="Bo", when="maj"), WRITE],
            [],
        ),
        (
            [MEASURE, replace(MEASURE, who="Bo"), WRITE],
            [MEASURE, replace(MEASURE, who="Eva"), WRITE],
            [MEASURE, replace(MEASURE, who="Bo"), WRITE, replace(MEASURE, who="Eva")],
            [],
        ),
    ],
)
def test_next_steps(ours: list[Action], theirs: list[Action], merged: list[Action], conflicts: list[str]) -> None:
    """New steps of both are there, twice where they stand twice; one that only one side has removed is a conflict."""
    versions = [
        replace(BASE, actions=tuple(steps), share=share) for steps, share in ((ours, "public"), (theirs, "internal"))
    ]
    found = merge(BASE, *versions)
    assert list(found.sheet.actions) == merged
    assert found.conflicts == tuple(("actions", words) for words in conflicts)
    if conflicts:
        assert (
            merge(BASE, versions[0], replace(versions[1], practice=Practice(name="B")), prefer="theirs").sheet.actions
            == versions[1].actions
        )


@untimed
@given(sheets(FRAMEWORK, few=True), sheets(FRAMEWORK, few=True), sheets(FRAMEWORK, few=True))
def test_the_preferred_version_goes_in_every_conflict(
    base: AnswerSheet, ours: AnswerSheet, theirs: AnswerSheet
) -> None:
    """The conflicts are the same whoever is preferred, and at each of them the sheet says what that version says."""
    first, second = (merge(base, ours, theirs, prefer=side) for side in ("ours", "theirs"))
    assert first.conflicts == second.conflicts
    for field, *keys in first.conflicts:
        if field == "answers":
            question, part = keys
            for merged, version in ((first, ours), (second, theirs)):
                assert getattr(merged.sheet.answer(question), part) == getattr(version.answer(question), part)


def test_the_description_is_joined_part_by_part() -> None:
    """Two who write on different parts, or different steps of the chain, lose nothing; an emptied part leaves no trace."""
    base = BASE.with_description("in-short", "kort").with_description("change", {"soon": "snart"})
    ours = base.with_description("in-short", "").with_description("change", {"soon": "snart", "later": "sedan"})
    theirs = base.with_description("cost", "dyrt").with_description("change", {"soon": "genast"})
    joined = merge(base, ours, theirs)
    assert joined.sheet.description == {"change": {"soon": "genast", "later": "sedan"}, "cost": "dyrt"}
    assert joined.conflicts == ()


def test_a_field_without_a_rule_cannot_be_forgotten() -> None:
    """Whoever gives a record a new field is told at once that it needs a rule."""
    with pytest.raises(TypeError, match="Practice"):
        record(Practice, name=three_way)
