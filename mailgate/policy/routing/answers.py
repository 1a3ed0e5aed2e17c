"""A route's answer: to an agent, to a team's queue, to whom the settings name; with words for people."""

from __future__ import annotations

from dataclasses import replace

from mailgate.model.decision import Candidate, Route
from mailgate.model.people import Agent
from mailgate.policy.hours import is_open, next_open
from mailgate.policy.routing.asked import Asked
from mailgate.policy.routing.candidates import Search, candidates
from mailgate.policy.routing.load import ALWAYS_OPEN, gone, hours_of, in_at
from mailgate.policy.routing.skills import needs_of, sure_of


def candidates_for(asked: Asked) -> tuple[Candidate, ...]:
    """Everybody who can do it, best first."""
    sure = sure_of(asked.strong, asked.rulebook)
    strict = bool(asked.actions.team) or any(asked.rulebook.intents[i.name].teams == "strict" for i in sure)
    return candidates(
        Search(
            ticket=asked.ticket,
            team=asked.team,
            strong=asked.strong,
            needs=needs_of(asked.strong, asked.rulebook),
            musts=needs_of(sure, asked.rulebook),
            strict=strict,
            reading=asked.reading,
            past=asked.past,
            rulebook=asked.rulebook,
            now=asked.now,
            without=asked.without,
        )
    )


def chosen(asked: Asked, one: Candidate, found: tuple[Candidate, ...], *why: str) -> Route:
    agent = asked.rulebook.agents[one.agent.lower()]
    free = [c for c in found if c.available]
    others = [c.agent for c in (*free, *found) if c.agent != agent.address and c.why_not != "strict_team"]
    because = (about_of(asked), *why, *(f.because for f in one.factors if f.value > 0.0 and f.weight > 0.0 and f.because))
    answer = answered(asked, agent=agent, reason="best", because=because)
    return replace(
        answer, candidates=found, runner_up=next(iter(others), None), by_model=agent.address, room=max(1, agent.capacity)
    )


def sent_to(target: str, asked: Asked, *, reason: str, because: tuple[str, ...]) -> Route:
    """To the agent or the team the settings name."""
    agent = asked.rulebook.agent_of(target)
    if agent is not None:
        return answered(asked, agent=agent, reason=reason, because=because)
    team = target if target in asked.rulebook.teams else asked.team
    return replace(queued(asked, reason=reason, because=because), team=team)


def answered(asked: Asked, *, agent: Agent, reason: str, because: tuple[str, ...]) -> Route:
    there = is_open(hours_of(agent, asked.team, asked.rulebook), asked.now) and not gone(agent, asked.past, asked.now)
    return Route(
        team=asked.team or next(iter(agent.teams), None),
        agent=agent.address,
        reason=reason,
        confidence=asked.confidence,
        because=because,
        in_at=None if there else in_at(agent, asked.team, asked.past, asked.rulebook, asked.now),
    )


def queued(asked: Asked, *, reason: str, because: tuple[str, ...]) -> Route:
    team = asked.rulebook.teams.get(asked.team or "")
    hours = asked.rulebook.hours.get(team.hours, ALWAYS_OPEN) if team else ALWAYS_OPEN
    return Route(
        team=asked.team,
        agent=None,
        reason=reason,
        confidence=asked.confidence,
        because=because,
        in_at=None if is_open(hours, asked.now) else next_open(hours, asked.now),
    )


def about_of(asked: Asked) -> str:
    if asked.unread and not asked.strong:
        return "nothing was read of it"
    return " and ".join(f"{i.name} {i.confidence:.2f}" for i in asked.strong) or "what it is about is open"


def name_of(target: str, asked: Asked) -> str:
    agent = asked.rulebook.agent_of(target)
    return agent.name if agent else target
