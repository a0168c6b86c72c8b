"""What the slide of a result says: elements, strengths and next steps; writers/slide.py draws it (PNG, SVG)."""

from __future__ import annotations

from lovande_cli.assessment.priorities import find_development, find_strengths
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
    lists = [part for part in (strength_list(result, say), step_list(result, say)) if part.lines]
    if not lists and result.count("unclear"):  # nothing else can be said yet
        answered = words.answered_sentence(result, say)
        lists = [SlideList(heading=say("result.find-out-title"), lines=(("", answered),))]
    before = (None, *(found.element.category for found in result.elements))
    return Slide(
        language=say.language,
        title=shorten(words.practice_name(sheet, say), 80),
        about=" · ".join(shorten(text, 60) for text in map(for_document, about) if text),
        summary=words.present_sentence(result, say),
        elements=tuple(
            SlideElement(
                name=f"{found.element.number} {say.text(found.element.name)}",
                status=found.status,
                word=words.status_word(found.status, say),
                begins_category=found.element.category != category,
            )
            for found, category in zip(result.elements, before, strict=False)
        ),
        lists=tuple(lists),
        notice=say("slide.tested") if result.tested_in_trial else "",
        footer=say("slide.footer"),
    )


def strength_list(result: Result, say: Say) -> SlideList:
    """The first strengths, each with what shows it, else with its status."""
    return SlideList(
        heading=say("result.strengths-title"),
        lines=tuple(
            (
                say.text(strength.result.element.name),
                shorten(
                    next((answer.answer.evidence for answer in strength.answers if answer.is_documented), "")
                    or words.status_word(strength.result.status, say),
                    MAX_LETTERS,
                ),
            )
            for strength in find_strengths(result)[:MAX_LINES]
        ),
    )


def step_list(result: Result, say: Say) -> SlideList:
    """The next steps that are not done; without any, the elements to develop first."""
    steps = [step for step in result.sheet.actions if not step.done]
    if not steps:
        missing = [gap.result for gap in find_development(result) if gap.result.status != "present"]
        lines = tuple((say.text(found.element.name), "") for found in missing[:MAX_LINES])
        return SlideList(heading=say("result.develop-title"), lines=lines)
    return SlideList(
        heading=say("result.steps-title"),
        lines=tuple(
            (
                capital(" · ".join(shorten(text, MAX_NAME) for text in (say.date(step.when), step.who) if text)),
                shorten(step.what, MAX_LETTERS),
            )
            for step in steps[:MAX_LINES]
        ),
    )
