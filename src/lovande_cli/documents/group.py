"""Several people's answers side by side: where they stand on each element, and how they spread on each question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from lovande_cli.assessment.answers import Answer
from lovande_cli.assessment.description import read_description
from lovande_cli.assessment.framework import Question, Scale
from lovande_cli.assessment.group import Consensus, QuestionSpread, Sort, as_vote
from lovande_cli.assessment.scoring import STATUSES
from lovande_cli.documents.blocks import (
    Block,
    Cell,
    Document,
    Head,
    Heading,
    Item,
    Items,
    Note,
    Paragraph,
    Span,
    Table,
    Text,
    line,
    quiet,
    strong,
)
from lovande_cli.documents.change import retired_words
from lovande_cli.documents.common_blocks import about_tool, badge, capital
from lovande_cli.documents.description import part_section
from lovande_cli.documents.words import (
    answer_labels,
    by_category,
    chosen_words,
    hands_words,
    practice_name,
    question_number,
    sheets_notices,
    signed_status,
    status_word,
)
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_document

RANKED_SIGNS = {1: "●", 2: "●○", 3: "●◐○", 4: "●◕◔○", 5: "●◕◐◔○"}
"""Signs for the steps of a scale by how many there are, the highest first."""

RANKS = "123456789abcdefghijklmnopqrstuvwxyz"

UNANSWERED = "_"

MAX_SIGNS = 12
"""With more people than this, a sign for each of them no longer fits beside an element, and says little."""

PARTS = ("differing", "options", "thin", "knows-alone", "agreed", "one-knows", "nobody-knows")
"""People differ on a scale, among options, or where few of them know; one of them knows what others do not.

Or they agree; one alone has answered; nobody knows.
"""


def build_group(consensus: Consensus, say: Say, *, sort: Sort = "disagreement", brief: bool = False) -> Document:
    """Everything that the people's answers say together.

    `brief` is for a screen: it leaves out what a paper must say of itself.
    """
    kicker, practice = say.text(consensus.framework.title), consensus.sheet.practice
    title = say("group.title", who=respondents_words(consensus, say), practice=practice_name(consensus.sheet, say))
    contact = f"{say('common.contact')}: {practice.contact}" if practice.contact else ""
    date = consensus.sheet.workshop.date
    about = " · ".join(filter(None, (practice.organisation, practice.target_group, contact, date)))
    notices = group_notices(consensus, say)
    blocks: list[Block] = [
        *([Paragraph(text=about, style="quiet", with_next=bool(notices))] if about else []),
        *([Note(text=notices, style="frame")] if notices else []),
        group_summary(consensus, say) if len(consensus.respondents) > 1 else alone(consensus, say),
    ]
    if len(consensus.respondents) > 1:
        blocks += compared(consensus, say, sort)
    blocks += written_beside(consensus, say)
    if not brief:
        blocks += other_texts(consensus, say)
    return Document(
        title=title,
        language=say.language,
        kicker=kicker,
        footer=f"{kicker} · {title[:90]}",
        blocks=(*blocks, *(() if brief else about_tool(consensus.framework, say))),
    )


def alone(consensus: Consensus, say: Say) -> Note:
    """What one respondent knows: alone there is nothing to compare."""
    known = sum(bool(spread.known) for spread in consensus.questions)
    who, questions = respondents_words(consensus, say), len(consensus.questions)
    title = say("group.alone", who=who, known=known, questions=questions)
    return Note(title=title, text=(say("group.alone-next"),), style="summary")


def compared(consensus: Consensus, say: Say, sort: Sort) -> list[Block]:
    """Where they stand on every element, how they spread on every question, and what the signs and numbers mean."""
    blocks: list[Block] = [
        Heading(text=say("group.elements-title")),
        element_table(consensus, say),
        Paragraph(text=" · ".join(signed_status(status, say) for status in STATUSES), style="quiet", with_next=True),
        Paragraph(text=say("group.elements-note"), style="quiet"),
        *(in_order(consensus, say) if sort == "order" else by_disagreement(consensus, say)),
    ]
    for legend in sign_legends(consensus, say):
        blocks.append(Paragraph(text=" · ".join(legend), style="quiet", with_next=True))
    return [
        *blocks,
        Paragraph(text=say("group.legend"), style="quiet"),
        Paragraph(text=say("result.no-pass-mark"), style="quiet"),
    ]


def group_summary(consensus: Consensus, say: Say) -> Note:
    """How many questions they agree on, how many one or nobody knows, and where to begin."""
    found = parts(consensus)
    counts = {"agreed": len(found["agreed"]), "differing": len(consensus.differing)}
    unknown = [part for part in ("knows-alone", "one-knows", "nobody-knows") if found[part]]
    sentences = [say(f"group.{part}-summary", count=len(found[part])) for part in unknown]
    sentences += [say("group.talk")] * bool(consensus.differing)
    title = say("group.summary", **counts, questions=len(consensus.questions))
    return Note(title=title, text=tuple(sentences), style="summary")


def parts(consensus: Consensus) -> dict[str, tuple[QuestionSpread, ...]]:
    """The questions by part, each with the largest disagreement first."""
    spreads = consensus.by_disagreement
    return {part: tuple(spread for spread in spreads if part_of(spread) == part) for part in PARTS}


def part_of(spread: QuestionSpread) -> str:
    """Which of `PARTS` a question belongs to."""
    if spread.differs:
        return "thin" if spread.mostly_unknown else "options" if spread.question.choose else "differing"
    if spread.knows_alone:
        return "knows-alone"
    return "agreed" if spread.is_shared else "one-knows" if spread.known else "nobody-knows"


def element_table(consensus: Consensus, say: Say) -> Table:
    """Everyone's status on each element under its category, the range, and on how many questions they agree.

    With many people it is told how many have each status.
    """
    people = consensus.respondents
    each = len(people) <= MAX_SIGNS
    heads = (
        Head(text=say("group.column.number"), width=0.5, numeric=True),
        Head(text=say("group.column.element"), width=3),
        *(Head(text=person.label, width=0.5) for person in people if each),
        *([] if each else [Head(text=say("group.column.statuses"), width=2)]),
        Head(text=say("group.column.range"), width=2),
        Head(text=say("group.column.agreed"), width=0.9, numeric=True, tells_zero=True),
    )
    rows: list[tuple[Cell, ...]] = []
    of_elements = ((spread.element, spread) for spread in consensus.elements)
    for category, within in by_category(consensus.framework, of_elements, say):
        rows.append((category,))
        for spread in within:
            statuses: list[Cell] = [badge(status, say) for status in spread.statuses]
            if not each:
                counts = ((status, spread.statuses.count(status)) for status in STATUSES)
                statuses = [" · ".join(f"{signed_status(status, say)} {count}" for status, count in counts if count)]
            agreed = f"{spread.shared}/{len(spread.questions)}"
            name = say.text(spread.element.name)
            span = ""
            if spread.ends:
                lowest, highest = (status_word(end, say) for end in spread.ends)
                span = lowest if lowest == highest else say("group.range", lowest=lowest, highest=highest)
            rows.append((str(spread.element.number), name, *statuses, span, agreed))
    return Table(caption=say("group.elements-title"), heads=heads, rows=tuple(rows), name_column=1, grid=True)


def by_disagreement(consensus: Consensus, say: Say) -> list[Block]:
    """The questions, largest disagreement first, under a heading for each part."""
    blocks: list[Block] = []
    for part, spreads in parts(consensus).items():
        if spreads:
            blocks.append(Heading(text=say(f"group.{part}-title", count=len(spreads))))
            if part in ("differing", "options", "thin", "knows-alone"):
                blocks.append(Paragraph(text=say(f"group.{part}-lead"), style="quiet", with_next=True))
            blocks.append(question_items(consensus, spreads, say))
    return blocks


def in_order(consensus: Consensus, say: Say) -> list[Block]:
    """The questions in the order they are asked, by element."""
    blocks: list[Block] = [Heading(text=say("group.in-order-title"))]
    for element in consensus.framework.elements:
        asked = [spread for spread in consensus.questions if spread.question.element == element.id]
        if asked:
            blocks.append(Heading(text=f"{element.number} {say.text(element.name)}", level=2))
            blocks.append(question_items(consensus, asked, say))
    return blocks


def question_items(consensus: Consensus, spreads: Iterable[QuestionSpread], say: Say) -> Items:
    """Each question with how people answered it, in signs, counts and agreement, and what each of them wrote."""
    items = []
    for spread in spreads:
        ask = say.text(spread.question.ask)
        signs = spread_signs(spread) if len(spread.votes) <= MAX_SIGNS else ""
        shown = [Span(text=f"{signs}  ", look="accent")] if signs else []
        told = line(*shown, counted_words(spread, say), quiet(f" · {agreement_words(spread, say)}"))
        number = question_number(consensus.framework, spread.question)
        is_talked_about = spread.differs or bool(spread.knows_alone)
        details = (told, *written_words(spread.question, spread.votes, say))
        items.append(Item(mark=number, text=line(strong(ask)) if is_talked_about else ask, details=details))
    return Items(items=tuple(items))


def written_words(question: Question | None, votes: Mapping[str, Answer], say: Say) -> tuple[Text, ...]:
    """What each person wrote beside an answer: "B (nej): Räknar bara besök. Underlag: …"; without a word nothing."""
    written: list[Text] = []
    for label, vote in votes.items():
        note, evidence, about = map(for_document, (vote.note, vote.evidence, vote.about_question))
        chosen = chosen_words(question, vote, say) if question else retired_words(vote, say)
        spans = [Span(text=f"{note} ")] if note else []
        spans += [quiet(f"{capital(say('common.evidence'))}: "), Span(text=evidence)] if evidence else []
        spans += [quiet(f" {say('common.about-question')}: "), Span(text=about)] if about else []
        if question and vote.hands:
            spans.append(quiet(f" {capital(say('report.hands'))}: {hands_words(question, vote, say)}"))
        if spans:
            written.append((quiet(f"{label} ({chosen}): "), *spans))
    return tuple(written)


def written_beside(consensus: Consensus, say: Say) -> list[Block]:
    """What people wrote at questions that are not shown above: those that they were not asked, or that are retired.

    One respondent has nobody to be compared with: then it is all that is written.
    """
    shown = {spread.question.id: spread.votes for spread in consensus.questions if len(consensus.respondents) > 1}
    items = []
    for key in dict.fromkeys(key for person in consensus.respondents for key in person.sheet.answers):
        question = consensus.framework.question_by_id.get(key)
        votes = {
            person.label: as_vote(person.sheet.answers[key], question, person.sheet.language)
            for person in consensus.respondents
            if key in person.sheet.answers and person.label not in shown.get(key, {})
        }
        if words := written_words(question, votes, say):
            number, ask = (
                ("–", key)
                if question is None
                else (question_number(consensus.framework, question), say.text(question.ask))
            )
            items.append(Item(mark=number, text=ask, details=words))
    return [Heading(text=say("group.written-title")), Items(items=tuple(items))] if items else []


def other_texts(consensus: Consensus, say: Say) -> list[Block]:
    """The next steps and the description, in everybody's words."""
    blocks: list[Block] = []
    if consensus.sheet.actions:
        blocks.append(Heading(text=say("result.steps-title")))
        items = []
        for step in consensus.sheet.actions:
            who = " · ".join(filter(None, (for_document(step.who), say.date(for_document(step.when)))))
            items.append(Item(text=for_document(step.what) or "–", details=(who,) if who else ()))
        blocks.append(Items(items=tuple(items)))
    described = [part for part in read_description(consensus.framework, consensus.sheet) if part.extent != "empty"]
    if described:
        blocks.append(Heading(text=say("group.description-title")))
        for part in described:
            blocks += part_section(part, say, level=2, anchored=False)
    return blocks


# ---- in words ----


def settled_words(consensus: Consensus, say: Say) -> str:
    """How many questions have the answer that those who know agree on, and how many of them know: "16 (14 …)"."""
    ways = Counter(map(part_of, consensus.settled))
    ends = [say(f"group.{part}-part", count=ways[part]) for part in PARTS if ways[part]]
    return say("group.settled", count=len(consensus.settled), parts=say.listing(ends)) if ends else "0"


def unsettled_words(consensus: Consensus, say: Say) -> str:
    """How many questions have no answer yet, and why: "30 (28 där ni svarar olika och 2 där bara en av er vet)"."""
    ways = Counter(spread.open_reason for spread in consensus.questions if not spread.agreed)
    ends = [say(f"group.open.{why}", count=ways[why]) for why in ("differs", "one-knows", "unanswered") if ways[why]]
    return say("group.settled", count=sum(ways.values()), parts=say.listing(ends)) if ends else "0"


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
    legends = []
    for scale in scales:
        labels = {step.id: step.label for step in scale.steps}
        signs = (f"{sign} {say.text(labels[step])}" for step, sign in step_signs(scale).items())
        legends.append((*signs, unanswered))
    return tuple(legends)


def counted_words(spread: QuestionSpread, say: Say) -> str:
    """How many gave each answer: "ja 4 · delvis 1 · vet inte 1"."""
    labels = answer_labels(spread.question, say)
    said = [
        say("group.count", word=labels[choice], people=people) for choice, people in spread.counts.items() if people
    ]
    unanswered = len(spread.people("unanswered"))
    if unanswered:
        said.append(say("group.count", word=say("common.unanswered"), people=unanswered))
    return " · ".join(said)


def agreement_words(spread: QuestionSpread, say: Say) -> str:
    """How many know, of how many, or who alone does, and where they differ how far they agree."""
    if spread.knows_alone:
        return say("group.knows-alone", label=spread.knows_alone)
    said = [say("group.knowing", knowing=len(spread.known), people=len(spread.votes))]
    if spread.agreement is not None and spread.differs:
        among = "agreement-among" if spread.people("not-applicable") else "agreement"
        # short of full agreement it never rounds up to 1
        agreement = say.number(spread.agreement if spread.agreement == 1 else min(spread.agreement, Fraction(99, 100)))
        said.append(say(f"group.{among}", agreement=agreement, count=spread.knowing))
    if spread.differs and spread.people("not-applicable"):
        said.append(say("group.kind-differs"))
    return ", ".join(said)


def respondents_words(consensus: Consensus, say: Say) -> str:
    """Who has answered: "gruppen (6) och 2 personer"."""
    groups = [group.label for group in consensus.respondents if group.people > 1]
    alone = len(consensus.respondents) - len(groups)
    return say.listing([*groups, *([say("group.persons", count=alone)] if alone else [])])


def group_notices(consensus: Consensus, say: Say) -> tuple[str, ...]:
    """What there is to know about how the answers came in."""
    respondents = consensus.respondents
    said = [say("group.together", label=group.label) for group in respondents if group.people > 1]
    again = [person for person in respondents if person.times > 1]
    said += [say("group.handed-in-again", label=person.label, times=person.times) for person in again]
    said += [say("group.namesakes", labels=say.listing(labels)) for labels in consensus.namesakes]
    sheets = [respondent.sheet for respondent in respondents]
    versions = sorted({sheet.framework_version for sheet in sheets})
    if len(versions) > 1:
        said.append(say("group.versions-differ", versions=say.listing(versions)))
    if differing := consensus.described_differently:
        known = consensus.framework.description_part_by_id
        parts = [say.text(known[part].heading) if part in known else part for part in differing]
        said.append(say("group.described-differently", parts=say.listing(parts)))
    return (*said, *sheets_notices(sheets, say))
