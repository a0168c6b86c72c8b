"""The result pages: summary, strengths, development, odd answers, what to find out, next steps, description, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from lovande_cli.assessment.answers import Action, AnswerSheet
from lovande_cli.assessment.contradictions import find_contradictions
from lovande_cli.assessment.description import find_gaps
from lovande_cli.assessment.navigation import (
    MAX_ACTIONS,
    annotate,
    go_back,
    go_to_open,
    in_talking_order,
    open_questions,
    put_action,
)
from lovande_cli.assessment.priorities import AT_A_TIME, Priority, find_development, find_strengths, is_missing_core
from lovande_cli.assessment.scoring import (
    OPEN_REASONS,
    STATUSES,
    ElementResult,
    Result,
    ScoredAnswer,
    find_reason,
    score,
)
from lovande_cli.documents.words import (
    chosen_words,
    count_statuses,
    open_words,
    practice_name,
    present_sentence,
    question_number,
    signed_status,
    spread_words,
    yes_words,
)
from lovande_cli.interview.answer_session import AnswerSession
from lovande_cli.interview.description_pages import DescriptionPages
from lovande_cli.interview.overview import element_choice, picture, show_overview
from lovande_cli.interview.page_model import ITEM, Choice, Move, Page, Remark, Reply
from lovande_cli.interview.pilot_pages import ask_closing
from lovande_cli.interview.question_pages import contradiction_page
from lovande_cli.interview.save_document import find_change, offer_document
from lovande_cli.interview.session import FIELD_MOVES
from lovande_cli.language.sanitize import for_file

MENU_MOVES: tuple[Move, ...] = ("back", "overview", "language", "pause")
MORE_MOVES: tuple[Move, ...] = ("more", *MENU_MOVES)

ACTION_PARTS = ("element", "what", "who", "when")

Went = Literal["on", "back", "again", "question"]
"""Where the group goes from a page: to the next one, to the one before, to the same one, or to a question."""


class ResultPages:
    """The pages after the last question; `earlier` is how the practice was answered another year, where that is given.

    Otherwise what has changed is compared with the earlier round whose file lies beside the answers.
    """

    def __init__(self, session: AnswerSession, earlier: AnswerSheet | None = None) -> None:
        self.session = session
        self.earlier = earlier
        self.drafts: dict[tuple[int, str], str] = {}
        self.left_at = 0  # the page that the group left for a question, and comes back to

    def end(self) -> bool:
        """Show the result and what follows from it; False where the group goes back to a question."""
        pages: Sequence[Callable[[], Went | None]] = (
            self.show_summary,
            self.show_strengths,
            self.show_development,
            self.show_contradictions,
            self.show_disputed,
            partial(self.write_about, self.unknowns_page, self.ask_who),
            self.show_changes,
            partial(self.write_about, self.actions_page, self.ask_action),
            partial(self.write_about, self.description_page, self.write_part),
            self.ask_closing,
            self.save_report,
        )
        at, direction, self.left_at = self.left_at, 1, 0
        while 0 <= at < len(pages):
            went = pages[at]()  # None where there is nothing to show
            if went == "question":
                # who went elsewhere by the overview has the result from its beginning
                self.left_at = at if self.session.interview.only_open else 0
                return False
            if went == "again":
                continue
            direction = direction if went is None else -1 if went == "back" else 1
            at += direction
        if at < 0:
            self.session.interview = go_back(self.session.interview)
        return at > 0

    @property
    def result(self) -> Result:
        """What the answers say, of the elements that are asked about."""
        whole, only = score(self.session.framework, self.session.sheet), self.session.only
        return replace(whole, elements=tuple(part for part in whole.elements if not only or part.element.id in only))

    def show(self, page: Page, moves: tuple[Move, ...] = MENU_MOVES) -> Reply:
        """The reply to a page from which Enter goes on and the overview can be opened."""
        return self.session.ask(replace(page, enter=self.session.say("interview.use.go-on"), moves=moves))

    def went(self, reply: Reply) -> Went:
        """Where a reply to a page of the ending leads."""
        if reply.move == "overview":
            show_overview(self.session)
            return "again" if self.session.interview.question is None else "question"
        return "again" if reply.move == "language" else "back" if reply.move == "back" else "on"

    def write_about(self, make_page: Callable[[], Page], write: Callable[[str], None]) -> Went | None:
        """Let the group choose what to write about until it goes on; None where the page has nothing to choose."""
        while (page := make_page()).choices:
            reply = self.show(page)
            if not reply.chosen:
                return self.went(reply)
            write(reply.chosen[0])
        return None

    # The result

    def show_summary(self) -> Went:
        """Show how many elements are present, partly there and missing, and the picture of them all."""
        reply = self.show(self.summary_page())
        if reply.chosen:
            # the group comes back here when nothing is open, and not before
            self.session.interview = go_to_open(replace(self.session.interview, only_open=True))
            return "question"
        return self.went(reply)

    def summary_page(self) -> Page:
        """The result at a glance, every status counted once; that no element is present yet is not said alone."""
        say, result = self.session.say, self.result
        waiting = len(open_questions(self.session.interview))
        go_on = Choice(id="open", label=say("interview.ending.open-questions", count=waiting))
        is_any = result.present_at_most > 0
        counted = [status for status in STATUSES if not is_any or status not in ("present", "partly")]
        counts = count_statuses(result, counted, say)
        lines = ((counts if is_any else ""), say("result.no-pass-mark"))
        return Page(
            title=say("interview.ending.title"),
            count=" ".join(practice_name(result.sheet, say).split()),
            heading=present_sentence(result, say) if is_any else counts,
            lead="\n".join(filter(None, lines)),
            boxes=picture(self.session),
            points=(Remark(label="", words=say("result.gate")),) if result.tested_in_trial else (),
            choices=(go_on,) if waiting else (),
            digits=say("interview.use.answer"),
        )

    def show_strengths(self) -> Went:
        """Show how much the group said yes to in each element that is there or partly, and all that shows it."""
        say, points = self.session.say, []
        for strength in find_strengths(self.result):
            shown = [
                f"{ITEM}{question_number(self.session.framework, answer.question)} "
                f"{' '.join(answer.answer.evidence.split())}"
                for answer in strength.answers
                if answer.is_documented
            ]
            points.append(self.element_remark(strength.result, "\n".join([yes_words(strength, say), *shown])))
        lead = say("report.strengths-lead" if points else "report.no-strengths")
        return self.went(self.show(Page(title=say("interview.strengths.title"), lead=lead, points=tuple(points))))

    def show_development(self) -> Went | None:
        """Show what to develop, what matters most first, a few elements at a time; the others stay by name."""
        found, first = find_development(self.result), 0
        if not found:
            return None
        while True:
            left = found[first + AT_A_TIME :]
            reply = self.show(self.development_page(found, first), MORE_MOVES if left else MENU_MOVES)
            if reply.move == "more":
                first += AT_A_TIME
            elif reply.move == "back" and first:
                first -= AT_A_TIME
            elif reply.move != "language":
                return self.went(reply)

    def development_page(self, found: Sequence[Priority], first: int) -> Page:
        """The elements from this one (of 0) on: their questions, and a first step for each that is not there yet."""
        say, points = self.session.say, []
        for priority in found[first : first + AT_A_TIME]:
            lines = [f"{ITEM}{self.asked_and_answered(answer)}" for answer in priority.answers]
            if priority.result.status != "present":
                lines.append(f"{say('report.first-step')}: {say.text(priority.result.element.develop)}")
            points.append(self.element_remark(priority.result, "\n".join(["", *lines])))
        left = found[first + AT_A_TIME :]
        if left:
            names = say.listing([say.text(priority.result.element.name) for priority in left])
            points.append(Remark(label="", words=say("interview.development.left", count=len(left), names=names)))
        last = min(first + AT_A_TIME, len(found))
        return Page(
            title=say("interview.development.title"),
            count=say("interview.development.count", first=first + 1, last=last, count=len(found)),
            points=tuple(points),
            more=say("interview.development.more", count=min(len(left), AT_A_TIME)),
        )

    def asked_and_answered(self, answer: ScoredAnswer) -> str:
        """A question with what was answered, and whether it keeps its element from being there."""
        say = self.session.say
        core = f", {say('interview.development.core')}" if is_missing_core(answer) else ""
        return f"{say.text(answer.question.ask)} ({chosen_words(answer.question, answer.answer, say)}{core})"

    def element_remark(self, result: ElementResult, words: str) -> Remark:
        """Something said about an element, after its name and status."""
        say = self.session.say
        label = f"{result.element.number} {say.text(result.element.name)} {signed_status(result.status, say)}"
        return Remark(label=label, words=words, style=result.status)

    # Answers that hardly fit together

    def show_contradictions(self) -> Went | None:
        """Ask about each pair of answers that hardly fit together, with a way to both; None where all fit."""
        session = self.session
        asked = {question.id for question in session.interview.path}
        found = [
            pair
            for pair in find_contradictions(session.framework, session.sheet)
            if pair.question.id in asked and pair.earlier.id in asked
        ]
        if not found:
            return None
        at = 0
        while 0 <= at < len(found):
            count = session.say("interview.contradictions.count", number=at + 1, count=len(found)) if found[1:] else ""
            reply = self.show(replace(contradiction_page(session, found[at]), count=count))
            if reply.chosen:
                session.interview = replace(session.interview, at=reply.chosen[0], only_open=True)
                return "question"
            went = self.went(reply)
            if went == "question":
                return went
            at += {"back": -1, "on": 1}.get(went, 0)
        return "back" if at < 0 else "on"

    # What people differ on, and what to find out

    def show_disputed(self) -> Went | None:
        """Show the questions that people answer differently, largest disagreement first, with a way to each."""
        session = self.session
        while True:
            say, sheet = session.say, session.sheet
            open_now = in_talking_order(session.interview, open_questions(session.interview))
            found = [asked for asked in open_now if find_reason(asked, sheet.answer(asked.id)) == "differs"]
            if not found:
                return None
            choices = [
                Choice(id=asked.id, label=say.text(asked.ask), aside=spread_words(asked, sheet.answer(asked.id), say))
                for asked in found
            ]
            page = Page(
                title=say("interview.disputed.title"),
                count=say("interview.element.count", count=len(found)),
                question=say("interview.disputed.ask"),
                hint=say("interview.disputed.hint"),
                choices=tuple(replace(choice, style="quiet") for choice in choices),
                digits=say("interview.use.answer"),
            )
            reply = self.show(page)
            if reply.chosen:
                session.interview = replace(session.interview, at=reply.chosen[0], only_open=True)
                return "question"
            if reply.move != "language":
                return self.went(reply)

    def unknowns_page(self) -> Page:
        """The questions to find out, by why they are open, each with who knows and what is written about it."""
        say = self.session.say
        touched = [answer for result in self.result.elements if result.is_touched for answer in result.to_find_out]
        # what nobody has been asked is no question to find out: the result offers those by itself
        passed_over = ("differs", "unanswered")
        found = [
            answer
            for answer in touched
            if find_reason(answer.question, answer.answer) not in passed_over or answer.answer.note
        ]
        found.sort(key=lambda answer: OPEN_REASONS.index(find_reason(answer.question, answer.answer)))
        return Page(
            title=say("interview.unknowns.title"),
            question=say("interview.unknowns.ask"),
            choices=tuple(
                Choice(
                    id=answer.question.id,
                    label=say.text(answer.question.ask),
                    aside=" · ".join(
                        filter(
                            None,
                            (open_words(answer.question, answer.answer, say), " ".join(answer.answer.note.split())),
                        )
                    ),
                    style="quiet",
                )
                for answer in found
            ),
            digits=say("interview.use.write-who"),
        )

    def ask_who(self, question: str) -> None:
        """Let the group write whom they will ask, as the question's note."""
        session, here = self.session, self.session.interview.at

        def keep(typed: str) -> None:
            noted = annotate(replace(session.interview, at=question), note=for_file(typed))
            session.save(replace(noted, at=here))

        entry = session.open_entry(session.sheet.answer(question).note, keep, f"note {question}")
        while True:
            page = Page(
                title=session.say("interview.unknowns.title"),
                heading=session.say.text(session.framework.question_by_id[question].ask),
                question=session.say("interview.unknowns.ask"),
                hint=session.say("interview.unknowns.hint"),
                several_lines=True,
            )
            if session.ask_and_save(page, entry).move != "language":
                return

    # Since last time

    def show_changes(self) -> Went | None:
        """Show what has changed since the practice's earlier round; None where none is known."""
        from lovande_cli.assessment.change import compare  # which the start page need not wait for
        from lovande_cli.documents.change import change_parts

        session, path = self.session, self.session.storage.path
        found = find_change(path, session.sheet, session.framework) if path else None
        if found is None and self.earlier is not None:  # --again may name a file of another folder
            found = compare(session.framework, [self.earlier, session.sheet]), ""
        if found is None or session.only:
            return None
        change, file = found
        while True:
            (compared, *parts) = change_parts(change, session.say, file=file)
            points = tuple(Remark(label="", words="\n".join(part), style="") for part in parts)
            page = Page(title=session.say("change.since-title"), heading=" ".join(compared), points=points)
            reply = self.show(page)
            if reply.move != "language":
                return self.went(reply)

    # Next steps

    def actions_page(self) -> Page:
        """The next steps so far, and room for another one."""
        say, actions = self.session.say, self.session.sheet.actions
        choices = []
        for number, action in enumerate(actions):
            details = (action.who, action.when, say("result.step-done") if action.done else "")
            aside = " · ".join(part for part in details if part)
            choices.append(Choice(id=str(number), label=action.what, aside=aside))
        if sum(not action.done for action in actions) < MAX_ACTIONS:
            choices.append(Choice(id=str(len(actions)), label=say("interview.steps.add")))
        return Page(
            title=say("interview.steps.title"),
            count=say("interview.steps.count", most=MAX_ACTIONS),
            question=say("interview.steps.ask"),
            hint=say("interview.steps.hint"),
            choices=tuple(choices),
        )

    def ask_action(self, chosen: str) -> None:
        """Ask for one next step: element, what, who and when; kept from the moment there is a what."""
        number, actions = int(chosen), self.session.sheet.actions
        action = actions[number] if number < len(actions) else Action()
        if action.what and not self.reopen_action(number):
            return
        action, at = replace(action, done=False), 0
        while 0 <= at < len(ACTION_PARTS):
            part = ACTION_PARTS[at]
            if part == "element":
                reply = self.ask_action_element(action)
                answer = reply.chosen[0] if reply.chosen else None
            else:
                reply = self.ask_action_part(part, action, number)
                answer = reply.text if reply.move is None else None
            if reply.move == "back":
                at -= 1
            elif reply.move == "forward" and (action.what or part != "what"):
                at += 1
            elif answer is not None:
                action = with_part(action, part, answer)
                if part == "what" and not action.what:
                    if number < len(self.session.sheet.actions):
                        self.session.save(put_action(self.session.interview, number, None))
                    return
                self.keep_action(number, action)
                at += 1

    def reopen_action(self, number: int) -> bool:
        """Whether a step that is there is to be changed; it can also be marked as done, or not done after all."""
        action = self.session.sheet.actions[number]
        other = "interview.steps.undone" if action.done else "interview.steps.done"
        lines = ("interview.steps.change", other)
        chosen = self.session.pick("interview.steps.title", "interview.steps.reopen", lines, heading=action.what)
        if chosen in ("done", "undone"):
            self.keep_action(number, replace(action, done=chosen == "done"))
        return chosen == "change"

    def keep_action(self, number: int, action: Action) -> None:
        """Keep a next step, once it says what."""
        if action.what:
            self.session.save(put_action(self.session.interview, number, action))

    def ask_action_element(self, action: Action) -> Reply:
        """Ask which element a next step belongs to; the first that is not there yet is proposed."""
        say, results = self.session.say, self.session.interview.results
        unready = [result.element.id for result in results if result.status not in ("present", "not-applicable")]
        page = Page(
            title=say("interview.steps.title"),
            question=say("interview.steps.which"),
            choices=(
                *(element_choice(each, say) for each in results),
                Choice(id="", label=say("interview.steps.none")),
            ),
            pointed=action.element or next(iter(unready), ""),
        )
        return self.session.ask(page)

    def ask_action_part(self, part: str, action: Action, number: int) -> Reply:
        """Ask what, who or when of a next step; beside what stands the element's own advice."""
        element = self.session.framework.element_by_id.get(action.element) if part == "what" else None
        draft = self.drafts.pop((number, part), getattr(action, part))
        entry = self.session.open_entry(
            draft, lambda typed: self.keep_action(number, with_part(action, part, typed)), f"step {number} {part}"
        )
        while True:
            say = self.session.say
            page = Page(
                title=say("interview.steps.title"),
                heading=say.text(element.name) if element else action.what,
                lead=say("interview.steps.what.idea", text=say.text(element.develop)) if element else "",
                question=say(f"interview.steps.{part}.ask"),
                hint=say(f"interview.steps.{part}.hint"),
                emptied=say("interview.steps.what.empty") if part == "what" and action.what else "",
                moves=FIELD_MOVES,
            )
            reply = self.session.ask_text(page, entry)
            if reply.move != "language":
                break
        if reply.move:
            self.drafts[number, part] = reply.text
        return reply

    # The description and the report

    def description_page(self) -> Page:
        """The empty parts that the group seems to have answers for, each with how many answers say so."""
        session, say = self.session, self.session.say
        gaps = () if session.only else find_gaps(session.framework, session.sheet)
        return Page(
            title=say("interview.describe.title"),
            question=say("interview.describe.gaps"),
            choices=tuple(
                Choice(id=gap.part.id, label=say.text(gap.part.heading), aside=aside, style="quiet")
                for gap in gaps
                for aside in [say("interview.element.count", count=len(gap.answers))]
            ),
            digits=say("interview.use.write"),
        )

    def write_part(self, chosen: str) -> None:
        """Let the group write a part of the description."""
        parts = self.session.framework.description
        number = [part.id for part in parts].index(chosen)
        DescriptionPages(self.session).write_part(parts[number], number)

    def ask_closing(self) -> Went | None:
        """Ask what the group thinks of the questions, in a pilot of all elements."""
        if self.session.stopwatch is None or self.session.only or not self.session.framework.closing:
            return None
        return "on" if ask_closing(self.session) else "back"

    def save_report(self) -> Went | None:
        """Let the group save the report in a format of its choice, now or later."""
        path = self.session.storage.path
        if self.session.only or not path:
            return None
        output = offer_document(self.session, "report", path)
        self.session.document = output or self.session.document
        return "back" if output is None else "on"


def with_part(action: Action, part: str, typed: str) -> Action:
    """The next step with one of its parts as it was typed."""
    return replace(action, **{part: for_file(typed)})  # type: ignore[arg-type]
