"""Where commands put what they have: data on standard output, documents in files, talk on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from lovande_cli.errors import Problem
from lovande_cli.language import Say
from lovande_cli.screens import Console, make_console

MOST_SHOWN = 50
"""So many problems of one file are shown to people; `check --format json` has them all."""


def print_data(shown: str) -> None:
    """Put text for other programs on standard output."""
    sys.stdout.write(shown.rstrip("\n") + "\n")


def print_problems(problems: Iterable[Problem], say: Say, console: Console) -> None:
    """Print problems in the person's language."""
    from lovande_cli.screens.problems import show_problems
    from lovande_cli.wording.problems import explain

    for _, of_file in groupby(problems, key=lambda problem: problem.file):
        found = list(of_file)
        show_problems([explain(problem, say) for problem in found[:MOST_SHOWN]], console)
        if len(found) > MOST_SHOWN:
            console.print(say("problems.more", count=len(found) - MOST_SHOWN))


def save_document(output: Path, data: bytes | Iterable[bytes], say: Say, *, force: bool) -> None:
    """Write the file, whole or in pieces, and say so; of CSV too what Swedish and Danish Excel open as a table."""
    from lovande_cli.files.safekeeping import write_file

    write_file(output, data, force=force)
    console = make_console(stderr=True)
    console.print(say("common.saved", file=output), soft_wrap=True)
    if output.suffix.casefold() == ".csv":
        console.print(say("common.for-excel", file=output.with_suffix(".xlsx")), soft_wrap=True)
