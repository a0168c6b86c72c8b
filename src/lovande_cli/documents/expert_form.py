"""The questions for an expert to rate: how relevant each is and how clear, from 1 to 4."""

from __future__ import annotations

from lovande_cli.assessment.framework import Framework
from lovande_cli.documents import write_document
from lovande_cli.documents.blocks import Blank, Block, Document, Heading, Paragraph, QuestionBlock, line, strong
from lovande_cli.documents.common_blocks import about_tool
from lovande_cli.documents.words import question_number
from lovande_cli.files.rating_files import STEPS, ratings_template
from lovande_cli.language import Say


def build_rating_form(framework: Framework, say: Say) -> Document:
    """The form in the language of `say`: small and black, to be printed and filled in."""
    title = say("study.form.title")
    blocks: list[Block] = [
        Paragraph(text=say("study.form.lead"), style="lead"),
        Paragraph(text=line(strong(say("study.form.scale")))),
        Blank(label=f"{say('study.form.who')}:"),
        Blank(label=f"{say('form.date')}:"),
    ]
    for element in framework.elements:
        blocks.append(Heading(text=f"{element.number}. {say.text(element.name)}"))
        blocks.append(Paragraph(text=say.text(element.description), with_next=True))
        blocks += [
            QuestionBlock(
                number=question_number(framework, question),
                ask=say.text(question.ask),
                hint=say.text(question.hint),
                blanks=(
                    Blank(label=f"{say('study.form.relevance')}:", choices=STEPS),
                    Blank(label=f"{say('study.form.clarity')}:", choices=STEPS),
                    Blank(label=f"{say('study.form.comment')}:"),
                ),
            )
            for question in element.questions
        ]
    blocks.append(Paragraph(text=say("study.form.send"), style="quiet"))
    product = say.text(framework.title)
    return Document(
        title=f"{product}: {title}",
        language=say.language,
        footer=f"{product} · {framework.id} {framework.version}",
        blocks=(*blocks, *about_tool(framework, say)),
        compact=True,
    )


def write_rating_form(framework: Framework, say: Say, suffix: str) -> bytes:
    """The form for experts in the format of the suffix, one of those of `form`."""
    if suffix == ".yaml":
        return ratings_template(framework, say.language).encode("utf-8")
    return write_document(build_rating_form(framework, say), suffix)
