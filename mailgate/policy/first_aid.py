"""First aid: the acknowledgement carries the one section that answers, and a word of the customer closes the ticket.

It is sent only where the admin asked for it, the sender is known to be who they say, and everything points to the same one
section; never for what is sensitive, urgent or kept for a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from mailgate.model.decision import AddEntry, CancelNotices, CustomerMail, Effect, QueueNotice
from mailgate.model.documents import Passage
from mailgate.model.message import ParsedMessage
from mailgate.model.reading import Reading
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Entry, Ticket
from mailgate.policy import promises
from mailgate.policy.notices import rule_notice
from mailgate.policy.notices_to_customers import closed
from mailgate.policy.rule_facts import SENSITIVE_SHARE
from mailgate.policy.solved_words import says_solved
from mailgate.policy.whom import readers_of

SENT, SOLVED = "first-aid", "first-aid-solved"  # tags
LONGEST = 2_500  # characters of a section in an acknowledgement
AHEAD = 0.08  # by how much it must fit better than any other document
KNOWN = 0.5  # the least chance that the mail is about anything we know


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """A ticket that its customer says is solved: closed, with what follows besides."""

    ticket: Ticket
    effects: tuple[Effect, ...]


def first_aid(ticket: Ticket, reading: Reading, kind: CustomerMail, rulebook: Rulebook) -> Passage | None:
    """The section to send; None where there is any doubt."""
    settings = rulebook.documents.first_aid
    if settings is None or not reading.documents or not _allowed(ticket, reading, kind, rulebook):
        return None
    best = reading.documents[0]
    passage = rulebook.documents.at(best.document, best.line)
    if passage is None or not passage.public or len(passage.text) > LONGEST or best.score < settings.threshold:
        return None
    other = next((one.score for one in reading.documents if one.document != best.document), 0.0)
    if best.score - other < AHEAD:
        return None
    mailbox = rulebook.mailbox_of(ticket.mailbox)
    language = passage.language or (mailbox.language if mailbox is not None else "en")
    if ticket.language is not None and language != ticket.language:
        return None
    if passage.intents and not _is_about(ticket, reading, passage, rulebook):
        return None
    return passage


def given(ticket: Ticket, passage: Passage, reading: Reading, now: datetime) -> tuple[Ticket, AddEntry]:
    """The ticket, marked, and the entry that tells what was sent."""
    entry = Entry(
        kind="event",
        at=now,
        by="mailgate",
        text=f"First aid: {passage.name}",
        reason="first_aid",
        data={"document": passage.document, "line": passage.line, "score": reading.documents[0].score},
    )
    return replace(ticket, tags=tuple(dict.fromkeys((*ticket.tags, SENT)))), AddEntry(entry=entry)


def may_close(ticket: Ticket, kind: CustomerMail, message: ParsedMessage, clue: str) -> bool:
    """Whether this mail says that first aid solved it, and its sender may say so: the customer, authenticated or with our
    token, before anybody answered."""
    return (
        SENT in ticket.tags
        and not ticket.ended
        and ticket.first_response_at is None
        and kind.sender.lower() == ticket.customer.lower()
        and (kind.verified or clue == "token")
        and not message.attachments
        and says_solved(message.reply)
    )


def solved(ticket: Ticket, rulebook: Rulebook, now: datetime, cause: int | None) -> Helped:
    """It is closed, the customer hears so, and so does whoever has it."""
    resolved, ended = promises.after_resolved(ticket.resolved("mailgate", now), rulebook, now)
    tags = tuple(dict.fromkeys((*ticket.tags, SOLVED)))
    after, timers = promises.after_closed(replace(resolved.closed(now), tags=tags), rulebook, now)
    because = f"the customer says that the document we sent solved #{ticket.number}; it is closed"
    readers = readers_of(ticket, rulebook)
    return Helped(
        ticket=after,
        effects=(
            *ended,
            *timers,
            CancelNotices(ticket=ticket.number, templates=("handover", "waiting_reminder")),
            *(
                QueueNotice(notice=rule_notice(after, to.address, "First aid", because, rulebook, now=now, cause=cause))
                for to in readers
            ),
            *((QueueNotice(notice=closed(after, None, now=now, cause=cause)),) if after.automation else ()),
        ),
    )


def _allowed(ticket: Ticket, reading: Reading, kind: CustomerMail, rulebook: Rulebook) -> bool:
    """Whether a machine may answer at all."""
    settings = rulebook.documents.first_aid
    return (
        settings is not None
        and kind.verified
        and kind.forwarded_by is None
        and ticket.automation
        and ticket.hold_for is None
        and ticket.tier not in settings.except_tiers
        and ticket.urgency != "critical"
        and not reading.mood.frustrated
        and reading.sensitive is None
        and not _sensitive(ticket, reading, rulebook)
    )


def _sensitive(ticket: Ticket, reading: Reading, rulebook: Rulebook) -> bool:
    """As rules take it: a sensitive intent counts from half the usual confidence on."""
    named = [(one.name, one.confidence) for one in reading.intents]
    if ticket.intent is not None and ticket.confidence is None:
        named.append((ticket.intent, 1.0))
    least = rulebook.routing.min_confidence * SENSITIVE_SHARE
    return any(
        name in rulebook.intents and rulebook.intents[name].sensitive and confidence >= least for name, confidence in named
    )


def _is_about(ticket: Ticket, reading: Reading, passage: Passage, rulebook: Rulebook) -> bool:
    """Whether the ticket is surely about what the document says that it is for."""
    sure = ticket.confidence is None or ticket.confidence >= rulebook.routing.min_confidence
    return sure and ticket.intent in passage.intents and (reading.known is None or reading.known >= KNOWN)
