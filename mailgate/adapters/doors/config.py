"""What a door is told and what it is handed: plain values and functions, so that a door knows no settings and no flow."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from random import random
from typing import Literal, Protocol

from mailgate.model.message import Evidence, RawMessage

MEGABYTE = 1024 * 1024


class Accept(Protocol):
    """Keeps a message. When it returns, the message is durable, and the number is its inbox row.
    Raises DiskFull or StoreUnavailable while nothing can be kept."""

    def __call__(self, raw: RawMessage, evidence: Evidence) -> Awaitable[int]: ...


class Said(Protocol):
    """Hears what a door did, in a fixed word with plain fields: for the log and the metrics. Never an address or a text."""

    def __call__(self, word: str, /, **fields: object) -> None: ...


def _silence(word: str, /, **fields: object) -> None:
    return None


def _never() -> bool:
    return False


def _no_domain(domain: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What the listening doors are handed. `known_recipient` says whether an address, with or without +extension, is a
    mailbox of ours; `local_domain` whether a domain is ours at all (an unknown recipient there is 5.1.1, elsewhere
    relaying is denied); `busy` whether new mail should come later."""

    accept: Accept
    known_recipient: Callable[[str], bool]
    clock: Callable[[], datetime]
    local_domain: Callable[[str], bool] = _no_domain
    busy: Callable[[], bool] = _never
    said: Said = _silence

    def at(self, door: str) -> Handed:
        """The same, for this door: what it says carries its name."""
        return replace(self, said=partial(self.said, door=door))


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsFiles:
    """A server certificate (PEM, with its chain) and its private key."""

    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whose word counts. `relays` are the addresses or networks of front MTAs; `authserv_ids` the names that their
    Authentication-Results carry (empty: see `mail.authenticity.relay_source`)."""

    relays: tuple[str, ...] = ()
    authserv_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Where to listen: host and port (0: any free one), or a unix socket with its permissions."""

    host: str = "127.0.0.1"
    port: int = 0
    path: Path | None = None
    mode: int = 0o660

    @property
    def loopback(self) -> bool:
        """Only programs of this machine can connect."""
        return self.path is not None or self.host in ("localhost", "::1") or self.host.startswith("127.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorLimits:
    """Limits of a listening door; times in seconds. `connections` to `unknown_delay` spare trusted relays."""

    connections: int = 200
    per_address: int = 20
    idle_commands: int = 50  # commands without a message
    session: float = 600.0  # since the last message
    unknown_delay: float = 5.0  # from the fourth unknown recipient on
    command: float = 300.0  # RFC 5321 §4.5.3.2.7
    data_start: float = 180.0  # DATA may take this, and
    data_rate: int = 500  # a second more for each so many bytes
    recipients: int = 100  # RFC 5321 §4.5.3.1.8
    hops: int = 30
    accept: float = 60.0
    in_flight: int = 256 * MEGABYTE  # bytes of unfinished messages, all connections together
    guesses_a_minute: int = 5  # wrong passwords from one address, and for one account from there


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpDoor:
    """The SMTP listener. With `tls` it offers STARTTLS."""

    listen: Listen
    domain: str  # server.domain: what we greet as, and where bounce+TOKEN@ lives
    max_size: int = 25 * MEGABYTE
    tls: TlsFiles | None = None
    trust: Trust = Trust()
    limits: DoorLimits = DoorLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class LmtpDoor:
    """The LMTP listener (RFC 2033). Whoever may connect is a trusted relay, so listen on a unix socket or loopback."""

    listen: Listen
    domain: str
    max_size: int = 25 * MEGABYTE
    trust: Trust = Trust()
    limits: DoorLimits = DoorLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionDoor:
    """The submission listener (RFC 6409) for agents, to our own addresses only. In clear on loopback only; else `tls`
    is required: STARTTLS, or TLS from the first byte with `implicit` (RFC 8314)."""

    listen: Listen
    domain: str
    max_size: int = 25 * MEGABYTE
    tls: TlsFiles | None = None
    implicit: bool = False
    limits: DoorLimits = DoorLimits()


OAuthProvider = Literal["google", "microsoft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthGrant:
    """How to get access tokens: with a refresh token (RFC 6749 §6), or without one by client credentials (§4.4).
    `token_url` and `scope` left out are the provider's."""

    provider: OAuthProvider
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    tenant: str = "common"
    token_url: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxTrust:
    """Whose Authentication-Results are believed in a mailbox: listed authserv-ids, or those of a provider."""

    authserv_ids: tuple[str, ...] = ()
    provider: Literal["microsoft365", "google"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What becomes of a message in the mailbox once it is durable with us: nothing, \\Seen and \\Flagged, or a move."""

    do: Literal["leave", "flag", "move"] = "leave"
    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapLimits:
    """Times in seconds."""

    connect: float = 15.0
    command: float = 60.0
    body_rate: int = 100_000  # a body may take `command`, and a second more for each so many bytes
    idle: float = 120.0  # IDLE is renewed, and the folder looked through, this often
    poll: float = 60.0  # where the server has no IDLE
    batch: int = 100  # messages asked for their size at once
    batch_bytes: int = 32 * MEGABYTE  # bodies in memory at once
    strikes: int = 3  # connections lost over one message until it is skipped
    waits: tuple[float, ...] = (1, 2, 5, 10, 30, 60, 120, 300)  # before each new try; half to all of it, by chance
    healthy: float = 60.0  # a connection that held so long resets the waits
    silent_failures: float = 900.0  # without a connection this long, the admin is told


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapDoor:
    """One mailbox to read. `name` stands in remote keys: it must stay the same for as long as the mailbox is.
    `mailbox` is the address of ours that its mail counts as sent to."""

    name: str
    host: str
    mailbox: str
    user: str
    port: int = 993
    tls: Literal["implicit", "starttls", "none"] = "implicit"
    password: str | None = field(default=None, repr=False)
    oauth: OAuthGrant | None = None
    folder: str = "INBOX"
    after: After = After()
    trust: MailboxTrust = MailboxTrust()
    ca_file: Path | None = None
    max_size: int = 25 * MEGABYTE
    limits: ImapLimits = ImapLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a folder has been read: every message up to `uid` is settled, in this UIDVALIDITY."""

    uidvalidity: int
    uid: int


class Trouble(Protocol):
    """Tells the admin what is wrong with a mailbox, and what to do."""

    def __call__(self, mailbox: str, what: str, fix: str, /) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapHanded:
    """What an IMAP door is handed. `write_cursor` must be durable when it returns, but losing one is harmless: the messages
    are read again, and recognised by their remote key. `token` gives an OAuth access token, a fresh one if asked.
    `recovered` follows a `trouble` that the mailbox as a whole had."""

    accept: Accept
    clock: Callable[[], datetime]
    read_cursor: Callable[[str], Awaitable[Cursor | None]]
    write_cursor: Callable[[str, Cursor], Awaitable[None]]
    trouble: Trouble
    recovered: Callable[[str], None]
    token: Callable[[bool], Awaitable[str]] | None = None
    busy: Callable[[], bool] = _never
    said: Said = _silence
    chance: Callable[[], float] = random
