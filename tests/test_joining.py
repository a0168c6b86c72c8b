"""Two versions of one sheet: what one of them alone wrote is taken, what both changed is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import sheet as make_sheet
from made import sheets, untimed

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, Practice, Workshop, join
from lovande_cli.files.elementfiles import load_framework, standard_folder

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
    assert join(base, changed, base).sheet == changed
    assert join(base, changed, base).conflicts == ()
    theirs = join(base, base, changed)
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
    joined = join(base, first, second)
    named = {place[1] for place in joined.conflicts if place[0] == "answers"}
    for version in (first, second):
        for at, answer in version.answers.items():
            kept = joined.sheet.answer(at)
            changed = base is None or base.answer(at) != answer
            if changed and at not in named:
                assert kept.chosen == answer.chosen or not answer.chosen or base is not None
                assert (answer.note in (kept.note, "")) or (base is not None and base.answer(at).note == answer.note)


@pytest.mark.parametrize(
    ("first", "second", "conflicts"),
    [
        (Answer(chosen=("no",), note="först"), Answer(chosen=("yes",), note="sedan"), []),
        (Answer(chosen=("no",), note="först"), Answer(chosen=("partly",), note="först"), ["chosen"]),
        (Answer(chosen=("yes",), note="a"), Answer(chosen=("yes",), note="b"), ["note"]),
        (Answer(chosen=("no",), note="a"), Answer(chosen=("no",), note="b"), ["note"]),
        (Answer(chosen=("yes",), note="först"), Answer(), ["chosen", "note"]),
        (Answer(), Answer(chosen=("yes",), note="först"), []),
    ],
)
def test_one_question(first: Answer, second: Answer, conflicts: list[str]) -> None:
    """Answer, note and evidence are joined each for itself; the same word twice is no conflict."""
    ours, theirs = (BASE.with_answer("goals.time-bound", one) for one in (first, second))
    joined = join(BASE, ours, theirs)
    assert joined.conflicts == tuple(("answers", "goals.time-bound", part) for part in conflicts)


def test_details_and_steps_are_joined() -> None:
    """Details of practice and workshop field by field; steps that either added are there, those either removed are not."""
    ours = replace(
        BASE,
        practice=replace(BASE.practice, name="Hjärtat 2"),
        actions=(Action(what="Mäta"), Action(what="Fråga")),
    )
    theirs = replace(
        BASE,
        practice=replace(BASE.practice, organisation="Söder"),
        workshop=Workshop(participants=6),
        actions=(Action(what="Skriva"), Action(what="Mäta", done=True)),
    )
    joined = join(BASE, ours, theirs)
    assert joined.sheet.practice == Practice(name="Hjärtat 2", organisation="Söder")
    assert joined.sheet.workshop.participants == 6
    assert joined.sheet.actions == (Action(what="Fråga"), Action(what="Mäta", done=True))
    assert joined.conflicts == ()
    other = replace(theirs, practice=Practice(name="Hjärtat 3"))
    assert join(BASE, ours, other).conflicts == (("practice", "name"), ("practice", "organisation"))


def test_the_description_is_joined_part_by_part() -> None:
    """Two who write on different parts, or different steps of the chain, lose nothing; an emptied part leaves no trace."""
    base = BASE.with_description("in-short", "kort").with_description("change", {"soon": "snart"})
    ours = base.with_description("in-short", "").with_description("change", {"soon": "snart", "later": "sedan"})
    theirs = base.with_description("cost", "dyrt").with_description("change", {"soon": "genast"})
    joined = join(base, ours, theirs)
    assert joined.sheet.description == {"change": {"soon": "genast", "later": "sedan"}, "cost": "dyrt"}
    assert joined.conflicts == ()
