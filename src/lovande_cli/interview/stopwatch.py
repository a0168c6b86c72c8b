"""How long each element takes in a pilot (`assess --time`): counted page by page, and put into the sheet as minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from lovande_cli.assessment.answers import AnswerSheet

MAX_MINUTES_ON_PAGE = 15
"""No page counts for longer: a long talk about a question does, a lunch does not."""

TENTH = 6
"""Seconds in a tenth of a minute, which is as exact as a file says it."""


class Stopwatch:
    """Counts seconds by element; `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.seconds: dict[str, float] = {}

    @contextmanager
    def running(self, element: str) -> Iterator[None]:
        """Count what is done inside, however it is left."""
        began = self.clock()
        try:
            yield
        finally:
            spent = min(self.clock() - began, MAX_MINUTES_ON_PAGE * 60)
            self.seconds[element] = self.seconds.get(element, 0) + spent

    def put_into(self, sheet: AnswerSheet) -> AnswerSheet:
        """The sheet with the whole tenths of minutes counted since the last time; the rest waits for the next."""
        minutes = dict(sheet.minutes)
        for element, seconds in self.seconds.items():
            if tenths := int(seconds / TENTH):
                minutes[element] = round(minutes.get(element, 0) + tenths / 10, 1)
                self.seconds[element] = seconds - tenths * TENTH
        return replace(sheet, minutes=minutes)
