"""Moving through the interview: any walk (forward, back, jump) keeps exactly what was answered last."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import drawing

from lovande_cli.assessment.answers import Action, Answer, asked_questions
from lovande_cli.assessment.navigation import (
    annotate,
    arrange,
    can_be_left_out,
    find_position,
    finished_element,
    give_answer,
    go_back,
    go_forward,
    go_on,
    go_to_element,
    go_to_open,
    leave_out,
    new_sheet,
    open_questions,
    put_action,
    start_interview,
    toggle,
)
from lovande_cli.files.framework_files import load_framework, standard_folder

FRAMEWORK = load_framework(standard_folder())
MANY = next(question for question in FRAMEWORK.questions if question.choose == "many")
HIDDEN = next(question for question in FRAMEWORK.questions if question.ask_if)


def fresh(only=frozenset()):
    return start_interview(FRAMEWORK, new_sheet(FRAMEWORK, language="sv", name="Hembesök"), only)


def possible_answers(question):
    """Every single step or option, and two options together where that is allowed."""
    together = [option.id for option in question.options if not option.exclusive]
    singles = [(one.id,) for one in (*question.options, *question.steps)]
    return [*singles, *([tuple(together[:2])] if question.choose == "many" and len(together) > 1 else [])]


MOVES = st.one_of(
    st.tuples(st.just("answer"), st.integers(0, 20)),
    st.tuples(st.just("back"), st.none()),
    st.tuples(st.just("forward"), st.none()),
    st.tuples(st.just("jump"), st.sampled_from([element.id for element in FRAMEWORK.elements])),
    st.tuples(st.just("note"), st.text(max_size=20)),
    st.tuples(st.just("evidence"), st.text(max_size=20)),
    st.tuples(st.just("leave"), st.none()),
)


def walk(moves):
    """The interview after these moves, and the answers that a reader of the moves expects in it."""
    interview, expected = fresh(), {}
    for move, value in moves:
        at = interview.at
        if move == "answer" and interview.question is not None:
            possible = possible_answers(interview.question)
            chosen = possible[value % len(possible)]
            expected[at] = replace(expected.get(at, Answer()), chosen=chosen)
            interview = go_forward(give_answer(interview, chosen))
        elif move in ("note", "evidence") and interview.question is not None:
            expected[at] = replace(expected.get(at, Answer()), **{move: value})
            interview = annotate(interview, **{move: value})
        elif move == "back":
            interview = go_back(interview)
        elif move == "forward":
            interview = go_forward(interview)
        elif move == "jump":
            interview = go_to_element(interview, value)
        elif move == "leave":
            interview = start_interview(FRAMEWORK, interview.sheet)
    return interview, {at: answer for at, answer in expected.items() if not answer.is_empty}


@given(st.lists(MOVES, max_size=80))
@drawing(1.5)
def test_any_walk_ends_with_the_last_answer_given_to_each_question(moves):
    """Answers, backs, jumps, notes and leavings in any order keep exactly the last thing said about each question."""
    interview, expected = walk(moves)
    assert dict(interview.sheet.answers) == expected


@given(st.lists(MOVES, max_size=60), st.sampled_from([go_back, go_forward, go_to_open]))
def test_moving_never_changes_anything(moves, move):
    """Back, forward and to the first open question leave every answer as it was."""
    interview, _ = walk(moves)
    assert move(interview).sheet == interview.sheet


@given(st.lists(MOVES, max_size=60))
def test_every_visible_question_is_reached_from_anywhere(moves):
    """Going back to the start and then forward to the end passes every asked question once, in order."""
    interview, _ = walk(moves)
    while go_back(interview) != interview:
        interview = go_back(interview)
    passed = []
    while interview.question is not None:
        passed.append(interview.question)
        interview = go_forward(interview)
    assert tuple(passed) == asked_questions(FRAMEWORK, interview.sheet)


@given(st.lists(MOVES, max_size=60))
def test_going_back_from_the_end_stands_at_the_last_question(moves):
    """After the last question, back is the last asked one, and forward from there the end again."""
    interview = replace(walk(moves)[0], at="")
    last = go_back(interview)
    assert last.question == interview.path[-1]
    assert go_forward(last) == interview


@given(st.lists(MOVES, max_size=60))
def test_the_interview_stands_at_a_question_that_is_asked_or_after_the_last(moves):
    """No walk ends at a hidden question, and the position is always counted within what is asked."""
    interview, _ = walk(moves)
    position = find_position(interview)
    if position is None:
        assert interview.at == ""
    else:
        assert interview.question in interview.path
        assert 1 <= position.question <= position.questions
        assert 0 <= position.done <= 1


@given(st.lists(MOVES, max_size=60))
def test_leaving_and_coming_back_stands_at_the_first_open_question(moves):
    """A resumed interview asks what is still open first, and nothing when nothing is."""
    interview, _ = walk(moves)
    waiting = open_questions(interview)
    assert start_interview(FRAMEWORK, interview.sheet).at == (waiting[0].id if waiting else "")


@given(st.lists(st.sampled_from([one.id for one in (*MANY.options, *MANY.steps)]), max_size=30))
def test_ticks_never_combine_what_cannot_be_combined(touched):
    """After any touches, an exclusive option or a step stands alone, and each touch turned its own tick on or off."""
    ticked = frozenset()
    for one in touched:
        before = ticked
        ticked = toggle(MANY, ticked, one)
        assert (one in ticked) == (one not in before)
    alone = {option.id for option in MANY.options if option.exclusive} | set(MANY.step_by_id)
    assert not ticked & alone or len(ticked) == 1


def test_a_hidden_questions_answer_is_kept_and_asked_no_more():
    """Changing the answer that made a question appear hides it, keeps its answer, and shows both when changed back."""
    behind = FRAMEWORK.question_by_id[HIDDEN.ask_if.question]
    shows, hides = (HIDDEN.ask_if.any_of[0],), ("unknown",)
    interview = give_answer(replace(fresh(), at=behind.id), shows)
    interview = give_answer(go_forward(interview), (HIDDEN.options[0].id,))
    assert interview.at == HIDDEN.id
    interview = give_answer(go_back(interview), hides)
    assert HIDDEN not in interview.path
    assert go_forward(interview).at != HIDDEN.id
    assert interview.sheet.answer(HIDDEN.id).chosen == (HIDDEN.options[0].id,)
    assert HIDDEN in give_answer(interview, shows).path


def test_an_answer_keeps_note_evidence_and_votes():
    """Answering again changes what is chosen and nothing else."""
    before = Answer(chosen=("no",), note="därför", evidence="rapport", votes={"A": Answer(chosen=("yes",))})
    interview = fresh()
    interview = replace(interview, sheet=interview.sheet.with_answer(interview.at, before))
    assert give_answer(interview, ("yes",)).answer == replace(before, chosen=("yes",))


def test_options_are_kept_in_the_order_they_are_shown():
    """Options ticked in any order are saved in the question's order, each once."""
    first, second = MANY.options[:2]
    assert arrange(MANY, (second.id, first.id, second.id)) == (first.id, second.id)


def test_only_some_elements_are_asked():
    """With `only`, the interview holds those elements' questions and no others, and ends after them."""
    interview = fresh(frozenset({"goals", "economy"}))
    assert {question.element for question in interview.path} == {"goals", "economy"}
    assert [result.element.id for result in interview.results] == ["goals", "economy"]
    for _ in interview.path:
        interview = go_forward(give_answer(interview, (interview.question.steps[0].id,)))
    assert interview.question is None
    assert go_to_element(interview, "monitoring") == interview


def test_a_jump_goes_to_the_first_open_question_of_the_element():
    """Jumping into a half answered element continues it; into a finished one, starts it from its beginning."""
    interview = go_to_element(fresh(), "goals")
    questions = FRAMEWORK.element_by_id["goals"].questions
    assert interview.at == questions[0].id
    interview = go_to_element(give_answer(interview, ("yes",)), "goals")
    assert interview.at == questions[1].id
    for question in questions:
        interview = give_answer(replace(interview, at=question.id), ("yes",))
    assert go_to_element(interview, "goals").at == questions[0].id


def test_leaving_an_element_tells_which_one_was_finished():
    """The element is told when a move leaves it with something answered, and only then."""
    last = FRAMEWORK.element_by_id["goals"].questions[-1]
    interview = replace(fresh(), at=last.id)
    assert finished_element(interview, go_forward(interview)) is None
    answered = give_answer(interview, ("yes",))
    assert finished_element(answered, go_forward(answered)).element.id == "goals"
    assert finished_element(answered, go_back(answered)) is None


@given(st.lists(MOVES, max_size=40), st.sampled_from(FRAMEWORK.elements))
def test_an_element_is_left_out_whole_or_not_at_all(moves, element):
    """Only where nothing in it is answered; then each question has the reason or its own note, and no other changes."""
    interview, _ = walk(moves)
    inside = [question.id for question in interview.path if question.element == element.id]
    answered = any(interview.sheet.answer(question).chosen for question in inside)
    assert can_be_left_out(interview, element) is not answered
    left = leave_out(interview, element, "därför").sheet
    for question in FRAMEWORK.questions:
        before = interview.sheet.answer(question.id)
        after = replace(before, chosen=("not-applicable",), note=before.note or "därför")
        assert left.answer(question.id) == (after if question.id in inside else before)


@given(st.lists(MOVES, max_size=40))
def test_with_only_open_questions_each_open_one_comes_and_then_the_end(moves):
    """Forward from the first open question passes every open one once, and nothing that is answered."""
    interview, _ = walk(moves)
    waiting = [question.id for question in open_questions(interview)]
    interview, passed = go_to_open(replace(interview, only_open=True)), []
    while interview.question is not None:
        passed.append(interview.at)
        interview = go_forward(interview)
    assert passed == waiting


def test_the_position_counts_questions_and_progress():
    """The first question of a fresh interview is 1 of its element's asked questions, with nothing done."""
    position = find_position(fresh())
    element = FRAMEWORK.elements[0]
    assert (position.element, position.question, position.questions) == (element, 1, len(element.questions))
    assert position.done == Fraction(0)


@pytest.mark.parametrize(
    ("place", "action", "after"),
    [
        (2, Action(what="c"), ("a", "b", "c")),
        (0, Action(what="A"), ("A", "b")),
        (0, None, ("b",)),
        (1, None, ("a",)),
    ],
)
def test_next_steps_are_added_changed_and_taken_away(place, action, after):
    """A next step is put at its place, and None takes it away; the others stay."""
    interview = put_action(put_action(fresh(), 0, Action(what="a")), 1, Action(what="b"))
    assert tuple(one.what for one in put_action(interview, place, action).sheet.actions) == after


def test_settling_begins_where_people_differ_most():
    """Half at each end, then neighbours, then what one alone knows; what was passed over comes again at the end."""
    near, far, alone = (question.id for question in FRAMEWORK.element_by_id["goals"].questions[:3])
    sheet = new_sheet(FRAMEWORK, language="sv")
    for question in FRAMEWORK.questions:
        sheet = sheet.with_answer(question.id, Answer(chosen=(question.steps[-1].id,)))
    for asked, steps in ((near, ("yes", "partly")), (far, ("yes", "no")), (alone, ("yes", "unknown"))):
        votes = {name: Answer(chosen=(step,)) for name, step in zip("AB", steps, strict=True)}
        sheet = sheet.with_answer(asked, Answer(votes=votes))
    interview = start_interview(FRAMEWORK, sheet)
    assert interview.at == far
    passed_over = go_on(interview)
    assert passed_over.at == near
    third = go_on(give_answer(passed_over, ["no"]))
    assert third.at == alone
    assert finished_element(passed_over, replace(third, at="")) is None
    assert go_on(give_answer(third, ["yes"])).at == far
    last = give_answer(go_on(give_answer(third, ["yes"])), ["yes"])
    assert go_on(last).at == ""
    assert finished_element(last, go_on(last)) is not None


def test_joined_votes_are_asked_about_only_where_they_differ():
    """In a file of joined votes an answer leads to the next open question, past the end to the first, then to the end."""
    first, second, third = (question.id for question in FRAMEWORK.element_by_id["goals"].questions[:3])
    sheet = new_sheet(FRAMEWORK, language="sv", name="Hembesök")
    for question in FRAMEWORK.questions:
        sheet = sheet.with_answer(question.id, Answer(chosen=(question.steps[-1].id,)))
    sheet = sheet.with_answer(second, Answer(chosen=("yes",), votes={"A": Answer(chosen=("yes",))}))
    for open_one in (first, third):
        sheet = sheet.with_answer(open_one, Answer(votes={"A": Answer(chosen=("yes",)), "B": Answer(chosen=("no",))}))
    interview = start_interview(FRAMEWORK, sheet)
    assert interview.at == first
    skipped = go_forward(interview)
    assert skipped.at == second
    onward = go_on(give_answer(interview, ["no"]))
    assert onward.at == third
    back_round = go_on(give_answer(replace(interview, at=third), ["no"]))
    assert back_round.at == first
    assert go_on(give_answer(back_round, ["yes"])).at == ""
