"""The choice: who a ticket goes to. Same inputs, same result; every answer has a fixed reason and words for people."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from mailgate.model.decision import Candidate, Route
from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.reading import NOTHING_READ, IntentScore, Reading
from mailgate.model.rules import Actions, RouteMode, Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.hours import is_open, next_open
from mailgate.policy.routing.candidates import Search, candidates
from mailgate.policy.routing.load import ALWAYS_OPEN, gone, hours_of, in_at
from mailgate.policy.routing.skills import needs_of, strong_intents


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question for a route, with everything it is answered by."""

    ticket: Ticket
    reading: Reading
    past: Past
    actions: Actions
    rulebook: Rulebook
    now: datetime
    without: frozenset[str]

    @property
    def strong(self) -> tuple[IntentScore, ...]:
        """What it is about: an intent that a rule or a person set is certain; else what was read."""
        named = self.actions.intent or (self.ticket.intent if self.ticket.number else None)
        if named is not None and named in self.rulebook.intents:
            confidence = next((i.confidence for i in self.reading.intents if i.name == named), 1.0)
            return (IntentScore(name=named, confidence=confidence),)
        return strong_intents(self.reading, self.rulebook)

    @property
    def unread(self) -> bool:
        """Reading is off, or its process is away."""
        return not self.reading.intents and self.reading.model == NOTHING_READ.model

    @property
    def confidence(self) -> float | None:
        if self.strong:
            return self.strong[0].confidence
        return self.reading.intent.confidence if self.reading.intent else None

    @property
    def team(self) -> str | None:
        """Whose work it is: a rule's word, else the intent's team, else the mailbox's."""
        of_intent = self.rulebook.intents[self.strong[0].name].team if self.strong else None
        mailbox = self.rulebook.mailbox_of(self.ticket.mailbox)
        return self.actions.team or of_intent or self.ticket.team or (mailbox.team if mailbox else None)


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
    (best); who is in first (queue_nobody_in); the team's queue (queue_full). A route always names an agent or a team,
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
    return found if found.candidates else replace(found, candidates=_candidates(asked))  # who else could have it, for `explain`


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
    mode = _mode(asked)
    if mode == "live":
        return None
    model = _unsure(asked) or _best(asked)
    because = (f"a rule names the team {asked.team}" if asked.actions.team else f"the team of {_about(asked)}",)
    return replace(
        _queue(asked, reason="rule", because=because),
        mode=mode,
        suggested=model.agent,
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
    found = _candidates(asked)
    free = [c for c in found if c.available]
    if free:
        agent = asked.rulebook.agents[free[0].agent.lower()]
        others = [c.agent for c in (*free[1:], *found) if c.agent != agent.address and c.why_not != "strict_team"]
        because = (_about(asked), *(f.because for f in free[0].factors if f.value > 0.0 and f.weight > 0.0))
        chosen = _answer(asked, agent=agent, reason="best", because=because)
        return replace(chosen, candidates=found, runner_up=next(iter(others), None))
    return replace(_nobody(asked, found), candidates=found)


def _candidates(asked: Asked) -> tuple[Candidate, ...]:
    """Everybody who can do it, best first."""
    strict = bool(asked.actions.team) or any(asked.rulebook.intents[i.name].teams == "strict" for i in asked.strong)
    return candidates(
        Search(
            team=asked.team,
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
    """Nobody can take it now. Somebody in but full: the queue of the team. Else it goes to who is in first."""
    if any(c.why_not == "full" for c in found):
        return _queue(asked, reason="queue_full", because=("everybody who can do it has a full desk",))
    waiting = [
        (in_at(agent, asked.team, asked.past, asked.rulebook, asked.now), place, agent)
        for place, agent in enumerate(asked.rulebook.agents[c.agent.lower()] for c in found if c.why_not in ("away", "off_hours"))
    ]
    if not waiting:
        return _queue(asked, reason="queue_nobody_in", because=("nobody can be reached",))
    at, _, agent = min(waiting, key=lambda w: (w[0], w[1]))
    because = ("nobody is in", f"{agent.name} is in first")
    return replace(_answer(asked, agent=agent, reason="queue_nobody_in", because=because), in_at=at)


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


def _mode(asked: Asked) -> RouteMode:
    """The mode of the intent, else of the desk. Outside the pilot's share of customers a live model only assists; the
    share is drawn by a stable hash of the customer, so the same customer always gets the same."""
    settings = asked.rulebook.routing
    intent = asked.rulebook.intents[asked.strong[0].name] if asked.strong else None
    mode = intent.mode if intent is not None and intent.mode is not None else settings.mode
    if mode != "live" or settings.pilot >= 1.0:
        return mode
    drawn = int.from_bytes(hashlib.sha256(asked.ticket.customer.lower().encode()).digest()[:8], "big") / 2**64
    return "live" if drawn < settings.pilot else "assist"


def _about(asked: Asked) -> str:
    if asked.unread and not asked.strong:
        return "nothing was read of it"
    return " and ".join(f"{i.name} {i.confidence:.2f}" for i in asked.strong) or "what it is about is open"


def _name(target: str, asked: Asked) -> str:
    agent = asked.rulebook.agent_of(target)
    return agent.name if agent else target
