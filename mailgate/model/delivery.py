"""Notices, letters and their delivery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from mailgate.model.address import Address
from mailgate.model.message import Attachment
from mailgate.model.suggestion import Suggestion

Audience = Literal["customer", "agent", "team", "third_party", "admin"]
TokenAudience = Literal["agent", "team", "customer", "third_party", "bounce"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Someone must hear something. It becomes a letter when `deliver_after` has come. `entry` is the entry it speaks of
    (NEW: the one this decision adds last). `cause` is the inbox row that led to it. `data` holds plain JSON values."""

    template: str
    to: str
    audience: Audience
    why: str
    deliver_after: datetime
    id: int = 0
    to_name: str | None = None
    cc: tuple[str, ...] = ()
    ticket: int | None = None
    entry: int | None = None
    from_agent: str | None = None
    automatic: bool = True
    bundle_key: str | None = None
    undo_until: datetime | None = None
    cause: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenMeaning:
    """What a reply token stands for; only its hash is kept. The principal is an agent's address, a team's name, a
    participant's address, or for bounces the recipient's address."""

    audience: TokenAudience
    principal: str
    ticket: int | None
    conversation: int | None = None
    purpose: str = "reply"
    expires: datetime
    revoked: bool = False
    letter: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One recipient of a letter, with the sender its bounces come back to ("" for the null sender)."""

    to: str
    sender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail fully written. `shown_upto` is the last entry its reader has seen with it. `tokens` are (token, meaning) to be
    stored hashed. `headers` are extra ones (Auto-Submitted and the like)."""

    notice: Notice
    message_id: str
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...] = ()
    reply_to: Address | None = None
    subject: str
    text: str
    html: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    date: datetime
    envelopes: tuple[Envelope, ...] = ()
    tokens: tuple[tuple[str, TokenMeaning], ...] = ()
    shown_upto: int = 0
    suggested: tuple[Suggestion, ...] = ()  # what it offers to answer with, as it numbers them


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One recipient of one letter, claimed for sending. `attempts` counts this one."""

    id: int
    letter_id: int
    ticket: int | None
    template: str
    audience: Audience
    to: str
    envelope_from: str
    message_id: str
    data: bytes = field(repr=False)
    attempts: int = 1
    created: datetime
    in_doubt: bool = False  # an earlier attempt may have been delivered


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The next hop took responsibility."""

    reply: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """It may work later. `connection` says the server as a whole could not be used, so others should wait as well.
    `in_doubt` says the message may have been taken before the answer was lost (RFC 1047)."""

    reply: str
    connection: bool = False
    in_doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """It will never work: a 5xx for this recipient or message."""

    reply: str
    status: str | None = None


Attempt = Accepted | Deferred | Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    at: datetime
    reply: str
    in_doubt: bool = False
    warn: bool = False  # tell the agent that it is late


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    reply: str
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Given up by our own will: it is better lost than sent twice. `reply` says why, for people."""

    reply: str


Settlement = Sent | Retry | Dead | Dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What a letter needs to know, gathered when it is written. Values that do not apply are None or empty.
    `entries` are those its reader may see, oldest first; `fresh` those of them that the reader has not been shown.
    `thread` are the Message-IDs of this conversation that this audience knows, oldest first."""

    ticket: Any | None = None  # Ticket
    entry: Any | None = None  # Entry
    entries: tuple[Any, ...] = ()
    fresh: tuple[Any, ...] = ()
    thread: tuple[str, ...] = ()
    thread_index: str | None = None
    thread_topic: str | None = None
    participants: tuple[Any, ...] = ()
    route: Any | None = None  # Route
    reading: Any | None = None  # Reading
    story: tuple[Any, ...] = ()  # PastTicket of the same customer, newest first
    similar: tuple[Any, ...] = ()  # SolvedBefore, the most like it first; for hand-overs only
    shared: Any | None = None  # Shared; for hand-overs only
    attachments: tuple[Attachment, ...] = ()
    html: str | None = None  # the entry's mail with its formatting, safe to be shown; made anew for each letter
    pictures: tuple[Attachment, ...] = ()  # what that HTML shows, under ids of our own
    lost_files: tuple[str, ...] = ()  # names of the entry's attachments whose bytes are gone
    conversation: int | None = None
