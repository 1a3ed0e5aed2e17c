"""A machine's answer: noted where it belongs, never answered, and it changes no ticket's state."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailgate.model.decision import (
    AddEntry,
    AutoReply,
    CustomerMail,
    Decision,
    Effect,
    Judgement,
    QueueNotice,
    SetAway,
    SetTimer,
)
from mailgate.model.facts import Facts, TicketStory
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.promise import Timer
from mailgate.policy.entries import entry_of
from mailgate.policy.notices import delivery_failure
from mailgate.policy.promises import reminder_timer
from mailgate.policy.senders import sender_of
from mailgate.policy.thread import Fresh, thread
from mailgate.policy.whom import readers_of

AWAY_AT_MOST = timedelta(days=60)  # a date further off is a misreading, or a year was meant
AWAY_UNSAID = timedelta(days=1)  # an agent's answer that names no day: away until the next one says so again

# Reports that are no answers of a person's machine: what the entry says of them.
REPORTS = {
    "delivered": "The mail server reports delivery.",
    "delayed": "The mail server reports a delay.",
    "read": "The mail was opened, as its reader's mail client reports.",
    "abuse": "The recipient's provider reports the mail as unwanted.",
    "challenge": "The recipient's server wants a person to confirm before it delivers our mail.",
}


def on_auto_reply(kind: AutoReply, message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement) -> Decision:
    """An agent's sets them away; a customer's is kept on the ticket it answers; another one is ignored."""
    if kind.agent is not None:
        return _agent_away(kind.agent, message, judgement)
    story = _answers(message, arrival, facts, judgement)
    if story is None:
        return Decision(outcome=f"ignored:{kind.why}", reason=kind.why, because=("a machine's mail that answers no ticket",))
    if message.report is not None:
        return _reported(message.report, story, message, arrival, judgement)
    return _customer_away(story, message, arrival, judgement)


def _agent_away(agent: str, message: ParsedMessage, judgement: Judgement) -> Decision:
    until = _until(message, judgement.now) or judgement.now + AWAY_UNSAID
    return Decision(
        outcome="away",
        reason="agent_away",
        effects=(SetAway(agent=agent, until=until, why="auto_reply"),),
        because=(f"away until {until.date().isoformat()}",),
    )


def _customer_away(story: TicketStory, message: ParsedMessage, arrival: Arrival, judgement: Judgement) -> Decision:
    """The ticket stays as it is; a reminder that would fall into the absence waits until its end."""
    now, ticket = judgement.now, story.ticket
    sender = sender_of(message, arrival, judgement.rulebook)
    until = _until(message, now)
    entry = entry_of(
        "away",
        message,
        arrival,
        now=now,
        ticket=ticket.number,
        by=sender.address,
        by_name=sender.name,
        verified=sender.verified,
        reason="away",
        data={"until": until.isoformat() if until else None},
    )
    effects: list[Effect] = [AddEntry(entry=entry)]
    if until is not None and ticket.state == "waiting" and sender.address.lower() == ticket.customer.lower():
        effects += _later(story, until, judgement)
    return Decision(
        outcome="away",
        reason="away",
        ticket=ticket.number,
        effects=tuple(effects),
        because=(f"away until {until.date().isoformat()}" if until else "an automatic reply that names no day",),
    )


def _later(story: TicketStory, until: datetime, judgement: Judgement) -> list[Effect]:
    """The next reminder, moved to the end of the absence if it would come earlier."""
    ticket, rulebook = story.ticket, judgement.rulebook
    since = ticket.waiting_since or judgement.now
    steps = (reminder_timer(ticket, rulebook, step, since) for step in range(len(rulebook.lifecycle.remind_waiting)))
    coming = next((t for t in steps if t is not None and t.due > judgement.now), None)
    if coming is None or coming.due >= until:
        return []
    return [SetTimer(timer=Timer(kind="remind_waiting", ticket=ticket.number, due=until, name=coming.name))]


def _reported(report: str, story: TicketStory, message: ParsedMessage, arrival: Arrival, judgement: Judgement) -> Decision:
    """A report about a letter: kept as an event. A challenge means that the letter waits, so whoever wrote it hears that."""
    now, ticket = judgement.now, story.ticket
    sender = sender_of(message, arrival, judgement.rulebook)
    entry = entry_of(
        "event",
        message,
        arrival,
        now=now,
        ticket=ticket.number,
        by=sender.address,
        verified=sender.verified,
        text=REPORTS[report],
        reason=report,
        attachments=False,
    )
    told = readers_of(ticket, judgement.rulebook) if report == "challenge" else ()
    notices = (
        delivery_failure(
            to,
            ticket,
            recipient=sender.address,
            status=None,
            reply=REPORTS[report],
            what="answer",
            now=now,
            cause=arrival.inbox_id,
        )
        for to in told
    )
    return Decision(
        outcome=f"ignored:{report}",
        reason=report,
        ticket=ticket.number,
        effects=(AddEntry(entry=entry), *(QueueNotice(notice=n) for n in notices)),
        because=(REPORTS[report],),
    )


def _answers(message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement) -> TicketStory | None:
    """The ticket it answers, by the same clues as a person's mail; it lets nobody in, so a stranger's machine may answer too."""
    sender = sender_of(message, arrival, judgement.rulebook)
    as_mail = CustomerMail(sender=sender.address, sender_name=sender.name, verified=sender.verified, why="auto_reply")
    found = thread(message, facts, as_mail, judgement)
    return None if isinstance(found, Fresh) else facts.tickets[found.ticket]


def _until(message: ParsedMessage, now: datetime) -> datetime | None:
    """The day it names, if it lies ahead and is near enough to be meant."""
    until = message.away_until
    return until if until is not None and now < until <= now + AWAY_AT_MOST else None
