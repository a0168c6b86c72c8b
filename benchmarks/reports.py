"""Benchmark of `report`, `form` and a catalogue in Word of 400 descriptions: each format as a whole process.

    python benchmarks/reports.py [--repeat 5]

Prints the median and the best of each, and the target; asserts nothing.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lovande_cli.documents import FORMATS

EXAMPLE = Path(__file__).parents[1] / "examples" / "hembesok.sv.yaml"
DESCRIBED = sorted((EXAMPLE.parent / "described").glob("*.yaml"))
DESCRIPTIONS, PER_DESCRIPTION = 400, 0.03
LOVANDE = [sys.executable, "-m", "lovande_cli"]


def time_process(command: list[str]) -> float:
    """The seconds that one whole process takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def make_descriptions(folder: Path) -> None:
    """Write the described examples again and again, each time under another name."""
    folder.mkdir()
    for number in range(DESCRIPTIONS):
        example = DESCRIBED[number % len(DESCRIBED)]
        text = example.read_text(encoding="utf-8").replace("name: ", f"name: {number} ", 1)
        (folder / f"{number:03}.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    """Run every format in turn, `--repeat` times, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            f"report {suffix}": [*LOVANDE, "report", str(EXAMPLE), "-o", f"{folder}/report{suffix}", "--force"]
            for suffix in FORMATS["report"]
        }
        commands |= {
            f"form {suffix}": [*LOVANDE, "form", "-o", f"{folder}/form{suffix}", "--force"]
            for suffix in FORMATS["form"]
        }
        make_descriptions(Path(folder, "described"))
        catalogue = ["catalogue", f"{folder}/described", "-o", f"{folder}/catalogue.docx", "--force"]
        commands["catalogue .docx"] = [*LOVANDE, *catalogue]
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(repeat):
            for name, command in commands.items():
                taken[name].append(time_process(command))
    print(f"{'':16} {'median':>8} {'best':>8} {'target':>8}")
    for name, seconds in taken.items():
        target = 0.3 if name.endswith((".html", ".md", ".yaml")) else 0.7
        target = DESCRIPTIONS * PER_DESCRIPTION if name.startswith("catalogue") else target
        print(f"{name:16} {statistics.median(seconds):7.2f}s {min(seconds):7.2f}s {target:7.1f}s")


if __name__ == "__main__":
    main()
