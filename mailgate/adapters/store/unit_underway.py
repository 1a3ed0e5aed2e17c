"""A decision on its way into the database: what it has written so far, and what is written together at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.sql.dml import Insert

from mailgate.adapters.store import unit_statements as q
from mailgate.adapters.store.lessons import teach
from mailgate.adapters.store.prepared import Rows, Values, insert_one, run, run_many
from mailgate.adapters.store.skills import learn
from mailgate.model.learning import Lesson
from mailgate.model.skill import SkillOutcome
from mailgate.model.ticket import NEW


class Stale(Exception):
    """Something the decision was made on has changed; the text says what, as a fixed word."""


@dataclass(slots=True, kw_only=True)
class Underway:
    """One decision in one closure. Effects that are alike gather here and are written at once."""

    connection: Connection
    statements: q.Statements
    now: datetime
    number: int | None = None  # of the ticket this decision opened
    entries: dict[int, int] = field(default_factory=dict)  # by ticket, the entry it added last
    versions: dict[int, int] = field(default_factory=dict)  # tickets it wrote, and their versions now
    notices: list[dict[str, Any]] = field(default_factory=list)
    counters: list[dict[str, Any]] = field(default_factory=list)
    timers: list[dict[str, Any]] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    outcomes: list[SkillOutcome] = field(default_factory=list)

    def run(self, statement: Any, values: Values) -> Rows:
        return run(self.connection, statement, values)

    def run_many(self, statement: Any, rows: Sequence[Values]) -> None:
        run_many(self.connection, statement, rows)

    def insert(self, statement: Insert, values: Values) -> int:
        return insert_one(self.connection, statement, values)

    def known(self, number: int) -> int:
        """The real number of a ticket. ValueError when an effect names the new one before it is opened."""
        if number != NEW:
            return number
        if self.number is None:
            raise ValueError("an effect names the new ticket, but the decision opens none before it")
        return self.number

    def ticket(self, number: int | None) -> int | None:
        return self.known(number) if number is not None else None

    def entry_of(self, ticket: int | None, entry: int | None) -> int | None:
        """The entry that this decision added last to the ticket, where an effect names the new one."""
        if entry != NEW:
            return entry
        return self.entries.get(self.known(ticket)) if ticket is not None else next(reversed(self.entries.values()), None)

    def set_timers(self) -> None:
        """Write those that were set by now, for a later effect may stop them."""
        timers, self.timers = self.timers, []
        self.run_many(self.statements.timer, timers)

    def write_gathered(self) -> None:
        self.set_timers()
        self.run_many(q.INSERT_NOTICE, self.notices)
        self.run_many(q.INSERT_COUNTER, self.counters)

    def learn(self) -> None:
        """The last of all: from here to the commit no other decision teaches."""
        if self.outcomes:
            learn(self.connection, self.statements.skill, self.outcomes)
        teach(self.connection, self.lessons)
