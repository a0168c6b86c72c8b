"""Blocks on a screen of any width, and the console they are printed on: styles, folded lines, tables that become lists.

Everything but the pages of the conversation that is drawn with rich is drawn here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Literal, TypeVar

import rich.console
from rich.cells import cell_len
from rich.text import Text

from lovande_cli.documents import blocks
from lovande_cli.documents.blocks import Badge, Share
from lovande_cli.language.sanitize import for_screen

T = TypeVar("T")

STYLES = {
    "accent": "bold cyan",
    "heading": "bold",
    "strong": "bold",
    "quiet": "dim",
    "present": "bold blue",
    "partly": "cyan",
    "absent": "yellow",
    "unclear": "magenta",
    "not-applicable": "dim",
}
"""Status colours that differ in blue and yellow, which colour-blind people tell apart; the word stands beside."""

# These measures are set by eye.

NARROW = 70
"""Below this many columns a grid of signs becomes a list."""

NARROWEST = 20
"""So many columns are always taken to be there."""

LEAST = 18
"""The least room for a column of texts; where there is not as much the table becomes a list."""

SHORT = 40
"""Cells of at most this width stand beside each other in a list."""

WIDEST_NAME = 60
"""The most room for the names of a grid, so that an eye finds the way from a name to its signs."""

BAR = 8
"""Cells of the bar that shows a share."""

WHOLE, MAYBE, EMPTY = "█", "▒", "·"
DASH, BETWEEN = "–", " · "
NOTHING, ZERO = ("", DASH), "0\u00a0%"
"""What a cell holds that is not worth a line in a list; the second only in columns of what mostly is not there."""

UNBROKEN = "\ue000"
"""Stands for a space that no line is broken at, while a text is folded."""

BAR_STEP = 20
"""How many files are read before the bar is drawn anew."""


def text(shown: str, style: str = "") -> Text:
    """The text exactly as typed, in one of `STYLES` or a rich style; brackets and colons mean nothing."""
    return Text(for_screen(shown), style=STYLES.get(style, style), overflow="fold")


class Console(rich.console.Console):
    """A console that interprets nothing in a text it is given, nor lets the terminal do so."""

    def render_str(self, text: str, **options: Any) -> Text:
        """The text as it is printed: every plain text passes here."""
        return super().render_str(for_screen(text), **options)


def make_console(*, stderr: bool = False) -> Console:
    """A console that interprets nothing in what it is given to print, and is never too narrow to show a word."""
    into_file = not (sys.stderr if stderr else sys.stdout).isatty()
    console = Console(
        stderr=stderr,
        emoji=False,
        highlight=False,
        markup=False,
        legacy_windows=False if into_file else None,  # an older console on Windows is a column narrower, a file is not
    )
    if console.width < NARROWEST:
        console.width = NARROWEST  # COLUMNS=0
    return console


def with_progress(items: Iterable[T], total: int, label: str, console: Console) -> Iterator[T]:
    """The items as they come, with a bar that shows how many of `total` have come where the console is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    with Progress(
        TextColumn(label), BarColumn(), MofNCompleteColumn(), console=console,
        transient=True, disable=not console.is_terminal or total < 2,
        auto_refresh=False,  # no thread: processes are forked meanwhile
    ) as progress:  # fmt: skip
        task = progress.add_task("", total=total)
        for place, item in enumerate(items, 1):
            yield item
            if place % BAR_STEP == 0 or place == total:
                progress.update(task, completed=place, refresh=True)


def write_terminal(document: blocks.Document, console: Console) -> None:
    """Print the document: its title, then its blocks, each line within the width of the console."""
    title = wrap_text(text(document.title, "accent"), console)
    lines = BlockDrawer(document, console).draw(document.blocks)
    first = next(iter(document.blocks), None)
    is_about = isinstance(first, blocks.Paragraph) and first.style == "quiet"  # what the title is about
    print_lines([*title, *([] if is_about or not lines else [Text()]), *lines], console)


def print_lines(lines: Iterable[Text], console: Console) -> None:
    """Print lines that are no wider than the console."""
    console.print(Text("\n").join(lines), soft_wrap=True)


def stands_apart(before: blocks.Block, block: blocks.Block) -> bool:
    """Whether there is an empty line between two blocks."""
    if isinstance(block, blocks.Heading):
        is_close = isinstance(before, (blocks.Items, blocks.Heading, blocks.Note)) or (
            isinstance(before, blocks.Paragraph) and before.with_next
        )
        return block.level == 1 or not is_close
    if isinstance(before, blocks.Paragraph):
        return not before.with_next
    if isinstance(before, blocks.Heading):
        return isinstance(block, blocks.QuestionBlock)
    return not (isinstance(before, (blocks.Note, blocks.QuestionBlock)) and isinstance(block, blocks.Items))


# ---- texts in lines ----


def wrap_text(shown: Text, console: Console, *, begin: Text | None = None, indent: int = 0) -> list[Text]:
    """The text in lines, further ones as far in as its first, which `begin` stands before; a too long word is cut.

    A line is broken at a dot between pieces rather than within one.
    """
    first = begin or Text(" " * indent)
    room = max(console.width - first.cell_len, 1)
    found = [
        line for paragraph in shown.split("\n", allow_blank=True) for line in fold_pieces(paragraph, room, console)
    ]
    blank = Text(" " * first.cell_len)
    return [Text.assemble(blank if place else first, line) for place, line in enumerate(found or [Text()])]


def fold_pieces(shown: Text, room: int, console: Console) -> list[Text]:
    """A paragraph in lines of at most so many cells."""
    if shown.cell_len <= room:
        return [shown]
    lines: list[Text] = []
    shown = shown.copy()
    shown.plain = shown.plain.replace("\u00a0", UNBROKEN)  # rich breaks lines at it
    for piece in shown.split(BETWEEN):
        if lines and lines[-1].cell_len + len(BETWEEN) + piece.cell_len <= room:
            lines[-1] = Text.assemble(lines[-1], (BETWEEN, shown.style), piece)
        else:
            lines += piece.wrap(console, room, overflow="fold", tab_size=4) or [piece]
    for line in lines:
        line.plain = line.plain.replace(UNBROKEN, "\u00a0")
        line.rstrip()
    return lines


def runs(shown: blocks.Text, style: str = "") -> Text:
    """A text with its runs, in one of `STYLES` where a run has no look of its own; a share has its bar before it."""
    pieces = []
    for span in blocks.spans(shown):
        if isinstance(span, Share):
            sure = int(span.low * BAR)
            # rounded up, so that what is only possible is always seen beside what is sure
            possible = -int(-span.high * BAR // 1) if span.high > span.low else sure
            pieces.append(text(WHOLE * sure + MAYBE * (possible - sure), span.look))
            pieces.append(text(EMPTY * (BAR - possible), "quiet"))
            pieces.append(text(f" {span.text}", style))
        else:
            pieces.append(text(span.text, style if span.look == "plain" else span.look))
    return Text.assemble(*pieces, overflow="fold")


def signed_badge(badge: Badge) -> Text:
    """The sign and the word of a status, in its colour."""
    return text(badge.signed, badge.status)


# ---- tables ----


class Layout:
    """A table laid out on a console: in columns, or as a list where there is no room for them.

    `full` is how wide each column would be, `rigid` whether it can be no narrower, `widths` what it gets (None: a list)
    and `is_whole` whether that is all it asks for; `short` that heads are shown in short.
    """

    def __init__(self, table: blocks.Table, console: Console) -> None:
        self.table = table
        self.console = console
        self.rows = [[self.cell(place, cell) for place, cell in enumerate(row)] for row in table.rows]
        whole = [place for place, row in enumerate(table.rows) if len(row) == len(table.heads)]
        self.full, self.rigid = [], []
        for place, head in enumerate(table.heads):
            self.full.append(max((widest(self.rows[row][place]) for row in whole), default=0))
            # numbers, statuses, shares and words without a space cannot be folded
            self.rigid.append(
                head.numeric
                or all(
                    isinstance(cell, Badge)
                    or any(isinstance(span, Share) for span in blocks.spans(cell))
                    or " " not in blocks.plain(cell)
                    for cell in (table.rows[row][place] for row in whole)
                )
            )
        self.short = False
        self.gap = 1
        self.is_whole = False
        self.widths = self.find_widths()
        if self.widths is None and any(head.short for head in table.heads):
            self.short = True
            self.widths = self.find_widths()

    def cell(self, place: int, cell: blocks.Cell) -> Text:
        """What stands in a cell; in a grid the sign of a status alone."""
        if isinstance(cell, Badge):
            return text(cell.symbol, cell.status) if self.table.grid else signed_badge(cell)
        return runs(cell, "heading" if place == self.table.name_column else "")

    def head(self, place: int) -> str:
        """What stands over a column."""
        head = self.table.heads[place]
        return (head.short or head.text) if self.short or head.upright else head.text

    def find_widths(self) -> list[int] | None:
        """How wide each column is; None where there is no room for all of them."""
        heads = range(len(self.table.heads))
        if self.table.grid and self.console.width < NARROW:
            return None
        natural = [max(cell_len(self.head(place)), self.full[place]) for place in heads]
        if self.table.grid:
            # upright heads are numbers here: columns 9 and 10 are equally wide
            upright = [2 if head.upright else 1 for head in self.table.heads]
            natural = [max(pair) for pair in zip(natural, upright, strict=True)]
            natural[self.table.name_column] = min(natural[self.table.name_column], WIDEST_NAME)
        least = [width if self.rigid[place] else min(width, LEAST) for place, width in enumerate(natural)]
        gaps = len(natural) - 1
        room = self.console.width - gaps - sum(least)
        if room < 0:
            return None
        self.is_whole = sum(natural) + gaps <= self.console.width
        self.gap = 1 if self.table.grid or sum(natural) + 2 * gaps > self.console.width else 2
        for _ in range(room):  # one cell at a time, to the column that has least of its share
            growing = [place for place in heads if least[place] < natural[place]]
            if not growing:
                break
            least[min(growing, key=lambda place: least[place] / self.table.heads[place].width)] += 1
        return least

    def lines(self) -> list[Text]:
        """The table as columns, or as a list where it is too wide for that."""
        widths = self.widths
        if widths is None:
            found: list[Text] = []
            for row, cells in zip(self.rows, self.table.rows, strict=True):
                found += (
                    self.draw_as_list(row, cells)
                    if len(row) == len(self.table.heads)
                    else self.draw_over(row[0], 0, found)
                )
            return [*found, *self.legend()]
        heads = [text(self.head(place), "quiet") for place in range(len(widths))]
        lines = self.draw_row(heads, widths) if any(head.plain for head in heads) else []
        over = sum(widths[: self.table.name_column]) + self.gap * self.table.name_column
        for row in self.rows:
            if len(row) == len(widths):
                lines += self.draw_row(row, widths)
            else:
                lines += self.draw_over(row[0], over, lines)
        return [*lines, *self.legend()]

    def draw_over(self, shown: Text, indent: int, before: Sequence[Text]) -> list[Text]:
        """A row of one cell: in quiet where the names are; with more lines it is set apart from what is before it."""
        if "\n" in shown.plain:
            return [*([Text()] if before else []), *wrap_text(shown, self.console)]
        quiet = shown.copy()
        quiet.stylize(STYLES["quiet"])
        return wrap_text(quiet, self.console, indent=indent)

    def draw_row(self, row: Sequence[Text], widths: Sequence[int]) -> list[Text]:
        """One row, as many lines as its fullest cell; what stands below a cell's first line is a little in."""
        folded = []
        for cell, width in zip(row, widths, strict=True):
            first, *rest = cell.split("\n", allow_blank=True)
            folded.append(fold_pieces(first, width, self.console))
            for below in rest:
                pieces = fold_pieces(below, max(width - 2, 1), self.console)
                folded[-1] += [Text.assemble("  ", piece) for piece in pieces]
        lines = []
        for number in range(max(map(len, folded))):
            pieces = []
            for head, cells, width in zip(self.table.heads, folded, widths, strict=True):
                cell = cells[number] if number < len(cells) else Text()
                space = Text(" " * (width - cell.cell_len))
                pieces += [Text(" " * self.gap)] if pieces else []
                pieces += (space, cell) if head.numeric or (head.upright and self.table.grid) else (cell, space)
            lines.append(Text.assemble(*pieces))
            lines[-1].rstrip()
        return lines

    def draw_as_list(self, row: Sequence[Text], cells: Sequence[blocks.Cell]) -> list[Text]:
        """One row as a name with what belongs beside it, and below it each other cell with its head."""
        heads, at = self.table.heads, self.table.name_column
        before = Text()
        for place in range(at):
            space = " " * (self.full[place] - row[place].cell_len)
            before = Text.assemble(before, space, row[place], " ")
        name, *below = row[at].split("\n", allow_blank=True)
        beside = [cell for head, cell in zip(heads, row, strict=True) if head.beside and cell.plain]
        lines = wrap_text(Text("  ").join([name, *beside]), self.console, begin=before)
        indent = before.cell_len or 2
        for detail in below:
            lines += wrap_text(detail, self.console, indent=indent)
        for kind, places in groupby(
            range(at + 1, len(heads)), key=lambda place: self.kind_of_cell(place, cells[place])
        ):
            shown = []
            for place in places:
                head, cell = heads[place], row[place]
                is_told = cell.plain not in NOTHING and (head.tells_zero or cell.plain != ZERO)
                if is_told and not head.beside:
                    label = (head.short or head.text) if self.table.grid else head.text
                    end = ": " if kind == "text" else " "
                    shown.append(Text.assemble(text(f"{label}{end}" if label else "", "quiet"), cell))
            if kind == "sign":
                lines += fold_row(shown, self.console, indent)
            elif kind == "figure" and shown:
                lines += wrap_text(text(BETWEEN).join(shown), self.console, indent=indent)
            else:
                lines += [line for labelled in shown for line in wrap_text(labelled, self.console, indent=indent)]
        return lines

    def kind_of_cell(self, place: int, cell: blocks.Cell) -> Literal["sign", "figure", "text"]:
        """How a cell is shown in a list: by its sign, on a line with its neighbours, or on lines of its own."""
        if self.table.grid and isinstance(cell, Badge):
            return "sign"
        if "\n" in self.cell(place, cell).plain:
            return "text"
        return "figure" if self.rigid[place] or self.full[place] <= SHORT else "text"

    def legend(self) -> list[Text]:
        """What the heads stand for that are shown shorter than they are."""
        shortened = [head.text for head in self.table.heads if head.short and (self.short or head.upright)]
        if not shortened or (self.widths is None and not self.table.grid):
            return []
        return [Text(), *wrap_text(text(BETWEEN.join(shortened), "quiet"), self.console)]


def widest(cell: Text) -> int:
    """The cells that the longest line of a text takes; what stands below its first is a little in."""
    first, *rest = cell.plain.split("\n")
    return max([cell_len(first), *(cell_len(line) + 2 for line in rest)])


def fold_row(pieces: Iterable[Text], console: Console, indent: int) -> list[Text]:
    """Short pieces beside each other, in as many lines as it takes."""
    lines: list[Text] = []
    for piece in pieces:
        if lines and lines[-1].cell_len + 2 + piece.cell_len <= console.width:
            lines[-1] = Text.assemble(lines[-1], "  ", piece)
        else:
            lines.append(Text.assemble(" " * indent, piece))
    return lines


# ---- blocks ----


class BlockDrawer:
    """Draws blocks of any kind as lines of the console; `after` is the block before."""

    def __init__(self, document: blocks.Document, console: Console) -> None:
        self.contents = blocks.contents(document)
        self.console = console
        self.after: blocks.Block | None = None

    def draw(self, chosen: Iterable[blocks.Block]) -> list[Text]:
        """Blocks with the room that they need between them."""
        lines: list[Text] = []
        self.after = None
        for block in chosen:
            drawn = self.draw_block(block)
            if drawn:
                lines += [Text()] if self.after and stands_apart(self.after, block) else []
                lines += drawn
                self.after = block
        return lines

    def wrapped(self, shown: blocks.Text | Text, style: str = "", *, indent: int = 0) -> list[Text]:
        """A text in lines, in one of `STYLES` where it has no look of its own."""
        return wrap_text(shown if isinstance(shown, Text) else runs(shown, style), self.console, indent=indent)

    def draw_block(self, block: blocks.Block) -> list[Text]:
        """The lines of a block; none for what serves paper or a page on the web only."""
        match block:
            case blocks.Heading():
                title = text(block.text, "accent" if block.level == 1 else "heading")
                return self.wrapped(Text.assemble(title, "  ", signed_badge(block.badge)) if block.badge else title)
            case blocks.Paragraph():
                return self.wrapped(block.text, "quiet" if block.style == "quiet" else "")
            case blocks.Facts():
                return self.draw_facts(block)
            case blocks.Items():
                return self.draw_items(block)
            case blocks.Table():
                return self.draw_table(block)
            case blocks.Blank():
                if not block.choices:
                    return self.wrapped(f"{block.label} ______")
                boxes = [self.wrapped(f"[ ] {choice}", indent=2) for choice in block.choices]
                label = self.wrapped(block.label) if block.label else []
                return [*label, *(line for box in boxes for line in box)]
            case blocks.QuestionBlock():
                return self.draw_question(block)
            case blocks.Note():
                # advice stands in, a notice has a colour
                indent, style = (3 if block.style == "advice" else 0), ("unclear" if block.style == "frame" else "")
                lines = self.wrapped(block.title, "heading", indent=indent) if block.title else []
                return lines + [line for part in block.text for line in self.wrapped(part, style, indent=indent)]
            case blocks.Tiles():
                lines = []
                for column in block.columns:
                    lines += self.wrapped(column.title, "quiet")
                    for tile in column.tiles:
                        name = text(f"{tile.number:>3} {tile.name}  ")
                        lines += self.wrapped(Text.assemble(name, signed_badge(tile.badge)))
                return lines
            case blocks.Chain():
                lines = []
                for place, link in enumerate(block.links):
                    lines += self.wrapped(f"{'→ ' if place else ''}{link.title}", "heading")
                    lines += [line for content in link.lines for line in self.wrapped(content, indent=3)]
                return lines
            case blocks.Cards():
                return self.draw_cards(block)
            case blocks.Contents():
                listed = [line for heading in self.contents for line in self.wrapped(heading.text, indent=3)]
                return [*self.wrapped(block.title, "heading"), *listed]
            case blocks.PageBreak() | blocks.SearchBox():
                return []
            case blocks.Article():
                return self.draw(block.blocks)

    def draw_facts(self, block: blocks.Facts) -> list[Text]:
        """Labels in one column, what they stand for in another."""
        labels = max((cell_len(for_screen(fact.label)) for fact in block.facts), default=0)
        # labels take two fifths of the width at most, then they are folded: room for the texts comes first
        width, lines = min(max(labels, block.width), self.console.width * 2 // 5), list[Text]()
        for fact in block.facts:
            label = fold_pieces(text(fact.label, "heading"), width, self.console)
            content = wrap_text(runs(fact.text), self.console, indent=width + 4)
            for place in range(max(len(label), len(content))):
                begin = Text.assemble("  ", label[place] if place < len(label) else "")
                rest = content[place][width + 4 :] if place < len(content) else Text()
                lines.append(Text.assemble(begin, " " * (width + 4 - begin.cell_len), rest))
                lines[-1].rstrip()
        return lines

    def draw_items(self, block: blocks.Items) -> list[Text]:
        """Each entry after its mark, number or dash, its details in under it."""
        marks = [
            runs(item.mark, "quiet") if item.mark else text(f"{number}." if block.ordered else DASH)
            for number, item in enumerate(block.items, start=1)
        ]
        width = max((mark.cell_len for mark in marks), default=0)
        width = max(width, 7 if isinstance(self.after, blocks.QuestionBlock) else 4 if width > 2 else 3)
        lines = []
        for mark, item in zip(marks, block.items, strict=True):
            lines += wrap_text(
                runs(item.text), self.console, begin=Text.assemble(" " * (width - mark.cell_len), mark, " ")
            )
            for detail in item.details:
                lines += self.wrapped(detail, indent=width + 1)
        return lines

    def draw_table(self, block: blocks.Table) -> list[Text]:
        """Columns, or a list where the screen is too narrow for them; a grid without room first loses minor columns."""
        layout = Layout(block, self.console)
        major = [place for place, head in enumerate(block.heads) if not head.minor]
        if block.grid and not layout.is_whole and len(major) < len(block.heads):
            whole = len(block.heads)
            rows = (row if len(row) < whole else tuple(row[place] for place in major) for row in block.rows)
            heads, at = tuple(block.heads[place] for place in major), major.index(block.name_column)
            layout = Layout(blocks.replace(block, heads=heads, rows=tuple(rows), name_column=at), self.console)
        return layout.lines()

    def draw_question(self, block: blocks.QuestionBlock) -> list[Text]:
        """The number, and beside it the question and what belongs to it."""
        number = text(f"{block.number:>5} ")
        lines = wrap_text(text(block.ask, "heading"), self.console, begin=number)
        below = [text(block.hint)] if block.hint else []
        below += [text(block.answer, "accent")] if block.answer else []
        below += [Text.assemble(text(f"{fact.label}: ", "quiet"), runs(fact.text)) for fact in block.remarks]
        below += [text(BETWEEN.join(block.marks), "quiet")] if block.marks else []
        for content in below:
            lines += self.wrapped(content, indent=number.cell_len)
        return [*lines, *(line for blank in block.blanks for line in self.draw_block(blank))]

    def draw_cards(self, block: blocks.Cards) -> list[Text]:
        """Each card, its front above its back."""
        lines = []
        for place, card in enumerate(block.cards):
            lines += [Text()] if place else []
            lines += self.wrapped(f"{card.front_label} {card.front_title}".strip(), "heading")
            lines += self.wrapped(card.front_text) if card.front_text else []
            for fact in card.back:
                back = Text.assemble(text(f"{fact.label}: ", "quiet"), runs(fact.text), overflow="fold")
                lines += self.wrapped(back, indent=3)
        return lines
