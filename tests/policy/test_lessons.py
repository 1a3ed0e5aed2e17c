from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from mailgate.model.learning import Lesson
from mailgate.model.people import Agent, Team
from mailgate.model.reading import IntentScore
from mailgate.model.rules import Intent, Rulebook
from mailgate.model.ticket import Ticket
from mailgate.policy import lessons

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ALICE = Agent(address="alice@example.com", name="Alice", teams=("helpdesk",))
DANA = Agent(address="dana@example.com", name="Dana", teams=("helpdesk",), senior=True)
BOB = Agent(address="bob@example.com", name="Bob", teams=("billing",))
RULES = Rulebook(
    fingerprint="f",
    name="Desk",
    domain="example.com",
    mailboxes={},
    hours={},
    teams={"helpdesk": Team(name="helpdesk"), "billing": Team(name="billing")},
    agents={},
    intents={
        "account.access": Intent(name="account.access", team="helpdesk"),
        "technical": Intent(name="technical", team="helpdesk"),
        "billing.question": Intent(name="billing.question", team="billing"),
    },
)


def ticket(**fields: Any) -> Ticket:
    given: dict[str, Any] = {
        "number": 7,
        "mailbox": "support@example.com",
        "customer": "Maria+x@Example.org",
        "subject": "Help",
        "team": "helpdesk",
        "intent": "account.access",
        "opened_at": NOW,
        "changed_at": NOW,
    }
    return Ticket(**{**given, **fields})


def told(lesson: Lesson | None) -> tuple[str, str | None, float] | None:
    return (lesson.source, lesson.intent, lesson.worth) if lesson is not None else None


def test_resolving_a_ticket_as_it_is_labelled_says_the_label_was_right() -> None:
    lesson = lessons.resolved(ticket(), "I can't log in", ALICE, RULES, NOW)
    assert lesson == Lesson(
        ticket=7,
        text="I can't log in",
        subject="Help",
        intent="account.access",
        agent="alice@example.com",
        source="resolved",
        at=NOW,
        worth=0.7,
        sender_key=lessons.sender_key("maria@example.org"),
    )


def test_a_label_nobody_was_sure_of_says_half() -> None:
    assert told(lessons.resolved(ticket(confidence=0.4), "x", ALICE, RULES, NOW)) == ("resolved", "account.access", 0.35)


def test_a_ticket_without_a_label_teaches_nothing_by_being_resolved() -> None:
    assert lessons.resolved(ticket(intent=None), "x", ALICE, RULES, NOW) is None
    assert lessons.resolved(ticket(subject=" "), " ", ALICE, RULES, NOW) is None


def test_what_a_senior_had_to_take_says_less() -> None:
    assert told(lessons.resolved(ticket(transfers=1), "x", DANA, RULES, NOW)) == ("escalated", "account.access", 0.5)
    assert told(lessons.resolved(ticket(transfers=1), "x", ALICE, RULES, NOW)) == ("resolved", "account.access", 0.7)


def test_what_another_team_resolved_was_of_that_team() -> None:
    moved = ticket(team="billing", transfers=1)
    assert told(lessons.resolved(moved, "x", BOB, RULES, NOW)) == ("transferred", "billing.question", 0.5)
    back = ticket(team="helpdesk", intent="billing.question", transfers=1)
    assert lessons.resolved(back, "x", ALICE, RULES, NOW) is None  # helpdesk has two intents: which one?
    likely = ("billing.question", "technical", "account.access")
    assert told(lessons.resolved(back, "x", ALICE, RULES, NOW, likely)) == ("transferred", "technical", 0.5)


def test_of_a_team_with_several_intents_the_reading_tells_which_if_one_stands_out() -> None:
    def clearly(team: str, **thought: float) -> tuple[str, ...]:
        scores = [IntentScore(name=name.replace("_", "."), confidence=sure) for name, sure in thought.items()]
        return lessons.clearly(team, RULES, scores)

    assert clearly("helpdesk", billing_question=0.8, technical=0.3, account_access=0.1) == ("technical",)
    assert clearly("helpdesk", billing_question=0.8, technical=0.3, account_access=0.2) == ()
    assert clearly("helpdesk", billing_question=0.8, technical=0.05) == ()
    assert clearly("helpdesk", billing_question=0.8) == ()
    assert clearly("helpdesk", technical=0.1) == ("technical",)


def test_an_agents_word_says_most() -> None:
    assert told(lessons.relabelled(ticket(), "x", "technical", ALICE, NOW)) == ("relabelled", "technical", 1.0)
    assert told(lessons.misrouted(ticket(), "x", "technical", ALICE, RULES, NOW)) == ("misrouted", "technical", 0.9)
    assert told(lessons.misrouted(ticket(), "x", "billing", ALICE, RULES, NOW)) == ("misrouted", "billing.question", 0.6)
    assert lessons.misrouted(ticket(), "x", "helpdesk", ALICE, RULES, NOW) is None


def test_a_ticket_an_agent_opens_again_was_perhaps_something_else() -> None:
    assert told(lessons.reopened(ticket(), "x", ALICE, NOW)) == ("reopened", "account.access", 0.3)


def test_confirming_a_label_takes_nothing_from_who_gave_it() -> None:
    relabelled = lessons.relabelled(ticket(), "x", "technical", ALICE, NOW)
    resolved = lessons.resolved(ticket(intent="technical"), "x", ALICE, RULES, NOW)
    again = lessons.reopened(ticket(intent="technical"), "x", ALICE, NOW)
    assert relabelled is not None
    assert resolved is not None
    assert again is not None
    assert lessons.adds(resolved, None)
    assert not lessons.adds(resolved, relabelled)
    assert not lessons.adds(relabelled, relabelled)
    assert lessons.adds(again, relabelled)
    assert lessons.adds(resolved, again)
    assert lessons.adds(relabelled, resolved)
    assert lessons.adds(replace(resolved, intent="account.access"), relabelled)


def test_customers_only_take_from_what_agents_taught() -> None:
    def worth(**since: Any) -> float:
        return round(lessons.doubted(1.0, scale=5, **since), 2)

    assert worth(came_back=False, mark=None) == worth(came_back=False, mark=5) == worth(came_back=False, mark=3) == 1.0
    assert (worth(came_back=True, mark=None), worth(came_back=False, mark=1), worth(came_back=True, mark=2)) == (0.7, 0.7, 0.49)


def test_the_same_imported_words_are_the_same_lesson() -> None:
    first = lessons.imported("Where is my card?", "card_arrival", at=NOW)
    corrected = lessons.imported("Where is my card?", "card_lost", at=NOW)
    assert first.ticket == corrected.ticket < 0
    assert lessons.imported("Where is my phone?", None, at=NOW).ticket != first.ticket


def test_a_sender_is_the_same_however_the_address_is_spelt() -> None:
    assert lessons.sender_key("Maria+shop@Example.org ") == lessons.sender_key("maria@example.org")
    assert lessons.sender_key("maria@example.org") != lessons.sender_key("maria@example.net")
