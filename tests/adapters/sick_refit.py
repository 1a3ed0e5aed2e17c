"""A refit child that learns by heart: it predicts the intent of the first word it was taught last. The text `crash` kills it,
`fail` makes it fail, `hang` makes it hang. Run as `python sick_refit.py FD`."""

import os
import signal
import sys
from collections.abc import Sequence

from mailgate.adapters.refit_child import Asked, serve
from mailgate.model.learning import Learnt, Lesson
from mailgate.model.reading import IntentScore, Reading
from mailgate.reading.pipeline import Request


class ByHeart:
    """Trade and reader: what it knows is lines of `word intent`."""

    model = "heart 1 + refit @ 0"
    embedder = "none"

    def __init__(self, asked: Asked | None = None) -> None:
        self.known: dict[str, str] = {}

    def fit(self, lessons: Sequence[Lesson]) -> bytes:
        fresh = ByHeart()
        for lesson in lessons:
            if lesson.text == "crash":
                os.kill(os.getpid(), signal.SIGKILL)
            if lesson.text == "hang":
                signal.pause()
            if lesson.text == "fail":
                raise ValueError("it is too hard")
        fresh.learn(lessons, 0)
        return fresh.dump()

    def reader(self, learnt: Learnt) -> "ByHeart":
        made = ByHeart()
        made.known = dict(line.split(" ") for line in (learnt.data or b"").decode().splitlines())
        return made

    def read_many(self, requests: Sequence[Request]) -> list[Reading]:
        return [self._read(request.text) for request in requests]

    def _read(self, text: str) -> Reading:
        intent = self.known.get(text.split(" ", 1)[0])
        return Reading(intents=(IntentScore(name=intent, confidence=0.9),) if intent else ())

    def learn(self, lessons: Sequence[Lesson], upto: int) -> tuple[int, ...]:
        self.known |= {lesson.text.split(" ", 1)[0]: lesson.intent or "-" for lesson in lessons}
        return ()

    def dump(self) -> bytes:
        return "\n".join(f"{word} {intent}" for word, intent in self.known.items()).encode()


if __name__ == "__main__":
    serve(int(sys.argv[1]), ByHeart)
