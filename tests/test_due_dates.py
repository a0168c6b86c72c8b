"""When a next step is due: what people write in their own words is understood, and nothing is made up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovande_cli.assessment.due_dates import find_due
from lovande_cli.language import Say

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("language", "words", "first", "last"),
    [
        ("sv", "2027-02", "2027-02-01", "2027-02-28"),
        ("sv", "senast i Februari", "2027-02-01", "2027-02-28"),
        ("sv", "15 mars 2027", "2027-03-15", "2027-03-15"),
        ("da", "15. marts", "2027-03-15", "2027-03-15"),
        ("da", "den 1/12", "2026-12-01", "2026-12-01"),
        ("sv", "november", "2026-11-01", "2026-11-30"),
        ("sv", "27/11", "2027-11-27", "2027-11-27"),
        ("da", "uge 8", "2027-02-22", "2027-02-26"),
        ("sv", "v. 8 2028", "2028-02-21", "2028-02-25"),
    ],
)
def test_the_time_that_is_written_is_found(language: str, words: str, first: str, last: str) -> None:
    """Days, weeks and months in either language; without a year the next one that is not over."""
    rules = Say(language).rules
    due = find_due(words, since=TODAY, months=rules.month_numbers, weeks=rules.weeks)
    assert due == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "words", ["", "före jul", "så snart som möjligt", "2027-02-30", "31 april", "vecka 60", "3 gånger", "mötet"]
)
def test_no_time_is_made_up(words: str) -> None:
    """What names no day, week or month of the calendar has no date."""
    rules = Say("sv").rules
    assert find_due(words, since=TODAY, months=rules.month_numbers, weeks=rules.weeks) is None


@given(st.text(alphabet="0123456789-/. vujanmrseptokuge", max_size=20))
def test_any_words_can_be_read(words: str) -> None:
    """Nothing that is typed fails."""
    rules = Say("da").rules
    due = find_due(words, since=TODAY, months=rules.month_numbers, weeks=rules.weeks)
    assert due is None or due.first <= due.last
