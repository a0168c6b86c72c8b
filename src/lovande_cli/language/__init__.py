"""Translations: `Say` looks up sentences of texts/*.yaml; numbers, dates, sort order; how the language is chosen.

The first part of a key names the file (`result.title` is `title` in texts/result.yaml), read when it is needed. What
depends on a language and is no sentence stands in languages.yaml.
"""

from __future__ import annotations

import locale
import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from lovande_cli.language.shell import own_name

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
DATE_OR_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Language:
    """One language of languages.yaml; `locales` are how system locales that mean it begin, in lower case.

    `keyboard` maps a letter to those that do the same on a keyboard without it. `word` and `typst` are the tags that
    those programs know the language by.
    """

    code: str
    name: str
    called: Mapping[str, str]
    alphabet: str
    sorts_as: Mapping[str, str]
    decimal_sign: str
    range_sign: str
    list_words: Mapping[str, str]
    date: str
    months: Sequence[str]
    weeks: Sequence[str]
    quotes: Sequence[str]
    locales: Sequence[str]
    keyboard: Mapping[str, str]
    word: str
    typst: str

    @cached_property
    def month_numbers(self) -> Mapping[str, int]:
        """The months by name, from 1; not by their first letters, since "jul" is Christmas too."""
        return {name: number for number, name in enumerate(self.months, 1)}

    @cached_property
    def places(self) -> Mapping[int, str]:
        """Every letter of the alphabet, to a sign that sorts at its place and before other scripts."""
        return SortingPlaces({ord(letter): chr(0x80 + place) for place, letter in enumerate(self.alphabet)})

    def sort_key(self, text: str) -> str:
        """What to order texts by: the alphabet's order first, accents second, whatever the case and the spaces."""
        folded = unicodedata.normalize("NFC", " ".join(text.casefold().split()))
        found = folded
        for letters, same in self.sorts_as.items():
            found = found.replace(letters, same)
        return found.translate(self.places) + "\0" + folded


class SortingPlaces(dict[int, str]):
    """To what each sign sorts at its place; a letter that the alphabet lacks stands at its base letter's: é at e."""

    def __missing__(self, sign: int) -> str:
        base = unicodedata.normalize("NFKD", chr(sign))[0]
        self[sign] = place = self.get(ord(base), chr(sign))
        return place


@dataclass(frozen=True)
class Say:
    """The words of a language: `say("result.title")` is a sentence of ours, `say.text(wording)` one of `elements/`."""

    language: str

    @property
    def rules(self) -> Language:
        """How this language writes numbers, dates, lists and quotes."""
        return languages()[self.language]

    def __call__(self, key: str, /, **blanks: object) -> str:
        """The sentence behind `key`, its {blanks} filled in; `count` picks `one` or `other` where a text has both.

        Raises KeyError for a key that no text file has: a mistake of ours, caught by the tests.
        """
        found: object = texts_in(key.partition(".")[0])
        for part in key.split(".")[1:]:
            if not isinstance(found, Mapping):
                raise KeyError(key)
            found = found[part]
        if isinstance(found, str):
            return self(found, **blanks)  # the text is the key of another, which says the same
        if isinstance(found, Mapping):
            found = found[self.language]
        if isinstance(found, Mapping):
            found = found["one" if str(blanks.get("count")) == "1" else "other"]
        if not isinstance(found, str):
            raise KeyError(key)
        if "{lovande}" in found:
            blanks["lovande"] = own_name()
        return found.format(**blanks)

    def text(self, wording: Mapping[str, str]) -> str:
        """The text in this language, or in the first language it has."""
        return wording.get(self.language) or next(iter(wording.values()), "")

    def number(self, value: Fraction | float, decimals: int = 2) -> str:
        """The number with the language's decimal sign and without needless zeros: 0,83 · 0,5 · 1."""
        scaled = int(Fraction(value) * 10**decimals + Fraction(1, 2))  # halves go up, as people expect
        whole, part = divmod(scaled, 10**decimals)
        return f"{whole}{self.rules.decimal_sign}{part:0{decimals}}".rstrip("0") if part else str(whole)

    def span(self, low: object, high: object) -> str:
        """From the one to the other, as the language writes it: 0–6 · 0-6; only the one where both are the same."""
        return f"{low}" if low == high else f"{low}{self.rules.range_sign}{high}"

    def date(self, text: str) -> str:
        """A date (2026-10-14, 2026-10) as the language writes it; any other text as it is."""
        found = DATE_OR_MONTH.fullmatch(text)
        if not found:
            return text
        year, month, day = found.groups()
        pattern = self.rules.date if day else "{month} {year}"
        return pattern.format(day=int(day or 0), month=self.rules.months[int(month) - 1], year=year)

    def listing(self, items: Sequence[str], word: str = "and") -> str:
        """The items as running text: "a, b och c", or with the `word` "or": "a, b eller c"."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.rules.list_words[word]} {items[-1]}"

    def quote(self, text: str) -> str:
        """The text in the language's quotation marks."""
        return text.join(self.rules.quotes)


@cache
def texts_in(part: str) -> Mapping[str, Any]:
    """All texts of one file of texts/, as nested mappings whose leaves are mappings from language to sentence.

    What two places say alike stands once: the other has its key (`remedy: problems.choose-among`).
    """
    return read_yaml(TEXTS / f"{part}.yaml")


def read_yaml(path: Path) -> Mapping[str, Any]:
    """The mapping that one of our own files holds, every scalar as text."""
    loaded = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return loaded if isinstance(loaded, Mapping) else {}


@cache
def languages() -> Mapping[str, Language]:
    """The languages that the program speaks, by code, the one spoken where nothing else is asked for first."""
    found = read_yaml(HERE / "languages.yaml")
    return {
        code: Language(code=code, **{key.replace("-", "_"): value for key, value in rules.items()})
        for code, rules in found.items()
    }


@cache
def spoken_languages() -> Mapping[str, str]:
    """The languages that the program speaks: code to the language's own name."""
    return {code: language.name for code, language in languages().items()}


def default_language() -> str:
    """The language that is spoken where nothing else is asked for."""
    return next(iter(languages()))


def choose_language(wanted: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """The language to speak: the wanted one, else LOVANDE_LANG, else the system locale's, else the default.

    A wanted one that is not spoken is passed over; `unknown_language` finds it, to be reported.
    """
    for asked in (wanted, environ.get("LOVANDE_LANG")):
        if asked and asked.casefold() in languages():
            return asked.casefold()
    # in the order in which POSIX asks them; the first that is set decides
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return language_of_locale(environ[variable])
    return language_of_locale(locale.getlocale()[0] or "")


def language_of_locale(name: str) -> str:
    """The language that a locale such as da_DK.UTF-8 or Danish_Denmark means, or the default."""
    begins = name.replace("-", "_").partition("_")[0].partition(".")[0].casefold()
    return next((code for code, spoken in languages().items() if begins in spoken.locales), default_language())


def unknown_language(wanted: str | None) -> str | None:
    """What was asked for (by option, else LOVANDE_LANG) if it is a language that the program does not speak."""
    asked = wanted or os.environ.get("LOVANDE_LANG")
    return asked if asked and asked.casefold() not in languages() else None


def speak_in(language: str, say: Say, lang: str | None) -> Say:
    """The language asked for by --lang or LOVANDE_LANG, which `say` speaks, else this one, if the program speaks it."""
    is_asked = lang or os.environ.get("LOVANDE_LANG")
    return Say(language) if language in spoken_languages() and not is_asked else say
