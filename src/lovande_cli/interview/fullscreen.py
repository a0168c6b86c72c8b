"""The conversation's pages on a whole screen: key bindings, function keys, paste, signals, the text being typed.

questionary asks: its question runs each page, its list holds the choices and what is pointed at, its text prompt reads
and ends a text. Each page is drawn in one piece by drawing.py, since questionary neither wraps nor translates.

Keys typed ahead count for the next page, since people who know the digits type fast. A text that is pasted into a
terminal that does not mark a paste comes as keys too, in one burst or several, and would answer questions that nobody
has read. So what is read at once is looked at as a whole: where more text follows an Enter, that Enter is a line break,
and on a page of choices a burst with words in it is no key at all, nor one of digits right after a text that ended in a
burst. A text that someone types by hand, not looking at the screen, is known by its first letter that is no key: what
comes within a moment after it is no key either.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property, partial
from time import monotonic
from types import FrameType
from typing import Any, Self, cast

import questionary
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.application.current import create_app_session, get_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.document import Document
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples, to_formatted_text
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    Container,
    Dimension,
    FormattedTextControl,
    HSplit,
    Layout,
    UIContent,
    VSplit,
    Window,
)
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth
from questionary.prompts.common import InquirerControl
from wcwidth import grapheme_boundary_before, iter_graphemes

from lovande_cli.errors import Problem, WrongCommand
from lovande_cli.interview.drawing import MAX_DIGITS, Drawing, draw_page
from lovande_cli.interview.key_codes import WholeCodes, escape_seconds
from lovande_cli.interview.page_model import Grow, Key, Page, Reply, Terminal, grow_nowhere
from lovande_cli.language.sanitize import for_screen, unix_lines

Answer = Callable[[KeyPressEvent], object]

FUNCTIONS = tuple(f"F{number}" for number in range(1, 13))
BACK = "F2"
"""The function key that Shift-Tab stands for."""

REPORTS = (Keys.Vt100MouseEvent, Keys.WindowsMouseEvent, Keys.CPRResponse, Keys.ScrollUp, Keys.ScrollDown)
"""What a mouse or the cursor tells; prompt_toolkit's own answers raise on a report that they do not know."""

DRAFT_SECONDS = 1.0
"""So long a text that is being typed may be ahead of its draft, where no line has been ended."""

PASTE_SECONDS = 1.0
"""So long after one burst of a pasted text another one is still taken for its rest."""

WORD_SECONDS = 1.0
"""So long after a letter of a word typed by hand another key is still taken for its rest."""

NOTHING = questionary.Choice(" ", value=Reply(), disabled=" ")
"""Stands last in every list and is pointed at until an arrow is touched, where no answer was given: Enter alone is no
answer. The reply that Enter gives is each choice's value."""

PLAIN_STYLE = Style([("answer", ""), ("text", "")])
"""What is typed looks like what is read."""

PROMPT = "› "
INPUT_ROWS = 3
"""Rows kept free for a text before the page above it gives way."""


class OneScreen:
    """A terminal that is cleared once for a whole conversation and then only painted over: no flicker between pages.

    Everything but the change to and from the alternate screen, which each prompt would do, is the real output's work.
    """

    def __init__(self, output: Output) -> None:
        self._output = output

    def __getattr__(self, name: str) -> Any:
        return getattr(self._output, name)

    def enter_alternate_screen(self) -> None:
        """Begin to paint at the top."""
        self._output.cursor_goto(0, 0)

    def quit_alternate_screen(self) -> None:
        """Stay: the next page comes at once."""

    def disable_bracketed_paste(self) -> None:
        """Stay: a paste between two pages must still be known as one."""


Output.register(OneScreen)


class FullScreen(Terminal):
    """A Terminal that takes the whole screen while it is entered."""

    edits = True

    def __init__(self) -> None:
        # "Your terminal doesn't support cursor position requests" is English, and nothing here needs them
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        self.stack = ExitStack()
        self.was_text = False

    def __enter__(self) -> Self:
        """Take the terminal; raises WrongCommand where the system has none that can be drawn on."""
        try:
            session = get_app_session()
            output = session.output
            self.stack.enter_context(session.input.raw_mode())
        except Exception as error:
            # Git Bash on Windows (prompt_toolkit#406), a terminal without settings, a closed one: one sentence for all
            self.stack.close()
            raise WrongCommand([Problem(kind="no-console")]) from error
        take(output)
        self.stack.callback(give_back, output)
        self.keep_codes_whole()
        # a program that is told to end still leaves a terminal that can be used; what is confirmed is saved already
        self.answer_signal("SIGTERM", lambda number, _frame: sys.exit(128 + number))
        if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # not under nohup
            self.answer_signal("SIGHUP", self.hang_up)
        self.stack.enter_context(create_app_session(input=session.input, output=cast("Output", OneScreen(output))))
        self.hold_through_stops(output)
        return self

    def __exit__(self, *error: object) -> None:
        """Give the terminal back as it was; a Ctrl-C after the one that ended it has nothing more to end."""
        if sys.stdin.isatty():
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.stack.close()

    def answer_signal(self, name: str, answer: Callable[[int, FrameType | None], object]) -> None:
        """Answer a signal of the system, where it has that one, until the terminal is given back."""
        number = getattr(signal, name, None)
        if number is not None:
            self.stack.callback(signal.signal, number, signal.signal(number, answer))

    def keep_codes_whole(self) -> None:
        """Read keys by our own parser until the terminal is given back; Windows hands over whole keys itself."""
        keys = get_app_session().input
        parser = getattr(keys, "vt100_parser", None)
        if isinstance(parser, Vt100Parser):
            self.stack.callback(setattr, keys, "vt100_parser", parser)
            setattr(keys, "vt100_parser", WholeCodes(parser.feed_key_callback))  # noqa: B010  # not every Input has it

    def hang_up(self, number: int, _frame: FrameType | None) -> None:
        """Someone closed the window: store what is being typed, and end as the system would have it."""
        if "text_screen" in vars(self):
            self.text_screen.grow_now()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    def hold_through_stops(self, output: Output) -> None:
        """Give the terminal to the shell while the program is stopped, and take it again when it goes on (fg)."""
        keys = get_app_session().input

        def stop(number: int, _frame: FrameType | None) -> None:
            give_back(output)
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

        def go_on(_number: int, _frame: FrameType | None) -> None:
            signal.signal(signal.SIGTSTP, stop)
            self.stack.enter_context(keys.raw_mode())
            take(output)
            get_app().renderer.clear()
            get_app().invalidate()

        # Ctrl-Z and fg leave the shell's screen as it was, and come back to the page
        self.answer_signal("SIGTSTP", stop)
        self.answer_signal("SIGCONT", go_on)

    @cached_property
    def choice_screen(self) -> ChoiceScreen:
        """The prompt for all pages of choices; built once, since building it takes longer than painting a page."""
        return ChoiceScreen()

    @cached_property
    def text_screen(self) -> TextScreen:
        """The prompt for all pages where something is written."""
        return TextScreen()

    def choose(self, page: Page) -> Reply:
        """One of the page's choices: its number, or arrows and Enter; where many can be chosen these tick them."""
        if self.was_text:  # drop the rest of a paste: see the top of this file
            clear_typeahead(get_app_session().input)
            self.choice_screen.pasted_at = monotonic() if self.text_screen.ended_in_burst else float("-inf")
        self.was_text = False
        return self.choice_screen.read(page)

    def write(self, page: Page, draft: str, grow: Grow = grow_nowhere) -> Reply:
        """A text: Enter ends it, Ctrl-J begins a new line where there can be several, a paste keeps its line breaks."""
        # what is pasted into a text may go on after its Enter: see `choose`
        reply = self.text_screen.read(page, draft, grow)
        self.was_text = reply.move is None
        return reply


def take(output: Output) -> None:
    """Begin a screen of our own."""
    output.enter_alternate_screen()
    output.enable_bracketed_paste()
    output.flush()


def give_back(output: Output) -> None:
    """Leave the terminal as it was before the first page."""
    output.disable_bracketed_paste()
    output.quit_alternate_screen()
    output.reset_attributes()
    output.show_cursor()
    output.flush()


class Screen:
    """What pages of choices and pages with a text share; built once, since that takes longer than painting a page."""

    def __init__(self, app: Application[Any], main: Container, focused: Window, keys: Mapping[str, Answer]) -> None:
        self.page = Page()
        self.part = 0
        foot = Window(
            FormattedTextControl(lambda: ANSI(self.drawing().foot)), height=lambda: as_high_as(self.drawing().foot)
        )
        self.app = app
        self.app.layout = Layout(HSplit([main, foot]), focused_element=focused)
        self.app.key_bindings = merge_key_bindings([self.app.key_bindings or KeyBindings(), self.bind(keys)])
        self.app.full_screen = self.app.renderer.full_screen = True
        self.app.ttimeoutlen = self.app.timeoutlen = escape_seconds()

    def drawing(self) -> Drawing:
        """The page for the window as it is now, at most half of it kept for what is typed."""
        size = get_app().output.get_size()
        return draw_page(
            self.page,
            width=size.columns,
            height=size.rows,
            pointed=self.pointed(),
            part=self.part,
            input_rows=min(self.input_rows(), max(size.rows // 2, 1)),
        )

    def input_rows(self) -> int:
        """The rows to keep free for what is typed."""
        return 0

    def pointed(self) -> int | None:
        """The index of the choice that is pointed at."""
        return None

    def run(self) -> Any:
        """What the page was left with; an error anywhere inside prompt_toolkit is raised and shown by no one else."""

        def raise_here(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            if self.app.is_running and not self.app.is_done:
                self.app.exit(exception=context.get("exception") or RuntimeError(context["message"]))

        def watch() -> None:
            asyncio.get_running_loop().set_exception_handler(raise_here)

        self.app.pre_run_callables.append(watch)  # after prompt_toolkit's own handler, which prints English and waits
        return questionary.Question(self.app).unsafe_ask()

    def bind(self, keys: Mapping[str, Answer]) -> KeyBindings:
        """These keys, and what works on every page: the moves, Ctrl-C to leave, Ctrl-D to end the input."""
        answers: dict[str, Answer] = {
            Keys.Escape: self.escape,
            Keys.ControlC: interrupt,
            Keys.ControlQ: interrupt,
            Keys.SIGINT: interrupt,
            Keys.ControlD: lambda event: event.app.exit(exception=EOFError),
            **dict.fromkeys(REPORTS, lambda _event: None),
            **{function.lower(): partial(self.press, function) for function in FUNCTIONS},
            Keys.BackTab: partial(self.press, BACK),
            **keys,
        }
        bindings = KeyBindings()
        for key, answer in answers.items():
            bindings.add(key, eager=key != Keys.Any)(answer)
        return bindings

    def press(self, function: str, event: KeyPressEvent) -> None:
        """Make the move of this function key, if the page has it."""
        self.move(event, next((key for key in self.page.keys if key.function == function), None))

    def escape(self, event: KeyPressEvent) -> None:
        """Make the page's own move for Esc, if it was Esc and not a key that nobody knows."""
        if not drop_unknown_code(event):
            self.move(event, next((key for key in self.page.keys if key.move == self.page.escape), None))

    def move(self, event: KeyPressEvent, key: Key | None) -> None:
        """Leave the page with the move of this key, if it is one of the page's."""
        if key is not None:
            event.app.exit(result=Reply(move=key.move))


class ChoiceScreen(Screen):
    """Pages of choices, and pages that are only read."""

    def __init__(self) -> None:
        self.digits = ""
        self.pasted_at = self.typed_at = float("-inf")
        self.word = ""
        self.list = InquirerControl([" "], focusable=True, show_cursor=False)
        self.list.text = lambda: ANSI(self.drawing().body)
        body = Window(self.list, always_hide_cursor=True)
        keys: dict[str, Answer] = {
            Keys.Any: self.unless_text(self.read_sign),
            Keys.ControlM: self.unless_text(self.enter),
            # an Enter that was typed while the terminal was not yet ours comes as a line feed
            Keys.ControlJ: self.unless_text(self.enter),
            " ": self.unless_text(self.tick),
            Keys.BracketedPaste: lambda _event: self.refuse(),
            Keys.Down: lambda _event: self.point(1),
            Keys.Up: lambda _event: self.point(-1),
            Keys.PageDown: lambda _event: self.point(1),
            Keys.PageUp: lambda _event: self.point(-1),
        }
        super().__init__(Application(), body, body, keys)

    def read(self, page: Page) -> Reply:
        """The reply to a page of choices, or to one that is only read."""
        self.page, self.digits, self.part = page, "", 0
        ids = [choice.id for choice in page.choices]
        self.list.choices = [
            # Enter on what is the answer already goes on, and so it does where the space bar ticks
            questionary.Choice(name, value=Reply() if page.many or name in page.given else Reply(chosen=(name,)))
            for name in ids
        ]
        self.list.choices.append(NOTHING)
        self.list.pointed_at = ids.index(page.pointed) if page.pointed in ids else len(ids)
        reply: Reply = self.run()
        return reply

    def pointed(self) -> int | None:
        """The index of the choice that is pointed at, None while nothing is."""
        return self.list.pointed_at if self.list.is_selection_valid() else None

    def unless_text(self, answer: Answer) -> Answer:
        """The answer to a key, except where the key was read as a part of a text: all of that is dropped."""

        def act(event: KeyPressEvent) -> None:
            in_word = self.is_in_word(event.data)
            if not (in_word or self.is_text(event)):
                answer(event)
                return
            waiting = event.app.key_processor.input_queue
            leaving = [press for press in waiting if press.key in (Keys.ControlC, Keys.ControlD, Keys.ControlQ)]
            waiting.clear()
            waiting.extend(leaving)
            self.refuse(self.find_key(event.data) if in_word else None)

        return act

    def is_text(self, event: KeyPressEvent) -> bool:
        """Whether what was read at once with this key is text: no digits typed ahead, unless they follow other text."""
        signs = event.data + "".join(as_sign(press) for press in event.app.key_processor.input_queue)
        is_rest = monotonic() - self.pasted_at < PASTE_SECONDS
        found = any(
            is_rest and len(run) > 1 if run.isdigit() else len(run) > 2 and len(set(run)) > 1  # one key may be held
            for run in re.split(r"[\x00-\x1f]+", signs)
        )
        if found and is_rest:
            self.pasted_at = monotonic()
        return found

    def is_in_word(self, sign: str) -> bool:
        """Whether the key comes within a moment after a letter that is no key here; a digit or Enter, after two."""
        now = monotonic()
        if now - self.typed_at > WORD_SECONDS:
            self.word = ""
        if not (len(sign) == 1 and sign.isalpha()):
            if sign == " " and self.word:
                self.typed_at = now
                self.word += sign
                return True
            return len(set(self.word)) > 1  # one letter may be a slip, after which a digit answers
        found = bool(self.word) and set(self.word) != {sign}
        if found or self.find_key(sign) is None:
            # who waits for the same key to work waits no longer for having pressed it again
            self.typed_at = self.typed_at if self.word.endswith(sign) else now
            self.word += sign
        return found

    def touch(self, event: KeyPressEvent, index: int) -> None:
        """Answer with a choice, or tick it."""
        event.app.exit(result=Reply(chosen=(self.page.choices[index].id,)))

    def tick(self, event: KeyPressEvent) -> None:
        """Tick what is pointed at, where many can be chosen."""
        if self.page.many and self.list.is_selection_valid():
            self.touch(event, self.list.pointed_at)

    def move(self, event: KeyPressEvent, key: Key | None) -> None:
        """Leave the page with the move of this key; of a long text, first go back to the beginning."""
        if key is not None and key.move == "back" and self.part:
            self.turn(-1)
        else:
            super().move(event, key)

    def read_sign(self, event: KeyPressEvent) -> None:
        """Do what a digit or a letter stands for; of one that stands for nothing the page says so."""
        sign = event.data
        if sign.isascii() and sign.isdigit():
            self.read_digit(event, sign)
            return
        self.digits = ""
        key = self.find_key(sign)
        self.move(event, key)
        if key is None and len(sign) == 1 and sign.isalpha():
            self.refuse()

    def find_key(self, sign: str) -> Key | None:
        """The page's key with this letter."""
        return next((key for key in self.page.keys if sign.lower() in (key.letter, *key.also)), None)

    def refuse(self, meant: Key | None = None) -> None:
        """Say on the page that the key does nothing here, or not in the middle of a word where it may be meant."""
        say = self.page.say
        if meant is not None:
            notice = say("interview.key-in-word", key=meant.letter, label=meant.label)
        else:
            notice = say("interview.no-such-key")
        self.page = replace(self.page, notice=notice)

    def read_digit(self, event: KeyPressEvent, digit: str) -> None:
        """Answer, tick or point, depending on how many choices there are."""
        count = len(self.page.choices)
        if self.page.many:
            index = int(digit) - 1 if digit != "0" else MAX_DIGITS
            if index < count:
                self.touch(event, index)
            else:
                self.refuse()
            return
        self.digits = next((typed for typed in (self.digits + digit, digit) if 0 < int(typed) <= count), "")
        if not self.digits:
            self.refuse()
            return
        # a digit that may be the first of two, as 1 is of twelve, only points, and Enter answers
        self.list.pointed_at = int(self.digits) - 1
        if int(self.digits) * 10 > count:
            self.touch(event, self.list.pointed_at)

    def enter(self, event: KeyPressEvent) -> None:
        """Answer with what is pointed at, or go on: with what is given, or to the next part of a long text."""
        if self.page.choices or not self.turn(1):
            event.app.exit(result=self.list.get_pointed_at().value)

    def turn(self, parts: int) -> bool:
        """Show another part of a long text; False where there is none."""
        last = self.drawing().parts - 1
        wanted = min(self.part, last) + parts
        if not 0 <= wanted <= last:
            return False
        self.part = wanted
        return True

    def point(self, steps: int) -> None:
        """Point so many choices further down, from the last to the first, or read on."""
        self.digits = ""
        if not self.page.choices:
            self.turn(steps)
            return
        step = self.list.select_next if steps > 0 else self.list.select_previous
        step()
        while not self.list.is_selection_valid():
            step()


class TextScreen(Screen):
    """Pages where something is written. questionary reads and ends the text; how it is wrapped and laid out is ours."""

    def __init__(self) -> None:
        # a history would bring the last text back with the arrow up, into another question
        app = questionary.text("", style=PLAIN_STYLE, history=DummyHistory()).application
        self.buffer = next(
            control.buffer
            for control in app.layout.find_all_controls()
            if isinstance(control, BufferControl) and control.buffer.name == DEFAULT_BUFFER
        )
        top = Window(
            FormattedTextControl(lambda: ANSI(self.drawing().body)), height=lambda: as_high_as(self.drawing().body, 1)
        )
        begin = Window(
            FormattedTextControl(lambda: " " * self.drawing().margin + PROMPT),
            width=lambda: Dimension.exact(self.drawing().margin + len(PROMPT)),
        )
        line = Window(WholeWords(self.buffer), height=Dimension(min=1, weight=1))
        right = Window(width=lambda: Dimension.exact(self.drawing().margin))
        keys: dict[str, Answer] = {
            **dict.fromkeys((Keys.ControlJ, Keys.ControlK, Keys.ControlL), self.break_line),  # LF, VT, FF of a paste
            Keys.BracketedPaste: lambda event: self.buffer.insert_text(unix_lines(event.data)),
            Keys.Backspace: lambda _event: self.buffer.delete_before_cursor(self.sign_before()),
            Keys.Delete: lambda _event: self.buffer.delete(self.sign_after()),
            Keys.Left: lambda _event: self.step(-self.sign_before()),
            Keys.Right: lambda _event: self.step(self.sign_after()),
            Keys.ControlZ: lambda _event: self.buffer.undo(),
            Keys.ControlO: lambda _event: None,  # prompt_toolkit would take the line away
        }
        super().__init__(app, HSplit([top, VSplit([begin, line, right])]), line, keys)
        pasted = KeyBindings()
        pasted.add(Keys.ControlM, filter=Condition(self.is_pasted), eager=True)(self.break_line)
        self.app.key_bindings = merge_key_bindings([self.app.key_bindings or KeyBindings(), pasted])
        self.grow: Grow = grow_nowhere
        self.grown, self.is_growing, self.ended_in_burst = "", False, False
        self.buffer.on_text_changed += self.text_changed

    def read(self, page: Page, draft: str, grow: Grow) -> Reply:
        """The reply to a page with a text to write; the draft is there to change, and grows with it."""
        self.page = replace(page, hint=f"{page.hint} {page.emptied}".strip())
        self.buffer.reset(Document(draft, len(draft)))
        self.grow, self.grown, self.is_growing, self.ended_in_burst = grow, draft, False, False
        try:
            left = self.run()
        except BaseException:  # Ctrl-C, the end of input, a program that is told to end, the unforeseen
            self.grow_now()
            raise
        finally:
            self.grow = grow_nowhere
        return replace(left, text=self.text) if isinstance(left, Reply) else Reply(text=self.text)

    def text_changed(self, _buffer: Buffer) -> None:
        """Let the draft grow: at once when a line was ended, else soon; of a burst, when all of it has been read."""
        self.ended_in_burst = bool(self.app.key_processor.input_queue)
        if not self.ended_in_burst and self.buffer.text.count("\n") != self.grown.count("\n"):
            self.grow_now()
        elif not self.is_growing and self.app.is_running:
            self.is_growing = True
            self.app.create_background_task(self.grow_soon())

    async def grow_soon(self) -> None:
        """Let the draft grow in a moment."""
        await asyncio.sleep(DRAFT_SECONDS)
        self.is_growing = False
        self.grow_now()

    def grow_now(self) -> None:
        """Hand on what is typed so far, if it has not been handed on already."""
        if self.text != self.grown:
            self.grown = self.text
            self.grow(self.text)

    def is_pasted(self) -> bool:
        """Whether an Enter was read together with more text: it is a line break then, and does not end the text."""
        return self.page.several_lines and any(as_sign(press) >= " " for press in self.app.key_processor.input_queue)

    def sign_before(self) -> int:
        """The code points before the cursor that are one sign to the eye: a flag, a letter and its accent."""
        at = self.buffer.cursor_position
        return at - grapheme_boundary_before(self.buffer.text, at)

    def sign_after(self) -> int:
        """The code points after the cursor that are one sign to the eye."""
        return len(next(iter_graphemes(self.buffer.text[self.buffer.cursor_position :]), ""))

    def step(self, code_points: int) -> None:
        """Put the cursor so much further."""
        self.buffer.cursor_position += code_points

    def break_line(self, event: KeyPressEvent) -> None:
        """Begin a new line where the page has several; elsewhere a break that was pasted still parts two words."""
        if self.page.several_lines:
            self.buffer.insert_text("\n")
        elif event.data != "\n":
            self.buffer.insert_text(" ")

    @property
    def text(self) -> str:
        """What is typed so far; on one line where the page has one line."""
        text = unix_lines(self.buffer.text)
        return text if self.page.several_lines else " ".join(text.split("\n"))

    def input_rows(self) -> int:
        """The rows to keep free for what is typed."""
        return max(INPUT_ROWS, self.buffer.text.count("\n") + 2)


def as_sign(press: KeyPress) -> str:
    """The sign that was typed, a line feed for any other key."""
    return press.data if len(press.data) == 1 and press.data >= " " else "\n"


def interrupt(event: KeyPressEvent) -> None:
    """Leave the page, and the conversation."""
    event.app.exit(exception=KeyboardInterrupt)


def drop_unknown_code(event: KeyPressEvent) -> bool:
    """Take away the rest of a key's code that prompt_toolkit does not know; its digits would answer. False for Esc."""
    waiting = event.app.key_processor.input_queue
    if not waiting or waiting[0].data not in ("[", "O"):
        return False
    kind = waiting.popleft().data
    while waiting and len(waiting[0].data) == 1 and waiting[0].data.isprintable():
        sign = waiting.popleft().data
        if kind == "O" or "@" <= sign <= "~":
            break
    return True


def as_high_as(drawn: str, more: int = 0) -> Dimension:
    """As many rows as are drawn, fewer in a window too small: an exact height would be answered with English there."""
    rows = drawn.count("\n") + 1 + more
    return Dimension(min=0, preferred=rows, max=rows)


class WholeWords(BufferControl):
    """The text being typed, wrapped between words; what a terminal would obey is shown as a dot."""

    def __init__(self, buffer: Buffer) -> None:
        super().__init__(buffer=buffer, focusable=True)

    def create_content(self, width: int, height: int, preview_search: bool = False) -> UIContent:  # noqa: ARG002
        """The text in lines no wider than `width`, with the cursor where it is typed."""
        rows: list[StyleAndTextTuples] = []
        text, at = self.buffer.text, self.buffer.cursor_position
        cursor = Point(0, 0)
        for start, end in whole_word_spans(text, width):
            if start <= at <= end:
                cursor = Point(sum(get_cwidth(visible(sign)) for sign in text[start:at]), len(rows))
            rows.append(to_formatted_text("".join(visible(sign) for sign in text[start:end]) + " "))
        return UIContent(get_line=lambda row: rows[row], line_count=len(rows), cursor_position=cursor)


def visible(sign: str) -> str:
    """The sign, or a dot for one that a terminal would obey."""
    return sign if for_screen(sign) == sign else "·"


def whole_word_spans(text: str, width: int) -> list[tuple[int, int]]:
    """Where each line of the text begins and ends when it is folded between words, room for the cursor left over."""
    room = max(width - 1, 1)
    spans = []
    begin = word = used = 0  # where the line and its last word begin, and the columns that are used
    for at, sign in enumerate(text):
        if sign == "\n":
            spans.append((begin, at))
            begin, used = at + 1, 0
            continue
        used += get_cwidth(visible(sign))
        while used > room and at > begin:
            end = word if word > begin else at
            spans.append((begin, end))
            begin, used = end, sum(get_cwidth(visible(moved)) for moved in text[end : at + 1])
        if sign == " ":
            word = at + 1
    return [*spans, (begin, len(text))]
