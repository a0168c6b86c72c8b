"""The table for an analyst: the lines of each sheet, and how they become CSV, a workbook, or a file of statistics."""

from __future__ import annotations

import csv
import io
import os
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.tidy_rows import (
    Column,
    Row,
    SheetRows,
    TableOptions,
    answered_codes,
    is_of_another_version,
    settle_gaps,
    sheet_rows,
)
from lovande_cli.assessment.wide_rows import (
    MISSING_CODES,
    AnswerColumn,
    PilotColumn,
    answer_codes,
    scale_codes,
    table_columns,
    wide_rows,
)
from lovande_cli.documents import loading_library
from lovande_cli.documents.codebook import column_label, write_codebook
from lovande_cli.errors import Problem, WrongCommand
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_cell, for_document

if TYPE_CHECKING:
    from lovande_cli.documents.writers.statistics_files import MissingKind, Variable

EXCEL_ROWS = 1_048_576
"""So many rows a sheet of Excel can have."""

WIDE = (".sav", ".dta")
"""Formats whose tables are wide unless it is said otherwise: their programs expect a row for each who answered."""


# ---- pieces: the rows of a sheet as lines of CSV, made where the sheet is read ----


class TablePiece(NamedTuple):
    """The rows of a sheet as lines of CSV; of one of another `version`, also the codes of the questions it answers."""

    lines: str
    version: str = ""
    answered: frozenset[str] = frozenset()


def table_lines(
    sheet: AnswerSheet, file: Path, framework: Framework, *, base: str, wanted: TableOptions, suffix: str
) -> TablePiece:
    """The rows of a sheet; the file is named as seen from the folder `base`.

    In a file of CSV a spreadsheet would run what begins as a formula; in all others a text stays what it is.
    """
    clean = for_cell if suffix == ".csv" else for_document
    name = os.path.relpath(file, base).replace(os.sep, "/")
    if wanted.wide:
        lines = csv_of_rows(wide_rows(framework, sheet, name, wanted), clean)
    else:
        lines = "".join(sheet_lines(rows, wanted, clean) for rows in sheet_rows(framework, sheet, name, wanted))
    if not is_of_another_version(framework, sheet):
        return TablePiece(lines)
    return TablePiece(lines, sheet.framework_version, answered_codes(framework, sheet))


def sheet_lines(part: SheetRows, wanted: TableOptions, clean: Callable[[str], str]) -> str:
    """The rows as lines; ids and numbers need no quotes, and what a sheet says of itself is quoted once."""
    about, rows = part
    # only here may a row hold what somebody wrote; a retired answer stands as the file has it
    if wanted.notes or (rows and rows[-1][3] == "retired"):
        return csv_of_rows(((*about, *row) for row in rows), clean)
    start = csv_of_rows([about], clean).removesuffix("\n")
    return "".join([f"{start},{end_of_line(row)}\n" for row in rows])


@lru_cache(maxsize=10_000)  # most rows of thousands of sheets end alike
def end_of_line(row: Row) -> str:
    return ",".join(map(str, row))


def csv_of_rows(rows: Iterable[Row], clean: Callable[[str], str]) -> str:
    """Rows as lines of CSV."""
    written = io.StringIO()
    cells = ([clean(cell) if type(cell) is str else cell for cell in row] for row in rows)  # an OpenGap stays
    csv.writer(written, lineterminator="\n").writerows(cells)
    return written.getvalue()


def settle_versions(pieces: Iterable[TablePiece]) -> Iterator[str]:
    """The lines of all pieces; those of other versions last, when it is known which questions these had."""
    known: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    waiting: list[tuple[str, bytes]] = []
    for piece in pieces:
        if not piece.version:
            yield piece.lines
            continue
        known[piece.version] |= piece.answered
        # a national collection may hold tens of thousands of them
        waiting.append((piece.version, zlib.compress(piece.lines.encode("utf-8"), 1)))
    for version, lines in waiting:
        yield settle_gaps(zlib.decompress(lines).decode("utf-8"), known[version])


# ---- files ----


def encode_table(
    suffix: str, framework: Framework, wanted: TableOptions, pieces: Iterable[TablePiece], say: Say
) -> Iterator[bytes]:
    """The table in the format of the suffix, of pieces that `table_lines` made for it; raises FormatUnavailable."""
    columns, lines = table_columns(framework, wanted), settle_versions(pieces)
    if suffix == ".csv":
        yield csv_of_rows([tuple(column.name for column in columns)], for_cell).encode("utf-8")
        for part in lines:
            yield part.encode("utf-8")
    elif suffix == ".xlsx":
        yield table_excel(columns, lines)
    else:
        with loading_library(suffix):
            from lovande_cli.documents.writers import statistics_files
        variables = [variable_of(column, say) for column in columns]
        if suffix == ".parquet":
            codebook = write_codebook(framework, wanted, ".json").decode("utf-8")
            yield statistics_files.write_parquet(variables, lines, {"lovande-codebook": codebook})
        else:
            write = statistics_files.write_sav if suffix == ".sav" else statistics_files.write_dta
            yield write(variables, lines, missing_kinds(say), say.text(framework.title))


def table_excel(columns: Iterable[Column], lines: Iterable[str]) -> bytes:
    """The table as a workbook, numbers as numbers; raises WrongCommand for more rows than a sheet can have."""
    with loading_library(".xlsx"):
        from lovande_cli.documents.writers.xlsx import list_workbook

    # text in a workbook would not add up
    numbers = {index for index, column in enumerate(columns) if column.type in ("number", "integer")}
    cells = (line for part in lines for line in csv.reader(io.StringIO(part)))

    def rows() -> Iterator[list[str | float]]:
        for place, line in enumerate(cells, 1):
            if place >= EXCEL_ROWS:
                raise WrongCommand([Problem(kind="too-many-rows", blanks={"most": EXCEL_ROWS - 1})])
            yield [float(cell) if cell and index in numbers else cell for index, cell in enumerate(line)]

    return list_workbook("table", [column.name for column in columns], rows())


def variable_of(column: Column, say: Say) -> Variable:
    """The column with its labels in the person's language."""
    from lovande_cli.documents.writers.statistics_files import Variable

    label = column_label(column, say)
    if isinstance(column, PilotColumn) and column.closing and column.closing.scale:
        codes = scale_codes(column.closing.scale)
        values = {codes[step.id]: say.text(step.label) for step in column.closing.steps}
        return Variable(name=column.name, type=column.type, label=label, values=values)
    if not isinstance(column, AnswerColumn) or column.holds not in ("answer", "ticked"):
        return Variable(name=column.name, type=column.type, label=label)
    codes, question = answer_codes(column.question), column.question
    values = {code: question.words_for(choice, say.language) for choice, code in codes.items()}
    if column.holds == "ticked":
        values = {0: say("table.ticked.no"), 1: say("table.ticked.yes")}
    return Variable(name=column.name, type=column.type, label=label, values=values, kind=f"{column.code}_kind")


def missing_kinds(say: Say) -> list[MissingKind]:
    """Why a number may be missing, each with its code."""
    from lovande_cli.documents.writers.statistics_files import MissingKind

    return [
        MissingKind(kind=kind, code=code, label=say(f"table.missing.{kind}")) for kind, code in MISSING_CODES.items()
    ]
