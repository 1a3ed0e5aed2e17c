"""Solved tickets like one at hand, each with the answer that solved it: the nearest by meaning, then others of its intent."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, or_, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.prepared import run
from mailgate.model.facts import SolvedBefore
from mailgate.model.reading import Reading
from mailgate.model.ticket import Ticket

SHOWN = 3
WORDS = 400  # characters of an answer in one line
ANSWER = 6_000  # and of all of it
NEIGHBOURS = 30  # of a reading that are looked up
LIKE = 0.35  # cosine from which a neighbour is told; below it only shares a few words

_answer = (
    select(func.max(s.entries.c.id))
    .where(s.entries.c.ticket == s.tickets.c.number, s.entries.c.kind == "answer", s.entries.c.visibility == "public")
    .correlate(s.tickets)
    .scalar_subquery()
)
_of_incident = exists().where(
    s.ticket_links.c.kind == "incident",
    or_(s.ticket_links.c.ticket == s.tickets.c.number, s.ticket_links.c.other == s.tickets.c.number),
)
_solved = (
    select(
        s.tickets.c.number,
        s.tickets.c.subject,
        s.tickets.c.resolved_by,
        s.tickets.c.resolved_at,
        s.tickets.c.customer,
        s.tickets.c.customer_name,
        s.tickets.c.language,
        s.entries.c.text,
    )
    .join(s.entries, s.entries.c.id == _answer)
    .where(
        s.tickets.c.resolved_at.is_not(None),
        ~_of_incident,  # what many were told at once speaks of that one moment, and solves nothing another day
        s.tickets.c.hold_for.is_(None),  # what is kept for one person is no example for others
        s.tickets.c.number != bindparam("number"),
        s.tickets.c.customer_key != bindparam("customer"),  # the customer's own tickets are told as their story
    )
)
_numbers: Any = bindparam("numbers", expanding=True)
NEAR = _solved.where(s.tickets.c.number.in_(_numbers))
OF_INTENT = (
    _solved.where(s.tickets.c.intent == bindparam("intent"), s.tickets.c.number.not_in(_numbers))
    .order_by(s.tickets.c.resolved_at.desc())
    .limit(SHOWN)
)


def solved_before(connection: Connection, ticket: Ticket, reading: Reading | None = None) -> tuple[SolvedBefore, ...]:
    """At most SHOWN. Nothing for a ticket that nobody understood."""
    asked: dict[str, Any] = {"number": ticket.number, "customer": ticket.customer.lower()}
    near = {n.ticket: n.similarity for n in (reading.similar if reading else ())[:NEIGHBOURS] if n.similarity >= LIKE}
    found: list[SolvedBefore] = []
    if near:
        rows = run(connection, NEAR, {**asked, "numbers": sorted(near)})
        found = sorted((_of(row, near[row.number]) for row in rows), key=lambda one: (-(one.similarity or 0.0), -one.number))
    if len(found) < SHOWN and ticket.intent is not None:
        known = sorted(one.number for one in found[:SHOWN])
        found += [_of(row, None) for row in run(connection, OF_INTENT, {**asked, "numbers": known, "intent": ticket.intent})]
    return tuple(found[:SHOWN])


def _of(row: Any, similarity: float | None) -> SolvedBefore:
    return SolvedBefore(
        number=row.number,
        subject=row.subject,
        resolved_by=row.resolved_by,
        resolved_at=row.resolved_at,
        words=" ".join(row.text.split())[:WORDS],
        answer=row.text[:ANSWER].strip(),
        customer=row.customer,
        customer_name=row.customer_name,
        similarity=similarity,
        language=row.language,
    )
