"""JSON Schema of answer files and element files, for the completion and checks of an editor."""

from __future__ import annotations

from lovande_cli.assessment.framework import DescriptionPart, Framework, Question
from lovande_cli.files.answer_files import ANY_TEXT, SHEET
from lovande_cli.files.framework_files import ELEMENT
from lovande_cli.files.optional_element_files import CLOSING, DESCRIPTION, LENSES
from lovande_cli.files.readers import Schema, mapping_schema
from lovande_cli.language import Say

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def answers_schema(framework: Framework, say: Say) -> Schema:
    """The schema of answer files, with the real question ids and steps; descriptions in the person's language."""
    sheet = SHEET.schema(framework)
    answers = {
        element.id: {
            **mapping_schema(
                {q.short_id: answer_schema(q, say) for q in element.questions}
                | earlier_questions(framework, element.id, say)
            ),
            "title": say.text(element.name),
            "description": say.text(element.description),
        }
        for element in framework.elements
    }
    written = {
        "answers": mapping_schema(answers),
        "description": mapping_schema({part.id: part_schema(part, say) for part in framework.description}),
    }
    named = {"$schema": DIALECT, "title": say.text(framework.title)}
    return named | sheet | {"type": "object", "properties": sheet["properties"] | written}


def answer_schema(question: Question, say: Say) -> Schema:
    """The answer to one question, in its short form (steps in any language, or a list of options) or its long one."""
    # An editor's YAML reads yes, no and an empty answer as true, false and null.
    unquoted = [True, False] if question.choose is None else []
    chosen: Schema = {"enum": [*accepted_words(question), *unquoted, None]}
    if question.choose is not None:
        ids: Schema = {"enum": [option.id for option in question.options]}
        many: Schema = {"type": "array", "uniqueItems": True, "items": ids}
        chosen = {"anyOf": [chosen, {**many, "maxItems": 1} if question.choose == "one" else many]}
    raised = {"type": ["integer", "string", "null"], "minimum": 0}
    hands = {"type": "object", "propertyNames": {"enum": accepted_words(question)}, "additionalProperties": raised}
    remarks = dict.fromkeys(("note", "evidence", "about-question"), ANY_TEXT)
    vote = mapping_schema({"answer": chosen, **remarks, "hands": hands})
    votes = {"type": "object", "additionalProperties": {"anyOf": [chosen, vote]}}
    long_form = {**vote, "properties": {**vote["properties"], "votes": votes}}
    return {"description": say.text(question.ask), "anyOf": [chosen, long_form]}


def earlier_questions(framework: Framework, element: str, say: Say) -> dict[str, Schema]:
    """The ids that the element's questions had before: answered as the new ones, or by anything where retired."""
    found: dict[str, Schema] = {
        old: answer_schema(framework.question_by_id[new], say) for old, new in framework.renamed.items()
    }
    # whatever was answered to a question that is gone may stand there
    found |= {old: {} for old in sorted(framework.retired)}
    return {old.partition(".")[2]: schema for old, schema in found.items() if old.startswith(f"{element}.")}


def accepted_words(question: Question) -> list[str]:
    """The steps in any language and the ids of the options."""
    spellings = dict.fromkeys(word for step in question.steps for word in step.spellings)
    return [*spellings, *question.option_by_id]


def part_schema(part: DescriptionPart, say: Say) -> Schema:
    """What is written in one part of the description: a text, or one for each link of a chain."""
    links = {link.id: {**ANY_TEXT, "description": say.text(link.hint)} for link in part.links}
    return {
        **(mapping_schema(links) if links else ANY_TEXT),
        "title": say.text(part.heading),
        "description": say.text(part.ask),
    }


def elements_schema(framework: Framework, say: Say) -> Schema:
    """The schema of the files in an element folder, framework.yaml apart, with the real ids and languages."""
    schema = ELEMENT.schema(framework)
    others = {"closing": CLOSING.schema, "lenses": LENSES.schema, "parts": DESCRIPTION.schema}
    for key, make_schema in others.items():
        schema = {"if": {"required": [key]}, "then": make_schema(framework), "else": schema}
    return {"$schema": DIALECT, "title": say.text(framework.title), **schema}
