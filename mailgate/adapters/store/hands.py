"""The two ways into the database that every part of the store is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection

from mailgate.adapters.store.dialect import Upserts

T = TypeVar("T")


class Run(Protocol):
    def __call__(self, work: Callable[[Connection], T], /) -> T: ...


@dataclass(frozen=True, slots=True)
class Hands:
    """`read` runs a closure on one snapshot, `write` durably and all or nothing; both raise StoreUnavailable."""

    read: Run
    write: Run
    upserts: Upserts


Json = dict[str, Any]
