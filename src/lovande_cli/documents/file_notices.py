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
"""So many files, or practices, are named in a sentence; the others are counted."""

PASSED_OVER = ("zip", "word", "web-page", "pdf", "excel", "other", "ratings", "csv", "backup", "ours", "answers")
"""The kinds of files in the order they are named: first those that somebody may take for answers."""

MAYBE_ANSWERS = ("zip", "other")
"""The kinds of files that may be somebody's answers, where their name does not say that they are something else."""

COPIES = (
    ("copy", "files.copy", "files.more-copy"),
    ("other-version", "files.other-version", "files.more-other-version"),
    ("maybe-version", "files.maybe-version", "files.more-maybe-version"),
    ("copied-for-another", "files.copied-for-another", "files.more-copied-for-another"),
)
"""What became of a file, and the sentences for one such file, and of those that are not named."""


def file_notices(listed: Sequence[ListedFile], say: Say, *, copies: bool = True) -> tuple[str, ...]:
    """What to say about the files that were not read or do not count, a sentence for each kind; not of broken ones.

    Without `copies` copies are reported elsewhere.
    """
    sentences = []
    passed = [file for file in listed if file.fate == "passed-over" and file.file_kind != "archived"]
    passed.sort(key=lambda file: PASSED_OVER.index(file.file_kind))
    if passed:
        sentences.append(say("files.passed-over", names=name_some([file.path for file in passed], say)))
    archived = [file.path for file in listed if file.file_kind == "archived"]
    if archived:
        sentences.append(say("files.archived", names=name_some(archived, say)))
    zipped = [file for file in passed if file.file_kind == "zip"]
    if zipped:
        sentences.append(say("files.zip", names=name_some([file.path for file in zipped], say)))
    for fate, sentence, more in COPIES:
        found = [file for file in listed if file.fate == fate and (copies or fate != "copy")]
        sentences += [
            say(sentence, file=file.path.name, original=file.of.name) for file in found[:MAX_NAMED] if file.of
        ]
        if len(found) > MAX_NAMED:
            sentences.append(say(more, count=len(found) - MAX_NAMED))
    newer = [(file.path, doubt) for file in listed for doubt in file.doubts if doubt.kind == "newer-questions"]
    if newer:
        names = name_some([path for path, _ in newer], say)
        sentences.append(say("files.newer", names=names, ours=newer[0][1].blanks["ours"]))
    reworded = [file.path for file in listed if file.is_reworded and file.fate != "copy"]
    if reworded:
        sentences.append(say("files.reworded", names=name_some(reworded, say)))
    return tuple(sentences)


def gathering_notices(gathered: GatheredFiles, say: Say) -> tuple[str, ...]:
    """What to say about several people's files: what was not read, and which were left out for what is in them."""
    sentences = [*file_notices(gathered.listed, say, copies=False)]
    sentences += [say("group.joined", file=path) for path in gathered.joined]
    if gathered.among:
        sentences.append(say("group.among", count=len(gathered.among), names=name_some(gathered.among, say)))
    for one in gathered.earlier:
        dates = " – ".join(dict.fromkeys((say.date(one.first_date), say.date(one.last_date))))
        sentences.append(say("group.earlier", count=len(one.files), dates=dates, names=name_some(one.files, say)))
    if gathered.untouched:
        sentences.append(say("files.untouched", names=name_some(gathered.untouched, say)))
    return tuple(sentences)


def maybe_answers(listed: Iterable[ListedFile]) -> list[ListedFile]:
    """The files passed over that somebody may have meant as answers: zip files, and text or YAML without our key.

    Not the reports, forms, tables and pictures that the program itself puts beside the answers.
    """
    from lovande_cli.files.file_kinds import kind_of_name

    passed = [file for file in listed if file.fate == "passed-over" and file.file_kind in MAYBE_ANSWERS]
    return [file for file in passed if kind_of_name(file.path.name) != "other"]


def name_some(paths: Sequence[Path], say: Say) -> str:
    """The first names, and how many more there are."""
    names = [file.name for file in paths[:MAX_NAMED]]
    more = len(paths) - len(names)
    return say.listing([*names, *([say("files.more", count=more)] if more else [])])
