"""What a pilot keeps in an answer file: the answers to closing.yaml, and how many minutes each element took.

```yaml
closing: {understandable: ja, missing: …}      # of several people: {understandable: {A: ja, B: delvis}}
minutes: {goals: 7.5}
```
"""

from __future__ import annotations

from collections.abc import Mapping

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import ClosingQuestion, Framework
from lovande_cli.files.problems import ProblemCollector, list_elements, list_steps
from lovande_cli.files.readers import Schema, inner_mapping, mapping_schema, read_number, read_prose
from lovande_cli.files.yaml_nodes import MappingNode


def read_closing(problems: ProblemCollector, mapping: MappingNode, key: str) -> dict[str, dict[str, str]]:
    """The answers by closing question and person, "" for the sheet's own; as they stand where there is no such file."""
    known, found = problems.framework.closing_by_id, dict[str, dict[str, str]]()
    inside = inner_mapping(problems, mapping, key)
    for identity, entry in inside.entries.items():
        question = known.get(identity)
        if question is None and known:
            problems.add_unknown("unknown-closing", entry.line, identity, known)
        elif isinstance(people := entry.node, MappingNode):
            said = {person: read_closing_answer(problems, people, person, question) for person in people.entries}
            found[identity] = {person: answer for person, answer in said.items() if answer}
        elif answer := read_closing_answer(problems, inside, identity, question):
            found[identity] = {"": answer}
    return {identity: said for identity, said in found.items() if said}


def read_closing_answer(
    problems: ProblemCollector, mapping: MappingNode, key: str, question: ClosingQuestion | None
) -> str:
    """The id of the step that the word behind the key means, or the text there."""
    text = read_prose(problems, mapping, key).strip()
    if question is None or question.scale is None or not text:
        return text
    step = question.scale.by_word.get(" ".join(text.split()).casefold())
    if step not in question.steps:
        words = dict.fromkeys(words[0] for step in question.steps for words in step.words.values())
        line, identity = mapping.entries[key].line, f"closing.{question.id}"
        shown = list_steps(question.steps)
        problems.add_unknown("unknown-step", line, text[:80], words, shown=shown, question=identity)
        return ""
    return step.id


def read_minutes(problems: ProblemCollector, mapping: MappingNode, key: str) -> dict[str, float]:
    """How many minutes each element took, to a tenth; without those that took none."""
    inside, found = inner_mapping(problems, mapping, key), dict[str, float]()
    framework = problems.framework
    for element, entry in inside.entries.items():
        if element not in framework.element_by_id:
            shown = list_elements(framework)
            problems.add_unknown("unknown-element", entry.line, element, framework.element_by_id, shown=shown)
        elif minutes := read_number(problems, inside, element, default=None, most=MAX_MINUTES):
            found[element] = round(float(minutes), 1)
    return {element: minutes for element, minutes in found.items() if minutes}


MAX_MINUTES = 9_999
"""A week: nobody talks about an element for longer."""


def closing_content(sheet: AnswerSheet, framework: Framework) -> dict[str, object]:
    """The answers as the file has them, steps in its language; a person's own stands without a label."""
    content: dict[str, object] = {}
    for identity in dict.fromkeys((*framework.closing_by_id, *sheet.closing)):
        question, said = framework.closing_by_id.get(identity), sheet.closing.get(identity, {})
        steps = {step.id: step.words[sheet.language][0] for step in question.steps} if question else {}
        words = {person: steps.get(answer, answer) for person, answer in said.items()}
        if words:
            content[identity] = words[""] if set(words) == {""} else words
    return content


def closing_schema(framework: Framework) -> Schema:
    """What may answer each closing question: the words of its steps, a text, or one of these for each person."""
    properties: dict[str, Schema] = {}
    for question in framework.closing:
        words = list(dict.fromkeys(word for step in question.steps for word in step.spellings))
        # an editor's YAML reads yes, no and nothing as true, false and null
        answer: Schema = (
            {"enum": [*words, "", True, False, None]} if words else {"type": ["string", "number", "boolean", "null"]}
        )
        properties[question.id] = {"anyOf": [answer, {"type": "object", "additionalProperties": answer}]}
    return mapping_schema(properties) if properties else {"type": ["object", "null"]}


def minutes_schema(framework: Framework) -> Schema:
    minutes = {"type": ["number", "string"], "minimum": 0, "maximum": MAX_MINUTES}
    return mapping_schema({element.id: minutes for element in framework.elements})


def minutes_content(minutes: Mapping[str, float]) -> dict[str, float | int]:
    """The minutes as the file has them: 7.5, and 7 for 7.0."""
    return {element: int(count) if count == int(count) else count for element, count in minutes.items()}
