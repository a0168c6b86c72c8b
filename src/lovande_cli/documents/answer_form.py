"""An answer file that already holds every question, to fill in in an editor of text."""

from __future__ import annotations

import json
import re
import textwrap

from lovande_cli.assessment.framework import ClosingQuestion, Element, Framework
from lovande_cli.documents.questionnaire import LEAD, Prefill, condition, marks
from lovande_cli.documents.words import question_number
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_document, for_file, for_json

SAFE = re.compile(r"[A-Za-z][A-Za-z0-9-]*|\d+(\.\d+)*")
"""What YAML reads as it stands; anything else is quoted."""


def write_answer_form(framework: Framework, say: Say, known: Prefill) -> bytes:
    """An answer file in UTF-8 without any answer, its questions as comments; `check` finds no fault in it.

    Every comment has a line of its own: what is typed behind a colon is the whole value.
    """
    first = framework.elements[0] if framework.elements else None
    yes = say.text(first.questions[0].steps[0].label) if first and first.questions else say("common.yes")
    lines = [
        *comment(say("form.file.head", title=say.text(framework.title))),
        *(comment(say("form.return-to", to=known.return_to)) if known.return_to else ()),
        *(line for key in LEAD for line in comment(say(f"form.lead.{key}"))),
        *comment(say("form.file.long")),
        "#       clear-to-participants:",
        f"#         answer: {yes}",
        f"#         note: {say('form.file.note-example')}",
        f"#         evidence: {say('form.file.evidence-example')}",
        f"#         about-question: {say('form.about-question')}",
        *comment(say("form.file.use", file=say("form.file.file-name"))),
        "",
        "lovande: 1",
        f"framework: {{id: {yaml_text(framework.id)}, version: {yaml_text(framework.version)}}}",
        f"language: {framework.written_language(say.language)}",
        "",
        *comment(say("form.about-practice")),
        "practice:",
        *field("name", say("form.practice-name"), known.practice.name),
        *field("organisation", say("form.organisation"), known.practice.organisation),
        *field("target-group", say("form.target-group"), known.practice.target_group),
        *field("contact", say("form.contact"), known.practice.contact),
        "workshop:",
        *field("date", f"{say('form.date')}, {say('form.file.date-hint')}", known.date),
        *field("participants", say("form.participants")),
        *field("answered-by", say("form.answered-by"), known.answered_by),
        "",
        "answers:",
    ]
    for element in framework.elements:
        lines += element_lines(framework, element, say)
    example = ", ".join(f"{key}: {say(f'form.{key}').lower()}" for key in ("what", "who"))
    lines += ["", *comment(say("form.file.steps")), "# actions:"]
    lines.append(f"#   - {{element: {first.id if first else ''}, {example}, when: 2027-02}}")
    lines += closing_lines(known.closing, say)
    return for_document("\n".join(lines)).encode("utf-8") + b"\n"


def field(key: str, label: str, text: str = "") -> list[str]:
    """A key to fill in, what it is for on the line above it."""
    return [*comment(label, indent="  "), f"  {key}: {yaml_text(text)}" if text else f"  {key}:"]


def element_lines(framework: Framework, element: Element, say: Say) -> list[str]:
    """One element of the answer file; above each question, as comments, all that a form says and what can answer it."""
    category = say.text(framework.category_by_id[element.category].name)
    lines = ["", *comment(f"{element.number}. {say.text(element.name)} ({category})", indent="  ")]
    lines += comment(say("common.definition", text=say.text(element.description)), indent="  ")
    lines += comment(f"{say('form.discuss')}: {say.text(element.discuss)}", indent="  ")
    lines.append(f"  {yaml_text(element.id)}:")
    for question in element.questions:
        asked = f"{question_number(framework, question)} {say.text(question.ask)}"
        asked += "".join(f" ({mark})" for mark in marks(question, say))
        said = [asked, say.text(question.hint), condition(framework, question, say)]
        steps = " · ".join(say.text(step.label) for step in question.steps)
        if question.choose:
            ids = [option.id for option in question.options]
            said.append(say(f"form.file.{question.choose}", first=ids[0], second=ids[1 % len(ids)]))
            said += [f"- {option.id}: {say.text(option.label)}" for option in question.options]
            said.append(f"{say('form.file.or')} {steps}")
        else:
            said.append(f"{say('form.file.answers')}: {steps}")
        lines += [line for text in said if text for line in comment(text, indent="    ")]
        lines += [f"    {yaml_text(question.short_id)}:", ""]
    return lines[:-1]


def closing_lines(questions: tuple[ClosingQuestion, ...], say: Say) -> list[str]:
    """The questions on the set itself, each with what can answer it; nothing where there are none."""
    if not questions:
        return []
    head = f"{say('interview.pilot.closing-title')}. {say('interview.pilot.not-counted')}"
    lines = ["", *comment(head), "closing:"]
    for question in questions:
        steps = " · ".join(say.text(step.label) for step in question.steps)
        said = [say.text(question.ask), say.text(question.hint)]
        said += [f"{say('form.file.answers')}: {steps}"] if steps else []
        lines += [line for text in said if text for line in comment(text, indent="  ")]
        lines.append(f"  {yaml_text(question.id)}:")
    return lines


def comment(text: str, *, indent: str = "") -> list[str]:
    """The text as comment lines of at most 100 characters; whatever ends a line somewhere is a space in it."""
    return [f"{indent}# {line}" for line in textwrap.wrap(" ".join(text.split()), 98 - len(indent))]


def yaml_text(text: str) -> str:
    """The text as YAML reads it back."""
    return text if SAFE.fullmatch(text) else for_json(json.dumps(for_file(text), ensure_ascii=False))
