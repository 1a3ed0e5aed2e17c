"""A letter of ours came back, or is late. A report is believed for what it returns, and is never answered."""

from __future__ import annotations

from dataclasses import replace

from mailgate.model.decision import (
    AddEntry,
    Bounce,
    ChangeTicket,
    Decision,
    Effect,
    Judgement,
    KeepRoute,
    MarkAddress,
    MarkDelivery,
    QueueNotice,
    Route,
)
from mailgate.model.delivery import Notice
from mailgate.model.facts import Facts, KnownLetter
from mailgate.model.message import Arrival, FailedRecipient, ParsedMessage
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy import promises
from mailgate.policy.entries import entry_of
from mailgate.policy.notices import admin_notice, delivery_failure, handover
from mailgate.policy.rules import rule_facts
from mailgate.policy.whom import leads_of, readers_of, team_agents

WORK_LETTERS = frozenset({"handover", "customer_replied", "pending_mail"})  # without these, nobody works on the ticket


def on_bounce(kind: Bounce, message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement) -> Decision:
    """Match it to the letter it returns. A permanent failure marks delivery and address, and somebody hears of it; a hand-over
    goes to the lead instead. A delay is only noted. What returns no letter of ours is ignored: anybody can write one."""
    letter = facts.returned
    failed = _failed(message, letter)
    if letter is None or failed is None:
        return Decision(outcome="ignored:unmatched_bounce", reason="unmatched_bounce", because=("it returns no letter of ours",))
    story = facts.tickets.get(letter.ticket) if letter.ticket is not None else None
    ticket = story.ticket if story else None
    words = failed.reason or failed.status or "no reason given"
    entry = (
        ()
        if ticket is None
        else (
            AddEntry(
                entry=entry_of(
                    "bounce",
                    message,
                    arrival,
                    now=judgement.now,
                    ticket=ticket.number,
                    by="mailgate",
                    attachments=False,
                    text=f"{letter.template} to {letter.to} {'came back' if failed.permanent else 'is delayed'}: {words}",
                    reason="undeliverable" if failed.permanent else "delayed",
                    data={"recipient": letter.to, "status": failed.status, "template": letter.template},
                )
            ),
        )
    )
    if not failed.permanent:
        return Decision(
            outcome="bounced",
            reason="delayed",
            ticket=letter.ticket,
            effects=entry,
            because=(f"{letter.template} is late: {words}",),
        )
    marks = _marks(letter, failed, facts)
    followed = _followed(letter, failed, words, ticket, arrival, judgement)
    return Decision(
        outcome="bounced",
        reason="undeliverable",
        ticket=letter.ticket,
        effects=(*marks, *entry, *followed),
        because=(f"{letter.template} came back: {words}", *(() if facts.proven_return else ("not to its own envelope sender",))),
    )


def _failed(message: ParsedMessage, letter: KnownLetter | None) -> FailedRecipient | None:
    """What is said of the letter's own recipient. A report that names others says nothing of it, unless it names nobody."""
    if letter is None or message.bounce is None:
        return None
    named = message.bounce.recipients
    own = next((r for r in named if (r.address or "").lower() == letter.to.lower()), None)
    if own is not None:
        return own
    nameless = next((r for r in named if r.address is None), None)
    return nameless or (named[0] if len(named) == 1 else None)  # a forwarded address fails under its other name


def _marks(letter: KnownLetter, failed: FailedRecipient, facts: Facts) -> tuple[Effect, ...]:
    """An address is undeliverable when a report that came back to its unguessable envelope sender says that it does not exist
    (5.1.x, RFC 3463), or fails for the second time; else it is only suspect. Otherwise anybody could silence a customer."""
    came_back = () if letter.delivery_id is None else (MarkDelivery(delivery=letter.delivery_id, why=failed.status or "bounced"),)
    if not facts.proven_return:
        return came_back
    gone = (failed.status or "").startswith("5.1.") or facts.address_state == "suspect"
    why = failed.status or "bounced"
    return *came_back, MarkAddress(address=letter.to, state="undeliverable" if gone else "suspect", why=why)


def _followed(
    letter: KnownLetter, failed: FailedRecipient, words: str, ticket: Ticket | None, arrival: Arrival, judgement: Judgement
) -> tuple[Effect, ...]:
    """Who must act now, and what becomes of the ticket."""
    rulebook, now, cause = judgement.rulebook, judgement.now, arrival.inbox_id
    if ticket is None or letter.audience not in ("customer", "third_party"):
        recipient = rulebook.agent_of(letter.to)
        if ticket is not None and recipient is not None and letter.template in WORK_LETTERS:
            return _rerouted(ticket, recipient, words, rulebook, judgement, cause)
        lines = (f"{letter.template} to {letter.to}: {words}",)
        told = (admin_notice(to, "undeliverable", "A letter came back", lines, now=now, cause=cause) for to in rulebook.admins)
        return tuple(QueueNotice(notice=n) for n in told if n.to.lower() != letter.to.lower())
    notices: tuple[Notice, ...] = tuple(
        delivery_failure(
            to, ticket, recipient=letter.to, status=failed.status, reply=words, what=letter.template, now=now, cause=cause
        )
        for to in readers_of(ticket, rulebook)
    )
    return (*_owed_again(letter, ticket, judgement), *(QueueNotice(notice=n) for n in notices))


def _owed_again(letter: KnownLetter, ticket: Ticket, judgement: Judgement) -> tuple[Effect, ...]:
    """An answer that did not arrive is no answer: we don't wait for the customer, somebody must act."""
    if letter.template != "answer" or ticket.state != "waiting" or letter.to.lower() != ticket.customer.lower():
        return ()
    facts = rule_facts(rulebook=judgement.rulebook, now=judgement.now, ticket=ticket, by="mailgate")
    opened, effects = promises.after_customer_wrote(ticket.taken_up(judgement.now), facts, judgement.rulebook, judgement.now)
    return ChangeTicket(ticket=opened), *effects


def _rerouted(
    ticket: Ticket, unreached: Agent, words: str, rulebook: Rulebook, judgement: Judgement, cause: int
) -> tuple[Effect, ...]:
    """A hand-over that came back: to the lead; where that is the very person, to the team; the admins hear of it."""
    now = judgement.now
    lines = (f"Mail to {unreached.name} comes back: {words}", "Their tickets go to the team's lead until mail reaches them.")
    told = tuple(
        QueueNotice(notice=admin_notice(to, "agent_unreachable", "An agent can't be reached", lines, now=now, cause=cause))
        for to in rulebook.admins
        if to.lower() not in (a.lower() for a in unreached.addresses)
    )
    if ticket.agent not in (None, unreached.address) or ticket.ended:
        return told
    lead = next((a for a in leads_of(ticket.team, rulebook) if a is not unreached), None)
    changed = ticket.handed_to(lead.address if lead else None, ticket.team, now)
    route = Route(
        team=changed.team, agent=changed.agent, reason="undeliverable", because=(f"mail to {unreached.name} comes back",)
    )
    readers = (lead,) if lead else tuple(a for a in team_agents(changed.team, rulebook) if a is not unreached)
    return (
        ChangeTicket(ticket=replace(changed, changed_at=now)),
        KeepRoute(ticket=ticket.number, route=route),
        *(QueueNotice(notice=handover(changed, to, route, now=now, cause=cause, again=True, entry=None)) for to in readers),
        *told,
    )
