"""The whole-screen prompts: every key does what the page says, in a real prompt_toolkit session without a terminal."""

from __future__ import annotations

import io
from fractions import Fraction

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application.current import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.utils import get_cwidth

from lovande_cli.interview.drawing import Held, draw_page
from lovande_cli.interview.pages import Choice, Key, Page, Remark, Reply
from lovande_cli.interview.prompts import Prompts, whole_word_spans
from lovande_cli.interview.talk import FUNCTION_KEYS
from lovande_cli.language import Say

UP, DOWN, SHIFT_TAB, F2, F4, F9 = "\x1b[A", "\x1b[B", "\x1b[Z", "\x1bOQ", "\x1bOS", "\x1b[20~"
PASTE = "\x1b[200~{}\x1b[201~"

KEYS = (
    Key(move="back", letter="b", function="F2", label="bakåt"),
    Key(move="note", letter="a", function="F4", label="anteckning"),
    Key(move="overview", letter="ö", function="F6", label="översikt", also=("o",)),
    Key(move="pause", letter="p", function="F9", label="paus"),
)
WORDS = ("ja", "delvis", "nej", "vet inte", "ej aktuellt")


def page(count=5, pointed=""):
    names = [*WORDS, *(f"val {number}" for number in range(6, 20))][:count]
    return Page(
        language="sv",
        place="Element 4 av 11 · Koncept",
        count="fråga 2 av 5",
        done=Fraction(1, 3),
        heading="Mål",
        question="Är målen lätta att förstå?",
        hint="Ja om de flesta kan säga sitt mål.",
        choices=tuple(Choice(id=f"c{number}", label=name) for number, name in enumerate(names, 1)),
        pointed=pointed,
        keys=KEYS,
    )


def alone(ticked, one):
    """Tick like a question whose fifth choice cannot be combined."""
    if one in ticked:
        return ticked - {one}
    return frozenset({one}) if one == "c5" else (ticked - {"c5"}) | {one}


def reply(keys, ask):
    """What the prompts bring back for these keys, all typed ahead; Ctrl-C follows, so that nothing waits for ever."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys + "\x03")
        with Prompts() as asker:
            return ask(asker)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("1", Reply(chosen=("c1",))),
        ("5", Reply(chosen=("c5",))),
        ("95", Reply(chosen=("c5",))),
        (DOWN + "\r", Reply(chosen=("c1",))),
        (DOWN + DOWN + "\r", Reply(chosen=("c2",))),
        (UP + "\r", Reply(chosen=("c5",))),
        ("\r", Reply()),
        ("b", Reply(move="back")),
        ("B", Reply(move="back")),
        (SHIFT_TAB, Reply(move="back")),
        (F2, Reply(move="back")),
        ("a", Reply(move="note")),
        (F4, Reply(move="note")),
        ("ö", Reply(move="overview")),
        ("Ö", Reply(move="overview")),
        ("o", Reply(move="overview")),
        ("p", Reply(move="pause")),
        (F9, Reply(move="pause")),
        ("xyz?!2", Reply(chosen=("c2",))),
    ],
)
def test_a_digit_answers_at_once_and_every_key_moves(keys, expected):
    """Digits, arrows, letters in either case and function keys do what the page says; other keys do nothing."""
    assert reply(keys, lambda asker: asker.choose(page())) == expected


def test_the_earlier_answer_is_what_enter_takes():
    """With an earlier answer, Enter alone gives it again, and arrows start from it."""
    assert reply("\r", lambda asker: asker.choose(page(pointed="c3"))) == Reply(chosen=("c3",))
    assert reply(DOWN + "\r", lambda asker: asker.choose(page(pointed="c3"))) == Reply(chosen=("c4",))


@pytest.mark.parametrize(
    ("keys", "chosen"), [("1\r", "c1"), ("11\r", "c11"), ("12\r", "c12"), ("2\r", "c2"), ("13\r", "c3")]
)
def test_with_more_than_nine_choices_digits_point_and_enter_answers(keys, chosen):
    """Of eleven elements, 1 and 11 can both be typed."""
    assert reply(keys, lambda asker: asker.choose(page(12))) == Reply(chosen=(chosen,))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("13\r", {"c1", "c3"}),
        ("131\r", {"c3"}),
        ("15\r", {"c5"}),
        ("52\r", {"c2"}),
        (DOWN + " " + DOWN + " \r", {"c1", "c2"}),
        (" \r", set()),
        ("\r", set()),
    ],
)
def test_digits_and_space_tick_and_enter_is_done(keys, expected):
    """Where many can be chosen, digits and the space bar toggle, and what stands alone unticks the rest."""
    answered = reply(keys, lambda asker: asker.choose_many(page(), frozenset(), alone))
    assert (answered.move, set(answered.chosen)) == (None, expected)


def test_what_was_ticked_comes_along_with_a_move():
    """Leaving a page for a note keeps the ticks."""
    answered = reply("12a", lambda asker: asker.choose_many(page(), frozenset(), alone))
    assert (answered.move, set(answered.chosen)) == ("note", {"c1", "c2"})


LINE = Page(language="sv", question="Varför svarade ni så?", keys=KEYS)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("Målen är nya\r", Reply(text="Målen är nya")),
        ("b, ö och 1 är text\r", Reply(text="b, ö och 1 är text")),
        ("rad ett\nrad två\r", Reply(text="rad ett\nrad två")),
        (PASTE.format("ett\r\ntvå\rtre\nfyra") + "\r", Reply(text="ett\ntvå\ntre\nfyra")),
        ("שלום [bold] :smile: æøå é\r", Reply(text="שלום [bold] :smile: æøå é")),
        ("halv" + SHIFT_TAB, Reply(move="back", text="halv")),
        ("halv" + F2, Reply(move="back", text="halv")),
        ("halv" + F9, Reply(move="pause", text="halv")),
        ("fel\x15rätt\r", Reply(text="rätt")),
        ("a\x1ab\r", Reply(text="ab")),
    ],
)
def test_a_text_is_brought_back_as_typed(keys, expected):
    """Text, pasted line breaks and brackets come back exactly; moves bring the half-typed text along."""
    assert reply(keys, lambda asker: asker.write(LINE, "")) == expected


def test_a_draft_is_there_to_change():
    """An earlier text can be continued at its end or taken away."""
    assert reply(" till\r", lambda asker: asker.write(LINE, "en sak")) == Reply(text="en sak till")
    assert reply("\x15\r", lambda asker: asker.write(LINE, "en sak")) == Reply(text="")


@pytest.mark.parametrize(("keys", "error"), [("\x03", KeyboardInterrupt), ("\x04", EOFError)])
@pytest.mark.parametrize(
    "ask",
    [
        lambda asker: asker.choose(page()),
        lambda asker: asker.choose_many(page(), frozenset(), alone),
        lambda asker: asker.write(LINE, "halv"),
    ],
)
def test_ctrl_c_and_ctrl_d_leave_every_prompt(keys, error, ask):
    """Ctrl-C and Ctrl-D can be told apart on every kind of page, and say nothing in English."""
    with pytest.raises(error):
        reply(keys, ask)


def test_keys_typed_ahead_answer_the_pages_that_follow():
    """Three digits in a row answer three pages."""
    assert reply("123", lambda asker: [asker.choose(page()).chosen for _ in range(3)]) == [("c1",), ("c2",), ("c3",)]


def test_the_rest_of_an_unmarked_paste_does_not_answer_a_question():
    """In a terminal without bracketed paste, what follows a pasted line break never becomes an answer."""

    def write_then_choose(asker):
        asker.write(LINE, "")
        return asker.choose(page())

    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("rad ett\r2 rader till\r3")
        with Prompts() as asker:
            asker.write(LINE, "")
            pipe.send_text("4")
            assert asker.choose(page()) == Reply(chosen=("c4",))


def screen_after(keys, ask, columns, rows):
    """What a terminal of this size shows when the keys have been read."""
    written = io.StringIO()
    output = Vt100_Output(written, lambda: Size(rows=rows, columns=columns))
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=output):
        pipe.send_text(keys + "\x03")
        with Prompts() as asker, pytest.raises(KeyboardInterrupt):
            ask(asker)
        # the screen as it stood before the terminal was given back
        shown = written.getvalue().rpartition("\x1b[?2004l")[0]
    screen = pyte.Screen(columns, rows)
    pyte.Stream(screen).feed(shown)
    return [line.rstrip() for line in screen.display]


def test_what_a_terminal_would_obey_is_never_sent_to_it():
    """Escape sequences in a text that is being changed are shown as dots, not obeyed."""
    shown = screen_after("", lambda asker: asker.write(LINE, "\x1b[2Jfarlig \x9b1m \u202etext"), 60, 20)
    assert any("›" in line and "farlig" in line for line in shown)
    assert "\u202e" not in "".join(shown)


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_a_long_text_is_wrapped_between_words(columns):
    """A long note being typed never has a word cut in two."""
    note = "Målen skrivs tillsammans med familjen och följs upp varje vår och höst"
    shown = screen_after("", lambda asker: asker.write(LINE, note), columns, 24)
    words = note.split(" ")
    assert [word for line in shown for word in line.split() if word in words] == words


@given(st.text(alphabet="ab å中\n", max_size=80), st.integers(2, 12))
def test_wrapping_loses_no_sign_and_keeps_within_the_width(text, width):
    """Wrapped lines put together are the text again, and each fits with room for the cursor."""
    spans = whole_word_spans(text, width)
    rebuilt = "".join(
        text[start:end]
        + ("\n" if text[end : end + 1] == "\n" and (i + 1 == len(spans) or spans[i + 1][0] == end + 1) else "")
        for i, (start, end) in enumerate(spans)
    )
    assert rebuilt == text
    for start, end in spans:
        assert sum(map(get_cwidth, text[start:end])) <= max(width - 1, 1) or end - start == 1


@pytest.mark.parametrize("language", ["sv", "da"])
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 24)])
def test_every_question_is_whole_at_every_size(framework, language, columns, rows):
    """No question of the framework needs more rows than there are, with place, question, choices and keys all shown."""
    say = Say(language)
    for element in framework.elements:
        for question in element.questions:
            shown = [*question.options, *question.steps]
            category = say.text(framework.category_by_id[element.category].name)
            drawn = draw_page(
                Page(
                    language=language,
                    place=f"Element {element.number} av 11 · {category}",
                    count=say("interview.count", question=2, questions=5),
                    done=Fraction(1, 2),
                    banner="Teori och kunskap: ◐ finns delvis",
                    heading=say.text(element.name),
                    lead=say.text(element.description),
                    opening=question is element.questions[0],
                    question=say.text(question.ask),
                    hint=say.text(question.hint),
                    remarks=(
                        Remark(label="Anteckning", words="ord " * 100),
                        Remark(label="Underlag", words="ord " * 100),
                    ),
                    choices=tuple(Choice(id=one.id, label=say.text(one.label)) for one in shown),
                    keys=tuple(
                        Key(
                            move=move,
                            letter=say(f"interview.key.{move}.letter"),
                            function=function,
                            label=say(f"interview.key.{move}.label", name="svenska"),
                        )
                        for move, function in FUNCTION_KEYS.items()
                    ),
                ),
                say,
                width=columns,
                height=rows,
                held=Held(ticked=frozenset() if question.choose == "many" else None),
            )
            assert drawn.body_rows + drawn.foot_rows <= rows, question.id
