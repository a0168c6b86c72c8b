"""Several people's sheets about one practice: their labels (A, B, C), how they spread and agree, the joined sheet.

Agreement runs from 1 (all gave the same answer) towards 0 (half at each end) and is measured over those who know only:
unknown and unanswered are never turned into a number. Not-applicable is a difference in kind: it is shown, and it keeps
a question open, but has no place on a scale and so none in the measure. A group that answered together hands in one
sheet and counts as one in every measure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate, combinations, count
from typing import Literal

from lovande_cli.assessment.agreement import agree_on_options
from lovande_cli.assessment.answers import (
    ID_LENGTH,
    MAX_PARTICIPANTS,
    MAX_TEXT,
    Action,
    Answer,
    AnswerSheet,
    Practice,
    Workshop,
    is_asked,
    plain_words,
)
from lovande_cli.assessment.description import join_descriptions
from lovande_cli.assessment.framework import Element, Framework, Question
from lovande_cli.assessment.scoring import (
    RANK,
    AnswerKind,
    ElementResult,
    OpenReason,
    Result,
    Status,
    score,
    weigh_answer,
)

Sort = Literal["disagreement", "order"]


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One handed-in answer sheet, and the name that its writer goes by."""

    name: str
    sheet: AnswerSheet


@dataclass(frozen=True, kw_only=True)
class Respondent(Submission):
    """A person, or a group that answered together: the label that is shown, and what these answers alone would say.

    `times` is how often the same content was handed in; it counts once.
    """

    label: str
    times: int
    result: Result

    @property
    def people(self) -> int:
        """How many people answered together; 1 where the sheet does not say."""
        return participant_count(self.sheet)


@dataclass(frozen=True, kw_only=True)
class QuestionSpread:
    """How the people who were asked a question answered it; `votes` is by label, open answers included.

    `agreed` is what all who know agree on, or that nobody knows; empty while they differ, where one person alone knows
    what others do not (`knows_alone`, a label or ""), or nobody has answered. `is_split` where they differ, be it among
    those behind one vote.
    """

    question: Question
    votes: Mapping[str, Answer]
    agreed: tuple[str, ...]
    knows_alone: str = ""
    is_split: bool = False

    @cached_property
    def kinds(self) -> Mapping[str, AnswerKind]:
        """What kind of answer each person gave."""
        return {label: weigh_answer(self.question, vote).kind for label, vote in self.votes.items()}

    def people(self, kind: AnswerKind) -> tuple[str, ...]:
        """The labels of those who gave this kind of answer."""
        return tuple(label for label, found in self.kinds.items() if found == kind)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many chose each option and step, in the order they are shown; those that nobody chose are there too."""
        return {choice: sum(choice in vote.chosen for vote in self.votes.values()) for choice in self.question.choices}

    @cached_property
    def known(self) -> tuple[tuple[str, ...], ...]:
        """What those who know chose; that a question does not apply is something to know."""
        return tuple(self.votes[label].chosen for kind in ("valued", "not-applicable") for label in self.people(kind))

    @property
    def open_reason(self) -> OpenReason | None:
        """Why the question has no answer that counts; None where it has one."""
        if self.differs:
            return "differs"
        if self.known or self.knows_alone:
            return "one-knows" if self.knows_alone else None
        return "nobody-knows" if self.people("unknown") else "unanswered"

    @property
    def knowing(self) -> int:
        """How many the agreement is measured over: those who gave an answer that has a place on the scale."""
        return len(self.people("valued"))

    @property
    def mostly_unknown(self) -> bool:
        """Fewer than half of those who were asked know, so that a difference says little."""
        return 2 * len(self.known) < len(self.votes)

    @cached_property
    def distance(self) -> Fraction:
        """How far apart the values of two who know are: the mean over all pairs of the squared difference, 0 to 1."""
        found = [weigh_answer(self.question, self.votes[label]).value for label in self.people("valued")]
        values = [value for value in found if value is not None]
        pairs = [(value - other) ** 2 for value, other in combinations(values, 2)]
        return sum(pairs, Fraction(0)) / len(pairs) if pairs else Fraction(0)

    @cached_property
    def agreement(self) -> Fraction | None:
        """How far those who know agree, from 0 to 1; None where fewer than two know."""
        chosen = [self.votes[label].chosen for label in self.people("valued")]
        if len(chosen) < 2:
            return None
        # options have no order: people agree as far as they chose the same ones
        if self.question.choose:
            return agree_on_options(chosen)
        given = Counter(step for (step,) in chosen)
        return agree_on_scale([given[step.id] for step in self.question.scale.ranked])

    @property
    def is_shared(self) -> bool:
        """At least two know, and all who know gave the same answer."""
        return not self.differs and len(self.known) > 1

    @property
    def differs(self) -> bool:
        """Those who know gave different answers, or some find applicable what others do not."""
        return self.is_split or len(set(self.known)) > 1


@dataclass(frozen=True, kw_only=True)
class ElementSpread:
    """What each respondent's answers say about one element, in their order, and what the group's own say."""

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
        # unclear may be any of them, so it is no end of the range
        clear = sorted((s for s in self.statuses if s in RANK), key=lambda status: RANK[status])
        return (clear[0], clear[-1]) if clear else None


@dataclass(frozen=True, kw_only=True)
class Consensus:
    """Everything that several people's answers say together.

    `sheet` is the group's own: filled in where all who know agree, open elsewhere, every vote kept. `questions` are
    those that at least one person was asked.
    """

    framework: Framework
    respondents: tuple[Respondent, ...]
    elements: tuple[ElementSpread, ...]
    questions: tuple[QuestionSpread, ...]
    sheet: AnswerSheet
    result: Result

    @cached_property
    def by_disagreement(self) -> tuple[QuestionSpread, ...]:
        """All questions, largest disagreement first."""
        return tuple(sorted(self.questions, key=disagreement_order))

    def in_order(self, sort: Sort) -> tuple[QuestionSpread, ...]:
        """All questions, largest disagreement first or in the order they are asked."""
        return self.by_disagreement if sort == "disagreement" else self.questions

    @property
    def differing(self) -> tuple[QuestionSpread, ...]:
        """The questions that people differ on, largest disagreement first."""
        return tuple(spread for spread in self.by_disagreement if spread.differs)

    @property
    def namesakes(self) -> tuple[tuple[str, ...], ...]:
        """The labels of respondents whose different sheets came in under the same name."""
        found: dict[str, list[str]] = {}
        for respondent in self.respondents:
            # Anna and anna may be one person who answered twice, which only the reader can know
            found.setdefault(plain_words(respondent.name), []).append(respondent.label)
        return tuple(tuple(labels) for labels in found.values() if len(labels) > 1)

    @property
    def described_differently(self) -> tuple[str, ...]:
        """The parts of the description that people wrote differently; the sheet holds every text."""
        return join_descriptions({person.label: person.sheet.description for person in self.respondents})[1]

    @property
    def settled(self) -> tuple[QuestionSpread, ...]:
        """The questions that have the group's answer."""
        return tuple(spread for spread in self.questions if spread.agreed)


def gather(
    framework: Framework,
    submissions: Iterable[Submission],
    *,
    language: str = "",
    names: bool = False,
    name_group: Callable[[int], str] = "({})".format,
) -> Consensus:
    """What the submissions say together, whatever their order and however often the same sheet is handed in.

    Those who answered together come first and are called what `name_group` makes of their number. Persons stand in
    order of name and are called A, B, C …, or by name where `names` is set; in the description, which others read, they
    are letters all the same. `language` is the one on the screen, see `common_language`.
    """
    counted = deduplicate_submissions(submissions)
    letters = map(letter, count())
    sizes = [participant_count(submission.sheet) for submission, _ in counted]
    groups = [name_group(people) if people > 1 else "" for people in sizes]
    # two groups of four are both "(4)", two people may both be Anna
    unnamed = deduplicate_names(group or next(letters) for group in groups)
    named = deduplicate_names(group or person.name for group, (person, _) in zip(groups, counted, strict=True))
    labels = named if names else unnamed
    respondents = tuple(
        Respondent(
            label=label, times=times, name=person.name, sheet=person.sheet, result=score(framework, person.sheet)
        )
        for label, (person, times) in zip(labels, counted, strict=True)
    )
    sheets = {respondent.label: respondent.sheet for respondent in respondents}
    spreads = find_spreads(framework, sheets)
    described = {label: person.sheet.description for label, (person, _) in zip(unnamed, counted, strict=True)}
    joined = join_spreads(framework, sheets, spreads, language)
    # the same sheets joined once more are the same joined sheet
    together = "\0".join(sorted(content(respondent.sheet) for respondent in respondents))
    sheet = replace(
        joined,
        id=blake2b(together.encode("utf-8", "surrogatepass"), digest_size=ID_LENGTH // 2).hexdigest(),
        sheet_ids={label: one.id for label, one in sheets.items() if one.id},
        description=join_descriptions(described)[0],
        closing=join_closing(sheets),
    )
    result = score(framework, sheet)
    # a follow-up question that nobody was led to is no disagreement
    asked = tuple(spread for spread in spreads if spread.votes)
    return Consensus(
        framework=framework,
        respondents=respondents,
        elements=tuple(
            ElementSpread(
                element=element,
                statuses=tuple(respondent.result.elements[index].status for respondent in respondents),
                group=result.elements[index],
                questions=tuple(spread for spread in asked if spread.question.element == element.id),
            )
            for index, element in enumerate(framework.elements)
        ),
        questions=asked,
        sheet=sheet,
        result=result,
    )


def participant_count(sheet: AnswerSheet) -> int:
    """How many people the sheet speaks for: 1 where it does not say."""
    return sheet.workshop.participants or 1


def deduplicate_submissions(submissions: Iterable[Submission]) -> tuple[tuple[Submission, int], ...]:
    """The submissions, groups first and then by name, each content once, with how many times it was handed in."""
    found: dict[str, list[Submission]] = {}
    # by content last, so that two of one name stand in the same order whichever file was named first
    in_order = sorted(
        submissions,
        key=lambda person: (participant_count(person.sheet) == 1, name_order(person.name), content(person.sheet)),
    )
    for submission in in_order:
        found.setdefault(content(submission.sheet), []).append(submission)
    return tuple((same[0], len(same)) for same in found.values())


def content(sheet: AnswerSheet) -> str:
    """All that the sheet says, the same text for the same content."""
    practice, workshop = sheet.practice, sheet.workshop
    # joined by hand: the repr of ten thousand sheets takes a tenth of the time of reading them
    said = [sheet.id, sheet.framework_version, sheet.language, sheet.share, practice.name, practice.organisation]
    said += [practice.target_group, practice.contact, workshop.date, str(workshop.participants), workshop.answered_by]
    for question in sorted(sheet.answers):
        answer = sheet.answers[question]
        said.append(question)
        said += answer.chosen
        if answer.note or answer.evidence or answer.about_question:
            said += ("note", answer.note, "evidence", answer.evidence, "about-question", answer.about_question)
        if answer.votes or answer.hands:
            said.append(repr((sorted(answer.votes.items()), sorted(answer.hands.items()))))
    if sheet.actions:
        said.append(repr(sheet.actions))
    said += [f"{part}={text!r}" for part, text in sorted(sheet.description.items())]
    said += [f"{question}={texts!r}" for question, texts in sorted(sheet.closing.items())]
    return "\0".join(said)


def join_closing(sheets: Mapping[str, AnswerSheet]) -> dict[str, dict[str, str]]:
    """What everybody answers to the closing questions, by question and label; those in a joined sheet each by theirs.

    Whoever is in a joined sheet and has a sheet of their own here is there once.
    """
    own = {label: {q: said[""] for q, said in sheet.closing.items() if "" in said} for label, sheet in sheets.items()}
    ids = {sheet.id for sheet in sheets.values()}
    joined: dict[str, dict[str, str]] = {}
    for label, sheet in sheets.items():
        people = {person for said in sheet.closing.values() for person in said}
        for person in sorted(people):
            answers = {question: said[person] for question, said in sheet.closing.items() if person in said}
            identity = sheet.sheet_ids.get(person)
            # by id where the joined file knows it; older files are compared by what was answered
            if person and (identity in ids if identity else answers in own.values()):
                continue
            for question, answer in answers.items():
                joined.setdefault(question, {})[f"{label} {person}".strip()] = answer
    return joined


def name_order(name: str) -> tuple[tuple[int, str], ...]:
    """What to order names by, so that Person 2 comes before Person 10; ends with the name as it is written."""
    parts = re.findall(r"\d+|\D+", name.casefold())
    return (*((int(p) if p.isdecimal() else -1, p) for p in parts), (-2, name))


def deduplicate_names(names: Iterable[str]) -> list[str]:
    """The names, with a number behind every one that has been there before: Anna, Anna (2)."""
    labels: list[str] = []
    for name in names:
        number, label = 1, name
        while label in labels:
            number += 1
            label = f"{name} ({number})"
        labels.append(label)
    return labels


def letter(index: int) -> str:
    """The label of the person at an index from 0: A … Z, AA, AB …"""
    before, here = divmod(index, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + here)


def find_spreads(framework: Framework, sheets: Mapping[str, AnswerSheet]) -> tuple[QuestionSpread, ...]:
    """How those who were asked each question answered it; `sheets` is by label."""
    spreads = []
    for question in framework.questions:
        votes = {
            label: as_vote(sheet.answer(question.id), question, sheet.language)
            for label, sheet in sheets.items()
            if is_asked(framework, sheet, question)
        }
        # where people differ within one file each of them speaks, or somebody else would decide for them
        voices = {label: find_voices(sheets[label].answer(question.id), vote) for label, vote in votes.items()}
        kinds = [(label, weigh_answer(question, voice)) for label, said in voices.items() for voice in said]
        knowing = [(label, scored) for label, scored in kinds if scored.kind in ("valued", "not-applicable")]
        # what one person alone knows is not yet the group's answer; those who answered together have talked it over
        alone = knowing[0][0] if len(knowing) == 1 and any(scored.kind == "unknown" for _, scored in kinds) else ""
        if alone and len(voices[alone]) == 1 and participant_count(sheets[alone]) > 1:
            alone = ""
        is_split = len({scored.answer.chosen for _, scored in knowing}) > 1
        is_split |= any(is_left_open(question, sheets[label].answer(question.id)) for label in votes)
        everybody = [voice for said in voices.values() for voice in said]
        agreed = () if alone or is_split else agreed_on(question, everybody)
        spreads.append(
            QuestionSpread(question=question, votes=votes, agreed=agreed, knows_alone=alone, is_split=is_split)
        )
    return tuple(spreads)


def find_voices(answer: Answer, vote: Answer) -> list[Answer]:
    """What those behind one vote say: each of them where the question is open in their sheet, else the vote."""
    if answer.is_open and answer.votes:
        return [voice for person in answer.votes.values() for voice in find_voices(person, person)]
    if answer.is_open and any(answer.hands.values()):
        return [Answer(chosen=(step,)) for step, people in answer.hands.items() if people]
    return [vote]


def is_left_open(question: Question, answer: Answer) -> bool:
    """Whether a joined answer is open though its votes seem to agree: then people differ behind one of them."""
    voices = find_voices(answer, answer) if answer.is_open and answer.votes else []
    kinds = Counter(weigh_answer(question, voice).kind for voice in voices)
    is_one_alone = kinds["valued"] + kinds["not-applicable"] == 1 and kinds["unknown"] > 0
    return bool(agreed_on(question, voices)) and not is_one_alone


def as_vote(answer: Answer, question: Question | None, language: str) -> Answer:
    """The answer of a sheet as one vote among several, with what the people behind a joined sheet answered and wrote.

    Those who wrote something or chose otherwise are named with their answer in this language, `question` is None where
    it is retired.
    """
    if not answer.votes:
        return answer
    # what joining has put together of their notes is not said twice, only what was written beside it
    behind = [vote for vote in answer.votes.values() if vote.chosen == answer.chosen]
    about = [answer.about_question]
    notes = [answer.note] * (answer.note != joined_text("\n", (vote.note for vote in behind)))
    shown = [answer.evidence] * (answer.evidence != joined_text("; ", (vote.evidence for vote in behind)))
    for person, vote in answer.votes.items():
        if vote.note or vote.chosen != answer.chosen or vote.hands:
            words = {
                step: question.words_for(step, language) if question else step for step in (*vote.chosen, *vote.hands)
            }
            raised = ", ".join(f"{words[step]} {people}" for step, people in vote.hands.items())
            told = "; ".join(filter(None, (*(words[step] for step in vote.chosen), raised)))
            named = f"{person} ({told})" if told else person
            notes.append(f"{named}: {vote.note}" if vote.note else named)
        if vote.evidence:
            shown.append(f"{person}: {vote.evidence}")
        if vote.about_question:
            about.append(f"{person}: {vote.about_question}")
    hands = answer.hands
    if answer.is_open and question and question.choose != "many" and not hands:
        # as raised hands, or what they differ on would be settled by whoever is joined with them
        said = Counter(step for voice in find_voices(answer, answer) for step in voice.chosen)
        hands = {step: said[step] for step in question.choices if said[step]}
    return replace(
        answer,
        votes={},
        hands=hands,
        note="\n".join(filter(None, notes)),
        evidence="; ".join(filter(None, shown)),
        about_question="\n".join(filter(None, about)),
    )


def agreed_on(question: Question, votes: Iterable[Answer]) -> tuple[str, ...]:
    """What all who know chose; where nobody knows, that they do not know; empty where they differ or none answered."""
    answered = [(weigh_answer(question, vote).kind, vote.chosen) for vote in votes if not vote.is_open]
    known = {chosen for kind, chosen in answered if kind != "unknown"}
    chosen = known or {chosen for _, chosen in answered}
    return next(iter(chosen)) if len(chosen) == 1 else ()


def agree_on_scale(counts: Sequence[int]) -> Fraction:
    """How far people agree who chose among ordered steps, given how many chose each: 1 the same, 0 half at each end.

    Leik's ordinal consensus, 1 - D: R. K. Leik (1966), "A measure of ordinal consensus", Pacific Sociological Review
    9(2), 85-90. It asks only for the order of the steps, not how far apart they are, and is exact for a few people. An
    odd number of people cannot stand half at each end, so the least for n people is 1/n: 0.33 for three, 0.2 for five.
    """
    people = sum(counts)
    apart = sum(min(below, people - below) for below in accumulate(counts[:-1]))
    return 1 - Fraction(2 * apart, people * (len(counts) - 1)) if len(counts) > 1 else Fraction(1)


def disagreement_order(spread: QuestionSpread) -> tuple[bool, bool, bool, bool, Fraction, Fraction, int]:
    """What questions are sorted by, so that the largest disagreement comes first and agreed ones last.

    Where few know, a difference comes after all others. Before that scales stand before options, whose measure has
    another floor, and both before those that differ only in kind (applicable or not). Within each the least agreement
    comes first, then the answers that are furthest apart, then those of most people, then the questions' own order.
    """
    agreement = spread.agreement
    return (
        not spread.differs,
        spread.differs and spread.mostly_unknown,
        agreement is None,
        spread.question.choose is not None,
        Fraction(1) if agreement is None else agreement,
        -spread.distance,
        -spread.knowing,
    )


def join_sheets(framework: Framework, sheets: Sequence[AnswerSheet]) -> AnswerSheet:
    """One sheet of several about the same practice: what all who know agree on, and every vote."""
    labelled = {str(number): sheet for number, sheet in enumerate(sheets, 1)}
    return join_spreads(framework, labelled, find_spreads(framework, labelled), "")


def join_spreads(
    framework: Framework, labelled: Mapping[str, AnswerSheet], spreads: Iterable[QuestionSpread], language: str
) -> AnswerSheet:
    """The group's own sheet, for as many participants as all sheets speak for; retired answers stay where they are.

    A sum that is beyond what any group can be is left out.
    """
    sheets = list(labelled.values())
    participants = sum(map(participant_count, sheets))
    answers = {spread.question.id: join_answers(spread, labelled) for spread in spreads}
    retired = dict.fromkeys(question for sheet in sheets for question in sheet.answers if question not in answers)
    answers |= {question: join_retired(question, labelled) for question in retired}
    actions: Counter[Action] = Counter()
    for sheet in sheets:
        actions |= Counter(sheet.actions)  # what two people wrote is one step; what one wrote twice is two
    return AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language=framework.written_language(common_language(sheets, language)),
        practice=Practice(
            name=first_text(sheet.practice.name for sheet in sheets),
            organisation=first_text(sheet.practice.organisation for sheet in sheets),
            target_group=first_text(sheet.practice.target_group for sheet in sheets),
            contact=first_text(sheet.practice.contact for sheet in sheets),
        ),
        workshop=Workshop(
            date=max((sheet.workshop.date for sheet in sheets), default=""),
            participants=participants if 0 < participants <= MAX_PARTICIPANTS else None,
        ),
        answers={question: answer for question, answer in answers.items() if not answer.is_empty},
        actions=tuple(actions.elements()),
        # what one sheet does not say cannot be said of all
        wordings=tuple(dict.fromkeys(wording for sheet in sheets for wording in sheet.wordings))
        if all(sheet.wordings for sheet in sheets)
        else (),
        description=join_descriptions({label: sheet.description for label, sheet in labelled.items()})[0],
    )


def common_language(sheets: Iterable[AnswerSheet], screen: str) -> str:
    """The language that most sheets are written in; of several that as many are in the screen's, else the first."""
    counts = Counter(sheet.language for sheet in sheets)
    return min(counts, key=lambda language: (-counts[language], language != screen, language), default=screen)


def join_answers(spread: QuestionSpread, labelled: Mapping[str, AnswerSheet]) -> Answer:
    """The group's answer, with the notes and the evidence of those who gave it, and every individual answer kept.

    Where they differ, or one alone knows, what those who answered together wrote is there to start from.
    """
    question = spread.question
    votes = {label: as_vote(sheet.answer(question.id), question, sheet.language) for label, sheet in labelled.items()}
    counted = spread.votes or votes  # what nobody is asked, but some have answered, is kept as it is
    chosen = spread.agreed if spread.votes else agreed_on(question, votes.values())
    if chosen or all(vote.is_open for vote in counted.values()):
        behind = [vote for vote in counted.values() if vote.chosen == chosen]
    else:
        behind = [vote for label, vote in counted.items() if participant_count(labelled[label]) > 1]
    # hands of different rooms make no show of hands, and what is unclear to one is not to all
    one = next(iter(votes.values())) if len(labelled) == 1 else Answer()
    return Answer(
        chosen=chosen,
        note=joined_text("\n", (vote.note for vote in behind)),
        evidence=joined_text("; ", (vote.evidence for vote in behind)),
        votes={label: vote for label, vote in votes.items() if not vote.is_empty},
        about_question=one.about_question,
        hands=one.hands,
    )


def join_retired(question: str, labelled: Mapping[str, AnswerSheet]) -> Answer:
    """What was answered to a question that is no longer asked: what all gave, and every individual answer."""
    if len(labelled) == 1:
        return next(sheet.answers[question] for sheet in labelled.values())
    votes = {
        label: as_vote(sheet.answers[question], None, sheet.language)
        for label, sheet in labelled.items()
        if question in sheet.answers
    }
    chosen = {vote.chosen for vote in votes.values() if not vote.is_open}
    return Answer(chosen=chosen.pop() if len(chosen) == 1 else (), votes=votes)


def joined_text(between: str, texts: Iterable[str]) -> str:
    """The texts after one another, each once; those beyond `MAX_TEXT` are left out, and stand with their writers."""
    joined = ""
    for text in dict.fromkeys(filter(None, texts)):
        longer = f"{joined}{between}{text}" if joined else text
        joined = longer if len(longer) <= MAX_TEXT else joined
    return joined


def first_text(texts: Iterable[str]) -> str:
    """The first text that is not blank, or ""."""
    return next((text for text in texts if text.strip()), "")
