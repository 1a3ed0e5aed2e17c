"""Reports by mail: those whose time has come are made of the desk's rows and queued as letters, each once.

What fell due while no desk ran is sent when one runs again: the last of it, over the span it was due for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from mailgate.flows.desk import Desk
from mailgate.model.delivery import Notice
from mailgate.model.report import Report, ReportRows
from mailgate.model.rules import Rulebook
from mailgate.policy.report import report_notice, report_of, turn_name
from mailgate.policy.schedule import last_at, span_before, zone_of

EVERY = timedelta(minutes=1)  # how often the schedules are looked at


class Rows(Protocol):
    def rows(self, *, since: datetime, until: datetime) -> ReportRows:
        """What a report of [since, until) counts."""
        ...


class Turns(Protocol):
    """Up to when each scheduled report was sent."""

    def known(self, names: Sequence[str]) -> Mapping[str, datetime]: ...

    def begin(self, name: str, now: datetime) -> None: ...

    def take(self, name: str, notice: Notice, *, was: datetime, at: datetime) -> bool:
        """Queue the notice and move the mark, both or neither; False when another has moved it."""
        ...


def report_due(desk: Desk, rows: Rows, turns: Turns) -> int:
    """Queue every report that has fallen due since its last one; how many. A report that is new in the settings is first
    sent at its next time."""
    rulebook, now = desk.rulebook(), desk.clock()
    zone = zone_of(rulebook)
    wanted = {turn_name(plan, to): (plan, to) for plan in rulebook.reports for to in plan.to}
    known, queued = turns.known(tuple(wanted)), 0
    for name, (plan, to) in wanted.items():
        was, due = known.get(name), last_at(plan.every, zone, now)
        if was is None:
            turns.begin(name, now)
            continue
        if due <= was:
            continue
        report = made(rows, rulebook, what=plan.what, since=span_before(plan.what, zone, due), until=due, now=now)
        if turns.take(name, report_notice(report, to, "report_due", rulebook, now), was=was, at=due):
            desk.tell("report_queued", what=plan.what, until=due)
            queued += 1
    if queued:
        desk.wake("notices")
    return queued


def made(rows: Rows, rulebook: Rulebook, *, what: str, since: datetime, until: datetime, now: datetime) -> Report:
    """The report of [since, until) as the store knows it now."""
    counted = rows.rows(since=since, until=until)
    return report_of(counted, what=what, since=since, until=until, rulebook=rulebook, now=now)
