"""A customer's mail with all that is known of it, and what of it a new ticket takes over."""

from __future__ import annotations

from dataclasses import dataclass

from mailgate.model.decision import AddEntry, CustomerMail, Judgement, KnowMessage, SameSubject
from mailgate.model.facts import Facts, Past
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.reading import Reading
from mailgate.model.rules import Actions, Rulebook
from mailgate.model.ticket import NEW, Participant, Ticket
from mailgate.policy.entries import entry_of, kept_subject
from mailgate.policy.people_of_mail import brought_along, written_to
from mailgate.policy.routing.skills import second_of
from mailgate.policy.rules import RuleFacts, rule_facts
from mailgate.policy.senders import answered_address, mailbox_for
from mailgate.policy.stock import is_stock
from mailgate.policy.thread import SAME_SUBJECT


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


def cited_by(message: ParsedMessage) -> tuple[str, ...]:
    """The ids by which later messages find this one's ticket: those it cites, and of a form mail the one of its group."""
    group = message.form.group if message.form is not None else None
    return (*message.references, group) if group is not None else message.references


def known_by(mail: Incoming) -> KnowMessage:
    """What later messages find the new ticket by."""
    message = mail.message
    return KnowMessage(
        ticket=NEW,
        message_id=message.message_id,
        cited=cited_by(message),
        correspondents=() if mail.kind.forwarded_by or message.form else written_to(message, mail.rulebook),
        thread_index=message.thread_index,
        thread_topic=message.thread_topic,
    )
