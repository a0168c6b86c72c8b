"""How the questions themselves work: what people answer, what they leave open, and how alike they answer.

Everything is counted over sheets of single people or groups; those who answered about the same practice in the same
round are compared with each other. Shares go from 0 to 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from lovande_cli.assessment.differential_functioning import GROUP_OF, GroupDifferences, compare_groups
from lovande_cli.assessment.element_study import ElementStudy, study_elements
from lovande_cli.assessment.expert_ratings import Ratings, Validity, gather_comments, judge_validity
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.pilot import Pilot, PilotAnswers, gather_pilot
from lovande_cli.assessment.question_study import (
    QuestionStudy,
    Signal,
    study_question,
)
from lovande_cli.assessment.rounds import ROUND_DAYS
from lovande_cli.assessment.sample import Reason, Sample, StudiedSheet, is_answered, take_sample


@dataclass(frozen=True, kw_only=True)
class Study:
    """How all questions work; `validity` is by what experts have rated, "relevance" and "clarity".

    `comments` are what experts write about the questions, by question id.
    """

    framework: Framework
    sample: Sample
    languages: Mapping[str, int]
    questions: tuple[QuestionStudy, ...]
    elements: tuple[ElementStudy, ...]
    differences: tuple[GroupDifferences, ...]
    validity: Mapping[str, Validity] = field(default_factory=dict)
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pilot: Pilot = field(default_factory=Pilot)

    @property
    def sheets(self) -> int:
        """How many sheets count."""
        return len(self.sample.sheets)

    @property
    def practices(self) -> int:
        """How many practices they are about."""
        return self.sample.practices

    @property
    def rounds(self) -> int:
        """In how many rounds."""
        return len(self.sample.rounds)

    @property
    def look_first(self) -> tuple[QuestionStudy, ...]:
        """The questions that stand out: first those that are answered differently, then unknown, then irrelevant.

        Within each kind those that stand out most.
        """
        # the order of the signals is the order of what to look at first
        order = get_args(Signal)
        found = [question for question in self.questions if question.signals]
        return tuple(
            sorted(found, key=lambda q: min((order.index(signal), -share) for signal, share in q.signals.items()))
        )


def study(
    framework: Framework,
    sheets: Iterable[StudiedSheet],
    ratings: Sequence[Ratings] = (),
    *,
    days: int = ROUND_DAYS,
    left_out: Mapping[Reason, int] | None = None,
) -> Study:
    """How the questions work in these sheets, and what the experts say of them; `left_out` as in `take_sample`."""
    sheets = tuple(sheets)
    sample = take_sample(framework, sheets, days=days, left_out=left_out)
    languages = Counter(sheet.language for sheet in sample.sheets)
    return Study(
        framework=framework,
        sample=sample,
        languages=dict(sorted(languages.items())),
        questions=tuple(
            study_question(question, at, sample.by_practice, sample.soon_again)
            for at, question in enumerate(framework.questions)
        ),
        elements=study_elements(framework, sample.rounds),
        differences=tuple(compare_groups(framework, sample.rounds, grouping) for grouping in GROUP_OF),
        validity=judge_validity(framework, ratings),
        comments=gather_comments(framework, ratings),
        pilot=gather_pilot(framework, pilot_sheets(sheets, sample)),
    )


def pilot_sheets(sheets: Iterable[StudiedSheet], sample: Sample) -> Iterator[PilotAnswers | None]:
    """What is said of the set: in the sheets that count, by groups after joining, and in sheets without any answer."""
    yield from (sheet.pilot for sheet in sample.sheets)
    for sheet in sheets:
        # a file that joins people may say something of its own, which no person of it says
        yield sheet.pilot_of_group
        if not is_answered(sheet):
            yield sheet.pilot
