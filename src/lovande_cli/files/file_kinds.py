"""What a file is, by name and beginning (answers, our JSON, zip …), and which names mark copies and conflict copies.

Copies are named by synchronisers, browsers and file managers.
"""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from lovande_cli.files.disk import MAX_BYTES, read_beginning

FileKind = Literal[
    "answers", "ours", "backup", "word", "excel", "pdf", "web-page", "csv", "zip", "ratings", "archived", "other"
]
"""`ratings` are of an expert: only reading the file tells them from answers. `ours` is JSON that this program wrote: a
map, a result, a codebook, a schema. `archived` are answers that were put away."""

YAML = (".yaml", ".yml")
SUFFIXES = (".yaml", ".yml", ".json")
"""How the name of an answer file ends, in small or capital letters."""

KIND_OF_SUFFIX: dict[str, FileKind] = {
    **dict.fromkeys(YAML, "answers"),
    **dict.fromkeys((".bak", ".old", ".orig", ".tmp", ".part", ".crdownload", ".download", ".swp"), "backup"),
    **dict.fromkeys((".doc", ".docx", ".docm", ".dotx", ".odt", ".rtf", ".pages"), "word"),
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".ods", ".numbers"), "excel"),
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml"), "web-page"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".zip", ".7z", ".rar", ".gz", ".tar"), "zip"),
    ".pdf": "pdf",
    **dict.fromkeys(
        (
            *(".png", ".jpg", ".jpeg", ".gif", ".heic", ".svg", ".mp4", ".mov", ".m4a", ".mp3", ".wav", ".ppt"),
            *(".pptx", ".odp", ".key", ".msg", ".eml", ".ics", ".url", ".lnk", ".exe", ".sav", ".dta", ".parquet"),
        ),
        "other",
    ),
}
"""What the end of a name says. No such file is opened: a synchroniser would fetch every film from its server."""

BACKUP = re.compile(r".+(~|\.bak\d*)", re.IGNORECASE)
"""The names that an editor, and this program, give to what a file held before."""

SNIFFED = 4_000
"""Bytes of a file in which the key that makes it an answer file stands, if it is one."""

OUR_KEY = re.compile(r"""(?:^|[{,])\s*["']?lovande(?:-ratings)?["']?\s*:""", re.MULTILINE)
RESULT_KEYS = frozenset({"summary", "elements", "practices", "sheets", "questions", "times"})
"""Keys at the top of what our commands print, which no answer file has."""

BEGINNINGS: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0", "word"),
    (b"{\\rtf", "word"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"Rar!", "zip"),
)

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
WEB_PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype html|html|\?xml|!--)", re.IGNORECASE)

COPY_NAMES = tuple(
    (re.compile(pattern, flags), is_conflict)
    for pattern, flags, is_conflict in (
        # Dropbox, Nextcloud
        (r"(.+?)[ _]?\([^()]*(?:motstridig|modstrid|konflikt|conflict)[^()]*\)", re.IGNORECASE, True),
        (r"(.+?)\.sync-conflict-[\w-]+", re.IGNORECASE, True),  # Syncthing
        (r"(.+?)_.*conflict", re.IGNORECASE, True),  # Synology
        (r"(.+?)(?: -)? (?:kopia|kopi|copy)(?: ?\(?\d{1,3}\)?)?", re.IGNORECASE, False),  # Windows, macOS
        (r"(?:kopia av|kopi af|copy of) (.+)", re.IGNORECASE, False),
        (r"(.+?) ?\(\d{1,3}\)", 0, False),  # browsers, Google Drive
        (r"(.+) \d", 0, False),  # iCloud
        (r"(.+?)-[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*", 0, False),  # OneDrive: the name of the computer
    )
)
"""How copies are named, the first name in brackets; whether a synchroniser says so of two versions at once."""

CLUE = re.compile(r"\(|(?i:kopi|copy|conflict)| \d|-[A-Z]")
"""What stands in every such name, so that thousands of others are not looked at closely."""


def is_named_as_answers(name: str) -> bool:
    """Whether the file has the name that we give to answer files; others are read too where they hold answers."""
    return name.casefold().endswith(SUFFIXES) and not name.startswith(".")


def kind_of_name(name: str) -> FileKind | None:
    """The kind by name alone; None where the content has to be looked at."""
    return "backup" if BACKUP.fullmatch(name) else KIND_OF_SUFFIX.get(Path(name).suffix.casefold())


def kind_of_file(path: Path) -> FileKind:
    """The kind by name and content; an unreadable file that may hold answers counts as such: reading reports it."""
    found: FileKind | None = "answers" if path.name.endswith(YAML) else kind_of_name(path.name)
    if found is not None:
        return found
    # a JSON file may be our own map of thousands: which it is stands wherever its keys do
    is_json = path.suffix.casefold() == ".json"
    try:
        data = read_beginning(path, MAX_BYTES if is_json else SNIFFED)
    except (OSError, ValueError):
        return "answers" if is_json else "other"
    return kind_of_json(data) if is_json else kind_of_data(data) or ("answers" if holds_our_key(data) else "other")


def kind_of_json(data: bytes) -> FileKind:
    """What a file named .json is: answers, ours, or anything else; also where it cannot be read as JSON."""
    text = as_text(data)
    if not text.lstrip().startswith(("{", "[")):
        return "answers" if holds_our_key(data[:SNIFFED]) else "other"
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        if not holds_our_key(data[:SNIFFED]):
            return "other"
        # a map of thousands is cut at the bound; what is wrong with a smaller file is for reading to report
        return "ours" if len(data) >= MAX_BYTES else "answers"
    if isinstance(found, dict) and ("lovande" in found or "lovande-ratings" in found):
        # what `compare` prints has answers too, but as a list
        is_printed = bool(RESULT_KEYS & found.keys()) and not isinstance(found.get("answers"), dict)
        return "ours" if is_printed else "answers"
    return "ours" if is_our_description(found) else "other"


def is_our_description(found: object) -> bool:
    """Whether the JSON is our codebook, one of our tables' schemas or packages, a printed schema, or our elements."""
    if isinstance(found, list):
        first = found[0] if found else None
        return isinstance(first, dict) and "id" in first and bool({"what", "questions"} & first.keys())
    if not isinstance(found, dict):
        return False
    properties = found.get("properties")
    return (
        is_our_table_schema(found)
        or is_our_data_package(found)
        or ("$schema" in found and isinstance(properties, dict) and bool({"lovande", "develop"} & properties.keys()))
    )


def is_our_table_schema(found: object) -> bool:
    """Whether the JSON is what `table` writes beside the table."""
    fields = found.get("fields") if isinstance(found, dict) else None
    names = [field.get("name") for field in fields if isinstance(field, dict)] if isinstance(fields, list) else []
    return {"file", "respondent", "practice", "framework_version"}.issubset(names)


def is_our_data_package(found: object) -> bool:
    """Whether the JSON is what `table` writes about the tables of a folder, and about nothing else."""
    resources = found.get("resources") if isinstance(found, dict) else None
    if not isinstance(resources, list) or not resources:
        return False
    return all(isinstance(one, dict) and is_our_table_schema(one.get("schema")) for one in resources)


def holds_our_key(data: bytes) -> bool:
    """Whether the text has, on a line of its own, the key that makes it a file of answers or ratings."""
    return OUR_KEY.search(as_text(data)) is not None


def kind_of_data(data: bytes, name: str = "") -> FileKind | None:
    """What a file is that cannot hold answers; None where it may be text of ours.

    Meant for a file that could not be read, or whose name says nothing: `name` is believed first.
    """
    named = kind_of_name(name)
    if named not in (None, "answers", "backup", "other"):
        return named
    found = next((kind for start, kind in BEGINNINGS if data.startswith(start)), None)
    if found == "zip":
        return "word" if b"word/" in data else "excel" if b"xl/" in data else "zip"
    if found:
        return found
    if WEB_PAGE.match(data, 0, 500):
        return "web-page"
    binary = b"\0" in data[:SNIFFED] and not data.startswith(UTF_16)
    return "other" if binary and not holds_our_key(data) else None  # reading reports a damaged file with its line


def as_text(data: bytes) -> str:
    """The text, of UTF-8 or UTF-16, whatever is wrong with it."""
    encoding = "utf-16" if data.startswith(UTF_16) else "utf-8-sig"
    return data.decode(encoding, "replace")


def find_originals(names: Iterable[str]) -> Mapping[str, tuple[str, bool]]:
    """The names in a folder that are those of copies: to the name of the first, and whether a synchroniser says so.

    A name that only looks like a copy's (Grupp 1) is none where nothing has the name that it would be a copy of.
    """
    every = list(names)
    suspects = [name for name in every if CLUE.search(name)]
    known = {folded(name): name for name in every} if suspects else {}
    found: dict[str, tuple[str, bool]] = {}
    for name in suspects:
        # Windows hides the last of two endings (svar.yaml.txt), so both stand behind the words that mark a copy
        ending = re.fullmatch(r"(.+?)((?:\.(?:ya?ml|json))?\.[^.]*)", name, re.IGNORECASE)
        stem, suffix = (ending[1], ending[2]) if ending else (name, "")
        for pattern, is_conflict in COPY_NAMES:
            named = pattern.fullmatch(stem)
            original = known.get(folded(f"{named[1]}{suffix}")) if named else None
            if original and original != name:
                found[name] = original, is_conflict
                break
    return found


def folded(name: str) -> str:
    """The name as file systems compare it: whatever the case, and however its letters are put together."""
    return unicodedata.normalize("NFC", name).casefold()
