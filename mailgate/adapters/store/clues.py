"""Clues: what a message says that may lead to a ticket of ours: reply tokens, letters and messages it answers, codes, a tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.columns import key_form
from mailgate.adapters.store.prepared import run
from mailgate.adapters.store.rows import token_of
from mailgate.mail.subject import tag_of
from mailgate.mail.tokens import code_token, hash_of, tokens_in
from mailgate.model.delivery import TokenMeaning
from mailgate.model.facts import KnownLetter, KnownMessage
from mailgate.model.message import Arrival, ParsedMessage

CITED = 100  # ids of In-Reply-To and References that are looked up, nearest first

TOKENS = select(s.tokens).where(s.tokens.c.hash.in_(bindparam("hashes", expanding=True)))
LETTERS = select(
    s.letters.c.id,
    s.letters.c.message_id,
    s.letters.c.ticket,
    s.letters.c.audience,
    s.letters.c.to,
    s.letters.c.template,
    s.letters.c.entry,
    s.letters.c.cause,
    s.outbox.c.id.label("delivery_id"),
    s.outbox.c.to.label("recipient"),
).outerjoin(s.outbox, s.outbox.c.letter_id == s.letters.c.id)
LETTERS_BY_MESSAGE_ID = LETTERS.where(s.letters.c.message_id.in_(bindparam("ids", expanding=True))).order_by(s.outbox.c.id)
LETTER_BY_ID = LETTERS.where(s.letters.c.id == bindparam("letter")).order_by(s.outbox.c.id)
KNOWN = select(s.message_ids).where(s.message_ids.c.message_id.in_(bindparam("ids", expanding=True)))
IN_FLIGHT = (
    select(s.inbox.c.id)
    .where(
        s.inbox.c.message_id.in_(bindparam("ids", expanding=True)), s.inbox.c.due.is_not(None), s.inbox.c.id != bindparam("row")
    )
    .limit(1)
)
TICKET_EXISTS = select(s.tickets.c.number).where(s.tickets.c.number == bindparam("number"))


@dataclass(frozen=True, slots=True)
class Clues:
    """What the message says that may lead to a ticket of ours."""

    tokens: tuple[TokenMeaning, ...]
    dead: int
    letters: tuple[KnownLetter, ...]
    known: tuple[KnownMessage, ...]
    in_flight: bool
    tagged: int | None


def clues_of(connection: Connection, message: ParsedMessage, arrival: Arrival, now: datetime) -> Clues:
    """All that the message names of ours. Nothing is asked for what it doesn't name."""
    tokens, dead = _tokens(connection, message, arrival, now)
    group = message.form.group if message.form is not None else None
    nearest = [group, message.in_reply_to, *reversed(message.references)]
    cited = list(dict.fromkeys(one for one in nearest if one))[:CITED]
    ours = _letters(connection, cited)
    foreign = {key_form(one): one for one in cited if one not in ours}
    found = run(connection, KNOWN, {"ids": list(foreign)}) if foreign else ()
    known = sorted(
        (KnownMessage(message_id=foreign[row.message_id], ticket=row.ticket, cited_only=row.cited) for row in found),
        key=lambda one: (one.cited_only, cited.index(one.message_id), one.ticket),
    )
    awaited = {"ids": list(foreign), "row": arrival.inbox_id}
    in_flight = bool(foreign) and run(connection, IN_FLIGHT, awaited).first() is not None
    number = tag_of(message.subject)
    tagged = run(connection, TICKET_EXISTS, {"number": number}).scalar() if number is not None else None
    return Clues(
        tokens=tokens,
        dead=dead,
        letters=tuple(ours[one] for one in cited if one in ours),
        known=tuple(known),
        in_flight=in_flight,
        tagged=tagged,
    )


def confirmed_by(connection: Connection, codes: Sequence[str], now: datetime) -> tuple[KnownLetter, ...]:
    """The letters that have these one-time codes, while they are good."""
    hashes = [hash_of(token) for code in codes if (token := code_token(code)) is not None]
    if not hashes:
        return ()
    rows = (token_of(row) for row in run(connection, TOKENS, {"hashes": hashes}).mappings())
    live = [t for t in rows if t.purpose == "confirm" and not t.revoked and t.expires > now and t.letter is not None]
    letters = (run(connection, LETTER_BY_ID, {"letter": t.letter}).mappings() for t in live)
    return tuple(letter for found in letters for letter in _known_letters(found).values())


def returned_by(connection: Connection, message: ParsedMessage, clues: Clues) -> tuple[KnownLetter | None, bool]:
    """(the letter of ours that came back, whether it came back to its unguessable envelope sender)."""
    for token in clues.tokens:
        if token.audience == "bounce" and token.letter is not None:
            rows = run(connection, LETTER_BY_ID, {"letter": token.letter}).mappings()
            for letter in _known_letters(rows, token.principal).values():
                return letter, True
    original = message.bounce.original_message_id if message.bounce else None
    if not original:
        return None, False
    return _letters(connection, [original]).get(original), False


def _tokens(
    connection: Connection, message: ParsedMessage, arrival: Arrival, now: datetime
) -> tuple[tuple[TokenMeaning, ...], int]:
    named = tokens_in((*arrival.raw.envelope_to, *message.recipients_named), message.subject)
    if not named:
        return (), 0
    hashes = [hash_of(token) for token in named]
    rows = {row["hash"]: token_of(row) for row in run(connection, TOKENS, {"hashes": hashes}).mappings()}
    live = tuple(rows[one] for one in hashes if one in rows and not rows[one].revoked and rows[one].expires > now)
    return live, len(hashes) - len(live)


def _letters(connection: Connection, ids: Sequence[str]) -> dict[str, KnownLetter]:
    if not ids:
        return {}
    forms = {key_form(one): one for one in ids}
    rows = run(connection, LETTERS_BY_MESSAGE_ID, {"ids": list(forms)}).mappings()
    return {forms[message_id]: letter for message_id, letter in _known_letters(rows).items()}


def _known_letters(rows: Sequence[Any], recipient: str | None = None) -> dict[str, KnownLetter]:
    """Letters by Message-ID; each with the outbox row of `recipient`, else of its own addressee."""
    found: dict[str, KnownLetter] = {}
    for row in rows:
        wanted = (recipient or row["to"]).lower()
        if row["message_id"] in found and (row["recipient"] or "").lower() != wanted:
            continue
        found[row["message_id"]] = KnownLetter(
            message_id=row["message_id"],
            letter_id=row["id"],
            ticket=row["ticket"],
            audience=row["audience"],
            to=row["to"],
            template=row["template"],
            delivery_id=row["delivery_id"],
            entry=row["entry"],
            cause=row["cause"],
        )
    return found
