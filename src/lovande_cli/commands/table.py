"""`lovande table`: data for an analyst, a row per answer or per sheet, with codebook and Data Package."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from lovande_cli.assessment.tidy_rows import TableOptions
from lovande_cli.commands.loading import find_all, open_framework, read_all, report_reading
from lovande_cli.commands.options import Elements, Force, Lang, Output, suffix_for
from lovande_cli.commands.output import save_document
from lovande_cli.documents import FORMATS
from lovande_cli.documents.codebook import CODEBOOKS, write_codebook
from lovande_cli.documents.data_package import check_beside, describe_table, files_beside
from lovande_cli.documents.table import WIDE, encode_table, table_lines
from lovande_cli.errors import Problem, WrongCommand
from lovande_cli.files.atomic import resolve
from lovande_cli.files.folders import Reading
from lovande_cli.language import Say

STDOUT = Path("-")


def command(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument()],
    output: Output,
    codebook: Annotated[Path | None, typer.Option("--codebook")] = None,
    wide: Annotated[bool | None, typer.Option("--wide/--long")] = None,
    options: Annotated[bool, typer.Option("--options")] = False,
    votes: Annotated[bool, typer.Option("--votes")] = False,
    notes: Annotated[bool, typer.Option("--notes")] = False,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Write one row per file and asked question, or per file; a file that cannot be read is named and passed over."""
    say: Say = ctx.obj
    suffix = ".csv" if output == STDOUT else suffix_for(output, FORMATS["table"])
    book_suffix = suffix_for(codebook, CODEBOOKS) if codebook else ""
    beside = [] if output == STDOUT else [*files_beside(output)]
    if codebook and resolve(codebook) in map(resolve, (output, *beside)):
        raise WrongCommand([Problem(kind="written-twice", file=str(codebook))])
    if not force and beside:
        check_beside(output)
    wanted = TableOptions(options=options, votes=votes, notes=notes, wide=suffix in WIDE if wide is None else wide)
    framework = open_framework(elements)
    work = partial(table_lines, base=common_folder(paths), wanted=wanted, suffix=suffix)
    outputs = [file for file in (output, *beside, codebook) if file]
    reading = find_all(paths, framework, work, say, leave_out=outputs)
    # Written while it is read: ten thousand files are never in memory at once.
    pieces = read_strictly(reading, say) if strict else read_all(reading, say)
    table = encode_table(suffix, framework, wanted, pieces, say)
    if output == STDOUT:
        # what is printed cannot be taken back, so that all must be read first
        sys.stdout.writelines(piece.decode("utf-8") for piece in (list(table) if strict else table))
    else:
        save_document(output, table, say, force=force)
        for file, described in describe_table(output, framework, wanted, say).items():
            save_document(file, described, say, force=True)
    if codebook:
        save_document(codebook, write_codebook(framework, wanted, book_suffix), say, force=force)
    report_reading(reading, say)


def read_strictly(reading: Reading[Any], say: Say) -> Iterator[Any]:
    """`read_all`; raises FileNeedsFixing after the last where a file could not be read, before anything is saved."""
    yield from read_all(reading, say)
    if reading.problems:
        report_reading(reading, say)


def common_folder(paths: Sequence[Path]) -> str:
    """The folder that all the paths lie in: the one named, or the nearest above those named."""
    folders = [os.path.abspath(path if path.is_dir() else path.parent) for path in paths]  # noqa: PTH100
    try:
        return os.path.commonpath(folders)
    except ValueError:  # on several drives of Windows
        return ""
