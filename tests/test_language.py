"""The texts: complete in every language, all keys used and none missing, language chosen as the person asks."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import get_args

import pytest
import yaml

import lovande_cli
from lovande_cli.errors import ProblemKind
from lovande_cli.language import TEXTS, Say, choose_language, languages, spoken_languages, texts_in

SOURCE = Path(lovande_cli.__file__).parent
PARTS = sorted(path.stem for path in TEXTS.glob("*.yaml"))
LANGUAGES = tuple(spoken_languages())


def leaves(found: object, key: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every text with its key: the mappings that are keyed by language, found through the key of another too."""
    if isinstance(found, str):
        file, *path = found.split(".")
        found = reduce(lambda inner, name: inner[name], path, texts_in(file))
    assert isinstance(found, Mapping), key
    if set(found) & set(LANGUAGES):
        yield key, found
    else:
        for name, inner in found.items():
            yield from leaves(inner, f"{key}.{name}")


TEXT_BY_KEY = {key: text for part in PARTS for key, text in leaves(texts_in(part), part)}


def blanks_of(text: object) -> set[str]:
    """The names of the blanks in a text, whatever its numbers."""
    forms = text.values() if isinstance(text, Mapping) else [text]
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(str(form)) if name}


@pytest.mark.parametrize("key", TEXT_BY_KEY)
def test_text_is_complete(key: str) -> None:
    """The text stands in every language, is not empty, and has the same blanks in all of them."""
    text = TEXT_BY_KEY[key]
    assert set(text) == set(LANGUAGES)
    assert all(text.values())
    assert len({frozenset(blanks_of(one)) for one in text.values()}) == 1


@pytest.mark.parametrize("part", PARTS)
def test_texts_are_the_same_without_libyaml(part: str) -> None:
    """The texts are read the same where PyYAML has only its pure Python parser."""
    assert yaml.load((TEXTS / f"{part}.yaml").read_bytes(), Loader=yaml.BaseLoader) == texts_in(part)


def repeated_keys(node: yaml.Node | None) -> Iterator[str]:
    """The keys that stand more than once in one mapping, at any depth."""
    inner = node.value if isinstance(node, yaml.CollectionNode) else []
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        yield from {key for key in keys if keys.count(key) > 1}
        inner = [value for _, value in node.value]
    for child in inner:
        yield from repeated_keys(child)


@pytest.mark.parametrize("path", [*sorted(TEXTS.glob("*.yaml")), TEXTS.parent / "languages.yaml"], ids=lambda p: p.stem)
def test_no_key_stands_twice(path: Path) -> None:
    """No text of ours hides another behind the same key: YAML would let the last one win and say nothing."""
    assert list(repeated_keys(yaml.compose(path.read_bytes()))) == []


def test_repeated_keys_are_found() -> None:
    """A key that stands twice in one mapping is found, however deep; the same key in two mappings is none."""
    assert list(repeated_keys(yaml.compose("a: [{b: {c: 1, d: 2, c: 3}}]\ne: {c: 4}"))) == ["c"]


def written_in_source() -> tuple[set[str], list[re.Pattern[str]]]:
    """The text literals of the program, and a pattern for each f-string, in which a blank stands for anything."""
    literals, patterns = set(), []
    for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.j2"), *SOURCE.rglob("*.html")]:
        if path.suffix != ".py":
            literals |= set(re.findall(r"""["']([a-z][a-z0-9_.-]+)["']""", path.read_text(encoding="utf-8")))
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else "[a-z0-9_.-]+" for p in node.values]
                if "." in "".join(parts) and parts[0] != "[a-z0-9_.-]+":
                    patterns.append(re.compile("".join(parts)))
    return literals, patterns


def keys_of_others(found: object) -> Iterator[str]:
    """The texts that are the key of another, which says the same."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, Mapping) and not set(found) & set(LANGUAGES):
        for inner in found.values():
            yield from keys_of_others(inner)


def test_a_text_can_be_the_key_of_another() -> None:
    """A text that says what another says is its key: it is said in the same words, with the same blanks."""
    keys = [key for part in PARTS for key in keys_of_others(texts_in(part))]
    assert "problems.choose-among" in keys
    assert set(keys) <= set(TEXT_BY_KEY)
    told = Say("sv")("problems.unknown-lens.remedy", known="a, b", word="c")
    assert told == Say("sv")("problems.choose-among", known="a, b") == "Välj bland: a, b."


def test_every_text_is_used() -> None:
    """No text is left over: each key, or a table that builds it, stands in the program or is what another text says."""
    literals, patterns = written_in_source()
    literals |= {key for part in PARTS for key in keys_of_others(texts_in(part))}
    unused = [
        key for key in TEXT_BY_KEY if key not in literals and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []


def test_every_text_that_is_asked_for_is_there() -> None:
    """A key that is written out in the program, whole or up to what is filled in, stands in the text files."""
    files = {key.partition(".")[0] for key in TEXT_BY_KEY}
    asked = [
        (path.name, ast.unparse(node.func), node.args[0])
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args
    ]
    lacking = []
    for module, called, key in asked:
        if not called.split(".")[-1].endswith("say"):
            continue
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            lacking += [] if key.value in TEXT_BY_KEY else [(module, key.value)]
        elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
            begins = str(key.values[0].value)
            if begins.partition(".")[0] in files and not any(one.startswith(begins) for one in TEXT_BY_KEY):
                lacking.append((module, begins))
    assert lacking == []


def test_every_kind_of_problem_has_words() -> None:
    """Each problem that the program can name has a reason and a remedy, and no words wait for a kind that is gone."""
    told = [key.split(".")[1] for key in TEXT_BY_KEY if key.startswith("problems.") and key.endswith(".reason")]
    assert sorted(get_args(ProblemKind)) == sorted(told)
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.name != "errors.py")
    in_errors = (SOURCE / "errors.py").read_text(encoding="utf-8").partition("class Problem:")[2]
    assert [kind for kind in told if f'"{kind}"' not in source + in_errors] == []


def test_numbers_choose_the_form() -> None:
    """One is told from many in both languages."""
    for language, one, many in [("sv", "en fråga", "3 frågor"), ("da", "et spørgsmål", "3 spørgsmål")]:
        say = Say(language)
        assert [say("elements.questions", count=n) for n in (1, 3)] == [one, many]


def test_decimals_are_written_with_a_comma() -> None:
    """Numbers look as they do in Swedish and Danish, without needless zeros."""
    assert [Say("sv").number(n) for n in (0.5, 1, 2 / 3, 0)] == ["0,5", "1", "0,67", "0"]


def test_spans_are_written_with_the_dash_of_the_language() -> None:
    """From–to has the long dash in Swedish and the short one in Danish, and is one number where both ends are the same."""
    assert [Say(language).span("0,67", 1) for language in ("sv", "da")] == ["0,67–1", "0,67-1"]
    assert Say("sv").span(7, 7) == "7"


def test_every_language_says_all_of_itself() -> None:
    """Each language of languages.yaml has twelve months, a pair of quotes, both list words and all letters in order."""
    for language in languages().values():
        assert len(set(language.months)) == 12, language.code
        assert set(string.ascii_lowercase) <= set(language.alphabet)
        assert len(set(language.alphabet)) == len(language.alphabet)
        assert set("".join(language.sorts_as.values())) <= set(language.alphabet)
        assert set(language.list_words) == {"and", "or"}
        assert language.date.format(day=1, month="x", year=2) != language.date
        assert language.locales


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_sort_by_the_alphabet(language: str) -> None:
    """Every letter sorts at its place in the alphabet, é à ü at their base letter, whatever the case and the spaces."""
    rules = languages()[language]
    names = [f"{letter}lm {letter}lm".capitalize() for letter in rules.alphabet]
    assert sorted({*names}, key=rules.sort_key) == names
    for accented, base in ["ée", "àa", "üu", "ôo", "çc"]:
        near = [f"m{base}m", f"M{accented}n", f"m{base}o"]
        assert sorted({*near}, key=rules.sort_key) == near
    assert rules.sort_key(" Anna  Lind ") == rules.sort_key("anna lind")


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("sv", ["Zenit", "Ågård", "Æblet", "Ärlan", "Öppna", "Øst"]),
        ("da", ["Kolding", "Zenit", "Æblet", "Ärlan", "Öppna", "Østbo", "Ågården", "Aalborg"]),
    ],
)
def test_the_neighbours_letters_sort_as_our_own(language: str, names: list[str]) -> None:
    """Swedish sorts æ as ä and ø as ö, Danish the other way round and aa as å."""
    assert sorted({*names}, key=languages()[language].sort_key) == names


def test_dates_are_written_as_the_language_does() -> None:
    """A day or a month in words; anything else as it was typed."""
    dates = ("2026-11-02", "2026-11", "2026-13", "i mars")
    assert [Say("sv").date(one) for one in dates] == ["2 november 2026", "november 2026", "2026-13", "i mars"]
    assert [Say("da").date(one) for one in dates] == ["2. november 2026", "november 2026", "2026-13", "i mars"]


@pytest.mark.parametrize(
    ("wanted", "environ", "language"),
    [
        ("da", {"LOVANDE_LANG": "sv", "LANG": "sv_SE.UTF-8"}, "da"),
        ("DA", {}, "da"),
        (None, {"LOVANDE_LANG": "da", "LC_ALL": "sv_SE.UTF-8"}, "da"),
        (None, {"LANG": "da_DK.UTF-8"}, "da"),
        (None, {"LC_ALL": "sv_SE", "LANG": "da_DK.UTF-8"}, "sv"),
        (None, {"LC_MESSAGES": "da_DK", "LANG": "sv_SE.UTF-8"}, "da"),
        (None, {"LANG": "Danish_Denmark.1252"}, "da"),
        (None, {"LANG": "C.UTF-8"}, "sv"),
        (None, {"LANG": "en_GB.UTF-8"}, "sv"),
    ],
)
def test_language_is_chosen_in_order(wanted: str | None, environ: dict[str, str], language: str) -> None:
    """--lang, then LOVANDE_LANG, then the system locale, then Swedish."""
    assert choose_language(wanted, environ) == language


def test_the_program_speaks_swedish_and_danish() -> None:
    """The languages of the program, with their own names."""
    assert dict(spoken_languages()) == {"sv": "svenska", "da": "dansk"}
