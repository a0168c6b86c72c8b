"""The start page: everything that can be done, chosen from lists; it comes back after each with where things are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic

from lovande_cli.assessment.answers import AnswerSheet, Practice
from lovande_cli.assessment.navigation import is_quick_round
from lovande_cli.assessment.rounds import latest_round
from lovande_cli.documents import write_document, write_form
from lovande_cli.documents.file_notices import file_notices, gathering_notices, maybe_answers
from lovande_cli.documents.problems import explain
from lovande_cli.documents.words import question_number, sheets_notices
from lovande_cli.errors import LovandeError, OtherPractice, Problem
from lovande_cli.files.archive import ARCHIVE, bring_back, put_away
from lovande_cli.files.atomic import next_free, write_file
from lovande_cli.files.default_folders import downloads_folder, is_answer_file, list_folder, shown_path
from lovande_cli.files.store import AnswerStore, answer_bytes
from lovande_cli.interview.answer_session import AnswerSession, first_words
from lovande_cli.interview.conversation import SessionResult, run_description, run_interview, run_session
from lovande_cli.interview.file_list import NOBODY, KeptFile, file_choices, find_earlier, is_about, read_folder
from lovande_cli.interview.open_steps import find_open_steps
from lovande_cli.interview.page_model import Choice, Key, Move, Page, Remark, Reply
from lovande_cli.interview.save_document import (
    offer_document,
    problem_line,
    raising_problems,
    reading_notices,
    save_as,
    show_saved,
)
from lovande_cli.interview.session import Session, SessionConfig
from lovande_cli.interview.setup_pages import SetupPages, name_form, propose_file_name
from lovande_cli.interview.stopwatch import Stopwatch
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_file

NO_FILE = KeptFile(path="", sheet=NOBODY, answered=0, asked=0)

MAX_FOLDERS = 30
"""So many folders are offered for a map."""


def run_start(config: SessionConfig, first: str = "") -> SessionResult | None:
    """Show the start page until the person leaves it; how the last conversation over an answer file ended, if any.

    The files to choose from are in the first of the config's folders; the `first` of them is gone on with at once.
    Raises KeyboardInterrupt for Ctrl-C on a page of its own.
    """
    start = Start(config)
    with suppress(EOFError):
        start.run(first)
    return start.result


class WentBack(Exception):
    """The person goes back to the start page, or cannot go further: the page says why."""


class Start(Session):
    """The start page and the lists behind it."""

    def __init__(self, config: SessionConfig) -> None:
        super().__init__(config)
        self.folder = config.folders[0]
        self.form_lines: dict[str, str] = {}  # what was typed about forms that are not saved yet
        self.result: SessionResult | None = None

    def keys(self, moves: Sequence[Move], *, is_open: bool = False) -> tuple[Key, ...]:
        """The keys for these moves; there is nothing to pause."""
        return super().keys([move for move in moves if move != "pause"], is_open=is_open)

    def run(self, first: str = "") -> None:
        """Do one thing after the other, until the person leaves or a conversation ended before its time."""
        pointed = "continue"
        if first:
            # a file given on the command line that cannot be read is no end: the start page says why
            faults = [file.fault for file in self.files() if file.fault and file.path == first]
            self.notice = describe_fault(faults[0], self.say) if faults else ""
            with suppress(WentBack):
                if not faults:
                    self.interview(first)
        # what was interrupted there (a closed window, a broken terminal) ends here too
        while self.result is None or self.result.ended not in ("interrupted", "failed"):
            kept = len(list_folder(self.folder))
            reply = self.ask(replace(self.start_page(pointed if kept else "begin", kept), banners=self.reminder()))
            if reply.move == "leave":
                return
            if reply.chosen:
                (task,) = reply.chosen
                # Enter twice goes on with what was just begun
                pointed = "continue" if task == "begin" else task
                with suppress(WentBack):
                    TASKS[self.choose_task(task) if task in GROUPS else task](self)

    def reminder(self) -> tuple[Remark, ...]:
        """The first next step whose time has come and how many more there are, on one line."""
        steps = find_open_steps(self.folder, self.framework, self.say, self.config.today)
        due = [step for step in steps if step.is_due]
        if not due:
            return ()
        said = f"{first_words(due[0].action.what)} ({due[0].practice})"
        more = self.say("start.follow-up.more", count=len(due) - 1) if len(due) > 1 else ""
        return (Remark(label=self.say("start.follow-up.due"), words=f"{said} {more}".strip(), style="accent"),)

    def follow_up(self) -> None:
        """Mark next steps as done, those whose time has come first."""
        while steps := find_open_steps(self.folder, self.framework, self.say, self.config.today):
            reply = self.choose(
                lambda say: Page(
                    title=say("start.follow-up.label"),
                    question=say("start.follow-up.which"),
                    choices=tuple(
                        Choice(
                            id=str(number),
                            label=step.action.what,
                            aside=" · ".join(
                                filter(
                                    None,
                                    (
                                        say("start.follow-up.due") if step.is_due else "",
                                        step.action.when,
                                        step.practice,
                                    ),
                                )
                            ),
                        )
                        for number, step in enumerate(steps)  # called at once
                    ),
                    pointed="0",
                )
            )
            step = steps[int(reply.chosen[0])]
            lines = ("interview.settle.done", "start.follow-up.not-yet")
            if self.pick("start.follow-up.label", "interview.settle.ask", lines, heading=step.action.what) != "done":
                continue
            with AnswerStore(self.framework) as storage:
                session = self.begin(storage, step.path)
                actions = list(session.sheet.actions)
                if step.action in actions:  # somebody else may have changed it
                    actions[actions.index(step.action)] = replace(step.action, done=True)
                session.save_sheet(replace(session.sheet, actions=tuple(actions)))
        self.notice = self.say("start.follow-up.none")

    def choose_task(self, group: str) -> str:
        """One of the tasks of the group; raises WentBack."""
        lines = [f"start.{task}.label" for task in GROUPS[group]]
        reply = self.choose(
            lambda say: Page(
                title=say(f"start.{group}.label"),
                question=say("start.ask"),
                choices=tuple(
                    Choice(id=task, label=say(line)) for task, line in zip(GROUPS[group], lines, strict=True)
                ),
                pointed=GROUPS[group][0],
            )
        )
        return reply.chosen[0]

    def choose(self, make_page: Callable[[Say], Page]) -> Reply:
        """The reply to a page on which something is chosen, made anew in each language; raises WentBack."""
        while not (reply := self.ask(make_page(self.say))).chosen:
            if reply.move != "language":
                raise WentBack
        return reply

    def start_page(self, pointed: str, kept: int) -> Page:
        """Everything that can be done, where so many files are kept."""
        say = self.say
        return Page(
            title=say("start.title"),
            count=say("start.files", count=kept),
            question=say("start.ask"),
            hint=say("start.folder", folder=shown_path(self.folder)),
            choices=tuple(
                Choice(id=task, label=say(f"start.{task}.label"), aside=say(f"start.{task}.holds"), style="quiet")
                if task in GROUPS
                else Choice(id=task, label=say(f"start.{task}.label"))
                for task in MENU
            ),
            pointed=pointed,
            moves=("language", "leave"),
            footnote=say("start.help", command=self.typed("--help")),
        )

    # Conversations over an answer file

    def go_on(self, *, to_result: bool = False) -> None:
        """Go on with a file, finished ones too; a finished one opens on its result."""
        file = self.choose_file("result" if to_result else "continue")
        core = not to_result and is_quick_round(self.framework, file.sheet) and self.choose_quick_round(file)
        self.interview(file.path, to_result=to_result, core=core)

    def choose_quick_round(self, file: KeptFile) -> bool:
        """Whether to go on with the key questions alone, where nothing else is answered; raises WentBack."""
        # the whole interview begins with a key question too
        pointed = "quick" if file.answered > 1 else "whole"
        lines = ("start.continue.quick", "start.continue.whole")
        chosen = self.pick("start.continue.label", "start.continue.which", lines, pointed=pointed)
        if not chosen:
            raise WentBack
        return chosen == "quick"

    def try_questions(self) -> None:
        """Hold a pilot: time each element, and ask at the end what the group thinks of the questions."""
        file = self.choose_file("pilot", without="start.form.new") if self.files() else NO_FILE
        self.interview(file.path, timed=True)

    def begin_again(self) -> None:
        """Answer anew about a practice that was answered about another year."""
        file = self.choose_file("again")
        self.interview(earlier=file.sheet, again=file.path)

    def interview(
        self,
        path: str = "",
        *,
        earlier: AnswerSheet | None = None,
        again: str = "",
        to_result: bool = False,
        core: bool = False,
        timed: bool = False,
    ) -> None:
        """Hold an interview on the file, or on a new one, and come back."""
        with AnswerStore(self.framework) as storage:
            session = self.begin(storage, path)
            session.stopwatch = Stopwatch(monotonic) if timed else None
            found = find_earlier(self.files(), session.sheet) if path else None
            earlier = found.sheet if found else earlier
            # found by a name that is nearly the same: which one it is must be seen
            if earlier and path and not is_about(earlier, session.sheet):
                session.notice = sheets_notices((earlier, session.sheet), self.say)[0]
            result = run_interview(session, earlier=earlier, to_result=to_result, core=core)
        options = [*(("--again", again) if again else ()), *(["--core"] * core), *(["--time"] * timed)]
        self.announce_result(result, "assess", *options)

    def describe(self) -> None:
        """Write the description of a practice, and save it as a document if the group likes."""
        file = self.choose_file("describe")
        with AnswerStore(self.framework) as storage:
            result = run_description(self.begin(storage, file.path))
        self.announce_result(result, "describe")

    def begin(self, storage: AnswerStore, path: str) -> AnswerSession:
        """A session over the file, "" for a new one; raises WentBack where it cannot be opened."""
        session = AnswerSession(replace(self.config, language=self.say.language), None, storage)
        if path:
            self.notice = session.open(path)
            if self.notice or session.is_new:
                raise WentBack
        return session

    def announce_result(self, result: SessionResult, command: str, *options: str) -> None:
        """Tell on the next page where the answers are, and the command that opens them."""
        # the language may have been changed in the conversation
        self.say, self.result = Say(result.language), result
        if not result.saved:
            self.notice = self.say("interview.trouble.notice")
            return
        if not result.path:
            return
        saved = self.say("interview.left.saved", file=shown_path(result.path))
        self.banners = (Remark(label="", words=saved, style="present"),)
        if result.unfinished:
            self.banners += (Remark(label="", words=self.say("interview.left.unfinished")),)
        if result.document:
            words = shown_path(result.document)
            self.banners += (Remark(label=self.say("interview.saved"), words=words, style="present"),)
        self.footnote = self.say("interview.command", command=self.typed(command, result.path, *options))

    def change_details(self) -> None:
        """Change what a file says of its practice: the name, the date and so on."""
        file = self.choose_file("details")
        with AnswerStore(self.framework) as storage:
            session = self.begin(storage, file.path)
            result = run_session(session, SetupPages(session).change_details)
        self.announce_result(result, "assess")

    def put_away(self) -> None:
        """Put a practice away in the archive, or bring one back."""
        archived = read_folder(self.folder / ARCHIVE, self.framework).kept
        brings_back = bool(archived) and self.pick(
            "start.archive.label", "start.archive.ask", ("start.archive.away", "start.archive.back"), pointed="away"
        )
        if brings_back == "":
            raise WentBack
        back = brings_back == "back"
        file = self.choose_file("archive", folder=self.folder / ARCHIVE if back else None)
        try:
            moved = bring_back(Path(file.path)) if back else put_away(Path(file.path))
        except LovandeError as error:
            self.notice = problem_line(error.problems[0], self.say)
            raise WentBack from None
        label = self.say("start.archive.is-back" if back else "start.archive.is-away")
        self.banners = (Remark(label=label, words=shown_path(moved), style="present"),)

    # Documents

    def write_forms(self) -> None:
        """Save a form for each colleague who was not there, also for a practice that has no file yet.

        What was typed is there again however one left: with Esc, by an error, or to the start page.
        """
        from lovande_cli.documents.questionnaire import Prefill  # which the start page need not wait for

        file = self.choose_file("form", without="start.form.new") if self.files() else NO_FILE
        asked = ("people", "return-to") if file.path else ("practice", "people", "return-to")

        def save(suffix: str) -> str:
            typed = {what: self.form_lines.get(what, "") for what in asked}
            practice = file.sheet.practice if file.path else Practice(name=typed["practice"])
            known = Prefill(practice=practice, date=file.sheet.workshop.date, return_to=typed["return-to"])
            roles = list(dict.fromkeys(role for part in typed["people"].split(",") if (role := part.strip())))
            named = self.new_path(f"{self.say('start.form.file')} {practice.name}", suffix)
            written = []
            for role in roles or [""]:
                path = next_free(name_form(named, role))
                form = write_form(self.framework, self.say, suffix, replace(known, answered_by=role))
                write_file(Path(path), form, force=False)
                written.append(path)
            # the command that does the same, for those who want to do it again
            words = ["form", *([file.path] if file.path else [])]
            options = [("--practice", typed.get("practice", "")), ("--return-to", known.return_to)]
            for option, value in (*options, *(("--for", role) for role in roles)):
                words += [option, value] if value else []
            output = str(named) if len(roles) > 1 else written[0]
            show_saved(self, output, (*words, "-o", output, "--lang", self.say.language))
            label = self.say("interview.saved")
            self.banners = tuple(Remark(label=label, words=shown_path(path), style="present") for path in written)
            return written[-1]

        at = 0
        while at < len(asked):
            went_on = self.ask_about_forms(asked[at])
            at += 1 if went_on else -1
            if at < 0:
                raise WentBack
            if at == len(asked) and save_as(self, "form", save) is None:
                at -= 1
        self.form_lines.clear()

    def ask_about_forms(self, what: str) -> bool:
        """Ask for a line about the forms, and keep it; False where the person goes back."""
        entry = self.open_entry(self.form_lines.get(what, ""), lambda _typed: None)
        while True:
            ask, hint = (self.say(f"start.form.{what}.{part}") for part in ("ask", "hint"))
            reply = self.ask_text(Page(title=self.say("start.form.label"), question=ask, hint=hint), entry)
            self.form_lines[what] = " ".join(for_file(reply.text).split())
            if reply.move != "language":
                return not reply.move

    def new_path(self, name: str, suffix: str = ".yaml", *, date: str = "") -> Path:
        """A file of this name where answers are kept, which need not be free; the folder is made if there is none."""
        with suppress(OSError):  # writing the file says why
            self.folder.mkdir(parents=True, exist_ok=True)
        return (self.folder / propose_file_name(name, date)).with_suffix(suffix)

    def join_answers(self) -> None:
        """Put several people's answers about one practice together, and go through what they answered differently."""
        about = self.choose_file("group", downloaded=True)
        ticked: Sequence[str] = ()
        shown_by = ""
        while not shown_by:  # going back leads to the files, as they were ticked
            ticked = self.tick_files(about, ticked)
            shown_by = self.choose_labels(ticked)
        name = f"{self.say('start.group.file')} {about.sheet.practice.name}"
        output = next_free(self.new_path(name, date=self.config.today))
        self.save_joined(ticked, output, names=shown_by == "roles")
        joined = next((file for file in self.files() if file.path == output), None)
        if joined is not None and self.agree_to_settle(joined):
            self.interview(joined.path)

    def choose_labels(self, files: Sequence[str]) -> str:
        """Whether answers are shown by "letters" or by the "roles" that people wrote, "" where the person goes back."""
        kept = {file.path: file.sheet.workshop.answered_by.strip() for file in (*self.files(), *self.downloaded())}
        # one letter is a label from an earlier joining, and no role
        roles = list(dict.fromkeys(role for path in files if len(role := kept.get(path, "")) > 1))
        if not roles:
            return "letters"
        lines = ("start.group.letters", "start.group.roles")
        lead = self.say.listing(roles, "and")
        return self.pick("start.group.label", "start.group.show", lines, lead=lead, pointed="letters")

    def save_joined(self, files: Sequence[str], output: str, *, names: bool, same: bool = False) -> None:
        """Save the files as one; where they seem to be about different practices, the person decides."""
        from lovande_cli.files.folders import find_files  # which the start page need not wait for
        from lovande_cli.files.group_files import gather_files

        try:
            with raising_problems():
                found = find_files(map(Path, files))
                gathered = gather_files(found, self.framework, self.say, names=names, same=same)
                joined = answer_bytes(gathered.consensus.sheet, self.framework, output)
                write_file(Path(output), joined, force=False)
        except OtherPractice as error:
            lines = ("start.group.is-same", "start.group.is-other")
            told = problem_line(error.problems[0], self.say)
            if self.pick("start.group.label", "start.group.same", lines, heading=told) != "is-same":
                raise WentBack from None
            self.save_joined(files, output, names=names, same=True)
        except LovandeError as error:
            self.notice = problem_line(error.problems[0], self.say)
            raise WentBack from None
        else:
            typed = ("group", *files, "-o", output, *(("--names",) if names else ()), *(("--same",) if same else ()))
            show_saved(self, output, typed, gathering_notices(gathered, self.say))

    def agree_to_settle(self, joined: KeptFile) -> bool:
        """Whether to go through the questions that are open, now that the answers are put together."""
        count, say = joined.asked - joined.answered, self.say
        lines = ("start.group.settle", "start.group.later") if count else ("start.group.later",)
        told = say("start.group.open", count=count) if count else say("start.group.agreed")
        # what was saved is still said on the page after the question
        banners, footnote = self.banners, self.footnote
        settles = self.pick("start.group.label", "", lines, heading=told) == "settle"
        self.banners, self.footnote = banners, footnote
        return settles

    def save_report(self) -> None:
        """Save a report: the whole one or its first two pages, with or without what the group wrote."""
        file = self.choose_file("report")
        short, bare = "--short", "--without-notes"
        kinds = {"whole": (), "short": (short,), "bare": (bare,), "both": (short, bare)}
        chosen = self.pick(
            "start.report.label", "start.report.which", [f"start.report.{kind}" for kind in kinds], pointed="whole"
        )
        if not chosen:
            raise WentBack
        offer_document(self, "report", file.path, later=False, options=kinds[chosen])

    def save_folder_document(self, command: str) -> None:
        """Save a document about all answer files in a folder: the map, the catalogue, the table or the study."""
        # downloads last: forms from colleagues lie there among everything else
        here = [each for folder in self.config.folders for each in (folder, *subfolders(folder))]
        folders = [each for each in dict.fromkeys((*here, downloads_folder())) if list_folder(each)][:MAX_FOLDERS]
        if not folders:
            self.notice = self.say("start.no-files")
            raise WentBack
        reply = self.choose(
            lambda say: Page(
                title=say(f"start.{command}.label"),
                question=say("start.map.which"),
                choices=tuple(
                    Choice(id=str(each), label=shown_path(each), aside=say("start.files", count=len(list_folder(each))))
                    for each in folders
                ),
                pointed=str(folders[0]),
            )
        )

        def save(suffix: str) -> str:
            from lovande_cli.interview.folder_documents import write_folder_document

            say, folder = self.say, reply.chosen[0]
            output = next_free(self.new_path(say(f"start.{command}.file"), suffix, date=self.config.today))
            reading = write_folder_document(self, command, Path(folder), Path(output))
            typed = (command, folder, "-o", output, "--lang", say.language)
            show_saved(self, output, typed, reading_notices(reading.listed, say))
            if reading.problems:  # the document is there though some of the files could not be read
                self.notice = problem_line(reading.problems[0], say)
            return output

        if save_as(self, command, save) is None:
            raise WentBack

    # The questions themselves

    def read_elements(self) -> None:
        """Read about one element after the other, each with its questions."""
        pointed = self.framework.elements[0].id
        while True:
            reply = self.choose(
                lambda say: Page(
                    title=say("start.read.label"),
                    question=say("interview.overview.ask"),
                    choices=tuple(
                        Choice(id=element.id, label=say.text(element.name)) for element in self.framework.elements
                    ),
                    pointed=pointed,  # noqa: B023  # called at once
                )
            )
            (pointed,) = reply.chosen
            element = self.framework.element_by_id[pointed]
            while True:
                say = self.say
                questions = tuple(
                    Remark(label=question_number(self.framework, question), words=say.text(question.ask))
                    for question in element.questions
                )
                page = Page(
                    title=say("start.read.label"),
                    heading=f"{element.number}. {say.text(element.name)}",
                    lead=say("common.definition", text=say.text(element.description)),
                    points=(Remark(label=say("interview.discuss"), words=say.text(element.discuss)), *questions),
                    enter=say("interview.use.go-on"),
                )
                if self.ask(page).move != "language":
                    break

    def save_about_elements(self, command: str) -> None:
        """Save the leaflet about the elements, or the cards to talk from."""

        def save(suffix: str) -> str:
            from lovande_cli.documents.cards import build_cards
            from lovande_cli.documents.leaflet import build_leaflet

            say, elements = self.say, self.framework.elements
            of_cards = command == "cards"
            document = (
                build_cards(self.framework, say)
                if of_cards
                else build_leaflet(self.framework, elements, say, questions=False)
            )
            output = next_free(self.new_path(say(f"start.{'cards' if of_cards else 'leaflet'}.file"), suffix))
            write_file(Path(output), write_document(document, suffix), force=False)
            show_saved(self, output, (command, "-o", output, "--lang", say.language))
            return output

        if save_as(self, command, save) is None:
            raise WentBack

    # Lists to choose from

    def files(self) -> tuple[KeptFile, ...]:
        """The answer files, the latest first, and those that cannot be read last."""
        return read_folder(self.folder, self.framework).kept

    def downloaded(self) -> tuple[KeptFile, ...]:
        """The answer files where a browser puts what it saves, such as those that colleagues sent."""
        found = read_folder(downloads_folder(), self.framework).kept if downloads_folder() != self.folder else ()
        return tuple(file for file in found if not file.fault or is_answer_file(Path(file.path)))

    def choose_file(
        self, task: str, *, without: str = "", downloaded: bool = False, folder: Path | None = None
    ) -> KeptFile:
        """The file to do something with; raises WentBack.

        `without` is the text of a choice to do it without a file, `downloaded` looks among what a browser saved too.
        """
        found = read_folder(folder or self.folder, self.framework)
        files = (*found.kept, *(self.downloaded() if downloaded else ()))
        if not files:
            self.notice = " ".join((self.say("start.no-files"), *file_notices(found.listed, self.say)))
            raise WentBack
        while True:
            reply = self.choose(
                lambda say: Page(
                    title=say(f"start.{task}.label"),
                    question=say("start.which"),
                    hint=" ".join(file_notices(maybe_answers(found.listed), say)),
                    choices=(*file_choices(files, say), *((Choice(id="", label=say(without)),) if without else ())),
                    pointed=files[0].path,
                )
            )
            chosen = next((file for file in files if file.path == reply.chosen[0]), NO_FILE)
            if not chosen.fault:
                return chosen
            self.notice = describe_fault(chosen.fault, self.say)

    def tick_files(self, about: KeptFile, before: Sequence[str] = ()) -> Sequence[str]:
        """The files to put together: the practice's latest round is ticked already, or those that were `before`."""
        # what is joined already is not joined again from here: its people are counted in it
        found = [file for file in (*self.files(), *self.downloaded()) if not file.sheet.holds_votes]
        found.sort(key=lambda file: (file.fault is not None, not is_about(file.sheet, about.sheet)))
        counted = [file for file in found if is_about(file.sheet, about.sheet) and file.counts]
        latest, _ = latest_round(counted, lambda file: file.sheet.workshop.date)
        ticked = frozenset(before or (file.path for file in latest))
        faults = {file.path: file.fault for file in found if file.fault}
        pointed = ""
        while True:
            say = self.say
            page = Page(
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
            reply = self.ask(page)
            if reply.move == "language":
                continue
            if reply.move:
                raise WentBack
            if reply.chosen:
                ticked = frozenset(reply.chosen) if reply.anew else ticked ^ frozenset(reply.chosen)
                pointed = reply.chosen[-1]
                for fault in [faults[path] for path in ticked if path in faults]:
                    self.notice = describe_fault(fault, self.say)
                ticked = ticked.difference(faults)
            elif len(ticked) < 2:
                self.notice = self.say("start.group.too-few")
            else:
                return [file.path for file in found if file.path in ticked]


MENU = ("continue", "begin", "result", "report", "describe", "form", "group", "many", "questions")
"""What stands on the start page, in order; no more than one digit each."""

GROUPS: Mapping[str, Sequence[str]] = {
    "begin": ("new", "quick", "again"),
    "many": ("map", "catalogue", "table", "study", "follow-up", "details", "archive"),
    "questions": ("read", "leaflet", "cards", "pilot"),
}
"""What stands on a page of its own behind a line of the start page."""

TASKS: Mapping[str, Callable[[Start], object]] = {
    "continue": Start.go_on,
    "new": Start.interview,
    "quick": lambda start: start.interview(core=True),
    "again": Start.begin_again,
    "result": lambda start: start.go_on(to_result=True),
    "report": Start.save_report,
    "describe": Start.describe,
    "form": Start.write_forms,
    "group": Start.join_answers,
    **{name: partial(Start.save_folder_document, command=name) for name in ("map", "catalogue", "table", "study")},
    "follow-up": Start.follow_up,
    "details": Start.change_details,
    "archive": Start.put_away,
    "read": Start.read_elements,
    "leaflet": lambda start: start.save_about_elements("elements"),
    "cards": lambda start: start.save_about_elements("cards"),
    "pilot": Start.try_questions,
}
"""Everything that can be done; each has a line in texts/start.yaml."""


def describe_fault(fault: Problem, say: Say) -> str:
    """Why a file in the list cannot be read, where, and what to do."""
    told = explain(replace(fault, file=Path(fault.file).name), say)
    return f"{told.where}: {told.reason} {told.remedy}"


def subfolders(folder: Path) -> list[Path]:
    """The folders in the folder, in order of name; none where it cannot be read."""
    try:
        folders = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    except OSError:
        return []
    return sorted(folders)[:MAX_FOLDERS]
