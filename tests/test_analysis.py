"""docs/analysis.md: its examples run as they stand and say what the program says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from conftest import TOP, Run
from made_field import write_field

from lovande_cli.assessment.group import Submission, gather
from lovande_cli.assessment.scoring import score
from lovande_cli.assessment.wide_rows import MISSING_CODES
from lovande_cli.files.answer_files import load_answers, write_answers
from lovande_cli.files.framework_files import load_framework, standard_folder

FRAMEWORK = load_framework(standard_folder())
PAGE = (TOP / "docs" / "analysis.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    """The page's example in this language."""
    (code,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return code


@pytest.fixture
def expected(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, int]]:
    """answers.csv in the current folder, of joined files too, and how many files have each element in place, of how many."""
    (tmp_path / "answers").mkdir()
    files = write_field(FRAMEWORK, tmp_path / "answers")
    by_practice: dict[Path, list[Submission]] = {}
    for file in files:
        by_practice.setdefault(file.parent, []).append(Submission(name=file.stem, sheet=load_answers(file, FRAMEWORK)))
    for folder, people in by_practice.items():
        joined = folder / "ihop.yaml"
        joined.write_text(
            write_answers(gather(FRAMEWORK, people[:3], language="sv").sheet, FRAMEWORK), encoding="utf-8"
        )
        files.append(joined)
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


def test_duckdb(expected: dict[str, tuple[int, int]], run: Run) -> None:
    """The DuckDB example counts what score counts, over a Parquet file for each folder of a collection."""
    pytest.importorskip("polars", reason="pip install 'lovande[stats]'")
    Path("national").mkdir()
    for folder in sorted(Path("answers").iterdir()):
        assert run("table", str(folder), "-o", f"national/{folder.name}.parquet").code == 0
    found = duckdb.sql(example("sql")).fetchall()
    assert {element: (present, count) for element, present, count in found} == expected


@pytest.mark.usefixtures("expected")
def test_pyreadstat(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """The example with labels prints the question and how many gave each answer, and why others are missing."""
    for library in ("polars", "pyreadstat"):
        pytest.importorskip(library, reason="pip install 'lovande[stats]'")
    assert run("table", "answers", "-o", "answers.sav", "--lang", "sv").code == 0
    exec(example("pyreadstat"), {})
    printed = capsys.readouterr().out
    assert "4.1 Är målen tydliga för målgruppen?" in printed
    assert all(re.search(rf"^{words} +\d+$", printed, re.MULTILINE) for words in ("ja", "nej"))


def test_the_codes_of_missing_answers_are_those_of_the_files() -> None:
    """The table of codes in the page is that of the program."""
    head, sav, dta = (
        re.findall(rf"^\| {start}(.+) \|$", PAGE, re.MULTILINE) for start in ("\\| ", r"\.sav[^|]*\| ", r"\.dta \| ")
    )
    assert dict(zip(head[0].split(" | "), map(int, sav[0].split(" | ")), strict=True)) == dict(MISSING_CODES)
    assert dta[0].split(" | ") == [f".{letter}" for letter in "abcdefg"]


@pytest.mark.parametrize("language", ["python", "sql", "r", "pyreadstat"])
def test_examples_are_ten_lines_at_most(language: str) -> None:
    """Short enough to read before one runs it."""
    assert len([line for line in example(language).splitlines() if line.strip()]) <= 10


@pytest.mark.usefixtures("expected")
def test_the_page_names_the_tables_columns() -> None:
    """The columns that the page lists are those of the file."""
    head = Path("answers.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert head.replace(",", ", ") in " ".join(PAGE.split())
