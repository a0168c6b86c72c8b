"""What has changed between times: each element then and now, the answers behind it, what became of the next steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lovande_cli.assessment.answers import Answer, AnswerSheet
from lovande_cli.assessment.change import ActionState, Change
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
from lovande_cli.documents.common_blocks import about_tool, badge
from lovande_cli.documents.words import (
    all_distinct,
    by_category,
    chosen_words,
    element_name,
    practice_name,
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
    "more-agreed": "partly",
    "less-agreed": "unclear",
    "other": "unclear",
}

OUTCOMES: Mapping[ActionState, str] = {"done": "●", "still-open": "○", "new": "+", "dropped": "–"}
"""The sign before a next step, in the order they are shown."""


def build_change(change: Change, names: Sequence[str], say: Say, *, brief: bool = False) -> Document:
    """What changed; `names` (of the files, say) distinguish the times where dates do not.

    `brief` is for a screen: it leaves out what a paper must say of itself.
    """
    latest, labels = change.results[-1].sheet, moment_labels(change, names, say)
    kicker, title = say.text(change.framework.title), practice_name(latest, say)
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
        then_and_now(change, labels, say),
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


def then_and_now(change: Change, labels: Sequence[str], say: Say) -> Table:
    """Every element under its category with its status each time, and where it went from the first to the last."""
    heads = (
        Head(text=say("change.column.number"), width=0.4, numeric=True, minor=True),
        Head(text=say("change.column.element"), width=2.4),
        *(Head(text=label, width=1.4) for label in labels),
        Head(text=say("change.column.direction"), width=1.5, beside=True),
    )
    rows: list[tuple[Cell, ...]] = []
    about = ((changed.element, changed) for changed in change.elements)
    for category, within in by_category(change.framework, about, say):
        rows.append((category,))
        for changed in within:
            statuses = [badge(result.status, say) for result in changed.results]
            arrow = (Span(text=signed_direction(changed.direction, say), look=LOOKS[changed.direction]),)
            rows.append((str(changed.element.number), say.text(changed.element.name), *statuses, arrow))
    return Table(caption=say("change.elements-title"), heads=heads, rows=tuple(rows), name_column=1)


def arrow_notes(change: Change, say: Say) -> list[Block]:
    """What an arrow does not mean, where it could be taken for that."""
    is_clearer = any(changed.direction in ("clearer", "less-clear") for changed in change.elements)
    only_share = any(
        changed.direction in ("up", "down") and len({result.status for result in changed.results}) == 1
        for changed in change.elements
    )
    keys = ["change.legend-note"] * is_clearer + ["change.only-share"] * only_share
    return [Paragraph(text=say(key), style="quiet", with_next=True) for key in keys]


def changed_answers(change: Change, say: Say) -> list[Block]:
    """The answers that changed, by element: the arrow, the question, and what was answered each time."""
    blocks: list[Block] = [] if change.answers else [Paragraph(text=say("change.nothing"))]
    for changed in change.elements:
        items = []
        for answer in changed.answers:
            question, direction = answer.question, answer.direction
            answered = [
                say("change.not-asked") if given is None else chosen_words(question, given.answer, say)
                for given in answer.answers
            ]
            details = [Span(text=" → ".join(answered), look=LOOKS[direction])]
            if direction in ("same", "other"):
                word = say("change.same-worth" if direction == "same" else "change.direction.other")
                details.append(quiet(f" ({word})"))
            arrow = Span(text=direction_symbol(direction, say), look=LOOKS[direction])
            asked = f"{question_number(change.framework, question)} {say.text(question.ask)}"
            items.append(Item(mark=(arrow,), text=asked, details=(tuple(details),)))
        if items:
            blocks.append(Heading(text=f"{changed.element.number} {say.text(changed.element.name)}", level=2))
            blocks.append(Items(items=tuple(items)))
    return blocks


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
            blocks += [Heading(text=say(f"change.outcome.{outcome}"), level=2), Items(items=tuple(items))]
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
    sentences = []
    if sheets[0].workshop.date > sheets[-1].workshop.date > "":
        sentences.append(say("change.dates-turned"))
    if len(set(change.versions)) > 1 and not change.perhaps_new:
        sentences.append(say("change.versions-differ", versions=say.listing(tuple(dict.fromkeys(change.versions)))))
    first, last = change.results[0], change.results[-1]
    raters = [raters_words(sheet, say) for sheet in (first.sheet, last.sheet)]
    if raters[0] != raters[1] and all(raters):
        sentences.append(say("change.raters-differ", then=raters[0], now=raters[1]))
    if (first.answered, first.questions) != (last.answered, last.questions):
        counts = {"then": first.answered, "asked_then": first.questions, "now": last.answered, "asked": last.questions}
        sentences.append(say("change.answered-differ", **counts))
    return (*sentences, *sheets_notices(sheets, say))


def raters_words(sheet: AnswerSheet, say: Say) -> str:
    """How many people answered, together or each on their own; "" where the sheet does not say."""
    if sheet.holds_votes:
        return say("change.each", count=len(sheet.by_person))
    people = sheet.workshop.participants or (1 if sheet.workshop.answered_by.strip() else 0)
    return say("change.together", count=people) if people else ""


def direction_symbol(direction: Direction, say: Say) -> str:
    """The arrow that stands beside the word, or before a legend that has it."""
    return say(f"change.direction-symbol.{direction}")


def signed_direction(direction: Direction, say: Say) -> str:
    """The arrow and the word."""
    return f"{direction_symbol(direction, say)} {say(f'change.direction.{direction}')}"


def version_lines(change: Change, say: Say) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What the versions of the framework do to the comparison: title, what it means (or ""), and the questions."""
    versions = say.listing(tuple(dict.fromkeys(change.versions)))
    new = tuple(f"{question_number(change.framework, q)} {say.text(q.ask)}" for q in change.perhaps_new)
    renamed = tuple(say("change.renamed", old=old, new=question.id) for old, question in change.renamed.items())
    retired = tuple(
        say("change.retired", id=question, answers=" → ".join(retired_words(answer, say) for answer in answers))
        for question, answers in change.retired.items()
    )
    parts = (
        (say("change.perhaps-new-title"), say("change.perhaps-new-lead", versions=versions), new),
        (say("change.renamed-title"), "", renamed),
        (say("change.retired-title"), "", retired),
    )
    return tuple(part for part in parts if part[2])


def retired_words(answer: Answer | None, say: Say) -> str:
    """The answer to a retired question, as the file has it: its labels are not known any more."""
    return "; ".join(answer.chosen) if answer and answer.chosen else say("common.unanswered")


def change_parts(change: Change, say: Say, *, file: str = "") -> tuple[tuple[str, ...], ...]:
    """The change from the first sheet to the last as plain lines, for a report and for the room, none of them empty.

    First what it is compared with (its date, and the name of its `file`), then in one part each: what makes that
    doubtful, the elements that moved, what became of the next steps, and what the versions do to it.
    """
    first = change.results[0]
    label = say.date(first.sheet.workshop.date) or say("change.earlier")
    label = f"{label} ({file})" if file else label
    elements = []
    for changed in change.elements:
        then, now = changed.results[0].status, changed.results[-1].status
        if changed.direction != "same" or then != now:
            symbol, word = direction_symbol(changed.direction, say), say(f"change.direction.{changed.direction}")
            blanks = {"symbol": symbol, "element": say.text(changed.element.name), "word": word}
            key = "report-line-same" if then == now else "report-line"
            elements.append(say(f"change.{key}", **blanks, then=status_word(then, say), now=status_word(now, say)))
    steps = [
        say("change.report-action", outcome=say(f"change.outcome.{track.state}"), what=track.latest.what)
        for track in change.actions
    ]
    parts = (
        (say("change.report-since", label=label, summary=summary_sentence(first, say)),),
        change_notices(change, say),
        tuple(elements),
        (say("change.nothing"),) if change.is_empty else (),
        tuple(steps),
        tuple(f"{title}: {question}" for title, _, questions in version_lines(change, say) for question in questions),
    )
    return tuple(part for part in parts if part)


def change_lines(change: Change, say: Say, *, file: str = "", brief: bool = False) -> tuple[str, ...]:
    """The lines of `change_parts`; `brief` has one line for all elements that went one way, and for all such steps."""
    if not brief:
        return tuple(line for part in change_parts(change, say, file=file) for line in part)
    compared, *_ = change_parts(change, say, file=file)
    lines = [*compared, *([say("change.nothing")] if change.is_empty else [])]
    for direction in LOOKS:
        names = [say.text(changed.element.name) for changed in change.elements if changed.direction == direction]
        if names and direction != "same":
            lines.append(say("change.brief", outcome=signed_direction(direction, say), names=say.listing(names)))
    for outcome in OUTCOMES:
        steps = [track.latest.what for track in change.actions if track.state == outcome]
        if steps:
            lines.append(say("change.brief", outcome=say(f"change.outcome.{outcome}"), names="; ".join(steps)))
    return (*lines, *change_notices(change, say))
