"""`lovande group`: several people's answers about one practice, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.group import Consensus, Submission, common_language, gather
from lovande_cli.commands.loading import find_sheets, open_framework, speak_in, tell_listed
from lovande_cli.commands.options import Elements, Force, Lang, MaybeOutput, Same, suffix_for
from lovande_cli.commands.output import print_data, print_document, save_document
from lovande_cli.documents import FORMATS, write_document
from lovande_cli.documents.file_notices import name_some
from lovande_cli.documents.group import build_group, settled_words
from lovande_cli.documents.json_csv import group_csv, group_json
from lovande_cli.documents.writers.terminal import make_console
from lovande_cli.files.answer_files import SUFFIXES
from lovande_cli.files.folders import SheetFile, load_one_practice
from lovande_cli.files.store import answer_bytes, write_file
from lovande_cli.language import Say
from lovande_cli.language.shell import quote


def command(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument()],
    output: MaybeOutput = None,
    sort: Annotated[Literal["disagreement", "order"], typer.Option("--sort")] = "disagreement",
    names: Annotated[bool, typer.Option("--names")] = False,
    same: Same = False,
    format_: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    force: Force = False,
    lang: Lang = None,
    elements: Elements = None,
) -> None:
    """Put several people's answers side by side."""
    suffix = suffix_for(output, FORMATS["group"]) if output else ""
    framework = open_framework(elements)
    found, reading = load_one_practice(find_sheets(files, ctx.obj), framework, same=same)
    written = [one.sheet for one in found]
    single = [sheet for sheet in written if not sheet.holds_votes]
    say = speak_in(common_language(single or written, ctx.obj.language), ctx.obj, lang)
    tell_listed(reading.listed, say, copies=False)
    sheets = leave_out_untouched(leave_out_joined(found, say), say)
    consensus = gather(
        framework,
        [Submission(name=one.name, sheet=one.sheet) for one in sheets],
        language=say.language,
        names=names,
        name_group=lambda people: say("group.group", count=people),
    )
    is_sheet = suffix in SUFFIXES
    if output and is_sheet:
        save_sheet(output, consensus.sheet, framework, as_json=suffix == ".json", force=force)
    elif output:
        save_document(output, write_document(build_group(consensus, say, sort=sort), suffix), say, force=force)
    if format_ == "json":
        print_data(group_json(consensus, say, sort=sort))
    elif format_ == "csv":
        print_data(group_csv(consensus, sort=sort))
    elif is_sheet or not output:
        print_document(build_group(consensus, say, sort=sort, brief=True))
    if output and is_sheet:
        tell_saved(consensus, output, say)


def tell_saved(consensus: Consensus, file: Path, say: Say) -> None:
    """Say that the group's file is saved, and how to go on with what is open and with texts that differ."""
    console = make_console(stderr=True)
    count, settled = len(consensus.settled), settled_words(consensus, say)
    left = len(consensus.questions) - count
    console.print(say("group.saved", file=file, settled=settled, open=left))
    if left:
        console.print(say("group.next", file=quote(file)), soft_wrap=True)
    if consensus.described_differently:
        console.print(say("group.describe", file=quote(file)), soft_wrap=True)


def leave_out_joined(sheets: Sequence[SheetFile], say: Say) -> Sequence[SheetFile]:
    """The sheets of single people; one that `group` wrote is named and left out, unless there is nothing else."""
    single = [one for one in sheets if not one.sheet.holds_votes]
    for one in sheets if single else ():
        if one.sheet.holds_votes:
            make_console(stderr=True).print(say("group.joined", file=one.path), soft_wrap=True)
    return single or sheets


def leave_out_untouched(sheets: Sequence[SheetFile], say: Say) -> Sequence[SheetFile]:
    """The sheets in which something is written; untouched ones are named and left out, unless all are so."""
    touched = [one for one in sheets if one.sheet.answers or one.sheet.description or one.sheet.actions]
    untouched = [one.path for one in sheets if one not in touched]
    if touched and untouched:
        sentence = say("files.untouched", count=len(untouched), names=name_some(untouched, say))
        make_console(stderr=True).print(sentence, soft_wrap=True)
    return touched or sheets


def save_sheet(output: Path, sheet: AnswerSheet, framework: Framework, *, as_json: bool, force: bool) -> None:
    """Write an answer file."""
    write_file(output, answer_bytes(sheet, framework, str(output), as_json=as_json), force=force)
