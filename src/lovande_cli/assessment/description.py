"""The description of a practice: what is written and what is empty, and what the answers give to write from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lovande_cli.assessment.answers import AnswerSheet, is_asked
from lovande_cli.assessment.framework import TIDIER_ITEMS, DescriptionPart, Framework
from lovande_cli.assessment.scoring import ScoredAnswer, weigh_answer

Extent = Literal["written", "partly", "empty"]
EXTENTS: tuple[Extent, ...] = ("written", "partly", "empty")


@dataclass(frozen=True, kw_only=True)
class WrittenPart:
    """One part of a description with what is written in it: `text`, or in a chain `links` by id ("" where empty)."""

    part: DescriptionPart
    text: str = ""
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def extent(self) -> Extent:
        """Whether all of the part is written, some links of a chain, or nothing."""
        return measure([bool(text) for text in self.links.values()] or [bool(self.text)])


@dataclass(frozen=True, kw_only=True)
class Gap:
    """An empty part, and the answers beside it that have full value: what it asks for seems to be known already."""

    part: DescriptionPart
    answers: tuple[ScoredAnswer, ...]


def measure(written: list[bool]) -> Extent:
    """How much is written where these are the pieces."""
    return "empty" if not any(written) else "written" if all(written) else "partly"


def read_description(framework: Framework, sheet: AnswerSheet) -> tuple[WrittenPart, ...]:
    """Every part of the framework's description in order, with what the sheet says in it."""
    return tuple(read_part(part, sheet) for part in framework.description)


def read_part(part: DescriptionPart, sheet: AnswerSheet) -> WrittenPart:
    """What the sheet says in one part; texts of blanks alone are empty."""
    found = sheet.description.get(part.id, "")
    if not part.links:
        return WrittenPart(part=part, text=found.strip() if isinstance(found, str) else "")
    said = {} if isinstance(found, str) else found
    return WrittenPart(part=part, links={link.id: said.get(link.id, "").strip() for link in part.links})


def find_tidier(framework: Framework, sheet: AnswerSheet) -> Mapping[int, Extent]:
    """How much of each item of TIDieR is written; an item that no part covers is empty."""
    parts = read_description(framework, sheet)
    extents = {item: [one.extent for one in parts if item in one.part.tidier] for item in TIDIER_ITEMS}
    return {
        item: "partly" if "partly" in found else measure([extent == "written" for extent in found])
        for item, found in extents.items()
    }


def find_beside(framework: Framework, sheet: AnswerSheet, part: DescriptionPart) -> tuple[ScoredAnswer, ...]:
    """The answers to the asked questions that stand beside a part, in the framework's order."""
    return tuple(
        weigh_answer(question, sheet.answer(question.id))
        for question in framework.questions
        if (question.id in part.beside or question.element in part.beside) and is_asked(framework, sheet, question)
    )


def find_remarks(framework: Framework, sheet: AnswerSheet, part: DescriptionPart) -> tuple[ScoredAnswer, ...]:
    """The answers beside a part that have a note or evidence to write from."""
    beside = find_beside(framework, sheet, part)
    return tuple(one for one in beside if one.answer.note.strip() or one.answer.evidence.strip())


def find_gaps(framework: Framework, sheet: AnswerSheet) -> tuple[Gap, ...]:
    """The empty parts that have answers of full value beside them."""
    gaps = (
        Gap(part=one.part, answers=tuple(a for a in find_beside(framework, sheet, one.part) if a.value == 1))
        for one in read_description(framework, sheet)
        if one.extent == "empty"
    )
    return tuple(gap for gap in gaps if gap.answers)
