"""What became of the files that were named or found, in words: passed over, copies, other versions, newer questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lovande_cli.language import Say

if TYPE_CHECKING:  # the start page need not wait for it
    from lovande_cli.files.folders import ListedFile
    from lovande_cli.files.group_files import GatheredFiles

MAX_NAMED = 4
"""So many files are named in a sentence; the others are counted."""

PASSED_OVER = ("zip", "word", "web-page", "pdf", "excel", "other", "ratings", "csv", "backup", "ours", "answers")
"""The kinds of files in the order they are named: first those that somebody may take for answers."""

MAYBE_ANSWERS = ("zip", "other")
"""The kinds of files that may be somebody's answers, where their name does not say that they are something else."""

COPIES = (
    ("copy", "files.copy", "files.more-copy"),
    ("other-version", "files.other-version", "files.more-other-version"),
    ("maybe-version", "files.maybe-version", "files.more-maybe-version"),
)
"""What became of a file, and the sentences that tell it of one, and of those that are not named."""


def file_notices(listed: Sequence[ListedFile], say: Say, *, copies: bool = True) -> tuple[str, ...]:
    """What to tell of the files that were not read or do not count, a sentence for each kind; not of broken ones.

    Without `copies` those are told elsewhere.
    """
    said = []
    passed = [one for one in listed if one.fate == "passed-over"]
    passed.sort(key=lambda one: PASSED_OVER.index(one.file_kind))
    if passed:
        said.append(say("files.passed-over", names=name_some([one.path for one in passed], say)))
    zipped = [one for one in passed if one.file_kind == "zip"]
    if zipped:
        said.append(say("files.zip", count=len(zipped), names=name_some([one.path for one in zipped], say)))
    for fate, sentence, more in COPIES:
        found = [one for one in listed if one.fate == fate and (copies or fate != "copy")]
        said += [say(sentence, file=one.path.name, original=one.of.name) for one in found[:MAX_NAMED] if one.of]
        if len(found) > MAX_NAMED:
            said.append(say(more, count=len(found) - MAX_NAMED))
    return (*said, *newer_notices(listed, say))


def gathering_notices(gathered: GatheredFiles, say: Say) -> tuple[str, ...]:
    """What to tell of several people's files: what was not read, and which were left out for what is in them."""
    said = [*file_notices(gathered.listed, say, copies=False)]
    said += [say("group.joined", file=path) for path in gathered.joined]
    if gathered.among:
        said.append(say("group.among", count=len(gathered.among), names=name_some(gathered.among, say)))
    for one in gathered.earlier:
        dates = " – ".join(dict.fromkeys((say.date(one.first_date), say.date(one.last_date))))
        said.append(say("group.earlier", count=len(one.files), dates=dates, names=name_some(one.files, say)))
    if gathered.untouched:
        said.append(say("files.untouched", count=len(gathered.untouched), names=name_some(gathered.untouched, say)))
    return tuple(said)


def maybe_answers(listed: Iterable[ListedFile]) -> list[ListedFile]:
    """The files passed over that somebody may have meant as answers: zip files, and text or YAML without our key.

    Not the reports, forms, tables and pictures that the program itself puts beside the answers.
    """
    from lovande_cli.files.file_kinds import kind_of_name

    passed = [one for one in listed if one.fate == "passed-over" and one.file_kind in MAYBE_ANSWERS]
    return [one for one in passed if kind_of_name(one.path.name) != "other"]


def newer_notices(listed: Iterable[ListedFile], say: Say) -> tuple[str, ...]:
    """That files were made with newer questions than the program's, one sentence for all."""
    newer = [(one.path, doubt) for one in listed for doubt in one.doubts if doubt.kind == "newer-questions"]
    if not newer:
        return ()
    names = name_some([path for path, _ in newer], say)
    return (say("files.newer", count=len(newer), names=names, ours=newer[0][1].blanks["ours"]),)


def name_some(paths: Sequence[Path], say: Say) -> str:
    """The first names, and how many more there are."""
    names = [one.name for one in paths[:MAX_NAMED]]
    more = len(paths) - len(names)
    return say.listing([*names, *([say("files.more", count=more)] if more else [])])
