"""The store: every port of `flows/desk.py` on one database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, bindparam, select

from mailgate.adapters.store import facts, letter_facts, letters, past, queues
from mailgate.adapters.store import schema as s
from mailgate.adapters.store.dialect import Engines, Upserts
from mailgate.adapters.store.discoveries import Discoveries
from mailgate.adapters.store.hands import Hands, read_on
from mailgate.adapters.store.keeping import Bytes, Keeping
from mailgate.adapters.store.lessons import Lessons
from mailgate.adapters.store.locks import Locks
from mailgate.adapters.store.looking import looked_up
from mailgate.adapters.store.model_versions import ModelVersions
from mailgate.adapters.store.namings import Events
from mailgate.adapters.store.people import People
from mailgate.adapters.store.prepared import run
from mailgate.adapters.store.report_turns import ReportTurns
from mailgate.adapters.store.report_view import ReportView
from mailgate.adapters.store.risks import Risks
from mailgate.adapters.store.routing_modes import RoutingModes
from mailgate.adapters.store.skills import SkillsKnown
from mailgate.adapters.store.stories import stories
from mailgate.adapters.store.unit import apply
from mailgate.adapters.store.unit_statements import Statements
from mailgate.adapters.store.unit_underway import Stale
from mailgate.adapters.store.views import Views
from mailgate.adapters.store.waiting import WaitingView
from mailgate.adapters.store.writer import Writer
from mailgate.model.decision import Applied, Conflict, Decision
from mailgate.model.delivery import Delivery, Letter, LetterFacts, Notice, Settlement
from mailgate.model.errors import BytesGone, StoreUnavailable
from mailgate.model.facts import Facts, Past, TicketStory
from mailgate.model.looking import Looked, Wanted
from mailgate.model.message import Arrival, Evidence, ParsedMessage, RawMessage
from mailgate.model.promise import Timer
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook

T = TypeVar("T")

BYTES = select(s.inbox_bytes.c.data).where(s.inbox_bytes.c.inbox_id == bindparam("row"))
BLOB = select(s.inbox.c.blob).where(s.inbox.c.id == bindparam("row"))


class SqlStore:
    """One database: SQLite or PostgreSQL. Thread-safe; every method but `accept` blocks until it is durable or read.

    Errors: StoreUnavailable (DiskFull when there is no room) whenever the database can't do it now; nothing is then half
    written. After an I/O error `sick` says why and all writing is refused until the store is opened anew.

    Beside the ports: `views` (what people are shown), `people` (passwords, tokens, IMAP places), `keeping` (retry,
    release, drop, age), `locks` (one at a time among all nodes), `report_rows` and `report_turns` (what reports count,
    and which were sent), `lessons` and `model_versions` (what was learned)."""

    def __init__(self, engines: Engines, *, blobs: Bytes | None = None) -> None:
        self.engines = engines
        self.blobs = blobs
        self._writer = Writer(engines)
        upserts = Upserts(engines.write.dialect.name)
        self._statements = Statements.of(upserts)
        self._known = SkillsKnown()
        hands = Hands(self.read, self.write, upserts)
        self.views = Views(hands)
        self.people = People(hands)
        self.keeping = Keeping(hands, blobs)
        self.events = Events(hands)
        self.locks = Locks(engines)
        self.report_rows = ReportView(hands)
        self.report_turns = ReportTurns(hands)
        self.routing_modes = RoutingModes(hands)
        self.discoveries = Discoveries(hands)
        self.risks = Risks(hands)
        self.waiting = WaitingView(hands)
        self.lessons = Lessons(hands)
        self.model_versions = ModelVersions(hands)

    # -- how everything is run -----------------------------------------------------------------------------------------

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run a reading closure on one snapshot."""
        if self.engines.memory:
            return self._writer.write(work)
        return read_on(self.engines.read, work)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run a writing closure, durably, all or nothing."""
        return self._writer.write(work)

    @property
    def sick(self) -> str | None:
        """Why nothing is written any more, if so."""
        return self._writer.sick

    @property
    def commits(self) -> int:
        """Write transactions committed since the store was opened; on SQLite one fsync each."""
        return self._writer.commits

    @property
    def waiting_writes(self) -> int:
        return self._writer.waiting

    def close(self) -> None:
        """Finish what is queued and let go of the database."""
        self._writer.close()
        self.engines.dispose()

    # -- Inbox ---------------------------------------------------------------------------------------------------------

    def accept(
        self,
        raw: RawMessage,
        evidence: Evidence,
        *,
        message_id: str | None,
        content_key: str,
        cursor: tuple[str, int, int] | None = None,
    ) -> Future[int]:
        """One inbox row; see the port. `cursor` is (mailbox name, UIDVALIDITY, UID), kept in the same transaction."""

        def work(connection: Connection) -> int:
            row = queues.accept(connection, raw, evidence, message_id=message_id, content_key=content_key)
            if cursor is not None:
                self.people.advance_cursor(connection, *cursor)
            return row

        return self._writer.submit(work, urgent=True)

    def claim_arrivals(self, *, limit: int, now: datetime, lease: timedelta) -> Sequence[Arrival]:
        return self.write(lambda connection: queues.claim_arrivals(connection, self._fetch, limit=limit, now=now, lease=lease))

    def begin_arrival(self, inbox_id: int) -> None:
        self.write(lambda connection: run(connection, queues.BEGIN_ARRIVAL, {"row": inbox_id}))

    def wait_arrival(self, inbox_id: int, *, until: datetime, counted: bool) -> None:
        row = {"row": inbox_id, "until": until, "uncounted": 0 if counted else 1}
        self.write(lambda connection: run(connection, queues.WAIT_ARRIVAL, row))

    def bury_arrival(self, inbox_id: int, *, reason: str, now: datetime) -> None:
        row = {"row": inbox_id, "outcome": f"buried:{reason}", "reason": reason, "at": now}
        self.write(lambda connection: run(connection, queues.BURY_ARRIVAL, row))

    def next_arrival(self) -> datetime | None:
        """When the next inbox row is due, leased ones by the end of their lease."""
        due: datetime | None = self.read(lambda connection: run(connection, queues.NEXT_ARRIVAL).scalar())
        return due

    def raw_message(self, inbox_id: int) -> bytes | None:
        """The exact bytes of a message, from the row or from the blobs; None when they are gone."""
        return self.read(lambda connection: self._raw_bytes(connection, inbox_id))

    def _raw_bytes(self, connection: Connection, inbox_id: int) -> bytes | None:
        data = run(connection, BYTES, {"row": inbox_id}).scalar()
        if data is not None:
            return bytes(data)
        key = run(connection, BLOB, {"row": inbox_id}).scalar()
        try:
            return self._fetch(key) if key is not None else None
        except BytesGone:
            return None

    def _fetch(self, key: str | None) -> bytes:
        if key is None or self.blobs is None:
            raise StoreUnavailable("the message's bytes are in the blob store, which is not configured")
        return self.blobs.get(key)

    def imap_cursor(self, name: str) -> tuple[int, int] | None:
        """(UIDVALIDITY, last UID accepted) of this mailbox."""
        return self.people.imap_cursor(name)

    # -- what the store knows ------------------------------------------------------------------------------------------

    def facts_about(self, message: ParsedMessage, arrival: Arrival, *, rulebook: Rulebook, now: datetime) -> Facts:
        return self.read(lambda connection: facts.facts_about(connection, message, arrival, rulebook=rulebook, now=now))

    def past_of(self, reading: Reading, sender: str, *, rulebook: Rulebook, now: datetime) -> Past:
        return self.read(
            lambda connection: past.past_of(connection, reading, sender, known=self._known, rulebook=rulebook, now=now)
        )

    def look_up(self, wanted: Wanted, *, rulebook: Rulebook, now: datetime) -> Looked:
        return self.read(lambda connection: looked_up(connection, wanted, rulebook, now=now))

    def ticket_story(self, ticket: int) -> TicketStory | None:
        return self.read(lambda connection: stories(connection, (ticket,)).get(ticket))

    def letter_facts(self, notices: Sequence[Notice]) -> Sequence[LetterFacts]:
        return self.read(lambda connection: letter_facts.letter_facts(connection, notices, self._raw_bytes))

    # -- Work ----------------------------------------------------------------------------------------------------------

    def apply(self, decision: Decision, *, settles: Arrival | Timer | None, now: datetime) -> Applied | Conflict:
        try:
            return self.write(lambda connection: apply(connection, self._statements, decision, settles, now=now))
        except Stale as stale:
            return Conflict(why=str(stale))

    def claim_notices(self, *, limit: int, now: datetime, lease: timedelta) -> Sequence[Notice]:
        return self.write(lambda connection: queues.claim_notices(connection, limit=limit, now=now, lease=lease))

    def post(self, written: Sequence[Letter], encoded: Sequence[bytes], *, now: datetime) -> None:
        self.write(lambda connection: letters.post(connection, written, encoded, now=now))

    def drop_notice(self, notice: int, *, reason: str, now: datetime) -> None:
        self.write(lambda connection: run(connection, queues.DROP_NOTICE, {"row": notice, "because": reason}))

    def claim_deliveries(self, *, limit: int, now: datetime, lease: timedelta) -> Sequence[Delivery]:
        return self.write(lambda connection: queues.claim_deliveries(connection, limit=limit, now=now, lease=lease))

    def settle_deliveries(self, settled: Sequence[tuple[Delivery, Settlement]], *, now: datetime) -> None:
        self.write(lambda connection: queues.settle_deliveries(connection, settled, now=now))

    def claim_timers(self, *, limit: int, now: datetime, lease: timedelta) -> Sequence[Timer]:
        return self.write(lambda connection: queues.claim_timers(connection, limit=limit, now=now, lease=lease))

    def next_due(self) -> datetime | None:
        return self.read(queues.next_due)

    def give_back_leases(self, *, now: datetime) -> None:
        """For the start of the only daemon of this database: what a killed one had in hand is due again at once, and
        what it was sending is in doubt."""
        self.write(lambda connection: queues.give_back_leases(connection, now))
