"""The model beside the rules, by what became of the tickets: who deserves more, and how sure that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from mailgate.model.facts import ModeKept
from mailgate.model.rules import RouteMode, RoutingSettings, Rulebook
from mailgate.policy.compare import Comparison, Routed, compared
from mailgate.policy.compare_told import promotion, told, weekly
from tests.policy.desk import ALICE, BOB, DANA, MONDAY_10, rulebook

LOGIN = "account.access"


def routed(number: int, *, first: str = ALICE, hours: float | None = 2.0, mode: RouteMode = "shadow", **changes: Any) -> Routed:
    ended = MONDAY_10 + timedelta(hours=hours) if hours is not None else None
    made = Routed(
        number=number, intent=LOGIN, mode=mode, by_model=ALICE, first=first, team="helpdesk", opened_at=MONDAY_10,
        resolved_at=ended, transfers=0, reopened=0, score=None,
    )  # fmt: skip
    return replace(made, **changes)


def book(mode: RouteMode = "shadow", pilot: float = 1.0, **more: Any) -> Rulebook:
    intents = {LOGIN: rulebook().intents[LOGIN]}
    return rulebook(intents=intents, routing=RoutingSettings(mode=mode, pilot=pilot, triage=DANA, **more))


def one(*groups: list[Routed], rules: Rulebook | None = None, kept: dict[str, ModeKept] | None = None) -> Comparison:
    return compared([r for group in groups for r in group], kept or {}, rules or book())[0]


def many(count: int, **how: Any) -> list[Routed]:
    """Hours that scatter as they do: half to twice."""
    hours = how.pop("hours", 2.0)
    return [routed(n, hours=hours * (0.5, 1.0, 2.0)[n % 3], **how) for n in range(count)]


def test_an_intent_whose_tickets_are_solved_sooner_where_the_model_would_have_sent_them_deserves_more() -> None:
    found = one(many(30, hours=1.0), many(30, hours=4.0, first=BOB))
    assert (found.verdict, found.following, found.by_lot) == ("promote", "assist", False)
    assert (found.model.resolved, found.rules.resolved, found.model.hours, found.rules.hours) == (30, 30, 1.0, 4.0)
    assert found.sooner is not None
    assert found.sooner > 0.99


def test_fewer_than_twenty_of_each_say_nothing() -> None:
    found = one(many(40, hours=1.0), many(19, hours=9.0, first=BOB))
    assert (found.verdict, found.sooner) == ("too_few", None)
    assert told(found)[-1] == "    Too few to tell: 20 resolved tickets of each kind are needed."


def test_a_difference_that_may_be_chance_is_none() -> None:
    assert one(many(25, hours=2.0), many(25, hours=2.2, first=BOB)).verdict == "keep"


def test_sooner_but_given_on_more_often_is_no_reason() -> None:
    wandering = [replace(r, transfers=1) for r in many(30, hours=1.0)]
    assert one(wandering, many(30, hours=4.0, first=BOB)).verdict == "worse"


def test_fewer_transfers_alone_are_a_reason() -> None:
    wandering = [replace(r, transfers=r.number % 2) for r in many(40, first=BOB)]
    found = one(many(40), wandering)
    assert (found.verdict, found.model.given_on, found.rules.given_on) == ("promote", 0.0, 0.5)


def test_a_pilot_is_compared_by_lot_whoever_had_it_first() -> None:
    drawn = many(30, mode="live", hours=1.0, first=DANA)
    others = many(30, mode="assist", hours=4.0)
    found = one(drawn, others, rules=book("live", 0.5))
    assert (found.by_lot, found.model.tickets, found.rules.tickets, found.verdict) == (True, 30, 30, "live")


def test_where_the_model_routes_everything_there_is_nothing_to_compare() -> None:
    assert compared(many(50, mode="live"), {}, book("live")) == ()


def test_tickets_that_nobody_took_yet_are_in_neither_group() -> None:
    found = one(many(3), [routed(9, first=None)])  # type: ignore[arg-type]
    assert (found.model.tickets, found.rules.tickets) == (3, 0)


def test_the_same_numbers_in_words() -> None:
    marks = [replace(r, score=5) for r in many(30, hours=1.0)]
    assert told(one(marks, many(30, hours=4.0, first=BOB))) == (
        "account.access (shadow): 30 tickets (30 resolved) the model's way, 30 tickets (30 resolved) another; "
        "by who had them first, so people's own choice shows in it too.",
        "    Solved: half within 1 h, another way 4 h (sooner with 99% certainty).",
        "    Given on: 0%, another way 0%. Came back: 0%, another way 0%.",
        "    Marks: 5.0 of 30, another way none.",
        "    It deserves assist: write mode: assist there, or `mailgate routing promote account.access`.",
    )


def test_the_weekly_mail_names_what_deserves_more_and_goes_to_each_once() -> None:
    found = one(many(30, hours=1.0), many(30, hours=4.0, first=BOB))
    letters = weekly([found], [], ["a@x.example", "a@x.example"], book(), since=MONDAY_10, now=MONDAY_10)
    assert [(n.to, n.template, n.why) for n in letters] == [("a@x.example", "admin_notice", "routing_compared")]
    assert letters[0].data["subject"] == "routing by the model and by the rules, account.access deserves more"
    assert weekly([], [], ["a@x.example"], book(), since=MONDAY_10, now=MONDAY_10) == ()


def test_a_promotion_goes_one_step_up_and_remembers_what_the_settings_said() -> None:
    better = (many(30, hours=1.0), many(30, hours=4.0, first=BOB))
    first = promotion(one(*better), book(), MONDAY_10)
    assert first is not None
    assert (first.mode, first.was) == ("assist", "shadow")
    second = promotion(one(*better, kept={LOGIN: first}), book(), MONDAY_10)
    assert second is not None
    assert (second.mode, second.was) == ("live", "shadow")
    assert promotion(one(many(3)), book(), MONDAY_10) is None
