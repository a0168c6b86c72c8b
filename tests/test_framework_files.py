"""elements/: each file is whole, and a folder with mistakes is told about all of them at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from lovande_cli.assessment.framework import Framework
from lovande_cli.documents.json_csv import elements_json
from lovande_cli.errors import FileNeedsFixing
from lovande_cli.files.framework_files import load_framework, standard_folder

FILES = sorted(standard_folder().glob("[0-9]*.yaml"))

OUTLINE = {
    "theory-and-knowledge": "named-theories current-knowledge change-theory own-experience experience-abroad",
    "positive-effect": "indicated documented documented-how evaluated-by tested-in-trial",
    "description": "written-where target-group-described activities-described goals-described usable-by-others",
    "goals": "clear-to-participants individual-needs can-be-assessed time-bound set-together",
    "transferability": "used-with-similar-groups core-components start-support conditions-known",
    "economy": "cost-assessed price-quality cost-compared economic-consequence",
    "professional-reflection": "systematic-reflection supervision current-professional-knowledge across-professions frames",
    "relational-cooperation": "competence-guidelines cooperation-guidelines relationship supports-relational-competence",
    "individual-adaptation": "needs-and-resources influences-planning involved-underway adjusted-underway",
    "monitoring": "follows-development against-goals group-as-a-whole same-way shared-with-participant",
    "follow-up": "reviewed-continuously adjusted responsible feedback-used",
}
CORE = {
    "theory-and-knowledge.named-theories", "positive-effect.indicated", "description.usable-by-others",
    "goals.clear-to-participants", "transferability.core-components", "economy.cost-assessed",
    "professional-reflection.systematic-reflection", "relational-cooperation.supports-relational-competence",
    "individual-adaptation.needs-and-resources", "monitoring.follows-development", "follow-up.reviewed-continuously",
}  # fmt: skip
UNSCORED = {
    "theory-and-knowledge.own-experience", "theory-and-knowledge.experience-abroad", "positive-effect.evaluated-by",
    "positive-effect.tested-in-trial", "economy.economic-consequence",
}  # fmt: skip


@pytest.mark.parametrize("path", sorted(standard_folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_elements_are_the_same_without_libyaml(path: Path) -> None:
    """The files are read the same where PyYAML has only its pure Python parser, which wants ? in quotes."""
    assert yaml.load(path.read_bytes(), yaml.BaseLoader) == yaml.load(path.read_bytes(), yaml.CBaseLoader)


def test_there_are_eleven(framework: Framework) -> None:
    """The framework has the eleven elements of the outline, numbered 1 to 11, in four categories."""
    assert [e.number for e in framework.elements] == list(range(1, 12))
    assert {e.id: " ".join(q.short_id for q in e.questions) for e in framework.elements} == OUTLINE
    assert [c.id for c in framework.categories] == ["knowledge-base", "concept", "professional-knowledge", "adaptation"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_element_file(path: Path, framework: Framework) -> None:
    """The element has every text in both languages, a core question that counts, and sources that are known."""
    element = framework.element_by_id[path.stem[3:]]
    for wording in (element.name, element.description, element.discuss, element.develop):
        assert set(wording) == {"sv", "da"}
    assert element.name["sv"]
    for question in element.questions:
        assert question.ask["sv"].endswith(("?", ".")), question.id
        assert question.ask["da"].endswith(("?", ".")), question.id
        assert (question.id in CORE, question.id in UNSCORED) == (question.core, not question.weight)
        for option in question.options:
            assert len(option.label["sv"]) <= 64, option.id
            assert len(option.label["da"]) <= 64, option.id
    assert [q.id for q in element.questions if q.core and q.weight]


OWN = {
    "transferability.core-components", "transferability.start-support", "transferability.conditions-known",
    "economy.cost-compared", "economy.economic-consequence", "individual-adaptation.adjusted-underway",
    "monitoring.same-way", "monitoring.shared-with-participant", "follow-up.responsible", "follow-up.feedback-used",
}  # fmt: skip
EXAMPLES = {
    "theory-and-knowledge.named-theories", "theory-and-knowledge.own-experience", "theory-and-knowledge.experience-abroad",
    "positive-effect.indicated", "positive-effect.documented", "positive-effect.documented-how", "positive-effect.evaluated-by",
    "description.written-where", "description.usable-by-others", "goals.clear-to-participants", "goals.individual-needs",
    "goals.can-be-assessed", "professional-reflection.systematic-reflection", "professional-reflection.supervision",
    "professional-reflection.current-professional-knowledge", "relational-cooperation.competence-guidelines",
    "relational-cooperation.cooperation-guidelines",
}  # fmt: skip
"""What stands in the presentation as an example of a question; two of them have answers of ours beside its own."""


def test_sources_are_credited_with_what_they_said_and_no_more(framework: Framework) -> None:
    """Seventeen questions are examples of the presentation, one the report's, one the Danish page's, ten our own."""
    by_source: dict[str, set[str]] = {}
    for question in framework.questions:
        by_source.setdefault(question.source, set()).add(question.id)
    more = {"positive-effect.documented-how", "positive-effect.evaluated-by"}
    definitions = by_source.pop("presentation-definition")
    assert by_source == {
        "presentation-example": EXAMPLES - more,
        "presentation-example-and-more": more,
        "danish-page": {"relational-cooperation.relationship"},
        "authority": {framework.gate},
        "own": OWN,
    }
    # each element has a question that builds on the presentation
    assert {key.partition(".")[0] for key in definitions | EXAMPLES} == set(framework.element_by_id)


def test_scale_and_thresholds(framework: Framework) -> None:
    """The one scale has five steps worth 1, 1/2, 0, unknown and not-applicable; thresholds are 3/4 and 1/4."""
    (scale,) = framework.scales
    assert [(s.id, s.kind, s.value) for s in scale.steps] == [
        ("yes", "valued", 1),
        ("partly", "valued", Fraction(1, 2)),
        ("no", "valued", 0),
        ("unknown", "unknown", None),
        ("not-applicable", "not-applicable", None),
    ]
    assert (framework.thresholds.present, framework.thresholds.partly) == (Fraction(3, 4), Fraction(1, 4))


def test_json_holds_every_key_of_the_files(framework: Framework) -> None:
    """`elements --format json` has all that the files say: texts in both languages, options, values, weights, conditions."""
    content = json.loads(elements_json(framework.elements))
    questions = {f"{e['id']}.{q['id']}": q for e in content for q in e["questions"]}
    how = questions["positive-effect.documented-how"]
    assert [(o["id"], o["value"], o["exclusive"]) for o in how["options"]][-2:] == [
        ("staff-experience", 0.5, False),
        ("none", 0, True),
    ]
    assert questions["positive-effect.evaluated-by"]["ask-if"] == {
        "question": "positive-effect.documented-how",
        "is": ["outside-evaluation"],
    }
    for element in framework.elements:
        for question in element.questions:
            assert questions[question.id]["ask"] == question.ask
            assert questions[question.id]["weight"] == question.weight


WHOLE_FILE = {"file-name", "no-framework-file"}
"""What can be wrong with a file as a whole, with no line to point at."""

Edit = Callable[[Path], None]


def replaced(name: str, old: str, new: str) -> Edit:
    """An edit of one file that puts `new` for the first `old`."""

    def edit(folder: Path) -> None:
        path = folder / name
        content = path.read_text(encoding="utf-8")
        assert old in content
        path.write_text(content.replace(old, new, 1), encoding="utf-8")

    return edit


GOALS = "04-goals.yaml"


@pytest.mark.parametrize(
    ("edit", "kind", "file"),
    [
        (replaced(GOALS, "number: 4", "number: fyra"), "not-a-whole-number", GOALS),
        (replaced(GOALS, "number: 4", "number: 5"), "file-name", GOALS),
        (replaced(GOALS, "category: concept", "category: koncept"), "unknown-category", GOALS),
        (replaced(GOALS, "id: time-bound", "id: Tidsatt mål"), "bad-id", GOALS),
        (replaced(GOALS, "id: time-bound", "id: set-together"), "duplicate-id", GOALS),
        (replaced(GOALS, "core: true", "core: kanske"), "not-true-or-false", GOALS),
        (replaced(GOALS, "core: true", "kärna: true"), "unknown-key", GOALS),
        (replaced(GOALS, "core: true", "weight: tung"), "not-a-number", GOALS),
        (replaced(GOALS, "source: presentation-example", "source: presentation-exempel"), "unknown-source", GOALS),
        (replaced(GOALS, "questions:", "questions: []\nfrågor:"), "no-questions", GOALS),
        (replaced(GOALS, "discuss:", "prata:"), "missing-key", GOALS),
        (replaced(GOALS, "name: {sv: Mål, da: Mål}", "name: {sv: Mål}"), "missing-language", GOALS),
        (replaced(GOALS, "name: {sv: Mål, da: Mål}", "name: Mål"), "not-a-table", GOALS),
        (replaced(GOALS, "name: {sv: Mål, da: Mål}", "name: {sv: Mål, da: Mål, nb: Mål}"), "unknown-language", GOALS),
        (replaced("framework.yaml", "partly: 0.25", "partly: 0.9"), "thresholds-order", "framework.yaml"),
        (replaced("framework.yaml", "gate: positive-effect.tested-in-trial", "gate: x.y"), "unknown-question", "framework.yaml"),
        (replaced("framework.yaml", "renamed:\n", "renamed:\n  a.b: c.d\n"), "unknown-question", "framework.yaml"),
        (replaced("framework.yaml", "retired:\n", "retired:\n  - goals.time-bound\n"), "still-asked", "framework.yaml"),
        (replaced("framework.yaml", "[delvis", "[ja, delvis"), "word-twice", "framework.yaml"),
        (replaced("02-positive-effect.yaml", "is: [outside-evaluation]", "is: [outside]"), "condition-answer", "02-positive-effect.yaml"),
        (replaced("02-positive-effect.yaml", "question: positive-effect.documented-how", "question: goals.time-bound"), "condition-question", "02-positive-effect.yaml"),
        (replaced("02-positive-effect.yaml", "choose: many", "choose: two"), "bad-word", "02-positive-effect.yaml"),
        (replaced("description.yaml", "id: for-whom", "id: in-short"), "duplicate-id", "description.yaml"),
        (replaced("description.yaml", "kind: chain", "kind: kedja"), "bad-word", "description.yaml"),
        (replaced("description.yaml", "kind: chain", "kind: text"), "links-without-chain", "description.yaml"),
        (replaced("description.yaml", "links:", "länkar:"), "missing-key", "description.yaml"),
        (replaced("description.yaml", "tidier: [4, 8]", "tidier: [4, 13]"), "bad-tidier", "description.yaml"),
        (replaced("description.yaml", "beside: [goals]", "beside: [mål]"), "unknown-beside", "description.yaml"),
        (replaced("description.yaml", "parts:", "delar:"), "missing-key", "description.yaml"),
        (replaced("lenses.yaml", "[economy.cost-assessed]", "[economy.cost]"), "unknown-question", "lenses.yaml"),
        (replaced("lenses.yaml", "[participants-views]", "[views]"), "unknown-option", "lenses.yaml"),
        (replaced("lenses.yaml", "[participants-views]", "[]"), "empty-lens", "lenses.yaml"),
        (replaced("lenses.yaml", "documented-how: [participants-views]", "documented: [x]"), "no-options", "lenses.yaml"),
        (replaced("lenses.yaml", "[economy.cost-assessed]", "[positive-effect.evaluated-by]"), "lens-without-value", "lenses.yaml"),
        (replaced("lenses.yaml", "[economy.cost-assessed]", "[]"), "empty-lens", "lenses.yaml"),
        (replaced("lenses.yaml", "id: spread", "id: knowledge"), "duplicate-id", "lenses.yaml"),
        (replaced("lenses.yaml", "lead:", "ingress:"), "missing-key", "lenses.yaml"),
        (replaced("closing.yaml", "scale: text", "scale: fritext"), "unknown-scale", "closing.yaml"),
        (replaced("closing.yaml", "id: relevant", "id: missing"), "duplicate-id", "closing.yaml"),
        (replaced("closing.yaml", 'ask: {sv: "Var det värt tiden?", da: "Var det tiden værd?"}', 'ask: {sv: "Var det värt tiden?"}'), "missing-language", "closing.yaml"),
        (replaced("closing.yaml", "hint:", "tips:"), "unknown-key", "closing.yaml"),
        (lambda folder: (folder / "lenses.yaml").write_bytes(b"lenses: [\n"), "unclosed-bracket", "lenses.yaml"),
        (lambda folder: (folder / "framework.yaml").unlink(), "no-framework-file", "framework.yaml"),
        (lambda folder: (folder / GOALS).write_bytes(b"id: m\xe5l\n"), "not-utf8", GOALS),
        (lambda folder: shutil.copy(folder / GOALS, folder / "12-goals.yaml") and None, "file-name", "12-goals.yaml"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_folder_is_named(tmp_path: Path, edit: Edit, kind: str, file: str) -> None:
    """Every kind of mistake that an editor of elements/ can make is named with its file."""
    folder = tmp_path / "elements"
    shutil.copytree(standard_folder(), folder)
    edit(folder)
    with pytest.raises(FileNeedsFixing) as caught:
        load_framework(folder)
    named = {(p.kind, p.file): p.line for p in caught.value.problems}
    assert (kind, str(folder / file)) in named
    assert named[kind, str(folder / file)] or kind in WHOLE_FILE


@pytest.mark.parametrize(
    "edit",
    [
        replaced("02-positive-effect.yaml", "id: own-follow-up", "id: outside-evaluation"),
        replaced("lenses.yaml", "[economy.cost-assessed]", "economy.cost-assessed"),
        replaced("framework.yaml", "renamed:\n", "renamed: x\nold:\n"),
    ],
)
def test_a_mistake_is_told_once(tmp_path: Path, edit: Edit) -> None:
    """What is looked at twice while it is read is told once."""
    folder = tmp_path / "elements"
    shutil.copytree(standard_folder(), folder)
    edit(folder)
    with pytest.raises(FileNeedsFixing) as caught:
        load_framework(folder)
    told = [(p.kind, p.file, p.line) for p in caught.value.problems]
    assert len(told) == len(set(told))


def test_mistakes_in_several_files_come_together(tmp_path: Path) -> None:
    """One reading names the mistakes of all files of the folder, each with its line."""
    folder = tmp_path / "elements"
    shutil.copytree(standard_folder(), folder)
    replaced(GOALS, "core: true", "core: kanske")(folder)
    replaced("06-economy.yaml", "category: concept", "category: konzept")(folder)
    with pytest.raises(FileNeedsFixing) as caught:
        load_framework(folder)
    assert [(Path(p.file).name, p.kind, p.line is not None) for p in caught.value.problems] == [
        (GOALS, "not-true-or-false", True),
        ("06-economy.yaml", "unknown-category", True),
    ]


@pytest.mark.parametrize(
    ("edit", "same"),
    [
        (replaced(GOALS, "ask:\n      sv: >-", "ask:\n      sv: >-\n        Nu:"), False),
        (replaced(GOALS, "hint:\n      sv: >-", "hint:\n      sv: >-\n        Nu:"), False),
        (replaced("framework.yaml", "{sv: [delvis", "{sv: [i viss mån"), False),
        (replaced(GOALS, "hint:\n      sv: >-", "hint:\n      sv: |-"), True),  # its lines as they stand
        (replaced(GOALS, "name: {sv: Mål", "name: {sv: Målen"), True),
    ],
)
def test_the_wording_digest_changes_with_what_people_read(
    tmp_path: Path, framework: Framework, edit: Edit, same: bool
) -> None:
    """Another word in a question, hint or step makes another digest; what is no question, and line breaks, do not."""
    folder = tmp_path / "elements"
    shutil.copytree(standard_folder(), folder)
    edit(folder)
    assert (load_framework(folder).wording_digest == framework.wording_digest) is same


def test_an_own_question_set_with_a_third_language(tmp_path: Path) -> None:
    """A unit adds a language, an element and a question by editing YAML and nothing else."""
    (tmp_path / "framework.yaml").write_text(
        """
id: egna-fragor
version: 1
title: {sv: Våra frågor, nb: Våre spørsmål}
languages: [{id: sv, name: svenska}, {id: nb, name: norsk}]
thresholds: {present: 0.5}
scales:
  agreement:
    - {id: "yes", value: 1, words: {sv: [ja], nb: [ja]}}
    - {id: "no", value: 0, words: {sv: [nej], nb: [nei]}}
categories: [{id: allt, name: {sv: Allt, nb: Alt}, description: {sv: Allt., nb: Alt.}}]
""",
        encoding="utf-8",
    )
    (tmp_path / "01-trust.yaml").write_text(
        """
id: trust
number: 1
category: allt
name: {sv: Tillit, nb: Tillit}
description: {sv: Ni litar på varandra., nb: Dere stoler på hverandre.}
discuss: {sv: När märks det?, nb: Når merkes det?}
develop: {sv: Prata., nb: Snakk.}
questions:
  - {id: felt, source: own, ask: {sv: Känns det?, nb: Merkes det?}, hint: {sv: Ja om det känns., nb: Ja.}}
""",
        encoding="utf-8",
    )
    framework = load_framework(tmp_path)
    assert (framework.id, framework.version, list(framework.languages)) == ("egna-fragor", "1", ["sv", "nb"])
    assert [q.id for q in framework.questions] == ["trust.felt"]
    assert framework.thresholds.partly == Fraction(1, 4)


@pytest.mark.parametrize("name", ["description", "lenses", "closing"])
def test_what_is_not_about_questions_may_be_missing(tmp_path: Path, name: str) -> None:
    """A folder of one's own needs none of description.yaml, lenses.yaml and closing.yaml."""
    folder = tmp_path / "elements"
    shutil.copytree(standard_folder(), folder)
    (folder / f"{name}.yaml").unlink()
    found = load_framework(folder)
    assert [part for part in ("description", "lenses", "closing") if not getattr(found, part)] == [name]


def test_the_closing_questions_are_five(framework: Framework) -> None:
    """Four are answered by ja, delvis or nej, the last in one's own words; who does not know leaves one open."""
    closing = {question.id: [step.id for step in question.steps] for question in framework.closing}
    three = ["yes", "partly", "no"]
    assert closing == {
        "understandable": three,
        "relevant": three,
        "worth-the-time": three,
        "use-again": three,
        "missing": [],
    }


def test_the_description_is_the_outline(framework: Framework) -> None:
    """Fourteen parts, one of them a chain of four links; together they ask for all twelve items of TIDieR."""
    assert [part.id for part in framework.description] == [
        "in-short",
        "for-whom",
        "not-for-whom",
        "why",
        "change",
        "course",
        "who-and-where",
        "materials",
        "core-components",
        "knowledge",
        "results",
        "follow-up",
        "cost",
        "start",
    ]
    asked = {part.id: part.tidier for part in framework.description if part.tidier}
    assert asked == {
        "in-short": (1,),
        "why": (2,),
        "change": (2,),
        "course": (4, 8),
        "who-and-where": (5, 6, 7),
        "materials": (3,),
        "core-components": (9,),
        "knowledge": (2,),
        "follow-up": (10, 11, 12),
    }
    chains = {part.id: [link.id for link in part.links] for part in framework.description if part.links}
    assert chains == {"change": ["resources", "activities", "soon", "later"]}
    assert all(part.example for part in framework.description)


def test_the_lenses_are_the_outline(framework: Framework) -> None:
    """Four views over the answers, each of which also says what it does not ask."""
    assert list(framework.lens_by_id) == ["knowledge", "evaluability", "spread", "proven-experience"]
    assert all(lens.not_asked for lens in framework.lenses)
