"""The answer store of an interview: saves it whole after each answer, merges other changes, writes backups (.bak)."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.merge import Place, Side, holds_all, merge
from lovande_cli.errors import FileNeedsFixing, Problem
from lovande_cli.files.answer_files import read_answers, write_answers
from lovande_cli.files.atomic import from_home, lock, remove_left_locks, remove_leftovers, resolve, write_whole
from lovande_cli.files.disk import read_bytes, read_regular, retry_while_locked
from lovande_cli.files.yaml_nodes import holds_comments


class ChangedElsewhere(FileNeedsFixing):
    """The file has been changed since it was read, and both versions cannot be merged unasked; nothing is saved yet.

    `conflicts` are the places to choose in; `theirs` is None where what they wrote cannot be read. `theirs_at` and
    `ours_at` say when the file was changed and when what we have was last saved, in seconds of the epoch.
    """

    def __init__(
        self,
        file: str,
        theirs: AnswerSheet | None = None,
        conflicts: tuple[Place, ...] = (),
        *,
        theirs_at: float,
        ours_at: float,
    ) -> None:
        super().__init__([Problem(kind="changed-elsewhere", file=file)])
        self.theirs = theirs
        self.conflicts = conflicts
        self.theirs_at = theirs_at
        self.ours_at = ours_at


class AnswerStore(AbstractContextManager["AnswerStore"]):
    """The answer file of an interview, locked while it is open and saved whole each time; leaving releases the lock.

    `copies` are the backups of what saving would have lost.
    """

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.path = ""
        self.target = Path()
        self.copies: list[Path] = []
        self.locks = ExitStack()
        self.base: AnswerSheet | None = None
        self.known_digests: set[bytes] = set()  # of what our sheet builds on: what was read, and all that was saved
        self.written_digests: set[bytes] = set()  # of what we saved ourselves, which holds no one's comments
        self.last_digest = b""  # of what was saved last, b"" before anything was
        self.saved_at = 0.0

    def __exit__(self, *raised: object) -> None:
        self.locks.close()

    def holds(self, path: str) -> bool:
        """Whether there is a file already."""
        return os.path.exists(from_home(path))  # noqa: PTH110  # False, not an error, for odd names

    def make_folder(self, path: str) -> None:
        """Make the folder if there is none; an error is left for `open` to raise."""
        with suppress(OSError):
            resolve(path).mkdir(parents=True, exist_ok=True)

    def open(self, path: str) -> AnswerSheet | None:
        """Save there from now on; returns what the file holds already, None for a new one.

        Raises OSError where nothing can be saved there, FileNeedsFixing where the file cannot be read or is in use; the
        earlier file is then still the one to save in.
        """
        target = resolve(path)
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "", str(target.parent))
        with ExitStack() as locks:
            try:
                locks.enter_context(lock(target))
                remove_leftovers(target)
                remove_left_locks(target.parent)
            except OSError as error:
                # where nothing can be written there is nothing to lock: saving fails, and offers another file
                if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                    raise
            data = read_bytes(target, file=path) if target.exists() else None
            sheet = None if data is None else read_answers(data, file=path, framework=self.framework)
            # only now is the earlier file let go: had this one been no good, the interview would still save there
            self.locks.close()
            self.locks = locks.pop_all()
        self.path, self.target, self.base = path, target, sheet
        self.saved_at = time.time() if data is None else target.stat().st_mtime
        self.known_digests = set() if data is None else {digest(data)}
        self.written_digests, self.last_digest = set(), b""
        return sheet

    def save(self, sheet: AnswerSheet, *, prefer: Side | None = None) -> AnswerSheet:
        """Write the sheet to disk before this returns; returns the sheet that the file now holds.

        That is another sheet where someone else has changed the file meanwhile: both are merged, and a version that is
        not wholly in the result is written to a backup. Where that takes a choice ChangedElsewhere is raised, unless
        `prefer` says which version goes. Raises OSError where nothing can be saved, FileNeedsFixing where the sheet is
        too large.
        """
        while True:
            # asks again whether the file is still the same when the new one is ready: a synchroniser may be as quick
            found, merged = self.read_file(), sheet
            if found is not None and digest(found) not in self.known_digests:
                merged = self.merge(found, sheet, prefer)
            if found is not None and digest(found) not in self.written_digests and holds_comments(found):
                self.write_backup(found)
            data = self.file_content(merged)
            if write_whole(self.target, data, replaces=lambda: self.read_file() == found):  # noqa: B023  # called at once
                break
        self.base, self.saved_at = merged, time.time()
        self.known_digests.add(digest(data))
        self.written_digests.add(digest(data))
        self.last_digest = digest(data)
        return merged

    def is_changed(self) -> bool:
        """Whether the file is away, or holds something else than what was saved last."""
        try:
            return bool(self.last_digest) and digest(self.read_file() or b"") != self.last_digest
        except OSError:
            return True

    def read_file(self) -> bytes | None:
        """What the file holds now; None where there is none, or nothing in it."""
        try:
            return retry_while_locked(lambda: read_regular(self.target)) or None
        except FileNotFoundError:
            return None

    def file_content(self, sheet: AnswerSheet) -> bytes:
        """The bytes to save, which can be read again; raises FileNeedsFixing where they cannot."""
        return answer_bytes(sheet, self.framework, self.path, as_json=self.target.suffix.casefold() == ".json")

    def merge(self, found: bytes, sheet: AnswerSheet, prefer: Side | None) -> AnswerSheet:
        """The sheet merged with what someone else has written in the file, see `save`.

        Whoever has been asked finds the version that was not chosen in a backup, whatever the other one holds.
        """
        try:
            theirs = read_answers(found, file=self.path, framework=self.framework)
        except FileNeedsFixing:
            theirs = None
        # theirs that cannot be read is all one conflict: somebody has to say which file is meant
        merged, conflicts = (sheet, ()) if theirs is None else merge(self.base, sheet, theirs, prefer=prefer or "ours")
        if prefer is None and (theirs is None or conflicts):
            at = self.target.stat().st_mtime
            raise ChangedElsewhere(self.path, theirs, conflicts, theirs_at=at, ours_at=self.saved_at)
        if prefer == "ours" or theirs is None or not holds_all(merged, theirs):
            self.write_backup(found)
        if prefer == "theirs" or not holds_all(merged, sheet):
            self.write_backup(self.file_content(sheet))
        return merged

    def write_aside(self, sheet: AnswerSheet) -> None:
        """Write the sheet to a backup and leave the file as it is; raises OSError or FileNeedsFixing."""
        self.write_backup(self.file_content(sheet))

    def write_backup(self, data: bytes) -> None:
        """Write this content beside the file, as NAME.bak or, where that has other content, NAME.bak2 and so on."""
        number = 1
        while True:
            copy = self.target.with_name(f"{self.target.name}.bak{number if number > 1 else ''}")
            if not copy.exists():
                write_whole(copy, data)
            if copy.is_file() and read_regular(copy) == data:
                break
            number += 1
        if copy not in self.copies:
            self.copies.append(copy)


def save_answers(sheet: AnswerSheet, path: Path, framework: Framework) -> None:
    """Write the sheet to a file that no interview has open; raises OSError."""
    write_whole(path, write_answers(sheet, framework).encode("utf-8"))


def answer_bytes(sheet: AnswerSheet, framework: Framework, file: str, *, as_json: bool = False) -> bytes:
    """The content of an answer file that has been read back; raises FileNeedsFixing where that is not possible."""
    data = write_answers(sheet, framework, as_json=as_json).encode("utf-8")
    read_answers(data, file=file, framework=framework)
    return data


def digest(data: bytes) -> bytes:
    """A hash, to see whether the file still has a known content: kept instead of every version that was saved."""
    return hashlib.sha256(data).digest()
