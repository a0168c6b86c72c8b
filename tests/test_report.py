"""The report in every format: one content, strengths first, honest about itself, and nothing in it but text."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from made import NAUGHTY, different_sheets, naughty_sheet
from reading import (
    A4,
    READERS,
    misplaced,
    pdf_facts,
    read_excel,
    read_html,
    read_markdown,
    read_pdf,
    said,
    texts,
    words,
)

from lovande_cli.assessment.answers import Answer, AnswerSheet, Practice
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.priorities import find_development, find_strengths
from lovande_cli.assessment.scoring import Result, score
from lovande_cli.documents import FORMATS, UNAVAILABLE, WRITERS, write_document, write_report
from lovande_cli.documents.blocks import Heading, Items, Paragraph, plain
from lovande_cli.documents.common_blocks import status_tiles
from lovande_cli.documents.leaflet import build_leaflet
from lovande_cli.documents.problems import explain
from lovande_cli.documents.report import ReportOptions, build_report, reading_words, rule
from lovande_cli.documents.words import summary_sentence
from lovande_cli.errors import Problem
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.interview.start import MENU
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_document

EXAMPLES = {"sv": "hembesok.sv.yaml", "da": "stottegruppe.da.yaml"}
LANGUAGES = sorted(EXAMPLES)
FRAMEWORK = load_framework(standard_folder())
REPORTS = [suffix for suffix in FORMATS["report"] if suffix not in (".png", ".svg", ".ics")]
"""The formats of the whole report; the picture and the calendar hold a part of it."""


@pytest.fixture(scope="session")
def results(framework: Framework, examples: Path) -> Mapping[str, Result]:
    """The example results, by language."""
    return {lang: score(framework, load_answers(examples / name, framework)) for lang, name in EXAMPLES.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_says_all_of_the_document(results: Mapping[str, Result], suffix: str, language: str) -> None:
    """Every text of the document stands in its place in the file, whatever its format."""
    document = build_report(results[language], Say(language))
    assert misplaced(document, READERS[suffix](write_document(document, suffix))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_tells_the_result(results: Mapping[str, Result], language: str) -> None:
    """Summary, each element with status, what to develop with a first step, each answer with remarks, steps, method."""
    result, say = results[language], Say(language)
    told = list(texts(build_report(result, say)))
    for found in result.elements:
        assert say.text(found.element.name) in told
        assert found.status != "unclear" or any(reading_words(found, say) in text for text in told)
        developed = [text for text in told if say.text(found.element.develop) in text]
        assert len(developed) == bool(found.to_develop and found.status != "present")
        for a in found.answers:
            assert {say.text(a.question.ask), *filter(None, (a.answer.note, a.answer.evidence))} <= set(told)
    assert {summary_sentence(result, say), *(action.what for action in result.sheet.actions)} <= set(told)
    assert {*(say.text(text) for text in result.framework.about), *rule(result, say)} <= set(told)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_status_is_a_word_in_every_format(results: Mapping[str, Result], suffix: str) -> None:
    """The picture says each element's status in a word, right after its name."""
    result, say = results["sv"], Say("sv")
    read = words(READERS[suffix](write_report(result, say, suffix, ReportOptions(short=True))))
    tiles = [words(f"{t.number}{t.name}{t.badge.word}") for c in status_tiles(result, say).columns for t in c.tiles]
    assert len(tiles) == len(result.elements)
    assert [tile for tile in tiles if tile not in read] == []


def test_the_report_in_short_is_its_first_pages(results: Mapping[str, Result]) -> None:
    """Nothing is said that the whole report does not say, but what is cut with an ellipsis and how much is left out."""
    result, say = results["sv"], Say("sv")
    *told, about = texts(build_report(result, say, ReportOptions(short=True)))
    whole = set(texts(build_report(result, say)))
    own = [text for text in told if text not in whole and not text.endswith(("…", "i hela rapporten."))]
    assert own == []
    assert all(say.text(paragraph) in about for paragraph in result.framework.about)
    assert say("report.elements-title") not in told
    known = {a.answer.note for e in result.elements for a in e.answers if a.kind == "valued"} - {""}
    assert not set(told) & known


CHANGES = ["Elementet har gått från ”saknas ännu” till ”finns delvis”, och det är mer än förut."] * 20


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*different_sheets(FRAMEWORK, "sv"), "example"])
def test_the_report_in_short_is_two_pages(
    framework: Framework, results: Mapping[str, Result], name: str, language: str
) -> None:
    """What stands alone fits on one sheet of paper, whatever the answers and the changes since last time."""
    sheet = {**different_sheets(framework, language), "example": results[language].sheet}[name]
    tested = sheet.with_answer(framework.gate, Answer(chosen=("yes",)))
    for result, changes in ((score(framework, sheet), ()), (score(framework, tested), CHANGES)):
        data = write_report(result, Say(language), ".pdf", ReportOptions(short=True, changes=changes))
        assert len(pdf_facts(data).pages) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_out_of_the_short_report_in_silence(framework: Framework, language: str) -> None:
    """Entries that are not shown are counted: shown and counted ones make up all of the whole report's."""
    say = Say(language)
    sheet = different_sheets(framework, language)["long"]
    document = build_report(score(framework, sheet), say, ReportOptions(short=True, changes=CHANGES))
    steps = next(block for block in document.blocks if isinstance(block, Items) and block.ordered)
    told = [plain(block.text) for block in document.blocks if isinstance(block, Paragraph)]
    assert say("report.more.steps", count=len(sheet.actions) - len(steps.items)) in told
    assert all(plain(item.text).removesuffix(f" ({say('result.step-done')})").endswith("…") for item in steps.items)
    strengths = next(
        block for block in document.blocks if isinstance(block, Items) and "1 " not in plain(block.items[0].text)
    )
    found = find_strengths(score(framework, sheet))
    assert len(strengths.items) < len(found)
    assert say("report.more.elements", count=len(found) - len(strengths.items)) in told


@pytest.mark.parametrize("suffix", REPORTS)
def test_a_show_of_hands_is_told_with_the_votes(framework: Framework, suffix: str) -> None:
    """How many raised their hands for each answer stands in the report with --votes, in the scale's order."""
    result, say = score(framework, different_sheets(framework, "sv")["hands"]), Say("sv")
    told = [
        words(READERS[suffix](write_report(result, say, suffix, ReportOptions(votes=votes)))) for votes in (True, False)
    ]
    assert [words("ja 4, delvis 3, nej 5") in text for text in told] == [True, False]


def test_the_boxes_of_the_figure_in_word_grow_with_their_text(results: Mapping[str, Result]) -> None:
    """Each box is one cell with name and status, and no row that holds text has a fixed height: no font cuts a name."""
    from docx import Document
    from docx.enum.table import WD_ROW_HEIGHT_RULE

    result, say = results["sv"], Say("sv")
    figure = Document(BytesIO(write_report(result, say, ".docx"))).tables[0]
    cells = {words(cell.text) for row in figure.rows for cell in row.cells}
    tiles = {words(f"{t.number}{t.name}{t.badge.signed}") for c in status_tiles(result, say).columns for t in c.tiles}
    assert tiles <= cells
    fixed = [row for row in figure.rows if row.height_rule == WD_ROW_HEIGHT_RULE.EXACTLY]
    assert [cell.text for row in fixed for cell in row.cells if cell.text.strip()] == []


def test_strengths_are_what_the_group_said_yes_to(results: Mapping[str, Result]) -> None:
    """Every element with a full yes is a strength, also where it is partly there, with how many and what shows it."""
    said = read_markdown(write_report(results["sv"], Say("sv"), ".md"))
    part = said.partition("Styrkor")[2].partition("Nästa steg")[0]
    for strength in find_strengths(results["sv"]):
        assert Say("sv").text(strength.result.element.name) in part
        assert all(a.answer.evidence in part for a in strength.answers if a.is_documented)
    assert "Uppföljning (finns delvis, ja på " in part.replace("*", "")


def test_what_matters_most_is_developed_first(results: Mapping[str, Result]) -> None:
    """Three elements come first, in the order of their importance, with their questions; the others follow in brief."""
    document = build_report(results["sv"], Say("sv"))
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    begin = headings.index(Say("sv")("result.develop-title"))
    gaps = [gap for gap in find_development(results["sv"]) if gap.result.status != "present"]
    names = [Say("sv").text(gap.result.element.name) for gap in gaps]
    assert headings[begin + 1 : begin + 5] == [*names[:3], Say("sv")("report.then-title")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["mixed", "yes", "long"])
def test_the_last_page_is_no_rest(framework: Framework, name: str, language: str) -> None:
    """The sources stand whole on their page, below their heading."""
    result = score(framework, different_sheets(framework, language)[name])
    pages = read_pdf(write_report(result, Say(language), ".pdf")).split("\f")
    last = next(page for page in reversed(pages) if "Hoffmann" in page)
    assert words(Say(language)("report.sources-title")) in words(last)


def test_without_notes_none_is_told(results: Mapping[str, Result]) -> None:
    """No note and no evidence stands in the report, in the workbook neither."""
    result, say = results["sv"], Say("sv")
    written = {text for a in result.sheet.answers.values() for text in (a.note, a.evidence) if text}
    assert written <= set(texts(build_report(result, say)))
    bare = said(build_report(result, say, ReportOptions(notes=False)))
    bare += read_excel(write_report(result, say, ".xlsx", ReportOptions(notes=False)))
    assert [text for text in written if text in bare] == []


@pytest.mark.parametrize("suffix", REPORTS)
def test_a_tested_practice_is_sent_to_the_study(
    framework: Framework, results: Mapping[str, Result], suffix: str
) -> None:
    """A yes to the gate question says that the practice may be more than promising."""
    sheet = results["sv"].sheet.with_answer(framework.gate, Answer(chosen=("yes",)))
    say = Say("sv")
    assert words(say("result.gate")) in words(READERS[suffix](write_report(score(framework, sheet), say, suffix)))


@pytest.mark.parametrize("suffix", REPORTS)
def test_an_empty_sheet_gives_a_report(framework: Framework, suffix: str) -> None:
    """Nothing answered is a report too: all unclear, no strengths, no next steps."""
    sheet = AnswerSheet(framework_id=framework.id, framework_version=framework.version, language="da")
    said = READERS[suffix](write_report(score(framework, sheet), Say("da"), suffix))
    assert words("0-11 af 11 elementer er til stede") in words(said)


@pytest.mark.parametrize("suffix", REPORTS)
def test_naughty_strings_are_only_text(framework: Framework, suffix: str) -> None:
    """Whatever people write stands in the report as they wrote it, and every program can open the file."""
    said = READERS[suffix](write_report(score(framework, naughty_sheet(framework)), Say("sv"), suffix))
    # what a font lacks is a box in PDF, and right-to-left text is read back in another order
    latin = re.compile(r"[\x00-\x7fåäöÅÄÖ\s]*")
    shown = [text for text in NAUGHTY if suffix != ".pdf" or latin.fullmatch(text)]
    assert [text for text in shown if words(for_document(text)) not in words(said)] == []


@pytest.mark.parametrize("suffix", REPORTS)
def test_changes_have_a_place(results: Mapping[str, Result], suffix: str) -> None:
    """What has changed since an earlier file can be said in every format."""
    data = write_report(results["sv"], Say("sv"), suffix, ReportOptions(changes=["Fler element finns."]))
    assert "Fler element finns" in READERS[suffix](data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_teacher_gets_what_a_discussion_needs(framework: Framework, language: str) -> None:
    """Every category, element, description and prompt; questions and hints only on demand; and what the tool is not."""
    say = Say(language)
    brief, full = (
        read_markdown(write_document(build_leaflet(framework, framework.elements, say, questions=q), ".md"))
        for q in (False, True)
    )
    always = [say.text(t) for c in framework.categories for t in (c.name, c.description)]
    always += [say.text(t) for e in framework.elements for t in (e.name, e.description, e.discuss)]
    always += [say.text(t) for t in (*framework.about, framework.grouping)]
    asked = [say.text(t) for q in framework.questions for t in (q.ask, q.hint, *(o.label for o in q.options))]
    assert [text for text in always if text not in brief] == []
    assert [text for text in (*always, *asked) if text not in full] == []
    assert [q.id for q in framework.questions if q.id in brief] == []


def test_markdown_renders_what_was_written(framework: Framework) -> None:
    """A Markdown program shows every naughty string as it was typed: no tag, link, heading or table of its own."""
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not here")
    shown = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    page = shown.render(write_report(score(framework, naughty_sheet(framework)), Say("sv"), ".md").decode("utf-8"))
    ours = r"hr|blockquote|h[1-4]|p|ul|ol|li|strong|em|table|thead|tbody|tr|th|td|a"
    assert [tag for tag in re.findall(r"<(\w+)", page) if not re.fullmatch(ours, tag)] == []
    assert set(re.findall(r'href="([^"]*)"', page)) <= {source.address for source in framework.sources}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_alone(results: Mapping[str, Result], language: str) -> None:
    """The page has no script and loads nothing: one file, a policy that allows its own style only."""
    page = write_report(results[language], Say(language), ".html").decode("utf-8")
    assert f'<html lang="{language}">' in page
    assert "default-src 'none'; style-src 'sha256-" in page
    assert not re.search(r"<(script|link|img|iframe|object|embed)\b|\bsrc=|url\(|@import|\sstyle=|\son\w+=", page)


def test_word_has_headings_repeated_rows_and_descriptions(results: Mapping[str, Result]) -> None:
    """Real headings, header rows on every table, a figure told in words, and the language set."""
    from docx import Document
    from docx.oxml.ns import qn

    result, say = results["da"], Say("da")
    document = Document(BytesIO(write_report(result, say, ".docx")))
    levels = [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")]
    headings = [block for block in build_report(result, say).blocks if isinstance(block, Heading)]
    assert levels == [f"Heading {heading.level}" for heading in headings]
    assert document.core_properties.language == "da-DK"
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"da-DK"}
    for table in document.tables:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.5)


def test_word_survives_control_characters(framework: Framework) -> None:
    """No character that XML refuses reaches the document."""
    data = write_report(score(framework, naughty_sheet(framework)), Say("sv"), ".docx")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        text = parts.read("word/document.xml").decode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)


def test_excel_tells_every_answer_in_columns(results: Mapping[str, Result]) -> None:
    """Result, answers, steps and key: numbers that can be counted with, each in the column that its head names."""
    from openpyxl import load_workbook

    result, say = results["sv"], Say("sv")
    data = write_report(result, say, ".xlsx")
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["Resultat", "Svar", "Nästa steg", "Förklaringar"]
    assert book["Resultat"]["A1"].value == result.sheet.practice.name
    sheet = [list(row) for row in book["Resultat"].iter_rows(values_only=True)]
    top = next(place for place, row in enumerate(sheet) if row[0] == "Kategori")
    found = [dict(zip(sheet[top], row, strict=True)) for row in sheet[top + 1 : top + 1 + len(result.elements)]]
    assert [
        (row["Nr"], row["Element"], row["Lägsta andel"], row["Högsta andel"], row["Frågor"], row["Svar"], row["Underlag"])
        for row in found
    ] == [
        (e.element.number, say.text(e.element.name), pytest.approx(float(e.low or 0)),
         pytest.approx(float(e.high or 0)), len(e.answers), e.answered, e.documented)
        for e in result.elements
    ]  # fmt: skip
    head, *rows = book["Svar"].iter_rows(values_only=True)
    answers = [dict(zip(head, row, strict=True)) for row in rows]
    assert [
        (row["Fråga"], row["Värde"], row["Vikt"], row["Avgörande"], row["Anteckning"], row["Underlag"])
        for row in answers
    ] == [
        (say.text(a.question.ask), None if a.value is None else float(a.value), float(a.question.weight),
         "ja" if a.question.core else None, a.answer.note or None, a.answer.evidence or None)
        for e in result.elements for a in e.answers
    ]  # fmt: skip
    assert len(book["Resultat"]._charts) == 1
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert b"descr=" in parts.read("xl/drawings/drawing1.xml")


@pytest.mark.parametrize("suffix", REPORTS)
def test_no_identifier_is_shown_to_people(framework: Framework, results: Mapping[str, Result], suffix: str) -> None:
    """The English ids of elements and questions are for files and programs."""
    read = READERS[suffix](write_report(results["sv"], Say("sv"), suffix))
    ids = [q.id for q in framework.questions] + [e.id for e in framework.elements if "-" in e.id]
    assert [one for one in ids if one in read] == []


def test_excel_holds_no_formula_and_no_link(framework: Framework) -> None:
    """A note that begins with = stays a note, whatever the program that opens it would like."""
    data = write_report(score(framework, naughty_sheet(framework)), Say("sv"), ".xlsx")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet] == []


def test_pdf_is_tagged_a4_and_titled(results: Mapping[str, Result]) -> None:
    """PDF/UA-1 as typst checks it, with language, title and structure; no other checker runs here."""
    data = write_report(results["da"], Say("da"), ".pdf")
    facts = pdf_facts(data)
    assert (facts.tagged, facts.language, set(facts.pages)) == (True, "da", {A4})
    assert "Søskendegruppen" in facts.title
    headings = [block.level for block in build_report(results["da"], Say("da")).blocks if isinstance(block, Heading)]
    assert [facts.tags.count(f"H{level}") for level in (1, 2)] == [headings.count(level) for level in (1, 2)]
    assert {"Table", "TH", "TD", "L", "LI", "Link"} <= set(facts.tags)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data


@pytest.mark.parametrize(
    ("suffix", "heavy"),
    [(".html", {"docx", "xlsxwriter", "typst"}), (".docx", {"xlsxwriter", "typst"}),
     (".xlsx", {"docx", "typst"}), (".md", {"docx", "xlsxwriter", "typst"})],
)  # fmt: skip
def test_a_format_imports_its_own_library_only(suffix: str, heavy: set[str], examples: Path) -> None:
    """Nobody waits for the library of a format that was not asked for."""
    file = str(examples / EXAMPLES["sv"])
    program = (
        "import sys; from pathlib import Path; from lovande_cli.language import Say\n"
        "from lovande_cli.documents import write_report\n"
        "from lovande_cli.assessment.scoring import score; from lovande_cli.files.answer_files import load_answers\n"
        "from lovande_cli.files.framework_files import load_framework, standard_folder\n"
        "framework = load_framework(standard_folder())\n"
        f"result = score(framework, load_answers(Path({file!r}), framework))\n"
        f"write_report(result, Say('sv'), {suffix!r})\n"
        f"assert not {heavy!r} & set(sys.modules), {heavy!r} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_votes_are_told_without_names(framework: Framework, results: Mapping[str, Result]) -> None:
    """A group's individual answers are counted, with what was written at each; who gave them is nobody's business."""
    votes = {name: Answer(chosen=(step,)) for name, step in (("Anna", "yes"), ("Bo", "no"), ("Cia", "yes"))}
    votes["Cia"] = replace(votes["Cia"], note="Vi glömmer det.", evidence="Dagboken")
    sheet = results["sv"].sheet.with_answer("goals.time-bound", Answer(votes=votes))
    result = score(framework, replace(sheet))
    told = read_html(write_report(result, Say("sv"), ".html", ReportOptions(votes=True)))
    assert "ja 2, nej 1" in told
    assert "ja: Vi glömmer det. Underlag: Dagboken" in told
    assert "Cia" not in told
    bare = read_html(write_report(result, Say("sv"), ".html", ReportOptions(votes=True, notes=False)))
    assert ("ja 2, nej 1" in bare, "glömmer" in bare) == (True, False)
    assert "ja 2, nej 1" not in read_html(write_report(result, Say("sv"), ".html"))


BLOCKED = {
    "typst.py": 'raise ImportError("DLL load failed while importing _typst: blocked by policy")',
    "docx.py": 'raise OSError(22, "[WinError 4551] blocked by policy")',
    "xlsxwriter.py": "import no_such_library",
    "icalendar.py": "import no_such_library",
}
"""Libraries that cannot be loaded, as a managed computer or a missing wheel leaves them."""


@pytest.fixture
def blocked(tmp_path: Path, examples: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the program where none of these libraries loads, in a folder with the example `svar.yaml`; what it did."""
    shadow, folder = tmp_path / "shadow", tmp_path / "svar"
    shadow.mkdir()
    folder.mkdir()
    for name, content in BLOCKED.items():
        (shadow / name).write_text(content, encoding="utf-8")
    shutil.copy(examples / EXAMPLES["sv"], folder / "svar.yaml")

    def run(*arguments: str, lines: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "lovande_cli", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(shadow), "LANG": "C.UTF-8", "PYTHONUTF8": "1", "COLUMNS": "200"},
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("suffix", "kind"), [(one, UNAVAILABLE[one]) for one in FORMATS["report"] if one in UNAVAILABLE]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_format_that_cannot_be_made_here_is_told(
    suffix: str, kind: str, language: str, blocked: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """Where its library is missing or blocked the command says so and what to choose instead, and writes nothing."""
    done = blocked("report", "svar.yaml", "-o", f"rapport{suffix}", "--lang", language)
    told = explain(Problem(kind=kind), Say(language))
    assert (done.returncode, done.stdout, done.stderr.split()) == (1, "", f"{told.reason} {told.remedy}".split())
    assert not (tmp_path / "svar" / f"rapport{suffix}").exists()
    assert blocked("report", "svar.yaml", "-o", "rapport.html").returncode == 0


@pytest.mark.parametrize("place", ["start page", "last page"])
def test_the_page_stays_where_a_format_cannot_be_made(
    place: str, blocked: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """On the start page and after an interview the other formats are offered at once, without the one that failed."""
    formats = [*FORMATS["report"]]
    tries = []
    for suffix in (".pdf", ".docx", ".md"):
        tries.append(str(formats.index(suffix) + 1))
        formats.remove(suffix)
    if place == "start page":
        done = blocked("--plain", lines=[str(MENU.index("report") + 1), "1", "1", *tries, "1", "l"])
    else:
        done = blocked("assess", "svar.yaml", "--plain", lines=[*[""] * 6, *tries])
    assert "PDF går inte att göra på den här datorn" in done.stdout
    assert done.stdout.count("4. Excel") == 1  # fifth of five at first, then fourth, then third
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
    assert (tmp_path / "svar" / "svar-rapport.md").exists()


def test_a_library_that_fails_does_not_end_the_conversation(
    blocked: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """Whatever a library raises while a document is made for the room is one problem, and the page stays."""
    fails = "class TypstError(Exception): pass\ndef compile(*_, **__): raise RuntimeError('panicked')\n"
    (tmp_path / "shadow" / "typst.py").write_text(fails, encoding="utf-8")
    report, pdf = str(MENU.index("report") + 1), str(FORMATS["report"].index(".pdf") + 1)
    done = blocked("--plain", lines=[report, "1", "1", pdf, "1", "1", "l"])
    assert "Något gick fel i programmet (RuntimeError" in done.stdout
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
    assert (tmp_path / "svar" / "svar-rapport.html").exists()


def test_a_workbook_is_as_wide_as_its_columns_and_its_shares_have_two_decimals(results: Mapping[str, Result]) -> None:
    """A name of 250 signs is folded over the columns, for a page made wider would print small; a share reads 0.83."""
    from openpyxl import load_workbook

    long = replace(results["sv"].sheet, practice=Practice(name="Hembesök " * 28))
    book = load_workbook(BytesIO(write_report(replace(results["sv"], sheet=long), Say("sv"), ".xlsx")))
    first = book.worksheets[0]
    title = first["A1"]
    assert title.value == ("Hembesök " * 28).strip()
    assert (title.alignment.wrap_text, "A1:J1" in map(str, first.merged_cells.ranges)) == (True, True)
    assert first.row_dimensions[1].height >= 2 * title.font.size
    shares = [cell for row in first.iter_rows() for cell in row if isinstance(cell.value, float)]
    assert shares
    assert {cell.number_format for cell in shares} == {"0.00"}
