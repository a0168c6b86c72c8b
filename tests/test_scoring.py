"""The scoring rule (thresholds, core questions, bounds), against a second scorer that knows only the rule in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from made import drawing, record_console

from lovande_cli.assessment.answers import Answer, AnswerSheet, asked_questions, is_asked
from lovande_cli.assessment.framework import AskIf, Framework
from lovande_cli.assessment.scoring import Result, find_reason, score, weigh_answer
from lovande_cli.documents.json_csv import elements_json, result_csv, result_json
from lovande_cli.documents.score import build_score
from lovande_cli.documents.writers.terminal import write_terminal
from lovande_cli.files.answer_files import read_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say

FRAMEWORK = load_framework(standard_folder())
FAST_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
QUESTIONNAIRE = json.loads(elements_json(FRAMEWORK.elements))


def sheet_of(answers: Mapping[str, str | tuple[str, ...]], framework: Framework = FRAMEWORK) -> AnswerSheet:
    """A sheet with these answers by full question id."""
    chosen = {q: Answer(chosen=(a,) if isinstance(a, str) else a) for q, a in answers.items()}
    return AnswerSheet(framework_id=framework.id, framework_version=framework.version, language="sv", answers=chosen)


def result_of(answers: Mapping[str, str | tuple[str, ...]]) -> Result:
    """The result of these answers."""
    return score(FRAMEWORK, sheet_of(answers))


def element(result: Result, identity: str) -> Any:
    """The result of one element."""
    return next(e for e in result.elements if e.element.id == identity)


GOALS = tuple(q.id for q in FRAMEWORK.element_by_id["goals"].questions)


@pytest.mark.parametrize(
    ("steps", "status", "low", "high"),
    [
        (["yes"] * 5, "present", "1", "1"),
        (["no"] * 5, "absent", "0", "0"),
        (["yes", "yes", "yes", "partly", "partly"], "present", "4/5", "4/5"),
        (["yes", "yes", "yes", "partly", "no"], "partly", "7/10", "7/10"),
        (["no", "yes", "yes", "yes", "yes"], "partly", "4/5", "4/5"),
        (["yes", "yes", "yes", "yes", "unknown"], "present", "4/5", "1"),
        (["unknown", "yes", "yes", "yes", "yes"], "unclear", "4/5", "1"),
        (["unknown"] * 5, "unclear", "0", "1"),
        (["not-applicable"] * 5, "not-applicable", None, None),
        (["partly", "not-applicable", "not-applicable", "not-applicable", "not-applicable"], "partly", "1/2", "1/2"),
        (["not-applicable", "no", "no", "no", "unknown"], "unclear", "0", "1/4"),
    ],
)
def test_the_rule(steps: list[str], status: str, low: str | None, high: str | None) -> None:
    """Thresholds, the core cap, unknowns and not-applicable count as DESIGN section 5 says, in exact fractions."""
    found = element(result_of(dict(zip(GOALS, steps, strict=True))), "goals")
    assert (found.status, found.low, found.high) == (status, low and Fraction(low), high and Fraction(high))


def test_options_are_worth_the_highest_value_chosen() -> None:
    """Of several options the best one counts, and none of them alone is worth 0."""
    how = "positive-effect.documented-how"
    for chosen, value in [
        (("own-follow-up", "measured-before-after"), 1),
        (("own-follow-up",), Fraction(1, 2)),
        (("none",), 0),
    ]:
        found = element(result_of({how: chosen}), "positive-effect")
        assert [a.value for a in found.answers if a.question.id == how] == [value]


def test_weight_zero_never_counts() -> None:
    """A question of weight 0 is reported but moves no status."""
    yes = {q.id: "yes" for q in FRAMEWORK.element_by_id["theory-and-knowledge"].questions if q.weight}
    without = element(result_of(yes), "theory-and-knowledge")
    lacking = element(result_of({**yes, "theory-and-knowledge.own-experience": "no"}), "theory-and-knowledge")
    assert (without.low, lacking.low, lacking.status) == (1, 1, "present")


def test_the_gate_is_told_apart() -> None:
    """A yes to the trial question is reported, and nothing else is."""
    gate = FRAMEWORK.gate
    assert [result_of({gate: step}).tested_in_trial for step in ("yes", "partly", "no", "unknown")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_hidden_questions_are_kept_but_not_reported() -> None:
    """The answer to a question whose ask-if no longer holds stays in the sheet and out of the result."""
    how, who = "positive-effect.documented-how", "positive-effect.evaluated-by"
    for chosen, seen in [("outside-evaluation", True), ("own-follow-up", False)]:
        result = result_of({how: (chosen,), who: ("university",)})
        assert who in result.sheet.answers
        assert (who in {a.question.id for e in result.elements for a in e.answers}) is seen
        assert (who in {q.id for q in asked_questions(FRAMEWORK, result.sheet)}) is seen


def test_what_hangs_on_a_hidden_question_is_hidden_too() -> None:
    """A question that is asked after an answer to another is not asked when that other one no longer is."""
    effect = FRAMEWORK.element_by_id["positive-effect"]
    evaluated = FRAMEWORK.question_by_id["positive-effect.evaluated-by"]
    third = replace(evaluated, id="positive-effect.x", ask_if=AskIf(question=evaluated.id, any_of=("university",)))
    longer = replace(effect, questions=(*effect.questions, third))
    elements = tuple(longer if one is effect else one for one in FRAMEWORK.elements)
    framework = replace(FRAMEWORK, elements=elements)
    for documented, asked in (("outside-evaluation", True), ("own-follow-up", False)):
        sheet = sheet_of({"positive-effect.documented-how": (documented,), evaluated.id: ("university",)}, framework)
        assert is_asked(framework, sheet, third) is asked
        assert (third in asked_questions(framework, sheet)) is asked


def test_evidence_counts_on_yes_and_partly_only() -> None:
    """Documented is how many of the yes and partly answers say what shows it."""
    steps = ["yes", "partly", "no", "unknown", "yes"]
    answers = {q: Answer(chosen=(s,), evidence="Rapport") for q, s in zip(GOALS, steps, strict=True)}
    answers[GOALS[4]] = replace(answers[GOALS[4]], evidence="  ")
    sheet = replace(sheet_of({}), answers=answers)
    assert element(score(FRAMEWORK, sheet), "goals").documented == 2


@pytest.mark.parametrize(
    ("answer", "low", "high"),
    [
        (Answer(hands={"yes": 4, "partly": 3}), "1/2", "1"),
        (Answer(hands={"yes": 4, "partly": 3, "unknown": 2}), "1/2", "1"),
        (Answer(hands={"yes": 4, "no": 5}), "0", "1"),
        (Answer(hands={"yes": 7}), "1", "1"),
        (Answer(hands={"yes": 1, "unknown": 6}), "0", "1"),
        (Answer(hands={"unknown": 6}), "0", "1"),
        (Answer(hands={"yes": 5, "not-applicable": 1}), "0", "1"),
        (Answer(chosen=("partly",), hands={"yes": 4, "no": 5}), "1/2", "1/2"),
        (Answer(chosen=("unknown",), hands={"yes": 4}), "0", "1"),
        (Answer(votes={"A": Answer(chosen=("yes",)), "B": Answer(chosen=("partly",))}), "1/2", "1"),
        (Answer(votes={"A": Answer(chosen=("yes",)), "B": Answer(chosen=("unknown",))}), "0", "1"),
        (Answer(votes={"A": Answer(chosen=("yes",)), "B": Answer(note="?")}), "1", "1"),
        (Answer(votes={"A": Answer(chosen=("yes",))}, hands={"partly": 3}), "1/2", "1"),
    ],
)
def test_what_people_answered_bounds_an_open_question(answer: Answer, low: str, high: str) -> None:
    """Without an answer the hands and votes of those who know bound it, nobody decides alone, and an answer counts."""
    found = weigh_answer(FRAMEWORK.question_by_id[GOALS[0]], answer)
    assert (found.low, found.high) == (Fraction(low), Fraction(high))


@given(data=st.data())
@drawing(0.5)
def test_hands_and_votes_never_raise_a_status_that_no_answer_could(data: st.DataObject) -> None:
    """Whatever people raised their hands for or voted, each reading lies within what some single answer would give."""
    question = FRAMEWORK.question_by_id[GOALS[0]]
    choices = st.sampled_from(question.choices)
    hands = data.draw(st.dictionaries(choices, st.integers(1, 9), max_size=4))
    votes = data.draw(st.dictionaries(st.sampled_from("ABC"), st.builds(lambda one: Answer(chosen=(one,)), choices)))
    others = {one: data.draw(st.sampled_from(["yes", "partly", "no"])) for one in GOALS[1:]}
    sheet = sheet_of(others).with_answer(question.id, Answer(hands=hands, votes=votes))
    shown = element(score(FRAMEWORK, sheet), "goals")
    single = [element(result_of({**others, question.id: one}), "goals") for one in ("yes", "no")]
    assert min(one.low for one in single) <= shown.low <= shown.high <= max(one.high for one in single)


# ---- the second scorer -------------------------------------------------------------------------------------------

WORTH = {"yes": Fraction(1), "partly": Fraction(1, 2), "no": Fraction(0)}
WORDS = {
    "yes": ["ja", "Ja", "JA", "yes", "true"],
    "partly": ["delvis", "delvist", "partly"],
    "no": ["nej", "no", "false"],
    "unknown": ["vet inte", "ved ikke", "Vet  inte", "unknown"],
    "not-applicable": ["inte aktuellt", "ej aktuellt", "ikke relevant", "not-applicable"],
}


@st.composite
def answer_files(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """The text of a random answer file, and what it says: question id to step or list of options, and evidence."""
    content: dict[str, dict[str, Any]] = {}
    said: dict[str, Any] = {}
    for one in QUESTIONNAIRE:
        for question in one["questions"]:
            if draw(st.integers(0, 9)) == 0:
                continue
            written: Any
            if "options" in question:
                alone = [o["id"] for o in question["options"] if o["exclusive"]]
                free = [o["id"] for o in question["options"] if not o["exclusive"]]
                chosen: Any = draw(
                    st.one_of(st.lists(st.sampled_from(free), unique=True), *(st.just([a]) for a in alone))
                )
                written = chosen
            else:
                chosen = draw(st.sampled_from(list(WORDS)))
                written = draw(st.sampled_from(WORDS[chosen]))
            evidence = draw(st.sampled_from(["", "Årsrapport 2025"]))
            if evidence or draw(st.booleans()):
                written = {"answer": written, **({"evidence": evidence} if evidence else {})}
            content.setdefault(one["id"], {})[question["id"]] = written
            said[f"{one['id']}.{question['id']}"] = (chosen, evidence)
    whole = {"lovande": 1, "language": "sv", "answers": content}
    return yaml.dump(whole, Dumper=FAST_DUMPER, allow_unicode=True), said


def second_opinion(said: Mapping[str, Any]) -> tuple[list[Any], dict[str, int]]:
    """Statuses, shares and counts by the rule in words, from the questionnaire's JSON alone."""

    def worth(question: dict[str, Any], chosen: Any, unknown: int) -> Fraction | None:
        if chosen is None or chosen == [] or chosen == "unknown":
            return Fraction(unknown)
        if chosen == "not-applicable":
            return None
        if isinstance(chosen, str):
            return WORTH[chosen]
        return max(Fraction(str(o["value"])) for o in question["options"] if o["id"] in chosen)

    rows, documented, present = [], 0, {0: 0, 1: 0}
    for one in QUESTIONNAIRE:
        readings = []
        for unknown in (0, 1):
            weights = values = Fraction(0)
            capped = False
            for question in one["questions"]:
                value = (
                    worth(question, said.get(f"{one['id']}.{question['id']}", (None,))[0], unknown)
                    if question["weight"]
                    else None
                )
                if value is not None:
                    weights += question["weight"]
                    values += question["weight"] * value
                    capped |= question["core"] and value == 0
            if not weights:
                readings.append(("not-applicable", None))
                continue
            reached = values / weights
            word = (
                "present"
                if reached >= Fraction(3, 4) and not capped
                else "partly"
                if reached >= Fraction(1, 4)
                else "absent"
            )
            present[unknown] += word == "present"
            readings.append((word, round(float(reached), 3)))
        (low_word, low), (high_word, high) = readings
        rows.append((one["id"], low_word if low_word == high_word else "unclear", low_word, high_word, low, high))
    for identity, (chosen, evidence) in said.items():
        good = chosen in ("yes", "partly") or (isinstance(chosen, list) and chosen not in ([], ["none"], ["nowhere"]))
        documented += bool(evidence and good and identity != "positive-effect.evaluated-by")
    return rows, {"documented": documented, "present_at_least": present[0], "present_at_most": present[1]}


@pytest.mark.slow
@given(answer_files())
@drawing(3)
def test_an_independent_scorer_agrees(case: tuple[str, dict[str, Any]]) -> None:
    """Whoever rebuilds the questionnaire from JSON and follows the rule in words gets the same statuses and counts."""
    text, said = case
    sheet = read_answers(text.encode(), file="x.yaml", framework=FRAMEWORK)
    found = json.loads(result_json(score(FRAMEWORK, sheet), Say("sv")))
    rows, counts = second_opinion(said)
    statuses = [(e["id"], e["status"], e["status_low"], e["status_high"]) for e in found["elements"]]
    assert statuses == [row[:4] for row in rows]
    for e, row in zip(found["elements"], rows, strict=True):
        assert (e["low"], e["high"]) == (pytest.approx(row[4], abs=0.0006), pytest.approx(row[5], abs=0.0006))
    summary = found["summary"]
    assert {key: summary[key] for key in counts} == counts
    assert summary["applicable"] + summary["not_applicable"] == summary["elements"] == 11
    by_status = [sum(e["status"] == s for e in found["elements"]) for s in ("partly", "absent", "unclear")]
    assert [summary["partly"], summary["absent"], summary["unclear"]] == by_status


RANK = {"absent": 0, "partly": 1, "present": 2}


@given(st.lists(st.sampled_from(["yes", "partly", "no", "unknown"]), min_size=5, max_size=5), st.integers(0, 4))
def test_a_better_answer_never_lowers_a_status(steps: list[str], at: int) -> None:
    """Turning no into partly or partly into yes leaves both readings as good or better."""
    better = {"no": "partly", "partly": "yes"}.get(steps[at], steps[at])
    before = element(result_of(dict(zip(GOALS, steps, strict=True))), "goals")
    after = element(result_of(dict(zip(GOALS, [*steps[:at], better, *steps[at + 1 :]], strict=True))), "goals")
    assert RANK[after.status_low] >= RANK[before.status_low]
    assert RANK[after.status_high] >= RANK[before.status_high]


@given(st.lists(st.sampled_from(["yes", "partly", "no", "unknown"]), min_size=5, max_size=5), st.data())
def test_finding_out_stays_between_the_readings(steps: list[str], data: st.DataObject) -> None:
    """Whatever an unknown turns out to be, the status lies between the low and the high reading."""
    before = element(result_of(dict(zip(GOALS, steps, strict=True))), "goals")
    known = [data.draw(st.sampled_from(["yes", "partly", "no"])) if s == "unknown" else s for s in steps]
    after = element(result_of(dict(zip(GOALS, known, strict=True))), "goals")
    assert RANK[before.status_low] <= RANK[after.status] <= RANK[before.status_high]


@pytest.mark.parametrize(
    ("votes", "bounds"),
    [
        (("yes", "partly"), ("1/2", 1)),
        (("partly", "no", "unknown"), (0, "1/2")),
        (("yes", "no"), (0, 1)),
        (("unknown", "unknown"), (0, 1)),
        (("yes", "not-applicable"), (0, 1)),
        (("yes", ""), (1, 1)),
    ],
)
def test_votes_that_differ_bound_the_answer(votes: tuple[str, ...], bounds: tuple[object, ...]) -> None:
    """With nothing agreed an answer is worth from the lowest to the highest vote of those who know, else 0 to 1."""
    question = FRAMEWORK.question_by_id["goals.time-bound"]
    given = {str(n): Answer(chosen=(step,) if step else ()) for n, step in enumerate(votes)}
    weighed = weigh_answer(question, Answer(votes=given))
    assert (weighed.kind, weighed.value) == ("unanswered", None)
    assert (weighed.low, weighed.high) == tuple(Fraction(bound) for bound in bounds)
    assert weigh_answer(question, Answer(chosen=("no",), votes=given)).high == 0  # what is agreed goes before the votes


@pytest.mark.parametrize(
    ("votes", "hands", "reason"),
    [
        (("yes", "partly"), {}, "differs"),
        (("yes", "not-applicable"), {}, "differs"),
        (("yes", "unknown", "unknown"), {}, "one-knows"),
        (("unknown", "unknown"), {}, "nobody-knows"),
        (("yes", ""), {}, "unanswered"),
        ((), {}, "unanswered"),
        ((), {"yes": 4, "no": 1}, "differs"),
        ((), {"yes": 1, "unknown": 5}, "one-knows"),
        ((), {"yes": 2, "unknown": 5}, "unanswered"),
    ],
)
def test_why_a_question_is_open_is_told_apart(votes: tuple[str, ...], hands: dict[str, int], reason: str) -> None:
    """Open since people differ, since one alone knows, since nobody knows: each has its own word, in JSON and on screens."""
    given = {str(n): Answer(chosen=(step,) if step else ()) for n, step in enumerate(votes)}
    answer = Answer(votes=given, hands=hands)
    sheet = replace_votes({}).with_answer("goals.time-bound", answer)
    goals = element(score(FRAMEWORK, sheet), "goals")
    weighed = next(one for one in goals.answers if one.question.id == "goals.time-bound")
    told = json.loads(result_json(score(FRAMEWORK, sheet), Say("sv")))
    (in_json,) = [one for e in told["elements"] for one in e["answers"] if one["question"] == "goals.time-bound"]
    assert find_reason(weighed.question, answer) == in_json["open"] == reason
    assert weighed.is_disputed == (reason in ("differs", "one-knows"))
    assert goals.is_touched == bool(votes or hands)
    say = Say("sv")
    said = {"unanswered": say("common.unanswered")}.get(reason) or say(f"common.open.{reason}")
    console = record_console(80)
    write_terminal(build_score(score(FRAMEWORK, sheet), say), console)
    shown = " ".join(console.file.getvalue().split())
    if goals.is_touched:
        assert f"{say.text(weighed.question.ask)} ({said})" in shown
    assert (say("result.find-out-disputed") in shown) == weighed.is_disputed


def test_votes_that_differ_leave_an_element_clear_where_they_decide_nothing() -> None:
    """A ja/delvis split on one of five questions is no reason to call an element unclear."""
    sheet = replace_votes(dict.fromkeys(GOALS, ("yes", "yes")) | {GOALS[1]: ("yes", "partly")})
    goals = element(score(FRAMEWORK, sheet), "goals")
    assert (goals.status, goals.low, goals.high) == ("present", Fraction(9, 10), 1)


def replace_votes(votes: dict[str, tuple[str, ...]]) -> AnswerSheet:
    """A sheet where nothing is agreed and these votes stand behind each question."""
    answers = {
        one: Answer(votes={str(n): Answer(chosen=(step,)) for n, step in enumerate(steps)})
        for one, steps in votes.items()
    }
    return AnswerSheet(framework_id=FRAMEWORK.id, framework_version="1", language="sv", answers=answers)


def test_csv_has_a_row_for_each_element() -> None:
    """CSV is one header and eleven rows with the statuses of the JSON."""
    result = result_of(dict.fromkeys(GOALS, "yes"))
    lines = result_csv(result, Say("sv")).splitlines()
    assert lines[0].startswith("element,number,category,name,status,")
    assert len(lines) == 12
    assert lines[4].startswith("goals,4,concept,Mål,present,present,present,1,1,5,5,0")
