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


def language_blocks(study: Study, say: Say) -> list[Block]:
    """What differs between languages, or how many practices that takes; nothing where there is one language."""
    (found,) = (each for each in study.differences if each.grouping == "language")
    if found.comparisons:
        return difference_blocks(study, found, say)
    return [Paragraph(text=say("study.differences.few", least=MIN_PRACTICES))]


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
            group, *against = (name_group(study, found.grouping, g) for g in (comparison.group, *comparison.against))
            count = len(comparison.signals)
            verdict = say("study.differences.found", count=count, group=group, against=", ".join(against))
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
        blocks = [Paragraph(text=line(strong(say("study.differences.none"))), with_next=True)]
    groups = [
        say("study.differences.practices", group=name_group(study, found.grouping, group), count=count)
        for group, count in found.groups.items()
    ]
    note = say("study.differences.note", groups=", ".join(groups), levels=LEVELS, tests=found.tests)
    return [*blocks, Paragraph(text=note, style="quiet")]


def difference_words(each: QuestionDifference, say: Say) -> str:
    """How high the answers lie in the group and in the others, and how far apart at the same level; yes is 100."""
    mean, others, points = (round(100 * value) for value in (each.mean, each.mean_others, abs(each.difference)))
    way = "higher" if each.difference > 0 else "lower"
    return say(f"study.differences.{way}", mean=mean, others=others, points=points)


def name_group(study: Study, grouping: Grouping, group: str) -> str:
    """A language by its own name, a role as it is written."""
    return study.framework.languages.get(group, group) if grouping == "language" else group
