"""What outcomes taught decides who gets the next ticket; and who is passed over, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from mailgate.model.decision import Candidate, Route
from mailgate.model.facts import AgentState, ModeKept, Past, PastTicket
from mailgate.model.people import Agent
from mailgate.model.rules import Actions, Intent, RoutingSettings, Rulebook
from mailgate.model.skill import How, Share, SkillOutcome, SkillRecord
from mailgate.model.ticket import Ticket
from mailgate.policy.routing.choice import route
from mailgate.policy.routing.explain import explained
from mailgate.policy.routing.remembered import learned
from tests.policy.desk import ALICE, BOB, DANA, MONDAY_10, read, rulebook, ticket

LOGIN, REFUND = "account.access", "billing.refund"
PAIR = {a: Agent(address=a, name=a.partition("@")[0].title(), teams=("helpdesk",), skills={"login": 0.5}) for a in (ALICE, BOB)}

Records = dict[tuple[str, str], SkillRecord]


def outcomes(*told: tuple[str, How, int], intent: str = LOGIN, hours: float = 1.0) -> Records:
    """The records after so many of each outcome of an agent."""
    records: Records = {}
    for agent, how, many in told:
        for number in range(many):
            outcome = SkillOutcome(
                ticket=number, agent=agent, how=how, shares=(Share(intent=intent, share=1.0),), hours=hours, at=MONDAY_10
            )
            records |= {(r.agent, r.intent): r for r in learned(records, outcome)}
    return records


def sent(*, book: Rulebook | None = None, past: Past | None = None, on: Ticket | None = None, **more: Any) -> Route:
    return route(
        ticket=on or ticket(),
        reading=more.pop("reading", read((LOGIN, 0.93))),
        past=past or Past(),
        actions=more.pop("then", Actions()),
        rulebook=book or rulebook(agents=PAIR),
        now=more.pop("now", MONDAY_10),
        **more,
    )


def of(found: Route, agent: str) -> Candidate:
    return next(c for c in found.candidates if c.agent == agent)


def factor(found: Route, agent: str, name: str) -> float:
    return next(f.value for f in of(found, agent).factors if f.name == name)


# -- skills ------------------------------------------------------------------------------------------------------------


def test_whoever_solves_such_tickets_gets_the_next_and_the_reason_counts_them() -> None:
    assert sent().agent == ALICE
    past = Past(skills=outcomes((BOB, "solved", 6), (ALICE, "given_on", 4)))
    found = sent(past=past)
    assert (found.agent, found.by_model, found.runner_up) == (BOB, BOB, ALICE)
    assert "solved 6 of 6 account.access, 1.0 h each, skill login 0.5" in found.because
    assert factor(found, BOB, "skill") > 0.7 > 0.3 > factor(found, ALICE, "skill")


def test_one_outcome_alone_changes_little() -> None:
    before, after = sent(), sent(past=Past(skills=outcomes((ALICE, "solved", 1))))
    assert abs(factor(after, ALICE, "skill") - factor(before, ALICE, "skill")) < 0.2
    assert factor(after, BOB, "skill") == factor(before, BOB, "skill")


def test_without_any_outcome_the_settings_word_is_the_skill() -> None:
    assert {c.agent: factor(sent(), c.agent, "skill") for c in sent().candidates} == {ALICE: 0.5, BOB: 0.5}


def test_somebody_of_another_team_who_solves_them_is_asked_too_unless_the_team_is_a_wall() -> None:
    agents = {**PAIR, BOB: Agent(address=BOB, name="Bob", teams=("billing",))}
    past = Past(skills=outcomes((BOB, "solved", 8), (ALICE, "given_on", 5)))
    book = rulebook(agents=agents)
    assert [c.agent for c in sent(book=book).candidates] == [ALICE]
    assert sent(book=book, past=past).agent == BOB
    strict = {**book.intents, LOGIN: replace(book.intents[LOGIN], teams="strict")}
    assert sent(book=replace(book, intents=strict), past=past).agent == ALICE


def test_an_intent_that_names_no_skill_is_learned_as_well() -> None:
    intents = {"how-to": Intent(name="how-to", team="helpdesk")}
    agents = {a: replace(agent, skills={}) for a, agent in PAIR.items()}
    past = Past(skills=outcomes((BOB, "solved", 5), (ALICE, "given_on", 5), intent="how-to"))
    assert sent(book=rulebook(agents=agents, intents=intents), reading=read(("how-to", 0.9)), past=past).agent == BOB


def test_the_quicker_of_two_who_solve_it_is_preferred() -> None:
    slow, quick = outcomes((ALICE, "solved", 10), hours=6.0), outcomes((BOB, "solved", 10), hours=0.5)
    found = sent(past=Past(skills={**slow, **quick}))
    assert found.agent == BOB
    assert factor(found, BOB, "time") == 1.0 > factor(found, ALICE, "time")
    because = next(f.because for f in of(found, BOB).factors if f.name == "time")
    assert because == "about 1.0 h of work, likely solved within 1.1 h"


def test_the_work_that_waits_on_a_desk_counts_in_hours() -> None:
    records = {**outcomes((ALICE, "solved", 10)), **outcomes((BOB, "solved", 10))}
    open_ = {ALICE: AgentState(address=ALICE, load=2, open={LOGIN: 2}), BOB: AgentState(address=BOB, load=2, open={"": 2})}
    found = sent(past=Past(skills=records, agents=open_))
    assert 0.9 < factor(found, ALICE, "time") / factor(found, BOB, "time") < 1.1
    idle = sent(past=Past(skills=records, agents={ALICE: open_[ALICE]}))
    assert factor(idle, BOB, "time") == 1.0
    assert factor(idle, ALICE, "time") < 0.5


def test_outcomes_of_long_ago_say_little() -> None:
    past = Past(skills=outcomes((BOB, "solved", 6), (ALICE, "given_on", 4)))
    later = sent(past=past, now=MONDAY_10 + timedelta(days=2000))
    assert abs(factor(later, BOB, "skill") - 0.5) < 0.1


# -- load, fairness, tier, history ---------------------------------------------------------------------------------------


def test_a_desk_full_of_hard_tickets_is_fuller() -> None:
    records = {**outcomes((ALICE, "solved", 20), hours=8.0), **outcomes((ALICE, "solved", 20), intent=REFUND, hours=0.5)}
    open_ = {
        ALICE: AgentState(address=ALICE, load=3, open={LOGIN: 3}),
        BOB: AgentState(address=BOB, load=3, open={REFUND: 3}),
    }
    found = sent(past=Past(skills=records, agents=open_))
    assert factor(found, ALICE, "load") < factor(found, BOB, "load")
    because = next(f.because for f in of(found, ALICE).factors if f.name == "load")
    assert because.startswith("3 of 8 open, as much work as ")


def test_whoever_got_more_this_week_comes_later() -> None:
    week = {ALICE: AgentState(address=ALICE, week=12), BOB: AgentState(address=BOB, week=2)}
    found = sent(past=Past(agents=week))
    assert found.agent == BOB
    assert "got 2 this week" in found.because


def test_an_important_customer_gets_the_most_capable_though_busier() -> None:
    agents = {**PAIR, BOB: replace(PAIR[BOB], skills={"login": 1.0})}
    agents[ALICE] = replace(PAIR[ALICE], skills={"login": 0.7})
    busy = Past(agents={BOB: AgentState(address=BOB, load=5)})
    book = rulebook(agents=agents)
    assert sent(book=book, past=busy).agent == ALICE
    assert sent(book=book, past=busy, on=ticket(tier="vip")).agent == BOB


def test_a_solution_that_did_not_hold_speaks_half_as_loud() -> None:
    def solved(reopened: int) -> Past:
        last = PastTicket(
            number=12, subject="s", state="closed", intent=None, agent=BOB, resolved_by=BOB,
            opened_at=MONDAY_10, resolved_at=MONDAY_10, reopened=reopened,
        )  # fmt: skip
        return Past(story=(last,))

    assert factor(sent(past=solved(0)), BOB, "history") == 1.0
    assert factor(sent(past=solved(1)), BOB, "history") == 0.5


# -- who is passed over --------------------------------------------------------------------------------------------------


def test_it_never_goes_back_to_who_gave_it_on_while_anybody_else_may_have_it() -> None:
    found = sent(on=ticket(number=7, intent=LOGIN, passed=(ALICE,)))
    assert (found.agent, of(found, ALICE).why_not) == (BOB, "had_it")
    busy = Past(agents={BOB: AgentState(address=BOB, load=8)})
    assert sent(on=ticket(number=7, intent=LOGIN, passed=(ALICE,)), past=busy).reason == "queue_full"


def test_what_everybody_had_goes_to_the_lead() -> None:
    agents = {**PAIR, DANA: Agent(address=DANA, name="Dana")}
    found = sent(book=rulebook(agents=agents), on=ticket(number=7, intent=LOGIN, passed=(ALICE, BOB)))
    assert (found.agent, found.reason, found.because) == (DANA, "triage", ("everybody who can do it has had it",))


def test_after_two_hands_it_goes_to_a_senior() -> None:
    carol = "carol@example.com"
    expert = Agent(address=carol, name="Carol", teams=("helpdesk",), skills={"login": 1.0})
    agents = {**PAIR, carol: expert, DANA: Agent(address=DANA, name="Dana", teams=("helpdesk",), senior=True)}
    book = rulebook(agents=agents)
    assert sent(book=book, on=ticket(number=7, intent=LOGIN, passed=(ALICE,))).agent == carol
    found = sent(book=book, on=ticket(number=7, intent=LOGIN, passed=(ALICE, BOB)))
    assert found.agent == DANA
    assert "it went through 2 hands, so to a senior" in found.because


def test_who_asked_not_to_get_it_gets_it_only_where_nobody_else_can() -> None:
    wishes = {ALICE: AgentState(address=ALICE, wishes={"login": "no"})}
    found = sent(past=Past(agents=wishes))
    assert (found.agent, of(found, ALICE).why_not) == (BOB, "asked_not")
    alone = {**wishes, BOB: AgentState(address=BOB, load=8)}
    forced = sent(past=Past(agents=alone))
    assert forced.agent == ALICE
    assert "nobody else can take it now" in forced.because


def test_a_wish_by_mail_counts_like_one_of_the_settings_and_before_it() -> None:
    assert sent(past=Past(agents={BOB: AgentState(address=BOB, wishes={LOGIN: "want"})})).agent == BOB
    agents = {**PAIR, BOB: replace(PAIR[BOB], wants=("login",))}
    book = rulebook(agents=agents)
    assert sent(book=book).agent == BOB
    assert sent(book=book, past=Past(agents={BOB: AgentState(address=BOB, wishes={"login": "no"})})).agent == ALICE


def test_what_needs_two_skills_waits_for_one_who_has_both_rather_than_wander() -> None:
    both = read((LOGIN, 0.6), (REFUND, 0.55))
    full = Past(agents={DANA: AgentState(address=DANA, load=8)})
    agents = rulebook().agents
    book = rulebook(agents={**agents, ALICE: replace(agents[ALICE], skills={"login": 0.9})})
    found = sent(book=book, reading=both, past=full)
    assert (found.agent, found.reason) == (None, "queue_full")
    assert {c.agent: c.why_not for c in found.candidates} == {DANA: "full", ALICE: "lacks_skill"}


def test_a_second_need_that_nobody_is_sure_of_keeps_nobody_from_it() -> None:
    guessed = read((LOGIN, 0.6), (REFUND, 0.54))
    agents = rulebook().agents
    book = rulebook(agents={**agents, ALICE: replace(agents[ALICE], skills={"login": 0.9})})
    assert sent(book=book, reading=guessed).agent == DANA  # who can do both comes first
    full = Past(agents={DANA: AgentState(address=DANA, load=8)})
    found = sent(book=book, reading=guessed, past=full)
    assert (found.agent, found.reason) == (ALICE, "best")
    assert {c.agent: c.why_not for c in found.candidates} == {DANA: "full", ALICE: None}


def test_a_second_need_that_nobody_is_sure_of_makes_no_team_strict_and_asks_nobody_s_wish() -> None:
    guessed = read((LOGIN, 0.6), (REFUND, 0.54))
    intents = {**rulebook().intents, REFUND: replace(rulebook().intents[REFUND], teams="strict")}
    agents = rulebook().agents
    outside = {ALICE: replace(agents[ALICE], teams=("elsewhere",), skills={"login": 0.9})}
    wishes = Past(agents={ALICE: AgentState(address=ALICE, wishes={"billing": "no"})})
    assert sent(book=rulebook(agents=outside, intents=intents), reading=guessed, past=wishes).candidates[0].why_not is None


def test_a_second_need_is_remembered_when_the_ticket_moves() -> None:
    moved = ticket(number=7, intent=LOGIN, also=REFUND, passed=(ALICE,))
    assert sent(book=rulebook(), on=moved, reading=read()).agent == DANA


# -- modes ---------------------------------------------------------------------------------------------------------------


def shadow() -> Rulebook:
    return rulebook(agents=PAIR, routing=RoutingSettings(mode="shadow"))


def test_a_mode_the_desk_changed_holds_until_the_settings_change() -> None:
    kept = ModeKept(mode="live", was="shadow", at=MONDAY_10, why="better")
    past = Past(modes={LOGIN: kept})
    assert sent(book=shadow()).mode == "shadow"
    assert (sent(book=shadow(), past=past).mode, sent(book=shadow(), past=past).agent) == ("live", ALICE)
    assert sent(book=rulebook(routing=RoutingSettings(mode="assist")), past=past).mode == "assist"


def test_an_intent_may_have_a_pilot_of_its_own() -> None:
    intents = {**rulebook().intents, LOGIN: replace(rulebook().intents[LOGIN], pilot=0.2)}
    modes = [sent(book=rulebook(intents=intents), on=ticket(customer=f"c{n}@example.org")).mode for n in range(500)]
    assert 65 < modes.count("live") < 135
    refunds = read((REFUND, 0.9))
    assert sent(book=rulebook(intents=intents), reading=refunds).mode == "live"


def test_both_choices_are_kept_and_told_in_every_mode() -> None:
    found = sent(book=shadow())
    assert (found.intent, found.by_model, found.by_rules, found.agent) == (LOGIN, ALICE, "helpdesk", None)
    assert "  the model would have chosen alice@example.com; the rules say helpdesk" in explained(found)
    live = sent()
    assert (live.by_model, live.by_rules) == (ALICE, "helpdesk")
    told = explained(live)
    assert "  the model's choice; the rules alone would have said helpdesk" in told
    assert "  next best: bob@example.com" in told


def test_the_same_mail_and_state_have_the_same_explanation() -> None:
    past = Past(skills=outcomes((BOB, "solved", 3), (ALICE, "reopened", 2), (ALICE, "solved", 4)))
    again = Past(skills=dict(reversed(list(past.skills.items()))))
    assert explained(sent(past=past)) == explained(sent(past=again)) == explained(sent(past=past))
