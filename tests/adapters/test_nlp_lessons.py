"""The reading process is taught: by real processes, with a source that stands for the store."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailgate.adapters.nlp_process import ReadingProcess
from mailgate.model.errors import StoreUnavailable
from mailgate.model.learning import NOTHING_LEARNT, Learnt, Lesson
from tests.adapters.test_nlp_process import NOW, SICK, Told, read, rules_named


def lesson(number: int, intent: str = "a", *, ticket: int | None = None, text: str = "hello") -> Lesson:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return Lesson(id=number, ticket=ticket or number, text=text, intent=intent, agent=None, source="resolved", at=at)


class Kept:
    """Lessons and a promoted version, as the store keeps them."""

    def __init__(self, *lessons: Lesson) -> None:
        self.lessons = list(lessons)
        self.promoted = NOTHING_LEARNT
        self.away = False

    def learnt(self) -> Learnt:
        if self.away:
            raise StoreUnavailable("locked")
        return self.promoted

    def after(self, lesson: int, limit: int) -> Sequence[Lesson]:
        return [one for one in self.lessons if one.id > lesson][:limit]


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def start(tmp_path: Path, told: Told) -> Iterator[Callable[[Kept], ReadingProcess]]:
    started: list[ReadingProcess] = []

    def begin(kept: Kept) -> ReadingProcess:
        command = (sys.executable, SICK, str(tmp_path))
        process = ReadingProcess(
            rules_named("old"), source=kept, tell=told, deadline=5.0, backoff=(0.0, 0.0, 0.0), command=command
        )
        started.append(process)
        assert process.wait_ready(30)
        return process

    yield begin
    for process in started:
        process.close()


def knows(process: ReadingProcess) -> str:
    return read(process, "what do you know?").model


Start = Callable[[Kept], ReadingProcess]


def test_it_begins_with_the_promoted_version_and_the_lessons_since(start: Start) -> None:
    kept = Kept(lesson(1), lesson(2), lesson(3, "b"), lesson(4, "b", ticket=2))
    kept.promoted = Learnt(version="v7", upto=2, data=b"")
    process = start(kept)
    assert knows(process) == "v7 3=b 2=b"
    assert (process.version, process.upto) == ("v7", 4)


def test_new_lessons_are_learned_in_their_order_while_it_reads(start: Start) -> None:
    process = start(Kept())
    many = [lesson(number, str(number)) for number in range(1, 61)]
    with ThreadPoolExecutor(8) as pool:
        readings = pool.map(lambda i: read(process, f"hello {i}"), range(200))
        assert process.teach(many[:40], after=0)
        assert process.teach(many[40:], after=40)
        assert {reading.degraded for reading in readings} == {None}
    assert knows(process) == "v0 " + " ".join(f"{n}={n}" for n in range(1, 61))
    assert process.upto == 60


def test_lessons_it_knows_are_not_learned_again(start: Start) -> None:
    process = start(Kept(lesson(1), lesson(2)))
    assert process.teach([lesson(2), lesson(3)], after=1)
    assert knows(process) == "v0 1=a 2=a 3=a"


def test_lessons_that_leave_a_gap_are_not_learned(start: Start) -> None:
    """They were meant for another process, which knew more."""
    process = start(Kept(lesson(1)))
    assert not process.teach([lesson(5)], after=4)
    assert (knows(process), process.upto) == ("v0 1=a", 1)


def test_a_process_killed_in_the_midst_of_lessons_knows_the_same_afterwards(start: Start, told: Told) -> None:
    kept = Kept(*(lesson(number, str(number)) for number in range(1, 301)))
    kept.promoted = Learnt(version="v1", upto=100, data=b"")
    never_killed = knows(start(kept))
    told.words.clear()
    late = Kept(*kept.lessons[:100])
    late.promoted = kept.promoted
    process = start(late)
    late.lessons = kept.lessons
    teaching = threading.Thread(target=lambda: process.teach(kept.lessons[100:], after=100))
    teaching.start()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    teaching.join(30)
    told.wait("reading_ready", times=2)
    assert knows(process) == never_killed
    assert process.upto == 300


def test_a_lesson_that_stops_the_process_twice_is_left_out_and_the_others_are_learned(start: Start, told: Told) -> None:
    kept = Kept()
    process = start(kept)
    kept.lessons = [lesson(1), lesson(2), lesson(3, text="crash"), lesson(4), lesson(5)]
    assert not process.teach(kept.lessons, after=0)
    told.wait("lesson_left_out")
    assert process.wait_ready(30)
    assert (knows(process), process.upto) == ("v0 1=a 2=a 4=a 5=a", 5)
    assert read(process, "hello").degraded is None


def test_texts_are_not_to_blame_for_a_lesson(start: Start, told: Told) -> None:
    kept = Kept()
    process = start(kept)
    kept.lessons = [lesson(1, text="crash")]
    with ThreadPoolExecutor(4) as pool:
        readings = pool.map(lambda i: read(process, f"hello {i}"), range(20))
        process.teach(kept.lessons, after=0)
        assert [reading.degraded for reading in readings] == [None] * 20
    told.wait("lesson_left_out")


def test_a_lesson_that_can_not_be_learned_is_told_and_costs_no_other(start: Start, told: Told) -> None:
    process = start(Kept())
    assert process.teach([lesson(1), lesson(2, text="fail"), lesson(3)], after=0)
    assert (knows(process), process.upto) == ("v0 1=a 3=a", 3)
    assert told.words.count("lesson_left_out") == 1
    assert process.restarts == 0


def test_a_promoted_version_is_taken_up_while_the_old_one_reads_on(start: Start, told: Told) -> None:
    kept = Kept(lesson(1), lesson(2), lesson(3))
    process = start(kept)
    kept.promoted = Learnt(version="v2", upto=2, data=b"")
    renewing = process.renew()
    assert renewing is not None
    assert process.renew() is None
    assert read(process, "hello").degraded is None
    renewing.join(30)
    told.wait("reading_reloaded")
    assert process.wait_ready(30)
    assert (knows(process), process.version, process.upto) == ("v2 3=a", "v2", 3)


def test_a_reload_of_the_rules_keeps_what_was_learned(start: Start) -> None:
    kept = Kept(lesson(1))
    process = start(kept)
    kept.lessons.append(lesson(2))
    process.reload(rules_named("new")).join()
    assert process.wait_ready(30)
    assert read(process, "hello").model == "new 1"
    assert knows(process) == "v0 1=a 2=a"


def test_two_processes_that_learn_at_different_moments_know_the_same(start: Start) -> None:
    kept = Kept(*(lesson(number, str(number % 7), ticket=number % 40) for number in range(1, 101)))
    early = start(Kept())
    for begin in range(0, 100, 9):
        assert early.teach(kept.lessons[begin : begin + 9], after=begin)
    assert knows(early) == knows(start(kept))


def test_without_the_store_it_does_not_begin_with_less_than_the_others_know(tmp_path: Path, told: Told) -> None:
    kept = Kept()
    kept.away = True
    command = (sys.executable, SICK, str(tmp_path))
    process = ReadingProcess(rules_named("old"), source=kept, tell=told, backoff=(600.0,), command=command)
    try:
        told.wait("reading_stopped")
        reading = process.read("hello", "", sent=None, now=NOW, sender="")
        assert reading.degraded == "what was learned can't be read: locked"
        assert process.upto is None
    finally:
        process.close()
