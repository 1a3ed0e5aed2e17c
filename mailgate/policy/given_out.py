"""A ticket that waited in a queue goes to somebody."""

from __future__ import annotations

from datetime import datetime

from mailgate.model.decision import ChangeTicket, Decision, KeepRoute, Route
from mailgate.model.facts import Past
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.escalation import event
from mailgate.policy.untouched import handed_over, watched


def on_given_out(ticket: Ticket, found: Route, past: Past, rulebook: Rulebook, now: datetime) -> Decision:
    """To the agent of the route, who hears of it and is watched from now on."""
    given = ticket.handed_to(found.agent, found.team, now)
    return Decision(
        outcome="fired",
        reason="given_out",
        ticket=ticket.number,
        effects=(
            ChangeTicket(ticket=given),
            event(given, "given_out", now, agent=found.agent, team=found.team),
            KeepRoute(ticket=ticket.number, route=found),
            *watched(given, past, rulebook, now),
            *handed_over(given, found, rulebook, now),
        ),
        because=found.because,
        route=found,
    )
