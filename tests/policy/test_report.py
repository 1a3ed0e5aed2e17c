"""What a week's rows add up to."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mailgate.model.facts import Event
from mailgate.model.promise import Promise, PromiseName, PromiseState
from mailgate.model.report import (
    Count,
    Group,
    Marks,
    Moment,
    PromiseCount,
    Report,
    ReportPlan,
    ReportRows,
    Schedule,
    Spread,
    TicketRow,
)
from mailgate.policy.report import report_notice, report_of, turn_name
from tests.policy.desk import ALICE, BOB, DANA, MONDAY_10, rulebook

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NOW = MONDAY_10 + 5 * DAY  # Saturday 10:00 in Rome


def row(number: int, **fields: Any) -> TicketRow:
    base: dict[str, Any] = {
        "state": "open",
        "team": "helpdesk",
        "agent": ALICE,
        "intent": "account.access",
        "opened_at": MONDAY_10,
    }
    return TicketRow(number=number, **(base | fields))


def promise(name: PromiseName, state: PromiseState, due: datetime, **more: Any) -> Promise:
    return Promise(name=name, policy="standard", due=due, span=4 * HOUR, hours="office", state=state, **more)


def solved(number: int, after: timedelta, **fields: Any) -> TicketRow:
    at = MONDAY_10 + after
    base: dict[str, Any] = {"state": "resolved", "first_response_at": at, "resolved_at": at, "resolved_by": ALICE, "answers": 1}
    return row(number, **(base | fields))


def report(*tickets: TicketRow, since: datetime = NOW - 7 * DAY, until: datetime = NOW, **rows: Any) -> Report:
    return report_of(ReportRows(tickets=tickets, **rows), what="week", since=since, until=until, rulebook=rulebook(), now=NOW)


def test_what_was_opened_resolved_and_closed_is_counted_in_the_span_it_happened_in() -> None:
    made = report(
        row(1),
        row(2, opened_at=NOW - 8 * DAY),
        row(3, opened_at=NOW),  # before, and at the end: not in it
        solved(4, HOUR),
        solved(5, HOUR, state="closed", closed_at=MONDAY_10 + DAY, opened_at=NOW - 9 * DAY),
    )
    assert (made.opened, made.resolved, made.closed) == (2, 2, 1)


def test_the_backlog_is_what_is_unresolved_now_by_age() -> None:
    made = report(
        row(1, opened_at=NOW - HOUR, state="new", agent=None),
        row(2, opened_at=NOW - DAY),
        row(3, opened_at=NOW - 6 * DAY),
        row(4, opened_at=NOW - 29 * DAY, state="waiting"),
        row(5, opened_at=NOW - 400 * DAY, state="snoozed"),
        solved(6, HOUR),
    )
    assert (made.unresolved, made.unassigned) == (5, 1)
    assert made.states == (
        Count(name="new", count=1),
        Count(name="open", count=2),
        Count(name="waiting", count=1),
        Count(name="snoozed", count=1),
    )
    assert [(one.name, one.count) for one in made.ages] == [
        ("under_1d", 1),
        ("under_3d", 1),
        ("under_7d", 1),
        ("under_30d", 1),
        ("older", 1),
    ]


def test_median_and_ninetieth_percentile_are_times_that_were_taken() -> None:
    made = report(*(solved(n, n * timedelta(minutes=10)) for n in range(1, 12)))
    assert made.first_response == Spread(count=11, median=3600.0, p90=6000.0)
    assert made.resolution == Spread(count=11, median=3600.0, p90=6000.0)
    assert report(solved(1, HOUR), solved(2, 2 * HOUR)).first_response == Spread(count=2, median=5400.0, p90=7200.0)
    assert report(row(1)).first_response == Spread(count=0, median=None, p90=None)


def test_a_promised_answer_is_timed_in_the_hours_it_was_promised_in() -> None:
    kept = promise("first_response", "kept", MONDAY_10 + 4 * HOUR)
    made = report(solved(1, DAY, promises=(kept,)))
    assert made.first_response.median == 9 * 3600.0  # Monday 10:00 to Tuesday 10:00 in an office open from 9 to 18
    assert made.resolution.median == 24 * 3600.0  # no promise: plain time


def test_promises_count_when_they_were_kept_or_broken() -> None:
    made = report(
        solved(
            1,
            HOUR,
            promises=(
                promise("first_response", "kept", MONDAY_10 + 4 * HOUR),
                promise("resolution", "kept", NOW + 9 * DAY),
            ),
        ),
        row(2, promises=(promise("first_response", "broken", MONDAY_10 + 4 * HOUR, since=MONDAY_10),)),
        row(3, opened_at=NOW - 30 * DAY, promises=(promise("resolution", "broken", NOW - 20 * DAY, since=NOW - 30 * DAY),)),
        row(4, promises=(promise("resolution", "running", NOW + DAY, since=MONDAY_10),)),
        row(
            5,
            answers=2,
            answered_at=MONDAY_10 + HOUR,
            promises=(
                promise("next_response", "kept", NOW + DAY),
                promise("resolution", "paused", NOW + DAY, since=MONDAY_10),
            ),
        ),
    )
    assert made.promises == (
        PromiseCount(name="first_response", kept=1, broken=1),
        PromiseCount(name="next_response", kept=1),
        PromiseCount(name="resolution", kept=1),
    )
    assert made.overdue == 2


def test_first_contact_is_one_answer_and_nobody_came_back() -> None:
    made = report(
        solved(1, HOUR), solved(2, HOUR, answers=2, transfers=2), solved(3, HOUR, reopened=1), solved(4, HOUR, answers=0)
    )
    assert (made.resolved, made.first_contact, made.transfers) == (4, 1, 2)


def test_an_agent_is_credited_for_what_they_resolved_whoever_has_it_now() -> None:
    made = report(
        solved(1, HOUR, agent=DANA),
        solved(2, 3 * HOUR, team="billing", agent=BOB, resolved_by="mailgate"),
        row(3, agent=None, team=None, intent=None, tier="vip"),
    )
    assert made.agents == (
        Group(name=BOB, opened=1, resolved=1, first_response=10800.0),
        Group(name=None, opened=1, unresolved=1),
        Group(name=DANA, opened=1, first_response=3600.0),
        Group(name=ALICE, resolved=1),
    )
    assert made.teams[0] == Group(name="billing", opened=1, resolved=1, first_response=10800.0)
    assert made.tiers == (
        Group(name="standard", opened=2, resolved=2, first_response=7200.0),
        Group(name="vip", opened=1, unresolved=1),
    )
    assert made.intents[-1] == Group(name=None, opened=1, unresolved=1)


def test_only_the_ten_biggest_groups_are_named() -> None:
    made = report(*(row(n, intent=f"intent.{n:02}") for n in range(12)), row(99, intent="intent.11"))
    assert [one.name for one in made.intents] == ["intent.11", *(f"intent.{n:02}" for n in range(9))]


def test_what_the_database_added_up_stands_as_it_is() -> None:
    made = report(
        reopened=2, messages={"opened": 3, "held": 1, "appended": 3}, letters_sent=9, letters_failed=1, marks=3, marks_sum=13
    )
    assert made.messages == (Count(name="appended", count=3), Count(name="opened", count=3), Count(name="held", count=1))
    assert (made.reopened, made.letters_sent, made.letters_failed) == (2, 9, 1)
    assert made.feedback == Marks(count=3, average=4.33, scale=5)


def test_the_notice_carries_plain_json_and_knows_an_agent_by_any_address() -> None:
    book = rulebook()
    book = replace(book, agents={**book.agents, DANA: replace(book.agents[DANA], also=("d@home.example",))})
    notice = report_notice(report(row(1)), "D@home.example", "report_due", book, NOW)
    assert (notice.template, notice.to, notice.audience, notice.ticket) == ("report", DANA, "agent", None)
    assert json.loads(json.dumps(notice.data))["teams"] == [
        {"name": "helpdesk", "opened": 1, "resolved": 0, "unresolved": 1, "first_response": None}
    ]
    assert notice.data["until"] == "2026-11-28T09:00:00+00:00"
    assert report_notice(report(), "boss@elsewhere.example", "report_due", book, NOW).audience == "admin"


def test_every_recipient_of_every_schedule_has_a_turn_of_its_own() -> None:
    plan = ReportPlan(to=(DANA,), every=Schedule(every="week", at=datetime(2026, 1, 1, 8).time()), what="week")
    assert turn_name(plan, "Dana@Example.com") == "report:monday 08:00:week:dana@example.com"


def test_marked_moments_are_named_beside_the_figures() -> None:
    made = report(events=(Event(name="release 4.2", at=MONDAY_10),))
    assert made.events == (Moment(name="release 4.2", at="2026-11-23T09:00:00+00:00"),)
