"""A letter that the next hop refused, or does not take: who must act now. The same as for one that came back by a bounce."""

from __future__ import annotations

from dataclasses import replace

from mailgate.model.decision import (
    AddEntry,
    ChangeTicket,
    Decision,
    Effect,
    Judgement,
    KeepRoute,
    MarkAddress,
    QueueNotice,
    Route,
)
from mailgate.model.delivery import Dead, Delivery, Settlement
from mailgate.model.facts import TicketStory
from mailgate.model.ticket import Entry, Ticket
from mailgate.policy import promises
from mailgate.policy.notices import admin_notice, delivery_failure, handover
from mailgate.policy.rules import rule_facts
from mailgate.policy.whom import leads_of, readers_of, team_agents

WORK_LETTERS = frozenset({"handover", "customer_replied", "pending_mail"})      # without these, nobody works on the ticket
OWN_TROUBLE = frozenset({"admin_notice", "delivery_failure"})                   # their failure makes no further letter


def on_undelivered(delivery: Delivery, settlement: Settlement, story: TicketStory | None, judgement: Judgement) -> Decision:
    """What follows from a dead or late letter. An answer that did not arrive is owed again; a hand-over goes to the lead; the
    people of the ticket, else the admins, hear of it. A late letter is only told of, and only if a person wrote it."""
    ticket = story.ticket if story else None
    late = not isinstance(settlement, Dead)
    reason = "delayed" if late else "undeliverable"
    effects: tuple[Effect, ...] = ()
    if late:
        if delivery.template == "answer" and ticket is not None:
            entry = _entry(delivery, settlement, ticket, judgement)
            effects = (*entry, *_told(delivery, settlement, ticket, judgement, late=True))
    elif delivery.template not in OWN_TROUBLE:
        effects = _followed(delivery, settlement, ticket, judgement)
    return Decision(
        outcome="bounced", reason=reason, ticket=delivery.ticket, effects=effects,
        because=(f"{delivery.template} to {delivery.to}: {_words(settlement)}",),
    )


def _followed(delivery: Delivery, settlement: Settlement, ticket: Ticket | None, judgement: Judgement) -> tuple[Effect, ...]:
    mark: tuple[Effect, ...] = ()
    status = settlement.status if isinstance(settlement, Dead) else None
    if status and status.startswith("5.1."):         # RFC 3463 §3.2: the address is wrong, said by the next hop itself
        mark = (MarkAddress(address=delivery.to, state="undeliverable", why=status),)
    if ticket is None:
        return (*mark, *_admins_told(delivery, settlement, judgement))
    entry = _entry(delivery, settlement, ticket, judgement)
    if delivery.audience in ("customer", "third_party"):
        owed = _owed_again(delivery, ticket, judgement)
        return (*mark, *entry, *owed, *_told(delivery, settlement, ticket, judgement, late=False))
    if delivery.template in WORK_LETTERS:
        return (*mark, *entry, *_rerouted(delivery, ticket, judgement), *_admins_told(delivery, settlement, judgement))
    return (*mark, *entry, *_admins_told(delivery, settlement, judgement))


def _entry(delivery: Delivery, settlement: Settlement, ticket: Ticket, judgement: Judgement) -> tuple[Effect, ...]:
    late = not isinstance(settlement, Dead)
    how = "is delayed" if late else "could not be delivered"
    return (
        AddEntry(entry=Entry(
            kind="bounce", ticket=ticket.number, at=judgement.now, by="mailgate", reason="delayed" if late else "undeliverable",
            text=f"{delivery.template} to {delivery.to} {how}: {_words(settlement)}",
            data={"recipient": delivery.to, "status": getattr(settlement, "status", None), "template": delivery.template},
        )),
    )


def _told(
    delivery: Delivery, settlement: Settlement, ticket: Ticket, judgement: Judgement, *, late: bool
) -> tuple[Effect, ...]:
    """The people of the ticket. `delayed` in the data: we still try."""
    told: list[Effect] = []
    for reader in readers_of(ticket, judgement.rulebook):
        notice = delivery_failure(
            reader, ticket, recipient=delivery.to, status=getattr(settlement, "status", None), reply=_words(settlement),
            what=delivery.template, now=judgement.now,
        )
        told.append(QueueNotice(notice=replace(notice, data={**notice.data, "delayed": late})))
    return tuple(told)


def _owed_again(delivery: Delivery, ticket: Ticket, judgement: Judgement) -> tuple[Effect, ...]:
    """We don't wait for a customer whom our answer did not reach."""
    if delivery.template != "answer" or ticket.state != "waiting" or delivery.to.lower() != ticket.customer.lower():
        return ()
    facts = rule_facts(rulebook=judgement.rulebook, now=judgement.now, ticket=ticket, by="mailgate")
    opened, effects = promises.after_customer_wrote(ticket.taken_up(judgement.now), facts, judgement.rulebook, judgement.now)
    return ChangeTicket(ticket=opened), *effects


def _rerouted(delivery: Delivery, ticket: Ticket, judgement: Judgement) -> tuple[Effect, ...]:
    """A hand-over that can't be delivered goes to the lead; where that is the very person, to the rest of the team."""
    rulebook, now = judgement.rulebook, judgement.now
    unreached = rulebook.agent_of(delivery.to)
    if ticket.ended or (ticket.agent is not None and (unreached is None or ticket.agent != unreached.address)):
        return ()
    lead = next((one for one in leads_of(ticket.team, rulebook) if one is not unreached), None)
    readers = (lead,) if lead else tuple(one for one in team_agents(ticket.team, rulebook) if one is not unreached)
    if not readers:
        return ()
    changed = ticket.handed_to(lead.address if lead else None, ticket.team, now)
    because = (f"mail to {unreached.name if unreached else delivery.to} is refused",)
    route = Route(team=changed.team, agent=changed.agent, reason="undeliverable", because=because)
    return (
        ChangeTicket(ticket=changed),
        KeepRoute(ticket=ticket.number, route=route),
        *(QueueNotice(notice=handover(changed, one, route, now=now, cause=None, again=True, entry=None)) for one in readers),
    )


def _admins_told(delivery: Delivery, settlement: Settlement, judgement: Judgement) -> tuple[Effect, ...]:
    lines = (f"{delivery.template} to {delivery.to}: {_words(settlement)}",)
    return tuple(
        QueueNotice(notice=admin_notice(to, "undeliverable", "A letter could not be delivered", lines, now=judgement.now))
        for to in judgement.rulebook.admins if to.lower() != delivery.to.lower()
    )


def _words(settlement: Settlement) -> str:
    return settlement.reply or "no reason given"
