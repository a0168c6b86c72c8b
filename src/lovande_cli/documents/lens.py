"""What the answers say through a lens, in full as a result, or as a section of the report."""

from __future__ import annotations

from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.lenses import LensResult
from lovande_cli.documents.blocks import Block, Head, Heading, Item, Items, Paragraph, Table, line, quiet
from lovande_cli.documents.common_blocks import answered_items, badge
from lovande_cli.documents.words import question_number
from lovande_cli.language import Say


def lens_in_full(seen: LensResult, framework: Framework, say: Say) -> list[Block]:
    """What the lens is for, its parts with the answers that make them, what it asks and we do not, and its source."""
    lens = seen.lens
    blocks: list[Block] = [
        Heading(text=say("lens.title", lens=say.text(lens.title))),
        Paragraph(text=say.text(lens.lead)),
    ]
    for part in seen.parts:
        blocks.append(Heading(text=say.text(part.element.name), level=2, badge=badge(part.status, say)))
        blocks.append(answered_items(framework, part.answers, say))
    if lens.not_asked:
        blocks.append(Heading(text=say("lens.not-asked")))
        blocks.append(Items(items=tuple(Item(text=say.text(wording)) for wording in lens.not_asked)))
    return [
        *blocks,
        Paragraph(text=say("lens.source", source=say.text(lens.source)), style="quiet", with_next=True),
        Paragraph(text=say("lens.no-total"), style="quiet"),
    ]


def lens_section(seen: LensResult, framework: Framework, say: Say, *, level: int = 2) -> list[Block]:
    """The lens under a heading: what it is for, its parts, what it asks and we do not, and where it comes from."""
    lens = seen.lens
    asked = framework.question_by_id
    heads = (
        Head(text=say("lens.part"), width=2.4),
        Head(text=say("result.column.status"), width=1.2),
        Head(text=say("lens.questions"), width=1.4, minor=True),
    )
    rows = []
    for part in seen.parts:
        numbers = ", ".join(question_number(framework, asked[answer.question.id]) for answer in part.answers)
        rows.append((say.text(part.element.name), badge(part.status, say), numbers))
    missing = "; ".join(say.text(wording) for wording in lens.not_asked)
    not_asked = Paragraph(text=line(quiet(f"{say('lens.not-asked')}: "), missing))
    return [
        Heading(text=say.text(lens.title), level=level, anchor=f"lens-{lens.id}"),
        Paragraph(text=say.text(lens.lead), with_next=True),
        Table(caption=say.text(lens.title), heads=heads, rows=tuple(rows)),
        *([not_asked] if missing else []),
        Paragraph(text=say("lens.source", source=say.text(lens.source)), style="quiet"),
    ]
