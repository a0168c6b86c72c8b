"""Blocks written as bytes, one module for each kind of file; none of them knows what a report is.

The library that a format needs is imported when that format is asked for. A new format is a file here, a function that
imports it, and its line in `WRITERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lovande_cli.documents.blocks import Document

    Write = Callable[[Document], bytes]


def import_html() -> Write:
    """A web page."""
    from lovande_cli.documents.writers.html import write_html

    return write_html


def import_word() -> Write:
    """A Word document."""
    from lovande_cli.documents.writers.word import write_word

    return write_word


def import_pdf() -> Write:
    """Pages to print."""
    from lovande_cli.documents.writers.pdf import write_pdf

    return write_pdf


def import_markdown() -> Write:
    """A text in Markdown."""
    from lovande_cli.documents.writers.markdown import write_markdown

    return write_markdown


WRITERS: Mapping[str, Callable[[], Write]] = {
    ".html": import_html,
    ".docx": import_word,
    ".pdf": import_pdf,
    ".md": import_markdown,
}
"""What imports the writer of documents, by the suffix of their files."""
