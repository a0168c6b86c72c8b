"""A study of the questions as JSON and CSV for other programs; the keys are stable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lovande_cli.documents.json_csv import DECIMALS, framework_head, pick_attributes, rounded, to_csv, to_json

if TYPE_CHECKING:
    from lovande_cli.assessment.question_study import AnswerShares, QuestionStudy
    from lovande_cli.assessment.sample import Sample
    from lovande_cli.assessment.study import Study

SHARES = ("n", "answers", "unknown", "not_applicable", "skipped", "not_reached", "ceiling", "floor")
STUDY_COLUMNS = (
    "question", "element", "language", *SHARES, "identical", "alpha", "alpha_low", "alpha_high", "alpha_verdict",
    "rounds", "pairs", "look_at", "i_cvi_relevance", "i_cvi_clarity",
)  # fmt: skip


def study_json(study: Study) -> str:
    """The study as JSON: shares from 0 to 1, null what is not defined; `look_first` in the order to look at them."""
    return to_json(
        {
            **framework_head(study.framework),
            **pick_attributes(study, "sheets", "practices", "rounds", "languages"),
            "sample": sample_counts(study.sample),
            "questions": [studied_question(study, studied) for studied in study.questions],
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
            **pick_attributes(study, "comments", "remarks"),
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


def studied_question(study: Study, studied: QuestionStudy) -> dict[str, object]:
    """One question's numbers."""
    # adding 0.0 makes 0.0 of -0.0
    low, high = (round(end, DECIMALS) + 0.0 for end in studied.interval) if studied.interval else (None, None)
    return {
        "question": studied.question.id,
        **pick_attributes(studied.shares, *SHARES),
        **pick_attributes(studied, "identical", "alpha"),
        "alpha_low": low,
        "alpha_high": high,
        "alpha_verdict": study.verdict(studied),
        **pick_attributes(studied, "rounds", "pairs"),
        "by_language": {language: pick_attributes(shares, *SHARES) for language, shares in studied.by_language.items()},
    }


def study_csv(study: Study) -> str:
    """The study as CSV: a row for each question and language, "" for all languages together."""
    rows: list[dict[str, object]] = []
    for studied in study.questions:
        about = {"question": studied.question.id, "element": studied.question.element}
        indexes = {f"i_cvi_{what}": found.items.get(studied.question.id) for what, found in study.validity.items()}
        looked_at = {"look_at": " ".join(studied.signals), **indexes}
        rows.append(
            {**studied_question(study, studied), **about, **looked_at, "answers": answer_shares(studied.shares)}
        )
        for language, shares in studied.by_language.items():
            own = {"language": language, "answers": answer_shares(shares)}
            rows.append({**pick_attributes(shares, *SHARES), **about, **own})
    return to_csv(STUDY_COLUMNS, rows)


def answer_shares(shares: AnswerShares) -> str:
    """The share of each answer in one cell: "yes=0.6 partly=0.25"."""
    return " ".join(f"{answer}={rounded(share)}" for answer, share in shares.answers.items())
