"""What new tickets name, counted: lately one by one, usual by the hour; and the moments that people marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, distinct, func, insert, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.columns import UtcDateTime
from mailgate.adapters.store.dialect import Upserts
from mailgate.adapters.store.hands import Hands
from mailgate.adapters.store.prepared import run, run_many
from mailgate.model.facts import Event, Lately
from mailgate.policy import counters
from mailgate.policy.spikes import FEWEST_TICKETS, HISTORY, QUIET, WINDOW

SHOWN = 100  # tickets of a spike
CUSTOMERS = 1_000  # newest tickets of a name whose customers are counted: in a flood more would say nothing more

_what: Any = bindparam("what", expanding=True)
_hours: Any = bindparam("hours", expanding=True, type_=UtcDateTime)
_since = bindparam("since", type_=UtcDateTime)
INSERT = insert(s.namings)
RECENT = (  # a ticket is counted under a name once: all this stands in the index
    select(s.namings.c.what, func.count().label("tickets"), func.min(s.namings.c.at).label("first"))
    .where(s.namings.c.what.in_(_what), s.namings.c.at > _since)
    .group_by(s.namings.c.what)
)
_newest = (
    select(s.namings.c.customer_key)
    .where(s.namings.c.what == bindparam("one"), s.namings.c.at > _since)
    .order_by(s.namings.c.at.desc())
    .limit(CUSTOMERS)
    .subquery()
)
WHO = select(
    func.count(distinct(_newest.c.customer_key)).label("customers"),
    func.max(case((_newest.c.customer_key == bindparam("sender"), 1), else_=0)).label("sender"),
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
    select(s.namings.c.ticket, s.tickets.c.subject)
    .join(s.tickets, s.tickets.c.number == s.namings.c.ticket)
    .where(s.namings.c.what == bindparam("one"), s.namings.c.at > _since)
    .order_by(s.namings.c.at, s.namings.c.ticket)
    .limit(bindparam("n"))
)
TOLD = select(s.counters.c.key).where(s.counters.c.key.in_(bindparam("keys", expanding=True)), s.counters.c.at > _since)
EVENTS = select(s.events.c.name, s.events.c.at).where(s.events.c.at > _since).order_by(s.events.c.at.desc()).limit(bindparam("n"))


def one_more(upserts: Upserts) -> Any:
    """Count one more ticket in an hour."""
    into = upserts.into(s.namings_hourly)
    return into.on_conflict_do_update(
        index_elements=[_hourly.what, _hourly.hour], set_={"tickets": _hourly.tickets + into.excluded.tickets}
    )


def count_names(
    connection: Connection, statement: Any, names: Sequence[str], *, ticket: int, customer: str, at: datetime
) -> None:
    """Count a new ticket under everything it names. `statement` is `one_more`'s."""
    if not names:
        return
    key, hour = customer.lower(), at.replace(minute=0, second=0, microsecond=0)
    what = sorted(set(names))  # in one order everywhere: two nodes never wait for each other
    run_many(connection, INSERT, [{"what": one, "at": at, "ticket": ticket, "customer_key": key} for one in what])
    run_many(connection, statement, [{"what": one, "hour": hour, "tickets": 1} for one in what])


def lately(connection: Connection, names: Sequence[str], *, sender: str, now: datetime) -> tuple[Lately, ...]:
    """How often each was named in the window, the ticket of `sender` at hand included. What too few name is left out: nobody
    asks for its history."""
    if not names:
        return ()
    asked = {"what": list(names), "since": now - WINDOW}
    many = {row.what: row for row in run(connection, RECENT, asked) if row.tickets + 1 >= FEWEST_TICKETS}
    if not many:
        return ()
    theirs = {"since": asked["since"], "sender": sender.lower()}
    who = {what: next(iter(run(connection, WHO, {**theirs, "one": what}))) for what in many}
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    hours = [this_hour - timedelta(days=n) for n in range(1, HISTORY.days + 1)]
    span = {"since": this_hour - HISTORY, "until": this_hour - WINDOW}
    usual = {row.what: row for row in run(connection, USUAL, {"what": list(many), "hours": hours, **span})}
    first = run(connection, FIRST, span).scalar()
    told = set(run(connection, TOLD, {"keys": [counters.spike(what) for what in many], "since": now - QUIET}).scalars())
    return tuple(
        Lately(
            what=what,
            tickets=row.tickets + 1,
            customers=who[what].customers + (0 if who[what].sender else 1),
            since=row.first,
            same_hour=int(usual[what].same_hour) if what in usual else 0,
            all_hours=int(usual[what].all_hours) if what in usual else 0,
            days=max(0.0, (span["until"] - first) / timedelta(days=1)) if first is not None else 0.0,
            told=counters.spike(what) in told,
            tickets_named=() if counters.spike(what) in told else _named(connection, what, now),
        )
        for what, row in sorted(many.items())
    )


def _named(connection: Connection, what: str, now: datetime) -> tuple[tuple[int, str], ...]:
    found = run(connection, NAMED, {"one": what, "since": now - WINDOW, "n": SHOWN})
    return tuple((row.ticket, row.subject) for row in found)


def events_since(connection: Connection, since: datetime, *, limit: int = 20) -> tuple[Event, ...]:
    """The moments that people marked, newest first."""
    return tuple(Event(name=row.name, at=row.at) for row in run(connection, EVENTS, {"since": since, "n": limit}))


class Events:
    """The moments that people marked (`mailgate event`)."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def mark(self, name: str, *, at: datetime) -> None:
        self._hands.write(lambda connection: connection.execute(insert(s.events), {"name": name, "at": at}))

    def since(self, since: datetime, *, limit: int = 100) -> tuple[Event, ...]:
        """Newest first."""
        return self._hands.read(lambda connection: events_since(connection, since, limit=limit))
