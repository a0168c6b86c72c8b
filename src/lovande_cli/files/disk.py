"""Reads files from disk: ordinary files only, a bounded size, retries while another program has one open (Windows)."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from lovande_cli.errors import LOCK_VIOLATION, FileNeedsFixing, Problem, disk_problem

MAX_BYTES = 1_000_000
"""The largest file that is read, far above any real one: every note of a group filled in is some 60 kB."""

PATIENCE = 2.0
"""Seconds to wait for a file that another program holds (Windows: a synchroniser, a virus scanner, a preview)."""

SYSTEM_FILES = ("desktop.ini", "thumbs.db", "icon\r")

T = TypeVar("T")


def is_hidden(name: str) -> bool:
    """Whether a file is no one's work: hidden, a lock of an office program, or the system's own."""
    return name.startswith((".", "~$")) or name.casefold() in SYSTEM_FILES


def read_bytes(path: Path, *, file: str) -> bytes:
    """The file's bytes, at most one more than MAX_BYTES; a missing or unreadable file is a FileNeedsFixing.

    What is no ordinary file (a pipe, a device, a socket) is refused at once: reading it might never end.
    """
    try:
        return retry_while_locked(lambda: read_regular(path))
    except FileNotFoundError as error:
        problem = disk_problem(error, file, "cannot-read")
        if problem.kind != "path-too-long":
            problem = replace(problem, kind="no-file")
        raise FileNeedsFixing([problem]) from None
    except OSError as error:
        raise FileNeedsFixing([disk_problem(error, file, "cannot-read")]) from None
    except ValueError:  # a name that no file can have
        raise FileNeedsFixing([Problem(kind="no-file", file=file)]) from None


def read_beginning(path: Path, most: int) -> bytes:
    """The first bytes of an ordinary file, at most so many; raises OSError, and ValueError for odd names."""
    return retry_while_locked(lambda: read_regular(path, most))


def read_regular(path: Path, most: int = MAX_BYTES + 1) -> bytes:
    """The beginning of an ordinary file; raises OSError, with ENXIO (as for a socket) for what is none."""
    # O_NONBLOCK: opening a pipe would wait for its writer; O_BINARY: Windows would end a text at Ctrl-Z
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.ENXIO, "", str(path))
        pieces, left = [], most
        # one more than its size: some file systems say 0, and a file may be growing
        while left and (piece := os.read(handle, min(left, found.st_size + 1))):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(handle)


def retry_while_locked(action: Callable[[], T]) -> T:
    """Retry for up to PATIENCE seconds on a Windows sharing violation, then raise it."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return action()
        except PermissionError as error:
            if os.name != "nt":
                raise
            if time.monotonic() > until:
                raise with_windows_code(error) from None
            if error.filename and os.path.isdir(error.filename):  # noqa: PTH112  # the same error for a folder
                raise IsADirectoryError(errno.EISDIR, "", error.filename) from None
            time.sleep(0.05)


def with_windows_code(error: PermissionError) -> PermissionError:
    """The error with Windows' code, which open and read lose: 32 or 33 where another program has the file open."""
    if sys.platform != "win32" or error.winerror:
        return error
    if error.filename is None:  # it was opened, so it may be read: a part of it is locked
        return PermissionError(errno.EACCES, "", None, LOCK_VIOLATION)
    import _winapi

    share_read_write = 3
    try:
        handle = _winapi.CreateFile(
            os.fspath(error.filename), _winapi.GENERIC_READ, share_read_write, 0, _winapi.OPEN_EXISTING, 0, 0
        )
    except PermissionError as complete:
        return complete
    _winapi.CloseHandle(handle)
    return error
