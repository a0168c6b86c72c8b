"""What experts say of the questions: their relevance and clarity (content validity, I-CVI, S-CVI), and comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from lovande_cli.assessment.agreement import item_validity, scale_validity
from lovande_cli.assessment.framework import Framework


@dataclass(frozen=True, kw_only=True)
class Ratings:
    """What one expert says of the questions, by question id: relevance and clarity from 1 to 4, and comments."""

    file: str
    relevance: Mapping[str, int]
    clarity: Mapping[str, int]
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Validity:
    """What experts say of the questions: I-CVI by question id, and S-CVI/Ave and S-CVI/UA of all of them."""

    experts: int
    items: Mapping[str, Fraction]
    scale: tuple[Fraction, Fraction]


def gather_comments(framework: Framework, ratings: Sequence[Ratings]) -> dict[str, tuple[str, ...]]:
    """What the experts write about each question that any of them comments on, by question id."""
    written = {
        question.id: in_no_order_of_people(expert.comments.get(question.id, "") for expert in ratings)
        for question in framework.questions
    }
    return {question: texts for question, texts in written.items() if texts}


def in_no_order_of_people(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, sorted, so that their places do not show which belong to one person."""
    return tuple(sorted(filter(None, texts), key=str.casefold))


def judge_validity(framework: Framework, ratings: Sequence[Ratings]) -> dict[str, Validity]:
    """What the experts say, by what they have rated: "relevance" and "clarity"."""
    rated = {
        "relevance": [expert.relevance for expert in ratings],
        "clarity": [expert.clarity for expert in ratings],
    }
    validity = {}
    for what, given in rated.items():
        experts = [expert for expert in given if expert]
        items = {
            question.id: index
            for question in framework.questions
            if (index := item_validity([expert[question.id] for expert in experts if question.id in expert]))
            is not None
        }
        if (scale := scale_validity(items.values())) is not None:
            validity[what] = Validity(experts=len(experts), items=items, scale=scale)
    return validity
