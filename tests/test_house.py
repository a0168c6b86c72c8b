"""The proofs of the house: a language, element, document, format and command are each added in one place, and work.

Each test does it in a copy of the program, and runs the copy as people would.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from conftest import TOP
from reading import READERS
from test_commands_options import OWN_ELEMENTS

from lovande_cli.documents import WRITERS

DRIVER = """
import io, json, sys
from lovande_cli.commands.program import main

for words, typed in json.loads(sys.argv[1]):
    out = sys.stdout, sys.stderr = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    sys.stdin = io.StringIO(typed)
    try:
        main(words)
    except SystemExit as left:
        code = left.code or 0
    said = [stream.flush() or stream.buffer.getvalue().decode("utf-8") for stream in out]
    sys.__stdout__.write(json.dumps([code, *said]) + "\\n")
"""
"""Runs many commands one after the other in one process, and says of each its code and what it printed."""


class Done(NamedTuple):
    """What a command did: the command, its exit code, and what it printed."""

    words: list[str]
    code: int
    out: str
    err: str


class House:
    """A copy of the program with its elements and examples, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.package = folder / "src" / "lovande_cli"
        self.elements = folder / "elements"
        self.work = folder / "examples"
        for name in ("src", "elements", "examples"):
            shutil.copytree(TOP / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))

    def add(self, file: str, text: str, *, after: str = "") -> None:
        """Write a new file, or put lines into one: at its end, or after a line that is there."""
        path = self.folder / file
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        assert before.count(after) == 1 or not after, f"{after!r} does not stand once in {file}"
        path.write_text(before.replace(after, after + text) if after else before + text, encoding="utf-8")

    def run(self, *commands: str, typed: str = "") -> list[Done]:
        """Run the commands in examples/, each of which must succeed."""
        split = [shlex.split(one) for one in commands]
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        told = subprocess.run(
            [sys.executable, "-c", DRIVER, json.dumps([[words, typed] for words in split])],
            env={**kept, "PYTHONPATH": str(self.folder / "src"), "COLUMNS": "100", "PYTHONUTF8": "1"},
            cwd=self.work, capture_output=True, timeout=150, check=False,
        )  # fmt: skip
        assert told.returncode == 0, told.stderr.decode()
        done = [Done(words, *json.loads(line)) for words, line in zip(split, told.stdout.splitlines(), strict=True)]
        assert [(one.words, one.err) for one in done if one.code] == []
        return done


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A copy to build on."""
    return House(tmp_path)


def change_yaml(path: Path, change: Callable[[Any], Any]) -> None:
    """Write a YAML file anew with its content changed; every scalar is text."""
    content = change(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))
    path.write_text(yaml.dump(content, allow_unicode=True, sort_keys=False, Dumper=yaml.CSafeDumper), encoding="utf-8")


# ---- a language ----

LATIN, OTHER = "abcdefghijklmnopqrstuvwxyzåäöæøé", "абвгдежзийклмнопрстуфхцчшщъыьэюя"
IN_OTHER_LETTERS = str.maketrans(LATIN + LATIN.upper(), OTHER + OTHER.upper())
KEPT = re.compile(
    r"`[^`]*`|\{[^{}]*\}|https?://\S+|(?<!\w)--?[A-Za-z][\w-]*|[\w-]*\.(?:html|docx|pdf|xlsx|md|json|csv|ya?ml|bak)\b"
    r"|\.[a-z]{2,4}\b|\b[A-Z][A-Z_-]+[A-Z8]\b|\blovande: 1|\b[A-Za-z]*[a-z]-[A-Z]\b|\*\.\w+|\b[a-z]+-(?:id|scale)\b"
)
"""What a translator leaves as it is: code, placeholders, addresses, options, names of files and formats."""


def translate(text: str) -> str:
    """The sentence in letters that no Swedish or Danish word has."""
    pieces, at = [], 0
    for kept in KEPT.finditer(text):
        pieces += [text[at : kept.start()].translate(IN_OTHER_LETTERS), kept.group()]
        at = kept.end()
    return "".join([*pieces, text[at:].translate(IN_OTHER_LETTERS)])


def translate_all(node: Any) -> Any:
    """Every text in a node in the other letters."""
    if isinstance(node, dict):
        return {key: translate_all(value) for key, value in node.items()}
    return [translate_all(one) for one in node] if isinstance(node, list) else translate(node)


def with_third(node: Any) -> Any:
    """The node with a line in the third language beside every Swedish one."""
    if isinstance(node, list):
        return [with_third(one) for one in node]
    if not isinstance(node, dict):
        return node
    if {"sv", "da"} <= set(node):
        return {**node, "nb": translate_all(node["sv"])}
    return {key: with_third(value) for key, value in node.items()}


def add_language(house: House) -> int:
    """Write a third language into the data, as a translator would; the number of texts it took."""

    def speak(content: Any) -> Any:
        swedish = content["sv"]
        own = {name: translate_all(swedish[name]) for name in ("name", "called", "list-words", "months")}
        codes = {"alphabet": OTHER, "sorts-as": {}, "keyboard": {}, "locales": ["nb"], "word": "nb-NO", "typst": "nb"}
        return {**content, "nb": {**swedish, **own, **codes, "decimal-sign": "."}}

    def offer(content: Any) -> Any:
        return {**with_third(content), "languages": [*content["languages"], {"id": "nb", "name": translate("norsk")}]}

    change_yaml(house.package / "language" / "languages.yaml", speak)
    texts = [*(house.package / "language" / "texts").glob("*.yaml"), *house.elements.glob("*.yaml")]
    for path in texts:
        change_yaml(path, offer if path.name == "framework.yaml" else with_third)
    return sum(path.read_text(encoding="utf-8").count("nb:") for path in texts)


OWN_WORDS = {"name", "organisation", "target-group", "answered-by", "note", "evidence", "what", "who", "contact"}


def with_own_words_translated(node: Any, key: str = "") -> Any:
    """An answer file in the third language: what people wrote in other letters, ids and steps as they are."""
    if isinstance(node, dict):
        described = {"description": all_translated(node.get("description", {}))} if "lovande" in node else {}
        rest = {k: "nb" if k == "language" else with_own_words_translated(v, k) for k, v in node.items()}
        return rest | {k: v for k, v in described.items() if v}
    if isinstance(node, list):
        return [with_own_words_translated(one, key) for one in node]
    return translate_all(node) if key in OWN_WORDS else node


def all_translated(node: Any) -> Any:
    """Every text in it in other letters: all of a description is what people wrote."""
    return {k: all_translated(v) for k, v in node.items()} if isinstance(node, dict) else translate_all(node)


def words_in(text: str) -> set[str]:
    """The words of three letters or more."""
    return set(re.findall(r"[^\W\d_]{3,}", text.casefold()))


def ids_of(node: Any) -> Iterator[str]:
    """Every key, and every text that is no sentence of a language."""
    if isinstance(node, dict) and {"sv", "da"} <= set(node):
        return
    for key, child in node.items() if isinstance(node, dict) else enumerate(node):
        yield str(key)
        yield from ids_of(child) if isinstance(child, (dict, list)) else [str(child)]


def spoken_words(house: House) -> set[str]:
    """The words of Swedish and Danish sentences that are no id, name or part of the command line as well."""
    files = [*house.elements.glob("*.yaml"), *(house.package / "language" / "texts").glob("*.yaml")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    content = [yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader) for path in files]
    others = [*(one for node in content for one in ids_of(node)), *KEPT.findall(text), *OWN_ELEMENTS.values()]
    comments = re.compile(r"^ *#.*$|\bnb:.*$", re.MULTILINE)
    return words_in(comments.sub("", text)) - words_in(" ".join(others)) - {"lovande", "svenska", "dansk", "csv"}


def calls(house: House) -> list[str]:
    """Every command with its help, once as a person calls it, and once for each format that it writes."""
    plain = {name: re.sub(r" -o \S+| --lang \w+", "", call) for name, call in OWN_ELEMENTS.items()}
    found = ["--help", *(f"{name} --help" for name in plain)]
    formats = (
        "from lovande_cli.commands.help import command_groups; from lovande_cli.documents import FORMATS; import json\n"
        "names = [name for group in command_groups() for name in group['commands']]\n"
        "print(json.dumps({name: FORMATS.get(name, ()) for name in names}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", formats], env={**os.environ, "PYTHONPATH": str(house.folder / "src")}, capture_output=True, check=True
    )  # fmt: skip
    for name, suffixes in json.loads(told.stdout).items():
        found += [] if " -o " in OWN_ELEMENTS[name] else [plain[name]]
        found += [f"{plain[name]} -o written-{name}{suffix} --force" for suffix in suffixes]
    return found


@pytest.mark.slow
def test_a_language_is_data_only(house: House) -> None:
    """A third language in the YAML files alone: every command, help and document is in it, and no other word is left."""
    forbidden = spoken_words(house)
    assert add_language(house) > 500
    for path in house.work.rglob("*.yaml"):
        change_yaml(path, with_own_words_translated)
    done = house.run(*(f"{call} --lang nb" for call in calls(house)), typed=f"{translate('namn')}\n" + "\n" * 8)
    # a schema takes the words of every language
    said = {" ".join(one.words): one.out + one.err for one in done if one.words[:2] != ["schema", "answers"]}
    for path in house.work.glob("written-*"):
        said[path.name] = READERS.get(path.suffix, lambda data: data.decode("utf-8"))(path.read_bytes())
    # the folder is named after this test
    left = {name: sorted(words_in(text.replace(str(house.folder), "")) & forbidden) for name, text in said.items()}
    assert {name: words for name, words in left.items() if words} == {}
    speaking = [name for name, text in said.items() if any(letter in text for letter in OTHER)]
    assert len(speaking) > 0.8 * len(said)


# ---- a scale, an element ----

OFTEN = """  often:
    - {id: always, value: 1, words: {sv: [alltid], da: [altid]}}
    - {id: mostly, value: 0.75, words: {sv: [oftast], da: [oftest]}}
    - {id: sometimes, value: 0.5, words: {sv: [ibland], da: [af og til]}}
    - {id: seldom, value: 0.25, words: {sv: [sällan], da: [sjældent]}}
    - {id: never, value: 0, words: {sv: [aldrig], da: [aldrig]}}
    - {id: unknown, value: unknown, words: {sv: [går inte att säga], da: [kan ikke siges]}}
"""


def test_a_scale_is_yaml_only(house: House) -> None:
    """A scale of five steps on one question: told apart and explained in `group`, worth its value in `score`."""
    house.add("elements/framework.yaml", OFTEN, after="scales:\n")
    house.add("elements/04-goals.yaml", "    scale: often\n", after="  - id: time-bound\n")
    steps = ["alltid", "oftast", "ibland", "sällan", "aldrig"]
    for person, step in zip("abcde", steps, strict=True):
        change_yaml(
            house.work / "group" / f"{person}.yaml",
            lambda sheet, step=step: {**sheet, "answers": {"goals": {"time-bound": step}}},
        )
    checked, group, *scores = house.run(
        "check group/a.yaml group/e.yaml --lang sv",
        "group group --lang sv",
        *(f"score group/{person}.yaml --format json" for person in "abcde"),
    )
    assert "inga problem" in checked.out
    assert "●◕◐◔○" in group.out
    assert "● alltid · ◕ oftast · ◐ ibland · ◔ sällan · ○ aldrig" in group.out
    elements = [json.loads(one.out)["elements"] for one in scores]
    answers = [answer for one in elements for e in one for answer in e["answers"]]
    values = [answer["value"] for answer in answers if answer["question"] == "goals.time-bound"]
    assert values == [1, 0.75, 0.5, 0.25, 0]


def test_an_element_is_yaml_only(house: House) -> None:
    """A twelfth element is asked, scored, drawn and counted."""
    written = (house.elements / "11-follow-up.yaml").read_text(encoding="utf-8")
    new = written.replace("id: follow-up\nnumber: 11", "id: joy\nnumber: 12").replace(
        "{sv: Uppföljning, da: Opfølgning}", "{sv: Glädje, da: Glæde}"
    )
    house.add("elements/12-joy.yaml", new)
    change_yaml(
        house.work / "hembesok.sv.yaml",
        lambda sheet: {**sheet, "answers": {**sheet["answers"], "joy": {"reviewed-continuously": "nej"}}},
    )
    checked, listed, scored, drawn, data, asked, _ = house.run(
        "check --lang sv",
        "elements --lang sv",
        "score hembesok.sv.yaml --lang sv",
        "map hembesok.sv.yaml --lang sv",
        "score hembesok.sv.yaml --format json",
        "assess ny.yaml --plain --element joy --lang sv",
        "report hembesok.sv.yaml -o report.md --lang sv",
        typed="Hembesök\n" + "\n" * 8,
    )
    assert "inga problem" in checked.out
    assert re.search(r"12\W+Glädje", listed.out)
    assert "av 12 element" in scored.out
    assert "12" in drawn.out
    assert "Element 12 av 12" in asked.out
    assert [e["status_low"] for e in json.loads(data.out)["elements"]][11:] == ["absent"]
    assert "Glädje" in (house.work / "report.md").read_text(encoding="utf-8")


# ---- a command ----

GREETING = '''"""`lovande greet`: say hello."""

from __future__ import annotations

import typer

from lovande_cli.commands.options import Lang
from lovande_cli.commands.output import print_data
from lovande_cli.language import Say


def command(ctx: typer.Context, name: str, lang: Lang = None) -> None:
    """Print a greeting."""
    say: Say = ctx.obj
    print_data(say("help.greet.hello", name=name))
'''
SENTENCES = {
    "about": {"sv": "Säg hej till någon.", "da": "Sig hej til nogen."},
    "name": {"sv": "Den som ska hälsas.", "da": "Den, der skal hilses."},
    "hello": {"sv": "Hej {name}!", "da": "Goddag, {name}!"},
}
LINE = {"sv": "Säg hej.", "da": "Sig hej."}


def test_a_command_is_a_file_and_its_sentences(house: House) -> None:
    """A new command is found by its name, listed, explained and completed in the person's language."""

    def explain(content: Any) -> Any:
        group = content["groups"]["questions"]
        listed = {**group, "commands": {**group["commands"], "greet": LINE}}
        words = {**content["metavar"], "name": {"sv": "NAMN", "da": "NAVN"}}
        return {**content, "metavar": words, "groups": {**content["groups"], "questions": listed}, "greet": SENTENCES}

    house.add("src/lovande_cli/commands/greet.py", GREETING)
    change_yaml(house.package / "language" / "texts" / "help.yaml", explain)
    said, program, own = house.run("greet Anna --lang da", "--help --lang sv", "greet --help --lang da")
    assert said.out == "Goddag, Anna!\n"
    assert re.search(r"greet +Säg hej\.", program.out)
    assert "Den, der skal hilses." in own.out


# ---- a document, a format ----

INVITATION = '''"""An invitation to a workshop."""

from __future__ import annotations

from lovande_cli.documents.blocks import Document, Heading, Items, Item, Paragraph
from lovande_cli.language import Say


def build_invitation(say: Say, names: list[str]) -> Document:
    """The invitation, for these people."""
    items = Items(items=tuple(Item(text=name) for name in names))
    return Document(title="Invitation", language=say.language, blocks=(Heading(text="Welcome"), Paragraph(text="At ten."), items))
'''
WRITE = """
import pathlib
from lovande_cli.documents import WRITERS, write_document
from lovande_cli.documents.invitation import build_invitation
from lovande_cli.documents.writers.terminal import make_console, write_terminal
from lovande_cli.language import Say

write_terminal(build_invitation(Say("sv"), ["Anna", "Bo"]), make_console())
for suffix in WRITERS:
    pathlib.Path(f"invitation{suffix}").write_bytes(write_document(build_invitation(Say("sv"), ["Anna", "Bo"]), suffix))
"""


def test_a_document_is_a_file_of_blocks(house: House) -> None:
    """A new document is one file of content, and is at once a screen, a page, a Word file: every writer writes it."""
    house.add("src/lovande_cli/documents/invitation.py", INVITATION)
    settings = {**os.environ, "PYTHONPATH": str(house.folder / "src"), "COLUMNS": "40"}
    told = subprocess.run(
        [sys.executable, "-c", WRITE], env=settings, cwd=house.work, capture_output=True, check=True, encoding="utf-8"
    )
    assert told.stdout == "Invitation\n\nWelcome\nAt ten.\n\n  – Anna\n  – Bo\n"
    written = sorted(house.work.glob("invitation.*"))
    assert [path.suffix for path in written] == sorted(WRITERS)
    for path in written:
        said = READERS[path.suffix](path.read_bytes())
        assert re.search(r"Welcome.*At ten\..*Anna.*Bo", said, re.DOTALL), path.name


PLAIN_WRITER = '''"""Blocks as plain text."""

from __future__ import annotations

from lovande_cli.documents.blocks import Document
from lovande_cli.documents.writers.markdown import to_markdown


def write_letter(document: Document) -> bytes:
    """The text without marks."""
    return to_markdown(document).replace("*", "").encode("utf-8")
'''


IMPORT_LETTER = """    if suffix == ".txt":
        from lovande_cli.documents.writers.letter import write_letter

        return write_letter
"""


def test_a_format_is_a_file_and_its_suffix(house: House) -> None:
    """A new format is a writer of blocks, its suffix and its import: reports and all other documents are written in it."""
    house.add("src/lovande_cli/documents/writers/letter.py", PLAIN_WRITER)
    writers = "src/lovande_cli/documents/writers/__init__.py"
    house.add(writers, IMPORT_LETTER, after="        return write_markdown\n")
    house.add(writers, '    ".txt",\n', after='    ".md",\n')
    told, *_ = house.run("report --help --lang sv", "report hembesok.sv.yaml -o report.txt --lang sv")
    assert ".txt" in told.out
    assert "Koncept" in (house.work / "report.txt").read_text(encoding="utf-8")
