"""Answer files in folders: finding them, reading a few together, and working through thousands."""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from lovande_cli.assessment.answers import AnswerSheet, plain_words
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.practices import MapRow, columns_of, row_of
from lovande_cli.assessment.rounds import is_same_name
from lovande_cli.assessment.scoring import score
from lovande_cli.assessment.study import Ratings, StudiedSheet, studied_sheets
from lovande_cli.errors import FileNeedsFixing, LovandeError, Problem, WrongCommand
from lovande_cli.files.answerfiles import is_named_as_answers, load_answers, read_answers
from lovande_cli.files.ratings import holds_ratings, read_ratings
from lovande_cli.files.yamltext import read_bytes

WORTH_SHARING = 400
"""With fewer files than this, starting a process for every core takes longer than it saves."""

HANDFUL = 50
"""How many files a process is given at a time: the answers come back in pieces, and little waits in memory."""

MOST_TOLD = 10
"""How many problems of one file are told when there are many files; `lovande check FILE` tells them all."""


SINCE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class SheetFile(NamedTuple):
    """A file that has been read, and the sheet in it."""

    path: Path
    sheet: AnswerSheet

    @property
    def name(self) -> str:
        """What the one who answered goes by: what the sheet says, else the name of the file."""
        return self.sheet.workshop.answered_by.strip() or self.path.stem

    @property
    def practice(self) -> str:
        """The practice's name, however it is spaced and capitalised."""
        return plain_words(self.sheet.practice.name)


T = TypeVar("T")

Work = Callable[[Path, Framework], T]
"""Reads a file and makes something of it: a function of a module, so that another process can be told to call it."""


class Done(NamedTuple, Generic[T]):
    """What has been made of a file, or the problems that stand in the way."""

    made: T | None
    problems: tuple[Problem, ...]


def find_files(paths: Iterable[Path], *, leave_out: Path | None = None) -> tuple[Path, ...]:
    """The files named and every answer file in the folders named, however deep, each once; hidden ones are passed over.

    Files in a folder come in order of name. `leave_out` is a file that is about to be written. What is not there stays
    in the list: reading it says so.
    """
    found: dict[str, Path] = {}
    out = whole_path(leave_out) if leave_out else ""
    for path in paths:
        for file in files_in(path) if os.path.isdir(path) else (path,):  # noqa: PTH112  # False for a name too long
            found.setdefault(whole_path(file), file)
    return tuple(file for where, file in found.items() if where != out)


def whole_path(file: Path) -> str:
    """The file's path from the root, without asking the disk about every folder on the way."""
    return os.path.abspath(file)  # noqa: PTH100  # resolve() takes a third of a second for ten thousand files


def files_in(folder: Path) -> Iterator[Path]:
    """The answer files in the folder and its folders, by name; a folder that cannot be read stands for itself."""
    unreadable: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=lambda error: unreadable.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(filter(is_named_as_answers, names)))
    yield from unreadable


def load_sheets(paths: Iterable[Path], framework: Framework) -> tuple[SheetFile, ...]:
    """The sheets in the files and folders; raises FileNeedsFixing with every problem of every file."""
    sheets: list[SheetFile] = []
    problems: list[Problem] = []
    for path in find_files(paths):
        try:
            sheets.append(SheetFile(path, load_answers(path, framework)))
        except FileNeedsFixing as error:
            problems.extend(() if holds_only_ratings(error) else error.problems)
    if problems:
        raise FileNeedsFixing(problems)
    return tuple(sheets)


def holds_only_ratings(error: LovandeError) -> bool:
    """Whether the file could not be read as answers because it holds an expert's ratings: those are for `study`."""
    return [problem.kind for problem in error.problems] == ["ratings-file"]


def load_one_practice(
    paths: Iterable[Path], framework: Framework, *, least: int = 1, same: bool = False
) -> tuple[SheetFile, ...]:
    """The sheets of the files, all about one practice.

    Raises WrongCommand where there are fewer than `least`, FileNeedsFixing where a file cannot be read or is about
    another practice than most. A sheet without a name, or whose name differs only a little, is taken to be about the
    same one; with `same` every sheet is.
    """
    sheets = load_sheets(paths, framework)
    if len(sheets) < least:
        raise WrongCommand([Problem(kind="too-few-files", blanks={"least": least, "found": len(sheets)})])
    names = Counter(one.practice for one in sheets if one.practice)
    usual = max(names, key=lambda name: names[name], default="")
    others = [one for one in sheets if not is_same_name(one.practice, usual)]
    if others and not same:
        shown = next(one.sheet.practice.name for one in sheets if one.practice == usual)
        raise FileNeedsFixing(
            Problem(kind="other-practice", file=str(o.path), blanks={"word": o.sheet.practice.name, "usual": shown})
            for o in others
        )
    return sheets


def check_since(since: str) -> str:
    """The date to show practices from: a year, a month or a day; raises WrongCommand for anything else."""
    if since and not SINCE.fullmatch(since):
        raise WrongCommand([Problem(kind="bad-since", blanks={"word": since[:40]})])
    return since


def work_through(files: Sequence[Path], framework: Framework, work: Work[T]) -> Iterator[Done[T]]:
    """What `work` makes of each file, or its problems, in the order of the files, as soon as it is there.

    Thousands of files are shared out among the cores.
    """
    processes = min(cores(), len(files) // (WORTH_SHARING // 2))
    if processes < 2:
        yield from (work_on(file, framework, work) for file in files)
        return
    with ProcessPoolExecutor(processes, initializer=take_in, initargs=(framework, work)) as pool:
        try:
            yield from pool.map(work_on_shared, files, chunksize=HANDFUL)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # Ctrl-C: do not read the rest first
            raise


def work_on(file: Path, framework: Framework, work: Work[T]) -> Done[T]:
    """What `work` makes of the file, or its problems."""
    try:
        return Done(work(file, framework), ())
    except LovandeError as error:
        told = () if holds_only_ratings(error) else error.problems[:MOST_TOLD]
        if len(error.problems) > MOST_TOLD:
            count = len(error.problems) - len(told)
            told += (Problem(kind="more-problems", file=str(file), blanks={"count": count}),)
        return Done(None, told)


def map_row(file: Path, framework: Framework, lens: str = "") -> MapRow:
    """The row on the map of the file's sheet, seen through the lens of this id if there is one."""
    columns = columns_of(framework, framework.lens_by_id[lens]) if lens else ()
    return row_of(str(file), score(framework, load_answers(file, framework)), columns)


class StudyFile(NamedTuple):
    """What a file gives to a study: sheets with answers, or an expert's ratings of the questions."""

    sheets: tuple[StudiedSheet, ...]
    ratings: tuple[Ratings, ...]


def study_file(file: Path, framework: Framework) -> StudyFile:
    """The answers in the file as numbers, or the ratings in it."""
    data = read_bytes(file, file=str(file))
    if holds_ratings(data):
        return StudyFile((), (read_ratings(data, file=str(file), framework=framework),))
    return StudyFile(studied_sheets(framework, read_answers(data, file=str(file), framework=framework), str(file)), ())


SHARED: list[tuple[Framework, Work[Any]]] = []
"""What a process that works for another needs every time: handed over once, not with every file."""


def take_in(framework: Framework, work: Work[Any]) -> None:
    """Make a process ready to work; Ctrl-C is for the one that started it to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    SHARED[:] = [(framework, work)]


def work_on_shared(file: Path) -> Done[Any]:
    """`work_on` in a process that has taken in framework and work."""
    return work_on(file, *SHARED[0])


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
