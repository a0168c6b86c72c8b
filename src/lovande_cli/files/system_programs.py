"""Opens a saved file in the program that the system has for it, or shows it in its folder; only when somebody asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def can_open() -> bool:
    """Whether there is a desktop to open a file on: not over SSH, nor on a server."""
    if os.name == "nt" or sys.platform == "darwin":
        return "SSH_CONNECTION" not in os.environ
    has_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return has_screen and shutil.which("xdg-open") is not None


def open_file(path: Path) -> None:
    """Open the file in its program; raises OSError."""
    if sys.platform == "win32":
        os.startfile(path)
    else:
        start_program("open" if sys.platform == "darwin" else "xdg-open", str(path))


def show_in_folder(path: Path) -> None:
    """Open the folder of the file, with the file marked where the system can; raises OSError."""
    if sys.platform == "win32":
        start_program("explorer", f"/select,{path}")
    elif sys.platform == "darwin":
        start_program("open", "-R", str(path))
    else:
        start_program("xdg-open", str(path.parent))


def start_program(*words: str) -> None:
    """Start a program that outlives this one and says nothing on this screen."""
    quiet = subprocess.DEVNULL
    subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
