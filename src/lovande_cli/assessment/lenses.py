"""Lenses: the same answers scored by the parts of another source, as elements are. AnswerSheet + Lens -> LensResult.

A part of a lens is read as an element is, from a low to a high reading, but no question in it is core. A question that
scoring leaves out (weight 0) counts as one of weight 1, since the lens asks for it. Of a question with options a part
may read only some: it is worth the highest value among those that are chosen. A lens has no total.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Element, Framework, Lens
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
    elements = []
    for number, part in enumerate(lens.parts, 1):
        questions = []
        for identity, kept in (*((whole, None) for whole in part.questions), *part.options.items()):
            question = known[identity]
            options = question.options
            if kept is not None:  # the others stay, so that choosing one of them is an answer worth nothing
                options = tuple(option if option.id in kept else replace(option, value=ZERO) for option in options)
            # A key question is key to an element, not to what another source asks for.
            questions.append(replace(question, core=False, weight=question.weight or ONE, options=options))
        elements.append(
            Element(
                id=part.id,
                number=number,
                category="",
                name=part.title,
                description={},
                discuss={},
                develop={},
                questions=tuple(questions),
            )
        )
    return tuple(elements)
