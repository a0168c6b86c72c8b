"""One sitting at a terminal: a page is put, the reply brought back; language and pause work on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol, TextIO

from lovande_cli.assessment.framework import Framework
from lovande_cli.files.drafts import Drafts
from lovande_cli.files.yaml_nodes import MAX_TEXT
from lovande_cli.interview.page_model import Choice, Key, MakePage, Move, Page, Remark, Reply, Terminal
from lovande_cli.language import Say, spoken_languages
from lovande_cli.language.sanitize import for_file

FUNCTION_KEYS: dict[Move, str] = {
    "back": "F2",
    "forward": "F3",
    "save": "F3",
    "note": "F4",
    "evidence": "F5",
    "overview": "F6",
    "more": "F7",
    "language": "F8",
    "elsewhere": "F7",
    "pause": "F9",
    "leave": "F9",
}
"""The key of each move that works everywhere, also while typing, and is the same in every language."""

FIELD_MOVES: tuple[Move, ...] = ("back", "forward", "language", "pause")


class Paused(Exception):
    """The person wants to go on another time."""


class Commands(Protocol):
    """The command line, as the conversation sees it."""

    def run(self, arguments: Sequence[str], told: TextIO) -> None:
        """Run a command without a word on the screen: what it says goes into `told`. Raises LovandeError."""

    def formats(self, command: str) -> Sequence[str]:
        """The suffixes of the files that the command writes."""

    def typed(self, arguments: Sequence[str]) -> str:
        """The command as the person would type it."""


@dataclass(frozen=True, kw_only=True)
class SessionConfig:
    """What every conversation is held with, in a terminal that is taken.

    New answers are kept in the first of `folders`, if the group does not ask for another; without any, in the current
    one. `today` (YYYY-MM-DD) is proposed as the workshop's date.
    """

    framework: Framework
    terminal: Terminal
    language: str
    today: str
    commands: Commands
    folders: Sequence[Path] = ()


class Session:
    """The setting, the language spoken, and what the next page tells beside its own: notice, banners and footnote."""

    def __init__(self, setting: SessionConfig) -> None:
        self.setting = setting
        self.framework = setting.framework
        self.terminal = setting.terminal
        self.say = Say(setting.language)
        self.banners: tuple[Remark, ...] = ()
        self.notice = ""
        self.footnote = ""
        self.drafts = Drafts()

    def choose(self, make_page: MakePage) -> Reply:
        """The reply to a page of choices, or to one that is only read."""
        return self.put(make_page, self.terminal.choose)

    def write(self, make_page: MakePage, saved: str, keep: Callable[[str], object], place: str = "") -> Reply:
        """The reply to a page where something is written; `saved` is what stands there, `place` says where.

        A text of several lines grows as the place's draft, which is there again the next time, until the caller has
        kept it. Whoever leaves in the middle of a text has it handed to `keep` first, unless it would replace several
        lines that are saved: then it stays a draft. So does a text that is too long, and a draft that was found and
        is left as it was: the reply to the move holds `saved` then.
        """
        draft = self.drafts.texts.get(place, saved)
        is_found = for_file(draft) != for_file(saved)
        typed = draft

        def grow(page: Page, text: str) -> None:
            nonlocal typed
            typed = text
            if place and (page.several_lines or len(text) > MAX_TEXT):
                self.drafts.put(place, text if text != saved else "")

        def leave(page: Page) -> None:
            replaces = page.several_lines and saved not in typed
            if typed != saved and not replaces and len(typed) <= MAX_TEXT:
                keep(typed)
                self.forget_draft(place)

        def show(page: Page) -> Reply:
            nonlocal typed
            if is_found:
                page = self.with_draft(page, saved)
            while True:
                try:
                    reply = self.terminal.write(page, typed, partial(grow, page))
                except (KeyboardInterrupt, EOFError):
                    leave(page)
                    raise
                typed = reply.text
                if place in self.drafts.texts or len(typed) > MAX_TEXT:
                    grow(page, typed)
                if reply.move == "pause":
                    leave(page)
                if reply.move or len(typed) <= MAX_TEXT:
                    break
                page = replace(page, notice=self.too_long_notice(typed))
            if not page.several_lines and len(typed) <= MAX_TEXT:
                self.forget_draft(place)
            return reply

        reply = self.put(make_page, show)
        if len(typed) > MAX_TEXT:
            self.notice = self.too_long_notice(typed)
        stays = len(typed) > MAX_TEXT or (is_found and reply.move and typed == draft)
        return replace(reply, text=saved) if stays else reply

    def forget_draft(self, place: str) -> None:
        """Remove the place's draft: its text has been kept."""
        self.drafts.remove(place)

    def too_long_notice(self, text: str) -> str:
        """That a text is too long to be saved, and stays a draft."""
        return self.say("interview.too-long", count=len(text), most=MAX_TEXT)

    def with_draft(self, page: Page, saved: str) -> Page:
        """The page on which a draft is found again: it says so, and shows what is saved."""
        told = Remark(label=self.say("interview.unfinished.saved"), words=saved)
        remarks = (*page.remarks, told) if saved else page.remarks
        return replace(page, remarks=remarks, notice=page.notice or self.say("interview.unfinished.found"))

    def pick(
        self,
        title: str,
        ask: str,
        lines: Sequence[str],
        *,
        heading: str = "",
        lead: str = "",
        hint: str = "",
        pointed: str = "",
    ) -> str:
        """Which of a few things to do: the last word of the text that says it, "" where the person goes back.

        `title`, `ask`, `lines` and `hint` are texts of ours, `heading` and `lead` words that are there already.
        """

        def page(say: Say) -> Page:
            return Page(
                title=say(title),
                heading=heading,
                lead=lead,
                question=say(ask) if ask else "",
                hint=say(hint) if hint else "",
                choices=tuple(Choice(id=one.rpartition(".")[2], label=say(one)) for one in lines),
                pointed=pointed,
            )

        return "".join(self.choose(page).chosen)

    def ask_line(self, title: str, ask: str, hint: str, draft: str = "") -> str | None:
        """A line that must be typed, without outer space; None where the person goes back."""
        reply = self.write(
            lambda say: Page(title=say(title), question=say(ask), hint=say(hint)), draft, lambda _typed: None
        )
        return None if reply.move else " ".join(for_file(reply.text).split())

    def put(self, make_page: MakePage, show: Callable[[Page], Reply]) -> Reply:
        """The reply to a page that is made anew whenever the language changes; raises Paused."""
        page = make_page(self.say)
        while True:
            notice = self.notice or self.standing_notice()
            page = replace(page, notice=notice, banners=self.banners, footnote=self.footnote or page.footnote)
            reply = show(self.finish(page))
            self.notice, self.footnote, self.banners = "", "", ()
            if reply.move == "pause":
                raise Paused
            if reply.move != "language":
                return reply
            self.say = Say(self.next_language())
            self.language_changed()
            page = replace(make_page(self.say), again=False)

    def finish(self, page: Page) -> Page:
        """The page with what it leaves to its session: language, keys, and what digits, Enter and Esc do."""
        say = self.say
        goes_back = "back" in page.moves and "overview" not in page.moves
        return replace(
            page,
            language=say.language,
            digits=page.digits or say("interview.use.choose"),
            enter=page.enter or ("" if page.choices else say("interview.use.done")),
            keys=self.keys(page.moves, is_open=page.escape == "more"),
            escape=page.escape or ("back" if goes_back else None),
        )

    def keys(self, moves: Sequence[Move], *, is_open: bool = False) -> tuple[Key, ...]:
        """The keys for these moves, in the person's language; the language key only where there is another one.

        With `is_open` the key for more closes what it has opened.
        """
        say, languages = self.say, spoken_languages()
        keys = []
        for move in moves:
            letter = say(f"interview.key.{move}.letter")
            label = say(f"interview.key.{move}.label", name=languages[self.next_language()])
            if is_open and move == "more":
                label = say("interview.key.less")
            also = tuple(say.rules.keyboard.get(letter, ""))
            if move != "language" or len(languages) > 1:
                keys.append(Key(move=move, letter=letter, function=FUNCTION_KEYS[move], label=label, also=also))
        return tuple(keys)

    def next_language(self) -> str:
        """The language that the language key changes to."""
        languages = list(spoken_languages())
        return languages[(languages.index(self.say.language) + 1) % len(languages)]

    def standing_notice(self) -> str:
        """What is told on every page that has no notice of its own."""
        return ""

    def language_changed(self) -> None:
        """Do what a new language asks for beside speaking it."""
