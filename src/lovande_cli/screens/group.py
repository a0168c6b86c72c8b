"""How several people's answers are shown: where they stand on each element, and on each question how they spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from lovande_cli.assessment.consensus import Consensus, ElementSpread, QuestionSpread, Sort
from lovande_cli.assessment.scoring import STATUSES, Status
from lovande_cli.language import Say
from lovande_cli.language.shell import quote
from lovande_cli.screens import NARROW, layout, text
from lovande_cli.wording import group as words
from lovande_cli.wording.results import practice_name, question_number, signed_status, status_symbol, status_word

TABLE_WIDTH = 58
"""What the table of elements needs beside the respondents' columns: number, name, range and how many agree."""

MOST_SIGNS = 12
"""With more people than this, a sign for each of them no longer fits beside an element, and says little."""

PARTS = ("differing", "options", "thin", "agreed", "one-knows", "nobody-knows")
"""People differ on a scale, among options, or where few of them know; they agree; one of them knows; nobody does."""

INDENT = 5
"""Columns that the number of a question takes."""


def show_group(consensus: Consensus, say: Say, console: Console, *, sort: Sort = "disagreement") -> None:
    """Print everything that the people's answers say together; one respondent's alone are nothing to compare."""
    show_summary(consensus, say, console)
    if len(consensus.respondents) == 1:
        return
    show_elements(consensus, say, console)
    if sort == "order":
        show_in_order(consensus, say, console)
    else:
        show_by_disagreement(consensus, say, console)
    console.print()
    for legend in words.sign_legends(consensus, say):
        layout.show_pieces(legend, console)
    console.print(text(say("group.legend"), "quiet"))
    console.print()
    console.print(text(say("result.no-pass-mark"), "quiet"))


def show_saved(consensus: Consensus, file: Path, say: Say, console: Console) -> None:
    """Print that the group's file is saved, and how to go on with what is open and with texts that differ."""
    count = len(consensus.settled)
    ways = Counter(map(part_of, consensus.settled))
    parts = say.listing([say(f"group.{part}-part", count=ways[part]) for part in PARTS if ways[part]])
    settled, left = say("group.settled", count=count, parts=parts) if parts else 0, len(consensus.questions) - count
    console.print(text(say("group.saved", file=file, settled=settled, open=left)))
    if left:
        console.print(text(say("group.next", file=quote(file))), soft_wrap=True)
    if consensus.described_differently:
        console.print(text(say("group.describe", file=quote(file))), soft_wrap=True)


def parts(consensus: Consensus) -> dict[str, tuple[QuestionSpread, ...]]:
    """The questions by part, each with the largest disagreement first."""
    spreads = consensus.by_disagreement
    return {part: tuple(spread for spread in spreads if part_of(spread) == part) for part in PARTS}


def part_of(spread: QuestionSpread) -> str:
    """Which of `PARTS` a question belongs to."""
    if spread.differs:
        return "thin" if spread.is_thin else "options" if spread.question.choose else "differing"
    return "agreed" if spread.is_shared else "one-knows" if spread.known else "nobody-knows"


def show_summary(consensus: Consensus, say: Say, console: Console) -> None:
    """Print which practice it is about, who answered, and how many questions they agree on."""
    practice, date = consensus.sheet.practice, consensus.sheet.workshop.date
    who = words.respondents_words(consensus, say)
    title = say("group.title", who=who, practice=practice_name(consensus.sheet, say))
    details = (practice.organisation, practice.target_group, date)
    layout.show_title(title, details, console, notices=words.group_notices(consensus, say))
    found = parts(consensus)
    agreed, differing = len(found["agreed"]), len(consensus.differing)
    summary = say("group.summary", agreed=agreed, differing=differing, questions=len(consensus.questions))
    console.print()
    if len(consensus.respondents) == 1:
        known = sum(bool(spread.known) for spread in consensus.questions)
        console.print(text(say("group.alone", who=who, known=known, questions=len(consensus.questions)), "heading"))
        console.print(text(say("group.alone-next")))
        return
    console.print(text(summary, "heading"))
    for part in ("one-knows", "nobody-knows"):
        if found[part]:
            console.print(text(say(f"group.{part}-summary", count=len(found[part]))))
    if consensus.differing:
        console.print(text(say("group.talk")))


def show_elements(consensus: Consensus, say: Say, console: Console) -> None:
    """Print every person's status on every element, and the range: a table, or a list where the screen is narrow."""
    layout.show_heading(say("group.elements-title"), console)
    labels = [one.label for one in consensus.respondents]
    room = console.width - sum(len(label) + 1 for label in labels)
    if console.width < NARROW or len(labels) > MOST_SIGNS or room < TABLE_WIDTH:
        for one in consensus.elements:
            show_element(consensus, one, say, console)
    else:
        show_status_table(consensus, labels, say, console)
    console.print()
    layout.show_pieces((signed_status(status, say) for status in STATUSES), console)
    console.print(text(say("group.elements-note"), "quiet"))


def show_status_table(consensus: Consensus, labels: Sequence[str], say: Say, console: Console) -> None:
    """Print a row for each element, with a narrow column for each person."""
    ranges = [range_words(one, say) for one in consensus.elements]
    heads = [say("group.column.number"), say("group.column.element"), *labels]
    heads += [say("group.column.range"), say("group.column.agreed")]
    widths = [3, 0, *map(len, labels), min(27, max(map(len, (*ranges, heads[-2])))), len(heads[-1])]
    widths[1] = min(37, console.width - sum(widths) - len(widths) + 1)

    def sign(status: Status) -> Text:
        return text(status_symbol(status, say), status)

    rows = [
        (one.element, [*map(sign, one.statuses), text(reach), text(f"{one.shared}/{len(one.questions)}")])
        for one, reach in zip(consensus.elements, ranges, strict=True)
    ]
    right = (0, len(widths) - 1)
    layout.show_element_table(consensus.framework, heads, rows, widths, say, console, right=right)


def show_element(consensus: Consensus, one: ElementSpread, say: Say, console: Console) -> None:
    """Print one element on three short lines: name, everyone's sign, and the range."""
    console.print(text(f"{one.element.number:>2} {say.text(one.element.name)}", "heading"))
    if len(consensus.respondents) <= MOST_SIGNS:
        line = Text("  ").join(
            Text.assemble(text(f"{person.label} "), text(status_symbol(status, say), status))
            for person, status in zip(consensus.respondents, one.statuses, strict=True)
        )
    else:
        counts = ((status, one.statuses.count(status)) for status in STATUSES)
        line = text(" · ".join(f"{signed_status(status, say)} {count}" for status, count in counts if count))
    layout.show_indented(line, console)
    said = [say("group.agreed-label", agreed=one.shared, questions=len(one.questions))]
    if one.ends:
        said.insert(0, say("group.range-label", range=range_words(one, say)))
    layout.show_pieces(said, console, indent=3)


def range_words(one: ElementSpread, say: Say) -> str:
    """From the lowest status to the highest among those whose status is clear."""
    if one.ends is None:
        return ""
    lowest, highest = (status_word(status, say) for status in one.ends)
    return lowest if lowest == highest else say("group.range", lowest=lowest, highest=highest)


def show_by_disagreement(consensus: Consensus, say: Say, console: Console) -> None:
    """Print the questions, largest disagreement first, under a heading for each part."""
    for part, spreads in parts(consensus).items():
        if spreads:
            layout.show_heading(say(f"group.{part}-title", count=len(spreads)), console)
            if part in ("differing", "options", "thin"):
                console.print(text(say(f"group.{part}-lead"), "quiet"))
            show_questions(consensus, spreads, say, console)


def show_in_order(consensus: Consensus, say: Say, console: Console) -> None:
    """Print the questions in the order they are asked, by element."""
    layout.show_heading(say("group.in-order-title"), console)
    for element in consensus.framework.elements:
        console.print(text(f"{element.number} {say.text(element.name)}", "quiet"))
        show_questions(consensus, (s for s in consensus.questions if s.question.element == element.id), say, console)


def show_questions(consensus: Consensus, spreads: Iterable[QuestionSpread], say: Say, console: Console) -> None:
    """Print each question with how people answered it: signs for everyone, counts in words, and the agreement."""
    for spread in spreads:
        number = text(question_number(consensus.framework, spread.question), "quiet")
        signs = words.spread_signs(spread) if len(spread.votes) <= MOST_SIGNS else ""
        counts = text(f"{signs}  " if signs else "", "accent").append_text(text(words.spread_words(spread, say)))
        how_far = text(words.agreement_words(spread, say), "quiet")
        beside = counts.cell_len + how_far.cell_len + INDENT + 3 <= console.width
        ask = text(say.text(spread.question.ask), "heading" if spread.differs else "")
        said = Text.assemble(ask, "\n", counts, "   " if beside else "\n", how_far)
        layout.show_point(number, said, console, width=INDENT - 1)
