"""The interview with --plain, and through it the whole conversation: movement, notes, saving and save errors."""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, drawing

from lovande_cli.assessment.answers import Action, Answer, Practice, Workshop
from lovande_cli.assessment.navigation import new_sheet, start_interview
from lovande_cli.documents import FORMATS
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.drafts import Drafts
from lovande_cli.files.store import AnswerStore, save_answers
from lovande_cli.interview.answer_session import AnswerSession, name_file
from lovande_cli.interview.conversation import leaving_sentences, run_description, run_interview
from lovande_cli.interview.file_list import KeptFile, find_earlier, list_files
from lovande_cli.interview.line_mode import LineMode
from lovande_cli.interview.page_model import Reply
from lovande_cli.interview.pilot_pages import ask_closing
from lovande_cli.interview.save_document import offer_document
from lovande_cli.interview.session import Session, SessionConfig
from lovande_cli.interview.setup_pages import propose_file_name
from lovande_cli.interview.stopwatch import Stopwatch
from lovande_cli.language import Say


class Script:
    """A person who types these lines; a function among them is something that happens in between."""

    def __init__(self, *lines):
        self.lines = list(lines)

    def readline(self):
        while self.lines and callable(self.lines[0]):
            self.lines.pop(0)()
        return f"{self.lines.pop(0)}\n" if self.lines else ""


def set_up(framework, terminal, language="sv", folders=()):
    """What conversations in the tests are held with."""
    return SessionConfig(
        framework=framework,
        terminal=terminal,
        language=language,
        today="2026-11-22",
        folders=folders,
    )


class WithoutElements(LineMode):
    """A person who presses Enter on each element's own page."""

    def choose(self, page):
        hash(page)  # a full screen remembers the pages that it has drawn
        if page.enter != Say(page.language)("interview.use.to-questions"):
            return super().choose(page)
        self.write_page(page)
        return Reply()


def press_ctrl_c():
    raise KeyboardInterrupt


@pytest.fixture
def talk(tmp_path, framework):
    """Hold an interview in tmp_path/svar.yaml with these lines; the outcome, what was shown and what the file holds.

    Answers go on at once, and elements' own pages are passed, unless a test is about these.
    """

    def hold(
        *lines,
        file="svar.yaml",
        begun=True,
        language="sv",
        quick=True,
        terminal=WithoutElements,
        folders=(),
        only=frozenset(),
        stopwatch=None,
        **wanted,
    ):
        path = tmp_path / file if file else None
        if begun and path and not path.exists():
            save_answers(new_sheet(framework, language=language, name="Hembesök"), path, framework)
        shown = io.StringIO()
        with AnswerStore(framework) as storage:
            sheet = storage.open(str(path)) if path else None
            speaker = terminal(read=Script(*lines), show=shown, width=78)
            setting = set_up(framework, speaker, language, folders)
            session = AnswerSession(setting, sheet, storage, only=only, stopwatch=stopwatch)
            outcome = run_interview(session, quick=quick, **wanted)
        return outcome, shown.getvalue(), load_answers(path, framework) if path and path.exists() else None

    return hold


def chosen(sheet):
    return {at: answer.chosen for at, answer in sheet.answers.items() if answer.chosen}


def ids(framework, *places):
    return [framework.questions[place].id for place in places]


def test_answers_by_number_are_saved_as_they_come(talk, framework):
    """Three numbers are three answers in the file, and the end of input is a pause that says where they are."""
    outcome, _, sheet = talk("1", "2", "3")
    first, second, third = ids(framework, 0, 1, 2)
    assert chosen(sheet) == {first: ("yes",), second: ("partly",), third: ("no",)}
    assert (outcome.ended, outcome.saved) == ("paused", True)
    assert leaving_sentences(outcome, "lovande assess svar.yaml")[1].endswith("lovande assess svar.yaml")


def test_a_show_of_hands_is_counted_shown_and_decides_nothing(talk, framework):
    """Counts are typed in the order of the answers and stand beside the question; the group itself decides."""
    say, (first,) = Say("sv"), ids(framework, 0)
    _, shown, sheet = talk("h", "4, 3 x", "4 3 5 0 0 1", "4, 3 5")
    assert shown.count(f"{say('interview.hands.wrong', count=5)}") == 2
    assert f"{say('interview.hands.label')}: ja 4, delvis 3, nej 5" in shown
    assert say("interview.hands.decide") in shown
    assert sheet.answer(first) == Answer(hands={"yes": 4, "partly": 3, "no": 5})
    _, _, sheet = talk("2")
    assert sheet.answer(first) == Answer(chosen=("partly",), hands={"yes": 4, "partly": 3, "no": 5})


def test_the_reason_does_not_stay_in_silence_when_the_answer_is_changed(talk, framework):
    """Who changes *inte aktuellt* is asked about its reason: Enter and going back leave it as a note, and 2 removes it."""
    say, (first,) = Say("sv"), ids(framework, 0)
    for lines, note in ((("",), "Det gör andra"), (("b",), "Det gör andra"), (("2",), "")):
        _, shown, sheet = talk("b", "5", "Det gör andra", "b", "1", *lines)
        assert shown.count(say("interview.reason.ask")) == 1
        assert sheet.answer(first) == Answer(chosen=("yes",), note=note)
        talk("b", "a", "-")
    _, shown, _ = talk("b", "a", "Vi vet", "2")
    assert say("interview.reason.ask") not in shown


def test_a_show_of_hands_is_taken_back_and_left_as_it_was(talk, framework):
    """New counts replace the old, Enter leaves them and 0 takes them away; going back keeps what was typed."""
    (first,) = ids(framework, 0)
    _, _, sheet = talk("2", "b", "h", "0 0 7", "h", "/b")
    assert sheet.answer(first) == Answer(chosen=("partly",), hands={"no": 7})
    _, _, sheet = talk("b", "h", "back 0 0 7 1", terminal=TypesAhead)
    assert sheet.answer(first).hands == {"no": 7, "unknown": 1}
    _, shown, sheet = talk("b", "h", "")
    assert sheet.answer(first).hands == {"no": 7, "unknown": 1}
    assert f"{Say('sv')('interview.hands.label')}: nej 7, vet inte 1" in shown
    _, _, sheet = talk("b", "h", "0")
    assert sheet.answer(first) == Answer(chosen=("partly",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_can_be_typed_are_announced(talk, language):
    """The first page tells every letter with its meaning, in the language."""
    _, shown, _ = talk(language=language)
    say = Say(language)
    for move in ("back", "forward", "note", "evidence", "overview", "pause"):
        announced = f"{say(f'interview.key.{move}.letter')} = {say(f'interview.key.{move}.label')}"
        assert announced in " ".join(shown.split())


def test_back_shows_the_earlier_answer_and_enter_keeps_it(talk, framework):
    """After going back, Enter alone keeps the earlier answer; going forward answers nothing."""
    _, shown, sheet = talk("2", "b", "", "f", "/b", "3")
    first, second = ids(framework, 0, 1)
    assert chosen(sheet) == {first: ("partly",), second: ("no",)}
    assert "2. delvis (← ert svar, sparat)" in shown
    assert "Enter: gå vidare" in shown


def test_notes_and_evidence_of_several_lines_can_be_changed_and_taken_away(talk, framework):
    """A note is kept exactly, offered for change, and gone when it is emptied; evidence stays."""
    (first,) = ids(framework, 0)
    _, _, sheet = talk("1", "b", "a", "Vi såg [det]:\\", "  i vintras é שלום", "u", "Rapport 2025")
    assert sheet.answer(first) == Answer(
        chosen=("yes",), note="Vi såg [det]:\n  i vintras é שלום", evidence="Rapport 2025"
    )
    _, shown, sheet = talk("b", "a", "-")
    assert "Nu står det: Vi såg [det]:" in shown
    assert Say("sv")("interview.write.note.empty") not in shown, "an empty line keeps the text here"
    assert sheet.answer(first) == Answer(chosen=("yes",), evidence="Rapport 2025")


@pytest.mark.parametrize(
    "path", ["Filen ligger i G:\\Gemensam\\", "G:\\", "\\\\server\\delat\\", "Se G:\\Våra filer\\Hembesök\\"]
)
def test_a_folder_of_windows_ends_a_line_like_any_word(talk, framework, path):
    """The last backslash of a path is text, and the next line answers the next question; after a word it goes on."""
    first, second = ids(framework, 0, 1)
    _, shown, sheet = talk("1", "b", "u", path, "", "2")
    assert sheet.answer(first).evidence == path
    assert chosen(sheet) == {first: ("yes",), second: ("partly",)}
    _, shown, sheet = talk("b", "u", "Rapport\\", "och film")
    assert sheet.answer(second).evidence == "Rapport\noch film"
    assert Say("sv")("interview.plain.prompt-on") in shown


DRAFT = ".svar.yaml.draft"


def test_lines_that_are_finished_survive_the_end_of_input(talk, tmp_path, framework):
    """Where nothing was saved they are the text, and no draft is left."""
    outcome, _, sheet = talk("1", "b", "a", "rad ett\\", "rad två\\")
    assert sheet.answer(ids(framework, 0)[0]).note == "rad ett\nrad två"
    assert not outcome.unfinished
    assert not (tmp_path / DRAFT).exists()


@pytest.mark.parametrize("end", [(), (press_ctrl_c,)])
def test_half_a_text_never_replaces_a_saved_one_unseen(talk, tmp_path, framework, end):
    """It stays a draft, told on leaving; the next time it is offered beside what is saved, and kept when it is done."""
    (first,) = ids(framework, 0)
    say = Say("sv")
    talk("1", "b", "a", "sparad")
    outcome, _, sheet = talk("b", "a", "ny rad\\", "en till\\", *end)
    assert sheet.answer(first).note == "sparad"
    assert say("interview.left.unfinished") in leaving_sentences(outcome, "lovande")
    outcome, shown, sheet = talk("2")
    assert "Anteckning 1.1: ny rad" in shown
    assert f"{say('interview.unfinished.saved')}: sparad" in shown
    assert (outcome.unfinished, sheet.answer(first).note) == (True, "sparad")
    outcome, shown, sheet = talk("1", "")
    assert say("interview.unfinished.found") in shown
    assert (outcome.unfinished, sheet.answer(first).note) == (False, "ny rad\nen till")
    assert not (tmp_path / DRAFT).exists()
    assert say("interview.unfinished.told") not in talk()[1]


def test_a_draft_is_removed_only_by_who_is_sure(talk, tmp_path, framework):
    """Removing asks once more; without a yes the draft is asked about again."""
    (first,) = ids(framework, 0)
    talk("1", "b", "a", "sparad")
    talk("b", "a", "ny rad\\")
    talk("3", "2", "2")
    assert (tmp_path / DRAFT).exists()
    outcome, _, sheet = talk("3", "1")
    assert (outcome.unfinished, sheet.answer(first).note) == (False, "sparad")
    assert not (tmp_path / DRAFT).exists()


def test_a_draft_is_found_where_it_was_written_too(talk, framework):
    """Whoever put it off finds it on its own page; going back leaves it a draft, Enter saves it."""
    (first,) = ids(framework, 0)
    talk("1", "b", "a", "sparad")
    talk("b", "a", "ny rad\\")
    outcome, _, sheet = talk("2", "b", "a", "/b")
    assert (outcome.unfinished, sheet.answer(first).note) == (True, "sparad")
    _, shown, sheet = talk("2", "b", "a", "")
    assert "Nu står det: ny rad" in shown
    assert sheet.answer(first).note == "ny rad"


def test_a_text_that_is_too_long_is_never_cut(talk, tmp_path, framework):
    """It stays a draft, whole, told at once, also when the program is left; shortened, it is saved."""
    (first,) = ids(framework, 0)
    long = "".join(f"{number} " for number in range(5000))
    outcome, shown, sheet = talk("1", "b", "a", long, press_ctrl_c)
    assert Say("sv")("interview.too-long", count=len(long), most=20_000) in " ".join(shown.split())
    assert (outcome.unfinished, sheet.answer(first).note) == (True, "")
    assert Drafts(tmp_path / "svar.yaml").texts == {f"note {first}": long}
    outcome, shown, sheet = talk("1", "", "", "/b")
    assert "4998 4999" in shown
    assert Drafts(tmp_path / "svar.yaml").texts == {f"note {first}": long}
    outcome, _, sheet = talk("1", "kort")
    assert (outcome.unfinished, sheet.answer(first).note) == (False, "kort")


def test_a_draft_that_belongs_nowhere_is_shown(talk, tmp_path):
    """What was written about a question that is no longer there can be read, put off or removed."""
    talk()
    Drafts(tmp_path / "svar.yaml").put("note gone.away", "Vi såg det")
    outcome, shown, _ = talk("1")
    assert "note gone.away: Vi såg det" in shown
    assert f"1. {Say('sv')('interview.unfinished.later')}" in shown  # and not to write on, which comes first elsewhere
    assert outcome.unfinished


def test_a_draft_that_is_saved_already_is_none(talk, tmp_path, framework):
    """Killed between saving a text and removing its draft, nobody is asked about it."""
    (first,) = ids(framework, 0)
    talk("1", "b", "a", "rad ett\\", "rad två")
    Drafts(tmp_path / "svar.yaml").put(f"note {first}", "rad ett\nrad två ")
    outcome, shown, _ = talk()
    assert Say("sv")("interview.unfinished.told") not in shown
    assert not outcome.unfinished


def test_a_finished_element_that_is_asked_for_begins_at_its_first_question(talk, framework):
    """With `only`, elements whose questions are all answered are gone through again from the first one on."""
    goals = framework.element_by_id["goals"].questions
    talk(*["1"] * len(goals), only=frozenset({"goals"}))
    _, _, sheet = talk("3", only=frozenset({"goals"}))
    assert sheet.answer(goals[0].id).chosen == ("no",)
    assert [sheet.answer(one.id).chosen for one in goals[1:]] == [("yes",)] * (len(goals) - 1)


@pytest.mark.parametrize(("later", "expected"), [(True, ""), (False, "svar-rapport.html")])
def test_enter_alone_saves_no_document(tmp_path, framework, later, expected):
    """Where a document can be had later, Enter is "not now"; where it was asked for, Enter is the first format."""
    save_answers(new_sheet(framework, language="sv", name="Hembesök"), tmp_path / "svar.yaml", framework)
    session = Session(set_up(framework, LineMode(read=Script("", ""), show=io.StringIO(), width=78)))
    output = offer_document(session, "report", str(tmp_path / "svar.yaml"), later=later)
    assert (output or "").endswith(expected)
    assert [str(one) for one in tmp_path.glob("*.html")] == ([output] if expected else [])


def test_not_applicable_asks_for_the_reason(talk, framework):
    """The reason is kept as the note; the answer stands even without one."""
    first, second = ids(framework, 0, 1)
    _, shown, sheet = talk("5", "Det gör andra", "5", "")
    assert sheet.answer(first) == Answer(chosen=("not-applicable",), note="Det gör andra")
    assert sheet.answer(second) == Answer(chosen=("not-applicable",))
    assert "Varför är det inte aktuellt för er?" in shown


def test_many_are_chosen_on_one_line_and_what_stands_alone_does(talk, framework):
    """Numbers with spaces choose several; a step such as unknown, typed last, stands alone."""
    question = next(one for one in framework.questions if one.id == "positive-effect.documented-how")
    options = [option.id for option in question.options]
    arrive = ("ö", "2", "1", "1")
    _, _, sheet = talk(*arrive, "4 1")
    assert sheet.answer(question.id).chosen == (options[0], options[3])
    _, _, sheet = talk("ö", "2", "b", "1, 9")
    assert sheet.answer(question.id).chosen == ("unknown",)


def test_what_is_not_understood_is_said_and_asked_again(talk, framework):
    """A wrong number, a strange word and an empty line answer nothing."""
    _, shown, sheet = talk("7", "kanske", "", "\x1b[2Jx", "1")
    assert chosen(sheet) == {ids(framework, 0)[0]: ("yes",)}
    assert "Programmet förstod inte: kanske" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("sentences", [3, 60])
def test_what_each_person_wrote_is_there_where_it_is_settled(talk, tmp_path, framework, sentences):
    """Beside the answers in short; with m every word, on a page of its own where it is long; then it is answered."""
    question = framework.questions[0].id
    note = " ".join(f"Mening{number}." for number in range(sentences))
    votes = {
        "A": Answer(chosen=("yes",)),
        "B": Answer(chosen=("no",), note=note, evidence="Dagboken"),
        "C": Answer(note="Fråga Bo"),
    }
    sheet = new_sheet(framework, language="sv", name="Hembesök").with_answer(question, Answer(votes=votes))
    save_answers(sheet, tmp_path / "svar.yaml", framework)
    _, shown, sheet = talk("m", "", "2") if sentences > 3 else talk("m", "2")
    short, _, whole = " ".join(shown.split()).partition("B nej: Mening0. Mening1. Mening2. ")
    assert "Var för sig: A ja · " in short
    assert "C inget svar: Fråga Bo" in whole
    assert f"B nej: {note} Underlag: Dagboken" in " ".join(shown.split())
    assert sheet.answer(question).chosen == ("partly",)
    assert sheet.answer(question).votes == votes


def test_the_language_can_change_in_the_middle(talk, framework):
    """After the key for language the next page is Danish; the file that was begun stays Swedish."""
    outcome, shown, sheet = talk("2", "s", "2")
    assert (outcome.language, sheet.language) == ("da", "sv")
    assert "ved ikke" in shown
    assert chosen(sheet) == dict.fromkeys(ids(framework, 0, 1), ("partly",))


def test_a_new_file_is_in_the_language_spoken_when_it_is_made(talk):
    """Before there is a file, the key for language changes what it will be written in."""
    outcome, _, sheet = talk("/s", "Hembesök", begun=False)
    assert (outcome.language, sheet.language) == ("da", "da")


def test_an_answer_can_be_taken_back(talk, framework):
    """The key for it leaves the question open, with its note, and says what is gone."""
    _, shown, sheet = talk("2", "b", "a", "Vi vet inte säkert", "r", "f", "1", quick=True)
    first, second = ids(framework, 0, 1)
    assert sheet.answers == {first: Answer(note="Vi vet inte säkert"), second: Answer(chosen=("yes",))}
    assert Say("sv")("interview.cleared", answer="delvis") in shown


def test_an_element_can_be_left_out_with_a_reason(talk, framework):
    """On its own page: each of its questions is not applicable for that reason, and the next element comes."""
    first, second = framework.elements[:2]
    say = Say("sv")
    _, shown, sheet = talk("i", "Det gör kommunen", terminal=LineMode)
    assert sheet.answers == {
        question.id: Answer(chosen=("not-applicable",), note="Det gör kommunen")
        for question in first.questions
        if not question.ask_if
    }
    assert shown.rindex(say.text(second.name)) > shown.rindex(say("interview.write.reason.ask"))
    _, _, again = talk("b", "f", "", "b", "b", "i", terminal=LineMode)  # nothing that is answered is left out
    assert again.answers == sheet.answers


def test_going_back_from_the_reason_leaves_nothing_out(talk):
    """Whoever goes back from the reason is on the element's page again, and nothing is answered."""
    _, _, sheet = talk("i", "/b", "", "f", terminal=LineMode)
    assert not sheet.answers


@pytest.mark.parametrize("quick", [False, True])
def test_the_questions_that_are_left_come_back_to_the_result(talk, framework, tmp_path, quick):
    """From the result, the open questions come one after the other, past what is answered, and then the result."""
    sheet, left = new_sheet(framework, language="sv", name="Hembesök"), ids(framework, 1, 20)
    for question in framework.questions:
        sheet = sheet.with_answer(question.id, Answer(chosen=(question.choices[0],)))
    for question in left:
        sheet = sheet.with_answer(question, Answer())
    save_answers(sheet, tmp_path / "svar.yaml", framework)
    answer = ["2"] if quick else ["2", ""]
    _, shown, after = talk("ö", "12", "1", *answer, *answer, quick=quick)
    assert [after.answer(question).chosen for question in left] == [("partly",)] * 2
    page = shown.rpartition(Say("sv").text(framework.question_by_id[left[1]].ask).split()[0])[2]
    assert Say("sv")("interview.ending.title") in page


def test_enter_without_a_choice_goes_nowhere(talk, framework):
    """On what became of last year's step Enter alone asks again; the number typed then is its answer."""
    earlier = replace(
        new_sheet(framework, language="sv", name="Hembesök"), actions=(Action(what="Ringa FoU"),), workshop=Workshop()
    )
    _, shown, sheet = talk("2026-11-22", "5", "", "1", begun=False, earlier=earlier)
    assert Say("sv")("interview.choose-line") in shown
    assert (sheet.workshop.participants, sheet.actions) == (5, (Action(what="Ringa FoU", done=True),))


def test_a_page_of_the_result_changes_language_whole(talk, framework):
    """The language key on what there is to develop brings the same page, with every question on it in the new one."""
    _, shown, _ = talk("3", "ö", "12", "", "", "s")
    element, say = framework.elements[0], Say("da")
    page = " ".join(shown.rpartition(say("interview.development.title"))[2].split())
    for text in (element.questions[0].ask, element.develop):
        assert " ".join(say.text(text).split()) in page
        assert " ".join(Say("sv").text(text).split()) not in page


class TypesAhead(WithoutElements):
    """A terminal where the text that is being written can be kept through a move: each line is `move text`."""

    edits = True

    def write(self, page, draft, grow=None):  # noqa: ARG002  # a person sees the text grow
        self.write_page(page, writes=True, draft=draft)
        move, _, text = self.read_line(strip=False).partition(" ")
        return Reply(move=None if move == "-" else move, text=draft + text)


def test_a_text_survives_the_language_key_and_then_ctrl_c(talk, framework):
    """What is typed stands on the page in the other language, and is kept where the person leaves right there."""
    outcome, shown, sheet = talk("language Hembesök i", press_ctrl_c, begun=False, terminal=TypesAhead)
    assert (outcome.language, outcome.ended) == ("da", "interrupted")
    assert outcome.sheet.practice.name == "Hembesök i"
    first = ids(framework, 0)[0]
    _, shown, sheet = talk("1", "b", "a", "language En", "-  rad", terminal=TypesAhead, file="andra.yaml")
    assert sheet.answer(first).note == "En rad"
    assert Say("da")("interview.write.note.ask") in shown


def test_ctrl_c_leaves_with_everything_saved(talk, framework):
    """Ctrl-C is told apart from a pause, and nothing is lost."""
    outcome, _, sheet = talk("1", press_ctrl_c)
    assert outcome.ended == "interrupted"
    assert chosen(sheet) == {ids(framework, 0)[0]: ("yes",)}


def test_only_the_wanted_elements_are_asked(talk, framework):
    """With `only` the interview goes through those elements and then to the result."""
    goals = framework.element_by_id["goals"].questions
    _, shown, sheet = talk(*["1"] * len(goals), only=frozenset({"goals"}))
    assert chosen(sheet) == {question.id: ("yes",) for question in goals}
    assert "1 av 1 element finns." in shown
    assert "Teori och kunskap" not in shown


def test_each_element_ends_with_its_result_on_the_next_page(talk, framework):
    """Leaving an element says its status in one line, without another key."""
    _, shown, _ = talk(*["1"] * len(framework.elements[0].questions))
    assert "Teori och kunskap: ● finns" in shown


def finished(framework, path, *, date="", answer="yes", unknown=()):
    """An answer file where every question is answered."""
    sheet = replace(new_sheet(framework, language="sv", name="Hembesök"), workshop=Workshop(date=date))
    interview = start_interview(framework, sheet)
    while interview.question is not None:
        question = interview.question
        chosen = question.options[0].id if question.options else "unknown" if question.id in unknown else answer
        sheet = sheet.with_answer(question.id, Answer(chosen=(chosen,)))
        interview = start_interview(framework, sheet)
    save_answers(sheet, path, framework)


def test_a_finished_file_opens_on_its_result_and_ends_with_next_steps(talk, tmp_path, framework):
    """The result with its picture, the gate's message, strengths, and a next step that is kept."""
    finished(framework, tmp_path / "svar.yaml")
    outcome, shown, sheet = talk("", "", "1", "10", "Ringa FoU", "Anna", "2027-02", "", "", "")
    assert outcome.ended == "done"
    assert sheet.actions == (Action(element="monitoring", what="Ringa FoU", who="Anna", when="2027-02"),)
    assert "11 av 11 element finns." in shown
    assert "● 11 finns" not in shown  # the sentence above says it: nothing is said twice
    assert "Kunskapsbas:\n  Teori och kunskap: ● finns" in shown
    assert "1 Teori och kunskap ● finns" in shown.partition("Styrkor")[2]
    assert Say("sv")("result.gate")[:40] in shown
    assert leaving_sentences(outcome, "x")[0] == f"Svaren finns i {tmp_path / 'svar.yaml'}."


def test_next_steps_can_be_changed_and_taken_away(talk, tmp_path, framework):
    """An agreed step can be chosen again; emptying it takes it away."""
    finished(framework, tmp_path / "svar.yaml")
    talk("", "", "1", "4", "Fråga", "", "", "2", "5", "Läsa", "Bo", "", "")
    _, _, sheet = talk("", "", "1", "1", "", "-", "1", "1", "", "Läsa mer", "", "", "1", "2", "")
    assert [(action.what, action.who, action.done) for action in sheet.actions] == [("Läsa mer", "Bo", True)]


def test_no_more_than_three_next_steps_are_offered(talk, tmp_path, framework):
    """After three steps the group can only change them or be done."""
    finished(framework, tmp_path / "svar.yaml")
    step = ("1", "Något", "", "")
    _, shown, sheet = talk("", "", "1", *step, "2", *step, "3", *step, "")
    assert len(sheet.actions) == 3
    assert "Lägg till ett steg" not in shown.rpartition("Vad gör ni härnäst?")[2]


def test_a_new_interview_asks_for_details_and_keeps_them_in_a_file_named_after_the_practice(tmp_path, framework, talk):
    """The name is required, a wrong date is asked again, the rest can be skipped; the place is told, not asked for."""
    folder = tmp_path / "dokument" / "lovande"
    outcome, shown, _ = talk(
        "",
        *("Hembesök för nya", "Björken", "", "i går", "2026-11-20", "många", "6", "1"),
        file="",
        begun=False,
        folders=[folder],
    )
    place = folder / "hembesok-for-nya-2026-11-22.yaml"
    sheet = load_answers(place, framework)
    assert (sheet.practice.name, sheet.practice.organisation) == ("Hembesök för nya", "Björken")
    assert (sheet.workshop.date, sheet.workshop.participants) == ("2026-11-20", 6)
    assert len(chosen(sheet)) == 1
    assert "Skriv ett namn." in shown
    assert f"Svarensparasi:{folder}" in "".join(shown.split())
    assert f"Svarensparasi:{place}" in "".join(shown.split())
    assert outcome.path == str(place)


def test_another_folder_can_be_chosen_before_anything_is_kept(tmp_path, talk):
    """Only who asks for it chooses a folder, from a list or by typing it; a second file gets a number."""
    folders = [tmp_path / name for name in ("ett", "två")]
    wanted = {"file": "", "begun": False, "folders": folders}
    talk("/v", "2", "Hembesök", **wanted)
    talk("/v", "3", str(tmp_path / "tre"), "Hembesök", **wanted)
    talk("Hembesök", **wanted)
    talk("Hembesök", "3", **wanted)
    found = sorted(one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*.yaml"))
    name = "hembesok-2026-11-22"
    assert found == [f"ett/{name}-2.yaml", f"ett/{name}.yaml", f"tre/{name}.yaml", f"två/{name}.yaml"]


def test_a_place_where_nothing_can_be_kept_is_told_and_another_asked_for(tmp_path, framework, talk):
    """A folder that cannot be made gives a sentence; a damaged file is never overwritten, another one can be taken."""
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    broken = tmp_path / "trasig.yaml"
    broken.write_text("lovande: 1\nanswers: [\n", encoding="utf-8")
    talk(
        *("Mitt", str(broken), "1", str(tmp_path / "annan"), "Björken"),
        file="",
        begun=False,
        folders=[tmp_path / "fil"],
    )
    assert broken.read_text(encoding="utf-8") == "lovande: 1\nanswers: [\n"
    practice = load_answers(tmp_path / "annan.yaml", framework).practice
    assert (practice.name, practice.organisation) == ("Mitt", "Björken")


def test_back_and_forward_work_before_the_first_question_too(tmp_path, framework, talk):
    """From the first question back to the details, and between them; what was typed is there."""
    talk(*("Hembesök", "Björken", "/b", "Boken", "/f", "", "6", "b", "7"), **anew(tmp_path), terminal=LineMode)
    sheet = load_answers(tmp_path / "hembesok-2026-11-22.yaml", framework)
    assert (sheet.practice.organisation, sheet.workshop.participants) == ("Boken", 7)


def anew(folder):
    """Begin without a file, with answers kept in this folder."""
    return {"file": "", "begun": False, "folders": [folder]}


def test_files_are_offered_finished_ones_too(tmp_path, framework, talk):
    """Files are listed, the latest first, with date and how far they have come, and one can be continued."""
    talk("1", "1")
    finished(framework, tmp_path / "klar.yaml", date="2025-11-20")
    places = [str(tmp_path / name) for name in ("svar.yaml", "klar.yaml")]
    found = list_files(framework, {place: load_answers(Path(place), framework) for place in places})
    assert [(one.path, one.answered == one.asked) for one in found] == [(places[1], True), (places[0], False)]
    _, shown, _ = talk("2", "4", **anew(tmp_path), files=found)
    assert "1. Hembesök (2025-11-20 · allt besvarat)" in shown
    assert re.search(r"2\. Hembesök \(2 av \d+ svar\)", shown)
    assert chosen(load_answers(tmp_path / "svar.yaml", framework))[ids(framework, 2)[0]] == ("unknown",)


def test_going_on_with_a_file_from_the_list_finds_the_round_before(tmp_path, framework, talk):
    """Last year's answer is beside the question, and its key takes it, also where nobody named that file."""
    finished(framework, tmp_path / "klar.yaml", date="2025-11-20")
    sheet = replace(new_sheet(framework, language="sv", name="Hembesök"), workshop=Workshop(date="2026-11-22"))
    save_answers(sheet, tmp_path / "svar.yaml", framework)
    places = [str(tmp_path / name) for name in ("svar.yaml", "klar.yaml")]
    sheets = {place: load_answers(Path(place), framework) for place in places}
    talk("1", "g", **anew(tmp_path), files=list_files(framework, sheets))
    (first,) = ids(framework, 0)
    assert load_answers(tmp_path / "svar.yaml", framework).answers == {first: sheets[places[1]].answer(first)}


def test_a_file_that_vanished_from_the_list_is_told_and_a_new_one_begun(tmp_path, talk, framework):
    """A folder that is gone gives a sentence and the list again."""
    gone = KeptFile(path="borta/svar.yaml", sheet=new_sheet(framework, language="sv"), answered=1, asked=45)
    _, shown, _ = talk("1", "2", "Nytt", **anew(tmp_path), files=[gone])
    assert "svar.yaml är borta" in " ".join(shown.split())
    assert (tmp_path / "nytt-2026-11-22.yaml").exists()


def test_an_answer_stays_on_the_screen_until_enter(talk, framework):
    """A number answers and stays, marked and saved; note and evidence belong to it; another number changes it."""
    first, second = ids(framework, 0, 1)
    _, shown, sheet = talk("1", "2", "a", "För att", "u", "Rapport", "", "", "3", quick=False)
    assert sheet.answer(first) == Answer(chosen=("partly",), note="För att", evidence="Rapport")
    assert chosen(sheet) == {first: ("partly",), second: ("no",)}
    assert "1. ja (← ert svar, sparat)" in shown
    assert "2. delvis (← ert svar, sparat)" in shown
    assert "Ert svar: delvis" in shown.partition("Varför svarade ni så?")[2]
    assert shown.count("Välj ett svar, eller gå vidare med f.") == 1


def test_a_note_before_the_answer_is_not_asked_why(talk, framework):
    """Whoever writes first is asked what to remember, and the note stands on that question."""
    first = ids(framework, 0)[0]
    _, shown, sheet = talk("a", "Vi vet inte än", quick=False)
    assert sheet.answer(first) == Answer(note="Vi vet inte än")
    assert "Vad vill ni minnas om frågan?" in shown
    assert "Varför svarade ni så?" not in shown


def test_ticks_are_kept_at_once_and_a_line_means_all_of_them(talk, framework):
    """Each line of numbers is the whole answer; Enter goes on; a step that stands alone unticks the rest."""
    question = next(one for one in framework.questions if one.id == "positive-effect.documented-how")
    options = [option.id for option in question.options]
    _, _, sheet = talk("ö", "2", "1", "", "1", "", "4 1", "a", "Så", "2", quick=False)
    assert sheet.answer(question.id) == Answer(chosen=(options[1],), note="Så")


def test_quick_tells_the_answer_just_given_and_the_key_that_goes_back(talk):
    """On the next page stands what was answered, and how to change it."""
    _, shown, _ = talk("2", "1")
    assert "1.1 Ert svar: delvis. Tillbaka: b." in shown
    assert "1.2 Ert svar: ja. Tillbaka: b." in shown


def test_each_element_has_a_page_of_its_own(talk, framework):
    """Name, description and what to talk about come before the first question, and back leads there."""
    first, last = framework.elements[0], framework.elements[0].questions[-1]
    _, shown, _ = talk("", "b", "", terminal=LineMode)
    assert shown.count(f"Prata först: {first.discuss['sv'][:30]}") == 2
    count = len(first.questions)
    _, shown, sheet = talk("", *["1"] * count, "b", "3", terminal=LineMode)
    assert chosen(sheet)[last.id] == ("no",)
    name, definition = framework.elements[1].name["sv"], framework.elements[1].description["sv"]
    assert f"{name}\nNär elementet finns: {definition[:20]}" in shown


def test_more_opens_and_closes_and_digits_answer_meanwhile(talk, framework):
    """The key for more shows the element's description; a number answers the question it stands on."""
    element = framework.elements[0]
    _, shown, sheet = talk("m", "1", "m", "", "2", quick=False)
    assert chosen(sheet) == {element.questions[0].id: ("yes",), element.questions[1].id: ("partly",)}
    assert f"När elementet finns: {element.description['sv']}"[:60] in shown


def test_going_back_from_the_end_shows_the_last_question(talk, framework, tmp_path):
    """Back from the result is the last question of all, and going on leads to the result again."""
    finished(framework, tmp_path / "svar.yaml")
    _, shown, sheet = talk("b", "3", "", "", quick=False)
    last = framework.questions[-1]
    assert chosen(sheet)[last.id] == ("no",)
    assert " ".join(last.ask["sv"].split()) in " ".join(shown.split())
    assert shown.count("Resultat · Hembesök") == 2


def test_the_end_counts_partly_and_names_what_to_develop_and_find_out(talk, framework, tmp_path):
    """Never only "0 av 11": every status is counted, questions stand themselves, and whom to ask is kept."""
    finished(framework, tmp_path / "svar.yaml", answer="partly", unknown=("economy.cost-assessed",))
    _, shown, sheet = talk("", "", "", "1", "Anna frågar ekonomen", "", "", "")
    shown = " ".join(shown.split())
    assert "◐ 11 finns delvis" in shown
    assert "0 av 11" not in shown
    assert "(delvis)" in shown.partition("Att utveckla")[2]
    assert sheet.answer("economy.cost-assessed").note == "Anna frågar ekonomen"


def test_strengths_are_every_yes_and_development_comes_three_at_a_time(talk, framework, tmp_path):
    """A yes in what is partly there is a strength with what shows it; the other elements stay by name, and a key away."""
    path = tmp_path / "svar.yaml"
    finished(framework, path, answer="partly")
    sheet = load_answers(path, framework)
    shown_by = Answer(chosen=("yes",), evidence="Planen,\nsidan 2")
    sheet = sheet.with_answer("goals.individual-needs", shown_by).with_answer(
        "monitoring.follows-development", Answer(chosen=("no",))
    )
    save_answers(sheet, path, framework)
    _, shown, _ = talk("", "", "m", "b", "")
    pages = [" ".join(page.split()) for page in re.split(r"(?m)^(?=Styrkor|Att utveckla|Nästa steg)", shown)]
    strengths, first, second, again = pages[1:5]
    assert "4 Mål ◐ finns delvis: ja på 1 av 5 frågor, 1 med underlag – 4.2 Planen, sidan 2" in strengths
    element = framework.element_by_id["monitoring"]
    assert "1–3 av 11 element" in first
    assert first.index("10 Monitorering") < first.index(f"{element.questions[0].ask['sv']} (nej, avgörande)")
    assert f"Ett första steg: {' '.join(element.develop['sv'].split())}" in first
    assert "Och 8 element till: " in first
    assert "4–6 av 11 element" in second
    assert "1–3 av 11 element" in again


def test_answers_that_hardly_fit_together_are_asked_about_at_the_end(talk, framework, tmp_path):
    """Both questions stand there with their answers; one is a key away, and Enter goes on where both are right."""
    path = tmp_path / "svar.yaml"
    finished(framework, path)
    sheet = load_answers(path, framework).with_answer("economy.cost-assessed", Answer(chosen=("no",)))
    save_answers(sheet, path, framework)
    _, shown, changed = talk("", "", "", "1", "1", "", quick=False)
    assert shown.count("Resultat · Hembesök") == 1  # from the question back to where they were
    assert "Nästa steg" in shown.rpartition(framework.question_by_id["economy.cost-assessed"].ask["sv"][:30])[2]
    page = shown.partition(Say("sv")("interview.contradictions.title"))[2]
    assert page.index("6.1 ") < page.index("(nej)") < page.index("6.3 ") < page.index("(ja)")
    assert changed.answer("economy.cost-assessed").chosen == ("yes",)
    _, shown, _ = talk("", "", "")
    assert Say("sv")("interview.contradictions.title") not in shown


def test_what_people_differ_on_and_what_to_find_out_are_told_apart(talk, framework, tmp_path):
    """Where people differ has a way to each question; then comes who alone knows, and then what nobody knows."""
    path, say = tmp_path / "svar.yaml", Say("sv")
    finished(framework, path)
    votes = {
        "goals.time-bound": {"Kurator": ("unknown",), "Chef": ("unknown",)},
        "goals.set-together": {"Kurator": ("yes",), "Chef": ("unknown",)},
        "monitoring.same-way": {"Kurator": ("yes",), "Chef": ("no",)},
    }
    sheet = load_answers(path, framework)
    for question, said in votes.items():
        answers = {person: Answer(chosen=chosen) for person, chosen in said.items()}
        sheet = sheet.with_answer(question, Answer(votes=answers))
    save_answers(sheet, path, framework)
    _, shown, changed = talk("ö", "12", "", "", "", "")
    differing, find_out = (
        " ".join(page.split())
        for page in shown.rpartition(say("interview.disputed.title"))[2].split(say("interview.unknowns.title"))
    )
    asked = framework.question_by_id
    assert f"1. {asked['monitoring.same-way'].ask['sv']} (ja 1, nej 1)" in differing
    assert asked["monitoring.same-way"].ask["sv"] not in find_out
    reasons = [say("common.open.only", person="Kurator"), say("common.open.nobody-knows")]
    assert [find_out.index(reason) for reason in reasons] == sorted(find_out.index(reason) for reason in reasons)
    _, _, changed = talk("ö", "12", "", "", "1", "2")
    assert changed.answer("monitoring.same-way").chosen == ("partly",)


def test_what_has_changed_is_a_page_of_the_result_and_a_part_of_the_report(talk, framework, tmp_path):
    """Wherever an earlier round lies beside the answers it is found, named, and compared with; else nothing is said."""
    finished(framework, tmp_path / "2025.yaml", date="2025-11-20", answer="partly")
    finished(framework, tmp_path / "svar.yaml", date="2026-11-22")
    say, markdown = Say("sv"), FORMATS["report"].index(".md") + 1
    _, shown, _ = talk("", "", "", "", "", str(markdown))
    page = shown.partition(f"{say('change.since-title')}\n")[2]
    assert "Då, 20 november 2025 (2025.yaml): 0 av 11 element finns och 11 finns delvis." in " ".join(page.split())
    assert "↑ Mål: mer än förut (finns delvis → finns)" in page
    report = (tmp_path / "svar-rapport.md").read_text(encoding="utf-8")
    assert "↑ Mål: mer än förut (finns delvis → finns)" in report.partition(f"## {say('change.since-title')}")[2]
    earlier = load_answers(tmp_path / "2025.yaml", framework)
    (tmp_path / "2025.yaml").unlink()
    _, shown, _ = talk("", "", "", earlier=earlier)  # named with --again, in another folder
    assert "Då, 20 november 2025: 0 av 11" in shown
    _, shown, _ = talk("", "", "", "", str(markdown))
    assert say("change.since-title") not in shown
    assert say("change.since-title") not in (tmp_path / "svar-rapport-2.md").read_text(encoding="utf-8")


def test_a_year_later_shows_the_earlier_answers_and_settles_the_steps(talk, framework, tmp_path):
    """The same practice in a new file: last year's answer and note in sight but not chosen, each step settled."""
    finished(framework, tmp_path / "2025.yaml", date="2025-11-20")
    earlier = load_answers(tmp_path / "2025.yaml", framework)
    first = ids(framework, 0)[0]
    earlier = replace(
        earlier.with_answer(first, Answer(chosen=("partly",), note="Bara ibland")),
        actions=tuple(Action(what=f"Steg {number}", who="Anna") for number in range(1, 4)),
    )
    lines = ("", "7", "1", "2", "3", "1")
    outcome, shown, _ = talk(*lines, **anew(tmp_path), earlier=earlier, quick=False)
    sheet = load_answers(Path(outcome.path), framework)
    assert (sheet.practice, sheet.workshop.date, sheet.workshop.participants) == (earlier.practice, "2026-11-22", 7)
    assert [(one.what, one.done) for one in sheet.actions] == [("Steg 1", True), ("Steg 2", False)]
    assert chosen(sheet) == {first: ("yes",)}
    assert "2. delvis (förra gången)" in shown
    assert "Anteckning förra gången: Bara ibland" in shown
    files = list_files(framework, {"nu": sheet, "då": earlier, "annat": new_sheet(framework, language="sv")})
    assert [one.path for one in (find_earlier(files, sheet),) if one] == ["då"]
    assert find_earlier(files, earlier) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_unclear_in_a_question_is_no_answer(talk, framework, language):
    """One key writes it, changes it and takes it away; the question stays open, and its answer stays as it was."""
    say, (first,) = Say(language), ids(framework, 0)
    key = say("interview.key.about-question.letter")
    _, shown, sheet = talk(key, "Vilka är deltagarna?", say("interview.key.pause.letter"), language=language)
    assert say("interview.write.about-question.ask") in shown
    assert f"{say('common.about-question')}: Vilka är deltagarna?" in shown
    assert sheet.answer(first) == Answer(about_question="Vilka är deltagarna?")
    back = say("interview.key.back.letter")
    _, _, sheet = talk("1", back, key, "Vem?", back, language=language)
    assert sheet.answer(first) == Answer(chosen=("yes",), about_question="Vem?")
    _, _, sheet = talk(back, back, key, "", language=language)
    assert sheet.answer(first).chosen == ("yes",)


@pytest.mark.parametrize(
    ("before", "answered", "after"),
    [
        (("5d1c0a72",), True, ("5d1c0a72", "ours")),
        (("5d1c0a72",), False, ("ours",)),  # nobody has answered to those texts
        ((), True, ()),
        (("ours", "5d1c0a72"), True, ("ours", "5d1c0a72")),
    ],
)
def test_a_file_says_to_which_texts_it_was_answered(talk, tmp_path, framework, before, answered, after):
    """Whoever goes on with other texts adds theirs, once something is answered; an older file goes on saying nothing."""
    ours = framework.wording_digest
    sheet = replace(
        new_sheet(framework, language="sv", name="Hembesök"),
        answers={ids(framework, 3)[0]: Answer(chosen=("yes",))} if answered else {},
        wordings=tuple(ours if one == "ours" else one for one in before),
    )
    save_answers(sheet, tmp_path / "svar.yaml", framework)
    assert talk("p")[2].wordings == sheet.wordings
    assert talk("1", "2", "p")[2].wordings == tuple(ours if one == "ours" else one for one in after)


@pytest.mark.parametrize("joined", [False, True])
def test_a_sheet_keeps_its_id_from_round_to_round(talk, tmp_path, framework, joined):
    """It is made with the file and never again; a sheet that follows several people's joined ones is a new one."""
    outcome, _, _ = talk("Hembesök", "", "", "", "", "", "", "1", **anew(tmp_path), quick=False)
    first = load_answers(Path(outcome.path), framework)
    assert re.fullmatch("[0-9a-f]{12}", first.id)
    question = ids(framework, 0)[0]
    vote = Answer(votes={"A": Answer(chosen=("yes",))}) if joined else Answer(chosen=("yes",))
    earlier = replace(first, workshop=Workshop(date="2025-11-22")).with_answer(question, vote)
    outcome, _, _ = talk("", "", "", "1", **anew(tmp_path), earlier=earlier, quick=False)
    again = load_answers(Path(outcome.path), framework)
    assert (again.id == first.id) is not joined
    assert len(again.id) == len(first.id)


@pytest.mark.parametrize("quick", [False, True])
def test_one_key_answers_as_the_last_time(talk, framework, quick):
    """Answer, note and evidence of the last time are the answer now; a note that was written now stays."""
    first, second, third = ids(framework, 0, 1, 2)
    earlier = {
        first: Answer(chosen=("partly",), note="Två av fem", evidence="Rapport 2025"),
        second: Answer(chosen=("no",), note="Förra året"),
    }
    sheet = replace(new_sheet(framework, language="sv", name="Hembesök"), answers=earlier)
    on = [] if quick else [""]
    _, shown, now = talk("g", *on, "a", "I år", "g", *on, "g", earlier=sheet, quick=quick)
    assert now.answers == {first: earlier[first], second: Answer(chosen=("no",), note="I år")}
    assert third not in now.answers  # nobody was asked the last time
    assert shown.count(Say("sv")("interview.plain.not-understood", line="g")) == 1


@pytest.mark.parametrize("quick", [False, True])
def test_the_quick_round_asks_the_key_questions_and_then_two_elements(talk, framework, quick):
    """Eleven questions, a picture that says it is no result, the two elements that need it most, and the result."""
    say, on = Say("sv"), [] if quick else [""]
    keys = [question for question in framework.questions if question.core]
    weak = [question for question in keys if question.element in ("goals", "economy")]
    answers = [line for question in keys for line in ("3" if question in weak else "1", *on)]
    left = [q for q in framework.questions if q.element in ("goals", "economy") and not q.core and not q.ask_if]
    _, shown, sheet = talk(*answers, "", *["3", *on] * len(left), core=True, quick=quick)
    assert set(sheet.answers) == {question.id for question in (*keys, *left)}
    before, _, picture = shown.partition(say("interview.quick-round.title"))
    assert before.count(say("form.core")) >= len(keys)
    assert picture.index("ikryssat)") < picture.index(say("interview.ending.title"))
    ticked = [line for line in picture.splitlines() if f"({say('interview.plain.ticked')})" in line]
    assert [say.text(framework.element_by_id[element].name) in "".join(ticked) for element in ("goals", "economy")]
    assert len(ticked) == 2


def test_the_quick_round_goes_where_the_group_wants_and_comes_back_to_its_questions(talk, framework):
    """Other elements can be ticked, back leads to the last key question, and the last line shows the result."""
    keys = [question for question in framework.questions if question.core]
    deeper = next(q for q in framework.questions if q.element == "monitoring" and not q.core)
    _, _, sheet = talk(*["1"] * len(keys), "b", "2", "10", "", "3", core=True)
    assert sheet.answer(keys[-1].id).chosen == ("partly",)
    assert sheet.answer(deeper.id).chosen == ("no",)
    _, shown, _ = talk("12", core=True)
    assert Say("sv")("interview.ending.title") in shown


def test_nobody_is_to_be_asked_about_questions_that_were_never_asked(talk, framework):
    """After a quick round the result offers what is left; whom to ask is asked of what nobody knows, and of that alone."""
    say, keys = Say("sv"), [question for question in framework.questions if question.core]
    _, shown, sheet = talk("4", *["1"] * (len(keys) - 1), "12", *[""] * 6, core=True)
    assert sheet.answer(keys[0].id).chosen == ("unknown",)
    page = shown.partition(say("interview.unknowns.title"))[2]
    assert f"1. {say.text(keys[0].ask)}" in page
    assert "2. " not in page.partition(say("interview.unknowns.ask"))[2].partition(say("interview.steps.title"))[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("answer", "note", "evidence"),
    [
        ("1", "write.note", "write.evidence"),
        ("3", "write.note", "write.evidence-of-no"),
        ("4", "unknowns", "write.where-to-look"),
    ],
    ids=["yes", "no", "unknown"],
)
def test_a_note_and_evidence_are_asked_for_as_the_answer_is(talk, language, answer, note, evidence):
    """Nobody is asked what shows that it is so after a no, nor why after not knowing."""
    _, shown, _ = talk(
        answer,
        "/n" if language == "da" else "/a",
        "",
        "/d" if language == "da" else "/u",
        quick=False,
        language=language,
    )
    say = Say(language)
    asks = {f"write.{one}" for one in ("note", "evidence", "evidence-of-no", "where-to-look")} | {"unknowns"}
    found = {one for one in asks if say(f"interview.{one}.ask") in shown}
    assert found == {note, evidence}


def answered_before(framework, question_id):
    """A sheet where every question before this one is answered with no, or its first option."""
    sheet = new_sheet(framework, language="sv", name="Hembesök")
    for question in framework.questions:
        if question.id == question_id:
            break
        sheet = sheet.with_answer(question.id, Answer(chosen=(question.choices[0] if question.options else "no",)))
    return sheet


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize(("reply", "then"), [("", "1"), ("1", "2"), ("2", "3")], ids=["both", "earlier", "later"])
def test_answers_that_hardly_fit_are_asked_about_right_after_the_second(talk, tmp_path, framework, quick, reply, then):
    """Both answers are shown, with a way to either question; Enter leaves both as they are, and it is asked once."""
    where, usable = "description.written-where", "description.usable-by-others"
    sheet = answered_before(framework, usable).with_answer(where, Answer(chosen=("nowhere",)))
    save_answers(sheet, tmp_path / "svar.yaml", framework)
    on = [] if quick or reply else [""]
    _, shown, now = talk("1", reply, *on, then, "b", "", quick=quick)
    assert shown.count(Say("sv")("interview.contradictions.ask")) == 1
    after = {"": "yes", "1": "yes", "2": "no"}[reply]
    assert now.answer(usable).chosen == (after,)
    assert now.answer(where).chosen == (("internal-document",) if reply == "1" else ("nowhere",))
    goals = framework.element_by_id["goals"].questions[0].id
    assert now.answer(goals).chosen == (("yes",) if not reply else ())


def test_ticks_that_hardly_fit_are_asked_about_when_all_are_made(talk, tmp_path, framework):
    """Of several ticks Enter is the last word: only then is it asked, and Enter again goes on."""
    how = "positive-effect.documented-how"
    save_answers(answered_before(framework, how), tmp_path / "svar.yaml", framework)
    _, shown, now = talk("3 5", "", "")
    title = Say("sv")("interview.contradictions.title")
    assert shown.count(title) == 1
    assert "2.2" in shown.partition(title)[2]
    assert now.answer(how).chosen == ("measured-before-after", "own-follow-up")
    trial = framework.question_by_id["positive-effect.tested-in-trial"]
    assert " ".join(Say("sv").text(trial.ask).split()) in " ".join(shown.rpartition(title)[2].split())


def test_going_back_from_an_earlier_step_settles_the_one_before_anew(talk, framework, tmp_path):
    """From the first step one comes back to the details; what is said again replaces what was said."""
    finished(framework, tmp_path / "2025.yaml", date="2025-11-20")
    steps = tuple(Action(what=f"Steg {number}", who="Anna") for number in (1, 2))
    earlier = replace(load_answers(tmp_path / "2025.yaml", framework), actions=steps)
    outcome, _, _ = talk("", "7", "1", "/b", "/b", "8", "2", "1", "1", **anew(tmp_path), earlier=earlier)
    sheet = load_answers(Path(outcome.path), framework)
    assert [(one.what, one.done) for one in sheet.actions] == [("Steg 1", False), ("Steg 2", True)]
    assert (sheet.workshop.participants, len(chosen(sheet))) == (8, 1)


def test_two_steps_from_last_year_with_the_same_words_are_two(talk, framework, tmp_path):
    """Both are asked about and both are there afterwards, whoever they are for, also when one is settled anew."""
    finished(framework, tmp_path / "2025.yaml", date="2025-11-20")
    steps = (Action(what="Mäta", who="Bo"), Action(what="Mäta", who="Eva"), Action(what="Mäta", who="Eva"))
    earlier = replace(load_answers(tmp_path / "2025.yaml", framework), actions=steps)
    outcome, _, _ = talk("", "7", "1", "2", "/b", "1", "2", "1", **anew(tmp_path), earlier=earlier)
    sheet = load_answers(Path(outcome.path), framework)
    assert Counter((one.who, one.done) for one in sheet.actions) == {
        ("Bo", True): 1,
        ("Eva", True): 1,
        ("Eva", False): 1,
    }


def test_an_answer_given_again_is_not_saved_again(talk, tmp_path):
    """The same answer and the same note leave the file as it was, to the moment it was written."""
    talk("1", quick=False)
    before = (tmp_path / "svar.yaml").stat()
    talk("b", "b", "1", "1", "a", "", quick=False)
    after = (tmp_path / "svar.yaml").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("works", [True, False])
def test_what_nobody_foresaw_tells_whether_the_answers_are_saved(talk, tmp_path, monkeypatch, works):
    """An error of ours leaves with the answers saved, and says so only if they are."""

    def fail(*_arguments, **_options):
        raise ZeroDivisionError("x")

    def break_down():
        monkeypatch.setattr("lovande_cli.interview.question_pages.QuestionPages.question_page", fail)
        if not works:
            monkeypatch.setattr("lovande_cli.files.store.AnswerStore.save", fail)

    outcome, _, _ = talk("1", break_down, "2")
    assert (outcome.ended, type(outcome.failure), outcome.saved) == ("failed", ZeroDivisionError, works)
    told = leaving_sentences(outcome, "x")
    assert told[0] == (f"Svaren finns i {tmp_path / 'svar.yaml'}." if works else "Svaren är inte sparade.")


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no folder with a file that is open in it")
def test_when_the_folder_vanishes_the_answers_are_saved_elsewhere(talk, tmp_path, framework):
    """A stick that is pulled out: one sentence, nothing lost, another place, and on with the next question."""
    (tmp_path / "usb").mkdir()
    elsewhere = tmp_path / "annan.yaml"
    outcome, shown, _ = talk(
        "1", lambda: shutil.rmtree(tmp_path / "usb"), "2", "1", str(elsewhere), "3", file="usb/svar.yaml"
    )
    assert "svar.yaml är borta" in " ".join(shown.split())
    first, second, third = ids(framework, 0, 1, 2)
    assert chosen(load_answers(elsewhere, framework)) == {first: ("yes",), second: ("partly",), third: ("no",)}
    assert (outcome.path, outcome.saved) == (str(elsewhere), True)


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no folder with a file that is open in it")
def test_going_on_without_saving_keeps_the_answers_and_asks_again_at_the_end(talk, tmp_path):
    """The notice stays on each page, the answers are saved as soon as they can be, and leaving asks once more."""
    folder = tmp_path / "usb"
    folder.mkdir()
    outcome, shown, sheet = talk(
        "1", lambda: shutil.rmtree(folder), "2", "3", "3", folder.mkdir, "4", file="usb/svar.yaml"
    )
    assert "Svaren är inte sparade." in shown
    assert outcome.saved
    assert len(chosen(sheet)) == 4

    shutil.rmtree(folder)
    folder.mkdir()
    outcome, shown, _ = talk("1", lambda: shutil.rmtree(folder), "2", "3", "p", "3", file="usb/svar.yaml")
    assert "Avsluta utan att spara" in shown
    assert not outcome.saved
    assert leaving_sentences(outcome, "x") == ("Svaren är inte sparade.",)  # and no file holds the earlier ones


def test_a_file_with_comments_is_copied_before_it_is_rewritten(talk, tmp_path):
    """A hand-edited file is kept as NAME.bak when the first answer is saved."""
    text = "# mina tankar\nlovande: 1\nlanguage: sv\npractice: {name: Hembesök}\n"
    (tmp_path / "svar.yaml").write_text(text, encoding="utf-8")
    talk("1")
    assert (tmp_path / "svar.yaml.bak").read_text(encoding="utf-8") == text


TYPED = ["1", "2", "3", "4", "5", "12", "1 2", "9 3", "b", "f", "a", "u", "ö", "m", "s", "t", "n", "d", "o", "/b", "/f"]
TYPED += ["", "-", "hej [x]", "slut\\", "2026-11-22", "\x1b[2J", "\udc80", "?", "/?", "שלום", "svar"]


@given(
    st.lists(st.sampled_from(TYPED), max_size=120),
    st.sampled_from([(), ("goals",), ("positive-effect", "goals")]),
    st.booleans(),
)
@drawing(0.5)
def test_whatever_is_typed_the_file_holds_what_was_said(framework, lines, only, quick):
    """No line ends the interview with an error, and the file is always whole and the same as the answers in memory."""
    with tempfile.TemporaryDirectory() as folder, AnswerStore(framework) as storage:
        path = Path(folder) / "svar.yaml"
        storage.open(str(path))
        setting = set_up(framework, LineMode(read=Script("Hembesök", *lines), show=io.StringIO(), width=60))
        outcome = run_interview(AnswerSession(setting, None, storage, only=frozenset(only)), quick=quick)
        assert load_answers(path, framework) == outcome.sheet


@pytest.mark.parametrize(
    ("name", "date", "expected"),
    [
        ("Hembesök för förstagångsföräldrar", "2026-11-22", "hembesok-for-forstagangsforaldrar-2026-11-22.yaml"),
        ("Børn & Ærlighed på tværs", "", "born-aerlighed-pa-tvaers.yaml"),
        ("../../etc/passwd", "", "etc-passwd.yaml"),
        ("שלום", "2026-11-22", "lovande-2026-11-22.yaml"),
        ("x" * 300, "", "x" * 40 + ".yaml"),
        ("CON", "2026-11-22", "con-2026-11-22.yaml"),
    ],
)
def test_the_proposed_file_name_is_one_that_every_system_can_keep(name, date, expected):
    """Letters, digits and hyphens only, short, with the date."""
    assert propose_file_name(name, date) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("svar", "svar.yaml"), ("a.b", "a.b.yaml"), ("x.yml", "x.yml"), ("mapp/x.json", "mapp/x.json")],
)
def test_a_file_name_without_ending_gets_one(typed, expected):
    """What is typed is kept, .yaml added where nothing says otherwise."""
    assert name_file(typed) == expected


def answer_elsewhere(tmp_path, framework, question, step, note=""):
    """Someone else's program opens svar.yaml, answers one question and saves."""

    def happen():
        path = tmp_path / "svar.yaml"
        sheet = load_answers(path, framework)
        save_answers(sheet.with_answer(question, Answer(chosen=(step,), note=note)), path, framework)

    return happen


def test_answers_that_someone_else_gave_meanwhile_are_joined(talk, tmp_path, framework):
    """Other questions, answered in an editor or another interview, are in the file beside ours, and that is said."""
    first, second, _, fourth = ids(framework, 0, 1, 2, 3)
    happen = answer_elsewhere(tmp_path, framework, fourth, "no", "deras")
    _, shown, sheet = talk("1", happen, "2")
    assert chosen(sheet) == {first: ("yes",), second: ("partly",), fourth: ("no",)}
    assert sheet.answer(fourth).note == "deras"
    assert Say("sv")("interview.trouble.joined") in shown
    assert not list(tmp_path.glob("*.bak*"))


@pytest.mark.parametrize(("reply", "kept", "beside"), [("1", "partly", "no"), ("2", "no", "partly")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_question_answered_elsewhere_is_asked_about(talk, tmp_path, framework, reply, kept, beside, language):
    """Both answers are shown with their times; the one that is not chosen lies whole in a copy beside the file."""
    _, second, third = ids(framework, 0, 1, 2)
    happen = answer_elsewhere(tmp_path, framework, second, "no")
    outcome, shown, sheet = talk("1", happen, "2", reply, "3", language=language)
    assert chosen(sheet)[second] == (kept,)
    assert chosen(sheet)[third] == ("no",)
    assert outcome.saved
    (copy,) = tmp_path.glob("*.bak")
    assert chosen(load_answers(copy, framework))[second] == (beside,)
    page = " ".join(shown.split())
    say = Say(language)
    assert say("interview.changed.told", file="svar.yaml") in page
    labels = [say.text(framework.question_by_id[second].step_by_id[step].label) for step in ("partly", "no")]
    assert f"1.2: {say('interview.changed.differs', ours=labels[0], theirs=labels[1])}" in page


@pytest.mark.parametrize("reply", ["1", "2"])
def test_an_answer_and_its_note_are_never_lost_to_an_older_version(talk, tmp_path, framework, reply):
    """An older version comes back in the middle: whichever is chosen, the answer and the note are in a file."""
    first, second = ids(framework, 0, 1)
    path, older = tmp_path / "svar.yaml", new_sheet(framework, language="sv", name="Hembesök i Norr")
    happen = lambda: save_answers(older, path, framework)  # noqa: E731
    outcome, _, sheet = talk("1", "b", "a", "Sedan i våras.", "", happen, "2", reply)
    assert outcome.saved
    kept = sheet if reply == "1" else load_answers(tmp_path / "svar.yaml.bak", framework)
    assert chosen(kept) == {first: ("yes",), second: ("partly",)}
    assert kept.answer(first).note == "Sedan i våras."
    assert sheet.practice.name == "Hembesök i Norr"
    assert chosen(sheet)[second] == ("partly",)


@pytest.mark.parametrize("happens", ["an older version is back", "the file is away"])
def test_an_older_version_after_the_last_answer_loses_nothing(talk, tmp_path, framework, happens):
    """No other answer is saved after it, but the file is looked at once more before the group leaves."""
    file = tmp_path / "svar.yaml"
    talk("p")
    before = file.read_bytes()

    def happen():
        file.write_bytes(before) if happens == "an older version is back" else file.unlink()

    first = ids(framework, 0)[0]
    _, _, sheet = talk("1", happen, "p")
    assert sheet is not None
    assert chosen(sheet) == {first: ("yes",)}


@pytest.mark.parametrize("reply", ["1", "2"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_that_the_file_has_lost_is_asked_about(tmp_path, framework, reply, language):
    """An older version without a next step comes back while a part is written: the step is named, and never lost."""
    path, say = tmp_path / "svar.yaml", Say(language)
    older = new_sheet(framework, language=language, name="Hembesök i Norr")
    step = Action(what="Mäta")
    save_answers(replace(older, practice=Practice(name="Hembesök"), actions=(step,)), path, framework)
    happen = lambda: save_answers(older, path, framework)  # noqa: E731
    shown = io.StringIO()
    with AnswerStore(framework) as storage:
        sheet = storage.open(str(path))
        speaker = LineMode(read=Script("1", happen, "En text.", reply), show=shown, width=78)
        run_description(AnswerSession(set_up(framework, speaker, language), sheet, storage))
        copies = [load_answers(copy, framework) for copy in storage.copies]
    kept = load_answers(path, framework)
    assert say("interview.changed.step-here", step="Mäta") in " ".join(shown.getvalue().split())
    assert kept.actions == {"1": (step,), "2": ()}[reply]
    assert "En text." in kept.description.values()
    assert {"1": (), "2": (step,)}[reply] in [one.actions for one in copies]


def test_nobody_says_whose_answers_go_and_both_are_kept(talk, tmp_path, framework):
    """Input that ends on the question leaves their file as it is and puts ours beside it; it is not called saved."""
    second = ids(framework, 0, 1)[1]
    outcome, _, sheet = talk("1", answer_elsewhere(tmp_path, framework, second, "no"), "2")
    assert not outcome.saved
    assert chosen(sheet)[second] == ("no",)
    (copy,) = tmp_path.glob("*.bak")
    assert chosen(load_answers(copy, framework))[second] == ("partly",)


def test_a_file_that_someone_made_unreadable_is_kept_beside(talk, tmp_path):
    """Only our answers can go then, and what stood in the file is in the copy."""
    path = tmp_path / "svar.yaml"
    outcome, shown, sheet = talk("1", lambda: path.write_text("lovande: [halv"), "2", "2", "1", "3")
    assert (outcome.saved, len(chosen(sheet))) == (True, 3)
    assert (tmp_path / "svar.yaml.bak").read_text() == "lovande: [halv"
    assert Say("sv")("interview.changed.unreadable", file="svar.yaml") in " ".join(shown.split())


def test_a_text_that_no_file_could_hold_is_refused_when_it_is_typed(talk, framework):
    """The page says how much there is room for, and the next text is taken."""
    _, shown, sheet = talk("1", "b", "a", "x" * 20_001, "kort", "")
    assert sheet.answer(ids(framework, 0)[0]).note == "kort"
    assert "20001" in shown


# A pilot


class StillClock:
    """A clock that stands still but for the minutes that a script waits."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def wait(self, minutes: float):
        def go_by() -> None:
            self.seconds += 60 * minutes

        return go_by


def test_minutes_are_kept_by_element_and_add_up(talk, framework):
    """Each page counts for its element, 15 minutes at most; another session adds its minutes to those in the file."""
    first, second = framework.elements[:2]
    clock = StillClock()
    lines = ["", clock.wait(1), "1", clock.wait(2.5), "2", clock.wait(40), "a", "skäl", clock.wait(0.25)]
    _, shown, sheet = talk(*lines, stopwatch=Stopwatch(clock))
    assert sheet.minutes == {first.id: 18.7}  # 1 + 2.5 + 15 + 0.25, in whole tenths
    assert Say("sv")("interview.pilot.heading") in shown
    lines = ["", clock.wait(1), "1", clock.wait(1), "1", clock.wait(1), "1", clock.wait(0.5)]
    assert talk(*lines, stopwatch=Stopwatch(clock))[2].minutes == {first.id: 21.7, second.id: 0.5}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_closing_questions_come_last_in_a_pilot(language, talk, framework, tmp_path):
    """In their order, behind the next steps and before the report; whoever goes on leaves them open."""
    say = Say(language)
    answers = {question.id: Answer(chosen=question.choices[:1]) for question in framework.questions}
    sheet = replace(new_sheet(framework, language=language, name="Torget"), answers=answers)
    save_answers(sheet, tmp_path / "svar.yaml", framework)
    _, shown, kept = talk(*[""] * 40, language=language, stopwatch=Stopwatch(StillClock()))
    wanted = [say("interview.steps.title"), *(say.text(question.ask) for question in framework.closing)]
    places = [shown.find(text) for text in (*wanted, say("interview.format.later"))]
    assert (places, min(places) > 0) == (sorted(places), True)
    assert (kept.closing, kept.minutes) == ({}, {})


def test_closing_answers_are_saved_at_once_and_can_be_changed(framework, tmp_path):
    """A digit answers and goes on; going back shows the answer; a text is kept as it was typed."""
    path = tmp_path / "svar.yaml"
    with AnswerStore(framework) as storage:
        storage.open(str(path))
        shown = io.StringIO()
        lines = ["1", "2", "b", "3", "", "1", "Tid.", "b"]
        session = AnswerSession(set_up(framework, LineMode(read=Script(*lines), show=shown, width=78)), None, storage)
        assert ask_closing(session)
        said = {"understandable": "yes", "relevant": "no", "use-again": "yes", "missing": "Tid."}
        assert load_answers(path, framework).closing == {question: {"": answer} for question, answer in said.items()}
    assert Say("sv")("interview.your-answer-saved") in shown.getvalue()


def test_without_time_nobody_is_asked_about_the_questions(talk, framework):
    """The ordinary hour is as it was: no closing question, no minutes in the file."""
    _, shown, sheet = talk(*["1"] * 60, *[""] * 40)
    assert (sheet.minutes, sheet.closing) == ({}, {})
    assert not any(question.ask["sv"] in shown for question in framework.closing)
