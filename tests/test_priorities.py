"""Strengths, what to develop first, and contradictory answers (odd-with)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from made import drawing, sheets

from lovande_cli.assessment.answers import Answer, AnswerSheet
from lovande_cli.assessment.contradictions import find_contradictions
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.priorities import find_development, find_strengths
from lovande_cli.assessment.scoring import score
from lovande_cli.files.framework_files import load_framework, standard_folder

FRAMEWORK = load_framework(standard_folder())


def answered(framework: Framework, **steps: str) -> AnswerSheet:
    """A sheet where every question of an element (its id with _ for -) is answered with one of y, p, n, in order."""
    words = {"y": "yes", "p": "partly", "n": "no"}
    answers = {
        question.id: Answer(chosen=(words[step],))
        for element, given_steps in steps.items()
        for question, step in zip(
            framework.element_by_id[element.replace("_", "-")].questions, given_steps, strict=True
        )
    }
    return AnswerSheet(framework_id=framework.id, framework_version=framework.version, language="sv", answers=answers)


def test_a_yes_in_an_element_that_is_partly_there_is_a_strength(framework: Framework) -> None:
    """Present elements come first; a yes counts in the others too, a documented one before the rest."""
    sheet = answered(framework, goals="yyppn", monitoring="yyyyy")
    sheet = sheet.with_answer("goals.individual-needs", Answer(chosen=("yes",), evidence="Planen"))
    found = [
        (one.result.element.id, [a.question.short_id for a in one.answers])
        for one in find_strengths(score(framework, sheet))
    ]
    assert found == [
        (
            "monitoring",
            ["follows-development", "against-goals", "group-as-a-whole", "same-way", "shared-with-participant"],
        ),
        ("goals", ["individual-needs", "clear-to-participants"]),
    ]


def test_what_the_group_denied_is_the_last_to_be_proud_of(framework: Framework) -> None:
    """An element whose key question is a no comes after the others that are partly there, however much it documents."""
    sheet = answered(framework, goals="nyyyy", monitoring="yppnn")
    sheet = sheet.with_answer("goals.individual-needs", Answer(chosen=("yes",), evidence="Planen"))
    found = [strength.result.element.id for strength in find_strengths(score(framework, sheet))]
    assert found == ["monitoring", "goals"]


def test_a_key_question_that_is_a_no_comes_first(framework: Framework) -> None:
    """Then what is nearest to being there; elements that are there come last."""
    sheet = answered(
        framework, goals="ynnnn", monitoring="nyyyy", follow_up="yypp", economy="ypnn", individual_adaptation="yyyp"
    )
    found = find_development(score(framework, sheet))
    order = ["monitoring", "economy", "goals", "individual-adaptation", "follow-up"]
    assert [one.result.element.id for one in found] == order
    assert [a.question.short_id for a in found[0].answers] == ["follows-development"]


@given(data=st.data())
@drawing(0.5)
def test_nothing_to_develop_and_no_yes_is_left_out(data: st.DataObject) -> None:
    """Every full yes in what is there or partly is a strength, every answer worth less is to develop, each once."""
    result = score(FRAMEWORK, data.draw(sheets(FRAMEWORK)))
    strong = [a.question.id for one in find_strengths(result) for a in one.answers]
    weak = [a.question.id for one in find_development(result) for a in one.answers]
    scored = [(a, one.status) for one in result.elements for a in one.scored if a.value is not None]
    there = ("present", "partly")
    assert sorted(strong) == sorted(a.question.id for a, status in scored if a.value == Fraction(1) and status in there)
    assert sorted(weak) == sorted(a.question.id for a, _ in scored if a.value != Fraction(1))


def test_nobody_is_proud_of_what_may_be_missing(framework: Framework) -> None:
    """A yes in an element that is unclear or missing is no strength yet: no picture shows "oklart" under strengths."""
    sheet = answered(framework, goals="ynnnn")
    open_element = answered(framework, monitoring="yyyyy").with_answer("monitoring.against-goals", Answer())
    assert not find_strengths(score(framework, sheet))
    assert not find_strengths(
        score(framework, open_element.with_answer("monitoring.same-way", Answer(chosen=("unknown",))))
    )


def test_answers_that_hardly_fit_are_named_once(framework: Framework) -> None:
    """Both questions of a pair are named, and only while both are asked and answered so."""
    nowhere = answered(framework).with_answer("description.written-where", Answer(chosen=("nowhere",)))
    usable = nowhere.with_answer("description.usable-by-others", Answer(chosen=("yes",)))
    pairs = [(one.earlier.short_id, one.question.short_id) for one in find_contradictions(framework, usable)]
    assert pairs == [("written-where", "usable-by-others")]
    assert not find_contradictions(framework, nowhere)
    assert not find_contradictions(
        framework, usable.with_answer("description.written-where", Answer(chosen=("internal-document",)))
    )


@given(data=st.data())
@drawing(0.3)
def test_odd_answers_never_move_a_score(data: st.DataObject) -> None:
    """Contradictions are asked about and never scored: without the pairs every element is what it was."""
    sheet = data.draw(sheets(FRAMEWORK))
    elements = tuple(
        replace(one, questions=tuple(replace(question, odd_with=()) for question in one.questions))
        for one in FRAMEWORK.elements
    )
    plain = score(replace(FRAMEWORK, elements=elements), sheet)
    assert [(one.low, one.high) for one in plain.elements] == [
        (one.low, one.high) for one in score(FRAMEWORK, sheet).elements
    ]
