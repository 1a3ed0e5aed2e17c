"""What people and programs are shown, as the plain dicts of contract §2. Read-only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from mailgate.adapters.store import queues
from mailgate.adapters.store import schema as s
from mailgate.adapters.store.hands import Hands, Json
from mailgate.adapters.store.rows import Row

_ids: Any = bindparam("ids", expanding=True)
_LETTER = (s.outbox.c.to, s.letters.c.template, s.outbox.c.state)
LETTERS_BY_CAUSE = (
    select(s.letters.c.cause.label("of"), *_LETTER).join(s.outbox).where(s.letters.c.cause.in_(_ids)).order_by(s.outbox.c.id)
)
LETTERS_BY_ENTRY = (
    select(s.letters.c.entry.label("of"), *_LETTER)
    .join(s.outbox)
    .where(s.letters.c.entry.in_(_ids), s.letters.c.ticket == bindparam("ticket"))
    .order_by(s.outbox.c.id)
)
UNWRITTEN = (
    select(s.notices.c.cause.label("of"), s.notices.c.to, s.notices.c.template)
    .where(s.notices.c.cause.in_(_ids), s.notices.c.due.is_not(None))
    .order_by(s.notices.c.id)
)
PARTICIPANTS = (
    select(s.participants).where(s.participants.c.ticket.in_(_ids)).order_by(s.participants.c.role.desc(), s.participants.c.key)
)
LINKS = select(s.ticket_links).where((s.ticket_links.c.ticket == bindparam("n")) | (s.ticket_links.c.other == bindparam("n")))
ENTRIES = select(s.entries).where(s.entries.c.ticket == bindparam("n")).order_by(s.entries.c.id)
TICKET = select(s.tickets).where(s.tickets.c.number == bindparam("n"))
ROUTE = select(s.routes.c.route).where(s.routes.c.ticket == bindparam("n")).order_by(s.routes.c.id.desc()).limit(1)
LETTER_ROWS = select(
    s.outbox.c.id,
    s.outbox.c.to,
    s.outbox.c.state,
    s.outbox.c.reply,
    s.letters.c.id.label("letter"),
    s.letters.c.at,
    s.letters.c.template,
    s.letters.c.subject,
    s.letters.c.ticket,
    s.letters.c.message_id,
).join(s.letters)


class Views:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def ledger(
        self, *, outcome: str | None = None, after: int = 0, limit: int | None = None, inbox_id: int | None = None
    ) -> list[Json]:
        """Messages and what became of them, oldest first; `outcome` is a word or its beginning (`held` finds `held:…`);
        `limit` keeps the newest. A message on its way has no outcome yet."""
        statement = select(s.inbox).where(s.inbox.c.id > after)
        if outcome is not None:
            begins = s.inbox.c.outcome.startswith(f"{outcome}:", autoescape=True)
            statement = statement.where((s.inbox.c.outcome == outcome) | begins)
        if inbox_id is not None:
            statement = statement.where(s.inbox.c.id == inbox_id)
        statement = statement.order_by(s.inbox.c.id.desc()) if limit is not None else statement.order_by(s.inbox.c.id)

        def work(connection: Connection) -> list[Json]:
            rows = connection.execute(statement.limit(limit) if limit is not None else statement).mappings().all()
            ids = [row["id"] for row in rows]
            letters = _letters(connection, LETTERS_BY_CAUSE, ids)
            for waiting in _in_parts(connection, UNWRITTEN, ids):
                letters[waiting["of"]].append({"to": waiting["to"], "template": waiting["template"], "state": "pending"})
            lines = [_ledger_line(row, letters[row["id"]]) for row in rows]
            return lines if limit is None else lines[::-1]

        return self._hands.read(work)

    def taken_in(self, content_key: str) -> Json | None:
        """The ledger's line of the message with this content; None where none was taken in."""
        first = select(s.messages.c.inbox_id).where(s.messages.c.content_key == content_key)
        number = self._hands.read(lambda connection: connection.execute(first).scalar())
        return next(iter(self.ledger(inbox_id=number)), None) if number is not None else None

    def tickets(
        self,
        *,
        states: Sequence[str] = (),
        customer: str | None = None,
        agent: str | None = None,
        team: str | None = None,
        limit: int | None = None,
    ) -> list[Json]:
        """Tickets, newest first: the first eight keys of `ticket`, and subject and opened."""
        statement = select(s.tickets).order_by(s.tickets.c.number.desc())
        if states:
            statement = statement.where(s.tickets.c.state.in_(list(states)))
        wanted = {s.tickets.c.customer_key: customer and customer.lower(), s.tickets.c.agent: agent, s.tickets.c.team: team}
        for column, value in wanted.items():
            if value is not None:
                statement = statement.where(column == value)

        def work(connection: Connection) -> list[Json]:
            rows = connection.execute(statement.limit(limit) if limit is not None else statement).mappings().all()
            people = _participants(connection, [row["number"] for row in rows])
            return [
                {**_ticket_head(row, people[row["number"]]), "subject": row["subject"], "opened": row["opened_at"].isoformat()}
                for row in rows
            ]

        return self._hands.read(work)

    def ticket(self, number: int) -> Json | None:
        """Everything about one ticket, as `ticket show --json` prints it; None where there is none."""

        def work(connection: Connection) -> Json | None:
            row = connection.execute(TICKET, {"n": number}).mappings().first()
            if row is None:
                return None
            entries = connection.execute(ENTRIES, {"n": number}).mappings().all()
            letters: defaultdict[int, list[Json]] = defaultdict(list)
            for letter in _in_parts(connection, LETTERS_BY_ENTRY, [entry["id"] for entry in entries], ticket=number):
                letters[letter["of"]].append(_letter(letter))
            route = connection.execute(ROUTE, {"n": number}).scalar()
            return {
                **_ticket_head(row, _participants(connection, [number])[number]),
                "language": row["language"],
                "tags": list(row["tags"]),
                "promises": [{"name": p["name"], "due": p["due"], "state": p["state"]} for p in row["promises"]],
                "links": [_link(link, number) for link in connection.execute(LINKS, {"n": number}).mappings()],
                "entries": [_entry(entry, letters[entry["id"]]) for entry in entries],
                "route": route or {},
                "subject": row["subject"],
                "opened": row["opened_at"].isoformat(),
                "sensitive": row["sensitive"],
                "sensitive_because": list(row["sensitive_because"]),
            }

        return self._hands.read(work)

    def letters(
        self, *, to: str | None = None, ticket: int | None = None, after: int = 0, limit: int | None = None
    ) -> list[Json]:
        """What was written to whom, oldest first (`limit` keeps the newest): {id, letter, at, to, template, subject, ticket,
        message_id, state, reply}, one for each recipient."""
        statement = LETTER_ROWS.where(s.outbox.c.id > after)
        if to is not None:
            statement = statement.where(func.lower(s.outbox.c.to) == to.lower())
        if ticket is not None:
            statement = statement.where(s.letters.c.ticket == ticket)
        newest_first = limit is not None
        statement = statement.order_by(s.outbox.c.id.desc() if newest_first else s.outbox.c.id).limit(limit)

        def work(connection: Connection) -> list[Json]:
            rows = [{**row, "at": row["at"].isoformat()} for row in connection.execute(statement).mappings()]
            return rows if limit is None else rows[::-1]

        return self._hands.read(work)

    def letter(self, letter: int) -> bytes | None:
        """The bytes of a letter as they were sent."""
        found = self._hands.read(
            lambda connection: connection.execute(select(s.letters.c.data).where(s.letters.c.id == letter)).scalar()
        )
        return None if found is None else bytes(found)

    def depths(self) -> dict[str, tuple[int, datetime | None]]:
        """For each queue how many rows wait, and when the first of them falls (or fell) due."""
        return self._hands.read(queues.depths)


def _in_parts(connection: Connection, statement: Select[Any], ids: Sequence[int], **also: Any) -> Iterable[Row]:
    """The rows for all these ids, in portions that every engine takes."""
    for start in range(0, len(ids), 500):
        yield from connection.execute(statement, {"ids": list(ids[start : start + 500]), **also}).mappings()


def _letters(connection: Connection, statement: Select[Any], ids: Sequence[int]) -> defaultdict[int, list[Json]]:
    found: defaultdict[int, list[Json]] = defaultdict(list)
    for row in _in_parts(connection, statement, ids):
        found[row["of"]].append(_letter(row))
    return found


def _letter(row: Row) -> Json:
    return {"to": row["to"], "template": row["template"], "state": row["state"]}


def _participants(connection: Connection, numbers: Sequence[int]) -> defaultdict[int, list[Json]]:
    found: defaultdict[int, list[Json]] = defaultdict(list)
    for row in _in_parts(connection, PARTICIPANTS, numbers):
        found[row["ticket"]].append({"address": row["address"], "role": row["role"], "state": row["state"]})
    return found


def _ledger_line(row: Row, letters: list[Json]) -> Json:
    return {
        "id": row["id"],
        "door": row["door"],
        "received": row["received"].isoformat(),
        "message_id": row["message_id"],
        "from": row["named_from"] or row["envelope_from"] or None,
        "to": list(row["envelope_to"]) or ([row["named_to"]] if row["named_to"] else []),
        "outcome": row["outcome"],
        "reason": row["reason"],
        "ticket": row["ticket"],
        "letters": letters,
    }


def _ticket_head(row: Row, participants: list[Json]) -> Json:
    return {
        "ticket": row["number"],
        "state": row["state"],
        "priority": row["priority"],
        "team": row["team"],
        "agent": row["agent"],
        "customer": row["customer"],
        "participants": participants,
        "intent": row["intent"],
    }


def _link(row: Row, number: int) -> Json:
    return {"ticket": row["other"] if row["ticket"] == number else row["ticket"], "kind": row["kind"]}


def _entry(row: Row, letters: list[Json]) -> Json:
    return {
        "id": row["id"],
        "at": row["at"].isoformat(),
        "kind": row["kind"],
        "by": row["by"],
        "visibility": row["visibility"],
        "verified": row["verified"],
        "text": row["text"],
        "letters": letters,
        "reason": row["reason"],
        "subject": row["data"].get("subject"),
        "data": dict(row["data"]) if row["kind"] == "event" else {},
        "attachments": [{"name": name, "type": kind, "size": size} for name, kind, size, _ in row["attachments"]],
    }
