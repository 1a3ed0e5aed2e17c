"""How often tickets of an intent are given on, escalated or opened again; and what of it every reading's past says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mailgate.adapters.store.store import SqlStore
from mailgate.model.decision import KeepRoute, QueueNotice, Route
from mailgate.model.facts import Escalates
from mailgate.model.reading import NOTHING_READ
from tests.store.desk_day import NOON, RULEBOOK, notice, opened

ROUTE = KeepRoute(ticket=0, route=Route(team="helpdesk", agent=None, reason="best", intent="billing"))
LATER = NOON + timedelta(hours=1)


def solved(store: SqlStore, n: int, *more: Any, **fields: Any) -> None:
    done = {"state": "closed", "resolved_at": LATER, **fields}
    opened(store, ROUTE, *more, key=f"k{n}", message_id=f"m{n}@example.org", **done)


def test_tickets_are_counted_once_whatever_made_them_hard(store: SqlStore) -> None:
    solved(store, 1)
    solved(store, 2, transfers=1, reopened=2)
    solved(store, 3, reopened=1)
    solved(store, 4, QueueNotice(notice=notice(ticket=0, template="escalation")), intent="login")
    solved(store, 5, resolved_at=None, transfers=1)
    assert store.risks.counted(since=NOON - timedelta(days=1)) == {"billing": Escalates(hard=3, tickets=4)}
    assert store.risks.counted(since=LATER) == {}


def test_what_is_kept_stands_in_every_past_until_the_next_night(store: SqlStore) -> None:
    def past() -> object:
        return store.past_of(NOTHING_READ, "maria@example.org", rulebook=RULEBOOK, now=LATER).risks

    store.risks.keep({"billing": Escalates(hard=9, tickets=21), "a.b": Escalates(hard=9, tickets=30)})
    assert past() == {"billing": Escalates(hard=9, tickets=21), "a.b": Escalates(hard=9, tickets=30)}
    store.risks.keep({"billing": Escalates(hard=9, tickets=22)})
    assert past() == {"billing": Escalates(hard=9, tickets=22)}
