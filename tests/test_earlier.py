"""Answer files of earlier versions of the questions: read, scored and compared without loss.

Under earlier/VERSION lie the examples as they were, and in scores.json what that version made of them.
"""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from reading import READERS

from lovande_cli.assessment.change import compare
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.practice_map import MapOptions, map_practices, row_of
from lovande_cli.assessment.scoring import score
from lovande_cli.documents import write_report
from lovande_cli.documents.blocks import QuestionBlock
from lovande_cli.documents.json_csv import result_json
from lovande_cli.documents.report import build_report
from lovande_cli.files.answer_files import load_answers, read_answers, write_answers
from lovande_cli.files.disk import read_bytes
from lovande_cli.files.yaml_nodes import MappingNode, parse
from lovande_cli.language import Say

EARLIER = Path(__file__).parent / "earlier"
FILES = sorted(EARLIER.rglob("*.yaml"))
OTHER_QUESTIONS = {
    "2026.1": {"description"},
    "2026.2": {
        "positive-effect", "transferability", "relational-cooperation", "individual-adaptation", "monitoring", "follow-up",
    },
}  # fmt: skip
"""The elements with a question that came or went after this version; those of later versions are added."""
VERSIONS = list(OTHER_QUESTIONS)


def version_of(path: Path) -> str:
    return path.relative_to(EARLIER).parts[0]


def named(path: Path) -> str:
    return str(path.relative_to(EARLIER))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_is_lost_in_reading(path: Path, framework: Framework) -> None:
    """Every answer of an earlier version is kept, under its new id or its old one, and written back as it was."""
    sheet = load_answers(path, framework)
    root = parse(read_bytes(path, file=str(path)), file=str(path)).root
    assert isinstance(root, MappingNode)
    answers = root.entries["answers"].node
    assert isinstance(answers, MappingNode)
    written = {
        framework.renamed.get(f"{element}.{short}", f"{element}.{short}")
        for element, entry in answers.entries.items()
        if isinstance(entry.node, MappingNode)
        for short in entry.node.entries
    }
    assert set(sheet.answers) == written
    again = read_answers(write_answers(sheet, framework).encode(), file="again", framework=framework)
    assert again.answers == sheet.answers
    assert again.actions == sheet.actions


@pytest.mark.parametrize("path", FILES, ids=named)
def test_scored_within_what_it_was(path: Path, framework: Framework) -> None:
    """An element is scored as then; where a question was retired the bounds only widen, so that nothing wrong is said."""
    version = version_of(path)
    scores = json.loads((EARLIER / version / "scores.json").read_text(encoding="utf-8"))
    then = scores[path.relative_to(EARLIER / version).as_posix()]
    widened = {element for later in VERSIONS[VERSIONS.index(version) :] for element in OTHER_QUESTIONS[later]}
    for result in score(framework, load_answers(path, framework)).elements:
        status, low, high = then[result.element.id]
        if result.element.id in widened:
            assert result.low is not None
            assert result.high is not None
            assert result.low <= Fraction(low) <= Fraction(high) <= result.high
        else:
            assert [result.status, str(result.low), str(result.high)] == [status, low, high]


def test_the_versions_of_questions_and_file_stand_beside_each_other(framework: Framework) -> None:
    """`score --format json` names the file's own version too, and the rule with which anyone can count again."""
    earlier = load_answers(EARLIER / "2026.1" / "change" / "2025.da.yaml", framework)
    told = json.loads(result_json(score(framework, earlier), Say("sv")))["framework"]
    assert (told["version"], told["file_version"]) == (framework.version, "2026.1")
    assert told["thresholds"] == {"present": 0.75, "partly": 0.25}
    assert told["gate"] == framework.gate


NEW = {
    "2026.1": "description.activities-described description.goals-described relational-cooperation.supports-relational-competence",
    "2026.2": "positive-effect.indicated transferability.used-with-similar-groups relational-cooperation.cooperation-guidelines "
    "relational-cooperation.relationship individual-adaptation.involved-underway monitoring.group-as-a-whole "
    "follow-up.reviewed-continuously",
}
"""The questions that came after this version."""


@pytest.mark.parametrize("version", VERSIONS)
def test_compared_with_todays_answers(version: str, framework: Framework, examples: Path) -> None:
    """Last year's file beside today's: only what both asked is compared; new ids and retired questions are listed."""
    earlier = load_answers(EARLIER / version / "change" / "2025.da.yaml", framework)
    change = compare(framework, [earlier, load_answers(examples / "change" / "2026.da.yaml", framework)])
    assert change.versions == (version, framework.version)
    assert {old: question.id for old, question in change.renamed.items()} == framework.renamed
    assert set(change.retired) == set(earlier.answers) - set(framework.question_by_id)
    new_questions = {question for later in VERSIONS[VERSIONS.index(version) :] for question in NEW[later].split()}
    assert {question.id for question in change.perhaps_new} >= new_questions
    assert not new_questions & {answer.question.id for answer in change.answers}


def test_other_questions_are_no_progress(framework: Framework, examples: Path) -> None:
    """A group that answers all as last year, and the new questions too, is told that nothing is clearer or better."""
    then = load_answers(EARLIER / "2026.2" / "hembesok.sv.yaml", framework)
    now = load_answers(examples / "hembesok.sv.yaml", framework)
    now = replace(
        now, answers=now.answers | {key: then.answers[key] for key in now.answers.keys() & then.answers.keys()}
    )
    change = compare(framework, [then, now])
    assert {element.direction for element in change.elements} <= {"same", "other"}
    assert not change.answers
    assert {q.id for q in change.perhaps_new} == set(NEW["2026.2"].split())
    dated = [
        replace(sheet, workshop=replace(sheet.workshop, date=f"{year}-10-14"))
        for year, sheet in ((2025, then), (2026, now))
    ]
    rows = [row_of("", framework, sheet) for sheet in dated]
    movements = map_practices(framework, rows, MapOptions(change=True)).movements
    assert movements is not None
    assert {d for counts in movements.by_element.values() for d, count in counts.items() if count} <= {"same", "other"}


@pytest.mark.parametrize("path", [path for path in FILES if path.parent == EARLIER / version_of(path)], ids=named)
def test_a_report_tells_the_answers_to_questions_that_are_no_longer_asked(path: Path, framework: Framework) -> None:
    """What a group answered and wrote to a question that was retired since stands in report and workbook, and does not count."""
    sheet = load_answers(path, framework)
    retired = {key: answer for key, answer in sheet.answers.items() if key in framework.retired}
    assert retired
    asked = {
        block.ask: (block.answer, *(fact.text for fact in block.remarks))
        for block in build_report(score(framework, sheet), Say(sheet.language)).blocks
        if isinstance(block, QuestionBlock) and Say(sheet.language)("report.unscored") in block.marks
    }
    book = READERS[".xlsx"](write_report(score(framework, sheet), Say(sheet.language), ".xlsx"))
    for key, answer in retired.items():
        assert [text for text in (key, answer.note, answer.evidence) if text not in book] == []
        assert asked[key] == tuple(filter(None, ("; ".join(answer.chosen), answer.note, answer.evidence)))
