"""What the intervals and verdicts of `study` hold, on made-up fields where the true agreement is known.

    python benchmarks/study_simulation.py [--draws 300]

A practice is truly one of three steps, and everybody who answers says so with a chance that gives the true alpha, else
any step as often as it is given: alpha is then the square of that chance. Even: each step is as
common; skewed: 80, 15 and 5 %. Prints
- coverage: how often an interval holds the true value (it says 95 %), and how often there is one;
- verdicts: how often a question is said to be answered alike, differently, or not yet known;
- false signals: how many of 47 questions with true alpha .81 are said to be answered differently.
The same seeds give the same numbers. With 300 draws: alpha's intervals hold 91 to 98 % where answers are even, from
five practices on; where they are skewed alpha's hold 65 to 94 % at 5 practices, 83 to 97 % at 10 and 20, and 94 to 98 %
at 40. Those of Brennan-Prediger and AC2 hold 90 % or more in every cell but one: 87 % for AC2 with even answers of
alpha .5, three people to each of ten practices. With three people to a practice a question of true alpha .9 is said to
be answered alike by 22 % of studies of 40 practices and 90 % of 80; one of .81 by 39 % of 80, 57 % of 110 and 81 % of
160; one of .5 to be answered differently by 37 % of 40 and 78 % of 110. Of 47 questions of .81 at most 0.2 are.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator

from lovande_cli.assessment.agreement import Agreement, Metric, count_practices, measure_agreement, quadratic
from lovande_cli.assessment.question_study import judge

SCALE = Metric(likeness=quadratic(3), level="ordinal")
SHARES = {"even": (1 / 3, 1 / 3, 1 / 3), "skewed": (0.05, 0.15, 0.8)}
QUESTIONS = 47


def draw_fields(
    draws: int, practices: int, people: int, shares: tuple[float, ...], alpha: float
) -> Iterator[Agreement]:
    """The agreement in so many fields drawn at random."""
    chance = random.Random(f"{practices} {people} {shares} {alpha}")
    says_so = math.sqrt(alpha)
    for _ in range(draws):
        field = []
        for _ in range(practices):
            truth, *others = chance.choices(range(3), shares, k=people + 1)
            field.append([[truth if chance.random() < says_so else other for other in others]])
        yield measure_agreement(count_practices(field, 3), SCALE)


def true_values(shares: tuple[float, ...], alpha: float) -> dict[str, float]:
    """The true value of each measure."""
    alike = [[float(weight) for weight in row] for row in SCALE.likeness]
    by_chance = sum(a * b * alike[i][j] for i, a in enumerate(shares) for j, b in enumerate(shares))
    observed = 1 - (1 - alpha) * (1 - by_chance)
    weight = sum(map(sum, alike))
    gwet = weight * sum(share * (1 - share) for share in shares) / 6
    return {
        "alpha": alpha,
        "brennan_prediger": 1 - (1 - observed) / (1 - weight / 9),
        "gwet": 1 - (1 - observed) / (1 - gwet),
    }


def print_coverage(draws: int) -> None:
    """How often the intervals hold the true value."""
    print("coverage of the 95 % intervals; in brackets how often alpha has one")
    print(f"{'answers':>8} {'alpha':>5} {'people':>6} {'practices':>9} {'alpha':>12} {'B-P':>6} {'AC2':>6}")
    for name, shares in SHARES.items():
        for alpha in (0.5, 0.81):
            truth = true_values(shares, alpha)
            for people in (2, 3):
                for practices in (5, 10, 20, 40):
                    held = dict.fromkeys(truth, 0)
                    given = dict.fromkeys(truth, 0)
                    for found in draw_fields(draws, practices, people, shares, alpha):
                        for measure, value in truth.items():
                            estimate = getattr(found, measure)
                            if estimate and estimate.interval:
                                given[measure] += 1
                                held[measure] += estimate.interval[0] <= value <= estimate.interval[1]
                    cells = {measure: f"{held[measure] / max(given[measure], 1):.0%}" for measure in truth}
                    has_one = f"({given['alpha'] / draws:.0%})"
                    print(
                        f"{name:>8} {alpha:>5} {people:>6} {practices:>9} {cells['alpha']:>5} {has_one:>6} "
                        f"{cells['brennan_prediger']:>6} {cells['gwet']:>6}"
                    )


def print_verdicts(draws: int) -> None:
    """How often each verdict is given, and what that means for a whole set of questions where nothing is wrong."""
    print()
    print("verdicts, three people to a practice: alike / differently / not yet")
    numbers = (10, 20, 40, 80, 110, 160)
    print(f"{'answers':>8} {'alpha':>5} " + " ".join(f"{number:>16}" for number in numbers))
    false: dict[str, list[float]] = {}
    for name, shares in SHARES.items():
        for alpha in (0.5, 2 / 3, 0.81, 0.9):
            cells = []
            for practices in numbers:
                given = [judge(found) for found in draw_fields(draws, practices, 3, shares, alpha)]
                rates = [given.count(verdict) / draws for verdict in ("alike", "differently", "not-yet")]
                if alpha == 0.81:
                    false.setdefault(name, []).append(rates[1] * QUESTIONS)
                cells.append(" / ".join(f"{rate:.0%}" for rate in rates))
            print(f"{name:>8} {alpha:>5.2f} " + " ".join(f"{cell:>16}" for cell in cells))
    print()
    print(f"false signals: of {QUESTIONS} questions with true alpha .81 so many are said to be answered differently")
    for name, counts in false.items():
        print(f"{name:>8}       " + " ".join(f"{count:>16.1f}" for count in counts))


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--draws", type=int, default=300)
    wanted = parser.parse_args()
    print_coverage(wanted.draws)
    print_verdicts(wanted.draws)


if __name__ == "__main__":
    main()
