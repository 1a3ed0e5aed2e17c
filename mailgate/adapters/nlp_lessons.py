"""Lessons on their way to the reading process, and which of them stopped it before: what a process begins with, how it catches
up, and what it is taught between two batches of texts."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from mailgate.adapters.nlp_child import Teach
from mailgate.adapters.nlp_started import ChildFailed, StartedChild
from mailgate.model.errors import MailgateError
from mailgate.model.learning import NOTHING_LEARNT, Learnt, Lesson

AT_ONCE = 4  # lessons learned between two batches of texts, so that no text waits long
PAGE = 200  # lessons read from the store at a time
_GUILTY = 2  # times


class Tell(Protocol):
    def __call__(self, word: str, /, **said: object) -> None: ...


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
    """Lessons that wait for a moment between two batches. Safe to use from any thread."""

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


class School:
    """Teaches one process after the other, each from where the store says that it begins."""

    def __init__(self, source: Source | None, tell: Tell, *, deadline: float, within: float) -> None:
        """Seconds: `deadline` for a few lessons, `within` for catching up. Without a `source` nothing is learned."""
        self._source, self._tell = source, tell
        self._deadline, self._within = deadline, within
        self._coming = Coming()

    def add(self, lessons: Sequence[Lesson], after: int) -> Future[bool]:
        return self._coming.add(lessons, after)

    def give_up(self) -> None:
        self._coming.give_up()

    def beginning(self) -> Learnt:
        """What a process begins with. Raises ChildFailed where the store can't tell: it would learn in another order."""
        if self._source is None:
            return NOTHING_LEARNT
        with _told_by_the_store():
            return self._source.learnt()

    def catch_up(self, child: StartedChild, given_up: Callable[[], bool]) -> None:
        """Teach it everything behind what it knows, for a while; what is left is taught later. Raises ChildFailed."""
        end = time.monotonic() + self._within
        while self._source is not None:
            with _told_by_the_store():
                page = list(self._source.after(child.upto, PAGE))
            if not page:
                return
            while page := [lesson for lesson in page if lesson.id > child.upto]:
                if given_up() or time.monotonic() >= end:
                    return
                self._teach(child, self._coming.some(page))

    def teach_some(self, child: StartedChild) -> bool:
        """A few of the lessons that wait; whether any did. Raises ChildFailed."""
        teach = self._coming.next(child.upto)
        if teach is None:
            return False
        self._teach(child, teach)
        return True

    def _teach(self, child: StartedChild, teach: Teach) -> None:
        try:
            taught = child.teach(teach, self._deadline)
        except ChildFailed:
            self._coming.blame(teach)
            raise
        for lesson in taught.failed if teach.lessons else (teach.upto,):
            self._tell("lesson_left_out", lesson=lesson)


@contextmanager
def _told_by_the_store() -> Iterator[None]:
    try:
        yield
    except MailgateError as failed:
        raise ChildFailed(f"what was learned can't be read: {failed}") from failed
