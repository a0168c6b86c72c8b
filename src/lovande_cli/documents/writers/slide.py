"""Draws the slide as PNG or SVG with typst: pixels, page of 16:9; templates/slide.typ lays it out."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

import typst

from lovande_cli.documents.writers.html import template_text
from lovande_cli.documents.writers.palette import LIGHT
from lovande_cli.documents.writers.pdf import FONT
from lovande_cli.language import languages

PIXELS_PER_INCH = 144
"""The slide is 13.33 x 7.5 inches, as in PowerPoint: 1920 x 1080 pixels."""


@dataclass(frozen=True, kw_only=True)
class SlideElement:
    """One element: its name, and its status as word; `begins_category` where another category begins."""

    name: str
    status: str
    word: str
    begins_category: bool


@dataclass(frozen=True, kw_only=True)
class SlideList:
    """A heading and what stands under it: each a title, which may be empty, and a text."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Slide:
    """All that the picture holds, in the order it is read; an empty `notice` is left out."""

    language: str
    title: str
    about: str
    summary: str
    elements: tuple[SlideElement, ...]
    lists: tuple[SlideList, ...]
    notice: str
    footer: str


def write_slide(slide: Slide, suffix: str) -> bytes:
    """The picture; the suffix is .png or .svg."""
    data = {**asdict(slide), "language": languages()[slide.language].typst}
    written = typst.compile(
        template_text("slide.typ").encode("utf-8"),
        sys_inputs={"slide": json.dumps(data), "look": json.dumps({"font": FONT, "colors": LIGHT})},
        format="svg" if suffix == ".svg" else "png",
        ppi=PIXELS_PER_INCH,
    )
    assert isinstance(written, bytes)
    return written
