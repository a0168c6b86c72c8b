"""Results, groups, changes and maps as JSON and CSV for other programs; the keys are stable.

Names are in the language of `say`. A map may be large, so it is written in pieces of text that end their own lines.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lovande_cli.assessment.answers import Action, AnswerSheet
from lovande_cli.assessment.framework import Element, Framework, Option, Question, Step
from lovande_cli.assessment.scoring import STATUSES, ElementResult, Result, ScoredAnswer
from lovande_cli.errors import Problem
from lovande_cli.language import Say
from lovande_cli.language.characters import for_cell, for_json
from lovande_cli.wording.problems import explain

if TYPE_CHECKING:
    from lovande_cli.assessment.change import Change, ElementChange
    from lovande_cli.assessment.consensus import Consensus, ElementSpread, QuestionSpread
    from lovande_cli.assessment.lenses import LensResult
    from lovande_cli.assessment.practices import Cell, MapRow, PracticeMap
    from lovande_cli.assessment.study import AnswerShares, QuestionStudy, Study

FORMAT = 1
DECIMALS = 3

CSV_COLUMNS = (
    "element", "number", "category", "name", "status", "status_low", "status_high", "low", "high",
    "questions", "answered", "documented",
)  # fmt: skip

LENS_COLUMNS = ("lens", "part", "title", "status", "status_low", "status_high", "low", "high", "questions")

GROUP_COLUMNS = (
    "question", "element", "number", "category", "answer", "people", "of", "knowing", "agreement", "differs", "agreed",
)  # fmt: skip
CHANGE_COLUMNS = (
    "element", "number", "category", "name", "time", "file", "date", "framework_version",
    "status", "status_low", "status_high", "low", "high", "direction",
)  # fmt: skip
STUDY_COLUMNS = (
    "question", "element", "language", "n", "answers", "unknown", "not_applicable", "skipped", "not_reached", "ceiling",
    "floor", "identical", "alpha", "alpha_low", "alpha_high", "alpha_verdict", "rounds", "pairs", "look_at",
    "i_cvi_relevance", "i_cvi_clarity",
)  # fmt: skip
MOVEMENT_COLUMNS = ("element", "number", "category", "name", "direction", "practices", "of")
MAP_COLUMNS = (
    "file", "practice", "organisation", "date", "framework_version", "element", "number", "category", "name",
    "status", "status_low", "status_high", "low", "high", "questions", "answered", "documented",
)  # fmt: skip


def to_json(content: object) -> str:
    """The content as JSON text that people can read too."""
    return for_json(json.dumps(content, ensure_ascii=False, indent=2))


def number(value: Fraction | None) -> int | float | None:
    """The fraction as a JSON number of at most three decimals; None stays None."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(round(value, DECIMALS))


def result_json(result: Result, say: Say, lens: LensResult | None = None) -> str:
    """The result as JSON: what DESIGN promises for `score --format json`; names are in the language of `say`."""
    return to_json(result_content(result, say) | ({"lens": lens_content(lens, say)} if lens else {}))


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
        "framework": rule_content(result),
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


def rule_content(result: Result) -> dict[str, object]:
    """The questions and the rule that gave the result; `file_version` is the version that the file was made with."""
    framework = result.framework
    limits = {"present": framework.thresholds.present, "partly": framework.thresholds.partly}
    return {
        "id": framework.id,
        "version": framework.version,
        "file_version": result.sheet.framework_version,
        "thresholds": {status: number(limit) for status, limit in limits.items()},
        "gate": framework.gate or None,
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


def lens_content(result: LensResult, say: Say) -> dict[str, object]:
    """What is seen through a lens: each part's status and its questions, and what the lens does not ask."""
    return {
        "id": result.lens.id,
        "title": say.text(result.lens.title),
        "parts": [
            {
                "id": one.part.id,
                "title": say.text(one.part.title),
                "status": one.status,
                "status_low": one.reading.status_low,
                "status_high": one.reading.status_high,
                "low": number(one.low),
                "high": number(one.high),
                "questions": list(one.questions),
            }
            for one in result.parts
        ],
        "not_asked": [say.text(wording) for wording in result.lens.not_asked],
    }


def lens_csv(result: LensResult, say: Say) -> str:
    """What is seen through a lens as CSV: a header, then one row for each part."""
    content = lens_content(result, say)
    parts: Any = content["parts"]
    rows = ({**part, "lens": result.lens.id, "part": part["id"], "questions": len(part["questions"])} for part in parts)
    return to_csv(LENS_COLUMNS, rows)


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


def group_json(consensus: Consensus, say: Say, *, by_difference: bool = True) -> str:
    """The group as JSON: respondents, elements, and the questions, largest disagreement first or in their own order."""
    return to_json(
        {
            **head(consensus.framework, consensus.sheet),
            "people": [one.label for one in consensus.respondents],
            "copies": sum(one.times - 1 for one in consensus.respondents),
            "summary": {
                "people": len(consensus.respondents),
                "participants": consensus.sheet.workshop.participants,
                "questions": len(consensus.questions),
                "agreed": sum(spread.is_shared for spread in consensus.questions),
                "differing": len(consensus.differing),
                "settled": len(consensus.settled),
            },
            "elements": [group_element(consensus, one, say) for one in consensus.elements],
            "questions": [group_question(one) for one in ordered(consensus, by_difference=by_difference)],
        }
    )


def group_csv(consensus: Consensus, *, by_difference: bool = True) -> str:
    """The group as CSV: one row for each question and possible answer, with how many gave it."""
    rows = []
    for spread in ordered(consensus, by_difference=by_difference):
        whole = group_question(spread)
        element = consensus.framework.element_by_id[spread.question.element]
        place = {"element": element.id, "number": element.number, "category": element.category}
        differs = "true" if spread.differs else "false"
        same = {**place, **whole, "agreed": " ".join(spread.agreed), "of": len(spread.votes), "differs": differs}
        rows += [{**same, "answer": answer, "people": people} for answer, people in counts(spread).items()]
    return to_csv(GROUP_COLUMNS, rows)


def ordered(consensus: Consensus, *, by_difference: bool) -> Sequence[QuestionSpread]:
    """The questions in the order asked for."""
    return consensus.by_disagreement if by_difference else consensus.questions


def group_element(consensus: Consensus, one: ElementSpread, say: Say) -> dict[str, object]:
    """One element: everyone's status, the range, and how many of its questions are agreed on."""
    labels = [respondent.label for respondent in consensus.respondents]
    lowest, highest = one.ends or (None, None)
    return {
        **element_head(one.element, say),
        "statuses": dict(zip(labels, one.statuses, strict=True)),
        "lowest": lowest,
        "highest": highest,
        "questions": len(one.questions),
        "agreed": one.shared,
        "group_status": one.group.status,
    }


def group_question(spread: QuestionSpread) -> dict[str, object]:
    """One question: `knowing` is the N of `agreement`, `agreed` the group's answer, `votes` each person's."""
    return {
        "question": spread.question.id,
        "people": len(spread.votes),
        "knowing": spread.knowing,
        "counts": counts(spread),
        "agreement": number(spread.agreement),
        "differs": spread.differs,
        "agreed": list(spread.agreed),
        "votes": {label: list(vote.chosen) for label, vote in spread.votes.items()},
    }


def counts(spread: QuestionSpread) -> dict[str, int]:
    """How many gave each answer, by step or option id, and how many gave none."""
    return {one.id: len(one.people) for one in spread.counts} | {"unanswered": len(spread.people("unanswered"))}


def change_json(change: Change, files: Sequence[str], say: Say) -> str:
    """The change as JSON; `files` names the file of each time, earliest first."""
    results = change.results
    return to_json(
        {
            **head(change.framework, results[-1].sheet),
            "times": [
                {
                    "file": file,
                    "date": result.sheet.workshop.date,
                    "framework_version": result.sheet.framework_version,
                    "summary": {
                        "applicable": result.applicable,
                        "present_at_least": result.present_at_least,
                        "present_at_most": result.present_at_most,
                        "answered": result.answered,
                        "documented": result.documented,
                    },
                }
                for file, result in zip(files, results, strict=True)
            ],
            "changed": not change.is_empty,
            "elements": [change_element(one, say) for one in change.elements],
            "answers": [
                {
                    "question": one.question.id,
                    "direction": one.direction,
                    "answers": [None if a is None else list(a.answer.chosen) for a in one.answers],
                }
                for one in change.answers
            ],
            "actions": [action_content(track.latest) | {"outcome": track.outcome} for track in change.actions],
            "perhaps_new": [question.id for question in change.perhaps_new],
            "renamed": {one.old: one.question.id for one in change.renamed},
            "retired": [
                {"question": one.question_id, "answers": [None if a is None else list(a.chosen) for a in one.answers]}
                for one in change.retired
            ],
        }
    )


def change_element(one: ElementChange, say: Say) -> dict[str, object]:
    """One element then and now, and at every time between."""
    times = [
        {
            "status": result.status,
            "status_low": result.status_low,
            "status_high": result.status_high,
            "low": number(result.low),
            "high": number(result.high),
        }
        for result in one.results
    ]
    return {
        **element_head(one.element, say),
        "then": times[0],
        "now": times[-1],
        "direction": one.direction,
        "times": times,
    }


def change_csv(change: Change, files: Sequence[str], say: Say) -> str:
    """The change as CSV: one row for each element and time; `direction` is from the first time to the last."""
    sheets = [result.sheet for result in change.results]
    rows = []
    for one in change.elements:
        for place, result in enumerate(one.results):
            rows.append(
                {
                    **element_head(one.element, say),
                    "element": one.element.id,
                    "time": place + 1,
                    "file": files[place],
                    "date": sheets[place].workshop.date,
                    "framework_version": sheets[place].framework_version,
                    "status": result.status,
                    "status_low": result.status_low,
                    "status_high": result.status_high,
                    "low": number(result.low),
                    "high": number(result.high),
                    "direction": one.direction,
                }
            )
    return to_csv(CHANGE_COLUMNS, rows)


def map_json(practices: PracticeMap) -> Iterator[str]:
    """The map as JSON, one practice a line, in pieces of text."""
    framework = practices.framework
    start = json_text({"lovande": FORMAT, "framework": {"id": framework.id, "version": framework.version}})
    yield f'{start[:-1]}, "practices": [\n'
    for place, row in enumerate(practices.rows):
        yield f"{',' if place else ' '}{json_text(map_practice(practices, row))}\n"
    totals: dict[str, object] = {
        "lens": practices.lens.id if practices.lens else None,
        "left_out": practices.left_out,
        "by_element": practices.by_element,
        "by_category": {
            category.id: {
                status: sum(practices.by_element[e.id][status] for e in practices.columns if e.category == category.id)
                for status in STATUSES
            }
            for category in framework.categories
        },
        "repeated": [[row.file for row in rows] for rows in practices.repeated],
        "practices_count": practices.practices,
        "sheets": practices.sheets,
        "earlier": practices.earlier,
    }
    if practices.movements:
        totals["change"] = {
            "pairs": practices.movements.pairs,
            "by_element": {
                element: {one.replace("-", "_"): count for one, count in counts.items()}
                for element, counts in practices.movements.by_element.items()
            },
        }
    yield f"], {json_text(totals)[1:]}\n"


def map_practice(practices: PracticeMap, row: MapRow) -> dict[str, object]:
    """One practice with its elements."""
    return {
        "file": row.file,
        "practice": {"name": row.name, "organisation": row.organisation, "target-group": row.target_group},
        "date": row.date,
        "sheets": row.sheets,
        "framework_version": row.framework_version,
        "tested_in_trial": row.tested_in_trial,
        "elements": [
            {"id": element.id, **cell_content(cell)} for element, cell in zip(practices.columns, row.cells, strict=True)
        ],
    }


def cell_content(cell: Cell) -> dict[str, object]:
    """One element of one practice, as `score` gives it."""
    return {
        "status": cell.status,
        "status_low": cell.status_low,
        "status_high": cell.status_high,
        "low": short(cell.low),
        "high": short(cell.high),
        "questions": cell.questions,
        "answered": cell.answered,
        "documented": cell.documented,
    }


def map_csv(practices: PracticeMap, say: Say) -> Iterator[str]:
    """The map as tidy CSV: a header, then one row for each practice and element, in pieces of text.

    What a practice or an element says is quoted and made safe once; statuses and numbers need neither.
    """
    yield csv_lines([MAP_COLUMNS])
    heads = [start_of_line(element_head(element, say).values()) for element in practices.columns]
    for row in practices.rows:
        start = start_of_line((row.file, row.name, row.organisation, row.date, row.framework_version))
        yield "".join(
            f"{start},{head},{','.join('' if v is None else str(v) for v in cell_content(cell).values())}\n"
            for head, cell in zip(heads, row.cells, strict=True)
        )


def start_of_line(cells: Iterable[object]) -> str:
    """The cells as the start of a line of CSV."""
    return csv_lines([tuple(cells)]).removesuffix("\n")


def change_counts_csv(practices: PracticeMap, say: Say) -> str:
    """The change of many practices as CSV: one row for each element and direction, with how many went there."""
    movements = practices.movements
    rows = [
        (*element_head(element, say).values(), one, count, movements.pairs)
        for element in practices.columns
        if movements
        for one, count in movements.by_element[element.id].items()
    ]
    return csv_lines([MOVEMENT_COLUMNS, *rows])


def json_text(content: object) -> str:
    """The content as JSON on one line."""
    return for_json(json.dumps(content, ensure_ascii=False))


def short(share: float | None) -> int | float | None:
    """The share as `score --format json` writes it: a whole number where it is one, else three decimals at most."""
    if share is None:
        return None
    return int(share) if share in (0.0, 1.0) else round(share, DECIMALS)


def head(framework: Framework, sheet: AnswerSheet) -> dict[str, object]:
    """How every answer to another program begins."""
    return {
        "lovande": FORMAT,
        "framework": {"id": framework.id, "version": framework.version},
        "practice": {"name": sheet.practice.name, "organisation": sheet.practice.organisation},
    }


def element_head(element: Element, say: Say) -> dict[str, object]:
    """Which element a row is about."""
    return {
        "id": element.id,
        "number": element.number,
        "category": element.category,
        "name": say.text(element.name),
    }


def study_json(study: Study) -> str:
    """The study as JSON: shares from 0 to 1, null what is not defined; `look_first` in the order to look at them."""
    return to_json(
        {
            "lovande": FORMAT,
            "framework": {"id": study.framework.id, "version": study.framework.version},
            "sheets": study.sheets,
            "practices": study.practices,
            "rounds": study.rounds,
            "languages": dict(study.languages),
            "questions": [studied_question(study, one) for one in study.questions],
            "look_first": [
                {
                    "question": one.question.id,
                    "reasons": {signal.replace("-", "_"): number(share) for signal, share in one.signals.items()},
                }
                for one in study.look_first
            ],
            "content_validity": {
                what: {
                    "experts": one.experts,
                    "s_cvi_ave": number(one.scale[0]),
                    "s_cvi_ua": number(one.scale[1]),
                    "i_cvi": {question: number(index) for question, index in one.items.items()},
                }
                for what, one in study.validity.items()
            },
        }
    )


def studied_question(study: Study, one: QuestionStudy) -> dict[str, object]:
    """One question's numbers."""
    low, high = one.interval or (None, None)
    return {
        "question": one.question.id,
        **share_content(one.shares),
        "identical": number(one.identical),
        "alpha": number(one.alpha),
        "alpha_low": None if low is None else round(low, DECIMALS) + 0.0,  # no -0.0
        "alpha_high": None if high is None else round(high, DECIMALS) + 0.0,
        "alpha_verdict": study.verdict(one),
        "rounds": one.rounds,
        "pairs": one.pairs,
        "by_language": {language: share_content(shares) for language, shares in one.by_language.items()},
    }


def share_content(shares: AnswerShares) -> dict[str, object]:
    """How people answered one question."""
    return {
        "n": shares.n,
        "answers": {answer: number(share) for answer, share in shares.answers.items()},
        "unknown": number(shares.unknown),
        "not_applicable": number(shares.not_applicable),
        "skipped": number(shares.skipped),
        "not_reached": shares.not_reached,
        "ceiling": number(shares.ceiling),
        "floor": number(shares.floor),
    }


def study_csv(study: Study) -> str:
    """The study as CSV: a row for each question and language, "" for all languages together."""
    rows: list[dict[str, object]] = []
    for one in study.questions:
        about = {"question": one.question.id, "element": one.question.element}
        indexes = {f"i_cvi_{what}": number(found.items.get(one.question.id)) for what, found in study.validity.items()}
        looked_at = {"look_at": " ".join(one.signals), **indexes}
        rows.append({**studied_question(study, one), **about, **looked_at, "answers": answer_shares(one.shares)})
        for language, shares in one.by_language.items():
            rows.append({**share_content(shares), **about, "language": language, "answers": answer_shares(shares)})
    return to_csv(STUDY_COLUMNS, rows)


def answer_shares(shares: AnswerShares) -> str:
    """The share of each answer in one cell: "yes=0.6 partly=0.25"."""
    return " ".join(f"{answer}={number(share)}" for answer, share in shares.answers.items())
