"""What can go wrong, each kind with its exit code; commands/program.py is the only place that tells one and exits."""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing to mend: its kind (a key of texts/problems.yaml), its place, and the words that fill its sentences.

    `line` counts from 1; None means that the whole file is meant. A `file` of "" means that no file is meant.
    """

    kind: str
    file: str = ""
    line: int | None = None
    blanks: Mapping[str, object] = field(default_factory=dict)


DISK_TROUBLES = {
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.ENAMETOOLONG: "name-too-long",
    errno.EISDIR: "is-folder",
    errno.ENXIO: "not-a-file",
    errno.EINVAL: "bad-name",
    errno.ELOOP: "bad-name",
    errno.EIO: "disk-gone",
    errno.ENODEV: "disk-gone",
    errno.EACCES: "not-allowed",
    errno.EPERM: "not-allowed",
    errno.EROFS: "not-allowed",
    errno.ENOSPC: "disk-full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk-full",
}
"""What the system says of a file, to the kind of problem we tell; its own words, in English, are never shown."""

ACCESS_DENIED = 5
SHARING_VIOLATION = 32
LOCK_VIOLATION = 33
"""Windows' own numbers; those for a file that another program has open look like a missing right in `errno`."""


MAX_WINDOWS_PATH = 259
"""Signs in a path that every program in Windows can open; whether longer ones work is a setting of the computer."""


def disk_problem(error: OSError, file: str, otherwise: str, *, windows: bool = os.name == "nt") -> Problem:
    """The system's error about a file as a problem of ours; the kind `otherwise` where it is a rare one."""
    kind = DISK_TROUBLES.get(error.errno or 0, otherwise)
    if getattr(error, "winerror", None) in (SHARING_VIOLATION, LOCK_VIOLATION):
        return Problem(kind="open-elsewhere", file=file, blanks={"code": error.errno or ""})
    # Windows calls a path that is too long a folder that is missing or a name that is wrong. The file that it could not
    # open may be a longer one beside: the temporary one, the lock.
    paths = [os.path.abspath(file), *(one for one in (error.filename, error.filename2) if isinstance(one, str))]  # noqa: PTH100
    longest = max(map(len, paths))
    if windows and file and kind in ("no-folder", "bad-name") and longest > MAX_WINDOWS_PATH:
        return Problem(kind="path-too-long", file=file, blanks={"length": longest, "limit": MAX_WINDOWS_PATH})
    return Problem(kind=kind, file=file, blanks={"code": error.errno or ""})


def unforeseen(error: Exception) -> Problem:
    """A mistake of ours as a problem: what it is called and where in the program it happened."""
    steps = traceback.extract_tb(error.__traceback__) or [traceback.FrameSummary("?", 0, "?")]
    where = f"{PurePath(steps[-1].filename).name}:{steps[-1].lineno}"
    return Problem(kind="unforeseen", blanks={"reason": f"{type(error).__name__}, {where}"})


class LovandeError(Exception):
    """Something that the person can mend: at least one problem, told in one place, left with `exit_code`.

    `language` is the one to tell it in, "" for the one that the program speaks.
    """

    exit_code = 1
    language = ""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.file}:{p.line or ''} {p.kind} {dict(p.blanks)}" for p in self.problems))


class FileNeedsFixing(LovandeError):
    """A file cannot be used as it is; every problem found in it is told at once."""


class WrongCommand(LovandeError):
    """The command line asks for what cannot be done, or there is no terminal to talk in."""

    exit_code = 2


class FormatUnavailable(LovandeError):
    """A kind of file cannot be made on this computer: its library is not there, or is not allowed to run."""


class RequirementNotMet(LovandeError):
    """`--require` asked for more elements than are surely present."""

    exit_code = 3


class LeftEarly(LovandeError):
    """The person left with Ctrl-C; everything answered is saved."""

    exit_code = 130
