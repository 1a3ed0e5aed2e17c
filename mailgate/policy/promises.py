"""Service levels: what a ticket is promised, when the clock stops, and when somebody must be told.

- first_response runs from opening to the first public answer;
- next_response from the oldest customer mail that is not answered since;
- resolution to resolved.

All stop while we wait for the customer and while a ticket is snoozed or on hold. Each running promise has one timer,
named like it, at its next moment: a step of the escalation ladder, or the instant it falls due.
A promise that is running or paused has `since`; one that is over, kept or broken, has none.
Every function answers the ticket with its promises and the effects that belong to them; the caller writes the ticket.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mailgate.model.decision import Effect, SetTimer, StopTimers
from mailgate.model.promise import EscalationStep, Hours, Promise, PromiseName, SlaPolicy, Timer, TimerKind
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.hours import due_at, worked
from mailgate.policy.rules import RuleFacts, holds

Kept = tuple[Ticket, tuple[Effect, ...]]
ZERO = timedelta(0)

# What ends with the work, and what ends when a customer writes.
WORK_TIMERS: tuple[TimerKind, ...] = ("promise", "remind_waiting", "untouched", "wake_snoozed")


def policy_for(facts: RuleFacts, rulebook: Rulebook) -> SlaPolicy | None:
    """The first policy whose `when` holds; None: nothing is promised."""
    return next((policy for policy in rulebook.sla if holds(policy.when, facts)), None)


def made(ticket: Ticket, facts: RuleFacts, rulebook: Rulebook, now: datetime) -> Kept:
    """At opening: first response and resolution start to run."""
    policy = policy_for(facts, rulebook)
    if policy is None:
        return ticket, ()
    return _started(ticket, policy, ("first_response", "resolution"), rulebook, now)


def after_answer(ticket: Ticket, rulebook: Rulebook, now: datetime) -> Kept:
    """An agent's public answer: responses are kept, or were broken; resolution pauses; the customer will be reminded."""
    effects: list[Effect] = []
    for name in ("first_response", "next_response"):
        promise = ticket.promise(name)
        if promise is not None and promise.since is not None:
            ticket = ticket.with_promise(_over(promise, now))
            effects.append(StopTimers(ticket=ticket.number, kinds=("promise",), name=name))
    ticket, stopped = paused(ticket, rulebook, now)
    reminder = reminder_timer(ticket, rulebook, 0, now)
    return ticket, (
        *effects,
        *stopped,
        StopTimers(ticket=ticket.number, kinds=("untouched", "wake_snoozed")),
        *((SetTimer(timer=reminder),) if reminder else ()),
    )


def after_customer_wrote(ticket: Ticket, facts: RuleFacts, rulebook: Rulebook, now: datetime) -> Kept:
    """A customer's mail: what was paused goes on; once the ticket was answered, the next response starts to run,
    unless an older mail still waits for one."""
    ticket, effects = resumed(ticket, rulebook, now)
    stop = StopTimers(ticket=ticket.number, kinds=("remind_waiting", "wake_snoozed"))
    waits = any((p := ticket.promise(name)) and p.since for name in ("first_response", "next_response"))
    policy = _policy_of(ticket, facts, rulebook)
    if waits or policy is None:
        return ticket, (stop, *effects)
    ticket, started = _started(ticket, policy, ("next_response",), rulebook, now)
    return ticket, (stop, *effects, *started)


def after_resolved(ticket: Ticket, rulebook: Rulebook, now: datetime) -> Kept:
    """Resolved: resolution is kept or was broken, unanswered responses are no longer owed, and closing is set."""
    ticket = _ended(ticket, now)
    closing = Timer(kind="close_resolved", ticket=ticket.number, due=now + rulebook.lifecycle.close_resolved_after)
    return ticket, (StopTimers(ticket=ticket.number, kinds=WORK_TIMERS), SetTimer(timer=closing))


def after_closed(ticket: Ticket, rulebook: Rulebook, now: datetime) -> Kept:
    """Closed: nothing runs; the question how it went and the archive are set."""
    ticket = _ended(ticket, now)
    effects: list[Effect] = [StopTimers(ticket=ticket.number, kinds=(*WORK_TIMERS, "close_resolved"))]
    if rulebook.feedback.after_close is not None:
        asked = Timer(kind="feedback", ticket=ticket.number, due=now + rulebook.feedback.after_close)
        effects.append(SetTimer(timer=asked))
    archive = Timer(kind="archive", ticket=ticket.number, due=now + rulebook.lifecycle.archive_after)
    return ticket, (*effects, SetTimer(timer=archive))


def after_reopened(ticket: Ticket, facts: RuleFacts, rulebook: Rulebook, now: datetime) -> Kept:
    """The customer came back: closing, asking and archiving stop; response and resolution are promised anew."""
    stop = StopTimers(ticket=ticket.number, kinds=("close_resolved", "feedback", "archive"))
    policy = _policy_of(ticket, facts, rulebook)
    if policy is None:
        return ticket, (stop,)
    ticket, effects = _started(ticket, policy, ("next_response", "resolution"), rulebook, now)
    return ticket, (stop, *effects)


def paused(ticket: Ticket, rulebook: Rulebook, now: datetime) -> Kept:
    """The clock of all running promises stands still: we wait for somebody else. What is overdue stays so, but nobody is
    told further while it is not ours to act."""
    effects: list[Effect] = []
    for promise in ticket.promises:
        running = promise.state == "running" and now <= promise.due
        if running:
            left = max(ZERO, _left(promise) - worked(_hours(promise, rulebook), promise.since or now, now))
            ticket = ticket.with_promise(replace(promise, state="paused", remaining=left))
        if running or (promise.state == "broken" and promise.since is not None):
            effects.append(StopTimers(ticket=ticket.number, kinds=("promise",), name=promise.name))
    return ticket, tuple(effects)


def resumed(ticket: Ticket, rulebook: Rulebook, now: datetime) -> Kept:
    """The clock goes on with what was left."""
    effects: list[Effect] = []
    for promise in ticket.promises:
        if promise.state == "paused":
            due_now = due_at(_hours(promise, rulebook), now, _left(promise))
            promise = replace(promise, state="running", due=due_now, since=now)
            ticket = ticket.with_promise(promise)
        if promise.state in ("running", "broken") and promise.since is not None:
            effects.extend(watched(ticket, promise, rulebook))
    return ticket, tuple(effects)


# -- what is owed ----------------------------------------------------------------------------------------------------


def due(ticket: Ticket) -> datetime | None:
    """When something is owed next: the first of the open promises and of what the customer said they need it by."""
    owed = [p.due for p in ticket.promises if p.since is not None and p.state in ("running", "broken")]
    if ticket.deadline is not None and ticket.deadline > ticket.opened_at and not ticket.ended:
        owed.append(ticket.deadline)
    return min(owed, default=None)


def answer_by(ticket: Ticket) -> datetime | None:
    """When a person will have answered, as promised; None if nothing is promised."""
    owed = [p.due for p in ticket.promises if p.since is not None and p.state == "running" and p.name != "resolution"]
    return min(owed, default=None)


# -- the ladder ------------------------------------------------------------------------------------------------------


def ladder(rulebook: Rulebook) -> tuple[EscalationStep, ...]:
    """The escalation steps as they are climbed: by share of the span, then by time past due."""
    return tuple(sorted(rulebook.escalation, key=lambda s: (s.at is None, s.at or 0.0, s.after or ZERO)))


def moment_of(step: EscalationStep, promise: Promise, rulebook: Rulebook) -> datetime:
    """When a step is reached, in business time, so that nobody is called at night for a desk that sleeps.
    A share that was already used up when the clock last started is reached then."""
    hours, since = _hours(promise, rulebook), promise.since or promise.due
    if step.at is None:
        return due_at(hours, promise.due, step.after or ZERO)
    if step.at == 1.0:
        return promise.due
    return due_at(hours, since, promise.span * step.at - (promise.span - _left(promise)))


def next_moment(promise: Promise, rulebook: Rulebook) -> datetime | None:
    """When this promise must be looked at next: its next step, or its due time while it still runs."""
    moments = [moment_of(step, promise, rulebook) for step in ladder(rulebook)[promise.step : promise.step + 1]]
    if promise.state == "running":
        moments.append(promise.due)
    return min(moments, default=None)


def reminder_timer(ticket: Ticket, rulebook: Rulebook, step: int, waiting_since: datetime) -> Timer | None:
    """The customer's reminder number `step` (0 first), counted from when we began to wait; None after the last."""
    steps = sorted(rulebook.lifecycle.remind_waiting)
    if step >= len(steps):
        return None
    return Timer(kind="remind_waiting", ticket=ticket.number, due=waiting_since + steps[step], name=str(step))


def watched(ticket: Ticket, promise: Promise, rulebook: Rulebook) -> tuple[Effect, ...]:
    """The timer of a promise at its next moment, if it has one."""
    moment = next_moment(promise, rulebook)
    if moment is None:
        return ()
    return (SetTimer(timer=Timer(kind="promise", ticket=ticket.number, due=moment, name=promise.name)),)


def _started(ticket: Ticket, policy: SlaPolicy, names: tuple[PromiseName, ...], rulebook: Rulebook, now: datetime) -> Kept:
    effects: list[Effect] = []
    for name in names:
        span = _span(policy, name)
        if span is None:
            continue
        promise = Promise(
            name=name,
            policy=policy.name,
            due=due_at(_calendar(policy.hours, rulebook), now, span),
            span=span,
            hours=policy.hours,
            since=now,
        )
        ticket = ticket.with_promise(promise)
        effects.extend(watched(ticket, promise, rulebook))
    return ticket, tuple(effects)


def _span(policy: SlaPolicy, name: PromiseName) -> timedelta | None:
    match name:
        case "first_response":
            return policy.first_response
        case "next_response":
            return policy.next_response
        case "resolution":
            return policy.resolution


def _policy_of(ticket: Ticket, facts: RuleFacts, rulebook: Rulebook) -> SlaPolicy | None:
    """The policy the ticket was promised by, while the settings still have it."""
    names = {p.policy for p in ticket.promises}
    return next((p for p in rulebook.sla if p.name in names), None) or policy_for(facts, rulebook)


def _over(promise: Promise, now: datetime) -> Promise:
    """It is settled: kept if it was in time."""
    in_time = promise.state == "paused" or (promise.state == "running" and now <= promise.due)
    return replace(promise, state="kept" if in_time else "broken", since=None)


def _ended(ticket: Ticket, now: datetime) -> Ticket:
    for promise in ticket.promises:
        if promise.since is None:
            continue
        over = _over(promise, now)
        if promise.name != "resolution" and over.state == "kept":
            over = replace(over, state="cancelled")  # nobody answered, and nobody needs to any more
        ticket = ticket.with_promise(over)
    return ticket


def _left(promise: Promise) -> timedelta:
    """The business time that was left at `since`, or is left while it is paused."""
    return promise.span if promise.remaining is None else promise.remaining


def _hours(promise: Promise, rulebook: Rulebook) -> Hours:
    return _calendar(promise.hours, rulebook)


def _calendar(name: str, rulebook: Rulebook) -> Hours:
    """The calendar it was promised in; one the settings no longer have counts as always open."""
    return rulebook.hours.get(name) or Hours(name=name)
