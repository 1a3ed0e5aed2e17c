"""A customer's mail: it opens a ticket, joins one, or waits on one.

- Joins: added; an ended ticket reopens within `reopen_within`, later a linked one opens; mere courtesy does neither.
- PendingOn: kept on the ticket for agents' eyes until one lets it in.
- Fresh: a new ticket, linked to those that clues named without letting it join.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from mailgate.model.decision import (
    AddEntry,
    AddParticipant,
    CancelNotices,
    ChangeTicket,
    CustomerMail,
    Decision,
    Effect,
    Judgement,
    KeepRoute,
    KnowMessage,
    QueueNotice,
    Route,
)
from mailgate.model.facts import Facts, Past
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.reading import Reading
from mailgate.model.rules import Actions
from mailgate.model.ticket import Ticket
from mailgate.policy import first_aid, promises, sensitive
from mailgate.policy.classes import said_of
from mailgate.policy.entries import entry_of, subject_said
from mailgate.policy.incoming import Incoming, cited_by
from mailgate.policy.notices import customer_replied, handover, pending_mail, rule_notice
from mailgate.policy.opening import claim_denied, opened
from mailgate.policy.outcomes import came_back
from mailgate.policy.people_of_mail import brought_along, written_to
from mailgate.policy.routing.choice import route
from mailgate.policy.thanks import thanks_alone
from mailgate.policy.thread import Fresh, Joins, PendingOn, may_reopen, thread
from mailgate.policy.triggers import fire, in_state
from mailgate.policy.untouched import watched
from mailgate.policy.whom import agents_named, readers_of, told_of

RECOVERED = "recovered"  # the tag of a ticket whose machine says that it is over
# Letters that ask or tell a customer who has just written himself.
OUTDATED = ("waiting_reminder", "resolved", "closed", "feedback_request")


def on_customer_mail(
    kind: CustomerMail, message: ParsedMessage, arrival: Arrival, reading: Reading, facts: Facts, past: Past, judgement: Judgement
) -> Decision:
    """Decide what becomes of a person's mail. Never refuses one."""
    mail = Incoming(kind=kind, message=message, arrival=arrival, reading=reading, facts=facts, past=past, judgement=judgement)
    found = thread(message, facts, kind, judgement)
    match found:
        case Fresh():
            return recovered_unseen(mail) or thanks_alone(mail, found.related) or opened(mail, found.related, None)
        case PendingOn():
            return pending(mail, found)
        case Joins():
            return reported(mail, found) if message.form is not None and message.form.customer is None else joined(mail, found)
        case _:
            assert_never(found)


def joined(mail: Incoming, found: Joins) -> Decision:
    """It belongs to a ticket its sender takes part in."""
    ticket = mail.facts.tickets[found.ticket].ticket
    calm = mail.reading.sensitive is None
    if calm and first_aid.may_close(ticket, mail.kind, mail.message, found.clue):
        return helped(mail, found)
    if not ticket.ended:
        return appended(mail, found)
    if calm and mail.reading.courtesy:
        return thanked(mail, found)
    if may_reopen(ticket, mail.rulebook.lifecycle, mail.judgement.now):
        return reopened(mail, found)
    return opened(mail, (), ticket.number)


def helped(mail: Incoming, found: Joins) -> Decision:
    """What the acknowledgement carried has solved it."""
    done = first_aid.solved(mail.facts.tickets[found.ticket].ticket, mail.rulebook, mail.judgement.now, mail.arrival.inbox_id)
    return _written(mail, found, done.ticket, done.effects, on=("replied", "closed"), reason="first_aid_solved", where=None)


def reported(mail: Incoming, found: Joins) -> Decision:
    """A machine speaks again of what a ticket is about. That it is over, or there again, is told to whoever has the ticket;
    a mere repetition is kept without a letter, or one sick host would write to an agent every hour."""
    rulebook, now, form = mail.rulebook, mail.judgement.now, mail.message.form
    ticket = mail.facts.tickets[found.ticket].ticket
    over = RECOVERED in ticket.tags
    if form is None or form.recovered == over or ticket.ended:
        word = "recovered" if form is not None and form.recovered else "repeated"
        return _written(mail, found, ticket, (), on=(), reason=word, where=None)
    if not form.recovered:
        return appended(mail, found, without=RECOVERED)
    ticket = replace(ticket, tags=(*ticket.tags, RECOVERED), changed_at=now)
    effects: tuple[Effect, ...] = ()
    if form.resolve and found.verified:
        ticket, effects = in_state(ticket, "resolved", rulebook, now)
    ticket, told, where = _told(ticket, mail, again=False)
    return _written(mail, found, ticket, (*effects, *told), on=("replied",), reason="recovered", where=where)


def recovered_unseen(mail: Incoming) -> Decision | None:
    """What is over and never had a ticket needs none."""
    form = mail.message.form
    if form is None or not form.recovered or form.group is None or mail.arrival.released:
        return None
    return Decision(
        outcome="ignored:recovered", reason="recovered", because=(f"form {form.rule}: over, and no ticket is about it",)
    )


def appended(mail: Incoming, found: Joins, *, without: str | None = None) -> Decision:
    """The conversation goes on: pauses end, the next response is owed, and whoever has the ticket hears of it."""
    rulebook, now = mail.rulebook, mail.judgement.now
    before = mail.facts.tickets[found.ticket].ticket
    ticket = replace(before, changed_at=now) if before.state == "new" else before.taken_up(now)
    ticket = replace(ticket, tags=tuple(tag for tag in ticket.tags if tag != without))
    ticket, promised = promises.after_customer_wrote(ticket, mail.rule_facts(before), rulebook, now)
    ticket, told, where = _told(ticket, mail, again=False)
    outdated = CancelNotices(ticket=ticket.number, templates=OUTDATED)
    return _written(mail, found, ticket, (outdated, *promised, *told), on=("replied",), reason=found.clue, where=where)


def reopened(mail: Incoming, found: Joins) -> Decision:
    """The customer came back in time: it is the same work, promised anew, and handed over again."""
    rulebook, now = mail.rulebook, mail.judgement.now
    before = mail.facts.tickets[found.ticket].ticket
    ticket, promised = promises.after_reopened(before.reopened_at(now), mail.rule_facts(before), rulebook, now)
    ticket, told, where = _told(ticket, mail, again=True)
    outdated = CancelNotices(ticket=ticket.number, templates=OUTDATED)
    effects = (outdated, *promised, *came_back(before, mail.past, rulebook, now), *told)
    return _written(mail, found, ticket, effects, on=("replied", "reopened"), reason="reopened", where=where)


def thanked(mail: Incoming, found: Joins) -> Decision:
    """A mere "thanks, works" on an ended ticket: kept, and nobody is disturbed unless a trigger of the settings asks for it."""
    ticket = mail.facts.tickets[found.ticket].ticket
    return _written(mail, found, ticket, (), on=("replied",), reason="courtesy", where=None)


def pending(mail: Incoming, found: PendingOn) -> Decision:
    """Somebody who isn't part of the ticket wrote to it: agents see it, no customer does, until `#accept`."""
    now, kind = mail.judgement.now, mail.kind
    ticket = mail.facts.tickets[found.ticket].ticket
    entry = entry_of(
        "mail",
        mail.message,
        mail.arrival,
        now=now,
        ticket=ticket.number,
        by=kind.sender,
        by_name=kind.sender_name,
        visibility="pending",
        verified=kind.verified,
        reason="not_a_participant",
        data=subject_said(mail.message, ticket),
    )
    kept = sensitive.kept(mail, ())
    readers = list(readers_of(ticket, mail.rulebook))
    readers += [one for one in agents_named(kept.person if kept else None, mail.rulebook) if one not in readers]
    told = (
        QueueNotice(notice=pending_mail(ticket, to, kind.sender, kind.sender_name, now=now, cause=mail.arrival.inbox_id))
        for to in readers
    )
    known = KnowMessage(ticket=ticket.number, message_id=mail.message.message_id, cited=mail.message.references)
    effects = (AddEntry(entry=entry), known, *told, *claim_denied(mail, ticket.number))
    return Decision(
        outcome="pending",
        reason="not_a_participant",
        ticket=ticket.number,
        effects=effects,
        because=(f"{found.clue} of #{ticket.number}", "the sender is not a participant: an agent may #accept it"),
    )


def _written(
    mail: Incoming,
    found: Joins,
    ticket: Ticket,
    effects: tuple[Effect, ...],
    *,
    on: tuple[str, ...],
    reason: str,
    where: Route | None,
) -> Decision:
    """The entry, who it brings along, and the triggers, around what else was decided. Triggers see the ticket as it was when
    the customer wrote."""
    kind, now, cause = mail.kind, mail.judgement.now, mail.arrival.inbox_id
    story = mail.facts.tickets[found.ticket]
    because: list[str] = [f"joined by {found.clue}"]
    if not found.verified:
        because.append("not authenticated: shown as unverified")
    if reason == "courtesy":
        because.append("mere thanks: the ticket stays as it is")
    if ticket.sensitive != story.ticket.sensitive:
        because.append(f"{said_of(ticket.sensitive, ticket.sensitive_because)}; nothing is automatic from now on")
    for event in on:
        done = fire(event, ticket, mail.rule_facts(story.ticket), mail.rulebook, now, cause)
        ticket, effects = done.ticket, (*effects, *_not_told_twice(done.effects, effects))
        because += done.because
    entry = entry_of(
        "mail",
        mail.message,
        mail.arrival,
        now=now,
        ticket=ticket.number,
        by=kind.sender,
        by_name=kind.sender_name,
        visibility="public",
        verified=found.verified,
        reason=reason,
        data=subject_said(mail.message, story.ticket),
    )
    known = {p.address.lower() for p in story.participants}
    along = () if mail.message.form else brought_along(mail.message, kind.sender, mail.rulebook, trusted=found.verified)
    everything: tuple[Effect, ...] = (
        *((ChangeTicket(ticket=ticket),) if ticket != story.ticket else ()),
        AddEntry(entry=entry),
        _known(mail, ticket.number),
        *(AddParticipant(ticket=ticket.number, participant=p) for p in along if p.address not in known),
        *effects,
        *claim_denied(mail, ticket.number),
    )
    return Decision(
        outcome="appended",
        reason=reason,
        ticket=ticket.number,
        effects=everything,
        route=where,
        because=tuple(because),
    )


def _not_told_twice(more: tuple[Effect, ...], told: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Without the rule's words to who gets the customer's own words by this very mail."""
    shown = ("handover", "customer_replied")
    readers = {e.notice.to.lower() for e in (*told, *more) if isinstance(e, QueueNotice) and e.notice.template in shown}
    return tuple(
        e
        for e in more
        if not (isinstance(e, QueueNotice) and e.notice.template == "rule_notice" and e.notice.to.lower() in readers)
    )


def _known(mail: Incoming, ticket: int) -> KnowMessage:
    message = mail.message
    return KnowMessage(
        ticket=ticket,
        message_id=message.message_id,
        cited=cited_by(message),
        correspondents=() if message.form else written_to(message, mail.rulebook),
        thread_index=message.thread_index,
        thread_topic=message.thread_topic,
    )


def _told(ticket: Ticket, mail: Incoming, *, again: bool) -> tuple[Ticket, tuple[Effect, ...], Route | None]:
    """The ticket's agent hears of it; one who is away, gone or can't be reached hands it on to who routing names now. What turns
    sensitive goes to the person named for it, and whoever had it hears so."""
    rulebook, now, cause = mail.rulebook, mail.judgement.now, mail.arrival.inbox_id
    before, turned = ticket, sensitive.turned(ticket, mail)
    ticket = turned.ticket if turned is not None else ticket
    if not again and not (turned is not None and turned.moves) and _in_reach(ticket, mail):
        readers = readers_of(ticket, rulebook, mail.past)
        told = (customer_replied(ticket, to, unverified=not mail.kind.verified, now=now, cause=cause) for to in readers)
        return ticket, (*(QueueNotice(notice=n) for n in told), *_told_besides(turned, ticket, mail)), None
    where = route(
        ticket=ticket, reading=mail.reading, past=mail.past, actions=Actions(hold_for=ticket.hold_for), rulebook=rulebook, now=now
    )
    if turned is not None:
        where = replace(where, because=(turned.said, *where.because))
    ticket = ticket.handed_to(where.agent, where.team, now, absent=not _in_reach(ticket, mail))
    readers = (*told_of(where, rulebook, mail.past), *sensitive.beside(ticket, where, rulebook))
    effects = (
        KeepRoute(ticket=ticket.number, route=where),
        *watched(ticket, mail.past, rulebook, now),
        *(QueueNotice(notice=handover(ticket, to, where, now=now, cause=cause, again=True)) for to in readers),
        *_told_besides(turned, ticket, mail),
        *(_gone_from(before, turned, where, mail) if turned is not None else ()),
    )
    return ticket, effects, where


def _told_besides(turned: sensitive.Turned | None, ticket: Ticket, mail: Incoming) -> tuple[QueueNotice, ...]:
    """The person named for what it turned into, where it stays with somebody else it is kept for."""
    rulebook, now, cause = mail.rulebook, mail.judgement.now, mail.arrival.inbox_id
    if turned is None:
        return ()
    because = f"a new mail on #{ticket.number} is {turned.said}; it stays with {_holder(ticket, mail)}, who keeps it"
    letters = (rule_notice(ticket, to.address, "Sensitive", because, rulebook, now=now, cause=cause) for to in turned.also)
    return tuple(QueueNotice(notice=letter) for letter in letters)


def _gone_from(before: Ticket, turned: sensitive.Turned, where: Route, mail: Incoming) -> tuple[QueueNotice, ...]:
    """Whoever had it hears who has it now, and why."""
    rulebook, now, cause = mail.rulebook, mail.judgement.now, mail.arrival.inbox_id
    had = rulebook.agent_of(before.agent)
    if had is None or had in told_of(where, rulebook):
        return ()
    holder = _holder(replace(before, agent=where.agent, team=where.team), mail)
    because = f"#{before.number} is with {holder} from now on, and nothing about it is automatic: {turned.said}"
    return (QueueNotice(notice=rule_notice(before, had.address, "Sensitive", because, rulebook, now=now, cause=cause)),)


def _holder(ticket: Ticket, mail: Incoming) -> str:
    agent = mail.rulebook.agent_of(ticket.agent)
    return agent.name if agent is not None else ticket.team or "nobody"


def _in_reach(ticket: Ticket, mail: Incoming) -> bool:
    """Whether the ticket's agent is there to read; a queue always is."""
    if ticket.agent is None:
        return True
    if mail.rulebook.agent_of(ticket.agent) is None:
        return False
    state = mail.past.agents.get(ticket.agent)
    away = state is not None and state.away_until is not None and state.away_until > mail.judgement.now
    return not away and not (state is not None and state.undeliverable)
