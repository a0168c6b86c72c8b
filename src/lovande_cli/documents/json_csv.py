"""Results, groups, changes and maps as JSON and CSV for other programs; the keys are stable.

A key that is the name of a record's attribute has its value (`pick_attributes`). Names are in the language
of `say`. A map may be large, so it is written in pieces of text that end their own lines.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from lovande_cli.assessment.framework import Element, Framework, Question, Step
from lovande_cli.assessment.scoring import STATUSES, ElementResult, Result, ScoredAnswer, find_reason
from lovande_cli.documents.problems import explain
from lovande_cli.errors import Problem
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_cell, for_json

if TYPE_CHECKING:
    from lovande_cli.assessment.answers import AnswerSheet
    from lovande_cli.assessment.change import Change, ElementChange
    from lovande_cli.assessment.group import Consensus, ElementSpread, QuestionSpread, Sort
    from lovande_cli.assessment.lenses import LensResult
    from lovande_cli.assessment.practice_map import ElementSummary, MapRow, PracticeMap

Severity = Literal["error", "doubt", "notice"]
"""An error has to be mended; a doubt may be right as it is; a notice says what became of a file."""

FORMAT = 1
DECIMALS = 3

ELEMENT = ("element", "number", "category", "name")
READING = ("status", "status_low", "status_high", "low", "high")
COUNTS = ("questions", "answered", "documented")
ACTION = ("element", "what", "who", "when", "done")

LENS_COLUMNS = ("lens", "part", "title", *READING, "questions")
GROUP_COLUMNS = (
    "question", "element", "number", "category", "answer", "people", "of", "knowing", "agreement", "differs", "agreed",
)  # fmt: skip
CHANGE_COLUMNS = (*ELEMENT, "time", "file", "date", "framework_version", *READING, "direction")
MAP_COLUMNS = ("file", "practice", "organisation", "date", "framework_version", *ELEMENT, *READING, *COUNTS)


# ---- values, objects and rows ----


def rounded(value: Fraction | float | None) -> int | float | None:
    """The number as a whole one where it is that, else with three decimals at most."""
    if value is None:
        return None
    if value == int(value):
        return int(value)
    return round(value, DECIMALS) if isinstance(value, float) else float(round(value, DECIMALS))


def to_json(content: object, indent: int | None = 2) -> str:
    """The content as JSON text that people can read too; fractions are numbers in it."""
    return for_json(json.dumps(content, ensure_ascii=False, indent=indent, default=rounded))


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as CSV text with a header; what has no column is left out."""
    return csv_lines([columns, *([row.get(column, "") for column in columns] for row in rows)]).rstrip("\n")


def csv_lines(rows: Iterable[Iterable[object]]) -> str:
    """Rows as lines of CSV; no text in them is obeyed by a terminal or run by a spreadsheet."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for row in rows:
        safe = (for_cell(value) if isinstance(value, str) else value for value in row)
        writer.writerow(rounded(value) if isinstance(value, Fraction) else value for value in safe)
    return written.getvalue()


def start_of_line(cells: Iterable[object]) -> str:
    """The cells as the start of a line of CSV."""
    return csv_lines([tuple(cells)]).removesuffix("\n")


def pick_attributes(record: object, *names: str) -> dict[str, object]:
    """What the record says of itself under these names."""
    return {name: getattr(record, name) for name in names}


def framework_head(framework: Framework) -> dict[str, object]:
    """How every answer to another program begins."""
    return {"lovande": FORMAT, "framework": pick_attributes(framework, "id", "version")}


def practice_head(framework: Framework, sheet: AnswerSheet) -> dict[str, object]:
    """How an answer about one practice begins."""
    return {**framework_head(framework), "practice": pick_attributes(sheet.practice, "name", "organisation")}


def element_head(element: Element, say: Say) -> dict[str, object]:
    """Which element it is about."""
    return {**pick_attributes(element, "id", "number", "category"), "name": say.text(element.name)}


# ---- one result ----


def result_json(result: Result, say: Say, lens: LensResult | None = None) -> str:
    """The result as JSON, for `score --format json`; `file_version` is the version that the file was made with.

    With a lens it has `lens` too: each part's status and its questions, and what the lens does not ask.
    """
    framework, sheet = result.framework, result.sheet
    practice = sheet.practice
    known = {
        "organisation": practice.organisation,
        "target-group": practice.target_group,
        "contact": practice.contact,
    }
    statuses = {status.replace("-", "_"): result.count(status) for status in STATUSES if status != "present"}
    content: dict[str, object] = {
        "lovande": FORMAT,
        "framework": {
            **pick_attributes(framework, "id", "version"),
            "file_version": sheet.framework_version,
            "thresholds": pick_attributes(framework.thresholds, "present", "partly"),
            "gate": framework.gate or None,
        },
        "language": sheet.language,
        "practice": {"name": practice.name, **{key: text for key, text in known.items() if text}},
        "workshop": pick_attributes(sheet.workshop, "date", "participants"),
        "summary": {
            "elements": len(result.elements),
            **pick_attributes(result, "applicable", "present_at_least", "present_at_most"),
            **statuses,
            **pick_attributes(result, *COUNTS, "tested_in_trial"),
        },
        "elements": [element_result(element, say) for element in result.elements],
        "actions": [pick_attributes(action, *ACTION) for action in sheet.actions],
    }
    if lens:
        content["lens"] = {
            "id": lens.lens.id,
            "title": say.text(lens.lens.title),
            "parts": [lens_part(part, say) for part in lens.parts],
            "not_asked": [say.text(wording) for wording in lens.lens.not_asked],
        }
    return to_json(content)


def element_result(result: ElementResult, say: Say) -> dict[str, object]:
    """One element's status and every asked question behind it."""
    return {
        **element_head(result.element, say),
        **pick_attributes(result, *READING),
        "questions": len(result.answers),
        **pick_attributes(result, "answered", "documented"),
        "answers": [scored_answer(answer) for answer in result.answers],
    }


def scored_answer(scored: ScoredAnswer) -> dict[str, object]:
    """One answer: `step` is null where options were chosen or nothing was answered."""
    question, chosen = scored.question, scored.answer.chosen
    is_step = bool(chosen) and chosen[0] in question.step_by_id
    content: dict[str, object] = {
        "question": question.id,
        "step": chosen[0] if is_step else None,
        "value": scored.value,
        **pick_attributes(question, "weight", "core"),
    }
    if scored.kind in ("unknown", "unanswered"):
        content["open"] = find_reason(question, scored.answer)
    if scored.kind == "unanswered" and (scored.answer.votes or scored.answer.hands):
        content |= {"value_low": scored.low, "value_high": scored.high}
    if scored.answer.hands:
        content["hands"] = dict(scored.answer.hands)
    if question.choose:
        content["options"] = () if is_step else chosen
    return content | {key: text for key, text in pick_attributes(scored.answer, "note", "evidence").items() if text}


def result_csv(result: Result, say: Say) -> str:
    """The result as CSV: a header, then one row for each element."""
    rows = (element_result(element, say) for element in result.elements)
    return to_csv((*ELEMENT, *READING, *COUNTS), ({**row, "element": row["id"]} for row in rows))


def lens_part(part: ElementResult, say: Say) -> dict[str, object]:
    """One part of a lens."""
    about = {"id": part.element.id, "title": say.text(part.element.name)}
    return {**about, **pick_attributes(part, *READING), "questions": [answer.question.id for answer in part.answers]}


def lens_csv(result: LensResult, say: Say) -> str:
    """What is seen through a lens as CSV: a header, then one row for each part."""
    rows = (
        lens_part(part, say) | {"lens": result.lens.id, "part": part.element.id, "questions": len(part.answers)}
        for part in result.parts
    )
    return to_csv(LENS_COLUMNS, rows)


# ---- the questions ----


def elements_json(elements: Sequence[Element]) -> str:
    """The elements as JSON: every key of the element files, and beside `scale` the steps it stands for."""
    keys = ("id", "number", "category", "name", "description", "discuss", "develop")
    return to_json(
        [
            pick_attributes(element, *keys) | {"questions": list(map(question_content, element.questions))}
            for element in elements
        ]
    )


def question_content(question: Question) -> dict[str, object]:
    """One question, with the defaults that its file may leave out; an option has a `value` where it was given one."""
    content: dict[str, object] = {
        "id": question.short_id,
        "scale": question.scale.id,
        "steps": [step_content(step) for step in question.steps],
        **pick_attributes(question, "weight", "core", "source", "ask", "hint"),
    }
    if question.choose:
        content["choose"] = question.choose
        content["options"] = [
            pick_attributes(option, "id", "label", "exclusive", *["value"] * (option.value is not None))
            for option in question.options
        ]
    if question.ask_if:
        content["ask-if"] = {"question": question.ask_if.question, "is": question.ask_if.any_of}
    if question.odd_with:
        content["odd-with"] = [
            {"answer": odd.answer, "question": odd.question, "is": odd.any_of} for odd in question.odd_with
        ]
    return content


def step_content(step: Step) -> dict[str, object]:
    """One step of a scale: its value is a number, "unknown" or "not-applicable"."""
    return {
        "id": step.id,
        "value": step.kind if step.value is None else step.value,
        **pick_attributes(step, "words", "also"),
    }


def problem_content(problem: Problem, say: Say, severity: Severity = "error") -> dict[str, object]:
    """A problem in words, and where it is; null what it has not."""
    question = problem.blanks.get("question")
    is_known = isinstance(question, str) and "." in question
    return {
        "severity": severity,
        "kind": problem.kind,
        "file": problem.file,
        "line": problem.line or None,
        "column": problem.blanks.get("column"),
        "element": problem.blanks.get("element") or (str(question).partition(".")[0] if is_known else None),
        "question": question if is_known else None,
        **pick_attributes(explain(problem, say), "reason", "remedy"),
    }


def notice_content(sentence: str) -> dict[str, object]:
    """What became of files, shaped as a problem is."""
    nothing = dict.fromkeys(("line", "column", "element", "question"))
    return {"severity": "notice", "kind": "files", "file": "", **nothing, "reason": sentence, "remedy": ""}


# ---- several people, one practice ----


def group_json(consensus: Consensus, say: Say, *, sort: Sort = "disagreement") -> str:
    """The group as JSON: respondents, elements, and the questions, largest disagreement first or in their own order."""
    return to_json(
        {
            **practice_head(consensus.framework, consensus.sheet),
            "people": [respondent.label for respondent in consensus.respondents],
            "copies": sum(respondent.times - 1 for respondent in consensus.respondents),
            "summary": {
                "people": len(consensus.respondents),
                "participants": consensus.sheet.workshop.participants,
                "questions": len(consensus.questions),
                "agreed": sum(spread.is_shared for spread in consensus.questions),
                "differing": len(consensus.differing),
                "settled": len(consensus.settled),
            },
            "elements": [group_element(consensus, spread, say) for spread in consensus.elements],
            "questions": [group_question(spread) for spread in consensus.in_order(sort)],
        }
    )


def group_element(consensus: Consensus, spread: ElementSpread, say: Say) -> dict[str, object]:
    """One element: everyone's status, the range, and how many of its questions are agreed on."""
    labels = [respondent.label for respondent in consensus.respondents]
    lowest, highest = spread.ends or (None, None)
    return {
        **element_head(spread.element, say),
        "statuses": dict(zip(labels, spread.statuses, strict=True)),
        "lowest": lowest,
        "highest": highest,
        "questions": len(spread.questions),
        "agreed": spread.shared,
        "group_status": spread.group.status,
    }


def group_question(spread: QuestionSpread) -> dict[str, object]:
    """One question: `knowing` is the N of `agreement`, `agreed` the group's answer, `votes` each person's.

    `open` is why it has no answer that counts, null where it has; `written` is what each person wrote.
    """
    remarks = ("note", "evidence", "about_question")
    written = {label: pick_attributes(vote, *remarks) for label, vote in spread.votes.items()}
    return {
        "question": spread.question.id,
        "people": len(spread.votes),
        "knowing": spread.knowing,
        "counts": answer_counts(spread),
        **pick_attributes(spread, "agreement", "differs", "agreed"),
        "votes": {label: vote.chosen for label, vote in spread.votes.items()},
        "open": spread.open_reason,
        "knows_alone": spread.knows_alone or None,
        "written": {label: {key: text for key, text in said.items() if text} for label, said in written.items()},
    }


def group_csv(consensus: Consensus, *, sort: Sort = "disagreement") -> str:
    """The group as CSV: one row for each question and possible answer, with how many gave it."""
    rows: list[dict[str, object]] = []
    for spread in consensus.in_order(sort):
        element = consensus.framework.element_by_id[spread.question.element]
        place = {"element": element.id, **pick_attributes(element, "number", "category"), "of": len(spread.votes)}
        as_text = {"agreed": " ".join(spread.agreed), "differs": "true" if spread.differs else "false"}
        same = {**group_question(spread), **place, **as_text}
        rows += [{**same, "answer": answer, "people": people} for answer, people in answer_counts(spread).items()]
    return to_csv(GROUP_COLUMNS, rows)


def answer_counts(spread: QuestionSpread) -> dict[str, int]:
    """How many gave each answer, by step or option id, and how many gave none."""
    return {**spread.counts, "unanswered": len(spread.people("unanswered"))}


# ---- one practice through time ----


def change_json(change: Change, files: Sequence[str], say: Say) -> str:
    """The change as JSON; `files` names the file of each time, earliest first."""
    counted = ("applicable", "present_at_least", "present_at_most", "answered", "documented")
    return to_json(
        {
            **practice_head(change.framework, change.results[-1].sheet),
            "times": [
                {
                    "file": file,
                    "date": result.sheet.workshop.date,
                    "framework_version": result.sheet.framework_version,
                    "summary": pick_attributes(result, *counted),
                }
                for file, result in zip(files, change.results, strict=True)
            ],
            "changed": not change.is_empty,
            "elements": [change_element(element, say) for element in change.elements],
            "answers": [
                {
                    "question": changed.question.id,
                    "direction": changed.direction,
                    "answers": [None if a is None else a.answer.chosen for a in changed.answers],
                }
                for changed in change.answers
            ],
            "actions": [pick_attributes(track.latest, *ACTION) | {"outcome": track.state} for track in change.actions],
            "perhaps_new": [question.id for question in change.perhaps_new],
            "renamed": {old: question.id for old, question in change.renamed.items()},
            "retired": [
                {"question": question, "answers": [None if answer is None else answer.chosen for answer in answers]}
                for question, answers in change.retired.items()
            ],
        }
    )


def change_element(change: ElementChange, say: Say) -> dict[str, object]:
    """One element then and now, and at every time between."""
    times = [pick_attributes(result, *READING) for result in change.results]
    ends = {"then": times[0], "now": times[-1], "direction": change.direction}
    return {**element_head(change.element, say), **ends, "times": times}


def change_csv(change: Change, files: Sequence[str], say: Say) -> str:
    """The change as CSV: one row for each element and time; `direction` is from the first time to the last."""
    sheets = [result.sheet for result in change.results]
    rows = (
        {
            **element_head(changed.element, say),
            "element": changed.element.id,
            "time": time,
            "file": file,
            "date": sheet.workshop.date,
            "framework_version": sheet.framework_version,
            **pick_attributes(result, *READING),
            "direction": changed.direction,
        }
        for changed in change.elements
        for time, (file, sheet, result) in enumerate(zip(files, sheets, changed.results, strict=True), start=1)
    )
    return to_csv(CHANGE_COLUMNS, rows)


# ---- many practices ----


def map_json(practice_map: PracticeMap) -> Iterator[str]:
    """The map as JSON, one practice a line, in pieces of text."""
    framework = practice_map.framework
    yield f'{to_json(framework_head(framework), None)[:-1]}, "practices": [\n'
    for place, row in enumerate(practice_map.rows):
        yield f"{',' if place else ' '}{to_json(map_practice(practice_map, row), None)}\n"
    totals: dict[str, object] = {
        "lens": practice_map.lens.id if practice_map.lens else None,
        **pick_attributes(practice_map, "left_out", "by_element"),
        "by_category": {
            category.id: {
                status: sum(
                    practice_map.by_element[e.id][status] for e in practice_map.columns if e.category == category.id
                )
                for status in STATUSES
            }
            for category in framework.categories
        },
        "repeated": [[row.file for row in rows] for rows in practice_map.repeated],
        "practices_count": practice_map.practices,
        **pick_attributes(practice_map, "sheets", "earlier", "of_no_round", "same_names"),
    }
    if practice_map.movements:
        totals["change"] = {
            **pick_attributes(practice_map.movements, "pairs", "other_raters", "other_questions"),
            "by_element": {
                element: {direction.replace("-", "_"): count for direction, count in counts.items()}
                for element, counts in practice_map.movements.by_element.items()
            },
        }
    yield f"], {to_json(totals, None)[1:]}\n"


def map_practice(practice_map: PracticeMap, row: MapRow) -> dict[str, object]:
    """One practice with its elements."""
    return {
        "file": row.file,
        "practice": {"name": row.name, "organisation": row.organisation, "target-group": row.target_group},
        **pick_attributes(row, "date", "sheets", "framework_version", "tested_in_trial"),
        "elements": [
            {"id": element.id, **cell_content(cell)}
            for element, cell in zip(practice_map.columns, row.cells, strict=True)
        ],
    }


def cell_content(cell: ElementSummary) -> dict[str, object]:
    """One element of one practice, as `score` gives it; key by key, since a map may have 100,000 of them."""
    return {
        "status": cell.status,
        "status_low": cell.status_low,
        "status_high": cell.status_high,
        "low": rounded(cell.low),
        "high": rounded(cell.high),
        "questions": cell.questions,
        "answered": cell.answered,
        "documented": cell.documented,
    }


def map_csv(practice_map: PracticeMap, say: Say) -> Iterator[str]:
    """The map as tidy CSV: a header, then one row for each practice and element, in pieces of text.

    What a practice or an element says is quoted and made safe once; statuses and numbers need neither.
    """
    yield csv_lines([MAP_COLUMNS])
    heads = [start_of_line(element_head(element, say).values()) for element in practice_map.columns]
    for row in practice_map.rows:
        start = start_of_line((row.file, row.name, row.organisation, row.date, row.framework_version))
        yield "".join([f"{start},{head},{cell_csv(cell)}\n" for head, cell in zip(heads, row.cells, strict=True)])


@lru_cache(maxsize=20_000)  # in thousands of practices most cells are like one before
def cell_csv(cell: ElementSummary) -> str:
    return ",".join(["" if value is None else str(value) for value in cell_content(cell).values()])


def change_counts_csv(practice_map: PracticeMap, say: Say) -> str:
    """The change of many practices as CSV: one row for each element and direction, with how many went there."""
    movements = practice_map.movements
    rows = [
        (*element_head(element, say).values(), direction, count, movements.pairs)
        for element in practice_map.columns
        if movements
        for direction, count in movements.by_element[element.id].items()
    ]
    return csv_lines([(*ELEMENT, "direction", "practices", "of"), *rows])
