"""Cards to talk from: one for each element, one or more to write on, and a page on how to use them."""

from __future__ import annotations

from lovande_cli.assessment.framework import Element, Framework
from lovande_cli.documents.blocks import Block, Card, Cards, Document, Fact, Heading, Item, Items, Paragraph
from lovande_cli.language import Say, texts_in

ON_A_PAGE = 4


def build_cards(framework: Framework, say: Say) -> Document:
    """The cards as a document: first a page on how they are made and used, in a class and at work.

    Then four cards a page, fronts and backs in turn.
    """
    title = say.text(framework.title)
    blanks = -len(framework.elements) % ON_A_PAGE or ON_A_PAGE  # so many that every sheet is full
    blocks: list[Block] = [Heading(text=say("cards.print-title")), Paragraph(text=say("cards.print", count=blanks))]
    for key in ("class", "workshop"):
        items = tuple(Item(text=say(f"cards.{key}.{step}")) for step in texts_in("cards")[key])
        blocks += [Heading(text=say(f"cards.{key}-title")), Items(items=items, ordered=True)]
    cards = [element_card(framework, element, say) for element in framework.elements]
    cards += [Card(front_label=say("cards.blank"))] * blanks
    return Document(
        title=f"{title}: {say('cards.kicker').lower()}",
        language=say.language,
        footer=f"{title} · {framework.id} {framework.version}",
        blocks=(*blocks, Cards(cards=tuple(cards))),
    )


def element_card(framework: Framework, element: Element, say: Say) -> Card:
    """Front: number, category, name and what must be true. Back: what to talk about first, and the core question."""
    back = [Fact(label=say("cards.discuss"), text=say.text(element.discuss))]
    asked = next((q for q in element.questions if q.core), next(iter(element.questions), None))
    if asked:
        back.append(Fact(label=say("cards.question"), text=say.text(asked.ask)))
    category = say.text(framework.category_by_id[element.category].name)
    return Card(
        front_label=say("cards.element", number=element.number, category=category),
        front_title=say.text(element.name),
        front_text=say("common.definition", text=say.text(element.description)),
        back=tuple(back),
    )
