"""Whom a name in the settings means, who reads what becomes of a ticket, and whom we never write to."""

from __future__ import annotations

import re

from mailgate.model.address import key_of
from mailgate.model.decision import Route
from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket

# Robots' addresses (Zammad's list, and the spellings large senders use): a letter to them is lost or comes back.
_ROBOT = re.compile(
    r"(mailer-daemon|postmaster|abuse|root|nobody|bounces?|(no|do[-_.]?not)[-_.]?reply)([-_.+=].*)?@.+", re.IGNORECASE
)
NOBODY_KNOWN = Past()
UNKNOWN_SENDER = "unknown@sender.invalid"  # a message that names nobody at all (RFC 2606 .invalid)


def answerable(address: str, rulebook: Rulebook) -> bool:
    """Whether a letter may be written to this address: not a robot's, not our own, not one that can't exist."""
    key = key_of(address)
    if any(key in form.senders for form in rulebook.forms):
        return False  # a machine that writes forms reads nothing
    return "@" in key and not _ROBOT.fullmatch(key) and not key.endswith(".invalid") and rulebook.mailbox_of(key) is None


def team_agents(team: str | None, rulebook: Rulebook) -> tuple[Agent, ...]:
    """The agents of a team, in the settings' order."""
    return tuple(a for a in rulebook.agents.values() if team is not None and team in a.teams)


def agents_named(name: str | None, rulebook: Rulebook) -> tuple[Agent, ...]:
    """The agent or the team's agents that `triage`, `hold_for` or `lead` names; none if it names nobody we know."""
    if name is None:
        return ()
    agent = rulebook.agent_of(name)
    return (agent,) if agent is not None else team_agents(name, rulebook)


def leads_of(team: str | None, rulebook: Rulebook) -> tuple[Agent, ...]:
    """Who leads this team; the triage where it has no lead."""
    found = rulebook.teams.get(team) if team is not None else None
    return agents_named(found.lead if found else None, rulebook) or agents_named(rulebook.routing.triage, rulebook)


def readers_of(ticket: Ticket, rulebook: Rulebook, past: Past = NOBODY_KNOWN) -> tuple[Agent, ...]:
    """Who hears of a ticket: its agent, else the agents of its team who are not away, else who leads it."""
    return agents_named(ticket.agent, rulebook) or of_queue(ticket.team, rulebook, past)


def unseen(where: Route) -> bool:
    """It waits, and nobody is written to for now: its turn comes, or the next mail that lists what waits."""
    return where.agent is None and (where.reason == "queue_turn" or where.listed)


def told_of(where: Route, rulebook: Rulebook, past: Past = NOBODY_KNOWN) -> tuple[Agent, ...]:
    """Who hears of a ticket that a route brings to them: its agent, else those of the queue, else who leads it. Nobody of what
    waits unseen: the desk gives it out by itself, and whoever gets it hears then."""
    if unseen(where):
        return ()
    return agents_named(where.agent, rulebook) or of_queue(where.team, rulebook, past)


def of_queue(team: str | None, rulebook: Rulebook, past: Past) -> tuple[Agent, ...]:
    """Who hears of what anybody of a team may take: those who are not away, as long as there are any; else who leads it."""
    agents = team_agents(team, rulebook)
    return tuple(a for a in agents if not _away(a, past)) or agents or leads_of(team, rulebook)


def _away(agent: Agent, past: Past) -> bool:
    """The past knows only of absences that last."""
    state = past.agents.get(agent.address.lower())
    return state is not None and state.away_until is not None


def addresses_named(name: str, ticket: Ticket, rulebook: Rulebook) -> tuple[str, ...]:
    """The addresses a `notify:` names: agent and lead are the ticket's; else an agent, a team, or any address."""
    match name:
        case "agent":
            agents = readers_of(ticket, rulebook)
        case "lead":
            agents = leads_of(ticket.team, rulebook)
        case _:
            agents = agents_named(name, rulebook)
    if agents:
        return tuple(a.address for a in agents)
    return (name,) if "@" in name else rulebook.admins
