"""The description pages: the practice description part by part, with notes and evidence beside it; sharing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lovande_cli.assessment.description import WrittenPart, find_remarks, read_description
from lovande_cli.assessment.framework import ChainLink, DescriptionPart
from lovande_cli.documents.words import chosen_words, question_number
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.page_model import Choice, Page, Remark, Reply
from lovande_cli.interview.session import FIELD_MOVES
from lovande_cli.language.sanitize import for_file

SIGNS = {"written": "present", "partly": "partly", "empty": "absent"}
"""How much of a part is written, to the status whose sign and colour stand for it."""


class DescriptionPages:
    """The parts of the description, from an overview that shows what is written and what is empty."""

    def __init__(self, session: AnswerSession) -> None:
        self.session = session

    def describe(self) -> bool:
        """Let the group write what it wants, until it goes on; False when it went back."""
        at = -1
        while True:
            parts = read_description(self.session.framework, self.session.sheet)
            if 0 <= at < len(parts):
                at = self.write_part(parts[at].part, at)
                continue
            reply = self.session.ask(self.overview_page(parts))
            if reply.move == "language":
                continue
            if not reply.chosen:
                return reply.move != "back"
            if reply.chosen == ("share",):
                self.ask_share()
            else:
                at = int(reply.chosen[0])

    def overview_page(self, parts: Sequence[WrittenPart]) -> Page:
        """Every part, and how much of it is written."""
        say = self.session.say
        choices = []
        for number, piece in enumerate(parts):
            sign, extent = SIGNS[piece.extent], say(f"interview.describe.{piece.extent}")
            aside = f"{say(f'common.status-symbol.{sign}')} {extent}"
            choices.append(Choice(id=str(number), label=say.text(piece.part.heading), aside=aside, style=sign))
        share = say(f"interview.share.{self.session.sheet.share}")
        choices.append(Choice(id="share", label=say("interview.share.title"), aside=share))
        written = sum(piece.extent == "written" for piece in parts)
        # Enter goes to the first part that is not whole yet, and on where all are written
        first = next((number for number, piece in enumerate(parts) if piece.extent != "written"), None)
        return Page(
            title=say("interview.describe.title"),
            count=say("interview.describe.count", written=written, parts=len(parts)),
            question=say("interview.describe.which"),
            choices=tuple(choices),
            pointed="" if first is None else str(first),
            enter=say("interview.use.go-on") if first is None else "",
            moves=("save", "back", "language", "pause"),
        )

    def write_part(self, part: DescriptionPart, at: int) -> int:
        """Let the group write one part; the number of the part to go on with, -1 for the overview."""
        # a part without links is written as one text
        pieces: Sequence[ChainLink | None] = part.links or (None,)
        number = 0
        while 0 <= number < len(pieces):
            reply = self.write_piece(part, pieces[number], at)
            if reply.move == "back":
                number -= 1
            else:
                number += 1
        return at + 1 if number > 0 else -1

    def write_piece(self, part: DescriptionPart, link: ChainLink | None, at: int) -> Reply:
        """Let the group write a text, or one link of a chain; what was typed is kept however it goes on."""
        place = f"description {part.id}" if link is None else f"description {part.id} {link.id}"
        entry = self.session.open_entry(self.written(part, link), lambda typed: self.keep(part, link, typed), place)
        while (reply := self.session.ask_and_save(self.piece_page(part, link, at), entry)).move == "language":
            pass
        return reply

    def piece_page(self, part: DescriptionPart, link: ChainLink | None, at: int) -> Page:
        """Where a part is written, or one link of it."""
        say = self.session.say
        return Page(
            title=say("interview.describe.title"),
            count=say("interview.describe.part", number=at + 1, parts=len(self.session.framework.description)),
            heading=say.text(part.heading if link is None else part.ask),
            question=say.text(part.ask if link is None else link.heading),
            hint=say.text(part.hint if link is None else link.hint),
            remarks=self.remarks(part, link),
            several_lines=True,
            moves=FIELD_MOVES,
        )

    def written(self, part: DescriptionPart, link: ChainLink | None) -> str:
        """What is written in a part, or in one link of it."""
        found = self.session.sheet.description.get(part.id, "")
        if link is None:
            return found if isinstance(found, str) else ""
        return "" if isinstance(found, str) else found.get(link.id, "")

    def keep(self, part: DescriptionPart, link: ChainLink | None, typed: str) -> None:
        """Keep what was typed in a part, or in one link of it."""
        text: str | dict[str, str] = for_file(typed)
        if link is not None:
            text = {other.id: self.written(part, other) for other in part.links} | {link.id: for_file(typed)}
        self.session.save_sheet(self.session.sheet.with_description(part.id, text))

    def remarks(self, part: DescriptionPart, link: ChainLink | None) -> tuple[Remark, ...]:
        """What stands beside a part: the links before it, what the answers give to write from, and an example."""
        say, framework = self.session.say, self.session.framework
        before = part.links[: part.links.index(link)] if link else ()
        said = [
            Remark(label=say.text(other.heading), words=" · ".join(self.written(part, other).splitlines()))
            for other in before
            if self.written(part, other)
        ]
        for remark in find_remarks(framework, self.session.sheet, part):
            answered = (
                f"{question_number(framework, remark.question)} {chosen_words(remark.question, remark.answer, say)}"
            )
            words = " · ".join(
                " ".join(text.split()) for text in (remark.answer.note, remark.answer.evidence) if text.strip()
            )
            said.append(Remark(label=answered, words=words, style="quiet"))
        if not link and part.example:
            said.append(Remark(label=say("interview.describe.example"), words=say.text(part.example), style="quiet"))
        return tuple(said)

    def ask_share(self) -> None:
        """Ask whether others may see the description in a catalogue."""
        chosen = self.session.pick(
            "interview.describe.title",
            "interview.share.ask",
            ("interview.share.internal", "interview.share.public"),
            hint="interview.share.hint",
            pointed=self.session.sheet.share,
        )
        if chosen:
            self.session.save_sheet(replace(self.session.sheet, share="public" if chosen == "public" else "internal"))
