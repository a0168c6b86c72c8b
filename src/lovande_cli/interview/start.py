"""The start page: everything that can be done, chosen from lists; it comes back after each with where things are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath

from lovande_cli.assessment.answers import AnswerSheet
from lovande_cli.files.places import downloads_folder, list_folder, shown_path
from lovande_cli.files.safekeeping import Safekeeping
from lovande_cli.interview.conversation import Outcome, hold_description, hold_interview
from lovande_cli.interview.listing import KeptFile, file_choices, find_earlier, is_about, read_folder
from lovande_cli.interview.opening import propose_file_name
from lovande_cli.interview.pages import Choice, Key, Move, Page, Remark
from lovande_cli.interview.running import choose_format, next_free, run_command, save_document
from lovande_cli.interview.saving import AnswerSession
from lovande_cli.interview.session import Session, Setting
from lovande_cli.language import Say

TASKS = ("continue", "new", "again", "result", "report", "describe", "form", "group", "map")
"""What can be done, in the order of the page; each a method of `Start` and a line of texts/start.yaml."""

MOST_FOLDERS = 30
"""So many folders are offered for a map."""


def hold_start(setting: Setting) -> Outcome | None:
    """Show the start page until the person leaves it; how the last conversation over an answer file ended, if any.

    The files to choose from are in the first of the setting's folders. Raises KeyboardInterrupt for Ctrl-C on a page of
    its own.
    """
    start = Start(setting)
    with suppress(EOFError):
        start.run()
    return start.outcome


class Start(Session):
    """The start page and the lists behind it."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.folder = setting.folders[0]
        self.outcome: Outcome | None = None

    def keys(self, moves: Sequence[Move], *, is_open: bool = False) -> tuple[Key, ...]:
        """The keys for these moves; there is nothing to pause."""
        return super().keys([move for move in moves if move != "pause"], is_open=is_open)

    def run(self) -> None:
        """Do one thing after the other, until the person leaves or a conversation ended before its time."""
        tasks: dict[str, Callable[[], object]] = {
            "continue": self.go_on,
            "new": lambda: self.interview(),
            "again": self.begin_again,
            "result": lambda: self.go_on(to_result=True),
            "report": self.write_report,
            "describe": self.describe,
            "form": self.write_forms,
            "group": self.join_answers,
            "map": self.draw_map,
        }
        pointed = "continue" if list_folder(self.folder) else "new"
        while True:
            reply = self.choose(partial(self.start_page, pointed))
            if reply.move == "leave":
                return
            if reply.chosen:
                pointed = "continue" if reply.chosen[0] in ("new", "again") else reply.chosen[0]
                tasks[reply.chosen[0]]()
            if self.outcome and self.outcome.ended in ("interrupted", "failed"):
                return

    def start_page(self, pointed: str) -> Page:
        """Everything that can be done."""
        say = self.say
        return Page(
            title=say("start.title"),
            count=say("start.files", count=len(list_folder(self.folder))),
            question=say("start.ask"),
            hint=say("start.folder", folder=shown_path(self.folder)),
            choices=tuple(Choice(id=one, label=say(f"start.{one}.label")) for one in TASKS),
            pointed=pointed,
            moves=("language", "leave"),
            footnote=say("start.help", command=self.setting.commands.typed(("--help",))),
        )

    # Conversations over an answer file

    def go_on(self, *, to_result: bool = False) -> None:
        """Go on with a file, finished ones too; a finished one opens on its result."""
        file = self.choose_file("result" if to_result else "continue")
        if file is not None:
            earlier = find_earlier(self.files(), file.sheet)
            self.interview(file.path, earlier=earlier.sheet if earlier else None, to_result=to_result)

    def begin_again(self) -> None:
        """Answer anew about a practice that was answered about another year."""
        file = self.choose_file("again")
        if file is not None:
            self.interview(earlier=file.sheet, again=file.path)

    def interview(
        self, path: str = "", *, earlier: AnswerSheet | None = None, again: str = "", to_result: bool = False
    ) -> None:
        """Hold an interview on the file, or on a new one, and come back."""
        with Safekeeping(self.framework) as storage:
            session = self.begin(storage, path)
            if session is not None:
                outcome = hold_interview(session, earlier=earlier, to_result=to_result)
                self.tell_kept(outcome, "assess", *(("--again", again) if again else ()))

    def describe(self) -> None:
        """Write the description of a practice, and save it as a document if the group likes."""
        file = self.choose_file("describe")
        if file is None:
            return
        with Safekeeping(self.framework) as storage:
            session = self.begin(storage, file.path)
            if session is not None:
                self.tell_kept(hold_description(session), "describe")

    def begin(self, storage: Safekeeping, path: str) -> AnswerSession | None:
        """A session over the file, "" for a new one; None where it cannot be opened, and the next page says why."""
        session = AnswerSession(replace(self.setting, language=self.say.language), None, storage)
        if path and (not session.open(path) or session.is_new):
            self.notice = session.notice
            return None
        return session

    def tell_kept(self, outcome: Outcome, command: str, *options: str) -> None:
        """Tell on the next page where the answers are, and the command that opens them."""
        self.say, self.outcome = Say(outcome.language), outcome
        if not outcome.path:
            return
        if not outcome.saved:
            self.notice = self.say("interview.trouble.notice")
            return
        told = [
            Remark(label="", words=self.say("interview.left.saved", file=shown_path(outcome.path)), style="present")
        ]
        if outcome.report:
            told.append(Remark(label=self.say("interview.saved"), words=shown_path(outcome.report), style="present"))
        self.banners = tuple(told)
        typed = self.setting.commands.typed((command, outcome.path, *options))
        self.footnote = self.say("interview.command", command=typed)

    # Documents

    def write_report(self) -> None:
        """Save a report about a file in a format of the person's choice."""
        file = self.choose_file("report")
        if file is not None:
            save_document(self, "report", file.path)

    def write_forms(self) -> None:
        """Save a form for each colleague who was not there, filled in with what is known of the practice."""
        file = self.choose_file("form", nothing=True)
        if file is None:
            return
        people = self.ask_line("start.form.label", "start.form.people.ask", "start.form.people.hint")
        if people is None:
            return
        return_to = self.ask_line("start.form.label", "start.form.return-to.ask", "start.form.return-to.hint")
        if return_to is None:
            return
        suffix = "".join(choose_format(self, "form").chosen)
        if not suffix:
            return
        known = (file.path,) if file.path else ()
        told: tuple[Remark, ...] = ()
        for person in [one.strip() for one in people.split(",") if one.strip()] or [""]:
            name = propose_file_name(f"{self.say('start.form.file')} {person} {file.sheet.practice.name}", "")
            output = next_free((PurePath(self.folder) / name).with_suffix(suffix))
            back = ("--return-to", return_to) if return_to else ()
            if not run_command(self, ("form", *known, "-o", output, *back), output):
                return
            told += self.banners
        self.banners = told

    def join_answers(self) -> None:
        """Put several people's answers about one practice together, and go through what they answered differently."""
        about = self.choose_file("group")
        if about is None:
            return
        ticked = self.tick_files(about)
        if not ticked:
            return
        name = propose_file_name(f"{self.say('start.group.file')} {about.sheet.practice.name}", self.setting.today)
        output = next_free(PurePath(self.folder) / name)
        if not self.run_group(ticked, output):
            return
        joined = next((one for one in read_folder(self.folder, self.framework) if one.path == output), None)
        if joined is not None and self.agree_to_settle(joined):
            self.interview(joined.path)

    def run_group(self, files: Sequence[str], output: str) -> bool:
        """Put the files together; where they seem to be about different practices, the person decides."""
        arguments = ("group", *files, "-o", output)
        if run_command(self, arguments, output):
            return True
        told, self.notice = self.notice, ""
        lines = ("start.group.is-same", "start.group.is-other")
        same = self.pick("start.group.label", "start.group.same", lines, heading=told) == "is-same"
        return same and run_command(self, (*arguments, "--same"), output)

    def agree_to_settle(self, joined: KeptFile) -> bool:
        """Whether to go through the questions that are open, now that the answers are put together."""
        count, say = joined.asked - joined.answered, self.say
        lines = ("start.group.settle", "start.group.later") if count else ("start.group.later",)
        told = say("start.group.open", count=count) if count else say("start.group.agreed")
        banners, footnote = self.banners, self.footnote
        settles = self.pick("start.group.label", "", lines, heading=told) == "settle"
        self.banners, self.footnote = banners, footnote
        return settles

    def tick_files(self, about: KeptFile) -> Sequence[str]:
        """The files to put together: those about the practice are ticked already; none where the person goes back."""
        found = [one for one in self.files(downloads=True) if not one.sheet.holds_votes]
        found.sort(key=lambda one: not is_about(one.sheet, about.sheet))
        ticked = frozenset(one.path for one in found if is_about(one.sheet, about.sheet))
        pointed = ""

        def page() -> Page:
            say = self.say
            return Page(
                title=say("start.group.label"),
                question=say("start.group.which"),
                hint=say("start.group.hint", folder=shown_path(self.folder)),
                choices=file_choices(found, say),
                many=True,
                given=ticked,
                pointed=pointed,
                digits=say("interview.use.tick"),
                enter=say("interview.use.go-on"),
            )

        while True:
            reply = self.choose(page)
            if reply.move:
                return ()
            if reply.chosen:
                ticked = frozenset(reply.chosen) if reply.anew else ticked ^ frozenset(reply.chosen)
                pointed = reply.chosen[-1]
            elif len(ticked) < 2:
                self.notice = self.say("start.group.too-few")
            else:
                return [one.path for one in found if one.path in ticked]

    def draw_map(self) -> None:
        """Draw the map of all answer files in a folder."""
        here = [one for folder in self.setting.folders for one in (folder, *subfolders(folder))]
        folders = [one for one in dict.fromkeys((*here, downloads_folder())) if list_folder(one)][:MOST_FOLDERS]
        if not folders:
            self.notice = self.say("start.no-files")
            return

        def page() -> Page:
            say = self.say
            return Page(
                title=say("start.map.label"),
                question=say("start.map.which"),
                choices=tuple(
                    Choice(id=str(one), label=shown_path(one), aside=say("start.files", count=len(list_folder(one))))
                    for one in folders
                ),
                pointed=str(folders[0]),
            )

        chosen = self.choose(page).chosen
        suffix = "".join(choose_format(self, "map").chosen) if chosen else ""
        if suffix:
            output = next_free(PurePath(self.folder) / f"{self.say('start.map.file')}-{self.setting.today}{suffix}")
            run_command(self, ("map", chosen[0], "-o", output), output)

    # Choosing

    def files(self, *, downloads: bool = False) -> tuple[KeptFile, ...]:
        """The answer files that can be read, the latest first; with `downloads` those a browser has saved too."""
        found = read_folder(self.folder, self.framework)
        more = read_folder(downloads_folder(), self.framework) if downloads else ()
        return (*found, *more)

    def choose_file(self, task: str, *, nothing: bool = False) -> KeptFile | None:
        """The file to do something with, None where the person goes back; with `nothing` a file without answers."""
        files = self.files()
        if not files and not nothing:
            self.notice = self.say("start.no-files")
            return None
        unread = len(list_folder(self.folder)) - len(files)
        nobody = AnswerSheet(framework_id="", framework_version="", language="")
        empty = KeptFile(path="", sheet=nobody, answered=0, asked=0)

        def page() -> Page:
            say = self.say
            return Page(
                title=say(f"start.{task}.label"),
                question=say("start.which"),
                hint=say("start.unread", count=unread, command=self.setting.commands.typed(("check", str(self.folder))))
                if unread > 0
                else "",
                choices=(
                    *file_choices(files, say),
                    *([Choice(id="", label=say("start.form.nothing"))] if nothing else []),
                ),
            )

        while True:
            reply = self.choose(page)
            if reply.move:
                return None
            if reply.chosen:
                return next((one for one in files if one.path == reply.chosen[0]), empty)


def subfolders(folder: Path) -> list[Path]:
    """The folders in the folder, in order of name; none where it cannot be read."""
    try:
        return sorted(one for one in folder.iterdir() if one.is_dir() and not one.name.startswith("."))[:MOST_FOLDERS]
    except OSError:
        return []
