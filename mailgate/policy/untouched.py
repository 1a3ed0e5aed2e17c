"""A ticket that its agent does not touch: when that is noticed, and to whom it goes then. The first agent is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mailgate.model.decision import ChangeTicket, Decision, Effect, KeepRoute, QueueNotice, Route, SetTimer, StopTimers
from mailgate.model.facts import Past
from mailgate.model.people import Agent
from mailgate.model.promise import Timer
from mailgate.model.reading import NOTHING_READ
from mailgate.model.rules import Actions, Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.escalation import event, stale
from mailgate.policy.hours import due_at, worked
from mailgate.policy.notices import handover, rule_notice
from mailgate.policy.promises import due
from mailgate.policy.routing import route
from mailgate.policy.routing.load import ALWAYS_OPEN, gone, hours_of, state_of
from mailgate.policy.whom import readers_of, told_of

LEAST = timedelta(minutes=5)  # however near a promise is, nobody is given less
KEPT = ("new", "open")  # states in which a ticket waits for its agent


def watched(ticket: Ticket, past: Past, rulebook: Rulebook, now: datetime) -> tuple[Effect, ...]:
    """After a hand-over: look again when the settings' time is over, of the agent's working time, or half of what is left
    of a promised answer. Tickets without an agent, or kept for a person, are not watched."""
    agent, patience = rulebook.agent_of(ticket.agent), rulebook.routing.untouched
    stopped = StopTimers(ticket=ticket.number, kinds=("untouched",))
    if agent is None or patience is None or ticket.hold_for or ticket.state not in KEPT:
        return (stopped,) if ticket.number else ()
    away = state_of(agent, past).away_until
    start = max(now, away) if away is not None else now
    moments = [due_at(hours_of(agent, ticket.team, rulebook), start, patience)]
    for promise in ticket.promises:
        if promise.state == "running" and promise.since is not None and promise.name != "resolution":
            hours = rulebook.hours.get(promise.hours, ALWAYS_OPEN)
            moments.append(due_at(hours, now, worked(hours, now, promise.due) / 2))
    due = max(now + LEAST, min(moments))
    return (SetTimer(timer=Timer(kind="untouched", ticket=ticket.number, due=due)),)


def touched(ticket: Ticket) -> bool:
    """Its agent answered since it came to them."""
    return ticket.first_response_at is not None and ticket.first_response_at >= (ticket.handed_over_at or ticket.opened_at)


def left_behind(ticket: Ticket, past: Past, rulebook: Rulebook, now: datetime) -> bool:
    """Untouched, its agent away, and something is owed before they are back."""
    agent = rulebook.agent_of(ticket.agent)
    if agent is None or ticket.hold_for or ticket.state not in KEPT or touched(ticket) or not gone(agent, past, now):
        return False
    back, owed = state_of(agent, past).away_until, due(ticket)
    return owed is not None and (back is None or owed < back)


def on_untouched(ticket: Ticket, past: Past, rulebook: Rulebook, now: datetime) -> Decision:
    """To the next one who can and is in. While there is nobody, it stays where it is and is looked at again, unless its agent
    is away: then it goes to who is in first, or to the team's queue."""
    agent = rulebook.agent_of(ticket.agent)
    if ticket.agent is None or ticket.state not in KEPT or ticket.hold_for or touched(ticket):
        return stale(ticket)
    found = route(
        ticket=ticket,
        reading=NOTHING_READ,
        past=past,
        actions=Actions(),
        rulebook=rulebook,
        now=now,
        without=frozenset({ticket.agent.lower(), *ticket.passed}),
    )
    left = agent is None or gone(agent, past, now)
    why = "away" if left else "untouched"
    if not left and (found.agent is None or found.in_at is not None):
        return Decision(
            outcome="fired",
            reason="nobody_else",
            ticket=ticket.number,
            effects=watched(ticket, past, rulebook, now),
            because=(f"{ticket.agent} did not react, and nobody else can take it now",),
        )
    name = agent.name if agent else ticket.agent
    found = replace(found, because=(f"{name} is away" if left else f"{name} did not react", *found.because))
    moved = ticket.handed_to(found.agent, found.team, now)
    return Decision(
        outcome="fired",
        reason=why,
        ticket=ticket.number,
        effects=(
            ChangeTicket(ticket=moved),
            event(moved, why, now, was=ticket.agent, agent=found.agent, team=found.team),
            KeepRoute(ticket=ticket.number, route=found),
            *watched(moved, past, rulebook, now),
            *handed_over(moved, found, rulebook, now),
            *_first_told(moved, agent, found, why, rulebook, now),
        ),
        because=found.because,
        route=found,
    )


def handed_over(ticket: Ticket, found: Route, rulebook: Rulebook, now: datetime) -> tuple[QueueNotice, ...]:
    """A hand-over to the agent, or to each agent of the queue."""
    readers = told_of(found, rulebook)
    return tuple(QueueNotice(notice=handover(ticket, a, found, now=now, again=True, entry=None)) for a in readers)


def _first_told(
    ticket: Ticket, agent: Agent | None, found: Route, why: str, rulebook: Rulebook, now: datetime
) -> tuple[QueueNotice, ...]:
    """The one who had it hears where it went, and that there is nothing to do. Who hears of it anyway, as one of the queue,
    is not told twice."""
    if agent is None or agent in readers_of(ticket, rulebook):
        return ()
    to = rulebook.agent_of(found.agent)
    where = to.name if to else f"the queue of {found.team}"
    reason = "while you are away" if why == "away" else "because it was not touched for a while"
    because = f"#{ticket.number} went to {where} {reason}. You need not do anything; #take brings it back."
    notice = rule_notice(ticket, agent.address, "A ticket moved on", because, rulebook, now=now)
    return (QueueNotice(notice=replace(notice, why=why)),)
