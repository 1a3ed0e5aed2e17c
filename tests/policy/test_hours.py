"""Business time against literal answers, and against counting minutes one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailgate.model.promise import Hours
from mailgate.policy.hours import due_at, is_open, next_open, worked
from tests.policy.desk import OFFICE, OFFICE_WEEK

ROME = ZoneInfo("Europe/Rome")
H, M = timedelta(hours=1), timedelta(minutes=1)


def rome(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ROME)


def test_four_hours_from_friday_four_pm_end_on_monday_at_eleven() -> None:
    assert due_at(OFFICE, rome(20, 16), 4 * H) == rome(23, 11)


def test_work_that_fills_the_day_is_due_at_closing_time_not_next_morning() -> None:
    assert due_at(OFFICE, rome(20, 16), 2 * H) == rome(20, 18)


def test_always_is_the_wall_clock_itself() -> None:
    assert due_at(Hours(name="always"), rome(21, 3), 4 * H) == rome(21, 7)


def test_nothing_promised_is_due_at_once_even_at_night() -> None:
    assert due_at(OFFICE, rome(21, 3), timedelta(0)) == rome(21, 3)


def test_a_holiday_is_skipped() -> None:
    closed = Hours(name="office", timezone="Europe/Rome", week=OFFICE_WEEK, holidays={date(2026, 12, 8)})
    assert due_at(closed, rome(7, 17, month=12), 2 * H) == rome(9, 10, month=12)


def test_the_office_opens_again_on_monday() -> None:
    assert next_open(OFFICE, rome(21, 12)) == rome(23, 9)
    assert next_open(OFFICE, rome(23, 12)) == rome(23, 12)


def test_open_is_half_open() -> None:
    assert is_open(OFFICE, rome(23, 9))
    assert is_open(OFFICE, rome(23, 17, 59))
    assert not is_open(OFFICE, rome(23, 18))


def test_an_office_hour_is_an_hour_on_both_sides_of_the_clock_change() -> None:
    """Rome leaves summer time on Sunday 25 October 2026: nine o'clock is 07:00 UTC on Friday, 08:00 UTC on Monday."""
    due = due_at(OFFICE, rome(23, 17, month=10), 2 * H)
    assert due == datetime(2026, 10, 26, 9, tzinfo=UTC)


@pytest.mark.parametrize("span", [(1320, 1800), (1320, 360)])
def test_a_night_shift_runs_into_the_morning(span: tuple[int, int]) -> None:
    night = Hours(name="night", timezone="Europe/Rome", week=((span,),) * 7)
    assert is_open(night, rome(23, 5, 59))
    assert not is_open(night, rome(23, 6))
    assert due_at(night, rome(23, 23), 8 * H) == rome(24, 22) + H


def test_a_night_shift_that_the_clocks_lengthen_is_an_hour_longer() -> None:
    night = Hours(name="night", timezone="Europe/Rome", week=(((1320, 360),),) * 7)
    assert worked(night, rome(24, 22, month=10), rome(25, 6, month=10)) == 9 * H


def test_a_calendar_that_never_opens_counts_as_always_open() -> None:
    never = Hours(name="never", week=((),) * 7)
    assert due_at(never, rome(21, 3), 4 * H) == rome(21, 7)
    assert next_open(never, rome(21, 3)) == rome(21, 3)
    assert worked(never, rome(21, 3), rome(21, 7)) == 4 * H


def test_an_absurd_span_ends_at_the_end_of_the_calendar() -> None:
    assert due_at(Hours(name="always"), rome(21, 3), timedelta(days=9_000_000)).year == 9990


def test_overlapping_spans_count_once() -> None:
    twice = Hours(name="twice", timezone="UTC", week=(((540, 720), (600, 780)),) * 7)
    day = datetime(2026, 11, 23, tzinfo=UTC)
    assert worked(twice, day, day + 24 * H) == 4 * H


# -- the oracle: look at the wall clock every minute ------------------------------------------------------------------

ZONES = [
    "Europe/Rome",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Havana",
    "Asia/Beirut",
    "Africa/Casablanca",
    "Pacific/Chatham",
    "America/Nuuk",
    "UTC",
]
spans = st.tuples(st.integers(0, 1439), st.integers(0, 1440)).filter(lambda s: s[0] != s[1])
weeks = st.lists(st.lists(spans, max_size=2).map(tuple), min_size=7, max_size=7).map(tuple)
# Around the changes of the clocks, where it can go wrong, and anywhere.
starts = st.one_of(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    st.tuples(st.sampled_from([(3, 8), (3, 29), (4, 5), (10, 4), (10, 25), (11, 1)]), st.integers(-1500, 1500)).map(
        lambda x: datetime(2026, *x[0]) + x[1] * M
    ),
).map(lambda d: d.replace(second=0, microsecond=0, tzinfo=UTC))


def oracle_open(hours: Hours, at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(hours.timezone))
    minute = local.hour * 60 + local.minute
    assert hours.week is not None
    for ago in (0, 1):
        day = local.date() - timedelta(days=ago)
        for first, last in () if day in hours.holidays else hours.week[day.weekday()]:
            end = last if last > first else last + 1440
            if first <= minute + 1440 * ago < end:
                return True
    return False


@settings(max_examples=60, deadline=None)
@given(week=weeks, zone=st.sampled_from(ZONES), start=starts, minutes=st.integers(1, 3000))
def test_worked_time_is_what_counting_minutes_says(
    week: tuple[tuple[tuple[int, int], ...], ...], zone: str, start: datetime, minutes: int
) -> None:
    hours = Hours(name="some", timezone=zone, week=week, holidays={start.date() + timedelta(days=1)})
    if not any(week):
        return
    counted = sum(oracle_open(hours, start + n * M) for n in range(minutes))
    assert worked(hours, start, start + minutes * M) == counted * M


@settings(max_examples=60, deadline=None)
@given(week=weeks.filter(any), zone=st.sampled_from(ZONES), start=starts, minutes=st.integers(1, 900))
def test_due_is_the_first_instant_by_which_the_span_is_worked(
    week: tuple[tuple[tuple[int, int], ...], ...], zone: str, start: datetime, minutes: int
) -> None:
    hours = Hours(name="some", timezone=zone, week=week)
    due = due_at(hours, start, minutes * M)
    assert worked(hours, start, due) == minutes * M
    assert worked(hours, start, due - M) < minutes * M


@settings(max_examples=60, deadline=None)
@given(week=weeks.filter(any), zone=st.sampled_from(ZONES), start=starts)
def test_the_next_opening_is_open_and_the_minutes_before_are_not(
    week: tuple[tuple[tuple[int, int], ...], ...], zone: str, start: datetime
) -> None:
    hours = Hours(name="some", timezone=zone, week=week)
    opening = next_open(hours, start)
    assert is_open(hours, opening)
    assert is_open(hours, start) == oracle_open(hours, start)
    assert not any(oracle_open(hours, start + n * M) for n in range(min(2000, (opening - start) // M)))
