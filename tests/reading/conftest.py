from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mailgate.model.reading import Reading
from mailgate.reading.pipeline import Pipeline

NOW = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)
SENT = datetime(2026, 11, 18, 14, 0, tzinfo=timezone(timedelta(hours=1)))  # a Wednesday, in Rome
Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="session")
def read(pipeline: Pipeline) -> Read:
    """Reads a text sent on Wednesday at 14:00 in Rome."""

    def reading(text: str, subject: str = "") -> Reading:
        return pipeline.read(text, subject, sent=SENT, now=NOW, sender="maria@example.org")

    return reading


@pytest.fixture(scope="session")
def by_rules() -> Pipeline:
    """Without spaCy, as the daemon reads while the reading process is down."""
    return Pipeline(model="rules")
