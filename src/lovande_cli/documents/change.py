"""What has changed between times: each element then and now, the answers behind it, what became of the next steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lovande_cli.assessment.answers import Answer
from lovande_cli.assessment.change import ActionState, AnswerChange, Change
from lovande_cli.assessment.direction import Direction
from lovande_cli.documents.blocks import (
    Block,
    Cell,
    Document,
    Head,
    Heading,
    Item,
    Items,
    Look,
    Note,
    Paragraph,
    Span,
    Table,
    line,
    quiet,
    strong,
)
from lovande_cli.documents.common_blocks import about_tool, badge, title_of
from lovande_cli.documents.words import (
    all_distinct,
    by_category,
    chosen_words,
    element_name,
    question_number,
    sheets_notices,
    status_word,
    summary_sentence,
)
from lovande_cli.language import Say

LOOKS: Mapping[Direction, Look] = {
    "up": "present",
    "down": "absent",
    "same": "quiet",
    "clearer": "partly",
    "less-clear": "unclear",
    "other": "unclear",
}

OUTCOMES: Mapping[ActionState, str] = {"done": "●", "still-open": "○", "new": "+", "dropped": "–"}
"""The sign before a next step, in the order they are shown."""


def build_change(change: Change, names: Sequence[str], say: Say, *, brief: bool = False) -> Document:
    """What changed; `names` (of the files, say) tell the times apart where dates do not.

    `brief` is for a screen: it leaves out what a paper must say of itself.
    """
    latest, labels = change.results[-1].sheet, moment_labels(change, names, say)
    kicker, title = say.text(change.framework.title), title_of(latest, say)
    about = " · ".join(filter(None, (latest.practice.organisation, latest.practice.target_group)))
    notices = change_notices(change, say)
    summaries = tuple(
        line(strong(say("change.summary", label=label, summary=summary_sentence(result, say))))
        for label, result in zip(labels, change.results, strict=True)
    )
    blocks: list[Block] = [
        *([Paragraph(text=about, style="quiet", with_next=bool(notices))] if about else []),
        *([Note(text=notices, style="frame")] if notices else []),
        Note(text=summaries, style="summary"),
        Heading(text=say("change.elements-title")),
        element_table(change, labels, say),
        *arrow_notes(change, say),
        Heading(text=say("change.answers-title")),
        *changed_answers(change, say),
        *changed_actions(change, say),
    ]
    for heading, lead, questions in version_lines(change, say):
        blocks.append(Heading(text=heading))
        blocks += [Paragraph(text=lead, style="quiet", with_next=True)] if lead else []
        blocks.append(Items(items=tuple(Item(text=question) for question in questions)))
    blocks.append(Paragraph(text=say("result.no-pass-mark"), style="quiet"))
    return Document(
        title=say("change.title", practice=title),
        language=say.language,
        kicker=kicker,
        footer=f"{kicker} · {title[:90]}",
        blocks=(*blocks, *(() if brief else about_tool(change.framework, say))),
    )


def element_table(change: Change, labels: Sequence[str], say: Say) -> Table:
    """Every element under its category with its status each time, and where it went from the first to the last."""
    heads = (
        Head(text=say("change.column.number"), width=0.4, numeric=True, minor=True),
        Head(text=say("change.column.element"), width=2.4),
        *(Head(text=label, width=1.4) for label in labels),
        Head(text=say("change.column.direction"), width=1.5, beside=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for category, within in by_category(change.framework, ((one.element, one) for one in change.elements), say):
        rows.append((category,))
        for one in within:
            statuses = [badge(result.status, say) for result in one.results]
            arrow = (Span(text=signed_direction(one.direction, say), look=LOOKS[one.direction]),)
            rows.append((str(one.element.number), say.text(one.element.name), *statuses, arrow))
    return Table(caption=say("change.elements-title"), heads=heads, rows=tuple(rows), name_column=1)


def arrow_notes(change: Change, say: Say) -> list[Block]:
    """What an arrow does not mean, where it could be taken for that."""
    is_clearer = any(one.direction in ("clearer", "less-clear") for one in change.elements)
    only_share = any(
        one.direction in ("up", "down") and len({result.status for result in one.results}) == 1
        for one in change.elements
    )
    keys = ["change.legend-note"] * is_clearer + ["change.only-share"] * only_share
    return [Paragraph(text=say(key), style="quiet", with_next=True) for key in keys]


def changed_answers(change: Change, say: Say) -> list[Block]:
    """The answers that changed, by element."""
    blocks: list[Block] = [] if change.answers else [Paragraph(text=say("change.nothing"))]
    for one in change.elements:
        if one.answers:
            blocks.append(Heading(text=f"{one.element.number} {say.text(one.element.name)}", level=2))
            blocks.append(Items(items=tuple(answer_item(change, answer, say) for answer in one.answers)))
    return blocks


def answer_item(change: Change, one: AnswerChange, say: Say) -> Item:
    """One changed answer: the arrow, the question, and what was answered each time."""
    look = LOOKS[one.direction]
    answered = [Span(text=" → ".join(answered_words(one, say)), look=look)]
    if one.direction in ("same", "other"):
        word = say("change.same-worth") if one.direction == "same" else direction_word(one.direction, say)
        answered.append(quiet(f" ({word})"))
    return Item(
        mark=(Span(text=direction_symbol(one.direction, say), look=look),),
        text=f"{question_number(change.framework, one.question)} {say.text(one.question.ask)}",
        details=(tuple(answered),),
    )


def changed_actions(change: Change, say: Say) -> list[Block]:
    """The next steps by what became of them."""
    blocks: list[Block] = [Heading(text=say("change.actions-title"))] if change.actions else []
    for outcome, sign in OUTCOMES.items():
        items = []
        for action in (track.latest for track in change.actions if track.state == outcome):
            about = (element_name(change.framework, action.element, say), action.who, say.date(action.when))
            below = line(quiet(" · ".join(filter(None, about))))
            items.append(Item(mark=sign, text=line(strong(action.what)), details=(below,) if any(about) else ()))
        if items:
            blocks += [Heading(text=outcome_word(outcome, say), level=2), Items(items=tuple(items))]
    return blocks


# ---- in words ----


def moment_labels(change: Change, names: Sequence[str], say: Say) -> tuple[str, ...]:
    """What to call each time: its date; where dates are missing or alike its name (the file's, say), else a number."""
    dates = [result.sheet.workshop.date for result in change.results]
    numbers = [say("change.time", number=number) for number in range(1, len(dates) + 1)]
    return next(tuple(labels) for labels in (dates, names, numbers) if all_distinct(labels, len(dates)))


def change_notices(change: Change, say: Say) -> tuple[str, ...]:
    """What there is to know before the sheets are compared."""
    sheets = [result.sheet for result in change.results]
    said = []
    if sheets[0].workshop.date > sheets[-1].workshop.date > "":
        said.append(say("change.dates-turned"))
    if change.versions_differ and not change.perhaps_new:
        said.append(say("change.versions-differ", versions=say.listing(tuple(dict.fromkeys(change.versions)))))
    return (*said, *sheets_notices(sheets, say))


def answered_words(changed: AnswerChange, say: Say) -> tuple[str, ...]:
    """What was answered each time."""
    return tuple(
        say("change.not-asked") if a is None else chosen_words(changed.question, a.answer, say) for a in changed.answers
    )


def direction_word(direction: Direction, say: Say) -> str:
    """Where something went, in words."""
    return say(f"change.direction.{direction}")


def direction_symbol(direction: Direction, say: Say) -> str:
    """The arrow that stands beside the word, or before a legend that has it."""
    return say(f"change.direction-symbol.{direction}")


def signed_direction(direction: Direction, say: Say) -> str:
    """The arrow and the word."""
    return f"{direction_symbol(direction, say)} {direction_word(direction, say)}"


def outcome_word(outcome: ActionState, say: Say) -> str:
    """What became of a next step."""
    return say(f"change.outcome.{outcome}")


def version_lines(change: Change, say: Say) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What the versions of the framework do to the comparison: title, what it means (or ""), and the questions."""
    versions = say.listing(tuple(dict.fromkeys(change.versions)))
    new = tuple(f"{question_number(change.framework, q)} {say.text(q.ask)}" for q in change.perhaps_new)
    renamed = tuple(say("change.renamed", old=one.old, new=one.question.id) for one in change.renamed)
    retired = tuple(
        say("change.retired", id=one.question_id, answers=" → ".join(retired_words(a, say) for a in one.answers))
        for one in change.retired
    )
    parts = (
        (say("change.perhaps-new-title"), say("change.perhaps-new-lead", versions=versions), new),
        (say("change.renamed-title"), "", renamed),
        (say("change.retired-title"), "", retired),
    )
    return tuple(part for part in parts if part[2])


def retired_words(answer: Answer | None, say: Say) -> str:
    """The answer to a retired question, as it was written."""
    return "; ".join(answer.chosen) if answer and answer.chosen else say("common.unanswered")


def change_lines(change: Change, say: Say) -> tuple[str, ...]:
    """The change from the first sheet to the last as plain lines for a report.

    What it is compared with, the elements that moved, what became of the next steps, and what the versions do to it.
    """
    first = change.results[0]
    label = first.sheet.workshop.date or say("change.earlier")
    lines = [
        *change_notices(change, say),
        say("change.report-since", label=label, summary=summary_sentence(first, say)),
    ]
    for one in change.elements:
        then, now = one.results[0].status, one.results[-1].status
        if one.direction != "same" or then != now:
            symbol, word = direction_symbol(one.direction, say), direction_word(one.direction, say)
            blanks = {"symbol": symbol, "element": say.text(one.element.name), "word": word}
            key = "report-line-same" if then == now else "report-line"
            lines.append(say(f"change.{key}", **blanks, then=status_word(then, say), now=status_word(now, say)))
    if change.is_empty:
        lines.append(say("change.nothing"))
    for track in change.actions:
        lines.append(say("change.report-action", outcome=outcome_word(track.state, say), what=track.latest.what))
    for title, _, questions in version_lines(change, say):
        lines += [f"{title}: {question}" for question in questions]
    return tuple(lines)
