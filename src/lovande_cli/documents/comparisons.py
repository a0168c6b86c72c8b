"""Groups, changes and maps as JSON and CSV for other programs; the keys are stable, and names are the voice's language.

A map may be large, so it is written piece by piece: each piece is text that ends its own lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.change import Change, ElementChange
from lovande_cli.assessment.consensus import ElementSpread, Group, QuestionSpread, by_disagreement
from lovande_cli.assessment.framework import Element, Framework
from lovande_cli.assessment.practices import Cell, MapRow, Overview
from lovande_cli.documents.data import DECIMALS, FORMAT, action_content, csv_lines, number, to_csv, to_json
from lovande_cli.language import Say
from lovande_cli.language.characters import for_json

GROUP_COLUMNS = (
    "question", "element", "number", "category", "answer", "people", "of", "knowing", "agreement", "differs", "agreed",
)  # fmt: skip
CHANGE_COLUMNS = (
    "element", "number", "category", "name", "time", "file", "date", "framework_version",
    "status", "status_low", "status_high", "low", "high", "direction",
)  # fmt: skip
MAP_COLUMNS = (
    "file", "practice", "organisation", "date", "framework_version", "element", "number", "category", "name",
    "status", "status_low", "status_high", "low", "high", "questions", "answered", "documented",
)  # fmt: skip


def group_json(group: Group, say: Say, *, by_difference: bool = True) -> str:
    """The group as JSON: people, elements, and questions with largest disagreement first, else in their own order."""
    return to_json(
        {
            **head(group.framework, group.sheet),
            "people": [person.label for person in group.people],
            "copies": sum(person.times - 1 for person in group.people),
            "summary": {
                "people": len(group.people),
                "questions": len(group.questions),
                "agreed": sum(spread.is_shared for spread in group.questions),
                "differing": len(group.differing),
                "settled": len(group.settled),
            },
            "elements": [group_element(group, one, say) for one in group.elements],
            "questions": [group_question(one) for one in ordered(group, by_difference=by_difference)],
        }
    )


def group_csv(group: Group, *, by_difference: bool = True) -> str:
    """The group as CSV: one row for each question and possible answer, with how many gave it."""
    rows = []
    for spread in ordered(group, by_difference=by_difference):
        whole = group_question(spread)
        element = group.framework.element_by_id[spread.question.element]
        place = {"element": element.id, "number": element.number, "category": element.category}
        differs = "true" if spread.differs else "false"
        same = {**place, **whole, "agreed": " ".join(spread.agreed), "of": len(spread.votes), "differs": differs}
        rows += [{**same, "answer": answer, "people": people} for answer, people in counts(spread).items()]
    return to_csv(GROUP_COLUMNS, rows)


def ordered(group: Group, *, by_difference: bool) -> Sequence[QuestionSpread]:
    """The questions in the order asked for."""
    return by_disagreement(group.questions) if by_difference else group.questions


def group_element(group: Group, one: ElementSpread, say: Say) -> dict[str, object]:
    """One element: everyone's status, the range, and how many of its questions are agreed on."""
    labels = [person.label for person in group.people]
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


def map_json(overview: Overview) -> Iterator[str]:
    """The map as JSON, one practice a line, in pieces of text."""
    framework = overview.framework
    start = json_text({"lovande": FORMAT, "framework": {"id": framework.id, "version": framework.version}})
    yield f'{start[:-1]}, "practices": [\n'
    for place, row in enumerate(overview.rows):
        yield f"{',' if place else ' '}{json_text(map_practice(framework, row))}\n"
    totals = {
        "left_out": overview.left_out,
        "by_element": overview.by_element,
        "by_category": overview.by_category,
        "repeated": [[row.file for row in rows] for rows in overview.repeated],
    }
    yield f"], {json_text(totals)[1:]}\n"


def map_practice(framework: Framework, row: MapRow) -> dict[str, object]:
    """One practice with its elements."""
    return {
        "file": row.file,
        "practice": {"name": row.name, "organisation": row.organisation},
        "date": row.date,
        "framework_version": row.framework_version,
        "tested_in_trial": row.tested_in_trial,
        "elements": [
            {"id": element.id, **cell_content(cell)}
            for element, cell in zip(framework.elements, row.cells, strict=True)
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


def map_csv(overview: Overview, say: Say) -> Iterator[str]:
    """The map as tidy CSV: a header, then one row for each practice and element, in pieces of text."""
    yield csv_lines([MAP_COLUMNS])
    heads = [tuple(element_head(element, say).values()) for element in overview.framework.elements]
    for row in overview.rows:
        practice = (row.file, row.name, row.organisation, row.date, row.framework_version)
        cells = zip(heads, row.cells, strict=True)
        yield csv_lines((*practice, *head, *cell_content(cell).values()) for head, cell in cells)


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
