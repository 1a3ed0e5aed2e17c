"""Triggers: what the settings want done when something happened to a ticket; and changes of state by rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from mailgate.model.decision import Effect, KeepRoute, QueueNotice, Route
from mailgate.model.rules import Actions, Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy import promises
from mailgate.policy.notices import handover, rule_notice
from mailgate.policy.notices_to_customers import closed, resolved, status_changed
from mailgate.policy.rules import RuleFacts, triggered
from mailgate.policy.whom import addresses_named, agents_named, answerable, team_agents


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """The ticket after its triggers, the effects besides writing it, and which they were."""

    ticket: Ticket
    effects: tuple[Effect, ...] = ()
    because: tuple[str, ...] = ()


def fire(on: str, ticket: Ticket, facts: RuleFacts, rulebook: Rulebook, now: datetime, cause: int | None = None) -> Fired:
    """Do what the triggers on `on` ask, in order. What they change fires no further trigger, so nothing runs in circles."""
    fired = Fired(ticket=ticket)
    for trigger in triggered(rulebook.triggers, on, facts):
        name = trigger.name or f"on {on}"
        after = _acted(name, trigger.then, fired.ticket, rulebook, now, cause)
        fired = Fired(
            ticket=after.ticket, effects=(*fired.effects, *after.effects), because=(*fired.because, f"trigger “{name}”")
        )
    return fired


def in_state(ticket: Ticket, state: str | None, rulebook: Rulebook, now: datetime) -> tuple[Ticket, tuple[Effect, ...]]:
    """The ticket in a state that a rule or trigger wants, with the promises that follow. A state that only an agent's or a
    customer's mail can bring about changes nothing."""
    if state is None or state == ticket.state:
        return ticket, ()
    match state:
        case "resolved":
            return promises.after_resolved(ticket.resolved("mailgate", now), rulebook, now)
        case "closed":
            return promises.after_closed(ticket.closed(now), rulebook, now)
        case "on_hold":
            return promises.paused(replace(ticket, state="on_hold", changed_at=now), rulebook, now)
        case "open":
            return promises.resumed(ticket.taken_up(now), rulebook, now)
        case _:
            return ticket, ()


def told_of_state(
    before: Ticket, after: Ticket, rulebook: Rulebook, now: datetime, cause: int | None = None
) -> tuple[QueueNotice, ...]:
    """The customer hears that the ticket's state is another one, if its automation and their address let it."""
    if after.state == before.state or not after.automation or not answerable(after.customer, rulebook):
        return ()
    match after.state:
        case "resolved":
            return (QueueNotice(notice=resolved(after, None, now=now, cause=cause)),)
        case "closed":
            return (QueueNotice(notice=closed(after, None, now=now, cause=cause)),)
        case _:
            return (QueueNotice(notice=status_changed(after, None, now=now, cause=cause)),)


def _acted(name: str, then: Actions, ticket: Ticket, rulebook: Rulebook, now: datetime, cause: int | None) -> Fired:
    changed = replace(
        ticket,
        priority=then.priority or ticket.priority,
        intent=then.intent or ticket.intent,
        tags=tuple(dict.fromkeys((*ticket.tags, *then.tags))),
        automation=ticket.automation if then.automation is None else then.automation,
        hold_for=then.hold_for or ticket.hold_for,
    )
    changed, stated = in_state(changed, then.state, rulebook, now)
    stated = (*stated, *told_of_state(ticket, changed, rulebook, now, cause))
    changed, moved = _moved(name, then, changed, rulebook, now, cause)
    told = (
        QueueNotice(notice=rule_notice(changed, to, name, f"trigger “{name}”", rulebook, now=now, cause=cause))
        for to in dict.fromkeys(to for who in then.notify for to in addresses_named(who, changed, rulebook))
    )
    if changed != ticket:
        changed = replace(changed, changed_at=now)
    return Fired(ticket=changed, effects=(*stated, *moved, *told))


def _moved(
    name: str, then: Actions, ticket: Ticket, rulebook: Rulebook, now: datetime, cause: int | None
) -> tuple[Ticket, tuple[Effect, ...]]:
    """Handed to the agent or team that the trigger, or its `hold_for`, names; nothing if they have it already."""
    agent = next(iter(agents_named(then.hold_for or then.agent, rulebook)), None) if then.hold_for or then.agent else None
    team = then.team or (agent.teams[0] if agent and agent.teams and ticket.team not in agent.teams else ticket.team)
    if (agent is None or ticket.agent == agent.address) and team == ticket.team:
        return ticket, ()
    ticket = ticket.handed_to(agent.address if agent else None, team, now)
    route = Route(team=team, agent=ticket.agent, reason="rule", because=(f"trigger “{name}”",))
    readers = (agent,) if agent else team_agents(team, rulebook)
    return ticket, (
        KeepRoute(ticket=ticket.number, route=route),
        *(QueueNotice(notice=handover(ticket, to, route, now=now, cause=cause, again=True, entry=None)) for to in readers),
    )
