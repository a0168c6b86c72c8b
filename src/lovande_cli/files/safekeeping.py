"""Where an interview keeps its answers: one answer file at a time, locked while it is open, saved whole each time."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.files.answerfiles import keep_comments, load_answers, lock, save_answers


class Safekeeping:
    """The answer file of an interview; leaving it gives up the lock."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.place = ""
        self.path = Path()
        self.locks = ExitStack()
        self.copied = False
        self.copy: Path | None = None

    def __enter__(self) -> Safekeeping:
        """Nothing is open yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let others have the file."""
        self.locks.close()

    def holds(self, place: str) -> bool:
        """Whether there is a file already."""
        return os.path.exists(Path(place).expanduser())  # noqa: PTH110  # False, not an error, for a name too long

    def open(self, place: str) -> AnswerSheet | None:
        """Keep the answers there from now on; what it holds already, None for a new file.

        Raises OSError where nothing can be kept there, FileNeedsFixing where the file cannot be read or is in use, and
        then keeps the earlier place.
        """
        path = Path(place).expanduser()
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
        with ExitStack() as locks:
            try:
                locks.enter_context(lock(path))
            except OSError as error:
                # where nothing can be written there is nothing to lock: saving tells, and offers another place
                if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                    raise
            sheet = load_answers(path, self.framework) if path.exists() else None
            self.locks.close()
            self.locks = locks.pop_all()
        self.place, self.path, self.copied = place, path, False
        return sheet

    def save(self, sheet: AnswerSheet) -> None:
        """Put the sheet in the file, on the disk before this returns; raises OSError.

        A file with comments of its own is copied to NAME.bak before the first time.
        """
        if not self.copied and self.path.exists():
            self.copy = keep_comments(self.path)
        self.copied = True
        save_answers(sheet, self.path, self.framework)
