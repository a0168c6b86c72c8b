"""All problems of one file, gathered while it is read, so that a person can mend them in one go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Literal

from lovande_cli.assessment.framework import Framework
from lovande_cli.errors import FileNeedsFixing, Problem
from lovande_cli.files.yaml_nodes import (
    ODD_SPACE,
    Entry,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    parse,
    read_bytes,
)
from lovande_cli.language import texts_in
from lovande_cli.language.sanitize import for_title

NOTHING_KNOWN = Framework(id="", version="", title={}, languages={})
"""The framework as it is before framework.yaml has been read."""

NUMBER = re.compile(r"\d{1,9}([.,]\d{1,9})?")
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


MAX_GUESSED = 20
"""For so many unknown words of a file it is guessed which ones were meant; guessing for thousands takes seconds."""


class ProblemCollector:
    """The problems found in one file so far, read by what the `framework` knows; reading goes on with an empty value.

    A `strict` reading also notes what can be read but may not be what the person means.
    """

    def __init__(
        self, file: str, framework: Framework, problems: Iterable[Problem] = (), *, strict: bool = False
    ) -> None:
        self.file = file
        self.framework = framework
        self.problems = list(problems)
        self.strict = strict
        self.unknown = 0

    def add(self, kind: str, line: int | None, **blanks: object) -> None:
        """Note a problem."""
        self.problems.append(Problem(kind=kind, file=self.file, line=line, blanks=blanks))

    def add_unknown(self, kind: str, line: int, word: str, known: Iterable[str], **blanks: object) -> None:
        """Note a word that is none of the `known` ones, with the one that was probably meant."""
        if ODD_SPACE.match(word):
            self.add("odd-space", line)
            return
        known = list(known)
        self.unknown += 1
        meant = closest(word, known) if self.unknown <= MAX_GUESSED else ""
        self.add(kind, line, word=word, meant=meant, known=", ".join(known), **blanks)

    def stop_if_any(self) -> None:
        """Raise FileNeedsFixing with all problems if there are any."""
        if self.problems:
            raise FileNeedsFixing(self.by_line())

    def aside(self) -> ProblemCollector:
        """Findings that nobody is told of, to look again at what has been read."""
        return ProblemCollector(self.file, self.framework)

    def by_line(self) -> list[Problem]:
        """The problems in order of line, those of the whole file first."""
        return sorted(self.problems, key=lambda problem: problem.line or 0)

    def mapping(self, node: Node, key: str) -> MappingNode:
        """The node as a mapping; nothing at all is an empty one."""
        if isinstance(node, MappingNode):
            return node
        if not is_nothing(node):
            self.add("not-a-table", node.line, key=key)
        return MappingNode({}, node.line)

    def inner(self, mapping: MappingNode, key: str) -> MappingNode:
        """The mapping behind `key`; an empty one where the key is missing."""
        return self.mapping(mapping.entries[key].node, key) if key in mapping.entries else MappingNode({}, mapping.line)

    def listed(self, mapping: MappingNode, key: str) -> tuple[Node, ...]:
        """The items of the list behind `key`; none where it does not stand."""
        node = mapping.entries[key].node if key in mapping.entries else SequenceNode((), 0)
        if isinstance(node, SequenceNode):
            return node.items
        if not is_nothing(node):
            self.add("not-a-list", node.line, key=key)
        return ()

    def mappings(self, mapping: MappingNode, key: str) -> tuple[MappingNode, ...]:
        """The list behind `key`, each item a mapping; ids that stand twice are noted."""
        found = tuple(self.mapping(node, key) for node in self.listed(mapping, key))
        seen: dict[str, int] = {}
        for one in found:
            identity = self.text(one, "id") if "id" in one.entries else ""
            if identity and identity in seen:
                self.add("duplicate-id", one.entries["id"].line, word=identity, first=seen[identity])
            seen.setdefault(identity, one.line)
        return found

    def text(self, mapping: MappingNode, key: str) -> str:
        """The text behind `key`, "" where there is none."""
        entry = mapping.entries.get(key)
        return "" if entry is None else self.word(entry.node, key, entry.line)

    def words(self, mapping: MappingNode, key: str) -> tuple[str, ...]:
        """The list of words behind `key`."""
        return tuple(self.word(node, key) for node in self.listed(mapping, key))

    def word(self, node: Node, key: str, line: int | None = None) -> str:
        """The node as text; the problem of one that is something else stands at the line, if that is not its own."""
        if isinstance(node, ScalarNode):
            return node.value
        self.add("not-text", line or node.line, key=key)
        return ""

    def prose(self, mapping: MappingNode, key: str) -> str:
        """The free text behind `key`; a strict reading notes one that a # cuts short, since the rest may be meant."""
        entry = mapping.entries.get(key)
        if self.strict and entry is not None and isinstance(entry.node, ScalarNode) and entry.node.cut:
            self.add("cut-text", entry.node.line, key=key)
        return self.text(mapping, key)

    def number(
        self, mapping: MappingNode, key: str, *, default: Fraction | None, most: int | None = None
    ) -> Fraction | None:
        """The number behind `key`, 0 or more and at most `most`; the default where there is none."""
        entry = mapping.entries.get(key)
        if entry is None:
            return default
        value = entry.node.value if isinstance(entry.node, ScalarNode) else ""
        number = Fraction(value.replace(",", ".")) if NUMBER.fullmatch(value) else None
        if number is None or (most is not None and number > most):
            self.add("not-a-number", entry.line, key=key, most="" if most is None else most)
            return default
        return number

    def truth(self, mapping: MappingNode, key: str) -> bool:
        """Whether `key` says true (or ja, yes); false where it does not stand."""
        entry = mapping.entries.get(key)
        if entry is None:
            return False
        value = entry.node.value.casefold() if isinstance(entry.node, ScalarNode) else None
        if value in written_so("yes"):
            return True
        if value != "" and value not in written_so("no"):
            self.add("not-true-or-false", entry.line, key=key)
        return False

    def keys(self, mapping: MappingNode, known: Collection[str], *, required: Iterable[str] = ()) -> None:
        """Note every required key that is missing and every key that is not known."""
        for key in required:
            if key not in mapping.entries:
                self.add("missing-key", mapping.line or None, key=key)
        for key, entry in mapping.entries.items():
            if key not in known:
                self.add_unknown("unknown-key", entry.line, key, known)

    def wording(self, mapping: MappingNode, key: str) -> dict[str, str]:
        """The text behind `key` in every language; empty where the key is missing."""
        return self.wording_of(mapping.entries[key], key) if key in mapping.entries else {}

    def wordings(self, mapping: MappingNode, key: str) -> tuple[dict[str, str], ...]:
        """The list of texts behind `key`, each in every language."""
        return tuple(self.wording_of(Entry(node.line, node), key) for node in self.listed(mapping, key))

    def wording_of(self, entry: Entry, key: str) -> dict[str, str]:
        """The text that `entry` holds, in every language."""
        languages, texts = self.framework.languages, self.mapping(entry.node, key)
        for language in languages:
            if not for_title(self.text(texts, language)):
                self.add("missing-language", entry.line, key=key, language=language)
        for language, found in texts.entries.items():
            if language not in languages:
                self.add_unknown("unknown-language", found.line, language, languages)
        return {language: self.text(texts, language).strip() for language in languages}


def is_nothing(node: Node) -> bool:
    """Whether nothing stands there."""
    return isinstance(node, ScalarNode) and node.value == ""


def open_file(path: Path, framework: Framework) -> tuple[ProblemCollector, MappingNode]:
    """What the file holds, and where to note what is wrong with it; raises FileNeedsFixing where that is no YAML."""
    document = parse(read_bytes(path, file=str(path)), file=str(path))
    findings = ProblemCollector(str(path), framework, document.problems)
    return findings, findings.mapping(document.root, path.name)


@cache
def written_so(answer: Literal["yes", "no"]) -> frozenset[str]:
    """How a person may write that something is so, or is not: in any language, and as YAML and JSON do."""
    spoken = texts_in("common")[answer].values()
    return frozenset({answer, "true" if answer == "yes" else "false", *map(str.casefold, spoken)})


def word_for_true(language: str) -> str:
    """How to write that something is so: as a person of this language would, and as every reading understands."""
    return str(texts_in("common")["yes"].get(language, "yes"))


def closest(word: str, known: Sequence[str]) -> str:
    """The known word that was probably meant, or ""."""
    from difflib import get_close_matches  # only a file with a mistake needs it

    lowered = {one.casefold(): one for one in known}
    found = get_close_matches(word[:100].casefold(), list(lowered), n=1, cutoff=0.6)
    return lowered[found[0]] if found else ""
