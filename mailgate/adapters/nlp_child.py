"""The reading process itself: `python -m mailgate.adapters.nlp_child FD` speaks pickled plain data over the inherited socket FD.

It hears texts to read and lessons to learn, one batch at a time in the order they come, and answers each. Its only peer is the
process that started it. It ends when that one closes the socket or dies."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Protocol

from mailgate.model.learning import NOTHING_LEARNT, Learnt, Lesson
from mailgate.model.reading import Reading
from mailgate.reading.lean import give_back
from mailgate.reading.requests import PlainRules, Request

_NICE = 5  # doors and commits come first
_WARM = "Hello, I can't log in to my account since Monday. Could you help before noon? Regards, Maria Lopez"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first thing the child hears: what to read by, and what it begins with knowing."""

    rules: PlainRules
    model: str
    embedder: str = "none"
    learnt: Learnt = NOTHING_LEARNT


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The first thing it says, once everything is loaded and warm. `upto` is the last lesson it knows."""

    model: str
    degraded: str | None
    upto: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Teach:
    """Lessons to learn, in their order; then `upto` is the last one it knows, even if one of them was left out."""

    lessons: tuple[Lesson, ...]
    upto: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """They are learned, but for those in `failed`, of which nothing can be learned."""

    upto: int
    model: str
    failed: tuple[int, ...] = ()


class Reads(Protocol):
    """What the child reads with."""

    @property
    def model(self) -> str: ...

    @property
    def degraded(self) -> str | None: ...

    @property
    def upto(self) -> int: ...

    def read_many(self, requests: Sequence[Request]) -> list[Reading]: ...

    def learn(self, lessons: Sequence[Lesson], upto: int) -> tuple[int, ...]:
        """Learn them and know lessons up to `upto`; the ids of those of which nothing could be learned. Never raises."""
        ...


def serve(fd: int, make: Callable[[Start], Reads]) -> None:
    """Answer each batch of texts with a list of readings (None stands for a text that could not be read), and lessons with
    what came of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C on the terminal is the daemon's to act on
    with suppress(OSError):
        os.nice(_NICE)
    with Connection(fd) as peer:
        try:
            start: Start = peer.recv()
            reader = make(start)
            reader.read_many([Request(text=_WARM, now=datetime(2000, 1, 3, tzinfo=UTC))])
            del start
            give_back()
            peer.send(Ready(model=reader.model, degraded=reader.degraded, upto=reader.upto))
            while True:
                heard: list[Request] | Teach = peer.recv()
                peer.send(_taught(reader, heard) if isinstance(heard, Teach) else _read(reader, heard))
        except (EOFError, ConnectionError):
            return


def _taught(reader: Reads, teach: Teach) -> Taught:
    failed = reader.learn(teach.lessons, teach.upto)
    return Taught(upto=reader.upto, model=reader.model, failed=failed)


def _read(reader: Reads, requests: list[Request]) -> list[Reading | None]:
    """All at once; one by one if one of them fails."""
    try:
        return list(reader.read_many(requests))
    except Exception:
        return [_read_one(reader, request) for request in requests]


def _read_one(reader: Reads, request: Request) -> Reading | None:
    try:
        return reader.read_many([request])[0]
    except Exception:  # the other side reads it by rules, and says so
        return None


def main() -> None:
    from mailgate.adapters.nlp_taught import TaughtPipeline

    serve(int(sys.argv[1]), lambda start: TaughtPipeline(start.rules, start.model, start.embedder, start.learnt))


if __name__ == "__main__":
    # what is pickled must bear the module's name, not __main__
    from mailgate.adapters import nlp_child

    nlp_child.main()
