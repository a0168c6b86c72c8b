"""The framework on four pages for those who have never heard of it: teachers, students, a group before its workshop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from lovande_cli.assessment.framework import Element, Framework
from lovande_cli.documents.blocks import (
    Block,
    Document,
    Head,
    Heading,
    Item,
    Items,
    Note,
    PageBreak,
    Paragraph,
    QuestionBlock,
    Table,
    line,
    strong,
)
from lovande_cli.documents.common_blocks import sources_list
from lovande_cli.documents.words import question_number
from lovande_cli.language import Say, texts_in


def build_leaflet(framework: Framework, elements: Sequence[Element], say: Say, *, questions: bool) -> Document:
    """What the framework is and is not, its elements by category, and its sources; the questions on demand.

    With all elements the first and the last page stand alone, so that the leaflet can be folded, and the elements stand
    on the two within.
    """
    title = say.text(framework.title)
    of_category = {key: tuple(found) for key, found in groupby(elements, lambda element: element.category)}
    page = [PageBreak()] if len(elements) == len(framework.elements) else []
    begins = {key: framework.elements.index(found[0]) for key, found in of_category.items()}
    middle = min(begins, key=lambda key: abs(2 * begins[key] - len(elements)), default="")
    blocks: list[Block] = [*front_page(framework, of_category, say), *page]
    for key, chosen in of_category.items():
        blocks += page if key == middle and begins[key] else []
        blocks.append(Heading(text=say.text(framework.category_by_id[key].name)))
        for element in chosen:
            blocks += element_section(framework, element, say, questions=questions)
    return Document(
        title=title,
        language=say.language,
        footer=title,
        blocks=(*blocks, *page, *last_page(framework, say)),
    )


def front_page(framework: Framework, of_category: Mapping[str, Sequence[Element]], say: Say) -> list[Block]:
    """What it is, in a sentence, all its elements at a glance, and then what it is and is not in full."""
    lead, *about = [say.text(paragraph) for paragraph in framework.about] or [""]
    heads = (("category", 1.0), ("category-means", 2.0), ("category-elements", 1.6))
    categories = [framework.category_by_id[key] for key in of_category]
    rows = tuple(
        (
            line(strong(say.text(category.name))),
            say.text(category.description),
            ",\n".join(f"{e.number} {say.text(e.name)}" for e in of_category[category.id]),
        )
        for category in categories
    )
    title = say("leaflet.categories-title")
    return [
        Paragraph(text=lead, style="lead"),
        Heading(text=title),
        Table(
            caption=title, heads=tuple(Head(text=say(f"leaflet.{key}"), width=width) for key, width in heads), rows=rows
        ),
        Heading(text=say("leaflet.what-title")),
        *(Paragraph(text=text) for text in (say("leaflet.tool"), *about)),
    ]


def last_page(framework: Framework, say: Say) -> list[Block]:
    """What the elements are good for, how to begin to talk, and where all of it comes from."""
    return [
        Heading(text=say("leaflet.uses-title")),
        items_of("uses", say, ordered=False),
        Heading(text=say("leaflet.begin-title")),
        items_of("begin", say, ordered=True),
        Paragraph(text=say("leaflet.further")),
        Heading(text=say("leaflet.origin-title")),
        Paragraph(text=say.text(framework.grouping)),
        *sources_list(framework.sources, say),
    ]


def items_of(part: str, say: Say, *, ordered: bool) -> Items:
    """The texts of a part of the leaflet, each an entry of a list."""
    items = tuple(Item(text=say(f"leaflet.{part}.{key}")) for key in texts_in("leaflet")[part])
    return Items(items=items, ordered=ordered)


def element_section(framework: Framework, element: Element, say: Say, *, questions: bool) -> list[Block]:
    """One element: what must be true, what to discuss, and its questions if they are wanted."""
    discuss = line(strong(f"{say('report.discuss')}: "), say.text(element.discuss))
    blocks: list[Block] = [
        Heading(text=f"{element.number}. {say.text(element.name)}", level=2),
        Paragraph(text=say.text(element.description), style="lead", with_next=True),
        Note(text=(discuss,)),
    ]
    for question in element.questions if questions else ():
        number = question_number(framework, question)
        blocks.append(QuestionBlock(number=number, ask=say.text(question.ask), hint=say.text(question.hint)))
        if question.options:
            blocks.append(Items(items=tuple(Item(text=say.text(option.label)) for option in question.options)))
    return blocks
