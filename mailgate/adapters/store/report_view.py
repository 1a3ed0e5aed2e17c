"""What a report counts, read in one snapshot: tickets as rows, everything else added up by the database."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import rebuild
from mailgate.adapters.store.hands import Hands
from mailgate.adapters.store.namings import events_since
from mailgate.adapters.store.rows import Row
from mailgate.model.promise import Promise
from mailgate.model.report import ReportRows, TicketRow

UNRESOLVED = ("new", "open", "waiting", "on_hold", "snoozed")

_since: Any = bindparam("since")
_until: Any = bindparam("until")
# whatever happened to a ticket since then has moved `changed_at`
_counted = s.tickets.c.state.in_(UNRESOLVED) | (s.tickets.c.changed_at >= _since)
_COLUMNS = (
    "number",
    "state",
    "team",
    "agent",
    "intent",
    "tier",
    "opened_at",
    "first_response_at",
    "resolved_at",
    "resolved_by",
    "closed_at",
    "reopened",
    "transfers",
)
TICKETS = select(*(s.tickets.c[name] for name in _COLUMNS), s.tickets.c.promises, s.tickets.c.tags).where(_counted)
ANSWERS = (
    select(s.entries.c.ticket, func.count(), func.max(s.entries.c.at, type_=s.entries.c.at.type))
    .where(s.entries.c.kind == "answer", s.entries.c.ticket.in_(select(s.tickets.c.number).where(_counted)))
    .group_by(s.entries.c.ticket)
)
_received = (s.inbox.c.received >= _since, s.inbox.c.received < _until)
OUTCOMES = select(s.inbox.c.outcome, func.count()).where(*_received).group_by(s.inbox.c.outcome)
REOPENED = select(func.count(s.inbox.c.ticket.distinct())).where(*_received, s.inbox.c.reason == "reopened")
LETTERS = select(
    func.count(case((s.outbox.c.state == "sent", 1))), func.count(case((s.outbox.c.state.in_(("failed", "bounced")), 1)))
).where(s.outbox.c.settled_at >= _since, s.outbox.c.settled_at < _until)
MARKS = select(func.count(), func.coalesce(func.sum(s.feedback.c.score), 0)).where(
    s.feedback.c.at >= _since, s.feedback.c.at < _until
)


MOMENTS = 100  # of one report, the newest


class ReportView:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def rows(self, *, since: datetime, until: datetime) -> ReportRows:
        """What a report of [since, until) counts. Read-only; all of one snapshot."""
        span = {"since": since, "until": until}

        def work(connection: Connection) -> ReportRows:
            answers = {row[0]: (row[1], row[2]) for row in connection.execute(ANSWERS, {"since": since})}
            tickets = tuple(
                _ticket(row, *answers.get(row["number"], (0, None)))
                for row in connection.execute(TICKETS, {"since": since}).mappings()
            )
            messages: Counter[str] = Counter()
            for outcome, count in connection.execute(OUTCOMES, span):
                messages[str(outcome or "on_its_way").partition(":")[0]] += count
            sent, failed = connection.execute(LETTERS, span).one()
            marks, total = connection.execute(MARKS, span).one()
            return ReportRows(
                tickets=tickets,
                reopened=connection.execute(REOPENED, span).scalar_one(),
                messages=dict(messages),
                letters_sent=sent,
                letters_failed=failed,
                marks=marks,
                marks_sum=int(total),
                events=tuple(e for e in reversed(events_since(connection, since, limit=MOMENTS)) if e.at < until),
            )

        return self._hands.read(work)


def _ticket(row: Row, answers: int, answered_at: datetime | None) -> TicketRow:
    return TicketRow(
        **{name: row[name] for name in _COLUMNS},
        promises=tuple(rebuild(Promise, one) for one in row["promises"]),
        answers=answers,
        answered_at=answered_at,
        tags=tuple(row["tags"]),
    )
