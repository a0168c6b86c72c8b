"""Markdown: the score, the elements and the whole report, for wikis, version control and teachers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lovande_cli.assessment.framework import Element, Framework, Question
from lovande_cli.assessment.scoring import Result
from lovande_cli.documents.content import ElementPart, Report, capital, share_words
from lovande_cli.documents.lines import develop_line, element_state, find_out_line, marks, remarks, step_line
from lovande_cli.language import Say
from lovande_cli.language.characters import for_document
from lovande_cli.wording.results import chosen_words, practice_name, status_symbol, status_word, summary_sentence

SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$^=])")
"""What Markdown dialects read as something other than itself, anywhere in a line."""

LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")
"""What makes a line a list when it stands first."""


def escape(text: str) -> str:
    """The text as one line of Markdown that reads exactly as it was written."""
    line = " ".join(for_document(text).split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = SPECIAL.sub(r"\\\1", line)
    return LINE_START.sub(lambda m: m[1] + m[2][:-1] + "\\" + m[2][-1], line)


def score_markdown(result: Result, say: Say) -> str:
    """The result on one page: summary, table of the elements, what to develop, what to find out, next steps."""
    blocks = [f"# {escape(say('result.title', practice=practice_name(result.sheet, say)))}"]
    blocks.append(f"**{escape(summary_sentence(result, say))}**")
    notes = [say("result.answered", answered=result.answered, questions=result.questions, documented=result.documented)]
    if result.present_at_least != result.present_at_most:
        notes.append(say("result.range-why"))
    notes.append(say("result.no-pass-mark"))
    blocks.append(escape(" ".join(notes)))
    if result.tested_in_trial:
        blocks.append(f"> {escape(say('result.gate'))}")
    blocks.append(element_table(result, say))
    for title, lines in (
        ("result.develop-title", develop_lines(result, say)),
        ("result.find-out-title", find_out_lines(result, say)),
        ("result.steps-title", step_lines(result, say)),
    ):
        if lines:
            blocks += [f"## {escape(say(title))}", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"


def element_table(result: Result, say: Say) -> str:
    """The elements by number, each with its status as sign and word."""
    columns = ("number", "element", "status", "share", "answered", "documented")
    rows = [
        [
            str(found.element.number),
            say.text(found.element.name),
            f"{status_symbol(found.status, say)} {status_word(found.status, say)}",
            share_words(found, say),
            f"{found.answered}/{len(found.answers)}",
            str(found.documented),
        ]
        for found in result.elements
    ]
    return table([say(f"result.column.{column}") for column in columns], rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of plain texts."""
    lines = [head, ["---"] * len(head)]
    written = ["| " + " | ".join(escape(cell) if cell != "---" else cell for cell in line) + " |" for line in lines]
    written += ["| " + " | ".join(escape(cell) for cell in row) + " |" for row in rows]
    return "\n".join(written)


def develop_lines(result: Result, say: Say) -> list[str]:
    """The elements with answers worth less than 1: what to do first, and which questions they are."""
    lines = []
    for found in result.elements:
        if found.to_develop:
            lines.append(f"- **{escape(say.text(found.element.name))}**: {escape(say.text(found.element.develop))}")
            lines += [
                f"  - {escape(say.text(a.question.ask))} *{escape(chosen_words(a.question, a.answer, say))}*"
                for a in found.to_develop
            ]
    return lines


def find_out_lines(result: Result, say: Say) -> list[str]:
    """The questions without an answer, by element; the hint says whom to ask."""
    lines = []
    for found in result.elements:
        name = escape(say.text(found.element.name))
        if found.to_find_out and found.answered == 0:
            lines.append(f"- **{name}**: {escape(say('result.all-open', count=len(found.to_find_out)))}")
            continue
        for a in found.to_find_out:
            word = escape(chosen_words(a.question, a.answer, say))
            lines.append(f"- **{name}**: {escape(say.text(a.question.ask))} *{word}*")
            lines.append(f"  {escape(a.answer.note or say.text(a.question.hint))}")
    return lines


def step_lines(result: Result, say: Say) -> list[str]:
    """The next steps: what, who, when."""
    lines = []
    for action in result.sheet.actions:
        element = result.framework.element_by_id.get(action.element)
        start = f"**{escape(say.text(element.name))}**: " if element else ""
        tail = [f"{say('common.who')}: {action.who}"] if action.who else []
        tail += [f"{say('common.when')}: {say.date(action.when)}"] if action.when else []
        words = escape(" · ".join(tail))
        lines.append(f"- [{'x' if action.done else ' '}] {start}{escape(action.what)}{f' ({words})' if words else ''}")
    return lines


def elements_markdown(framework: Framework, elements: Sequence[Element], say: Say, *, questions: bool) -> str:
    """The elements by category, each with what must be true and what to discuss; the questions with hints on demand."""
    blocks = [f"# {escape(say.text(framework.title))}"]
    for category in framework.categories:
        chosen = [element for element in elements if element.category == category.id]
        if chosen:
            blocks += [f"## {escape(say.text(category.name))}", escape(say.text(category.description))]
            for element in chosen:
                blocks += element_blocks(element, say, questions=questions)
    blocks.append(f"## {escape(say('report.about-title'))}")
    blocks += [escape(say.text(paragraph)) for paragraph in framework.about]
    blocks.append(escape(say.text(framework.grouping)))
    return "\n\n".join(blocks) + "\n"


def element_blocks(element: Element, say: Say, *, questions: bool) -> list[str]:
    """One element: heading, description, what to discuss, and its questions if they are wanted."""
    blocks = [
        f"### {element.number}. {escape(say.text(element.name))}",
        escape(say.text(element.description)),
        f"**{escape(say('report.discuss'))}:** {escape(say.text(element.discuss))}",
    ]
    if questions:
        blocks += [question_block(f"{element.number}.{n}", q, say) for n, q in enumerate(element.questions, start=1)]
    return blocks


def question_block(number: str, question: Question, say: Say) -> str:
    """One question: number, wording, options, hint and id."""
    lines = [f"- **{number}** {escape(say.text(question.ask))}"]
    lines += [f"  - {escape(say.text(option.label))}" for option in question.options]
    lines.append(f"\n  *{escape(say.text(question.hint))}* (`{question.id}`)")
    return "\n".join(lines)


def write_markdown(report: Report) -> bytes:
    """The whole report as Markdown in UTF-8."""
    say = report.say
    blocks = [f"# {escape(report.practice)}"]
    blocks.append("\n".join(f"- {escape(fact.label)}: {escape(fact.text)}" for fact in report.facts))
    blocks += [f"**{escape(report.summary)}**", escape(" ".join(report.summary_notes))]
    blocks += [f"> {escape(report.gate)}"] if report.gate else []
    blocks += ["\n".join(f"- {escape(change)}" for change in report.changes)] if report.changes else []
    blocks += [f"## {escape(say('report.table-title'))}", report_table(report), escape(say("report.table-note"))]
    blocks += conclusion_blocks(report)
    blocks.append(f"## {escape(say('report.elements-title'))}")
    for category in report.categories:
        blocks.append(f"### {escape(category.name)}")
        for part in category.elements:
            blocks += part_blocks(part, say)
    blocks += [f"## {escape(say('report.method-title'))}", *(escape(text) for text in report.method)]
    blocks += [f"## {escape(say('report.about-title'))}", *(escape(text) for text in report.about)]
    blocks.append(f"## {escape(say('report.sources-title'))}")
    blocks.append(
        "\n".join(
            f"- {escape(s.reference)}{f' <{s.address}>' if s.address else ''} {escape(s.note)}".rstrip()
            for s in report.sources
        )
    )
    return ("\n\n".join(block for block in blocks if block) + "\n").encode("utf-8")


def report_table(report: Report) -> str:
    """The elements with their category."""
    say = report.say
    columns = ("number", "element", "status", "share", "answered", "documented")
    rows = [
        [
            str(e.number),
            e.name,
            f"{e.symbol} {e.word}",
            e.share,
            f"{e.answered}/{len(e.answers)}",
            str(e.documented),
            category.name,
        ]
        for category in report.categories
        for e in category.elements
    ]
    return table([*(say(f"result.column.{column}") for column in columns), capital(say("common.category"))], rows)


def conclusion_blocks(report: Report) -> list[str]:
    """Strengths first, then what to develop, what to find out, and the next steps."""
    say = report.say
    open_lines = []
    for answer in report.open_questions:
        open_lines.append(f"- **{answer.number}** {escape(answer.ask)} *{escape(answer.answer)}*")
        open_lines += [f"  {escape(text)}" for text in (answer.note, answer.hint) if text]
    open_lines += [f"- {escape(line)}" for line in report.untouched]
    step_lines = []
    for number, step in enumerate(report.steps, start=1):
        done = f" ({escape(say('result.step-done'))})" if step.done else ""
        step_lines.append(f"{number}. **{escape(step.what) or '–'}**{done}")
        step_lines += [f"   {escape(step_line(step, say))}"] if step_line(step, say) else []
    sections = (
        ("result.strengths-title", [f"- {escape(e.name)}" for e in report.strengths], "report.no-strengths"),
        ("result.develop-title", [f"- {escape(e.name)}: {escape(e.word)}" for e in report.gaps], "report.no-gaps"),
        ("result.find-out-title", open_lines, "report.no-find-out"),
        ("result.steps-title", step_lines, "report.no-steps"),
    )
    blocks = []
    for title, lines, nothing in sections:
        blocks += [f"## {escape(say(title))}", "\n".join(lines) if lines else escape(say(nothing))]
    return blocks


def part_blocks(part: ElementPart, say: Say) -> list[str]:
    """One element: what must be true, status, answers, advice."""
    blocks = [
        f"#### {part.number}. {escape(part.name)} – {escape(part.symbol)} {escape(part.word)}",
        escape(" ".join((part.description, part.reading))),
        escape(element_state(part, say)),
    ]
    lines = []
    for answer in part.answers:
        said = "".join(f" ({escape(mark)})" for mark in marks(answer, say))
        lines.append(f"- **{answer.number}** {escape(answer.ask)}{said} **{escape(capital(answer.answer))}**")
        lines += [f"  - {escape(label)}: {escape(text)}" for label, text in remarks(answer, say)]
    blocks.append("\n".join(lines))
    if part.to_develop:
        first = f"**{escape(say('report.first-step'))}.** {escape(part.develop)} {escape(develop_line(part, say))}"
        blocks.append(first)
    if part.to_find_out:
        blocks.append(escape(find_out_line(part, say)))
    return blocks
