"""How a result is shown: the table, what to develop, what to find out, next steps, and how it was counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lovande_cli.assessment.scoring import STATUSES, ElementResult, Result, ScoredAnswer, Status
from lovande_cli.language import Say
from lovande_cli.screens import NARROW, layout, text
from lovande_cli.wording import results as words

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
    practice, workshop = result.sheet.practice, result.sheet.workshop
    people = say("result.participants", count=workshop.participants) if workshop.participants else ""
    title = say("result.title", practice=words.practice_name(result.sheet, say))
    layout.show_title(title, (practice.organisation, practice.target_group, workshop.date, people), console)
    console.print()
    console.print(text(words.summary_sentence(result, say), "heading"))
    if result.present_at_least != result.present_at_most:
        console.print(text(say("result.range-why")))
    console.print(text(words.answered_sentence(result, say)))
    if result.tested_in_trial:
        console.print()
        console.print(text(say("result.gate"), "unclear"))


def show_statuses(result: Result, say: Say, console: Console) -> None:
    """Print every element's status: a table, or a list where the screen is narrow."""
    if console.width < NARROW:
        show_status_list(result, say, console)
        return
    heads = {key: say(f"result.column.{key}") for key in COLUMNS}
    statuses = max(len(words.status_word(status, say)) for status in STATUSES) + 3
    widths = [len(heads["number"]), 0, statuses, BAR + 10, 4, len(heads["documented"])]
    widths[1] = min(36, console.width - sum(widths) - len(widths) + 1)
    rows = [(one.element, status_cells(one, say)) for one in result.elements]
    layout.show_element_table(result.framework, list(heads.values()), rows, widths, say, console, right=(0, 4, 5))
    console.print()
    console.print(text(say("result.legend"), "quiet"))


def status_cells(one: ElementResult, say: Say) -> Sequence[Text]:
    """Status, share, and how many answers are given and documented."""
    answered = text(f"{one.answered}/{len(one.answers)}")
    return status_text(one.status, say), share_text(one, say), answered, text(str(one.documented))


def show_status_list(result: Result, say: Say, console: Console) -> None:
    """Print every element's status, two lines each."""
    for category, within in words.by_category(result.framework, ((one.element, one) for one in result.elements), say):
        console.print(text(category, "quiet"))
        for one in within:
            name = text(say.text(one.element.name), "heading")
            console.print(Text.assemble(text(f"{one.element.number:>2} "), name, "  ", status_text(one.status, say)))
            counts = {"answered": one.answered, "questions": len(one.answers), "documented": one.documented}
            figures = say("result.list-line", share=words.share_words(one, say), **counts)
            console.print(Text.assemble("   ", text(figures, "quiet")))


def status_text(status: Status, say: Say) -> Text:
    """The status as sign and word."""
    return text(words.signed_status(status, say), status)


def share_text(one: ElementResult, say: Say) -> Text:
    """A bar for the share of the element that the answers show, and the share in figures."""
    if one.low is None or one.high is None:
        return text("")
    sure = int(one.low * BAR)
    possible = -int(-one.high * BAR // 1) if one.high > one.low else sure
    bar = WHOLE * sure + MAYBE * (possible - sure)
    rest = text(EMPTY * (BAR - len(bar)), "quiet")
    return Text.assemble(text(bar, one.status), rest, " ", text(words.share_words(one, say)))


def show_development(result: Result, say: Say, console: Console) -> None:
    """Print what to develop: per element the questions with a no or partly, and what to do first if it is not there."""
    found = [one for one in result.elements if one.to_develop]
    if not found:
        return
    layout.show_heading(say("result.develop-title"), console)
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
    layout.show_heading(say("result.find-out-title"), console)
    console.print(text(say("result.find-out-lead"), "quiet"))
    for one in found:
        show_element_line(one, say, console)
        if one.answered:
            show_answers(one.to_find_out, say, console)
        else:
            console.print(Padding(text(say("result.all-open", count=len(one.answers))), (0, 0, 0, 3)))


def show_element_line(one: ElementResult, say: Say, console: Console) -> None:
    """Print an element's number, name and status on one line."""
    name = text(f"{one.element.number} {say.text(one.element.name)}", "heading")
    console.print(Text.assemble(name, "  ", status_text(one.status, say)))


def show_answers(answers: Iterable[ScoredAnswer], say: Say, console: Console) -> None:
    """Print each question with what was answered."""
    for one in answers:
        answered = words.chosen_words(one.question, one.answer, say)
        said = Text.assemble(text(say.text(one.question.ask)), " ", text(f"({answered})", "quiet"))
        layout.show_point(text("–"), said, console)


def show_actions(result: Result, say: Say, console: Console) -> None:
    """Print the next steps: what, who, when, for which element, and whether it is done."""
    if result.sheet.actions:
        layout.show_heading(say("result.steps-title"), console)
    for number, action in enumerate(result.sheet.actions, 1):
        state = say("result.step-done") if action.done else ""
        details = (action.who, action.when, words.element_name(result.framework, action.element, say), state)
        below = text("\n" + " · ".join(filter(None, details)), "quiet")
        layout.show_point(text(f"{number}."), Text.assemble(text(action.what, "heading"), below), console)


def explain_result(result: Result, say: Say, console: Console) -> None:
    """Print how each status was counted: the rule, every answer with value and weight, and the sums."""
    rule, own_rule = words.rule_sentences(result.framework, say)
    layout.show_heading(say("result.explain.title"), console)
    console.print(text(rule))
    console.print(text(own_rule, "quiet"))
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
            text(words.chosen_words(answer.question, answer.answer, say)),
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
            status=words.status_word(status, say),
        )
        for key, share, status in readings
    ]
    if any(a.question.core and a.value == 0 for a in one.scored):
        sentences.append(say("result.explain.core-missing"))
    if one.status == "unclear":
        sentences.append(say("result.explain.sum-unclear"))
    return sentences
