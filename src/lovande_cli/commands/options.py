"""Options that several commands take (-o, --lang, --elements, …), what Tab completes, and words that must be known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lovande_cli.errors import LovandeError, Problem, ProblemKind, WrongCommand
from lovande_cli.files.problems import closest

if TYPE_CHECKING:
    from lovande_cli.assessment.framework import Framework


def complete_elements(ctx: typer.Context) -> Sequence[tuple[str, str]]:
    """What the Tab key offers for an element: ids, each with the name in the person's language."""
    return [(element.id, ctx.obj.text(element.name)) for element in open_for_completion(ctx).elements]


def complete_categories(ctx: typer.Context) -> Sequence[tuple[str, str]]:
    """What the Tab key offers for a category."""
    return [(category.id, ctx.obj.text(category.name)) for category in open_for_completion(ctx).categories]


def complete_lenses(ctx: typer.Context) -> Sequence[tuple[str, str]]:
    """What the Tab key offers for a lens."""
    return [(lens.id, ctx.obj.text(lens.title)) for lens in open_for_completion(ctx).lenses]


def open_for_completion(ctx: typer.Context) -> Framework:
    """The framework that the command line so far asks for; an empty one where its folder cannot be read."""
    from lovande_cli.assessment.framework import Framework
    from lovande_cli.files.framework_files import load_framework, standard_folder

    folder = ctx.params.get("elements") or ctx.find_root().params.get("elements")
    try:
        return load_framework(Path(folder) if folder else standard_folder())
    except (LovandeError, OSError):
        return Framework(id="", version="", title={}, languages={})


Lang = Annotated[str | None, typer.Option("--lang")]
"""Read by `program.main` before anything else; a command asks only whether it was given."""
Elements = Annotated[Path | None, typer.Option("--elements")]
Output = Annotated[Path, typer.Option("--output", "-o")]
MaybeOutput = Annotated[Path | None, typer.Option("--output", "-o")]
LensName = Annotated[str | None, typer.Option("--lens", autocompletion=complete_lenses)]
Force = Annotated[bool, typer.Option("--force")]
Same = Annotated[bool, typer.Option("--same")]


def check_known(known: Collection[str], word: str, kind: ProblemKind, shown: Mapping[str, str] | None = None) -> str:
    """The word if it is known, else a WrongCommand of this kind; `shown` as in ProblemCollector.add_unknown."""
    if word in known:
        return word
    blanks = {"word": word, "meant": closest(word, list(known)), "known": shown or ", ".join(known)}
    raise WrongCommand([Problem(kind=kind, blanks=blanks)])


def suffix_for(output: Path, known: Collection[str]) -> str:
    """The suffix of the file to write, if it is one of the known formats."""
    return check_known(known, output.suffix.casefold() or output.name, "unknown-suffix")
