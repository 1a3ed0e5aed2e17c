"""Stories: tickets with all that deciding about them needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, bindparam, func, null, select, union_all

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.columns import key_form
from mailgate.adapters.store.prepared import run
from mailgate.adapters.store.rows import entry_of, hold_of, participant_of, ticket_of
from mailgate.model.facts import TicketStory


def feedback_key(customer: str) -> str:
    """What counts that this customer was asked how it went."""
    return f"feedback-asked:{customer.lower()}"


_numbers: Any = bindparam("numbers", expanding=True)

TICKETS = select(s.tickets).where(s.tickets.c.number.in_(_numbers))
PARTICIPANTS = (
    select(s.participants)
    .where(s.participants.c.ticket.in_(_numbers))
    .order_by(s.participants.c.role.desc(), s.participants.c.key)
)
CORRESPONDENTS = select(s.correspondents).where(s.correspondents.c.ticket.in_(_numbers))
HOLDS = select(s.holds).where(s.holds.c.ticket.in_(_numbers), s.holds.c.ended_at.is_(None)).order_by(s.holds.c.id)
PENDING = select(s.entries).where(s.entries.c.ticket.in_(_numbers), s.entries.c.visibility == "pending").order_by(s.entries.c.id)
_first = (
    select(func.min(s.entries.c.id))
    .where(s.entries.c.ticket.in_(_numbers), s.entries.c.kind == "mail")
    .group_by(s.entries.c.ticket)
)
FIRST_TEXTS = select(s.entries.c.ticket, s.entries.c.text).where(s.entries.c.id.in_(_first))
# what was said of how it went: (ticket, score or None when asked)
FEEDBACK = union_all(
    select(s.feedback.c.ticket, s.feedback.c.score).where(s.feedback.c.ticket.in_(_numbers)),
    select(s.notices.c.ticket, null().label("score")).where(
        s.notices.c.ticket.in_(_numbers),
        s.notices.c.template == "feedback_request",
        s.notices.c.state.in_(("pending", "leased", "written")),
    ),
)


ASKED = (
    select(s.counters.c.key, func.max(s.counters.c.at))
    .where(s.counters.c.key.in_(bindparam("keys", expanding=True)))
    .group_by(s.counters.c.key)
)


def stories(connection: Connection, numbers: Collection[int]) -> dict[int, TicketStory]:
    """The stories of those of these tickets that exist."""
    if not numbers:
        return {}
    wanted = {"numbers": sorted(set(numbers))}
    tickets = {row["number"]: ticket_of(row) for row in run(connection, TICKETS, wanted).mappings()}
    if not tickets:
        return {}
    participants = _grouped(connection, PARTICIPANTS, wanted, participant_of)
    correspondents = _grouped(connection, CORRESPONDENTS, wanted, lambda row: str(row["key"]))
    holds = _grouped(connection, HOLDS, wanted, hold_of)
    pending = _grouped(connection, PENDING, wanted, entry_of)
    texts = {row.ticket: row.text for row in run(connection, FIRST_TEXTS, wanted)}
    said = _grouped(connection, FEEDBACK, wanted, lambda row: row["score"])
    customers = sorted({feedback_key(ticket.customer) for ticket in tickets.values()})
    asked = {row[0]: row[1] for row in run(connection, ASKED, {"keys": customers})}
    return {
        number: TicketStory(
            ticket=ticket,
            participants=tuple(participants[number]),
            correspondents=frozenset(correspondents[number]),
            pending=tuple(pending[number]),
            holds=tuple(holds[number]),
            first_text=texts.get(number, ""),
            feedback_given=any(score is not None for score in said[number]),
            feedback_asked=any(score is None for score in said[number]),
            feedback_asked_at=asked.get(key_form(feedback_key(ticket.customer))),
        )
        for number, ticket in tickets.items()
    }


def _grouped(connection: Connection, statement: Any, wanted: dict[str, Any], make: Any) -> defaultdict[int, list[Any]]:
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for row in run(connection, statement, wanted).mappings():
        grouped[row["ticket"]].append(make(row))
    return grouped
