"""Take the pictures of docs/ anew: the start page and a question in a terminal, the report and the form in Chromium.

python docs/make_pictures.py
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import pexpect
import pyte
from playwright.sync_api import Browser, sync_playwright

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.scoring import score
from lovande_cli.documents import write_form, write_report
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.files.store import save_answers
from lovande_cli.language import Say

DOCS = Path(__file__).parent
EXAMPLES = {"sv": "hembesok.sv.yaml", "da": "stottegruppe.da.yaml"}
ROWS, COLUMNS = 24, 80
DIM = re.compile(rb"(?<=[\[;])2(?=[;m])")
"""The code for faint text, which pyte does not know: it is passed on as italics, which the program does not use."""

COLORS = {"default": "#e6e6e6", "cyan": "#56c8d8", "green": "#8fce6f", "red": "#ef7f73", "brown": "#e0c062"}
STYLE = """
body { margin: 0; background: #fff }
pre { display: inline-block; margin: 0; padding: 14px 18px; border-radius: 8px; background: #16242b; color: #e6e6e6;
      font: 15px/1.32 "DejaVu Sans Mono", monospace }
"""
ANSWER_ONE = """
document.querySelector('fieldset input[value="partly"]').click();
document.querySelector('fieldset details').open = true;
document.querySelector('section.element h2[tabindex]').scrollIntoView();
"""


class Terminal:
    """The program in a pseudo-terminal, in a home folder of its own."""

    def __init__(self, home: Path, language: str, *words: str) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        program = home / "bin" / "lovande"  # as an installed one starts, whatever has been installed here
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!{sys.executable}\nfrom lovande_cli.__main__ import start\nstart()\n", encoding="utf-8")
        program.chmod(0o755)
        known = {"PATH": os.pathsep.join([str(program.parent), os.environ["PATH"]]), "HOME": str(home)}
        environ = {**known, "LOVANDE_LANG": language, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self.child = pexpect.spawn("lovande", list(words), cwd=str(home), env=environ, dimensions=(ROWS, COLUMNS))

    def wait(self, patience: float = 1.5) -> None:
        """Take in what is shown, until nothing more has come for a while."""
        last = time.monotonic()
        while time.monotonic() - last < patience:
            try:
                self.stream.feed(DIM.sub(b"3", self.child.read_nonblocking(65536, timeout=0.1)))
                last = time.monotonic()
            except pexpect.TIMEOUT:
                continue

    def send(self, keys: str) -> None:
        """Type the keys and wait for what follows."""
        self.child.send(keys)
        self.wait()

    def page(self) -> bytes:
        """The screen as a web page, in its colours."""
        lines = []
        for row in range(ROWS):
            line = ""
            for column in range(COLUMNS):
                cell = self.screen.buffer[row][column]
                color = "#93a4ac" if cell.italics else COLORS.get(cell.fg, f"#{cell.fg}")
                weight = ";font-weight:bold" if cell.bold else ""
                line += f'<span style="color:{color}{weight}">{escape(cell.data)}</span>'
            lines.append(line)
        self.child.close(force=True)
        return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><pre>{'<br>'.join(lines)}</pre>".encode()


def half_done(framework: Framework, language: str) -> AnswerSheet:
    """The example as it was in the middle of the workshop."""
    whole = load_answers(DOCS.parent / "examples" / EXAMPLES[language], framework)
    known = {q.id for e in framework.elements[:3] for q in e.questions}
    given = {question: answer for question, answer in whole.answers.items() if question in known}
    return AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language=language,
        practice=whole.practice,
        workshop=whole.workshop,
        answers=given,
    )


def take_screens(framework: Framework, language: str) -> dict[str, bytes]:
    """The start page in a folder with answers, and a question that has just been answered."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        kept = home / {"sv": "Dokument", "da": "Dokumenter"}[language] / "lovande"
        kept.mkdir(parents=True)
        shutil.copy(DOCS.parent / "examples" / EXAMPLES[language], kept)
        save_answers(half_done(framework, language), home / "svar.yaml", framework)
        asked = Terminal(home, language, "assess", "svar.yaml")
        asked.wait()
        asked.send("\r")  # past the element's own page
        asked.send("2")
        (home / "svar.yaml").unlink()
        start = Terminal(home, language)
        start.wait()
        return {f"start.{language}": start.page(), f"question.{language}": asked.page()}


def take(browser: Browser, file: Path, data: bytes, *, width: int, height: int, prepare: str, name: str) -> None:
    """Write NAME.png beside this file: the page, or the terminal on it."""
    file.write_bytes(data)
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1 if prepare else 1.5)
    page.goto(file.as_uri())
    page.evaluate(prepare or "1")
    target = page if prepare else page.locator("pre")
    target.screenshot(path=DOCS / f"{name}.png")
    page.close()


def main() -> None:
    """Write the pictures beside this file."""
    framework = load_framework(standard_folder())
    result = score(framework, load_answers(DOCS.parent / "examples" / EXAMPLES["sv"], framework))
    pages = {
        "report": (write_report(result, Say("sv"), ".html"), 1000, 1250, "window.scrollTo(0, 0)"),
        "form": (write_form(framework, Say("da"), ".html"), 800, 900, ANSWER_ONE),
    }
    for language in EXAMPLES:
        pages |= {name: (data, 900, 700, "") for name, data in take_screens(framework, language).items()}
    flags = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    with TemporaryDirectory() as folder, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=flags, chromium_sandbox=False)
        for name, (data, width, height, prepare) in pages.items():
            take(browser, Path(folder) / "page.html", data, width=width, height=height, prepare=prepare, name=name)
        browser.close()


if __name__ == "__main__":
    main()
