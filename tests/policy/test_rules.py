"""Conditions by every fact of a `when:`, and what rules do together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from mailgate.adapters.yaml_rules import load_desk
from mailgate.model.decision import Bounce, CustomerMail
from mailgate.model.message import Attachment, Forwarded
from mailgate.model.people import Organisation
from mailgate.model.reading import Entity, IntentScore, Mood, Reading, Urgency
from mailgate.model.rules import ALWAYS, Actions, Clause, Condition, Intent, Rule, Rulebook, Test, Trigger
from mailgate.policy.rules import RuleFacts, combined, fired, holds, rule_facts, triggered
from tests.policy.desk import ALICE, MONDAY_10, hour, rulebook, ticket
from tests.policy.mails import mail

ACME = Organisation(
    key="acme.example", name="Acme", tier="vip", plan="pro", trial_until=date(2026, 11, 23),
    departments={"IT@acme.example": "IT"},
)  # fmt: skip
BOOK = rulebook(customers={"acme.example": ACME})
LOG = Attachment(name="log.TXT", type="text/plain", data=b"x", sha256="0")
LOGO = replace(LOG, name="logo.png", inline=True)
MAIL = mail(
    "it@mail.acme.example", "It says error 500.", subject="Login BROKEN", attachments=(LOG, LOGO),
    headers=(("X-Priority", "1 (Highest)"), ("X-Empty", "")), forwarded=Forwarded(text="call my lawyer"),
)  # fmt: skip
READING = Reading(
    language="en",
    intents=(IntentScore(name="account.access", confidence=0.9), IntentScore(name="billing.refund", confidence=0.4)),
    entities=(Entity(type="ORDER", text="A-1042", start=0, end=6),),
    urgency=Urgency(level="high", score=0.8),
    mood=Mood(score=-0.6, frustrated=True),
)


@pytest.fixture(scope="module")
def conditions(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Reads a `when:` as the settings do."""
    folder = tmp_path_factory.mktemp("conditions")

    def condition(when: str) -> Condition:
        text = """
            server: {domain: desk.example}
            desk:
              mailboxes: {support@example.com: {team: helpdesk}, billing@example.com: {team: billing}}
              hours: {office: {timezone: Europe/Rome, mon-fri: "09:00-18:00"}}
              agents: {alice@example.com: {name: Alice, teams: [helpdesk]}, bob@example.com: {teams: [billing]}}
              customers: {acme.example: {tier: vip, trial_until: 2026-12-31}}
              intents: {account.access: {phrases: [x]}, billing.refund: {phrases: [x]}}
            """
        file = Path(folder / "settings.yaml")
        file.write_text(f"{dedent(text)}  rules: [{{name: r, when: {{{when}}}, then: {{notify: lead}}}}]\n")
        return load_desk(file)[1].rules[0].when

    return condition


def facts(book: Rulebook = BOOK, **given: Any) -> RuleFacts:
    known: dict[str, Any] = {"rulebook": book, "now": MONDAY_10, "message": MAIL, "reading": READING}
    return rule_facts(**(known | given))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("mailbox: support@example.com", True), ("mailbox: billing@example.com", False),
        ("from: IT@mail.acme.example", True), ("from: [x@y.example, it@mail.acme.example]", True), ("from: x@y.example", False),
        ("domain: mail.acme.example", True), ("domain: acme.example", True), ("domain: cme.example", False),
        ("organisation: acme.example", True), ("organisation: ACME", True), ("organisation: other", False),
        ("tier: vip", True), ("tier: [standard, VIP]", True), ("tier: standard", False),
        ("plan: pro", True), ("plan: basic", False),
        ("trial: true", True), ("trial: false", False),
        ("subject: broken", True), ("subject: '^broken'", False), ("subject: '(?-i)broken'", False),
        ("subject: '^login\\b'", True),
        ("header: {X-Priority: '^1'}", True), ("header: {x-priority: ['^5', '^1']}", True), ("header: {X-Priority: '^5'}", False),
        ("header: {X-Empty: true}", True), ("header: {X-Spam: true}", False), ("header: {X-Spam: false}", True),
        ("text: 'error \\d+'", True), ("text: LAWYER", True), ("text: refund", False),
        ("intent: account.access", True), ("intent: billing.refund", False), ("intent: [billing.refund, account.access]", True),
        ("confidence: '>=0.9'", True), ("confidence: 0.9", True), ("confidence: '>=91%'", False), ("confidence: '<0.95'", True),
        ("entity: ORDER", True), ("entity: order", True), ("entity: VERSION", False),
        ("entity: {ORDER: '^A-'}", True), ("entity: {ORDER: '^B-'}", False),
        ("urgency: high", True), ("urgency: [critical, high]", True), ("urgency: low", False), ("urgency: '>=0.8'", True),
        ("mood: frustrated", True), ("mood: negative", True), ("mood: positive", False), ("mood: '<-0.5'", True),
        ("language: en", True), ("language: [it, de]", False),
        ("kind: human", True), ("kind: customer", False), ("kind: bounce", False),
        ("attachments: true", True), ("attachments: false", False), ("attachments: '>=1'", True), ("attachments: '>=2'", False),
        ("attachments: '\\.txt$'", True), ("attachments: png", False),
        ("hours: office", True), ("hours: {outside: office}", False), ("hours: {inside: office}", True), ("hours: always", True),
        ("team: helpdesk", True), ("team: billing", False), ("agent: Alice", False), ("state: new", True), ("tags: x", False),
        ("by: customer", False), ("tier: vip, urgency: high", True), ("tier: vip, urgency: low", False),
    ],
)  # fmt: skip
def test_a_mail_of_acme_on_a_monday_morning(conditions: Any, when: str, expected: bool) -> None:
    assert holds(conditions(when), facts()) is expected


@pytest.mark.parametrize(
    ("when", "given", "expected"),
    [
        ("department: IT", {"sender": "it@acme.example"}, True),
        ("department: IT", {"sender": "hr@acme.example"}, False),
        ("tier: standard", {"sender": "maria@example.org"}, True),
        ("trial: true", {"now": hour(9, day=24), "sender": "it@acme.example"}, False),
        ("trial: false", {"sender": "maria@example.org"}, True),
        ("hours: office", {"now": hour(20)}, False),
        ("hours: {outside: office}", {"now": hour(20)}, True),
        ("by: customer", {"by": "customer"}, True),
        ("by: agent", {"by": ALICE}, True),
        ("by: alice@example.com", {"by": ALICE}, True),
        ("by: customer", {"by": "maria@example.org"}, True),
        ("kind: customer", {"kind": CustomerMail(sender="x", sender_name=None, verified=True, why="w")}, True),
        ("kind: bounce", {"kind": Bounce(why="w")}, True),
        ("kind: list", {"kind": "list"}, True),
        ("team: billing", {"team": "billing"}, True),
        ("agent: alice", {"agent": ALICE}, True),
        ("intent: account.access", {"reading": None}, False),
        ("urgency: normal", {"reading": None}, False),
        ("attachments: false", {"message": None}, True),
        ("subject: .", {"message": None}, False),
    ],
)
def test_what_else_may_be_known(conditions: Any, when: str, given: dict[str, Any], expected: bool) -> None:
    assert holds(conditions(when), facts(**given)) is expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("state: waiting", True), ("state: [new, open]", False), ("tags: BUG", True), ("tags: [x, bug]", True),
        ("tags: x", False), ("team: billing", True), ("agent: alice@example.com", True), ("intent: billing.refund", True),
        ("confidence: '>=0.7'", True),
        ("language: it", True), ("urgency: critical", True), ("tier: gold", True), ("mailbox: billing@example.com", True),
        ("from: maria@example.org", True), ("subject: refund", True),
    ],
)  # fmt: skip
def test_a_ticket_alone_says_much(conditions: Any, when: str, expected: bool) -> None:
    known = ticket(
        state="waiting",
        tags=("bug",),
        team="billing",
        agent=ALICE,
        intent="billing.refund",
        confidence=0.7,
        language="it",
        urgency="critical",
        tier="gold",
        mailbox="billing@example.com",
        subject="Refund please",
    )
    assert holds(conditions(when), rule_facts(rulebook=BOOK, now=MONDAY_10, ticket=known)) is expected


def test_a_broken_character_keeps_no_rule_from_looking(conditions: Any) -> None:
    broken = facts(message=replace(MAIL, reply="b\udcffroken error 500"))
    assert holds(conditions("text: 'error \\d+'"), broken) is True


def test_headers_that_repeat_by_the_thousand_are_all_looked_at_in_no_time(conditions: Any) -> None:
    many = facts(message=replace(MAIL, headers=tuple(("Received", f"hop {n}") for n in range(20_000))))
    assert holds(conditions("header: {Received: 'hop 19999$'}"), many) is True


def test_no_condition_always_holds() -> None:
    assert holds(ALWAYS, {}) is True


def test_an_intent_we_are_not_sure_of_does_not_hold_unless_it_is_sensitive_and_said(conditions: Any) -> None:
    reading = replace(READING, intents=(IntentScore(name="billing.refund", confidence=0.4, because=("Money",)),))
    assert holds(conditions("intent: billing.refund"), facts(reading=reading)) is False
    book = rulebook(intents={"billing.refund": Intent(name="billing.refund", sensitive=True)})
    assert holds(conditions("intent: billing.refund"), facts(book, reading=reading)) is False
    assert holds(conditions("intent: billing.refund"), facts(book, reading=replace(reading, sensitive="legal"))) is True
    phrased = rulebook(intents={"billing.refund": Intent(name="billing.refund", sensitive=True, phrases=("money",))})
    assert holds(conditions("intent: billing.refund"), facts(phrased, reading=reading)) is True


def test_a_sensitive_intent_holds_beside_a_surer_one(conditions: Any) -> None:
    book = rulebook(intents={"billing.refund": Intent(name="billing.refund", sensitive=True)})
    assert holds(conditions("intent: billing.refund"), facts(book, reading=replace(READING, sensitive="legal"))) is True


def test_with_a_confidence_of_its_own_a_condition_asks_for_the_best_guess(conditions: Any) -> None:
    reading = replace(READING, intents=(IntentScore(name="billing.refund", confidence=0.4),))
    assert holds(conditions("intent: billing.refund, confidence: '<0.5'"), facts(reading=reading)) is True


# -- rules together --------------------------------------------------------------------------------------------------


def when(field: str, value: str) -> Condition:
    return Condition(clauses=(Clause(field=field, any_of=(Test(kind="equals", value=value),)),))


def test_rules_fire_in_order_up_to_one_that_stops() -> None:
    rules = (
        Rule(name="vip", when=when("tier", "vip"), then=Actions(tags=("vip",))),
        Rule(name="other", when=when("tier", "gold"), then=Actions(tags=("gold",))),
        Rule(name="stop", when=ALWAYS, then=Actions(), stop=True),
        Rule(name="late", when=ALWAYS, then=Actions()),
    )
    assert [rule.name for rule in fired(rules, facts())] == ["vip", "stop"]


def test_what_a_rule_sets_holds_for_the_rules_after_it() -> None:
    rules = (
        Rule(name="before", when=when("tags", "night"), then=Actions()),
        Rule(name="tag", when=ALWAYS, then=Actions(tags=("night",), team="billing")),
        Rule(name="after", when=when("tags", "night"), then=Actions()),
        Rule(name="team", when=when("team", "billing"), then=Actions()),
    )
    assert [rule.name for rule in fired(rules, facts())] == ["tag", "after", "team"]


def test_later_rules_win_and_lists_add_up() -> None:
    one = Rule(name="1", when=ALWAYS, then=Actions(team="a", priority="low", tags=("x", "y"), notify=("lead",), automation=False))
    two = Rule(name="2", when=ALWAYS, then=Actions(team="b", tags=("y", "z"), acknowledge=False, ignore=True))
    assert combined((one, two)) == Actions(
        team="b", priority="low", tags=("x", "y", "z"), notify=("lead",), automation=False, acknowledge=False, ignore=True
    )


def test_no_rules_touch_nothing() -> None:
    assert combined(()) == Actions()


def test_triggers_answer_to_what_happened() -> None:
    replied = Trigger(on="replied", when=when("state", "resolved"), then=Actions(notify=("agent",)))
    closed = Trigger(on="closed", when=ALWAYS, then=Actions(notify=("lead",)))
    known = rule_facts(rulebook=BOOK, now=MONDAY_10, ticket=ticket(state="resolved"), by="customer")
    assert triggered((replied, closed), "replied", known) == (replied,)
    assert triggered((replied, closed), "created", known) == ()
