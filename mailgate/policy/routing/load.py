"""Who is in, and how much they carry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mailgate.model.facts import AgentState, Past
from mailgate.model.people import Agent
from mailgate.model.promise import Hours
from mailgate.model.rules import Rulebook
from mailgate.policy.hours import is_open, next_open

ALWAYS_OPEN = Hours(name="always")


def state_of(agent: Agent, past: Past) -> AgentState:
    """What the store knows of the agent; nothing known means free and there."""
    return past.agents.get(agent.address.lower()) or AgentState(address=agent.address)


def hours_of(agent: Agent, team: str | None, rulebook: Rulebook) -> Hours:
    """The agent's own hours, else those of the ticket's team if they are in it, else those of their first team."""
    name = agent.hours
    if name is None:
        of_team = team if team in agent.teams else next(iter(agent.teams), None)
        found = rulebook.teams.get(of_team or "")
        name = found.hours if found else "always"
    return rulebook.hours.get(name, ALWAYS_OPEN)


def why_not(agent: Agent, team: str | None, past: Past, rulebook: Rulebook, now: datetime) -> str | None:
    """Why the agent can't take anything now: undeliverable, away, off_hours, full; None if they can."""
    state = state_of(agent, past)
    if state.undeliverable:
        return "undeliverable"
    if state.away_until is not None and state.away_until > now:
        return "away"
    if not is_open(hours_of(agent, team, rulebook), now):
        return "off_hours"
    if state.load >= agent.capacity:
        return "full"
    return None


def gone(agent: Agent, past: Past, now: datetime) -> bool:
    """Away or out of reach: what they have must not wait for them."""
    state = state_of(agent, past)
    return state.undeliverable or (state.away_until is not None and state.away_until > now)


def in_at(agent: Agent, team: str | None, past: Past, rulebook: Rulebook, now: datetime) -> datetime:
    """When the agent is in next."""
    away = state_of(agent, past).away_until
    return next_open(hours_of(agent, team, rulebook), max(now, away) if away else now)


def free_share(agent: Agent, past: Past, hard: Callable[[str], float]) -> tuple[float, str]:
    """1 for an empty desk, 0 for a full one, and the words for people. Hard tickets weigh more: `hard` says how much an
    intent is, in usual tickets."""
    state = state_of(agent, past)
    weighs = sum(many * hard(intent) for intent, many in state.open.items()) if state.open else float(state.load)
    share = 1.0 - weighs / agent.capacity if agent.capacity > 0 else 0.0
    words = f"{state.load} of {agent.capacity} open"
    return max(0.0, share), words if abs(weighs - state.load) < 0.05 else f"{words}, as much work as {weighs:.1f}"
