"""Apply: a decision becomes rows, whole or not at all.

Everything here runs inside one savepoint of the writer. `Stale` rolls it back; the store answers Conflict then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import Connection

from mailgate.adapters.store import unit_statements as q
from mailgate.adapters.store.codec import plain
from mailgate.adapters.store.columns import key_form
from mailgate.adapters.store.dialect import new_id
from mailgate.adapters.store.discoveries import settle_proposal
from mailgate.adapters.store.facts import seen_between
from mailgate.adapters.store.glance import addresses_of
from mailgate.adapters.store.guards import untrue
from mailgate.adapters.store.incidents import open_incident
from mailgate.adapters.store.lessons import teach
from mailgate.adapters.store.namings import count_names
from mailgate.adapters.store.rows import entry_row, notice_row, ticket_row
from mailgate.adapters.store.skills import learn
from mailgate.model import decision as d
from mailgate.model.learning import Lesson
from mailgate.model.message import Arrival
from mailgate.model.promise import Timer
from mailgate.model.skill import SkillOutcome
from mailgate.model.ticket import NEW, Entry, Hold, Participant, Ticket


class Stale(Exception):
    """Something the decision was made on has changed; the text says what, as a fixed word."""


class Unit:
    """One decision on its way into the database."""

    def __init__(self, connection: Connection, statements: q.Statements, now: datetime) -> None:
        self._connection = connection
        self._run = connection.execute
        self._statements = statements
        self._now = now
        self._number: int | None = None  # of the ticket this decision opened
        self._entries: dict[int, int] = {}  # by ticket, the entry it added last
        self._versions: dict[int, int] = {}  # tickets it wrote, and their versions now
        self._notices: list[dict[str, Any]] = []  # rows that are written together at the end
        self._counters: list[dict[str, Any]] = []
        self._timers: list[dict[str, Any]] = []
        self._lessons: list[Lesson] = []
        self._outcomes: list[SkillOutcome] = []

    def apply(self, decision: d.Decision, settles: Arrival | Timer | None) -> d.Applied:
        """Write every effect and settle what led to it. What is settled already is left as it is."""
        changed = untrue(self._connection, decision)  # first, before any row is locked
        match settles:
            case Arrival(inbox_id=inbox_id):
                row = self._run(q.INBOX_STATE, {"row": inbox_id}).first()
                if row is None or row.state == "done":
                    return d.Applied(ticket=row.ticket if row else None)
            case Timer(id=timer_id, due=due, ticket=ticket):
                if self._run(q.TAKE_TIMER, {"row": timer_id, "at": due}).rowcount == 0:
                    return d.Applied(ticket=ticket)  # stopped or set anew meanwhile: nothing to do
            case None:
                pass
        if changed is not None:
            raise Stale(changed)
        late = [effect for effect in decision.effects if isinstance(effect, (d.QueueNotice, d.PlaceHold))]
        for effect in decision.effects:
            if not isinstance(effect, (d.QueueNotice, d.PlaceHold)):
                self._write(effect)
        for effect in late:  # these may name the entry that was added last
            self._write(effect)
        self._set_timers()
        for statement, rows in ((q.INSERT_NOTICE, self._notices), (q.INSERT_COUNTER, self._counters)):
            if rows:
                self._run(statement, rows)
        number = self._ticket(decision.ticket)
        if isinstance(settles, Arrival):
            self._settle(settles, decision, number)
        if self._outcomes:
            learn(self._connection, self._statements.skill, self._outcomes)
        teach(self._connection, self._lessons)  # last: from here to the commit no other decision teaches
        return d.Applied(ticket=number, notices=len(self._notices))

    def _ticket(self, number: int | None) -> int | None:
        return self._known(number) if number is not None else None

    def _known(self, number: int) -> int:
        if number != NEW:
            return number
        if self._number is None:
            raise ValueError("an effect names the new ticket, but the decision opens none before it")
        return self._number

    def _entry_of(self, ticket: int | None, entry: int | None) -> int | None:
        """The entry that this decision added last to the ticket, where an effect names the new one."""
        if entry != NEW:
            return entry
        return self._entries.get(self._known(ticket)) if ticket is not None else next(reversed(self._entries.values()), None)

    def _settle(self, arrival: Arrival, decision: d.Decision, number: int | None) -> None:
        if arrival.content_key:
            self._take_content(arrival, decision, number)
        named_from, named_to = addresses_of(arrival.raw.data)
        self._run(
            q.SETTLE_INBOX,
            {
                "row": arrival.inbox_id,
                "outcome": decision.outcome,
                "reason": decision.reason,
                "ticket": number,
                "settled_at": self._now,
                "named_from": named_from,
                "named_to": named_to,
            },
        )

    def _take_content(self, arrival: Arrival, decision: d.Decision, number: int | None) -> None:
        """Name this arrival as the one that has this content; Stale where another has it and both would act. A loose key is
        had by the newest of those that are no repetition of each other."""
        key = arrival.content_key
        mine = {"content_key": key, "inbox_id": arrival.inbox_id, "ticket": number, "at": arrival.raw.received}
        if self._run(self._statements.message, mine).first() is not None:
            return
        first, at = self._run(q.MESSAGE_OF, {"key": key}).one()
        begin, end = seen_between(arrival)
        if first == arrival.inbox_id:  # run again
            self._run(q.OWN_MESSAGE, {"key": key, "ticket": number})
        elif not begin <= at <= end:
            if (
                at < begin
                and self._run(
                    q.TAKE_MESSAGE,
                    {
                        "key": key,
                        "first": first,
                        "mine": arrival.inbox_id,
                        "ticket": number,
                        "received": arrival.raw.received,
                    },
                ).rowcount
                == 0
            ):
                raise Stale("duplicate")
        elif not arrival.released and any(isinstance(e, (d.OpenTicket, d.AddEntry)) for e in decision.effects):
            raise Stale("duplicate")

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
                self._notices.append(
                    notice_row(
                        replace(notice, ticket=self._ticket(notice.ticket), entry=self._entry_of(notice.ticket, notice.entry))
                    )
                )
            case d.CancelNotices(ticket=ticket, templates=templates):
                self._run(q.CANCEL_NOTICES, {"b_ticket": self._known(ticket), "templates": list(templates)})
            case d.SetTimer(timer=timer):
                self._timers.append(
                    {
                        "ticket": self._known(timer.ticket),
                        "kind": timer.kind,
                        "name": timer.name,
                        "at": timer.due,
                        "due": timer.due,
                    }
                )
            case d.StopTimers(ticket=ticket, kinds=kinds, name=name):
                self._set_timers()  # those that were set before are stopped as well
                stop = {"ticket": self._known(ticket), "kinds": list(kinds)}
                self._run(q.STOP_TIMERS, stop) if name is None else self._run(q.STOP_NAMED, {**stop, "name": name})
            case d.PlaceHold(hold=hold):
                self._hold(hold)
            case d.EndHold(hold=ended):
                if self._run(q.END_HOLD, {"row": ended, "at": self._now}).rowcount == 0:
                    raise Stale("hold_ended")
            case d.RunAgain(inbox_id=row):
                self._run(q.RUN_AGAIN, {"row": row, "at": self._now})
            case d.SettleOther(inbox_id=row, outcome=outcome, reason=reason):
                self._run(q.SETTLE_OTHER, {"row": row, "outcome": outcome, "reason": reason, "settled_at": self._now})
            case d.CountNames(ticket=ticket, customer=customer, names=names):
                one_more = self._statements.naming
                count_names(self._connection, one_more, names, ticket=self._known(ticket), customer=customer, at=self._now)
            case d.OpenIncident(ticket=ticket, name=name, names=names):
                open_incident(self._connection, name, names, ticket=self._known(ticket), at=self._now)
            case d.SettleProposal(proposal=proposal):
                if not settle_proposal(self._connection, proposal):
                    raise Stale("proposal_settled")
            case d.LearnSkill(outcome=outcome):
                self._outcomes.append(replace(outcome, ticket=self._known(outcome.ticket)))
            case d.KeepReading() | d.KeepRoute() | d.Teach() | d.KeepFeedback():
                self._learn(effect)
            case d.MarkAddress(address=address, state=state, why=why):
                self._run(
                    self._statements.address,
                    {
                        "key": address.lower(),
                        "state": state,
                        "why": why,
                        "changed_at": self._now,
                    },
                )
            case d.MarkDelivery(delivery=row, why=why):
                self._run(q.CAME_BACK, {"row": row, "why": why, "at": self._now})
            case d.SetAway(agent=agent, until=until, why=why):
                self._run(
                    self._statements.away,
                    {
                        "key": agent.lower(),
                        "state": "ok",
                        "away_until": until,
                        "away_why": why,
                        "changed_at": self._now,
                    },
                )
            case d.SetWish(agent=agent, name=name, wish=wish):
                self._wish(agent.lower(), name, wish)
            case d.CountEvent(key=key, at=at):
                self._counters.append({"key": key, "at": at})
            case _:
                assert_never(effect)

    # -- tickets -------------------------------------------------------------------------------------------------------

    def _open(self, ticket: Ticket, participants: Sequence[Participant]) -> None:
        row = ticket_row(replace(ticket, version=1))
        number = new_id(self._run(q.INSERT_TICKET, row))
        self._number, self._versions[number] = number, 1
        conversation = new_id(self._run(q.INSERT_CONVERSATION, {"ticket": number, "kind": "main"}))
        self._join(number, conversation, participants)

    def _set_timers(self) -> None:
        if self._timers:
            self._run(self._statements.timer, self._timers)
            self._timers = []

    def _change(self, ticket: Ticket) -> None:
        number = self._known(ticket.number)
        version = self._versions.get(number, ticket.version)
        row = ticket_row(ticket)
        del row["version"]
        if self._run(q.CHANGE_TICKET, {**row, "b_number": number, "b_version": version}).rowcount == 0:
            raise Stale("ticket_changed")
        self._versions[number] = version + 1
        if ticket.state == "resolved" or (ticket.reopened and ticket.state == "open"):
            self._run(
                q.ROUTE_ENDED,
                {
                    "b_ticket": number,
                    "resolved_by": ticket.resolved_by,
                    "resolved_at": ticket.resolved_at,
                    "transfers": ticket.transfers,
                    "reopened": ticket.reopened,
                },
            )

    def _add_entry(self, entry: Entry) -> None:
        row = entry_row(entry, self._known(entry.ticket))
        self._entries[row["ticket"]] = new_id(self._run(q.INSERT_ENTRY, row))

    def _reveal(self, ticket: int, entry: int) -> None:
        if self._run(q.REVEAL, {"entry": entry, "b_ticket": ticket}).rowcount == 0:
            raise Stale("not_pending")
        row = self._run(q.REVEALED_ROW, {"entry": entry}).scalar()
        if row is not None:
            self._run(q.APPENDED, {"row": row, "at": self._now})

    def _participate(self, ticket: int, participants: Sequence[Participant]) -> None:
        self._join(ticket, self._run(q.MAIN_CONVERSATION, {"ticket": ticket}).scalar_one(), participants)

    def _join(self, ticket: int, conversation: int, participants: Sequence[Participant]) -> None:
        if not participants:
            return
        rows = {
            key_form(p.address.lower()): {
                "conversation": conversation,
                "ticket": ticket,
                "key": p.address.lower(),
                "address": p.address,
                "name": p.name,
                "role": p.role,
                "state": p.state,
            }
            for p in participants
        }
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
            self._run(q.NAME_THREAD.values(**given), {"b_ticket": ticket})

    def _hold(self, hold: Hold) -> None:
        self._run(
            q.INSERT_HOLD,
            {
                "ticket": self._ticket(hold.ticket),
                "inbox_id": hold.inbox_id,
                "entry": self._entry_of(hold.ticket, hold.entry),
                "why": hold.why,
                "for_whom": hold.for_whom,
                "until": hold.until,
                "worded": hold.worded,
            },
        )

    def _wish(self, agent: str, name: str, wish: str | None) -> None:
        """The others stay as they are."""
        known = dict(self._run(q.WISHES_OF, {"key": agent}).scalar() or {})
        known.pop(name, None)
        wishes = {**known, name: wish} if wish is not None else known
        self._run(self._statements.wishes, {"key": agent, "state": "ok", "wishes": wishes, "changed_at": self._now})

    # -- learning ------------------------------------------------------------------------------------------------------

    def _learn(self, effect: d.KeepReading | d.KeepRoute | d.Teach | d.KeepFeedback) -> None:
        match effect:
            case d.KeepReading(ticket=ticket, reading=reading):
                best = reading.intent
                self._run(
                    q.INSERT_READING,
                    {
                        "ticket": self._known(ticket),
                        "at": self._now,
                        "model": reading.model,
                        "language": reading.language,
                        "intent": best.name if best else None,
                        "confidence": best.confidence if best else None,
                        "reading": plain(reading),
                    },
                )
            case d.KeepRoute(ticket=ticket, route=route):
                self._run(
                    q.INSERT_ROUTE,
                    {
                        "ticket": self._known(ticket),
                        "at": self._now,
                        "team": route.team,
                        "agent": route.agent,
                        "reason": route.reason,
                        "mode": route.mode,
                        "confidence": route.confidence,
                        "route": plain(route),
                        "intent": route.intent,
                        "by_model": route.by_model,
                    },
                )
            case d.Teach(lesson=lesson):
                self._lessons.append(replace(lesson, ticket=self._known(lesson.ticket)))
            case d.KeepFeedback(ticket=ticket, customer=customer, score=score, comment=comment, at=at):
                number = self._known(ticket)
                self._run(
                    q.INSERT_FEEDBACK,
                    {
                        "ticket": number,
                        "customer_key": customer.lower(),
                        "score": score,
                        "comment": comment,
                        "at": at,
                    },
                )
                self._run(q.ROUTE_SCORED, {"b_ticket": number, "score": score})
            case _:
                assert_never(effect)
