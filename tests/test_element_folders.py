"""Element folders of one's own: what `check` calls fine works in every command, and anything else is told with its line."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from conftest import Run
from reading import READERS

from lovande_cli.assessment.answers import Answer, AnswerSheet, Practice
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.files.answer_files import load_answers, read_answers, write_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.language import texts_in

Edit = Callable[[Path], None]

SENTENCES = [sentence.partition(" (")[0] for sentence in texts_in("problems")["unforeseen"]["reason"].values()]  # type: ignore[index]
"""How the sentence begins that is said where the program itself has failed, in every language."""

DOCUMENTS = [f"report a.yaml -o written{suffix} --force" for suffix in (".md", ".html", ".xlsx", ".docx", ".pdf")]
DOCUMENTS += [f"form -o written{suffix} --force" for suffix in (".yaml", ".html", ".docx", ".pdf")]
DOCUMENTS += ["map . -o written.html --force", "map . -o written.xlsx --force"]

SCREENS = [
    "elements", "elements {element}", "elements --questions", "elements --format json", "elements --format markdown",
    "score a.yaml", "score a.yaml --explain", "score a.yaml --format json", "score a.yaml --format markdown",
    "score a.yaml --lens {lens}", "group a.yaml b.yaml", "group a.yaml b.yaml -o joined.yaml --force",
    "compare a.yaml b.yaml", "map .", "map . --format json", "check a.yaml", "schema answers", "schema elements",
    "assess c.yaml --plain",
]  # fmt: skip


def answer_something(question: Question, dice: random.Random) -> Answer:
    """A possible answer to the question, with a note."""
    steps = [(step.id,) for step in question.steps]
    options = [(option.id,) for option in question.options]
    return Answer(chosen=dice.choice([(), *steps, *options]), note="Anteckning [se nedan]", evidence="Rapport")


def write_sheets(framework: Framework, folder: Path, dice: random.Random) -> None:
    """Two answer files about one practice for the framework, as the program itself writes them."""
    for name in "ab":
        sheet = AnswerSheet(
            framework_id=framework.id,
            framework_version=framework.version,
            language=next(iter(framework.languages)),
            practice=Practice(name="Hembesök"),
            answers={question.id: answer_something(question, dice) for question in framework.questions},
        )
        (folder / f"{name}.yaml").write_text(write_answers(sheet, framework), encoding="utf-8")


def commands_for(framework: Framework) -> list[str]:
    """Every command on the sheets that `write_sheets` wrote."""
    filled = [
        words.format(element=framework.elements[0].id, lens=next(iter(framework.lens_by_id), ""))
        for words in SCREENS
        if framework.lenses or "{lens}" not in words
    ]
    return [*filled, *DOCUMENTS]


def run_all(
    commands: list[str], run: Run, monkeypatch: pytest.MonkeyPatch, elements: Path
) -> Iterator[tuple[str, str]]:
    """Run the commands with the folder, in Swedish and Danish by turns; each with what it said."""
    for place, words in enumerate(commands):
        monkeypatch.setattr("sys.stdin", io.StringIO("Namn\n" + "\n" * 8 + "1\n" * 4))
        ran = run(*words.split(), "--elements", str(elements), "--lang", ("sv", "da")[place % 2])
        said = ran.out + ran.err
        assert not any(sentence in said for sentence in SENTENCES), (words, said)
        assert "Traceback" not in said
        yield words, said
        assert ran.code == 0, (words, said)


def replaced(file: str, old: str, new: str) -> Edit:
    """An edit that replaces a piece of a file."""

    def edit(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def in_swedish_only(folder: Path) -> None:
    """Take every Danish text out of the folder."""
    for path in folder.glob("*.yaml"):
        content = without_danish(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))
        path.write_text(yaml.dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def without_danish(node: object) -> object:
    """The node without Danish."""
    if isinstance(node, dict):
        return {key: without_danish(value) for key, value in node.items() if key != "da"}
    if isinstance(node, list):
        return [without_danish(one) for one in node if one != {"id": "da", "name": "dansk"}]
    return node


def with_long_chain(folder: Path) -> None:
    """Add 1,200 questions, each asked after a yes to the one before: more than Python calls within each other."""
    chain = "".join(
        f"  - {{id: link-{n}, weight: 0, source: own, ask: {{sv: F, da: F}}, hint: {{sv: H, da: H}},"
        f' ask-if: {{question: goals.{f"link-{n - 1}" if n else "time-bound"}, is: ["yes"]}}}}\n'
        for n in range(1200)
    )
    path = folder / "04-goals.yaml"
    path.write_text(path.read_text(encoding="utf-8") + chain, encoding="utf-8")


class Odd(NamedTuple):
    """A folder that is odd but right, and where its commands need not all be run."""

    edit: Edit
    pick: Callable[[str], bool] = lambda _: True


ODD = {
    "a source of one's own": Odd(
        lambda folder: [
            replaced("framework.yaml", "sources:\n", "sources:\n  - {id: our-report, author: Vi, title: Vår rapport}\n")(folder),
            replaced("04-goals.yaml", "source: presentation-example", "source: our-report")(folder),
        ][0]
    ),
    "Swedish only": Odd(in_swedish_only),
    "emoji in names": Odd(replaced("04-goals.yaml", "name: {sv: Mål, da: Mål}", "name: {sv: Mål 🎯, da: 👩‍👩‍👧 Mål}")),
    "control characters": Odd(replaced("04-goals.yaml", "name: {sv: Mål, da: Mål}", r'name: {sv: "M\e[31m\x07ål\u202e", da: "M\0ål"}')),
    "signs of spreadsheets and markup": Odd(
        replaced("04-goals.yaml", "name: {sv: Mål, da: Mål}", 'name: {sv: "=1+1 [/] <b> {0}", da: "#*_`@"}')
    ),
    "a first scale without a yes": Odd(
        replaced("framework.yaml", "scales:\n", "scales:\n  mood:\n    - {id: so, value: 0.5, words: {sv: [så], da: [så]}}\n")
    ),
    "a scale that knows nothing": Odd(
        lambda folder: [
            replaced("framework.yaml", "scales:\n", "scales:\n  blank:\n    - {id: dunno, value: unknown, words: {sv: [tja], da: [tja]}}\n")(folder),
            replaced("04-goals.yaml", "  - id: time-bound\n", "  - id: time-bound\n    scale: blank\n")(folder),
        ][0]
    ),
    "a chain of 1,200 questions": Odd(with_long_chain, lambda words: words[0] in {"elements", "score", "map", "compare"}),
    "no gate, no description, no lenses": Odd(
        lambda folder: [
            replaced("framework.yaml", "gate: positive-effect.tested-in-trial\n", "")(folder),
            (folder / "description.yaml").unlink(),
            (folder / "lenses.yaml").unlink(),
        ][0]
    ),
    "one element with one question": Odd(
        lambda folder: [
            [path.unlink() for path in folder.glob("[0-9]*.yaml") if path.name != "04-goals.yaml"],
            [(folder / name).unlink() for name in ("description.yaml", "lenses.yaml")],
            [
                replaced("framework.yaml", old, new)(folder)
                for old, new in [("gate: positive-effect.tested-in-trial\n", "")]
            ],
            (folder / "framework.yaml").write_text(
                re.sub(r"(?ms)^renamed:.*", "", (folder / "framework.yaml").read_text(encoding="utf-8")), encoding="utf-8"
            ),
        ][0]
    ),
}  # fmt: skip


@pytest.fixture
def elements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of elements/, with the working folder beside it."""
    folder = tmp_path / "elements"
    shutil.copytree(standard_folder(), folder)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return folder


@pytest.mark.parametrize("name", ODD)
def test_what_check_calls_fine_works_everywhere(
    name: str, elements: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is odd but right: `check` says so, and every command and document works with it."""
    odd = ODD[name]
    odd.edit(elements)
    assert run("check", "--elements", str(elements)).code == 0
    framework = load_framework(elements)
    write_sheets(framework, Path(), random.Random(4))
    for words, said in run_all([one for one in commands_for(framework) if odd.pick(one)], run, monkeypatch, elements):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", said), words
    for path in Path().glob("written.*[!f]"):
        assert READERS.get(path.suffix, lambda data: data.decode("utf-8"))(path.read_bytes())


@pytest.mark.parametrize(
    ("edit", "kind", "file"),
    [
        (replaced("framework.yaml", "  - {id: sv, name: svenska}\n  - {id: da, name: dansk}\n", "  []\n"), "no-languages", "framework.yaml"),
        (replaced("03-description.yaml", "id: nowhere", "id: unknown"), "option-like-step", "03-description.yaml"),
        (replaced("framework.yaml", "      example: {sv", "      Exempel: {sv"), "bad-id", "framework.yaml"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_told(edit: Edit, kind: str, file: str, elements: Path, run: Run) -> None:
    """`check` names the file, the line and what to do."""
    edit(elements)
    code, out, _ = run("check", "--elements", str(elements), "--format", "json")
    assert code == 1
    told = {(problem["kind"], problem["file"]): problem for problem in yaml.safe_load(out)}
    assert told[kind, str(elements / file)]["line"]
    assert told[kind, str(elements / file)]["remedy"]


OFTEN = """  often:
    - {id: always, value: 1, words: {sv: [alltid], da: [altid]}}
    - {id: sometimes, value: 0.5, words: {sv: [ibland], da: [af og til]}}
    - {id: never, value: 0, words: {sv: [aldrig], da: [aldrig]}}
"""


def test_new_steps_are_a_new_question(elements: Path, examples: Path, run: Run) -> None:
    """As README says: the old question is retired and a new one added; last year's file is read and loses nothing."""
    replaced("framework.yaml", "scales:\n", f"scales:\n{OFTEN}")(elements)
    replaced("framework.yaml", "retired:\n", "retired:\n  - goals.time-bound\n")(elements)
    replaced("04-goals.yaml", "  - id: time-bound\n", "  - id: how-often\n    scale: often\n")(elements)
    file = examples / "hembesok.sv.yaml"
    assert run("check", "--elements", str(elements)).code == 0
    assert run("check", str(file), "--elements", str(elements)).code == 0
    framework = load_framework(elements)
    kept, before = load_answers(file, framework), load_answers(file, load_framework(standard_folder()))
    assert set(kept.answers) == set(before.answers)
    assert "goals.time-bound" in kept.answers
    assert read_answers(write_answers(kept, framework).encode(), file="again", framework=framework) == kept


WORDS = ["", "x", "0", "1", "0.5", "unknown", "not-applicable", "ja", "yes", "no", "sv", "da", "many", "one", "true", "own", "goals", "[]", "{}",
         "[a, b]", "{a: b}", '"\\x00\\x1b[31m"', "🎯", "=1", "null", "~", "'", "goals.time-bound", "agreement", "-1", "1e9", "99999999999", "chain"]  # fmt: skip


def mutate(folder: Path, dice: random.Random) -> None:
    """Spoil one to three places in the files of the folder, as a slip of the hand or a misunderstanding would."""
    for _ in range(dice.randint(1, 3)):
        path = dice.choice(sorted(folder.glob("*.yaml")))
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        at = dice.randrange(len(lines))
        other = dice.randrange(len(lines))
        match dice.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = re.sub(r"(?<=: ).*", lambda _: dice.choice(WORDS), lines[at], count=1)
            case 4:
                word = dice.choice([*WORDS, *re.findall(r"[\w.-]+", "".join(lines))])
                lines[at] = lines[at].replace(dice.choice(re.findall(r"[\w.-]+", lines[at]) or [":"]), word, 1)
            case 5:
                lines[at] = re.sub(r"\b(\w+)-(\w+)\b", r"\1", lines[at])
            case _:
                start = dice.randrange(len(lines[at]))
                lines[at] = lines[at][:start] + dice.choice(WORDS) + lines[at][start:]
        path.write_text("".join(lines), encoding="utf-8")


def test_mutated_folders(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, record_testsuite_property: Callable[[str, object], None]
) -> None:
    """A spoiled folder is refused in every command with a sentence, or works in every command; never a traceback."""
    dice = random.Random(int(os.environ.get("LOVANDE_SEED", "7")))
    count, fine = int(os.environ.get("LOVANDE_FOLDERS", "25")), 0
    for number in range(count):
        elements, work = tmp_path / f"{number}" / "elements", tmp_path / f"{number}" / "work"
        shutil.copytree(standard_folder(), elements)
        work.mkdir()
        monkeypatch.chdir(work)
        mutate(elements, dice)
        code, said, err = run("check", "--elements", str(elements))
        assert not any(sentence in said + err for sentence in SENTENCES), said + err
        if code:
            for words in dice.sample(["elements", "schema answers", "form -o f.html"], 1):
                refused = run(*words.split(), "--elements", str(elements))
                assert (refused.code, any(sentence in refused.err for sentence in SENTENCES)) == (1, False), refused.err
        else:
            fine += 1
            framework = load_framework(elements)
            write_sheets(framework, Path(), dice)
            chosen = dice.sample(commands_for(framework), 4)
            for words, _ in run_all(chosen, run, monkeypatch, elements):
                assert words
        monkeypatch.chdir(tmp_path)
        shutil.rmtree(tmp_path / f"{number}")
    record_testsuite_property("fine", f"{fine} of {count}")
    assert 0 < fine < count
