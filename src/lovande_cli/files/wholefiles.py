"""Files that are written whole or not at all, and never over another one by mistake."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from lovande_cli.errors import FileNeedsFixing, Problem, WrongCommand, disk_problem


def write_document(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file for someone to take home.

    Raises WrongCommand where there is a file already and `force` is not set, FileNeedsFixing where none can be written.
    """
    if os.path.exists(path) and not force:  # noqa: PTH110  # False, not an error, for a name too long
        raise WrongCommand([Problem(kind="exists", file=str(path))])
    try:
        write_whole(path, data)
    except OSError as error:
        raise FileNeedsFixing([disk_problem(error, str(path), "cannot-write")]) from None


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file's content in one step: a temporary file beside it, fsync, rename."""
    target = Path(os.path.realpath(path))
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~current_umask())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def current_umask() -> int:
    """The rights that new files are made without."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some network disks cannot; the rename itself is done
    finally:
        os.close(handle)
