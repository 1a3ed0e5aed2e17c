"""What is counted and measured, in a registry of its own; labels are fixed words only, never an address or an id.

Every series exists once it has happened; histograms have buckets from 5 ms to an hour, as fit mail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_WORD = re.compile(r"[a-z0-9_.:-]{1,60}")

Depths = Callable[[], Mapping[str, tuple[int, datetime | None]]]


class Metrics:
    """The desk's numbers. Safe to use from any thread."""

    def __init__(self) -> None:
        self.registry = own = CollectorRegistry(auto_describe=True)
        self._accepted = Counter("mailgate_accepted", "Messages accepted at a door, durable.", ["door"], registry=own)
        self._refused = Counter("mailgate_refused", "What a door denied, by reason.", ["door", "reason", "reply"], registry=own)
        self._settled = Counter(
            "mailgate_settled", "Messages by what became of them.", ["door", "outcome", "reason"], registry=own
        )
        self._buried = Counter("mailgate_buried", "Messages and letters that could not be handled.", ["reason"], registry=own)
        self._letters = Counter("mailgate_letters", "Letters and what came of them.", ["template", "result"], registry=own)
        self._timers = Counter("mailgate_timers", "Timers fired, by kind and reason.", ["kind", "reason"], registry=own)
        self._failures = Counter("mailgate_failures", "Troubles of our own, by their word.", ["what"], registry=own)
        self._to_queued = Histogram(
            "mailgate_accept_to_queued_seconds", "From accepted to its letters queued.", buckets=BUCKETS, registry=own
        )
        self._to_sent = Histogram(
            "mailgate_queued_to_sent_seconds", "From a letter written to the next hop's yes.", buckets=BUCKETS, registry=own
        )
        self._read = Histogram("mailgate_reading_seconds", "Reading one text.", buckets=BUCKETS, registry=own)
        self._reading_up = Gauge("mailgate_reading_up", "1 while the reading process is well.", registry=own)
        self._reading_memory = Gauge("mailgate_reading_memory_bytes", "Memory of the reading process.", registry=own)
        self._lessons = Counter("mailgate_lessons_taught", "Lessons the reading process learned.", ["source"], registry=own)
        self._refits = Counter("mailgate_refits", "Refits, by what became of them.", ["result"], registry=own)
        self._restarts = Counter("mailgate_reading_restarts", "Times the reading process was started again.", registry=own)

    def taught(self, sources: Mapping[str, int]) -> None:
        """The reading process learned so many new lessons of each source."""
        for source, many in sources.items():
            self._lessons.labels(word(source)).inc(many)

    def refitted(self, result: str) -> None:
        """A refit ended: promoted, kept or failed."""
        self._refits.labels(word(result)).inc()

    def accepted(self, door: str) -> None:
        self._accepted.labels(word(door)).inc()

    def refused(self, door: str, reason: str, reply: int) -> None:
        """A door's 4xx or 5xx, to a message, a connection or a log-in."""
        self._refused.labels(word(door), word(reason), str(reply)).inc()

    def settled(self, door: str, outcome: str, reason: str, *, seconds: float | None = None) -> None:
        """One message has its final word; `seconds` since it was accepted."""
        self._settled.labels(word(door), word(outcome), word(reason)).inc()
        if seconds is not None:
            self._to_queued.observe(max(0.0, seconds))

    def buried(self, reason: str) -> None:
        self._buried.labels(word(reason)).inc()

    def letter(self, template: str, result: str, *, seconds: float | None = None) -> None:
        """A delivery was settled: sent, retry or dead; `seconds` since the letter was written, when it was sent."""
        self._letters.labels(word(template), word(result)).inc()
        if seconds is not None:
            self._to_sent.observe(max(0.0, seconds))

    def timer(self, kind: str, reason: str) -> None:
        self._timers.labels(word(kind), word(reason)).inc()

    def failure(self, what: str) -> None:
        self._failures.labels(word(what)).inc()

    def read(self, seconds: float) -> None:
        self._read.observe(max(0.0, seconds))

    def reading(self, *, up: bool, memory: int | None = None) -> None:
        """How the reading process is; memory in bytes."""
        self._reading_up.set(1 if up else 0)
        if memory is not None:
            self._reading_memory.set(memory)

    def reading_restarted(self) -> None:
        self._restarts.inc()

    def watch(self, depths: Depths, clock: Callable[[], datetime]) -> None:
        """Ask the store for the queues' depths whenever the numbers are read. What fails leaves the series out."""
        self.registry.register(_Queues(depths, clock))

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)


class _Queues(Collector):
    def __init__(self, depths: Depths, clock: Callable[[], datetime]) -> None:
        self._depths, self._clock = depths, clock

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # nothing is asked of the store when it is registered

    def collect(self) -> list[GaugeMetricFamily]:
        depth = GaugeMetricFamily("mailgate_queue_depth", "Rows that wait in a queue.", labels=["queue"])
        oldest = GaugeMetricFamily("mailgate_queue_oldest_seconds", "How long the first of them is overdue.", labels=["queue"])
        try:
            counted, now = self._depths(), self._clock()
        except Exception:  # no numbers are better than no answer; /health says why
            return []
        for queue, (rows, due) in counted.items():
            depth.add_metric([queue], rows)
            oldest.add_metric([queue], max(0.0, (now - due).total_seconds()) if due else 0.0)
        return [depth, oldest]


def word(text: str) -> str:
    """A label's value: a fixed word, so that no mail can grow the number of series. Anything else is `other`."""
    return text if _WORD.fullmatch(text) else "other"
