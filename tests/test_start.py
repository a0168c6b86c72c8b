"""The start page and the description, line by line: what is chosen there writes what the command would write."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from test_line_mode import Script, WithoutElements, chosen, finished, set_up

from lovande_cli.assessment.answers import Action, Answer, Workshop
from lovande_cli.assessment.navigation import new_sheet
from lovande_cli.commands.program import main
from lovande_cli.documents import FORMATS
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.store import AnswerStore, save_answers
from lovande_cli.interview import start as start_module
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.conversation import run_description
from lovande_cli.interview.line_mode import LineMode
from lovande_cli.interview.start import GROUPS, MENU, TASKS, run_start
from lovande_cli.language import Say, spoken_languages, texts_in

NUMBER = {task: (str(number),) for number, task in enumerate(MENU, 1)}
NUMBER |= {
    task: (*NUMBER[group], str(number)) for group, tasks in GROUPS.items() for number, task in enumerate(tasks, 1)
}
"""What is typed on the start page for each task."""


@pytest.fixture
def begin(tmp_path, framework, monkeypatch):
    """Type these lines on the start page, with answers kept in tmp_path; what was shown, without line breaks."""
    monkeypatch.setattr(start_module, "downloads_folder", lambda: tmp_path / "Hämtade filer")

    def run(*lines, language="sv", folder=tmp_path):
        shown = io.StringIO()
        typed = [each for line in lines for each in (line if isinstance(line, tuple) else (line,))]
        terminal = WithoutElements(read=Script(*typed), show=shown, width=10_000)
        setting = set_up(framework, terminal, language, [folder])
        run_start(setting)
        return " ".join(shown.getvalue().split())

    return run


def keep(framework, path, *, name="Hembesök", who="", date="2026-11-20", answer="yes", **answers):
    """An answer file of one person about a practice, with this answer to every question but those named."""
    sheet = new_sheet(framework, language="sv", name=name)
    given = {
        one.id: Answer(chosen=(one.options[0].id if one.options else answer,))
        for one in framework.questions
        if not one.ask_if
    }
    given |= {key.replace("__", "."): Answer(chosen=(step,)) for key, step in answers.items()}
    workshop = Workshop(date=date, answered_by=who)
    save_answers(replace(sheet, answers=given, workshop=workshop), path, framework)


def test_everything_has_its_line_in_every_language():
    """Each task of the page has a label in every language that is spoken."""
    assert {*MENU, *(task for tasks in GROUPS.values() for task in tasks)} == {*TASKS, *GROUPS}
    assert len(MENU) <= 9
    for task in (*TASKS, *GROUPS):
        assert set(texts_in("start")[task]["label"]) == set(spoken_languages())


def test_a_new_practice_is_begun_and_gone_on_with(begin, tmp_path, framework):
    """A new practice is kept, told, and found again in the list with how far it has come."""
    shown = begin(NUMBER["new"], "Hembesök", "", "", "", "", "1", "p", NUMBER["continue"], "1", "", "2", "p", "l")
    place = tmp_path / "hembesok-2026-11-22.yaml"
    assert list(chosen(load_answers(place, framework)).values()) == [("yes",), ("partly",)]
    assert f"Svaren finns i {place}." in shown
    assert f"Som kommando: lovande assess {place}" in shown
    assert "1. Hembesök (2026-11-22 · 1 av" in shown


def test_a_report_is_saved_and_the_command_shown(begin, tmp_path, framework):
    """A finished file gives a report in the format that was chosen, beside it; a second one gets a number."""
    finished(framework, tmp_path / "svar.yaml")
    number = str(FORMATS["report"].index(".md") + 1)
    shown = begin(NUMBER["report"], "1", "1", number, "", NUMBER["report"], "1", "1", number, "1", "l")
    assert (tmp_path / "svar-rapport.md").read_text(encoding="utf-8").startswith("#")
    assert (tmp_path / "svar-rapport-2.md").exists()
    assert f"Sparat: {tmp_path / 'svar-rapport.md'}" in shown
    assert f"lovande report {tmp_path / 'svar.yaml'} -o {tmp_path / 'svar-rapport.md'} --lang sv" in shown


def test_a_finished_file_is_shown_and_can_be_answered_about_a_year_later(begin, tmp_path, framework):
    """The result of any file can be seen; again begins a new file with the earlier answers beside."""
    keep(framework, tmp_path / "svar.yaml", date="2025-11-20")
    shown = begin(
        NUMBER["result"], "1", "p", NUMBER["again"], "1", "", "", "1", "p", NUMBER["continue"], "1", "", "p", "l"
    )
    assert "11 av 11 element finns." in shown
    assert shown.count("1. ja (förra gången)") >= 2  # also when it is gone on with
    later = load_answers(tmp_path / "hembesok-2026-11-22.yaml", framework)
    assert (later.practice.name, list(chosen(later).values())) == ("Hembesök", [("yes",)])


def test_files_that_look_alike_are_told_apart(begin, tmp_path, framework):
    """Two forms that say the same stand in the list with their names; other files have none."""
    for name in ("formulär-a.yaml", "formulär-b.yaml"):
        keep(framework, tmp_path / name)
    keep(framework, tmp_path / "annan.yaml", date="2026-11-21")
    shown = begin(NUMBER["continue"], "/b", "l")
    assert "2. Hembesök (2026-11-20 · formulär-a.yaml · allt besvarat)" in shown
    assert "annan.yaml" not in shown


def test_enter_takes_the_first_of_every_list(begin, tmp_path, framework):
    """Where nothing is kept Enter begins anew; then it goes on, takes the latest file and the first format."""
    begin("1", "", "", "Hembesök", "p", "l")
    assert load_answers(tmp_path / "hembesok-2026-11-22.yaml", framework).practice.name == "Hembesök"
    keep(framework, tmp_path / "svar.yaml", date="2026-11-23")
    begin(NUMBER["report"], "", "", "", "", "l")
    assert (tmp_path / "svar-rapport.html").exists()


def test_only_answer_files_are_counted(begin, tmp_path, framework):
    """Files of another kind beside the answers are no answers, and named; a broken one is in the list with its fault."""
    keep(framework, tmp_path / "svar.yaml")
    (tmp_path / "framework.yaml").write_text("id: lovande-praktik\ntitle: Lovande praktik\n", encoding="utf-8")
    (tmp_path / "trasig.json").write_text('{"lovande": 1, "answers"', encoding="utf-8")
    shown = begin(NUMBER["continue"], "b", "l")
    assert Say("sv")("start.files", count=2) in shown
    assert Say("sv")("files.passed-over", names="framework.yaml") in shown
    assert "2. trasig.json (En parentes ([ eller {) är inte rätt avslutad.)" in shown


@pytest.mark.parametrize(
    ("name", "found"), [("Hembesök i Björken", True), ("Hembesök i Bjorken", True), ("Öppet hus", False)]
)
def test_a_practice_renamed_a_little_is_told(begin, tmp_path, framework, name, found):
    """What is beside from last year is said to be about the other name; a practice of another name is not beside."""
    keep(framework, tmp_path / "2025.yaml", name="Hembesök i Björken", date="2025-11-20")
    keep(framework, tmp_path / "2026.yaml", name=name, date="2026-11-20", answer="unknown")
    shown = begin(NUMBER["continue"], "1", "b", "b", "p", "l")
    assert ("(förra gången)" in shown) == found
    assert ("Filerna räknas som samma arbetssätt" in shown) == (found and name != "Hembesök i Björken")


def test_forms_for_those_who_were_not_there(begin, tmp_path, framework):
    """Each colleague gets a form of their own, named after person and practice; going back writes none."""
    keep(framework, tmp_path / "svar.yaml")
    number = str(FORMATS["form"].index(".html") + 1)
    begin(NUMBER["form"], "1", "/b", NUMBER["form"], "2", "", "Anna, nattpersonal", "", number, "", "l")
    assert sorted(one.name for one in tmp_path.glob("*.html")) == ["formular-anna.html", "formular-nattpersonal.html"]


def test_documents_are_in_the_language_on_the_screen(begin, tmp_path, framework):
    """Whoever has changed language gets forms and maps in the new one, and the command shown says so."""
    keep(framework, tmp_path / "svar.yaml")
    number = [str(FORMATS[command].index(".html") + 1) for command in ("form", "map")]
    shown = begin("s", NUMBER["form"], "1", "", "", number[0], "", NUMBER["map"], "1", number[1], "", "l")
    pages = [one.read_text(encoding="utf-8") for one in tmp_path.glob("*.html")]
    assert [page.count('<html lang="da"') for page in pages] == [1, 1]
    assert shown.count("--lang da") == 4  # when it is saved, and on the start page


@pytest.mark.parametrize("language", spoken_languages())
def test_forms_before_the_first_meeting(begin, tmp_path, framework, language):
    """On a fresh computer the practice's name is asked for, folders are made, and each role has a form that says who
    answers, in the language of the screen; the command beneath writes the same forms."""
    folder = tmp_path / "Dokument" / "lovande"
    number = str(FORMATS["form"].index(".yaml") + 1)
    roles = "Kurator, Fältare,, Chef, Kurator"
    shown = begin(
        NUMBER["form"], "Öppet hus", roles, "chef@exempel.se", number, "", "l", language=language, folder=folder
    )
    written = sorted(folder.iterdir())
    kind = Say(language)("start.form.file").replace("ä", "a")
    assert [path.stem for path in written] == [f"{kind}-oppet-hus-{role}" for role in ("chef", "faltare", "kurator")]
    sheets = [load_answers(path, framework) for path in written]
    assert [sheet.workshop.answered_by for sheet in sheets] == ["Chef", "Fältare", "Kurator"]
    assert {(sheet.practice.name, sheet.language) for sheet in sheets} == {("Öppet hus", language)}
    assert all(str(path) in shown for path in written)
    command = Say(language)("interview.command", command="")
    words = shlex.split(shown.split(f"{command}lovande ")[1].partition(f"--lang {language}")[0])
    before = {path.name: path.read_bytes() for path in written}
    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(SystemExit):
        main([*words, "--lang", language])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_nothing_typed_about_forms_is_lost(begin, tmp_path):
    """Esc goes back to the line before with what was typed there, also to the start page and after a failed save."""
    (tmp_path / "fil").write_text("", encoding="utf-8")
    number = str(FORMATS["form"].index(".yaml") + 1)
    lines = ("Öppet hus", "Kurator", "/b", "", "Anna", number, "/b", "/b", "/b", "/b", NUMBER["form"], "/b", "l")
    shown = begin(NUMBER["form"], *lines, folder=tmp_path / "fil" / "lovande")
    draft = Say("sv")("interview.plain.draft", text="")
    for text, times in (("Öppet hus", 2), ("Kurator", 2), ("Anna", 1)):
        assert shown.count(f"{draft}{text}") == times
    assert "Mappen finns inte." in shown


def test_answers_in_the_downloads_are_put_together_when_nothing_else_is_there(begin, tmp_path, framework):
    """Colleagues' forms that came back are found where a browser saves them, and the joined file gets its folder."""
    downloads, folder = tmp_path / "Hämtade filer", tmp_path / "Dokument" / "lovande"
    downloads.mkdir()
    for who in ("Kurator", "Chef"):
        keep(framework, downloads / f"{who}.yaml", who=who)
    shown = begin(NUMBER["group"], "1", "", "/b", "", "2", "1", "l", folder=folder)
    (joined,) = folder.glob("tillsammans-*.yaml")
    assert set(load_answers(joined, framework).by_person) == {"Kurator", "Chef"}
    assert f"-o {joined} --names" in shown
    assert shown.count("Hur ska var och ens svar visas?") == 2  # going back leads to the files


def test_answers_are_put_together_and_the_open_questions_settled(begin, tmp_path, framework):
    """Files about the practice are ticked already, also one that was downloaded; what differs is answered together."""
    question = framework.questions[0].id
    keep(framework, tmp_path / "a.yaml", who="A")
    (tmp_path / "Hämtade filer").mkdir()
    keep(framework, tmp_path / "Hämtade filer" / "b.yaml", who="B", **{question.replace(".", "__"): "no"})
    keep(framework, tmp_path / "annat.yaml", name="Annat", date="2026-11-01")
    shown = begin(NUMBER["group"], "1", "", "1", "2", "", "p", "l")
    (joined,) = tmp_path.glob("tillsammans-*.yaml")
    sheet = load_answers(joined, framework)
    assert set(sheet.answer(question).votes) == {"A", "B"}
    assert sheet.answer(question).chosen == ("partly",)
    assert "På en fråga behöver ni enas om ett svar." in shown
    assert "Var för sig: A ja · B nej" in shown


def test_only_the_latest_round_is_ticked(begin, tmp_path, framework):
    """Last year's file about the same practice stands in the list, and is not put together with this year's."""
    question = framework.questions[0].id
    keep(framework, tmp_path / "a.yaml", who="A", date="2026-11-05")
    keep(framework, tmp_path / "b.yaml", who="B", date="2026-11-06", **{question.replace(".", "__"): "no"})
    keep(framework, tmp_path / "fjol.yaml", who="C", date="2025-11-06")
    shown = begin(NUMBER["group"], "1", "", "1", "2", "", "p", "l")
    (joined,) = tmp_path.glob("tillsammans-*.yaml")
    assert set(load_answers(joined, framework).answer(question).votes) == {"A", "B"}
    assert "fjol.yaml är från en annan omgång" not in shown


def test_names_that_differ_are_asked_about(begin, tmp_path, framework):
    """Sheets about practices with other names are put together only when the person says that they are the same."""
    keep(framework, tmp_path / "a.yaml", who="A")
    keep(framework, tmp_path / "b.yaml", who="B", name="Nattpatrullen i Ekbacken", date="2026-11-19")
    begin(NUMBER["group"], "1", "1 2", "", "2", "l")
    assert not list(tmp_path.glob("tillsammans-*"))
    shown = begin(NUMBER["group"], "1", "1 2", "", "1", "1", "l")
    assert "Är det samma arbetssätt?" in shown
    assert list(tmp_path.glob("tillsammans-*"))


def test_what_stops_a_command_is_told_with_its_file_and_nothing_else_is_asked(begin, tmp_path, framework):
    """A file that vanishes from under the page is named; only names that differ make the page ask about practices."""
    for who in "ab":
        keep(framework, tmp_path / f"{who}.yaml", who=who)
    shown = begin(NUMBER["group"], "1", (tmp_path / "b.yaml").unlink, "", "l")
    assert f"{tmp_path / 'b.yaml'}: Filen finns inte." in shown
    assert "Är det samma arbetssätt?" not in shown


def test_a_map_is_drawn_of_a_folder(begin, tmp_path, framework):
    """The folders that hold answers are offered, and the map is kept where the answers are."""
    keep(framework, tmp_path / "a.yaml")
    number = str(FORMATS["map"].index(".html") + 1)
    begin(NUMBER["map"], "1", number, "", "l")
    assert (tmp_path / "karta-2026-11-22.html").exists()


def test_a_map_tells_what_it_leaves_out(begin, tmp_path, framework):
    """The map is saved though a file in the folder cannot be read, and the page says which, and what was passed over."""
    keep(framework, tmp_path / "a.yaml")
    (tmp_path / "a (1).yaml").write_bytes((tmp_path / "a.yaml").read_bytes())
    (tmp_path / "svar.zip").write_bytes(b"PK")
    (tmp_path / "trasig.yaml").write_text("lovande: 1\nanswers: [\n", encoding="utf-8")
    number = str(FORMATS["map"].index(".html") + 1)
    shown = begin(NUMBER["map"], "1", number, "", "l")
    assert (tmp_path / "karta-2026-11-22.html").exists()
    assert "trasig.yaml, rad 3" in shown
    assert Say("sv")("files.passed-over", names="svar.zip") in shown
    assert Say("sv")("files.copy", file="a (1).yaml", original="a.yaml") in shown


@pytest.mark.parametrize("language", spoken_languages())
def test_every_document_can_be_saved_from_the_start_page(begin, tmp_path, framework, language):
    """Catalogue, table, study, leaflet and cards are written as their commands write them, in the language on screen."""
    say = Say(language)
    keep(framework, tmp_path / "a.yaml")
    save_answers(replace(load_answers(tmp_path / "a.yaml", framework), share="public"), tmp_path / "a.yaml", framework)
    for task, command in {
        **{name: name for name in GROUPS["many"][:4]},
        "leaflet": "elements",
        "cards": "cards",
    }.items():
        folder = ("1",) if task in GROUPS["many"] else ()
        shown = begin(NUMBER[task], *folder, "1", "", "l", language=language)
        words = shown.rpartition(say("interview.command", command="lovande "))[2].partition(f"--lang {language}")[0]
        *_, output = typed = shlex.split(words)
        assert (
            typed[0],
            Path(output).name.startswith(say(f"start.{task}.file").translate(str.maketrans({"ø": "o", "æ": "ae"}))),
        ) == (command, True)
        before = Path(output).read_bytes()
        with pytest.raises(SystemExit):
            main([*typed, "--force", "--lang", language])
        assert Path(output).read_bytes() == before, task


def test_one_report_can_be_saved_as_several_kinds_of_file(begin, tmp_path, framework):
    """After one kind of file another can be chosen at once; the short report and the one without notes are there too."""
    keep(framework, tmp_path / "svar.yaml")
    number = {suffix: str(FORMATS["report"].index(suffix) + 1) for suffix in (".md", ".html")}
    shown = begin(NUMBER["report"], "1", "4", number[".md"], "2", number[".html"], "1", "l")
    assert (tmp_path / "svar-rapport.md").exists()
    assert (tmp_path / "svar-rapport.html").exists()
    assert "--short --without-notes" in shown


def test_the_elements_can_be_read(begin, framework):
    """Each element is read with its description and its questions, and one comes back to the list."""
    shown = begin(NUMBER["read"], "4", "", "/b", "l")
    element = framework.elements[3]
    assert element.description["sv"] in shown
    assert all(question.ask["sv"] in shown for question in element.questions)


def test_a_quick_round_is_begun(begin):
    """The quick round asks key questions only, and the command that goes on with it says so."""
    shown = begin(NUMBER["quick"], "Hembesök", "", "", "", "", "1", "p", "l")
    assert "--core" in shown.rpartition("Som kommando")[2]


def test_a_paused_quick_round_goes_on_as_one(begin, tmp_path, framework):
    """With key questions answered alone the group is asked, and Enter goes on with them; another file is gone on with."""
    keys = [question.id for question in framework.questions if question.core]
    begin(NUMBER["quick"], "Hembesök", "", "", "", "", "1", "", "2", "", "p", "l")
    shown = begin(NUMBER["continue"], "1", "", "3", "", "p", "l")
    assert Say("sv")("start.continue.which") in shown
    assert "--core" in shown.rpartition("Som kommando")[2]
    place = tmp_path / "hembesok-2026-11-22.yaml"
    assert list(chosen(load_answers(place, framework))) == keys[:3]
    begin(NUMBER["continue"], "1", "2", "1", "p", "l")
    assert len(chosen(load_answers(place, framework))) == 4
    assert Say("sv")("start.continue.which") not in begin(NUMBER["continue"], "1", "p", "l")


@pytest.mark.parametrize("language", spoken_languages())
def test_a_new_practice_with_the_name_of_another_is_no_second_file_in_silence(begin, tmp_path, framework, language):
    """The group goes on with the answers that are there, answers again after them, begins another file, or goes back."""
    say = Say(language)
    place = tmp_path / "svar.yaml"
    keep(framework, place, date="2025-11-20")
    again, second = (tmp_path / f"hembesok-2026-11-22{number}.yaml" for number in ("", "-2"))
    back, pause = (say(f"interview.key.{move}.letter") for move in ("back", "pause"))
    shown = begin(NUMBER["new"], " HEMBESÖK", back, f"/{pause}", "l", language=language)
    assert say("interview.same-name.ask") in shown
    assert "Hembesök 2025-11-20" in shown
    assert sorted(tmp_path.glob("*.yaml")) == [place]
    shown = begin(NUMBER["new"], "hembesök", "1", "p", "l", language=language)
    assert f"lovande assess {place}" in shown
    assert sorted(tmp_path.glob("*.yaml")) == [place]
    shown = begin(NUMBER["new"], "hembesök", "2", "", "", "1", "p", "l", language=language)
    assert load_answers(again, framework).practice.name == "Hembesök"
    assert f"1. ja ({say('interview.earlier.mark')})" in shown
    begin(NUMBER["new"], "Hembesök", "3", "", "", "", "", "1", "p", "l", language=language)
    assert sorted(tmp_path.glob("*.yaml")) == [second, again, place]


@pytest.mark.parametrize("language", spoken_languages())
def test_the_questions_are_tried_out(begin, tmp_path, framework, language):
    """A pilot is begun and gone on with from the start page: it says first what it measures, and how as a command."""
    say = Say(language)
    shown = begin(NUMBER["pilot"], "", "Hembesök", "", "", "", "", "1", "p", "l", language=language)
    assert say("interview.pilot.heading") in shown
    assert "--time" in shown.rpartition("lovande assess")[2]
    place = tmp_path / "hembesok-2026-11-22.yaml"
    shown = begin(NUMBER["pilot"], "1", "", "2", "p", "l", language=language)
    assert say("interview.pilot.heading") in shown
    assert len(chosen(load_answers(place, framework))) == 2


@pytest.mark.parametrize("language", spoken_languages())
def test_next_steps_whose_time_has_come_are_told(begin, tmp_path, framework, language):
    """One line names the step and its practice until it is marked as done; a step of a later month, of an earlier round
    or in a broken file is not told."""
    say = Say(language)
    keep(framework, tmp_path / "svar.yaml", date="2026-06-01")
    keep(framework, tmp_path / "förra.yaml", date="2025-06-01")
    steps = (Action(what="Ringa FoU", when="2027-02"), Action(what="Fråga alla", when="2026-11"))
    for name, actions in (("svar", steps), ("förra", (Action(what="Glömt", when="2025-08"),))):
        sheet = load_answers(tmp_path / f"{name}.yaml", framework)
        save_answers(replace(sheet, actions=actions), tmp_path / f"{name}.yaml", framework)
    (tmp_path / "trasig.yaml").write_text("lovande: 1\nactions: [\n", encoding="utf-8")
    told = f"{say('start.follow-up.due')}: Fråga alla (Hembesök)"
    shown = begin(NUMBER["follow-up"], "1", "2", "1", "1", "/b", "l", language=language)
    before, _, after = shown.partition(say("start.follow-up.which"))
    assert (told in before, "Glömt" in shown, told in after.rpartition(say("start.follow-up.which"))[2]) == (
        True,
        False,
        False,
    )
    assert [step.done for step in load_answers(tmp_path / "svar.yaml", framework).actions] == [False, True]


def test_a_practice_is_put_away_and_brought_back(begin, tmp_path, framework):
    """The file goes to the archive with its draft and backups and comes back; nothing that is there is replaced."""
    keep(framework, tmp_path / "svar.yaml")
    (tmp_path / "svar.yaml.bak2").write_text("äldre", encoding="utf-8")
    (tmp_path / ".svar.yaml.draft").write_text('{"texts": {}}', encoding="utf-8")
    whole = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    shown = begin(NUMBER["archive"], "1", NUMBER["continue"], "l")
    assert f"Arkiverat: {tmp_path / 'arkiv' / 'svar.yaml'}" in shown
    assert "Det finns inga svar ännu." in shown
    assert {path.name: path.read_bytes() for path in (tmp_path / "arkiv").iterdir()} == whole
    keep(framework, tmp_path / "svar.yaml", name="Torget")
    begin(NUMBER["archive"], "2", "1", "l")
    assert load_answers(tmp_path / "svar.yaml", framework).practice.name == "Torget"
    names = ["svar-2.yaml", "svar-2.yaml.bak2", ".svar-2.yaml.draft"]
    assert [(tmp_path / name).read_bytes() for name in names] == [whole[n.replace("-2", "")] for n in names]
    assert not list((tmp_path / "arkiv").iterdir())


def test_an_open_practice_is_not_put_away(begin, tmp_path, framework):
    """A file that an interview has open stays where it is, and the page says so."""
    keep(framework, tmp_path / "svar.yaml")
    with AnswerStore(framework) as storage:
        storage.open(str(tmp_path / "svar.yaml"))
        shown = begin(NUMBER["archive"], "1", "l")
    assert (tmp_path / "svar.yaml").exists()
    assert "svar.yaml" in shown.partition("Arkivera")[2]


@pytest.mark.parametrize("place", ["start page", "overview"])
def test_a_practice_is_renamed(begin, tmp_path, framework, place):
    """Name, date and contact are changed from the start page and from the overview, what is wrong is asked again, and the
    file keeps its name."""
    keep(framework, tmp_path / "svar.yaml", date="2026-11-20")
    changes = ("1", "Torget", "4", "i går", "2026-11-21", "6", "samordnaren", "/b")
    if place == "start page":
        shown = begin(NUMBER["details"], "1", *changes, "l")
    else:
        shown = begin(NUMBER["result"], "1", "ö", "13", *changes, "/b", "p", "l")
    sheet = load_answers(tmp_path / "svar.yaml", framework)
    assert (sheet.practice.name, sheet.practice.contact) == ("Torget", "samordnaren")
    assert sheet.workshop.date == "2026-11-21"
    assert "Filen heter fortfarande svar.yaml" in shown


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="the program that opens files is xdg-open")
def test_what_is_saved_is_opened_only_when_somebody_asks(begin, tmp_path, framework, monkeypatch):
    """A saved report can be opened, or its folder; with a screen the system's own program is started, once for each."""
    opened = tmp_path / "opened"
    os.mkfifo(opened)
    program = tmp_path / "bin" / "xdg-open"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" > {opened}\n', encoding="utf-8")
    program.chmod(0o755)
    keep(framework, tmp_path / "svar.yaml")
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    number = str(FORMATS["report"].index(".md") + 1)
    started = []

    def read():
        started.append(opened.read_text(encoding="utf-8").strip())

    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert Say("sv")("interview.document.open") not in begin(NUMBER["report"], "1", "1", number, "", "l")
    monkeypatch.setenv("DISPLAY", ":0")
    begin(NUMBER["report"], "1", "1", number, "3", read, "4", read, "1", "l")
    assert started == [str(tmp_path / "svar-rapport-2.md"), str(tmp_path)]


def test_copies_are_marked_and_not_ticked(begin, tmp_path, framework):
    """What is a copy of another file says so in the list, and only the first is put together with the others."""
    keep(framework, tmp_path / "a.yaml", who="A")
    keep(framework, tmp_path / "b.yaml", who="B", **{"goals__time-bound": "no"})
    (tmp_path / "a - Kopia.yaml").write_bytes((tmp_path / "a.yaml").read_bytes())
    keep(framework, tmp_path / "a (motstridig kopia).yaml", who="A", answer="no")
    shown = begin(NUMBER["group"], "1", "", "2", "l")
    assert "a - Kopia.yaml · kopia av a.yaml" in shown
    assert "a (motstridig kopia).yaml · annan version av a.yaml" in shown
    (joined,) = tmp_path.glob("tillsammans-*.yaml")
    assert set(load_answers(joined, framework).answer("goals.time-bound").votes) == {"A", "B"}


def test_a_ticked_file_can_be_left_out(begin, tmp_path, framework):
    """Whoever changes the ticks goes on with those alone; on a full screen the program ended there."""
    for who in ("A", "B", "C"):
        keep(framework, tmp_path / f"{who}.yaml", who=who)
    begin(NUMBER["group"], "1", "1 2", "", "2", "l")
    (joined,) = tmp_path.glob("tillsammans-*.yaml")
    assert len(load_answers(joined, framework).answer("goals.time-bound").votes) == 2


def test_a_file_with_newer_questions_says_so_when_opened(begin, tmp_path, framework):
    """Whoever opens a file that a newer program has made is told before anything is answered."""
    path = tmp_path / "a.yaml"
    keep(framework, path)
    path.write_text(path.read_text(encoding="utf-8").replace(framework.version, "2099.1"), encoding="utf-8")
    assert "Filen har nyare frågor (2099.1) än programmet" in begin(NUMBER["continue"], "1", "p", "l")


def test_what_cannot_be_done_is_told(begin, tmp_path):
    """Without answers, or with files that cannot be read, a sentence says what to do."""
    assert "Det finns inga svar ännu." in begin(NUMBER["report"], NUMBER["map"], NUMBER["group"], "l")
    (tmp_path / "trasig.yaml").write_text("lovande: 1\nanswers: [\n", encoding="utf-8")
    shown = begin(NUMBER["continue"], "1", "/b", "l")
    assert "1. trasig.yaml (En parentes ([ eller {) är inte rätt avslutad.)" in shown
    assert "trasig.yaml, rad 3: En parentes ([ eller {) är inte rätt avslutad. Kontrollera parenteser" in shown


@pytest.mark.parametrize("language", spoken_languages())
def test_the_page_speaks_the_language_and_changes_it(begin, language):
    """Every line is in the language asked for, and the key for language changes all of them."""
    shown = begin("s", "l", language=language)
    for one in spoken_languages():
        assert all(Say(one)(f"start.{task}.label") in shown for task in MENU)


def describe(framework, storage, place, *lines):
    """Write a description line by line; the outcome and what was shown."""
    shown = io.StringIO()
    sheet = storage.open(str(place))
    setting = set_up(framework, LineMode(read=Script(*lines), show=shown, width=10_000))
    outcome = run_description(AnswerSession(setting, sheet, storage))
    return outcome, " ".join(shown.getvalue().split())


def test_a_description_is_written_part_by_part(tmp_path, framework):
    """Each part is saved at once, what the answers say stands beside, the chain leads on, and one can come back."""
    place = tmp_path / "svar.yaml"
    keep(framework, place)
    sheet = load_answers(place, framework)
    beside = next(one for one in framework.questions if one.element == "goals")
    save_answers(sheet.with_answer(beside.id, Answer(chosen=("yes",), note="Tre mål")), place, framework)
    parts = [part.id for part in framework.description]
    why, change = str(parts.index("why") + 1), str(parts.index("change") + 1)
    with AnswerStore(framework) as storage:
        lines = (
            "1",
            "Vi hälsar på.\\",
            "Varje vecka.",
            "/b",
            why,
            "/b",
            change,
            "Personal",
            "Besök",
            "",
            "",
            "/b",
            str(len(framework.description) + 1),
            "2",
        )
        outcome, shown = describe(framework, storage, place, *lines)
    saved = load_answers(place, framework)
    assert outcome.sheet == saved
    assert saved.description == {
        "in-short": "Vi hälsar på.\nVarje vecka.",
        "change": {"resources": "Personal", "activities": "Besök"},
    }
    assert saved.share == "public"
    assert "4.1 ja: Tre mål" in shown
    assert "Resurser: Personal" in shown
    assert "● skriven" in shown
    with AnswerStore(framework) as storage:
        _, shown = describe(framework, storage, place, "")
    assert "skrivet: 1 av 14 delar" in shown


def test_a_half_written_part_is_kept(tmp_path, framework):
    """Whoever goes back or goes on without Enter has what was typed kept; an emptied part is empty."""
    place = tmp_path / "svar.yaml"
    keep(framework, place)
    with AnswerStore(framework) as storage:
        describe(framework, storage, place, "1", "Ett utkast", "/b")
    assert load_answers(place, framework).description == {"in-short": "Ett utkast"}
    with AnswerStore(framework) as storage:
        describe(framework, storage, place, "1", "-", "/b")
    assert load_answers(place, framework).description == {}


def test_the_interview_points_to_the_empty_description(begin, tmp_path, framework):
    """After the steps stand the empty parts that the group said yes to, and one can be written at once."""
    keep(framework, tmp_path / "svar.yaml")
    shown = begin(NUMBER["result"], "1", "", "", "", "1", "För nya föräldrar", "", "p", "l")
    assert "1. Målgrupp (5 frågor)" in shown.partition(Say("sv")("interview.describe.gaps"))[2]
    assert load_answers(tmp_path / "svar.yaml", framework).description == {"for-whom": "För nya föräldrar"}


def test_where_answers_are_kept(tmp_path, monkeypatch, framework):
    """Among the documents, unless the current folder holds answers already; nothing is made before it is needed."""
    from lovande_cli.files import default_folders

    here, documents = tmp_path / "här", tmp_path / "Dokument"
    here.mkdir()
    documents.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(default_folders, "documents_folder", lambda: documents)
    assert default_folders.answer_folders() == (documents / "lovande", here)
    (here / "annat.yaml").write_text("a: 1\n", encoding="utf-8")
    assert default_folders.answer_folders()[0] == documents / "lovande"
    keep(framework, here / "svar.yaml")
    assert default_folders.answer_folders() == (here, documents / "lovande")
    assert not (documents / "lovande").exists()
    assert isinstance(default_folders.downloads_folder(), Path)
