"""What a result shows to be proud of, and what to develop first.

A strength is a full yes to a scored question, in an element that is partly there too. What to develop is ordered: an
element whose key question is a no comes first, then those nearest to being present; in an element likewise.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lovande_cli.assessment.framework import Thresholds
from lovande_cli.assessment.scoring import ONE, ZERO, ElementResult, Result, ScoredAnswer


class Priority(NamedTuple):
    """An element, and those of its answers that are meant, the most important first."""

    result: ElementResult
    answers: tuple[ScoredAnswer, ...]


def find_strengths(result: Result) -> tuple[Priority, ...]:
    """The elements with answers of full value: the present ones first, then those with most of them documented."""
    found = [
        Priority(one, tuple(sorted(full, key=lambda answer: not answer.is_documented)))
        for one in result.elements
        if (full := [answer for answer in one.scored if answer.value == 1])
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.result.status != "present", -sum(answer.is_documented for answer in one.answers)),
        )
    )


def find_development(result: Result) -> tuple[Priority, ...]:
    """The elements with answers to develop, what matters most first; those that are present come last."""
    found = [
        Priority(one, tuple(sorted(one.to_develop, key=lambda answer: not is_missing_core(answer))))
        for one in result.elements
        if one.to_develop
    ]
    return tuple(sorted(found, key=lambda one: development_order(one.result, result.framework.thresholds)))


def development_order(result: ElementResult, thresholds: Thresholds) -> tuple[bool, bool, Fraction]:
    """Present elements last; a key question that is a no first; then by how much is lacking to be present."""
    lacking = max(ZERO, thresholds.present - (ONE if result.low is None else result.low))
    return result.status == "present", not any(map(is_missing_core, result.scored)), lacking


def is_missing_core(answer: ScoredAnswer) -> bool:
    """Whether a key question is answered with what is worth nothing."""
    return answer.question.core and answer.value == 0
