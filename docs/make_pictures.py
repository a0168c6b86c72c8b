"""Take the pictures of docs/ anew: the example's report and the form, as Chromium shows them.

python docs/make_pictures.py
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from lovande_cli.assessment.scoring import score
from lovande_cli.documents import write_form, write_report
from lovande_cli.files.answerfiles import load_answers
from lovande_cli.files.elementfiles import load_framework, standard_folder
from lovande_cli.language import Say

DOCS = Path(__file__).parent
EXAMPLE = DOCS.parent / "examples" / "hembesok.sv.yaml"

ANSWER_ONE = """
document.querySelector('fieldset input[value="partly"]').click();
document.querySelector('fieldset details').open = true;
document.querySelector('section.element h2[tabindex]').scrollIntoView();
"""


def main() -> None:
    """Write report.png and form.png beside this file."""
    framework = load_framework(standard_folder())
    result = score(framework, load_answers(EXAMPLE, framework))
    pages = {
        "report": (write_report(result, Say("sv"), ".html"), 1000, 1250, "window.scrollTo(0, 0)"),
        "form": (write_form(framework, Say("da"), ".html"), 800, 900, ANSWER_ONE),
    }
    flags = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    with TemporaryDirectory() as folder, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=flags, chromium_sandbox=False)
        for name, (data, width, height, prepare) in pages.items():
            file = Path(folder) / f"{name}.html"
            file.write_bytes(data)
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(file.as_uri())
            page.evaluate(prepare)
            page.screenshot(path=DOCS / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
