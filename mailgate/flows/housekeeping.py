"""Housekeeping: what only grows is cut back, and settled mail leaves the spool for the blob store.

Small bites, each its own commit, so that no door ever waits for it. The blob store may be away: then the bytes stay where
they are, and the next round tries again. Tickets are archived by their own timers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from mailgate.flows.desk import Tell
from mailgate.model.errors import Temporary

EVERY = timedelta(minutes=10)  # how often a round is made
SPOOL_KEPT = timedelta(hours=1)  # settled mail stays so long in the spool
BITE = 50  # messages moved at a time
BITES = 200  # at most in a round; the rest waits for the next


class Housekept(Protocol):
    """What the store offers for it."""

    def prune(self, *, now: datetime) -> Mapping[str, int]:
        """Delete what nothing looks back to any more; how many rows of each kind."""
        ...

    def move_bytes(self, *, now: datetime, older: timedelta, limit: int) -> int:
        """Move the bytes of up to `limit` messages settled that long ago to the blob store; how many. A blob is durable
        before the spool lets go of the bytes. Temporary while the blob store is away."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """What one round did."""

    pruned: Mapping[str, int] = field(default_factory=dict)
    moved: int = 0


def tidy(store: Housekept, *, now: datetime, tell: Tell) -> Tidied:
    """One round. A blob store that is away is told and ends only the moving."""
    pruned = store.prune(now=now)
    moved = 0
    try:
        for _ in range(BITES):
            bite = store.move_bytes(now=now, older=SPOOL_KEPT, limit=BITE)
            moved += bite
            if bite < BITE:
                break
    except Temporary as error:
        tell("blobs_away", error=error)
    return Tidied(pruned=pruned, moved=moved)
