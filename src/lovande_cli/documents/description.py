"""The description of a practice, that a colleague somewhere else can act on: what the group wrote, and statuses alone.

No note, evidence or vote comes in: this module reads the description, the practice, the date and the statuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.description import WrittenPart, read_description
from lovande_cli.assessment.framework import TIDIER_ITEMS
from lovande_cli.assessment.scoring import Result
from lovande_cli.documents.blocks import (
    Block,
    Chain,
    Document,
    Facts,
    Head,
    Heading,
    Item,
    Items,
    Link,
    Note,
    Paragraph,
    Span,
    Table,
    link,
    spaced,
)
from lovande_cli.documents.common_blocks import labelled, status_facts, version_line
from lovande_cli.documents.words import practice_name
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_document

BULLETS = ("- ", "* ", "• ", "– ")
"""How a line begins that people mean as an entry of a list."""


def build_description(result: Result, say: Say) -> Document:
    """The description as a document; parts that are empty are left out."""
    framework, sheet = result.framework, result.sheet
    title, kicker = practice_name(sheet, say), say.text(framework.title)
    written = [part for part in read_description(framework, sheet) if part.extent != "empty"]
    statuses: list[Block] = []
    if result.answered:  # a description alone is no reason to call every element unclear
        statuses = [
            Heading(text=say("description.elements-title")),
            Paragraph(text=say("description.elements-note"), with_next=True),
            status_facts(result, say),
        ]
    blocks: list[Block] = [
        public_facts(sheet, say),
        Note(text=(say("description.not-recommended"),), style="frame"),
        *(block for part in written for block in part_section(part, say)),
        *([] if written else [Paragraph(text=say("description.nothing-written"))]),
        *statuses,
        *(tidier_section(result, say) if written else ()),
        Heading(text=say("description.about-title")),
        *(Paragraph(text=say.text(what_it_is)) for what_it_is in framework.about[:1]),
        Paragraph(text=say("description.about")),
        Paragraph(text=version_line(sheet, say), style="quiet"),
    ]
    return Document(
        title=title,
        language=say.language,
        kicker=f"{kicker} · {say('description.kicker')}",
        footer=" · ".join(filter(None, (title[:90], say.date(sheet.workshop.date)))),
        summary=next((part.text for part in written if part.text), "")[:500],
        blocks=tuple(blocks),
    )


def public_facts(sheet: AnswerSheet, say: Say, date: str = "") -> Facts:
    """Who does it, for whom, whom to turn to, and when it was described (in other words where `date` is given)."""
    told = {
        "common.organisation": sheet.practice.organisation,
        "common.target-group": sheet.practice.target_group,
        "common.contact": sheet.practice.contact,
        "common.date": date or say.date(sheet.workshop.date),
    }
    return Facts(facts=labelled(told, say))


def part_section(part: WrittenPart, say: Say, *, level: int = 1, anchored: bool = True) -> list[Block]:
    """One part under its heading: paragraphs and lists as they were written, or a chain."""
    anchor = f"part-{part.part.id}" if anchored else ""
    heading = Heading(text=say.text(part.part.heading), level=level, anchor=anchor)
    if not part.part.links:
        return [heading, *written_blocks(part.text)]
    links = tuple(
        Link(title=say.text(place.heading), lines=tuple(line.strip() for line in text.splitlines() if line.strip()))
        for place in part.part.links
        if (text := part.links.get(place.id, ""))
    )
    return [heading, Chain(links=links)]


def written_blocks(text: str) -> Iterator[Block]:
    """What a person wrote, as paragraphs divided by empty lines, and lists where lines begin with a dash."""
    for paragraph in for_document(text).split("\n\n"):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        for is_list, found in groupby(lines, key=lambda line: line.startswith(BULLETS)):
            if is_list:
                yield Items(items=tuple(Item(text=line[2:].strip()) for line in found))
            else:
                yield Paragraph(text="\n".join(found))


def tidier_section(result: Result, say: Say) -> list[Block]:
    """Under which headings each item of TIDieR belongs and where nothing is written; never that an item is met."""
    parts = read_description(result.framework, result.sheet)
    rows = []
    for item in TIDIER_ITEMS:
        places = [tidier_place(part, say) for part in parts if item in part.part.tidier]
        where = spaced(places, ", ") or say("description.tidier-nowhere")
        rows.append((str(item), say(f"description.tidier.{item}"), where))
    heads = (
        Head(text=say("result.column.number"), width=0.35, numeric=True),
        Head(text=say("description.tidier-item"), width=2.6),
        Head(text=say("description.tidier-where"), width=2.5),
    )
    return [
        Heading(text=say("description.tidier-title")),
        Paragraph(text=say("description.tidier-lead"), with_next=True),
        Table(caption=say("description.tidier-title"), heads=heads, rows=tuple(rows), name_column=1),
    ]


def tidier_place(part: WrittenPart, say: Say) -> Span:
    """The heading of a part: a link to it, and where it is not all written how much is missing."""
    heading = say.text(part.part.heading)
    if part.extent == "empty":
        return Span(text=f"{heading} ({say('description.tidier-empty')})")
    begun = f" ({say('description.tidier-begun')})" if part.extent == "partly" else ""
    return link(heading + begun, f"#part-{part.part.id}")
