"""Entries: what a message becomes in a ticket's story."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mailgate.model.message import Arrival, Attachment, ParsedMessage
from mailgate.model.ticket import NEW, Entry, EntryKind, Ticket, Visibility

_TAG = re.compile(r"\[#\d{1,12}(?:[-.][A-Za-z0-9]{26})?\]")


def entry_of(
    kind: EntryKind,
    message: ParsedMessage,
    arrival: Arrival,
    *,
    now: datetime,
    by: str,
    ticket: int = NEW,
    by_name: str | None = None,
    visibility: Visibility = "internal",
    verified: bool = True,
    text: str | None = None,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    attachments: bool | Sequence[Attachment] = True,
) -> Entry:
    """The entry of this message; without `text`, of its fresh words. `attachments`: all of them, none, or these."""
    if attachments is True:
        files = files_of(message, arrival)
    else:
        files = tuple(_shown(a) for a in attachments or ())
    return Entry(
        kind=kind,
        ticket=ticket,
        at=now,
        by=by,
        by_name=by_name,
        visibility=visibility,
        verified=verified,
        text=words_of(message) if text is None else text,
        reason=reason,
        inbox_id=arrival.inbox_id,
        message_id=message.message_id,
        attachments=files,
        data={**(data or {}), "html": True} if kind == "mail" and message.html else data or {},
    )


def words_of(message: ParsedMessage) -> str:
    """The fresh words; of a mail whose words are all quoted or all signature, everything. A forward keeps what it forwards."""
    if message.forwarded is not None and message.forwarded.text:
        return "\n\n".join(part for part in (message.reply.strip(), shown_forward(message)) if part)
    if message.reply.strip():
        return message.reply
    return message.text if message.text.strip() else _sealed(message)


def _sealed(message: ParsedMessage) -> str:
    """What stands for the words of a mail that can't be opened here; its file goes along with the letter."""
    return next((f"[{warning}]" for warning in message.warnings if warning.startswith("encrypted")), message.text)


def shown_forward(message: ParsedMessage) -> str:
    """The forwarded original with a line that says whose it is."""
    original = message.forwarded
    if original is None:
        return ""
    whose = original.sender.shown if original.sender is not None else "somebody"
    return f"Forwarded from {whose}:\n{original.text}"


def files_of(message: ParsedMessage, arrival: Arrival) -> tuple[tuple[str, str, int, str], ...]:
    """(name, type, size, sha256) of the attachments; of a message that can't be read, the message itself."""
    if message.kind == "unreadable":
        data = arrival.raw.data
        return (("message.eml", "message/rfc822", len(data), hashlib.sha256(data).hexdigest()),)
    return tuple(_shown(a) for a in message.attachments)


def _shown(file: Attachment) -> tuple[str, str, int, str]:
    return file.name, file.type, file.size, file.sha256


def subject_said(message: ParsedMessage, ticket: Ticket) -> Mapping[str, Any]:
    """What an entry keeps of its subject: the words, where they aren't the ticket's or those of a letter about it."""
    said, known = message.base_subject, kept_subject(ticket.subject).casefold()
    same = said.casefold()
    if not said or message.form is not None or same == known or known.endswith((f": {same}", f"] {same}")):
        return {}
    return {} if known and same.startswith(f"{known} – ") else {"subject": said}


def kept_subject(subject: str) -> str:
    """A subject without tags of ours: they are of another ticket when a new one is opened under it."""
    return " ".join(_TAG.sub(" ", subject).split())
