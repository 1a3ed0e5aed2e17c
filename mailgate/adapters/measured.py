"""A reader that is timed. Fits the port `Reader`."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from mailgate.model.reading import Reading


class Reads(Protocol):
    """What is timed."""

    @property
    def model(self) -> str: ...

    def read(
        self, text: str, subject: str, *, sent: datetime | None, now: datetime, sender: str, mailbox: str = ""
    ) -> Reading: ...


class MeasuredReader:
    """Tells `observe` how many seconds each text took, from asking to answer: waiting for its turn counts."""

    def __init__(self, reader: Reads, observe: Callable[[float], None], clock: Callable[[], float] = time.perf_counter) -> None:
        self._reader, self._observe, self._clock = reader, observe, clock

    @property
    def model(self) -> str:
        return self._reader.model

    def read(self, text: str, subject: str, *, sent: datetime | None, now: datetime, sender: str, mailbox: str = "") -> Reading:
        began = self._clock()
        try:
            return self._reader.read(text, subject, sent=sent, now=now, sender=sender, mailbox=mailbox)
        finally:
            self._observe(self._clock() - began)
