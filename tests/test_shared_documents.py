"""What leaves the workplace: the description, the catalogue and the report without notes tell no secret."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import NoReturn

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, drawing, untimed
from pyld import jsonld
from reading import READERS, said, texts, words

from lovande_cli.assessment.answers import Answer, AnswerSheet, Practice, Workshop
from lovande_cli.assessment.framework import TIDIER_ITEMS
from lovande_cli.assessment.scoring import Result, score
from lovande_cli.documents import FORMATS, WRITERS, write_document
from lovande_cli.documents.blocks import Article, Cards, Heading, Table, plain
from lovande_cli.documents.cards import build_cards
from lovande_cli.documents.catalogue import build_catalogue, catalogue_data, is_old, write_catalogue
from lovande_cli.documents.description import build_description
from lovande_cli.documents.report import ReportOptions, build_report
from lovande_cli.files.answer_files import load_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import Say, languages

FRAMEWORK = load_framework(standard_folder())
TODAY = date(2026, 11, 24)
SECRET = "hemligt"
DESCRIBED = sorted((Path(__file__).parents[1] / "examples" / "described").glob("*.yaml"))


def described(path: Path) -> Result:
    """The result of a described example."""
    return score(FRAMEWORK, load_answers(path, FRAMEWORK))


def choices(question_id: str) -> list[tuple[str, ...]]:
    """Some answers to a question."""
    question = FRAMEWORK.question_by_id[question_id]
    return [(), *((one,) for one in question.choices)]


@st.composite
def sheets(draw: st.DrawFn) -> AnswerSheet:
    """Sheets whose notes, evidence and votes are secrets, described and shared in one way or another."""
    answers = {}
    for question in draw(st.lists(st.sampled_from(FRAMEWORK.questions), unique=True, max_size=12)):
        chosen = draw(st.sampled_from(choices(question.id)))
        vote = Answer(chosen=chosen, note=f"{SECRET} a", evidence=f"{SECRET} b")
        answers[question.id] = replace(vote, votes=draw(st.sampled_from([{}, {f"{SECRET} c": vote}])))
    part = draw(st.sampled_from(FRAMEWORK.description))
    written: str | dict[str, str] = {part.links[0].id: "öppet"} if part.links else "öppet"
    return AnswerSheet(
        framework_id=FRAMEWORK.id,
        framework_version=FRAMEWORK.version,
        language="sv",
        practice=Practice(name="Namnet", organisation="Huset"),
        workshop=Workshop(date="2026-01-31", answered_by=f"{SECRET} d"),
        answers=answers,
        description=draw(st.sampled_from([{}, {part.id: written}])),
        share=draw(st.sampled_from(["public", "internal"])),
    )


@given(sheets())
@untimed
def test_a_description_tells_no_note_evidence_or_vote(sheet: AnswerSheet) -> None:
    """Whatever is answered, only what stands in the description, the practice, the date and the statuses comes in."""
    told = said(build_description(score(FRAMEWORK, sheet), Say("sv")))
    assert SECRET not in told
    assert ("öppet" in told) == bool(sheet.description)


@given(st.lists(sheets(), max_size=4))
@drawing(0.3)
def test_a_catalogue_holds_what_is_shared_and_nothing_else(some: list[AnswerSheet]) -> None:
    """Only sheets with `share: public` are in it, in the document and in the data, and no note, evidence or vote."""
    results = [score(FRAMEWORK, sheet) for sheet in some]
    document = build_catalogue(FRAMEWORK, results, Say("sv"), TODAY, "")
    data = catalogue_data(FRAMEWORK, results, Say("sv"), TODAY, "").decode("utf-8")
    public = sum(sheet.share == "public" for sheet in some)
    assert sum(isinstance(block, Article) for block in document.blocks) == public
    assert len(json.loads(data)["practices"]) == public
    assert SECRET not in said(document) + data


@given(sheets())
@untimed
def test_a_report_without_notes_tells_none(sheet: AnswerSheet) -> None:
    """Without notes there is no note, no evidence and no voter's name, with the votes counted or not."""
    shown = replace(sheet, workshop=Workshop())
    for votes in (False, True):
        assert SECRET not in said(
            build_report(score(FRAMEWORK, shown), Say("sv"), ReportOptions(notes=False, votes=votes))
        )


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("path", DESCRIBED, ids=lambda path: path.stem)
def test_every_format_tells_the_description(path: Path, suffix: str) -> None:
    """Every part that is written stands in every format, and no word that the group wrote for itself."""
    result = described(path)
    read = words(READERS[suffix](write_document(build_description(result, Say(result.sheet.language)), suffix)))
    for part, written in result.sheet.description.items():
        for text in [written] if isinstance(written, str) else written.values():
            lines = [line.removeprefix("- ") for line in text.splitlines() if line.strip()]
            assert [line for line in lines if words(line) not in read] == [], part
    notes = [text for a in result.sheet.answers.values() for text in (a.note, a.evidence) if text]
    assert notes
    assert [text for text in notes if words(text) in read] == []


@pytest.mark.parametrize("path", DESCRIBED, ids=lambda path: path.stem)
def test_a_description_is_three_pages(path: Path) -> None:
    """With TIDieR and all, and the table of TIDieR whole on the last of them."""
    result = described(path)
    say = Say(result.sheet.language)
    first, second, last = READERS[".pdf"](write_document(build_description(result, say), ".pdf")).split("\f")[:-1]
    assert words(say("description.tidier-title")) not in words(first + second)
    assert all(words(say(f"description.tidier.{item}")) in words(last) for item in TIDIER_ITEMS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_parts_are_not_printed(language: str) -> None:
    """A sheet with one part written has that heading and no other part's; TIDieR says what is not written."""
    say = Say(language)
    part = next(one for one in FRAMEWORK.description if not one.links and one.tidier)
    sheet = replace(described(DESCRIBED[0]).sheet, description={part.id: "x"}, answers={})
    document = build_description(score(FRAMEWORK, sheet), say)
    anchors = [block.anchor for block in document.blocks if isinstance(block, Heading) and block.anchor]
    assert anchors == [f"part-{part.id}"]
    assert say("description.not-recommended") in texts(document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tidier_says_where_it_is_asked_and_what_is_empty(language: str) -> None:
    """Each item names every part that asks for it, and of each part whether it is written, begun or empty."""
    say = Say(language)
    sheet = replace(described(DESCRIBED[0]).sheet, description={"why": "x", "change": {"soon": "x"}}, answers={})
    document = build_description(score(FRAMEWORK, sheet), say)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    ends = {"why": "", "change": f" ({say('description.tidier-begun')})"}
    assert [plain(where) for _, _, where in table.rows] == [
        ", ".join(
            say.text(part.heading) + ends.get(part.id, f" ({say('description.tidier-empty')})")
            for part in FRAMEWORK.description
            if item in part.tidier
        )
        for item in TIDIER_ITEMS
    ]
    without = replace(FRAMEWORK, description=tuple(replace(part, tidier=()) for part in FRAMEWORK.description))
    assert say("description.tidier-nowhere") in texts(build_description(score(without, sheet), say))


def test_the_catalogue_is_in_order_of_name_and_says_what_is_old() -> None:
    """By the language's alphabet, never by the number of elements; two years and a day is old."""
    base = described(DESCRIBED[0]).sheet
    names = {"Öppet hus": "2024-11-23", "Arken": "2024-11-24", "Zebra": ""}
    some = [replace(base, practice=Practice(name=name), workshop=Workshop(date=when)) for name, when in names.items()]
    say = Say("sv")
    document = build_catalogue(FRAMEWORK, [score(FRAMEWORK, sheet) for sheet in some], say, TODAY, "Vår katalog")
    entries = [said(block).split("\n") for block in document.blocks if isinstance(block, Article)]  # type: ignore[arg-type]
    assert [entry[0] for entry in entries] == ["Arken", "Zebra", "Öppet hus"]
    assert document.title == "Vår katalog"
    assert [entry[2] for entry in entries] == [
        "24 november 2024", say("catalogue.undated"), say("catalogue.old", date="23 november 2024")
    ]  # fmt: skip
    assert not is_old("inte ett datum", TODAY)


@pytest.mark.parametrize("suffix", FORMATS["catalogue"])
def test_a_catalogue_can_be_written_in_every_format(suffix: str) -> None:
    """Both examples stand in it, with a table of contents and side by side."""
    data = write_catalogue(FRAMEWORK, [described(path) for path in DESCRIBED], Say("da"), TODAY, "", suffix)
    read = words(READERS[suffix](data) if suffix in READERS else data.decode("utf-8"))
    for path in DESCRIBED:
        assert words(described(path).sheet.practice.name) in read


def test_the_data_uses_dublin_core() -> None:
    """Title, creator, audience, date, language and subject under Dublin Core's terms; statuses under our own."""
    data = json.loads(catalogue_data(FRAMEWORK, [described(DESCRIBED[1])], Say("sv"), TODAY, ""))
    (practice,) = data["practices"]
    sheet = described(DESCRIBED[1]).sheet
    assert practice["dcterms:title"] == sheet.practice.name
    assert practice["dcterms:creator"] == sheet.practice.organisation
    assert practice["dcterms:audience"] == sheet.practice.target_group
    assert (practice["dcterms:date"], practice["dcterms:language"], practice["old"]) == ("2026-09-30", "sv", False)
    assert {one["id"] for one in practice["elements"]} == {e.id for e in FRAMEWORK.elements}
    assert set(practice["description"]) == set(sheet.description)


def is_linked(data: bytes) -> None:
    """Fail where expanding loses or changes anything: what is compacted again must be the same."""

    def refuse(url: str, options: object) -> NoReturn:
        raise AssertionError(f"{url} is asked for with {options}: the context must stand in the file")

    catalogue = json.loads(data)
    options = {"documentLoader": refuse}
    expanded = jsonld.expand(catalogue, options)
    assert jsonld.compact(expanded, catalogue["@context"], options) == catalogue

    def keys(inside: object) -> Iterator[str]:
        for name, value in inside.items() if isinstance(inside, dict) else ():
            yield name
            yield from keys(value)
        for item in inside if isinstance(inside, list) else ():
            yield from keys(item)

    assert all(key.startswith("@") or ":" in key for key in keys(expanded))


@given(st.lists(sheets(), max_size=3))
@drawing(0.3)
def test_the_data_is_linked_data_that_loses_nothing(some: list[AnswerSheet]) -> None:
    """Expanded as JSON-LD every key has its term, and compacted again the catalogue is the same, without a network."""
    is_linked(catalogue_data(FRAMEWORK, [score(FRAMEWORK, sheet) for sheet in some], Say("da"), TODAY, "Vår katalog"))


@pytest.mark.parametrize("paths", [[], DESCRIBED[:1], DESCRIBED])
def test_described_examples_are_linked_data(paths: list[Path]) -> None:
    """Whole descriptions too, one or several, and none at all."""
    is_linked(catalogue_data(FRAMEWORK, [described(path) for path in paths], Say("sv"), TODAY, ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_says_how_much_is_written_and_whom_to_turn_to(language: str) -> None:
    """One part of fourteen does not look like a whole description; the contact stands in catalogue, data and document."""
    base, say = described(DESCRIBED[0]), Say(language)
    begun = replace(
        base.sheet,
        description={"in-short": "Vi går hem till dem.", "change": {"resources": "Två personer"}},
        practice=replace(base.sheet.practice, contact="boende@ekbacken.example"),
    )
    result, count = score(FRAMEWORK, begun), len(FRAMEWORK.description)
    told = said(build_catalogue(FRAMEWORK, [result], say, TODAY, ""))
    assert say("catalogue.extent", written=1, parts=count) in told
    assert "boende@ekbacken.example" in told
    for document in (build_description(result, say), build_report(result, say)):
        assert "boende@ekbacken.example" in said(document)
    (practice,) = json.loads(catalogue_data(FRAMEWORK, [result], say, TODAY, ""))["practices"]
    assert practice["parts"] == {"written": 1, "all": count}
    assert practice["schema:contactPoint"] == {"@type": "schema:ContactPoint", "schema:name": "boende@ekbacken.example"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_hundred_practices_are_less_than_two_megabytes(language: str) -> None:
    """A large catalogue of full descriptions (5,000 letters each), written in several languages, can still be mailed."""
    base = described(DESCRIBED[0])
    some = [
        replace(
            base, sheet=replace(base.sheet, language=written, practice=Practice(name=f"{number}", organisation="Huset"))
        )
        for number, written in zip(range(300), cycle(LANGUAGES))
    ]
    assert len(write_catalogue(FRAMEWORK, some, Say(language), TODAY, "", ".html")) < 2_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_names_the_language_of_what_a_group_wrote(language: str) -> None:
    """Where it is not the catalogue's: name and texts in every format, contents and rows too; the labels are the catalogue's."""
    import docx
    from docx.oxml.ns import qn

    say, results = Say(language), [described(path) for path in DESCRIBED]
    (other,) = [result.sheet for result in results if result.sheet.language != language]
    page = write_catalogue(FRAMEWORK, results, say, TODAY, "", ".html").decode("utf-8")
    tag = re.escape(other.language)
    for place in (
        r'<h2 id="practice-\d" lang="{}">',
        r'<a href="#practice-\d" lang="{}">',
        r'<th scope="row" lang={}><a href="#practice-\d">',
    ):
        assert re.findall(f"{place.format(tag)}(.*?)<", page) == [escape(other.practice.name)], place
    text = other.description["in-short"]
    assert isinstance(text, str)
    first = text.splitlines()[0]
    assert f"<p lang={other.language}>{escape(first)}" in page
    assert f"<h3>{say.text(FRAMEWORK.description[0].heading)}</h3>" in page
    word = docx.Document(BytesIO(write_catalogue(FRAMEWORK, results, say, TODAY, "", ".docx")))
    spoken = {
        run.text: run._r.rPr.find(qn("w:lang")) for p in word.paragraphs for run in p.runs if run._r.rPr is not None
    }
    assert spoken[other.practice.name].get(qn("w:val")) == languages()[other.language].word
    assert spoken[first].get(qn("w:val")) == languages()[other.language].word
    pdf = write_catalogue(FRAMEWORK, results, say, TODAY, "", ".pdf")
    assert f"/Lang({languages()[other.language].typst})".encode() in pdf.replace(b" ", b"")


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_card_for_every_element(language: str) -> None:
    """Front: number, name and what must be true. Back: what to talk about, and one question. Every sheet of four is full."""
    say = Say(language)
    (cards,) = (block.cards for block in build_cards(FRAMEWORK, say).blocks if isinstance(block, Cards))
    assert len(cards) % 4 == 0
    assert 1 <= len(cards) - len(FRAMEWORK.elements) <= 4
    for card, element in zip(cards, FRAMEWORK.elements, strict=False):
        assert say.text(FRAMEWORK.category_by_id[element.category].name) in card.front_label
        definition = say("common.definition", text=say.text(element.description))
        assert (card.front_title, card.front_text) == (say.text(element.name), definition)
        first, second = (fact.text for fact in card.back)
        assert first == say.text(element.discuss)
        assert second in [say.text(q.ask) for q in element.questions if q.core]
    assert {card.front_title for card in cards[len(FRAMEWORK.elements) :]} == {""}


def test_backs_meet_their_fronts_when_printed_on_both_sides() -> None:
    """On the page of backs, left and right have changed places, row by row; fronts begin on the front of a sheet."""
    pages = READERS[".pdf"](write_document(build_cards(FRAMEWORK, Say("sv")), ".pdf")).split("\f")
    asked = [words(Say("sv").text(element.discuss)) for element in FRAMEWORK.elements[:4]]
    fronts, backs = words(pages[2]), words(pages[3])
    assert words(FRAMEWORK.elements[0].name["sv"]) in fronts
    places = [backs.index(text) for text in asked]
    assert sorted(range(4), key=lambda n: places[n]) == [1, 0, 3, 2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "command",
    [
        "report FILE -o out.md",
        "elements goals --format markdown",
        "elements --questions -o out.md",
        "form -o out.yaml",
        "form -o out.pdf",
        "form --about-questions -o out.pdf",
        "cards -o out.pdf",
    ],
)
def test_no_definition_reads_as_a_claim_about_the_group(
    command: str, language: str, run: Run, examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever an element's definition stands, it is said before it that this is how it is when the element is there."""
    say, element = Say(language), FRAMEWORK.element_by_id["goals"]
    monkeypatch.chdir(tmp_path)
    words = command.replace("FILE", str(examples / "hembesok.sv.yaml")).split()
    ran = run(*words, "--lang", language)
    assert ran.code == 0
    out = next(iter(tmp_path.glob("out.*")), None)
    shown = (
        READERS[out.suffix](out.read_bytes()) if out and out.suffix in READERS else out.read_text() if out else ran.out
    )
    shown = re.sub(r"[#*\s­]+", "", shown)
    begun = re.sub(r"\s+", "", say.text(element.description))[:30]
    label = re.sub(r"\s+", "", say("common.definition", text=""))
    assert shown.count(begun) == shown.count(label + begun) > 0
