"""Rows as model values, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Protocol

from mailgate.adapters.store.codec import plain, rebuild
from mailgate.mail.subject import base_subject
from mailgate.model.delivery import Delivery, Notice, TokenMeaning
from mailgate.model.facts import PastTicket
from mailgate.model.message import Arrival, Evidence, RawMessage
from mailgate.model.promise import Promise, Timer
from mailgate.model.ticket import Entry, Hold, Participant, Ticket


class Row(Protocol):
    """A row by column name, as the database gives it or as a dict."""

    def __getitem__(self, key: str, /) -> Any: ...


_TICKET_FIELDS = tuple(field.name for field in fields(Ticket))
_TICKET_JSON = frozenset({"tags", "promises", "passed", "sensitive_because"})


def base_of(subject: str) -> str:
    """The subject that mails of one conversation share, case-blind: what same_subject compares."""
    return base_subject(subject).casefold()


def ticket_row(ticket: Ticket) -> dict[str, Any]:
    """All columns of a ticket but its number."""
    row = {name: getattr(ticket, name) for name in _TICKET_FIELDS if name not in _TICKET_JSON and name != "number"}
    row["tags"], row["promises"], row["passed"] = list(ticket.tags), plain(ticket.promises), list(ticket.passed)
    row["sensitive_because"] = list(ticket.sensitive_because)
    row["customer_key"], row["base_subject"] = ticket.customer.lower(), base_of(ticket.subject)
    return row


def ticket_of(row: Row) -> Ticket:
    values: dict[str, Any] = {name: row[name] for name in _TICKET_FIELDS if name not in _TICKET_JSON}
    promises = tuple(rebuild(Promise, promise) for promise in row["promises"])
    values |= {name: tuple(row[name]) for name in ("tags", "passed", "sensitive_because")}
    return Ticket(**values, promises=promises)


def past_ticket_of(row: Row) -> PastTicket:
    return PastTicket(
        number=row["number"],
        subject=row["subject"],
        state=row["state"],
        intent=row["intent"],
        agent=row["agent"],
        resolved_by=row["resolved_by"],
        opened_at=row["opened_at"],
        resolved_at=row["resolved_at"],
        reopened=row["reopened"],
    )


def entry_row(entry: Entry, ticket: int) -> dict[str, Any]:
    return {
        "ticket": ticket,
        "kind": entry.kind,
        "at": entry.at,
        "by": entry.by,
        "by_name": entry.by_name,
        "visibility": entry.visibility,
        "verified": entry.verified,
        "text": entry.text,
        "reason": entry.reason,
        "inbox_id": entry.inbox_id,
        "message_id": entry.message_id,
        "attachments": plain(entry.attachments),
        "data": plain(entry.data),
    }


def entry_of(row: Row) -> Entry:
    return Entry(
        id=row["id"],
        ticket=row["ticket"],
        kind=row["kind"],
        at=row["at"],
        by=row["by"],
        by_name=row["by_name"],
        visibility=row["visibility"],
        verified=row["verified"],
        text=row["text"],
        reason=row["reason"],
        inbox_id=row["inbox_id"],
        message_id=row["message_id"],
        data=row["data"],
        attachments=tuple((name, kind, size, digest) for name, kind, size, digest in row["attachments"]),
    )


def participant_of(row: Row) -> Participant:
    return Participant(address=row["address"], name=row["name"], role=row["role"], state=row["state"])


def hold_of(row: Row) -> Hold:
    return Hold(
        id=row["id"],
        ticket=row["ticket"],
        inbox_id=row["inbox_id"],
        entry=row["entry"],
        why=row["why"],
        for_whom=row["for_whom"],
        until=row["until"],
        worded=row["worded"],
        others=tuple(row["others"]),
    )


def token_of(row: Row) -> TokenMeaning:
    return TokenMeaning(
        audience=row["audience"],
        principal=row["principal"],
        ticket=row["ticket"],
        conversation=row["conversation"],
        purpose=row["purpose"],
        expires=row["expires"],
        revoked=row["revoked"],
        letter=row["letter"],
    )


def notice_row(notice: Notice) -> dict[str, Any]:
    return {
        "state": "pending",
        "due": notice.deliver_after,
        "attempts": 0,
        "template": notice.template,
        "to": notice.to,
        "to_name": notice.to_name,
        "audience": notice.audience,
        "why": notice.why,
        "deliver_after": notice.deliver_after,
        "cc": list(notice.cc),
        "ticket": notice.ticket,
        "entry": notice.entry,
        "from_agent": notice.from_agent,
        "automatic": notice.automatic,
        "bundle_key": notice.bundle_key,
        "undo_until": notice.undo_until,
        "cause": notice.cause,
        "data": plain(notice.data),
    }


def notice_of(row: Row) -> Notice:
    return Notice(
        id=row["id"],
        template=row["template"],
        to=row["to"],
        to_name=row["to_name"],
        audience=row["audience"],
        why=row["why"],
        deliver_after=row["deliver_after"],
        cc=tuple(row["cc"]),
        ticket=row["ticket"],
        entry=row["entry"],
        from_agent=row["from_agent"],
        automatic=row["automatic"],
        bundle_key=row["bundle_key"],
        undo_until=row["undo_until"],
        cause=row["cause"],
        data=row["data"],
    )


def arrival_of(row: Row, data: bytes, *, attempts: int) -> Arrival:
    raw = RawMessage(
        data=data,
        door=row["door"],
        received=row["received"],
        envelope_from=row["envelope_from"],
        envelope_to=tuple(row["envelope_to"]),
        remote_key=row["remote_key"],
    )
    return Arrival(
        inbox_id=row["id"],
        raw=raw,
        evidence=rebuild(Evidence, row["evidence"]),
        attempts=attempts,
        content_key=row["content_key"] or "",
        released=row["released"],
    )


def delivery_of(row: Row, *, attempts: int, in_doubt: bool) -> Delivery:
    return Delivery(
        id=row["id"],
        letter_id=row["letter_id"],
        ticket=row["ticket"],
        template=row["template"],
        audience=row["audience"],
        to=row["to"],
        envelope_from=row["sender"],
        message_id=row["message_id"],
        data=row["data"],
        attempts=attempts,
        created=row["created"],
        in_doubt=in_doubt,
    )


def timer_of(row: Row) -> Timer:
    return Timer(id=row["id"], kind=row["kind"], ticket=row["ticket"], due=row["at"], name=row["name"])
