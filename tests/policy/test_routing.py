"""Who gets a ticket, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from mailgate.model.decision import Route
from mailgate.model.facts import AgentState, Past, PastTicket
from mailgate.model.people import Agent, Team
from mailgate.model.promise import Promise, SlaPolicy
from mailgate.model.reading import NOTHING_READ, Reading
from mailgate.model.rules import Actions, Clause, Condition, Intent, RoutingSettings, Rulebook, Test
from mailgate.model.ticket import Ticket
from mailgate.policy.routing.choice import route
from mailgate.policy.routing.explain import explained, in_short, table
from tests.policy.desk import ALICE, BOB, DANA, LEGAL, MONDAY_10, hour, read, rulebook, ticket

LOGIN = read(("account.access", 0.93))
REFUND = read(("billing.refund", 0.8))


def sent(
    reading: Reading = LOGIN,
    *,
    book: Rulebook | None = None,
    on: Ticket | None = None,
    past: Past | None = None,
    then: Actions | None = None,
    **more: Any,
) -> Route:
    return route(
        ticket=on or ticket(),
        reading=reading,
        past=past or Past(),
        actions=then or Actions(),
        rulebook=book or rulebook(),
        now=more.pop("now", MONDAY_10),
        **more,
    )


def states(**agents: AgentState) -> Past:
    return Past(agents={f"{name}@example.com": state for name, state in agents.items()})


def state(name: str, **changes: Any) -> AgentState:
    return AgentState(address=f"{name}@example.com", **changes)


# -- the best who can ------------------------------------------------------------------------------------------------


def test_a_locked_out_customer_goes_to_the_agent_who_knows_logins() -> None:
    found = sent()
    assert (found.agent, found.team, found.reason, found.confidence) == (ALICE, "helpdesk", "best", 0.93)
    assert found.runner_up == DANA
    assert found.because == ("account.access 0.93", "skill login 0.9", "in helpdesk", "0 of 8 open")
    assert in_short(found) == "skill .9, load 0/8"


def test_a_refund_goes_to_billing_though_the_mailbox_is_the_helpdesks() -> None:
    found = sent(REFUND)
    assert (found.agent, found.team) == (BOB, "billing")


def test_two_wishes_go_to_somebody_with_both_skills_else_to_a_senior() -> None:
    both = read(("account.access", 0.6), ("billing.refund", 0.5))
    assert sent(both).agent == DANA
    agents = rulebook().agents
    able = replace(agents[ALICE], skills={"login": 0.9, "billing": 0.7})
    assert sent(both, book=rulebook(agents={**agents, ALICE: able})).agent == ALICE


def test_a_weak_second_wish_does_not_count() -> None:
    assert sent(read(("account.access", 0.7), ("billing.refund", 0.2))).agent == ALICE


def test_the_intents_own_name_and_its_parent_are_skills() -> None:
    book = rulebook(intents={"billing.invoice": Intent(name="billing.invoice")})
    assert sent(read(("billing.invoice", 0.9)), book=book).agent == BOB
    expert = {**book.agents, ALICE: replace(book.agents[ALICE], skills={"billing.invoice": 1.0})}
    assert sent(read(("billing.invoice", 0.9)), book=replace(book, agents=expert)).agent == ALICE


def test_what_needs_no_skill_is_not_kept_for_seniors() -> None:
    book = rulebook(intents={"how-to": Intent(name="how-to", team="helpdesk")})
    found = sent(read(("how-to", 0.9)), book=book, past=states(dana=state("dana", load=1)))
    assert (found.agent, found.runner_up) == (ALICE, DANA)
    assert found.because == ("how-to 0.90", "in helpdesk", "0 of 8 open")


def test_a_full_desk_takes_nothing_more_and_the_next_best_gets_it() -> None:
    found = sent(past=states(alice=state("alice", load=8)))
    assert (found.agent, found.reason, found.runner_up) == (DANA, "best", ALICE)


def test_of_equals_the_lighter_load_then_the_quieter_week_then_the_address_decides() -> None:
    pair = {a: Agent(address=a, name=a, teams=("helpdesk",), skills={"login": 0.5}) for a in (ALICE, BOB)}
    book = rulebook(agents=pair)
    assert sent(book=book).agent == ALICE
    assert sent(book=book, past=states(alice=state("alice", week=3))).agent == BOB
    assert sent(book=book, past=states(alice=state("alice", week=1), bob=state("bob", load=1))).agent == ALICE


def test_the_customers_language_speaks_for_who_speaks_it() -> None:
    pair = {
        ALICE: Agent(address=ALICE, name="Alice", teams=("helpdesk",), languages=("en",)),
        BOB: Agent(address=BOB, name="Bob", teams=("helpdesk",), languages=("en", "it")),
    }
    found = sent(read(("account.access", 0.9), language="it"), book=rulebook(agents=pair))
    assert found.agent == BOB
    assert "speaks it" in found.because


# -- the customer's language -----------------------------------------------------------------------------------------


def of_languages(**changes: Any) -> Rulebook:
    """Alice knows logins best and speaks English; Bob hardly does, and speaks German."""
    people = {
        ALICE: Agent(address=ALICE, name="Alice", teams=("helpdesk",), skills={"login": 1.0}, languages=("en",)),
        BOB: Agent(address=BOB, name="Bob", teams=("helpdesk",), skills={"login": 0.2}, languages=("en", "de")),
    }
    return rulebook(agents=people, **changes)


GERMAN = read(("account.access", 0.93), language="de")


def test_who_speaks_the_language_comes_before_who_knows_more() -> None:
    found = sent(GERMAN, book=of_languages())
    assert (found.agent, found.reason) == (BOB, "best")
    assert [(c.agent, c.why_not) for c in found.candidates] == [(ALICE, "other_language"), (BOB, None)]
    assert sent(read(("account.access", 0.93), language="en"), book=of_languages()).agent == ALICE


def test_a_language_that_nobody_speaks_or_that_is_not_known_counts_for_nothing() -> None:
    for language in ("fr", None):
        found = sent(read(("account.access", 0.93), language=language), book=of_languages())
        assert (found.agent, [c.why_not for c in found.candidates]) == (ALICE, [None, None])


def test_where_nobody_who_speaks_it_has_room_somebody_else_gets_it() -> None:
    assert sent(GERMAN, book=of_languages(), past=states(bob=state("bob", load=8))).agent == ALICE


def test_who_speaks_it_and_is_back_before_the_answer_is_owed_gets_it() -> None:
    for hours, agent in ((3, BOB), (5, ALICE)):
        past = states(bob=state("bob", away_until=MONDAY_10 + timedelta(hours=hours)))
        assert sent(GERMAN, book=of_languages(), past=past).agent == agent


def test_another_customers_shorter_promise_does_not_count() -> None:
    important = Condition(clauses=(Clause(field="tier", any_of=(Test(kind="equals", value="vip"),)),))
    sla = (
        SlaPolicy(name="vip", when=important, first_response=timedelta(hours=1)),
        SlaPolicy(name="free", first_response=timedelta(days=1)),
    )
    past = states(bob=state("bob", away_until=MONDAY_10 + timedelta(hours=20)))
    for tier, agent in (("free", BOB), ("vip", ALICE)):
        assert sent(GERMAN, book=of_languages(sla=sla), past=past, on=ticket(tier=tier)).agent == agent


def test_the_promise_that_a_ticket_has_counts_not_what_others_get() -> None:
    owed = Promise(
        name="first_response", policy="old", due=MONDAY_10 + timedelta(hours=9), span=timedelta(hours=9), hours="always",
        since=MONDAY_10,
    )  # fmt: skip
    for hours, agent in ((8, BOB), (10, ALICE)):
        past = states(bob=state("bob", away_until=MONDAY_10 + timedelta(hours=hours)))
        assert sent(GERMAN, book=of_languages(), past=past, on=ticket(number=7, promises=(owed,))).agent == agent
        assert sent(GERMAN, book=of_languages(), past=past, on=ticket(number=7)).agent == ALICE


def test_a_promise_in_office_hours_reaches_monday() -> None:
    friday_17 = MONDAY_10 - timedelta(days=3) + timedelta(hours=7)
    sla = (SlaPolicy(name="office", first_response=timedelta(hours=4), hours="office"),)
    for hours, agent in ((2, BOB), (2.1, ALICE)):  # an hour on Friday, and from nine three on Monday
        past = states(bob=state("bob", away_until=MONDAY_10 + timedelta(hours=hours)))
        assert sent(GERMAN, book=of_languages(sla=sla), past=past, now=friday_17).agent == agent


def test_half_of_the_time_is_gone_by_the_hours_it_is_promised_in() -> None:
    monday_9 = MONDAY_10 - timedelta(hours=1)
    due = monday_9 + timedelta(days=1, hours=3)  # nine hours on Monday, three on Tuesday
    owed = Promise(name="first_response", policy="office", due=due, span=timedelta(hours=12), hours="office", since=monday_9)
    for hours, agent in ((5, BOB), (7, ALICE)):
        found = sent(GERMAN, book=of_languages(), on=ticket(number=7, promises=(owed,)), now=monday_9 + timedelta(hours=hours))
        assert found.agent == agent


def test_what_is_urgent_waits_for_nobodys_return() -> None:
    past = states(bob=state("bob", away_until=MONDAY_10 + timedelta(hours=3)))
    assert sent(GERMAN, book=of_languages(), past=past, on=ticket(priority="urgent")).agent == ALICE


def test_once_half_of_the_time_for_an_answer_is_gone_anybody_may_have_it() -> None:
    owed = Promise(
        name="first_response", policy="standard", due=MONDAY_10 + timedelta(hours=1), span=timedelta(hours=4), hours="always",
        since=MONDAY_10,
    )  # fmt: skip
    assert sent(GERMAN, book=of_languages(), on=ticket(promises=(owed,))).agent == ALICE


def test_who_solved_the_last_ticket_knows_the_customer() -> None:
    pair = {a: Agent(address=a, name=a, teams=("helpdesk",)) for a in (ALICE, BOB)}
    past = Past(
        story=(
            PastTicket(
                number=12,
                subject="before",
                state="closed",
                intent=None,
                agent=BOB,
                resolved_by=BOB,
                opened_at=hour(0, 2),
                resolved_at=hour(1, 2),
            ),
        )
    )
    found = sent(book=rulebook(agents=pair), past=past)
    assert found.agent == BOB
    assert "knows them from #12" in found.because


def test_somebody_without_team_and_skill_is_never_asked() -> None:
    assert LEGAL not in [c.agent for c in sent().candidates]


def test_a_strict_team_is_a_wall() -> None:
    strict = {"billing.refund": replace(rulebook().intents["billing.refund"], teams="strict")}
    found = sent(REFUND, book=rulebook(intents=strict))
    assert {c.agent: c.why_not for c in found.candidates} == {BOB: None, DANA: None, ALICE: "strict_team"}


# -- rules, triage, holds ---------------------------------------------------------------------------------------------


def test_unsure_goes_to_triage_and_says_how_unsure() -> None:
    found = sent(read(("account.access", 0.41)))
    assert (found.agent, found.reason) == (DANA, "triage")
    assert found.because == ("not sure what it is about (account.access 0.41 < 0.55)",)


def test_whoever_decides_it_says_who_else_could_have_it() -> None:
    """What `explain` shows."""
    triage, held = sent(read(("account.access", 0.41))), sent(then=Actions(hold_for=LEGAL))
    assert (triage.reason, held.reason) == ("triage", "hold")
    assert [c.agent for c in triage.candidates] == [ALICE, DANA]
    assert [c.agent for c in held.candidates] == [ALICE, DANA]
    assert (in_short(triage), in_short(held)) == ("triage", "hold")


def test_triage_may_be_a_teams_queue() -> None:
    found = sent(read(), book=rulebook(routing=RoutingSettings(triage="billing")))
    assert (found.agent, found.team, found.reason) == (None, "billing", "triage")


def test_without_triage_somebody_of_the_mailboxs_team_sorts_it() -> None:
    found = sent(read(), book=rulebook(routing=RoutingSettings()))
    assert (found.agent, found.team, found.reason) == (ALICE, "helpdesk", "triage")


def test_a_triage_agent_who_is_away_is_replaced_by_the_team() -> None:
    found = sent(read(), past=states(dana=state("dana", away_until=hour(9, 30))))
    assert (found.agent, found.reason) == (ALICE, "triage")


def test_while_nobody_reads_the_mailboxs_team_shares_the_work() -> None:
    found = sent(NOTHING_READ, past=states(alice=state("alice", load=1)))
    assert (found.agent, found.team, found.reason) == (DANA, "helpdesk", "best")
    assert found.because == ("nothing was read of it", "in helpdesk", "0 of 8 open")


def test_a_human_only_rule_keeps_it_for_its_person_even_while_they_are_away() -> None:
    found = sent(then=Actions(hold_for=LEGAL), past=states(legal=state("legal", away_until=hour(8, 25))))
    assert (found.agent, found.reason, found.in_at) == (LEGAL, "hold", hour(8, 25))


def test_a_rules_agent_is_respected_and_a_rules_team_is_a_wall() -> None:
    assert (sent(then=Actions(agent=BOB)).agent, sent(then=Actions(agent=BOB)).reason) == (BOB, "rule")
    found = sent(then=Actions(team="billing"))
    assert (found.agent, found.team) == (DANA, "billing")


def test_a_rules_team_sorts_what_the_reading_could_not() -> None:
    found = sent(read(), then=Actions(team="billing"))
    assert (found.team, found.reason) == ("billing", "best")


def test_a_conversation_stays_with_its_agent() -> None:
    found = sent(REFUND, on=ticket(number=7, agent=ALICE, team="helpdesk"))
    assert (found.agent, found.reason, found.because) == (ALICE, "kept", ("Alice has this conversation",))


def test_unless_they_are_away() -> None:
    found = sent(
        on=ticket(number=7, agent=ALICE, intent="account.access"), past=states(alice=state("alice", away_until=hour(9, 24)))
    )
    assert (found.agent, found.reason) == (DANA, "best")


def test_or_did_not_react() -> None:
    assert sent(on=ticket(number=7, agent=ALICE, intent="account.access"), without=frozenset({ALICE})).agent == DANA


# -- nobody there -----------------------------------------------------------------------------------------------------


def test_at_night_it_goes_to_who_is_in_first_and_says_when() -> None:
    book = rulebook(teams={"helpdesk": Team(name="helpdesk", lead=DANA, hours="office"), "billing": Team(name="billing")})
    agents = {**book.agents, DANA: replace(book.agents[DANA], hours="office")}
    found = sent(book=replace(book, agents=agents), now=hour(20))
    assert (found.agent, found.reason, found.in_at) == (ALICE, "queue_nobody_in", hour(8, 24))


def test_when_all_who_are_in_are_full_it_waits_in_the_teams_queue() -> None:
    full = states(alice=state("alice", load=8), dana=state("dana", load=9))
    found = sent(past=full)
    assert (found.agent, found.team, found.reason) == (None, "helpdesk", "queue_full")


def test_at_night_nobody_gets_more_than_they_can_carry() -> None:
    """Who is in first at equal hours and has room; else the queue, though they are in before the others. What is theirs stays."""
    agents = {key: replace(agent, hours="office") for key, agent in rulebook().agents.items()}
    book, night = rulebook(agents=agents), hour(20)
    assert sent(book=book, now=night, past=states(alice=state("alice", load=8))).agent == DANA
    both = states(alice=state("alice", load=8), dana=state("dana", load=8))
    found = sent(book=book, now=night, past=both)
    assert (found.agent, found.team, found.reason, found.in_at) == (None, "helpdesk", "queue_full", hour(8, 24))
    assert found.because[0] == "who is in first has no room"
    hers = ticket(number=7, agent=ALICE, team="helpdesk", intent="account.access")
    away = replace(both, agents={**both.agents, ALICE: state("alice", load=8, away_until=hour(21))})
    assert sent(book=book, now=night, past=away, on=hers).agent == ALICE
    later = states(alice=state("alice", load=8), dana=state("dana", away_until=hour(12, 26)))
    assert sent(book=book, now=night, past=later).agent is None


def test_who_cannot_be_reached_by_mail_gets_nothing() -> None:
    assert sent(past=states(alice=state("alice", undeliverable=True))).agent == DANA


def test_an_empty_desk_still_answers_with_its_teams_queue() -> None:
    found = sent(book=rulebook(agents={}))
    assert (found.agent, found.team, found.reason) == (None, "helpdesk", "queue_nobody_in")


# -- modes ------------------------------------------------------------------------------------------------------------


def test_in_shadow_the_team_acts_and_the_models_choice_is_kept_beside_it() -> None:
    found = sent(book=rulebook(routing=RoutingSettings(mode="shadow")))
    assert (found.agent, found.team, found.reason) == (None, "helpdesk", "rule")
    assert (found.mode, found.suggested, found.runner_up) == ("shadow", ALICE, DANA)


def test_an_intent_may_have_its_own_mode() -> None:
    assist = {**rulebook().intents, "account.access": replace(rulebook().intents["account.access"], mode="assist")}
    assert sent(book=rulebook(intents=assist)).mode == "assist"
    assert sent(REFUND, book=rulebook(intents=assist)).mode == "live"


def test_a_pilot_takes_its_share_of_customers_and_always_the_same() -> None:
    book = rulebook(routing=RoutingSettings(pilot=0.3))
    modes = [sent(book=book, on=ticket(customer=f"c{n}@example.org")).mode for n in range(300)]
    assert modes == [sent(book=book, on=ticket(customer=f"C{n}@example.org")).mode for n in range(300)]
    assert 60 < modes.count("live") < 120
    assert set(modes) == {"live", "assist"}


# -- words ------------------------------------------------------------------------------------------------------------


def test_every_candidate_and_factor_can_be_read() -> None:
    found = sent(past=states(dana=state("dana", load=2)))
    assert table(found) == (
        ("agent", "score", "skill", "team", "load", "growth", "now"),
        (ALICE, "0.89", "0.90×4", "1.00×1", "1.00×3", "0.00×0.5", "in"),
        (DANA, "0.62", "0.50×4", "1.00×1", "0.75×3", "0.00×0.5", "in"),
    )
    assert explained(found)[:2] == ("alice@example.com · best · live", "  account.access 0.93")
    assert "  skill 0.90 × 4: skill login 0.9" in explained(found)
