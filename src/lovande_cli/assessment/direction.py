"""The direction of a change of an element or answer: up, down, clearer, less clear, or in no order.

Both are compared by their low and their high reading, since what is not known yet may be anything between them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, Protocol

from lovande_cli.assessment.scoring import RANK, ScoredAnswer, Status

Direction = Literal["up", "down", "same", "clearer", "less-clear", "other"]
"""Up and down: both readings moved one way. Clearer: what was open is now known, within what it could have been. Other:
it cannot be put in order, since one of them is not applicable or has no value."""

MIRRORED: dict[Direction, Direction] = {
    "up": "down",
    "down": "up",
    "same": "same",
    "clearer": "less-clear",
    "less-clear": "clearer",
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
