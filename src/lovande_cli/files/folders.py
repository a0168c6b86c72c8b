"""Lists what a folder holds (read, copy, passed over, broken); reads a few files together, or thousands in parallel."""

from __future__ import annotations

import gc
import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from lovande_cli.assessment.answers import AnswerSheet, is_reworded, plain_words
from lovande_cli.assessment.expert_ratings import Ratings
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.group import content
from lovande_cli.assessment.practice_map import MapRow, columns_of, row_of
from lovande_cli.assessment.rounds import is_same_name
from lovande_cli.assessment.sample import Reason, StudiedSheet, studied_sheets
from lovande_cli.errors import FileNeedsFixing, LovandeError, OtherPractice, Problem, WrongCommand
from lovande_cli.files.answer_files import find_doubts, load_answers, read_answers
from lovande_cli.files.archive import ARCHIVE
from lovande_cli.files.disk import is_hidden, read_bytes
from lovande_cli.files.file_kinds import FileKind, find_originals, kind_of_file
from lovande_cli.files.rating_files import read_ratings

WORTH_SHARING = 400
"""With fewer files than this, starting a process for every core takes longer than it saves."""

HANDFUL = 50
"""Files per task of a worker process: few, so that results are used as they come and little waits in memory."""

MAX_REPORTED = 10
"""How many problems of one file are reported when there are many files; `lovande check FILE` reports all."""


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


Fate = Literal["read", "copy", "other-version", "maybe-version", "copied-for-another", "passed-over", "broken"]
"""What became of a file: a `copy` has the content of another; an `other-version` has the id of a sheet that is read, or
is named as a copy of it, and says something else. Neither counts. A `maybe-version` does: nobody can know that both are
the same person's. So does what is `copied-for-another`: it has the id of a sheet about another practice or person.
"""


COUNTED: tuple[Fate, ...] = ("read", "maybe-version", "copied-for-another")


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedFile:
    """A file that was named or found, and what became of it.

    `file_kind` says what a passed-over file is, `of` which file it is a copy of, `problems` why it could not be read,
    `doubts` what there is to know of one that was read (see `answer_files.find_doubts`), and `is_reworded` that its
    questions have other texts by now.
    """

    path: Path
    fate: Fate
    file_kind: FileKind = "answers"
    of: Path | None = None
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    is_reworded: bool = False


@dataclass(frozen=True, kw_only=True)
class FoundFiles:
    """What the named files and folders hold: the files to read, those passed over, and which are named as copies."""

    to_read: tuple[Path, ...]
    passed_over: tuple[ListedFile, ...] = ()
    originals: Mapping[Path, tuple[Path, bool]] = field(default_factory=dict)


T = TypeVar("T")

FileTask = Callable[[AnswerSheet, Path, Framework], T]
"""Makes something of a file's sheet; a function of a module, so that it can be pickled for a worker process."""


Origin = tuple[str, str, str, str, "int | None"]
"""The practice, its organisation, who answered, the date, how many took part."""

SameId = Literal["version", "round", "another"]
"""What a sheet is of another that has its id and says something else: another version of it (the same day), another
round (another day), or somebody's copy that is about another practice or person by now.
"""


class TaskResult(NamedTuple, Generic[T]):
    """What has been made of a file, or the problems that stand in the way.

    `content` is the same for sheets that say the same, b"" where their `origin` tells most sheets apart. A file that
    `holds_ratings` has them in `ratings`, if they can be read.
    """

    made: T | None
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    content: bytes = b""
    origin: Origin = ("", "", "", "", None)
    id: str = ""
    is_reworded: bool = False
    holds_ratings: bool = False
    ratings: Ratings | None = None


def find_files(paths: Iterable[Path], *, leave_out: Collection[Path] = (), deep: bool = True) -> FoundFiles:
    """The files named, and what the folders named hold, with the folders in them if `deep`, each file once.

    Files in a folder come in order of name; those in an archive in it are passed over. `leave_out` are files that are
    about to be written. What is not there is to be read too: reading it says so. Our own JSON is passed over even where
    it is named, as a pattern such as * does, unless nothing else is.
    """
    found: dict[str, Path] = {}
    passed: dict[str, ListedFile] = {}
    originals: dict[Path, tuple[Path, bool]] = {}
    out = {whole_path(path) for path in leave_out}
    named: list[Path] = []
    ours: list[Path] = []
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  # False for a name too long
            for file, kind in files_in(path, originals, deep=deep):
                if kind == "answers":
                    found.setdefault(whole_path(file), file)
                else:
                    passed.setdefault(whole_path(file), ListedFile(path=file, fate="passed-over", file_kind=kind))
        elif path.suffix.casefold() == ".json" and kind_of_file(path) == "ours":
            ours.append(path)
            passed.setdefault(whole_path(path), ListedFile(path=path, fate="passed-over", file_kind="ours"))
        else:
            named.append(path)
            found.setdefault(whole_path(path), path)
    # files named one by one may stand in several folders; a copy stands beside what it is a copy of
    by_folder: dict[Path, dict[str, Path]] = {}
    for path in named:
        by_folder.setdefault(path.parent, {})[path.name] = path
    for beside in by_folder.values():
        copies = find_originals(beside)
        originals.update((beside[name], (beside[of], sure)) for name, (of, sure) in copies.items())
    to_read = tuple(file for where, file in found.items() if where not in out)
    passed_over = tuple(file for where, file in passed.items() if where not in out and where not in found)
    if not to_read and ours:
        return FoundFiles(to_read=tuple(ours))
    return FoundFiles(to_read=to_read, passed_over=passed_over, originals=originals)


def whole_path(file: Path) -> str:
    """The file's path from the root, without asking the disk about every folder on the way."""
    return os.path.abspath(file)  # noqa: PTH100  # resolve() takes a third of a second for ten thousand files


def files_in(folder: Path, originals: dict[Path, tuple[Path, bool]], *, deep: bool) -> Iterator[tuple[Path, FileKind]]:
    """The files in the folder and, if `deep`, its folders, by name, with their kind.

    Those named as copies are put in `originals`. Hidden files are ignored, and what is no answers in an archive. A
    folder that cannot be read stands for itself.
    """
    unreadable: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=lambda error: unreadable.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if deep and not name.startswith("."))
        shown = [name for name in names if not is_hidden(name)]
        if ARCHIVE in map(str.casefold, Path(here).relative_to(folder).parts):
            archived = (Path(here, name) for name in sorted(shown))
            yield from ((path, "archived") for path in archived if kind_of_file(path) == "answers")
            continue
        copies = find_originals(shown)
        originals.update((Path(here, name), (Path(here, of), sure)) for name, (of, sure) in copies.items())
        for name in sorted(shown):
            path = Path(here, name)
            yield path, kind_of_file(path)
    yield from ((path, "answers") for path in unreadable)


class Copies:
    """Finds sheets that say the same as one before.

    What a sheet says is put together for those of one origin only: for each of ten thousand it would take a twentieth
    of the time of reading them.
    """

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.alone: dict[int, Path | None] = {}
        """The file of an origin, by its hash, while there is one; None where there were several."""
        self.first_that_says: dict[bytes, Path] = {}

    def find_first(self, path: Path, done: TaskResult[Any]) -> Path | None:
        """The first file that says the same as this one, which is remembered."""
        # a number, not five texts, for each of ten thousand; should two be the same, their contents tell
        origin = hash(done.origin)
        if done.content or origin in self.alone:
            if other := self.alone.get(origin):
                self.first_that_says.setdefault(self.read_content(other), other)
            self.alone[origin] = None
            first = self.first_that_says.setdefault(done.content or self.read_content(path), path)
            return None if first is path else first
        self.alone[origin] = path
        return None

    def read_content(self, path: Path) -> bytes:
        """What the file's sheet says; like nothing else where the file can no longer be read."""
        try:
            return content_digest(content(load_answers(path, self.framework)))
        except LovandeError:
            return os.fsencode(path)


class Reading(Generic[T]):
    """Reads the found files and makes something of each sheet; `listed` says afterwards what became of every file.

    Files that are named as copies come last, so that what they are named after is known.

    A sheet that was there before, or is another version of one, is made nothing of, unless `every` is set. Experts'
    ratings are passed over, unless `with_ratings` is set.
    """

    def __init__(
        self,
        files: FoundFiles,
        framework: Framework,
        work: FileTask[T],
        *,
        every: bool = False,
        with_ratings: bool = False,
    ) -> None:
        self.files = files
        self.framework = framework
        self.work = work
        self.every = every
        self.with_ratings = with_ratings
        self.listed: list[ListedFile] = list(files.passed_over)
        self.ratings: list[Ratings] = []

    def read(self, through: Callable[[Iterator[TaskResult[T]]], Iterable[TaskResult[T]]] = iter) -> Iterator[T]:
        """What `work` makes of the sheets, as soon as it is there; `through` may watch how far it has come."""
        files = sorted(self.files.to_read, key=self.files.originals.__contains__)
        copies = Copies(self.framework)
        originals = {of for of, _ in self.files.originals.values()}
        before: dict[Path, TaskResult[T]] = {}
        known_ids: dict[str, list[tuple[Path, Origin]]] = {}
        done_files = through(work_through(files, self.framework, self.work))
        for path, done in zip(files, done_files, strict=True):
            if done.holds_ratings and (done.ratings or not self.with_ratings):
                self.ratings += [done.ratings] if done.ratings else []
                fate: Fate = "read" if self.with_ratings else "passed-over"
                self.listed.append(ListedFile(path=path, fate=fate, file_kind="ratings"))
                continue
            if done.made is None:
                self.listed.append(ListedFile(path=path, fate="broken", problems=done.problems))
                continue
            if path in originals:
                before[path] = done
            fate, of = self.find_fate(path, done, copies, before, known_ids)
            if done.id and fate != "copy":
                known_ids.setdefault(done.id, []).append((path, done.origin))
            listed = ListedFile(path=path, fate=fate, of=of, doubts=done.doubts, is_reworded=done.is_reworded)
            self.listed.append(listed)
            if self.every or fate in COUNTED:
                yield done.made

    @property
    def is_empty(self) -> bool:
        """Whether no file could be read."""
        return all(file.fate != "read" for file in self.listed)

    def find_fate(
        self,
        path: Path,
        done: TaskResult[T],
        copies: Copies,
        before: Mapping[Path, TaskResult[T]],
        known_ids: Mapping[str, Sequence[tuple[Path, Origin]]],
    ) -> tuple[Fate, Path | None]:
        """Whether a sheet that could be read is a copy or another version, and of which file."""
        if (first := copies.find_first(path, done)) is not None:
            return "copy", first
        related = {compare_origins(origin, done.origin): file for file, origin in reversed(known_ids.get(done.id, ()))}
        if related:
            if "version" in related:
                return "other-version", related["version"]
            return ("read", None) if "round" in related else ("copied-for-another", related["another"])
        of, is_conflict = self.files.originals.get(path, (None, False))
        if of is None or of not in before or plain_origin(before[of]) != plain_origin(done):
            return "read", None
        if done.id and before[of].id:  # two sheets, whatever their files are called
            return "read", None
        # several people may have handed in a file of the same name, each without saying who they are
        return "other-version" if is_conflict or names_somebody(done.origin) else "maybe-version", of

    @property
    def left_out(self) -> Mapping[Reason, int]:
        """How many files do not count since others say the same, or are other versions of them."""
        fates: tuple[Literal["copy", "other-version"], ...] = ("copy", "other-version")
        return {fate: sum(file.fate == fate for file in self.listed) for fate in fates}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why files could not be read."""
        return tuple(problem for file in self.listed for problem in file.problems)


def load_sheets(
    files: FoundFiles, framework: Framework, *, every: bool = False
) -> tuple[tuple[SheetFile, ...], Reading[SheetFile]]:
    """The sheets in the files, those that are copies too, and what became of every file.

    Without `every` other versions of a sheet are left out. Raises FileNeedsFixing with the problems of all files.
    """
    reading = Reading(files, framework, sheet_file, every=True)
    place = {path: index for index, path in enumerate(files.to_read)}
    sheets = sorted(reading.read(), key=lambda sheet: place[sheet.path])
    if reading.problems:
        raise FileNeedsFixing(reading.problems)
    left_out = () if every else {file.path for file in reading.listed if file.fate == "other-version"}
    return tuple(sheet for sheet in sheets if sheet.path not in left_out), reading


def load_one_practice(
    files: FoundFiles, framework: Framework, *, least: int = 1, same: bool = False, every: bool = False
) -> tuple[tuple[SheetFile, ...], Reading[SheetFile]]:
    """The sheets of the files, all about one practice, and what became of every file; `every` as in `load_sheets`.

    Raises WrongCommand where there are fewer than `least`, FileNeedsFixing where a file cannot be read, OtherPractice
    where one is about another practice than most. A sheet without a name, or whose name differs only a little, is taken
    to be about the same one; with `same` every sheet is.
    """
    sheets, reading = load_sheets(files, framework, every=every)
    if len(sheets) < least:
        raise WrongCommand([Problem(kind="too-few-files", blanks={"least": least, "found": len(sheets)})])
    names = Counter(sheet.practice for sheet in sheets if sheet.practice)
    # what most files say is the name that is meant; those few that differ are shown to the person
    usual = max(names, key=lambda name: names[name], default="")
    others = [sheet for sheet in sheets if not is_same_name(sheet.practice, usual)]
    if others and not same:
        shown = next(sheet.sheet.practice.name for sheet in sheets if sheet.practice == usual)
        raise OtherPractice(
            Problem(kind="other-practice", file=str(o.path), blanks={"word": o.sheet.practice.name, "usual": shown})
            for o in others
        )
    return sheets, reading


def sheet_file(sheet: AnswerSheet, file: Path, framework: Framework) -> SheetFile:  # noqa: ARG001
    return SheetFile(file, sheet)


def check_since(since: str) -> str:
    """The date to show practices from: a year, a month or a day; raises WrongCommand for anything else."""
    if since and not SINCE.fullmatch(since):
        raise WrongCommand([Problem(kind="bad-since", blanks={"word": since[:40]})])
    return since


def work_through(files: Sequence[Path], framework: Framework, work: FileTask[T]) -> Iterator[TaskResult[T]]:
    """What `work` makes of each file, or its problems, in the order of the files, as soon as it is there.

    Thousands of files are shared out among the cores.
    """
    # a process more pays only where it gets some two hundred files to read
    processes = min(cores(), len(files) // (WORTH_SHARING // 2))
    if processes < 2:
        yield from (work_on(file, framework, work) for file in files)
        return
    with ProcessPoolExecutor(processes, initializer=init_worker, initargs=(framework, work)) as pool:
        try:
            yield from pool.map(work_on_shared, files, chunksize=HANDFUL)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # Ctrl-C: do not read the rest first
            raise


def work_on(file: Path, framework: Framework, work: FileTask[T]) -> TaskResult[T]:
    """What `work` makes of the file's sheet, or an expert's ratings, or the file's problems."""
    holds_ratings = False
    try:
        data = read_bytes(file, file=str(file))
        try:
            sheet = read_answers(data, file=str(file), framework=framework)
        except FileNeedsFixing as error:
            holds_ratings = holds_only_ratings(error)
            if not holds_ratings:
                raise
            ratings = read_ratings(data, file=str(file), framework=framework)
            return TaskResult(None, holds_ratings=True, ratings=ratings)
        practice, workshop = sheet.practice, sheet.workshop
        # texts are sent between processes in a third of the time that records take
        origin = (practice.name, practice.organisation, workshop.answered_by, workshop.date, workshop.participants)
        return TaskResult(
            work(sheet, file, framework),
            doubts=find_doubts(data, sheet, framework, file=str(file)),
            content=b"" if names_somebody(origin) else content_digest(content(sheet)),
            origin=origin,
            # several joined sheets of the same people are for files/group_files.py to choose from
            id="" if sheet.holds_votes else sheet.id,
            is_reworded=is_reworded(framework, sheet),
        )
    except LovandeError as error:
        reported = error.problems[:MAX_REPORTED]
        if len(error.problems) > MAX_REPORTED:
            count = len(error.problems) - len(reported)
            reported += (Problem(kind="more-problems", file=str(file), blanks={"count": count}),)
        return TaskResult(None, reported, holds_ratings=holds_ratings)


def names_somebody(origin: Origin) -> bool:
    """Whether a sheet says who answered or that several did: two sheets of this origin are hardly two people's."""
    *_, answered_by, _, participants = origin
    return bool(answered_by.strip()) or (participants or 1) > 1


def plain_origin(done: TaskResult[Any]) -> tuple[object, ...]:
    """The origin in plain words: the same for two versions of one sheet."""
    *words, date, participants = done.origin
    return *map(plain_words, map(str, words)), date, participants


def compare_origins(origin: Origin, other: Origin) -> SameId:
    """What a sheet is of another with its id, by where both are from; what one does not say is no difference."""
    (practice, organisation, person, date, _), (other_practice, other_organisation, other_person, other_date, _) = (
        tuple(map(plain_words, map(str, each))) for each in (origin, other)
    )
    if (
        not is_same_name(practice, other_practice)
        or not is_same_name(organisation, other_organisation)
        or (person and other_person and person != other_person)
    ):
        return "another"
    return "round" if date and other_date and date != other_date else "version"


def holds_only_ratings(error: LovandeError) -> bool:
    """Whether the file could not be read as answers because it holds an expert's ratings."""
    return [problem.kind for problem in error.problems] == ["ratings-file"]


def content_digest(text: str) -> bytes:
    """A short hash: thousands of contents are kept to find copies."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def map_row(sheet: AnswerSheet, file: Path, framework: Framework, *, lens: str = "") -> MapRow:
    """The row of a sheet on the map, seen through the lens of this id if there is one."""
    columns = columns_of(framework, framework.lens_by_id[lens]) if lens else ()
    return row_of(str(file), framework, sheet, columns)


def study_sheets(sheet: AnswerSheet, file: Path, framework: Framework) -> tuple[StudiedSheet, ...]:
    """The answers in a file as numbers, each person's apart."""
    return studied_sheets(framework, sheet, str(file), SheetFile(file, sheet).name)


WORKER: list[tuple[Framework, FileTask[Any]]] = []
"""What a worker process needs for every file: sent once, when it starts."""


def init_worker(framework: Framework, work: FileTask[Any]) -> None:
    """Set up a worker process; Ctrl-C is for its parent to handle."""
    gc.disable()  # it would look through the nodes of every file; they hold no cycles
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    WORKER[:] = [(framework, work)]


def work_on_shared(file: Path) -> TaskResult[Any]:
    """`work_on` in a worker process, with what `init_worker` stored."""
    return work_on(file, *WORKER[0])


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
