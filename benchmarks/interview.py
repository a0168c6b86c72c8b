"""Benchmark of the interview: key to next screen with save and fsync, and start to the start page.

    python benchmarks/interview.py [ROUNDS]

A scripted person answers whole interviews in a real pseudo-terminal of 80 by 24, each answer a digit and Enter; each
time runs from the key to the last byte of the page that it brings: the same question with its answer marked, then the
next one. The start page is opened in a folder of 200 answer files. Prints median, 90th percentile and worst; the goals
are a median under 25 ms, and under 0.4 s to the start page.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pexpect

from lovande_cli.assessment.navigation import new_sheet
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.files.store import save_answers
from lovande_cli.language import Say

LOVANDE = [sys.executable, "-m", "lovande_cli"]
CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
PAUSE = 0.05
"""Seconds that a person reads; what the last page still had to write is not the next one's time."""


def open_terminal(folder: str, *arguments: str) -> pexpect.spawn[str]:
    """The program in a pseudo-terminal, started in the folder."""
    child = pexpect.spawn(
        LOVANDE[0],
        [*LOVANDE[1:], *arguments, "--lang", "sv"],
        env={**os.environ, "TERM": "xterm-256color"},
        cwd=folder,
        dimensions=(24, 80),
        timeout=30,
        encoding="utf-8",
    )
    child.delaybeforesend = None
    return child


def wait_for(child: pexpect.spawn[str], words: str, last: str) -> None:
    """Read until the screen has written these words, and `last` after them."""
    shown = ""
    while not (words in (plain := CODES.sub("", shown)) and last in plain.rpartition(words)[2]):
        shown += child.read_nonblocking(65536, timeout=30)


def time_answers(path: Path, say: Say) -> list[float]:
    """The seconds from each key of a whole interview to the page that it brings."""
    framework = load_framework(standard_folder())
    save_answers(new_sheet(framework, language="sv", name="Hembesök"), path, framework)
    child, times = open_terminal(str(path.parent), "assess", str(path)), []
    marked = say("interview.your-answer-saved")
    begun: float | None = None
    for element in framework.elements:
        wait_for(child, " ".join(say.text(element.discuss).split()[:4]), "p paus")
        if begun is not None:
            times.append(time.perf_counter() - begun)
        time.sleep(PAUSE)
        begun = time.perf_counter()
        child.send("\r")
        for question in (one for one in element.questions if not one.ask_if):
            wait_for(child, " ".join(say.text(question.ask).split()[:4]), "p paus")
            times.append(time.perf_counter() - begun)
            time.sleep(PAUSE)
            begun = time.perf_counter()
            child.send("1")
            # only what changes on the screen is written: the mark, or the tick, and the keys in another order
            wait_for(child, "x" if question.choose == "many" else marked[-6:], "p")
            times.append(time.perf_counter() - begun)
            time.sleep(PAUSE)
            begun = time.perf_counter()
            child.send("\r")
    child.close(force=True)
    return times


def time_start(files: int, rounds: int) -> list[float]:
    """The seconds from the shell to the start page in a folder with so many answer files."""
    framework = load_framework(standard_folder())
    times = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(files):
            sheet = new_sheet(framework, language="sv", name=f"Arbetssätt {number}")
            save_answers(sheet, Path(folder) / f"{number}.yaml", framework)
        for _ in range(rounds):
            begun = time.perf_counter()
            child = open_terminal(folder)
            wait_for(child, str(files), "l lämna")
            times.append(time.perf_counter() - begun)
            child.close(force=True)
    return times


def tell(what: str, times: Sequence[float]) -> None:
    """Print median, 90th percentile and worst in milliseconds."""
    found = sorted(one * 1000 for one in times)
    print(
        f"{what} ({len(found)} times): median {statistics.median(found):.1f} ms, "
        f"90 % under {found[int(len(found) * 0.9)]:.1f} ms, worst {found[-1]:.1f} ms"
    )


def main(rounds: int) -> None:
    """Print the times over so many whole interviews, and so many starts."""
    times: list[float] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            times += time_answers(Path(folder) / "svar.yaml", Say("sv"))
    tell("key to next screen", times)
    tell("lovande to the start page, 200 files", time_start(200, rounds * 3))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
