"""Who gets what, when several tickets wait."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailgate.model.skill import Share
from mailgate.policy.routing.assign import Desk, Given, Manner, Term, Waiting, Work, assign, in_turn
from mailgate.policy.routing.expected import Task
from mailgate.policy.routing.matching import matched
from mailgate.policy.routing.pooled import Skills
from tests.policy.test_skill import ANNA, BEN, CARA, CRASH, LOGIN, MONDAY, REFUND, Records, after, given_on_by, judged, many


def able(**who: tuple[str, ...]) -> Records:
    """Each solves what is named, in an hour, and nothing else."""
    records: Records = {}
    for name, intents in who.items():
        for intent in (LOGIN, REFUND, CRASH):
            how = "solved" if intent in intents else "given_on"
            records = after(*many(25, f"{name}@example.org", how, intent, hours=1.0 if how == "solved" else 0.5), records=records)  # type: ignore[arg-type]
    return records


MASTERS = judged(able(anna=(LOGIN, REFUND), ben=(REFUND,), cara=(CRASH,)))


def ticket(number: int, intent: str = LOGIN, **more: object) -> Waiting:
    task = Task(ticket=number, shares=(Share(intent=intent, share=0.95),))
    return replace(Waiting(task=task, since=MONDAY), **more)  # type: ignore[arg-type]


def desk(agent: str, *, begun: datetime | None = None, intent: str = LOGIN, capacity: int = 6) -> Desk:
    if begun is None:
        return Desk(agent=agent, capacity=capacity)
    work = Work(task=ticket(900, intent).task, begun=begun)
    return Desk(agent=agent, capacity=capacity, load=1, work=(work,))


ALL = (desk(ANNA), desk(BEN), desk(CARA))


def pairs(found: tuple[Given, ...]) -> dict[int, str]:
    return {one.ticket: one.agent for one in found}


USUAL = Manner()


def given_out(
    *waiting: Waiting, desks: tuple[Desk, ...] = ALL, skills: Skills = MASTERS, manner: Manner = USUAL
) -> dict[int, str]:
    return pairs(assign(waiting, desks, MONDAY, skills, manner))


def test_a_ticket_goes_to_who_solves_it() -> None:
    assert given_out(ticket(1, LOGIN)) == {1: ANNA}
    assert given_out(ticket(1, CRASH)) == {1: CARA}


def test_tickets_that_wait_are_given_out_together() -> None:
    """One by one, the refund might go to Anna; then nobody is left who can do the login."""
    assert given_out(ticket(1, REFUND), ticket(2, LOGIN)) == {1: BEN, 2: ANNA}
    assert given_out(ticket(2, LOGIN), ticket(1, REFUND)) == {1: BEN, 2: ANNA}


def test_a_ticket_waits_for_the_right_agent_who_is_soon_free() -> None:
    soon = desk(ANNA, begun=MONDAY - timedelta(minutes=45))
    assert given_out(ticket(1, LOGIN), desks=(soon, desk(CARA))) == {}


def test_a_ticket_does_not_wait_for_somebody_who_is_busy_for_long() -> None:
    """Ben can do half of what Anna can; but she has seven tickets before this one."""
    skills = judged(after(*many(12, BEN, "solved"), *many(10, BEN, "given_on"), records=able(anna=(LOGIN,))))
    work = tuple(Work(task=ticket(900 + n).task, begun=MONDAY if n == 0 else None) for n in range(7))
    busy = Desk(agent=ANNA, capacity=9, load=7, work=work)
    assert given_out(ticket(1, LOGIN), desks=(busy, desk(BEN)), skills=skills) == {1: BEN}


def test_more_at_hand_gives_out_what_would_wait() -> None:
    soon = desk(ANNA, begun=MONDAY - timedelta(minutes=45))
    assert given_out(ticket(1, LOGIN), desks=(soon, desk(CARA)), manner=Manner(at_hand=2)) == {1: ANNA}


def test_never_over_capacity() -> None:
    full = Desk(agent=ANNA, capacity=1, load=1)
    assert given_out(ticket(1, LOGIN), desks=(full,), manner=Manner(at_hand=9)) == {}
    heavy = Desk(agent=ANNA, capacity=3, load=2.5)
    assert given_out(ticket(1, LOGIN), desks=(heavy,)) == {}


def test_one_agent_gets_one_ticket_at_a_time() -> None:
    assert given_out(*(ticket(n, CRASH) for n in range(5)), desks=(desk(CARA),)) == {0: CARA}


def test_never_back_to_who_gave_it_on_unless_nobody_else_is_there() -> None:
    passed = ticket(1, LOGIN)
    passed = replace(passed, task=given_on_by(passed.task, ANNA))
    assert given_out(passed)[1] != ANNA
    assert given_out(passed, desks=(desk(ANNA),)) == {1: ANNA}


def test_who_may_not_have_it_never_gets_it() -> None:
    assert given_out(ticket(1, LOGIN, only=frozenset({BEN, CARA})), desks=(desk(ANNA),)) == {}
    assert given_out(ticket(1, LOGIN, only=frozenset({BEN})), desks=ALL) == {1: BEN}
    back = ticket(1, LOGIN, only=frozenset({BEN}))
    assert given_out(replace(back, task=given_on_by(back.task, BEN))) == {1: BEN}


def test_what_waits_for_others_keeps_nobody_from_a_free_desk() -> None:
    """Cara is free and only the seventh in line is for her; the logins wait for Anna and Ben, who are not there."""
    logins = [ticket(n, LOGIN, only=frozenset({ANNA, BEN})) for n in range(6)]
    crashes = [ticket(n, CRASH, only=frozenset({CARA})) for n in (6, 7)]
    assert given_out(*logins, *crashes, desks=(desk(CARA),)) == {6: CARA}
    assert given_out(*logins, desks=(desk(CARA),)) == {}


def test_many_for_one_free_desk_keep_nobody_from_the_other() -> None:
    logins = [ticket(n, LOGIN, only=frozenset({ANNA})) for n in range(6)]
    crashes = [ticket(n, CRASH, only=frozenset({CARA})) for n in (6, 7)]
    assert given_out(*logins, *crashes, desks=(desk(ANNA), desk(CARA))) == {0: ANNA, 6: CARA}


def test_who_may_go_elsewhere_makes_place_for_who_may_not() -> None:
    """Four that both may have, then four for Anna only: two of each are looked at, the first of them first."""
    both, hers = frozenset({ANNA, BEN}), frozenset({ANNA})
    waiting = [*(ticket(n, REFUND, only=both) for n in range(4)), *(ticket(n, LOGIN, only=hers) for n in range(4, 8))]
    desks = (desk(ANNA), desk(BEN))
    assert [one.task.ticket for one in in_turn(waiting, desks)] == [0, 1, 2, 3]
    assert [one.task.ticket for one in in_turn([*waiting[:2], *waiting[4:], *waiting[2:4]], desks)] == [0, 1, 4, 5]
    assert [one.task.ticket for one in in_turn(waiting[::-1], desks)] == [7, 6, 3, 2]


def test_the_urgent_and_the_nearly_late_come_first() -> None:
    one = (desk(CARA),)
    assert given_out(ticket(1, CRASH), ticket(2, CRASH, weight=4.0), desks=one) == {2: CARA}
    assert given_out(ticket(1, CRASH), ticket(2, CRASH, due=MONDAY + timedelta(hours=1)), desks=one) == {2: CARA}
    assert given_out(ticket(1, CRASH), ticket(2, CRASH, due=MONDAY + timedelta(days=5)), desks=one) == {1: CARA}


def test_who_waited_long_comes_before_who_came_now() -> None:
    old = ticket(2, CRASH, since=MONDAY - timedelta(hours=30))
    assert given_out(ticket(1, CRASH), old, desks=(desk(CARA),)) == {2: CARA}


def test_a_dear_customer_gets_the_most_capable_even_if_slower() -> None:
    skills = judged(
        after(
            *many(40, ANNA, "solved", hours=2.2),
            *many(30, BEN, "solved", hours=0.7),
            *many(9, BEN, "given_on", hours=0.4),
        )
    )
    desks, manner = (desk(ANNA), desk(BEN)), Manner(price=1.5, curious=0.0)
    assert given_out(ticket(1), desks=desks, skills=skills, manner=manner) == {1: BEN}
    assert given_out(ticket(1, dear=8.0), desks=desks, skills=skills, manner=manner) == {1: ANNA}


def test_of_two_who_are_alike_a_small_term_decides_and_is_told() -> None:
    skills = judged(able(anna=(LOGIN,), ben=(LOGIN,)))
    desks = (desk(ANNA), desk(BEN))
    assert given_out(ticket(1), desks=desks, skills=skills) == {1: ANNA}
    wants = Term(name="growth", hours=0.2, because="wants account.access")
    found = assign((ticket(1, terms=((BEN, wants),)),), desks, MONDAY, skills)
    assert pairs(found) == {1: BEN}
    assert found[0].because == ("solves it with 89%, in about 1.0 h", "wants account.access")


def test_an_agent_nobody_knows_is_tried_rather_than_a_known_failure() -> None:
    skills = judged(able(anna=(), ben=()))
    assert given_out(ticket(1), skills=skills, desks=(desk(ANNA), desk(BEN), desk(CARA))) == {1: CARA}


def test_nobody_there_and_nothing_waiting() -> None:
    assert given_out(ticket(1), desks=()) == {}
    assert given_out() == {}
    assert given_out(ticket(1), desks=(Desk(agent="stranger@example.org", capacity=3),)) == {}


def crowd() -> tuple[Skills, tuple[Desk, ...], list[Waiting]]:
    chance = np.random.default_rng(4)
    intents = [f"i{n:02d}" for n in range(50)]
    prior = {f"a{n:02d}@example.org": {i: float(chance.random()) for i in intents} for n in range(50)}
    waiting = [ticket(n, intents[int(chance.integers(50))]) for n in range(100)]
    return judged({}, prior), tuple(Desk(agent=a, capacity=6) for a in prior), waiting


def test_a_hundred_tickets_and_fifty_agents_are_given_out_at_once() -> None:
    skills, desks, waiting = crowd()
    began = time.process_time()
    found = assign(waiting, desks, MONDAY, skills)
    assert time.process_time() - began < 5  # about 0.03 on a quiet machine
    assert len(found) == len({one.agent for one in found}) == 50
    assert assign(waiting, desks, MONDAY, skills) == found


# -- the matching itself ----------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=n, max_size=n)))
def test_no_other_matching_is_cheaper(costs: list[list[int]]) -> None:
    found = matched(costs)
    assert len(set(found)) == len(costs)
    least = min(sum(costs[n][c] for n, c in enumerate(p)) for p in itertools.permutations(range(5), len(costs)))
    assert sum(costs[n][c] for n, c in enumerate(found)) == least


def test_more_rows_than_columns_is_an_error() -> None:
    with pytest.raises(ValueError, match="more rows than columns"):
        matched([[1.0], [2.0]])
