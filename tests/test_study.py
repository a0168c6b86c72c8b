"""How the questions work: what stands out is named, numbers mean what they say, experts' ratings are read."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from made import LANGUAGES, missing, record_console, sheet, sheets, trimmed, untimed
from made_field import CEILING, READ_TWO_WAYS, UNKNOWN, made_field, write_field
from reading import READERS, words

from lovande_cli.assessment.agreement import Estimate
from lovande_cli.assessment.answers import Answer, AnswerSheet, Practice, Workshop
from lovande_cli.assessment.coded_answers import NOT_ASKED, NOT_IN_VERSION
from lovande_cli.assessment.expert_ratings import Ratings
from lovande_cli.assessment.group import Submission, gather
from lovande_cli.assessment.pilot import Pilot
from lovande_cli.assessment.question_study import ENOUGH_PRACTICES, QuestionStudy
from lovande_cli.assessment.sample import studied_sheets
from lovande_cli.assessment.study import Study, study
from lovande_cli.documents import write_document
from lovande_cli.documents.blocks import Heading, Note, Table
from lovande_cli.documents.expert_form import build_rating_form, write_rating_form
from lovande_cli.documents.study import build_study
from lovande_cli.documents.words import measure_words
from lovande_cli.documents.writers.terminal import write_terminal
from lovande_cli.errors import FileNeedsFixing
from lovande_cli.files.framework_files import load_framework, standard_folder
from lovande_cli.files.rating_files import read_ratings
from lovande_cli.language import Say

FRAMEWORK = load_framework(standard_folder())
GOAL = "goals.time-bound"


def study_of(*given: AnswerSheet, ratings: tuple[Ratings, ...] = ()) -> Study:
    """The study of these sheets, each in a file of its own."""
    return study(
        FRAMEWORK, [one for n, s in enumerate(given) for one in studied_sheets(FRAMEWORK, s, f"{n}.yaml")], ratings
    )


def answered(step: str, practice: str = "A", date: str = "2026-01-01", language: str = "sv") -> AnswerSheet:
    """A sheet about a practice with one answer."""
    one = sheet(FRAMEWORK, goals__time_bound=step)
    return replace(one, practice=Practice(name=practice), workshop=Workshop(date=date), language=language)


def about(studied: Study, question: str = GOAL):
    """What the study says of one question."""
    return next(one for one in studied.questions if one.question.id == question)


def test_planted_faults_are_named_and_nothing_else() -> None:
    """Of all questions over 60 files, the three that do not work are those to look at first, the worst kind first."""
    studied = study_of(*(one for _, one in made_field(FRAMEWORK)))
    assert (studied.sheets, studied.practices, studied.rounds) == (60, 10, 20)
    assert [one.question.id for one in studied.look_first] == [READ_TWO_WAYS, UNKNOWN, CEILING]
    assert [list(one.signals) for one in studied.look_first] == [["answered-differently"], ["unknown"], ["ceiling"]]
    two_ways = about(studied, READ_TWO_WAYS)
    assert two_ways.identical.value == Fraction(1, 3)
    assert (two_ways.agreement.alpha.value < 0, two_ways.verdict) == (True, "differently")
    assert about(studied, UNKNOWN).shares.unknown == Fraction(1, 2)


def test_people_are_compared_within_a_round_only() -> None:
    """The same practice a year later, or another practice, is another unit; a single answer is none."""
    one = about(study_of(answered("yes"), answered("yes", date="2026-02-01"), answered("no", date="2027-01-01")))
    assert (one.identical.value, one.agreement.rounds, one.agreement.pairs) == (1, 1, 1)
    alone = about(study_of(answered("yes"), answered("no", practice="B")))
    assert (alone.identical, alone.verdict) == (None, None)


def test_shares_are_over_those_who_reached_the_question() -> None:
    """Unknown, not applicable and skipped count among them; who stopped before it, or left the element out, does not."""
    skipped = sheet(FRAMEWORK, goals__clear_to_participants="yes", follow_up__responsible="yes")
    stopped = sheet(FRAMEWORK, theory_and_knowledge__named_theories="yes")
    left_out = sheet(FRAMEWORK, follow_up__responsible="yes")
    given = [*map(answered, ("yes", "no", "unknown", "not-applicable")), skipped, stopped, left_out]
    shares = about(study_of(*(replace(s, practice=Practice(name=str(n))) for n, s in enumerate(given)))).shares
    assert (shares.n, shares.not_reached) == (5, 2)
    assert shares.answers == {"yes": Fraction(1, 5), "partly": 0, "no": Fraction(1, 5)}
    assert {shares.unknown, shares.not_applicable, shares.skipped} == {Fraction(1, 5)}
    assert (shares.ceiling, shares.floor) == (Fraction(1, 2), Fraction(1, 2))


@untimed
@given(st.lists(sheets(FRAMEWORK), max_size=5))
def test_shares_add_up(many) -> None:
    """For a question on a scale the shares of all answers and of none are 1, over no more people than there are."""
    studied = study_of(*many)
    for place, one in enumerate(studied.questions):
        shares = one.shares
        assert shares.n + shares.not_reached <= len(many)
        if shares.n and one.question.choose is None:
            assert sum(shares.answers.values()) + shares.unknown + shares.not_applicable + shares.skipped == 1
        codes = [s.answers[place] for s in studied.sample.sheets]
        assert shares.n + shares.not_reached == sum(code not in (NOT_ASKED, NOT_IN_VERSION) for code in codes)


def test_a_joined_file_counts_as_its_people_unless_their_own_are_there() -> None:
    """Votes are unfolded; together with the people's own files nobody is counted twice."""
    own = [answered("yes"), answered("no")]
    joined = gather(FRAMEWORK, [Submission(name=str(n), sheet=one) for n, one in enumerate(own)]).sheet
    for studied in (study_of(joined), study_of(*own, joined)):
        assert (studied.sheets, about(studied).agreement.pairs, about(studied).identical.value) == (2, 1, 0)


def answered_in_turn(*rounds: str, question: str = GOAL) -> QuestionStudy:
    """What the study says of a question, where each practice's round is answered so: "yn" is yes and no; u, x, p."""
    steps = {"y": "yes", "p": "partly", "n": "no", "u": "unknown", "x": "not-applicable"}
    given = [answered(steps[step], practice=str(n)) for n, of_round in enumerate(rounds) for step in of_round]
    return about(study_of(*given), question)


def test_the_verdict_goes_by_practices_with_two_answers_to_the_question() -> None:
    """Two pairs among 58 practices with one rater each are two practices, whatever the folder holds."""
    found = answered_in_turn("yy", "nn", *"y" * 58)
    assert (found.practices, found.agreement.practices, found.agreement.pairs) == (60, 2, 2)
    assert (found.verdict, found.not_yet, found.practices_needed) == ("not-yet", "few-practices", ENOUGH_PRACTICES)
    assert "answered-differently" not in answered_in_turn("yn", *"y" * 58).signals


def test_nothing_is_said_from_one_practice() -> None:
    """A round of thirty people who disagree, or who all say the same, is still one practice: no signal, no verdict."""
    for of_round in ("yn" * 15, "y" * 30, "u" * 30, "x" * 30):
        found = answered_in_turn(of_round)
        assert (found.signals, found.agreement.alpha and found.agreement.alpha.interval) == ({}, None)
        assert found.verdict in ("not-yet", None)


@pytest.mark.parametrize(
    ("rounds", "verdict", "not_yet"),
    [
        (["yn"] * 10, "differently", None),
        (["yn"] * 9, "not-yet", "few-practices"),
        (["yy", "nn"] * 12, "alike", None),
        (["yy", "nn"] * 6, "not-yet", "few-practices"),
        (["yy", "nn"] * 20 + ["yn"], "alike", None),
        (["yy"] * 100, "not-yet", "little-variation"),
        (["yy"] * 40 + ["yn"] * 4, "not-yet", "little-variation"),
        (["yy"] * 60 + ["yp"] * 10 + ["nn"] * 2, "not-yet", "little-variation"),
        (["yn", "ny", "yy", "nn"] * 20, "differently", None),
    ],
)
def test_there_are_three_verdicts(rounds: list[str], verdict: str, not_yet: str) -> None:
    """Alike and differently need an interval wholly on one side; where answers hardly vary more of them do not help."""
    found = answered_in_turn(*rounds)
    assert (found.verdict, found.not_yet) == (verdict, not_yet)
    assert (found.practices_needed is None) == (not_yet != "few-practices")


@pytest.mark.parametrize(
    "rounds",
    [["yy"] * 60 + ["yn"] * 10, ["yy", "yy", "yn", "yy", "pp", "yy"] * 4, ["yy", "nn", "pp", "yy", "nn", "yp"] * 2],
)
def test_more_practices_are_asked_for_where_more_like_these_give_a_verdict(rounds: list[str]) -> None:
    """However near to differently both measures are: it is not said that answers vary too little."""
    assert answered_in_turn(*rounds).not_yet == "few-practices"
    assert answered_in_turn(*rounds * 40).verdict in ("alike", "differently")


@pytest.mark.parametrize("rounds", [["yy"] * 40 + ["yn"] * 4, ["yy", "yy", "yy", "yp", "yy", "pp"] * 4])
def test_no_number_is_named_where_more_like_these_give_no_verdict(rounds: list[str]) -> None:
    """Alpha below the limit and Brennan-Prediger above it: forty times as many are on either side still."""
    assert answered_in_turn(*rounds).practices_needed is None
    many = answered_in_turn(*rounds * 40)
    assert (many.verdict, many.not_yet) == ("not-yet", "little-variation")


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_few_practices_it_is_not_said_that_no_question_stands_out(language: str) -> None:
    """Nothing is pointed out from nine practices, and that is what is said."""
    say = Say(language)
    shown = screen(study_of(*(answered("yes", practice=str(n)) for n in range(9))), language, 80)
    assert missing(shown, [say("study.few", least=10)]) == []
    assert say("study.first-nothing") not in shown


@pytest.mark.parametrize("width", [80, 60])
def test_a_screen_says_that_nobody_answers_alike(width: int) -> None:
    """Lika 0 % stands beside besvaras olika; of who does not know it is only said where somebody does not."""
    shown = screen(study_of(*(answered(s, practice=str(n)) for n in range(12) for s in ("yes", "no"))), "sv", width)
    assert f"{Say('sv')('study.column.identical')} 0\u00a0%" in shown
    assert "Vet inte 0" not in shown


def test_half_yes_and_half_not_applicable_is_no_agreement() -> None:
    """Who finds a question applicable and who does not give different answers; who does not know gives none."""
    found = answered_in_turn(*["yx"] * 20)
    assert (found.identical.value, found.whether_answered.identical.value, found.agreement.practices) == (0, 0, 0)
    assert list(found.signals) == ["not-applicable", "ceiling"]
    unsure = answered_in_turn(*["yyu"] * 20)
    assert (unsure.identical.value, unsure.whether_answered.identical.value) == (1, Fraction(1, 3))


def test_one_split_seminar_does_not_outweigh_twenty_pairs() -> None:
    """Twenty pairs that agree and 32 people who do not: 98 % alike, and nothing to look at."""
    found = answered_in_turn(*["yy"] * 12, *["nn"] * 8, "yn" * 16)
    assert (round(float(found.identical.value), 2), found.signals) == (0.98, {})


def test_a_retest_is_reported_apart_and_compares_each_person_with_themselves() -> None:
    """Twelve people answer again two weeks later, four of them otherwise: no pair of two people, twelve of one."""
    sheets = []
    for n in range(12):
        for date, step in (("2026-01-01", "yn"[n % 2]), ("2026-01-15", "yn"[n % 2 if n < 8 else 1 - n % 2])):
            one = answered({"y": "yes", "n": "no"}[step], practice=str(n), date=date)
            sheets.append(replace(one, workshop=replace(one.workshop, answered_by="Handläggare")))
    studied = study_of(*sheets)
    found = about(studied)
    assert (found.agreement.pairs, found.verdict, found.retest.pairs) == (0, None, 12)
    assert found.retest.identical.value == Fraction(2, 3)
    # by chance one of two: 24 answers, 12 of each; observed 1/3, expected 12/23
    assert found.retest.alpha.value == 1 - Fraction(1, 3) / Fraction(12, 23)
    say = Say("sv")
    texts = repr(build_study(studied, say, 90).blocks)
    assert say("study.retest-title") in texts
    assert say("study.retest-title") not in repr(build_study(study_of(answered("yes")), say, 90).blocks)


def test_an_end_is_printed_as_the_limit_only_where_it_has_reached_it() -> None:
    """0.669 is under 0.67, and is so on paper too."""
    say = Say("sv")
    shown = measure_words(Estimate(value=Fraction(3, 4), interval=(0.669, 0.8)), say)
    assert shown[-1].text == "\n0,66\u00a0–\u00a00,8"
    assert measure_words(Estimate(value=Fraction(1)), say) == "–"


def chosen(practice: int, *options: str) -> AnswerSheet:
    """A sheet in which these places to find the description were chosen."""
    one = replace(sheet(FRAMEWORK), answers={WRITTEN: Answer(chosen=options)})
    return replace(one, practice=Practice(name=str(practice)), workshop=Workshop(date="2026-01-01"))


WRITTEN = "description.written-where"


def test_many_options_are_compared_by_what_they_share() -> None:
    """Two of three options in common are no full disagreement, though the sets differ; the same measure as in `group`."""
    sheets = [chosen(n, *options) for n in range(20)
              for options in (("external-web", "internal-document"), ("external-web", "internal-document", "elsewhere"))]  # fmt: skip
    found = about(study_of(*sheets), WRITTEN)
    assert (found.identical.value, found.alike.value, found.verdict) == (0, Fraction(2, 3), "not-yet")
    group = gather(FRAMEWORK, [Submission(name=str(n), sheet=one) for n, one in enumerate(sheets[:2])])
    spread = next(one for one in group.questions if one.question.id == WRITTEN)
    assert spread.agreement == found.alike.value


def test_options_that_have_nothing_in_common_are_answered_differently() -> None:
    """Two people who never choose the same, twenty times over, are told; and how much only one of them chose."""
    places = ("external-web", "internal-document", "elsewhere")
    sheets = [chosen(n, places[(n + person) % 3]) for n in range(21) for person in range(2)]
    found = about(study_of(*sheets), WRITTEN)
    assert (found.verdict, found.signals["answered-differently"]) == ("differently", 1)


def screen(studied: Study, language: str, width: int) -> str:
    """The study as it is shown."""
    console = record_console(width)
    write_terminal(build_study(studied, Say(language), 90, brief=True), console)
    return trimmed(console.file.getvalue())


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize("language", LANGUAGES)
def test_screen_says_everything(language: str, width: int) -> None:
    """Every question is there with how it was answered; no line is wider than the screen; the verdict in words."""
    rated = Ratings(file="e", relevance={GOAL: 2}, clarity={GOAL: 4})
    say = Say(language)
    shown = screen(study_of(*(one for _, one in made_field(FRAMEWORK)), ratings=(rated,)), language, width)
    wanted = [say.text(question.ask) for question in FRAMEWORK.questions]
    verdicts = [say(f"study.verdict.{verdict}") for verdict in ("alike", "differently", "not-yet")]
    assert missing(shown, [*wanted, *verdicts, say("study.more-note"), say("study.language-title"), "S-CVI/UA"]) == []
    assert max(map(len, shown.splitlines())) <= width
    head = say("study.column.verdict")
    assert shown.count(f"{head}: ") == shown.count(f"{head} ") + shown.count(f"{head}: ") > 40


@pytest.mark.parametrize("brief", [True, False])
def test_what_was_found_stands_in_words_before_any_table(brief: bool) -> None:
    """First the questions and elements to look at and what differs by language, then the numbers, last the method."""
    say = Say("sv")
    blocks = build_study(study_of(*(one for _, one in made_field(FRAMEWORK))), say, 90, brief=brief).blocks
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    wanted = ["first-title", "elements.title", "language-title", "all-title", "elements.all-title", "method-title"]
    places = [heads.index(say(f"study.{key}")) for key in wanted]
    assert places == sorted(places)
    first_table = next(place for place, block in enumerate(blocks) if isinstance(block, Table))
    assert blocks.index(Heading(text=say("study.all-title"))) == first_table - 1
    summary = next(block for block in blocks if isinstance(block, Note))
    assert "besvaras 4 lika och 1 olika" in summary.text[-1]


def test_few_practices_are_no_praise() -> None:
    """With few practices the screen says that nothing can stand out yet, not that nothing does."""
    say, shown = Say("sv"), screen(study_of(answered("yes"), answered("no")), "sv", 80)
    assert missing(shown, [say("study.few", least=ENOUGH_PRACTICES)]) == []
    assert say("study.first-nothing") not in shown


def test_a_language_is_called_as_one_says_in_the_text_around_it() -> None:
    """Swedish is svensk in a Danish text, and Danish danska in a Swedish."""
    swedish = [answered("yes", practice=f"A{n}") for n in range(10)]
    studied = study_of(*swedish, *(answered("no", practice=f"B{n}", language="da") for n in range(10)))
    for language, names in (("sv", {"svenska (10)", "danska (10)"}), ("da", {"svensk (10)", "dansk (10)"})):
        blocks = build_study(studied, Say(language), 90).blocks
        assert any(names <= {head.text for head in block.heads} for block in blocks if isinstance(block, Table))


def test_few_practices_of_a_language_are_shown_in_no_table() -> None:
    """Shares of nine practices against nine others would be quoted as a difference between languages."""
    swedish = [answered("yes", practice=f"A{n}") for n in range(9)]
    studied = study_of(*swedish, *(answered("no", practice=f"B{n}", language="da") for n in range(9)))
    assert Say("sv")("study.language-answers-title") not in repr(build_study(studied, Say("sv"), 90).blocks)


def test_json_and_csv_are_as_promised(tmp_path: Path, run: Run) -> None:
    """The keys of the JSON, shares from 0 to 1; the CSV has the same numbers, one row a question and language."""
    write_field(FRAMEWORK, tmp_path)
    told = json.loads(run("study", str(tmp_path), "--format", "json").out)
    one = next(q for q in told["questions"] if q["question"] == UNKNOWN)
    assert set(one) >= {
        "question", "n", "answers", "unknown", "not_applicable", "skipped", "identical", "alpha", "alpha_low",
        "alpha_high", "rounds", "pairs", "practices", "verdict", "not_yet", "practices_needed",
    }  # fmt: skip
    measures = {"identical", "alike", "alpha", "brennan_prediger", "gwet"}
    for measured in (one["agreement"], one["whether_answered"], one["retest"]):
        assert set(measured) == {"practices", "rounds", "pairs", *measures}
        assert all(set(measured[measure]) == {"value", "low", "high"} for measure in measures)
    assert (one["n"], one["unknown"], one["rounds"]) == (60, 0.5, 10)
    assert one["alpha_low"] <= one["alpha"] <= one["alpha_high"]
    assert [q["question"] for q in told["look_first"]] == [READ_TWO_WAYS, UNKNOWN, CEILING]
    assert next(q for q in told["questions"] if q["question"] == CEILING)["alpha"] is None
    two_ways = next(q for q in told["questions"] if q["question"] == READ_TWO_WAYS)
    assert (two_ways["verdict"], told["look_first"][0]["reasons"]) == ("differently", {"answered_differently": 0.667})
    rows = list(csv.DictReader(io.StringIO(run("study", str(tmp_path), "--format", "csv").out)))
    whole = {row["question"]: row for row in rows if not row["language"]}
    assert len(whole) == len(FRAMEWORK.questions)
    assert {row["language"] for row in rows} == {"", "sv", "da"}
    assert whole[UNKNOWN]["unknown"] == "0.5"
    assert whole[READ_TWO_WAYS]["look_at"] == "answered-differently"
    assert {"gwet_low", "alike", "retest_alpha", "whether_answered_brennan_prediger_high"} <= set(rows[0])
    assert float(whole[READ_TWO_WAYS]["brennan_prediger_high"]) == two_ways["agreement"]["brennan_prediger"]["high"]


def ratings_file(**rated: int | str) -> bytes:
    """A file of ratings with these for the one goal."""
    lines = "".join(f"      {key}: {value}\n" for key, value in rated.items())
    return f"lovande-ratings: 1\nratings:\n  goals:\n    time-bound:\n{lines}".encode()


def test_ratings_give_content_validity(tmp_path: Path, run: Run) -> None:
    """Two experts of three find it relevant, all find it clear; the files may lie among the answers."""
    for expert, relevance in enumerate((4, 3, 2)):
        (tmp_path / f"e{expert}.yaml").write_bytes(ratings_file(relevance=relevance, clarity=4))
    write_field(FRAMEWORK, tmp_path)
    told = json.loads(run("study", str(tmp_path), "--format", "json").out)
    assert told["sheets"] == 60
    assert told["content_validity"] == {
        "relevance": {"experts": 3, "s_cvi_ave": 0.667, "s_cvi_ua": 0, "i_cvi": {GOAL: 0.667}},
        "clarity": {"experts": 3, "s_cvi_ave": 1, "s_cvi_ua": 1, "i_cvi": {GOAL: 1}},
    }


COMMENTS = {GOAL: ("Målen <är> oklara.", "vem sätter 'dem'?", "=1+1"), "goals.set-together": ("Bra.",)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_experts_alone_are_a_study(language: str, tmp_path: Path, run: Run) -> None:
    """Without answers the screen shows I-CVI, S-CVI and comments, and says nothing of answers that are not there."""
    (tmp_path / "e.yaml").write_bytes(ratings_file(relevance=3, clarity=2, comment="vem bestämmer?"))
    ran = run("study", str(tmp_path), "--lang", language)
    say, shown = Say(language), " ".join(ran.out.split())
    assert ran.code == 0
    wanted = [say(f"study.{key}") for key in ("about", "experts-title", "remarks.title", "column.relevance")]
    assert missing(shown, [*wanted, "S-CVI/UA", "vem bestämmer?", say.text(FRAMEWORK.question_by_id[GOAL].ask)]) == []
    others = [say(f"study.{key}") for key in ("nothing", "all-title", "first-title", "first-nothing", "method-note")]
    assert [text for text in others if text in shown] == []


@pytest.mark.parametrize("suffix", [".html", ".docx", ".pdf"])
def test_a_document_has_every_comment_and_remark_whole(suffix: str) -> None:
    """By question, in the framework's order, those of experts apart from those of people who answer; no names."""
    rated = tuple(
        Ratings(file=f"Anna{n}.yaml", relevance={GOAL: 4}, clarity={}, comments={
            question: texts[n] for question, texts in COMMENTS.items() if n < len(texts)
        }) for n in range(3)
    )  # fmt: skip
    say = Say("sv")
    studied = replace(study_of(ratings=rated), pilot=Pilot(remarks={GOAL: ("för långt " * 60,)}))
    read = READERS[suffix](write_document(build_study(studied, say, 90), suffix))
    said = words(read[read.index(say("study.remarks.title")) :])
    texts = [
        "Expert: =1+1",
        "Expert: Målen <är> oklara.",
        "Expert: vem sätter 'dem'?",
        "Svarande: " + "för långt " * 60,
        "Expert: Bra.",
    ]
    places = [said.find(words(text)) for text in texts]
    assert places == sorted(places)
    assert (min(places) > 0, "Anna" in read) == (True, False)


def test_a_screen_shows_the_questions_that_most_is_written_about() -> None:
    """Ten questions, three texts of each and the beginning of a long text; how many more there are is said."""
    many = {question.id: ("kort",) for question in FRAMEWORK.questions}
    many[GOAL] = ("a", "b", "ord " * 100, "d", "e")
    shown = screen(replace(study_of(answered("yes")), pilot=Pilot(remarks=many)), "sv", 80)
    shown = shown[shown.index(Say("sv")("study.remarks.title")) :]
    assert (shown.count("Svarande: "), len(re.findall(r"\bord\b", shown)), "och 2 till" in shown) == (12, 50, True)
    assert Say("sv")("study.remarks.left", count=len(FRAMEWORK.questions) - 10) in " ".join(shown.split())


def test_comments_are_in_the_json_by_question(tmp_path: Path, run: Run) -> None:
    """All texts, in an order that does not show who wrote which."""
    for name, text in (("a", "två"), ("b", "ett")):
        (tmp_path / f"{name}.yaml").write_bytes(ratings_file(relevance=3, comment=text))
    told = json.loads(run("study", str(tmp_path), "--format", "json").out)
    assert (told["comments"], told["remarks"]) == ({GOAL: ["ett", "två"]}, {})


def test_ratings_among_the_answers_are_in_nobodys_way(tmp_path: Path, run: Run) -> None:
    """map, table and group pass over them, check reads them as what they are, score says what they are for."""
    write_field(FRAMEWORK, tmp_path)
    file = tmp_path / "e.yaml"
    file.write_bytes(ratings_file(relevance=4))
    assert run("map", str(tmp_path), "--format", "json").code == 0
    assert run("table", str(tmp_path), "-o", str(tmp_path / "t.csv")).code == 0
    (tmp_path / "3" / "e.yaml").write_bytes(ratings_file(relevance=4))
    assert run("group", str(tmp_path / "3")).code == 0
    assert run("check", str(file)).code == 0
    file.write_bytes(ratings_file(relevance=9))
    assert run("check", str(file)).code == 1
    ran = run("score", str(file), "--lang", "sv")
    assert (ran.code, "bedömningar av frågorna" in ran.err) == (1, True)


@pytest.mark.parametrize("suffix", [".html", ".docx", ".pdf", ".md"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_boxes_of_a_form_for_experts_say_what_they_are_about(suffix: str, language: str) -> None:
    """In every format each row of boxes, relevance and clarity of every question, has its label before it."""
    say, count = Say(language), len(FRAMEWORK.questions)
    read = words(READERS[suffix](write_document(build_rating_form(FRAMEWORK, say), suffix)))
    for what in ("relevance", "clarity"):
        assert read.count(f"{words(say(f'study.form.{what}'))}1234") == count
    assert read.count(words(say("study.form.scale"))) == 1
    for option in FRAMEWORK.question_by_id["positive-effect.documented-how"].options:
        assert words(say.text(option.label)) in read  # nobody can judge a question whose answers they do not see


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_ratings_says_how_it_is_filled_in(language: str, tmp_path: Path, run: Run) -> None:
    """What it is, what the numbers mean and an example that can be read as it stands; `check` finds no fault."""
    file, say = tmp_path / "e.yaml", Say(language)
    file.write_bytes(write_rating_form(FRAMEWORK, say, ".yaml"))
    text = file.read_text(encoding="utf-8")
    help_ = words(text[: text.index("lovande-ratings")])
    assert all(words(say(f"study.form.{key}")) in help_ for key in ("lead", "scale", "comment-example"))
    first = FRAMEWORK.questions[0]
    example = re.search(rf"(#     {first.short_id}:\n(?:#  .*\n)+)", text)
    assert example
    filled = text.replace(f"    {first.short_id}:\n      relevance:\n      clarity:\n      comment:\n", "")
    filled = filled.replace(f"  {first.element}:\n", f"  {first.element}:\n{example[1].replace('# ', '')}", 1)
    found = read_ratings(filled.encode(), file="e.yaml", framework=FRAMEWORK)
    assert (found.relevance, found.clarity) == ({first.id: 4}, {first.id: 2})
    assert found.comments == {first.id: say("study.form.comment-example")}
    checked = run("check", str(file))
    assert (checked.code, checked.err) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_form_of_ratings_can_be_read(language: str) -> None:
    """What is not filled in is not rated."""
    found = read_ratings(write_rating_form(FRAMEWORK, Say(language), ".yaml"), file="e.yaml", framework=FRAMEWORK)
    assert (found.relevance, found.clarity, found.comments) == ({}, {}, {})


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("lovande-ratings: 1\nratings: {goals: {time-bound: {relevance: 5}}}\n", ["bad-rating"]),
        ("lovande-ratings: 1\nratings: {goal: {time-bound: {relevance: 4}}}\n", ["unknown-element"]),
        ("lovande-ratings: 1\nratings: {goals: {time-bond: {relevance: 4}}}\n", ["unknown-question-in"]),
        ("lovande-ratings: 2\nratings: {}\n", ["other-format"]),
        ("lovande-ratings: 1\nrating: {}\n", ["missing-key", "unknown-key"]),
    ],
)
def test_mistakes_in_ratings_are_told(text: str, kinds: list[str]) -> None:
    """Each with its line; nothing is dropped."""
    with pytest.raises(FileNeedsFixing) as raised:
        read_ratings(text.encode(), file="e.yaml", framework=FRAMEWORK)
    assert [problem.kind for problem in raised.value.problems] == kinds


def test_notes_never_reach_a_study() -> None:
    """Only answers are counted: what people wrote is not in the numbers."""
    one = replace(answered("yes"), answers={GOAL: Answer(chosen=("yes",), note="Hemligt", evidence="Pärm 3")})
    assert "Hemligt" not in repr(studied_sheets(FRAMEWORK, one, "a"))


@pytest.mark.parametrize("step", ["unknown", "not-applicable"])
def test_where_no_answer_has_a_value_there_is_no_ceiling_and_no_floor(step: str) -> None:
    """Shares of nothing are not defined: neither 0 % at the top nor 0 % at the bottom is said."""
    shares = next(one for one in study_of(answered(step)).questions if one.question.id == GOAL).shares
    assert (shares.n, shares.ceiling, shares.floor) == (1, None, None)


def test_a_pilot_is_studied_by_closing_question_and_element(tmp_path: Path, run: Run) -> None:
    """Everybody counts once, also in a joined file beside their own; what the group said after joining counts too."""
    head = "lovande: 1\npractice: {name: Torget}\nworkshop: {date: 2026-10-01"
    for name, answer, rest in (
        ("anna", "ja", "closing: {understandable: ja, missing: Tid.}\nminutes: {goals: 4}"),
        ("bo", "nej", "closing: {understandable: delvis}\nminutes: {goals: 8.5, economy: 2}"),
    ):
        text = f"{head}, answered-by: {name}}}\n{rest}\nanswers: {{goals: {{time-bound: {{answer: {answer}, about-question: Vem är {name}?}}}}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    joined = tmp_path / "alla.yaml"
    assert run("group", str(tmp_path), "-o", str(joined)).code == 0
    text = joined.read_text(encoding="utf-8").replace("closing:\n", "minutes: {goals: 20}\nclosing:\n  use-again: ja\n")
    joined.write_text(text, encoding="utf-8")
    told = json.loads(run("study", str(tmp_path), "--format", "json").out)
    assert told["closing"] == {
        "understandable": {"yes": 1, "partly": 1, "no": 0},
        "use-again": {"yes": 1, "partly": 0, "no": 0},
        "missing": ["Tid."],
    }
    assert told["remarks"] == {GOAL: ["Vem är anna?", "Vem är bo?"]}
    assert told["minutes"] == {"goals": {"median": 8.5, "sheets": 3}, "economy": {"median": 2, "sheets": 1}}
    for language, answers, median in (
        ("sv", "ja 1 · delvis 1 · nej 0", "8,5"),
        ("da", "ja 1 · delvist 1 · nej 0", "8,5"),
    ):
        shown = " ".join(run("study", str(tmp_path), "--lang", language).out.split())
        say = Say(language)
        wanted = [
            answers,
            "Tid.",
            "Vem är bo?",
            f"{say('study.minutes-title')} {say('study.minutes-note')}",
            f"{median} 3",
        ]
        assert missing(shown, wanted) == []


def test_a_report_says_nothing_of_the_pilot(tmp_path: Path, run: Run) -> None:
    """What a group thinks of the questions and how long they took is for the study alone."""
    file = tmp_path / "a.yaml"
    text = "lovande: 1\npractice: {name: Torget}\nanswers: {goals: {time-bound: ja}}\nclosing: {missing: Hemligt.}\nminutes: {goals: 4321}\n"
    file.write_text(text, encoding="utf-8")
    for command in (["report", str(file), "-o", str(tmp_path / "r.md")], ["score", str(file)], ["map", str(file)]):
        ran = run(*command)
        assert ran.code == 0
        assert not {"Hemligt", "4321"} & set(re.findall(r"\w+", ran.out))
    assert not re.search("Hemligt|4321", (tmp_path / "r.md").read_text(encoding="utf-8"))


def test_a_remark_counts_in_a_sheet_without_any_answer(tmp_path: Path, run: Run) -> None:
    """Who did not answer because the question is unclear is the one to hear."""
    text = "lovande: 1\nanswers: {goals: {time-bound: {about-question: Vilka mål?}}}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert json.loads(run("study", str(tmp_path), "--format", "json").out)["remarks"] == {GOAL: ["Vilka mål?"]}
    assert "Vilka mål?" in run("study", str(tmp_path), "--lang", "sv").out
