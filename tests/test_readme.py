"""README: its screens are real ones, its commands exist, and CI runs its test command."""

from __future__ import annotations

import re
import shlex

import pytest
from conftest import TOP, Run
from made import trimmed

from lovande_cli.commands.help import command_groups
from lovande_cli.documents import FORMATS

README = (TOP / "README.md").read_text(encoding="utf-8")
SCREENS = re.findall(r"<!-- screen: lovande (.*?) -->\n```text\n(.*?)```", README, re.DOTALL)


def test_there_are_screens() -> None:
    """README shows at least a result, a group and a change."""
    assert [shlex.split(command)[0] for command, _ in SCREENS] == ["score", "group", "compare"]


@pytest.mark.parametrize(("command", "shown"), SCREENS, ids=[command for command, _ in SCREENS])
def test_screen_is_real(command: str, shown: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What README shows is what the command prints at 80 columns; "…" on a line stands for lines that are left out."""
    monkeypatch.chdir(TOP)
    printed = trimmed(run(*shlex.split(command)).out)
    pieces = [piece.strip("\n") for piece in re.split(r"^…\n", shown, flags=re.MULTILINE)]
    at = 0
    for piece in filter(None, pieces):
        assert piece in printed[at:]
        at = printed.index(piece, at) + len(piece)


def test_every_command_is_shown() -> None:
    """README shows each command, and none that does not exist."""
    code = "\n".join(re.findall(r"```(?:sh|powershell)\n.*?```|`[^`\n]+`", README, re.DOTALL))
    shown = set(re.findall(r"\blovande ([a-z]+)\b(?!\.)", code)) - {"praktik", "praksis"}  # a file may stand there too
    assert shown == {name for group in command_groups() for name in group["commands"]}


def test_the_formats_are_those_of_the_program() -> None:
    """README lists exactly the files that each command writes with -o."""
    rows = re.findall(r"^\| ((?:`[a-z]+`(?:, )?)+) \| (\.[^|]+) \|$", README, re.MULTILINE)
    listed = {
        name: set(re.findall(r"\.\w+", suffixes)) for names, suffixes in rows for name in re.findall(r"[a-z]+", names)
    }
    assert listed == {name: set(suffixes) - {".yml"} for name, suffixes in FORMATS.items()}


def test_ci_runs_the_test_command() -> None:
    """.ci/run calls exactly the command with which README passes the tests."""
    (command,) = re.findall(r"^python3 -m venv .*-m pytest$", README, re.MULTILINE)
    assert command in (TOP / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_ci_runs_the_suite_on_a_bare_path_too() -> None:
    """.ci/run calls pytest a second time, in an empty environment whose PATH is a folder made for it."""
    script = (TOP / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r'^env -i PATH="\$bare" \.venv/bin/python -m pytest -m "not slow"$', script, re.MULTILINE)
