"""What falls due: one pure decision for each kind of timer. A timer whose ticket has moved on does nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from mailgate.model.decision import (
    ChangeTicket,
    CountEvent,
    Decision,
    Effect,
    QueueNotice,
    Route,
    SetTimer,
)
from mailgate.model.facts import Past, TicketStory
from mailgate.model.promise import Timer
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy.escalation import event, on_promise_due, stale, triggers_acted
from mailgate.policy.held_due import on_held_due
from mailgate.policy.notices_to_customers import closed as closed_notice
from mailgate.policy.notices_to_customers import feedback_request, waiting_reminder
from mailgate.policy.outcomes import broke
from mailgate.policy.promises import after_closed, reminder_timer, resumed
from mailgate.policy.untouched import handed_over, on_untouched
from mailgate.policy.whom import answerable


def on_due(timer: Timer, story: TicketStory, past: Past, rulebook: Rulebook, now: datetime) -> Decision:
    """What follows from this timer at this instant. Tickets with `automation` off, or kept for a person, get no letter to
    the customer and are not closed by themselves; the desk's own warnings go on."""
    match timer.kind:
        case "promise":
            return _promised(timer, story, past, rulebook, now)
        case "remind_waiting":
            return _remind(timer, story, rulebook, now)
        case "close_resolved":
            return _close(story, rulebook, now)
        case "feedback":
            return _ask(story, rulebook, now)
        case "archive":
            return _archive(story, rulebook, now)
        case "wake_snoozed":
            return _wake(story, rulebook, now)
        case "untouched":
            return on_untouched(story.ticket, past, rulebook, now)
        case "held":
            return on_held_due(timer, story, rulebook, now)
        case _:
            assert_never(timer.kind)


def _promised(timer: Timer, story: TicketStory, past: Past, rulebook: Rulebook, now: datetime) -> Decision:
    """A promise's moment has come; one that is broken says something of who had the ticket."""
    decision, promise = on_promise_due(timer, story, rulebook, now), story.ticket.promise(timer.name)
    if decision.reason != "promise_broken" or promise is None:
        return decision
    return replace(decision, effects=(*decision.effects, *broke(story.ticket, promise, past, rulebook, now)))


def feedback_key(customer: str) -> str:
    """What counts that this customer was asked how it went: `TicketStory.feedback_asked_at`, `Counts.feedback_asked`."""
    return f"feedback-asked:{customer.lower()}"


def _remind(timer: Timer, story: TicketStory, rulebook: Rulebook, now: datetime) -> Decision:
    """The customer owes us an answer."""
    ticket = story.ticket
    step = int(timer.name) if timer.name.isdigit() else 0
    if ticket.state != "waiting" or ticket.waiting_since is None:
        return stale(ticket)
    expected = reminder_timer(ticket, rulebook, step, ticket.waiting_since)
    if expected is None or expected.due > now:
        return stale(ticket)
    if (silent := _silent(ticket, rulebook)) is not None:
        return silent
    following = reminder_timer(ticket, rulebook, step + 1, ticket.waiting_since)
    if following is not None and following.due <= now:  # after a long stall: one reminder, not two at once
        return _fired("caught_up", ticket, (SetTimer(timer=following),))
    return _fired(
        "reminded",
        ticket,
        (
            ChangeTicket(ticket=replace(ticket, changed_at=now)),
            event(ticket, "reminded", now, step=step + 1),
            QueueNotice(notice=waiting_reminder(ticket, step + 1, now=now)),
            *((SetTimer(timer=following),) if following else ()),
        ),
    )


def on_close(story: TicketStory, rulebook: Rulebook, now: datetime) -> Decision:
    """Closed by the desk's own people, from a terminal: with the customer's letter, if the ticket's automation lets it."""
    ticket = story.ticket
    if ticket.state in ("closed", "archived"):
        return _ignored("closed_already", ticket)
    since = replace(ticket, resolved_at=ticket.resolved_at or now, resolved_by=ticket.resolved_by or "mailgate")
    return _closed("closed_by_hand", since, rulebook, now)


def _close(story: TicketStory, rulebook: Rulebook, now: datetime) -> Decision:
    """Resolved, and nobody came back."""
    ticket = story.ticket
    since = ticket.resolved_at
    if ticket.state != "resolved" or since is None or since + rulebook.lifecycle.close_resolved_after > now:
        return stale(ticket)
    if not ticket.automation or ticket.hold_for:
        return _ignored("automation_off", ticket)
    return _closed("closed_by_time", ticket, rulebook, now)


def _closed(reason: str, ticket: Ticket, rulebook: Rulebook, now: datetime) -> Decision:
    closed, timers = after_closed(ticket.closed(now), rulebook, now)
    fired = triggers_acted("closed", closed, rulebook, now)
    closed = fired.ticket
    letter = (QueueNotice(notice=closed_notice(closed, None, now=now)),)
    return _fired(
        reason,
        closed,
        (
            ChangeTicket(ticket=closed),
            event(closed, reason, now),
            *(letter if closed.automation and answerable(closed.customer, rulebook) else ()),
            *timers,
            *fired.effects,
        ),
    )


def _ask(story: TicketStory, rulebook: Rulebook, now: datetime) -> Decision:
    """How did it go? Once a ticket, seldom a customer, and only where somebody had helped."""
    ticket, settings = story.ticket, rulebook.feedback
    if ticket.state != "closed" or settings.after_close is None:
        return stale(ticket)
    if (silent := _silent(ticket, rulebook)) is not None:
        return silent
    if ticket.first_response_at is None:
        return _ignored("nobody_answered", ticket)
    asked = story.feedback_asked_at
    lately = asked is not None and asked + settings.at_most_every > now
    if story.feedback_given or story.feedback_asked or lately:
        return _ignored("feedback_asked", ticket)
    return _fired(
        "feedback_asked",
        ticket,
        (
            ChangeTicket(ticket=replace(ticket, changed_at=now)),
            event(ticket, "feedback_asked", now),
            QueueNotice(notice=feedback_request(ticket, settings.scale, now=now)),
            CountEvent(key=feedback_key(ticket.customer), at=now),
        ),
    )


def _archive(story: TicketStory, rulebook: Rulebook, now: datetime) -> Decision:
    ticket = story.ticket
    since = ticket.closed_at
    if ticket.state != "closed" or since is None or since + rulebook.lifecycle.archive_after > now:
        return stale(ticket)
    archived = ticket.archived(now)
    return _fired("archived", archived, (ChangeTicket(ticket=archived), event(archived, "archived", now)))


def _wake(story: TicketStory, rulebook: Rulebook, now: datetime) -> Decision:
    """The time it was put aside for is over: back to its agent, with the clock running."""
    ticket = story.ticket
    if ticket.state != "snoozed" or ticket.snoozed_until is None or ticket.snoozed_until > now:
        return stale(ticket)
    awake, timers = resumed(ticket.taken_up(now), rulebook, now)
    back = Route(team=awake.team, agent=awake.agent, reason="kept", because=("it was put aside until now",))
    return _fired(
        "woken",
        awake,
        (
            ChangeTicket(ticket=awake),
            event(awake, "woken", now),
            *handed_over(awake, back, rulebook, now),
            *timers,
        ),
    )


# -- words -----------------------------------------------------------------------------------------------------------


def _silent(ticket: Ticket, rulebook: Rulebook) -> Decision | None:
    """Why the customer gets no automatic letter, if so."""
    if not ticket.automation or ticket.hold_for:
        return _ignored("automation_off", ticket)
    if not answerable(ticket.customer, rulebook):
        return _ignored("not_answerable", ticket)
    return None


def _fired(reason: str, ticket: Ticket, effects: tuple[Effect, ...]) -> Decision:
    return Decision(outcome="fired", reason=reason, ticket=ticket.number, effects=effects)


def _ignored(why: str, ticket: Ticket) -> Decision:
    return Decision(outcome=f"ignored:{why}", reason=why, ticket=ticket.number)
