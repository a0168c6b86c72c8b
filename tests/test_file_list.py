"""One list of files: what a folder holds is told whole, and every command goes by the same list."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from made import drawing

from lovande_cli.assessment.answers import is_workshop_date, plain_words
from lovande_cli.assessment.framework import Framework
from lovande_cli.errors import FileNeedsFixing
from lovande_cli.files.answer_files import find_doubts, read_answers
from lovande_cli.files.earlier_rounds import find_earlier_round
from lovande_cli.files.file_kinds import find_originals, kind_of_data, kind_of_file
from lovande_cli.files.folders import Reading, find_files, sheet_file
from lovande_cli.files.framework_files import load_framework, standard_folder

HEAD = "lovande: 1\nframework: {id: lovande-praktik, version: 2026.2}\nlanguage: sv\n"
SHEET = HEAD + "practice: {name: Hembesök}\nworkshop: {date: 2026-11-22}\nanswers: {goals: {time-bound: ja}}\n"
WORD = b"PK\x03\x04\x14\0\0\0word/document.xml"


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Put a file in a folder of its own, and give its path."""

    def write(name: str, content: str | bytes = SHEET) -> Path:
        path = tmp_path / "svar" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def read(folder: Path, framework: Framework) -> dict[str, str]:
    """What became of every file in the folder, by name."""
    reading = Reading(find_files([folder]), framework, sheet_file)
    list(reading.read())
    return {one.path.name: one.fate for one in reading.listed}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.yaml", "", "answers"),
        ("a.YML", b"\xff", "answers"),
        ("a.yaml.txt", SHEET, "answers"),
        ("a.txt", "# hej\n\n  " + SHEET, "answers"),
        ("a", SHEET, "answers"),
        ("a", "\ufeff" + SHEET, "answers"),
        ("a.txt", SHEET.encode("utf-16"), "answers"),
        ("a.svar", SHEET, "answers"),
        ("a.txt", "Vi talade om lovande: 1 praktik", "other"),
        ("a", "hej", "other"),
        ("a", b"\0\1", "other"),
        ("a.json", '{"lovande": 1, "answers": {}}', "answers"),
        ("a.json", '{"language": "sv", "lovande": 1}', "answers"),
        ("a.json", '{"lovande": 1, "answers": ', "answers"),
        ("a.json", SHEET, "answers"),
        ("a.json", '{"lovande": 1, "framework": {}, "practices": []}', "ours"),
        ("a.json", '{"lovande": 1, "summary": {}, "elements": []}', "ours"),
        ("package.json", '{"name": "x"}', "other"),
        ("a.json", "[]", "other"),
        ("a.yaml.bak", SHEET, "backup"),
        ("a.yaml.bak2", SHEET, "backup"),
        ("a.yaml~", SHEET, "backup"),
        ("a.docx", "", "word"),
        ("a.xlsx", "", "excel"),
        ("a.html", "", "web-page"),
        ("a.pdf", "", "pdf"),
        ("a.zip", "", "zip"),
        ("a.csv", "", "csv"),
        ("a.mp4", "", "other"),
    ],
)
def test_what_a_file_is(put: Callable[..., Path], name: str, content: str | bytes, kind: str) -> None:
    """Its name says it, and where that is not enough how it begins; what holds answers is read whatever its name."""
    assert kind_of_file(put(name, content)) == kind


@pytest.mark.parametrize(
    ("name", "of", "is_conflict"),
    [
        ("svar (1).yaml", "svar.yaml", False),
        ("svar(2).yaml", "svar.yaml", False),
        ("svar - Kopia.yaml", "svar.yaml", False),
        ("svar - Kopia (2).yaml", "svar.yaml", False),
        ("svar - kopi.yaml", "svar.yaml", False),
        ("svar - Copy.yaml", "svar.yaml", False),
        ("svar kopia 3.yaml", "svar.yaml", False),
        ("Kopia av svar.yaml", "svar.yaml", False),
        ("Kopi af svar.yaml", "svar.yaml", False),
        ("svar 2.yaml", "svar.yaml", False),
        ("svar-LAPTOP-7K2Q.yaml", "svar.yaml", False),
        ("svar (Annas motstridiga kopia 2026-10-14).yaml", "svar.yaml", True),
        ("svar (Kims modstridende kopi 2026-10-14).yaml", "svar.yaml", True),
        ("svar (conflicted copy 2026-10-14 120000).yaml", "svar.yaml", True),
        ("svar.sync-conflict-20261014-120000-ABCDEFG.yaml", "svar.yaml", True),
        ("svar_NAS_Oct-14-1200-2026_Conflict.yaml", "svar.yaml", True),
        ("svar (1).yaml.txt", "svar.yaml.txt", False),
        ("grupp 2026.10 (1).yaml", "grupp 2026.10.yaml", False),
        ("svar-anna.yaml", None, False),
        ("grupp 1.yaml", None, False),
        ("annat (1).yaml", None, False),
    ],
)
def test_names_of_copies(name: str, of: str | None, is_conflict: bool) -> None:
    """The names that Windows, macOS, browsers and synchronisers give are known where the first file is there too."""
    names = [name, "svar.yaml", "svar.yaml.txt", "grupp 2026.10.yaml", "grupp 2.yaml"]
    assert find_originals(names).get(name) == ((of, is_conflict) if of else None)


def test_names_of_copies_on_a_mac() -> None:
    """A Mac puts å together of two signs in the one name and not in the other."""
    assert find_originals(["svar pa\u030a kopia.yaml", "Svar på.yaml"]) == {
        "svar pa\u030a kopia.yaml": ("Svar på.yaml", False)
    }


def test_what_became_of_every_file(put: Callable[..., Path], tmp_path: Path, framework: Framework) -> None:
    """Each file is read, a copy, another version, passed over or broken; hidden ones are nobody's work."""
    changed = SHEET.replace("ja", "nej")
    named = SHEET.replace("22}", "22, answered-by: Anna}")
    put("a.yaml")
    put("a (1).yaml", changed)  # nobody says whose it is: perhaps another person's, saved under the same name
    put("a - Kopia.yaml", "# samma\n" + SHEET.replace("Hembesök", '"Hembesök"'))
    put("a (motstridig kopia).yaml", changed.replace("nej", "delvis"))
    put("b.yaml", named)
    put("b-DATOR1.yaml", named.replace("ja", "nej"))
    put("b (1).yaml", SHEET.replace("22}", "22, answered-by: Bo}"))
    put("c.yaml.txt", SHEET.replace("Hembesök", "Annat"))
    put("e.docx", WORD)
    put("karta.json", '{"lovande": 1, "practices": []}')
    put("f.yaml", "lovande: 1\nanswers: [\n")
    put("g.yaml", "lovande-ratings: 1\nratings: {}\n")
    put("._a.yaml", b"\0\5")
    put("~$e.docx")
    put(".svar.yaml.lock", "")
    assert read(tmp_path, framework) == {
        "a.yaml": "read",
        "a (1).yaml": "maybe-version",
        "a - Kopia.yaml": "copy",
        "a (motstridig kopia).yaml": "other-version",
        "b.yaml": "read",
        "b-DATOR1.yaml": "other-version",
        "b (1).yaml": "read",
        "c.yaml.txt": "read",
        "e.docx": "passed-over",
        "karta.json": "passed-over",
        "f.yaml": "broken",
        "g.yaml": "passed-over",
    }


@pytest.mark.parametrize("who", ["", ", answered-by: Anna", ", participants: 6"], ids=["nobody", "a person", "a group"])
def test_copies_are_known_by_what_they_say(
    who: str, put: Callable[..., Path], tmp_path: Path, framework: Framework
) -> None:
    """However it is written and whoever answered, the same is a copy; one show of hands or contact more is not."""
    sheet = SHEET.replace("22}", f"22{who}}}")
    put("a.yaml", sheet)
    put("b.yaml", sheet.replace("answers: {", "# samma\nanswers:\n  {"))
    put("c.yaml", sheet.replace("time-bound: ja", "time-bound: {answer: ja, hands: {ja: 4}}"))
    put("d.yaml", sheet.replace("Hembesök}", "Hembesök, contact: enheten@kommunen.example}"))
    put("e.yaml", sheet.replace("ja", "nej"))
    put("f.yaml", sheet.replace("time-bound: ja", "time-bound: {hands: {ja: 4}, answer: ja}"))
    put("g.yaml", sheet.replace("22", "23"))
    assert [name for name, fate in read(tmp_path, framework).items() if fate == "copy"] == ["b.yaml", "f.yaml"]


def test_the_order_of_named_files_does_not_matter(put: Callable[..., Path], run: Run, framework: Framework) -> None:
    """A shell gives `a (1).yaml` before `a.yaml`: still the one without a number is the first; `compare` keeps the order."""
    first, copy = put("a.yaml"), put("a (1).yaml")
    other = put("a (konflikt).yaml", SHEET.replace("ja", "nej"))
    reading = Reading(find_files([copy, other, first]), framework, sheet_file)
    assert [one.path for one in reading.read()] == [first]
    assert {one.path.name: one.of for one in reading.listed} == {"a.yaml": None, copy.name: first, other.name: first}
    compared = json.loads(run("compare", str(other), str(first), "--format", "json").out)
    assert [Path(one["file"]).name for one in compared["times"]] == [other.name, first.name]
    _, out, err = run("group", str(copy), str(other), str(first), "--format", "json")
    assert (len(json.loads(out)["people"]), json.loads(out)["copies"]) == (1, 1)
    assert "a (konflikt).yaml ser ut att vara en annan version av a.yaml" in err


def test_the_copy_is_read_where_the_first_file_is_broken(
    put: Callable[..., Path], tmp_path: Path, framework: Framework
) -> None:
    """A version beside a file that cannot be read is all that is left of the answers, and counts."""
    put("a.yaml", "lovande: 1\nanswers: [\n")
    put("a (motstridig kopia).yaml")
    assert read(tmp_path, framework) == {"a.yaml": "broken", "a (motstridig kopia).yaml": "read"}


EVERYTHING = {
    "a.yaml": SHEET.replace("ja", "ja, set-together: nej"),
    "a (1).yaml": SHEET.replace("ja", "ja, set-together: nej"),
    "a (conflicted copy).yaml": SHEET.replace("ja", "delvis"),
    "b.yaml.txt": SHEET.replace("22}", "22, answered-by: Bo}")
    + "share: public\ndescription: {in-short: Vi besöker.}\n",
    "c": SHEET.replace("22}", "22, answered-by: Siv}"),
    "orörd.yaml": HEAD + "practice: {name: Hembesök}\n",
    "d.docx": WORD,
    "e.zip": b"PK\x03\x04",
    "f.html": "<!doctype html>",
    "svar.schema.json": '{"$schema": "x", "properties": {"lovande": {}}}',
    "karta.json": '{"lovande": 1, "framework": {}, "practices": []}',
}
"""A folder with everything in it, by name."""


@pytest.mark.parametrize("language", ["sv", "da"])
@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("map", ("--format", "json")),
        ("table", ("-o", "{out}.csv")),
        ("study", ("--format", "json")),
        ("catalogue", ("-o", "{out}.html")),
        ("group", ("--format", "json")),
        ("compare", ("{folder}/a.yaml",)),
        ("check", ()),
    ],
)
def test_every_command_goes_by_the_list(
    put: Callable[..., Path], run: Run, tmp_path: Path, command: str, options: tuple[str, ...], language: str
) -> None:
    """The same files are named by each, on stderr; nothing of it is an error, and data stays data."""
    for name, content in EVERYTHING.items():
        put(name, content)
    given = [one.format(folder=tmp_path / "svar", out=tmp_path / "ut") for one in options]
    code, out, err = run(command, str(tmp_path / "svar"), *given, "--lang", language)
    assert code == 0
    told = " ".join(err.split())
    assert all(name in told for name in ("d.docx", "e.zip", "f.html"))
    assert "karta.json" not in out
    if "json" in options:
        json.loads(out)
    if command != "compare":
        assert "a (conflicted copy).yaml" in told
    if command in ("map", "table", "study", "catalogue", "check"):
        assert "a (1).yaml" in told
    if command == "group":
        assert "orörd.yaml" in told
        assert json.loads(out)["copies"] == 1
        assert len(json.loads(out)["people"]) == 3
    if command == "map":
        assert [one["sheets"] for one in json.loads(out)["practices"]] == [3]
    if command == "study":
        assert json.loads(out)["sheets"] == 3
        assert json.loads(out)["sample"]["not_compared"] == {"copy": 1, "other_version": 1, "untouched": 1}


def test_a_broken_file_is_told_and_the_rest_is_written(put: Callable[..., Path], run: Run, tmp_path: Path) -> None:
    """The exit code says that a file needs fixing; the table holds what could be read."""
    put("a.yaml")
    put("b.yaml", "lovande: 1\nanswers: [\n")
    code, _, err = run("table", str(tmp_path / "svar"), "-o", str(tmp_path / "t.csv"))
    assert code == 1
    assert "b.yaml, rad 3" in err
    assert "a.yaml" in (tmp_path / "t.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("output", ["map.html", "table.csv", "study.html", "catalogue.html"])
def test_nothing_is_written_where_nothing_could_be_read(
    put: Callable[..., Path], run: Run, tmp_path: Path, output: str
) -> None:
    """A good document is not replaced by an empty one, not even with --force."""
    put("a.yaml", "lovande: 1\nanswers: [\n")
    out = tmp_path / output
    out.write_text("bra", encoding="utf-8")
    code, _, err = run(out.stem, str(tmp_path / "svar"), "-o", str(out), "--force")
    assert (code, out.read_text(encoding="utf-8")) == (1, "bra")
    assert "a.yaml, rad 3" in err


def test_our_own_json_makes_no_error(run: Run, tmp_path: Path, examples: Path) -> None:
    """Whatever a command has written beside the answers, the next one passes it over."""
    for name in ("hembesok.sv.yaml", "stottegruppe.da.yaml"):
        (tmp_path / name).write_bytes((examples / name).read_bytes())
    folder, sheet = str(tmp_path), str(tmp_path / "hembesok.sv.yaml")
    both = [str(path) for path in sorted((examples / "change").glob("*.da.yaml"))]
    for name, command in {
        "resultat": ("score", sheet),
        "grupp": ("group", sheet),
        "jämförelse": ("compare", *both),
        "karta": ("map", folder),
        "studie": ("study", folder),
        "element": ("elements",),
        "kontroll": ("check", sheet),
    }.items():
        (tmp_path / f"{name}.json").write_text(run(*command, "--format", "json").out, encoding="utf-8")
    for what in ("answers", "elements"):
        (tmp_path / f"{what}.schema.json").write_text(run("schema", what).out, encoding="utf-8")
    assert run("table", folder, "-o", f"{folder}/svar.csv", "--codebook", f"{folder}/kodbok.json").code == 0
    shared = str(examples / "described")
    assert run("catalogue", shared, "-o", f"{folder}/katalog.json").code == 0
    for command in (("map", folder), ("study", folder), ("check", folder), ("table", folder, "-o", f"{folder}/t.csv")):
        code, _, err = run(*command)
        assert code == 0, err
        assert "Läses inte" in err
    code, _, err = run("score", f"{folder}/karta.json")
    assert code == 1
    assert "Programmet har gjort filen, men det är ingen svarsfil." in " ".join(err.split())


def test_a_schema_that_is_not_ours_is_not_overwritten(run: Run, tmp_path: Path, examples: Path) -> None:
    """README tells people to keep the editor's schema under the name that a table's schema gets."""
    schema, table = tmp_path / "svar.schema.json", tmp_path / "svar.csv"
    schema.write_text(run("schema", "answers").out, encoding="utf-8")
    before = schema.read_bytes()
    code, _, err = run("table", str(examples), "-o", str(table))
    assert (code, schema.read_bytes(), table.exists()) == (2, before, False)
    assert "svar.schema.json" in err
    assert "svar-2.csv" in "".join(err.split())  # a path that is longer than the screen goes on in the next line
    assert run("table", str(examples), "-o", str(table), "--force").code == 0
    assert b'"fields"' in schema.read_bytes()
    table.unlink()
    assert run("table", str(examples), "-o", str(table)).code == 0  # its own one is replaced


@pytest.mark.parametrize("command", ["score", "check"])
def test_a_file_is_spoken_of_in_its_language(
    put: Callable[..., Path], run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A Danish file is shown in Danish, broken ones too, where neither --lang nor LOVANDE_LANG says otherwise."""
    good = put("a.yaml", SHEET.replace("language: sv", "language: da"))
    broken = put("b.yaml", SHEET.replace("language: sv", "language: da").replace("ja", "jaa"))
    danish, swedish = {"score": ("elementer", "element "), "check": ("ingen problemer", "inga problem")}[command]
    assert danish in run(command, str(good)).out
    code, out, err = run(command, str(broken))
    assert code == 1
    assert "er ikke et svar" in " ".join((out + err).split())
    assert swedish in run(command, str(good), "--lang", "sv").out
    monkeypatch.setenv("LOVANDE_LANG", "sv")
    assert swedish in run(command, str(good)).out


@pytest.mark.parametrize(
    ("date", "is_one"),
    [
        ("2026-10-14", True),
        ('"2026-10-14 "', True),
        ("''", True),
        ("2028-02-29", True),
        ("2026-02-29", False),
        ("2026-02-30", False),
        ("2026-04-31", False),
        ("0026-10-14", False),
        ("1926-10-14", False),
        ("2126-10-14", False),
        ("26-10-14", False),
    ],
)
def test_dates_that_no_workshop_has(framework: Framework, date: str, is_one: bool) -> None:
    """Only days of the calendar, in years that a workshop may be in; a space beside it is no fault."""
    data = SHEET.replace("2026-11-22", date).encode()
    assert is_workshop_date(date.strip("\"' ")) == (is_one and date != "''")
    if is_one:
        assert read_answers(data, file="f", framework=framework).workshop.date == date.strip("\"' ")
        return
    with pytest.raises(FileNeedsFixing) as raised:
        read_answers(data, file="f", framework=framework)
    assert [(one.kind, one.line) for one in raised.value.problems] == [("bad-date", 5)]


@pytest.mark.parametrize(
    "name",
    ["Hembeso\u0308k", "Hem\u00adbesök", "Hem\u200bbesök", "\ufeffHEMBESÖK", "hembesök\u200e ", "hembes\u2060ök"],
)
def test_names_that_look_alike_are_one(put: Callable[..., Path], run: Run, tmp_path: Path, name: str) -> None:
    """å from a Mac, soft hyphens and signs of no width make no other practice."""
    assert plain_words(name) == "hembesök"
    put("a.yaml", SHEET)
    put("b.yaml", SHEET.replace("{name: Hembesök}", json.dumps({"name": name})).replace("ja", "nej"))
    drawn = json.loads(run("map", str(tmp_path), "--format", "json").out)
    assert (drawn["practices_count"], drawn["sheets"]) == (1, 2)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docx", WORD, "word-file"),
        ("a.yaml", WORD, "word-file"),
        ("a.yaml", b"PK\x03\x04xl/workbook.xml", "excel-file"),
        ("a.yaml", b"PK\x03\x04\xff", "zip-file"),
        ("a.yaml", b"%PDF-1.7\n\xff", "pdf-file"),
        ("a.yaml", b"\n<!DOCTYPE html>\n<html>", "web-page-file"),
        ("a.csv", b"file;practice\na.yaml;x\n", "csv-file"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xff", "excel-file"),
        ("a.yaml", b"\x00\xff\x00\xff", "other-file"),
        ("a.json", b'{"lovande": 1, "framework": {}, "practices": []}', "ours-file"),
        ("a.yaml", "lovande: 1\npractice: {name: Hembesök}\n".encode("cp1252"), "not-utf8"),
        ("a.yaml", b"", "empty"),
    ],
)
def test_files_of_other_kinds_are_called_what_they_are(framework: Framework, name: str, data: bytes, kind: str) -> None:
    """A Word file is not told to be re-saved as UTF-8, which would ruin it."""
    with pytest.raises(FileNeedsFixing) as raised:
        read_answers(data, file=name, framework=framework)
    assert [one.kind for one in raised.value.problems] == [kind]
    assert kind_of_data(SHEET.encode(), "svar.yaml") is None


MERGED = "<<<<<<< HEAD\n{0}a\n=======\n{0}b\n>>>>>>> main\n"


@pytest.mark.parametrize(
    ("text", "line", "strict"),
    [
        (SHEET + MERGED.format("share: "), 7, False),
        (HEAD + 'practice:\n  name: "Hem\n' + MERGED.format(" ") + '"\n', 6, False),
        (
            HEAD + "description:\n  in-short: |\n" + MERGED.format("").replace("<", "    <", 1).replace("\n", "\n    "),
            6,
            True,
        ),
    ],
)
def test_merge_markers_are_named(framework: Framework, text: str, line: int, strict: bool) -> None:
    """Where git has left two versions, between the lines or inside a text, that is said with the line."""
    with pytest.raises(FileNeedsFixing) as raised:
        read_answers(text.encode(), file="f", framework=framework, strict=strict)
    assert [(one.kind, one.line) for one in raised.value.problems] == [("merge-markers", line)]


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u202f", "\u3000"])
@pytest.mark.parametrize("before", ["practice", "  name", "  goals", "    time-bound"])
def test_spaces_that_are_none_are_named(framework: Framework, space: str, before: str) -> None:
    """A line that is moved in by hard spaces, as pasted from Word or a web page, is named."""
    text = HEAD + "practice:\n  name: Hembesök\nanswers:\n  goals:\n    time-bound: ja\n"
    odd = text.replace(f"\n{before}", f"\n{space}{before[1:] if before.startswith(' ') else before}")
    with pytest.raises(FileNeedsFixing) as raised:
        read_answers(odd.encode(), file="f", framework=framework)
    line = text[: text.index(f"\n{before}")].count("\n") + 2
    assert ("odd-space", line) in [(one.kind, one.line) for one in raised.value.problems]


@pytest.mark.parametrize(
    ("text", "is_lost"),
    [
        (SHEET.encode("ascii", "replace").decode(), True),
        (SHEET.replace("Hembesök", "Ett ?ppet hus"), True),
        (SHEET.replace("Hembesök", "Hembes\ufffdk"), True),
        (SHEET, False),
        (SHEET.replace("Hembesök", "Vad? Hur? https://a.se/?b=c och x/y?z"), False),
        (SHEET.replace("Hembesök", "Hembesök? Jo?da"), False),
    ],
)
def test_lost_letters_are_told(framework: Framework, text: str, is_lost: bool) -> None:
    """What PowerShell made ? of every å in is read, and told; a question in a text is none."""
    data = text.encode()
    doubts = find_doubts(data, read_answers(data, file="f", framework=framework), framework, file="f")
    assert [(one.kind, one.line) for one in doubts] == ([("lost-letters", 4)] if is_lost else [])


@pytest.mark.parametrize(
    ("version", "is_newer"), [("2026.4", True), ("2026.10", True), ("2027.1", True), ("2026.1", False), ("vår", False)]
)
def test_newer_questions_are_told(put: Callable[..., Path], run: Run, version: str, is_newer: bool) -> None:
    """That the program is older than the file is said by every command, and is no error by itself."""
    path = put("a.yaml", SHEET.replace("2026.2", version))
    for command in ("score", "map", "check"):
        code, _, err = run(command, str(path))
        assert (code, "nyare frågor" in " ".join(err.split())) == (0, is_newer)
    path.write_text(SHEET.replace("2026.2", version).replace("time-bound", "new-one"), encoding="utf-8")
    code, _, err = run("score", str(path))
    assert (code, "nyare frågor" in " ".join(err.split())) == (1, is_newer)


def test_answers_that_speak_of_ratings_are_answers(put: Callable[..., Path], run: Run, tmp_path: Path) -> None:
    """What a file is depends on its keys, not on words within it."""
    put("a.yaml", SHEET.replace("Hembesök", '"lovande-ratings: 1"'))
    code, out, _ = run("study", str(tmp_path), "--format", "json")
    assert (code, json.loads(out)["sheets"]) == (0, 1)


def test_hidden_files_among_the_elements_are_passed_over(tmp_path: Path) -> None:
    """What a Mac or an editor leaves beside an element file stops no command."""
    for path in standard_folder().iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "._01-goals.yaml").write_bytes(b"\0\5\x16\7\0")
    (tmp_path / ".#04-goals.yaml").symlink_to("nobody@nowhere.1234")
    assert len(load_framework(tmp_path).elements) == 11


def test_the_mark_before_piped_text_is_no_part_of_it(tmp_path: Path) -> None:
    """PowerShell puts a BOM before what it pipes: it stays neither in the practice's name nor before an answer file."""
    environment = {**os.environ, "LANG": "C.UTF-8", "LOVANDE_LANG": "sv"}
    call = [sys.executable, "-m", "lovande_cli"]
    typed = "\ufeffHembesök\n\n\n\n\n/p\n".encode()
    subprocess.run([*call, "assess", "--plain"], input=typed, cwd=tmp_path, env={**environment, "HOME": str(tmp_path)}, check=False, capture_output=True)  # fmt: skip
    (kept,) = tmp_path.rglob("hembesok*.yaml")
    assert "name: Hembesök\n" in kept.read_text(encoding="utf-8")
    done = subprocess.run([*call, "score", "-"], input=b"\xef\xbb\xbf" + SHEET.encode(), env=environment, check=False, capture_output=True)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    asked = SHEET.encode("ascii", "replace")
    done = subprocess.run([*call, "score", "-"], input=asked, env=environment, check=False, capture_output=True)
    assert done.returncode == 0
    assert "<stdin>, rad 4" in done.stderr.decode()
    assert "Bokstäver i filen har blivit ?" in " ".join(done.stderr.decode().split())


ENDINGS = (
    "",
    ".yaml",
    ".yml",
    ".json",
    ".txt",
    ".yaml.txt",
    ".docx",
    ".zip",
    ".html",
    ".csv",
    ".bak",
    " (1).yaml",
    "~",
)
PIECES = (
    SHEET,
    WORD.decode("latin-1"),
    '{"lovande": 1, ',
    '"practices": []}',
    "<html>",
    "\0",
    "[",
    "\ufeff",
    "- ",
    "?",
    "<<<<<<< ",
)


@given(
    files=st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from(ENDINGS)).map("".join),
        st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=4).map("".join) | st.binary(max_size=40),
        max_size=8,
    )
)
@drawing(0.5)
def test_every_file_has_one_fate(framework: Framework, files: dict[str, str | bytes]) -> None:
    """Whatever lies in a folder, each file is told once, and what is broken or passed over says why or what it is."""
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
            Path(folder, name).write_bytes(data)
        reading = Reading(find_files([Path(folder)]), framework, sheet_file)
        made = list(reading.read())
    assert sorted(one.path.name for one in reading.listed) == sorted(files)
    counted = [one.path for one in reading.listed if one.fate in ("read", "maybe-version")]
    assert [one.path for one in made] == counted
    for one in reading.listed:
        assert (one.fate == "broken") == bool(one.problems)
        assert (one.fate in ("copy", "other-version", "maybe-version")) == (one.of is not None)
        assert one.fate != "passed-over" or one.file_kind != "answers"


def test_an_earlier_round_is_found_beside_the_file(put: Callable[..., Path], framework: Framework) -> None:
    """The latest round before this one, of a practice of that name and organisation; broken files are passed over."""

    def dated(day: str, name: str = "Hembesök", organisation: str = "") -> str:
        practice = f"practice: {{name: {name}, organisation: {organisation}}}\n"
        return HEAD + f"{practice}workshop: {{date: {day}}}\nanswers: {{goals: {{time-bound: ja}}}}\n"

    now = put("nu.yaml", dated("2026-11-22", organisation="Björken"))
    sheet = read_answers(now.read_bytes(), file="nu.yaml", framework=framework)
    assert find_earlier_round(now, sheet, framework) is None
    for name, content in {
        "samma omgång.yaml": dated("2026-10-01"),
        "annan.yaml": dated("2025-10-01", name="Nattvandring"),
        "annat hus.yaml": dated("2025-10-01", organisation="Granen"),
        "trasig.yaml": dated("2025-10-01") + "answers: {",
        "äldst.yaml": dated("2024-10-01"),
        "nästan.yaml": dated("2025-09-01", name="hem besök"),
        "var för sig.yaml": dated("2024-12-01").replace("2024-12-01", "2024-12-01, answered-by: Anna"),
        "ihop.yaml": dated("2024-12-01", organisation="björken"),
    }.items():
        put(name, content)
    put("sent.yaml", dated("2027-10-01"))
    put("utf-16.yaml", dated("2024-11-01").encode("utf-16"))
    found = find_earlier_round(now, sheet, framework)
    assert found is not None
    assert found.path.name == "ihop.yaml"  # the same name comes before one that is nearly the same
    undated = replace(sheet, workshop=replace(sheet.workshop, date=""))
    assert find_earlier_round(now, undated, framework) is None
