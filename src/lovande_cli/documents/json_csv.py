"""Results, groups, changes and maps as JSON and CSV for other programs; the keys are stable.

Where a key is the name of what it tells, the records say it themselves (`pick_attributes`). Names are in the language
of `say`. A map may be large, so it is written in pieces of text that end their own lines.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

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
    from lovande_cli.assessment.study import AnswerShares, QuestionStudy, Study

FORMAT = 1
DECIMALS = 3

ELEMENT = ("element", "number", "category", "name")
READING = ("status", "status_low", "status_high", "low", "high")
COUNTS = ("questions", "answered", "documented")
ACTION = ("element", "what", "who", "when", "done")
SHARES = ("n", "answers", "unknown", "not_applicable", "skipped", "not_reached", "ceiling", "floor")

LENS_COLUMNS = ("lens", "part", "title", *READING, "questions")
GROUP_COLUMNS = (
    "question", "element", "number", "category", "answer", "people", "of", "knowing", "agreement", "differs", "agreed",
)  # fmt: skip
CHANGE_COLUMNS = (*ELEMENT, "time", "file", "date", "framework_version", *READING, "direction")
STUDY_COLUMNS = (
    "question", "element", "language", *SHARES, "identical", "alpha", "alpha_low", "alpha_high", "alpha_verdict",
    "rounds", "pairs", "look_at", "i_cvi_relevance", "i_cvi_clarity",
)  # fmt: skip
MAP_COLUMNS = ("file", "practice", "organisation", "date", "framework_version", *ELEMENT, *READING, *COUNTS)


# ---- values, objects and rows ----


def number(value: Fraction) -> int | float:
    """The fraction as a whole number where it is one, else with three decimals at most."""
    return int(value) if value.denominator == 1 else float(round(value, DECIMALS))


def short(share: float | None) -> int | float | None:
    """The share as `number` would tell the fraction that it was."""
    if share is None:
        return None
    return int(share) if share in (0.0, 1.0) else round(share, DECIMALS)


def to_json(content: object, indent: int | None = 2) -> str:
    """The content as JSON text that people can read too; fractions are numbers in it."""
    return for_json(json.dumps(content, ensure_ascii=False, indent=indent, default=number))


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as CSV text with a header; what has no column is left out."""
    return csv_lines([columns, *([row.get(column, "") for column in columns] for row in rows)]).rstrip("\n")


def csv_lines(rows: Iterable[Iterable[object]]) -> str:
    """Rows as lines of CSV; no text in them is obeyed by a terminal or run by a spreadsheet."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(map(csv_cell, row) for row in rows)
    return written.getvalue()


def csv_cell(value: object) -> object:
    """The value as a cell of CSV: a text that is safe, a number."""
    if isinstance(value, str):
        return for_cell(value)
    return number(value) if isinstance(value, Fraction) else value


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
    """The result as JSON: what DESIGN promises for `score --format json`."""
    return to_json(result_content(result, say) | ({"lens": lens_content(lens, say)} if lens else {}))


def result_content(result: Result, say: Say) -> dict[str, object]:
    """The result as mappings, lists, texts and numbers; `file_version` is the version that the file was made with."""
    framework, sheet = result.framework, result.sheet
    known = {"organisation": sheet.practice.organisation, "target-group": sheet.practice.target_group}
    statuses = {status.replace("-", "_"): result.count(status) for status in STATUSES if status != "present"}
    return {
        "lovande": FORMAT,
        "framework": {
            **pick_attributes(framework, "id", "version"),
            "file_version": sheet.framework_version,
            "thresholds": pick_attributes(framework.thresholds, "present", "partly"),
            "gate": framework.gate or None,
        },
        "language": sheet.language,
        "practice": {"name": sheet.practice.name, **{key: text for key, text in known.items() if text}},
        "workshop": pick_attributes(sheet.workshop, "date", "participants"),
        "summary": {
            "elements": len(result.elements),
            **pick_attributes(result, "applicable", "present_at_least", "present_at_most"),
            **statuses,
            **pick_attributes(result, *COUNTS, "tested_in_trial"),
        },
        "elements": [element_result(one, say) for one in result.elements],
        "actions": [pick_attributes(action, *ACTION) for action in sheet.actions],
    }


def element_result(one: ElementResult, say: Say) -> dict[str, object]:
    """One element's status and every asked question behind it."""
    return {
        **element_head(one.element, say),
        **pick_attributes(one, *READING),
        "questions": len(one.answers),
        **pick_attributes(one, "answered", "documented"),
        "answers": [scored_answer(answer) for answer in one.answers],
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
    if scored.kind == "unanswered" and scored.answer.votes:
        content |= {"value_low": scored.low, "value_high": scored.high}
    if question.choose:
        content["options"] = () if is_step else chosen
    return content | {key: text for key, text in pick_attributes(scored.answer, "note", "evidence").items() if text}


def result_csv(result: Result, say: Say) -> str:
    """The result as CSV: a header, then one row for each element."""
    rows = (element_result(one, say) for one in result.elements)
    return to_csv((*ELEMENT, *READING, *COUNTS), ({**row, "element": row["id"]} for row in rows))


def lens_content(result: LensResult, say: Say) -> dict[str, object]:
    """What is seen through a lens: each part's status and its questions, and what the lens does not ask."""
    return {
        "id": result.lens.id,
        "title": say.text(result.lens.title),
        "parts": [lens_part(one, say) for one in result.parts],
        "not_asked": [say.text(wording) for wording in result.lens.not_asked],
    }


def lens_part(one: ElementResult, say: Say) -> dict[str, object]:
    """One part of a lens."""
    about = {"id": one.element.id, "title": say.text(one.element.name)}
    return {**about, **pick_attributes(one, *READING), "questions": [answer.question.id for answer in one.answers]}


def lens_csv(result: LensResult, say: Say) -> str:
    """What is seen through a lens as CSV: a header, then one row for each part."""
    lens = result.lens.id
    rows = (
        lens_part(one, say) | {"lens": lens, "part": one.element.id, "questions": len(one.answers)}
        for one in result.parts
    )
    return to_csv(LENS_COLUMNS, rows)


# ---- the questions ----


def elements_json(elements: Sequence[Element]) -> str:
    """The elements as JSON: every key of the element files, and beside `scale` the steps it stands for."""
    told = ("id", "number", "category", "name", "description", "discuss", "develop")
    return to_json(
        [pick_attributes(one, *told) | {"questions": list(map(question_content, one.questions))} for one in elements]
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
            {"answer": one.answer, "question": one.question, "is": one.any_of} for one in question.odd_with
        ]
    return content


def step_content(step: Step) -> dict[str, object]:
    """One step of a scale: its value is a number, "unknown" or "not-applicable"."""
    return {
        "id": step.id,
        "value": step.kind if step.value is None else step.value,
        **pick_attributes(step, "words", "also"),
    }


def problems_json(problems: Iterable[Problem], say: Say) -> str:
    """Problems as JSON: a list of file, line (null for the whole file), kind, and reason and remedy in words."""
    return to_json(
        [
            {
                "file": p.file,
                "line": p.line or None,
                "kind": p.kind,
                **pick_attributes(explain(p, say), "reason", "remedy"),
            }
            for p in problems
        ]
    )


# ---- several people, one practice ----


def group_json(consensus: Consensus, say: Say, *, sort: Sort = "disagreement") -> str:
    """The group as JSON: respondents, elements, and the questions, largest disagreement first or in their own order."""
    return to_json(
        {
            **practice_head(consensus.framework, consensus.sheet),
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
            "questions": [group_question(one) for one in consensus.in_order(sort)],
        }
    )


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
    """One question: `knowing` is the N of `agreement`, `agreed` the group's answer, `votes` each person's.

    `open` is why it has no answer that counts, null where it has; `written` is the note and evidence of each person.
    """
    written = {label: pick_attributes(vote, "note", "evidence") for label, vote in spread.votes.items()}
    return {
        "question": spread.question.id,
        "people": len(spread.votes),
        "knowing": spread.knowing,
        "counts": counts(spread),
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
        told = {"agreed": " ".join(spread.agreed), "differs": "true" if spread.differs else "false"}
        same = {**group_question(spread), **place, **told}
        rows += [{**same, "answer": answer, "people": people} for answer, people in counts(spread).items()]
    return to_csv(GROUP_COLUMNS, rows)


def counts(spread: QuestionSpread) -> dict[str, int]:
    """How many gave each answer, by step or option id, and how many gave none."""
    return {**spread.counts, "unanswered": len(spread.people("unanswered"))}


# ---- one practice through time ----


def change_json(change: Change, files: Sequence[str], say: Say) -> str:
    """The change as JSON; `files` names the file of each time, earliest first."""
    told = ("applicable", "present_at_least", "present_at_most", "answered", "documented")
    return to_json(
        {
            **practice_head(change.framework, change.results[-1].sheet),
            "times": [
                {
                    "file": file,
                    "date": result.sheet.workshop.date,
                    "framework_version": result.sheet.framework_version,
                    "summary": pick_attributes(result, *told),
                }
                for file, result in zip(files, change.results, strict=True)
            ],
            "changed": not change.is_empty,
            "elements": [change_element(one, say) for one in change.elements],
            "answers": [
                {
                    "question": one.question.id,
                    "direction": one.direction,
                    "answers": [None if a is None else a.answer.chosen for a in one.answers],
                }
                for one in change.answers
            ],
            "actions": [pick_attributes(track.latest, *ACTION) | {"outcome": track.state} for track in change.actions],
            "perhaps_new": [question.id for question in change.perhaps_new],
            "renamed": {one.old: one.question.id for one in change.renamed},
            "retired": [
                {"question": one.question_id, "answers": [None if a is None else a.chosen for a in one.answers]}
                for one in change.retired
            ],
        }
    )


def change_element(one: ElementChange, say: Say) -> dict[str, object]:
    """One element then and now, and at every time between."""
    times = [pick_attributes(result, *READING) for result in one.results]
    told = {"then": times[0], "now": times[-1], "direction": one.direction, "times": times}
    return {**element_head(one.element, say), **told}


def change_csv(change: Change, files: Sequence[str], say: Say) -> str:
    """The change as CSV: one row for each element and time; `direction` is from the first time to the last."""
    sheets = [result.sheet for result in change.results]
    rows = (
        {
            **element_head(one.element, say),
            "element": one.element.id,
            "time": time,
            "file": file,
            "date": sheet.workshop.date,
            "framework_version": sheet.framework_version,
            **pick_attributes(result, *READING),
            "direction": one.direction,
        }
        for one in change.elements
        for time, (file, sheet, result) in enumerate(zip(files, sheets, one.results, strict=True), start=1)
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
        **pick_attributes(practice_map, "sheets", "earlier"),
    }
    if practice_map.movements:
        totals["change"] = {
            "pairs": practice_map.movements.pairs,
            "by_element": {
                element: {one.replace("-", "_"): count for one, count in counts.items()}
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
    """One element of one practice, as `score` gives it; told key by key, since a map may have 100,000 of them."""
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


def map_csv(practice_map: PracticeMap, say: Say) -> Iterator[str]:
    """The map as tidy CSV: a header, then one row for each practice and element, in pieces of text.

    What a practice or an element says is quoted and made safe once; statuses and numbers need neither.
    """
    yield csv_lines([MAP_COLUMNS])
    heads = [start_of_line(element_head(element, say).values()) for element in practice_map.columns]
    for row in practice_map.rows:
        start = start_of_line((row.file, row.name, row.organisation, row.date, row.framework_version))
        yield "".join(
            f"{start},{head},{','.join('' if v is None else str(v) for v in cell_content(cell).values())}\n"
            for head, cell in zip(heads, row.cells, strict=True)
        )


def change_counts_csv(practice_map: PracticeMap, say: Say) -> str:
    """The change of many practices as CSV: one row for each element and direction, with how many went there."""
    movements = practice_map.movements
    rows = [
        (*element_head(element, say).values(), one, count, movements.pairs)
        for element in practice_map.columns
        if movements
        for one, count in movements.by_element[element.id].items()
    ]
    return csv_lines([(*ELEMENT, "direction", "practices", "of"), *rows])


# ---- the questions, studied ----


def study_json(study: Study) -> str:
    """The study as JSON: shares from 0 to 1, null what is not defined; `look_first` in the order to look at them."""
    return to_json(
        {
            **framework_head(study.framework),
            **pick_attributes(study, "sheets", "practices", "rounds", "languages"),
            "questions": [studied_question(study, one) for one in study.questions],
            "look_first": [
                {
                    "question": one.question.id,
                    "reasons": {s.replace("-", "_"): share for s, share in one.signals.items()},
                }
                for one in study.look_first
            ],
            "content_validity": {
                what: {"experts": one.experts, "s_cvi_ave": one.scale[0], "s_cvi_ua": one.scale[1], "i_cvi": one.items}
                for what, one in study.validity.items()
            },
        }
    )


def studied_question(study: Study, one: QuestionStudy) -> dict[str, object]:
    """One question's numbers."""
    low, high = (round(end, DECIMALS) + 0.0 for end in one.interval) if one.interval else (None, None)  # no -0.0
    return {
        "question": one.question.id,
        **pick_attributes(one.shares, *SHARES),
        **pick_attributes(one, "identical", "alpha"),
        "alpha_low": low,
        "alpha_high": high,
        "alpha_verdict": study.verdict(one),
        **pick_attributes(one, "rounds", "pairs"),
        "by_language": {language: pick_attributes(shares, *SHARES) for language, shares in one.by_language.items()},
    }


def study_csv(study: Study) -> str:
    """The study as CSV: a row for each question and language, "" for all languages together."""
    rows: list[dict[str, object]] = []
    for one in study.questions:
        about = {"question": one.question.id, "element": one.question.element}
        indexes = {f"i_cvi_{what}": found.items.get(one.question.id) for what, found in study.validity.items()}
        looked_at = {"look_at": " ".join(one.signals), **indexes}
        rows.append({**studied_question(study, one), **about, **looked_at, "answers": answer_shares(one.shares)})
        for language, shares in one.by_language.items():
            own = {"language": language, "answers": answer_shares(shares)}
            rows.append({**pick_attributes(shares, *SHARES), **about, **own})
    return to_csv(STUDY_COLUMNS, rows)


def answer_shares(shares: AnswerShares) -> str:
    """The share of each answer in one cell: "yes=0.6 partly=0.25"."""
    return " ".join(f"{answer}={number(share)}" for answer, share in shares.answers.items())
