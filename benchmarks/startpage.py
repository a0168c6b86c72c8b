"""How long from `lovande` to the whole start page, with 200 answer files in the folder.

    python benchmarks/startpage.py [ROUNDS]

A real pseudo-terminal of 80 by 24; the time runs from the start of the process to the last byte of the first screen.
Prints median and worst; the goal is under 0.4 s.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect
from many_files import make_files

from lovande_cli.files.elementfiles import load_framework, standard_folder

FILES = 200
SILENCE = 0.5
"""Seconds without a byte after which the screen is whole."""


def time_screen(folder: str) -> float:
    """The seconds to the last byte of the first screen."""
    begun = time.perf_counter()
    child = pexpect.spawn(
        sys.executable,
        ["-m", "lovande_cli"],
        cwd=folder,
        env={**os.environ, "TERM": "xterm-256color", "LOVANDE_LANG": "sv"},
        dimensions=(24, 80),
    )
    last, wait = begun, 30.0
    try:
        while True:
            child.read_nonblocking(65536, timeout=wait)
            last, wait = time.perf_counter(), SILENCE
    except (pexpect.TIMEOUT, pexpect.EOF):
        return last - begun
    finally:
        child.close(force=True)


def main(rounds: int) -> None:
    """Print the times over so many starts."""
    with tempfile.TemporaryDirectory() as name:
        make_files(Path(name), FILES, load_framework(standard_folder()))
        for path in Path(name).rglob("*.yaml"):
            path.rename(Path(name) / path.name)
        times = [time_screen(name) for _ in range(rounds)]
    print(f"start page with {FILES} files: median {statistics.median(times):.2f} s, worst {max(times):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
