"""Facts: what the past knows of one message, read in one snapshot. What a mail without clues needs is a single statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, bindparam, exists, func, literal, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.clues import clues_of, confirmed_by, returned_by
from mailgate.adapters.store.columns import UtcDateTime
from mailgate.adapters.store.prepared import run
from mailgate.adapters.store.rows import base_of, hold_of
from mailgate.adapters.store.stories import feedback_key, stories
from mailgate.mail.identity import LOOSE, REPEATED
from mailgate.model.facts import Counts, Facts, Seen
from mailgate.model.message import Arrival, ParsedMessage
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Hold
from mailgate.policy import counters
from mailgate.policy.commands import codes_in
from mailgate.policy.senders import answered_address
from mailgate.policy.thread import SAME_SUBJECT
from mailgate.policy.undeclared import HINTS_A_DAY, person_behind

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
LAST_HOLD = select(s.holds).where(s.holds.c.inbox_id == bindparam("row")).order_by(s.holds.c.id.desc()).limit(1)
COUNTED_SINCE = (
    select(func.count())
    .select_from(s.counters)
    .where(
        s.counters.c.key == bindparam("key", type_=s.counters.c.key.type),
        s.counters.c.at >= bindparam("since", type_=UtcDateTime),
    )
)
ADDRESS_STATE = select(s.people.c.state).where(s.people.c.key == bindparam("key"))


def facts_about(connection: Connection, message: ParsedMessage, arrival: Arrival, *, rulebook: Rulebook, now: datetime) -> Facts:
    """Everything the past knows of the message (see model/facts.py)."""
    clues = clues_of(connection, message, arrival, now)
    sender = answered_address(message, arrival, rulebook).lower()
    agent = rulebook.agent_of(message.identity or sender)
    named = [token.ticket for token in clues.tokens] + [letter.ticket for letter in clues.letters]
    named += [*(known.ticket for known in clues.known), clues.tagged]
    codes = codes_in(message.reply)[:CODES] if agent is not None else ()
    confirmed = confirmed_by(connection, codes, now)
    named += [letter.ticket for letter in confirmed]
    nearest = next((number for number in named if number is not None), None)
    counted = keys_of(sender, message.base_subject, agent.address.lower() if agent else sender, nearest)
    row = run(connection, ALWAYS_READ, _always(message, arrival, sender, counted, now)).mappings()[0]
    same_subject = row["same_subject"] if message.base_subject else None
    numbers = {number for number in (*named, same_subject) if number is not None}
    returned, proven = returned_by(connection, message, clues)
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
