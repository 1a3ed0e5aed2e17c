"""Values the store's tests share: one desk, one noon, a few mails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from mailgate.adapters.store import SqlStore
from mailgate.adapters.store.queues import FROZEN
from mailgate.mail.tokens import ALPHABET
from mailgate.model.address import Address
from mailgate.model.decision import AddEntry, Applied, Decision, Effect, KnowMessage, OpenTicket
from mailgate.model.delivery import Envelope, Letter, Notice, TokenMeaning
from mailgate.model.message import Arrival, Evidence, ParsedMessage, RawMessage
from mailgate.model.people import Agent, Mailbox, Team
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Entry, Participant, Ticket

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)
MARIA = "maria@example.org"
ALICE = "alice@example.com"
SUPPORT = "support@example.com"

RULEBOOK = Rulebook(
    fingerprint="f",
    name="Example Support",
    domain="support.example.com",
    mailboxes={SUPPORT: Mailbox(address=SUPPORT, name="Example Support", team="helpdesk")},
    hours={},
    teams={"helpdesk": Team(name="helpdesk")},
    agents={
        ALICE: Agent(address=ALICE, name="Alice", teams=("helpdesk",)),
        "dana@example.com": Agent(address="dana@example.com", name="Dana"),
    },
)


def raw(text: str = "I can't log in", *, received: datetime = NOON, to: tuple[str, ...] = (SUPPORT,), **more: Any) -> RawMessage:
    data = f"From: Maria Lopez <{MARIA}>\r\nTo: {SUPPORT}\r\nSubject: Login\r\n\r\n{text}\r\n".encode()
    return RawMessage(data=data, door="smtp", received=received, envelope_from=MARIA, envelope_to=to, **more)


def accepted(store: SqlStore, message: RawMessage | None = None, *, message_id: str = "m1@example.org", key: str = "k1") -> int:
    return store.accept(message or raw(), Evidence(door="smtp", tls=True), message_id=message_id, content_key=key).result(10)


def arrived(
    store: SqlStore, message: RawMessage | None = None, *, message_id: str = "m1@example.org", key: str = "k1"
) -> Arrival:
    """Accepted and claimed."""
    row = accepted(store, message, message_id=message_id, key=key)
    now = max(NOON, message.received) if message else NOON
    return next(a for a in store.claim_arrivals(limit=10, now=now, lease=LEASE) if a.inbox_id == row)


def is_frozen(store: SqlStore) -> bool:
    """Whether nothing is sent."""
    return store.read(lambda connection: connection.execute(FROZEN).first() is not None)


def parsed(**fields: Any) -> ParsedMessage:
    given = {"sender": Address(address=MARIA), "subject": "Login", "base_subject": "Login", "message_id": "m2@example.org"}
    return ParsedMessage(**{**given, **fields})


def ticket(**fields: Any) -> Ticket:
    given: Mapping[str, Any] = {
        "mailbox": SUPPORT,
        "customer": MARIA,
        "subject": "Login",
        "team": "helpdesk",
        "opened_at": NOON,
        "changed_at": NOON,
    }
    return Ticket(**{**given, **fields})


def opening(*more: Effect, text: str = "I can't log in", message_id: str | None = "m1@example.org", **fields: Any) -> Decision:
    """The decision that opens a ticket for Maria's mail."""
    return Decision(
        outcome="opened",
        reason="new",
        ticket=0,
        effects=(
            OpenTicket(ticket=ticket(**fields), participants=(Participant(address=MARIA, name="Maria"),)),
            AddEntry(entry=Entry(kind="mail", at=NOON, by=MARIA, visibility="public", text=text, message_id=message_id)),
            KnowMessage(ticket=0, message_id=message_id, cited=("parent@example.org",), correspondents=("bob@example.org",)),
            *more,
        ),
    )


def opened(store: SqlStore, *more: Effect, key: str = "k1", message_id: str = "m1@example.org", **fields: Any) -> int:
    """The number of a new ticket."""
    arrival = arrived(store, raw(key), key=key, message_id=message_id)
    applied = store.apply(opening(*more, message_id=message_id, **fields), settles=arrival, now=NOON)
    assert isinstance(applied, Applied)
    assert applied.ticket is not None
    return applied.ticket


def notice(**fields: Any) -> Notice:
    given: Mapping[str, Any] = {
        "template": "acknowledgement",
        "to": MARIA,
        "audience": "customer",
        "why": "new",
        "deliver_after": NOON,
    }
    return Notice(**{**given, **fields})


def token(seed: int = 0) -> str:
    return (ALPHABET * 2)[seed : seed + 26]


def letter(about: Notice, *, number: int = 1, **fields: Any) -> Letter:
    """A letter with a reply token and a bounce token of its own."""
    reply = TokenMeaning(audience="customer", principal=about.to, ticket=about.ticket, expires=NOON + timedelta(days=365))
    bounce = TokenMeaning(audience="bounce", principal=about.to, ticket=about.ticket, expires=NOON + timedelta(days=30))
    given: Mapping[str, Any] = {
        "notice": about,
        "message_id": f"letter{number}@support.example.com",
        "sender": Address(address=SUPPORT),
        "to": (Address(address=about.to),),
        "subject": "Re: Login [#1]",
        "text": "We have it.",
        "date": NOON,
        "envelopes": (Envelope(to=about.to, sender=f"bounce+{token(number + 10)}@support.example.com"),),
        "tokens": ((token(number), reply), (token(number + 10), bounce)),
    }
    return Letter(**{**given, **fields})
