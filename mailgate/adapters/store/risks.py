"""Which intents escalate more often than others: counted once a night, a row of `desk_state` for each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, delete, func, literal, null, or_, select

from mailgate.adapters.store import schema as s
from mailgate.adapters.store.codec import plain, rebuild
from mailgate.adapters.store.columns import UtcDateTime
from mailgate.adapters.store.hands import Hands
from mailgate.model.facts import Escalates

RISK = "risk:"

_ours = s.desk_state.c.name.startswith(RISK, autoescape=True)
# a part of the one statement of `past.py`
RISKS = select(literal("risk"), s.desk_state.c.name, s.desk_state.c.value, null(), null(), literal(0)).where(_ours)
FORGET = delete(s.desk_state).where(_ours)
_of = s.routes.alias()
_first_route = select(func.min(_of.c.id)).where(_of.c.ticket == s.tickets.c.number).correlate(s.tickets).scalar_subquery()
_escalated = select(s.notices.c.id).where(s.notices.c.ticket == s.tickets.c.number, s.notices.c.template == "escalation").exists()
_hard = or_(s.tickets.c.transfers > 0, s.tickets.c.reopened > 0, _escalated)
COUNTED = (
    select(s.routes.c.intent, func.sum(case((_hard, 1), else_=0)).label("hard"), func.count().label("tickets"))
    .select_from(s.tickets.join(s.routes, s.routes.c.id == _first_route))
    .where(
        s.routes.c.intent.is_not(None),
        s.tickets.c.opened_at >= bindparam("since", type_=UtcDateTime),
        s.tickets.c.resolved_at.is_not(None),
    )
    .group_by(s.routes.c.intent)
)


def risk_of(value: str) -> Escalates:
    return rebuild(Escalates, json.loads(value))


class Risks:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._keep = hands.upserts.or_replace(s.desk_state, [s.desk_state.c.name], ["value"])

    def counted(self, *, since: datetime) -> Mapping[str, Escalates]:
        """Of the tickets opened since and solved, by the intent they were first routed by."""

        def work(connection: Connection) -> dict[str, Escalates]:
            rows = connection.execute(COUNTED, {"since": since})
            return {row.intent: Escalates(hard=int(row.hard), tickets=int(row.tickets)) for row in rows}

        return self._hands.read(work)

    def keep(self, risks: Mapping[str, Escalates]) -> None:
        """These from now on, and no others."""
        rows = [{"name": RISK + intent, "value": json.dumps(plain(one))} for intent, one in risks.items()]

        def work(connection: Connection) -> None:
            connection.execute(FORGET)
            if rows:
                connection.execute(self._keep, rows)

        self._hands.write(work)
