"""The interview in a real terminal: a scripted person, and every screen read as the group would read it."""

from __future__ import annotations

import itertools
import os
import re
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from lovande_cli.assessment.answers import Answer, Workshop
from lovande_cli.assessment.navigation import new_sheet
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.drafts import Drafts
from lovande_cli.files.store import save_answers
from lovande_cli.language import Say, spoken_languages, texts_in

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")
termios = pytest.importorskip("termios")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

TOP = Path(__file__).parents[1]
LOVANDE = [sys.executable, "-m", "lovande_cli"]
PATIENCE = 20
"""Seconds before a screen that does not come is a failure; a loaded machine may need some."""

SHIFT_TAB, F2, F9, DOWN = "\x1b[Z", "\x1bOQ", "\x1b[20~", "\x1b[B"
TYPED = (
    "Hembesök förstagångsföräldrar Björken Nyblivna föräldrar [kursiv] Vi såg det i vintras Rapport 2025 Ringa FoU Anna"
)
DATES = re.compile(r"\d{4}-\d{2}(-\d{2})?")


class Terminal:
    """A program in a pseudo-terminal of a given size, and what it shows."""

    def __init__(self, folder, *arguments, command=("assess",), columns=80, rows=24, **environ):
        known = {"PYTHONPATH": os.environ.get("PYTHONPATH", str(TOP / "src")), "PATH": os.environ["PATH"]}
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(
            LOVANDE[0],
            [*LOVANDE[1:], *command, *arguments],
            cwd=str(folder),
            env={**known, "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": str(folder), **environ},
            dimensions=(rows, columns),
            timeout=PATIENCE,
            # also where the suite itself is told to outlive its terminal (nohup, some CI)
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
        )
        self.child.delaybeforesend = None  # a program that reads keys by itself need not be waited for
        self.seen = []
        self.keys = 0

    @property
    def lines(self):
        """The rows of the screen, without what is empty to the right."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def words(self):
        """All that is shown, as one line."""
        return " ".join(" ".join(self.lines).split())

    def read(self, timeout=0.05):
        """Take in what the program has written by now: how many bytes, None when it has ended."""
        try:
            written = self.child.read_nonblocking(65536, timeout=timeout)
        except pexpect.TIMEOUT:
            return 0
        except pexpect.EOF:
            return None
        self.stream.feed(written)
        return len(written)

    @property
    def is_waiting(self):
        """Whether the program waits for a key, as far as the system tells: its page is whole then."""
        try:
            state = Path(f"/proc/{self.child.pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return not self.read()
        return state != "R"

    def wait(self, *expected):
        """Wait until the screen shows all of this, and remember the screen."""
        until = time.monotonic() + PATIENCE
        while not all(one in self.words for one in expected):
            ended = self.read() is None
            assert not ended or all(one in self.words for one in expected), f"ended without {expected}: {self.lines}"
            assert time.monotonic() < until, f"no {expected} in:\n" + "\n".join(self.lines)
        # the rest of the page may come a moment after what was waited for
        while (self.read(0.005) or not self.is_waiting) and time.monotonic() < until:
            pass
        self.seen.append("\n".join(self.lines))
        return self

    def send(self, keys, *expected):
        """Type the keys, and wait until the screen shows all of this."""
        self.keys += len(keys)
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
        while self.read() is not None:
            if time.monotonic() > until:
                self.child.close(force=True)
                raise AssertionError("still running, and shows:\n" + "\n".join(self.lines))
        self.child.close()
        return self.child.exitstatus


def answer_all(terminal, framework, say, from_question=None):
    """Answer every question from the one on the screen with its first choice, reading each screen on the way."""
    started = from_question is None
    for element in framework.elements:
        if started:
            open_element(terminal, element, say)
        for question in element.questions:
            started = started or question.id == from_question
            if question.ask_if or not started:
                continue
            terminal.wait(asked(question, say))
            terminal.send("3\r" if question.choose == "many" else "1\r")


def asked(question, say):
    """The question as one line, as `Terminal.words` holds it."""
    return " ".join(say.text(question.ask).split())


def open_element(terminal, element, say):
    """Read the element's own page, and go on to its questions."""
    terminal.wait(" ".join(say.text(element.discuss).split())).send("\r")


def vocabulary(framework, language, typed=TYPED):
    """Every word that a screen in this language may show: the framework's, the program's, and what was typed."""
    say = Say(language)
    found = [typed, "Esc Enter Ctrl J F x A B C"]

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

    for part in ("interview", "start", "common", "result", "problems", "group", "report", "form", "change"):
        gather(texts_in(part))
    found += [say.text(one.name) for one in framework.categories]
    found += [say.text(one.heading) for one in framework.description]
    for element in framework.elements:
        found += [say.text(one) for one in (element.name, element.description, element.discuss, element.develop)]
        for question in element.questions:
            found += [say.text(question.ask), say.text(question.hint)]
            found += [say.text(one.label) for one in (*question.options, *question.steps)]
    found += [*framework.languages.values(), *say.rules.months]
    return {word.casefold() for word in re.findall(r"[^\W\d_]+", " ".join(found))}


def check_screens(terminal, framework, language, typed=TYPED):
    """No screen holds a cut word, a line of another language, or anything after its keys."""
    known, say = vocabulary(framework, language, typed), Say(language)
    commands = "|".join(say(key, command="").strip() for key in ("start.help", "interview.command"))
    broken_path = re.compile(rf"^(?=.{{{terminal.screen.columns - 2}}}$)(.*[/~]\S*)\n +", re.MULTILINE)
    for screen in terminal.seen:
        whole = DATES.sub("", broken_path.sub(r"\1", screen))
        shown = re.sub(rf"\S*[/~]\S*|\S+\.(yaml|md)|({commands}).*", "", whole, flags=re.DOTALL)
        words = {word.casefold() for word in re.findall(r"[^\W\d_]+", shown)}
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
    terminal.send("6\r")
    return terminal


def every_size():
    """Each language in each width; where `CI` is not set, each language and each width once."""
    sizes = itertools.product(enumerate(spoken_languages()), enumerate((80, 60)))
    return [(language, columns) for (n, language), (m, columns) in sizes if n % 2 == m or os.environ.get("CI")]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "columns"), every_size())
def test_one_word_is_enough(tmp_path, framework, language, columns):
    """From the start page alone: a new practice with every movement and mistake, a break, the end, a report, forms for
    two colleagues, their answers put together and settled, and a year later; every screen whole, all of it saved."""
    folder = tmp_path / "Dokument" / "lovande"
    (tmp_path / "Dokument").mkdir()
    say, other = Say(language), Say({"sv": "da", "da": "sv"}[language])
    terminal = Terminal(tmp_path, "--lang", language, command=(), columns=columns)
    terminal.wait(say("start.ask"), say("start.begin.label"))
    begin_practice(terminal, framework, say)
    (file,) = folder.glob("*.yaml")
    asks = [asked(question, say) for question in framework.questions]
    mine, letter = say("interview.your-answer-saved"), say("interview.key.back.letter")
    make_mistakes(terminal, framework, say)
    terminal.send(letter, asks[1], mine).send(SHIFT_TAB, asks[0]).send("\r", asks[1]).send("\r", asks[2])
    terminal.send("s", asked(framework.questions[2], other))
    terminal.seen.pop()
    terminal.send("s", asks[2]).send(say("interview.key.pause.letter"), say("start.ask"), file.name)
    terminal.send("1", say("start.which")).send("1", asks[2])
    answer_all(terminal, framework, say, framework.questions[2].id)
    finish_with_report(terminal, say)
    assert (folder / f"{file.stem}-{say('interview.report.file')}.docx").exists()
    write_forms(terminal, say)
    assert len(list(folder.glob("*.html"))) == 2
    sheet = load_answers(file, framework)
    check_what_was_said(sheet, framework)
    question = framework.questions[3]
    for person in "AB":
        answers = {**sheet.answers, question.id: Answer(chosen=("no" if person == "A" else "yes",))}
        workshop = replace(sheet.workshop, answered_by=person)
        save_answers(
            replace(sheet, id=person.lower() * 12, answers=answers, workshop=workshop, actions=()),
            folder / f"{person}.yaml",
            framework,
        )
    join_and_settle(terminal, framework, say)
    begin_a_year_later(terminal, framework, say)
    terminal.child.kill(signal.SIGHUP)  # someone closes the window
    terminal.end()
    check_screens(terminal, framework, language)
    assert terminal.keys < 1000
    later = max(folder.glob("hemb*.yaml"), key=lambda one: one.stat().st_mtime_ns)
    assert load_answers(later, framework).answer(framework.questions[0].id).chosen == ("yes",)


def begin_practice(terminal, framework, say):
    """Begin on a new practice, from the start page to the first question."""
    terminal.send("2", say("start.new.label")).send("1", say("interview.before.name.ask"))
    terminal.send("Hembesök\r", say("interview.before.organisation.ask"), say("interview.kept-in"))
    terminal.send("Björken\r", say("interview.before.target-group.ask"))
    terminal.send("Nyblivna föräldrar\r", say("interview.before.date.ask"))
    terminal.send("\x152025-11-22\r", say("interview.before.participants.ask")).send("6\r")
    open_element(terminal, framework.elements[0], say)


def make_mistakes(terminal, framework, say):
    """Answer the first two questions with the mistakes that people make; each leaves the rest as it was."""
    asks = [asked(question, say) for question in framework.questions]
    mine, letter = (
        say("interview.your-answer-saved"),
        {m: say(f"interview.key.{m}.letter") for m in ("note", "evidence")},
    )
    terminal.wait(asks[0]).send("9").send("\x1b").send("\x1b[M0!!").send("\r", say("interview.choose-one", key="f"))
    terminal.send("2", mine).send("m", say("interview.more-element")).send("1", mine)
    terminal.send("\x1b", say("interview.key.more.label")).send("2", mine)
    terminal.send(letter["note"], say("interview.write.note.ask")).send("Vi såg").send(F2, say("interview.note"), mine)
    terminal.send(letter["note"], "Vi såg").send(" det i vintras [kursiv]\r", "[kursiv]", mine)
    terminal.send(letter["evidence"], say("interview.write.evidence.ask"))
    terminal.send("Rapport 2025\x1b", "Rapport 2025", mine)
    terminal.send("\r\r", asks[1], say("interview.choose-one", key="f"))
    terminal.send("h", say("interview.hands.ask")).send("4 x\r", say("interview.hands.wrong", count=5))
    terminal.send("\x154 0 2\r", say("interview.hands.decide"), say("interview.hands.label"))
    terminal.send("3", mine).send("r", say("interview.cleared", answer=say.text(framework.questions[1].steps[2].label)))
    terminal.send("1", mine).send("\r", asks[2])


def check_what_was_said(sheet, framework):
    """What `make_mistakes` and `answer_all` answered is what stands in the file."""
    first = sheet.answer(framework.questions[0].id)
    assert (first.chosen, first.note, first.evidence) == (("partly",), "Vi såg det i vintras [kursiv]", "Rapport 2025")
    assert {question.id for question in framework.questions if not question.ask_if} <= set(sheet.answers)
    assert [(action.what, action.who, action.when) for action in sheet.actions] == [("Ringa FoU", "Anna", "2026-02")]
    noted = [at for at, answer in sheet.answers.items() if answer.note or answer.evidence]
    assert noted == [framework.questions[0].id]


def read_on(terminal, title):
    """Press Enter until a page with this title comes: a long text has several parts, each a screen of its own."""
    until = time.monotonic() + PATIENCE
    while title not in terminal.lines[0]:
        before = terminal.seen[-1]
        terminal.send("\r")
        while "\n".join(terminal.lines) == before or not terminal.lines[-1]:
            assert time.monotonic() < until, f"no {title} in:\n" + "\n".join(terminal.lines)
            terminal.read()
        terminal.wait()


def finish_with_report(terminal, say):
    """Read the end page by page, agree on a step, and save a report for Word."""
    terminal.wait(say("interview.ending.title"), say("result.no-pass-mark"))
    read_on(terminal, say("interview.strengths.title"))
    read_on(terminal, say("interview.development.title"))
    read_on(terminal, say("interview.steps.title"))
    terminal.send("1", say("interview.steps.which"))
    terminal.send("\r", say("interview.steps.what.ask"))
    terminal.send("Ringa FoU\r", say("interview.steps.who.ask")).send("Anna\r", say("interview.steps.when.ask"))
    terminal.send("2026-02\r", say("interview.steps.add")).send("\r", say("interview.describe.gaps"))
    terminal.send("\r", say("interview.report.ask"), "Word")
    terminal.send(number_of(terminal, "Word"), say("start.ask"), say("interview.saved"))


def number_of(terminal, label):
    """The digit before a choice on the screen."""
    return next(found[1] for line in terminal.lines if (found := re.match(rf"\W*(\d)\s+{label}", line)))


def write_forms(terminal, say):
    """Write a form for each of two colleagues."""
    terminal.send("6", say("start.which")).send("1", say("start.form.people.ask")).send("A, B\r")
    terminal.wait(say("start.form.return-to.ask")).send("Anna\r", say("interview.form.ask"))
    terminal.send(number_of(terminal, say("interview.format.html")), say("interview.document.done"))
    terminal.send("\r", say("start.ask"), say("interview.saved"))


def join_and_settle(terminal, framework, say):
    """Put the colleagues' answers together with the workshop's, and answer what they answered differently."""
    terminal.send("7", say("start.which")).send("1", say("start.group.which")).send("\r", say("start.group.settle"))
    terminal.send("1", asked(framework.questions[3], say), say("interview.votes"))
    terminal.send("3", say("interview.your-answer-saved")).send(say("interview.key.pause.letter"), say("start.ask"))


def begin_a_year_later(terminal, framework, say):
    """Answer about the same practice anew, with the earlier answer in sight, its step settled."""
    terminal.send("2", say("start.again.label")).send("3", say("start.which")).send(
        "1", say("interview.before.date.ask")
    )
    terminal.send("\r", say("interview.before.participants.ask")).send("\r")
    terminal.wait(say("interview.settle.ask")).send("1")
    open_element(terminal, framework.elements[0], say)
    terminal.wait(asked(framework.questions[0], say), say("interview.earlier.mark"))
    terminal.send("1", say("interview.your-answer-saved"))


@pytest.mark.parametrize(("language", "columns"), [("sv", 80), ("da", 60)])
def test_a_few_screens_look_as_agreed(tmp_path, framework, golden, language, columns):
    """The first question, one with a note, choose-many, the overview, a text and a show of hands look like the golden screens."""
    say = Say(language)
    asks = [asked(question, say) for question in framework.questions]
    terminal = start(tmp_path, language, columns)
    terminal.wait(" ".join(say.text(framework.elements[0].discuss).split()), say("interview.key.pause.label"))

    def keep(name):
        golden(f"interview-{name}-{language}-{columns}.txt", terminal.seen[-1] + "\n")

    keep("element")
    terminal.send("\r", asks[0]).send("1", say("interview.your-answer-saved"))
    terminal.send(say("interview.key.note.letter"), say("interview.write.note.ask"))
    terminal.send("Vi såg det i vintras", "vintras")
    keep("note")
    terminal.send("\r", say("interview.your-answer-saved"), "vintras")
    keep("answered")
    terminal.send("h", say("interview.hands.ask")).send("4 3 0 1", "4 3 0 1")
    keep("hands")
    terminal.send("\x1b", say("interview.your-answer-saved"))
    terminal.send(say("interview.key.overview.letter"), say("interview.overview.ask"))
    keep("overview")
    terminal.send("2")
    open_element(terminal, framework.elements[1], say)
    terminal.send("1\r1\r", asked(framework.elements[1].questions[2], say)).send("14", "[x]")
    terminal.wait(f"4 [x] {say.text(framework.elements[1].questions[2].options[3].label).split()[0]}")
    keep("choose-many")
    terminal.send("\x03")
    assert terminal.end() == 130


@pytest.mark.parametrize("leave", ["ctrl-c", "ctrl-d", "pause", "kill", "term", "hangup"])
def test_leaving_in_any_way_keeps_everything_confirmed(tmp_path, framework, leave):
    """However the person or the system ends it, the file holds all answers, and resuming asks the next question."""
    say = Say("sv")
    asks = [asked(question, say) for question in framework.questions]
    terminal = start(tmp_path, "sv")
    open_element(terminal, framework.elements[0], say)
    terminal.wait(asks[0]).send("1\r", asks[1]).send("2", say("interview.your-answer-saved"))
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
        # the terminal may break the line anywhere, for the folder that Python lies in has any length
        assert "assesssvar.yaml" in terminal.words.replace(" ", "")
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
    terminal = at_first_question(tmp_path, framework)
    terminal.send("2").send(say("interview.key.note.letter"), say("interview.write.note.ask"))
    terminal.send("Halvskriven om å", "Halvskriven om å").send(leave).end()
    assert load_answers(tmp_path / "svar.yaml", framework).answer(framework.questions[0].id).note == "Halvskriven om å"


def open_description(folder, framework):
    """The first part of the description of a practice, ready to be written."""
    say = Say("sv")
    save_answers(new_sheet(framework, language="sv", name="Hembesök"), folder / "svar.yaml", framework)
    terminal = Terminal(folder, "svar.yaml", "--lang", "sv", command=("describe",))
    terminal.wait(say("interview.describe.which")).send("1\r")
    return terminal.wait(" ".join(say.text(framework.description[0].ask).split()))


@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_a_text_of_several_lines_survives_the_end_of_the_program(tmp_path, framework, end):
    """A closed window, a kill: at most the line being typed is gone, and the text is offered at the next opening."""
    say = Say("sv")
    terminal = open_description(tmp_path, framework)
    terminal.send("Vi åker hem till familjen\n\nen gång i månaden\ni ett år", "i ett år")
    terminal.child.kill(getattr(signal, end))
    terminal.end()
    again = Terminal(tmp_path, "svar.yaml", "--lang", "sv", command=("describe",))
    again.wait(say("interview.unfinished.told"), "en gång i månaden").send("1", say("interview.unfinished.found"))
    again.send(" eller mer\r", say("interview.describe.which")).send("\x03").end()
    written = load_answers(tmp_path / "svar.yaml", framework).description[framework.description[0].id]
    typed = "Vi åker hem till familjen\n\nen gång i månaden\ni ett år eller mer"
    assert written in ((typed, typed.replace("i ett år", "")) if end == "SIGKILL" else (typed,))
    assert [one.name for one in tmp_path.iterdir()] == ["svar.yaml"]


def test_a_text_that_is_too_long_is_whole_after_ctrl_c(tmp_path, framework):
    """Enter tells how long it may be, Ctrl-C leaves with all of it, and the next time it can be made shorter."""
    say, long = Say("sv"), "".join(f"rad {number} slut\n" for number in range(1600))
    terminal = open_description(tmp_path, framework)
    terminal.send(f"\x1b[200~{long}\x1b[201~", "rad 1599 slut")
    terminal.send("\r", f"{len(long)} tecken").send("\x03")
    assert terminal.end() == 130
    assert say("interview.left.unfinished") in terminal.words
    assert Drafts(tmp_path / "svar.yaml").texts == {f"description {framework.description[0].id}": long}
    again = Terminal(tmp_path, "svar.yaml", "--lang", "sv", command=("describe",))
    again.wait(say("interview.unfinished.told"), "rad 0 slut").send("1", "rad 1599 slut")
    again.send("\x15".join("\x7f" for _ in range(400)))
    again.send("\r", say("interview.describe.which")).send("\x03").end()
    written = load_answers(tmp_path / "svar.yaml", framework).description[framework.description[0].id]
    assert long.startswith(written)
    assert 15_000 < len(written) <= 20_000


def at_first_question(folder, framework, **wanted):
    """A new interview with the first question on the screen."""
    terminal = start(folder, "sv", **wanted)
    open_element(terminal, framework.elements[0], Say("sv"))
    return terminal.wait(asked(framework.questions[0], Say("sv")), Say("sv")("interview.key.pause.label"))


def test_a_resize_in_the_middle_paints_the_whole_page_again(tmp_path, framework):
    """At 40 columns and back at 80, the question and its steps are there, in whole words, with nothing left over."""
    say = Say("sv")
    ask = asked(framework.questions[0], say)
    terminal = at_first_question(tmp_path, framework)
    before = terminal.seen[-1]
    terminal.resize(40, 24)
    terminal.wait(ask, "inte aktuellt", "paus")
    terminal.resize(80, 24)
    terminal.wait(ask, "inte aktuellt", "paus")
    until = time.monotonic() + PATIENCE
    while "\n".join(terminal.lines) != before and time.monotonic() < until:
        terminal.read()
    assert "\n".join(terminal.lines) == before
    check_screens(terminal, framework, "sv")
    terminal.send("\x03").end()


def test_without_colour_the_screen_says_the_same(tmp_path, framework):
    """NO_COLOR gives the same words without any colour."""
    terminal = at_first_question(tmp_path, framework, NO_COLOR="1")
    assert {cell.fg for row in terminal.screen.buffer.values() for cell in row.values()} == {"default"}
    coloured = at_first_question(tmp_path, framework, file="annan.yaml")
    assert coloured.seen[-1] == terminal.seen[-1]
    assert {cell.fg for row in coloured.screen.buffer.values() for cell in row.values()} != {"default"}
    for one in (terminal, coloured):
        one.send("\x03").end()


def finish(framework, path, language, answer="yes"):
    """An answer file about a practice where every question has this answer, or its first option."""
    answers = {
        question.id: Answer(chosen=(question.options[0].id if question.options else answer,))
        for question in framework.questions
    }
    sheet = new_sheet(framework, language=language, name="Hembesök")
    save_answers(replace(sheet, answers=answers, workshop=Workshop(date="2025-11-20")), path, framework)


def test_a_finished_file_opens_on_its_result(tmp_path, framework, golden):
    """Nothing is asked again in a finished file; the end looks as agreed, and back leads to the last question."""
    say = Say("sv")
    finish(framework, tmp_path / "svar.yaml", "sv", answer="partly")
    terminal = Terminal(tmp_path, "svar.yaml").wait(say("result.no-pass-mark"), say("interview.key.pause.label"))
    golden("interview-result-sv-80.txt", terminal.seen[-1] + "\n")
    terminal.send("\r", say("interview.strengths.title")).send("\r", say("interview.development.title"), "1/")
    golden("interview-development-sv-80.txt", terminal.seen[-1] + "\n")
    terminal.send("bbb", asked(framework.questions[-1], say)).send("\x03").end()


def test_without_a_file_answers_are_kept_among_the_documents_and_offered_again(tmp_path, framework):
    """Without FILE the group names the practice, reads where answers are kept, and finds the file the next time."""
    say = Say("sv")
    (tmp_path / "Dokument").mkdir()
    terminal = Terminal(tmp_path).wait(say("interview.before.name.ask"))
    terminal.send("Hembesök\r", say("interview.before.organisation.ask"), say("interview.kept-in")).send(F9)
    assert terminal.end() == 0
    (file,) = (tmp_path / "Dokument" / "lovande").glob("*.yaml")
    assert load_answers(file, framework).practice.name == "Hembesök"
    again = Terminal(tmp_path).wait(say("interview.files.ask"), "Hembesök").send("1")
    open_element(again, framework.elements[0], say)
    again.wait(asked(framework.questions[0], say)).send("\x03").end()


def test_stopped_and_gone_on_with_the_terminal_is_right_again(tmp_path, framework):
    """After a stop and `fg` the page is painted anew and keys answer at once."""
    say = Say("sv")
    terminal = at_first_question(tmp_path, framework)
    terminal.child.kill(signal.SIGSTOP)
    settings = termios.tcgetattr(terminal.child.child_fd)
    settings[3] |= termios.ICANON | termios.ECHO  # as a shell leaves it
    termios.tcsetattr(terminal.child.child_fd, termios.TCSANOW, settings)
    terminal.screen.reset()
    terminal.child.kill(signal.SIGCONT)
    terminal.wait(asked(framework.questions[0], say)).send("2", say("interview.your-answer-saved")).send("\x03")
    assert terminal.end() == 130
