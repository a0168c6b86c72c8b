"""The interview's pages on a whole screen, with keys that answer at once; the only importer of questionary.

Questionary reads the keys and keeps the pointer and the line being typed; the page itself is drawn in one piece by
drawing.py, because questionary crops long labels and cuts words.

Keys typed ahead count for the next page, since people who know the digits type fast. One exception: what was read in
the same breath as the Enter that ended a text is dropped before a page of choices, because it is the rest of a pasted
text in a terminal that does not mark a paste, and would answer a question that nobody has read.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import Any, cast

import questionary
from prompt_toolkit.application import get_app
from prompt_toolkit.application.current import create_app_session, get_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.document import Document
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Condition
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
from questionary.prompts.common import InquirerControl

from lovande_cli.errors import Problem, WrongCommand
from lovande_cli.interview.drawing import MOST_DIGITS, Drawing, Held, draw_page
from lovande_cli.interview.pages import Choice, Key, Page, Reply, Toggle
from lovande_cli.language import Say, default_language
from lovande_cli.language.characters import for_screen

PLAIN_STYLE = Style([("answer", ""), ("text", "")])
"""What is typed looks like what is read."""

FUNCTIONS = tuple(f"F{number}" for number in range(1, 13))
BACK = "F2"
"""The function key that Shift-Tab stands for."""

PROMPT = "› "
INPUT_ROWS = 3
"""Rows kept free for a text before the page above it gives way."""


class OneScreen:
    """A terminal that is cleared once for a whole interview and then only painted over: no flicker between pages.

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


class Prompts:
    """An Asker that takes the whole terminal while it is entered."""

    edits = True

    def __init__(self) -> None:
        # "Your terminal doesn't support cursor position requests" is English, and nothing here needs them
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        self.stack = ExitStack()
        self.was_text = False

    def __enter__(self) -> Prompts:
        """Take the terminal; raises WrongCommand where the system has none that can be drawn on."""
        session = get_app_session()
        try:
            output = session.output
        except Exception as error:
            # Git Bash on Windows (prompt_toolkit#406); the error's class exists on Windows only
            if type(error).__name__ == "NoConsoleScreenBufferError":
                raise WrongCommand([Problem(kind="no-console")]) from error
            raise
        self.stack.enter_context(session.input.raw_mode())
        output.enter_alternate_screen()
        output.enable_bracketed_paste()
        output.flush()
        self.stack.callback(give_back, output)
        # a program that is told to end still leaves a terminal that can be used; what is confirmed is saved already
        earlier = signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
        self.stack.callback(signal.signal, signal.SIGTERM, earlier)
        self.stack.enter_context(create_app_session(input=session.input, output=cast("Output", OneScreen(output))))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the terminal back as it was."""
        self.stack.close()

    @cached_property
    def choosing(self) -> Choosing:
        """The prompt for all pages of choices; built once, since building it takes longer than painting a page."""
        return Choosing()

    @cached_property
    def writing(self) -> Writing:
        """The prompt for all pages where something is written."""
        return Writing()

    def choose(self, page: Page) -> Reply:
        """One of the page's choices: its number, or arrows and Enter."""
        self.forget_paste()
        return self.choosing.run(page, None, None)

    def choose_many(self, page: Page, ticked: frozenset[str], toggle: Toggle) -> Reply:
        """Any number of the page's choices: numbers or the space bar tick them, Enter is done."""
        self.forget_paste()
        return self.choosing.run(page, ticked, toggle)

    def write(self, page: Page, draft: str) -> Reply:
        """A text: Enter ends it, Ctrl-J begins a new line, a paste keeps its line breaks."""
        reply = self.writing.run(page, draft)
        self.was_text = reply.move is None
        return reply

    def forget_paste(self) -> None:
        """Drop what was typed in the same breath as the end of a text: see the top of this file."""
        if self.was_text:
            clear_typeahead(get_app_session().input)
        self.was_text = False


def give_back(output: Output) -> None:
    """Leave the terminal as it was before the first page."""
    output.disable_bracketed_paste()
    output.quit_alternate_screen()
    output.reset_attributes()
    output.show_cursor()
    output.flush()


class Sheet:
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
    """Pages of choices. Questionary moves the pointer; digits, letters and ticks are ours."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self.page = Page(choices=(Choice(id="", label=""),))
        self.ticked: frozenset[str] | None = None
        self.toggle: Toggle | None = None
        self.digits = ""
        # before an arrow is touched nothing is pointed at, where no answer was given before: Enter alone is no answer
        self.asleep = False
        self.prompt = questionary.select(
            "", self.titles(), use_jk_keys=False, use_emacs_keys=False, instruction=" ", style=PLAIN_STYLE
        )
        app = self.prompt.application
        app.full_screen = app.renderer.full_screen = True
        self.pointer = next(one for one in app.layout.find_all_controls() if isinstance(one, InquirerControl))
        app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), self.bind()])
        body = Window(
            FormattedTextControl(
                lambda: ANSI(self.drawing().body),
                focusable=True,
                show_cursor=False,
                get_cursor_position=lambda: Point(0, min(self.drawing().pointed, self.drawing().body.count("\n"))),
            ),
            always_hide_cursor=True,
        )
        app.layout = Layout(HSplit([body, foot_window(self.drawing)]), focused_element=body)

    def run(self, page: Page, ticked: frozenset[str] | None, toggle: Toggle | None) -> Reply:
        """The reply to a page of choices; `ticked` is None where one choice answers."""
        places = [place for place, choice in enumerate(page.choices) if choice.id == page.pointed]
        self.sheet = Sheet()
        self.page, self.ticked, self.toggle, self.digits = page, ticked, toggle, ""
        self.asleep = not places
        self.pointer.choices = self.titles()
        self.pointer.pointed_at = places[0] if places else 0
        reply = self.prompt.unsafe_ask()
        # questionary has keys of its own that answer with the choice's value
        return reply if isinstance(reply, Reply) else Reply(chosen=(str(reply),))

    def titles(self) -> list[questionary.Choice]:
        """The page's choices as questionary knows them."""
        return [questionary.Choice(choice.label or " ", value=choice.id) for choice in self.page.choices]

    def drawing(self) -> Drawing:
        """The page for the window as it is now."""
        held = Held(pointed=None if self.asleep else self.pointer.pointed_at, ticked=self.ticked)
        return self.sheet.draw(lambda: draw_here(self.page, held))

    def point(self, place: int) -> None:
        """Point at a choice."""
        self.pointer.pointed_at, self.asleep = place, False

    def touch(self, event: KeyPressEvent, place: int) -> None:
        """Answer with a choice, or tick it."""
        self.point(place)
        if self.toggle is None or self.ticked is None:
            event.app.exit(result=Reply(chosen=(self.page.choices[place].id,)))
        else:
            self.ticked = self.toggle(self.ticked, self.page.choices[place].id)

    def move(self, event: KeyPressEvent, key: Key | None) -> None:
        """Leave the page with the move of this key, if it is one of the page's."""
        if key is not None:
            event.app.exit(result=Reply(move=key.move, chosen=tuple(self.ticked or ())))

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
        if self.ticked is not None:
            place = int(digit) - 1 if digit != "0" else MOST_DIGITS
            if place < count:
                self.touch(event, place)
            return
        self.digits = next((typed for typed in (self.digits + digit, digit) if 0 < int(typed) <= count), "")
        if not self.digits:
            return
        # where there are more than nine, a digit may be the first of two: it points, and Enter answers
        self.point(int(self.digits) - 1)
        if count <= MOST_DIGITS:
            self.touch(event, int(self.digits) - 1)

    def enter(self, event: KeyPressEvent) -> None:
        """Answer with what is pointed at, or be done with ticking."""
        if self.ticked is not None:
            event.app.exit(result=Reply(chosen=tuple(self.ticked)))
        elif self.asleep:
            event.app.exit(result=Reply())
        else:
            self.touch(event, self.pointer.pointed_at)

    def bind(self) -> KeyBindings:
        """The keys of every page of choices."""
        bindings = KeyBindings()
        bindings.add(Keys.Any)(self.read_sign)
        bindings.add(Keys.ControlM, eager=True)(self.enter)
        # an Enter that was typed while the terminal was not yet ours comes as a line feed
        bindings.add(Keys.ControlJ, eager=True)(self.enter)
        is_asleep = Condition(lambda: self.asleep)

        @bindings.add(Keys.Down, eager=True, filter=is_asleep)
        def _(_event: KeyPressEvent) -> None:
            self.point(0)

        @bindings.add(Keys.Up, eager=True, filter=is_asleep)
        def _(_event: KeyPressEvent) -> None:
            self.point(len(self.page.choices) - 1)

        @bindings.add(" ", eager=True)
        def _(event: KeyPressEvent) -> None:
            if self.ticked is not None and not self.asleep:
                self.touch(event, self.pointer.pointed_at)

        bind_functions(bindings, lambda event, function: self.move(event, find_key(self.page, function)))
        return bindings


class Writing:
    """Pages where something is written. Questionary reads the line; how it is wrapped is ours."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self.page = Page()
        self.prompt = questionary.text("", style=PLAIN_STYLE)
        app = self.prompt.application
        app.full_screen = app.renderer.full_screen = True
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
        self.sheet = Sheet()
        self.page = page
        self.buffer.reset(Document(draft, len(draft)))
        try:
            reply = self.prompt.unsafe_ask()
        except (KeyboardInterrupt, EOFError) as leaving:
            raise type(leaving)(self.buffer.text) from None
        # questionary has keys of its own (Alt-Enter) that answer with the text alone
        return reply if isinstance(reply, Reply) else Reply(text=str(reply))

    def drawing(self) -> Drawing:
        """The page for the window as it is now, with room for what is typed."""
        rows = max(INPUT_ROWS, self.buffer.text.count("\n") + 2)
        return self.sheet.draw(lambda: draw_here(self.page, Held(), input_rows=rows))

    def bind(self) -> KeyBindings:
        """The keys of every page with a text."""
        bindings = KeyBindings()

        @bindings.add(Keys.ControlM, eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=Reply(text=self.buffer.text))

        @bindings.add(Keys.ControlJ, eager=True)
        def _(_event: KeyPressEvent) -> None:
            self.buffer.insert_text("\n")

        @bindings.add(Keys.ControlZ, eager=True)
        def _(_event: KeyPressEvent) -> None:
            """Nothing: it would be typed as a sign."""

        def move(event: KeyPressEvent, function: str) -> None:
            key = find_key(self.page, function)
            if key is not None:
                event.app.exit(result=Reply(move=key.move, text=self.buffer.text))

        bind_functions(bindings, move)
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
        input_rows=min(input_rows, size.rows // 2),
    )


def find_key(page: Page, function: str) -> Key | None:
    """The page's key with this function key, if it has one."""
    return next((key for key in page.keys if key.function == function), None)


def bind_functions(bindings: KeyBindings, move: Callable[[KeyPressEvent, str], None]) -> None:
    """Bind the function keys, Shift-Tab for back, Ctrl-C to leave, and Ctrl-D to end the input, typed text or not."""
    for function in FUNCTIONS:

        @bindings.add(function.lower(), eager=True)
        def _(event: KeyPressEvent, function: str = function) -> None:
            move(event, function)

    @bindings.add(Keys.BackTab, eager=True)
    def _(event: KeyPressEvent) -> None:
        move(event, BACK)

    @bindings.add(Keys.ControlC, eager=True)
    @bindings.add(Keys.ControlQ, eager=True)
    @bindings.add(Keys.SIGINT)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @bindings.add(Keys.ControlD, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)


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
