"""The empty questionnaire on paper (PDF, Word) and as an answer file that already holds every question."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from lovande_cli.assessment.framework import Element, Framework, Question
from lovande_cli.language import Say
from lovande_cli.language.characters import for_document

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

PRACTICE = ("practice-name", "organisation", "target-group")
WORKSHOP = ("date", "participants", "answered-by")
LEAD = ("talk", "unknown", "why", "personal", "steps")
NEXT_STEPS = 3

SAFE = re.compile(r"[A-Za-z][A-Za-z0-9-]*|\d+(\.\d+)*")
"""What YAML reads as it stands; anything else is quoted."""


@dataclass(frozen=True, kw_only=True)
class FormQuestion:
    """One question as it is asked on paper; `condition` says when it is asked, "" for always."""

    number: str
    id: str
    short_id: str
    ask: str
    hint: str
    choose: Literal["one", "many"] | None
    options: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    condition: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class FormElement:
    """One element with its questions."""

    number: int
    id: str
    name: str
    category: str
    description: str
    discuss: str
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, kw_only=True)
class Form:
    """The whole questionnaire in one language."""

    say: Say
    title: str
    framework_id: str
    version: str
    elements: tuple[FormElement, ...]
    about: tuple[str, ...]


def write_form_content(framework: Framework, say: Say) -> Form:
    """The questionnaire of a framework in the language of `say`."""
    numbers = {
        question.id: f"{element.number}.{place}"
        for element in framework.elements
        for place, question in enumerate(element.questions, start=1)
    }
    return Form(
        say=say,
        title=for_document(say.text(framework.title)),
        framework_id=framework.id,
        version=framework.version,
        elements=tuple(form_element(framework, element, numbers, say) for element in framework.elements),
        about=tuple(for_document(say.text(paragraph)) for paragraph in framework.about),
    )


def form_element(framework: Framework, element: Element, numbers: dict[str, str], say: Say) -> FormElement:
    """One element's part of the questionnaire."""
    return FormElement(
        number=element.number,
        id=element.id,
        name=for_document(say.text(element.name)),
        category=for_document(say.text(framework.category_by_id[element.category].name)),
        description=for_document(say.text(element.description)),
        discuss=for_document(say.text(element.discuss)),
        questions=tuple(form_question(framework, question, numbers, say) for question in element.questions),
    )


def form_question(framework: Framework, question: Question, numbers: dict[str, str], say: Say) -> FormQuestion:
    """One question's part of the questionnaire."""
    condition = ""
    if question.ask_if:
        behind = framework.question_by_id[question.ask_if.question]
        labels = {option.id: option.label for option in behind.options} | {s.id: s.label for s in behind.steps}
        answers = [say.quote(say.text(labels[one])) for one in question.ask_if.any_of]
        joined = say.listing(answers, "or")
        condition = for_document(say("form.only-if", answers=joined, number=numbers[behind.id]))
    marks = ((question.core, "form.core"), (not question.weight, "form.unscored"))
    return FormQuestion(
        number=numbers[question.id],
        id=question.id,
        short_id=question.short_id,
        ask=for_document(say.text(question.ask)),
        hint=for_document(say.text(question.hint)),
        choose=question.choose,
        options=tuple((option.id, for_document(say.text(option.label))) for option in question.options),
        steps=tuple(for_document(say.text(step.label)) for step in question.steps),
        condition=condition,
        mark=next((say(key) for holds, key in marks if holds), ""),
    )


def write_answer_form(framework: Framework, say: Say) -> bytes:
    """An answer file in UTF-8 without any answer, its questions as comments; it can be read as it is."""
    form = write_form_content(framework, say)
    file = say("form.file.file-name")
    yes = form.elements[0].questions[0].steps[0] if form.elements and form.elements[0].questions else say("common.yes")
    lines = [
        *comment(say("form.file.head", title=form.title)),
        *(line for key in LEAD for line in comment(say(f"form.lead.{key}"))),
        *comment(say("form.file.long")),
        "#       clear-to-participants:",
        f"#         answer: {yes}",
        f"#         note: {say('form.file.note-example')}",
        f"#         evidence: {say('form.file.evidence-example')}",
        *comment(say("form.file.use", file=file)),
        "",
        "lovande: 1",
        f"framework: {{id: {quote(form.framework_id)}, version: {quote(form.version)}}}",
        f"language: {say.language if say.language in framework.languages else next(iter(framework.languages))}",
        "",
        f"# {say('form.about-practice')}",
        "practice:",
        f"  name:             # {say('form.practice-name')}",
        f"  organisation:     # {say('form.organisation')}",
        f"  target-group:     # {say('form.target-group')}",
        "workshop:",
        f"  date:             # {say('form.date')}, {say('form.file.date-hint')}",
        f"  participants:     # {say('form.participants')}",
        f"  answered-by:      # {say('form.answered-by')}",
        "",
        "answers:",
    ]
    for element in form.elements:
        lines += element_lines(element, say)
    first = form.elements[0].id if form.elements else ""
    lines += ["", *comment(say("form.file.steps")), "# actions:"]
    lines += [
        f"#   - {{element: {first}, what: {say('form.what').lower()}, who: {say('form.who').lower()}, when: 2027-02}}",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def element_lines(element: FormElement, say: Say) -> list[str]:
    """One element of the answer file."""
    lines = ["", *comment(f"{element.number}. {element.name} ({element.category})", indent="  ")]
    lines += comment(element.description, indent="  ")
    lines += comment(f"{say('form.discuss')}: {element.discuss}", indent="  ")
    lines.append(f"  {quote(element.id)}:")
    for question in element.questions:
        mark = f" ({question.mark})" if question.mark else ""
        lines += comment(f"{question.number} {question.ask}{mark}", indent="    ")
        lines += comment(question.hint, indent="    ")
        lines += comment(question.condition, indent="    ") if question.condition else []
        steps = " · ".join(question.steps)
        if question.choose:
            ids = [identity for identity, _ in question.options]
            example = {"first": ids[0], "second": ids[1] if len(ids) > 1 else ids[0]}
            lines += comment(say(f"form.file.{question.choose}", **example), indent="    ")
            for identity, label in question.options:
                lines += comment(f"- {identity}: {label}", indent="    ")
            lines += comment(f"{say('form.file.or')} {steps}", indent="    ")
        else:
            lines += comment(f"{say('form.file.answers')}: {steps}", indent="    ")
        lines += [f"    {quote(question.short_id)}:", ""]
    return lines[:-1]


def comment(text: str, *, indent: str = "") -> list[str]:
    """The text as comment lines of at most 100 characters."""
    return [f"{indent}# {line}" for line in textwrap.wrap(text, 98 - len(indent))]


def quote(text: str) -> str:
    """The text as YAML reads it back."""
    return text if SAFE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def write_pdf_form(framework: Framework, say: Say) -> bytes:
    """The questionnaire to fill in by hand (PDF, A4, tagged); raises WrongCommand where typst is not installed."""
    from lovande_cli.documents.pdf import FONT, set_pages

    form = write_form_content(framework, say)
    keys = (*PRACTICE, *WORKSHOP, "about-practice", "discuss", "note", "evidence", "next-steps", "element")
    data: dict[str, Any] = {
        "fonts": [FONT],
        "language": say.language,
        "title": form.title,
        "version": f"{form.framework_id} {form.version}",
        "kicker": say("form.kicker"),
        "lead": [say(f"form.lead.{key}") for key in LEAD],
        "words": {key: say(f"form.{key}") for key in (*keys, "what", "who", "when")}
        | {"about": say("report.about-title")},
        "next-steps": NEXT_STEPS,
        "about": list(form.about),
        "elements": [
            {
                "number": element.number,
                "name": element.name,
                "category": element.category,
                "description": element.description,
                "discuss": element.discuss,
                "questions": [
                    {
                        "number": q.number,
                        "id": q.id,
                        "ask": q.ask,
                        "hint": q.hint,
                        "condition": q.condition,
                        "mark": q.mark,
                        "choose": say(f"form.choose-{q.choose}") if q.choose else "",
                        "options": [label for _, label in q.options],
                        "steps": list(q.steps),
                    }
                    for q in element.questions
                ],
            }
            for element in form.elements
        ],
    }
    return set_pages("form.typ", "form", data)


def write_word_form(framework: Framework, say: Say) -> bytes:
    """The questionnaire to fill in by hand or in Word (.docx, A4, black and white)."""
    from docx.shared import Mm, Pt

    from lovande_cli.documents.word import add_field_line, add_grid, save, start_document

    form = write_form_content(framework, say)
    document = start_document(
        f"{form.title}: {say('form.kicker')}",
        say.language,
        footer=f"{form.title} · {form.framework_id} {form.version}",
        accent="000000",
        muted="333333",
    )
    document.add_paragraph(f"{form.title}: {say('form.kicker').lower()}", style="Title")
    for key in LEAD:
        document.add_paragraph(say(f"form.lead.{key}"), style="List Bullet")
    document.add_heading(say("form.about-practice"), level=1)
    for key in (*PRACTICE, *WORKSHOP):
        add_field_line(document, f"{say(f'form.{key}')}: ")
    for element in form.elements:
        write_word_element(document, element, say)
    document.add_heading(say("form.next-steps"), level=1)
    head = [say(f"form.{key}") for key in ("element", "what", "who", "when")]
    add_grid(document, head, rows=NEXT_STEPS, widths=(34, 72, 34, 26), height=Mm(14), caption=say("form.next-steps"))
    document.add_heading(say("report.about-title"), level=1)
    for text in form.about:
        document.add_paragraph(text).paragraph_format.space_after = Pt(4)
    return save(document)


def write_word_element(document: WordDocument, element: FormElement, say: Say) -> None:
    """One element of the form in Word; each question is kept on one page."""
    from docx.shared import Mm, Pt

    from lovande_cli.documents.word import add_field_line

    document.add_heading(f"{element.number}. {element.name}", level=1)
    document.add_paragraph(element.category, style="Lovande Small").paragraph_format.keep_with_next = True
    document.add_paragraph(element.description).paragraph_format.keep_with_next = True
    talk = document.add_paragraph()
    talk.paragraph_format.keep_with_next = True
    talk.add_run(f"{say('form.discuss')}: ").bold = True
    talk.add_run(element.discuss)
    for q in element.questions:
        asked = document.add_paragraph(style="Lovande Question")
        asked.add_run(f"{q.number}\t{q.ask}").bold = True
        small = [q.condition, q.hint, say(f"form.choose-{q.choose}") if q.choose else ""]
        hint = document.add_paragraph(" ".join(text for text in small if text), style="Lovande Answer")
        boxes = [f"☐ {label}" for _, label in q.options]
        steps = "      ".join(f"☐ {step}" for step in q.steps)
        lines = [document.add_paragraph(box, style="Lovande Answer") for box in boxes]
        lines.append(document.add_paragraph(steps, style="Lovande Answer"))
        for paragraph in (hint, *lines):
            paragraph.paragraph_format.keep_with_next = True
        lines[0].paragraph_format.space_before = Pt(3)
        note = add_field_line(document, f"{say('form.note')}: ", style="Lovande Answer")
        more = add_field_line(document, "", style="Lovande Answer")
        shown = add_field_line(document, f"{say('form.evidence')}: ", style="Lovande Answer")
        for paragraph in (note, more, shown):
            paragraph.paragraph_format.keep_with_next = True
        tail = document.add_paragraph(f"{q.id}{f' · {q.mark}' if q.mark else ''}", style="Lovande Small")
        tail.paragraph_format.left_indent = Mm(11)
