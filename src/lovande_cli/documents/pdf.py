"""The report as PDF, set by typst: A4, tagged, PDF/UA-1."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from typing import Any

from lovande_cli.documents.content import AnswerPart, ElementPart, Report, capital
from lovande_cli.documents.figure import draw_figure
from lovande_cli.documents.html import template_text
from lovande_cli.documents.lines import counts, develop_line, element_state, find_out_line, marks, remarks, step_line
from lovande_cli.errors import Problem, WrongCommand
from lovande_cli.language import Say

FONT = "Libertinus Serif"
"""Comes with typst, so that a report looks the same on every computer."""

NOT_IN_FONT = re.compile(
    "[^\n\t -~\xa0-\u036f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2010-\u2027\u200b\u2030-\u205e\u20ac]"
)
"""Roughly what the font lacks: a text is shown with a box for each when no font of the computer has it."""

LONG_WORD = re.compile(r"\S{30}(?=\S{5})")


def write_pdf(report: Report) -> bytes:
    """The PDF; raises WrongCommand where typst cannot be loaded."""
    return set_pages("report.typ", "report", report_data(report))


def set_pages(template: str, name: str, data: dict[str, Any]) -> bytes:
    """The PDF of a template in templates/ and its data, with the computer's fonts only where ours lacks a letter."""
    try:
        import typst
    except ImportError:
        raise WrongCommand([Problem(kind="needs-pdf-extra", blanks={"python": sys.executable})]) from None
    source = template_text(template).encode("utf-8")
    soft = change_texts(data, soften)
    attempts = ((soft, True), (soft, False), (change_texts(soft, box_unknown), False))
    for number, (content, ours_only) in enumerate(attempts, start=1):
        try:
            written = typst.compile(
                source,
                sys_inputs={name: json.dumps(content)},
                format="pdf",
                pdf_standards=["ua-1"],
                ignore_system_fonts=ours_only,
            )
        except typst.TypstError as error:
            if number == len(attempts) or "could not be displayed" not in str(error):
                raise
        else:
            assert isinstance(written, bytes)
            return written
    raise AssertionError("the last attempt returns or raises")


def change_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The data with every text changed; pictures and addresses are left as they are."""
    if isinstance(value, dict):
        return {key: one if key in ("svg", "address") else change_texts(one, change) for key, one in value.items()}
    if isinstance(value, list):
        return [change_texts(one, change) for one in value]
    return change(value) if isinstance(value, str) else value


def soften(text: str) -> str:
    """The text with places to break in words that may be wider than the page."""
    return LONG_WORD.sub("\\g<0>\u200b", text)


def box_unknown(text: str) -> str:
    """The text with a box for every letter that the font may lack."""
    return NOT_IN_FONT.sub("\u25a1", text)


def report_data(report: Report) -> dict[str, Any]:
    """What the template needs, as plain data."""
    say = report.say
    columns = ("number", "element", "status", "share", "answered", "documented")
    return {
        "fonts": [FONT],
        "language": say.rules.typst,
        "title": report.title,
        "practice": " ".join(report.practice.split()),
        "footer": f"{report.title} · {' '.join(report.practice.split())[:90]}",
        "facts": [{"label": fact.label, "text": fact.text} for fact in report.facts],
        "summary": report.summary,
        "notes": " ".join(report.summary_notes),
        "gate": report.gate,
        "changes": list(report.changes),
        "svg": draw_figure(report, columns=4, width=760, fonts=FONT, letter=8.2),
        "alt": report.figure_text,
        "columns": [say(f"result.column.{column}") for column in columns],
        "elements": [element_data(e, c.name, say) for c in report.categories for e in c.elements],
        "open": [
            {"number": a.number, "ask": a.ask, "answer": a.answer, "note": a.note, "hint": a.hint}
            for a in report.open_questions
        ],
        "untouched": list(report.untouched),
        "steps": [
            {"what": s.what + (f" ({say('result.step-done')})" if s.done else ""), "line": step_line(s, say)}
            for s in report.steps
        ],
        "method": list(report.method),
        "about": list(report.about),
        "sources": [{"reference": s.reference, "address": s.address, "note": s.note} for s in report.sources],
        "words": heading_words(report),
    }


def heading_words(report: Report) -> dict[str, str]:
    """The headings and the sentences under them."""
    say = report.say
    return {
        "kicker": say("report.kicker"),
        "figure": say("report.figure-title"),
        "caption": say("report.figure-caption"),
        "table": say("report.table-title"),
        "table-note": say("report.table-note"),
        "strengths": say("result.strengths-title"),
        "strengths-lead": say("report.strengths-lead" if report.strengths else "report.no-strengths"),
        "develop": say("result.develop-title"),
        "develop-lead": say("report.develop-lead" if report.gaps else "report.no-gaps"),
        "find-out": say("result.find-out-title"),
        "find-out-lead": say("result.find-out-lead" if report.has_open else "report.no-find-out"),
        "steps": say("result.steps-title"),
        "no-steps": say("report.no-steps"),
        "elements": say("report.elements-title"),
        "first-step": say("report.first-step"),
        "method": say("report.method-title"),
        "about": say("report.about-title"),
        "sources": say("report.sources-title"),
    }


def element_data(part: ElementPart, category: str, say: Say) -> dict[str, Any]:
    """One element as plain data."""
    return {
        "number": part.number,
        "name": part.name,
        "category": category,
        "status": part.status,
        "word": part.word,
        "share": part.share,
        "answered": f"{part.answered}/{len(part.answers)}",
        "documented": str(part.documented),
        "gap": part.status in ("partly", "absent", "unclear"),
        "counts": counts(part, say),
        "state": element_state(part, say),
        "description": part.description,
        "reading": part.reading,
        "answers": [answer_data(answer, say) for answer in part.answers],
        "develop": part.develop if part.to_develop else "",
        "develop-line": develop_line(part, say) if part.to_develop else "",
        "find-out": find_out_line(part, say) if part.to_find_out else "",
    }


def answer_data(answer: AnswerPart, say: Say) -> dict[str, Any]:
    """One answer as plain data."""
    return {
        "number": answer.number,
        "ask": answer.ask,
        "answer": capital(answer.answer),
        "marks": marks(answer, say),
        "remarks": [{"label": label, "text": text} for label, text in remarks(answer, say)],
    }
