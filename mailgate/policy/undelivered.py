"""A letter that the next hop refused, or does not take: who must act now. The same as for one that came back by a bounce."""

from __future__ import annotations

from dataclasses import replace

from mailgate.model.decision import AddEntry, Decision, Effect, Judgement, MarkAddress, QueueNotice
from mailgate.model.delivery import Dead, Delivery, Settlement
from mailgate.model.facts import TicketStory
from mailgate.model.ticket import Entry, Ticket
from mailgate.policy.lost import WORK_LETTERS, owed_again, rerouted
from mailgate.policy.notices import admin_notice, delivery_failure
from mailgate.policy.whom import readers_of

OWN_TROUBLE = frozenset({"admin_notice", "delivery_failure"})  # their failure makes no further letter


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
        outcome="bounced",
        reason=reason,
        ticket=delivery.ticket,
        effects=effects,
        because=(f"{delivery.template} to {delivery.to}: {_words(settlement)}",),
    )


def _followed(delivery: Delivery, settlement: Settlement, ticket: Ticket | None, judgement: Judgement) -> tuple[Effect, ...]:
    mark: tuple[Effect, ...] = ()
    status = settlement.status if isinstance(settlement, Dead) else None
    if status and status.startswith("5.1."):  # RFC 3463 §3.2: the address is wrong, said by the next hop itself
        mark = (MarkAddress(address=delivery.to, state="undeliverable", why=status),)
    if ticket is None:
        return (*mark, *_admins_told(delivery, settlement, judgement))
    entry = _entry(delivery, settlement, ticket, judgement)
    if delivery.audience in ("customer", "third_party"):
        owed = owed_again(delivery.template, delivery.to, ticket, judgement)
        return (*mark, *entry, *owed, *_told(delivery, settlement, ticket, judgement, late=False))
    agent = judgement.rulebook.agent_of(delivery.to)
    if delivery.template in WORK_LETTERS and agent is not None:
        return (*mark, *entry, *rerouted(ticket, agent, _words(settlement), judgement, None))
    return (*mark, *entry, *_admins_told(delivery, settlement, judgement))


def _entry(delivery: Delivery, settlement: Settlement, ticket: Ticket, judgement: Judgement) -> tuple[Effect, ...]:
    late = not isinstance(settlement, Dead)
    how = "is delayed" if late else "could not be delivered"
    return (
        AddEntry(
            entry=Entry(
                kind="bounce",
                ticket=ticket.number,
                at=judgement.now,
                by="mailgate",
                reason="delayed" if late else "undeliverable",
                text=f"{delivery.template} to {delivery.to} {how}: {_words(settlement)}",
                data={"recipient": delivery.to, "status": getattr(settlement, "status", None), "template": delivery.template},
            )
        ),
    )


def _told(delivery: Delivery, settlement: Settlement, ticket: Ticket, judgement: Judgement, *, late: bool) -> tuple[Effect, ...]:
    """The people of the ticket. `delayed` in the data: we still try."""
    told: list[Effect] = []
    for reader in readers_of(ticket, judgement.rulebook):
        notice = delivery_failure(
            reader,
            ticket,
            recipient=delivery.to,
            status=getattr(settlement, "status", None),
            reply=_words(settlement),
            what=delivery.template,
            now=judgement.now,
        )
        told.append(QueueNotice(notice=replace(notice, data={**notice.data, "delayed": late})))
    return tuple(told)


def _admins_told(delivery: Delivery, settlement: Settlement, judgement: Judgement) -> tuple[Effect, ...]:
    lines = (f"{delivery.template} to {delivery.to}: {_words(settlement)}",)
    return tuple(
        QueueNotice(notice=admin_notice(to, "undeliverable", "A letter could not be delivered", lines, now=judgement.now))
        for to in judgement.rulebook.admins
        if to.lower() != delivery.to.lower()
    )


def _words(settlement: Settlement) -> str:
    return settlement.reply or "no reason given"
