"""A refit in a process of its own, seen from who asks for it: nothing it does, or fails to do, touches the desk."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime

from mailgate.adapters.own_process import answered
from mailgate.adapters.refit_child import Asked, Broke
from mailgate.model.errors import MailgateError
from mailgate.model.learning import Refit, Refitted
from mailgate.model.rules import Rulebook
from mailgate.reading.requests import PlainRules

WITHIN = 3600.0  # seconds; a refit of the most lessons takes a few minutes of a quiet machine


class RefitFailed(MailgateError):
    """It could not be made; the text says why and what to do."""


class RefitProcess:
    """Starts a process for each refit. Fits the port `Fits`."""

    def __init__(
        self,
        *,
        model: str,
        embedder: str,
        clock: Callable[[], datetime],
        within: float = WITHIN,
        given_up: Callable[[], bool] = lambda: False,
        command: Sequence[str] | None = None,
    ) -> None:
        """`within` seconds it must be done; `given_up` is asked whether it is still wanted. `command` starts another child than
        ours, for tests."""
        self._model, self._embedder, self._clock = model, embedder, clock
        self._within, self._given_up = within, given_up
        self._command = tuple(command or (sys.executable, "-m", "mailgate.adapters.refit_child"))

    def __call__(self, ask: Refit, rulebook: Rulebook) -> Refitted:
        """Blocks until it is made. Raises RefitFailed, and GivenUp when it isn't wanted any more."""
        asked = Asked(refit=ask, rules=PlainRules.of(rulebook), model=self._model, embedder=self._embedder, now=self._clock())
        answer = answered(self._command, asked, what="learning", within=self._within, given_up=self._given_up, failed=RefitFailed)
        if isinstance(answer, Broke):
            raise RefitFailed(f"learning failed: {answer.why}")
        if not isinstance(answer, Refitted):
            raise RefitFailed("the learning process spoke out of turn")
        return answer
