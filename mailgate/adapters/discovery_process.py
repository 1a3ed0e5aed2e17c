"""Discovery in a process of its own, seen from who asks for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime

from mailgate.adapters.discovery_child import Failed, Looked
from mailgate.adapters.own_process import answered
from mailgate.model.discovery import Cluster, Proposal, Said, Unsure
from mailgate.model.errors import MailgateError

WITHIN = 1800.0  # seconds; the most tickets take a quarter of a minute of a quiet machine


class DiscoveryFailed(MailgateError):
    """Nothing could be looked at; the text says why."""


class DiscoveryProcess:
    """Starts a process for each night. Fits the port `Find`."""

    def __init__(
        self,
        *,
        within: float = WITHIN,
        given_up: Callable[[], bool] = lambda: False,
        command: Sequence[str] | None = None,
    ) -> None:
        """`command` starts another child than ours, for tests."""
        self._within, self._given_up = within, given_up
        self._command = tuple(command or (sys.executable, "-m", "mailgate.adapters.discovery_child"))

    def __call__(
        self, unsure: Sequence[Unsure], others: Sequence[Said], earlier: Sequence[Proposal], *, now: datetime
    ) -> Sequence[Cluster]:
        """Blocks until it is done. Raises DiscoveryFailed, and GivenUp when it isn't wanted any more."""
        asked = Looked(unsure=tuple(unsure), others=tuple(others), earlier=tuple(earlier), now=now)
        answer = answered(
            self._command, asked, what="discovery", within=self._within, given_up=self._given_up, failed=DiscoveryFailed
        )
        if isinstance(answer, Failed):
            raise DiscoveryFailed(f"discovery failed: {answer.why}")
        if not isinstance(answer, tuple):
            raise DiscoveryFailed("the discovery process spoke out of turn")
        return answer
