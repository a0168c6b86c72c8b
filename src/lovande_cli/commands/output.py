"""What commands print and save: data on stdout, files, messages on stderr; encodings and colours of the streams."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterable
from contextvars import ContextVar
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from lovande_cli.documents.writers.terminal import Console, make_console, print_lines, text, wrap_text, write_terminal
from lovande_cli.errors import Problem
from lovande_cli.language import Say

if TYPE_CHECKING:
    from lovande_cli.documents.blocks import Document
    from lovande_cli.documents.json_csv import Severity

MAX_SHOWN = 50
"""So many problems of one file are shown to people; `check --format json` has them all."""


def print_data(shown: str) -> None:
    """Print text for other programs on standard output."""
    sys.stdout.write(shown.rstrip("\n") + "\n")


as_json = ContextVar("as_json", default=False)
"""Whether what is said on stderr is JSON, a line for each problem: the data that is asked for is JSON too."""


def report_problems(problems: Iterable[Problem], say: Say, severity: Severity = "error") -> None:
    """Print problems on stderr."""
    if not as_json.get():
        print_problems(problems, say, make_console(stderr=True))
        return
    from lovande_cli.documents.json_csv import problem_content, to_json

    for problem in problems:
        sys.stderr.write(to_json(problem_content(problem, say, severity), None) + "\n")


def report_notices(sentences: Iterable[str]) -> None:
    """Print on stderr what became of files, one that was saved too."""
    if not as_json.get():
        console = make_console(stderr=True)
        for sentence in sentences:
            console.print(sentence, soft_wrap=True)
        return
    from lovande_cli.documents.json_csv import notice_content, to_json

    for sentence in sentences:
        sys.stderr.write(to_json(notice_content(sentence), None) + "\n")


def print_problems(problems: Iterable[Problem], say: Say, console: Console) -> None:
    """Print problems in the person's language."""
    from lovande_cli.documents.problems import explain

    for _, of_file in groupby(problems, key=lambda problem: problem.file):
        found = list(of_file)
        for told in (explain(problem, say) for problem in found[:MAX_SHOWN]):
            if told.where:
                console.print(text(told.where, "heading"), soft_wrap=True)  # a long path stays whole, to be copied
            indent = 2 if told.where else 0
            print_lines(wrap_text(text(f"{told.reason} {told.remedy}"), console, indent=indent), console)
        if len(found) > MAX_SHOWN:
            console.print(say("problems.more", count=len(found) - MAX_SHOWN))


def print_document(document: Document) -> None:
    """Print a document for people, as wide as their screen."""
    write_terminal(document, make_console())


def save_document(output: Path, data: bytes | Iterable[bytes], say: Say, *, force: bool) -> None:
    """Write the file, whole or in pieces, and print so; for CSV also which .xlsx Excel opens as a table."""
    from lovande_cli.files.atomic import write_file

    write_file(output, data, force=force)
    report_notices([say("common.saved", file=output)])
    if output.suffix.casefold() == ".csv":
        report_notices([say("common.for-excel", file=output.with_suffix(".xlsx"))])


def is_terminal() -> bool:
    """Whether a person sits at the other end of standard input and output."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def prepare_streams() -> None:
    """Prepare the standard streams for any text in any shell.

    All are UTF-8, so that å, ø and ● come through where the system would use another encoding; input that is not UTF-8
    is taken for Windows' Western letters. One that the shell has closed is empty, or swallows what is written.
    """
    codecs.register_error("western", read_western)
    for name, mode, errors in (("stdin", "r", "western"), ("stdout", "w", "replace"), ("stderr", "w", "replace")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # for as long as we run
        elif isinstance(stream, io.TextIOWrapper):
            begins_marked = name == "stdin" and not stream.isatty()  # PowerShell puts a BOM before what it pipes
            stream.reconfigure(encoding="utf-8-sig" if begins_marked else "utf-8", errors=errors)


def prepare_colors() -> None:
    """Honour CLICOLOR and CLICOLOR_FORCE where NO_COLOR and FORCE_COLOR, which rich knows, are not set."""
    if os.environ.get("NO_COLOR") or os.environ.get("FORCE_COLOR"):
        return
    if os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        os.environ["FORCE_COLOR"] = "1"
    elif os.environ.get("CLICOLOR") == "0":
        os.environ["NO_COLOR"] = "1"


def read_western(error: UnicodeError) -> tuple[str, int]:
    """The bytes that are no UTF-8, as the Western letters that they are in Windows, and where to read on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end
