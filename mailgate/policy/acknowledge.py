"""Acknowledgements: who gets one, and the caps that keep the desk from being made to mail-bomb anybody (contract §6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mailgate.model.decision import CountEvent, CustomerMail, Effect, Judgement, QueueNotice, Route
from mailgate.model.documents import Passage
from mailgate.model.facts import Facts
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.rules import Actions
from mailgate.model.ticket import Ticket
from mailgate.policy import counters
from mailgate.policy.caps import automatic_allowed
from mailgate.policy.notices import admin_notice
from mailgate.policy.notices_to_customers import acknowledgement
from mailgate.policy.promises import answer_by
from mailgate.policy.whom import leads_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    effects: tuple[Effect, ...] = ()
    because: tuple[str, ...] = ()


def acknowledged(
    kind: CustomerMail,
    message: ParsedMessage,
    arrival: Arrival,
    ticket: Ticket,
    where: Route,
    actions: Actions,
    facts: Facts,
    judgement: Judgement,
    aid: Passage | None = None,
) -> Acknowledged:
    """The acknowledgement of a ticket just opened, or why there is none; `aid` is the section that may answer it."""
    unsaid = _unanswerable(message, arrival, facts, judgement) or _unsaid(kind, arrival, ticket, actions, facts, judgement)
    if unsaid is not None:
        return Acknowledged(because=(f"not acknowledged: {unsaid}",))
    notice = acknowledgement(
        ticket,
        answer_by=when_answered(ticket, where),
        nobody_in=where.in_at is not None,
        back_at=where.in_at,
        plain=not kind.verified,
        aid=aid,
        now=judgement.now,
        cause=arrival.inbox_id,
        written=message.date,
    )
    return Acknowledged(
        effects=(
            QueueNotice(notice=notice),
            *_counted(kind, message, judgement),
        )
    )


def _unanswerable(message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement) -> str | None:
    """Why the mail as such is never acknowledged: it came back to where only returned mail goes, or it has no one sender."""
    returned_to = f"@{judgement.rulebook.domain.lower()}"
    named = (a.lower() for a in (*arrival.raw.envelope_to, *message.recipients_named))
    if any(t.audience == "bounce" for t in facts.tokens) or any(
        a.startswith("bounce+") and a.endswith(returned_to) for a in named
    ):
        return "it came to an address for returned mail"
    if message.ambiguous and message.identity is None:
        return "it does not say plainly who sent it"
    return None


def _counted(kind: CustomerMail, message: ParsedMessage, judgement: Judgement) -> tuple[CountEvent, ...]:
    """Counted with the caps that let it pass, so that mails taken in at the same moment can't pass them together."""
    now = judgement.now
    sender = counters.acknowledgement(kind.sender)
    subject = counters.acknowledgement_of_subject(kind.sender, message.base_subject)
    return (
        CountEvent(key=sender, at=now, at_most=_a_day(kind, judgement), since=now - timedelta(hours=24)),
        CountEvent(key=subject, at=now)
        if kind.verified
        else CountEvent(key=subject, at=now, at_most=1, since=now - timedelta(hours=3)),
    )


def _a_day(kind: CustomerMail, judgement: Judgement) -> int:
    return judgement.caps.acks_a_day_known if kind.verified else judgement.caps.acks_a_day


def flooded(facts: Facts, judgement: Judgement) -> bool:
    """Whether this sender, or all senders together, open more tickets than anybody can answer."""
    counts, caps = facts.counts, judgement.caps
    return counts.tickets_from_sender_hour >= caps.tickets_a_sender_hour or counts.tickets_hour >= caps.tickets_an_hour


def flood(kind: CustomerMail, ticket: Ticket, facts: Facts, judgement: Judgement, cause: int) -> tuple[Effect, ...]:
    """In a flood the lead, or else the admin, gets one mail an hour about it."""
    if not flooded(facts, judgement) or facts.counts.flood_told_hour > 0:
        return ()
    rulebook, counts, now = judgement.rulebook, facts.counts, judgement.now
    lines = (
        f"{counts.tickets_from_sender_hour + 1} tickets from {kind.sender} within an hour, {counts.tickets_hour + 1} in all.",
        "Such tickets are opened without acknowledgement until it ebbs.",
        "A rule with `ignore: true` or `acknowledge: false` keeps a known robot quiet.",
    )
    told = tuple(a.address for a in leads_of(ticket.team, rulebook)) or rulebook.admins
    return (
        *(QueueNotice(notice=admin_notice(to, "flood", "Many new tickets", lines, now=now, cause=cause)) for to in told),
        counters.once_an_hour(counters.FLOOD, now),
    )


def _unsaid(
    kind: CustomerMail, arrival: Arrival, ticket: Ticket, actions: Actions, facts: Facts, judgement: Judgement
) -> str | None:
    counts, a_day = facts.counts, _a_day(kind, judgement)
    if actions.acknowledge is False:
        return "a rule says so"
    if kind.denied is not None:
        return "the sender claims to be an agent without proof"
    if arrival.raw.envelope_from == "":
        return "it came with the null envelope sender (RFC 3834)"
    if flooded(facts, judgement):
        return "too many new tickets in an hour"
    if counts.acks_to_sender_today >= a_day:
        return f"{a_day} acknowledgements to this address in a day"
    if not kind.verified and counts.acks_same_subject_3h > 0:
        return "one for this subject within three hours, and the sender is not authenticated"
    return automatic_allowed(kind.sender, ticket, facts, judgement)


def when_answered(ticket: Ticket, where: Route) -> datetime | None:
    """By when a person answers: as promised. None where nothing is, or only before anybody is in: that somebody comes in is no
    answer yet."""
    promised = answer_by(ticket)
    return promised if promised is not None and (where.in_at is None or promised > where.in_at) else None
