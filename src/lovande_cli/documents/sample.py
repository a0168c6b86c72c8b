"""What a study is of, in words: how much is counted and compared, what is not and why, and who answered again."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from lovande_cli.assessment.sample import Reason, Sample, days_between
from lovande_cli.documents.file_notices import MAX_NAMED
from lovande_cli.documents.words import percent
from lovande_cli.language import Say

UNCOUNTED: tuple[Reason, ...] = ("copy", "other-version", "untouched", "joined", "again")
UNCOMPARED: tuple[Reason, ...] = ("unnamed", "undated", "alone")


def counted_line(sample: Sample, say: Say) -> str:
    """How many practices, rounds, people and sheets, and how many pairs of sheets can be compared."""
    return say(
        "study.counted",
        practices=sample.practices,
        rounds=len(sample.rounds),
        people=sample.people,
        sheets=len(sample.sheets),
        pairs=sample.pairs,
    )


def sample_notices(sample: Sample, say: Say) -> tuple[str, ...]:
    """What does not count, what is compared with nothing, which names are taken for one, and how alike a retest is."""
    sentences = []
    for key, reasons in (("uncounted", UNCOUNTED), ("uncompared", UNCOMPARED)):
        found = [(reason, sample.not_compared.get(reason, 0)) for reason in reasons]
        told = [say(f"study.reason.{reason}", count=count) for reason, count in found if count]
        if told:
            sentences.append(say(f"study.{key}", reasons=" · ".join(told)))
    if sample.same_names:
        sentences.append(say("files.same-practice", names=same_names(sample.same_names, say)))
    if sample.answers_alike is not None:
        days = say("study.days", count=round(median(map(days_between, sample.soon_again))))
        share = percent(sample.answers_alike)
        sentences.append(say("study.retest", count=len(sample.soon_again), days=days, share=share))
    return tuple(sentences)


def same_names(names: Sequence[Sequence[str]], say: Say) -> str:
    """The first practices that are written in several ways, with their names, and how many more there are."""
    told = [" = ".join(written) for written in names[:MAX_NAMED]]
    more = len(names) - len(told)
    return " · ".join([*told, *([say("files.more", count=more)] if more else [])])
