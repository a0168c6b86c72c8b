"""Benchmark of start-up: `lovande elements` beside `deon -f ascii`, whole processes in turn.

    python benchmarks/elements.py DEON LOVANDE [ROUNDS [PYTHON]]

DEON and LOVANDE are the two commands, each installed (not editable) in a virtual environment of its own, so that both
have their modules compiled: pip install deon==0.3.0, pip install . — Prints the medians and their ratios; PYTHON is
LOVANDE's own, and merely imports typer, rich and yaml.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time


def seconds(command: list[str]) -> float:
    """How long the command takes from start to end."""
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main() -> None:
    """Run the commands in turn and print medians and ratios."""
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    commands = {"lovande elements": [sys.argv[2], "elements"], "deon -f ascii": [sys.argv[1], "-f", "ascii"]}
    if len(sys.argv) > 4:
        commands["import typer, rich, yaml"] = [sys.argv[4], "-c", "import typer, rich.console, rich.table, yaml"]
    taken = [[seconds(command) for command in commands.values()] for _ in range(rounds)]
    ours, *_ = medians = [statistics.median(times) for times in zip(*taken, strict=True)]
    for name, median in zip(commands, medians, strict=True):
        print(f"{name}: {median * 1000:.0f} ms, median of {rounds}; lovande is {ours / median:.2f} of it")


if __name__ == "__main__":
    main()
