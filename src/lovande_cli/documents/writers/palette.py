"""The colours of every document, in one place: ink on paper, and what each status looks like."""

from __future__ import annotations

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "wash": "#eef4f4",
    "text": "#1b2a2c",
    "muted": "#4a595b",
    "rule": "#c3d0d1",
    "ink": "#0f5257",
    "on-ink": "#ffffff",
    "tint": "#c4e2e1",
    "on-tint": "#0b2b2d",
    "error": "#a3262a",
}
"""On paper and on a light screen."""

DARK: Mapping[str, str] = {
    "paper": "#12191b",
    "wash": "#1c2729",
    "text": "#e7eeee",
    "muted": "#a9b8ba",
    "rule": "#3c4c4f",
    "ink": "#83cdcb",
    "on-ink": "#0b1c1e",
    "tint": "#274a4c",
    "on-tint": "#e7eeee",
    "error": "#ff9d9d",
}
"""On a dark screen, where the system asks for it."""


def palette_css() -> str:
    """The colours as CSS variables: light, dark where the system is, and light again on paper."""
    light, dark = ("".join(f"--{name}:{color};" for name, color in shades.items()) for shades in (LIGHT, DARK))
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        "@media print{:root{color-scheme:light}}\n"
    )


def hexcode(name: str) -> str:
    """The light colour as Word and Excel write it: six digits in capitals."""
    return LIGHT[name].removeprefix("#").upper()
