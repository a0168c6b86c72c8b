"""The result of a group's answers: what is present, what to develop and find out, next steps, how it was counted."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lovande_cli.assessment.lenses import LensResult
from lovande_cli.assessment.priorities import AT_A_TIME, find_development, find_strengths
from lovande_cli.assessment.scoring import ElementResult, Result
from lovande_cli.documents import words
from lovande_cli.documents.blocks import (
    Block,
    Cell,
    Document,
    Head,
    Heading,
    Items,
    Note,
    Paragraph,
    Share,
    Table,
    line,
    quiet,
    strong,
)
from lovande_cli.documents.common_blocks import (
    MANY,
    about_tool,
    answered_items,
    badge,
    next_steps,
    strength_item,
    version_line,
)
from lovande_cli.documents.lens import lens_in_full
from lovande_cli.language import Say


def build_score(
    result: Result, say: Say, *, seen: LensResult | None = None, explained: bool = False, brief: bool = False
) -> Document:
    """The result, or what is `seen` of it through a lens; `explained` adds how it was counted.

    `brief` is for a screen: it leaves out what a paper must say of itself, and unless it is `explained` all strengths
    and all there is to develop but the first.
    """
    kicker, title = say.text(result.framework.title), words.practice_name(result.sheet, say)
    blocks = (
        lens_in_full(seen, result.framework, say)
        if seen
        else whole_result(result, say, AT_A_TIME if brief and not explained else MANY)
    )
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


def whole_result(result: Result, say: Say, most: int) -> list[Block]:
    """The summary, every element with its status, the steps, and so many strengths and elements to develop."""
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
        *strengths(result, say, most),
        *development(result, say, most),
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
    about = ((scored.element, scored) for scored in result.elements)
    for category, within in words.by_category(result.framework, about, say):
        rows.append((category,))
        for scored in within:
            shares = words.share_words(scored, say)
            share: Cell = shares
            if scored.low is not None and scored.high is not None:  # with a bar
                share = (Share(text=shares, low=float(scored.low), high=float(scored.high), look=scored.status),)
            answered, documented = f"{scored.answered}/{len(scored.answers)}", str(scored.documented)
            name, status = say.text(scored.element.name), badge(scored.status, say)
            rows.append((str(scored.element.number), name, status, share, answered, documented))
    return Table(caption=say("report.table-title"), heads=heads, rows=tuple(rows), name_column=1)


def element_heading(scored: ElementResult, say: Say) -> Heading:
    """An element's number, name and status."""
    return Heading(text=element_title(scored, say), level=2, badge=badge(scored.status, say))


def element_title(scored: ElementResult, say: Say) -> str:
    """An element's number and name."""
    return f"{scored.element.number} {say.text(scored.element.name)}"


def strengths(result: Result, say: Say, most: int) -> list[Block]:
    """So many of the elements with a yes, and what shows it; nothing where there is none."""
    found = find_strengths(result)
    items = [
        strength_item(strength, result.framework, strong(element_title(strength.result, say)), say, most, MANY)
        for strength in found[:most]
    ]
    if not items:
        return []
    return [
        Heading(text=say("result.strengths-title")),
        Items(items=tuple(items)),
        *more_elements([strength.result for strength in found[most:]], say),
    ]


def development(result: Result, say: Say, most: int) -> list[Block]:
    """So many elements, what matters most first: what to begin with, and the questions with a no or partly."""
    found = find_development(result)
    blocks: list[Block] = [Heading(text=say("result.develop-title"))] * bool(found)
    for priority in found[:most]:
        scored = priority.result
        blocks.append(element_heading(scored, say))
        if scored.status != "present":
            first = line(strong(f"{say('report.first-step')}: "), say.text(scored.element.develop))
            blocks.append(Note(text=(first,)))
        blocks.append(answered_items(result.framework, priority.answers, say))
    return [*blocks, *more_elements([priority.result for priority in found[most:]], say)]


def more_elements(left: Sequence[ElementResult], say: Say) -> list[Block]:
    """The names of those that are not shown, and how to see them; nothing where there are none."""
    names = say.listing([say.text(scored.element.name) for scored in left])
    return [Paragraph(text=say("result.more-elements", count=len(left), names=names), style="quiet")] if left else []


def unknowns(result: Result, say: Say) -> list[Block]:
    """Per element the questions that are open or answered with unknown."""
    found = [scored for scored in result.elements if scored.to_find_out]
    if not found:
        return []
    blocks: list[Block] = [
        Heading(text=say("result.find-out-title")),
        Paragraph(text=words.find_out_lead(result, say), style="quiet", with_next=True),
    ]
    for scored in found:
        nothing = Note(text=(say("result.all-open", count=len(scored.answers)),))
        asked = answered_items(result.framework, scored.to_find_out, say)
        blocks += [element_heading(scored, say), asked if scored.is_touched else nothing]
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
    for scored in result.elements:
        sums = Note(text=tuple(counting_sentences(scored, say)))
        blocks += [element_heading(scored, say), answer_table(scored, say), sums]
    return blocks


def answer_table(scored: ElementResult, say: Say) -> Table:
    """Every asked question of the element with its answer, its weight, and its value: least and most where unknown."""
    heads = (
        Head(text=say("common.question").capitalize(), width=3),
        Head(text=say("result.explain.answer"), width=2),
        Head(text=say("result.explain.value"), width=0.8, numeric=True),
        Head(text=say("result.explain.weight"), width=0.7, numeric=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for answer in scored.answers:
        question = answer.question
        core = [quiet(f" ({say('result.explain.core')})")] * question.core
        weight = say.number(question.weight) if question.weight else "–"
        if not question.weight or answer.kind == "not-applicable":
            value = "–"
        elif answer.value is None and not answer.low and answer.high == 1:
            value = say("result.explain.unknown-value")
        else:
            value = say.span(say.number(answer.low), say.number(answer.high))
        ask, given = line(say.text(question.ask), *core), words.chosen_words(question, answer.answer, say)
        rows.append((ask, given, value, weight))
    return Table(caption=say("result.explain.title"), heads=heads, rows=tuple(rows))


def counting_sentences(scored: ElementResult, say: Say) -> list[str]:
    """The sums that lead to the status, in one or two readings, and the cap of a core question where it decides."""
    if scored.low is None or scored.high is None:
        return [say("result.explain.sum-nothing")]
    total = sum((a.question.weight for a in scored.scored), Fraction(0))
    readings = [("sum-one", scored.low, scored.status_low)]
    if scored.low != scored.high:
        readings = [("sum-low", scored.low, scored.status_low), ("sum-high", scored.high, scored.status_high)]
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
    if any(a.question.core and a.value == 0 for a in scored.scored):
        sentences.append(say("result.explain.core-missing"))
    if scored.status == "unclear":
        sentences.append(say("result.explain.sum-unclear"))
    return sentences
