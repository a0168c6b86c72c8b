"""`lovande map`: practices × elements from many answer files: filters, joining, rounds, change, a lens."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from lovande_cli.assessment.practice_map import MapOptions, Order, PracticeMap, map_practices
from lovande_cli.assessment.rounds import ROUND_DAYS
from lovande_cli.commands.loading import choose_lens, find_all, open_framework, read_all, report_reading
from lovande_cli.commands.options import Elements, Force, Lang, LensName, MaybeOutput, suffix_for
from lovande_cli.commands.output import print_data, print_document, save_document
from lovande_cli.documents import FORMATS
from lovande_cli.documents.json_csv import change_counts_csv, map_csv, map_json
from lovande_cli.documents.map import build_map, write_map
from lovande_cli.files.folders import check_since, map_row
from lovande_cli.language import Say


def command(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument()],
    output: MaybeOutput = None,
    organisation: Annotated[str, typer.Option("--organisation")] = "",
    target_group: Annotated[str, typer.Option("--target-group")] = "",
    since: Annotated[str, typer.Option("--since")] = "",
    order: Annotated[Literal["name", "organisation", "file"], typer.Option("--order")] = "name",
    join: Annotated[bool, typer.Option("--join/--no-join")] = True,
    latest: Annotated[bool, typer.Option("--latest/--no-latest")] = True,
    change: Annotated[bool, typer.Option("--change")] = False,
    days: Annotated[int, typer.Option("--round", min=0)] = ROUND_DAYS,
    lens: LensName = None,
    title: Annotated[str, typer.Option("--title")] = "",
    format_: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Draw the map of many practices; a file that cannot be read is named and passed over."""
    suffix = suffix_for(output, FORMATS["map"]) if output else ""
    framework = open_framework(elements)
    check_since(since)
    chosen = choose_lens(framework, lens)
    work = partial(map_row, lens=chosen.id if chosen else "")
    reading = find_all(paths, framework, work, ctx.obj, leave_out=[output] if output else ())
    options = MapOptions(
        organisation=organisation,
        target_group=target_group,
        since=since,
        order=order,
        sort_key=ctx.obj.rules.sort_key,
        join=join,
        latest=latest,
        change=change,
        days=days,
        lens=chosen,
        title=title,
    )
    practice_map = map_practices(framework, read_all(reading, ctx.obj), options)
    if output:
        save_document(output, write_map(practice_map, ctx.obj, suffix, order=order), ctx.obj, force=force)
    print_map(practice_map, ctx.obj, format_, order, quiet=output is not None)
    report_reading(reading, ctx.obj)


def print_map(practice_map: PracticeMap, say: Say, format_: str, order: Order, *, quiet: bool) -> None:
    """Print the map, for people (unless it went into a file) or for other programs."""
    if format_ == "table":
        if not quiet:
            print_document(build_map(practice_map, say, order=order, brief=True))
        return
    if format_ == "csv" and practice_map.movements:
        print_data(change_counts_csv(practice_map, say))
        return
    for piece in map_json(practice_map) if format_ == "json" else map_csv(practice_map, say):
        sys.stdout.write(piece)
