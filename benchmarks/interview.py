"""How long from a key to the next screen in the interview, the save (with fsync) included.

    python benchmarks/interview.py

A scripted person answers a whole interview in a real pseudo-terminal of 80 by 24; each time runs from the key to the
last byte of the next page. Prints median, 90th percentile and worst; the goal is a median under 50 ms.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

from lovande_cli.assessment.interview import new_sheet
from lovande_cli.files.elementfiles import load_framework, standard_folder
from lovande_cli.files.safekeeping import save_answers
from lovande_cli.language import Say

ASSESS = [sys.executable, "-m", "lovande_cli", "assess"]
CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def main(rounds: int) -> None:
    """Print the times over so many whole interviews."""
    framework = load_framework(standard_folder())
    say = Say("sv")
    times: list[float] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "svar.yaml"
            save_answers(new_sheet(framework, language="sv", name="Hembesök"), path, framework)
            child = pexpect.spawn(
                ASSESS[0],
                [*ASSESS[1:], str(path), "--lang", "sv"],
                env={**os.environ, "TERM": "xterm-256color"},
                dimensions=(24, 80),
                timeout=30,
                encoding="utf-8",
            )
            child.delaybeforesend = None
            pressed: float | None = None
            for question in (one for one in framework.questions if not one.ask_if):
                first_words = " ".join(say.text(question.ask).split()[:4])
                shown = ""
                while not (
                    first_words in (plain := CODES.sub("", shown)) and "p paus" in plain.rpartition(first_words)[2]
                ):
                    shown += child.read_nonblocking(65536, timeout=30)
                if pressed is not None:
                    times.append((time.perf_counter() - pressed) * 1000)
                time.sleep(0.05)  # a person reads; what the last page still had to write is not the next one's time
                if question.choose == "many":
                    child.send("1")
                    time.sleep(0.1)
                    child.read_nonblocking(65536, timeout=1)
                pressed = time.perf_counter()
                child.send("\r" if question.choose == "many" else "1")
            child.close(force=True)
    times.sort()
    print(
        f"key to next screen over {len(times)} answers: median {statistics.median(times):.1f} ms, "
        f"90 % under {times[int(len(times) * 0.9)]:.1f} ms, worst {times[-1]:.1f} ms"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
