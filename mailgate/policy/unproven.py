"""A mail in an agent's name that carries a live token of a ticket, but not both proofs: kept as an unverified note. Mere
commands that name no ticket stay in the ledger."""

from __future__ import annotations

from mailgate.model.decision import AddEntry, Decision, Effect, Judgement, QueueNotice, UnprovenAgentMail
from mailgate.model.facts import Facts
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.policy import counters
from mailgate.policy.entries import entry_of
from mailgate.policy.notices import KeptAs, not_acted_on


def on_unproven(
    kind: UnprovenAgentMail, message: ParsedMessage, arrival: Arrival, facts: Facts, judgement: Judgement
) -> Decision:
    """Nothing executes and nothing reaches a customer. The agent hears at most once an hour that it was not acted on, why, and
    how to send it right; the letter quotes nothing of it."""
    rulebook, now = judgement.rulebook, judgement.now
    effects: list[Effect] = []
    if kind.ticket is not None:
        entry = entry_of(
            "note",
            message,
            arrival,
            now=now,
            ticket=kind.ticket,
            by=kind.agent,
            verified=False,
            reason=kind.why,
        )
        effects.append(AddEntry(entry=entry))
    agent = rulebook.agents.get(kind.agent.lower())
    if agent is not None and facts.counts.denials_told_hour == 0:
        kept: KeptAs = "on_ticket" if kind.ticket is not None else "aside"
        notice = not_acted_on(agent, kind.ticket, kind.why, kind.fix, now=now, cause=arrival.inbox_id, kept=kept)
        effects += [QueueNotice(notice=notice), counters.once_an_hour(counters.denial(agent.address), now)]
    return Decision(
        outcome="noted" if kind.ticket is not None else f"{'quarantined' if kind.why == 'wrong_code' else 'ignored'}:{kind.why}",
        reason=kind.why,
        ticket=kind.ticket,
        effects=tuple(effects),
        because=(f"not acted on: {kind.why}", kind.fix),
    )
