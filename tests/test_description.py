"""The description of a practice: what is written, what is empty, and what helps to write it."""

from __future__ import annotations

from dataclasses import replace

from lovande_cli.assessment.answers import Answer, AnswerSheet
from lovande_cli.assessment.description import find_beside, find_gaps, find_remarks, read_description
from lovande_cli.files.framework_files import load_framework, standard_folder

FRAMEWORK = load_framework(standard_folder())
PARTS = FRAMEWORK.description_part_by_id
EMPTY = AnswerSheet(framework_id=FRAMEWORK.id, framework_version=FRAMEWORK.version, language="sv")


def full() -> AnswerSheet:
    """A sheet with something in every part."""
    sheet = EMPTY
    for part in FRAMEWORK.description:
        sheet = sheet.with_description(part.id, {link.id: "Text." for link in part.links} or "Text.")
    return sheet


def test_what_is_written_and_what_is_empty() -> None:
    """A text is written or empty; a chain may also be written in part."""
    sheet = EMPTY.with_description("why", "Behovet.").with_description("change", {"soon": "Snart."})
    assert {one.part.id: one.extent for one in read_description(FRAMEWORK, sheet) if one.extent != "empty"} == {
        "why": "written",
        "change": "partly",
    }
    blank = replace(EMPTY, description={"why": " \n", "change": {"soon": " "}})
    assert {one.extent for one in read_description(FRAMEWORK, blank)} == {"empty"}
    assert {one.extent for one in read_description(FRAMEWORK, full())} == {"written"}


def test_what_stands_beside_a_part() -> None:
    """An element brings all its asked questions, a question itself; only what has a note or evidence is a remark."""
    sheet = EMPTY.with_answer("goals.time-bound", Answer(chosen=("yes",), note="Två år.")).with_answer(
        "goals.set-together", Answer(chosen=("yes",), evidence="Rapport")
    )
    beside = find_beside(FRAMEWORK, sheet, PARTS["why"])
    assert [one.question.id for one in beside] == [q.id for q in FRAMEWORK.element_by_id["goals"].questions]
    assert [one.answer.note or one.answer.evidence for one in find_remarks(FRAMEWORK, sheet, PARTS["why"])] == [
        "Två år.",
        "Rapport",
    ]
    change = find_beside(FRAMEWORK, sheet, PARTS["change"])
    assert [one.question.id for one in change] == ["theory-and-knowledge.change-theory"]
    hidden = {question.id for question in FRAMEWORK.questions if question.ask_if}
    assert not hidden & {one.question.id for one in find_beside(FRAMEWORK, sheet, PARTS["results"])}


def test_a_yes_beside_an_empty_part_is_a_gap() -> None:
    """What the group says is described, and is not described here, is pointed out until the part is written."""
    yes, partly = Answer(chosen=("yes",)), Answer(chosen=("partly",))
    sheet = EMPTY.with_answer("description.target-group-described", yes).with_answer("economy.cost-assessed", partly)
    gaps = {gap.part.id: [one.question.id for one in gap.answers] for gap in find_gaps(FRAMEWORK, sheet)}
    assert gaps == {
        "for-whom": ["description.target-group-described"],
        "not-for-whom": ["description.target-group-described"],
        "course": ["description.target-group-described"],
    }
    for part in gaps:
        sheet = sheet.with_description(part, "Skrivet.")
    assert find_gaps(FRAMEWORK, sheet) == ()
