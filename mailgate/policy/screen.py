"""Screen: what kind of thing a message is. The first screen that speaks decides; their order is policy."""

from __future__ import annotations

from collections.abc import Callable

from mailgate.model.decision import (
    AgentMail,
    AutoReply,
    Bounce,
    CustomerMail,
    Duplicate,
    Feedback,
    Ignored,
    Judgement,
    Kind,
    UnprovenAgentMail,
    Waiting,
)
from mailgate.model.facts import Facts
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.policy.commands import parse
from mailgate.policy.feedback import answered_question, rated
from mailgate.policy.proofs import Proven, Unproven, claimed_agent, tickets_possessed, weighed
from mailgate.policy.senders import is_transport, sender_of

Screen = Callable[[ParsedMessage, Facts, Arrival, Judgement], Kind | None]


def screen(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> Kind:
    """Say what a message is and, in a fixed word, why. Total: what no screen knows is a customer's mail."""
    for look in SCREENS:
        kind = look(message, facts, arrival, judgement)
        if kind is not None:
            return kind
    return from_customer(message, facts, arrival, judgement)


def repeated(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> Kind | None:
    """The same content, taken in before."""
    if facts.duplicate_of is None:
        return None
    return Duplicate(of=facts.duplicate_of.inbox_id, ticket=facts.duplicate_of.ticket, why="same_content")


def our_own(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> Kind | None:
    """A letter of ours that came back: it has a Message-ID we minted. Our address in From alone is no sign of it."""
    return Ignored(why="own") if facts.own_message_id else None


def too_early(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> Kind | None:
    """It answers a message that is still on its way through."""
    return Waiting(why="parent_in_flight") if facts.parent_in_flight and not arrival.waited else None


def bounce(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> Kind | None:
    """A failed or delayed delivery."""
    return Bounce(why="delivery_report") if message.kind == "bounce" else None


def form(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> Kind | None:
    """A mail that the settings name as a form's: the customer's it names, else the machine's own."""
    if message.form is None:
        return None
    sender = sender_of(message, arrival, judgement.rulebook)
    return CustomerMail(sender=sender.address, sender_name=sender.name, verified=sender.verified, why="form")


def automatic(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> Kind | None:
    """A machine's answer. It says an agent is away only where one of the two proofs shows that it is the agent's machine."""
    if message.kind != "auto_reply":
        return None
    agent = claimed_agent(message, judgement.rulebook)
    if agent is not None:
        weight = weighed(agent, message, facts, arrival, judgement.rulebook)
        known = isinstance(weight, Proven) or weight.origin or bool(tickets_possessed(agent, facts))
        if known and message.report is None:
            return AutoReply(agent=agent.address, why="agent_auto_reply")
    return AutoReply(agent=None, why=message.report or "auto_reply")


def foreign_list(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> Kind | None:
    """Mail of a list that isn't the way to one of our mailboxes. An answer to us that went through a list is still an answer."""
    if message.kind != "list" or arrival.released or is_transport(message.list_id, judgement.rulebook):
        return None
    return None if facts.tokens or facts.letters else Ignored(why="list")


def unreadable(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> Kind | None:
    """What we can't read becomes a ticket all the same: a person may."""
    if message.kind != "unreadable":
        return None
    sender = sender_of(message, arrival, judgement.rulebook)
    return CustomerMail(sender=sender.address, sender_name=sender.name, verified=False, why="unreadable")


def from_agent(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> Kind | None:
    """A mail in an agent's name: it acts with both proofs; else it is kept as a note, or is a customer's mail."""
    rulebook = judgement.rulebook
    agent = claimed_agent(message, rulebook)
    if agent is None:
        return None
    weight = weighed(agent, message, facts, arrival, rulebook)
    if isinstance(weight, Proven):
        return AgentMail(agent=agent.address, ticket=weight.ticket, why=weight.why)
    if weight.ticket is not None or weight.why == "wrong_code":
        return _denied(weight)
    return _agent_without_ticket(agent, weight, message, facts, arrival, rulebook)


def feedback(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> Kind | None:
    """A participant's answer to our question how it went, with a mark on its first line."""
    asked = answered_question(facts)
    if asked is None:
        return None
    sender = sender_of(message, arrival, judgement.rulebook)
    mark = rated(message.reply, judgement.rulebook.feedback.scale)
    if mark is None or facts.tickets[asked].participant(sender.address) is None:
        return None
    return Feedback(ticket=asked, sender=sender.address, score=mark.score, comment=mark.comment, why="answers_feedback_request")


def from_customer(message: ParsedMessage, facts: Facts, arrival: Arrival, judgement: Judgement) -> CustomerMail:
    """A person's mail to the desk."""
    sender = sender_of(message, arrival, judgement.rulebook)
    why = "on_behalf_of" if sender.on_behalf else "customer"
    return CustomerMail(sender=sender.address, sender_name=sender.name, verified=sender.verified, why=why)


SCREENS: tuple[Screen, ...] = (
    repeated,  # first: whatever it is, it was done already
    our_own,  # before anything could answer it, or we talk to ourselves
    too_early,  # before anything is decided on a past that is not complete
    bounce,  # reports before people: a report quotes a person's mail and must not be taken for one
    form,  # before machines: a form is written by one, and often says so in its header
    automatic,  # before agents: a vacation answer executes nothing (reliability D20)
    foreign_list,  # after bounces and machines, which lists send as well
    unreadable,  # before senders are believed: From of a broken message is a guess
    from_agent,  # before feedback: an agent's mark never counts as a customer's
    feedback,  # last, because it reads the words
)


def _agent_without_ticket(
    agent: Agent, weight: Unproven, message: ParsedMessage, facts: Facts, arrival: Arrival, rulebook: Rulebook
) -> CustomerMail | UnprovenAgentMail:
    """An agent's address, and no letter to an agent that it answers: a colleague who writes as a customer, who sends a
    customer's mail on, who meant to act but lacks possession, or a stranger in the agent's name. Mere commands are no
    customer's words: they open nothing."""
    sender = sender_of(message, arrival, rulebook)
    verified = weight.origin and not message.ambiguous
    if _answers_as_participant(sender.address, facts):
        return CustomerMail(sender=sender.address, sender_name=sender.name, verified=verified, why="agent_as_customer")
    found = parse(message.reply)
    if found.lines and not found.rest.strip() and not message.attachments and message.forwarded is None:
        return _denied(weight)
    meant_a_ticket = facts.tagged is not None or facts.dead_tokens > 0 or (bool(found.lines) and message.forwarded is None)
    if not weight.origin or meant_a_ticket:
        return CustomerMail(
            sender=sender.address, sender_name=sender.name, verified=verified, why=weight.why, denied=_denied(weight)
        )
    original = message.forwarded.sender if message.forwarded is not None else None
    if original is not None and rulebook.mailbox_of(original.address) is None:
        return CustomerMail(
            sender=original.address,
            sender_name=original.name,
            verified=False,
            why="forwarded_by_agent",
            forwarded_by=agent.address,
        )
    return CustomerMail(sender=sender.address, sender_name=sender.name, verified=verified, why="agent_as_customer")


def _answers_as_participant(address: str, facts: Facts) -> bool:
    named = [t.ticket for t in facts.tokens if t.audience == "customer"]
    named += (
        [k.ticket for k in facts.letters if k.audience == "customer"] + [k.ticket for k in facts.known] + [facts.same_subject]
    )
    stories = (facts.tickets.get(t) for t in named if t is not None)
    return any(s is not None and s.participant(address) is not None for s in stories)


def _denied(weight: Unproven) -> UnprovenAgentMail:
    return UnprovenAgentMail(agent=weight.agent.address, ticket=weight.ticket, why=weight.why, fix=weight.fix)
