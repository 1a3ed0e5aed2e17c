"""Facts: what the past knows of one message, read in one snapshot. What a mail without clues needs is a single statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, bindparam, exists, func, literal, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.columns import UtcDateTime, key_form
from mailgate.adapters.store.prepared import run
from mailgate.adapters.store.rows import base_of, hold_of, token_of
from mailgate.adapters.store.stories import feedback_key, stories
from mailgate.mail.identity import LOOSE, REPEATED
from mailgate.mail.subject import tag_of
from mailgate.mail.tokens import code_token, hash_of, tokens_in
from mailgate.model.delivery import TokenMeaning
from mailgate.model.facts import Counts, Facts, KnownLetter, KnownMessage, Seen
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Hold
from mailgate.policy import counters
from mailgate.policy.commands import codes_in
from mailgate.policy.senders import answered_address
from mailgate.policy.thread import SAME_SUBJECT
from mailgate.policy.undeclared import HINTS_A_DAY, person_behind

CITED = 100  # ids of In-Reply-To and References that are looked up, nearest first
EVER = (datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))
CODES = 5  # one-time codes of one mail that are looked up
COUNTED = 2000  # caps are lower; counting stops here, however great the flood

ACTED = ("answered", "commanded", "noted")


def keys_of(sender: str, subject: str, agent: str, ticket: int | None) -> dict[str, tuple[str, timedelta]]:
    """For each field of Counts what is counted and over how long: the keys that decisions write as CountEvent, and the
    `auto…` ones of `letters.post`."""
    hour = timedelta(hours=1)
    return {
        "acks_to_sender_today": (counters.acknowledgement(sender), timedelta(hours=24)),
        "acks_same_subject_3h": (counters.acknowledgement_of_subject(sender, subject), timedelta(hours=3)),
        "tickets_from_sender_hour": (counters.ticket_from(sender), hour),
        "tickets_hour": (counters.TICKET, hour),
        "automatic_to_sender_3h": (f"auto:{sender}", timedelta(hours=3)),
        "automatic_on_ticket_hour": (f"auto-ticket:{ticket or 0}", hour),
        "denials_told_hour": (counters.denial(agent), hour),
        "flood_told_hour": (counters.FLOOD, hour),
    }


def _count(name: str) -> ScalarSelect[Any]:
    since = bindparam(f"{name}_since", type_=UtcDateTime)
    key = bindparam(f"{name}_key", type_=s.counters.c.key.type)
    few = select(literal(1)).where(s.counters.c.key == key, s.counters.c.at >= since)
    return select(func.count()).select_from(few.limit(COUNTED).subquery()).scalar_subquery()


_NAMES = tuple(keys_of("", "", "", None))
NEWEST_OF_SUBJECT = (
    select(s.tickets.c.number)
    .where(
        s.tickets.c.customer_key == bindparam("sender", type_=s.tickets.c.customer_key.type),
        s.tickets.c.base_subject == bindparam("subject", type_=s.tickets.c.base_subject.type),
        s.tickets.c.changed_at >= bindparam("subject_since", type_=UtcDateTime),
    )
    .order_by(s.tickets.c.number.desc())
    .limit(1)
)
_same_subject = NEWEST_OF_SUBJECT.scalar_subquery()
_replayed = exists().where(
    s.inbox.c.message_id == bindparam("own", type_=s.inbox.c.message_id.type),
    s.inbox.c.id != bindparam("row"),
    s.inbox.c.outcome.in_(ACTED),
)
_own = exists().where(s.letters.c.message_id == bindparam("own", type_=s.letters.c.message_id.type))
_first = (
    select(s.messages.c.inbox_id)
    .where(
        s.messages.c.content_key == bindparam("content", type_=s.messages.c.content_key.type),
        s.messages.c.inbox_id != bindparam("row"),
        s.messages.c.at.between(bindparam("seen_from", type_=UtcDateTime), bindparam("seen_until", type_=UtcDateTime)),
    )
    .scalar_subquery()
)
_address_state = (
    select(s.people.c.state).where(s.people.c.key == bindparam("sender", type_=s.people.c.key.type)).scalar_subquery()
)
_asked = (
    select(func.max(s.counters.c.at)).where(s.counters.c.key == bindparam("asked", type_=s.counters.c.key.type)).scalar_subquery()
)
ALWAYS_READ: Select[Any] = select(
    _first.label("first"),
    _same_subject.label("same_subject"),
    _address_state.label("address_state"),
    _replayed.label("replayed"),
    _own.label("own_letter"),
    _asked.label("feedback_asked"),
    *(_count(name).label(name) for name in _NAMES),
)
FIRST_TICKET = select(s.messages.c.ticket).where(s.messages.c.inbox_id == bindparam("row"))
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
LAST_HOLD = select(s.holds).where(s.holds.c.inbox_id == bindparam("row")).order_by(s.holds.c.id.desc()).limit(1)
KNOWN = select(s.message_ids).where(s.message_ids.c.message_id.in_(bindparam("ids", expanding=True)))
IN_FLIGHT = (
    select(s.inbox.c.id)
    .where(
        s.inbox.c.message_id.in_(bindparam("ids", expanding=True)), s.inbox.c.due.is_not(None), s.inbox.c.id != bindparam("row")
    )
    .limit(1)
)
COUNTED_SINCE = (
    select(func.count())
    .select_from(s.counters)
    .where(
        s.counters.c.key == bindparam("key", type_=s.counters.c.key.type),
        s.counters.c.at >= bindparam("since", type_=UtcDateTime),
    )
)
ADDRESS_STATE = select(s.people.c.state).where(s.people.c.key == bindparam("key"))
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


def facts_about(connection: Connection, message: ParsedMessage, arrival: Arrival, *, rulebook: Rulebook, now: datetime) -> Facts:
    """Everything the past knows of the message (see model/facts.py)."""
    clues = _clues(connection, message, arrival, now)
    sender = answered_address(message, arrival, rulebook).lower()
    agent = rulebook.agent_of(message.identity or sender)
    named = [token.ticket for token in clues.tokens] + [letter.ticket for letter in clues.letters]
    named += [*(known.ticket for known in clues.known), clues.tagged]
    codes = codes_in(message.reply)[:CODES] if agent is not None else ()
    confirmed = _confirmed(connection, codes, now)
    named += [letter.ticket for letter in confirmed]
    nearest = next((number for number in named if number is not None), None)
    counted = keys_of(sender, message.base_subject, agent.address.lower() if agent else sender, nearest)
    row = run(connection, ALWAYS_READ, _always(message, arrival, sender, counted, now)).mappings()[0]
    same_subject = row["same_subject"] if message.base_subject else None
    numbers = {number for number in (*named, same_subject) if number is not None}
    returned, proven = _returned(connection, message, clues)
    if returned is not None and returned.ticket is not None:
        numbers.add(returned.ticket)
    return Facts(
        duplicate_of=_seen(connection, row["first"]),
        parent_in_flight=clues.in_flight,
        tokens=clues.tokens,
        dead_tokens=clues.dead,
        letters=clues.letters,
        known=clues.known,
        tagged=clues.tagged,
        same_subject=same_subject,
        returned=returned,
        proven_return=proven,
        own_message_id=bool(row["own_letter"]),
        address_state=_state_of(connection, returned.to) if returned else row["address_state"] or "ok",
        tickets=stories(connection, numbers),
        replayed=bool(row["replayed"]),
        codes=len(codes),
        confirmed=confirmed,
        form_told=_form_told(connection, message, rulebook, now),
        wrong_codes=_wrong_codes(connection, agent.address, now) if codes and agent is not None else 0,
        let_go=_let_go(connection, arrival.inbox_id) if arrival.released else None,
        counts=Counts(feedback_asked=row["feedback_asked"], **{name: row[name] for name in _NAMES}),
    )


def seen_between(arrival: Arrival) -> tuple[datetime, datetime]:
    """When a message with the same content key must have come for this one to be its repetition."""
    if not arrival.content_key.startswith(LOOSE):
        return EVER
    return arrival.raw.received - REPEATED, arrival.raw.received + REPEATED


def _always(
    message: ParsedMessage, arrival: Arrival, sender: str, counted: Mapping[str, tuple[str, timedelta]], now: datetime
) -> dict[str, Any]:
    seen_from, seen_until = seen_between(arrival)
    values: dict[str, Any] = {
        "seen_from": seen_from,
        "seen_until": seen_until,
        "content": arrival.content_key,
        "row": arrival.inbox_id,
        "sender": sender,
        "subject": base_of(message.subject),
        "subject_since": now - SAME_SUBJECT,
        "own": message.message_id or "",
        "asked": feedback_key(sender),
    }
    for name, (key, span) in counted.items():
        values[f"{name}_key"], values[f"{name}_since"] = key, now - span
    return values


def _state_of(connection: Connection, address: str) -> str:
    """Of a bounce it is the state of the address that it is about."""
    return str(run(connection, ADDRESS_STATE, {"key": address.lower()}).scalar() or "ok")


def _seen(connection: Connection, first: int | None) -> Seen | None:
    if first is None:
        return None
    return Seen(inbox_id=first, ticket=run(connection, FIRST_TICKET, {"row": first}).scalar())


def _clues(connection: Connection, message: ParsedMessage, arrival: Arrival, now: datetime) -> Clues:
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


def _confirmed(connection: Connection, codes: Sequence[str], now: datetime) -> tuple[KnownLetter, ...]:
    """The letters that have these one-time codes, while they are good."""
    hashes = [hash_of(token) for code in codes if (token := code_token(code)) is not None]
    if not hashes:
        return ()
    rows = (token_of(row) for row in run(connection, TOKENS, {"hashes": hashes}).mappings())
    live = [t for t in rows if t.purpose == "confirm" and not t.revoked and t.expires > now and t.letter is not None]
    letters = (run(connection, LETTER_BY_ID, {"letter": t.letter}).mappings() for t in live)
    return tuple(letter for found in letters for letter in _known_letters(found).values())


def _wrong_codes(connection: Connection, agent: str, now: datetime) -> int:
    return _counted(connection, counters.wrong_code(agent), now - timedelta(days=1))


def _let_go(connection: Connection, inbox_id: int) -> Hold | None:
    """The hold that a message was last let out of."""
    return next((hold_of(row) for row in run(connection, LAST_HOLD, {"row": inbox_id}).mappings()), None)


def _form_told(connection: Connection, message: ParsedMessage, rulebook: Rulebook, now: datetime) -> bool:
    if message.sender is None or person_behind(message, rulebook) is None:
        return False
    if _counted(connection, counters.form_hint(message.sender.address), now - timedelta(days=365)):
        return True
    return _counted(connection, counters.FORM_HINT, now - timedelta(days=1)) >= HINTS_A_DAY


def _counted(connection: Connection, key: str, since: datetime) -> int:
    return int(run(connection, COUNTED_SINCE, {"key": key, "since": since}).scalar_one())


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


def _returned(connection: Connection, message: ParsedMessage, clues: Clues) -> tuple[KnownLetter | None, bool]:
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
