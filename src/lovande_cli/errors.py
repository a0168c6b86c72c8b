"""Exceptions with their exit codes, and the kinds of problems (message keys of texts/problems.yaml) that they carry.

commands/program.py is the only place that prints one and exits.
"""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal

# The keys of texts/problems.yaml: a new kind is added in both, a test compares them.
ProblemKind = Literal[
    # answers that may be right as they are
    "hardly-fits",
    # files that cannot be read
    "no-file",
    "is-folder",
    "cannot-read",
    "cannot-write",
    "no-folder",
    "name-too-long",
    "path-too-long",
    "not-allowed",
    "open-elsewhere",
    "cannot-replace",
    "not-a-file",
    "bad-name",
    "disk-gone",
    "disk-full",
    "too-large",
    "too-deep",
    "too-many-nodes",
    "too-long-text",
    "too-many-lines",
    "empty",
    "not-utf8",
    "merge-markers",
    "odd-space",
    "lost-letters",
    "word-file",
    "excel-file",
    "pdf-file",
    "web-page-file",
    "csv-file",
    "zip-file",
    "ours-file",
    "other-file",
    "several-documents",
    "alias",
    "tag",
    "key-not-text",
    "duplicate-key",
    "unquoted-colon",
    "tab",
    "control-character",
    "unclosed-quote",
    "special-start",
    "unclosed-bracket",
    "indentation",
    "missing-colon",
    "not-yaml",
    "cut-text",
    # the right kind of content
    "not-a-table",
    "not-a-list",
    "not-text",
    "not-a-number",
    "not-a-whole-number",
    "not-true-or-false",
    "bad-id",
    "bad-address",
    "missing-key",
    "unknown-key",
    "missing-language",
    "unknown-language",
    # element folders
    "no-element-folder",
    "no-framework-file",
    "no-elements",
    "file-name",
    "element-twice",
    "duplicate-id",
    "bad-language-code",
    "no-languages",
    "no-steps",
    "no-words",
    "word-twice",
    "unknown-category",
    "no-questions",
    "unknown-source",
    "unknown-scale",
    "bad-word",
    "option-like-step",
    "options-without-choose",
    "ask-if-weight",
    "condition-question",
    "condition-answer",
    "unknown-question",
    "still-asked",
    "thresholds-order",
    "links-without-chain",
    "bad-tidier",
    "unknown-beside",
    "empty-lens",
    "no-options",
    "lens-without-value",
    # answer files
    "not-an-answer-file",
    "other-format",
    "other-framework",
    "newer-questions",
    "bad-date",
    "bad-participants",
    "unknown-element",
    "unknown-lens",
    "unknown-question-in",
    "question-elsewhere",
    "answered-twice",
    "answer-is-table",
    "unknown-step",
    "list-for-step",
    "unknown-option",
    "option-twice",
    "only-one",
    "exclusive",
    "unknown-hands",
    "hands-twice",
    "bad-hands",
    "unknown-part",
    "unknown-closing",
    "in-use",
    "changed-elsewhere",
    # several files
    "nothing-shared",
    "no-answer-files",
    "too-few-files",
    "other-practice",
    "more-problems",
    "too-many-rows",
    "ratings-file",
    "bad-rating",
    "bad-since",
    # the command line
    "unknown-command",
    "unknown-flag",
    "missing-argument",
    "missing-value",
    "bad-value",
    "bad-number",
    "too-many-words",
    "wrong-usage",
    "no-terminal",
    "no-console",
    "requirement",
    "no-completion",
    "no-shell",
    "profile-not-run",
    "other-schema",
    "exists",
    "written-twice",
    "unknown-suffix",
    "no-pdf",
    "no-word",
    "no-excel",
    "no-picture",
    "no-calendar",
    "no-statistics",
    "unforeseen",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A reportable problem: message key, location, template values.

    `line` counts from 1; None means that the whole file is meant. A `file` of "" means that no file is meant.
    """

    kind: ProblemKind
    file: str = ""
    line: int | None = None
    blanks: Mapping[str, object] = field(default_factory=dict)


PROBLEM_OF_ERRNO: dict[int, ProblemKind] = {
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
"""The operating system's own messages are in English and are never shown."""

ACCESS_DENIED = 5
SHARING_VIOLATION = 32
LOCK_VIOLATION = 33
"""Windows' error numbers. In `errno` the last two, a file that another program has open, look like a missing right."""


MAX_WINDOWS_PATH = 259
"""Longer paths work only where a setting of the computer allows them."""


def disk_problem(error: OSError, file: str, otherwise: ProblemKind, *, windows: bool = os.name == "nt") -> Problem:
    """Translates an OSError into a problem; one that is not in the table is of the kind `otherwise`."""
    kind = PROBLEM_OF_ERRNO.get(error.errno or 0, otherwise)
    if getattr(error, "winerror", None) in (SHARING_VIOLATION, LOCK_VIOLATION):
        return Problem(kind="open-elsewhere", file=file, blanks={"code": error.errno or ""})
    # Windows calls a path that is too long a folder that is missing or a name that is wrong. The file that it could not
    # open may be a longer one beside: the temporary one, the lock.
    paths = [os.path.abspath(file), *(name for name in (error.filename, error.filename2) if isinstance(name, str))]  # noqa: PTH100
    longest = max(map(len, paths))
    if windows and file and kind in ("no-folder", "bad-name") and longest > MAX_WINDOWS_PATH:
        return Problem(kind="path-too-long", file=file, blanks={"length": longest, "limit": MAX_WINDOWS_PATH})
    return Problem(kind=kind, file=file, blanks={"code": error.errno or ""})


def unforeseen(error: Exception) -> Problem:
    """A bug of ours as a problem: the exception's name, and the file and line that raised it."""
    steps = traceback.extract_tb(error.__traceback__) or [traceback.FrameSummary("?", 0, "?")]
    where = f"{PurePath(steps[-1].filename).name}:{steps[-1].lineno}"
    return Problem(kind="unforeseen", blanks={"reason": f"{type(error).__name__}, {where}"})


class LovandeError(Exception):
    """An error that the user can fix: at least one problem, and the exit code of the process.

    `language` is the one to report it in, "" for the program's own.
    """

    exit_code = 1
    language = ""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.file}:{p.line or ''} {p.kind} {dict(p.blanks)}" for p in self.problems))


class FileNeedsFixing(LovandeError):
    """A file cannot be used as it is; carries every problem found in it."""


class OtherPractice(FileNeedsFixing):
    """Files that belong together name different practices; only the person knows whether it is the same one."""


class WrongCommand(LovandeError):
    """A usage error, or an interactive command without a terminal."""

    exit_code = 2


class FormatUnavailable(LovandeError):
    """A document format whose library is missing or blocked on this computer."""


class RequirementNotMet(LovandeError):
    """`--require` asked for more elements than are surely present."""

    exit_code = 3


class LeftEarly(LovandeError):
    """Ctrl-C; every answer is saved."""

    exit_code = 130
