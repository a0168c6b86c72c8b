"""The report and the form in a real browser: accessible, alone, and the form's file is read as it is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html import escape
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from made import LANGUAGES
from made import sheet as make_sheet
from made_answer_files import compare_readings, compare_typing, made_files
from made_field import made_field
from programs import BROWSER, path_to, skip
from reading import A4, READERS, pdf_facts, words

from lovande_cli.assessment.answers import Answer, AnswerSheet, Practice, Workshop
from lovande_cli.assessment.change import compare
from lovande_cli.assessment.expert_ratings import Ratings
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.group import Submission, gather
from lovande_cli.assessment.practice_map import map_practices, row_of
from lovande_cli.assessment.sample import studied_sheets
from lovande_cli.assessment.scoring import score
from lovande_cli.assessment.study import study
from lovande_cli.documents import write_document, write_form, write_report
from lovande_cli.documents.cards import build_cards
from lovande_cli.documents.catalogue import build_catalogue
from lovande_cli.documents.change import build_change
from lovande_cli.documents.description import build_description
from lovande_cli.documents.expert_form import build_rating_form
from lovande_cli.documents.group import build_group
from lovande_cli.documents.leaflet import build_leaflet
from lovande_cli.documents.map import build_map
from lovande_cli.documents.questionnaire import Prefill
from lovande_cli.documents.score import build_score
from lovande_cli.documents.study import build_study
from lovande_cli.files.answer_files import load_answers, read_answers, write_answers
from lovande_cli.files.store import save_answers
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_file, unix_lines

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType, Page

NAUGHTY: list[str] = json.loads((Path(__file__).parent / "naughty.json").read_text(encoding="utf-8"))
EXAMPLES = {"sv": "hembesok.sv.yaml", "da": "stottegruppe.da.yaml"}
LOOKS = list(zip(LANGUAGES, cycle(["light", "dark"]), strict=False))
"""Each language once and each scheme once: colours do not hang on the words, nor words on the colours."""
FLAGS = [
    *("--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

AXE = """
axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], resultTypes: ['violations']})
   .then(found => ({passes: found.passes.length, violations: found.violations}))
"""
"""Every rule on every node; what passed is counted and not carried over, which took longer than the rules."""

Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, Chrome or Edge without a screen."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (the extra `dev`)")
    with playwright.sync_playwright() as running:
        started = start_browser(running.chromium)
        yield started
        started.close()


def start_browser(chromium: BrowserType) -> Browser:
    """The browser on the PATH, else what Windows and macOS have elsewhere, else the one that playwright has fetched."""
    from playwright.sync_api import Error

    path = path_to(BROWSER)
    for where in [{"executable_path": path}] if path else [{"channel": "chrome"}, {"channel": "msedge"}, {}]:
        try:
            return chromium.launch(**where, args=FLAGS, chromium_sandbox=False)
        except Error as error:
            if not re.search(r"is not found at|Executable doesn't exist", error.message):
                raise
    return skip(BROWSER)


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a page from the disk; at the end nothing else may have been asked for, said or run."""
    asked: list[str] = []
    said: list[str] = []
    contexts = []

    def open_file(data: bytes, *, width: int = 1200, scheme: Any = "light") -> Page:
        file = tmp_path / "page.html"
        file.write_bytes(data)
        # axe has to be let past the policy that the page itself lives under
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)  # nobody waits half a minute for what does not come
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    own = ((tmp_path / "page.html").as_uri(), "blob:null/", "blob:file:///")
    assert [url for url in asked if not url.startswith(own)] == []
    assert said == []


def check_with_axe(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.1 A and AA: rule and place."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    # evaluated from outside, which a page's policy allows where it would refuse a script of its own
    page.evaluate(source)
    found = page.evaluate(AXE)
    assert found["passes"] > 10
    return [f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]


def fits(page: Page) -> bool:
    """Whether nothing sticks out at the side."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    return wide


def example(framework: Framework, examples: Path, language: str) -> AnswerSheet:
    """The example sheet in the language."""
    return load_answers(examples / EXAMPLES.get(language, EXAMPLES["sv"]), framework)


def naughty_sheet(framework: Framework) -> AnswerSheet:
    """A sheet whose every note and evidence is a naughty string."""
    texts = [NAUGHTY[place % len(NAUGHTY)] for place in range(2 * len(framework.questions))]
    answers = {q.id: Answer(note=texts.pop(), evidence=texts.pop()) for q in framework.questions}
    return AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language="sv",
        practice=Practice(name=" ".join(NAUGHTY[6:11]), organisation=NAUGHTY[-3], target_group=NAUGHTY[-4]),
        answers=answers,
    )


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_the_report_is_accessible(
    open_page: Open, framework: Framework, examples: Path, language: str, scheme: str
) -> None:
    """axe-core finds nothing against WCAG 2.1 AA, in both languages, light and dark, wide and on a phone."""
    result = score(framework, example(framework, examples, language))
    page = open_page(write_report(result, Say(language), ".html"), scheme=scheme)
    assert check_with_axe(page) == []
    page.set_viewport_size({"width": 375, "height": 700})
    assert check_with_axe(page) == []
    assert fits(page)


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_the_map_is_accessible(
    open_page: Open, framework: Framework, examples: Path, language: str, scheme: str
) -> None:
    """axe-core finds nothing in the map of all examples, and its cells have the colours of their statuses."""
    files = sorted(examples.rglob("*.yaml"))
    rows = [row_of(path.name, framework, load_answers(path, framework)) for path in files]
    page = open_page(write_document(build_map(map_practices(framework, rows), Say(language)), ".html"), scheme=scheme)
    assert check_with_axe(page) == []
    shades = page.evaluate(
        "['present', 'partly', 'absent'].map(s => getComputedStyle(document.querySelector('td.' + s), '::before').backgroundColor)"
    )
    assert len(set(shades)) == 3
    page.set_viewport_size({"width": 375, "height": 700})
    assert check_with_axe(page) == []


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_the_form_notes_answers_that_hardly_fit(
    open_page: Open, framework: Framework, language: str, scheme: str
) -> None:
    """Beside the later question stands which answer it hardly fits with, as long as both are so; nothing is in the way."""
    page, say = open_page(write_form(framework, Say(language), ".html", Prefill()), scheme=scheme), Say(language)
    doubt = page.locator("[id='doubt-description.usable-by-others']")
    page.locator("[id='description.written-where=nowhere']").check()
    page.locator("[id='description.usable-by-others=yes']").check()
    assert doubt.inner_text() == say("form.web.hardly-fits", number="3.1")
    assert check_with_axe(page) == []
    page.locator("[id='description.usable-by-others=no']").check()
    assert doubt.inner_text() == ""


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_what_screens_show_is_accessible(
    open_page: Open, framework: Framework, examples: Path, language: str, scheme: str
) -> None:
    """A result, a group and a change as pages: axe-core finds nothing in them, and all fit a phone."""
    say = Say(language)
    group = [load_answers(path, framework) for path in sorted((examples / "group").iterdir())]
    times = [load_answers(path, framework) for path in sorted((examples / "change").iterdir())]
    people = [Submission(name=f"Person {place}", sheet=sheet) for place, sheet in enumerate(group)]
    for document in (
        build_score(score(framework, example(framework, examples, language)), say, explained=True),
        build_group(gather(framework, people, language=language), say),
        build_change(compare(framework, times), ["a", "b"], say),
    ):
        page = open_page(write_document(document, ".html"), scheme=scheme)
        assert check_with_axe(page) == []
        page.set_viewport_size({"width": 375, "height": 700})
        assert check_with_axe(page) == []
        assert fits(page)


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_a_study_and_the_form_for_experts_are_accessible(
    open_page: Open, framework: Framework, language: str, scheme: str
) -> None:
    """axe-core finds nothing in a study with languages and experts, nor in what experts fill in; both fit a phone."""
    sheets = [one for name, sheet in made_field(framework) for one in studied_sheets(framework, sheet, name)]
    ratings = Ratings(file="e", relevance={"goals.time-bound": 2}, clarity={"goals.time-bound": 4})
    studied, say = study(framework, sheets, [ratings]), Say(language)
    for document in (build_study(studied, say, 90), build_rating_form(framework, say)):
        data = write_document(document, ".html")
        page = open_page(data, scheme=scheme)
        assert check_with_axe(page) == []
        page.set_viewport_size({"width": 375, "height": 700})
        assert check_with_axe(page) == []
        assert fits(page)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_the_form_is_accessible(open_page: Open, framework: Framework, language: str, scheme: str) -> None:
    """axe-core finds nothing in the form: empty on a phone; with answers, notes open and a mistake shown on a computer."""
    page = open_page(write_form(framework, Say(language), ".html"), scheme=scheme, width=375)
    assert check_with_axe(page) == []
    assert fits(page)
    page.set_viewport_size({"width": 1200, "height": 900})
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("checkbox").nth(3).check()
    for details in page.locator("details").all()[:3]:
        details.locator("summary").click()
    page.locator("#field-participants").fill("0")
    page.locator("#save").click()
    assert page.evaluate("document.activeElement.id") == "field-participants"
    assert check_with_axe(page) == []


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_every_other_document_is_accessible(
    open_page: Open, framework: Framework, examples: Path, language: str, scheme: str
) -> None:
    """axe-core finds nothing in description, catalogue, cards and leaflet, wide and on a phone, and all of it fits."""
    say = Say(language)
    results = [score(framework, load_answers(path, framework)) for path in sorted((examples / "described").glob("*"))]
    documents = [
        build_description(results[0], say),
        build_catalogue(framework, results, say, date(2026, 11, 24), ""),
        build_cards(framework, say),
        build_leaflet(framework, framework.elements, say, questions=True),
    ]
    for document in documents:
        page = open_page(write_document(document, ".html"), scheme=scheme)
        assert check_with_axe(page) == []
        page.set_viewport_size({"width": 375, "height": 700})
        assert check_with_axe(page) == []
        assert fits(page)


def test_the_catalogue_is_searched_without_a_network(open_page: Open, framework: Framework, examples: Path) -> None:
    """Words and filters show the entries that fit, say how many they are, and all is back when they are cleared."""
    results = [score(framework, load_answers(path, framework)) for path in sorted((examples / "described").glob("*"))]
    page = open_page(write_document(build_catalogue(framework, results, Say("sv"), date(2026, 11, 24), ""), ".html"))

    def shown() -> list[str]:
        return [one.strip() for one in page.locator("article.entry:visible h2").all_text_contents()]

    both = [result.sheet.practice.name for result in results]
    assert shown() == both
    page.get_by_role("searchbox").fill("TRAPPAN elev")
    assert shown() == both[1:]
    assert page.get_by_role("status").text_content() == "Visar 1 av 2 arbetssätt."
    page.get_by_role("searchbox").fill("zzz")
    assert page.get_by_role("status").text_content() == "Inget arbetssätt stämmer med sökningen."
    page.get_by_role("searchbox").fill("")
    page.get_by_label(Say("sv")("common.organisation")).select_option(results[0].sheet.practice.organisation)
    assert shown() == both[:1]
    page.get_by_label(Say("sv")("common.organisation")).select_option("")
    page.get_by_label(Say("sv")("catalogue.element-in-place")).select_option("5")
    assert shown() == both[:1]


@pytest.mark.parametrize("width", [1200, 375])
def test_naughty_strings_do_not_run_or_break_the_report(open_page: Open, framework: Framework, width: int) -> None:
    """No script runs, nothing sticks out, and no element appears that the template does not have."""
    result = score(framework, naughty_sheet(framework))
    page = open_page(write_report(result, Say("sv"), ".html"), width=width)
    assert page.evaluate("document.querySelectorAll('script, img, iframe, b').length") == 0
    assert fits(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_prints_on_paper(
    open_page: Open, framework: Framework, examples: Path, tmp_path: Path, language: str
) -> None:
    """The page prints on A4, and the figure with it."""
    result = score(framework, example(framework, examples, language))
    page = open_page(write_report(result, Say(language), ".html"), scheme="dark")
    printed = tmp_path / "print.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    assert set(pdf_facts(printed.read_bytes()).pages) == {A4}


# ---- the form ----


def download(page: Page) -> bytes:
    """The file that the form saves."""
    with page.expect_download() as waiting:
        page.locator("#save").click()
    return Path(waiting.value.path()).read_bytes()


def open_saved(page: Page, data: bytes, name: str = "svar.yaml") -> str:
    """Open a file in the form, and agree where it asks about the answers on the page; what the form then says."""
    page.evaluate("document.getElementById('notice').textContent = ''")
    page.locator("#picker").set_input_files({"name": name, "mimeType": "application/yaml", "buffer": data})
    page.locator("#notice:not(:empty), dialog[open]").first.wait_for(state="attached", timeout=10_000)
    if page.locator("#agree").is_visible():
        page.locator("#agree").click()
        page.locator("#notice:not(:empty)").wait_for(state="attached", timeout=10_000)
    return page.locator("#notice").inner_text()


def type_answers(page: Page, framework: Framework, sheet: AnswerSheet) -> None:
    """Fill in the whole form from the keyboard alone: Tab from one field to the next, and only keys a person has."""
    fields = {
        "field-name": sheet.practice.name,
        "field-organisation": sheet.practice.organisation,
        "field-target-group": sheet.practice.target_group,
        "field-participants": str(sheet.workshop.participants),
    }
    page.locator("#field-name").focus()
    for _ in range(2000):
        now = page.evaluate("""(() => {const e = document.activeElement;
            return {id: e.id, tag: e.tagName, type: e.type || "", name: e.name || "", value: e.value || "",
                    box: (e.closest("fieldset") || {id: ""}).id.replace("question-", "")}})()""")
        answer = sheet.answer(now["box"])
        if now["id"] == "save":
            return
        if now["id"] in fields:
            page.keyboard.insert_text(fields[now["id"]])
        elif now["type"] == "date":
            year, month, day = sheet.workshop.date.split("-")
            page.keyboard.type(f"{month}{day}{year}")
        elif now["type"] == "radio" and answer.chosen:
            press_radio(page, framework.question_by_id[now["name"]], answer.chosen[0])
        elif now["type"] == "checkbox" and now["value"] in answer.chosen:
            page.keyboard.press("Space")
        elif now["tag"] == "SUMMARY" and (answer.note or answer.evidence):
            page.keyboard.press("Enter")
        elif now["tag"] == "TEXTAREA":
            field = now["id"].rpartition("-" + now["box"])[0].replace("-", "_")
            page.keyboard.insert_text(getattr(answer, field))
        page.keyboard.press("Tab")
    raise AssertionError("Tab never reached the button that saves")


def press_radio(page: Page, question: Question, wanted: str) -> None:
    """Choose in a group of radio buttons as a keyboard does: Space on the first, then the arrow."""
    ids = [one.id for one in (*question.options, *question.steps)]
    page.keyboard.press("Space")
    for _ in range(ids.index(wanted)):
        page.keyboard.press("ArrowDown")


def run_score(file: Path, tmp_path: Path) -> Any:
    """What `lovande score --format json` says of a file."""
    command = [sys.executable, "-m", "lovande_cli", "score", str(file), "--format", "json"]
    told = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path, env={**os.environ, "LANG": "C"})
    return json.loads(told.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_filled_in_by_keyboard_and_scored(
    open_page: Open, framework: Framework, examples: Path, tmp_path: Path, language: str
) -> None:
    """The whole example typed in, ask-if and all, gives the file that `assess` would have saved, and the same score."""
    sheet = replace(example(framework, examples, language), actions=())
    page = open_page(write_form(framework, Say(language), ".html"))
    type_answers(page, framework, sheet)
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    data = Path(waiting.value.path()).read_bytes()
    filled_in = read_answers(data, file="svar.yaml", framework=framework)
    assert replace(filled_in, id="", wordings=()) == sheet
    typed, saved = tmp_path / "typed.yaml", tmp_path / "saved.yaml"
    typed.write_bytes(data)
    save_answers(sheet, saved, framework)
    assert run_score(typed, tmp_path) == run_score(saved, tmp_path)


def test_the_form_keeps_answers_until_the_person_begins_anew(open_page: Open, framework: Framework) -> None:
    """A closed page loses nothing, a saved file neither: no page can see whether a file came. Beginning anew asks first."""
    say = Say("sv")
    page = open_page(write_form(framework, say, ".html"))
    first = framework.questions[0]
    page.locator(f'[name="{first.id}"][value="partly"]').check()
    page.locator(f'[id="question-{first.id}"] summary').first.click()
    page.locator(f'[id="note-{first.id}"]').fill("Två rader\nhär")
    page.reload()
    assert page.locator(f'[name="{first.id}"][value="partly"]').is_checked()
    assert page.locator(f'[id="note-{first.id}"]').input_value() == "Två rader\nhär"
    assert page.locator("#notice").inner_text() == f"{say('form.web.kept')} {say('form.web.kept-other')}"
    found = read_answers(download(page), file="f", framework=framework)
    assert found.answers == {first.id: Answer(chosen=("partly",), note="Två rader\nhär")}
    page.reload()
    assert page.locator(f'[name="{first.id}"][value="partly"]').is_checked()
    page.locator("#restart").click()
    page.locator("#cancel").click()
    assert page.locator(f'[name="{first.id}"][value="partly"]').is_checked()
    page.locator("#restart").click()
    assert check_with_axe(page) == []
    page.locator("#agree").click()
    assert not page.locator(f'[name="{first.id}"][value="partly"]').is_checked()
    page.reload()
    assert not page.locator(f'[name="{first.id}"][value="partly"]').is_checked()
    assert page.locator("#notice").inner_text() == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_never_says_that_a_file_was_saved(open_page: Open, framework: Framework, language: str) -> None:
    """It says what it did and where to look, takes that back when answers change, and remembers it when it is opened again."""
    say = Say(language)
    page = open_page(write_form(framework, say, ".html"))
    page.locator("#field-answered-by").fill("B")
    radio = page.get_by_role("radio")
    radio.nth(0).check()
    download(page)
    file = f"{say('form.web.file-name')}-b.yaml"
    assert page.locator("#status").inner_text() == say("form.web.handed", file=file)
    page.locator("#no-file").click()
    assert check_with_axe(page) == []
    copied = page.locator("#answers-as-text").input_value()
    assert read_answers(copied.encode(), file="f", framework=framework).workshop.answered_by == "B"
    page.keyboard.press("Escape")
    page.reload()
    assert file in page.locator("#notice").inner_text()
    assert say("form.web.kept-changed") not in page.locator("#notice").inner_text()
    radio.nth(1).check()
    assert page.locator("#status").inner_text() == say("form.web.changed")
    assert not page.locator("#no-file").is_visible()
    page.reload()
    assert say("form.web.kept-changed") in page.locator("#notice").inner_text()


def test_ctrl_s_saves_the_answers(open_page: Open, framework: Framework) -> None:
    """The browser's own key would save a page without answers."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    page.locator("#field-name").fill("Hembesök")
    with page.expect_download() as waiting:
        page.keyboard.press("Control+s")
    saved = read_answers(Path(waiting.value.path()).read_bytes(), file="f", framework=framework)
    assert saved.practice.name == "Hembesök"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_works_in_a_preview(open_page: Open, framework: Framework, language: str) -> None:
    """In a frame that forbids files, memory and questions it says first what to do, and gives the answers as text."""
    say = Say(language)
    form = escape(write_form(framework, say, ".html").decode())
    page = open_page(
        f'<!doctype html><title>mejl</title><iframe sandbox="allow-scripts" srcdoc="{form}"></iframe>'.encode()
    )
    frame = page.frames[1]
    assert frame.locator("#preview").inner_text() == say("form.web.preview")
    assert say("form.web.remembered") not in frame.locator("header").inner_text()
    frame.locator("#field-name").fill("Hembesök")
    frame.locator("#save").click()
    given = frame.locator("#answers-as-text").input_value()
    assert read_answers(given.encode(), file="f", framework=framework).practice.name == "Hembesök"
    frame.locator("#copy").click()
    frame.locator("dialog .status:not(:empty)").wait_for(timeout=10_000)
    frame.locator("#close").click()
    frame.locator("#restart").click()
    frame.locator("#agree").click()
    assert frame.locator("#field-name").input_value() == ""


def test_the_form_says_what_to_do_without_scripts(browser: Browser, framework: Framework, tmp_path: Path) -> None:
    """Where scripts are switched off or barred there is a page all the same, in the form's language and no other."""
    file = tmp_path / "page.html"
    file.write_bytes(write_form(framework, Say("da"), ".html"))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    shown = page.locator("#app").inner_text()
    context.close()
    said = {
        code: [Say(code)(f"form.web.without-script.{key}") for key in ("heading", "fetch", "open", "ask")]
        for code in ("da", "sv")
    }
    assert [text for text in said["da"] if text not in shown] == []
    assert [text for text in said["sv"] if text in shown] == []


def test_two_tabs_never_overwrite_each_other(open_page: Open, framework: Framework) -> None:
    """A tab that was left behind shows what was answered in the other, and adds to it, even if it was never told."""
    first, second, third = (question.id for question in framework.questions[:3])
    page = open_page(write_form(framework, Say("sv"), ".html"))
    other = page.context.new_page()
    other.goto(page.url)
    page.locator(f'[name="{first}"][value="yes"]').check()
    other.locator(f'[name="{first}"][value="yes"]:checked').wait_for(state="attached", timeout=10_000)
    assert other.locator("#status").inner_text() == Say("sv")("form.web.other-tab")
    other.evaluate("window.addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    stale = other.evaluate("followOtherTabs = () => {}; JSON.stringify(state)")
    page.locator(f'[name="{second}"][value="no"]').check()
    assert second in json.loads(page.evaluate("localStorage.getItem(store)"))["answers"]
    other.evaluate("stale => { state = known(JSON.parse(stale)); seen = stale; show(); }", stale)
    other.locator(f'[id="question-{third}"] summary').first.click()
    note = other.locator(f'[id="note-{third}"]')
    note.fill("skrivet i den gamla")
    found = read_answers(download(page), file="f", framework=framework).answers
    assert found == {
        first: Answer(chosen=("yes",)),
        second: Answer(chosen=("no",)),
        third: Answer(note="skrivet i den gamla"),
    }
    assert read_answers(download(other), file="f", framework=framework).answers == found
    assert note.input_value() == "skrivet i den gamla"


COVERED = """(() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const above = document.elementFromPoint(x, y);
    const isSeen = above && (at.contains(above) || above.contains(at) || above.closest("label")?.contains(at));
    return isSeen ? "" : at.id || at.textContent;
})()"""
"""The focused element, where another one lies over its middle or it is out of sight."""


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("width", "height"), [(320, 256), (390, 844)])
def test_nothing_is_hidden_behind_the_bar(open_page: Open, framework: Framework, width: int, height: int) -> None:
    """At 400 % zoom and on a phone, after saving too, what has the focus is seen and the end of the page is reached."""
    page = open_page(write_form(framework, Say("sv"), ".html", Prefill(return_to="anna@huset.example")))
    page.set_viewport_size({"width": width, "height": height})
    download(page)
    page.locator("#field-name").focus()
    covered = []
    for _ in range(60):
        covered.append(page.evaluate(COVERED))
        page.keyboard.press("Tab")
    assert [place for place in covered if place] == []
    end = """(() => {scrollTo(0, document.documentElement.scrollHeight);
        const last = document.querySelector(".about").getBoundingClientRect().bottom;
        return [document.querySelector(".bar").getBoundingClientRect().top - last, innerHeight - last]})()"""
    assert min(page.evaluate(end)) >= 0
    assert fits(page)
    assert check_with_axe(page) == []


def test_the_form_prints_whole(open_page: Open, framework: Framework) -> None:
    """A long note, a long name and a part of the description are all on the paper, though their boxes are closed or short."""
    words_of_note = " ".join(f"ord{number}" for number in range(400))
    page = open_page(write_form(framework, Say("sv"), ".html"), scheme="dark")
    question = framework.questions[4]
    page.locator(f'[id="question-{question.id}"] summary').first.click()
    page.locator(f'[id="note-{question.id}"]').fill(words_of_note)
    page.locator(f'[id="question-{question.id}"] summary').first.click()
    page.locator("#field-name").fill("namn" * 170)
    page.locator("#description-parts > summary").click()
    page.locator('[id="part-in-short"]').fill("kort sagt " * 60)
    page.locator("#field-date").fill("2026-11-22")
    read = words(READERS[".pdf"](page.pdf(prefer_css_page_size=True)))
    wanted = (words_of_note, "namn" * 170, "kort sagt " * 60, "2026-11-22", Say("sv").text(question.ask))
    assert [text for text in wanted if words(text) not in read] == []


def test_what_is_too_long_is_said_and_never_cut(open_page: Open, framework: Framework) -> None:
    """A paste is there whole; one that no file can hold is told beside it, and kept from the file until it is shorter."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    page.locator("#field-name").fill("n" * 700)
    page.locator("#description-parts > summary").click()
    part = page.locator('[id="part-in-short"]')
    part.fill("😀" * 20_001)
    told = Say("sv")("form.web.too-long", length="20001", most="20000")
    assert page.locator('[id="error-part-in-short"]').inner_text() == told
    page.locator("#description-parts > summary").click()
    page.locator("#save").click()
    assert page.evaluate("document.activeElement.id") == "part-in-short"
    assert page.locator("#status").inner_text() == ""
    part.fill("😀" * 20_000)
    found = read_answers(download(page), file="f", framework=framework)
    assert (found.practice.name, found.description) == ("n" * 700, {"in-short": "😀" * 20_000})


NAMES = [
    ("Café Ö", "Person B", "svar-cafe-o-person-b.yaml"),
    (
        "Hembesök hos familjer som nyss har flyttat hit från ett annat land",
        "Kurator",
        "svar-hembesok-hos-familjer-som-nyss-har-kurator.yaml",
    ),
    ("Домашний визит", "Куратор", "svar-домашний-визит-куратор.yaml"),
    ("زيارة منزلية", "أ", "svar-زيارة-منزلية-أ.yaml"),
    ("🏠", "🙂", r"svar-\w{4}.yaml"),
    ("Hembesök", "", r"svar-hembesok-\w{4}.yaml"),
    ("Hembesök", "Den som har jobbat här allra längst", r"svar-hembesok-den-som-har-jobbat-har-\w{4}.yaml"),
]


@pytest.mark.parametrize(("practice", "person", "expected"), NAMES, ids=[name for *_, name in NAMES])
def test_different_people_save_different_files(
    open_page: Open, framework: Framework, practice: str, person: str, expected: str
) -> None:
    """The person is in the name whatever the practice is called, in any script; a code stands for who is not named."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    page.locator("#field-name").fill(practice)
    page.locator("#field-answered-by").fill(person)
    with page.expect_download() as waiting:
        page.locator("#save").click()
    assert re.fullmatch(expected, waiting.value.suggested_filename)
    other = open_page(write_form(framework, Say("sv"), ".html"))
    assert other.evaluate("state.code") != page.evaluate("state.code")


@pytest.mark.parametrize("typed_date", ["0026-10-14", "1999-12-31", "2100-01-01"])
def test_a_year_that_is_a_slip_is_told(open_page: Open, framework: Framework, typed_date: str) -> None:
    """A date of another time is no date: 26 typed as a year is 0026 to a browser."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    saved = download(page)
    page.locator("#field-date").fill(typed_date)
    page.locator("#save").click()
    assert page.locator("#error-field-date").inner_text() == Say("sv")(
        "form.web.bad-date", earliest="2000", latest="2099"
    )
    assert page.evaluate("document.activeElement.id") == "field-date"
    page.locator("#field-date").fill("")
    for written in (typed_date, "2026-02-30", "2026", "2026-10"):
        told = open_saved(page, saved + f'workshop:\n  date: "{written}"\n'.encode())
        assert told == Say("sv")("form.web.cannot-open", file="svar.yaml")
    open_saved(page, saved + b'workshop:\n  date: "2026-10-14 "\n')
    assert page.locator("#field-date").input_value() == "2026-10-14"


def test_a_file_saved_in_another_encoding_is_refused(open_page: Open, framework: Framework) -> None:
    """Windows-1252 is told, with what to do, and no letter becomes another; UTF-16, as Notepad also writes, is read."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    page.locator("#field-name").fill("Hembesök på nätet")
    text = download(page).decode()
    page.locator("#field-name").fill("Ett annat")
    assert open_saved(page, text.encode("cp1252")) == Say("sv")("form.web.not-utf8", file="svar.yaml")
    assert page.locator("#field-name").input_value() == "Ett annat"
    assert open_saved(page, text.encode("utf-16")) == Say("sv")("form.web.opened", file="svar.yaml")
    assert page.locator("#field-name").input_value() == "Hembesök på nätet"


@pytest.mark.timeout(120)
@pytest.mark.parametrize("asks_closing", [False, True])
def test_form_and_program_read_the_same(open_page: Open, framework: Framework, asks_closing: bool) -> None:
    """Made files with odd texts in every style come through the form and back as the program reads them, and typed ones too.

    benchmarks/form_files.py does so for thousands.
    """
    closing = framework.closing if asks_closing else ()
    page = open_page(write_form(framework, Say("sv"), ".html", Prefill(closing=closing)))
    read, files = compare_readings(page, framework, list(made_files(framework, 300, seed=1)))
    typed_in, sheets = compare_typing(page, framework, 150, seed=2)
    assert (files, sheets, typed_in["the same"]) == ([], [], 150)
    assert read["the same"] > 200


KEPT = """lovande: 1
framework: {id: FRAMEWORK, version: VERSION, wording: 5d1c0a72}
language: da
id: 7f3a9c21b04e
practice: {name: Hembesök, contact: enheten@kommunen.example}
answers:
  goals:
    clear-to-participants: {answer: ja, about-question: "Hvem er deltagerne?"}
    time-bound: {answer: delvist, hands: {ja: 4, delvist: 3, nej: 0}}
    can-be-assessed: {hands: {nej: 2}, votes: {A: {answer: ja, note: "Vi kan\\tdet"}, B: nej}}
closing: {understandable: {A: ja, B: nej}, missing: Tid, relevant: {"": delvist, A: ja}}
actions:
- {element: goals, what: "Skriv: mål", who: Anna, when: 2027-02, done: ja}
minutes: {goals: 7.5}
sheet-ids: {A: 120000000034, B: 12345e678901}
"""


def test_what_the_form_cannot_show_is_kept(open_page: Open, framework: Framework) -> None:
    """Contact, hands, votes, remarks on a question, closing answers, next steps, minutes and ids are in the saved file,
    also after a reload and after an answer was changed; beginning anew forgets them."""
    text = KEPT.replace("FRAMEWORK", framework.id).replace("VERSION", framework.version)
    page = open_page(write_form(framework, Say("sv"), ".html"))
    assert open_saved(page, text.encode()) == Say("da")("form.web.opened", file="svar.yaml")
    page.reload()
    page.locator('[name="goals.clear-to-participants"][value="no"]').check()
    expected = yaml.load(text, yaml.BaseLoader)
    goals = expected["answers"]["goals"]
    goals["clear-to-participants"]["answer"] = "nej"
    # it was answered to other texts, and by now also to the form's
    expected["framework"]["wording"] += f" {framework.wording_digest}"
    del goals["time-bound"]["hands"]["nej"]
    saved = download(page)
    assert yaml.load(saved, yaml.BaseLoader) == expected
    before, after = (read_answers(data, file="f", framework=framework) for data in (text.encode(), saved))
    assert (after.actions, after.closing, after.minutes) == (before.actions, before.closing, before.minutes)
    assert after.by_person.keys() == {"A", "B"}
    page.locator("#restart").click()
    page.locator("#agree").click()
    assert page.evaluate("[state.wording, state.practice.contact, isBegun()]") == [framework.wording_digest, "", False]
    assert page.evaluate("state.id") != expected["id"]


def test_what_is_unclear_in_a_question_has_a_field(open_page: Open, framework: Framework) -> None:
    """It is closed until somebody wants it, is saved without an answer, counts as none, and is there again."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    box = page.locator('[id="question-goals.time-bound"]')
    field = page.locator('[id="about-question-goals.time-bound"]')
    assert not field.is_visible()
    box.get_by_text(Say("sv")("form.web.about-question"), exact=True).click()
    field.fill("Vilka mål?")
    data = download(page)
    sheet = read_answers(data, file="svar.yaml", framework=framework)
    assert sheet.answers == {"goals.time-bound": Answer(about_question="Vilka mål?")}
    assert page.evaluate("document.getElementById('progress').value") == 0
    page.reload()
    assert field.is_visible()
    assert field.input_value() == "Vilka mål?"


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_a_pilot_form_asks_about_the_questions(
    open_page: Open, framework: Framework, language: str, scheme: str
) -> None:
    """A last section that counts as no answer; what is chosen, written and cleared is in the file, and opens again."""
    say = Say(language)
    form = write_form(framework, say, ".html", Prefill(closing=framework.closing))
    page = open_page(form, scheme=scheme)
    page.locator("[id='closing-understandable=partly']").check()
    page.locator("[id='closing-relevant=yes']").check()
    page.locator("[id='question-closing-relevant'] button").click()
    page.locator("#closing-missing").fill('Tid: "mer"\n# här')
    assert page.evaluate("document.getElementById('progress').value") == 0
    assert check_with_axe(page) == []
    page.set_viewport_size({"width": 375, "height": 700})
    assert fits(page)
    page.reload()
    saved = download(page)
    sheet = read_answers(saved, file="f", framework=framework)
    assert sheet.closing == {"understandable": {"": "partly"}, "missing": {"": 'Tid: "mer"\n# här'}}
    again = open_page(form)
    assert open_saved(again, saved) == say("form.web.opened", file="svar.yaml")
    assert again.locator("[id='closing-understandable=partly']").is_checked()
    assert download(again) == saved
    assert open_saved(again, saved.replace(b'"understandable": "', b'"understandable": "x')) == say(
        "form.web.cannot-open", file="svar.yaml"
    )


def test_two_who_fill_in_one_form_have_two_sheets(open_page: Open, framework: Framework) -> None:
    """The id is made in the browser, not in the form; it stays through saving, and beginning anew makes another."""
    form = write_form(framework, Say("sv"), ".html")
    ids = []
    for _ in range(2):
        page = open_page(form)
        page.locator('[name="goals.clear-to-participants"][value="no"]').check()
        ids += [yaml.load(download(page), yaml.BaseLoader)["id"] for _ in range(2)]
        page.locator("#restart").click()
        page.locator("#agree").click()
        ids.append(page.evaluate("state.id"))
    assert all(re.fullmatch(r"[0-9a-f]{12}", one) for one in ids)
    assert (ids[0], ids[3], len(set(ids))) == (ids[1], ids[4], 4)


def test_the_wording_of_other_questions_is_not_that_of_the_form(open_page: Open, framework: Framework) -> None:
    """A file of another version becomes one of the form's: the digest of the questions as they were does not stay."""
    text = KEPT.replace("FRAMEWORK", framework.id).replace("VERSION", "2026.1")
    page = open_page(write_form(framework, Say("sv"), ".html"))
    open_saved(page, text.encode())
    made_with = yaml.load(download(page), yaml.BaseLoader)["framework"]
    assert made_with == {"id": framework.id, "version": framework.version}


def test_a_form_for_a_colleague_is_filled_in_beforehand(open_page: Open, framework: Framework) -> None:
    """Name, organisation, group and date are there; the file is called after practice and person and says whose it is."""
    practice = Practice(name="Café Ö", organisation="Huset", target_group="Unga")
    known = Prefill(practice=practice, date="2026-11-22", return_to="anna@huset.example")
    page = open_page(write_form(framework, Say("sv"), ".html", known))
    assert "Skicka dina svar till anna@huset.example." in page.locator("header").inner_text()
    page.locator("#field-answered-by").fill("Person B")
    with page.expect_download() as waiting:
        page.locator("#save").click()
    assert waiting.value.suggested_filename == "svar-cafe-o-person-b.yaml"
    found = read_answers(Path(waiting.value.path()).read_bytes(), file="f", framework=framework)
    assert (found.practice, found.workshop) == (practice, Workshop(date="2026-11-22", answered_by="Person B"))


def test_the_form_speaks_both_languages(open_page: Open, framework: Framework) -> None:
    """A switch changes every word, keeps the answers, and the file is in the language on the screen."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    first = framework.questions[0]
    page.locator(f'[name="{first.id}"][value="unknown"]').check()
    page.locator("#language-da").click()
    assert page.evaluate("document.documentElement.lang") == "da"
    assert page.evaluate("document.activeElement.id") == "language-da"
    said = page.locator("body").inner_text()
    assert all(q.ask["da"] in said for q in framework.questions if q.ask_if is None)
    assert not any(q.ask["sv"] in said for q in framework.questions)
    data = download(page)
    assert b'"ved ikke"' in data
    found = read_answers(data, file="f", framework=framework)
    assert (found.language, found.answer(first.id).chosen) == ("da", ("unknown",))


def test_the_form_asks_only_what_applies(open_page: Open, framework: Framework) -> None:
    """A question with a condition appears with the answer that calls for it, and an exclusive option stands alone."""
    asked = next(q for q in framework.questions if q.ask_if)
    assert asked.ask_if
    behind = framework.question_by_id[asked.ask_if.question]
    alone = next(option.id for option in behind.options if option.exclusive)
    page = open_page(write_form(framework, Say("da"), ".html"))
    box = page.locator(f'[id="question-{asked.id}"]')
    assert not box.is_visible()
    page.locator(f'[name="{behind.id}"][value="{asked.ask_if.any_of[0]}"]').check()
    assert box.is_visible()
    page.locator(f'[name="{behind.id}"][value="{alone}"]').check()
    assert not box.is_visible()
    assert read_answers(download(page), file="f", framework=framework).answer(behind.id).chosen == (alone,)


@pytest.mark.slow
def test_the_form_writes_what_was_typed(open_page: Open, framework: Framework) -> None:
    """Naughty strings come out of the file as they went in, and the saved file opens in the form again."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    sheet = naughty_sheet(framework)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    expected = {}
    for question in (q for q in framework.questions if not q.ask_if):
        answer = sheet.answer(question.id)
        for key in ("note", "evidence"):
            page.locator(f'[id="{key}-{question.id}"]').fill(getattr(answer, key))
        expected[question.id] = replace(answer, note=for_file(answer.note), evidence=for_file(answer.evidence))
    page.locator("#field-name").fill(sheet.practice.name)
    data = download(page)
    found = read_answers(data, file="f", framework=framework)
    assert found.answers == {key: answer for key, answer in expected.items() if not answer.is_empty}
    assert found.practice.name == sheet.practice.name
    assert found.workshop == Workshop()

    again = open_page(write_form(framework, Say("sv"), ".html"))
    open_saved(again, data)
    assert download(again) == data
    assert fits(again)


@pytest.mark.slow
@pytest.mark.timeout(90)
@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_the_form_keeps_the_description(
    open_page: Open, framework: Framework, tmp_path: Path, language: str, scheme: str
) -> None:
    """Closed at first; parts and links of the chain are saved, read back, and `share` is what the file said."""
    chain = next(part for part in framework.description if part.links)
    first, second = [part.id for part in framework.description if not part.links][:2]
    link = chain.links[-1].id
    page = open_page(write_form(framework, Say(language), ".html"), scheme=scheme)
    page.set_default_timeout(10_000)
    assert not page.locator(f'[id="part-{first}"]').is_visible()
    page.locator("#description-parts > summary").click()
    page.locator(f'[id="part-{first}"]').fill('Två rader:\n# här, "så" 😀')
    page.locator(f'[id="part-{second}"]').fill("  För unga  ")
    page.locator(f'[id="part-{chain.id}.{link}"]').fill("å" * 20_000)
    assert check_with_axe(page) == []
    page.set_viewport_size({"width": 375, "height": 700})
    assert check_with_axe(page) == []
    assert fits(page)
    page.reload()  # the browser keeps it until it is saved
    saved = tmp_path / "saved.yaml"
    saved.write_bytes(download(page))
    sheet = load_answers(saved, framework)
    written = {first: 'Två rader:\n# här, "så" 😀', second: "För unga", chain.id: {link: "å" * 20_000}}
    assert (sheet.description, sheet.share) == (written, "internal")

    again = open_page(write_form(framework, Say(language), ".html"))
    again.set_default_timeout(10_000)
    data = saved.read_bytes() + b"share: public\n"
    assert open_saved(again, data) == Say(language)("form.web.opened", file="svar.yaml")
    assert again.locator(f'[id="part-{first}"]').is_visible()
    assert again.locator(f'[id="part-{second}"]').input_value() == "För unga"
    assert read_answers(download(again), file="f", framework=framework) == replace(sheet, share="public")


@pytest.mark.timeout(60)
def test_the_form_opens_what_the_program_wrote(open_page: Open, framework: Framework) -> None:
    """Every style of text that an answer file has is read whole; the notes stand beside the parts they belong to."""
    texts = [
        "Rad ett\n\n- a: b\n  # inget\n\nslut",
        "  indragen\nandra",
        "lång text med 'tecken' och mellanslag " * 9 + ".",
        "lång rad: med kolon och 'citat' " * 9 + ".\n \nslut",
        '"så" \\ \u2028 😀\u00a0.',
        "- 45 000 kr",
        "'x'",
        "ja # nej",
        "[a, b]",
        "😀 " + "Rutinen ligger i G:\\Gemensam\\ elever och C:\\nya\\ " * 9 + ".",  # libyaml folds behind a backslash
    ]
    sheet = make_sheet(framework, goals__time_bound=Answer(chosen=("yes",), note=texts[2], evidence="'y\nz'"))
    sheet = sheet.with_answer("positive-effect.documented-how", Answer(chosen=("own-follow-up", "participants-views")))
    sheet = replace(sheet, practice=Practice(name="Å: hej", organisation="Ja"), workshop=Workshop(participants=6))
    parts = [part for part in framework.description if not part.links]
    for part, text in zip(parts, texts, strict=False):
        sheet = sheet.with_description(part.id, text)
    sheet = sheet.with_description("change", {"soon": "a\nb", "later": "c"})
    page = open_page(write_form(framework, Say("sv"), ".html"))
    page.set_default_timeout(10_000)
    data = write_answers(sheet, framework).encode()
    assert open_saved(page, data) == Say("sv")("form.web.opened", file="svar.yaml")
    found = read_answers(download(page), file="f", framework=framework)
    untouched = {key: unix_lines(text) if isinstance(text, str) else text for key, text in sheet.description.items()}
    assert found == replace(sheet, description=untouched)
    beside = {part.id: page.locator(f'[id="beside-part-{part.id}"]').inner_text() for part in framework.description}
    assert [part for part, text in beside.items() if text] == ["why"]
    assert "ja · lång text" in beside["why"]
    for more in (b"hemligt:\n- what: Prova\n", b"  hemligt: x\n", b"share: ja\n"):
        assert open_saved(page, data + more) == Say("sv")("form.web.cannot-open", file="svar.yaml")
    opened = Say("sv")("form.web.opened", file="svar.yaml")
    assert open_saved(page, data + b"# en kommentar\n") == f"{opened} {Say('sv')('form.web.comments')}"


@pytest.mark.timeout(60)
def test_a_form_without_description_drops_none(open_page: Open, framework: Framework) -> None:
    """Where the framework has no parts there is no section, and a file with a description is refused, not shortened."""
    page = open_page(write_form(replace(framework, description=()), Say("sv"), ".html"))
    assert page.locator("#description-parts").count() == 0
    saved = download(page)
    told = open_saved(page, saved + b'description:\n  "in-short": "kort"\n')
    assert told == Say("sv")("form.web.cannot-open", file="svar.yaml")
    assert download(page) == saved


def test_the_form_mends_half_a_character(open_page: Open, framework: Framework) -> None:
    """Half of a surrogate pair, which no file can hold, becomes the sign for what is not a character."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    page.evaluate("""(() => {const field = document.getElementById("field-name");
        field.value = "a\\ud800b\\udc00c😀"; field.dispatchEvent(new Event("input"))})()""")
    assert read_answers(download(page), file="f", framework=framework).practice.name == "a\ufffdb\ufffdc😀"


def test_the_form_refuses_a_file_it_did_not_save(open_page: Open, framework: Framework) -> None:
    """Another file is refused in a sentence, and the answers on the page stay."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    first = framework.questions[0]
    page.locator(f'[name="{first.id}"][value="yes"]').check()
    for content in (b"lovande: 1\n", b"# kommentar\nanswers: [", b'{"lovande": 1}', bytes(range(256))):
        told = "not-utf8" if content == bytes(range(256)) else "cannot-open"
        assert open_saved(page, content, "annan.yaml") == Say("sv")(f"form.web.{told}", file="annan.yaml")
        assert page.locator(f'[name="{first.id}"][value="yes"]').is_checked()


@pytest.mark.parametrize(
    "content", ["participants: 5", "participants: NaN", "participants: 0", 'participants: "fem"', 'date: "i går"']
)
def test_the_form_takes_no_number_that_is_none(open_page: Open, framework: Framework, content: str) -> None:
    """A file whose date or number of people is none is refused, and nothing of it is ever saved."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    page.locator("#field-name").fill("Hembesök")
    saved = download(page).decode()
    changed = f"{saved}workshop:\n  {content}\n".encode()
    open_saved(page, changed)
    expected = Workshop(participants=5) if content == "participants: 5" else Workshop()
    assert read_answers(download(page), file="f", framework=framework).workshop == expected


def test_the_form_opens_its_file_whatever_became_of_its_line_ends(open_page: Open, framework: Framework) -> None:
    """A mail program may have made the line ends Windows' own; answers and notes are the same."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    first = framework.questions[0]
    page.locator(f'[name="{first.id}"][value="partly"]').check()
    saved = download(page)
    again = open_page(write_form(framework, Say("sv"), ".html"))
    assert open_saved(again, saved.replace(b"\n", b"\r\n")) == Say("sv")("form.web.opened", file="svar.yaml")
    assert download(again) == saved


@pytest.mark.parametrize("language", ["constructor", "__proto__", "xx"])
def test_a_language_that_the_form_does_not_speak_never_blanks_it(
    open_page: Open, framework: Framework, language: str
) -> None:
    """The form opens the file in its own language, and is there after a reload too."""
    page = open_page(write_form(framework, Say("sv"), ".html"))
    page.locator("#field-name").fill("Hembesök")
    odd = download(page).replace(b'language: "sv"', f'language: "{language}"'.encode())
    open_saved(page, odd)
    page.reload()
    assert page.locator("#field-name").input_value() == "Hembesök"
    assert page.evaluate("document.documentElement.lang") == "sv"
