"""Who a mail is from, which mailbox it came to, and how much we know of its sender."""

from __future__ import annotations

from dataclasses import dataclass

from mailgate.model.address import Address
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.people import Mailbox
from mailgate.model.rules import Rulebook
from mailgate.policy.whom import UNKNOWN_SENDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """`verified`: strong enough evidence that a customer's mail is theirs. On behalf of somebody it never is."""

    address: str
    name: str | None
    verified: bool
    on_behalf: bool = False


def sender_of(message: ParsedMessage, arrival: Arrival, rulebook: Rulebook) -> Sender:
    """From; where From is a mailbox of ours (a web form, a list that rewrites From), the X-Original-From or Reply-To it names.
    Without any From the envelope's sender; else an address nobody has."""
    written = message.sender
    if written is None:
        address = arrival.raw.envelope_from or UNKNOWN_SENDER
        return Sender(address=address, name=None, verified=False)
    if message.form is not None:
        named = message.form.customer
        if named is not None and rulebook.mailbox_of(named.address) is None:
            return Sender(address=named.address, name=named.name, verified=False, on_behalf=True)
    elif rulebook.mailbox_of(written.address) is not None:
        behind = _behind(message, rulebook)
        if behind is not None:
            return Sender(address=behind.address, name=behind.name, verified=False, on_behalf=True)
    verified = arrival.raw.door == "manual" or arrival.evidence.authenticates(written.address)
    return Sender(address=written.address, name=written.name, verified=verified)


def answered_address(message: ParsedMessage, arrival: Arrival, rulebook: Rulebook) -> str:
    """The address that an acknowledgement of this mail would go to. Whoever counts for the caps, or asks how an address is,
    must ask about this one: counted by From, a web form's Reply-To or a forward could be made to mail-bomb anybody."""
    forwarded = message.forwarded.sender if message.forwarded is not None else None
    if message.form is not None:
        return sender_of(message, arrival, rulebook).address
    by_agent = rulebook.agent_of(message.identity or (message.sender.address if message.sender else None)) is not None
    if by_agent and forwarded is not None and rulebook.mailbox_of(forwarded.address) is None:
        return forwarded.address
    return sender_of(message, arrival, rulebook).address


def _behind(message: ParsedMessage, rulebook: Rulebook) -> Address | None:
    named = (*((message.on_behalf_of,) if message.on_behalf_of else ()), *message.reply_to)
    return next((a for a in named if rulebook.mailbox_of(a.address) is None), None)


def mailbox_for(message: ParsedMessage, arrival: Arrival, rulebook: Rulebook) -> Mailbox:
    """The mailbox of ours a mail came to: the first that To and Cc name, then its envelope, then its other headers, then the
    remote mailbox it was fetched from; a mail that names none came to the first."""
    named = (
        *(a.address for a in (*message.to, *message.cc)),
        *arrival.raw.envelope_to,
        *message.recipients_named,
        *(arrival.raw.remote_key or "").split(":"),
    )
    found = (rulebook.mailbox_of(address) for address in named)
    return next((m for m in found if m is not None), None) or next(iter(rulebook.mailboxes.values()))


def is_transport(list_id: str | None, rulebook: Rulebook) -> bool:
    """Whether a List-Id (RFC 2919) is only the way mail takes to a mailbox of ours."""
    wanted = (list_id or "").strip().strip("<>").lower()
    return wanted != "" and any(wanted == known.strip("<>").lower() for m in rulebook.mailboxes.values() for known in m.lists)
