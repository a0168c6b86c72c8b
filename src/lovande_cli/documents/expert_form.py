"""The questions for an expert to rate: how relevant each is and how clear, from 1 to 4, and a comment."""

from __future__ import annotations

from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.documents import write_document
from lovande_cli.documents.answer_form import comment, yaml_text
from lovande_cli.documents.blocks import Blank, Block, Document, Fact, Heading, Paragraph, QuestionBlock, line, strong
from lovande_cli.documents.common_blocks import about_tool
from lovande_cli.documents.words import question_number
from lovande_cli.files.answer_files import RATINGS
from lovande_cli.files.rating_files import FORMAT, RATED, STEPS
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_document

RATING_FIELDS = (*RATED, "comment")
"""What an expert says of each question, by its key in the file and in our texts."""


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
        blocks.append(Paragraph(text=say("common.definition", text=say.text(element.description)), with_next=True))
        blocks += [rated_question(framework, question, say) for question in element.questions]
    blocks.append(Paragraph(text=say("study.form.send"), style="quiet"))
    product = say.text(framework.title)
    return Document(
        title=f"{product}: {title}",
        language=say.language,
        footer=f"{product} · {framework.id} {framework.version}",
        blocks=(*blocks, *about_tool(framework, say)),
        compact=True,
    )


def rated_question(framework: Framework, question: Question, say: Say) -> QuestionBlock:
    """One question as those who answer see it, and what to tick and write about it."""
    options = " · ".join(say.text(option.label) for option in question.options)
    return QuestionBlock(
        number=question_number(framework, question),
        ask=say.text(question.ask),
        hint=say.text(question.hint),
        remarks=(Fact(label=say("study.form.options"), text=options),) if options else (),
        blanks=tuple(
            Blank(label=f"{say(f'study.form.{key}')}:", choices=STEPS if key in RATED else ()) for key in RATING_FIELDS
        ),
    )


def write_rating_form(framework: Framework, say: Say, suffix: str) -> bytes:
    """The form for experts in the format of the suffix, one of those of `form`."""
    if suffix == ".yaml":
        return write_rating_file(framework, say)
    return write_document(build_rating_form(framework, say), suffix)


def write_rating_file(framework: Framework, say: Say) -> bytes:
    """A file of ratings in UTF-8 to fill in by hand; how, and each question with what it belongs to, as comments."""
    first = framework.questions[0].short_id if framework.questions else "id"
    lines = [
        *comment(f"{say.text(framework.title)}: {say('study.form.title')}. {say('study.form.lead')}"),
        *comment(say("study.form.scale")),
        *comment(say("study.form.file", **{key: key for key in RATING_FIELDS})),
        f"#     {first}:",
        "#       relevance: 4",
        "#       clarity: 2",
        f"#       comment: {say('study.form.comment-example')}",
        "",
        f"{RATINGS}: {FORMAT}",
        f"framework: {{id: {yaml_text(framework.id)}, version: {yaml_text(framework.version)}}}",
        f"language: {framework.written_language(say.language)}",
        *comment(say("study.form.who")),
        "rated-by:",
        *comment(f"{say('form.date')}, {say('form.file.date-hint')}"),
        "date:",
        "",
        "ratings:",
    ]
    for element in framework.elements:
        lines += ["", *comment(f"{element.number}. {say.text(element.name)}", indent="  ")]
        lines += comment(say.text(element.description), indent="  ")
        lines.append(f"  {yaml_text(element.id)}:")
        for question in element.questions:
            asked = f"{question_number(framework, question)} {say.text(question.ask)}"
            said = [asked, say.text(question.hint), *(f"- {say.text(option.label)}" for option in question.options)]
            lines += [part for text in said if text for part in comment(text, indent="    ")]
            lines += [f"    {yaml_text(question.short_id)}:", *(f"      {key}:" for key in RATING_FIELDS)]
    return for_document("\n".join(lines)).encode("utf-8") + b"\n"
