"""The statements of `unit.py` and `unit_*.py`, each made once, and so compiled once: on SQLite by `prepared.py`, on PostgreSQL by
the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.dialect import Upserts
from mailgate.adapters.store.namings import one_more
from mailgate.adapters.store.skills import keeping

_ticket_columns = [column.name for column in s.tickets.columns if column.name not in ("number", "version")]

INSERT_TICKET, INSERT_ENTRY, INSERT_NOTICE = insert(s.tickets), insert(s.entries), insert(s.notices)
INSERT_CONVERSATION, INSERT_HOLD, INSERT_COUNTER = insert(s.conversations), insert(s.holds), insert(s.counters)
INSERT_READING, INSERT_ROUTE = insert(s.predictions), insert(s.routes)
INSERT_FEEDBACK = insert(s.feedback)
INBOX_STATE = select(s.inbox.c.state, s.inbox.c.ticket).where(s.inbox.c.id == bindparam("row")).with_for_update()
SETTLE_INBOX = (
    update(s.inbox)
    .where(s.inbox.c.id == bindparam("row"))
    .values(
        state="done",
        due=None,
        **{name: bindparam(name) for name in ("outcome", "reason", "ticket", "settled_at", "named_from", "named_to")},
    )
)
SETTLE_OTHER = (
    update(s.inbox)
    .where(s.inbox.c.id == bindparam("row"))
    .values(state="done", due=None, outcome=bindparam("outcome"), reason=bindparam("reason"), settled_at=bindparam("settled_at"))
)
RUN_AGAIN = (
    update(s.inbox)
    .where(s.inbox.c.id == bindparam("row"), s.inbox.c.state == "done")
    .values(state="pending", due=bindparam("at"), released=True, attempts=0)
)
MESSAGE_OF = select(s.messages.c.inbox_id, s.messages.c.at).where(s.messages.c.content_key == bindparam("key"))
OWN_MESSAGE = update(s.messages).where(s.messages.c.content_key == bindparam("key")).values(ticket=bindparam("ticket"))
TAKE_MESSAGE = (
    update(s.messages)
    .where(s.messages.c.content_key == bindparam("key"), s.messages.c.inbox_id == bindparam("first"))
    .values(inbox_id=bindparam("mine"), ticket=bindparam("ticket"), at=bindparam("received"))
)
CHANGE_TICKET = (
    update(s.tickets)
    .where(s.tickets.c.number == bindparam("b_number"), s.tickets.c.version == bindparam("b_version"))
    .values(version=s.tickets.c.version + 1, **{name: bindparam(name) for name in _ticket_columns})
)
ROUTE_ENDED = (
    update(s.routes)
    .where(s.routes.c.ticket == bindparam("b_ticket"))
    .values(**{name: bindparam(name) for name in ("resolved_by", "resolved_at", "transfers", "reopened")})
)
ROUTE_SCORED = update(s.routes).where(s.routes.c.ticket == bindparam("b_ticket")).values(score=bindparam("score"))
MAIN_CONVERSATION = select(s.conversations.c.id).where(
    s.conversations.c.ticket == bindparam("ticket"), s.conversations.c.kind == "main"
)
_thread = (s.conversations.c.thread_index, s.conversations.c.thread_topic)
NAME_THREAD = (  # what is not given stays
    update(s.conversations)
    .where(s.conversations.c.ticket == bindparam("b_ticket"), s.conversations.c.kind == "main")
    .values({column: func.coalesce(bindparam(f"b_{column.name}", type_=column.type), column) for column in _thread})
)
REVEAL = (
    update(s.entries)
    .where(s.entries.c.id == bindparam("entry"), s.entries.c.ticket == bindparam("b_ticket"), s.entries.c.visibility == "pending")
    .values(visibility="public")
)
REVEALED_ROW = select(s.entries.c.inbox_id).where(s.entries.c.id == bindparam("entry"))
APPENDED = update(s.inbox).where(s.inbox.c.id == bindparam("row")).values(outcome="appended", settled_at=bindparam("at"))
CANCEL_NOTICES = (
    update(s.notices)
    .where(
        s.notices.c.ticket == bindparam("b_ticket"),
        s.notices.c.template.in_(bindparam("templates", expanding=True)),
        s.notices.c.due.is_not(None),
    )
    .values(state="cancelled", due=None)
)
TAKE_TIMER = delete(s.timers).where(s.timers.c.id == bindparam("row"), s.timers.c.at == bindparam("at"))
STOP_TIMERS = delete(s.timers).where(
    s.timers.c.ticket == bindparam("ticket"), s.timers.c.kind.in_(bindparam("kinds", expanding=True))
)
STOP_NAMED = STOP_TIMERS.where(s.timers.c.name == bindparam("name"))
END_HOLD = update(s.holds).where(s.holds.c.id == bindparam("row"), s.holds.c.ended_at.is_(None)).values(ended_at=bindparam("at"))
WISHES_OF = select(s.people.c.wishes).where(s.people.c.key == bindparam("key")).with_for_update()
CAME_BACK = (
    update(s.outbox)
    .where(s.outbox.c.id == bindparam("row"))
    .values(state="bounced", due=None, reply=bindparam("why"), settled_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Statements:
    """The upserts of one engine, built once."""

    message: Any
    has: Any
    cites: Any
    correspondent: Any
    participant: Any
    link: Any
    timer: Any
    address: Any
    away: Any
    wishes: Any
    skill: Any
    naming: Any

    @classmethod
    def of(cls, upserts: Upserts) -> Statements:
        people = s.people
        return cls(
            message=upserts.or_nothing(s.messages).returning(s.messages.c.content_key),
            has=upserts.or_replace(s.message_ids, [s.message_ids.c.message_id, s.message_ids.c.ticket], ["cited"]),
            cites=upserts.or_nothing(s.message_ids),
            correspondent=upserts.or_nothing(s.correspondents),
            participant=upserts.or_replace(
                s.participants, [s.participants.c.conversation, s.participants.c.key], ["address", "name", "role", "state"]
            ),
            link=upserts.or_nothing(s.ticket_links),
            timer=upserts.or_replace(s.timers, [s.timers.c.ticket, s.timers.c.kind, s.timers.c.name], ["at", "due"]),
            address=upserts.or_replace(people, [people.c.key], ["state", "why", "changed_at"]),
            away=upserts.or_replace(people, [people.c.key], ["away_until", "away_why", "changed_at"]),
            wishes=upserts.or_replace(people, [people.c.key], ["wishes", "changed_at"]),
            skill=keeping(upserts),
            naming=one_more(upserts),
        )
