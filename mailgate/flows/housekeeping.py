"""Housekeeping: what only grows is cut back, and settled mail leaves the spool for the blob store.

Small bites, each its own commit, so that no door ever waits for it. The blob store may be away: then the bytes stay where
they are, and the next round tries again. Tickets are archived by their own timers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from mailgate.flows.desk import Tell
from mailgate.model.errors import Temporary

EVERY = timedelta(minutes=10)                # how often a round is made
COUNTERS_KEPT = timedelta(days=45)           # longer than any cap looks back (feedback: 30 days)
TOKENS_KEPT = timedelta(days=30)             # after they expired, so that a late reply can still be told why
SPOOL_KEPT = timedelta(hours=1)              # settled mail stays so long in the spool
BITE = 200                                   # rows a commit
BITES = 50                                   # commits a round at most


class Housekept(Protocol):
    """What the store offers for it. Every call is one short transaction."""

    def prune_counters(self, *, before: datetime, limit: int) -> int:
        """Delete up to `limit` counted events older than `before`; how many."""
        ...

    def prune_tokens(self, *, expired_before: datetime, limit: int) -> int:
        """Delete up to `limit` tokens that expired before then; how many."""
        ...

    def spooled(self, *, settled_before: datetime, limit: int) -> Sequence[tuple[int, bytes]]:
        """Inbox rows, with their bytes, that were settled for good before then and whose bytes are still in the spool.
        Held, pending, quarantined and buried ones may be run again and are left out."""
        ...

    def unspool(self, moved: Sequence[tuple[int, str]]) -> None:
        """The bytes of these rows are in the blob store under these names: note it and free the spool."""
        ...


class Blobs(Protocol):
    def put(self, name: str, data: bytes) -> None:
        """Keep the bytes, durably when it returns; the same name twice is harmless. Temporary if it can't now."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """What one round did."""

    counters: int = 0
    tokens: int = 0
    moved: int = 0


def tidy(store: Housekept, blobs: Blobs | None, *, now: datetime, tell: Tell, counters_kept: timedelta = COUNTERS_KEPT) -> Tidied:
    """One round. Without a blob store the bytes stay in the database. A sick blob store is told and ends only the moving."""
    counters = _in_bites(lambda: store.prune_counters(before=now - counters_kept, limit=BITE))
    tokens = _in_bites(lambda: store.prune_tokens(expired_before=now - TOKENS_KEPT, limit=BITE))
    moved = 0
    if blobs is not None:
        try:
            moved = _in_bites(lambda: move(store, blobs, settled_before=now - SPOOL_KEPT))
        except Temporary as error:
            tell("blobs_away", error=error)
    return Tidied(counters=counters, tokens=tokens, moved=moved)


def move(store: Housekept, blobs: Blobs, *, settled_before: datetime) -> int:
    """Move one bite of settled mail. The bytes are durable in the blob store before the spool lets go of them, so a crash
    in between repeats the move and loses nothing."""
    waiting = store.spooled(settled_before=settled_before, limit=BITE)
    moved: list[tuple[int, str]] = []
    try:
        for inbox_id, data in waiting:
            name = blob_name(data)
            blobs.put(name, data)
            moved.append((inbox_id, name))
    finally:
        if moved:
            store.unspool(moved)
    return len(moved)


def blob_name(data: bytes) -> str:
    """By content, so the same bytes are kept once: `raw/ab/abcd….eml`."""
    digest = hashlib.sha256(data).hexdigest()
    return f"raw/{digest[:2]}/{digest}.eml"


class _Bite(Protocol):
    def __call__(self) -> int: ...


def _in_bites(bite: _Bite) -> int:
    """Until a bite comes back short; at most BITES, the rest next round."""
    total = 0
    for _ in range(BITES):
        done = bite()
        total += done
        if done < BITE:
            break
    return total
