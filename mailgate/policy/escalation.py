"""A promise's timer has fired: who is told, and what comes next. Nobody is told twice of one step, and after a stall or a
jump of the clock each person hears once, of the last step they missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from mailgate.model.address import key_of
from mailgate.model.decision import AddEntry, ChangeTicket, Decision, Effect, QueueNotice
from mailgate.model.delivery import Notice
from mailgate.model.facts import TicketStory
from mailgate.model.promise import EscalationStep, Promise, Timer
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Entry, Ticket
from mailgate.policy.promises import ladder, moment_of, next_moment, watched
from mailgate.policy.rules import rule_facts
from mailgate.policy.triggers import Fired, fire
from mailgate.policy.whom import addresses_named, readers_of

STANDING_STILL = frozenset({"waiting", "on_hold", "snoozed"})


def on_promise_due(timer: Timer, story: TicketStory, rulebook: Rulebook, now: datetime) -> Decision:
    """The steps whose moment has come are climbed; at its due time the promise is broken and the triggers on `due` act."""
    ticket = story.ticket
    promise = ticket.promise(timer.name)
    if promise is None or promise.since is None or promise.state not in ("running", "broken"):
        return stale(ticket)
    moment = next_moment(promise, rulebook)
    if ticket.ended or ticket.state in STANDING_STILL or moment is None or moment > now:
        return stale(ticket)
    steps = ladder(rulebook)
    reached = promise.step
    while reached < len(steps) and moment_of(steps[reached], promise, rulebook) <= now:
        reached += 1
    breaks = promise.state == "running" and promise.due <= now
    climbed = replace(promise, step=reached, state="broken" if breaks else promise.state)
    ticket = ticket.with_promise(climbed)
    told = _told(ticket, promise, tuple(enumerate(steps))[promise.step : reached], rulebook, now)
    acted = triggers_acted("due", ticket, rulebook, now) if breaks else Fired(ticket=ticket)
    ticket, left = acted.ticket, acted.ticket.promise(climbed.name)
    following = watched(ticket, left, rulebook) if left is not None and left.since is not None else ()
    reason = "promise_broken" if breaks else "promise_warning" if promise.state == "running" else "escalated"
    entry = event(
        ticket,
        reason,
        now,
        promise=promise.name,
        due=promise.due.isoformat(),
        told=sorted(effect.notice.to for effect in told),
    )
    effects: tuple[Effect, ...] = (ChangeTicket(ticket=ticket), entry, *told, *acted.effects, *following)
    because = (f"{promise.name} of {promise.policy} due {promise.due.isoformat(timespec='minutes')}", *acted.because)
    return Decision(outcome="fired", reason=reason, ticket=ticket.number, effects=effects, because=because)


def triggers_acted(on: str, ticket: Ticket, rulebook: Rulebook, now: datetime) -> Fired:
    """What the triggers on this event do when time itself is the cause: nobody wrote."""
    facts = rule_facts(rulebook=rulebook, now=now, ticket=ticket, team=ticket.team, agent=ticket.agent)
    return fire(on, ticket, facts, rulebook, now)


# -- small words for what time does ----------------------------------------------------------------------------------


def stale(ticket: Ticket) -> Decision:
    """The ticket has moved on since the timer was set: nothing is done."""
    return Decision(outcome="ignored:stale_timer", reason="stale_timer", ticket=ticket.number)


def event(ticket: Ticket, reason: str, now: datetime, **data: object) -> AddEntry:
    """A line of the ticket's story that nobody wrote."""
    return AddEntry(entry=Entry(kind="event", ticket=ticket.number, at=now, by="mailgate", reason=reason, data=data))


def told_notice(
    template: str, to: str, ticket: Ticket, why: str, rulebook: Rulebook, now: datetime, data: Mapping[str, object]
) -> QueueNotice:
    """A notice to somebody of the desk, due now: the audience is agent if it is one, else admin."""
    agent = rulebook.agent_of(to)
    return QueueNotice(
        notice=Notice(
            template=template,
            to=agent.address if agent else to,
            to_name=agent.name if agent else None,
            audience="agent" if agent else "admin",
            why=why,
            deliver_after=now,
            ticket=ticket.number,
            data=data,
        )
    )


def _told(
    ticket: Ticket, promise: Promise, steps: tuple[tuple[int, EscalationStep], ...], rulebook: Rulebook, now: datetime
) -> tuple[QueueNotice, ...]:
    """One notice a person: of the last step that names them."""
    notices: dict[str, QueueNotice] = {}
    for number, step in steps:
        told: dict[str, object] = {"promise": promise.name, "due": promise.due.isoformat()}
        if step.notify == "agent":
            for agent in readers_of(ticket, rulebook):
                data = told | {"fraction": 1.0 if step.at is None else step.at}
                notices[key_of(agent.address)] = told_notice(
                    "sla_warning", agent.address, ticket, "sla_warning", rulebook, now, data
                )
            continue
        for address in addresses_named(step.notify, ticket, rulebook):
            data = told | {"step": number + 1, "overdue": promise.due <= now}
            notices[key_of(address)] = told_notice("escalation", address, ticket, "escalation", rulebook, now, data)
    return tuple(notices.values())
