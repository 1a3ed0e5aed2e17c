"""Simple-looking questions that often escalate: known from what became of others like them, and flagged as they open."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from mailgate.model.facts import Escalates, Past
from mailgate.model.ticket import Ticket

TAG: Final = "escalation_risk"
LEAST = 20  # solved tickets of an intent
_PRIOR = 10.0  # tickets that the other intents' share counts for
_SURE = 1.64  # standard deviations above the others: one in twenty by chance


def risky(counted: Mapping[str, Escalates]) -> dict[str, Escalates]:
    """The intents whose share is clearly above that of all others together, shrunk towards it (Beta with its share as prior)."""
    hard, tickets = sum(one.hard for one in counted.values()), sum(one.tickets for one in counted.values())
    found = {}
    for intent, one in counted.items():
        others = tickets - one.tickets
        if one.tickets < LEAST or not others:
            continue
        usual = (hard - one.hard) / others
        weight = one.tickets + _PRIOR
        share = (one.hard + _PRIOR * usual) / weight
        if share - _SURE * math.sqrt(share * (1 - share) / (weight + 1)) > usual:
            found[intent] = one
    return found


def flagged(ticket: Ticket, past: Past) -> tuple[Ticket, tuple[str, ...]]:
    """With the tag, and what the hand-over says of it."""
    risk = past.risks.get(ticket.intent or "")
    if risk is None:
        return ticket, ()
    tags = tuple(dict.fromkeys((*ticket.tags, TAG)))
    return replace(ticket, tags=tags), (f"questions like this often escalate: {risk.hard} of {risk.tickets} lately",)
