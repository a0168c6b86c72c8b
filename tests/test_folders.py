"""Finding and reading many answer files: each once, copies and broken files named, none stopping the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run
from made import LANGUAGES
from many_files import BREAKS, make_files

from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.practice_map import row_of
from lovande_cli.errors import FileNeedsFixing, WrongCommand
from lovande_cli.files import folders
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.folders import (
    MAX_REPORTED,
    check_since,
    find_files,
    load_one_practice,
    load_sheets,
    map_row,
    work_through,
)
from lovande_cli.language import Say

SHEET = "lovande: 1\nframework: {{id: lovande-praktik}}\nlanguage: sv\npractice: {{name: {}}}\n"


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write an answer file about a practice, and give its path."""

    def write(name: str, practice: str = "Hembesök", text: str = "") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text or SHEET.format(practice), encoding="utf-8")
        return path

    return write


def test_files_are_found_once_in_order_of_name(put: Callable[..., Path], tmp_path: Path) -> None:
    """Folders are searched to the bottom, whatever the name of a file of answers; the file to be written is left out."""
    for name in ("b.yaml", "a.yml", "in/c.json", "in/deep/d.yaml", ".hid.yaml", ".git/e.yaml", "a.yaml.bak", "x.txt"):
        put(name)
    out = put("karta.json")
    found = find_files([tmp_path / "in" / "c.json", tmp_path, tmp_path / "gone.yaml"], leave_out=[out])
    names = [path.relative_to(tmp_path).as_posix() for path in found.to_read]
    assert names == ["in/c.json", "a.yml", "b.yaml", "x.txt", "in/deep/d.yaml", "gone.yaml"]
    assert [(one.path.name, one.file_kind) for one in found.passed_over] == [("a.yaml.bak", "backup")]


def test_every_problem_of_every_file_is_told(put: Callable[..., Path], framework: Framework) -> None:
    """Reading a few files together tells what is wrong in all of them."""
    files = [
        put("a.yaml", text="lovande: 2\nanswer: 1\n"),
        put("b.yaml"),
        put("c.yaml", text="lovande: 1\nlanguage: x\n"),
    ]
    with pytest.raises(FileNeedsFixing) as raised:
        load_sheets(find_files(files), framework)
    assert {(Path(p.file).name, p.line) for p in raised.value.problems} == {("a.yaml", 1), ("a.yaml", 2), ("c.yaml", 2)}


def test_files_about_another_practice_are_refused(put: Callable[..., Path], framework: Framework) -> None:
    """The odd one out is named with both practices, unless all are said to be the same."""
    files = [put("a.yaml", "Öppenvård"), put("b.yaml", "HEM  besök"), put("c.yaml", "hem besök"), put("d.yaml", "''")]
    with pytest.raises(FileNeedsFixing) as raised:
        load_one_practice(find_files(files), framework)
    assert [(Path(p.file).name, p.kind, p.blanks["usual"]) for p in raised.value.problems] == [
        ("a.yaml", "other-practice", "HEM  besök")
    ]
    assert len(load_one_practice(find_files(files[1:]), framework)[0]) == 3
    assert len(load_one_practice(find_files(files), framework, same=True)[0]) == 4


@pytest.mark.parametrize(
    ("name", "usual", "same"),
    [
        ("Öppna familjecentralen Hjärtat", "Familjecentralen Hjärtat", True),
        ("Familjecentrallen Hjärtat", "Familjecentralen Hjärtat", True),
        ("hem  BESÖK", "Hembesök", True),
        ("", "Hembesök", True),
        ("Familjecentralen Solen", "Familjecentralen Hjärtat", False),
        ("Grupp 1", "Grupp 2", False),
        ("Stödboende 10", "Stödboende 11", False),
        ("Grupp A", "Grupp B", False),
        ("Hembesök", "Öppenvård", False),
    ],
)
def test_names_that_differ_a_little_are_one_practice(
    put: Callable[..., Path], framework: Framework, name: str, usual: str, same: bool
) -> None:
    """More words, spaces, capitals and a slip of the pen make no other practice; a figure or another word does."""
    files = [put("a.yaml", usual), put("b.yaml", usual), put("c.yaml", f"'{name}'")]
    if same:
        assert len(load_one_practice(find_files(files), framework)[0]) == 3
        return
    with pytest.raises(FileNeedsFixing) as raised:
        load_one_practice(find_files(files), framework)
    assert [Path(p.file).name for p in raised.value.problems] == ["c.yaml"]


def test_other_question_sets_are_refused(put: Callable[..., Path], framework: Framework) -> None:
    """A file made with another set of questions is named with its line."""
    file = put("a.yaml", text="lovande: 1\nframework: {id: annat}\n")
    with pytest.raises(FileNeedsFixing) as raised:
        load_one_practice(find_files([file]), framework)
    assert [(p.kind, p.line) for p in raised.value.problems] == [("other-framework", 2)]


def test_too_few_files(put: Callable[..., Path], framework: Framework) -> None:
    """Comparing takes two files."""
    with pytest.raises(WrongCommand) as raised:
        load_one_practice(find_files([put("a.yaml")]), framework, least=2)
    assert [(p.kind, dict(p.blanks)) for p in raised.value.problems] == [("too-few-files", {"least": 2, "found": 1})]


def test_name_of_who_answered(put: Callable[..., Path], framework: Framework) -> None:
    """What the sheet says, else the file's name."""
    told = put("a.yaml", text=SHEET.format("X") + "workshop: {answered-by: Anna}\n")
    sheets, _ = load_sheets(find_files([told, put("bo.yaml")]), framework)
    assert [one.name for one in sheets] == ["Anna", "bo"]


def sheet_of(
    identity: str, answer: str = "ja", *, practice: str = "Hembesök", date: str = "2026-11-22", person: str = ""
) -> str:
    """An answer file with this id."""
    about = f"workshop: {{date: {date}, answered-by: {person}}}\nanswers: {{goals: {{time-bound: {answer}}}}}\n"
    return SHEET.format(practice) + f"id: {identity}\n{about}"


@pytest.mark.parametrize(
    ("other", "fate"),
    [
        (sheet_of("7f3a9c21b04e"), "copy"),
        (sheet_of("7f3a9c21b04e", "nej"), "other-version"),
        (sheet_of("7f3a9c21b04e", "nej", person="Anna", practice="Hem-besök"), "other-version"),
        (sheet_of("7f3a9c21b04e", "nej", date=""), "other-version"),
        (sheet_of("7f3a9c21b04e", date="2025-10-01"), "read"),
        (sheet_of("7f3a9c21b04e", practice="Öppenvård"), "copied-for-another"),
        (sheet_of("0a3a9c21b04e"), "read"),
        (sheet_of("0a3a9c21b04e", "nej"), "read"),
    ],
)
def test_sheets_are_known_by_their_id(
    put: Callable[..., Path], framework: Framework, tmp_path: Path, other: str, fate: str
) -> None:
    """Whatever the files are called: the same id is a copy, another version of that day, another day's round, or a copy
    that was made for somebody else; two ids are two sheets though they say the same."""
    put("b.yaml", text=sheet_of("7f3a9c21b04e"))
    for name in ("en helt annan.yaml", "b (1).yaml", "b - kopia.yaml"):
        path = put(name, text=other)
        reading = folders.Reading(find_files([tmp_path]), framework, folders.sheet_file)
        counted = list(reading.read())
        # a name that says nothing comes where it comes; one of a copy comes last
        later = reading.listed[-1]
        assert (later.path.name, later.fate) == (name, fate)
        assert later.of == (tmp_path / "b.yaml" if fate != "read" else None)
        assert len(counted) == (2 if fate in folders.COUNTED else 1)
        path.unlink()


def test_a_copy_for_a_colleague_is_two_people(put: Callable[..., Path], framework: Framework, tmp_path: Path) -> None:
    """Whoever answers in a copy of another's file counts, and so does another version of that copy only once."""
    put("a.yaml", text=sheet_of("7f3a9c21b04e", person="Anna"))
    put("b.yaml", text=sheet_of("7f3a9c21b04e", person="Bo"))
    put("c.yaml", text=sheet_of("7f3a9c21b04e", "nej", person="Bo"))
    put("d.yaml", text=sheet_of("7f3a9c21b04e", "nej", person="Anna"))
    _, reading = load_sheets(find_files([tmp_path]), framework)
    assert [(one.fate, one.of and one.of.stem) for one in reading.listed] == [
        ("read", None),
        ("copied-for-another", "a"),
        ("other-version", "b"),
        ("other-version", "a"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_answered_to_other_texts_are_named(
    put: Callable[..., Path], run: Run, framework: Framework, language: str
) -> None:
    """`check`, `compare` and `study` say of files of our version that the texts of the questions have changed since."""

    def answered(version: str, wording: str, date: str) -> str:
        made = f"{{id: {framework.id}, version: {version}, wording: {wording}}}"
        return f"lovande: 1\nframework: {made}\npractice: {{name: X}}\nworkshop: {{date: {date}}}\n"

    ours = framework.version
    texts = {
        "nu": answered(ours, framework.wording_digest, "2026-11-22"),
        "annan": answered(ours, "5d1c0a72", "2025-11-22"),
        "bada": answered(ours, f"5d1c0a72 {framework.wording_digest}", "2024-11-22"),
        "aldre": answered("2026.1", "5d1c0a72", "2023-11-22"),
        "tyst": answered(ours, "''", "2022-11-22"),
    }
    files = [str(put(f"{name}.yaml", text=text)) for name, text in texts.items()]
    say = Say(language)
    for command in ("check", "compare", "study"):
        ran = run(command, *files, "--lang", language)
        told = say("files.reworded", names=say.listing(["annan.yaml", "bada.yaml"]))
        assert (ran.code, ran.err.count(told), ran.err.count(say("files.reworded", names="")[:12])) == (0, 1, 1)


@pytest.mark.parametrize("since", ["", "2026", "2026-02", "2026-02-28"])
def test_dates_to_show_from(since: str) -> None:
    """A year, a month or a day."""
    assert check_since(since) == since


@pytest.mark.parametrize("since", ["26", "2026-13", "2026-2-1", "i fjol", "2026-01-01T00"])
def test_what_is_no_date(since: str) -> None:
    """Anything else is told before any file is read."""
    with pytest.raises(WrongCommand):
        check_since(since)


@pytest.mark.parametrize("shared", [False, True])
def test_broken_files_are_named_and_stop_nothing(
    framework: Framework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    """Of many files, every broken one is named with its line, in one process and in several; the rest are scored."""
    monkeypatch.setattr(folders, "WORTH_SHARING", 20 if shared else 10_000)
    monkeypatch.setattr(folders, "cores", lambda: 2)
    spoiled = make_files(tmp_path, 5 * len(BREAKS), framework, broken=len(BREAKS))
    files = find_files([tmp_path]).to_read
    read = list(work_through(files, framework, map_row))
    assert [one.made.file if one.made else one.problems[0].file for one in read] == [str(file) for file in files]
    told = {Path(one.problems[0].file): one.problems for one in read if one.problems}
    assert sorted(told) == spoiled
    lines = [problem.line for problems in told.values() for problem in problems]
    assert None not in lines
    scored = {Path(one.made.file): one.made for one in read if one.made}
    assert scored == {
        file: row_of(str(file), framework, load_answers(file, framework)) for file in files if file not in told
    }
    assert len({p.kind for problems in told.values() for p in problems}) >= 15


def test_very_many_problems_of_one_file_are_counted(put: Callable[..., Path], framework: Framework) -> None:
    """Among many files, a file with endless problems takes little room: the first ones, and how many more."""
    file = put("a.yaml", text=SHEET.format("X") + "".join(f"key{n}: 1\n" for n in range(30)))
    [read] = work_through([file], framework, map_row)
    assert [p.kind for p in read.problems] == ["unknown-key"] * MAX_REPORTED + ["more-problems"]
    assert read.problems[-1].blanks["count"] == 30 - MAX_REPORTED


@pytest.mark.parametrize("name", ["arkiv", "Arkiv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_put_away_is_passed_over_and_named(
    name: str, language: str, put: Callable[..., Path], tmp_path: Path, run: Run
) -> None:
    """A practice in the archive beside the folder's files is in none of the results, unless the archive is named."""
    put("ny.yaml", "Ny")
    old = put(f"{name}/gammal.yaml", "Gammal")
    put(f"{name}/gammal.yaml.bak", "Gammal")
    words = Say(language)("files.archived", names="gammal.yaml")
    for command in (("map",), ("study",), ("table", "-o", "-")):
        told = run(*command, str(tmp_path), "--lang", language)
        assert words in " ".join(told.err.split())
        assert "Gammal" not in told.out
        assert words not in " ".join(run(*command, str(old.parent), "--lang", language).err.split())
    assert [file.name for file in find_files([tmp_path]).to_read] == ["ny.yaml"]
    assert [file.name for file in find_files([old, tmp_path]).to_read] == ["gammal.yaml", "ny.yaml"]
