"""Reads several people's answer files about one practice for assessment/group: which files count, which do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from lovande_cli.assessment.answers import AnswerSheet, plain_words
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.group import Consensus, Submission, as_vote, common_language, gather, participant_count
from lovande_cli.assessment.joined_before import bring_up_to_date, says_more
from lovande_cli.assessment.people import SAME_PERSON, find_people
from lovande_cli.assessment.rounds import latest_round
from lovande_cli.files.folders import FoundFiles, ListedFile, SheetFile, load_one_practice
from lovande_cli.language import Say, speak_in


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
    latest, older = keep_newest(latest, tell_apart(in_order))
    people, joined, among = count_everybody_once(latest, framework)
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
        listed=[
            replace(file, fate="other-version", of=older[file.path]) if file.path in older else file
            for file in reading.listed
        ],
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


class Signature(NamedTuple):
    """What a file says of who answered, as `find_people` asks for it."""

    file: str
    date: str
    answered_by: str
    id: str


def keep_newest(found: Sequence[SheetFile], people: Mapping[Path, str]) -> tuple[list[SheetFile], dict[Path, Path]]:
    """Of one person's sheets on several days of one round the last; the others, with the file that counts for them.

    `found` is in order of date, `people` are those whose own files they are. Joined sheets are left to
    `count_everybody_once`.
    """
    last = {people[file.path]: file.path for file in found if people.get(file.path)}
    older = {
        file.path: last[person] for file in found if (person := people.get(file.path)) and last[person] != file.path
    }
    return [file for file in found if file.path not in older], older


def tell_apart(files: Sequence[SheetFile]) -> Mapping[Path, str]:
    """Who answered in each of the files that are one person's or group's own."""
    own = [file for file in files if not file.sheet.holds_votes]
    signatures = [
        Signature(str(file.path), sheet.workshop.date, plain_words(sheet.workshop.answered_by), sheet.id)
        for file, sheet in ((file, file.sheet) for file in own)
    ]
    return dict(zip((file.path for file in own), find_people(signatures), strict=True))


def count_everybody_once(
    found: Sequence[SheetFile], framework: Framework
) -> tuple[list[SheetFile], list[Path], list[Path]]:
    """The files in which everybody is once; the joined files left out for that, and people's own files.

    A joined file is left out where everybody behind it is there with a file of their own, and it says nothing that
    these do not. Otherwise it stands for all of its people, with what their own files say by now, and those are left
    out. The own file of a group may itself be a joined one.
    """
    people = [file for file in found if not file.sheet.holds_votes]
    joins: list[SheetFile] = []
    own_files: dict[Path, dict[str, SheetFile]] = {}
    in_joins = (file for file in found if file.sheet.holds_votes)
    for file in sorted(in_joins, key=lambda file: (participant_count(file.sheet), file.sheet.workshop.date)):
        own = own_files[file.path] = find_own_files(file.sheet, [*people, *joins], framework)
        current = {label: own_file.sheet for label, own_file in own.items()}
        joins.append(file._replace(sheet=bring_up_to_date(framework, file.sheet, current)))
    left_out: list[Path] = []
    among: list[Path] = []
    kept: list[SheetFile] = []
    as_saved = {file.path: file.sheet for file in found}
    for file in reversed(joins):  # those of most people first: others may be among theirs
        own, saved = own_files[file.path], as_saved[file.path]
        current = {label: own_file.sheet for label, own_file in own.items()}
        if file.path in among:
            among += [own_file.path for own_file in own.values()]
        elif len(own) == len(saved.by_person) and not says_more(framework, saved, current):
            left_out.append(file.path)
        else:
            kept.insert(0, file)
            among += [own_file.path for own_file in own.values()]
    left_out.reverse()
    there = dict.fromkeys(file.path for file in (*people, *joins) if file.path in among)
    return [*kept, *(file for file in people if file.path not in there)], left_out, list(there)


def find_own_files(joined: AnswerSheet, files: Sequence[SheetFile], framework: Framework) -> dict[str, SheetFile]:
    """The own file of each person behind a joined sheet, by the id of their sheet.

    Where that is not known: it has their name, or nearly all their answers, and their words. Somebody who answered
    alike and wrote other words is another person.
    """
    pairs = []
    for label, person in joined.by_person.items():
        for file in files:
            if person.id and file.sheet.id and person.id != file.sheet.id:
                continue
            alike = sum(
                file.sheet.answer(question).chosen == answer.chosen for question, answer in person.answers.items()
            )
            found, written = count_words_of(file.sheet, person, framework)
            named = file.name == label and 2 * alike >= len(person.answers)
            is_known = bool(person.id) and person.id == file.sheet.id
            if is_known or ((named or alike >= SAME_PERSON * len(person.answers)) and 2 * found >= written):
                pairs.append(((is_known, named, found, alike), label, file))
    own: dict[str, SheetFile] = {}
    for _, label, file in sorted(pairs, key=lambda pair: pair[0], reverse=True):  # the surest first
        if label not in own and file not in own.values():
            own[label] = file
    return own


def count_words_of(sheet: AnswerSheet, person: AnswerSheet, framework: Framework) -> tuple[int, int]:
    """How many of the person's notes and evidence are in the sheet, at least in part, and how many there are."""
    found = written = 0
    for question, answer in person.answers.items():
        here = as_vote(sheet.answer(question), framework.question_by_id.get(question), sheet.language)
        for text, text_here in ((answer.note, here.note), (answer.evidence, here.evidence)):
            written += bool(text)
            found += bool(text and text_here) and (text in text_here or text_here in text)
    return found, written
