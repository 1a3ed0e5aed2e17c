"""Once a week the model and the rules are compared by mail; modes change only where the settings let them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from mailgate.adapters.store import SqlStore
from mailgate.flows.comparing import compare_due
from mailgate.flows.desk import Desk
from mailgate.model.decision import KeepRoute, Route
from mailgate.model.rules import RoutingSettings, Rulebook
from tests.flows.test_promises import Blind
from tests.policy.desk import ALICE, BOB, DANA, MONDAY_10, rulebook
from tests.store.conftest import empty_url, server, store, url  # noqa: F401 (fixtures)
from tests.store.desk_day import NOON, opened

LOGIN = "account.access"


def book(**more: Any) -> Rulebook:
    return rulebook(admins=(DANA,), routing=RoutingSettings(mode="shadow", triage=DANA, **more))


def week(on: SqlStore, now: datetime, rules: Rulebook | None = None) -> bool:
    desk = Desk(
        store=on,
        reader=cast(Any, Blind()),
        writer=cast(Any, None),
        carrier=cast(Any, None),
        clock=lambda: now,
        rulebook=lambda: rules or book(),
        wake=lambda _: None,
    )
    return compare_due(desk, on.routing_modes, on.routing_modes)


def history(on: SqlStore, many: int = 25) -> None:
    """Tickets that the model would have sent to Alice: solved in an hour where she had them, in a day where Bob had."""
    for n in range(2 * many):
        agent, hours = (ALICE, 1) if n % 2 else (BOB, 24)
        route = Route(team="helpdesk", agent=None, reason="rule", mode="shadow", intent=LOGIN, by_model=ALICE)
        solved = {"state": "closed", "resolved_at": NOON + timedelta(hours=hours), "resolved_by": agent, "intent": LOGIN}
        opened(on, KeepRoute(ticket=0, route=route), key=f"k{n}", message_id=f"m{n}@example.org", agent=agent, **solved)


def letters(on: SqlStore) -> list[Any]:
    return list(on.claim_notices(limit=10, now=MONDAY_10 + timedelta(days=30), lease=timedelta(minutes=1)))


def test_the_comparison_goes_out_once_a_week_with_what_the_rows_say(store: SqlStore) -> None:  # noqa: F811
    history(store)
    assert not week(store, MONDAY_10 - timedelta(days=3))  # the first look only begins
    assert week(store, MONDAY_10)
    assert not week(store, MONDAY_10 + timedelta(hours=1))
    found = letters(store)
    assert [(n.to, n.why) for n in found] == [(DANA, "routing_compared")]
    assert "    Solved: half within 1 h, another way 24 h (sooner with 99% certainty)." in found[0].data["lines"]
    assert store.routing_modes.all() == {}


def test_where_the_settings_say_so_an_intent_goes_up_and_it_is_told(store: SqlStore) -> None:  # noqa: F811
    history(store)
    rules = book(auto_promote=True, report_to=("boss@example.com",))
    week(store, MONDAY_10 - timedelta(days=3), rules)
    assert week(store, MONDAY_10, rules)
    kept = store.routing_modes.all()[LOGIN]
    assert (kept.mode, kept.was) == ("assist", "shadow")
    told = letters(store)
    assert [n.to for n in told] == ["boss@example.com"]
    assert f"    `mailgate routing undo {LOGIN}` takes it back; so does another mode in the settings." in told[0].data["lines"]


def test_a_desk_without_anything_to_compare_hears_nothing(store: SqlStore) -> None:  # noqa: F811
    live = rulebook()
    week(store, MONDAY_10 - timedelta(days=3), live)
    assert week(store, MONDAY_10, live)
    assert letters(store) == []
