"""The desk and the ports it needs: each as small as its callers. Adapters fit them by shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from mailgate.model.decision import Applied, Caps, Conflict, Decision, Judgement
from mailgate.model.delivery import Attempt, Delivery, Letter, LetterFacts, Notice, Settlement
from mailgate.model.facts import Facts, Past, TicketStory
from mailgate.model.looking import Looked, Wanted
from mailgate.model.message import Arrival, Evidence, ParsedMessage, RawMessage
from mailgate.model.promise import Timer
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook


class Clock(Protocol):
    def __call__(self) -> datetime: ...


class Inbox(Protocol):
    """The spool: a message stands here from its acceptance until it is settled."""

    def accept(self, raw: RawMessage, evidence: Evidence, *, message_id: str | None, content_key: str) -> Future[int]:
        """Write one inbox row; the future ends with its id once the row is durable, or with StoreUnavailable.
        Rows of concurrent callers share a commit. A row with the same `remote_key` is written once."""
        ...

    def claim_arrivals(self, *, limit: int, now: datetime, lease: timedelta) -> Sequence[Arrival]:
        """Lease up to `limit` unsettled rows that are due, oldest first. `attempts` is 1 at the first claim; from the second
        claim on it is at least 2, and then only `begin_arrival` counts: who claims a row may die before beginning it."""
        ...

    def begin_arrival(self, inbox_id: int) -> None:
        """Count, durably, that work on a row claimed before begins now."""
        ...

    def wait_arrival(self, inbox_id: int, *, until: datetime, counted: bool) -> None:
        """Give the lease back: the row is due again at `until`. Not `counted`, it was no attempt: it waits for something else."""
        ...

    def bury_arrival(self, inbox_id: int, *, reason: str, now: datetime) -> None:
        """Settle as `buried:reason`; the bytes stay and can be run again."""
        ...


class Past_(Protocol):
    """What the store knows."""

    def facts_about(self, message: ParsedMessage, arrival: Arrival, *, rulebook: Rulebook, now: datetime) -> Facts: ...

    def past_of(self, reading: Reading, sender: str, *, rulebook: Rulebook, now: datetime) -> Past: ...

    def look_up(self, wanted: Wanted, *, rulebook: Rulebook, now: datetime) -> Looked:
        """What an agent's commands ask for; see model/looking.py."""
        ...

    def ticket_story(self, ticket: int) -> TicketStory | None: ...

    def letter_facts(self, notices: Sequence[Notice]) -> Sequence[LetterFacts]:
        """For each notice what its letter needs to know, in the same order."""
        ...


class Work(Protocol):
    """Everything that waits: notices, letters, timers."""

    def apply(self, decision: Decision, *, settles: Arrival | Timer | None, now: datetime) -> Applied | Conflict:
        """Commit a decision whole, with the row or timer that led to it, or say what changed meanwhile."""
        ...

    def claim_notices(self, *, limit: int, now: datetime, lease: timedelta) -> Sequence[Notice]: ...

    def post(self, letters: Sequence[Letter], encoded: Sequence[bytes], *, now: datetime) -> None:
        """Store written letters, their tokens, Message-IDs and outbox rows, and settle their notices; one commit."""
        ...

    def drop_notice(self, notice: int, *, reason: str, now: datetime) -> None: ...

    def claim_deliveries(self, *, limit: int, now: datetime, lease: timedelta) -> Sequence[Delivery]:
        """Lease due outbox rows and mark them `sending`, durably, before any of them is handed to a server."""
        ...

    def settle_deliveries(self, settled: Sequence[tuple[Delivery, Settlement]], *, now: datetime) -> None: ...

    def claim_timers(self, *, limit: int, now: datetime, lease: timedelta) -> Sequence[Timer]: ...

    def next_due(self) -> datetime | None:
        """When the next notice, delivery or timer falls due, if any waits."""
        ...


class Store(Inbox, Past_, Work, Protocol):
    """All of it, as one database gives it."""


class Reader(Protocol):
    """Understands texts, in a process of its own."""

    def read(self, text: str, subject: str, *, sent: datetime | None, now: datetime, sender: str, mailbox: str = "") -> Reading:
        """Blocks the calling thread until the text is read; degrades to rules, never raises. `mailbox` is ours that it came to:
        an end of the day is the one of its hours."""
        ...

    @property
    def model(self) -> str: ...


class Writer(Protocol):
    """Makes a letter of a notice."""

    def write(self, notice: Notice, facts: LetterFacts, *, rulebook: Rulebook, now: datetime) -> Letter: ...


class Carrier(Protocol):
    """Hands letters to the world; one attempt for each delivery, in order, never raising for what a server says.
    `idempotent`: a delivery that is carried twice arrives once, so none is ever in doubt."""

    @property
    def idempotent(self) -> bool:
        return False

    async def carry(self, deliveries: Sequence[Delivery]) -> Sequence[Attempt]: ...

    async def close(self) -> None: ...


class Tell(Protocol):
    """Say what happened, in a fixed word with its ids: the log line and the metric."""

    def __call__(self, word: str, /, **said: object) -> None: ...


def _silence(word: str, /, **said: object) -> None:
    """Nobody listens."""


def _at_once() -> None:
    """Nobody has to go first."""


@dataclass(slots=True, kw_only=True)
class Desk:
    """What every flow works with; made once, by bootstrap. `wake` tells a queue that there is work now; `give_way` is called
    by worker threads before a piece of work, to let the doors go first; `turn` is held by the one of them that computes, not
    while it waits for the reading or a commit, so that the doors' loop competes with one thread at most."""

    store: Store
    reader: Reader
    writer: Writer
    carrier: Carrier
    clock: Clock
    rulebook: Callable[[], Rulebook]
    wake: Callable[[str], None]
    tell: Tell = _silence
    give_way: Callable[[], None] = _at_once
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)
    caps: Caps = Caps()

    def judgement(self) -> Judgement:
        """One rulebook, one model, one instant, for one decision."""
        return Judgement(rulebook=self.rulebook(), now=self.clock(), model=self.reader.model, caps=self.caps)
