"""What people take home: the report of a result and the empty form, one writer for each kind of file.

Writers return the bytes of the whole file. The library that a format needs is imported when that format is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lovande_cli.assessment.framework import Framework
    from lovande_cli.assessment.scoring import Result
    from lovande_cli.documents.content import Report
    from lovande_cli.language import Say


def report_page(report: Report) -> bytes:
    """The report as a web page."""
    from lovande_cli.documents.html import write_html

    return write_html(report)


def report_document(report: Report) -> bytes:
    """The report as a Word document."""
    from lovande_cli.documents.word import write_word

    return write_word(report)


def report_pdf(report: Report) -> bytes:
    """The report as PDF; raises WrongCommand where the extra is missing."""
    from lovande_cli.documents.pdf import write_pdf

    return write_pdf(report)


def report_workbook(report: Report) -> bytes:
    """The report as an Excel workbook."""
    from lovande_cli.documents.excel import write_excel

    return write_excel(report)


def report_markdown(report: Report) -> bytes:
    """The report as Markdown."""
    from lovande_cli.documents.markdown import write_markdown

    return write_markdown(report)


def form_pdf(framework: Framework, say: Say) -> bytes:
    """The form on paper; raises WrongCommand where the extra is missing."""
    from lovande_cli.documents.forms import write_pdf_form

    return write_pdf_form(framework, say)


def form_document(framework: Framework, say: Say) -> bytes:
    """The form as a Word document."""
    from lovande_cli.documents.forms import write_word_form

    return write_word_form(framework, say)


def form_page(framework: Framework, say: Say) -> bytes:
    """The form to fill in in a browser."""
    from lovande_cli.documents.webform import write_web_form

    return write_web_form(framework, say)


def form_answers(framework: Framework, say: Say) -> bytes:
    """An empty answer file with the questions as comments."""
    from lovande_cli.documents.forms import write_answer_form

    return write_answer_form(framework, say)


REPORTS: Mapping[str, Callable[[Report], bytes]] = {
    ".html": report_page,
    ".docx": report_document,
    ".pdf": report_pdf,
    ".xlsx": report_workbook,
    ".md": report_markdown,
}
"""How to write a report, by the suffix of its file."""

FORMS: Mapping[str, Callable[[Framework, Say], bytes]] = {
    ".pdf": form_pdf,
    ".docx": form_document,
    ".html": form_page,
    ".yaml": form_answers,
}
"""How to write an empty form, by the suffix of its file."""


def write_report(result: Result, say: Say, suffix: str, *, changes: Sequence[str] = ()) -> bytes:
    """The report in the format of the suffix, one of `REPORTS`; `changes` are sentences on what has changed."""
    from dataclasses import replace

    from lovande_cli.documents.content import write_content
    from lovande_cli.language.characters import for_document

    return REPORTS[suffix](replace(write_content(result, say), changes=tuple(for_document(one) for one in changes)))


def write_form(framework: Framework, say: Say, suffix: str) -> bytes:
    """The empty form in the format of the suffix, one of `FORMS`."""
    return FORMS[suffix](framework, say)
