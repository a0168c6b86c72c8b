"""Hostile input: damaged files and naughty strings end in a sentence, never in a traceback or an escape code."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from conftest import Run
from made import record_console

from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.scoring import score
from lovande_cli.documents.problems import explain
from lovande_cli.documents.score import build_score
from lovande_cli.documents.writers.terminal import write_terminal
from lovande_cli.errors import FileNeedsFixing
from lovande_cli.files.answer_files import load_answers, read_answers
from lovande_cli.language import Say

PIECES = [b"\t", b": ", b"- ", b"{", b"[", b"&a ", b"*a", b"!x ", b"'", b'"', b"|", b"\n", b"%", b"@", b"`", b"\x00",
          b"\xff", b"#", b"? ", b"<<: ", b"---\n", b"...\n", b"\xef\xbb\xbf", b"{0}", b"%s", b"\\"]  # fmt: skip

NAUGHTY = [
    "[se nedan]", "[/]", "[bold]fet[/bold]", "[link=https://example.org]x[/link]", ":smile:", "{0}", "{name}", "%s %d",
    "\x1b[31mröd\x1b[0m", "\x1b]0;titel\x07", "\x9b31m", "\u202egnirts\u202c", "\u200b", "\ufeff", "a\u0301", "ﷺ", "𝕬", "👩‍👩‍👧",
    "<script>alert(1)</script>", "'; DROP TABLE svar; --", "=1+1", "@SUM(A1)", "-1", "null", "true", "NaN", "undefined",
    "../../etc/passwd", "CON", "\\", '"', "'", "`", "|", ">", "&amp;", "# inte en kommentar", "- lista", "nyckel: värde",
    " " * 5, "\t", "rad ett\nrad två", "rad\r\nrad", "x" * 5000, "ä" * 300, "\u2028", "\x85", "!!int 3", "*a", "&a", "%YAML",
]  # fmt: skip


@pytest.fixture
def good(examples: Path) -> bytes:
    """A complete answer file."""
    return (examples / "hembesok.sv.yaml").read_bytes()


def test_mutated_files_are_read_or_refused_with_file_and_line(framework: Framework, good: bytes) -> None:
    """Thousands of random damages are each read, or named with file and line in both languages."""
    dice = random.Random(20261122)
    refused = 0
    for _ in range(3000):
        data = bytearray(good)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(data))
            match dice.randrange(4):
                case 0:
                    data[at] = dice.randrange(256)
                case 1:
                    del data[at : at + dice.randrange(1, 40)]
                case 2:
                    data[at:at] = dice.choice(PIECES)
                case _:
                    start = dice.randrange(len(data))
                    data[at:at] = data[start : start + 50]
        try:
            score(framework, read_answers(bytes(data), file="svar.yaml", framework=framework))
        except FileNeedsFixing as error:
            refused += 1
            for problem in error.problems:
                assert problem.line
                assert "svar.yaml" in explain(problem, Say("sv")).where
                assert explain(problem, Say("da")).reason
    assert refused > 1000


@pytest.mark.parametrize("shown", NAUGHTY)
@pytest.mark.parametrize("width", [60, 80])
def test_naughty_strings_are_shown_as_typed_or_stripped(framework: Framework, shown: str, width: int) -> None:
    """Brackets, colons and braces stay as typed; control characters and marks of direction never reach the terminal."""
    content = {
        "lovande": 1,
        "practice": {"name": shown, "organisation": shown},
        "answers": {"goals": {"time-bound": {"answer": "nej", "note": shown, "evidence": shown}}},
        "actions": [{"what": shown, "who": shown}],
    }
    sheet = read_answers(json.dumps(content).encode(), file="x.json", framework=framework)
    console = record_console(width)
    write_terminal(build_score(score(framework, sheet), Say("sv"), brief=True), console)
    write_terminal(build_score(score(framework, sheet), Say("da"), explained=True), console)
    screen = console.file.getvalue()  # type: ignore[attr-defined]
    assert not set(screen) & set("\x1b\x07\x9b\x00\u202e\u202c\u200b\ufeff\x85\r\t")
    if shown.isprintable() and 3 <= len(shown) < 20 and shown.strip() == shown:
        assert shown in screen


def test_score_of_a_bad_file_tells_file_and_line(tmp_path: Path, run: Run) -> None:
    """`lovande score` on a file with a mistake exits 1 and names file, line and remedy on stderr, nothing on stdout."""
    path = tmp_path / "svar.yaml"
    path.write_text("lovande: 1\nanswers: {goals: {time-bond: ja}}\n", encoding="utf-8")
    code, out, err = run("score", str(path), "--lang", "sv")
    assert (code, out) == (1, "")
    assert "svar.yaml, rad 2" in err.replace("\n", " ").replace("  ", " ")
    assert "Menade du ”time-bound”?" in err


def test_every_example_is_read(framework: Framework, examples: Path) -> None:
    """All answer files in examples/ are free of problems."""
    files = sorted(examples.rglob("*.yaml"))
    assert len(files) >= 9
    for path in files:
        assert load_answers(path, framework).practice.name


def test_words_without_end_are_broken_where_it_costs_little() -> None:
    """A long word of someone's gets places to break that show nothing; what is no word is cut in pieces with spaces."""
    from lovande_cli.documents.writers.pdf import soften

    assert soften("x" * 100).replace("\u200b", "") == "x" * 100
    assert "\u200b" not in soften("x" * 20_000)
    assert max(map(len, soften("x" * 20_000).split())) <= 35
