"""The report in every format: one content, strengths first, honest about itself, and nothing in it but text."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, Practice
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.scoring import Result, score
from lovande_cli.documents import REPORTS, write_report
from lovande_cli.documents.content import write_content
from lovande_cli.documents.markdown import elements_markdown, score_markdown
from lovande_cli.errors import WrongCommand
from lovande_cli.files.answerfiles import load_answers
from lovande_cli.language import Say
from lovande_cli.language.characters import for_document

NAUGHTY: list[str] = json.loads((Path(__file__).parent / "naughty.json").read_text(encoding="utf-8"))
EXAMPLES = {"sv": "hembesok.sv.yaml", "da": "stottegruppe.da.yaml"}
LANGUAGES = sorted(EXAMPLES)


@pytest.fixture(scope="session")
def results(framework: Framework, examples: Path) -> Mapping[str, Result]:
    """The example results, by language."""
    return {lang: score(framework, load_answers(examples / name, framework)) for lang, name in EXAMPLES.items()}


def naughty_sheet(framework: Framework) -> AnswerSheet:
    """A sheet with every naughty string somewhere among names, notes, evidence, actions and voters."""
    answers = {}
    for place, question in enumerate(framework.questions):
        chosen = (question.options[0].id,) if question.options else ("yes", "partly", "no", "unknown")[place % 4 :][:1]
        note, evidence = NAUGHTY[2 * place % len(NAUGHTY)], NAUGHTY[(2 * place + 1) % len(NAUGHTY)]
        vote = Answer(chosen=chosen, note=NAUGHTY[place])
        answers[question.id] = Answer(chosen=chosen, note=note, evidence=evidence, votes={NAUGHTY[place]: vote})
    return AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language="sv",
        practice=Practice(
            name="<script>document.title=1</script>=1+1", organisation=NAUGHTY[0], target_group=NAUGHTY[6]
        ),
        answers=answers,
        actions=tuple(Action(what=text, who=text, when=text) for text in NAUGHTY),
    )


def read_html(data: bytes) -> str:
    """What a page says, without its head, figure and tags."""
    from html import unescape

    body = data.decode("utf-8").partition("<body>")[2]
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(svg|style).*?</\1>", "", body, flags=re.DOTALL)))


def read_word(data: bytes) -> str:
    """What a document says."""
    from docx import Document

    body = Document(BytesIO(data)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in body.iter("{*}p"))


def read_excel(data: bytes) -> str:
    """What a workbook says, sheet by sheet."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def read_markdown(data: bytes) -> str:
    """What the text says, its escapes undone."""
    from html import unescape

    return unescape(re.sub(r"\\([^\w\s])", r"\1", data.decode("utf-8")))


def read_pdf(data: bytes) -> str:
    """What the pages say above their footers."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not here (Debian: poppler-utils)")
    page = ["-x", "0", "-y", "0", "-W", "596", "-H", "785"]
    return subprocess.run(["pdftotext", *page, "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


READERS: Mapping[str, Callable[[bytes], str]] = {
    ".html": read_html,
    ".docx": read_word,
    ".xlsx": read_excel,
    ".md": read_markdown,
    ".pdf": read_pdf,
}


def words(text: str) -> str:
    """The letters and digits of a text: what is left when a line is broken or a word divided."""
    return "".join(re.findall(r"\w", text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", REPORTS)
def test_every_format_says_the_same(results: Mapping[str, Result], suffix: str, language: str) -> None:
    """Summary, elements with status, answers with notes and evidence, next steps and method stand in every format."""
    result, say = results[language], Say(language)
    report = write_content(result, say)
    said = words(READERS[suffix](write_report(result, say, suffix)))
    expected = [report.practice, report.summary, *(fact.text for fact in report.facts), *report.about, *report.method]
    expected += [source.reference for source in report.sources]
    expected += [text for e in report.elements for text in (e.name, e.word)]
    expected += [t for e in report.elements for a in e.answers for t in (a.ask, a.answer, a.note, a.evidence)]
    expected += [text for step in report.steps for text in (step.what, step.who, step.when)]
    if suffix != ".xlsx":
        expected += [e.develop for e in report.elements if e.to_develop] + [e.description for e in report.elements]
        expected += [a.hint for a in report.open_questions]
    lowered = said.casefold()
    assert [text for text in expected if words(text).casefold() not in lowered] == []


@pytest.mark.parametrize("suffix", [".html", ".docx", ".md", ".pdf"])
def test_strengths_come_first(results: Mapping[str, Result], suffix: str) -> None:
    """Strengths stand before what to develop, that before what to find out and next steps, the details after."""
    said = READERS[suffix](write_report(results["sv"], Say("sv"), suffix))
    titles = ["Styrkor", "Att utveckla", "Att ta reda på", "Nästa steg", "Element för element", "Så räknades det"]
    places = [re.search(rf"^\W*{title}\s*$", said, re.MULTILINE) for title in titles]
    assert None not in places
    starts = [place.start() for place in places if place]
    assert starts == sorted(starts)


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
    assert words("0–11 af 11 elementer er til stede") in words(said)


@pytest.mark.parametrize("suffix", REPORTS)
def test_naughty_strings_are_only_text(framework: Framework, suffix: str) -> None:
    """Whatever people write stands in the report as they wrote it, and every program can open the file."""
    said = READERS[suffix](write_report(score(framework, naughty_sheet(framework)), Say("sv"), suffix))
    # what a font lacks is a box in PDF, and right-to-left text is read back in another order
    latin = re.compile(r"[\x00-\x7fåäöÅÄÖ\s]*")
    shown = [text for text in NAUGHTY if suffix != ".pdf" or latin.fullmatch(text)]
    assert [text for text in shown if words(for_document(text)) not in words(said)] == []


def test_changes_have_a_place(results: Mapping[str, Result]) -> None:
    """What has changed since an earlier file can be said in every format."""
    for suffix, read in READERS.items():
        assert "Fler element finns" in read(
            write_report(results["sv"], Say("sv"), suffix, changes=["Fler element finns."])
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_markdown_report_is_as_expected(
    results: Mapping[str, Result], golden: Callable[[str, str], None], language: str
) -> None:
    """The whole report, word for word."""
    golden(f"report.{language}.md", write_report(results[language], Say(language), ".md").decode("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_markdown_score_is_as_expected(
    results: Mapping[str, Result], golden: Callable[[str, str], None], language: str
) -> None:
    """`lovande score --format markdown`, word for word."""
    golden(f"score.{language}.md", score_markdown(results[language], Say(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_teacher_gets_what_a_discussion_needs(framework: Framework, language: str) -> None:
    """Every category, element, description and prompt; questions and hints only on demand; and what the tool is not."""
    say = Say(language)
    brief, full = (
        read_markdown(elements_markdown(framework, framework.elements, say, questions=q).encode())
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
    ours = r"h[1-4]|p|ul|ol|li|strong|em|table|thead|tbody|tr|th|td|a"
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
    assert levels.count("Heading 1") == 8
    assert levels.count("Heading 2") == len(result.elements) + 2
    assert document.core_properties.language == "da-DK"
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"da-DK"}
    for table in document.tables:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    described = document.tables[0]._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    assert described == write_content(result, say).figure_text
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.5)


def test_libreoffice_opens_word_and_finds_the_headings(
    framework: Framework, results: Mapping[str, Result], tmp_path: Path
) -> None:
    """LibreOffice turns the documents into PDF with the headings as outline, also with naughty strings in them."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not here (Debian: libreoffice-writer)")
    reports = {"example": results["sv"], "naughty": score(framework, naughty_sheet(framework))}
    files = [tmp_path / f"{name}.docx" for name in reports]
    for file, result in zip(files, reports.values(), strict=True):
        file.write_bytes(write_report(result, Say("sv"), ".docx"))
    options = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", options, "--outdir", str(tmp_path), *map(str, files)],
        check=True,
        capture_output=True,
    )
    for file in files:
        assert file.with_suffix(".pdf").read_bytes().count(b"/Title<") >= 8 + len(framework.elements)


def test_word_survives_control_characters(framework: Framework) -> None:
    """No character that XML refuses reaches the document."""
    data = write_report(score(framework, naughty_sheet(framework)), Say("sv"), ".docx")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        text = parts.read("word/document.xml").decode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)


def test_excel_has_four_sheets_a_frozen_header_and_a_chart(results: Mapping[str, Result]) -> None:
    """Result, answers, next steps and key, as numbers that can be counted with."""
    from openpyxl import load_workbook

    result = results["sv"]
    data = write_report(result, Say("sv"), ".xlsx")
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["Resultat", "Svar", "Nästa steg", "Förklaringar"]
    assert [sheet.freeze_panes for sheet in book] == ["D2", "B2", "A2", "A2"]
    rows = list(book["Resultat"].iter_rows(min_row=2, max_row=12, values_only=True))
    found = [(row[1], row[4], row[5], row[6], row[7], row[8], row[10]) for row in rows]
    assert found == [
        (e.element.number, pytest.approx(float(e.low or 0)), pytest.approx(float(e.high or 0)), len(e.answers),
         e.answered, e.documented, e.element.id)
        for e in result.elements
    ]  # fmt: skip
    assert book["Svar"].max_row == 1 + result.questions
    assert len(book["Resultat"]._charts) == 1
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert b"descr=" in parts.read("xl/drawings/drawing1.xml")


def test_excel_holds_no_formula_and_no_link(framework: Framework) -> None:
    """A note that begins with = stays a note, whatever the program that opens it would like."""
    data = write_report(score(framework, naughty_sheet(framework)), Say("sv"), ".xlsx")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet] == []


def test_pdf_is_tagged_a4_and_titled(results: Mapping[str, Result], tmp_path: Path) -> None:
    """PDF/UA-1 as typst checks it, with language, title and structure; no other checker runs here."""
    pytest.importorskip("typst", reason="typst cannot be loaded here")
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo is not here (Debian: poppler-utils)")
    file = tmp_path / "report.pdf"
    file.write_bytes(write_report(results["da"], Say("da"), ".pdf"))
    info = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    told = subprocess.run(["pdfinfo", "-struct", str(file)], capture_output=True, check=True).stdout
    structure = told.decode("utf-8", errors="replace")
    assert re.search(r"Tagged: +yes", info)
    assert re.search(r"Page size: .*\(A4\)", info)
    assert "Søskendegruppen" in info
    assert structure.count("H1") == 8
    assert structure.count("H2") == len(results["da"].elements) + 2
    assert {"Table", "TH", "TD", "Figure", "L", "LI", "Link"} <= set(re.findall(r"\w+", structure))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in file.read_bytes()
    assert b"/Lang(da)" in file.read_bytes().replace(b" ", b"")


def test_without_the_extra_pdf_is_refused_in_a_sentence(
    results: Mapping[str, Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing typst is a wrong command that says how to install it."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(WrongCommand) as caught:
        write_report(results["sv"], Say("sv"), ".pdf")
    assert [problem.kind for problem in caught.value.problems] == ["needs-pdf-extra"]


@pytest.mark.parametrize(
    ("suffix", "heavy"),
    [(".html", {"docx", "xlsxwriter", "typst"}), (".docx", {"jinja2", "xlsxwriter", "typst"}),
     (".xlsx", {"jinja2", "docx", "typst"}), (".md", {"jinja2", "docx", "xlsxwriter", "typst"})],
)  # fmt: skip
def test_a_format_imports_its_own_library_only(suffix: str, heavy: set[str], examples: Path) -> None:
    """Nobody waits for the library of a format that was not asked for."""
    file = str(examples / EXAMPLES["sv"])
    program = (
        "import sys; from pathlib import Path; from lovande_cli.language import Say\n"
        "from lovande_cli.documents import write_report\n"
        "from lovande_cli.assessment.scoring import score; from lovande_cli.files.answerfiles import load_answers\n"
        "from lovande_cli.files.elementfiles import load_framework, standard_folder\n"
        "framework = load_framework(standard_folder())\n"
        f"result = score(framework, load_answers(Path({file!r}), framework))\n"
        f"write_report(result, Say('sv'), {suffix!r})\n"
        f"assert not {heavy!r} & set(sys.modules), {heavy!r} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_votes_are_told_without_names(framework: Framework, results: Mapping[str, Result]) -> None:
    """A group's individual answers are counted; who gave them is nobody's business."""
    votes = {name: Answer(chosen=(step,)) for name, step in (("Anna", "yes"), ("Bo", "no"), ("Cia", "yes"))}
    sheet = results["sv"].sheet.with_answer("goals.time-bound", Answer(votes=votes))
    said = read_html(write_report(score(framework, replace(sheet)), Say("sv"), ".html"))
    assert "ja 2, nej 1" in said
    assert "Cia" not in said
