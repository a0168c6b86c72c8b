"""How the elements work, as sections of the study: agreement on the status, why it is unclear, what it hangs on."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction

from lovande_cli.assessment.element_study import ElementStudy
from lovande_cli.assessment.question_study import ENOUGH_PRACTICES
from lovande_cli.assessment.study import Study
from lovande_cli.documents.blocks import Block, Cell, Head, Heading, Item, Items, Paragraph, Table, line, strong
from lovande_cli.documents.words import measure_words, percent, question_number
from lovande_cli.language import Say


def element_findings(study: Study, say: Say) -> list[Block]:
    """The elements that stand out, with why, and how many statuses hang on the rule; in words."""
    begun = [studied for studied in study.elements if studied.rounds]
    if not begun:
        return []
    items = tuple(
        Item(
            mark=str(studied.element.number),
            text=line(strong(say.text(studied.element.name))),
            details=tuple(say(f"study.elements.signal.{key}", share=percent(s)) for key, s in studied.signals.items()),
        )
        for studied in begun
        if studied.signals
    )
    rounds = sum(studied.rounds for studied in begun)
    changed = sum((Counter(studied.changes) for studied in begun), Counter[str]())
    shares = {rule: percent(Fraction(changed[rule], rounds)) for rule in begun[0].changes}
    if items:
        told: Block = Items(items=items)
    elif study.practices < ENOUGH_PRACTICES:
        told = Paragraph(text=say("study.few", least=ENOUGH_PRACTICES))
    else:
        told = Paragraph(text=say("study.elements.nothing"))
    return [Heading(text=say("study.elements.title")), told, Paragraph(text=say("study.elements.hangs-on", **shares))]


def element_tables(study: Study, say: Say, *, brief: bool) -> list[Block]:
    """Every element in numbers: how alike its status is, what it hangs on, and how hard "present" is to reach."""
    begun = [studied for studied in study.elements if studied.rounds]
    if not begun:
        return []
    hardness: defaultdict[int, list[Fraction]] = defaultdict(list)
    for studied in begun:
        hardness[len(studied.without)].append(studied.by_chance)
    shares = [
        say("study.elements.of", count=count, share=percent(sum(found, Fraction(0)) / len(found)))
        for count, found in sorted(hardness.items())
    ]
    return [
        Heading(text=say("study.elements.all-title")),
        agreement_table(begun, say, brief=brief),
        Paragraph(text=say("study.elements.agreement-note"), style="quiet"),
        Heading(text=say("study.elements.rules-title")),
        rules_table(study, begun, say),
        Paragraph(text=say("study.elements.rules-note"), style="quiet", with_next=True),
        Paragraph(text=say("study.elements.chance-note", shares=say.listing(shares)), style="quiet"),
    ]


def agreement_table(begun: list[ElementStudy], say: Say, *, brief: bool) -> Table:
    """How often two sheets of a round give the same status, and how many rounds are unclear and why.

    A screen leaves out what takes a statistician to read: agreement beyond chance.
    """
    rows: list[tuple[Cell, ...]] = []
    for studied in begun:
        rounds = studied.rounds
        beyond_chance = [measure_words(m, say) for m in (studied.agreement.alpha, studied.agreement.gwet)]
        rows.append(
            (
                say.text(studied.element.name),
                str(studied.compared),
                percent(studied.identical.value if studied.identical else None),
                *([] if brief else beyond_chance),
                percent(studied.unclear),
                *(percent(Fraction(times, rounds)) for times in studied.unclear_because.values()),
            )
        )
    beyond = () if brief else ("alpha", "gwet")
    keys = ("compared", "identical", *beyond, "unclear", "nobody-knows", "differs", "both")
    return number_table("all-title", keys, ("compared", "both"), rows, say)


def rules_table(study: Study, begun: list[ElementStudy], say: Say) -> Table:
    """The share of rounds whose status would be another by each other rule, and without the question that matters."""
    rows: list[tuple[Cell, ...]] = []
    for studied in begun:
        changed = [percent(Fraction(times, studied.rounds)) for times in studied.changes.values()]
        most = studied.most_influential
        hangs_on = (
            f"{question_number(study.framework, study.framework.question_by_id[most])}"
            f" ({percent(Fraction(studied.without[most], studied.rounds))})"
            if most
            else "–"
        )
        rows.append((say.text(studied.element.name), *changed, hangs_on))
    keys = ("present_67", "present_80", "without_core", "unknown_as_no", "without")
    return number_table("rules-title", keys, (), rows, say)


def number_table(
    caption: str, keys: tuple[str, ...], minor: tuple[str, ...], rows: list[tuple[Cell, ...]], say: Say
) -> Table:
    """A table of numbers with a row for each element."""
    heads = [
        Head(
            text=say(f"study.elements.column.{key}"),
            width=1.7 if key in ("alpha", "gwet") else 1.2,
            numeric=True,
            minor=key in minor,
            tells_zero=key == "identical",
        )
        for key in keys
    ]
    name = Head(text=say("study.elements.column.element"), width=3)
    return Table(caption=say(f"study.elements.{caption}"), heads=(name, *heads), rows=tuple(rows))
