"""Collects all problems of a file while it is read, so that they can be fixed in one go; guesses misspelt words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lovande_cli.assessment.framework import Framework, Step
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

    def add_unknown(
        self,
        kind: ProblemKind,
        line: int,
        word: str,
        known: Iterable[str],
        *,
        shown: Mapping[str, str] | None = None,
        **blanks: object,
    ) -> None:
        """Add a word that is none of the `known` ones, with the one that was probably meant.

        `shown` is how each language lists what can be chosen, where the bare words would not do.
        """
        if ODD_SPACE.match(word):
            self.add("odd-space", line)
            return
        known = list(known)
        self.unknown += 1
        meant = closest(word, known) if self.unknown <= MAX_GUESSED else ""
        self.add(kind, line, word=word, meant=meant, known=shown or ", ".join(known), **blanks)

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


def list_elements(framework: Framework, *, numbered: bool = False) -> Mapping[str, str]:
    """The ids of the elements, each with the name that a person of the language knows it by."""
    return {
        language: ", ".join(
            f"{element.number} " * numbered + f"{element.id} ({element.name.get(language, element.id)})"
            for element in framework.elements
        )
        for language in framework.languages
    }


def list_steps(steps: Iterable[Step]) -> Mapping[str, str]:
    """The answers of a scale as each language writes them."""
    by_language: dict[str, list[str]] = {}
    for step in steps:
        for language, words in step.words.items():
            by_language.setdefault(language, []).append(words[0])
    return {language: ", ".join(words) for language, words in by_language.items()}


def closest(word: str, known: Sequence[str]) -> str:
    """The known word that was probably meant, or ""."""
    from difflib import get_close_matches  # only a file with a mistake needs it

    by_folded = {candidate.casefold(): candidate for candidate in known}
    found = get_close_matches(word[:100].casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""
