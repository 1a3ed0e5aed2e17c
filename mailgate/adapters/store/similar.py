"""Solved tickets like one at hand: of the same intent, the newest first, each with the answer that solved it."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select

from mailgate.adapters.store import schema as s
from mailgate.model.facts import SolvedBefore
from mailgate.model.ticket import Ticket

SHOWN = 3
WORDS = 400  # characters of an answer

_answer = (
    select(func.max(s.entries.c.id))
    .where(s.entries.c.ticket == s.tickets.c.number, s.entries.c.kind == "answer")
    .correlate(s.tickets)
    .scalar_subquery()
)
SOLVED = (
    select(s.tickets.c.number, s.tickets.c.subject, s.tickets.c.resolved_by, s.tickets.c.resolved_at, s.entries.c.text)
    .join(s.entries, s.entries.c.id == _answer)
    .where(
        s.tickets.c.intent == bindparam("intent"),
        s.tickets.c.resolved_at.is_not(None),
        s.tickets.c.number != bindparam("number"),
        s.tickets.c.customer_key != bindparam("customer"),  # the customer's own tickets are told as their story
    )
    .order_by(s.tickets.c.resolved_at.desc())
    .limit(SHOWN)
)


def solved_before(connection: Connection, ticket: Ticket) -> tuple[SolvedBefore, ...]:
    """Nothing for a ticket without an intent."""
    if ticket.intent is None:
        return ()
    asked = {"intent": ticket.intent, "number": ticket.number, "customer": ticket.customer.lower()}
    return tuple(
        SolvedBefore(
            number=row.number,
            subject=row.subject,
            resolved_by=row.resolved_by,
            resolved_at=row.resolved_at,
            words=" ".join(row.text.split())[:WORDS],
        )
        for row in connection.execute(SOLVED, asked)
    )
