"""Tables as the programs of statistics read them: SPSS (.sav), Stata (.dta) and Parquet, typed and with labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import polars as pl
import pyreadstat

TYPES = {"string": pl.String(), "date": pl.Date(), "number": pl.Float64(), "integer": pl.Int32()}

LONGEST_SAV_LABEL, LONGEST_SAV_VALUE = 255, 120
"""Bytes that SPSS takes; what is longer would be cut in the middle of a letter."""

LONGEST_DTA_LABEL = 80
"""Characters that Stata takes; what is longer is refused."""


@dataclass(frozen=True, kw_only=True)
class Variable:
    """A column; `values` are the labels of its numbers, and the column `kind` says why one is missing ("" for none)."""

    name: str
    type: Literal["string", "date", "number", "integer"]
    label: str
    values: Mapping[int, str] = field(default_factory=dict)
    kind: str = ""

    def labels(self, missing: Mapping[Any, str]) -> dict[Any, str]:
        """The labels of its numbers, and of those missing where it can say why."""
        return {**self.values, **(missing if self.kind else {})}


@dataclass(frozen=True, kw_only=True)
class MissingKind:
    """Why a number is missing: how the column of kinds says so, the code that stands for the number, and its label."""

    kind: str
    code: int
    label: str


def write_parquet(variables: Sequence[Variable], lines: Iterable[str], about: Mapping[str, str]) -> bytes:
    """Lines of CSV without a head as Parquet, `about` among its metadata; only a part of it is in memory at a time."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        written = Path(folder, "table.parquet")
        scan_lines(variables, lines, folder).sink_parquet(written, metadata=dict(about))
        return written.read_bytes()


def write_sav(variables: Sequence[Variable], lines: Iterable[str], missing: Sequence[MissingKind], title: str) -> bytes:
    """Lines of CSV as a file of SPSS; the kinds of missing answers are user-missing codes of their question."""
    coded = [variable for variable in variables if variable.kind]
    labels = {kind.code: kind.label for kind in missing}
    valued: dict[str, Any] = {
        variable.name: {
            code: shorten_bytes(label, LONGEST_SAV_VALUE) for code, label in variable.labels(labels).items()
        }
        for variable in variables
    }
    # a range, since SPSS takes at most three single codes as missing
    bounds: list[Any] = [{"lo": min(labels), "hi": max(labels)}]
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        frame = with_codes(scan_lines(variables, lines, folder), coded, missing).collect()
        written = Path(folder, "table.sav")
        pyreadstat.write_sav(
            frame,
            str(written),
            file_label=shorten_bytes(title, 64),
            column_labels={variable.name: shorten_bytes(variable.label, LONGEST_SAV_LABEL) for variable in variables},
            variable_value_labels=valued,
            missing_ranges={variable.name: bounds for variable in coded},
            variable_measure={variable.name: "ordinal" for variable in coded},
            row_compress=True,
        )
        return written.read_bytes()


def write_dta(variables: Sequence[Variable], lines: Iterable[str], missing: Sequence[MissingKind], title: str) -> bytes:
    """Lines of CSV as a file of Stata; the kinds of missing answers are .a, .b … in the order of `missing`."""
    coded = [variable for variable in variables if variable.kind]
    letters = {kind.code: chr(ord("a") + place) for place, kind in enumerate(missing)}
    labels = {letters[kind.code]: kind.label for kind in missing}
    # not as typed there: the label of a letter is among those of the numbers
    valued: dict[str, Any] = {variable.name: variable.labels(labels) for variable in variables}
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        frame = with_codes(scan_lines(variables, lines, folder), coded, missing).collect()
        # a column that holds letters among its numbers; it has no empty cells, which would be written as 0
        lettered = {
            variable.name: pl.Series(
                variable.name, [letters.get(code, code) for code in frame[variable.name]], dtype=pl.Object
            )
            for variable in coded
        }
        written = Path(folder, "table.dta")
        pyreadstat.write_dta(
            frame.with_columns(**lettered),
            str(written),
            file_label=shorten_signs(title),
            version=14,  # 15 would be a format that only the largest edition of Stata reads
            column_labels={variable.name: shorten_signs(variable.label) for variable in variables},
            variable_value_labels=valued,
            missing_user_values={variable.name: list(labels) for variable in coded},
        )
        return written.read_bytes()


def scan_lines(variables: Sequence[Variable], lines: Iterable[str], folder: str) -> pl.LazyFrame:
    """The lines as a frame, from a file in the folder: polars reads it piece by piece."""
    file = Path(folder, "table.csv")
    with file.open("w", encoding="utf-8", newline="") as written:
        written.writelines(lines)
    return pl.scan_csv(file, has_header=False, schema={variable.name: TYPES[variable.type] for variable in variables})


def with_codes(frame: pl.LazyFrame, coded: Sequence[Variable], missing: Sequence[MissingKind]) -> pl.LazyFrame:
    """The frame with a code for each missing answer, and without the columns that say why it is missing."""
    codes = {kind.kind: kind.code for kind in missing}
    filled = [
        pl.col(v.name).fill_null(pl.col(v.kind).replace_strict(codes, default=None, return_dtype=pl.Int32))
        for v in coded
    ]
    return frame.with_columns(filled).drop(dict.fromkeys(variable.kind for variable in coded))


def shorten_bytes(text: str, longest: int) -> str:
    """The text in so many bytes at most."""
    if len(text.encode()) <= longest:
        return text
    # a letter cut in two is dropped whole; the ellipsis takes three bytes
    return text.encode()[: longest - 3].decode("utf-8", "ignore").rstrip() + "…"


def shorten_signs(text: str) -> str:
    """The text in as many characters as Stata takes in a label."""
    return text if len(text) <= LONGEST_DTA_LABEL else text[: LONGEST_DTA_LABEL - 1].rstrip() + "…"
