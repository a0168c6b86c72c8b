"""Generated answer files that are hard to read: odd texts in every YAML style and JSON, by seed.

The browser form and the program each read them; see tests/test_browser.py and benchmarks/form_files.py.
"""

from __future__ import annotations

import base64
import codecs
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, Practice, Workshop
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.errors import FileNeedsFixing
from lovande_cli.files.answer_files import read_answers, write_answers
from lovande_cli.language.sanitize import for_file

if TYPE_CHECKING:
    from playwright.sync_api import Page

PIECES = [
    *(
        "Vi följer upp varje vecka",
        "och det syns i journalen",
        "borgerne siger, at det hjælper",
        "ja",
        "nej",
        "null",
        "~",
        "2026",
    ),
    *(
        "G:\\Gemensam\\ elever",
        "C:\\nya\\test\\",
        "\\\\server\\delad\\ ",
        "\\",
        "\\\\",
        "\\n",
        '"citat"',
        "'enkla'",
        "it's",
        '\\"',
    ),
    *(
        "😀",
        "👩🏽‍⚕️",
        "🇸🇪",
        "e\u0301",
        "жизнь",
        "مرحبا",
        "日本語",
        "\u00a0",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\u00ad",
        "\U0001f9d1",
    ),
    *(
        ": ",
        ":",
        " #",
        "# ",
        "- ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "&a",
        "*b",
        "!tag",
        "% 50 %",
        "@",
        "`kod`",
        "|",
        ">",
        "---",
        "...",
    ),
    *(
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "  ",
        " \n",
        "\n ",
        "\n  - punkt",
        "\u2028",
        "\u2029",
        "\u0085",
        "\v",
        "\f",
        "ö" * 90,
        "x" * 700,
    ),
]
LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
SPOILED = (lambda text: text.replace(": ", ":", 1), lambda text: text + "\nslut", lambda text: text.replace('"', "", 1))

THROUGH_THE_FORM = """files => files.map(file => {
    try {
        const bytes = Uint8Array.from(atob(file), (sign) => sign.charCodeAt(0));
        return writeAnswerFile(known(readAnswerFile(decode(bytes.buffer)).state));
    } catch (error) {
        return null;
    }
})"""
TYPED_IN_THE_FORM = """states => states.map(typed => {
    const cleanTexts = (key, value) => (typeof value === "string" ? clean(value) : value);
    return writeAnswerFile(known(JSON.parse(JSON.stringify(typed), cleanTexts)));
})"""
BATCH = 250


def made_text(chance: random.Random) -> str:
    """A text of a few pieces, with and without blanks between and around them; now and then none."""
    if chance.random() < 0.1:
        return ""
    between = chance.choice(["", " ", " ", "\n"])
    return between.join(chance.choices(PIECES, k=chance.choice([1, 1, 2, 3, 5, 9, 20])))


def made_answer(question: Question, chance: random.Random, *, votes: bool = False) -> Answer:
    """Any answer to the question."""
    options = [option.id for option in question.options]
    alone = [(one.id,) for one in question.options if one.exclusive] + [(step.id,) for step in question.steps]
    several = [one.id for one in question.options if not one.exclusive]
    many = chance.sample(several, k=chance.randint(1, len(several))) if question.choose == "many" and several else []
    chosen = chance.choice([(), *alone, tuple(one for one in options if one in many)])
    note, evidence, about = (made_text(chance) if chance.random() < 0.3 else "" for _ in range(3))
    voted = {"A": made_answer(question, chance), "B 2": made_answer(question, chance)} if votes else {}
    voted = {person: replace(vote, hands={}) for person, vote in voted.items()}
    raised = [one for one in question.choices if chance.random() < 0.5] if chance.random() < 0.2 else []
    hands = {one: chance.randint(1, 30) for one in raised}
    return Answer(chosen=chosen, note=note, evidence=evidence, about_question=about, votes=voted, hands=hands)


def made_sheet(framework: Framework, chance: random.Random, *, typed: bool = False) -> AnswerSheet:
    """Any sheet; a `typed` one holds nothing that the form does not show, as votes and next steps."""
    asked = chance.sample(list(framework.questions), k=chance.randint(0, 12))
    answers = {one.id: made_answer(one, chance, votes=not typed and chance.random() < 0.1) for one in asked}
    written = chance.sample(list(framework.description), k=chance.randint(0, 4))
    description = {
        part.id: {link.id: made_text(chance) for link in part.links} if part.links else made_text(chance)
        for part in written
    }
    return AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language=chance.choice(list(framework.languages)),
        id=chance.choice(["", "7f3a9c21b04e", "120000000034", "12345e678901"]),
        practice=Practice(
            name=made_text(chance),
            organisation=made_text(chance),
            target_group=made_text(chance),
            contact=made_text(chance),
        ),
        workshop=Workshop(
            date=chance.choice(["", "2026-11-22", "2024-02-29"]),
            participants=chance.choice([None, 1, 12]),
            answered_by=made_text(chance),
        ),
        answers={key: answer for key, answer in answers.items() if not answer.is_empty},
        actions=() if typed else made_actions(framework, chance),
        description=description,
        wordings=chance.choice([(), ("5d1c0a72",), ("12345678", "5e100000")]),
        share=chance.choice(["internal", "public"]),
        closing=made_closing(framework, chance, [""] if typed else ["", "A", "B 2", "Å: x"]),
        minutes={} if typed or chance.random() < 0.5 else {chance.choice(framework.elements).id: 7.5},
        sheet_ids={} if typed or chance.random() < 0.8 else {"A": "120000000034", "B 2": "12345e678901"},
    )


def made_actions(framework: Framework, chance: random.Random) -> tuple[Action, ...]:
    """Mostly none, else a few next steps."""
    return tuple(
        Action(
            element=chance.choice(["", framework.elements[0].id]),
            what=made_text(chance),
            who=made_text(chance),
            when=chance.choice(["", "2027-02"]),
            done=chance.random() < 0.3,
        )
        for _ in range(chance.choice([0, 0, 0, 1, 2]))
    )


def made_closing(framework: Framework, chance: random.Random, people: Sequence[str]) -> dict[str, dict[str, str]]:
    """What some of the people answer to some closing questions; texts as the program reads them."""
    closing = {}
    for question in framework.closing:
        asked = [person for person in people if chance.random() < 0.2]
        said = {
            person: chance.choice(question.steps).id if question.steps else for_file(made_text(chance))
            for person in asked
        }
        closing[question.id] = {person: answer for person, answer in said.items() if answer.strip()}
    return {question: said for question, said in closing.items() if said}


def made_files(framework: Framework, count: int, seed: int) -> Iterator[bytes]:
    """Answer files: a third as the program writes them, a third in JSON, a third by hand; some are not whole."""
    chance = random.Random(seed)
    for number in range(count):
        sheet = made_sheet(framework, chance)
        if number % 3 == 2:
            text = write_by_hand(framework, sheet, chance)
        else:
            text = write_answers(cleaned(sheet) if chance.random() < 0.5 else sheet, framework, as_json=number % 3 == 1)
        if chance.random() < 0.05:
            text = chance.choice(SPOILED)(text)
        if chance.random() < 0.1:
            text = text.replace("\n", "\r\n")
        encoding = chance.choice(["utf-8"] * 8 + ["utf-8-sig", "utf-16"])
        yield text.encode(encoding, "replace")


def write_by_hand(framework: Framework, sheet: AnswerSheet, chance: random.Random) -> str:
    """The sheet as a person may write it: each text in another style, comments and empty lines between."""
    step = chance.choice([1, 2, 2, 3, 4])
    lines = ["---"] * (chance.random() < 0.1) + ["# En kommentar: med # och 'citat'"] * (chance.random() < 0.3)
    lines.append(chance.choice(["lovande: 1", "lovande: '1'", 'lovande: "1" # format', "lovande:   1  "]))
    wording = f", wording: {' '.join(sheet.wordings)}" if sheet.wordings else ""
    lines.append(f"framework: {{id: {framework.id}, version: {framework.version}{wording}}}")
    content = json.loads(write_answers(sheet, framework, as_json=True))
    content = {key: value for key, value in content.items() if key not in ("lovande", "framework")}
    add_mapping(lines, content, 0, step, chance)
    return "\n".join(lines) + "\n" * chance.choice([0, 1, 1, 3])


def add_mapping(lines: list[str], content: Mapping[str, object], indent: int, step: int, chance: random.Random) -> None:
    """The keys of a mapping, each with what stands behind it."""
    before = " " * indent
    for key, value in content.items():
        if chance.random() < 0.08:
            lines.append(chance.choice([f"{before}# om {key}", "", "   "]))
        name = f'"{key}"' if chance.random() < 0.2 or not key or " " in key else key
        if isinstance(value, dict):
            lines.append(f"{before}{name}:{chance.choice(['', '', ' ', '  # här'])}")
            add_mapping(lines, value, indent + step, step, chance)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{before}{name}: {json.dumps(value, ensure_ascii=False)}")
        elif isinstance(value, list):
            behind = (
                f" [{', '.join(value)}]" if chance.random() < 0.5 else "".join(f"\n{before}- {one}" for one in value)
            )
            lines.append(f"{before}{name}:{behind}")
        elif key in ("language", "date", "participants", "share"):
            short = chance.choice(("{}", "{} ", "'{}'", '"{}"  # så')).format(value)
            lines.append(f"{before}{name}: {short}")
        else:
            lines.append(f"{before}{name}: {styled(str(value), indent + step, chance)}")


def styled(text: str, indent: int, chance: random.Random) -> str:
    """The text in one of the styles of YAML, folded at random; what is read need not be the same text."""
    before = "\n" + " " * indent
    words = text.split(" ")
    folded = words[0] + "".join(chance.choice([" ", " ", before]) + word for word in words[1:])
    style = chance.choice(["plain", "single", "double", "escaped", "literal", "folded"])
    if style not in ("double", "escaped"):  # the others have no way to write these
        text, folded = (re.sub("[\v\f]", "", one) for one in (text, folded))
    if chance.random() < 0.9 and style != "escaped":
        text, folded = (re.sub("[\u2028\u2029]", " ", one) for one in (text, folded))
    if style == "plain" and re.fullmatch(r"[\w .,åäöæø-]*", text) and text[:1].isalnum():
        return folded + chance.choice(["", "", "  # sagt", " "])
    if style == "single":
        return "'" + folded.replace("'", "''").replace("\n", "\n\n" + " " * indent) + "'"
    if style in ("literal", "folded"):
        mark = ("|" if style == "literal" else ">") + chance.choice(["", "-", "+"])
        number = str(indent) if text[:1] in " \t\n" or not text else ""
        number = "" if len(number) > 1 or number == "0" else number
        lines = text.replace("\r\n", "\n").split("\n")
        return mark + "".join(("\n" + " " * indent + line) if line else "\n" for line in lines)
    quoted = json.dumps(text, ensure_ascii=style == "escaped")
    if style == "escaped":  # YAML's own escapes for what JSON writes in pairs
        quoted = re.sub(r"\\ud83d\\ud[e-f][0-9a-f]{2}|\\ud[89a-f][0-9a-f]{2}", r"\\U0001F600", quoted)
        return (
            quoted.replace("\\u00a0", "\\_").replace("\\u0085", "\\N").replace("\\u2028", "\\L").replace("\\f", "\\x0C")
        )
    place = quoted.find(" ")
    is_folded = place > 0 and quoted[place - 1] != "\\" and chance.random() < 0.5
    return f"{quoted[:place]} \\{before}\\{quoted[place:]}" if is_folded else quoted


def cleaned(sheet: AnswerSheet) -> AnswerSheet:
    """The sheet as the form writes it when it is typed: no text is empty or holds what a file does not keep."""

    def clean(text: str) -> str:
        return for_file(LINE_BREAK.sub("\n", text))

    answers = {
        key: replace(a, note=clean(a.note), evidence=clean(a.evidence), about_question=clean(a.about_question))
        for key, a in sheet.answers.items()
    }
    description: dict[str, str | dict[str, str]] = {}
    for part, said in sheet.description.items():
        kept = clean(said) if isinstance(said, str) else {link: clean(one) for link, one in said.items() if clean(one)}
        if kept:
            description[part] = kept
    practice, workshop = sheet.practice, sheet.workshop
    return replace(
        sheet,
        practice=Practice(
            name=clean(practice.name),
            organisation=clean(practice.organisation),
            target_group=clean(practice.target_group),
            contact=clean(practice.contact),
        ),
        workshop=replace(workshop, answered_by=clean(workshop.answered_by)),
        answers={key: answer for key, answer in answers.items() if not answer.is_empty},
        description=description,
    )


def read_or_none(data: bytes, framework: Framework) -> AnswerSheet | None:
    """What the program reads; None where it refuses the file."""
    try:
        return read_answers(data, file="made.yaml", framework=framework)
    except FileNeedsFixing:
        return None


def is_broken_oddly(file: bytes) -> bool:
    """Whether it holds a sign that YAML 1.1 alone takes for a line break, which the form does not try to read."""
    text = file.decode("utf-16" if file.startswith(codecs.BOM_UTF16) else "utf-8")
    return "\u2028" in text or "\u2029" in text


def compare_readings(page: Page, framework: Framework, files: Sequence[bytes]) -> tuple[Counter[str], list[bytes]]:
    """How form and program read the same files, counted, and the files that they read differently.

    Each file goes through the form and back; the program's reading of that is compared with its reading of the file.
    """
    counts: Counter[str] = Counter()
    different = []
    for start in range(0, len(files), BATCH):
        batch = files[start : start + BATCH]
        written = page.evaluate(THROUGH_THE_FORM, [base64.b64encode(file).decode() for file in batch])
        for file, text in zip(batch, written, strict=True):
            sheet = read_or_none(file, framework)
            back = None if text is None else read_or_none(text.encode(), framework)
            if text is None and sheet is None:
                outcome = "refused by both"
            elif sheet is None:
                outcome = "read by the form alone"
            elif text is None and is_broken_oddly(file):
                outcome = "refused by the form, for a line break of YAML 1.1"
            else:
                outcome = "the same" if back == sheet else "different"
            counts[outcome] += 1
            different += [file] if outcome == "different" else []
    return counts, different


def compare_typing(page: Page, framework: Framework, count: int, seed: int) -> tuple[Counter[str], list[AnswerSheet]]:
    """How the program reads what the form writes of made answers, counted, and the sheets that come out otherwise."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    different = []
    sheets = (made_sheet(framework, chance, typed=True) for _ in range(count))
    while batch := list(islice(sheets, BATCH)):
        for sheet, text in zip(batch, page.evaluate(TYPED_IN_THE_FORM, [as_state(one) for one in batch]), strict=True):
            is_same = read_or_none(text.encode(), framework) == cleaned(sheet)
            counts["the same" if is_same else "different"] += 1
            different += [] if is_same else [sheet]
    return counts, different


def as_state(sheet: AnswerSheet) -> dict[str, object]:
    """The sheet as the form keeps it while it is filled in."""
    described: dict[str, str] = {}
    for part, said in sheet.description.items():
        described |= {part: said} if isinstance(said, str) else {f"{part}.{link}": one for link, one in said.items()}
    participants = sheet.workshop.participants
    practice, workshop = sheet.practice, sheet.workshop
    return {
        "language": sheet.language,
        "id": sheet.id,
        "wording": " ".join(sheet.wordings),
        "practice": {
            "name": practice.name,
            "organisation": practice.organisation,
            "target-group": practice.target_group,
            "contact": practice.contact,
        },
        "workshop": {
            "date": workshop.date,
            "participants": str(participants or ""),
            "answered-by": workshop.answered_by,
        },
        "answers": {
            key: {
                "chosen": answer.chosen,
                "note": answer.note,
                "evidence": answer.evidence,
                "about-question": answer.about_question,
                "hands": answer.hands,
            }
            for key, answer in sheet.answers.items()
        },
        "description": described,
        "closing": sheet.closing,
        "share": sheet.share,
    }
