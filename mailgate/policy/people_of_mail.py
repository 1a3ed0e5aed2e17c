"""Whom a customer's mail brings along: its Cc, and those who were written to."""

from __future__ import annotations

from mailgate.model.message import ParsedMessage
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Participant
from mailgate.policy.organisations import same_organisation
from mailgate.policy.whom import answerable

AT_MOST = 10  # who may come along by one mail (GitLab's limit); the others wait to be let in
NAMED_AT_MOST = 48  # beyond, a Cc is a mailing (Zendesk's limit) and is not kept


def written_to(message: ParsedMessage, rulebook: Rulebook) -> tuple[str, ...]:
    """The addresses of To and Cc that are neither ours nor an agent's, in order, each once, lower case."""
    named = (a.key for a in (*message.to, *message.cc))
    return tuple(
        dict.fromkeys(key for key in named if rulebook.mailbox_of(key) is None and rulebook.agent_of(key) is None and "@" in key)
    )


def brought_along(message: ParsedMessage, sender: str, rulebook: Rulebook, *, trusted: bool) -> tuple[Participant, ...]:
    """The participants that To and Cc name. They join by themselves as `participants:` says and only where `trusted`:
    the mail's sender must be authenticated, or a forged mail would have the desk write to strangers. Else they are pending:
    they hear nothing until an agent lets them in."""
    names = {a.key: a.name for a in (*message.to, *message.cc)}
    people = [a for a in written_to(message, rulebook) if a != sender.lower() and answerable(a, rulebook)]
    return tuple(
        Participant(
            address=address,
            name=names.get(address),
            role="cc",
            state="active" if trusted and place < AT_MOST and _joins(address, sender, rulebook) else "pending",
        )
        for place, address in enumerate(people[:NAMED_AT_MOST])
    )


def _joins(address: str, sender: str, rulebook: Rulebook) -> bool:
    match rulebook.participants_cc:
        case "all":
            return True
        case "same_organisation":
            return same_organisation(sender, address, rulebook)
        case "ask":
            return False
