"""Answer files (YAML or JSON) <-> AnswerSheet: reading with every problem at once, and writing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import get_args

from lovande_cli.assessment.answers import (
    MAX_PARTICIPANTS,
    OPEN,
    Action,
    Answer,
    AnswerSheet,
    Practice,
    Share,
    Workshop,
    is_workshop_date,
)
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.errors import FileNeedsFixing, Problem, ProblemKind
from lovande_cli.files.disk import read_bytes
from lovande_cli.files.file_kinds import FileKind, kind_of_data, kind_of_json
from lovande_cli.files.pilot_answers import (
    closing_content,
    closing_schema,
    minutes_content,
    minutes_schema,
    read_closing,
    read_minutes,
)
from lovande_cli.files.problems import ProblemCollector, list_elements, list_steps
from lovande_cli.files.readers import (
    TRUTH,
    KeyReader,
    RecordReader,
    Schema,
    check_keys,
    fixed,
    inner_mapping,
    list_of,
    matching,
    nested,
    node_mapping,
    node_text,
    one_of,
    optional,
    read_prose,
    read_text,
    spellings_of,
    word_for_true,
)
from lovande_cli.files.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, dump, parse, stopped
from lovande_cli.language.sanitize import for_json

FORMAT = "1"
"""The format of answer files that this program reads and writes: the value of their key `lovande`."""

RATINGS = "lovande-ratings"
"""The key that a file of experts' ratings begins with; see files/rating_files.py."""


# In bytes, since a file that cannot be read is searched with it; as YAML and as JSON write it.
WRITTEN_LANGUAGE = re.compile(rb"""^[ {"']*language["']?[ ]*:[ ]*["']?([a-z]{2,3})\b""", re.MULTILINE)
VERSION = re.compile(r"\d{1,9}(\.\d{1,9})*")

REPLACED = "\ufffd".encode()
LOST_LETTER = re.compile(rb"(?<![^\s\"'(\[{,])(?:[A-Za-z]+\?[a-z]|\?[a-z])[A-Za-z?]*(?![\w=&/.])")
"""A word with a ? in its middle or before it, as F?r?ldrar; an address (https://x.se/?sida=2) is none."""

MERGE_MARKER = re.compile(rb"^[ \t]*<{7} ", re.MULTILINE)

NO_ANSWERS: Mapping[FileKind, ProblemKind] = {
    "ours": "ours-file",
    "word": "word-file",
    "excel": "excel-file",
    "pdf": "pdf-file",
    "web-page": "web-page-file",
    "csv": "csv-file",
    "zip": "zip-file",
    "other": "other-file",
}
"""The problem to report for a file of each kind that holds no answers."""

VOTE_KEYS = ("answer", "note", "evidence", "about-question", "hands")
ANSWER_KEYS = (*VOTE_KEYS, "votes")


def load_answers(path: Path, framework: Framework, *, strict: bool = False) -> AnswerSheet:
    """The answer sheet in the file; raises FileNeedsFixing with every problem, each with its line."""
    return read_answers(read_bytes(path, file=str(path)), file=str(path), framework=framework, strict=strict)


def read_answers(data: bytes, *, file: str, framework: Framework, strict: bool = False) -> AnswerSheet:
    """The answer sheet in the text of a file; raises FileNeedsFixing with every problem, each with its line.

    A `strict` reading also names free texts that a # cuts short.
    """
    try:
        document = parse(data, file=file)
        problems = ProblemCollector(file, framework, document.problems, strict=strict)
        if not isinstance(document.root, MappingNode) or "lovande" not in document.root.entries:
            ratings = isinstance(document.root, MappingNode) and RATINGS in document.root.entries
            problems.add("ratings-file" if ratings else "not-an-answer-file", document.root.line)
            problems.stop_if_any()
    except FileNeedsFixing as error:
        kind: FileKind | None = kind_of_data(data, file) or ("ours" if kind_of_json(data) == "ours" else None)
        # What is no YAML is often no text at all: that it is a Word file says more than what the parser stumbled at.
        if kind is None or [problem.kind for problem in error.problems] == ["empty"]:
            raise
        raise stopped(NO_ANSWERS[kind], file, None) from None
    sheet: AnswerSheet = SHEET.read(problems, node_mapping(problems, document.root, "lovande"))
    # What our own commands print has the key too; looking into the JSON costs, so only where something is wrong.
    if problems.found and kind_of_json(data) == "ours":
        raise stopped("ours-file", file, None)
    if problems.found and is_newer(sheet.framework_version, framework.version):
        problems.add("newer-questions", None, version=sheet.framework_version, ours=framework.version)
    if strict:
        problems.found += find_lost_letters(data, file)
    problems.stop_if_any()
    return sheet


def find_doubts(data: bytes, sheet: AnswerSheet, framework: Framework, *, file: str) -> tuple[Problem, ...]:
    """Warnings about a file that can be read: its questions are newer than ours, or characters in it are lost."""
    found = find_lost_letters(data, file)
    if is_newer(sheet.framework_version, framework.version):
        blanks = {"version": sheet.framework_version, "ours": framework.version}
        found.append(Problem(kind="newer-questions", file=file, blanks=blanks))
    return tuple(found)


def find_language(data: bytes) -> str:
    """The language that the file seems to be written in, also where it cannot be read; "" where it does not say."""
    found = WRITTEN_LANGUAGE.search(data)
    return found[1].decode() if found else ""


def is_newer(version: str, ours: str) -> bool:
    """Whether a version of the questions comes after ours: 2026.10 after 2026.2; one that is no number does not."""
    if version == ours or not (VERSION.fullmatch(version) and VERSION.fullmatch(ours)):
        return False
    return [int(part) for part in version.split(".")] > [int(part) for part in ours.split(".")]


def find_lost_letters(data: bytes, file: str) -> list[Problem]:
    """The first place where letters have become ? or U+FFFD, or where two versions stand in a text with git's markers.

    PowerShell 5.1 makes ? of every å that it pipes. A file that has lost letters so has no other than a-z left.
    """
    found = []
    lost = [data.find(REPLACED)]
    if b"?" in data and data.isascii():
        lost += [match.start() for match in LOST_LETTER.finditer(data)][:1]
    lost = [place for place in lost if place >= 0]
    if lost:
        found.append(Problem(kind="lost-letters", file=file, line=data.count(b"\n", 0, min(lost)) + 1))
    if b"<<<<<<<" in data and (marker := MERGE_MARKER.search(data)) and b">>>>>>>" in data:
        found.append(Problem(kind="merge-markers", file=file, line=data.count(b"\n", 0, marker.start()) + 1))
    return found


def read_made_with(problems: ProblemCollector, mapping: MappingNode, key: str) -> tuple[str, str, tuple[str, ...]]:
    """The id and the version of the framework that was answered, ours where the file does not say, and its wordings."""
    framework, written = problems.framework, inner_mapping(problems, mapping, key)
    identity, version, wording = MADE_WITH.read(problems, written)
    if identity not in ("", framework.id):
        problems.add("other-framework", written.entries["id"].line, word=identity, id=framework.id)
    return identity or framework.id, version or framework.version, tuple(dict.fromkeys(wording.split()))


def read_workshop_date(problems: ProblemCollector, mapping: MappingNode, key: str) -> str:
    """The day of the workshop as YYYY-MM-DD; "" where the file does not say."""
    written = read_text(problems, mapping, key).strip()
    if written and not is_workshop_date(written):
        problems.add("bad-date", mapping.entries[key].line, word=written[:80])
    return written


def read_language(problems: ProblemCollector, mapping: MappingNode, key: str) -> str:
    """The language the group answered in; the framework's first where the file does not say."""
    return problems.framework.written_language(LANGUAGE.read(problems, mapping, key))


def read_participants(problems: ProblemCollector, mapping: MappingNode, key: str) -> int | None:
    """How many took part; None where the file does not say."""
    written = read_text(problems, mapping, key)
    count = int(written) if re.fullmatch(r"\d{1,9}", written) else None
    if written and (count is None or not 0 < count <= MAX_PARTICIPANTS):
        problems.add("bad-participants", mapping.entries[key].line, word=written[:40])
    return count


def read_all_answers(problems: ProblemCollector, mapping: MappingNode, key: str) -> dict[str, Answer]:
    """All answers by full question id, renamed ids under their new name, retired ones kept."""
    framework = problems.framework
    answers: dict[str, Answer] = {}
    # an element that is gone may have questions that live on elsewhere, or are kept as retired
    kept = {old.partition(".")[0] for old in (*framework.renamed, *framework.retired)}
    for element, entry in inner_mapping(problems, mapping, key).entries.items():
        if element not in framework.element_by_id and element not in kept:
            shown = list_elements(framework)
            problems.add_unknown("unknown-element", entry.line, element, framework.element_by_id, shown=shown)
            continue
        for short, found in node_mapping(problems, entry.node, element).entries.items():
            written = f"{element}.{short}"
            identity = framework.renamed.get(written, written)
            question = framework.question_by_id.get(identity)
            if question is not None:
                if identity in answers:
                    problems.add("answered-twice", found.line, word=written, other=identity)
                answers[identity] = read_answer(found.node, question, problems)
            elif identity in framework.retired:
                answers[identity] = read_retired(found.node, problems)
            else:
                # the usual slip in a file written by hand: the right question under another element
                elsewhere = [question.id for question in framework.questions if question.short_id == short]
                if elsewhere:
                    problems.add("question-elsewhere", found.line, word=short, element=element, other=elsewhere[0])
                else:
                    in_element = framework.element_by_id.get(element)
                    ids = [question.short_id for question in in_element.questions] if in_element else []
                    problems.add_unknown("unknown-question-in", found.line, short, ids, element=element)
    # a question that is left empty in the file is as one that is not in it
    return {identity: answer for identity, answer in answers.items() if answer.chosen or not answer.is_empty}


def read_answer(
    node: Node, question: Question, problems: ProblemCollector, *, keys: tuple[str, ...] = ANSWER_KEYS
) -> Answer:
    """One answer in its short form (the answer alone) or its long form, a table of these keys."""
    if not isinstance(node, MappingNode):
        short = step_answer(question, node.value) if isinstance(node, ScalarNode) else None
        return Answer(chosen=read_chosen(node, question, problems)) if short is None else short
    check_keys(problems, node, keys)
    entries = node.entries
    # a vote has no votes of its own
    has_votes = "votes" in entries and "votes" in keys
    votes = node_mapping(problems, entries["votes"].node, "votes").entries if has_votes else {}
    return Answer(
        chosen=read_chosen(entries["answer"].node, question, problems) if "answer" in entries else (),
        note=read_prose(problems, node, "note"),
        evidence=read_prose(problems, node, "evidence"),
        about_question=read_prose(problems, node, "about-question"),
        votes={person: read_answer(vote.node, question, problems, keys=VOTE_KEYS) for person, vote in votes.items()},
        hands=read_hands(problems, node, question) if "hands" in entries else {},
    )


def read_hands(problems: ProblemCollector, mapping: MappingNode, question: Question) -> dict[str, int]:
    """How many raised their hand for each step or option, in the order of the question; without those that none did."""
    found: dict[str, int] = {}
    for word, entry in inner_mapping(problems, mapping, "hands").entries.items():
        step = question.scale.by_word.get(" ".join(word.split()).casefold())
        choice = step.id if step is not None else word
        count = node_text(problems, entry.node, word)
        if choice not in question.choices:
            known = dict.fromkeys(words[0] for step in question.steps for words in step.words.values())
            problems.add_unknown("unknown-hands", entry.line, word[:80], [*known, *question.option_by_id])
        elif choice in found:
            problems.add("hands-twice", entry.line, word=word[:80])
        # no room has more hands than five figures can count
        elif not re.fullmatch(r"\d{1,5}", count):
            problems.add("bad-hands", entry.line, word=count[:40])
        else:
            found[choice] = int(count)
    return {choice: found[choice] for choice in question.choices if found.get(choice)}


def read_chosen(node: Node, question: Question, problems: ProblemCollector) -> tuple[str, ...]:
    """The chosen step or options; empty for an empty text or list."""
    if isinstance(node, MappingNode):
        problems.add("answer-is-table", node.line, question=question.id)
        return ()
    if isinstance(node, ScalarNode):
        short = step_answer(question, node.value)
        if short is not None:
            return short.chosen
        if question.choose is None:
            word = " ".join(node.value.split())
            words = dict.fromkeys(words[0] for step in question.steps for words in step.words.values())
            shown = list_steps(question.steps)
            problems.add_unknown("unknown-step", node.line, word[:80], words, shown=shown, question=question.id)
            return ()
        return read_ticked((node,), question, node.line, problems)
    if question.choose is None:
        problems.add("list-for-step", node.line, question=question.id)
        return ()
    return read_ticked(node.items, question, node.line, problems)


@lru_cache(maxsize=1_000)
def step_answer(question: Question, word: str) -> Answer | None:
    """The answer that is one word, a step of the question's scale; open for no word, None where it is no step.

    Remembered, since thousands of files say the same few words.
    """
    plain = " ".join(word.split()).casefold()
    step = question.scale.by_word.get(plain)
    if step is not None and step.id in question.step_by_id:
        return Answer(chosen=(step.id,))
    return None if plain else OPEN


def read_ticked(nodes: tuple[Node, ...], question: Question, line: int, problems: ProblemCollector) -> tuple[str, ...]:
    """The chosen options, in the order the question shows them."""
    chosen = set()
    for node in nodes:
        word = node_text(problems, node, question.short_id).strip()
        if word in question.option_by_id:
            if word in chosen:
                problems.add("option-twice", node.line, word=word, question=question.id)
            chosen.add(word)
        elif isinstance(node, ScalarNode):
            problems.add_unknown("unknown-option", node.line, word[:80], question.option_by_id, question=question.id)
    if len(chosen) > 1:
        if question.choose == "one":
            problems.add("only-one", line, question=question.id)
        for option in question.options:
            if option.exclusive and option.id in chosen:
                problems.add("exclusive", line, word=option.id, question=question.id)
    return tuple(option.id for option in question.options if option.id in chosen)


def read_retired(node: Node, problems: ProblemCollector) -> Answer:
    """The answer to a question that is no longer asked, kept as it was written."""
    if isinstance(node, MappingNode):
        check_keys(problems, node, ANSWER_KEYS)
        inner = node.entries["answer"].node if "answer" in node.entries else ScalarNode("", node.line)
        return Answer(
            chosen=read_retired(inner, problems).chosen,
            note=read_text(problems, node, "note"),
            evidence=read_text(problems, node, "evidence"),
            about_question=read_text(problems, node, "about-question"),
            votes={
                person: read_retired(vote.node, problems)
                for person, vote in inner_mapping(problems, node, "votes").entries.items()
            },
            hands={
                choice: int(count)
                for choice, raised in inner_mapping(problems, node, "hands").entries.items()
                if re.fullmatch(r"0*[1-9]\d{0,4}", count := node_text(problems, raised.node, choice))
            },
        )
    words = node.items if isinstance(node, SequenceNode) else (node,)
    return Answer(chosen=tuple(word.value for word in words if isinstance(word, ScalarNode) and word.value))


def read_parts(problems: ProblemCollector, mapping: MappingNode, key: str) -> dict[str, str | dict[str, str]]:
    """What is written about the practice, by part; kept as it stands where the framework names no parts."""
    known, parts = problems.framework.description_part_by_id, inner_mapping(problems, mapping, key)
    written: dict[str, str | dict[str, str]] = {}
    for identity, entry in parts.entries.items():
        part = known.get(identity)
        if part is None and known:
            problems.add_unknown("unknown-part", entry.line, identity, known)
        elif part.links if part else isinstance(entry.node, MappingNode):
            links = node_mapping(problems, entry.node, identity)
            check_keys(problems, links, [link.id for link in part.links] if part else links.entries)
            written[identity] = {link: text for link in links.entries if (text := read_prose(problems, links, link))}
        else:
            written[identity] = read_prose(problems, parts, identity)
    return {identity: text for identity, text in written.items() if text}


def read_share(problems: ProblemCollector, mapping: MappingNode, key: str) -> str:
    """Who may see the practice; internal where the file does not say."""
    word = read_text(problems, mapping, key).strip().casefold()
    if word and word not in get_args(Share):
        problems.add_unknown("bad-word", mapping.entries[key].line, word[:40], get_args(Share), key=key)
    return word or "internal"


def read_ids(problems: ProblemCollector, mapping: MappingNode, key: str) -> dict[str, str]:
    """The ids of the sheets that are joined, by the label of their votes."""
    ids = inner_mapping(problems, mapping, key)
    return {label: identity for label in ids.entries if (identity := read_text(problems, ids, label))}


ANY_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
"""A text: an editor's YAML sees 2026.1 or true where this program reads text."""

TEXT = optional(KeyReader(read_text, fixed(ANY_TEXT)))
PROSE = optional(KeyReader(read_prose, fixed(ANY_TEXT)))

LANGUAGE = one_of(lambda known: known.languages, "unknown-language", empty=True)
MADE_WITH = RecordReader(
    lambda **values: tuple(values.values()),
    id=optional(TEXT, lambda known: {"enum": [known.id]}),
    version=TEXT,
    wording=TEXT,
)
PRACTICE = RecordReader(Practice, name=PROSE, organisation=PROSE, target_group=PROSE, contact=PROSE)
WORKSHOP = RecordReader(
    Workshop,
    date=optional(KeyReader(read_workshop_date, fixed({"type": ["string", "null"]}))),
    participants=optional(KeyReader(read_participants, fixed({"type": ["integer", "string", "null"]}))),
    answered_by=TEXT,
)
ACTION = RecordReader(
    Action,
    element=optional(one_of(lambda known: known.element_by_id, "unknown-element", empty=True)),
    what=PROSE,
    who=PROSE,
    when=PROSE,
    done=optional(TRUTH, lambda _: {"enum": [*sorted(spellings_of("yes") | spellings_of("no")), True, False]}),
)
SHEET = RecordReader(
    lambda *, lovande, framework, **values: AnswerSheet(  # noqa: ARG005  # which format it was is not kept
        framework_id=framework[0], framework_version=framework[1], wordings=framework[2], **values
    ),
    lovande=replace(matching(re.compile(FORMAT), "other-format"), schema=fixed({"enum": [int(FORMAT), FORMAT]})),
    framework=optional(KeyReader(read_made_with, MADE_WITH.schema)),
    language=optional(KeyReader(read_language, LANGUAGE.schema)),
    id=TEXT,
    practice=optional(nested(PRACTICE)),
    workshop=optional(nested(WORKSHOP)),
    answers=optional(KeyReader(read_all_answers)),
    actions=optional(list_of(ACTION), lambda known: {"type": "array", "items": ACTION.schema(known)}),
    description=optional(KeyReader(read_parts)),
    share=optional(KeyReader(read_share, fixed({"enum": list(get_args(Share))}))),
    closing=optional(KeyReader(read_closing, closing_schema)),
    minutes=optional(KeyReader(read_minutes, minutes_schema)),
    sheet_ids=optional(KeyReader(read_ids, fixed({"type": ["object", "null"], "additionalProperties": ANY_TEXT}))),
)
"""An answer file; what can be answered and described is in the schema that files/json_schema.py makes."""


def write_answers(sheet: AnswerSheet, framework: Framework, *, as_json: bool = False) -> str:
    """The text of the answer file, steps in the sheet's language, questions in the framework's order.

    The answers stand there even where there are none; those to retired questions come last in their element.
    """
    answers: dict[str, dict[str, object]] = {}
    known = framework.question_by_id
    for identity in dict.fromkeys((*known, *sheet.answers)):
        if identity in sheet.answers:
            element, _, short = identity.partition(".")
            answer = write_answer(sheet.answers[identity], known.get(identity), sheet.language)
            answers.setdefault(element, {})[short] = answer
    before = {
        "lovande": int(FORMAT),
        "framework": {"id": sheet.framework_id, "version": sheet.framework_version}
        | ({"wording": " ".join(sheet.wordings)} if sheet.wordings else {}),
        "language": sheet.language,
        "id": sheet.id,
        "practice": PRACTICE.to_mapping(sheet.practice),
        "workshop": WORKSHOP.to_mapping(sheet.workshop),
    }
    done, parts = word_for_true(sheet.language), dict.fromkeys((*framework.description_part_by_id, *sheet.description))
    after = {
        "actions": [ACTION.to_mapping(action) | ({"done": done} if action.done else {}) for action in sheet.actions],
        "description": {part: sheet.description[part] for part in parts if part in sheet.description},
        "share": "" if sheet.share == "internal" else sheet.share,
        "closing": closing_content(sheet, framework),
        "minutes": minutes_content(sheet.minutes),
        "sheet-ids": dict(sheet.sheet_ids),
    }
    content = {**filled(before), "answers": answers, **filled(after)}
    return for_json(json.dumps(content, ensure_ascii=False, indent=2)) + "\n" if as_json else dump(content)


def filled(content: Mapping[str, object]) -> dict[str, object]:
    """The content without what is empty."""
    return {key: value for key, value in content.items() if value}


def write_answer(answer: Answer, question: Question | None, language: str) -> object:
    """One answer: the short form where there is nothing but the answer, else the long one."""
    chosen: object = list(answer.chosen) or ""
    if question is not None and answer.chosen and answer.chosen[0] in question.step_by_id:
        chosen = question.step_by_id[answer.chosen[0]].words[language][0]  # the first spelling is the one we write
    if answer == Answer(chosen=answer.chosen):
        return chosen
    votes = {person: write_answer(vote, question, language) for person, vote in answer.votes.items()}
    steps = question.step_by_id if question else {}
    order = sorted(answer.hands, key=question.choices.index) if question else answer.hands
    hands = {steps[choice].words[language][0] if choice in steps else choice: answer.hands[choice] for choice in order}
    remarks = {"note": answer.note, "evidence": answer.evidence, "about-question": answer.about_question}
    return filled({"answer": chosen, **remarks, "votes": votes, "hands": hands})
