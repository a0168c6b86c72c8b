"""Reading files back: the words of a document, and of a table for statistics, through other libraries."""

from __future__ import annotations

import ctypes
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import unescape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pypdfium2
from programs import need
from pypdfium2 import raw as pdfium

from lovande_cli.documents.blocks import Document, Record, Span, Tiles

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
    elif isinstance(value, Record):
        names = [name for name in vars(value) if name not in UNSEEN]
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


FOOTER = 46
"""How far up from the bottom edge a page's footer reaches, in points."""


def read_pdf(data: bytes) -> str:
    """What the pages say above their footers; each ends with a form feed."""
    with pypdfium2.PdfDocument(data) as pdf:
        return "".join(f"{page.get_textpage().get_text_bounded(bottom=FOOTER)}\f" for page in pdf)


class PdfFacts(NamedTuple):
    """What a PDF says of itself: its pages' sizes in millimetres, and what a screen reader goes by."""

    pages: list[tuple[int, int]]
    title: str
    language: str
    tagged: bool
    tags: list[str]


A4 = (210, 297)


def pdf_facts(data: bytes) -> PdfFacts:
    """What a PDF says of itself; the tags in reading order, H1 for a heading, one for each page that an element stands on."""
    with pypdfium2.PdfDocument(data) as pdf:
        return PdfFacts(
            pages=[tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in pdf],
            title=pdf.get_metadata_value("Title"),
            language=text_of(pdfium.FPDFCatalog_GetLanguage, pdf),
            tagged=bool(pdfium.FPDFCatalog_IsTagged(pdf)),
            tags=[tag for page in pdf for tag in tags_on(page)],
        )


def tags_on(page: pypdfium2.PdfPage) -> Iterator[str]:
    """The tags of a page's structure tree, each before what is in it."""

    def walk(element: Any) -> Iterator[str]:
        yield text_of(pdfium.FPDF_StructElement_GetType, element)
        for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, place):
                yield from walk(child)

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        yield from walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, place))
    pdfium.FPDF_StructTree_Close(tree)


def text_of(ask: Callable[..., int], thing: Any) -> str:
    """A text of PDFium's, which is asked for its length first."""
    length = ask(thing, None, 0)
    text = (ctypes.c_ushort * (length // 2))()
    ask(thing, text, length)
    return bytes(text).decode("utf-16-le").rstrip("\0")


def read_picture(data: bytes) -> str:
    """How large it is; the same picture as .svg tells its words."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    return f"{int.from_bytes(data[16:20])} x {int.from_bytes(data[20:24])}"


def read_statistics(suffix: str, data: bytes) -> str:
    """Every cell, and the labels of variables and values; the codebook in a .parquet is in all languages, and left out."""
    import polars as pl
    import pyreadstat

    with TemporaryDirectory() as folder:
        file = Path(folder, f"table{suffix}")
        file.write_bytes(data)
        if suffix == ".parquet":
            return pl.read_parquet(file).write_csv()
        frame, about = (pyreadstat.read_sav if suffix == ".sav" else pyreadstat.read_dta)(file, output_format="polars")
    labels = (label for labels in about.variable_value_labels.values() for label in labels.values())
    return "\n".join([about.file_label, *about.column_labels, *labels, frame.write_csv()])


READERS: Mapping[str, Callable[[bytes], str]] = {
    ".html": read_html,
    ".docx": read_word,
    ".xlsx": read_excel,
    ".md": read_markdown,
    ".pdf": read_pdf,
    ".png": read_picture,
    ".sav": partial(read_statistics, ".sav"),
    ".dta": partial(read_statistics, ".dta"),
    ".parquet": partial(read_statistics, ".parquet"),
}
"""How to read a file back, by its suffix."""


def word_to_pdf(documents: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Word documents as LibreOffice sets them, by their names, with their headings as outline."""
    files = {name: folder / f"{name}.docx" for name in documents}
    for name, file in files.items():
        file.write_bytes(documents[name])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    to_pdf = ["--convert-to", 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}']
    convert = [need("LibreOffice"), profile, "--headless", *to_pdf, "--outdir", str(folder), *map(str, files.values())]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    return {name: file.with_suffix(".pdf").read_bytes() for name, file in files.items()}
