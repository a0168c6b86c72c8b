"""The questionnaire on paper: every question with boxes to tick and lines to write on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lovande_cli.assessment.answers import Practice
from lovande_cli.assessment.framework import ClosingQuestion, Framework, Question
from lovande_cli.documents.blocks import (
    Blank,
    Block,
    Document,
    Fact,
    Facts,
    Head,
    Heading,
    Item,
    Items,
    Paragraph,
    QuestionBlock,
    Table,
    line,
    quiet,
    strong,
)
from lovande_cli.documents.common_blocks import about_tool
from lovande_cli.documents.words import answer_labels, question_number
from lovande_cli.language import Say


@dataclass(frozen=True, kw_only=True)
class Prefill:
    """What a form says beforehand: the practice, the workshop's date, who answers, and whom to send the answers to.

    `closing` are the questions on the set itself that come last, in a pilot.
    """

    practice: Practice = field(default_factory=Practice)
    date: str = ""
    answered_by: str = ""
    return_to: str = ""
    closing: tuple[ClosingQuestion, ...] = ()

    @property
    def fields(self) -> Mapping[str, str]:
        """Every field about the practice and the workshop, in order, "" where the form asks for it."""
        practice = self.practice
        return {
            "practice-name": practice.name,
            "organisation": practice.organisation,
            "target-group": practice.target_group,
            "contact": practice.contact,
            "date": self.date,
            "participants": "",
            "answered-by": self.answered_by,
        }


NOTHING = Prefill()
LEAD = ("talk", "people", "unknown", "why", "personal", "steps")
NEXT_STEPS = 3


def build_questionnaire(framework: Framework, say: Say, known: Prefill = NOTHING) -> Document:
    """The questionnaire of a framework in the language of `say`: small and black, to be printed and filled in."""
    title = say.text(framework.title)
    blocks: list[Block] = [
        *([Paragraph(text=line(strong(say("form.return-to", to=known.return_to))))] if known.return_to else []),
        Items(items=tuple(Item(text=say(f"form.lead.{key}")) for key in LEAD)),
        Heading(text=say("form.about-practice")),
        Facts(facts=tuple(Fact(label=say(f"form.{key}"), text=text) for key, text in known.fields.items() if text)),
        *(Blank(label=f"{say(f'form.{key}')}:") for key, text in known.fields.items() if not text),
    ]
    for element in framework.elements:
        category = say.text(framework.category_by_id[element.category].name)
        talk = line(strong(f"{say('form.discuss')}: "), say.text(element.discuss))
        blocks += [
            Heading(text=f"{element.number}. {say.text(element.name)}"),
            Paragraph(
                text=line(quiet(f"{category} · "), say("common.definition", text=say.text(element.description))),
                with_next=True,
            ),
            Paragraph(text=talk, with_next=True),
            *(question_block(framework, question, say) for question in element.questions),
        ]
    widths = {"element": 1.2, "what": 2.6, "who": 1.2, "when": 1.0}
    heads = tuple(Head(text=say(f"form.{key}"), width=width) for key, width in widths.items())
    rows = (("\n\n",) * len(heads),) * NEXT_STEPS  # three empty lines high, to write in by hand
    steps = Table(caption=say("form.next-steps"), heads=heads, rows=rows)
    return Document(
        title=f"{title}: {say('form.kicker').lower()}",
        language=say.language,
        footer=f"{title} · {framework.id} {framework.version}",
        blocks=(
            *blocks,
            Heading(text=say("form.next-steps")),
            steps,
            *closing_blocks(known.closing, say),
            *about_tool(framework, say),
        ),
        compact=True,
    )


def question_block(framework: Framework, question: Question, say: Say) -> QuestionBlock:
    """One question: wording, when it is asked, what counts, and what to tick and write."""
    hint = [condition(framework, question, say), say.text(question.hint)]
    hint += [say(f"form.choose-{question.choose}")] if question.choose else []
    options = tuple(say.text(option.label) for option in question.options)
    blanks = [Blank(choices=options, columns=True)] if options else []
    blanks += [
        Blank(choices=tuple(say.text(step.label) for step in question.steps)),
        Blank(label=f"{say('form.note')}:"),
        Blank(label=f"{say('form.evidence')}:"),
    ]
    return QuestionBlock(
        number=question_number(framework, question),
        ask=say.text(question.ask),
        hint=" ".join(filter(None, hint)),
        marks=tuple(marks(question, say)),
        blanks=tuple(blanks),
    )


def closing_blocks(questions: tuple[ClosingQuestion, ...], say: Say) -> tuple[Block, ...]:
    """The section with the questions on the set itself; nothing where there are none."""
    if not questions:
        return ()
    asked = [
        QuestionBlock(
            number=str(number),
            ask=say.text(question.ask),
            hint=say.text(question.hint),
            blanks=(
                (Blank(choices=tuple(say.text(step.label) for step in question.steps)),)
                if question.steps
                else (Blank(), Blank(), Blank())
            ),
        )
        for number, question in enumerate(questions, 1)
    ]
    lead = Paragraph(text=say("interview.pilot.not-counted"), style="quiet", with_next=True)
    return (Heading(text=say("interview.pilot.closing-title")), lead, *asked)


def marks(question: Question, say: Say) -> list[str]:
    """What is special about the question: that it is core, or not scored."""
    return [say("form.core")] * question.core + [say("form.unscored")] * (not question.weight)


def condition(framework: Framework, question: Question, say: Say) -> str:
    """After which answers the question is asked; "" for always."""
    if not question.ask_if:
        return ""
    behind = framework.question_by_id[question.ask_if.question]
    labels = answer_labels(behind, say)
    answers = say.listing([say.quote(labels[choice]) for choice in question.ask_if.any_of], "or")
    return say("form.only-if", answers=answers, number=question_number(framework, behind))
