"""A study of the questions as a document: what to look at first, how every question works, what experts say."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lovande_cli.assessment.study import QuestionStudy, Study
from lovande_cli.documents import in_formats
from lovande_cli.documents.blocks import (
    Block,
    Cell,
    Document,
    Head,
    Heading,
    Item,
    Items,
    Note,
    Paragraph,
    Span,
    Table,
    line,
    quiet,
    strong,
)
from lovande_cli.documents.parts import about_tool
from lovande_cli.language import Say
from lovande_cli.wording import study as words
from lovande_cli.wording.results import question_number

MINOR = ("n", "not-applicable", "skipped", "rounds")
"""The columns of numbers that a narrow screen leaves out."""


def build_study(study: Study, say: Say, days: int) -> Document:
    """The study as a document."""
    product = say.text(study.framework.title)
    blocks: list[Block] = [
        Note(text=(words.counted_sentence(study, say), say("study.about")), style="summary"),
        Paragraph(text=say("study.round-note", count=days), style="quiet"),
        *first_section(study, say),
        *answer_section(study, say),
        *alpha_section(study, say),
        *(language_section(study, say) if len(study.languages) > 1 else ()),
        *(expert_section(study, say) if study.validity else ()),
        *about_tool(study.framework, say),
    ]
    return Document(
        title=say("study.title"),
        language=say.language,
        kicker=product,
        footer=f"{product} · {study.framework.id} {study.framework.version}",
        blocks=tuple(blocks),
        landscape=True,
    )


def first_section(study: Study, say: Say) -> list[Block]:
    """The questions that stand out, with why."""
    items = tuple(Item(text=named(study, one, say), details=words.signal_words(one, say)) for one in study.look_first)
    lead = say("study.first-lead" if items else "study.first-nothing")
    return [
        Heading(text=say("study.first-title")),
        Paragraph(text=lead, with_next=bool(items)),
        *([Items(items=items)] if items else []),
    ]


def answer_section(study: Study, say: Say) -> list[Block]:
    """How people answered every question, and the shares that gave no value."""

    def cells(one: QuestionStudy) -> list[Cell]:
        shares = one.shares
        missing = map(words.percent, (shares.unknown, shares.not_applicable, shares.skipped))
        return [words.answer_words(one, say), str(shares.n), *missing]

    counts = number_heads(("n", "unknown", "not-applicable", "skipped"), say)
    return [
        Heading(text=say("study.all-title")),
        Paragraph(text=say("study.columns-note"), style="quiet", with_next=True),
        question_table(study, "all-title", [Head(text=say("study.column.answers"), width=4), *counts], cells, say),
    ]


def alpha_section(study: Study, say: Say) -> list[Block]:
    """How alike people answer: alpha never stands without its interval, and the verdict where there is one."""

    def cells(one: QuestionStudy) -> list[Cell]:
        verdict = words.verdict_word(study, one, say)
        interval = line(words.interval_words(one, say), quiet(f"\n{verdict}" if verdict else ""))
        return [str(one.rounds), words.percent(one.identical), words.signed(one.alpha, say), interval]

    numbers = number_heads(("rounds", "identical", "alpha"), say)
    return [
        Heading(text=say("study.alpha-title")),
        *(Paragraph(text=note, with_next=True) for note in words.alpha_notes(study, say)),
        question_table(study, "alpha-title", [*numbers, Head(text=say("study.column.interval"), width=2)], cells, say),
        Paragraph(text=say("study.method-note"), style="quiet"),
    ]


def language_section(study: Study, say: Say) -> list[Block]:
    """How people answered, by the language they answered in."""

    def cells(one: QuestionStudy) -> list[Cell]:
        return [words.answer_words(one, say, language) for language in study.languages]

    heads = [Head(text=name, width=4) for name in words.language_names(study).values()]
    return [
        Heading(text=say("study.language-title")),
        Paragraph(text=say("study.language-lead"), with_next=True),
        question_table(study, "language-title", heads, cells, say),
    ]


def expert_section(study: Study, say: Say) -> list[Block]:
    """What experts say of each question."""

    def cells(one: QuestionStudy) -> list[Cell]:
        return [words.signed(judged.items.get(one.question.id), say) for judged in study.validity.values()]

    return [
        Heading(text=say("study.experts-title")),
        *(Paragraph(text=sentence, with_next=True) for sentence in words.expert_sentences(study, say)),
        question_table(study, "experts-title", number_heads(study.validity, say), cells, say),
    ]


def question_table(
    study: Study, caption: str, heads: Iterable[Head], cells: Callable[[QuestionStudy], list[Cell]], say: Say
) -> Table:
    """A table with a row for each question, which its first column names."""
    return Table(
        caption=say(f"study.{caption}"),
        heads=(Head(text=say("study.column.question"), width=5), *heads),
        rows=tuple((named(study, one, say), *cells(one)) for one in study.questions),
    )


def number_heads(keys: Iterable[str], say: Say) -> list[Head]:
    """The heads of columns of numbers; a narrow screen has no room for all of them."""
    return [Head(text=say(f"study.column.{key}"), width=1.2, numeric=True, minor=key in MINOR) for key in keys]


def named(study: Study, one: QuestionStudy, say: Say) -> tuple[Span, ...]:
    """A question with its number."""
    return line(strong(f"{question_number(study.framework, one.question)} "), say.text(one.question.ask))


STUDIES = in_formats(build_study)
"""How to write a study, by the suffix of its file."""
