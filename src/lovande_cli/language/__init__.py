"""What the program says, in the person's language: every sentence stands in texts/*.yaml, once per language.

The first part of a key names the file (`result.title` is `title` in texts/result.yaml), read when it is needed.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import yaml

DEFAULT_LANGUAGE = "sv"
TEXTS = Path(__file__).parent / "texts"

LOCALE_NAMES = {"sv": "sv", "swedish": "sv", "da": "da", "danish": "da"}
"""How a system locale begins, to the language it means; Windows writes the names out."""

Texts = Mapping[str, object]


@dataclass(frozen=True)
class Say:
    """A voice in one language: `say("result.title")` is a sentence of ours, `say.text(wording)` one of `elements/`."""

    language: str

    def __call__(self, key: str, /, **blanks: object) -> str:
        """The sentence behind `key`, its {blanks} filled in; `count` picks `one` or `other` where a text has both.

        Raises KeyError for a key that no text file has: a mistake of ours, caught by the tests.
        """
        found: object = texts_in(key.partition(".")[0])
        for part in key.split(".")[1:]:
            if not isinstance(found, Mapping):
                raise KeyError(key)
            found = found[part]
        if isinstance(found, Mapping):
            found = found[self.language]
        if isinstance(found, Mapping):
            found = found["one" if str(blanks.get("count")) == "1" else "other"]
        if not isinstance(found, str):
            raise KeyError(key)
        return found.format(**blanks)

    def text(self, wording: Mapping[str, str]) -> str:
        """The text in this language, or in the first language it has."""
        return wording.get(self.language) or next(iter(wording.values()), "")

    def number(self, value: Fraction | float, decimals: int = 2) -> str:
        """The number with a decimal comma and without needless zeros: 0,83 · 0,5 · 1."""
        scaled = int(Fraction(value) * 10**decimals + Fraction(1, 2))  # halves go up, as people expect
        whole, part = divmod(scaled, 10**decimals)
        return f"{whole},{part:0{decimals}}".rstrip("0").rstrip(",") if part else str(whole)

    def listing(self, items: Sequence[str], word: str = "and") -> str:
        """The items as running text: "a, b och c", or with the `word` "or": "a, b eller c"."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self(f'common.{word}')} {items[-1]}"


@cache
def texts_in(part: str) -> Texts:
    """All texts of one file of texts/, as nested mappings whose leaves are mappings from language to sentence."""
    raw = (TEXTS / f"{part}.yaml").read_bytes()
    loaded = yaml.load(raw, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return loaded if isinstance(loaded, Mapping) else {}


@cache
def spoken_languages() -> Mapping[str, str]:
    """The languages that the program speaks: code to the language's own name."""
    names = texts_in("common")["language-name"]
    return {str(code): str(name) for code, name in names.items()} if isinstance(names, Mapping) else {}


def choose_language(wanted: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """The language to speak: the wanted one, else LOVANDE_LANG, else the system locale's, else Swedish.

    A wanted one that is not spoken is passed over; whoever asked for it is told by `unknown_language`.
    """
    for asked in (wanted, environ.get("LOVANDE_LANG")):
        if asked and asked.casefold() in spoken_languages():
            return asked.casefold()
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return language_of_locale(environ[variable])
    return language_of_locale(locale.getlocale()[0] or "")


def language_of_locale(name: str) -> str:
    """The language that a locale such as da_DK.UTF-8 or Danish_Denmark means, or Swedish."""
    begins = name.replace("-", "_").partition("_")[0].partition(".")[0].casefold()
    code = LOCALE_NAMES.get(begins, begins)
    return code if code in spoken_languages() else DEFAULT_LANGUAGE


def unknown_language(wanted: str | None, environ: Mapping[str, str] = os.environ) -> str | None:
    """What was asked for (by option, else LOVANDE_LANG) if it is a language that the program does not speak."""
    asked = wanted or environ.get("LOVANDE_LANG")
    return asked if asked and asked.casefold() not in spoken_languages() else None
