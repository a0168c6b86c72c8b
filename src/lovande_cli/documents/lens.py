"""What the answers say through a lens, as a document of its own or as a section of another."""

from __future__ import annotations

from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.lenses import LensResult
from lovande_cli.assessment.scoring import Result
from lovande_cli.documents.blocks import Block, Cell, Document, Head, Heading, Item, Items, Paragraph, Table
from lovande_cli.documents.parts import badge, capital, question_numbers, title_of
from lovande_cli.language import Say


def build_lens(result: Result, lens: LensResult, say: Say) -> Document:
    """The lens over the result as a document in the language of `say`."""
    return Document(
        title=say("result.title", practice=title_of(result.sheet, say)),
        language=say.language,
        blocks=lens_section(result.framework, lens, say),
    )


def lens_section(framework: Framework, found: LensResult, say: Say, *, level: int = 1) -> tuple[Block, ...]:
    """The lens under a heading: what it is for, its parts, what it does not ask, and where it comes from."""
    lens, numbers = found.lens, question_numbers(framework)
    title = say("lens.title", lens=say.text(lens.title))
    heads = (say("lens.part"), say("result.column.status"), capital(say("common.question")))
    rows = tuple(
        (
            Cell(text=say.text(one.part.title)),
            Cell(badge=badge(one.status, say)),
            Cell(text=", ".join(numbers[question] for question in one.questions)),
        )
        for one in found.parts
    )
    items = tuple(Item(text=say.text(wording)) for wording in lens.not_asked)
    not_asked: list[Block] = [Heading(text=say("lens.not-asked"), level=level + 1), Items(items=items)] if items else []
    return (
        Heading(text=title, level=level),
        Paragraph(text=say.text(lens.lead)),
        Table(caption=title, heads=(Head(text=heads[0], width=2), Head(text=heads[1]), Head(text=heads[2])), rows=rows),
        *not_asked,
        Paragraph(text=f"{say('lens.source', source=say.text(lens.source))} {say('lens.no-total')}", style="quiet"),
    )
