"""The table for an analyst as CSV and workbook, and beside it what explains it: the codebook and a Table Schema."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from lovande_cli.assessment.framework import Framework, Question, Wording
from lovande_cli.assessment.tidy_rows import KINDS, Column, SheetRows, TableOptions, plain_number
from lovande_cli.documents import loading_library
from lovande_cli.documents.json_csv import csv_lines, start_of_line, to_json
from lovande_cli.errors import Problem, WrongCommand
from lovande_cli.language import Say

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


TABLES = {".csv": table_csv, ".xlsx": table_excel}
"""How to write a table, by the suffix of its file: pieces of CSV -> pieces of the file."""


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
            yield row(
                "question",
                question.id,
                question.ask,
                of=element.id,
                value=question.choose or "scale",
                weight=plain_number(question.weight),
                core=int(question.core),
                asked_if=condition(question),
            )
            for option in question.options:
                value = "" if option.value is None else plain_number(option.value)
                yield row("answer", option.id, option.label, of=question.id, value=value)
            for step in question.steps:
                value = step.kind if step.value is None else plain_number(step.value)
                yield row("answer", step.id, step.label, of=question.id, value=value)


def condition(question: Question) -> str:
    """When the question is asked: "question=answer answer", or ""."""
    return f"{question.ask_if.question}={' '.join(question.ask_if.any_of)}" if question.ask_if else ""


def codebook_columns(framework: Framework) -> tuple[str, ...]:
    """The codebook's columns."""
    return (*CODEBOOK, *(f"label_{language}" for language in framework.languages))


def codebook_cells(framework: Framework, wanted: TableOptions) -> Iterator[list[object]]:
    """The codebook's rows as cells, one for each column."""
    columns = codebook_columns(framework)
    return ([row.get(column, "") for column in columns] for row in codebook_rows(framework, wanted))


def codebook_csv(framework: Framework, wanted: TableOptions) -> bytes:
    """The codebook as CSV."""
    return csv_lines([codebook_columns(framework), *codebook_cells(framework, wanted)]).encode("utf-8")


def codebook_json(framework: Framework, wanted: TableOptions) -> bytes:
    """The codebook as JSON: a list of the same rows, without their empty cells."""
    rows = [{key: cell for key, cell in row.items() if cell != ""} for row in codebook_rows(framework, wanted)]
    return (to_json(rows) + "\n").encode("utf-8")


def codebook_excel(framework: Framework, wanted: TableOptions) -> bytes:
    """The codebook as a workbook."""
    with loading_library(".xlsx"):
        from lovande_cli.documents.writers.xlsx import list_workbook

    return list_workbook("codebook", codebook_columns(framework), codebook_cells(framework, wanted))


CODEBOOKS = {".csv": codebook_csv, ".xlsx": codebook_excel, ".json": codebook_json}
"""How to write the codebook, by the suffix of its file."""


def table_schema(framework: Framework, wanted: TableOptions, say: Say) -> bytes:
    """The table's columns as a Frictionless Table Schema (https://datapackage.org/standard/table-schema/)."""
    allowed: dict[str, list[str]] = {
        "kind": list(KINDS),
        "element": [element.id for element in framework.elements],
        "question": [question.id for question in framework.questions],
    }
    key = ["file", *["vote", "respondent"] * wanted.votes, "question", *["option"] * wanted.options]
    fields = [field(column, allowed.get(column.name), say) for column in wanted.columns]
    return (to_json({"fields": fields, "missingValues": [""], "primaryKey": key}) + "\n").encode("utf-8")


def field(column: Column, allowed: list[str] | None, say: Say) -> Mapping[str, object]:
    """One column of the schema."""
    constraints: dict[str, object] = {"enum": allowed} if allowed else {}
    if column.name in ("file", "element", "question", "kind", "weight", "core"):
        constraints["required"] = True
    about = {"name": column.name, "type": column.type, "description": say(f"table.column.{column.name}")}
    return {**about, **({"constraints": constraints} if constraints else {})}
