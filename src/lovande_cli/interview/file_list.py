"""The answer files that there are, as a list to choose from: by practice, date and how far they have come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lovande_cli.assessment.answers import AnswerSheet, plain_words
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.navigation import open_questions, start_interview
from lovande_cli.documents.problems import explain
from lovande_cli.documents.words import practice_name
from lovande_cli.errors import Problem
from lovande_cli.interview.page_model import Choice
from lovande_cli.language import Say

if TYPE_CHECKING:
    from lovande_cli.files.folders import ListedFile


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """A file that was found: its answers and how many of its questions are answered, or why it cannot be read.

    `of` is the file that it is a copy of, or with `differs` another version of, "" for none; `counts` is whether it is
    put together with the others.
    """

    path: str
    sheet: AnswerSheet
    answered: int
    asked: int
    fault: Problem | None = None
    of: str = ""
    differs: bool = False
    counts: bool = True


@dataclass(frozen=True, kw_only=True)
class FolderFiles:
    """What a folder holds: the files to choose from, the latest first and broken ones last, and what became of all."""

    kept: tuple[KeptFile, ...]
    listed: tuple[ListedFile, ...]


NOBODY = AnswerSheet(framework_id="", framework_version="", language="")


def read_folder(folder: Path, framework: Framework) -> FolderFiles:
    """What the folder itself holds, not the folders in it; nothing where there is no folder."""
    if not folder.is_dir():
        return FolderFiles(kept=(), listed=())
    from lovande_cli.files.folders import COUNTED, Reading, find_files, sheet_file  # the start page need not wait

    reading = Reading(find_files([folder], deep=False), framework, sheet_file, every=True)
    sheets = {str(file.path): file.sheet for file in reading.read()}
    became = {str(file.path): file for file in reading.listed}
    found = []
    for kept in list_files(framework, sheets):
        file = became[kept.path]
        of = "" if file.fate == "copied-for-another" else str(file.of or "")
        found.append(replace(kept, of=of, differs=file.fate != "copy", counts=file.fate in COUNTED))
    listed = []
    for file in reading.listed:
        if file.problems and file.problems[0].kind == "not-an-answer-file":  # YAML of another program
            listed.append(replace(file, fate="passed-over", file_kind="other", problems=()))
            continue
        listed.append(file)
        if file.fate == "broken" and file.path != folder:
            found.append(KeptFile(path=str(file.path), sheet=NOBODY, answered=0, asked=0, fault=file.problems[0]))
    return FolderFiles(kept=tuple(found), listed=tuple(listed))


def list_files(framework: Framework, sheets: Mapping[str, AnswerSheet]) -> tuple[KeptFile, ...]:
    """The answer files by path, the latest first; of one day by practice, joined ones first, one person's last."""
    found = []
    for path, sheet in sheets.items():
        interview = start_interview(framework, sheet)
        asked, waiting = len(interview.path), len(open_questions(interview))
        found.append(KeptFile(path=path, sheet=sheet, answered=asked - waiting, asked=asked))

    def by_name(file: KeptFile) -> tuple[str, bool, bool, str]:
        sheet = file.sheet
        return sheet.practice.name.casefold(), not sheet.holds_votes, bool(sheet.workshop.answered_by), file.path

    return tuple(sorted(sorted(found, key=by_name), key=lambda file: file.sheet.workshop.date, reverse=True))


def file_choices(files: Collection[KeptFile], say: Say) -> tuple[Choice, ...]:
    """The files as choices, each with its date, who answered, how far it has come, and its name where two are alike."""
    choices = []
    alike = Counter((file.sheet.practice.name, file.sheet.workshop, file.answered) for file in files)
    for file in files:
        if file.fault:
            reason = explain(file.fault, say).reason
            choices.append(Choice(id=file.path, label=Path(file.path).name, aside=reason, style="absent"))
            continue
        same = alike[file.sheet.practice.name, file.sheet.workshop, file.answered] > 1
        who = say("interview.files.joined") if file.sheet.holds_votes else file.sheet.workshop.answered_by
        far = "finished" if file.answered == file.asked else "far"
        come = say(f"interview.files.{far}", answered=file.answered, asked=file.asked)
        of = "interview.files.version-of" if file.differs else "interview.files.copy-of"
        copied = say(of, original=Path(file.of).name) if file.of else ""
        shown = (file.sheet.workshop.date, who, Path(file.path).name if same or copied else "", copied, come)
        label = " ".join(practice_name(file.sheet, say).split())
        choices.append(Choice(id=file.path, label=label, aside=" · ".join(part for part in shown if part)))
    return tuple(choices)


def is_about(sheet: AnswerSheet, other: AnswerSheet) -> bool:
    """Whether two sheets name the same practice, however the name is spaced and capitalised."""
    name = plain_words(sheet.practice.name)
    return bool(name) and name == plain_words(other.practice.name)


def find_earlier(files: Iterable[KeptFile], sheet: AnswerSheet) -> KeptFile | None:
    """The latest file from an earlier round of the sheet's practice."""
    from lovande_cli.assessment.rounds import latest_before  # which the start page need not wait for

    return latest_before(files, lambda file: file.sheet, sheet)
