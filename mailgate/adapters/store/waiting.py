"""What waits in the teams' queues, and what waits for agents who are away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.hands import Hands
from mailgate.adapters.store.past import customer_story
from mailgate.adapters.store.rows import ticket_of
from mailgate.model.ticket import Ticket
from mailgate.policy.routing.queues import WAITS, Queued, Turns

LATELY = timedelta(days=1)  # what is older makes no difference to whose turn it is

_at_work = s.tickets.c.state.in_(("new", "open"))
_of = s.routes.alias()
_newest = select(func.max(_of.c.id)).where(_of.c.ticket == s.tickets.c.number).correlate(s.tickets).scalar_subquery()
_queues = s.tickets.join(s.routes, s.routes.c.id == _newest)
_queued = (s.tickets.c.agent.is_(None), _at_work, s.tickets.c.hold_for.is_(None), s.routes.c.reason.in_(sorted(WAITS)))
ANYTHING = select(s.tickets.c.number).select_from(_queues).where(*_queued).limit(1)
_urgent_first = case((s.tickets.c.priority == "urgent", 0), else_=1)
_place = func.row_number().over(partition_by=(s.tickets.c.team, s.tickets.c.intent), order_by=(_urgent_first, s.tickets.c.number))
QUEUED = (  # of each kind as many as of any other: however many wait for a desk that is full, others are seen behind them
    select(s.tickets, s.routes.c.reason)
    .select_from(_queues)
    .where(*_queued)
    .order_by(_place, _urgent_first, s.tickets.c.number)
    .limit(bindparam("n"))
)
FULL = (
    select(s.tickets.c.team, func.max(s.tickets.c.handed_over_at, type_=s.tickets.c.handed_over_at.type))
    .select_from(s.tickets.join(s.routes, s.routes.c.id == _newest))
    .where(s.tickets.c.agent.is_(None), _at_work, s.tickets.c.hold_for.is_(None), s.routes.c.reason == "queue_full")
    .group_by(s.tickets.c.team)
)
_agents: Any = bindparam("agents", expanding=True)
GOT = (  # asked agent by agent, as the index has it
    select(s.tickets.c.agent, func.max(s.tickets.c.handed_over_at, type_=s.tickets.c.handed_over_at.type))
    .where(s.tickets.c.agent.in_(_agents), s.tickets.c.handed_over_at >= bindparam("since"))
    .group_by(s.tickets.c.agent)
)
FINISHED = (
    select(s.tickets.c.resolved_by, func.max(s.tickets.c.resolved_at, type_=s.tickets.c.resolved_at.type))
    .where(s.tickets.c.state == "resolved", s.tickets.c.resolved_at >= bindparam("since"))
    .group_by(s.tickets.c.resolved_by)
)
_away = select(s.people.c.key).where((s.people.c.away_until > bindparam("now")) | (s.people.c.state == "undeliverable"))
OF_AWAY = (  # the order is reckoned, so that the few agents lead to their tickets and no walk through all tickets does
    select(s.tickets).where(s.tickets.c.agent.in_(_away), _at_work).order_by(s.tickets.c.number + 0).limit(bindparam("n"))
)


class WaitingView:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def anything(self) -> bool:
        """Whether any ticket without an agent waits for one."""
        return self._hands.read(lambda connection: connection.execute(ANYTHING).first() is not None)

    def queued(self, *, limit: int) -> Sequence[Queued]:
        """Tickets without an agent that wait for one: of each team and intent in turn, the urgent and then the oldest first."""

        def work(connection: Connection) -> list[Queued]:
            rows = connection.execute(QUEUED, {"n": limit}).mappings().all()
            stories = {customer: customer_story(connection, customer) for customer in {row["customer"] for row in rows}}
            return [Queued(ticket=ticket_of(row), reason=row["reason"], story=stories[row["customer"]]) for row in rows]

        return self._hands.read(work)

    def full(self) -> Mapping[str, datetime]:
        """The teams at which tickets wait for room, with when the newest of them came there."""
        return self._hands.read(lambda connection: {team: at for team, at in connection.execute(FULL) if team and at})

    def turns(self, *, agents: Collection[str], now: datetime) -> Turns:
        """When each of these agents last got a ticket, and whoever last finished one, of the last day."""

        def work(connection: Connection) -> Turns:
            since = {"since": now - LATELY}
            got = connection.execute(GOT, {**since, "agents": sorted(agents)}).all()
            finished = connection.execute(FINISHED, since).all()
            return Turns(
                got={agent.lower(): at for agent, at in got}, finished={agent.lower(): at for agent, at in finished if agent}
            )

        return self._hands.read(work)

    def of_away(self, *, now: datetime, limit: int) -> Sequence[Ticket]:
        """What waits for agents who are away or out of reach."""
        found = {"now": now, "n": limit}
        return self._hands.read(lambda connection: [ticket_of(row) for row in connection.execute(OF_AWAY, found).mappings()])
