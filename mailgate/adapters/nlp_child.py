"""The reading process itself: `python -m mailgate.adapters.nlp_child FD` speaks pickled plain data over the inherited socket FD.

Its only peer is the process that started it. It ends when that one closes the socket or dies."""

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

from mailgate.model.reading import Reading
from mailgate.reading.pipeline import Pipeline, PlainRules, Request

_NICE = 5  # doors and commits come first
_WARM = "Hello, I can't log in to my account since Monday. Could you help before noon? Regards, Maria Lopez"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first thing the child hears."""

    rules: PlainRules
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The first thing it says, once everything is loaded and warm."""

    model: str
    degraded: str | None


class Reads(Protocol):
    """What the child reads with."""

    @property
    def model(self) -> str: ...

    @property
    def degraded(self) -> str | None: ...

    def read_many(self, requests: Sequence[Request]) -> list[Reading]: ...


def serve(fd: int, make: Callable[[Start], Reads]) -> None:
    """Answer each batch with a list of readings; None stands for a text that could not be read."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C on the terminal is the daemon's to act on
    with suppress(OSError):
        os.nice(_NICE)
    with Connection(fd) as peer:
        try:
            start: Start = peer.recv()
            reader = make(start)
            reader.read_many([Request(text=_WARM, now=datetime(2000, 1, 3, tzinfo=UTC))])
            peer.send(Ready(model=reader.model, degraded=reader.degraded))
            while True:
                requests: list[Request] = peer.recv()
                peer.send(_read(reader, requests))
        except (EOFError, ConnectionError):
            return


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
    serve(int(sys.argv[1]), lambda start: Pipeline(start.rules, start.model))


if __name__ == "__main__":
    # what is pickled must bear the module's name, not __main__
    from mailgate.adapters import nlp_child

    nlp_child.main()
