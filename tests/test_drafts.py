"""Drafts beside the answer file: whole, private, passed over by everything else, and never written over another's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.navigation import new_sheet
from lovande_cli.files.default_folders import list_folder
from lovande_cli.files.drafts import Drafts
from lovande_cli.files.store import save_answers
from lovande_cli.language import Say

TEXT = "rad ett\n\n  rad två é שלום 🇸🇪 \\ : # \u2028 ”x” "


@pytest.fixture
def answers(tmp_path: Path, framework: Framework) -> Path:
    """An answer file."""
    path = tmp_path / "svar.yaml"
    save_answers(new_sheet(framework, language="sv", name="Hembesök"), path, framework)
    return path


def test_a_draft_is_read_back_as_it_was_typed_and_gone_when_removed(answers: Path) -> None:
    """Every sign of it, several side by side; without drafts there is no file."""
    drafts = Drafts(answers)
    drafts.put("note a.b", TEXT)
    drafts.put("description in-short", "x" * 100_000)
    drafts.put("note a.b", TEXT * 2)
    assert Drafts(answers).texts == {"note a.b": TEXT * 2, "description in-short": "x" * 100_000}
    drafts.remove("note a.b")
    drafts.put("description in-short", " \n")
    assert os.listdir(answers.parent) == ["svar.yaml"]  # noqa: PTH208  # hidden ones too


def test_half_a_sign_is_no_reason_to_lose_the_rest(answers: Path) -> None:
    """What cannot be written is replaced, and the text around it is there."""
    Drafts(answers).put("note a.b", "före \udcff efter")
    assert Drafts(answers).texts == {"note a.b": "före ? efter"}


@pytest.mark.parametrize("written", ["", "{", "[]", '{"texts": []}', '{"texts": {"a": "b"}', "[" * 100_000, "\xff"])
def test_a_draft_file_that_is_not_ours_is_moved_aside(answers: Path, written: str) -> None:
    """Nothing is written over it, and new drafts are stored."""
    file = answers.with_name(".svar.yaml.draft")
    file.write_text(written, encoding="latin-1")
    drafts = Drafts(answers)
    assert drafts.texts == {}
    drafts.put("note a.b", TEXT)
    assert Drafts(answers).texts == {"note a.b": TEXT}
    assert answers.with_name(".svar.yaml.draft.bak").read_text(encoding="latin-1") == written


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_draft_is_as_private_as_the_answers(answers: Path) -> None:
    """Nobody reads a draft who could not read the answers."""
    answers.chmod(0o600)
    Drafts(answers).put("note a.b", TEXT)
    assert answers.with_name(".svar.yaml.draft").stat().st_mode & 0o777 == 0o600


def test_where_no_draft_can_be_stored_writing_goes_on(answers: Path) -> None:
    """Something else in the way, or a folder that is gone: the drafts are in memory, and nothing is raised."""
    answers.with_name(".svar.yaml.draft").mkdir()
    for drafts in (Drafts(answers), Drafts(answers.parent / "borta" / "svar.yaml"), Drafts()):
        drafts.put("note a.b", TEXT)
        assert drafts.texts == {"note a.b": TEXT}
        drafts.remove("note a.b")


def test_what_a_kill_left_half_written_is_no_draft(answers: Path) -> None:
    """The draft before it counts, and the half one is removed at the next opening."""
    Drafts(answers).put("note a.b", TEXT)
    half = answers.with_name(".svar.yaml.draft.new")
    half.write_text('{"texts"')
    assert Drafts(answers).texts == {"note a.b": TEXT}
    assert not half.exists()


def test_drafts_are_no_answers_to_anybody_else(answers: Path, run: Run) -> None:
    """The start page, check and map pass them over."""
    before = (list_folder(answers.parent), run("check", str(answers.parent)), run("map", str(answers.parent)))
    Drafts(answers).put("note a.b", "lovande: 1\nanswers: {}")
    after = (list_folder(answers.parent), run("check", str(answers.parent)), run("map", str(answers.parent)))
    assert before == after


def test_finished_lines_survive_a_kill_line_by_line(answers: Path, framework: Framework) -> None:
    """In --plain too, a kill in the middle of a text takes at most the line being typed."""
    command = [sys.executable, "-m", "lovande_cli", "describe", str(answers), "--plain", "--lang", "sv"]
    on, shown = Say("sv")("interview.plain.prompt-on"), ""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write("1\nrad ett\\\nrad två\\\n")
        child.stdin.flush()
        while shown.count(on) < 2:
            shown += child.stdout.read(1)
        child.kill()
    assert Drafts(answers).texts == {f"description {framework.description[0].id}": "rad ett\nrad två"}
