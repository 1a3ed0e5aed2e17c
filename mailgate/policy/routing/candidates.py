"""Who could take a ticket, best first, with all that speaks for and against each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailgate.model.decision import Candidate
from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook
from mailgate.policy.routing.load import state_of, why_not
from mailgate.policy.routing.score import factors_of, score_of
from mailgate.policy.routing.skills import Need, skill_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for. `strict`: only members of `team` may have it. `without`: agents who must not get it."""

    team: str | None
    needs: tuple[Need, ...]
    strict: bool
    reading: Reading
    past: Past
    rulebook: Rulebook
    now: datetime
    without: frozenset[str] = frozenset()


def candidates(search: Search) -> tuple[Candidate, ...]:
    """Everybody who can do it, available or not, in the order they would be chosen: by score, then the lighter load,
    the quieter week, the address. Team membership is a factor, and a wall only where the settings say strict."""
    found = [_candidate(agent, search) for agent in search.rulebook.agents.values() if _can(agent, search)]
    return tuple(sorted(found, key=lambda c: _order(c, search)))


def _can(agent: Agent, search: Search) -> bool:
    if agent.address.lower() in search.without:
        return False
    member = search.team is not None and search.team in agent.teams
    if search.needs:
        return member or skill_of(agent, search.needs)[0] > 0.0
    return member or (search.team is None and bool(agent.teams))


def _candidate(agent: Agent, search: Search) -> Candidate:
    factors = factors_of(
        agent, team=search.team, needs=search.needs, reading=search.reading, past=search.past, rulebook=search.rulebook
    )
    outside = search.strict and search.team not in agent.teams
    reason = "strict_team" if outside else why_not(agent, search.team, search.past, search.rulebook, search.now)
    return Candidate(agent=agent.address, score=score_of(factors), factors=factors, available=reason is None, why_not=reason)


def _order(candidate: Candidate, search: Search) -> tuple[float, int, int, str]:
    state = state_of(search.rulebook.agents[candidate.agent.lower()], search.past)
    return -candidate.score, state.load, state.week, candidate.agent
