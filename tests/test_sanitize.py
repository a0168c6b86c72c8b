"""Escaping: no control code, CSV formula or character that a document cannot hold gets out of any command."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Run

from lovande_cli.assessment.answers import Answer
from lovande_cli.assessment.framework import Framework
from lovande_cli.files.answer_files import read_answers, write_answers
from lovande_cli.files.framework_files import standard_folder
from lovande_cli.language.sanitize import for_cell, for_document, for_file, for_json, for_screen, for_title

ESCAPE = "\x1b]0;ha\x07\x9b31m\u202e\x7f"
OBEYED = set("\x00\x07\x08\x1b\x7f\x9b\u202e\r")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with elements/ and two answer files whose names and texts are full of what a terminal would obey."""
    folder = tmp_path / "elements"
    shutil.copytree(standard_folder(), folder)
    goals = folder / "04-goals.yaml"
    name = f'"=1+1 {written(ESCAPE)}"'
    text = goals.read_text(encoding="utf-8").replace("name: {sv: Mål, da: Mål}", f"name: {{sv: {name}, da: {name}}}")
    goals.write_text(text, encoding="utf-8")
    where = tmp_path / ("svar" if os.name == "nt" else f"svar{ESCAPE}")
    where.mkdir()
    for number in (1, 2):
        content = f'lovande: 1\npractice: {{name: "@{written(ESCAPE)}", organisation: "-{written(ESCAPE)}"}}\n'
        content += f"workshop: {{date: 2026-01-0{number}}}\nanswers: {{goals: {{time-bound: ja}}}}\n"
        (where / f"{number}.yaml").write_text(content, encoding="utf-8")
    (where / "3.yaml").write_text("lovande: 1\nanswers: {mål: {}}\n", encoding="utf-8")
    return where


def written(text: str) -> str:
    """The text as it stands between quotation marks in YAML."""
    return "".join(sign if " " <= sign <= "~" else f"\\u{ord(sign):04x}" for sign in text)


COMMANDS = [
    "elements --questions", "elements goals --format json", "elements --questions --format markdown",
    "score 1", "score 1 --explain", "score 1 --format json", "score 1 --format csv", "score 1 --format markdown",
    "group 1 2 -o {out}.yaml", "group 1 2 --format json", "group 1 2 --format csv",
    "compare 1 2", "compare 1 2 --format json", "compare 1 2 --format csv",
    "map .", "map . --format json", "map . --format csv", "map . -o {out}.html",
    "check 1 3", "check 3 --format json", "report 1 -o {out}.md", "report 1 -o {out}.html", "form -o {out}.html",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_shows_what_a_terminal_obeys(
    command: str, hostile: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names of files, elements and practices come out bare, and no cell of CSV begins as a formula."""
    monkeypatch.setenv("LOVANDE_ELEMENTS", str(hostile.parent / "elements"))
    files = {number: str(hostile / f"{number}.yaml") for number in "123"} | {".": str(hostile)}
    arguments = [files.get(word, word).replace("{out}", str(hostile / "ut")) for word in command.split()]
    _, out, err = run(*arguments)
    assert not set(out + err) & OBEYED
    assert "Traceback" not in err
    if "csv" in command:
        cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
        assert any(cell.startswith("'") for cell in cells) or command.startswith("group")


@pytest.mark.parametrize("address", ["https://e.se/x><script>", "https://e.se/a b", "javascript:alert(1)", "e.se"])
def test_a_source_address_that_is_no_address_is_refused(address: str, tmp_path: Path, run: Run) -> None:
    """Only http(s) without signs that end a link is an address: nothing else reaches a document."""
    folder = tmp_path / "elements"
    shutil.copytree(standard_folder(), folder)
    head = folder / "framework.yaml"
    text = head.read_text(encoding="utf-8")
    head.write_text(text.replace("address: https://www.fou-nordvast.se", f"address: '{address}'"), encoding="utf-8")
    code, out, _ = run("check", "--elements", str(folder), "--format", "json")
    assert (code, '"bad-address"' in out) == (1, True)


def test_each_place_has_its_own_signs() -> None:
    """Line breaks stay everywhere, tabs too in files and documents, and written JSON means what it meant."""
    text = f"a{ESCAPE}\tb\r\nc\u200b\ufeff\ud800"
    assert for_screen(text) == "a]0;ha31m    b\nc"
    assert for_file(text) == "a]0;ha31m\u202e\tb\nc\u200b\ufeff".replace("\x7f", "")
    assert for_document(text) == "a]0;ha31m\tb\nc\u200b"
    assert for_json('"\x9b å"') == '"\\u009b å"'


@pytest.mark.parametrize("cleaned", [for_screen, for_file, for_document, for_cell])
@pytest.mark.parametrize("sign", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_sign_that_breaks_a_line_breaks_it(cleaned: Callable[[str], str], sign: str) -> None:
    """What Word, a Mac or an old system puts between two lines never glues their words together."""
    assert cleaned(f"ett{sign}två") == "ett\ntvå"


@pytest.mark.parametrize("sign", ["\v", "\f", "\x85", "\u2028", "\u2029"])
def test_line_breaks_of_other_programs_are_read_and_written_as_ours(sign: str, framework: Framework) -> None:
    """A note with one of them, escaped in YAML or JSON or on its way to the disk, has two lines and can be read again."""
    escaped = f'lovande: 1\nanswers: {{goals: {{time-bound: {{answer: ja, note: "ett{written(sign)}två"}}}}}}\n'
    as_json = json.dumps(
        {"lovande": 1, "answers": {"goals": {"time-bound": {"answer": "ja", "note": f"ett{sign}två"}}}}
    )
    for text in (escaped, as_json):
        read = read_answers(text.encode("utf-8"), framework=framework, file="svar.yaml")
        assert read.answers["goals.time-bound"].note == "ett\ntvå"
    odd = replace(read, answers={"goals.time-bound": Answer(chosen=("yes",), note=f"ett{sign}två{sign}tre")})
    again = read_answers(write_answers(odd, framework).encode("utf-8"), framework=framework, file="svar.yaml")
    assert again.answers["goals.time-bound"].note == "ett\ntvå\ntre"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "'=1"), ("1-2", "1-2"), ("a;b", "a;b"),
        ("Prov;=1+1", "Prov;'=1+1"), ("x;  =1", "x;'  =1"), ('x;"=1"', "x;'\"=1\""), ("x\t@y", "x\t'@y"),
        ("först\n=1+1", "först\n'=1+1"), ("a\v- b\u2028- c", "a\n'- b\n'- c"), ("＝1", "'＝1"), ("'=1", "''=1"),
    ],
)  # fmt: skip
def test_nothing_in_a_cell_is_a_formula_wherever_a_spreadsheet_splits(text: str, cell: str) -> None:
    """Excel begins a cell after a semicolon, a tab and a line break too; each start there has its apostrophe."""
    assert for_cell(text) == cell


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b\u2060", "\u00ad", "\u3164\ufe0f", "\u2800", "\x07", "\ufdd0", "\u2028"]
)
def test_what_cannot_be_seen_is_no_title(text: str) -> None:
    """A title of signs that show nothing counts as none; one sign that shows makes it a title, on one line."""
    assert for_title(text) == ""
    assert for_title(f"å\v {text} b").replace(text.strip(), "").split() == ["å", "b"]
