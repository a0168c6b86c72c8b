"""The direction of a change of an element or answer: up, down, clearer or less clear, more or less agreed, no order.

Both are compared by their low and their high reading, since what is not known yet may be anything between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, Protocol

from lovande_cli.assessment.scoring import RANK, ZERO, ScoredAnswer, Status, find_reason

Direction = Literal["up", "down", "same", "clearer", "less-clear", "more-agreed", "less-agreed", "other"]
"""Up and down: both readings moved one way. Clearer: what nobody knew is now known, within what it could have been.
More agreed: what people differed on is now one answer, within theirs. Other: it cannot be put in order, since one of
them is not applicable or has no value, or since not as many people answered."""

MIRRORED: dict[Direction, Direction] = {
    "up": "down",
    "down": "up",
    "same": "same",
    "clearer": "less-clear",
    "less-clear": "clearer",
    "more-agreed": "less-agreed",
    "less-agreed": "more-agreed",
    "other": "other",
}

Reading = tuple[int, Fraction | float]


class BoundedStatus(Protocol):
    """An element as it was scored: the status and the share (0 to 1) of the low and of the high reading.

    The shares are None where it is not applicable.
    """

    @property
    def status_low(self) -> Status: ...

    @property
    def status_high(self) -> Status: ...

    @property
    def low(self) -> Fraction | float | None: ...

    @property
    def high(self) -> Fraction | float | None: ...


def element_readings(result: BoundedStatus) -> tuple[Reading, Reading] | None:
    """The element in the low and the high reading, as what can be put in order; None when it is not applicable."""
    if result.low is None or result.high is None:
        return None
    return (RANK[result.status_low], result.low), (RANK[result.status_high], result.high)


def answer_readings(answer: ScoredAnswer | None) -> tuple[Reading, Reading] | None:
    """What an answer may be worth, at least and at most; None when it has no place in an order."""
    if answer is None or answer.kind == "not-applicable":
        return None
    if answer.kind == "valued":
        return None if answer.value is None else ((0, answer.value), (0, answer.value))
    return (0, answer.low), (0, answer.high)


def find_direction(then: tuple[Reading, Reading] | None, now: tuple[Reading, Reading] | None) -> Direction:
    """From one pair of readings to another; a pair within the other is the same thing better known."""
    if then is None or now is None:
        return "same" if then is now else "other"
    if then == now:
        return "same"
    if then[0] <= now[0] and now[1] <= then[1]:
        return "clearer"
    if now[0] <= then[0] and then[1] <= now[1]:
        return "less-clear"
    # neither pair lies within the other, so both of its ends moved the same way
    return "up" if now > then else "down"


def explain_range(
    direction: Direction, pairs: Sequence[tuple[ScoredAnswer, ScoredAnswer]], *, as_many: bool
) -> Direction | None:
    """Why the range between both readings is narrower or wider: other people know, or agree; None for neither.

    `pairs` are the answers to each question then and now. More people differ more, so that nothing is said where not
    `as_many` answered each time. Any other direction is as it was.
    """
    if direction not in ("clearer", "less-clear"):
        return direction
    if not as_many:
        return "other"
    is_wider = direction == "less-clear"
    agreed: Direction = "less-agreed" if is_wider else "more-agreed"
    reasons: tuple[tuple[Direction, bool], ...] = ((direction, False), (agreed, True))
    for reason, differ in reasons:
        ranges = [(open_range(then, differ=differ), open_range(now, differ=differ)) for then, now in pairs]
        if any(then != now and (now > then) == is_wider for then, now in ranges):
            return reason
    return None


def open_range(answer: ScoredAnswer, *, differ: bool) -> Fraction:
    """How far apart the most and the least lie that an open answer may be worth, since people `differ` or do not know.

    0 for one that is known, or open for the other reason.
    """
    if answer.kind in ("valued", "not-applicable"):
        return ZERO
    is_differing = answer.kind == "unanswered" and find_reason(answer.question, answer.answer) == "differs"
    return answer.high - answer.low if is_differing == differ else ZERO
