"""The table for an analyst as CSV and workbook, and beside it what explains it: the codebook and a Table Schema."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework, Wording
from lovande_cli.assessment.tidy_rows import KINDS, SheetRows, TableOptions, plain_number, sheet_rows
from lovande_cli.documents import loading_library
from lovande_cli.documents.json_csv import csv_lines, start_of_line, to_json
from lovande_cli.errors import Problem, WrongCommand
from lovande_cli.language import Say

REQUIRED = ("file", "element", "question", "kind", "weight", "core")
"""The columns that have a value in every row."""

EXCEL_ROWS = 1_048_576
"""So many rows a sheet of Excel can have."""

CODEBOOK = ("what", "id", "of", "value", "weight", "core", "asked_if")
"""The columns of the codebook before the labels, of which there is one for each language."""


def csv_piece(parts: Iterable[SheetRows], wanted: TableOptions) -> str:
    """The rows of a sheet as lines of CSV; ids and numbers need no quotes, and what a sheet says is quoted once."""
    pieces = []
    for about, rows in parts:
        if wanted.notes:
            pieces.append(csv_lines((*about, *row) for row in rows))
        else:
            start = start_of_line(about)
            pieces += [f"{start},{','.join(map(str, row))}\n" for row in rows]
    return "".join(pieces)


def table_csv(wanted: TableOptions, pieces: Iterable[str]) -> Iterator[bytes]:
    """The table as CSV (UTF-8): its head, then the pieces, each some lines of CSV."""
    yield csv_lines([[column.name for column in wanted.columns]]).encode("utf-8")
    for piece in pieces:
        yield piece.encode("utf-8")


def table_excel(wanted: TableOptions, pieces: Iterable[str]) -> Iterator[bytes]:
    """The table as a workbook (.xlsx), numbers as numbers; raises WrongCommand for more rows than a sheet can have."""
    with loading_library(".xlsx"):
        from lovande_cli.documents.writers.xlsx import list_workbook

    numbers = {index for index, column in enumerate(wanted.columns) if column.type in ("number", "integer")}
    lines = (line for piece in pieces for line in csv.reader(io.StringIO(piece)))

    def rows() -> Iterator[list[str | float]]:
        for place, line in enumerate(lines, 1):
            if place >= EXCEL_ROWS:
                raise WrongCommand([Problem(kind="too-many-rows", blanks={"most": EXCEL_ROWS - 1})])
            yield [float(cell) if cell and index in numbers else cell for index, cell in enumerate(line)]

    yield list_workbook("table", [column.name for column in wanted.columns], rows())


def table_lines(sheet: AnswerSheet, file: Path, framework: Framework, *, base: str, wanted: TableOptions) -> str:
    """The rows of a sheet as lines of CSV; the file is named as seen from the folder `base`."""
    name = os.path.relpath(file, base).replace(os.sep, "/")
    return csv_piece(sheet_rows(framework, sheet, name, wanted), wanted)


TABLES = {".csv": table_csv, ".xlsx": table_excel}
"""How to write a table, by the suffix of its file: pieces of CSV -> pieces of the file."""

CODEBOOKS = (".csv", ".xlsx", ".json")
"""The suffixes of the files that a codebook is written to."""


def codebook_rows(framework: Framework, wanted: TableOptions) -> Iterator[Mapping[str, object]]:
    """Everything that the table's ids and numbers mean, and the rule that makes a status of them."""
    spoken = [Say(language) for language in framework.languages]

    def row(what: str, identity: str, label: Wording, **more: object) -> Mapping[str, object]:
        labels = {f"label_{say.language}": say.text(label) for say in spoken}
        return {"what": what, "id": identity, **more, **labels}

    def ours(key: str) -> Wording:
        return {say.language: say(f"table.{key}") for say in spoken}

    yield row("framework", framework.id, framework.title, value=framework.version)
    yield from (row("variable", column.name, ours(f"column.{column.name}")) for column in wanted.columns)
    yield from (row("kind", kind, ours(f"kind.{kind}")) for kind in KINDS)
    yield from (row("rule", rule, ours(f"rule.{rule}")) for rule in ("share", "unknown", "votes", "status", "element"))
    thresholds = framework.thresholds
    yield row("threshold", "present", ours("threshold.present"), value=plain_number(thresholds.present))
    yield row("threshold", "partly", ours("threshold.partly"), value=plain_number(thresholds.partly))
    yield row("gate", framework.gate, ours("gate"))
    for category in framework.categories:
        yield row("category", category.id, category.name)
    for element in framework.elements:
        yield row("element", element.id, element.name, of=element.category, value=element.number)
        for question in element.questions:
            condition = question.ask_if
            yield row(
                "question",
                question.id,
                question.ask,
                of=element.id,
                value=question.choose or "scale",
                weight=plain_number(question.weight),
                core=int(question.core),
                asked_if=f"{condition.question}={' '.join(condition.any_of)}" if condition else "",
            )
            for option in question.options:
                value = "" if option.value is None else plain_number(option.value)
                yield row("answer", option.id, option.label, of=question.id, value=value)
            for step in question.steps:
                value = step.kind if step.value is None else plain_number(step.value)
                yield row("answer", step.id, step.label, of=question.id, value=value)


def write_codebook(framework: Framework, wanted: TableOptions, suffix: str) -> bytes:
    """The codebook in the format of the suffix, one of `CODEBOOKS`; JSON is a list of the rows without empty cells."""
    rows = codebook_rows(framework, wanted)
    if suffix == ".json":
        filled = [{key: cell for key, cell in row.items() if cell != ""} for row in rows]
        return (to_json(filled) + "\n").encode("utf-8")
    columns = (*CODEBOOK, *(f"label_{language}" for language in framework.languages))
    cells = ([row.get(column, "") for column in columns] for row in rows)
    if suffix == ".csv":
        return csv_lines([columns, *cells]).encode("utf-8")
    with loading_library(".xlsx"):
        from lovande_cli.documents.writers.xlsx import list_workbook

    return list_workbook("codebook", columns, cells)


def table_schema(framework: Framework, wanted: TableOptions, say: Say) -> bytes:
    """The table's columns as a Frictionless Table Schema (https://datapackage.org/standard/table-schema/)."""
    allowed: dict[str, list[str]] = {
        "kind": list(KINDS),
        "element": [element.id for element in framework.elements],
        "question": [question.id for question in framework.questions],
    }
    key = ["file", *["vote", "respondent"] * wanted.votes, "question", *["option"] * wanted.options]
    fields = []
    for column in wanted.columns:
        field: dict[str, object] = {"name": column.name, "type": column.type}
        field["description"] = say(f"table.column.{column.name}")
        constraints: dict[str, object] = {"enum": allowed[column.name]} if column.name in allowed else {}
        if column.name in REQUIRED:
            constraints["required"] = True
        fields.append({**field, **({"constraints": constraints} if constraints else {})})
    return (to_json({"fields": fields, "missingValues": [""], "primaryKey": key}) + "\n").encode("utf-8")
