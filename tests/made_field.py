"""A generated field for study and map: 10 practices × 3 people × 2 rounds, three questions that do not work."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lovande_cli.assessment.answers import Answer, AnswerSheet, Practice, Workshop, asked_questions
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.files.answer_files import write_answers

PRACTICES, PEOPLE, DATES = (
    10,
    3,
    (("2025-03-03", "2025-03-20", "2025-04-01"), ("2026-03-02", "2026-03-09", "2026-05-11")),
)

UNKNOWN = "economy.cost-compared"
"""Half of the people do not know."""

READ_TWO_WAYS = "professional-reflection.frames"
"""One of the three always answers no where the others answer yes, whatever the practice."""

CEILING = "theory-and-knowledge.own-experience"
"""Everybody answers yes."""


def made_field(framework: Framework, seed: int = 7) -> Iterator[tuple[str, AnswerSheet]]:
    """The name and the sheet of each of the 60 files, in order of name."""
    chance = random.Random(seed)
    for practice in range(PRACTICES):
        truth = {q.id: chance.choice(good_answers(q)) for q in framework.questions}
        for time, dates in enumerate(DATES):
            for person in range(PEOPLE):
                sheet = AnswerSheet(
                    framework_id=framework.id,
                    framework_version=framework.version,
                    language=("sv", "da")[practice % 2],
                    practice=Practice(name=f"Arbetssätt {practice}", organisation="Kommunen", target_group="Unga"),
                    workshop=Workshop(date=dates[person], participants=1, answered_by=f"Person {person}"),
                )
                for question in framework.questions:
                    if question in asked_questions(framework, sheet):
                        chosen = answer_of(question, truth[question.id], practice + time, person, chance)
                        sheet = sheet.with_answer(question.id, Answer(chosen=chosen))
                yield f"{practice}/{time}-{person}.yaml", sheet


def good_answers(question: Question) -> list[tuple[str, ...]]:
    """What a practice may be like: mostly a valued step, or one option."""
    if question.choose:
        return [(option.id,) for option in question.options]
    return [(step.id,) for step in question.steps if step.value is not None]


def answer_of(
    question: Question, truth: tuple[str, ...], odd: int, person: int, chance: random.Random
) -> tuple[str, ...]:
    """What one person says: mostly what is so."""
    if question.id == UNKNOWN and (odd + person) % 2:
        return ("unknown",)
    if question.id == READ_TWO_WAYS:
        return ("no",) if person == 1 else ("yes",)
    if question.id == CEILING:
        return ("yes",)
    return chance.choice(good_answers(question)) if chance.random() < 0.08 else truth


def write_field(framework: Framework, folder: Path) -> list[Path]:
    """Write the 60 files; their paths."""
    paths = []
    for name, sheet in made_field(framework):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(write_answers(sheet, framework), encoding="utf-8")
        paths.append(path)
    return paths


def without_person(sheet: AnswerSheet) -> AnswerSheet:
    """The sheet as nobody's in particular."""
    return replace(sheet, workshop=replace(sheet.workshop, answered_by="", participants=None))
