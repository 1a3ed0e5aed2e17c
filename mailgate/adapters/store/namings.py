"""What new tickets name, counted: lately one by one, usual by the hour; and the moments that people marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, distinct, func, insert, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.columns import UtcDateTime
from mailgate.adapters.store.dialect import Upserts
from mailgate.model.facts import Event, Lately

_what: Any = bindparam("what", expanding=True)
_hours: Any = bindparam("hours", expanding=True, type_=UtcDateTime)
_since = bindparam("since", type_=UtcDateTime)
INSERT = insert(s.namings)
RECENT = (
    select(
        s.namings.c.what,
        func.count(distinct(s.namings.c.ticket)).label("tickets"),
        func.count(distinct(s.namings.c.customer_key)).label("customers"),
        func.max(case((s.namings.c.customer_key == bindparam("sender"), 1), else_=0)).label("sender"),
        func.min(s.namings.c.at).label("first"),
    )
    .where(s.namings.c.what.in_(_what), s.namings.c.at > _since)
    .group_by(s.namings.c.what)
)
_hourly = s.namings_hourly.c
USUAL = (
    select(
        _hourly.what,
        func.sum(_hourly.tickets).label("all_hours"),
        func.sum(case((_hourly.hour.in_(_hours), _hourly.tickets), else_=0)).label("same_hour"),
    )
    .where(_hourly.what.in_(_what), _hourly.hour >= _since, _hourly.hour < bindparam("until", type_=UtcDateTime))
    .group_by(_hourly.what)
)
FIRST = select(func.min(_hourly.hour)).where(_hourly.hour >= _since)
NAMED = (
    select(s.namings.c.ticket, s.tickets.c.subject, s.tickets.c.customer_key)
    .distinct()
    .join(s.tickets, s.tickets.c.number == s.namings.c.ticket)
    .where(s.namings.c.what == bindparam("one"), s.namings.c.at > _since)
    .order_by(s.namings.c.ticket)
    .limit(bindparam("n"))
)
EVENTS = select(s.events.c.name, s.events.c.at).where(s.events.c.at > _since).order_by(s.events.c.at.desc()).limit(bindparam("n"))


def one_more(upserts: Upserts) -> Any:
    """Count one more ticket in an hour."""
    into = upserts.into(s.namings_hourly)
    return into.on_conflict_do_update(
        index_elements=[_hourly.what, _hourly.hour], set_={"tickets": _hourly.tickets + into.excluded.tickets}
    )


def name(connection: Connection, statement: Any, names: Sequence[str], *, ticket: int, customer: str, at: datetime) -> None:
    """Count a new ticket under everything it names. `statement` is `one_more`'s."""
    if not names:
        return
    key, hour = customer.lower(), at.replace(minute=0, second=0, microsecond=0)
    what = sorted(set(names))  # in one order everywhere: two nodes never wait for each other
    connection.execute(INSERT, [{"what": one, "at": at, "ticket": ticket, "customer_key": key} for one in what])
    connection.execute(statement, [{"what": one, "hour": hour, "tickets": 1} for one in what])


def lately(
    connection: Connection,
    names: Sequence[str],
    *,
    sender: str,
    now: datetime,
    window: timedelta,
    history: timedelta,
    fewest: int,
) -> tuple[Lately, ...]:
    """How often each was named in the window, a ticket of `sender` at hand included. What is named by fewer than `fewest`
    tickets is left out: nobody asks for its history."""
    if not names:
        return ()
    asked = {"what": list(names), "since": now - window, "sender": sender.lower()}
    many = [row for row in connection.execute(RECENT, asked) if row.tickets + 1 >= fewest]
    if not many:
        return ()
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    days = int(history / timedelta(days=1))
    span = {"since": this_hour - history, "until": this_hour - window}
    usual: Mapping[str, Any] = {
        row.what: row
        for row in connection.execute(
            USUAL,
            {"what": [row.what for row in many], "hours": [this_hour - timedelta(days=n) for n in range(1, days + 1)], **span},
        )
    }
    first = connection.execute(FIRST, span).scalar()
    known = max(0.0, (span["until"] - first) / timedelta(days=1)) if first is not None else 0.0
    return tuple(
        Lately(
            what=row.what,
            tickets=row.tickets + 1,
            customers=row.customers + (0 if row.sender else 1),
            since=row.first,
            same_hour=int(usual[row.what].same_hour) if row.what in usual else 0,
            all_hours=int(usual[row.what].all_hours) if row.what in usual else 0,
            days=known,
        )
        for row in sorted(many, key=lambda row: row.what)
    )


def tickets_naming(connection: Connection, what: str, *, since: datetime, limit: int) -> tuple[tuple[int, str, str], ...]:
    """Number, subject and customer of the tickets that named it, in their order."""
    return tuple(
        (row.ticket, row.subject, row.customer_key)
        for row in connection.execute(NAMED, {"one": what, "since": since, "n": limit})
    )


def events_since(connection: Connection, since: datetime, *, limit: int = 20) -> tuple[Event, ...]:
    """The moments that people marked, newest first."""
    return tuple(Event(name=row.name, at=row.at) for row in connection.execute(EVENTS, {"since": since, "n": limit}))
