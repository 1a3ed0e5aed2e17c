"""The past of a reading: the agents' state, the customer's story."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, literal, null, select, union_all

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.columns import UtcDateTime
from mailgate.adapters.store.rows import past_ticket_of
from mailgate.model.facts import AgentState, Past, PastTicket
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook

STORY = 20  # tickets of the customer

_agents: Any = bindparam("agents", expanding=True)
_past = [
    s.tickets.c[name]
    for name in ("number", "subject", "state", "intent", "agent", "resolved_by", "opened_at", "resolved_at", "reopened")
]
AGENTS = union_all(  # three questions, one statement: it is asked for every mail
    select(
        literal("person").label("what"),
        s.people.c.key,
        s.people.c.state,
        s.people.c.away_until,
        s.people.c.wishes,
        literal(0).label("many"),
    ).where(s.people.c.key.in_(_agents)),
    select(literal("load"), s.tickets.c.agent, null(), null(), null(), func.count())
    .where(s.tickets.c.agent.in_(_agents), s.tickets.c.state.in_(("new", "open")))
    .group_by(s.tickets.c.agent),
    select(literal("week"), s.tickets.c.agent, null(), null(), null(), func.count())
    .where(s.tickets.c.agent.in_(_agents), s.tickets.c.handed_over_at >= bindparam("since", type_=UtcDateTime))
    .group_by(s.tickets.c.agent),
)
OF_CUSTOMER = select(*_past).where(s.tickets.c.customer_key == bindparam("key")).order_by(s.tickets.c.number.desc()).limit(STORY)


def past_of(connection: Connection, reading: Reading, sender: str, *, rulebook: Rulebook, now: datetime) -> Past:
    """The state of every agent of the rulebook, and the sender's newest tickets."""
    return Past(agents=_states(connection, rulebook, now), story=customer_story(connection, sender))


def customer_story(connection: Connection, address: str) -> tuple[PastTicket, ...]:
    """The newest tickets of this customer, newest first."""
    if not address:
        return ()
    return tuple(past_ticket_of(row) for row in connection.execute(OF_CUSTOMER, {"key": address.lower()}).mappings())


def _states(connection: Connection, rulebook: Rulebook, now: datetime) -> dict[str, AgentState]:
    spelt = sorted({*rulebook.agents, *(agent.address for agent in rulebook.agents.values())})
    if not spelt:
        return {}
    loads, weeks, people = Counter[str](), Counter[str](), {}
    for row in connection.execute(AGENTS, {"agents": spelt, "since": now - timedelta(days=7)}):
        if row.what == "person":
            people[row.key] = row
        else:
            (loads if row.what == "load" else weeks)[row.key.lower()] += row.many
    states = {}
    for address in rulebook.agents:
        person = people.get(address)
        away = person.away_until if person is not None and person.away_until is not None and person.away_until > now else None
        states[address] = AgentState(
            address=address,
            load=loads[address],
            week=weeks[address],
            away_until=away,
            undeliverable=person is not None and person.state == "undeliverable",
            wishes=(person.wishes if person is not None else None) or {},
        )
    return states
