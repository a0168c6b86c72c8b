"""Moves through the interview as pure functions: next and previous question, answering, ticking, next steps.

An interview stands at one question, or after the last one. Moving never changes an answer, answering never changes
another answer, and the answer to a question that is no longer asked is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, Practice, asked_questions
from lovande_cli.assessment.framework import Element, Framework, Question
from lovande_cli.assessment.group import QuestionSpread, disagreement_order
from lovande_cli.assessment.scoring import ElementResult, score_element

MAX_ACTIONS = 3
"""How many next steps a group is asked for: more are seldom taken."""


@dataclass(frozen=True, kw_only=True)
class Interview:
    """Where a group is in its questions; `at` is a full question id, or "" after the last question.

    `only` holds the ids of the elements that are asked about; empty means all of them. With `only_open` the interview
    goes on to questions without an answer alone, which a group came back for. With `core` only key questions are asked.
    """

    framework: Framework
    sheet: AnswerSheet
    only: frozenset[str] = frozenset()
    only_open: bool = False
    core: bool = False
    at: str = ""

    @property
    def question(self) -> Question | None:
        """The question that is on the screen; None after the last one."""
        return self.framework.question_by_id.get(self.at)

    @property
    def answer(self) -> Answer:
        """The answer so far to the question on the screen."""
        return self.sheet.answer(self.at)

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements that are asked about, in order."""
        return tuple(e for e in self.framework.elements if not self.only or e.id in self.only)

    @property
    def results(self) -> tuple[ElementResult, ...]:
        """How far every element that is asked about has come, in order."""
        return tuple(score_element(self.framework, self.sheet, element) for element in self.elements)

    @property
    def path(self) -> tuple[Question, ...]:
        """The questions that are asked, given the answers so far, in order."""
        return tuple(
            question
            for question in asked_questions(self.framework, self.sheet)
            if (not self.only or question.element in self.only) and (question.core or not self.core)
        )


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where the question on the screen stands: question `question` of `questions` in its element, counted from 1.

    `done` is the share (0 to 1) of all asked questions that are answered.
    """

    element: Element
    question: int
    questions: int
    done: Fraction


def new_sheet(framework: Framework, *, language: str, name: str = "", id: str = "") -> AnswerSheet:  # noqa: A002
    """An answer sheet where nothing is answered yet."""
    return AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language=language,
        id=id,
        practice=Practice(name=name),
        wordings=(framework.wording_digest,),
    )


def start_interview(framework: Framework, sheet: AnswerSheet, only: frozenset[str] = frozenset()) -> Interview:
    """The interview at its first open question; after the last one when nothing is open."""
    return go_to_open(Interview(framework=framework, sheet=sheet, only=only))


def open_questions(interview: Interview) -> tuple[Question, ...]:
    """The asked questions that have no answer yet, in order."""
    return tuple(q for q in interview.path if interview.sheet.answer(q.id).is_open)


def is_quick_round(framework: Framework, sheet: AnswerSheet) -> bool:
    """Whether key questions are answered, others of them are open, and nothing else is answered."""
    asked = Interview(framework=framework, sheet=sheet).path
    is_answered = {question: not sheet.answer(question.id).is_open for question in asked}
    keys = {answered for question, answered in is_answered.items() if question.core}
    return keys == {True, False} and not any(is_answered[question] for question in asked if not question.core)


def go_to_open(interview: Interview) -> Interview:
    """The same interview at the first open question to talk about, or after the last question."""
    return go_to_first(interview, in_talking_order(interview, open_questions(interview)))


def in_talking_order(interview: Interview, questions: Iterable[Question]) -> list[Question]:
    """The questions as they come; where a group's votes are joined, those first that people differ most on."""
    if not interview.sheet.holds_votes:
        return list(questions)
    votes = {question.id: interview.sheet.answer(question.id).votes for question in interview.path}
    return sorted(
        questions,
        key=lambda question: disagreement_order(
            QuestionSpread(
                question=question, votes=votes[question.id], agreed=interview.sheet.answer(question.id).chosen
            )
        ),
    )


def go_to_first(interview: Interview, questions: Sequence[Question]) -> Interview:
    """The same interview at the first of these questions, or after the last question where there are none."""
    return replace(interview, at=questions[0].id if questions else "")


def later(interview: Interview, questions: Sequence[Question]) -> Sequence[Question]:
    """Those of the questions that come after the one on the screen; none after the last one."""
    order = {question.id: index for index, question in enumerate(interview.framework.questions)}
    here = order.get(interview.at, len(order))
    return [question for question in questions if order[question.id] > here]


def go_forward(interview: Interview) -> Interview:
    """The same interview one question on, without answering; after the last question it stays there."""
    return go_to_first(
        interview, later(interview, open_questions(interview) if interview.only_open else interview.path)
    )


def go_on(interview: Interview) -> Interview:
    """The same interview after an answer: one question on, or at the next open one where a group's votes are joined.

    What all agreed on is already answered in a file of joined votes, and need not be asked again; the others come with
    the largest disagreement first, beginning anew with those that were passed over.
    """
    if not interview.sheet.holds_votes:
        return go_forward(interview)
    ordered = in_talking_order(interview, interview.path)
    here = next((place for place, question in enumerate(ordered, start=1) if question.id == interview.at), 0)
    waiting = [question for question in ordered[here:] + ordered[:here] if interview.sheet.answer(question.id).is_open]
    return go_to_first(interview, waiting)


def go_back(interview: Interview) -> Interview:
    """The same interview one question back; at the first question it stays there."""
    path = interview.path
    earlier = path[: len(path) - len(later(interview, path))]
    before = [question for question in earlier if question.id != interview.at]
    return replace(interview, at=before[-1].id) if before else interview


def go_to_element(interview: Interview, element: str) -> Interview:
    """The same interview at the element's first open question, else at its first; unchanged where none is asked."""
    inside = [question for question in interview.path if question.element == element]
    waiting = [question for question in inside if interview.sheet.answer(question.id).is_open]
    return replace(interview, at=(waiting or inside)[0].id) if inside else interview


def give_answer(interview: Interview, chosen: Sequence[str]) -> Interview:
    """The interview with this answer to the question on the screen; its note, evidence and votes are kept."""
    if interview.question is None:
        return interview
    return with_answer(interview, replace(interview.answer, chosen=arrange(interview.question, chosen)))


def annotate(interview: Interview, **written: str) -> Interview:
    """The interview with this note, evidence or remark about the question on the screen, by field; "" removes it."""
    if interview.question is None:
        return interview
    return with_answer(interview, replace(interview.answer, **written))  # type: ignore[arg-type]


def answer_as_before(interview: Interview, earlier: Answer) -> Interview:
    """The interview with the question on the screen answered as another time, with that time's note and evidence.

    A note or evidence that is there already stays.
    """
    if interview.question is None:
        return interview
    answer, chosen = interview.answer, arrange(interview.question, earlier.chosen)
    note, evidence = answer.note or earlier.note, answer.evidence or earlier.evidence
    return with_answer(interview, replace(answer, chosen=chosen, note=note, evidence=evidence))


def can_be_left_out(interview: Interview, element: Element) -> bool:
    """Whether nothing in the element is answered, and each of its questions can be answered as not applicable."""
    return all(
        interview.sheet.answer(question.id).is_open and not_applicable_step(question)
        for question in interview.path
        if question.element == element.id
    )


def leave_out(interview: Interview, element: Element, reason: str) -> Interview:
    """The interview at the last question of an element that is not applicable, for this reason: so is each of them.

    A note that is there already stays.
    """
    sheet, last = interview.sheet, interview.at
    for question in interview.path:
        if question.element == element.id and (step := not_applicable_step(question)):
            answer = sheet.answer(question.id)
            sheet = sheet.with_answer(question.id, replace(answer, chosen=(step,), note=answer.note or reason))
            last = question.id
    return replace(interview, sheet=sheet, at=last)


def not_applicable_step(question: Question) -> str:
    """The step that says that the question is not applicable, "" where it has none."""
    return next((step.id for step in question.steps if step.kind == "not-applicable"), "")


def count_hands(interview: Interview, counts: Sequence[int]) -> Interview:
    """The interview with a show of hands on the question on the screen, counted in the order of its choices.

    The answer stays what it was: the group decides, not the majority. Without a hand raised nothing is kept.
    """
    if interview.question is None:
        return interview
    hands = {choice: count for choice, count in zip(interview.question.choices, counts, strict=False) if count}
    return with_answer(interview, replace(interview.answer, hands=hands))


def with_answer(interview: Interview, answer: Answer) -> Interview:
    """The interview with this whole answer to the question on the screen."""
    return replace(interview, sheet=interview.sheet.with_answer(interview.at, answer))


def arrange(question: Question, chosen: Sequence[str]) -> tuple[str, ...]:
    """The chosen steps or options in the order the question shows them, each once."""
    return tuple(choice for choice in question.choices if choice in chosen)


def toggle(question: Question, ticked: frozenset[str], option: str) -> frozenset[str]:
    """The ticks after `option` was touched: a step and an exclusive option stand alone, the others together."""
    if option in ticked:
        return ticked - {option}
    # "don't know" and "none of these" contradict whatever else is ticked, and give way when it is
    alone = {choice.id for choice in question.options if choice.exclusive} | set(question.step_by_id)
    return frozenset({option}) if option in alone else (ticked - alone) | {option}


def find_position(interview: Interview) -> Position | None:
    """Where the question on the screen stands; None after the last question."""
    question = interview.question
    if question is None:
        return None
    path = interview.path
    inside = [earlier.id for earlier in path if earlier.element == question.element]
    answered = len(path) - len(open_questions(interview))
    return Position(
        element=interview.framework.element_by_id[question.element],
        question=inside.index(question.id) + 1,
        questions=len(inside),
        done=Fraction(answered, len(path)),
    )


def finished_element(before: Interview, after: Interview) -> ElementResult | None:
    """The result of the element that a move forward has just left, if something in it is answered; else None.

    Where votes are joined the questions come in another order: an element is left when nothing in it is open.
    """
    question = before.question
    if before.core:  # one answer is no result
        return None
    if question is None or (after.question is not None and after.question.element == question.element):
        return None
    result = score_element(after.framework, after.sheet, after.framework.element_by_id[question.element])
    is_left = not after.sheet.holds_votes or result.answered == len(result.answers)
    return result if result.answered and is_left else None


def put_action(interview: Interview, index: int, action: Action | None) -> Interview:
    """The interview with this next step at `index` (from 0; one past the last adds it); None takes it away."""
    actions = list(interview.sheet.actions)
    actions[index : index + 1] = [] if action is None else [action]
    return replace(interview, sheet=replace(interview.sheet, actions=tuple(actions)))
