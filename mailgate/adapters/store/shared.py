"""What a ticket shares with others just now: for its hand-overs, whenever and for whatever reason they are written."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from mailgate.adapters.store.incidents import MEMBERS, OF_TICKET
from mailgate.adapters.store.namings import RECENT, TOLD
from mailgate.adapters.store.prepared import run
from mailgate.model.facts import Incident, Shared
from mailgate.model.reading import Reading
from mailgate.model.ticket import Ticket
from mailgate.policy import counters
from mailgate.policy.spiked import INCIDENT
from mailgate.policy.spikes import FEWEST_TICKETS, QUIET, WINDOW, named_by, words_of


def shared_by(connection: Connection, ticket: Ticket, reading: Reading | None, *, now: datetime) -> Shared:
    """Nothing is asked for a ticket that names nothing and was never part of an incident."""
    names = named_by(reading) if reading is not None else ()
    if not names and INCIDENT not in ticket.tags:
        return Shared()
    for row in run(connection, OF_TICKET, {"ticket": ticket.number}):
        (many,) = next(iter(run(connection, MEMBERS, {"ticket": row.ticket})))
        return Shared(incident=Incident(ticket=row.ticket, name=row.name, tickets=many))
    keys = {counters.spike(one): one for one in names}
    told = [keys[row.key] for row in run(connection, TOLD, {"keys": list(keys), "since": now - QUIET})] if keys else []
    counted = run(connection, RECENT, {"what": told, "since": now - WINDOW}) if told else ()
    most = max(counted, key=lambda row: (row.tickets, row.what), default=None)
    if most is None or most.tickets < FEWEST_TICKETS:
        return Shared()
    return Shared(spike=words_of(most.what), tickets=most.tickets)
