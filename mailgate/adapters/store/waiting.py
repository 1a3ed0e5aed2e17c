"""What waits in the teams' queues, and what waits for agents who are away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.hands import Hands
from mailgate.adapters.store.past import customer_story
from mailgate.adapters.store.rows import ticket_of
from mailgate.model.ticket import Ticket
from mailgate.policy.routing.queues import Queued, Turns

LATELY = timedelta(days=1)  # what is older makes no difference to whose turn it is

_at_work = s.tickets.c.state.in_(("new", "open"))
QUEUED = (
    select(s.tickets)
    .where(s.tickets.c.agent.is_(None), _at_work, s.tickets.c.hold_for.is_(None))
    .order_by(s.tickets.c.number)
    .limit(bindparam("n"))
)
_newest = (
    select(func.max(s.routes.c.id)).where(s.routes.c.ticket.in_(bindparam("tickets", expanding=True))).group_by(s.routes.c.ticket)
)
REASONS = select(s.routes.c.ticket, s.routes.c.reason).where(s.routes.c.id.in_(_newest))
GOT = (
    select(s.tickets.c.agent, func.max(s.tickets.c.handed_over_at, type_=s.tickets.c.handed_over_at.type))
    .where(s.tickets.c.agent.is_not(None), s.tickets.c.handed_over_at >= bindparam("since"))
    .group_by(s.tickets.c.agent)
)
FINISHED = (
    select(s.tickets.c.resolved_by, func.max(s.tickets.c.resolved_at, type_=s.tickets.c.resolved_at.type))
    .where(s.tickets.c.state == "resolved", s.tickets.c.resolved_at >= bindparam("since"))
    .group_by(s.tickets.c.resolved_by)
)
_away = select(s.people.c.key).where((s.people.c.away_until > bindparam("now")) | (s.people.c.state == "undeliverable"))
OF_AWAY = select(s.tickets).where(s.tickets.c.agent.in_(_away), _at_work).order_by(s.tickets.c.number).limit(bindparam("n"))


class WaitingView:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def queued(self, *, limit: int) -> Sequence[Queued]:
        """Tickets without an agent that wait for one, the oldest first."""

        def work(connection: Connection) -> list[Queued]:
            tickets = [ticket_of(row) for row in connection.execute(QUEUED, {"n": limit}).mappings()]
            if not tickets:
                return []
            rows: Any = connection.execute(REASONS, {"tickets": [ticket.number for ticket in tickets]})
            reasons = {row.ticket: row.reason for row in rows}
            stories = {ticket.customer: customer_story(connection, ticket.customer) for ticket in tickets}
            return [Queued(ticket=t, reason=reasons.get(t.number, ""), story=stories[t.customer]) for t in tickets]

        return self._hands.read(work)

    def turns(self, *, now: datetime) -> Turns:
        """When each agent last got a ticket and last finished one, of the last day."""

        def work(connection: Connection) -> Turns:
            since = {"since": now - LATELY}
            got, finished = connection.execute(GOT, since).all(), connection.execute(FINISHED, since).all()
            return Turns(
                got={agent.lower(): at for agent, at in got}, finished={agent.lower(): at for agent, at in finished if agent}
            )

        return self._hands.read(work)

    def of_away(self, *, now: datetime, limit: int) -> Sequence[Ticket]:
        """What waits for agents who are away or out of reach."""
        found = {"now": now, "n": limit}
        return self._hands.read(lambda connection: [ticket_of(row) for row in connection.execute(OF_AWAY, found).mappings()])
