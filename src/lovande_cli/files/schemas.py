"""JSON Schema of the files that people write by hand, so that an editor can help while they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.files.elementfiles import OWN

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID_PATTERN = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
"""A text: an editor's YAML sees 2026.1 or true where this program reads text."""


def answers_schema(framework: Framework, language: str) -> Schema:
    """The schema of answer files, with the real question ids and steps; descriptions in the given language."""
    return {
        "$schema": DIALECT,
        "title": framework.title[language],
        "type": "object",
        "required": ["lovande"],
        "additionalProperties": False,
        "properties": {
            "lovande": {"enum": [1, "1"]},
            "framework": table({"id": {"enum": [framework.id]}, "version": TEXT}),
            "language": {"enum": list(framework.languages)},
            "practice": table({"name": TEXT, "organisation": TEXT, "target-group": TEXT}),
            "workshop": table(
                {"date": {"type": ["string", "null"]}, "participants": {"type": ["integer", "string", "null"]},
                 "answered-by": TEXT}
            ),
            "answers": table(
                {
                    element.id: {
                        **table({q.short_id: answer_schema(q, language) for q in element.questions}),
                        "title": element.name[language],
                        "description": element.description[language],
                    }
                    for element in framework.elements
                }
            ),
            "actions": {
                "type": "array",
                "items": table(
                    {"element": {"enum": [e.id for e in framework.elements]}, "what": TEXT, "who": TEXT,
                     "when": TEXT, "done": {"enum": ["ja", "nej", "yes", "no", "true", "false", True, False]}}
                ),
            },
        },
    }  # fmt: skip


def table(properties: Mapping[str, Schema], required: Sequence[str] = ()) -> Schema:
    """A mapping that holds these keys and no others; an empty one may be left as nothing."""
    schema: Schema = {"type": ["object", "null"], "additionalProperties": False, "properties": dict(properties)}
    return {**schema, "required": list(required)} if required else schema


def answer_schema(question: Question, language: str) -> Schema:
    """The answer to one question, in its short or its long form."""
    chosen = chosen_schema(question)
    vote = table({"answer": chosen, "note": TEXT, "evidence": TEXT})
    votes = {"type": "object", "additionalProperties": {"anyOf": [chosen, vote]}}
    long_form = {**vote, "properties": {**vote["properties"], "votes": votes}}
    return {"description": question.ask[language], "anyOf": [chosen, long_form]}


def chosen_schema(question: Question) -> Schema:
    """The words that may answer the question: steps in any language, or a list of options."""
    steps = question.step_by_id.values()
    words = dict.fromkeys(
        word for step in steps for word in (*(w for ws in step.words.values() for w in ws), step.id, *step.also)
    )
    # An editor's YAML reads yes, no and an empty answer as true, false and null.
    unquoted = [True, False] if question.choose is None else []
    options = [option.id for option in question.options]
    one: Schema = {"enum": [*words, *options, *unquoted, None]}
    if question.choose is None:
        return one
    many: Schema = {"type": "array", "uniqueItems": True, "items": {"enum": options}}
    return {"anyOf": [one, {**many, "maxItems": 1} if question.choose == "one" else many]}


def elements_schema(framework: Framework, language: str) -> Schema:
    """The schema of an element file, with the real categories, scales, sources and languages."""
    wording = table(
        {code: {"type": "string", "minLength": 1} for code in framework.languages}, list(framework.languages)
    )
    identity: Schema = {"type": "string", "pattern": ID_PATTERN}
    sources = [*(source.id for source in framework.sources), OWN]
    share: Schema = {"type": "number", "minimum": 0, "maximum": 1}
    option = table(
        {"id": identity, "value": share, "exclusive": {"type": "boolean"}, "label": wording}, ["id", "label"]
    )
    question = table(
        {
            "id": identity,
            "scale": {"enum": [scale.id for scale in framework.scales]},
            "choose": {"enum": ["one", "many"]},
            "options": {"type": "array", "minItems": 1, "items": option},
            "weight": {"type": "number", "minimum": 0},
            "core": {"type": "boolean"},
            "source": {"enum": sources},
            "ask": wording,
            "hint": wording,
            "ask-if": table(
                {"question": {"type": "string"}, "is": {"type": "array", "minItems": 1, "items": identity}},
                ["question", "is"],
            ),
        },
        ["id", "ask", "hint", "source"],
    )
    properties: dict[str, Schema] = {
        "id": identity,
        "number": {"type": "integer", "minimum": 1},
        "category": {"enum": [category.id for category in framework.categories]},
        "name": wording,
        "description": wording,
        "discuss": wording,
        "develop": wording,
        "questions": {"type": "array", "minItems": 1, "items": question},
    }
    return {"$schema": DIALECT, "title": framework.title[language], **table(properties, list(properties))}
