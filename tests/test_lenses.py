"""Lenses: parts are scored as elements are (thresholds, bounds), without a core and without a total."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, sheet, sheets

from lovande_cli.assessment.answers import Answer, AnswerSheet
from lovande_cli.assessment.framework import Framework, Lens, LensPart
from lovande_cli.assessment.lenses import read_lens
from lovande_cli.assessment.scoring import ElementResult, ScoredAnswer, weigh_answer
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say

FRAMEWORK = load_framework(standard_folder())
EMPTY = AnswerSheet(framework_id=FRAMEWORK.id, framework_version=FRAMEWORK.version, language="sv")


def read(sheet: AnswerSheet, part: LensPart) -> ElementResult:
    """The one part, read through a lens of its own."""
    lens = Lens(id="x", title={}, lead={}, source={}, parts=(part,))
    return read_lens(FRAMEWORK, sheet, lens).parts[0]


def test_every_lens_id_exists(framework: Framework) -> None:
    """Each question and option that a lens names is in the framework, and has a value to read."""
    for lens in framework.lenses:
        for part in lens.parts:
            assert part.questions or part.options, part.id
            assert set(part.questions) | set(part.options) <= set(framework.question_by_id)
            for question, options in part.options.items():
                values = {one: framework.question_by_id[question].option_by_id[one].value for one in options}
                assert None not in values.values()


@pytest.mark.parametrize(
    ("answers", "status", "bounds"),
    [
        ({}, "unclear", (0, 1)),
        ({"goals__can_be_assessed": "yes", "monitoring__against_goals": "yes"}, "present", (1, 1)),
        ({"goals__can_be_assessed": "yes", "monitoring__against_goals": "partly"}, "present", ("3/4", "3/4")),
        ({"goals__can_be_assessed": "yes", "monitoring__against_goals": "no"}, "partly", ("1/2", "1/2")),
        ({"goals__can_be_assessed": "no", "monitoring__against_goals": "no"}, "absent", (0, 0)),
        ({"goals__can_be_assessed": "yes", "monitoring__against_goals": "unknown"}, "unclear", ("1/2", 1)),
        ({"goals__can_be_assessed": "yes", "monitoring__against_goals": "not-applicable"}, "present", (1, 1)),
    ],
)
def test_a_part_is_read_as_an_element_is(answers: dict[str, str], status: str, bounds: tuple[object, object]) -> None:
    """The same thresholds and the same two readings."""
    part = LensPart(id="p", title={}, questions=("goals.can-be-assessed", "monitoring.against-goals"))
    found = read(sheet(FRAMEWORK, **answers), part)
    assert (found.status, found.low, found.high) == (status, *(Fraction(str(one)) for one in bounds))


def test_nothing_in_a_lens_is_core_or_unscored() -> None:
    """A core question answered with no does not keep a part from being present; a question of weight 0 counts."""
    questions = (
        "economy.cost-assessed",
        "theory-and-knowledge.own-experience",
        *(f"goals.{one}" for one in ("time-bound", "can-be-assessed")),
    )
    yes = dict.fromkeys((question.replace(".", "__").replace("-", "_") for question in questions[1:]), "yes")
    found = read(sheet(FRAMEWORK, economy__cost_assessed="no", **yes), LensPart(id="p", title={}, questions=questions))
    assert (found.status, found.low) == ("present", Fraction(3, 4))


@pytest.mark.parametrize(
    ("chosen", "bounds"),
    [
        ((), (0, 1)),
        (("unknown",), (0, 1)),
        (("own-follow-up",), (Fraction(1, 2),) * 2),
        (("own-follow-up", "measured-before-after"), (1, 1)),
        (("outside-evaluation",), (0, 0)),
        (("none",), (0, 0)),
    ],
)
def test_options_are_worth_the_best_of_those_named(chosen: tuple[str, ...], bounds: tuple[object, object]) -> None:
    """Of the chosen options only those that the part names count; unknown and unanswered may be anything."""
    question = "positive-effect.documented-how"
    part = LensPart(id="p", title={}, options={question: ("own-follow-up", "measured-before-after")})
    found = read(EMPTY.with_answer(question, Answer(chosen=chosen)), part)
    assert (found.low, found.high) == bounds


def test_a_question_that_is_not_asked_is_left_out() -> None:
    """A hidden question says nothing through a lens either."""
    hidden = next(question.id for question in FRAMEWORK.questions if question.ask_if)
    found = read(EMPTY, LensPart(id="p", title={}, questions=("goals.time-bound", hidden)))
    assert [answer.question.id for answer in found.answers] == ["goals.time-bound"]


@given(sheets(FRAMEWORK), st.data())
def test_a_better_answer_never_lowers_a_part(made: AnswerSheet, data: st.DataObject) -> None:
    """Whatever else is answered, a known answer that becomes better leaves every part where it was or higher."""
    known = [q for q in FRAMEWORK.questions if weigh_answer(q, made.answer(q.id)).value is not None]
    if not known:
        return
    question = data.draw(st.sampled_from(known))
    before = made.answer(question.id)
    if question.choose:
        free = [option.id for option in question.options if not option.exclusive]
        better = tuple(one for one in free if one in before.chosen or data.draw(st.booleans()))
    else:
        value = question.step_by_id[before.chosen[0]].value
        better = (
            data.draw(
                st.sampled_from(
                    [s.id for s in question.steps if s.value is not None and value is not None and s.value >= value]
                )
            ),
        )
    after = made.with_answer(question.id, Answer(chosen=better or before.chosen))
    for lens in FRAMEWORK.lenses:
        for old, new in zip(
            read_lens(FRAMEWORK, made, lens).parts, read_lens(FRAMEWORK, after, lens).parts, strict=True
        ):
            assert worth(new, old.answers) >= worth(old, old.answers)
            assert (new.low or 0, new.high or 0) >= (old.low or 0, old.high or 0)


def worth(part: ElementResult, among: tuple[ScoredAnswer, ...]) -> Fraction:
    """What the answers to these questions are worth at least, together."""
    ids = {answer.question.id for answer in among}
    return sum((answer.low for answer in part.answers if answer.question.id in ids), Fraction(0))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lens", FRAMEWORK.lenses, ids=lambda lens: lens.id)
def test_score_shows_a_lens_in_every_format(lens: Lens, language: str, run: Run, examples: Path) -> None:
    """`score --lens` says the same statuses and bounds on the screen, in JSON, CSV and markdown."""
    file = examples / "hembesok.sv.yaml"
    found = read_lens(FRAMEWORK, load_answers(file, FRAMEWORK), lens)
    shown = {
        format_: run("score", str(file), "--lens", lens.id, "--format", format_, "--lang", language)
        for format_ in ("table", "json", "csv", "markdown")
    }
    assert {(code, err) for code, _, err in shown.values()} == {(0, "")}
    content = json.loads(shown["json"][1])["lens"]
    say = Say(language)
    promised = ("id", "status", "low", "high", "questions")
    assert {
        "id": content["id"],
        "parts": [{key: part[key] for key in promised} for part in content["parts"]],
        "not_asked": content["not_asked"],
    } == {
        "id": lens.id,
        "parts": [
            {
                "id": part.id,
                "status": one.status,
                "low": None if one.low is None else round(float(one.low), 3),
                "high": None if one.high is None else round(float(one.high), 3),
                "questions": [*part.questions, *part.options],
            }
            for part, one in zip(lens.parts, found.parts, strict=True)
        ],
        "not_asked": [say.text(wording) for wording in lens.not_asked],
    }
    rows = list(csv.DictReader(io.StringIO(shown["csv"][1])))
    assert [(row["part"], row["status"], float(row["low"])) for row in rows] == [
        (part["id"], part["status"], part["low"]) for part in content["parts"]
    ]
    for format_ in ("table", "markdown"):
        words = " ".join(shown[format_][1].replace("\\", "").split())
        for text in (lens.title, lens.lead, lens.source, *(part.title for part in lens.parts), *lens.not_asked):
            said = say.text(text)
            assert " ".join(said.split()) in words or said[:1].upper() + said[1:] in words


def test_an_unknown_lens_is_told(run: Run, examples: Path) -> None:
    """A lens that does not exist is a wrong command, with the one that was meant."""
    code, _, err = run("score", str(examples / "hembesok.sv.yaml"), "--lens", "spred", "--lang", "sv")
    assert code == 2
    assert "spread" in err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_has_a_section_for_every_lens(language: str, run: Run, examples: Path, tmp_path: Path) -> None:
    """The report's appendix names each lens, each part with its status, and what is not asked; --short leaves it out."""
    file, say = examples / "hembesok.sv.yaml", Say(language)
    for name, more in (("whole.md", []), ("short.md", ["--short"])):
        assert run("report", str(file), "-o", str(tmp_path / name), "--lang", language, *more).code == 0
    whole, short = ((tmp_path / name).read_text(encoding="utf-8") for name in ("whole.md", "short.md"))
    sheet = load_answers(file, FRAMEWORK)
    for lens in FRAMEWORK.lenses:
        assert say.text(lens.title) in whole
        assert say.text(lens.title) not in short
        for one in read_lens(FRAMEWORK, sheet, lens).parts:
            rows = [line for line in whole.splitlines() if line.startswith(f"| {say.text(one.element.name)} |")]
            assert any(say(f"common.status.{one.status}") in row for row in rows)
        assert all(say.text(wording) in whole for wording in lens.not_asked)
