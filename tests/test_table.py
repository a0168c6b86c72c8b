"""The table for an analyst: tidy, explained by its codebook, and enough to recompute every status that score gives."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from conftest import Run
from made import sheet
from made_field import made_field, write_field

from lovande_cli.assessment.answers import Answer, AnswerSheet
from lovande_cli.assessment.group import Submission, gather
from lovande_cli.assessment.scoring import score
from lovande_cli.assessment.tidy_rows import TableOptions, sheet_rows
from lovande_cli.files.answer_files import load_answers, write_answers
from lovande_cli.files.framework_files import load_framework, standard_folder

FRAMEWORK = load_framework(standard_folder())


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def statuses_from(table: list[dict[str, str]], codebook: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """Every element's status in every file, from the table and the codebook alone; knows nothing of the program.

    An independent script: it follows the rules that the codebook gives in words.
    """
    limit = {row["id"]: Fraction(row["value"]) for row in codebook if row["what"] == "threshold"}
    elements = [row["id"] for row in codebook if row["what"] == "element"]
    votes: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in table:
        if row["vote"] == "1":
            votes.setdefault((row["file"], row["question"]), []).append(row)
    found: dict[tuple[str, str], list[tuple[Fraction, Fraction, Fraction, bool]]] = {}
    for row in table:
        counted = found.setdefault((row["file"], row["element"]), [])
        if row["vote"] == "1" or Fraction(row["weight"]) == 0 or row["kind"] == "not-applicable":
            continue
        low, high = Fraction(0), Fraction(1)
        if row["value"]:
            low = high = Fraction(row["value"])
        elif row["kind"] in ("skipped", "not-reached"):
            behind = votes.get((row["file"], row["question"]), [])
            values = [Fraction(vote["value"]) for vote in behind if vote["value"]]
            if values and all(vote["kind"] != "not-applicable" for vote in behind):
                low, high = min(values), max(values)
        counted.append((Fraction(row["weight"]), low, high, row["core"] == "1"))
    statuses = {}
    for file in {row["file"] for row in table}:
        for element in elements:
            counted = found[file, element]
            if not counted:
                statuses[file, element] = "not-applicable"
                continue
            whole, ends = sum(weight for weight, *_ in counted), []
            for end in (1, 2):
                share = sum(one[0] * one[end] for one in counted) / whole
                core_is_no = any(one[3] and one[end] == 0 for one in counted)
                present = share >= limit["present"] and not core_is_no
                ends.append("present" if present else "partly" if share >= limit["partly"] else "absent")
            statuses[file, element] = ends[0] if ends[0] == ends[1] else "unclear"
    return statuses


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up field's 60 files, a joined one, the examples, and one that is hardly begun."""
    folder = tmp_path_factory.mktemp("field")
    write_field(FRAMEWORK, folder)
    people = [Submission(name=name, sheet=one) for name, one in made_field(FRAMEWORK) if name.startswith("3/1-")]
    joined = gather(FRAMEWORK, people, language="da").sheet
    (folder / "ihop.yaml").write_text(write_answers(joined, FRAMEWORK), encoding="utf-8")
    begun = sheet(FRAMEWORK, goals__time_bound="no", goals__set_together="not-applicable")
    (folder / "begun.yaml").write_text(write_answers(begun, FRAMEWORK), encoding="utf-8")
    for example in (Path(__file__).parents[1] / "examples").rglob("*.yaml"):
        (folder / f"example-{example.parent.name}-{example.name}").write_bytes(example.read_bytes())
    return folder


def test_table_and_codebook_are_enough_to_recompute_every_status(field: Path, tmp_path: Path, run: Run) -> None:
    """An independent script with nothing but the two files gets every status that `score` gives."""
    out, book = tmp_path / "t.csv", tmp_path / "k.csv"
    assert run("table", str(field), "-o", str(out), "--codebook", str(book), "--votes").code == 0
    found = statuses_from(read(out), read(book))
    files = sorted(field.rglob("*.yaml"))
    expected = {
        (file.relative_to(field).as_posix(), one.element.id): one.status
        for file in files
        for one in score(FRAMEWORK, load_answers(file, FRAMEWORK)).elements
    }
    assert found == expected
    assert set(found.values()) >= {"present", "partly", "absent", "unclear"}


def test_columns_are_those_promised(field: Path, tmp_path: Path, run: Run) -> None:
    """File, respondent, practice … core, and no more unless asked for; ids and numbers, never words."""
    out = tmp_path / "t.csv"
    assert run("table", str(field), "-o", str(out)).code == 0
    rows = read(out)
    assert list(rows[0]) == [
        "file", "respondent", "practice", "organisation", "target_group", "date", "language", "framework_version",
        "element", "question", "kind", "answer", "value", "weight", "core",
    ]  # fmt: skip
    begun = [row for row in rows if row["file"] == "begun.yaml"]
    by_question = {row["question"]: row for row in begun}
    assert [(by_question[f"goals.{one}"][key]) for one in ("time-bound", "set-together") for key in ("kind", "answer", "value")] == [
        "valued", "no", "0", "not-applicable", "not-applicable", "",
    ]  # fmt: skip
    assert by_question["goals.clear-to-participants"]["kind"] == "skipped"
    left_out = ("theory-and-knowledge", "description", "economy", "follow-up")
    assert {row["kind"] for row in begun if row["element"] in left_out} == {"not-reached"}
    assert {row["core"] for row in rows} == {"0", "1"}
    assert {row["value"] for row in rows} == {"", "0", "0.5", "1"}
    assert "positive-effect.evaluated-by" not in by_question  # not asked


@pytest.mark.parametrize("more", [(), ("--options",), ("--votes",), ("--notes",), ("--options", "--votes", "--notes")])
def test_schema_describes_the_table(more: tuple[str, ...], field: Path, tmp_path: Path, run: Run) -> None:
    """The Table Schema beside the table has its columns in order, and its key tells all rows apart."""
    out = tmp_path / "t.csv"
    assert run("table", str(field), "-o", str(out), *more).code == 0
    schema = json.loads((tmp_path / "t.schema.json").read_text(encoding="utf-8"))
    rows = read(out)
    assert [one["name"] for one in schema["fields"]] == list(rows[0])
    keys = [tuple(row[column] for column in schema["primaryKey"]) for row in rows]
    assert len(set(keys)) == len(keys)
    for one in schema["fields"]:
        assert one["description"]
        cells = {row[one["name"]] for row in rows}
        if "enum" in one.get("constraints", {}):
            assert cells <= set(one["constraints"]["enum"])
        if one["type"] in ("number", "integer"):
            assert all(cell == "" or float(cell) >= 0 for cell in cells)
        assert not one.get("constraints", {}).get("required") or "" not in cells


def rows_of(one: AnswerSheet, wanted: TableOptions) -> list[tuple[object, ...]]:
    """The whole rows of a sheet."""
    return [(*about, *row) for about, rows in sheet_rows(FRAMEWORK, one, "a", wanted) for row in rows]


def test_options_have_a_row_each_ticked_or_not() -> None:
    """1 for what is chosen, 0 for what is not, nothing where no option was chosen; a scale has one row."""
    one = sheet(FRAMEWORK, description__written_where="internal-document", positive_effect__documented_how="unknown")
    rows = [dict(zip([c.name for c in TableOptions(options=True).columns], row, strict=True))
            for row in rows_of(one, TableOptions(options=True))]  # fmt: skip
    where = {row["option"]: row["ticked"] for row in rows if row["question"] == "description.written-where"}
    assert where == {
        o.id: int(o.id == "internal-document") for o in FRAMEWORK.question_by_id["description.written-where"].options
    }
    assert {row["ticked"] for row in rows if row["question"] == "positive-effect.documented-how"} == {""}
    assert [row["option"] for row in rows if row["question"] == "goals.time-bound"] == [""]


def test_notes_are_there_only_when_asked_for() -> None:
    """What people wrote is internal: no note and no evidence without --notes."""
    one = sheet(FRAMEWORK, goals__time_bound=Answer(chosen=("yes",), note="Hemligt", evidence="Pärm 3"))
    plain = [cell for row in rows_of(one, TableOptions(options=True, votes=True)) for cell in row]
    assert not {"Hemligt", "Pärm 3"} & set(plain)
    full = [cell for row in rows_of(one, TableOptions(notes=True)) for cell in row]
    assert {"Hemligt", "Pärm 3"} <= set(full)


def test_hands_are_counted_beside_the_answer() -> None:
    """With votes a show of hands stands in a column of its own, by ids; without them there is none."""
    question = next(q for q in FRAMEWORK.questions if not q.options)
    shown = sheet(FRAMEWORK, **{question.id: Answer(chosen=("partly",), hands={"yes": 4, "no": 5})})
    wanted = TableOptions(votes=True)
    column = [one.name for one in wanted.columns].index("hands")
    assert {row[column] for row in rows_of(shown, wanted)} == {"yes=4 no=5", ""}
    assert "hands" not in [one.name for one in TableOptions().columns]


def test_votes_unfold_a_joined_file(field: Path, tmp_path: Path, run: Run) -> None:
    """Each person behind a joined file has rows of their own, under their label, beside the file's own."""
    out = tmp_path / "t.csv"
    assert run("table", str(field / "ihop.yaml"), "-o", str(out), "--votes").code == 0
    rows = read(out)
    assert {(row["vote"], row["respondent"]) for row in rows} == {("0", ""), ("1", "A"), ("1", "B"), ("1", "C")}
    assert {row["file"] for row in rows} == {"ihop.yaml"}


def test_workbook_holds_the_same_with_numbers_as_numbers(field: Path, tmp_path: Path, run: Run) -> None:
    """Row for row what the CSV has; values and weights can be summed."""
    assert run("table", str(field / "3"), "-o", str(tmp_path / "t.csv")).code == 0
    assert run("table", str(field / "3"), "-o", str(tmp_path / "t.xlsx")).code == 0
    lines = list(openpyxl.load_workbook(tmp_path / "t.xlsx").active.iter_rows(values_only=True))
    assert [["" if cell is None else f"{cell}" for cell in line] for line in lines[1:]] == [
        list(row.values()) for row in read(tmp_path / "t.csv")
    ]
    assert {type(line[lines[0].index("value")]) for line in lines[1:]} <= {int, float, type(None)}


@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx"])
def test_codebook_explains_every_id_in_every_language(suffix: str, field: Path, tmp_path: Path, run: Run) -> None:
    """Columns, kinds, elements, questions, answers, thresholds and gate, each with a label in each language."""
    book = tmp_path / f"k{suffix}"
    assert run("table", str(field), "-o", str(tmp_path / "t.csv"), "--codebook", str(book), "--options").code == 0
    if suffix == ".xlsx":
        head, *lines = openpyxl.load_workbook(book).active.iter_rows(values_only=True)
        rows = [dict(zip(head, line, strict=True)) for line in lines]
    else:
        rows = read(book) if suffix == ".csv" else json.loads(book.read_text(encoding="utf-8"))
    explained = {(row["what"], row["id"]) for row in rows}
    for row in read(tmp_path / "t.csv"):
        assert {("kind", row["kind"]), ("element", row["element"]), ("question", row["question"])} <= explained
        assert all(("answer", one) in explained for one in row["answer"].split())
    assert {("variable", column.name) for column in TableOptions(options=True).columns} <= explained
    assert {("threshold", "present"), ("threshold", "partly"), ("gate", FRAMEWORK.gate)} <= explained
    for language in FRAMEWORK.languages:
        assert all(row[f"label_{language}"] for row in rows)


def test_broken_files_are_named_and_passed_over(tmp_path: Path, run: Run) -> None:
    """The table holds the others, the broken one is told, and the command leaves with 1."""
    write_field(FRAMEWORK, tmp_path)
    (tmp_path / "3" / "0-1.yaml").write_text("lovande: 1\nanswers: {goals: {time-bound: kanske}}\n", encoding="utf-8")
    ran = run("table", str(tmp_path), "-o", str(tmp_path / "t.csv"))
    assert ran.code == 1
    assert "0-1.yaml" in ran.err
    assert len({row["file"] for row in read(tmp_path / "t.csv")}) == 59


def test_nothing_is_run_by_a_spreadsheet(tmp_path: Path, put_sheet: Callable[..., Path], run: Run) -> None:
    """What a person wrote that begins like a formula is written as text."""
    path = put_sheet("a.yaml", "practice: {name: '=1+1'}\n")
    assert run("table", str(path), "-o", str(tmp_path / "t.csv")).code == 0
    assert {row["practice"] for row in read(tmp_path / "t.csv")} == {"'=1+1"}


@pytest.fixture
def put_sheet(tmp_path: Path) -> Callable[..., Path]:
    """Write an answer file with these lines, and give its path."""

    def write(name: str, lines: str) -> Path:
        path = tmp_path / name
        path.write_text(f"lovande: 1\nlanguage: sv\n{lines}", encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("sv", "Ska tabellen öppnas i Excel? Spara den i stället som"),
        ("da", "Skal tabellen åbnes i Excel? Gem den i stedet som"),
    ],
)
@pytest.mark.parametrize("command", ["table", "map"])
def test_who_writes_csv_hears_what_excel_opens(
    command: str, language: str, told: str, run: Run, examples: Path, tmp_path: Path
) -> None:
    """Swedish and Danish Excel open CSV as one column: the workbook to ask for is named, for people and not in the data."""
    done = run(command, str(examples / "group"), "-o", str(tmp_path / "svar.csv"), "--lang", language)
    assert (done.code, done.out) == (0, "")
    assert f"{told} {tmp_path / 'svar.xlsx'}." in done.err
    done = run(command, str(examples / "group"), "-o", str(tmp_path / "svar.xlsx"), "--lang", language)
    assert told not in done.err
