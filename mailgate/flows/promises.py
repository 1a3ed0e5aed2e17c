"""Promises: wake the tickets whose time has come. One timer, one story, one decision, one commit."""

from __future__ import annotations

from datetime import timedelta

from mailgate.flows.desk import Desk
from mailgate.model.decision import Applied, Decision
from mailgate.model.errors import Temporary
from mailgate.model.promise import Timer
from mailgate.model.reading import NOTHING_READ
from mailgate.policy.due import on_due

LEASE = timedelta(minutes=2)  # a timer whose decision fails is tried again after it
TRIES_ON_CONFLICT = 20


def fire_due(desk: Desk, limit: int) -> int:
    """Claim up to `limit` timers that are due, decide each and commit it; how many were claimed. One that fails stays
    leased and comes back; it never keeps the others from firing."""
    claimed = desk.store.claim_timers(limit=limit, now=desk.clock(), lease=LEASE)
    for timer in claimed:
        try:
            decision = fire(timer, desk)
        except Exception as error:
            desk.tell("timer_failed", timer=timer.kind, ticket=timer.ticket, error=error, again_in=LEASE)
            if isinstance(error, Temporary):  # the store as a whole is away: the loop waits and says so
                raise
            continue
        desk.tell("timer", timer=timer.kind, name=timer.name, ticket=timer.ticket, decision=decision)
    if claimed:
        desk.wake("notices")
    return len(claimed)


def fire(timer: Timer, desk: Desk) -> Decision:
    """Decide one timer and commit it; decides afresh when the ticket changed meanwhile."""
    for _ in range(TRIES_ON_CONFLICT):
        decision = decided(timer, desk)
        if isinstance(desk.store.apply(decision, settles=timer, now=desk.clock()), Applied):
            return decision
    raise Temporary(f"timer {timer.kind} of #{timer.ticket} met a change {TRIES_ON_CONFLICT} times over; it comes back")


def decided(timer: Timer, desk: Desk) -> Decision:
    """What follows from the timer now; nothing is written. A ticket that is gone leaves a timer without effect."""
    judgement = desk.judgement()
    story = desk.store.ticket_story(timer.ticket)
    if story is None:
        return Decision(outcome="ignored:stale_timer", reason="stale_timer", ticket=timer.ticket)
    past = desk.store.past_of(NOTHING_READ, story.ticket.customer, rulebook=judgement.rulebook, now=judgement.now)
    return on_due(timer, story, past, judgement.rulebook, judgement.now)
