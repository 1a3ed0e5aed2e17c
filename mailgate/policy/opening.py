"""A ticket opens: rules, priority, route, promises, and who hears of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailgate.model.decision import (
    AddEntry,
    CountEvent,
    CustomerMail,
    Decision,
    Effect,
    Judgement,
    KeepReading,
    KeepRoute,
    KnowMessage,
    LinkTickets,
    OpenTicket,
    QueueNotice,
    Route,
    SameSubject,
)
from mailgate.model.documents import Passage
from mailgate.model.facts import Facts, Past
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.reading import Reading
from mailgate.model.rules import Actions, Rule, Rulebook
from mailgate.model.ticket import NEW, Participant, Ticket
from mailgate.policy import counters, first_aid, promises
from mailgate.policy.acknowledge import acknowledged, flood
from mailgate.policy.entries import entry_of, kept_subject
from mailgate.policy.notices import admin_notice, handover, not_acted_on, rule_notice
from mailgate.policy.people_of_mail import brought_along, written_to
from mailgate.policy.priority import history_of, impact_of, priority_of, standing_of
from mailgate.policy.risky import flagged
from mailgate.policy.routing import route, second_of
from mailgate.policy.rules import RuleFacts, combined, fired, rule_facts
from mailgate.policy.senders import answered_address, mailbox_for
from mailgate.policy.spiked import spiked
from mailgate.policy.stock import is_stock
from mailgate.policy.thread import SAME_SUBJECT
from mailgate.policy.triggers import fire, in_state
from mailgate.policy.untouched import watched
from mailgate.policy.whom import addresses_named, told_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A customer's mail with all that is known when it is decided on."""

    kind: CustomerMail
    message: ParsedMessage
    arrival: Arrival
    reading: Reading
    facts: Facts
    past: Past
    judgement: Judgement

    @property
    def rulebook(self) -> Rulebook:
        return self.judgement.rulebook

    def rule_facts(self, ticket: Ticket | None = None) -> RuleFacts:
        """What conditions may ask about this mail and its ticket."""
        return rule_facts(
            rulebook=self.rulebook,
            now=self.judgement.now,
            message=self.message,
            ticket=ticket,
            reading=self.reading,
            sender=self.kind.sender,
            verified=self.kind.verified,
            by="customer",
            kind=self.kind,
        )


def opened(mail: Incoming, related: tuple[int, ...], follow_up_of: int | None) -> Decision:
    """Open a ticket. New tickets are never refused; above the caps they are opened without acknowledgement."""
    rulebook, now = mail.rulebook, mail.judgement.now
    rules = fired(rulebook.rules, mail.rule_facts())
    actions = combined(rules)
    if actions.ignore:
        names = tuple(f"rule “{r.name}”" for r in rules if r.then.ignore)
        return Decision(outcome="ignored:rule", reason="rule", because=names)
    ticket, because = _prioritised(blank(mail, actions), mail, actions)
    where = route(
        ticket=ticket,
        reading=mail.reading,
        past=mail.past,
        actions=actions,
        rulebook=rulebook,
        now=now,
        without=_themselves(mail),
    )
    ticket = ticket.handed_to(where.agent, where.team, now)
    ticket, promised = promises.made(ticket, mail.rule_facts(ticket), rulebook, now)
    ticket, stated = in_state(ticket, actions.state, rulebook, now)
    ticket, spike, stands_out = spiked(ticket, mail.reading, mail.past, rulebook, now=now, cause=mail.arrival.inbox_id)
    ticket, at_risk = flagged(ticket, mail.past)
    stands_out = (*stands_out, *at_risk)
    triggers = fire("created", ticket, mail.rule_facts(ticket), rulebook, now, mail.arrival.inbox_id)
    ticket = triggers.ticket
    aid = first_aid.first_aid(ticket, mail.reading, mail.kind, rulebook)
    ack = acknowledged(mail.kind, mail.message, mail.arrival, ticket, where, actions, mail.facts, mail.judgement, aid)
    aid = aid if ack.effects else None
    aided: tuple[Effect, ...] = ()
    if aid is not None:
        ticket, told = first_aid.given(ticket, aid, mail.reading, now)
        aided = (told,)
    effects: tuple[Effect, ...] = (
        OpenTicket(ticket=ticket, participants=participants(mail), same_subject=None if follow_up_of else same_subject(mail)),
        *aided,
        *entries(mail),
        KnowMessage(
            ticket=NEW,
            message_id=mail.message.message_id,
            cited=cited_by(mail.message),
            correspondents=() if mail.kind.forwarded_by or mail.message.form else written_to(mail.message, rulebook),
            thread_index=mail.message.thread_index,
            thread_topic=mail.message.thread_topic,
        ),
        KeepReading(ticket=NEW, reading=mail.reading),
        KeepRoute(ticket=NEW, route=replace(where, rules=tuple(r.name for r in rules), priority_because=because)),
        *(LinkTickets(ticket=NEW, other=n, kind="related") for n in related if n != follow_up_of),
        *((LinkTickets(ticket=NEW, other=follow_up_of, kind="follow_up"),) if follow_up_of is not None else ()),
        *promised,
        *watched(ticket, mail.past, rulebook, now),
        *stated,
        CountEvent(key=counters.ticket_from(mail.kind.sender), at=now),
        CountEvent(key=counters.TICKET, at=now),
        *ack.effects,
        *_handed_over(ticket, where, because, (*(f"rule “{r.name}”" for r in rules), *stands_out), mail, aid),
        *told_by_rules(ticket, rules, mail),
        *spike,
        *triggers.effects,
        *flood(mail.kind, ticket, mail.facts, mail.judgement, mail.arrival.inbox_id),
        *claim_denied(mail),
    )
    links = tuple(f"possibly related to #{n}" for n in related)
    if follow_up_of is not None:
        links = (f"follow-up of #{follow_up_of}",)
    return Decision(
        outcome="opened",
        reason=_reason(mail, related, follow_up_of),
        ticket=NEW,
        effects=effects,
        route=where,
        because=(
            *because,
            *where.because,
            *(f"rule “{r.name}”" for r in rules),
            *stands_out,
            *triggers.because,
            *links,
            *ack.because,
        ),
    )


def same_subject(mail: Incoming) -> SameSubject | None:
    """What this ticket's opening rests on: that no other one of its sender and subject came in between. None where the subject
    says nothing anyway (`thread`)."""
    message = mail.message
    if mail.kind.forwarded_by is not None or not message.base_subject or is_stock(message.base_subject):
        return None
    return SameSubject(
        sender=answered_address(message, mail.arrival, mail.rulebook),
        subject=message.subject,
        since=mail.judgement.now - SAME_SUBJECT,
        newest=mail.facts.same_subject,
    )


def cited_by(message: ParsedMessage) -> tuple[str, ...]:
    """The ids by which later messages find this one's ticket: those it cites, and of a form mail the one of its group."""
    group = message.form.group if message.form is not None else None
    return (*message.references, group) if group is not None else message.references


def claim_denied(mail: Incoming) -> tuple[Effect, ...]:
    """The agent whose name a mail carried without proof hears of it, at most once an hour."""
    denied, now = mail.kind.denied, mail.judgement.now
    agent = mail.rulebook.agents.get(denied.agent.lower()) if denied is not None else None
    if denied is None or agent is None or mail.facts.counts.denials_told_hour > 0:
        return ()
    notice = not_acted_on(agent, None, denied.why, denied.fix, now=now, cause=mail.arrival.inbox_id)
    return QueueNotice(notice=notice), counters.once_an_hour(counters.denial(agent.address), now)


def _reason(mail: Incoming, related: tuple[int, ...], follow_up_of: int | None) -> str:
    if mail.kind.why == "unreadable":
        return "unreadable"
    if mail.kind.denied is not None:
        return mail.kind.denied.why
    if follow_up_of is not None:
        return "follow_up"
    if related:
        return "possibly_related"
    return mail.kind.why if mail.kind.why != "customer" else "new"


def _themselves(mail: Incoming) -> frozenset[str]:
    """An agent who writes as a customer is not handed their own ticket."""
    agent = mail.rulebook.agent_of(mail.kind.sender)
    return frozenset({agent.address}) if agent is not None else frozenset()


def blank(mail: Incoming, actions: Actions) -> Ticket:
    """The ticket before it is prioritised and routed."""
    now, reading, best = mail.judgement.now, mail.reading, mail.reading.intent
    mailbox = mailbox_for(mail.message, mail.arrival, mail.rulebook)
    organisation = mail.rulebook.organisation_of(mail.kind.sender)
    forwarded = mail.message.forwarded if mail.kind.forwarded_by else None
    subject = kept_subject((forwarded.subject if forwarded else None) or mail.message.subject)
    return Ticket(
        subject="This message could not be read" if mail.kind.why == "unreadable" and not subject else subject,
        mailbox=mailbox.address,
        customer=mail.kind.sender,
        customer_name=mail.kind.sender_name,
        organisation=organisation.key if organisation else None,
        tier=organisation.tier if organisation else "standard",
        team=actions.team or mailbox.team,
        intent=actions.intent or (best.name if best else None),
        also=None if actions.intent else second_of(reading, mail.rulebook),
        confidence=None if actions.intent else (best.confidence if best else None),
        language=reading.language,
        tags=tuple(dict.fromkeys((*actions.tags, *(mail.message.form.tags if mail.message.form is not None else ())))),
        urgency=reading.urgency.level,
        deadline=reading.urgency.deadline,
        automation=actions.automation is not False,
        hold_for=actions.hold_for,
        verified=mail.kind.verified,
        opened_at=now,
        changed_at=now,
    )


def _prioritised(ticket: Ticket, mail: Incoming, actions: Actions) -> tuple[Ticket, tuple[str, ...]]:
    named = mail.rulebook.intents.get(actions.intent) if actions.intent else None
    impact = named.impact if named else impact_of(mail.reading, mail.rulebook)
    now, organisation = mail.judgement.now, mail.rulebook.organisation_of(mail.kind.sender)
    history, standing = history_of(mail.past.story, now), standing_of(organisation, now)
    priority, because = priority_of(mail.reading, impact, mail.rulebook, history=history, standing=standing)
    form = mail.message.form
    if form is not None and form.priority is not None:
        priority, because = form.priority, (f"the form {form.rule} says so",)
    if actions.priority is not None:
        priority, because = actions.priority, ("a rule sets it",)
    return replace(ticket, impact=impact, priority=priority), because


def participants(mail: Incoming) -> tuple[Participant, ...]:
    first = Participant(address=mail.kind.sender, name=mail.kind.sender_name)
    if mail.kind.forwarded_by is not None or mail.message.form is not None:
        return (first,)  # the forward's Cc are the agent's correspondents, a form's are whoever runs the form
    return (first, *brought_along(mail.message, mail.kind.sender, mail.rulebook, trusted=mail.kind.verified))


def entries(mail: Incoming) -> tuple[AddEntry, ...]:
    """The mail; of a forward first the agent's comment as a note, so that the customer's words are the last entry."""
    now, kind, message = mail.judgement.now, mail.kind, mail.message
    agent = mail.rulebook.agents.get((kind.forwarded_by or "").lower())
    text = None
    if message.kind == "unreadable":
        text = f"This message could not be read ({message.unreadable or 'unknown reason'}); it is attached whole."
    elif agent is not None and message.forwarded is not None:
        text = message.forwarded.text
    letter = entry_of(
        "mail",
        message,
        mail.arrival,
        now=now,
        by=kind.sender,
        by_name=kind.sender_name,
        visibility="public",
        verified=kind.verified,
        text=text,
        reason=kind.why,
    )
    if agent is None or not message.reply.strip():
        return (AddEntry(entry=letter),)
    comment = entry_of(
        "note",
        message,
        mail.arrival,
        now=now,
        by=agent.address,
        by_name=agent.name,
        text=message.reply,
        reason=kind.why,
        attachments=False,
    )
    return AddEntry(entry=comment), AddEntry(entry=letter)


def _handed_over(
    ticket: Ticket, where: Route, because: tuple[str, ...], besides: tuple[str, ...], mail: Incoming, aid: Passage | None
) -> tuple[QueueNotice, ...]:
    """To the agent, or to each of the queue; where nobody is, to the lead; where there is none, to the admins."""
    rulebook, now, cause = mail.rulebook, mail.judgement.now, mail.arrival.inbox_id
    readers = told_of(where, rulebook)
    if not readers and where.reason != "queue_turn":
        subject = f"Nobody to hand {ticket.customer}'s ticket to"
        lines = (f"Team {where.team or '-'} has no agents and no lead.", "Name agents for it in the settings.")
        return tuple(
            QueueNotice(notice=admin_notice(to, "nobody_to_hand_over", subject, lines, now=now, cause=cause))
            for to in rulebook.admins
        )
    return tuple(
        QueueNotice(notice=handover(ticket, to, where, now=now, cause=cause, because=besides, priority_because=because, aid=aid))
        for to in readers
    )


def told_by_rules(ticket: Ticket, rules: tuple[Rule, ...], mail: Incoming) -> tuple[QueueNotice, ...]:
    told = dict.fromkeys(
        (to, rule.name) for rule in rules for who in rule.then.notify for to in addresses_named(who, ticket, mail.rulebook)
    )
    return tuple(
        QueueNotice(
            notice=rule_notice(
                ticket, to, name, f"rule “{name}”", mail.rulebook, now=mail.judgement.now, cause=mail.arrival.inbox_id
            )
        )
        for to, name in told
    )
