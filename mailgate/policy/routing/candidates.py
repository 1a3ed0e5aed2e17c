"""Who could take a ticket, best first, with all that speaks for and against each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from mailgate.model.decision import Candidate
from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.reading import IntentScore, Reading
from mailgate.model.rules import Rulebook
from mailgate.model.skill import ANYBODY
from mailgate.model.ticket import Ticket
from mailgate.policy.routing.judged import Round, abilities, hardness, judged, said_of, task_of, timed
from mailgate.policy.routing.load import state_of, why_not
from mailgate.policy.routing.score import Choosing, busy_of, dear_of, factors_of, scores_of, week_of, wished
from mailgate.policy.routing.skills import Need, skill_of
from mailgate.policy.routing.spoken import foreign

# Why somebody who is in and has room is passed over: only while anybody else may have it.
SOFT = ("lacks_skill", "asked_not", "had_it", "other_language")
# Why somebody who can do it can't take anything now, and will be able to.
ABSENT = ("full", "away", "off_hours")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for. `strong`: what the ticket is about. `needs`: what it asks for; `musts`: what of that nobody may lack,
    the rest only speaks for people. `strict`: only members of `team` may have it. `without`: agents who must not get it."""

    ticket: Ticket
    team: str | None
    strong: tuple[IntentScore, ...]
    needs: tuple[Need, ...]
    musts: tuple[Need, ...]
    strict: bool
    reading: Reading
    past: Past
    rulebook: Rulebook
    now: datetime
    without: frozenset[str] = frozenset()


def candidates(search: Search) -> tuple[Candidate, ...]:
    """Everybody who can do it, available or not, in the order they would be chosen: by score, then the lighter load,
    the quieter week, the address. The score is that of expected time where hours are known, else that of the weighted
    factors. Team membership is a factor, and a wall only where the settings say strict."""
    agents = [agent for agent in search.rulebook.agents.values() if _can(agent, search)]
    skills = judged(search.past, search.rulebook, search.now)
    said = {agent.address.lower(): _said(agent, search) for agent in agents}
    able = {agent.address.lower(): skill_of(agent, search.musts)[0] > 0.0 for agent in agents}
    both = len(search.musts) > 1 and any(able.values())
    why = {key: _why_not(agent, search, lacks=both and not able[key]) for agent in agents for key in [agent.address.lower()]}
    by_key = {agent.address.lower(): agent for agent in agents}
    others = foreign(by_key, why, search.reading, search.ticket, search.team, search.past, search.rulebook, search.now)
    why |= {key: "other_language" for key in others if why[key] is None}
    weeks = [week_of(state_of(agent, search.past), agent) for agent in agents]
    choosing = Choosing(
        ticket=search.ticket,
        team=search.team,
        needs=search.needs,
        able=abilities(
            task_of(search.ticket, search.strong),
            said,
            Round(
                open={agent.address.lower(): state_of(agent, search.past).open for agent in agents},
                here=frozenset(key for key, reason in why.items() if reason is None),
                dear=dear_of(search.ticket, search.rulebook),
                busy=busy_of(search.rulebook),
            ),
            skills,
            search.now,
        ),
        reading=search.reading,
        past=search.past,
        rulebook=search.rulebook,
        now=search.now,
        hard=partial(hardness, skills),
        timed=timed(skills, search.now),
        week=sum(weeks) / len(weeks) if weeks else 0.0,
        judged=bool(search.needs) or any((ANYBODY, one.name) in search.past.skills for one in search.strong),
    )
    factors = {agent.address.lower(): factors_of(agent, choosing) for agent in agents}
    scores = scores_of(factors, choosing)
    found = [
        Candidate(agent=agent.address, score=scores[key], factors=factors[key], available=why[key] is None, why_not=why[key])
        for agent in agents
        for key in [agent.address.lower()]
    ]
    return tuple(sorted(found, key=lambda c: _order(c, search)))


def _said(agent: Agent, search: Search) -> tuple[float, str]:
    """What the settings say of them: of their skills, or of their team where it takes none."""
    if search.needs or not search.strong:
        return skill_of(agent, search.needs)
    return said_of(agent, search.rulebook.intents[search.strong[0].name], search.rulebook), ""


def _can(agent: Agent, search: Search) -> bool:
    if agent.address.lower() in search.without:
        return False
    member = search.team is not None and search.team in agent.teams
    if search.musts:
        return member or skill_of(agent, search.musts)[0] > 0.0 or _proven(agent, search)
    return member or (search.team is None and bool(agent.teams))


def _proven(agent: Agent, search: Search) -> bool:
    """Outcomes show it, whatever the settings leave out: of its kind they solved more than they gave on."""
    records = (search.past.skills.get((agent.address.lower(), need.intent.name)) for need in search.musts)
    return all(record is not None and record.solved >= 1.0 and record.solved > record.failed for record in records)


def _why_not(agent: Agent, search: Search, *, lacks: bool) -> str | None:
    outside = search.strict and search.team not in agent.teams
    reason = "strict_team" if outside else why_not(agent, search.team, search.past, search.rulebook, search.now)
    return reason or _rather_not(agent, search, lacks=lacks)


def _rather_not(agent: Agent, search: Search, *, lacks: bool) -> str | None:
    """One of two skills is missing, so it would be given on; they asked not to get such work; or they had it before."""
    if agent.address.lower() in search.ticket.passed:
        return "had_it"
    if lacks:
        return "lacks_skill"
    return "asked_not" if any(wished(agent, need, search.past, "no") for need in search.musts) else None


def _order(candidate: Candidate, search: Search) -> tuple[float, int, int, str]:
    state = state_of(search.rulebook.agents[candidate.agent.lower()], search.past)
    return -candidate.score, state.load, state.week, candidate.agent
