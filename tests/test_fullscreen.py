"""Key bindings of the full screen: each key does what the page says, in a real prompt_toolkit session."""

from __future__ import annotations

import io
import re
import select
import threading
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application.current import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.utils import get_cwidth

from lovande_cli.assessment.answers import Answer
from lovande_cli.assessment.contradictions import Contradiction
from lovande_cli.assessment.navigation import give_answer, new_sheet
from lovande_cli.errors import WrongCommand
from lovande_cli.files.store import AnswerStore
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.drawing import draw_page
from lovande_cli.interview.fullscreen import WORD_SECONDS, FullScreen, whole_word_spans
from lovande_cli.interview.key_codes import LATE_SECONDS, WholeCodes, escape_seconds
from lovande_cli.interview.page_model import Choice, Key, Page, Remark, Reply, Terminal
from lovande_cli.interview.question_pages import QuestionPages, contradiction_page
from lovande_cli.interview.session import SessionConfig
from lovande_cli.language import Say, spoken_languages

CODES = re.compile(r"\x1b\[[0-9;]*m")

UP, DOWN, SHIFT_TAB, F2, F4, F9 = "\x1b[A", "\x1b[B", "\x1b[Z", "\x1bOQ", "\x1bOS", "\x1b[20~"
PASTE = "\x1b[200~{}\x1b[201~"

KEYS = (
    Key(move="back", letter="b", function="F2", label="bakåt"),
    Key(move="note", letter="a", function="F4", label="anteckning"),
    Key(move="overview", letter="ö", function="F6", label="översikt", also=("o",)),
    Key(move="pause", letter="p", function="F9", label="paus"),
)
LANGUAGE = Key(move="language", letter="s", function="F8", label="språk: dansk")
WORDS = ("ja", "delvis", "nej", "vet inte", "inte aktuellt")


def page(count=5, pointed="", given=(), many=False):
    names = [*WORDS, *(f"val {number}" for number in range(6, 20))][:count]
    return Page(
        language="sv",
        title="Element 4 av 11 · Koncept",
        count="fråga 2 av 5",
        done=Fraction(1, 3),
        heading="Mål",
        question="Är målen lätta att förstå?",
        hint="Ja om de flesta kan säga sitt mål.",
        choices=tuple(Choice(id=f"c{number}", label=name) for number, name in enumerate(names, 1)),
        many=many,
        given=frozenset(given),
        pointed=pointed,
        keys=KEYS,
    )


def reply(keys, ask):
    """What the prompts bring back for these keys, all typed ahead; Ctrl-C follows, so that nothing waits for ever."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys + "\x03")
        with FullScreen() as asker:
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
        ("x\t?\t!\t2", Reply(chosen=("c2",))),
    ],
)
def test_a_digit_answers_at_once_and_every_key_moves(keys, expected):
    """Digits, arrows, letters in either case and function keys do what the page says; other keys do nothing."""
    assert reply(keys, lambda asker: asker.choose(page())) == expected


def test_enter_on_the_answer_goes_on():
    """With an answer given, Enter alone goes on, arrows start from it, and another choice is another answer."""
    answered = page(pointed="c3", given=("c3",))
    assert reply("\r", lambda asker: asker.choose(answered)) == Reply()
    assert reply(DOWN + "\r", lambda asker: asker.choose(answered)) == Reply(chosen=("c4",))
    assert reply("3", lambda asker: asker.choose(answered)) == Reply(chosen=("c3",))
    assert reply("\r", lambda asker: asker.choose(page(pointed="c3"))) == Reply(chosen=("c3",))


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [("1\r", "c1"), ("11\r", "c11"), ("12\r", "c12"), ("2\r", "c2"), ("13\r", "c3"), ("2", "c2"), ("10", "c10")],
)
def test_with_more_than_nine_choices_a_digit_waits_where_it_may_be_the_first_of_two(keys, chosen):
    """Of eleven elements, 1 and 11 can both be typed; what can mean one choice only answers at once."""
    assert reply(keys, lambda asker: asker.choose(page(12))) == Reply(chosen=(chosen,))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("1", Reply(chosen=("c1",))),
        (DOWN + " ", Reply(chosen=("c1",))),
        (UP + " ", Reply(chosen=("c5",))),
        (" \r", Reply()),
        (DOWN + "\r", Reply()),
    ],
)
def test_digits_and_space_tick_and_enter_goes_on(keys, expected):
    """Where many can be chosen, digits and the space bar touch one, and Enter never ticks anything."""
    assert reply(keys, lambda asker: asker.choose(page(many=True, given=("c2",)))) == expected


@pytest.mark.parametrize(
    "report", ["\x1b[M0!!", "\x1b[3;;M", "\x1b[<0;5;5M", "\x1b[5;9R", "\x1b[1;5X", "\x1bO9", "\x1b[99~", "\x1b[35;3;3M"]
)
def test_reports_and_unknown_codes_answer_nothing(report):
    """What a mouse, the cursor or an unknown key sends is passed over, and the next digit counts."""
    assert reply(f"{report}2", lambda asker: asker.choose(page())) == Reply(chosen=("c2",))
    assert reply(f"a{report}b\r", lambda asker: asker.write(LINE, "")) == Reply(text="ab")


def test_esc_closes_what_is_open_and_eats_nothing():
    """Esc makes the page's own move for it at once, nothing on a page without one, and the next key counts."""
    opened = replace(page(), keys=(*KEYS, Key(move="more", letter="m", function="F7", label="mer")), escape="more")
    assert reply("\x1b2", lambda asker: [asker.choose(opened), asker.choose(page())]) == [
        Reply(move="more"),
        Reply(chosen=("c2",)),
    ]
    assert reply("\x1b2", lambda asker: asker.choose(page())) == Reply(chosen=("c2",))
    assert reply("halv\x1b", lambda asker: asker.write(replace(LINE, escape="back"), "")) == Reply(
        move="back", text="halv"
    )


def test_an_error_inside_prompt_toolkit_is_raised_and_shown_by_no_one_else(monkeypatch, capfd):
    """What goes wrong while keys are read or a page is drawn reaches the caller."""

    def fail(*_arguments, **_named):
        raise ZeroDivisionError

    monkeypatch.setattr("lovande_cli.interview.fullscreen.ChoiceScreen.read_digit", fail)
    with pytest.raises(ZeroDivisionError):
        reply("2", lambda asker: asker.choose(page()))
    monkeypatch.setattr("lovande_cli.interview.fullscreen.draw_page", fail)
    with pytest.raises(ZeroDivisionError):
        reply("", lambda asker: asker.choose(page()))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("error", [OSError, RuntimeError, type("NoConsoleScreenBufferError", (Exception,), {})])
def test_a_terminal_that_cannot_be_drawn_on_is_told_in_one_sentence(monkeypatch, error):
    """Git Bash, a closed or a strange terminal: one sentence of ours, whatever the system calls it."""

    def fail():
        raise error

    monkeypatch.setattr("lovande_cli.interview.fullscreen.get_app_session", fail)
    with pytest.raises(WrongCommand) as told, FullScreen():
        pass
    assert [problem.kind for problem in told.value.problems] == ["no-console"]


def test_a_long_text_is_read_part_by_part():
    """Enter and arrows read on, b goes back, and only after the last part does Enter leave the page."""
    read = Page(language="sv", title="Styrkor", points=tuple(Remark(label=f"nr {n}", words="") for n in range(40)))
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=small_output(60, 24)):
        pipe.send_text("\r\x1b[A\r\r\r\r\r\x03")
        with FullScreen() as asker:
            assert asker.choose(read) == Reply()


LINE = Page(language="sv", question="Varför svarade ni så?", several_lines=True, keys=KEYS)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("Målen är nya\r", Reply(text="Målen är nya")),
        ("b, ö och 1 är text\r", Reply(text="b, ö och 1 är text")),
        ("halv\x0f text\r", Reply(text="halv text")),
        ("rad ett\nrad två\r", Reply(text="rad ett\nrad två")),
        (PASTE.format("ett\r\ntvå\rtre\nfyra") + "\r", Reply(text="ett\ntvå\ntre\nfyra")),
        (PASTE.format("ett\vtvå\ftre\x85fyra\u2028fem") + "\r", Reply(text="ett\ntvå\ntre\nfyra\nfem")),
        ("ett\vtvå\ftre\u2029fyra\r", Reply(text="ett\ntvå\ntre\nfyra")),
        ("שלום [bold] :smile: æøå é\r", Reply(text="שלום [bold] :smile: æøå é")),
        ("halv" + SHIFT_TAB, Reply(move="back", text="halv")),
        ("halv" + F2, Reply(move="back", text="halv")),
        ("halv" + F9, Reply(move="pause", text="halv")),
        ("fel\x15rätt\r", Reply(text="rätt")),
    ],
)
def test_a_text_is_brought_back_as_typed(keys, expected):
    """Text, pasted line breaks and brackets come back exactly; moves bring the half-typed text along."""
    assert reply(keys, lambda asker: asker.write(LINE, "")) == expected


def test_a_page_with_one_line_keeps_one_line():
    """A pasted line break becomes a space where there is one line, and Ctrl-J does nothing."""
    one_line = replace(LINE, several_lines=False)
    assert reply("ett\vtvå\ftre\r", lambda asker: asker.write(one_line, "")) == Reply(text="ett två tre")
    assert reply(PASTE.format("ett\ntvå") + "\n tre\r", lambda asker: asker.write(one_line, "")) == Reply(
        text="ett två tre"
    )


def test_ctrl_z_takes_back_what_was_typed():
    """Ctrl-Z is what people press when they mistyped, and never stops the program."""
    assert reply("hej\x1a\x1a\x1a\x1a\r", lambda asker: asker.write(LINE, "")).text in ("", "h", "he")


def test_a_draft_is_there_to_change():
    """An earlier text can be continued at its end or taken away."""
    assert reply(" till\r", lambda asker: asker.write(LINE, "en sak")) == Reply(text="en sak till")
    assert reply("\x15\r", lambda asker: asker.write(LINE, "en sak")) == Reply(text="")


@pytest.mark.parametrize(("keys", "error"), [("\x03", KeyboardInterrupt), ("\x04", EOFError)])
@pytest.mark.parametrize(
    "ask",
    [
        lambda asker: asker.choose(page()),
        lambda asker: asker.choose(page(many=True)),
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


@pytest.mark.parametrize("burst", ["xyz?!2", "Vi vet 2 saker", "08-123 45 67", "\r2 rader till\r3", " x2y"])
def test_text_that_comes_at_once_on_a_page_of_choices_is_no_key(burst):
    """A burst with more than digits in it neither answers nor moves nor leaves, and the page says so."""
    with pytest.raises(KeyboardInterrupt):  # which is typed last, and still counts
        reply(burst, lambda asker: asker.choose(page()))
    shown = screen_after(burst, lambda asker: asker.choose(page()), 80, 24)
    assert f"  ! {Say('sv')('interview.no-such-key')}" in shown


def test_a_key_that_is_held_and_a_marked_paste_are_no_text_typed():
    """A letter repeated is its key each time, and what is pasted with its mark is never taken for keys."""
    assert reply("bbb", lambda asker: [asker.choose(page()).move for _ in range(3)]) == ["back"] * 3
    assert reply(f"{PASTE.format('2')}{PASTE.format('b')}3", lambda asker: asker.choose(page())).chosen == ("c3",)


def test_an_unmarked_paste_keeps_its_line_breaks():
    """In a terminal without bracketed paste, an Enter with more text after it in the same breath is a line break."""
    pasted = "rad ett\r2 rader till\r\r3 sist"
    assert reply(f"{pasted}\r", lambda asker: asker.write(LINE, "")) == Reply(text="rad ett\n2 rader till\n\n3 sist")


@contextmanager
def sent_in_bursts(pipe, *bursts):
    """Type each burst as soon as the one before it has been read, in a thread that ends before the pipe is closed."""
    is_over = threading.Event()

    def send():
        for burst in bursts:
            if is_over.is_set():
                return
            pipe.send_text(burst)
            while select.select([pipe.fileno()], [], [], 0)[0] and not is_over.wait(0.002):
                pass
            is_over.wait(0.05)

    typing = threading.Thread(target=send)
    typing.start()
    try:
        yield
    finally:
        is_over.set()
        typing.join()


SENTENCES = ("vi såg 3 saker på måndag\r", "en lapp ", "det är bra", "x passar 2", "e 3 av 5", "Är ni 12?")


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("many", [False, True])
def test_a_sentence_typed_by_hand_on_a_page_of_choices_is_no_key(monkeypatch, sentence, many):
    """Letter by letter, it neither answers nor goes on, moves, pauses nor changes the language."""
    monkeypatch.setattr("lovande_cli.interview.fullscreen.monotonic", lambda: 0.0)
    shown = replace(page(many=many, pointed="c3", given=("c3",)), keys=(*KEYS, LANGUAGE))
    with (
        create_pipe_input() as pipe,
        create_app_session(input=pipe, output=DummyOutput()),
        FullScreen() as asker,
        sent_in_bursts(pipe, *sentence, "\x03"),
        pytest.raises(KeyboardInterrupt),
    ):
        asker.choose(shown)


@pytest.mark.parametrize("key", ["s", "p", "a"])
def test_what_leaves_in_the_middle_of_a_word_is_asked_for_again(monkeypatch, key):
    """Within a moment after another letter the page asks whether the key was meant, and never says that it does nothing;
    after a moment it works."""
    shown = replace(page(), keys=(*KEYS, LANGUAGE))
    label = next(one.label for one in shown.keys if one.letter == key)
    now = [0.0]
    monkeypatch.setattr("lovande_cli.interview.fullscreen.monotonic", lambda: now[0])
    screen = screen_after(f"v{key}", lambda asker: asker.choose(shown), 80, 24)
    assert f"  ! {Say('sv')('interview.key-in-word', key=key, label=label)}" in screen

    def later():
        now[0] += WORD_SECONDS + 1
        return now[0]

    monkeypatch.setattr("lovande_cli.interview.fullscreen.monotonic", later)
    assert reply(f"v{key}", lambda asker: asker.choose(shown)).move == next(
        k.move for k in shown.keys if k.letter == key
    )


@pytest.mark.parametrize("burst", ["2 rader till\r3", "Vi såg 3 saker", "26", "2026\r1"])
def test_the_rest_of_an_unmarked_paste_does_not_answer_a_question(burst):
    """In a terminal without bracketed paste, what follows a pasted line break in a burst of its own is no answer."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()), FullScreen() as asker:
        pipe.send_text("rad ett\r")
        assert asker.write(LINE, "") == Reply(text="rad ett")
        with sent_in_bursts(pipe, burst, "4"):
            assert asker.choose(page()) == Reply(chosen=("c4",))


def test_the_rest_of_a_paste_into_one_line_does_not_answer_a_question():
    """Where a text has one line, what came at once with the Enter after it is dropped before a page of choices."""
    one_line = replace(LINE, several_lines=False)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("rad ett\r2 rader till\r3")
        with FullScreen() as asker:
            assert asker.write(one_line, "") == Reply(text="rad ett")
            pipe.send_text("4")
            assert asker.choose(page()) == Reply(chosen=("c4",))


@pytest.mark.parametrize(
    "sign", ["🇸🇪", "👩‍👩‍👧", "e\u0301", "👍🏽", "å", "1️⃣"], ids=["flag", "family", "accent", "tone", "letter", "keycap"]
)
def test_one_sign_to_the_eye_is_one_sign_to_every_key(sign):
    """Backspace and Delete take a flag, a family or an accented letter whole, and arrows step over it."""
    assert reply(f"a{sign}\x7f\r", lambda asker: asker.write(LINE, "")).text == "a"
    assert reply("\x1b[D\x1b[3~\r", lambda asker: asker.write(LINE, f"a{sign}")).text == "a"
    assert reply("\x1b[Db\x1b[Cc\r", lambda asker: asker.write(LINE, f"a{sign}")).text == f"ab{sign}c"


CODES_OF_KEYS = (
    UP,
    DOWN,
    SHIFT_TAB,
    F2,
    "\x1b[5~",
    "\x1b[1;5C",
    "\x1b[99~",
    "\x1b[<0;5;5M",
    "\x1b[M2!3",
    "\x1b[[A",
    "\x1bO9",
)


@pytest.mark.parametrize(("code", "at"), [(code, at) for code in CODES_OF_KEYS for at in range(1, len(code))])
def test_a_code_that_comes_in_two_pieces_is_the_same_key(code, at):
    """Wherever a key's code is cut on the way, it is that key when the rest has come, or no key at all."""
    keys = []
    parser = WholeCodes(keys.append)
    parser.feed(code)
    whole, keys[:] = list(keys), []
    parser.feed(code[:at])
    if at > 1:  # nobody knows that a lone Esc is not the key itself
        parser.flush()
    parser.feed(code[at:])
    parser.flush()
    assert keys == whole
    keys.clear()
    parser.feed(code[:at])
    parser.flush()
    parser.feed(code[at:])
    parser.feed("2")
    assert [key.data for key in keys if at > 1 or key.key != Keys.Escape][-1] == "2"
    assert not [key for key in keys[:-1] if len(key.data) == 1 and key.data != "\x1b"]


def test_a_rest_that_never_comes_stops_nothing(monkeypatch):
    """After a while the beginning of a code is forgotten, and the text of a paste without end counts."""
    keys, now = [], [0.0]
    monkeypatch.setattr("lovande_cli.interview.key_codes.monotonic", lambda: now[0])
    parser = WholeCodes(keys.append)
    parser.feed("\x1b[1;")
    now[0] += LATE_SECONDS + 1
    parser.feed("2")
    parser.feed("\x1b[200~klistrat")
    now[0] += LATE_SECONDS + 1
    parser.feed("3")
    parser.feed("\x1b")
    parser.flush()
    now[0] += LATE_SECONDS + 1
    parser.feed("O")
    parser.feed("\x1b[å")
    assert [key.data for key in keys] == ["2", "klistrat", "3", "\x1b", "O", "å"]


@pytest.mark.parametrize("variable", ["SSH_CONNECTION", "SSH_TTY"])
def test_over_ssh_esc_waits_longer_for_the_rest_of_a_code(monkeypatch, variable):
    """Where keys come through SSH, Esc is only taken for the key itself after longer."""
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    near = escape_seconds()
    monkeypatch.setenv(variable, "x")
    assert escape_seconds() > near


def small_output(columns, rows, written=None):
    """A terminal of this size that writes into memory."""
    return Vt100_Output(written or io.StringIO(), lambda: Size(rows=rows, columns=columns))


def screen_after(keys, ask, columns, rows):
    """What a terminal of this size shows when the keys have been read."""
    written = io.StringIO()
    output = small_output(columns, rows, written)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=output):
        pipe.send_text(keys + "\x03")
        with FullScreen() as asker, pytest.raises(KeyboardInterrupt):
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


@pytest.mark.parametrize("key", ["v", "9", "0"])
@pytest.mark.parametrize("many", [False, True])
def test_a_key_that_does_nothing_says_so(key, many):
    """Who begins to write, or takes a number that is not there, is told where the keys stand; nothing is answered."""
    shown = screen_after(key, lambda asker: asker.choose(replace(page(), many=many)), 80, 24)
    assert f"  ! {Say('sv')('interview.no-such-key')}" in shown


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


def test_a_note_is_whole_where_there_is_room_for_it():
    """With more to read open, a note of three lines is cut only where rows are wanting."""
    note = "Bara två av oss kan säga hur det märks, så vi vill ta upp frågan igen i vår. " * 3
    points = (Remark(label="Elementet", words="ord " * 40), Remark(label="Prata först", words="ord " * 30))
    shown = replace(page(), remarks=(Remark(label="Anteckning", words=note),), points=points)
    drawn = draw_page(shown, width=80, height=24)
    assert " ".join(note.split()) in " ".join(CODES.sub("", drawn.body).split())


@pytest.mark.parametrize(("columns", "rows"), [(40, 16), (30, 12), (20, 8), (14, 5)])
def test_in_the_smallest_windows_a_question_can_still_be_answered(columns, rows):
    """Neither the keys nor what is told above push the choice that is pointed at out of sight."""
    keys = tuple(Key(move=move, letter=move[0], function="F2", label=f"gör {move}") for move in ("back", "pause") * 6)
    shown = replace(page(), notice="Välj ett svar, eller tryck f för att gå vidare. " * 2, keys=keys)
    for pointed, choice in enumerate(shown.choices):
        drawn = draw_page(shown, width=columns, height=rows, pointed=pointed)
        assert choice.label.split()[0] in CODES.sub("", drawn.body)
        assert f"{drawn.body}\n{drawn.foot}".count("\n") + 1 <= rows


@pytest.mark.parametrize("pointed", [0, 8])
def test_a_footnote_gives_way_to_choices(pointed):
    """Where what was saved takes many rows, every choice is still in sight; the command below goes first."""
    saved = tuple(Remark(label="Sparat", words=f"~/Dokument/lovande/{'formular-' * 5}{who}.html") for who in "abc")
    choices = tuple(Choice(id=str(number), label=f"Sak {number}") for number in range(1, 10))
    shown = replace(page(), choices=choices, hint="", footnote="Kommando " + "lovande form " * 12)
    drawn = draw_page(replace(shown, banners=saved), width=60, height=24, pointed=pointed)
    assert all(choice.label in CODES.sub("", drawn.body) for choice in choices)
    assert "Kommando" not in drawn.foot
    assert "Kommando" in draw_page(shown, width=60, height=24, pointed=pointed).foot


@pytest.mark.parametrize("language", spoken_languages())
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 24)])
def test_every_question_is_whole_at_every_size(framework, language, columns, rows):
    """With long notes of now and last year, answered, with more to read open: question, choices and keys are there."""
    say = Say(language)
    sheet = new_sheet(framework, language=language, name="Hembesök")
    answer = Answer(note="ord " * 100, evidence="ord " * 100)
    sheet = replace(sheet, answers={question.id: answer for question in framework.questions})
    setting = SessionConfig(framework=framework, terminal=None, language=language, today="")
    session = AnswerSession(setting, sheet, AnswerStore(framework))
    last = {q.id: Answer(chosen=(q.choices[0],), note="ord " * 30, evidence="ord " * 30) for q in framework.questions}
    questioning = QuestionPages(session, None, earlier=replace(sheet, answers=last))
    for element in framework.elements:
        for question in element.questions:
            if question.ask_if:
                continue
            chosen = (question.options[0].id,) if question.options else (question.steps[1].id,)
            at = replace(session.interview, at=question.id)
            session.interview = give_answer(at, chosen)
            for questioning.more in (False, True):
                banner = Remark(label="Teori och kunskap", words="◐ finns delvis")
                shown = session.finish(replace(questioning.question_page(question), banners=(banner,)))
                drawn = draw_page(shown, width=columns, height=rows, pointed=0)
                assert (drawn.parts, f"{drawn.body}\n{drawn.foot}".count("\n") + 1 < rows) == (1, True), question.id
                words = " ".join(f"{CODES.sub('', drawn.body)} {CODES.sub('', drawn.foot)}".split())
                hint = (question.hint,) if questioning.more else ()
                for text in (question.ask, *hint, *(one.label for one in (*question.options, *question.steps))):
                    assert " ".join(say.text(text).split()) in words, (question.id, questioning.more)
                assert all(key.label in words for key in shown.keys)


class Seen(Terminal):
    """A terminal where every page is seen and gone back from."""

    edits = True

    def choose(self, page):
        self.page = page
        return Reply(move="back")

    def write(self, page, _draft, _grow=None):
        self.page = page
        return Reply(move="back")


@pytest.mark.parametrize("language", spoken_languages())
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 24)])
def test_every_show_of_hands_and_doubt_is_whole_at_every_size(framework, language, columns, rows):
    """Whatever the question, its answers are all there to count, and so are both of two that hardly fit together."""
    say, seen = Say(language), Seen()
    sheet = new_sheet(framework, language=language, name="Hembesök")
    setting = SessionConfig(framework=framework, terminal=seen, language=language, today="")
    session = AnswerSession(setting, sheet, AnswerStore(framework))
    questioning = QuestionPages(session, None)

    def check(*texts, input_rows=0):
        drawn = draw_page(replace(seen.page, hint=f"{seen.page.hint} {seen.page.emptied}"), width=columns, height=rows)
        words = " ".join(f"{CODES.sub('', drawn.body)} {CODES.sub('', drawn.foot)}".split())
        assert f"{drawn.body}\n{drawn.foot}".count("\n") + 1 + input_rows <= rows
        for text in (*texts, *(key.label for key in seen.page.keys)):
            assert " ".join(text.split()) in words

    for question in framework.questions:
        if question.ask_if:
            continue
        session.interview = replace(session.interview, at=question.id)
        questioning.ask_hands(question)
        check(
            say.text(question.ask), *(say.text(one.label) for one in (*question.options, *question.steps)), input_rows=2
        )
        for pair in question.odd_with:
            earlier = framework.question_by_id[pair.question]
            seen.page = session.finish(contradiction_page(session, Contradiction(earlier, question)))
            check(say.text(question.ask), say.text(earlier.ask))
