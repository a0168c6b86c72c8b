"""A study of the questions as a document: what to look at first, how every question works, what experts say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from lovande_cli.assessment.study import QuestionStudy, Study
from lovande_cli.documents import write_document
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
    Table,
    line,
    quiet,
    strong,
)
from lovande_cli.documents.parts import about_tool, question_numbers
from lovande_cli.language import Say
from lovande_cli.wording.study import (
    alpha_notes,
    answer_words,
    counted_sentence,
    expert_sentences,
    interval_words,
    language_names,
    percent,
    signal_words,
    signed,
    verdict_word,
)

MINOR = ("n", "not-applicable", "skipped", "rounds")
"""The columns of numbers that a narrow screen leaves out."""


def build_study(study: Study, say: Say, days: int) -> Document:
    """The study as a document."""
    numbers = question_numbers(study.framework)
    blocks: list[Block] = [
        Note(text=(counted_sentence(study, say), say("study.about")), style="summary"),
        Paragraph(text=say("study.round-note", days=days), style="quiet"),
        *first_section(study, numbers, say),
        *all_section(study, numbers, say),
        *(language_section(study, numbers, say) if len(study.languages) > 1 else ()),
        *(expert_section(study, numbers, say) if study.validity else ()),
    ]
    product = say.text(study.framework.title)
    return Document(
        title=say("study.title"),
        language=say.language,
        kicker=product,
        footer=f"{product} · {study.framework.id} {study.framework.version}",
        blocks=(*blocks, *about_tool(study.framework, say)),
        landscape=True,
    )


def first_section(study: Study, numbers: Mapping[str, str], say: Say) -> list[Block]:
    """The questions that stand out, with why."""
    items = tuple(
        Item(
            text=line(strong(f"{numbers[one.question.id]} "), say.text(one.question.ask)),
            details=signal_words(one, say),
        )
        for one in study.look_first
    )
    lead = say("study.first-lead" if items else "study.first-nothing")
    return [
        Heading(text=say("study.first-title")),
        Paragraph(text=lead, with_next=bool(items)),
        *([Items(items=items)] if items else []),
    ]


def all_section(study: Study, numbers: Mapping[str, str], say: Say) -> list[Block]:
    """Every question's numbers in a table, and in another how alike people answer: alpha never stands alone."""
    counts = ("n", "unknown", "not-applicable", "skipped")
    answers = table_of(
        study,
        say("study.all-title"),
        (question_head(say), Head(text=say("study.column.answers"), width=4), *number_heads(counts, say)),
        lambda one: (question_cell(one, numbers, say), Cell(text=answer_words(one, say)), *share_cells(one)),
    )
    alike = table_of(
        study,
        say("study.alpha-title"),
        (
            question_head(say),
            *number_heads(("rounds", "identical", "alpha"), say),
            Head(text=say("study.column.interval"), width=2),
        ),
        lambda one: (question_cell(one, numbers, say), *agreement_cells(study, one, say)),
    )
    return [
        Heading(text=say("study.all-title")),
        Paragraph(text=say("study.columns-note"), style="quiet", with_next=True),
        answers,
        Heading(text=say("study.alpha-title")),
        *(Paragraph(text=note, with_next=True) for note in alpha_notes(study, say)),
        alike,
        Paragraph(text=say("study.method-note"), style="quiet"),
    ]


def table_of(
    study: Study, caption: str, heads: tuple[Head, ...], row: Callable[[QuestionStudy], tuple[Cell, ...]]
) -> Table:
    """A table with a row for each question, which its first column names."""
    return Table(caption=caption, heads=heads, rows=tuple(map(row, study.questions)))


def question_head(say: Say) -> Head:
    """The head of the column that says which question it is."""
    return Head(text=say("study.column.question"), width=5)


def number_heads(keys: tuple[str, ...], say: Say) -> tuple[Head, ...]:
    """The heads of columns of numbers; a narrow screen has no room for all of them."""
    return tuple(Head(text=say(f"study.column.{key}"), width=1.2, numeric=True, minor=key in MINOR) for key in keys)


def question_cell(one: QuestionStudy, numbers: Mapping[str, str], say: Say) -> Cell:
    """Which question it is."""
    return Cell(text=line(strong(f"{numbers[one.question.id]} "), say.text(one.question.ask)))


def share_cells(one: QuestionStudy) -> tuple[Cell, ...]:
    """How many answered, and the shares that gave no value."""
    shares = one.shares
    texts = (str(shares.n), *map(percent, (shares.unknown, shares.not_applicable, shares.skipped)))
    return tuple(Cell(text=text) for text in texts)


def agreement_cells(study: Study, one: QuestionStudy, say: Say) -> tuple[Cell, ...]:
    """How alike people answered, alpha and its interval with the verdict where there is one."""
    verdict = verdict_word(study, one, say)
    interval = line(interval_words(one, say), quiet(f"\n{verdict}" if verdict else ""))
    return (
        Cell(text=str(one.rounds)),
        Cell(text=percent(one.identical)),
        Cell(text=signed(one.alpha, say)),
        Cell(text=interval),
    )


def language_section(study: Study, numbers: Mapping[str, str], say: Say) -> list[Block]:
    """How people answered, by the language they answered in."""
    heads = (question_head(say), *(Head(text=name, width=4) for name in language_names(study).values()))
    return [
        Heading(text=say("study.language-title")),
        Paragraph(text=say("study.language-lead"), with_next=True),
        table_of(
            study,
            say("study.language-title"),
            heads,
            lambda one: (
                question_cell(one, numbers, say),
                *(Cell(text=answer_words(one, say, language)) for language in study.languages),
            ),
        ),
    ]


def expert_section(study: Study, numbers: Mapping[str, str], say: Say) -> list[Block]:
    """What experts say of each question."""
    items = {what: one.items for what, one in study.validity.items()}
    return [
        Heading(text=say("study.experts-title")),
        *(Paragraph(text=sentence, with_next=True) for sentence in expert_sentences(study, say)),
        table_of(
            study,
            say("study.experts-title"),
            (question_head(say), *number_heads(tuple(items), say)),
            lambda one: (
                question_cell(one, numbers, say),
                *(Cell(text=signed(index.get(one.question.id), say)) for index in items.values()),
            ),
        ),
    ]


def study_document(suffix: str, study: Study, say: Say, days: int) -> bytes:
    """The study as a file of this format."""
    return write_document(build_study(study, say, days), suffix)


STUDIES = {suffix: partial(study_document, suffix) for suffix in (".html", ".docx", ".pdf")}
"""How to write a study, by the suffix of its file."""
