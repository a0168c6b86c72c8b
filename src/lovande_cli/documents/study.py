"""A study of the questions as a document: what to look at first, how every question works, what experts say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial
from itertools import groupby

from lovande_cli.assessment.study import ENOUGH_PRACTICES, QuestionStudy, Study
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
from lovande_cli.documents.common_blocks import about_tool
from lovande_cli.documents.words import answer_labels, question_number
from lovande_cli.language import Say

DASH = "–"
"""Stands where there is no number."""

MAX_FIRST = 15
"""So many questions are named in brief as the first to look at; a file names them all."""

MINOR = ("n", "not-applicable", "skipped", "rounds")
"""The columns of numbers that a narrow screen leaves out."""


def build_study(study: Study, say: Say, days: int, *, brief: bool = False) -> Document:
    """The study as a document.

    `brief` is for a screen: it names only the first of many questions, and leaves out what a paper must say of itself.
    """
    product = say.text(study.framework.title)
    blocks: list[Block] = [
        Note(text=(counted_sentence(study, say), say("study.about")), style="summary"),
        Paragraph(text=say("study.round-note", count=days), style="quiet"),
        *first_section(study, say, most=MAX_FIRST if brief else None),
        *(all_in_one(study, say) if brief else (*answer_section(study, say), *alpha_section(study, say))),
        *(language_section(study, say) if len(study.languages) > 1 else ()),
        *(expert_section(study, say) if study.validity else ()),
        *([] if brief else about_tool(study.framework, say)),
    ]
    if brief and not study.sheets and not study.validity:
        blocks = [Paragraph(text=say("study.about"), style="quiet"), Paragraph(text=say("study.nothing"))]
    return Document(
        title=say("study.title"),
        language=say.language,
        kicker=product,
        footer=f"{product} · {study.framework.id} {study.framework.version}",
        blocks=tuple(blocks),
        landscape=True,
    )


def first_section(study: Study, say: Say, *, most: int | None) -> list[Block]:
    """The questions that stand out, with why."""
    items = tuple(
        Item(
            mark=question_number(study.framework, one.question),
            text=line(strong(say.text(one.question.ask))),
            details=signal_words(one, say),
        )
        for one in study.look_first[:most]
    )
    lead = say("study.first-lead" if items else "study.first-nothing")
    return [
        Heading(text=say("study.first-title")),
        Paragraph(text=lead, with_next=bool(items)),
        *([Items(items=items)] if items else []),
    ]


def answer_section(study: Study, say: Say) -> list[Block]:
    """How people answered every question, and the shares that gave no value."""
    return [
        Heading(text=say("study.all-title")),
        Paragraph(text=say("study.columns-note"), style="quiet", with_next=True),
        question_table(study, "all-title", answer_heads(say), partial(answer_cells, say=say), say),
    ]


def alpha_section(study: Study, say: Say) -> list[Block]:
    """How alike people answer: alpha never stands without its interval, and the verdict where there is one."""
    return [
        Heading(text=say("study.alpha-title")),
        *(Paragraph(text=note, with_next=True) for note in alpha_notes(study, say)),
        question_table(study, "alpha-title", alpha_heads(say), partial(alpha_cells, study, say=say), say),
        Paragraph(text=say("study.method-note"), style="quiet"),
    ]


def all_in_one(study: Study, say: Say) -> list[Block]:
    """Both of these in one, where no page sets a limit to how wide a table is."""

    def cells(one: QuestionStudy) -> list[Cell]:
        return [*answer_cells(one, say), *alpha_cells(study, one, say)]

    notes = (say("study.columns-note"), *alpha_notes(study, say), say("study.method-note"))
    return [
        Heading(text=say("study.all-title")),
        question_table(study, "all-title", [*answer_heads(say), *alpha_heads(say)], cells, say),
        *(Paragraph(text=note, style="quiet", with_next=True) for note in notes),
    ]


def answer_heads(say: Say) -> list[Head]:
    """The heads of `answer_cells`."""
    return [
        Head(text=say("study.column.answers"), width=4),
        *number_heads(("n", "unknown", "not-applicable", "skipped"), say),
    ]


def answer_cells(one: QuestionStudy, say: Say) -> list[Cell]:
    """How people answered a question, how many came to it, and the shares that gave no value."""
    missing = map(percent, (one.shares.unknown, one.shares.not_applicable, one.shares.skipped))
    return [answer_words(one, say), str(one.shares.n), *missing]


def alpha_heads(say: Say) -> list[Head]:
    """The heads of `alpha_cells`."""
    return [*number_heads(("rounds", "identical", "alpha"), say), Head(text=say("study.column.interval"), width=2)]


def alpha_cells(study: Study, one: QuestionStudy, say: Say) -> list[Cell]:
    """How many rounds can be compared, how often two answers are alike, alpha, and its interval with the verdict."""
    verdict = verdict_word(study, one, say)
    interval = line(interval_words(one, say), quiet(f"\n{verdict}" if verdict else ""))
    return [str(one.rounds), percent(one.identical), signed(one.alpha, say), interval]


def language_section(study: Study, say: Say) -> list[Block]:
    """How people answered, by the language they answered in."""

    def cells(one: QuestionStudy) -> list[Cell]:
        return [answer_words(one, say, language) for language in study.languages]

    heads = [Head(text=name, width=4) for name in language_names(study).values()]
    return [
        Heading(text=say("study.language-title")),
        Paragraph(text=say("study.language-lead"), with_next=True),
        question_table(study, "language-title", heads, cells, say),
    ]


def expert_section(study: Study, say: Say) -> list[Block]:
    """What experts say of each question."""

    def cells(one: QuestionStudy) -> list[Cell]:
        return [signed(judged.items.get(one.question.id), say) for judged in study.validity.values()]

    return [
        Heading(text=say("study.experts-title")),
        *(Paragraph(text=sentence, with_next=True) for sentence in expert_sentences(study, say)),
        question_table(study, "experts-title", number_heads(study.validity, say), cells, say),
    ]


def question_table(
    study: Study, caption: str, heads: Iterable[Head], cells: Callable[[QuestionStudy], list[Cell]], say: Say
) -> Table:
    """A table with a row for each question, which its first column names."""
    rows: list[tuple[Cell, ...]] = []
    for element, asked_of in groupby(study.questions, key=lambda one: one.question.element):
        rows.append((say.text(study.framework.element_by_id[element].name),))
        rows += [(*named(study, one, say), *cells(one)) for one in asked_of]
    asked = [
        Head(text=say("study.column.number"), width=0.6, minor=True),
        Head(text=say("study.column.question"), width=5),
    ]
    return Table(
        caption=say(f"study.{caption}"),
        heads=(*asked, *heads),
        rows=tuple(rows),
        name_column=1,
    )


def number_heads(keys: Iterable[str], say: Say) -> list[Head]:
    """The heads of columns of numbers; a narrow screen has no room for all of them."""
    return [Head(text=say(f"study.column.{key}"), width=1.2, numeric=True, minor=key in MINOR) for key in keys]


def named(study: Study, one: QuestionStudy, say: Say) -> tuple[str, str]:
    """A question's number, and the question."""
    return question_number(study.framework, one.question), say.text(one.question.ask)


# ---- in words ----


def percent(share: Fraction | None) -> str:
    """The share as a whole number of percent; never 0 for something, nor 100 for less than all."""
    if share is None:
        return DASH
    rounded = int(share * 100 + Fraction(1, 2))
    if 0 < share < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded}\u00a0%"


def signed(value: Fraction | float | None, say: Say) -> str:
    """A number with two decimals that may be below 0."""
    if value is None:
        return DASH
    shown = say.number(-value if value < 0 else value)
    return f"−{shown}" if value < 0 and shown != "0" else shown


def interval_words(one: QuestionStudy, say: Say) -> str:
    """Where alpha may lie: "0,12 – 0,64"."""
    return DASH if one.interval is None else " – ".join(signed(end, say) for end in one.interval)


def counted_sentence(study: Study, say: Say) -> str:
    """How many sheets, practices and rounds it builds on."""
    counts = {"sheets": study.sheets, "practices": study.practices, "rounds": study.rounds}
    said = {key: say(f"study.counted.{key}", count=count) for key, count in counts.items()}
    return say("study.counted.sentence", **said)


def language_names(study: Study) -> Mapping[str, str]:
    """The languages that people answered in, each with how many they are, by code: "svenska (30)"."""
    names = study.framework.languages
    return {code: f"{names.get(code, code)} ({count})" for code, count in study.languages.items()}


def signal_words(one: QuestionStudy, say: Say) -> tuple[str, ...]:
    """Why to look at the question, each reason in words with how large the share is."""
    return tuple(say(f"study.signal.{signal}", share=percent(share)) for signal, share in one.signals.items())


def answer_words(one: QuestionStudy, say: Say, language: str = "") -> str:
    """The share that gave each answer: "ja 60 % · delvis 25 % · nej 5 %"; in one language's sheets if it is named."""
    shares = one.by_language[language] if language else one.shares
    labels = answer_labels(one.question, say)
    given = [f"{labels[answer]} {percent(share)}" for answer, share in shares.answers.items() if share]
    return " · ".join(given) or DASH


def alpha_notes(study: Study, say: Say) -> tuple[str, ...]:
    """What alpha is and is not, and whether there is enough for a verdict."""
    said = [say("study.alpha-note"), say("study.interval-note", count=study.practices)]
    enough = study.practices >= ENOUGH_PRACTICES
    said.append(say("study.verdict-note") if enough else say("study.too-few", least=ENOUGH_PRACTICES))
    return tuple(said)


def verdict_word(study: Study, one: QuestionStudy, say: Say) -> str:
    """The verdict on alpha, or "" where none is given."""
    verdict = study.verdict(one)
    return say(f"study.verdict.{verdict}") if verdict else ""


def expert_sentences(study: Study, say: Say) -> tuple[str, ...]:
    """How many experts, and the mean and universal agreement on relevance and clarity."""
    said = [say("study.experts-lead", count=max(one.experts for one in study.validity.values()))]
    for what, one in study.validity.items():
        average, universal = (say.number(value) for value in one.scale)
        what = say(f"study.column.{what}")
        said.append(say("study.experts-scale", what=what, average=average, universal=universal))
    return tuple(said)
