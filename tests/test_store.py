"""Saving: lock, atomic replace, backup, merge and conflict; nobody's work is lost or overwritten unseen."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from made import answers_to, sheets, untimed
from made import sheet as make_sheet

from lovande_cli.assessment.answers import MAX_PARTICIPANTS, Action, Answer, AnswerSheet, Share, Workshop
from lovande_cli.assessment.merge import Side
from lovande_cli.documents.problems import explain
from lovande_cli.errors import FileNeedsFixing, WrongCommand, disk_problem
from lovande_cli.files.answer_files import load_answers, read_answers, write_answers
from lovande_cli.files.atomic import LEFT_BEHIND, lock, resolve, write_file
from lovande_cli.files.disk import retry_while_locked
from lovande_cli.files.folders import find_files, map_row, work_through
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.files.store import (
    AnswerStore,
    ChangedElsewhere,
    answer_bytes,
    save_answers,
)
from lovande_cli.files.yaml_nodes import holds_comments
from lovande_cli.language import Say, spoken_languages

FRAMEWORK = load_framework(standard_folder())
EMPTY = make_sheet(FRAMEWORK)
GOALS = make_sheet(FRAMEWORK, goals__time_bound="yes")
windows_only = pytest.mark.skipif(os.name != "nt", reason="a file can be held for oneself on Windows alone")
unix_only = pytest.mark.skipif(os.name == "nt", reason="rights and pipes as Unix has them")


@pytest.fixture
def keeper() -> Iterator[AnswerStore]:
    """Safekeeping that gives up its lock at the end."""
    with AnswerStore(FRAMEWORK) as keeper:
        yield keeper


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, which pytest's own cannot be."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for one in (folder, *folder.rglob("*")):
        one.chmod(0o755)
    shutil.rmtree(folder)


def as_ordinary_user(check: Callable[[], object]) -> None:
    """Run the check in a child process as a user whom the rights of files bind, also where the tests run as root."""
    child = os.fork()
    if not child:
        try:
            if os.getuid() == 0:
                os.setuid(65534)
            check()
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_saving_replaces_the_whole_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """After a save the folder holds the file alone, with the sheet in it and the rights it had."""
    path = tmp_path / "svar.yaml"
    path.write_text("gammalt")
    path.chmod(0o640)
    save_answers(GOALS, path, FRAMEWORK)
    assert load_answers(path, FRAMEWORK) == GOALS
    assert [p.name for p in tmp_path.iterdir()] == ["svar.yaml"]
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o640


@unix_only
def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    """It is not for its owner alone, as temporary files are."""
    before = os.umask(0o027)
    try:
        save_answers(EMPTY, tmp_path / "svar.yaml", FRAMEWORK)
    finally:
        os.umask(before)
    assert (tmp_path / "svar.yaml").stat().st_mode & 0o777 == 0o640


@unix_only
def test_saving_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    """A link to the answer file goes on pointing at it."""
    path, link = tmp_path / "svar.yaml", tmp_path / "länk.yaml"
    path.write_text("gammalt")
    link.symlink_to(path)
    save_answers(EMPTY, link, FRAMEWORK)
    assert link.is_symlink()
    assert path.read_text().startswith("lovande: 1")


def test_a_failed_save_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails, the error comes out, the file is as it was and no temporary file stays."""
    path = tmp_path / "svar.yaml"
    path.write_text("gammalt")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        save_answers(EMPTY, path, FRAMEWORK)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("svar.yaml", "gammalt")]
    with pytest.raises(OSError, match=r".*"):
        save_answers(EMPTY, tmp_path / "borta" / "svar.yaml", FRAMEWORK)


def test_what_a_killed_run_left_is_removed_for_this_file_only(tmp_path: Path, keeper: AnswerStore) -> None:
    """Half written answers of a killed interview or report go at the next opening, once they are surely nobody's."""
    mine, another, own = ".svar.yaml.ab3_9xyz.tmp", ".andra.yaml.ab3_9xyz.tmp", ".svar.yaml.tmp"
    before = time.time() - LEFT_BEHIND - 60
    for name in (mine, another, own):
        (tmp_path / name).write_text("lovande: 1")
        os.utime(tmp_path / name, (before, before))
    keeper.open(str(tmp_path / "svar.yaml"))
    assert not (tmp_path / mine).exists()
    assert (tmp_path / another).exists()
    assert (tmp_path / own).exists()
    write_file(tmp_path / "andra.yaml", b"", force=False)
    assert not (tmp_path / another).exists()


def test_what_another_process_is_writing_is_never_removed(tmp_path: Path, keeper: AnswerStore) -> None:
    """A file that is half written just now belongs to someone: neither an interview nor a report takes it away."""
    for file in ("svar.yaml", "rapport.html"):
        written = tmp_path / f".{file}.ab3_9xyz.tmp"
        written.write_bytes(b"halv")
        keeper.open(str(tmp_path / file)) if file == "svar.yaml" else write_file(tmp_path / file, b"hel", force=True)
        assert written.exists()


def test_two_who_write_one_report_both_succeed(tmp_path: Path) -> None:
    """Reports written over each other at the same time leave one whole report, and no error."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom lovande_cli.files.atomic import write_file\n"
        "sys.stdin.readline()\n"
        "for turn in range(60):\n    write_file(Path(sys.argv[1]), sys.argv[2].encode() * 200_000, force=True)\n"
    )
    path = tmp_path / "rapport.html"
    both = [subprocess.Popen([sys.executable, "-c", script, str(path), one], stdin=subprocess.PIPE) for one in "ab"]
    for one in both:
        one.communicate(b"nu\n", timeout=120)
    assert [one.returncode for one in both] == [0, 0]
    assert path.read_bytes() in (b"a" * 200_000, b"b" * 200_000)
    assert [p.name for p in tmp_path.iterdir()] == ["rapport.html"]


def test_another_program_that_holds_the_file_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows' sharing violations are tried again for a while; elsewhere a refusal is told at once."""
    tries = []

    def refuse_twice() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "Permission denied")
        return "nu"

    with pytest.raises(PermissionError):
        retry_while_locked(refuse_twice) if os.name != "nt" else refuse_twice()
    tries.clear()
    monkeypatch.setattr("lovande_cli.files.disk.os", SimpleNamespace(name="nt", path=os.path))
    assert (retry_while_locked(refuse_twice), len(tries)) == ("nu", 3)


@pytest.mark.skipif(os.name != "nt", reason="only Windows keeps others from an open file")
def test_a_file_that_is_open_elsewhere_for_a_second_is_saved(tmp_path: Path, keeper: AnswerStore) -> None:
    """A preview or a synchroniser that has the file open delays the save and does not fail it."""
    path = tmp_path / "svar.yaml"
    open_with(path, keeper, EMPTY)
    opened = path.open("rb")
    threading.Timer(1.0, opened.close).start()
    keeper.save(GOALS)
    assert opened.closed
    assert load_answers(path, FRAMEWORK) == GOALS


# Locks


@pytest.mark.parametrize("linked", [False, True] if os.name != "nt" else [False])
def test_a_second_interview_is_refused_and_the_lock_goes_with_the_process(tmp_path: Path, linked: bool) -> None:
    """While one process holds the file another is refused, also through a link; when it ends the file is free."""
    path = tmp_path / "svar.yaml"
    save_answers(EMPTY, path, FRAMEWORK)
    script = (
        "import sys\nfrom lovande_cli.files.framework_files import load_framework, standard_folder\n"
        "from lovande_cli.files.store import AnswerStore\n"
        "with AnswerStore(load_framework(standard_folder())) as keeper:\n"
        "    keeper.open(sys.argv[1])\n    print('har', flush=True)\n    sys.stdin.read()\n"
    )
    if linked:
        (tmp_path / "mapp").mkdir()
        (tmp_path / "mapp" / "länk.yaml").symlink_to(path)
    held = tmp_path / "mapp" / "länk.yaml" if linked else path
    holder = subprocess.Popen([sys.executable, "-c", script, str(held)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"har"
    with AnswerStore(FRAMEWORK) as keeper, pytest.raises(FileNeedsFixing, match="in-use"):
        keeper.open(str(path))
    holder.kill()
    holder.wait(20)
    with lock(path):
        pass
    assert {p.name for p in tmp_path.rglob("*")} <= {"svar.yaml", "mapp", "länk.yaml"}


def test_opening_another_file_lets_go_of_the_first(tmp_path: Path, keeper: AnswerStore) -> None:
    """The first file is free, the second one is held, and after the end both are."""
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    keeper.open(str(first))
    keeper.open(str(second))
    with lock(first):
        pass
    with pytest.raises(FileNeedsFixing, match="in-use"), lock(second):
        pass
    (tmp_path / "c.yaml").write_text("hej")
    with pytest.raises(FileNeedsFixing, match="not-an-answer-file"):
        keeper.open(str(tmp_path / "c.yaml"))
    assert (keeper.target, keeper.path) == (resolve(second), str(second))
    keeper.__exit__(None, None, None)
    with lock(second):
        pass
    assert not list(tmp_path.glob(".*.lock"))


def test_an_answer_file_that_is_open_in_an_interview_is_not_written_over(
    tmp_path: Path, keeper: AnswerStore, run: Run
) -> None:
    """`group -o FILE --force` waits for whoever is writing the file, and leaves one that an interview has open."""
    path, anna = tmp_path / "svar.yaml", tmp_path / "anna.yaml"
    save_answers(GOALS, anna, FRAMEWORK)
    open_with(path, keeper, EMPTY)
    ran = run("group", str(anna), "-o", str(path), "--force", "--lang", "sv")
    assert ran.code == 1
    assert "Filen är redan öppen" in ran.err
    assert load_answers(path, FRAMEWORK) == EMPTY
    threading.Timer(0.3, keeper.locks.close).start()
    assert run("group", str(anna), "-o", str(path), "--force").code == 0
    assert load_answers(path, FRAMEWORK).answer("goals.time-bound").chosen == ("yes",)
    assert {p.name for p in tmp_path.iterdir()} == {"svar.yaml", "anna.yaml"}


@pytest.mark.skipif(os.name != "nt", reason="elsewhere a file whose name begins with a dot is hidden")
def test_the_lock_of_a_closed_window_goes_when_a_file_beside_it_is_opened(tmp_path: Path, keeper: AnswerStore) -> None:
    """Nobody finds a strange file in the folder for ever; the locks that are held, and files of others, stay."""
    for name in (".gammal.yaml.lock", ".deras.yaml.lock", ".annat.lock"):
        (tmp_path / name).write_bytes(b"")
    with lock(tmp_path / "deras.yaml"):
        keeper.open(str(tmp_path / "svar.yaml"))
        assert {p.name for p in tmp_path.iterdir()} == {".deras.yaml.lock", ".annat.lock", ".svar.yaml.lock"}


# Comments and copies


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("lovande: 1  # från mötet\n", True),
        ("# överst\nlovande: 1\n", True),
        ("lovande: 1\n# sist", True),
        ("{lovande: 1}#c\n", True),
        ("a: |  # rubrik\n  text\nb: c\n", True),
        ("a: >-\n  text\n# efter\nb: c\n", True),
        ("a: [b, # c\n d]\n", True),
        ("a: 'b' # c\n", True),
        ("a: b#c\n", False),
        ("a: '# b'\n", False),
        ('a: "två\n  # rader"\n', False),
        ("a: |\n  # text\n  nr #2\n", False),
        ("a: nr#2\n", False),
        ("'#a': b\n", False),
        ("lovande: 1\n", False),
        ("a: [# trasig", True),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_comment_is_told_from_a_text(text: str, held: bool, encoding: str) -> None:
    """The parser says what is text, whatever the encoding: a # in a note is none, one after it is."""
    assert holds_comments(text.encode(encoding)) is held


def test_comments_are_kept_beside_once_and_nothing_is_overwritten_for_it(tmp_path: Path) -> None:
    """The commented file is copied before the first save to a name that is free; later sessions leave the copy alone."""
    path, own = tmp_path / "svar.yaml", tmp_path / "svar.yaml.bak"
    commented = b"\xef\xbb\xbf# min\nlovande: 1\nanswers: {goals: {time-bound: {answer: ja, note: 'nr #1'}}}\n"
    path.write_bytes(commented)
    own.write_text("mitt eget")
    copy = tmp_path / "svar.yaml.bak2"
    for session in range(2):
        with AnswerStore(FRAMEWORK) as keeper:
            sheet = keeper.open(str(path))
            assert sheet is not None
            for note in ("nr #2", "nr #3"):
                sheet = keeper.save(sheet.with_answer("goals.time-bound", Answer(chosen=("no",), note=note)))
            assert keeper.copies == ([resolve(copy)] if session == 0 else [])
    assert (own.read_text(), copy.read_bytes()) == ("mitt eget", commented)
    assert len(list(tmp_path.iterdir())) == 3
    path.write_bytes(commented)
    with AnswerStore(FRAMEWORK) as keeper:
        keeper.save(keeper.open(str(path)) or EMPTY)
        assert keeper.copies == [resolve(copy)]  # it holds just that already
        second = tmp_path / "b.yaml"
        second.write_bytes(commented)
        keeper.save(keeper.open(str(second)) or EMPTY)
        assert keeper.copies[1:] == [resolve(tmp_path / "b.yaml.bak")]


# Changed by someone else


def open_with(path: Path, keeper: AnswerStore, sheet: AnswerSheet) -> None:
    """Keep this sheet in the file, as an interview does."""
    keeper.open(str(path))
    keeper.save(sheet)


def test_answers_to_different_questions_are_joined_unasked(tmp_path: Path, keeper: AnswerStore) -> None:
    """What an editor or another interview wrote meanwhile is in the sheet that save gives back, and in the file."""
    path = tmp_path / "svar.yaml"
    open_with(path, keeper, GOALS)
    save_answers(GOALS.with_answer("goals.set-together", Answer(chosen=("no",), note="deras")), path, FRAMEWORK)
    ours = GOALS.with_answer("goals.time-bound", Answer(chosen=("yes",), note="vår"))
    joined = keeper.save(ours)
    assert joined.answer("goals.set-together").note == "deras"
    assert joined.answer("goals.time-bound").note == "vår"
    assert load_answers(path, FRAMEWORK) == joined
    assert keeper.save(joined) is joined
    assert keeper.copies == []


@pytest.mark.parametrize("prefer", ["ours", "theirs"])
def test_answers_to_the_same_question_are_never_overwritten_unseen(
    tmp_path: Path, keeper: AnswerStore, prefer: str
) -> None:
    """Nothing is saved until someone says whose word goes; the other version then lies beside the file, whole."""
    path = tmp_path / "svar.yaml"
    open_with(path, keeper, GOALS)
    theirs = GOALS.with_answer("goals.time-bound", Answer(chosen=("no",))).with_answer(
        "goals.set-together", Answer(chosen=("yes",))
    )
    save_answers(theirs, path, FRAMEWORK)
    on_disk = path.read_bytes()
    ours = GOALS.with_answer("goals.time-bound", Answer(chosen=("partly",)))
    with pytest.raises(ChangedElsewhere) as caught:
        keeper.save(ours)
    assert caught.value.conflicts == (("answers", "goals.time-bound", "chosen"),)
    assert path.read_bytes() == on_disk
    kept = keeper.save(ours, prefer="ours" if prefer == "ours" else "theirs")
    assert kept.answer("goals.time-bound").chosen == (("partly",) if prefer == "ours" else ("no",))
    assert kept.answer("goals.set-together").chosen == ("yes",)
    assert load_answers(path, FRAMEWORK) == kept
    (copy,) = keeper.copies
    assert load_answers(copy, FRAMEWORK) == (theirs if prefer == "ours" else ours)


def with_texts(
    sheet: AnswerSheet, why: str, links: dict[str, str], votes: dict[str, Answer], share: Share
) -> AnswerSheet:
    """The sheet with a description, individual answers and a share of its own."""
    described = sheet.with_description("why", why).with_description("change", links)
    kept = {person: vote for person, vote in votes.items() if not vote.is_empty}
    answer = replace(described.answer("goals.set-together"), votes=kept)
    return replace(described.with_answer("goals.set-together", answer), share=share)


versions = st.builds(
    with_texts,
    sheets(FRAMEWORK, few=True),
    st.sampled_from(["", "Skäl A.", "Skäl B.\nTvå rader."]),
    st.fixed_dictionaries({}, optional=dict.fromkeys(("soon", "later"), st.sampled_from(["", "ett", "två"]))),
    st.fixed_dictionaries({}, optional=dict.fromkeys("AB", answers_to(FRAMEWORK.question_by_id["goals.set-together"]))),
    st.sampled_from(["internal", "public"]),
)


def words_in(sheet: AnswerSheet) -> Counter[object]:
    """Everything that a person has put in the sheet, with the place where it stands; the same step twice is there twice."""
    found: list[object] = [(one, getattr(sheet.practice, one)) for one in ("name", "organisation", "target_group")]
    found += [(one, getattr(sheet.workshop, one)) for one in ("date", "participants", "answered_by")]
    for question, answer in sheet.answers.items():
        for person, one in {"": answer, **answer.votes}.items():
            found += [(question, person, part, getattr(one, part)) for part in ("chosen", "note", "evidence")]
    for part, text in sheet.description.items():
        found += [(part, *one) for one in ([text] if isinstance(text, str) else text.items())]
    found += [("share", sheet.share if sheet.share != "internal" else "")]
    return Counter([one for one in found if one[-1]]) + Counter(sheet.actions)  # type: ignore[index]


@untimed
@given(st.none() | versions, versions, versions, st.sampled_from(["ours", "theirs"]))
def test_every_word_of_both_stands_in_the_file_or_in_a_copy(
    base: AnswerSheet | None, ours: AnswerSheet, theirs: AnswerSheet, side: Side
) -> None:
    """Whatever changed the file, nothing is lost; whoever was asked finds the version not chosen in a copy, whole."""
    with tempfile.TemporaryDirectory() as folder, AnswerStore(FRAMEWORK) as keeper:
        path, asked = Path(folder, "svar.yaml"), False
        if base is not None:
            save_answers(base, path, FRAMEWORK)
        keeper.open(str(path))
        save_answers(theirs, path, FRAMEWORK)
        try:
            merged = keeper.save(ours)
        except ChangedElsewhere:
            assert load_answers(path, FRAMEWORK) == theirs
            merged, asked = keeper.save(ours, prefer=side), True
        assert load_answers(path, FRAMEWORK) == merged
        copies = [load_answers(copy, FRAMEWORK) for copy in keeper.copies]
        kept = words_in(merged)
        for copy in copies:
            kept |= words_in(copy)
        if theirs != base:  # else the file was only touched, and what we changed in it is our own word
            assert words_in(ours) | words_in(theirs) <= kept
        if asked:
            assert (theirs if side == "ours" else ours) in copies


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_an_older_version_that_comes_back_takes_nothing_with_it(tmp_path: Path, side: Side) -> None:
    """A note, a step and a part of the description that were saved before are asked about, and are in a copy at least."""
    path, step = tmp_path / "svar.yaml", Action(what="Mäta")
    save_answers(replace(EMPTY, actions=(step,)), path, FRAMEWORK)
    with AnswerStore(FRAMEWORK) as keeper:
        read = keeper.open(str(path))
        assert read is not None
        noted = read.with_answer("goals.time-bound", Answer(chosen=("yes",), note="Sedan i våras."))
        saved = keeper.save(noted.with_description("why", "Många hör av sig för sent."))
        save_answers(EMPTY, path, FRAMEWORK)
        ours = saved.with_answer("goals.set-together", Answer(chosen=("no",)))
        with pytest.raises(ChangedElsewhere) as caught:
            keeper.save(ours)
        places = {place[:2] for place in caught.value.conflicts}
        assert places == {("answers", "goals.time-bound"), ("actions", "Mäta"), ("description", "why")}
        kept = keeper.save(ours, prefer=side)
        (copy,) = keeper.copies
        assert [kept, load_answers(copy, FRAMEWORK)] == (
            [ours, EMPTY] if side == "ours" else [EMPTY.with_answer("goals.set-together", Answer(chosen=("no",))), ours]
        )


class Slow(AnswerStore):
    """A store that takes so long to write that something happens meanwhile."""

    meanwhile: Callable[[], None]

    def file_content(self, sheet: AnswerSheet) -> bytes:
        written = super().file_content(sheet)
        self.meanwhile()
        return written


def test_what_arrives_while_we_are_saving_is_merged_too(tmp_path: Path) -> None:
    """A synchroniser that replaces the file between our reading and our writing it loses nothing."""
    path = tmp_path / "svar.yaml"
    theirs = EMPTY.with_answer("goals.set-together", Answer(chosen=("no",), note="deras"))
    arrivals = [theirs]
    with Slow(FRAMEWORK) as keeper:
        keeper.meanwhile = lambda: save_answers(arrivals.pop(), path, FRAMEWORK) if arrivals else None
        keeper.open(str(path))
        kept = keeper.save(GOALS)
    assert set(kept.answers) == {"goals.time-bound", "goals.set-together"}
    assert load_answers(path, FRAMEWORK) == kept
    assert [one.name for one in tmp_path.iterdir()] == ["svar.yaml"]


def test_what_the_other_has_changed_unasked_stands_in_a_copy(tmp_path: Path, keeper: AnswerStore) -> None:
    """A note that someone else has rewritten replaces ours where we left it alone; what we had is beside the file."""
    path = tmp_path / "svar.yaml"
    ours = EMPTY.with_answer("goals.time-bound", Answer(chosen=("yes",), note="vår"))
    open_with(path, keeper, ours)
    theirs = EMPTY.with_answer("goals.time-bound", Answer(chosen=("yes",), note="deras"))
    save_answers(theirs, path, FRAMEWORK)
    assert keeper.save(ours) == theirs
    assert [load_answers(copy, FRAMEWORK) for copy in keeper.copies] == [ours]


def test_a_file_that_became_unreadable_is_put_beside(tmp_path: Path, keeper: AnswerStore) -> None:
    """What someone else wrote is kept even where it is no answer file; an empty file is nothing to keep."""
    path = tmp_path / "svar.yaml"
    open_with(path, keeper, GOALS)
    path.write_bytes(b"lovande: [halv")
    with pytest.raises(ChangedElsewhere):
        keeper.save(GOALS)
    assert keeper.save(GOALS, prefer="ours") == GOALS
    assert keeper.copies[0].read_bytes() == b"lovande: [halv"
    path.write_bytes(b"")
    assert keeper.save(GOALS) == GOALS
    path.unlink()
    assert keeper.save(GOALS) == GOALS
    assert load_answers(path, FRAMEWORK) == GOALS


def test_an_older_version_of_ours_that_comes_back_is_no_one_elses(tmp_path: Path, keeper: AnswerStore) -> None:
    """A synchroniser that puts back what we saved a moment ago takes nothing away."""
    path = tmp_path / "svar.yaml"
    open_with(path, keeper, EMPTY)
    before = path.read_bytes()
    keeper.save(GOALS)
    path.write_bytes(before)
    assert keeper.save(GOALS) == GOALS
    assert load_answers(path, FRAMEWORK) == GOALS


def test_a_file_that_appears_where_a_new_one_was_begun_is_joined(tmp_path: Path, keeper: AnswerStore) -> None:
    """Two who begin on the same new file, one of them without a lock, lose nothing."""
    path = tmp_path / "svar.yaml"
    assert keeper.open(str(path)) is None
    save_answers(make_sheet(FRAMEWORK, goals__set_together="no"), path, FRAMEWORK)
    assert set(keeper.save(GOALS).answers) == {"goals.time-bound", "goals.set-together"}


# What may be written


def test_json_stays_json(tmp_path: Path, keeper: AnswerStore) -> None:
    """An interview on a .json file leaves a file that JSON programs read."""
    import json

    path = tmp_path / "svar.JSON"
    path.write_text('{"lovande": 1, "answers": {"goals": {"time-bound": "ja"}}}', encoding="utf-8")
    sheet = keeper.open(str(path))
    assert sheet is not None
    keeper.save(sheet.with_answer("goals.set-together", Answer(chosen=("no",), note="å\u2028🙂\x7f")))
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["answers"]["goals"]["set-together"]["note"] == "å\u2028🙂\x7f"
    assert load_answers(path, FRAMEWORK).answer("goals.set-together").note == "å\n🙂\x7f"


@pytest.mark.parametrize("language", list(spoken_languages()))
def test_a_done_step_can_be_read_whatever_the_scales(language: str) -> None:
    """With another scale first, or none with a step worth 1, what is written is read."""
    scale = FRAMEWORK.scales[0]
    for steps in (scale.steps[::-1], scale.steps[1:]):
        odd = replace(FRAMEWORK, scales=(replace(scale, steps=steps),))
        sheet = replace(EMPTY, language=language, actions=(Action(what="Mäta", done=True),))
        assert read_answers(write_answers(sheet, odd).encode(), file="x", framework=odd) == sheet


def test_the_answers_of_sixty_people_with_notes_are_written_and_read() -> None:
    """Writing and reading have one set of bounds, and a large group is within them."""
    votes = {f"person {number}": Answer(chosen=("yes",), note="Vi gör så sedan i våras. " * 4) for number in range(60)}
    answers = {question.id: Answer(votes=votes) for question in FRAMEWORK.questions if not question.choose}
    sheet = replace(EMPTY, answers=answers)
    data = answer_bytes(sheet, FRAMEWORK, "x.yaml")
    assert read_answers(data, file="x.yaml", framework=FRAMEWORK) == sheet


@pytest.mark.parametrize(("note", "kind"), [("x" * 200_001, "too-long-text"), ("x" * 300_000 + "\n", "too-long-text")])
def test_what_could_not_be_read_is_not_written(note: str, kind: str, tmp_path: Path, keeper: AnswerStore) -> None:
    """A text beyond the bound is refused before the file is touched."""
    path = tmp_path / "svar.yaml"
    open_with(path, keeper, GOALS)
    with pytest.raises(FileNeedsFixing, match=kind):
        keeper.save(GOALS.with_answer("goals.set-together", Answer(note=note)))
    assert load_answers(path, FRAMEWORK) == GOALS


def test_what_could_be_written_but_not_read_is_refused(tmp_path: Path, keeper: AnswerStore) -> None:
    """Whatever is saved has been read back: a number of people that `check` refuses never reaches the disk."""
    path = tmp_path / "svar.yaml"
    open_with(path, keeper, GOALS)
    with pytest.raises(FileNeedsFixing, match="bad-participants"):
        keeper.save(replace(GOALS, workshop=Workshop(participants=MAX_PARTICIPANTS + 1)))
    assert load_answers(path, FRAMEWORK) == GOALS


def test_a_document_never_replaces_another_unasked(tmp_path: Path) -> None:
    """Only `force` writes over a file."""
    path = tmp_path / "rapport.md"
    write_file(path, b"1", force=False)
    with pytest.raises(WrongCommand, match="exists") as caught:
        write_file(path, b"2", force=False)
    assert caught.value.problems[0].blanks == {"free": str(tmp_path / "rapport-2.md")}
    assert path.read_bytes() == b"1"
    write_file(path, b"2", force=True)
    assert path.read_bytes() == b"2"


# Paths and rights


def test_a_tilde_that_is_nobodys_is_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keeper: AnswerStore
) -> None:
    """`~x` of no user, and ~ without a home, are names like any other and end nothing."""
    monkeypatch.chdir(tmp_path)
    assert not keeper.holds("~ingen-sådan/svar.yaml")
    with pytest.raises(FileNotFoundError):
        keeper.open("~ingen-sådan/svar.yaml")
    keeper.open("~svar.yaml")
    keeper.save(EMPTY)
    assert (tmp_path / "~svar.yaml").exists()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert keeper.holds("~/~svar.yaml")
    with pytest.raises(OSError, match=r".*"):
        resolve("a\0b")
    assert not keeper.holds("a\0b")


@unix_only
def test_in_a_folder_that_cannot_be_written_the_interview_opens_and_saving_tells(open_folder: Path) -> None:
    """There is nothing to lock there, answers already given are shown, and saving raises."""
    save_answers(GOALS, open_folder / "svar.yaml", FRAMEWORK)
    open_folder.chmod(0o555)

    def check() -> None:
        with AnswerStore(FRAMEWORK) as keeper:
            assert keeper.open(str(open_folder / "svar.yaml")) == GOALS
            with pytest.raises(PermissionError):
                keeper.save(EMPTY)

    as_ordinary_user(check)


@unix_only
def test_a_read_only_file_is_not_replaced(open_folder: Path) -> None:
    """Whoever made it read-only meant it, also in a folder where it could be replaced."""
    open_folder.chmod(0o777)
    path = open_folder / "svar.yaml"
    save_answers(GOALS, path, FRAMEWORK)
    path.chmod(0o444)

    def check() -> None:
        with pytest.raises(PermissionError):
            save_answers(EMPTY, path, FRAMEWORK)

    as_ordinary_user(check)
    assert load_answers(path, FRAMEWORK) == GOALS


@unix_only
def test_files_and_folders_that_may_not_be_read_are_named(open_folder: Path) -> None:
    """Each is told with one sentence, and the others are read: nothing is dropped without a word."""
    for name in ("a.yaml", "B.YAML", "c.Yml", "d.JSON"):
        save_answers(GOALS, open_folder / name, FRAMEWORK)
    (open_folder / "stängd").mkdir()
    (open_folder / "a.yaml").chmod(0)
    (open_folder / "stängd").chmod(0)

    def check() -> None:
        files = find_files([open_folder]).to_read
        assert [file.name for file in files] == ["B.YAML", "a.yaml", "c.Yml", "d.JSON", "stängd"]
        scored = list(work_through(files, FRAMEWORK, map_row))
        assert [one.made is not None for one in scored] == [True, False, True, True, False]
        told = [problem.kind for one in scored for problem in one.problems]
        assert told == ["not-allowed", "not-allowed"]

    as_ordinary_user(check)


@unix_only
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    """A pipe that nobody writes to, a socket and a device stop no command: each says so and leaves with 1."""
    import socket

    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "socket.yaml"))
    script = (
        "import sys\nfrom lovande_cli.commands.program import main\n"
        "for file in sys.argv[1:]:\n    for command in (['score'], ['check'], ['map'], ['assess', '--plain']):\n"
        "        try:\n            main([*command, file, '--lang', 'sv'])\n"
        "        except SystemExit as left:\n            print(left.code)\n"
    )
    files = [str(pipe), str(tmp_path / "socket.yaml"), "/dev/zero"]
    ran = subprocess.run(
        [sys.executable, "-c", script, *files], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
    )
    assert ran.stdout.count("1\n") == 12
    assert ran.stderr.count("Det är ingen vanlig fil.") + ran.stdout.count("Det är ingen vanlig fil.") == 12
    listening.close()


@pytest.mark.parametrize("language", list(spoken_languages()))
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.ELOOP, errno.EBUSY, errno.EMFILE])
def test_the_systems_english_is_never_shown(number: int, language: str) -> None:
    """Every trouble with a file is told in the person's language, a rare one with its number."""
    told = explain(disk_problem(OSError(number, os.strerror(number)), "x.yaml", "cannot-read"), Say(language))
    assert os.strerror(number) not in told.reason
    assert told.reason


@pytest.mark.parametrize(
    ("system", "length", "code", "kind"),
    [
        ("nt", 300, errno.ENOENT, "path-too-long"),
        ("nt", 300, errno.EINVAL, "path-too-long"),
        ("nt", 300, errno.EACCES, "not-allowed"),
        ("nt", 100, errno.ENOENT, "no-folder"),
        ("posix", 300, errno.ENOENT, "no-folder"),
    ],
)
def test_a_path_too_long_for_windows_is_called_so(system: str, length: int, code: int, kind: str) -> None:
    """Windows speaks of a missing folder or a wrong name where a path has more than 259 signs; the person hears why."""
    path = "/mapp".ljust(length, "a")
    assert disk_problem(OSError(code, ""), path, "cannot-write", windows=system == "nt").kind == kind


def test_a_temporary_file_with_too_long_a_path_is_called_so() -> None:
    """A path that just fits has no room for the file beside, which Windows names in its error."""
    path = "/mapp".ljust(255, "a")
    told = disk_problem(OSError(errno.ENOENT, "", f"{path}.lock"), path, "cannot-write", windows=True)
    assert disk_problem(OSError(errno.ENOENT, "", path), path, "cannot-write", windows=True).kind == "no-folder"
    assert (told.kind, told.blanks["length"]) == ("path-too-long", 260)


@pytest.mark.skipif(os.name != "nt", reason="Windows' limit on paths")
def test_a_long_path_in_windows_is_written_or_explained(tmp_path: Path) -> None:
    """Beyond 259 signs a file is either there afterwards or refused for its length, as the computer is set."""
    path = tmp_path / ("a" * 200) / ("b" * 80)
    Path("\\\\?\\" + str(path.parent)).mkdir(parents=True)
    kinds = []
    try:
        write_file(path, b"x", force=False)
    except FileNeedsFixing as told:
        kinds = [one.kind for one in told.problems]
    assert kinds == ([] if path.is_file() else ["path-too-long"])


@pytest.mark.parametrize("language", list(spoken_languages()))
@pytest.mark.parametrize("number", [32, 33])
def test_a_file_that_another_program_has_is_called_so(number: int, language: str) -> None:
    """Windows says "permission denied" of a file that is open in Word; nobody is sent to ask for rights."""
    error = PermissionError(errno.EACCES, "")
    error.winerror = number  # type: ignore[attr-defined]  # as Windows' own errors have it
    told = explain(disk_problem(error, "x.yaml", "cannot-read"), Say(language))
    assert (
        told.reason
        == {"sv": "Filen är öppen i ett annat program.", "da": "Filen er åben i et andet program."}[language]
    )


@windows_only
@pytest.mark.parametrize("share", [0, 1])
def test_a_document_that_is_open_elsewhere_gives_the_free_name(tmp_path: Path, share: int) -> None:
    """What cannot be replaced because Word has it open is told, with a name that is free; the file stays as it was."""
    for name in ("rapport.docx", "rapport-2.docx"):
        (tmp_path / name).write_bytes(b"before")
    with held(tmp_path / "rapport.docx", share), pytest.raises(FileNeedsFixing) as caught:
        write_file(tmp_path / "rapport.docx", b"after", force=True)
    free = str(tmp_path / "rapport-3.docx")
    assert [(one.kind, one.blanks) for one in caught.value.problems] == [("cannot-replace", {"free": free})]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["rapport-2.docx", "rapport.docx"]
    assert (tmp_path / "rapport.docx").read_bytes() == b"before"


@windows_only
def test_answers_that_another_program_holds_are_told_so(tmp_path: Path) -> None:
    """Reading a file that a program has for itself says that, not that one may not read it."""
    save_answers(GOALS, tmp_path / "svar.yaml", FRAMEWORK)
    with held(tmp_path / "svar.yaml", share=0), pytest.raises(FileNeedsFixing) as caught:
        load_answers(tmp_path / "svar.yaml", FRAMEWORK)
    assert [one.kind for one in caught.value.problems] == ["open-elsewhere"]


@contextmanager
def held(path: Path, share: int) -> Iterator[None]:
    """Have the file open as another program on Windows would, sharing nothing (0) or reading (1) with the rest."""
    import _winapi

    opened = _winapi.CreateFile(str(path), _winapi.GENERIC_READ, share, 0, _winapi.OPEN_EXISTING, 0, 0)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        _winapi.CloseHandle(opened)  # type: ignore[attr-defined]
