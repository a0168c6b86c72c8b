"""What people take home: documents made of blocks, and one writer for each kind of file.

Writers return the bytes of the whole file. The library that a format needs is imported when that format is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, ParamSpec

from lovande_cli.errors import FormatUnavailable, Problem

if TYPE_CHECKING:
    from lovande_cli.assessment.framework import Framework
    from lovande_cli.assessment.scoring import Result
    from lovande_cli.documents.blocks import Document
    from lovande_cli.documents.questionnaire import Known
    from lovande_cli.documents.report import Included
    from lovande_cli.language import Say

Content = ParamSpec("Content")

WRITERS = {".html": "html", ".docx": "word", ".pdf": "pdf", ".md": "markdown"}
"""The module that writes documents of a suffix, by its function `write_MODULE`; a new format is a line here."""

UNAVAILABLE = {".pdf": "no-pdf", ".docx": "no-word", ".xlsx": "no-excel"}
"""The kind of problem where the library for a suffix cannot be loaded."""

REPORTS = (*WRITERS, ".xlsx")
FORMS = (".html", ".docx", ".pdf", ".yaml")


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
    name = WRITERS[suffix]
    with loading_library(suffix):
        writer = import_module(f"{__name__}.writers.{name}")
    written: bytes = getattr(writer, f"write_{name}")(document)
    return written


def in_formats(
    build: Callable[Content, Document], suffixes: Iterable[str] = (".html", ".docx", ".pdf")
) -> Mapping[str, Callable[Content, bytes]]:
    """How to write the document that `build` makes of its content, by suffix."""

    def writer(suffix: str) -> Callable[Content, bytes]:
        return lambda *content, **more: write_document(build(*content, **more), suffix)

    return {suffix: writer(suffix) for suffix in suffixes}


def write_report(result: Result, say: Say, suffix: str, included: Included | None = None) -> bytes:
    """The report in the format of the suffix, one of `REPORTS`; raises FormatUnavailable."""
    from lovande_cli.documents.report import EVERYTHING, build_report

    if suffix in WRITERS:
        return write_document(build_report(result, say, included or EVERYTHING), suffix)
    with loading_library(suffix):
        from lovande_cli.documents.excel import write_excel
    return write_excel(result, say, included or EVERYTHING)


def write_form(framework: Framework, say: Say, suffix: str, known: Known | None = None) -> bytes:
    """The form in the format of the suffix, one of `FORMS`, with what is known filled in."""
    from lovande_cli.documents.answerform import write_answer_form
    from lovande_cli.documents.questionnaire import NOTHING, build_questionnaire
    from lovande_cli.documents.webform import write_web_form

    writers = {".html": write_web_form, ".yaml": write_answer_form}
    if suffix in writers:
        return writers[suffix](framework, say, known or NOTHING)
    return write_document(build_questionnaire(framework, say, known or NOTHING), suffix)
