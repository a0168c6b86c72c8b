"""What commands start from: the framework, a file of answers, and the language to speak about it.

What only some commands need is imported when they ask for it: `lovande elements` must start at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lovande_cli.commands.parameters import check_known
from lovande_cli.errors import FileNeedsFixing, Problem, WrongCommand
from lovande_cli.files.elementfiles import load_framework, standard_folder
from lovande_cli.files.yamltext import MAX_BYTES
from lovande_cli.language import Say, spoken_languages
from lovande_cli.screens import make_console

if TYPE_CHECKING:
    from lovande_cli.assessment.answers import AnswerSheet
    from lovande_cli.assessment.framework import Element, Framework, Lens
    from lovande_cli.assessment.scoring import Result
    from lovande_cli.files.answerfolders import Work

T = TypeVar("T")
STDIN = Path("-")


def open_framework(folder: Path | None, *, parts: bool = True) -> Framework:
    """The framework in the wanted folder, or the one that comes with the program; `parts` as in load_framework."""
    return load_framework(folder or standard_folder(), parts=parts)


def choose_elements(framework: Framework, element: str | None, category: str | None) -> Sequence[Element]:
    """The elements asked for: one by id, number or name, those of a category, or all."""
    if category is not None:
        check_known(framework.category_by_id, category, "unknown-category")
    if element is not None:
        called = {word: e for e in framework.elements for word in (str(e.number), *map(str.casefold, e.name.values()))}
        found = called.get(element.casefold())
        return [found or framework.element_by_id[check_known(framework.element_by_id, element, "unknown-element")]]
    return [e for e in framework.elements if category in (None, e.category)]


def choose_lens(framework: Framework, lens: str | None) -> Lens | None:
    """The lens asked for, if any; raises WrongCommand where there is none of this id."""
    return framework.lens_by_id[check_known(framework.lens_by_id, lens, "unknown-lens")] if lens else None


def open_answers(file: Path, framework: Framework, *, strict: bool = False) -> Result:
    """The result of an answer file; - reads standard input. A `strict` reading names what is only suspicious too."""
    from lovande_cli.assessment.scoring import score
    from lovande_cli.files.answerfiles import load_answers, read_answers

    if file != STDIN:
        return score(framework, load_answers(file, framework, strict=strict))
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    return score(framework, read_answers(data, file="<stdin>", framework=framework, strict=strict))


@contextmanager
def reading_all(
    paths: Sequence[Path], framework: Framework, work: Work[T], say: Say, *, leave_out: Path | None = None
) -> Iterator[Iterator[T]]:
    """What `work` makes of every answer file in these files and folders, with a bar on stderr meanwhile.

    A file that cannot be read is passed over; at the end FileNeedsFixing is raised with the problems of all such files.
    Raises WrongCommand where there are no files. `leave_out` is a file that is about to be written.
    """
    from lovande_cli.files.answerfolders import work_through
    from lovande_cli.screens.map import with_progress

    files, problems = find_sheets(paths, leave_out=leave_out), list[Problem]()

    def read() -> Iterator[T]:
        for done in with_progress(work_through(files, framework, work), len(files), say, make_console(stderr=True)):
            problems.extend(done.problems)
            if done.made is not None:
                yield done.made

    yield read()
    if problems:
        raise FileNeedsFixing(problems)


def speak_as(sheet: AnswerSheet | None, say: Say, lang: str | None) -> Say:
    """The language asked for by --lang or LOVANDE_LANG, else the one that the group answered in."""
    if sheet is None or lang or os.environ.get("LOVANDE_LANG") or sheet.language not in spoken_languages():
        return say
    return Say(sheet.language)


def find_sheets(paths: Sequence[Path], *, leave_out: Path | None = None) -> Sequence[Path]:
    """The answer files in these files and folders; raises WrongCommand where there are none."""
    from lovande_cli.files.answerfolders import find_files

    found = find_files(paths, leave_out=leave_out)
    if not found:
        raise WrongCommand([Problem(kind="no-answer-files", file=str(paths[0]))])
    return found
