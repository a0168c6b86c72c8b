"""The stand-alone folder, made anew and run where nothing else is: no Python, no HOME, no PATH, no language.

python -m pytest tests/check_standalone.py

It takes a minute or two and a package index, so it is no part of the suite; .ci/run has a step for it.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from test_commands_options import OWN_ELEMENTS
from typer.main import get_command

from lovande_cli.commands.program import app

TOP = Path(__file__).parents[1]
EXAMPLE = TOP / "examples" / "hembesok.sv.yaml"
MANY = 600
"""More files than one process reads alone."""

Run = Callable[..., str]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, out of its zip, in a folder with a blank and a letter beyond ASCII in its name."""
    folder = tmp_path_factory.mktemp("till en kollega på jobbet")
    made = subprocess.run(
        [sys.executable, TOP / "packaging" / "standalone.py"], stdout=subprocess.PIPE, text=True, check=True
    )
    with zipfile.ZipFile(made.stdout.splitlines()[-1]) as packed:
        packed.extractall(folder)
        for one in packed.infolist():
            (folder / one.filename).chmod(one.external_attr >> 16)
    return folder / "lovande" / ("lovande.exe" if sys.platform == "win32" else "lovande")


@pytest.fixture
def run(program: Path, tmp_path: Path) -> Run:
    """Run the program in an empty environment and an empty folder; what it prints."""
    needed = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if sys.platform == "win32" else {}

    def call(*arguments: str, typed: str = "") -> str:
        done = subprocess.run(
            [program, *arguments],
            input=typed.encode(),
            capture_output=True,
            cwd=tmp_path,
            env=needed,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return call


pytestmark = pytest.mark.timeout(900)


def test_the_elements_are_there(run: Run) -> None:
    """The list of elements is the one that the source tree has."""
    told = json.loads(run("elements", "--format", "json", "--lang", "da"))
    asked = yaml.safe_load((TOP / "elements" / "04-goals.yaml").read_text(encoding="utf-8"))
    assert [one["id"] for one in told][3] == asked["id"]
    assert asked["name"]["da"] in run("elements", "--lang", "da")


def test_an_interview_is_saved_and_scored(run: Run, tmp_path: Path) -> None:
    """Line by line: the answers given before the lines end are in the file, and `score` reads it."""
    run("assess", "svar.yaml", "--plain", "--lang", "sv", typed="Hembesök på prov\n\n\n\n\n\n1\n\n2\n\n")
    saved = yaml.safe_load((tmp_path / "svar.yaml").read_text(encoding="utf-8"))
    assert (saved["practice"]["name"], len(saved["answers"]["theory-and-knowledge"])) == ("Hembesök på prov", 2)
    assert json.loads(run("score", "svar.yaml", "--format", "json"))["summary"]["answered"] == 2


CALLS = {**OWN_ELEMENTS, "describe": "describe described/tillbaka.sv.yaml"}
"""A call of each command with which it can write a document; without -o, describe talks instead."""


def documents() -> Iterator[tuple[str, str]]:
    """Every command that writes files, with each suffix that it writes."""
    program = get_command(app)
    for name in OWN_ELEMENTS:
        for suffix in program.get_command(None, name).formats:
            yield name, suffix


@pytest.mark.parametrize(("command", "suffix"), tuple(documents()))
def test_every_document_is_written(run: Run, tmp_path: Path, command: str, suffix: str) -> None:
    """Templates, fonts and libraries of every format are in the folder, typst's program too."""
    shutil.copytree(TOP / "examples", tmp_path, dirs_exist_ok=True)
    words = re.sub(r" -o \S+", "", CALLS[command])
    run(*shlex.split(words), "-o", f"written{suffix}")
    data = (tmp_path / f"written{suffix}").read_bytes()
    assert len(data) > 500
    assert data.startswith({".docx": b"PK", ".xlsx": b"PK", ".pdf": b"%PDF"}.get(suffix, b""))


def test_many_files_are_shared_among_workers(run: Run, tmp_path: Path) -> None:
    """A worker is the same program, started anew."""
    folder = tmp_path / "mapp"
    folder.mkdir()
    for number in range(MANY):
        shutil.copy(EXAMPLE, folder / f"{number}.yaml")
    assert EXAMPLE.stem not in run("map", str(folder), "-o", "karta.html")
    assert (tmp_path / "karta.html").stat().st_size > 10_000
