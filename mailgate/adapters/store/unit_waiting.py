"""A decision's effects on what waits: notices, timers, holds, what caps count, and other rows of the spool and the outbox."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from mailgate.adapters.store import unit_statements as q
from mailgate.adapters.store.rows import notice_row
from mailgate.adapters.store.unit_underway import Stale, Underway
from mailgate.model import decision as d
from mailgate.model.delivery import Notice
from mailgate.model.promise import Timer
from mailgate.model.ticket import Hold

OnWaiting = (
    d.QueueNotice
    | d.CancelNotices
    | d.SetTimer
    | d.StopTimers
    | d.PlaceHold
    | d.EndHold
    | d.RunAgain
    | d.SettleOther
    | d.MarkDelivery
    | d.CountEvent
)


def write_waiting(unit: Underway, effect: OnWaiting) -> None:
    """Write it, or keep it to be written with its like. Stale where a hold is over already."""
    match effect:
        case d.QueueNotice(notice=notice):
            _queue(unit, notice)
        case d.CancelNotices(ticket=ticket, templates=templates):
            unit.run(q.CANCEL_NOTICES, {"b_ticket": unit.known(ticket), "templates": list(templates)})
        case d.SetTimer(timer=timer):
            _set(unit, timer)
        case d.StopTimers():
            _stop(unit, effect)
        case d.PlaceHold(hold=hold):
            _hold(unit, hold)
        case d.EndHold(hold=ended):
            if unit.run(q.END_HOLD, {"row": ended, "at": unit.now}).rowcount == 0:
                raise Stale("hold_ended")
        case d.RunAgain(inbox_id=row):
            unit.run(q.RUN_AGAIN, {"row": row, "at": unit.now})
        case d.SettleOther(inbox_id=row, outcome=outcome, reason=reason):
            unit.run(q.SETTLE_OTHER, {"row": row, "outcome": outcome, "reason": reason, "settled_at": unit.now})
        case d.MarkDelivery(delivery=row, why=why):
            unit.run(q.CAME_BACK, {"row": row, "why": why, "at": unit.now})
        case d.CountEvent(key=key, at=at):
            unit.counters.append({"key": key, "at": at})
        case _:
            assert_never(effect)


def _queue(unit: Underway, notice: Notice) -> None:
    named = replace(notice, ticket=unit.ticket(notice.ticket), entry=unit.entry_of(notice.ticket, notice.entry))
    unit.notices.append(notice_row(named))


def _set(unit: Underway, timer: Timer) -> None:
    ticket = unit.known(timer.ticket)
    unit.timers.append({"ticket": ticket, "kind": timer.kind, "name": timer.name, "at": timer.due, "due": timer.due})


def _stop(unit: Underway, stop: d.StopTimers) -> None:
    unit.set_timers()  # those that were set before are stopped as well
    given = {"ticket": unit.known(stop.ticket), "kinds": list(stop.kinds)}
    if stop.name is None:
        unit.run(q.STOP_TIMERS, given)
    else:
        unit.run(q.STOP_NAMED, {**given, "name": stop.name})


def _hold(unit: Underway, hold: Hold) -> None:
    row = {
        "ticket": unit.ticket(hold.ticket),
        "inbox_id": hold.inbox_id,
        "entry": unit.entry_of(hold.ticket, hold.entry),
        "why": hold.why,
        "for_whom": hold.for_whom,
        "until": hold.until,
        "worded": hold.worded,
        "others": list(hold.others),
    }
    unit.run(q.INSERT_HOLD, row)
