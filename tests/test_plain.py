"""The interview line by line, and through it the whole conversation: movement, notes, saving and its troubles."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import drawing

from lovande_cli.assessment.answers import Action, Answer
from lovande_cli.assessment.interview import new_sheet, start_interview
from lovande_cli.files.answerfiles import load_answers
from lovande_cli.files.safekeeping import Safekeeping, save_answers
from lovande_cli.interview.conversation import find_unfinished, hold_interview, tell_leaving
from lovande_cli.interview.opening import Unfinished, propose_file_name
from lovande_cli.interview.plain import Plain
from lovande_cli.interview.talk import name_file
from lovande_cli.language import Say


class Script:
    """A person who types these lines; a function among them is something that happens in between."""

    def __init__(self, *lines):
        self.lines = list(lines)

    def readline(self):
        while self.lines and callable(self.lines[0]):
            self.lines.pop(0)()
        return f"{self.lines.pop(0)}\n" if self.lines else ""


def press_ctrl_c():
    raise KeyboardInterrupt


@pytest.fixture
def talk(tmp_path, framework):
    """Hold an interview in tmp_path/svar.yaml with these lines; the outcome, what was shown and what the file holds."""

    def hold(*lines, file="svar.yaml", begun=True, language="sv", **wanted):
        path = tmp_path / file if file else None
        if begun and path and not path.exists():
            save_answers(new_sheet(framework, language=language, name="Hembesök"), path, framework)
        shown = io.StringIO()
        with Safekeeping(framework) as keeper:
            sheet = keeper.open(str(path)) if path else None
            asker = Plain(read=Script(*lines), show=shown, width=78)
            outcome = hold_interview(
                framework, sheet, asker=asker, keeper=keeper, language=language, today="2026-11-22", **wanted
            )
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
    assert tell_leaving(outcome, "lovande assess svar.yaml")[1].endswith("lovande assess svar.yaml")


@pytest.mark.parametrize("language", ["sv", "da"])
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
    assert "2. delvis (· ert svar)" in shown
    assert "Bara Enter: delvis" in shown


def test_notes_and_evidence_of_several_lines_can_be_changed_and_taken_away(talk, framework):
    """A note is kept exactly, offered for change, and gone when it is emptied; evidence stays."""
    (first,) = ids(framework, 0)
    _, _, sheet = talk("1", "b", "a", "Vi såg [det]:\\", "  i vintras é שלום", "u", "Rapport 2025")
    assert sheet.answer(first) == Answer(
        chosen=("yes",), note="Vi såg [det]:\n  i vintras é שלום", evidence="Rapport 2025"
    )
    _, shown, sheet = talk("b", "a", "-")
    assert "Nu står det: Vi såg [det]:" in shown
    assert sheet.answer(first) == Answer(chosen=("yes",), evidence="Rapport 2025")


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
    assert "Det gick inte att förstå: kanske" in shown
    assert "\x1b" not in shown


def test_the_language_can_change_in_the_middle(talk, framework):
    """After the key for language the next page is Danish, and so are the steps in the file."""
    outcome, shown, sheet = talk("2", "s", "2")
    assert outcome.language == sheet.language == "da"
    assert "ved ikke" in shown
    assert chosen(sheet) == dict.fromkeys(ids(framework, 0, 1), ("partly",))


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
    assert "Vill ni ändra något?" in shown


def test_each_element_ends_with_its_result_on_the_next_page(talk, framework):
    """Leaving an element says its status in one line, without another key."""
    _, shown, _ = talk(*["1"] * len(framework.elements[0].questions))
    assert "Teori och kunskap: ● finns" in shown


def finished(framework, path):
    """An answer file where every question is answered."""
    sheet = new_sheet(framework, language="sv", name="Hembesök")
    interview = start_interview(framework, sheet)
    while interview.question is not None:
        question = interview.question
        chosen = question.options[0].id if question.options else "yes"
        sheet = sheet.with_answer(question.id, Answer(chosen=(chosen,)))
        interview = start_interview(framework, sheet)
    save_answers(sheet, path, framework)


def test_a_finished_file_opens_on_the_overview_and_ends_with_next_steps(talk, tmp_path, framework):
    """Overview, result, what stands out, the gate's message, and a next step that is kept."""
    finished(framework, tmp_path / "svar.yaml")
    outcome, shown, sheet = talk("12", "1", "1", "10", "Ringa FoU", "Anna", "2027-02", "3")
    assert outcome.ended == "done"
    assert sheet.actions == (Action(element="monitoring", what="Ringa FoU", who="Anna", when="2027-02"),)
    assert "11 av 11 element finns." in shown
    assert "Styrkor: Teori och kunskap" in shown
    assert "Prövad effekt: " in shown
    assert tell_leaving(outcome, "x") == (f"Svaren finns i {tmp_path / 'svar.yaml'}.",)


def test_next_steps_can_be_changed_and_taken_away(talk, tmp_path, framework):
    """An agreed step can be chosen again; emptying it takes it away."""
    finished(framework, tmp_path / "svar.yaml")
    talk("12", "1", "1", "4", "Fråga", "", "", "2", "5", "Läsa", "Bo", "", "4")
    _, _, sheet = talk("12", "1", "1", "1", "", "-", "1", "", "Läsa mer", "", "", "3")
    assert [(action.what, action.who) for action in sheet.actions] == [("Läsa mer", "Bo")]


def test_no_more_than_three_next_steps_are_offered(talk, tmp_path, framework):
    """After three steps the group can only change them or be done."""
    finished(framework, tmp_path / "svar.yaml")
    step = ("1", "Något", "", "")
    _, shown, sheet = talk("12", "1", "1", *step, "2", *step, "3", *step, "4")
    assert len(sheet.actions) == 3
    assert "Lägg till ett steg" not in shown.rpartition("Vad gör ni härnäst?")[2]


def test_a_new_interview_asks_for_name_file_and_details(tmp_path, framework, talk, monkeypatch):
    """The name is required, a wrong date is asked again, the rest can be skipped; what is typed is in the file."""
    monkeypatch.chdir(tmp_path)
    outcome, shown, _ = talk(
        "", "Hembesök för nya", "", "Björken", "", "i går", "2026-11-20", "många", "6", "1", file="", begun=False
    )
    sheet = load_answers(tmp_path / "hembesok-for-nya-2026-11-22.yaml", framework)
    assert (sheet.practice.name, sheet.practice.organisation) == ("Hembesök för nya", "Björken")
    assert (sheet.workshop.date, sheet.workshop.participants) == ("2026-11-20", 6)
    assert "Skriv ett namn." in shown
    assert outcome.place == "hembesok-for-nya-2026-11-22.yaml"


def test_back_and_forward_work_before_the_first_question_too(tmp_path, framework, talk, monkeypatch):
    """From the first question back to the details, and between them; what was typed is there."""
    monkeypatch.chdir(tmp_path)
    talk("Hembesök", "svar", "Björken", "/b", "Boken", "/f", "", "6", "b", "7", file="", begun=False)
    sheet = load_answers(tmp_path / "svar.yaml", framework)
    assert (sheet.practice.organisation, sheet.workshop.participants) == ("Boken", 7)


def test_a_file_that_exists_is_continued_or_left_alone(tmp_path, framework, talk, monkeypatch):
    """A file name that is taken can be continued; nothing in it is overwritten without that."""
    monkeypatch.chdir(tmp_path)
    talk("1", "1")
    before = (tmp_path / "svar.yaml").read_bytes()
    talk("Annat", "svar", "2", "annan", file="", begun=False)
    assert (tmp_path / "svar.yaml").read_bytes() == before
    assert load_answers(tmp_path / "annan.yaml", framework).practice.name == "Annat"
    _, _, _ = talk("Annat", "svar", "1", "3", file="", begun=False)
    sheet = load_answers(tmp_path / "svar.yaml", framework)
    assert sheet.practice.name == "Hembesök"
    assert chosen(sheet)[ids(framework, 2)[0]] == ("no",)


def test_a_damaged_file_is_told_and_another_name_asked_for(tmp_path, framework, talk, monkeypatch):
    """A file that cannot be read is never overwritten."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trasig.yaml").write_text("lovande: 1\nanswers: [\n", encoding="utf-8")
    talk("Mitt", "trasig", "1", "annan", "1", file="", begun=False)
    assert (tmp_path / "trasig.yaml").read_text(encoding="utf-8") == "lovande: 1\nanswers: [\n"
    assert load_answers(tmp_path / "annan.yaml", framework).practice.name == "Mitt"


def test_unfinished_files_are_offered(tmp_path, framework, talk, monkeypatch):
    """Files with open questions are listed with how far they have come, and one can be continued."""
    monkeypatch.chdir(tmp_path)
    talk("1", "1")
    finished(framework, tmp_path / "klar.yaml")
    sheets = {name: load_answers(tmp_path / name, framework) for name in ("klar.yaml", "svar.yaml")}
    found = find_unfinished(framework, sheets)
    assert [(one.place, one.practice, one.answered) for one in found] == [("svar.yaml", "Hembesök", 2)]
    _, shown, _ = talk("1", "4", file="", begun=False, unfinished=found)
    assert re.search(r"1\. Hembesök \(2 av \d+ svar\)", shown)
    assert chosen(load_answers(tmp_path / "svar.yaml", framework))[ids(framework, 2)[0]] == ("unknown",)


def test_a_file_that_vanished_from_the_list_is_told_and_a_new_one_begun(tmp_path, talk, monkeypatch):
    """A folder that is gone gives a sentence and the list again."""
    monkeypatch.chdir(tmp_path)
    gone = Unfinished(place="borta/svar.yaml", practice="Borta", answered=1, asked=45)
    _, shown, _ = talk("1", "2", "Nytt", "ny", file="", begun=False, unfinished=[gone])
    assert "svar.yaml låg finns inte längre" in " ".join(shown.split())
    assert (tmp_path / "ny.yaml").exists()


def test_when_the_folder_vanishes_the_answers_are_saved_elsewhere(talk, tmp_path, framework):
    """A stick that is pulled out: one sentence, nothing lost, another place, and on with the next question."""
    (tmp_path / "usb").mkdir()
    elsewhere = tmp_path / "annan.yaml"
    outcome, shown, _ = talk(
        "1", lambda: shutil.rmtree(tmp_path / "usb"), "2", "1", str(elsewhere), "3", file="usb/svar.yaml"
    )
    assert "svar.yaml låg finns inte längre" in " ".join(shown.split())
    first, second, third = ids(framework, 0, 1, 2)
    assert chosen(load_answers(elsewhere, framework)) == {first: ("yes",), second: ("partly",), third: ("no",)}
    assert (outcome.place, outcome.saved) == (str(elsewhere), True)


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
    assert tell_leaving(outcome, "x")[0] == "Svaren är inte sparade."


def test_a_file_with_comments_is_copied_before_it_is_rewritten(talk, tmp_path):
    """A hand-edited file is kept as NAME.bak when the first answer is saved."""
    text = "# mina tankar\nlovande: 1\nlanguage: sv\npractice: {name: Hembesök}\n"
    (tmp_path / "svar.yaml").write_text(text, encoding="utf-8")
    talk("1")
    assert (tmp_path / "svar.yaml.bak").read_text(encoding="utf-8") == text


TYPED = ["1", "2", "3", "4", "5", "12", "1 2", "9 3", "b", "f", "a", "u", "ö", "m", "s", "t", "n", "d", "o", "/b", "/f"]
TYPED += ["", "-", "hej [x]", "slut\\", "2026-11-22", "\x1b[2J", "\udc80", "?", "/?", "שלום", "svar"]


@given(st.lists(st.sampled_from(TYPED), max_size=120), st.sampled_from([(), ("goals",), ("positive-effect", "goals")]))
@drawing(0.5)
def test_whatever_is_typed_the_file_holds_what_was_said(framework, lines, only):
    """No line ends the interview with an error, and the file is always whole and the same as the answers in memory."""
    with tempfile.TemporaryDirectory() as folder, Safekeeping(framework) as keeper:
        path = Path(folder) / "svar.yaml"
        keeper.open(str(path))
        outcome = hold_interview(
            framework,
            None,
            asker=Plain(read=Script("Hembesök", *lines), show=io.StringIO(), width=60),
            keeper=keeper,
            language="sv",
            today="2026-11-22",
            only=frozenset(only),
        )
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
