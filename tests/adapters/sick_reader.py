"""A reading child whose texts and lessons are orders: to crash, to hang, to fail; the text `what do you know?` is answered
with where it began and every lesson since. Run as `python sick_reader.py STATE FD`."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from mailgate.adapters.nlp_child import Start, serve
from mailgate.model.learning import Lesson
from mailgate.model.reading import Reading
from mailgate.reading.pipeline import Request


class SickReader:
    model = "sick 1"
    degraded = None

    def __init__(self, start: Start, state: Path) -> None:
        self._rules = "+".join(start.rules.intents)
        self._state = state
        self._known = [start.learnt.version or "v0"]
        self.upto = start.learnt.upto

    def read_many(self, requests: Sequence[Request]) -> list[Reading]:
        return [self._read(request.text, len(requests)) for request in requests]

    def _read(self, text: str, together: int) -> Reading:
        if text == "crash" or (text == "crash once" and self._first("crashed")):
            os.kill(os.getpid(), signal.SIGKILL)
        if text == "hang" or (text == "hang once" and self._first("hung")):
            signal.pause()
        if text == "fail":
            raise ValueError(text)
        if text == "what do you know?":
            return Reading(model=" ".join(self._known))
        return Reading(language="en", model=f"{self._rules} {together}")

    def learn(self, lessons: Sequence[Lesson], upto: int) -> tuple[int, ...]:
        failed = []
        for lesson in lessons:
            try:
                self._read(lesson.text, 1)
            except ValueError:
                failed.append(lesson.id)
            else:
                self._known.append(f"{lesson.ticket}={lesson.intent}")
        self.upto = upto
        return tuple(failed)

    def _first(self, what: str) -> bool:
        """Whether this is the first time, in any process."""
        try:
            (self._state / what).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


if __name__ == "__main__":
    folder = Path(sys.argv.pop(1))
    if (folder / "never starts").exists():
        sys.exit(3)
    serve(int(sys.argv[1]), lambda start: SickReader(start, folder))
