"""The conversation's pages on a whole screen, with keys that answer at once; the only importer of prompt_toolkit.

Each page is drawn in one piece by drawing.py. Keys typed ahead count for the next page, since people who know the
digits type fast. One exception: what was read in the same breath as the Enter that ended a text is dropped before a
page of choices, because it is the rest of a pasted text in a terminal that does not mark a paste, and would answer a
question that nobody has read.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import cached_property
from types import FrameType
from typing import Any, Self, cast

import questionary
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.application.current import create_app_session, get_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.document import Document
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples, to_formatted_text
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
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

from lovande_cli.errors import Problem, WrongCommand
from lovande_cli.interview.drawing import ESCAPE, MOST_DIGITS, Drawing, Held, draw_page
from lovande_cli.interview.pages import Key, Page, Reply, Terminal
from lovande_cli.language import Say, default_language
from lovande_cli.language.characters import for_screen

PLAIN_STYLE = Style([("answer", ""), ("text", "")])
"""What is typed looks like what is read."""

FUNCTIONS = tuple(f"F{number}" for number in range(1, 13))
BACK = "F2"
"""The function key that Shift-Tab stands for."""

ESCAPE_SECONDS = 0.08
"""So long after Esc the rest of a key's code may come; then it was Esc itself."""

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


class Prompts(Terminal):
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
        # a program that is told to end still leaves a terminal that can be used; what is confirmed is saved already
        self.answer_signal("SIGTERM", lambda number, _frame: sys.exit(128 + number))
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

    def hold_through_stops(self, output: Output) -> None:
        """Give the terminal to the shell while the program is stopped, and take it again when it goes on (fg)."""
        if sys.platform == "win32":
            return
        import termios

        terminal = get_app_session().input.fileno()
        settings = None
        with suppress(termios.error):
            settings = termios.tcgetattr(terminal)

        def stop(number: int, _frame: FrameType | None) -> None:
            give_back(output)
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

        def go_on(_number: int, _frame: FrameType | None) -> None:
            signal.signal(signal.SIGTSTP, stop)
            if settings is not None:
                termios.tcsetattr(terminal, termios.TCSANOW, settings)
            take(output)
            app = get_app()
            app.renderer.clear()
            app.invalidate()

        self.answer_signal("SIGTSTP", stop)
        self.answer_signal("SIGCONT", go_on)

    @cached_property
    def choosing(self) -> Choosing:
        """The prompt for all pages of choices; built once, since building it takes longer than painting a page."""
        return Choosing()

    @cached_property
    def writing(self) -> Writing:
        """The prompt for all pages where something is written."""
        return Writing()

    def choose(self, page: Page) -> Reply:
        """One of the page's choices: its number, or arrows and Enter; where many can be chosen these tick them."""
        if self.was_text:  # drop the rest of a paste: see the top of this file
            clear_typeahead(get_app_session().input)
        self.was_text = False
        return self.choosing.run(page)

    def write(self, page: Page, draft: str) -> Reply:
        """A text: Enter ends it, Ctrl-J begins a new line where there can be several, a paste keeps its line breaks."""
        reply = self.writing.run(page, draft)
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


def run(app: Application[Any]) -> Reply:
    """The reply that the application ends with; an error anywhere inside it is raised here and shown by no one else."""

    def raise_here(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if app.is_running and not app.is_done:
            app.exit(exception=context.get("exception") or RuntimeError(context["message"]))

    def watch() -> None:
        asyncio.get_running_loop().set_exception_handler(raise_here)

    reply: Reply = app.run(pre_run=watch, set_exception_handler=False)
    return reply


class Painting:
    """The page as it was drawn for one painting: all parts of it for the same size, however the window changes."""

    def __init__(self) -> None:
        self.painting = -1
        self.drawn: Drawing | None = None

    def draw(self, make: Callable[[], Drawing]) -> Drawing:
        """The drawing of this painting, made once."""
        painting = get_app().render_counter
        if self.drawn is None or painting != self.painting:
            self.painting, self.drawn = painting, make()
        return self.drawn


class Choosing:
    """Pages of choices, and pages that are only read."""

    def __init__(self) -> None:
        self.painting = Painting()
        self.page = Page()
        self.digits = ""
        # before an arrow is touched nothing is pointed at, where no answer was given before: Enter alone is no answer
        self.pointed: int | None = None
        self.part = 0
        body = Window(
            FormattedTextControl(lambda: ANSI(self.drawing().body), focusable=True, show_cursor=False),
            always_hide_cursor=True,
        )
        self.app: Application[Any] = Application(
            layout=Layout(HSplit([body, foot_window(self.drawing)]), focused_element=body),
            key_bindings=self.bind(),
            full_screen=True,
        )
        set_patience(self.app)

    def run(self, page: Page) -> Reply:
        """The reply to a page of choices, or to one that is only read."""
        self.painting = Painting()
        self.page, self.digits, self.part = page, "", 0
        self.pointed = next((index for index, choice in enumerate(page.choices) if choice.id == page.pointed), None)
        return run(self.app)

    def drawing(self) -> Drawing:
        """The page for the window as it is now."""
        return self.painting.draw(lambda: draw_here(self.page, Held(pointed=self.pointed, part=self.part)))

    def touch(self, event: KeyPressEvent, index: int) -> None:
        """Answer with a choice, or tick it."""
        event.app.exit(result=Reply(chosen=(self.page.choices[index].id,)))

    def move(self, event: KeyPressEvent, key: Key | None) -> None:
        """Leave the page with the move of this key, if it is one of the page's; first back to the text's beginning."""
        if key is not None and key.move == "back" and self.part:
            self.turn(-1)
        elif key is not None:
            event.app.exit(result=Reply(move=key.move))

    def read_sign(self, event: KeyPressEvent) -> None:
        """Do what a digit or a letter stands for; everything else is passed over."""
        sign = event.data
        if sign.isascii() and sign.isdigit():
            self.read_digit(event, sign)
            return
        self.digits = ""
        self.move(event, next((k for k in self.page.keys if sign.lower() in (k.letter, *k.also)), None))

    def read_digit(self, event: KeyPressEvent, digit: str) -> None:
        """Answer, tick or point, depending on how many choices there are."""
        count = len(self.page.choices)
        if self.page.many:
            index = int(digit) - 1 if digit != "0" else MOST_DIGITS
            if index < count:
                self.touch(event, index)
            return
        self.digits = next((typed for typed in (self.digits + digit, digit) if 0 < int(typed) <= count), "")
        if not self.digits:
            return
        # where there are more than nine, a digit may be the first of two: it points, and Enter answers
        self.pointed = int(self.digits) - 1
        if count <= MOST_DIGITS:
            self.touch(event, self.pointed)

    def enter(self, event: KeyPressEvent) -> None:
        """Answer with what is pointed at, or go on: with what is given, or to the next part of a long text."""
        page = self.page
        if not page.choices and self.turn(1):
            return
        if page.many or self.pointed is None or page.choices[self.pointed].id in page.given:
            event.app.exit(result=Reply())
        else:
            self.touch(event, self.pointed)

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
        count = len(self.page.choices)
        if not count:
            self.turn(steps)
        elif self.pointed is None:
            self.pointed = 0 if steps > 0 else count - 1
        else:
            self.pointed = (self.pointed + steps) % count
        self.digits = ""

    def bind(self) -> KeyBindings:
        """The keys of every page of choices."""
        bindings = KeyBindings()
        bindings.add(Keys.Any)(self.read_sign)
        bindings.add(Keys.ControlM, eager=True)(self.enter)
        # an Enter that was typed while the terminal was not yet ours comes as a line feed
        bindings.add(Keys.ControlJ, eager=True)(self.enter)
        for key, steps in ((Keys.Down, 1), (Keys.Up, -1), (Keys.PageDown, 1), (Keys.PageUp, -1)):

            @bindings.add(key, eager=True)
            def _(_event: KeyPressEvent, steps: int = steps) -> None:
                self.point(steps)

        @bindings.add(" ", eager=True)
        def _(event: KeyPressEvent) -> None:
            if self.page.many and self.pointed is not None:
                self.touch(event, self.pointed)

        bind_functions(bindings, lambda: self.page, self.move)
        return bindings


class Writing:
    """Pages where something is written. Questionary reads the line; how it is wrapped is ours."""

    def __init__(self) -> None:
        self.painting = Painting()
        self.page = Page()
        self.prompt = questionary.text("", style=PLAIN_STYLE)
        app = self.prompt.application
        app.full_screen = app.renderer.full_screen = True
        set_patience(app)
        self.buffer = next(
            control.buffer
            for control in app.layout.find_all_controls()
            if isinstance(control, BufferControl) and control.buffer.name == DEFAULT_BUFFER
        )
        app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), self.bind()])
        top = Window(
            FormattedTextControl(lambda: ANSI(self.drawing().body)),
            height=lambda: at_most(self.drawing().body_rows + 1),
        )
        begin = Window(
            FormattedTextControl(lambda: " " * self.drawing().margin + PROMPT),
            width=lambda: Dimension.exact(self.drawing().margin + len(PROMPT)),
        )
        line = Window(WholeWords(self.buffer), height=Dimension(min=1, weight=1))
        right = Window(width=lambda: Dimension.exact(self.drawing().margin))
        app.layout = Layout(
            HSplit([top, VSplit([begin, line, right]), foot_window(self.drawing)]), focused_element=line
        )

    def run(self, page: Page, draft: str) -> Reply:
        """The reply to a page with a text to write; the draft is there to change."""
        self.painting = Painting()
        self.page = page
        self.buffer.reset(Document(draft, len(draft)))
        try:
            reply = run(self.prompt.application)
        except (KeyboardInterrupt, EOFError) as leaving:
            raise type(leaving)(self.text) from None
        return replace(reply, text=self.text)

    @property
    def text(self) -> str:
        """What is typed so far; on one line where the page has one line."""
        return self.buffer.text if self.page.several_lines else " ".join(self.buffer.text.split("\n"))

    def drawing(self) -> Drawing:
        """The page for the window as it is now, with room for what is typed."""
        rows = max(INPUT_ROWS, self.buffer.text.count("\n") + 2)
        return self.painting.draw(lambda: draw_here(self.page, Held(), input_rows=rows))

    def bind(self) -> KeyBindings:
        """The keys of every page with a text."""
        bindings = KeyBindings()

        @bindings.add(Keys.ControlM, eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=Reply())

        @bindings.add(Keys.ControlJ, eager=True)
        def _(_event: KeyPressEvent) -> None:
            if self.page.several_lines:
                self.buffer.insert_text("\n")

        @bindings.add(Keys.ControlZ, eager=True)
        def _(_event: KeyPressEvent) -> None:
            self.buffer.undo()

        def move(event: KeyPressEvent, key: Key | None) -> None:
            if key is not None:
                event.app.exit(result=Reply(move=key.move))

        bind_functions(bindings, lambda: self.page, move)
        return bindings


def draw_here(page: Page, held: Held, input_rows: int = 0) -> Drawing:
    """The page for the window as it is now, at most half of it kept for what is typed."""
    size = get_app().output.get_size()
    return draw_page(
        page,
        Say(page.language or default_language()),
        width=size.columns,
        height=size.rows,
        held=held,
        input_rows=min(input_rows, max(size.rows // 2, 1)) if input_rows else 0,
    )


def set_patience(app: Application[Any]) -> None:
    """Take Esc for itself soon after it was pressed, instead of waiting half a second for the rest of a key's code."""
    app.ttimeoutlen = app.timeoutlen = ESCAPE_SECONDS


def find_key(page: Page, function: str) -> Key | None:
    """The page's key with this function key, if it has one; Esc is the key of the page's own move for it."""
    if function == ESCAPE:
        return next((key for key in page.keys if key.move == page.escape), None)
    return next((key for key in page.keys if key.function == function), None)


def bind_functions(
    bindings: KeyBindings, page: Callable[[], Page], move: Callable[[KeyPressEvent, Key | None], None]
) -> None:
    """Bind what works on every page: function keys, Shift-Tab for back, Esc, Ctrl-C to leave, Ctrl-D to end the input.

    Reports of a mouse or of the cursor, and codes of keys that nobody knows, do nothing.
    """
    for function in FUNCTIONS:

        @bindings.add(function.lower(), eager=True)
        def _(event: KeyPressEvent, function: str = function) -> None:
            move(event, find_key(page(), function))

    @bindings.add(Keys.BackTab, eager=True)
    def _(event: KeyPressEvent) -> None:
        move(event, find_key(page(), BACK))

    @bindings.add(Keys.Escape, eager=True)
    def _(event: KeyPressEvent) -> None:
        if not drop_unknown_code(event):
            move(event, find_key(page(), ESCAPE))

    @bindings.add(Keys.ControlC, eager=True)
    @bindings.add(Keys.ControlQ, eager=True)
    @bindings.add(Keys.SIGINT)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @bindings.add(Keys.ControlD, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    for report in (Keys.Vt100MouseEvent, Keys.WindowsMouseEvent, Keys.CPRResponse, Keys.ScrollUp, Keys.ScrollDown):

        @bindings.add(report, eager=True)
        def _(_event: KeyPressEvent) -> None:
            """Nothing: prompt_toolkit's own answer raises on a report that it does not know."""


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


def foot_window(drawing: Callable[[], Drawing]) -> Window:
    """The keys, at the bottom of the screen."""
    return Window(
        FormattedTextControl(lambda: ANSI(drawing().foot)),
        height=lambda: at_most(drawing().foot_rows),
    )


def at_most(rows: int) -> Dimension:
    """So many rows, fewer in a window too small for them: an exact height would be answered with English there."""
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
    start = 0
    for paragraph in text.split("\n"):
        begin, end = start, start + len(paragraph)
        while True:
            used, stop, space = 0, begin, -1
            while stop < end:
                used += get_cwidth(visible(text[stop]))
                if used > room:
                    break
                if text[stop] == " ":
                    space = stop
                stop += 1
            if stop >= end:
                spans.append((begin, end))
                break
            cut = space + 1 if space >= begin else max(stop, begin + 1)
            spans.append((begin, cut))
            begin = cut
        start = end + 1
    return spans
