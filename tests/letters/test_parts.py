"""The pieces of a letter: what an agent sees of the customer."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from mailgate.adapters.letter_parts import reading_shown, ticket_shown
from mailgate.adapters.letter_words import Reader
from mailgate.model.people import Organisation
from mailgate.model.reading import Reading
from tests.policy.desk import MONDAY_10, rulebook, ticket


@pytest.mark.parametrize(
    ("ends", "shown"),
    [(date(2026, 10, 1), None), (date(2026, 11, 23), "Monday 23 November"), (date(2026, 12, 31), "Thursday 31 December")],
)
def test_a_trial_is_shown_until_its_last_day(ends: date, shown: str | None) -> None:
    book = rulebook(customers={"startup.example": Organisation(key="startup.example", name="Startup", trial_until=ends)})
    reader = Reader(language="en", zone=UTC, now=MONDAY_10)
    assert ticket_shown(ticket(organisation="startup.example"), book, reader)["trial"] == shown


def test_a_reading_by_rules_alone_says_so() -> None:
    reader = Reader(language="en", zone=UTC, now=MONDAY_10)
    shown = reading_shown(Reading(model="rules", degraded="ended with status 3"), reader)
    assert shown is not None
    assert (shown["by_rules"], shown["degraded"]) == (True, "the reading process: ended with status 3")
