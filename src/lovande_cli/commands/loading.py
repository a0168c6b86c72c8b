"""What commands start from: framework, an answer file, many files with progress, and the language to speak about them.

What only some commands need is imported when they ask for it: `lovande elements` must start at once.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lovande_cli.commands.options import check_known
from lovande_cli.commands.output import report_notices, report_problems
from lovande_cli.documents.writers.terminal import make_console
from lovande_cli.errors import FileNeedsFixing, Problem, WrongCommand
from lovande_cli.files.disk import MAX_BYTES
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.files.problems import list_elements
from lovande_cli.language import Say, speak_in

if TYPE_CHECKING:
    from lovande_cli.assessment.answers import AnswerSheet
    from lovande_cli.assessment.framework import Element, Framework, Lens
    from lovande_cli.assessment.scoring import Result
    from lovande_cli.files.folders import FileTask, FoundFiles, ListedFile, Reading

T = TypeVar("T")
STDIN = Path("-")


def open_framework(folder: Path | None, *, parts: bool = True) -> Framework:
    """The framework in the folder, or the one that comes with the program; `parts` as in load_framework."""
    return load_framework(folder or standard_folder(), parts=parts)


def elements_asked_for(framework: Framework, element: str | None, category: str | None) -> Sequence[Element]:
    """The elements asked for: one by id, number or name, those of a category, or all."""
    if category is not None:
        check_known(framework.category_by_id, category, "unknown-category")
    if element is not None:
        called = {word: e for e in framework.elements for word in (str(e.number), *map(str.casefold, e.name.values()))}
        found = called.get(element.casefold())
        known = framework.element_by_id
        listed = list_elements(framework, numbered=True)
        return [found or known[check_known(known, element, "unknown-element", listed)]]
    return [e for e in framework.elements if category in (None, e.category)]


def choose_lens(framework: Framework, lens: str | None) -> Lens | None:
    """The lens asked for, if any; raises WrongCommand where there is none of this id."""
    return framework.lens_by_id[check_known(framework.lens_by_id, lens, "unknown-lens")] if lens else None


def open_answers(file: Path, framework: Framework, say: Say, lang: str | None) -> tuple[Result, Say]:
    """The result of an answer file, - for standard input, and the language to speak about it, also in what it raises.

    Doubts about the file are printed on stderr: that its questions are newer, or that letters in it are lost.
    """
    from lovande_cli.assessment.scoring import score
    from lovande_cli.files.answer_files import find_doubts, find_language, read_answers

    data, name = read_input(file)
    try:
        sheet = read_answers(data, file=name, framework=framework)
    except FileNeedsFixing as error:
        error.language = speak_in(find_language(data), say, lang).language
        raise
    say = speak_as(sheet, say, lang)
    report_problems(find_doubts(data, sheet, framework, file=name), say, "doubt")
    return score(framework, sheet), say


def read_input(file: Path) -> tuple[bytes, str]:
    """The bytes of the file, or - of standard input, and what to call it."""
    from lovande_cli.files.disk import read_bytes

    if file != STDIN:
        return read_bytes(file, file=str(file)), str(file)
    return sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b"", "<stdin>"


def report_listed(listed: Sequence[ListedFile], say: Say, *, copies: bool = True, doubts: bool = True) -> None:
    """Print on stderr which files were ignored or do not count, and what to know of those that do."""
    from lovande_cli.documents.file_notices import file_notices

    report_notices(file_notices(listed, say, copies=copies))
    if doubts:
        report_doubts(listed, say)


def report_doubts(listed: Sequence[ListedFile], say: Say) -> None:
    """Print on stderr the doubts about files that were read, except that their questions are newer."""
    found = [doubt for file in listed for doubt in file.doubts if doubt.kind != "newer-questions"]
    report_problems(found, say, "doubt")


def find_all(
    paths: Sequence[Path],
    framework: Framework,
    work: FileTask[T],
    say: Say,
    *,
    leave_out: Collection[Path] = (),
    with_ratings: bool = False,
) -> Reading[T]:
    """A reading of every answer file in these files and folders, of which `work` makes something: see `read_all`.

    `leave_out` are files that are about to be written. Raises WrongCommand where there are no files.
    """
    from lovande_cli.files.folders import Reading

    return Reading(find_sheets(paths, say, leave_out=leave_out), framework, work, with_ratings=with_ratings)


def read_all(reading: Reading[T], say: Say) -> Iterator[T]:
    """What is made of each file, as soon as it is there, with a bar on stderr meanwhile.

    A file that cannot be read is passed over. Where none can, that is raised after the last, before anything is saved.
    """
    from lovande_cli.documents.writers.terminal import with_progress

    console, files = make_console(stderr=True), reading.files.to_read
    yield from reading.read(lambda done: with_progress(done, len(files), say("map.progress"), console))
    if reading.is_empty:
        report_reading(reading, say)
        raise WrongCommand([Problem(kind="no-answer-files", file=str(files[0].parent))])


def report_reading(reading: Reading[T], say: Say) -> None:
    """Report what became of the files; raises FileNeedsFixing with the problems of those that could not be read."""
    report_listed(reading.listed, say)
    if reading.problems:
        raise FileNeedsFixing(reading.problems)


def speak_as(sheet: AnswerSheet | None, say: Say, lang: str | None) -> Say:
    """The language asked for by --lang or LOVANDE_LANG, else the one that the group answered in."""
    return speak_in(sheet.language if sheet else "", say, lang)


def find_sheets(paths: Sequence[Path], say: Say, *, leave_out: Collection[Path] = ()) -> FoundFiles:
    """What these files and folders hold; reports what there is and raises WrongCommand if none is readable."""
    from lovande_cli.files.folders import find_files

    found = find_files(paths, leave_out=leave_out)
    if not found.to_read:
        report_listed(found.passed_over, say)
        raise WrongCommand([Problem(kind="no-answer-files", file=str(paths[0]))])
    return found
