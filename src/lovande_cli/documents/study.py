"""A study of the questions as a document: what to look at first, how every question works, what experts say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from lovande_cli.assessment.agreement import NEEDED, Agreement, Estimate
from lovande_cli.assessment.framework import Question
from lovande_cli.assessment.question_study import ENOUGH_PRACTICES, LIMIT, AnswerShares, QuestionStudy, Signal
from lovande_cli.assessment.study import Study
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
from lovande_cli.documents.pilot_study import closing_section, minutes_section
from lovande_cli.documents.question_remarks import remark_section
from lovande_cli.documents.sample import counted_line, sample_notices
from lovande_cli.documents.study_differences import language_section, name_group, role_section
from lovande_cli.documents.study_elements import element_findings, element_tables
from lovande_cli.documents.words import answer_labels, measure_words, percent, question_number, signed_number
from lovande_cli.language import Say

Columns = tuple[list[Head], list[list[Cell]]]
"""Heads of a table of questions, and the cells below them for each question of the study, in its order."""

DASH = "–"
"""Stands where there is no number."""

HIGH = Fraction(4, 5)
"""Alpha that is customary for conclusions one may rely on."""

MAX_FIRST = 15
"""So many questions are named on a screen as the first to look at (set by eye); a file names them all."""

MINOR = ("n", "not-applicable", "skipped", "rounds", "whether-answered")
"""The columns of numbers that a narrow screen leaves out."""

TELL_ZERO = ("identical", "whether-answered")
"""The columns in which 0 % is the most that can be said."""


def build_study(study: Study, say: Say, days: int, *, brief: bool = False) -> Document:
    """The study as a document: first what was found, in words, then the numbers, last how they were made.

    `days` is how long a round of answers may take. `brief` is for a screen: it names only the first of many questions,
    and leaves out the longest tables and what a paper must say of itself.
    """
    product = say.text(study.framework.title)
    has_data = study.sheets or study.validity or study.comments
    summary = [say("study.about")]
    found: list[Block] = []
    numbers: list[Block] = []
    if study.sheets:
        summary += [counted_line(study.sample, say), verdict_counts(study, say)]
        found = [
            *(Paragraph(text=notice) for notice in sample_notices(study.sample, say)),
            *first_section(study, say, most=MAX_FIRST if brief else None),
        ]
        numbers = [*question_sections(study, say, in_one=brief), *element_tables(study, say, brief=brief)]
    blocks: list[Block] = [
        Note(text=tuple(summary), style="summary") if has_data else Paragraph(text=summary[0], style="quiet"),
        *([] if has_data else [Paragraph(text=say("study.nothing"))]),
        *found,
        *remark_section(study, say, brief=brief),
        *closing_section(study, say, brief=brief),
        *(element_findings(study, say) if study.sheets else ()),
        *(language_section(study, say) if study.sheets else ()),
        *(role_section(study, say) if study.sheets else ()),
        *(expert_section(study, say) if study.validity else ()),
        *numbers,
        *(language_table(study, say) if not brief and has_enough_languages(study) else ()),
        *minutes_section(study, say),
        *(method_section(say, days, brief=brief) if study.sheets else ()),
        *([] if brief else about_tool(study.framework, say)),
    ]
    return Document(
        title=say("study.title"),
        language=say.language,
        kicker=product,
        footer=f"{product} · {study.framework.id} {study.framework.version}",
        blocks=tuple(blocks),
        landscape=True,
    )


def verdict_counts(study: Study, say: Say) -> str:
    """How many questions are answered alike and differently, of how many that cannot be said, and what it takes."""
    verdicts = [studied.verdict for studied in study.questions if studied.shares.n]
    alike, differently = verdicts.count("alike"), verdicts.count("differently")
    rest = len(verdicts) - alike - differently
    counts = {"all": len(verdicts), "alike": alike, "differently": differently, "rest": rest}
    return say("study.sure", **counts, least=ENOUGH_PRACTICES)


def first_section(study: Study, say: Say, *, most: int | None) -> list[Block]:
    """The questions that stand out, with why, each reason with how large the share is."""
    items = tuple(
        Item(
            mark=question_number(study.framework, found.question),
            text=line(strong(say.text(found.question.ask))),
            details=tuple(signal_words(found, signal, share, say) for signal, share in found.signals.items()),
        )
        for found in study.look_first[:most]
    )
    if items:
        lead = say("study.first-lead")
    elif study.practices < ENOUGH_PRACTICES:
        lead = say("study.few", least=ENOUGH_PRACTICES)
    else:
        lead = say("study.first-nothing")
    return [
        Heading(text=say("study.first-title")),
        Paragraph(text=lead, with_next=bool(items)),
        *([Items(items=items)] if items else []),
    ]


def question_sections(study: Study, say: Say, *, in_one: bool) -> list[Block]:
    """How people answered every question, and how alike; on a screen in one table, with the verdicts alone.

    The numbers behind these are in a file, where they have a table and a page of their own.
    """
    answer_heads, answer_cells = answer_columns(study, say)
    if in_one:
        heads = [Head(text=say("study.column.verdict"), width=3), *number_heads(("identical",), say)]
        cells: list[list[Cell]] = [
            [verdict_words(studied, say), percent_of(studied.alike), *answers]
            for studied, answers in zip(study.questions, answer_cells, strict=True)
        ]
        return [
            Heading(text=say("study.all-title")),
            question_table(study, "all-title", ([*heads, *answer_heads], cells), say),
        ]
    retest: list[Block] = []
    if study.sample.soon_again:
        retest = [
            Heading(text=say("study.retest-title")),
            Paragraph(text=say("study.retest-lead"), with_next=True),
            question_table(study, "retest-title", retest_columns(study, say), say),
        ]
    return [
        Heading(text=say("study.all-title")),
        question_table(study, "all-title", (answer_heads, answer_cells), say),
        Heading(text=say("study.alike-title")),
        question_table(study, "alike-title", alike_columns(study, say), say),
        *retest,
    ]


def method_section(say: Say, days: int, *, brief: bool) -> list[Block]:
    """How the numbers were made; a screen shows no measure beyond chance, and so says nothing of them."""
    limits = {"limit": say.number(LIMIT), "high": say.number(HIGH)}
    notes = [
        say("study.round-note", days=say("study.days", count=days)),
        say("study.identical-note"),
        say("study.verdict-note", **limits),
        say("study.needed-note"),
    ]
    if brief:
        notes.append(say("study.more-note"))
    else:
        notes += [say(f"study.{key}-note") for key in ("measures", "interval", "options", "method")]
    return [Heading(text=say("study.method-title")), *(Paragraph(text=note, style="quiet") for note in notes)]


def answer_columns(study: Study, say: Say) -> Columns:
    """How people answered, how many came to the question, and the shares that gave no value."""
    heads = [
        Head(text=say("study.column.answers"), width=4),
        *number_heads(("n", "unknown", "not-applicable", "skipped"), say),
    ]
    cells: list[list[Cell]] = []
    for studied in study.questions:
        shares = studied.shares
        missing = map(percent, (shares.unknown, shares.not_applicable, shares.skipped))
        cells.append([answer_words(studied.question, shares, say), str(shares.n), *missing])
    return heads, cells


def alike_columns(study: Study, say: Say) -> Columns:
    """The verdict, what it is built on, and every measure with its interval below; alpha never stands alone."""
    heads = [
        Head(text=say("study.column.verdict"), width=3),
        *number_heads(("practices", "rounds", "identical"), say),
        *measure_heads(say),
        *number_heads(("whether-answered",), say),
    ]
    cells: list[list[Cell]] = []
    for studied in study.questions:
        agreement = studied.agreement
        cells.append(
            [
                verdict_words(studied, say),
                str(agreement.practices),
                str(agreement.rounds),
                percent_of(studied.alike),
                *measures_in_words(agreement, say),
                percent_of(studied.whether_answered.identical),
            ]
        )
    return heads, cells


def retest_columns(study: Study, say: Say) -> Columns:
    """How many people answered a question twice, and how alike they did."""
    heads = [*number_heads(("people", "identical"), say), *measure_heads(say)]
    cells: list[list[Cell]] = []
    for studied in study.questions:
        retest = studied.retest
        shown = retest.alike if studied.question.choose == "many" else retest.identical
        cells.append([str(retest.pairs), percent_of(shown), *measures_in_words(retest, say)])
    return heads, cells


def measure_heads(say: Say) -> list[Head]:
    """The heads of the measures that allow for chance."""
    keys = ("alpha", "brennan-prediger", "gwet")
    return [Head(text=say(f"study.column.{key}"), width=1.9, numeric=True) for key in keys]


def measures_in_words(agreement: Agreement, say: Say) -> list[Cell]:
    """These measures, each with its interval."""
    return [measure_words(measure, say) for measure in (agreement.alpha, agreement.brennan_prediger, agreement.gwet)]


def has_enough_languages(study: Study) -> bool:
    """Whether any two languages have practices enough to be compared; shares of five against five would be quoted."""
    return any(differences.grouping == "language" and len(differences.groups) > 1 for differences in study.differences)


def language_table(study: Study, say: Say) -> list[Block]:
    """How people answered, by the language they answered in; its column says how many they are."""
    heads = [
        Head(text=f"{name_group(study, 'language', code, say)} ({count})", width=4)
        for code, count in study.languages.items()
    ]
    cells: list[list[Cell]] = [
        [answer_words(studied.question, studied.by_language[code], say) for code in study.languages]
        for studied in study.questions
    ]
    return [
        Heading(text=say("study.language-answers-title")),
        Paragraph(text=say("study.language-lead"), with_next=True),
        question_table(study, "language-answers-title", (heads, cells), say),
    ]


def expert_section(study: Study, say: Say) -> list[Block]:
    """How many experts, their mean and universal agreement on relevance and clarity, and the index of what is rated."""
    rated = {question for judged in study.validity.values() for question in judged.items}
    study = replace(study, questions=tuple(studied for studied in study.questions if studied.question.id in rated))
    sentences = [say("study.experts-lead", count=max(judged.experts for judged in study.validity.values()))]
    for aspect, judged in study.validity.items():
        average, universal = (say.number(value) for value in judged.scale)
        what = say(f"study.column.{aspect}")
        sentences.append(say("study.experts-scale", what=what, average=average, universal=universal))
    cells: list[list[Cell]] = [
        [signed_number(judged.items.get(studied.question.id), say) for judged in study.validity.values()]
        for studied in study.questions
    ]
    return [
        Heading(text=say("study.experts-title")),
        *(Paragraph(text=sentence, with_next=True) for sentence in sentences),
        question_table(study, "experts-title", (number_heads(study.validity, say), cells), say),
    ]


def question_table(study: Study, caption: str, columns: Columns, say: Say) -> Table:
    """A table with a row for each question, under its element; its first columns are its number and the question."""
    rows: list[tuple[Cell, ...]] = []
    above = ""
    for studied, cells in zip(study.questions, columns[1], strict=True):
        question = studied.question
        if question.element != above:
            above = question.element
            rows.append((say.text(study.framework.element_by_id[above].name),))
        rows.append((question_number(study.framework, question), say.text(question.ask), *cells))
    asked = (
        Head(text=say("study.column.number"), width=0.8, minor=True),
        Head(text=say("study.column.question"), width=5),
    )
    return Table(caption=say(f"study.{caption}"), heads=(*asked, *columns[0]), rows=tuple(rows), name_column=1)


def number_heads(keys: Iterable[str], say: Say) -> list[Head]:
    """The heads of columns of numbers; a narrow screen has no room for all of them."""
    return [
        Head(text=say(f"study.column.{key}"), width=1.6, numeric=True, minor=key in MINOR, tells_zero=key in TELL_ZERO)
        for key in keys
    ]


# ---- in words ----


def signal_words(studied: QuestionStudy, signal: Signal, share: Fraction, say: Say) -> str:
    """Why to look at the question."""
    if signal == "answered-differently" and studied.question.choose == "many":
        return say("study.signal.chosen-differently", share=percent(share))
    return say(f"study.signal.{signal}", share=percent(share))


def verdict_words(studied: QuestionStudy, say: Say) -> Cell:
    """Whether people answer the question alike, and where that cannot be said what it would take."""
    if studied.verdict is None:
        return DASH
    if studied.not_yet is None:
        return line(strong(say(f"study.verdict.{studied.verdict}")))
    needed, practices = studied.practices_needed, studied.agreement.practices
    if studied.not_yet == "little-variation":
        what = say("study.needed.variation")
    elif needed is None:
        what = say("study.needed.very-many", count=NEEDED[-1], practices=practices)
    else:
        is_least = practices < ENOUGH_PRACTICES
        what = say("study.needed.at-least" if is_least else "study.needed.about", count=needed, practices=practices)
    return line(say(f"study.verdict.{studied.verdict}"), quiet(f"\n{what}"))


def percent_of(measure: Estimate | None) -> str:
    """The measure in percent."""
    return percent(measure.value if measure else None)


def answer_words(question: Question, shares: AnswerShares, say: Say) -> str:
    """The share that gave each answer: "ja 60 % · delvis 25 % · nej 5 %"."""
    labels = answer_labels(question, say)
    given = [f"{labels[answer]} {percent(share)}" for answer, share in shares.answers.items() if share]
    return " · ".join(given) or DASH
