"""The queues: spool, lease, retry, bury. Every function is one write closure's body; see `schema.py` for `due`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, assert_never

from sqlalchemy import Connection, bindparam, case, func, insert, literal, select, update
from sqlalchemy.sql.dml import Update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import plain
from mailgate.adapters.store.dialect import claimable
from mailgate.adapters.store.prepared import insert_one, run, run_many
from mailgate.adapters.store.rows import Row, arrival_of, delivery_of, notice_of, timer_of
from mailgate.model.delivery import Dead, Delivery, Dropped, Notice, Retry, Sent, Settlement
from mailgate.model.errors import BytesGone
from mailgate.model.message import Arrival, Evidence, RawMessage
from mailgate.model.promise import Timer

# -- the spool ---------------------------------------------------------------------------------------------------------

BY_REMOTE_KEY = select(s.inbox.c.id).where(s.inbox.c.remote_key == bindparam("key"))
INSERT_INBOX = insert(s.inbox)
INSERT_BYTES = insert(s.inbox_bytes)
DUE_ARRIVALS = claimable(
    select(s.inbox).where(s.inbox.c.due <= bindparam("now")).order_by(s.inbox.c.due, s.inbox.c.id).limit(bindparam("n")), s.inbox
)
BYTES_OF = select(s.inbox_bytes).where(s.inbox_bytes.c.inbox_id.in_(bindparam("ids", expanding=True)))
# A claim counts once, and from the second on not at all: `begin_arrival` does then.
CLAIMED = case((s.inbox.c.attempts < 2, s.inbox.c.attempts + 1), else_=s.inbox.c.attempts)
LEASE_ARRIVALS = (
    update(s.inbox)
    .where(s.inbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="leased", due=bindparam("until"), attempts=CLAIMED)
)
WAIT_ARRIVAL = (
    update(s.inbox)
    .where(s.inbox.c.id == bindparam("row"), s.inbox.c.state != "done")
    .values(state="pending", due=bindparam("until"), attempts=s.inbox.c.attempts - bindparam("uncounted"))
)
BEGIN_ARRIVAL = update(s.inbox).where(s.inbox.c.id == bindparam("row")).values(attempts=s.inbox.c.attempts + 1)
BURY_ARRIVAL = (
    update(s.inbox)
    .where(s.inbox.c.id == bindparam("row"), s.inbox.c.state != "done")
    .values(state="done", due=None, outcome=bindparam("outcome"), reason=bindparam("reason"), settled_at=bindparam("at"))
)


def accept(connection: Connection, raw: RawMessage, evidence: Evidence, *, message_id: str | None, content_key: str) -> int:
    """Write the row and its bytes; give back the id of the row that has this remote key already, if one has."""
    if raw.remote_key is not None:
        known = run(connection, BY_REMOTE_KEY, {"key": raw.remote_key}).scalar()
        if known is not None:
            return int(known)
    waiting = {
        "door": raw.door,
        "received": raw.received,
        "envelope_from": raw.envelope_from,
        "envelope_to": plain(raw.envelope_to),
        "remote_key": raw.remote_key,
        "evidence": plain(evidence),
        "message_id": message_id,
        "content_key": content_key or None,
        "size": len(raw.data),
        "state": "pending",
        "due": raw.received,
        "attempts": 0,
    }
    row = insert_one(connection, INSERT_INBOX, waiting)
    run(connection, INSERT_BYTES, {"inbox_id": row, "data": raw.data})
    return row


def claim_arrivals(
    connection: Connection, fetch: Callable[[str], bytes], *, limit: int, now: datetime, lease: timedelta
) -> list[Arrival]:
    rows = run(connection, DUE_ARRIVALS, {"now": now, "n": limit}).mappings()
    if not rows:
        return []
    ids = [row["id"] for row in rows]
    run(connection, LEASE_ARRIVALS, {"ids": ids, "until": now + lease})
    kept = {row.inbox_id: row.data for row in run(connection, BYTES_OF, {"ids": ids})}
    arrivals = []
    for row in rows:
        try:
            data = kept[row["id"]] if row["id"] in kept else fetch(row["blob"])
        except BytesGone:  # run again after its bytes were lost: it must not hold up the others
            gone = {"row": row["id"], "outcome": "buried:bytes_gone", "reason": "bytes_gone", "at": now}
            run(connection, BURY_ARRIVAL, gone)
        else:
            arrivals.append(arrival_of(row, data, attempts=min(row["attempts"] + 1, max(row["attempts"], 2))))
    return arrivals


# -- notices -----------------------------------------------------------------------------------------------------------

DUE_NOTICES = claimable(
    select(s.notices).where(s.notices.c.due <= bindparam("now")).order_by(s.notices.c.due, s.notices.c.id).limit(bindparam("n")),
    s.notices,
)
LEASE_NOTICES = (
    update(s.notices)
    .where(s.notices.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="leased", due=bindparam("until"), attempts=s.notices.c.attempts + 1)
)
DROP_NOTICE = (
    update(s.notices)
    .where(s.notices.c.id == bindparam("row"), s.notices.c.due.is_not(None))
    .values(state="dropped", due=None, settled_because=bindparam("because"))
)


def claim_notices(connection: Connection, *, limit: int, now: datetime, lease: timedelta) -> list[Notice]:
    return [notice_of(row) for row in _leased(connection, DUE_NOTICES, LEASE_NOTICES, limit=limit, now=now, lease=lease)]


def _leased(connection: Connection, due: Any, take: Update, *, limit: int, now: datetime, lease: timedelta) -> Sequence[Row]:
    rows: Sequence[Any] = run(connection, due, {"now": now, "n": limit}).mappings()
    if rows:
        run(connection, take, {"ids": [row["id"] for row in rows], "until": now + lease})
    return rows


# -- timers ------------------------------------------------------------------------------------------------------------

DUE_TIMERS = claimable(
    select(s.timers).where(s.timers.c.due <= bindparam("now")).order_by(s.timers.c.due, s.timers.c.id).limit(bindparam("n")),
    s.timers,
)
LEASE_TIMERS = update(s.timers).where(s.timers.c.id.in_(bindparam("ids", expanding=True))).values(due=bindparam("until"))


def claim_timers(connection: Connection, *, limit: int, now: datetime, lease: timedelta) -> list[Timer]:
    return [timer_of(row) for row in _leased(connection, DUE_TIMERS, LEASE_TIMERS, limit=limit, now=now, lease=lease)]


# -- the outbox --------------------------------------------------------------------------------------------------------

FROZEN = select(s.desk_state.c.value).where(s.desk_state.c.name == "outbox_frozen")
DUE_DELIVERIES = claimable(
    select(s.outbox, s.letters.c.ticket, s.letters.c.template, s.letters.c.audience, s.letters.c.message_id, s.letters.c.data)
    .join(s.letters, s.letters.c.id == s.outbox.c.letter_id)
    .where(s.outbox.c.due <= bindparam("now"))
    .order_by(s.outbox.c.due, s.outbox.c.id)
    .limit(bindparam("n")),
    s.outbox,
)
MARK_SENDING = (
    update(s.outbox)
    .where(s.outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="sending", due=bindparam("until"), attempts=s.outbox.c.attempts + 1)
)
MARK_DOUBT = update(s.outbox).where(s.outbox.c.id.in_(bindparam("ids", expanding=True))).values(in_doubt=True)
SETTLE_DELIVERY = (
    update(s.outbox)
    .where(
        s.outbox.c.id == bindparam("row"),
        s.outbox.c.due.is_not(None),
        s.outbox.c.attempts == bindparam("attempt"),
    )
    .values(**{name: bindparam(name) for name in ("state", "due", "reply", "status", "in_doubt", "settled_at")})
)


def claim_deliveries(connection: Connection, *, limit: int, now: datetime, lease: timedelta) -> list[Delivery]:
    """Rows found `sending` after their lease may have been delivered: they come back in doubt, and what that means is not
    for the store to say. Nothing is handed out while the outbox is frozen (after a restore)."""
    if run(connection, FROZEN).first() is not None:
        return []
    rows = run(connection, DUE_DELIVERIES, {"now": now, "n": limit}).mappings()
    doubtful = {row["id"] for row in rows if row["state"] == "sending" or row["in_doubt"]}
    if rows:
        run(connection, MARK_SENDING, {"ids": [row["id"] for row in rows], "until": now + lease})
    if doubtful:
        run(connection, MARK_DOUBT, {"ids": sorted(doubtful)})
    return [delivery_of(row, attempts=row["attempts"] + 1, in_doubt=row["id"] in doubtful) for row in rows]


def settle_deliveries(connection: Connection, settled: Sequence[tuple[Delivery, Settlement]], *, now: datetime) -> None:
    """Write what became of them. An attempt that was overtaken by a later one changes nothing."""
    if settled:
        run_many(
            connection,
            SETTLE_DELIVERY,
            [
                {"row": delivery.id, "attempt": delivery.attempts, **_settlement(delivery, settlement, now)}
                for delivery, settlement in settled
            ],
        )


def _settlement(delivery: Delivery, settlement: Settlement, now: datetime) -> dict[str, Any]:
    match settlement:
        case Sent(reply=reply):
            return {
                "state": "sent",
                "due": None,
                "reply": reply,
                "status": None,
                "in_doubt": delivery.in_doubt,
                "settled_at": now,
            }
        case Retry(at=at, reply=reply, in_doubt=in_doubt):
            doubt = in_doubt or delivery.in_doubt
            return {
                "state": "in_doubt" if doubt else "pending",
                "due": at,
                "reply": reply,
                "status": None,
                "in_doubt": doubt,
                "settled_at": None,
            }
        case Dead(reply=reply, status=status):
            return {
                "state": "failed",
                "due": None,
                "reply": reply,
                "status": status,
                "in_doubt": delivery.in_doubt,
                "settled_at": now,
            }
        case Dropped(reply=reply):
            return {
                "state": "cancelled",
                "due": None,
                "reply": reply,
                "status": None,
                "in_doubt": True,
                "settled_at": now,
            }
        case _:
            assert_never(settlement)


# -- all of them -------------------------------------------------------------------------------------------------------

NEXT_DUE = [select(func.min(table.c.due)) for table in (s.notices, s.outbox, s.timers)]
NEXT_ARRIVAL = select(func.min(s.inbox.c.due))

QUEUES = {"inbox": s.inbox, "notices": s.notices, "outbox": s.outbox, "timers": s.timers, "jobs": s.jobs}


def next_due(connection: Connection) -> datetime | None:
    frozen = run(connection, FROZEN).first() is not None
    found = [run(connection, statement).scalar() for statement in NEXT_DUE if not (frozen and statement is NEXT_DUE[1])]
    return min((at for at in found if at is not None), default=None)


def give_back_leases(connection: Connection, now: datetime) -> None:
    """After a restart of the only daemon of this database nothing is in anybody's hands: every lease ends now, and what
    was being sent is in doubt."""
    for table in (s.inbox, s.notices):
        connection.execute(update(table).where(table.c.due.is_not(None), table.c.state == "leased").values(due=now))
    connection.execute(update(s.outbox).where(s.outbox.c.due.is_not(None), s.outbox.c.state == "sending").values(due=now))
    connection.execute(update(s.timers).where(s.timers.c.due > s.timers.c.at).values(due=s.timers.c.at))


def depths(connection: Connection) -> dict[str, tuple[int, datetime | None]]:
    """For each queue how many rows wait, and when the first of them falls (or fell) due."""
    counted: dict[str, tuple[int, datetime | None]] = {}
    for name, table in QUEUES.items():
        row = connection.execute(select(func.count(literal(1)), func.min(table.c.due)).where(table.c.due.is_not(None))).one()
        counted[name] = (row[0], row[1])
    return counted
