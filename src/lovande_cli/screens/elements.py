"""How the elements are shown: the list by category, and one element in full."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from lovande_cli.assessment.framework import Element, Framework, Question
from lovande_cli.language import Say
from lovande_cli.screens import NARROW, text


def show_elements(
    framework: Framework, elements: Sequence[Element], say: Say, console: Console, *, questions: bool = False
) -> None:
    """Print the elements by category, with their questions when asked for, and what the framework says of itself."""
    console.print(text(say("elements.title", title=say.text(framework.title), count=len(elements)), "accent"))
    for category in framework.categories:
        within = [element for element in elements if element.category == category.id]
        if within:
            console.print()
            console.print(text(say.text(category.name), "heading"))
            console.print(text(say.text(category.description), "quiet"))
            for element in within:
                console.print(element_line(element, say, console))
            for element in within if questions else ():
                show_questions(framework, element, say, console)
    console.print()
    for paragraph in (*framework.about, framework.grouping):
        console.print(text(say.text(paragraph), "quiet"))
        console.print()
    console.print(text(say("elements.more", element=elements[0].id)))


def element_line(element: Element, say: Say, console: Console) -> Text:
    """An element with number, name, id and how many questions it has; without the last where the screen is narrow."""
    name, count = say.text(element.name), say("elements.questions", count=len(element.questions))
    if console.width < NARROW:
        return Text.assemble(text(f"{element.number:>4}  {name}  "), text(element.id, "quiet"))
    return Text.assemble(text(f"{element.number:>4}  {name:<34}  "), text(f"{element.id:<23}  {count}", "quiet"))


def show_element(framework: Framework, element: Element, say: Say, console: Console) -> None:
    """Print one element in full: description, the question that starts the talk, what to do first, its questions."""
    category = framework.category_by_id[element.category]
    console.print(text(f"{element.number}. {say.text(element.name)}", "accent"))
    console.print(text(f"{say.text(category.name)} · {element.id}", "quiet"))
    console.print()
    console.print(text(say.text(element.description)))
    for key, wording in (("discuss", element.discuss), ("develop", element.develop)):
        console.print()
        console.print(text(say(f"elements.{key}"), "heading"))
        console.print(text(say.text(wording)))
    console.print()
    console.print(text(say("elements.the-questions"), "heading"))
    show_questions(framework, element, say, console)


def show_questions(framework: Framework, element: Element, say: Say, console: Console) -> None:
    """Print the questions of an element with hints, options and marks."""
    from rich.table import Table  # the plain list starts sooner without it

    for number, question in enumerate(element.questions, 1):
        console.print()
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(justify="right", min_width=5)
        table.add_column()
        table.add_row(text(f"{element.number}.{number}"), text(say.text(question.ask), "heading"))
        table.add_row("", text(say.text(question.hint)))
        for option in question.options:
            table.add_row(text("–"), text(say.text(option.label)))
        table.add_row("", text(" · ".join(question_marks(framework, question, say)), "quiet"))
        console.print(table)


def question_marks(framework: Framework, question: Question, say: Say) -> list[str]:
    """What is special about a question: its id, whether it is core, unscored or asked on a condition, its source."""
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
    return [*marks, say("elements.source", source=say.text(source) if source else say("elements.own"))]
