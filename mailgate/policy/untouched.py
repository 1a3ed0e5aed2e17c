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
from mailgate.policy.routing.choice import route
from mailgate.policy.routing.load import ALWAYS_OPEN, gone, hours_of, in_at, state_of, why_not
from mailgate.policy.whom import readers_of, told_of

LEAST = timedelta(minutes=5)  # however near a promise is, nobody is given less
AWAY, NOT_IN = "is away", "is not in"  # why somebody could not react
UNTOUCHED = "because it was not touched for a while"
KEPT = ("new", "open")  # states in which a ticket waits for its agent


def watched(ticket: Ticket, past: Past, rulebook: Rulebook, now: datetime) -> tuple[Effect, ...]:
    """After a hand-over: look again when its agent has had it for long enough. Tickets without an agent, or kept for a person,
    are not watched."""
    agent, patience = rulebook.agent_of(ticket.agent), rulebook.routing.untouched
    stopped = StopTimers(ticket=ticket.number, kinds=("untouched",))
    if agent is None or patience is None or ticket.hold_for or ticket.state not in KEPT:
        return (stopped,) if ticket.number else ()
    due = max(now + LEAST, _had_time(ticket, agent, patience, past, rulebook, now, since=now))
    return (SetTimer(timer=Timer(kind="untouched", ticket=ticket.number, due=due)),)


def _had_time(
    ticket: Ticket, agent: Agent, patience: timedelta, past: Past, rulebook: Rulebook, now: datetime, *, since: datetime
) -> datetime:
    """When the agent, whose it is since then, will have had time to react: the settings' time, or half of what is left of a
    promised answer from when they are in, both of their own working time. Where that is too late for the promise, half of
    what is left of it now: there may be somebody who is in."""
    own, begin = hours_of(agent, ticket.team, rulebook), in_at(agent, ticket.team, past, rulebook, since)
    moments = [due_at(own, begin, patience)]
    for promise in ticket.promises:
        if promise.state == "running" and promise.since is not None and promise.name != "resolution" and promise.due > now:
            hours = rulebook.hours.get(promise.hours, ALWAYS_OPEN)
            fair = due_at(own, begin, max(LEAST, worked(hours, begin, promise.due) / 2))
            moments.append(fair if fair < promise.due else due_at(hours, since, worked(hours, since, promise.due) / 2))
    return min(moments)


def touched(ticket: Ticket) -> bool:
    """Its agent answered since it came to them."""
    return ticket.first_response_at is not None and ticket.first_response_at >= (ticket.handed_over_at or ticket.opened_at)


def left_behind(ticket: Ticket, past: Past, rulebook: Rulebook, now: datetime) -> bool:
    """Untouched, its agent away, something is owed before they are back, and anybody at all is in sooner."""
    agent = rulebook.agent_of(ticket.agent)
    if agent is None or ticket.hold_for or ticket.state not in KEPT or touched(ticket) or not gone(agent, past, now):
        return False
    back, owed = state_of(agent, past).away_until, due(ticket)
    return owed is not None and (back is None or owed < back) and _anybody_sooner(agent, ticket, past, rulebook, now)


def _anybody_sooner(agent: Agent, ticket: Ticket, past: Past, rulebook: Rulebook, now: datetime) -> bool:
    back = _back(agent, ticket, past, rulebook, now)
    others = (o for o in rulebook.agents.values() if o is not agent and not state_of(o, past).undeliverable)
    return back is None or any(in_at(other, ticket.team, past, rulebook, now) < back for other in others)


def there(team: str | None, past: Past, rulebook: Rulebook, now: datetime) -> tuple[tuple[str | datetime | None, ...], ...]:
    """Of every agent, why they can't take a ticket of this team, and until when they are away: while this is the same, the
    same can have what somebody left behind."""
    return tuple(
        (agent.address, why_not(agent, team, past, rulebook, now), state_of(agent, past).away_until)
        for agent in rulebook.agents.values()
    )


def on_untouched(ticket: Ticket, past: Past, rulebook: Rulebook, now: datetime) -> Decision:
    """To the next one who can and is in. While there is nobody, it stays where it is and is looked at again, unless its agent
    is away: then it goes to who is in before them, or to the queue of a team whose desks are full."""
    agent, patience = rulebook.agent_of(ticket.agent), rulebook.routing.untouched
    if ticket.agent is None or ticket.state not in KEPT or ticket.hold_for or touched(ticket):
        return stale(ticket)
    since, absent = ticket.handed_over_at or ticket.opened_at, _absent(ticket, agent, past, rulebook, now)
    if agent is not None and absent != AWAY and patience is not None:
        at = _had_time(ticket, agent, patience, past, rulebook, now, since=since)
        if at > now:  # the desk stood still while they were not in
            timer = Timer(kind="untouched", ticket=ticket.number, due=at)
            return Decision(outcome="fired", reason="not_yet", ticket=ticket.number, effects=(SetTimer(timer=timer),))
    name, silent = agent.name if agent else ticket.agent, absent or "did not react"
    found = elsewhere(ticket, past, rulebook, now)
    if found is None:
        return Decision(
            outcome="fired",
            reason="nobody_else",
            ticket=ticket.number,
            effects=watched(ticket, past, rulebook, now),
            because=(f"{name} {silent}, and nobody else can take it now",),
        )
    why = "away" if absent == AWAY else "untouched"
    found = replace(found, because=(f"{name} {silent}", *found.because))
    moved = ticket.handed_to(found.agent, found.team, now, absent=absent is not None)
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
            *_first_told(moved, agent, found, absent, rulebook, now),
        ),
        because=found.because,
        route=found,
    )


def _absent(ticket: Ticket, agent: Agent | None, past: Past, rulebook: Rulebook, now: datetime) -> str | None:
    """Why its agent could not react; None: they could."""
    if agent is None or gone(agent, past, now):
        return AWAY
    there = worked(hours_of(agent, ticket.team, rulebook), ticket.handed_over_at or ticket.opened_at, now)
    return NOT_IN if there < LEAST else None


def elsewhere(ticket: Ticket, past: Past, rulebook: Rulebook, now: datetime) -> Route | None:
    """Where it goes from its agent, who is away or did not react; None where nobody is there for it sooner than they are.
    Who is away may get it on from somebody who is in again later, never the other way round: so it goes round nowhere."""
    agent = rulebook.agent_of(ticket.agent)
    left = agent is None or gone(agent, past, now)
    found = route(
        ticket=ticket,
        reading=NOTHING_READ,
        past=past,
        actions=Actions(),
        rulebook=rulebook,
        now=now,
        without=frozenset({(ticket.agent or "").lower(), *(() if left else ticket.passed)}),
    )
    if not left:
        return found if found.agent is not None and found.in_at is None else None
    back, full = _back(agent, ticket, past, rulebook, now), found.reason == "queue_full"
    if back is None or (found.agent is not None and (found.in_at is None or found.in_at < back)):
        return found
    somebody = found.reason != "queue_nobody_in" and (not full or any(c.why_not == "full" for c in found.candidates))
    return found if found.agent is None and somebody else None


def _back(agent: Agent | None, ticket: Ticket, past: Past, rulebook: Rulebook, now: datetime) -> datetime | None:
    """When they are in again; None: nobody knows."""
    if agent is None or state_of(agent, past).undeliverable:
        return None
    return in_at(agent, ticket.team, past, rulebook, now)


def handed_over(ticket: Ticket, found: Route, rulebook: Rulebook, now: datetime) -> tuple[QueueNotice, ...]:
    """A hand-over to the agent, or to each agent of the queue."""
    readers = told_of(found, rulebook)
    return tuple(QueueNotice(notice=handover(ticket, a, found, now=now, again=True, entry=None)) for a in readers)


def _first_told(
    ticket: Ticket, agent: Agent | None, found: Route, absent: str | None, rulebook: Rulebook, now: datetime
) -> tuple[QueueNotice, ...]:
    """The one who had it hears where it went, and that there is nothing to do. Who hears of it anyway, as one of the queue,
    is not told twice."""
    if agent is None or agent in readers_of(ticket, rulebook):
        return ()
    to = rulebook.agent_of(found.agent)
    where = to.name if to else f"the queue of {found.team}"
    reason = {AWAY: "while you are away", NOT_IN: "while you are not in"}.get(absent or "", UNTOUCHED)
    because = f"#{ticket.number} went to {where} {reason}. You need not do anything; #take brings it back."
    notice = rule_notice(ticket, agent.address, "A ticket moved on", because, rulebook, now=now)
    return (QueueNotice(notice=replace(notice, why="away" if absent == AWAY else "untouched")),)
