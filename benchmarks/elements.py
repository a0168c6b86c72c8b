"""How long `lovande elements` takes beside `deon -f ascii`, whole processes, one after the other in turn.

    python benchmarks/elements.py DEON LOVANDE [ROUNDS]

DEON and LOVANDE are the two commands, each installed (not editable) in a virtual environment of its own, so that both
have their modules compiled: pip install deon==0.3.0, pip install . — Prints the medians and their ratio; target 0.9.
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
    """Run both commands in turn and print medians and ratio."""
    deon, lovande = [sys.argv[1], "-f", "ascii"], [sys.argv[2], "elements"]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    pairs = [(seconds(deon), seconds(lovande)) for _ in range(rounds)]
    theirs, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"deon -f ascii: {theirs * 1000:.0f} ms, lovande elements: {ours * 1000:.0f} ms, median of {rounds}")
    print(f"ratio: {ours / theirs:.2f} (target 0.90)")


if __name__ == "__main__":
    main()
