"""The sample of a study: each person's answers as numbers, with the practice and the day that they are about."""

from __future__ import annotations

from dataclasses import dataclass

from lovande_cli.assessment.answers import AnswerSheet, plain_words
from lovande_cli.assessment.coded_answers import encode_with_gaps
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.rounds import practice_key


@dataclass(frozen=True, kw_only=True, slots=True)
class StudiedSheet:
    """One person's answers to every question, as `encode_with_gaps` has them.

    `joined` says that they come from a file that joins several people's. `answered_by` is what the file says of who
    answered, in plain words, "" where people's answers are joined; `participants` how many answered together.
    """

    file: str
    practice: tuple[str, str]
    date: str
    language: str
    answers: tuple[int, ...]
    joined: bool = False
    answered_by: str = ""
    participants: int = 1


def studied_sheets(framework: Framework, sheet: AnswerSheet, file: str) -> tuple[StudiedSheet, ...]:
    """The sheet as numbers; one for each person behind it where it joins several people's answers."""
    people = sheet.by_person
    return tuple(
        StudiedSheet(
            file=file,
            practice=practice_key(sheet.practice.name, sheet.practice.organisation),
            date=sheet.workshop.date,
            language=sheet.language,
            answers=encode_with_gaps(framework, person),
            joined=bool(people),
            answered_by="" if people else plain_words(sheet.workshop.answered_by),
            participants=1 if people else sheet.workshop.participants or 1,
        )
        for person in people.values() or [sheet]
    )
