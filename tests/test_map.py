"""The practice map: rows are what score says, rounds are joined, order is never a ranking, CSV is safe to open."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, missing, record_console, sheet, sheets, trimmed, untimed
from made_field import PRACTICES, made_field

from lovande_cli.assessment.answers import OPEN, Answer, Practice, Workshop
from lovande_cli.assessment.change import compare
from lovande_cli.assessment.coded_answers import decode_answers, encode_answers
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.group import Submission, gather
from lovande_cli.assessment.practice_map import MapOptions, MapRow, Order, PracticeMap, map_practices, row_of
from lovande_cli.assessment.rounds import is_same_name, split_rounds
from lovande_cli.assessment.scoring import score
from lovande_cli.documents import FORMATS
from lovande_cli.documents.json_csv import map_csv, map_json, result_json
from lovande_cli.documents.map import MAX_ROWS, build_map, write_map
from lovande_cli.documents.writers.terminal import Console, with_progress, write_terminal
from lovande_cli.files.folders import find_files, map_row, work_through
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say

FRAMEWORK = load_framework(standard_folder())
SV = Say("sv")
KEYS = ("id", "status", "status_low", "status_high", "low", "high", "questions", "answered", "documented")


def row(name: str, organisation: str = "", date: str = "", file: str = "", **answers: str) -> MapRow:
    """A row for a practice with these answers."""
    made = row_of(file or f"{name}-{date}.yaml", FRAMEWORK, sheet(FRAMEWORK, **answers))
    return replace(made, name=name, organisation=organisation, date=date)


@untimed
@given(sheets(FRAMEWORK))
def test_rows_are_what_score_says(one) -> None:
    """Each element of a row, in memory and as JSON, is exactly what `score --format json` gives for the same sheet."""
    result = score(FRAMEWORK, one)
    overview = map_practices(FRAMEWORK, [row_of("a.yaml", FRAMEWORK, result.sheet)])
    assert [cell.status for cell in overview.rows[0].cells] == [e.status for e in result.elements]
    told = json.loads("".join(map_json(overview)))["practices"][0]["elements"]
    scored = json.loads(result_json(result, SV))["elements"]
    assert told == [{key: element[key] for key in KEYS} for element in scored]


@untimed
@given(st.lists(sheets(FRAMEWORK, few=True), max_size=4))
def test_counts_add_up(many) -> None:
    """Every row is counted once for each element, and those that have it in place are named."""
    rows = [row_of(str(n), FRAMEWORK, one) for n, one in enumerate(many)]
    overview = map_practices(FRAMEWORK, rows, MapOptions(join=False, latest=False))
    for element in FRAMEWORK.elements:
        assert sum(overview.by_element[element.id].values()) == len(many)
        assert len(overview.in_place[element.id]) == overview.by_element[element.id]["present"]


def test_order_is_by_name_organisation_or_file() -> None:
    """Rows stand in the alphabet's order, å ä ö last in Swedish and æ ø å last in Danish, never by what they have."""
    rows = [
        row("Öppet", "B", file="1"),
        row("Aktivt", "Å", file="3"),
        row("Ängen", "A", file="2"),
        row("Åt", "Ä", file="4"),
    ]

    def names(order, language: str = "sv"):
        return [
            r.name
            for r in map_practices(FRAMEWORK, rows, MapOptions(order=order, sort_key=Say(language).rules.sort_key)).rows
        ]

    assert names("name") == ["Aktivt", "Åt", "Ängen", "Öppet"]
    assert names("name", "da") == ["Aktivt", "Ängen", "Öppet", "Åt"]
    assert names("organisation") == ["Ängen", "Öppet", "Aktivt", "Åt"]
    assert names("file") == ["Öppet", "Ängen", "Aktivt", "Åt"]


def test_filters_say_what_they_leave_out() -> None:
    """Part of an organisation's name in any case; a first date, which leaves out and counts those without one."""
    rows = [row("A", "Norra kommunen", "2025-05-01"), row("B", "NORRA", ""), row("C", "Södra", "2026-01-01")]
    assert [r.name for r in map_practices(FRAMEWORK, rows, MapOptions(organisation="norra")).rows] == ["A", "B"]
    recent = map_practices(FRAMEWORK, rows, MapOptions(since="2026"))
    assert ([r.name for r in recent.rows], recent.left_out, recent.undated) == (["C"], 2, 1)
    assert map_practices(FRAMEWORK, rows, MapOptions(organisation="norra", since="2025")).undated == 1


@pytest.mark.parametrize(("since", "names"), [("2026-01-01", ["B"]), ("2025-12-31", ["A", "B"]), ("2026", ["B"])])
def test_the_first_date_is_itself_shown(since: str, names: list[str]) -> None:
    """A practice from the very date asked for is on the map, one from the day before is not."""
    rows = [row("A", date="2025-12-31"), row("B", date="2026-01-01")]
    assert [r.name for r in map_practices(FRAMEWORK, rows, MapOptions(since=since)).rows] == names


def test_the_same_practice_several_times_is_noticed() -> None:
    """Same name and organisation, however spaced and capitalised; rows without a name are not taken for the same."""
    rows = [
        row("Hembesök", "X", "2025-01-01"),
        row("hem besök", "X"),
        row(" HEMBESÖK ", "x", "2026-01-01"),
        row(""),
        row(""),
    ]
    repeated = map_practices(FRAMEWORK, rows, MapOptions(sort_key=SV.rules.sort_key, latest=False)).repeated
    assert [sorted(r.date for r in same) for same in repeated] == [["", "2025-01-01", "2026-01-01"]]


FIELD = list(made_field(FRAMEWORK))


def field_rows() -> list[MapRow]:
    """The rows of the made-up field's 60 files."""
    return [row_of(name, FRAMEWORK, one) for name, one in FIELD]


def test_sixty_files_are_ten_practices() -> None:
    """Three people at two times are one practice: one row each, from the last round, and the totals say so."""
    practices = map_practices(FRAMEWORK, field_rows())
    assert (len(practices.rows), practices.practices, practices.sheets, practices.earlier) == (10, 10, 30, 30)
    assert {r.sheets for r in practices.rows} == {3}
    assert {r.date for r in practices.rows} == {"2026-05-11"}
    shown = screen(practices, 80, "sv")
    assert shown.startswith("Karta över 10 arbetssätt")
    assert "bygger på 30 svarsfiler" in shown
    assert len(map_practices(FRAMEWORK, field_rows(), MapOptions(latest=False)).rows) == 20
    assert len(map_practices(FRAMEWORK, field_rows(), MapOptions(join=False)).rows) == 30
    assert len(map_practices(FRAMEWORK, field_rows(), MapOptions(join=False, latest=False)).rows) == 60


def test_a_joined_row_is_what_group_and_score_say() -> None:
    """The row of a round is the score of the sheet that `group` writes for the same three people."""
    last_round = [one for name, one in FIELD if name.startswith("3/1-")]
    together = gather(FRAMEWORK, [Submission(name=str(n), sheet=one) for n, one in enumerate(last_round)])
    [drawn] = map_practices(FRAMEWORK, [row_of(str(n), FRAMEWORK, one) for n, one in enumerate(last_round)]).rows
    expected = row_of("", FRAMEWORK, together.result.sheet)
    assert drawn.cells == expected.cells
    # the sheet that group wrote stands for the people in it, wherever it lies among their own
    rows = [
        row_of("g", FRAMEWORK, together.result.sheet),
        *(row_of(str(n), FRAMEWORK, one) for n, one in enumerate(last_round)),
    ]
    assert [r.cells for r in map_practices(FRAMEWORK, rows).rows] == [expected.cells]


@untimed
@given(sheets(FRAMEWORK), st.integers(2, 4))
def test_joining_identical_sheets_equals_one_sheet(one, times) -> None:
    """The same answers any number of times have the statuses, answers and documented answers of one of them."""
    named = replace(one, practice=Practice(name="X"))
    single = row_of("a", FRAMEWORK, named)
    [joined] = map_practices(FRAMEWORK, [replace(single, file=str(n)) for n in range(times)]).rows
    assert joined.cells == single.cells


@untimed
@given(sheets(FRAMEWORK))
def test_coded_answers_are_the_answers(one) -> None:
    """Coding loses neither a choice nor that an answer carries evidence."""
    decoded = decode_answers(FRAMEWORK, encode_answers(FRAMEWORK, one.answers))
    for question in FRAMEWORK.questions:
        before, after = one.answer(question.id), decoded.get(question.id, OPEN)
        assert (set(after.chosen), bool(after.evidence)) == (set(before.chosen), bool(before.evidence)), question.id
        assert after.hands == ({} if before.chosen else before.hands)


def test_a_joined_element_goes_from_the_lowest_answer_to_the_highest() -> None:
    """A ja/delvis split is worth one half to one, not nothing to one."""
    rows = [row("A", file=step, goals__time_bound=step) for step in ("yes", "partly")]
    rows = [replace(r, cells=(), file=str(n)) for n, r in enumerate(rows)]
    [joined] = map_practices(FRAMEWORK, rows).rows
    index = [element.id for element in FRAMEWORK.elements].index("goals")
    asked = len(FRAMEWORK.elements[index].questions)
    assert (joined.cells[index].low, joined.cells[index].high) == (pytest.approx(0.5 / asked), 1)
    sure = [
        row("B", file=str(n), **dict.fromkeys(GOALS, "yes") | {GOALS[1]: step})
        for n, step in enumerate(("yes", "partly"))
    ]
    [joined] = map_practices(FRAMEWORK, sure).rows
    assert (joined.cells[index].low, joined.cells[index].high) == (0.9, 1)


GOALS = [f"goals__{q.short_id.replace('-', '_')}" for q in FRAMEWORK.element_by_id["goals"].questions]


@pytest.mark.parametrize(
    ("dates", "days", "rounds"),
    [
        (["2026-01-01", "2026-04-01"], 90, [2]),
        (["2026-01-01", "2026-04-02"], 90, [1, 1]),
        (["2026-01-01", "2026-03-01", "2026-05-01"], 90, [2, 1]),
        (["2026-01-01", "2026-04-02"], 91, [2]),
        (["2026-01-01", "2026-01-02"], 0, [1, 1]),
        (["", "2026-01-01", ""], 90, [3]),
        (["", "2026-01-01", "", "2027-01-01"], 90, [1, 1, 1, 1]),
        (["2026-02-31", "2026-02-28"], 90, [2]),
    ],
)
def test_a_round_is_what_lies_within_ninety_days(dates: list[str], days: int, rounds: list[int]) -> None:
    """All dates of a round are at most so many days from each other; the undated belong to the only round, or to none."""
    rows = [row("A", date=date, file=str(n)) for n, date in enumerate(dates)]
    assert [len(one) for one in split_rounds(rows, days)] == rounds


def test_change_is_the_sum_of_compare() -> None:
    """How many practices went up, down and so on is what `compare` says of each practice's first and last round."""
    expected = {element.id: Counter() for element in FRAMEWORK.elements}
    for practice in range(PRACTICES):
        times = [
            gather(FRAMEWORK, [Submission(name=n, sheet=s) for n, s in FIELD if n.startswith(f"{practice}/{time}-")])
            for time in (0, 1)
        ]
        for one in compare(FRAMEWORK, [time.sheet for time in times]).elements:
            expected[one.element.id][one.direction] += 1
    movements = map_practices(FRAMEWORK, field_rows(), MapOptions(change=True)).movements
    assert movements.pairs == PRACTICES
    assert {
        e: Counter({k: n for k, n in counts.items() if n}) for e, counts in movements.by_element.items()
    } == expected
    assert sum(counts["up"] + counts["down"] for counts in movements.by_element.values()) > 3


def test_change_of_joined_files_is_what_compare_says() -> None:
    """A file that `group` wrote has everybody's answers: it is no other number of raters than theirs apart."""
    times = [[one for name, one in FIELD if name.startswith(f"3/{time}-")] for time in (0, 1)]
    joined = [gather(FRAMEWORK, [Submission(name=str(n), sheet=s) for n, s in enumerate(time)]).sheet for time in times]
    rows = [row_of("then.yaml", FRAMEWORK, joined[0]), *(row_of(f"{n}", FRAMEWORK, s) for n, s in enumerate(times[1]))]
    movements = map_practices(FRAMEWORK, rows, MapOptions(change=True)).movements
    assert (movements.pairs, movements.other_raters, movements.other_questions) == (1, 0, 0)
    for one in compare(FRAMEWORK, joined).elements:
        assert movements.by_element[one.element.id][one.direction] == 1


@pytest.mark.parametrize("then", [{"yes": 4, "no": 5}, {"yes": 4, "unknown": 2}, {"yes": 1, "unknown": 2}])
@pytest.mark.parametrize("now", ["yes", "no", "unknown"])
def test_change_of_a_show_of_hands_is_what_compare_says(then: dict[str, int], now: str) -> None:
    """Hands that differed are no lack of knowledge: what is settled since is agreed on, not clearer."""
    goals = FRAMEWORK.element_by_id["goals"].questions
    later = sheet(FRAMEWORK, **dict.fromkeys(GOALS, "yes") | {GOALS[0]: now})
    times = [
        replace(one, practice=Practice(name="A"), workshop=Workshop(date=date))
        for one, date in ((later.with_answer(goals[0].id, Answer(hands=then)), "2025-01-01"), (later, "2026-01-01"))
    ]
    rows = [row_of(f"{n}.yaml", FRAMEWORK, one) for n, one in enumerate(times)]
    movements = map_practices(FRAMEWORK, rows, MapOptions(change=True)).movements
    for one in compare(FRAMEWORK, times).elements:
        assert movements.by_element[one.element.id][one.direction] == 1


def test_nobody_differs_from_themselves() -> None:
    """Of somebody who answered twice in a round the later sheet stands for them, and an empty one for nobody."""
    goals = dict.fromkeys(GOALS, "yes")
    first = replace(row("A", "", "2026-01-01", "a", goals__time_bound="no"), answered_by="anna")
    again = replace(row("A", "", "2026-01-15", "b", **goals), answered_by="anna")
    [drawn] = map_practices(FRAMEWORK, [again, first, row("A", "", "2026-01-02", "c")]).rows
    assert (drawn.cells, drawn.sheets) == (again.cells, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_raters_and_other_questions_are_said_with_the_change(language: str) -> None:
    """Where one answered and then three, or with older questions, nothing is counted as clearer for that."""
    goals = dict.fromkeys(GOALS, "yes")
    many = [row("A", "", "2025-01-01", **goals), *(row("A", "", "2026-01-01", f"{n}", **goals) for n in range(3))]
    many.append(row("A", "", "2026-01-02", **goals | {GOALS[0]: "no"}))
    old = replace(row("B", "", "2025-01-01", **dict(list(goals.items())[:-1])), framework_version="2025.1")
    drawn = map_practices(FRAMEWORK, [*many, old, row("B", "", "2026-01-01", **goals)], MapOptions(change=True))
    found = drawn.movements
    assert (found.pairs, found.other_raters, found.other_questions) == (2, 1, 1)
    assert {way: n for way, n in found.by_element["goals"].items() if n} == {"other": 1, "same": 1}
    say, shown = Say(language), screen(drawn, 80, language)
    assert missing(shown, [say("map.change-raters", count=1), say("map.change-questions", count=1)]) == []


def test_a_practice_without_a_name_is_one_of_its_own() -> None:
    """Files that name no practice are never joined."""
    practices = map_practices(FRAMEWORK, [row("", file="a"), row("", file="b")])
    assert (len(practices.rows), practices.practices) == (2, 2)


@pytest.fixture(scope="module")
def examples_map(framework: Framework, examples: Path) -> PracticeMap:
    """The map of all examples, files named as from the top of the project."""
    read = work_through(find_files([examples]).to_read, framework, map_row)
    rows = [
        replace(one.made, file=Path(one.made.file).relative_to(examples.parent).as_posix()) for one in read if one.made
    ]
    return map_practices(framework, rows, MapOptions(sort_key=SV.rules.sort_key))


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
    overview = map_practices(FRAMEWORK, examples_map.rows, MapOptions(order=order, sort_key=say.rules.sort_key))
    shown = screen(overview, width, language, order=order)
    names = [practice.name for practice in overview.rows]
    assert missing(shown, [*names, *(say.text(element.name) for element in FRAMEWORK.elements)]) == []
    assert max(map(len, shown.splitlines())) <= width


def screen(overview: PracticeMap, width: int, language: str, **how: str) -> str:
    """What is shown, without the blanks that fill up lines."""
    console = record_console(width)
    write_terminal(build_map(overview, Say(language), brief=True, **how), console)
    return trimmed(console.file.getvalue())


@pytest.mark.parametrize("width", [80, 60, 40])
def test_screen_shows_names_as_they_are_written(width: int) -> None:
    """Markup, control characters and endless words neither act nor break the columns."""
    shown = screen(
        map_practices(FRAMEWORK, [row("[red]x[/] \x1b[31m" + "lång" * 40, "[b]y[/b]"), row("")]), width, "sv"
    )
    assert "[red]x[/]" in shown  # what is too long for the line begins on the next
    assert "[31mlång" in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= width


def test_screen_of_very_many_shows_sums_and_where_the_rows_are() -> None:
    """Too many rows for a screen are not printed, and that is said."""
    shown = screen(map_practices(FRAMEWORK, [row(f"x{n}", file=str(n)) for n in range(MAX_ROWS + 1)]), 80, "sv")
    assert f"{MAX_ROWS + 1} rader" in shown
    assert len(shown.splitlines()) < 60


def test_screen_of_nothing() -> None:
    """An empty map says that there is nothing to show."""
    assert "inga arbetssätt" in screen(map_practices(FRAMEWORK, []), 80, "sv")


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_seen_in_a_terminal_only(terminal: bool) -> None:
    """Every item comes through; a terminal shows how many of how many, a file or pipe gets nothing."""
    console = Console(file=io.StringIO(), force_terminal=terminal, width=80)
    assert list(with_progress(iter(range(100)), 100, SV("map.progress"), console)) == list(range(100))
    assert ("Läser filer" in console.file.getvalue() and "40/100" in console.file.getvalue()) == terminal
    assert terminal or console.file.getvalue() == ""


NASTY = '=HYPERLINK("http://x")<script>alert(1)</script>'


@pytest.fixture
def nasty() -> PracticeMap:
    """A map of one practice whose name is a formula and a script."""
    return map_practices(FRAMEWORK, [row(NASTY, "+1", "2026-01-01", file="-a.yaml"), row("B\x07\x00", "@x")])


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
    path.write_bytes(write_map(nasty, SV, ".xlsx"))
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert NASTY in [cell.value for cell in cells]
    assert book.sheetnames == ["Karta", "Summor"]


def test_page_is_self_contained_and_escaped(nasty: PracticeMap) -> None:
    """The page runs and loads nothing; a status is a sign and a word in every cell."""
    page = write_map(nasty, Say("da"), ".html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r'\b(?:src|href)="(?!#)', page)
    assert "default-src 'none'; style-src 'sha256-" in page
    cells = re.findall(r"<td class=([a-z-]+)><i>[a-zæøå ]+</i>", page)
    assert len(cells) == 2 * len(FRAMEWORK.elements)
    signs = dict(re.findall(r'\.grid td\.([a-z-]+)::before \{ content: "([●◐○?–])" / "";', page))
    assert set(cells) == set(signs)
    assert len(set(signs.values())) == len(signs)
    assert '<html lang="da">' in page


def test_documents_keep_the_order_that_was_asked_for(examples_map: PracticeMap) -> None:
    """By organisation, each stands over its practices on paper as on the screen."""
    overview = map_practices(FRAMEWORK, examples_map.rows, MapOptions(order="organisation", sort_key=SV.rules.sort_key))
    page = write_map(overview, SV, ".html", order="organisation").decode("utf-8")
    assert page.index("<strong>Boendestödet i Ekbackens") < page.index("Hembesök den första tiden")


def test_every_format_can_hold_nothing() -> None:
    """A map without rows can be written in every format."""
    for suffix in FORMATS["map"]:
        assert write_map(map_practices(FRAMEWORK, []), SV, suffix)


@pytest.mark.parametrize(
    ("name", "usual", "same"),
    [
        ("hembesök i grupp", "hembesok i grupp", True),
        ("hembesök i grupp ett", "hembesok i grupp två", False),
        ("samtal grupp", "samtalet kurs", False),
        ("samtal om vardagen", "samtall om vardagn", True),
    ],
)
def test_every_word_that_differs_must_be_a_slip(name: str, usual: str, same: bool) -> None:
    """Two names are one practice where each word that differs is nearly a word of the other, not where one of them is."""
    assert is_same_name(name, usual) == same
