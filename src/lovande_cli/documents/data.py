"""Results as JSON and CSV for other programs; the keys are stable."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from lovande_cli.assessment.answers import Action
from lovande_cli.assessment.framework import Element, Option, Question, Step
from lovande_cli.assessment.scoring import ElementResult, Result, ScoredAnswer
from lovande_cli.errors import Problem
from lovande_cli.language import Say
from lovande_cli.language.characters import for_cell, for_json
from lovande_cli.wording.problems import explain

FORMAT = 1
DECIMALS = 3

CSV_COLUMNS = (
    "element", "number", "category", "name", "status", "status_low", "status_high", "low", "high",
    "questions", "answered", "documented",
)  # fmt: skip


def to_json(content: object) -> str:
    """The content as JSON text that people can read too."""
    return for_json(json.dumps(content, ensure_ascii=False, indent=2))


def number(value: Fraction | None) -> int | float | None:
    """The fraction as a JSON number of at most three decimals; None stays None."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(round(value, DECIMALS))


def result_json(result: Result, say: Say) -> str:
    """The result as JSON: what DESIGN promises for `score --format json`; names are in the voice's language."""
    return to_json(result_content(result, say))


def result_content(result: Result, say: Say) -> dict[str, object]:
    """The result as mappings, lists, texts and numbers."""
    sheet = result.sheet
    practice = {
        "name": sheet.practice.name,
        "organisation": sheet.practice.organisation,
        "target-group": sheet.practice.target_group,
    }
    return {
        "lovande": FORMAT,
        "framework": {"id": result.framework.id, "version": result.framework.version},
        "language": sheet.language,
        "practice": {key: value for key, value in practice.items() if value or key == "name"},
        "workshop": {"date": sheet.workshop.date, "participants": sheet.workshop.participants},
        "summary": {
            "elements": len(result.elements),
            "applicable": result.applicable,
            "present_at_least": result.present_at_least,
            "present_at_most": result.present_at_most,
            "partly": result.count("partly"),
            "absent": result.count("absent"),
            "unclear": result.count("unclear"),
            "not_applicable": result.count("not-applicable"),
            "questions": result.questions,
            "answered": result.answered,
            "documented": result.documented,
            "tested_in_trial": result.tested_in_trial,
        },
        "elements": [element_result(one, say) for one in result.elements],
        "actions": [action_content(action) for action in sheet.actions],
    }


def element_result(one: ElementResult, say: Say) -> dict[str, object]:
    """One element's status and every asked question behind it."""
    return {
        "id": one.element.id,
        "number": one.element.number,
        "category": one.element.category,
        "name": say.text(one.element.name),
        "status": one.status,
        "status_low": one.status_low,
        "status_high": one.status_high,
        "low": number(one.low),
        "high": number(one.high),
        "questions": len(one.answers),
        "answered": one.answered,
        "documented": one.documented,
        "answers": [scored_answer(answer) for answer in one.answers],
    }


def scored_answer(scored: ScoredAnswer) -> dict[str, object]:
    """One answer: `step` is null where options were chosen or nothing was answered."""
    question, chosen = scored.question, scored.answer.chosen
    is_step = bool(chosen) and chosen[0] in question.step_by_id
    content: dict[str, object] = {
        "question": question.id,
        "step": chosen[0] if is_step else None,
        "value": number(scored.value),
        "weight": number(question.weight),
        "core": question.core,
    }
    if scored.kind == "unanswered" and scored.answer.votes:
        content |= {"value_low": number(scored.low), "value_high": number(scored.high)}
    if question.choose:
        content["options"] = [] if is_step else list(chosen)
    texts = {"note": scored.answer.note, "evidence": scored.answer.evidence}
    return content | {key: value for key, value in texts.items() if value}


def action_content(action: Action) -> dict[str, object]:
    """One next step."""
    return {"element": action.element, "what": action.what, "who": action.who, "when": action.when, "done": action.done}


def result_csv(result: Result, say: Say) -> str:
    """The result as CSV: a header, then one row for each element."""
    rows = (element_result(one, say) for one in result.elements)
    return to_csv(CSV_COLUMNS, ({**row, "element": row["id"]} for row in rows))


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as CSV text with a header; what has no column is left out."""
    return csv_lines([columns, *([row.get(column, "") for column in columns] for row in rows)]).rstrip("\n")


def csv_lines(rows: Iterable[Iterable[object]]) -> str:
    """Rows as lines of CSV; no text in them is obeyed by a terminal or run by a spreadsheet."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerows([for_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return written.getvalue()


def elements_json(elements: Sequence[Element]) -> str:
    """The elements as JSON: every key of the element files, and beside `scale` the steps it stands for."""
    return to_json([element_content(element) for element in elements])


def element_content(element: Element) -> dict[str, object]:
    """One element with its questions, keys as in the element files."""
    return {
        "id": element.id,
        "number": element.number,
        "category": element.category,
        "name": dict(element.name),
        "description": dict(element.description),
        "discuss": dict(element.discuss),
        "develop": dict(element.develop),
        "questions": [question_content(question) for question in element.questions],
    }


def question_content(question: Question) -> dict[str, object]:
    """One question, with the defaults that its file may leave out."""
    content: dict[str, object] = {
        "id": question.short_id,
        "scale": question.scale.id,
        "steps": [step_content(step) for step in question.steps],
        "weight": number(question.weight),
        "core": question.core,
        "source": question.source,
        "ask": dict(question.ask),
        "hint": dict(question.hint),
    }
    if question.choose:
        content["choose"] = question.choose
        content["options"] = [option_content(option) for option in question.options]
    if question.ask_if:
        content["ask-if"] = {"question": question.ask_if.question, "is": list(question.ask_if.any_of)}
    return content


def step_content(step: Step) -> dict[str, object]:
    """One step of a scale: its value is a number, "unknown" or "not-applicable"."""
    return {
        "id": step.id,
        "value": step.kind if step.value is None else number(step.value),
        "words": {language: list(words) for language, words in step.words.items()},
        "also": list(step.also),
    }


def option_content(option: Option) -> dict[str, object]:
    """One option; without `value` where the question gives it none."""
    content: dict[str, object] = {"id": option.id, "label": dict(option.label), "exclusive": option.exclusive}
    return content if option.value is None else {**content, "value": number(option.value)}


def problems_json(problems: Iterable[Problem], say: Say) -> str:
    """Problems as JSON: a list of file, line (null for the whole file), kind, and reason and remedy in words."""
    return to_json(
        [
            {"file": p.file, "line": p.line or None, "kind": p.kind, "reason": told.reason, "remedy": told.remedy}
            for p in problems
            for told in (explain(p, say),)
        ]
    )
