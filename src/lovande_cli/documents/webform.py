"""The questionnaire as one web page to fill in offline; it saves an answer file and sends nothing anywhere."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from lovande_cli.assessment.answers import FIRST_DATE, ID_LENGTH, LAST_DATE, MAX_TEXT
from lovande_cli.assessment.description import questions_beside
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.documents.json_csv import pick_attributes
from lovande_cli.documents.questionnaire import Prefill
from lovande_cli.documents.writers.html import content_hash, join, markup, template_text
from lovande_cli.documents.writers.palette import palette_css
from lovande_cli.files.disk import MAX_BYTES
from lovande_cli.files.yaml_nodes import MAX_READ
from lovande_cli.language import Say, spoken_languages, texts_in

SHORT_WORDS = (
    *(
        "about-practice",
        "practice-name",
        "organisation",
        "target-group",
        "contact",
        "date",
        "participants",
        "answered-by",
    ),
    *("when-present", "discuss", "choose-one", "choose-many", "note", "evidence", "about-question", "core", "unscored"),
)

SCRIPTS = ("answer_file.js", "js-yaml.min.js", "form.js")
"""One script made of these; js-yaml reads what is opened, as libyaml does in the program, and brings its licence."""

LEFT_OPEN = {
    name: f"{{{name}}}"
    for name in ("title", "answered", "questions", "number", "file", "when", "length", "most", "earliest", "latest")
}
"""The blanks that the page itself fills in."""


def write_web_form(framework: Framework, say: Say, known: Prefill) -> bytes:
    """The page in UTF-8, in every language that program and framework share; it opens in the language of `say`."""
    style = palette_css() + template_text("form.css")
    script = "".join(map(template_text, SCRIPTS))
    data = form_data(framework, say, known)
    # what to do where the page's script is switched off or barred, and how else to answer
    steps = join(markup("<li>{}</li>", say(f"form.web.without-script.{key}")) for key in ("fetch", "open", "ask"))
    heading = say("form.web.without-script.heading")
    # by their hashes the page's policy lets this style and this script run, and nothing that a text may bring along
    page: str = Markup(template_text("form.html")).format(
        language=say.language,
        title=say("form.web.title", title=say.text(framework.title)),
        without_script=markup("<section><h2>{}</h2><ol>{}</ol></section>\n", heading, steps),
        style=Markup(style),
        style_hash=content_hash(style),
        script=Markup(script),
        script_hash=content_hash(script),
        # a script element ends at the first </script>, also within a text
        data=Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")),
    )
    return page.encode("utf-8")


def form_data(framework: Framework, say: Say, known: Prefill) -> dict[str, Any]:
    """The questionnaire and the page's own words, in every language."""
    shared = {code: name for code, name in framework.languages.items() if code in spoken_languages()}
    languages = shared or {say.language: say.language}
    first = next(iter(framework.languages))
    return {
        "framework": {**pick_attributes(framework, "id", "version"), "wording": framework.wording_digest},
        "language": say.language if say.language in languages else next(iter(languages)),
        "languages": languages,
        # a file can only be in a language of the framework, also where the page speaks none of them
        "fileLanguage": {code: code if code in framework.languages else first for code in languages},
        "title": framework.title,
        "categories": {category.id: category.name for category in framework.categories},
        "elements": [
            {
                **pick_attributes(element, "id", "number", "category", "name", "description", "discuss"),
                "questions": [question_data(question) for question in element.questions],
            }
            for element in framework.elements
        ],
        "description": [
            {
                **pick_attributes(part, "id", "heading", "ask", "hint", "example"),
                "beside": [question.id for question in questions_beside(framework, part)],
                "links": [pick_attributes(link, "id", "heading", "hint") for link in part.links],
            }
            for part in framework.description
        ],
        "closing": [
            {
                **pick_attributes(question, "id", "ask", "hint"),
                "scale": question.scale.id if question.scale else "",
                "steps": [pick_attributes(step, "id", "label") for step in question.steps],
            }
            for question in known.closing
        ],
        "scales": {
            scale.id: {word: step.id for word, step in scale.by_word.items()}
            for scale in dict.fromkeys([*(q.scale for q in framework.questions), *(q.scale for q in known.closing)])
            if scale
        },
        "dates": {"earliest": FIRST_DATE, "latest": LAST_DATE},
        "idLength": ID_LENGTH,
        "longestText": MAX_TEXT,
        "longestRead": MAX_READ,
        "mostBytes": MAX_BYTES,
        "about": framework.about,
        "words": {code: page_words(Say(code), known.return_to) for code in languages},
        "known": {
            "practice": {
                "name": known.practice.name,
                "organisation": known.practice.organisation,
                "target-group": known.practice.target_group,
                "contact": known.practice.contact,
            },
            "workshop": {"date": known.date, "answered-by": known.answered_by},
        },
    }


def page_words(say: Say, return_to: str) -> dict[str, str]:
    """The page's own words in one language, their {blanks} left open for the page to fill in."""
    words = {key: say(f"form.{key}") for key in SHORT_WORDS}
    for group in ("lead", "web"):
        keys = [key for key in texts_in("form")[group] if key != "without-script"]
        words |= {f"{group}.{key}": say(f"form.{group}.{key}", **LEFT_OPEN) for key in keys}
    address = say("form.return-to", to=return_to) if return_to else ""
    closing = {"closing": say("interview.pilot.closing-title"), "closing-lead": say("interview.pilot.not-counted")}
    return {**words, **closing, "about": say("report.about-title"), "return-to": address}


def question_data(question: Question) -> dict[str, Any]:
    """One question with all that may answer it."""
    data = {
        "id": question.id,
        "short": question.short_id,
        **pick_attributes(question, "ask", "hint", "choose"),
        "scale": question.scale.id,
        "options": [pick_attributes(option, "id", "label", "exclusive") for option in question.options],
        "steps": [pick_attributes(step, "id", "label") for step in question.steps],
        "core": question.core,
        "scored": bool(question.weight),
    }
    if question.odd_with:
        data["oddWith"] = [
            {"answer": pair.answer, "question": pair.question, "anyOf": pair.any_of} for pair in question.odd_with
        ]
    if question.ask_if:
        data["askIf"] = {"question": question.ask_if.question, "anyOf": question.ask_if.any_of}
    return data
