"""What people write when it matters, and what only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from mailgate.reading.pipeline import Pipeline
from tests.reading.written_mails import MAILS, MISREAD

THERE = timezone(timedelta(hours=1))
SENT = datetime(2026, 11, 20, 14, 0, tzinfo=THERE)
SURE = 0.5


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def wrong(pipeline: Pipeline, mail: tuple[str, str, str, str, bool | None]) -> list[str]:
    """What of a mail is misread."""
    text, levels, due, intents, frustrated = mail
    read = pipeline.read(text, sent=SENT, now=SENT.astimezone(UTC))
    found = []
    if read.urgency.level not in levels.split():
        found.append(f"level {read.urgency.level} {read.urgency.score} {read.urgency.because}, not {levels}")
    at = f"{read.urgency.deadline.astimezone(THERE):%m-%d %H:%M}" if read.urgency.deadline else ""
    if due != "*" and (not at.startswith(due) or bool(at) != bool(due)):
        found.append(f"deadline {at or None}, not {due or None}")
    best = read.intent.name if read.intent and read.intent.confidence >= SURE else "-"
    if intents and best not in intents.split():
        found.append(f"intent {read.intent and (read.intent.name, read.intent.confidence)}, not {intents}")
    if frustrated is not None and read.mood.frustrated != frustrated:
        found.append(f"frustrated {read.mood.frustrated} {read.mood.score} {read.mood.because}")
    return found


@pytest.mark.parametrize("mail", [mail for mail in MAILS if mail[0] not in MISREAD], ids=lambda mail: mail[0][:50])
def test_a_written_mail_is_read_as_it_is_meant(pipeline: Pipeline, mail: tuple[str, str, str, str, bool | None]) -> None:
    assert wrong(pipeline, mail) == []


def test_the_mails_that_are_still_misread_are_known(pipeline: Pipeline) -> None:
    """Whoever mends one takes it from the list."""
    assert {mail[0] for mail in MAILS if mail[0] in MISREAD and not wrong(pipeline, mail)} == set()
    assert {mail[0] for mail in MAILS} >= MISREAD
