"""Blocks written as bytes, one module for each kind of file; none of them knows what a report is.

A new format is a file here, its suffix in `WRITERS`, and its lines in `import_writer`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lovande_cli.documents.blocks import Document

WRITERS = (
    ".html",
    ".docx",
    ".pdf",
    ".md",
)
"""The suffixes of the files that any document can be written to."""


def import_writer(suffix: str) -> Callable[[Document], bytes]:
    """What writes files of the suffix, one of `WRITERS`; raises ImportError or OSError where its library is missing."""
    # imported here, since a library takes longer to import than most commands to run
    if suffix == ".html":
        from lovande_cli.documents.writers.html import write_html

        return write_html
    if suffix == ".docx":
        from lovande_cli.documents.writers.word import write_word

        return write_word
    if suffix == ".pdf":
        from lovande_cli.documents.writers.pdf import write_pdf

        return write_pdf
    if suffix == ".md":
        from lovande_cli.documents.writers.markdown import write_markdown

        return write_markdown
    raise ValueError(suffix)
