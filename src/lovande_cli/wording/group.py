"""What several people's sheets say together, in words that the screen and the reports share."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from lovande_cli.assessment.consensus import Consensus, QuestionSpread
from lovande_cli.assessment.framework import Scale
from lovande_cli.language import Say
from lovande_cli.wording.results import answer_labels, sheets_notices

RANKED_SIGNS = {1: "●", 2: "●○", 3: "●◐○", 4: "●◕◔○", 5: "●◕◐◔○"}
"""Signs for the steps of a scale by how many there are, the highest first."""

RANKS = "123456789abcdefghijklmnopqrstuvwxyz"

UNANSWERED = "_"


def step_signs(scale: Scale) -> Mapping[str, str]:
    """A sign for each step of a scale, by id: fuller for what is worth more, ? unknown, – not applicable.

    More than five steps get their rank, from 1 for the lowest; beyond 35 the last sign is used again.
    """
    ranked = scale.ranked[::-1]
    signs = RANKED_SIGNS.get(len(ranked)) or [RANKS[min(rank, len(RANKS)) - 1] for rank in range(len(ranked), 0, -1)]
    kinds = {"unknown": "?", "not-applicable": "–"}
    return dict(zip((step.id for step in ranked), signs, strict=True)) | {
        step.id: kinds[step.kind] for step in scale.steps if step.kind in kinds
    }


def spread_signs(spread: QuestionSpread) -> str:
    """One sign for each respondent, the highest step first; "" where options were chosen, which no sign stands for."""
    if spread.question.choose:
        return ""
    signs = step_signs(spread.question.scale)
    order = [*dict.fromkeys(signs.values()), UNANSWERED]
    given = (signs[vote.chosen[0]] if vote.chosen else UNANSWERED for vote in spread.votes.values())
    return "".join(sorted(given, key=order.index))


def sign_legends(consensus: Consensus, say: Say) -> tuple[tuple[str, ...], ...]:
    """What the signs for answers mean: for each scale that a question here uses its steps, and the unanswered."""
    scales = dict.fromkeys(spread.question.scale for spread in consensus.questions if not spread.question.choose)
    unanswered = f"{UNANSWERED} {say('common.unanswered')}"
    return tuple(
        (*(f"{sign} {say.text(labels[step])}" for step, sign in step_signs(scale).items()), unanswered)
        for scale in scales
        for labels in ({step.id: step.label for step in scale.steps},)
    )


def spread_words(spread: QuestionSpread, say: Say) -> str:
    """How many gave each answer: "ja 4 · delvis 1 · vet inte 1"."""
    labels = answer_labels(spread.question, say)
    said = [say("group.count", word=labels[one], people=people) for one, people in spread.counts.items() if people]
    unanswered = len(spread.people("unanswered"))
    if unanswered:
        said.append(say("group.count", word=say("common.unanswered"), people=unanswered))
    return " · ".join(said)


def agreement_words(spread: QuestionSpread, say: Say) -> str:
    """How many know, of how many, and where they differ how far they agree."""
    said = [say("group.knowing", knowing=len(spread.known), people=len(spread.votes))]
    if spread.agreement is not None and spread.differs:
        among = "agreement-among" if spread.people("not-applicable") else "agreement"
        agreement = agreement_number(spread.agreement, say)
        said.append(say(f"group.{among}", agreement=agreement, count=spread.knowing))
    if spread.differs and spread.people("not-applicable"):
        said.append(say("group.kind-differs"))
    return " · ".join(said)


def agreement_number(agreement: Fraction, say: Say) -> str:
    """The agreement with a decimal comma; short of full agreement never rounds up to 1."""
    return say.number(min(agreement, Fraction(99, 100)) if agreement < 1 else agreement)


def respondents_words(consensus: Consensus, say: Say) -> str:
    """Who has answered: "gruppen (6) och 2 personer"."""
    groups = [one.label for one in consensus.respondents if one.people > 1]
    alone = len(consensus.respondents) - len(groups)
    return say.listing([*groups, *([say("group.persons", count=alone)] if alone else [])])


def group_notices(consensus: Consensus, say: Say) -> tuple[str, ...]:
    """What there is to know about how the answers came in."""
    respondents = consensus.respondents
    said = [say("group.together", label=one.label) for one in respondents if one.people > 1]
    said += [say("group.handed-in-again", label=one.label, times=one.times) for one in respondents if one.times > 1]
    said += [say("group.namesakes", labels=say.listing(labels)) for labels in consensus.namesakes]
    sheets = [one.sheet for one in respondents]
    versions = sorted({sheet.framework_version for sheet in sheets})
    if len(versions) > 1:
        said.append(say("group.versions-differ", versions=say.listing(versions)))
    if differing := consensus.described_differently:
        known = consensus.framework.description_part_by_id
        parts = [say.text(known[part].heading) if part in known else part for part in differing]
        said.append(say("group.described-differently", parts=say.listing(parts)))
    return (*said, *sheets_notices(sheets, say))
