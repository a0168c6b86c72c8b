"""Run every benchmark of the design (its section 8) on this machine, one after the other.

    python benchmarks/all.py [--quick] [WORD …]

Prints, for each, what is measured, the target, and what was found. With words, only the lines that hold one of them.
`--quick` takes a tenth of the repeats, files and kills. Asserts nothing: other work on the machine only ever adds.
It makes two virtual environments in build/benchmarks, from a package index. Takes about ten minutes.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

TOP = Path(__file__).parents[1]
HERE = Path(__file__).parent
WORK = TOP / "build" / "benchmarks"
EXAMPLE = TOP / "examples" / "hembesok.sv.yaml"
LOVANDE = [sys.executable, "-m", "lovande_cli"]
HOSTILE = {
    "deep.yaml": "[" * 400_000,
    "aliases.yaml": "lovande: 1\na: &a [x, x, x, x, x, x]\nb: [*a, *a, *a, *a]\n",
    "long.yaml": f"lovande: 1\npractice: {{name: {'x' * 900_000}}}\n",
    "lines.yaml": "lovande: 1\npractice:\n  name: |\n" + "    a\n" * 150_000,
    "options.yaml": f"lovande: 1\nanswers: {{positive-effect: {{documented-how: {list(range(99_000))}}}}}",
    "keys.yaml": "lovande: 1\n" + "".join(f"k{n}: 1\n" for n in range(90_000)),
}
"""Files that a program may choke on, each under the limit of size."""


def run(*command: object, **how: object) -> str:
    """What a command prints, errors included; its exit code is as it will."""
    words = [str(word) for word in command]
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **how).stdout  # type: ignore[call-overload,no-any-return]


def installed(name: str, what: str, program: str) -> Path:
    """A program, installed (not editable) in an environment of its own, so that its modules are compiled."""
    folder = WORK / name
    venv.create(folder, with_pip=True, clear=True)
    subprocess.run([folder / "bin" / "pip", "install", "--quiet", what], check=True, stderr=subprocess.DEVNULL)
    return folder / "bin" / program


def start(share: float) -> str:
    """`lovande elements` beside deon, and beside importing its three libraries."""
    deon, lovande = installed("deon", "deon==0.3.0", "deon"), installed("lovande", str(TOP), "lovande")
    python = lovande.with_name("python")
    return run(sys.executable, HERE / "elements.py", deon, lovande, max(5, round(40 * share)), python)


def keys(share: float) -> str:
    """Whole interviews in a terminal, and the start page."""
    return run(sys.executable, HERE / "interview.py", max(1, round(3 * share)))


def many(share: float) -> str:
    """Maps of many files."""
    counts = ",".join(str(round(count * share)) for count in (100, 1000, 10_000) if count * share >= 100)
    return run(sys.executable, HERE / "many_files.py", "--counts", counts)


def documents(share: float) -> str:
    """Reports and forms."""
    return run(sys.executable, HERE / "reports.py", "--repeat", max(3, round(7 * share)))


def kills(share: float) -> str:
    """Kills at random moments."""
    return run(sys.executable, HERE / "kill_interview.py", round(200 * share)).splitlines()[-1]


def pairs(share: float) -> str:
    """Pairs of programs on one file, in every order."""
    return run(sys.executable, HERE / "pairs.py", round(60 * share))


def forms(share: float) -> str:
    """Answer files through the browser form and back."""
    return run(sys.executable, HERE / "form_files.py", round(3_000 * share))


def hostile(_: float) -> str:
    """Hostile files: time, memory, and whether a traceback is shown."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name, text in HOSTILE.items():
            Path(folder, name).write_text(text, encoding="utf-8")
            begun = time.perf_counter()
            measured = [*LOVANDE, "score", name]
            said = run(sys.executable, "-c", MEASURE, *measured, cwd=folder)
            took, memory = time.perf_counter() - begun, int(said.splitlines()[-1]) / 1024
            found.append(f"{name} {took:.2f} s, {memory:.0f} MB{', TRACEBACK' if 'Traceback' in said else ''}")
    return "\n".join(found)


MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def suite(_: float) -> str:
    """The whole suite, on all cores."""
    begun = time.perf_counter()
    last = run(sys.executable, "-m", "pytest", cwd=TOP).splitlines()[-1]
    return f"{last}; {time.perf_counter() - begun:.0f} s on {os.cpu_count()} cores"


def lines(_: float) -> str:
    """The lines of Python in src."""
    return f"{sum(len(path.read_bytes().splitlines()) for path in (TOP / 'src').rglob('*.py'))} lines of Python"


def sockets(_: float) -> str:
    """What strace sees of the network in commands of every kind."""
    if not shutil.which("strace"):
        return "strace is not here (Debian: strace)"
    calls = "socket,connect,bind,listen,accept,sendto,recvfrom"
    commands: list[list[object]] = [
        ["elements"],
        ["score", EXAMPLE],
        *(["report", EXAMPLE, "-o", f"r{suffix}"] for suffix in (".html", ".docx", ".pdf", ".xlsx", ".md")),
        ["form", "-o", "f.html"],
        ["map", TOP / "examples", "-o", "m.html"],
        ["assess", "ny.yaml", "--plain"],
    ]
    opened: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for words in commands:
            traced = ["strace", "-f", "-qq", "-o", "trace", "-e", f"trace={calls}", *LOVANDE, *words]
            run(*traced, cwd=folder, input="Namn\n" + "\n" * 8)
            opened += re.findall(rf"\b(?:{calls.replace(',', '|')})\(.*", Path(folder, "trace").read_text())
    return f"{len(opened)} calls that open or use a socket, in {len(commands)} commands" + "".join(
        f"\n{c}" for c in opened
    )


TABLE: tuple[tuple[str, str, Callable[[float], str]], ...] = (
    ("`lovande elements`, whole process", "≤ 0.85 × deon -f ascii, ≤ 1.1 × importing typer, rich and yaml", start),
    ("key to next screen in `assess`, save included; start page", "median < 25 ms; < 0.4 s with 200 files", keys),
    ("`map`, `table` and `study` on 10,000 files of 40 answers", "≤ 1.0 × parsing them; < 200 MB", many),
    ("report", "html, md < 0.3 s; docx, pdf, xlsx < 0.7 s", documents),
    ("kill -9 at 200 random moments", "0 damaged files, 0 confirmed answers lost", kills),
    ("60 pairs of programs on one file", "0 go wrong", pairs),
    ("3,000 answer files through the browser form and back", "0 different from the program's reading", forms),
    ("hostile input", "0 tracebacks, refused within 1 s and 100 MB", hostile),
    ("the tests", "≤ 120 s on 2 cores", suite),
    ("src", "≤ 11,600 lines", lines),
    ("network", "no socket is ever opened", sockets),
)
"""What is measured, its target, and how."""


def main() -> None:
    """Measure and print, line by line of the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--quick", action="store_true")
    wanted = parser.parse_args()
    print(f"{os.cpu_count()} cores · load {os.getloadavg()[0]:.1f} · Python {sys.version.split()[0]}")
    for what, target, measure in TABLE:
        if not wanted.words or any(word in what for word in wanted.words):
            print(f"\n{what} · target {target}")
            for line in measure(0.1 if wanted.quick else 1).splitlines():
                print(f"    {line}", flush=True)


if __name__ == "__main__":
    main()
