"""The elements to read: all of them by category, or one in full."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from lovande_cli.documents.blocks import (
    Block,
    Cell,
    Document,
    Head,
    Heading,
    Item,
    Items,
    Note,
    Paragraph,
    QuestionBlock,
    Table,
    line,
    quiet,
    strong,
)

if TYPE_CHECKING:
    from lovande_cli.assessment.framework import Element, Framework
    from lovande_cli.language import Say


def build_elements(framework: Framework, elements: Sequence[Element], say: Say, *, questions: bool = False) -> Document:
    """The elements by category, with their questions when asked for, and what the framework says of itself."""
    blocks: list[Block] = []
    of_category = [(key, tuple(found)) for key, found in groupby(elements, lambda element: element.category)]
    for key, chosen in of_category if questions else ():
        category = framework.category_by_id[key]
        blocks.append(Heading(text=say.text(category.name)))
        blocks.append(Paragraph(text=say.text(category.description), style="quiet"))
        for element in chosen:
            about_it = f"{element.id} · {say('elements.questions', count=len(element.questions))}"
            blocks.append(Heading(text=f"{element.number}. {say.text(element.name)}", level=2))
            blocks.append(Paragraph(text=about_it, style="quiet"))
            blocks += question_blocks(framework, element, say)
    if not questions:
        blocks.append(overview_table(framework, of_category, say))
    blocks += [
        Paragraph(text=say.text(paragraph), style="quiet") for paragraph in (*framework.about, framework.grouping)
    ]
    return Document(
        title=say("elements.title", title=say.text(framework.title), count=len(elements)),
        language=say.language,
        blocks=(*blocks, Paragraph(text=say("elements.more", element=elements[0].id))),
    )


def overview_table(framework: Framework, of_category: Sequence[tuple[str, Sequence[Element]]], say: Say) -> Table:
    """Number, name, id and how many questions each element has, under its category."""
    rows: list[tuple[Cell, ...]] = []
    for key, elements in of_category:
        category = framework.category_by_id[key]
        rows.append((line(strong(say.text(category.name)), quiet(f"\n{say.text(category.description)}")),))
        for element in elements:
            count = say("elements.questions", count=len(element.questions))
            rows.append((f"{element.number}", say.text(element.name), line(quiet(element.id)), line(quiet(count))))
    heads = (Head(text="", width=0.4, numeric=True), Head(text="", width=3), Head(text="", width=2), Head(text=""))
    return Table(caption=say.text(framework.title), heads=heads, rows=tuple(rows), name_column=1)


def build_element(framework: Framework, element: Element, say: Say) -> Document:
    """One element in full: description, the question that starts the talk, what to do first, its questions."""
    category = say.text(framework.category_by_id[element.category].name)
    return Document(
        title=f"{element.number}. {say.text(element.name)}",
        language=say.language,
        blocks=(
            Paragraph(text=f"{category} · {element.id}", style="quiet"),
            Paragraph(text=say("common.definition", text=say.text(element.description))),
            Note(title=say("elements.discuss"), text=(say.text(element.discuss),), style="summary"),
            Note(title=say("elements.develop"), text=(say.text(element.develop),), style="summary"),
            Heading(text=say("elements.the-questions")),
            *question_blocks(framework, element, say),
        ),
    )


def question_blocks(framework: Framework, element: Element, say: Say) -> list[Block]:
    """The questions of an element with hints, options, and what is special about each: that it is core, unscored …"""
    blocks: list[Block] = []
    for number, question in enumerate(element.questions, 1):
        marks = [question.id]
        if question.core:
            marks.append(say("common.core-mark"))
        if question.choose == "many":
            marks.append(say("elements.choose-many"))
        if not question.weight:
            marks.append(say("elements.unscored"))
        if question.ask_if:
            marks.append(say("elements.asked-if", question=question.ask_if.question))
        source = framework.source_names.get(question.source)
        marks.append(say("elements.source", source=say.text(source) if source else say("elements.own")))
        ask, hint = say.text(question.ask), say.text(question.hint)
        blocks.append(QuestionBlock(number=f"{element.number}.{number}", ask=ask, hint=hint, marks=tuple(marks)))
        if question.options:
            blocks.append(Items(items=tuple(Item(text=say.text(option.label)) for option in question.options)))
    return blocks
