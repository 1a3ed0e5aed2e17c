"""A decision's effects on tickets: their rows, entries, participants, and how messages and tickets hang together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from mailgate.adapters.store import unit_statements as q
from mailgate.adapters.store.columns import key_form
from mailgate.adapters.store.incidents import open_incident
from mailgate.adapters.store.rows import entry_row, ticket_row
from mailgate.adapters.store.unit_underway import Stale, Underway
from mailgate.model import decision as d
from mailgate.model.ticket import Entry, Participant, Ticket

OnTickets = (
    d.OpenTicket | d.ChangeTicket | d.AddEntry | d.RevealEntry | d.AddParticipant | d.KnowMessage | d.LinkTickets | d.OpenIncident
)


def write_ticket(unit: Underway, effect: OnTickets) -> None:
    """Write it. Stale where a ticket or an entry is not any more what it was decided on."""
    match effect:
        case d.OpenTicket(ticket=opened, participants=participants):
            _open(unit, opened, participants)
        case d.ChangeTicket(ticket=changed):
            _change(unit, changed)
        case d.AddEntry(entry=entry):
            _add_entry(unit, entry)
        case d.RevealEntry(ticket=ticket, entry=revealed):
            _reveal(unit, unit.known(ticket), revealed)
        case d.AddParticipant(ticket=ticket, participant=participant):
            number = unit.known(ticket)
            _join(unit, number, unit.run(q.MAIN_CONVERSATION, {"ticket": number}).one()[0], (participant,))
        case d.KnowMessage():
            _know(unit, effect)
        case d.LinkTickets(ticket=ticket, other=other, kind=link):
            unit.run(unit.statements.link, {"ticket": unit.known(ticket), "other": unit.known(other), "kind": link})
        case d.OpenIncident(ticket=ticket, name=name, names=names):
            open_incident(unit.connection, name, names, ticket=unit.known(ticket), at=unit.now)
        case _:
            assert_never(effect)


def _open(unit: Underway, ticket: Ticket, participants: Sequence[Participant]) -> None:
    number = unit.insert(q.INSERT_TICKET, ticket_row(replace(ticket, version=1)))
    unit.number, unit.versions[number] = number, 1
    conversation = unit.insert(q.INSERT_CONVERSATION, {"ticket": number, "kind": "main"})
    _join(unit, number, conversation, participants)


def _change(unit: Underway, ticket: Ticket) -> None:
    number = unit.known(ticket.number)
    version = unit.versions.get(number, ticket.version)
    row = ticket_row(ticket)
    del row["version"]
    if unit.run(q.CHANGE_TICKET, {**row, "b_number": number, "b_version": version}).rowcount == 0:
        raise Stale("ticket_changed")
    unit.versions[number] = version + 1
    if ticket.state == "resolved" or (ticket.reopened and ticket.state == "open"):
        ended = {
            "b_ticket": number,
            "resolved_by": ticket.resolved_by,
            "resolved_at": ticket.resolved_at,
            "transfers": ticket.transfers,
            "reopened": ticket.reopened,
        }
        unit.run(q.ROUTE_ENDED, ended)


def _add_entry(unit: Underway, entry: Entry) -> None:
    row = entry_row(entry, unit.known(entry.ticket))
    unit.entries[row["ticket"]] = unit.insert(q.INSERT_ENTRY, row)


def _reveal(unit: Underway, ticket: int, entry: int) -> None:
    if unit.run(q.REVEAL, {"entry": entry, "b_ticket": ticket}).rowcount == 0:
        raise Stale("not_pending")
    row = unit.run(q.REVEALED_ROW, {"entry": entry}).scalar()
    if row is not None:
        unit.run(q.APPENDED, {"row": row, "at": unit.now})


def _join(unit: Underway, ticket: int, conversation: int, participants: Sequence[Participant]) -> None:
    rows = {
        key_form(p.address.lower()): {
            "conversation": conversation,
            "ticket": ticket,
            "key": p.address.lower(),
            "address": p.address,
            "name": p.name,
            "role": p.role,
            "state": p.state,
        }
        for p in participants
    }
    unit.run_many(unit.statements.participant, list(rows.values()))


def _know(unit: Underway, known: d.KnowMessage) -> None:
    ticket = unit.known(known.ticket)
    cited = {key_form(message_id) for message_id in known.cited}
    unit.run_many(unit.statements.cites, [{"message_id": m, "ticket": ticket, "cited": True} for m in sorted(cited)])
    if known.message_id:
        unit.run(unit.statements.has, {"message_id": known.message_id, "ticket": ticket, "cited": False})
    keys = {key_form(address.lower()) for address in known.correspondents}
    unit.run_many(unit.statements.correspondent, [{"ticket": ticket, "key": key} for key in sorted(keys)])
    if known.thread_index or known.thread_topic:
        thread = {"b_thread_index": known.thread_index or None, "b_thread_topic": known.thread_topic or None}
        unit.run(q.NAME_THREAD, {"b_ticket": ticket, **thread})
