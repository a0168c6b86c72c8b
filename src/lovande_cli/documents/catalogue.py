"""The catalogue: the descriptions that are shared, in order of name; for people, and as data for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.description import read_description
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.scoring import STATUSES, Result
from lovande_cli.documents import write_document
from lovande_cli.documents.blocks import (
    Article,
    Block,
    Cell,
    Chain,
    Contents,
    Document,
    Fact,
    Facts,
    Head,
    Heading,
    Items,
    Note,
    Paragraph,
    SearchBox,
    Table,
    in_language,
    line,
    link,
    quiet,
    replace,
)
from lovande_cli.documents.common_blocks import about_tool, badge, capital, status_facts, upright_heads
from lovande_cli.documents.description import part_section, public_facts
from lovande_cli.documents.words import practice_name
from lovande_cli.language import Say, languages
from lovande_cli.language.sanitize import for_document, for_json, for_title

OLD_AFTER_YEARS = 2
"""After so many years a description is marked as old, as NICE does with its shared learning."""

BESIDE_EACH_OTHER = 6
"""So many descriptions can be read in columns beside each other."""


def is_shared(sheet: AnswerSheet) -> bool:
    """Whether the group has said that others may see its description: everything else stays out of the catalogue."""
    return sheet.share == "public"


def shared_results(results: Sequence[Result], say: Say) -> list[Result]:
    """The results whose sheets are shared, in the language's alphabetical order, whatever their statuses."""
    shared = [result for result in results if is_shared(result.sheet)]

    def key(result: Result) -> tuple[str, str, str]:
        practice = result.sheet.practice
        sort_key = say.rules.sort_key
        return sort_key(practice_name(result.sheet, say)), sort_key(practice.organisation), result.sheet.workshop.date

    return sorted(shared, key=key)


def build_catalogue(framework: Framework, results: Sequence[Result], say: Say, today: date, title: str) -> Document:
    """The catalogue of the results whose sheets are shared; `today` tells which of them are old."""
    shared = shared_results(results, say)
    kicker = say.text(framework.title)
    title = for_title(title) or say("catalogue.title", count=len(shared))
    filters = {
        "organisation": capital(say("common.organisation")),
        "target-group": capital(say("common.target-group")),
        "element": say("catalogue.element-in-place"),
    }
    finder = SearchBox(
        label=say("catalogue.search"),
        filters=filters,
        words={"element": {str(e.number): f"{e.number} {say.text(e.name)}" for e in framework.elements}},
        any_word=say("catalogue.any"),
        found=say("catalogue.found", count="{count}", all="{all}"),
        none=say("catalogue.none"),
    )
    blocks: list[Block] = [
        Note(text=(say("catalogue.lead"),), style="frame"),
        Contents(title=say("catalogue.contents")),
        finder,
        *(entry(result, f"practice-{number}", say, today) for number, result in enumerate(shared, start=1)),
        *side_by_side(framework, shared, say),
        *about_tool(framework, say),
    ]
    return Document(
        title=title,
        language=say.language,
        kicker=f"{kicker} · {say('catalogue.kicker')}",
        footer=f"{kicker} · {title} · {say.date(today.isoformat())}",
        blocks=tuple(blocks),
    )


def entry(result: Result, anchor: str, say: Say, today: date) -> Article:
    """One practice: what its group wrote, and which elements have which status."""
    sheet, language = result.sheet, own_language(result.sheet, say)
    when = say.date(sheet.workshop.date) or say("catalogue.undated")
    if is_old(sheet.workshop.date, today):
        when = say("catalogue.old", date=when)
    *named, dated = public_facts(sheet, say, when).facts
    facts = (*(replace(fact, text=in_language(fact.text, language)) for fact in named), dated)
    parts = read_description(result.framework, sheet)
    written = {"written": sum(part.extent == "written" for part in parts), "parts": len(parts)}
    extent = Fact(label=say("catalogue.description"), text=say("catalogue.extent", **written))
    blocks: list[Block] = [
        Heading(text=practice_name(sheet, say), anchor=anchor, language=language),
        Facts(facts=(*facts, extent)),
    ]
    for part in parts:
        if part.extent != "empty":
            blocks += (own_words(b, language) for b in part_section(part, say, level=2, anchored=False))
    if result.answered:
        blocks += [Heading(text=say("description.elements-title"), level=2), status_facts(result, say)]
    in_place = tuple(str(e.element.number) for e in result.elements if e.status == "present")
    return Article(blocks=tuple(blocks), keys={"element": in_place})


def own_language(sheet: AnswerSheet, say: Say) -> str:
    """The language that a practice is described in, where it is one that we know and not the catalogue's; else ""."""
    return sheet.language if sheet.language in languages() and sheet.language != say.language else ""


def own_words(block: Block, language: str) -> Block:
    """The block with what a group wrote in its own language; headings and titles stay in the catalogue's."""
    if isinstance(block, Paragraph):
        return replace(block, text=in_language(block.text, language))
    if isinstance(block, Items):
        return replace(block, items=tuple(replace(item, text=in_language(item.text, language)) for item in block.items))
    if isinstance(block, Chain):
        links = (replace(step, lines=tuple(in_language(text, language) for text in step.lines)) for step in block.links)
        return replace(block, links=tuple(links))
    return block


def is_old(written: str, today: date) -> bool:
    """Whether a date (YYYY-MM-DD) is more than two years ago; what is no date is not."""
    try:
        then = date.fromisoformat(written)
    except ValueError:
        return False
    return (then.year + OLD_AFTER_YEARS, then.month, then.day) < (today.year, today.month, today.day)


def side_by_side(framework: Framework, shared: Sequence[Result], say: Say) -> list[Block]:
    """The practices beside each other: element by element, and part by part where they are few."""
    if not shared:
        return []
    heads = (Head(text=capital(say("common.practice")), width=6), *upright_heads(framework.elements, say))
    cells = {status: badge(status, say) for status in STATUSES}
    rows: list[tuple[Cell, ...]] = []
    for number, result in enumerate(shared, start=1):
        organisation = for_document(result.sheet.practice.organisation)
        name = link(practice_name(result.sheet, say), f"#practice-{number}")
        named = in_language(
            line(name, quiet(f"\n{organisation}" if organisation else "")), own_language(result.sheet, say)
        )
        rows.append((named, *(cells[found.status] for found in result.elements)))
    title = say("catalogue.side-by-side")
    return [
        Heading(text=title, anchor="side-by-side"),
        Paragraph(text=say("catalogue.side-by-side-lead"), with_next=True),
        Table(caption=title, heads=heads, rows=tuple(rows), grid=True),
        *parts_side_by_side(framework, shared, say),
    ]


def parts_side_by_side(framework: Framework, shared: Sequence[Result], say: Say) -> list[Block]:
    """Part by part, a column for each practice; nothing where there are too many to read in columns."""
    if not 1 < len(shared) <= BESIDE_EACH_OTHER:
        return []
    texts = []
    for result in shared:
        language = own_language(result.sheet, say)
        written = read_description(framework, result.sheet)
        texts.append({part.part.id: in_language(part.text, language) for part in written})
    rows = tuple(
        (line(say.text(part.heading)), *(text[part.id] for text in texts))
        for part in framework.description
        if any(text[part.id] for text in texts)
    )
    heads = (
        Head(text=say("catalogue.part")),
        *(Head(text=practice_name(result.sheet, say), width=2) for result in shared),
    )
    title = say("catalogue.parts-side-by-side")
    return [Heading(text=title), Table(caption=title, heads=heads, rows=rows)] if rows else []


DATE = "http://www.w3.org/2001/XMLSchema#date"
CONTEXT = {
    # what has no term elsewhere is ours; a URN, since no address on the web is promised
    "@vocab": "urn:lovande:",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "id": "dcterms:identifier",
    "version": "schema:version",
    "practices": {"@id": "dcterms:hasPart", "@container": "@list"},
    "elements": {"@container": "@list"},
    "dcterms:subject": {"@id": "dcterms:subject", "@container": "@list"},
    "dcterms:issued": {"@id": "dcterms:issued", "@type": DATE},
    "dcterms:date": {"@id": "dcterms:date", "@type": DATE},
}
"""What the keys of the catalogue mean, so that a reader of JSON-LD loses none; a list stays one, whatever it holds."""


def catalogue_data(framework: Framework, results: Sequence[Result], say: Say, today: date, title: str) -> bytes:
    """The catalogue as JSON-LD: what Dublin Core has a term for under that term, the rest under keys of ours."""
    shared = shared_results(results, say)
    content = {
        "@context": CONTEXT,
        "lovande": 1,
        "framework": {"id": framework.id, "version": framework.version},
        "dcterms:title": for_title(title) or say("catalogue.title", count=len(shared)),
        "dcterms:issued": today.isoformat(),
        "practices": [practice_data(result, say, today) for result in shared],
    }
    return for_json(json.dumps(content, ensure_ascii=False, indent=2)).encode("utf-8") + b"\n"


def practice_data(result: Result, say: Say, today: date) -> dict[str, object]:
    """One practice as data; what nobody wrote is left out."""
    sheet = result.sheet
    parts = read_description(result.framework, sheet)
    written = {part.part.id: part for part in parts if part.extent != "empty"}
    first = next((part.text for part in written.values() if part.text), "")
    terms = {
        "dcterms:title": practice_name(sheet, say),
        "dcterms:creator": sheet.practice.organisation,
        "dcterms:audience": sheet.practice.target_group,
        "dcterms:abstract": first,
        "dcterms:date": sheet.workshop.date,
        "dcterms:language": sheet.language,
        "dcterms:subject": [say.text(e.element.name) for e in result.elements if e.status == "present"],
    }
    # Dublin Core has no term for whom to turn to
    point = {"@type": "schema:ContactPoint", "schema:name": sheet.practice.contact}
    contact = {"schema:contactPoint": point} if sheet.practice.contact else {}
    return {
        **{key: value for key, value in terms.items() if value},
        **contact,
        "parts": {"written": sum(part.extent == "written" for part in parts), "all": len(parts)},
        "old": is_old(sheet.workshop.date, today),
        "description": {
            key: {link: text for link, text in part.links.items() if text} or part.text for key, part in written.items()
        },
        "elements": [{"id": e.element.id, "status": e.status} for e in result.elements],
    }


def write_catalogue(
    framework: Framework, results: Sequence[Result], say: Say, today: date, title: str, suffix: str
) -> bytes:
    """The catalogue in the format of the suffix, one of those of `catalogue`."""
    if suffix == ".json":
        return catalogue_data(framework, results, say, today, title)
    return write_document(build_catalogue(framework, results, say, today, title), suffix)
