"""Sanitizing text: control characters, invisible signs, CSV escaping (formula injection), line breaks."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
"""Control characters except tab and line feed, and halves of signs."""

DIRECTION = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
"""Marks that turn the writing direction of the text around them too, or only say that a file begins."""

# patterns are compiled when first used: most commands show nothing odd
NOT_ON_SCREEN = f"[{CONTROL}{DIRECTION}\u200b\u2060-\u2065]"
NOT_IN_FILE = f"[{CONTROL}\ufffe\uffff]"
NOT_IN_DOCUMENT = f"[{CONTROL}{DIRECTION}\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"

NOT_IN_JSON = f"[{CONTROL}{DIRECTION}\u200b\u2028\u2029\u2060-\u2065\ufffe\uffff]"

LINE_BREAK = "\r\n|[\r\v\f\x85\u2028\u2029]"
"""Every sign that ends a line somewhere, but the line feed: Word pastes VT between lines, Mac programs U+2028."""

FORMULA = "(^|[;\t\n])(?=[ \xa0\"']*[=+\\-@\uff1d\uff0b\uff0d\uff20])"
"""Where a spreadsheet would begin a cell that it runs: at the start, and (Swedish, Danish Excel) after a semicolon."""

UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
"""Signs that show nothing though they count as letters or marks."""


def for_screen(text: str) -> str:
    """The text without what a terminal would obey instead of show; line breaks stay, tabs become spaces."""
    return text if text.isprintable() else re.sub(NOT_ON_SCREEN, "", unix_lines(text).replace("\t", "    "))


def for_file(text: str) -> str:
    """The text as a file of text can hold it, without outer space."""
    return text.strip() if text.isprintable() else re.sub(NOT_IN_FILE, "", unix_lines(text)).strip()


def for_document(text: str) -> str:
    """The text as Word, Excel, PDF and HTML can hold it, without outer space; line breaks stay."""
    return text.strip() if text.isprintable() else re.sub(NOT_IN_DOCUMENT, "", unix_lines(text)).strip()


@lru_cache(maxsize=1_000)  # a table says the same few names thousands of times
def for_cell(text: str) -> str:
    """The text as a cell of CSV: no terminal obeys it, and what a spreadsheet would run has an apostrophe before it."""
    return re.sub(FORMULA, r"\1'", for_document(text))


def for_json(written: str) -> str:
    """Written JSON in which what a terminal would obey or YAML would refuse stands as escapes; it means the same."""
    return re.sub(NOT_IN_JSON, lambda sign: f"\\u{ord(sign[0]):04x}", written)


def unix_lines(text: str) -> str:
    """The text with line feeds alone between its lines."""
    return text if text.isprintable() else re.sub(LINE_BREAK, "\n", text)


def for_title(text: str) -> str:
    """The text on one line, as a title or a name; "" where none of its signs can be seen."""
    line = " ".join(for_document(text).split())
    is_seen = any(category(sign) not in ("Cc", "Cf", "Cs", "Zs") for sign in re.sub(f"[{UNSEEN}]", "", line))
    return line if is_seen else ""
