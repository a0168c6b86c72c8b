"""The codebook of a table: what its columns, ids and numbers mean in every language, and the rule for a status."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from lovande_cli.assessment.framework import Framework, Question, Wording
from lovande_cli.assessment.tidy_rows import KINDS, Column, TableOptions, plain_number, question_codes
from lovande_cli.assessment.wide_rows import (
    MISSING_CODES,
    AnswerColumn,
    PilotColumn,
    answer_codes,
    scale_codes,
    table_columns,
)
from lovande_cli.documents import loading_library
from lovande_cli.documents.json_csv import csv_lines, to_json
from lovande_cli.documents.words import question_number
from lovande_cli.language import Say, spoken_languages

CODEBOOK = (
    *("what", "id", "of", "value", "weight", "core", "asked_if"),
    *("code", "number", "source", "renamed_from"),
)
"""The columns of the codebook before the labels and hints, of which there is one for each language."""

CODEBOOKS = (".csv", ".xlsx", ".json")
"""The suffixes of the files that a codebook is written to."""


def codebook_rows(framework: Framework, wanted: TableOptions) -> Iterator[Mapping[str, object]]:
    """Everything that the table's ids and numbers mean, and the rule that makes a status of them."""
    spoken = [Say(language) for language in framework.languages]

    def row(what: str, identity: str, label: Wording, **more: object) -> Mapping[str, object]:
        labels = {f"label_{say.language}": say.text(label) for say in spoken}
        return {"what": what, "id": identity, **more, **labels}

    # a folder of one's own may have languages that the program does not speak: its own words are in another then
    speakers = {say.language: say for say in spoken if say.language in spoken_languages()}
    other = next(iter(speakers.values()), Say(next(iter(spoken_languages()))))

    def ours(key: str) -> Wording:
        return {say.language: speakers.get(say.language, other)(f"table.{key}") for say in spoken}

    def labels_of(column: Column) -> Wording:
        return {say.language: column_label(column, say, speakers.get(say.language, other)) for say in spoken}

    # the digest of today's texts, as the column `wording` has it
    wording = f"w{framework.wording_digest}"
    yield row("framework", framework.id, framework.title, value=framework.version, code=wording)
    for column in table_columns(framework, wanted):
        of = column.question.id if isinstance(column, AnswerColumn) else ""
        yield row("variable", column.name, labels_of(column), of=of)
    yield from (row("kind", kind, ours(f"kind.{kind}"), code=MISSING_CODES.get(kind, "")) for kind in KINDS)
    yield from (
        row("rule", rule, ours(f"rule.{rule}"))
        for rule in ("share", "unknown", "votes", "status", "element", "apostrophe")
    )
    thresholds = framework.thresholds
    yield row("threshold", "present", ours("threshold.present"), value=plain_number(thresholds.present))
    yield row("threshold", "partly", ours("threshold.partly"), value=plain_number(thresholds.partly))
    yield row("gate", framework.gate, ours("gate"))
    for category in framework.categories:
        yield row("category", category.id, category.name)
    for element in framework.elements:
        number = str(element.number)
        yield row("element", element.id, element.name, of=element.category, value=element.number, number=number)
        for question in element.questions:
            yield from question_rows(framework, question, spoken, row)
    for place, closing in enumerate(framework.closing, 1):
        hints = {f"hint_{say.language}": say.text(closing.hint) for say in spoken if closing.hint}
        yield row("closing", closing.id, closing.ask, code=f"closing_{place}", **hints)
        codes = scale_codes(closing.scale) if closing.scale else {}
        yield from (row("answer", step.id, step.label, of=closing.id, code=codes[step.id]) for step in closing.steps)


def question_rows(
    framework: Framework, question: Question, spoken: Sequence[Say], row: Callable[..., Mapping[str, object]]
) -> Iterator[Mapping[str, object]]:
    """The question, then each of its answers with its value, and its number in a wide table."""
    condition, code, number = (
        question.ask_if,
        question_codes(framework)[question.id],
        question_number(framework, question),
    )
    yield row(
        "question",
        question.id,
        question.ask,
        of=question.element,
        value=question.choose or "scale",
        weight=plain_number(question.weight),
        core=int(question.core),
        asked_if=f"{condition.question}={' '.join(condition.any_of)}" if condition else "",
        code=code,
        number=number,
        source=question.source,
        renamed_from=" ".join(old for old, new in framework.renamed.items() if new == question.id),
        **{f"hint_{say.language}": say.text(question.hint) for say in spoken if question.hint},
    )
    codes = answer_codes(question)
    for place, option in enumerate(question.options, 1):
        value = "" if option.value is None else plain_number(option.value)
        name = f"{code}_{place}" if question.choose == "many" else codes[option.id]
        yield row("answer", option.id, option.label, of=question.id, value=value, code=name, number=f"{number}.{place}")
    for step in question.steps:
        worth = step.kind if step.value is None else plain_number(step.value)
        name = MISSING_CODES[step.kind] if step.kind != "valued" else codes[step.id]
        yield row("answer", step.id, step.label, of=question.id, value=worth, code=name)


def column_label(column: Column, say: Say, ours: Say | None = None) -> str:
    """What the column holds, in the person's language; of a question its number and text.

    `ours` speaks the program's words where that language is none of its own.
    """
    ours = ours or say
    if isinstance(column, PilotColumn):
        if column.closing:
            return say.text(column.closing.ask)
        return ours("table.column.minutes", element=say.text(column.element.name) if column.element else "")
    if not isinstance(column, AnswerColumn):
        return ours(f"table.column.{column.name}")
    number = column.code.removeprefix("q").replace("_", ".")
    if column.option:
        return f"{number} {say.text(column.option.label)}"
    if column.holds == "answer":
        return f"{number} {say.text(column.question.ask)}"
    return f"{number} {ours(f'table.column.{column.holds}')}"


def write_codebook(framework: Framework, wanted: TableOptions, suffix: str) -> bytes:
    """The codebook in the format of the suffix, one of `CODEBOOKS`; JSON is a list of the rows without empty cells."""
    rows = codebook_rows(framework, wanted)
    if suffix == ".json":
        # a program that reads JSON has no use for columns that a row does not have
        filled = [{key: cell for key, cell in row.items() if cell != ""} for row in rows]
        return (to_json(filled) + "\n").encode("utf-8")
    columns = (*CODEBOOK, *(f"{what}_{language}" for what in ("label", "hint") for language in framework.languages))
    cells = ([row.get(column, "") for column in columns] for row in rows)
    if suffix == ".csv":
        return csv_lines([columns, *cells]).encode("utf-8")
    with loading_library(".xlsx"):
        from lovande_cli.documents.writers.xlsx import list_workbook

    return list_workbook("codebook", columns, cells)
