"""The table for an analyst: tidy, explained by its codebook, and enough to recompute every status that score gives."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, drawing, sheet, sheets
from made_field import made_field, write_field

from lovande_cli.assessment.answers import Answer, AnswerSheet, Workshop
from lovande_cli.assessment.group import Submission, gather
from lovande_cli.assessment.scoring import score
from lovande_cli.assessment.tidy_rows import KINDS, TableOptions, question_codes, sheet_rows
from lovande_cli.assessment.wide_rows import MISSING_CODES, wide_columns
from lovande_cli.commands.program import main
from lovande_cli.documents.codebook import codebook_rows
from lovande_cli.documents.problems import explain
from lovande_cli.documents.words import question_number
from lovande_cli.errors import Problem
from lovande_cli.files.answer_files import load_answers, write_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say

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
        elif row["kind"] in ("differs", "skipped", "not-reached"):
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


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_low_and_high_are_enough_without_the_votes(suffix: str, field: Path, tmp_path: Path, run: Run) -> None:
    """Each row says what its answer is worth at least and at most: joined files need no votes and no rules of theirs."""
    out = tmp_path / f"t{suffix}"
    if suffix == ".parquet":
        pytest.importorskip("polars", reason="pip install 'lovande[stats]'")
    assert run("table", str(field), "-o", str(out)).code == 0
    duckdb.sql("SET threads TO 1")
    found = duckdb.sql(
        f"""
        WITH shares AS (
          SELECT file, element, sum(weight * low) / sum(weight) AS low, sum(weight * high) / sum(weight) AS high,
            bool_or(core = 1 AND low = 0) AS no_low, bool_or(core = 1 AND high = 0) AS no_high
          FROM '{out.as_posix()}' WHERE weight > 0 AND low IS NOT NULL GROUP BY file, element)
        SELECT file, element,
          CASE WHEN low >= .75 AND NOT no_low THEN 'present' WHEN low >= .25 THEN 'partly' ELSE 'absent' END,
          CASE WHEN high >= .75 AND NOT no_high THEN 'present' WHEN high >= .25 THEN 'partly' ELSE 'absent' END
        FROM shares"""
    ).fetchall()
    expected = {
        (file.relative_to(field).as_posix(), one.element.id, one.status_low, one.status_high)
        for file in sorted(field.rglob("*.yaml"))
        for one in score(FRAMEWORK, load_answers(file, FRAMEWORK)).elements
        if one.status != "not-applicable"
    }
    assert set(found) == expected


@drawing(0.3)
@given(st.lists(sheets(FRAMEWORK, few=True), min_size=2, max_size=4))
def test_rows_of_any_joined_sheet_give_its_bounds(people: list[AnswerSheet]) -> None:
    """Whoever answered what, the weights, lows and highs of a joined sheet's rows are those that score counts with."""
    named = [Submission(name=f"{place}", sheet=one) for place, one in enumerate(people)]
    joined = gather(FRAMEWORK, named, language="sv").sheet
    columns = [column.name for column in TableOptions().columns]
    rows = [dict(zip(columns, row, strict=True)) for row in rows_of(joined, TableOptions())]
    for one in score(FRAMEWORK, joined).elements:
        counted = [row for row in rows if row["element"] == one.element.id and row["weight"] and row["low"] != ""]
        whole = sum(Fraction(row["weight"]) for row in counted)
        for end, share in (("low", one.low), ("high", one.high)):
            reached = sum(Fraction(row["weight"]) * Fraction(row[end]) for row in counted)
            assert (reached / whole if whole else None) == share


def test_columns_are_those_promised(field: Path, tmp_path: Path, run: Run) -> None:
    """File, respondent, practice … documented, and no more unless asked for; ids and numbers, never words."""
    out = tmp_path / "t.csv"
    assert run("table", str(field), "-o", str(out)).code == 0
    rows = read(out)
    assert list(rows[0]) == [
        "file", "id", "respondent", "practice", "organisation", "target_group", "date", "participants", "joined", "language",
        "framework_version", "version", "wording", "element", "question", "code", "kind", "answer", "value", "low", "high", "weight",
        "core", "documented",
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


EVERYTHING = ("--options", "--votes", "--notes")


@pytest.mark.parametrize(
    "more", [(), ("--options",), ("--votes",), ("--notes",), EVERYTHING, ("--wide",), ("--wide", *EVERYTHING)]
)
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


@pytest.mark.parametrize("wide", [False, True])
def test_a_codebook_has_languages_that_the_program_does_not_speak(wide: bool) -> None:
    """Questions may be in any language: there the program's own words stand in one that it speaks."""
    own = replace(FRAMEWORK, languages={**FRAMEWORK.languages, "fi": "suomi"})
    wanted = TableOptions(wide=wide)
    assert all(row["label_fi"] == row["label_sv"] for row in codebook_rows(own, wanted))
    only = replace(FRAMEWORK, languages={"fi": "suomi"})
    assert [row["label_fi"] for row in codebook_rows(only, wanted)] == [
        row["label_sv"] for row in codebook_rows(FRAMEWORK, wanted)
    ]


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


# ---- what every row says of its sheet and answer ----


def one_row(one: AnswerSheet, question: str, wanted: TableOptions | None = None) -> dict[str, object]:
    """The row of this question, by column."""
    wanted = wanted or TableOptions()
    columns = [column.name for column in wanted.columns]
    rows = [dict(zip(columns, row, strict=True)) for row in rows_of(one, wanted)]
    (found,) = [row for row in rows if row["question"] == question]
    return found


def test_a_row_says_how_many_answered_and_what_is_documented() -> None:
    """Participants where the file says it, documented where evidence is there, and a version that is no number."""
    one = sheet(
        FRAMEWORK, "2026.10", goals__time_bound=Answer(chosen=("yes",), evidence="Pärm 3"), goals__set_together="no"
    )
    row = one_row(replace(one, workshop=Workshop(participants=6)), "goals.time-bound")
    assert [row[name] for name in ("participants", "joined", "version", "code", "documented")] == [
        6,
        0,
        "v2026.10",
        "q4_4",
        1,
    ]
    bare = one_row(one, "goals.set-together")
    assert [bare[name] for name in ("participants", "documented", "low", "high")] == ["", 0, 0, 0]


def test_joined_files_are_marked(field: Path, tmp_path: Path, run: Run) -> None:
    """`joined` is 1 for a file that joins several people's answers, also on each person's rows, and 0 for all others."""
    out = tmp_path / "t.csv"
    assert run("table", str(field), "-o", str(out), "--votes").code == 0
    assert {row["file"] for row in read(out) if row["joined"] == "1"} == {"ihop.yaml"}
    assert {row["participants"] for row in read(out) if row["vote"] == "1"} == {""}


@pytest.mark.parametrize("more", [(), ("--wide",)])
def test_people_in_a_joined_file_have_skipped_nothing(
    more: tuple[str, ...], tmp_path: Path, put_sheet: Callable[..., Path], run: Run
) -> None:
    """A question may be newer than somebody's own form: all that is known is that they did not come to it."""
    votes = "{votes: {A: {answer: ja}, B: {answer: ja}}, answer: ja}"
    put_sheet("ihop.yaml", f"answers: {{goals: {{clear-to-participants: {votes}, set-together: {votes}}}}}\n")
    put_sheet("egen.yaml", "answers: {goals: {clear-to-participants: ja, set-together: ja}}\n")
    out = tmp_path / "t.csv"
    assert run("table", str(tmp_path), "-o", str(out), "--votes", *more).code == 0
    kinds = {
        (row["file"], row["vote"], row["q4_2_kind"] if more else row["kind"])
        for row in read(out)
        if more or row["code"] == "q4_2"
    }
    assert kinds == {("egen.yaml", "0", "skipped"), *(("ihop.yaml", vote, "not-reached") for vote in "01")}


OLD = "description.activities-and-goals-described"
"""A question that is retired since 2026.2."""


@pytest.mark.parametrize("more", [(), ("--notes",), ("--votes", "--options")])
def test_answers_to_retired_questions_have_rows(
    more: tuple[str, ...], tmp_path: Path, put_sheet: Callable[..., Path], run: Run
) -> None:
    """What was answered before is never dropped: a row as the file has it, which counts in no share."""
    old = f"description: {{{OLD.partition('.')[2]}: {{answer: 'ja, absolut', evidence: Pärm 3}}}}"
    path = put_sheet("a.yaml", f"answers: {{{old}, goals: {{time-bound: ja}}}}\n")
    out = tmp_path / "t.csv"
    assert run("table", str(path), "-o", str(out), *more).code == 0
    (row,) = [row for row in read(out) if row["question"] == OLD]
    told = ("element", "code", "kind", "answer", "value", "low", "weight", "documented")
    assert [row[name] for name in told] == ["description", "", "retired", "ja, absolut", "", "", "0", "1"]
    wide = tmp_path / "w.csv"
    assert run("table", str(path), "-o", str(wide), "--wide").code == 0
    assert [row["retired"] for row in read(wide)] == [f"{OLD}=ja, absolut"]


@pytest.mark.parametrize("more", [(), ("--notes",), ("--wide",)])
def test_what_a_version_did_not_ask_is_not_missing(
    more: tuple[str, ...], tmp_path: Path, put_sheet: Callable[..., Path], run: Run
) -> None:
    """As in study: a question that no file of an older version answers may not have been in it."""
    version = "framework: {id: lovande-praktik, version: 2025.1}\n"
    put_sheet("a.yaml", f"{version}answers: {{goals: {{time-bound: ja, set-together: nej}}}}\n")
    put_sheet("b.yaml", f"{version}answers: {{goals: {{clear-to-participants: ja, time-bound: ja}}}}\n")
    put_sheet("c.yaml", "answers: {goals: {time-bound: ja}}\n")
    out = tmp_path / "t.csv"
    assert run("table", str(tmp_path), "-o", str(out), *more).code == 0
    if more == ("--wide",):
        kinds = {(row["file"], code): row[f"{code}_kind"] for row in read(out) for code in ("q4_1", "q4_2", "q6_1")}
    else:
        kinds = {(row["file"], row["code"]): row["kind"] for row in read(out)}
    assert [kinds["a.yaml", code] for code in ("q4_1", "q4_2", "q6_1")] == [
        "skipped",
        "not-in-version",
        "not-in-version",
    ]
    assert [kinds["c.yaml", code] for code in ("q4_1", "q4_2", "q6_1")] == ["skipped", "skipped", "not-reached"]
    assert "\1" not in out.read_text(encoding="utf-8")


# ---- a row for each sheet ----


def test_wide_has_a_row_for_each_who_answered(field: Path, tmp_path: Path, run: Run) -> None:
    """One row per file, with --votes one more per person; options are 1 and 0, and every name is short and plain."""
    out = tmp_path / "w.csv"
    assert run("table", str(field), "-o", str(out), "--wide").code == 0
    rows = read(out)
    assert len(rows) == len({row["file"] for row in rows}) == len(list(field.rglob("*.yaml")))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name) for name in rows[0])
    wanted = TableOptions(wide=True, votes=True, notes=True)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", column.name) for column in wide_columns(FRAMEWORK, wanted))
    assert run("table", str(field / "ihop.yaml"), "-o", str(tmp_path / "v.csv"), "--wide", "--votes").code == 0
    assert [row["respondent"] for row in read(tmp_path / "v.csv")] == ["", "A", "B", "C"]


def test_wide_says_the_same_as_long(field: Path, tmp_path: Path, run: Run) -> None:
    """Every answer and kind of the long table stands in the wide one, by the numbers that the codebook gives."""
    long, wide, book = tmp_path / "t.csv", tmp_path / "w.csv", tmp_path / "k.csv"
    assert run("table", str(field), "-o", str(long)).code == 0
    assert run("table", str(field), "-o", str(wide), "--wide", "--codebook", str(book)).code == 0
    codes = {(row["of"], row["id"]): row["code"] for row in read(book) if row["what"] == "answer"}
    many = {question.id for question in FRAMEWORK.questions if question.choose == "many"}
    by_file = {row["file"]: row for row in read(wide)}
    for row in read(long):
        cells = by_file[row["file"]]
        assert cells[f"{row['code']}_kind"] == row["kind"]
        if row["question"] in many:
            ticked = {f"{row['code']}_{place}" for place in range(1, 99)} & {
                name for name, cell in cells.items() if cell == "1"
            }
            valued = row["answer"].split() if row["kind"] == "valued" else []
            assert ticked == {codes[row["question"], option] for option in valued}
        elif row["kind"] == "valued":
            assert cells[row["code"]] == codes[row["question"], row["answer"]]
        else:
            assert cells[row["code"]] == ""


# ---- SPSS, Stata, Parquet ----


@pytest.fixture(scope="module")
def written(field: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The field as t.sav, t.dta and t.parquet, with labels in Danish, and the same as w.csv."""
    pytest.importorskip("polars", reason="pip install 'lovande[stats]'")
    pytest.importorskip("pyreadstat", reason="pip install 'lovande[stats]'")
    folder = tmp_path_factory.mktemp("written")
    for name, more in (("t.sav", ()), ("t.dta", ()), ("t.parquet", ()), ("w.csv", ("--wide",))):
        with pytest.raises(SystemExit) as left:
            main(("table", str(field), "-o", str(folder / name), "--lang", "da", *more))
        assert not left.value.code
    return folder


def kinds_in(folder: Path, column: str) -> list[str]:
    """What the wide CSV says of each answer to this question: its number, or why there is none."""
    return [row[column] or row[f"{column}_kind"] for row in read(folder / "w.csv")]


def test_sav_has_labels_and_user_missing(written: Path) -> None:
    """SPSS shows the question, the words of the answers in the language chosen, and why an answer is missing."""
    pyreadstat = pytest.importorskip("pyreadstat")
    frame, about = pyreadstat.read_sav(written / "t.sav", user_missing=True)
    code = question_codes(FRAMEWORK)["goals.clear-to-participants"]
    assert about.column_names_to_labels[code] == "4.1 Er målene tydelige for borgerne?"
    labels = about.variable_value_labels[code]
    assert [labels[one] for one in (0, 1, 2, -9, -8)] == ["nej", "delvist", "ja", "ved ikke", "ikke relevant"]
    assert about.missing_ranges[code] == [{"lo": -9.0, "hi": -3.0}]
    missing = {float(number): kind for kind, number in MISSING_CODES.items()}
    for column in ("q4_1", "q8_1", "q2_4_1"):
        kinds = (
            kinds_in(written, column.removesuffix("_1") if column == "q2_4" else column) if column != "q2_4_1" else None
        )
        shown = [missing.get(number) or f"{number:.0f}" for number in frame[column]]
        if kinds:
            assert shown == kinds
        else:
            assert [one if one in ("0", "1") else None for one in shown] == [
                row[column] or None for row in read(written / "w.csv")
            ]
    plain, _ = pyreadstat.read_sav(written / "t.sav")
    assert plain[code].isna().sum() == sum(frame[code] < 0) > 0
    assert not [name for name in frame if name.endswith("_kind")]
    assert {type(day).__name__ for day in frame["date"].dropna()} == {"date"}


def test_sav_opens_in_pandas_with_its_words(written: Path) -> None:
    """pandas.read_spss gives the words, in the order of the file, and nothing where the answer is missing."""
    frame = pd.read_spss(written / "t.sav")
    words = {"0": "nej", "1": "delvist", "2": "ja"}
    assert list(frame["q4_1"].astype(object).where(frame["q4_1"].notna(), None)) == [
        words.get(one) for one in kinds_in(written, "q4_1")
    ]


def test_dta_has_labels_and_extended_missing(written: Path) -> None:
    """Stata shows the same, with .a to .g for why an answer is missing; no name is longer than it takes."""
    pyreadstat = pytest.importorskip("pyreadstat")
    frame, about = pyreadstat.read_dta(written / "t.dta", user_missing=True)
    letters = dict(zip("abcdefg", MISSING_CODES, strict=True))
    labels = about.variable_value_labels["q4_1"]
    assert [labels[one] for one in (0, 1, 2, "a", "b")] == ["nej", "delvist", "ja", "ved ikke", "ikke relevant"]
    assert [letters.get(one) or f"{one:.0f}" for one in frame["q4_1"]] == kinds_in(written, "q4_1")
    assert about.column_names_to_labels["q4_1"] == "4.1 Er målene tydelige for borgerne?"
    assert all(len(name) <= 32 for name in frame)
    assert all(len(label) <= 80 for label in about.column_labels)


def test_dta_opens_in_pandas_with_its_words(written: Path) -> None:
    """pandas.read_stata gives the words, and the letters of Stata where it is asked for them."""
    frame = pd.read_stata(written / "t.dta")
    words = {"0": "nej", "1": "delvist", "2": "ja"}
    shown = list(frame["q4_1"].astype(object).where(frame["q4_1"].notna(), None))
    assert shown == [words.get(one) for one in kinds_in(written, "q4_1")]


@pytest.mark.parametrize("suffix", [".sav", ".dta"])
def test_statistics_files_are_long_where_asked_for(suffix: str, field: Path, tmp_path: Path, run: Run) -> None:
    """--long gives the rows that csv has, with every column."""
    pyreadstat = pytest.importorskip("pyreadstat")
    pytest.importorskip("polars", reason="pip install 'lovande[stats]'")
    out = tmp_path / f"t{suffix}"
    assert run("table", str(field / "3"), "-o", str(out), "--long", "--notes").code == 0
    assert run("table", str(field / "3"), "-o", str(tmp_path / "t.csv"), "--notes").code == 0
    frame, _ = (pyreadstat.read_sav if suffix == ".sav" else pyreadstat.read_dta)(out)
    rows = read(tmp_path / "t.csv")
    assert list(frame) == list(rows[0])
    assert list(frame["question"]) == [row["question"] for row in rows]
    assert list(frame["low"].fillna(-1)) == [float(row["low"] or -1) for row in rows]


def test_parquet_is_typed_and_explains_itself(written: Path) -> None:
    """DuckDB reads numbers as numbers, days as days, and versions as text; the codebook is in the file."""
    file = (written / "t.parquet").as_posix()
    types = {name: kind for name, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM '{file}'").fetchall()}
    assert {name: types[name] for name in ("date", "low", "weight", "core", "framework_version", "kind", "participants")} == {
        "date": "DATE", "low": "DOUBLE", "weight": "DOUBLE", "core": "INTEGER", "framework_version": "VARCHAR",
        "kind": "VARCHAR", "participants": "INTEGER",
    }  # fmt: skip
    ((value,),) = duckdb.sql(
        f"SELECT value FROM parquet_kv_metadata('{file}') WHERE key = 'lovande-codebook'"
    ).fetchall()
    assert {row["what"] for row in json.loads(value)} >= {"variable", "question", "answer", "rule", "threshold"}


def test_labels_of_any_length_are_cut_between_letters() -> None:
    """A long question in Swedish stays text where the format has no room for it."""
    statistics = pytest.importorskip(
        "lovande_cli.documents.writers.statistics_files", reason="pip install 'lovande[stats]'"
    )
    for longest in range(20, 60):
        cut = statistics.shorten_bytes("å" * 100, longest)
        assert len(cut.encode()) <= longest
        assert set(cut) == {"å", "…"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", [".sav", ".dta", ".parquet"])
def test_a_missing_extra_is_told(
    suffix: str, language: str, run: Run, examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the extra is not installed the command says what to install, and writes nothing."""
    monkeypatch.setitem(sys.modules, "polars", None)
    monkeypatch.delitem(sys.modules, "lovande_cli.documents.writers.statistics_files", raising=False)
    import lovande_cli.documents.writers as writers

    monkeypatch.delattr(writers, "statistics_files", raising=False)
    done = run("table", str(examples), "-o", str(tmp_path / f"t{suffix}"), "--lang", language)
    told = explain(Problem(kind="no-statistics"), Say(language))
    assert (done.code, done.out) == (1, "")
    said = " ".join(done.err.split())  # a screen folds it
    assert f"{told.reason} {told.remedy}" in said
    assert 'pip install "lovande[stats]"' in said
    assert not list(tmp_path.iterdir())


# ---- the Data Package beside it ----


def test_the_package_is_valid(field: Path, tmp_path: Path, run: Run) -> None:
    """frictionless finds nothing to say about the tables of a folder: long, wide, with everything, as workbook."""
    frictionless = pytest.importorskip("frictionless")
    for name, more in {"t.csv": (), "w.csv": ("--wide",), "allt åäö.csv": EVERYTHING, "t.xlsx": ("--options",)}.items():
        assert run("table", str(field), "-o", str(tmp_path / name), *more).code == 0
    with frictionless.system.use_context(trusted=True):
        report = frictionless.validate(str(tmp_path / "datapackage.json"), type="package")
    assert report.valid, report.flatten(["taskName", "message"])
    assert [task.place for task in report.tasks] == ["t.csv", "w.csv", "allt åäö.csv", "t.xlsx"]
    wrong = (tmp_path / "t.csv").read_text(encoding="utf-8").replace(",valued,", ",värderad,", 1)
    (tmp_path / "t.csv").write_text(wrong, encoding="utf-8")
    with frictionless.system.use_context(trusted=True):
        assert not frictionless.validate(str(tmp_path / "datapackage.json"), type="package").valid


def test_the_package_lists_the_tables_that_are_there(examples: Path, tmp_path: Path, run: Run) -> None:
    """A table written again is described anew, another one stays, and one that is gone leaves the package."""
    for name in ("a.csv", "b.csv", "c.csv"):
        assert run("table", str(examples), "-o", str(tmp_path / name)).code == 0
    (tmp_path / "a.csv").unlink()
    assert run("table", str(examples), "-o", str(tmp_path / "b.csv"), "--wide", "--force").code == 0
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    described = {one["path"]: len(one["schema"]["fields"]) for one in package["resources"]}
    assert list(described) == ["c.csv", "b.csv"]
    assert described["b.csv"] > 100 > described["c.csv"]


def test_a_package_of_others_is_not_overwritten(examples: Path, tmp_path: Path, run: Run) -> None:
    """datapackage.json is everybody's name: one that describes other data stays, and ours is named after the table."""
    package, own = tmp_path / "datapackage.json", tmp_path / "t.datapackage.json"
    for foreign in ('{"resources": [{"name": "väder", "path": "väder.csv"}]}', '{"resources": []}', "inte json"):
        package.write_text(foreign, encoding="utf-8")
        assert run("table", str(examples), "-o", str(tmp_path / "t.csv"), "--force").code == 0
        assert package.read_text(encoding="utf-8") == foreign
        assert [one["path"] for one in json.loads(own.read_text(encoding="utf-8"))["resources"]] == ["t.csv"]
    own.write_text("inte vår", encoding="utf-8")
    done = run("table", str(examples), "-o", str(tmp_path / "t.csv"))
    assert (done.code, own.read_text(encoding="utf-8")) == (2, "inte vår")
    assert "t-2.csv" in "".join(done.err.split())


# ---- standard output, and all or nothing ----


def test_a_dash_prints_the_table(field: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """-o - is the CSV on standard output, the same as in a file, and writes no file; the codebook is one if asked for."""
    monkeypatch.chdir(tmp_path)
    assert run("table", str(field), "-o", "t.csv", "--force").code == 0
    expected = Path("t.csv").read_text(encoding="utf-8")
    before = set(tmp_path.iterdir())
    done = run("table", str(field), "-o", "-")
    assert (done.code, done.out) == (0, expected)
    assert set(tmp_path.iterdir()) == before
    done = run("table", str(field), "-o", "-", "--wide", "--codebook", "k.csv")
    assert (done.code, done.out.count("\n")) == (0, len(list(field.rglob("*.yaml"))) + 1)
    assert {path.name for path in set(tmp_path.iterdir()) - before} == {"k.csv"}


@pytest.mark.parametrize("to", ["t.csv", "t.xlsx", "-"])
def test_strict_writes_all_or_nothing(to: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --strict one broken file is enough: nothing is written, nor is an older table touched, and it exits with 1."""
    (tmp_path / "svar").mkdir()
    write_field(FRAMEWORK, tmp_path / "svar")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "svar" / "3" / "0-1.yaml").write_text(
        "lovande: 1\nanswers: {goals: {time-bound: kanske}}\n", encoding="utf-8"
    )
    done = run("table", "svar", "-o", to, "--strict", "--codebook", "k.csv")
    assert (done.code, done.out) == (1, "")
    assert "0-1.yaml" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["svar"]
    assert run("table", "svar", "-o", to).code == 1
    assert to == "-" or Path(to).exists()
    (tmp_path / "svar" / "3" / "0-1.yaml").unlink()
    done = run("table", "svar", "-o", to, "--strict", "--force", "--codebook", "k.csv")
    assert (done.code, Path("k.csv").exists()) == (0, True)


def test_only_csv_has_apostrophes(tmp_path: Path, put_sheet: Callable[..., Path], run: Run) -> None:
    """What begins with - or @ gets a ' where a spreadsheet would run it; every other format has it as it was written."""
    path = put_sheet("a.yaml", "practice: {name: '-1 dag', organisation: '@hem'}\n")
    assert run("table", str(path), "-o", str(tmp_path / "t.csv")).code == 0
    assert {(row["practice"], row["organisation"]) for row in read(tmp_path / "t.csv")} == {("'-1 dag", "'@hem")}
    assert run("table", str(path), "-o", str(tmp_path / "t.xlsx")).code == 0
    lines = list(openpyxl.load_workbook(tmp_path / "t.xlsx").active.iter_rows(values_only=True))
    assert {line[3:5] for line in lines[1:]} == {("-1 dag", "@hem")}
    pytest.importorskip("polars", reason="pip install 'lovande[stats]'")
    assert run("table", str(path), "-o", str(tmp_path / "t.parquet")).code == 0
    found = duckdb.sql(
        f"SELECT DISTINCT practice, organisation FROM '{(tmp_path / 't.parquet').as_posix()}'"
    ).fetchall()
    assert found == [("-1 dag", "@hem")]


def test_the_codebook_says_where_a_question_comes_from(field: Path, tmp_path: Path, run: Run) -> None:
    """Each question with its number, short code, source, former ids and hint in each language; each kind with its code."""
    book = tmp_path / "k.csv"
    assert run("table", str(field), "-o", str(tmp_path / "t.csv"), "--codebook", str(book)).code == 0
    rows = read(book)
    questions = {row["id"]: row for row in rows if row["what"] == "question"}
    for question in FRAMEWORK.questions:
        row = questions[question.id]
        number = question_number(FRAMEWORK, question)
        assert (row["number"], row["code"], row["source"]) == (number, f"q{number.replace('.', '_')}", question.source)
        assert [row["hint_sv"], row["hint_da"]] == [question.hint["sv"], question.hint["da"]]
    renamed = {old: row["id"] for row in questions.values() for old in row["renamed_from"].split()}
    assert renamed == dict(FRAMEWORK.renamed)
    codes = {row["id"]: row["code"] for row in rows if row["what"] == "kind"}
    assert codes == {kind: str(MISSING_CODES.get(kind, "")) for kind in KINDS}


def test_wide_has_what_a_pilot_asks_and_measures(tmp_path: Path, run: Run) -> None:
    """Answers to the closing questions as numbers, what people wrote only with --notes, and minutes by element."""
    said = {"understandable": {"": "yes", "A": "no"}, "missing": {"": "Barnens röst"}}
    one = replace(
        sheet(FRAMEWORK, goals__time_bound="yes"), closing=said, minutes={"goals": 7.5}, wordings=("12345678",)
    )
    path = tmp_path / "a.yaml"
    path.write_text(write_answers(one, FRAMEWORK), encoding="utf-8")
    for more, written in ((), ""), (("--notes",), "Barnens röst"):
        assert run("table", str(path), "-o", str(tmp_path / "w.csv"), "--wide", "--force", *more).code == 0
        (row,) = read(tmp_path / "w.csv")
        told = ("closing_1", "closing_2", "minutes_4", "minutes_5", "wording")
        assert [row[name] for name in told] == ["2", "", "7.5", "", "w12345678"]
        assert row.get("closing_5", "") == written
    assert run("table", str(path), "-o", str(tmp_path / "t.csv"), "--codebook", str(tmp_path / "k.csv")).code == 0
    book = read(tmp_path / "k.csv")
    assert {row["id"]: row["code"] for row in book if row["what"] == "closing"} == {
        one.id: f"closing_{place}" for place, one in enumerate(FRAMEWORK.closing, 1)
    }
    assert {row["code"] for row in book if row["what"] == "framework"} == {f"w{FRAMEWORK.wording_digest}"}


def test_what_people_differ_on_is_not_skipped() -> None:
    """A question that a joined file leaves open says why: people differ, one alone knows, or nobody does."""
    given = {"differs": ("yes", "no"), "one": ("yes", "unknown"), "nobody": ("unknown", "unknown")}
    votes = {
        name: Answer(votes={f"{place}": Answer(chosen=(one,)) for place, one in enumerate(chosen)})
        for name, chosen in given.items()
    }
    one = sheet(
        FRAMEWORK,
        goals__clear_to_participants=votes["differs"],
        goals__individual_needs=votes["one"],
        goals__can_be_assessed=votes["nobody"],
        goals__time_bound="yes",
    )
    told = ("kind", "low", "high")
    shown = {
        key: tuple(row[name] for name in told)
        for key, row in (
            (key, one_row(one, f"goals.{key}"))
            for key in ("clear-to-participants", "individual-needs", "can-be-assessed")
        )
    }
    assert list(shown.values()) == [("differs", 0, 1), ("differs", 0, 1), ("unknown", 0, 1)]
