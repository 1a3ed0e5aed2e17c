"""Decide: one door for flows, one policy for each kind of message."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from mailgate.model.decision import (
    AgentMail,
    AutoReply,
    Bounce,
    CountEvent,
    CustomerMail,
    Decision,
    Duplicate,
    Feedback,
    Ignored,
    Judgement,
    Kind,
    Suspicious,
    UnprovenAgentMail,
    Waiting,
)
from mailgate.model.facts import Facts, Past
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.reading import Reading
from mailgate.policy import counters
from mailgate.policy.agent import on_agent_mail
from mailgate.policy.auto_reply import on_auto_reply
from mailgate.policy.bounced import on_bounce
from mailgate.policy.customer import on_customer_mail
from mailgate.policy.feedback import on_feedback
from mailgate.policy.outcomes import marked
from mailgate.policy.proofs import guessed
from mailgate.policy.unproven import on_unproven


def decide(
    kind: Kind, message: ParsedMessage, arrival: Arrival, reading: Reading, facts: Facts, past: Past, judgement: Judgement
) -> Decision:
    """All that is to be done about a message, and the reason. Same inputs, same decision; nothing is touched.
    A `Waiting` is for the flow to take in again later; asked for its decision all the same, it says so and does nothing."""

    def counted(decision: Decision) -> Decision:
        return _with_wrong_codes(decision, message, arrival, facts, judgement)

    match kind:
        case CustomerMail():
            return counted(on_customer_mail(kind, message, arrival, reading, facts, past, judgement))
        case AgentMail():
            return counted(on_agent_mail(kind, message, arrival, facts, past, judgement))
        case UnprovenAgentMail():
            return counted(on_unproven(kind, message, arrival, facts, judgement))
        case Bounce():
            return on_bounce(kind, message, arrival, facts, judgement)
        case AutoReply():
            return on_auto_reply(kind, message, arrival, facts, judgement)
        case Feedback():
            return _marked(on_feedback(kind, message, arrival, facts, judgement), kind, facts, past, judgement)
        case Duplicate():
            return Decision(outcome="duplicate", reason=kind.why, ticket=kind.ticket, because=(f"the same as message {kind.of}",))
        case Ignored():
            return Decision(outcome=f"ignored:{kind.why}", reason=kind.why)
        case Suspicious():
            return Decision(outcome=f"quarantined:{kind.why}", reason=kind.why)
        case Waiting():
            return Decision(outcome=f"ignored:{kind.why}", reason=kind.why)
        case _:
            assert_never(kind)


def _with_wrong_codes(
    decision: Decision, message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement
) -> Decision:
    """Each guess at a one-time code is counted, whatever becomes of the mail that has it."""
    agent = guessed(message, facts, arrival, judgement.rulebook)
    if agent is None:
        return decision
    guess = CountEvent(key=counters.wrong_code(agent.address), at=judgement.now)
    return replace(decision, effects=(*decision.effects, *(guess for _ in range(facts.codes))))


def _marked(decision: Decision, kind: Feedback, facts: Facts, past: Past, judgement: Judgement) -> Decision:
    """The first mark of a ticket says something of who solved it."""
    story = facts.tickets[kind.ticket]
    if story.feedback_given:
        return decision
    taught = marked(story.ticket, kind.score, past, judgement.rulebook, judgement.now)
    return replace(decision, effects=(*decision.effects, *taught))
