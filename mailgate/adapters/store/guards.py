"""What a decision was made on and must still be true when it is written: that a cap has room, that a ticket is the only one,
that an agent can carry one more.

Whoever checks the same thing waits for whoever checked it first, until that transaction ends: on SQLite because one thread
writes, on PostgreSQL by advisory locks, taken in one order and before any row is locked.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, literal, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.columns import UtcDateTime
from mailgate.adapters.store.dialect import one_at_a_time
from mailgate.adapters.store.facts import NEWEST_OF_SUBJECT
from mailgate.adapters.store.prepared import run
from mailgate.adapters.store.rows import base_of
from mailgate.model.decision import CountEvent, Decision, KeepRoute, OpenTicket, SameSubject

_counted = (
    select(literal(1))
    .where(
        s.counters.c.key == bindparam("key", type_=s.counters.c.key.type),
        s.counters.c.at >= bindparam("since", type_=UtcDateTime),
    )
    .limit(bindparam("at_most"))
)
COUNTED = select(func.count()).select_from(_counted.subquery())


CARRIED = select(func.count()).where(s.tickets.c.agent == bindparam("agent"), s.tickets.c.state.in_(("new", "open")))


def untrue(connection: Connection, decision: Decision) -> str | None:
    """What is not true any more, as a fixed word; None where everything is."""
    caps = [one for one in decision.effects if isinstance(one, CountEvent) and one.at_most is not None and one.since is not None]
    subjects = [one.same_subject for one in decision.effects if isinstance(one, OpenTicket) and one.same_subject is not None]
    room = {one.route.agent: one.route.room for one in decision.effects if isinstance(one, KeepRoute) and one.route.agent}
    full = {agent: at_most for agent, at_most in room.items() if at_most is not None}
    names = [*(cap.key for cap in caps), *(f"subject:{_key(one)}" for one in subjects), *(f"desk:{agent}" for agent in full)]
    one_at_a_time(connection, names)
    for cap in caps:
        given = {"key": cap.key, "since": cap.since, "at_most": cap.at_most}
        if int(run(connection, COUNTED, given).scalar()) >= (cap.at_most or 0):
            return "cap_reached"
    for one in subjects:
        given = {"sender": one.sender.lower(), "subject": base_of(one.subject), "subject_since": one.since}
        if run(connection, NEWEST_OF_SUBJECT, given).scalar() != one.newest:
            return "same_subject"
    for agent, at_most in full.items():
        if int(run(connection, CARRIED, {"agent": agent}).scalar()) >= at_most:
            return "desk_full"
    return None


def _key(one: SameSubject) -> str:
    return f"{one.sender.lower()}:{base_of(one.subject)}"
