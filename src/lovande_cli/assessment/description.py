"""The description of a practice: what is written and what is empty, and what the answers give to write from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lovande_cli.assessment.answers import AnswerSheet, Description, is_asked
from lovande_cli.assessment.framework import DescriptionPart, Framework, Question
from lovande_cli.assessment.scoring import ScoredAnswer, weigh_answer

Extent = Literal["written", "partly", "empty"]


@dataclass(frozen=True, kw_only=True)
class WrittenPart:
    """One part of a description with what is written in it: `text`, or in a chain `links` by id ("" where empty)."""

    part: DescriptionPart
    text: str = ""
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def extent(self) -> Extent:
        """Whether all of the part is written, some links of a chain, or nothing."""
        texts = [bool(text) for text in self.links.values()] or [bool(self.text)]
        return "empty" if not any(texts) else "written" if all(texts) else "partly"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """An empty part, and the answers beside it that have full value: what it asks for seems to be known already."""

    part: DescriptionPart
    answers: tuple[ScoredAnswer, ...]


def read_description(framework: Framework, sheet: AnswerSheet) -> tuple[WrittenPart, ...]:
    """Every part of the framework's description in order, with what the sheet says in it; blanks alone are empty."""
    parts: list[WrittenPart] = []
    for part in framework.description:
        # A file made with other element files may have a text where these have a chain, or the other way round.
        written = sheet.description.get(part.id, "")
        text, by_link = (written, {}) if isinstance(written, str) else ("", written)
        if part.links:
            links = {link.id: by_link.get(link.id, "").strip() for link in part.links}
            parts.append(WrittenPart(part=part, links=links))
        else:
            parts.append(WrittenPart(part=part, text=text.strip()))
    return tuple(parts)


def questions_beside(framework: Framework, part: DescriptionPart) -> tuple[Question, ...]:
    """The questions that stand beside a part, each or with their whole element, in the framework's order."""
    return tuple(q for q in framework.questions if q.id in part.beside or q.element in part.beside)


def find_beside(framework: Framework, sheet: AnswerSheet, part: DescriptionPart) -> tuple[ScoredAnswer, ...]:
    """The answers to the asked questions that stand beside a part, in the framework's order."""
    return tuple(
        weigh_answer(question, sheet.answer(question.id))
        for question in questions_beside(framework, part)
        if is_asked(framework, sheet, question)
    )


def find_remarks(framework: Framework, sheet: AnswerSheet, part: DescriptionPart) -> tuple[ScoredAnswer, ...]:
    """The answers beside a part that have a note or evidence to write from."""
    beside = find_beside(framework, sheet, part)
    return tuple(scored for scored in beside if scored.answer.note.strip() or scored.answer.evidence.strip())


def find_gaps(framework: Framework, sheet: AnswerSheet) -> tuple[Gap, ...]:
    """The empty parts that have answers of full value beside them."""
    gaps = (
        Gap(part=written.part, answers=tuple(a for a in find_beside(framework, sheet, written.part) if a.value == 1))
        for written in read_description(framework, sheet)
        if written.extent == "empty"
    )
    return tuple(gap for gap in gaps if gap.answers)


def join_descriptions(described: Mapping[str, Description]) -> tuple[Description, tuple[str, ...]]:
    """The descriptions by label in one, and the parts that people wrote differently.

    Nothing is lost: texts that differ follow each other, each under the label of the first who wrote it.
    """
    # by part, then link ("" for a text), then text: to the label of whoever wrote it first
    found: dict[str, dict[str, dict[str, str]]] = {}
    for label, description in described.items():
        for part, written in description.items():
            for link, text in ({"": written} if isinstance(written, str) else written).items():
                if text.strip():
                    found.setdefault(part, {}).setdefault(link, {}).setdefault(text.strip(), label)
    joined: dict[str, str | Mapping[str, str]] = {}
    for part, links in found.items():
        texts = {}
        for link, by_text in links.items():
            labelled = [f"{label}:\n{text}" for text, label in by_text.items()]
            texts[link] = "\n\n".join(labelled) if len(by_text) > 1 else next(iter(by_text))
        joined[part] = texts[""] if set(texts) == {""} else texts
    return joined, tuple(part for part, links in found.items() if any(len(texts) > 1 for texts in links.values()))
