"""The framework on two pages for those who have never heard of it: teachers, students, a group before its workshop."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from lovande_cli.assessment.framework import Element, Framework
from lovande_cli.documents.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Items,
    Note,
    PageBreak,
    Paragraph,
    QuestionBlock,
    line,
    quiet,
    spaced,
    strong,
)
from lovande_cli.documents.common_blocks import reference
from lovande_cli.documents.words import question_number
from lovande_cli.language import Say, texts_in


def build_leaflet(framework: Framework, elements: Sequence[Element], say: Say, *, questions: bool) -> Document:
    """What the framework is and is not, its elements by category, and its sources; the questions on demand.

    All elements without questions are two pages: the two sides of one sheet.
    """
    lead, *about = [say.text(paragraph) for paragraph in framework.about] or [""]
    blocks: list[Block] = [Paragraph(text=lead, style="lead")]
    if not questions:
        blocks.append(Paragraph(text=say("leaflet.definitions")))
    for key, chosen in groupby(elements, lambda element: element.category):
        category = framework.category_by_id[key]
        blocks.append(Heading(text=say.text(category.name)))
        blocks.append(Paragraph(text=say.text(category.description), style="quiet", with_next=True))
        if questions:
            for element in chosen:
                blocks += element_questions(framework, element, say)
        else:
            items = []
            for element in chosen:
                name = line(strong(f"{element.number} {say.text(element.name)}. "), say.text(element.description))
                discuss = line(quiet(f"{say('report.discuss')}: "), say.text(element.discuss))
                items.append(Item(text=name, details=(discuss,)))
            blocks.append(Items(items=tuple(items)))
    sources = spaced([span for source in framework.sources for span in reference(source)], " ")
    return Document(
        title=say.text(framework.title),
        language=say.language,
        footer=say.text(framework.title),
        blocks=(
            *blocks,
            *([] if questions or len(elements) < len(framework.elements) else [PageBreak()]),
            Heading(text=say("leaflet.uses-title")),
            items_of("uses", say, ordered=False),
            Heading(text=say("leaflet.begin-title")),
            items_of("begin", say, ordered=True),
            Heading(text=say("leaflet.what-title")),
            *(Paragraph(text=text) for text in (say("leaflet.tool"), *about)),
            Paragraph(text=line(strong(f"{say('report.sources-title')}: "), *sources), style="quiet"),
            Paragraph(text=say.text(framework.grouping), style="quiet"),
            Paragraph(text=say("leaflet.further")),
        ),
    )


def items_of(part: str, say: Say, *, ordered: bool) -> Items:
    """The texts of a part of the leaflet, each an entry of a list."""
    items = tuple(Item(text=say(f"leaflet.{part}.{key}")) for key in texts_in("leaflet")[part])
    return Items(items=items, ordered=ordered)


def element_questions(framework: Framework, element: Element, say: Say) -> list[Block]:
    """One element: what must be true, what to discuss, and its questions."""
    discuss = line(strong(f"{say('report.discuss')}: "), say.text(element.discuss))
    blocks: list[Block] = [
        Heading(text=f"{element.number}. {say.text(element.name)}", level=2),
        Paragraph(text=say("common.definition", text=say.text(element.description)), style="lead", with_next=True),
        Note(text=(discuss,)),
    ]
    for question in element.questions:
        number = question_number(framework, question)
        blocks.append(QuestionBlock(number=number, ask=say.text(question.ask), hint=say.text(question.hint)))
        if question.options:
            blocks.append(Items(items=tuple(Item(text=say.text(option.label)) for option in question.options)))
    return blocks
