"""What a pilot says of the set itself, as sections of the study: the closing questions, and minutes per element."""

from __future__ import annotations

from statistics import median

from lovande_cli.assessment.study import Study
from lovande_cli.documents.blocks import Block, Cell, Head, Heading, Item, Items, Paragraph, Table, Text, line, strong
from lovande_cli.documents.question_remarks import list_texts
from lovande_cli.language import Say


def closing_section(study: Study, say: Say, *, brief: bool) -> list[Block]:
    """How many gave each answer to every closing question, and what they wrote, without names; `brief` as elsewhere."""
    items = []
    for question in study.framework.closing:
        given = study.pilot.closing.get(question.id, ())
        details: tuple[Text, ...] = list_texts([("", text) for text in given], say, brief=brief)
        if question.scale:
            details = (" · ".join(f"{say.text(step.label)} {given.count(step.id)}" for step in question.steps),)
        if given:
            items.append(Item(text=line(strong(say.text(question.ask))), details=details))
    return [Heading(text=say("study.closing-title")), Items(items=tuple(items))] if items else []


def minutes_section(study: Study, say: Say) -> list[Block]:
    """The median minutes of each element, and in how many files they were counted."""
    rows: list[tuple[Cell, ...]] = [
        (say.text(element.name), say.number(median(counted)), str(len(counted)))
        for element in study.framework.elements
        if (counted := study.pilot.minutes.get(element.id))
    ]
    if not rows:
        return []
    keys = {"element": 4, "minutes": 1.2, "counted": 1.2}
    heads = tuple(
        Head(text=say(f"study.column.{key}"), width=width, numeric=key != "element") for key, width in keys.items()
    )
    return [
        Heading(text=say("study.minutes-title")),
        Paragraph(text=say("study.minutes-note"), style="quiet", with_next=True),
        Table(caption=say("study.minutes-title"), heads=heads, rows=tuple(rows)),
    ]
