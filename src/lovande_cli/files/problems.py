"""Collects all problems of a file while it is read, so that they can be fixed in one go; guesses misspelt words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lovande_cli.assessment.framework import Framework
from lovande_cli.errors import FileNeedsFixing, Problem, ProblemKind
from lovande_cli.files.yaml_nodes import ODD_SPACE

MAX_GUESSED = 20
"""For so many unknown words of a file it is guessed which ones were meant; guessing for thousands takes seconds."""


class ProblemCollector:
    """The problems `found` in one file so far; reading goes on with an empty value after each.

    The readers are handed this everywhere, so it also says which `framework` they read by, and whether the reading is
    `strict`: then what can be read but may not be what the person means is a problem too.
    """

    def __init__(self, file: str, framework: Framework, found: Iterable[Problem] = (), *, strict: bool = False) -> None:
        self.file = file
        self.framework = framework
        self.found = list(found)
        self.strict = strict
        self.unknown = 0

    def add(self, kind: ProblemKind, line: int | None, **blanks: object) -> None:
        self.found.append(Problem(kind=kind, file=self.file, line=line, blanks=blanks))

    def add_unknown(self, kind: ProblemKind, line: int, word: str, known: Iterable[str], **blanks: object) -> None:
        """Add a word that is none of the `known` ones, with the one that was probably meant."""
        if ODD_SPACE.match(word):
            self.add("odd-space", line)
            return
        known = list(known)
        self.unknown += 1
        meant = closest(word, known) if self.unknown <= MAX_GUESSED else ""
        self.add(kind, line, word=word, meant=meant, known=", ".join(known), **blanks)

    def stop_if_any(self) -> None:
        """Raise FileNeedsFixing with all problems if there are any."""
        if self.found:
            raise FileNeedsFixing(self.by_line())

    def without_reporting(self) -> ProblemCollector:
        """A scratch collector, to read again what has been read, and reported, before."""
        return ProblemCollector(self.file, self.framework)

    def by_line(self) -> list[Problem]:
        """The problems in order of line, those of the whole file first."""
        return sorted(self.found, key=lambda problem: problem.line or 0)


def closest(word: str, known: Sequence[str]) -> str:
    """The known word that was probably meant, or ""."""
    from difflib import get_close_matches  # only a file with a mistake needs it

    by_folded = {candidate.casefold(): candidate for candidate in known}
    found = get_close_matches(word[:100].casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""
