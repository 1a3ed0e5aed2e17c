"""Commands that only look: why, similar, history, status, mine, search."""

from __future__ import annotations

from datetime import datetime

from mailgate.model.facts import SolvedBefore
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Entry, Ticket
from mailgate.policy import promises
from mailgate.policy.acting import Acting
from mailgate.policy.classes import said_of
from mailgate.policy.commands import Line
from mailgate.policy.instants import told, zone_of
from mailgate.policy.looks import number_in
from mailgate.policy.why import name_of, why

EXCERPT = 160  # characters of an entry in a list
ANSWER = 1_200  # of an answer that solved a ticket
HISTORY = 30  # entries


def tell_why(line: Line, acting: Acting) -> Acting:
    looked = acting.looked
    rows = why(acting.story.ticket, looked.reading, looked.routes, looked.similar, acting.rulebook)
    return acting.said(line, f"#{acting.ticket.number} {shown_subject(acting.ticket)}", rows)


def similar(line: Line, acting: Acting) -> Acting:
    found = acting.looked.similar
    if not found:
        return acting.said(line, "No solved ticket is like it.")
    rows: list[str] = []
    for one in found:
        like = f", {_like(one)}"
        by = f" by {name_of(one.resolved_by, acting.rulebook)}" if one.resolved_by else ""
        rows += [f"#{one.number} {one.subject}{like}, solved {_at(one.resolved_at, acting)}{by}:"]
        rows += [f"  {words}" for words in _cut(one.answer or one.words, ANSWER).splitlines()]
    return acting.said(line, f"{len(found)} solved {_tickets(len(found))} like it", rows)


def _like(one: SolvedBefore) -> str:
    if one.incident is not None:
        return f"names {one.named} too, which was the incident “{one.incident}”"
    if one.named is not None:
        return f"names {one.named} too"
    return f"{round(one.similarity * 100)} % alike" if one.similarity is not None else "the same intent"


def history(line: Line, acting: Acting) -> Acting:
    entries, story = acting.looked.entries, acting.looked.story
    rows = [_entry(entry, acting) for entry in entries[-HISTORY:]]
    if len(entries) > HISTORY:
        rows.insert(0, f"… {len(entries) - HISTORY} older ones are not shown")
    rows.append(f"{acting.ticket.customer_name or acting.ticket.customer} before:" if story else "This is their first ticket.")
    rows += [
        f"  #{past.number} {past.subject} – {past.state.replace('_', ' ')}, {past.intent or 'no intent'}, "
        f"{name_of(past.resolved_by or past.agent, acting.rulebook)}, {_at(past.opened_at, acting)}"
        for past in story
    ]
    return acting.said(line, f"#{acting.ticket.number} {shown_subject(acting.ticket)}", rows)


def status(line: Line, acting: Acting) -> Acting:
    number = number_in(line.argument) if line.argument else acting.ticket.number
    ticket = acting.ticket if number == acting.ticket.number else acting.looked.numbers.get(number or 0)
    if number is None:
        return acting.said(line, f"“{line.argument}” is no ticket's number; write #status 1042.", ok=False)
    if ticket is None:
        return acting.said(line, f"There is no ticket #{number}, or it is kept for somebody else.", ok=False)
    zone = zone_of(acting.agent, acting.rulebook)
    rows = [
        f"{ticket.state.replace('_', ' ')}, priority {ticket.priority}, {ticket.intent or 'no intent'}"
        + (f", tags {' '.join(ticket.tags)}" if ticket.tags else ""),
        f"with {_whose(ticket, acting.rulebook)}; customer {ticket.customer}, {ticket.tier}",
        f"opened {told(ticket.opened_at, zone)}; changed {told(ticket.changed_at, zone)}",
        *(_promise(p.name, p.state, told(p.due, zone)) for p in sorted(ticket.promises, key=lambda p: p.due)),
    ]
    if ticket.sensitive is not None:
        rows.append(f"{said_of(ticket.sensitive, ticket.sensitive_because)}; nothing about it is automatic")
    if ticket.deadline is not None:
        rows.append(f"needed by {told(ticket.deadline, zone)}")
    if ticket.state == "snoozed" and ticket.snoozed_until is not None:
        rows.append(f"put aside until {told(ticket.snoozed_until, zone)}")
    return acting.said(line, f"#{ticket.number} {shown_subject(ticket)}", rows)


def mine(line: Line, acting: Acting) -> Acting:
    found = acting.looked.mine
    if not found:
        return acting.said(line, "You have no open tickets.")
    ordered = sorted(found, key=lambda t: (_RANK.get(t.state, 9), _PRIORITY.get(t.priority, 9), t.number))
    return acting.said(line, f"{len(found)} open {_tickets(len(found))} of yours", [in_a_row(t, acting) for t in ordered])


def search(line: Line, acting: Acting) -> Acting:
    found = acting.looked.searches.get(line.argument, ())
    if not found:
        return acting.said(line, "No ticket has all of these words.")
    many = f"{len(found)} {_tickets(len(found))}, the newest first"
    return acting.said(line, many, [in_a_row(t, acting) for t in found])


def in_a_row(ticket: Ticket, acting: Acting) -> str:
    """One ticket in one line of a list."""
    due = promises.due(ticket)
    owed = f", due {_at(due, acting)}" if due is not None and not ticket.ended else ""
    state = ticket.state.replace("_", " ")
    return f"#{ticket.number} {shown_subject(ticket)} – {state}, {ticket.priority}, {_whose(ticket, acting.rulebook)}{owed}"


def shown_subject(ticket: Ticket) -> str:
    return " ".join(ticket.subject.split())[:100] or "(no subject)"


_RANK = {"new": 0, "open": 1, "waiting": 2, "on_hold": 3, "snoozed": 4}
_PRIORITY = {"urgent": 0, "high": 1, "normal": 2, "low": 3}


def _tickets(many: int) -> str:
    return "ticket" if many == 1 else "tickets"


def _promise(name: str, state: str, due: str) -> str:
    return f"{name.replace('_', ' ')}: {state}{f', due {due}' if state in ('running', 'broken') else ''}"


def _whose(ticket: Ticket, rulebook: Rulebook) -> str:
    return name_of(ticket.agent, rulebook) if ticket.agent else f"the queue of {ticket.team or 'nobody'}"


def _entry(entry: Entry, acting: Acting) -> str:
    agent = acting.rulebook.agent_of(entry.by)
    who = agent.name if agent else entry.by_name or entry.by
    kind = entry.reason.replace("_", " ") if entry.kind == "event" else entry.kind
    words = _cut(" ".join(entry.text.split()), EXCERPT)
    unsure = " (not verified)" if not entry.verified else " (waits to be let in)" if entry.visibility == "pending" else ""
    return f"{_at(entry.at, acting)} {who}, {kind}{unsure}{f': {words}' if words else ''}"


def _at(at: datetime, acting: Acting) -> str:
    return told(at, zone_of(acting.agent, acting.rulebook))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
