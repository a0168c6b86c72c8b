"""What results say, in words that the documents and the conversation share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

from lovande_cli.assessment.agreement import ROUNDING, Estimate
from lovande_cli.assessment.answers import Answer, AnswerSheet, plain_words
from lovande_cli.assessment.framework import Element, Framework, Question
from lovande_cli.assessment.priorities import Priority
from lovande_cli.assessment.scoring import ElementResult, Result, Status, find_reason, weigh_answer
from lovande_cli.documents.blocks import Cell, line, quiet
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_title

T = TypeVar("T")


def status_word(status: Status, say: Say) -> str:
    """The status as a person reads it: finns, til stede …"""
    return say(f"common.status.{status}")


def status_symbol(status: Status, say: Say) -> str:
    """The one-cell sign that stands before the status word; never alone."""
    return say(f"common.status-symbol.{status}")


def signed_status(status: Status, say: Say) -> str:
    """The sign and the word."""
    return f"{status_symbol(status, say)} {status_word(status, say)}"


def practice_name(sheet: AnswerSheet, say: Say) -> str:
    """The name of the practice on one line, or that it has none."""
    return for_title(sheet.practice.name) or say("common.unnamed")


def element_name(framework: Framework, element_id: str, say: Say) -> str:
    """The name of an element, or "" where there is none with this id."""
    element = framework.element_by_id.get(element_id)
    return say.text(element.name) if element else ""


def answer_labels(question: Question, say: Say) -> dict[str, str]:
    """What may answer a question, by id: its options, then its steps."""
    options = {option.id: say.text(option.label) for option in question.options}
    return options | {step.id: say.text(step.label) for step in question.steps}


def chosen_words(question: Question, answer: Answer, say: Say) -> str:
    """What was chosen, as a person reads it; several options as running text, and for an open question why it is."""
    if answer.is_open:
        reason = find_reason(question, answer)
        return say("common.unanswered" if reason == "unanswered" else f"common.open.{reason}")
    steps, options = question.step_by_id, question.option_by_id
    return "; ".join(say.text(steps[c].label if c in steps else options[c].label) for c in answer.chosen)


def open_words(question: Question, answer: Answer, say: Say) -> str:
    """Why a question is open, as `chosen_words` says it, and who it is where one alone knows."""
    if find_reason(question, answer) == "one-knows":
        for person, vote in answer.votes.items():
            if weigh_answer(question, vote).kind in ("valued", "not-applicable"):
                return say("common.open.only", person=person)
    return chosen_words(question, answer, say)


def spread_words(question: Question, answer: Answer, say: Say) -> str:
    """How the individual answers fell ("ja 3, nej 1", in the question's order), and how hands were raised."""
    places = {choice: place for place, choice in enumerate(question.choices)}
    ordered = sorted(
        answer.votes.values(), key=lambda vote: [places.get(choice, len(places)) for choice in vote.chosen]
    )
    ordered.sort(key=lambda vote: vote.is_open)
    given = Counter(chosen_words(question, vote, say) for vote in ordered)
    votes = ", ".join(f"{chosen} {count}" for chosen, count in given.items())
    return " · ".join(filter(None, (votes, hands_words(question, answer, say))))


def hands_words(question: Question, answer: Answer, say: Say) -> str:
    """How many raised their hands for each answer ("ja 4, delvis 3, nej 5"), in the question's order; "" for nobody."""
    return ", ".join(
        f"{label} {answer.hands[one]}" for one, label in answer_labels(question, say).items() if one in answer.hands
    )


def summary_sentence(result: Result, say: Say) -> str:
    """How many elements there are, as `present_sentence` says it, and which were left out."""
    sentence = present_sentence(result, say)
    left_out = [say.text(e.element.name) for e in result.elements if e.status == "not-applicable"]
    if left_out and result.applicable:
        sentence += " " + say("result.left-out", names=say.listing(left_out))
    return sentence


def present_sentence(result: Result, say: Say) -> str:
    """Say "7 av 11 element finns och 3 finns delvis", "7–9 av 11" while answers are missing."""
    if not result.applicable:
        return say("result.none-applicable")
    present = say.span(result.present_at_least, result.present_at_most)
    counts = {"present": present, "applicable": result.applicable}
    partly = result.count("partly")
    return say("result.summary-partly", **counts, partly=partly) if partly else say("result.summary", **counts)


def find_out_lead(result: Result, say: Say) -> str:
    """What the questions to find out are, and what to do with those that people answer differently."""
    is_disputed = any(answer.is_disputed for element in result.elements for answer in element.answers)
    return " ".join([say("result.find-out-lead"), *([say("result.find-out-disputed")] if is_disputed else [])])


def yes_words(strength: Priority, say: Say) -> str:
    """How many of an element's questions have a yes, and how many of these something that shows it."""
    documented = sum(answer.is_documented for answer in strength.answers)
    counts = {"count": len(strength.answers), "scored": len(strength.result.scored), "documented": documented}
    return say("report.yes-documented" if documented else "report.yes", **counts)


def answered_sentence(result: Result, say: Say) -> str:
    """How many of the questions are answered, and how many answers are documented."""
    counts = {"answered": result.answered, "questions": result.questions, "documented": result.documented}
    return say("result.answered", **counts)


def share_words(element: ElementResult, say: Say) -> str:
    """How much of the element the answers show, 0 to 1, from–to while answers are missing, "–" where none counts."""
    if element.low is None or element.high is None:
        return "–"
    return say.span(say.number(element.low), say.number(element.high))


def rule_sentences(framework: Framework, say: Say) -> tuple[str, str]:
    """The scoring rule, and whose it is."""
    limits = framework.thresholds
    rule = say("result.explain.rule", present=say.number(limits.present), partly=say.number(limits.partly))
    return rule, say("result.explain.own-rule")


def question_number(framework: Framework, question: Question) -> str:
    """The element's number and the question's place in it: 4.1, also where a question before it is not asked."""
    element = framework.element_by_id[question.element]
    return f"{element.number}.{element.questions.index(question) + 1}"


def by_category(framework: Framework, about: Iterable[tuple[Element, T]], say: Say) -> Iterator[tuple[str, list[T]]]:
    """The name of each category that something is about, with what is about its elements, in order."""
    given = list(about)
    for category in framework.categories:
        within = [one for element, one in given if element.category == category.id]
        if within:
            yield say.text(category.name), within


def sheets_notices(sheets: Sequence[AnswerSheet], say: Say) -> tuple[str, ...]:
    """That sheets taken to be about one practice write its details in different ways."""
    sentences = []
    for key, texts in (
        ("names-differ", [sheet.practice.name for sheet in sheets]),
        ("organisations-differ", [sheet.practice.organisation for sheet in sheets]),
        ("target-groups-differ", [sheet.practice.target_group for sheet in sheets]),
        ("contacts-differ", [sheet.practice.contact for sheet in sheets]),
    ):
        found = {plain_words(text): " ".join(text.split()) for text in texts if text.strip()}
        if len(found) > 1:
            sentences.append(
                say(f"common.{key}", names=say.listing([say.quote(name) for name in sorted(found.values())]))
            )
    return tuple(sentences)


def all_distinct(labels: Sequence[str], count: int) -> bool:
    """Whether there is a label for each, none of them twice."""
    return len(set(labels)) == count and all(labels)


def count_statuses(result: Result, statuses: Iterable[Status], say: Say) -> str:
    """How many elements have each of these statuses, with its sign: "○ 1 saknas ännu · ? 2 oklara"."""
    counts = [(status, result.count(status)) for status in statuses]
    return " · ".join(
        f"{status_symbol(status, say)} {say(f'common.status-count.{status}', count=count)}"
        for status, count in counts
        if count
    )


def percent(share: Fraction | None) -> str:
    """The share as a whole number of percent; never 0 for something, nor 100 for less than all."""
    if share is None:
        return "–"
    rounded = int(share * 100 + Fraction(1, 2))
    if 0 < share < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded}\u00a0%"


def signed_number(value: Fraction | float | None, say: Say) -> str:
    """A number with two decimals that may be below 0."""
    if value is None:
        return "–"
    shown = say.number(-value if value < 0 else value)
    return f"−{shown}" if value < 0 and shown != "0" else shown


def measure_words(measure: Estimate | None, say: Say) -> Cell:
    """The measure with its interval below; nothing where it has none, since alone it says more than is known."""
    if measure is None or measure.interval is None:
        return "–"
    # cut off, not rounded: an end is printed as 0.67 where it has reached that limit, and only there
    low, high = (signed_number(math.floor(end * 100 + ROUNDING) / 100, say) for end in measure.interval)
    return line(signed_number(measure.value, say), quiet(f"\n{low}\u00a0–\u00a0{high}"))
