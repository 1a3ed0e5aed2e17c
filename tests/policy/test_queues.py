"""What waits is given out together: to whom, how many at a time, and what is left where it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mailgate.model.facts import AgentState, Past
from mailgate.model.people import Agent
from mailgate.model.rules import RoutingSettings, Rulebook
from mailgate.policy.routing.queues import Queued, Turns, given_out, may_have_more
from tests.policy.desk import ALICE, BOB, DANA, MONDAY_10, hour, rulebook, ticket
from tests.policy.test_routing_learned import outcomes

LOGIN, REFUND = "account.access", "billing.refund"
SINCE = MONDAY_10 - timedelta(hours=1)


def queued(number: int, intent: str = LOGIN, reason: str = "queue_full", **changes: Any) -> Queued:
    made = ticket(number=number, intent=intent, team="helpdesk", opened_at=SINCE, handed_over_at=SINCE)
    return Queued(ticket=replace(made, **changes), reason=reason)


def given(*waiting: Queued, past: Past | None = None, turns: Turns | None = None, book: Rulebook | None = None) -> dict[int, str]:
    found = given_out(waiting, past or Past(), turns or Turns(), book or pair(), MONDAY_10)
    return {one.number: str(route.agent) for one, route in found}


def pair(**changes: Any) -> Rulebook:
    """Alice and Bob can do both equally well."""
    skills = {"login": 0.5, "billing": 0.5}
    agents = {a: Agent(address=a, name=a, teams=("helpdesk", "billing"), skills=skills) for a in (ALICE, BOB)}
    return rulebook(**{"agents": agents} | changes)


def busy(**loads: int) -> Past:
    return Past(agents={f"{n}@example.com": AgentState(address=f"{n}@example.com", load=k) for n, k in loads.items()})


def test_each_goes_to_who_solves_it_though_one_by_one_they_would_not() -> None:
    """Alice is best at both, yet Bob can do only one of them well: together both are solved sooner."""
    records = {
        **outcomes((ALICE, "solved", 12), (BOB, "given_on", 8)),
        **outcomes((ALICE, "solved", 12), (BOB, "solved", 10), intent=REFUND),
    }
    assert given(queued(1, REFUND), queued(2, LOGIN), past=Past(skills=records)) == {1: BOB, 2: ALICE}


def test_an_agent_gets_one_at_a_time_and_never_more_than_they_can_carry() -> None:
    assert len(given(queued(1), queued(2), queued(3))) == 2
    assert given(queued(1), queued(2), past=busy(alice=8, bob=7)) == {1: BOB}
    assert given(queued(1), past=busy(alice=8, bob=8)) == {}


def test_the_urgent_come_first_then_the_oldest() -> None:
    one_free = busy(alice=8)
    assert given(queued(1), queued(2, priority="urgent"), past=one_free) == {2: BOB}
    assert given(queued(2), queued(1), past=one_free) == {1: BOB}


def test_who_has_room_gets_what_they_can_do_though_others_stand_before_it() -> None:
    """Alice does logins only and is full, Bob refunds only and has room: six logins that came before don't hold him up."""
    skills = {ALICE: {"login": 0.8}, BOB: {"billing": 0.8}}
    agents = {a: Agent(address=a, name=a, teams=("helpdesk",) if a == ALICE else ("billing",), skills=skills[a]) for a in skills}
    waiting = [queued(n) for n in range(1, 7)] + [queued(7, REFUND, team="billing"), queued(8, REFUND, team="billing")]
    assert given(*waiting, past=busy(alice=8, bob=7), book=rulebook(agents=agents)) == {7: BOB}
    assert given(*waiting, book=rulebook(agents=agents)) == {1: ALICE, 7: BOB}


def test_the_letter_says_that_it_waited_and_with_how_many() -> None:
    found = given_out([queued(1), queued(2), queued(3)], Past(), Turns(), pair(), MONDAY_10)
    route = found[0][1]
    assert (route.reason, route.intent, route.by_rules) == ("best", LOGIN, "helpdesk")
    assert "given out with 2 others that wait" in route.because
    assert "it waited in the queue" in given_out([queued(1)], Past(), Turns(), pair(), MONDAY_10)[0][1].because


def test_what_people_and_rules_put_into_a_queue_stays_there() -> None:
    assert given(queued(1, reason="rule"), queued(2, reason="triage"), queued(3, hold_for=DANA)) == {}


def test_what_was_given_back_by_hand_is_left_to_the_team_for_a_while() -> None:
    assert given(queued(1, reason="assigned", handed_over_at=MONDAY_10 - timedelta(minutes=14))) == {}
    assert given(queued(1, reason="assigned", handed_over_at=MONDAY_10 - timedelta(minutes=15))) != {}


def test_where_the_model_only_watches_nothing_is_given_out() -> None:
    assert given(queued(1), book=pair(routing=RoutingSettings(mode="assist"))) == {}


def test_who_had_it_does_not_get_it_back() -> None:
    assert given(queued(1, passed=(ALICE,))) == {1: BOB}
    assert given(queued(1, passed=(ALICE,)), past=busy(bob=8)) == {}


def test_what_everybody_had_goes_to_one_of_them_again_after_a_while() -> None:
    """At once would be back to who has just given it on."""
    just_now, before = MONDAY_10 - timedelta(minutes=14), MONDAY_10 - timedelta(minutes=15)
    assert given(queued(1, passed=(ALICE, BOB), handed_over_at=just_now)) == {}
    assert given(queued(1, passed=(ALICE, BOB), handed_over_at=before)) != {}
    full, full_too = busy(alice=8), busy(alice=8, bob=8)
    assert given(queued(1, passed=(ALICE, BOB), handed_over_at=before), past=full) == {1: BOB}
    assert given(queued(1, passed=(ALICE, BOB), handed_over_at=before), past=full_too) == {}


def test_nobody_is_waited_for_longer_than_a_day_while_one_is_there_who_had_it() -> None:
    """Bob has not had it: he is full since yesterday, or away for weeks."""
    yesterday = MONDAY_10 - timedelta(hours=24)
    gone = Past(agents={BOB: AgentState(address=BOB, away_until=hour(8, 30))})
    soon = Past(agents={BOB: AgentState(address=BOB, away_until=hour(8, 24))})
    for past in (busy(bob=8), gone):
        assert given(queued(1, passed=(ALICE,), handed_over_at=yesterday), past=past) == {1: ALICE}
        assert given(queued(1, passed=(ALICE,)), past=past) == {}
    assert given(queued(1, passed=(ALICE,), handed_over_at=yesterday), past=soon) == {}


def test_who_is_away_or_not_in_gets_nothing() -> None:
    away = Past(agents={ALICE: AgentState(address=ALICE, away_until=hour(8, 25))})
    assert given(queued(1), past=away) == {1: BOB}
    agents = {a: replace(agent, hours="office") for a, agent in pair().agents.items()}
    night = rulebook(agents=agents)
    assert given_out([queued(1)], Past(), Turns(), night, hour(20)) == ()


# -- gently --------------------------------------------------------------------------------------------------------------


def more(load: int, *, got: datetime | None = None, finished: datetime | None = None) -> bool:
    agent = pair().agents[ALICE]
    turns = Turns(got={ALICE: got} if got else {}, finished={ALICE: finished} if finished else {})
    return may_have_more(agent, busy(alice=load), turns, MONDAY_10)


def test_who_comes_back_to_a_full_queue_gets_it_piece_by_piece() -> None:
    just_now, a_minute = MONDAY_10 - timedelta(seconds=20), MONDAY_10 - timedelta(minutes=1)
    assert more(0)
    assert not more(1, got=just_now)
    assert more(3, got=a_minute)
    assert not more(4, got=a_minute)
    assert more(4, got=MONDAY_10 - timedelta(minutes=10))


def test_who_finishes_something_gets_the_next_at_once() -> None:
    just_now = MONDAY_10 - timedelta(seconds=20)
    assert more(7, got=just_now, finished=just_now)
    assert not more(7, got=just_now, finished=just_now - timedelta(minutes=1))


def test_the_same_queues_are_given_out_the_same_way() -> None:
    waiting = [queued(n, LOGIN if n % 2 else REFUND) for n in range(1, 9)]
    assert given(*waiting) == given(*reversed(waiting))
