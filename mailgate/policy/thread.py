"""Threading: to which ticket a customer's mail belongs, and whether its sender may join it (contract §5 and §6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailgate.model.decision import CustomerMail, Judgement
from mailgate.model.facts import Facts, TicketStory
from mailgate.model.form import Form
from mailgate.model.message import ParsedMessage
from mailgate.model.rules import Lifecycle
from mailgate.model.ticket import Ticket
from mailgate.policy.stock import is_stock


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """It is part of this ticket; `verified` False: shown as such."""

    ticket: int
    verified: bool
    clue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingOn:
    """It waits on this ticket, seen by agents only, until one of them lets it in."""

    ticket: int
    clue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """It opens a ticket; `related` are those that clues named without letting it join."""

    related: tuple[int, ...] = ()


SAME_SUBJECT = timedelta(days=14)  # how far back the same sender and subject are the same matter

Threading = Joins | PendingOn | Fresh
Clue = Callable[[ParsedMessage, Facts, CustomerMail, Judgement], Threading | None]


def thread(message: ParsedMessage, facts: Facts, kind: CustomerMail, judgement: Judgement) -> Threading:
    """Follow the clues in order. One that does not let the sender join leaves the next its turn."""
    if kind.forwarded_by is not None:
        return Fresh()  # its ids and subject are the forwarding agent's
    if message.form is not None:
        return _by_group(message.form, facts, kind)
    related: dict[int, None] = {}
    for clue in CLUES:
        found = clue(message, facts, kind, judgement)
        if isinstance(found, Fresh):
            related |= dict.fromkeys(found.related)
        elif found is not None:
            return found
    return Fresh(related=tuple(related))


def by_token(message: ParsedMessage, facts: Facts, kind: CustomerMail, judgement: Judgement) -> Threading | None:
    """A live reply token of ours. One for agents that a participant got to see is worth no more than one for customers."""
    tokens = sorted((t for t in facts.tokens if not t.revoked and t.audience != "bounce"), key=lambda t: t.audience != "customer")
    return _unguessable((t.ticket for t in tokens), "token", facts, kind)


def by_our_message_id(message: ParsedMessage, facts: Facts, kind: CustomerMail, judgement: Judgement) -> Threading | None:
    """The Message-ID of a letter of ours in In-Reply-To or References: as unguessable as a token."""
    return _unguessable((letter.ticket for letter in facts.letters), "own_message_id", facts, kind)


def by_known_message_id(message: ParsedMessage, facts: Facts, kind: CustomerMail, judgement: Judgement) -> Threading | None:
    """A Message-ID somebody else minted: a participant joins; whom a participant wrote to waits; others open their own."""
    stories = _stories((known.ticket for known in facts.known), facts)
    for story in stories:
        if story.participant(kind.sender) is not None:
            return Joins(ticket=story.ticket.number, verified=kind.verified, clue="known_message_id")
    for story in stories:
        if kind.sender.lower() in story.correspondents:
            return PendingOn(ticket=story.ticket.number, clue="known_message_id")
    return Fresh(related=tuple(s.ticket.number for s in stories)) if stories else None


def by_subject_tag(message: ParsedMessage, facts: Facts, kind: CustomerMail, judgement: Judgement) -> Threading | None:
    """A number anybody can guess: it joins only a known and authenticated participant, while the ticket lives."""
    story = facts.tickets.get(facts.tagged) if facts.tagged is not None else None
    if story is None:
        return None
    lives = not story.ticket.ended or may_reopen(story.ticket, judgement.rulebook.lifecycle, judgement.now)
    if kind.verified and lives and story.participant(kind.sender) is not None:
        return Joins(ticket=story.ticket.number, verified=True, clue="subject_tag")
    return Fresh(related=(story.ticket.number,))


def by_same_subject(message: ParsedMessage, facts: Facts, kind: CustomerMail, judgement: Judgement) -> Threading | None:
    """The same sender and base subject within 14 days; a subject that everybody uses says nothing."""
    story = facts.tickets.get(facts.same_subject) if facts.same_subject is not None else None
    if story is None or is_stock(message.base_subject) or story.participant(kind.sender) is None:
        return None
    return Joins(ticket=story.ticket.number, verified=kind.verified, clue="same_subject")


CLUES: tuple[Clue, ...] = (
    by_token,  # names the conversation, and only those who got our letter have it
    by_our_message_id,  # as unguessable, but mail clients lose and mix References
    by_known_message_id,  # known to all who were written to
    by_subject_tag,  # countable
    by_same_subject,  # a guess
)


def may_reopen(ticket: Ticket, lifecycle: Lifecycle, now: datetime) -> bool:
    """Whether an ended ticket is young enough that a reply opens it again instead of a new one."""
    ended = ticket.closed_at or ticket.resolved_at or ticket.changed_at
    return ticket.state in ("resolved", "closed") and now - ended <= lifecycle.reopen_within


def _by_group(form: Form, facts: Facts, kind: CustomerMail) -> Threading:
    """A form belongs to what the same form said before about the same thing, in the same person's name. Nothing else in it leads
    to a ticket: its tokens, ids and tags are what a stranger typed."""
    numbers = sorted({one.ticket for one in facts.known if form.group is not None and one.message_id == form.group}, reverse=True)
    mine = [one for one in _stories(numbers, facts) if one.ticket.customer.lower() == kind.sender.lower()]
    alive = next((one for one in mine if not one.ticket.ended), None)
    if alive is not None:
        return Joins(ticket=alive.ticket.number, verified=kind.verified, clue="form_group")
    if mine and form.recovered:
        return Joins(ticket=mine[0].ticket.number, verified=kind.verified, clue="form_group")
    if mine:
        return Fresh(related=(mine[0].ticket.number,))
    same = facts.tickets.get(facts.same_subject) if facts.same_subject is not None and form.group is None else None
    return Fresh(related=(same.ticket.number,)) if same is not None and not same.ticket.ended else Fresh()


def _unguessable(numbers: Iterable[int | None], clue: str, facts: Facts, kind: CustomerMail) -> Threading | None:
    """A participant joins, the first ticket that knows them; anybody else waits on the first ticket named."""
    stories = _stories(numbers, facts)
    for story in stories:
        if story.participant(kind.sender) is not None:
            return Joins(ticket=story.ticket.number, verified=kind.verified, clue=clue)
    return PendingOn(ticket=stories[0].ticket.number, clue=clue) if stories else None


def _stories(numbers: Iterable[int | None], facts: Facts) -> list[TicketStory]:
    """The stories of these tickets, each once, in order; what the store no longer has is left out."""
    return [facts.tickets[n] for n in dict.fromkeys(numbers) if n is not None and n in facts.tickets]
