"""The numbers, and the two pages that show them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from mailgate.adapters.health import Health, Pages
from mailgate.adapters.measured import MeasuredReader
from mailgate.adapters.metrics import Metrics
from mailgate.model.reading import NOTHING_READ, Reading

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def lines(metrics: Metrics) -> list[str]:
    return metrics.text().decode().splitlines()


def test_messages_are_counted_by_door_outcome_and_reason() -> None:
    metrics = Metrics()
    metrics.accepted("smtp")
    metrics.settled("smtp", "opened", "new_customer_mail", seconds=0.2)
    metrics.settled("imap", "ignored:list", "list", seconds=1)
    metrics.buried("error_valueerror")
    said = lines(metrics)
    assert 'mailgate_accepted_total{door="smtp"} 1.0' in said
    assert 'mailgate_settled_total{door="imap",outcome="ignored:list",reason="list"} 1.0' in said
    assert 'mailgate_buried_total{reason="error_valueerror"} 1.0' in said
    assert 'mailgate_accept_to_queued_seconds_bucket{le="0.25"} 1.0' in said
    assert "mailgate_accept_to_queued_seconds_count 2.0" in said


def test_no_mail_can_name_a_series() -> None:
    metrics = Metrics()
    metrics.settled("smtp", "held:Maria Lopez <maria@example.org>", "x" * 500)
    assert 'mailgate_settled_total{door="smtp",outcome="other",reason="other"} 1.0' in lines(metrics)


def test_queues_are_asked_when_the_numbers_are_read() -> None:
    metrics = Metrics()
    queues = {"inbox": (0, None), "outbox": (2, NOW - timedelta(seconds=90)), "timers": (5, NOW + timedelta(hours=1))}
    metrics.watch(lambda: queues, lambda: NOW)
    said = lines(metrics)
    assert 'mailgate_queue_depth{queue="outbox"} 2.0' in said
    assert 'mailgate_queue_oldest_seconds{queue="outbox"} 90.0' in said
    assert 'mailgate_queue_oldest_seconds{queue="timers"} 0.0' in said
    queues["inbox"] = (7, NOW)
    assert 'mailgate_queue_depth{queue="inbox"} 7.0' in lines(metrics)


def test_a_store_that_is_away_leaves_the_other_numbers() -> None:
    def away() -> Mapping[str, tuple[int, datetime | None]]:
        raise OSError("locked")

    metrics = Metrics()
    metrics.watch(away, lambda: NOW)
    metrics.reading(up=True, memory=450_000_000)
    assert "mailgate_reading_up 1.0" in lines(metrics)
    assert not any("queue_depth{" in line for line in lines(metrics))


def test_two_desks_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.accepted("smtp")
    assert 'mailgate_accepted_total{door="smtp"} 1.0' not in lines(other)


# -- the pages --------------------------------------------------------------------------------------------------------


class Place:
    """The server, and what it will answer."""

    def __init__(self) -> None:
        self.health = Health(ok=True, queues={"inbox": {"depth": 0, "oldest": None}}, doors={"smtp": "127.0.0.1:2525"})
        self.broken = False
        self.pages = Pages(health=lambda: self.health, metrics=self.numbers)
        self.address = ("", 0)

    def numbers(self) -> bytes:
        if self.broken:
            raise ValueError("secret words")
        return b"mailgate_reading_up 1.0\n"

    async def ask(self, request: bytes) -> tuple[bytes, bytes]:
        reader, writer = await asyncio.open_connection(*self.address)
        try:
            writer.write(request)
            answer = await reader.read()
        finally:
            writer.transport.abort()  # closed before the loop is, whatever was said
        head, _, body = answer.partition(b"\r\n\r\n")
        return head, body

    async def get(self, path: str) -> tuple[str, bytes]:
        head, body = await self.ask(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        return head.decode().splitlines()[0], body


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    place = Place()
    place.address = await place.pages.start("127.0.0.1", 0)
    yield place
    await place.pages.close()


async def test_health_is_json_and_ok(place: Place) -> None:
    status, body = await place.get("/health")
    assert status == "HTTP/1.1 200 OK"
    assert json.loads(body) == {
        "ok": True,
        "database": "ok",
        "queues": {"inbox": {"depth": 0, "oldest": None}},
        "doors": {"smtp": "127.0.0.1:2525"},
        "reading": "ok",
        "stuck": [],
    }


async def test_a_sick_desk_answers_503(place: Place) -> None:
    place.health = Health(ok=False, database="locked")
    status, body = await place.get("/health?verbose=1")
    assert status == "HTTP/1.1 503 Service Unavailable"
    assert json.loads(body)["database"] == "locked"


async def test_metrics_are_plain_text(place: Place) -> None:
    assert await place.get("/metrics") == ("HTTP/1.1 200 OK", b"mailgate_reading_up 1.0\n")


async def test_what_fails_says_nothing_of_ours(place: Place) -> None:
    place.broken = True
    assert await place.get("/metrics") == ("HTTP/1.1 500 Internal Server Error", b"ValueError\n")


async def test_only_these_pages_and_only_reading(place: Place) -> None:
    assert (await place.get("/"))[0] == "HTTP/1.1 404 Not Found"
    assert (await place.ask(b"POST /health HTTP/1.1\r\n\r\n"))[0].startswith(b"HTTP/1.1 405")
    head, body = await place.ask(b"HEAD /health HTTP/1.1\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert body == b""


async def test_an_endless_request_is_refused_and_the_next_one_answered(place: Place) -> None:
    head, _ = await place.ask(b"GET /" + b"a" * 20_000 + b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert (await place.get("/health"))[0] == "HTTP/1.1 200 OK"


# -- reading ----------------------------------------------------------------------------------------------------------


class Slow:
    """A reader for which time passes while it reads."""

    model = "slow 1"

    def __init__(self) -> None:
        self.time = 100.0

    def read(self, text: str, subject: str, *, sent: datetime | None, now: datetime, sender: str, mailbox: str = "") -> Reading:
        self.time += 0.3
        if text == "broken":
            raise ValueError(text)
        return NOTHING_READ


def test_how_long_a_text_was_read_is_measured_whatever_comes_of_it() -> None:
    metrics, slow = Metrics(), Slow()
    reader = MeasuredReader(slow, metrics.read, clock=lambda: slow.time)
    assert reader.read("hello", "", sent=None, now=NOW, sender="") is NOTHING_READ
    with pytest.raises(ValueError, match="broken"):
        reader.read("broken", "", sent=None, now=NOW, sender="")
    assert "mailgate_reading_seconds_count 2.0" in lines(metrics)
    assert 'mailgate_reading_seconds_bucket{le="0.5"} 2.0' in lines(metrics)
    assert 'mailgate_reading_seconds_bucket{le="0.25"} 0.0' in lines(metrics)
    assert reader.model == "slow 1"
