"""What several commands take: their options, and words that must be known ones."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from lovande_cli.errors import Problem, WrongCommand
from lovande_cli.files.checking import closest

Lang = Annotated[str | None, typer.Option("--lang")]
"""Read by `program.main` before anything else; a command asks only whether it was given."""
Elements = Annotated[Path | None, typer.Option("--elements")]
Output = Annotated[Path, typer.Option("--output", "-o")]
MaybeOutput = Annotated[Path | None, typer.Option("--output", "-o")]
LensName = Annotated[str | None, typer.Option("--lens")]
Force = Annotated[bool, typer.Option("--force")]
Same = Annotated[bool, typer.Option("--same")]


def check_known(known: Collection[str], word: str, kind: str) -> str:
    """The word if it is known, else a WrongCommand of this kind that says which one was probably meant."""
    if word in known:
        return word
    blanks = {"word": word, "meant": closest(word, list(known)), "known": ", ".join(known)}
    raise WrongCommand([Problem(kind=kind, blanks=blanks)])


def suffix_for(output: Path, known: Collection[str]) -> str:
    """The suffix of the file to write, if it is one of the known formats."""
    return check_known(known, output.suffix.casefold() or output.name, "unknown-suffix")
