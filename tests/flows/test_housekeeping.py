"""What only grows is cut back, and a sick blob store stops nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from mailgate.flows.housekeeping import BITE, BITES, SPOOL_KEPT, Tidied, tidy
from mailgate.model.errors import Temporary
from tests.policy.desk import hour

NOW = hour(12)


@dataclass
class Attic:
    """Only what housekeeping needs of a store, in memory."""

    spool: int = 0
    room: int = 1_000_000
    asked: list[tuple[datetime, timedelta]] = field(default_factory=list)

    def prune(self, *, now: datetime) -> Mapping[str, int]:
        return {"counters": 3}

    def move_bytes(self, *, now: datetime, older: timedelta, limit: int) -> int:
        self.asked.append((now, older))
        if self.room <= 0:
            raise Temporary("no room")
        moved = min(limit, self.spool, self.room)
        self.spool -= moved
        self.room -= moved
        return moved


def quiet(word: str, /, **_: Any) -> None:
    raise AssertionError(word)


def test_settled_mail_leaves_the_spool_in_bites() -> None:
    attic = Attic(spool=BITE * 2 + 5)
    assert tidy(attic, now=NOW, tell=quiet) == Tidied(pruned={"counters": 3}, moved=105)
    assert attic.asked == [(NOW, SPOOL_KEPT)] * 3


def test_a_round_has_an_end_and_the_rest_waits_for_the_next() -> None:
    attic = Attic(spool=BITE * (BITES + 3))
    assert tidy(attic, now=NOW, tell=quiet).moved == BITE * BITES
    assert tidy(attic, now=NOW, tell=quiet).moved == BITE * 3


def test_a_sick_blob_store_is_told_and_what_did_move_counts() -> None:
    attic, said = Attic(spool=BITE * 3, room=BITE), []
    done = tidy(attic, now=NOW, tell=lambda word, /, **_: said.append(word))
    assert done == Tidied(pruned={"counters": 3}, moved=BITE)
    assert (attic.spool, said) == (BITE * 2, ["blobs_away"])
