"""Every week the model is compared with the rules by what became of the tickets, and told by mail; where the settings say so,
an intent that deserves it goes one mode up. Mark, letters and modes move in one commit, so it happens once a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Protocol

from mailgate.flows.desk import Desk
from mailgate.model.delivery import Notice
from mailgate.model.facts import ModeKept
from mailgate.model.report import Schedule
from mailgate.model.rules import Rulebook
from mailgate.policy.compare import Comparison, Routed, compared
from mailgate.policy.compare_told import promotion, weekly
from mailgate.policy.schedule import last_at, zone_of

EVERY = timedelta(minutes=10)  # how often the calendar is looked at
WHEN = Schedule(every="week", at=time(8), weekday=0)  # Monday at eight, by the clock of the first business hours
SPAN = timedelta(days=28)  # a week alone is too few


class Modes(Protocol):
    def all(self) -> Mapping[str, ModeKept]: ...

    def told_upto(self, now: datetime) -> datetime:
        """Up to when the weekly comparison was made; begins at `now`."""
        ...

    def take(self, notices: Sequence[Notice], modes: Mapping[str, ModeKept], *, was: datetime, at: datetime) -> bool:
        """Move the mark, queue the letters and change the modes: all or nothing; False when another did it."""
        ...


class Outcomes(Protocol):
    def routed(self, *, since: datetime, until: datetime) -> Sequence[Routed]:
        """Tickets opened in the span that an intent was recognised in."""
        ...


def compare_due(desk: Desk, modes: Modes, outcomes: Outcomes) -> bool:
    """Make the comparison if its hour has come since the last one; whether it was."""
    rulebook, now = desk.rulebook(), desk.clock()
    was, due = modes.told_upto(now), last_at(WHEN, zone_of(rulebook), now)
    if due <= was:
        return False
    kept = dict(modes.all())
    found = made(outcomes, kept, rulebook, until=due)
    changed = {}
    if rulebook.routing.auto_promote:
        changed = {one.intent: mode for one in found if (mode := promotion(one, rulebook, now)) is not None}
    to = rulebook.routing.report_to or rulebook.admins
    notices = weekly(found, tuple(changed.items()), to, rulebook, since=due - SPAN, now=now)
    if not modes.take(notices, changed, was=was, at=due):
        return False
    for intent, mode in changed.items():
        desk.tell("routing_promoted", intent=intent, mode=mode.mode, was=mode.was, why=mode.why)
    if notices:
        desk.wake("notices")
    return True


def made(outcomes: Outcomes, kept: dict[str, ModeKept], rulebook: Rulebook, *, until: datetime) -> tuple[Comparison, ...]:
    """The comparison of the four weeks before `until`."""
    return compared(outcomes.routed(since=until - SPAN, until=until), kept, rulebook)
