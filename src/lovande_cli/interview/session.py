"""A session at a terminal: asks a page and returns the reply; function keys, language, pause, drafts while typing."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from lovande_cli.assessment.answers import MAX_TEXT
from lovande_cli.assessment.framework import Framework
from lovande_cli.files.drafts import Drafts
from lovande_cli.interview.page_model import Choice, Key, Move, Page, Remark, Reply, Terminal
from lovande_cli.language import Say, spoken_languages
from lovande_cli.language.sanitize import for_file
from lovande_cli.language.shell import command_line

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
"""The key of each move that works everywhere, also while typing, and is the same in every language.

A move that is never made while typing needs none.
"""

FIELD_MOVES: tuple[Move, ...] = ("back", "forward", "language", "pause")


class Paused(Exception):
    """The person wants to go on another time."""


class TextEntry:
    """A text that is being written at a place, "" for none: what is saved there, what is typed, and how it is kept.

    A text of several lines grows as the place's draft, which is there again the next time, until the caller has kept
    it. It outlives a page that is made again in another language.
    """

    def __init__(self, drafts: Drafts, saved: str, keep: Callable[[str], object], place: str) -> None:
        self.drafts, self.saved, self.keep, self.place = drafts, saved, keep, place
        self.typed = self.draft = drafts.texts.get(place, saved)
        self.is_found = for_file(self.draft) != for_file(saved)

    def grow(self, text: str, *, several_lines: bool) -> None:
        """Store the text so far as the place's draft, where losing it would hurt."""
        self.typed = text
        if self.place and (several_lines or len(text) > MAX_TEXT):
            self.drafts.put(self.place, text if text != self.saved else "")


@dataclass(frozen=True, kw_only=True)
class SessionConfig:
    """What every session works with.

    New answers are saved in the first of `folders`, if the group does not ask for another; without any, in the current
    one. `today` (YYYY-MM-DD) is proposed as the workshop's date. `options` are what every command must be given to do
    the same as this conversation, such as --elements.
    """

    framework: Framework
    terminal: Terminal
    language: str
    today: str
    options: Sequence[str] = ()
    folders: Sequence[Path] = ()


class Session:
    """The config, the language, and what saving and opening leave for the next page: notice, banners, footnote."""

    def __init__(self, config: SessionConfig) -> None:
        self.config = config
        self.framework = config.framework
        self.terminal = config.terminal
        self.say = Say(config.language)
        self.banners: tuple[Remark, ...] = ()
        self.notice = ""
        self.footnote = ""
        self.drafts = Drafts()

    def typed(self, *words: str) -> str:
        """The command as the person would type it, files in their home by ~ where the shell knows that."""
        home, line = os.path.expanduser("~"), command_line(*words, *self.config.options)  # noqa: PTH111  # ~ may be nobody's
        return line if os.name == "nt" else line.replace(f" {home}/", " ~/")

    def ask(self, page: Page) -> Reply:
        """The reply to a page of choices, or to one that is only read; raises Paused.

        With the move "language" another language is spoken already: the caller makes the page again and asks again.
        """
        return self.receive(self.terminal.choose(self.finish(page)))

    def ask_text(self, page: Page, entry: TextEntry) -> Reply:
        """The reply to a page where the entry is written; as `ask` otherwise.

        Whoever leaves in the middle of a text has it kept first, unless it would replace several lines that are saved:
        then it stays a draft. So does a text that is too long, and a draft that was found and is left as it was: the
        reply to the move holds what is saved then.
        """
        page, too_long = self.finish(page), ""
        if entry.is_found:  # say so, and show what is saved
            saved = Remark(label=self.say("interview.unfinished.saved"), words=entry.saved)
            remarks = (*page.remarks, saved) if entry.saved else page.remarks
            page = replace(page, remarks=remarks, notice=page.notice or self.say("interview.unfinished.found"))
        while True:
            shown = replace(page, notice=too_long or page.notice)
            try:
                reply = self.terminal.write(shown, entry.typed, partial(entry.grow, several_lines=page.several_lines))
            except (KeyboardInterrupt, EOFError):
                self.leave_entry(entry, page)
                raise
            entry.typed = reply.text
            is_long = len(entry.typed) > MAX_TEXT
            too_long = self.say("interview.too-long", count=len(entry.typed), most=MAX_TEXT) if is_long else ""
            if entry.place in self.drafts.texts or is_long:
                entry.grow(entry.typed, several_lines=page.several_lines)
            if reply.move == "pause":
                self.leave_entry(entry, page)
            if reply.move or not is_long:
                break
        if not page.several_lines and not is_long:
            self.forget_draft(entry.place)
        reply = self.receive(reply)
        self.notice = too_long
        stays = is_long or (entry.is_found and reply.move and entry.typed == entry.draft)
        return replace(reply, text=entry.saved) if stays else reply

    def open_entry(self, saved: str, keep: Callable[[str], object], place: str = "") -> TextEntry:
        """What is to be written at this place, where `saved` stands now, from the draft that it has."""
        return TextEntry(self.drafts, saved, keep, place)

    def leave_entry(self, entry: TextEntry, page: Page) -> None:
        """Keep what is typed so far, where that takes nothing away."""
        replaces = page.several_lines and entry.saved not in entry.typed
        if entry.typed != entry.saved and not replaces and len(entry.typed) <= MAX_TEXT:
            entry.keep(entry.typed)
            self.forget_draft(entry.place)

    def forget_draft(self, place: str) -> None:
        """Remove the place's draft: its text has been kept."""
        self.drafts.remove(place)

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

        Enter alone is no answer where nothing is `pointed` at, and goes nowhere.

        `title`, `ask`, `lines` and `hint` are texts of ours, `heading` and `lead` words that are there already.
        """
        notice = ""
        while True:
            page = Page(
                title=self.say(title),
                notice=notice,
                heading=heading,
                lead=lead,
                question=self.say(ask) if ask else "",
                hint=self.say(hint) if hint else "",
                choices=tuple(Choice(id=line.rpartition(".")[2], label=self.say(line)) for line in lines),
                pointed=pointed,
            )
            reply = self.ask(page)
            if reply.chosen or (reply.move and reply.move != "language"):
                return "".join(reply.chosen)
            notice = "" if reply.move else self.say("interview.choose-line")

    def ask_line(self, title: str, ask: str, hint: str, draft: str = "", *, notice: str = "") -> str | None:
        """A line that must be typed, without outer space; None where the person goes back."""
        entry = self.open_entry(draft, lambda _typed: None)
        while True:
            page = Page(title=self.say(title), notice=notice, question=self.say(ask), hint=self.say(hint))
            reply, notice = self.ask_text(page, entry), ""
            if reply.move != "language":
                return None if reply.move else " ".join(for_file(reply.text).split())

    def receive(self, reply: Reply) -> Reply:
        """The reply, with what it asks of the session done: raises Paused, or speaks the next language."""
        if reply.move == "pause":
            raise Paused
        if reply.move == "language":
            self.say = Say(self.next_language())
            self.language_changed()
        return reply

    def finish(self, page: Page) -> Page:
        """The page with what it leaves to its session, and what saving and opening left for it to tell."""
        page = self.with_keys(
            replace(
                page,
                notice=page.notice or self.notice or self.standing_notice(),
                banners=(*self.banners, *page.banners),
                footnote=self.footnote or page.footnote,
            )
        )
        self.notice, self.footnote, self.banners = "", "", ()
        return page

    def with_keys(self, page: Page) -> Page:
        """The page with its language, its keys, and what digits, Enter and Esc do."""
        say = self.say
        goes_back = "back" in page.moves and "overview" not in page.moves
        keys = self.keys(page.moves, is_open=page.escape == "more")
        return replace(
            page,
            language=say.language,
            digits=page.digits or say("interview.use.choose"),
            enter=page.enter or ("" if page.choices else say("interview.use.done")),
            keys=tuple(replace(key, label=page.more) if page.more and key.move == "more" else key for key in keys),
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
                keys.append(Key(move=move, letter=letter, function=FUNCTION_KEYS.get(move, ""), label=label, also=also))
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
