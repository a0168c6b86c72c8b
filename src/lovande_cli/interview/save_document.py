"""Save a document that the group chose (report, form, map, joined file); show where it is and its command."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.scoring import score
from lovande_cli.documents import FORMATS, write_document, write_report
from lovande_cli.documents.file_notices import file_notices
from lovande_cli.documents.problems import explain
from lovande_cli.errors import FormatUnavailable, LovandeError, Problem, unforeseen
from lovande_cli.files.answer_files import find_doubts, read_answers
from lovande_cli.files.atomic import next_free, write_file
from lovande_cli.files.default_folders import shown_path
from lovande_cli.files.disk import read_bytes
from lovande_cli.files.system_programs import can_open, open_file, show_in_folder
from lovande_cli.interview.page_model import Choice, Page, Remark, Reply
from lovande_cli.interview.session import Session
from lovande_cli.language import Say

if TYPE_CHECKING:  # the start page need not wait for it
    from lovande_cli.assessment.change import Change
    from lovande_cli.assessment.framework import Framework
    from lovande_cli.files.folders import ListedFile


@contextmanager
def raising_problems() -> Iterator[None]:
    """Raise LovandeError for whatever fails: a document that cannot be made must not end the conversation."""
    try:
        yield
    except LovandeError:
        raise
    except Exception as error:
        if os.environ.get("LOVANDE_DEBUG"):
            raise
        raise LovandeError([unforeseen(error)]) from error


def problem_line(problem: Problem, say: Say) -> str:
    """A problem on one line: where, what, and what to do next."""
    words = explain(problem, say)
    where = f"{shown_path(words.where)}:" if words.where else ""
    return " ".join(part for part in (where, words.reason, words.remedy) if part)


def reading_notices(listed: Sequence[ListedFile], say: Say) -> tuple[str, ...]:
    """What there is to know of files that were read: which did not count, and where signs in them are lost."""
    doubts = [doubt for file in listed for doubt in file.doubts if doubt.kind != "newer-questions"]
    return (*file_notices(listed, say), *(problem_line(doubt, say) for doubt in doubts))


def show_saved(session: Session, output: str, typed: Sequence[str], notices: Sequence[str] = ()) -> None:
    """Let the next page say where the file is, what there is to know of it, and the command that writes the same."""
    saved = Remark(label=session.say("interview.saved"), words=shown_path(output), style="present")
    if output.endswith(".csv"):
        notices = (*notices, session.say("common.for-excel", file=PurePath(output).with_suffix(".xlsx")))
    session.banners = (saved, *(Remark(label="", words=notice) for notice in notices))
    session.footnote = session.say("interview.command", command=session.typed(*typed))


def offer_document(
    session: Session, command: str, path: str, *, later: bool = True, options: Sequence[str] = ()
) -> str | None:
    """Let the group save the report or the description of the answer file, beside it; the file, "" for not now.

    `command` is report or describe, `options` are the report's own. Without `later` there is no "not now". None when
    the group went back.
    """
    file = PurePath(path)
    output = ""

    def save(suffix: str) -> str:
        nonlocal output
        say = session.say
        output = next_free(file.with_name(f"{file.stem}-{say(f'interview.{command}.file')}{suffix}"))
        content = read_bytes(Path(path), file=path)
        sheet = read_answers(content, file=path, framework=session.framework)
        doubts = find_doubts(content, sheet, session.framework, file=path)
        result = score(session.framework, sheet)
        if command == "report":
            from lovande_cli.documents.change import change_lines
            from lovande_cli.documents.report import ReportOptions

            short, notes = "--short" in options, "--without-notes" not in options
            found = find_change(path, sheet, session.framework)
            changes = change_lines(found[0], say, file=found[1], brief=short) if found else ()
            data = write_report(result, say, suffix, ReportOptions(short=short, notes=notes, changes=changes))
        else:
            from lovande_cli.documents.description import build_description

            data = write_document(build_description(result, say), suffix)
        write_file(Path(output), data, force=False)
        notices = [problem_line(doubt, say) for doubt in doubts]
        if suffix == ".ics":
            from lovande_cli.documents.calendar import undated_notices

            notices += undated_notices(sheet, say, today=date.fromisoformat(session.config.today))
        show_saved(session, output, (command, path, "-o", output, *options, "--lang", say.language), notices)
        return output

    suffix = save_as(session, command, save, later=later)
    return output if suffix else suffix


def find_change(path: str, sheet: AnswerSheet, framework: Framework) -> tuple[Change, str] | None:
    """What has changed since the round before this sheet, and the name of its file; None where none lies beside it."""
    from lovande_cli.assessment.change import compare  # which the start page need not wait for
    from lovande_cli.files.earlier_rounds import find_earlier_round

    found = find_earlier_round(Path(path), sheet, framework)
    return (compare(framework, [found.sheet, sheet]), found.path.name) if found else None


def save_as(session: Session, command: str, save: Callable[[str], str], *, later: bool = False) -> str | None:
    """Let the group choose a kind of file that the command writes, and `save` one of its suffix; that returns its path.

    Where that fails the page says why and stays, without a kind of file that cannot be made on this computer. The
    suffix that was saved, "" for not now (`later`), None when the group went back. Where nothing else follows (without
    `later`) the file can be opened, and saved as another kind.
    """
    suffixes, saved = list(FORMATS[command]), ""
    while suffixes:
        reply = choose_format(session, command, suffixes, later=later)
        if reply.move:
            return saved or None
        suffix = "".join(reply.chosen)
        if not suffix:
            return ""
        try:
            with raising_problems():
                path = save(suffix)
        except LovandeError as error:
            session.notice = problem_line(error.problems[0], session.say)
            if isinstance(error, FormatUnavailable):
                suffixes.remove(suffix)
        else:
            saved = suffix
            if later or not offer_saved(session, command, Path(path)):
                break
    return saved


def offer_saved(session: Session, command: str, path: Path) -> bool:
    """Let the group open what it has saved or see it in its folder; whether it wants to save another kind of file.

    The page after this one says once more where the file is.
    """
    banners, footnote, notice = session.banners, session.footnote, session.notice
    lines = ["done", "another", *(("open", "show") if can_open() else ())]
    while True:
        session.banners, session.footnote = banners, footnote
        chosen = session.pick(
            f"interview.{command}.title", "", [f"interview.document.{line}" for line in lines], pointed="done"
        )
        if chosen not in ("open", "show"):
            break
        try:
            open_file(path) if chosen == "open" else show_in_folder(path)
        except OSError:
            session.notice = session.say("interview.document.not-opened")
    session.banners, session.footnote, session.notice = banners, footnote, notice
    return chosen == "another"


def choose_format(session: Session, command: str, suffixes: Sequence[str], *, later: bool) -> Reply:
    """The kind of file that a command shall write, one of these: its suffix is chosen, "" for not now."""
    while True:
        say = session.say
        choices = [Choice(id=suffix, label=format_name(suffix, say)) for suffix in suffixes]
        if later:
            choices.append(Choice(id="", label=say("interview.format.later")))
        page = Page(
            title=say(f"interview.{command}.title"),
            question=say(f"interview.{command}.ask"),
            hint=say(f"interview.{command}.hint"),
            choices=tuple(choices),
            pointed="" if later else choices[0].id,
        )
        reply = session.ask(page)
        if reply.move != "language":
            return reply


def format_name(suffix: str, say: Say) -> str:
    """What people call the files with this suffix; the suffix itself for a format that nobody has named."""
    try:
        return say(f"interview.format.{suffix[1:]}")
    except KeyError:
        return suffix
