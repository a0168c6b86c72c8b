"""The interview in a real terminal: a scripted person, and every screen read as the group would read it."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from lovande_cli.files.answerfiles import load_answers
from lovande_cli.language import Say, texts_in

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

TOP = Path(__file__).parents[1]
ASSESS = [sys.executable, "-m", "lovande_cli", "assess"]
PATIENCE = 20
"""Seconds before a screen that does not come is a failure; a loaded machine may need some."""

SHIFT_TAB, F2, F9, DOWN = "\x1b[Z", "\x1bOQ", "\x1b[20~", "\x1b[B"
TYPED = (
    "Hembesök förstagångsföräldrar Björken Nyblivna föräldrar [kursiv] Vi såg det i vintras Rapport 2025 Ringa FoU Anna"
)
DATES = re.compile(r"\d{4}-\d{2}(-\d{2})?")


class Terminal:
    """A program in a pseudo-terminal of a given size, and what it shows."""

    def __init__(self, folder, *arguments, columns=80, rows=24, **environ):
        known = {"PYTHONPATH": os.environ.get("PYTHONPATH", str(TOP / "src")), "PATH": os.environ["PATH"]}
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(
            ASSESS[0],
            [*ASSESS[1:], *arguments],
            cwd=str(folder),
            env={**known, "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": str(folder), **environ},
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.seen = []

    @property
    def lines(self):
        """The rows of the screen, without what is empty to the right."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def words(self):
        """All that is shown, as one line."""
        return " ".join(" ".join(self.lines).split())

    def read(self):
        """Take in what the program has written by now; False when it has ended."""
        try:
            self.stream.feed(self.child.read_nonblocking(65536, timeout=0.05))
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        return True

    def wait(self, *expected):
        """Wait until the screen shows all of this, and remember the screen."""
        until = time.monotonic() + PATIENCE
        while not all(one in self.words for one in expected):
            assert self.read() or all(one in self.words for one in expected), f"ended without {expected}: {self.lines}"
            assert time.monotonic() < until, f"no {expected} in:\n" + "\n".join(self.lines)
        # the rest of the page may come a moment after what was waited for
        while (before := list(self.lines)) and self.read() and before != self.lines:
            pass
        self.seen.append("\n".join(self.lines))
        return self

    def send(self, keys, *expected):
        """Type the keys, and wait until the screen shows all of this."""
        self.child.send(keys)
        return self.wait(*expected) if expected else self

    def resize(self, columns, rows):
        """Make the window another size."""
        self.screen.resize(rows, columns)
        self.screen.reset()
        self.child.setwinsize(rows, columns)

    def end(self):
        """Wait for the end; the exit status. A program that does not end in time is killed and told of."""
        until = time.monotonic() + PATIENCE
        while self.read():
            if time.monotonic() > until:
                self.child.close(force=True)
                raise AssertionError("still running, and shows:\n" + "\n".join(self.lines))
        self.child.close()
        return self.child.exitstatus


def answer_all(terminal, framework, say, from_question=None):
    """Answer every question from the one on the screen with its first choice, reading each screen on the way."""
    started = from_question is None
    for element in framework.elements:
        for question in element.questions:
            started = started or question.id == from_question
            if question.ask_if or not started:
                continue
            terminal.wait(" ".join(say.text(question.ask).split()))
            terminal.send("3\r" if question.choose == "many" else "1")


def vocabulary(framework, language):
    """Every word that a screen in this language may show: the framework's, the program's, and what was typed."""
    say = Say(language)
    found = [TYPED]

    def gather(texts):
        if isinstance(texts, dict):
            if language in texts and not isinstance(texts[language], dict):
                found.append(texts[language])
            else:
                for key, value in texts.items():
                    if key == language or key not in framework.languages:
                        gather(value)
        elif isinstance(texts, str):
            found.append(texts)

    for part in ("interview", "common", "result", "problems"):
        gather(texts_in(part))
    for category in framework.categories:
        found.append(say.text(category.name))
    for element in framework.elements:
        found += [say.text(one) for one in (element.name, element.description, element.discuss, element.develop)]
        for question in element.questions:
            found += [say.text(question.ask), say.text(question.hint)]
            found += [say.text(one.label) for one in (*question.options, *question.steps)]
    found += framework.languages.values()
    return {word.casefold() for word in re.findall(r"[^\W\d_]+", " ".join(found))}


def check_screens(terminal, framework, language):
    """No screen holds a cut word, a line of another language, or anything after its keys."""
    known = vocabulary(framework, language)
    for screen in terminal.seen:
        words = {word.casefold() for word in re.findall(r"[^\W\d_]+", DATES.sub("", screen))}
        assert words <= known, f"{sorted(words - known)} in:\n{screen}"


def start(folder, language, columns=80, *, name="Hembesök", file="svar.yaml", **environ):
    """A new interview in a file, at its first question."""
    say = Say(language)
    terminal = Terminal(folder, file, "--lang", language, columns=columns, **environ)
    terminal.wait(say("interview.before.name.ask"))
    terminal.send(f"{name}\r", say("interview.before.organisation.ask"))
    terminal.send("Björken\r", say("interview.before.target-group.ask"))
    terminal.send("Nyblivna föräldrar\r", say("interview.before.date.ask"))
    terminal.send("\x152026-11-22\r", say("interview.before.participants.ask"))
    return terminal.send("6\r", say("interview.count", question=1, questions=5))


@pytest.mark.parametrize(("language", "columns"), [("sv", 80), ("da", 60)])
def test_a_whole_interview_with_every_movement(tmp_path, framework, language, columns):
    """Back, note, evidence, jump, language, pause, resume, all answers, next steps: whole screens, all of it saved."""
    say, other = Say(language), Say({"sv": "da", "da": "sv"}[language])
    letter = {move: say(f"interview.key.{move}.letter") for move in ("back", "note", "evidence", "overview", "pause")}
    asks = [" ".join(say.text(question.ask).split()) for question in framework.questions]
    last = f"5 {say.text(framework.questions[1].steps[-1].label)}"  # on a question's page, not on one about it
    terminal = start(tmp_path, language, columns)
    terminal.wait(asks[0]).send("2", asks[1]).send("1", asks[2])
    terminal.send(letter["back"], asks[1], say("interview.your-answer")).send(SHIFT_TAB, asks[0]).send("\r", asks[1])
    terminal.send(letter["note"], say("interview.write.note.ask")).send("Vi såg").send(F2, asks[1], last)
    terminal.send(letter["note"], "Vi såg").send(" det i vintras [kursiv]\r", "[kursiv]", last)
    terminal.send(letter["evidence"], say("interview.write.evidence.ask")).send("Rapport 2025\r", "Rapport 2025", last)
    terminal.send("m", say("interview.more-what")).send("\r", last)
    jumped = framework.elements[6].questions[0]
    terminal.send(letter["overview"], say("interview.overview.ask"))
    terminal.send("7\r", " ".join(say.text(jumped.ask).split()))
    terminal.send("5", say("interview.write.reason.ask"))
    terminal.send("\r", " ".join(say.text(framework.elements[6].questions[1].ask).split()))
    terminal.send("s", " ".join(other.text(framework.elements[6].questions[1].ask).split()))
    terminal.seen.pop()
    terminal.send("s", " ".join(say.text(framework.elements[6].questions[1].ask).split()))
    terminal.send(letter["pause"])
    assert terminal.end() == 0
    resumed = Terminal(tmp_path, "svar.yaml", "--lang", language, columns=columns)
    resumed.seen = terminal.seen
    resumed.wait(asks[2])
    answer_all(resumed, framework, say, framework.questions[2].id)
    resumed.wait(say("interview.ending.place"), say("interview.ending.ask"))
    resumed.send("1", say("interview.standing-out.ask"), say("interview.standing-out.strengths"))
    resumed.send("1", say("interview.steps.which")).send("\r", say("interview.steps.what.ask"))
    resumed.send("Ringa FoU\r", say("interview.steps.who.ask")).send("Anna\r", say("interview.steps.when.ask"))
    resumed.send("2027-02\r", say("interview.steps.add")).send("3")
    assert resumed.end() == 0
    check_screens(resumed, framework, language)
    sheet = load_answers(tmp_path / "svar.yaml", framework)
    assert (sheet.answer(framework.questions[1].id).note, sheet.answer(framework.questions[1].id).evidence) == (
        "Vi såg det i vintras [kursiv]",
        "Rapport 2025",
    )
    assert sheet.answer(framework.questions[0].id).chosen == ("partly",)
    assert {question.id for question in framework.questions if not question.ask_if} <= set(sheet.answers)
    assert [(action.what, action.who, action.when) for action in sheet.actions] == [("Ringa FoU", "Anna", "2027-02")]


@pytest.mark.parametrize(("language", "columns"), [("sv", 80), ("da", 60)])
def test_a_few_screens_look_as_agreed(tmp_path, framework, golden, language, columns):
    """The first question, one with a note, choose-many, the overview and a text look like the golden screens."""
    say = Say(language)
    asks = [" ".join(say.text(question.ask).split()) for question in framework.questions]
    terminal = start(tmp_path, language, columns).wait(asks[0])

    def keep(name):
        golden(f"interview-{name}-{language}-{columns}.txt", terminal.seen[-1] + "\n")

    keep("first-question")
    terminal.send("1", asks[1]).send(say("interview.key.note.letter"), say("interview.write.note.ask"))
    terminal.send("Vi såg det i vintras", "vintras")
    keep("note")
    last = f"5 {say.text(framework.questions[1].steps[-1].label)}"
    terminal.send("\r", last, "vintras").send("2", asks[2]).send(say("interview.key.back.letter"), asks[1], "vintras")
    keep("earlier-answer")
    terminal.send(say("interview.key.overview.letter"), say("interview.overview.ask"))
    keep("overview")
    terminal.send("2\r", say.text(framework.elements[1].name)).send("1").send("1")
    terminal.send("14", "[x]", " ".join(say.text(framework.elements[1].questions[2].ask).split()))
    terminal.wait(f"4 [x] {say.text(framework.elements[1].questions[2].options[3].label).split()[0]}")
    keep("choose-many")
    terminal.send("\x03")
    assert terminal.end() == 130


@pytest.mark.parametrize("leave", ["ctrl-c", "ctrl-d", "pause", "kill", "term", "hangup"])
def test_leaving_in_any_way_keeps_everything_confirmed(tmp_path, framework, leave):
    """However the person or the system ends it, the file holds all answers, and resuming asks the next question."""
    say = Say("sv")
    asks = [" ".join(say.text(question.ask).split()) for question in framework.questions]
    terminal = start(tmp_path, "sv").wait(asks[0]).send("1", asks[1]).send("2", asks[2])
    signals = {"kill": signal.SIGKILL, "term": signal.SIGTERM, "hangup": signal.SIGHUP}
    keys = {"ctrl-c": "\x03", "ctrl-d": "\x04", "pause": F9}
    if leave in signals:
        terminal.child.kill(signals[leave])
        status = terminal.end()
        # told to end, it still gives the terminal back
        assert status == (128 + signal.SIGTERM if leave == "term" else None)
    else:
        terminal.send(keys[leave])
        status = terminal.end()
        assert status == (130 if leave == "ctrl-c" else 0)
        assert "svar.yaml" in terminal.words
        assert "lovande assess svar.yaml" in terminal.words
    sheet = load_answers(tmp_path / "svar.yaml", framework)
    assert {at: answer.chosen for at, answer in sheet.answers.items()} == {
        framework.questions[0].id: ("yes",),
        framework.questions[1].id: ("partly",),
    }
    Terminal(tmp_path, "svar.yaml").wait(asks[2]).send("\x03").end()


@pytest.mark.parametrize("leave", ["\x03", "\x04", F9])
def test_a_half_typed_note_is_kept_when_leaving(tmp_path, framework, leave):
    """Ctrl-C, Ctrl-D or pause in the middle of a note: what was typed is in the file."""
    say = Say("sv")
    ask = " ".join(say.text(framework.questions[0].ask).split())
    terminal = start(tmp_path, "sv").wait(ask)
    terminal.send(say("interview.key.note.letter"), say("interview.write.note.ask"))
    terminal.send("Halvskriven om å", "Halvskriven om å").send(leave).end()
    assert load_answers(tmp_path / "svar.yaml", framework).answer(framework.questions[0].id).note == "Halvskriven om å"


def test_a_resize_in_the_middle_paints_the_whole_page_again(tmp_path, framework):
    """At 40 columns and back at 80, the question and its steps are there, in whole words, with nothing left over."""
    say = Say("sv")
    ask = " ".join(say.text(framework.questions[0].ask).split())
    terminal = start(tmp_path, "sv").wait(ask)
    before = terminal.seen[-1]
    terminal.resize(40, 24)
    terminal.wait(ask, "ej aktuellt", "paus")
    terminal.resize(80, 24)
    terminal.wait(ask, "ej aktuellt", "paus")
    until = time.monotonic() + PATIENCE
    while "\n".join(terminal.lines) != before and time.monotonic() < until:
        terminal.read()
    assert "\n".join(terminal.lines) == before
    check_screens(terminal, framework, "sv")
    terminal.send("\x03").end()


def test_without_colour_the_screen_says_the_same(tmp_path, framework):
    """NO_COLOR gives the same words without any colour."""
    say = Say("sv")
    ask = " ".join(say.text(framework.questions[0].ask).split())
    last = say("interview.key.pause.label")
    terminal = start(tmp_path, "sv", NO_COLOR="1").wait(ask, last)
    assert {cell.fg for row in terminal.screen.buffer.values() for cell in row.values()} == {"default"}
    coloured = start(tmp_path, "sv", file="annan.yaml").wait(ask, last)
    assert coloured.seen[-1] == terminal.seen[-1]
    assert {cell.fg for row in coloured.screen.buffer.values() for cell in row.values()} != {"default"}
    for one in (terminal, coloured):
        one.send("\x03").end()


def test_a_finished_file_opens_on_the_overview(tmp_path, framework, golden):
    """Nothing is asked again in a finished file; the group chooses where to go, and the end looks as agreed."""
    say = Say("sv")
    terminal = start(tmp_path, "sv")
    answer_all(terminal, framework, say)
    terminal.wait(say("interview.ending.ask"), "paus")
    golden("interview-result-sv-80.txt", terminal.seen[-1] + "\n")
    terminal.send("1", say("interview.standing-out.ask"), "paus")
    golden("interview-standing-out-sv-80.txt", terminal.seen[-1] + "\n")
    terminal.send("\x03").end()
    again = Terminal(tmp_path, "svar.yaml").wait(say("interview.overview.ask"))
    again.send("4\r", " ".join(say.text(framework.elements[3].questions[0].ask).split())).send("\x03").end()


def test_the_file_is_proposed_from_the_name_and_an_unfinished_one_is_offered(tmp_path, framework):
    """Without FILE the group names the practice, gets a file name, and finds the file in the list the next time."""
    say = Say("sv")
    terminal = Terminal(tmp_path).wait(say("interview.before.name.ask"))
    terminal.send("Hembesök\r", say("interview.before.file.ask"), "hembesok")
    terminal.send("\x15svar\r", say("interview.before.organisation.ask")).send(F9)
    assert terminal.end() == 0
    assert load_answers(tmp_path / "svar.yaml", framework).practice.name == "Hembesök"
    again = Terminal(tmp_path).wait(say("interview.unfinished.ask"), "Hembesök")
    again.send("1", " ".join(say.text(framework.questions[0].ask).split())).send("\x03").end()
