"""The next steps and the meeting a year later as a calendar file (.ics, RFC 5545), a whole-day event for each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from lovande_cli.assessment.answers import Action, AnswerSheet
from lovande_cli.assessment.due_dates import Due, find_due
from lovande_cli.documents.common_blocks import shorten
from lovande_cli.documents.words import practice_name
from lovande_cli.language import Say
from lovande_cli.language.sanitize import for_document


def date_steps(sheet: AnswerSheet, say: Say, *, since: date) -> tuple[list[tuple[Action, Due]], list[Action]]:
    """The steps that are not done: those whose words name a time, with it, as `find_due` reads them; and the others."""
    found = [
        (step, find_due(step.when, since=since, months=say.rules.month_numbers, weeks=say.rules.weeks))
        for step in sheet.actions
        if not step.done
    ]
    return [(step, due) for step, due in found if due], [step for step, due in found if not due]


def undated_notices(sheet: AnswerSheet, say: Say, *, today: date) -> tuple[str, ...]:
    """That some steps name no time and are only listed, then each of them; nothing where all do."""
    since = date.fromisoformat(sheet.workshop.date) if sheet.workshop.date else today
    _, undated = date_steps(sheet, say, since=since)
    if not undated:
        return ()
    return (say("calendar.no-date", count=len(undated)), *(f"- {shorten(step.what, 70)}" for step in undated))


def write_calendar(sheet: AnswerSheet, say: Say, *, now: datetime) -> bytes:
    """The events; a step stands on its day, or on the first Monday of its week or month.

    Steps whose words name no time are listed in the event of the meeting a year after the workshop.
    """
    workshop = date.fromisoformat(sheet.workshop.date) if sheet.workshop.date else now.date()
    name = practice_name(sheet, say)
    dated, undated = date_steps(sheet, say, since=workshop)
    calendar = Calendar({"prodid": "-//lovande//lovande//", "version": "2.0"})
    for step, due in dated:
        who = for_document(step.who)
        about = [
            name,
            f"{say('calendar.who')}: {who}" if who else "",
            f"{say('calendar.when')}: {for_document(step.when)}",
        ]
        day = due.first if due.first == due.last else next_monday(due.first)
        calendar.add_component(make_event(for_document(step.what), about, day, now))
    listed = [f"- {' · '.join(filter(None, map(for_document, (step.what, step.who, step.when))))}" for step in undated]
    about = [say("calendar.year-later.why"), *([say("calendar.undated"), *listed] if listed else [])]
    later = next_monday(workshop + timedelta(days=364))  # a year in whole weeks: a Monday stays a Monday
    calendar.add_component(make_event(say("calendar.year-later.title", name=name), about, later, now))
    written: bytes = calendar.to_ical()
    return written


def make_event(title: str, about: Sequence[str], day: date, now: datetime) -> Event:
    """A whole-day event; the same title on the same day is the same event, so that a calendar updates it."""
    identity = hashlib.sha256(f"{title}\n{day}".encode()).hexdigest()[:32]
    properties = {
        "uid": f"{identity}@lovande",
        "dtstamp": now,
        "dtstart": day,
        "dtend": day + timedelta(days=1),  # RFC 5545: the first day that is no longer part of it
        "summary": title,
        "description": "\n".join(filter(None, about)),
        "transp": "TRANSPARENT",  # a reminder, which keeps nobody from being invited
    }
    event = Event()
    for name, value in properties.items():
        event.add(name, value)
    return event


def next_monday(day: date) -> date:
    """The day if it is a Monday, else the Monday after it."""
    return day + timedelta(days=-day.weekday() % 7)
