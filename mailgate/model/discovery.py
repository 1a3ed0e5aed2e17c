"""Discovery: tickets that nobody understood, what they have in common, and what is proposed of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """A ticket whose intent the desk was not sure of, with the reading of its first mail. `vector` as in `Reading`; `solvers`
    is who solved it (an address) if anybody did, `team` whose it was."""

    ticket: int
    at: datetime
    customer: str
    customer_name: str | None = None
    subject: str
    text: str
    vector: bytes
    model: str
    team: str | None = None
    solver: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a customer said in some other ticket: what is usual here."""

    customer: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Tickets that mean nearly the same, oldest first. `words` tell it from all other tickets, the heaviest first, `phrases` are
    runs of words; `examples` are from the tickets nearest its middle. None of these names anybody."""

    tickets: tuple[Unsure, ...]
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    centroid: bytes
    embedder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A new intent, proposed on a ticket. `examples` and `phrases` name nobody; `solvers` (names and how many) solved most.
    `state`: told → accepted (an agent said yes) → kept (it is in the file and the admins were told), or declined."""

    ticket: int
    at: datetime
    name: str
    tickets: tuple[int, ...]
    customers: int
    lately: int
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    team: str | None
    solvers: tuple[tuple[str, int], ...]
    centroid: bytes
    embedder: str
    state: Literal["told", "accepted", "kept", "declined"] = "told"
    by: str | None = None  # who said yes or no
