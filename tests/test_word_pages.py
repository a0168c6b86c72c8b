"""Word documents as LibreOffice paginates them, all in one start: pages, and headings as outline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from made import LANGUAGES, different_sheets, naughty_sheet
from reading import read_pdf, word_to_pdf, words

from lovande_cli.assessment.answers import Answer
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.scoring import score
from lovande_cli.documents import write_document
from lovande_cli.documents.blocks import Document, Heading, all_blocks
from lovande_cli.documents.description import build_description
from lovande_cli.documents.leaflet import build_leaflet
from lovande_cli.documents.questionnaire import build_questionnaire
from lovande_cli.documents.report import ReportOptions, build_report
from lovande_cli.files.answer_files import load_answers
from lovande_cli.language import Say

pytestmark = pytest.mark.slow

FULL = ("long", "partly", "unknown", "mixed")
"""The sheets that fill a short report most."""

PAGES = {
    "form": range(5, 9),
    "leaflet": [2],
    "description": [3],
    "short report": [2],
    **{f"short {name}": [2] for name in FULL},
}
"""How many pages each document may have, in every language."""


class Printed(NamedTuple):
    """A document, and the PDF that LibreOffice makes of its Word file."""

    document: Document
    pdf: bytes


@pytest.fixture(scope="module")
def printed(framework: Framework, examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Printed]:
    """The documents by name and language, and a report with naughty strings everywhere in it."""
    described = sorted((examples / "described").glob("*.yaml"))
    first = score(framework, load_answers(described[0], framework))
    documents = {
        "report-sv": build_report(score(framework, load_answers(examples / "hembesok.sv.yaml", framework)), Say("sv")),
        "naughty-sv": build_report(score(framework, naughty_sheet(framework)), Say("sv")),
    }
    for say in map(Say, LANGUAGES):
        own = next((path for path in described if f".{say.language}" in path.suffixes), described[0])
        built = {
            "form": build_questionnaire(framework, say),
            "leaflet": build_leaflet(framework, framework.elements, say, questions=False),
            "description": build_description(score(framework, load_answers(own, framework)), say),
            "short report": build_report(first, say, ReportOptions(short=True)),
        }
        for name in FULL:
            sheet = different_sheets(framework, say.language)[name].with_answer(framework.gate, Answer(chosen=("yes",)))
            options = ReportOptions(short=True, changes=["Ett element har gått från ”saknas ännu” till ”finns”."] * 20)
            built[f"short {name}"] = build_report(score(framework, sheet), say, options)
        documents |= {f"{name}-{say.language}": document for name, document in built.items()}
    files = {name: write_document(document, ".docx") for name, document in documents.items()}
    made = word_to_pdf(files, tmp_path_factory.mktemp("word"))
    return {name: Printed(document, made[name]) for name, document in documents.items()}


def test_word_keeps_to_the_pages_that_are_promised(printed: Mapping[str, Printed]) -> None:
    """The form 8 pages at most, the leaflet 2, the short report 2, a description 3; no heading stands last on a page."""
    promised = {f"{name}-{language}": pages for name, pages in PAGES.items() for language in LANGUAGES}
    pages = {name: read_pdf(printed[name].pdf).split("\f")[:-1] for name in promised}
    assert {name: len(found) for name, found in pages.items() if len(found) not in promised[name]} == {}
    for name, found in pages.items():
        blocks = all_blocks(printed[name].document.blocks)
        headings = {words(block.text) for block in blocks if isinstance(block, Heading)}
        assert [page for page in found if words(page.strip().splitlines()[-1]) in headings] == []


@pytest.mark.parametrize("name", ["report-sv", "naughty-sv"])
def test_libreoffice_opens_word_and_finds_the_headings(
    framework: Framework, printed: Mapping[str, Printed], name: str
) -> None:
    """LibreOffice turns the report into PDF with the headings as outline, also with naughty strings in it."""
    assert printed[name].pdf.count(b"/Title<") >= 8 + len(framework.elements)
