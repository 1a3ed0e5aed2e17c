"""Sample facts, so that every template can be seen and checked before it writes a real letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from mailgate.adapters.letter_sample_ticket import ALICE, BOX, DANA, MARIA, NOW, sample_facts
from mailgate.model.delivery import Audience, LetterFacts, Notice
from mailgate.model.documents import Documents, Passage
from mailgate.model.people import Agent, Mailbox, Organisation, Team
from mailgate.model.promise import Hours
from mailgate.model.report import Count, Group, Marks, PromiseCount, Report, Spread
from mailgate.model.rules import Rulebook
from mailgate.policy.report import as_json

__all__ = ["ALICE", "BOX", "DANA", "DATA", "MARIA", "NOW", "sample", "sample_rulebook"]

DATA: dict[str, tuple[Audience, dict[str, Any]]] = {
    "acknowledgement": ("customer", {"answer_by": (NOW + timedelta(minutes=58)).isoformat(), "nobody_in": False, "plain": False}),
    "answer": ("customer", {"resolves": False}),
    "status_changed": ("customer", {"state": "on_hold", "by_name": "Alice"}),
    "waiting_reminder": ("customer", {"step": 1}),
    "resolved": ("customer", {"by_name": "Alice"}),
    "closed": ("customer", {"by_name": None}),
    "feedback_request": ("customer", {"scale": 5}),
    "feedback_thanks": ("customer", {"score": 2, "scale": 5}),
    "handover": (
        "agent",
        {
            "because": ["skill login 0.9", "0 of 8 tickets"],
            "reason": "best",
            "queue": None,
            "again": False,
            "suggested": None,
            "priority_because": ["“presentation in an hour”", "impact medium"],
        },
    ),
    "customer_replied": ("agent", {"unverified": False}),
    "pending_mail": ("agent", {"sender": "paul@partner.example", "sender_name": "Paul Meyer"}),
    "sla_warning": ("agent", {"promise": "first_response", "due": (NOW + timedelta(minutes=15)).isoformat(), "fraction": 0.75}),
    "escalation": (
        "agent",
        {
            "promise": "first_response",
            "due": (NOW - timedelta(minutes=20)).isoformat(),
            "step": 1,
            "overdue": True,
        },
    ),
    "transcript": (
        "agent",
        {
            "lines": [
                {"command": "#tag login", "ok": True, "text": "tagged login"},
                {"command": "#assign bob", "ok": False, "text": "nobody here is called bob; did you mean Bea?"},
                {
                    "command": "#why",
                    "ok": True,
                    "text": "#1042 I can't access my account",
                    "rows": [
                        "About: account.access, 93 % sure",
                        "  it says “can't access my account”",
                        "It is with Alice",
                        "  to Alice (best): account.access 0.93; skill login 0.9",
                    ],
                },
            ],
            "held": False,
            "suggestion": None,
            "hold_words": [],
        },
    ),
    "not_acted_on": (
        "agent",
        {
            "why": "no proof of origin",
            "fix": "Send it through our submission port with your password, or from your company's own mail server.",
        },
    ),
    "delivery_failure": (
        "agent",
        {
            "recipient": MARIA,
            "status": "5.1.1",
            "reply": "550 5.1.1 no such user here",
            "what": "answer",
            "subject": "I can't access my account",
        },
    ),
    "rule_notice": ("agent", {"rule": "VIP outages wake the lead", "because": "rule “VIP outages wake the lead”"}),
    "spike": (
        "agent",
        {
            "told": "14 tickets name PAY-503 in 20 minutes, normal is 1",
            "customers": 13,
            "named": "PAY-503",
            "tickets": list(range(1030, 1043)),
            "subjects": ["PAY-503 when I pay", "Payment fails since this morning", "Error PAY-503"],
            "events": [{"name": "release 4.2", "at": (NOW - timedelta(minutes=35)).isoformat()}],
        },
    ),
    "queue_waiting": (
        "agent",
        {
            "team": "helpdesk",
            "many": 5,
            "tickets": [
                {
                    "number": 1043,
                    "subject": "Error PAY-503",
                    "customer": MARIA,
                    "priority": "high",
                    "at": (NOW - timedelta(minutes=50)).isoformat(),
                },
                {
                    "number": 1044,
                    "subject": "Invoice for October",
                    "customer": "jo@example.org",
                    "priority": "normal",
                    "at": (NOW - timedelta(minutes=20)).isoformat(),
                },
            ],
            "more": 3,
            "people": "Alice has 8 of 8 open, Dana is away until Monday 09:00",
        },
    ),
    "discovery": (
        "agent",
        {
            "name": "barcode_scanner",
            "many": 11,
            "customers": 9,
            "lately": 6,
            "words": ["barcode", "scanner", "labels"],
            "tickets": [1017, 1030, 1038],
            "yaml": ["barcode_scanner:", '  team: "helpdesk"', "  examples:", '    - "The scanner refuses our labels."'],
        },
    ),
    "admin_notice": (
        "admin",
        {
            "subject": "the rules were not reloaded",
            "lines": ["settings.yaml:42:7: unknown key `phrase`; did you mean `phrases`?"],
        },
    ),
    "report": (
        "admin",
        as_json(
            Report(
                what="week",
                since=NOW - timedelta(days=7),
                until=NOW,
                made=NOW,
                opened=42,
                resolved=36,
                closed=31,
                reopened=2,
                unresolved=14,
                unassigned=3,
                overdue=1,
                states=(Count(name="open", count=9), Count(name="waiting", count=5)),
                ages=(
                    Count(name="under_1d", count=6),
                    Count(name="under_3d", count=4),
                    Count(name="under_7d", count=3),
                    Count(name="under_30d", count=1),
                    Count(name="older", count=0),
                ),
                first_response=Spread(count=40, median=1500, p90=6900),
                resolution=Spread(count=36, median=15120, p90=82800),
                promises=(
                    PromiseCount(name="first_response", kept=38, broken=2),
                    PromiseCount(name="resolution", kept=34, broken=2),
                ),
                transfers=5,
                first_contact=21,
                feedback=Marks(count=8, average=4.5),
                letters_sent=131,
                letters_failed=1,
                messages=(Count(name="opened", count=42), Count(name="appended", count=33), Count(name="answered", count=51)),
                teams=(Group(name="helpdesk", opened=42, resolved=36, unresolved=14, first_response=1500),),
                agents=(
                    Group(name=ALICE, opened=24, resolved=22, unresolved=7, first_response=1260),
                    Group(name=None, opened=3, unresolved=3),
                ),
                intents=(Group(name="account.access", opened=17, resolved=16, unresolved=2, first_response=960),),
                tiers=(
                    Group(name="vip", opened=8, resolved=8, first_response=600),
                    Group(name="standard", opened=34, resolved=28),
                ),
            )
        ),
    ),
}


_PASSAGE = Passage(
    document="passwords.md",
    line=12,
    title="Passwords",
    heading="The account is locked",
    text="After five wrong passwords an account is locked for an hour.\n\n"
    "To unlock it at once, open https://support.example.com/unlock and follow the mail that comes.",
)


def sample_rulebook(name: str = "Example Support") -> Rulebook:
    """A small desk with office hours in Rome."""
    week = tuple(((540, 1080),) if day < 5 else () for day in range(7))
    return Rulebook(
        fingerprint="sample",
        name=name,
        domain="support.example.com",
        mailboxes={BOX: Mailbox(address=BOX, name=name, team="helpdesk", hours="office")},
        hours={"always": Hours(name="always"), "office": Hours(name="office", timezone="Europe/Rome", week=week)},
        teams={"helpdesk": Team(name="helpdesk", lead=DANA, hours="office")},
        agents={
            ALICE: Agent(address=ALICE, name="Alice", teams=("helpdesk",), skills={"login": 0.9}),
            DANA: Agent(address=DANA, name="Dana", teams=("helpdesk",), senior=True),
        },
        customers={
            "acme.example": Organisation(
                key="acme.example", name="Acme", tier="vip", plan="pro", value=120_000, trial_until=date(2026, 12, 31)
            )
        },
        documents=Documents(passages=(_PASSAGE,)),
        admins=("admin@example.com",),
    )


def sample(template: str, *, language: str = "en", now: datetime = NOW) -> tuple[Notice, LetterFacts]:
    """A notice of this template and the facts its letter needs; unknown templates get a customer's answer."""
    audience, data = DATA.get(template, DATA["answer"])
    to = {"customer": MARIA, "agent": ALICE, "admin": "admin@example.com"}[audience]
    notice = Notice(
        template=template,
        to=to,
        to_name="Maria Lopez" if audience == "customer" else None,
        audience=audience,
        why="sample",
        deliver_after=now,
        ticket=None if audience == "admin" else 1042,
        entry=3,
        from_agent=ALICE if template == "answer" else None,
        automatic=template not in _BY_PEOPLE,
        data=data,
    )
    if audience == "admin":
        return notice, LetterFacts()
    facts = sample_facts(language, now)
    note, answer, mail = facts.entries
    if template == "answer":
        return notice, replace(facts, entry=answer)
    return notice, replace(facts, entries=(note, mail)) if template == "handover" else facts


_BY_PEOPLE = ("answer", "handover", "customer_replied", "pending_mail")
