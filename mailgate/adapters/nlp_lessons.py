"""Lessons on their way to the reading process, and which of them stopped it before. Safe to use from any thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from mailgate.adapters.nlp_child import Taught, Teach
from mailgate.model.learning import Learnt, Lesson

AT_ONCE = 4  # lessons learned between two batches of texts, so that no text waits long
PAGE = 200  # lessons read from the store at a time
_GUILTY = 2  # times


class Source(Protocol):
    """Where a reading process begins, and goes on."""

    def learnt(self) -> Learnt:
        """What readers start from now. Raises StoreUnavailable."""
        ...

    def after(self, lesson: int, limit: int) -> Sequence[Lesson]:
        """The lessons behind this one, in their order. Raises StoreUnavailable."""
        ...


@dataclass(slots=True)
class _Batch:
    """Lessons that follow `after` without a gap."""

    lessons: deque[Lesson]
    after: int
    learned: Future[bool] = field(default_factory=Future)


class Coming:
    """Lessons that wait for a moment between two batches."""

    def __init__(self) -> None:
        self._waiting: deque[_Batch] = deque()
        self._blamed: dict[int, int] = {}
        self._lock = threading.Lock()

    def add(self, lessons: Sequence[Lesson], after: int) -> Future[bool]:
        """To be learned in this order, by who knows all up to `after`; the future ends with whether they were."""
        batch = _Batch(deque(lessons), after)
        with self._lock:
            self._waiting.append(batch)
        return batch.learned

    def next(self, upto: int) -> Teach | None:
        """The next few behind `upto`; None where none waits."""
        with self._lock:
            while self._waiting:
                batch = self._waiting[0]
                while batch.lessons and batch.lessons[0].id <= upto:
                    batch.after = batch.lessons.popleft().id
                if batch.lessons and batch.after <= upto:
                    return self._some(batch.lessons)
                self._waiting.popleft()
                batch.learned.set_result(not batch.lessons)  # else another process took over, which has less behind it
            return None

    def some(self, lessons: Sequence[Lesson]) -> Teach:
        """The first few of these, for who catches up."""
        with self._lock:
            return self._some(lessons)

    def _some(self, lessons: Sequence[Lesson]) -> Teach:
        """One that was there when the process stopped goes alone; one that was twice is left out."""
        chosen: list[Lesson] = []
        for lesson in lessons:
            if len(chosen) >= AT_ONCE or (chosen and lesson.id in self._blamed):
                break
            if self._blamed.get(lesson.id, 0) >= _GUILTY:
                return Teach(lessons=(), upto=lesson.id)
            chosen.append(lesson)
            if lesson.id in self._blamed:
                break
        return Teach(lessons=tuple(chosen), upto=chosen[-1].id)

    def blame(self, teach: Teach) -> None:
        """The process stopped over these."""
        with self._lock:
            for lesson in teach.lessons:
                self._blamed[lesson.id] = self._blamed.get(lesson.id, 0) + 1

    def give_up(self) -> None:
        """Whoever waits goes on: the next process catches up by itself."""
        with self._lock:
            while self._waiting:
                self._waiting.popleft().learned.set_result(False)


def catch_up(source: Source, coming: Coming, upto: int, teach: Callable[[Teach], Taught], go_on: Callable[[], bool]) -> None:
    """Teach everything behind `upto` while `go_on`. What is left is taught later."""
    while go_on() and (page := list(source.after(upto, PAGE))):
        while page and go_on():
            upto = teach(coming.some(page)).upto
            page = [lesson for lesson in page if lesson.id > upto]
