"""A new ticket is judged as the queue is; and it waits for its turn only where the settings say so."""

from __future__ import annotations

from mailgate.model.facts import AgentState, Past, PastTicket
from mailgate.model.reading import NOTHING_READ
from mailgate.model.rules import Actions, RoutingSettings
from mailgate.model.skill import SkillRecord
from mailgate.policy.routing.choice import route
from mailgate.policy.routing.expected import solved_of
from mailgate.policy.routing.queues import Queued, Turns, anybody_free, given_out
from mailgate.policy.whom import told_of
from tests.policy.desk import ALICE, BOB, DANA, MONDAY_10, rulebook, ticket
from tests.policy.test_routing_learned import LOGIN, PAIR, outcomes, sent

HELPED_BY_BOB = PastTicket(
    number=12,
    subject="s",
    state="closed",
    intent=None,
    agent=BOB,
    resolved_by=BOB,
    opened_at=MONDAY_10,
    resolved_at=MONDAY_10,
)


def test_a_new_ticket_goes_to_whom_the_queue_would_give_it() -> None:
    """Alice is a master with three hard ones before it, Bob fair and free: whatever the queue says, arrival says."""
    records = {**outcomes((ALICE, "solved", 12), hours=0.5), **outcomes((BOB, "solved", 6), (BOB, "given_on", 3), hours=1.0)}
    for many, expected in ((0, ALICE), (6, BOB)):
        desk = AgentState(address=ALICE, load=many, open={LOGIN: many} if many else {})
        past = Past(skills=records, agents={ALICE: desk})
        waiting = Queued(ticket=ticket(number=7, intent=LOGIN, team="helpdesk"), reason="queue_full")
        ((_, from_queue),) = given_out([waiting], past, Turns(), rulebook(agents=PAIR), MONDAY_10)
        assert (sent(past=past).agent, from_queue.agent) == (expected, expected)


def test_weights_are_hours_on_top_and_a_heavy_one_decides() -> None:
    past = Past(
        skills={**outcomes((ALICE, "solved", 10), hours=1.0), **outcomes((BOB, "solved", 10), hours=1.2)},
        story=(HELPED_BY_BOB,),
    )
    assert sent(past=past).agent == BOB  # knows the customer: worth half an hour
    for weights, expected in (({"history": 0.0}, ALICE), ({"time": 40.0}, ALICE), ({"time": 0.0}, BOB)):
        book = rulebook(agents=PAIR, routing=RoutingSettings(triage=DANA, weights={**RoutingSettings().weights, **weights}))
        assert sent(past=past, book=book).agent == expected


def test_the_first_of_the_candidates_has_the_whole_score_and_the_others_their_share() -> None:
    past = Past(skills={**outcomes((ALICE, "solved", 10), hours=1.0), **outcomes((BOB, "solved", 10), hours=4.0)})
    scores = [(c.agent, c.score) for c in sent(past=past).candidates]
    assert scores[0] == (ALICE, 1.0)
    assert 0.2 < scores[1][1] < 0.5


def test_where_the_settings_say_how_many_are_at_hand_a_ticket_waits_undecided() -> None:
    book = rulebook(agents=PAIR, routing=RoutingSettings(triage=DANA, at_hand=1))
    both = Past(agents={a: AgentState(address=a, load=1, open={LOGIN: 1}) for a in (ALICE, BOB)})
    found = sent(book=book, past=both)
    assert (found.agent, found.team, found.reason, found.by_model) == (None, "helpdesk", "queue_turn", ALICE)
    assert "Alice would solve it soonest and has 1 at hand, so it waits for its turn" in found.because
    assert told_of(found, book) == ()
    assert sent(book=book, past=both, on=ticket(priority="urgent")).agent == ALICE
    assert sent(book=book).agent == ALICE
    assert sent(past=both).agent == ALICE


def test_what_waits_for_its_turn_goes_to_who_has_nothing_at_hand() -> None:
    book = rulebook(agents=PAIR, routing=RoutingSettings(triage=DANA, at_hand=1))
    waiting = Queued(ticket=ticket(number=7, intent=LOGIN, team="helpdesk"), reason="queue_turn")
    states = {ALICE: AgentState(address=ALICE, load=1, open={LOGIN: 1}), BOB: AgentState(address=BOB)}
    full = {**states, BOB: AgentState(address=BOB, load=1, open={LOGIN: 1})}
    given = given_out([waiting], Past(agents=states), Turns(), book, MONDAY_10)
    assert [(one.number, route.agent) for one, route in given] == [(7, BOB)]
    assert given_out([waiting], Past(agents=full), Turns(), book, MONDAY_10) == ()
    assert anybody_free(Past(agents=states), Turns(), book, MONDAY_10)
    assert not anybody_free(Past(agents=full), Turns(), book, MONDAY_10)


def test_what_is_said_of_outcomes_is_so_in_parts_of_tickets_too() -> None:
    """She gave her only one on, and solved a part of another that was about it too."""
    told = {
        (0.56, 0.88): "solved 0.6 of 1.4",
        (0.95, 0.0): "solved 1 of 1",
        (0.04, 0.95): "solved 0 of 1",
        (1.5, 0.0): "solved 1.5 of 1.5",
        (14.1, 0.9): "solved 14 of 15",
        (12.4, 0.45): "solved 12 of 13",
    }
    records = {key: SkillRecord(agent=ALICE, intent=LOGIN, solved=key[0], failed=key[1], at=MONDAY_10) for key in told}
    assert {key: solved_of(record) for key, record in records.items()} == told
    past = Past(skills={(ALICE, LOGIN): records[0.56, 0.88]})
    (alice,) = (c for c in sent(past=past).candidates if c.agent == ALICE)
    assert next(f.because for f in alice.factors if f.name == "skill") == f"solved 0.6 of 1.4 {LOGIN}, skill login 0.5"


def test_where_nobody_can_do_it_nothing_is_reckoned_of_nobody() -> None:
    """Hours are known, and everybody who could is ruled out."""
    past = Past(skills={**outcomes((ALICE, "solved", 12)), **outcomes((BOB, "solved", 6))})
    book = rulebook(agents=PAIR)
    everybody = frozenset(book.agents)
    on = ticket(number=7, intent=LOGIN, team="helpdesk")
    found = route(ticket=on, reading=NOTHING_READ, past=past, actions=Actions(), rulebook=book, now=MONDAY_10, without=everybody)
    assert (found.agent, found.reason, found.candidates) == (None, "queue_nobody_in", ())
