"""The JSON Schemas: accepted by a real validator, true to what the program itself reads."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, sheets, untimed
from made_field import made_field, write_field

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.change import compare
from lovande_cli.assessment.expert_ratings import Ratings
from lovande_cli.assessment.framework import Framework, Lens
from lovande_cli.assessment.group import Submission, gather
from lovande_cli.assessment.lenses import read_lens
from lovande_cli.assessment.practice_map import MapOptions, columns_of, map_practices, row_of
from lovande_cli.assessment.sample import studied_sheets
from lovande_cli.assessment.scoring import score
from lovande_cli.assessment.study import study
from lovande_cli.documents.json_csv import change_json, group_json, map_json, result_json
from lovande_cli.documents.output_schemas import MEANINGS, OUTPUTS, output_schema
from lovande_cli.documents.study_json_csv import study_json
from lovande_cli.errors import FileNeedsFixing
from lovande_cli.files.answer_files import read_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
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


FRAMEWORK = load_framework(standard_folder())
OUTPUT = {output: jsonschema.Draft202012Validator(output_schema(output, FRAMEWORK)) for output in OUTPUTS}


def agrees(output: str, printed: str) -> None:
    """Fail with what to do where a command prints what its schema does not describe."""
    fault = jsonschema.exceptions.best_match(OUTPUT[output].iter_errors(json.loads(printed)))
    assert fault is None, (
        f"{output} at {fault.json_path}: {fault.message[:300]}. Describe the key or value in {output}_schema() of "
        "documents/output_schemas.py, and what a new key means in MEANINGS there."
    )


@pytest.mark.parametrize("output", OUTPUTS)
def test_an_output_schema_is_one_and_closed(output: str) -> None:
    """It is a JSON Schema with a title; every object in it lists its keys, or says what stands behind any key."""
    schema = output_schema(output, FRAMEWORK)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"]

    def objects(inside: object) -> Iterator[dict[str, object]]:
        if isinstance(inside, dict):
            if inside.get("type") == "object":
                yield inside
            for value in inside.values():
                yield from objects(value)

    assert all("additionalProperties" in found for found in objects(schema))


def test_every_meaning_is_of_a_printed_key() -> None:
    """What is explained stands in some schema: a key that is gone takes its explanation with it."""

    def keys(inside: object) -> Iterator[str]:
        for name, value in inside.items() if isinstance(inside, dict) else ():
            if name == "properties":
                yield from value
            yield from keys(value)

    described = {key for output in OUTPUTS for key in keys(output_schema(output, FRAMEWORK))}
    assert set(MEANINGS) - described == set()


@untimed
@given(sheets(FRAMEWORK), st.sampled_from(FRAMEWORK.lenses))
def test_score_prints_what_its_schema_says(one: AnswerSheet, lens: Lens) -> None:
    """Any sheet's result, with a lens and without."""
    result = score(FRAMEWORK, one)
    agrees("score", result_json(result, Say("sv")))
    agrees("score", result_json(result, Say("da"), read_lens(FRAMEWORK, one, lens)))


@untimed
@given(st.lists(sheets(FRAMEWORK), min_size=1, max_size=4))
def test_several_sheets_print_what_their_schemas_say(several: list[AnswerSheet]) -> None:
    """Any sheets as one group, as one practice through time and as many practices, with a lens and with the change."""
    group = gather(FRAMEWORK, [Submission(name="", sheet=sheet) for sheet in several])
    agrees("group", group_json(group, Say("sv")))
    agrees("score", result_json(group.result, Say("sv")))
    agrees("compare", change_json(compare(FRAMEWORK, several), [f"{n}.yaml" for n in range(len(several))], Say("da")))
    first, *_, last = FRAMEWORK.questions
    expert = Ratings(file="x", relevance={first.id: 4, last.id: 1}, clarity={first.id: 2}, comments={last.id: "Oklar."})
    studied = [one for n, sheet in enumerate(several) for one in studied_sheets(FRAMEWORK, sheet, f"{n}.yaml")]
    agrees("study", study_json(study(FRAMEWORK, studied, [expert, expert])))
    lens = FRAMEWORK.lenses[0]
    for seen, options in ((None, MapOptions(change=True)), (lens, MapOptions(lens=lens))):
        columns = columns_of(FRAMEWORK, seen)
        rows = [row_of(f"{n}.yaml", FRAMEWORK, sheet, columns) for n, sheet in enumerate(several)]
        agrees("map", "".join(map_json(map_practices(FRAMEWORK, rows, options))))


def test_a_study_that_compares_groups_prints_what_its_schema_says() -> None:
    """With enough practices in each language and role there are comparisons, with all that is said of a question."""
    studied = []
    for seed in range(3):
        for file, sheet in made_field(FRAMEWORK, seed):
            named = replace(sheet, practice=replace(sheet.practice, name=f"{sheet.practice.name} {seed}"))
            studied += studied_sheets(FRAMEWORK, named, file)
    printed = study_json(study(FRAMEWORK, studied))
    agrees("study", printed)
    assert all(grouping["comparisons"] for grouping in json.loads(printed)["differences"])


def test_commands_print_what_their_schemas_say(run: Run, examples: Path, tmp_path: Path) -> None:
    """Every command that prints JSON, on the examples and a made field, as its schema printed by `schema` says."""
    write_field(FRAMEWORK, tmp_path)
    change = sorted(map(str, (examples / "change").glob("*.yaml")))
    for output, arguments in {
        "score": [str(examples / "hembesok.sv.yaml"), "--lens", "spread"],
        "group": sorted(map(str, (examples / "group").glob("*.yaml"))),
        "compare": change,
        "map": [str(tmp_path), *change, "--change"],
        "study": [str(tmp_path), *change],
    }.items():
        code, printed, _ = run(output, *arguments, "--format", "json")
        assert code == 0
        agrees(output, printed)
        assert json.loads(run("schema", output)[1]) == output_schema(output, FRAMEWORK)


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "{bad}"],
        ["score", "no-such-file.yaml"],
        ["score", "{good}", "--lens", "nothing"],
        ["score", "{good}", "--nonsense"],
        ["group", "{bad}", "{good}"],
        ["group", "{bad}", "{good}", "{bad}.txt"],
        ["compare", "{good}", "{other}"],
        ["map", "{folder}"],
        ["study", "{folder}"],
        ["elements", "no-such-element"],
    ],
    ids=" ".join,
)
def test_problems_are_json_where_the_output_is(run: Run, examples: Path, tmp_path: Path, arguments: list[str]) -> None:
    """Each line on standard error is a problem of one shape; the exit code is what it is for people."""
    (tmp_path / "bad.yaml").write_text("lovande: 1\nanswers: {goals: {time-bound: kanske}}\n", encoding="utf-8")
    (tmp_path / "bad.yaml.txt").write_text("inget", encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("lovande: 1\npractice: {name: a: b}\n", encoding="utf-8")
    good, other = examples / "hembesok.sv.yaml", examples / "stottegruppe.da.yaml"
    blanks = {"bad": tmp_path / "bad.yaml", "folder": tmp_path, "good": good, "other": other}
    words = [argument.format(**blanks) for argument in arguments]
    code, _, told = run(*words, "--format", "json")
    assert code == run(*words)[0] != 0
    lines = told.splitlines()
    assert lines
    for line in lines:
        agrees("problems", line)


def test_what_is_saved_is_said_as_json_too(run: Run, examples: Path, tmp_path: Path) -> None:
    """With `--format json` and `-o` standard error has nothing but lines of JSON."""
    files = sorted(map(str, (examples / "group").glob("*.yaml")))
    for written in ("together.yaml", "together.html"):
        code, _, told = run("group", *files, "-o", str(tmp_path / written), "--format", "json")
        assert code == 0
        assert written in told
        for line in told.splitlines():
            agrees("problems", line)


def test_check_prints_problems_and_doubts_of_one_shape(run: Run, tmp_path: Path) -> None:
    """A problem has its place and question, a doubt is one of another severity; a fault of YAML has its column."""
    (tmp_path / "a.yaml").write_text("lovande: 1\nanswers: {goals: {time-bound: kanske}}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        "lovande: 1\nanswers: {description: {written-where: [nowhere], usable-by-others: ja}}\n", encoding="utf-8"
    )
    (tmp_path / "c.yaml").write_text("lovande: 1\npractice: {name: a: b}\n", encoding="utf-8")
    code, printed, _ = run("check", str(tmp_path), "--format", "json")
    agrees("problems", printed)
    wrong, doubt, fault = json.loads(printed)
    keys = ("severity", "kind", "line", "element", "question")
    assert (code, *(wrong[key] for key in keys)) == (1, "error", "unknown-step", 2, "goals", "goals.time-bound")
    assert (doubt["severity"], doubt["kind"], doubt["element"]) == ("doubt", "hardly-fits", "description")
    assert (fault["line"], fault["column"]) == (2, 11)
    assert run("check", str(tmp_path / "b.yaml"), "--format", "json")[0] == 0
