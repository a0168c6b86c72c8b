"""The texts: plain (LIX), spelled right (Hunspell), and in the project's own words."""

import re
from collections import Counter

import pytest
from readability import (
    ELEMENTS,
    LANGUAGES,
    LIX_LIMITS,
    PROGRAM_TEXTS,
    lix,
    misspelled,
    our_words,
    pages,
    texts_in,
    texts_of_kind,
    words_of,
)

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
    "sv": r"\bej\ aktuell\w* \bbrukarna\b \bden\ (?:det\ gäller|enskilde)\b deltagar\w* (?:de|dem|den)\ som\ deltar räknas\ inte\ (?:in|med)\b finns\ säkert\b gjorda\ med\ olika "
    r"elementet\ på\ plats svarstrinn\w* textredigerare\w* ny\ kunskap\b vår\ egen\b "
    r"intervju\w* \brösten\b \bröster(?:na)?\b tröskel\w* (?:nedre|övre)\ gräns\w* mejl\w* tillfälle\ \{ "
    r"\}\ av\ \{\w+\}\ (?:frågor|delar)\ är\b vem\ frågar\ vem bara\ Enter\b mindre\ än\ hälften\ av\ er \bvet\ svaret",
    "da": r"deltage(?:r|re|ren|rne)\b sikkert\ til\ stede (?<!”)sikker\ praksis elementet\ på\ plads svartrin\w* "
    r"teksteditor\w* relationelle\ kompetencer uddyb\w* udfyld\w*\ kommando\w* effekten\b.{0,40}\bafprøvet "
    r"vores\ ege[nt]\b "
    r"interview\w* \bstemme(?:n|r|rne)\b tærs\w* (?:nedre|øvre)\ græns\w* regnskab\w* \bgang\ \{number mere\ klar[te]?\b "
    r"kend\w*\ (?:ikke\ )?svaret svare\w*\ (?:ja|nej)\ på hvem\ spørger\ hvem kun\ Enter\b",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("group", "kind"), [(group, kind) for group, kinds in LIX_LIMITS.items() for kind in kinds])
def test_texts_are_easy_to_read(language, group, kind):
    """Questions and hints keep to LIX 40, whoever asks them; descriptions, first steps, examples and leads to LIX 45."""
    assert lix(text for _, text in texts_of_kind(group, kind, language)) <= LIX_LIMITS[group][kind]


@pytest.mark.parametrize("language", LANGUAGES)
def test_hints_say_only_where_the_line_goes(language):
    """A hint is at most 25 words on average and 35 at most, and no more than a third begin with the same two words."""
    hints = {where: words_of(text) for where, text in texts_of_kind("elements", "hint", language)}
    assert [where for where, words in hints.items() if len(words) > 35] == []
    assert sum(map(len, hints.values())) <= 25 * len(hints)
    beginnings = Counter(" ".join(words[:2]).lower() for words in hints.values())
    assert beginnings.most_common(1)[0][1] <= len(hints) / 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "most"), [("label", 64), ("ask", 160), ("hint", 250), ("description", 330)])
def test_texts_fit_on_the_screen(language, kind, most):
    """Labels stay on one line of a menu, and a question with its hint on one screen."""
    found = texts_of_kind("elements", kind, language)
    assert found
    assert [(where, len(text)) for where, text in found if len(text) > most] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_spelled_right(language):
    """Every word of the elements and the program is in the dictionary or in our short list, or a key or id of our files."""
    assert misspelled(language) == {}


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_idea_has_one_word(language):
    """No text, element or page says an idea with another word than the rest: those who answer are no participants."""
    avoided = re.compile("|".join(re.split(r"(?<!\\) ", OTHER_WORDS[language])), re.IGNORECASE)
    texts = [*texts_in(PROGRAM_TEXTS, language), *texts_in(ELEMENTS, language), *pages(language)]
    texts = [leaf for leaf in texts if ".scales." not in leaf[0]]  # what is read there is more than what is said
    assert [(where, match.group()) for where, text in texts for match in avoided.finditer(text)] == []


TERMS = {
    "sv": "programteori förändringsteori relationskompetens samverkan delaktighet kärnkomponenterna",
    "da": "programteori forandringsteori relationskompetence borgerinddragelse kerneelementerne",
}
"""The field's own words: the texts say it plainly, and name each where a reader looks for it."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fields_own_terms_are_named(language):
    """Each term of the field stands in an element's texts, in its question, hint or description."""
    text = " ".join(text for _, text in texts_in(ELEMENTS, language)).lower()
    assert [term for term in TERMS[language].split() if term not in text] == []
