"""A few words on a ticket for which somebody is suggested: they may be meant for the desk, which asked, or for the customer.

`agree` is the command without its `#`, and is taken as that. Any other short word (`yes`, `ok`, a thumb) may answer the
customer's question just as well, so it is never sent before its writer was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mailgate.model.decision import Route
from mailgate.model.facts import Facts
from mailgate.model.ticket import Ticket
from mailgate.policy.acting import Acting
from mailgate.policy.commands import BY_WORD, Commands, Line
from mailgate.policy.held import Doubt
from mailgate.policy.shadowed import as_agents_see

FEW = 2  # words that are hardly an answer to a customer, whatever they are
SHORT = 8  # words that may be one, unless all of them agree, or they name whom the desk suggests
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_AGREE = frozenset({"agree", "agreed", "i agree"})
_AGREES = """
yes yeah yep ok okay k sure fine agree agreed agrees i we good great perfect please thanks thank you do go ahead right correct it
that this is with by me for of course sounds works so lgtm approved confirm confirmed exactly absolutely
ja jawohl jo genau gut gerne passt einverstanden in ordnung bitte danke mach machen das so ich bin mit dem richtig klar geht
sì si va bene certo certamente d'accordo d’accordo accordo sono perfetto grazie prego esatto giusto procedi fai fallo pure
oui d'accord d’accord accord c'est c’est bon bien parfait merci entendu volontiers exact allez vas y je suis
sí vale bueno claro acuerdo de estoy por favor gracias perfecto correcto adelante hazlo está
"""
_AGREEING = frozenset(_AGREES.split())


def suggested_in(routes: Sequence[Route]) -> str | None:
    """Whom the desk suggests: the newest word on it that agents were shown."""
    return next((seen.suggested for seen in map(as_agents_see, reversed(routes)) if seen.suggested), None)


def may_agree(found: Commands, agent: str, ticket: Ticket, facts: Facts) -> bool:
    """Whether so few words, without a command, may be an answer to a hand-over that suggests somebody: it is worth asking."""
    if found.lines or found.unknown or found.stray or not 0 < len(found.rest.split()) <= SHORT:
        return False
    if found.bare is not None and found.bare.casefold() not in _AGREE:
        return False
    letter = next((k for k in facts.letters if k.ticket == ticket.number), None)
    return (ticket.agent or "").lower() != agent.lower() or (letter is not None and letter.template == "handover")


def agreeing(acting: Acting) -> Acting | Doubt:
    """`agree` alone as the command; other words that may be meant so as a doubt; else the mail as it is."""
    suggested = acting.rulebook.agent_of(suggested_in(acting.looked.routes))
    if suggested is None or not may_agree(acting.found, acting.agent.address, acting.ticket, acting.facts):
        return acting
    if any(not one.inline for one in acting.message.attachments):
        return acting
    text = " ".join(acting.found.rest.split())
    words = [word.casefold() for word in _WORD.findall(text)]
    if " ".join(words) in _AGREE:
        line = Line(command=BY_WORD["agree"], argument="", written="#agree")
        return replace(acting, found=Commands(lines=(line,)))
    named = not set(_WORD.findall(suggested.name.casefold())).isdisjoint(words)
    if len(words) <= FEW or named or _AGREEING.issuperset(words):
        return Doubt(why="stray_command", words=(text,), suggestion="#agree")
    return acting
