"""Kill -9 the interview at random moments; count damaged files, lost answers and lost lines.

    python benchmarks/kill_interview.py [KILLS] [SEED]

A scripted person works in a real pseudo-terminal, as fast as the pages come, and is killed (-9) after a random while;
every other time in the interview, with a digit and Enter, and in the description, with texts of several lines. An
answer counts as confirmed when the next page has been on the screen, a line of a text when the next line has been:
it must be in the file or in its draft. The work is then taken up again, so that the kills wander through all of it.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Self

import pexpect

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.navigation import new_sheet, start_interview
from lovande_cli.errors import LovandeError
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.drafts import Drafts
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.files.store import save_answers
from lovande_cli.language import Say

LOVANDE = [sys.executable, "-m", "lovande_cli"]
F2 = "\x1bOQ"
LONGEST = 1.5
"""Seconds of answering before the kill comes, at most."""

PATIENCE = 120
"""Seconds after which an interview that has not been killed is taken to hang."""

CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def answer_until_killed(path: Path, framework: Framework, moment: float) -> dict[str, tuple[str, ...]]:
    """Answer from the first open question on, be killed after `moment` seconds; the answers that were confirmed."""
    say, sheet = Say("sv"), load_answers(path, framework)
    asked = [one for one in start_interview(framework, sheet).path if sheet.answer(one.id).is_open and not one.ask_if]
    passed = say("interview.use.to-questions"), say("interview.unfinished.told")
    confirmed: dict[str, tuple[str, ...]] = {}
    given: tuple[Question, tuple[str, ...]] | None = None
    with Person("assess", str(path), "--quick") as person, suppress(Killed):
        for question in asked:
            # an element's own page is passed, and a draft put off
            while page := person.wait(say.text(question.ask), *passed):
                person.send("\r" if page == 1 else "2")
            person.die_after(moment)
            if given is not None:
                confirmed[given[0].id] = given[1]
            person.send("2\r")
            given = question, (question.options[1].id if question.options else question.steps[1].id,)
    return confirmed


def write_until_killed(path: Path, framework: Framework, moment: float, chance: random.Random) -> dict[str, list[str]]:
    """Write on in the description, be killed after `moment` seconds; the lines of each part that were confirmed."""
    say, sheet, drafts = Say("sv"), load_answers(path, framework), Drafts(path).texts
    overview, unfinished = say("interview.describe.which"), say("interview.unfinished.told")
    confirmed: dict[str, list[str]] = {}
    asks = [say.text(one.ask) for one in framework.description]
    with Person("describe", str(path)) as person, suppress(Killed):
        while person.wait(overview, unfinished) == 1:
            person.die_after(moment)
            person.send("1")
            person.wait(say("interview.unfinished.found"))
            person.send("\r")
        person.die_after(moment)
        for number in count():
            at = chance.choice([at for at, one in enumerate(framework.description) if not one.links])
            part = framework.description[at]
            found = confirmed.get(part.id) or lines_of(sheet, drafts, part.id)
            person.send(f"{at + 1}" if at else "1\r")  # 1 waits, since it may begin 10 to 15
            person.wait(asks[at])
            lines = list(found)
            for line in range(chance.randint(1, 6)):
                words = f"rad {number}-{line}-{chance.randint(1000, 9999)}"
                person.send(f"\n{words}" if lines else words)
                person.wait(words)
                confirmed[part.id] = list(lines)
                lines.append(words)
            person.send("\r")
            person.wait(asks[at + 1] if at + 1 < len(asks) else overview)
            confirmed[part.id] = lines
            if at + 1 < len(asks):
                person.send(F2)
                person.wait(overview)
    return confirmed


def lines_of(sheet: AnswerSheet, drafts: Mapping[str, str], part: str) -> list[str]:
    """What is stored of a part: its draft, or else its text in the file."""
    text = drafts.get(f"description {part}") or sheet.description.get(part, "")
    return text.split("\n") if isinstance(text, str) and text else []


class Killed(Exception):
    """The moment has come."""


class Person:
    """Someone at a terminal with the program in it, who is killed when the time is over."""

    def __init__(self, *words: str) -> None:
        self.child = pexpect.spawn(
            LOVANDE[0],
            [*LOVANDE[1:], *words, "--lang", "sv"],
            env=os.environ | {"TERM": "xterm-256color"},
            dimensions=(40, 200),
            timeout=30,
            encoding="utf-8",
        )
        self.child.delaybeforesend = None
        self.shown = ""
        self.until: float | None = None
        self.deadline = time.monotonic() + PATIENCE

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *error: object) -> None:
        """Kill the program, wherever it is."""
        self.child.kill(signal.SIGKILL)
        self.child.close(force=True)

    def die_after(self, moment: float) -> None:
        """Be killed so many seconds after this was first said."""
        self.until = self.until or time.monotonic() + moment

    def send(self, keys: str) -> None:
        """Type on, with what was shown before out of mind."""
        self.shown = ""
        self.child.send(keys)

    def wait(self, *expected: str) -> int:
        """Wait for one of these on the screen: which one, counted from 0. Raises Killed when the moment has come."""
        while True:
            for at, words in enumerate(expected):
                if stands_in(words, self.shown):
                    return at
            if self.until is not None and time.monotonic() > self.until:
                raise Killed
            if time.monotonic() > self.deadline:
                raise SystemExit(f"no {expected} comes: {CODES.sub('', self.shown)[-800:]}")
            try:
                self.shown += self.child.read_nonblocking(65536, timeout=0.01)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                raise SystemExit(f"it ended by itself: {self.shown[-500:]!r}") from None


def stands_in(words: str, shown: str) -> bool:
    """Whether the words are on the screen, however they are broken into lines."""
    return "".join(words.split()) in "".join(CODES.sub("", shown).split())


def main(kills: int, seed: int) -> int:
    """Print how many files were damaged and how much of what was confirmed is lost after so many kills; 0 when none."""
    framework = load_framework(standard_folder())
    chance = random.Random(seed)
    damaged = lost = answered = written = done = 0
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "svar.yaml"
        kept: dict[str, tuple[str, ...]] = {}
        lines: dict[str, list[str]] = {}
        while done < kills:
            if not path.exists() or len(kept) > 30:
                kept, lines = {}, {}
                save_answers(new_sheet(framework, language="sv", name="Hembesök"), path, framework)
                path.with_name(".svar.yaml.draft").unlink(missing_ok=True)
            moment = chance.uniform(0, LONGEST)
            if done % 2:
                confirmed = answer_until_killed(path, framework, moment)
                kept |= confirmed
                answered += len(confirmed)
            else:
                texts = write_until_killed(path, framework, moment, chance)
                written += sum(len(text) - len(lines.get(part, ())) for part, text in texts.items())
                lines |= texts
            done += 1
            try:
                sheet: AnswerSheet = load_answers(path, framework)
            except (LovandeError, OSError):
                damaged += 1
                path.unlink(missing_ok=True)
                continue
            drafts = Drafts(path).texts
            gone = [at for at, chosen in kept.items() if sheet.answer(at).chosen != chosen]
            gone += [part for part, text in lines.items() if lines_of(sheet, drafts, part)[: len(text)] != text]
            lost += len(gone)
            for one in gone:
                print(f"  kill {done}: {one}: {lines.get(one)} is now {lines_of(sheet, drafts, one)}", flush=True)
            if done % 20 == 0:
                print(f"  {done} kills, {answered} confirmed answers, {written} confirmed lines", flush=True)
    print(
        f"{done} kills at random moments, {answered} confirmed answers, {written} confirmed lines "
        f"({time.monotonic() - begun:.0f} s): {damaged} damaged files, {lost} answers or texts lost"
    )
    return 1 if damaged or lost else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
