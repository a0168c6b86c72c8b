"""How a result is shown: the table, what to develop, what to find out, next steps, and how it was counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lovande_cli.assessment.answers import Action
from lovande_cli.assessment.scoring import STATUSES, ElementResult, Result, ScoredAnswer, Status
from lovande_cli.language import Say
from lovande_cli.screens import NARROW, text
from lovande_cli.wording.results import (
    chosen_words,
    practice_name,
    status_symbol,
    status_word,
    summary_sentence,
)

BAR = 8
"""Cells of the bar that shows how much of an element the answers show."""

COLUMNS = ("number", "element", "status", "share", "answered", "documented")

WHOLE, MAYBE, EMPTY = "█", "▒", "·"


def show_result(result: Result, say: Say, console: Console) -> None:
    """Print the whole result: summary, table, what to develop, what to find out and next steps."""
    show_summary(result, say, console)
    console.print()
    show_statuses(result, say, console)
    show_development(result, say, console)
    show_unknowns(result, say, console)
    show_actions(result, say, console)
    console.print()
    console.print(text(say("result.no-pass-mark"), "quiet"))


def show_summary(result: Result, say: Say, console: Console) -> None:
    """Print which practice it is about and how many elements are present."""
    console.print(text(say("result.title", practice=practice_name(result.sheet, say)), "accent"))
    details = practice_details(result, say)
    if details:
        console.print(text(" · ".join(details), "quiet"))
    console.print()
    console.print(text(summary_sentence(result, say), "heading"))
    if result.present_at_least != result.present_at_most:
        console.print(text(say("result.range-why")))
    counts = {"answered": result.answered, "questions": result.questions, "documented": result.documented}
    console.print(text(say("result.answered", **counts)))
    if result.tested_in_trial:
        console.print()
        console.print(text(say("result.gate"), "unclear"))


def practice_details(result: Result, say: Say) -> list[str]:
    """What is known of the practice and the workshop beside the name."""
    practice, workshop = result.sheet.practice, result.sheet.workshop
    details = [practice.organisation, practice.target_group, workshop.date]
    if workshop.participants:
        details.append(say("result.participants", count=workshop.participants))
    return [detail for detail in details if detail]


def show_statuses(result: Result, say: Say, console: Console) -> None:
    """Print every element's status: a table, or a list where the screen is narrow."""
    if console.width < NARROW:
        show_status_list(result, say, console)
        return
    widths = column_widths(say, console)
    head = status_grid(widths)
    head.add_row(*(text(say(f"result.column.{key}"), "quiet") for key in COLUMNS))
    console.print(head)
    for category in result.framework.categories:
        within = [e for e in result.elements if e.element.category == category.id]
        if within:
            console.print(text(" " * (widths["number"] + 1) + say.text(category.name), "quiet"))
        table = status_grid(widths)
        for one in within:
            table.add_row(
                text(str(one.element.number)),
                text(say.text(one.element.name), "heading"),
                status_text(one.status, say),
                share_text(one, say),
                text(f"{one.answered}/{len(one.answers)}"),
                text(str(one.documented)),
            )
        console.print(table)
    console.print()
    console.print(text(say("result.legend"), "quiet"))


def column_widths(say: Say, console: Console) -> dict[str, int]:
    """How wide each column of the table is; the element's name takes what the others leave."""
    statuses = max(len(status_word(status, say)) for status in STATUSES) + 2
    widths = {"number": len(say("result.column.number")), "status": statuses + 1, "share": BAR + 10, "answered": 4}
    widths["documented"] = len(say("result.column.documented"))
    between = len(COLUMNS) - 1
    widths["element"] = min(36, console.width - sum(widths.values()) - between)
    return widths


def status_grid(widths: Mapping[str, int]) -> Table:
    """An empty table whose columns have these widths, so that the tables of all categories stand in line."""
    table = Table.grid(padding=(0, 1, 0, 0))
    for key in COLUMNS:
        right = key in ("number", "answered", "documented")
        table.add_column(width=widths[key], justify="right" if right else "left", overflow="fold")
    return table


def show_status_list(result: Result, say: Say, console: Console) -> None:
    """Print every element's status, two lines each."""
    for category in result.framework.categories:
        within = [e for e in result.elements if e.element.category == category.id]
        if within:
            console.print(text(say.text(category.name), "quiet"))
        for one in within:
            line = Text.assemble(
                text(f"{one.element.number:>2} "),
                text(say.text(one.element.name), "heading"),
                "  ",
                status_text(one.status, say),
            )
            console.print(line)
            counts = {"answered": one.answered, "questions": len(one.answers), "documented": one.documented}
            figures = say("result.list-line", share=share_figures(one, say) or "–", **counts)
            console.print(Text.assemble("   ", text(figures, "quiet")))


def status_text(status: Status, say: Say) -> Text:
    """The status as sign and word."""
    return text(f"{status_symbol(status, say)} {status_word(status, say)}", status)


def share_text(one: ElementResult, say: Say) -> Text:
    """A bar for the share of the element that the answers show, and the share in figures."""
    if one.low is None or one.high is None:
        return text("")
    sure = int(one.low * BAR)
    possible = -int(-one.high * BAR // 1) if one.high > one.low else sure
    bar = WHOLE * sure + MAYBE * (possible - sure)
    rest = text(EMPTY * (BAR - len(bar)), "quiet")
    return Text.assemble(text(bar, one.status), rest, " ", text(share_figures(one, say)))


def share_figures(one: ElementResult, say: Say) -> str:
    """The share in figures, both ends where the readings differ; "" with nothing to score."""
    if one.low is None or one.high is None:
        return ""
    return say.number(one.low) if one.low == one.high else f"{say.number(one.low)}–{say.number(one.high)}"


def show_development(result: Result, say: Say, console: Console) -> None:
    """Print what to develop: per element the questions with a no or partly, and what to do first if it is not there."""
    found = [one for one in result.elements if one.to_develop]
    if not found:
        return
    show_heading(say("result.develop-title"), console)
    for one in sorted(found, key=lambda one: one.status == "present"):
        show_element_line(one, say, console)
        if one.status != "present":
            console.print(Padding(text(say.text(one.element.develop)), (0, 0, 0, 3)))
        show_answers(one.to_develop, say, console)


def show_unknowns(result: Result, say: Say, console: Console) -> None:
    """Print what to find out: the questions that are open or answered with unknown."""
    found = [one for one in result.elements if one.to_find_out]
    if not found:
        return
    show_heading(say("result.find-out-title"), console)
    console.print(text(say("result.find-out-lead"), "quiet"))
    for one in found:
        show_element_line(one, say, console)
        if one.answered:
            show_answers(one.to_find_out, say, console)
        else:
            console.print(Padding(text(say("result.all-open", count=len(one.answers))), (0, 0, 0, 3)))


def show_heading(title: str, console: Console) -> None:
    """Print the heading of a part, with space above."""
    console.print()
    console.print(text(title, "accent"))


def show_element_line(one: ElementResult, say: Say, console: Console) -> None:
    """Print an element's number, name and status on one line."""
    name = text(f"{one.element.number} {say.text(one.element.name)}", "heading")
    console.print(Text.assemble(name, "  ", status_text(one.status, say)))


def show_answers(answers: Iterable[ScoredAnswer], say: Say, console: Console) -> None:
    """Print each question with what was answered."""
    for one in answers:
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(min_width=3, justify="right")
        table.add_column()
        answered = chosen_words(one.question, one.answer, say)
        table.add_row("–", Text.assemble(text(say.text(one.question.ask)), " ", text(f"({answered})", "quiet")))
        console.print(table)


def show_actions(result: Result, say: Say, console: Console) -> None:
    """Print the next steps: what, who, when, for which element."""
    if not result.sheet.actions:
        return
    show_heading(say("result.steps-title"), console)
    for number, action in enumerate(result.sheet.actions, 1):
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(min_width=3, justify="right")
        table.add_column()
        details = " · ".join(action_details(action, result, say))
        table.add_row(text(f"{number}."), text(action.what, "heading"))
        table.add_row("", text(details, "quiet"))
        console.print(table)


def action_details(action: Action, result: Result, say: Say) -> list[str]:
    """Who does a next step, when, for which element, and whether it is done."""
    element = result.framework.element_by_id.get(action.element)
    details = [
        action.who,
        action.when,
        say.text(element.name) if element else "",
        say("result.step-done") if action.done else "",
    ]
    return [detail for detail in details if detail]


def explain_result(result: Result, say: Say, console: Console) -> None:
    """Print how each status was counted: the rule, every answer with value and weight, and the sums."""
    thresholds = result.framework.thresholds
    limits = {"present": say.number(thresholds.present), "partly": say.number(thresholds.partly)}
    show_heading(say("result.explain.title"), console)
    console.print(text(say("result.explain.rule", **limits)))
    console.print(text(say("result.explain.own-rule"), "quiet"))
    for one in result.elements:
        console.print()
        show_element_line(one, say, console)
        console.print(answer_table(one, say))
        for sentence in counting_sentences(one, say):
            console.print(Padding(text(sentence), (0, 0, 0, 3)))


def answer_table(one: ElementResult, say: Say) -> Table:
    """Every asked question of the element with its answer, what it is worth, and its weight."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("", width=2)
    table.add_column(text(say("common.question").capitalize()), overflow="fold", ratio=3)
    table.add_column(text(say("result.explain.answer")), overflow="fold", ratio=2)
    table.add_column(
        text(say("result.explain.value")), justify="right", width=max(len(say("result.explain.unknown-value")), 6)
    )
    table.add_column(text(say("result.explain.weight")), justify="right", width=6)
    for answer in one.answers:
        ask = text(say.text(answer.question.ask))
        if answer.question.core:
            ask.append(f" ({say('result.explain.core')})", style="dim")
        counted = bool(answer.question.weight)
        table.add_row(
            "",
            ask,
            text(chosen_words(answer.question, answer.answer, say)),
            text(value_word(answer, say) if counted else "–"),
            text(say.number(answer.question.weight) if counted else "–"),
        )
    return table


def value_word(answer: ScoredAnswer, say: Say) -> str:
    """What an answer is worth: its value, its least and its most where it is unknown, a dash where it is left out."""
    if answer.kind == "not-applicable":
        return "–"
    if answer.value is None and not answer.low and answer.high == 1:
        return say("result.explain.unknown-value")
    low, high = say.number(answer.low), say.number(answer.high)
    return low if low == high else f"{low}–{high}"


def counting_sentences(one: ElementResult, say: Say) -> list[str]:
    """The sums that lead to the status, in one or two readings, and the cap of a core question where it decides."""
    if one.low is None or one.high is None:
        return [say("result.explain.sum-nothing")]
    total = sum((a.question.weight for a in one.scored), Fraction(0))
    readings = [("sum-one", one.low, one.status_low)]
    if one.low != one.high:
        readings = [("sum-low", one.low, one.status_low), ("sum-high", one.high, one.status_high)]
    sentences = [
        say(
            f"result.explain.{key}",
            reached=say.number(share * total),
            total=say.number(total),
            share=say.number(share, 3),
            status=status_word(status, say),
        )
        for key, share, status in readings
    ]
    if any(a.question.core and a.value == 0 for a in one.scored):
        sentences.append(say("result.explain.core-missing"))
    if one.status == "unclear":
        sentences.append(say("result.explain.sum-unclear"))
    return sentences
