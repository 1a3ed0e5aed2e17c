"""Everything of a letter but its words: who it is from and to, its ids and reply tokens, its headers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Literal

from mailgate.adapters.letter_words import zone_of
from mailgate.mail.tokens import BOUNCE_LOCAL, CODE_LENGTH, LENGTH, code_from, code_token, token_from, with_token
from mailgate.model.address import Address, key_of
from mailgate.model.delivery import Envelope, LetterFacts, Notice, TokenMeaning
from mailgate.model.message import Attachment
from mailgate.model.people import Mailbox
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Entry, Ticket

MOST_ATTACHED = 20_000_000  # octets of attachments in one letter; base64 makes 27 MB of them

_LIVES = {"customer": timedelta(days=365), "third_party": timedelta(days=365), "agent": timedelta(days=30)}
_CODE_LIVES = timedelta(days=1)
_BOUNCE_LIVES = timedelta(days=60)  # five days of the next hop's retries, and slow postmasters


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressing:
    """What is minted for one letter. `tag` is `[#1042]`, with the token inside where the mailbox has no plus addresses."""

    message_id: str
    tag: str
    reply_to: Address | None
    envelopes: tuple[Envelope, ...]
    tokens: tuple[tuple[str, TokenMeaning], ...]
    code: str = ""  # the one-time code it shows, if its notice asks for one


def addressing_of(
    notice: Notice,
    facts: LetterFacts,
    *,
    mailbox: Mailbox,
    domain: str,
    envelope: Literal["signed", "plain"],
    chance: Callable[[int], bytes],
    now: datetime,
) -> Addressing:
    """Mint the ids and tokens of a letter: one Message-ID, one reply token if it has a ticket, one bounce token a recipient."""
    number = facts.ticket.number if facts.ticket else notice.ticket
    tokens: list[tuple[str, TokenMeaning]] = []
    tag, reply_to = "", None
    if number:
        token, meaning = token_from(chance(LENGTH)), _reply_meaning(notice, facts, number, now)
        tokens.append((token, meaning))
        by_address = mailbox.tokens == "address"
        tag = f"[#{number}]" if by_address else f"[#{number}-{token}]"
        reply_to = Address(address=with_token(mailbox.address, token), name=mailbox.name) if by_address else None
    code = code_from(chance(CODE_LENGTH)) if number and notice.data.get("confirm") else ""
    coded = code_token(code)
    if coded is not None:
        meaning = replace(_reply_meaning(notice, facts, number or 0, now), purpose="confirm", expires=now + _CODE_LIVES)
        tokens.append((coded, meaning))
    envelopes: list[Envelope] = []
    for recipient in _each_once((notice.to, *notice.cc)):
        sender = mailbox.address
        if envelope == "signed":
            token = token_from(chance(LENGTH))
            sender = f"{BOUNCE_LOCAL}+{token}@{domain}"
            tokens.append(
                (
                    token,
                    TokenMeaning(
                        audience="bounce",
                        principal=key_of(recipient),
                        ticket=number,
                        conversation=facts.conversation,
                        purpose="bounce",
                        expires=now + _BOUNCE_LIVES,
                    ),
                )
            )
        envelopes.append(Envelope(to=recipient, sender=sender))
    return Addressing(
        message_id=f"{token_from(chance(LENGTH))}@{domain}",
        tag=tag,
        reply_to=reply_to,
        envelopes=tuple(envelopes),
        tokens=tuple(tokens),
        code=code,
    )


def _each_once(addresses: Sequence[str]) -> list[str]:
    """In order and as they are spelled; compared case-blind."""
    found: dict[str, str] = {}
    for one in addresses:
        found.setdefault(key_of(one), one.strip())
    return list(found.values())


def _reply_meaning(notice: Notice, facts: LetterFacts, number: int, now: datetime) -> TokenMeaning:
    audience: Literal["customer", "third_party", "agent"] = (
        "customer" if notice.audience == "customer" else "third_party" if notice.audience == "third_party" else "agent"
    )
    return TokenMeaning(
        audience=audience,
        principal=key_of(notice.to),
        ticket=number,
        conversation=facts.conversation,
        expires=now + _LIVES[audience],
    )


def headers_of(notice: Notice, facts: LetterFacts, language: str) -> tuple[tuple[str, str], ...]:
    """RFC 3834 §5 for what a machine wrote, Microsoft's word for the same, and Outlook's thread as it came."""
    headers: list[tuple[str, str]] = []
    if notice.template == "acknowledgement":
        headers.append(("Auto-Submitted", "auto-replied"))
    elif notice.automatic or not is_for_customer(notice):
        headers.append(("Auto-Submitted", "auto-generated"))
    if notice.automatic:
        headers.append(("X-Auto-Response-Suppress", "All"))
    if is_for_customer(notice):  # an agent's mail client must not thread by the customer's ids
        headers += [
            (name, value) for name, value in (("Thread-Index", facts.thread_index), ("Thread-Topic", facts.thread_topic)) if value
        ]
    return (*headers, ("Content-Language", language))


def is_for_customer(notice: Notice) -> bool:
    return notice.audience in ("customer", "third_party")


def mailbox_for(ticket: Ticket | None, rulebook: Rulebook, domain: str) -> Mailbox:
    """The mailbox a letter comes from: its ticket's, else the desk's first."""
    first = next(iter(rulebook.mailboxes.values()), None)
    found = rulebook.mailbox_of(ticket.mailbox) if ticket else None
    return found or first or Mailbox(address=f"mailgate@{domain}", name=rulebook.name, team="")


def zone_for(notice: Notice, mailbox: Mailbox, rulebook: Rulebook) -> tzinfo:
    """The clock on the reader's wall: an agent's own hours or team's; a customer's is that of their mail's date, else the
    mailbox's. `always` says nothing of a place, so then the desk's first named hours do."""
    ours, minutes = _zone_of_hours(notice, mailbox, rulebook), notice.data.get("offset")
    if not is_for_customer(notice) or not isinstance(minutes, int) or abs(minutes) >= 24 * 60:
        return ours
    theirs = timedelta(minutes=minutes)
    return ours if notice.deliver_after.astimezone(ours).utcoffset() == theirs else timezone(theirs)


def _zone_of_hours(notice: Notice, mailbox: Mailbox, rulebook: Rulebook) -> tzinfo:
    names: list[str | None] = []
    agent = None if is_for_customer(notice) else rulebook.agent_of(notice.to)
    if agent:
        names += [agent.hours, *(rulebook.teams[team].hours for team in agent.teams if team in rulebook.teams)]
    team = rulebook.teams.get(mailbox.team)
    names += [mailbox.hours, team.hours if team else None, *rulebook.hours]
    for name in names:
        hours = rulebook.hours.get(name or "always")
        if hours is not None and hours.week is not None:
            return zone_of(hours.timezone)
    return zone_of("UTC")


def attachments_within(
    attachments: Sequence[Attachment], most: int = MOST_ATTACHED
) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Those that fit into one letter, in order, and the names of those that do not."""
    kept: list[Attachment] = []
    left_out: list[str] = []
    room = most
    for one in attachments:
        if one.size <= room:
            kept.append(one)
            room -= one.size
        else:
            left_out.append(one.name)
    return tuple(kept), tuple(left_out)


def shown_upto(template: str, facts: LetterFacts) -> int:
    """The last entry the reader has seen with this letter: a hand-over shows them all, news the fresh ones, a warning none."""
    shown: tuple[Entry, ...] = (facts.entry,) if facts.entry else ()
    if template == "handover":
        shown += (*facts.entries, *facts.fresh)
    elif template in ("customer_replied", "pending_mail"):
        shown += facts.fresh
    elif template != "answer":
        return 0
    return max((entry.id for entry in shown), default=0)
