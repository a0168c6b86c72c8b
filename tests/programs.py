"""Programs of the system that tests look through: where each is, or why the test is skipped and what to install."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import NamedTuple, NoReturn

import pytest


class Program(NamedTuple):
    """What a program is called on the PATH, by any of its names, and how to get it."""

    names: tuple[str, ...]
    install: str


BROWSER = "Chromium, Chrome or Edge"

PROGRAMS: Mapping[str, Program] = {
    BROWSER: Program(
        names=("chromium", "chromium-browser", "google-chrome", "microsoft-edge"),
        install="Debian: chromium; anywhere: python -m playwright install chromium",
    ),
    "LibreOffice": Program(names=("soffice", "libreoffice"), install="Debian: libreoffice-writer"),
    "fish": Program(names=("fish",), install="Debian: fish"),
    "zsh": Program(names=("zsh",), install="Debian: zsh"),
    "setpriv": Program(names=("setpriv",), install="Debian: util-linux"),
}
"""Every program that a test may ask for, by its own name; nothing but Python and git has to be there."""


def path_to(program: str) -> str:
    """Where the program is on the PATH, or empty."""
    return next((path for name in PROGRAMS[program].names if (path := shutil.which(name))), "")


def need(program: str) -> str:
    """Where the program is on the PATH; the test is skipped where it is not."""
    return path_to(program) or skip(program)


def skip(program: str) -> NoReturn:
    """Skip the test for want of the program, and say what to install for it."""
    pytest.skip(f"{program} is not here ({PROGRAMS[program].install})")
