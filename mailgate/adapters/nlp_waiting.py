"""Texts that wait to be read, and which of them stopped the process before. Safe to use from any thread."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict, deque
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field

from mailgate.model.reading import Reading
from mailgate.reading.requests import Request

BATCH = 16  # texts read together
BATCH_CHARS = 40_000  # so that a batch of long ones stays far below the deadline
_BLAME_KEPT = 1024  # texts remembered for having been there when the process stopped
_GUILTY = 2  # times


@dataclass(slots=True)
class Job:
    """A text that waits for its reading. The future ends with None where only rules can read it; `why` says the reason."""

    request: Request
    answer: Future[Reading | None] = field(default_factory=Future)
    tries: int = 0
    why: str = ""

    @property
    def print(self) -> bytes:
        """The same for the same words."""
        words = f"{self.request.subject}\0{self.request.text}".encode(errors="replace")
        return hashlib.blake2b(words, digest_size=16).digest()

    def settle(self, reading: Reading | None, why: str) -> None:
        self.why = why if reading is None else ""
        with suppress(InvalidStateError):  # its caller has gone on with rules
            self.answer.set_result(reading)


class Waiting:
    """First come, first read."""

    def __init__(self) -> None:
        self._jobs: deque[Job] = deque()
        self._blamed: OrderedDict[bytes, int] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, job: Job) -> bool:
        """Whether it may be read at all: not if it stopped the process twice."""
        with self._lock:
            if self._blamed.get(job.print, 0) >= _GUILTY:
                return False
            self._jobs.append(job)
            return True

    def next_batch(self) -> list[Job]:
        """The oldest texts that fit together; one that was in a failed batch goes alone."""
        batch: list[Job] = []
        chars = 0
        with self._lock:
            while self._jobs and len(batch) < BATCH:
                job = self._jobs[0]
                size = len(job.request.text)
                if batch and (job.tries or chars + size > BATCH_CHARS):
                    break
                self._jobs.popleft()
                if job.answer.cancelled():  # its caller has gone on with rules
                    continue
                batch.append(job)
                chars += size
                if job.tries:
                    break
        return batch

    def read(self, batch: list[Job], readings: list[Reading | None]) -> None:
        """Each has its answer, and none of them is to blame for anything."""
        for job, reading in zip(batch, readings, strict=True):
            with self._lock:
                self._blamed.pop(job.print, None)
            job.settle(reading, "this text could not be read")

    def blame(self, batch: list[Job], why: str) -> None:
        """The process stopped over these: each is tried once more, alone; who was there twice is guilty."""
        with self._lock:
            for job in reversed(batch):
                job.tries += 1
                self._blamed[job.print] = self._blamed.pop(job.print, 0) + 1
                if job.tries >= _GUILTY or self._blamed[job.print] >= _GUILTY:
                    job.settle(None, f"this text stopped the reading process: {why}")
                else:
                    self._jobs.appendleft(job)
            while len(self._blamed) > _BLAME_KEPT:
                self._blamed.popitem(last=False)

    def settle_all(self, why: str) -> None:
        """Rules read them all."""
        with self._lock:
            while self._jobs:
                self._jobs.popleft().settle(None, why)
