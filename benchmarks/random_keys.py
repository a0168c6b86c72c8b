"""Fuzzing: random keys and mouse reports in odd windows; count tracebacks, hangs and lost answers.

    python benchmarks/random_keys.py [SESSIONS] [SEED]

Each session is the start page, the interview or the description in a real pseudo-terminal of a random size, which
changes under way; a few hundred random keys, pastes, reports of mouse and cursor and unknown codes later it is left
with Ctrl-C. In every session some codes come in two pieces, 50 to 1,000 ms apart; in every other one first of all on
a question that is not answered, and on a note: neither may the pieces answer, open or leave anything, nor be text.
Wrong is that, English of prompt_toolkit's, a traceback, another exit code than 0 or 130, an answer file that cannot
be read. Sessions run side by side, since they mostly wait.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pexpect

from lovande_cli.assessment.navigation import new_sheet
from lovande_cli.errors import LovandeError
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.files.store import save_answers

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
CODES_OF_KEYS = [one for one in (*KEYS, *REPORTS) if one.startswith("\x1b") and len(one) > 2 and "]" not in one]
HARMLESS_IN_TEXT = ["\x1b[1;5X", "\x1b[99~", "\x1b[<0;5;5M", "\x1b[35;3;3M", "\x1bO9", "\x1b[1;2;3~"]
HARMLESS = [
    *HARMLESS_IN_TEXT,
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[A",
    "\x1b[B",
    "\x1bOA",
    "\x1b[C",
    "\x1b[D",
    "\x1b[M0!!",
]
"""Codes that neither answer a question nor leave it."""

SPLIT_SHARE = 0.1
SIDE_BY_SIDE = 6

BAD = (b"Traceback", b"Unhandled exception", b"Press ENTER", b"gick fel i programmet", b"Window too small")


def mash(folder: Path, chance: random.Random) -> str:
    """One session in the folder; what went wrong, "" where nothing did."""
    file = folder / "svar.yaml"
    words = chance.choice([[], ["assess", str(file)], ["assess", str(file), "--quick"], ["describe", str(file)]])
    rows, columns = chance.choice([1, 2, 5, 10, 24, 60]), chance.choice([1, 5, 20, 40, 60, 80, 200])
    asks = words[:1] == ["assess"] and "--quick" not in words
    if asks:
        rows, columns = 24, 80  # where the element's own page is whole, and one Enter passes it
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
        if asks and (told := send_split_codes(child, file, chance)):
            return told
        for _ in range(chance.randint(5, 40)):
            if chance.random() < SPLIT_SHARE:
                send_in_two(child, chance.choice(CODES_OF_KEYS), chance)
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


def send_in_two(child: pexpect.spawn[bytes], code: str, chance: random.Random, first: int = 1) -> bytes:
    """Send a key's code in two pieces, 50 to 1,000 ms apart, the first of at least `first` signs; what was shown."""
    at = chance.randint(min(first, len(code) - 1), len(code) - 1)
    child.send(code[:at])
    pause = time.monotonic() + chance.uniform(0.05, 1)
    shown = b""
    while (left := pause - time.monotonic()) > 0:
        shown += read(child, left)
    child.send(code[at:])
    return shown + read(child, 0.1)


def send_split_codes(child: pexpect.spawn[bytes], file: Path, chance: random.Random) -> str:
    """Send codes in pieces to a question and to its note; what they did there, "" for nothing."""
    before = file.read_bytes()
    child.send("\r")  # past the element's own page
    read(child, 1.5)
    for _ in range(3):
        send_in_two(child, chance.choice(HARMLESS), chance)
    child.send("a")
    read(child, 1.5)
    child.send("före")
    for _ in range(3):
        # Esc itself leaves the page; what comes late after it is tried above
        send_in_two(child, chance.choice(HARMLESS_IN_TEXT), chance, first=2)
    child.send("efter\r")
    until = time.monotonic() + 10
    while file.read_bytes() == before and time.monotonic() < until:
        read(child, 0.1)
    written = file.read_text(encoding="utf-8").replace(before.decode(), "")
    if "note: föreefter" not in written or "answer:" in written:
        return f"pieces of codes did something: {written!r}"
    return ""


def read(child: pexpect.spawn[bytes], wait: float) -> bytes:
    """What the program has written by now."""
    try:
        return bytes(child.read_nonblocking(1 << 20, timeout=wait))
    except (pexpect.TIMEOUT, pexpect.EOF, OSError):
        return b""


def hold_session(seed: int) -> str:
    """One session in a folder of its own; what went wrong, damaged files too."""
    framework = load_framework(standard_folder())
    with tempfile.TemporaryDirectory() as folder:
        save_answers(new_sheet(framework, language="sv", name="Hembesök"), Path(folder) / "svar.yaml", framework)
        told = mash(Path(folder), random.Random(seed))
        for path in Path(folder).rglob("*.yaml"):
            try:
                load_answers(path, framework)
            except LovandeError as error:
                told = f"{told} damaged: {error}"
    return told


def main(sessions: int, seed: int) -> int:
    """Print how many sessions went wrong, and how; 0 when none."""
    wrong = 0
    begun = time.monotonic()
    with ProcessPoolExecutor(SIDE_BY_SIDE) as pool:
        for number, told in enumerate(pool.map(hold_session, range(seed * 10_000, seed * 10_000 + sessions)), 1):
            if told:
                wrong += 1
                print(f"  session {seed * 10_000 + number - 1}: {told}", flush=True)
            if number % 50 == 0:
                print(f"  {number} sessions, {wrong} wrong", flush=True)
    print(f"{sessions} sessions of random keys ({time.monotonic() - begun:.0f} s): {wrong} went wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
