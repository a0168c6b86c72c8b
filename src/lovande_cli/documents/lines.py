"""Lines that every format of the report says in the same words."""

from __future__ import annotations

from lovande_cli.documents.content import AnswerPart, ElementPart, StepPart, capital
from lovande_cli.language import Say


def counts(element: ElementPart, say: Say) -> str:
    """How many questions there are to develop and to find out about."""
    wanted = (("report.develop-count", element.to_develop), ("report.find-out-count", element.to_find_out))
    return say.listing([say(key, count=len(answers)) for key, answers in wanted if answers])


def step_line(step: StepPart, say: Say) -> str:
    """Element, who and when of a next step, without what nobody wrote."""
    said = [step.element] if step.element else []
    told = (("common.who", step.who), ("common.when", step.when))
    said += [f"{capital(say(key))}: {text}" for key, text in told if text]
    return " · ".join(said)


def marks(answer: AnswerPart, say: Say) -> list[str]:
    """What is special about the question: that it is core, or not scored."""
    return [say("common.core-mark")] * answer.core + [say("report.unscored")] * (not answer.weight)


def remarks(answer: AnswerPart, say: Say) -> list[tuple[str, str]]:
    """What was written beside the answer, each with its label."""
    said = (("common.note", answer.note), ("common.evidence", answer.evidence), ("report.votes", answer.votes))
    return [(capital(say(key)), text) for key, text in said if text]


def element_state(element: ElementPart, say: Say) -> str:
    """How many of the element's questions are answered, and how many answers carry evidence."""
    return say(
        "report.element-state",
        answered=element.answered,
        questions=len(element.answers),
        documented=element.documented,
    )


def develop_line(element: ElementPart, say: Say) -> str:
    """Which questions the advice is about."""
    numbers = [answer.number for answer in element.to_develop]
    return say("report.develop-questions", count=len(numbers), numbers=say.listing(numbers))


def find_out_line(element: ElementPart, say: Say) -> str:
    """Which questions are still to be found out about."""
    numbers = [answer.number for answer in element.to_find_out]
    return say("report.find-out-questions", count=len(numbers), numbers=say.listing(numbers))
