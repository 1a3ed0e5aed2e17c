"""One-time codes (contract §6): what can't be undone is let go by the code in the letter about it, from any mail of its agent.

The letter's writer makes the code and keeps it as a token that means that letter; it lives a day, and its hold ends with it.
"""

from __future__ import annotations

from mailgate.model.facts import Facts, KnownLetter
from mailgate.model.people import Agent

WRONG_A_DAY = 5  # wrong codes after which an agent's codes count for nothing until they are older than a day


def confirmed(agent: Agent, facts: Facts) -> KnownLetter | None:
    """The letter to this agent whose code the mail carries. A code alone proves possession, as the reply to that letter would."""
    if facts.wrong_codes >= WRONG_A_DAY:
        return None
    mine = {a.lower() for a in agent.addresses}
    return next((k for k in facts.confirmed if k.to.lower() in mine and k.ticket in facts.tickets), None)


def wrong(agent: Agent, facts: Facts) -> bool:
    """Whether the mail carries a code, and none that is good."""
    return facts.codes > 0 and confirmed(agent, facts) is None
