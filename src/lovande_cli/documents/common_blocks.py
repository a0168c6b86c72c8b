"""What several documents show alike: a status, the picture of the elements, dates, and what the tool says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lovande_cli.assessment.answers import Action, AnswerSheet
from lovande_cli.assessment.framework import Element, Framework, Source
from lovande_cli.assessment.priorities import Priority
from lovande_cli.assessment.scoring import STATUSES, Result, ScoredAnswer, Status
from lovande_cli.documents.blocks import (
    Badge,
    Block,
    Fact,
    Facts,
    Head,
    Heading,
    Item,
    Items,
    Paragraph,
    Span,
    Text,
    Tile,
    TileColumn,
    Tiles,
    line,
    link,
    quiet,
    strong,
)
from lovande_cli.documents.words import (
    by_category,
    chosen_words,
    element_name,
    question_number,
    signed_status,
    status_symbol,
    status_word,
    yes_words,
)
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_document, for_title


def capital(text: str) -> str:
    """The text with a capital first letter, for a label or a heading."""
    return text[:1].upper() + text[1:]


MANY = 10_000
"""More of anything than a document has: nothing is left out or cut."""


def shorten(text: str, letters: int) -> str:
    """The text on one line, cut between words with an ellipsis where it is longer; as it was written for `MANY`."""
    if letters == MANY:
        return for_document(text)
    line = " ".join(for_document(text).split())
    if len(line) <= letters:
        return line
    return f"{line[:letters].rpartition(' ')[0] or line[:letters]}\u00a0…"


def facts_of(sheet: AnswerSheet, say: Say) -> Facts:
    """What is known about practice and workshop, without what nobody wrote."""
    written = {
        "common.organisation": sheet.practice.organisation,
        "common.target-group": sheet.practice.target_group,
        "common.contact": sheet.practice.contact,
        "common.date": say.date(sheet.workshop.date),
        "common.participants": str(sheet.workshop.participants or ""),
        "report.answered-by": sheet.workshop.answered_by,
    }
    return Facts(facts=labelled(written, say))


def labelled(written: Mapping[str, str], say: Say) -> tuple[Fact, ...]:
    """What was written, by the keys of its labels, without what nobody wrote."""
    found = ((key, for_document(text)) for key, text in written.items())
    return tuple(Fact(label=capital(say(key)), text=text) for key, text in found if for_title(text))


def version_line(sheet: AnswerSheet, say: Say) -> str:
    """Which questions the answers are to."""
    return f"{capital(say('report.version'))}: {sheet.framework_id} {sheet.framework_version}"


def badge(status: Status, say: Say) -> Badge:
    """A status as sign and word."""
    return Badge(status=status, symbol=status_symbol(status, say), word=status_word(status, say))


def status_facts(result: Result, say: Say) -> Facts:
    """The elements by status."""
    found = {status: [e.element for e in result.elements if e.status == status] for status in STATUSES}
    return Facts(
        facts=tuple(
            Fact(
                label=signed_status(status, say),
                text=", ".join(f"{element.number}\u00a0{say.text(element.name)}" for element in elements),
            )
            for status, elements in found.items()
            if elements
        )
    )


def status_tiles(result: Result, say: Say) -> Tiles:
    """The elements in boxes, by category; each box says its status in words."""
    tiles = [
        (e.element, Tile(number=str(e.element.number), name=say.text(e.element.name), badge=badge(e.status, say)))
        for e in result.elements
    ]
    columns = tuple(
        TileColumn(title=category, tiles=tuple(within))
        for category, within in by_category(result.framework, tiles, say)
    )
    return Tiles(title=say("report.figure-title"), columns=columns)


def upright_heads(elements: Sequence[Element], say: Say) -> tuple[Head, ...]:
    """A narrow column for each element, its name turned; a rule stands where a category begins."""
    before = (None, *(element.category for element in elements))
    return tuple(
        Head(text=f"{e.number} {say.text(e.name)}", short=str(e.number), upright=True, rule=e.category != last)
        for e, last in zip(elements, before, strict=False)
    )


def about_tool(framework: Framework, say: Say, *, level: int = 1) -> list[Block]:
    """What the tool is and is not."""
    return [
        Heading(text=say("report.about-title"), level=level),
        *(Paragraph(text=say.text(paragraph)) for paragraph in framework.about),
    ]


def sources_list(sources: Iterable[Source], say: Say) -> list[Block]:
    """The sources as people cite them, with address and what each was used for."""
    items = tuple(
        Item(text=reference(source), details=(line(quiet(say.text(source.note))),) if source.note else ())
        for source in sources
    )
    return [Heading(text=say("report.sources-title"), level=2), Items(items=items)]


def reference(source: Source) -> tuple[Span, ...]:
    """A source in one line, its address last if it is of the web."""
    words = (source.author, source.title, source.year, f"ISBN {source.isbn}" if source.isbn else "")
    cited = " ".join(word if word.endswith((".", "?", "!")) else f"{word}." for word in words if word)
    has_address = source.address.startswith(("https://", "http://"))
    return line(f"{cited} ", link(source.address, source.address)) if has_address else line(cited)


def asked_and_answered(framework: Framework, answer: ScoredAnswer, say: Say) -> Text:
    """A question with its number, and what was answered."""
    number, ask = question_number(framework, answer.question), say.text(answer.question.ask)
    return line(f"{number} {ask} ", quiet(f"({chosen_words(answer.question, answer.answer, say)})"))


def answered_items(framework: Framework, answers: Iterable[ScoredAnswer], say: Say) -> Items:
    """Questions with what was answered, as a list."""
    asked = framework.question_by_id  # a lens has questions of its own
    items = []
    for answer in answers:
        given = quiet(f" ({chosen_words(answer.question, answer.answer, say)})")
        number = question_number(framework, asked[answer.question.id])
        items.append(Item(mark=number, text=line(say.text(answer.question.ask), given)))
    return Items(items=tuple(items))


def strength_item(strength: Priority, framework: Framework, name: Span, say: Say, evidence: int, letters: int) -> Item:
    """An element by its name, how much of it has a yes, and below that what shows it: so many entries, and letters."""
    status = strength.result.status
    state = f"{status_word(status, say)}, " if status != "present" else ""
    shown = [answer for answer in strength.answers if answer.is_documented]
    details = tuple(
        f"{question_number(framework, answer.question)} {shorten(answer.answer.evidence, letters)}"
        for answer in shown[:evidence]
    )
    return Item(text=line(name, quiet(f" ({state}{yes_words(strength, say)})")), details=details)


def and_more(key: str, left: int, say: Say) -> list[Block]:
    """How many entries there was no room for, and where they are; nothing where there are none."""
    return [Paragraph(text=say(f"report.more.{key}", count=left), style="quiet")] if left > 0 else []


def next_steps(result: Result, say: Say, *, most: int = MANY, letters: int = MANY) -> list[Block]:
    """What the group agreed on: what, and below it element, who and when; so many of them, and letters of a text."""
    heading = Heading(text=say("result.steps-title"))
    if not result.sheet.actions:
        return [heading, Paragraph(text=say("report.no-steps"))]
    items = []
    agreed = steps(result, say)
    for step in agreed[:most]:
        state = [quiet(f" ({say('result.step-done')})")] if step.done else []
        written = {"who": step.who, "when": step.when}
        told = [f"{capital(say(f'common.{key}'))}: {text}" for key, text in written.items() if text]
        details = shorten(" · ".join(filter(None, (step.element, *told))), letters)
        items.append(
            Item(
                text=line(strong(shorten(step.what, letters)), *state),
                details=(line(quiet(details)),) if details else (),
            )
        )
    return [heading, Items(items=tuple(items), ordered=True), *and_more("steps", len(agreed) - len(items), say)]


def steps(result: Result, say: Say) -> list[Action]:
    """The next steps as people read them: the element by its name, the date in words."""
    return [
        Action(
            element=element_name(result.framework, action.element, say),
            what=for_document(action.what) or "–",
            who=for_document(action.who),
            when=say.date(for_document(action.when)),
            done=action.done,
        )
        for action in result.sheet.actions
    ]
