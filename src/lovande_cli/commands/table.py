"""`lovande table`: one row per answer, for an analyst."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.table import Wanted, sheet_rows
from lovande_cli.commands.parameters import Elements, Force, Lang, Output, suffix_for
from lovande_cli.commands.printing import save_document
from lovande_cli.commands.sources import open_framework, reading_all
from lovande_cli.documents.table import CODEBOOKS, TABLES, csv_piece, table_schema
from lovande_cli.errors import Problem, WrongCommand
from lovande_cli.files.answerfiles import load_answers
from lovande_cli.files.safekeeping import resolve

formats = TABLES


def command(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument()],
    output: Output,
    codebook: Annotated[Path | None, typer.Option("--codebook")] = None,
    options: Annotated[bool, typer.Option("--options")] = False,
    votes: Annotated[bool, typer.Option("--votes")] = False,
    notes: Annotated[bool, typer.Option("--notes")] = False,
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write one row per file and asked question; a file that cannot be read is named and passed over."""
    suffix, book_suffix = suffix_for(output, TABLES), suffix_for(codebook, CODEBOOKS) if codebook else ""
    schema = output.with_name(f"{output.stem}.schema.json")
    if codebook and resolve(codebook) in (resolve(output), resolve(schema)):
        raise WrongCommand([Problem(kind="written-twice", file=str(codebook))])
    framework, wanted = open_framework(elements), Wanted(options=options, votes=votes, notes=notes)
    work = partial(table_lines, base=common_folder(paths), wanted=wanted)
    with reading_all(paths, framework, work, ctx.obj, leave_out=output) as pieces:
        save_document(output, TABLES[suffix](wanted, pieces), ctx.obj, force=force)
        save_document(schema, table_schema(framework, wanted, ctx.obj), ctx.obj, force=True)
        if codebook:
            save_document(codebook, CODEBOOKS[book_suffix](framework, wanted), ctx.obj, force=force)


def table_lines(file: Path, framework: Framework, *, base: str, wanted: Wanted) -> str:
    """The rows of the file's sheet as lines of CSV; the file is named as seen from the folder `base`."""
    name = os.path.relpath(file, base).replace(os.sep, "/")
    return csv_piece(sheet_rows(framework, load_answers(file, framework), name, wanted), wanted)


def common_folder(paths: Sequence[Path]) -> str:
    """The folder that all the paths lie in: the one named, or the nearest above those named."""
    folders = [os.path.abspath(path if path.is_dir() else path.parent) for path in paths]  # noqa: PTH100
    try:
        return os.path.commonpath(folders)
    except ValueError:  # on several drives of Windows
        return ""
