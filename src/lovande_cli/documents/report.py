"""The report of a result: two pages that stand alone, and an appendix with every answer and how it was counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lovande_cli.assessment.answers import Answer
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.lenses import read_lens
from lovande_cli.assessment.scoring import STATUSES, ElementResult, Result, ScoredAnswer
from lovande_cli.documents import words
from lovande_cli.documents.blocks import (
    Block,
    Document,
    Fact,
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
    spaced,
    strong,
)
from lovande_cli.documents.change import retired_words
from lovande_cli.documents.common_blocks import (
    about_tool,
    asked_and_answered,
    badge,
    capital,
    facts_of,
    labelled,
    next_steps,
    picture,
    sources_list,
    title_of,
    version_line,
)
from lovande_cli.documents.lens import lens_section
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_document

GAPS = ("partly", "absent", "unclear")
"""What an element is when there is something to develop in it, or to find out."""


@dataclass(frozen=True, kw_only=True)
class ReportOptions:
    """What a report holds besides the result.

    `short` leaves out the appendix, `notes` are notes and evidence, `votes` is how the individual answers fell, and
    `changes` are sentences on what has changed since an earlier file.
    """

    short: bool = False
    notes: bool = True
    votes: bool = False
    changes: Sequence[str] = ()


EVERYTHING = ReportOptions()


def build_report(result: Result, say: Say, included: ReportOptions = EVERYTHING) -> Document:
    """The report as a document in the language of `say`."""
    result = result if included.notes else without_notes(result)
    title, kicker = title_of(result.sheet, say), say.text(result.framework.title)
    blocks = [
        *summary(result, say, included),
        *strengths(result, say),
        *next_steps(result, say),
        *develop(result, say),
        *find_out(result, say),
    ]
    blocks += about_in_short(result, say) if included.short else appendix(result, say, included)
    return Document(
        title=title,
        language=say.language,
        kicker=f"{kicker} · {say('report.kicker')}",
        footer=f"{kicker} · {title[:90]}",
        summary=words.summary_sentence(result, say),
        blocks=tuple(blocks),
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


def summary(result: Result, say: Say, included: ReportOptions) -> list[Block]:
    """Facts, the summary in a box, what changed, and the picture."""
    gate = Note(text=(say("result.gate"),), style="frame")
    changes = Items(items=tuple(Item(text=change) for change in included.changes))
    return [
        facts_of(result.sheet, say),
        Note(title=words.summary_sentence(result, say), text=tuple(summary_notes(result, say)), style="summary"),
        *([gate] if result.tested_in_trial else []),
        *([changes] if included.changes else []),
        Heading(text=say("report.figure-title")),
        picture(result, say),
    ]


def summary_notes(result: Result, say: Say) -> list[str]:
    """How many elements have each status, how many answers there are, why a range, and that there is no pass mark."""
    counts = [f"{capital(words.status_word(s, say))}: {result.count(s)}" for s in STATUSES if result.count(s)]
    range_why = [say("result.range-why")] * (result.present_at_least != result.present_at_most)
    sentences = [words.answered_sentence(result, say), *range_why, say("result.no-pass-mark")]
    return [" · ".join(counts), " ".join(sentences)]


def strengths(result: Result, say: Say) -> list[Block]:
    """The elements that are present."""
    found = [e for e in result.elements if e.status == "present"]
    lead = say("report.strengths-lead" if found else "report.no-strengths")
    blocks: list[Block] = [Heading(text=say("result.strengths-title")), Paragraph(text=lead, with_next=bool(found))]
    names = [link(say.text(e.element.name), f"#{anchor(e)}") for e in found]
    return [*blocks, Paragraph(text=spaced(names, " · "))] if found else blocks


def anchor(found: ElementResult) -> str:
    """Where an element stands in the appendix."""
    return f"element-{found.element.number}"


def develop(result: Result, say: Say) -> list[Block]:
    """Each element with something to develop: its questions themselves, and one first step."""
    gaps = [e for e in result.elements if e.status in GAPS and e.to_develop]
    key = "develop-lead" if gaps else "no-gaps" if not has_open(result) else "no-known-gaps"
    blocks: list[Block] = [
        Heading(text=say("result.develop-title")),
        Paragraph(text=say(f"report.{key}"), with_next=bool(gaps)),
    ]
    for found in gaps:
        blocks.append(Heading(text=say.text(found.element.name), level=2, badge=badge(found.status, say)))
        items = tuple(Item(text=asked_and_answered(result.framework, a, say)) for a in found.to_develop)
        blocks.append(Items(items=items))
        first = line(strong(f"{say('report.first-step')}: "), say.text(found.element.develop))
        blocks.append(Paragraph(text=first))
    return blocks


def has_open(result: Result) -> bool:
    """Whether any question is unknown or unanswered."""
    return any(e.to_find_out for e in result.elements)


def find_out(result: Result, say: Say) -> list[Block]:
    """What nobody knows yet, in a table with room for whom to ask."""
    heading = Heading(text=say("result.find-out-title"))
    if not has_open(result):
        return [heading, Paragraph(text=say("report.no-find-out"))]
    heads = (Head(text=say("report.find-out-question"), width=3), Head(text=say("report.whom-to-ask"), width=1.4))
    rows = [
        (asked_and_answered(result.framework, a, say), for_document(a.answer.note))
        for found in result.elements
        for a in found.to_find_out
        if found.answered
    ]
    untouched = [say.text(e.element.name) for e in result.elements if e.to_find_out and not e.answered]
    if untouched:
        rows.append((say("report.untouched", names=say.listing(untouched)), ""))
    return [
        heading,
        Paragraph(text=say("result.find-out-lead"), with_next=True),
        Table(caption=say("result.find-out-title"), heads=heads, rows=tuple(rows)),
    ]


def about_in_short(result: Result, say: Say) -> list[Block]:
    """What the tool is and is not, small, so that the pages that stand alone stay two."""
    about = " ".join(say.text(paragraph) for paragraph in result.framework.about)
    return [Paragraph(text=line(strong(f"{say('report.about-title')}. "), about), style="quiet")]


# ---- the appendix ----


def appendix(result: Result, say: Say, included: ReportOptions) -> list[Block]:
    """Every element with its answers, how they were counted, and what the tool is and is not."""
    blocks: list[Block] = [PageBreak(), Heading(text=say("report.table-title"), anchor="table"), overview(result, say)]
    blocks.append(Paragraph(text=say("report.table-note"), style="quiet"))
    blocks.append(Heading(text=say("report.elements-title"), anchor="elements"))
    if any(q.core for q in result.framework.questions):
        blocks.append(Paragraph(text=say("report.key-core"), style="quiet"))
    for found in result.elements:
        blocks += element_section(result, found, say, included)
    if retired := no_longer_asked(result, say):
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


def element_section(result: Result, found: ElementResult, say: Say, included: ReportOptions) -> list[Block]:
    """One element: what must be true, its status, and every answer."""
    element = found.element
    category = say.text(result.framework.category_by_id[element.category].name)
    counts = {"answered": found.answered, "questions": len(found.answers), "documented": found.documented}
    state = say("report.element-state", **counts)
    heading = f"{element.number}. {say.text(element.name)}"
    text = " ".join(filter(None, (say.text(element.description), reading_words(found, say))))
    return [
        Heading(text=heading, level=2, anchor=anchor(found), badge=badge(found.status, say)),
        Paragraph(text=f"{category} · {state}", style="quiet", with_next=True),
        Paragraph(text=text, with_next=True),
        *(answer_block(result.framework, a, say, included) for a in found.answers),
    ]


def reading_words(found: ElementResult, say: Say) -> str:
    """What an unclear element may turn out to be; "" for the others."""
    if found.status != "unclear":
        return ""
    low, high = (words.status_word(status, say) for status in (found.status_low, found.status_high))
    return say("report.either", low=low, high=high)


def answer_block(framework: Framework, answer: ScoredAnswer, say: Say, included: ReportOptions) -> QuestionBlock:
    """One question, whether it is core or not scored, its answer, and what was written beside it."""
    question = answer.question
    marks = [say("common.core-mark")] * question.core + [say("report.unscored")] * (not question.weight)
    return QuestionBlock(
        number=words.question_number(framework, question),
        ask=say.text(question.ask),
        marks=tuple(marks),
        answer=capital(words.chosen_words(question, answer.answer, say)),
        remarks=remarks(answer, say, included),
    )


def remarks(answer: ScoredAnswer, say: Say, included: ReportOptions) -> tuple[Fact, ...]:
    """What was written beside the answer, and on demand how the votes fell, each with its label."""
    given = answer.answer
    votes = vote_words(answer.question, given, say) if included.votes else ""
    written = {"common.note": given.note, "common.evidence": given.evidence, "report.votes": votes}
    return labelled(written, say)


def vote_words(question: Question, answer: Answer, say: Say) -> str:
    """How the individual answers fell ("ja 3, nej 1"), without saying whose they are; "" where there are none."""
    counts = Counter(words.chosen_words(question, vote, say) for vote in answer.votes.values())
    return ", ".join(f"{said} {count}" for said, count in counts.items())


def no_longer_asked(result: Result, say: Say) -> tuple[QuestionBlock, ...]:
    """The answers to retired questions as they were written: they are not scored, but no report leaves them out."""
    return tuple(
        QuestionBlock(
            number="–",
            ask=key,
            marks=(say("report.unscored"),),
            answer=retired_words(answer, say),
            remarks=labelled({"common.note": answer.note, "common.evidence": answer.evidence}, say),
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
