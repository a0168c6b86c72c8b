"""Simulation of `study`'s signals between languages: how often one is false, how often a planted difference is found.

    python benchmarks/difference_simulation.py [--draws 200] [--practices 10,20,40,80] [--people 1,3]

Prints, for each number of practices in each language and of people about each practice: how often at least one question
is signalled though none differs; the same where Danish practices are truly better in all elements by half a standard
deviation; how often a planted difference (36 % yes in Swedish, 7 % in Danish) is found; and how often another question
is signalled beside it. The seed is fixed.

A practice has a level of its own, so has each of its elements, and each question in them; people see it with an error.
Six of ten answers are yes or partly.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from fractions import Fraction
from statistics import NormalDist

from lovande_cli.assessment.differential_functioning import compare_groups
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.sample import StudiedSheet
from lovande_cli.files.framework_files import load_framework, standard_folder

PLANTED = "goals.individual-needs"
YES = {"sv": 0.36, "da": 0.07}
"""How many answer yes to the planted question."""

OF_PRACTICE, OF_ELEMENT, OF_QUESTION, OF_PERSON = 0.5, 0.7, 0.7, 0.6
"""Standard deviations of what an answer is made of."""

WHOLE = sum(part * part for part in (OF_PRACTICE, OF_ELEMENT, OF_QUESTION, OF_PERSON)) ** 0.5


def make_rounds(
    framework: Framework, chance: random.Random, *, practices: int, people: int = 1, better: float = 0, planted: bool
) -> Iterator[tuple[StudiedSheet, ...]]:
    """One round of so many people about each of so many practices in each language.

    Danish ones are `better` by so many standard deviations of an answer.
    """
    codes = [codes_of(question) for question in framework.questions]
    normal = NormalDist()
    for language in ("sv", "da"):
        shift = better * WHOLE * (language == "da")
        for number in range(practices):
            level = chance.gauss(shift, OF_PRACTICE)
            elements = {element.id: chance.gauss(level, OF_ELEMENT) for element in framework.elements}
            seen = [chance.gauss(elements[q.element], OF_QUESTION) for q in framework.questions]
            of_round = []
            for person in range(people):
                answers = []
                for question, true, known in zip(framework.questions, seen, codes, strict=True):
                    felt = chance.gauss(true, OF_PERSON) / WHOLE
                    share = YES[language] if planted and question.id == PLANTED else 0.4
                    yes = normal.inv_cdf(1 - share)
                    answers.append(known[2] if felt > yes else known[1] if felt > yes - 0.6 else known[0])
                of_round.append(
                    StudiedSheet(
                        file=f"{language}{number}-{person}",
                        practice=(f"{language}{number}", ""),
                        date="2026-01-01",
                        language=language,
                        answers=tuple(answers),
                    )
                )
            yield tuple(of_round)


def codes_of(question: Question) -> tuple[int, ...]:
    """The codes of a no, a partly and a yes; of the options worth that, else the code of the best."""
    worth = {option.value: question.choice_bits[option.id] for option in question.options}
    worth |= {step.value: question.choice_bits[step.id] for step in question.steps}
    return tuple(worth.get(Fraction(half, 2), worth.get(Fraction(1), 1)) for half in range(3))


def signalled(framework: Framework, rounds: Iterator[tuple[StudiedSheet, ...]]) -> set[str]:
    """The ids of the questions that are signalled."""
    found = compare_groups(framework, rounds, "language")
    return {each.question.id for comparison in found.comparisons for each in comparison.signals}


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--practices", default="10,20,40,80")
    parser.add_argument("--people", default="1,3")
    wanted = parser.parse_args()
    framework = load_framework(standard_folder())
    print(f"{'practices':>9} {'people':>6} {'none differs':>12} {'truly better':>12} {'found':>6} {'beside it':>9}")
    for people in map(int, wanted.people.split(",")):
        for practices in map(int, wanted.practices.split(",")):
            counted = [0, 0, 0, 0]
            chance = random.Random(practices)
            for _ in range(wanted.draws):
                size = {"practices": practices, "people": people}
                counted[0] += bool(signalled(framework, make_rounds(framework, chance, planted=False, **size)))
                better = make_rounds(framework, chance, planted=False, better=0.5, **size)
                counted[1] += bool(signalled(framework, better))
                found = signalled(framework, make_rounds(framework, chance, planted=True, **size))
                counted[2] += PLANTED in found
                counted[3] += bool(found - {PLANTED})
            shares = [f"{count / wanted.draws:.0%}" for count in counted]
            print(
                f"{practices:>9} {people:>6} {shares[0]:>12} {shares[1]:>12} {shares[2]:>6} {shares[3]:>9}", flush=True
            )


if __name__ == "__main__":
    main()
