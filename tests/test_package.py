"""What people install: the wheel holds the elements, and finds them."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by way of the source distribution as PyPI would have it."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(TOP)]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_elements_and_texts(wheel: Path) -> None:
    """All element files, texts and templates of the source tree are in the wheel."""
    names = set(zipfile.ZipFile(wheel).namelist())
    elements = {f"lovande_cli/elements/{path.name}" for path in (TOP / "elements").iterdir()}
    package = TOP / "src" / "lovande_cli"
    inside = {f"lovande_cli/{p.relative_to(package)}" for p in package.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    assert elements | inside <= names


def test_an_installed_wheel_finds_its_elements(wheel: Path, tmp_path: Path) -> None:
    """Installed without the source tree, `lovande check` finds the eleven elements inside the package."""
    venv.create(tmp_path / "venv", with_pip=False, system_site_packages=True)
    python = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    target = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(target)
    script = f"import sys; sys.path[:0] = [{str(target)!r}, *{[p for p in sys.path if 'site-packages' in p]!r}]; from lovande_cli.commands.program import main; main(['check'])"
    done = subprocess.run([str(python), "-I", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert str(target) in done.stdout.replace("\n", "")


def test_the_workflows_are_what_github_reads() -> None:
    """Every workflow is valid by GitHub's schema for workflows."""
    workflows = sorted(str(path) for path in (TOP / ".github" / "workflows").iterdir())
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
