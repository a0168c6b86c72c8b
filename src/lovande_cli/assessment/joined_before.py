"""A joined sheet beside the own sheets of the people behind it: brought up to date, and what it says beyond them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lovande_cli.assessment.answers import OPEN, Action, Answer, AnswerSheet
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.assessment.group import agreed_on, as_vote, find_spreads, join_closing, joined_text


def bring_up_to_date(framework: Framework, joined: AnswerSheet, own: Mapping[str, AnswerSheet]) -> AnswerSheet:
    """The joined sheet with what people (by their label in it) have in their own sheets by now.

    What they wrote before stays beside it. What the group has settled stays; an answer that was only what they agreed
    on is what they agree on now.
    """
    answers, actions, description = dict(joined.answers), list(joined.actions), dict(joined.description)
    for label, sheet in own.items():
        for question_id, answer in sheet.answers.items():
            question, together = framework.question_by_id.get(question_id), answers.get(question_id, OPEN)
            vote = newest_vote(as_vote(answer, question, sheet.language), together.votes.get(label, OPEN))
            if vote != together.votes.get(label, OPEN):
                answers[question_id] = with_vote(question, together, label, vote)
        # the same step, done by now in one of the files, is no second step
        known = {as_undone(step) for step in actions}
        actions += [step for step in sheet.actions if as_undone(step) not in known]
        for part, written in sheet.description.items():
            before = description.get(part, "" if isinstance(written, str) else {})
            if isinstance(written, str) or isinstance(before, str):
                text = written if isinstance(written, str) else "\n".join(written.values())
                before = before if isinstance(before, str) else "\n".join(before.values())
                description[part] = with_text(before, text, label)
            else:
                links = {link: with_text(before.get(link, ""), text, label) for link, text in written.items()}
                description[part] = {**before, **links}
    closing = {question: dict(said) for question, said in joined.closing.items()}
    for identity, said in join_closing(own).items():
        closing.setdefault(identity, {}).update(said)
    return replace(joined, answers=answers, actions=tuple(actions), description=description, closing=closing)


def newest_vote(now: Answer, before: Answer) -> Answer:
    """The person's vote as it is now, with those words of the earlier one that are not in it."""
    return replace(
        now,
        chosen=now.chosen or before.chosen,
        note=joined_text("\n", (now.note, before.note if before.note not in now.note else "")),
        evidence=joined_text("; ", (now.evidence, before.evidence if before.evidence not in now.evidence else "")),
        about_question=joined_text(
            "\n", (now.about_question, before.about_question if before.about_question not in now.about_question else "")
        ),
        hands=now.hands or before.hands,
    )


def with_vote(question: Question | None, answer: Answer, label: str, vote: Answer) -> Answer:
    """The group's answer with this vote in place of the one that the label had."""
    votes = {**answer.votes, label: vote}
    # else the room has settled it, and one who changes their mind alone does not change that
    if question is not None and answer.chosen == agreed_on(question, answer.votes.values()):
        return replace(answer, votes=votes, chosen=agreed_on(question, votes.values()))
    return replace(answer, votes=votes)


def with_text(before: str, text: str, label: str) -> str:
    """The text of the description followed by a person's, if that is not in it."""
    if text.strip() in before:
        return before
    return f"{before}\n\n{label}:\n{text.strip()}" if before.strip() else text


def as_undone(step: Action) -> Action:
    """The step without whether it is done, which says nothing about whose it is."""
    return replace(step, done=False)


def says_more(framework: Framework, joined: AnswerSheet, own: Mapping[str, AnswerSheet]) -> bool:
    """Whether the joined sheet holds what the group settled or wrote in it and none of its people has.

    `own` are the sheets of all of them, by label.
    """
    people = {label: replace(joined.by_person[label], workshop=sheet.workshop) for label, sheet in own.items()}
    if any(
        joined.answer(spread.question.id).chosen not in ((), spread.agreed)
        for spread in find_spreads(framework, people)
    ):
        return True
    if joined.minutes or any("" in said for said in joined.closing.values()):
        return True
    for answer in joined.answers.values():
        votes = answer.votes.values()
        if not all(
            is_within(getattr(answer, what).replace(between, "\n"), [getattr(vote, what) for vote in votes])
            for what, between in (("note", "\n"), ("evidence", "; "), ("about_question", "\n"))
        ):
            return True
    if not {as_undone(step) for step in joined.actions} <= {as_undone(s) for one in own.values() for s in one.actions}:
        return True
    written = [text for one in own.values() for part in one.description.values() for text in lines_of(part)]
    # letters too: an older file may have labelled its people otherwise than this one
    labels = {f"{label}:" for label in (*own, *map(chr, range(ord("A"), ord("Z") + 1)))}
    found = {line for part in joined.description.values() for text in lines_of(part) for line in text.split("\n")}
    return not is_within("\n".join(found - labels), written)


def lines_of(part: str | Mapping[str, str]) -> list[str]:
    """The texts of a part of the description."""
    return [part] if isinstance(part, str) else list(part.values())


def is_within(text: str, others: list[str]) -> bool:
    """Whether each line of the text stands in one of the others."""
    return all(any(line.strip() in other for other in others) for line in text.split("\n") if line.strip())
