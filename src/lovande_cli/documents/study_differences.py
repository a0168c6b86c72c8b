"""Which questions are answered otherwise in one language or role, as blocks of the study."""

from __future__ import annotations

from lovande_cli.assessment.differential_functioning import (
    LEVELS,
    MIN_PRACTICES,
    GroupDifferences,
    Grouping,
    QuestionDifference,
)
from lovande_cli.assessment.study import Study
from lovande_cli.documents.blocks import Block, Heading, Item, Items, Paragraph, line, strong
from lovande_cli.documents.words import question_number
from lovande_cli.language import Say

MINUS = "\u2212"


def language_section(study: Study, say: Say) -> list[Block]:
    """What differs between languages, or how many practices that takes; nothing where there is one language."""
    if len(study.languages) < 2:
        return []
    (found,) = (each for each in study.differences if each.grouping == "language")
    few = Paragraph(text=say("study.differences.few", least=MIN_PRACTICES))
    return [
        Heading(text=say("study.language-title")),
        *(difference_blocks(study, found, say) if found.comparisons else [few]),
    ]


def role_section(study: Study, say: Say) -> list[Block]:
    """What differs between roles; nothing where too few practices say which."""
    (found,) = (each for each in study.differences if each.grouping == "role")
    if not found.comparisons:
        return []
    return [Heading(text=say("study.differences.role-title")), *difference_blocks(study, found, say)]


def difference_blocks(study: Study, found: GroupDifferences, say: Say) -> list[Block]:
    """Each comparison's verdict with the questions that differ, then how it was tested."""
    blocks: list[Block] = []
    for comparison in found.comparisons:
        if comparison.signals:
            against = [name_group(study, found.grouping, group, say) for group in comparison.against]
            group = name_group(study, found.grouping, comparison.group, say)
            verdict = say("study.differences.found", group=group, against=say.listing(against))
            items = (
                Item(
                    mark=question_number(study.framework, each.question),
                    text=say.text(each.question.ask),
                    details=(difference_words(each, say),),
                )
                for each in comparison.signals
            )
            blocks += [Paragraph(text=line(strong(verdict)), with_next=True), Items(items=tuple(items))]
    if not blocks:
        verdict = say("study.differences.none" if found.tests else "study.differences.untested")
        blocks = [Paragraph(text=line(strong(verdict)), with_next=True)]
    groups = [f"{name_group(study, found.grouping, group, say)} ({count})" for group, count in found.groups.items()]
    note = say("study.differences.note", groups=", ".join(groups), levels=LEVELS, tests=found.tests)
    return [*blocks, Paragraph(text=note, style="quiet")]


def difference_words(each: QuestionDifference, say: Say) -> str:
    """How high the answers lie in the group and in the others, and how far apart at the same level; yes is 100."""
    mean, others = round(100 * each.mean), round(100 * each.mean_others)
    points = f"{'+' if each.difference > 0 else MINUS}{round(100 * abs(each.difference))}"
    return say("study.differences.distance", mean=mean, others=others, points=points)


def name_group(study: Study, grouping: Grouping, group: str, say: Say) -> str:
    """A language as it is called in the language at hand, a role as it is written."""
    if grouping == "role":
        return group
    return say.rules.called.get(group) or study.framework.languages.get(group, group)
