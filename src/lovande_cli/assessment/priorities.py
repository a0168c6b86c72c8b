"""Strengths of a result, and what to develop first: priorities, key questions (core) that are a no before others.

A strength is a full yes to a scored question, in an element that is present or partly there: of one that may turn out
to be missing nobody can be proud yet. What to develop is ordered: an element whose key question is a no comes first,
then those nearest to being present; in an element likewise.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lovande_cli.assessment.framework import Thresholds
from lovande_cli.assessment.scoring import ONE, ZERO, ElementResult, Result, ScoredAnswer

AT_A_TIME = 3
"""So many elements to develop are shown at once: more than three things nobody begins with."""


class Priority(NamedTuple):
    """An element, and those of its answers that are meant, the most important first."""

    result: ElementResult
    answers: tuple[ScoredAnswer, ...]


def find_strengths(result: Result) -> tuple[Priority, ...]:
    """The elements that are there or partly, with their answers of full value, in the order of `strength_order`."""
    found = [
        Priority(element, tuple(sorted(full, key=lambda answer: not answer.is_documented)))
        for element in result.elements
        if element.status in ("present", "partly")
        and (full := [answer for answer in element.scored if answer.value == 1])
    ]
    return tuple(sorted(found, key=strength_order))


def strength_order(strength: Priority) -> tuple[bool, bool, int]:
    """Present elements first, those whose key question is a no last; within each the best documented first."""
    denied = any(map(is_missing_core, strength.result.scored))
    return strength.result.status != "present", denied, -sum(answer.is_documented for answer in strength.answers)


def find_development(result: Result) -> tuple[Priority, ...]:
    """The elements with answers to develop, what matters most first; those that are present come last."""
    found = [
        Priority(element, tuple(sorted(element.to_develop, key=lambda answer: not is_missing_core(answer))))
        for element in result.elements
        if element.to_develop
    ]
    return tuple(sorted(found, key=lambda priority: development_order(priority.result, result.framework.thresholds)))


def development_order(result: ElementResult, thresholds: Thresholds) -> tuple[bool, bool, Fraction]:
    """Present elements last; a key question that is a no first; then by how much is lacking to be present."""
    lacking = max(ZERO, thresholds.present - (ONE if result.low is None else result.low))
    return result.status == "present", not any(map(is_missing_core, result.scored)), lacking


def is_missing_core(answer: ScoredAnswer) -> bool:
    """Whether a key question is answered with what is worth nothing."""
    return answer.question.core and answer.value == 0
