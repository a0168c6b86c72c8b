"""What the answers say through a lens, as a document of its own or as a section of the report."""

from __future__ import annotations

from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.lenses import LensResult
from lovande_cli.assessment.scoring import Result
from lovande_cli.documents.blocks import Block, Document, Head, Heading, Paragraph, Table, line, quiet
from lovande_cli.documents.parts import badge, title_of
from lovande_cli.language import Say
from lovande_cli.wording.results import question_number


def build_lens(result: Result, seen: LensResult, say: Say) -> Document:
    """The lens over the result as a document in the language of `say`."""
    return Document(
        title=say("result.title", practice=title_of(result.sheet, say)),
        language=say.language,
        blocks=(*lens_section(seen, result.framework, say, level=1), Paragraph(text=say("lens.no-total"))),
    )


def lens_section(seen: LensResult, framework: Framework, say: Say, *, level: int = 2) -> list[Block]:
    """The lens under a heading: what it is for, its parts, what it asks and we do not, and where it comes from."""
    lens = seen.lens
    missing = "; ".join(say.text(one) for one in lens.not_asked)
    not_asked = Paragraph(text=line(quiet(f"{say('lens.not-asked')}: "), missing))
    return [
        Heading(text=say.text(lens.title), level=level, anchor=f"lens-{lens.id}"),
        Paragraph(text=say.text(lens.lead), with_next=True),
        lens_table(seen, framework, say),
        *([not_asked] if missing else []),
        Paragraph(text=say("lens.source", source=say.text(lens.source)), style="quiet"),
    ]


def lens_table(seen: LensResult, framework: Framework, say: Say) -> Table:
    """The parts of a lens, each with its status and the questions that make it."""
    asked = framework.question_by_id
    heads = (
        Head(text=say("lens.part"), width=2.4),
        Head(text=say("result.column.status"), width=1.2),
        Head(text=say("lens.questions"), width=1.4, minor=True),
    )
    rows = tuple(
        (
            say.text(one.element.name),
            badge(one.status, say),
            ", ".join(question_number(framework, asked[answer.question.id]) for answer in one.answers),
        )
        for one in seen.parts
    )
    return Table(caption=say.text(seen.lens.title), heads=heads, rows=rows)
