"""Lessons: what people in the end said that tickets were, in one order for all readers.

The ids of lessons follow the order of their commits, on PostgreSQL too: who writes one holds a lock of this table until the
end of the transaction, and lessons are the last rows a decision writes. So a poller that has seen lesson N has seen all
before it. A lesson that a later one of its ticket replaced stays readable behind a watermark, for whoever goes on from
there must pass the same way; what all promoted versions have behind them is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, or_, select, update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.dialect import new_id, one_at_a_time
from mailgate.adapters.store.hands import Hands
from mailgate.adapters.store.rows import Row, ticket_of
from mailgate.model.learning import Lesson, Outcome
from mailgate.model.ticket import Ticket
from mailgate.policy.lessons import adds

LOCK = "lessons"
PORTION = 500  # rows deleted in one transaction
TAUGHT = 100  # lessons written in one
KEPT_BEHIND = timedelta(days=30)  # replaced lessons stay so long for a rollback
KEPT = 20_000  # newest lessons: refits learn no more of them

_c = s.lessons.c
REPLACE = update(s.lessons).where(_c.ticket == bindparam("b_ticket"), _c.live).values(live=False)
HELD = select(s.lessons).where(_c.ticket == bindparam("ticket"), _c.live).order_by(_c.id.desc()).limit(1)
INSERT = insert(s.lessons)
_least_kept = select(_c.id).where(_c.live).order_by(_c.id.desc()).offset(bindparam("kept") - 1).limit(1).scalar_subquery()
_unread = (
    select(_c.id)
    .where(_c.live, _c.id < _least_kept, _c.id <= bindparam("behind"), or_(_c.text != "", _c.subject != ""))
    .order_by(_c.id)
    .limit(PORTION)
)
EMPTY = update(s.lessons).where(_c.id.in_(_unread)).values(text="", subject="", sender_key=None)
LAST = select(func.coalesce(func.max(_c.id), 0))
COUNT = select(func.count()).select_from(s.lessons).where(_c.live)
_p = s.predictions.c
_first = select(func.min(_p.id)).where(_p.ticket == _c.ticket).correlate(s.lessons).scalar_subquery()
_read = select(s.lessons, _p.vector, _p.model).outerjoin(s.predictions, _p.id == _first)
AFTER = _read.where(_c.id > bindparam("after")).order_by(_c.id).limit(bindparam("n"))
LIVE = _read.where(_c.live).order_by(_c.id.desc()).limit(bindparam("n"))
OUTCOMES = (  # of the newest lessons: the first reading of each ticket, made before anybody had seen it
    select(_c.ticket, _c.intent, _c.at, _p.intent.label("predicted"), _p.confidence, _p.model)
    .join(s.predictions, _p.id == _first)
    .where(_c.live, _c.intent.is_not(None), _c.ticket > 0)
    .order_by(_c.id.desc())
    .limit(bindparam("n"))
)
_t, _e = s.tickets.c, s.entries.c
_opening = select(func.min(_e.id)).where(_e.ticket == _t.number, _e.kind == "mail").correlate(s.tickets).scalar_subquery()
UNTAUGHT = (
    select(s.tickets, _e.text.label("first_text"))
    .join(s.entries, _e.id == _opening)
    .where(
        _t.number > bindparam("after"),
        _t.state.in_(("resolved", "closed", "archived")),
        _t.resolved_by.is_not(None),
        _t.intent.is_not(None),
        ~exists().where(_c.ticket == _t.number),
    )
    .order_by(_t.number)
    .limit(bindparam("n"))
)
WEIGHED = (  # what customers' acts say of lessons, since
    select(_c.ticket, _t.reopened, _t.state, s.feedback.c.score)
    .join(s.tickets, _t.number == _c.ticket)
    .outerjoin(s.feedback, s.feedback.c.ticket == _c.ticket)
    .where(_c.live, _c.ticket > 0, or_(_t.reopened > 0, s.feedback.c.score.is_not(None)))
)


def teach(connection: Connection, lessons: Sequence[Lesson]) -> list[int]:
    """Write the lessons that add to what their tickets taught before, each in that one's place; their ids. The last writes of
    a transaction: from here to its end nobody else teaches."""
    if not lessons:
        return []
    one_at_a_time(connection, (LOCK,))
    ids = []
    for lesson in lessons:
        found = connection.execute(HELD, {"ticket": lesson.ticket}).mappings().first()
        if not adds(lesson, lesson_of(found) if found is not None else None):
            continue
        connection.execute(REPLACE, {"b_ticket": lesson.ticket})
        ids.append(new_id(connection.execute(INSERT, _row(lesson))))
    return ids


def _row(lesson: Lesson) -> dict[str, Any]:
    return {
        "ticket": lesson.ticket,
        "live": True,
        "text": lesson.text,
        "subject": lesson.subject,
        "intent": lesson.intent,
        "agent": lesson.agent,
        "source": lesson.source,
        "at": lesson.at,
        "worth": lesson.worth,
        "sender_key": lesson.sender_key,
    }


def lesson_of(row: Row) -> Lesson:
    return Lesson(
        id=row["id"],
        ticket=row["ticket"],
        text=row["text"],
        subject=row["subject"],
        intent=row["intent"],
        agent=row["agent"],
        source=row["source"],
        at=row["at"],
        worth=row["worth"],
        sender_key=row["sender_key"],
    )


def _with_vector(row: Row) -> Lesson:
    return replace(lesson_of(row), vector=row["vector"], model=row["model"] or "")


class Lessons:
    """The lessons of one database."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def teach(self, lessons: Sequence[Lesson]) -> int:
        """Write those that add something, in portions, each durable by itself; how many they were."""
        added = 0
        for start in range(0, len(lessons), TAUGHT):
            portion = lessons[start : start + TAUGHT]
            added += len(self._hands.write(lambda connection: teach(connection, portion)))  # noqa: B023  # run at once
        return added

    def after(self, lesson: int, limit: int) -> list[Lesson]:
        """The lessons behind this one in their order, the replaced ones too."""
        found = {"after": lesson, "n": limit}
        return self._hands.read(lambda connection: [_with_vector(row) for row in connection.execute(AFTER, found).mappings()])

    def live(self, limit: int) -> list[Lesson]:
        """The newest lessons that hold, one a ticket, in their order."""
        rows = self._hands.read(lambda connection: [_with_vector(r) for r in connection.execute(LIVE, {"n": limit}).mappings()])
        return rows[::-1]

    def last(self) -> int:
        """The newest lesson; 0: there is none."""
        return self._hands.read(lambda connection: int(connection.execute(LAST).scalar_one()))

    def count(self) -> int:
        """How many hold."""
        return self._hands.read(lambda connection: int(connection.execute(COUNT).scalar_one()))

    def outcomes(self, limit: int) -> list[Outcome]:
        """What was predicted for the newest tickets when they came, and what they were; in the lessons' order."""

        def work(connection: Connection) -> list[Outcome]:
            return [
                Outcome(
                    ticket=row.ticket,
                    predicted=row.predicted,
                    confidence=row.confidence or 0.0,
                    intent=row.intent,
                    at=row.at,
                    model=row.model,
                )
                for row in connection.execute(OUTCOMES, {"n": limit})
            ]

        return self._hands.read(work)[::-1]

    def untaught(self, after: int, limit: int) -> list[tuple[Ticket, str]]:
        """Tickets behind this number that ended, with their opening words, and never taught anything; in their order."""
        asked = {"after": after, "n": limit}
        return self._hands.read(
            lambda connection: [(ticket_of(row), row["first_text"]) for row in connection.execute(UNTAUGHT, asked).mappings()]
        )

    def doubted(self) -> dict[int, tuple[int, int | None]]:
        """For tickets with a lesson: how often they came back, and the mark their customer gave."""
        found = self._hands.read(lambda connection: connection.execute(WEIGHED).all())
        return {row.ticket: (row.reopened, row.score) for row in found}

    def prune(self, *, behind: int, now: datetime, kept: int = KEPT) -> int:
        """Delete replaced lessons that no reader passes any more: those up to `behind`, the oldest watermark a reader may
        start from, replaced long ago. Of those that hold, the newest `kept` keep their words; of older ones it stays known that
        their tickets taught, and what. How many were deleted or emptied."""
        old = ~_c.live & (_c.id <= behind) & (_c.at < now - KEPT_BEHIND)
        replaced = delete(s.lessons).where(_c.id.in_(select(_c.id).where(old).limit(PORTION)))
        return self._portions(replaced, {}) + self._portions(EMPTY, {"behind": behind, "kept": kept})

    def _portions(self, statement: Any, values: dict[str, Any]) -> int:
        """Run it until it finds no full portion, each durable by itself; how many rows."""
        done = 0
        while True:
            count = int(self._hands.write(lambda connection: connection.execute(statement, values).rowcount))
            done += count
            if count < PORTION:
                return done
