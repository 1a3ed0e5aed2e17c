"""Solved tickets like one at hand, each with the answer that solved it: those of a cause that it names, then the nearest by
meaning, then others of its intent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, case, exists, func, or_, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.prepared import run
from mailgate.model.facts import SolvedBefore
from mailgate.model.reading import Reading
from mailgate.model.ticket import Ticket
from mailgate.policy.spiked import INCIDENT
from mailgate.policy.spikes import causes_in, shared_in

SHOWN = 3
WORDS = 400  # characters of an answer in one line
ANSWER = 6_000  # and of all of it
NEIGHBOURS = 30  # of a reading that are looked up
LIKE = 0.35  # cosine from which a neighbour is told; below it only shares a few words
COMPARED = 200  # newest solved tickets whose vectors are compared with this one's
NAMED = 200  # newest tickets that name a code, of which the solved ones are looked at
ENDED = ("resolved", "closed", "archived")

_answer = (
    select(func.max(s.entries.c.id))
    .where(s.entries.c.ticket == s.tickets.c.number, s.entries.c.kind == "answer", s.entries.c.visibility == "public")
    .correlate(s.tickets)
    .scalar_subquery()
)
_link = s.ticket_links.c
_of_incident = exists().where(_link.kind == INCIDENT, or_(_link.ticket == s.tickets.c.number, _link.other == s.tickets.c.number))
_answered = (
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
        s.tickets.c.hold_for.is_(None),  # what is kept for one person is no example for others
        s.tickets.c.number != bindparam("number"),
    )
)
_others = s.tickets.c.customer_key != bindparam("customer")  # the customer's own tickets are told as their story
# what many were told at once speaks of that one moment, and solves nothing another day, unless the same code is named
_solved = _answered.where(_others, ~_of_incident)
_numbers: Any = bindparam("numbers", expanding=True)
_what: Any = bindparam("what", expanding=True)
NEAR = _solved.where(s.tickets.c.number.in_(_numbers))
OF_INTENT = (
    _solved.where(s.tickets.c.intent == bindparam("intent"), s.tickets.c.number.not_in(_numbers))
    .order_by(s.tickets.c.resolved_at.desc())
    .limit(SHOWN)
)
INCIDENTS = (
    select(s.incidents.c.ticket, s.incidents.c.name, s.incidents.c.what)
    .join(s.tickets, s.tickets.c.number == s.incidents.c.ticket)
    .where(s.incidents.c.what.in_(_what), s.tickets.c.state.in_(ENDED))
    .order_by(s.incidents.c.id.desc())
    .limit(1)
)
_own = s.tickets.c.number == bindparam("incident")
_members = select(_link.ticket).where(_link.other == bindparam("incident"), _link.kind == INCIDENT)
OF_INCIDENT = (
    _answered.where(or_(_own, s.tickets.c.number.in_(_members)))
    .order_by(case((_own, 0), else_=1), s.tickets.c.resolved_at.desc())
    .limit(1)
)
_naming = (
    select(s.namings.c.ticket, s.namings.c.what).where(s.namings.c.what.in_(_what)).order_by(s.namings.c.at.desc()).limit(NAMED)
).subquery()
OF_CODE = (
    _solved.add_columns(_naming.c.what)
    .join(_naming, _naming.c.ticket == s.tickets.c.number)
    .order_by(s.tickets.c.resolved_at.desc())
    .limit(2 * SHOWN)  # one that names two codes stands there twice
)
_readings = select(func.min(s.predictions.c.id)).where(s.predictions.c.ticket == s.tickets.c.number)
_first_reading = _readings.correlate(s.tickets).scalar_subquery()
_vectors = select(s.tickets.c.number, s.predictions.c.vector, s.predictions.c.model).join(
    s.predictions, s.predictions.c.id == _first_reading
)
VECTORS = _vectors.where(s.tickets.c.number.in_(_numbers), s.predictions.c.vector.is_not(None))
NEWEST = (
    _vectors.where(
        s.tickets.c.resolved_at.is_not(None), s.tickets.c.hold_for.is_(None), _others, s.predictions.c.vector.is_not(None)
    )
    .order_by(s.tickets.c.number.desc())
    .limit(COMPARED)
)


def solved_before(connection: Connection, ticket: Ticket, reading: Reading | None = None) -> tuple[SolvedBefore, ...]:
    """At most SHOWN. What it is like is measured now, by the meaning of its first words, wherever it has been since; what was
    measured and is unlike is not told for its intent alone. Nothing for a ticket that nobody understood."""
    asked: dict[str, Any] = {"number": ticket.number, "customer": ticket.customer.lower()}
    found = _of_cause(connection, asked, reading)[:SHOWN]
    if len(found) < SHOWN:
        there = {one.number for one in found}
        measured = _measured(connection, asked, reading)
        near = sorted((n for n in measured if measured[n] >= LIKE and n not in there), key=lambda n: (-measured[n], -n))
        rows = run(connection, NEAR, {**asked, "numbers": near[:NEIGHBOURS]}) if near else ()
        found += sorted((_of(row, measured[row.number]) for row in rows), key=lambda one: (-(one.similarity or 0.0), -one.number))
        if len(found) < SHOWN and ticket.intent is not None:
            known = sorted(there | measured.keys())
            found += [_of(row, None) for row in run(connection, OF_INTENT, {**asked, "numbers": known, "intent": ticket.intent})]
    return tuple(found[:SHOWN])


def _of_cause(connection: Connection, asked: dict[str, Any], reading: Reading | None) -> list[SolvedBefore]:
    """What agents found to be behind a code that it names: of the newest ended incident what its customers were told, and what
    solved other tickets that name it."""
    found: list[SolvedBefore] = []
    shared, codes = shared_in(reading), causes_in(reading)
    for incident in run(connection, INCIDENTS, {"what": list(shared)}) if shared else ():
        rows = run(connection, OF_INCIDENT, {"number": asked["number"], "incident": incident.ticket})
        found += [_of(row, None, named=incident.what, incident=incident.name) for row in rows]
    if codes:
        there = {one.number for one in found}
        for row in run(connection, OF_CODE, {**asked, "what": list(codes)}):
            if row.number not in there:
                there.add(row.number)
                found.append(_of(row, None, named=row.what))
    return found


def _measured(connection: Connection, asked: dict[str, Any], reading: Reading | None) -> dict[int, float]:
    """How like it others are: as cosines of the vectors that are kept, else as it was read."""
    near = {n.ticket: n.similarity for n in (reading.similar if reading else ())[:NEIGHBOURS] if n.similarity >= LIKE}
    own = next(iter(run(connection, VECTORS, {"numbers": [asked["number"]]})), None)
    if own is None:
        return near
    rows = list(run(connection, NEWEST, {"customer": asked["customer"]}))
    missing = sorted(near.keys() - {row.number for row in rows})
    rows += list(run(connection, VECTORS, {"numbers": missing})) if missing else []
    return near | _cosines(own, (row for row in rows if row.number != asked["number"]))


def _cosines(own: Any, rows: Iterable[Any]) -> dict[int, float]:
    """Of vectors by the same embedder; they have length 1 and are half-precision floats."""
    import numpy as np

    from mailgate.reading.embedders import embedder_of

    embedder, size = embedder_of(own.model), len(own.vector)
    same = [row for row in rows if len(row.vector) == size and embedder_of(row.model) == embedder]
    if not same:
        return {}
    others = np.frombuffer(b"".join(row.vector for row in same), dtype="<f2").reshape(len(same), -1).astype(np.float32)
    cosines = others @ np.frombuffer(own.vector, dtype="<f2").astype(np.float32)
    return {row.number: round(min(1.0, max(0.0, float(one))), 4) for row, one in zip(same, cosines, strict=True)}


def _of(row: Any, similarity: float | None, *, named: str | None = None, incident: str | None = None) -> SolvedBefore:
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
        named=named.partition(":")[2] if named is not None else None,
        incident=incident,
    )
