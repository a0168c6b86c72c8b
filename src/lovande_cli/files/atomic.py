"""Writes whole files atomically (temporary file, fsync, os.replace); the lock that keeps a second interview away."""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path, PurePath

from lovande_cli.errors import (
    ACCESS_DENIED,
    SHARING_VIOLATION,
    FileNeedsFixing,
    Problem,
    WrongCommand,
    disk_problem,
)
from lovande_cli.files.disk import PATIENCE, retry_while_locked
from lovande_cli.files.file_kinds import is_named_as_answers

LEFT_BEHIND = 24 * 60 * 60
"""Seconds after which no run can still be writing a temporary file: more than a save, a wrong clock, summer time."""


def write_file(path: Path, data: bytes | Iterable[bytes], *, force: bool) -> None:
    """Write a document, whole or in pieces as they come.

    Raises WrongCommand where there is a file already and `force` is not set, FileNeedsFixing where none can be written
    or where an interview has it open.
    """
    try:
        target = resolve(path)
        if os.path.exists(target) and not force:  # noqa: PTH110  # False, not an error, for a name too long
            raise WrongCommand([Problem(kind="exists", file=str(path), blanks={"free": next_free(path)})])
        # an interview may have an answer file open and would save over what is written now
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
    target = resolve(path)  # what a link points at is replaced, not the link
    mode = file_mode(target)
    # in the same folder, since os.replace is one step only within a disk
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.writelines([data] if isinstance(data, bytes) else data)
            opened.flush()
            os.fsync(opened.fileno())  # before the rename: after a power cut there could else be an empty file
        Path(temporary).chmod(mode)  # mkstemp makes it its writer's alone
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
    """Path.replace, with Windows' code for a sharing violation where another program has the old file open."""
    try:
        Path(temporary).replace(target)
    except PermissionError as error:
        # write access to both has been checked: what Windows denies is to replace a file that a program has open
        if getattr(error, "winerror", None) != ACCESS_DENIED:
            raise
        raise PermissionError(errno.EACCES, "", str(target), SHARING_VIOLATION) from None


def file_mode(target: Path) -> int:
    """The rights of the file that is to be replaced, or those of a new one; raises OSError where it may not be."""
    try:
        found = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)  # it can be read only by being set
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
    for file in path.parent.iterdir():
        if leftover.fullmatch(file.name):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > LEFT_BEHIND:
                    file.unlink()


def remove_left_locks(folder: Path) -> None:
    """Remove the locks that closed windows left in the folder, where a dot hides no file: on Windows."""
    from filelock import FileLock, Timeout

    for file in folder.glob(".*.lock") if os.name == "nt" else ():
        if is_named_as_answers(file.stem[1:]):
            with suppress(OSError, Timeout):
                FileLock(file, timeout=0).acquire().lock.release()  # nobody holds it
                file.unlink(missing_ok=True)


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
