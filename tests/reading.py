"""What a file says when another program reads it: the words of a document, whatever its format."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from lovande_cli.documents.blocks import Document, Span, Tiles

UNSEEN = {"language", "anchor", "style", "look", "to", "status", "keys", "caption", "summary", "kicker", "footer"}
"""Fields of blocks that are no text of their own on the page."""


def texts(value: Any) -> Iterator[str]:
    """Every text of a document or block, in reading order; the runs of a text are one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and value and all(isinstance(one, Span) for one in value):
        yield "".join(span.text for span in value)
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in UNSEEN]
        names = [name for name in names if not (isinstance(value, Tiles) and name == "title")]
        for name in sorted(names, key=lambda name: name != "title"):
            yield from texts(getattr(value, name))


def said(document: Document) -> str:
    """What a document says, one text a line."""
    return "\n".join(texts(document))


def words(text: str) -> str:
    """The letters and digits of a text: what is left when a line is broken or a word divided."""
    return "".join(re.findall(r"\w", text))


def misplaced(document: Document, read: str) -> list[str]:
    """The texts that a file, read back, does not have where they belong.

    Blocks stand in their order; the texts of one block may stand side by side.
    """
    at, found, lacking = 0, words(read).casefold(), []
    for block in document.blocks:
        ends = [at]
        for text in texts(block):
            start = found.find(words(text).casefold(), at)
            ends.append(start + len(words(text)))
            if start < 0:
                lacking.append(text)
        at = max(ends)
    return [text for text in [document.title] if words(text).casefold() not in found] + lacking


def read_html(data: bytes) -> str:
    """What a page says, without its head and tags."""
    body = data.decode("utf-8").partition("<body>")[2]
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", "", body, flags=re.DOTALL)))


def read_word(data: bytes) -> str:
    """What a document says."""
    import docx

    body = docx.Document(BytesIO(data)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in body.iter("{*}p"))


def read_excel(data: bytes) -> str:
    """What a workbook says, sheet by sheet."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def read_markdown(data: bytes) -> str:
    """What the text says, its escapes undone and without where links lead."""
    return unescape(re.sub(r"\\([^\w\s])", r"\1", re.sub(r"\]\(<.*?>\)", "", data.decode("utf-8"))))


def read_pdf(data: bytes) -> str:
    """What the pages say above their footers."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not here (Debian: poppler-utils)")
    page = ["-x", "0", "-y", "0", "-W", "842", "-H", "796"]
    return subprocess.run(
        ["pdftotext", "-raw", *page, "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()


READERS: Mapping[str, Callable[[bytes], str]] = {
    ".html": read_html,
    ".docx": read_word,
    ".xlsx": read_excel,
    ".md": read_markdown,
    ".pdf": read_pdf,
}
"""How to read a file back, by its suffix."""


def word_pages(documents: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The text of each page of Word documents, by their names, as LibreOffice sets them."""
    office = shutil.which("soffice")
    if not (office and shutil.which("pdftotext")):
        pytest.skip("LibreOffice or pdftotext is not here (Debian: libreoffice-writer, poppler-utils)")
    files = {name: folder / f"{name}.docx" for name in documents}
    for name, file in files.items():
        file.write_bytes(documents[name])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files.values())]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    return {name: read_pdf(file.with_suffix(".pdf").read_bytes()).split("\f")[:-1] for name, file in files.items()}
