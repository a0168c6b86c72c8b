"""JSON Schemas of what score, group, compare, map, study and every command that finds problems print as JSON.

Each is closed: a key that is printed and not described here fails a test (tests/test_schema.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import get_args

from lovande_cli.assessment.change import ActionState
from lovande_cli.assessment.differential_functioning import Grouping
from lovande_cli.assessment.direction import Direction
from lovande_cli.assessment.element_study import UnclearBecause, other_rules
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.question_study import NotYet, Signal, Verdict
from lovande_cli.assessment.sample import REASONS
from lovande_cli.assessment.scoring import OPEN_REASONS, RANK, STATUSES
from lovande_cli.documents.json_csv import FORMAT, Severity
from lovande_cli.documents.study_json_csv import MEASURES
from lovande_cli.errors import ProblemKind
from lovande_cli.files.json_schema import DIALECT
from lovande_cli.files.readers import Schema

TEXT: Schema = {"type": "string"}
TRUTH: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
MEASURE: Schema = {"type": ["number", "null"], "maximum": 1}
SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
NUMBER: Schema = {"type": ["number", "null"], "minimum": 0}
STATUS: Schema = {"enum": list(STATUSES)}
READINGS = {"status": STATUS, "status_low": STATUS, "status_high": STATUS, "low": SHARE, "high": SHARE}
COUNTS = {"questions": COUNT, "answered": COUNT, "documented": COUNT}
DIRECTION: Schema = {"enum": list(get_args(Direction))}

MEANINGS = {
    "about_question": "What is unclear about the question itself, as written.",
    "actions": "The next steps.",
    "against": "The groups that it is compared with.",
    "agreed": "The group's own answer, or how many questions at least two people know and agree on.",
    "agreement": "How far people agree: from 0 to 1, null where fewer than two know; in a study by every measure.",
    "alike": "How often two people answer alike, options that both chose counted in part.",
    "alpha": "Krippendorff's alpha.",
    "answered": "How many of the asked questions have an answer; unknown and not-applicable are answers.",
    "answers": "The answers, in the order of the questions; in a study the share of each.",
    "applicable": "How many elements are not not-applicable.",
    "brennan_prediger": "Brennan and Prediger's coefficient.",
    "by_category": "How many practices have each status, by category and status, over its elements.",
    "by_element": "How many practices have each status, or went in each direction, by element.",
    "by_language": "The same shares, by the language that was answered in.",
    "ceiling": "The share of the highest value among answers that have one.",
    "change": "Where the elements went from each practice's first round to its last; with --change only.",
    "changed": "Whether anything is another than at the first time.",
    "changes": "How many rounds would have another status, by what is changed in the rule.",
    "closing": "How many gave each answer to the closing questions, or what they wrote.",
    "column": "The column, from 1; null where it is not known.",
    "comments": "What experts write about the questions, by question.",
    "compared": "In how many practices two sheets of a round have a status.",
    "comparisons": "Each group beside the others.",
    "content_validity": "What experts say of the questions: I-CVI by question, S-CVI/Ave and S-CVI/UA of all.",
    "copies": "How many files say the same as another one.",
    "core": "Whether the element cannot be present while this question is worth 0.",
    "counts": "How many gave each answer, by the id of the step or option.",
    "date": "The day of the workshop, YYYY-MM-DD; empty where the file does not say.",
    "difference": "The group's mean less the others', at the same level of the element.",
    "differences": "Questions that are answered otherwise in one language or role than in the others.",
    "differing": "How many questions those who know answered differently.",
    "differs": "Whether those who know gave different answers.",
    "direction": "Where the readings went: clearer is known, more agreed is agreed where it was open; other: no order.",
    "documented": "How many of the yes and partly answers carry evidence.",
    "done": "Whether the step is done.",
    "earlier": "How many sheets are of earlier rounds and not shown.",
    "effect": "The difference in standard deviations.",
    "element": "The id of the element; empty or null where none is meant.",
    "elements": "The elements in order, or how many there are.",
    "evidence": "What shows it, as written.",
    "file": "The path as it was named or found; empty where no file is meant.",
    "file_version": "The version of the questions that the file was made with.",
    "floor": "The share of the lowest value among answers that have one.",
    "framework": "The questions that it was read by.",
    "framework_version": "The version of the questions that the file was made with.",
    "gate": "The question whether the effect has been tested in a trial.",
    "group_status": "The element's status by the group's own answers.",
    "groups": "Of how many practices each group is.",
    "gwet": "Gwet's AC1 or AC2.",
    "hands": "How many raised their hand, by the id of the step or option.",
    "high": "The share of the weight that is reached at most, from 0 to 1; null where nothing is left to score.",
    "highest": "The highest clear status among the people.",
    "identical": "How often two people give the same answer: the mean over rounds of the share of pairs.",
    "is_signal": "Whether the difference is certain and large enough to look at.",
    "joined": "How many rounds have each status, people's answers taken together.",
    "kind": "What is wrong, in a word that stays the same.",
    "knowing": "How many the agreement is measured over.",
    "knows_alone": "Who alone knows what the others do not.",
    "left_out": "How many sheets the filters left out.",
    "lens": "What is seen through the lens that was asked for; null or missing without one.",
    "line": "The line, from 1; null where the whole file is meant.",
    "look_first": "The questions to look at, with the reasons and how large the share is.",
    "lovande": "The format of this output.",
    "low": "The share of the weight that is reached at least, from 0 to 1; null where nothing is left to score.",
    "lowest": "The lowest clear status among the people.",
    "minutes": "How many minutes the elements took, where that was measured.",
    "most_influential": "The question without which most rounds would change; empty where none would.",
    "n": "How many answered.",
    "not_asked": "What the source of the lens also asks, and our questions do not.",
    "not_compared": "How many sheets are compared with no other, by reason.",
    "not_reached": "How many never came to the question.",
    "not_yet": "Why there is no verdict yet.",
    "note": "What was written to the answer.",
    "now": "The element at the last time.",
    "of_no_round": "How many sheets have no date and are not shown, since their practice has several rounds.",
    "open": "Why there is no answer that counts.",
    "options": "The ids of the chosen options.",
    "other_questions": "In how many of the pairs one version of the questions may have lacked some; they are left out.",
    "other_raters": "In how many of the pairs not as many people answered each time.",
    "outcome": "What became of the step by the last time.",
    "p": "The probability of such a difference by chance.",
    "p_corrected": "The same, corrected for all tests of the grouping.",
    "pairs": "How many practices have both a first and a last round.",
    "participants": "How many took part; null where the file does not say.",
    "people": "Who answered, or how many.",
    "perhaps_new": "Questions that one of the files may not have known.",
    "practices": "One item for each practice and round, or how many practices.",
    "practices_count": "How many practices the sheets are about.",
    "practices_needed": "About how many practices a verdict would take; null where that cannot be said.",
    "present_at_least": "How many elements are present even if every unknown turns out to be a no.",
    "present_at_most": "How many elements are present if every unknown turns out to be a yes.",
    "present_by_chance": "The share of answers at random that make the element present.",
    "question": "The full id of the question.",
    "questions": "The questions, or how many are asked.",
    "reason": "What is wrong, in the person's language.",
    "remarks": "What those who answer write about the questions, by question.",
    "remedy": "What to do next, in the person's language.",
    "renamed": "Old ids of questions, to the ids they have now.",
    "repeated": "The files that are about one practice, where there are several.",
    "retest": "The same people's answers a while apart.",
    "retests": "How many such pairs of sheets there are.",
    "retests_alike": "The share of answers that are the same in them.",
    "retired": "Answers to questions that are no longer asked.",
    "rounds": "How many rounds: a practice's sheets of one time.",
    "same_names": "The names of practices that were taken for one though they are written differently.",
    "sample": "Who is in the sample.",
    "settled": "How many questions have the group's answer.",
    "severity": "An error has to be mended; a doubt may be right as it is; a notice says what became of files.",
    "sheets": "How many answer sheets.",
    "signals": "Why to look at the element, and how large the share is.",
    "skipped": "The share that left it open and went on.",
    "status": "The status that both readings agree on, else unclear.",
    "status_high": "The status if every unknown turns out to be a yes.",
    "status_low": "The status if every unknown turns out to be a no.",
    "statuses": "Each person's status.",
    "step": "The id of the chosen step; null where options were chosen or nothing was answered.",
    "tested_in_trial": "Whether the effect has been tested in a scientific trial.",
    "tests": "How many tests p is corrected for.",
    "then": "The element at the first time.",
    "thresholds": "The share of the weight that an element must reach.",
    "times": "Every time, the earliest first.",
    "unclear": "The share of rounds in which the element is unclear.",
    "unclear_because": "How many rounds are unclear, by why.",
    "value": "What the answer is worth; null where it has no value.",
    "value_high": "What it is worth at most, by the votes and hands.",
    "value_low": "What it is worth at least, by the votes and hands.",
    "verdict": "Whether the question is answered alike; null where nobody can be compared.",
    "version": "A version: text, since 2026.10 comes after 2026.2.",
    "votes": "What each person chose.",
    "weight": "How much it counts; 0 is never scored.",
    "whether_answered": "Whether people agree on there being an answer.",
    "without": "How many rounds would have another status without the question.",
    "written": "The note, the evidence and what is unclear about the question, of each person.",
}
"""What a key means, wherever it stands; keys that say it themselves are not here."""


def mapping(properties: Mapping[str, Schema], *, optional: Collection[str] = ()) -> Schema:
    """An object with these keys and no others, all required but the optional ones."""
    described = {
        key: {"description": MEANINGS[key], **schema} if key in MEANINGS else schema
        for key, schema in properties.items()
    }
    required = [key for key in properties if key not in optional]
    return {"type": "object", "additionalProperties": False, "required": required, "properties": described}


def array_schema(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def keyed(values: Schema, keys: Iterable[str] | None = None, *, partly: bool = False) -> Schema:
    """An object with this behind any key, or behind each of these; behind some of them where `partly` is set."""
    if keys is None:
        return {"type": "object", "additionalProperties": values}
    properties = dict.fromkeys(keys, values)
    return mapping(properties, optional=properties if partly else ())


def head_keys(framework: Framework) -> dict[str, Schema]:
    """How every output begins."""
    return {"lovande": {"const": FORMAT}, "framework": mapping({"id": {"const": framework.id}, "version": TEXT})}


def practice_keys(framework: Framework) -> dict[str, Schema]:
    return {**head_keys(framework), "practice": mapping({"name": TEXT, "organisation": TEXT})}


def element_keys(framework: Framework) -> dict[str, Schema]:
    return {
        "id": {"enum": [element.id for element in framework.elements]},
        "number": {"type": "integer", "minimum": 1},
        "category": {"enum": [category.id for category in framework.categories]},
        "name": TEXT,
    }


def question_ids(framework: Framework) -> Schema:
    return {"enum": [question.id for question in framework.questions]}


def action_keys(framework: Framework) -> dict[str, Schema]:
    elements = {"enum": ["", *(element.id for element in framework.elements)]}
    return {"element": elements, **dict.fromkeys(("what", "who", "when"), TEXT), "done": TRUTH}


def score_schema(framework: Framework) -> Schema:
    """What `score` prints."""
    made_by = {"id": {"const": framework.id}, "version": TEXT, "file_version": TEXT}
    thresholds = mapping({"present": SHARE, "partly": SHARE})
    practice = dict.fromkeys(("name", "organisation", "target-group", "contact"), TEXT)
    summary = ("elements", "applicable", "present_at_least", "present_at_most")
    statuses = [status.replace("-", "_") for status in STATUSES if status != "present"]
    steps = dict.fromkeys(step.id for question in framework.questions for step in question.steps)
    answer = {
        "question": question_ids(framework),
        "step": {"enum": [*steps, None]},
        "value": NUMBER,
        "weight": NUMBER,
        "core": TRUTH,
        "open": {"enum": list(OPEN_REASONS)},
        "value_low": NUMBER,
        "value_high": NUMBER,
        "hands": keyed(COUNT),
        "options": array_schema(TEXT),
        "note": TEXT,
        "evidence": TEXT,
    }
    always = ("question", "step", "value", "weight", "core")
    # what an answer has not is left out of it, so most keys may be missing
    answers = array_schema(mapping(answer, optional=answer.keys() - set(always)))
    part = {"id": TEXT, "title": TEXT, **READINGS, "questions": array_schema(question_ids(framework))}
    lens = {"id": TEXT, "title": TEXT, "parts": array_schema(mapping(part)), "not_asked": array_schema(TEXT)}
    return mapping(
        {
            **head_keys(framework),
            "framework": mapping({**made_by, "thresholds": thresholds, "gate": {"type": ["string", "null"]}}),
            "language": {"enum": list(framework.languages)},
            "practice": mapping(practice, optional=practice.keys() - {"name"}),
            "workshop": mapping({"date": TEXT, "participants": {"type": ["integer", "null"]}}),
            "summary": mapping({**dict.fromkeys([*summary, *statuses], COUNT), **COUNTS, "tested_in_trial": TRUTH}),
            "elements": array_schema(mapping({**element_keys(framework), **READINGS, **COUNTS, "answers": answers})),
            "actions": array_schema(mapping(action_keys(framework))),
            "lens": mapping(lens),
        },
        optional=["lens"],
    )


def group_schema(framework: Framework) -> Schema:
    """What `group` prints."""
    summary = dict.fromkeys(("people", "questions", "agreed", "differing", "settled"), COUNT)
    end = {"enum": [*RANK, None]}
    element = {
        **element_keys(framework),
        "statuses": keyed(STATUS),
        "lowest": end,
        "highest": end,
        "questions": COUNT,
        "agreed": COUNT,
        "group_status": STATUS,
    }
    texts = {"note": TEXT, "evidence": TEXT, "about_question": TEXT}
    question = {
        "question": question_ids(framework),
        "people": COUNT,
        "knowing": COUNT,
        "counts": keyed(COUNT),
        "agreement": SHARE,
        "differs": TRUTH,
        "agreed": array_schema(TEXT),
        "votes": keyed(array_schema(TEXT)),
        "open": {"enum": [*OPEN_REASONS, None]},
        "knows_alone": {"type": ["string", "null"]},
        "written": keyed(mapping(texts, optional=texts)),
    }
    return mapping(
        {
            **practice_keys(framework),
            "people": array_schema(TEXT),
            "copies": COUNT,
            "summary": mapping({**summary, "participants": {"type": ["integer", "null"]}}),
            "elements": array_schema(mapping(element)),
            "questions": array_schema(mapping(question)),
        }
    )


def compare_schema(framework: Framework) -> Schema:
    """What `compare` prints."""
    counted = ("applicable", "present_at_least", "present_at_most", "answered", "documented")
    time = {"file": TEXT, "date": TEXT, "framework_version": TEXT, "summary": keyed(COUNT, counted)}
    reading = mapping(READINGS)
    element = {**element_keys(framework), "then": reading, "now": reading, "direction": DIRECTION}
    chosen = array_schema({"type": ["array", "null"], "items": TEXT})
    answer = {"question": question_ids(framework), "direction": DIRECTION, "answers": chosen}
    outcomes = {"enum": list(get_args(ActionState))}
    return mapping(
        {
            **practice_keys(framework),
            "times": array_schema(mapping(time)),
            "changed": TRUTH,
            "elements": array_schema(mapping({**element, "times": array_schema(reading)})),
            "answers": array_schema(mapping(answer)),
            "actions": array_schema(mapping({**action_keys(framework), "outcome": outcomes})),
            "perhaps_new": array_schema(question_ids(framework)),
            "renamed": keyed(question_ids(framework)),
            "retired": array_schema(mapping({"question": TEXT, "answers": chosen})),
        }
    )


def map_schema(framework: Framework) -> Schema:
    """What `map` prints; with a lens its parts stand where the elements do."""
    practice = dict.fromkeys(("name", "organisation", "target-group"), TEXT)
    row = {
        "file": TEXT,
        "practice": mapping(practice),
        "date": TEXT,
        "sheets": COUNT,
        "framework_version": TEXT,
        "tested_in_trial": TRUTH,
        "elements": array_schema(mapping({"id": TEXT, **READINGS, **COUNTS})),
    }
    counts = keyed(COUNT, STATUSES)
    directions = keyed(COUNT, [direction.replace("-", "_") for direction in get_args(Direction)])
    return mapping(
        {
            **head_keys(framework),
            "practices": array_schema(mapping(row)),
            "lens": {"enum": [*(lens.id for lens in framework.lenses), None]},
            "left_out": COUNT,
            "by_element": keyed(counts),
            "by_category": keyed(counts, [category.id for category in framework.categories]),
            "repeated": array_schema(array_schema(TEXT)),
            "practices_count": COUNT,
            "sheets": COUNT,
            "earlier": COUNT,
            "of_no_round": COUNT,
            "same_names": array_schema(array_schema(TEXT)),
            "change": mapping(
                {"pairs": COUNT, "other_raters": COUNT, "other_questions": COUNT, "by_element": keyed(directions)}
            ),
        },
        optional=["change"],
    )


def study_schema(framework: Framework) -> Schema:
    """What `study` prints; a measure is null where it is not defined."""
    counts = dict.fromkeys(("sheets", "rounds", "practices"), COUNT)
    steps = mapping(
        {
            "n": COUNT,
            "answers": keyed(SHARE),
            **dict.fromkeys(("unknown", "not_applicable", "skipped", "ceiling", "floor"), SHARE),
            "not_reached": COUNT,
        }
    )
    measured = {f"{name}{end}": MEASURE for name in ("identical", "alpha") for end in ("", "_low", "_high")}
    measure = mapping(dict.fromkeys(("value", "low", "high"), MEASURE))
    compared = dict.fromkeys(("practices", "rounds", "pairs"), COUNT)
    agreement = mapping({**compared, **dict.fromkeys(MEASURES, measure)})
    question = {
        "question": question_ids(framework),
        **steps["properties"],
        **measured,
        "verdict": {"enum": [*get_args(Verdict), None]},
        "not_yet": {"enum": [*get_args(NotYet), None]},
        "practices_needed": {"type": ["integer", "null"], "minimum": 0},
        **compared,
        **dict.fromkeys(("agreement", "whether_answered", "retest"), agreement),
        "by_language": keyed(steps),
    }
    scored = [question.id for question in framework.questions if question.weight]
    element = {
        "element": {"enum": [element.id for element in framework.elements]},
        **counts,
        "compared": COUNT,
        **dict.fromkeys(("statuses", "joined"), keyed(COUNT, STATUSES)),
        "unclear": SHARE,
        "unclear_because": keyed(COUNT, [why.replace("-", "_") for why in get_args(UnclearBecause)], partly=True),
        "identical": measure,
        "agreement": agreement,
        "changes": keyed(COUNT, other_rules(framework.thresholds)),
        "without": keyed(COUNT, scored, partly=True),
        "most_influential": {"enum": ["", *scored]},
        "present_by_chance": SHARE,
        "signals": keyed(SHARE, ("differs", "unclear"), partly=True),
    }
    difference = {
        "question": question_ids(framework),
        **dict.fromkeys(("practices", "others"), COUNT),
        **dict.fromkeys(("mean", "mean_others", "p", "p_corrected"), SHARE),
        "difference": {"type": "number"},
        "effect": {"type": "number"},
        "is_signal": TRUTH,
    }
    comparison = {"group": TEXT, "against": array_schema(TEXT), "questions": array_schema(mapping(difference))}
    differences = {
        "grouping": {"enum": list(get_args(Grouping))},
        "groups": keyed(COUNT),
        "tests": COUNT,
        "comparisons": array_schema(mapping(comparison)),
    }
    reasons = keyed(SHARE, [signal.replace("-", "_") for signal in get_args(Signal)], partly=True)
    validity = mapping({"experts": COUNT, "s_cvi_ave": SHARE, "s_cvi_ua": SHARE, "i_cvi": keyed(SHARE)})
    sample = {
        "people": COUNT,
        "pairs": COUNT,
        "not_compared": keyed(COUNT, [reason.replace("-", "_") for reason in REASONS], partly=True),
        "same_names": array_schema(array_schema(TEXT)),
        "retests": COUNT,
        "retests_alike": SHARE,
    }
    closing = {
        question.id: keyed(COUNT, [step.id for step in question.steps]) if question.scale else array_schema(TEXT)
        for question in framework.closing
    }
    minutes = mapping({"median": {"type": "number", "minimum": 0}, "sheets": COUNT})
    return mapping(
        {
            **head_keys(framework),
            **counts,
            "languages": keyed(COUNT),
            "sample": mapping(sample),
            "questions": array_schema(mapping(question)),
            "elements": array_schema(mapping(element)),
            "differences": array_schema(mapping(differences)),
            "look_first": array_schema(mapping({"question": question_ids(framework), "reasons": reasons})),
            "content_validity": keyed(validity, ["relevance", "clarity"], partly=True),
            "comments": keyed(array_schema(TEXT)),
            "remarks": keyed(array_schema(TEXT)),
            "closing": mapping(closing, optional=closing),
            "minutes": keyed(minutes, [element.id for element in framework.elements], partly=True),
        }
    )


def problems_schema(framework: Framework) -> Schema:  # noqa: ARG001  # a maker as the others
    """What `check` prints as a list, and every other command on stderr, one to a line."""
    place = {"type": ["integer", "null"], "minimum": 1}
    problem = mapping(
        {
            "severity": {"enum": list(get_args(Severity))},
            "kind": {"enum": [*get_args(ProblemKind), "files"]},
            "file": TEXT,
            "line": place,
            "column": place,
            "element": {"type": ["string", "null"]},
            "question": {"type": ["string", "null"]},
            "reason": TEXT,
            "remedy": TEXT,
        }
    )
    # not anyOf: a validator could not say which of the two was meant, and would name the faults of both
    return {"if": {"type": "array"}, "then": array_schema(problem), "else": problem}


OUTPUTS = {
    "score": ("What `lovande score --format json` prints", score_schema),
    "group": ("What `lovande group --format json` prints", group_schema),
    "compare": ("What `lovande compare --format json` prints", compare_schema),
    "map": ("What `lovande map --format json` prints", map_schema),
    "study": ("What `lovande study --format json` prints", study_schema),
    "problems": ("What is wrong: a list from check, else a line for each on standard error", problems_schema),
}
"""The title and the maker of each schema, by the name that `lovande schema` knows it by."""


def output_schema(output: str, framework: Framework) -> Schema:
    """The schema of what the command of this name prints as JSON."""
    title, make_schema = OUTPUTS[output]
    return {"$schema": DIALECT, "title": title, **make_schema(framework)}
