"""Simulation of `study`'s signals between languages: how often one is false, how often a planted difference is found.

    python benchmarks/difference_simulation.py [--draws 200] [--practices 10,20,40,80] [--people 1,3] [--rest]

Prints, for each number of practices in each language and of people about each practice: how often at least one question
is signalled though none differs; the same where Danish practices are truly better in all elements by half a standard
deviation; how often a planted difference (36 % yes in Swedish, 7 % in Danish) is found; and how often another question
is signalled beside it. `--rest` prints also how often one is signalled, where Danish practices are truly better, when
the level is the rest of the element, without the question itself: in 14, 31 and 51 of 100 fields of 20, 40 and 80
practices, where it is 4, 4 and 1 with the whole element (one person to a practice). The seed is fixed.

A practice has a level of its own, so has each of its elements, and each question in them; people see it with an error.
Six of ten answers are yes or partly.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from statistics import NormalDist

from lovande_cli.assessment.differential_functioning import (
    GROUP_OF,
    compare_groups,
    correct_for_all,
    gather_profiles,
    mantel_test,
    mean_of,
)
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


def signalled(framework: Framework, rounds: Iterable[tuple[StudiedSheet, ...]]) -> set[str]:
    """The ids of the questions that are signalled."""
    found = compare_groups(framework, rounds, "language")
    return {each.question.id for comparison in found.comparisons for each in comparison.signals}


def signalled_by_rest(framework: Framework, rounds: Iterable[tuple[StudiedSheet, ...]]) -> set[str]:
    """The ids of the questions that would be signalled if a question did not count in its own level."""
    groups = gather_profiles(framework, rounds, GROUP_OF["language"])
    sides = [language == "da" for language, profiles in groups.items() for _ in profiles]
    profiles = [profile for of_language in groups.values() for profile in of_language]
    found = []
    for at, question in enumerate(framework.questions):
        others = [
            place
            for place, other in enumerate(framework.questions)
            if other.weight and other.element == question.element and place != at
        ]
        levels = [mean_of([profile[place] for place in others]) for profile in profiles]
        values = [profile[at] for profile in profiles]
        counted = Counter(
            (level, value, side)
            for level, value, side in zip(levels, values, sides, strict=True)
            if level is not None and value is not None
        )
        difference = mantel_test(question, counted)
        found += [difference] if difference else []
    return {each.question.id for each in correct_for_all({"da": found})["da"] if each.is_signal}


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--practices", default="10,20,40,80")
    parser.add_argument("--people", default="1,3")
    parser.add_argument("--rest", action="store_true")
    wanted = parser.parse_args()
    framework = load_framework(standard_folder())
    heads = f"{'practices':>9} {'people':>6} {'none differs':>12} {'truly better':>12} {'found':>6} {'beside it':>9}"
    print(heads + f" {'by the rest':>12}" * wanted.rest)
    for people in map(int, wanted.people.split(",")):
        for practices in map(int, wanted.practices.split(",")):
            counted = [0, 0, 0, 0, 0]
            chance = random.Random(practices)
            for _ in range(wanted.draws):
                size = {"practices": practices, "people": people}
                counted[0] += bool(signalled(framework, make_rounds(framework, chance, planted=False, **size)))
                better = list(make_rounds(framework, chance, planted=False, better=0.5, **size))
                counted[1] += bool(signalled(framework, better))
                counted[4] += wanted.rest and bool(signalled_by_rest(framework, better))
                found = signalled(framework, make_rounds(framework, chance, planted=True, **size))
                counted[2] += PLANTED in found
                counted[3] += bool(found - {PLANTED})
            shares = [f"{count / wanted.draws:.0%}" for count in counted]
            print(
                f"{practices:>9} {people:>6} {shares[0]:>12} {shares[1]:>12} {shares[2]:>6} {shares[3]:>9}"
                + f" {shares[4]:>12}" * wanted.rest,
                flush=True,
            )


if __name__ == "__main__":
    main()
