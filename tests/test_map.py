"""The map of many practices: its rows are what score says, its order is never a ranking, its files are safe to open."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, missing, sheet, sheets, trimmed, untimed

from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.practices import MapRow, Order, PracticeMap, draw_map, row_of
from lovande_cli.assessment.scoring import STATUSES, score
from lovande_cli.documents.data import map_csv, map_json, result_content
from lovande_cli.documents.map import MAPS
from lovande_cli.files.answerfolders import find_files, score_files
from lovande_cli.files.elementfiles import load_framework, standard_folder
from lovande_cli.language import Say
from lovande_cli.screens import Console, record_console
from lovande_cli.screens.map import MOST_ROWS, show_map, with_progress

FRAMEWORK = load_framework(standard_folder())
SV = Say("sv")
KEYS = ("id", "status", "status_low", "status_high", "low", "high", "questions", "answered", "documented")


def row(name: str, organisation: str = "", date: str = "", file: str = "", **answers: str) -> MapRow:
    """A row for a practice with these answers."""
    made = row_of(file or f"{name}-{date}.yaml", score(FRAMEWORK, sheet(FRAMEWORK, **answers)))
    return replace(made, name=name, organisation=organisation, date=date)


@untimed
@given(sheets(FRAMEWORK))
def test_rows_are_what_score_says(one) -> None:
    """Each element of a row, in memory and as JSON, is exactly what `score --format json` gives for the same sheet."""
    result = score(FRAMEWORK, one)
    overview = draw_map(FRAMEWORK, [row_of("a.yaml", result)])
    assert [cell.status for cell in overview.rows[0].cells] == [e.status for e in result.elements]
    told = json.loads("".join(map_json(overview)))["practices"][0]["elements"]
    scored = result_content(result, SV)["elements"]
    assert told == [{key: element[key] for key in KEYS} for element in scored]


@untimed
@given(st.lists(sheets(FRAMEWORK, few=True), max_size=4))
def test_counts_add_up(many) -> None:
    """Every practice is counted once for each element; a category is the sum of its elements."""
    overview = draw_map(FRAMEWORK, [row_of(str(n), score(FRAMEWORK, one)) for n, one in enumerate(many)])
    for element in FRAMEWORK.elements:
        assert sum(overview.by_element[element.id].values()) == len(many)
    for category in FRAMEWORK.categories:
        within = [overview.by_element[e.id] for e in FRAMEWORK.elements if e.category == category.id]
        assert overview.by_category[category.id] == {s: sum(counts[s] for counts in within) for s in STATUSES}


def test_order_is_by_name_organisation_or_file() -> None:
    """Rows stand in the alphabet's order, å ä ö last in Swedish and æ ø å last in Danish, never by what they have."""
    rows = [
        row("Öppet", "B", file="1"),
        row("Aktivt", "Å", file="3"),
        row("Ängen", "A", file="2"),
        row("Åt", "Ä", file="4"),
    ]

    def names(order, language: str = "sv"):
        return [r.name for r in draw_map(FRAMEWORK, rows, order=order, alphabetical=Say(language).rules.sort_key).rows]

    assert names("name") == ["Aktivt", "Åt", "Ängen", "Öppet"]
    assert names("name", "da") == ["Aktivt", "Ängen", "Öppet", "Åt"]
    assert names("organisation") == ["Ängen", "Öppet", "Aktivt", "Åt"]
    assert names("file") == ["Öppet", "Ängen", "Aktivt", "Åt"]


def test_filters_say_what_they_leave_out() -> None:
    """Part of an organisation's name in any case; a first date, which leaves out and counts those without one."""
    rows = [row("A", "Norra kommunen", "2025-05-01"), row("B", "NORRA", ""), row("C", "Södra", "2026-01-01")]
    assert [r.name for r in draw_map(FRAMEWORK, rows, organisation="norra").rows] == ["A", "B"]
    recent = draw_map(FRAMEWORK, rows, since="2026")
    assert ([r.name for r in recent.rows], recent.left_out, recent.undated) == (["C"], 2, 1)
    assert draw_map(FRAMEWORK, rows, organisation="norra", since="2025").undated == 1


@pytest.mark.parametrize(("since", "names"), [("2026-01-01", ["B"]), ("2025-12-31", ["A", "B"]), ("2026", ["B"])])
def test_the_first_date_is_itself_shown(since: str, names: list[str]) -> None:
    """A practice from the very date asked for is on the map, one from the day before is not."""
    rows = [row("A", date="2025-12-31"), row("B", date="2026-01-01")]
    assert [r.name for r in draw_map(FRAMEWORK, rows, since=since).rows] == names


def test_the_same_practice_several_times_is_noticed() -> None:
    """Same name and organisation, however spaced and capitalised; rows without a name are not taken for the same."""
    rows = [
        row("Hembesök", "X", "2025-01-01"),
        row("hem besök", "X"),
        row(" HEMBESÖK ", "x", "2026-01-01"),
        row(""),
        row(""),
    ]
    repeated = draw_map(FRAMEWORK, rows, alphabetical=SV.rules.sort_key).repeated
    assert [[r.date for r in same] for same in repeated] == [["2025-01-01", "2026-01-01"]]


@pytest.fixture(scope="module")
def examples_map(framework: Framework, examples: Path) -> PracticeMap:
    """The map of all examples, files named as from the top of the project."""
    read = score_files(find_files([examples]), framework)
    rows = [
        replace(one.row, file=Path(one.row.file).relative_to(examples.parent).as_posix()) for one in read if one.row
    ]
    return draw_map(framework, rows, alphabetical=SV.rules.sort_key)


@pytest.mark.parametrize(("language", "width"), [("sv", 80), ("da", 60)])
def test_screen_looks_as_accepted(
    examples_map: PracticeMap, language: str, width: int, golden: Callable[[str, str], None]
) -> None:
    """The map of the examples wide and narrow, sign for sign."""
    golden(f"map-{language}-{width}.txt", screen(examples_map, width, language))


@pytest.mark.parametrize("order", ["name", "organisation"])
@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize("language", LANGUAGES)
def test_screen_says_everything(examples_map: PracticeMap, language: str, width: int, order: Order) -> None:
    """Every practice and element is there, in the order asked for; no line is wider than the screen."""
    say = Say(language)
    overview = draw_map(FRAMEWORK, examples_map.rows, order=order, alphabetical=say.rules.sort_key)
    shown = screen(overview, width, language, order=order)
    names = [practice.name for practice in overview.rows]
    assert missing(shown, [*names, *(say.text(element.name) for element in FRAMEWORK.elements)]) == []
    assert max(map(len, shown.splitlines())) <= width


def screen(overview: PracticeMap, width: int, language: str, **how: str) -> str:
    """What is shown, without the blanks that fill up lines."""
    console = record_console(width)
    show_map(overview, Say(language), console, **how)
    return trimmed(console.file.getvalue())


@pytest.mark.parametrize("width", [80, 60, 40])
def test_screen_shows_names_as_they_are_written(width: int) -> None:
    """Markup, control characters and endless words neither act nor break the columns."""
    shown = screen(draw_map(FRAMEWORK, [row("[red]x[/] \x1b[31m" + "lång" * 40, "[b]y[/b]"), row("")]), width, "sv")
    assert "[red]x[/] [31m" in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= width


def test_screen_of_very_many_shows_sums_and_where_the_rows_are() -> None:
    """Too many rows for a screen are not printed, and that is said."""
    shown = screen(draw_map(FRAMEWORK, [row("x", file=str(n)) for n in range(MOST_ROWS + 1)]), 80, "sv")
    assert f"{MOST_ROWS + 1} rader" in shown
    assert len(shown.splitlines()) < 60


def test_screen_of_nothing() -> None:
    """An empty map says that there is nothing to show."""
    assert "inga arbetssätt" in screen(draw_map(FRAMEWORK, []), 80, "sv")


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_seen_in_a_terminal_only(terminal: bool) -> None:
    """Every item comes through; a terminal shows how many of how many, a file or pipe gets nothing."""
    console = Console(file=io.StringIO(), force_terminal=terminal, width=80)
    assert list(with_progress(iter(range(100)), 100, SV, console)) == list(range(100))
    assert ("Läser filer" in console.file.getvalue() and "40/100" in console.file.getvalue()) == terminal
    assert terminal or console.file.getvalue() == ""


NASTY = '=HYPERLINK("http://x")<script>alert(1)</script>'


@pytest.fixture
def nasty() -> PracticeMap:
    """A map of one practice whose name is a formula and a script."""
    return draw_map(FRAMEWORK, [row(NASTY, "+1", "2026-01-01", file="-a.yaml"), row("B\x07\x00", "@x")])


def test_csv_is_tidy_and_safe_to_open(nasty: PracticeMap) -> None:
    """One row for each practice and element; what a spreadsheet would run begins with an apostrophe, and no control is left."""
    rows = list(csv.DictReader(io.StringIO("".join(map_csv(nasty, SV)))))
    assert len(rows) == 2 * len(FRAMEWORK.elements)
    assert {r["practice"] for r in rows} == {f"'{NASTY}", "B"}
    assert {r["organisation"] for r in rows} == {"'+1", "'@x"}
    assert [r["element"] for r in rows[:11]] == [e.id for e in FRAMEWORK.elements]


def test_workbook_holds_no_formula(nasty: PracticeMap, tmp_path: Path) -> None:
    """Every text cell of the workbook is a text; signs, key and sums are there."""
    path = tmp_path / "karta.xlsx"
    path.write_bytes(MAPS[".xlsx"](nasty, SV))
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert NASTY in [cell.value for cell in cells]
    assert book.sheetnames == ["Karta", "Summor"]


def test_page_is_self_contained_and_escaped(nasty: PracticeMap) -> None:
    """The page runs and loads nothing; a status is a sign and a word in every cell."""
    page = MAPS[".html"](nasty, Say("da")).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r'\b(?:src|href)="(?!#)', page)
    assert "default-src 'none'; style-src 'sha256-" in page
    assert page.count('<td class="c">') == 2 * len(FRAMEWORK.elements)
    assert (
        len(re.findall(r'<td class="c"><b class="[a-z-]+" aria-hidden="true">[●◐○?–]</b><i>[a-zæøå ]+</i>', page)) == 22
    )
    assert '<html lang="da">' in page


def test_every_format_can_hold_nothing() -> None:
    """A map without rows can be written in every format."""
    for write in MAPS.values():
        assert write(draw_map(FRAMEWORK, []), SV)
