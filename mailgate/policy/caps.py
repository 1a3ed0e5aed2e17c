"""Caps: why no automatic letter may go out now. They end every loop between machines (contract §6)."""

from __future__ import annotations

from mailgate.model.decision import Judgement
from mailgate.model.facts import Facts
from mailgate.model.ticket import NEW, Ticket
from mailgate.policy.whom import answerable


def automatic_allowed(to: str, ticket: Ticket, facts: Facts, judgement: Judgement) -> str | None:
    """Why no automatic letter may go to this address about this ticket now; None: it may."""
    counts, caps = facts.counts, judgement.caps
    if not ticket.automation:
        return "automation is off for this ticket"
    if not answerable(to, judgement.rulebook):
        return "this address is never answered"
    if facts.address_state == "undeliverable":
        return "mail to this address comes back"
    if counts.automatic_to_sender_3h >= caps.automatic_to_address_3h:
        return f"{caps.automatic_to_address_3h} automatic letters to this address in 3 hours"
    if ticket.number != NEW and counts.automatic_on_ticket_hour >= caps.automatic_on_ticket_hour:
        return f"{caps.automatic_on_ticket_hour} automatic letters on this ticket in an hour"
    return None
