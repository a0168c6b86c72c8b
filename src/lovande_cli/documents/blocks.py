"""A document without a format: blocks in reading order, in one language, that every writer can show.

A new document is a function that gives a `Document`; a new kind of block is a record here and one method in each
writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Generic, Literal, TypeVar

from lovande_cli.assessment.scoring import Status
from lovande_cli.language.characters import NOT_IN_DOCUMENT, unix_lines


@dataclass(frozen=True, kw_only=True)
class Span:
    """A run of text; `to` is a web address or "#" and the anchor of a heading, "" where it leads nowhere.

    `language` is its own, "" where it is the document's.
    """

    text: str
    look: Literal["plain", "strong", "quiet"] = "plain"
    to: str = ""
    language: str = ""


WEB = ("https://", "http://", "mailto:")
"""What a link out of the document may begin with."""

Written = TypeVar("Written")

Text = str | tuple[Span, ...]
"""A text: plain, or in runs that differ in look."""


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A status as a look, a sign and a word; the word is always read, the sign never stands alone for a reader."""

    status: Status
    symbol: str
    word: str


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading below the title: level 1 to 3; never alone at the foot of a page. `anchor` is what links lead to."""

    text: str
    level: int = 1
    anchor: str = ""
    badge: Badge | None = None
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph; `with_next` keeps it on the page of what follows."""

    text: Text
    style: Literal["plain", "lead", "quiet"] = "plain"
    with_next: bool = False


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A label and what it stands for."""

    label: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Short facts beneath each other, their labels in one column."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry of a list, with lines of detail below it."""

    text: Text
    details: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Items:
    """A list; `ordered` numbers it."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column's head; `width` is its share of the table beside the other columns' shares.

    A `minor` column is left out on a narrow screen; an `upright` head is turned, to stand over a narrow column, and
    where a group of columns begins there is a `rule` before it.
    """

    text: str
    width: float = 1
    numeric: bool = False
    minor: bool = False
    upright: bool = False
    rule: bool = False


Cell = Text | Badge
"""What stands in a cell of a table: a text, or a status."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a repeated head; `name_column` is the column that names the row.

    `grid` shows a status by its sign alone (the word is there for screen readers), for wide tables of many.
    """

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name_column: int = 0
    grid: bool = False


@dataclass(frozen=True, kw_only=True)
class Field:
    """Something to fill in by hand: a line to write on, or `choices` to tick."""

    label: str = ""
    choices: tuple[str, ...] = ()
    columns: bool = False
    """Whether long choices stand in columns rather than on one line."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with its number, and what was answered or is to be filled in; kept on one page."""

    number: str
    ask: str
    hint: str = ""
    marks: tuple[str, ...] = ()
    answer: str = ""
    remarks: tuple[Fact, ...] = ()
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Note:
    """A box that stands out: the summary (its title large), advice (shaded), or a notice in a frame."""

    text: tuple[Text, ...]
    title: str = ""
    style: Literal["summary", "advice", "frame"] = "advice"


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One box of the picture: number, name and status."""

    number: str
    name: str
    badge: Badge


@dataclass(frozen=True, kw_only=True)
class TileColumn:
    """The boxes of one category."""

    title: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, kw_only=True)
class Tiles:
    """The picture of the statuses, in columns; `title` says what it shows."""

    title: str
    columns: tuple[TileColumn, ...]


@dataclass(frozen=True, kw_only=True)
class Link:
    """One link of a chain: what it is, and its lines."""

    title: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Boxes that lead to each other."""

    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card to print on both sides; empty texts leave room to write."""

    front_label: str = ""
    front_title: str = ""
    front_text: str = ""
    back: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cards:
    """Cards, four on a page, the backs on the next page mirrored so that they meet the fronts."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """The headings of level 1 that have an anchor, each with a link and where there are pages its page."""

    title: str


@dataclass(frozen=True, kw_only=True)
class PageBreak:
    """The heading or paragraph that follows begins on a new page."""


@dataclass(frozen=True, kw_only=True)
class Finder:
    """What makes the entries that follow searchable on a web page; other formats show nothing of it.

    `filters` maps the name of a key of the entries to its label, `words` what a key's values mean where they do not say
    it themselves. `any_word` stands for no choice; `found` and `none` tell how many entries are shown ("{count}").
    """

    label: str
    filters: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    any_word: str
    found: str
    none: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Blocks that belong together; a finder shows or hides them as one, by their text and `keys`."""

    blocks: tuple[Block, ...]
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Block = (
    Heading | Paragraph | Facts | Items | Table | Field | Question | Note | Tiles | Chain | Cards | Contents | PageBreak
    | Finder | Entry
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Document:
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
    found = [one for run in runs for one in (run, Span(text=between))]
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
    """Every block in reading order, those inside entries too."""
    for block in blocks:
        yield block
        if isinstance(block, Entry):
            yield from all_blocks(block.blocks)


def anchored(document: Document) -> list[Heading]:
    """The headings that links can lead to."""
    return [block for block in all_blocks(document.blocks) if isinstance(block, Heading) and block.anchor]


class Writer(Generic[Written]):
    """Writes a document; each kind of block by the method that has its name in small letters."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.listed = [heading for heading in anchored(document) if heading.level == 1]

    def write(self, blocks: Iterable[Block]) -> list[Written]:
        """What is written for each of the blocks."""
        return [getattr(self, kind_of(block))(block) for block in blocks]


def kind_of(record: object) -> str:
    """What a kind of record is called where blocks are written: its name in small letters."""
    return type(record).__name__.lower()


def printable(document: Document) -> Document:
    """The document as any writer can write it: no character that a format cannot hold, links that lead somewhere."""
    anchors = {f"#{heading.anchor}" for heading in anchored(document)}

    def mend(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(NOT_IN_DOCUMENT, "", unix_lines(value))
        if isinstance(value, tuple):
            return tuple(map(mend, value))
        if isinstance(value, Mapping):
            return {key: mend(one) for key, one in value.items()}
        if isinstance(value, Span) and not (value.to.startswith(WEB) or value.to in anchors):
            return Span(text=mend(value.text), look=value.look, language=value.language)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{f.name: mend(getattr(value, f.name)) for f in fields(value)})
        return value

    mended: Document = mend(document)
    return mended
