"""A pipeline with what it has learned: where it began, and the last lesson since. Its name says both, so that a prediction
names everything it depends on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailgate.model.learning import NOTHING_LEARNT, Learnt, Lesson
from mailgate.model.reading import Reading
from mailgate.reading.embedders import embedder_of
from mailgate.reading.learning import Example
from mailgate.reading.pipeline import Pipeline, ReadingRules, Request


class TaughtPipeline:
    """Reads, and learns between two readings. What a version holds that can't be read is left aside and said in `degraded`:
    then it begins with the settings' own phrases, and every lesson there is can be taught anew."""

    def __init__(self, rules: ReadingRules | None, model: str, embedder: str, learnt: Learnt = NOTHING_LEARNT) -> None:
        self._version, self._upto, self._broken = learnt.version, learnt.upto, ""
        try:
            self._pipeline = Pipeline(rules, model, embedder, learnt.data)
        except Exception as failed:
            if learnt.data is None:
                raise
            self._pipeline = Pipeline(rules, model, embedder)
            self._version, self._upto = None, 0
            self._broken = f"{learnt.version} can't be used: {failed or type(failed).__name__}"

    @property
    def model(self) -> str:
        return f"{self._pipeline.model} + {self._version or 'v0'} @ {self._upto}"

    @property
    def degraded(self) -> str | None:
        return "; ".join(why for why in (self._pipeline.degraded, self._broken) if why) or None

    @property
    def upto(self) -> int:
        return self._upto

    def read_many(self, requests: Sequence[Request]) -> list[Reading]:
        model = self.model
        return [replace(reading, model=model) for reading in self._pipeline.read_many(requests)]

    def learn(self, lessons: Sequence[Lesson], upto: int) -> tuple[int, ...]:
        """See `Reads`. One by one, so that one that can't be learned costs no other."""
        failed = []
        for lesson in lessons:
            try:
                self._pipeline.learn([example_of(lesson, embedder_of(self._pipeline.model))])
            except Exception:  # it is left out everywhere alike; the daemon says so
                failed.append(lesson.id)
        self._upto = max(self._upto, upto)
        return tuple(failed)

    def dump(self) -> bytes:
        """Everything learned."""
        return self._pipeline.dump()


def example_of(lesson: Lesson, embedder: str) -> Example:
    """The lesson as the learner takes it; with its vector, where that is of the embedder of this name."""
    return Example(
        ticket=lesson.ticket,
        lesson=lesson.id,
        text=lesson.text,
        subject=lesson.subject,
        intent=lesson.intent,
        at=lesson.at,
        worth=lesson.worth,
        sender_key=lesson.sender_key,
        vector=lesson.vector if lesson.vector is not None and embedder_of(lesson.model) == embedder else None,
    )
