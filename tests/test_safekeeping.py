"""Safekeeping: what was typed is on the disk, whole, and nobody else's work is overwritten unseen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.errors import FileNeedsFixing
from lovande_cli.files.answerfiles import load_answers
from lovande_cli.files.elementfiles import load_framework, standard_folder
from lovande_cli.files.safekeeping import lock, save_answers

FRAMEWORK = load_framework(standard_folder())


def test_saving_replaces_the_whole_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """After a save the folder holds the file alone, with the sheet in it and the rights it had."""
    path = tmp_path / "svar.yaml"
    path.write_text("gammalt")
    path.chmod(0o640)
    sheet = AnswerSheet(framework_id=FRAMEWORK.id, framework_version=FRAMEWORK.version, language="sv")
    save_answers(sheet, path, FRAMEWORK)
    assert load_answers(path, FRAMEWORK) == sheet
    assert [p.name for p in tmp_path.iterdir()] == ["svar.yaml"]
    assert path.stat().st_mode & 0o777 == 0o640


def test_saving_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    """A link to the answer file goes on pointing at it."""
    path, link = tmp_path / "svar.yaml", tmp_path / "länk.yaml"
    path.write_text("gammalt")
    link.symlink_to(path)
    save_answers(AnswerSheet(framework_id=FRAMEWORK.id, framework_version="1", language="sv"), link, FRAMEWORK)
    assert link.is_symlink()
    assert path.read_text().startswith("lovande: 1")


@pytest.mark.skipif(os.name == "nt", reason="a full device is /dev/full")
def test_a_failed_save_leaves_the_old_file(tmp_path: Path) -> None:
    """When the folder cannot be written the error comes out and the file is as it was."""
    path = tmp_path / "borta" / "svar.yaml"
    with pytest.raises(OSError, match="No such file"):
        save_answers(AnswerSheet(framework_id=FRAMEWORK.id, framework_version="1", language="sv"), path, FRAMEWORK)


def test_a_second_interview_is_refused_and_the_lock_goes_with_the_process(tmp_path: Path) -> None:
    """While one process holds the file another is refused; when it ends, however that is, the file is free."""
    path = tmp_path / "svar.yaml"
    script = (
        "import sys, pathlib\nfrom lovande_cli.files.safekeeping import lock\n"
        "with lock(pathlib.Path(sys.argv[1])):\n    print('har', flush=True)\n    sys.stdin.read()\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"har"
    with pytest.raises(FileNeedsFixing, match="in-use"), lock(path):
        pass
    holder.kill()
    holder.wait()
    with lock(path):
        pass
    assert list(tmp_path.iterdir()) == []
