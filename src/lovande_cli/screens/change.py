"""How a change is shown: each element then and now, the answers behind it, and what became of the next steps."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from lovande_cli.assessment.change import MIRRORED, Change, Direction
from lovande_cli.assessment.scoring import STATUSES
from lovande_cli.language import Say
from lovande_cli.screens import NARROW, text
from lovande_cli.screens.layout import grid, show_pieces, show_point
from lovande_cli.screens.result import show_heading, status_text
from lovande_cli.wording.change import (
    ActionLine,
    AnswerLine,
    ElementLine,
    action_lines,
    change_notices,
    direction_symbol,
    direction_word,
    element_lines,
    moment_labels,
    version_lines,
)
from lovande_cli.wording.results import practice_name, status_word, summary_sentence

DIRECTION_STYLES: dict[Direction, str] = {
    "up": "present",
    "down": "absent",
    "same": "quiet",
    "clearer": "partly",
    "less-clear": "unclear",
    "other": "unclear",
}

NAME_WIDTH = 22
"""The least room for an element's name in the table; with less than that it becomes a list."""


def show_change(change: Change, names: Sequence[str], say: Say, console: Console) -> None:
    """Print what changed; `names` (of the files, say) tell the times apart where dates do not."""
    labels = moment_labels(change, names, say)
    lines = element_lines(change, say)
    show_summary(change, labels, say, console)
    show_elements(change, lines, labels, say, console)
    show_answers(lines, say, console)
    show_actions(action_lines(change, say), say, console)
    for title, lead, questions in version_lines(change, say):
        show_heading(title, console)
        if lead:
            console.print(text(lead, "quiet"))
        for question in questions:
            show_point(text("–"), text(question), console)
    console.print()
    console.print(text(say("result.no-pass-mark"), "quiet"))


def show_summary(change: Change, labels: Sequence[str], say: Say, console: Console) -> None:
    """Print which practice it is about, and how many elements were present each time."""
    latest = change.results[-1].sheet
    console.print(text(say("change.title", practice=practice_name(latest, say)), "accent"))
    details = [detail for detail in (latest.practice.organisation, latest.practice.target_group) if detail]
    if details:
        console.print(text(" · ".join(details), "quiet"))
    for notice in change_notices(change, say):
        console.print(text(notice, "unclear"))
    console.print()
    for label, result in zip(labels, change.results, strict=True):
        console.print(text(say("change.summary", label=label, summary=summary_sentence(result, say)), "heading"))


def show_elements(
    change: Change, lines: Sequence[ElementLine], labels: Sequence[str], say: Say, console: Console
) -> None:
    """Print every element each time: a table, or a list where the screen is narrow or the times are many."""
    show_heading(say("change.elements-title"), console)
    status_width = max(len(status_word(status, say)) for status in STATUSES) + 2
    widths = [max(status_width, len(label)) for label in labels]
    if console.width < NARROW or console.width - sum(widths) - len(widths) - 9 < NAME_WIDTH:
        show_element_list(lines, labels, say, console)
    else:
        show_element_table(change, lines, labels, widths, say, console)
    console.print()
    show_pieces((f"{direction_symbol(one, say)} {direction_word(one, say)}" for one in MIRRORED), console)
    if any(line.direction in ("clearer", "less-clear") for line in lines):
        console.print(text(say("change.legend-note"), "quiet"))
    if any(line.direction in ("up", "down") and len(set(line.statuses)) == 1 for line in lines):
        console.print(text(say("change.only-share"), "quiet"))


def show_element_table(
    change: Change,
    lines: Sequence[ElementLine],
    labels: Sequence[str],
    widths: Sequence[int],
    say: Say,
    console: Console,
) -> None:
    """Print a row for each element; the arrow stands before the last time."""
    room = console.width - sum(widths) - len(widths) - 6
    columns = [3, min(36, room), *widths[:-1], 1, widths[-1]]
    heads = (say("change.column.number"), say("change.column.element"), *labels[:-1], "", labels[-1])
    head = grid(columns)
    head.add_row(*(text(shown, "quiet") for shown in heads))
    console.print(head)
    for category in change.framework.categories:
        within = [line for line in lines if line.category == category.id]
        table = grid(columns)
        for line in within:
            statuses = [status_text(status, say) for status in line.statuses]
            table.add_row(
                text(str(line.number)),
                text(line.name, "heading"),
                *statuses[:-1],
                text(line.symbol, DIRECTION_STYLES[line.direction]),
                statuses[-1],
            )
        if within:
            console.print(text(f"    {say.text(category.name)}", "quiet"), table, sep="\n")


def show_element_list(lines: Sequence[ElementLine], labels: Sequence[str], say: Say, console: Console) -> None:
    """Print each element's name with its arrow in words, and below it every time with its status."""
    for line in lines:
        arrow = text(f"{line.symbol} {line.word}", DIRECTION_STYLES[line.direction])
        console.print(Text.assemble(text(f"{line.number:>2} "), text(line.name, "heading"), "  ", arrow))
        for label, status in zip(labels, line.statuses, strict=True):
            console.print(
                Padding(Text.assemble(text(f"{label} ", "quiet"), status_text(status, say)), (0, 0, 0, 3), expand=False)
            )


def show_answers(lines: Sequence[ElementLine], say: Say, console: Console) -> None:
    """Print the answers that changed, by element."""
    show_heading(say("change.answers-title"), console)
    changed = [line for line in lines if line.answers]
    if not changed:
        console.print(text(say("change.nothing")))
    for line in changed:
        console.print(text(f"{line.number} {line.name}", "heading"))
        for answer in line.answers:
            show_answer(answer, console)


def show_answer(answer: AnswerLine, console: Console) -> None:
    """Print one changed answer: the arrow, the question, and what was answered each time."""
    style = DIRECTION_STYLES[answer.direction]
    said = text(f"{answer.number} {answer.ask}\n").append_text(text(" → ".join(answer.answers), style))
    if answer.direction in ("same", "other"):
        said.append_text(text(f" ({answer.word})", "quiet"))
    show_point(text(answer.symbol, style), said, console)


def show_actions(actions: Sequence[ActionLine], say: Say, console: Console) -> None:
    """Print the next steps by what became of them."""
    if not actions:
        return
    show_heading(say("change.actions-title"), console)
    for word in dict.fromkeys(action.word for action in sorted(actions, key=lambda a: list(OUTCOMES).index(a.outcome))):
        console.print(text(word, "quiet"))
        for action in actions:
            if action.word == word:
                what = Text.assemble(text(action.what, "heading"))
                if action.details:
                    what.append("\n").append_text(text(" · ".join(action.details), "quiet"))
                show_point(text(OUTCOMES[action.outcome]), what, console)


OUTCOMES = {"done": "●", "still-open": "○", "new": "+", "dropped": "–"}
"""The sign before a next step, in the order they are shown."""
