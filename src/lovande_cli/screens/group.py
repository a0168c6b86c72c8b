"""How several people's answers are shown: where they stand on each element, and on each question how they spread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from lovande_cli.assessment.consensus import ElementSpread, Group, QuestionSpread, by_disagreement
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.scoring import STATUSES
from lovande_cli.language import Say
from lovande_cli.screens import NARROW, text
from lovande_cli.screens.layout import grid, show_pieces, show_point
from lovande_cli.screens.result import show_heading
from lovande_cli.wording.comparisons import (
    agreement_words,
    group_notices,
    question_number,
    signed_status,
    spread_signs,
    spread_words,
)
from lovande_cli.wording.results import practice_name, status_symbol, status_word

Sort = Literal["disagreement", "order"]

MANY_PEOPLE = 12
"""With more people than this, a sign for each of them no longer fits beside an element, and says little."""

INDENT = 5
"""Columns that the number of a question takes."""


def show_group(group: Group, say: Say, console: Console, *, sort: Sort = "disagreement") -> None:
    """Print everything that the people's answers say together."""
    show_summary(group, say, console)
    show_elements(group, say, console)
    if sort == "order":
        show_in_order(group, say, console)
    else:
        show_by_disagreement(group, say, console)
    console.print()
    show_pieces(answer_legend(group.framework, say), console)
    console.print(text(say("group.legend"), "quiet"))
    console.print()
    console.print(text(say("result.no-pass-mark"), "quiet"))


def show_saved(group: Group, file: Path, say: Say, console: Console) -> None:
    """Print that the group's file is saved, and how to go on with what is open."""
    asked = {spread.question.id for spread in group.questions if not spread.agreed}
    console.print(text(say("group.saved", file=file, settled=len(group.settled), open=len(asked))))
    if asked:
        console.print(text(say("group.next", file=file)))


def parts(group: Group) -> dict[str, tuple[QuestionSpread, ...]]:
    """The questions in four parts: people differ, they agree, one of them knows, nobody does."""
    found: dict[str, list[QuestionSpread]] = {"differing": [], "agreed": [], "one-knows": [], "nobody-knows": []}
    for spread in by_disagreement(group.questions):
        known = len(spread.people("valued")) + len(spread.people("not-applicable"))
        few = "nobody-knows" if known == 0 else "one-knows"
        found["differing" if spread.differs else "agreed" if spread.is_shared else few].append(spread)
    return {part: tuple(spreads) for part, spreads in found.items()}


def show_summary(group: Group, say: Say, console: Console) -> None:
    """Print which practice it is about, who answered, and how many questions they agree on."""
    title = say("group.title", count=len(group.people), practice=practice_name(group.sheet, say))
    console.print(text(title, "accent"))
    details = (group.sheet.practice.organisation, group.sheet.practice.target_group, group.sheet.workshop.date)
    if any(details):
        console.print(text(" · ".join(detail for detail in details if detail), "quiet"))
    for notice in group_notices(group, say):
        console.print(text(notice, "unclear"))
    found = parts(group)
    counts = {"agreed": len(found["agreed"]), "differing": len(found["differing"]), "questions": len(group.questions)}
    console.print()
    console.print(text(say("group.summary", **counts), "heading"))
    for part in ("one-knows", "nobody-knows"):
        if found[part]:
            console.print(text(say(f"group.{part}-summary", count=len(found[part]))))
    if found["differing"]:
        console.print(text(say("group.talk")))


def show_elements(group: Group, say: Say, console: Console) -> None:
    """Print every person's status on every element, and the range: a table, or a list where the screen is narrow."""
    show_heading(say("group.elements-title"), console)
    labels = [person.label for person in group.people]
    if console.width < NARROW or len(labels) > MANY_PEOPLE or any(len(label) > 2 for label in labels):
        for one in group.elements:
            show_element(group, one, say, console)
    else:
        show_element_table(group, labels, say, console)
    console.print()
    show_pieces((signed_status(status, say) for status in STATUSES), console)
    console.print(text(say("group.elements-note"), "quiet"))


def show_element_table(group: Group, labels: Sequence[str], say: Say, console: Console) -> None:
    """Print a row for each element, with a narrow column for each person."""
    ranges = [range_words(one, say) for one in group.elements]
    heads = [say("group.column.number"), say("group.column.element"), *labels]
    heads += [say("group.column.range"), say("group.column.agreed")]
    widths = [3, 0, *map(len, labels), min(27, max(map(len, (*ranges, heads[-2])))), len(heads[-1])]
    widths[1] = min(37, console.width - sum(widths) - len(widths) + 1)
    right = (0, len(widths) - 1)
    head = grid(widths, right=right)
    head.add_row(*(text(shown, "quiet") for shown in heads))
    console.print(head)
    for category in group.framework.categories:
        within = [one for one in group.elements if one.element.category == category.id]
        table = grid(widths, right=right)
        for one in within:
            table.add_row(
                text(str(one.element.number)),
                text(say.text(one.element.name), "heading"),
                *(text(status_symbol(status, say), status) for status in one.statuses),
                text(range_words(one, say)),
                text(f"{one.shared}/{len(one.questions)}"),
            )
        if within:
            console.print(text(f"    {say.text(category.name)}", "quiet"), table, sep="\n")


def show_element(group: Group, one: ElementSpread, say: Say, console: Console) -> None:
    """Print one element on three short lines: name, everyone's sign, and the range."""
    console.print(text(f"{one.element.number:>2} {say.text(one.element.name)}", "heading"))
    if len(group.people) <= MANY_PEOPLE:
        line = Text("  ").join(
            Text.assemble(text(f"{person.label} "), text(status_symbol(status, say), status))
            for person, status in zip(group.people, one.statuses, strict=True)
        )
    else:
        counts = ((status, one.statuses.count(status)) for status in STATUSES)
        line = text(" · ".join(f"{signed_status(status, say)} {count}" for status, count in counts if count))
    console.print(Padding(line, (0, 0, 0, 3), expand=False))
    said = [say("group.agreed-label", agreed=one.shared, questions=len(one.questions))]
    if one.ends:
        said.insert(0, say("group.range-label", range=range_words(one, say)))
    show_pieces(said, console, indent=3)


def range_words(one: ElementSpread, say: Say) -> str:
    """From the lowest status to the highest among those whose status is clear."""
    if one.ends is None:
        return ""
    lowest, highest = (status_word(status, say) for status in one.ends)
    return lowest if lowest == highest else say("group.range", lowest=lowest, highest=highest)


def show_by_disagreement(group: Group, say: Say, console: Console) -> None:
    """Print the questions, largest disagreement first, under a heading for each part."""
    for part, spreads in parts(group).items():
        if spreads:
            show_heading(say(f"group.{part}-title", count=len(spreads)), console)
            if part == "differing":
                console.print(text(say("group.differing-lead"), "quiet"))
            show_questions(group, spreads, say, console)


def show_in_order(group: Group, say: Say, console: Console) -> None:
    """Print the questions in the order they are asked, by element."""
    show_heading(say("group.in-order-title"), console)
    for element in group.framework.elements:
        console.print(text(f"{element.number} {say.text(element.name)}", "quiet"))
        show_questions(group, (s for s in group.questions if s.question.element == element.id), say, console)


def show_questions(group: Group, spreads: Iterable[QuestionSpread], say: Say, console: Console) -> None:
    """Print each question with how people answered it: signs for everyone, counts in words, and the agreement."""
    for spread in spreads:
        number = text(question_number(group.framework, spread.question), "quiet")
        signs = spread_signs(spread) if len(spread.votes) <= MANY_PEOPLE else ""
        counts = text(f"{signs}  " if signs else "", "accent").append_text(text(spread_words(spread, say)))
        how_far = text(agreement_words(spread, say), "quiet")
        beside = counts.cell_len + how_far.cell_len + INDENT + 3 <= console.width
        ask = text(say.text(spread.question.ask), "heading" if spread.differs else "")
        said = Text.assemble(ask, "\n", counts, "   " if beside else "\n", how_far)
        show_point(number, said, console, width=INDENT - 1)


def answer_legend(framework: Framework, say: Say) -> list[str]:
    """What the signs for answers mean, by the steps of the first scale."""
    symbols = {"unknown": "?", "not-applicable": "–"}
    said = [
        f"{symbols.get(step.kind) or ('●' if step.value == 1 else '◐' if step.value else '○')} {say.text(step.label)}"
        for step in framework.scales[0].steps
    ]
    return [*said, f"_ {say('common.unanswered')}"]
