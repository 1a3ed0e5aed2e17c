"""Sensitive mail goes to the people named for its class, and nothing about it is automatic, whatever the model says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mailgate.model.decision import AddEntry, ChangeTicket, KeepRoute
from mailgate.model.facts import AgentState, Past
from mailgate.model.form import Form
from mailgate.model.reading import Reading, Urgency
from mailgate.model.rules import Actions, Clause, Condition, Intent, RoutingSettings, Rule, Test
from mailgate.policy.why import why
from tests.policy.desk import ALICE, BOB, DANA, LEGAL, hour, read
from tests.policy.mails import (
    MALLORY,
    MARIA,
    answered_by_alice,
    arrived,
    decided,
    effects,
    facts,
    judged,
    letter,
    mail,
    notices,
    story,
    sure_of,
    the_ticket,
    token,
    told,
)

NAMED = RoutingSettings(
    triage=DANA, sensitive={"legal": LEGAL, "privacy": LEGAL, "press": BOB, "executive": DANA, "safety": DANA}
)
KNOWN = arrived(sure_of(MARIA))
JOINS = facts(story(), letters=(letter("customer", MARIA),))


def sensitive(name: str, words: str = "so they say", **changes: Any) -> Reading:
    """A mail that the model surely takes for a log-in."""
    return read(("account.access", 0.98), sensitive=name, sensitive_because=(words,), **changes)


def about(name: str, **then: Any) -> Rule:
    when = Condition(clauses=(Clause(field="sensitive", any_of=(Test(kind="equals", value=name),)),))
    return Rule(name=f"about {name}", when=when, then=Actions(**then))


def opened(name: str, *rules: Rule, routing: RoutingSettings = NAMED, **changes: Any) -> Any:
    return decided(mail(), arrival=KNOWN, reading=sensitive(name, **changes), judgement=judged(routing=routing, rules=rules))


@pytest.mark.parametrize(
    ("name", "person"), [("legal", LEGAL), ("privacy", LEGAL), ("press", BOB), ("executive", DANA), ("safety", DANA)]
)
def test_every_class_goes_to_who_is_named_for_it_and_nothing_is_automatic(name: str, person: str) -> None:
    decision = opened(name)
    ticket = the_ticket(decision)
    assert (ticket.agent, ticket.hold_for, ticket.automation, ticket.sensitive) == (person, person, False, name)
    assert told(decision) == [("handover", person)]
    assert decision.because[-1] == "not acknowledged: automation is off for this ticket"


def test_the_hand_over_the_route_and_the_decision_say_the_class_and_its_words() -> None:
    decision = opened("press", words="Our podcast would like an interview")
    said = "sensitive: press – “Our podcast would like an interview”"
    assert notices(decision)[0].data["because"] == [said, "kept for Bob"]
    assert effects(decision, KeepRoute)[0].route.because == (said, "kept for Bob")
    assert said in decision.because


@pytest.mark.parametrize(("name", "person"), [("press", BOB), ("legal", ALICE)])
def test_a_rule_on_what_the_model_takes_it_for_keeps_only_mail_of_its_own_class(name: str, person: str) -> None:
    when = Condition(clauses=(Clause(field="intent", any_of=(Test(kind="equals", value="legal.threat"),)),))
    rule = Rule(name="Legal goes to a human", when=when, then=Actions(hold_for=ALICE))
    reading = read(("legal.threat", 0.62), sensitive=name, sensitive_because=("so they say",))
    known = {**judged().rulebook.intents, "legal.threat": Intent(name="legal.threat", team="helpdesk", sensitive=True)}
    ticket = the_ticket(
        decided(mail(), arrival=KNOWN, reading=reading, judgement=judged(routing=NAMED, rules=(rule,), intents=known))
    )
    assert (ticket.agent, ticket.hold_for, ticket.automation) == (person, person, False)


def test_a_class_may_belong_to_a_team() -> None:
    routing = replace(NAMED, sensitive={"press": "billing"})
    decision = opened("press", routing=routing)
    assert (the_ticket(decision).team, the_ticket(decision).agent) == ("billing", None)
    assert told(decision) == [("handover", BOB), ("handover", DANA)]


def test_a_mode_that_only_watches_makes_no_difference() -> None:
    assert the_ticket(opened("press", routing=replace(NAMED, mode="shadow"))).agent == BOB


def test_a_class_that_is_switched_off_is_like_any_mail() -> None:
    decision = opened("press", routing=replace(NAMED, sensitive={"legal": LEGAL}))
    ticket = the_ticket(decision)
    assert (ticket.agent, ticket.automation, ticket.sensitive) == (ALICE, True, None)
    assert told(decision) == [("acknowledgement", MARIA), ("handover", ALICE)]


def test_a_rule_that_keeps_it_for_somebody_comes_first() -> None:
    ticket = the_ticket(opened("press", about("press", hold_for=LEGAL)))
    assert (ticket.agent, ticket.automation) == (LEGAL, False)


def test_a_rule_about_sensitive_mail_may_name_its_agent() -> None:
    ticket = the_ticket(opened("press", about("press", agent=ALICE)))
    assert (ticket.agent, ticket.hold_for, ticket.automation) == (ALICE, None, False)


def test_a_rule_about_something_else_moves_no_sensitive_mail() -> None:
    everything = Rule(name="all", when=Condition(), then=Actions(agent=ALICE, team="helpdesk"))
    assert the_ticket(opened("press", everything)).agent == BOB


def test_only_a_rule_can_switch_automation_on() -> None:
    decision = opened("press", about("press", automation=True))
    assert told(decision) == [("acknowledgement", MARIA), ("handover", BOB)]


def test_danger_is_urgent() -> None:
    decision = opened("safety", urgency=Urgency(level="low", score=0.1))
    assert (the_ticket(decision).priority, the_ticket(decision).urgency) == ("urgent", "low")
    assert notices(decision)[0].data["priority_because"][-1] == "somebody may be in danger"


def test_a_rule_says_how_urgent_danger_is() -> None:
    assert the_ticket(opened("safety", about("safety", priority="high"))).priority == "high"


def test_while_the_person_for_danger_is_away_the_others_who_look_after_it_hear_at_once() -> None:
    routing = replace(NAMED, sensitive={"safety": LEGAL})
    away = Past(agents={LEGAL: AgentState(address=LEGAL, away_until=hour(9, day=27))})
    decision = decided(mail(), arrival=KNOWN, reading=sensitive("safety"), past=away, judgement=judged(routing=routing))
    assert told(decision) == [("handover", LEGAL), ("handover", DANA)]
    press = decided(mail(), arrival=KNOWN, reading=sensitive("press"), past=away, judgement=judged(routing=NAMED))
    assert told(press) == [("handover", BOB)]


def test_what_a_machine_reports_is_no_threat() -> None:
    report = mail(form=Form(rule="Nagios", customer=None, proven=True))
    decision = decided(report, arrival=KNOWN, reading=sensitive("safety"), judgement=judged(routing=NAMED))
    assert the_ticket(decision).hold_for is None


def test_a_sensitive_intent_of_another_class_does_not_take_it_at_half_the_confidence() -> None:
    legal = Rule(
        name="legal",
        when=Condition(clauses=(Clause(field="intent", any_of=(Test(kind="equals", value="legal.threat"),)),)),
        then=Actions(hold_for=LEGAL),
    )
    reading = replace(sensitive("press"), intents=read(("legal.threat", 0.4)).intents)
    book = judged(routing=NAMED, rules=(legal,), intents={"legal.threat": Intent(name="legal.threat", sensitive=True)})
    assert the_ticket(decided(mail(), arrival=KNOWN, reading=reading, judgement=book)).agent == BOB


# -- a ticket that turns sensitive -----------------------------------------------------------------------------------


def replied(name: str, *rules: Rule, at: Any = JOINS, **changes: Any) -> Any:
    return decided(mail(), at, arrival=KNOWN, reading=sensitive(name, **changes), judgement=judged(routing=NAMED, rules=rules))


def test_an_open_ticket_that_turns_sensitive_is_handed_to_the_person_named_and_its_agent_is_told() -> None:
    decision = replied("legal", words="my lawyer will call you")
    ticket = effects(decision, ChangeTicket)[0].ticket
    assert (ticket.agent, ticket.hold_for, ticket.automation, ticket.sensitive) == (LEGAL, LEGAL, False, "legal")
    assert told(decision) == [("handover", LEGAL), ("rule_notice", ALICE)]
    assert notices(decision)[1].data["because"] == (
        "#1042 is with Legal from now on, and nothing about it is automatic: sensitive: legal – “my lawyer will call you”"
    )
    assert "sensitive: legal – “my lawyer will call you”; nothing is automatic from now on" in decision.because


def test_so_is_one_that_comes_back() -> None:
    ended = facts(story(state="resolved", resolved_at=hour(8), waiting_since=None), letters=(letter("customer", MARIA),))
    decision = replied("safety", at=ended)
    ticket = effects(decision, ChangeTicket)[0].ticket
    assert (decision.reason, ticket.agent, ticket.automation, ticket.priority) == ("reopened", DANA, False, "urgent")


def test_where_the_person_named_has_it_already_it_stays() -> None:
    theirs = facts(story(agent=LEGAL), letters=(letter("customer", MARIA),))
    decision = replied("legal", at=theirs)
    ticket = effects(decision, ChangeTicket)[0].ticket
    assert (ticket.agent, ticket.hold_for, ticket.automation) == (LEGAL, LEGAL, False)
    assert told(decision) == [("customer_replied", LEGAL)]


def test_what_is_kept_for_somebody_stays_and_the_person_named_is_told() -> None:
    kept = facts(story(agent=LEGAL, hold_for=LEGAL, sensitive="legal", automation=False), letters=(letter("customer", MARIA),))
    decision = replied("safety", at=kept)
    ticket = effects(decision, ChangeTicket)[0].ticket
    assert (ticket.agent, ticket.hold_for, ticket.sensitive, ticket.priority) == (LEGAL, LEGAL, "safety", "urgent")
    assert told(decision) == [("customer_replied", LEGAL), ("rule_notice", DANA)]


def test_it_is_handed_over_once() -> None:
    already = facts(story(hold_for=LEGAL, agent=LEGAL, sensitive="legal", automation=False), letters=(letter("customer", MARIA),))
    assert told(replied("legal", at=already)) == [("customer_replied", LEGAL)]
    assert told(replied("press", at=already)) == [("customer_replied", LEGAL)]


def test_a_rule_about_sensitive_mail_holds_for_later_mails_too() -> None:
    assert effects(replied("press", about("press", hold_for=LEGAL)), ChangeTicket)[0].ticket.agent == LEGAL


def test_a_thanks_that_threatens_is_no_mere_thanks() -> None:
    ended = facts(story(state="resolved", resolved_at=hour(8), waiting_since=None), letters=(letter("customer", MARIA),))
    assert replied("legal", at=ended, courtesy=True).reason == "reopened"


def test_who_keeps_a_class_hears_of_a_stranger_on_the_ticket_who_writes_such_mail() -> None:
    found = facts(story(), tokens=(token("customer", MARIA),))
    decision = decided(mail(MALLORY), found, reading=sensitive("legal"), judgement=judged(routing=NAMED))
    assert (decision.outcome, told(decision)) == ("pending", [("pending_mail", ALICE), ("pending_mail", LEGAL)])
    assert effects(decision, AddEntry)[0].entry.visibility == "pending"


# -- a person looked -------------------------------------------------------------------------------------------------


def test_who_keeps_it_may_say_that_it_was_nothing_and_it_goes_its_way() -> None:
    kept = story(agent=ALICE, hold_for=ALICE, sensitive="press", sensitive_because=("they said",), automation=False)
    decision = answered_by_alice("#misroute billing", kept, judgement=judged(routing=replace(NAMED, sensitive={"press": ALICE})))
    ticket = effects(decision, ChangeTicket)[0].ticket
    assert (ticket.team, ticket.hold_for, ticket.sensitive, ticket.automation) == ("billing", None, None, True)


def test_what_an_agent_calls_a_sensitive_intent_goes_to_the_person_of_its_class() -> None:
    intents = {"legal.threat": Intent(name="legal.threat", sensitive=True)}
    decision = answered_by_alice("#intent legal.threat", judgement=judged(routing=NAMED, intents=intents))
    ticket = effects(decision, ChangeTicket)[0].ticket
    assert (ticket.agent, ticket.hold_for, ticket.automation) == (LEGAL, LEGAL, False)


def test_why_and_status_say_the_class_and_its_words() -> None:
    kept = story(agent=ALICE, hold_for=ALICE, sensitive="press", sensitive_because=("May I quote you?",), automation=False)
    lines = why(kept.ticket, sensitive("press", "May I quote you?"), (), (), judged().rulebook)
    said = "sensitive: press – “May I quote you?”"
    assert f"  {said}; kept for {ALICE}, and nothing about it is automatic" in lines
    told_lines = notices(answered_by_alice("#status", kept))[0].data["lines"]
    assert any(said in row for line in told_lines for row in line.get("rows", ()))
