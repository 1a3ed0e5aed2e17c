"""`make fuzz`, or `python -m tests.fuzz [--messages N] [--seed S] [--jobs N] [--keep FOLDER]`: mutants through the reader.

A finding is an exception (the reader promises none), a message without a kind and its reason, one that can't be shown as
JSON, or one that takes more than 2 s of processor time: the kernel ends the child that reads it, wherever it hangs.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from mailgate.cli.shown import shown
from mailgate.mail.identity import identify
from mailgate.mail.parse import parse
from mailgate.model.message import Evidence
from mailgate.model.reading import NOTHING_READ
from tests.fuzz.mutants import mutant

CORPUS = Path(__file__).parents[1] / "corpus"
LONGEST = 2.0  # seconds of processor time for one message
STALLED = 120.0  # seconds without a next message, after which a child that uses no processor is given up
KINDS = ("human", "auto_reply", "bounce", "list", "own", "unreadable")
LIMITS = (None, "mime_depth", "mime_parts", "header_size", "header_fields")


def corpus() -> tuple[bytes, ...]:
    return tuple(file.read_bytes() for file in sorted(CORPUS.glob("*.eml")))


def trouble(data: bytes) -> str | None:
    """What is wrong with how a message was read, None if nothing is."""
    try:
        message = parse(data)
        if message.unreadable not in LIMITS:
            return f"the reader fell over: {message.unreadable}"
        if message.kind not in KINDS or not all(message.kind_because):
            return f"no outcome: {message.kind} {message.kind_because}"
        identify(data)
        json.dumps(shown("-", message, NOTHING_READ, Evidence(door="manual")), ensure_ascii=False).encode()
    except Exception as error:  # any is a finding
        return f"{type(error).__name__}: {error}"
    return None


def findings(numbers: range, seed: int, seeds: tuple[bytes, ...]) -> Iterator[tuple[int, str | None]]:
    for number in numbers:
        yield number, trouble(mutant(number, seed, seeds))


def _read(
    numbers: range, seed: int, at: Synchronized[int], slowest: Synchronized[float], told: Callable[[tuple[int, str]], None]
) -> None:
    """A child: reads its numbers, saying where it is; a message over its time is the end of it (SIGPROF's default)."""
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    seeds, parent = corpus(), os.getppid()
    for number in numbers:
        if os.getppid() != parent:
            return  # whoever watches is gone
        data = mutant(number, seed, seeds)
        at.value = number
        before = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        wrong = trouble(data)
        signal.setitimer(signal.ITIMER_PROF, 0)
        slowest.value = max(slowest.value, time.process_time() - before)
        if wrong:
            told((number, wrong))
    at.value = numbers.stop


class Job:
    """One child at a time over a span of numbers; after a death it goes on behind the message that caused it."""

    def __init__(self, numbers: range, seed: int) -> None:
        self.numbers, self.seed = numbers, seed
        self.at = multiprocessing.Value("q", numbers.start)
        self.slowest = multiprocessing.Value("d", 0.0)
        self.found: multiprocessing.SimpleQueue[tuple[int, str]] = multiprocessing.SimpleQueue()
        self.moved = (numbers.start, time.monotonic())
        self.start(numbers)

    def start(self, numbers: range) -> None:
        self.child = multiprocessing.Process(target=_read, args=(numbers, self.seed, self.at, self.slowest, self.found.put))
        self.child.start()

    def done(self) -> int:
        return int(self.at.value) - self.numbers.start

    def watch(self) -> Iterator[tuple[int, str]]:
        """What was found since the last look."""
        while not self.found.empty():
            yield self.found.get()
        at = self.at.value
        if at != self.moved[0]:
            self.moved = (at, time.monotonic())
        if self.child.is_alive() and time.monotonic() - self.moved[1] < STALLED:
            return
        self.child.kill()
        self.child.join()
        if at >= self.numbers.stop:
            return
        why = f"over {LONGEST:g} s" if self.child.exitcode == -signal.SIGPROF else f"ended its process: {self.child.exitcode}"
        yield at, why
        self.at.value = at + 1
        self.start(range(at + 1, self.numbers.stop))

    def finished(self) -> bool:
        return self.at.value >= self.numbers.stop and self.found.empty() and not self.child.is_alive()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    ask = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    ask.add_argument("--messages", type=int, default=20_000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int, default=1)
    ask.add_argument("--keep", type=Path, default=Path("var/fuzz"), help="where a message that was found is kept")
    told = ask.parse_args()
    share = -(-told.messages // told.jobs)
    began, wrong = time.monotonic(), 0
    jobs = [Job(range(start, min(start + share, told.messages)), told.seed) for start in range(0, told.messages, share)]
    shown_at = began
    while not all(job.finished() for job in jobs):
        time.sleep(0.1)
        for number, why in (finding for job in jobs for finding in job.watch()):
            wrong += 1
            told.keep.mkdir(parents=True, exist_ok=True)
            file = told.keep / f"{told.seed}-{number}.eml"
            file.write_bytes(mutant(number, told.seed, corpus()))
            say(f"message {number}: {why}; kept as {file}")
        if time.monotonic() - shown_at > 60:
            shown_at = time.monotonic()
            say(f"{sum(job.done() for job in jobs):,} of {told.messages:,}")
    seconds = time.monotonic() - began
    slowest = max((job.slowest.value for job in jobs), default=0.0)
    say(
        f"fuzz: {told.messages:,} messages (seed {told.seed}), {wrong} findings, slowest {slowest:.2f} s, "
        f"{told.messages / max(seconds, 0.001):.0f} messages/s with {told.jobs} job(s)"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
