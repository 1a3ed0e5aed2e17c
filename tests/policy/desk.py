"""The small desk the tests of promises and routing are told about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from mailgate.model.people import Agent, Mailbox, Team
from mailgate.model.promise import EscalationStep, Hours, SlaPolicy
from mailgate.model.reading import IntentScore, Reading
from mailgate.model.rules import Intent, RoutingSettings, Rulebook
from mailgate.model.ticket import Ticket

OFFICE_WEEK = (((540, 1080),),) * 5 + ((), ())
OFFICE = Hours(name="office", timezone="Europe/Rome", week=OFFICE_WEEK)
MONDAY_10 = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Rome, where the office opens at nine

ALICE, BOB, DANA, LEGAL = "alice@example.com", "bob@example.com", "dana@example.com", "legal@example.com"


def rulebook(**changes: Any) -> Rulebook:
    """Alice knows logins, Bob billing, Dana is senior; everybody is always in."""
    book = Rulebook(
        fingerprint="test",
        name="Example Support",
        domain="support.example.com",
        mailboxes={"support@example.com": Mailbox(address="support@example.com", name="Example", team="helpdesk")},
        hours={"always": Hours(name="always"), "office": OFFICE},
        teams={
            "helpdesk": Team(name="helpdesk", lead=DANA),
            "billing": Team(name="billing", lead=DANA),
        },
        agents={
            ALICE: Agent(
                address=ALICE, name="Alice", teams=("helpdesk",), skills={"login": 0.9, "billing": 0.3}, languages=("en", "it")
            ),
            BOB: Agent(address=BOB, name="Bob", teams=("billing",), skills={"billing": 0.8}),
            DANA: Agent(address=DANA, name="Dana", teams=("helpdesk", "billing"), senior=True),
            LEGAL: Agent(address=LEGAL, name="Legal"),
        },
        intents={
            "account.access": Intent(name="account.access", team="helpdesk", skills=("login",)),
            "billing.refund": Intent(name="billing.refund", team="billing", skills=("billing",), impact="high"),
        },
        routing=RoutingSettings(triage=DANA),
        sla=(
            SlaPolicy(
                name="standard", first_response=timedelta(hours=4), next_response=timedelta(hours=4), resolution=timedelta(days=1)
            ),
        ),
        escalation=(
            EscalationStep(notify="agent", at=0.75),
            EscalationStep(notify="lead", at=1.0),
            EscalationStep(notify="manager@example.com", after=timedelta(hours=2)),
        ),
    )
    return replace(book, **changes)


def ticket(**changes: Any) -> Ticket:
    made = Ticket(
        mailbox="support@example.com",
        customer="maria@example.org",
        opened_at=MONDAY_10,
        changed_at=MONDAY_10,
        subject="I can't log in",
        verified=True,
    )
    return replace(made, **changes)


def read(*intents: tuple[str, float], **changes: Any) -> Reading:
    """What a model read; no intents: it recognised none."""
    return Reading(intents=tuple(IntentScore(name=n, confidence=c) for n, c in intents), **{"model": "test"} | changes)


def hour(h: float, day: int = 23) -> datetime:
    """An hour of a day of November 2026, UTC."""
    return datetime(2026, 11, day, tzinfo=UTC) + timedelta(hours=h)
