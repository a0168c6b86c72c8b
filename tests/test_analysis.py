"""docs/analysis.md: its examples run as they stand and say what the program says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from conftest import TOP, Run
from made_field import write_field

from lovande_cli.assessment.scoring import score
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.framework_files import load_framework, standard_folder

FRAMEWORK = load_framework(standard_folder())
PAGE = (TOP / "docs" / "analysis.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    """The page's example in this language."""
    (code,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return code


@pytest.fixture
def expected(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, int]]:
    """answers.csv in the current folder, and how many files have each element in place, of how many."""
    (tmp_path / "answers").mkdir()
    files = write_field(FRAMEWORK, tmp_path / "answers")
    monkeypatch.chdir(tmp_path)
    assert run("table", "answers", "-o", "answers.csv").code == 0
    results = [score(FRAMEWORK, load_answers(file, FRAMEWORK)) for file in files]
    present = Counter(e.element.id for result in results for e in result.elements if e.status_low == "present")
    return {element.id: (present[element.id], len(files)) for element in FRAMEWORK.elements}


def test_pandas(expected: dict[str, tuple[int, int]]) -> None:
    """The pandas example counts what score counts."""
    names: dict[str, object] = {}
    exec(example("python"), names)
    result = names["result"]
    assert {row["element"]: (row["sum"], row["count"]) for _, row in result.iterrows()} == expected


def test_duckdb(expected: dict[str, tuple[int, int]]) -> None:
    """The DuckDB example counts what score counts."""
    found = duckdb.sql(example("sql")).fetchall()
    assert {element: (present, count) for element, present, count in found} == expected


@pytest.mark.parametrize("language", ["python", "sql", "r"])
def test_examples_are_ten_lines_at_most(language: str) -> None:
    """Short enough to read before one runs it."""
    assert len([line for line in example(language).splitlines() if line.strip()]) <= 10


@pytest.mark.usefixtures("expected")
def test_the_page_names_the_tables_columns() -> None:
    """The columns that the page lists are those of the file."""
    head = Path("answers.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert head.replace(",", ", ") in " ".join(PAGE.split())
