"""The result as one picture in 16:9, to paste into a presentation: elements, strengths and next steps."""

from __future__ import annotations

from collections.abc import Sequence

from lovande_cli.assessment.priorities import Priority, find_development, find_strengths
from lovande_cli.assessment.scoring import Result
from lovande_cli.documents import words
from lovande_cli.documents.common_blocks import capital, title_of
from lovande_cli.documents.writers.slide import Slide, SlideElement, SlideList
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_document

MAX_LINES = 3
"""How many strengths and next steps have room."""

MAX_LETTERS = 110
"""What a strength or a next step can be read at from the back of a room; a longer one ends in an ellipsis."""


def build_slide(result: Result, say: Say) -> Slide:
    """The picture of the result in the language of `say`."""
    sheet = result.sheet
    about = (sheet.practice.organisation, say.date(sheet.workshop.date))
    partly = say("slide.partly", count=result.count("partly")) if result.count("partly") else ""
    before = (None, *(one.element.category for one in result.elements))
    return Slide(
        language=say.language,
        title=shorten(title_of(sheet, say), 80),
        about=" · ".join(shorten(text, 60) for text in map(for_document, about) if text),
        summary=f"{words.summary_sentence(result, say)} {partly}" if partly else words.summary_sentence(result, say),
        elements=tuple(
            SlideElement(
                name=f"{one.element.number} {say.text(one.element.name)}",
                status=one.status,
                word=words.status_word(one.status, say),
                begins_category=one.element.category != category,
            )
            for one, category in zip(result.elements, before, strict=False)
        ),
        lists=tuple(one for one in (strengths(result, say), next_steps(result, say)) if one.lines),
        footer=say("slide.footer"),
    )


def strengths(result: Result, say: Say) -> SlideList:
    """The first strengths, each with what shows it, else with its status."""
    return SlideList(
        heading=say("result.strengths-title"),
        lines=tuple(
            (
                say.text(one.result.element.name),
                shorten(
                    next((answer.answer.evidence for answer in one.answers if answer.is_documented), "")
                    or words.status_word(one.result.status, say),
                    MAX_LETTERS,
                ),
            )
            for one in find_strengths(result)[:MAX_LINES]
        ),
    )


def next_steps(result: Result, say: Say) -> SlideList:
    """The next steps that are not done; without any, the elements to develop first."""
    steps = [one for one in result.sheet.actions if not one.done]
    if not steps:
        names = [say.text(one.result.element.name) for one in open_development(result)]
        return SlideList(heading=say("result.develop-title"), lines=tuple((name, "") for name in names))
    return SlideList(
        heading=say("result.steps-title"),
        lines=tuple(
            (
                capital(" · ".join(filter(None, map(for_document, (say.date(one.when), one.who))))),
                shorten(one.what, MAX_LETTERS),
            )
            for one in steps[:MAX_LINES]
        ),
    )


def open_development(result: Result) -> Sequence[Priority]:
    """What to develop first, of elements that are not there yet."""
    return [one for one in find_development(result) if one.result.status != "present"][:MAX_LINES]


def shorten(text: str, letters: int) -> str:
    """The text on one line, cut between words with an ellipsis where it is longer."""
    line = " ".join(for_document(text).split())
    if len(line) <= letters:
        return line
    return f"{line[:letters].rpartition(' ')[0] or line[:letters]} …"
