"""What was thought of tickets goes when they are archived and nobody asks for it any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from mailgate.adapters.store import SqlStore, ageing
from mailgate.adapters.store import schema as s
from mailgate.adapters.store.ageing import EXAMINED, PAGE
from mailgate.model.decision import Decision, KeepReading, KeepRoute, Route, Teach
from mailgate.model.learning import Lesson
from mailgate.model.reading import Reading
from tests.store.desk_day import ALICE, NOON, opened

LATER = NOON + timedelta(days=181)
READING = Reading(model="m", vector=b"\x00\x3c")
ROUTE = Route(team="helpdesk", agent=ALICE, reason="best")


def thought_of(store: SqlStore, n: int, **fields: Any) -> int:
    kept = (KeepReading(ticket=0, reading=READING), KeepRoute(ticket=0, route=ROUTE))
    return opened(store, *kept, key=f"k{n}", message_id=f"m{n}@x.y", **fields)


def teach(store: SqlStore, ticket: int) -> None:
    lesson = Lesson(ticket=ticket, text="words", subject="", intent="billing", agent=ALICE, source="resolved", at=NOON, worth=0.7)
    store.apply(Decision(outcome="r", reason="r", effects=(Teach(lesson=lesson),)), settles=None, now=NOON)


def tickets_in(store: SqlStore, table: Any, *where: Any) -> list[int]:
    asked = select(table.c.ticket).where(*where).order_by(table.c.ticket)
    return store.read(lambda connection: list(connection.execute(asked).scalars()))


def test_of_archived_tickets_readings_and_routes_go_and_of_others_the_vectors(store: SqlStore) -> None:
    over, going_on = thought_of(store, 1, state="archived"), thought_of(store, 2)
    early = store.keeping.prune(now=LATER - timedelta(days=2))
    assert (early["predictions"], early["routes"]) == (0, 0)
    assert tickets_in(store, s.predictions, s.predictions.c.vector.is_not(None)) == [over, going_on]
    done = store.keeping.prune(now=LATER)
    assert (done["predictions"], done["routes"]) == (1, 1)
    assert (tickets_in(store, s.predictions), tickets_in(store, s.routes)) == ([going_on], [going_on])
    assert tickets_in(store, s.predictions, s.predictions.c.vector.is_not(None)) == []


def test_what_refits_are_examined_by_stays(store: SqlStore) -> None:
    over = thought_of(store, 1, state="archived")
    teach(store, over)
    assert EXAMINED > 400
    assert store.keeping.prune(now=LATER)["predictions"] == 0
    assert tickets_in(store, s.predictions) == [over]


def test_it_goes_on_where_it_was_and_begins_again_a_day_later(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ageing, "PAGES", 1)
    row = {"at": NOON, "model": "m", "reading": {}}
    last = PAGE + 2
    store.write(lambda connection: connection.execute(s.predictions.insert(), [{**row, "ticket": n} for n in range(1, last + 1)]))
    assert store.keeping.prune(now=LATER)["predictions"] == PAGE  # no ticket is there at all: it is over
    assert tickets_in(store, s.predictions) == [last - 1, last]
    assert store.keeping.prune(now=LATER)["predictions"] == 2
    store.write(lambda connection: connection.execute(s.predictions.insert(), {**row, "ticket": 1}))
    assert store.keeping.prune(now=LATER + timedelta(hours=23))["predictions"] == 0
    assert store.keeping.prune(now=LATER + timedelta(hours=25))["predictions"] == 1
