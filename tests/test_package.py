"""What people install, and where: the wheel finds its elements, and the suite passes on a machine with Python alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
import rich
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from programs import PROGRAMS

TOP = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source distribution, and the wheel that is built from it as PyPI would have it."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(TOP)]
    subprocess.run(build, check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """The wheel."""
    (found,) = built.glob("*.whl")
    return found


def test_the_source_distribution_holds_all_that_the_tests_read(built: Path) -> None:
    """README's test command works there too: source, tests, examples and pages, and what CI runs."""
    (packed,) = built.glob("*.tar.gz")
    with tarfile.open(packed) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    folders = ("src", "elements", "examples", "tests", "benchmarks", "docs", "packaging", ".ci", ".github")
    files = [path for folder in folders for path in (TOP / folder).rglob("*") if path.is_file()]
    files += [TOP / "pyproject.toml", *TOP.glob("*.md")]
    expected = {path.relative_to(TOP).as_posix() for path in files if "__pycache__" not in path.parts}
    assert expected - names == set()


def test_the_wheel_holds_elements_and_texts(wheel: Path) -> None:
    """All element files, texts and templates of the source tree are in the wheel."""
    names = set(zipfile.ZipFile(wheel).namelist())
    elements = {f"lovande_cli/elements/{path.name}" for path in (TOP / "elements").iterdir()}
    package = TOP / "src" / "lovande_cli"
    inside = {f"lovande_cli/{p.relative_to(package)}" for p in package.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    assert elements | inside | {"lovande.py"} <= names


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


def test_a_missing_program_is_skipped_and_what_to_install_is_told() -> None:
    """With nothing on the PATH a test that needs LibreOffice is skipped, and the run ends by saying so."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "tests/test_word_pages.py", "-k", "keeps_to_the_pages"]
    surroundings = {**os.environ, "PATH": ""}
    done = subprocess.run(command, cwd=TOP, env=surroundings, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    expected = f"1 skipped: LibreOffice is not here ({PROGRAMS['LibreOffice'].install})"
    assert done.stdout.splitlines()[-2:][0].startswith(expected), done.stdout


@pytest.mark.parametrize(
    ("system", "machine", "wanted"),
    [
        ("linux", "x86_64", True),
        ("linux", "aarch64", True),
        ("darwin", "arm64", True),
        ("darwin", "x86_64", True),
        ("win32", "AMD64", True),
        ("win32", "ARM64", False),
        ("win32", "x86", False),
        ("linux", "i686", False),
        ("linux", "riscv64", False),
        ("freebsd14", "amd64", False),
    ],
)
def test_typst_is_asked_for_where_it_has_a_wheel(system: str, machine: str, wanted: bool) -> None:
    """Where PyPI has no wheel of typst, the rest can be installed without it."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (typst,) = (one for one in map(Requirement, project["dependencies"]) if one.name == "typst")
    assert typst.marker
    assert typst.marker.evaluate({"sys_platform": system, "platform_machine": machine}) == wanted


@pytest.mark.parametrize("language", ["sv", "da"])
def test_what_no_marker_can_say_of_typst_is_on_the_it_page(language: str) -> None:
    """A marker sees neither 32-bit Python in 64-bit Windows nor a build without the GIL, where there is no wheel."""
    page = (TOP / "docs" / f"it.{language}.md").read_text(encoding="utf-8")
    about = next(part for part in page.split("\n\n") if "typst" in part and "32" in part)
    assert "free-threaded" in about
    assert "64" in about


@pytest.mark.parametrize("workflow", sorted((TOP / ".github" / "workflows").iterdir()), ids=lambda path: path.name)
def test_actions_are_pinned_by_commit(workflow: Path) -> None:
    """A tag can be moved to other code; a commit cannot, so every action is named by one."""
    used = re.findall(r"^\s*-?\s*uses: (\S+)", workflow.read_text(encoding="utf-8"), re.MULTILINE)
    assert used
    assert [one for one in used if not re.fullmatch(r"\./\S+|[\w/-]+@[0-9a-f]{40}", one)] == []


def test_the_lock_has_every_dependency_within_its_bounds() -> None:
    """packaging/requirements.txt, by which releases are made, has a hashed release of all that the program needs."""
    locked = (TOP / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    pins = dict(re.findall(r"^([\w.-]+)==([\w.]+)[^\n]*\\\n\s+--hash=sha256:", locked, re.MULTILINE))
    wanted = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    wanted += re.findall(r"^[^#\s].*$", (TOP / "packaging" / "build.in").read_text(encoding="utf-8"), re.MULTILINE)
    for one in map(Requirement, wanted):
        assert pins[canonicalize_name(one.name)] in one.specifier, one


@pytest.fixture(scope="module")
def third_parties() -> ModuleType:
    """What the stand-alone build does about licences."""
    spec = spec_from_file_location("third_parties", TOP / "packaging" / "third_parties.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_collected_file_is_somebodys(third_parties: ModuleType, tmp_path: Path) -> None:
    """A file of a package, of Python and of the program is known; one from elsewhere stops the build and is named."""
    stdlib, site_packages = (Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib"))
    known = {"site_packages": site_packages, "python": (stdlib, Path(sys.base_prefix)), "top": TOP}
    files = [rich.__file__, json.__file__, str(TOP / "packaging" / "lovande.py"), "/usr/lib/libz.so.1"]
    assert list(third_parties.find_distributions(files, **known)) == ["rich"]
    with pytest.raises(SystemExit, match="libsecret"):
        third_parties.find_distributions([str(tmp_path / "libsecret.so")], **known)


def test_a_package_without_a_licence_stops_the_build(third_parties: ModuleType, tmp_path: Path) -> None:
    """What comes without its licence text cannot be passed on, so no folder with it is made."""
    site = tmp_path / "site"
    info = site / "mystery-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: mystery\nVersion: 1.0\nLicense: MIT\n", encoding="utf-8"
    )
    (info / "RECORD").write_text("mystery.py,,\nmystery-1.0.dist-info/METADATA,,\n", encoding="utf-8")
    (site / "mystery.py").touch()
    python = (site, site)
    collected = third_parties.find_distributions([str(site / "mystery.py")], site, python, TOP)
    with pytest.raises(SystemExit, match="mystery"):
        third_parties.write_licences(tmp_path / "licenser", collected, ("3.13", info / "METADATA"))
