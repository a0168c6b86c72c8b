"""Lenses: the same answers scored by the parts of another source, as elements are. AnswerSheet + Lens -> LensResult.

A part of a lens is read as an element is, from a low to a high reading, but no question in it is core. A question that
scoring leaves out (weight 0) counts as one of weight 1, since the lens asks for it. Of a question with options a part
may read only some: it is worth the highest value among those that are chosen. A lens has no total.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Element, Framework, Lens, Question
from lovande_cli.assessment.scoring import ONE, ZERO, ElementResult, score_element


@dataclass(frozen=True, kw_only=True)
class LensResult:
    """What the answers say through one lens, each part read as if it were an element."""

    lens: Lens
    parts: tuple[ElementResult, ...]


def read_lens(framework: Framework, sheet: AnswerSheet, lens: Lens) -> LensResult:
    """What the sheet's answers say through the lens; questions that are not asked are left out."""
    parts = tuple(score_element(framework, sheet, part) for part in parts_as_elements(framework, lens))
    return LensResult(lens=lens, parts=parts)


@cache  # a map reads the same parts for thousands of sheets
def parts_as_elements(framework: Framework, lens: Lens) -> tuple[Element, ...]:
    """The parts as elements of no category, numbered from 1, with their questions as the lens reads them."""
    known = framework.question_by_id
    return tuple(
        Element(
            id=part.id,
            number=number,
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
        for number, part in enumerate(lens.parts, 1)
    )


def count_once(question: Question) -> Question:
    """The question as a lens reads it: never core, and counting also where scoring leaves it out."""
    return replace(question, core=False, weight=question.weight or ONE)


def keep_options(question: Question, kept: tuple[str, ...]) -> Question:
    """The question with only these options worth anything."""
    options = tuple(option if option.id in kept else replace(option, value=ZERO) for option in question.options)
    return replace(count_once(question), options=options)
