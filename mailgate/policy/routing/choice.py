"""The choice: who a ticket goes to. Same inputs, same result; every answer has a fixed reason and words for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from mailgate.model.decision import Candidate, Route
from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.reading import Reading
from mailgate.model.rules import Actions, Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.hours import is_open, next_open
from mailgate.policy.routing.asked import Asked
from mailgate.policy.routing.candidates import SOFT, Search, candidates
from mailgate.policy.routing.load import ALWAYS_OPEN, gone, hours_of, in_at, state_of
from mailgate.policy.routing.modes import mode_for
from mailgate.policy.routing.skills import needs_of
from mailgate.policy.whom import leads_of

HANDS = 2  # agents who gave it on; after them it goes to a senior, if one is free


def route(
    *,
    ticket: Ticket,
    reading: Reading,
    past: Past,
    actions: Actions,
    rulebook: Rulebook,
    now: datetime,
    without: frozenset[str] = frozenset(),
) -> Route:
    """Where the ticket goes and why. `without` are agents (keys) who must not get it, such as one who did not react.

    In this order: kept for a person (hold); the agent who has it, unless gone (kept); a rule's agent or, where the model
    only watches (shadow, assist), a rule's or the intent's team (rule); too unsure (triage); the best who can and is in
    (best), or the team's queue until they have fewer at hand (queue_turn); who is in first (queue_nobody_in); the team's
    queue (queue_full). A route always names an agent or a team,
    as long as the settings have one."""
    asked = Asked(
        ticket=ticket,
        reading=reading,
        past=past,
        actions=actions,
        rulebook=rulebook,
        now=now,
        without=frozenset(address.lower() for address in without),
    )
    found = next(found for step in STEPS if (found := step(asked)) is not None)
    return replace(
        found,
        candidates=found.candidates or candidates_for(asked),  # who else could have it, for `explain`
        intent=asked.strong[0].name if asked.strong else None,
        by_rules=asked.actions.agent or asked.team,
    )


# -- the steps: the first that answers decides -----------------------------------------------------------------------


def _held(asked: Asked) -> Route | None:
    """A human-only rule beats everything, whoever is away: it names the one who may."""
    target = asked.actions.hold_for or asked.ticket.hold_for
    if target is None:
        return None
    return _to(target, asked, reason="hold", because=(f"kept for {_name(target, asked)}",))


def _kept(asked: Asked) -> Route | None:
    agent = asked.rulebook.agent_of(asked.ticket.agent)
    if agent is None or agent.address.lower() in asked.without or gone(agent, asked.past, asked.now):
        return None
    return _answer(asked, agent=agent, reason="kept", because=(f"{agent.name} has this conversation",))


def _by_rule(asked: Asked) -> Route | None:
    """A rule's agent, unless gone: then the search goes on in the rule's team, or among all."""
    agent = asked.rulebook.agent_of(asked.actions.agent)
    if agent is None or agent.address.lower() in asked.without or gone(agent, asked.past, asked.now):
        return None
    return _answer(asked, agent=agent, reason="rule", because=(f"a rule names {agent.name}",))


def _watching(asked: Asked) -> Route | None:
    """Where the model only watches, the team decides; what the model would have done is kept beside it."""
    mode = mode_for(asked.ticket.customer, asked.intent, asked.rulebook, asked.past.modes)
    if mode == "live":
        return None
    model = _unsure(asked) or _best(asked)
    because = (f"a rule names the team {asked.team}" if asked.actions.team else f"the team of {_about(asked)}",)
    return replace(
        _queue(asked, reason="rule", because=because),
        mode=mode,
        suggested=model.agent,
        by_model=model.agent,
        candidates=model.candidates,
        runner_up=model.runner_up,
    )


def _unsure(asked: Asked) -> Route | None:
    """Not sure enough what it is about: a person sorts it. A rule that names a team has sorted it already; and where
    nobody reads at all, the mailbox' team shares the work instead of one person sorting everything."""
    if asked.strong or asked.actions.team or asked.unread:
        return None
    best, least = asked.reading.intent, asked.rulebook.routing.min_confidence
    why = f"not sure what it is about ({best.name} {best.confidence:.2f} < {least:.2f})" if best else "no intent recognised"
    target = asked.rulebook.routing.triage
    agent = asked.rulebook.agent_of(target)
    out = agent is not None and (gone(agent, asked.past, asked.now) or agent.address.lower() in asked.without)
    if target is None or out or (agent is None and target not in asked.rulebook.teams):
        found = _best(asked)
        return replace(found, reason="triage" if found.reason == "best" else found.reason, because=(why, *found.because))
    return _to(target, asked, reason="triage", because=(why,))


def _best(asked: Asked) -> Route:
    """The best of those who can and are in."""
    found = candidates_for(asked)
    free = [c for c in found if c.available]
    if not free:
        return replace(_nobody(asked, found), candidates=found)
    seniors = [c for c in free if asked.rulebook.agents[c.agent.lower()].senior] if len(asked.ticket.passed) >= HANDS else []
    if seniors:
        return chosen(asked, seniors[0], found, f"it went through {len(asked.ticket.passed)} hands, so to a senior")
    return _turn(asked, free[0], found) or chosen(asked, free[0], found)


def _turn(asked: Asked, best: Candidate, found: tuple[Candidate, ...]) -> Route | None:
    """Where the settings say how many an agent has at hand: it waits undecided, since whoever is free first may be somebody
    better still. The urgent never wait."""
    at_hand = asked.rulebook.routing.at_hand
    agent = asked.rulebook.agents[best.agent.lower()]
    if at_hand is None or asked.ticket.priority == "urgent" or state_of(agent, asked.past).load < at_hand:
        return None
    because = (_about(asked), f"{agent.name} would solve it soonest and has {at_hand} at hand, so it waits for its turn")
    return replace(_queue(asked, reason="queue_turn", because=because), candidates=found, by_model=agent.address)


def chosen(asked: Asked, one: Candidate, found: tuple[Candidate, ...], *why: str) -> Route:
    agent = asked.rulebook.agents[one.agent.lower()]
    free = [c for c in found if c.available]
    others = [c.agent for c in (*free, *found) if c.agent != agent.address and c.why_not != "strict_team"]
    because = (_about(asked), *why, *(f.because for f in one.factors if f.value > 0.0 and f.weight > 0.0 and f.because))
    answer = _answer(asked, agent=agent, reason="best", because=because)
    return replace(
        answer, candidates=found, runner_up=next(iter(others), None), by_model=agent.address, room=max(1, agent.capacity)
    )


def candidates_for(asked: Asked) -> tuple[Candidate, ...]:
    """Everybody who can do it, best first."""
    strict = bool(asked.actions.team) or any(asked.rulebook.intents[i.name].teams == "strict" for i in asked.strong)
    return candidates(
        Search(
            ticket=asked.ticket,
            team=asked.team,
            strong=asked.strong,
            needs=needs_of(asked.strong, asked.rulebook),
            strict=strict,
            reading=asked.reading,
            past=asked.past,
            rulebook=asked.rulebook,
            now=asked.now,
            without=asked.without,
        )
    )


def _nobody(asked: Asked, found: tuple[Candidate, ...]) -> Route:
    """Nobody should take it now. Who asked not to get such work gets it all the same; else somebody in but full: the queue
    of the team. Else it goes to who is in first; where there is nobody, to who lacks a part of it, or to who had it."""
    soft = {c.why_not: c for c in reversed(found) if c.why_not in SOFT}
    if "asked_not" in soft:
        return chosen(asked, soft["asked_not"], found, "nobody else can take it now")
    if any(c.why_not == "full" for c in found):
        return _queue(asked, reason="queue_full", because=("everybody who can do it has a full desk",))
    waiting = [
        (in_at(agent, asked.team, asked.past, asked.rulebook, asked.now), place, agent)
        for place, agent in enumerate(asked.rulebook.agents[c.agent.lower()] for c in found if c.why_not in ("away", "off_hours"))
    ]
    if not waiting and "lacks_skill" in soft:
        return chosen(asked, soft["lacks_skill"], found, "nobody who can do all of it can be reached")
    if not waiting and "other_language" in soft:
        return chosen(asked, soft["other_language"], found, "nobody who speaks the language can be reached")
    if not waiting and "had_it" in soft:
        return _had_by_all(asked, found, soft["had_it"])
    if not waiting:
        return _queue(asked, reason="queue_nobody_in", because=("nobody can be reached",))
    at, _, agent = min(waiting, key=lambda w: (w[0], w[1]))
    because = ("nobody is in", f"{agent.name} is in first")
    return replace(_answer(asked, agent=agent, reason="queue_nobody_in", because=because), in_at=at)


def _had_by_all(asked: Asked, found: tuple[Candidate, ...], best: Candidate) -> Route:
    """It went round: whoever leads decides, unless they had it too."""
    why = "everybody who can do it has had it"
    for agent in leads_of(asked.team, asked.rulebook):
        key = agent.address.lower()
        if key not in asked.ticket.passed and key not in asked.without and not gone(agent, asked.past, asked.now):
            return replace(_answer(asked, agent=agent, reason="triage", because=(why,)), candidates=found)
    return chosen(asked, best, found, why)


STEPS: tuple[Callable[[Asked], Route | None], ...] = (_held, _kept, _by_rule, _watching, _unsure, _best)


# -- answers ---------------------------------------------------------------------------------------------------------


def _to(target: str, asked: Asked, *, reason: str, because: tuple[str, ...]) -> Route:
    """To the agent or the team the settings name."""
    agent = asked.rulebook.agent_of(target)
    if agent is not None:
        return _answer(asked, agent=agent, reason=reason, because=because)
    team = target if target in asked.rulebook.teams else asked.team
    return replace(_queue(asked, reason=reason, because=because), team=team)


def _answer(asked: Asked, *, agent: Agent, reason: str, because: tuple[str, ...]) -> Route:
    there = is_open(hours_of(agent, asked.team, asked.rulebook), asked.now) and not gone(agent, asked.past, asked.now)
    return Route(
        team=asked.team or next(iter(agent.teams), None),
        agent=agent.address,
        reason=reason,
        confidence=asked.confidence,
        because=because,
        in_at=None if there else in_at(agent, asked.team, asked.past, asked.rulebook, asked.now),
    )


def _queue(asked: Asked, *, reason: str, because: tuple[str, ...]) -> Route:
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


def _about(asked: Asked) -> str:
    if asked.unread and not asked.strong:
        return "nothing was read of it"
    return " and ".join(f"{i.name} {i.confidence:.2f}" for i in asked.strong) or "what it is about is open"


def _name(target: str, asked: Asked) -> str:
    agent = asked.rulebook.agent_of(target)
    return agent.name if agent else target
