"""Nobody should have a ticket now: whom it waits for, and when somebody gets it all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from mailgate.model.decision import Candidate, Route
from mailgate.model.people import Agent
from mailgate.policy.routing.answers import answered, chosen, queued
from mailgate.policy.routing.asked import Asked
from mailgate.policy.routing.candidates import ABSENT, SOFT
from mailgate.policy.routing.load import gone, in_at, state_of
from mailgate.policy.routing.whereabouts import whereabouts
from mailgate.policy.whom import leads_of

WORTH_WAITING = timedelta(hours=24)  # for somebody who isn't in, while others are who are passed over


def nobody(asked: Asked, found: tuple[Candidate, ...]) -> Route:
    """Nobody should take it now. Who asked not to get such work gets it all the same; else somebody in but full: the queue
    of the team. Else it goes to who is in first; where there is nobody, to who lacks a part of it, or to who had it. Who had
    it is waited for only where nobody else is left."""
    soft = {c.why_not: c for c in reversed(found) if c.why_not in SOFT}
    if "asked_not" in soft:
        return chosen(asked, soft["asked_not"], found, "nobody else can take it now")
    fresh = tuple(c for c in found if c.agent.lower() not in asked.ticket.passed)
    parts = "lacks_skill" in soft or "had_it" in soft
    waited_for = tuple(c for c in fresh if awaited(c, asked)) if parts and "other_language" not in soft else fresh
    later = _later(asked, waited_for)
    if later is not None:
        return later
    if "lacks_skill" in soft:
        return chosen(asked, soft["lacks_skill"], found, "nobody who can do all of it can be reached")
    if "other_language" in soft:
        return chosen(asked, soft["other_language"], found, "nobody who speaks the language can be reached")
    if "had_it" in soft or (not found and asked.without):
        why = _why_nobody_else(asked, found, fresh)
        decided = _by_lead(asked, found, why)
        if decided is not None or "had_it" in soft:
            return decided or chosen(asked, soft["had_it"], found, why)
    return _later(asked, found) or queued(asked, reason="queue_nobody_in", because=("nobody can be reached",))


def awaited(candidate: Candidate, asked: Asked) -> bool:
    """Worth waiting for, though others are in who are passed over: they haven't had it, and are full or in again before long."""
    if candidate.agent.lower() in asked.ticket.passed:
        return False
    agent = asked.rulebook.agents[candidate.agent.lower()]
    in_soon = in_at(agent, asked.team, asked.past, asked.rulebook, asked.now) - asked.now <= WORTH_WAITING
    return candidate.why_not == "full" or (candidate.why_not in ABSENT and in_soon)


def _later(asked: Asked, found: tuple[Candidate, ...]) -> Route | None:
    """Whom it waits for: for room at a full desk, in the team's queue; else for who is in first, unless they have more than
    enough by then: it is given out as somebody comes."""
    agents = [asked.rulebook.agents[c.agent.lower()] for c in found if c.why_not in ABSENT]
    if any(c.why_not == "full" for c in found):
        return _full(asked, agents)
    if not agents:
        return None
    back = {agent.address: in_at(agent, asked.team, asked.past, asked.rulebook, asked.now) for agent in agents}
    at = min(back.values())
    first = [a for a in agents if back[a.address] == at]
    agent = next((a for a in first if a.address == asked.ticket.agent or state_of(a, asked.past).load < a.capacity), None)
    if agent is None:
        return replace(_full(asked, agents, "who is in first has no room"), in_at=at)
    because = (whereabouts(agents, asked.team, asked.past, asked.rulebook, asked.now), f"{agent.name} is in first")
    return replace(answered(asked, agent=agent, reason="queue_nobody_in", because=because), in_at=at)


def _full(asked: Asked, agents: Sequence[Agent], *why: str) -> Route:
    """In the team's queue until somebody has room. Where its people heard lately of what waits there, they hear of this one
    with the next mail that lists it."""
    where = whereabouts(agents, asked.team, asked.past, asked.rulebook, asked.now)
    told = asked.past.queues_told.get(asked.team or "")
    lately = told is not None and asked.now < told + asked.rulebook.routing.queue_mail
    listed = lately and asked.ticket.priority != "urgent"
    return replace(queued(asked, reason="queue_full", because=(*why, where)), listed=listed)


def _why_nobody_else(asked: Asked, found: tuple[Candidate, ...], fresh: tuple[Candidate, ...]) -> str:
    if not found and not asked.ticket.passed:
        return "nobody else can do it"
    if not fresh:
        return "everybody who can do it has had it"
    agents = [asked.rulebook.agents[c.agent.lower()] for c in fresh]
    return f"everybody who is in has had it; {whereabouts(agents, asked.team, asked.past, asked.rulebook, asked.now)}"


def _by_lead(asked: Asked, found: tuple[Candidate, ...], why: str) -> Route | None:
    """It went round: whoever leads decides, unless they had it too."""
    for agent in leads_of(asked.team, asked.rulebook):
        key = agent.address.lower()
        if key not in asked.ticket.passed and key not in asked.without and not gone(agent, asked.past, asked.now):
            return replace(answered(asked, agent=agent, reason="triage", because=(why,)), candidates=found)
    return None
