"""What the tests share: workers, the framework, and golden files that `--rewrite-golden` accepts anew."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from lovande_cli.assessment.framework import Framework
from lovande_cli.commands.program import main
from lovande_cli.files.framework_files import load_framework, standard_folder

TOP = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"

# How many examples a property is tried on. How long one takes says nothing: the machine may be busy.
settings.register_profile("newcomer", deadline=None, max_examples=60)
settings.register_profile("ci", settings.get_profile("ci"), deadline=None, max_examples=300)
settings.load_profile("ci" if os.environ.get("CI") else "newcomer")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="accept what is shown now as the golden files")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One process for named files or tests; for whole folders a worker for each core, and one while others wait for a terminal."""
    named = [argument.partition("::")[0] for argument in config.args]
    return (os.cpu_count() or 1) + 1 if all(Path(name).is_dir() for name in named) else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no worker is left with it at the end while the others wait."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much was skipped and why, a line for each reason: tests/programs.py has what to install."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in reports)
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count} skipped: {reason}")


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The framework that comes with the program."""
    return load_framework(standard_folder())


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder with example answer files."""
    return TOP / "examples"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/NAME, or write it there under --rewrite-golden."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--rewrite-golden"):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no golden file {name}: look at the text, then run with --rewrite-golden"
        assert text == path.read_text(encoding="utf-8")

    return compare


class Ran(NamedTuple):
    """What a command did: its exit code, and what it put on standard output and standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process: 80 columns, no colour, no language set."""
    for name in ("LOVANDE_LANG", "LOVANDE_ELEMENTS", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"LANG": "C.UTF-8", "COLUMNS": "80", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)

    def call(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        shown = capsys.readouterr()
        return Ran(int(left.value.code or 0), shown.out, shown.err)

    return call
