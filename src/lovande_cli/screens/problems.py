"""How problems are shown: where, what, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding

from lovande_cli.screens import text
from lovande_cli.wording.problems import Explanation


def show_problems(explanations: Iterable[Explanation], console: Console) -> None:
    """Print each problem: the place on a line of its own, then the reason and the remedy."""
    for told in explanations:
        if told.where:
            console.print(text(told.where, "heading"), soft_wrap=True)  # a long path stays whole, to be copied
        console.print(Padding(text(f"{told.reason} {told.remedy}"), (0, 0, 0, 2 if told.where else 0)))
