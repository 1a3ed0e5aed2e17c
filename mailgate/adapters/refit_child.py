"""The refit itself: `python -m mailgate.adapters.refit_child FD` hears one Asked over the inherited socket FD, answers it with
what it made or with why it could not, and ends. It gives way to everything else on the machine."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Protocol

from mailgate.model.learning import Learnt, Lesson, Outcome, Refit, Refitted
from mailgate.model.reading import Reading
from mailgate.policy.promotion import parted
from mailgate.reading.requests import PlainRules, Request

if TYPE_CHECKING:
    from mailgate.reading.embedders import Embedder

_NICE = 15
_WARNS = 200  # characters of an error that are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    refit: Refit
    rules: PlainRules
    model: str
    embedder: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Broke:
    """It could not be made; `why` for the log."""

    why: str


class Reads(Protocol):
    """What is examined: the daemon's own way of reading."""

    @property
    def model(self) -> str: ...

    def read_many(self, requests: Sequence[Request]) -> list[Reading]: ...

    def learn(self, lessons: Sequence[Lesson], upto: int) -> tuple[int, ...]: ...

    def dump(self) -> bytes:
        """Everything learned."""
        ...


class Trade(Protocol):
    """How learning is done; a fake in tests."""

    @property
    def embedder(self) -> str: ...

    def fit(self, lessons: Sequence[Lesson]) -> bytes:
        """Learn these afresh."""
        ...

    def reader(self, learnt: Learnt) -> Reads: ...


def refit(ask: Refit, trade: Trade) -> Refitted:
    """Learn all but the newest, predict and then learn each of those as it came, and keep what that made. Held against it is
    what was predicted for them at the time; where nothing was kept, what is in force says of them."""
    began = time.process_time()
    train, exam = parted(ask.lessons, {outcome.ticket for outcome in ask.predicted}, ask.in_force.upto, ask.intents)
    then = _then(ask, exam, trade)
    data = trade.fit(train)
    reader = trade.reader(Learnt(version="refit", upto=0, data=data))
    now = _examined(reader, exam)
    upto = max((lesson.id for lesson in ask.lessons), default=ask.in_force.upto)
    return Refitted(
        data=reader.dump(),
        upto=upto,
        embedder=trade.embedder,
        model=reader.model.partition(" + refit")[0],
        then=tuple(then[one.ticket] for one in now),
        now=tuple(now),
        seconds=time.process_time() - began,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    )


def _then(ask: Refit, exam: Sequence[Lesson], trade: Trade) -> dict[int, Outcome]:
    """What was predicted for each ticket of the exam."""
    found = {outcome.ticket: outcome for outcome in ask.predicted}
    unread = [lesson for lesson in exam if lesson.ticket not in found]
    if unread:
        found |= {outcome.ticket: outcome for outcome in _examined(trade.reader(ask.in_force), unread)}
    return found


def _examined(reader: Reads, exam: Sequence[Lesson]) -> list[Outcome]:
    """Each predicted, then learned: as a reader of the desk does."""
    outcomes = []
    for lesson in exam:
        (reading,) = reader.read_many([Request(text=lesson.text, subject=lesson.subject, now=lesson.at)])
        best = reading.intent
        assert lesson.intent is not None
        outcomes.append(
            Outcome(
                ticket=lesson.ticket,
                predicted=best.name if best is not None else None,
                confidence=best.confidence if best is not None else 0.0,
                intent=lesson.intent,
                at=lesson.at,
            )
        )
        reader.learn([lesson], lesson.id)
    return outcomes


def serve(fd: int, make: Callable[[Asked], Trade]) -> None:
    """Hear, make, answer."""
    with suppress(OSError):
        os.nice(_NICE)
    with Connection(fd) as peer, suppress(EOFError, ConnectionError):
        asked: Asked = peer.recv()
        try:
            answer: Refitted | Broke = refit(asked.refit, make(asked))
        except Exception as error:
            answer = Broke(why=" ".join(f"{type(error).__name__}: {error}".split())[:_WARNS])
        peer.send(answer)


class Learning:
    """As the daemon learns."""

    def __init__(self, asked: Asked) -> None:
        """Raises EmbedderMissing: what is learned without it would be worse for a reason that passes."""
        from mailgate.reading.embedders import embedder_named

        self._asked = asked
        self._embedder: Embedder | None = embedder_named(asked.embedder)
        self.embedder = self._embedder.name

    def fit(self, lessons: Sequence[Lesson]) -> bytes:
        from mailgate.adapters.nlp_taught import example_of
        from mailgate.reading.embedders import embedder_named
        from mailgate.reading.knowledge import settings_examples
        from mailgate.reading.learning import fit

        intents, embedder = self._asked.rules.intents, self._embedder or embedder_named(self._asked.embedder)
        self._embedder = None  # readers load their own: no two of them at once
        sentences = settings_examples(intents) if embedder.dim else []
        examples = [*sentences, *(example_of(lesson, embedder.name) for lesson in lessons)]
        return fit(examples, embedder, now=self._asked.now, names=sorted(intents)).dump()

    def reader(self, learnt: Learnt) -> Reads:
        from mailgate.adapters.nlp_taught import TaughtPipeline

        return TaughtPipeline(self._asked.rules, self._asked.model, self._asked.embedder, learnt)


if __name__ == "__main__":
    # what is pickled must bear the module's name, not __main__
    from mailgate.adapters import refit_child

    refit_child.serve(int(sys.argv[1]), refit_child.Learning)
