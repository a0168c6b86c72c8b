"""Round trip of generated answer files through the browser form, compared with what the program reads.

    python benchmarks/form_files.py [FILES] [SEED]

Half of the work is reading: files with odd texts in every style of YAML, and JSON, go into the form, and what it
writes is read by the program. Half is writing: made answers are written by the form and read by the program. Prints
how many came out the same, how many both refused, and what was different, which should be nothing. Needs Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from made_answer_files import compare_readings, compare_typing, made_files
from playwright.sync_api import sync_playwright

from lovande_cli.documents import write_form
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say


def main() -> None:
    """Compare both ways, print the counts, and leave what was different in a folder."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 17
    framework = load_framework(standard_folder())
    folder = Path(tempfile.mkdtemp(prefix="form-files-"))
    form = folder / "form.html"
    form.write_bytes(write_form(framework, Say("sv"), ".html"))
    started = time.perf_counter()
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=False)
        page = browser.new_page()
        page.goto(form.as_uri())
        read, files = compare_readings(page, framework, list(made_files(framework, count, seed)))
        typed, sheets = compare_typing(page, framework, count, seed + 1)
        browser.close()
    for number, file in enumerate(files):
        (folder / f"different-{number}.yaml").write_bytes(file)
    for number, sheet in enumerate(sheets):
        (folder / f"typed-{number}.txt").write_text(repr(sheet), encoding="utf-8")
    print(f"{count} files through the form and back: {dict(read)}")
    print(f"{count} sheets written by the form: {dict(typed)}")
    print(f"{time.perf_counter() - started:.0f} s; what was different is in {folder}")


if __name__ == "__main__":
    main()
