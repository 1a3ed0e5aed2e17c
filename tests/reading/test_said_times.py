from datetime import UTC, datetime, timedelta, timezone

import pytest

from mailgate.reading.deadline import deadlines
from mailgate.reading.signals import signals_of
from mailgate.reading.times_feasts import easter, feast_on
from mailgate.reading.words import fold, sentences
from tests.reading.said_times import SAID

TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=timezone(timedelta(hours=1)))
ROWS = [
    (language, frame.format(words.strip()), when.strip())
    for language, (frame, rows) in SAID.items()
    for words, when in (row.split("|") for row in rows.strip().splitlines())
]


@pytest.mark.parametrize(("language", "text", "when"), ROWS, ids=lambda value: value[:60])
def test_by_when_is_understood_as_people_say_it(language: str, text: str, when: str) -> None:
    folded = fold(text)
    found = deadlines(folded, sentences(folded), signals_of(language), TUESDAY)
    assert all(deadline.at.tzinfo is UTC for deadline in found)
    assert min(deadline.at for deadline in found).astimezone(TUESDAY.tzinfo).strftime("%m-%d %H:%M") == when


def test_easter_moves_and_a_feast_is_the_next_one() -> None:
    assert [easter(year).isoformat() for year in (2024, 2026, 2027, 2038)] == [
        "2024-03-31",
        "2026-04-05",
        "2027-03-28",
        "2038-04-25",
    ]
    assert feast_on("new_year", TUESDAY.date()).isoformat() == "2027-01-01"
    assert feast_on("thanksgiving", TUESDAY.date()).isoformat() == "2026-11-26"
    assert feast_on("christmas", datetime(2026, 12, 25).date()).isoformat() == "2026-12-25"
