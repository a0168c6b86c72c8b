"""Concurrency: run pairs of programs on one answer file and count what is lost or damaged.

    python benchmarks/pairs.py [PAIRS] [SEED]

Each of assess, report --force, group -o --force, form -o --force and a synchroniser that puts another version of the
file back, together with each of them, in every order and a random moment apart. It goes wrong where a program breaks
off, a file cannot be read afterwards, something half written is left, or an answer that was saved is nowhere: neither
in the file nor in a copy beside it. That a file is open elsewhere is an answer, not a failure.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path
from threading import Thread
from typing import IO

from lovande_cli.assessment.answers import Answer, AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.navigation import new_sheet
from lovande_cli.errors import LovandeError
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.files.store import save_answers
from lovande_cli.language import Say

LINES = ["", *"11111", "", *"1111"] * 2
"""What is typed into an interview: Enter on an element's own page, then an answer to each question."""

COMMANDS = {
    "assess": ["assess", "svar.yaml", "--plain", "--quick"],
    "report": ["report", "svar.yaml", "-o", "rapport.html", "--force"],
    "group": ["group", "anna.yaml", "bo.yaml", "-o", "svar.yaml", "--force"],
    "form": ["form", "svar.yaml", "-o", "formular.html", "--force"],
}
KINDS = (*COMMANDS, "sync")

PAUSE = 0.02
"""Seconds between the keys of whoever is interviewed."""

AFTER_START = 1.5
"""The second program begins at most so many seconds after the first, so that they meet at every stage."""


@dataclass
class Program:
    """One of a pair, running: what it was, and how it ended."""

    kind: str
    process: subprocess.Popen[str] | None
    code: int = 0
    told: str = ""

    @property
    def refused(self) -> bool:
        """Whether it was told that the file is open elsewhere, and did nothing."""
        return self.code == 1 and Say("sv")("problems.in-use.reason") in " ".join(self.told.split())


def start(kind: str, folder: Path, older: bytes) -> Program:
    """Start a program in the folder; the synchroniser is done at once."""
    if kind == "sync":
        aside = folder / "annan.tmp"
        aside.write_bytes(older)
        aside.replace(folder / "svar.yaml")
        return Program(kind, None)
    command = [sys.executable, "-m", "lovande_cli", *COMMANDS[kind], "--lang", "sv"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    Thread(target=type_answers, args=(process.stdin,), daemon=True).start()
    return Program(kind, process)


def type_answers(keys: IO[str]) -> None:
    """Type one line after the other, also into a program that has gone."""
    with suppress(BrokenPipeError), keys:
        for line in LINES:
            keys.write(f"{line}\n")
            keys.flush()
            time.sleep(PAUSE)


def finish(program: Program) -> None:
    """Wait for the program to end."""
    if program.process:
        program.told = program.process.stdout.read() if program.process.stdout else ""
        program.code = program.process.wait(120)


def judge(programs: list[Program], folder: Path, framework: Framework, notes: dict[str, str]) -> list[str]:
    """What went wrong; `notes` are the notes by which the versions of the programs are known."""
    wrong = [f"{one.kind} exits with {one.code}" for one in programs if one.code not in (0, 130) and not one.refused]
    wrong += [f"{one.kind} breaks off" for one in programs if "Traceback" in one.told]
    names = {one.name for one in folder.iterdir()}
    wrong += [f"{name} is left" for name in names if name.endswith((".tmp", ".lock"))]
    if "rapport.html" in names and not (folder / "rapport.html").read_text("utf-8").rstrip().endswith("</html>"):
        wrong.append("half a report")
    kept: list[AnswerSheet] = []
    for name in sorted(name for name in names if name.startswith("svar.yaml")):
        try:
            kept.append(load_answers(folder / name, framework))
        except (LovandeError, OSError):
            wrong.append(f"{name} cannot be read")
    said = "\n".join(repr(sheet) for sheet in kept)
    done = {one.kind for one in programs if not one.refused}
    wrong += [f"what {kind} wrote is lost" for kind in done & set(notes) if notes[kind] not in said]
    writers = [one.kind for one in programs if not one.refused and one.kind in ("assess", "group", "sync")]
    if set(writers) == {"assess"} and all(sheet.answers.keys() <= {framework.questions[0].id} for sheet in kept):
        wrong.append("what assess answered is lost")
    return wrong


def main(pairs: int, seed: int) -> int:
    """Print what went wrong, by pair; 0 when nothing did."""
    framework, chance, found = load_framework(standard_folder()), random.Random(seed), Counter[str]()
    question = framework.questions[0].id
    begun, refused, copies = time.monotonic(), 0, 0
    orders = [pair for pair in product(KINDS, KINDS) if pair != ("sync", "sync")]
    chance.shuffle(orders)
    for number, pair in zip(range(pairs), cycle(orders), strict=False):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            empty = new_sheet(framework, language="sv", name="Hembesök")
            save_answers(empty, folder / "svar.yaml", framework)
            for name in ("anna", "bo"):
                sheet = empty.with_answer(question, Answer(chosen=("yes",), note=f"Så säger {name} nr {number}"))
                save_answers(sheet, folder / f"{name}.yaml", framework)
            save_answers(
                empty.with_answer(question, Answer(chosen=("no",), note=f"En annan version nr {number}")),
                folder / "annan.tmp",
                framework,
            )
            older = (folder / "annan.tmp").read_bytes()
            (folder / "annan.tmp").unlink()
            first = start(pair[0], folder, older)
            apart = chance.choice([0, chance.uniform(0, 0.05), chance.uniform(0, AFTER_START)])
            time.sleep(apart)
            programs = [first, start(pair[1], folder, older)]
            for one in programs:
                finish(one)
            # a synchroniser knows no lock, and group --force writes over what is there when nobody has it open
            notes = {"sync": f"En annan version nr {number}"} if "group" not in pair else {}
            notes |= {"group": f"Så säger bo nr {number}"} if "sync" not in pair else {}
            wrong = judge(programs, folder, framework, notes)
            refused += sum(one.refused for one in programs)
            copies += len(list(folder.glob("svar.yaml.bak*")))
            for what in wrong:
                print(f"  {' + '.join(pair)}, {apart:.2f} s apart: {what}", flush=True)
            found.update([" + ".join(pair)] if wrong else ())
    print(
        f"{pairs} pairs of programs on one file, {len(orders)} orders ({time.monotonic() - begun:.0f} s): "
        f"{sum(found.values())} went wrong; {refused} were told that the file is open, {copies} copies beside it"
    )
    return 1 if found else 0


if __name__ == "__main__":
    os.environ.pop("LOVANDE_LANG", None)
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
