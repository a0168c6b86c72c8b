"""The elements for those who have never heard of them: teachers, students, a group before its workshop."""

from __future__ import annotations

from collections.abc import Sequence

from lovande_cli.assessment.framework import Element, Framework
from lovande_cli.documents.blocks import Block, Document, Heading, Item, Items, Paragraph, line, strong
from lovande_cli.documents.blocks import Question as QuestionBlock
from lovande_cli.documents.parts import about_tool, question_numbers, sources_list
from lovande_cli.language import Say


def build_leaflet(framework: Framework, elements: Sequence[Element], say: Say, *, questions: bool) -> Document:
    """What the framework is and is not, its elements by category, and its sources; the questions on demand."""
    title = say.text(framework.title)
    blocks: list[Block] = [*about_tool(framework, say), Paragraph(text=say.text(framework.grouping))]
    for category in framework.categories:
        chosen = [element for element in elements if element.category == category.id]
        if chosen:
            blocks += [Heading(text=say.text(category.name)), Paragraph(text=say.text(category.description))]
            for element in chosen:
                blocks += element_section(framework, element, say, questions=questions)
    return Document(
        title=title,
        language=say.language,
        footer=title,
        blocks=(*blocks, *sources_list(framework.sources, say)),
    )


def element_section(framework: Framework, element: Element, say: Say, *, questions: bool) -> list[Block]:
    """One element: what must be true, what to discuss, and its questions if they are wanted."""
    discuss = line(strong(f"{say('report.discuss')}: "), say.text(element.discuss))
    blocks: list[Block] = [
        Heading(text=f"{element.number}. {say.text(element.name)}", level=2),
        Paragraph(text=say.text(element.description)),
        Paragraph(text=discuss),
    ]
    numbers = question_numbers(framework)
    for question in element.questions if questions else ():
        blocks.append(
            QuestionBlock(number=numbers[question.id], ask=say.text(question.ask), hint=say.text(question.hint))
        )
        if question.options:
            blocks.append(Items(items=tuple(Item(text=say.text(option.label)) for option in question.options)))
    return blocks
