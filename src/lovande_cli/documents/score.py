"""The result of a group's answers: what is present, what to develop and find out, next steps, how it was counted."""

from __future__ import annotations

from fractions import Fraction

from lovande_cli.assessment.lenses import LensResult
from lovande_cli.assessment.scoring import ElementResult, Result, ScoredAnswer
from lovande_cli.documents import words
from lovande_cli.documents.blocks import (
    Block,
    Cell,
    Document,
    Head,
    Heading,
    Note,
    Paragraph,
    Share,
    Table,
    line,
    quiet,
)
from lovande_cli.documents.common_blocks import about_tool, answered_items, badge, next_steps, title_of, version_line
from lovande_cli.documents.lens import lens_in_full
from lovande_cli.language import Say


def build_score(
    result: Result, say: Say, *, seen: LensResult | None = None, explained: bool = False, brief: bool = False
) -> Document:
    """The result, or what is `seen` of it through a lens; `explained` adds how it was counted.

    `brief` is for a screen: it leaves out what a paper must say of itself.
    """
    kicker, title = say.text(result.framework.title), title_of(result.sheet, say)
    blocks = lens_in_full(seen, result.framework, say) if seen else whole_result(result, say)
    if explained:
        blocks += counting(result, say)
    if not brief:
        blocks += [*about_tool(result.framework, say), Paragraph(text=version_line(result.sheet, say), style="quiet")]
    return Document(
        title=say("result.title", practice=title),
        language=say.language,
        kicker=kicker,
        footer=f"{kicker} · {title[:90]}",
        summary=words.summary_sentence(result, say),
        blocks=tuple(blocks),
    )


def whole_result(result: Result, say: Say) -> list[Block]:
    """The summary, every element with its status, what to develop and find out, and the next steps."""
    practice, workshop = result.sheet.practice, result.sheet.workshop
    people = say("result.participants", count=workshop.participants) if workshop.participants else ""
    about = " · ".join(filter(None, (practice.organisation, practice.target_group, workshop.date, people)))
    is_range = result.present_at_least != result.present_at_most
    sentences = [say("result.range-why")] * is_range + [words.answered_sentence(result, say)]
    return [
        *([Paragraph(text=about, style="quiet")] if about else []),
        Note(title=words.summary_sentence(result, say), text=tuple(sentences), style="summary"),
        *([Note(text=(say("result.gate"),), style="frame")] if result.tested_in_trial else []),
        status_table(result, say),
        Paragraph(text=say("result.legend"), style="quiet"),
        *development(result, say),
        *unknowns(result, say),
        *(next_steps(result, say) if result.sheet.actions else []),
        Paragraph(text=say("result.no-pass-mark"), style="quiet"),
    ]


def status_table(result: Result, say: Say) -> Table:
    """Every element under its category: its status, its share, and how many answers are given and documented."""
    heads = (
        Head(text=say("result.column.number"), width=0.5, numeric=True, minor=True),
        Head(text=say("result.column.element"), width=2.4),
        Head(text=say("result.column.status"), width=1.4, beside=True),
        Head(text=say("result.column.share"), width=1.1, minor=True),
        Head(text=say("result.column.answered"), width=0.7, numeric=True, minor=True),
        Head(text=say("result.column.documented"), width=0.9, numeric=True, minor=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for category, within in words.by_category(result.framework, ((one.element, one) for one in result.elements), say):
        rows.append((category,))
        for one in within:
            answered, documented = f"{one.answered}/{len(one.answers)}", str(one.documented)
            name, status = say.text(one.element.name), badge(one.status, say)
            rows.append((str(one.element.number), name, status, share(one, say), answered, documented))
    return Table(caption=say("report.table-title"), heads=heads, rows=tuple(rows), name_column=1)


def share(one: ElementResult, say: Say) -> Cell:
    """How much of the element the answers show."""
    if one.low is None or one.high is None:
        return words.share_words(one, say)
    return (Share(text=words.share_words(one, say), low=float(one.low), high=float(one.high), look=one.status),)


def element_heading(one: ElementResult, say: Say) -> Heading:
    """An element's number, name and status."""
    return Heading(text=f"{one.element.number} {say.text(one.element.name)}", level=2, badge=badge(one.status, say))


def development(result: Result, say: Say) -> list[Block]:
    """Per element what to do first if it is not there, and the questions with a no or partly."""
    found = sorted((one for one in result.elements if one.to_develop), key=lambda one: one.status == "present")
    blocks: list[Block] = [Heading(text=say("result.develop-title"))] * bool(found)
    for one in found:
        blocks.append(element_heading(one, say))
        if one.status != "present":
            blocks.append(Note(text=(say.text(one.element.develop),)))
        blocks.append(answered_items(result.framework, one.to_develop, say))
    return blocks


def unknowns(result: Result, say: Say) -> list[Block]:
    """Per element the questions that are open or answered with unknown."""
    found = [one for one in result.elements if one.to_find_out]
    if not found:
        return []
    blocks: list[Block] = [
        Heading(text=say("result.find-out-title")),
        Paragraph(text=say("result.find-out-lead"), style="quiet", with_next=True),
    ]
    for one in found:
        nothing = Note(text=(say("result.all-open", count=len(one.answers)),))
        asked = answered_items(result.framework, one.to_find_out, say)
        blocks += [element_heading(one, say), asked if one.answered else nothing]
    return blocks


# ---- how it was counted ----


def counting(result: Result, say: Say) -> list[Block]:
    """The rule, every answer with value and weight, and the sums."""
    rule, own_rule = words.rule_sentences(result.framework, say)
    blocks: list[Block] = [
        Heading(text=say("result.explain.title")),
        Paragraph(text=rule, with_next=True),
        Paragraph(text=own_rule, style="quiet"),
    ]
    for one in result.elements:
        blocks += [element_heading(one, say), answer_table(one, say), Note(text=tuple(counting_sentences(one, say)))]
    return blocks


def answer_table(one: ElementResult, say: Say) -> Table:
    """Every asked question of the element with its answer, what it is worth, and its weight."""
    heads = (
        Head(text=say("common.question").capitalize(), width=3),
        Head(text=say("result.explain.answer"), width=2),
        Head(text=say("result.explain.value"), width=0.8, numeric=True),
        Head(text=say("result.explain.weight"), width=0.7, numeric=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for answer in one.answers:
        question = answer.question
        core = [quiet(f" ({say('result.explain.core')})")] * question.core
        value, weight = (value_word(answer, say), say.number(question.weight)) if question.weight else ("–", "–")
        ask, given = line(say.text(question.ask), *core), words.chosen_words(question, answer.answer, say)
        rows.append((ask, given, value, weight))
    return Table(caption=say("result.explain.title"), heads=heads, rows=tuple(rows))


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
