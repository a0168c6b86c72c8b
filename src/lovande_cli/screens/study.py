"""How a study of the questions is shown: what to look at first, then every question with its numbers."""

from __future__ import annotations

from fractions import Fraction

from rich.console import Console
from rich.text import Text

from lovande_cli.assessment.study import QuestionStudy, Study
from lovande_cli.language import Say
from lovande_cli.screens import text
from lovande_cli.screens.layout import show_heading, show_pieces, show_point
from lovande_cli.wording import study as words
from lovande_cli.wording.results import question_number

NUMBERS = ("n", "unknown", "not-applicable", "skipped", "identical", "alpha", "interval")
"""The columns of numbers, by the key of their heads."""

MOST_FIRST = 15
"""So many questions are named as the first to look at on the screen; JSON and documents have them all."""


def show_study(study: Study, say: Say, console: Console, *, days: int) -> None:
    """Print the whole study."""
    console.print(text(say("study.title"), "accent"))
    console.print(text(say("study.about"), "quiet"))
    console.print()
    if not study.sheets:
        console.print(text(say("study.nothing")))
        return
    console.print(text(words.counted_sentence(study, say), "heading"))
    console.print(text(say("study.round-note", count=days), "quiet"))
    show_first(study, say, console)
    show_all(study, say, console)
    if len(study.languages) > 1:
        show_languages(study, say, console)
    if study.validity:
        show_experts(study, say, console)
    console.print()
    console.print(text(say("study.method-note"), "quiet"))


def show_first(study: Study, say: Say, console: Console) -> None:
    """Print the questions that stand out, with why."""
    show_heading(say("study.first-title"), console)
    if not study.look_first:
        console.print(text(say("study.first-nothing")))
        return
    console.print(text(say("study.first-lead"), "quiet"))
    for one in study.look_first[:MOST_FIRST]:
        show_question(study, one, "\n".join(words.signal_words(one, say)), say, console)


def show_question(study: Study, one: QuestionStudy, below: str, say: Say, console: Console) -> None:
    """Print a question with its number, and something below it."""
    number = text(question_number(study.framework, one.question), "quiet")
    said = Text.assemble(text(say.text(one.question.ask), "heading"), "\n", text(below))
    show_point(number, said, console, width=4)


def show_all(study: Study, say: Say, console: Console) -> None:
    """Print every question with its numbers: in columns, or below each question where the screen is narrow."""
    show_heading(say("study.all-title"), console)
    heads = [say(f"study.column.{key}") for key in NUMBERS]
    for element in study.framework.elements:
        console.print(text(f"{element.number} {say.text(element.name)}", "accent"))
        for one in study.questions:
            if one.question.element == element.id:
                show_numbers(study, one, heads, say, console)
    console.print()
    console.print(text(say("study.columns-note"), "quiet"))
    for note in words.alpha_notes(study, say):
        console.print(text(note, "quiet"))


def show_numbers(study: Study, one: QuestionStudy, heads: list[str], say: Say, console: Console) -> None:
    """Print one question, how people answered it, and its numbers with what they are."""
    show_question(study, one, words.answer_words(one, say), say, console)
    shares = (one.shares.unknown, one.shares.not_applicable, one.shares.skipped, one.identical)
    cells = [
        str(one.shares.n),
        *map(words.percent, shares),
        words.signed(one.alpha, say),
        words.interval_words(one, say),
    ]
    nothing = (words.percent(Fraction(0)), words.DASH)
    pieces = [f"{head} {cell}" for head, cell in zip(heads, cells, strict=True) if cell not in nothing]
    verdict = words.verdict_word(study, one, say)
    show_pieces([*pieces, *([verdict] if verdict else [])], console, indent=5)


def show_languages(study: Study, say: Say, console: Console) -> None:
    """Print how people answered each question, by the language they answered in."""
    show_heading(say("study.language-title"), console)
    console.print(text(say("study.language-lead"), "quiet"))
    for one in study.questions:
        lines = [f"{name}: {words.answer_words(one, say, code)}" for code, name in words.language_names(study).items()]
        show_question(study, one, "\n".join(lines), say, console)


def show_experts(study: Study, say: Say, console: Console) -> None:
    """Print what experts say of the questions, the worst judged first."""
    show_heading(say("study.experts-title"), console)
    for sentence in words.expert_sentences(study, say):
        console.print(text(sentence, "quiet"))
    judged = {what: one.items for what, one in study.validity.items()}
    rated = [one for one in study.questions if any(one.question.id in items for items in judged.values())]
    for one in sorted(rated, key=lambda one: min(items.get(one.question.id, 1) for items in judged.values())):
        said = [
            f"{say(f'study.column.{key}')} {say.number(items[one.question.id])}"
            for key, items in judged.items()
            if one.question.id in items
        ]
        show_question(study, one, " · ".join(said), say, console)
