"""What docs/it.sv.md and docs/it.da.md promise an IT department: tried, and the same in both languages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import TOP

PAGES = {language: (TOP / "docs" / f"it.{language}.md").read_text(encoding="utf-8") for language in ("sv", "da")}
LINKED = ["README.md", "SECURITY.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in (TOP / "docs").glob("*.md"))]

ALLOWED = re.compile(r"\.ya?ml(\.bak\d*)?|\..*\.(lock|draft)|rapport\.(pdf|docx|html)")
"""What the pages say may be found among a person's files."""

WATCHED = """
import os, sys

def watch(event, arguments):
    if event.startswith(("socket.connect", "socket.bind", "socket.getaddr", "socket.sendto", "urllib.", "http.", "ftplib.",
                         "smtplib.", "webbrowser.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.startfile",
                         "winreg.SetValue", "winreg.CreateKey")):
        os.write(2, f"{event} {arguments}".encode())
        os._exit(99)

sys.addaudithook(watch)
from lovande_cli.commands.program import main
main(sys.argv[1:])
"""
ANSWERS = str(TOP / "examples" / "hembesok.sv.yaml")


@pytest.mark.parametrize(
    "words",
    [
        ["score", ANSWERS],
        ["report", ANSWERS, "-o", "rapport.pdf"],
        ["report", ANSWERS, "-o", "rapport.docx"],
        ["report", ANSWERS, "-o", "rapport.html"],
        ["form", ANSWERS, "-o", "rapport.html", "--force"],
        ["map", str(TOP / "examples" / "group")],
        ["check"],
        ["assess", "--plain", "--lang", "sv"],
    ],
    ids=lambda words: " ".join(words[:1] + words[3:4]),
)
def test_nothing_is_sent_started_or_left_elsewhere(words: list[str], tmp_path: Path) -> None:
    """No connection, no other program, no key in the registry, and no file but the ones that the pages name."""
    home, here = tmp_path / "home", tmp_path / "here"
    (home / "Documents").mkdir(parents=True)
    here.mkdir()
    surroundings = {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "LOVANDE_LANG": "sv"}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *words],
        cwd=here,
        env=surroundings,
        input="Hembesök\n\n\n\n\n\n1\n\n2\n\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    left = [path.name for folder in (home, here) for path in folder.rglob("*") if path.is_file()]
    assert [name for name in left if not ALLOWED.search(name)] == []
    assert left or words[0] in ("score", "map", "check")


def test_both_pages_say_the_same() -> None:
    """An IT department in either country reads of the same files, commands and addresses, under as many headings."""
    told = {
        language: (
            len(re.findall(r"^## ", page, re.MULTILINE)),
            page.count("\n|"),
            sorted(set(re.findall(r"`[~.\w/$<>-]*[/.$-][\w./-]+`", page)) - {"`.NAMN.lock`", "`.NAVN.lock`"}),
        )
        for language, page in PAGES.items()
    }
    words = {language: [re.sub(r"NAMN|NAVN", "NAME", word) for word in one[2]] for language, one in told.items()}
    assert told["sv"][:2] == told["da"][:2]
    assert words["sv"] == words["da"]


@pytest.mark.parametrize("page", LINKED)
def test_links_lead_somewhere(page: str) -> None:
    """Every link to a file of the project finds it."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", (TOP / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (TOP / page).parent.joinpath(link).exists()] == []
