"""Reading in the daemon itself, by rules alone: for texts that the reading process can't take."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from mailgate.model.reading import NOTHING_READ, Reading
from mailgate.reading.requests import RULES_ONLY, PlainRules, Request

if TYPE_CHECKING:
    from mailgate.reading.pipeline import Pipeline


class Tell(Protocol):
    def __call__(self, word: str, /, **said: object) -> None: ...


class Spare:
    """Made when first needed: the daemon carries no second set of words as long as the process is well. Safe to use from any
    number of threads."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._made: tuple[PlainRules, Pipeline] | None = None
        self._lock = threading.Lock()

    def read(self, request: Request, rules: PlainRules, why: str) -> Reading:
        """Without spaCy, `degraded` by `why`; never raises."""
        try:
            return replace(self._pipeline(rules).read_many([request])[0], degraded=why)
        except Exception as failed:  # reading is never a reason to lose a mail
            self._tell("reading_failed", error=type(failed).__name__)
            return replace(NOTHING_READ, degraded=why)

    def _pipeline(self, rules: PlainRules) -> Pipeline:
        from mailgate.reading.pipeline import Pipeline

        with self._lock:
            if self._made is None or self._made[0] is not rules:
                self._made = (rules, Pipeline(rules, RULES_ONLY))
            return self._made[1]
