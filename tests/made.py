"""Generated test data: languages, answer sheets by hypothesis strategies, and a few made by hand."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, Practice, Workshop
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.documents.writers.terminal import Console
from lovande_cli.language import spoken_languages

LANGUAGES = tuple(spoken_languages())
"""Every language of the program, from its data: a third one is tested as soon as it is there."""

IDS = ("7f3a9c21b04e", "120000000034", "12345e678901")
"""Ids of sheets; the last two are numbers to a program that reads YAML by its own rules."""

WORDINGS = ((), ("5d1c0a72",), ("12345678", "5e100000"))
"""Digests of the questions' texts, as files may have them."""

untimed = settings(deadline=None)


def drawing(share: float) -> settings:
    """As many examples as the profile draws (conftest.py), times `share`."""
    return settings(max_examples=max(1, round(settings().max_examples * share)))


def trimmed(screen: str) -> str:
    """The screen without the blanks that fill up its lines."""
    return "".join(f"{line.rstrip()}\n" for line in screen.splitlines())


def record_console(width: int) -> Console:
    """A console of a fixed width that writes plain text into memory; read it with `console.file.getvalue()`."""
    return Console(
        file=io.StringIO(),
        width=width,
        height=100,
        emoji=False,
        highlight=False,
        markup=False,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
        _environ={},
    )


def missing(shown: str, expected: Iterable[str]) -> list[str]:
    """The expected texts that are not on the screen: words of a text may stand on several lines, between other columns."""
    words = set(re.findall(r"\w+", shown))
    return [text for text in expected if not words.issuperset(re.findall(r"\w+", text))]


def choices(question: Question) -> list[tuple[str, ...]]:
    """A few allowed answers to the question: every step, every option alone, and two options together."""
    alone = [(step.id,) for step in question.steps] + [(option.id,) for option in question.options]
    plain = [option.id for option in question.options if not option.exclusive]
    return [*alone, tuple(plain[:2])] if question.choose == "many" and len(plain) > 1 else alone


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Any answer to the question: open or not, with or without note and evidence."""
    texts = st.sampled_from(["", "", "", "Vi vet det.", "Rapport 2025"])
    return st.builds(
        Answer, chosen=st.sampled_from([(), *choices(question)]), note=texts, evidence=texts, about_question=texts
    )


def sheets(framework: Framework, *, few: bool = False) -> st.SearchStrategy[AnswerSheet]:
    """Any sheet of this framework; with `few`, about its first two elements only."""
    questions = [q for e in framework.elements[: 2 if few else None] for q in e.questions]
    return st.builds(
        AnswerSheet,
        framework_id=st.just(framework.id),
        framework_version=st.sampled_from([framework.version, framework.version, "2025.1"]),
        language=st.sampled_from(LANGUAGES),
        id=st.sampled_from(["", *IDS]),
        practice=st.builds(Practice, name=st.sampled_from(["", "Hembesök"])),
        workshop=st.builds(Workshop, date=st.sampled_from(["", "2025-01-01", "2026-01-01"])),
        answers=st.fixed_dictionaries({}, optional={q.id: answers_to(q) for q in questions}).map(without_empty),
        actions=st.lists(
            st.builds(Action, element=st.just("goals"), what=st.sampled_from(["Skriva", "Mäta"]), done=st.booleans()),
            max_size=3,
        ).map(tuple),
        closing=st.dictionaries(
            st.sampled_from([question.id for question in framework.closing if question.scale])
            if framework.closing
            else st.nothing(),
            st.dictionaries(st.sampled_from(["", "A"]), st.sampled_from(["yes", "no"]), min_size=1),
        ),
        minutes=st.dictionaries(st.sampled_from([e.id for e in framework.elements]), st.sampled_from([0.1, 7.5, 12.0])),
        wordings=st.sampled_from(WORDINGS),
    )


def without_empty(answers: dict[str, Answer]) -> dict[str, Answer]:
    """The answers as a file would keep them."""
    return {question: answer for question, answer in answers.items() if not answer.is_empty}


def sheet(framework: Framework, version: str = "", /, **answers: str | Answer) -> AnswerSheet:
    """A sheet with these answers by question id, "__" for the dot and "_" for a hyphen."""
    return AnswerSheet(
        framework_id=framework.id,
        framework_version=version or framework.version,
        language="sv",
        answers={
            key.replace("__", ".").replace("_", "-"): a if isinstance(a, Answer) else Answer(chosen=(a,))
            for key, a in answers.items()
        },
    )


NAUGHTY: list[str] = json.loads((Path(__file__).parent / "naughty.json").read_text(encoding="utf-8"))
"""Strings that have broken programs: markup, formulas, signs from everywhere, control characters."""


def naughty_sheet(framework: Framework) -> AnswerSheet:
    """A sheet with every naughty string somewhere among names, notes, evidence, actions and voters."""
    answers = {}
    for place, question in enumerate(framework.questions):
        chosen = (question.options[0].id,) if question.options else ("yes", "partly", "no", "unknown")[place % 4 :][:1]
        note, evidence = NAUGHTY[2 * place % len(NAUGHTY)], NAUGHTY[(2 * place + 1) % len(NAUGHTY)]
        vote = Answer(chosen=chosen, note=NAUGHTY[place])
        answers[question.id] = Answer(chosen=chosen, note=note, evidence=evidence, votes={NAUGHTY[place]: vote})
    return AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language="sv",
        practice=Practice(
            name="<script>document.title=1</script>=1+1", organisation=NAUGHTY[0], target_group=NAUGHTY[6]
        ),
        answers=answers,
        actions=tuple(Action(what=text, who=text, when=text) for text in NAUGHTY),
    )


def different_sheets(framework: Framework, language: str) -> dict[str, AnswerSheet]:
    """Ten answer sheets as unlike each other as documents may meet: open, all alike, endless names, votes alone …"""
    long = "Vi tänker arbeta vidare tillsammans med alla de andra verksamheterna i hela regionen, och lite till. "
    practice = Practice(name="Torsdagsverkstan", organisation="Björkviks kommun", target_group="Unga 16–24 år")
    short = (Action(what="Prova ett formulär", who="Samordnaren", when="2027-02"), Action(what="Räkna timmar"))
    many = tuple(Action(element="goals", what=long * 2, who=long, when=long, done=not n % 3) for n in range(25))

    def of(chosen: Sequence[str], actions: tuple[Action, ...] = (), note: str = "", evidence: str = "") -> AnswerSheet:
        answers = {}
        for place, question in enumerate(framework.questions):
            step = chosen[place % len(chosen)]
            worth = sorted(question.options, key=lambda option: option.value or 0)
            option = worth[-1 if step == "yes" else 0].id if worth else ""
            one = step if step in question.step_by_id or not worth else option
            answers[question.id] = Answer(chosen=(one,), note=note, evidence=evidence)
        return replace(empty, answers=answers, actions=actions)

    empty = AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language=language,
        practice=practice,
        workshop=Workshop(date="2026-11-05", participants=6),
    )
    votes = Answer(
        votes={name: Answer(chosen=(step,)) for name, step in zip("ABC", ("yes", "partly", "no"), strict=True)}
    )
    scales = [question for question in framework.questions if not question.options]
    return {
        "open": empty,
        "yes": of(["yes"], short, evidence="Handboken, sidan 2"),
        "no": of(["no"]),
        "partly": of(["partly"], many),
        "unknown": of(["unknown"], short, note=long * 10),
        "not-applicable": of(["not-applicable"]),
        "mixed": of(["yes", "partly", "no", "unknown"], short),
        "long": replace(
            of(["yes", "partly", "no", "unknown", "yes"], many, note=long * 6, evidence=long * 3),
            practice=Practice(name=long * 5, organisation=long * 5, target_group=long * 5),
            workshop=Workshop(date="2026-11-05", participants=6, answered_by=long * 4),
        ),
        "votes": replace(empty, answers={question.id: votes for question in scales}),
        "hands": replace(
            empty,
            answers={q.id: Answer(chosen=("partly",), hands={"yes": 4, "partly": 3, "no": 5}) for q in scales},
            actions=short,
        ),
    }
