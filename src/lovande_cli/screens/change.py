"""How a change is shown: each element then and now, the answers behind it, and what became of the next steps."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from lovande_cli.assessment.change import AnswerChange, Change, ElementChange, Outcome
from lovande_cli.assessment.direction import MIRRORED, Direction
from lovande_cli.assessment.scoring import STATUSES
from lovande_cli.language import Say
from lovande_cli.screens import NARROW, layout, text
from lovande_cli.screens.result import status_text
from lovande_cli.wording import change as words
from lovande_cli.wording.results import (
    element_name,
    practice_name,
    question_number,
    status_word,
    summary_sentence,
)

DIRECTION_STYLES: dict[Direction, str] = {
    "up": "present",
    "down": "absent",
    "same": "quiet",
    "clearer": "partly",
    "less-clear": "unclear",
    "other": "unclear",
}

OUTCOMES: dict[Outcome, str] = {"done": "●", "still-open": "○", "new": "+", "dropped": "–"}
"""The sign before a next step, in the order they are shown."""

NAME_WIDTH = 22
"""The least room for an element's name in the table; with less than that it becomes a list."""


def show_change(change: Change, names: Sequence[str], say: Say, console: Console) -> None:
    """Print what changed; `names` (of the files, say) tell the times apart where dates do not."""
    labels = words.moment_labels(change, names, say)
    show_summary(change, labels, say, console)
    show_elements(change, labels, say, console)
    show_answers(change, say, console)
    show_actions(change, say, console)
    for title, lead, questions in words.version_lines(change, say):
        layout.show_heading(title, console)
        if lead:
            console.print(text(lead, "quiet"))
        for question in questions:
            layout.show_point(text("–"), text(question), console)
    console.print()
    console.print(text(say("result.no-pass-mark"), "quiet"))


def show_summary(change: Change, labels: Sequence[str], say: Say, console: Console) -> None:
    """Print which practice it is about, and how many elements were present each time."""
    latest = change.results[-1].sheet
    title = say("change.title", practice=practice_name(latest, say))
    details = (latest.practice.organisation, latest.practice.target_group)
    layout.show_title(title, details, console, notices=words.change_notices(change, say))
    console.print()
    for label, result in zip(labels, change.results, strict=True):
        console.print(text(say("change.summary", label=label, summary=summary_sentence(result, say)), "heading"))


def show_elements(change: Change, labels: Sequence[str], say: Say, console: Console) -> None:
    """Print every element each time: a table, or a list where the screen is narrow or the times are many."""
    layout.show_heading(say("change.elements-title"), console)
    status_width = max(len(status_word(status, say)) for status in STATUSES) + 2
    widths = [max(status_width, len(label)) for label in labels]
    room = console.width - sum(widths) - len(widths) - 6
    if console.width < NARROW or room - 3 < NAME_WIDTH:
        show_element_list(change.elements, labels, say, console)
    else:
        heads = (say("change.column.number"), say("change.column.element"), *labels[:-1], "", labels[-1])
        rows = [(one.element, status_cells(one, say)) for one in change.elements]
        columns = [3, min(36, room), *widths[:-1], 1, widths[-1]]
        layout.show_element_table(change.framework, heads, rows, columns, say, console)
    console.print()
    layout.show_pieces((words.signed_direction(one, say) for one in MIRRORED), console)
    if any(one.direction in ("clearer", "less-clear") for one in change.elements):
        console.print(text(say("change.legend-note"), "quiet"))
    if any(one.direction in ("up", "down") and len({r.status for r in one.results}) == 1 for one in change.elements):
        console.print(text(say("change.only-share"), "quiet"))


def status_cells(one: ElementChange, say: Say) -> list[Text]:
    """The status each time, the arrow before the last."""
    *earlier, last = (status_text(result.status, say) for result in one.results)
    return [*earlier, text(words.direction_symbol(one.direction, say), DIRECTION_STYLES[one.direction]), last]


def show_element_list(elements: Sequence[ElementChange], labels: Sequence[str], say: Say, console: Console) -> None:
    """Print each element's name with its arrow in words, and below it every time with its status."""
    for one in elements:
        arrow = text(words.signed_direction(one.direction, say), DIRECTION_STYLES[one.direction])
        name = text(say.text(one.element.name), "heading")
        console.print(Text.assemble(text(f"{one.element.number:>2} "), name, "  ", arrow))
        for label, result in zip(labels, one.results, strict=True):
            layout.show_indented(Text.assemble(text(f"{label} ", "quiet"), status_text(result.status, say)), console)


def show_answers(change: Change, say: Say, console: Console) -> None:
    """Print the answers that changed, by element."""
    layout.show_heading(say("change.answers-title"), console)
    if not change.answers:
        console.print(text(say("change.nothing")))
    for one in change.elements:
        if one.answers:
            console.print(text(f"{one.element.number} {say.text(one.element.name)}", "heading"))
        for answer in one.answers:
            show_answer(change, answer, say, console)


def show_answer(change: Change, one: AnswerChange, say: Say, console: Console) -> None:
    """Print one changed answer: the arrow, the question, and what was answered each time."""
    style = DIRECTION_STYLES[one.direction]
    said = text(f"{question_number(change.framework, one.question)} {say.text(one.question.ask)}\n")
    said.append_text(text(" → ".join(words.answered_words(one, say)), style))
    if one.direction in ("same", "other"):
        word = say("change.same-worth") if one.direction == "same" else words.direction_word(one.direction, say)
        said.append_text(text(f" ({word})", "quiet"))
    layout.show_point(text(words.direction_symbol(one.direction, say), style), said, console)


def show_actions(change: Change, say: Say, console: Console) -> None:
    """Print the next steps by what became of them."""
    if not change.actions:
        return
    layout.show_heading(say("change.actions-title"), console)
    for outcome, sign in OUTCOMES.items():
        tracks = [track for track in change.actions if track.outcome == outcome]
        if tracks:
            console.print(text(words.outcome_word(outcome, say), "quiet"))
        for track in tracks:
            action = track.latest
            details = filter(None, (element_name(change.framework, action.element, say), action.who, action.when))
            below = " · ".join(details)
            said = Text.assemble(text(action.what, "heading"), text(f"\n{below}" if below else "", "quiet"))
            layout.show_point(text(sign), said, console)
