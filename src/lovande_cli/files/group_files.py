"""Several people's answer files about one practice, read and gathered: whose answers count, which files do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.group import Consensus, Submission, common_language, gather
from lovande_cli.files.folders import FoundFiles, ListedFile, load_one_practice
from lovande_cli.language import Say, speak_in


@dataclass(frozen=True, kw_only=True)
class GatheredFiles:
    """What several people answered, in the language `say` of most of them, and what became of their files.

    `joined` are files that `group` wrote, `untouched` those in which nothing is written; neither counts.
    """

    consensus: Consensus
    say: Say
    listed: Sequence[ListedFile]
    joined: Sequence[Path]
    untouched: Sequence[Path]


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

    Joined files count only where there is nothing else, untouched ones where all are. With `names` people keep theirs.
    Raises WrongCommand, FileNeedsFixing, and OtherPractice unless `same` is set (see `load_one_practice`).
    """
    found, reading = load_one_practice(files, framework, same=same)
    joined = [one for one in found if one.sheet.holds_votes]
    people = [one for one in found if not one.sheet.holds_votes] or found
    say = speak_in(common_language([one.sheet for one in people], say.language), say, lang)
    touched = [one for one in people if one.sheet.answers or one.sheet.description or one.sheet.actions]
    consensus = gather(
        framework,
        [Submission(name=one.name, sheet=one.sheet) for one in touched or people],
        language=say.language,
        names=names,
        name_group=lambda count: say("group.group", count=count),
    )
    return GatheredFiles(
        consensus=consensus,
        say=say,
        listed=reading.listed,
        joined=[one.path for one in joined] if len(joined) < len(found) else [],
        untouched=[one.path for one in people if one not in touched] if touched else [],
    )
