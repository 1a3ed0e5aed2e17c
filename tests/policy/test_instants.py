"""When `#away until monday` and `#snooze 2d` end."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mailgate.policy.instants import MORNING, instant_of, told
from tests.policy.desk import hour

ROME = ZoneInfo("Europe/Rome")
WEDNESDAY_15 = hour(14, day=25)  # 15:00 in Rome


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("2d", hour(14, day=27)),
        ("1w", datetime(2026, 12, 2, 14, tzinfo=UTC)),
        ("1d 2h", hour(16, day=26)),
        ("for 90 minutes", hour(15.5, day=25)),
        ("until monday", hour(8, day=30)),
        ("till Monday 14:30", hour(13.5, day=30)),
        ("wednesday", datetime(2026, 12, 2, 8, tzinfo=UTC)),
        ("tomorrow", hour(8, day=26)),
        ("tomorrow at 5pm", hour(16, day=26)),
        ("17:00", hour(16, day=25)),
        ("14:00", hour(13, day=26)),
        ("until 2026-12-24", datetime(2026, 12, 24, 8, tzinfo=UTC)),
        ("24 dec", datetime(2026, 12, 24, 8, tzinfo=UTC)),
        ("Dec 24 10:00", datetime(2026, 12, 24, 9, tzinfo=UTC)),
        ("24.12.", datetime(2026, 12, 24, 8, tzinfo=UTC)),
        ("bis 24.12.2026", datetime(2026, 12, 24, 8, tzinfo=UTC)),
        ("7 january", datetime(2027, 1, 7, 8, tzinfo=UTC)),
        ("monday 30 november", hour(8, day=30)),
        ("fino a lunedì", hour(8, day=30)),
        ("bis morgen", hour(8, day=26)),
    ],
)
def test_an_instant_is_what_people_mean(words: str, instant: datetime) -> None:
    assert instant_of(words, WEDNESDAY_15, ROME, day_begins=MORNING) == instant


@pytest.mark.parametrize(
    "words",
    ["", "soon", "until", "0d", "2x", "2026-02-30", "2025-01-01", "today", "monday 25:00", "99999999d", "monday or so", "13pm"],
)
def test_words_that_name_no_instant_to_come_are_none(words: str) -> None:
    assert instant_of(words, WEDNESDAY_15, ROME) is None


def test_a_skipped_or_repeated_hour_stops_nothing() -> None:
    assert instant_of("2027-03-28 02:30", WEDNESDAY_15, ROME) is not None


def test_an_instant_is_told_on_the_agents_own_clock() -> None:
    assert told(hour(8, day=30), ROME) == "Mon 30 Nov 2026, 09:00"
