"""Apply: a decision becomes rows, whole or not at all.

Everything here runs in one closure of the writer. `Stale` undoes it whole; the store answers Conflict then. Which rows an effect
becomes stands in `unit_tickets.py`, `unit_waiting.py` and `unit_kept.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from mailgate.adapters.store import unit_statements as q
from mailgate.adapters.store.facts import seen_between
from mailgate.adapters.store.glance import addresses_of
from mailgate.adapters.store.guards import untrue
from mailgate.adapters.store.unit_kept import OnKept, OnPeople, write_kept, write_people
from mailgate.adapters.store.unit_tickets import OnTickets, write_ticket
from mailgate.adapters.store.unit_underway import Stale, Underway
from mailgate.adapters.store.unit_waiting import OnWaiting, write_waiting
from mailgate.model import decision as d
from mailgate.model.message import Arrival
from mailgate.model.promise import Timer


def apply(
    connection: Connection, statements: q.Statements, decision: d.Decision, settles: Arrival | Timer | None, *, now: datetime
) -> d.Applied:
    """Write every effect and settle what led to it. What is settled already is left as it is."""
    unit = Underway(connection=connection, statements=statements, now=now)
    changed = untrue(connection, decision)  # first, before any row is locked
    if (over := _over(unit, settles)) is not None:
        return over
    if changed is not None:
        raise Stale(changed)
    late = [effect for effect in decision.effects if isinstance(effect, (d.QueueNotice, d.PlaceHold))]
    for effect in decision.effects:
        if not isinstance(effect, (d.QueueNotice, d.PlaceHold)):
            _write(unit, effect)
    for effect in late:  # these may name the entry that was added last
        _write(unit, effect)
    unit.write_gathered()
    number = unit.ticket(decision.ticket)
    if isinstance(settles, Arrival):
        _settle(unit, settles, decision, number)
    unit.learn()
    return d.Applied(ticket=number, notices=len(unit.notices))


def _over(unit: Underway, settles: Arrival | Timer | None) -> d.Applied | None:
    """The answer where what led to the decision was dealt with meanwhile: an arrival settled, a timer stopped or set anew."""
    match settles:
        case Arrival(inbox_id=inbox_id):
            row = unit.run(q.INBOX_STATE, {"row": inbox_id}).first()
            if row is None or row.state == "done":
                return d.Applied(ticket=row.ticket if row else None)
        case Timer(id=timer_id, due=due, ticket=ticket):
            if unit.run(q.TAKE_TIMER, {"row": timer_id, "at": due}).rowcount == 0:
                return d.Applied(ticket=ticket)
        case None:
            pass
        case _:
            assert_never(settles)
    return None


def _write(unit: Underway, effect: d.Effect) -> None:
    if isinstance(effect, OnTickets):
        write_ticket(unit, effect)
    elif isinstance(effect, OnWaiting):
        write_waiting(unit, effect)
    elif isinstance(effect, OnKept):
        write_kept(unit, effect)
    elif isinstance(effect, OnPeople):
        write_people(unit, effect)
    else:
        assert_never(effect)


def _settle(unit: Underway, arrival: Arrival, decision: d.Decision, number: int | None) -> None:
    if arrival.content_key:
        _take_content(unit, arrival, decision, number)
    named_from, named_to = addresses_of(arrival.raw.data)
    row = {
        "row": arrival.inbox_id,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "ticket": number,
        "settled_at": unit.now,
        "named_from": named_from,
        "named_to": named_to,
    }
    unit.run(q.SETTLE_INBOX, row)


def _take_content(unit: Underway, arrival: Arrival, decision: d.Decision, number: int | None) -> None:
    """Name this arrival as the one that has this content; Stale where another has it and both would act. A loose key is
    had by the newest of those that are no repetition of each other."""
    key = arrival.content_key
    mine = {"content_key": key, "inbox_id": arrival.inbox_id, "ticket": number, "at": arrival.raw.received}
    if unit.run(unit.statements.message, mine).first() is not None:
        return
    first, at = unit.run(q.MESSAGE_OF, {"key": key}).one()
    begin, end = seen_between(arrival)
    if first == arrival.inbox_id:  # run again
        unit.run(q.OWN_MESSAGE, {"key": key, "ticket": number})
    elif at < begin:
        taken = {"key": key, "first": first, "mine": arrival.inbox_id, "ticket": number, "received": arrival.raw.received}
        if unit.run(q.TAKE_MESSAGE, taken).rowcount == 0:
            raise Stale("duplicate")
    elif at <= end and not arrival.released and any(isinstance(e, (d.OpenTicket, d.AddEntry)) for e in decision.effects):
        raise Stale("duplicate")
