"""The two proofs of contract §6: who may act as an agent, and on which ticket.

Origin says that the mail comes from the agent; possession, that its sender has a letter we wrote to the agent about
this very ticket. A mail that lacks either acts on nothing. Every refusal has a fixed word and says how to do it right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from mailgate.model.facts import Facts
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.people import Agent
from mailgate.model.rules import Rulebook
from mailgate.policy.confirming import confirmed, wrong

FRESH = timedelta(hours=72)  # how far Date may be from the receipt when origin rests on a signature (replay)

FIXES = {
    "from_not_plain": "Send it with one plain From address, the one the desk knows you by.",
    "ambiguous": "Your mail can be read in two ways (a header stands twice, or its parts contradict); write it anew.",
    "origin_unproven": "Send it through the desk's submission server with your password, or have your server sign your mail.",
    "strict_required": "The settings ask for the desk's submission server: send it there with your password.",
    "no_possession": "Reply to a letter that the desk wrote to you about this ticket, and don't change the address it goes to.",
    "dead_token": "The reply address has expired; reply to a newer letter of the desk about this ticket.",
    "wrong_code": "Reply #send to the letter that says your mail is held, or write its code as it stands there, within a day.",
    "two_tickets": "It answers two tickets at once; reply to each of them on its own.",
    "stale_date": "Its Date is more than three days from when it came; set your clock right, or send it again.",
    "replayed": "The same signed mail has acted before; write a new one.",
}


# The same words in a sentence: "… was not acted on: …".
SAID = {
    "from_not_plain": "its From is not one plain address of yours",
    "ambiguous": "it can be read in two ways",
    "origin_unproven": "nothing proves that you sent it",
    "strict_required": "it did not come through the desk's submission server",
    "no_possession": "it answers no letter that we wrote to you about a ticket",
    "dead_token": "the address it was sent to has expired",
    "wrong_code": "its code is none of ours, or no longer good",
    "two_tickets": "it answers two tickets at once",
    "stale_date": "its date is too far from when it came",
    "replayed": "the same mail has acted before",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """Both proofs hold. `why` says what origin rests on: submission, or signature."""

    agent: Agent
    ticket: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """A claim to be `agent` that does not hold. `ticket`: whose live token or known letter the mail carries.
    `origin` says whether at least the sender is known."""

    agent: Agent
    ticket: int | None
    why: str
    origin: bool

    @property
    def fix(self) -> str:
        return FIXES[self.why]


def claimed_agent(message: ParsedMessage, rulebook: Rulebook) -> Agent | None:
    """The agent whose address stands in From, proven or not."""
    return rulebook.agent_of(message.identity) or rulebook.agent_of(message.sender.address if message.sender else None)


def weighed(agent: Agent, message: ParsedMessage, facts: Facts, arrival: Arrival, rulebook: Rulebook) -> Proven | Unproven:
    """Hold a mail in this agent's name against both proofs. The order of the doubts is the order they are told in: what is
    wrong with the mail as such, then who sent it, then what it answers."""
    own, any_ticket = tickets_possessed(agent, facts), _tickets_named(facts)
    by_password = _by_password(agent, arrival, rulebook)
    origin = by_password or _by_signature(agent, message, arrival)
    doubts = (
        ("from_not_plain", message.identity is None or rulebook.agent_of(message.identity) is not agent),
        ("ambiguous", message.ambiguous),
        ("strict_required", agent.require == "strict" and not by_password),
        ("origin_unproven", not origin),
        ("two_tickets", len(own) > 1),
        ("dead_token", not own and facts.dead_tokens > 0),
        ("wrong_code", not own and wrong(agent, facts)),
        ("no_possession", not own),
        ("replayed", facts.replayed),
        ("stale_date", not by_password and not _fresh(message, arrival)),
    )
    why = next((word for word, doubted in doubts if doubted), None)
    if why is None:
        return Proven(agent=agent, ticket=own[0], why="submission" if by_password else "signature")
    named = own or any_ticket
    return Unproven(agent=agent, ticket=named[0] if named else None, why=why, origin=origin)


def guessed(message: ParsedMessage, facts: Facts, arrival: Arrival, rulebook: Rulebook) -> Agent | None:
    """The agent who surely sent this mail with a one-time code that is none, whatever else is wrong with it: each such mail
    would tell whether a guess is right."""
    agent = claimed_agent(message, rulebook)
    if agent is None or not wrong(agent, facts):
        return None
    vouched = agent.require != "strict" and _by_signature(agent, message, arrival)
    return agent if vouched or _by_password(agent, arrival, rulebook) else None


def tickets_possessed(agent: Agent, facts: Facts) -> tuple[int, ...]:
    """The tickets this mail holds a live token of the agent's or the team's for; else the one of the nearest letter to the agent
    that it answers. A one-time code stands before both: the mail is about its ticket, whatever it answers."""
    coded = confirmed(agent, facts)
    if coded is not None and coded.ticket is not None:
        return (coded.ticket,)
    mine = {a.lower() for a in agent.addresses}
    held = dict.fromkeys(
        t.ticket
        for t in facts.tokens
        if t.ticket in facts.tickets
        and not t.revoked
        and ((t.audience == "agent" and t.principal.lower() in mine) or (t.audience == "team" and t.principal in agent.teams))
    )
    if held:
        return tuple(t for t in held if t is not None)
    answered = (
        k.ticket
        for k in facts.letters
        if k.audience in ("agent", "team") and k.to.lower() in mine and k.ticket is not None and k.ticket in facts.tickets
    )
    return tuple(t for t in (next(answered, None),) if t is not None)


def _tickets_named(facts: Facts) -> tuple[int, ...]:
    """The tickets of any live token for agents, or of any letter to agents, whoever it was written to."""
    found = [t.ticket for t in facts.tokens if t.audience in ("agent", "team") and not t.revoked]
    found += [k.ticket for k in facts.letters if k.audience in ("agent", "team")]
    return tuple(dict.fromkeys(t for t in found if t is not None and t in facts.tickets))


def _by_password(agent: Agent, arrival: Arrival, rulebook: Rulebook) -> bool:
    """SMTP AUTH (RFC 4954) on our own port by this agent; From may be any of the agent's addresses."""
    user = arrival.evidence.authenticated_as
    return user is not None and rulebook.agent_of(user) is agent


def _by_signature(agent: Agent, message: ParsedMessage, arrival: Arrival) -> bool:
    """What a trusted relay or our own check says of the From domain. Somebody else's password never helps."""
    return (
        message.identity is not None
        and arrival.evidence.authenticated_as is None
        and arrival.evidence.proves_origin_of(message.identity)
        and message.identity.lower() in (a.lower() for a in agent.addresses)
    )


def _fresh(message: ParsedMessage, arrival: Arrival) -> bool:
    return message.date is not None and abs(arrival.raw.received - message.date) <= FRESH
