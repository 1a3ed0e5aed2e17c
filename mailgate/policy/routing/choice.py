"""The choice: who a ticket goes to. Same inputs, same result; every answer has a fixed reason and words for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from mailgate.model.decision import Candidate, Route
from mailgate.model.facts import Past
from mailgate.model.reading import Reading
from mailgate.model.rules import Actions, Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.routing.answers import about_of, answered, candidates_for, chosen, name_of, queued, sent_to
from mailgate.policy.routing.asked import Asked
from mailgate.policy.routing.load import gone, state_of
from mailgate.policy.routing.modes import mode_for
from mailgate.policy.routing.nobody import nobody

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
    return sent_to(target, asked, reason="hold", because=(f"kept for {name_of(target, asked)}",))


def _kept(asked: Asked) -> Route | None:
    agent = asked.rulebook.agent_of(asked.ticket.agent)
    if agent is None or agent.address.lower() in asked.without or gone(agent, asked.past, asked.now):
        return None
    return answered(asked, agent=agent, reason="kept", because=(f"{agent.name} has this conversation",))


def _by_rule(asked: Asked) -> Route | None:
    """A rule's agent, unless gone: then the search goes on in the rule's team, or among all."""
    agent = asked.rulebook.agent_of(asked.actions.agent)
    if agent is None or agent.address.lower() in asked.without or gone(agent, asked.past, asked.now):
        return None
    return answered(asked, agent=agent, reason="rule", because=(f"a rule names {agent.name}",))


def _watching(asked: Asked) -> Route | None:
    """Where the model only watches, the team decides; what the model would have done is kept beside it."""
    mode = mode_for(asked.ticket.customer, asked.intent, asked.rulebook, asked.past.modes)
    if mode == "live":
        return None
    model = _unsure(asked) or _best(asked)
    because = (f"a rule names the team {asked.team}" if asked.actions.team else f"the team of {about_of(asked)}",)
    return replace(
        queued(asked, reason="rule", because=because),
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
    return sent_to(target, asked, reason="triage", because=(why,))


def _best(asked: Asked) -> Route:
    """The best of those who can and are in."""
    found = candidates_for(asked)
    free = [c for c in found if c.available]
    if not free:
        return replace(nobody(asked, found), candidates=found)
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
    because = (about_of(asked), f"{agent.name} would solve it soonest and has {at_hand} at hand, so it waits for its turn")
    return replace(queued(asked, reason="queue_turn", because=because), candidates=found, by_model=agent.address)


STEPS: tuple[Callable[[Asked], Route | None], ...] = (_held, _kept, _by_rule, _watching, _unsure, _best)
