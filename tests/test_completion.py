"""The Tab key: what the program offers each shell, and that the shell understands it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import TOP
from programs import need

from lovande_cli.commands.help import command_groups, shell_to_complete_in
from lovande_cli.errors import WrongCommand

PYTHON = shlex.quote(sys.executable)
COMMANDS = [name for group in command_groups() for name in group["commands"]]


@pytest.fixture(autouse=True)
def among_the_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test starts in the project's folder."""
    monkeypatch.chdir(TOP)


def completed(shell: str, typed: str, **surroundings: str) -> str:
    """What the program answers a shell that asks how the line goes on."""
    words = typed.split(" ")
    asked = {
        "_LOVANDE_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": typed,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) - 1),
    }
    program = [sys.executable, "-m", "lovande_cli"]
    environment = {**os.environ, "LOVANDE_LANG": "da", **asked, **surroundings}
    return subprocess.run(program, env=environment, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("lovande elements go", ["goals"]),
        ("lovande assess x.yaml --element p", ["positive-effect", "professional-reflection"]),
        ("lovande elements --category con", ["concept"]),
        ("lovande score x.yaml --lens ", ["knowledge", "evaluability", "spread", "proven-experience"]),
        ("lovande map x --lens s", ["spread"]),
    ],
)
def test_completion_knows_elements_categories_and_lenses(typed: str, offered: list[str]) -> None:
    """Ids that nobody remembers are finished by the Tab key, in fish, zsh and PowerShell each with its Danish name."""
    assert completed("bash", typed).split() == offered
    with_names = [line.split("\t") for line in completed("fish", typed).splitlines()]
    assert [line[0] for line in with_names] == offered
    assert all(line[1] for line in with_names)


def test_completion_knows_ones_own_folder(tmp_path: Path) -> None:
    """With --elements or LOVANDE_ELEMENTS it is that folder's ids; a folder that cannot be read gives none, in silence."""
    own = shutil.copytree("elements", tmp_path / "own")
    lenses = (own / "lenses.yaml").read_text(encoding="utf-8").replace("id: spread", "id: sprouting", 1)
    (own / "lenses.yaml").write_text(lenses, encoding="utf-8")
    assert completed("bash", f"lovande score --elements {own} --lens spr").split() == ["sprouting"]
    assert completed("bash", "lovande score --lens spr", LOVANDE_ELEMENTS=str(own)).split() == ["sprouting"]
    assert completed("bash", "lovande score --lens spr", LOVANDE_ELEMENTS=str(tmp_path / "none")).split() == []


@pytest.mark.parametrize("command", COMMANDS)
def test_completion_gives_each_candidate_one_line(command: str) -> None:
    """A shell takes a line for a word to offer, so the help beside a word never goes on on a second line."""
    candidates = completed("powershell", f"lovande {command} --").splitlines()
    assert len(candidates) > 2
    assert [line for line in candidates if not re.match(r"--[a-z-]+:::.", line)] == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_real_shell_reads_the_completion(shell: str, tmp_path: Path) -> None:
    """What --show-completion prints is read by the shell, and words and helps with quotes and colons come through."""
    need(shell)
    (tmp_path / "lovande").write_text(f'#!/bin/sh\nexec {PYTHON} -m lovande_cli "$@"\n')
    (tmp_path / "lovande").chmod(0o755)
    surroundings = {
        **os.environ,
        "LOVANDE_LANG": "sv",
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
    }
    script = tmp_path / "script"
    shown = f"lovande --show-completion > {script}; "
    typed = "lovande score x --le"
    program = {
        "zsh": shown + f"compdef() {{ }}; _arguments() {{ print -r -- $1 }}; source {script}; words=({typed});"
        " CURRENT=$#words; _lovande_completion",
        "fish": shown + f"source {script}; complete -C '{typed}'",
    }[shell]
    done = subprocess.run(
        [shell, *(["-f"] if shell == "zsh" else []), "-c", program],
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert re.search(r"--lens.{1,5}Se svaren ur ett perspektiv\\*: knowledge, .* eller proven-experience", done.stdout)


@pytest.mark.skipif(os.name == "nt", reason="a shell script plays PowerShell")
def test_completion_in_powershell_allows_no_scripts(tmp_path: Path) -> None:
    """Installing adds to the profile once; where PowerShell may not run one it says so, and never changes the policy."""
    pwsh, profile = tmp_path / "pwsh", tmp_path / "Documents" / "profile.ps1"
    program = [sys.executable, "-m", "lovande_cli", "--install-completion", "pwsh", "--lang", "sv"]
    surroundings = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1",
    }

    def install(policy: str) -> subprocess.CompletedProcess[str]:
        pwsh.write_text(f"#!/bin/sh\necho \"$@\" >> {tmp_path}/asked\necho {policy}\necho '{profile}'\n")
        pwsh.chmod(0o755)
        return subprocess.run(program, env=surroundings, capture_output=True, encoding="utf-8", check=False)

    refused = install("Restricted")
    assert (refused.returncode, profile.exists()) == (2, False)
    assert "Restricted" in refused.stderr
    assert [install("RemoteSigned").returncode for _ in range(2)] == [0, 0]
    script = profile.read_text(encoding="utf-8")
    assert script.count("Register-ArgumentCompleter") == 1
    assert script.count("{") == script.count("}")
    assert "Set-ExecutionPolicy" not in (tmp_path / "asked").read_text(encoding="utf-8")


def test_completion_in_an_unknown_shell_says_where_it_works() -> None:
    """cmd.exe and the like complete nothing; the person hears in their own language which shells do."""
    with pytest.raises(WrongCommand) as told:
        shell_to_complete_in("cmd")
    assert (told.value.problems[0].kind, "fish" in str(told.value.problems[0].blanks)) == ("no-completion", True)
