"""What people write about the questions themselves, experts and those who answer, as a section of the study."""

from __future__ import annotations

from collections.abc import Sequence

from lovande_cli.assessment.study import Study
from lovande_cli.documents.blocks import Block, Heading, Item, Items, Paragraph, Text, line, quiet, strong
from lovande_cli.documents.common_blocks import MANY, shorten
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
            number = question_number(study.framework, question)
            items.append(
                Item(
                    mark=number,
                    text=line(strong(say.text(question.ask))),
                    details=list_texts(written[question.id], say, brief=brief),
                )
            )
    left = len(written) - len(shown)
    return [
        Heading(text=say("study.remarks.title")),
        Items(items=tuple(items)),
        *([Paragraph(text=say("study.remarks.left", count=left), style="quiet")] if left else []),
    ]


def list_texts(written: Sequence[tuple[str, str]], say: Say, *, brief: bool) -> tuple[Text, ...]:
    """What people wrote, each after who wrote it ("" is not said); `brief` cuts it, and counts the others."""
    shown = written[:MAX_TEXTS] if brief else written
    texts = [
        line(quiet(f"{say(f'study.remarks.{who}')}: " if who else ""), shorten(text, MAX_LETTERS if brief else MANY))
        for who, text in shown
    ]
    more = len(written) - len(shown)
    return (*texts, *([line(quiet(say("study.remarks.more", count=more)))] if more else []))
