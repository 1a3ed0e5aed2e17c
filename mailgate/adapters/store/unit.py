"""Apply: a decision becomes rows, whole or not at all.

Everything here runs inside one savepoint of the writer. `Stale` rolls it back; the store answers Conflict then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import plain
from mailgate.adapters.store.columns import key_form
from mailgate.adapters.store.dialect import Upserts, new_id
from mailgate.adapters.store.glance import addresses_of
from mailgate.adapters.store.rows import entry_row, notice_row, ticket_row
from mailgate.model import decision as d
from mailgate.model.message import Arrival
from mailgate.model.promise import Timer
from mailgate.model.ticket import NEW, Entry, Hold, Participant, Ticket


class Stale(Exception):
    """Something the decision was made on has changed; the text says what, as a fixed word."""


_ticket_columns = [column.name for column in s.tickets.columns if column.name not in ("number", "version")]

INSERT_TICKET, INSERT_ENTRY, INSERT_NOTICE = insert(s.tickets), insert(s.entries), insert(s.notices)
INSERT_CONVERSATION, INSERT_HOLD, INSERT_COUNTER = insert(s.conversations), insert(s.holds), insert(s.counters)
INSERT_READING, INSERT_ROUTE = insert(s.predictions), insert(s.routes)
INSERT_LESSON, INSERT_FEEDBACK = insert(s.lessons), insert(s.feedback)
INBOX_STATE = select(s.inbox.c.state, s.inbox.c.ticket).where(s.inbox.c.id == bindparam("row")).with_for_update()
SETTLE_INBOX = update(s.inbox).where(s.inbox.c.id == bindparam("row")).values(
    state="done", due=None,
    **{name: bindparam(name) for name in ("outcome", "reason", "ticket", "settled_at", "named_from", "named_to")},
)
SETTLE_OTHER = update(s.inbox).where(s.inbox.c.id == bindparam("row")).values(
    state="done", due=None, outcome=bindparam("outcome"), reason=bindparam("reason"), settled_at=bindparam("settled_at")
)
RUN_AGAIN = update(s.inbox).where(s.inbox.c.id == bindparam("row"), s.inbox.c.state == "done").values(
    state="pending", due=bindparam("at"), released=True, attempts=0
)
MESSAGE_OF = select(s.messages.c.inbox_id).where(s.messages.c.content_key == bindparam("key"))
OWN_MESSAGE = update(s.messages).where(s.messages.c.content_key == bindparam("key")).values(ticket=bindparam("ticket"))
CHANGE_TICKET = update(s.tickets).where(
    s.tickets.c.number == bindparam("b_number"), s.tickets.c.version == bindparam("b_version")
).values(version=s.tickets.c.version + 1, **{name: bindparam(name) for name in _ticket_columns})
ROUTE_ENDED = update(s.routes).where(s.routes.c.ticket == bindparam("b_ticket"), s.routes.c.resolved_at.is_(None)).values(
    **{name: bindparam(name) for name in ("resolved_by", "resolved_at", "transfers", "reopened")}
)
ROUTE_SCORED = update(s.routes).where(s.routes.c.ticket == bindparam("b_ticket")).values(score=bindparam("score"))
MAIN_CONVERSATION = select(s.conversations.c.id).where(
    s.conversations.c.ticket == bindparam("ticket"), s.conversations.c.kind == "main"
)
NAME_THREAD = update(s.conversations).where(s.conversations.c.ticket == bindparam("b_ticket"), s.conversations.c.kind == "main")
REVEAL = update(s.entries).where(
    s.entries.c.id == bindparam("entry"), s.entries.c.ticket == bindparam("b_ticket"), s.entries.c.visibility == "pending"
).values(visibility="public")
REVEALED_ROW = select(s.entries.c.inbox_id).where(s.entries.c.id == bindparam("entry"))
APPENDED = update(s.inbox).where(s.inbox.c.id == bindparam("row")).values(outcome="appended", settled_at=bindparam("at"))
CANCEL_NOTICES = update(s.notices).where(
    s.notices.c.ticket == bindparam("b_ticket"), s.notices.c.template.in_(bindparam("templates", expanding=True)),
    s.notices.c.due.is_not(None),
).values(state="cancelled", due=None)
TAKE_TIMER = delete(s.timers).where(s.timers.c.id == bindparam("row"), s.timers.c.at == bindparam("at"))
STOP_TIMERS = delete(s.timers).where(
    s.timers.c.ticket == bindparam("ticket"), s.timers.c.kind.in_(bindparam("kinds", expanding=True))
)
STOP_NAMED = STOP_TIMERS.where(s.timers.c.name == bindparam("name"))
END_HOLD = update(s.holds).where(s.holds.c.id == bindparam("row"), s.holds.c.ended_at.is_(None)).values(ended_at=bindparam("at"))
CAME_BACK = update(s.outbox).where(s.outbox.c.id == bindparam("row")).values(
    state="bounced", due=None, reply=bindparam("why"), settled_at=bindparam("at")
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
        )


class Unit:
    """One decision on its way into the database."""

    def __init__(self, connection: Connection, statements: Statements, now: datetime) -> None:
        self._run = connection.execute
        self._statements = statements
        self._now = now
        self._number: int | None = None              # of the ticket this decision opened
        self._entry: int | None = None               # of the entry it added last
        self._versions: dict[int, int] = {}          # tickets it wrote, and their versions now
        self._notices: list[dict[str, Any]] = []     # rows that are written together at the end
        self._counters: list[dict[str, Any]] = []

    def apply(self, decision: d.Decision, settles: Arrival | Timer | None) -> d.Applied:
        """Write every effect and settle what led to it. What is settled already is left as it is."""
        match settles:
            case Arrival(inbox_id=inbox_id):
                row = self._run(INBOX_STATE, {"row": inbox_id}).first()
                if row is None or row.state == "done":
                    return d.Applied(ticket=row.ticket if row else None)
            case Timer(id=timer_id, due=due, ticket=ticket):
                if self._run(TAKE_TIMER, {"row": timer_id, "at": due}).rowcount == 0:
                    return d.Applied(ticket=ticket)  # stopped or set anew meanwhile: nothing to do
            case None:
                pass
        late = [effect for effect in decision.effects if isinstance(effect, (d.QueueNotice, d.PlaceHold))]
        for effect in decision.effects:
            if not isinstance(effect, (d.QueueNotice, d.PlaceHold)):
                self._write(effect)
        for effect in late:                          # these may name the entry that was added last
            self._write(effect)
        for statement, rows in ((INSERT_NOTICE, self._notices), (INSERT_COUNTER, self._counters)):
            if rows:
                self._run(statement, rows)
        number = self._ticket(decision.ticket)
        if isinstance(settles, Arrival):
            self._settle(settles, decision, number)
        return d.Applied(ticket=number, notices=len(self._notices))

    def _ticket(self, number: int | None) -> int | None:
        return self._known(number) if number is not None else None

    def _known(self, number: int) -> int:
        if number != NEW:
            return number
        if self._number is None:
            raise ValueError("an effect names the new ticket, but the decision opens none before it")
        return self._number

    def _entry_of(self, entry: int | None) -> int | None:
        return self._entry if entry == NEW else entry

    def _settle(self, arrival: Arrival, decision: d.Decision, number: int | None) -> None:
        if arrival.content_key:
            key = arrival.content_key
            new = self._run(self._statements.message, {
                "content_key": key, "inbox_id": arrival.inbox_id, "ticket": number, "at": self._now,
            }).first()
            if new is None:
                first = self._run(MESSAGE_OF, {"key": key}).scalar_one()
                if first == arrival.inbox_id:        # run again
                    self._run(OWN_MESSAGE, {"key": key, "ticket": number})
                elif not arrival.released and any(isinstance(e, (d.OpenTicket, d.AddEntry)) for e in decision.effects):
                    raise Stale("duplicate")
        named_from, named_to = addresses_of(arrival.raw.data)
        self._run(SETTLE_INBOX, {
            "row": arrival.inbox_id, "outcome": decision.outcome, "reason": decision.reason, "ticket": number,
            "settled_at": self._now, "named_from": named_from, "named_to": named_to,
        })

    def _write(self, effect: d.Effect) -> None:
        match effect:
            case d.OpenTicket(ticket=opened, participants=participants):
                self._open(opened, participants)
            case d.ChangeTicket(ticket=changed):
                self._change(changed)
            case d.AddEntry(entry=entry):
                self._add_entry(entry)
            case d.RevealEntry(ticket=ticket, entry=revealed):
                self._reveal(self._known(ticket), revealed)
            case d.AddParticipant(ticket=ticket, participant=participant):
                self._participate(self._known(ticket), (participant,))
            case d.KnowMessage():
                self._know(effect)
            case d.LinkTickets(ticket=ticket, other=other, kind=link):
                self._run(self._statements.link, {"ticket": self._known(ticket), "other": self._known(other), "kind": link})
            case d.QueueNotice(notice=notice):
                self._notices.append(notice_row(
                    replace(notice, ticket=self._ticket(notice.ticket), entry=self._entry_of(notice.entry))
                ))
            case d.CancelNotices(ticket=ticket, templates=templates):
                self._run(CANCEL_NOTICES, {"b_ticket": self._known(ticket), "templates": list(templates)})
            case d.SetTimer(timer=timer):
                self._run(self._statements.timer, {
                    "ticket": self._known(timer.ticket), "kind": timer.kind, "name": timer.name,
                    "at": timer.due, "due": timer.due,
                })
            case d.StopTimers(ticket=ticket, kinds=kinds, name=name):
                stop = {"ticket": self._known(ticket), "kinds": list(kinds)}
                self._run(STOP_TIMERS, stop) if name is None else self._run(STOP_NAMED, {**stop, "name": name})
            case d.PlaceHold(hold=hold):
                self._hold(hold)
            case d.EndHold(hold=ended):
                if self._run(END_HOLD, {"row": ended, "at": self._now}).rowcount == 0:
                    raise Stale("hold_ended")
            case d.RunAgain(inbox_id=row):
                self._run(RUN_AGAIN, {"row": row, "at": self._now})
            case d.SettleOther(inbox_id=row, outcome=outcome, reason=reason):
                self._run(SETTLE_OTHER, {"row": row, "outcome": outcome, "reason": reason, "settled_at": self._now})
            case d.KeepReading() | d.KeepRoute() | d.Teach() | d.KeepFeedback():
                self._learn(effect)
            case d.MarkAddress(address=address, state=state, why=why):
                self._run(self._statements.address, {
                    "key": address.lower(), "state": state, "why": why, "changed_at": self._now,
                })
            case d.MarkDelivery(delivery=row, why=why):
                self._run(CAME_BACK, {"row": row, "why": why, "at": self._now})
            case d.SetAway(agent=agent, until=until, why=why):
                self._run(self._statements.away, {
                    "key": agent.lower(), "state": "ok", "away_until": until, "away_why": why, "changed_at": self._now,
                })
            case d.CountEvent(key=key, at=at):
                self._counters.append({"key": key, "at": at})
            case _:
                assert_never(effect)

    # -- tickets -------------------------------------------------------------------------------------------------------

    def _open(self, ticket: Ticket, participants: Sequence[Participant]) -> None:
        row = ticket_row(replace(ticket, version=1))
        number = new_id(self._run(INSERT_TICKET, row))
        self._number, self._versions[number] = number, 1
        self._run(INSERT_CONVERSATION, {"ticket": number, "kind": "main"})
        self._participate(number, participants)

    def _change(self, ticket: Ticket) -> None:
        number = self._known(ticket.number)
        version = self._versions.get(number, ticket.version)
        row = ticket_row(ticket)
        del row["version"]
        if self._run(CHANGE_TICKET, {**row, "b_number": number, "b_version": version}).rowcount == 0:
            raise Stale("ticket_changed")
        self._versions[number] = version + 1
        if ticket.state == "resolved":
            self._run(ROUTE_ENDED, {
                "b_ticket": number, "resolved_by": ticket.resolved_by, "resolved_at": ticket.resolved_at,
                "transfers": ticket.transfers, "reopened": ticket.reopened,
            })

    def _add_entry(self, entry: Entry) -> None:
        row = entry_row(entry, self._known(entry.ticket))
        self._entry = new_id(self._run(INSERT_ENTRY, row))

    def _reveal(self, ticket: int, entry: int) -> None:
        if self._run(REVEAL, {"entry": entry, "b_ticket": ticket}).rowcount == 0:
            raise Stale("not_pending")
        row = self._run(REVEALED_ROW, {"entry": entry}).scalar()
        if row is not None:
            self._run(APPENDED, {"row": row, "at": self._now})

    def _participate(self, ticket: int, participants: Sequence[Participant]) -> None:
        if not participants:
            return
        conversation = self._run(MAIN_CONVERSATION, {"ticket": ticket}).scalar_one()
        rows = {key_form(p.address.lower()): {
            "conversation": conversation, "ticket": ticket, "key": p.address.lower(), "address": p.address, "name": p.name,
            "role": p.role, "state": p.state,
        } for p in participants}
        self._run(self._statements.participant, list(rows.values()))

    def _know(self, known: d.KnowMessage) -> None:
        ticket = self._known(known.ticket)
        if known.cited:
            cited = {key_form(message_id) for message_id in known.cited}
            self._run(self._statements.cites, [{"message_id": m, "ticket": ticket, "cited": True} for m in sorted(cited)])
        if known.message_id:
            self._run(self._statements.has, {"message_id": known.message_id, "ticket": ticket, "cited": False})
        if known.correspondents:
            keys = {key_form(address.lower()) for address in known.correspondents}
            self._run(self._statements.correspondent, [{"ticket": ticket, "key": key} for key in sorted(keys)])
        thread = {"thread_index": known.thread_index, "thread_topic": known.thread_topic}
        given = {name: value for name, value in thread.items() if value}
        if given:
            self._run(NAME_THREAD.values(**given), {"b_ticket": ticket})

    def _hold(self, hold: Hold) -> None:
        self._run(INSERT_HOLD, {
            "ticket": self._ticket(hold.ticket), "inbox_id": hold.inbox_id, "entry": self._entry_of(hold.entry), "why": hold.why,
            "for_whom": hold.for_whom, "until": hold.until,
        })

    # -- learning ------------------------------------------------------------------------------------------------------

    def _learn(self, effect: d.KeepReading | d.KeepRoute | d.Teach | d.KeepFeedback) -> None:
        match effect:
            case d.KeepReading(ticket=ticket, reading=reading):
                best = reading.intent
                self._run(INSERT_READING, {
                    "ticket": self._known(ticket), "at": self._now, "model": reading.model, "language": reading.language,
                    "intent": best.name if best else None, "confidence": best.confidence if best else None,
                    "reading": plain(reading),
                })
            case d.KeepRoute(ticket=ticket, route=route):
                self._run(INSERT_ROUTE, {
                    "ticket": self._known(ticket), "at": self._now, "team": route.team, "agent": route.agent,
                    "reason": route.reason, "mode": route.mode, "confidence": route.confidence, "route": plain(route),
                })
            case d.Teach(lesson=lesson):
                self._run(INSERT_LESSON, {
                    "ticket": self._known(lesson.ticket), "text": lesson.text, "intent": lesson.intent, "agent": lesson.agent,
                    "source": lesson.source, "at": lesson.at, "worth": lesson.worth,
                })
            case d.KeepFeedback(ticket=ticket, customer=customer, score=score, comment=comment, at=at):
                number = self._known(ticket)
                self._run(INSERT_FEEDBACK, {
                    "ticket": number, "customer_key": customer.lower(), "score": score, "comment": comment, "at": at,
                })
                self._run(ROUTE_SCORED, {"b_ticket": number, "score": score})
            case _:
                assert_never(effect)
