"""What the slide of a result says: elements, strengths and next steps; writers/slide.py draws it (PNG, SVG)."""

from __future__ import annotations

from collections.abc import Sequence

from lovande_cli.assessment.priorities import Priority, find_development, find_strengths
from lovande_cli.assessment.scoring import Result
from lovande_cli.documents import words
from lovande_cli.documents.common_blocks import capital, shorten
from lovande_cli.documents.writers.slide import Slide, SlideElement, SlideList
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_document

MAX_LINES = 3
"""How many strengths and next steps have room."""

MAX_LETTERS, MAX_NAME = 75, 30
"""What a strength or a next step, and who does it when, can be read at from the back of a room; more is cut with …"""


def build_slide(result: Result, say: Say) -> Slide:
    """The picture of the result in the language of `say`."""
    sheet = result.sheet
    about = (sheet.practice.organisation, say.date(sheet.workshop.date))
    before = (None, *(found.element.category for found in result.elements))
    return Slide(
        language=say.language,
        title=shorten(words.practice_name(sheet, say), 80),
        about=" · ".join(shorten(text, 60) for text in map(for_document, about) if text),
        summary=words.present_sentence(result, say),
        elements=tuple(
            SlideElement(
                name=f"{one.element.number} {say.text(one.element.name)}",
                status=one.status,
                word=words.status_word(one.status, say),
                begins_category=one.element.category != category,
            )
            for one, category in zip(result.elements, before, strict=False)
        ),
        lists=tuple(part for part in (strengths(result, say), next_steps(result, say)) if part.lines)
        or find_out(result, say),
        notice=say("slide.tested") if result.tested_in_trial else "",
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
                capital(" · ".join(shorten(text, MAX_NAME) for text in (say.date(one.when), one.who) if text)),
                shorten(one.what, MAX_LETTERS),
            )
            for one in steps[:MAX_LINES]
        ),
    )


def find_out(result: Result, say: Say) -> tuple[SlideList, ...]:
    """How much is answered, where nothing else can be said yet."""
    if not result.count("unclear"):
        return ()
    return (SlideList(heading=say("result.find-out-title"), lines=(("", words.answered_sentence(result, say)),)),)


def open_development(result: Result) -> Sequence[Priority]:
    """What to develop first, of elements that are not there yet."""
    return [one for one in find_development(result) if one.result.status != "present"][:MAX_LINES]
