"""A document without a format: blocks in reading order, in one language, that every writer can show.

A new document is a function that gives a `Document`; a new kind of block is a record here and one case in the
`write_block` of each writer, where the type checker asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, dataclass_transform

from lovande_cli.language.sanitize import NOT_IN_DOCUMENT, unix_lines

if TYPE_CHECKING:
    from lovande_cli.assessment.scoring import Status


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """A frozen record of what its class annotates.

    Not a dataclass: making thirty of them takes longer than all else that `lovande elements` does.
    """

    field_names: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.field_names = (*cls.field_names, *cls.__annotations__)

    def __init__(self, **given: Any) -> None:
        values = vars(self)
        for name in self.field_names:
            values[name] = given.pop(name) if name in given else getattr(type(self), name)
        if given:
            raise TypeError(f"{type(self).__name__} has no {', '.join(given)}")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({shown})"


R = TypeVar("R", bound=Record)


def replace(record: R, **changes: Any) -> R:
    """The record with some of its values changed."""
    return type(record)(**{**vars(record), **changes})


Look = Literal["plain", "strong", "quiet", "accent", "present", "partly", "absent", "unclear", "not-applicable"]
"""How a run of text looks; the colours, from accent on, are seen on a screen only."""


class Span(Record):
    """A run of text; `to` is a web address or "#" and the anchor of a heading, "" where it leads nowhere.

    `language` is its own, "" where it is the document's.
    """

    text: str
    look: Look = "plain"
    to: str = ""
    language: str = ""


class Share(Span):
    """A run that says how large a share is; where bars are drawn one from `low` to `high` (0 to 1) stands before it."""

    low: float
    high: float


WEB = ("https://", "http://", "mailto:")
"""What a link out of the document may begin with."""

Text = str | tuple[Span, ...]
"""A text: plain, or in runs that differ in look."""


class Badge(Record):
    """A status as a look, a sign and a word; the word is always read, the sign never stands alone for a reader."""

    status: Status
    symbol: str
    word: str

    @property
    def signed(self) -> str:
        """The sign and the word."""
        return f"{self.symbol} {self.word}"


class Heading(Record):
    """A heading below the title: level 1 to 3; never alone at the foot of a page. `anchor` is what links lead to."""

    text: str
    level: int = 1
    anchor: str = ""
    badge: Badge | None = None
    language: str = ""


class Paragraph(Record):
    """A paragraph; `with_next` keeps it on the page of what follows."""

    text: Text
    style: Literal["plain", "lead", "quiet"] = "plain"
    with_next: bool = False


class Fact(Record):
    """A label and what it stands for."""

    label: str
    text: Text


class Facts(Record):
    """Short facts beneath each other, their labels in one column: on a screen of at least `width` letters."""

    facts: tuple[Fact, ...]
    width: int = 0


class Item(Record):
    """One entry of a list, with lines of detail below it; `mark` is a sign or number of its own before it."""

    text: Text
    details: tuple[Text, ...] = ()
    mark: Text = ""


class Items(Record):
    """A list; `ordered` numbers it."""

    items: tuple[Item, ...]
    ordered: bool = False


class Head(Record):
    """A column's head; `width` is its share of the table beside the other columns' shares.

    A `minor` column is left out on a narrow web page, and in a terminal where a grid has no room for it; an `upright`
    head is turned, to stand over a narrow column, and where a group of columns begins there is a `rule` before it. A
    terminal without room for the text shows what is `short` for it and explains it below the table; where it makes a
    list of the table, what is `beside` the name stands on the same line, and 0 % is left out unless it `tells_zero`.
    """

    text: str
    width: float = 1
    numeric: bool = False
    minor: bool = False
    upright: bool = False
    rule: bool = False
    short: str = ""
    beside: bool = False
    tells_zero: bool = False


Cell = Text | Badge
"""What stands in a cell of a table: a text, or a status."""


class Table(Record):
    """A table with a repeated head; `name_column` is the column that names the row.

    A row of one cell stands over the rows that follow it. `grid` shows a status by its sign alone (the word is there
    for screen readers), for wide tables of many.
    """

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name_column: int = 0
    grid: bool = False


class Blank(Record):
    """Something to fill in by hand: a line to write on, or `choices` to tick; both stand behind the label."""

    label: str = ""
    choices: tuple[str, ...] = ()
    columns: bool = False
    """Whether long choices stand in columns rather than on one line."""


class QuestionBlock(Record):
    """A question with its number, and what was answered or is to be filled in; kept on one page."""

    number: str
    ask: str
    hint: str = ""
    marks: tuple[str, ...] = ()
    answer: str = ""
    remarks: tuple[Fact, ...] = ()
    blanks: tuple[Blank, ...] = ()


class Note(Record):
    """A box that stands out: the summary (its title large), advice (shaded), or a notice in a frame."""

    text: tuple[Text, ...]
    title: str = ""
    style: Literal["summary", "advice", "frame"] = "advice"


class Tile(Record):
    """One box of the picture: number, name and status."""

    number: str
    name: str
    badge: Badge


class TileColumn(Record):
    """The boxes of one category."""

    title: str
    tiles: tuple[Tile, ...]


class Tiles(Record):
    """The picture of the statuses, in columns; `title` says what it shows."""

    title: str
    columns: tuple[TileColumn, ...]


class Link(Record):
    """One link of a chain: what it is, and its lines."""

    title: str
    lines: tuple[Text, ...]


class Chain(Record):
    """Boxes that lead to each other."""

    links: tuple[Link, ...]


class Card(Record):
    """A card to print on both sides; empty texts leave room to write."""

    front_label: str = ""
    front_title: str = ""
    front_text: str = ""
    back: tuple[Fact, ...] = ()


class Cards(Record):
    """Cards, four on a page, the backs on the next page mirrored so that they meet the fronts."""

    cards: tuple[Card, ...]


class Contents(Record):
    """The headings of level 1 that have an anchor, each with a link and where there are pages its page."""

    title: str


class PageBreak(Record):
    """The heading or paragraph that follows begins on a new page."""


NO_WORDS: Mapping[str, Mapping[str, str]] = {}
NO_KEYS: Mapping[str, tuple[str, ...]] = {}


class SearchBox(Record):
    """What makes the articles that follow searchable on a web page; other formats show nothing of it.

    `filters` maps the name of a key of the articles to its label, `words` what a key's values mean where they do not
    say it themselves. `any_word` stands for no choice; `found` and `none` say how many articles are shown ("{count}").
    """

    label: str
    filters: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = NO_WORDS
    any_word: str
    found: str
    none: str


class Article(Record):
    """Blocks that belong together; a search box shows or hides them as one, by their text and `keys`."""

    blocks: tuple[Block, ...]
    keys: Mapping[str, tuple[str, ...]] = NO_KEYS


Block = (
    Heading | Paragraph | Facts | Items | Table | Blank | QuestionBlock | Note | Tiles | Chain | Cards | Contents
    | PageBreak | SearchBox | Article
)  # fmt: skip


class Document(Record):
    """A whole document in a language (a code such as sv); the kicker stands above the title, the footer on every page.

    `compact` sets it small and in black, to be filled in by hand; `landscape` turns the pages.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    kicker: str = ""
    footer: str = ""
    summary: str = ""
    compact: bool = False
    landscape: bool = False


def strong(text: str) -> Span:
    """The text in bold."""
    return Span(text=text, look="strong")


def quiet(text: str) -> Span:
    """The text in a muted colour, for labels and what is said in passing."""
    return Span(text=text, look="quiet")


def link(text: str, to: str) -> Span:
    """The text as a link to a web address, or to "#" and an anchor."""
    return Span(text=text, to=to)


def line(*parts: str | Span) -> tuple[Span, ...]:
    """A text of runs; plain strings become plain runs."""
    return tuple(Span(text=part) if isinstance(part, str) else part for part in parts)


def spaced(runs: Iterable[Span], between: str) -> tuple[Span, ...]:
    """Runs after each other with the same text between them."""
    found = [span for run in runs for span in (run, Span(text=between))]
    return tuple(found[:-1])


def spans(text: Text) -> tuple[Span, ...]:
    """The text in runs; an empty text has none."""
    return (line(text) if text else ()) if isinstance(text, str) else text


def in_language(text: Text, language: str) -> tuple[Span, ...]:
    """The text with every run of it in a language that is not the document's."""
    return tuple(replace(span, language=language) for span in spans(text))


def plain(text: Text) -> str:
    """The words of a text without their look."""
    return text if isinstance(text, str) else "".join(span.text for span in text)


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block in reading order, those inside articles too."""
    for block in blocks:
        yield block
        if isinstance(block, Article):
            yield from all_blocks(block.blocks)


def anchored(document: Document) -> list[Heading]:
    """The headings that links can lead to."""
    return [block for block in all_blocks(document.blocks) if isinstance(block, Heading) and block.anchor]


def contents(document: Document) -> list[Heading]:
    """The headings that a table of contents lists."""
    return [heading for heading in anchored(document) if heading.level == 1]


def sanitize(document: Document) -> Document:
    """The document as any writer of files can write it.

    No character that a format cannot hold, links that lead somewhere, and what only a terminal shows in its own way (a
    bar, a colour, a mark, a row of one cell) as words in their place.
    """
    anchors = {f"#{heading.anchor}" for heading in anchored(document)}

    def printed(value: Any) -> Any:
        match value:
            case str():
                return re.sub(NOT_IN_DOCUMENT, "", unix_lines(value))
            case tuple():
                return tuple(map(printed, value))
            case Mapping():
                return {key: printed(content) for key, content in value.items()}
            case Span():
                to = value.to if value.to.startswith(WEB) or value.to in anchors else ""
                look = value.look if value.look in ("strong", "quiet") else "plain"
                return Span(text=printed(value.text), look=look, to=to, language=value.language)
            case Item(mark=mark, text=text) if mark:
                return printed(replace(value, mark="", text=(*spans(mark), Span(text=" "), *spans(text))))
            case Table(heads=heads, rows=rows, name_column=at) if any(len(row) < len(heads) for row in rows):
                # what stands over rows goes where their names are, in bold, among empty cells
                before, after = ("",) * at, ("",) * (len(heads) - at - 1)
                texts = ((row, "\n".join(plain(cell) for cell in row if not isinstance(cell, Badge))) for row in rows)
                whole = (
                    row if len(row) == len(heads) else (*before, line(strong(text)), *after) for row, text in texts
                )
                return printed(replace(value, rows=tuple(whole)))
            case Record():
                return type(value)(**{name: printed(content) for name, content in vars(value).items()})
            case _:
                return value

    whole: Document = printed(document)
    return whole
