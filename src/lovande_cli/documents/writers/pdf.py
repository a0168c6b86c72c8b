"""Blocks as PDF, set by typst: A4, tagged, PDF/UA-1. The template has one function for each kind of block."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import typst

from lovande_cli.documents.blocks import Document, Paragraph, Record, replace, sanitize
from lovande_cli.documents.writers.html import template_text
from lovande_cli.documents.writers.palette import LIGHT
from lovande_cli.language import Say, languages

FONT = "Libertinus Serif"
"""Comes with typst, so that a document looks the same on every computer."""

NOT_IN_FONT = re.compile(
    "[^\n\t -~\xa0-\u036f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u200b\u2030-\u205e\u20ac\u2192\u2193\u25a1]"
)
"""Roughly what the font lacks: a text is shown with a box for each when no font of the computer has it."""

LONG_WORD = re.compile(r"\S{30}(?=\S{5})")
ENDLESS_WORD = re.compile(r"\S{500,}")
"""No word of anyone's: it is broken with spaces, since typst takes seconds for thousands of other places to break."""

JOINERS = re.compile("[\u200b-\u200d\u2060]{2,}")
"""Signs without width in a row: typst takes a second for every few thousand of them, and they show nothing."""

NAMES = {"to", "anchor", "look", "style", "status", "language"}
"""What the template reads and no reader does."""


def write_pdf(document: Document) -> bytes:
    """The pages, with the computer's fonts only where ours lacks a letter; a box and a word about it where all do."""
    document = sanitize(document)
    why_boxes = Paragraph(text=Say(document.language)("document.boxes"), style="quiet")
    boxed = replace(document, blocks=(*document.blocks, why_boxes))
    source = template_text("document.typ").encode("utf-8")
    look = json.dumps({"font": FONT, "colors": LIGHT})
    # PDF/UA allows no letter that no font has, and typst raises only after it has tried
    attempts = (
        (document, soften, True),
        (document, soften, False),
        (boxed, lambda text: NOT_IN_FONT.sub("\u25a1", soften(text)), False),
    )
    for number, (shown, change, ours_only) in enumerate(attempts, start=1):
        try:
            written = typst.compile(
                source,
                sys_inputs={"document": json.dumps(plain_data(shown, change)), "look": look},
                format="pdf",
                pdf_standards=["ua-1"],
                ignore_system_fonts=ours_only,
            )
        except typst.TypstError as error:
            if number == len(attempts) or "could not be displayed" not in str(error):
                raise
        else:
            assert isinstance(written, bytes)
            return written
    raise AssertionError("the last attempt returns or raises")


def plain_data(value: Any, change: Callable[[str], str]) -> Any:
    """The records as mappings and lists, with every text changed that people read; a language is its name in typst."""
    if isinstance(value, Record):
        data = {
            name: content if name in NAMES else plain_data(content, change) for name, content in vars(value).items()
        }
        language = {"language": languages()[data["language"]].typst} if data.get("language") else {}
        return {"kind": type(value).__name__.lower(), **data, **language}
    if isinstance(value, tuple):
        return [plain_data(content, change) for content in value]
    return change(value) if isinstance(value, str) else value


def soften(text: str) -> str:
    """The text with places to break in words that may be wider than the page."""
    text = ENDLESS_WORD.sub(lambda word: LONG_WORD.sub("\\g<0> ", word[0]), JOINERS.sub("\u200b", text))
    return LONG_WORD.sub("\\g<0>\u200b", text)
