"""No sign that a terminal obeys, a spreadsheet runs or a document cannot hold gets out, whichever command shows it."""

from __future__ import annotations

import csv
import io
import os
import shutil
from pathlib import Path

import pytest
from conftest import Run

from lovande_cli.files.elementfiles import standard_folder
from lovande_cli.language.characters import for_cell, for_document, for_file, for_json, for_screen

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
    assert [for_cell(one) for one in ("=1", "+1", "-1", "@x", "\t=1", "1-2")] == [
        "'=1",
        "'+1",
        "'-1",
        "'@x",
        "'=1",
        "1-2",
    ]
