"""Who speaks the customer's language. Skill in a language that the customer can't read helps nobody, so who doesn't speak it is
passed over as long as somebody who can do the work in time does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.promise import Promise
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import NEW, Ticket
from mailgate.policy.hours import due_at, worked
from mailgate.policy.promises import answer_by, policy_for
from mailgate.policy.routing.load import ALWAYS_OPEN, in_at
from mailgate.policy.rules import rule_facts


def foreign(
    agents: Mapping[str, Agent],
    why: Mapping[str, str | None],
    reading: Reading,
    ticket: Ticket,
    team: str | None,
    past: Past,
    rulebook: Rulebook,
    now: datetime,
) -> frozenset[str]:
    """The agents (keys) who don't speak the language while another of these can take it in it: one who may now, or who is in
    again by when this very ticket is owed an answer. Nobody, once half of the time for an answer is gone."""
    language = reading.language or ticket.language
    if not language or any(_presses(promise, rulebook, now) for promise in ticket.promises):
        return frozenset()
    speakers = {key for key, agent in agents.items() if language in agent.languages}
    others = frozenset(agents) - speakers
    if any(why[key] is None for key in speakers):
        return others
    owed = _owed(ticket, reading, team, rulebook, now)
    back = (in_at(agents[key], team, past, rulebook, now) for key in speakers if why[key] in ("away", "off_hours"))
    return others if owed is not None and any(at <= owed for at in back) else frozenset()


def _owed(ticket: Ticket, reading: Reading, team: str | None, rulebook: Rulebook, now: datetime) -> datetime | None:
    """When it is owed an answer: by the promise that it has or, while it opens, will get. None for what can't wait, and where
    nothing is promised."""
    if ticket.priority == "urgent":
        return None
    if ticket.number != NEW or ticket.promises:
        return answer_by(ticket)
    facts = rule_facts(
        rulebook=rulebook, now=now, ticket=ticket, reading=reading, verified=ticket.verified, team=team, by="customer"
    )
    policy = policy_for(facts, rulebook)
    if policy is None or policy.first_response is None:
        return None
    return due_at(rulebook.hours.get(policy.hours, ALWAYS_OPEN), now, policy.first_response)


def _presses(promise: Promise, rulebook: Rulebook, now: datetime) -> bool:
    """An answer is owed, and less than half of its time is left, in the hours that it is promised in."""
    if promise.name == "resolution" or promise.since is None or promise.state not in ("running", "broken"):
        return False
    return worked(rulebook.hours.get(promise.hours, ALWAYS_OPEN), now, promise.due) < promise.span / 2
