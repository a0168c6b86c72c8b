"""The program's own commands, run for a person who chose them from a list: a report, a form, a map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path, PurePath

from lovande_cli.documents import UNAVAILABLE
from lovande_cli.documents.problems import explain
from lovande_cli.errors import LovandeError
from lovande_cli.files.default_folders import shown_path
from lovande_cli.files.store import next_free
from lovande_cli.interview.page_model import Choice, Page, Remark, Reply
from lovande_cli.interview.session import Session
from lovande_cli.language import Say


def run_command(session: Session, arguments: Sequence[str], output: str) -> str:
    """Run a command that writes `output`; the next page tells where it is and how to do it without us, or what failed.

    It also tells which files were passed over. The kind of problem that it failed with, "" where it wrote the file.
    """
    commands, told = session.setting.commands, StringIO()
    try:
        commands.run(arguments, told)
    except LovandeError as error:
        problem = error.problems[0]
        words = explain(problem, session.say)
        where = f"{shown_path(words.where)}:" if words.where else ""
        session.notice = " ".join(part for part in (where, words.reason, words.remedy) if part)
        if not Path(output).exists():  # it is there where only some of many files could not be read
            return problem.kind
    session.banners = (Remark(label=session.say("interview.saved"), words=shown_path(output), style="present"),)
    beside = [line for line in told.getvalue().splitlines() if line.strip() and output not in line]
    session.banners += tuple(Remark(label="", words=line) for line in beside)
    session.footnote = session.say("interview.command", command=commands.typed(arguments))
    return ""


def offer_document(session: Session, command: str, path: str, *, later: bool = True) -> str | None:
    """Let the group save what a command makes of the answer file, beside it; the file, "" for not now (`later`).

    None when the group went back.
    """
    file = PurePath(path)
    output = ""

    def save(suffix: str) -> str:
        nonlocal output
        output = next_free(file.with_name(f"{file.stem}-{session.say(f'interview.{command}.file')}{suffix}"))
        return run_command(session, (command, path, "-o", output, "--lang", session.say.language), output)

    suffix = save_as(session, command, save, later=later)
    return output if suffix else suffix


def save_as(session: Session, command: str, save: Callable[[str], str], *, later: bool = False) -> str | None:
    """Let the group choose a kind of file and `save` one of its suffix, which gives the kind of problem or "".

    Where that fails the page stays, without a kind of file that cannot be made on this computer. The suffix that was
    saved, "" for not now (`later`), None when the group went back.
    """
    suffixes = list(session.setting.commands.formats(command))
    while suffixes:
        reply = choose_format(session, command, suffixes, later=later)
        if reply.move:
            return None
        suffix = "".join(reply.chosen)
        if not suffix:
            return ""
        problem = save(suffix)
        if not problem:
            return suffix
        if problem in UNAVAILABLE.values():
            suffixes.remove(suffix)
    return ""


def choose_format(session: Session, command: str, suffixes: Sequence[str], *, later: bool) -> Reply:
    """The kind of file that a command shall write, one of these: its suffix is chosen, "" for not now."""
    while True:
        say = session.say
        choices = [Choice(id=one, label=format_name(one, say)) for one in suffixes]
        if later:
            choices.append(Choice(id="", label=say("interview.format.later")))
        page = Page(
            title=say(f"interview.{command}.title"),
            question=say(f"interview.{command}.ask"),
            hint=say(f"interview.{command}.hint"),
            choices=tuple(choices),
            pointed="" if later else choices[0].id,
        )
        reply = session.choose(page)
        if reply.move != "language":
            return reply


def format_name(suffix: str, say: Say) -> str:
    """What people call the files with this suffix; the suffix itself for a format that nobody has named."""
    try:
        return say(f"interview.format.{suffix[1:]}")
    except KeyError:
        return suffix
