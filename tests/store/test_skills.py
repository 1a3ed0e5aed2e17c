"""What outcomes taught is kept, and every decision sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Thread

from mailgate.adapters.store import SqlStore, open_store
from mailgate.model.decision import Applied, ChangeTicket, Conflict, Decision, Effect, KeepFeedback, KeepRoute, LearnSkill, Route
from mailgate.model.facts import ModeKept, Past
from mailgate.model.reading import NOTHING_READ
from mailgate.model.skill import Share, SkillOutcome
from mailgate.model.ticket import Ticket
from tests.store.desk_day import ALICE, MARIA, NOON, RULEBOOK, arrived, opened, opening, raw

LOGIN = "account.access"


def outcome(agent: str = ALICE, how: str = "solved", hours: float = 2.0) -> SkillOutcome:
    shares = (Share(intent=LOGIN, share=1.0),)
    return SkillOutcome(ticket=1, agent=agent, how=how, shares=shares, hours=hours, at=NOON)  # type: ignore[arg-type]


def learn(store: SqlStore, *outcomes: SkillOutcome) -> None:
    effects = tuple(LearnSkill(outcome=one) for one in outcomes)
    store.apply(Decision(outcome="noted", reason="test", effects=effects), settles=None, now=NOON)


def past(store: SqlStore) -> Past:
    return store.past_of(NOTHING_READ, MARIA, rulebook=RULEBOOK, now=NOON)


def test_an_outcome_is_known_to_the_next_decision(store: SqlStore) -> None:
    assert past(store).skills == {}
    learn(store, outcome())
    assert past(store).skills[ALICE, LOGIN].solved == 1.0
    learn(store, outcome(), outcome(how="given_on"))
    record = past(store).skills[ALICE, LOGIN]
    assert (record.solved, record.failed, record.hours_solved) == (2.0, 1.0, 4.0)
    assert past(store).skills["*", LOGIN].solved == 2.0


def test_what_another_node_learned_is_seen_and_what_is_unchanged_is_not_read_again(store: SqlStore, url: str) -> None:
    learn(store, outcome())
    before = past(store).skills
    assert past(store).skills is before
    other = open_store(url)
    try:
        learn(other, outcome("dana@example.com"))
    finally:
        other.close()
    assert past(store).skills["dana@example.com", LOGIN].solved == 1.0
    assert past(store).skills[ALICE, LOGIN] is before[ALICE, LOGIN]


def test_outcomes_learned_at_once_are_all_counted(store: SqlStore, url: str) -> None:
    other = open_store(url)
    try:
        threads = [Thread(target=learn, args=(one, outcome())) for one in (store, other) * 8]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        other.close()
    assert round(past(store).skills[ALICE, LOGIN].solved, 6) == 16.0


def test_an_agents_open_tickets_are_counted_by_what_they_are_about(store: SqlStore) -> None:
    opened(store, agent=ALICE, intent=LOGIN)
    opened(store, agent=ALICE, intent=LOGIN, key="k2", message_id="m2@example.org")
    opened(store, agent=ALICE, key="k3", message_id="m3@example.org")
    state = past(store).agents[ALICE]
    assert (state.load, state.open) == (3, {LOGIN: 2, "": 1})


def test_a_mode_that_the_desk_changed_is_seen_until_it_is_taken_back(store: SqlStore) -> None:
    kept = ModeKept(mode="live", was="shadow", at=NOON, why="better in 40 of 60")
    store.routing_modes.keep(LOGIN, kept)
    assert past(store).modes == {LOGIN: kept} == store.routing_modes.all()
    assert store.routing_modes.forget(LOGIN)
    assert not store.routing_modes.forget(LOGIN)
    assert past(store).modes == {}


def test_a_route_is_told_how_it_ended_and_again_when_the_customer_came_back(store: SqlStore) -> None:
    route = Route(team="helpdesk", agent=ALICE, reason="best", intent=LOGIN, by_model=ALICE)
    number = opened(store, KeepRoute(ticket=0, route=route), agent=ALICE)

    def outcome_of_route() -> dict[str, object]:
        from sqlalchemy import select

        from mailgate.adapters.store import schema as s

        return dict(store.read(lambda c: c.execute(select(s.routes)).mappings().one()))

    def write(ticket: Ticket, *more: KeepFeedback) -> None:

        effects: tuple[Effect, ...] = (ChangeTicket(ticket=ticket), *more)
        store.apply(Decision(outcome="noted", reason="test", ticket=number, effects=effects), settles=None, now=NOON)

    def ticket() -> Ticket:
        story = store.ticket_story(number)
        assert story is not None
        return story.ticket

    assert (outcome_of_route()["intent"], outcome_of_route()["by_model"]) == (LOGIN, ALICE)
    mark = KeepFeedback(ticket=number, customer=MARIA, score=5, comment="", at=NOON)
    write(ticket().resolved(ALICE, NOON + timedelta(hours=1)), mark)
    told = outcome_of_route()
    assert (told["resolved_by"], told["transfers"], told["reopened"], told["score"]) == (ALICE, 0, 0, 5)
    write(ticket().reopened_at(NOON + timedelta(hours=2)))
    assert (outcome_of_route()["reopened"], outcome_of_route()["resolved_at"]) == (1, None)


def test_a_desk_that_was_filled_meanwhile_is_a_conflict(store: SqlStore) -> None:
    """Mails that are decided at once see the same load; only as many as the agent can carry are written."""
    route = Route(team="helpdesk", agent=ALICE, reason="best", room=1)
    opened(store, KeepRoute(ticket=0, route=route), agent=ALICE)
    arrival = arrived(store, raw("k2"), key="k2", message_id="m2@example.org")
    second = opening(KeepRoute(ticket=0, route=route), message_id="m2@example.org", agent=ALICE)
    assert store.apply(second, settles=arrival, now=NOON) == Conflict(why="desk_full")
    elsewhere = opening(KeepRoute(ticket=0, route=replace(route, agent=None, room=None)), message_id="m2@example.org")
    assert isinstance(store.apply(elsewhere, settles=arrival, now=NOON), Applied)
