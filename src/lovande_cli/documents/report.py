"""The report of a result: two pages that stand alone, and an appendix with every answer and how it was counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from lovande_cli.assessment.answers import Answer
from lovande_cli.assessment.framework import Question
from lovande_cli.assessment.lenses import read_lens
from lovande_cli.assessment.priorities import AT_A_TIME, find_development, find_strengths
from lovande_cli.assessment.scoring import ElementResult, Result
from lovande_cli.documents import words
from lovande_cli.documents.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Head,
    Heading,
    Item,
    Items,
    Note,
    PageBreak,
    Paragraph,
    QuestionBlock,
    Table,
    line,
    link,
    plain,
    quiet,
    strong,
)
from lovande_cli.documents.blocks import replace as replace_block
from lovande_cli.documents.change import retired_words
from lovande_cli.documents.common_blocks import (
    MANY,
    about_tool,
    and_more,
    asked_and_answered,
    badge,
    capital,
    facts_of,
    labelled,
    next_steps,
    shorten,
    sources_list,
    status_tiles,
    strength_item,
    version_line,
)
from lovande_cli.documents.lens import lens_section
from lovande_cli.documents.page_height import TWO_PAGES, estimate_height
from lovande_cli.language import Say

GAPS = ("partly", "absent", "unclear")
"""What an element is when there is something to develop in it, or to find out."""


@dataclass(frozen=True, kw_only=True)
class ReportOptions:
    """What a report holds besides the result.

    `short` leaves out the appendix, `notes` are notes and evidence, `votes` is how the individual answers fell, and
    `changes` are sentences on what has changed since an earlier file, the first on which one that is.
    """

    short: bool = False
    notes: bool = True
    votes: bool = False
    changes: Sequence[str] = ()


EVERYTHING = ReportOptions()


class Limits(NamedTuple):
    """How much of each part the short report has room for: so many entries, and so many letters of a text."""

    strengths: int
    evidence: int
    steps: int
    questions: int
    then: int
    find_out: int
    changes: int
    letters: int
    step_letters: int


FACT_LETTERS = 80
"""What an organisation or a target group takes of its line."""

NO_LIMITS = Limits(*(MANY,) * 9)
"""The whole report leaves nothing out."""

SHORT_LIMITS = (
    Limits(11, 3, 10, 4, 8, 12, 12, 300, 300),
    Limits(11, 1, 8, 3, 8, 8, 8, 200, 200),
    Limits(8, 1, 6, 3, 6, 6, 8, 150, 150),
    Limits(6, 1, 5, 2, 4, 4, 6, 120, 140),
    Limits(5, 1, 4, 2, 2, 3, 6, 100, 140),
    Limits(5, 1, 4, 2, 0, 2, 5, 90, 140),
    Limits(4, 1, 3, 1, 0, 2, 5, 80, 140),
    Limits(3, 1, 3, 1, 0, 1, 3, 60, 120),
    Limits(3, 0, 3, 1, 0, 0, 3, 60, 60),
    Limits(3, 0, 3, 1, 0, 0, 0, 60, 60),
)
"""From the most generous to what always fits on two pages; a next step, which people come back to, is cut last."""


def build_report(result: Result, say: Say, included: ReportOptions = EVERYTHING) -> Document:
    """The report as a document in the language of `say`; in short two pages, whatever the answers."""
    result = result if included.notes else without_notes(result)
    if not included.short:
        return make_document(result, say, included, NO_LIMITS, appendix(result, say, included))
    # what the tool is and is not, small, so that the pages that stand alone stay two
    about = " ".join(say.text(paragraph) for paragraph in result.framework.about)
    rest = [Paragraph(text=line(strong(f"{say('report.about-title')}. "), about), style="quiet")]
    # the height is estimated, not measured: to set ten documents would take longer than all the rest
    for limits in SHORT_LIMITS:
        document = make_document(result, say, included, limits, rest)
        if estimate_height(document) <= TWO_PAGES:
            break
    return document


def make_document(result: Result, say: Say, included: ReportOptions, limits: Limits, rest: Sequence[Block]) -> Document:
    """The pages that stand alone, within the limits, and the rest behind them."""
    title, kicker = shorten(words.practice_name(result.sheet, say), limits.letters), say.text(result.framework.title)
    return Document(
        title=title,
        language=say.language,
        kicker=f"{kicker} · {say('report.kicker')}",
        footer=f"{kicker} · {shorten(title, 90)}",
        summary=words.summary_sentence(result, say),
        blocks=(
            *summary(result, say, included, limits),
            *strengths_section(result, say, limits),
            *next_steps(result, say, most=limits.steps, letters=limits.step_letters),
            *development_section(result, say, limits),
            *unknowns_section(result, say, limits),
            *rest,
        ),
    )


def without_notes(result: Result) -> Result:
    """The result without any note or evidence, so that no document can show one; what they were counted as stays."""

    def bare(answer: Answer) -> Answer:
        votes = {name: replace(vote, note="", evidence="") for name, vote in answer.votes.items()}
        return replace(answer, note="", evidence="", votes=votes)

    return replace(
        result,
        sheet=replace(result.sheet, answers={key: bare(answer) for key, answer in result.sheet.answers.items()}),
        elements=tuple(
            replace(e, answers=tuple(a._replace(answer=bare(a.answer)) for a in e.answers)) for e in result.elements
        ),
    )


# ---- the two pages ----


def summary(result: Result, say: Say, included: ReportOptions, limits: Limits) -> list[Block]:
    """Facts, the summary in a box, the picture, and what has changed."""
    facts = facts_of(result.sheet, say).facts
    gate = Note(text=(say("result.gate"),), style="frame")
    shown = included.changes[: limits.changes]
    since: list[Block] = []
    if shown:  # the first says what it is compared with
        since = [Heading(text=say("change.since-title")), Paragraph(text=shown[0], with_next=bool(shown[1:]))]
    if shown[1:]:
        since.append(Items(items=tuple(Item(text=change) for change in shown[1:])))
    return [
        Facts(
            facts=tuple(
                replace_block(fact, text=shorten(plain(fact.text), max(limits.letters, FACT_LETTERS))) for fact in facts
            )
        ),
        Note(title=words.summary_sentence(result, say), text=tuple(summary_notes(result, say)), style="summary"),
        *([gate] if result.tested_in_trial else []),
        Heading(text=say("report.figure-title")),
        status_tiles(result, say),
        *since,
        *and_more("changes", len(included.changes) - len(shown), say),
    ]


def summary_notes(result: Result, say: Say) -> list[str]:
    """What the sentence above does not count, how many answers there are, why a range, that there is no pass mark."""
    counts = words.count_statuses(result, ("absent", "unclear"), say)
    # why there are two numbers is explained only where there are two
    range_why = [say("result.range-why")] * (result.present_at_least != result.present_at_most)
    sentences = [words.answered_sentence(result, say), *range_why, say("result.no-pass-mark")]
    return [*([counts] if counts else []), " ".join(sentences)]


def strengths_section(result: Result, say: Say, limits: Limits) -> list[Block]:
    """Every element with a full yes, also those that are partly there, and what shows it."""
    found = find_strengths(result)
    lead = say("report.strengths-lead" if found else "report.no-strengths")
    heading = Heading(text=say("result.strengths-title"))
    if not found:
        return [heading, Paragraph(text=lead)]
    items = []
    for strength in found[: limits.strengths]:
        name = replace_block(link(say.text(strength.result.element.name), f"#{anchor(strength.result)}"), look="strong")
        items.append(strength_item(strength, result.framework, name, say, limits.evidence, limits.letters))
    left = len(found) - len(items)
    return [heading, Paragraph(text=lead, with_next=True), Items(items=tuple(items)), *and_more("elements", left, say)]


def anchor(found: ElementResult) -> str:
    """Where an element stands in the appendix."""
    return f"element-{found.element.number}"


def development_section(result: Result, say: Say, limits: Limits) -> list[Block]:
    """What matters most first: three elements with their questions and a first step, then the others with theirs."""
    gaps = [gap for gap in find_development(result) if gap.result.status in GAPS]
    key = "develop-lead" if gaps else "no-gaps" if not has_open(result) else "no-known-gaps"
    blocks: list[Block] = [
        Heading(text=say("result.develop-title")),
        Paragraph(text=say(f"report.{key}"), with_next=bool(gaps)),
    ]
    for gap in gaps[:AT_A_TIME]:
        found = gap.result
        blocks.append(Heading(text=say.text(found.element.name), level=2, badge=badge(found.status, say)))
        shown = gap.answers[: limits.questions]
        blocks.append(Items(items=tuple(Item(text=asked_and_answered(result.framework, a, say)) for a in shown)))
        blocks += and_more("questions", len(gap.answers) - len(shown), say)
        first = line(strong(f"{say('report.first-step')}: "), say.text(found.element.develop))
        blocks.append(Paragraph(text=first))
    later = gaps[AT_A_TIME:]
    items = []
    for gap in later[: limits.then]:
        name, status = say.text(gap.result.element.name), words.status_word(gap.result.status, say)
        step = say.text(gap.result.element.develop)
        items.append(Item(text=line(strong(name), quiet(f" ({status})")), details=(step,)))
    if items:
        blocks += [Heading(text=say("report.then-title"), level=2), Items(items=tuple(items))]
    return [*blocks, *and_more("elements", len(later) - len(items), say)]


def has_open(result: Result) -> bool:
    """Whether any question is unknown or unanswered."""
    return any(e.to_find_out for e in result.elements)


def unknowns_section(result: Result, say: Say, limits: Limits) -> list[Block]:
    """What nobody knows yet, in a table with room for whom to ask."""
    heading = Heading(text=say("result.find-out-title"))
    if not has_open(result):
        return [heading, Paragraph(text=say("report.no-find-out"))]
    heads = (Head(text=say("report.find-out-question"), width=3), Head(text=say("report.whom-to-ask"), width=1.4))
    rows = [
        (asked_and_answered(result.framework, a, say), shorten(a.answer.note, limits.letters))
        for found in result.elements
        for a in found.to_find_out
        if found.is_touched
    ]
    left = len(rows) - limits.find_out
    rows = rows[: limits.find_out]
    # an element that nobody has begun is one line: its questions would fill the table and say nothing
    untouched = [say.text(e.element.name) for e in result.elements if e.to_find_out and not e.is_touched]
    if untouched:
        rows.append((say("report.untouched", names=say.listing(untouched)), ""))
    table = Table(caption=say("result.find-out-title"), heads=heads, rows=tuple(rows))
    return [
        heading,
        Paragraph(text=words.find_out_lead(result, say), with_next=True),
        *([table] if rows else []),
        *and_more("questions", left, say),
    ]


# ---- the appendix ----


def appendix(result: Result, say: Say, included: ReportOptions) -> list[Block]:
    """Every element with its answers, how they were counted, and what the tool is and is not."""
    blocks: list[Block] = [PageBreak(), Heading(text=say("report.table-title"), anchor="table"), overview(result, say)]
    blocks.append(Paragraph(text=say("report.table-note"), style="quiet"))
    blocks.append(Heading(text=say("report.elements-title"), anchor="elements"))
    if any(q.core for q in result.framework.questions):
        blocks.append(Paragraph(text=say("report.key-core"), style="quiet"))
    for found in result.elements:
        blocks += element_answers(result, found, say, included)
    if retired := no_longer_asked(result, say, included):
        blocks += [Heading(text=say("change.retired-title"), level=2), *retired]
    return [*blocks, *lenses(result, say), *method(result, say)]


def overview(result: Result, say: Say) -> Table:
    """The elements in a table, each with a link to its answers."""
    widths = {"number": 0.35, "element": 2, "status": 1.2, "share": 0.8, "answered": 0.8, "documented": 0.8}
    texts = ("element", "status")
    heads = tuple(
        Head(text=say(f"result.column.{key}"), width=width, numeric=key not in texts, minor=key not in texts)
        for key, width in widths.items()
    )
    rows = tuple(
        (
            str(e.element.number),
            line(link(say.text(e.element.name), f"#{anchor(e)}")),
            badge(e.status, say),
            words.share_words(e, say),
            f"{e.answered}/{len(e.answers)}",
            str(e.documented),
        )
        for e in result.elements
    )
    return Table(caption=say("report.table-title"), heads=heads, rows=rows, name_column=1)


def element_answers(result: Result, found: ElementResult, say: Say, included: ReportOptions) -> list[Block]:
    """One element: what must be true, its status, and every answer."""
    element = found.element
    category = say.text(result.framework.category_by_id[element.category].name)
    counts = {"answered": found.answered, "questions": len(found.answers), "documented": found.documented}
    state = say("report.element-state", **counts)
    heading = f"{element.number}. {say.text(element.name)}"
    blocks: list[Block] = [
        Heading(text=heading, level=2, anchor=anchor(found), badge=badge(found.status, say)),
        Paragraph(text=f"{category} · {state}", style="quiet", with_next=True),
        Paragraph(text=say("common.definition", text=say.text(element.description)), with_next=True),
        *([Paragraph(text=reading, with_next=True)] if (reading := reading_words(found, say)) else []),
    ]
    for scored in found.answers:
        question = scored.question
        marks = [say("common.core-mark")] * question.core + [say("report.unscored")] * (not question.weight)
        blocks.append(
            QuestionBlock(
                number=words.question_number(result.framework, question),
                ask=say.text(question.ask),
                marks=tuple(marks),
                answer=capital(words.chosen_words(question, scored.answer, say)),
                remarks=remarks(question, scored.answer, say, included),
            )
        )
    return blocks


def reading_words(found: ElementResult, say: Say) -> str:
    """What an unclear element may turn out to be; "" for the others."""
    if found.status != "unclear":
        return ""
    low, high = (words.status_word(status, say) for status in (found.status_low, found.status_high))
    return say("report.either", low=low, high=high)


def remarks(question: Question | None, answer: Answer, say: Say, included: ReportOptions) -> tuple[Fact, ...]:
    """What was written beside an answer (to a retired question: None), labelled; on demand also how people voted.

    "ja 3, nej 1", and below it what was written beside each vote, without whose it is.
    """
    written = {"common.note": answer.note, "common.evidence": answer.evidence}
    if included.votes:
        said = [
            (words.chosen_words(question, vote, say) if question else retired_words(vote, say), vote)
            for vote in answer.votes.values()
        ]
        lines = [", ".join(f"{chosen} {count}" for chosen, count in Counter(chosen for chosen, _ in said).items())]
        for chosen, vote in said:
            shown = f"{capital(say('common.evidence'))}: {vote.evidence}" if vote.evidence.strip() else ""
            if beside := " ".join(filter(None, (vote.note.strip(), shown))):
                lines.append(f"{chosen}: {beside}")
        written["report.votes"] = "\n".join(lines)
    if included.votes and question:
        written["report.hands"] = words.hands_words(question, answer, say)
    return labelled(written, say)


def no_longer_asked(result: Result, say: Say, included: ReportOptions) -> tuple[QuestionBlock, ...]:
    """The answers to retired questions as they were written: they are not scored, but no report leaves them out."""
    return tuple(
        QuestionBlock(
            number="–",
            ask=key,
            marks=(say("report.unscored"),),
            answer=retired_words(answer, say),
            remarks=remarks(None, answer, say, included),
        )
        for key, answer in result.sheet.answers.items()
        if key in result.framework.retired
    )


def lenses(result: Result, say: Say) -> list[Block]:
    """The same answers through each lens."""
    blocks: list[Block] = []
    for lens in result.framework.lenses:
        blocks += lens_section(read_lens(result.framework, result.sheet, lens), result.framework, say)
    title = Heading(text=say("report.lenses-title"), anchor="lenses")
    return [title, Paragraph(text=say("lens.no-total")), *blocks] if blocks else []


def method(result: Result, say: Say) -> list[Block]:
    """How it was counted, what the tool is, and its sources."""
    framework = result.framework
    return [
        Heading(text=say("report.method-title"), anchor="method"),
        *(Paragraph(text=text) for text in rule(result, say)),
        Paragraph(text=version_line(result.sheet, say), style="quiet"),
        *about_tool(framework, say, level=2),
        *sources_list(framework.sources, say),
    ]


def rule(result: Result, say: Say) -> tuple[str, ...]:
    """The scoring rule in words, whose it is, and how the elements are grouped."""
    return *words.rule_sentences(result.framework, say), say.text(result.framework.grouping)
