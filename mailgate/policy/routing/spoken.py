"""Who speaks the customer's language. Skill in a language that the customer can't read helps nobody, so who doesn't speak it is
passed over as long as somebody who can do the work in time does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.routing.load import in_at


def foreign(
    agents: Mapping[str, Agent],
    why: Mapping[str, str | None],
    language: str | None,
    ticket: Ticket,
    team: str | None,
    past: Past,
    rulebook: Rulebook,
    now: datetime,
) -> frozenset[str]:
    """The agents (keys) who don't speak the language while another of these can take it in it: one who may now, or who is in
    again before the first answer is owed. Nobody, once half of the time for an answer is gone."""
    if not language or _presses(ticket, now):
        return frozenset()
    within = _within(ticket, rulebook)

    def in_time(key: str, agent: Agent) -> bool:
        if why[key] is None:
            return True
        return why[key] in ("away", "off_hours") and in_at(agent, team, past, rulebook, now) - now <= within

    speakers = {key for key, agent in agents.items() if language in agent.languages}
    if not any(in_time(key, agents[key]) for key in speakers):
        return frozenset()
    return frozenset(agents) - speakers


def _within(ticket: Ticket, rulebook: Rulebook) -> timedelta:
    """The least that any customer is promised a first answer in; nothing for what can't wait or where nothing is promised."""
    spans = [policy.first_response for policy in rulebook.sla if policy.first_response is not None]
    return min(spans, default=timedelta()) if ticket.priority != "urgent" else timedelta()


def _presses(ticket: Ticket, now: datetime) -> bool:
    return any(
        p.name != "resolution" and p.since is not None and p.state in ("running", "broken") and now > p.due - p.span / 2
        for p in ticket.promises
    )
