"""The answer files that there are, as a list to choose from: by practice, date and how far they have come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
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
    from lovande_cli.files.folders import Reading, find_files, sheet_file  # the start page need not wait

    reading = Reading(find_files([folder], deep=False), framework, sheet_file, every=True)
    sheets = {str(one.path): one.sheet for one in reading.read()}
    became = {str(one.path): one for one in reading.listed}
    found = []
    for kept in list_files(framework, sheets):
        one = became[kept.path]
        counts = one.fate in ("read", "maybe-version")
        found.append(replace(kept, of=str(one.of or ""), differs=one.fate != "copy", counts=counts))
    listed = []
    for one in reading.listed:
        if one.problems and one.problems[0].kind == "not-an-answer-file":  # YAML of another program
            listed.append(replace(one, fate="passed-over", file_kind="other", problems=()))
            continue
        listed.append(one)
        if one.fate == "broken" and one.path != folder:
            found.append(KeptFile(path=str(one.path), sheet=NOBODY, answered=0, asked=0, fault=one.problems[0]))
    return FolderFiles(kept=tuple(found), listed=tuple(listed))


def list_files(framework: Framework, sheets: Mapping[str, AnswerSheet]) -> tuple[KeptFile, ...]:
    """The answer files by path, the latest first; of one day by practice, first joined ones, last one person's."""
    found = []
    for path, sheet in sheets.items():
        interview = start_interview(framework, sheet)
        asked, waiting = len(interview.path), len(open_questions(interview))
        found.append(KeptFile(path=path, sheet=sheet, answered=asked - waiting, asked=asked))

    def by_name(one: KeptFile) -> tuple[str, bool, bool, str]:
        sheet = one.sheet
        return sheet.practice.name.casefold(), not sheet.holds_votes, bool(sheet.workshop.answered_by), one.path

    return tuple(sorted(sorted(found, key=by_name), key=lambda one: one.sheet.workshop.date, reverse=True))


def file_choices(files: Collection[KeptFile], say: Say) -> tuple[Choice, ...]:
    """The files as choices, each with its date, who answered, how far it has come, and its name where two are alike."""
    choices = []
    alike = Counter((one.sheet.practice.name, one.sheet.workshop, one.answered) for one in files)
    for one in files:
        if one.fault:
            reason = explain(one.fault, say).reason
            choices.append(Choice(id=one.path, label=Path(one.path).name, aside=reason, style="absent"))
            continue
        same = alike[one.sheet.practice.name, one.sheet.workshop, one.answered] > 1
        who = say("interview.files.joined") if one.sheet.holds_votes else one.sheet.workshop.answered_by
        far = "finished" if one.answered == one.asked else "far"
        come = say(f"interview.files.{far}", answered=one.answered, asked=one.asked)
        of = "interview.files.version-of" if one.differs else "interview.files.copy-of"
        copied = say(of, original=Path(one.of).name) if one.of else ""
        shown = (one.sheet.workshop.date, who, Path(one.path).name if same or copied else "", copied, come)
        label = " ".join(practice_name(one.sheet, say).split())
        choices.append(Choice(id=one.path, label=label, aside=" · ".join(part for part in shown if part)))
    return tuple(choices)


def is_about(sheet: AnswerSheet, other: AnswerSheet) -> bool:
    """Whether two sheets name the same practice, however the name is spaced and capitalised."""
    names = [plain_words(one.practice.name) for one in (sheet, other)]
    return names[0] == names[1] and bool(names[0])


def find_earlier(files: Iterable[KeptFile], sheet: AnswerSheet) -> KeptFile | None:
    """The latest file on the same practice from an earlier time than this sheet, else on one named nearly the same."""
    from lovande_cli.assessment.rounds import ROUND_DAYS, is_same_name  # which the start page need not wait for

    here, name = read_date(sheet), plain_words(sheet.practice.name)
    before = [one for one in files if here and (there := read_date(one.sheet)) and (here - there).days > ROUND_DAYS]
    named = [(one, plain_words(one.sheet.practice.name)) for one in before]
    like = [one for one, other in named if name and other and is_same_name(other, name)]
    return next((one for one in like if is_about(one.sheet, sheet)), next(iter(like), None))


def read_date(sheet: AnswerSheet) -> date | None:
    """The day of the workshop; None where the sheet does not say one of the calendar."""
    try:
        return date.fromisoformat(sheet.workshop.date)
    except ValueError:
        return None
