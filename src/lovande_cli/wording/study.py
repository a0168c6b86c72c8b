"""What a study of the questions says, in words that the screen and the documents share."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from lovande_cli.assessment.study import ENOUGH_PRACTICES, QuestionStudy, Study
from lovande_cli.language import Say
from lovande_cli.wording.results import answer_labels

DASH = "–"
"""Stands where there is no number."""


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
