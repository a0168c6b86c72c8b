"""Default folders: where answer files are kept when no path is given, and where a browser saves downloads."""

from __future__ import annotations

import os
from pathlib import Path

from lovande_cli.files.disk import is_hidden, read_beginning
from lovande_cli.files.file_kinds import SNIFFED, holds_our_key, kind_of_file

FOLDER = "lovande"


def answer_folders() -> tuple[Path, ...]:
    """The folders to keep answers in, the best first: the current one if it holds answers, else among the documents."""
    here, documents = Path.cwd(), documents_folder() / FOLDER
    folders = (here, documents) if list_folder(here) else (documents, here)
    return tuple(dict.fromkeys(folders))


def list_folder(folder: Path) -> list[str]:
    """The files in the folder that begin like answer files, in order of name; none where it cannot be read."""
    try:
        with os.scandir(folder) as found:
            named = sorted(entry.path for entry in found if not is_hidden(entry.name) and entry.is_file())
    except OSError:
        return []
    return [path for path in named if is_answer_file(Path(path))]


def is_answer_file(path: Path) -> bool:
    """Whether the file begins like an answer file, or like an expert's ratings."""
    try:
        return kind_of_file(path) == "answers" and holds_our_key(read_beginning(path, SNIFFED))
    except OSError:
        return False


def downloads_folder() -> Path:
    """Where a browser puts what it saves, wherever the system keeps that."""
    from platformdirs import user_downloads_path

    return user_downloads_path()


def shown_path(path: str | Path) -> str:
    """The path as people read it: their home as ~, where the system writes it so."""
    home, found = os.path.expanduser("~"), str(path)  # noqa: PTH111  # Path's raises where there is no home
    inside = os.name != "nt" and found.startswith(f"{home}/")
    return f"~{found.removeprefix(home)}" if inside else found


def documents_folder() -> Path:
    """The person's documents, wherever the system keeps them; their home where there are none."""
    from platformdirs import user_documents_path

    home = Path.cwd() / os.path.expanduser("~")  # noqa: PTH111  # which stays ~ where nobody has a home
    home = home if home.is_dir() else Path.cwd()
    found = user_documents_path()
    # a system without a desktop names a folder that nobody has made; the others are what desktops call theirs
    names = (found, home / "Documents", home / "Dokument", home / "Dokumenter")
    return next((folder for folder in names if folder.is_dir()), home)
