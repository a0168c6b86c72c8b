"""Mash keys at the program in odd windows, mouse reports included, and count what goes wrong.

    python benchmarks/random_keys.py [SESSIONS] [SEED]

Each session is the start page, the interview or the description in a real pseudo-terminal of a random size, which
changes under way; a few hundred random keys, pastes, reports of mouse and cursor and unknown codes later it is left
with Ctrl-C. Wrong is: English of prompt_toolkit's, a traceback, another exit code than 0 or 130, an answer file that
cannot be read.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pexpect

from lovande_cli.assessment.interview import new_sheet
from lovande_cli.errors import LovandeError
from lovande_cli.files.answerfiles import load_answers
from lovande_cli.files.elementfiles import load_framework, standard_folder
from lovande_cli.files.safekeeping import save_answers

KEYS = [*"0123456789", *"abdfmnoöpstuvxyz ?/-[]", "\r", "\r", "\r", "\n", "\t", "\x1b", "\x7f", "\x01", "\x05", "\x0b"]
KEYS += ["\x15", "\x17", "\x1a", "\x19", "\x12", "\x13", "\x16", "\x1f", "\x00", "å", "æ", "中", "é", "\u202e", "😀"]
KEYS += ["\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[Z", "\x1b[5~", "\x1b[6~", "\x1b[3~", "\x1b[H", "\x1b[F"]
KEYS += ["\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~"]
REPORTS = [
    "\x1b[M0!!",
    "\x1b[M !!",
    "\x1b[3;;M",
    "\x1b[<0;5;5M",
    "\x1b[<999;1;1m",
    "\x1b[35;3;3M",
    "\x1b[5;9R",
    "\x1b[R",
]
REPORTS += [
    "\x1b[1;5X",
    "\x1b[99~",
    "\x1bO9",
    "\x1b[I",
    "\x1b[O",
    "\x1b]0;x\x07",
    "\x1b[200~klistrat\nin\x1b[201~",
    "\x1b1",
]
BAD = (b"Traceback", b"Unhandled exception", b"Press ENTER", b"gick fel i programmet", b"Window too small")


def mash(folder: Path, chance: random.Random) -> str:
    """One session in the folder; what went wrong, "" where nothing did."""
    file = folder / "svar.yaml"
    words = chance.choice([[], ["assess", str(file)], ["assess", str(file), "--quick"], ["describe", str(file)]])
    rows, columns = chance.choice([1, 2, 5, 10, 24, 60]), chance.choice([1, 5, 20, 40, 60, 80, 200])
    child: pexpect.spawn[bytes] = pexpect.spawn(
        sys.executable,
        ["-m", "lovande_cli", *words, "--lang", "sv"],
        cwd=str(folder),
        env=os.environ | {"TERM": "xterm-256color", "HOME": str(folder)},
        dimensions=(rows, columns),
        timeout=30,
    )
    child.delaybeforesend = None
    written = b""
    try:
        while b"\x1b[?1049h" not in written:  # before that the terminal is still the shell's
            written += child.read_nonblocking(1 << 16, timeout=30)
        for _ in range(chance.randint(5, 40)):
            child.send("".join(chance.choice(KEYS if chance.random() < 0.8 else REPORTS) for _ in range(8)))
            if chance.random() < 0.1:
                child.setwinsize(chance.choice([1, 3, 24, 50]), chance.choice([1, 8, 60, 80, 150]))
            written += read(child, 0.02)
        until = time.monotonic() + 30
        while child.isalive() and time.monotonic() < until:
            child.send("\x03")
            patience = time.monotonic() + 3  # another one while it ends would be the shell's to answer
            while child.isalive() and time.monotonic() < patience:
                written += read(child, 0.1)
        if child.isalive():
            return f"does not end: {words} {rows}x{columns}"
    except (OSError, pexpect.EOF):
        pass  # it has ended
    finally:
        written += read(child, 0)
        child.close(force=True)
    found = [one.decode() for one in BAD if one in written]
    # our last Ctrl-C may meet a program that has said goodbye already and is ending
    ended = b"\x1b[?1049l" in written and child.signalstatus == signal.SIGINT
    if found or not (ended or child.exitstatus in (0, 130)):
        return f"exit {child.exitstatus}, {found}: {words} {rows}x{columns} {written[-300:]!r}"
    return ""


def read(child: pexpect.spawn[bytes], wait: float) -> bytes:
    """What the program has written by now."""
    try:
        return bytes(child.read_nonblocking(1 << 20, timeout=wait))
    except (pexpect.TIMEOUT, pexpect.EOF, OSError):
        return b""


def main(sessions: int, seed: int) -> int:
    """Print how many sessions went wrong, and how; 0 when none."""
    framework, chance = load_framework(standard_folder()), random.Random(seed)
    wrong: Counter[str] = Counter()
    begun = time.monotonic()
    for number in range(1, sessions + 1):
        with tempfile.TemporaryDirectory() as folder:
            save_answers(new_sheet(framework, language="sv", name="Hembesök"), Path(folder) / "svar.yaml", framework)
            told = mash(Path(folder), chance)
            for path in Path(folder).rglob("*.yaml"):
                try:
                    load_answers(path, framework)
                except LovandeError as error:
                    told = f"{told} damaged: {error}"
            if told:
                wrong[told] += 1
                print(f"  session {number}: {told}", flush=True)
        if number % 50 == 0:
            print(f"  {number} sessions, {sum(wrong.values())} wrong", flush=True)
    print(f"{sessions} sessions of random keys ({time.monotonic() - begun:.0f} s): {sum(wrong.values())} went wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
