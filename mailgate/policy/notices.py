"""Notices to agents and to those who look after the desk: who must hear what, as small builders.

The templates' names and the keys of `data` are kept in all of the house; datetimes are ISO strings. What customers hear stands in
`notices_to_customers.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from mailgate.model.address import Address
from mailgate.model.decision import Route
from mailgate.model.delivery import Audience, Notice
from mailgate.model.documents import Passage
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import NEW, Ticket
from mailgate.policy.proofs import SAID
from mailgate.policy.routing.explain import besides
from mailgate.policy.shadowed import as_agents_see

KeptAs = Literal["opened", "on_ticket", "aside"]  # a mail that was not acted on: as a new ticket, on one, or on none

# -- to agents -------------------------------------------------------------------------------------------------------


def handover(
    ticket: Ticket,
    to: Agent,
    route: Route,
    *,
    now: datetime,
    cause: int | None = None,
    because: Sequence[str] = (),
    priority_because: Sequence[str] = (),
    again: bool = False,
    entry: int | None = NEW,
    aid: Passage | None = None,
    behind: Address | None = None,
) -> Notice:
    """This ticket is yours, or your team's when the route names no agent. `again`: the customer came back, or it was moved.
    `aid`: what the customer was sent with the acknowledgement. `behind`: for whom a form speaks that the settings don't name."""
    data: dict[str, Any] = {
        "because": [*because, *besides(route)],
        "priority_because": list(priority_because),
        "reason": route.reason,
        "queue": None if route.agent else route.team,
        "again": again,
        "suggested": as_agents_see(route).suggested,
        "first_aid": aid.name if aid is not None else None,
    }
    if behind is not None:
        data["behind"] = behind.address
    return _to_agent("handover", ticket, to, route.reason, now, cause, entry=entry, data=data)


def customer_replied(ticket: Ticket, to: Agent, *, unverified: bool, now: datetime, cause: int | None) -> Notice:
    """The customer wrote again (the entry this decision adds)."""
    data = {"unverified": unverified}
    return _to_agent("customer_replied", ticket, to, "customer_replied", now, cause, entry=NEW, data=data)


def pending_mail(ticket: Ticket, to: Agent, sender: str, name: str | None, *, now: datetime, cause: int | None) -> Notice:
    """Somebody who is not part of the ticket wrote to it; `#accept` lets it in."""
    data = {"sender": sender, "sender_name": name}
    return _to_agent("pending_mail", ticket, to, "not_a_participant", now, cause, entry=NEW, data=data)


def transcript(
    ticket: Ticket,
    to: Agent,
    lines: Sequence[Mapping[str, Any]],
    *,
    now: datetime,
    cause: int | None,
    held: bool = False,
    suggestion: str | None = None,
    hold_words: Sequence[str] = (),
    would: Mapping[str, Any] | None = None,
    confirm: bool = False,
    hold_why: str | None = None,
) -> Notice:
    """What a command mail did and did not; of a held one, what stopped it (`hold_why` is the reason's word) and what `would`
    become of it (`released.shown`). `confirm`: the letter gets a one-time code."""
    data = {
        "lines": [dict(line) for line in lines],
        "held": held,
        "suggestion": suggestion,
        "hold_words": list(hold_words),
        "would": dict(would) if would is not None else None,
        "confirm": confirm,
        "hold_why": hold_why,
    }
    return _to_agent("transcript", ticket, to, "held" if held else "commands", now, cause, data=data, automatic=True)


def not_acted_on(to: Agent, ticket: int | None, why: str, fix: str, *, now: datetime, cause: int | None, kept: KeptAs) -> Notice:
    """A mail in this agent's name was not acted on, what became of it, and how to send it right. It quotes nothing of it."""
    return Notice(
        template="not_acted_on",
        to=to.address,
        to_name=to.name,
        audience="agent",
        why=why,
        deliver_after=now,
        ticket=ticket,
        cause=cause,
        data={"why": SAID.get(why, why), "fix": fix, "kept": kept},
    )


def delivery_failure(
    to: Agent,
    ticket: Ticket | None,
    *,
    recipient: str,
    status: str | None,
    reply: str,
    what: str,
    now: datetime,
    cause: int | None = None,
) -> Notice:
    """A letter could not be delivered. `what` is the template that failed, `reply` the server's words."""
    data = {
        "recipient": recipient,
        "status": status,
        "reply": reply,
        "what": what,
        "subject": ticket.subject if ticket else "",
    }
    return Notice(
        template="delivery_failure",
        to=to.address,
        to_name=to.name,
        audience="agent",
        why="undeliverable",
        deliver_after=now,
        ticket=ticket.number if ticket else None,
        cause=cause,
        data=data,
    )


# -- to anybody ------------------------------------------------------------------------------------------------------


def rule_notice(
    ticket: Ticket, to: str, rule: str, because: str, rulebook: Rulebook, *, now: datetime, cause: int | None = None
) -> Notice:
    """A rule or a trigger asked that this address hears of the ticket."""
    agent = rulebook.agent_of(to)
    audience: Audience = "agent" if agent is not None else "admin"
    return Notice(
        template="rule_notice",
        to=agent.address if agent else to,
        to_name=agent.name if agent else None,
        audience=audience,
        why="rule",
        deliver_after=now,
        ticket=ticket.number,
        cause=cause,
        data={"rule": rule, "because": because},
    )


def low_feedback(ticket: Ticket, to: Agent, sender: str, score: int, scale: int, *, now: datetime, cause: int | None) -> Notice:
    """A customer was not content."""
    data = {"rule": "Low feedback", "because": f"{sender} gave {score} of {scale} for #{ticket.number}"}
    return _to_agent("rule_notice", ticket, to, "low_feedback", now, cause, data=data, automatic=True)


def answered_for(ticket: Ticket, to: Agent, by: Agent, rulebook: Rulebook, *, now: datetime, cause: int | None) -> Notice:
    """A colleague answered the customer of this agent's ticket."""
    because = f"{by.name} answered #{ticket.number}, which is yours; it is {ticket.state} now. #history in a reply shows it all."
    return replace(
        rule_notice(ticket, to.address, "A colleague answered", because, rulebook, now=now, cause=cause), why="answered_for"
    )


def held_too_long(ticket: Ticket, to: str, whose: str, rulebook: Rulebook, *, now: datetime) -> Notice:
    """A mail of an agent's still waits for a word of its writer."""
    because = (
        f"A mail of {whose}'s on #{ticket.number} is held for days, and nothing of it was done or sent. "
        f"{whose} may still settle it with #send or #drop; `mailgate ledger --held` lists it."
    )
    notice = rule_notice(ticket, to, "A mail is held", because, rulebook, now=now)
    return replace(notice, why="held_too_long")


def admin_notice(to: str, why: str, subject: str, lines: Sequence[str], *, now: datetime, cause: int | None = None) -> Notice:
    """Something about the desk itself, to whom it is entrusted."""
    return Notice(
        template="admin_notice",
        to=to,
        audience="admin",
        why=why,
        deliver_after=now,
        cause=cause,
        data={"subject": subject, "lines": list(lines)},
    )


def _to_agent(
    template: str,
    ticket: Ticket,
    to: Agent,
    why: str,
    now: datetime,
    cause: int | None,
    *,
    data: Mapping[str, Any],
    entry: int | None = None,
    automatic: bool = False,
) -> Notice:
    return Notice(
        template=template,
        to=to.address,
        to_name=to.name,
        audience="agent",
        why=why,
        deliver_after=now,
        ticket=ticket.number,
        entry=entry,
        automatic=automatic,
        cause=cause,
        data=data,
    )
