"""Three-way merge of two versions of one answer sheet and what both were made from, field by field.

The tables (PRACTICE … SHEET) say how each field is merged. What cannot be is a conflict, in which a person chooses.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from lovande_cli.assessment.answers import OPEN, Action, Answer, AnswerSheet, Practice, Workshop, plain_words

Side = Literal["ours", "theirs"]

Place = tuple[str, ...]
"""The names of fields and keys that lead to a value: ("answers", "goals.time-bound", "note"), ("actions", "Mäta")."""


class Merged(NamedTuple):
    """One sheet made of two versions of it, and the places where they are in conflict."""

    sheet: AnswerSheet
    conflicts: tuple[Place, ...]


def merge(base: AnswerSheet | None, ours: AnswerSheet, theirs: AnswerSheet, *, prefer: Side = "ours") -> Merged:
    """Both versions of a sheet in one, given what both were made from (None: nothing).

    Where they are in conflict the sheet has what the preferred version says.
    """
    if theirs == base:  # only written anew: nobody else has changed anything
        return Merged(ours, ())
    version, conflicts = ours.framework_version, list[Place]()
    base = base or AnswerSheet(framework_id=ours.framework_id, framework_version=version, language=ours.language)
    value = Versions(base=base, ours=ours, theirs=theirs, place=(), prefer=prefer, conflicts=conflicts)
    return Merged(SHEET(value), tuple(conflicts))


def holds_all(sheet: AnswerSheet, version: AnswerSheet) -> bool:
    """Whether every answer, text and next step of the version stands in the sheet, and at the same place."""
    return merge(None, sheet, version) == Merged(sheet, ())


T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, kw_only=True)
class Versions(Generic[T]):
    """One value in three versions, what both were made from, ours and theirs, and where in the sheet it stands."""

    base: T
    ours: T
    theirs: T
    place: Place
    prefer: Side
    conflicts: list[Place]

    def inside(self, name: str, read: Callable[[T], U]) -> Versions[U]:
        """What `read` finds in each version, at the place of this name."""
        return self.at(name, read(self.base), read(self.ours), read(self.theirs))

    def at(self, name: str, base: U, ours: U, theirs: U) -> Versions[U]:
        """These three versions, at the place of this name."""
        place = (*self.place, name)
        return Versions(base=base, ours=ours, theirs=theirs, place=place, prefer=self.prefer, conflicts=self.conflicts)

    def choose(self) -> T:
        """Record a conflict here, and take the preferred version."""
        self.conflicts.append(self.place)
        return self.ours if self.prefer == "ours" else self.theirs


Rule = Callable[[Versions[T]], T]
"""What becomes of one value."""


def three_way(value: Versions[T]) -> T:
    """What one side alone has changed; where both have, or theirs has lost it, a conflict."""
    if value.theirs in (value.base, value.ours):
        return value.ours
    # what is gone in theirs may be lost, not removed: somebody may have put an older copy in its place
    if value.ours == value.base and value.theirs:
        return value.theirs
    return value.choose()


def first(value: Versions[T]) -> T:
    """Ours: how the file is written says nothing about the practice."""
    return value.ours


def either(value: Versions[str]) -> str:
    """Ours, or theirs where we have none: it is made once, and says nothing that people could disagree on."""
    return value.ours or value.theirs


def longest(value: Versions[float]) -> float:
    """The longer of two times: it was counted on from the shorter one, and no time is worth a question."""
    return max(value.ours, value.theirs)


def both(value: Versions[tuple[str, ...]]) -> tuple[str, ...]:
    """All that either has, ours first."""
    return tuple(dict.fromkeys((*value.ours, *value.theirs)))


def record(kind: type[T], **rules: Rule[Any]) -> Rule[T]:
    """Each field of a record by its own rule; every field must have one, or what it holds would be lost unseen."""
    if set(rules) != {field.name for field in fields(kind)}:  # type: ignore[arg-type]
        raise TypeError(f"fields of {kind.__name__} without a rule, or rules without a field")

    def merge_fields(value: Versions[T]) -> T:
        merged = {name: rule(value.inside(name, operator.attrgetter(name))) for name, rule in rules.items()}
        return replace(value.ours, **merged)  # type: ignore[type-var]

    return merge_fields


def by_key(rule: Rule[T], nothing: T) -> Rule[Mapping[str, T]]:
    """What stands behind each key by this rule; where a key is missing there is `nothing`, which leaves no trace."""

    def merge_keys(value: Versions[Mapping[str, T]]) -> Mapping[str, T]:
        keys = dict.fromkeys((*value.ours, *value.theirs))
        merged = {key: rule(value.inside(key, lambda mapping: mapping.get(key, nothing))) for key in keys}  # noqa: B023
        return {key: found for key, found in merged.items() if found not in (nothing, {})}

    return merge_keys


def text_or_chain(value: Versions[str | Mapping[str, str]]) -> str | Mapping[str, str]:
    """A part of the description: a text as a whole, a chain link by link."""
    versions = (value.base, value.ours, value.theirs)
    chains = [version or {} for version in versions if isinstance(version, Mapping) or not version]
    if len(chains) < len(versions):
        return three_way(value)
    base, ours, theirs = (chain if isinstance(chain, Mapping) else {} for chain in chains)
    return CHAIN(replace(value, base=base, ours=ours, theirs=theirs))  # type: ignore[arg-type]


def union(value: Versions[tuple[Action, ...]]) -> tuple[Action, ...]:
    """All next steps that either has added, ours first; one that only one side has removed is a conflict.

    Steps with the same words are two where they stand twice.
    """
    base, merged = value.base, list[Action]()
    ours, theirs = (pair_steps(base, steps) for steps in (value.ours, value.theirs))
    kept_by_them = dict(zip(theirs, value.theirs, strict=True))
    for origin, step in zip(ours, value.ours, strict=True):
        if origin is None:
            merged.append(step)
        elif origin in kept_by_them:
            merged.append(STEP(value.at(step.what, base[origin], step, kept_by_them[origin])))
        else:
            merged.extend(value.at(step.what, (), (step,), ()).choose())
    added = Counter(step for origin, step in zip(ours, value.ours, strict=True) if origin is None)
    for origin, step in zip(theirs, value.theirs, strict=True):
        if origin is not None and origin not in ours:
            merged.extend(value.at(step.what, (), (), (step,)).choose())
        elif origin is None and not added[step]:
            merged.append(step)
        elif origin is None:
            added[step] -= 1  # both have added it
    return tuple(merged)


def pair_steps(base: Sequence[Action], steps: Sequence[Action]) -> list[int | None]:
    """Which step of the base each of these is, by its place there: the same in everything, else in words; None: new."""
    left: dict[int | None, Action] = dict(enumerate(base))
    found = list[int | None]([None] * len(steps))
    # those that are the same in everything first, so that of two with the same words each finds its own
    for is_same in (operator.eq, has_same_words):
        for place, step in enumerate(steps):
            if found[place] is None:
                found[place] = next((origin for origin, base_step in left.items() if is_same(base_step, step)), None)
                left.pop(found[place], None)
    return found


def has_same_words(step: Action, other: Action) -> bool:
    """Whether both steps say the same about the same element, whoever does it and when."""
    return (step.element, plain_words(step.what)) == (other.element, plain_words(other.what))


PRACTICE = record(Practice, name=three_way, organisation=three_way, target_group=three_way, contact=three_way)
WORKSHOP = record(Workshop, date=three_way, participants=three_way, answered_by=three_way)
WRITTEN = dict.fromkeys(("chosen", "note", "evidence", "about_question", "hands"), three_way)
VOTE = record(Answer, **WRITTEN, votes=first)
ANSWER = record(Answer, **WRITTEN, votes=by_key(VOTE, OPEN))
STEP = record(Action, element=three_way, what=three_way, who=three_way, when=three_way, done=three_way)
CHAIN = by_key(three_way, "")
NO_ANSWERS: Mapping[str, str] = {}
SHEET = record(
    AnswerSheet,
    framework_id=first,
    framework_version=first,
    language=first,
    id=either,
    practice=PRACTICE,
    workshop=WORKSHOP,
    answers=by_key(ANSWER, OPEN),
    actions=union,
    description=by_key(text_or_chain, ""),
    share=three_way,
    sheet_ids=by_key(either, ""),
    closing=by_key(by_key(three_way, ""), NO_ANSWERS),
    minutes=by_key(longest, 0),
    wordings=both,
)
