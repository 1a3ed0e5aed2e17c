"""What each due notice's letter needs to know, gathered for a whole batch at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import rebuild
from mailgate.adapters.store.past import customer_story
from mailgate.adapters.store.prepared import run
from mailgate.adapters.store.rows import entry_of, participant_of, ticket_of
from mailgate.adapters.store.shared import shared_by
from mailgate.adapters.store.similar import solved_before
from mailgate.model.decision import Route
from mailgate.model.delivery import LetterFacts, Notice
from mailgate.model.facts import PastTicket
from mailgate.model.message import Attachment, ParsedMessage
from mailgate.model.reading import Reading
from mailgate.model.ticket import Entry, Participant, Ticket

if TYPE_CHECKING:
    from mailgate.mail.shown_html import Shown

ENTRIES = 60  # of a long story its reader gets the newest
WITH_FILES = frozenset({"handover", "customer_replied", "pending_mail", "answer"})  # a machine's letter never carries files on
WITH_HTML = frozenset({"handover", "customer_replied"})  # letters to agents that show the mail's formatting
THREAD = 40  # Message-IDs in References; of more the first and the newest

_numbers: Any = bindparam("numbers", expanding=True)
TICKETS = select(s.tickets).where(s.tickets.c.number.in_(_numbers))
PARTICIPANTS = (
    select(s.participants)
    .where(s.participants.c.ticket.in_(_numbers))
    .order_by(s.participants.c.role.desc(), s.participants.c.key)
)
CONVERSATIONS = select(s.conversations).where(s.conversations.c.ticket.in_(_numbers), s.conversations.c.kind == "main")
NEWEST_ENTRIES = select(s.entries).where(s.entries.c.ticket == bindparam("ticket")).order_by(s.entries.c.id.desc()).limit(ENTRIES)
ENTRIES_BY_ID = select(s.entries).where(s.entries.c.id.in_(bindparam("ids", expanding=True)))
LETTERS = (
    select(
        s.letters.c.ticket,
        s.letters.c.message_id,
        s.letters.c.audience,
        s.letters.c.to_key,
        s.letters.c.shown_upto,
        s.letters.c.at,
    )
    .where(s.letters.c.ticket.in_(_numbers))
    .order_by(s.letters.c.id)
)
MAILS = (
    select(s.entries.c.ticket, s.entries.c.message_id, s.entries.c.at, s.entries.c.by, s.entries.c.kind, s.entries.c.visibility)
    .where(s.entries.c.ticket.in_(_numbers), s.entries.c.message_id.is_not(None))
    .order_by(s.entries.c.id)
)
_last_routes = select(func.max(s.routes.c.id)).where(s.routes.c.ticket.in_(_numbers)).group_by(s.routes.c.ticket)
ROUTES = select(s.routes.c.ticket, s.routes.c.route).where(s.routes.c.id.in_(_last_routes))
_last_readings = select(func.max(s.predictions.c.id)).where(s.predictions.c.ticket.in_(_numbers)).group_by(s.predictions.c.ticket)
READINGS = select(s.predictions.c.ticket, s.predictions.c.reading).where(s.predictions.c.id.in_(_last_readings))

RawBytes = Callable[[Connection, int], bytes | None]


@dataclass(slots=True)
class Told:
    """What the tickets of a batch have in common for all their readers."""

    tickets: dict[int, Ticket]
    participants: dict[int, list[Participant]]
    conversations: dict[int, Any]
    entries: dict[int, list[Entry]]
    letters: dict[int, list[Any]]
    mails: dict[int, list[Any]]
    routes: dict[int, Route]
    readings: dict[int, Reading]
    stories: dict[str, tuple[PastTicket, ...]]


def letter_facts(connection: Connection, notices: Sequence[Notice], raw_bytes: RawBytes) -> list[LetterFacts]:
    """For each notice what its letter needs to know, in the same order. A ticket that is gone leaves its facts empty."""
    numbers = sorted({notice.ticket for notice in notices if notice.ticket is not None})
    told = _told(connection, numbers)
    spoken_of = _entries_by_id(connection, told, notices)
    return [_facts_for(connection, notice, told, spoken_of, raw_bytes) for notice in notices]


def _told(connection: Connection, numbers: list[int]) -> Told:
    wanted = {"numbers": numbers}
    if not numbers:
        return Told({}, {}, {}, {}, {}, {}, {}, {}, {})
    tickets = {row["number"]: ticket_of(row) for row in run(connection, TICKETS, wanted).mappings()}
    participants, letters, mails = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in run(connection, PARTICIPANTS, wanted).mappings():
        participants[row["ticket"]].append(participant_of(row))
    for letter in run(connection, LETTERS, wanted):
        letters[letter.ticket].append(letter)
    for mail in run(connection, MAILS, wanted):
        mails[mail.ticket].append(mail)
    return Told(
        tickets=tickets,
        participants=participants,
        letters=letters,
        mails=mails,
        conversations={row.ticket: row for row in run(connection, CONVERSATIONS, wanted)},
        entries={
            number: [entry_of(row) for row in reversed(run(connection, NEWEST_ENTRIES, {"ticket": number}).mappings())]
            for number in tickets
        },
        routes={row.ticket: rebuild(Route, row.route) for row in run(connection, ROUTES, wanted)},
        readings={row.ticket: rebuild(Reading, row.reading) for row in run(connection, READINGS, wanted)},
        stories={customer: customer_story(connection, customer) for customer in {t.customer.lower() for t in tickets.values()}},
    )


def _entries_by_id(connection: Connection, told: Told, notices: Sequence[Notice]) -> dict[int, Entry]:
    known = {entry.id: entry for entries in told.entries.values() for entry in entries}
    missing = sorted({notice.entry for notice in notices if notice.entry is not None and notice.entry not in known})
    if missing:
        known.update((row["id"], entry_of(row)) for row in run(connection, ENTRIES_BY_ID, {"ids": missing}).mappings())
    return known


def _facts_for(
    connection: Connection, notice: Notice, told: Told, spoken_of: dict[int, Entry], raw_bytes: RawBytes
) -> LetterFacts:
    number = notice.ticket
    entry = spoken_of.get(notice.entry) if notice.entry is not None else None
    if entry is not None and entry.ticket != number:
        entry = None
    ticket = told.tickets.get(number) if number is not None else None
    if number is None or ticket is None:
        return LetterFacts(entry=entry)
    reader = notice.to.lower()
    outside = notice.audience in ("customer", "third_party")
    entries = tuple(one for one in told.entries[number] if not outside or one.visibility == "public")
    shown = max((row.shown_upto for row in told.letters[number] if row.to_key == reader), default=0)
    conversation = told.conversations.get(number)
    raw = _mail_of(connection, entry, raw_bytes) if notice.template in WITH_FILES else None
    attachments, lost = _attachments(entry, raw) if notice.template in WITH_FILES else ((), ())
    formatted = _formatted(entry, raw) if notice.template in WITH_HTML else None
    handover, reading = notice.template == "handover", told.readings.get(number)
    return LetterFacts(
        ticket=ticket,
        entry=entry,
        entries=entries,
        fresh=tuple(one for one in entries if one.id > shown),
        thread=_thread(told, number, reader, notice.audience),
        thread_index=conversation.thread_index if conversation is not None else None,
        thread_topic=conversation.thread_topic if conversation is not None else None,
        participants=tuple(told.participants[number]),
        route=told.routes.get(number),
        reading=reading,
        story=tuple(past for past in told.stories[ticket.customer.lower()] if past.number != number),
        similar=solved_before(connection, ticket, reading) if handover else (),
        shared=shared_by(connection, ticket, reading, now=notice.deliver_after) if handover else None,
        attachments=attachments,
        html=formatted.html if formatted is not None else None,
        pictures=formatted.pictures if formatted is not None else (),
        lost_files=lost,
        conversation=conversation.id if conversation is not None else None,
    )


def _thread(told: Told, number: int, reader: str, audience: str) -> tuple[str, ...]:
    """The ids this reader's mail client may thread by: customers share theirs and never see those of agents' letters or
    mails; everybody else knows only the letters to them and their own mails."""
    if audience == "customer":
        letters = [(row.at, row.message_id) for row in told.letters[number] if row.audience == "customer"]
        mails = [(row.at, row.message_id) for row in told.mails[number] if row.kind == "mail" and row.visibility == "public"]
    else:
        letters = [(row.at, row.message_id) for row in told.letters[number] if row.to_key == reader]
        mails = [(row.at, row.message_id) for row in told.mails[number] if row.by.lower() == reader]
    ids = list(dict.fromkeys(message_id for _, message_id in sorted(mails + letters)))
    return tuple(ids if len(ids) <= THREAD else [ids[0], *ids[-(THREAD - 1) :]])


def _mail_of(connection: Connection, entry: Entry | None, raw_bytes: RawBytes) -> ParsedMessage | None:
    """The mail an entry came from, where its letter needs more of it than the words: its files, or its formatting."""
    if entry is None or entry.inbox_id is None or not (entry.attachments or entry.data.get("html")):
        return None
    from mailgate.mail.parse import parse

    data = raw_bytes(connection, entry.inbox_id)
    return parse(data) if data is not None else None


def _formatted(entry: Entry | None, mail: ParsedMessage | None) -> Shown | None:
    if entry is None or mail is None:
        return None
    from mailgate.mail.shown_html import for_letter

    return for_letter(mail, entry.text)


def _attachments(entry: Entry | None, mail: ParsedMessage | None) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """The entry's attachments, out of the raw message it came from, and the names of those that aren't there any more."""
    if entry is None or not entry.attachments or entry.inbox_id is None:
        return (), ()
    wanted = {digest: name for name, _, _, digest in entry.attachments}
    found = tuple(one for one in mail.attachments if one.sha256 in wanted) if mail is not None else ()
    here = {one.sha256 for one in found}
    return found, tuple(name for digest, name in wanted.items() if digest not in here)
