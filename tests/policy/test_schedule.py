"""When reports fall due, on walls whose clocks are moved."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from mailgate.model.report import Schedule
from mailgate.policy.schedule import last_at, schedule_of, span_before, written, zone_of
from tests.policy.desk import rulebook

ROME = ZoneInfo("Europe/Rome")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + "+00:00")


def due(every: str, now: str, zone: ZoneInfo = ROME) -> str:
    schedule = schedule_of(every)
    assert schedule is not None
    return last_at(schedule, zone, at(now)).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("monday 08:00", "monday 08:00"),
        ("Sunday 7:05", "sunday 07:05"),
        ("day 18:00", "day 18:00"),
        ("daily  07:30", "day 07:30"),
        ("month 07:00", "month 07:00"),
        ("monthly 1 08:00", "month 08:00"),
        ("month 15 08:00", "month 15 08:00"),
    ],
)
def test_a_schedule_has_one_spelling(text: str, canonical: str) -> None:
    schedule = schedule_of(text)
    assert schedule is not None
    assert written(schedule) == canonical
    assert schedule_of(canonical) == schedule


@pytest.mark.parametrize(
    "text", ["noon", "monday", "someday 08:00", "monday 24:00", "day 8", "month 29 08:00", "month 0 08:00", ""]
)
def test_what_is_no_schedule_is_none(text: str) -> None:
    assert schedule_of(text) is None


def test_a_week_falls_due_at_its_minute_and_not_before() -> None:
    assert due("monday 08:00", "2026-11-23T06:59") == "2026-11-16T07:00"
    assert due("monday 08:00", "2026-11-23T07:00") == "2026-11-23T07:00"
    assert due("monday 08:00", "2026-11-29T22:00") == "2026-11-23T07:00"


def test_eight_o_clock_is_eight_o_clock_in_summer_and_in_winter() -> None:
    assert due("day 08:00", "2026-10-24T12:00") == "2026-10-24T06:00"
    assert due("day 08:00", "2026-10-25T12:00") == "2026-10-25T07:00"


def test_a_time_that_the_clocks_skip_comes_an_hour_later_that_day() -> None:
    assert due("day 02:30", "2026-03-29T01:29") == "2026-03-28T01:30"
    assert due("day 02:30", "2026-03-29T01:30") == "2026-03-29T01:30"  # 03:30 on the wall


def test_a_time_that_the_clocks_repeat_comes_once() -> None:
    assert due("day 02:30", "2026-10-25T00:30") == "2026-10-25T00:30"
    assert due("day 02:30", "2026-10-25T01:30") == "2026-10-25T00:30"  # 02:30 for the second time


def test_a_month_falls_due_on_its_day() -> None:
    assert due("month 08:00", "2026-11-01T06:59") == "2026-10-01T06:00"
    assert due("month 08:00", "2026-11-01T07:00") == "2026-11-01T07:00"
    assert due("month 28 08:00", "2026-03-01T00:00") == "2026-02-28T07:00"


def test_a_wall_ahead_of_utc_has_its_own_monday() -> None:
    assert due("monday 00:30", "2026-11-22T11:30", ZoneInfo("Pacific/Auckland")) == "2026-11-22T11:30"


def test_a_span_goes_back_by_the_wall_clock() -> None:
    assert span_before("week", ROME, at("2026-10-26T07:00")) == at("2026-10-19T06:00")  # the clocks went back on the 25th
    assert span_before("day", ROME, at("2026-11-23T07:00")) == at("2026-11-22T07:00")
    assert span_before("month", ROME, at("2026-11-01T07:00")) == at("2026-10-01T06:00")
    assert span_before("month", ROME, at("2026-03-31T06:00")) == at("2026-02-28T07:00")


def test_the_desks_clock_is_its_first_business_hours_or_utc() -> None:
    assert str(zone_of(rulebook())) == "Europe/Rome"
    assert zone_of(rulebook(hours={"always": rulebook().hours["always"]})) is UTC


def test_a_schedule_is_plain_data() -> None:
    assert schedule_of("wednesday 08:15") == Schedule(every="week", at=time(8, 15), weekday=2)
