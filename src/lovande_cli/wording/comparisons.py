"""What several sheets say together, put in words that the screen and the reports share: group, change and map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lovande_cli.assessment.answers import Answer, AnswerSheet
from lovande_cli.assessment.change import ActionTrack, AnswerChange, Change, Direction, Outcome
from lovande_cli.assessment.consensus import Group, QuestionSpread
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.practices import MapRow, Overview
from lovande_cli.assessment.scoring import ScoredAnswer, Status, weigh_answer
from lovande_cli.language import Say
from lovande_cli.wording.results import chosen_words, status_symbol, status_word, summary_sentence


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """An answer that changed: the question's number and words, the arrow and its word, the answer each time."""

    number: str
    ask: str
    direction: Direction
    symbol: str
    word: str
    answers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ElementLine:
    """An element through time: number and name, the status each time, the arrow and its word, the changed answers."""

    number: int
    name: str
    category: str
    statuses: tuple[Status, ...]
    words: tuple[str, ...]
    direction: Direction
    symbol: str
    word: str
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """A next step and what became of it; `details` are element, who and when, without what nobody wrote."""

    what: str
    outcome: Outcome
    word: str
    details: tuple[str, ...]


def question_number(framework: Framework, question: Question) -> str:
    """The element's number and the question's place in it: 4.1."""
    element = framework.element_by_id[question.element]
    return f"{element.number}.{element.questions.index(question) + 1}"


def answer_symbol(question: Question, answer: Answer) -> str:
    """One sign for an answer: ● ◐ ○ by what it is worth, ? unknown, – not applicable, _ unanswered or without value."""
    scored = weigh_answer(question, answer)
    if scored.kind == "valued" and scored.value is not None:
        return "●" if scored.value == 1 else "◐" if scored.value else "○"
    return {"unknown": "?", "not-applicable": "–"}.get(scored.kind, "_")


def spread_signs(spread: QuestionSpread) -> str:
    """One sign for each person, alike ones together; "" where options were chosen, which no sign stands for."""
    if spread.question.choose:
        return ""
    signs = (answer_symbol(spread.question, vote) for vote in spread.votes.values())
    return "".join(sorted(signs, key="●◐○?–_".index))


def spread_words(spread: QuestionSpread, say: Say) -> str:
    """How many gave each answer: "ja 4 · delvis 1 · vet inte 1"."""
    question = spread.question
    labels = {o.id: o.label for o in question.options} | {s.id: s.label for s in question.steps}
    said = [
        say("group.count", word=say.text(labels[count.id]), people=len(count.people))
        for count in spread.counts
        if count.people
    ]
    unanswered = len(spread.people("unanswered"))
    if unanswered:
        said.append(say("group.count", word=say("common.unanswered"), people=unanswered))
    return " · ".join(said)


def agreement_words(spread: QuestionSpread, say: Say) -> str:
    """How many know, of how many, and where they differ how far they agree."""
    known = len(spread.people("valued")) + len(spread.people("not-applicable"))
    said = [say("group.knowing", knowing=known, people=len(spread.votes))]
    if spread.agreement is not None and spread.differs:
        among = "agreement-among" if spread.people("not-applicable") else "agreement"
        agreement = agreement_number(spread.agreement, say)
        said.append(say(f"group.{among}", agreement=agreement, count=spread.knowing))
    if spread.differs and spread.people("not-applicable"):
        said.append(say("group.kind-differs"))
    return " · ".join(said)


def agreement_number(agreement: Fraction, say: Say) -> str:
    """The agreement with a decimal comma; short of full agreement never rounds up to 1."""
    return say.number(min(agreement, Fraction(99, 100)) if agreement < 1 else agreement)


def group_notices(group: Group, say: Say) -> tuple[str, ...]:
    """What there is to know about how the answers came in."""
    said = [say("group.handed-in-again", label=p.label, times=p.times) for p in group.people if p.times > 1]
    said += [say("group.namesakes", labels=say.listing(labels)) for labels in group.namesakes]
    sheets = [person.sheet for person in group.people]
    versions = sorted({sheet.framework_version for sheet in sheets})
    if len(versions) > 1:
        said.append(say("group.versions-differ", versions=say.listing(versions)))
    return (*said, *organisations_notice(sheets, "group.organisations-differ", say))


def organisations_notice(sheets: Sequence[AnswerSheet], key: str, say: Say) -> tuple[str, ...]:
    """That the sheets name different organisations, where they do."""
    names = {" ".join(s.practice.organisation.casefold().split()): s.practice.organisation for s in sheets}
    names.pop("", None)
    return (say(key, names=say.listing(sorted(names.values()))),) if len(names) > 1 else ()


def moment_labels(change: Change, names: Sequence[str], say: Say) -> tuple[str, ...]:
    """What to call each time: its date; where dates are missing or alike its name (the file's, say), else a number."""
    dates = [result.sheet.workshop.date for result in change.results]
    numbers = [say("change.time", number=number) for number in range(1, len(dates) + 1)]
    return next(tuple(labels) for labels in (dates, names, numbers) if tell_apart(labels, len(dates)))


def tell_apart(labels: Sequence[str], count: int) -> bool:
    """Whether there is a label for each, none of them twice."""
    return len(set(labels)) == count and all(labels)


def change_notices(change: Change, say: Say) -> tuple[str, ...]:
    """What there is to know before the sheets are compared."""
    sheets = [result.sheet for result in change.results]
    said = []
    if sheets[0].workshop.date > sheets[-1].workshop.date > "":
        said.append(say("change.dates-turned"))
    if change.versions_differ and not change.perhaps_new:
        said.append(say("change.versions-differ", versions=say.listing(tuple(dict.fromkeys(change.versions)))))
    return (*said, *organisations_notice(sheets, "change.organisations-differ", say))


def element_lines(change: Change, say: Say) -> tuple[ElementLine, ...]:
    """Every element through time, in words and arrows."""
    return tuple(
        ElementLine(
            number=one.element.number,
            name=say.text(one.element.name),
            category=one.element.category,
            statuses=tuple(result.status for result in one.results),
            words=tuple(status_word(result.status, say) for result in one.results),
            direction=one.direction,
            symbol=direction_symbol(one.direction, say),
            word=direction_word(one.direction, say),
            answers=tuple(answer_line(change.framework, answer, say) for answer in one.answers),
        )
        for one in change.elements
    )


def answer_line(framework: Framework, changed: AnswerChange, say: Say) -> AnswerLine:
    """One changed answer in words."""
    return AnswerLine(
        number=question_number(framework, changed.question),
        ask=say.text(changed.question.ask),
        direction=changed.direction,
        symbol=direction_symbol(changed.direction, say),
        word=say("change.same-worth") if changed.direction == "same" else direction_word(changed.direction, say),
        answers=tuple(answered_words(changed.question, answer, say) for answer in changed.answers),
    )


def answered_words(question: Question, answer: ScoredAnswer | None, say: Say) -> str:
    """What was answered at one time."""
    return say("change.not-asked") if answer is None else chosen_words(question, answer.answer, say)


def direction_word(direction: Direction, say: Say) -> str:
    """Where something went, in words."""
    return say(f"change.direction.{direction}")


def direction_symbol(direction: Direction, say: Say) -> str:
    """The arrow that stands beside the word, or before a legend that has it."""
    return say(f"change.direction-symbol.{direction}")


def action_lines(change: Change, say: Say) -> tuple[ActionLine, ...]:
    """Every next step and what became of it."""
    return tuple(action_line(change.framework, track, say) for track in change.actions)


def action_line(framework: Framework, track: ActionTrack, say: Say) -> ActionLine:
    """One next step, as it was last written down."""
    action = track.latest
    element = framework.element_by_id.get(action.element)
    details = (say.text(element.name) if element else "", action.who, action.when)
    return ActionLine(
        what=action.what,
        outcome=track.outcome,
        word=say(f"change.outcome.{track.outcome}"),
        details=tuple(detail for detail in details if detail),
    )


def version_lines(change: Change, say: Say) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What the versions of the framework do to the comparison: title, what it means (or ""), and the questions."""
    numbers = {q.id: question_number(change.framework, q) for q in change.framework.questions}
    versions = say.listing(tuple(dict.fromkeys(change.versions)))
    new = tuple(f"{numbers[q.id]} {say.text(q.ask)}" for q in change.perhaps_new)
    renamed = tuple(say("change.renamed", old=one.old, new=one.question.id) for one in change.renamed)
    retired = tuple(
        say("change.retired", id=one.question_id, answers=" → ".join(retired_words(a, say) for a in one.answers))
        for one in change.retired
    )
    parts = (
        (say("change.perhaps-new-title"), say("change.perhaps-new-lead", versions=versions), new),
        (say("change.renamed-title"), "", renamed),
        (say("change.retired-title"), "", retired),
    )
    return tuple(part for part in parts if part[2])


def retired_words(answer: Answer | None, say: Say) -> str:
    """The answer to a retired question, as it was written."""
    return "; ".join(answer.chosen) if answer and answer.chosen else say("common.unanswered")


def change_lines(change: Change, say: Say) -> tuple[str, ...]:
    """The change from the first sheet to the last as plain lines for a report.

    What it is compared with, the elements that moved, what became of the next steps, and what the versions do to it.
    """
    first = change.results[0]
    label = first.sheet.workshop.date or say("change.earlier")
    lines = [
        *change_notices(change, say),
        say("change.report-since", label=label, summary=summary_sentence(first, say)),
    ]
    for one in element_lines(change, say):
        if one.direction != "same" or one.statuses[0] != one.statuses[-1]:
            blanks = {"symbol": one.symbol, "element": one.name, "word": one.word}
            key = "report-line" if one.words[0] != one.words[-1] else "report-line-same"
            lines.append(say(f"change.{key}", **blanks, then=one.words[0], now=one.words[-1]))
    if change.is_empty:
        lines.append(say("change.nothing"))
    lines += [say("change.report-action", outcome=one.word, what=one.what) for one in action_lines(change, say)]
    for title, _, questions in version_lines(change, say):
        lines += [f"{title}: {question}" for question in questions]
    return tuple(lines)


def row_name(row: MapRow, say: Say) -> str:
    """The practice's name, or that it has none and which file it is."""
    return row.name.strip() or say("map.unnamed", file=row.file)


def map_notices(overview: Overview, say: Say) -> tuple[str, ...]:
    """What there is to know about what the map shows."""
    said = []
    if overview.left_out:
        said.append(say("map.left-out", count=overview.left_out))
        if overview.undated:
            said[-1] += " " + say("map.undated", count=overview.undated)
    versions = sorted({row.framework_version for row in overview.rows})
    if len(versions) > 1:
        said.append(say("map.versions-differ", versions=say.listing(versions)))
    return tuple(said)


def told_apart(overview: Overview) -> Mapping[str, str]:
    """What tells apart the rows of a practice that stands on the map several times, by file: the date or file name."""
    found: dict[str, str] = {}
    for rows in overview.repeated:
        dates = [row.date for row in rows]
        use_dates = tell_apart(dates, len(rows))
        found |= {row.file: row.date if use_dates else file_name(row.file) for row in rows}
    return found


def file_name(file: str) -> str:
    """The last part of a path, however its system writes paths."""
    return file.replace("\\", "/").rpartition("/")[2]


def file_and_date(row: MapRow) -> str:
    """The file a row comes from, with the date of the workshop."""
    return f"{row.file} ({row.date})" if row.date else row.file


def tested_count(overview: Overview) -> int:
    """How many practices say that their effect has been tested in a scientific trial."""
    return sum(row.tested_in_trial for row in overview.rows)


def signed_status(status: Status, say: Say) -> str:
    """The sign and the word."""
    return f"{status_symbol(status, say)} {status_word(status, say)}"
