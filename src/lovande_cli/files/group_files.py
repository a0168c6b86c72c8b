"""Reads several people's answer files about one practice for assessment/group: which files count, which do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.group import Consensus, Submission, common_language, gather
from lovande_cli.assessment.rounds import latest_round
from lovande_cli.files.folders import FoundFiles, ListedFile, SheetFile, load_one_practice
from lovande_cli.language import Say, speak_in

SAME_PERSON = 0.9
"""A file with this share of the answers that a joined file has of somebody is theirs: some may have been changed."""


@dataclass(frozen=True, kw_only=True)
class GatheredFiles:
    """What several people answered, in the language `say` of most of them, and what became of their files.

    `joined` are files that `group` wrote of people whose own files are there, `among` people's files that are in a
    joined one already, `untouched` those in which nothing is written; none of them counts. Nor do those of `earlier`
    rounds, earliest first.
    """

    consensus: Consensus
    say: Say
    listed: Sequence[ListedFile]
    joined: Sequence[Path]
    among: Sequence[Path]
    untouched: Sequence[Path]
    earlier: Sequence[EarlierRound]


@dataclass(frozen=True, kw_only=True)
class EarlierRound:
    """Files about the same practice from another time, which `group` does not mix with the latest."""

    first_date: str
    last_date: str
    files: Sequence[Path]


def gather_files(
    files: FoundFiles,
    framework: Framework,
    say: Say,
    *,
    lang: str | None = None,
    names: bool = False,
    same: bool = False,
) -> GatheredFiles:
    """Gather the answers in the files; `say` is spoken where `lang` asks for it or the files' language is unknown.

    Only the latest round counts, everybody once, and untouched files where all are. With `names` people keep theirs.
    Raises WrongCommand, FileNeedsFixing, and OtherPractice unless `same` is set (see `load_one_practice`).
    """
    found, reading = load_one_practice(files, framework, same=same)
    # in an order of their own, so that nothing depends on whose file is named first on the command line
    in_order = sorted(found, key=lambda file: (file.sheet.workshop.date, str(file.path)))
    latest, earlier = latest_round(in_order, lambda file: file.sheet.workshop.date)
    people, joined, among = count_everybody_once(latest)
    say = speak_in(common_language([file.sheet for file in people], say.language), say, lang)
    touched = [file for file in people if file.sheet.answers or file.sheet.description or file.sheet.actions]
    consensus = gather(
        framework,
        [Submission(name=file.name, sheet=file.sheet) for file in touched or people],
        language=say.language,
        names=names,
        name_group=lambda count: say("group.group", count=count),
    )
    return GatheredFiles(
        consensus=consensus,
        say=say,
        listed=reading.listed,
        joined=joined,
        among=among,
        untouched=[file.path for file in people if file not in touched] if touched else [],
        earlier=[
            EarlierRound(
                first_date=members[0].sheet.workshop.date,
                last_date=members[-1].sheet.workshop.date,
                files=[file.path for file in members],
            )
            for members in earlier
        ],
    )


def count_everybody_once(found: Sequence[SheetFile]) -> tuple[list[SheetFile], list[Path], list[Path]]:
    """The files in which everybody is once; the joined files left out for that, and people's own files.

    A joined file is left out where everybody behind it is there with a file of their own. Where somebody is not, it
    stands for all of its people, and those of their own files that are there are left out.
    """
    people = [file for file in found if not file.sheet.holds_votes]
    joined: list[Path] = []
    among: list[Path] = []
    kept: list[SheetFile] = []
    with_votes = [file for file in found if file.sheet.holds_votes]
    for file in sorted(with_votes, key=lambda file: file.sheet.workshop.date):
        own = find_own_files(file.sheet, people)
        if all(own):
            joined.append(file.path)
        else:
            kept.append(file)
            among += [own_file.path for own_file in own if own_file]
    return [*kept, *(file for file in people if file.path not in among)], joined, among


def find_own_files(joined: AnswerSheet, files: Sequence[SheetFile]) -> list[SheetFile | None]:
    """The own file of each person behind a joined sheet: by name, else the one with (nearly) the same answers."""
    own: list[SheetFile | None] = []
    for label, sheet in joined.by_person.items():
        found, best = None, (False, SAME_PERSON * len(sheet.answers))
        for file in files:
            alike = sum(
                file.sheet.answer(question).chosen == answer.chosen for question, answer in sheet.answers.items()
            )
            if file not in own and (file.name == label, alike) >= best:
                found, best = file, (file.name == label, alike)
        own.append(found)
    return own
