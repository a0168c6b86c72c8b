"""What people write about the questions themselves, experts and those who answer, as a section of the study."""

from __future__ import annotations

from lovande_cli.assessment.study import Study
from lovande_cli.documents.blocks import Block, Heading, Item, Items, Paragraph, Text, line, quiet, strong
from lovande_cli.documents.words import question_number
from lovande_cli.language import Say

MAX_QUESTIONS, MAX_TEXTS, MAX_LETTERS = 10, 3, 200
"""What a screen shows: so many questions, those with most texts, so many texts of each, and so much of a text."""


def remark_section(study: Study, say: Say, *, brief: bool) -> list[Block]:
    """Every text by question, without names; `brief` is for a screen. Nothing where nobody has written anything."""
    written: dict[str, list[tuple[str, str]]] = {}
    for who, by_question in (("experts", study.comments), ("answering", study.pilot.remarks)):
        for identity, texts in by_question.items():
            written.setdefault(identity, []).extend((who, text) for text in texts)
    if not written:
        return []
    shown = sorted(written, key=lambda identity: -len(written[identity]))[: MAX_QUESTIONS if brief else None]
    items = []
    for question in study.framework.questions:
        if question.id in shown:
            said = written[question.id]
            details: list[Text] = [
                line(quiet(f"{say(f'study.remarks.{who}')}: "), shortened(text) if brief else text)
                for who, text in (said[:MAX_TEXTS] if brief else said)
            ]
            if len(said) > len(details):
                details.append(line(quiet(say("study.remarks.more", count=len(said) - len(details)))))
            number = question_number(study.framework, question)
            items.append(Item(mark=number, text=line(strong(say.text(question.ask))), details=tuple(details)))
    left = len(written) - len(shown)
    return [
        Heading(text=say("study.remarks.title")),
        Items(items=tuple(items)),
        *([Paragraph(text=say("study.remarks.left", count=left), style="quiet")] if left else []),
    ]


def shortened(text: str) -> str:
    """The text on one line, cut between words where it is long."""
    whole = " ".join(text.split())
    return whole if len(whole) <= MAX_LETTERS else f"{whole[:MAX_LETTERS].rpartition(' ')[0]} …"
