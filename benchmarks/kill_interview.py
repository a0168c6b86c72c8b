"""Kill the interview at random moments and count damaged files and lost answers.

    python benchmarks/kill_interview.py [KILLS] [SEED]

A scripted person answers with a digit and Enter in a real pseudo-terminal, as fast as the pages come, and is killed
(-9) after a random while. An answer counts as confirmed when the next page has been on the screen: it must be in the
file. The interview is then taken up again from the file, so that the kills wander through all of it, again and again.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import tempfile
import time
from pathlib import Path

import pexpect

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.interview import new_sheet, start_interview
from lovande_cli.errors import LovandeError
from lovande_cli.files.answerfiles import load_answers
from lovande_cli.files.elementfiles import load_framework, standard_folder
from lovande_cli.files.safekeeping import save_answers
from lovande_cli.language import Say

ASSESS = [sys.executable, "-m", "lovande_cli", "assess"]
LONGEST = 1.5
"""Seconds of answering before the kill comes, at most."""

PATIENCE = 120
"""Seconds after which an interview that has not been killed is taken to hang."""

CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def answer_until_killed(path: Path, framework: Framework, moment: float) -> dict[str, tuple[str, ...]]:
    """Answer from the first open question on, be killed after `moment` seconds; the answers that were confirmed."""
    say = Say("sv")
    path_left = list(start_interview(framework, load_answers(path, framework)).path)
    sheet = load_answers(path, framework)
    path_left = [question for question in path_left if sheet.answer(question.id).is_open]
    child = pexpect.spawn(
        ASSESS[0],
        [*ASSESS[1:], str(path), "--quick", "--lang", "sv"],
        env=os.environ | {"TERM": "xterm-256color"},
        dimensions=(40, 200),
        timeout=30,
        encoding="utf-8",
    )
    shown, opening = "", say("interview.use.to-questions")
    confirmed: dict[str, tuple[str, ...]] = {}
    given: tuple[Question, tuple[str, ...]] | None = None
    until: float | None = None
    deadline = time.monotonic() + PATIENCE
    to_questions = say("interview.use.to-questions")
    try:
        for question in path_left:
            if question.ask_if:
                continue
            ask = say.text(question.ask)
            while not stands_in(ask, shown):
                if opening in shown:  # an element's own page
                    shown = ""
                    child.send("\r")
                if until is not None and time.monotonic() > until:
                    return confirmed
                try:
                    shown += child.read_nonblocking(65536, timeout=0.01)
                except pexpect.TIMEOUT:
                    if stands_in(to_questions, shown):  # an element's own page
                        shown = ""
                        child.send("\r")
                    elif time.monotonic() > deadline:
                        raise SystemExit(f"nothing comes: {CODES.sub('', shown)[-800:]}") from None
                    continue
                except pexpect.EOF:
                    raise SystemExit(f"the interview ended by itself: {shown[-500:]!r}") from None
            until = until or time.monotonic() + moment
            if given is not None:
                confirmed[given[0].id] = given[1]
            shown = ""
            child.send("2\r")
            given = question, (question.options[1].id if question.options else question.steps[1].id,)
        return confirmed
    finally:
        child.kill(signal.SIGKILL)
        child.close(force=True)


def stands_in(words: str, shown: str) -> bool:
    """Whether the words are on the screen, however they are broken into lines."""
    return "".join(words.split()) in "".join(CODES.sub("", shown).split())


def main(kills: int, seed: int) -> int:
    """Print how many files were damaged and how many confirmed answers lost in so many kills; 0 when none."""
    framework = load_framework(standard_folder())
    chance = random.Random(seed)
    damaged = lost = answered = done = 0
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "svar.yaml"
        kept: dict[str, tuple[str, ...]] = {}
        while done < kills:
            if not path.exists() or len(kept) > 30:
                kept = {}
                save_answers(new_sheet(framework, language="sv", name="Hembesök"), path, framework)
            confirmed = answer_until_killed(path, framework, chance.uniform(0, LONGEST))
            kept |= confirmed
            answered += len(confirmed)
            done += 1
            try:
                sheet: AnswerSheet = load_answers(path, framework)
            except (LovandeError, OSError):
                damaged += 1
                path.unlink(missing_ok=True)
                continue
            lost += sum(sheet.answer(at).chosen != chosen for at, chosen in kept.items())
            if done % 20 == 0:
                print(f"  {done} kills, {answered} confirmed answers", flush=True)
    print(
        f"{done} kills at random moments, {answered} confirmed answers ({time.monotonic() - begun:.0f} s): "
        f"{damaged} damaged files, {lost} confirmed answers lost"
    )
    return 1 if damaged or lost else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
