"""What people take home: documents made of blocks, and one writer for each kind of file.

Writers return the bytes of the whole file. The library that a format needs is imported when that format is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lovande_cli.assessment.framework import Framework
    from lovande_cli.assessment.scoring import Result
    from lovande_cli.documents.blocks import Document
    from lovande_cli.documents.questionnaire import Known
    from lovande_cli.documents.report import Included
    from lovande_cli.language import Say

WRITERS = {".html": "html", ".docx": "word", ".pdf": "pdf", ".md": "markdown"}
"""The module that writes documents of a suffix, by its function `write_MODULE`; a new format is a line here."""


def write_document(document: Document, suffix: str) -> bytes:
    """The document in the format of the suffix, one of `WRITERS`."""
    name = WRITERS[suffix]
    written: bytes = getattr(import_module(f"{__name__}.{name}"), f"write_{name}")(document)
    return written


def report_document(suffix: str, result: Result, say: Say, included: Included) -> bytes:
    """The report in a format of documents."""
    from lovande_cli.documents.report import build_report

    return write_document(build_report(result, say, included), suffix)


def report_workbook(result: Result, say: Say, included: Included) -> bytes:
    """The report as an Excel workbook."""
    from lovande_cli.documents.excel import write_excel

    return write_excel(result, say, included)


def form_document(suffix: str, framework: Framework, say: Say, known: Known) -> bytes:
    """The form on paper."""
    from lovande_cli.documents.questionnaire import build_questionnaire

    return write_document(build_questionnaire(framework, say, known), suffix)


def form_page(framework: Framework, say: Say, known: Known) -> bytes:
    """The form to fill in in a browser."""
    from lovande_cli.documents.webform import write_web_form

    return write_web_form(framework, say, known)


def form_answers(framework: Framework, say: Say, known: Known) -> bytes:
    """An empty answer file with the questions as comments."""
    from lovande_cli.documents.answerform import write_answer_form

    return write_answer_form(framework, say, known)


REPORTS: Mapping[str, Callable[[Result, Say, Included], bytes]] = {
    **{suffix: partial(report_document, suffix) for suffix in WRITERS},
    ".xlsx": report_workbook,
}
"""How to write a report, by the suffix of its file."""

FORMS: Mapping[str, Callable[[Framework, Say, Known], bytes]] = {
    ".pdf": partial(form_document, ".pdf"),
    ".docx": partial(form_document, ".docx"),
    ".html": form_page,
    ".yaml": form_answers,
}
"""How to write a form, by the suffix of its file."""


def write_report(result: Result, say: Say, suffix: str, included: Included | None = None) -> bytes:
    """The report in the format of the suffix, one of `REPORTS`."""
    from lovande_cli.documents.report import EVERYTHING

    return REPORTS[suffix](result, say, included or EVERYTHING)


def write_form(framework: Framework, say: Say, suffix: str, known: Known | None = None) -> bytes:
    """The form in the format of the suffix, one of `FORMS`, with what is known filled in."""
    from lovande_cli.documents.questionnaire import NOTHING

    return FORMS[suffix](framework, say, known or NOTHING)
