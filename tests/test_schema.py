"""The JSON Schemas: accepted by a real validator, true to what the program itself reads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from made import LANGUAGES

from lovande_cli.assessment.framework import Framework
from lovande_cli.errors import FileNeedsFixing
from lovande_cli.files.answer_files import read_answers
from lovande_cli.files.framework_files import standard_folder
from lovande_cli.files.json_schema import answers_schema, elements_schema
from lovande_cli.language import Say


@pytest.mark.slow
def test_check_jsonschema_accepts_both(framework: Framework, examples: Path, tmp_path: Path) -> None:
    """check-jsonschema, which editors and CI use, accepts the schemas in each language and finds our own files valid by them."""
    elements = [path for path in standard_folder().glob("*.yaml") if path.stem != "framework"]
    files: dict[Path, list[Path]] = {}
    for say in map(Say, LANGUAGES):
        for kind, schema, instances in (
            ("answers", answers_schema(framework, say), sorted(examples.rglob("*.yaml"))),
            ("elements", elements_schema(framework, say), sorted(elements)),
        ):
            path = tmp_path / f"{kind}.{say.language}.json"
            path.write_text(json.dumps(schema), encoding="utf-8")
            files[path] = instances
    check = [sys.executable, "-m", "check_jsonschema"]
    commands = [[*check, "--schemafile", str(path), *map(str, instances)] for path, instances in files.items()]
    for command in ([*check, "--check-metaschema", *map(str, files)], *commands):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "lovande: 1\nanswers: {goals: {time-bond: ja}}",
        "lovande: 1\nanswers: {goals: {time-bound: kanske}}",
        "lovande: 1\nanswers: {goals: {time-bound: [ja]}}",
        "lovande: 1\nanswers: {positive-effect: {documented-how: [x]}}",
        "lovande: 1\nsvar: {}",
        "language: sv",
        "lovande: 1\nactions: [{element: mål}]",
        "lovande: 1\nshare: everyone",
        "lovande: 1\ndescription: {in-shrot: Text}",
        "lovande: 1\ndescription: {in-short: [Text]}",
        "lovande: 1\ndescription: {change: Text}",
        "lovande: 1\ndescription: {change: {resource: Text}}",
    ],
)
def test_the_schema_and_the_program_refuse_the_same(framework: Framework, text: str) -> None:
    """What the program calls a mistake the schema does too, so that the editor underlines it."""
    with pytest.raises(FileNeedsFixing):
        read_answers(text.encode(), file="x", framework=framework)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), answers_schema(framework, Say("sv")))


def test_the_schema_names_real_ids_and_steps(framework: Framework) -> None:
    """Every question id of the framework stands in the schema, those of earlier versions too, with their words."""
    earlier = [one.split(".") for one in (*framework.renamed, *sorted(framework.retired))]
    properties = answers_schema(framework, Say("sv"))["properties"]["answers"]["properties"]
    assert {e: list(p["properties"]) for e, p in properties.items()} == {
        e.id: [*(q.short_id for q in e.questions), *(short for element, short in earlier if element == e.id)]
        for e in framework.elements
    }
    words = properties["goals"]["properties"]["time-bound"]["anyOf"][0]["enum"]
    assert {"ja", "delvis", "delvist", "nej", "vet inte", "ved ikke", "ej aktuellt", "ikke relevant", "yes"} <= set(
        words
    )
