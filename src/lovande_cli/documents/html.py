"""The report as one self-contained web page: works offline, needs no script, and lets nothing in or out."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from lovande_cli.documents.content import Report
from lovande_cli.documents.figure import draw_figure
from lovande_cli.documents.lines import counts, develop_line, element_state, find_out_line, marks, remarks, step_line


def write_html(report: Report) -> bytes:
    """The page in UTF-8. Its Content-Security-Policy allows its own style and nothing else."""
    style = template_text("palette.css") + template_text("report.css")
    page = (
        environment()
        .get_template("report.html")
        .render(
            r=report,
            say=report.say,
            style=Markup(style),
            style_hash=content_hash(style),
            wide=Markup(draw_figure(report, columns=4, width=1000, name="wide", fonts="inherit")),
            narrow=Markup(draw_figure(report, columns=2, width=380, name="narrow", fonts="inherit")),
            counts=lambda element: counts(element, report.say),
            step_line=lambda step: step_line(step, report.say),
            marks=lambda answer: marks(answer, report.say),
            remarks=lambda answer: remarks(answer, report.say),
            element_state=lambda element: element_state(element, report.say),
            develop_line=lambda element: develop_line(element, report.say),
            find_out_line=lambda element: find_out_line(element, report.say),
        )
    )
    return page.encode("utf-8")


@cache
def template_text(name: str) -> str:
    """The text of a file in templates/."""
    return (files("lovande_cli.documents") / "templates" / name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """The templates; every value put into a page is escaped, and a name that is not there is an error."""
    return Environment(loader=FunctionLoader(template_text), autoescape=True, undefined=StrictUndefined)


def content_hash(text: str) -> str:
    """What a Content-Security-Policy calls this style or script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
