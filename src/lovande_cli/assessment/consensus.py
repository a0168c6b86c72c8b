"""Several people's sheets about one practice -> how they spread, how far they agree, and what all who know agree on.

Agreement runs from 1 (all gave the same answer) to 0 (half at each end) and is measured over those who know only:
unknown and unanswered are never turned into a number. Not-applicable is a difference in kind: it is shown, and it keeps
a question open, but has no place on a scale and so none in the measure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, combinations

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, Practice, Workshop, is_asked
from lovande_cli.assessment.framework import Element, Framework, Question
from lovande_cli.assessment.scoring import AnswerKind, ElementResult, Result, Status, score, weigh_answer

RANK: Mapping[Status, int] = {"absent": 0, "partly": 1, "present": 2}
"""The statuses that can be put in order; unclear and not-applicable cannot."""


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One handed-in answer sheet, and the name that its writer goes by."""

    name: str
    sheet: AnswerSheet


@dataclass(frozen=True, kw_only=True)
class Person:
    """One of the people behind the group's answers: the label that is shown, and what their answers alone would say.

    `times` is how often the same content was handed in; it counts once.
    """

    label: str
    times: int
    name: str
    sheet: AnswerSheet
    result: Result


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many chose one step or option."""

    id: str
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionSpread:
    """How the people who were asked a question answered it; `votes` is by label, open answers included.

    `agreed` is what all who know agree on, or that nobody knows; empty while they differ or nobody has answered.
    """

    question: Question
    votes: Mapping[str, Answer]
    agreed: tuple[str, ...]

    @cached_property
    def kinds(self) -> Mapping[str, AnswerKind]:
        """What kind of answer each person gave."""
        return {label: weigh_answer(self.question, vote).kind for label, vote in self.votes.items()}

    def people(self, kind: AnswerKind) -> tuple[str, ...]:
        """The labels of those who gave this kind of answer."""
        return tuple(label for label, found in self.kinds.items() if found == kind)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """Who chose each option and step, in the order they are shown; those that nobody chose are there too."""
        ids = (*(option.id for option in self.question.options), *(step.id for step in self.question.steps))
        return tuple(
            Count(id=one, people=tuple(label for label, vote in self.votes.items() if one in vote.chosen))
            for one in ids
        )

    @property
    def knowing(self) -> int:
        """How many the agreement is measured over: those who gave an answer that has a place on the scale."""
        return len(self.people("valued"))

    @cached_property
    def agreement(self) -> Fraction | None:
        """How far those who know agree, from 0 to 1; None where fewer than two know."""
        chosen = [self.votes[label].chosen for label in self.people("valued")]
        if len(chosen) < 2:
            return None
        if self.question.choose:
            return agree_on_options(chosen)
        steps = sorted((s for s in self.question.steps if s.value is not None), key=lambda step: step.value or 0)
        given = Counter(one for (one,) in chosen)
        return agree_on_scale([given[step.id] for step in steps])

    @property
    def is_shared(self) -> bool:
        """At least two know, and all who know gave the same answer."""
        return not self.differs and len(self.people("valued")) + len(self.people("not-applicable")) > 1

    @property
    def differs(self) -> bool:
        """Those who know gave different answers, or some find applicable what others do not."""
        chosen = {
            vote.chosen for label, vote in self.votes.items() if self.kinds[label] in ("valued", "not-applicable")
        }
        return len(chosen) > 1


@dataclass(frozen=True, kw_only=True)
class ElementSpread:
    """What each person's answers say about one element, in the order of the people, and what the group's own say."""

    element: Element
    statuses: tuple[Status, ...]
    group: ElementResult
    questions: tuple[QuestionSpread, ...]

    @property
    def shared(self) -> int:
        """How many of its questions at least two people know and agree on."""
        return sum(spread.is_shared for spread in self.questions)

    @property
    def ends(self) -> tuple[Status, Status] | None:
        """The lowest and the highest status among those whose status is clear; None where nobody's is."""
        clear = sorted((s for s in self.statuses if s in RANK), key=lambda status: RANK[status])
        return (clear[0], clear[-1]) if clear else None


@dataclass(frozen=True, kw_only=True)
class Group:
    """Everything that several people's answers say together.

    `sheet` is the group's own: filled in where all who know agree, open elsewhere, every vote kept. `questions` are
    those that at least one person was asked.
    """

    framework: Framework
    people: tuple[Person, ...]
    elements: tuple[ElementSpread, ...]
    questions: tuple[QuestionSpread, ...]
    sheet: AnswerSheet
    result: Result

    @property
    def differing(self) -> tuple[QuestionSpread, ...]:
        """The questions that people differ on, largest disagreement first."""
        return tuple(spread for spread in by_disagreement(self.questions) if spread.differs)

    @property
    def namesakes(self) -> tuple[tuple[str, ...], ...]:
        """The labels of people whose different sheets came in under the same name."""
        found: dict[str, list[str]] = {}
        for person in self.people:
            found.setdefault(person.name, []).append(person.label)
        return tuple(tuple(labels) for labels in found.values() if len(labels) > 1)

    @property
    def settled(self) -> tuple[QuestionSpread, ...]:
        """The questions that have the group's answer."""
        return tuple(spread for spread in self.questions if spread.agreed)


def gather(framework: Framework, voices: Iterable[Voice], *, language: str = "", names: bool = False) -> Group:
    """What the voices say together, whatever their order and however often the same sheet is handed in.

    People stand in order of name and are called A, B, C …, or by name where `names` is set.
    """
    counted = count_copies(voices)
    kept = tuple(voice for voice, _ in counted)
    labels = tell_apart([voice.name for voice in kept]) if names else [letter(i) for i in range(len(kept))]
    people = tuple(
        Person(label=label, times=times, name=voice.name, sheet=voice.sheet, result=score(framework, voice.sheet))
        for label, (voice, times) in zip(labels, counted, strict=True)
    )
    asked = {question.id: spread_of(framework, question, people) for question in framework.questions}
    sheet = join_sheets(framework, people, asked, language)
    result = score(framework, sheet)
    return Group(
        framework=framework,
        people=people,
        elements=tuple(
            ElementSpread(
                element=element,
                statuses=tuple(person.result.elements[place].status for person in people),
                group=result.elements[place],
                questions=tuple(asked[q.id] for q in element.questions if asked[q.id].votes),
            )
            for place, element in enumerate(framework.elements)
        ),
        questions=tuple(spread for spread in asked.values() if spread.votes),
        sheet=sheet,
        result=result,
    )


def count_copies(voices: Iterable[Voice]) -> tuple[tuple[Voice, int], ...]:
    """The voices in order of name, each content once, with how many times it was handed in."""
    found: dict[str, list[Voice]] = {}
    for voice in sorted(voices, key=lambda voice: (name_order(voice.name), content(voice.sheet))):
        found.setdefault(content(voice.sheet), []).append(voice)
    return tuple((same[0], len(same)) for same in found.values())


def content(sheet: AnswerSheet) -> str:
    """All that the sheet says, the same text for the same content."""
    answers = sorted((question, a.chosen, a.note, a.evidence) for question, a in sheet.answers.items())
    return repr((sheet.framework_version, sheet.language, sheet.practice, sheet.workshop, answers, sheet.actions))


def name_order(name: str) -> tuple[tuple[int, str], ...]:
    """What to order names by, so that Person 2 comes before Person 10; ends with the name as it is written."""
    parts = re.findall(r"\d+|\D+", name.casefold())
    return (*((int(p) if p.isdecimal() else -1, p) for p in parts), (-2, name))


def tell_apart(names: Sequence[str]) -> list[str]:
    """The names, with a number behind every one that has been there before: Anna, Anna (2)."""
    told: list[str] = []
    for name in names:
        number, label = 1, name
        while label in told:
            number += 1
            label = f"{name} ({number})"
        told.append(label)
    return told


def letter(place: int) -> str:
    """The label of the person at a place that counts from 0: A … Z, AA, AB …"""
    before, here = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + here)


def spread_of(framework: Framework, question: Question, people: Sequence[Person]) -> QuestionSpread:
    """How those who were asked the question answered it."""
    votes = {
        person.label: replace(person.sheet.answer(question.id), votes={})
        for person in people
        if is_asked(framework, person.sheet, question)
    }
    return QuestionSpread(question=question, votes=votes, agreed=agreed_on(question, votes.values()))


def agreed_on(question: Question, votes: Iterable[Answer]) -> tuple[str, ...]:
    """What all who know chose; where nobody knows, that they do not know; empty where they differ or none answered."""
    answered = [(weigh_answer(question, vote).kind, vote.chosen) for vote in votes if not vote.is_open]
    known = {chosen for kind, chosen in answered if kind != "unknown"}
    chosen = known or {chosen for _, chosen in answered}
    return next(iter(chosen)) if len(chosen) == 1 else ()


def agree_on_scale(counts: Sequence[int]) -> Fraction:
    """How far people agree who chose among ordered steps, given how many chose each: 1 the same, 0 half at each end.

    Leik's ordinal consensus, 1 - D: R. K. Leik (1966), "A measure of ordinal consensus", Pacific Sociological Review
    9(2), 85-90. It asks only for the order of the steps, not how far apart they are, and is exact for a few people.
    """
    people = sum(counts)
    apart = sum(min(below, people - below) for below in accumulate(counts[:-1]))
    return 1 - Fraction(2 * apart, people * (len(counts) - 1)) if len(counts) > 1 else Fraction(1)


def agree_on_options(chosen: Sequence[tuple[str, ...]]) -> Fraction:
    """How far people agree who chose among options: of all that two people chose, the share that both did.

    The mean over all pairs of people of Jaccard's coefficient: P. Jaccard (1901), Bulletin de la Société Vaudoise des
    Sciences Naturelles 37, 547-579. Options have no order; 1 means the same options, 0 that no two share any.
    """
    given = Counter(frozenset(one) for one in chosen)
    alike = sum((Fraction(times * (times - 1), 2) for times in given.values()), Fraction(0))
    for (one, times), (other, other_times) in combinations(given.items(), 2):
        alike += Fraction(len(one & other), len(one | other)) * times * other_times
    return alike / Fraction(len(chosen) * (len(chosen) - 1), 2)


def by_disagreement(spreads: Iterable[QuestionSpread]) -> tuple[QuestionSpread, ...]:
    """The questions with the largest disagreement first; equal ones with most people first, then in their own order.

    Those that differ only in kind (applicable or not) come after those that differ on the scale, before agreed ones.
    """
    return tuple(sorted(spreads, key=lambda s: (not s.differs, 1 if s.agreement is None else s.agreement, -s.knowing)))


def join_sheets(
    framework: Framework, people: Sequence[Person], asked: Mapping[str, QuestionSpread], language: str
) -> AnswerSheet:
    """The group's own sheet; answers to retired questions stay in the individual files."""
    sheets = [person.sheet for person in people]
    answers = {
        question.id: join_answers(asked[question.id], {p.label: p.sheet.answer(question.id) for p in people})
        for question in framework.questions
    }
    workshops = [sheet.workshop for sheet in sheets]
    return AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language=language or next((sheet.language for sheet in sheets), next(iter(framework.languages))),
        practice=Practice(
            name=first_text(sheet.practice.name for sheet in sheets),
            organisation=first_text(sheet.practice.organisation for sheet in sheets),
            target_group=first_text(sheet.practice.target_group for sheet in sheets),
        ),
        workshop=Workshop(
            date=max((workshop.date for workshop in workshops), default=""),
            participants=max((w.participants for w in workshops if w.participants), default=len(people) or None),
        ),
        answers={question: answer for question, answer in answers.items() if not answer.is_empty},
        actions=distinct_actions(sheets),
    )


def join_answers(spread: QuestionSpread, given: Mapping[str, Answer]) -> Answer:
    """The group's answer, with the notes and the evidence of those who gave it, and every individual answer kept."""
    votes = {label: replace(answer, votes={}) for label, answer in given.items()}
    counted = (spread.votes or votes).values()  # what nobody is asked, but some have answered, is kept as it is
    chosen = agreed_on(spread.question, counted)
    behind = [vote for vote in counted if vote.chosen == chosen and not spread.differs]
    return Answer(
        chosen=chosen,
        note="\n".join(dict.fromkeys(vote.note for vote in behind if vote.note)),
        evidence="; ".join(dict.fromkeys(vote.evidence for vote in behind if vote.evidence)),
        votes={label: vote for label, vote in votes.items() if not vote.is_empty},
    )


def first_text(texts: Iterable[str]) -> str:
    """The first text that is not blank, or ""."""
    return next((text for text in texts if text.strip()), "")


def distinct_actions(sheets: Iterable[AnswerSheet]) -> tuple[Action, ...]:
    """Every next step that somebody wrote down, each once."""
    return tuple(dict.fromkeys(action for sheet in sheets for action in sheet.actions))
