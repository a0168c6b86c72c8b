"""A problem put in words: where it is, what is wrong, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lovande_cli.errors import Problem
from lovande_cli.language import Say
from lovande_cli.language.shell import quote


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A problem as a person reads it; `where` is file and line, or "" where no file is meant."""

    where: str
    reason: str
    remedy: str


def explain(problem: Problem, say: Say) -> Explanation:
    """The problem in words; where a word was misspelt the remedy says which one was probably meant."""
    blanks = {key: say.text(blank) if isinstance(blank, Mapping) else blank for key, blank in problem.blanks.items()}
    blanks["typed"] = quote(problem.file)
    remedy = say(f"problems.{problem.kind}.remedy", **blanks)
    if blanks.get("meant"):
        remedy = f"{say('problems.did-you-mean', meant=blanks['meant'])} {remedy}"
    where = problem.file
    if where and problem.line:
        where = say("problems.where", file=problem.file, line=problem.line)
    return Explanation(where=where, reason=say(f"problems.{problem.kind}.reason", **blanks), remedy=remedy)
