"""Documents made of blocks, one file for each; `FORMATS` lists the suffixes that each command's -o accepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lovande_cli.documents.writers import WRITERS, import_writer
from lovande_cli.errors import FormatUnavailable, Problem, ProblemKind

if TYPE_CHECKING:
    from lovande_cli.assessment.framework import Framework
    from lovande_cli.assessment.scoring import Result
    from lovande_cli.documents.blocks import Document
    from lovande_cli.documents.questionnaire import Prefill
    from lovande_cli.documents.report import ReportOptions
    from lovande_cli.language import Say

UNAVAILABLE: Mapping[str, ProblemKind] = {
    ".pdf": "no-pdf",
    ".docx": "no-word",
    ".xlsx": "no-excel",
    ".png": "no-picture",
    ".svg": "no-picture",
    ".ics": "no-calendar",
    **dict.fromkeys((".sav", ".dta", ".parquet"), "no-statistics"),
}
"""The kind of problem where the library for a suffix cannot be loaded."""

PAGES = (".html", ".docx", ".pdf")

FORMATS: Mapping[str, tuple[str, ...]] = {
    "describe": WRITERS,
    "form": (*PAGES, ".yaml"),
    "score": WRITERS,
    "report": (*WRITERS, ".xlsx", ".png", ".svg", ".ics"),
    "group": (".yaml", ".yml", ".json", *WRITERS),
    "compare": WRITERS,
    "catalogue": (*PAGES, ".json"),
    "map": (*PAGES, ".xlsx", ".csv", ".json"),
    "table": (".csv", ".xlsx", ".sav", ".dta", ".parquet"),
    "study": PAGES,
    "elements": WRITERS,
    "cards": PAGES,
}
"""The suffixes of the files that a command writes; what ends `-o` must be one of them."""


@contextmanager
def loading_library(suffix: str) -> Iterator[None]:
    """Import here what writes files of this suffix; raises FormatUnavailable where that cannot be loaded.

    A library may be missing (no wheel for this Python) or, on a managed computer, its DLL may be blocked.
    """
    try:
        yield
    except (ImportError, OSError) as error:
        if suffix not in UNAVAILABLE:
            raise
        raise FormatUnavailable([Problem(kind=UNAVAILABLE[suffix])]) from error


def write_document(document: Document, suffix: str) -> bytes:
    """The document in the format of the suffix, one of `WRITERS`; raises FormatUnavailable."""
    with loading_library(suffix):
        write = import_writer(suffix)
    return write(document)


def write_report(result: Result, say: Say, suffix: str, included: ReportOptions | None = None) -> bytes:
    """The report in the format of the suffix, its picture (.png, .svg) or its next steps (.ics).

    Raises FormatUnavailable.
    """
    from lovande_cli.documents.report import EVERYTHING, build_report, without_notes

    included = included or EVERYTHING
    if suffix in WRITERS:
        return write_document(build_report(result, say, included), suffix)
    if suffix == ".xlsx":
        with loading_library(suffix):
            from lovande_cli.documents.report_xlsx import write_excel
        return write_excel(result, say, included)
    if suffix == ".ics":
        with loading_library(suffix):
            from lovande_cli.documents.calendar import write_calendar
        return write_calendar(result.sheet, say, now=datetime.now(UTC))
    with loading_library(suffix):
        from lovande_cli.documents.slide import build_slide
        from lovande_cli.documents.writers.slide import write_slide
    return write_slide(build_slide(result if included.notes else without_notes(result), say), suffix)


def write_form(framework: Framework, say: Say, suffix: str, known: Prefill | None = None) -> bytes:
    """The form in the format of the suffix, one of those of a form, with what is known filled in."""
    from lovande_cli.documents.answer_form import write_answer_form
    from lovande_cli.documents.questionnaire import NOTHING, build_questionnaire
    from lovande_cli.documents.webform import write_web_form

    writers = {".html": write_web_form, ".yaml": write_answer_form}
    if suffix in writers:
        return writers[suffix](framework, say, known or NOTHING)
    return write_document(build_questionnaire(framework, say, known or NOTHING), suffix)
