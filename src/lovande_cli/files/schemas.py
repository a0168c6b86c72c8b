"""JSON Schema of the files that people write by hand, so that an editor can help while they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from lovande_cli.assessment.answers import Share
from lovande_cli.assessment.framework import TIDIER_ITEMS, DescriptionPart, Framework, Question
from lovande_cli.files.checking import ID, written_so
from lovande_cli.files.elementfiles import OWN
from lovande_cli.files.partfiles import KINDS
from lovande_cli.language import Say

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
"""A text: an editor's YAML sees 2026.1 or true where this program reads text."""

IDENTITY: Schema = {"type": "string", "pattern": f"^{ID.pattern}$"}


def answers_schema(framework: Framework, say: Say) -> Schema:
    """The schema of answer files, with the real question ids and steps; descriptions in the person's language."""
    return {
        "$schema": DIALECT,
        "title": say.text(framework.title),
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
                        **table(
                            {q.short_id: answer_schema(q, say) for q in element.questions}
                            | earlier_questions(framework, element.id, say)
                        ),
                        "title": say.text(element.name),
                        "description": say.text(element.description),
                    }
                    for element in framework.elements
                }
            ),
            "actions": {
                "type": "array",
                "items": table(
                    {"element": {"enum": [e.id for e in framework.elements]}, "what": TEXT, "who": TEXT,
                     "when": TEXT, "done": {"enum": [*sorted(written_so("yes") | written_so("no")), True, False]}}
                ),
            },
            "description": table({part.id: part_schema(part, say) for part in framework.description}),
            "share": {"enum": list(get_args(Share))},
        },
    }  # fmt: skip


def table(properties: Mapping[str, Schema], required: Sequence[str] = ()) -> Schema:
    """A mapping that holds these keys and no others; an empty one may be left as nothing."""
    schema: Schema = {"type": ["object", "null"], "additionalProperties": False, "properties": dict(properties)}
    return {**schema, "required": list(required)} if required else schema


def answer_schema(question: Question, say: Say) -> Schema:
    """The answer to one question, in its short or its long form."""
    chosen = chosen_schema(question)
    vote = table({"answer": chosen, "note": TEXT, "evidence": TEXT})
    votes = {"type": "object", "additionalProperties": {"anyOf": [chosen, vote]}}
    long_form = {**vote, "properties": {**vote["properties"], "votes": votes}}
    return {"description": say.text(question.ask), "anyOf": [chosen, long_form]}


def earlier_questions(framework: Framework, element: str, say: Say) -> dict[str, Schema]:
    """The ids that the element's questions had before: answered as the new ones, or by anything where retired."""
    found: dict[str, Schema] = {
        old: answer_schema(framework.question_by_id[new], say) for old, new in framework.renamed.items()
    }
    found |= {old: {} for old in sorted(framework.retired)}
    return {old.partition(".")[2]: schema for old, schema in found.items() if old.startswith(f"{element}.")}


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


def part_schema(part: DescriptionPart, say: Say) -> Schema:
    """What is written in one part of the description: a text, or one for each link of a chain."""
    links = {link.id: {**TEXT, "description": say.text(link.hint)} for link in part.links}
    return {**(table(links) if links else TEXT), "title": say.text(part.heading), "description": say.text(part.ask)}


def elements_schema(framework: Framework, say: Say) -> Schema:
    """The schema of the files in an element folder, framework.yaml apart, with the real ids and languages."""
    wording = table(
        {code: {"type": "string", "minLength": 1} for code in framework.languages}, list(framework.languages)
    )
    return {
        "$schema": DIALECT,
        "title": say.text(framework.title),
        "if": {"required": ["parts"]},
        "then": description_schema(framework, wording),
        "else": {
            "if": {"required": ["lenses"]},
            "then": lenses_schema(framework, wording),
            "else": element_schema(framework, wording),
        },
    }


def element_schema(framework: Framework, wording: Schema) -> Schema:
    """The schema of an element file."""
    sources = [*(name for source in framework.sources for name in source.names), OWN]
    share: Schema = {"type": "number", "minimum": 0, "maximum": 1}
    option = table(
        {"id": IDENTITY, "value": share, "exclusive": {"type": "boolean"}, "label": wording}, ["id", "label"]
    )
    question = table(
        {
            "id": IDENTITY,
            "scale": {"enum": [scale.id for scale in framework.scales]},
            "choose": {"enum": ["one", "many"]},
            "options": some(option),
            "weight": {"type": "number", "minimum": 0},
            "core": {"type": "boolean"},
            "source": {"enum": sources},
            "ask": wording,
            "hint": wording,
            "ask-if": table({"question": {"type": "string"}, "is": some(IDENTITY)}, ["question", "is"]),
        },
        ["id", "ask", "hint", "source"],
    )
    properties: dict[str, Schema] = {
        "id": IDENTITY,
        "number": {"type": "integer", "minimum": 1},
        "category": {"enum": [category.id for category in framework.categories]},
        "name": wording,
        "description": wording,
        "discuss": wording,
        "develop": wording,
        "questions": some(question),
    }
    return table(properties, list(properties))


def description_schema(framework: Framework, wording: Schema) -> Schema:
    """The schema of description.yaml."""
    beside = [*framework.element_by_id, *framework.question_by_id]
    link = table({"id": IDENTITY, "heading": wording, "hint": wording}, ["id", "heading", "hint"])
    part = table(
        {
            "id": IDENTITY,
            "heading": wording,
            "ask": wording,
            "hint": wording,
            "example": wording,
            "tidier": {"type": "array", "items": {"enum": list(TIDIER_ITEMS)}},
            "beside": {"type": "array", "items": {"enum": beside}},
            "kind": {"enum": list(KINDS)},
            "links": some(link),
        },
        ["id", "heading", "ask", "hint"],
    )
    return table({"parts": some(part)}, ["parts"])


def lenses_schema(framework: Framework, wording: Schema) -> Schema:
    """The schema of lenses.yaml."""
    options = {q.id: some({"enum": list(q.option_by_id)}) for q in framework.questions if q.options}
    part = table(
        {
            "id": IDENTITY,
            "title": wording,
            "questions": some({"enum": list(framework.question_by_id)}),
            "options": table(options),
        },
        ["id", "title"],
    )
    lens = table(
        {
            "id": IDENTITY,
            "title": wording,
            "lead": wording,
            "source": wording,
            "parts": some(part),
            "not-asked": some(wording),
        },
        ["id", "title", "lead", "source", "parts"],
    )
    return table({"lenses": some(lens)}, ["lenses"])


def some(items: Schema) -> Schema:
    """A list of at least one of these."""
    return {"type": "array", "minItems": 1, "items": items}
