"""`lovande table`: tidy rows for an analyst, one per answer, as CSV or Excel, with codebook and Table Schema."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from lovande_cli.assessment.tidy_rows import TableOptions
from lovande_cli.commands.loading import find_all, open_framework, read_all, report_reading
from lovande_cli.commands.options import Elements, Force, Lang, Output, suffix_for
from lovande_cli.commands.output import save_document
from lovande_cli.documents import FORMATS
from lovande_cli.documents.codebook import CODEBOOKS, TABLES, table_lines, table_schema, write_codebook
from lovande_cli.errors import LovandeError, Problem, WrongCommand
from lovande_cli.files.atomic import next_free, resolve
from lovande_cli.files.disk import read_bytes
from lovande_cli.files.file_kinds import is_our_table_schema


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
    suffix, book_suffix = suffix_for(output, FORMATS["table"]), suffix_for(codebook, CODEBOOKS) if codebook else ""
    schema = schema_beside(output)
    if codebook and resolve(codebook) in (resolve(output), resolve(schema)):
        raise WrongCommand([Problem(kind="written-twice", file=str(codebook))])
    framework, wanted = open_framework(elements), TableOptions(options=options, votes=votes, notes=notes)
    work = partial(table_lines, base=common_folder(paths), wanted=wanted)
    may_replace_schema = force or is_own_schema(schema)
    if schema.exists() and not may_replace_schema:
        free = next_free(output, lambda path: schema_beside(Path(path)).exists())
        raise WrongCommand([Problem(kind="other-schema", file=str(schema), blanks={"free": free})])
    outputs = [file for file in (output, schema, codebook) if file]
    reading = find_all(paths, framework, work, ctx.obj, leave_out=outputs)
    # Written while it is read: ten thousand files are never in memory at once.
    save_document(output, TABLES[suffix](wanted, read_all(reading, ctx.obj)), ctx.obj, force=force)
    save_document(schema, table_schema(framework, wanted, ctx.obj), ctx.obj, force=may_replace_schema)
    if codebook:
        save_document(codebook, write_codebook(framework, wanted, book_suffix), ctx.obj, force=force)
    report_reading(reading, ctx.obj)


def schema_beside(table: Path) -> Path:
    """The file of the schema that is written beside a table."""
    return table.with_name(f"{table.stem}.schema.json")


def is_own_schema(file: Path) -> bool:
    """Whether the file is what this command has written beside a table."""
    try:
        return is_our_table_schema(json.loads(read_bytes(file, file=str(file))))
    except (LovandeError, ValueError, RecursionError):
        return False


def common_folder(paths: Sequence[Path]) -> str:
    """The folder that all the paths lie in: the one named, or the nearest above those named."""
    folders = [os.path.abspath(path if path.is_dir() else path.parent) for path in paths]  # noqa: PTH100
    try:
        return os.path.commonpath(folders)
    except ValueError:  # on several drives of Windows
        return ""
