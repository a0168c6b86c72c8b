"""The empty questionnaire: every question on paper and in the browser, and an answer file that is read as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from made import LANGUAGES
from reading import A4, READERS, pdf_facts, words

from lovande_cli.assessment.answers import Answer, Practice
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.scoring import score
from lovande_cli.documents import FORMATS, write_form
from lovande_cli.documents.questionnaire import NOTHING, Prefill, condition
from lovande_cli.documents.webform import form_data
from lovande_cli.documents.words import question_number
from lovande_cli.files.answer_files import read_answers
from lovande_cli.language import Say


def read_form(data: bytes, suffix: str) -> str:
    """What a form says; the page and the answer file as they are, without the marks of comments."""
    if suffix in (".docx", ".pdf"):
        return READERS[suffix](data)
    return data.decode("utf-8").replace('\\"', '"').replace("\n    #", "").replace("\n  #", "").replace("\n#", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", FORMATS["form"])
def test_every_form_asks_every_question(framework: Framework, suffix: str, language: str) -> None:
    """Each element with description and prompt, each question with number, id, hint and all its answers."""
    say = Say(language)
    read = words(read_form(write_form(framework, say, suffix), suffix))
    expected = [say.text(text) for e in framework.elements for text in (e.name, e.description, e.discuss)]
    for question in framework.questions:
        expected += [say.text(text) for text in (question.ask, question.hint)]
        expected += [say.text(one.label) for one in (*question.options, *question.steps)]
        if suffix != ".html":  # the page numbers and asks by itself
            expected += [question_number(framework, question), condition(framework, question, say)]
    assert [text for text in expected if words(text) not in read] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", FORMATS["form"])
def test_a_pilot_form_ends_in_the_closing_questions(framework: Framework, suffix: str, language: str) -> None:
    """Each with its hint and the steps of its scale in every format, and only in a form that asks for them."""
    say = Say(language)
    expected = [say("interview.pilot.closing-title"), say("interview.pilot.not-counted")]
    for question in framework.closing:
        expected += [say.text(text) for text in (question.ask, question.hint, *(step.label for step in question.steps))]
    asked = words(read_form(write_form(framework, say, suffix, Prefill(closing=framework.closing)), suffix))
    assert [text for text in expected if words(text) not in asked] == []
    plain = words(read_form(write_form(framework, say, suffix), suffix))
    assert not any(words(say.text(question.ask)) in plain for question in framework.closing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_closing_questions_are_answered_by_typing(framework: Framework, language: str) -> None:
    """In the answer file each has a key to write behind, and what is written is under `closing`."""
    text = write_form(framework, Say(language), ".yaml", Prefill(closing=framework.closing)).decode("utf-8")
    assert read_answers(text.encode(), file="f", framework=framework, strict=True).closing == {}
    for question in framework.closing:
        text = text.replace(f"\n  {question.id}:\n", f"\n  {question.id}: {'nej' if question.steps else 'Tid'}\n")
    sheet = read_answers(text.encode(), file="f", framework=framework, strict=True)
    assert sheet.closing == {q.id: {"": "no" if q.steps else "Tid"} for q in framework.closing}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_form_is_short_and_without_identifiers(framework: Framework, language: str) -> None:
    """Eight pages at most, and no English id under a question."""
    data = write_form(framework, Say(language), ".pdf")
    assert len(pdf_facts(data).pages) <= 8
    read = READERS[".pdf"](data)
    assert [q.id for q in framework.questions if q.short_id in read and "-" in q.short_id] == []


@pytest.mark.parametrize("suffix", FORMATS["form"])
def test_every_form_says_what_it_is_not_for(framework: Framework, suffix: str) -> None:
    """People are asked to leave personal data out, wherever they write."""
    assert words(Say("sv")("form.lead.personal")) in words(read_form(write_form(framework, Say("sv"), suffix), suffix))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_empty_answer_file_can_be_read(framework: Framework, language: str) -> None:
    """The file is an answer file without answers, made for this framework and language."""
    sheet = read_answers(write_form(framework, Say(language), ".yaml"), file="form.yaml", framework=framework)
    made_for = (sheet.framework_id, sheet.framework_version, sheet.language)
    assert made_for == (framework.id, framework.version, language)
    assert score(framework, sheet).answered == 0
    read_answers(write_form(framework, Say(language), ".yaml"), file="form.yaml", framework=framework, strict=True)
    assert (sheet.answers, sheet.actions) == ({}, ())


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\v", "\f", "\r", "\n"])
def test_no_line_break_ends_a_comment_of_the_answer_file(framework: Framework, sign: str) -> None:
    """Own wording, whom to send it to and what is known are read as they stand, whatever line break they hold."""
    first = framework.elements[0]
    own = replace(first, description=dict.fromkeys(framework.languages, f"Ett{sign}answers: x"))
    framework = replace(framework, elements=(own, *framework.elements[1:]))
    known = Prefill(return_to=f"anna{sign}goals: ja", practice=Practice(name=f"Hem{sign}besök"), date="2026-11-22")
    for language in LANGUAGES:
        sheet = read_answers(write_form(framework, Say(language), ".yaml", known), file="f", framework=framework)
        assert sheet.practice.name == "Hem\nbesök"
        assert sheet.workshop.date == "2026-11-22"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_file_is_filled_in_by_typing(framework: Framework, language: str) -> None:
    """An answer typed behind its colon is the answer, for every question; so are the step that opens with a comment."""
    say = Say(language)
    lines = write_form(framework, say, ".yaml").decode("utf-8").split("\n")
    expected = {}
    element = ""
    for place, line in enumerate(lines):
        found = re.fullmatch(r"( {2,4})([a-z-]+):", line)
        if found and len(found[1]) == 2:
            element = found[2]
        elif found and f"{element}.{found[2]}" in framework.question_by_id:
            question = framework.question_by_id[f"{element}.{found[2]}"]
            chosen = question.options[0].id if question.options else "yes"
            lines[place] += f" [{chosen}]" if question.options else " ja"
            expected[question.id] = Answer(chosen=(chosen,))
    text = "\n".join(lines).replace("# actions:", "actions:").replace("#   - {", "  - {")
    sheet = read_answers(text.encode("utf-8"), file="form.yaml", framework=framework)
    assert sheet.answers == expected
    assert len(expected) == len(framework.questions)
    assert len(sheet.actions) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_can_be_mailed_and_is_alone(framework: Framework, language: str) -> None:
    """Under 300 kB, one file, and a policy that lets its own script and style in and nothing out."""
    data = write_form(framework, Say(language), ".html")
    page = data.decode("utf-8")
    assert len(data) < 300_000
    assert re.search(r"default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'", page)
    assert not re.search(r"<(link|img|iframe|object|embed)\b|\bsrc=|url\(|@import|\bfetch\(|XMLHttp|WebSocket", page)


def test_what_others_wrote_comes_with_its_licence(framework: Framework) -> None:
    """The page holds js-yaml, whose licence asks to be in every copy."""
    page = write_form(framework, Say("sv"), ".html").decode("utf-8")
    assert "js-yaml 4.3.2" in page
    assert "(The MIT License)\n\nCopyright (C) 2011-2015 by Vitaly Puzrin\n" in page
    assert 'THE SOFTWARE IS PROVIDED "AS IS"' in page


def test_own_questions_cannot_break_the_page(framework: Framework) -> None:
    """A unit's own wording stays wording: it ends no script and starts none."""
    evil = dict.fromkeys(framework.languages, "</script><script>alert(1)</script><!--")
    own = replace(framework, title=evil)
    page = write_form(own, Say("sv"), ".html").decode("utf-8")
    assert page.count("<script") == 2
    assert "<!--" not in page


@pytest.mark.timeout(30)
def test_the_page_asks_for_the_description(framework: Framework) -> None:
    """Each part in order with all its words in every language, a chain with its links; a framework without has none."""
    asked = form_data(framework, Say("sv"), NOTHING)["description"]
    assert [one["id"] for one in asked] == [part.id for part in framework.description]
    for one, part in zip(asked, framework.description, strict=True):
        words_of_part = [one[key] for key in ("heading", "ask", "hint", "example")]
        assert words_of_part == [part.heading, part.ask, part.hint, part.example]
        links = [(link["id"], link["heading"], link["hint"]) for link in one["links"]]
        assert links == [(link.id, link.heading, link.hint) for link in part.links]
    assert any(one["links"] for one in asked)
    assert form_data(replace(framework, description=()), Say("sv"), NOTHING)["description"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_framework_in_one_language_has_forms_for_all(framework: Framework, language: str) -> None:
    """A unit whose questions are in one language gets a form and a file that can be read, whatever it is asked in."""
    own = replace(framework, languages={"sv": "svenska"})
    sheet = read_answers(write_form(own, Say(language), ".yaml"), file="form.yaml", framework=own)
    assert sheet.language == "sv"
    assert '"language":"sv"' in write_form(own, Say(language), ".html").decode("utf-8")
    other = replace(framework, languages={"nb": "norsk bokmål"})
    assert f'"fileLanguage":{{"{language}":"nb"}}' in write_form(other, Say(language), ".html").decode("utf-8")


def test_the_paper_form_is_tagged_a4(framework: Framework) -> None:
    """The form on paper is A4 and a tagged PDF too."""
    facts = pdf_facts(write_form(framework, Say("sv"), ".pdf"))
    assert facts.tagged
    assert {"H1", "Table", "L"} & set(facts.tags)
    assert set(facts.pages) == {A4}


def test_the_word_form_has_headings_and_boxes(framework: Framework) -> None:
    """A heading for each element and a box for each answer, in black and white."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document(BytesIO(write_form(framework, Say("da"), ".docx")))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [text for text in headings if re.match(r"\d+\. ", text)] == [
        f"{e.number}. {e.name['da']}" for e in framework.elements
    ]
    boxes = sum(p.text.count("☐") for p in document.paragraphs)
    assert boxes == sum(len(q.options) + len(q.steps) for q in framework.questions)
    colors = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:color"))}
    assert "0F5257" not in colors
