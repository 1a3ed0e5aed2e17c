"""What only grows is cut back, and nothing is let go of before it is kept elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from mailgate.flows.housekeeping import BITE, Tidied, blob_name, move, tidy
from mailgate.model.errors import Temporary
from tests.policy.desk import hour

NOW = hour(12)


@dataclass
class Attic:
    counters: int = 0
    tokens: int = 0
    spool: dict[int, bytes] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    asked: list[datetime] = field(default_factory=list)

    def prune_counters(self, *, before: datetime, limit: int) -> int:
        self.asked.append(before)
        done = min(limit, self.counters)
        self.counters -= done
        return done

    def prune_tokens(self, *, expired_before: datetime, limit: int) -> int:
        done = min(limit, self.tokens)
        self.tokens -= done
        return done

    def spooled(self, *, settled_before: datetime, limit: int) -> Sequence[tuple[int, bytes]]:
        return list(self.spool.items())[:limit]

    def unspool(self, moved: Sequence[tuple[int, str]]) -> None:
        for inbox_id, name in moved:
            del self.spool[inbox_id]
            self.names[inbox_id] = name


@dataclass
class Shelf:
    kept: dict[str, bytes] = field(default_factory=dict)
    room: int = 1_000

    def put(self, name: str, data: bytes) -> None:
        if len(self.kept) >= self.room:
            raise Temporary("no room")
        self.kept[name] = data


def quiet(word: str, /, **_: Any) -> None:
    raise AssertionError(word)


def test_old_counters_and_dead_tokens_go_in_bites() -> None:
    attic = Attic(counters=BITE * 2 + 5, tokens=3)
    assert tidy(attic, None, now=NOW, tell=quiet) == Tidied(counters=405, tokens=3)
    assert attic.asked[0] == datetime.fromisoformat("2026-10-09T12:00:00+00:00")


def test_settled_mail_moves_to_the_blobs_by_its_content() -> None:
    attic, shelf = Attic(spool={1: b"one", 2: b"two", 3: b"one"}), Shelf()
    assert tidy(attic, shelf, now=NOW, tell=quiet).moved == 3
    assert (attic.spool, len(shelf.kept)) == ({}, 2)
    assert shelf.kept[attic.names[2]] == b"two"
    assert blob_name(b"two") == "raw/3f/3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3.eml"


def test_a_sick_blob_store_is_told_and_what_did_not_move_stays() -> None:
    attic, shelf, said = Attic(counters=1, spool={1: b"one", 2: b"two"}), Shelf(room=1), []
    assert tidy(attic, shelf, now=NOW, tell=lambda word, /, **_: said.append(word)) == Tidied(counters=1)
    assert (attic.spool, said) == ({2: b"two"}, ["blobs_away"])


def test_the_spool_lets_go_only_of_what_is_kept() -> None:
    attic = Attic(spool={1: b"one"})
    with pytest.raises(Temporary):
        move(attic, Shelf(room=0), settled_before=NOW)
    assert attic.spool == {1: b"one"}


def test_without_a_blob_store_the_bytes_stay_in_the_database() -> None:
    attic = Attic(spool={1: b"one"})
    assert tidy(attic, None, now=NOW, tell=quiet).moved == 0
    assert attic.spool == {1: b"one"}
