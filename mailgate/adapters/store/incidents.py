"""Incidents: what agents say that many tickets share. An incident has a ticket of its own and is open as long as that is; its
tickets are linked to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.columns import UtcDateTime
from mailgate.adapters.store.namings import SHOWN, TOLD
from mailgate.adapters.store.prepared import run
from mailgate.adapters.store.similar import ENDED, INCIDENTS
from mailgate.adapters.store.stories import stories
from mailgate.model.facts import Incident
from mailgate.model.looking import IncidentFound
from mailgate.policy import counters
from mailgate.policy.acts_incident import MOST
from mailgate.policy.spiked import INCIDENT
from mailgate.policy.spikes import QUIET

KIND = INCIDENT  # of ticket_links: (member, the incident's own ticket)
LATELY = timedelta(days=1)

_is_open = s.tickets.c.state.not_in(ENDED)
_link = s.ticket_links.c
JOINED = (
    select(s.incidents.c.ticket, s.incidents.c.name)
    .join(s.tickets, s.tickets.c.number == s.incidents.c.ticket)
    .where(s.incidents.c.what.in_(bindparam("what", expanding=True)), _is_open)
    .order_by(s.incidents.c.id.desc())
    .limit(1)
)
MEMBERS = select(func.count()).select_from(s.ticket_links).where(_link.other == bindparam("ticket"), _link.kind == KIND)
OF_TICKET = (
    select(s.incidents.c.ticket, s.incidents.c.name)
    .join(s.tickets, s.tickets.c.number == s.incidents.c.ticket)
    .where(
        _is_open,
        or_(
            s.incidents.c.ticket == bindparam("ticket"),
            s.incidents.c.ticket.in_(select(_link.other).where(_link.ticket == bindparam("ticket"), _link.kind == KIND)),
        ),
    )
    .order_by(s.incidents.c.id.desc())
    .limit(1)
)
WAITING = (
    select(s.tickets.c.number)
    .where(
        s.tickets.c.state.in_(("new", "open", "on_hold", "snoozed")),
        or_(
            s.tickets.c.number == bindparam("ticket"),
            s.tickets.c.number.in_(select(_link.ticket).where(_link.other == bindparam("ticket"), _link.kind == KIND)),
        ),
    )
    .order_by(s.tickets.c.number)
    .limit(MOST + 1)
)
NAMES = select(s.namings.c.what).distinct().where(s.namings.c.ticket == bindparam("ticket"))
ALIKE = (
    select(s.namings.c.ticket)
    .distinct()
    .join(s.tickets, s.tickets.c.number == s.namings.c.ticket)
    .where(
        s.namings.c.what.in_(bindparam("what", expanding=True)),
        s.namings.c.at > bindparam("since", type_=UtcDateTime),
        s.namings.c.ticket != bindparam("ticket"),
        _is_open,
    )
    .order_by(s.namings.c.ticket)
    .limit(SHOWN)
)


def open_incident(connection: Connection, name: str, names: Sequence[str], *, ticket: int, at: datetime) -> None:
    """From now on new tickets that name any of `names` belong to this ticket's incident; without names, none does by itself."""
    what: list[str | None] = [*names] or [None]
    connection.execute(insert(s.incidents), [{"ticket": ticket, "name": name, "what": one, "at": at} for one in what])


def incident_of(connection: Connection, names: Sequence[str]) -> Incident | None:
    """The newest open incident that something named belongs to."""
    row = run(connection, JOINED, {"what": list(names)}).first() if names else None
    if row is None:
        return None
    return Incident(
        ticket=row.ticket, name=row.name, tickets=int(connection.execute(MEMBERS, {"ticket": row.ticket}).scalar() or 0)
    )


def incident_found(connection: Connection, ticket: int, *, now: datetime) -> IncidentFound:
    """What `#incident` and `#answer` on a ticket need to know. A code is what tickets share; an intent alone only while a spike
    of it is told: whoever merely asks about the same is no part of an incident."""
    named = sorted(connection.execute(NAMES, {"ticket": ticket}).scalars())
    names = tuple(one for one in named if not one.startswith("intent:"))
    if not names and named:
        keys = {counters.spike(one): one for one in named}
        spiked = connection.execute(TOLD, {"keys": list(keys), "since": now - QUIET}).scalars()
        names = tuple(sorted({keys[key] for key in spiked}))
    asked: dict[str, Any] = {"what": list(names), "since": now - LATELY, "ticket": ticket}
    alike = tuple(connection.execute(ALIKE, asked).scalars()) if names else ()
    row = connection.execute(OF_TICKET, {"ticket": ticket}).first()
    if row is None:
        return IncidentFound(names=names, alike=alike, before=_ended(connection, names))
    waiting = connection.execute(WAITING, {"ticket": row.ticket}).scalars().all()
    told = stories(connection, waiting)
    return IncidentFound(
        ticket=row.ticket,
        name=row.name,
        names=names,
        alike=alike,
        waiting=tuple(told[number] for number in waiting if number in told),
    )


def _ended(connection: Connection, names: Sequence[str]) -> Incident | None:
    """The newest ended incident that anything of it belonged to."""
    for row in run(connection, INCIDENTS, {"what": list(names)}) if names else ():
        (many,) = next(iter(run(connection, MEMBERS, {"ticket": row.ticket})))
        return Incident(ticket=row.ticket, name=row.name, tickets=many)
    return None
