"""`lovande map`: many practices and their elements."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lovande_cli.commands.parameters import Elements, Force, Lang, MaybeOutput, suffix_for
from lovande_cli.commands.printing import save_document
from lovande_cli.commands.sources import find_sheets, open_framework
from lovande_cli.errors import FileNeedsFixing, Problem
from lovande_cli.language import Say
from lovande_cli.screens import make_console

if TYPE_CHECKING:
    from lovande_cli.assessment.framework import Framework
    from lovande_cli.assessment.practices import MapRow, Order, PracticeMap


def formats() -> Mapping[str, object]:
    """How a map is written, by suffix."""
    from lovande_cli.documents.map import MAPS

    return MAPS


def command(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument()],
    output: MaybeOutput = None,
    organisation: Annotated[str, typer.Option("--organisation")] = "",
    since: Annotated[str, typer.Option("--since")] = "",
    order: Annotated[Literal["name", "organisation", "file"], typer.Option("--order")] = "name",
    format_: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Draw the map of many practices; a file that cannot be read is named and passed over."""
    from lovande_cli.assessment.practices import draw_map
    from lovande_cli.documents.map import MAPS
    from lovande_cli.files.answerfolders import check_since

    suffix = suffix_for(output, MAPS) if output else ""
    framework, filters = open_framework(elements), {"organisation": organisation, "since": check_since(since)}
    rows, problems = score_all(find_sheets(paths, leave_out=output), framework, ctx.obj)
    practices = draw_map(framework, rows, order=order, alphabetical=ctx.obj.rules.sort_key, **filters)
    if output:
        save_document(output, MAPS[suffix](practices, ctx.obj), ctx.obj, force=force)
    show_mapped(practices, ctx.obj, format_, order, quiet=output is not None or not rows)
    if problems:
        raise FileNeedsFixing(problems)


def score_all(files: Sequence[Path], framework: Framework, say: Say) -> tuple[list[MapRow], list[Problem]]:
    """The rows of all files that can be read, with a bar on stderr meanwhile, and the problems of the others."""
    from lovande_cli.files.answerfolders import score_files
    from lovande_cli.screens.map import with_progress

    rows: list[MapRow] = []
    problems: list[Problem] = []
    for one in with_progress(score_files(files, framework), len(files), say, make_console(stderr=True)):
        problems.extend(one.problems)
        if one.row is not None:
            rows.append(one.row)
    return rows, problems


def show_mapped(practices: PracticeMap, say: Say, format_: str, order: Order, *, quiet: bool) -> None:
    """Print the map, for people (unless it went into a file) or for other programs."""
    from lovande_cli.documents.data import map_csv, map_json
    from lovande_cli.screens.map import show_map

    if format_ == "table":
        if not quiet:
            show_map(practices, say, make_console(), order=order)
        return
    for piece in map_json(practices) if format_ == "json" else map_csv(practices, say):
        sys.stdout.write(piece)
