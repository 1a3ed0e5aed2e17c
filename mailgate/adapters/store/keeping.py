"""Keeping house: what a person does to single messages, and what age does to rows."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, bindparam, delete, select, update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.ageing import Ageing
from mailgate.adapters.store.hands import Hands
from mailgate.adapters.store.unit_statements import RUN_AGAIN, SETTLE_OTHER
from mailgate.model.errors import Refused
from mailgate.policy.spikes import CODE, HISTORY

PORTION = 500  # rows in one transaction
NAMINGS = timedelta(days=1)  # one by one; longer than a spike's window
CODES = timedelta(days=180)  # those of codes: what solved a ticket that names one may solve the next
COUNTERS = timedelta(days=2)  # longer than any cap looks back
ASKED = timedelta(days=400)  # `feedback-asked:…` looks back `at_most_every`, `form-hint:…` a year
TOKENS = timedelta(days=30)  # after their end
NOTICES = timedelta(days=30)

OUTCOME = select(s.inbox.c.outcome, s.inbox.c.state).where(s.inbox.c.id == bindparam("row"))
END_HOLDS = (
    update(s.holds).where(s.holds.c.inbox_id == bindparam("row"), s.holds.c.ended_at.is_(None)).values(ended_at=bindparam("at"))
)
SETTLED_BYTES = (
    select(s.inbox.c.id, s.inbox_bytes.c.data)
    .join(s.inbox_bytes)
    .where(s.inbox.c.state == "done", s.inbox.c.settled_at < bindparam("before"))
    .order_by(s.inbox.c.id)
    .limit(bindparam("n"))
)
NAME_BLOB = update(s.inbox).where(s.inbox.c.id == bindparam("row"), s.inbox.c.state == "done").values(blob=bindparam("key"))
OWN_KIND = update(s.inbox).where(s.inbox.c.id == bindparam("row"), s.inbox.c.outcome == "duplicate").values(content_key=None)
DROP_BYTES = delete(s.inbox_bytes).where(s.inbox_bytes.c.inbox_id == bindparam("row"))


class Bytes(Protocol):
    """Where the bytes of settled messages go in the end (`adapters/blobs.py`). Raises StoreUnavailable."""

    def put(self, key: str, data: bytes) -> None: ...

    def get(self, key: str) -> bytes: ...


class Keeping:
    def __init__(self, hands: Hands, blobs: Bytes | None) -> None:
        self._hands = hands
        self._blobs = blobs
        self._ageing = Ageing(hands)

    # -- single messages -----------------------------------------------------------------------------------------------

    def retry(self, inbox_id: int, *, now: datetime) -> None:
        """Take a buried, quarantined or held message in again, or one that was taken for a duplicate: that one is then a
        message of its own, whatever it resembles. Refused for any other."""
        self._again(inbox_id, ("buried", "quarantined", "held", "duplicate"), now)

    def release(self, inbox_id: int, *, now: datetime) -> None:
        """Let a held or quarantined message through. Refused for any other."""
        self._again(inbox_id, ("held", "quarantined"), now)

    def drop(self, inbox_id: int, *, now: datetime) -> None:
        """End a buried, quarantined or held message as `ignored:dropped`; its bytes stay. Refused for any other."""

        def work(connection: Connection) -> None:
            self._require(connection, inbox_id, ("buried", "quarantined", "held"))
            connection.execute(
                SETTLE_OTHER,
                {
                    "row": inbox_id,
                    "outcome": "ignored:dropped",
                    "reason": "dropped",
                    "settled_at": now,
                },
            )
            connection.execute(END_HOLDS, {"row": inbox_id, "at": now})

        self._hands.write(work)

    def _again(self, inbox_id: int, words: tuple[str, ...], now: datetime) -> None:
        def work(connection: Connection) -> None:
            self._require(connection, inbox_id, words)
            connection.execute(OWN_KIND, {"row": inbox_id})
            connection.execute(RUN_AGAIN, {"row": inbox_id, "at": now})
            connection.execute(END_HOLDS, {"row": inbox_id, "at": now})

        self._hands.write(work)

    def _require(self, connection: Connection, inbox_id: int, words: tuple[str, ...]) -> None:
        row = connection.execute(OUTCOME, {"row": inbox_id}).first()
        if row is None:
            raise Refused(f"there is no message {inbox_id}; `mailgate ledger` shows them all")
        if row.state != "done":
            raise Refused(f"message {inbox_id} is being taken in; look again in a moment")
        if str(row.outcome).partition(":")[0] not in words:
            raise Refused(f"message {inbox_id} ended as {row.outcome}; this is for messages that are {' or '.join(words)}")

    # -- age -----------------------------------------------------------------------------------------------------------

    def prune(self, *, now: datetime) -> dict[str, int]:
        """Delete counters no cap looks back to, tokens long expired, notices settled long ago, what tickets named before
        a spike's baseline begins, and what was thought of tickets long archived; how many of each."""
        key = s.counters.c.key
        of_code = s.namings.c.what.startswith(CODE, autoescape=True)
        asked = key.startswith("feedback-asked:") | key.startswith("form-hint:")
        return {
            "counters": self._delete(s.counters, s.counters.c.id, (s.counters.c.at < now - COUNTERS) & ~asked)
            + self._delete(s.counters, s.counters.c.id, s.counters.c.at < now - ASKED),
            "namings": self._delete(
                s.namings,
                s.namings.c.id,
                (s.namings.c.at < now - CODES) | ((s.namings.c.at < now - NAMINGS) & ~of_code),
            )
            + self._delete(s.namings_hourly, s.namings_hourly.c.hour, s.namings_hourly.c.hour < now - HISTORY - NAMINGS),
            **self._ageing.step(now=now),
            "tokens": self._delete(s.tokens, s.tokens.c.hash, s.tokens.c.expires < now - TOKENS),
            "notices": self._delete(
                s.notices,
                s.notices.c.id,
                s.notices.c.due.is_(None)
                & (s.notices.c.deliver_after < now - NOTICES)
                & (s.notices.c.template != "feedback_request"),
            ),
        }

    def _delete(self, table: Any, key: Any, where: Any) -> int:
        """Delete in portions, so that no mail waits for it."""
        gone = 0
        while True:
            portion = delete(table).where(key.in_(select(key).where(where).limit(PORTION)))
            count = int(self._hands.write(lambda connection: connection.execute(portion).rowcount))  # noqa: B023  # run at once
            gone += count
            if count < PORTION:
                return gone

    def move_bytes(self, *, now: datetime, older: timedelta = timedelta(hours=1), limit: int = 50) -> int:
        """Move the bytes of messages settled that long ago to the blobs; how many. A blob is durable before its row names
        it, and the row's bytes go in the same transaction; so they are always in one place or the other."""
        if self._blobs is None:
            return 0
        found = self._hands.read(lambda connection: connection.execute(SETTLED_BYTES, {"before": now - older, "n": limit}).all())
        for row, data in found:
            key = blob_key(data)
            self._blobs.put(key, data)

            def work(connection: Connection, row: int = row, key: str = key) -> None:
                if connection.execute(NAME_BLOB, {"row": row, "key": key}).rowcount:
                    connection.execute(DROP_BYTES, {"row": row})

            self._hands.write(work)
        return len(found)

    # -- after a restore -----------------------------------------------------------------------------------------------

    def freeze_outbox(self, *, frozen: bool) -> None:
        """While frozen nothing is sent: a restored copy must not send again what the original has sent."""

        def work(connection: Connection) -> None:
            connection.execute(delete(s.desk_state).where(s.desk_state.c.name == "outbox_frozen"))
            if frozen:
                connection.execute(s.desk_state.insert(), {"name": "outbox_frozen", "value": "restored"})

        self._hands.write(work)


def blob_key(data: bytes) -> str:
    """Where a raw message lies: by its content, so that a repeated move writes the same thing."""
    digest = hashlib.sha256(data).hexdigest()
    return f"raw/{digest[:2]}/{digest[2:4]}/{digest}.eml"
