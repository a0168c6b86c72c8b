"""Answer files: what is written is read back, and no save can damage one."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from made import IDS, LANGUAGES, WORDINGS, drawing

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, Practice, Workshop
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.errors import FileNeedsFixing
from lovande_cli.files.answer_files import load_answers, read_answers, write_answers
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.files.problems import MAX_GUESSED
from lovande_cli.files.store import save_answers
from lovande_cli.files.yaml_nodes import read_piece, read_plain
from lovande_cli.language.sanitize import unix_lines

FRAMEWORK = load_framework(standard_folder())

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(unix_lines)
names = texts.filter(lambda name: name.strip() != "")


@st.composite
def votes(draw: st.DrawFn, chosen: st.SearchStrategy[tuple[str, ...]]) -> dict[str, Answer]:
    """Individual answers by person."""
    people = draw(st.lists(names, unique=True, max_size=2))
    return {person: Answer(chosen=draw(chosen), note=draw(texts), about_question=draw(texts)) for person in people}


def hands(question: Question) -> st.SearchStrategy[dict[str, int]]:
    """A show of hands, most often none."""
    raised = st.fixed_dictionaries({}, optional=dict.fromkeys(question.choices, st.integers(1, 40)))
    return st.just({}) | raised


def descriptions() -> st.SearchStrategy[dict[str, str | dict[str, str]]]:
    """What is written in some parts of the description, in the framework's order."""
    written = texts.filter(bool)
    links = {
        part.id: st.fixed_dictionaries({}, optional=dict.fromkeys((link.id for link in part.links), written)).filter(
            bool
        )
        for part in FRAMEWORK.description
        if part.links
    }
    parts = {part.id: links.get(part.id, written) for part in FRAMEWORK.description}
    return st.fixed_dictionaries({}, optional=parts)


@st.composite
def sheets(draw: st.DrawFn) -> AnswerSheet:
    """A random answer sheet: any texts, any allowed answers, votes and next steps."""
    answers = {}
    for question in draw(st.lists(st.sampled_from(FRAMEWORK.questions), unique_by=lambda q: q.id, max_size=12)):
        chosen = st.sampled_from([(), *((step,) for step in question.step_by_id)])
        if question.choose:
            free = [o.id for o in question.options if not o.exclusive]
            chosen |= st.sets(st.sampled_from(free)).map(
                lambda s, q=question: tuple(o.id for o in q.options if o.id in s)
            )
        answer = Answer(
            chosen=draw(chosen),
            note=draw(texts),
            evidence=draw(texts),
            about_question=draw(texts),
            votes=draw(votes(chosen)),
            hands=draw(hands(question)),
        )
        if not answer.is_empty:
            answers[question.id] = answer
    action = st.builds(
        Action,
        element=st.sampled_from(["", *FRAMEWORK.element_by_id]),
        what=texts,
        who=texts,
        when=texts,
        done=st.booleans(),
    )
    return AnswerSheet(
        framework_id=FRAMEWORK.id,
        framework_version=draw(st.sampled_from([FRAMEWORK.version, "2026.10", "2025"])),
        language=draw(st.sampled_from(LANGUAGES)),
        id=draw(st.sampled_from(["", *IDS])),
        practice=Practice(name=draw(texts), organisation=draw(texts), target_group=draw(texts), contact=draw(texts)),
        workshop=Workshop(date=draw(st.sampled_from(["", "2026-11-22"])), participants=draw(st.none() | st.integers(1, 99)), answered_by=draw(texts)),
        answers=answers,
        actions=tuple(a for a in draw(st.lists(action, max_size=2)) if a != Action()),
        description=draw(descriptions()),
        share=draw(st.sampled_from(["internal", "public"])),
        wordings=draw(st.sampled_from(WORDINGS)),
        sheet_ids=draw(st.dictionaries(st.sampled_from(["A", "B 2", "(4)"]), st.sampled_from(IDS))),
    )  # fmt: skip


PLAIN_FILE = """lovande: 1
practice:
  name: Ett arbetssätt
answers:
  goals:
    time-bound: ja
    set-together:
      answer: delvis
      note: 'Vi är överens: det tar tid.'
      evidence: En lång text
        på två rader
      votes:
        Anna B: nej
        'no': {answer: ja}
  economy:
    cost-how: [own-time, other]
actions:
- what: Pröva
  when: 2027-02
"""
CHANGES = (
    *("", " ", "  ", "\n", "\n\n", "\t", ":", ": ", "- ", "'", '"', "''", "[", "]", "{", ", ", "#", " #", "&a ", "*a", "!!int "),
    *("|\n", ">-\n", "? ", "---\n", "...\n", "%YAML 1.1\n", "null", "~", "\\", "\r", "\x85", "\u2028", "\xa0", "\ufeff", "\x01"),
    *("null:", "a: b\n", "  a: b\n", "      a: b\n", "key:\n", "- a\n", "  - a\n", "'x': y\n", "<<: x\n", "@", "`", "e\u0301"),
)  # fmt: skip
places = st.integers(0, len(PLAIN_FILE))


@given(st.lists(st.tuples(places, st.integers(0, 40), st.sampled_from(CHANGES)), max_size=3))
def test_plain_lines_are_read_as_the_parser_reads_them(changes: list[tuple[int, int, str]]) -> None:
    """Whatever is done to a file, what is read line by line is what the parser reads, or is left to the parser."""
    text = PLAIN_FILE
    for place, gone, new in changes:
        text = text[:place] + new + text[place + gone :]
    plain = read_plain(text, "")
    assert plain is None or plain.entries == read_piece(text, "", 1, 0)


def test_our_own_files_are_plain() -> None:
    """What the program writes is read line by line, long texts and lists too: else thousands would take much longer."""
    plain = read_plain(PLAIN_FILE, "")
    assert plain is not None
    assert plain.entries == read_piece(PLAIN_FILE, "", 1, 0)
    assert list(plain.entries) == ["lovande", "practice", "answers", "actions"]


@given(sheets())
@drawing(3)
def test_what_is_written_is_read_back(sheet: AnswerSheet) -> None:
    """load(dump(sheet)) is the sheet, for any text that a person can type or paste: its line breaks are line feeds."""
    for as_json in (False, True):
        text = write_answers(sheet, FRAMEWORK, as_json=as_json)
        back = read_answers(text.encode(), file="x.yaml", framework=FRAMEWORK)
        assert back == sheet
        assert write_answers(back, FRAMEWORK, as_json=as_json) == text


def test_a_large_file_is_read_to_its_end(tmp_path: Path) -> None:
    """Long notes on every question, some 400 kB, are all there."""
    answers = {question.id: Answer(note=f"{question.id} " * 300) for question in FRAMEWORK.questions}
    sheet = AnswerSheet(framework_id=FRAMEWORK.id, framework_version=FRAMEWORK.version, language="sv", answers=answers)
    save_answers(sheet, tmp_path / "svar.yaml", FRAMEWORK)
    assert (tmp_path / "svar.yaml").stat().st_size > 300_000
    assert load_answers(tmp_path / "svar.yaml", FRAMEWORK) == sheet


@given(sheets())
@drawing(0.5)
def test_other_programs_read_the_same_texts(sheet: AnswerSheet) -> None:
    """A program that reads the file with YAML's own rules finds every text as a text."""
    loaded = yaml.safe_load(write_answers(sheet, FRAMEWORK))
    assert (loaded.get("practice") or {}).get("name", "") == sheet.practice.name
    assert loaded["framework"].get("wording", "") == " ".join(sheet.wordings)
    assert (loaded.get("id", ""), loaded.get("sheet-ids", {})) == (sheet.id, sheet.sheet_ids)


@pytest.mark.parametrize(
    "name", ["no", "on", "12:30", "010", "2024-03-01", "null", "~", "50 % # rätt", "1e3", "*x", "- a"]
)
def test_yaml_traps_stay_text(name: str) -> None:
    """What YAML reads as a truth, a number, a date or nothing comes back as it was typed."""
    sheet = AnswerSheet(
        framework_id=FRAMEWORK.id, framework_version=FRAMEWORK.version, language="sv", practice=Practice(name=name)
    )
    assert read_answers(write_answers(sheet, FRAMEWORK).encode(), file="x", framework=FRAMEWORK) == sheet


def test_scalars_written_by_hand_are_text() -> None:
    """Unquoted no, on, 12:30, 010 and dates in a file are the texts that the person sees."""
    text = "lovande: 1\npractice: {name: no, organisation: 12:30, target-group: 010}\nactions: [{what: on, when: 2027-02}]\n"
    sheet = read_answers(text.encode(), file="x", framework=FRAMEWORK)
    assert (sheet.practice, sheet.actions) == (
        Practice(name="no", organisation="12:30", target_group="010"),
        (Action(what="on", when="2027-02"),),
    )


def test_json_is_read_by_the_same_code() -> None:
    """A JSON answer file holds the same answers, and null is nothing."""
    text = '{"lovande": 1, "language": "da", "practice": {"name": null}, "answers": {"goals": {"time-bound": {"answer": "delvist", "note": "\\u00e6"}}}}'
    sheet = read_answers(text.encode(), file="x.json", framework=FRAMEWORK)
    assert sheet.answers == {"goals.time-bound": Answer(chosen=("partly",), note="æ")}
    assert sheet.practice == Practice()


def problems_of(text: str, framework: Framework = FRAMEWORK) -> list[tuple[int | None, str]]:
    """Line and kind of every problem in the text of an answer file."""
    with pytest.raises(FileNeedsFixing) as caught:
        read_answers(textwrap.dedent(text).encode(), file="x.yaml", framework=framework)
    return [(p.line, p.kind) for p in caught.value.problems]


def test_all_problems_are_named_at_once_with_their_lines() -> None:
    """One reading names every mistake in the file, each on its line, in order."""
    text = """\
        lovande: 1
        languag: sv
        workshop: {date: igår, participants: många}
        answers:
          goals:
            time-bond: ja
            set-together: kanske
            set-together: ja
            can-be-assessed: [ja]
          goal: {}
          positive-effect:
            documented-how: [none, own-follow-up, x]
            time-bound: ja
        actions:
          - {element: mål, what: a}
        """
    assert problems_of(text) == [
        (2, "unknown-key"),
        (3, "bad-date"),
        (3, "bad-participants"),
        (6, "unknown-question-in"),
        (7, "unknown-step"),
        (8, "duplicate-key"),
        (9, "list-for-step"),
        (10, "unknown-element"),
        (12, "unknown-option"),
        (12, "exclusive"),
        (13, "question-elsewhere"),
        (15, "unknown-element"),
    ]


def test_the_probable_word_is_named() -> None:
    """A misspelt id or step comes with the one that was probably meant."""
    with pytest.raises(FileNeedsFixing) as caught:
        read_answers(
            b"lovande: 1\nanswers: {goals: {time-bond: ja, set-together: delvsi}}", file="x", framework=FRAMEWORK
        )
    assert [p.blanks["meant"] for p in caught.value.problems] == ["time-bound", "delvis"]


@pytest.mark.parametrize(
    ("data", "kind", "line"),
    [
        (b"", "empty", 1),
        (b"# bara en kommentar\n", "empty", 1),
        (b"hej", "not-an-answer-file", 1),
        (b"lovande: 1\npractice:\n  name: a: b\n", "unquoted-colon", 3),
        (b"lovande: 1\npractice:\n\tname: a\n", "tab", 3),
        (b"lovande: 1\npractice: {name: M\xe5l}\n", "not-utf8", 2),
        (b"lovande: 1\npractice: {name: 'a\n", "unclosed-quote", 2),
        (b"lovande: 1\nanswers: {goals: {\n", "unclosed-bracket", 3),
        (b"lovande: 1\npractice: {name: \x07}\n", "control-character", 2),
        (b"lovande: 1\n---\nlovande: 1\n", "several-documents", 2),
        (b"lovande: 1\npractice: {name: !!int 3}\n", "tag", 2),
        (b"lovande: 1\nanswers: &a {goals: *a}\n", "alias", 2),
        (b"lovande: 2\n", "other-format", 1),
        (b"lovande: 1\nframework: {id: annat}\n", "other-framework", 2),
        (b"x" * 1_000_001, "too-large", 1),
        (b"[" * 100_000, "too-deep", 1),
        (b"lovande: 1\n" + b"".join(b"k%d: 1\n" % n for n in range(60_000)), "too-many-nodes", 50_000),
        (b"lovande: 1\npractice: {name: &namn Hjelp}\n", "alias", 2),
        (b"lovande: 1\npractice: &p {name: a}\n", "alias", 2),
        (b"lovande: 1\npractice: {name: *namn}\n", "alias", 2),
        (b"lovande: 1\npractice:\n  name: " + b"x" * 200_001, "too-long-text", 3),
        (b"lovande: 1\nactions:\n" + (b'- what: "' + b"\\n" * 15_000 + b'"\n') * 3, "too-many-lines", 5),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_where(data: bytes, kind: str, line: int) -> None:
    """Every way in which a file is no answer file has its own kind of problem, with the line."""
    with pytest.raises(FileNeedsFixing) as caught:
        read_answers(data, file="x.yaml", framework=FRAMEWORK)
    assert [(p.kind, p.line) for p in caught.value.problems] == [(kind, line)]


def test_only_the_first_of_many_unknown_words_get_a_guess() -> None:
    """Each is named, but what was meant is looked for a few times only: nineteen thousand would take seconds."""
    many = ", ".join(f"own-follow-upp{number}" for number in range(100))
    text = f"lovande: 1\nanswers: {{positive-effect: {{documented-how: [{many}]}}}}"
    with pytest.raises(FileNeedsFixing) as caught:
        read_answers(text.encode(), file="x", framework=FRAMEWORK)
    guessed = [bool(problem.blanks.get("meant")) for problem in caught.value.problems]
    assert guessed == [True] * MAX_GUESSED + [False] * (100 - MAX_GUESSED)


def test_utf16_and_bom_are_read() -> None:
    """Files saved by Notepad as UTF-16 or with a BOM hold the same answers."""
    text = "lovande: 1\npractice: {name: Blåbär}\n"
    for data in (text.encode("utf-16"), text.encode("utf-8-sig")):
        assert read_answers(data, file="x", framework=FRAMEWORK).practice.name == "Blåbär"


def test_renamed_and_retired_questions() -> None:
    """A renamed question keeps its answer under the new id; a retired one is kept and written back as it was."""
    framework = replace(FRAMEWORK, renamed={"goals.deadline": "goals.time-bound"}, retired=frozenset({"goals.smart"}))
    text = "lovande: 1\nanswers: {goals: {deadline: ja, smart: {answer: kanske, note: hej}}}"
    sheet = read_answers(text.encode(), file="x", framework=framework)
    assert sheet.answers == {
        "goals.time-bound": Answer(chosen=("yes",)),
        "goals.smart": Answer(chosen=("kanske",), note="hej"),
    }
    again = read_answers(write_answers(sheet, framework).encode(), file="x", framework=framework)
    assert again.answers["goals.smart"].note == "hej"
    assert (1 + 1, "answered-twice") in problems_of(
        "lovande: 1\nanswers: {goals: {deadline: ja, time-bound: nej}}", framework
    )


def test_a_text_that_a_hash_cuts_is_named_by_a_strict_reading() -> None:
    """`check` names free texts that end where YAML begins a comment; other comments are fine, and reading goes on."""
    text = (
        "lovande: 1  # format\npractice: {name: 'A # b'}  # quoted\nanswers:\n  goals:\n    # own line\n"
        "    time-bound: {answer: ja, note: Vi har 1}\n    set-together:\n      answer: nej  # step\n"
        "      note: Vi har #1 och #2\n      evidence: # kommer\n"
    )
    assert read_answers(text.encode(), file="x", framework=FRAMEWORK).practice.name == "A # b"
    with pytest.raises(FileNeedsFixing) as caught:
        read_answers(text.encode(), file="x", framework=FRAMEWORK, strict=True)
    assert [(p.line, p.kind) for p in caught.value.problems] == [(9, "cut-text"), (10, "cut-text")]


def test_a_long_file_is_read_to_its_end() -> None:
    """Files are read beyond the first pieces that the system gives: the last answer counts too."""
    notes = "".join(
        f"    {q.short_id}: {{answer: ja, note: '{'x' * 9000}'}}\n" for q in FRAMEWORK.elements[0].questions
    )
    text = f"lovande: 1\nanswers:\n  theory-and-knowledge:\n{notes}" + f"actions: [{{what: '{'y' * 19_999}'}}]\n" * 1
    text += "# " + "z" * 20_000 + "\n"
    assert len(text) > 65_536
    sheet = read_answers(text.encode(), file="x", framework=FRAMEWORK)
    assert (len(sheet.answers), len(sheet.actions[0].what)) == (5, 19_999)


@pytest.mark.parametrize(("levels", "read"), [(19, True), (20, False)])
def test_depth(levels: int, read: bool) -> None:
    """Twenty levels are read, and the file's first is one of them."""
    text = "lovande: 1\nx: " + "[" * levels + "]" * levels
    kinds = [kind for _, kind in problems_of(text)]
    assert ("too-deep" not in kinds) is read


@pytest.mark.parametrize(
    ("written", "meant"), [(r"\\ud83d\\ude42", r"\ud83d\ude42"), (r"\ud83d\ude42", "🙂"), (r"\\\ud83d\ude42", "\\🙂")]
)
def test_json_escapes(written: str, meant: str) -> None:
    """A pair of escapes is one sign; behind a backslash that is itself escaped it is just letters."""
    text = '{"lovande": 1, "practice": {"name": "' + written + '"}}'
    assert read_answers(text.encode(), file="x.json", framework=FRAMEWORK).practice.name == meant


def test_a_description_is_kept_where_the_framework_names_no_parts() -> None:
    """A folder without description.yaml keeps what is written in a file, and drops nothing."""
    bare = replace(FRAMEWORK, description=())
    text = "lovande: 1\ndescription:\n  in-short: Kort.\n  change: {soon: Snart., later: Sen.}\nshare: Public\n"
    sheet = read_answers(text.encode(), file="x", framework=bare)
    assert sheet.description == {"in-short": "Kort.", "change": {"soon": "Snart.", "later": "Sen."}}
    assert sheet.share == "public"
    assert read_answers(write_answers(sheet, bare).encode(), file="x", framework=bare) == sheet


def test_an_empty_part_leaves_no_trace() -> None:
    """A part or a link that is emptied is taken out of the sheet."""
    empty = AnswerSheet(framework_id=FRAMEWORK.id, framework_version=FRAMEWORK.version, language="sv")
    full = empty.with_description("why", "Behovet.").with_description("change", {"soon": "Snart.", "later": " "})
    assert full.description == {"why": "Behovet.", "change": {"soon": "Snart."}}
    assert full.with_description("why", " ").with_description("change", {"soon": ""}) == empty


@pytest.mark.parametrize(
    ("hands", "kinds"),
    [
        ("{ja: 4, Delvis: 3, nej: 5}", []),
        ("{ja: 4, nej: 0}", []),
        ("{ja: 4, yes: 1}", ["hands-twice"]),
        ("{ja: fyra}", ["bad-hands"]),
        ("{ja: -1}", ["bad-hands"]),
        ("{kanske: 2}", ["unknown-hands"]),
    ],
)
def test_a_show_of_hands_is_read_or_told(hands: str, kinds: list[str]) -> None:
    """Hands are counted by answer, in any language's words; what is no count or no answer is told with its line."""
    text = f"lovande: 1\nanswers:\n  goals:\n    time-bound: {{answer: ja, hands: {hands}}}\n"
    if not kinds:
        counted = read_answers(text.encode(), file="a.yaml", framework=FRAMEWORK).answer("goals.time-bound").hands
        assert list(counted) == [step for step in ("yes", "partly", "no") if counted.get(step)]
        return
    with pytest.raises(FileNeedsFixing) as raised:
        read_answers(text.encode(), file="a.yaml", framework=FRAMEWORK)
    assert [(problem.kind, problem.line) for problem in raised.value.problems] == [(kind, 4) for kind in kinds]


def test_votes_and_hands_on_a_retired_question_are_kept() -> None:
    """What people answered to a question that is no longer asked is written back as it stood."""
    retired = FRAMEWORK.retired[0]
    element, _, short = retired.partition(".")
    text = f"lovande: 1\nlanguage: sv\nanswers:\n  {element}:\n    {short}: {{answer: ja, votes: {{A: {{answer: nej, note: Nja}}}}, hands: {{ja: 2}}}}\n"
    sheet = read_answers(text.encode(), file="a.yaml", framework=FRAMEWORK)
    assert sheet.answer(retired) == Answer(
        chosen=("ja",), votes={"A": Answer(chosen=("nej",), note="Nja")}, hands={"ja": 2}
    )
    again = read_answers(write_answers(sheet, FRAMEWORK).encode(), file="a.yaml", framework=FRAMEWORK)
    assert again == sheet


def test_what_a_pilot_keeps_is_read_back(framework: Framework) -> None:
    """Closing questions in the words of any language and of several people; minutes with a comma, to a tenth."""
    text = (
        "lovande: 1\nlanguage: da\nclosing:\n  understandable: delvis\n  relevant: {A: JA, B: nej}\n  missing: 'Tiden: # 2'\n"
        "minutes: {goals: '7,54', economy: 0, monitoring: 12}\n"
    )
    found = read_answers(text.encode(), file="a.yaml", framework=framework)
    said = {"understandable": {"": "partly"}, "relevant": {"A": "yes", "B": "no"}, "missing": {"": "Tiden: # 2"}}
    assert (found.closing, found.minutes) == (said, {"goals": 7.5, "monitoring": 12})
    written = write_answers(found, framework)
    assert "understandable: delvist" in written
    assert "minutes:\n  goals: 7.5\n  monitoring: 12\n" in written
    for as_json in (False, True):
        again = write_answers(found, framework, as_json=as_json).encode()
        assert read_answers(again, file="b.yaml", framework=framework) == replace(found, answers={})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("closing: {understand: ja}", "unknown-closing"),
        ("closing: {understandable: kanske}", "unknown-step"),
        ("closing: {relevant: {A: vet inte}}", "unknown-step"),
        ("closing: [ja]", "not-a-table"),
        ("minutes: {goal: 7}", "unknown-element"),
        ("minutes: {goals: lite}", "not-a-number"),
        ("minutes: {goals: 99999}", "not-a-number"),
    ],
)
def test_mistakes_in_what_a_pilot_keeps_are_named(text: str, kind: str, framework: Framework) -> None:
    """Each with its line; nothing is dropped."""
    with pytest.raises(FileNeedsFixing) as raised:
        read_answers(f"lovande: 1\n{text}\n".encode(), file="a.yaml", framework=framework)
    assert [(problem.kind, problem.line) for problem in raised.value.problems] == [(kind, 2)]


def test_closing_answers_stay_where_the_elements_have_no_such_questions(framework: Framework) -> None:
    """A folder without closing.yaml keeps what was answered under another one, word for word."""
    without = replace(framework, closing=())
    found = read_answers(
        b"lovande: 1\nclosing: {understandable: Delvis, egen: {A: hm}}\n", file="a.yaml", framework=without
    )
    assert found.closing == {"understandable": {"": "Delvis"}, "egen": {"A": "hm"}}
    assert "understandable: Delvis" in write_answers(found, without)
