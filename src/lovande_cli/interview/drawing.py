"""How a page of the interview looks: calm, in whole words; in a small window what is least needed goes first."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from lovande_cli.interview.pages import Choice, Page, Remark
from lovande_cli.language import Say
from lovande_cli.language.characters import for_screen
from lovande_cli.screens import text

WIDEST = 92
"""Columns of text that an eye follows without losing the line."""

TALL = 30
"""From this many rows an element's description stands on each of its questions, else on the first one only."""

DONE, LEFT = "━", "─"
POINTER = "›"
TICKED, UNTICKED = "[x]", "[ ]"
MORE = "…"
BETWEEN = " · "
MOST_DIGITS = 9
"""Up to so many choices one digit answers at once; of more, a digit may be the first of two."""

EVERY_GAP = 4
"""The rank of the smallest gaps between the parts of a page."""

Line = Text


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a reader has done so far: the place of the choice pointed at; the ticks, None where one choice answers."""

    pointed: int | None = None
    ticked: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A page for one size of window, as text with colour codes.

    `body` is what is read, `foot` the keys below it; `pointed` is the row of the body that must be seen. `margin` is
    the number of columns to the left of everything.
    """

    body: str
    foot: str
    body_rows: int
    foot_rows: int
    pointed: int
    margin: int


@dataclass
class Sheet:
    """Lines of a fixed width, filled from the top."""

    width: int
    room: int
    lines: list[Line] = field(default_factory=list)

    def gap(self, rank: int = 3) -> None:
        """Leave space, if there is something above and space for gaps of this rank; 1 is the last to go."""
        if rank <= self.room and self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def write(self, shown: str, style: str = "", *, before: str = "") -> None:
        """Write a text in whole words, further lines in under its beginning."""
        begin = text(before, style)
        folded = fold(text(shown, style), self.width - cell_len(before))
        for number, line in enumerate(folded):
            self.lines.append(Text.assemble(begin if not number else " " * cell_len(before), line))


@lru_cache(maxsize=8)
def draw_page(page: Page, say: Say, *, width: int, height: int, held: Held, input_rows: int = 0) -> Drawing:
    """The page for a window of this size, with `input_rows` kept free below for what is typed.

    It always holds place, question and choices; where even these are too many rows, the body is longer than the window
    and `pointed` says what to scroll to.
    """
    margin = 2 if width >= 50 else 1
    columns = max(min(width - 2 * margin, WIDEST), 10)
    chosen: tuple[Sheet, Sheet, int] | None = None
    for hidden, remark_lines, room in variants(page, height):
        foot = draw_foot(page, say, columns, ticks=held.ticked is not None)
        body, pointed = draw_body(page, columns, held, hidden, remark_lines, room)
        chosen = body, foot, pointed
        if len(body.lines) + input_rows + len(foot.lines) + 1 <= height:
            break
    if chosen is None:
        raise ValueError(page)
    body, foot, pointed = chosen
    return Drawing(
        body=encode(body.lines, margin),
        foot=encode(foot.lines, margin),
        body_rows=len(body.lines),
        foot_rows=len(foot.lines),
        pointed=pointed,
        margin=margin,
    )


Hidden = frozenset[str]


def variants(page: Page, height: int) -> list[tuple[Hidden, int, int]]:
    """What to leave out, step by step: (parts not shown, lines per remark or 0 for all, the gaps' least rank)."""
    leave: list[Hidden] = [frozenset()]
    if not page.opening and height < TALL:
        leave = [frozenset({"lead"})]
    order = ("discuss", "hint", "lead") if page.opening else ("lead", "hint")
    for part in order:
        if part not in leave[-1]:
            leave.append(leave[-1] | {part})
    steps = [(hidden, 0, EVERY_GAP) for hidden in leave]
    if page.remarks:
        steps += [(leave[-1], lines, EVERY_GAP) for lines in (3, 1)]
    return [*steps, *((leave[-1], 1, room) for room in reversed(range(EVERY_GAP)))]


def draw_body(page: Page, columns: int, held: Held, hidden: Hidden, remark_lines: int, room: int) -> tuple[Sheet, int]:
    """Everything above the keys, and the row of the choice that is pointed at."""
    sheet = Sheet(columns, room)
    draw_place(page, sheet)
    if page.notice:
        sheet.write(page.notice, "absent", before="! ")
    if page.banner:
        sheet.write(page.banner, page.banner_style)
    sheet.gap()
    if page.heading:
        sheet.write(page.heading, "heading")
    if page.lead and "lead" not in hidden:
        sheet.write(page.lead)
    if page.discuss and "discuss" not in hidden:
        sheet.gap()
        sheet.write(page.discuss)
    if page.rows:
        sheet.gap()
        for number, row in enumerate(page.rows, 1):
            draw_choice(row, f"{number:>2}  ", sheet, page.rows, pointed=False)
    for point in page.points:
        sheet.gap(rank=4)
        draw_remark(point, sheet)
    if page.question:
        sheet.gap(rank=2)
        sheet.write(page.question, "accent")
    if page.hint and "hint" not in hidden:
        sheet.gap()
        sheet.write(page.hint)
    if page.remarks:
        sheet.gap()
        for remark in page.remarks:
            draw_remark(remark, sheet, most=remark_lines)
    pointed = len(sheet.lines)
    if page.choices:
        sheet.gap(rank=1)
        pointed = draw_choices(page, sheet, held)
    return sheet, pointed


def draw_remark(remark: Remark, sheet: Sheet, most: int = 0) -> None:
    """Write what was said after a word for what it is."""
    label = text(f"{remark.label}: " if remark.label else "", remark.style)
    folded = fold(Text.assemble(label, text(remark.words)), sheet.width)
    if most and len(folded) > most:
        folded = [*folded[: most - 1], shorten(folded[most - 1], sheet.width)]
    sheet.lines += folded


def draw_place(page: Page, sheet: Sheet) -> None:
    """Write where we are to the left, how far to the right, and a slim line of progress."""
    left, right = for_screen(page.place), for_screen(page.count)
    if right and cell_len(left) + cell_len(right) + 2 <= sheet.width:
        space = " " * (sheet.width - cell_len(left) - cell_len(right))
        sheet.lines.append(Text.assemble(text(left, "quiet"), space, text(right, "quiet")))
    else:
        for part in (left, right):
            if part:
                sheet.write(part, "quiet")
    if page.done is None:
        sheet.lines.append(text(LEFT * sheet.width, "quiet"))
    else:
        done = int(page.done * sheet.width)
        sheet.lines.append(Text.assemble(text(DONE * done, "accent"), text(LEFT * (sheet.width - done), "quiet")))


def draw_choices(page: Page, sheet: Sheet, held: Held) -> int:
    """Write the numbered choices; the row of the one that is pointed at."""
    digits = len(str(len(page.choices)))
    row = len(sheet.lines)
    for number, choice in enumerate(page.choices):
        here = number == held.pointed
        if here:
            row = len(sheet.lines)
        before = f"{POINTER if here else ' '} {number + 1:>{digits}}  "
        if held.ticked is not None:
            before += f"{TICKED if choice.id in held.ticked else UNTICKED} "
        draw_choice(choice, before, sheet, page.choices, pointed=here)
    return row


def draw_choice(choice: Choice, before: str, sheet: Sheet, beside: Sequence[Choice], *, pointed: bool) -> None:
    """Write one choice, what stands beside it in line with that of the others, or below it where it is too wide."""
    style = "heading" if pointed else ""
    aside = for_screen(choice.aside)
    column = max((cell_len(for_screen(one.label)) for one in beside if one.aside), default=0)
    widest = max(cell_len(for_screen(one.aside)) for one in beside)
    if not aside:
        sheet.write(choice.label, style, before=before)
    elif cell_len(before) + column + 2 + widest <= sheet.width:
        space = " " * (column - cell_len(for_screen(choice.label)) + 2)
        sheet.lines.append(
            Text.assemble(text(before, style), text(choice.label, style), space, text(aside, choice.style))
        )
    else:
        sheet.write(choice.label, style, before=before)
        sheet.write(aside, choice.style, before=" " * cell_len(before))


def draw_foot(page: Page, say: Say, columns: int, *, ticks: bool) -> Sheet:
    """The keys that work on the page, in whole pieces."""
    sheet = Sheet(columns, room=0)
    last = len(page.choices)
    if ticks:
        digits = "interview.use.digits-many" if last <= MOST_DIGITS else "interview.use.digits-many-ten"
        used = [digits, "interview.use.arrows-many", "interview.use.done-many"]
    elif last > MOST_DIGITS:
        used = ["interview.use.digits-enter"]
    elif page.choices:
        digits = "interview.use.digits" if page.done is not None and page.hint else "interview.use.digits-list"
        used = [digits, "interview.use.arrows"][last == 1 :]
    else:
        used = ["interview.use.enter-text", "interview.use.new-line"]
    pieces = [say(key, last=last) for key in used]
    pieces += [f"{key.letter if page.choices else key.function}|{key.label}" for key in page.keys]
    line = Text()
    for piece in pieces:
        does, _, what = piece.partition("|")
        shown = Text.assemble(text(does, "heading"), text(f" {what}", "quiet"))
        if line.plain and line.cell_len + len(BETWEEN) + shown.cell_len > columns:
            sheet.lines.append(line)
            line = Text()
        line.append_text(Text.assemble(text(BETWEEN, "quiet"), shown) if line.plain else shown)
    sheet.lines.append(line)
    return sheet


def fold(shown: Text, width: int) -> list[Line]:
    """The text in lines of whole words; only a word longer than a line is cut."""
    lines: list[Line] = []
    for paragraph in shown.split("\n", allow_blank=True):
        lines += paragraph.wrap(measure(), max(width, 1), overflow="fold", tab_size=4) or [Text()]
    for line in lines:
        line.rstrip()
    return lines


def shorten(line: Line, width: int) -> Line:
    """The line with a sign that more follows, cut between words."""
    plain = line.plain
    while plain and cell_len(plain) > width - 2:
        plain = plain.rpartition(" ")[0]
    return Text(f"{plain} {MORE}", style=line.style)


@cache
def measure() -> Console:
    """A console that folding can ask for its settings."""
    return Console(file=io.StringIO(), width=200, _environ={})


def encode(lines: Sequence[Line], margin: int) -> str:
    """The lines with their colours as terminal codes, each after a margin."""
    console = Console(
        file=io.StringIO(),
        width=500,
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        emoji=False,
        highlight=False,
        markup=False,
        _environ={},
    )
    with console.capture() as captured:
        console.print(Text("\n").join(Text(" " * margin).append_text(line) for line in lines), soft_wrap=True, end="")
    return captured.get()
