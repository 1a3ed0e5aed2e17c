"""Messages: what the wire gave, what is known of its sender, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from mailgate.model.address import Address
from mailgate.model.form import Form

Door = Literal["smtp", "lmtp", "submission", "imap", "manual"]
Verdict = Literal["pass", "fail", "softfail", "neutral", "none", "temperror", "permerror", "policy"]
MessageKind = Literal["human", "auto_reply", "bounce", "list", "own", "unreadable"]
Report = Literal["delivered", "delayed", "read", "abuse", "challenge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMessage:
    """Exactly what the wire gave, with its envelope and door. `envelope_from` is "" for the null sender, None where
    the door knows no envelope (IMAP). `remote_key` names the message in a remote mailbox: `imap:NAME:UIDVALIDITY:UID`."""

    data: bytes
    door: Door
    received: datetime
    envelope_from: str | None = None
    envelope_to: tuple[str, ...] = ()
    remote_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of the sender, gathered once at arrival and kept with the bytes.

    `authenticated_as` is the agent's address whose submission password was given (SMTP AUTH). The verdicts come from a
    trusted relay's or mailbox's Authentication-Results (RFC 8601); `because` says from where. `dkim_domains` are the
    `d=` of signatures that passed, `spf_domain` the domain SPF passed for. `temporary` names checks not possible now."""

    door: Door
    peer: str | None = None
    relay: bool = False
    tls: bool = False
    authenticated_as: str | None = None
    spf: Verdict | None = None
    dkim: Verdict | None = None
    dmarc: Verdict | None = None
    spf_domain: str | None = None
    dkim_domains: tuple[str, ...] = ()
    because: str = "nothing known of the sender"
    temporary: tuple[str, ...] = ()

    def proves_origin_of(self, address: str) -> bool:
        """Strong enough for an agent: submission password of that very address, DMARC pass, or an aligned DKIM pass.
        SPF alone never is (every tenant of a shared relay passes it). The caller maps an agent's other addresses."""
        domain = address.rpartition("@")[2].lower()
        return (
            (self.authenticated_as or "").lower() == address.lower()
            or self.dmarc == "pass"
            or (self.dkim == "pass" and domain in self.dkim_domains)
        )

    def authenticates(self, address: str) -> bool:
        """Strong enough for a customer: as above, or SPF pass for the From's own domain."""
        domain = address.rpartition("@")[2].lower()
        return self.proves_origin_of(address) or (self.spf == "pass" and (self.spf_domain or "").lower() == domain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One accepted message on its way through: its inbox row."""

    inbox_id: int
    raw: RawMessage
    evidence: Evidence
    attempts: int = 1
    content_key: str = ""
    waited: bool = False  # it has waited for a parent in flight long enough
    released: bool = False  # a person let it through, or asked for it again: no hold, no quarantine


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    name: str
    type: str
    data: bytes = field(repr=False)
    sha256: str
    inline: bool = False
    content_id: str | None = None

    @property
    def size(self) -> int:
        return len(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedRecipient:
    address: str | None
    status: str | None = None  # enhanced status code, RFC 3463
    smtp_code: int | None = None
    permanent: bool | None = None
    action: str | None = None  # failed | delayed | delivered | relayed | expanded (RFC 3464 §2.3.3)
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BounceReport:
    recipients: tuple[FailedRecipient, ...] = ()
    original_message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """The original that a person forwarded, apart from the forwarder's own words."""

    sender: Address | None = None
    subject: str | None = None
    date: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedMessage:
    """What a message says. `reply` are the fresh words; ids have no angle brackets; dates are aware.

    `identity` is the From address by the strict grammar (exactly one From, one plain address), else None: only it
    may identify an agent. `ambiguous` is set where two readers could see different mails (duplicate singleton
    headers, contradicting MIME): such a mail never executes commands. `authentication_results` are the raw header
    values, topmost first. `recipients_named` are all addresses of To, Cc, Delivered-To, X-Original-To and the like."""

    kind: MessageKind = "human"
    kind_because: tuple[str, ...] = ()
    report: Report | None = None
    sender: Address | None = None  # first From
    identity: str | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    recipients_named: tuple[str, ...] = ()
    on_behalf_of: Address | None = None
    subject: str = ""
    base_subject: str = ""
    date: datetime | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    thread_index: str | None = None
    thread_topic: str | None = None
    list_id: str | None = None
    text: str = ""
    reply: str = ""
    signature: str | None = None
    quoted: str | None = None
    html: str | None = None
    html_only: bool = False
    attachments: tuple[Attachment, ...] = ()
    bounce: BounceReport | None = None
    forwarded: Forwarded | None = None
    away_until: datetime | None = None
    authentication_results: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()  # decoded, in order, names as written
    ambiguous: bool = False
    unreadable: str | None = None  # why, when kind is unreadable
    form: Form | None = None  # what a form of the settings made of it (`mail.forms`)
    warnings: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """The first header of that name, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)
