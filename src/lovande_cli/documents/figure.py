"""The picture of the elements by category: filled, half filled, empty or dashed, so that it reads without colour."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from lovande_cli.documents.content import CategoryPart, ElementPart, Report

TILE_HEIGHT = 112
FOOT_HEIGHT = 38
GAP = 12
HEAD_LINE = 20
BLOCK_GAP = 26

WIDE_LETTER = 9.6
"""How wide a bold letter is, on average, in the widest of the usual fonts: a name must never leave its tile."""

INK, PAPER, MUTED, RULE = "#0f5257", "#ffffff", "#4d5c5e", "#8aa0a2"
"""The figure's own colours; a page may set others by class."""

SYMBOLS = {
    "present": '<circle class="on-ink" cx="7" cy="-5" r="6.5" fill="{paper}"/>',
    "partly": (
        '<circle class="on-ink-line" cx="7" cy="-5" r="5.75" fill="none" stroke="{paper}" stroke-width="1.5"/>'
        '<path class="on-ink" d="M7 -11.5a6.5 6.5 0 0 0 0 13z" fill="{paper}"/>'
    ),
    "absent": '<circle class="line" cx="7" cy="-5" r="5.75" fill="none" stroke="{ink}" stroke-width="1.5"/>',
    "unclear": '<text class="ink" x="2" y="0" font-size="17" font-weight="bold" fill="{ink}">?</text>',
    "not-applicable": '<path class="line" d="M1 -5h12" stroke="{muted}" stroke-width="2"/>',
}
"""Each status as a sign, drawn from its lower left corner."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a tile stands, and how wide it is."""

    x: float
    y: float
    width: float


def draw_figure(
    report: Report,
    *,
    columns: int,
    width: int,
    name: str = "figure",
    fonts: str = "sans-serif",
    letter: float = WIDE_LETTER,
) -> str:
    """The figure as SVG: the categories side by side in `columns`, the elements of each one below the other.

    `name` is the beginning of its ids, `letter` how wide a bold letter of its font is. Its title and description say in
    words what it shows.
    """
    block = (width - BLOCK_GAP * (columns - 1)) / columns
    drawn: list[str] = []
    top = 0.0
    for start in range(0, len(report.categories), columns):
        row = report.categories[start : start + columns]
        heads = [wrap(category.name, int(block / letter)) for category in row]
        head_height = HEAD_LINE * max(len(head) for head in heads)
        for place, (category, head) in enumerate(zip(row, heads, strict=True)):
            here = Place(x=place * (block + BLOCK_GAP), y=top, width=block)
            drawn.append(draw_category(category, head, here, head_height=head_height, letter=letter))
        tiles = max(len(category.elements) for category in row)
        top += head_height + GAP + tiles * (TILE_HEIGHT + GAP) - GAP + BLOCK_GAP
    height = round(top - BLOCK_GAP)
    title = escape(report.say("report.figure-title"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 0 {width + 5} {height + 2}" role="img" '
        f'aria-labelledby="{name}-title {name}-text" font-family="{fonts}">'
        f'<title id="{name}-title">{title}</title><desc id="{name}-text">{escape(report.figure_text)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def draw_category(category: CategoryPart, head: list[str], place: Place, *, head_height: int, letter: float) -> str:
    """A category's name over its elements; a short name stands as low as a long one ends."""
    first = place.y + head_height - HEAD_LINE * (len(head) - 1) - 6
    drawn = [
        f'<text class="head" x="{place.x:g}" y="{first + HEAD_LINE * line:g}" font-size="16" font-weight="bold" '
        f'fill="{INK}">{escape(words)}</text>'
        for line, words in enumerate(head)
    ]
    y = place.y + head_height + GAP
    for element in category.elements:
        drawn.append(draw_tile(element, Place(x=place.x, y=y, width=place.width), letter=letter))
        y += TILE_HEIGHT + GAP
    return "".join(drawn)


def draw_tile(element: ElementPart, place: Place, *, letter: float) -> str:
    """One element: number and name above, its status as sign and word below."""
    status = element.status
    wide, high = place.width, TILE_HEIGHT
    filled, half = status == "present", status == "partly"
    edge = "none" if status == "not-applicable" else INK
    dash = ' stroke-dasharray="7 5"' if status == "unclear" else ""
    shapes = [
        f'<rect class="tile {"ink" if filled else "paper"}" width="{wide:g}" height="{high}" rx="7" '
        f'fill="{INK if filled else PAPER}"/>'
    ]
    if half:
        foot = high - FOOT_HEIGHT
        shapes.append(
            f'<path class="ink" fill="{INK}" '
            f'd="M0 {foot}h{wide:g}v{FOOT_HEIGHT - 7}a7 7 0 0 1 -7 7h-{wide - 14:g}a7 7 0 0 1 -7 -7z"/>'
        )
    if edge != "none" and not filled:
        shapes.append(
            f'<rect class="line" width="{wide:g}" height="{high}" rx="7" fill="none" stroke="{edge}" '
            f'stroke-width="1.75"{dash}/>'
        )
    upper = "on-ink" if filled else "text" if status != "not-applicable" else "muted"
    lower = "on-ink" if filled or half else "text" if status != "not-applicable" else "muted"
    paint = {"on-ink": PAPER, "text": "#1b2a2c", "muted": MUTED}
    # the number stands before the first line of the name; the lines below are aligned with the name
    indent = 32 if element.number > 9 else 24
    shapes.append(f'<text class="{upper}" x="12" y="27" font-size="15" fill="{paint[upper]}">{element.number}</text>')
    for line, words in enumerate(wrap(element.name, int((wide - indent - 12) / letter))):
        shapes.append(
            f'<text class="{upper}" x="{12 + indent - 8}" y="{27 + 19 * line}" font-size="15.5" font-weight="bold" '
            f'fill="{paint[upper]}">{escape(words)}</text>'
        )
    sign = SYMBOLS[status].format(paper=PAPER, ink=INK, muted=MUTED)
    shapes.append(
        f'<g transform="translate(12 {high - 12})">{sign}'
        f'<text class="{lower}" x="22" y="0" font-size="15" fill="{paint[lower]}">{escape(element.word)}</text></g>'
    )
    return f'<g transform="translate({place.x:g} {place.y:g})">{"".join(shapes)}</g>'


def wrap(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` characters where its words allow it, three lines at most."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room and len(lines) < 3:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [line if len(line) <= room + 2 else f"{line[: room + 1]}…" for line in lines]
