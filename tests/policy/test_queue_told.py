"""What waits for room is told once, then listed; and who is where, in words that are true."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mailgate.model.decision import CountEvent, QueueNotice, Route
from mailgate.model.facts import Past
from mailgate.model.rules import RoutingSettings
from mailgate.policy.queue_told import listed, marked, owed_a_list
from mailgate.policy.routing.whereabouts import moment, whereabouts
from mailgate.policy.schedule import zone_of
from mailgate.policy.whom import told_of
from tests.policy.desk import ALICE, BOB, DANA, MONDAY_10, hour, rulebook, ticket
from tests.policy.test_queues import busy, pair, queued
from tests.policy.test_routing import sent, state, states

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FULL = states(alice=state("alice", load=8), dana=state("dana", load=9))


def told(ago: timedelta | None, past: Past = FULL) -> Past:
    return Past(agents=past.agents, queues_told={"helpdesk": MONDAY_10 - ago} if ago is not None else {})


@pytest.mark.parametrize(
    ("ago", "readers"), [(None, [ALICE, DANA]), (59 * MINUTE, []), (HOUR, [ALICE, DANA]), (timedelta(days=1), [ALICE, DANA])]
)
def test_the_first_that_waits_is_told_and_the_others_are_not_for_an_hour(ago: timedelta | None, readers: list[str]) -> None:
    found = sent(past=told(ago))
    assert (found.agent, found.team, found.reason) == (None, "helpdesk", "queue_full")
    assert [agent.address for agent in told_of(found, rulebook())] == readers


def test_how_often_is_the_settings_word() -> None:
    book = rulebook(routing=RoutingSettings(triage=DANA, queue_mail=5 * MINUTE))
    assert not sent(past=told(6 * MINUTE), book=book).listed
    assert sent(past=told(4 * MINUTE), book=book).listed


def test_what_is_urgent_is_told_whatever_was_told_before() -> None:
    assert not sent(past=told(MINUTE), on=ticket(priority="urgent")).listed


def test_of_two_that_come_at_once_one_is_told() -> None:
    where = Route(team="helpdesk", agent=None, reason="queue_full")
    (event,) = marked(where, told(None), rulebook(), MONDAY_10)
    assert event == CountEvent(key="queue:helpdesk", at=MONDAY_10, at_most=1, since=MONDAY_10 - HOUR)
    assert marked(where, told(MINUTE), rulebook(), MONDAY_10) == ()
    assert marked(Route(team="helpdesk", agent=ALICE, reason="best"), told(None), rulebook(), MONDAY_10) == ()


def test_a_list_is_owed_when_something_new_waits_and_the_last_mail_is_an_hour_old() -> None:
    def owed(newest: timedelta, ago: timedelta | None) -> bool:
        return owed_a_list({"helpdesk": MONDAY_10 - newest}, told(ago), rulebook(), MONDAY_10) == ("helpdesk",)

    assert owed(10 * MINUTE, HOUR)
    assert not owed(10 * MINUTE, 59 * MINUTE)
    assert not owed(2 * HOUR, HOUR)
    assert owed(HOUR + 30 * timedelta(seconds=1), HOUR)  # decided a moment before the mail, written after it
    assert not owed(10 * MINUTE, None)  # it came by a person's hand, and was told
    assert owed_a_list({"nobody knows": MONDAY_10}, told(None), rulebook(), MONDAY_10) == ()


def test_the_list_has_what_nobody_can_take_the_oldest_first_and_who_is_where() -> None:
    waits = [queued(2, opened_at=MONDAY_10 - HOUR), queued(1, handed_over_at=MONDAY_10 - MINUTE), queued(3, reason="rule")]
    decision = listed("helpdesk", waits, busy(alice=8, bob=8), pair(), MONDAY_10)
    assert decision is not None
    notices = [e.notice for e in decision.effects if isinstance(e, QueueNotice)]
    assert [notice.to for notice in notices] == [ALICE, BOB]
    data = notices[0].data
    assert [one["number"] for one in data["tickets"]] == [2, 1]
    assert (data["many"], data["more"]) == (2, 0)
    assert data["people"] == f"{ALICE} has 8 of 8 open, {BOB} has 8 of 8 open"


def test_what_somebody_has_room_for_is_given_out_and_not_listed() -> None:
    assert listed("helpdesk", [queued(1)], busy(alice=8, bob=7), pair(), MONDAY_10) is None


def test_a_long_list_ends_with_a_number() -> None:
    decision = listed("helpdesk", [queued(n) for n in range(1, 36)], busy(alice=8, bob=8), pair(), MONDAY_10)
    assert decision is not None
    data = next(e.notice.data for e in decision.effects if isinstance(e, QueueNotice))
    assert (len(data["tickets"]), data["many"], data["more"]) == (30, 35, 5)


# -- where everybody is ------------------------------------------------------------------------------------------------


def test_who_is_away_is_not_called_full() -> None:
    past = states(alice=state("alice", away_until=hour(8, 25)), dana=state("dana", load=8))
    assert sent(past=past).because == ("Alice is away until Wednesday 09:00, Dana has 8 of 8 open",)


def test_of_many_four_are_named() -> None:
    agents = list(rulebook().agents.values())[:1] * 6
    past = states(alice=state("alice", load=8))
    said = whereabouts(agents, "helpdesk", past, rulebook(), MONDAY_10)
    assert said == ", ".join(["Alice has 8 of 8 open"] * 4) + ", and 2 more can't take it either"


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (HOUR, "11:00"),
        (HOUR + timedelta(seconds=1), "11:01"),
        (20 * HOUR, "tomorrow 06:00"),
        (timedelta(days=4), "Friday 10:00"),
        (timedelta(days=7), "30 November 10:00"),
    ],
)
def test_a_moment_is_told_as_people_tell_it_on_the_desks_clock(later: timedelta, said: str) -> None:
    assert moment(MONDAY_10 + later, zone_of(rulebook()), MONDAY_10) == said
