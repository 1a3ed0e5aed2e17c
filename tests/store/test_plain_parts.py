from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.adapters.store.codec import plain, rebuild
from mailgate.adapters.store.columns import KEY_LIMIT, UtcDateTime, clean, key_form
from mailgate.adapters.store.glance import addresses_of
from mailgate.model.decision import Candidate, Factor, Route
from mailgate.model.promise import Promise
from mailgate.model.reading import Entity, IntentScore, Mood, Reading, Urgency

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_model_values_come_back_from_plain_json_as_they_were() -> None:
    reading = Reading(
        language="en",
        intents=(IntentScore(name="a", confidence=0.5, because=("x", "y")),),
        sensitive=None,
        entities=(Entity(type="ORDER", text="A-1", start=0, end=3),),
        urgency=Urgency(level="high", deadline=NOON),
        mood=Mood(score=-1.0),
    )
    factor = Factor(name="skill", value=1.0, weight=4.0, because="b")
    route = Route(
        team="t", agent=None, reason="best", candidates=(Candidate(agent="a", score=1.0, factors=(factor,)),), in_at=NOON
    )
    promise = Promise(
        name="resolution", policy="p", due=NOON, span=timedelta(hours=3), hours="always", remaining=timedelta(seconds=1.5)
    )
    assert rebuild(Reading, plain(reading)) == reading
    assert rebuild(Route, plain(route)) == route
    assert rebuild(Promise, plain(promise)) == promise


def test_fields_of_another_version_are_left_out() -> None:
    assert rebuild(Urgency, {"level": "high", "colour": "red"}) == Urgency(level="high")


def test_what_is_no_plain_data_is_refused() -> None:
    with pytest.raises(TypeError, match="object can't be kept"):
        plain({"data": object()})


def test_a_naive_time_is_refused_and_every_other_becomes_utc() -> None:
    column = UtcDateTime()
    dialect: object = None
    with pytest.raises(ValueError, match="naive"):
        column.process_bind_param(datetime(2026, 1, 1), dialect)  # type: ignore[arg-type]
    rome = datetime(2026, 1, 1, 13, tzinfo=timezone(timedelta(hours=1)))
    assert column.process_bind_param(rome, dialect) == datetime(2026, 1, 1, 12, tzinfo=UTC)  # type: ignore[arg-type]


@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_keys_are_bounded_encodable_and_stable(text: str) -> None:
    key = key_form(text)
    assert len(key) <= KEY_LIMIT
    assert "\0" not in key
    key.encode()
    assert key_form(key) == key


def test_long_keys_that_differ_at_the_end_stay_different() -> None:
    assert key_form("x" * 1000 + "a") != key_form("x" * 1000 + "b")
    assert clean("a\ud800b") == "a\ufffdb"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"From: Maria <maria@example.org>\r\nTo: support@example.com\r\n", ("maria@example.org", "support@example.com")),
        (b'From: "eve@evil.test" <maria@example.org>\n', ("maria@example.org", None)),
        (b"Subject: x\r\nFROM:\r\n bob@example.org\r\n", ("bob@example.org", None)),
        (b"From: nobody\r\n\r\nTo: a@b.example\r\n", (None, None)),
        (b"", (None, None)),
    ],
)
def test_a_glance_finds_the_addresses(head: bytes, found: tuple[str | None, str | None]) -> None:
    assert addresses_of(head + b"\r\nbody From: x@y.z") == found
