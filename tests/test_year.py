"""A year with a practice in a real terminal: forms before the meeting, the meeting, and the meeting a year later."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import sleep

import pytest
from test_browser import start_browser
from test_terminal_session import (
    Terminal,
    asked,
    check_screens,
    every_size,
    open_element,
    read_on,
)

from lovande_cli.assessment.answers import Answer, Workshop
from lovande_cli.assessment.navigation import new_sheet
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.store import save_answers
from lovande_cli.interview.fullscreen import WORD_SECONDS
from lovande_cli.interview.start import GROUPS
from lovande_cli.language import Say

ROLES = {"sv": ("Kurator", "Lärare", "Rektor"), "da": ("Pædagog", "Socialrådgiver", "Leder")}
PRACTICE = {"sv": "Samtal i skolan", "da": "Samtaler i skolen"}
OTHER = {"sv": "Läxstuga", "da": "Lektiecafé"}
RENAMED = {"sv": "Läxhjälp på tisdagar", "da": "Lektiehjælp om tirsdagen"}
ORGANISATION = "Björken"
MEETING, A_YEAR_LATER = "2025-11-22", "2026-11-20"

SENTENCE = "Vi såg det i vintras, så på språket spelar det 3 roller"
UP = "\x1b[A"
STEP = {"sv": "Fråga barnen", "da": "Spørg børnene"}
DUE = "2025-12"
KINDS = (".docx", ".png", ".ics")
BEGUN = {"sv": "Vi har börjat", "da": "Vi er begyndt"}

DIFFERS, ALONE, DIFFERS_TOO = "goals.clear-to-participants", "monitoring.follows-development", "follow-up.adjusted"
NOTES = {
    "sv": {DIFFERS: ("Barnen vet", "Ingen frågade"), ALONE: "Vi mäter"},
    "da": {DIFFERS: ("Børnene ved", "Ingen spurgte"), ALONE: "Vi måler"},
}


@pytest.mark.slow
@pytest.mark.parametrize(("language", "columns"), every_size())
def test_a_year(tmp_path, framework, language, columns):
    """From an empty home: forms for three roles, their answers joined and settled, report, picture and steps, a quick
    round of another practice, a year later as the last time, renamed, put away and brought back. Ordinary mistakes on
    the way change nothing, and every screen is whole."""
    kept, downloads = make_home(tmp_path, language)
    say = Say(language)
    terminal = Terminal(tmp_path, "--lang", language, command=(), columns=columns)
    type_by_mistake(terminal.wait(say("start.ask")), say("start.ask"))
    write_forms(terminal, say)
    forms = sorted(kept.glob("*.html"), key=lambda path: path.stat().st_mtime_ns)
    without = answer_forms(
        forms, downloads, [answers_of(framework, language, who) for who in ROLES[language]], framework
    )
    join(terminal, say)
    settle(terminal, framework, say)
    finish(terminal, say)
    check_meeting(kept, framework, language)
    take_quick_round(terminal, framework, say)
    begin_a_year_later(terminal, say)
    answer_as_last_time(terminal, framework, say)
    finish_again(terminal, say)
    check_a_year_later(kept, framework, language)
    rename_and_put_away(terminal, say, kept)
    terminal.send(say("interview.key.leave.letter"))
    assert terminal.end() == 0
    check_screens(terminal, framework, language, " ".join(typed_words(language)))
    check_edges(terminal, say)
    assert terminal.keys < 600
    if without:
        pytest.skip(f"went through without filling in the forms: {without}")


def typed_words(language):
    """All that is typed in the year."""
    notes = [*NOTES[language][DIFFERS], NOTES[language][ALONE]]
    names = [PRACTICE[language], OTHER[language], RENAMED[language], *ROLES[language], STEP[language], BEGUN[language]]
    return [*names, *notes, ORGANISATION, SENTENCE, "Anna", "tre", "md"]


def check_edges(terminal, say):
    """Every line ends before the edge of the window, and every page shows its keys at the bottom."""
    language_key = say("interview.key.language.label", name="").strip()
    for screen in terminal.seen:
        assert all(len(line) < terminal.screen.columns for line in screen.splitlines()), screen
        keys = " ".join(screen.split("\n\n")[-1].split())
        assert re.search(rf"\b({say('interview.key.language.letter')}|F8) {language_key}", keys), screen


def make_home(home, language):
    """A new home as a system makes it, with folders named in its language: where answers and downloads will be."""
    documents, downloads = {"sv": ("Dokument", "Hämtade filer"), "da": ("Dokumenter", "Hentede filer")}[language]
    (home / documents).mkdir()
    (home / downloads).mkdir()
    (home / ".config").mkdir()
    lines = [f'XDG_DOCUMENTS_DIR="$HOME/{documents}"\n', f'XDG_DOWNLOAD_DIR="$HOME/{downloads}"\n']
    (home / ".config" / "user-dirs.dirs").write_text("".join(lines), encoding="utf-8")
    return home / documents / "lovande", home / downloads


def choose(terminal, label, *expected):
    """Press the digit of the choice on the screen that begins like the label, and wait for all of this."""
    begins = " ".join(label.split()[:3])
    terminal.wait(begins)  # the page before may hold the word that was waited for
    numbered = re.compile(rf"\W*(\d+)\W+{re.escape(begins)}")
    number = next(found[1] for line in terminal.lines if (found := numbered.match(line)))
    return terminal.send(number, *expected)


def write(terminal, text, *expected):
    """Write a text and end it, as someone does who sees it first; wait for all of this."""
    return terminal.send(text, " ".join(text.split())).send("\r", *expected)


def open_task(terminal, say, task, *expected):
    """Choose what to do on the start page or in the group behind one of its lines, and wait for all of this."""
    terminal.wait(say("start.title"), say("start.ask"))
    for group in (group for group, tasks in GROUPS.items() if task in tasks):
        choose(terminal, say(f"start.{group}.label"), say(f"start.{task}.label").split()[0])
    return choose(terminal, say(f"start.{task}.label"), *expected)


# Before the meeting


def write_forms(terminal, say):
    """Write a form for each of three roles, for a practice that has no file yet; Esc drops nothing that was typed."""
    open_task(terminal, say, "form", say("start.form.practice.ask"))
    terminal.send(f"{PRACTICE[say.language]}\r", say("start.form.people.ask"))
    terminal.send(", ".join(ROLES[say.language])).send("\x1b", say("start.form.practice.ask"), PRACTICE[say.language])
    terminal.send("\r", say("start.form.people.ask"), ROLES[say.language][-1])
    terminal.send("\r", say("start.form.return-to.ask")).send("Anna\r", say("interview.form.ask"))
    choose(terminal, say("interview.format.html"), say("interview.document.done"), say("interview.saved"))
    terminal.send("1", say("start.ask"), say("interview.saved"))


def answers_of(framework, language, who):
    """What a role answers: yes to all, but for what is answered differently and for what one alone knows."""
    place = ROLES[language].index(who)
    answers = {
        question.id: Answer(chosen=(question.choices[0],)) for question in framework.questions if not question.ask_if
    }
    why = (*NOTES[language][DIFFERS], "")[place]
    answers[DIFFERS] = Answer(chosen=(("yes", "no", "partly")[place],), note=why)
    answers[ALONE] = Answer(chosen=("yes",), note=NOTES[language][ALONE]) if place == 0 else Answer(chosen=("unknown",))
    answers[DIFFERS_TOO] = Answer(chosen=(("yes", "partly", "partly")[place],))
    sheet = new_sheet(framework, language=language, name=PRACTICE[language])
    return replace(sheet, answers=answers, workshop=Workshop(date=MEETING, answered_by=who))


def answer_forms(forms, downloads, sheets, framework):
    """Let each colleague fill in a form; without a browser write what it would save, and return what is missing."""
    try:
        # in a thread of its own: playwright allows one at a time in each, and the browser's tests may hold one here
        with ThreadPoolExecutor(max_workers=1) as alone:
            alone.submit(answer_in_browser, forms, downloads, sheets).result(timeout=120)
    except (ImportError, pytest.skip.Exception) as missing:
        for number, sheet in enumerate(sheets):
            save_answers(sheet, downloads / f"{number}.yaml", framework)
        return str(missing)
    return ""


def answer_in_browser(forms, downloads, sheets):
    """Fill in each form in one browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = start_browser(running.chromium)
        for form, sheet in zip(forms, sheets, strict=True):
            fill_in(browser, form, downloads, sheet)
        browser.close()


def fill_in(browser, form, downloads, sheet):
    """Fill in a form as a colleague does, and save the answers where the browser puts what it saves."""
    page = browser.new_page(accept_downloads=True)
    page.goto(form.as_uri())
    assert page.locator("#field-name").input_value() == sheet.practice.name
    assert page.locator("#field-answered-by").input_value() == sheet.workshop.answered_by
    page.locator("#field-date").fill(sheet.workshop.date)
    for question, answer in sheet.answers.items():
        for chosen in answer.chosen:
            page.locator(f'[name="{question}"][value="{chosen}"]').check()
        if answer.note:
            page.locator(f'[id="question-{question}"] summary').first.click()
            page.locator(f'[id="note-{question}"]').fill(answer.note)
    with page.expect_download() as waiting:
        page.locator("#save").click()
    waiting.value.save_as(downloads / waiting.value.suggested_filename)
    page.close()


# The meeting


def join(terminal, say):
    """Put the answers together that lie among the downloads, with the reasons that people gave."""
    open_task(terminal, say, "group", say("start.which"))
    terminal.send("1", say("start.group.which"), *ROLES[say.language])
    terminal.send("\r", say("start.group.show"))
    choose(terminal, say("start.group.roles"), say("start.group.settle"))
    choose(terminal, say("start.group.settle"))


def settle(terminal, framework, say):
    """Settle with a show of hands what was answered differently, and then what is open, until the result comes back."""
    mine = say("interview.your-answer-saved")
    question = framework.question_by_id[DIFFERS]
    reasons = [note for note in NOTES[say.language][DIFFERS] if note]
    open_element(terminal, framework.element_by_id[question.element], say)
    terminal.wait(asked(question, say), *reasons)
    terminal.send("m", say("interview.more-element"), *reasons).send("m", say("interview.key.more.label"))
    type_by_mistake(terminal, asked(question, say))
    terminal.send("h", say("interview.hands.ask")).send("4 tre\r", say("interview.hands.wrong", count=5))
    terminal.send("\x154 3 5\r", say("interview.hands.decide"), say("interview.hands.label"))
    terminal.send("2", mine).send(say("interview.key.note.letter"), say("interview.write.note.ask"))
    write(terminal, BEGUN[say.language], BEGUN[say.language], mine)
    terminal.send(say("interview.key.overview.letter"), say("interview.overview.ask"))
    choose(terminal, say("interview.overview.end"), say("interview.ending.title"))
    choose(terminal, say("interview.ending.open-questions", count=2))
    too, alone = (framework.question_by_id[name] for name in (DIFFERS_TOO, ALONE))
    terminal.wait(asked(too, say), say("interview.votes")).send("1", mine).send("\r")
    open_element(terminal, framework.element_by_id[alone.element], say)
    terminal.wait(asked(alone, say), NOTES[say.language][ALONE]).send("2", mine)
    terminal.send("\r", say("interview.ending.title"), say("result.no-pass-mark"))


def finish(terminal, say):
    """Read the result to its end, agree on a step, and save the report; then the picture and the steps' dates."""
    read_on(terminal, say("interview.strengths.title"))
    read_on(terminal, say("interview.development.title"))
    read_on(terminal, say("interview.steps.title"))
    choose(terminal, say("interview.steps.add"), say("interview.steps.which"))
    type_by_mistake(terminal, say("interview.steps.which"))
    terminal.send("4", say("interview.steps.what.ask"))  # which can mean one of the twelve only
    write(terminal, STEP[say.language], say("interview.steps.who.ask"))
    write(terminal, "Anna", say("interview.steps.when.ask"))
    write(terminal, DUE, say("interview.steps.add"))
    read_on(terminal, say("interview.describe.title"))
    terminal.send("\r", say("interview.report.ask"))
    choose(terminal, "Word", say("start.ask"), say("interview.saved"))
    open_task(terminal, say, "report", say("start.which"))
    choose(terminal, PRACTICE[say.language], say("start.report.which"))
    choose(terminal, say("start.report.whole"), say("interview.report.ask"))
    choose(terminal, say("interview.format.png"), say("interview.document.another"), ".png")
    choose(terminal, say("interview.document.another"), say("interview.report.ask"))
    choose(terminal, say("interview.format.ics"), say("interview.document.done"), ".ics")
    choose(terminal, say("interview.document.done"), say("start.ask"), say("start.follow-up.due"), STEP[say.language])


# A year later


def begin_a_year_later(terminal, say):
    """Open the questions again a year later; Enter on what became of a step goes nowhere."""
    open_task(terminal, say, "again", say("start.which"))
    choose(terminal, PRACTICE[say.language], say("interview.before.date.ask")).send("\x15")
    write(terminal, A_YEAR_LATER, say("interview.before.participants.ask")).send("5\r", say("interview.settle.ask"))
    terminal.send("\r", say("interview.choose-line"), say("interview.settle.ask")).send("1")


def check_meeting(kept, framework, language):
    """What was said in the room is in the joined file, with what each had answered, and the documents are beside it."""
    (file,) = kept.glob("*.yaml")
    sheet, (first, second, third) = load_answers(file, framework), ROLES[language]
    settled = sheet.answer(DIFFERS)
    assert (settled.chosen, settled.note, settled.evidence) == (("partly",), BEGUN[language], "")
    assert settled.hands == {"yes": 4, "partly": 3, "no": 5}
    assert {who: vote.note for who, vote in settled.votes.items()} == dict(
        zip((first, second, third), (*NOTES[language][DIFFERS], ""), strict=True)
    )
    assert (sheet.answer(ALONE).chosen, sheet.answer(DIFFERS_TOO).chosen) == (("partly",), ("yes",))
    others = {at: answer for at, answer in sheet.answers.items() if at not in (DIFFERS, ALONE, DIFFERS_TOO)}
    assert all(answer.chosen == framework.question_by_id[at].choices[:1] for at, answer in others.items())
    assert not any(answer.note or answer.evidence or answer.hands for answer in others.values())
    assert [(step.what, step.who, step.when) for step in sheet.actions] == [(STEP[language], "Anna", DUE)]
    assert {path.suffix for path in kept.glob("*") if path.stem.startswith(file.stem)} == {*KINDS, ".yaml"}


def check_a_year_later(kept, framework, language):
    """The year later has last year's answers but for the one that got better, and its report says what has changed."""
    (report,) = kept.glob("*.md")
    (file,) = (path for path in kept.glob("*.yaml") if path.stem in report.stem)
    sheet = load_answers(file, framework)
    (before,) = (load_answers(path, framework) for path in kept.glob("*.yaml") if MEETING in path.read_text("utf-8"))
    assert (sheet.workshop.date, sheet.workshop.participants) == (A_YEAR_LATER, 5)
    assert {at: answer.chosen for at, answer in sheet.answers.items()} == {
        at: ("yes",) if at == DIFFERS else answer.chosen for at, answer in before.answers.items()
    }
    assert [step.done for step in sheet.actions] == [True]
    assert Say(language)("change.since-title") in report.read_text("utf-8")


def take_quick_round(terminal, framework, say):
    """Answer the key questions about another practice, and go deeper into nothing now."""
    open_task(terminal, say, "quick", say("interview.before.name.ask"))
    write(terminal, OTHER[say.language], say("interview.before.organisation.ask"))
    write(terminal, ORGANISATION, say("interview.before.target-group.ask"))
    terminal.send("\r", say("interview.before.date.ask")).send("\r", say("interview.before.participants.ask"))
    terminal.send("\r")
    for question in framework.questions:
        if question.core:
            terminal.wait(asked(question, say), say("form.core"))
            terminal.send("3", say("interview.your-answer-saved")).send("\r")
    terminal.wait(say("interview.quick-round.title"), say("interview.quick-round.ask"))
    terminal.send(UP).send(" ", say("interview.ending.title"))  # the last line: the result
    read_on(terminal, say("interview.report.title"))
    terminal.send("\r", say("start.title"), say("start.ask"))


def answer_as_last_time(terminal, framework, say):
    """Answer as the last time by one key, except for what has got better."""
    mine = say("interview.your-answer-saved")
    for element in framework.elements:
        open_element(terminal, element, say)
        for question in element.questions:
            if question.ask_if:
                continue
            terminal.wait(asked(question, say), say("interview.earlier.mark"))
            if question.id == DIFFERS:
                terminal.wait(BEGUN[say.language]).send("1", mine).send("\r")
            else:
                shown = "[x]" if question.choose == "many" else mine
                terminal.send(say("interview.key.as-before.letter"), shown).send("\r")
    terminal.wait(say("interview.ending.title"), say("result.no-pass-mark"))


def finish_again(terminal, say):
    """Read what has changed, and save a report that says so too."""
    read_on(terminal, say("change.since-title"))
    terminal.wait(say.date(MEETING), STEP[say.language])
    read_on(terminal, say("interview.steps.title"))
    read_on(terminal, say("interview.describe.title"))
    terminal.send("\r", say("interview.report.ask"))
    choose(terminal, say("interview.format.md"), say("start.ask"), say("interview.saved"))


def rename_and_put_away(terminal, say, kept):
    """Give the other practice a name, put it away, and bring it back, all from the start page."""
    (file,) = (path for path in kept.glob("*.yaml") if OTHER[say.language] in path.read_text(encoding="utf-8"))
    named = RENAMED[say.language]
    open_task(terminal, say, "details", say("start.which"))
    choose(terminal, OTHER[say.language], say("interview.details.ask"))
    choose(terminal, say("interview.details.name"), say("interview.before.name.ask")).send("\x15")
    write(terminal, named, say("interview.details.ask"), named)
    terminal.send(say("interview.key.back.letter"), say("start.title"))
    open_task(terminal, say, "archive", say("start.which"))
    choose(terminal, named, say("start.title"), say("start.archive.is-away"))
    assert not file.exists()
    open_task(terminal, say, "archive", say("start.archive.back"))
    choose(terminal, say("start.archive.back"), say("start.which"))
    choose(terminal, named, say("start.title"), say("start.archive.is-back"))
    assert file.exists()


def type_by_mistake(terminal, still):
    """Type a sentence where a key is waited for, sign by sign and then in one burst: the page stays as it was.

    These keys are not counted.
    """
    counted = terminal.keys
    for typed in (SENTENCE, [SENTENCE]):
        for part in typed:
            terminal.send(part).read()
        sleep(WORD_SECONDS + 0.2)  # who has noticed waits a moment
        terminal.wait(still)
    terminal.keys = counted
