"""Drafts: unfinished texts that are not in the answer file yet, autosaved in a hidden file beside it."""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from pathlib import Path

from lovande_cli.files.atomic import sync_folder
from lovande_cli.files.disk import read_regular, retry_while_locked


class Drafts:
    """The drafts of one answer file by the place that each belongs to, in the hidden file .NAME.draft beside it.

    A change is on the disk before the call returns. Where the folder cannot be written the drafts are in memory alone:
    saving the answers fails there too, and reports it. Without an answer file they are in memory from the start.
    """

    def __init__(self, answers: Path | None = None) -> None:
        self.answers = answers
        self.file = answers.with_name(f".{answers.name}.draft") if answers else None
        self.texts = self.load()

    def load(self) -> dict[str, str]:
        """The drafts on the disk. What cannot be read is never replaced: it is moved aside, or left where it is."""
        if self.file is None:
            return {}
        try:
            self.next_version(self.file).unlink(missing_ok=True)
            data = json.loads(read_regular(self.file).decode("utf-8"))
            return {str(place): str(text) for place, text in data["texts"].items()}
        except FileNotFoundError:
            return {}
        except OSError:
            self.file = None
            return {}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            with suppress(OSError):
                self.file.replace(self.file.with_name(f"{self.file.name}.bak"))
            return {}

    def put(self, place: str, text: str) -> None:
        """Store the text, instead of the draft that the place had; an empty one is none."""
        if not text.strip():
            self.remove(place)
        elif self.texts.get(place) != text:
            self.texts[place] = text
            self.save()

    def remove(self, place: str) -> None:
        """Forget the place's draft, if it has one."""
        if self.texts.pop(place, None) is not None:
            self.save()

    def save(self) -> None:
        """Replace the file in one step, with the rights of the answer file; without drafts there is none."""
        file = self.file
        if file is None or self.answers is None:
            return
        with suppress(OSError):
            if not self.texts:
                file.unlink(missing_ok=True)
                return
            written = json.dumps({"lovande-draft": 1, "texts": self.texts}, ensure_ascii=False, indent=1)
            # a draft is as private as what it becomes; before there are answers, its writer's alone
            rights = stat.S_IMODE(self.answers.stat().st_mode) if self.answers.exists() else 0o600
            new, how = self.next_version(file), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(new, how, rights), "wb") as opened:
                opened.write(written.encode("utf-8", errors="replace"))  # half a sign cannot be written
                opened.flush()
                os.fsync(opened.fileno())
            retry_while_locked(lambda: new.replace(file))
            sync_folder(file.parent)

    @staticmethod
    def next_version(file: Path) -> Path:
        """The file that the next version is written to: always the same one, so that a kill leaves one at most."""
        return file.with_name(f"{file.name}.new")
