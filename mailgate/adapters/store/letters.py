"""Letters: what the writer must know of each, and how written ones are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import plain
from mailgate.adapters.store.columns import key_form
from mailgate.adapters.store.prepared import run, run_many
from mailgate.mail.tokens import hash_of
from mailgate.model.delivery import Letter

ALIVE = (
    select(s.notices.c.id)
    .where(s.notices.c.id.in_(bindparam("ids", expanding=True)), s.notices.c.due.is_not(None))
    .with_for_update()
)
WRITTEN = update(s.notices).where(s.notices.c.id.in_(bindparam("ids", expanding=True))).values(state="written", due=None)
LETTERS_OF = select(s.letters.c.message_id).where(s.letters.c.message_id.in_(bindparam("ids", expanding=True)))
INSERT_LETTERS = insert(s.letters).returning(s.letters.c.id, s.letters.c.message_id)
INSERT_OUTBOX, INSERT_TOKEN = insert(s.outbox), insert(s.tokens)
INSERT_COUNTER = insert(s.counters)


@dataclass(frozen=True, slots=True)
class Posted:
    """The rows of a batch of letters, ready to be inserted together."""

    tokens: list[dict[str, Any]]
    outbox: list[dict[str, Any]]
    counters: list[dict[str, Any]]


def post(connection: Connection, letters: Sequence[Letter], encoded: Sequence[bytes], *, now: datetime) -> int:
    """Store letters with their tokens and outbox rows and settle their notices; how many were stored. A letter whose
    notice was settled meanwhile (cancelled, or written by another) is left out, as is one that is stored already."""
    pairs = list(zip(letters, encoded, strict=True))
    noticed = [letter.notice.id for letter in letters if letter.notice.id]
    alive = set(run(connection, ALIVE, {"ids": noticed}).scalars()) if noticed else set()
    ids = [letter.message_id for letter in letters]
    stored = set(run(connection, LETTERS_OF, {"ids": ids}).scalars()) if ids else set()
    posted = Posted(tokens=[], outbox=[], counters=[])
    fresh = [
        (letter, data)
        for letter, data in pairs
        if letter.message_id not in stored and (not letter.notice.id or letter.notice.id in alive)
    ]
    numbers = _stored(connection, fresh)
    for letter, _ in fresh:
        _follow(letter, numbers[key_form(letter.message_id)], posted, now)
    for statement, rows in ((INSERT_TOKEN, posted.tokens), (INSERT_OUTBOX, posted.outbox), (INSERT_COUNTER, posted.counters)):
        if rows:
            run_many(connection, statement, rows)
    if alive:
        run(connection, WRITTEN, {"ids": sorted(alive)})
    return len(fresh)


def _stored(connection: Connection, fresh: Sequence[tuple[Letter, bytes]]) -> dict[str, int]:
    """The ids of their rows, by Message-ID."""
    if not fresh:
        return {}
    return {row.message_id: row.id for row in connection.execute(INSERT_LETTERS, [_letter_row(*pair) for pair in fresh])}


def _letter_row(letter: Letter, data: bytes) -> dict[str, Any]:
    notice = letter.notice
    conversation = next((meaning.conversation for _, meaning in letter.tokens if meaning.conversation is not None), None)
    return {
        "message_id": letter.message_id,
        "ticket": notice.ticket,
        "conversation": conversation,
        "template": notice.template,
        "audience": notice.audience,
        "automatic": notice.automatic,
        "to": notice.to,
        "to_key": notice.to.lower(),
        "subject": letter.subject,
        "shown_upto": letter.shown_upto,
        "notice": notice.id or None,
        "entry": notice.entry,
        "cause": notice.cause,
        "at": letter.date,
        "data": data,
        "suggested": plain(letter.suggested) or None,
    }


def _follow(letter: Letter, row: int, posted: Posted, now: datetime) -> None:
    """What a stored letter brings along: its tokens, its deliveries, what is counted."""
    notice = letter.notice
    posted.tokens.extend(
        {
            "hash": hash_of(token),
            "audience": meaning.audience,
            "ticket": meaning.ticket,
            "principal": meaning.principal.lower() if "@" in meaning.principal else meaning.principal,
            "conversation": meaning.conversation,
            "purpose": meaning.purpose,
            "expires": meaning.expires,
            "revoked": meaning.revoked,
            "letter": row,
        }
        for token, meaning in letter.tokens
    )
    posted.outbox.extend(
        {
            "letter_id": row,
            "to": envelope.to,
            "sender": envelope.sender,
            "state": "pending",
            "due": now,
            "attempts": 0,
            "in_doubt": False,
            "created": now,
        }
        for envelope in letter.envelopes
    )
    if notice.automatic:
        keys = [f"auto:{envelope.to.lower()}" for envelope in letter.envelopes]
        keys += [f"auto-ticket:{notice.ticket}"] if notice.ticket is not None else []
        posted.counters.extend({"key": key, "at": now} for key in keys)
