"""What a manager pastes or puts in a calendar: the result as one picture, and the next steps as events."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from made import LANGUAGES, drawing, sheets

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, Practice, Workshop
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.scoring import score
from lovande_cli.documents import write_report
from lovande_cli.documents.calendar import write_calendar
from lovande_cli.documents.report import ReportOptions, without_notes
from lovande_cli.documents.slide import MAX_LETTERS, build_slide
from lovande_cli.documents.writers.slide import write_slide
from lovande_cli.files.answer_files import load_answers, write_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say

FRAMEWORK = load_framework(standard_folder())
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_a_slide(examples: Path, framework: Framework, language: str) -> None:
    """PNG in 16:9 of 1920 x 1080 points and SVG of the same, with every element, its status in words and what is there."""
    result = score(framework, load_answers(examples / "hembesok.sv.yaml", framework))
    slide, say = build_slide(result, Say(language)), Say(language)
    assert [one.name for one in slide.elements] == [
        f"{e.element.number} {say.text(e.element.name)}" for e in result.elements
    ]
    assert [one.status for one in slide.elements] == [e.status for e in result.elements]
    assert [len(one.lines) for one in slide.lists] == [3, 3]
    png = write_slide(slide, ".png")
    assert struct.unpack(">II", png[16:24]) == (1920, 1080)
    assert write_slide(slide, ".svg").startswith(b"<svg")


@given(data=st.data())
@drawing(0.2)
def test_any_result_is_one_picture(data: st.DataObject) -> None:
    """Whatever people wrote, however long, is drawn on one slide, and what is cut says so."""
    sheet = data.draw(sheets(FRAMEWORK))
    long = data.draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=MAX_LETTERS, max_size=300))
    sheet = replace(
        sheet, practice=Practice(name=long, organisation=long), actions=(Action(what=long, who="A", when=long),)
    )
    slide = build_slide(score(FRAMEWORK, sheet), Say("da"))
    assert struct.unpack(">II", write_slide(slide, ".png")[16:24]) == (1920, 1080)
    shown = [text for one in slide.lists for _, text in one.lines]
    assert all(len(text) <= MAX_LETTERS + 2 for text in shown)


def events(sheet: AnswerSheet, language: str = "sv") -> list[tuple[date, str, str]]:
    """The day, the title and the text of each event that another program finds."""
    found = Calendar.from_ical(write_calendar(sheet, Say(language), now=NOW)).walk("VEVENT")
    return [(one.decoded("dtstart"), str(one["summary"]), str(one["description"])) for one in found]


def test_next_steps_and_the_meeting_a_year_later_are_events(framework: Framework) -> None:
    """A step stands on its day or the first Monday of its month; done ones are left out, undated ones are not lost."""
    sheet = AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language="sv",
        practice=Practice(name="Hembesök"),
        workshop=Workshop(date="2026-10-14"),
        actions=(
            Action(what="Mäta; räkna, jämföra\noch rita", who="Åsa", when="januari"),
            Action(what="Ringa", when="2026-12-03"),
            Action(what="Klart", when="2026-12", done=True),
            Action(what="Fundera", when="när vi hinner"),
        ),
    )
    first, second, later = events(sheet)
    assert first == (date(2027, 1, 4), "Mäta; räkna, jämföra\noch rita", "Hembesök\nVem: Åsa\nNär: januari")
    assert second == (date(2026, 12, 3), "Ringa", "Hembesök\nNär: 2026-12-03")
    assert later[:2] == (date(2027, 10, 18), "Ett år senare: Hembesök")
    assert "- Fundera · när vi hinner" in later[2]


def test_the_same_step_is_the_same_event(examples: Path, framework: Framework) -> None:
    """Written again at another time the events keep their identities, so that a calendar does not get two of each."""
    sheet = load_answers(examples / "hembesok.sv.yaml", framework)
    again = [write_calendar(sheet, Say("sv"), now=now) for now in (NOW, NOW.replace(year=2027))]
    identities = [[str(one["uid"]) for one in Calendar.from_ical(one).walk("VEVENT")] for one in again]
    assert identities[0] == identities[1]
    assert len(set(identities[0])) == len(identities[0]) == 4


def test_steps_without_a_date_are_told(run: Run, tmp_path: Path, framework: Framework) -> None:
    """`report -o steg.ics` says on stderr which steps no calendar can place, and that they are not lost."""
    sheet = AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language="da",
        workshop=Workshop(date="2026-10-14"),
        actions=(Action(what="Måle", when="marts 2027"), Action(what="Tænke over målene", when="når vi kan")),
    )
    (tmp_path / "svar.yaml").write_text(write_answers(sheet, framework), encoding="utf-8")
    done = run("report", str(tmp_path / "svar.yaml"), "-o", str(tmp_path / "skridt.ics"))
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[1:] == [
        "Ét skridt har ingen dato. Det står i mødet om et år:",
        "- Tænke over målene",
    ]
    found = Calendar.from_ical((tmp_path / "skridt.ics").read_bytes()).walk("VEVENT")
    assert [one.decoded("dtstart") for one in found] == [date(2027, 3, 1), date(2027, 10, 18)]
    assert "Tænke over målene" in str(found[1]["description"])


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_the_report_can_be_a_picture(suffix: str, run: Run, examples: Path, tmp_path: Path) -> None:
    """`report -o bild.png` or `.svg` writes the slide, and says nothing else."""
    done = run("report", str(examples / "hembesok.sv.yaml"), "-o", str(tmp_path / f"bild{suffix}"))
    assert (done.code, done.out, len(done.err.splitlines())) == (0, "", 1)
    assert (tmp_path / f"bild{suffix}").read_bytes()[:4] in (b"\x89PNG", b"<svg")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_says_that_a_practice_is_tested(examples: Path, framework: Framework, language: str) -> None:
    """A yes to the gate question is told on the slide; without one nothing is said of trials."""
    sheet = load_answers(examples / "hembesok.sv.yaml", framework)
    tested = sheet.with_answer(framework.gate, Answer(chosen=("yes",)))
    notices = [build_slide(score(framework, one), Say(language)).notice for one in (sheet, tested)]
    assert notices == ["", Say(language)("slide.tested")]


def test_a_picture_without_notes_holds_none(examples: Path, framework: Framework) -> None:
    """`--without-notes` leaves evidence out of the picture too."""
    result = score(framework, load_answers(examples / "hembesok.sv.yaml", framework))
    with_notes, without = (
        write_report(result, Say("sv"), ".svg", ReportOptions(notes=notes)) for notes in (True, False)
    )
    assert with_notes != without
    assert without == write_slide(build_slide(without_notes(result), Say("sv")), ".svg")
