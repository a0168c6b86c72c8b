"""docs/pilot.sv.md and docs/pilot.da.md: their commands run as they stand, and they are short and linked."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest
from conftest import TOP, Run
from made import LANGUAGES
from made_field import write_field

from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say

PAGES = {language: (TOP / "docs" / f"pilot.{language}.md").read_text(encoding="utf-8") for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_run_one_after_the_other(
    language: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the experts' form to the table that is handed on; what needs a terminal is tried line by line."""
    experts = {"sv": "experter", "da": "eksperter"}[language]
    monkeypatch.chdir(tmp_path)
    commands = [
        shlex.split(line)
        for block in re.findall(r"```sh\n(.*?)```", PAGES[language], re.DOTALL)
        for line in block.splitlines()
    ]
    assert len(commands) == 8
    (tmp_path / experts).mkdir()
    (tmp_path / "field").mkdir()
    write_field(load_framework(standard_folder()), tmp_path / "field")
    next((tmp_path / "field").iterdir()).rename(tmp_path / "svar")
    for _, *words in commands:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
        ran = run(*words, *(["--plain"] if words[0] == "assess" else []))
        assert ran.code == 0, (words, ran.err)
        if "--about-questions" in words:
            (tmp_path / words[3]).rename(tmp_path / experts / words[3])
    assert (tmp_path / "pilot.csv").is_file()
    assert (tmp_path / "pilot.docx").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_short_linked_and_quote_the_program(language: str) -> None:
    """At most 900 words; found from README and the workshop page; the headings they name are those on the screen."""
    page, name, say = PAGES[language], f"pilot.{language}.md", Say(language)
    assert len(page.split()) <= 900
    assert f"docs/{name}" in (TOP / "README.md").read_text(encoding="utf-8")
    assert f"({name})" in (TOP / "docs" / f"workshop.{language}.md").read_text(encoding="utf-8")
    assert f"”{say('study.first-title')}”" in " ".join(page.split())
