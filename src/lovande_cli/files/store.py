"""Where answers are kept and documents written: whole or not at all, and never over what someone else wrote."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path, PurePath

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.merge import Place, Side, holds_all, merge
from lovande_cli.errors import (
    ACCESS_DENIED,
    SHARING_VIOLATION,
    FileNeedsFixing,
    Problem,
    WrongCommand,
    disk_problem,
)
from lovande_cli.files.answer_files import is_named_as_answers, read_answers, write_answers
from lovande_cli.files.yaml_nodes import PATIENCE, holds_comments, read_bytes, read_regular, retry_while_locked

LEFT_BEHIND = 24 * 60 * 60
"""Seconds after which a half written file is nobody's any more: longer than a save, a wrong clock or summer time."""


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
    """The answer file of an interview, locked while it is open and saved whole each time; leaving gives up the lock.

    `copies` are the files in which something was kept that saving would have lost.
    """

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.path = ""
        self.target = Path()
        self.copies: list[Path] = []
        self.locks = ExitStack()
        self.base: AnswerSheet | None = None
        self.known: set[bytes] = set()  # the contents that our sheet builds on: what was read, and all that was saved
        self.written: set[bytes] = set()
        self.at = 0.0

    def __exit__(self, *raised: object) -> None:
        """Let others have the file."""
        self.locks.close()

    def holds(self, path: str) -> bool:
        """Whether there is a file already."""
        return os.path.exists(from_home(path))  # noqa: PTH110  # False, not an error, for odd names

    def make_folder(self, path: str) -> None:
        """Make the folder if there is none; where it cannot be made, opening a file in it tells why."""
        with suppress(OSError):
            resolve(path).mkdir(parents=True, exist_ok=True)

    def open(self, path: str) -> AnswerSheet | None:
        """Keep the answers there from now on; what it holds already, None for a new file.

        Raises OSError where nothing can be kept there, FileNeedsFixing where the file cannot be read or is in use, and
        then keeps the earlier one.
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
                # where nothing can be written there is nothing to lock: saving tells, and offers another file
                if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                    raise
            data = read_bytes(target, file=path) if target.exists() else None
            sheet = None if data is None else read_answers(data, file=path, framework=self.framework)
            self.locks.close()
            self.locks = locks.pop_all()
        self.path, self.target, self.base = path, target, sheet
        self.at = time.time() if data is None else target.stat().st_mtime
        self.known = set() if data is None else {digest(data)}
        self.written = set()
        return sheet

    def save(self, sheet: AnswerSheet, *, prefer: Side | None = None) -> AnswerSheet:
        """Put the sheet in the file, on the disk before this returns; the sheet that is now there.

        That is another sheet where someone else has changed the file meanwhile: both are merged, and a version that is
        not wholly in the result is put beside the file. Where that takes a choice ChangedElsewhere is raised, unless
        `prefer` says which version goes. Raises OSError where nothing can be saved, FileNeedsFixing where the sheet is
        too large.
        """
        while True:
            found, kept = self.read(), sheet
            if found is not None and digest(found) not in self.known:
                kept = self.merge(found, sheet, prefer)
            if found is not None and digest(found) not in self.written and holds_comments(found):
                self.keep_copy(found)
            data = self.write(kept)
            if write_whole(self.target, data, replaces=lambda: self.read() == found):  # noqa: B023  # called at once
                break
        self.base, self.at = kept, time.time()
        self.known.add(digest(data))
        self.written.add(digest(data))
        return kept

    def read(self) -> bytes | None:
        """What the file holds now; None where there is none, or nothing in it."""
        try:
            return retry_while_locked(lambda: read_regular(self.target)) or None
        except FileNotFoundError:
            return None

    def write(self, sheet: AnswerSheet) -> bytes:
        """The content of the file for this sheet; raises FileNeedsFixing where it could not be read again."""
        return answer_bytes(sheet, self.framework, self.path, as_json=self.target.suffix.casefold() == ".json")

    def merge(self, found: bytes, sheet: AnswerSheet, prefer: Side | None) -> AnswerSheet:
        """The sheet merged with what someone else has written in the file, see `save`.

        Whoever has been asked finds the version that was not chosen beside the file, whatever the other one holds.
        """
        try:
            theirs = read_answers(found, file=self.path, framework=self.framework)
        except FileNeedsFixing:
            theirs = None
        merged, conflicts = (sheet, ()) if theirs is None else merge(self.base, sheet, theirs, prefer=prefer or "ours")
        if prefer is None and (theirs is None or conflicts):
            at = self.target.stat().st_mtime
            raise ChangedElsewhere(self.path, theirs, conflicts, theirs_at=at, ours_at=self.at)
        if prefer == "ours" or theirs is None or not holds_all(merged, theirs):
            self.keep_copy(found)
        if prefer == "theirs" or not holds_all(merged, sheet):
            self.keep_copy(self.write(sheet))
        return merged

    def put_aside(self, sheet: AnswerSheet) -> None:
        """Put the sheet beside the file, which stays as it is; raises OSError or FileNeedsFixing."""
        self.keep_copy(self.write(sheet))

    def keep_copy(self, data: bytes) -> None:
        """Put this content beside the file, as NAME.bak or, where that is another file, NAME.bak2 and so on."""
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
    """Put the sheet in a file that nobody else has; raises OSError."""
    write_whole(path, write_answers(sheet, framework).encode("utf-8"))


def write_file(path: Path, data: bytes | Iterable[bytes], *, force: bool) -> None:
    """Write a file for someone to take home, whole or in pieces as they come.

    Raises WrongCommand where there is a file already and `force` is not set, FileNeedsFixing where none can be written
    or where an interview has it open.
    """
    try:
        target = resolve(path)
        if os.path.exists(target) and not force:  # noqa: PTH110  # False, not an error, for a name too long
            raise WrongCommand([Problem(kind="exists", file=str(path), blanks={"free": next_free(path)})])
        with lock(target, wait=PATIENCE) if is_named_as_answers(target.name) else nullcontext():
            remove_leftovers(target)
            write_whole(target, data)
    except OSError as error:
        problem = disk_problem(error, str(path), "cannot-write")
        if problem.kind == "open-elsewhere":
            problem = replace(problem, kind="cannot-replace", blanks={"free": next_free(path)})
        raise FileNeedsFixing([problem]) from None


def next_free(path: PurePath, is_taken: Callable[[str], bool] = os.path.exists) -> str:
    """The path if nothing stands there, else the same with the first number that is free."""
    found, number = path, 2
    while is_taken(str(found)):
        found, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return str(found)


def answer_bytes(sheet: AnswerSheet, framework: Framework, file: str, *, as_json: bool = False) -> bytes:
    """The content of an answer file that has been read back; raises FileNeedsFixing where that is not possible."""
    data = write_answers(sheet, framework, as_json=as_json).encode("utf-8")
    read_answers(data, file=file, framework=framework)
    return data


def resolve(path: str | Path) -> Path:
    """The real path of a file that need not exist: ~ and links followed, a ~ that is nobody's kept as it is.

    Raises OSError for what cannot be the name of a file.
    """
    if "\0" in str(path):
        raise OSError(errno.EINVAL, "", str(path))
    return Path(os.path.realpath(from_home(str(path))))


def from_home(path: str) -> str:
    """The path with the home folder for its ~; Path.expanduser raises for nobody's ~, Windows' guesses."""
    if os.name == "nt" and path[1:2] not in ("", "/", "\\"):
        return path
    return os.path.expanduser(path)  # noqa: PTH111


@contextmanager
def lock(path: Path, *, wait: float = 0) -> Iterator[None]:
    """Lock the file at this real path against every other lovande; raises FileNeedsFixing when one has it.

    `wait` is for how many seconds it may still have it. The lock is the system's own and goes with the process, however
    that ends.
    """
    from filelock import FileLock, Timeout  # only the interview needs it

    beside = path.with_name(f".{path.name}.lock")
    holder = FileLock(beside, timeout=wait)
    try:
        holder.acquire()
    except Timeout:
        raise FileNeedsFixing([Problem(kind="in-use", file=str(path))]) from None
    try:
        yield
    finally:
        # Elsewhere than on Windows the file goes first, so that nobody locks one that is about to vanish.
        # Windows removes no open file: there it goes when the lock has been released.
        with suppress(OSError):
            beside.unlink()
        holder.release()
        with suppress(OSError):
            if os.name == "nt":
                beside.unlink()


def write_whole(path: Path, data: bytes | Iterable[bytes], *, replaces: Callable[[], bool] = lambda: True) -> bool:
    """Replace the file's content in one step, on the disk before this returns: a kill leaves it as it was or as it is.

    `replaces` says at the last moment whether what is there may go, which is returned. Raises OSError where the folder
    or the file may not be written, and where there is something that is no file.
    """
    target = resolve(path)
    mode = file_mode(target)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.writelines([data] if isinstance(data, bytes) else data)
            opened.flush()
            os.fsync(opened.fileno())
        Path(temporary).chmod(mode)
        may_go = replaces()
        if may_go:
            retry_while_locked(lambda: replace_file(temporary, target))
        else:
            Path(temporary).unlink()
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return may_go


def replace_file(temporary: str, target: Path) -> None:
    """Put the new file in the place of the old one; raises OSError."""
    try:
        Path(temporary).replace(target)
    except PermissionError as error:
        # both may be written, that has been tried: what Windows denies is to take a file away from who has it open
        if getattr(error, "winerror", None) != ACCESS_DENIED:
            raise
        raise PermissionError(errno.EACCES, "", str(target), SHARING_VIOLATION) from None


def file_mode(target: Path) -> int:
    """The rights of the file that is to be replaced, or those of a new one; raises OSError where it may not be."""
    try:
        found = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.ENXIO, "", str(target))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "", str(target))
    return stat.S_IMODE(found.st_mode)


def remove_leftovers(path: Path) -> None:
    """Remove what a killed run left half written beside the file, once nobody can still be writing it."""
    leftover = re.compile(re.escape(f".{path.name}.") + r"[a-z0-9_]{8}\.tmp")
    for one in path.parent.iterdir():
        if leftover.fullmatch(one.name):
            with suppress(OSError):
                if time.time() - one.stat().st_mtime > LEFT_BEHIND:
                    one.unlink()


def remove_left_locks(folder: Path) -> None:
    """Remove the locks that closed windows left in the folder, where a dot hides no file: on Windows."""
    from filelock import FileLock, Timeout

    for one in folder.glob(".*.lock") if os.name == "nt" else ():
        if is_named_as_answers(one.stem[1:]):
            with suppress(OSError, Timeout):
                FileLock(one, timeout=0).acquire().lock.release()  # nobody holds it
                one.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network disks cannot; the rename itself is done
            os.fsync(handle)
    finally:
        os.close(handle)


def digest(data: bytes) -> bytes:
    """What tells one content from another."""
    return hashlib.sha256(data).digest()
