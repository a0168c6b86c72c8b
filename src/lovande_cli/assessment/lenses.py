"""Lenses: the same answers seen from another side. Framework + AnswerSheet + Lens -> LensResult.

A part of a lens is read as an element is, from a low to a high reading, but no question in it is core. A question that
scoring leaves out (weight 0) counts as one of weight 1, since the lens asks for it. Of a question with options a part
may read only some: it is worth the highest value among those that are chosen. A lens has no total.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Element, Framework, Lens, LensPart, Question
from lovande_cli.assessment.scoring import ONE, ZERO, ElementResult, ScoredAnswer, Status, score_element


@dataclass(frozen=True, kw_only=True)
class LensPartResult:
    """One part of a lens in both readings; `reading` is the part read as if it were an element."""

    part: LensPart
    reading: ElementResult

    @property
    def status(self) -> Status:
        """The status that both readings agree on, else unclear."""
        return self.reading.status

    @property
    def low(self) -> Fraction | None:
        """The share reached when every answer is worth its least (0 to 1); None with nothing to read."""
        return self.reading.low

    @property
    def high(self) -> Fraction | None:
        """The share reached when every answer is worth its most (0 to 1); None with nothing to read."""
        return self.reading.high

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions that make the part."""
        return tuple(answer.question.id for answer in self.answers)

    @property
    def answers(self) -> tuple[ScoredAnswer, ...]:
        """The answers that make the part, each worth what the part makes of it."""
        return self.reading.answers


@dataclass(frozen=True, kw_only=True)
class LensResult:
    """What the answers say through one lens, part by part."""

    lens: Lens
    parts: tuple[LensPartResult, ...]


def read_lens(framework: Framework, sheet: AnswerSheet, lens: Lens) -> LensResult:
    """What the sheet's answers say through the lens; questions that are not asked are left out."""
    parts = tuple(
        LensPartResult(part=part, reading=score_element(framework, sheet, as_element(framework, part)))
        for part in lens.parts
    )
    return LensResult(lens=lens, parts=parts)


@cache  # a map reads the same parts for thousands of sheets
def as_element(framework: Framework, part: LensPart) -> Element:
    """The part as an element of its own, with its questions as the lens reads them."""
    known = framework.question_by_id
    return Element(
        id=part.id,
        number=0,
        category="",
        name=part.title,
        description={},
        discuss={},
        develop={},
        questions=(
            *(count_once(known[question]) for question in part.questions),
            *(keep_options(known[question], options) for question, options in part.options.items()),
        ),
    )


def count_once(question: Question) -> Question:
    """The question as a lens reads it: never core, and counting also where scoring leaves it out."""
    return replace(question, core=False, weight=question.weight or ONE)


def keep_options(question: Question, kept: tuple[str, ...]) -> Question:
    """The question with only these options worth anything."""
    options = tuple(option if option.id in kept else replace(option, value=ZERO) for option in question.options)
    return replace(count_once(question), options=options)
