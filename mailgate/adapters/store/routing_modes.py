"""Modes of routing that the desk itself changed: a row of `desk_state` for each intent. The settings stay the admin's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, literal, null, select, update

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import plain, rebuild
from mailgate.adapters.store.columns import UtcDateTime
from mailgate.adapters.store.hands import Hands
from mailgate.adapters.store.rows import notice_row
from mailgate.adapters.store.unit_statements import INSERT_NOTICE
from mailgate.model.delivery import Notice
from mailgate.model.facts import ModeKept
from mailgate.policy.compare import Routed

MODE = "mode:"

# a part of the one statement of `past.py`
MODES = select(literal("mode"), s.desk_state.c.name, s.desk_state.c.value, null(), null(), literal(0)).where(
    s.desk_state.c.name.startswith(MODE, autoescape=True)
)
ALL = select(s.desk_state.c.name, s.desk_state.c.value).where(s.desk_state.c.name.startswith(MODE, autoescape=True))
WEEK = "routing:week"
TOLD = select(s.desk_state.c.value).where(s.desk_state.c.name == WEEK)
MOVE = (
    update(s.desk_state)
    .where(s.desk_state.c.name == WEEK, s.desk_state.c.value == bindparam("was"))
    .values(value=bindparam("at"))
)
_of = s.routes.alias()
_first_route = select(func.min(_of.c.id)).where(_of.c.ticket == s.tickets.c.number).correlate(s.tickets).scalar_subquery()
_of_ticket = ("number", "agent", "passed", "team", "opened_at", "resolved_at", "transfers", "reopened")
ROUTED = (
    select(*(s.tickets.c[name] for name in _of_ticket), s.routes.c.intent, s.routes.c.mode, s.routes.c.by_model, s.routes.c.score)
    .select_from(s.tickets.join(s.routes, s.routes.c.id == _first_route))
    .where(
        s.routes.c.intent.is_not(None),
        s.tickets.c.opened_at >= bindparam("since", type_=UtcDateTime),
        s.tickets.c.opened_at < bindparam("until", type_=UtcDateTime),
        s.routes.c.reason.not_in(("hold", "triage")),
    )
    .order_by(s.tickets.c.opened_at, s.tickets.c.number)
)
FORGET = delete(s.desk_state).where(s.desk_state.c.name == bindparam("key"))


def mode_of(value: str) -> ModeKept:
    return rebuild(ModeKept, json.loads(value))


class RoutingModes:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._keep = hands.upserts.or_replace(s.desk_state, [s.desk_state.c.name], ["value"])
        self._begin = hands.upserts.or_nothing(s.desk_state)

    def all(self) -> dict[str, ModeKept]:
        """By intent."""
        rows = self._hands.read(lambda connection: connection.execute(ALL).all())
        return {row.name.removeprefix(MODE): mode_of(row.value) for row in rows}

    def keep(self, intent: str, mode: ModeKept) -> None:
        """Route this intent so from now on."""
        self._hands.write(lambda connection: connection.execute(self._keep, _row(intent, mode)))

    def forget(self, intent: str) -> bool:
        """Back to what the settings say; whether there was anything to take back."""
        return self._hands.write(lambda connection: connection.execute(FORGET, {"key": MODE + intent}).rowcount > 0)

    # -- the weekly comparison -----------------------------------------------------------------------------------------

    def told_upto(self, now: datetime) -> datetime:
        """Up to when it was made; from `now` on, the first time."""
        value = self._hands.read(lambda connection: connection.execute(TOLD).scalar())
        if value is None:
            row = {"name": WEEK, "value": now.isoformat()}
            self._hands.write(lambda connection: connection.execute(self._begin, row))
            return now
        return datetime.fromisoformat(value)

    def take(self, notices: Sequence[Notice], modes: Mapping[str, ModeKept], *, was: datetime, at: datetime) -> bool:
        """Move the mark, queue the letters and change the modes: all or nothing; False when another did it."""
        moved = {"was": was.isoformat(), "at": at.isoformat()}

        def work(connection: Connection) -> bool:
            if connection.execute(MOVE, moved).rowcount == 0:
                return False
            if notices:
                connection.execute(INSERT_NOTICE, [notice_row(one) for one in notices])
            for intent, mode in modes.items():
                connection.execute(self._keep, _row(intent, mode))
            return True

        return self._hands.write(work)

    def routed(self, *, since: datetime, until: datetime) -> Sequence[Routed]:
        """Tickets opened in the span that an intent was recognised in, with their first route and what became of them."""
        span = {"since": since, "until": until}
        return self._hands.read(lambda connection: [_routed(row) for row in connection.execute(ROUTED, span)])


def _row(intent: str, mode: ModeKept) -> dict[str, str]:
    return {"name": MODE + intent, "value": json.dumps(plain(mode))}


def _routed(row: Any) -> Routed:
    """Who had it first is the first who gave it on, else who has it."""
    first = row.passed[0] if row.passed else row.agent
    return Routed(
        number=row.number,
        intent=row.intent,
        mode=row.mode,
        by_model=row.by_model,
        first=first,
        team=row.team,
        opened_at=row.opened_at,
        resolved_at=row.resolved_at,
        transfers=row.transfers,
        reopened=row.reopened,
        score=row.score,
    )
