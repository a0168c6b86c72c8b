"""The next steps that are not done, of the practices answered about last: what the start page reminds of."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lovande_cli.assessment.answers import Action, AnswerSheet, plain_words
from lovande_cli.assessment.due_dates import find_due
from lovande_cli.assessment.framework import Framework
from lovande_cli.errors import LovandeError
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.default_folders import list_folder
from lovande_cli.language import Say

MOST_FILES = 12
"""So many files are read for their steps, those that were changed last: the start page must come at once."""


@dataclass(frozen=True, kw_only=True)
class OpenStep:
    """A next step that is not done, in the file at `path`; `is_due` says whether its day, week or month has come."""

    path: str
    practice: str
    action: Action
    is_due: bool


def find_open_steps(folder: Path, framework: Framework, say: Say, today: str) -> tuple[OpenStep, ...]:
    """The steps in the folder's latest file about each practice, those that are due first; `today` is YYYY-MM-DD."""
    latest: dict[str, tuple[str, AnswerSheet]] = {}
    for path in sorted(list_folder(folder), key=changed_at, reverse=True)[:MOST_FILES]:
        with suppress(LovandeError, OSError):  # the list of files says what is wrong
            sheet = load_answers(Path(path), framework)
            name = plain_words(sheet.practice.name) or path
            if name not in latest or sheet.workshop.date > latest[name][1].workshop.date:
                latest[name] = path, sheet
    found = []
    for path, sheet in latest.values():
        since = date.fromisoformat(sheet.workshop.date or today)
        for action in sheet.actions:
            due = find_due(action.when, since=since, months=say.rules.month_numbers, weeks=say.rules.weeks)
            is_due = due is not None and due.first <= date.fromisoformat(today)
            if not action.done:
                found.append(OpenStep(path=path, practice=sheet.practice.name, action=action, is_due=is_due))
    return tuple(sorted(found, key=lambda step: not step.is_due))


def changed_at(path: str) -> float:
    """When the file was changed last, 0 where that cannot be read."""
    with suppress(OSError):
        return Path(path).stat().st_mtime
    return 0.0
