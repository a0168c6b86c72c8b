"""A study of the questions as JSON and CSV for other programs; the keys are stable."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import TYPE_CHECKING

from lovande_cli.assessment.scoring import STATUSES
from lovande_cli.documents.json_csv import DECIMALS, framework_head, pick_attributes, rounded, to_csv, to_json

if TYPE_CHECKING:
    from lovande_cli.assessment.agreement import Agreement, Estimate
    from lovande_cli.assessment.differential_functioning import GroupDifferences, Grouping, QuestionDifference
    from lovande_cli.assessment.element_study import ElementStudy
    from lovande_cli.assessment.question_study import AnswerShares, QuestionStudy
    from lovande_cli.assessment.sample import Sample
    from lovande_cli.assessment.study import Study

SHARES = ("n", "answers", "unknown", "not_applicable", "skipped", "not_reached", "ceiling", "floor")
MEASURES = ("identical", "alike", "alpha", "brennan_prediger", "gwet")
OTHER_MEASURES = (
    "alike", "brennan_prediger", "gwet", *(f"{of}_{m}" for of in ("whether_answered", "retest") for m in MEASURES)
)  # fmt: skip
DIFFERENCE = ("practices", "others", "mean", "mean_others", "difference", "effect", "p", "p_corrected", "is_signal")
ELEMENT_NUMBERS = (
    "sheets", "rounds", "practices", "unclear", "identical", "alpha", "brennan_prediger", "gwet",
    "present_67", "present_80", "without_core", "unknown_as_no", "present_by_chance",
)  # fmt: skip
STUDY_COLUMNS = (
    "question", "element", "language", *SHARES, "verdict", "not_yet", "practices_needed", "practices", "rounds",
    "pairs",
    *(f"{measure}{end}" for measure in ("identical", "alpha", *OTHER_MEASURES) for end in ("", "_low", "_high")),
    "look_at", "i_cvi_relevance", "i_cvi_clarity", "status_changes_without",
    *(f"differs_{name}" for name in DIFFERENCE), "role_differences", "role_signals",
    *(f"element_{name}" for name in ELEMENT_NUMBERS),
)  # fmt: skip


def study_json(study: Study) -> str:
    """The study as JSON: shares from 0 to 1, null what is not defined; `look_first` in the order to look at them."""
    return to_json(
        {
            **framework_head(study.framework),
            **pick_attributes(study, "sheets", "practices", "rounds", "languages"),
            "sample": sample_counts(study.sample),
            "questions": [studied_question(studied) for studied in study.questions],
            "elements": [studied_element(studied) for studied in study.elements],
            "differences": [group_differences(found) for found in study.differences],
            "look_first": [
                {
                    "question": studied.question.id,
                    "reasons": {s.replace("-", "_"): share for s, share in studied.signals.items()},
                }
                for studied in study.look_first
            ],
            "content_validity": {
                what: {
                    "experts": judged.experts,
                    "s_cvi_ave": judged.scale[0],
                    "s_cvi_ua": judged.scale[1],
                    "i_cvi": judged.items,
                }
                for what, judged in study.validity.items()
            },
            "comments": study.comments,
            "remarks": study.pilot.remarks,
            # what has a scale is counted, also an answer that nobody gave; a text stands as it was written
            "closing": {
                question.id: {step.id: given.count(step.id) for step in question.steps} if question.scale else given
                for question in study.framework.closing
                if (given := study.pilot.closing.get(question.id))
            },
            "minutes": {
                element: {"median": round(median(counted), 1), "sheets": len(counted)}
                for element, counted in study.pilot.minutes.items()
            },
        }
    )


def sample_counts(sample: Sample) -> dict[str, object]:
    """Who is in the sample, what could not be compared with why, and how alike the answers of a retest are."""
    return {
        **pick_attributes(sample, "people", "pairs"),
        "not_compared": {reason.replace("-", "_"): count for reason, count in sample.not_compared.items()},
        "same_names": sample.same_names,
        "retests": len(sample.soon_again),
        "retests_alike": sample.answers_alike,
    }


def studied_question(studied: QuestionStudy) -> dict[str, object]:
    """One question's numbers; `identical` is over those who know, `agreement` over answers that have a value."""
    # the two that readers of 2026.2 know stand flat as they did there; all others are behind `agreement`
    alpha, identical = (measure_json(measure) for measure in (studied.agreement.alpha, studied.identical))
    return {
        "question": studied.question.id,
        **pick_attributes(studied.shares, *SHARES),
        "identical": identical["value"],
        "identical_low": identical["low"],
        "identical_high": identical["high"],
        "alpha": alpha["value"],
        "alpha_low": alpha["low"],
        "alpha_high": alpha["high"],
        **pick_attributes(studied, "verdict", "not_yet", "practices_needed"),
        **pick_attributes(studied.agreement, "practices", "rounds", "pairs"),
        "agreement": agreement_json(studied.agreement),
        "whether_answered": agreement_json(studied.whether_answered),
        "retest": agreement_json(studied.retest),
        "by_language": {language: pick_attributes(shares, *SHARES) for language, shares in studied.by_language.items()},
    }


def agreement_json(agreement: Agreement) -> dict[str, object]:
    """Every measure with its interval, and over how many practices, rounds and pairs of people."""
    return {
        **pick_attributes(agreement, "practices", "rounds", "pairs"),
        **{name: measure_json(getattr(agreement, name)) for name in MEASURES},
    }


def measure_json(measure: Estimate | None) -> dict[str, object]:
    """A measure and the ends of its interval, null what is not defined."""
    # adding 0.0 makes 0.0 of -0.0
    low, high = (
        [round(end, DECIMALS) + 0.0 for end in measure.interval] if measure and measure.interval else (None, None)
    )
    return {"value": measure.value if measure else None, "low": low, "high": high}


def studied_element(studied: ElementStudy) -> dict[str, object]:
    """One element's numbers; `changes` and `without` are numbers of rounds whose status would be another."""
    return {
        "element": studied.element.id,
        **pick_attributes(studied, "sheets", "rounds", "practices", "compared"),
        "statuses": {status: studied.statuses.get(status, 0) for status in STATUSES},
        "joined": {status: studied.joined.get(status, 0) for status in STATUSES},
        "unclear": studied.unclear,
        "unclear_because": {why.replace("-", "_"): times for why, times in studied.unclear_because.items()},
        "identical": measure_json(studied.identical),
        "agreement": agreement_json(studied.agreement),
        **pick_attributes(studied, "changes", "without", "most_influential"),
        "present_by_chance": studied.by_chance,
        "signals": studied.signals,
    }


def group_differences(found: GroupDifferences) -> dict[str, object]:
    """The comparisons between languages or roles, each with all questions that could be tested."""
    return {
        **pick_attributes(found, "grouping", "groups", "tests"),
        "comparisons": [
            {
                **pick_attributes(comparison, "group", "against"),
                "questions": [question_difference(each) for each in comparison.questions],
            }
            for comparison in found.comparisons
        ],
    }


def question_difference(each: QuestionDifference) -> dict[str, object]:
    """How one question differs; p has three figures, however small it is."""
    found = {
        name: rounded(value) if isinstance(value, float) else value
        for name, value in pick_attributes(each, *DIFFERENCE).items()
    }
    return {"question": each.question.id, **found, "p": short(each.p), "p_corrected": short(each.p_corrected)}


def short(p: float) -> float:
    """The probability with three figures."""
    # with three decimals every small p would be 0
    return float(f"{p:.3g}")


def study_csv(study: Study) -> str:
    """The study as CSV: a row for each question and language, "" for all languages together.

    What is said of its element and of roles stands in each question's own row.
    """
    elements = {studied.element.id: studied for studied in study.elements}
    rows: list[dict[str, object]] = []
    for studied in study.questions:
        about = {"question": studied.question.id, "element": studied.question.element}
        indexes = {f"i_cvi_{what}": found.items.get(studied.question.id) for what, found in study.validity.items()}
        measured = measure_cells("", studied.agreement)
        measured |= measure_cells("whether_answered_", studied.whether_answered)
        measured |= measure_cells("retest_", studied.retest)
        # the question's own `identical` is over those who know, not only over answers with a value
        measured |= studied_question(studied)
        measured |= element_cells(elements[studied.question.element], studied.question.id)
        measured |= role_cells(differences_of(study, "role", studied.question.id))
        looked_at = {"look_at": " ".join(studied.signals), **indexes}
        rows.append({**measured, **about, **looked_at, "answers": answer_shares(studied.shares)})
        by_language = differences_of(study, "language", studied.question.id)
        # rows by language have only shares: agreement is between people, who may answer in different languages
        for language, shares in studied.by_language.items():
            found = question_difference(by_language[language]) if language in by_language else {}
            difference = {f"differs_{name}": value for name, value in found.items()}
            own = {"language": language, "answers": answer_shares(shares)}
            rows.append({**difference, **pick_attributes(shares, *SHARES), **about, **own})
    return to_csv(STUDY_COLUMNS, rows)


def measure_cells(before: str, agreement: Agreement) -> dict[str, object]:
    """Every measure and the ends of its interval, by column."""
    ends = {"": "value", "_low": "low", "_high": "high"}
    found = {name: measure_json(getattr(agreement, name)) for name in MEASURES}
    return {f"{before}{name}{end}": measure[key] for name, measure in found.items() for end, key in ends.items()}


def element_cells(studied: ElementStudy, question: str) -> dict[str, object]:
    """The numbers of a question's element, and how many rounds would have another status without the question."""
    measures = (studied.agreement.alpha, studied.agreement.brennan_prediger, studied.agreement.gwet)
    found: dict[str, object] = {
        **studied_element(studied),
        **studied.changes,
        **dict(zip(("alpha", "brennan_prediger", "gwet"), (m.value if m else None for m in measures), strict=True)),
        "identical": studied.identical.value if studied.identical else None,
    }
    own = {"status_changes_without": studied.without.get(question)}
    return own | {f"element_{name}": found[name] for name in ELEMENT_NUMBERS}


def role_cells(by_role: Mapping[str, QuestionDifference]) -> dict[str, object]:
    """How far each role lies from the others at the same level ("chef=-0.2; rektor=0.1"), and which differ."""
    return {
        "role_differences": "; ".join(f"{role}={rounded(each.difference)}" for role, each in by_role.items()),
        "role_signals": "; ".join(role for role, each in by_role.items() if each.is_signal),
    }


def differences_of(study: Study, grouping: Grouping, question: str) -> dict[str, QuestionDifference]:
    """How the question is answered in each group that is compared."""
    return {
        comparison.group: each
        for found in study.differences
        if found.grouping == grouping
        for comparison in found.comparisons
        for each in comparison.questions
        if each.question.id == question
    }


def answer_shares(shares: AnswerShares) -> str:
    """The share of each answer in one cell: "yes=0.6 partly=0.25"."""
    return " ".join(f"{answer}={rounded(share)}" for answer, share in shares.answers.items())
