"""How a page of the interview is drawn: folding, boxes, keys, and which detail goes first in a small window."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import chain, zip_longest

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from lovande_cli.documents.writers.terminal import text
from lovande_cli.interview.page_model import ITEM, Box, Choice, Page, Remark
from lovande_cli.language.sanitize import for_screen

WIDEST = 92
"""Columns of text that an eye follows without losing the line."""

MIN_TWO_COLUMNS = 54
"""From this many columns boxes stand in two columns."""

DONE, LEFT = "━", "─"
POINTER = "›"
TICKED, UNTICKED = "[x]", "[ ]"
MORE = "…"
ESCAPE = "Esc"
BETWEEN = " · "
MAX_DIGITS = 9
"""Up to so many choices one digit answers at once; of more, a digit may be the first of two."""

MAX_FOOTNOTE = 3
"""Rows of a footnote where there is no room for all of it: a command in it is there to be typed or copied."""

FOOT_SHARE, HEAD_SHARE = 3, 2
"""The keys take at most this part of a window, what stands above a page this part of the rest: it is what is read."""

EVERY_GAP = 4
"""The rank of the smallest gaps between the parts of a page."""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A page for one size of window, as text with colour codes: `body` is what is read, `foot` the keys below it.

    Of a text longer than the window the body is one of `parts`. `margin` is the number of columns to the left of
    everything.
    """

    body: str
    foot: str
    parts: int
    margin: int


@dataclass(frozen=True, kw_only=True)
class DetailLevel:
    """How much of a page is drawn: parts left out, lines of a remark (0: all), least rank of gaps, points shown.

    With `folded` the choices stand in running text; `framed` says whether boxes have frames.
    """

    hidden: frozenset[str] = frozenset()
    remark_lines: int = 0
    room: int = EVERY_GAP
    points: int | None = None
    folded: bool = False
    framed: bool = True


READING_LEVELS = (DetailLevel(), DetailLevel(room=2), DetailLevel(framed=False), DetailLevel())
"""How to draw a page that is only read: nothing is left out, since what has no room is shown part by part."""


@dataclass
class Canvas:
    """Lines of a fixed width, filled from the top."""

    width: int
    room: int = EVERY_GAP
    lines: list[Text] = field(default_factory=list)

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
def draw_page(
    page: Page, *, width: int, height: int, pointed: int | None = None, part: int = 0, input_rows: int = 0
) -> Drawing:
    """The page for a window of this size, with `input_rows` kept free below for what is typed.

    It always holds title, question and choices. Where even these are too many rows, it holds the rows around the choice
    whose index is `pointed`; a text to be read is shown part by part (from 0).
    """
    margin = 2 if width >= 50 else 1
    columns = max(min(width - 2 * margin, WIDEST), 10)
    # a page without choices or a field is a text: it is turned over part by part instead of losing details
    is_read = not page.choices and not input_rows
    levels = READING_LEVELS if is_read else tuple(detail_levels(page))
    # from all of the page to what it cannot do without, until it has room; last with the footnote cut too
    for level, footnote_rows in (*((each, 0) for each in levels), (levels[-1], MAX_FOOTNOTE)):
        foot = draw_foot(page, columns, writing=bool(input_rows), footnote_rows=footnote_rows)
        foot.lines = cut(foot.lines, max(height // FOOT_SHARE, 1), columns)
        rows = max(height - len(foot.lines) - 1 - input_rows, 1)
        head, body, pointed_row = draw_body(page, columns, pointed, level)
        head_rows = rows
        if len(head.lines) + len(body.lines) <= rows:
            break
        # where nothing more can be left out the head gives way, since the body is what is read
        head_rows = max(rows // HEAD_SHARE, 1)
    if page.choices and page.footnote and len(head.lines) + len(body.lines) > rows:
        # a choice that is out of sight is not found, while the footnote has been seen before or can be done without
        page = replace(page, footnote="")
        return draw_page(page, width=width, height=height, pointed=pointed, input_rows=input_rows)
    above, shown, parts = head.lines[-head_rows:], body.lines, 1
    left = max(rows - len(above), 1)
    if is_read and len(shown) > left:
        pieces = list(break_up(shown, left))
        part, parts = min(part, len(pieces) - 1), len(pieces)
        shown = pieces[part]
        head, _, _ = draw_body(page, columns, pointed, level, counted=f"{part + 1}/{parts}")
        above = head.lines[-head_rows:]
    elif page.choices and len(shown) > left:
        # the choice pointed at stays in the middle of the window while one moves through a long list
        first = max(0, min(pointed_row - left // 2, len(shown) - left))
        shown = shown[first : first + left]
    return Drawing(body=encode([*above, *shown], margin), foot=encode(foot.lines, margin), parts=parts, margin=margin)


def detail_levels(page: Page) -> Iterator[DetailLevel]:
    """How to draw the page, from all of it to what it cannot do without."""
    yield DetailLevel()
    yield DetailLevel(room=3)
    if page.boxes:
        yield DetailLevel(room=3, framed=False)
        yield DetailLevel(room=2, framed=False)
    # result pages: their choices go into running text first, then points are shortened and counted instead of shown
    if page.points and page.choices:
        yield DetailLevel(room=2)
        yield DetailLevel(room=1)
        for points in range(len(page.points), 0, -1):
            for lines in (0, 3, 1):
                yield DetailLevel(room=1, folded=True, remark_lines=lines, points=points)
        yield DetailLevel(room=0, folded=True, points=0, hidden=frozenset({"heading", "remarks"}))
    yield DetailLevel(room=3, remark_lines=3)
    yield DetailLevel(room=2, remark_lines=3)
    lead = frozenset({"lead"})
    yield DetailLevel(room=2, remark_lines=3, hidden=lead)
    yield DetailLevel(room=2, remark_lines=1, hidden=lead)
    for room in (2, 1, 0):
        yield DetailLevel(room=room, remark_lines=1, hidden=lead | {"hint"})
    if page.remarks:
        yield DetailLevel(room=1, remark_lines=1, hidden=lead | {"hint"}, folded=True)
        yield DetailLevel(room=0, remark_lines=1, hidden=lead | {"hint", "heading"}, folded=True)
        yield DetailLevel(room=0, hidden=lead | {"hint", "heading", "remarks"}, folded=True)


def break_up(lines: Sequence[Text], most: int) -> Iterator[list[Text]]:
    """The lines in pieces of at most so many, broken at empty lines where there are any in the lower half."""
    rest = list(lines)
    while len(rest) > most:
        # in the lower half only: a piece that breaks earlier would leave most of the window empty
        empty = [number for number in range(max(most // 2, 1), most + 1) if not rest[number].plain]
        end = empty[-1] if empty else most
        yield rest[:end]
        rest = rest[end + 1 if empty else end :]
    yield rest


def draw_body(
    page: Page, columns: int, pointed: int | None, level: DetailLevel, *, counted: str = ""
) -> tuple[Canvas, Canvas, int]:
    """The title and what follows it above the keys, and the row of the choice that is pointed at."""
    head, sheet = Canvas(columns, level.room), Canvas(columns, level.room)
    draw_title(page, head, counted)
    if page.notice:
        head.write(page.notice, "absent", before="! ")
    for banner in page.banners:
        draw_remark(banner, head)
    head.gap()
    if page.heading and "heading" not in level.hidden:
        sheet.write(page.heading, "heading")
    if page.lead and "lead" not in level.hidden:
        sheet.write(page.lead)
    if page.boxes:
        sheet.gap()
        draw_boxes(page.boxes, sheet, framed=level.framed)
    if page.question:
        sheet.gap(rank=2)
        sheet.write(page.question, "accent")
    if page.hint and "hint" not in level.hidden:
        sheet.gap()
        sheet.write(page.hint)
    for number, point in enumerate(page.points[: level.points]):
        if point.words or not number:
            sheet.gap(rank=2)
        draw_remark(point, sheet)
    if page.remarks and "remarks" not in level.hidden:
        sheet.gap()
        for remark in page.remarks:
            draw_remark(remark, sheet, most=level.remark_lines)
    row = 0
    if page.choices:
        sheet.gap(rank=1)
        row = draw_folded(page, sheet) if level.folded else draw_choices(page, sheet, pointed)
    return head, sheet, row


def draw_remark(remark: Remark, sheet: Canvas, most: int = 0) -> None:
    """Write what was said after a word for what it is."""
    label = text(f"{remark.label}: " if remark.label and remark.words else remark.label, remark.style)
    folded = fold(Text.assemble(label, text(remark.words, "" if remark.label else remark.style)), sheet.width)
    sheet.lines += cut(folded, most, sheet.width)


def draw_title(page: Page, sheet: Canvas, counted: str) -> None:
    """Write where we are to the left, how far to the right, and a slim line of progress."""
    left, right = for_screen(page.title), for_screen(BETWEEN.join(part for part in (page.count, counted) if part))
    space = sheet.width - cell_len(left) - cell_len(right)
    if right and space >= 2:
        sheet.lines.append(text(f"{left}{' ' * space}{right}", "quiet"))
    else:
        for part in filter(None, (left, right)):
            sheet.write(part, "quiet")
    done = int((page.done or 0) * sheet.width)
    sheet.lines.append(Text.assemble(text(DONE * done, "accent"), text(LEFT * (sheet.width - done), "quiet")))


def draw_boxes(boxes: Sequence[Box], sheet: Canvas, *, framed: bool) -> None:
    """Draw the boxes, in two columns where there is room, in the order they are read."""
    if sheet.width < MIN_TWO_COLUMNS:
        sheet.lines += [line for box in boxes for line in draw_box(box, sheet.width, framed=framed)]
        return
    width = (sheet.width - 2) // 2
    drawn = [draw_box(box, width, framed=framed) for box in boxes]
    heights = [sum(map(len, drawn[:split])) for split in range(len(drawn) + 1)]
    # where the two columns come out as nearly equal as they can, in reading order
    split = min(range(len(drawn) + 1), key=lambda at: max(heights[at], heights[-1] - heights[at]))
    left, right = chain.from_iterable(drawn[:split]), chain.from_iterable(drawn[split:])
    for beside, after in zip_longest(left, right, fillvalue=Text()):
        sheet.lines.append(Text.assemble(beside, " " * (width + 2 - beside.cell_len), after))
    # frameless boxes end in an empty row, which is a gap only between boxes
    while not sheet.lines[-1].plain.strip():
        sheet.lines.pop()


def draw_box(box: Box, width: int, *, framed: bool) -> list[Text]:
    """One box: its heading in the frame, or above the lines where it is too wide for that, and each line's sign."""
    inside = Canvas(width - 4 if framed else width - 1)
    heading = text(box.heading)
    above = framed and heading.cell_len > width - 5
    if above:
        inside.write(box.heading, "quiet")
    for line in box.lines:
        begun = len(inside.lines)
        inside.write(line.label, before=f"{line.sign} ")
        inside.lines[begun].stylize(text("", line.style).style, 0, len(line.sign))
    if not framed:
        return [*fold(text(box.heading, "quiet"), width), *inside.lines, Text()]
    begin = Text(LEFT) if above else Text.assemble(" ", heading, " ")
    top = Text.assemble("┌", begin, LEFT * (width - 2 - begin.cell_len), "┐", style="dim")
    lines = [Text.assemble(("│ ", "dim"), row, " " * (width - 4 - row.cell_len), (" │", "dim")) for row in inside.lines]
    return [top, *lines, Text(f"└{LEFT * (width - 2)}┘", style="dim")]


def draw_choices(page: Page, sheet: Canvas, pointed: int | None) -> int:
    """Write the numbered choices, asides in a column where all have room beside; the row of the one pointed at."""
    digits = len(str(len(page.choices)))
    labels = max((cell_len(for_screen(choice.label)) for choice in page.choices if choice.aside), default=0)
    asides = max(cell_len(for_screen(choice.aside)) for choice in page.choices)
    row = len(sheet.lines)
    for number, choice in enumerate(page.choices):
        here = number == pointed
        if here:
            row = len(sheet.lines)
        before = f"{POINTER if here else ' '} {number + 1:>{digits}}  {tick(choice, page)}"
        style = "heading" if here or choice.id in page.given else ""
        if choice.aside and cell_len(before) + labels + 2 + asides <= sheet.width:
            label = text(f"{before}{choice.label}", style)
            space = " " * (cell_len(before) + labels + 2 - label.cell_len)
            sheet.lines.append(Text.assemble(label, space, text(choice.aside, choice.style)))
            continue
        sheet.write(choice.label, style, before=before)
        if choice.aside:
            sheet.write(choice.aside, choice.style, before=" " * cell_len(before))
    return row


def draw_folded(page: Page, sheet: Canvas) -> int:
    """Write the numbered choices as running text, where the page needs the room for something else; their row."""
    shown = []
    for number, choice in enumerate(page.choices, 1):
        aside = f" ({choice.aside})" if choice.aside else ""
        shown.append(f"{number} {tick(choice, page)}{choice.label}{aside}")
    row = len(sheet.lines)
    sheet.write(BETWEEN.join(shown))
    return row


def tick(choice: Choice, page: Page) -> str:
    """The box before a choice, where many can be chosen."""
    box = TICKED if choice.id in page.given else UNTICKED
    return f"{box} " if page.many else ""


def draw_foot(page: Page, columns: int, *, writing: bool, footnote_rows: int) -> Canvas:
    """The keys that work on the page, in whole pieces, and the footnote in so many rows (0: all of them)."""
    sheet, line = Canvas(columns), Text()
    for does, what in foot_pieces(page, writing=writing):
        shown = Text.assemble(text(does, "heading"), text(f" {what}", "quiet"))
        if line.plain and line.cell_len + len(BETWEEN) + shown.cell_len > columns:
            sheet.lines.append(line)
            line = Text()
        line.append_text(Text.assemble(text(BETWEEN, "quiet"), shown) if line.plain else shown)
    sheet.lines.append(line)
    if page.footnote:
        sheet.lines += cut(fold(text(page.footnote, "quiet"), columns), footnote_rows, columns)
    return sheet


def foot_pieces(page: Page, *, writing: bool) -> Iterator[tuple[str, str]]:
    """Each key that works on the page, and what it does."""
    say, last = page.say, len(page.choices)
    digits = say("interview.use.range", last=last) if last > 1 else "1"
    if page.many:
        yield digits if last <= MAX_DIGITS else say("interview.use.one-to-ten"), page.digits
        yield say("interview.use.arrows-many"), page.digits
    elif last > MAX_DIGITS:
        yield say("interview.use.point", digits=digits), page.digits
    elif last:
        yield digits, page.digits
        if not page.given and last > 1:
            yield say("interview.use.arrows"), page.digits
    if page.enter:
        yield "Enter", page.enter
    if page.several_lines:
        yield "Ctrl-J", say("interview.use.new-line")
    for key in page.keys:
        yield (key.letter if not writing else ESCAPE if key.move == page.escape else key.function), key.label


def fold(shown: Text, width: int) -> list[Text]:
    """The text in lines of whole words, an item's further lines in under its first; only a too long word is cut."""
    lines: list[Text] = []
    for paragraph in shown.split("\n", allow_blank=True):
        begin = len(ITEM) if paragraph.plain.startswith(ITEM) else 0
        wrapped = paragraph[begin:].wrap(console(), max(width - begin, 1), overflow="fold", tab_size=4) or [Text()]
        lines += [Text.assemble(paragraph[:begin] if line is wrapped[0] else " " * begin, line) for line in wrapped]
    for line in lines:
        line.rstrip()
    return lines


def cut(lines: list[Text], most: int, width: int) -> list[Text]:
    """At most so many of the lines (0: all of them), the last with a sign at its end that more follows."""
    if not most or len(lines) <= most:
        return lines
    last = lines[most - 1].plain.ljust(width)
    while cell_len(last) > width - 2:
        last = last.rpartition(" ")[0] or set_cell_size(last, width - 2)
    return [*lines[: most - 1], Text(f"{last} {MORE}")]


@cache
def console() -> Console:
    """A console that folds text, and turns it into terminal codes whatever the program's own terminal is."""
    return Console(
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


def encode(lines: Sequence[Text], margin: int) -> str:
    """The lines with their colours as terminal codes, each after a margin."""
    with console().capture() as captured:
        shown = Text("\n").join(Text(" " * margin).append_text(line) for line in lines)
        console().print(shown, soft_wrap=True, end="")
    return captured.get()
