"""The stand-alone folder, made anew and run where nothing else is: no Python, no HOME, no PATH, no language.

python -m pytest tests/check_standalone.py

It takes a minute or two and a package index, so it is no part of the suite; .ci/run has a step for it.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_commands_options import OWN_ELEMENTS

from lovande_cli.documents import FORMATS, UNAVAILABLE

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


@pytest.fixture(scope="session")
def bill(program: Path) -> dict[str, Any]:  # noqa: ARG001  # made with it
    """The bill of materials that was made with the program: what of others is in it."""
    (file,) = (TOP / "dist").glob(f"lovande-{version('lovande')}-*.cdx.json")
    return dict(json.loads(file.read_text(encoding="utf-8")))


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
    for name in OWN_ELEMENTS:
        for suffix in FORMATS.get(name, ()):
            if UNAVAILABLE.get(suffix) != "no-statistics":  # the extra is not in it
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


def test_every_third_party_has_its_licence(program: Path, bill: dict[str, Any]) -> None:
    """Whoever gets the folder gets the licence text of each distribution in it, of Python, of typst's crates and fonts."""
    licences = program.parent / "licenser"
    listed = (licences / "README.txt").read_text(encoding="utf-8")
    packages = [one for one in bill["components"] if one.get("purl", "").startswith("pkg:pypi/")]
    assert {"lxml", "typst", "rich", "python-docx"} <= {one["name"] for one in packages}
    for one in packages:
        texts = [file for file in (licences / one["name"]).rglob("*") if file.is_file()]
        assert any(file.stat().st_size > 400 for file in texts), one["name"]
        assert f"{one['name']} {one['version']}: " in listed
    crates = (licences / "typst" / "rust-crates.txt").read_text(encoding="utf-8")
    built_in = [one for one in bill["components"] if one.get("purl", "").startswith("pkg:cargo/")]
    assert len(built_in) > 100
    assert [one["name"] for one in built_in if f"{one['name']} {one['version']}\n" not in crates] == []
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in (licences / "Python" / "LICENSE.txt").read_text(encoding="utf-8")
    assert "Libertinus" in (licences / "typst" / "fonts-and-data.txt").read_text(encoding="utf-8")


def test_nothing_is_in_the_folder_that_nobody_vouches_for(program: Path, bill: dict[str, Any]) -> None:
    """What has metadata or compiled code in the folder is in the bill; no library of the system under the GPL is there."""
    inside = program.parent / "_internal"
    named = {re.sub(r"[-_.]+", "-", one["name"]).casefold() for one in bill["components"]} | {"lovande"}
    brought = [path.name.split("-")[0] for path in inside.glob("*.dist-info")]
    assert {re.sub(r"[-_.]+", "-", name).casefold() for name in brought} <= named
    assert not [path for path in inside.rglob("*") if re.match(r"(lib)?(readline|gdbm|tinfo|ncurses)", path.name)]


def test_the_bill_of_materials_is_one(bill: dict[str, Any]) -> None:
    """It is CycloneDX by the strict reading of its own library, and says which Python is inside."""
    (file,) = (TOP / "dist").glob(f"lovande-{version('lovande')}-*.cdx.json")
    folder = "Scripts" if sys.platform == "win32" else "bin"
    python = TOP / "build" / "standalone" / "venv" / folder / "python"
    validate = (
        "import sys; from cyclonedx.validation.json import JsonStrictValidator;"
        " from cyclonedx.schema import SchemaVersion; from pathlib import Path;"
        " sys.exit(JsonStrictValidator(SchemaVersion.V1_6)"
        ".validate_str(Path(sys.argv[1]).read_text(encoding='utf-8')))"
    )
    done = subprocess.run([python, "-c", validate, file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [one["name"] for one in bill["components"] if one["type"] == "platform"] == ["CPython"]


@pytest.mark.usefixtures("program")
def test_the_zip_is_small_enough_to_send() -> None:
    """What nobody uses stays outside: debugging symbols, parts of lxml, libraries of the system."""
    (packed,) = (TOP / "dist").glob(f"lovande-{version('lovande')}-*.zip")
    assert packed.stat().st_size < 50e6


@pytest.mark.skipif(sys.platform == "win32", reason="completes in bash")
def test_completion_works_without_python(program: Path, tmp_path: Path) -> None:
    """In bash, --install-completion and --show-completion find out the shell, and the Tab key then finds commands."""
    surroundings = {"HOME": str(tmp_path), "PATH": f"{program.parent}:/usr/bin:/bin", "LOVANDE_LANG": "da"}
    script = (
        "lovande --show-completion >shown && lovande --install-completion && source ~/.bashrc && COMP_WORDS=(lovande sc)"
        " && COMP_CWORD=1 && _lovande_completion lovande && echo ${COMPREPLY[@]}"
    )
    done = subprocess.run(
        ["/bin/bash", "-c", script], cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "complete_bash" in (tmp_path / "shown").read_text(encoding="utf-8")
    assert done.stdout.splitlines()[-1].split() == ["score", "schema"]


@pytest.mark.usefixtures("program")
def test_the_version_resource_can_be_read_by_pyinstaller() -> None:
    """What lovande.exe says of itself is an expression of PyInstaller's own names, with four numbers as Windows wants."""
    text = (TOP / "build" / "standalone" / "version.txt").read_text(encoding="utf-8")
    called = [node for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Call)]
    assert {node.func.id for node in called if isinstance(node.func, ast.Name)} == {
        *("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct", "VarFileInfo", "VarStruct")
    }
    (numbers,) = {
        ast.literal_eval(word.value) for node in called for word in node.keywords if "vers" in (word.arg or "")
    }
    assert ".".join(map(str, numbers)).startswith(version("lovande"))
    assert len(numbers) == 4


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows reads it")
def test_windows_shows_the_version(program: Path) -> None:
    """Properties → Details of lovande.exe name the program and its version."""
    ask = f"(Get-Item '{program}').VersionInfo.ProductName + ' ' + (Get-Item '{program}').VersionInfo.FileVersion"
    told = subprocess.run(["powershell", "-NoProfile", "-Command", ask], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == f"lovande {version('lovande')}"
