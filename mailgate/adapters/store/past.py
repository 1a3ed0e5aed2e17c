"""The past of a reading: the agents' state, the customer's story."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, literal, null, select, union_all

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.columns import UtcDateTime
from mailgate.adapters.store.incidents import incident_of
from mailgate.adapters.store.namings import events_since, lately
from mailgate.adapters.store.prepared import run
from mailgate.adapters.store.risks import RISK, RISKS, risk_of
from mailgate.adapters.store.routing_modes import MODE, MODES, mode_of
from mailgate.adapters.store.rows import past_ticket_of
from mailgate.adapters.store.skills import VERSIONS, SkillsKnown
from mailgate.model.facts import AgentState, Escalates, ModeKept, Past, PastTicket
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook
from mailgate.policy.counters import QUEUE
from mailgate.policy.spikes import named_by

STORY = 20  # tickets of the customer
RECENT_EVENTS = timedelta(days=1)

_agents: Any = bindparam("agents", expanding=True)
_queues: Any = bindparam("queues", expanding=True)
_past = [
    s.tickets.c[name]
    for name in ("number", "subject", "state", "intent", "agent", "resolved_by", "opened_at", "resolved_at", "reopened")
]
AGENTS = union_all(  # seven questions, one statement: it is asked for every mail
    select(
        literal("person").label("what"),
        s.people.c.key,
        s.people.c.state,
        s.people.c.away_until,
        s.people.c.wishes,
        literal(0).label("many"),
    ).where(s.people.c.key.in_(_agents)),
    select(literal("load"), s.tickets.c.agent, s.tickets.c.intent, null(), null(), func.count())
    .where(s.tickets.c.agent.in_(_agents), s.tickets.c.state.in_(("new", "open")))
    .group_by(s.tickets.c.agent, s.tickets.c.intent),
    select(literal("week"), s.tickets.c.agent, null(), null(), null(), func.count())
    .where(s.tickets.c.agent.in_(_agents), s.tickets.c.handed_over_at >= bindparam("since", type_=UtcDateTime))
    .group_by(s.tickets.c.agent),
    VERSIONS,
    MODES,
    RISKS,
    select(literal("queue"), s.counters.c.key, null(), func.max(s.counters.c.at), null(), literal(0))
    .where(s.counters.c.key.in_(_queues), s.counters.c.at >= bindparam("since", type_=UtcDateTime))
    .group_by(s.counters.c.key),
)
OF_CUSTOMER = select(*_past).where(s.tickets.c.customer_key == bindparam("key")).order_by(s.tickets.c.number.desc()).limit(STORY)


def past_of(
    connection: Connection, reading: Reading, sender: str, *, known: SkillsKnown, rulebook: Rulebook, now: datetime
) -> Past:
    """The state of every agent of the rulebook and what outcomes taught of them, and the sender's newest tickets."""
    spelt = sorted({*rulebook.agents, *(agent.address for agent in rulebook.agents.values())})
    queues = [f"{QUEUE}{team}" for team in rulebook.teams]
    names = named_by(reading)
    counted = lately(connection, names, sender=sender, now=now)
    told = _Told()
    for row in run(connection, AGENTS, {"agents": spelt, "queues": queues, "since": now - timedelta(days=7)}):
        told.hear(row)
    return Past(
        agents={address: told.state(address, now) for address in rulebook.agents},
        story=customer_story(connection, sender),
        skills=known.at(connection, told.versions),
        modes=told.modes,
        risks=told.risks,
        queues_told=told.queues,
        lately=counted,
        incident=incident_of(connection, names),
        events=events_since(connection, now - RECENT_EVENTS) if counted else (),
    )


def customer_story(connection: Connection, address: str) -> tuple[PastTicket, ...]:
    """The newest tickets of this customer, newest first."""
    if not address:
        return ()
    return tuple(past_ticket_of(row) for row in run(connection, OF_CUSTOMER, {"key": address.lower()}).mappings())


class _Told:
    """The answers of `AGENTS`, gathered."""

    def __init__(self) -> None:
        self.people: dict[str, Any] = {}
        self.open: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.weeks: Counter[str] = Counter()
        self.versions: dict[str, int] = {}
        self.modes: dict[str, ModeKept] = {}
        self.risks: dict[str, Escalates] = {}
        self.queues: dict[str, datetime] = {}

    def hear(self, row: Any) -> None:
        match row.what:
            case "person":
                self.people[row.key] = row
            case "load":
                self.open[row.key.lower()][row.state or ""] += row.many
            case "week":
                self.weeks[row.key.lower()] += row.many
            case "skills":
                self.versions[row.key] = int(row.many)
            case "mode":
                self.modes[row.key.removeprefix(MODE)] = mode_of(row.state)
            case "risk":
                self.risks[row.key.removeprefix(RISK)] = risk_of(row.state)
            case "queue":
                self.queues[row.key.removeprefix(QUEUE)] = row.away_until

    def state(self, address: str, now: datetime) -> AgentState:
        person = self.people.get(address)
        away = person.away_until if person is not None and person.away_until is not None and person.away_until > now else None
        return AgentState(
            address=address,
            load=self.open[address].total(),
            week=self.weeks[address],
            away_until=away,
            undeliverable=person is not None and person.state == "undeliverable",
            open=dict(self.open[address]),
            wishes=(person.wishes if person is not None else None) or {},
        )
