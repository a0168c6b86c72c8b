"""`lovande group`: several people's answers side by side, and with -o joined into one file or a document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from lovande_cli.assessment.group import Consensus
from lovande_cli.commands.loading import find_sheets, open_framework, report_doubts
from lovande_cli.commands.options import Elements, Force, Lang, MaybeOutput, Same, suffix_for
from lovande_cli.commands.output import print_data, print_document, report_notices, save_document
from lovande_cli.documents import FORMATS, write_document
from lovande_cli.documents.file_notices import gathering_notices
from lovande_cli.documents.group import build_group, settled_words, unsettled_words
from lovande_cli.documents.json_csv import group_csv, group_json
from lovande_cli.files.atomic import write_file
from lovande_cli.files.file_kinds import SUFFIXES
from lovande_cli.files.group_files import gather_files
from lovande_cli.files.store import answer_bytes
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
    gathered = gather_files(find_sheets(files, ctx.obj), framework, ctx.obj, lang=lang, names=names, same=same)
    consensus, say = gathered.consensus, gathered.say
    report_notices(gathering_notices(gathered, say))
    report_doubts(gathered.listed, say)
    is_sheet = suffix in SUFFIXES
    if output and is_sheet:
        data = answer_bytes(consensus.sheet, framework, str(output), as_json=suffix == ".json")
        write_file(output, data, force=force)
    elif output:
        save_document(output, write_document(build_group(consensus, say, sort=sort), suffix), say, force=force)
    if format_ == "json":
        print_data(group_json(consensus, say, sort=sort))
    elif format_ == "csv":
        print_data(group_csv(consensus, sort=sort))
    elif is_sheet or not output:
        print_document(build_group(consensus, say, sort=sort, brief=True))
    if output and is_sheet:
        report_saved(consensus, output, say)


def report_saved(consensus: Consensus, file: Path, say: Say) -> None:
    """Say that the group's file is saved, and how to go on with what is open and with texts that differ."""
    counts = {"settled": settled_words(consensus, say), "open": unsettled_words(consensus, say)}
    notices = [say("common.saved", file=file), say("group.saved", **counts)]
    if len(consensus.settled) < len(consensus.questions):
        notices.append(say("group.next", file=quote(file)))
    if consensus.described_differently:
        notices.append(say("group.describe", file=quote(file)))
    report_notices(notices)
