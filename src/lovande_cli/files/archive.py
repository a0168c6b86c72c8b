"""Moves an answer file with its draft and backups to an archive beside it, and back; nothing is replaced."""

from __future__ import annotations

import os
import re
from pathlib import Path

from lovande_cli.errors import FileNeedsFixing, disk_problem
from lovande_cli.files.atomic import lock, next_free, sync_folder

ARCHIVE = "arkiv"
"""The folder, beside the answer files, that those are in which were put away; a word of both languages."""


def put_away(path: Path) -> Path:
    """Move the answer file to the archive beside it; where it is now. Raises FileNeedsFixing."""
    return move_answers(path, path.parent / ARCHIVE)


def bring_back(path: Path) -> Path:
    """Move the answer file out of the archive that it is in; where it is now. Raises FileNeedsFixing."""
    return move_answers(path, path.parent.parent)


def move_answers(path: Path, folder: Path) -> Path:
    """Move the answer file and what belongs to it to the folder, under the same name or the first with a number.

    Raises FileNeedsFixing where it is open or cannot be moved.
    """
    try:
        with lock(path):
            folder.mkdir(exist_ok=True)
            target = Path(next_free(folder / path.name, lambda name: bool(find_files_of(Path(name)))))
            # the answers first, for a list of files must never lack them
            for file in find_files_of(path):
                file.rename(target.with_name(file.name.replace(path.name, target.name, 1)))
            sync_folder(folder)
    except OSError as error:
        raise FileNeedsFixing([disk_problem(error, str(path), "cannot-write")]) from None
    return target


def find_files_of(path: Path) -> list[Path]:
    """The answer file, its backups and its draft, as far as they are there."""
    name = re.escape(path.name)
    own = re.compile(rf"{name}|{name}\.bak\d*|\.{name}\.draft")
    with os.scandir(path.parent) as entries:
        found = sorted(entry.name for entry in entries if own.fullmatch(entry.name))
    return [path.with_name(each) for each in sorted(found, key=lambda each: each != path.name)]
